//! A space with end-to-end encryption: its members, and the keys of its epochs.

use super::device::{DeviceKeys, Fingerprint, PublicKeys, new_secret};
use super::exchange::{Refused, folder};
use super::identity::Identity;
use super::memory::Memory;
use super::room::MOST_KEPT;
use super::roster::{Epoch, EpochId, Standing};
use super::seal::{self, OpenError};
use super::space::{Device, Space, as_the_space_does, short_name};
use super::space_key::{SpaceKey, commitment};
use super::statement::{LAST_EPOCH, LONGEST_NAME, Says, Statement};
use super::{KeysError, hex};
use crate::i18n::sanitize;
use crate::model::DocumentId;
use crate::sync::random::Randomness;
use crate::sync::remote::{Listed, Remote, RemoteError, RemotePath};
use crate::sync::trust::{DeviceId, Signature, Trust, TrustError};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use zeroize::Zeroizing;

/// The most bytes of a key that is sealed for a device.
const MOST_KEY_BYTES: u64 = 16 * 1024;

/// The keys of a space with end-to-end encryption on one device.
pub struct SealedSpace {
    pub(super) space: Space,
    founder: DeviceId,
    opened: BTreeMap<EpochId, SpaceKey>,
    /// Epochs whose keys were not here at the last look.
    awaited: BTreeSet<EpochId>,
    names: BTreeMap<DeviceId, String>,
}

impl SealedSpace {
    /// The keys of the space with this id (32 hexadecimal digits) and this founder, as its marker states them, on the
    /// device of `identity`.
    ///
    /// # Errors
    /// When the memory of the space cannot be read, and [`TrustError::OtherFounder`] when it had another founder when
    /// this device met it.
    pub fn open(
        identity: &Identity,
        space: &str,
        founder: DeviceId,
        memory: Box<dyn Memory>,
    ) -> Result<SealedSpace, TrustError> {
        let space = Space::open(identity, space, Some(founder), memory)?;
        let (opened, awaited, names) = (BTreeMap::new(), BTreeSet::new(), BTreeMap::new());
        let mut sealed = SealedSpace { space, founder, opened, awaited, names };
        let wrapped: Vec<Vec<u8>> = sealed.space.wrapped.values().cloned().collect();
        wrapped.iter().for_each(|wrapped| {
            sealed.unwrap(wrapped);
        });
        sealed.awaited = sealed.missing_keys();
        sealed.read_names();
        Ok(sealed)
    }

    /// Founds the space with this device as its first member: its introduction and the first epoch. To be called before
    /// the marker is written; a second time it only completes what is missing.
    ///
    /// # Errors
    /// When the storage cannot be read or written, or another device is the founder.
    pub fn found(&mut self, remote: &dyn Remote, random: &mut dyn Randomness) -> Result<(), TrustError> {
        if self.founder != self.device() {
            return Err(TrustError::UnknownDevice(self.founder));
        }
        self.space.exchange(remote)?;
        if self.space.roster.epochs.is_empty() {
            let mut secret = Zeroizing::new([0; 32]);
            random.fill(secret.as_mut_slice());
            let key = SpaceKey { identity: new_secret(random), names: secret };
            if self.space.own().is_none() {
                let name = self.sealed_name(&key.recipient())?;
                self.introduce(remote, name)?;
            }
            self.begin_epoch(remote, 1, key)?;
        }
        self.refresh(remote, random)
    }

    /// All devices that have introduced themselves: members, waiting ones and removed ones.
    pub fn devices(&self) -> Vec<Device> {
        self.space.devices(|device| self.device_name(device))
    }

    /// The files in `members/` that did not count at the last look.
    pub fn refused(&self) -> &BTreeSet<Refused> {
        self.space.refused()
    }

    /// The digits of the founder's keys, which a new device compares to be sure that this is the right space; `None`
    /// as long as the founder's introduction has not been read.
    pub fn founder_fingerprint(&self) -> Option<Fingerprint> {
        self.space.roster.devices.get(&self.founder).map(|known| known.keys.fingerprint())
    }

    /// Vouches for a device that waits, and gives it the keys of all epochs, so that it can read what was before.
    ///
    /// # Errors
    /// When it does not wait, when its keys are not those of `fingerprint`, or when the storage fails.
    pub fn approve(
        &mut self,
        remote: &dyn Remote,
        device: DeviceId,
        fingerprint: &Fingerprint,
        random: &mut dyn Randomness,
    ) -> Result<(), KeysError> {
        self.refresh_members(remote, random)?;
        let known = self.space.roster.devices.get(&device).ok_or(KeysError::NoSuchDevice)?;
        if known.keys.fingerprint() != *fingerprint {
            return Err(KeysError::OtherFingerprint);
        }
        match known.standing {
            Standing::Waiting if !self.space.roster.removed.contains(&device) => {}
            Standing::Member { .. } => return Err(KeysError::AlreadyMember(self.device_name(device))),
            Standing::Waiting | Standing::Removed { .. } => {
                return Err(KeysError::Removed(self.device_name(device)));
            }
        }
        // First the keys: a member without any would depend on somebody who comes later.
        let keys = known.keys.clone();
        for (epoch, key) in self.opened.iter().filter(|(id, _)| self.space.roster.epochs.contains_key(id)) {
            self.give(remote, *epoch, key, &keys)?;
        }
        let says = Says::Approve { device: device.to_string(), fingerprint: fingerprint.clone() };
        self.space.state(remote, says)?;
        Ok(self.refresh_members(remote, random)?)
    }

    /// Takes a member out and begins a new epoch whose key it does not get. What it could read it may have kept:
    /// nothing can take that back. `last_head` is the number of its last head that this device accepted, 0 for none;
    /// later ones are refused by everybody.
    ///
    /// A device that another member removed can be removed once more, so that the removal carries this device's weight.
    ///
    /// # Errors
    /// When it is no member or this device itself, or when the storage fails.
    pub fn remove(
        &mut self,
        remote: &dyn Remote,
        device: DeviceId,
        last_head: u64,
        random: &mut dyn Randomness,
    ) -> Result<(), KeysError> {
        if device == self.device() {
            return Err(KeysError::OwnDevice);
        }
        self.refresh_members(remote, random)?;
        let known = self.space.roster.devices.get(&device).ok_or(KeysError::NoSuchDevice)?;
        let earlier = match known.standing {
            Standing::Waiting => return Err(KeysError::NotMember(self.device_name(device))),
            Standing::Member { .. } => u64::MAX,
            Standing::Removed { last_head, .. } => last_head,
        };
        let all = self.space.statements.all.values();
        let mut its: Vec<_> = all.filter(|it| it.author == device).map(|it| (it.number, it.id)).collect();
        its.sort_unstable();
        let keeps = its.into_iter().take(MOST_KEPT).map(|(_, id)| id.to_string()).collect();
        let head = last_head.min(earlier);
        self.space.state(remote, Says::Remove { device: device.to_string(), head, keeps })?;
        // The refreshing finds that all epochs have a reader too many. Without any key another member has to begin one.
        Ok(self.refresh_members(remote, random)?)
    }

    /// Vouches for new keys of this device, which is a member, and gives them all it can read. For a home that was
    /// copied to another computer: the copy takes keys of its own, the old ones stay with the original.
    ///
    /// # Errors
    /// When this device is not a member or the storage fails.
    pub fn renew(
        &mut self,
        remote: &dyn Remote,
        keys: &DeviceKeys,
        random: &mut dyn Randomness,
    ) -> Result<(), KeysError> {
        self.refresh(remote, random)?;
        let name = self.sealed_name(&self.current()?.1.recipient)?;
        let says = Says::Introduce { keys: keys.public(), name };
        let introduction = Statement::make(keys, &self.space.id, 1, says);
        self.space.statements.publish(remote, introduction)?;
        self.space.conclude();
        self.approve(remote, keys.device(), &keys.public().fingerprint(), random)
    }

    /// As [`Trust::refresh`]; that a key is missing hinders nobody from saying who is a member.
    fn refresh_members(
        &mut self,
        remote: &dyn Remote,
        random: &mut dyn Randomness,
    ) -> Result<(), TrustError> {
        match self.refresh(remote, random) {
            Err(TrustError::NoKey(_)) => Ok(()),
            other => other,
        }
    }

    /// Whether this device is a member that lacks the key it would seal with.
    pub(super) fn lacks_key(&self) -> bool {
        self.standing().is_ok() && self.current().is_err()
    }

    /// States this device's keys and name.
    fn introduce(&mut self, remote: &dyn Remote, name: String) -> Result<(), TrustError> {
        self.space.state(remote, Says::Introduce { keys: self.space.keys.public(), name })
    }

    /// The name of this device, sealed for the space: the storage does not learn it. The longest and the shortest name
    /// are sealed in as many bytes.
    fn sealed_name(&self, recipient: &str) -> Result<String, TrustError> {
        let recipient: age::x25519::Recipient = recipient.parse().map_err(|_| TrustError::Damaged)?;
        let padded = format!("{:<1$}", self.space.name, LONGEST_NAME * 4 - extra_bytes(&self.space.name));
        let sealed = seal::seal(padded.as_bytes(), &recipient).ok_or(TrustError::Damaged)?;
        Ok(hex::encode(&sealed))
    }

    /// Introduces this device where it has not been, or where it has another name by now.
    fn introduce_if_needed(&mut self, remote: &dyn Remote) -> Result<(), TrustError> {
        let own = self.device();
        // As long as no key has come the stated name cannot be read, and counts as the present one.
        let renamed = self.names.get(&own).is_some_and(|stated| *stated != self.space.name);
        if self.space.own().is_some() && !renamed {
            return Ok(());
        }
        let roster = &self.space.roster;
        let current = self.current().ok().or_else(|| roster.fitting_epochs().next()).map(|(_, epoch)| epoch);
        let newest = current.or_else(|| roster.epochs.values().next_back()?.first());
        // Without the founder's statements this is a storage that lost them, or not the space of the marker.
        let recipient = newest.map(|epoch| epoch.recipient.clone());
        let name = self.sealed_name(&recipient.ok_or(TrustError::UnknownDevice(self.founder))?)?;
        self.introduce(remote, name)?;
        self.names.insert(own, self.space.name.clone());
        Ok(())
    }

    /// Seals the key of a new epoch for all members, this device among them, and only then states the epoch: when that is
    /// cut off, nobody waits for a key that nobody has.
    fn begin_epoch(&mut self, remote: &dyn Remote, number: u32, key: SpaceKey) -> Result<(), TrustError> {
        let says = Says::Epoch {
            number,
            recipient: key.recipient(),
            names: commitment(&key.names),
            without: self.space.roster.removed.iter().map(DeviceId::to_string).collect(),
        };
        let epoch = EpochId::of(number, &key.recipient());
        let own = self.device();
        for (_, known) in self.space.roster.members().filter(|(device, _)| *device != own) {
            self.give(remote, epoch, &key, &known.keys)?;
        }
        let wrapped = self.give(remote, epoch, &key, &self.space.keys.public())?;
        self.space.wrapped.insert(key_file(epoch, own), wrapped);
        self.opened.insert(epoch, key);
        self.space.state(remote, says)
    }

    /// Seals the key of an epoch for a device. What was written.
    fn give(
        &self,
        remote: &dyn Remote,
        epoch: EpochId,
        key: &SpaceKey,
        reader: &PublicKeys,
    ) -> Result<Vec<u8>, TrustError> {
        let wrapped = key.wrap(&self.space.id, epoch.number, reader).ok_or(TrustError::Damaged)?;
        let path = key_path(&key_file(epoch, reader.device()))?;
        remote.put_new(&path, &wrapped).map_err(TrustError::Remote)?;
        Ok(wrapped)
    }

    /// Takes a key that was sealed for this device, when it is one of a stated epoch.
    fn unwrap(&mut self, wrapped: &[u8]) -> bool {
        let Some((number, key)) = SpaceKey::unwrap(&self.space.id, wrapped, &self.space.keys) else {
            return false;
        };
        let id = EpochId::of(number, &key.recipient());
        let (recipient, names) = (key.recipient(), commitment(&key.names));
        let mut all = self.space.roster.epochs.get(&id).into_iter().flatten();
        let stated = all.any(|epoch| epoch.recipient == recipient && epoch.names == names);
        if stated {
            self.opened.insert(id, key);
        }
        stated
    }

    fn missing_keys(&self) -> BTreeSet<EpochId> {
        self.space.roster.epochs.keys().filter(|id| !self.opened.contains_key(id)).copied().collect()
    }

    /// Reads the keys that were sealed for this device: whether a new one came, and the files that are of no use to it.
    fn read_keys(
        &mut self,
        remote: &dyn Remote,
        listed: &[Listed],
    ) -> Result<(bool, Vec<RemotePath>), TrustError> {
        let (mut found, mut useless) = (false, Vec::new());
        for epoch in self.missing_keys() {
            let name = key_file(epoch, self.device());
            if !listed.iter().any(|it| it.name == name) {
                continue;
            }
            let path = key_path(&name)?;
            let bytes = match remote.get(&path, MOST_KEY_BYTES) {
                Ok(bytes) => bytes.unwrap_or_default(),
                Err(RemoteError::TooLarge { .. }) => Vec::new(),
                Err(error) => return Err(TrustError::Remote(error)),
            };
            if self.unwrap(&bytes) {
                self.space.wrapped.insert(name, bytes);
                found = true;
            } else {
                useless.push(path);
            }
        }
        Ok((found, useless))
    }

    /// Begins an epoch when this device has the key of none for which it may seal. Whether it did.
    fn begin_epoch_if_needed(
        &mut self,
        remote: &dyn Remote,
        random: &mut dyn Randomness,
    ) -> Result<bool, TrustError> {
        let Some(names) = self.names_secret().filter(|_| self.current().is_err()) else { return Ok(false) };
        // The key of one that has just been stated may be on its way, as files come in any order: it is waited for once.
        let mut fitting = self.space.roster.fitting_epochs().map(|(id, _)| id).peekable();
        if fitting.peek().is_some() && !fitting.any(|id| self.awaited.contains(&id)) {
            return Ok(false);
        }
        drop(fitting);
        let last = self.space.roster.epochs.keys().map(|id| id.number).max().unwrap_or(0);
        let key = SpaceKey { identity: new_secret(random), names };
        self.begin_epoch(remote, last.saturating_add(1).min(LAST_EPOCH), key)?;
        Ok(true)
    }

    /// Seals keys for the members who have none yet.
    fn give_keys(&self, remote: &dyn Remote, listed: &[Listed]) -> Result<(), TrustError> {
        let there: BTreeSet<&str> = listed.iter().map(|it| it.name.as_str()).collect();
        let roster = &self.space.roster;
        for (device, known) in roster.members() {
            for (epoch, key) in self.opened.iter().filter(|(epoch, _)| roster.may_read(device, **epoch)) {
                if !there.contains(key_file(*epoch, device).as_str()) {
                    self.give(remote, *epoch, key, &known.keys)?;
                }
            }
        }
        Ok(())
    }

    /// The secret that hides names: that of the founder's first epoch, the same in all.
    pub(super) fn names_secret(&self) -> Option<Zeroizing<[u8; 32]>> {
        let first = self.space.roster.first_epoch.and_then(|id| self.opened.get(&id));
        first.or_else(|| self.opened.values().next()).map(|key| key.names.clone())
    }

    fn read_names(&mut self) {
        let limit = LONGEST_NAME as u64 * 8;
        let name = |sealed: &str| {
            let plain = self.unseal(&hex::decode(sealed)?, limit).ok()?;
            let name = sanitize(std::str::from_utf8(&plain).ok()?).trim().to_owned();
            (!name.is_empty()).then_some(name)
        };
        let devices = self.space.roster.devices.iter();
        self.names = devices.filter_map(|(device, known)| Some((*device, name(&known.name)?))).collect();
    }

    fn unseal(&self, sealed: &[u8], limit: u64) -> Result<Zeroizing<Vec<u8>>, TrustError> {
        let keys = self.opened.values().rev().map(|key| &key.identity as &dyn age::Identity);
        seal::open(sealed, keys, limit).map_err(|error| match error {
            OpenError::Damaged => TrustError::Damaged,
            OpenError::NotForUs => {
                let missing = self.space.roster.epochs.keys().find(|id| !self.opened.contains_key(id));
                TrustError::NoKey(missing.map_or(0, |id| id.number))
            }
        })
    }

    /// The epoch for which documents are sealed now: the newest fitting one whose key is here. As members give each other
    /// the keys they have, that is the same for all.
    pub(super) fn current(&self) -> Result<(EpochId, &Epoch), TrustError> {
        let roster = &self.space.roster;
        let is_open = |(id, epoch): &(EpochId, &Epoch)| {
            self.opened.get(id).is_some_and(|key| key.recipient() == epoch.recipient)
        };
        roster.fitting_epochs().find(is_open).ok_or_else(|| {
            let newest = roster.fitting_epochs().map(|(id, _)| id).next();
            let newest = newest.or_else(|| roster.epochs.keys().next_back().copied());
            TrustError::NoKey(newest.map_or(0, |id| id.number))
        })
    }

    /// Whether this device may take part.
    fn standing(&self) -> Result<(), TrustError> {
        match self.space.own().map(|own| own.standing) {
            Some(Standing::Member { .. }) => Ok(()),
            Some(Standing::Removed { .. }) => Err(TrustError::RemovedDevice(self.device())),
            Some(Standing::Waiting) | None => Err(TrustError::NotApproved),
        }
    }

    /// Keys and epochs, for a member.
    fn refresh_keys(&mut self, remote: &dyn Remote, random: &mut dyn Randomness) -> Result<bool, TrustError> {
        let listed = remote.list(Some(&folder("keys")?)).map_err(TrustError::Remote)?;
        let (mut changed, useless) = self.read_keys(remote, &listed)?;
        for path in useless {
            // It makes room for a whole one, which any member that sees it missing writes again.
            remote.delete(&path).map_err(TrustError::Remote)?;
        }
        changed |= self.begin_epoch_if_needed(remote, random)?;
        self.awaited = self.missing_keys();
        if changed {
            self.read_names();
        }
        self.give_keys(remote, &listed)?;
        Ok(changed)
    }
}

impl Trust for SealedSpace {
    as_the_space_does!();

    fn device_name(&self, device: DeviceId) -> String {
        if device == self.device() {
            return self.space.name.clone();
        }
        self.names.get(&device).cloned().unwrap_or_else(|| short_name(device))
    }

    fn refresh(&mut self, remote: &dyn Remote, random: &mut dyn Randomness) -> Result<(), TrustError> {
        if self.space.exchange(remote)? {
            self.space.keep()?;
            self.read_names();
        }
        if self.space.own().is_none() {
            self.introduce_if_needed(remote)?;
        }
        self.standing()?;
        if self.refresh_keys(remote, random)? {
            self.space.keep()?;
        }
        self.introduce_if_needed(remote)?;
        self.current().map(drop)
    }

    fn look(&mut self, remote: &dyn Remote) -> Result<(), TrustError> {
        if self.space.read(remote)? {
            self.read_names();
        }
        self.standing()?;
        let listed = remote.list(Some(&folder("keys")?)).map_err(TrustError::Remote)?;
        if self.read_keys(remote, &listed)?.0 {
            self.read_names();
        }
        // Who has any key begins a fitting epoch when it synchronises.
        if self.opened.is_empty() { self.current().map(drop) } else { Ok(()) }
    }

    fn removed(&self) -> BTreeMap<DeviceId, u64> {
        let roster = &self.space.roster;
        let last_head = |device: &DeviceId| match roster.devices.get(device).map(|known| known.standing) {
            Some(Standing::Removed { last_head, .. }) => last_head,
            _ => 0,
        };
        roster.removed.iter().map(|device| (*device, last_head(device))).collect()
    }

    fn is_sealed(&self) -> bool {
        true
    }

    /// The randomness of age is the system's: the same bytes are sealed differently each time.
    fn seal(&self, plain: &[u8]) -> Result<Vec<u8>, TrustError> {
        self.standing()?;
        let (_, epoch) = self.current()?;
        let recipient: age::x25519::Recipient = epoch.recipient.parse().map_err(|_| TrustError::Damaged)?;
        let sealed = seal::compress(plain).and_then(|compressed| seal::seal(&compressed, &recipient));
        sealed.ok_or(TrustError::Damaged)
    }

    fn open(&self, sealed: &[u8], limit: u64) -> Result<Vec<u8>, TrustError> {
        let compressed = self.unseal(sealed, sealed.len() as u64)?;
        seal::inflate(&compressed, limit).map_err(|_| TrustError::Damaged)
    }

    fn name_of(&self, document: DocumentId) -> String {
        // Without the space's secret a name that nobody else can make or guess; nothing is published under it.
        let secret = self.names_secret().unwrap_or_else(|| {
            let own = self.space.keys.recovery_code();
            Zeroizing::new(blake3::derive_key("porada 2026-11 names before the keys came", own.as_bytes()))
        });
        let hash = blake3::keyed_hash(&secret, &document.as_u128().to_be_bytes());
        hash.to_hex().chars().take(32).collect()
    }

    /// Who lacks a key knows nothing as far as that goes, so that every head of the others calls for a refreshing.
    fn roster(&self) -> String {
        if self.lacks_key() { String::new() } else { self.space.digest() }
    }
}

impl fmt::Debug for SealedSpace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SealedSpace({} on {})", self.space.id, self.device())
    }
}

/// By how many bytes a text is longer than its characters.
fn extra_bytes(text: &str) -> usize {
    text.len() - text.chars().count()
}

pub(super) fn key_file(epoch: EpochId, device: DeviceId) -> String {
    format!("{:04}-{:08x}.{device}.age", epoch.number, epoch.hash)
}

fn key_path(name: &str) -> Result<RemotePath, TrustError> {
    folder("keys")?.join(name).ok_or(TrustError::Damaged)
}
