//! Own records: needs, notes, decisions, tasks and headers of all consultations, and practice drafts, found by the same
//! engine as the catalogue.
//!
//! ```text
//! base    all consultations as they were when it was built     (in the background, thousands of documents)
//! fresh   one small part for each consultation that was written to since then      (at every write)
//! ```
//!
//! A part of one consultation is built in a millisecond, so what was written down is found by the next key, and no key
//! waits for the other consultations. What the base says of a consultation with a fresh part is hidden.

mod entry;

pub use entry::{Evidence, OwnEntry, OwnKind};

use super::highlight::{FoldedRecord, Highlighter};
use super::index::{SearchIndex, Texts, visit_texts};
use super::query::{Query, Words, parse};
use super::question::{Question, Understood, municipality, no_municipality};
use super::rank::Results;
use super::syntax::{Asked, DirectiveKey, SyntaxMistake, SyntaxProblem, SyntaxValues};
use super::thesaurus::Thesaurus;
use crate::catalogue::Catalogue;
use crate::i18n::Language;
use crate::model::{Consultation, DocumentId, PracticeDraft};
use std::cmp::Reverse;
use std::sync::{Arc, OnceLock};

/// With so many fresh parts it is time for a new base.
const MANY_FRESH: usize = 16;

/// What a consultation can be filtered by.
const APPLICABLE: [DirectiveKey; 3] = [DirectiveKey::Place, DirectiveKey::Region, DirectiveKey::Component];

/// The index of some consultations.
#[derive(Debug)]
pub struct OwnPart {
    index: SearchIndex,
    entries: Arc<OwnEntries>,
}

/// The entries of a part: those of one consultation stand together, the newest consultation first.
#[derive(Debug)]
struct OwnEntries(Vec<Arc<OwnEntry>>);

impl Texts for OwnEntries {
    fn visit(&self, position: usize, visit: &mut dyn FnMut(&str)) {
        if let Some(entry) = self.0.get(position) {
            visit_texts(entry.as_ref(), visit);
        }
    }
}

impl OwnPart {
    /// Indexes consultations and practice drafts; deleted ones are left out. `catalogue` knows the names of their municipalities.
    pub fn build(
        consultations: &[Consultation],
        drafts: &[PracticeDraft],
        catalogue: &Catalogue,
        thesaurus: Arc<Thesaurus>,
    ) -> OwnPart {
        let mut ordered: Vec<&Consultation> = consultations.iter().collect();
        ordered.sort_by_key(|consultation| Reverse((consultation.start, consultation.id)));
        let mut entries: Vec<OwnEntry> =
            ordered.into_iter().flat_map(|consultation| OwnEntry::all_of(consultation, catalogue)).collect();
        let drafts = drafts.iter().filter(|draft| !draft.deleted);
        entries.extend(drafts.map(|draft| OwnEntry::of_draft(draft, catalogue)));
        let index = SearchIndex::build(&entries, thesaurus, &|_| None);
        let entries = Arc::new(OwnEntries(entries.into_iter().map(Arc::new).collect()));
        let texts: Arc<dyn Texts> = Arc::<OwnEntries>::clone(&entries);
        OwnPart { index: index.with_texts(texts), entries }
    }

    /// The number of headers and items.
    pub fn len(&self) -> usize {
        self.entries.0.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.entries.0.is_empty()
    }

    /// Answers in the terms of this part's thesaurus, whichever the others have; the scores are those of its own hits.
    fn search(&self, asked: &Asked, typing: bool) -> Results {
        let mut words = parse(&asked.words, typing);
        words.understand(&self.index.thesaurus);
        self.index.guess_unheard(&mut words);
        let folded = |texts: &[String]| texts.iter().map(|text| super::fold(text)).collect();
        let question = Question {
            words: words.clone(),
            phrases: folded(&asked.phrases),
            phrase_goes_on: asked.phrase_goes_on && typing,
            excluded: folded(&asked.excluded),
            near: None,
            kinds: Vec::new(),
            only_places: Vec::new(),
            understood: Understood::default(),
        };
        let mut results =
            self.index.answer(question, &Query { typing, limit: self.len(), ..Query::default() });
        self.make_comparable(&mut results, words);
        results
    }

    /// The scores of a part are relative to its best hit. They become comparable with those of other parts by how much
    /// of the query that hit has: the only half of an answer in a small part must not stand beside a whole one.
    fn make_comparable(&self, results: &mut Results, words: Words) {
        let best = results.hits.first().and_then(|best| self.entries.0.get(best.position));
        let all = words.all.len();
        let Some(best) = best.filter(|_| all > 0) else { return };
        let highlighter = Highlighter::of(words, Arc::clone(&self.index.thesaurus));
        let texts = FoldedRecord::new(best.as_ref(), Language::Czech);
        let share = (1 + highlighter.found_in(&texts)) as f32 / (1 + all) as f32;
        results.hits.iter_mut().for_each(|hit| hit.score *= share);
    }

    /// The entries of one consultation.
    fn entries_of(&self, consultation: DocumentId) -> &[Arc<OwnEntry>] {
        let entries = &self.entries.0;
        let start = entries.iter().position(|entry| entry.document == consultation).unwrap_or(entries.len());
        let rest = entries.get(start..).unwrap_or_default();
        let length = rest.iter().take_while(|entry| entry.document == consultation).count();
        rest.get(..length).unwrap_or_default()
    }
}

/// An own record that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnHit {
    /// The record as it was when it was found.
    pub entry: Arc<OwnEntry>,
    /// From 0 up, comparable within one result only; 0 where nothing was asked for.
    pub score: f32,
}

/// What was found among own records.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OwnResults {
    /// The best hits, best first, the newer first where they are equally good; at most as many as asked for.
    pub hits: Vec<OwnHit>,
    /// How many there are in all.
    pub total: usize,
    /// Whether `total` is the number of all; otherwise there are more.
    pub total_is_exact: bool,
    /// Directives that restrict nothing, and why.
    pub problems: Vec<SyntaxProblem>,
}

/// The current state of one consultation or practice draft, which hides what the base says of it.
#[derive(Debug)]
struct Fresh {
    document: DocumentId,
    /// How many readings of everything had begun when this was put here.
    reading: u64,
    part: OwnPart,
}

/// Everything that was recorded, ready to be searched. It stays right through writes: see [`OwnIndex::put`].
#[derive(Debug)]
pub struct OwnIndex {
    catalogue: Arc<Catalogue>,
    /// What parts are built with; until something needs it, what ships.
    thesaurus: OnceLock<Arc<Thesaurus>>,
    values: SyntaxValues,
    /// All consultations, with the number of the reading that they come from.
    base: Option<(u64, Arc<OwnPart>)>,
    fresh: Vec<Fresh>,
    readings: u64,
    /// Whether the last reading came to nothing.
    failed: bool,
}

impl OwnIndex {
    /// An index without anything; `catalogue` knows the municipalities.
    pub fn new(catalogue: Arc<Catalogue>, thesaurus: Arc<Thesaurus>) -> OwnIndex {
        OwnIndex { thesaurus: OnceLock::from(thesaurus), ..OwnIndex::of_shipped(catalogue) }
    }

    /// The same with the thesaurus that ships, which is read when it is needed first: that takes longer than a frame.
    pub fn of_shipped(catalogue: Arc<Catalogue>) -> OwnIndex {
        let values = SyntaxValues::new(catalogue.municipalities().krajs().iter().copied(), []);
        let thesaurus = OnceLock::new();
        OwnIndex { catalogue, thesaurus, values, base: None, fresh: Vec::new(), readings: 0, failed: false }
    }

    /// What its parts are built with.
    pub fn thesaurus(&self) -> Arc<Thesaurus> {
        Arc::clone(self.thesaurus.get_or_init(Thesaurus::shipped))
    }

    /// Takes another thesaurus for the parts that are built from now on; says whether it is another one, so that
    /// everything is worth reading again.
    pub fn use_thesaurus(&mut self, thesaurus: &Arc<Thesaurus>) -> bool {
        let other = self.thesaurus.get().is_some_and(|known| !Arc::ptr_eq(known, thesaurus));
        self.thesaurus = OnceLock::from(Arc::clone(thesaurus));
        other
    }

    /// Notes that somebody begins to read all consultations; the number is for [`OwnIndex::set_base`].
    pub fn begin_reading(&mut self) -> u64 {
        self.failed = false;
        self.readings += 1;
        self.readings
    }

    /// All consultations as the reading of this number found them. What was put here after it had begun stays; the
    /// answer to an older reading than the last one that came is dropped.
    pub fn set_base(&mut self, reading: u64, base: Arc<OwnPart>) {
        if self.base.as_ref().is_none_or(|(last, _)| *last < reading) {
            self.fresh.retain(|fresh| fresh.reading >= reading);
            self.base = Some((reading, base));
        }
    }

    /// The current state of a consultation that was made, changed, deleted (`None`) or brought back. Takes a
    /// millisecond for a hundred items, however many consultations there are.
    pub fn put(&mut self, id: DocumentId, consultation: Option<&Consultation>) {
        let current = consultation.map(std::slice::from_ref).unwrap_or_default();
        let part = OwnPart::build(current, &[], &self.catalogue, self.thesaurus());
        self.put_part(id, part);
    }

    /// The same for a practice draft.
    pub fn put_draft(&mut self, draft: &PracticeDraft) {
        let part = OwnPart::build(&[], std::slice::from_ref(draft), &self.catalogue, self.thesaurus());
        self.put_part(draft.id, part);
    }

    fn put_part(&mut self, id: DocumentId, part: OwnPart) {
        self.fresh.retain(|fresh| fresh.document != id);
        self.fresh.push(Fresh { document: id, reading: self.readings, part });
    }

    /// A reading came to nothing; the next write is an occasion for another one.
    pub fn reading_failed(&mut self, reading: u64) {
        self.failed = reading == self.readings;
    }

    /// Whether all consultations are in it.
    pub fn is_complete(&self) -> bool {
        self.base.is_some()
    }

    /// Whether those that are missing are still being read.
    pub fn is_reading(&self) -> bool {
        !self.is_complete() && !self.failed
    }

    /// Whether so many consultations changed since the last reading that a new one is worth it; not while one is on its
    /// way.
    pub fn is_worn(&self) -> bool {
        let at_rest = self.base.as_ref().is_some_and(|(reading, _)| *reading == self.readings);
        self.failed || at_rest && self.fresh.len() > MANY_FRESH
    }

    /// The header and the items of a consultation in their order.
    pub fn entries_of(&self, consultation: DocumentId) -> &[Arc<OwnEntry>] {
        match (self.fresh.iter().find(|fresh| fresh.document == consultation), &self.base) {
            (Some(fresh), _) => fresh.part.entries_of(consultation),
            (None, Some((_, base))) => base.entries_of(consultation),
            (None, None) => &[],
        }
    }

    /// The words of a query, ready to be marked in texts.
    pub fn highlighter(&self, text: &str) -> Highlighter {
        Highlighter::new(&Asked::read(text, &self.values).words, self.thesaurus())
    }

    /// Finds own records for what a person typed; `typing` says that the last word may go on. Of the query language
    /// count places, kraje, components, phrases and excluded words; a consultation has no other filters. Without any
    /// word everything is listed, the newest first. The same text always gives the same hits in the same order.
    pub fn search(&self, text: &str, typing: bool, limit: usize) -> OwnResults {
        let asked = Asked::read(text, &self.values);
        let passes = self.filter(&asked);
        let hidden = |entry: &OwnEntry| self.fresh.iter().any(|fresh| fresh.document == entry.document);
        let mut results =
            OwnResults { total_is_exact: true, problems: self.problems(&asked), ..OwnResults::default() };
        let base = self.base.iter().map(|(_, part)| (part.as_ref(), true));
        for (part, is_base) in base.chain(self.fresh.iter().map(|fresh| (&fresh.part, false))) {
            let found = part.search(&asked, typing);
            results.total_is_exact &= found.total_is_exact;
            let hits = found.hits.into_iter().filter_map(|hit| {
                let entry = part.entries.0.get(hit.position)?;
                let shown = passes(entry) && !(is_base && hidden(entry));
                shown.then(|| OwnHit { entry: Arc::clone(entry), score: hit.score })
            });
            results.hits.extend(hits);
        }
        results.hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| rank(a).cmp(&rank(b))));
        results.total = results.hits.len();
        results.hits.truncate(limit);
        results
    }

    /// What the directives of a text let through.
    fn filter(&self, asked: &Asked) -> impl Fn(&OwnEntry) -> bool {
        let all = self.catalogue.municipalities();
        let meant = asked.places.iter().filter_map(|place| municipality(all, place));
        let places: Vec<&'static str> = meant.map(|municipality| municipality.code).collect();
        let (regions, components) = (asked.filters.regions.clone(), asked.filters.components.clone());
        move |entry| {
            (places.is_empty() || entry.municipalities.iter().any(|code| places.contains(&code.as_str())))
                && (regions.is_empty()
                    || entry.regions.iter().any(|it| regions.iter().any(|asked| asked == it)))
                && (components.is_empty() || entry.components().iter().any(|it| components.contains(it)))
        }
    }

    /// What was not understood, and what there is nothing to filter by in a consultation.
    fn problems(&self, asked: &Asked) -> Vec<SyntaxProblem> {
        let all = self.catalogue.municipalities();
        let unknown = asked.places.iter().filter(|place| municipality(all, place).is_none());
        let inapplicable = asked.keys.iter().filter(|(key, _)| !APPLICABLE.contains(key));
        let inapplicable = inapplicable.map(|(key, span)| SyntaxProblem {
            span: span.clone(),
            key: *key,
            value: String::new(),
            mistake: SyntaxMistake::Inapplicable,
            options: Vec::new(),
        });
        let values = asked.problems.iter().filter(|problem| APPLICABLE.contains(&problem.key)).cloned();
        values.chain(unknown.map(|place| no_municipality(all, place))).chain(inapplicable).collect()
    }
}

/// The order of records that are equally good: the newest consultation first, its items in their order.
fn rank(hit: &OwnHit) -> impl Ord {
    let entry = &hit.entry;
    (Reverse((entry.date, entry.document)), entry.order)
}

#[cfg(test)]
mod tests;
