//! What a judge needs to decide which records fit a query, without knowing which engine found them.
//!
//! Whoever wrote a query listed the records that he thought of; one that fits and that he did not think of counts
//! against the engine that finds it. As at TREC, the best records of all engines are therefore put together and judged.

use crate::Failure;
use crate::corpus::Corpus;
use crate::engines::fzf::HINT;
use crate::engines::{JUDGED, build};
use crate::relevance::{Judged, judged};
use porada::catalogue::{Field, Place, Record, RecordKind};
use porada::i18n::Language;
use serde::Serialize;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufWriter, Write};

/// How many of the first records of each engine are judged.
const DEPTH: usize = 5;
/// How many letters of a record's text a judge reads in each language.
const TEXT: usize = 900;

/// A query and the records to judge.
#[derive(Serialize)]
struct Pooled<'a> {
    query: &'a str,
    kind: &'a str,
    part: usize,
    candidates: Vec<String>,
}

/// What a judge reads of a record.
#[derive(Serialize)]
struct Described<'a> {
    id: &'a str,
    kind: RecordKind,
    title_cs: &'a str,
    title_en: &'a str,
    place: Option<&'a str>,
    region: Option<&'a str>,
    text_cs: String,
    text_en: String,
}

/// Prints a line of JSON for each query of these parts, of all where none is named.
pub fn print(parts: &[usize]) -> Result<(), Failure> {
    let corpus = Corpus::new(0)?;
    let mut engines = Vec::new();
    for name in JUDGED {
        match build(name, &corpus)? {
            Some(engine) => engines.push(engine),
            None => eprintln!("{HINT}"),
        }
    }
    let mut output = BufWriter::new(std::io::stdout().lock());
    for Judged { kind, query, relevant, part } in judged()? {
        if !parts.is_empty() && !parts.contains(&part) {
            continue;
        }
        let mut candidates: BTreeSet<String> = relevant.into_iter().collect();
        for engine in &mut engines {
            let found = engine.search(&query)?.into_iter().take(DEPTH);
            let records = found.filter_map(|position| corpus.catalogue.records().get(position));
            candidates.extend(records.map(|record| record.id.clone()));
        }
        let candidates = shuffled(&query, candidates);
        serde_json::to_writer(&mut output, &Pooled { query: &query, kind: &kind, part, candidates })?;
        writeln!(output)?;
    }
    Ok(output.flush()?)
}

/// An order that says nothing of who found what, and differs from query to query.
fn shuffled(query: &str, ids: BTreeSet<String>) -> Vec<String> {
    let mut ids: Vec<String> = ids.into_iter().collect();
    ids.sort_by_cached_key(|id| {
        let mut hasher = DefaultHasher::new();
        (query, id).hash(&mut hasher);
        hasher.finish()
    });
    ids
}

/// Prints a line of JSON for each shipped record.
pub fn print_records() -> Result<(), Failure> {
    let corpus = Corpus::new(0)?;
    let mut output = BufWriter::new(std::io::stdout().lock());
    for record in corpus.catalogue.records() {
        serde_json::to_writer(&mut output, &described(record))?;
        writeln!(output)?;
    }
    Ok(output.flush()?)
}

fn described(record: &Record) -> Described<'_> {
    Described {
        id: &record.id,
        kind: record.kind,
        title_cs: record.title.get(Language::Czech),
        title_en: record.title.get(Language::English),
        place: record.place.as_ref().map(|Place { name, .. }| name.as_str()),
        region: record.region.as_deref(),
        text_cs: text(record, Language::Czech),
        text_en: text(record, Language::English),
    }
}

/// The fields by their names as far as they fit, the keywords last: they say what somebody thought of, not what is so.
fn text(record: &Record, language: Language) -> String {
    let (keywords, others): (Vec<_>, Vec<_>) =
        record.fields.iter().partition(|text| text.field == Field::Keywords);
    let fields = others.into_iter().chain(keywords);
    let fields = fields.filter(|text| !matches!(text.field, Field::Place | Field::Region | Field::Website));
    let lines = fields.map(|text| format!("{}: {}", text.field.key(), text.text.get(language)));
    let text = lines.collect::<Vec<String>>().join("\n");
    match text.char_indices().nth(TEXT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates_come_in_another_order_for_each_query() {
        let ids: BTreeSet<String> = (0..30).map(|number| format!("record-{number:02}")).collect();
        let order = shuffled("odpad", ids.clone());
        assert_eq!(order, shuffled("odpad", ids.clone()));
        assert_ne!(order, shuffled("senior taxi", ids.clone()));
        assert_ne!(order, ids.iter().cloned().collect::<Vec<_>>());
        assert_eq!(order.into_iter().collect::<BTreeSet<_>>(), ids);
    }

    #[test]
    fn a_judge_reads_both_languages_of_every_record() {
        let corpus = Corpus::new(0).unwrap();
        for record in corpus.catalogue.records() {
            let read = described(record);
            assert!(!read.title_cs.is_empty() && !read.title_en.is_empty(), "{}", record.id);
            for text in [read.text_cs, read.text_en] {
                assert!(!text.is_empty() && text.chars().count() <= TEXT + 1, "{}", record.id);
            }
        }
    }
}
