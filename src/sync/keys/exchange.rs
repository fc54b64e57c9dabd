//! Statements and keys between the storage and the device's memory of a space.

use super::room::{Circle, Limits, Room, cost};
use super::statement::{MOST_BYTES, Refusal, SMALL, Says, Statement, StatementId, author_of};
use crate::sync::remote::{Remote, RemoteError, RemotePath};
use crate::sync::trust::TrustError;
use std::collections::{BTreeMap, BTreeSet};

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
    pub(super) limits: Limits,
}

/// What `members/` showed at one look: the names of statements with their sizes.
pub(super) struct Shown(BTreeMap<String, Option<u64>>);

impl Shown {
    /// One request.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub(super) fn on(remote: &dyn Remote) -> Result<Shown, TrustError> {
        let listed = remote.list(Some(&folder("members")?)).map_err(TrustError::Remote)?;
        let files = listed.into_iter().filter(|it| !it.folder && author_of(&it.name).is_some());
        Ok(Shown(files.map(|it| (it.name, it.size)).collect()))
    }
}

impl Statements {
    /// Writes what the storage has lost or torn. Any device may give back what members and those who were removed have stated: who
    /// was removed will not do it. What nobody has vouched for its own device gives back.
    ///
    /// # Errors
    /// When the storage cannot be written.
    pub(super) fn give_back(
        &self,
        remote: &dyn Remote,
        shown: &Shown,
        circle: &Circle,
    ) -> Result<(), TrustError> {
        for statement in self.all.values().filter(|it| circle.has_vouched_for(it.author)) {
            let (name, bytes) = (statement.file_name(), statement.text().as_bytes());
            let path = statement_path(&name)?;
            match shown.0.get(&name) {
                Some(size) if size.is_none_or(|size| size == bytes.len() as u64) => continue,
                Some(_) => remote.delete(&path).map_err(TrustError::Remote)?,
                None => {}
            }
            put(remote, path, bytes)?;
        }
        Ok(())
    }

    /// Reads what is new, as far as there is room for it. `tried` are the names that were read at this look. Whether something new came:
    /// somebody may have been vouched for by it, whose statements then are read too.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub(super) fn read_new(
        &mut self,
        remote: &dyn Remote,
        space: &str,
        shown: &Shown,
        circle: &Circle,
        tried: &mut BTreeSet<String>,
    ) -> Result<bool, TrustError> {
        let known: BTreeSet<String> = self.all.values().map(Statement::file_name).collect();
        let mut room = Room::left_by(self, circle);
        let (mut found, mut full) = (false, None);
        for (name, size) in &shown.0 {
            let Some(author) = author_of(name) else { continue };
            if known.contains(name) || tried.contains(name) {
                continue;
            }
            // What is larger than an introduction is read when somebody has vouched for its author.
            let limit = if circle.has_vouched_for(author) { MOST_BYTES } else { SMALL };
            let bytes = size.unwrap_or(SMALL);
            if limit == SMALL && bytes > SMALL {
                continue;
            }
            if !room.admits(self, circle, author, bytes) {
                full.get_or_insert(name);
                continue;
            }
            tried.insert(name.clone());
            match fetch(remote, space, name, limit)? {
                Ok(statement) => {
                    room.correct(circle, author, bytes, statement.text().len() as u64);
                    self.all.insert(statement.id, statement);
                    found = true;
                }
                Err(Some(why)) => self.refuse(name, why),
                // Listed, yet gone.
                Err(None) => {}
            }
        }
        if let Some(name) = full {
            self.refuse(name, Refusal::TooMany);
        }
        Ok(found)
    }

    /// Forgets what no device needs: of those for whom nobody has vouched everything but their introductions, and those too when the
    /// storage does not show them (any more). In a space without encryption, where nobody is vouched for, they stay as long as there is room.
    pub(super) fn forget_strangers(&mut self, shown: Option<&Shown>, circle: &Circle) {
        let is_shown = |it: &Statement| shown.is_none_or(|shown| shown.0.contains_key(&it.file_name()));
        let strangers = self.all.values().filter(|it| !circle.has_vouched_for(it.author));
        let crowded =
            strangers.map(|it| cost(it.text().len() as u64)).sum::<u64>() > self.limits.strangers / 2;
        self.all.retain(|_, it| {
            let introduces = matches!(it.says, Says::Introduce { .. });
            let stays = is_shown(it) || circle.is_open && !crowded;
            circle.has_vouched_for(it.author) || introduces && stays
        });
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
    limit: u64,
) -> Result<Result<Statement, Option<Refusal>>, TrustError> {
    let bytes = match remote.get(&statement_path(name)?, limit) {
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
