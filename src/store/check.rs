//! What `porada doctor` looks at.

use super::current::{ENTITY_TABLES, expected, rewrite};
use super::documents::{ids, known_number, load};
use super::error::{Outcome, StoreError};
use super::{Store, conflicts, connection, journal};
use crate::model::schema::{CATALOGUE_RECORD, CONSULTATION};
use crate::model::{Document, DocumentId};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::BTreeMap;

impl Store {
    /// What is wrong with the database, a line a problem; empty when it is whole. Looks at the pages (SQLite's quick
    /// check), at references between rows, at every document and whether the rows for lists say the same, and at the
    /// undo records. Reads only.
    ///
    /// # Errors
    /// When the database cannot be read at all.
    pub fn check(&self) -> Result<Vec<String>, StoreError> {
        let look = || -> Outcome<Vec<String>> {
            let transaction = self.connection.unchecked_transaction()?;
            problems(&transaction)
        };
        self.located(look())
    }
}

/// See [`Store::check`].
pub(super) fn problems(connection: &Connection) -> Outcome<Vec<String>> {
    let Found { broken, stale, journal } = look(connection)?;
    let stale = stale.into_iter().map(|id| format!("cur: {id}"));
    let journal = journal.into_iter().map(|id| format!("journal: {id}"));
    Ok(broken.into_iter().chain(stale).chain(journal).collect())
}

/// What is wrong with a database.
#[derive(Default)]
pub(super) struct Found {
    /// What nothing here brings back: pages, references and documents that cannot be read.
    pub broken: Vec<String>,
    /// Documents whose rows for lists say something else; they are made again from the document.
    pub stale: Vec<DocumentId>,
    /// Undo records that cannot be read.
    pub journal: Vec<i64>,
}

/// Looks at all of the database.
pub(super) fn look(connection: &Connection) -> Outcome<Found> {
    let mut found = documents(connection)?;
    found.broken.splice(..0, references(connection)?);
    found.broken.splice(..0, connection::quick_check(connection)?);
    found.journal = journal::unreadable(connection)?;
    Ok(found)
}

/// Makes the rows for lists again that say something else and drops the undo records that cannot be read.
pub(super) fn mend(connection: &Connection, found: &Found) -> Outcome<()> {
    found.stale.iter().try_for_each(|&id| make_rows_anew(connection, id))?;
    journal::forget_all_of(connection, &found.journal)
}

fn make_rows_anew(connection: &Connection, id: DocumentId) -> Outcome<()> {
    let key = known_number(connection, &id.to_string())?;
    let (Some(key), Some(document)) = (key, load(connection, id)?) else { return Ok(()) };
    for table in ENTITY_TABLES.iter().chain(&["cur_consultation", "cur_record"]) {
        connection.execute(&format!("DELETE FROM {table} WHERE doc = ?1"), [key])?;
    }
    conflicts::note(connection, key, &document)?;
    rewrite(connection, key, &document, |_| true)
}

fn references(connection: &Connection) -> Outcome<Vec<String>> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let problem =
        |row: &rusqlite::Row<'_>| Ok(format!("{} -> {}", row.get::<_, String>(0)?, row.get::<_, String>(2)?));
    Ok(statement.query_map([], problem)?.collect::<Result<_, _>>()?)
}

pub(super) fn documents(connection: &Connection) -> Outcome<Found> {
    let mut statement = connection.prepare("SELECT DISTINCT kind FROM doc")?;
    let kinds = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    let mut found = Found::default();
    for kind in kinds {
        for id in ids(connection, &kind)? {
            let said = match load(connection, id) {
                Ok(Some(document)) => says_the_same(connection, &kind, &document),
                Ok(None) => Ok(false),
                Err(fault) => {
                    let place = fault.of_a_row()?;
                    found.broken.push(format!("{id}: {place}"));
                    continue;
                }
            };
            if !said.or_else(|fault| fault.of_a_row().map(|_| false))? {
                found.stale.push(id);
            }
        }
    }
    Ok(found)
}

/// Whether the rows for lists say what the document says.
fn says_the_same(connection: &Connection, kind: &str, document: &Document) -> Outcome<bool> {
    let id = document.id;
    let conflicts = conflicts::noted(connection, id)? == document.conflicts().len();
    Ok(conflicts
        && (![CONSULTATION, CATALOGUE_RECORD].contains(&kind)
            || found(connection, id)? == expected(document)?))
}

/// All rows for lists of a document as they are.
fn found(connection: &Connection, id: DocumentId) -> Outcome<BTreeMap<(&'static str, String), Vec<Value>>> {
    let mut found = BTreeMap::new();
    let Some(key) = known_number(connection, &id.to_string())? else { return Ok(found) };
    let mut read = |table: &'static str, sql: &str, first: usize| -> Outcome<()> {
        let mut statement = connection.prepare_cached(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query([key])?;
        while let Some(row) = rows.next()? {
            let entity = row.get(0)?;
            let values = (first..columns).map(|column| row.get(column)).collect::<Result<_, _>>()?;
            found.insert((table, entity), values);
        }
        Ok(())
    };
    read("cur_consultation", "SELECT '', * FROM cur_consultation WHERE doc = ?1", 2)?;
    read("cur_record", "SELECT '', * FROM cur_record WHERE doc = ?1", 2)?;
    for table in ENTITY_TABLES {
        let sql =
            format!("SELECT name.text, {table}.* FROM {table} JOIN name ON name.id = ent WHERE doc = ?1");
        read(table, &sql, 3)?;
    }
    Ok(found)
}
