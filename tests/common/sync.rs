//! Devices that synchronise over a storage in memory, for tests of the protocol.
#![allow(dead_code, clippy::unwrap_used, reason = "each test uses a part; a test fails by panicking")]

use jiff::Timestamp;
use porada::model::{
    Change, ChangeKind, Document, DocumentId, ERASED, Edit, EntityId, ReplicaId, Value, VersionVector,
};
use porada::sync::engine::{Outcome, Preview, Session, SyncError, Unwatched, Watch, found};
use porada::sync::format::SpaceId;
use porada::sync::home::Home;
use porada::sync::profile::Profile;
use porada::sync::random::Randomness;
use porada::sync::remote::{Listed, Put, Remote, RemoteError, RemotePath, Traffic};
use porada::sync::simulator::{MemoryHome, SharedSecret};
use porada::sync::trust::DeviceId;
use std::cell::Cell;

pub const NOW: &str = "2026-11-22T09:00:00Z";

pub fn now() -> Timestamp {
    NOW.parse().unwrap()
}

/// Counts up: as good as random where only difference matters.
pub struct Counting(pub u8);

impl Randomness for Counting {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(31).wrapping_add(17);
            *byte = self.0;
        }
    }
}

pub fn keys(device: u128, sealed: bool) -> SharedSecret {
    SharedSecret::new(DeviceId(device), [3; 32], sealed)
}

pub fn found_space(remote: &dyn Remote, sealed: bool) -> SpaceId {
    found_circle(remote, sealed, Profile::OwnDevices)
}

pub fn found_circle(remote: &dyn Remote, sealed: bool, profile: Profile) -> SpaceId {
    found(remote, &keys(1, sealed), SpaceId::random(&mut Counting(1)), profile, now()).unwrap().space
}

/// A device with its home.
pub struct Member {
    pub home: MemoryHome,
    pub keys: SharedSecret,
    pub space: SpaceId,
    pub profile: Profile,
    pub clock: Cell<Timestamp>,
    random: Counting,
}

impl Member {
    pub fn new(number: u8, space: SpaceId, sealed: bool) -> Member {
        Member {
            home: MemoryHome::new(ReplicaId(u64::from(number))),
            keys: keys(u128::from(number), sealed),
            space,
            profile: Profile::OwnDevices,
            clock: Cell::new(now()),
            random: Counting(number),
        }
    }

    pub fn session<T>(
        &mut self,
        remote: &dyn Remote,
        watch: &dyn Watch,
        work: impl FnOnce(&mut Session<'_>) -> T,
    ) -> T {
        let clock = self.clock.get();
        work(&mut Session {
            home: &mut self.home,
            remote,
            trust: &mut self.keys,
            space: self.space,
            profile: self.profile,
            marker: None,
            clock: &|| clock,
            random: &mut self.random,
            watch,
        })
    }

    pub fn sync(&mut self, remote: &dyn Remote) -> Result<Outcome, SyncError> {
        self.session(remote, &Unwatched, |session| session.run())
    }

    pub fn verify(&mut self, remote: &dyn Remote) -> Result<Outcome, SyncError> {
        self.session(remote, &Unwatched, |session| session.verify())
    }

    pub fn preview(&mut self, remote: &dyn Remote) -> Result<Preview, SyncError> {
        self.session(remote, &Unwatched, |session| session.preview())
    }

    pub fn document(&self, document: u128) -> Option<Document> {
        Home::document(&self.home, DocumentId::from_u128(document)).unwrap()
    }

    /// Marks a consultation of which `document` is also the header.
    pub fn share(&mut self, document: u128, visibility: &str) {
        self.write(document, document, "visibility", visibility);
    }

    /// Writes `value` into a field of an entity, having seen everything.
    pub fn write(&mut self, document: u128, entity: u128, field: &str, value: impl Into<Value>) {
        let fields = [(field.to_owned(), value.into())].into_iter().collect();
        self.edit(document, entity, ChangeKind::Edit, fields);
    }

    pub fn erase(&mut self, document: u128, entity: u128) {
        let fields = [(ERASED.to_owned(), Value::Bool(true))].into_iter().collect();
        self.edit(document, entity, ChangeKind::Erase, fields);
    }

    fn edit(
        &mut self,
        document: u128,
        entity: u128,
        kind: ChangeKind,
        fields: std::collections::BTreeMap<String, Value>,
    ) {
        let id = DocumentId::from_u128(document);
        let seen = self.document(document).map_or_else(VersionVector::default, |it| it.seen().clone());
        // Over a circle of more people than one what counts are consultations.
        let (of, entity_kind) = match self.profile {
            Profile::OwnDevices => ("municipality", "note"),
            _ if document == entity => ("consultation", "consultation"),
            _ => ("consultation", "note"),
        };
        let edit = Edit { entity: EntityId::from_u128(entity), kind: entity_kind.to_owned(), fields };
        let change = Change { kind, edits: vec![edit] };
        self.home.apply(id, of, &change, &seen, self.clock.get());
    }

    /// The value of a field.
    pub fn text(&self, document: u128, entity: u128, field: &str) -> String {
        let document = self.document(document);
        let entity = document.as_ref().and_then(|it| it.entity(EntityId::from_u128(entity)));
        entity.map(|entity| entity.text(field).to_owned()).unwrap_or_default()
    }

    pub fn all(&self) -> Vec<Document> {
        self.home.documents().cloned().collect()
    }
}

/// What a [`Tapped`] storage is asked, as far as tests look at it.
pub enum Request<'path> {
    /// A file is to be read.
    Get(&'path RemotePath),
    /// A folder was listed.
    Listed,
    /// A file is to be deleted.
    Delete,
}

/// A storage whose requests a test sees and may refuse.
pub struct Tapped<'storage, Tap> {
    storage: &'storage dyn Remote,
    tap: Tap,
}

impl<'storage, Tap: Fn(Request<'_>) -> Result<(), RemoteError>> Tapped<'storage, Tap> {
    pub fn new(storage: &'storage dyn Remote, tap: Tap) -> Self {
        Tapped { storage, tap }
    }
}

impl<Tap: Fn(Request<'_>) -> Result<(), RemoteError> + Send + Sync> Remote for Tapped<'_, Tap> {
    fn put_new(&self, path: &RemotePath, bytes: &[u8]) -> Result<Put, RemoteError> {
        self.storage.put_new(path, bytes)
    }

    fn get(&self, path: &RemotePath, limit: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        (self.tap)(Request::Get(path))?;
        self.storage.get(path, limit)
    }

    fn list(&self, folder: Option<&RemotePath>) -> Result<Vec<Listed>, RemoteError> {
        let listed = self.storage.list(folder)?;
        (self.tap)(Request::Listed)?;
        Ok(listed)
    }

    fn delete(&self, path: &RemotePath) -> Result<(), RemoteError> {
        (self.tap)(Request::Delete)?;
        self.storage.delete(path)
    }

    fn probe(&self) -> Result<(), RemoteError> {
        self.storage.probe()
    }

    fn traffic(&self) -> Traffic {
        self.storage.traffic()
    }
}

/// All synchronise until nothing moves; fails when that does not end.
pub fn settle(remote: &dyn Remote, members: &mut [&mut Member]) {
    let mut last = Vec::new();
    for _ in 0..12 {
        let mut quiet = true;
        last.clear();
        for member in members.iter_mut() {
            let outcome = member.sync(remote).unwrap();
            quiet &= outcome.received.is_empty() && outcome.sent == 0 && outcome.requests <= 2;
            last.push(outcome);
        }
        if quiet {
            return;
        }
    }
    panic!("never quiet: {last:#?}");
}
