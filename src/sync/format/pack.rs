//! Packs: many documents in one file, a line each, for the first publication.

use super::Flaw;

/// The most documents of a pack.
const DOCUMENTS: usize = 256;
/// The size in bytes after which a pack is full.
const BYTES: usize = 4 << 20;

/// Gathers documents until a pack is full.
#[derive(Debug, Default)]
pub struct Packer {
    lines: Vec<u8>,
    count: usize,
}

impl Packer {
    /// Whether this document belongs into the next pack.
    pub fn is_full_for(&self, document: &[u8]) -> bool {
        self.count >= DOCUMENTS || self.count > 0 && self.lines.len() + document.len() > BYTES
    }

    /// Adds a document, which is one line.
    pub fn add(&mut self, document: &[u8]) {
        self.lines.extend_from_slice(document);
        self.lines.push(b'\n');
        self.count += 1;
    }

    /// The pack, empty when nothing was added; the next one begins.
    pub fn take(&mut self) -> Vec<u8> {
        self.count = 0;
        std::mem::take(&mut self.lines)
    }
}

/// The documents of a pack.
///
/// # Errors
/// When there are more than any pack has.
pub fn pack_lines(bytes: &[u8]) -> Result<impl Iterator<Item = &[u8]>, Flaw> {
    let lines = || bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    if lines().nth(DOCUMENTS).is_some() {
        return Err(Flaw::TooMany("pack"));
    }
    Ok(lines())
}
