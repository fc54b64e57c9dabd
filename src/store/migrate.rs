//! Brings a database to the version of this porada: all steps that are missing in one transaction.

use super::connection::beside;
use super::error::{Outcome, StoreError};
use super::{backup, conflicts, records, shared};
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
    include_str!("migrations/0006.sql"),
    include_str!("migrations/0007.sql"),
    include_str!("migrations/0008.sql"),
];

/// Makes something from all documents.
type Derive = fn(&Connection) -> Outcome<()>;

/// What is made from documents by rules that only the model knows, anew in every database that was older than the version. It
/// is made when all steps are done, because reading a document needs the tables of today.
const DERIVED: &[(i64, Derive)] =
    &[(5, records::rewrite_all), (6, conflicts::count_anew), (6, shared::note_sources)];

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
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let before = version(&transaction)?;
    let missing = usize::try_from(before).ok().and_then(|before| steps.get(before..)).unwrap_or_default();
    if missing.is_empty() {
        return Ok(());
    }
    missing.iter().try_for_each(|step| transaction.execute_batch(step))?;
    let derived = DERIVED.iter().filter(|(version, _)| before < *version);
    derived.into_iter().try_for_each(|(_, derive)| derive(&transaction))?;
    transaction.pragma_update(None, "user_version", steps.len() as i64)?;
    Ok(transaction.commit()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::CONSULTATION;
    use crate::model::{Consultation, DocumentId, NewConsultation, ReplicaId, VersionVector};
    use crate::store::{Covered, OwnState, RemoteRow, Store};
    use jiff::Timestamp;

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

    #[test]
    fn what_the_network_has_by_the_older_rule_of_pseudonyms_is_published_again() {
        let (_folder, path) = database();
        let mut store = Store::open(&path, ReplicaId(2)).unwrap();
        let id = DocumentId::from_u128(1);
        let create = Consultation::create(id, NewConsultation::default());
        store.apply(id, CONSULTATION, &create, &VersionVector::default(), Timestamp::UNIX_EPOCH).unwrap();
        for (space, profile) in [(7, "network"), (8, "own")] {
            let row = RemoteRow {
                name: profile.to_owned(),
                profile: profile.to_owned(),
                space: Some(format!("{space:032x}")),
                ..RemoteRow::default()
            };
            store.save_remote(&row).unwrap();
            store.save_own_state(space, &OwnState::default()).unwrap();
            let [(document, number)] = store.unpublished(space).unwrap()[..] else { panic!("one waits") };
            store.cover(space, &[Covered { document, name: 9, number }]).unwrap();
            // Now the space counts as settled.
            assert_eq!(store.unpublished(space).unwrap(), []);
        }
        store.close().unwrap();
        let older = "DROP TABLE earlier; PRAGMA user_version = 6";
        Connection::open(&path).unwrap().execute_batch(older).unwrap();
        let mut store = Store::open(&path, ReplicaId(3)).unwrap();
        assert_eq!(store.unpublished(7).unwrap().len(), 1);
        assert_eq!(store.unpublished(8).unwrap(), []);
        assert_eq!(store.covered_name(7, id).unwrap(), Some(9), "that it was shared is not forgotten");
    }
}
