//! Records of the catalogue that are shared with everybody. The document is the truth (see [`SharedRecord`]); `cur_record` says
//! of each what is shown. An imported record that is shared leaves the imported ones and lives on as a document.

use super::Store;
use super::documents::{create, ids, load, save_change};
use super::error::{Fault, Outcome, StoreError, unknown};
use super::imported::{CatalogueRow, IMPORT_MEMORY, USUAL_MEMORY, use_memory};
use crate::model::schema::CATALOGUE_RECORD;
use crate::model::{Author, Change, Document, DocumentId, SharedRecord, SharedVersion, ShownAgain};
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

/// Who shares, and when.
#[derive(Debug, Clone, Copy)]
pub struct Sharer<'a> {
    /// The centre, as it calls itself.
    pub by: &'a str,
    /// The day.
    pub on: Date,
    /// The moment of the write.
    pub now: Timestamp,
}

/// What a sharing did, in records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sharings {
    /// Shared anew or in another version.
    pub shared: usize,
    /// Shared just so before, by this centre or another.
    pub known: usize,
}

/// A record that is shared, in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedRow {
    /// The id of the record.
    pub record: String,
    /// The centre that shares it.
    pub by: String,
}

/// The kinds of imported records; with them a record is found by its id through the key of the table.
const OF_ID: &str = "id = ?1 AND kind IN ('practice', 'caution', 'measure', 'funding')";

impl Store {
    /// Imports records and shares them, all or none. `rows` are written as they come, in one transaction.
    ///
    /// # Errors
    /// When the database cannot be written, and the first error among `rows`; nothing is imported then.
    pub fn share_rows<E: From<StoreError>>(
        &mut self,
        rows: impl IntoIterator<Item = Result<CatalogueRow, E>>,
        sharer: Sharer<'_>,
    ) -> Result<Sharings, E> {
        self.importing(|transaction, author, refused| {
            let mut done = Sharings::default();
            for row in rows {
                let row = row.or_else(|error| refused.because(error))?;
                share(transaction, author, &row, sharer, &mut done)?;
            }
            Ok(done)
        })
    }

    /// Shares imported records, those with these ids or all, after `check` has looked at each; all or none.
    ///
    /// # Errors
    /// When the database cannot be written, and the first error of `check`; nothing is shared then.
    pub fn share_imported<E: From<StoreError>>(
        &mut self,
        wanted: Option<&[String]>,
        sharer: Sharer<'_>,
        mut check: impl FnMut(&CatalogueRow) -> Result<(), E>,
    ) -> Result<Sharings, E> {
        self.importing(|transaction, author, refused| {
            let mut done = Sharings::default();
            let mut share_row = |row: &CatalogueRow| -> Outcome<()> {
                check(row).or_else(|error| refused.because(error))?;
                share(transaction, author, row, sharer, &mut done)
            };
            if let Some(ids) = wanted {
                for id in ids {
                    if let Some(row) = imported(transaction, id)? {
                        share_row(&row)?;
                    }
                }
                return Ok(done);
            }
            let mut last = i64::MIN;
            while let Some((number, row)) = imported_after(transaction, last)? {
                share_row(&row)?;
                last = number;
            }
            Ok(done)
        })
    }

    /// Withdraws shared records from everybody; all or none. This home keeps them as imported ones, unless it has imported
    /// them in another version. Says how many of them were shared.
    ///
    /// # Errors
    /// When the database cannot be written; nothing is withdrawn then.
    pub fn unshare(&mut self, records: &[String], now: Timestamp) -> Result<usize, StoreError> {
        self.record(|transaction, author| {
            let mut withdrawn = 0;
            for record in records {
                let id = DocumentId::shared_record(record);
                let Some(mut document) = load(transaction, id)? else { continue };
                let Some(SharedRecord { version, .. }) = SharedRecord::read(&document) else { continue };
                write(transaction, author, &mut document, &SharedRecord::withdrawal(record), now)?;
                if imported(transaction, record)?.is_none() {
                    let sql = "INSERT INTO catalogue_row (kind, id, json) VALUES (?1, ?2, ?3)";
                    transaction.prepare_cached(sql)?.execute([
                        &version.kind,
                        &version.record,
                        &version.json,
                    ])?;
                }
                withdrawn += 1;
            }
            Ok(withdrawn)
        })
    }

    /// Removes imported records from this home; a shared version of one is read from now on. Says how many there were.
    ///
    /// # Errors
    /// When the database cannot be written; nothing is removed then.
    pub fn remove_imported(&mut self, records: &[String]) -> Result<usize, StoreError> {
        self.record(|transaction, _| {
            let mut removed = 0;
            for record in records {
                removed += usize::from(forget_imported(transaction, record)?);
            }
            super::imported::count_import(transaction)?;
            Ok(removed)
        })
    }

    /// Whether a record of this id was imported here and is not shared from here.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn is_imported(&self, record: &str) -> Result<bool, StoreError> {
        self.located(imported(&self.connection, record).map(|row| row.is_some()))
    }

    /// The records that are shared, in the order of their ids.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn shared_records(&self) -> Result<Vec<SharedRow>, StoreError> {
        let read = || -> Outcome<Vec<SharedRow>> {
            let sql = "SELECT record, shared_by FROM cur_record ORDER BY record";
            let mut statement = self.connection.prepare_cached(sql)?;
            let row = |row: &rusqlite::Row<'_>| Ok(SharedRow { record: row.get(0)?, by: row.get(1)? });
            Ok(statement.query_map([], row)?.collect::<Result<_, _>>()?)
        };
        self.located(read())
    }

    /// How many shared records this home reads in another version, which was imported here.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn hidden_sharings(&self) -> Result<usize, StoreError> {
        let sql = "SELECT count(*) FROM cur_record s JOIN catalogue_row r ON r.id = s.record
            AND r.kind IN ('practice', 'caution', 'measure', 'funding') WHERE r.json <> s.json";
        let count = self.connection.query_row(sql, [], |row| row.get::<_, i64>(0));
        self.located(count.map(|count| usize::try_from(count).unwrap_or(0)).map_err(Fault::from))
    }

    /// The centre that shares a record; `None` where nobody does.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn sharer_of(&self, record: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT shared_by FROM cur_record WHERE record = ?1";
        let read = || -> Outcome<Option<String>> {
            let mut statement = self.connection.prepare_cached(sql)?;
            Ok(statement.query_row([record], |row| row.get(0)).optional()?)
        };
        self.located(read())
    }

    /// One transaction over many imported records, with the memory that their index needs. `work` can refuse with an error of
    /// the caller, which takes everything back.
    pub(super) fn importing<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Connection, &mut Author, &mut Refusal<E>) -> Outcome<T>,
    ) -> Result<T, E> {
        let mut refused = Refusal(None);
        self.located(use_memory(&self.connection, IMPORT_MEMORY))?;
        let written = self.record(|transaction, author| {
            let done = work(transaction, author, &mut refused)?;
            super::imported::count_import(transaction)?;
            Ok(done)
        });
        self.located(use_memory(&self.connection, USUAL_MEMORY))?;
        match refused.0 {
            Some(error) => Err(error),
            None => Ok(written?),
        }
    }
}

/// The error of the caller that ended a transaction.
pub(super) struct Refusal<E>(Option<E>);

impl<E> Refusal<E> {
    /// Keeps the error and gives one that takes the transaction back; what a person hears is the one that was kept.
    pub(super) fn because<T>(&mut self, error: E) -> Outcome<T> {
        self.0 = Some(error);
        Err(unknown("catalogue_row", "an import that was given up"))
    }
}

/// Shares one record and takes it out of the imported ones.
fn share(
    connection: &Connection,
    author: &mut Author,
    row: &CatalogueRow,
    sharer: Sharer<'_>,
    done: &mut Sharings,
) -> Outcome<()> {
    let id = DocumentId::shared_record(&row.id);
    let known = load(connection, id)?;
    let shown = known.as_ref().and_then(SharedRecord::read);
    if let Some(SharedRecord { version, others: 0 }) = &shown
        && (&version.kind, &version.json) == (&row.kind, &row.json)
    {
        done.known += 1;
        // What another centre shares stays imported here: it may be withdrawn.
        if version.by == sharer.by {
            forget_imported(connection, &row.id)?;
        }
        return Ok(());
    }
    let version = SharedVersion {
        record: row.id.clone(),
        kind: row.kind.clone(),
        json: row.json.clone(),
        by: sharer.by.to_owned(),
        on: sharer.on.to_string(),
    };
    let mut document = known.unwrap_or_else(|| Document::new(id, CATALOGUE_RECORD));
    write(connection, author, &mut document, &version.change(), sharer.now)?;
    forget_imported(connection, &row.id)?;
    done.shared += 1;
    Ok(())
}

/// Writes a change over everything that is known; it has no undo, as an import has none.
fn write(
    connection: &Connection,
    author: &mut Author,
    document: &mut Document,
    change: &Change,
    now: Timestamp,
) -> Outcome<()> {
    let key = create(connection, document.id, CATALOGUE_RECORD)?;
    let seen = document.seen().clone();
    let dot = document.write(change, &seen, author, now);
    save_change(connection, key, document, change, &ShownAgain::default(), dot.replica)
}

fn imported(connection: &Connection, id: &str) -> Outcome<Option<CatalogueRow>> {
    let sql = format!("SELECT id, kind, json FROM catalogue_row WHERE {OF_ID}");
    let read =
        |row: &rusqlite::Row<'_>| Ok(CatalogueRow { id: row.get(0)?, kind: row.get(1)?, json: row.get(2)? });
    Ok(connection.prepare_cached(&sql)?.query_row([id], read).optional()?)
}

fn imported_after(connection: &Connection, number: i64) -> Outcome<Option<(i64, CatalogueRow)>> {
    let sql = "SELECT rowid, id, kind, json FROM catalogue_row WHERE rowid > ?1 ORDER BY rowid LIMIT 1";
    let read = |row: &rusqlite::Row<'_>| {
        Ok((row.get(0)?, CatalogueRow { id: row.get(1)?, kind: row.get(2)?, json: row.get(3)? }))
    };
    Ok(connection.prepare_cached(sql)?.query_row([number], read).optional()?)
}

fn forget_imported(connection: &Connection, id: &str) -> Outcome<bool> {
    let sql = format!("DELETE FROM catalogue_row WHERE {OF_ID}");
    Ok(connection.prepare_cached(&sql)?.execute([id])? > 0)
}

/// The row of a shared record after its key; `None` where nothing is shared.
pub(super) fn expected(document: &Document) -> Option<Vec<Value>> {
    let SharedRecord { version, others } = SharedRecord::read(document)?;
    let SharedVersion { record, kind, json, by, on } = version;
    let others = Value::from(i64::try_from(others).unwrap_or(i64::MAX));
    Some([record, kind, json, by, on].map(Value::from).into_iter().chain([others]).collect())
}

/// Writes the row of a shared record.
pub(super) fn rewrite(connection: &Connection, key: i64, document: &Document) -> Outcome<()> {
    let Some(values) = expected(document) else {
        connection.prepare_cached("DELETE FROM cur_record WHERE doc = ?1")?.execute(params![key])?;
        return Ok(());
    };
    let sql = "INSERT INTO cur_record VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (doc) DO UPDATE SET record = excluded.record, kind = excluded.kind, json = excluded.json,
        shared_by = excluded.shared_by, shared_on = excluded.shared_on, others = excluded.others";
    let values = std::iter::once(Value::from(key)).chain(values);
    connection.prepare_cached(sql)?.execute(params_from_iter(values))?;
    Ok(())
}

/// Writes the rows of all shared records: an older porada kept their documents without knowing what they are.
pub(super) fn rewrite_all(connection: &Connection) -> Outcome<()> {
    for id in ids(connection, CATALOGUE_RECORD)? {
        let Some(key) = super::documents::known_number(connection, &id.to_string())? else { continue };
        match load(connection, id) {
            Ok(Some(document)) => rewrite(connection, key, &document)?,
            // `porada doctor` names a document that cannot be read.
            Ok(None) | Err(Fault::Row(_)) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}
