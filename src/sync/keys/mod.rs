//! Keys that ship: who this device is, who is a member, who can read.
//!
//! ```text
//! device        one age secret = one device; its signatures; the digits that people compare
//! identity      the file of the device's secrets, sealed with a passphrase
//! statement     one signed file: introduce, approve, remove, new epoch
//! roster        members, removed ones, epochs: what follows from all statements in any order
//! exchange      statements between the storage and this device
//! room          how much is read and remembered of whom
//! memory        what this device remembers of a space, so that nothing can be rolled back
//! seal          age and gzip, with limits
//! space_key     the key of an epoch, sealed for each member
//! open_space    no encryption: whoever can write is a member
//! sealed_space  end-to-end encryption
//! ```

mod device;
mod error;
mod exchange;
mod file;
mod hex;
mod identity;
mod memory;
mod open_space;
mod room;
mod roster;
mod seal;
mod sealed_space;
mod space;
mod space_key;
mod statement;
#[cfg(test)]
mod tests;

pub use device::{DeviceKeys, Fingerprint, PublicKeys};
pub use error::KeysError;
pub use exchange::Refused;
pub use identity::{Identity, IdentityError};
pub use memory::{FileMemory, Memory, SharedMemory};
pub use open_space::OpenSpace;
pub use roster::Standing;
pub use sealed_space::SealedSpace;
pub use space::Device;
pub use statement::Refusal;

use super::trust::{DeviceId, Trust, TrustError};

/// The keys of a space on one device, sealed or not, as its marker says.
#[derive(Debug)]
pub enum SpaceKeys {
    /// A space without encryption.
    Open(OpenSpace),
    /// A space with end-to-end encryption.
    Sealed(SealedSpace),
}

impl SpaceKeys {
    /// The keys of the space with this id (32 hexadecimal digits): sealed when it has a founder to begin from.
    ///
    /// # Errors
    /// When the memory of the space cannot be read, or knows another founder.
    pub fn open(
        identity: &Identity,
        space: &str,
        sealed_by: Option<DeviceId>,
        memory: Box<dyn Memory>,
    ) -> Result<SpaceKeys, TrustError> {
        match sealed_by {
            Some(founder) => SealedSpace::open(identity, space, founder, memory).map(SpaceKeys::Sealed),
            None => OpenSpace::open(identity, space, memory).map(SpaceKeys::Open),
        }
    }

    /// The keys as the engine uses them.
    pub fn trust(&mut self) -> &mut dyn Trust {
        match self {
            SpaceKeys::Open(space) => space,
            SpaceKeys::Sealed(space) => space,
        }
    }

    /// Whether this device, as far as is known here, has introduced itself by its name, is a member and has the key that it
    /// would seal with; otherwise it has to do that and to look whether the rest has changed.
    pub fn is_ready(&self) -> bool {
        match self {
            SpaceKeys::Open(space) => space.is_ready(),
            SpaceKeys::Sealed(space) => space.is_ready(),
        }
    }

    /// All devices that have introduced themselves.
    pub fn devices(&self) -> Vec<Device> {
        match self {
            SpaceKeys::Open(space) => space.devices(),
            SpaceKeys::Sealed(space) => space.devices(),
        }
    }

    /// The files in `members/` that did not count at the last look.
    pub fn refused(&self) -> Vec<Refused> {
        let refused = match self {
            SpaceKeys::Open(space) => space.refused(),
            SpaceKeys::Sealed(space) => space.refused(),
        };
        refused.iter().cloned().collect()
    }
}
