//! The records of the catalogue and their index, which are read in the background.

use super::App;
use crate::catalogue::Catalogue;
use crate::i18n::{Language, Localized};
use crate::search::SearchIndex;
use crate::store::StoreError;
use crate::tui::desk::Loading;
use crate::tui::view::Tone;
use std::fmt;
use std::sync::Arc;

/// Begins to read the imported records in the background, and which imports were there when it did so last.
pub(super) struct RecordReader {
    read: Box<dyn Fn()>,
    imports: u64,
}

impl fmt::Debug for RecordReader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RecordReader").field("imports", &self.imports).finish_non_exhaustive()
    }
}

impl App {
    /// Calls `read` now, and again whenever another program has imported records. What is read has to come to
    /// [`App::set_index`] and [`App::set_catalogue`].
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn read_records_with(&mut self, read: impl Fn() + 'static) -> Result<(), StoreError> {
        let imports = self.services.store.imports()?;
        read();
        self.record_reader = Some(RecordReader { read: Box::new(read), imports });
        Ok(())
    }

    /// Has the imported records read again if there were imports since the last time.
    pub(super) fn look_for_imports(&mut self) -> Result<(), StoreError> {
        let Some(reader) = &mut self.record_reader else { return Ok(()) };
        let imports = self.services.store.imports()?;
        if std::mem::replace(&mut reader.imports, imports) != imports {
            (reader.read)();
        }
        Ok(())
    }

    /// The search index is ready.
    pub fn set_index(&mut self, index: Arc<SearchIndex>) {
        // While the imported records are read again the index over all of them goes on.
        if self.desk.index.as_ref().is_none_or(|current| current.len() <= index.len()) {
            self.desk.index = Some(index);
        }
        self.refresh_views();
    }

    /// So much of the imported records is read.
    pub fn set_loading(&mut self, loading: Loading) {
        self.desk.loading = Some(loading);
    }

    /// The imported records are read: this is the whole catalogue, with its index. Records have other positions now, so
    /// both come together and the views are told.
    pub fn set_catalogue(&mut self, catalogue: Arc<Catalogue>, index: Arc<SearchIndex>) {
        self.desk.catalogue = catalogue;
        self.desk.index = Some(index);
        self.desk.loading = None;
        self.refresh_views();
    }

    /// The imported records cannot be read: the catalogue stays the one that ships.
    pub fn loading_failed(&mut self, error: &dyn Localized) {
        self.desk.loading = None;
        tracing::error!("imported records: {}", error.localized(Language::English));
        self.tell(error.localized(self.desk.language), Tone::Error);
    }
}
