//! Texts of the area tasks.

/// Texts of the area tasks.
#[derive(Debug)]
pub struct Texts {}

pub(super) const CS: Texts = Texts {};

pub(super) const EN: Texts = Texts {};
