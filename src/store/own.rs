//! All consultations and practice drafts with everything in them, for the search in own records.

use super::Store;
use super::connection::{connect, verify};
use super::documents::{ids, load};
use super::error::{Fault, Outcome, StoreError};
use super::shared::has_source;
use crate::model::schema::{CONSULTATION, PRACTICE_DRAFT};
use crate::model::{Consultation, Document, PracticeDraft};
use rusqlite::Connection;
use std::path::Path;

impl Store {
    /// All consultations that are not deleted, whole, the oldest first; without those that have a row of an unknown form.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn whole_consultations(&self) -> Result<Vec<Consultation>, StoreError> {
        self.located(whole_consultations(&self.connection))
    }

    /// All practice drafts that are not deleted, the oldest first; without those that have a row of an unknown form.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn practice_drafts(&self) -> Result<Vec<PracticeDraft>, StoreError> {
        self.located(practice_drafts(&self.connection))
    }
}

/// The same from the database at `path`, which a [`Store`] has opened before, over a connection of its own: for a thread
/// in the background. Writes need not wait for it.
///
/// # Errors
/// When the database cannot be opened or read.
pub fn read_consultations(path: &Path) -> Result<Vec<Consultation>, StoreError> {
    let connection = connect(path).map_err(|fault| fault.at(path))?;
    verify(&connection, path)?;
    whole_consultations(&connection).map_err(|fault| fault.at(path))
}

/// The practice drafts in the same way.
///
/// # Errors
/// When the database cannot be opened or read.
pub fn read_practice_drafts(path: &Path) -> Result<Vec<PracticeDraft>, StoreError> {
    let connection = connect(path).map_err(|fault| fault.at(path))?;
    verify(&connection, path)?;
    practice_drafts(&connection).map_err(|fault| fault.at(path))
}

fn whole_consultations(connection: &Connection) -> Outcome<Vec<Consultation>> {
    let mut all = all_of(connection, CONSULTATION, Consultation::read)?;
    all.retain(|consultation| !consultation.deleted);
    Ok(all)
}

fn practice_drafts(connection: &Connection) -> Outcome<Vec<PracticeDraft>> {
    let mut all = all_of(connection, PRACTICE_DRAFT, PracticeDraft::read)?;
    all.retain(|draft| !draft.deleted);
    Ok(all)
}

/// What `read` makes of the documents of a kind. A copy for the network whose source is here too is left out.
fn all_of<T>(connection: &Connection, kind: &str, read: impl Fn(&Document) -> Option<T>) -> Outcome<Vec<T>> {
    let mut all = Vec::new();
    for id in ids(connection, kind)? {
        if has_source(connection, id)? {
            continue;
        }
        // A transaction for each: a change of another window is seen whole or not at all, and the log can be emptied.
        let transaction = connection.unchecked_transaction()?;
        match load(&transaction, id) {
            Ok(document) => all.extend(document.as_ref().and_then(&read)),
            Err(Fault::Row(found)) => {
                // One that cannot be read must not hide the others; `porada doctor` names it.
                tracing::error!("{kind} {id}: {found}");
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(all)
}
