//! The sign-off of minutes: a final version is kept with the words that it had.

use super::build::Options;
use super::from_catalogue::from_catalogue;
use super::gaps::conflicts;
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
    /// So many values were written differently elsewhere and nobody has said yet which one holds.
    Conflicts(usize),
}

impl Localized for SignOffError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().exports;
        match self {
            SignOffError::Final(number) => (texts.already_final)(*number),
            SignOffError::Conflicts(count) => (texts.open_conflicts)(*count),
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
    let open = conflicts(consultation).len();
    if new.state == MinutesState::Final && open > 0 {
        return Err(SignOffError::Conflicts(open));
    }
    let (text, problem) = if new.state == MinutesState::Final {
        let signed = consultation.signed(id, new, String::new(), now);
        markdown_with(&from_catalogue(&signed, catalogue, options), templates)
    } else {
        (String::new(), None)
    };
    Ok((consultation.sign_off(id, new, text, now), problem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Document, DocumentId, Personal, schema};

    #[test]
    fn minutes_with_an_open_conflict_do_not_become_final() {
        let document = Document::new(DocumentId::from_u128(1), schema::CONSULTATION);
        let mut consultation = Consultation::read(&document).unwrap();
        let catalogue = Catalogue::shipped().unwrap();
        let options = Options {
            language: Language::Czech,
            personal: Personal::With,
            evidence: true,
            time_zone: jiff::tz::TimeZone::UTC,
            organisation: String::new(),
        };
        let sign = |consultation: &Consultation, state| {
            let new = NewSignOff { state, by: "Jana Vzorová".into(), date: jiff::civil::date(2026, 11, 22) };
            let how = (&options, &Templates::default());
            sign_off(consultation, &catalogue, how, &new, (EntityId::from_u128(2), Timestamp::UNIX_EPOCH))
        };
        assert!(sign(&consultation, MinutesState::Final).is_ok());
        consultation.conflicts.push("title".into());
        assert_eq!(sign(&consultation, MinutesState::Final).unwrap_err(), SignOffError::Conflicts(1));
        assert!(sign(&consultation, MinutesState::Confirmed).is_ok());
    }
}
