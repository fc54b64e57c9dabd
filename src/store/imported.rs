//! Records that were imported beside the catalogue that ships. The store keeps them as they came; the catalogue reads
//! and checks them.

use super::Store;
use super::connection::{connect_to_read, verify};
use super::error::{Fault, Outcome, StoreError, unknown};
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

impl Store {
    /// Whether there are imported records; costs nothing, however many there are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn has_imported(&self) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM catalogue_row)";
        self.located(self.connection.query_row(sql, [], |row| row.get(0)).map_err(Fault::from))
    }

    /// How often records were imported; another number says that there are others now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn imports(&self) -> Result<u64, StoreError> {
        let sql = "SELECT coalesce(max(value), 0) FROM meta WHERE key = 'imports'";
        let imports = self.connection.query_row(sql, [], |row| row.get::<_, i64>(0));
        self.located(imports.map(i64::cast_unsigned).map_err(Fault::from))
    }

    /// Shows `visit` the id, kind and text of each imported record, in the order of their import. The rows are read one
    /// after another and not kept.
    ///
    /// # Errors
    /// When the database cannot be read, and the first error of `visit`, which ends the reading.
    pub fn each_imported<E: From<StoreError>>(
        &self,
        visit: impl FnMut(&str, &str, &str) -> Result<(), E>,
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
        let mut refused = None;
        self.located(use_memory(&self.connection, IMPORT_MEMORY))?;
        let written = self.record(|transaction, _| {
            let sql = "INSERT INTO catalogue_row (kind, id, json) VALUES (?1, ?2, ?3)
                ON CONFLICT (kind, id) DO UPDATE SET json = excluded.json";
            let mut statement = transaction.prepare_cached(sql)?;
            let mut count = 0;
            for row in rows {
                match row {
                    Ok(row) => statement.execute(params![row.kind, row.id, row.json])?,
                    Err(error) => {
                        refused = Some(error);
                        // Takes the transaction back; what a person hears is the error above.
                        return Err(unknown("catalogue_row", "an import that was given up"));
                    }
                };
                count += 1;
            }
            transaction.execute(
                "INSERT INTO meta VALUES ('imports', 1) ON CONFLICT (key) DO UPDATE SET value = value + 1",
                [],
            )?;
            Ok(count)
        });
        self.located(use_memory(&self.connection, USUAL_MEMORY))?;
        match refused {
            Some(error) => Err(error),
            None => Ok(written?),
        }
    }
}

/// How many kibibytes of pages a connection keeps: as much as SQLite does by itself.
const USUAL_MEMORY: i64 = 2_000;

/// The same while records are imported: ids come in any order, and the pages of their index must not be written out and
/// read in again for each.
const IMPORT_MEMORY: i64 = 64_000;

fn use_memory(connection: &Connection, kibibytes: i64) -> Outcome<()> {
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

    /// How many imported records there are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn count(&self) -> Result<usize, StoreError> {
        let count = || -> Outcome<usize> {
            let sql = "SELECT count(*) FROM catalogue_row";
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
        visit: impl FnMut(&str, &str, &str) -> Result<(), E>,
    ) -> Result<(), E> {
        each(&self.connection, &self.path, visit)
    }
}

fn each<E: From<StoreError>>(
    connection: &Connection,
    path: &Path,
    mut visit: impl FnMut(&str, &str, &str) -> Result<(), E>,
) -> Result<(), E> {
    let located = |error: rusqlite::Error| Fault::from(error).at(path);
    let sql = "SELECT id, kind, json FROM catalogue_row ORDER BY rowid";
    let mut statement = connection.prepare_cached(sql).map_err(located)?;
    let mut rows = statement.query([]).map_err(located)?;
    while let Some(row) = rows.next().map_err(located)? {
        let text = |column| -> Result<&str, StoreError> {
            let value = row.get_ref(column).map_err(located)?;
            value.as_str().map_err(|error| located(error.into()))
        };
        visit(text(0)?, text(1)?, text(2)?)?;
    }
    Ok(())
}
