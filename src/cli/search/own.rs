//! `porada search --own`: what was recorded in all consultations.

use super::{Arguments, character_ranges};
use crate::catalogue::Catalogue;
use crate::cli::consultation::municipality_names;
use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::session::Session;
use crate::i18n::{Language, Localized};
use crate::model::DraftState;
use crate::search::{Highlighter, OwnEntry, OwnHit, OwnIndex, OwnKind, OwnPart};
use serde_json::{Value, json};
use std::io::Write;
use std::sync::Arc;

pub(super) fn run(arguments: &Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let words = arguments.words.join(" ");
    if !words.chars().any(char::is_alphanumeric) && !arguments.words.is_empty() {
        return Err(CliError::NothingToSearch);
    }
    let catalogue = session.catalogue()?;
    let thesaurus = session.thesaurus();
    let mut index = OwnIndex::new(Arc::clone(&catalogue), Arc::clone(&thesaurus));
    let all = session.reading()?.whole_consultations()?;
    let drafts = session.reading()?.practice_drafts()?;
    let reading = index.begin_reading();
    index.set_base(reading, Arc::new(OwnPart::build(&all, &drafts, &catalogue, thesaurus)));
    // The space says that the last word is finished.
    let text = format!("{words} ");
    let results = index.search(&text, false, usize::try_from(arguments.limit).unwrap_or(usize::MAX));
    let language = session.language;
    session.warnings.extend(results.problems.iter().map(|problem| problem.localized(language)));
    if arguments.json {
        let found = index.highlighter(&text);
        let rows = results.hits.iter().map(|hit| as_json(hit, &found, &catalogue, language));
        return output::json(out, &rows.collect::<Vec<Value>>());
    }
    let texts = &language.texts().cli;
    if results.hits.is_empty() {
        return output::line(out, texts.nothing_found);
    }
    for hit in &results.hits {
        as_text(&hit.entry, &catalogue, language, out)?;
    }
    writeln!(out)?;
    output::line(out, &(texts.found)(results.hits.len(), results.total, results.total_is_exact))
}

fn as_json(hit: &OwnHit, found: &Highlighter, catalogue: &Catalogue, language: Language) -> Value {
    let entry = hit.entry.as_ref();
    let matches = found.matches(entry, language).into_iter().filter_map(|found| {
        let text = entry.text(found.field, found.language);
        let key = entry.field_key(found.field)?;
        Some(json!({ "field": key, "ranges": character_ranges(text, &found) }))
    });
    json!({
        "consultation": entry.draft.is_none().then_some(entry.document),
        "draft": entry.draft.is_some().then_some(entry.document),
        "item": entry.item,
        "kind": entry.kind.key(),
        "title": entry.title.get(language),
        "municipality": municipality_names(&entry.municipalities, catalogue),
        "date": entry.date,
        "score": hit.score,
        "matches": matches.collect::<Vec<Value>>(),
    })
}

/// The words of the record, then what it is, where, when, and the ids by which other commands know it.
fn as_text(
    entry: &OwnEntry,
    catalogue: &Catalogue,
    language: Language,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    output::line(out, entry.title.get(language))?;
    let kind = match entry.kind {
        OwnKind::Consultation => language.texts().own_records.consultation,
        OwnKind::Item(kind) => output::item_kind(kind, language),
        OwnKind::Draft => language.texts().own_records.draft,
    };
    let places = municipality_names(&entry.municipalities, catalogue);
    let date = entry.date.map(|date| language.date(date)).unwrap_or_default();
    let item = entry.item.map(output::short).unwrap_or_default();
    let state = entry.draft.as_ref().and_then(|draft| {
        let place = DraftState::ALL.iter().position(|known| *known == draft.state)?;
        language.texts().own_records.draft_states.get(place).copied()
    });
    let state = state.unwrap_or_default();
    let facts = [kind, state, &places, &date, &item, &entry.document.to_string()];
    let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    output::facts(out, &facts)
}
