//! Building the index: the words of each record weighed by the fields that they stand in.

use super::facets::{Facet, FacetSets};
use super::fold::{Folded, fold_map};
use super::heads::Heads;
use super::index::{Document, Posting, SearchIndex, Searchable, title_hash};
use super::keywords::Keywords;
use super::kinds::kind_names;
use super::nearness::KnownLikeness;
use super::thesaurus::{Form, Thesaurus, concept_token};
use super::tokens::{hyphenated, tokens};
use super::vocabulary::{Interner, StringTable, Vocabulary};
use crate::catalogue::{Field, Record, RecordKind, SizeBand};
use crate::i18n::Language;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

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

pub(super) struct Builder {
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
    keywords: Keywords,
    facets: FacetSets,
    regions: Interner,
    places: Interner,
    /// The weight of each token in the current record; zero for those that it does not have.
    weights: Vec<f32>,
    touched: Vec<u32>,
    length: f32,
    folded: Folded,
}

impl Builder {
    pub(super) fn new(thesaurus: Arc<Thesaurus>) -> Builder {
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
            keywords: Keywords::default(),
            facets: FacetSets::default(),
            regions: Interner::new(),
            places: Interner::new(),
            touched: Vec::new(),
            length: 0.0,
            folded: Folded::default(),
        }
    }

    /// Adds the next thing; `size_band` is that of its place.
    pub(super) fn add(&mut self, number: u32, item: &impl Searchable, size_band: Option<SizeBand>) {
        self.length = 0.0;
        let (title, fields, record) = (item.title(), item.fields(), item.record());
        self.add_field(Field::Title, &title.cs, &title.en);
        for text in fields {
            self.add_field(text.field, &text.text.cs, &text.text.en);
        }
        let has = |field| fields.iter().any(|text| text.field == field);
        let place = record.and_then(|record| record.place.as_ref());
        if let Some(place) = place.filter(|_| !has(Field::Place)) {
            self.add_field(Field::Place, &place.name, &place.name);
        }
        let region = record.and_then(|record| record.region.as_ref());
        let region = region.or(place.and_then(|place| place.region.as_ref()));
        if let Some(region) = region.filter(|_| !has(Field::Region)) {
            self.add_field(Field::Region, region, region);
        }
        if let Some(record) = record {
            self.add_kind(record.kind);
            self.add_facets(number as usize, record, region, size_band);
        }
        // Of one text in both languages the second is left empty.
        let english = if title.en == title.cs { "" } else { &title.en };
        for title in [&title.cs, english] {
            fold_map(title, &mut self.folded);
            self.titles.push(&self.folded.text);
        }
        for token in self.touched.drain(..) {
            if let Some(weight) = self.weights.get_mut(token as usize) {
                self.entries.push(Entry { token, document: number, weight: std::mem::take(weight) });
            }
        }
        self.lengths.push(self.length);
        let code = place.and_then(|place| place.municipality_code.as_ref());
        self.documents.push(Document {
            kind: record.map(|record| record.kind),
            region: region.map(|region| self.regions.number(region)),
            place: code.map(|code| self.places.number(code)),
        });
    }

    fn add_facets(
        &mut self,
        number: usize,
        record: &Record,
        region: Option<&String>,
        size_band: Option<SizeBand>,
    ) {
        let facets = std::iter::once(Facet::Kind(record.kind))
            .chain(record.components.iter().copied().map(Facet::Component))
            .chain(region.cloned().map(Facet::Region))
            .chain(record.place.as_ref().map(|place| Facet::Country(place.country.clone())))
            .chain(size_band.map(Facet::SizeBand))
            .chain(record.stage.map(Facet::Stage))
            .chain(record.has_result.then_some(Facet::WithResult))
            .chain(record.cost_czk.map(|_| Facet::WithCost));
        facets.for_each(|facet| self.facets.add(number, facet));
    }

    /// The names of its kind, so that `dotace na cyklostezku` means funding, and `jak změřit` what measures. They say
    /// nothing about the length of a text.
    fn add_kind(&mut self, kind: RecordKind) {
        let length = self.length;
        for names in Language::ALL.map(|language| kind.names(language)) {
            self.add_text(names.one, KIND_BOOST);
            self.add_text(names.many, KIND_BOOST);
        }
        self.length = length;
    }

    fn add_field(&mut self, field: Field, czech: &str, english: &str) {
        let (czech_boost, english_boost) = boosts(field);
        let english = Some((english, english_boost)).filter(|_| english != czech);
        for (text, boost) in std::iter::once((czech, czech_boost)).chain(english) {
            self.add_text(text, boost);
            if field == Field::Keywords {
                self.keywords.add(text, self.documents.len() as u32);
            }
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

    pub(super) fn finish(self) -> SearchIndex {
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
        drop((self.entries, self.words));
        let mut title_hashes: Vec<(u32, u32)> = (0..self.titles.len())
            .filter(|&title| !self.titles.get(title).is_empty())
            .map(|title| (title_hash(self.titles.get(title)), (title / 2) as u32))
            .collect();
        title_hashes.sort_unstable();
        let mut facets = self.facets;
        facets.finish(self.documents.len());
        let mut keywords = self.keywords;
        keywords.finish();
        let mut place_records = vec![0; self.places.strings().len()];
        for place in self.documents.iter().filter_map(|document| document.place) {
            if let Some(records) = place_records.get_mut(place as usize) {
                *records += 1;
            }
        }
        let mut index = SearchIndex {
            vocabulary: Vocabulary::new(words),
            postings,
            posting_offsets,
            heads: Heads::default(),
            documents: self.documents,
            facets,
            titles: self.titles,
            title_hashes,
            keywords,
            kind_names: kind_names(&self.thesaurus),
            thesaurus: self.thesaurus,
            regions: self.regions,
            places: self.places,
            populations: Vec::new(),
            place_records,
            likeness: KnownLikeness::default(),
            texts: None,
            interpreter: None,
            scratch: Mutex::new(None),
        };
        index.heads = Heads::new(&index);
        index
    }

    /// By what the weights of each record are divided. The average is that of the record's own kind: an indicator of
    /// two lines must not win over a practice of a page merely because it is short.
    fn norms(&self) -> Vec<f32> {
        let mut sums: HashMap<Option<RecordKind>, (f32, u32)> = HashMap::new();
        let with_length = || self.documents.iter().zip(&self.lengths);
        for (document, length) in with_length() {
            let (sum, count) = sums.entry(document.kind).or_default();
            *sum += length;
            *count += 1;
        }
        let average = |kind| sums.get(&kind).map_or(1.0, |&(sum, count)| (sum / count as f32).max(1.0));
        with_length().map(|(document, length)| 0.5 + 0.5 * length / average(document.kind)).collect()
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
    let mut postings = vec![Posting::default(); entries.len()];
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
