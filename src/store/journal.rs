//! Undo and redo, across restarts.
//!
//! Taking back is itself a change with a new write, so that other devices learn of it. Each entry keeps one step: what
//! takes it back, or, once that was done, what brings it again. The step is computed at the moment it is prepared, from
//! the values shown then. A colleague's later edit of the same field is written over; what a colleague wrote without
//! having seen the change stays beside it as a conflict, for a person to settle.

use super::Store;
use super::documents::{load, number, parsed, save_change};
use super::error::{Outcome, StoreError, unknown};
use crate::model::{Change, ChangeKind, Document, DocumentId, Dot, EntityId, Origin, Stamp};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

/// How many changes can be taken back. The journal holds the words of deleted items too, so it does not grow for ever.
const KEPT: i64 = 1000;

/// What was taken back or brought again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// The document.
    pub document: DocumentId,
    /// Its kind.
    pub document_kind: String,
    /// What the change had done.
    pub kind: ChangeKind,
    /// The first entity of the change; `None` for the header of the document.
    pub entity: Option<EntityId>,
    /// The words of the item, the name of the person or the title; empty when it has none.
    pub text: String,
}

/// An entry of the journal.
struct Entry {
    id: i64,
    document: DocumentId,
    step: Step,
}

/// What takes a write back.
#[derive(Serialize, Deserialize)]
struct Step {
    #[serde(flatten)]
    change: Change,
    /// The write, as [`Origin`] spells it; the stamp says nothing here. The first journals did not have it.
    write: Option<String>,
    /// What competes with the change again: of a settlement the values that were not shown first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    also: Vec<Change>,
}

impl Step {
    /// What takes back `write`; without one everything that is seen then is replaced.
    fn new(change: Change, write: Option<Dot>, also: Vec<Change>) -> Step {
        let write = write.map(|dot| Origin { dot, stamp: Stamp::default() }.to_string());
        Step { change, write, also }
    }

    fn written(&self) -> Outcome<Option<Dot>> {
        let origin = self.write.as_deref().map(str::parse::<Origin>).transpose();
        Ok(origin.map_err(|error| unknown("journal", error))?.map(|origin| origin.dot))
    }

    fn json(&self) -> Outcome<String> {
        serde_json::to_string(self).map_err(|error| unknown("journal", error))
    }
}

impl Store {
    /// Takes back the latest change that has not been taken back; `None` when there is none.
    ///
    /// # Errors
    /// When the database cannot be written; nothing is taken back then.
    pub fn undo(&mut self, now: Timestamp) -> Result<Option<Undone>, StoreError> {
        let latest = "SELECT journal.id, text, step FROM journal JOIN name ON name.id = doc
            WHERE undone = 0 ORDER BY journal.id DESC LIMIT 1";
        self.step(latest, true, now)
    }

    /// Brings again what was taken back last; `None` when there is nothing, or when something was changed since.
    ///
    /// # Errors
    /// When the database cannot be written; nothing is brought again then.
    pub fn redo(&mut self, now: Timestamp) -> Result<Option<Undone>, StoreError> {
        let earliest = "SELECT journal.id, text, step FROM journal JOIN name ON name.id = doc
            WHERE undone = 1 ORDER BY journal.id LIMIT 1";
        self.step(earliest, false, now)
    }

    fn step(&mut self, which: &str, undone: bool, now: Timestamp) -> Result<Option<Undone>, StoreError> {
        if self.located(find(&self.connection, which))?.is_none() {
            return Ok(None);
        }
        self.record(|transaction, author| {
            let Some(entry) = find(transaction, which)? else { return Ok(None) };
            let mut document = load(transaction, entry.document)?
                .ok_or_else(|| unknown("journal", format_args!("{} is missing", entry.document)))?;
            let before = document.clone();
            let change = &*before.bringing_back(&entry.step.change);
            let mine = entry.step.written()?;
            let back = document.inverse_of(change, mine);
            let competing = document.competing_before(change);
            let words_before = words(&document, change);
            let context = document.seen_besides_conflicts(change, mine);
            // With one context the values stand beside each other: the conflict is back, with the same one shown first.
            for also in &entry.step.also {
                document.write(also, &context, author, now);
            }
            let dot = document.write(change, &context, author, now);
            let key = number(transaction, &entry.document.to_string())?;
            save_change(transaction, key, &document, change, dot)?;
            let written = entry.step.also.is_empty().then_some(dot);
            transaction
                .prepare_cached("UPDATE journal SET step = ?2, undone = ?3 WHERE id = ?1")?
                .execute(params![entry.id, Step::new(back, written, competing).json()?, undone])?;
            let text = Some(words(&document, change)).filter(|it| !it.is_empty()).unwrap_or(words_before);
            let entity = change.edits.first().map(|edit| edit.entity);
            Ok(Some(Undone {
                document: entry.document,
                kind: change.kind,
                entity: entity.filter(|&id| id != document.id.header()),
                document_kind: document.kind,
                text,
            }))
        })
    }
}

/// Remembers how to take back the change that was just written as `dot`; entries that were taken back are dropped.
pub(super) fn remember(
    connection: &Connection,
    document: i64,
    (inverse, competing): (Change, Vec<Change>),
    dot: Dot,
    now: Timestamp,
) -> Outcome<()> {
    connection.prepare_cached("DELETE FROM journal WHERE undone = 1")?.execute([])?;
    connection
        .prepare_cached("INSERT INTO journal (doc, at, step) VALUES (?1, ?2, ?3)")?
        .execute(params![document, now.as_millisecond(), Step::new(inverse, Some(dot), competing).json()?])?;
    let oldest = connection.last_insert_rowid() - KEPT;
    connection.prepare_cached("DELETE FROM journal WHERE id <= ?1")?.execute([oldest])?;
    Ok(())
}

/// Forgets everything that `is_erased` says of the document's entities: a step holds their words.
pub(super) fn forget(
    connection: &Connection,
    document: i64,
    is_erased: impl Fn(EntityId) -> bool,
) -> Outcome<()> {
    let mut statement = connection.prepare("SELECT id, step FROM journal WHERE doc = ?1")?;
    let rows = statement.query_map([document], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows: Vec<(i64, String)> = rows.collect::<Result<_, _>>()?;
    for (id, json) in rows {
        let mut step: Step = serde_json::from_str(&json).map_err(|error| unknown("journal", error))?;
        let before = step.change.edits.len();
        step.change.edits.retain(|edit| !is_erased(edit.entity));
        step.also.iter_mut().for_each(|also| also.edits.retain(|edit| !is_erased(edit.entity)));
        if step.change.edits.is_empty() {
            connection.prepare_cached("DELETE FROM journal WHERE id = ?1")?.execute([id])?;
        } else if step.change.edits.len() < before {
            connection
                .prepare_cached("UPDATE journal SET step = ?2 WHERE id = ?1")?
                .execute(params![id, step.json()?])?;
        }
    }
    Ok(())
}

/// The entries that cannot be read, a line each.
pub(super) fn unreadable(connection: &Connection) -> Outcome<Vec<String>> {
    let mut statement = connection.prepare("SELECT id, step FROM journal")?;
    let mut rows = statement.query([])?;
    let mut problems = Vec::new();
    while let Some(row) = rows.next()? {
        let (id, step): (i64, String) = (row.get(0)?, row.get(1)?);
        if serde_json::from_str::<Step>(&step).is_err() {
            problems.push(format!("journal: {id}"));
        }
    }
    Ok(problems)
}

fn find(connection: &Connection, which: &str) -> Outcome<Option<Entry>> {
    let mut statement = connection.prepare_cached(which)?;
    let row = statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    let Some((id, document, step)): Option<(i64, String, String)> = row else { return Ok(None) };
    let step = serde_json::from_str(&step).map_err(|error| unknown("journal", error))?;
    Ok(Some(Entry { id, document: parsed(&document)?, step }))
}

/// How a person recognises what a change is about.
fn words(document: &Document, change: &Change) -> String {
    let entity = change.edits.first().and_then(|edit| document.entity(edit.entity));
    let field = |name| entity.map(|entity| entity.text(name)).filter(|text| !text.is_empty());
    ["text", "title", "name"].into_iter().find_map(field).unwrap_or_default().to_owned()
}
