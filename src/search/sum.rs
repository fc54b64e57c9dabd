//! Adding up: the postings of the words of a query merged into one sum for each record.

use super::expand::{Expansion, expand};
use super::facets::Bits;
use super::heads::Head;
use super::index::{Posting, SearchIndex};
use super::query::{LONG_ENOUGH_FOR_FORMS, Word, Words};
use super::rank::SOLID;
use std::sync::Arc;

/// The postings of one token that are added up; they are the heaviest ones.
const TOKEN_BUDGET: usize = 65_536;
/// The postings of one word that are added up.
const WORD_BUDGET: usize = 200_000;
/// The postings of one word that are looked at to find those that pass the filters.
const LOOKED_AT: usize = 1_000_000;
/// Of a query of so many words a record must cover a share to be a hit at all: a record that has only one of the ordinary
/// words of a sentence is none, and the number of hits means something.
const LONG_QUERY: usize = 3;
/// That share, weighed by rarity, of the words that any record has.
const LEAST_COVERAGE: f32 = 0.15;
/// Each further form of a word in a record is worth one part in so many of what it is worth alone: a record that says
/// `parkování`, `parkoviště` and `parkovací` is more about parking than one that says one of them once.
const OTHER_FORMS: u32 = 5;
/// A token of two letters is a word (`5g`, `it`) and not the beginning of one where it is in some title or keyword.
const TITLE_IMPACT: u32 = 80;
/// What the first letters of a next word add to a record that is hit already: so little that among records of nearly the
/// same score, such as all grants for `dotace na`, most stay where they are.
const BEGUN: f32 = 0.02;
/// A word that no record has counts as if it were this much of the rarest one.
const UNKNOWN: f32 = 0.6;

/// What a score is counted in, as a part of 1. Sums are of whole numbers, so that they are the same in whatever order the
/// words of a record are found, and what is worth the same stands in the order of the catalogue.
const SCORE_UNITS: f32 = 256.0;
/// What coverage is counted in, as a part of 1.
const COVERAGE_UNITS: f32 = 65_536.0;

/// The sums of one record.
#[derive(Debug, Clone, Copy)]
struct Cell {
    document: u32,
    /// The word that `best` and `covered` belong to, from 1.
    word: u32,
    /// What the best form of that word adds to the score.
    best: u32,
    /// What it adds to the coverage.
    covered: u32,
    score: u32,
    coverage: u32,
}

/// What the words of a query came to.
pub(super) struct Sums {
    /// Records with their scores.
    pub scored: Vec<(u32, f32)>,
    /// The records that have any word of what they shall be about, where another word asks for a kind of record.
    pub about: Option<Bits>,
    /// Further records that a beginning has, which are worth less than the best of it and are only counted.
    pub unlisted: Option<Bits>,
    /// Whether no budget was hit.
    pub total_is_exact: bool,
}

/// How a word of the query is added up.
struct Sum {
    /// From 1, different for each word.
    number: u32,
    rarity: f32,
    /// Whether further forms of the word in a record count too.
    other_forms: bool,
}

impl Sum {
    /// What a token of so much weight in a record adds to the score of the record.
    fn score(&self, value: f32) -> u32 {
        (self.rarity * SCORE_UNITS * value) as u32
    }

    /// What a token that stands for the word as well as that adds to the coverage of a record.
    fn coverage(&self, quality: f32) -> u32 {
        (self.rarity * COVERAGE_UNITS * (quality / SOLID).min(1.0)) as u32
    }
}

/// The accumulators of a search, and what the words of the last one stood for: between two keystrokes all words but the
/// last stay as they are.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// In which of the cells the sums of a record are, if that cell is of the record: what earlier searches left here
    /// points anywhere, so nothing has to be cleared.
    slots: Vec<u32>,
    /// In the order in which the records are found: those of a search lie side by side, however many there are in all.
    cells: Vec<Cell>,
    known: Vec<(Word, Arc<[Expansion]>)>,
}

impl Scratch {
    fn start(&mut self, documents: usize) {
        self.cells.clear();
        self.slots.resize(documents, 0);
    }

    /// What a word stands for.
    fn expansions(&mut self, index: &SearchIndex, word: &Word) -> Arc<[Expansion]> {
        let known = self.known.iter().find(|(known, _)| known == word);
        if let Some((_, expansions)) = known {
            return Arc::clone(expansions);
        }
        let expansions: Arc<[Expansion]> = expand(index, word).into();
        self.known.push((word.clone(), Arc::clone(&expansions)));
        expansions
    }

    /// The sums of a record, if any of its words was found; they are begun with the word otherwise.
    fn cell(&mut self, document: u32) -> Option<&mut Cell> {
        let slot = self.slots.get(document as usize)?;
        self.cells.get_mut(*slot as usize).filter(|cell| cell.document == document)
    }

    /// The records that any word was found in so far.
    fn records(&self, documents: usize) -> Bits {
        let mut found = Bits::none(documents);
        self.cells.iter().for_each(|cell| found.add(cell.document as usize));
        found
    }

    /// Adds what a token of a record adds to score and coverage to the sums of the record.
    fn add(&mut self, document: u32, word: &Sum, value: u32, covered: u32) {
        let Some(cell) = self.cell(document) else {
            let begun =
                Cell { document, word: word.number, best: value, covered, score: value, coverage: covered };
            if let Some(slot) = self.slots.get_mut(document as usize) {
                *slot = self.cells.len() as u32;
                self.cells.push(begun);
            }
            return;
        };
        if cell.word != word.number {
            (cell.word, cell.best, cell.covered) = (word.number, 0, 0);
        } else if !word.other_forms && value <= cell.best && covered <= cell.covered {
            // Most postings of the few letters that a word begins with.
            return;
        }
        // In sum: the best form of the word, and of its other forms a part.
        let (more, less) = if value > cell.best { (value, cell.best) } else { (cell.best, value) };
        cell.score += more - cell.best + if word.other_forms { less / OTHER_FORMS } else { 0 };
        cell.best = more;
        if covered > cell.covered {
            cell.coverage += covered - cell.covered;
            cell.covered = covered;
        }
    }

    /// Raises a record that is hit already a little.
    fn nudge(&mut self, document: u32, number: u32, value: f32) {
        if let Some(cell) = self.cell(document) {
            let value = (BEGUN * SCORE_UNITS * value) as u32;
            if cell.word != number {
                (cell.word, cell.best, cell.covered) = (number, 0, 0);
            }
            if value > cell.best {
                cell.score += value - cell.best;
                cell.best = value;
            }
        }
    }
}

impl SearchIndex {
    /// The records of `gate` that have any of the words; with `heads` of a beginning that very many records have only
    /// the best are scored and the others counted.
    pub(super) fn score(
        &self,
        words: &Words,
        gate: Option<&Bits>,
        heads: bool,
        scratch: &mut Scratch,
    ) -> Sums {
        scratch.start(self.len());
        scratch.known.retain(|(known, _)| words.all.contains(known));
        let (mut wanted, mut unknown, mut exact, mut counted) = (0.0, 0.0, true, None);
        let mut about = None;
        // First what the records shall be about, so that it is known which have any of that.
        let (asking, telling): (Vec<&Word>, Vec<&Word>) = words.all.iter().partition(|word| word.asks);
        let both = !asking.is_empty() && !telling.is_empty();
        for (number, word) in (1..).zip(telling.iter().chain(&asking).copied()) {
            if both && number as usize == telling.len() + 1 {
                about = Some(scratch.records(self.len()));
            }
            let head = Some(word).filter(|it| {
                it.typed && it.groups.is_empty() && it.joined.is_none() && it.last_part.is_none()
            });
            let head = head.and_then(|word| self.heads.get(&word.text));
            // The same with a filter and without, so that a filter never changes what a hit is.
            let head_rarity = head.map(|head| self.rarity_of(head.solid_records.max(head.hits.len())));
            if let Some((head, rarity)) = head.zip(head_rarity).filter(|_| heads) {
                wanted += rarity;
                accumulate_head(&Sum { number, rarity, other_forms: false }, head, scratch);
                counted = Some(&head.records);
                continue;
            }
            let expansions = scratch.expansions(self, word);
            if expansions.is_empty() {
                unknown += UNKNOWN * (1.0 + self.len() as f32).ln();
                continue;
            }
            let rarity = head_rarity.unwrap_or_else(|| self.rarity(&expansions));
            wanted += rarity;
            let other_forms = word.text.len() >= LONG_ENOUGH_FOR_FORMS;
            exact &= self.accumulate(&Sum { number, rarity, other_forms }, &expansions, gate, scratch);
        }
        if let Some(begun) = &words.begun {
            let (more, all) = self.accumulate_begun(words.all.len() as u32 + 1, begun, gate, scratch);
            wanted += more;
            exact &= all;
        }
        // Known words only and before any filter, so that a filter never changes what a hit is.
        let least = if words.all.len() >= LONG_QUERY { LEAST_COVERAGE * wanted } else { 0.0 };
        let wanted = (wanted + unknown).max(f32::MIN_POSITIVE);
        let scored = scratch.cells.iter().filter_map(|cell| {
            let coverage =
                Some(cell.coverage as f32 / COVERAGE_UNITS).filter(|&coverage| coverage >= least)?;
            Some((cell.document, cell.score as f32 / SCORE_UNITS * (coverage / wanted).min(1.0)))
        });
        let mut kept = Vec::with_capacity(scratch.cells.len());
        kept.extend(scored);
        let scored: Vec<(u32, f32)> = kept;
        // Of a long query a record must have more than the beginning.
        let counted = counted.filter(|_| words.all.len() < LONG_QUERY);
        let unlisted = counted.map(|counted| {
            let mut listed = Bits::none(self.len());
            scored.iter().for_each(|&(document, _)| listed.add(document as usize));
            let mut more = counted.clone();
            more.remove(&listed);
            more
        });
        Sums { scored, about, unlisted, total_is_exact: exact }
    }

    /// How much it says that a record has the word: of the word in all its good forms, never of one rare form of it.
    fn rarity(&self, expansions: &[Expansion]) -> f32 {
        // What has a term of a group has the group: counted once, not twice.
        let records = |solid: bool| -> usize {
            let counted = expansions.iter().filter(|expansion| !solid || expansion.quality >= SOLID);
            let (mut words, mut concepts) = (0, 0);
            for expansion in counted {
                let having = self.postings(expansion.token as usize).len();
                if (expansion.token as usize) < self.thesaurus.len() {
                    concepts += having;
                } else {
                    words += having;
                }
            }
            words.max(concepts)
        };
        let solid = records(true);
        self.rarity_of(if solid > 0 { solid } else { records(false) })
    }

    /// How much it says that a record has a word that so many have.
    fn rarity_of(&self, having: usize) -> f32 {
        let (all, having) = (self.len() as f32, having.min(self.len()) as f32);
        (1.0 + (all - having + 0.5) / (having + 0.5)).ln().max(0.05)
    }

    /// Adds a word to the sums; whether no budget was hit.
    fn accumulate(
        &self,
        word: &Sum,
        expansions: &[Expansion],
        gate: Option<&Bits>,
        scratch: &mut Scratch,
    ) -> bool {
        let (mut budget, mut looks, mut exact) = (WORD_BUDGET, LOOKED_AT, true);
        for expansion in expansions {
            let postings = self.postings(expansion.token as usize);
            let most = budget.min(TOKEN_BUDGET);
            let covered = word.coverage(expansion.quality);
            let mut add = |posting: &Posting| {
                let value = word.score(expansion.quality * posting.impact() as f32);
                scratch.add(posting.document() as u32, word, value, covered);
            };
            let (added, looked_at) = match gate {
                None => {
                    let added = postings.get(..most.min(looks)).unwrap_or(postings);
                    added.iter().for_each(add);
                    (added.len(), added.len())
                }
                Some(gate) => {
                    let (mut added, mut looked_at) = (0, 0);
                    for posting in postings.iter().take(looks) {
                        if gate.has(posting.document()) {
                            if added == most {
                                break;
                            }
                            added += 1;
                            add(posting);
                        }
                        looked_at += 1;
                    }
                    (added, looked_at)
                }
            };
            budget -= added;
            looks -= looked_at;
            exact &= looked_at == postings.len();
        }
        exact
    }

    /// Adds one or two letters that a next word begins with, and returns what they add to the wanted coverage and
    /// whether no budget was hit. They add a little to records that are hit already; only where they are a word
    /// themselves do they count as one.
    fn accumulate_begun(
        &self,
        number: u32,
        begun: &Word,
        gate: Option<&Bits>,
        scratch: &mut Scratch,
    ) -> (f32, bool) {
        let token = self.vocabulary.find(&begun.text).filter(|_| begun.text.len() > 1);
        let heaviest =
            token.and_then(|token| self.postings(token).first()).map_or(0, |posting| posting.impact());
        let has_digit = begun.text.bytes().any(|byte| byte.is_ascii_digit());
        if let Some(token) = token.filter(|_| has_digit || heaviest >= TITLE_IMPACT) {
            let expansions = [Expansion { token: token as u32, quality: 1.0 }];
            let rarity = self.rarity(&expansions);
            let word = Sum { number, rarity, other_forms: false };
            return (rarity, self.accumulate(&word, &expansions, gate, scratch));
        }
        if let Some(head) = self.heads.get(&begun.text) {
            head.hits.iter().for_each(|hit| scratch.nudge(hit.document, number, hit.value));
            return (0.0, true);
        }
        let expansions = expand(self, begun);
        let heaviest = expansions.iter().flat_map(|expansion| {
            let postings = self.postings(expansion.token as usize).iter().take(TOKEN_BUDGET);
            postings.map(|posting| (posting.document() as u32, expansion.quality * posting.impact() as f32))
        });
        heaviest.take(WORD_BUDGET).for_each(|(document, value)| scratch.nudge(document, number, value));
        (0.0, true)
    }
}

/// Adds the best records for a beginning that very many records have.
fn accumulate_head(word: &Sum, head: &Head, scratch: &mut Scratch) {
    for hit in &head.hits {
        scratch.add(hit.document, word, word.score(hit.value), word.coverage(hit.quality));
    }
}
