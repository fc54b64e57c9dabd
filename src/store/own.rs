//! All consultations with everything in them, for the search in own records.

use super::Store;
use super::connection::{connect, verify};
use super::documents::{ids, load};
use super::error::{Fault, Outcome, StoreError};
use super::shared::has_source;
use crate::model::Consultation;
use crate::model::schema::CONSULTATION;
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

fn whole_consultations(connection: &Connection) -> Outcome<Vec<Consultation>> {
    let mut consultations = Vec::new();
    for id in ids(connection, CONSULTATION)? {
        if has_source(connection, id)? {
            continue;
        }
        // A transaction for each: a change of another window is seen whole or not at all, and the log can be emptied.
        let transaction = connection.unchecked_transaction()?;
        let read = match load(&transaction, id) {
            Ok(document) => document.as_ref().and_then(Consultation::read),
            Err(Fault::Row(found)) => {
                // One that cannot be read must not hide the others; `porada doctor` names it.
                tracing::error!("consultation {id}: {found}");
                None
            }
            Err(fault) => return Err(fault),
        };
        consultations.extend(read.filter(|consultation| !consultation.deleted));
    }
    Ok(consultations)
}
