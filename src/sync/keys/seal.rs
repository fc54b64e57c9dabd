//! Sealing with age: whole files that the `age` program opens too, and nothing that grows without limit.

use age::{DecryptError, Decryptor, Encryptor, Identity, Recipient};
use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use std::io::{Read, Write};
use zeroize::Zeroizing;

/// Why sealed bytes do not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OpenError {
    /// Sealed for somebody else.
    NotForUs,
    /// No seal, altered, cut off, or larger than it may be.
    Damaged,
}

/// Seals bytes for one recipient. `None` when the system gives no randomness.
pub(super) fn seal(plain: &[u8], recipient: &dyn Recipient) -> Option<Vec<u8>> {
    let encryptor = Encryptor::with_recipients(std::iter::once(recipient)).ok()?;
    let mut sealed = Vec::with_capacity(plain.len() + 256);
    let mut writer = encryptor.wrap_output(&mut sealed).ok()?;
    writer.write_all(plain).ok()?;
    writer.finish().ok()?;
    Some(sealed)
}

/// Opens what was sealed for one of the keys; at most `limit` bytes come out.
pub(super) fn open<'key>(
    sealed: &[u8],
    keys: impl Iterator<Item = &'key dyn Identity>,
    limit: u64,
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let decryptor = Decryptor::new_buffered(sealed).map_err(|_| OpenError::Damaged)?;
    let reader = decryptor.decrypt(keys).map_err(|error| match error {
        DecryptError::NoMatchingKeys => OpenError::NotForUs,
        _ => OpenError::Damaged,
    })?;
    read_all(reader, limit)
}

fn read_all(reader: impl Read, limit: u64) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let mut plain = Zeroizing::new(Vec::new());
    reader.take(limit.saturating_add(1)).read_to_end(&mut plain).map_err(|_| OpenError::Damaged)?;
    if plain.len() as u64 > limit { Err(OpenError::Damaged) } else { Ok(plain) }
}

/// Compresses bytes as gzip does, without a name and a time in it. `None` cannot happen while there is memory.
pub(super) fn compress(plain: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(plain).ok()?;
    encoder.finish().ok()
}

/// Undoes [`compress`]; at most `limit` bytes come out, and nothing may follow what was compressed.
pub(super) fn inflate(compressed: &[u8], limit: u64) -> Result<Vec<u8>, OpenError> {
    let mut decoder = GzDecoder::new(compressed);
    let mut plain = Vec::new();
    (&mut decoder).take(limit.saturating_add(1)).read_to_end(&mut plain).map_err(|_| OpenError::Damaged)?;
    let whole = plain.len() as u64 <= limit && decoder.into_inner().is_empty();
    if whole { Ok(plain) } else { Err(OpenError::Damaged) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use age::x25519;

    fn opened(sealed: &[u8], key: &x25519::Identity, limit: u64) -> Result<Vec<u8>, OpenError> {
        open(sealed, std::iter::once(key as &dyn Identity), limit).map(|plain| plain.to_vec())
    }

    #[test]
    fn what_is_sealed_opens_with_its_key_only() {
        let (ours, theirs) = (x25519::Identity::generate(), x25519::Identity::generate());
        let sealed = seal(b"text", &ours.to_public()).unwrap();
        assert_eq!(opened(&sealed, &ours, 4), Ok(b"text".to_vec()));
        assert_eq!(opened(&sealed, &ours, 3), Err(OpenError::Damaged));
        assert_eq!(opened(&sealed, &theirs, 4), Err(OpenError::NotForUs));
    }

    #[test]
    fn a_bomb_does_not_grow_beyond_the_limit() {
        let bomb = compress(&vec![0; 50_000_000]).unwrap();
        assert!(bomb.len() < 60_000);
        assert_eq!(inflate(&bomb, 1_000_000), Err(OpenError::Damaged));
    }

    #[test]
    fn compressed_bytes_are_whole_and_alone() {
        let compressed = compress("šťáva".as_bytes()).unwrap();
        assert_eq!(inflate(&compressed, 8).unwrap(), "šťáva".as_bytes());
        assert_eq!(inflate(&compressed, 7), Err(OpenError::Damaged));
        let followed = [compressed.as_slice(), b"x"].concat();
        assert_eq!(inflate(&followed, 100), Err(OpenError::Damaged));
        for end in 0..compressed.len() {
            assert_eq!(inflate(&compressed[..end], 100), Err(OpenError::Damaged));
        }
    }
}
