//! Which sessions have the database open, and which of them ended without saying so.
//!
//! A session is a row of the table `session` and, beside the database, a file of its own that it holds locked. The row is
//! on the disk before the first write and goes with a clean end; the lock goes with the process, however it ends. So a
//! row without a lock is a session that crashed, lost its power, or was copied with the file, and a row with a lock is
//! one that is at work now.

use super::connection::beside;
use super::error::Outcome;
use crate::model::ReplicaId;
use rusqlite::Connection;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// What the files of sessions have between the name of the database and their own.
const MARK: &str = ".session-";

/// A session that is at work. Dropping it says that it is not any more; its row goes before, if it ended cleanly.
#[derive(Debug)]
pub(super) struct Session {
    path: PathBuf,
    /// Nothing where the file system knows no locks; such a session is taken for a crash by whoever opens beside it,
    /// which costs a check.
    _lock: Option<File>,
}

impl Session {
    /// Begins a session of the database at `path`; `ended` are the sessions after which it was checked, whose rows go.
    pub(super) fn begin(
        connection: &Connection,
        path: &Path,
        replica: ReplicaId,
        ended: &[String],
    ) -> Outcome<Session> {
        // First the lock, then the row: nobody may ever see the row of a living session without its lock.
        let own = file_of(path, &replica.to_string());
        let session = Session { _lock: lock(&own), path: own };
        let transaction = connection.unchecked_transaction()?;
        for replica in ended {
            transaction.execute("DELETE FROM session WHERE replica = ?1", [replica])?;
        }
        transaction.execute("INSERT OR IGNORE INTO session VALUES (?1)", [replica.to_string()])?;
        transaction.commit()?;
        for replica in ended {
            let _ = fs::remove_file(file_of(path, replica));
        }
        Ok(session)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A file that stays is unlocked and empty and harms nothing.
        let _ = fs::remove_file(&self.path);
    }
}

/// Notes that the session has ended cleanly.
pub(super) fn leave(connection: &Connection, replica: ReplicaId) -> Outcome<()> {
    connection.execute("DELETE FROM session WHERE replica = ?1", [replica.to_string()])?;
    Ok(())
}

/// Forgets all sessions: of a copy that nobody has open.
pub(super) fn forget_all(connection: &Connection) -> Outcome<()> {
    connection.execute("DELETE FROM session", [])?;
    Ok(())
}

/// The sessions that ended without saying so; reads only.
pub(super) fn ended_uncleanly(connection: &Connection, path: &Path) -> Outcome<Vec<String>> {
    let silent: Vec<String> =
        rows(connection)?.into_iter().filter(|replica| !is_at_work(&file_of(path, replica))).collect();
    if silent.is_empty() {
        return Ok(silent);
    }
    // One that ended cleanly just now has taken its row away before it let go of its lock.
    let still = rows(connection)?;
    Ok(silent.into_iter().filter(|replica| still.contains(replica)).collect())
}

/// Removes the files of sessions of the database at `path` that are over, when another database takes its place.
pub(super) fn remove_files_of_ended(path: &Path) {
    let Some((folder, name)) = path.parent().zip(path.file_name()) else { return };
    let start = format!("{}{MARK}", name.to_string_lossy());
    let Ok(entries) = fs::read_dir(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
    else {
        return;
    };
    for file in entries.flatten().map(|entry| entry.path()) {
        let is_one = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&start));
        if is_one && !is_at_work(&file) {
            let _ = fs::remove_file(&file);
        }
    }
}

fn rows(connection: &Connection) -> Outcome<Vec<String>> {
    let mut statement = connection.prepare("SELECT replica FROM session")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn file_of(path: &Path, replica: &str) -> PathBuf {
    beside(path, &format!("{MARK}{replica}"))
}

/// Makes the file and locks it; nothing when that cannot be done.
fn lock(path: &Path) -> Option<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path).ok()?;
    file.try_lock().ok()?;
    Some(file)
}

/// Whether a session holds this file. Asking takes a lock that others who ask may have at the same time.
fn is_at_work(path: &Path) -> bool {
    match File::open(path) {
        Ok(file) => matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)),
        // Windows does not let others open what is just being removed.
        Err(error) => error.kind() == io::ErrorKind::PermissionDenied && cfg!(windows),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Store;
    use super::*;

    fn files(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
        names.retain(|name| name.contains(MARK));
        names.sort();
        names
    }

    /// A session whose process is gone: its row stays, its lock does not.
    fn crash(mut store: Store, path: &Path) {
        let replica = store.replica().to_string();
        store.closed = true;
        drop(store);
        fs::write(file_of(path, &replica), "").unwrap();
    }

    fn ended(store: &Store, path: &Path) -> Vec<String> {
        ended_uncleanly(&store.connection, path).unwrap()
    }

    #[test]
    fn a_session_at_work_is_no_crash_and_keeps_its_row() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("porada.db");
        let window = Store::open(&path, ReplicaId(1)).unwrap();
        let command = Store::open(&path, ReplicaId(2)).unwrap();
        assert_eq!(ended(&window, &path), Vec::<String>::new());
        command.close().unwrap();
        assert_eq!(rows(&window.connection).unwrap(), [ReplicaId(1).to_string()]);
        drop(Store::beside(&path, ReplicaId(3)).unwrap());
        assert_eq!(rows(&window.connection).unwrap(), [ReplicaId(1).to_string()]);
        window.close().unwrap();
        assert_eq!(files(folder.path()), Vec::<String>::new());
    }

    #[test]
    fn a_crash_is_known_beside_a_living_session_and_forgotten_after_the_check() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("porada.db");
        let window = Store::open(&path, ReplicaId(1)).unwrap();
        crash(Store::open(&path, ReplicaId(2)).unwrap(), &path);
        assert_eq!(ended(&window, &path), [ReplicaId(2).to_string()]);
        let command = Store::open(&path, ReplicaId(3)).unwrap();
        assert_eq!(ended(&window, &path), Vec::<String>::new());
        assert_eq!(files(folder.path()).len(), 2, "those of the two that are at work");
        drop(command);
        crash(window, &path);
        fs::remove_file(file_of(&path, &ReplicaId(1).to_string())).unwrap();
        let connection = super::super::connection::connect(&path).unwrap();
        let crashed = ended_uncleanly(&connection, &path).unwrap();
        assert_eq!(crashed, [ReplicaId(1).to_string()], "a lost file is no life");
    }

    #[test]
    fn a_backup_has_no_session_of_the_window_that_made_it() {
        let folder = tempfile::tempdir().unwrap();
        let (path, copy) = (folder.path().join("porada.db"), folder.path().join("copy.db"));
        let window = Store::open(&path, ReplicaId(1)).unwrap();
        window.backup(&copy).unwrap();
        let connection = super::super::connection::connect(&copy).unwrap();
        assert_eq!(rows(&connection).unwrap(), Vec::<String>::new());
        assert_eq!(rows(&window.connection).unwrap().len(), 1);
    }

    #[test]
    fn a_database_that_takes_the_place_of_another_leaves_no_files_of_its_crashes() {
        let folder = tempfile::tempdir().unwrap();
        let (path, copy) = (folder.path().join("porada.db"), folder.path().join("copy.db"));
        let store = Store::open(&path, ReplicaId(1)).unwrap();
        store.backup(&copy).unwrap();
        crash(store, &path);
        super::super::restore(&copy, &path, "2026-11-22T09:00:00Z".parse().unwrap()).unwrap();
        assert_eq!(files(folder.path()), Vec::<String>::new());
        let again = Store::open(&path, ReplicaId(2)).unwrap();
        assert_eq!(rows(&again.connection).unwrap(), [ReplicaId(2).to_string()]);
    }
}
