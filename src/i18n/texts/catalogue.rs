//! Texts of the area catalogue.

/// Texts of the area catalogue.
#[derive(Debug)]
pub struct Texts {}

pub(super) const CS: Texts = Texts {};

pub(super) const EN: Texts = Texts {};
