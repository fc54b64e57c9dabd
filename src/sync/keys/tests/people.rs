//! People with devices around a storage in memory, some of whom do not keep to the rules.

use super::super::device::PublicKeys;
use super::super::roster::EpochId;
use super::super::seal;
use super::super::sealed_space::key_file;
use super::super::space_key::{SpaceKey, commitment};
use super::super::statement::{Says, Statement};
use super::super::{Identity, KeysError, Memory, SealedSpace, SharedMemory, Standing};
use crate::sync::random::Randomness;
use crate::sync::simulator::Storage;
use crate::sync::trust::{DeviceId, Trust, TrustError};
use std::collections::BTreeSet;
use tempfile::TempDir;
use zeroize::Zeroizing;

pub(super) const SPACE: &str = "0123456789abcdef0123456789abcdef";
const TEXT: &[u8] = b"waste bins";

/// Random bytes that are the same in each run.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(number: u64) -> Dice {
        Dice(number << 32)
    }
}

impl Randomness for Dice {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0 += 1;
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.0.to_le_bytes());
        hasher.finalize_xof().fill(bytes);
    }
}

/// A person at a device.
pub(super) struct Person {
    pub(super) space: SealedSpace,
    pub(super) memory: SharedMemory,
    identity: Identity,
    founder: DeviceId,
    dice: Dice,
    _home: TempDir,
}

impl Person {
    pub(super) fn new(number: u64, founder: Option<DeviceId>) -> Person {
        let home = tempfile::tempdir().unwrap();
        let mut dice = Dice::new(number);
        let (path, name) = (home.path().join("identity.age"), format!("person {number}"));
        let identity = Identity::create(&path, &name, None, &mut dice).unwrap();
        let founder = founder.unwrap_or(identity.keys().device());
        let memory = SharedMemory::default();
        let space = SealedSpace::open(&identity, SPACE, founder, Box::new(memory.clone())).unwrap();
        Person { space, memory, identity, founder, dice, _home: home }
    }

    /// The same device with what it remembers, on its own from now on.
    pub(super) fn copy(&self, number: u64) -> Person {
        let home = tempfile::tempdir().unwrap();
        let code = self.identity.keys().recovery_code();
        let path = home.path().join("identity.age");
        let identity = Identity::recover(&path, &code, self.identity.name(), None).unwrap();
        let memory = SharedMemory::default();
        if let Some(bytes) = self.memory.load().unwrap() {
            memory.save(&bytes).unwrap();
        }
        let space = SealedSpace::open(&identity, SPACE, self.founder, Box::new(memory.clone())).unwrap();
        Person { space, memory, identity, founder: self.founder, dice: Dice::new(number), _home: home }
    }

    /// The program is ended and started again.
    pub(super) fn restart(&mut self) {
        let memory = Box::new(self.memory.clone());
        self.space = SealedSpace::open(&self.identity, SPACE, self.founder, memory).unwrap();
    }

    pub(super) fn id(&self) -> DeviceId {
        self.identity.keys().device()
    }

    pub(super) fn keys(&self) -> PublicKeys {
        self.identity.keys().public()
    }

    pub(super) fn refresh(&mut self, storage: &Storage) -> Result<(), TrustError> {
        self.space.refresh(storage, &mut self.dice)
    }

    pub(super) fn approve(&mut self, storage: &Storage, other: &PublicKeys) -> Result<(), KeysError> {
        self.space.approve(storage, other.device(), &other.fingerprint(), &mut self.dice)
    }

    pub(super) fn remove(&mut self, storage: &Storage, other: DeviceId) -> Result<(), KeysError> {
        self.space.remove(storage, other, 1, &mut self.dice)
    }

    pub(super) fn seal(&self) -> Vec<u8> {
        self.space.seal(TEXT).unwrap()
    }

    pub(super) fn opens(&self, sealed: &[u8]) -> bool {
        self.space.open(sealed, 1000).is_ok()
    }

    /// All keys on the storage that this device can read, whatever its program would do with them.
    pub(super) fn keys_on(&self, storage: &Storage) -> Vec<age::x25519::Identity> {
        let own = format!(".{}.age", self.id());
        let files = names(storage, "keys/").into_iter().filter(|name| name.ends_with(&own));
        let read = |name: String| SpaceKey::unwrap(SPACE, &storage.read(&name)?, self.identity.keys());
        files.filter_map(read).map(|(_, key)| key.identity).collect()
    }

    pub(super) fn standing(&self, id: DeviceId) -> Option<Standing> {
        self.space.devices().into_iter().find(|device| device.id == id).map(|device| device.standing)
    }

    pub(super) fn is_member(&self, id: DeviceId) -> bool {
        matches!(self.standing(id), Some(Standing::Member { .. }))
    }

    /// A statement that this person signs past all rules, without remembering it.
    pub(super) fn states(&self, storage: &Storage, number: u32, says: Says) -> String {
        let statement = Statement::make(self.identity.keys(), SPACE, number, says).unwrap();
        let path = format!("members/{}", statement.file_name());
        storage.plant(&path, Some(statement.text().as_bytes()));
        path
    }

    /// An epoch without these devices, whose key these get. Its key.
    pub(super) fn plants_epoch(
        &mut self,
        storage: &Storage,
        number: u32,
        without: &[DeviceId],
        readers: &[PublicKeys],
    ) -> age::x25519::Identity {
        let identity = super::super::device::new_secret(&mut self.dice);
        let names = self.space.names_secret().unwrap_or_else(|| Zeroizing::new([7; 32]));
        let key = SpaceKey { identity: identity.clone(), names };
        let epoch = EpochId::of(number, &key.recipient());
        for reader in readers {
            let wrapped = key.wrap(SPACE, number, reader).unwrap();
            storage.plant(&format!("keys/{}", key_file(epoch, reader.device())), Some(&wrapped));
        }
        let says = Says::Epoch {
            number,
            recipient: key.recipient(),
            names: commitment(&key.names),
            without: without.iter().map(DeviceId::to_string).collect(),
        };
        let own = self.space.space.statements.next_number(self.id());
        self.states(storage, own + 1000, says);
        identity
    }
}

/// Whether this key opens what was sealed.
pub(super) fn key_opens(key: &age::x25519::Identity, sealed: &[u8]) -> bool {
    seal::open(sealed, std::iter::once(key as &dyn age::Identity), 10_000).is_ok()
}

/// A founder and approved members on one storage; all have looked.
pub(super) fn team<const SIZE: usize>() -> (Storage, [Person; SIZE]) {
    let storage = Storage::new();
    let mut founder = Person::new(1, None);
    founder.space.found(&storage, &mut founder.dice).unwrap();
    let mut people = vec![founder];
    for number in 2..=SIZE as u64 {
        let mut person = Person::new(number, Some(people[0].id()));
        assert_eq!(person.refresh(&storage), Err(TrustError::NotApproved));
        people[0].approve(&storage, &person.keys()).unwrap();
        people.push(person);
    }
    people.iter_mut().for_each(|person| person.refresh(&storage).unwrap());
    let people: Result<[Person; SIZE], _> = people.try_into();
    (storage, people.ok().unwrap())
}

/// The names of the files in a folder of the storage.
pub(super) fn names(storage: &Storage, folder: &str) -> BTreeSet<String> {
    storage.paths().into_iter().filter(|path| path.starts_with(folder)).collect()
}
