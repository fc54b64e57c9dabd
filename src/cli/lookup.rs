//! From what a person writes to what she means: municipalities, regions, records, consultations, needs, dates.

use super::error::CliError;
use super::session::Session;
use crate::catalogue::{Catalogue, Municipalities, Municipality, Record};
use crate::i18n::{Towards, parse_date, parse_moment, sanitize_lines};
use crate::model::text::fold_letters;
use crate::model::{Consultation, Document, DocumentId, EntityId, ItemKind, PracticeDraft};
use crate::store::Found;
use jiff::civil::{Date, DateTime, Time};
use std::collections::BTreeSet;

/// How many municipalities are suggested for a name that does not exist.
const SUGGESTIONS: usize = 3;

/// When a consultation begins whose time is not given.
const START_OF_DAY: Time = jiff::civil::time(9, 0, 0, 0);

/// The municipality with this code, or the only one with this name. Case and accents matter only where they decide; a
/// name that repeats can be written with its district as lists show it (`Březina (okr. Rokycany)`).
pub(super) fn municipality<'a>(
    municipalities: &'a Municipalities,
    query: &str,
) -> Result<&'a Municipality, CliError> {
    let query = query.trim();
    if let Some(municipality) = municipalities.get(query) {
        return Ok(municipality);
    }
    let folded = fold_letters(query);
    let exact = municipalities.by_name(query);
    let found: Vec<&Municipality> = if exact.is_empty() && !folded.is_empty() {
        let same = |name: &str| fold_letters(name) == folded;
        municipalities.all().iter().filter(|it| same(it.name) || same(&it.label())).collect()
    } else {
        exact
    };
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(CliError::UnknownMunicipality {
            query: query.to_owned(),
            nearest: nearest(municipalities, query),
        }),
        several => Err(CliError::AmbiguousMunicipality {
            query: query.to_owned(),
            candidates: several.iter().map(|it| named(it)).collect(),
        }),
    }
}

/// The name and the code.
fn named(municipality: &Municipality) -> String {
    format!("{} {}", municipality.label(), municipality.code)
}

/// Municipalities whose names begin like the query, the ending of which is given up letter by letter.
fn nearest(municipalities: &Municipalities, query: &str) -> Vec<String> {
    let letters: Vec<char> = query.chars().take(40).collect();
    let beginnings = (2..=letters.len()).rev().filter_map(|length| letters.get(..length));
    let found = beginnings
        .map(|letters| municipalities.find(&letters.iter().collect::<String>()))
        .find(|found| !found.is_empty());
    found.unwrap_or_default().into_iter().take(SUGGESTIONS).map(named).collect()
}

/// The kraj of this name; case, accents and the word `kraj` may be left out.
pub(super) fn region(municipalities: &Municipalities, query: &str) -> Result<String, CliError> {
    let core = |name: &str| -> String {
        let words = fold_letters(name);
        words.split(' ').filter(|word| *word != "kraj").collect::<Vec<_>>().join(" ")
    };
    let wanted = core(query);
    let known = municipalities.krajs();
    let found = known.iter().find(|name| core(name) == wanted);
    found
        .map(|name| (*name).to_owned())
        .ok_or_else(|| CliError::UnknownRegion { query: query.to_owned(), known: known.to_vec() })
}

/// The country with this code, if any record comes from it.
pub(super) fn country(catalogue: &Catalogue, query: &str) -> Result<String, CliError> {
    let wanted = query.trim().to_uppercase();
    let places = catalogue.records().iter().filter_map(|record| record.place.as_ref());
    let known: BTreeSet<&str> = places.map(|place| place.country.as_str()).collect();
    if known.contains(wanted.as_str()) {
        return Ok(wanted);
    }
    let known = known.into_iter().map(str::to_owned).collect();
    Err(CliError::UnknownCountry { query: query.to_owned(), known })
}

/// The record with this id; case matters only where it decides between several.
pub(super) fn record<'a>(catalogue: &'a Catalogue, id: &str) -> Result<&'a Record, CliError> {
    let id = id.trim();
    let alike = || {
        let mut alike = catalogue.records().iter().filter(|record| record.id.eq_ignore_ascii_case(id));
        alike.next().filter(|_| alike.next().is_none())
    };
    catalogue.record(id).or_else(alike).ok_or_else(|| CliError::UnknownRecord(id.to_owned()))
}

/// The consultation that this id or part of an id names, also a deleted one.
pub(super) fn any_consultation(session: &mut Session, part: &str) -> Result<Consultation, CliError> {
    let unknown = || CliError::UnknownConsultation(part.to_owned());
    let store = session.reading()?;
    let id = one(store.find_consultation(part)?, part, unknown)?;
    consultation_of(session, id)
}

/// The consultation that this id or part of an id names, unless it is deleted.
pub(super) fn consultation(session: &mut Session, part: &str) -> Result<Consultation, CliError> {
    let found = any_consultation(session, part)?;
    if found.deleted { Err(CliError::Deleted(found.id.to_string())) } else { Ok(found) }
}

/// The practice draft that this id or part of an id names, unless it is deleted; `None` where there is none.
pub(super) fn practice_draft(session: &mut Session, part: &str) -> Result<Option<Document>, CliError> {
    let wanted = part.trim().to_lowercase().replace('-', "");
    let fits = |draft: &PracticeDraft| {
        let id = draft.id.to_string().replace('-', "");
        wanted.len() >= 4 && (id.starts_with(&wanted) || id.ends_with(&wanted))
    };
    let store = session.reading()?;
    let found: Vec<PracticeDraft> = store.practice_drafts()?.into_iter().filter(fits).collect();
    match found.as_slice() {
        [] => Ok(None),
        [one] => Ok(store.document(one.id)?),
        several => Err(CliError::AmbiguousId { part: part.to_owned(), count: several.len() }),
    }
}

/// The consultation with this id.
pub(super) fn consultation_of(session: &mut Session, id: DocumentId) -> Result<Consultation, CliError> {
    session.reading()?.consultation(id)?.ok_or_else(|| CliError::UnknownConsultation(id.to_string()))
}

/// The one that was found.
pub(super) fn one<T>(found: Found<T>, part: &str, unknown: impl FnOnce() -> CliError) -> Result<T, CliError> {
    match found {
        Found::One(one) => Ok(one),
        Found::None => Err(unknown()),
        Found::Many(count) => Err(CliError::AmbiguousId { part: part.to_owned(), count }),
    }
}

/// The need that this id or part of an id names.
pub(super) fn need(consultation: &Consultation, part: &str) -> Result<EntityId, CliError> {
    let needs = consultation.items_of(ItemKind::Need).map(|item| item.id);
    entity(needs, part, || CliError::UnknownNeed(part.to_owned()))
}

/// The one of `ids` that this id or part of an id names: its beginning or end, at least four characters.
pub(super) fn entity(
    ids: impl Iterator<Item = EntityId>,
    part: &str,
    unknown: impl FnOnce() -> CliError,
) -> Result<EntityId, CliError> {
    let wanted = part.trim().to_lowercase().replace('-', "");
    let fits = |id: EntityId| {
        let id = id.to_string().replace('-', "");
        wanted.len() >= 4 && (id.starts_with(&wanted) || id.ends_with(&wanted))
    };
    let found: Vec<EntityId> = ids.filter(|id| fits(*id)).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(unknown()),
        several => Err(CliError::AmbiguousId { part: part.to_owned(), count: several.len() }),
    }
}

/// The text of an option without space around it. A text of which nothing could be seen is empty.
pub(super) fn text(option: &'static str, text: &str) -> Result<String, CliError> {
    let text = text.trim();
    if sanitize_lines(text).trim().is_empty() {
        Err(CliError::EmptyText(option))
    } else {
        Ok(text.to_owned())
    }
}

/// A date as both languages write it.
pub(super) fn date(text: &str, today: Date, towards: Towards) -> Result<Date, CliError> {
    parse_date(text, today, towards).ok_or_else(|| CliError::WrongDate(text.to_owned()))
}

/// A period of what was: without a year it begins on the last such day, and ends on the first one from there.
pub(super) fn period(
    since: Option<&str>,
    until: Option<&str>,
    today: Date,
) -> Result<(Option<Date>, Option<Date>), CliError> {
    let since = since.map(|text| date(text, today, Towards::Past)).transpose()?;
    let towards = since.map_or(Towards::Past, Towards::From);
    let until = until.map(|text| date(text, today, towards)).transpose()?;
    match (since, until) {
        (Some(since), Some(until)) if until < since => Err(CliError::PeriodBackwards(since, until)),
        period => Ok(period),
    }
}

/// A date with a time (`5. 12. 2026 14:00`, `2026-12-05T14:00`) or without one, then at nine in the morning; without a
/// year the nearest one.
pub(super) fn date_time(text: &str, today: Date) -> Result<DateTime, CliError> {
    let (date, time) =
        parse_moment(text, today, Towards::Nearest).ok_or_else(|| CliError::WrongDate(text.to_owned()))?;
    Ok(time.map_or_else(|| date.to_datetime(START_OF_DAY), |time| date.to_datetime(time)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date as day, datetime};
    use rstest::rstest;

    fn municipalities() -> Municipalities {
        Municipalities::shipped().unwrap()
    }

    #[rstest]
    #[case("536385", "536385")]
    #[case("Jeseník", "536385")]
    #[case(" jesenik ", "536385")]
    #[case("rožnov pod radhostem", "544841")]
    #[case("Březina (okr. Mladá Boleslav)", "535567")]
    fn a_municipality_is_named_by_code_name_or_label(#[case] query: &str, #[case] code: &str) {
        assert_eq!(municipality(&municipalities(), query).unwrap().code, code);
    }

    #[test]
    fn a_name_that_repeats_is_answered_with_the_candidates() {
        let all = municipalities();
        let Err(CliError::AmbiguousMunicipality { candidates, .. }) = municipality(&all, "březina") else {
            panic!("Březina is ambiguous");
        };
        assert!(candidates.contains(&"Březina (okr. Mladá Boleslav) 535567".to_owned()), "{candidates:?}");
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_nearest() {
        let all = municipalities();
        let nearest = |query: &str| match municipality(&all, query) {
            Err(CliError::UnknownMunicipality { nearest, .. }) => nearest,
            other => panic!("{query}: {other:?}"),
        };
        assert_eq!(nearest("Jesenníkov")[0], "Jeseník 536385");
        assert!(nearest("").is_empty() && nearest("???").is_empty());
        assert!(nearest("999999").len() <= SUGGESTIONS);
    }

    #[test]
    fn a_region_needs_no_accents() {
        let all = municipalities();
        for query in ["Olomoucký kraj", "olomoucky", "OLOMOUCKÝ"] {
            assert_eq!(region(&all, query).unwrap(), "Olomoucký kraj");
        }
        assert_eq!(region(&all, "kraj vysočina").unwrap(), "Kraj Vysočina");
        assert!(region(&all, "Slezsko").is_err());
    }

    #[rstest]
    #[case("2026-12-05", datetime(2026, 12, 5, 9, 0, 0, 0))]
    #[case("2026-12-05T14:30", datetime(2026, 12, 5, 14, 30, 0, 0))]
    #[case("5. 12. 2026 8:15", datetime(2026, 12, 5, 8, 15, 0, 0))]
    #[case("zítra 10:00", datetime(2026, 11, 22, 10, 0, 0, 0))]
    #[case("5. 12.", datetime(2026, 12, 5, 9, 0, 0, 0))]
    #[case("5. 11. 14:00", datetime(2026, 11, 5, 14, 0, 0, 0))]
    #[case("včera 14:00", datetime(2026, 11, 20, 14, 0, 0, 0))]
    fn a_moment_may_lack_its_time(#[case] text: &str, #[case] expected: DateTime) {
        assert_eq!(date_time(text, day(2026, 11, 21)), Ok(expected));
    }

    #[rstest]
    #[case("")]
    #[case(" \n")]
    #[case("\u{200b}")]
    #[case("\u{1b}\u{7}")]
    fn a_text_of_which_nothing_shows_is_empty(#[case] words: &str) {
        assert_eq!(text("--note", words), Err(CliError::EmptyText("--note")));
    }

    #[rstest]
    #[case("")]
    #[case("brzy")]
    #[case("2026-12-05 25:00")]
    fn what_is_no_moment_is_refused(#[case] text: &str) {
        assert_eq!(date_time(text, day(2026, 11, 21)), Err(CliError::WrongDate(text.to_owned())));
    }
}
