//! Whose sessions wrote what: this device's own, and those of other devices as their heads say, with the names that the
//! last synchronisation found.

use super::Store;
use super::error::{Outcome, StoreError};
use crate::i18n::Language;
use crate::model::{ReplicaId, WriterNames};

/// The state key that remembers what a device is called.
const DEVICE_NAME: &str = "device-name:";

fn name_key(device: u128) -> String {
    format!("{DEVICE_NAME}{device:032x}")
}

impl Store {
    /// Remembers what a device is called, for [`Store::writer_names`].
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn name_device(&self, device: u128, name: &str) -> Result<(), StoreError> {
        let key = name_key(device);
        if self.state(&key)?.as_deref() == Some(name) { Ok(()) } else { self.set_state(&key, name) }
    }

    /// What the devices of these sessions are called; those that nobody has named are left out.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn writer_names(
        &self,
        sessions: impl IntoIterator<Item = ReplicaId>,
        language: Language,
    ) -> Result<WriterNames, StoreError> {
        let mut names = WriterNames::new();
        for session in sessions {
            if names.contains_key(&session) {
                continue;
            }
            if session == self.session() || self.is_own_session(session)? {
                names.insert(session, language.texts().conflicts.this_device.to_owned());
            } else if let Some(name) = self.name_of_writer(session)? {
                names.insert(session, name);
            }
        }
        Ok(names)
    }

    fn is_own_session(&self, session: ReplicaId) -> Result<bool, StoreError> {
        let read = || -> Outcome<bool> {
            let sql = "SELECT 1 FROM own_replica JOIN name ON name.id = replica WHERE text = ?1";
            Ok(self.connection.prepare_cached(sql)?.exists([session.to_string()])?)
        };
        self.located(read())
    }

    fn name_of_writer(&self, session: ReplicaId) -> Result<Option<String>, StoreError> {
        match self.device_of(session)? {
            Some(device) => self.state(&name_key(device)),
            None => Ok(None),
        }
    }
}
