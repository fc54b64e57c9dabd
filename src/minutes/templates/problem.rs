//! What is wrong with a template or with the logo that it shows.

use crate::i18n::{Language, Localized, sanitize, truncate};
use std::fmt;
use std::io;
use std::path::PathBuf;

/// The most columns of a template that an error repeats.
const QUOTED: usize = 60;

/// What is wrong with a file of the centre, and where. Minutes are written all the same, by the built-in template or
/// without the logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateProblem {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1, if one is to blame.
    pub line: Option<usize>,
    /// What is wrong.
    pub fault: TemplateFault,
}

/// What is wrong with a template or a logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateFault {
    /// The file cannot be read.
    Unreadable(io::ErrorKind),
    /// The file has more than so many kilobytes.
    TooLarge(u64),
    /// The name of the file does not say what the template writes.
    UnknownFormat,
    /// The logo is no PNG, JPEG or SVG.
    NotAPicture,
    /// The logo is an SVG, which DOCX and PDF cannot hold.
    NotInDocuments,
    /// The logo has too many pixels for DOCX and PDF.
    TooDetailed,
    /// The logo is damaged or has colours that an archived PDF must not have.
    PictureRefused,
    /// The template is not written as one; with the engine's words.
    Syntax(String),
    /// There is no value of this name.
    UnknownVariable(String),
    /// There is no filter, test or function of this name.
    UnknownWord(String),
    /// By this a template could make texts grow without end.
    Refused(&'static str),
    /// The template does not come to an end.
    Endless,
    /// What the template writes is too long.
    TooLong,
    /// The template does not show every section of a document of several minutes.
    NotTogether,
    /// Anything else; with the engine's words.
    Other(String),
}

impl TemplateFault {
    /// The error of reading a file of at most so many bytes.
    pub(super) fn unreadable(error: &io::Error, most: u64) -> TemplateFault {
        match error.kind() {
            io::ErrorKind::FileTooLarge => TemplateFault::TooLarge(most / 1000),
            kind => TemplateFault::Unreadable(kind),
        }
    }
}

impl TemplateProblem {
    /// What is wrong, and what is used instead.
    pub fn warning(&self, language: Language) -> String {
        let texts = &language.texts().templates;
        let instead = if self.is_of_the_logo() { texts.without_logo } else { texts.built_in_used };
        format!("{}; {instead}", self.localized(language))
    }

    fn is_of_the_logo(&self) -> bool {
        let end = self.path.extension().and_then(|end| end.to_str()).unwrap_or_default();
        !["md", "html"].iter().any(|known| known.eq_ignore_ascii_case(end))
    }
}

impl Localized for TemplateProblem {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().templates;
        let quoted = |text: &String| truncate(&sanitize(text), QUOTED).into_owned();
        let fault = match &self.fault {
            TemplateFault::Unreadable(kind) => {
                (texts.unreadable)(&(language.texts().common.io_reason)(*kind))
            }
            TemplateFault::TooLarge(kilobytes) => (texts.too_large)(*kilobytes),
            TemplateFault::UnknownFormat => texts.unknown_format.to_owned(),
            TemplateFault::NotAPicture => texts.not_a_picture.to_owned(),
            TemplateFault::NotInDocuments => texts.not_in_documents.to_owned(),
            TemplateFault::TooDetailed => texts.too_detailed.to_owned(),
            TemplateFault::PictureRefused => texts.picture_refused.to_owned(),
            TemplateFault::Syntax(words) => (texts.syntax)(&quoted(words)),
            TemplateFault::UnknownVariable(name) => (texts.unknown_variable)(&quoted(name)),
            TemplateFault::UnknownWord(name) => (texts.unknown_word)(&quoted(name)),
            TemplateFault::Refused(means) => (texts.refused)(means),
            TemplateFault::Endless => texts.endless.to_owned(),
            TemplateFault::TooLong => texts.too_long.to_owned(),
            TemplateFault::NotTogether => texts.not_together.to_owned(),
            TemplateFault::Other(words) => (texts.other)(&quoted(words)),
        };
        let path = sanitize(&self.path.to_string_lossy()).into_owned();
        match self.line {
            Some(line) => (texts.in_line)(&path, line, &fault),
            None => (texts.in_file)(&path, &fault),
        }
    }
}

impl fmt::Display for TemplateProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

impl std::error::Error for TemplateProblem {}
