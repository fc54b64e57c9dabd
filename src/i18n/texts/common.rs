//! Texts that several areas share.

/// Texts that several areas share.
#[derive(Debug)]
pub struct Texts {
    /// The name of the program.
    pub porada: &'static str,
}

pub(super) const CS: Texts = Texts { porada: "porada" };

pub(super) const EN: Texts = Texts { porada: "porada" };
