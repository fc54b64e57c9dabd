//! Brings a database to the version of this porada, one step and one transaction a version.

use super::connection::beside;
use super::error::{Outcome, StoreError};
use super::{backup, records};
use crate::model::ReplicaId;
use rusqlite::{Connection, TransactionBehavior};
use std::path::{Path, PathBuf};

/// Step `n` brings version `n` to version `n + 1`; version 0 is an empty file. A step that was released never changes.
pub(super) const STEPS: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
    include_str!("migrations/0005.sql"),
];

/// The first version that knows what documents of shared records are; an older one kept them without.
const RECORDS: i64 = 5;

/// The version that this porada writes.
pub(super) fn latest() -> i64 {
    STEPS.len() as i64
}

/// The version of an open database.
pub(super) fn version(connection: &Connection) -> Outcome<i64> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Runs the steps that are missing, after a verified backup `<database>.before-version-<n>`.
pub(super) fn to_latest(
    connection: &mut Connection,
    path: &Path,
    replica: ReplicaId,
) -> Result<(), StoreError> {
    migrate(connection, path, replica, STEPS)
}

fn migrate(
    connection: &mut Connection,
    path: &Path,
    replica: ReplicaId,
    steps: &[&str],
) -> Result<(), StoreError> {
    let known = steps.len() as i64;
    if version(connection).map_err(|fault| fault.at(path))? == known {
        return Ok(());
    }
    backup::write(connection, &backup_path(path, known), replica)?;
    run(connection, steps).map_err(|fault| fault.at(path))
}

/// A name that is not taken: an earlier attempt may have left its backup.
fn backup_path(path: &Path, version: i64) -> PathBuf {
    let first = beside(path, &format!(".before-version-{version}"));
    let others = (2..).map(|attempt| beside(path, &format!(".before-version-{version}.{attempt}")));
    std::iter::once(first.clone()).chain(others).find(|path| !path.exists()).unwrap_or(first)
}

/// Runs the steps that are missing. The version is read again under the lock, as another process may have migrated.
pub(super) fn run(connection: &mut Connection, steps: &[&str]) -> Outcome<()> {
    let mut first = None;
    loop {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version = version(&transaction)?;
        let Some(step) = usize::try_from(version).ok().and_then(|version| steps.get(version)) else {
            return Ok(());
        };
        let first = *first.get_or_insert(version);
        transaction.execute_batch(step)?;
        if version + 1 == steps.len() as i64 && first < RECORDS {
            records::rewrite_all(&transaction)?;
        }
        transaction.pragma_update(None, "user_version", version + 1)?;
        transaction.commit()?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ReplicaId;
    use crate::store::Store;

    const NEXT: &str = "ALTER TABLE state ADD COLUMN at INTEGER NOT NULL DEFAULT 7";

    fn database() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("porada.db");
        let store = Store::open(&path, ReplicaId(1)).unwrap();
        store.set_state("screen", "tasks").unwrap();
        store.close().unwrap();
        (folder, path)
    }

    #[test]
    fn a_step_keeps_what_was_saved_and_leaves_a_backup_of_the_version_before() {
        let (_folder, path) = database();
        let mut connection = Connection::open(&path).unwrap();
        migrate(&mut connection, &path, ReplicaId(2), &[STEPS, &[NEXT]].concat()).unwrap();
        let row = connection
            .query_row("SELECT value, at FROM state", [], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))
            .unwrap();
        assert_eq!(row, ("tasks".to_owned(), 7));
        assert_eq!(version(&connection).unwrap(), latest() + 1);
        let backup =
            Store::open(&beside(&path, &format!(".before-version-{}", latest() + 1)), ReplicaId(3)).unwrap();
        assert_eq!(backup.state("screen").unwrap().as_deref(), Some("tasks"));
    }

    #[test]
    fn a_step_that_fails_leaves_the_version_before() {
        let (_folder, path) = database();
        let mut connection = Connection::open(&path).unwrap();
        let half = "ALTER TABLE state ADD COLUMN at INTEGER; INSERT INTO nowhere VALUES (1);";
        assert!(migrate(&mut connection, &path, ReplicaId(2), &[STEPS, &[half]].concat()).is_err());
        drop(connection);
        let store = Store::open(&path, ReplicaId(3)).unwrap();
        assert_eq!(store.state("screen").unwrap().as_deref(), Some("tasks"));
        assert_eq!(store.check().unwrap(), Vec::<String>::new());
    }
}
