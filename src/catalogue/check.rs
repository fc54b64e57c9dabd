//! The rules that every record keeps, shipped or imported (`data/README.md`).

use super::concept::{Concept, MeasureRow};
use super::funding::ProgrammeRow;
use super::municipality::Municipalities;
use super::practices::{PlaceRow, PracticeRow};
use super::problem::{Finding, Problem};
use super::record::{Record, RecordKind, Source};
use crate::i18n::Language;
use crate::model::Component;
use jiff::civil::Date;

const ID_LENGTH: usize = 60;
const TITLE_LENGTH: usize = 90;
const LEVELS: [&str; 10] = [
    "obec",
    "mestys",
    "mesto",
    "statutarni-mesto",
    "hlavni-mesto",
    "mestska-cast",
    "kraj",
    "svazek-obci",
    "mas",
    "other",
];
const RECIPIENTS: [&str; 7] = ["obec", "mesto", "kraj", "svazek-obci", "mas", "firma", "vyzkum"];
const ORIGINS: [&str; 2] = ["concept", "seed-002"];

/// Checks what all six kinds share: id, titles, control characters, sources. The fields are named as in [`Record`].
pub fn check_header(record: &Record) -> Vec<Finding> {
    let mut found = Vec::new();
    check_id(&record.id, record.kind, &mut found);
    for language in Language::ALL {
        check_title(&format!("title_{}", language.code()), record.title.get(language), &mut found);
    }
    for text in &record.fields {
        for language in Language::ALL {
            let field = format!("{}_{}", text.field.key(), language.code());
            check_control(&field, text.text.get(language), &mut found);
        }
    }
    check_sources(&record.sources, &mut found);
    found
}

/// Checks a practice or caution.
pub fn check_practice(row: &PracticeRow, municipalities: &Municipalities) -> Vec<Finding> {
    let mut found = Vec::new();
    check_id(&row.id, row.kind, &mut found);
    if !matches!(row.kind, RecordKind::Practice | RecordKind::Caution) {
        found.push(unknown_code("kind", row.kind.key(), &["practice", "caution"]));
    }
    check_title("title_cs", &row.title_cs, &mut found);
    check_title("title_en", &row.title_en, &mut found);
    check_text("solution_cs", &row.solution_cs, &mut found);
    check_text("solution_en", &row.solution_en, &mut found);
    check_pair("problem", (&row.problem_cs, &row.problem_en), &mut found);
    check_pair("result", (&row.result_cs, &row.result_en), &mut found);
    check_pair("lesson", (&row.lesson_cs, &row.lesson_en), &mut found);
    check_place(&row.place, municipalities, &mut found);
    check_components(&row.components, 4, &mut found);
    check_keywords("keywords_cs", &row.keywords_cs, &mut found);
    check_keywords("keywords_en", &row.keywords_en, &mut found);
    check_year("year", row.year, &mut found);
    if row.cost_czk.is_some_and(|cost| cost < 0) {
        found.push(Finding::new("cost_czk", Problem::Negative));
    }
    check_optional("cost_text", row.cost_text.as_deref(), &mut found);
    for (field, items) in [("funding", &row.funding), ("partners", &row.partners)] {
        items.iter().for_each(|item| check_text(field, item, &mut found));
    }
    check_sources(&row.sources, &mut found);
    found
}

/// Checks a typical measure against the concept.
pub fn check_measure(row: &MeasureRow, concept: &Concept) -> Vec<Finding> {
    let mut found = Vec::new();
    check_id(&row.id, RecordKind::Measure, &mut found);
    check_title("name_cs", &row.name_cs, &mut found);
    check_title("name_en", &row.name_en, &mut found);
    check_text("description_cs", &row.description_cs, &mut found);
    check_text("description_en", &row.description_en, &mut found);
    check_optional("code", row.code.as_deref(), &mut found);
    check_optional("gestor", row.gestor.as_deref(), &mut found);
    if !ORIGINS.contains(&row.origin.as_str()) {
        found.push(unknown_code("origin", &row.origin, &ORIGINS));
    }
    if let Some(id) = &row.goal {
        match concept.goal(id) {
            None => found.push(Finding::new("goal", Problem::UnknownGoal(id.clone()))),
            Some((component, _)) if component != row.component => {
                let problem = Problem::GoalElsewhere { goal: id.clone(), component: component.code() };
                found.push(Finding::new("goal", problem));
            }
            Some(_) => {}
        }
    }
    check_sources(&row.sources, &mut found);
    found
}

/// Checks a programme.
pub fn check_programme(row: &ProgrammeRow) -> Vec<Finding> {
    let mut found = Vec::new();
    check_id(&row.id, RecordKind::Funding, &mut found);
    check_title("name_cs", &row.name_cs, &mut found);
    check_title("name_en", &row.name_en, &mut found);
    for (field, text) in [
        ("provider", &row.provider),
        ("supports_cs", &row.supports_cs),
        ("supports_en", &row.supports_en),
        ("status_note", &row.status_note),
        ("status_note_en", &row.status_note_en),
    ] {
        check_text(field, text, &mut found);
    }
    check_optional("amount_text", row.amount_text.as_deref(), &mut found);
    check_optional("rate_text", row.rate_text.as_deref(), &mut found);
    check_components(&row.components, Component::COUNT, &mut found);
    for code in row.for_whom.iter().filter(|code| !RECIPIENTS.contains(&code.as_str())) {
        found.push(unknown_code("for_whom", code, &RECIPIENTS));
    }
    check_year("period_from", row.period_from, &mut found);
    check_year("period_to", row.period_to, &mut found);
    check_year("source_year", row.source_year, &mut found);
    if let Some(url) = &row.url {
        check_address("url", url, &mut found);
    }
    check_sources(&row.sources, &mut found);
    found
}

fn unknown_code(field: &str, value: &str, allowed: &[&str]) -> Finding {
    Finding::new(field, Problem::UnknownCode { value: value.to_owned(), allowed: allowed.join(", ") })
}

fn check_id(id: &str, kind: RecordKind, found: &mut Vec<Finding>) {
    let (letters, problem): (fn(char) -> bool, _) = match kind {
        // The codes of the concept are part of a measure's id.
        RecordKind::Measure => {
            (|letter| letter.is_ascii_alphanumeric() || letter == '.', Problem::BadMeasureId)
        }
        _ => (|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit(), Problem::BadId),
    };
    let sound =
        id.len() <= ID_LENGTH && id.split('-').all(|part| !part.is_empty() && part.chars().all(letters));
    if !sound {
        found.push(Finding::new("id", problem));
    }
}

fn check_title(field: &str, title: &str, found: &mut Vec<Finding>) {
    check_text(field, title, found);
    let length = title.chars().count();
    if length > TITLE_LENGTH {
        found.push(Finding::new(field, Problem::TooLong { limit: TITLE_LENGTH, length }));
    }
}

/// A required text.
fn check_text(field: &str, text: &str, found: &mut Vec<Finding>) {
    if text.trim().is_empty() {
        found.push(Finding::new(field, Problem::Blank));
    }
    check_control(field, text, found);
}

fn check_optional(field: &str, text: Option<&str>, found: &mut Vec<Finding>) {
    if let Some(text) = text {
        check_text(field, text, found);
    }
}

fn check_control(field: &str, text: &str, found: &mut Vec<Finding>) {
    if text.chars().any(char::is_control) {
        found.push(Finding::new(field, Problem::ControlCharacter));
    }
}

/// A text that is in both languages or in neither.
fn check_pair(stem: &str, (cs, en): (&Option<String>, &Option<String>), found: &mut Vec<Finding>) {
    let (cs_field, en_field) = (format!("{stem}_cs"), format!("{stem}_en"));
    check_optional(&cs_field, cs.as_deref(), found);
    check_optional(&en_field, en.as_deref(), found);
    match (cs, en) {
        (Some(_), None) => found.push(Finding::new(cs_field, Problem::OneLanguage(en_field))),
        (None, Some(_)) => found.push(Finding::new(en_field, Problem::OneLanguage(cs_field))),
        _ => {}
    }
}

fn check_place(place: &PlaceRow, municipalities: &Municipalities, found: &mut Vec<Finding>) {
    check_text("place.name", &place.name, found);
    if !(place.country.len() == 2 && place.country.bytes().all(|byte| byte.is_ascii_uppercase())) {
        found.push(Finding::new("place.country", Problem::BadCountry(place.country.clone())));
    }
    if !LEVELS.contains(&place.level.as_str()) {
        found.push(unknown_code("place.level", &place.level, &LEVELS));
    }
    if place.country != "CZ" {
        if place.region.is_some() {
            found.push(Finding::new("place.region", Problem::RegionAbroad));
        }
        if place.municipality_code.is_some() {
            found.push(Finding::new("place.municipality_code", Problem::RegionAbroad));
        }
        return;
    }
    if let Some(region) = &place.region
        && !municipalities.krajs().contains(&region.as_str())
    {
        found.push(Finding::new("place.region", Problem::UnknownRegion(region.clone())));
    }
    let Some(code) = &place.municipality_code else { return };
    match municipalities.get(code) {
        None => {
            found.push(Finding::new("place.municipality_code", Problem::UnknownMunicipality(code.clone())));
        }
        Some(row) if place.region.as_deref() != Some(row.kraj) => {
            let problem = Problem::WrongRegion { municipality: row.label(), region: row.kraj.to_owned() };
            found.push(Finding::new("place.region", problem));
        }
        Some(_) => {}
    }
}

fn check_components(components: &[Component], most: usize, found: &mut Vec<Finding>) {
    if components.is_empty() || components.len() > most {
        found.push(Finding::new("components", Problem::Count { least: 1, most, found: components.len() }));
    }
    check_repeats("components", components.iter().map(|component| component.code()), found);
}

fn check_keywords(field: &str, keywords: &[String], found: &mut Vec<Finding>) {
    if !(4..=10).contains(&keywords.len()) {
        found.push(Finding::new(field, Problem::Count { least: 4, most: 10, found: keywords.len() }));
    }
    for keyword in keywords {
        check_text(field, keyword, found);
        if keyword.to_lowercase() != *keyword {
            found.push(Finding::new(field, Problem::NotLowerCase(keyword.clone())));
        }
    }
    check_repeats(field, keywords.iter().map(String::as_str), found);
}

fn check_repeats<'a>(field: &str, items: impl Iterator<Item = &'a str>, found: &mut Vec<Finding>) {
    let mut seen = Vec::new();
    for item in items {
        if seen.contains(&item) {
            found.push(Finding::new(field, Problem::Repeated(item.to_owned())));
        }
        seen.push(item);
    }
}

fn check_year(field: &str, year: Option<i16>, found: &mut Vec<Finding>) {
    if let Some(year) = year.filter(|year| !(1900..=2100).contains(year)) {
        found.push(Finding::new(field, Problem::BadYear(i64::from(year))));
    }
}

fn check_address(field: &str, address: &str, found: &mut Vec<Finding>) {
    let named = ["http://", "https://"].iter().any(|scheme| {
        address
            .strip_prefix(scheme)
            .is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
    });
    if !named {
        found.push(Finding::new(field, Problem::BadAddress(address.to_owned())));
    }
    check_control(field, address, found);
}

fn check_sources(sources: &[Source], found: &mut Vec<Finding>) {
    if sources.is_empty() {
        found.push(Finding::new("sources", Problem::NoSource));
    }
    for (position, source) in sources.iter().enumerate() {
        check_text(&format!("sources[{position}].title"), &source.title, found);
        check_optional(&format!("sources[{position}].publisher"), source.publisher.as_deref(), found);
        if let Some(url) = &source.url {
            check_address(&format!("sources[{position}].url"), url, found);
        }
        if let Some(date) = source.published.as_ref().filter(|date| !is_partial_date(date)) {
            found.push(Finding::new(
                format!("sources[{position}].published"),
                Problem::BadDate(date.to_owned()),
            ));
        }
    }
}

/// `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, and a day that exists.
fn is_partial_date(text: &str) -> bool {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        10 => text.to_owned(),
        _ => return false,
    };
    let shaped = whole.bytes().enumerate().all(|(position, byte)| match position {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    shaped && whole.parse::<Date>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_may_be_partial_but_must_exist() {
        for date in ["2021", "2021-08", "2021-08-05", "2024-02-29"] {
            assert!(is_partial_date(date), "{date}");
        }
        for date in ["", "21", "2021-8", "2021-13", "2023-02-29", "2021/08/05", "20210805", "+021-01-01"] {
            assert!(!is_partial_date(date), "{date}");
        }
    }

    #[test]
    fn ids_of_measures_may_hold_codes_others_may_not() {
        let problems = |id: &str, kind| {
            let mut found = Vec::new();
            check_id(id, kind, &mut found);
            found.len()
        };
        assert_eq!(problems("ZPO1.3-m1", RecordKind::Measure), 0);
        assert_eq!(problems("ZPO1.3-m1", RecordKind::Practice), 1);
        assert_eq!(problems("brno-urbact-5g", RecordKind::Practice), 0);
        for bad in ["", "-a", "a--b", "a_b", "á", "a b"] {
            assert_eq!(problems(bad, RecordKind::Practice), 1, "{bad}");
        }
    }
}
