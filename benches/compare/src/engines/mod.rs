//! The engines behind one face: a text in, positions of records out, best first.

mod frizbee;
mod fts5;
pub mod fzf;
mod nucleo;
mod porada;
mod skim;
mod tantivy;

use crate::Failure;
use crate::corpus::Corpus;
use std::cmp::Reverse;

/// porada itself.
pub const PORADA: &str = "porada";
/// The engines that build an index.
pub const INDEXING: [&str; 3] = [PORADA, "tantivy", "SQLite FTS5"];
/// The engines whose speed is measured in the process.
pub const TIMED: [&str; 6] = [PORADA, "tantivy", "SQLite FTS5", "frizbee", "nucleo-matcher", "SkimMatcherV2"];
/// The engines whose answers are judged; fzf only where it is installed.
pub const JUDGED: [&str; 8] = [
    PORADA,
    "tantivy",
    "SQLite FTS5",
    "frizbee",
    "frizbee with typos",
    "nucleo-matcher",
    "SkimMatcherV2",
    "fzf",
];

/// How many hits are asked for.
const HITS: usize = 50;

/// An engine over the records of a corpus.
pub trait Engine {
    /// The positions of the best records for a text, best first.
    fn search(&mut self, text: &str) -> Result<Vec<usize>, Failure>;
}

/// The engine of this name over the records, ready to search; `None` where it is not installed.
pub fn build<'a>(name: &str, corpus: &'a Corpus) -> Result<Option<Box<dyn Engine + 'a>>, Failure> {
    Ok(Some(match name {
        PORADA => Box::new(porada::Porada::new(&corpus.catalogue)),
        "tantivy" => Box::new(tantivy::Tantivy::new(&corpus.catalogue)?),
        "SQLite FTS5" => Box::new(fts5::Fts5::new(&corpus.catalogue)?),
        "frizbee" => Box::new(frizbee::Frizbee::new(&corpus.folded, 0)),
        "frizbee with typos" => Box::new(frizbee::Frizbee::new(&corpus.folded, 2)),
        "nucleo-matcher" => Box::new(nucleo::Nucleo::new(&corpus.folded)),
        "SkimMatcherV2" => Box::new(skim::Skim::new(&corpus.folded)),
        "fzf" => match fzf::Fzf::new(corpus)? {
            Some(fzf) => Box::new(fzf),
            None => return Ok(None),
        },
        _ => return Err(format!("no engine {name}").into()),
    }))
}

/// The best of some scored positions: the highest score first, then the order of the catalogue.
fn best<Score: Ord + Copy>(mut scored: Vec<(Score, usize)>) -> Vec<usize> {
    let order = |&(score, position): &(Score, usize)| (Reverse(score), position);
    if scored.len() > HITS {
        scored.select_nth_unstable_by_key(HITS, order);
        scored.truncate(HITS);
    }
    scored.sort_unstable_by_key(order);
    scored.into_iter().map(|(_, position)| position).collect()
}
