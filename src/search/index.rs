//! The index: for every token the records that have it, the heaviest first.
//!
//! Postings are one `u32` each in one array (compressed sparse rows): the eight high bits hold 255 less the impact, the
//! rest the document number, so that plain ascending order is "impact descending, then catalogue order" and cutting a
//! long list anywhere drops the least important.

use super::builder::Builder;
use super::facets::FacetSets;
use super::heads::Heads;
use super::highlight::Highlighter;
use super::keywords::Keywords;
use super::kinds::KindName;
use super::nearness::KnownLikeness;
use super::query::Query;
use super::question::Interpreter;
use super::sum::Scratch;
use super::thesaurus::Thesaurus;
use super::vocabulary::{self, Interner, StringTable, Vocabulary};
use crate::catalogue::{Bilingual, Catalogue, FieldText, Record, RecordKind, SizeBand};
use std::sync::{Arc, Mutex};

/// The number of bits of a document number.
pub(super) const DOCUMENT_BITS: u32 = 24;

/// One record that has a token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Posting(u32);

impl Posting {
    pub(super) fn new(impact: u8, document: u32) -> Posting {
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

/// Something with a title and texts that can be found.
pub trait Searchable {
    /// What it is called.
    fn title(&self) -> &Bilingual;

    /// Everything else that it says.
    fn fields(&self) -> &[FieldText];

    /// The record of the catalogue that it is; with one come its kind, its place and what it can be filtered by.
    fn record(&self) -> Option<&Record> {
        None
    }
}

impl Searchable for Record {
    fn title(&self) -> &Bilingual {
        &self.title
    }

    fn fields(&self) -> &[FieldText] {
        &self.fields
    }

    fn record(&self) -> Option<&Record> {
        Some(self)
    }
}

/// The texts behind an index, for what the index alone cannot tell: whether words stand side by side.
pub trait Texts: Send + Sync {
    /// Calls `visit` with each text of the thing at this position, in all languages.
    fn visit(&self, position: usize, visit: &mut dyn FnMut(&str));
}

/// What places need to know of a record.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// `None` for what is no record of the catalogue.
    pub kind: Option<RecordKind>,
    /// The number of its kraj.
    pub region: Option<u32>,
    /// The number of its municipality.
    pub place: Option<u32>,
}

/// An immutable index of the catalogue. Build it once, share it by `Arc`; a search never waits for another.
pub struct SearchIndex {
    /// Begins with the concept token of each group of the thesaurus, in their order.
    pub(super) vocabulary: Vocabulary,
    pub(super) thesaurus: Arc<Thesaurus>,
    pub(super) postings: Vec<Posting>,
    /// Where the postings of each token start, and the end.
    pub(super) posting_offsets: Vec<u32>,
    /// The best records for the beginnings of words that nearly every record has.
    pub(super) heads: Heads,
    pub(super) documents: Vec<Document>,
    pub(super) facets: FacetSets,
    /// The folded titles: Czech and English of each record in turn.
    pub(super) titles: StringTable,
    /// The hash of each title with its record, sorted, to find a record by its whole title.
    pub(super) title_hashes: Vec<(u32, u32)>,
    /// The keywords of several words.
    pub(super) keywords: Keywords,
    /// The names of kinds of record that are terms of the thesaurus.
    pub(super) kind_names: Vec<KindName>,
    pub(super) regions: Interner,
    pub(super) places: Interner,
    /// The inhabitants of each place; empty until [`SearchIndex::with_populations`].
    pub(super) populations: Vec<Option<u32>>,
    /// How many records come from each place.
    pub(super) place_records: Vec<u32>,
    pub(super) likeness: KnownLikeness,
    /// The texts themselves, to find phrases in; without them the words of a phrase may stand anywhere in a record.
    pub(super) texts: Option<Arc<dyn Texts>>,
    /// What understands directives and places; without it a text is only words.
    pub(super) interpreter: Option<Interpreter>,
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
    pub fn build<Item: Searchable>(
        records: &[Item],
        thesaurus: Arc<Thesaurus>,
        size_band_of: &dyn Fn(&Record) -> Option<SizeBand>,
    ) -> SearchIndex {
        let mut builder = Builder::new(thesaurus);
        for (record, number) in records.iter().zip(0..1 << DOCUMENT_BITS) {
            builder.add(number, record, record.record().and_then(size_band_of));
        }
        builder.finish()
    }

    /// Adds what a catalogue knows: the sizes of places, the values of directives, the names of places, the texts.
    pub(super) fn with_catalogue(mut self, catalogue: &Arc<Catalogue>) -> SearchIndex {
        self.interpreter = Some(Interpreter::new(catalogue));
        self.with_texts(Arc::<Catalogue>::clone(catalogue))
    }

    /// Adds the texts behind the index, with which the words of a phrase are found side by side.
    pub fn with_texts(mut self, texts: Arc<dyn Texts>) -> SearchIndex {
        self.texts = Some(texts);
        self
    }

    /// Adds the inhabitants of the places, by municipality code: with them records of places of similar size can be
    /// raised. Codes of places that no record has are not asked for.
    pub fn with_populations(mut self, population_of: &dyn Fn(&str) -> Option<u32>) -> SearchIndex {
        let codes = self.places.strings();
        self.likeness = KnownLikeness::default();
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

    /// The bytes that the index keeps, without the texts behind it.
    pub fn bytes(&self) -> usize {
        self.vocabulary.bytes()
            + self.titles.bytes()
            + self.heads.bytes()
            + self.facets.bytes()
            + self.keywords.bytes()
            + self.title_hashes.len() * size_of::<(u32, u32)>()
            + self.postings.len() * size_of::<Posting>()
            + self.posting_offsets.len() * size_of::<u32>()
            + self.documents.len() * size_of::<Document>()
    }

    /// What it is built with.
    pub fn thesaurus(&self) -> &Arc<Thesaurus> {
        &self.thesaurus
    }

    /// The words of a query of the catalogue's search, ready to be marked in texts.
    pub fn highlighter(&self, text: &str) -> Highlighter {
        self.highlighter_of(&Query { text: text.to_owned(), typing: true, ..Query::default() })
    }

    /// The words of prose, see [`Query::prose`].
    pub fn prose_highlighter(&self, text: &str) -> Highlighter {
        self.highlighter_of(&Query { text: text.to_owned(), typing: true, prose: true, ..Query::default() })
    }

    fn highlighter_of(&self, query: &Query) -> Highlighter {
        Highlighter::of(self.asked(query).words, Arc::clone(&self.thesaurus))
    }

    /// The records whose folded title is `folded`.
    pub(super) fn titled(&self, folded: &str) -> Vec<usize> {
        let wanted = title_hash(folded);
        let start = self.title_hashes.partition_point(|(hash, _)| *hash < wanted);
        let same = self.title_hashes.iter().skip(start).take_while(|(hash, _)| *hash == wanted);
        let titles = |record: usize| [self.titles.get(2 * record), self.titles.get(2 * record + 1)];
        let is_title = |record: &usize| titles(*record).iter().any(|title| title.trim() == folded);
        same.map(|&(_, record)| record as usize).filter(is_title).collect()
    }

    /// How many postings a range of tokens has.
    pub(super) fn posting_count(&self, tokens: std::ops::Range<usize>) -> usize {
        let at = |token: usize| self.posting_offsets.get(token).copied().unwrap_or(0) as usize;
        at(tokens.end).saturating_sub(at(tokens.start))
    }

    /// The records that have a token, the heaviest first.
    pub(super) fn postings(&self, token: usize) -> &[Posting] {
        match self.posting_offsets.get(token..token + 2) {
            Some(&[start, end]) => self.postings.get(start as usize..end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    pub(super) fn region_number(&self, region: &str) -> Option<u32> {
        self.regions.find(region)
    }

    pub(super) fn place_number(&self, code: &str) -> Option<u32> {
        self.places.find(code)
    }
}

/// Shows every text of something that can be searched, the English one where it differs.
pub(super) fn visit_texts(item: &impl Searchable, visit: &mut dyn FnMut(&str)) {
    for text in std::iter::once(item.title()).chain(item.fields().iter().map(|field| &field.text)) {
        visit(&text.cs);
        if text.en != text.cs {
            visit(&text.en);
        }
    }
}

/// The hash of a folded title.
pub(super) fn title_hash(folded: &str) -> u32 {
    vocabulary::hash(folded.trim()) as u32
}
