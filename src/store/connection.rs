//! Opening a database: what is looked at before anything is written, and the settings of every connection.

use super::error::{Outcome, StoreError};
use super::migrate;
use super::sessions::{Session, ended_uncleanly};
use crate::model::ReplicaId;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Marks the file as porada's: «pora» in ASCII. The first migration writes it.
const APPLICATION_ID: i64 = 0x706f_7261;

/// How long a write waits for another process.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The size in bytes up to which a database is checked whenever it is opened; that takes less than 10 ms. A larger one
/// is checked after a session that did not end cleanly.
const ALWAYS_CHECKED: u64 = 8 * 1024 * 1024;

/// Opens the database at `path`, makes it when there is none, brings it to the version of this porada and notes that
/// the session `replica` has it open.
pub(super) fn open(path: &Path, replica: ReplicaId) -> Result<(Connection, Session), StoreError> {
    if !looks_whole(path)? {
        create(path, replica)?;
    }
    let mut connection = connect(path).map_err(|fault| fault.at(path))?;
    verify(&connection, path)?;
    let ended = ended_uncleanly(&connection, path).map_err(|fault| fault.at(path))?;
    let size = fs::metadata(path).map_err(|error| StoreError::file(path, &error))?.len();
    if !ended.is_empty() || size <= ALWAYS_CHECKED {
        whole(&connection, path)?;
    }
    use_log(&connection).map_err(|fault| fault.at(path))?;
    migrate::to_latest(&mut connection, path, replica)?;
    let session = Session::begin(&connection, path, replica, &ended).map_err(|fault| fault.at(path))?;
    trust(&connection).map_err(|fault| fault.at(path))?;
    Ok((connection, session))
}

/// A further connection of a process that has the database at `path` open already: that session answers for it too.
pub(super) fn open_beside(path: &Path) -> Result<Connection, StoreError> {
    let connection = connect(path).map_err(|fault| fault.at(path))?;
    verify(&connection, path)?;
    trust(&connection).map_err(|fault| fault.at(path))?;
    Ok(connection)
}

/// A database in memory, for tests, the demo and previews.
pub(super) fn open_in_memory() -> Outcome<Connection> {
    let mut connection = Connection::open_in_memory()?;
    set_up(&connection)?;
    migrate::run(&mut connection, migrate::STEPS)?;
    Ok(connection)
}

/// A connection to an existing database, with all settings. Until it is trusted, not even the log of a crash is written
/// into a database that may turn out to be damaged or newer.
pub(super) fn connect(path: &Path) -> Outcome<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    set_up(&connection)?;
    Ok(connection)
}

/// A connection that reads an existing database and can change nothing.
pub(super) fn connect_to_read(path: &Path) -> Outcome<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    Ok(connection)
}

/// A connection to a database that nobody can write, as on a read-only disk. SQLite then takes the file as it is, so there
/// must be no log beside it that has to be read with it, and no older version that would have to be migrated.
pub(super) fn open_unwritable(path: &Path) -> Result<Connection, StoreError> {
    let log = beside(path, "-wal");
    if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
        return Err(StoreError::ReadOnly { path: log });
    }
    // What a name may have and an address may not.
    let name = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(format!("file:{name}?immutable=1"), flags)
        .map_err(|error| super::error::Fault::from(error).at(path))?;
    verify(&connection, path)?;
    whole(&connection, path)?;
    if migrate::version(&connection).map_err(|fault| fault.at(path))? < migrate::latest() {
        return Err(StoreError::ReadOnly { path: path.to_owned() });
    }
    Ok(connection)
}

/// Lets the connection write the log into the database when it is the last to close.
pub(super) fn trust(connection: &Connection) -> Outcome<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(())
}

/// Turns on the write-ahead log. A new database and a backup that was brought back do not have it yet.
fn use_log(connection: &Connection) -> Outcome<()> {
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode == "wal" {
        return Ok(());
    }
    // A file system without shared memory, as some network folders are.
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_IOERR);
    Err(rusqlite::Error::SqliteFailure(code, Some(format!("journal_mode {mode}"))).into())
}

/// Settings that hold for one connection; the write-ahead log is a setting of the file, see [`use_log`].
fn set_up(connection: &Connection) -> Outcome<()> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "wal_autocheckpoint", 1000)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    // What is deleted, a draft or the words of an undone change too, does not stay readable in the file.
    connection.pragma_update(None, "secure_delete", true)?;
    Ok(())
}

/// Whether there is a database to open; `false` when it is to be made.
///
/// SQLite takes an empty file for a new database and then deletes the log beside it, and it ignores a log that it
/// cannot read. Both would lose what was saved without a word.
fn looks_whole(path: &Path) -> Result<bool, StoreError> {
    let log = beside(path, "-wal");
    let log_header = read_start::<32>(&log)?;
    match fs::metadata(path) {
        Ok(found) if found.len() == 0 => Err(StoreError::damaged(path, "0 B")),
        Ok(_) => match log_header {
            Some(header) if !is_log_header(&header) => Err(StoreError::damaged(&log, "WAL header")),
            _ => Ok(true),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound && log_header.is_some() => {
            Err(StoreError::damaged(path, format!("{} without its database", log.display())))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(StoreError::file(path, &error)),
    }
}

/// The first bytes of a file; `None` when it is missing or shorter.
fn read_start<const LENGTH: usize>(path: &Path) -> Result<Option<[u8; LENGTH]>, StoreError> {
    let mut start = [0; LENGTH];
    match File::open(path).and_then(|mut file| file.read_exact(&mut start)) {
        Ok(()) => Ok(Some(start)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::UnexpectedEof) => {
            Ok(None)
        }
        Err(error) => Err(StoreError::file(path, &error)),
    }
}

/// Whether these bytes start a write-ahead log: magic number and checksum as in <https://sqlite.org/fileformat2.html>,
/// section 4.1. A log that was never written out has only zeros.
fn is_log_header(header: &[u8; 32]) -> bool {
    if header.iter().all(|&byte| byte == 0) {
        return true;
    }
    let big = |word: &[u8; 4]| u32::from_be_bytes(*word);
    let words: Vec<[u8; 4]> = header.chunks_exact(4).filter_map(|word| word.try_into().ok()).collect();
    let [magic, .., sum_0, sum_1] = words.as_slice() else { return false };
    let read = match big(magic) {
        0x377f_0682 => u32::from_le_bytes,
        0x377f_0683 => u32::from_be_bytes,
        _ => return false,
    };
    let (mut s0, mut s1) = (0u32, 0u32);
    for pair in words.chunks_exact(2).take(3) {
        if let [first, second] = pair {
            s0 = s0.wrapping_add(read(*first)).wrapping_add(s1);
            s1 = s1.wrapping_add(read(*second)).wrapping_add(s0);
        }
    }
    (s0, s1) == (big(sum_0), big(sum_1))
}

/// Makes a new database beside `path` and gives it the name only when it is whole, so that an empty or half-made file
/// under that name is always damage.
fn create(path: &Path, replica: ReplicaId) -> Result<(), StoreError> {
    let new = beside(path, &format!(".new-{replica}"));
    let made = make_private(&new).and_then(|()| {
        let build = || -> Outcome<()> {
            let mut connection = connect(&new)?;
            // Without the log until everything is in the file: on a disk that is nearly full the last write of a log into
            // the file fails in silence, and the file gets its name without what the log has.
            migrate::run(&mut connection, migrate::STEPS)?;
            use_log(&connection)?;
            connection.close().map_err(|(_, error)| error)?;
            Ok(())
        };
        build().map_err(|fault| fault.at(path))
    });
    let named = made.and_then(|()| name_new(&new, path).map_err(|error| StoreError::file(path, &error)));
    remove_with_logs(&new);
    match named {
        // Another process made it at the same moment; its database is as good.
        Ok(_) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Makes an empty file that only its owner can read.
pub(super) fn make_private(path: &Path) -> Result<(), StoreError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(|error| StoreError::file(path, &error))
}

/// Gives the finished file `from` the name `to` unless something has that name already, then makes the name durable.
/// Says whether it got the name.
pub(super) fn name_new(from: &Path, to: &Path) -> io::Result<bool> {
    match fs::hard_link(from, to) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        // FAT and some network folders have no links; then a check has to do.
        Err(_) if !to.exists() => fs::rename(from, to)?,
        Err(_) => return Ok(false),
    }
    sync_folder(to)?;
    Ok(true)
}

/// Makes the names in the folder of `path` durable.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix)
        && let Some(folder) = path.parent()
    {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Removes a working file with its logs. What cannot be removed stays as a stray file and harms nothing.
pub(super) fn remove_with_logs(path: &Path) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let _ = fs::remove_file(beside(path, suffix));
    }
}

/// The path with `suffix` after its file name.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Whether the database is porada's and not newer than this porada; reads only.
pub(super) fn verify(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let identity = || -> Outcome<(i64, i64)> {
        let application = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        Ok((application, migrate::version(connection)?))
    };
    let (application, version) = identity().map_err(|fault| fault.at(path))?;
    let known = migrate::latest();
    match (application, version) {
        (APPLICATION_ID, version) if version > known => {
            Err(StoreError::Newer { path: path.to_owned(), found: version, known })
        }
        (APPLICATION_ID, 1..) => Ok(()),
        _ => Err(StoreError::damaged(path, format!("application_id {application}, user_version {version}"))),
    }
}

/// Fails when SQLite's quick check finds anything.
pub(super) fn whole(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let problems = quick_check(connection).map_err(|fault| fault.at(path))?;
    problems.into_iter().next().map_or(Ok(()), |problem| Err(StoreError::damaged(path, problem)))
}

/// What SQLite's quick check finds; empty when the database is whole.
pub(super) fn quick_check(connection: &Connection) -> Outcome<Vec<String>> {
    let mut statement = connection.prepare("PRAGMA quick_check")?;
    let problems = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    Ok(problems.into_iter().filter(|problem| problem != "ok").collect())
}
