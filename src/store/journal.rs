//! Undo and redo, across restarts.
//!
//! Taking back is itself a change with a new write, so that other devices learn of it. Each entry keeps one step: what
//! takes it back, or, once that was done, what brings it again. The step is computed at the moment it is prepared, from
//! the values shown then. A colleague's later edit of the same field is written over; what a colleague wrote without
//! having seen the change stays beside it as a conflict, for a person to settle.

use super::documents::{load, number, parsed, save_change};
use super::error::{Outcome, StoreError, unknown};
use super::{Store, earlier};
use crate::model::{Change, ChangeKind, Document, DocumentId, Dot, EntityId, Origin, Stamp, Wrote};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Further writes that belong to it: of competing values, and those that wrote its values anew.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    writes: Vec<String>,
    /// What competes with the change again, the earliest first: the values that were not shown first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    also: Vec<Change>,
}

impl Step {
    /// What takes back `write`, of which `writes` are a part.
    fn new(change: Change, write: Dot, writes: &[Dot], also: Vec<Change>) -> Step {
        Step { change, write: Some(spelt(write)), writes: writes.iter().copied().map(spelt).collect(), also }
    }

    /// The writes that it takes back; without any, everything that is seen then is replaced.
    fn written(&self) -> Outcome<BTreeSet<Dot>> {
        let all = self.write.iter().chain(&self.writes);
        let dot = |text: &String| text.parse::<Origin>().map(|origin| origin.dot);
        all.map(dot).collect::<Result<_, _>>().map_err(|error| unknown("journal", error))
    }

    fn json(&self) -> Outcome<String> {
        serde_json::to_string(self).map_err(|error| unknown("journal", error))
    }
}

fn spelt(dot: Dot) -> String {
    Origin { dot, stamp: Stamp::default() }.to_string()
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
            let (before, seen) = (document.clone(), document.seen().clone());
            let change = &entry.step.change;
            let mine = entry.step.written()?;
            let others = document.concurrent_with(change, &mine);
            let back = document.inverse_of(change, &mine);
            let competing = document.replaced_beside(change, &back, &seen, &others);
            let words_before = words(&document, change);
            // With one context the values stand beside each other: the conflict is back, with the same one shown first.
            let mut write = |change| document.write_beside(change, &seen, &others, author, now);
            let writes: Vec<Dot> = entry.step.also.iter().map(&mut write).collect();
            let dot = write(change);
            let again = document.show_again(&before, author.replica());
            let key = number(transaction, &entry.document.to_string())?;
            save_change(transaction, key, &document, change, &again, author.replica())?;
            earlier::note_change(transaction, key, (&before, &document), (change, &again), Wrote::Back)?;
            follow(transaction, key, &again.writes)?;
            let step = Step::new(back, dot, &writes, competing);
            transaction
                .prepare_cached("UPDATE journal SET step = ?2, undone = ?3 WHERE id = ?1")?
                .execute(params![entry.id, step.json()?, undone])?;
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
        .execute(params![document, now.as_millisecond(), Step::new(inverse, dot, &[], competing).json()?])?;
    let oldest = connection.last_insert_rowid() - KEPT;
    connection.prepare_cached("DELETE FROM journal WHERE id <= ?1")?.execute([oldest])?;
    Ok(())
}

/// Notes that values were written anew: who takes back an old write takes back the new one too.
pub(super) fn follow(connection: &Connection, document: i64, writes: &BTreeMap<Dot, Dot>) -> Outcome<()> {
    if writes.is_empty() {
        return Ok(());
    }
    for (id, mut step) in steps(connection, document)? {
        let new: Vec<String> =
            step.written()?.iter().filter_map(|old| writes.get(old)).copied().map(spelt).collect();
        if !new.is_empty() {
            step.writes.extend(new);
            save(connection, id, &step)?;
        }
    }
    Ok(())
}

/// Forgets everything that `is_erased` says of the document's entities: a step holds their words.
pub(super) fn forget(
    connection: &Connection,
    document: i64,
    is_erased: impl Fn(EntityId) -> bool,
) -> Outcome<()> {
    for (id, mut step) in steps(connection, document)? {
        let before = step.change.edits.len();
        step.change.edits.retain(|edit| !is_erased(edit.entity));
        step.also.iter_mut().for_each(|also| also.edits.retain(|edit| !is_erased(edit.entity)));
        if step.change.edits.is_empty() {
            connection.prepare_cached("DELETE FROM journal WHERE id = ?1")?.execute([id])?;
        } else if step.change.edits.len() < before {
            save(connection, id, &step)?;
        }
    }
    Ok(())
}

fn steps(connection: &Connection, document: i64) -> Outcome<Vec<(i64, Step)>> {
    let mut statement = connection.prepare_cached("SELECT id, step FROM journal WHERE doc = ?1")?;
    let rows = statement.query_map([document], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows: Vec<(i64, String)> = rows.collect::<Result<_, _>>()?;
    let read = |(id, json): (i64, String)| {
        Ok((id, serde_json::from_str(&json).map_err(|error| unknown("journal", error))?))
    };
    rows.into_iter().map(read).collect()
}

fn save(connection: &Connection, id: i64, step: &Step) -> Outcome<()> {
    connection
        .prepare_cached("UPDATE journal SET step = ?2 WHERE id = ?1")?
        .execute(params![id, step.json()?])?;
    Ok(())
}

/// The entries that cannot be read.
pub(super) fn unreadable(connection: &Connection) -> Outcome<Vec<i64>> {
    let mut statement = connection.prepare("SELECT id, step FROM journal")?;
    let mut rows = statement.query([])?;
    let mut problems = Vec::new();
    while let Some(row) = rows.next()? {
        let step = row.get_ref(1)?.as_str().ok();
        if step.and_then(|step| serde_json::from_str::<Step>(step).ok()).is_none() {
            problems.push(row.get(0)?);
        }
    }
    Ok(problems)
}

/// Drops the entries with these numbers.
pub(super) fn forget_all_of(connection: &Connection, entries: &[i64]) -> Outcome<()> {
    let mut statement = connection.prepare_cached("DELETE FROM journal WHERE id = ?1")?;
    entries.iter().try_for_each(|id| statement.execute([id]).map(drop))?;
    Ok(())
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
