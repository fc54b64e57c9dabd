//! Ranking: what a query asks for, the sums of its words, the best titles looked at once more.
//!
//! The score of a record is the sum over the words of (rarity of the word × the best of quality × impact), times the share
//! of the words that the record has, weighed by rarity: all words are wanted, none is required. The constants come from
//! `research/search.md`, section 4.

use super::facets::{Allowed, Bits, Facet};
use super::heads::KEPT as HEAD_HITS;
use super::index::SearchIndex;
use super::keywords::{KEYWORD, Keyword};
use super::kinds::ASKED_KIND;
use super::nearness::{NearMatch, Nearness};
use super::query::{Query, Words};
use super::question::{Question, Understood};
use super::sum::Sums;
use super::titles::title_bonus;
use fuzzy_matcher::skim::SkimMatcherV2;
use std::collections::HashSet;

/// So many of the best are ranked again by their titles.
const RERANKED: usize = 64;
/// The quality from which a match counts as the word itself.
pub(super) const SOLID: f32 = 0.7;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Results {
    /// The best hits, best first, at most as many as asked for.
    pub hits: Vec<Hit>,
    /// How many records there are in all.
    pub total: usize,
    /// Whether `total` is the number of all records; otherwise there are more. The numbers of the facets are as exact.
    pub total_is_exact: bool,
    /// For each value that any record has, in the order of the groups of facets, how many hits there would be with that
    /// value asked for, too or instead of others of its group. Empty unless the query asks for facets.
    pub facets: Vec<(Facet, usize)>,
    /// What was made of the text beside words.
    pub understood: Understood,
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

/// What raises records: the place that is asked for, and sets of the records of the kinds that are, of which only those
/// are raised that are about what is asked.
struct Raised<'asked> {
    near: Option<&'asked Nearness>,
    kinds: Vec<&'asked Bits>,
    about: Option<Bits>,
}

impl SearchIndex {
    /// Finds the records for a query. The same query always gives the same hits in the same order; records of the same
    /// score come in catalogue order. Without words in the text everything that passes the filters is listed: in
    /// catalogue order, or by nearness to the municipality that was asked for.
    pub fn search(&self, query: &Query) -> Results {
        self.answer(self.question(query), query)
    }

    /// Finds the records for a question; of the query count the limit, the facets and whether it is being typed.
    pub(super) fn answer(&self, question: Question, query: &Query) -> Results {
        // Phrases are looked for in the records themselves, also where they are the only thing that is asked for.
        if question.words.all.is_empty() && question.phrases.is_empty() && question.excluded.is_empty() {
            return self.list(question, query);
        }
        let allowed = self.allowed(&question, query.facets);
        let filters = !question.understood.filters.is_empty();
        // To count the facets, records that one group of the filter holds back are looked at too.
        let reach = allowed.as_ref().filter(|_| query.facets && filters).map(Allowed::reach);
        let gate =
            if question.restricts() { reach.as_ref().or(allowed.as_ref().map(|it| &it.pass)) } else { None };
        // Who wants more than a list of the best for a beginning holds gets them all.
        let heads = gate.is_none() && query.limit <= HEAD_HITS && question.phrases.is_empty();
        let Sums { mut scored, about, unlisted, mut total_is_exact } =
            self.scored(&question.words, gate, heads);
        let held_back = allowed.as_ref().filter(|_| question.restricts());
        let passes = |document: usize| held_back.is_none_or(|allowed| allowed.pass.has(document));
        total_is_exact &= self.keep_phrases(&question, &passes, &mut scored);
        let mut facets = Vec::new();
        if let Some(allowed) = allowed.as_ref().filter(|_| query.facets) {
            let mut found = Bits::none(self.len());
            scored.iter().for_each(|&(document, _)| found.add(document as usize));
            unlisted.iter().for_each(|more| found.join(more));
            facets = self.facets.counts(allowed, &found);
        }
        scored.retain(|&(document, _)| passes(document as usize));
        let more = unlisted.map_or(0, |more| match held_back {
            Some(allowed) => more.shared(&allowed.pass),
            None => more.len(),
        });
        let total = scored.len() + more;
        let mut hits = Vec::new();
        // Who only counts needs no order.
        if query.limit > 0 {
            let raised = self.raised(&question, about);
            if question.words.all.is_empty() {
                let documents = scored.iter().map(|&(document, _)| document);
                hits = self.ordered_list(raised.near, documents, query.limit);
            } else {
                hits = self.candidates(&question, &raised, query.limit.max(RERANKED), &scored);
                self.rerank(&question, &raised, &mut hits);
            }
            hits.truncate(query.limit);
        }
        Results { hits, total, total_is_exact, facets, understood: question.understood }
    }

    /// The answer to a question without any word: what passes the filters, found by sets alone.
    fn list(&self, question: Question, query: &Query) -> Results {
        let allowed = self.allowed(&question, query.facets);
        let everything = || Bits::all(self.len());
        let facets = allowed.as_ref().filter(|_| query.facets);
        let facets = facets.map(|allowed| self.facets.counts(allowed, &everything())).unwrap_or_default();
        let pass = allowed.map_or_else(everything, |allowed| allowed.pass);
        let total = pass.len();
        let documents = pass.iter().map(|document| document as u32);
        let hits = if query.limit == 0 {
            Vec::new()
        } else {
            self.ordered_list(question.near.as_ref(), documents, query.limit)
        };
        Results { hits, total, total_is_exact: true, facets, understood: question.understood }
    }

    /// The first `count` of a list that nothing was asked for: the nearest, or those that come first in the catalogue.
    fn ordered_list(
        &self,
        near: Option<&Nearness>,
        documents: impl Iterator<Item = u32>,
        count: usize,
    ) -> Vec<Hit> {
        let ranked =
            documents.map(|document| Ranked::new(self.nearness(document as usize, near).0, document));
        let mut ranked: Vec<Ranked> = match near {
            Some(_) => ranked.collect(),
            None => ranked.take(count).collect(),
        };
        keep_best(&mut ranked, count);
        ranked.into_iter().map(|ranked| Hit { score: 0.0, ..self.hit(ranked, near) }).collect()
    }

    /// The best `count` records behind those whose title is the query, however low these stand: they are looked at
    /// first when the titles are, so that the order does not depend on how many hits are wanted.
    fn candidates(
        &self,
        question: &Question,
        raised: &Raised,
        count: usize,
        scored: &[(u32, f32)],
    ) -> Vec<Hit> {
        let ranked = scored
            .iter()
            .map(|&(document, score)| Ranked::new(score * self.factor(document as usize, raised), document));
        let titled = self.titled(&question.words.folded);
        let mut named: Vec<Ranked> = Vec::new();
        let mut others: Vec<Ranked> = Vec::with_capacity(scored.len());
        if titled.is_empty() {
            others.extend(ranked);
        } else {
            let titled: HashSet<usize> = titled.into_iter().collect();
            for ranked in ranked {
                let is_named = titled.contains(&(ranked.document() as usize));
                if is_named { &mut named } else { &mut others }.push(ranked);
            }
        }
        keep_best(&mut named, count);
        keep_best(&mut others, count);
        named.into_iter().chain(others).map(|ranked| self.hit(ranked, raised.near)).collect()
    }

    /// What the filters, the excluded words and the place let through; `None` where nobody needs to know.
    fn allowed(&self, question: &Question, facets: bool) -> Option<Allowed> {
        if !facets && !question.restricts() {
            return None;
        }
        let mut allowed = self.facets.allowed(&question.understood.filters, self.len());
        for excluded in &question.excluded {
            allowed.remove(&self.having_excluded(excluded));
        }
        if !question.only_places.is_empty() {
            let mut elsewhere = Bits::none(self.len());
            let asked = |place: Option<u32>| place.is_some_and(|place| question.only_places.contains(&place));
            let others = self.documents.iter().enumerate().filter(|(_, it)| !asked(it.place));
            others.for_each(|(document, _)| elsewhere.add(document));
            allowed.remove(&elsewhere);
        }
        Some(allowed)
    }

    /// The records of `gate` for the words, all of it where there are no words; `heads` says whether the lists of the
    /// best records for beginnings may stand for all.
    fn scored(&self, words: &Words, gate: Option<&Bits>, heads: bool) -> Sums {
        if words.all.is_empty() {
            let all = |document: usize| (document as u32, 1.0);
            let scored = match gate {
                Some(gate) => gate.iter().map(all).collect(),
                None => (0..self.len()).map(all).collect(),
            };
            return Sums { scored, about: None, unlisted: None, total_is_exact: true };
        }
        // A poisoned or taken scratch only costs an allocation.
        let kept = self.scratch.try_lock().ok().and_then(|mut kept| kept.take());
        let mut scratch = kept.unwrap_or_default();
        let sums = self.score(words, gate, heads, &mut scratch);
        if let Ok(mut kept) = self.scratch.try_lock() {
            *kept = Some(scratch);
        }
        sums
    }

    fn hit(&self, ranked: Ranked, near: Option<&Nearness>) -> Hit {
        let position = ranked.document() as usize;
        Hit { position, score: ranked.score(), near: self.nearness(position, near).1 }
    }

    /// By what the score of a record is multiplied for its place, and why.
    fn nearness(&self, position: usize, near: Option<&Nearness>) -> (f32, NearMatch) {
        match (near, self.documents.get(position)) {
            (Some(near), Some(document)) => near.factor(document),
            _ => (1.0, NearMatch::None),
        }
    }

    /// What raises the records that a question asks for.
    fn raised<'asked>(&'asked self, question: &'asked Question, about: Option<Bits>) -> Raised<'asked> {
        let kinds = question.kinds.iter().filter_map(|&kind| self.facets.of_kind(kind)).collect();
        Raised { near: question.near.as_ref(), kinds, about }
    }

    /// By what the score of a record is multiplied for its place and its kind.
    fn factor(&self, position: usize, raised: &Raised) -> f32 {
        // Of most queries, and then for each of many records.
        if raised.near.is_none() && raised.kinds.is_empty() {
            return 1.0;
        }
        let asked = raised.kinds.iter().any(|kind| kind.has(position))
            && raised.about.as_ref().is_none_or(|about| about.has(position));
        self.nearness(position, raised.near).0 * if asked { ASKED_KIND } else { 1.0 }
    }

    /// Orders the best hits again by how well their titles match; scores become relative to the best. Place and kind
    /// count for the title too: otherwise they would weigh the less the better the titles match.
    fn rerank(&self, question: &Question, raised: &Raised, hits: &mut [Hit]) {
        let best = hits.iter().map(|hit| hit.score).fold(f32::MIN_POSITIVE, f32::max);
        let keyword = Keyword::of(&question.words.folded);
        let matcher = SkimMatcherV2::default().respect_case();
        for (place, hit) in hits.iter_mut().enumerate() {
            hit.score /= best;
            if place < RERANKED {
                let titles = [self.titles.get(2 * hit.position), self.titles.get(2 * hit.position + 1)];
                let bonus = titles.map(|title| title_bonus(&matcher, &question.words, title));
                let is_keyword = keyword.is_some_and(|keyword| self.keywords.has(keyword, hit.position));
                let factor = self.factor(hit.position, raised);
                let bonus = bonus.into_iter().fold(0.0, f32::max);
                hit.score += factor * (bonus + if is_keyword { KEYWORD } else { 0.0 });
            }
        }
        hits.sort_by(better);
    }
}

fn better(a: &Hit, b: &Hit) -> std::cmp::Ordering {
    b.score.total_cmp(&a.score).then(a.position.cmp(&b.position))
}

/// A record with its score in one number, the better the smaller: the score turned over in the high bits, the position in
/// the low ones. Numbers are sorted several times faster than pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Ranked(u64);

impl Ranked {
    /// Scores are never below 0 or no number; the bits of such floats have their order.
    fn new(score: f32, document: u32) -> Ranked {
        Ranked(u64::from(!score.to_bits()) << 32 | u64::from(document))
    }

    fn document(self) -> u32 {
        self.0 as u32
    }

    fn score(self) -> f32 {
        f32::from_bits(!((self.0 >> 32) as u32))
    }
}

/// Keeps the best `count`, in order.
fn keep_best(ranked: &mut Vec<Ranked>, count: usize) {
    if count < ranked.len() {
        ranked.select_nth_unstable(count);
        ranked.truncate(count);
    }
    ranked.sort_unstable();
}
