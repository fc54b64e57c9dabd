//! Records beside the catalogue that ships: imported ones and, in the same reading, those that centres share (see
//! [`super::records`]). The store keeps them as they came; the catalogue reads and checks them.

use super::Store;
use super::connection::{connect_to_read, verify};
use super::error::{Fault, Outcome, StoreError};
use crate::model::Sharing;
use rusqlite::{Connection, params};
use std::path::{Path, PathBuf};

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

/// A record beside those that ship, as it is read: imported here or shared by a centre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRecord<'row> {
    /// The id of the record.
    pub id: &'row str,
    /// The kind of the record, as the catalogue names it.
    pub kind: &'row str,
    /// The record.
    pub json: &'row str,
    /// Who shares it; `None` for one that is only here.
    pub shared: Option<Sharing>,
}

impl Store {
    /// Whether there are imported or shared records; costs nothing, however many there are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn has_imported(&self) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM catalogue_row) OR EXISTS (SELECT 1 FROM cur_record)";
        self.located(self.connection.query_row(sql, [], |row| row.get(0)).map_err(Fault::from))
    }

    /// How often records were imported, shared or withdrawn; another number says that there are others now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn imports(&self) -> Result<u64, StoreError> {
        let sql = "SELECT value FROM meta WHERE key = 'imports'";
        let imports = self.connection.query_row(sql, [], |row| row.get::<_, i64>(0));
        self.located(imports.map(i64::cast_unsigned).map_err(Fault::from))
    }

    /// Shows `visit` each imported record in the order of the imports, then the shared ones that are not imported here. The
    /// rows are read one after another and not kept.
    ///
    /// # Errors
    /// When the database cannot be read, and the first error of `visit`, which ends the reading.
    pub fn each_imported<E: From<StoreError>>(
        &self,
        visit: impl FnMut(StoredRecord<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        each(&self.connection, &self.path, visit)
    }

    /// Imports records, all or none; a record with the kind and id of an earlier one takes its place. `rows` are written
    /// as they come, in one transaction. Says how many they were.
    ///
    /// # Errors
    /// When the database cannot be written, and the first error among `rows`; nothing is imported then.
    pub fn import_rows<E: From<StoreError>>(
        &mut self,
        rows: impl IntoIterator<Item = Result<CatalogueRow, E>>,
    ) -> Result<usize, E> {
        self.importing(|transaction, _, refused| {
            let sql = "INSERT INTO catalogue_row (kind, id, json) VALUES (?1, ?2, ?3)
                ON CONFLICT (kind, id) DO UPDATE SET json = excluded.json";
            let mut statement = transaction.prepare_cached(sql)?;
            let mut count = 0;
            for row in rows {
                let row = row.or_else(|error| refused.because(error))?;
                statement.execute(params![row.kind, row.id, row.json])?;
                count += 1;
            }
            Ok(count)
        })
    }
}

/// Says that there are other records now.
pub(super) fn count_import(connection: &Connection) -> Outcome<()> {
    connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'imports'", [])?;
    Ok(())
}

/// How many kibibytes of pages a connection keeps: as much as SQLite does by itself.
pub(super) const USUAL_MEMORY: i64 = 2_000;

/// The same while records are imported: ids come in any order, and the pages of their index must not be written out and
/// read in again for each.
pub(super) const IMPORT_MEMORY: i64 = 64_000;

pub(super) fn use_memory(connection: &Connection, kibibytes: i64) -> Outcome<()> {
    Ok(connection.pragma_update(None, "cache_size", -kibibytes)?)
}

/// Reads the imported records over a connection of its own that cannot write: for another thread than the store's.
#[derive(Debug)]
pub struct ImportedRows {
    connection: Connection,
    path: PathBuf,
}

impl ImportedRows {
    /// Opens the database at `path`, which a [`Store`] has open.
    ///
    /// # Errors
    /// When it cannot be read or is not this porada's.
    pub fn open(path: &Path) -> Result<ImportedRows, StoreError> {
        let connection = connect_to_read(path).map_err(|fault| fault.at(path))?;
        verify(&connection, path)?;
        Ok(ImportedRows { connection, path: path.to_owned() })
    }

    /// How many imported and shared records there are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn count(&self) -> Result<usize, StoreError> {
        let count = || -> Outcome<usize> {
            let sql = "SELECT (SELECT count(*) FROM catalogue_row) + (SELECT count(*) FROM cur_record)
                - (SELECT count(*) FROM cur_record s JOIN catalogue_row r
                   ON r.id = s.record AND r.kind IN ('practice', 'caution', 'measure', 'funding'))";
            let count: i64 = self.connection.query_row(sql, [], |row| row.get(0))?;
            Ok(usize::try_from(count).unwrap_or(0))
        };
        count().map_err(|fault| fault.at(&self.path))
    }

    /// See [`Store::each_imported`].
    ///
    /// # Errors
    /// When the database cannot be read, and the first error of `visit`, which ends the reading.
    pub fn each<E: From<StoreError>>(
        &self,
        visit: impl FnMut(StoredRecord<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        each(&self.connection, &self.path, visit)
    }
}

/// The imported records, with who shares another version, and the shared ones that are not imported.
const BOTH: [&str; 2] = [
    "SELECT r.id, r.kind, r.json, s.shared_by, s.shared_on, s.others, s.json <> r.json
        FROM catalogue_row r LEFT JOIN cur_record s ON s.record = r.id ORDER BY r.rowid",
    "SELECT s.record, s.kind, s.json, s.shared_by, s.shared_on, s.others, 0 FROM cur_record s
        WHERE NOT EXISTS (SELECT 1 FROM catalogue_row r
            WHERE r.id = s.record AND r.kind IN ('practice', 'caution', 'measure', 'funding')) ORDER BY s.doc",
];

fn each<E: From<StoreError>>(
    connection: &Connection,
    path: &Path,
    mut visit: impl FnMut(StoredRecord<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let located = |error: rusqlite::Error| Fault::from(error).at(path);
    // A record that is shared meanwhile must be in one of both.
    let transaction = connection.unchecked_transaction().map_err(located)?;
    for sql in BOTH {
        let mut statement = transaction.prepare_cached(sql).map_err(located)?;
        let mut rows = statement.query([]).map_err(located)?;
        while let Some(row) = rows.next().map_err(located)? {
            visit(stored(row).map_err(located)?)?;
        }
    }
    Ok(())
}

fn stored<'row>(row: &'row rusqlite::Row<'_>) -> rusqlite::Result<StoredRecord<'row>> {
    let text = |column| -> rusqlite::Result<&'row str> { Ok(row.get_ref(column)?.as_str()?) };
    let by: Option<String> = row.get(3)?;
    let shared = by.map(|by| -> rusqlite::Result<Sharing> {
        let others = usize::try_from(row.get::<_, i64>(5)?).unwrap_or(0);
        Ok(Sharing { by, on: row.get(4)?, hidden: row.get(6)?, others })
    });
    Ok(StoredRecord { id: text(0)?, kind: text(1)?, json: text(2)?, shared: shared.transpose()? })
}
