//! The index: for every token the records that have it, the heaviest first.
//!
//! Postings are one `u32` each in one array (compressed sparse rows): the eight high bits hold 255 less the impact, the
//! rest the document number, so that plain ascending order is "impact descending, then catalogue order" and cutting a
//! long list anywhere drops the least important.

use super::fold::{Folded, fold, fold_map};
use super::rank::Scratch;
use super::thesaurus::{Form, Thesaurus, concept_token};
use super::tokens::{hyphenated, tokens};
use super::vocabulary::{Interner, StringTable, Vocabulary};
use crate::catalogue::{Field, Record, RecordKind};
use crate::i18n::Language;
use std::sync::{Arc, Mutex};

/// The number of bits of a document number.
const DOCUMENT_BITS: u32 = 24;

/// One record that has a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Posting(u32);

impl Posting {
    fn new(impact: u8, document: u32) -> Posting {
        Posting((u32::from(255 - impact) << DOCUMENT_BITS) | document)
    }

    /// How much the token says about the record, 1 to 255.
    pub(super) fn impact(self) -> u32 {
        255 - (self.0 >> DOCUMENT_BITS)
    }

    /// The position of the record in the catalogue.
    pub(super) fn document(self) -> usize {
        (self.0 & ((1 << DOCUMENT_BITS) - 1)) as usize
    }
}

/// What filters and places need to know of a record.
#[derive(Debug, Clone)]
pub(super) struct Document {
    pub kind: RecordKind,
    /// One bit a component.
    pub components: u16,
    /// The number of its kraj.
    pub region: Option<u32>,
    /// The number of its municipality.
    pub place: Option<u32>,
    pub size_band: Option<u8>,
    pub has_result: bool,
}

/// An immutable index of the catalogue. Build it once, share it by `Arc`; a search never waits for another.
pub struct SearchIndex {
    /// Begins with the concept token of each group of the thesaurus, in their order.
    pub(super) vocabulary: Vocabulary,
    pub(super) thesaurus: Arc<Thesaurus>,
    postings: Vec<Posting>,
    /// Where the postings of each token start, and the end.
    posting_offsets: Vec<u32>,
    pub(super) documents: Vec<Document>,
    /// The folded titles: Czech and English of each record in turn.
    pub(super) titles: StringTable,
    regions: Interner,
    places: Interner,
    /// The inhabitants of each place; empty until [`SearchIndex::with_populations`].
    populations: Vec<Option<u32>>,
    /// The accumulators of the last search, to be used again; a second search at the same time makes its own.
    pub(super) scratch: Mutex<Option<Scratch>>,
}

impl std::fmt::Debug for SearchIndex {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SearchIndex").field("records", &self.len()).finish_non_exhaustive()
    }
}

impl SearchIndex {
    /// Indexes `records`; the position in the slice becomes the position of a hit. `size_band_of` gives the size band of
    /// the place of a record, for the filter of that name; `thesaurus` which terms mean the same. Records beyond
    /// 16,777,216 are left out.
    pub fn build(
        records: &[Record],
        thesaurus: Arc<Thesaurus>,
        size_band_of: &dyn Fn(&Record) -> Option<u8>,
    ) -> SearchIndex {
        let mut builder = Builder::new(thesaurus);
        for (record, number) in records.iter().zip(0..1 << DOCUMENT_BITS) {
            builder.add(number, record, size_band_of(record));
        }
        builder.finish()
    }

    /// Adds the inhabitants of the places, by municipality code: with them records of places of similar size can be
    /// raised. Codes of places that no record has are not asked for.
    pub fn with_populations(mut self, population_of: &dyn Fn(&str) -> Option<u32>) -> SearchIndex {
        let codes = self.places.strings();
        self.populations = (0..codes.len()).map(|place| population_of(codes.get(place))).collect();
        self
    }

    /// The number of records.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there are no records.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// The records that have a token, the heaviest first.
    pub(super) fn postings(&self, token: usize) -> &[Posting] {
        match self.posting_offsets.get(token..token + 2) {
            Some(&[start, end]) => self.postings.get(start as usize..end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    pub(super) fn region_number(&self, region: &str) -> Option<u32> {
        position(self.regions.strings(), region)
    }

    pub(super) fn place_number(&self, code: &str) -> Option<u32> {
        position(self.places.strings(), code)
    }

    pub(super) fn population(&self, place: u32) -> Option<u32> {
        self.populations.get(place as usize).copied().flatten()
    }
}

/// The number of a string in a small unsorted table.
fn position(table: &StringTable, text: &str) -> Option<u32> {
    (0..table.len()).find(|&number| table.get(number) == text).map(|number| number as u32)
}

/// How much a word in a field says about what a record is about, Czech text and English text.
fn boosts(field: Field) -> (f32, f32) {
    match field {
        Field::Title => (3.0, 2.5),
        Field::Keywords => (3.0, 3.0),
        Field::Place => (4.0, 4.0),
        Field::Region | Field::Problem | Field::Solution | Field::Result => (1.0, 1.0),
        Field::Lesson => (0.7, 0.7),
        Field::Funding
        | Field::Partners
        | Field::Cost
        | Field::Recipients
        | Field::Measurement
        | Field::Goal => (0.6, 0.6),
        Field::Components => (0.4, 0.4),
        Field::Classification | Field::Stage | Field::Website => (0.3, 0.3),
        // The same sentence ("check with the provider whether a call is open") in nearly every programme.
        Field::Status => (0.1, 0.1),
    }
}

/// How much the name of its kind says about what a record is about.
const KIND_BOOST: f32 = 3.0;

/// A token of a record before the impacts are known.
struct Entry {
    token: u32,
    document: u32,
    weight: f32,
}

struct Builder {
    thesaurus: Arc<Thesaurus>,
    /// The concept tokens first, so that the number of a group is that of its token.
    words: Interner,
    /// What each word is to the thesaurus.
    forms: Vec<Form>,
    /// The same for the words of the current text, in their order.
    text_forms: Vec<Form>,
    entries: Vec<Entry>,
    documents: Vec<Document>,
    /// The length of each record: its tokens, those of heavy fields twice.
    lengths: Vec<f32>,
    titles: StringTable,
    regions: Interner,
    places: Interner,
    /// The weight of each token in the current record; zero for those that it does not have.
    weights: Vec<f32>,
    touched: Vec<u32>,
    length: f32,
    folded: Folded,
}

impl Builder {
    fn new(thesaurus: Arc<Thesaurus>) -> Builder {
        let mut words = Interner::new();
        for group in 0..thesaurus.len() as u32 {
            words.number(&concept_token(group));
        }
        Builder {
            forms: vec![Form::default(); thesaurus.len()],
            text_forms: Vec::new(),
            weights: vec![0.0; thesaurus.len()],
            thesaurus,
            words,
            entries: Vec::new(),
            documents: Vec::new(),
            lengths: Vec::new(),
            titles: StringTable::new(),
            regions: Interner::new(),
            places: Interner::new(),
            touched: Vec::new(),
            length: 0.0,
            folded: Folded::default(),
        }
    }

    fn add(&mut self, number: u32, record: &Record, size_band: Option<u8>) {
        self.length = 0.0;
        self.add_field(Field::Title, &record.title.cs, &record.title.en);
        for text in &record.fields {
            self.add_field(text.field, &text.text.cs, &text.text.en);
        }
        let has = |field| record.fields.iter().any(|text| text.field == field);
        if let Some(place) = record.place.as_ref().filter(|_| !has(Field::Place)) {
            self.add_field(Field::Place, &place.name, &place.name);
        }
        let region = record.region.as_ref().or(record.place.as_ref().and_then(|place| place.region.as_ref()));
        if let Some(region) = region.filter(|_| !has(Field::Region)) {
            self.add_field(Field::Region, region, region);
        }
        self.add_kind(record.kind);
        for title in [&record.title.cs, &record.title.en] {
            fold_map(title, &mut self.folded);
            self.titles.push(&self.folded.text);
        }
        for token in self.touched.drain(..) {
            if let Some(weight) = self.weights.get_mut(token as usize) {
                self.entries.push(Entry { token, document: number, weight: std::mem::take(weight) });
            }
        }
        self.lengths.push(self.length);
        let code = record.place.as_ref().and_then(|place| place.municipality_code.as_ref());
        self.documents.push(Document {
            kind: record.kind,
            components: record.components.iter().fold(0, |bits, component| bits | 1 << component.index()),
            region: region.map(|region| self.regions.number(region)),
            place: code.map(|code| self.places.number(code)),
            size_band,
            has_result: record.has_result,
        });
    }

    /// The names of its kind, so that `dotace na cyklostezku` means funding. They say nothing about the length of a text.
    fn add_kind(&mut self, kind: RecordKind) {
        for names in Language::ALL.map(|language| kind.names(language)) {
            for name in [names.one, names.many] {
                let name = fold(name);
                for token in tokens(&name).filter_map(|token| name.get(token)) {
                    self.add_token(token, KIND_BOOST);
                }
            }
        }
    }

    fn add_field(&mut self, field: Field, czech: &str, english: &str) {
        let (czech_boost, english_boost) = boosts(field);
        self.add_text(czech, czech_boost);
        if english != czech {
            self.add_text(english, english_boost);
        }
    }

    fn add_text(&mut self, text: &str, boost: f32) {
        let mut folded = std::mem::take(&mut self.folded);
        fold_map(text, &mut folded);
        self.text_forms.clear();
        for token in tokens(&folded.text) {
            let token = self.add_token(folded.text.get(token).unwrap_or_default(), boost);
            self.text_forms.push(self.forms.get(token as usize).copied().unwrap_or_default());
            self.length += boost.min(2.0);
        }
        // Once a field: many terms of a group must not weigh more than the one word that was asked for.
        let mut groups: Vec<u32> =
            self.thesaurus.longest(&self.text_forms).into_iter().map(|phrase| phrase.group).collect();
        groups.sort_unstable();
        groups.dedup();
        for group in groups {
            self.weigh(group, boost);
        }
        for (_, joined) in hyphenated(&folded.text) {
            self.add_token(&joined, boost);
        }
        self.folded = folded;
    }

    /// Adds a word to the current record and returns its number.
    fn add_token(&mut self, word: &str, boost: f32) -> u32 {
        let token = self.words.number(word);
        if self.weights.len() <= token as usize {
            self.weights.resize(token as usize + 1, 0.0);
            self.forms.resize(token as usize, Form::default());
            self.forms.push(self.thesaurus.form(word));
        }
        self.weigh(token, boost);
        token
    }

    fn weigh(&mut self, token: u32, boost: f32) {
        if let Some(weight) = self.weights.get_mut(token as usize) {
            if *weight == 0.0 {
                self.touched.push(token);
            }
            *weight += boost;
        }
    }

    fn finish(self) -> SearchIndex {
        let unsorted = self.words.strings();
        let mut order: Vec<u32> = (0..unsorted.len() as u32).collect();
        order.sort_unstable_by_key(|&token| unsorted.get(token as usize));
        let mut words = StringTable::new();
        let mut rank = vec![0_u32; order.len()];
        for (sorted, &token) in order.iter().enumerate() {
            words.push(unsorted.get(token as usize));
            if let Some(rank) = rank.get_mut(token as usize) {
                *rank = sorted as u32;
            }
        }
        let norms = self.norms();
        let (postings, posting_offsets) = rows(&self.entries, &rank, &norms);
        SearchIndex {
            vocabulary: Vocabulary::new(words),
            thesaurus: self.thesaurus,
            postings,
            posting_offsets,
            documents: self.documents,
            titles: self.titles,
            regions: self.regions,
            places: self.places,
            populations: Vec::new(),
            scratch: Mutex::new(None),
        }
    }

    /// By what the weights of each record are divided. The average is that of the record's own kind: an indicator of
    /// two lines must not win over a practice of a page merely because it is short.
    fn norms(&self) -> Vec<f32> {
        let average = RecordKind::ALL.map(|kind| {
            let of_kind =
                || self.documents.iter().zip(&self.lengths).filter(move |(other, _)| other.kind == kind);
            let sum: f32 = of_kind().map(|(_, length)| length).sum();
            (kind, (sum / of_kind().count().max(1) as f32).max(1.0))
        });
        let average_of =
            |kind| average.iter().find(|(other, _)| *other == kind).map_or(1.0, |&(_, length)| length);
        let with_length = self.documents.iter().zip(&self.lengths);
        with_length.map(|(document, length)| 0.5 + 0.5 * length / average_of(document.kind)).collect()
    }
}

/// The postings of all tokens in the order of the vocabulary, and where each token's start.
fn rows(entries: &[Entry], rank: &[u32], norms: &[f32]) -> (Vec<Posting>, Vec<u32>) {
    let rank_of = |entry: &Entry| rank.get(entry.token as usize).copied().unwrap_or(0) as usize;
    let mut offsets = vec![0_u32; rank.len() + 1];
    for entry in entries {
        if let Some(count) = offsets.get_mut(rank_of(entry) + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for offset in &mut offsets {
        sum += *offset;
        *offset = sum;
    }
    let mut next = offsets.clone();
    let mut postings = vec![Posting(0); entries.len()];
    for entry in entries {
        let weight = entry.weight / norms.get(entry.document as usize).copied().unwrap_or(1.0);
        let impact = (255.0 * weight / (5.0 + weight)).round().clamp(1.0, 255.0) as u8;
        if let Some(at) = next.get_mut(rank_of(entry)) {
            if let Some(posting) = postings.get_mut(*at as usize) {
                *posting = Posting::new(impact, entry.document);
            }
            *at += 1;
        }
    }
    for bounds in offsets.windows(2) {
        if let &[start, end] = bounds
            && let Some(row) = postings.get_mut(start as usize..end as usize)
        {
            row.sort_unstable();
        }
    }
    (postings, offsets)
}
