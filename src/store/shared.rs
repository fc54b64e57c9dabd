//! Copies that others share with the network (see [`crate::model::Document::shared_copy`]), beside the documents of this home.

use super::Store;
use super::error::{Outcome, StoreError};
use crate::model::DocumentId;
use rusqlite::{Connection, params};

impl Store {
    /// Whether `copy` is the copy of a document that this home has itself: it then says nothing new.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn has_source_of(&self, copy: DocumentId) -> Result<bool, StoreError> {
        self.located(has_source(&self.connection, copy))
    }
}

/// See [`Store::has_source_of`].
pub(super) fn has_source(connection: &Connection, copy: DocumentId) -> Outcome<bool> {
    if !copy.is_shared_copy() {
        return Ok(false);
    }
    let mut statement = connection.prepare_cached("SELECT 1 FROM source WHERE copy = ?1")?;
    Ok(statement.exists([copy.to_string()])?)
}

/// Notes which copy the network would have of a new document.
pub(super) fn note_source(connection: &Connection, key: i64, id: DocumentId) -> Outcome<()> {
    if !id.is_shared_copy() {
        let copy = id.shared_copy().to_string();
        connection
            .prepare_cached("INSERT OR IGNORE INTO source VALUES (?1, ?2)")?
            .execute(params![copy, key])?;
    }
    Ok(())
}

/// The same for all documents but shared records, of which there may be very many and which leave as they are.
pub(super) fn note_sources(connection: &Connection) -> Outcome<()> {
    let mut statement = connection
        .prepare("SELECT id, text FROM doc JOIN name USING (id) WHERE kind <> 'catalogue-record'")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows: Vec<(i64, String)> = rows.collect::<Result<_, _>>()?;
    // An id that cannot be read is one of a damaged row, which `porada doctor` names.
    let ids = rows.iter().filter_map(|(key, text)| Some((*key, text.parse().ok()?)));
    ids.into_iter().try_for_each(|(key, id)| note_source(connection, key, id))
}
