//! What `porada doctor` looks at.

use super::current::{ENTITY_TABLES, expected};
use super::documents::{ids, known_number, load};
use super::error::{Fault, Outcome, StoreError};
use super::{Store, conflicts, connection, journal};
use crate::model::DocumentId;
use crate::model::schema::{CATALOGUE_RECORD, CONSULTATION};
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
    let mut problems = connection::quick_check(connection)?;
    problems.extend(references(connection)?);
    problems.extend(documents(connection)?);
    problems.extend(journal::unreadable(connection)?);
    Ok(problems)
}

fn references(connection: &Connection) -> Outcome<Vec<String>> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let problem =
        |row: &rusqlite::Row<'_>| Ok(format!("{} -> {}", row.get::<_, String>(0)?, row.get::<_, String>(2)?));
    Ok(statement.query_map([], problem)?.collect::<Result<_, _>>()?)
}

pub(super) fn documents(connection: &Connection) -> Outcome<Vec<String>> {
    let mut statement = connection.prepare("SELECT DISTINCT kind FROM doc")?;
    let kinds = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    let mut problems = Vec::new();
    for kind in kinds {
        for id in ids(connection, &kind)? {
            match document(connection, &kind, id) {
                Ok(true) => {}
                Ok(false) => problems.push(format!("cur: {id}")),
                Err(Fault::Row(place)) => problems.push(format!("{id}: {place}")),
                Err(fault) => return Err(fault),
            }
        }
    }
    Ok(problems)
}

/// Whether the document can be read and its rows for lists say what it says.
fn document(connection: &Connection, kind: &str, id: DocumentId) -> Outcome<bool> {
    let Some(document) = load(connection, id)? else { return Ok(false) };
    let conflicts = conflicts::noted(connection, id)? == document.conflicts().len();
    Ok(conflicts
        && (![CONSULTATION, CATALOGUE_RECORD].contains(&kind)
            || found(connection, id)? == expected(&document)?))
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
