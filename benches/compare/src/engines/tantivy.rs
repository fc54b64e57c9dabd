//! tantivy in memory: any of the words, each as a fuzzy prefix (one typo from five letters on) and, so that BM25 ranks,
//! as a whole word; the same weights of columns as FTS5.

use super::{Engine, HITS};
use crate::Failure;
use crate::corpus::{columns, words};
use porada::catalogue::Catalogue;
use porada::search::fold;
use tantivy::collector::TopDocs;
use tantivy::columnar::Column;
use tantivy::query::{BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, Query, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, Searcher, TantivyDocument, Term};

const WEIGHTS: [(&str, f32); 4] = [("title", 4.0), ("keywords", 3.0), ("place", 4.0), ("body", 1.0)];
/// The memory that the writer may fill, in bytes.
const WRITER_MEMORY: usize = 256 * 1024 * 1024;
/// From so many letters on a word may have a typo.
const LONG_WORD: usize = 5;

/// An index in memory.
pub struct Tantivy {
    searcher: Searcher,
    fields: Vec<(Field, f32)>,
    /// The position in the catalogue by document, for each segment.
    positions: Vec<Column<u64>>,
}

impl Tantivy {
    /// Indexes the catalogue with one thread and merges the index into one segment, which is the fastest to search.
    pub fn new(catalogue: &Catalogue) -> Result<Tantivy, Failure> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqs);
        let text = TextOptions::default().set_indexing_options(indexing);
        let fields: Vec<(Field, f32)> = WEIGHTS
            .iter()
            .map(|&(name, weight)| (schema.add_text_field(name, text.clone()), weight))
            .collect();
        let position = schema.add_u64_field("position", FAST);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, WRITER_MEMORY)?;
        for (number, record) in catalogue.records().iter().enumerate() {
            let columns = columns(record);
            let mut document = TantivyDocument::default();
            document.add_u64(position, number as u64);
            let texts = [columns.title, columns.keywords, columns.place, columns.body];
            for ((field, _), text) in fields.iter().zip(texts) {
                document.add_text(*field, fold(&text));
            }
            writer.add_document(document)?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        let segments = index.searchable_segment_ids()?;
        if segments.len() > 1 {
            let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, WRITER_MEMORY)?;
            writer.merge(&segments).wait()?;
            writer.wait_merging_threads()?;
        }
        let searcher = index.reader()?.searcher();
        let positions =
            searcher.segment_readers().iter().map(|segment| segment.fast_fields().u64("position"));
        let positions = positions.collect::<Result<_, _>>()?;
        Ok(Tantivy { searcher, fields, positions })
    }

    fn query(&self, text: &str) -> BooleanQuery {
        let mut any: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for word in words(text) {
            let distance = u8::from(word.len() >= LONG_WORD);
            for &(field, weight) in &self.fields {
                let term = Term::from_field_text(field, word);
                let alternatives: [Box<dyn Query>; 2] = [
                    Box::new(FuzzyTermQuery::new_prefix(term.clone(), distance, true)),
                    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)),
                ];
                any.extend(alternatives.map(|query| -> (Occur, Box<dyn Query>) {
                    (Occur::Should, Box::new(BoostQuery::new(query, weight)))
                }));
            }
        }
        BooleanQuery::new(any)
    }
}

impl Engine for Tantivy {
    fn search(&mut self, text: &str) -> Result<Vec<usize>, Failure> {
        let query = self.query(&fold(text));
        let found = self.searcher.search(&query, &TopDocs::with_limit(HITS).order_by_score())?;
        let position = |segment: u32, document: u32| -> Option<usize> {
            let number = self.positions.get(segment as usize)?.first(document)?;
            usize::try_from(number).ok()
        };
        let positions = found.iter().filter_map(|(_, at)| position(at.segment_ord, at.doc_id));
        Ok(positions.collect())
    }
}
