//! Texts of the area minutes_screen.

/// Texts of the area minutes_screen.
#[derive(Debug)]
pub struct Texts {}

pub(super) const CS: Texts = Texts {};

pub(super) const EN: Texts = Texts {};
