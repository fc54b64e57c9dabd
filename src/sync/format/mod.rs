//! The files of the protocol `porada-sync/1`: their names, their bytes, their limits. `docs/sync.md` describes them for
//! other programs.
//!
//! Everything here may come from a stranger: nothing is believed before its hash or its signature was checked, nothing is
//! larger, deeper or more than the limits below, and a key that stands twice in one object is refused, because readers
//! differ in which of the two they take.

mod document;
mod flaw;
mod head;
mod index;
mod json_schema;
mod marker;
mod names;
mod pack;
mod strict;

pub use document::{read_document, write_document};
pub use flaw::Flaw;
pub use head::{Entry, Head, read_head, write_head};
pub use index::{Index, read_index, write_index};
pub use json_schema::schemas;
pub use marker::{Encryption, Marker, read_marker, write_marker};
pub(super) use names::LAST_HEAD;
pub use names::{
    HeadName, SpaceId, document_path, head_path, heads_folder, index_path, marker_path, pack_path,
};
pub use pack::{PACK_BYTES, PACK_DOCUMENTS, pack_lines, write_pack};

use crate::model::LARGEST_VALUE;

/// The largest marker that is read, in bytes.
pub const MARKER_LIMIT: u64 = 64 << 10;
/// The largest head, in bytes.
pub const HEAD_LIMIT: u64 = 1 << 20;
/// The largest part of an index, in bytes: a million documents.
pub const INDEX_LIMIT: u64 = 128 << 20;
/// The largest document, in bytes.
pub const DOCUMENT_LIMIT: u64 = 8 << 20;
/// The largest pack, in bytes.
pub const PACK_LIMIT: u64 = 64 << 20;
/// The most entities of a document.
pub const ENTITY_LIMIT: usize = crate::model::ENTITY_LIMIT;
/// The most concurrent values of a field: one of every device of the largest space, so that joining never makes what nobody reads.
pub const VALUE_LIMIT: usize = DEVICE_LIMIT;
/// The largest value of a field, in bytes of JSON.
pub const FIELD_LIMIT: usize = LARGEST_VALUE;
/// The most entries of each list in a head; what is older is in the index.
pub const DELTA_LIMIT: usize = 256;
/// The most devices of a space.
pub const DEVICE_LIMIT: usize = 10_000;

/// The hash that names a file: the first 16 bytes of BLAKE3 over its exact bytes.
pub fn hash(bytes: &[u8]) -> u128 {
    let [first, ..] = *blake3::hash(bytes).as_bytes().as_chunks::<16>().0 else { return 0 };
    u128::from_be_bytes(first)
}

/// 128 bits as 32 hexadecimal digits.
pub fn hex(bits: u128) -> String {
    format!("{bits:032x}")
}

/// The bits that 32 lower-case hexadecimal digits spell.
pub fn unhex(text: &str) -> Option<u128> {
    let digits = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    digits.then(|| u128::from_str_radix(text, 16).ok()).flatten()
}

#[cfg(test)]
mod tests;
