//! Erasure (GDPR, Article 17): values are gone from the document, the lists, the undo records, the drafts and the file.

use super::Store;
use super::documents::{load, note_own_replica, number, save_merge};
use super::error::{Outcome, StoreError, unknown};
use super::{earlier, journal};
use crate::model::schema::SIGN_OFF;
use crate::model::{Document, DocumentId, EntityId};
use jiff::Timestamp;
use rusqlite::Connection;
use std::collections::BTreeSet;

/// The state key that says that erased words may still be in the files.
const SCRUB_DUE: &str = "scrub-due";

/// What an erasure did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erased {
    /// How many entities were erased, with the links of a need and the kept minutes.
    pub entities: usize,
    /// How many kept final minutes went with them: their words cannot be told apart.
    pub kept_minutes: usize,
    /// Whether the words are out of the database file and its log already. If not, another window had it open: they
    /// are when that is closed and [`Store::scrub_if_due`] is called, as each synchronisation does.
    pub scrubbed: bool,
}

/// The entities that are erased together with `chosen`: links of a need, and kept minutes, which repeat the words of
/// everything. With the header it is the whole document.
pub fn erased_with(document: &Document, chosen: &[EntityId]) -> BTreeSet<EntityId> {
    let whole = chosen.contains(&document.id.header());
    let need = |id: EntityId| {
        chosen
            .iter()
            .any(|chosen| document.entity(id).is_some_and(|it| it.text("need") == chosen.to_string()))
    };
    let goes = |id: EntityId| whole || chosen.contains(&id) || need(id) || keeps_minutes(document, id);
    document.entities().map(|(id, _)| id).filter(|&id| goes(id) && !document.is_erased(id)).collect()
}

fn keeps_minutes(document: &Document, id: EntityId) -> bool {
    document.entity(id).is_some_and(|it| it.kind == SIGN_OFF && !it.text("text").is_empty())
}

impl Store {
    /// Erases entities of a document for good, with what belongs to them (see [`erased_with`]). It cannot be undone; a
    /// sync carries it to the other devices. Backups from before keep the words.
    ///
    /// # Errors
    /// When the database cannot be written; nothing is erased then.
    pub fn erase(
        &mut self,
        id: DocumentId,
        chosen: &[EntityId],
        now: Timestamp,
    ) -> Result<Erased, StoreError> {
        let (entities, kept_minutes) = self.record(|transaction, author| {
            let before =
                load(transaction, id)?.ok_or_else(|| unknown("doc", format_args!("{id} is missing")))?;
            let goes = erased_with(&before, chosen);
            let kept_minutes = goes.iter().filter(|&&id| keeps_minutes(&before, id)).count();
            let mut after = before.clone();
            after.erase(goes.iter().copied(), author, now);
            let key = number(transaction, &id.to_string())?;
            save_merge(transaction, key, &before, &after)?;
            note_own_replica(transaction, author.replica())?;
            Ok((goes.len(), kept_minutes))
        })?;
        Ok(Erased { entities, kept_minutes, scrubbed: self.scrub()? })
    }

    /// Writes the database anew and empties its log, so that nothing of what was deleted is left in the files. Gives
    /// `false` when another window has the database open and it could not be done.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn scrub(&mut self) -> Result<bool, StoreError> {
        let scrub = || -> Outcome<bool> {
            match self.connection.execute_batch("VACUUM") {
                Err(error) if is_busy(&error) => return Ok(false),
                done => done?,
            }
            let busy: i64 =
                self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
            if busy == 0 {
                self.connection.execute("DELETE FROM state WHERE key = ?1", [SCRUB_DUE])?;
            }
            Ok(busy == 0)
        };
        self.located(scrub())
    }

    /// As [`Store::scrub`], where something was erased since the last time, here or by a document that came from elsewhere;
    /// otherwise nothing is done. Gives `false` when it still has to be done.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn scrub_if_due(&mut self) -> Result<bool, StoreError> {
        if self.state(SCRUB_DUE)?.is_none() { Ok(true) } else { self.scrub() }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    error.sqlite_error_code().is_some_and(|code| matches!(code, DatabaseBusy | DatabaseLocked))
}

/// Forgets what else is kept of newly erased entities: undo records, earlier texts and drafts.
pub(super) fn forget(
    connection: &Connection,
    key: i64,
    document: &Document,
    erased: &BTreeSet<EntityId>,
) -> Outcome<()> {
    if erased.is_empty() {
        return Ok(());
    }
    connection.execute("INSERT OR REPLACE INTO state VALUES (?1, '')", [SCRUB_DUE])?;
    journal::forget(connection, key, |id| document.is_erased(id))?;
    earlier::forget(connection, key)?;
    let header = document.id.to_string();
    let whole = document.is_erased(document.id.header());
    let mut statement = connection.prepare("SELECT key, extra FROM draft")?;
    let drafts = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let drafts: Vec<(String, String)> = drafts.collect::<Result<_, _>>()?;
    for (key, extra) in drafts {
        // An unfinished form of the document repeats what it was opened with, people and words.
        let form = key.starts_with("form:") && key.contains(&header);
        let names = |id: &EntityId| key.contains(&id.to_string()) || extra.contains(&id.to_string());
        if form || whole && key.contains(&header) || erased.iter().any(names) {
            super::drafts::clear(connection, &key)?;
        }
    }
    Ok(())
}
