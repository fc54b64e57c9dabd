//! Why something could not be done with a storage.

use crate::i18n::{Language, Localized, sanitize};
use crate::store::StoreError;
use crate::sync::engine::SyncError;
use crate::sync::keys::{IdentityError, KeysError};
use crate::sync::remote::{AddressError, RemoteError};
use crate::sync::trust::TrustError;
use std::fmt;

/// Why something could not be done with a storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunnerError {
    /// The address is none.
    Address(AddressError),
    /// Something is on the storage that is not porada's; its name.
    Foreign(String),
    /// Another window or command synchronises this home.
    Busy,
    /// The synchronisation stopped.
    Sync(SyncError),
    /// A member could not be approved.
    Keys(KeysError),
    /// The keys of this device cannot be used.
    Identity(IdentityError),
    /// The home says no.
    Store(StoreError),
}

impl RunnerError {
    /// Whether the keys wait for their passphrase.
    pub fn is_locked(&self) -> bool {
        matches!(self, RunnerError::Identity(IdentityError::Locked(_)))
    }

    /// Whether the person ended it.
    pub fn is_cancelled(&self) -> bool {
        *self == RunnerError::Sync(SyncError::Cancelled)
    }
}

impl Localized for RunnerError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().sync_screen;
        match self {
            RunnerError::Address(error) => error.localized(language),
            RunnerError::Foreign(name) => (texts.foreign)(&sanitize(name)),
            RunnerError::Busy => texts.busy.to_owned(),
            RunnerError::Sync(error) => error.localized(language),
            RunnerError::Keys(error) => error.localized(language),
            RunnerError::Identity(error) => error.localized(language),
            RunnerError::Store(error) => error.localized(language),
        }
    }
}

impl fmt::Display for RunnerError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

impl std::error::Error for RunnerError {}

/// Writes the conversions of errors that are told as they are.
macro_rules! told_as_they_are {
    ($($variant:ident $error:ty),+) => {$(
        impl From<$error> for RunnerError {
            fn from(error: $error) -> RunnerError {
                RunnerError::$variant(error)
            }
        }
    )+};
}

told_as_they_are!(Address AddressError, Sync SyncError, Identity IdentityError, Store StoreError);

impl From<RemoteError> for RunnerError {
    fn from(error: RemoteError) -> RunnerError {
        RunnerError::Sync(error.into())
    }
}

impl From<TrustError> for RunnerError {
    fn from(error: TrustError) -> RunnerError {
        RunnerError::Sync(error.into())
    }
}

impl From<KeysError> for RunnerError {
    fn from(error: KeysError) -> RunnerError {
        match error {
            KeysError::Trust(error) => error.into(),
            error => RunnerError::Keys(error),
        }
    }
}
