//! Backups: a verified copy in one file, and bringing one back.

use super::connection::{
    beside, connect, make_private, name_new, remove_with_logs, sync_folder, trust, verify, whole,
};
use super::error::{Fault, Outcome, StoreError};
use super::migrate;
use super::sessions::{forget_all, remove_files_of_ended};
use super::{Store, check};
use crate::model::ReplicaId;
use jiff::Timestamp;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

impl Store {
    /// A store in memory with all that was recorded here, for simulations: what a restart finds after this moment, or a
    /// backup of it. `replica` writes there.
    ///
    /// # Errors
    /// When SQLite has no memory.
    pub fn copy_in_memory(&self, replica: ReplicaId) -> Result<Store, StoreError> {
        let mut copy = Store::open_in_memory(replica)?;
        let copied = Backup::new(&self.connection, &mut copy.connection).and_then(|backup| backup.step(-1));
        copied.map_err(|error| Fault::Sql(error).at(&self.path))?;
        Ok(copy)
    }

    /// Writes a copy of the database to the new file `to`: first under another name beside it, verified and on the
    /// disk, then named. It can be taken while the application writes.
    ///
    /// # Errors
    /// [`StoreError::BackupExists`] when `to` exists; otherwise what the disk says.
    pub fn backup(&self, to: &Path) -> Result<(), StoreError> {
        write(&self.connection, to, self.replica())
    }

    /// What [`restore`] would say of a backup of this database: refused for it, or mended in the copy.
    ///
    /// # Errors
    /// When the database cannot be read at all.
    pub fn health(&self) -> Result<Health, StoreError> {
        let look = || -> Outcome<check::Found> {
            let transaction = self.connection.unchecked_transaction()?;
            check::look(&transaction)
        };
        let found = look().map_err(|fault| fault.at(&self.path))?;
        Ok(Health { mended: Mended::of(&found), broken: listed(&found.broken) })
    }
}

/// What a backup brings back of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Why it is refused; empty when it is not.
    pub broken: String,
    /// What is mended in the copy.
    pub mended: Mended,
}

/// What was mended in the copy of a backup: nothing of the records themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mended {
    /// So many documents have new rows for lists.
    pub rows: usize,
    /// So many undo records could not be read and were dropped.
    pub undo: usize,
}

impl Mended {
    fn of(found: &check::Found) -> Mended {
        Mended { rows: found.stale.len(), undo: found.journal.len() }
    }

    /// Whether there was anything to mend.
    pub fn is_any(self) -> bool {
        self != Mended::default()
    }
}

/// The first few of the problems.
fn listed(problems: &[String]) -> String {
    let more = if problems.len() > TOLD_PROBLEMS { "; …" } else { "" };
    problems.iter().take(TOLD_PROBLEMS).map(String::as_str).collect::<Vec<_>>().join("; ") + more
}

/// See [`Store::backup`]. `replica` keeps the working files of two processes apart.
pub(super) fn write(connection: &Connection, to: &Path, replica: ReplicaId) -> Result<(), StoreError> {
    if to.exists() {
        return Err(StoreError::BackupExists { path: to.to_owned() });
    }
    let working = beside(to, &format!(".part-{replica}"));
    // What is wrong with a copy that was just made is wrong with the database.
    let source = connection.path().map_or_else(|| to.to_owned(), PathBuf::from);
    let written = make_private(&working)
        .map_err(|error| error.told_of(to))
        .and_then(|()| copy(connection, &working).map_err(|fault| fault.at(to)))
        .and_then(|()| verify_file(&working).map_err(|error| error.told_of(&source)))
        .and_then(|()| {
            let named =
                File::open(&working).and_then(|file| file.sync_all()).and_then(|()| name_new(&working, to));
            named.map_err(|error| StoreError::file(to, &error))
        });
    remove_with_logs(&working);
    match written? {
        true => Ok(()),
        false => Err(StoreError::BackupExists { path: to.to_owned() }),
    }
}

/// Copies all pages within one read transaction, so that writers neither wait nor disturb the copy. The copy has no
/// log beside it: it is one file that can be carried away.
fn copy(connection: &Connection, to: &Path) -> Outcome<()> {
    let mut target = Connection::open_with_flags(to, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let backup = Backup::new(connection, &mut target)?;
    let mut attempts = 0;
    loop {
        match backup.step(-1)? {
            StepResult::Busy | StepResult::Locked if attempts < 50 => {
                attempts += 1;
                std::thread::sleep(Duration::from_millis(100));
            }
            StepResult::Busy | StepResult::Locked => return Err(busy()),
            _ => break,
        }
    }
    drop(backup);
    target.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    // Those who have the database open have not opened its copy. Where damage hinders this, the check that follows says so.
    let _ = forget_all(&target);
    target.close().map_err(|(_, error)| error)?;
    Ok(())
}

fn busy() -> Fault {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
    Fault::Sql(rusqlite::Error::SqliteFailure(code, None))
}

/// Whether the file is a whole database of porada that this version can open; reads only.
fn verify_file(path: &Path) -> Result<(), StoreError> {
    let found = fs::metadata(path).map_err(|error| StoreError::file(path, &error))?;
    if found.is_dir() {
        return Err(StoreError::file(path, &ErrorKind::IsADirectory.into()));
    }
    if found.len() == 0 {
        return Err(StoreError::damaged(path, "0 B"));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| Fault::from(error).at(path))?;
    verify(&connection, path)?;
    whole(&connection, path)
}

/// The most problems that are told of a backup.
const TOLD_PROBLEMS: usize = 3;

/// Brings `copy`, the copy of a backup, to the version of this porada and looks at all of it as `porada doctor` does: the
/// pages may be whole while a document in them cannot be read. What can be made again, and undo records that cannot be
/// read, is no reason to refuse it.
fn make_ready(copy: &Path) -> Result<Mended, StoreError> {
    let found = || -> Outcome<check::Found> {
        let mut connection = connect(copy)?;
        migrate::run(&mut connection, migrate::STEPS)?;
        let transaction = connection.transaction()?;
        let found = check::look(&transaction)?;
        if found.broken.is_empty() {
            check::mend(&transaction, &found)?;
        }
        transaction.commit()?;
        trust(&connection)?;
        // What was copied from an open database keeps its last writes in a log, which does not go with the file.
        connection.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
        connection.close().map_err(|(_, error)| error)?;
        Ok(found)
    };
    let found = found().map_err(|fault| fault.at(copy))?;
    if !found.broken.is_empty() {
        return Err(StoreError::damaged(copy, listed(&found.broken)));
    }
    let synced = File::options().write(true).open(copy).and_then(|file| file.sync_all());
    synced.map_err(|error| StoreError::file(copy, &error))?;
    Ok(Mended::of(&found))
}

/// What is wrong with a copy that was just made of `backup` is wrong with the backup; a full disk is not.
fn blamed_on(error: StoreError, backup: &Path, database: &Path) -> StoreError {
    match error {
        StoreError::Damaged { detail, .. }
        | StoreError::UnknownRow { place: detail, .. }
        | StoreError::Io { detail, .. } => StoreError::NotABackup { path: backup.to_owned(), detail },
        other => other.told_of(database),
    }
}

/// Puts `backup` in the place of `database`. What was there, with its log, is kept as
/// `<database>.before-restore-<time>`; that path is returned (nothing is there when there was no database), with what was
/// mended in the copy.
///
/// The caller holds the application's lock and has no store open. At every moment there is a database under the name:
/// a crash in the middle leaves the old or the new one, and the kept copy.
///
/// # Errors
/// When the backup is damaged (a document in it cannot be read, say), newer or missing; nothing is changed then.
/// Otherwise what the disk says.
pub fn restore(backup: &Path, database: &Path, now: Timestamp) -> Result<(PathBuf, Mended), StoreError> {
    verify_file(backup).map_err(|error| match error {
        StoreError::Damaged { path, detail } => StoreError::NotABackup { path, detail },
        other => other,
    })?;
    let kept = kept_path(database, now);
    let new = beside(database, &format!(".restoring-{}", now.as_millisecond()));
    let put = || -> Result<Mended, StoreError> {
        copy_file(backup, &new)?;
        let mended = make_ready(&new).map_err(|error| blamed_on(error, backup, database))?;
        let log = beside(database, "-wal");
        for (from, to) in [(database, kept.clone()), (log.as_path(), beside(&kept, "-wal"))] {
            if from.exists() {
                copy_file(from, &to)?;
            }
        }
        // The old log must not be taken for the new database's.
        for file in [log, beside(database, "-shm")] {
            if file.exists() {
                fs::remove_file(&file).map_err(|error| StoreError::file(&file, &error))?;
            }
        }
        fs::rename(&new, database)
            .and_then(|()| sync_folder(database))
            .map_err(|error| StoreError::file(database, &error))?;
        Ok(mended)
    };
    let done = put();
    remove_with_logs(&new);
    if done.is_ok() {
        remove_files_of_ended(database);
    }
    done.map(|mended| (kept, mended))
}

/// A name that is not taken: two backups may be brought back within a second.
fn kept_path(database: &Path, now: Timestamp) -> PathBuf {
    let first = beside(database, &format!(".before-restore-{}", now.strftime("%Y%m%dT%H%M%SZ")));
    let others = (2..).map(|attempt| beside(&first, &format!(".{attempt}")));
    std::iter::once(first.clone()).chain(others).find(|path| !path.exists()).unwrap_or(first.clone())
}

/// Copies a file to a new one that only its owner can read, down to the disk.
fn copy_file(from: &Path, to: &Path) -> Result<(), StoreError> {
    make_private(to)?;
    let copy = || -> std::io::Result<()> {
        let mut target = File::options().write(true).open(to)?;
        std::io::copy(&mut File::open(from)?, &mut target)?;
        target.sync_all()?;
        sync_folder(to)
    };
    copy().map_err(|error| StoreError::file(to, &error))
}
