//! A part of a device's index: everything that its heads listed after the part before, for devices that are far behind.
//!
//! A new part takes the entries of the latest head. Parts that would not be four times as large as the one after them
//! are written into it, so that there are few of them and each entry is written again only a few times, however many
//! documents a device has.

use super::head::{write_entry, write_receipt, write_writer};
use super::strict::{Members, bits_at, dot, malformed, number_at, parse, replica, text_at};
use super::{Entry, Flaw, SpaceId, hex, unhex};
use crate::model::{ReplicaId, Value};
use crate::store::Receipt;
use crate::sync::trust::DeviceId;
use serde_json::json;

const FORMAT: &str = "porada-index";
/// The most rows of each list.
const ROW_LIMIT: usize = 2_000_000;

/// What a part of an index says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// The space.
    pub space: SpaceId,
    /// The device.
    pub device: DeviceId,
    /// Its rows come from heads after this one.
    pub after: u64,
    /// They come from heads up to this one.
    pub to: u64,
    /// The documents.
    pub documents: Vec<Entry>,
    /// Erasures that were carried out.
    pub erased: Vec<Receipt>,
    /// The replicas that the device names as its sessions, with the number of the head that first did.
    pub writers: Vec<(ReplicaId, u64)>,
}

/// The bytes of a part of an index.
pub fn write_index(index: &Index) -> Vec<u8> {
    let value = json!({
        "format": format!("{FORMAT}/1"),
        "space": hex(index.space.0),
        "device": index.device.to_string(),
        "after": index.after,
        "to": index.to,
        "docs": index.documents.iter().map(write_entry).collect::<Vec<_>>(),
        "erased": index.erased.iter().map(write_receipt).collect::<Vec<_>>(),
        "replicas": index.writers.iter().map(write_writer).collect::<Vec<_>>(),
    });
    format!("{value}\n").into_bytes()
}

/// Reads a part of an index.
///
/// # Errors
/// What is wrong with it.
pub fn read_index(bytes: &[u8]) -> Result<Index, Flaw> {
    let file = parse(bytes)?;
    let members = Members(&file);
    members.format(FORMAT)?;
    let index = Index {
        space: SpaceId(members.bits("space")?),
        device: DeviceId(members.bits("device")?),
        after: members.number("after")?,
        to: members.number("to")?,
        documents: entries(members, "docs", ROW_LIMIT)?,
        erased: receipts(members, ROW_LIMIT)?,
        writers: writers(members, ROW_LIMIT)?,
    };
    let inside = |seq: u64| index.after < seq && seq <= index.to;
    if !index.documents.iter().all(|entry| inside(entry.seq)) {
        return Err(malformed("docs"));
    }
    Ok(index)
}

/// Rows `[seq, name, hash]` or `[seq, name, hash, pack]`; what follows is for a newer porada.
pub(super) fn entries(members: Members<'_>, key: &'static str, limit: usize) -> Result<Vec<Entry>, Flaw> {
    let entry = |row: &Value| {
        let pack = match row.get(3) {
            None | Some(Value::Null) => None,
            Some(pack) => Some(pack.as_str().and_then(unhex).ok_or_else(|| malformed(key))?),
        };
        Ok(Entry {
            seq: number_at(row, 0, key)?,
            name: bits_at(row, 1, key)?,
            hash: bits_at(row, 2, key)?,
            pack,
        })
    };
    members.list(key, limit)?.iter().map(entry).collect()
}

/// Rows `[seq, name, "replica.counter"]`.
pub(super) fn receipts(members: Members<'_>, limit: usize) -> Result<Vec<Receipt>, Flaw> {
    let receipt = |row: &Value| {
        let dot = text_at(row, 2).and_then(dot).ok_or_else(|| malformed("erased"))?;
        Ok(Receipt { seq: number_at(row, 0, "erased")?, name: bits_at(row, 1, "erased")?, dot })
    };
    members.list("erased", limit)?.iter().map(receipt).collect()
}

/// Rows `[seq, "replica"]`.
pub(super) fn writers(members: Members<'_>, limit: usize) -> Result<Vec<(ReplicaId, u64)>, Flaw> {
    let writer = |row: &Value| Ok((replica(text_at(row, 1))?, number_at(row, 0, "replicas")?));
    members.list("replicas", limit)?.iter().map(writer).collect()
}
