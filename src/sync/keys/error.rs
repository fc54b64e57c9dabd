//! What can go wrong with keys and members, in words.

use super::exchange::Refused;
use super::identity::IdentityError;
use super::statement::Refusal;
use crate::i18n::{Language, Localized, sanitize};
use crate::sync::trust::{DeviceId, TrustError};
use std::fmt;
use std::path::Path;

/// Why a member was not approved or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeysError {
    /// The keys or the storage do not allow it.
    Trust(TrustError),
    /// No such device has introduced itself.
    NoSuchDevice,
    /// The device has other keys than those that were compared.
    OtherFingerprint,
    /// The device of this name is a member already.
    AlreadyMember(String),
    /// The device of this name was removed and can come back with new keys only.
    Removed(String),
    /// The device of this name is no member, so it cannot be removed.
    NotMember(String),
    /// A device cannot remove itself.
    OwnDevice,
}

impl From<TrustError> for KeysError {
    fn from(error: TrustError) -> KeysError {
        KeysError::Trust(error)
    }
}

impl Localized for KeysError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().keys;
        match self {
            KeysError::Trust(error) => error.localized(language),
            KeysError::NoSuchDevice => texts.no_such_device.to_owned(),
            KeysError::OtherFingerprint => texts.other_fingerprint.to_owned(),
            KeysError::AlreadyMember(name) => (texts.already_member)(name),
            KeysError::Removed(name) => (texts.was_removed)(name),
            KeysError::NotMember(name) => (texts.not_member)(name),
            KeysError::OwnDevice => texts.own_device.to_owned(),
        }
    }
}

impl Localized for TrustError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().keys;
        let short = |device: &DeviceId| super::space::short_name(*device);
        match self {
            TrustError::UnknownDevice(device) => (texts.unknown_device)(&short(device)),
            TrustError::RemovedDevice(device) => (texts.removed_device)(&short(device)),
            TrustError::WrongSignature(device) => (texts.wrong_signature)(&short(device)),
            TrustError::NoKey(epoch) => (texts.no_key)(*epoch),
            TrustError::Damaged => texts.damaged_seal.to_owned(),
            TrustError::NotApproved => texts.not_approved.to_owned(),
            TrustError::OtherFounder => texts.other_founder.to_owned(),
            TrustError::Memory(problem) => (texts.memory)(&sanitize(problem)),
            TrustError::Remote(error) => error.localized(language),
        }
    }
}

impl Localized for IdentityError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().keys;
        let reason = |kind: &std::io::ErrorKind| (language.texts().common.io_reason)(*kind);
        let shown = |path: &Path| sanitize(&path.to_string_lossy()).into_owned();
        match self {
            IdentityError::Locked(path) => (texts.locked)(&shown(path)),
            IdentityError::WrongPassphrase(path) => (texts.wrong_passphrase)(&shown(path)),
            IdentityError::Damaged(path) => (texts.damaged_identity)(&shown(path)),
            IdentityError::Foreign(path) => (texts.foreign_identity)(&shown(path)),
            IdentityError::Newer(path) => (texts.newer_identity)(&shown(path)),
            IdentityError::Exists(path) => (texts.identity_exists)(&shown(path)),
            IdentityError::CannotRead(path, kind) => (texts.cannot_read)(&shown(path), &reason(kind)),
            IdentityError::CannotWrite(path, kind) => (texts.cannot_write)(&shown(path), &reason(kind)),
            IdentityError::WrongCode => texts.wrong_code.to_owned(),
            IdentityError::NoPassphrase => texts.no_passphrase.to_owned(),
            IdentityError::EmptyPassphrase => texts.empty_passphrase.to_owned(),
            IdentityError::WrongName => texts.wrong_name.to_owned(),
        }
    }
}

impl Localized for Refused {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().keys;
        let why = match self.why {
            Refusal::Damaged => texts.refused_damaged,
            Refusal::OtherSpace => texts.refused_other_space,
            Refusal::Newer => texts.refused_newer,
            Refusal::WrongSignature => texts.refused_signature,
            Refusal::TooLarge => texts.refused_too_large,
            Refusal::TooMany => texts.refused_too_many,
        };
        format!("{}: {why}", sanitize(&self.file))
    }
}

/// An error speaks English where nobody says which language.
macro_rules! speaks_english {
    ($($error:ty),*) => {$(
        impl fmt::Display for $error {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.localized(Language::English))
            }
        }

        impl std::error::Error for $error {}
    )*};
}

speaks_english!(KeysError, TrustError, IdentityError);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::remote::RemoteError;

    #[test]
    fn an_error_says_what_to_do_in_both_languages() {
        let error = IdentityError::Damaged("/home/identity.age".into());
        let czech = error.localized(Language::Czech);
        assert!(czech.contains("/home/identity.age") && czech.contains("porada team recover"), "{czech}");
        assert!(error.to_string().contains("porada team recover"));
        let error = TrustError::NotApproved;
        assert!(error.localized(Language::Czech).contains("čeká na schválení"));
        assert!(error.to_string().contains("waits for approval"));
        let error = TrustError::Remote(RemoteError::Full("cloud.example.cz".to_owned()));
        assert!(error.localized(Language::Czech).contains("cloud.example.cz"), "what the storage said");
        let hostile = Refused { file: "members/\u{1b}[2J".to_owned(), why: Refusal::Damaged };
        assert!(!hostile.localized(Language::English).contains('\u{1b}'));
    }
}
