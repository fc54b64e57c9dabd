//! What synchronisation costs with many devices and documents, from requests and bytes that the engine itself counts.
//!
//! For each number of devices spaces with 10,000 and with 100,000 documents are really published and pulled over a storage
//! in memory. What a million costs is computed from the larger one: packs, parts of the index and bytes grow with the
//! documents of a device, what an unchanged space and one edit cost does not. How good that is shows what would be computed
//! for 100,000 in the same way from 10,000. Seconds are for a line of 2 MB/s with 50 ms for each request.

use super::dice::Dice;
use super::home::MemoryHome;
use super::keys::SharedSecret;
use super::storage::Storage;
use crate::model::{Change, ChangeKind, DocumentId, Edit, EntityId, ReplicaId, Value, VersionVector};
use crate::sync::engine::{Outcome, Session, SyncError, Unwatched, found};
use crate::sync::format::{DELTA_LIMIT, PACK_DOCUMENTS, SpaceId};
use crate::sync::profile::Profile;
use crate::sync::trust::DeviceId;
use jiff::Timestamp;
use serde::Serialize;

/// How many documents are really there.
const MEASURED: [usize; 2] = [10_000, 100_000];
/// How many times as many documents a computed row has as the one that it is computed from.
const GROWTH: u64 = 10;
/// Notes in a document and words in a note.
const NOTES: u128 = 12;
const WORDS: usize = 40;
/// The line of the model: bytes a second, and seconds for each request.
const LINE: f64 = 2_000_000.0;
const LATENCY: f64 = 0.05;

/// Requests and bytes of one thing that a device does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cost {
    /// Requests.
    pub requests: u64,
    /// Bytes up and down.
    pub bytes: u64,
}

impl Cost {
    fn of(outcome: &Outcome) -> Cost {
        Cost { requests: outcome.requests as u64, bytes: outcome.up + outcome.down }
    }

    /// How long it takes on the line of the model.
    pub fn seconds(self) -> f64 {
        self.requests as f64 * LATENCY + self.bytes as f64 / LINE
    }
}

/// What it costs with so many devices and documents.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ScaleRow {
    /// Devices of the space.
    pub devices: usize,
    /// Documents of all devices together.
    pub documents: usize,
    /// Whether it was really done with so many documents, not computed.
    pub counted: bool,
    /// By how much of the counted figure the one differs at most that would be computed from the row before; only where both
    /// are known.
    pub deviation: Option<f64>,
    /// The first publication of one device's share.
    pub first_publication: Cost,
    /// The first pull of everything.
    pub first_pull: Cost,
    /// A synchronisation without news.
    pub idle: Cost,
    /// A synchronisation that publishes one edit.
    pub edit: Cost,
    /// A synchronisation that takes that edit over.
    pub pull_of_edit: Cost,
}

/// The table for 10, 100 and 1,000 devices and 10⁴ to 10⁶ documents.
///
/// # Errors
/// What the engine says; the storage in memory never fails.
pub fn scale() -> Result<Vec<ScaleRow>, SyncError> {
    let mut rows = Vec::new();
    for devices in [10, 100, 1000] {
        let [few, many] = MEASURED;
        let few = measure(devices, few)?;
        let many = measure(devices, many)?;
        rows.extend([few, ScaleRow { deviation: Some(deviation(&grown(few), &many)), ..many }, grown(many)]);
    }
    Ok(rows)
}

/// The row for [`GROWTH`] times as many documents.
fn grown(row: ScaleRow) -> ScaleRow {
    let share = (row.documents / row.devices) as u64;
    let packs = |documents: u64| documents.div_ceil(PACK_DOCUMENTS as u64);
    let more = packs(share * GROWTH) - packs(share);
    // A device with more documents than a head lists has an index of one file.
    let index = u64::from(share <= DELTA_LIMIT as u64 && share * GROWTH > DELTA_LIMIT as u64);
    let publication = Cost {
        requests: row.first_publication.requests + more + index,
        bytes: row.first_publication.bytes * GROWTH,
    };
    let pull = Cost {
        requests: row.first_pull.requests + (more + index) * (row.devices as u64 - 1),
        bytes: row.first_pull.bytes * GROWTH,
    };
    ScaleRow {
        documents: row.documents * usize::try_from(GROWTH).unwrap_or(1),
        counted: false,
        deviation: None,
        first_publication: publication,
        first_pull: pull,
        ..row
    }
}

/// The largest difference between two rows, as a part of the counted figure.
fn deviation(computed: &ScaleRow, counted: &ScaleRow) -> f64 {
    let costs =
        |row: &ScaleRow| [row.first_publication, row.first_pull, row.idle, row.edit, row.pull_of_edit];
    let pairs = costs(computed).into_iter().zip(costs(counted));
    let part = |one: u64, other: u64| one.abs_diff(other) as f64 / other.max(1) as f64;
    pairs
        .map(|(one, other)| part(one.requests, other.requests).max(part(one.bytes, other.bytes)))
        .fold(0.0, f64::max)
}

struct Member {
    home: MemoryHome,
    keys: SharedSecret,
}

impl Member {
    fn new(number: u64) -> Member {
        let keys = SharedSecret::new(DeviceId(u128::from(number) + 1), [7; 32], true);
        Member { home: MemoryHome::new(ReplicaId(number + 1)), keys }
    }

    fn sync(&mut self, storage: &Storage, space: SpaceId) -> Result<Outcome, SyncError> {
        let mut dice = Dice::new(self.keys.device.0 as u64);
        Session {
            home: &mut self.home,
            remote: storage,
            trust: &mut self.keys,
            space,
            profile: Profile::OwnDevices,
            marker: None,
            clock: &|| Timestamp::UNIX_EPOCH,
            random: &mut dice,
            watch: &Unwatched,
        }
        .run()
    }

    fn write(&mut self, document: u128, note: u128, words: &str) {
        let id = DocumentId::from_u128(document << 32);
        let fields = [("text".to_owned(), Value::from(words))].into_iter().collect();
        let edit =
            Edit { entity: EntityId::from_u128((document << 32) + note), kind: "note".to_owned(), fields };
        let change = Change { kind: ChangeKind::Add, edits: vec![edit] };
        self.home.apply(id, "municipality", &change, &VersionVector::default(), Timestamp::UNIX_EPOCH);
    }
}

fn measure(devices: usize, documents: usize) -> Result<ScaleRow, SyncError> {
    let storage = Storage::new();
    let founder = Member::new(0);
    let marker = {
        let space = SpaceId::random(&mut Dice::new(1));
        found(&storage, &founder.keys, space, Profile::OwnDevices, Timestamp::UNIX_EPOCH)?
    };
    let empty = storage.snapshot();
    let mut publication = Cost { requests: 0, bytes: 0 };
    let words = "voda ".repeat(WORDS);
    let share = documents / devices;
    for number in 1..devices {
        // Each device publishes on a storage of its own; all files together are what the others find.
        let alone = Storage::new();
        alone.restore(empty.clone());
        let mut member = Member::new(number as u64);
        // A device keeps two heads: the first one only says that it is there.
        member.sync(&alone, marker.space)?;
        for place in 0..share {
            (1..=NOTES).for_each(|note| member.write((number * documents + place + 1) as u128, note, &words));
        }
        publication = Cost::of(&member.sync(&alone, marker.space)?);
        for (path, bytes) in alone.snapshot() {
            storage.plant(&path, Some(&bytes));
        }
    }
    let (mut reader, mut other) = (founder, Member::new(devices as u64));
    for place in 0..share {
        (1..=NOTES).for_each(|note| reader.write(place as u128 + 1, note, &words));
    }
    let first_pull = Cost::of(&reader.sync(&storage, marker.space)?);
    other.sync(&storage, marker.space)?;
    reader.sync(&storage, marker.space)?;
    let idle = Cost::of(&reader.sync(&storage, marker.space)?);
    reader.write(1, NOTES + 1, &words);
    let edit = Cost::of(&reader.sync(&storage, marker.space)?);
    let pull_of_edit = Cost::of(&other.sync(&storage, marker.space)?);
    Ok(ScaleRow {
        devices,
        documents,
        counted: true,
        deviation: None,
        first_publication: publication,
        first_pull,
        idle,
        edit,
        pull_of_edit,
    })
}
