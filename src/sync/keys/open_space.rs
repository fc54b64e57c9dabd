//! A space without encryption: whoever can write to the storage is a member, and each device's files are its own.

use super::exchange::Refused;
use super::identity::Identity;
use super::memory::Memory;
use super::space::{Device, Space, as_the_space_does, short_name};
use super::statement::Says;
use crate::i18n::sanitize;
use crate::model::DocumentId;
use crate::sync::random::Randomness;
use crate::sync::remote::Remote;
use crate::sync::trust::{DeviceId, Signature, Trust, TrustError};
use std::collections::BTreeSet;
use std::fmt;

/// The keys of a space without encryption.
///
/// A device is trusted on first use: its id is the hash of its key, so nobody can sign as another one, but anybody who
/// can write to the storage can be a new one. Nobody can be removed; the owner of the storage takes the access away.
pub struct OpenSpace {
    space: Space,
}

impl OpenSpace {
    /// The keys of the space with this id (32 hexadecimal digits) on the device of `identity`.
    ///
    /// # Errors
    /// When the memory of the space cannot be read.
    pub fn open(identity: &Identity, space: &str, memory: Box<dyn Memory>) -> Result<OpenSpace, TrustError> {
        Ok(OpenSpace { space: Space::open(identity, space, None, memory)? })
    }

    /// All devices that have introduced themselves.
    pub fn devices(&self) -> Vec<Device> {
        self.space.devices(|device| self.device_name(device))
    }

    /// Whether this device has introduced itself by its name.
    pub(super) fn is_ready(&self) -> bool {
        self.space.own().is_some_and(|own| own.name == self.space.name)
    }

    /// The files in `members/` that did not count at the last look.
    pub fn refused(&self) -> &BTreeSet<Refused> {
        self.space.refused()
    }
}

impl fmt::Debug for OpenSpace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "OpenSpace({} on {})", self.space.id, self.device())
    }
}

impl Trust for OpenSpace {
    as_the_space_does!();

    fn device_name(&self, device: DeviceId) -> String {
        if device == self.device() {
            return self.space.name.clone();
        }
        let known = self.space.roster.devices.get(&device).map(|known| sanitize(&known.name).into_owned());
        known.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| short_name(device))
    }

    fn refresh(&mut self, remote: &dyn Remote, _random: &mut dyn Randomness) -> Result<(), TrustError> {
        if self.space.exchange(remote)? {
            self.space.keep()?;
        }
        if !self.is_ready() {
            let says = Says::Introduce { keys: self.space.keys.public(), name: self.space.name.clone() };
            self.space.state(remote, says)?;
        }
        Ok(())
    }

    fn look(&mut self, remote: &dyn Remote) -> Result<(), TrustError> {
        self.space.read(remote).map(drop)
    }

    fn roster(&self) -> String {
        self.space.digest()
    }

    fn is_sealed(&self) -> bool {
        false
    }

    fn seal(&self, plain: &[u8]) -> Result<Vec<u8>, TrustError> {
        Ok(plain.to_vec())
    }

    fn open(&self, sealed: &[u8], limit: u64) -> Result<Vec<u8>, TrustError> {
        if sealed.len() as u64 > limit { Err(TrustError::Damaged) } else { Ok(sealed.to_vec()) }
    }

    fn name_of(&self, document: DocumentId) -> String {
        format!("{:032x}", document.as_u128())
    }
}
