//! Texts of the area catalogue_screen.

/// Texts of the area catalogue_screen.
#[derive(Debug)]
pub struct Texts {}

pub(super) const CS: Texts = Texts {};

pub(super) const EN: Texts = Texts {};
