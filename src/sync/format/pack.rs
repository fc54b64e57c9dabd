//! Packs: many documents in one file, a line each, for the first publication.

use super::Flaw;

/// The most documents of a pack.
pub const PACK_DOCUMENTS: usize = 256;
/// The size in bytes that a pack does not exceed, unless one document does.
pub const PACK_BYTES: usize = 4 << 20;

/// The bytes of a pack with these documents, each of which is one line.
pub fn write_pack<'line>(documents: impl IntoIterator<Item = &'line [u8]>) -> Vec<u8> {
    let mut pack = Vec::new();
    for document in documents {
        pack.extend_from_slice(document);
        pack.push(b'\n');
    }
    pack
}

/// The documents of a pack.
///
/// # Errors
/// When there are more than any pack has.
pub fn pack_lines(bytes: &[u8]) -> Result<impl Iterator<Item = &[u8]>, Flaw> {
    let lines = || bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    if lines().nth(PACK_DOCUMENTS).is_some() {
        return Err(Flaw::TooMany("pack"));
    }
    Ok(lines())
}
