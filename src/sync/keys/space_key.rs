//! The key of an epoch, and how it travels to each member.

use super::device::{DeviceKeys, PublicKeys};
use super::hex;
use super::seal;
use age::secrecy::ExposeSecret;
use age::x25519;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

const FORMAT: &str = "porada-key/1";
/// The most bytes of a key in the clear.
const MOST_BYTES: u64 = 4096;

/// The secret of an epoch, and the one that hides names.
pub(super) struct SpaceKey {
    pub(super) identity: x25519::Identity,
    pub(super) names: Zeroizing<[u8; 32]>,
}

/// What is sealed for a member. Readable by hand: `key` is what `age -d -i` needs to open the documents of the epoch.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    format: String,
    space: String,
    epoch: u32,
    key: String,
    names: String,
}

impl Drop for Content {
    fn drop(&mut self) {
        self.key.zeroize();
        self.names.zeroize();
    }
}

impl SpaceKey {
    /// For whom documents of the epoch are sealed.
    pub(super) fn recipient(&self) -> String {
        self.identity.to_public().to_string()
    }

    /// The key sealed for a member.
    pub(super) fn wrap(&self, space: &str, epoch: u32, member: &PublicKeys) -> Option<Vec<u8>> {
        let content = Content {
            format: FORMAT.to_owned(),
            space: space.to_owned(),
            epoch,
            key: self.identity.to_string().expose_secret().to_owned(),
            names: hex::encode(self.names.as_slice()),
        };
        let plain = Zeroizing::new(serde_json::to_vec(&content).ok()?);
        seal::seal(&plain, &member.sealing()?)
    }

    /// A key that was sealed for this device, with the number of its epoch. Whether it is the key of a stated epoch is
    /// still to be checked: anybody can seal something for a device.
    pub(super) fn unwrap(space: &str, wrapped: &[u8], keys: &DeviceKeys) -> Option<(u32, SpaceKey)> {
        let key = std::iter::once(keys.sealing() as &dyn age::Identity);
        let plain = seal::open(wrapped, key, MOST_BYTES).ok()?;
        let content: Content = serde_json::from_slice(&plain).ok()?;
        if content.format != FORMAT || content.space != space {
            return None;
        }
        let names = Zeroizing::new(hex::decode_exactly(&content.names)?);
        Some((content.epoch, SpaceKey { identity: content.key.parse().ok()?, names }))
    }
}

/// What an epoch states of the secret that hides names, without giving it away.
pub(super) fn commitment(names: &[u8; 32]) -> String {
    hex::encode(&blake3::derive_key("porada 2026-11 commitment to the secret of names", names))
}
