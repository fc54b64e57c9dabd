//! Everything that is recorded, in one SQLite file; the only code that knows SQLite.
//!
//! A change is one transaction: the values with their dots, what has been seen, the rows for lists and the undo record.
//! When a call returns `Ok`, the change is on the disk (write-ahead log, `synchronous=FULL`). A damaged database is
//! never replaced or emptied; the store says what it found and leaves the file as it is.

mod backup;
mod check;
mod conflicts;
mod connection;
mod current;
mod documents;
mod draft_writer;
mod drafts;
mod earlier;
mod erase;
mod error;
mod imported;
mod journal;
mod lists;
mod lock;
mod migrate;
mod own;
mod records;
mod remotes;
mod sessions;
mod shared;
mod sync;
mod writers;

pub use backup::{Health, Mended, restore};
pub use documents::Merged;
pub use draft_writer::{DraftHandle, DraftWriter};
pub use drafts::Draft;
pub use erase::{Erased, erased_with};
pub use error::StoreError;
pub use imported::{CatalogueRow, ImportedRows, StoredRecord};
pub use journal::Undone;
pub use lists::{ConsultationRow, Found, TaskFilter, TaskRow};
pub use lock::InstanceLock;
pub use own::{read_consultations, read_practice_drafts};
pub use records::{SharedRow, Sharer, Sharings};
pub use remotes::RemoteRow;
pub use sync::{
    Arrival, Arrived, Confirmed, Covered, Gone, IndexPart, ListedCopy, OwnState, Peer, Publication,
    Quarantined, Receipt, Released, StoredVersion, arrived,
};

use crate::model::{Author, ReplicaId};
use error::Outcome;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};

/// An open database, written to by one session.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    author: Author,
    /// Where the database is, for errors; `:memory:` for one without a file.
    path: PathBuf,
    /// How many transactions this store has recorded, see [`Store::data_version`].
    recorded: u64,
    closed: bool,
    /// What tells others that this session is at work; only a store that began one has it.
    session: Option<sessions::Session>,
}

impl Store {
    /// Opens the database at `path` and makes it when there is none; the folder must exist. `replica` is a new id for
    /// this session. After a session that ended uncleanly the database is checked, not beside one that is at work; an
    /// older version is migrated after a backup.
    ///
    /// # Errors
    /// When the database is damaged, newer, cannot be written, or is locked for longer than five seconds.
    pub fn open(path: &Path, replica: ReplicaId) -> Result<Store, StoreError> {
        let (connection, session) = connection::open(path, replica)?;
        let mut store = Store::over(connection, replica, path);
        store.session = Some(session);
        Ok(store)
    }

    /// One more connection to the database at `path`, which this process has open already through [`Store::open`]: for
    /// a thread. Nothing is checked or migrated again, and if the process ends uncleanly, that one's session tells.
    ///
    /// # Errors
    /// When the database cannot be opened, or is damaged or newer.
    pub fn beside(path: &Path, replica: ReplicaId) -> Result<Store, StoreError> {
        let mut store = Store::over(connection::open_beside(path)?, replica, path);
        store.closed = true;
        Ok(store)
    }

    /// Opens a database that cannot be written, to read in it; every write fails.
    ///
    /// # Errors
    /// When it cannot be read or is damaged or newer, and [`StoreError::ReadOnly`] where reading needs a write: a log that
    /// was not written out, an older version.
    pub fn open_to_read(path: &Path) -> Result<Store, StoreError> {
        let connection = connection::open_unwritable(path)?;
        let mut store = Store::over(connection, ReplicaId::generate(), path);
        // There is no session to end.
        store.closed = true;
        Ok(store)
    }

    /// A store without a file: for the demo, previews and tests.
    ///
    /// # Errors
    /// When SQLite has no memory.
    pub fn open_in_memory(replica: ReplicaId) -> Result<Store, StoreError> {
        let path = Path::new(":memory:");
        let connection = connection::open_in_memory().map_err(|fault| fault.at(path))?;
        Ok(Store::over(connection, replica, path))
    }

    fn over(connection: Connection, replica: ReplicaId, path: &Path) -> Store {
        let (author, path) = (Author::new(replica), path.to_owned());
        Store { connection, author, path, recorded: 0, closed: false, session: None }
    }

    /// Ends the session cleanly, so that the next start need not check the database. Dropping the store does the same
    /// and keeps silent about errors.
    ///
    /// # Errors
    /// What the disk says; nothing that was recorded is lost.
    pub fn close(mut self) -> Result<(), StoreError> {
        self.closed = true;
        self.located(sessions::leave(&self.connection, self.replica()))
    }

    /// The last screen or another small thing that is remembered between sessions.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn state(&self, key: &str) -> Result<Option<String>, StoreError> {
        let read = || -> Outcome<Option<String>> {
            let mut statement = self.connection.prepare_cached("SELECT value FROM state WHERE key = ?1")?;
            let mut rows = statement.query([key])?;
            Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
        };
        self.located(read())
    }

    /// Remembers `value` under `key`.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_state(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO state VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        self.located(self.connection.execute(sql, [key, value]).map(drop).map_err(error::Fault::from))
    }

    /// Forgets what is remembered under `key`.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn clear_state(&self, key: &str) -> Result<(), StoreError> {
        let cleared = self.connection.execute("DELETE FROM state WHERE key = ?1", [key]);
        self.located(cleared.map(drop).map_err(error::Fault::from))
    }

    /// A number that changes exactly when another store (another window, a command) has changed a document or imported
    /// records in this database. Drafts, remembered state, storages and what a synchronisation notes of them do not count.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn data_version(&self) -> Result<u64, StoreError> {
        let read = || -> Outcome<u64> {
            let sql = "SELECT value FROM meta WHERE key = 'changes'";
            let changes: i64 = self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
            Ok(changes.cast_unsigned().wrapping_sub(self.recorded))
        };
        self.located(read())
    }

    /// The id of this session: who writes through this store.
    pub fn session(&self) -> ReplicaId {
        self.author.replica()
    }

    fn replica(&self) -> ReplicaId {
        self.author.replica()
    }

    fn located<T>(&self, outcome: Outcome<T>) -> Result<T, StoreError> {
        outcome.map_err(|fault| fault.at(&self.path))
    }

    /// Does `work` in one transaction that other windows hear of; takes it back when `work` fails.
    fn record<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>, &mut Author) -> Outcome<T>,
    ) -> Result<T, StoreError> {
        self.record_if(work, |_| true)
    }

    /// The same; other windows hear of it if `is_news` says so of what came of it.
    fn record_if<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>, &mut Author) -> Outcome<T>,
        is_news: impl FnOnce(&T) -> bool,
    ) -> Result<T, StoreError> {
        let run = || -> Outcome<(T, bool)> {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let result = work(&transaction, &mut self.author)?;
            let is_news = is_news(&result);
            if is_news {
                let sql = "UPDATE meta SET value = value + 1 WHERE key = 'changes'";
                transaction.prepare_cached(sql)?.execute([])?;
            }
            transaction.commit()?;
            Ok((result, is_news))
        };
        let (result, is_news) = run().map_err(|fault| fault.at(&self.path))?;
        self.recorded += u64::from(is_news);
        Ok(result)
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if !self.closed {
            let _ = sessions::leave(&self.connection, self.replica());
        }
    }
}

#[cfg(test)]
mod tests;
