//! The judged queries of `tests/relevance` over the shipped records, and with synthetic records among them.

use crate::Failure;
use crate::corpus::Corpus;
use crate::engines::fzf::HINT;
use crate::engines::{JUDGED, build};
use crate::figures::{Judgement, Relevance, folder};
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};

/// How many records that nobody asked for are added in the second part.
const DISTRACTORS: usize = 2_000;

/// A query and every record that a broker would accept as a right first answer.
#[derive(Deserialize)]
pub struct Judged {
    /// What is difficult in it.
    pub kind: String,
    /// What is typed.
    pub query: String,
    /// The ids of the records.
    pub relevant: HashSet<String>,
    /// From 1; `tests/relevance.rs` says how the parts were written.
    pub part: usize,
}

/// The queries in the order of the file.
pub fn judged() -> Result<Vec<Judged>, Failure> {
    let text = std::fs::read_to_string(folder().join("../../tests/relevance/queries.jsonl"))?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// Asks every engine everything, twice.
pub fn measure() -> Result<Vec<Relevance>, Failure> {
    let queries = judged()?;
    let shipped = Corpus::new(0)?;
    let distracted = Corpus::new(shipped.len() + DISTRACTORS)?;
    Ok(vec![judge(&shipped, 0, &queries)?, judge(&distracted, DISTRACTORS, &queries)?])
}

fn judge(corpus: &Corpus, distractors: usize, queries: &[Judged]) -> Result<Relevance, Failure> {
    let mut engines = Vec::new();
    for name in JUDGED {
        let Some(mut engine) = build(name, corpus)? else {
            eprintln!("{HINT}");
            continue;
        };
        eprintln!("{} records: asking {name}", corpus.len());
        let mut ranks: BTreeMap<String, Vec<Option<usize>>> = BTreeMap::new();
        for judged in queries {
            let found = engine.search(&judged.query)?;
            let is_right = |&position: &usize| {
                corpus
                    .catalogue
                    .records()
                    .get(position)
                    .is_some_and(|record| judged.relevant.contains(&record.id))
            };
            let rank = found.iter().position(is_right).map(|place| place + 1);
            ranks.entry(judged.kind.clone()).or_default().push(rank);
        }
        engines.push(Judgement { engine: name.to_owned(), ranks });
    }
    Ok(Relevance { distractors, engines })
}
