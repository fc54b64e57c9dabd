//! The storages that a person set up.

use super::Store;
use super::error::{Outcome, StoreError, unknown};
use jiff::Timestamp;
use rusqlite::{Connection, params};

/// A remote as it was set up. No secret is in it: `credentials` says where the secret is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RemoteRow {
    /// What the person calls it.
    pub name: String,
    /// A folder or a URL.
    pub address: String,
    /// The space on it (32 hexadecimal digits), once it is known.
    pub space: Option<String>,
    /// With whom it is shared: `own`, `team` or `network`.
    pub profile: String,
    /// Where the password is: `env:NAME`, `command:...` or `sealed`.
    pub credentials: Option<String>,
    /// The name for the storage's log-in.
    pub user: Option<String>,
    /// A file with certificates of an own authority.
    pub certificate_authority: Option<String>,
    /// The address of a proxy.
    pub proxy: Option<String>,
    /// Whether it is synchronised at start and at the end.
    pub automatic: bool,
    /// When it was last tried.
    pub last_sync: Option<Timestamp>,
    /// What came of that: nothing when all went well, otherwise the words.
    pub last_result: Option<String>,
}

impl Store {
    /// All remotes in the order of their names.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn remotes(&self) -> Result<Vec<RemoteRow>, StoreError> {
        let read = || -> Outcome<Vec<RemoteRow>> {
            let sql = "SELECT name, address, space, profile, credentials, \"user\", certificate_authority, proxy, automatic,
                last_sync, last_result FROM remote ORDER BY name";
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query([])?;
            let mut remotes = Vec::new();
            while let Some(row) = rows.next()? {
                let last_sync = row.get::<_, Option<i64>>(9)?.map(moment).transpose()?;
                remotes.push(RemoteRow {
                    name: row.get(0)?,
                    address: row.get(1)?,
                    space: row.get(2)?,
                    profile: row.get(3)?,
                    credentials: row.get(4)?,
                    user: row.get(5)?,
                    certificate_authority: row.get(6)?,
                    proxy: row.get(7)?,
                    automatic: row.get(8)?,
                    last_sync,
                    last_result: row.get(10)?,
                });
            }
            Ok(remotes)
        };
        self.located(read())
    }

    /// A number that changes when a remote is written or forgotten, by whichever window.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn remotes_version(&self) -> Result<u64, StoreError> {
        let read = || -> Outcome<u64> {
            let sql = "SELECT value FROM meta WHERE key = 'remotes'";
            let version: i64 = self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
            Ok(version.cast_unsigned())
        };
        self.located(read())
    }

    /// Writes a remote, in the place of one of the same name.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn save_remote(&mut self, remote: &RemoteRow) -> Result<(), StoreError> {
        self.quietly(|transaction| {
            let sql = "INSERT OR REPLACE INTO remote (name, address, space, profile, credentials, \"user\",
                certificate_authority, proxy, automatic, last_sync, last_result)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
            transaction.prepare_cached(sql)?.execute(params![
                remote.name,
                remote.address,
                remote.space,
                remote.profile,
                remote.credentials,
                remote.user,
                remote.certificate_authority,
                remote.proxy,
                remote.automatic,
                remote.last_sync.map(Timestamp::as_millisecond),
                remote.last_result,
            ])?;
            count(transaction)
        })
    }

    /// Forgets a remote; what is on the storage and what is known of its space stays. Says whether there was one.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn remove_remote(&mut self, name: &str) -> Result<bool, StoreError> {
        self.quietly(|transaction| {
            let removed =
                transaction.prepare_cached("DELETE FROM remote WHERE name = ?1")?.execute([name])?;
            count(transaction)?;
            Ok(removed > 0)
        })
    }
}

/// Counts a change of the remotes.
fn count(connection: &Connection) -> Outcome<()> {
    connection.prepare_cached("UPDATE meta SET value = value + 1 WHERE key = 'remotes'")?.execute([])?;
    Ok(())
}

/// The moment that a row keeps in milliseconds.
pub(super) fn moment(milliseconds: i64) -> Outcome<Timestamp> {
    Timestamp::from_millisecond(milliseconds).map_err(|error| unknown("moment", error))
}
