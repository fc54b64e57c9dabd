//! Texts of the area consultation.

/// Texts of the area consultation.
#[derive(Debug)]
pub struct Texts {}

pub(super) const CS: Texts = Texts {};

pub(super) const EN: Texts = Texts {};
