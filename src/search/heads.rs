//! The best records for the beginnings of words that nearly every record has.
//!
//! One to three typed letters begin so many words that adding up all their postings would be the slowest search of all,
//! for a list that says little. For such beginnings the best records are found once, when the index is built.

use super::expand::head_quality;
use super::facets::Bits;
use super::index::SearchIndex;
use super::query::Word;
use super::rank::SOLID;
use std::collections::HashMap;
use std::ops::Range;

/// A beginning with fewer postings is added up as any other word.
const MANY_POSTINGS: usize = 40_000;
/// So many records are kept of each with their scores.
pub(super) const KEPT: usize = 4_096;
/// The longest beginning.
const LONGEST: usize = 3;

/// A record with its best word of a beginning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct HeadHit {
    pub document: u32,
    /// Quality times impact.
    pub value: f32,
    pub quality: f32,
}

/// The best records for one beginning.
#[derive(Debug)]
pub(super) struct Head {
    /// The best first.
    pub hits: Vec<HeadHit>,
    /// All records that have a word for the beginning, to be counted.
    pub records: Bits,
    /// How many records have a word that stands for the beginning well.
    pub solid_records: usize,
}

/// The beginnings with their records.
#[derive(Debug, Default)]
pub(super) struct Heads(HashMap<String, Head>);

impl Heads {
    /// Finds the beginnings of the index that need it, and their best records.
    pub(super) fn new(index: &SearchIndex) -> Heads {
        let mut heads = HashMap::new();
        let mut best = vec![HeadHit { document: 0, value: 0.0, quality: 0.0 }; index.len()];
        let mut start = 0;
        // A beginning follows its own shorter beginnings, so every range is found in one walk over the vocabulary.
        while let Some(first) = index.vocabulary.word_at(start) {
            let letter = first.chars().next().map_or(0, char::len_utf8);
            let tokens = index.vocabulary.sharing(first, letter);
            let postings = |tokens: Range<usize>| index.posting_count(tokens);
            if first.starts_with(char::is_alphanumeric) && postings(tokens.clone()) > MANY_POSTINGS {
                for beginning in beginnings(index, tokens.clone()) {
                    let tokens = index.vocabulary.sharing(&beginning, beginning.len());
                    if postings(tokens.clone()) > MANY_POSTINGS {
                        let head = head(index, &beginning, tokens, &mut best);
                        heads.extend(head.map(|head| (beginning, head)));
                    }
                }
            }
            start = tokens.end.max(start + 1);
        }
        Heads(heads)
    }

    /// The best records for a beginning, if it is one of those.
    pub(super) fn get(&self, beginning: &str) -> Option<&Head> {
        self.0.get(beginning)
    }

    /// The bytes that the lists need.
    pub(super) fn bytes(&self) -> usize {
        self.0.values().map(|head| head.hits.len() * size_of::<HeadHit>() + head.records.bytes()).sum()
    }
}

/// The beginnings of one to three letters that the tokens have.
fn beginnings(index: &SearchIndex, tokens: Range<usize>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut last = [""; LONGEST];
    for token in tokens {
        let word = index.vocabulary.word(token);
        let ends = word.char_indices().map(|(start, letter)| start + letter.len_utf8());
        for (end, last) in ends.zip(&mut last) {
            let beginning = word.get(..end).unwrap_or_default();
            if *last != beginning {
                *last = beginning;
                found.push(beginning.to_owned());
            }
        }
    }
    found
}

/// The head of a beginning; `None` where few records have it. `best` is left as it was found, empty.
fn head(index: &SearchIndex, beginning: &str, tokens: Range<usize>, best: &mut [HeadHit]) -> Option<Head> {
    let word = Word::new(beginning, true);
    let exists = index.vocabulary.find(beginning).is_some();
    let mut touched: Vec<u32> = Vec::new();
    for token in tokens {
        let Some(quality) = head_quality(&word, index.vocabulary.word(token), exists) else { continue };
        for posting in index.postings(token) {
            let value = quality * posting.impact() as f32;
            let Some(cell) = best.get_mut(posting.document()) else { continue };
            if cell.value == 0.0 {
                touched.push(posting.document() as u32);
            }
            if value > cell.value {
                (cell.document, cell.value) = (posting.document() as u32, value);
            }
            cell.quality = cell.quality.max(quality);
        }
    }
    let mut hits: Vec<HeadHit> = touched
        .into_iter()
        .filter_map(|document| {
            let cell = best.get_mut(document as usize)?;
            Some(std::mem::replace(cell, HeadHit { document: 0, value: 0.0, quality: 0.0 }))
        })
        .collect();
    if hits.len() <= KEPT {
        return None;
    }
    let mut records = Bits::none(index.len());
    hits.iter().for_each(|hit| records.add(hit.document as usize));
    let solid_records = hits.iter().filter(|hit| hit.quality >= SOLID).count();
    let better = |a: &HeadHit, b: &HeadHit| b.value.total_cmp(&a.value).then(a.document.cmp(&b.document));
    hits.select_nth_unstable_by(KEPT, better);
    hits.truncate(KEPT);
    hits.shrink_to_fit();
    hits.sort_unstable_by(better);
    Some(Head { hits, records, solid_records })
}
