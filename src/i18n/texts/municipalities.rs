//! Texts of the area municipalities.

/// Texts of the area municipalities.
#[derive(Debug)]
pub struct Texts {}

pub(super) const CS: Texts = Texts {};

pub(super) const EN: Texts = Texts {};
