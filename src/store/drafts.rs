//! Unfinished lines. They are read through the store and written by the [`super::DraftWriter`] alone.

use super::Store;
use super::error::{Outcome, StoreError, unknown};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A line that was begun and not finished.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// The words.
    pub text: String,
    /// Where the caret stood, in the unit of its owner.
    pub caret: usize,
    /// What its owner needs to go on, as JSON: the kind of item, the item that is being edited.
    pub extra: String,
}

impl Store {
    /// The draft with this key.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn draft(&self, key: &str) -> Result<Option<Draft>, StoreError> {
        let read = || -> Outcome<Option<Draft>> {
            let sql = "SELECT key, text, caret, extra FROM draft WHERE key = ?1";
            let found = self.connection.prepare_cached(sql)?.query_row([key], columns).optional()?;
            Ok(found.map(|(_, draft)| draft))
        };
        self.located(read())
    }

    /// All drafts with their keys, in the order of the keys.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn drafts(&self) -> Result<Vec<(String, Draft)>, StoreError> {
        let read = || -> Outcome<Vec<(String, Draft)>> {
            let sql = "SELECT key, text, caret, extra FROM draft ORDER BY key";
            let mut statement = self.connection.prepare_cached(sql)?;
            Ok(statement.query_map([], columns)?.collect::<Result<_, _>>()?)
        };
        self.located(read())
    }
}

fn columns(row: &Row<'_>) -> rusqlite::Result<(String, Draft)> {
    let caret = usize::try_from(row.get::<_, i64>(2)?).unwrap_or(0);
    Ok((row.get(0)?, Draft { text: row.get(1)?, caret, extra: row.get(3)? }))
}

pub(super) fn put(connection: &Connection, key: &str, draft: &Draft) -> Outcome<()> {
    let sql = "INSERT INTO draft VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (key) DO UPDATE SET text = excluded.text, caret = excluded.caret, extra = excluded.extra";
    let caret = i64::try_from(draft.caret).map_err(|error| unknown("draft", error))?;
    connection.prepare_cached(sql)?.execute(params![key, draft.text, caret, draft.extra])?;
    Ok(())
}

pub(super) fn clear(connection: &Connection, key: &str) -> Outcome<()> {
    connection.prepare_cached("DELETE FROM draft WHERE key = ?1")?.execute([key])?;
    Ok(())
}
