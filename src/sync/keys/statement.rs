//! What a device states about members: one signed file each, never changed, in `members/`.

use super::device::{DeviceKeys, Fingerprint, PublicKeys};
use super::hex;
use crate::sync::trust::{DeviceId, Signature};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// The format of a statement; the number is raised when an older porada could misunderstand one.
const FORMAT: &str = "porada-members/1";
/// What the format of any version begins with.
const ANY_FORMAT: &str = "porada-members/";
/// The most bytes of a file in `members/`. A statement has some hundred; that of a removal grows with what it keeps.
pub(super) const MOST_BYTES: u64 = 256 * 1024;
/// The most bytes of an introduction and of an approval, which do not grow.
pub(super) const SMALL: u64 = 4096;
/// The most characters of a device's name.
pub(super) const LONGEST_NAME: usize = 60;
/// The highest number of an epoch, so that names of files stay in order.
pub(super) const LAST_EPOCH: u32 = 9999;

/// Names a statement: the first 16 bytes of the BLAKE3 hash of its file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct StatementId([u8; 16]);

impl StatementId {
    fn of(file: &[u8]) -> StatementId {
        let hash = blake3::hash(file);
        let mut id = [0; 16];
        for (byte, of_hash) in id.iter_mut().zip(hash.as_bytes()) {
            *byte = *of_hash;
        }
        StatementId(id)
    }
}

impl fmt::Display for StatementId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex::encode(&self.0))
    }
}

impl fmt::Debug for StatementId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// What is stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Says {
    /// The author shows its keys and its name; signed by these keys.
    Introduce {
        /// Its keys.
        keys: PublicKeys,
        /// Its name; in a sealed space sealed for the space, in hexadecimal digits.
        name: String,
    },
    /// The author vouches for a device.
    Approve {
        /// The device.
        device: String,
        /// Exactly which keys.
        fingerprint: Fingerprint,
    },
    /// The author takes a device out.
    Remove {
        /// The device.
        device: String,
        /// The device's last head that counts.
        head: u64,
        /// The device's statements that stay valid, by their names; any other that it makes, even one with an older
        /// number, is void.
        keeps: BTreeSet<String>,
    },
    /// The author has made a new key of the space.
    Epoch {
        /// Its number, from 1.
        number: u32,
        /// For whom documents are sealed from now on.
        recipient: String,
        /// The hash of the secret that hides names; the same in every epoch.
        names: String,
        /// The devices that had been removed and so do not get the key.
        without: BTreeSet<String>,
    },
}

/// The signed part of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    format: String,
    space: String,
    device: String,
    number: u32,
    says: Says,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    statement: Content,
    signature: String,
}

#[derive(Deserialize)]
struct AnyFile {
    statement: AnyContent,
}

#[derive(Deserialize)]
struct AnyContent {
    format: String,
}

/// Why a file in `members/` does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// It is no statement, or not spelt as porada spells it, or not what its name says: altered or cut off.
    Damaged,
    /// It speaks of another space.
    OtherSpace,
    /// A newer porada wrote it.
    Newer,
    /// It is not signed by the device that it names.
    WrongSignature,
    /// It is larger than what it says can be.
    TooLarge,
    /// There are more statements than porada reads.
    TooMany,
}

/// A statement as it was read or made, with the bytes of its file. Its author's signature is checked by the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) id: StatementId,
    pub(super) author: DeviceId,
    pub(super) number: u32,
    pub(super) says: Says,
    signed: Vec<u8>,
    signature: Signature,
    text: String,
}

impl Statement {
    /// A new statement of the device of `keys`. `None` cannot happen: its fields can all be written.
    pub(super) fn make(keys: &DeviceKeys, space: &str, number: u32, says: Says) -> Option<Statement> {
        let content = Content {
            format: FORMAT.to_owned(),
            space: space.to_owned(),
            device: keys.device().to_string(),
            number,
            says,
        };
        let signature = keys.sign_statement(&serde_json::to_vec(&content).ok()?);
        let file = File { statement: content, signature: hex::encode(&signature.0) };
        let text = serde_json::to_string(&file).ok()? + "\n";
        Statement::read(space, text.as_bytes()).ok()
    }

    /// Reads a file. Only the one spelling that porada writes is accepted, so that every altered byte shows.
    pub(super) fn read(space: &str, bytes: &[u8]) -> Result<Statement, Refusal> {
        let any: AnyFile = serde_json::from_slice(bytes).map_err(|_| Refusal::Damaged)?;
        if any.statement.format != FORMAT {
            let newer = any.statement.format.starts_with(ANY_FORMAT);
            return Err(if newer { Refusal::Newer } else { Refusal::Damaged });
        }
        let file: File = serde_json::from_slice(bytes).map_err(|_| Refusal::Damaged)?;
        let text = serde_json::to_string(&file).map_err(|_| Refusal::Damaged)? + "\n";
        if text.as_bytes() != bytes {
            return Err(Refusal::Damaged);
        }
        if file.statement.space != space {
            return Err(Refusal::OtherSpace);
        }
        let grows = matches!(file.statement.says, Says::Remove { .. } | Says::Epoch { .. });
        if bytes.len() as u64 > if grows { MOST_BYTES } else { SMALL } {
            return Err(Refusal::TooLarge);
        }
        let statement = Statement {
            id: StatementId::of(bytes),
            author: file.statement.device.parse().map_err(|_| Refusal::Damaged)?,
            number: file.statement.number,
            signed: serde_json::to_vec(&file.statement).map_err(|_| Refusal::Damaged)?,
            says: file.statement.says,
            signature: Signature(hex::decode_exactly(&file.signature).ok_or(Refusal::Damaged)?),
            text,
        };
        if let Says::Introduce { keys, .. } = &statement.says
            && !(keys.are_usable() && keys.device() == statement.author && statement.is_signed_by(keys))
        {
            return Err(Refusal::WrongSignature);
        }
        Ok(statement)
    }

    /// Whether these keys signed it.
    pub(super) fn is_signed_by(&self, keys: &PublicKeys) -> bool {
        keys.verify_statement(&self.signed, &self.signature)
    }

    /// The name of its file in `members/`.
    pub(super) fn file_name(&self) -> String {
        format!("{}.{:04}.{}.json", self.author, self.number, self.id)
    }

    /// The bytes of its file.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// The author that a name in `members/` bears; `None` for names that porada does not give (of the storage's own programs).
pub(super) fn author_of(name: &str) -> Option<DeviceId> {
    let parts: Vec<&str> = name.split('.').collect();
    let [device, number, id, "json"] = parts.as_slice() else { return None };
    let numbered = number.len() >= 4 && number.bytes().all(|byte| byte.is_ascii_digit());
    device.parse().ok().filter(|_| numbered && hex::decode_exactly::<16>(id).is_some())
}
