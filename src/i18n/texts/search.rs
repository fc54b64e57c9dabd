//! Texts of the area search.

/// Texts of the area search.
#[derive(Debug)]
pub struct Texts {}

pub(super) const CS: Texts = Texts {};

pub(super) const EN: Texts = Texts {};
