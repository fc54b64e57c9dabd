//! porada, as the application uses it.

use super::{Engine, HITS};
use crate::Failure;
use porada::catalogue::Catalogue;
use porada::search::{Query, SearchIndex, index_catalogue};
use std::sync::Arc;

/// porada's index.
pub struct Porada(SearchIndex);

impl Porada {
    /// Indexes the catalogue.
    pub fn new(catalogue: &Arc<Catalogue>) -> Porada {
        Porada(index_catalogue(catalogue))
    }
}

impl Engine for Porada {
    fn search(&mut self, text: &str) -> Result<Vec<usize>, Failure> {
        let query = Query { text: text.to_owned(), typing: true, limit: HITS, ..Query::default() };
        Ok(self.0.search(&query).hits.iter().map(|hit| hit.position).collect())
    }
}
