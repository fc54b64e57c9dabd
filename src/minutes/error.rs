//! Why a format could not be written.

use crate::i18n::{Language, Localized};
use std::fmt;

/// Why a format could not be written. Nothing that a person types can cause it, only sheer size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormatError {
    /// The Word document could not be put together; with the reason.
    Document(String),
    /// The Excel workbook could not be put together; with the reason.
    Workbook(String),
}

impl Localized for FormatError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().exports;
        match self {
            FormatError::Document(reason) => (texts.document_failed)(reason),
            FormatError::Workbook(reason) => (texts.workbook_failed)(reason),
        }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

impl std::error::Error for FormatError {}
