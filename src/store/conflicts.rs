//! How much there is to settle, kept beside the documents.

use super::documents::{known_number, load, parsed};
use super::error::{Fault, Outcome, StoreError};
use super::{Store, earlier};
use crate::model::{Conflict, DELETED, Document, DocumentId};
use rusqlite::{Connection, OptionalExtension};

impl Store {
    /// How many conflicts there are in all documents.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn conflict_count(&self) -> Result<usize, StoreError> {
        let read = || -> Outcome<usize> {
            let sql = "SELECT coalesce(sum(number), 0) FROM conflict";
            let count: i64 = self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
            Ok(usize::try_from(count).unwrap_or(0))
        };
        self.located(read())
    }

    /// The documents with something to settle, and what, the oldest document first; with the text that competing ones were made
    /// from, where that is certain.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn conflicts(&self) -> Result<Vec<(Document, Vec<Conflict>)>, StoreError> {
        let read = || -> Outcome<Vec<(Document, Vec<Conflict>)>> {
            let transaction = self.connection.unchecked_transaction()?;
            let sql = "SELECT text FROM conflict JOIN name ON name.id = doc ORDER BY text";
            let mut statement = transaction.prepare_cached(sql)?;
            let ids = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
            let mut found = Vec::new();
            for id in ids {
                let Some(document) = load(&transaction, parsed(&id)?)? else { continue };
                let mut conflicts = document.conflicts();
                earlier::find_bases(&transaction, &document, &mut conflicts)?;
                if !conflicts.is_empty() {
                    found.push((document, conflicts));
                }
            }
            Ok(found)
        };
        self.located(read())
    }
}

/// Notes how much of the document is to be settled.
pub(super) fn note(connection: &Connection, key: i64, document: &Document) -> Outcome<()> {
    let number = i64::try_from(document.conflicts().len()).unwrap_or(i64::MAX);
    if number == 0 {
        connection.prepare_cached("DELETE FROM conflict WHERE doc = ?1")?.execute([key])?;
    } else {
        let sql = "INSERT INTO conflict VALUES (?1, ?2)
            ON CONFLICT (doc) DO UPDATE SET number = excluded.number WHERE number <> excluded.number";
        connection.prepare_cached(sql)?.execute([key, number])?;
    }
    Ok(())
}

/// How much was noted for a document.
pub(super) fn noted(connection: &Connection, id: DocumentId) -> Outcome<usize> {
    let Some(key) = known_number(connection, &id.to_string())? else { return Ok(0) };
    let mut statement = connection.prepare_cached("SELECT number FROM conflict WHERE doc = ?1")?;
    let number: Option<i64> = statement.query_row([key], |row| row.get(0)).optional()?;
    Ok(number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0))
}

/// Notes the conflicts of all documents; none may be noted. A document that cannot be read is left for `porada doctor` to name.
pub(super) fn count_anew(connection: &Connection) -> Outcome<()> {
    let sql = "SELECT doc, text FROM (
            SELECT doc FROM reg GROUP BY doc, ent, field HAVING count(*) > 1
            UNION SELECT doc FROM reg JOIN name ON name.id = field WHERE text = ?1 AND value = 'true')
        JOIN name ON name.id = doc";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([DELETED], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows: Vec<(i64, String)> = rows.collect::<Result<_, _>>()?;
    for (key, id) in rows {
        match parsed(&id).and_then(|id| load(connection, id)) {
            Ok(document) => document.iter().try_for_each(|document| note(connection, key, document))?,
            Err(Fault::Row(found)) => tracing::error!("document {id}: {found}"),
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}
