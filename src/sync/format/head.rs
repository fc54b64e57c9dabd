//! A head: the signed word of a device on what it lists. Hashes in it vouch for every other file.

use super::index::{entries, receipts, writers};
use super::strict::{Members, bits_at, malformed, number_at, parse, spell};
use super::{DELTA_LIMIT, DEVICE_LIMIT, Flaw, SpaceId, hex};
use crate::model::{ReplicaId, Value};
use crate::store::{IndexPart, Receipt};
use crate::sync::trust::{DeviceId, Signature};
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

const FORMAT: &str = "porada-head";
/// The most parts of an index; they grow by a factor of four, so that no device comes near.
const PART_LIMIT: usize = 64;
/// What is signed begins with this, so that no signature made for something else can be taken for a head's.
pub(in crate::sync) const SIGNED: &[u8] = b"porada-head/1\n";

/// A document version that a device lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The number of the head that listed it first.
    pub seq: u64,
    /// The name of the document.
    pub name: u128,
    /// The hash of the version: of its file, or of its line in a pack.
    pub hash: u128,
    /// The hash of the pack that it is in.
    pub pack: Option<u128>,
}

/// What a head says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The space.
    pub space: SpaceId,
    /// The device.
    pub device: DeviceId,
    /// Its number; each try to write one burns a number.
    pub seq: u64,
    /// The hash of the head that it follows, all of which the device had read or given up; 0 for none.
    pub prev: u128,
    /// The parts of the index, oldest first.
    pub parts: Vec<IndexPart>,
    /// What is listed since the last part.
    pub delta: Vec<Entry>,
    /// Erasures that were carried out since then.
    pub erased: Vec<Receipt>,
    /// The replicas that the device names as its sessions since then, with the number of the head that first did.
    pub writers: Vec<(ReplicaId, u64)>,
    /// The newest heads of other devices that it has taken over.
    pub seen_heads: BTreeMap<DeviceId, u64>,
    /// The state of members and keys that it knows; see `Trust::roster`.
    pub roster: String,
}

#[derive(Deserialize)]
struct Envelope<'file> {
    #[serde(borrow)]
    signed: &'file RawValue,
    signature: String,
}

/// The bytes of a head; `sign` signs them.
pub fn write_head(head: &Head, sign: impl FnOnce(&[u8]) -> Signature) -> Vec<u8> {
    let parts: Vec<Value> =
        head.parts.iter().map(|part| json!([part.to, part.count, hex(part.hash)])).collect();
    let seen: serde_json::Map<String, Value> =
        head.seen_heads.iter().map(|(device, seq)| (device.to_string(), Value::from(*seq))).collect();
    let signed = json!({
        "format": format!("{FORMAT}/1"),
        "space": hex(head.space.0),
        "device": head.device.to_string(),
        "seq": head.seq,
        "prev": hex(head.prev),
        "index": parts,
        "delta": head.delta.iter().map(write_entry).collect::<Vec<_>>(),
        "erased": head.erased.iter().map(write_receipt).collect::<Vec<_>>(),
        "replicas": head.writers.iter().map(write_writer).collect::<Vec<_>>(),
        "seen_heads": seen,
        "roster": head.roster,
    })
    .to_string();
    let signature = sign(&[SIGNED, signed.as_bytes()].concat());
    let digits: String = signature.0.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{{\"signed\":{signed},\"signature\":\"{digits}\"}}\n").into_bytes()
}

pub(super) fn write_entry(entry: &Entry) -> Value {
    match entry.pack {
        None => json!([entry.seq, hex(entry.name), hex(entry.hash)]),
        Some(pack) => json!([entry.seq, hex(entry.name), hex(entry.hash), hex(pack)]),
    }
}

pub(super) fn write_receipt(receipt: &Receipt) -> Value {
    json!([receipt.seq, hex(receipt.name), spell(receipt.dot)])
}

pub(super) fn write_writer((replica, seq): &(ReplicaId, u64)) -> Value {
    json!([seq, replica.to_string()])
}

/// Reads a head; `verify` is asked whether the device of the head signed these bytes.
///
/// # Errors
/// What is wrong with it.
pub fn read_head(
    bytes: &[u8],
    verify: impl FnOnce(&Head, &[u8], &Signature) -> Result<(), Flaw>,
) -> Result<Head, Flaw> {
    let file = parse(bytes)?;
    let Ok(envelope) = serde_json::from_slice::<Envelope<'_>>(bytes) else { return Err(malformed("signed")) };
    let signature = unhex_signature(&envelope.signature).ok_or_else(|| malformed("signature"))?;
    let head = read_signed(file.get("signed").ok_or_else(|| malformed("signed"))?)?;
    verify(&head, &[SIGNED, envelope.signed.get().as_bytes()].concat(), &signature)?;
    Ok(head)
}

fn read_signed(signed: &Value) -> Result<Head, Flaw> {
    let members = Members(signed);
    members.format(FORMAT)?;
    let seq = members.number("seq")?;
    let part = |row: &Value| -> Result<IndexPart, Flaw> {
        let [to, count] = [number_at(row, 0, "index")?, number_at(row, 1, "index")?];
        Ok(IndexPart { to, count, hash: bits_at(row, 2, "index")? })
    };
    let parts: Vec<IndexPart> =
        members.list("index", PART_LIMIT)?.iter().map(part).collect::<Result<_, _>>()?;
    let base = parts.last().map_or(0, |part| part.to);
    if !parts.is_sorted_by(|one, next| one.to < next.to) || base > seq {
        return Err(malformed("index"));
    }
    let listed =
        signed.get("seen_heads").and_then(Value::as_object).ok_or_else(|| malformed("seen_heads"))?;
    if listed.len() > DEVICE_LIMIT {
        return Err(Flaw::TooMany("seen_heads"));
    }
    let seen = |(device, seq): (&String, &Value)| {
        let device = device.parse().map_err(|_| malformed("seen_heads"))?;
        Ok((device, seq.as_u64().ok_or_else(|| malformed("seen_heads"))?))
    };
    let head = Head {
        space: SpaceId(members.bits("space")?),
        device: DeviceId(members.bits("device")?),
        seq,
        prev: members.bits("prev")?,
        delta: entries(members, "delta", DELTA_LIMIT)?,
        erased: receipts(members, DELTA_LIMIT)?,
        writers: writers(members, DELTA_LIMIT)?,
        seen_heads: listed.iter().map(seen).collect::<Result<_, Flaw>>()?,
        roster: signed.get("roster").and_then(Value::as_str).unwrap_or_default().to_owned(),
        parts,
    };
    within(base, seq, head.delta.iter().map(|entry| entry.seq), "delta")?;
    within(base, seq, head.erased.iter().map(|receipt| receipt.seq), "erased")?;
    within(base, seq, head.writers.iter().map(|writer| writer.1), "replicas")?;
    Ok(head)
}

/// Refuses rows that do not come from heads after `base` and up to `seq`.
fn within(base: u64, seq: u64, mut rows: impl Iterator<Item = u64>, what: &str) -> Result<(), Flaw> {
    if rows.all(|row| base < row && row <= seq) { Ok(()) } else { Err(malformed(what)) }
}

fn unhex_signature(text: &str) -> Option<Signature> {
    let mut bytes = [0; 64];
    if text.len() != 128 || !text.is_ascii() {
        return None;
    }
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok()?;
    }
    Some(Signature(bytes))
}
