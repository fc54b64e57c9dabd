//! What can go wrong with the database, in words that say where and what to do.

use crate::i18n::{Language, Localized};
use rusqlite::{ErrorCode, ffi};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why the store could not do what it was asked to. Whatever happened, what was saved before is untouched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreError {
    /// The file (or the write-ahead log beside it) is not a whole database of porada; never replaced or emptied.
    Damaged {
        /// The database or its log.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// A newer porada wrote the database.
    Newer {
        /// The database.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The highest version that this porada knows.
        known: i64,
    },
    /// The file or its folder cannot be written.
    ReadOnly {
        /// The database.
        path: PathBuf,
    },
    /// The disk is full; the transaction was taken back.
    DiskFull {
        /// The database.
        path: PathBuf,
    },
    /// Another process held the database for longer than the timeout.
    Locked {
        /// The database.
        path: PathBuf,
    },
    /// Another window of the application holds the lock.
    AlreadyRunning {
        /// The lock.
        path: PathBuf,
    },
    /// SQLite could not read or write.
    Io {
        /// The database.
        path: PathBuf,
        /// The words of SQLite.
        detail: String,
    },
    /// A file could not be read or written.
    File {
        /// The file.
        path: PathBuf,
        /// What the system answered.
        reason: io::ErrorKind,
    },
    /// The file that was to be brought back is no whole database of porada.
    NotABackup {
        /// The file.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// A file that would have been overwritten exists.
    BackupExists {
        /// The file.
        path: PathBuf,
    },
    /// The document is a copy that somebody shared with the network: only its owner changes it.
    SharedCopy,
    /// A text is longer than [`LARGEST_VALUE`](crate::model::LARGEST_VALUE).
    TooLong,
    /// A row of the database has a form that this version does not know.
    UnknownRow {
        /// The database.
        path: PathBuf,
        /// Which table and what was found.
        place: String,
    },
}

impl StoreError {
    /// The error of a file operation on `path`.
    pub(super) fn file(path: &Path, error: &io::Error) -> StoreError {
        let path = path.to_owned();
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                StoreError::ReadOnly { path }
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::DiskFull { path },
            reason => StoreError::File { path, reason },
        }
    }

    /// The same error told of `place`, for working files whose names mean nothing to a person.
    pub(super) fn told_of(mut self, place: &Path) -> StoreError {
        let (StoreError::Damaged { path, .. }
        | StoreError::Newer { path, .. }
        | StoreError::ReadOnly { path }
        | StoreError::DiskFull { path }
        | StoreError::Locked { path }
        | StoreError::AlreadyRunning { path }
        | StoreError::Io { path, .. }
        | StoreError::File { path, .. }
        | StoreError::NotABackup { path, .. }
        | StoreError::BackupExists { path }
        | StoreError::UnknownRow { path, .. }) = &mut self
        else {
            return self;
        };
        place.clone_into(path);
        self
    }

    pub(super) fn damaged(path: &Path, detail: impl Into<String>) -> StoreError {
        StoreError::Damaged { path: path.to_owned(), detail: detail.into() }
    }
}

impl Localized for StoreError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().store;
        let shown = |path: &Path| path.display().to_string();
        match self {
            StoreError::Damaged { path, detail } => (texts.damaged)(&shown(path), detail),
            StoreError::Newer { path, found, known } => (texts.newer)(&shown(path), *found, *known),
            StoreError::ReadOnly { path } => (texts.read_only)(&shown(path)),
            StoreError::DiskFull { path } => (texts.disk_full)(&shown(path)),
            StoreError::Locked { path } => (texts.locked)(&shown(path)),
            StoreError::AlreadyRunning { path } => (texts.already_running)(&shown(path)),
            StoreError::Io { path, detail } => (texts.io)(&shown(path), detail),
            StoreError::File { path, reason } => {
                (texts.file)(&shown(path), &(language.texts().common.io_reason)(*reason))
            }
            StoreError::NotABackup { path, detail } => (texts.not_a_backup)(&shown(path), detail),
            StoreError::BackupExists { path } => (texts.backup_exists)(&shown(path)),
            StoreError::SharedCopy => texts.shared_copy.to_owned(),
            StoreError::TooLong => texts.too_long.to_owned(),
            StoreError::UnknownRow { path, place } => (texts.unknown_row)(&shown(path), place),
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

impl std::error::Error for StoreError {}

/// A failure inside the store, before it is known which file it belongs to.
#[derive(Debug)]
pub(super) enum Fault {
    Sql(rusqlite::Error),
    /// A row that cannot be read: which table, and what was found.
    Row(String),
}

pub(super) type Outcome<T> = Result<T, Fault>;

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Fault {
        Fault::Sql(error)
    }
}

/// A row of `table` that cannot be read.
pub(super) fn unknown(table: &str, found: impl fmt::Display) -> Fault {
    Fault::Row(format!("{table}: {found}"))
}

impl Fault {
    /// What is found of a row that cannot be read; the fault itself where it is of another kind.
    pub(super) fn of_a_row(self) -> Result<String, Fault> {
        match self {
            Fault::Row(place) => Ok(place),
            Fault::Sql(error) if error.sqlite_error_code().is_none() => Ok(error.to_string()),
            fault @ Fault::Sql(_) => Err(fault),
        }
    }

    /// The error that a person gets when the database is at `path`.
    pub(super) fn at(self, path: &Path) -> StoreError {
        match self {
            Fault::Row(place) => StoreError::UnknownRow { path: path.to_owned(), place },
            Fault::Sql(error) => sql_error(path, &error),
        }
    }
}

fn sql_error(path: &Path, error: &rusqlite::Error) -> StoreError {
    let path = path.to_owned();
    let detail = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => StoreError::Damaged { path, detail },
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::ReadOnly { path },
        // In a folder that cannot be written SQLite fails to open the log beside the database.
        Some(ErrorCode::CannotOpen) if path.parent().is_some_and(Path::is_dir) => {
            StoreError::ReadOnly { path }
        }
        Some(ErrorCode::DiskFull) => StoreError::DiskFull { path },
        // The memory that connections share is a small file, which grows before it is used.
        Some(ErrorCode::SystemIoFailure) if error.sqlite_error().is_some_and(is_no_room) => {
            StoreError::DiskFull { path }
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Locked { path },
        Some(_) => StoreError::Io { path, detail },
        // Not from SQLite but from the conversion of a row: the row has a type that no porada wrote.
        None => StoreError::UnknownRow { path, place: detail },
    }
}

fn is_no_room(error: &ffi::Error) -> bool {
    error.extended_code == ffi::SQLITE_IOERR_SHMSIZE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapped(code: i32) -> StoreError {
        let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
        Fault::from(error).at(Path::new("/tmp/porada.db"))
    }

    #[test]
    fn every_code_of_sqlite_gets_its_own_words() {
        assert!(matches!(mapped(ffi::SQLITE_NOTADB), StoreError::Damaged { .. }));
        assert!(matches!(mapped(ffi::SQLITE_CORRUPT), StoreError::Damaged { .. }));
        assert!(matches!(mapped(ffi::SQLITE_READONLY), StoreError::ReadOnly { .. }));
        assert!(matches!(mapped(ffi::SQLITE_CANTOPEN), StoreError::ReadOnly { .. }));
        assert!(matches!(mapped(ffi::SQLITE_FULL), StoreError::DiskFull { .. }));
        assert!(matches!(mapped(ffi::SQLITE_BUSY), StoreError::Locked { .. }));
        assert!(matches!(mapped(ffi::SQLITE_IOERR), StoreError::Io { .. }));
        assert!(matches!(mapped(ffi::SQLITE_IOERR_SHMSIZE), StoreError::DiskFull { .. }));
    }

    #[test]
    fn every_error_names_its_path_in_both_languages() {
        let path = PathBuf::from("/home/jana/porada.db");
        let all = [
            StoreError::damaged(&path, "x"),
            StoreError::Newer { path: path.clone(), found: 9, known: 1 },
            StoreError::ReadOnly { path: path.clone() },
            StoreError::DiskFull { path: path.clone() },
            StoreError::Locked { path: path.clone() },
            StoreError::AlreadyRunning { path: path.clone() },
            StoreError::Io { path: path.clone(), detail: "x".into() },
            StoreError::File { path: path.clone(), reason: io::ErrorKind::NotFound },
            StoreError::NotABackup { path: path.clone(), detail: "x".into() },
            StoreError::BackupExists { path: path.clone() },
            StoreError::UnknownRow { path, place: "x".into() },
        ];
        for error in all {
            let texts = Language::ALL.map(|language| error.localized(language));
            assert_ne!(texts[0], texts[1]);
            assert!(texts.iter().all(|text| text.contains("/home/jana/porada.db")), "{texts:?}");
        }
    }
}
