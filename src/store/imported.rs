//! Records that were imported beside the catalogue that ships. The store keeps them as they came; the catalogue reads
//! and checks them.

use super::Store;
use super::error::{Outcome, StoreError};
use rusqlite::params;

/// An imported record as a row of the database: plain text that the catalogue reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueRow {
    /// The id of the record.
    pub id: String,
    /// The kind of the record, as the catalogue names it.
    pub kind: String,
    /// The record.
    pub json: String,
}

impl Store {
    /// All imported records, in the order of kinds and ids.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn imported_rows(&self) -> Result<Vec<CatalogueRow>, StoreError> {
        let read = || -> Outcome<Vec<CatalogueRow>> {
            let mut statement = self
                .connection
                .prepare_cached("SELECT id, kind, json FROM catalogue_row ORDER BY kind, id")?;
            let rows = statement.query_map([], |row| {
                Ok(CatalogueRow { id: row.get(0)?, kind: row.get(1)?, json: row.get(2)? })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        self.located(read())
    }

    /// Imports records, all or none; a record with the kind and id of an earlier one takes its place.
    ///
    /// # Errors
    /// When the database cannot be written; nothing is imported then.
    pub fn import_rows(&mut self, rows: &[CatalogueRow]) -> Result<(), StoreError> {
        self.record(|transaction, _| {
            let sql = "INSERT INTO catalogue_row (kind, id, json) VALUES (?1, ?2, ?3)
                ON CONFLICT (kind, id) DO UPDATE SET json = excluded.json";
            let mut statement = transaction.prepare_cached(sql)?;
            for row in rows {
                statement.execute(params![row.kind, row.id, row.json])?;
            }
            Ok(())
        })
    }
}
