//! Ranking: the postings of the words merged into scores, the best titles looked at once more.
//!
//! The score of a record is the sum over the words of (rarity of the word × the best of quality × impact), times the share
//! of the words that the record has, weighed by rarity: all words are wanted, none is required. The constants come from
//! `research/search.md`, section 4.

use super::expand::{Expansion, expand, same_stem};
use super::index::{Document, SearchIndex};
use super::query::{Filters, Near, Query, Word, Words, parse};
use super::tokens::tokens;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// The postings of one token that are looked at; they are the heaviest ones.
const TOKEN_BUDGET: usize = 65_536;
/// The postings of one word that are looked at.
const WORD_BUDGET: usize = 200_000;
/// So many of the best are ranked again by their titles.
const RERANKED: usize = 64;
/// The quality from which a match counts as the word itself.
const SOLID: f32 = 0.7;
/// Of a query of so many words a record must cover a share to be a hit at all: a record that has only one of the ordinary
/// words of a sentence is none, and the number of hits means something.
const LONG_QUERY: usize = 3;
/// That share, weighed by rarity, of the words that any record has.
const LEAST_COVERAGE: f32 = 0.15;
/// What each further form of a word in a record is worth: a record that says `parkování`, `parkoviště` and `parkovací` is
/// more about parking than one that says one of them once.
const OTHER_FORMS: f32 = 0.2;
/// Shorter words have all kinds of words as their longer forms, not forms of one.
const LONG_ENOUGH_FOR_FORMS: usize = 4;
/// A token of two letters is a word (`5g`, `it`) and not the beginning of one where it is in some title or keyword.
const TITLE_IMPACT: u32 = 80;

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Results {
    /// The best hits, best first, at most as many as asked for.
    pub hits: Vec<Hit>,
    /// How many records there are in all.
    pub total: usize,
    /// Whether `total` is the number of all records; otherwise there are more.
    pub total_is_exact: bool,
}

/// A record that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The position of the record in the catalogue.
    pub position: usize,
    /// From 0 up, comparable within one result only; 0 where nothing was asked for.
    pub score: f32,
    /// What the record has in common with the municipality that was asked for.
    pub near: NearMatch,
}

/// What a record has in common with a municipality; the strongest that is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum NearMatch {
    /// Nothing, or no municipality was asked for.
    #[default]
    None,
    /// A place in the same kraj.
    SameRegion,
    /// A place with between half and twice as many inhabitants, roughly.
    SimilarSize,
    /// The municipality itself.
    SamePlace,
}

/// The sums of one record.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    /// The search that wrote the cell last; older cells count as empty, so nothing has to be cleared.
    stamp: u32,
    /// The word that `best` and `quality` belong to, from 1.
    word: u32,
    best: f32,
    quality: f32,
    score: f32,
    coverage: f32,
}

/// How a word of the query is added up.
struct Sum {
    /// From 1, different for each word.
    number: u32,
    rarity: f32,
    other_forms: f32,
}

/// The accumulators of a search.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    stamp: u32,
    cells: Vec<Cell>,
    touched: Vec<u32>,
}

impl Scratch {
    fn start(&mut self, documents: usize) {
        self.touched.clear();
        self.cells.resize(documents, Cell::default());
        self.stamp = self.stamp.wrapping_add(1);
        if self.stamp == 0 {
            self.cells.fill(Cell::default());
            self.stamp = 1;
        }
    }
}

/// A municipality in the numbers of the index.
struct Place<'near> {
    near: &'near Near,
    number: Option<u32>,
    region: Option<u32>,
}

impl Place<'_> {
    fn new<'near>(index: &SearchIndex, near: &'near Near) -> Place<'near> {
        Place {
            near,
            number: index.place_number(&near.municipality_code),
            region: index.region_number(&near.region),
        }
    }

    /// By what a score is multiplied, and why.
    fn factor(&self, index: &SearchIndex, document: &Document) -> (f32, NearMatch) {
        if self.number.is_some() && document.place == self.number {
            return (1.30, NearMatch::SamePlace);
        }
        let population =
            document.place.and_then(|place| index.population(place)).filter(|&inhabitants| inhabitants > 0);
        let similar = population.map_or(0.0, |inhabitants| {
            let ratio = (self.near.population.max(1) as f32 / inhabitants as f32).ln();
            (-ratio * ratio).exp()
        });
        let region = self.region.is_some() && document.region == self.region;
        let why = match (similar >= 0.6, region) {
            (true, _) => NearMatch::SimilarSize,
            (false, true) => NearMatch::SameRegion,
            (false, false) => NearMatch::None,
        };
        (1.0 + 0.15 * similar + if region { 0.05 } else { 0.0 }, why)
    }
}

/// One bit for each record that passes the filters; `None` where all do.
fn allowed(index: &SearchIndex, filters: &Filters) -> Option<Vec<u64>> {
    if filters.is_empty() {
        return None;
    }
    let components = filters.components.iter().fold(0_u16, |bits, component| bits | 1 << component.index());
    let regions: Vec<Option<u32>> =
        filters.regions.iter().map(|region| index.region_number(region)).collect();
    let passes = |document: &Document| {
        (filters.kinds.is_empty() || filters.kinds.contains(&document.kind))
            && (components == 0 || components & document.components != 0)
            && (regions.is_empty() || document.region.is_some() && regions.contains(&document.region))
            && (filters.size_bands.is_empty()
                || document.size_band.is_some_and(|band| filters.size_bands.contains(&band)))
            && (!filters.with_result || document.has_result)
    };
    let bits = index.documents.chunks(64).map(|chunk| {
        chunk.iter().enumerate().fold(0, |bits, (bit, document)| bits | u64::from(passes(document)) << bit)
    });
    Some(bits.collect())
}

fn passes(allowed: Option<&[u64]>, document: usize) -> bool {
    allowed.is_none_or(|bits| bits.get(document / 64).is_some_and(|word| word >> (document % 64) & 1 == 1))
}

impl SearchIndex {
    /// Finds the records for a query. The same query always gives the same hits in the same order; records of the same
    /// score come in catalogue order. Without words in the text everything that passes the filters is listed: in
    /// catalogue order, or by nearness to the municipality that was asked for.
    pub fn search(&self, query: &Query) -> Results {
        let mut words = parse(&query.text, query.typing);
        words.understand(&self.thesaurus);
        let allowed = allowed(self, &query.filters);
        let place = query.near.as_ref().map(|near| Place::new(self, near));
        if words.all.is_empty() {
            return self.list(allowed.as_deref(), place.as_ref(), query.limit);
        }
        // A poisoned or taken scratch only costs an allocation.
        let kept = self.scratch.try_lock().ok().and_then(|mut kept| kept.take());
        let mut scratch = kept.unwrap_or_default();
        let (scored, total_is_exact) = self.score(&words, allowed.as_deref(), &mut scratch);
        if let Ok(mut kept) = self.scratch.try_lock() {
            *kept = Some(scratch);
        }
        let total = scored.len();
        let mut hits: Vec<Hit> =
            scored.into_iter().map(|(document, score)| self.hit(document, score, place.as_ref())).collect();
        keep_best(&mut hits, query.limit.max(RERANKED));
        self.rerank(&words, place.as_ref(), &mut hits);
        hits.truncate(query.limit);
        Results { hits, total, total_is_exact }
    }

    fn hit(&self, position: usize, score: f32, place: Option<&Place>) -> Hit {
        let (factor, near) = self.nearness(position, place);
        Hit { position, score: score * factor, near }
    }

    /// By what the score of a record is multiplied for its place, and why.
    fn nearness(&self, position: usize, place: Option<&Place>) -> (f32, NearMatch) {
        match (place, self.documents.get(position)) {
            (Some(place), Some(document)) => place.factor(self, document),
            _ => (1.0, NearMatch::None),
        }
    }

    /// Everything that passes the filters.
    fn list(&self, allowed: Option<&[u64]>, place: Option<&Place>, limit: usize) -> Results {
        let passing = (0..self.len()).filter(|&document| passes(allowed, document));
        let mut hits: Vec<Hit> = passing.map(|document| self.hit(document, 1.0, place)).collect();
        let total = hits.len();
        if place.is_some() {
            keep_best(&mut hits, limit);
        }
        hits.truncate(limit);
        for hit in &mut hits {
            hit.score = 0.0;
        }
        Results { hits, total, total_is_exact: true }
    }

    /// The records that have any of the words with their scores, and whether no budget was hit.
    fn score(
        &self,
        words: &Words,
        allowed: Option<&[u64]>,
        scratch: &mut Scratch,
    ) -> (Vec<(usize, f32)>, bool) {
        scratch.start(self.len());
        let (mut wanted, mut unknown, mut exact) = (0.0, 0.0, true);
        for (number, word) in (1..).zip(&words.all) {
            let expansions = expand(self, word);
            if expansions.is_empty() {
                unknown += 0.6 * (1.0 + self.len() as f32).ln();
                continue;
            }
            let rarity = self.rarity(&expansions);
            wanted += rarity;
            let other_forms = if word.text.len() >= LONG_ENOUGH_FOR_FORMS { OTHER_FORMS } else { 0.0 };
            exact &= self.accumulate(&Sum { number, rarity, other_forms }, &expansions, allowed, scratch);
        }
        if let Some(begun) = &words.begun {
            wanted += self.accumulate_begun(words.all.len() as u32 + 1, begun, allowed, scratch);
        }
        // Known words only and before any filter, so that a filter never changes what a hit is.
        let least = if words.all.len() >= LONG_QUERY { LEAST_COVERAGE * wanted } else { 0.0 };
        let wanted = (wanted + unknown).max(f32::MIN_POSITIVE);
        let cells = &scratch.cells;
        let scored = scratch.touched.iter().filter_map(|&document| {
            let cell = cells.get(document as usize).filter(|cell| cell.coverage >= least)?;
            Some((document as usize, cell.score * (cell.coverage / wanted).min(1.0)))
        });
        (scored.collect(), exact)
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
        let (all, solid) = (self.len(), records(true));
        let having = if solid > 0 { solid } else { records(false) }.min(all) as f32;
        (1.0 + (all as f32 - having + 0.5) / (having + 0.5)).ln().max(0.05)
    }

    /// Adds a word to the sums; whether no budget was hit.
    fn accumulate(
        &self,
        word: &Sum,
        expansions: &[Expansion],
        allowed: Option<&[u64]>,
        scratch: &mut Scratch,
    ) -> bool {
        let (mut budget, mut exact) = (WORD_BUDGET, true);
        let stamp = scratch.stamp;
        for expansion in expansions {
            let postings = self.postings(expansion.token as usize);
            let looked_at = postings.len().min(TOKEN_BUDGET).min(budget);
            exact &= looked_at == postings.len();
            budget -= looked_at;
            for posting in postings.iter().take(looked_at) {
                let document = posting.document();
                let Some(cell) = scratch.cells.get_mut(document).filter(|_| passes(allowed, document)) else {
                    continue;
                };
                if cell.stamp != stamp {
                    *cell = Cell { stamp, ..Cell::default() };
                    scratch.touched.push(document as u32);
                }
                if cell.word != word.number {
                    *cell = Cell { word: word.number, best: 0.0, quality: 0.0, ..*cell };
                }
                let value = expansion.quality * posting.impact() as f32;
                // In sum: the best form of the word, and of its other forms a part.
                let (more, less) = if value > cell.best { (value, cell.best) } else { (cell.best, value) };
                cell.score += word.rarity * (more - cell.best + word.other_forms * less);
                cell.best = more;
                if expansion.quality > cell.quality {
                    let share = |quality: f32| (quality / SOLID).min(1.0);
                    cell.coverage += word.rarity * (share(expansion.quality) - share(cell.quality));
                    cell.quality = expansion.quality;
                }
            }
        }
        exact
    }

    /// Adds one or two letters that a next word begins with, and returns what they add to the wanted coverage. They add
    /// a little to records that are hit already; only where they are a word themselves do they count as one.
    fn accumulate_begun(
        &self,
        number: u32,
        begun: &Word,
        allowed: Option<&[u64]>,
        scratch: &mut Scratch,
    ) -> f32 {
        let token = self.vocabulary.find(&begun.text).filter(|_| begun.text.len() > 1);
        let heaviest =
            token.and_then(|token| self.postings(token).first()).map_or(0, |posting| posting.impact());
        let has_digit = begun.text.bytes().any(|byte| byte.is_ascii_digit());
        if let Some(token) = token.filter(|_| has_digit || heaviest >= TITLE_IMPACT) {
            let expansions = [Expansion { token: token as u32, quality: 1.0 }];
            let rarity = self.rarity(&expansions);
            self.accumulate(&Sum { number, rarity, other_forms: 0.0 }, &expansions, allowed, scratch);
            return rarity;
        }
        let expansions = expand(self, begun);
        let stamp = scratch.stamp;
        let heaviest = expansions.iter().flat_map(|expansion| {
            let postings = self.postings(expansion.token as usize).iter().take(TOKEN_BUDGET);
            postings.map(|posting| (posting.document(), expansion.quality * posting.impact() as f32))
        });
        for (document, value) in heaviest.take(WORD_BUDGET) {
            if let Some(cell) = scratch.cells.get_mut(document).filter(|cell| cell.stamp == stamp) {
                if cell.word != number {
                    *cell = Cell { word: number, best: 0.0, quality: 0.0, ..*cell };
                }
                if value > cell.best {
                    cell.score += 0.05 * (value - cell.best);
                    cell.best = value;
                }
            }
        }
        0.0
    }

    /// Orders the best hits again by how well their titles match; scores become relative to the best. Nearness counts
    /// for the title too: otherwise it would weigh the less the better the titles match.
    fn rerank(&self, words: &Words, near: Option<&Place>, hits: &mut [Hit]) {
        let best = hits.first().map_or(0.0, |hit| hit.score).max(f32::MIN_POSITIVE);
        let matcher = SkimMatcherV2::default().respect_case();
        for (place, hit) in hits.iter_mut().enumerate() {
            hit.score /= best;
            if place < RERANKED {
                let titles = [self.titles.get(2 * hit.position), self.titles.get(2 * hit.position + 1)];
                let bonus = titles.map(|title| title_bonus(&matcher, words, title));
                let (factor, _) = self.nearness(hit.position, near);
                hit.score += factor * bonus.into_iter().fold(0.0, f32::max);
            }
        }
        hits.sort_by(better);
    }
}

/// What a folded title adds to a relative score: up to 0.25 for the words in it, 0.15 for the whole
/// query in it, 1 for a title that is the query: whoever types a title wants that record.
fn title_bonus(matcher: &SkimMatcherV2, words: &Words, title: &str) -> f32 {
    let shares: f32 = words.all.iter().map(|word| title_share(matcher, word, title)).sum();
    // One word that is being typed begins many titles; several words in a row are a find, finished or not.
    let unfinished = words.begun.is_some() || words.all.len() > 1 && words.all.iter().any(|word| word.typed);
    let whole = match has_words(title, &words.folded, unfinished) {
        true if title.trim() == words.folded => 1.0,
        true => 0.15,
        false => 0.0,
    };
    0.25 * shares / words.all.len().max(1) as f32 + whole
}

/// How well the best token of a title stands for a word: 1 for the word or a form of it, less for a similar one.
fn title_share(matcher: &SkimMatcherV2, word: &Word, title: &str) -> f32 {
    let sought = if word.typed { &word.text } else { &word.stem };
    // The letters of a short word stand in order in many others; only its beginning may still become one of them.
    let bends = word.typed || word.text.len() >= LONG_ENOUGH_FOR_FORMS;
    let share = |token: &str| {
        if token == word.text || same_stem(word, token) {
            return 1.0;
        }
        let score = matcher.fuzzy_match(token, sought).filter(|_| bends).unwrap_or(0) as f32;
        let alike = Some((score / (24.0 * sought.len() as f32)).min(1.0)).filter(|&alike| alike > 0.6);
        // `hospodu` is nearer to `hospoda` than `hospodaření` is.
        alike.map_or(0.0, |alike| alike * (0.8 + 0.2 * (sought.len() as f32 / token.len() as f32).min(1.0)))
    };
    tokens(title).filter_map(|token| title.get(token)).map(share).fold(0.0, f32::max)
}

/// Whether `words` stand in a folded title as they are: from the beginning of a word, and to the end of one unless the
/// last of them is `unfinished`.
fn has_words(title: &str, words: &str, unfinished: bool) -> bool {
    let inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    title.match_indices(words).any(|(start, found)| {
        let before = title.get(..start).and_then(|before| before.chars().next_back());
        let after = title.get(start + found.len()..).and_then(|after| after.chars().next());
        !inside(before) && (unfinished || !inside(after))
    })
}

fn better(a: &Hit, b: &Hit) -> std::cmp::Ordering {
    b.score.total_cmp(&a.score).then(a.position.cmp(&b.position))
}

/// Keeps the best `count` hits, in order.
fn keep_best(hits: &mut Vec<Hit>, count: usize) {
    if count < hits.len() {
        hits.select_nth_unstable_by(count, better);
        hits.truncate(count);
    }
    hits.sort_unstable_by(better);
}
