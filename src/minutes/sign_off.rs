//! The sign-off of minutes: a final version is kept with the words that it had.

use super::build::Options;
use super::from_catalogue::from_catalogue;
use super::markdown::markdown_with;
use super::templates::{TemplateProblem, Templates};
use crate::catalogue::Catalogue;
use crate::i18n::{Language, Localized};
use crate::model::{Change, Consultation, EntityId, MinutesState, NewSignOff};
use jiff::Timestamp;
use std::fmt;

/// Why a step of the sign-off cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignOffError {
    /// The version of this number is final and nothing has changed since.
    Final(u64),
    /// A confirmation needs the person of the municipality who gave it.
    NobodyConfirmed,
}

impl Localized for SignOffError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().exports;
        match self {
            SignOffError::Final(number) => (texts.already_final)(*number),
            SignOffError::NobodyConfirmed => texts.nobody_confirmed.to_owned(),
        }
    }
}

impl fmt::Display for SignOffError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

impl std::error::Error for SignOffError {}

/// The change that takes a step of the sign-off. With the final step the minutes themselves are kept, in Markdown and
/// as `options` and `templates` say, and their SHA-256; where a template of the centre is wrong, as the built-in one has
/// them, with what is wrong.
///
/// # Errors
/// When the version is final already, or nobody is named who confirms it.
pub fn sign_off(
    consultation: &Consultation,
    catalogue: &Catalogue,
    (options, templates): (&Options, &Templates),
    new: &NewSignOff,
    (id, now): (EntityId, Timestamp),
) -> Result<(Change, Option<TemplateProblem>), SignOffError> {
    let version = consultation.minutes_version();
    if version.state == MinutesState::Final {
        return Err(SignOffError::Final(version.number));
    }
    if new.state == MinutesState::Confirmed && new.by.trim().is_empty() {
        return Err(SignOffError::NobodyConfirmed);
    }
    let (text, problem) = if new.state == MinutesState::Final {
        let signed = consultation.signed(id, new, String::new(), now);
        markdown_with(&from_catalogue(&signed, catalogue, options), templates)
    } else {
        (String::new(), None)
    };
    Ok((consultation.sign_off(id, new, text, now), problem))
}
