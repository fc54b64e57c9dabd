//! Statements and keys between the storage and the device's memory of a space.

use super::statement::{MOST_BYTES, Refusal, Statement, StatementId, is_statement_name};
use crate::sync::remote::{Listed, Remote, RemoteError, RemotePath};
use crate::sync::trust::TrustError;
use std::collections::{BTreeMap, BTreeSet};

/// The most statements of a space; a stranger could fill the storage with more.
const MOST_STATEMENTS: usize = 20_000;

/// A file in `members/` or `keys/` that does not count, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refused {
    /// The file, from the root of the storage.
    pub file: String,
    /// Why.
    pub why: Refusal,
}

/// The statements of a space that this device knows.
#[derive(Debug, Default)]
pub(super) struct Statements {
    pub(super) all: BTreeMap<StatementId, Statement>,
    pub(super) refused: BTreeSet<Refused>,
}

impl Statements {
    /// Reads what is new in `members/` and writes what the storage has lost: one listing, and a request for each such
    /// file. Whether something new came.
    ///
    /// # Errors
    /// When the storage cannot be read or written.
    pub(super) fn exchange(&mut self, remote: &dyn Remote, space: &str) -> Result<bool, TrustError> {
        let listed = remote.list(Some(&folder("members")?)).map_err(TrustError::Remote)?;
        let there: BTreeMap<&str, &Listed> = listed.iter().map(|it| (it.name.as_str(), it)).collect();
        let known: BTreeMap<String, &Statement> =
            self.all.values().map(|statement| (statement.file_name(), statement)).collect();
        // Any device may give back what was lost or torn, not only its author: who was removed will not do it.
        for (name, statement) in &known {
            let (path, bytes) = (statement_path(name)?, statement.text().as_bytes());
            let torn = |it: &&Listed| it.size.is_some_and(|size| size != bytes.len() as u64);
            match there.get(name.as_str()) {
                Some(listed) if !torn(listed) => continue,
                Some(_) => remote.delete(&path).map_err(TrustError::Remote)?,
                None => {}
            }
            put(remote, path, bytes)?;
        }
        let new: Vec<&Listed> = listed
            .iter()
            .filter(|it| !it.folder && is_statement_name(&it.name) && !known.contains_key(&it.name))
            .collect();
        drop(known);
        let mut found = false;
        self.refused.clear();
        for listed in new {
            if self.all.len() >= MOST_STATEMENTS {
                self.refuse(&listed.name, Refusal::TooMany);
                break;
            }
            match fetch(remote, space, &listed.name)? {
                Ok(statement) => {
                    self.all.insert(statement.id, statement);
                    found = true;
                }
                Err(Some(why)) => self.refuse(&listed.name, why),
                // Listed, yet gone.
                Err(None) => {}
            }
        }
        Ok(found)
    }

    pub(super) fn refuse(&mut self, name: &str, why: Refusal) {
        self.refused.insert(Refused { file: format!("members/{name}"), why });
    }

    /// Writes a statement to the storage, then knows it.
    ///
    /// # Errors
    /// When the storage does not take it.
    pub(super) fn publish(
        &mut self,
        remote: &dyn Remote,
        statement: Option<Statement>,
    ) -> Result<StatementId, TrustError> {
        let statement = statement.ok_or(TrustError::Damaged)?;
        put(remote, statement_path(&statement.file_name())?, statement.text().as_bytes())?;
        let id = statement.id;
        self.all.insert(id, statement);
        Ok(id)
    }

    /// The number of the next statement of an author.
    pub(super) fn next_number(&self, author: crate::sync::trust::DeviceId) -> u32 {
        let own = self.all.values().filter(|statement| statement.author == author);
        own.map(|statement| statement.number).max().unwrap_or(0).saturating_add(1)
    }
}

/// A file that is one of a space's statements; `Err(None)` when it is not there.
fn fetch(
    remote: &dyn Remote,
    space: &str,
    name: &str,
) -> Result<Result<Statement, Option<Refusal>>, TrustError> {
    let bytes = match remote.get(&statement_path(name)?, MOST_BYTES) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Ok(Err(None)),
        // One planted file must not keep the device from the others.
        Err(RemoteError::TooLarge { .. } | RemoteError::Unsafe(_)) => return Ok(Err(Some(Refusal::Damaged))),
        Err(error) => return Err(TrustError::Remote(error)),
    };
    Ok(match Statement::read(space, &bytes) {
        Ok(statement) if statement.file_name() == name => Ok(statement),
        Ok(_) => Err(Some(Refusal::Damaged)),
        Err(why) => Err(Some(why)),
    })
}

fn put(remote: &dyn Remote, path: RemotePath, bytes: &[u8]) -> Result<(), TrustError> {
    remote.put_new(&path, bytes).map(|_| ()).map_err(TrustError::Remote)
}

/// A folder of the protocol.
pub(super) fn folder(name: &str) -> Result<RemotePath, TrustError> {
    RemotePath::new(name).ok_or(TrustError::Damaged)
}

fn statement_path(name: &str) -> Result<RemotePath, TrustError> {
    folder("members")?.join(name).ok_or(TrustError::Damaged)
}
