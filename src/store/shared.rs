//! Copies that others share with the network (see [`crate::model::Document::shared_copy`]), beside the documents of this home.

use super::Store;
use super::documents::parsed;
use super::error::{Outcome, StoreError};
use crate::model::DocumentId;
use rusqlite::Connection;
use std::collections::HashSet;

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
    Ok(texts(connection, SOURCES)?.iter().any(|text| parsed(text).is_ok_and(|id| is_source(id, copy))))
}

fn is_source(id: DocumentId, copy: DocumentId) -> bool {
    id.shared_copy() == copy
}

/// Documents that are no copies: the version of a UUID is its fifteenth character.
/// Shared records, of which there may be very many, leave as they are.
const SOURCES: &str = "SELECT text FROM doc JOIN name USING (id)
    WHERE substr(text, 15, 1) <> '8' AND kind <> 'catalogue-record'";

/// Consultations that are copies of others that are here too, which would be listed and counted twice.
pub(super) fn known_copies(connection: &Connection) -> Outcome<HashSet<DocumentId>> {
    let copies =
        "SELECT text FROM cur_consultation JOIN name ON name.id = doc WHERE substr(text, 15, 1) = '8'";
    let copies =
        texts(connection, copies)?.iter().map(|text| parsed(text)).collect::<Outcome<HashSet<_>>>()?;
    if copies.is_empty() {
        return Ok(copies);
    }
    let sources = texts(connection, SOURCES)?;
    let known = sources.iter().map(|text| Ok(parsed::<DocumentId>(text)?.shared_copy()));
    Ok(known.collect::<Outcome<HashSet<_>>>()?.intersection(&copies).copied().collect())
}

fn texts(connection: &Connection, sql: &str) -> Outcome<Vec<String>> {
    let mut statement = connection.prepare_cached(sql)?;
    let texts = statement.query_map([], |row| row.get(0))?;
    Ok(texts.collect::<Result<_, _>>()?)
}
