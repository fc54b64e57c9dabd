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
