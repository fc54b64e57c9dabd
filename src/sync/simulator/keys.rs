//! Keys for simulated devices: a keyed hash instead of signatures, a keystream instead of age.

use crate::model::DocumentId;
use crate::sync::random::Randomness;
use crate::sync::remote::Remote;
use crate::sync::trust::{DeviceId, Signature, Trust, TrustError};
use std::cell::Cell;
use std::collections::BTreeMap;

/// The keys of a space whose members all trust each other. It keeps nobody out and is for simulations and tests only.
#[derive(Debug, Clone)]
pub struct SharedSecret {
    /// The device.
    pub device: DeviceId,
    /// What all members know.
    pub secret: [u8; 32],
    /// Whether documents are sealed.
    pub sealed: bool,
    /// How often it has sealed something.
    seals: Cell<u64>,
    /// The devices that were removed, with the last of their heads that counts.
    pub removed: BTreeMap<DeviceId, u64>,
}

/// The bytes before sealed ones: a nonce and a check.
const NONCE: usize = 16;
const CHECK: usize = 16;

impl SharedSecret {
    /// The keys of a device in the space of this secret.
    pub fn new(device: DeviceId, secret: [u8; 32], sealed: bool) -> SharedSecret {
        SharedSecret { device, secret, sealed, seals: Cell::new(0), removed: BTreeMap::new() }
    }

    fn keyed(&self, purpose: &str, parts: &[&[u8]]) -> blake3::OutputReader {
        let mut hasher = blake3::Hasher::new_keyed(&self.secret);
        hasher.update(purpose.as_bytes());
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        hasher.finalize_xof()
    }

    fn signature(&self, device: DeviceId, message: &[u8]) -> Signature {
        let mut bytes = [0; 64];
        self.keyed("signature", &[&device.0.to_le_bytes(), message]).fill(&mut bytes);
        Signature(bytes)
    }

    fn mix(&self, nonce: &[u8], bytes: &[u8]) -> Vec<u8> {
        let mut stream = vec![0; bytes.len()];
        self.keyed("seal", &[nonce]).fill(&mut stream);
        bytes.iter().zip(stream).map(|(byte, mask)| byte ^ mask).collect()
    }

    fn check(&self, nonce: &[u8], sealed: &[u8]) -> [u8; CHECK] {
        let mut check = [0; CHECK];
        self.keyed("check", &[nonce, sealed]).fill(&mut check);
        check
    }
}

impl Trust for SharedSecret {
    fn device(&self) -> DeviceId {
        self.device
    }

    fn device_name(&self, device: DeviceId) -> String {
        device.to_string().chars().skip(24).collect()
    }

    fn refresh(&mut self, _: &dyn Remote, _: &mut dyn Randomness) -> Result<(), TrustError> {
        Ok(())
    }

    fn sign(&self, message: &[u8]) -> Signature {
        self.signature(self.device, message)
    }

    fn verify(
        &self,
        device: DeviceId,
        head: u64,
        message: &[u8],
        signature: &Signature,
    ) -> Result<(), TrustError> {
        if self.removed.get(&device).is_some_and(|last| head > *last) {
            return Err(TrustError::RemovedDevice(device));
        }
        if self.signature(device, message) == *signature {
            Ok(())
        } else {
            Err(TrustError::WrongSignature(device))
        }
    }

    fn removed(&self) -> BTreeMap<DeviceId, u64> {
        self.removed.clone()
    }

    fn is_sealed(&self) -> bool {
        self.sealed
    }

    fn seal(&self, plain: &[u8]) -> Result<Vec<u8>, TrustError> {
        if !self.sealed {
            return Ok(plain.to_vec());
        }
        // As age does it: the same bytes are never sealed twice in the same way.
        let count = self.seals.get() + 1;
        self.seals.set(count);
        let mut nonce = [0; NONCE];
        self.keyed("nonce", &[&self.device.0.to_le_bytes(), &count.to_le_bytes(), plain]).fill(&mut nonce);
        let mixed = self.mix(&nonce, plain);
        Ok([nonce.as_slice(), &self.check(&nonce, &mixed), &mixed].concat())
    }

    fn open(&self, sealed: &[u8], limit: u64) -> Result<Vec<u8>, TrustError> {
        let (nonce, rest) = sealed.split_at_checked(NONCE).ok_or(TrustError::Damaged)?;
        let (check, mixed) = rest.split_at_checked(CHECK).ok_or(TrustError::Damaged)?;
        if self.check(nonce, mixed) != check || mixed.len() as u64 > limit {
            return Err(TrustError::Damaged);
        }
        Ok(self.mix(nonce, mixed))
    }

    fn name_of(&self, document: DocumentId) -> String {
        if !self.sealed {
            return format!("{:032x}", document.as_u128());
        }
        let mut bytes = [0; 16];
        self.keyed("name", &[&document.as_u128().to_le_bytes()]).fill(&mut bytes);
        format!("{:032x}", u128::from_be_bytes(bytes))
    }
}
