//! Texts of the area forms.

/// Texts of the area forms.
#[derive(Debug)]
pub struct Texts {}

pub(super) const CS: Texts = Texts {};

pub(super) const EN: Texts = Texts {};
