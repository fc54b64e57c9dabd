//! Where each file of the protocol is. Every name of a file that can change carries the hash of its bytes.

use super::{hex, unhex};
use crate::sync::remote::RemotePath;
use crate::sync::trust::DeviceId;
use std::fmt;
use std::str::FromStr;

/// Names a space: one circle of people on one storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpaceId(pub u128);

impl fmt::Display for SpaceId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex(self.0))
    }
}

impl FromStr for SpaceId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        unhex(text)
            .map(SpaceId)
            .ok_or_else(|| format!("{text:?} is not the id of a space (32 hexadecimal digits)"))
    }
}

/// What the name of a head says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeadName {
    /// The device that wrote it.
    pub device: DeviceId,
    /// Its number.
    pub seq: u64,
    /// The first 32 bits of its hash.
    pub hash: u32,
}

/// The digits of a number in the name of a head; no device gets further than that.
const DIGITS: usize = 8;

/// The highest number of a head.
pub(in crate::sync) const LAST_HEAD: u64 = 99_999_999;

impl HeadName {
    /// The name of the head with these bytes.
    pub fn of(device: DeviceId, seq: u64, bytes: &[u8]) -> HeadName {
        HeadName { device, seq, hash: short(super::hash(bytes)) }
    }

    /// What a name in the folder of heads says; `None` for a foreign file.
    pub fn parse(name: &str) -> Option<HeadName> {
        let stem = name.strip_suffix(".json")?;
        let mut parts = stem.split('.');
        let (device, seq, hash) = (parts.next()?, parts.next()?, parts.next()?);
        let digits =
            |text: &str, length| text.len() == length && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let lower = !stem.bytes().any(|byte| byte.is_ascii_uppercase());
        if parts.next().is_some() || !lower || seq.len() != DIGITS || !digits(hash, 8) {
            return None;
        }
        let device = DeviceId(unhex(device)?);
        let seq = seq.bytes().all(|byte| byte.is_ascii_digit()).then(|| seq.parse().ok()).flatten()?;
        Some(HeadName { device, seq, hash: u32::from_str_radix(hash, 16).ok()? })
    }
}

/// The first 32 bits of a hash.
fn short(hash: u128) -> u32 {
    u32::try_from(hash >> 96).unwrap_or_default()
}

/// The marker that says whose storage it is.
pub fn marker_path() -> RemotePath {
    RemotePath::of_protocol("porada.json".to_owned())
}

/// The folder of all heads.
pub fn heads_folder() -> RemotePath {
    RemotePath::of_protocol("heads".to_owned())
}

/// The file of a head.
pub fn head_path(head: HeadName) -> RemotePath {
    let HeadName { device, seq, hash } = head;
    RemotePath::of_protocol(format!("heads/{device}.{seq:08}.{hash:08x}.json"))
}

/// The file of a part of a device's index.
pub fn index_path(device: DeviceId, hash: u128) -> RemotePath {
    RemotePath::of_protocol(format!("index/{device}/{}.json", hex(hash)))
}

/// The file of one version of a document; `name` is what `Trust::name_of` gives.
pub fn document_path(device: DeviceId, name: u128, hash: u128, sealed: bool) -> RemotePath {
    let (name, end) = (hex(name), if sealed { ".age" } else { "" });
    let folder = name.get(..2).unwrap_or_default();
    RemotePath::of_protocol(format!("docs/{device}/{folder}/{name}.{}.json{end}", hex(hash)))
}

/// The file of many documents.
pub fn pack_path(device: DeviceId, hash: u128, sealed: bool) -> RemotePath {
    let end = if sealed { ".age" } else { "" };
    RemotePath::of_protocol(format!("packs/{device}/{}.ndjson{end}", hex(hash)))
}
