//! How commands write: JSON, words of values, labelled and wrapped text.

use super::error::CliError;
use crate::i18n::{Language, sanitize, sanitize_lines, wrap};
use crate::model::{
    ConsultationKind, EntityId, ItemKind, MinutesState, MinutesVersion, NeedStatus, Side, Status, Verdict,
};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::Write;

/// The columns of running text.
const WIDTH: usize = 78;

/// Writes a value as indented JSON. Characters that a terminal would obey are written as `\u....`, which every reader
/// of JSON understands.
pub(super) fn json(out: &mut dyn Write, value: &impl Serialize) -> Result<(), CliError> {
    let pretty =
        serde_json::to_string_pretty(value).map_err(|error| CliError::from(std::io::Error::from(error)))?;
    let mut text = String::with_capacity(pretty.len() + 1);
    for character in pretty.chars() {
        if is_hidden(character) {
            // Writing to a String cannot fail. All hidden characters lie in the basic plane: one unit each.
            let _ = write!(text, "\\u{:04x}", u32::from(character));
        } else {
            text.push(character);
        }
    }
    Ok(writeln!(out, "{text}")?)
}

fn is_hidden(character: char) -> bool {
    let reorders = matches!(character, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    reorders || character.is_control() && character != '\n'
}

/// Writes a line whose values may come from anywhere.
pub(super) fn line(out: &mut dyn Write, text: &str) -> Result<(), CliError> {
    Ok(writeln!(out, "{}", sanitize(text).trim_end())?)
}

/// Writes what is known about the line above, indented; an id in it is not torn apart by wrapping.
pub(super) fn facts(out: &mut dyn Write, facts: &[&str]) -> Result<(), CliError> {
    line(out, &format!("  {}", facts.join(" · ")))
}

/// Writes a label and below it, indented, its text.
pub(super) fn labelled(out: &mut dyn Write, label: &str, text: &str) -> Result<(), CliError> {
    line(out, label)?;
    indented(out, text, 2)
}

/// Writes running text, wrapped and indented by `columns`.
pub(super) fn indented(out: &mut dyn Write, text: &str, columns: usize) -> Result<(), CliError> {
    for row in wrap(&sanitize_lines(text), WIDTH - columns) {
        writeln!(out, "{:columns$}{row}", "")?;
    }
    Ok(())
}

/// The end of an id, by which a person can name an entity or a document.
pub(super) fn short(id: EntityId) -> String {
    let text = id.to_string();
    text.get(text.len().saturating_sub(8)..).unwrap_or_default().to_owned()
}

/// The word at the place that `value` has in `all`.
fn at<T: PartialEq, const N: usize>(all: &[T], value: T, words: &[&'static str; N]) -> &'static str {
    let place = all.iter().position(|known| *known == value);
    place.and_then(|index| words.get(index)).copied().unwrap_or_default()
}

/// How they met.
pub(super) fn consultation_kind(kind: ConsultationKind, language: Language) -> &'static str {
    at(ConsultationKind::ALL, kind, &language.texts().words.consultation_kinds)
}

/// How far a consultation is.
pub(super) fn status(status: Status, language: Language) -> &'static str {
    at(Status::ALL, status, &language.texts().words.statuses)
}

/// The kind of an item.
pub(super) fn item_kind(kind: ItemKind, language: Language) -> &'static str {
    at(&ItemKind::ALL, kind, &language.texts().words.item_kinds)
}

/// How far a need is.
pub(super) fn need_status(status: NeedStatus, language: Language) -> &'static str {
    at(NeedStatus::ALL, status, &language.texts().words.need_statuses)
}

/// The side of a task.
pub(super) fn side(side: Side, language: Language) -> &'static str {
    at(Side::ALL, side, &language.texts().words.sides)
}

/// Which version of the minutes it is and how far, with who and when.
pub(super) fn minutes_version(version: &MinutesVersion, language: Language) -> String {
    let texts = language.texts();
    let state = at(MinutesState::ALL, version.state, &texts.words.minutes_states);
    let date = version.date.map(|date| language.date(date)).unwrap_or_default();
    let who: Vec<&str> = [version.by.as_str(), &date].into_iter().filter(|it| !it.is_empty()).collect();
    let line = (texts.minutes.version_line)(version.number, state, &who.join(", "));
    format!("{}: {line}", texts.minutes.version)
}

/// What was said of a linked record.
pub(super) fn verdict(verdict: Verdict, language: Language) -> &'static str {
    at(Verdict::ALL, verdict, &language.texts().words.verdicts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use schemars::{JsonSchema, generate::SchemaSettings};

    /// The published schema of what a command writes with `--json`.
    fn schema<T: JsonSchema>(name: &str, command: &str) -> (String, String) {
        let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
        let mut schema = generator.into_root_schema_for::<T>();
        schema.insert("$id".to_owned(), format!("urn:porada:schema:{name}").into());
        schema.insert("title".to_owned(), command.into());
        let sorted = serde_json::to_value(&schema).unwrap();
        (format!("{name}.json"), format!("{sorted:#}\n"))
    }

    #[test]
    fn the_published_schemas_are_those_of_the_rows() {
        use super::super::{
            catalogue, conflicts, doctor, municipality, remote, search, show, sync, team, template,
        };
        use crate::model::Consultation;
        use crate::store::{ConsultationRow, TaskRow};
        for (name, made) in [
            schema::<Vec<search::SearchRow>>("search", "porada search --json"),
            schema::<Vec<catalogue::ListedRow>>("records", "porada catalogue list --json"),
            schema::<show::RecordRow>("record", "porada show --json"),
            schema::<Vec<municipality::MunicipalityRow>>(
                "municipalities",
                "porada municipality search --json",
            ),
            schema::<municipality::Profile>("municipality", "porada municipality show --json"),
            schema::<Vec<ConsultationRow>>("consultations", "porada consultation list --json"),
            schema::<Consultation>("consultation", "porada consultation show --json"),
            schema::<Vec<TaskRow>>("tasks", "porada task list --json"),
            schema::<Vec<team::DeviceRow>>("team", "porada team --json"),
            schema::<Vec<template::TemplateRow>>("templates", "porada template list --json"),
            schema::<Vec<catalogue::FindingRow>>("findings", "porada catalogue check --json"),
            schema::<Vec<conflicts::ConflictRow>>("conflicts", "porada conflicts --json"),
            schema::<doctor::Report>("doctor", "porada doctor --json"),
            schema::<Vec<remote::StorageRow>>("remotes", "porada remote list --json"),
            schema::<Vec<sync::SyncRow>>("sync", "porada sync --json"),
            schema::<Vec<sync::PreviewRow>>("sync-preview", "porada sync --dry-run --json"),
            schema::<crate::insights::Report>("report", "porada report --format json"),
        ] {
            let path = format!("{}/docs/schema/{name}", env!("CARGO_MANIFEST_DIR"));
            #[expect(clippy::disallowed_methods, reason = "the switch of the pages that the program makes")]
            if std::env::var("UPDATE_DOCS").is_ok() {
                std::fs::write(&path, made).unwrap();
                continue;
            }
            let kept = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(
                kept == made,
                "docs/schema/{name} is stale: UPDATE_DOCS=1 cargo test --lib published_schemas"
            );
        }
    }

    #[test]
    fn json_carries_no_character_that_a_terminal_obeys() {
        let mut out = Vec::new();
        let text = "a\u{1b}[2J\u{9b}\u{7f}\u{202e}\n";
        json(&mut out, &[text]).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert!(!written.chars().any(is_hidden), "{written}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&written).unwrap(), [text]);
    }

    #[test]
    fn a_line_and_a_paragraph_are_harmless() {
        let mut out = Vec::new();
        line(&mut out, "a\u{1b}[2J\nb").unwrap();
        indented(&mut out, "c\u{9b}\nd", 2).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "a[2J b\n  c\n  d\n");
    }
}
