//! Who may write and who may read: signatures of devices and the seal of a space, as the engine sees them.

use super::random::Randomness;
use super::remote::{Remote, RemoteError};
use crate::model::DocumentId;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// Names a device: the first 16 bytes of the BLAKE3 hash of its public signing key, as 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(pub u128);

impl fmt::Display for DeviceId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}

impl FromStr for DeviceId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if !digits {
            return Err(format!("{text:?} is not a device id (32 hexadecimal digits)"));
        }
        u128::from_str_radix(text, 16).map(DeviceId).map_err(|error| error.to_string())
    }
}

/// A signature (ed25519, 64 bytes).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature(pub [u8; 64]);

/// What the keys of a space say of a file or of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrustError {
    /// Nobody has vouched for this device yet.
    UnknownDevice(DeviceId),
    /// The device was removed from the space; what it wrote before stays valid.
    RemovedDevice(DeviceId),
    /// The signature is not of this device over these bytes.
    WrongSignature(DeviceId),
    /// Sealed for an epoch whose key this device does not have (yet).
    NoKey(u32),
    /// The bytes are no seal, or were changed, or grow beyond the limit when opened.
    Damaged,
    /// This device waits for a member's approval.
    NotApproved,
    /// The storage names another founder of the space than it did when this device met it.
    OtherFounder,
    /// What this device remembers of the space cannot be read or written; what is wrong.
    Memory(String),
    /// The storage did not do what it was asked when members and keys were read or written.
    Remote(RemoteError),
}

/// Keys of one space on one device.
pub trait Trust {
    /// This device.
    fn device(&self) -> DeviceId;

    /// The name of a device for people: what its owner called it, or the beginning of its id.
    fn device_name(&self, device: DeviceId) -> String;

    /// Reads what is new about members and keys on the storage, and publishes what this device owes (its own
    /// introduction, keys for approved members). Called at the start of each synchronisation that found news; must
    /// need no request beyond the listings of `members` and `keys` when they show nothing new.
    ///
    /// # Errors
    /// When the storage cannot be read, or this device is not a member (yet).
    fn refresh(&mut self, remote: &dyn Remote, random: &mut dyn Randomness) -> Result<(), TrustError>;

    /// Reads what is new about members and keys and writes nothing, here and there: for previews. What it has read counts
    /// until the program ends.
    ///
    /// # Errors
    /// As [`Trust::refresh`].
    fn look(&mut self, _remote: &dyn Remote) -> Result<(), TrustError> {
        Ok(())
    }

    /// Signs as this device.
    fn sign(&self, message: &[u8]) -> Signature;

    /// Checks that `device` is a member and signed exactly this, its head number `head`. The heads of a removed device
    /// count up to the last one that its remover had accepted.
    ///
    /// # Errors
    /// Who is not trusted, and why.
    fn verify(
        &self,
        device: DeviceId,
        head: u64,
        message: &[u8],
        signature: &Signature,
    ) -> Result<(), TrustError>;

    /// Names the state of members and keys that this device knows, for its heads: a head of somebody who knows another
    /// state calls for [`Trust::refresh`], and a state that the own last head does not name calls for a new head, so that
    /// a removal reaches everybody without a request more. Nothing where there are no members.
    fn roster(&self) -> String {
        String::new()
    }

    /// The devices that were removed from the space: what they put on the storage is not counted on any more, because nobody
    /// who comes later reads it and they may take it away. With each the number of its last head that counts.
    fn removed(&self) -> BTreeMap<DeviceId, u64> {
        BTreeMap::new()
    }

    /// Whether files are sealed: their names then end in `.age`.
    fn is_sealed(&self) -> bool;

    /// Closes bytes for all members, compressed first; gives them back as they are in a space without encryption.
    ///
    /// # Errors
    /// When there is no key.
    fn seal(&self, plain: &[u8]) -> Result<Vec<u8>, TrustError>;

    /// Opens what a member sealed; at most `limit` bytes come out.
    ///
    /// # Errors
    /// When there is no key, or the bytes are damaged or grow beyond `limit`.
    fn open(&self, sealed: &[u8], limit: u64) -> Result<Vec<u8>, TrustError>;

    /// The name of a document on the storage, 32 hexadecimal digits: in a sealed space it says nothing about the document, not even
    /// when it was made; the same on every device of the space and in every epoch.
    fn name_of(&self, document: DocumentId) -> String;
}
