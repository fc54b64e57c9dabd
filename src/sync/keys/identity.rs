//! The file of the device's own secrets: its keys, its name, passwords of remotes; sealed with a passphrase or plain.

use super::device::DeviceKeys;
use super::file::{self, ReadError};
use super::statement::LONGEST_NAME;
use crate::i18n::sanitize;
use crate::sync::random::Randomness;
use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, scrypt};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use zeroize::{Zeroize, Zeroizing};

const FORMAT: &str = "porada-identity/1";
const ANY_FORMAT: &str = "porada-identity/";
/// What every file of age begins with.
const AGE: &[u8] = b"age-encryption.org/v";
/// The most bytes of the file.
const MOST_BYTES: u64 = 1024 * 1024;
/// The work of guessing a passphrase, as a power of two: 128 MiB and about half a second for each guess.
const WORK_FACTOR: u8 = 17;
/// The most work that opening a file may ask for; a foreign file could ask for hours.
const MOST_WORK: u8 = 20;

/// Why the file of the device's keys cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdentityError {
    /// It is sealed with a passphrase, and none was given.
    Locked(PathBuf),
    /// The passphrase is not the one that it was sealed with.
    WrongPassphrase(PathBuf),
    /// It was altered, cut off, or is not complete.
    Damaged(PathBuf),
    /// It is something else than the file of a device's keys.
    Foreign(PathBuf),
    /// A newer porada wrote it.
    Newer(PathBuf),
    /// It is there already and is not written over.
    Exists(PathBuf),
    /// The system does not let it be read.
    CannotRead(PathBuf, io::ErrorKind),
    /// The system does not let it be written.
    CannotWrite(PathBuf, io::ErrorKind),
    /// The recovery code is none, or was mistyped.
    WrongCode,
    /// A password can be kept only where a passphrase seals it.
    NoPassphrase,
    /// A passphrase of no characters protects nothing.
    EmptyPassphrase,
    /// A name needs characters that can be seen, at most sixty.
    WrongName,
}

/// The secrets of this device.
pub struct Identity {
    path: PathBuf,
    keys: DeviceKeys,
    name: String,
    passwords: BTreeMap<String, Zeroizing<String>>,
    passphrase: Option<Zeroizing<String>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    format: String,
    secret: String,
    name: String,
    passwords: BTreeMap<String, String>,
}

impl Drop for Content {
    fn drop(&mut self) {
        self.secret.zeroize();
        self.passwords.values_mut().for_each(Zeroize::zeroize);
    }
}

#[derive(Deserialize)]
struct AnyContent {
    format: String,
}

impl Identity {
    /// Makes a new device and its file.
    ///
    /// # Errors
    /// [`IdentityError::Exists`] when this device has its keys already, or when the file cannot be written.
    pub fn create(
        path: &Path,
        name: &str,
        passphrase: Option<&str>,
        random: &mut dyn Randomness,
    ) -> Result<Identity, IdentityError> {
        Identity::create_with(path, DeviceKeys::generate(random), name, passphrase)
    }

    /// Makes this device the one that a recovery code names.
    ///
    /// # Errors
    /// [`IdentityError::WrongCode`], and as [`Identity::create`].
    pub fn recover(
        path: &Path,
        code: &str,
        name: &str,
        passphrase: Option<&str>,
    ) -> Result<Identity, IdentityError> {
        let keys = DeviceKeys::from_recovery_code(code).ok_or(IdentityError::WrongCode)?;
        Identity::create_with(path, keys, name, passphrase)
    }

    fn create_with(
        path: &Path,
        keys: DeviceKeys,
        name: &str,
        passphrase: Option<&str>,
    ) -> Result<Identity, IdentityError> {
        let passphrase = passphrase.map(checked_passphrase).transpose()?;
        let name = checked_name(name)?;
        let identity = Identity { path: path.to_owned(), keys, name, passwords: BTreeMap::new(), passphrase };
        let written = file::create(path, &identity.bytes()?);
        written.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => IdentityError::Exists(path.to_owned()),
            kind => IdentityError::CannotWrite(path.to_owned(), kind),
        })?;
        Ok(identity)
    }

    /// Whether the file is there and needs a passphrase.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_locked(path: &Path) -> Result<bool, IdentityError> {
        Ok(bytes_of(path)?.is_some_and(|bytes| bytes.starts_with(AGE)))
    }

    /// Reads the file; `None` when this device has no keys yet. The passphrase is not looked at when the file is plain.
    ///
    /// # Errors
    /// Why the file cannot be read or opened.
    pub fn load(path: &Path, passphrase: Option<&str>) -> Result<Option<Identity>, IdentityError> {
        let Some(bytes) = bytes_of(path)? else { return Ok(None) };
        let sealed = bytes.starts_with(AGE);
        let plain = match (sealed, passphrase) {
            (false, _) => bytes,
            (true, None) => return Err(IdentityError::Locked(path.to_owned())),
            (true, Some(passphrase)) => unseal(path, &bytes, passphrase)?,
        };
        let foreign = |_| match sealed {
            true => IdentityError::Damaged(path.to_owned()),
            false => IdentityError::Foreign(path.to_owned()),
        };
        let any: AnyContent = serde_json::from_slice(&plain).map_err(foreign)?;
        if any.format != FORMAT {
            let newer = any.format.starts_with(ANY_FORMAT);
            let path = path.to_owned();
            return Err(if newer { IdentityError::Newer(path) } else { IdentityError::Foreign(path) });
        }
        let damaged = || IdentityError::Damaged(path.to_owned());
        let mut content: Content = serde_json::from_slice(&plain).map_err(|_| damaged())?;
        let keys = DeviceKeys::from_recovery_code(&content.secret).ok_or_else(damaged)?;
        let name = checked_name(&content.name).map_err(|_| damaged())?;
        let passwords = std::mem::take(&mut content.passwords);
        let passwords = passwords.into_iter().map(|(name, it)| (name, Zeroizing::new(it))).collect();
        let passphrase = passphrase.filter(|_| sealed).map(|text| Zeroizing::new(text.to_owned()));
        Ok(Some(Identity { path: path.to_owned(), keys, name, passwords, passphrase }))
    }

    /// The keys of the device.
    pub fn keys(&self) -> &DeviceKeys {
        &self.keys
    }

    /// What the owner calls the device.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether a passphrase seals the file.
    pub fn is_sealed(&self) -> bool {
        self.passphrase.is_some()
    }

    /// Renames the device.
    ///
    /// # Errors
    /// [`IdentityError::WrongName`], and when the file cannot be written.
    pub fn rename(&mut self, name: &str) -> Result<(), IdentityError> {
        let old = std::mem::replace(&mut self.name, checked_name(name)?);
        self.save().inspect_err(|_| self.name = old)
    }

    /// Takes new keys: from then on this is another device.
    ///
    /// # Errors
    /// When the file cannot be written; then the keys are the old ones.
    pub fn renew(&mut self, keys: DeviceKeys) -> Result<(), IdentityError> {
        let old = std::mem::replace(&mut self.keys, keys);
        self.save().inspect_err(|_| self.keys = old)
    }

    /// Seals the file with another passphrase.
    ///
    /// # Errors
    /// [`IdentityError::EmptyPassphrase`], and when the file cannot be written; then the passphrase is the old one.
    pub fn set_passphrase(&mut self, passphrase: &str) -> Result<(), IdentityError> {
        let old = self.passphrase.replace(checked_passphrase(passphrase)?);
        self.save().inspect_err(|_| self.passphrase = old)
    }

    /// The kept password of a remote.
    pub fn password(&self, remote: &str) -> Option<&str> {
        self.passwords.get(remote).map(|password| password.as_str())
    }

    /// Keeps the password of a remote, or forgets it.
    ///
    /// # Errors
    /// [`IdentityError::NoPassphrase`] when the file is not sealed: a password is never written in the clear; and when the
    /// file cannot be written.
    pub fn set_password(&mut self, remote: &str, password: Option<&str>) -> Result<(), IdentityError> {
        if password.is_some() && self.passphrase.is_none() {
            return Err(IdentityError::NoPassphrase);
        }
        let before = self.passwords.clone();
        match password {
            Some(password) => self.passwords.insert(remote.to_owned(), Zeroizing::new(password.to_owned())),
            None => self.passwords.remove(remote),
        };
        self.save().inspect_err(|_| self.passwords = before)
    }

    fn save(&self) -> Result<(), IdentityError> {
        let written = file::replace(&self.path, &self.bytes()?);
        written.map_err(|error| IdentityError::CannotWrite(self.path.clone(), error.kind()))
    }

    fn bytes(&self) -> Result<Zeroizing<Vec<u8>>, IdentityError> {
        let content = Content {
            format: FORMAT.to_owned(),
            secret: self.keys.recovery_code().to_string(),
            name: self.name.clone(),
            passwords: self.passwords.iter().map(|(name, it)| (name.clone(), it.to_string())).collect(),
        };
        let failed = |kind| IdentityError::CannotWrite(self.path.clone(), kind);
        let plain = serde_json::to_vec_pretty(&content).map_err(|_| failed(io::ErrorKind::InvalidData))?;
        let plain = Zeroizing::new(plain);
        match &self.passphrase {
            None => Ok(plain),
            Some(passphrase) => {
                seal(&plain, passphrase).map(Zeroizing::new).map_err(|error| failed(error.kind()))
            }
        }
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Identity");
        shown.field("path", &self.path).field("keys", &self.keys).field("name", &self.name);
        shown.field("sealed", &self.is_sealed()).finish_non_exhaustive()
    }
}

fn bytes_of(path: &Path) -> Result<Option<Zeroizing<Vec<u8>>>, IdentityError> {
    match file::read(path, MOST_BYTES) {
        Ok(bytes) => Ok(bytes.map(Zeroizing::new)),
        Err(ReadError::NotAFile | ReadError::TooLarge) => Err(IdentityError::Foreign(path.to_owned())),
        Err(ReadError::System(error)) => Err(IdentityError::CannotRead(path.to_owned(), error.kind())),
    }
}

fn seal(plain: &[u8], passphrase: &str) -> io::Result<Vec<u8>> {
    let mut recipient = scrypt::Recipient::new(SecretString::from(passphrase.to_owned()));
    recipient.set_work_factor(WORK_FACTOR);
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
        .map_err(io::Error::other)?;
    let mut sealed = Vec::new();
    let mut writer = encryptor.wrap_output(&mut sealed)?;
    writer.write_all(plain)?;
    writer.finish()?;
    Ok(sealed)
}

fn unseal(path: &Path, sealed: &[u8], passphrase: &str) -> Result<Zeroizing<Vec<u8>>, IdentityError> {
    let damaged = || IdentityError::Damaged(path.to_owned());
    let decryptor = Decryptor::new_buffered(sealed).map_err(|error| match error {
        DecryptError::UnknownFormat => IdentityError::Newer(path.to_owned()),
        _ => damaged(),
    })?;
    if !decryptor.is_scrypt() {
        return Err(IdentityError::Foreign(path.to_owned()));
    }
    let mut key = scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    key.set_max_work_factor(MOST_WORK);
    let reader =
        decryptor.decrypt(std::iter::once(&key as &dyn age::Identity)).map_err(|error| match error {
            // An altered wrapped key cannot be told from a wrong passphrase.
            DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => {
                IdentityError::WrongPassphrase(path.to_owned())
            }
            _ => damaged(),
        })?;
    let mut plain = Zeroizing::new(Vec::new());
    reader.take(MOST_BYTES).read_to_end(&mut plain).map_err(|_| damaged())?;
    Ok(plain)
}

fn checked_passphrase(passphrase: &str) -> Result<Zeroizing<String>, IdentityError> {
    if passphrase.is_empty() {
        return Err(IdentityError::EmptyPassphrase);
    }
    Ok(Zeroizing::new(passphrase.to_owned()))
}

/// The name of a device as it may be written and shown.
fn checked_name(name: &str) -> Result<String, IdentityError> {
    let name = sanitize(name);
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().count() <= LONGEST_NAME;
    fits.then(|| name.to_owned()).ok_or(IdentityError::WrongName)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::random::SystemRandomness;

    fn create(path: &Path, passphrase: Option<&str>) -> Identity {
        Identity::create(path, " Jana\u{7} notebook ", passphrase, &mut SystemRandomness).unwrap()
    }

    #[test]
    fn a_passphrase_seals_keys_and_passwords() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("identity.age");
        assert!(Identity::load(&path, None).unwrap().is_none());
        let mut identity = create(&path, Some("správné heslo"));
        identity.set_password("obec", Some("tajné-7")).unwrap();
        assert_eq!(identity.name(), "Jana notebook");
        let bytes = std::fs::read(&path).unwrap();
        for secret in ["tajné-7", "AGE-SECRET", "Jana"] {
            assert!(!String::from_utf8_lossy(&bytes).contains(secret));
        }
        assert_eq!(Identity::is_locked(&path), Ok(true));
        assert_eq!(Identity::load(&path, None).err(), Some(IdentityError::Locked(path.clone())));
        let wrong = Identity::load(&path, Some("heslo")).err();
        assert_eq!(wrong, Some(IdentityError::WrongPassphrase(path.clone())));
        let again = Identity::load(&path, Some("správné heslo")).unwrap().unwrap();
        assert_eq!(again.keys().public(), identity.keys().public());
        assert_eq!(again.password("obec"), Some("tajné-7"));

        for (place, what) in [(3, "format"), (bytes.len() / 2, "middle"), (bytes.len() - 1, "end")] {
            let mut altered = bytes.clone();
            altered[place] ^= 1;
            std::fs::write(&path, altered).unwrap();
            assert!(Identity::load(&path, Some("správné heslo")).is_err(), "{what}");
        }
        std::fs::write(&path, &bytes[..bytes.len() - 20]).unwrap();
        let cut = Identity::load(&path, Some("správné heslo")).err();
        assert_eq!(cut, Some(IdentityError::Damaged(path)));
    }

    #[test]
    fn without_a_passphrase_no_password_is_kept_until_there_is_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("identity.age");
        let mut identity = create(&path, None);
        assert_eq!(identity.set_password("obec", Some("tajné")), Err(IdentityError::NoPassphrase));
        assert_eq!(identity.set_password("obec", None), Ok(()));
        assert_eq!(identity.set_passphrase(""), Err(IdentityError::EmptyPassphrase));
        assert!(Identity::load(&path, Some("cokoli")).unwrap().is_some());
        identity.set_passphrase("heslo").unwrap();
        identity.set_password("obec", Some("tajné")).unwrap();
        identity.set_passphrase("jiné").unwrap();
        assert!(Identity::load(&path, Some("heslo")).is_err());
        let again = Identity::load(&path, Some("jiné")).unwrap().unwrap();
        assert_eq!((again.password("obec"), again.is_sealed()), (Some("tajné"), true));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn keys_are_never_written_over_and_names_are_names() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("identity.age");
        let mut identity = create(&path, None);
        let second = Identity::create(&path, "x", None, &mut SystemRandomness);
        assert_eq!(second.err(), Some(IdentityError::Exists(path.clone())));
        let code = identity.keys().recovery_code();
        assert_eq!(
            Identity::recover(&path, &code, "x", None).err(),
            Some(IdentityError::Exists(path.clone()))
        );
        assert_eq!(Identity::recover(&path, "x", "x", None).err(), Some(IdentityError::WrongCode));
        for wrong in ["", " ", "\u{7}", &"x".repeat(61)] {
            assert_eq!(identity.rename(wrong), Err(IdentityError::WrongName));
        }
        identity.rename("Eva").unwrap();
        let other = folder.path().join("other.age");
        let recovered = Identity::recover(&other, &code, "Eva", None).unwrap();
        assert_eq!(recovered.keys().public(), identity.keys().public());
        identity.renew(DeviceKeys::generate(&mut SystemRandomness)).unwrap();
        let again = Identity::load(&path, None).unwrap().unwrap();
        assert_ne!(again.keys().device(), recovered.keys().device());
        assert_eq!(again.name(), "Eva");
    }

    #[test]
    fn a_foreign_a_newer_and_a_broken_file_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("identity.age");
        let key = age::x25519::Identity::generate();
        let for_a_key = super::super::seal::seal(b"{}", &key.to_public()).unwrap();
        let damaged = IdentityError::Damaged(path.clone());
        let foreign = IdentityError::Foreign(path.clone());
        let cases: [(&[u8], IdentityError); 7] = [
            (b"", foreign.clone()),
            (b"PK\x03\x04", foreign.clone()),
            (br#"{"format":"porada-doc/1"}"#, foreign.clone()),
            (&for_a_key, foreign.clone()),
            (br#"{"format":"porada-identity/2","secret":[]}"#, IdentityError::Newer(path.clone())),
            (br#"{"format":"porada-identity/1","secret":"x","name":"x","passwords":{}}"#, damaged.clone()),
            (b"age-encryption.org/v1\n", damaged),
        ];
        for (bytes, expected) in cases {
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(Identity::load(&path, Some("heslo")).err(), Some(expected));
        }
        std::fs::remove_file(&path).unwrap();
        std::fs::create_dir(&path).unwrap();
        assert_eq!(Identity::load(&path, None).err(), Some(foreign));
    }

    #[test]
    fn no_secret_of_the_device_shows_in_debug() {
        let folder = tempfile::tempdir().unwrap();
        let mut identity = create(&folder.path().join("identity.age"), Some("heslo-9"));
        identity.set_password("obec", Some("tajné-7")).unwrap();
        let shown = format!("{identity:?}");
        let code = identity.keys().recovery_code();
        for secret in ["heslo-9", "tajné-7", code.as_str(), "SECRET"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}
