//! The rows of the tables for synchronisation as values.

use crate::model::{Document, DocumentId, Dot, Entity, ReplicaId, VersionVector};
use crate::store::documents::Merged;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What this device did in a space.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnState {
    /// The highest number of a head that was tried, whether it arrived or not; 0 for none.
    pub seq: u64,
    /// The hash of the head with that number, 0 for none.
    pub head: u128,
    /// The number of the last head that arrived; 0 when all that is listed has to be listed anew.
    pub arrived: u64,
    /// The state of members and keys that the last head named.
    pub roster: String,
    /// The parts of the index, oldest first.
    pub parts: Vec<IndexPart>,
}

/// One file of an index: what was listed after the part before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexPart {
    /// The number of the last head whose entries it holds.
    pub to: u64,
    /// How many documents it lists.
    pub count: u64,
    /// The hash of the file.
    pub hash: u128,
}

/// What is known of another device in a space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// The device.
    pub device: u128,
    /// The number of its latest head of which everything was taken over.
    pub seq: u64,
    /// The first 32 bits of the hashes of its heads with that number; two when the device runs twice.
    pub heads: Vec<u32>,
    /// The number of its newest valid head that was ever seen.
    pub newest: u64,
    /// When its newest head was first seen here.
    pub seen_at: Timestamp,
}

/// The copy of a document that a device lists on a storage and that this home has joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedCopy {
    /// The device that lists it.
    pub device: u128,
    /// The name of the document on the storage.
    pub name: u128,
    /// The hash of the copy.
    pub hash: u128,
    /// The hash of the pack that it is in, when it has no file of its own.
    pub pack: Option<u128>,
    /// The number of the head that listed it first.
    pub seq: u64,
    /// What it has seen.
    pub seen: VersionVector,
}

/// A document that came from a storage, to be joined.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The document.
    pub document: Document,
    /// Where it is listed; `None` for an older copy that is joined but not listed any more.
    pub copy: Option<ListedCopy>,
    /// Whether a home that holds exactly this document has nothing to publish of it.
    pub whole: bool,
    /// The own file that it was read from, and since when no head lists that. It is known as an own file only together
    /// with its content: what is known may be deleted.
    pub file: Option<(StoredVersion, Option<Timestamp>)>,
}

/// What joining an arrival did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// New, changed, conflicts.
    pub merged: Merged,
    /// How many entities are deleted now that were not before.
    pub deleted: usize,
    /// How many entities are erased now that were not before.
    pub erased: usize,
    /// Whether the document as a whole is not shown any more.
    pub gone: Option<Gone>,
}

/// Why a document as a whole is not shown any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gone {
    /// Somebody deleted it, and nobody disagrees.
    Deleted,
    /// Somebody erased it, for good.
    Erased,
}

/// A version of a document that this device has put on a storage, listed or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredVersion {
    /// The name of the document on the storage.
    pub name: u128,
    /// The hash of the version.
    pub hash: u128,
    /// The hash of its bytes before they were sealed.
    pub plain: u128,
    /// The hash of the pack that it is in.
    pub pack: Option<u128>,
    /// The file.
    pub path: String,
}

/// A file that is not listed any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// The file.
    pub path: String,
    /// The hash of a pack; unless it holds something erased it is released when no listed copy is in it.
    pub pack: Option<u128>,
    /// Whether it holds something erased, so that it must go at once.
    pub erased: bool,
}

/// The word of a device that it has carried out an erasure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Receipt {
    /// The name of the document on the storage.
    pub name: u128,
    /// The write that erased.
    pub dot: Dot,
    /// The number of the head that says so.
    pub seq: u64,
}

/// A document whose changes up to `number` are on the storage, or need not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Covered {
    /// The document.
    pub document: DocumentId,
    /// Its name on the storage.
    pub name: u128,
    /// The number of its latest change that is meant.
    pub number: u64,
}

/// What a head that arrived has made public.
#[derive(Debug, Clone, Default)]
pub struct Publication {
    /// The device that published: this one.
    pub device: u128,
    /// The state with the new parts of the index.
    pub state: OwnState,
    /// The copies that it lists anew.
    pub copies: Vec<ListedCopy>,
    /// The names of documents that it lists no copy of any more.
    pub delisted: Vec<u128>,
    /// The documents that need nothing more.
    pub covered: Vec<Covered>,
    /// Erasures that it confirms.
    pub receipts: Vec<Receipt>,
    /// Replicas that it names as its own.
    pub writers: Vec<ReplicaId>,
    /// Files that are listed now: the head, a part of the index.
    pub files: Vec<String>,
    /// Files that are not listed any more.
    pub released: Vec<Released>,
}

/// A file of the storage that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// The file.
    pub path: String,
    /// Why, as a word of the protocol.
    pub reason: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was found.
    pub at: Timestamp,
}

fn newly(before: Option<&Document>, after: &Document, holds: fn(&Entity) -> bool) -> usize {
    let held = |id| before.and_then(|before| before.entity(id)).is_some_and(holds);
    after.entities().filter(|&(id, entity)| holds(entity) && !held(id)).count()
}

/// What the step from `before` to `after` deleted and erased.
pub fn arrived(before: Option<&Document>, after: &Document, merged: Merged) -> Arrived {
    let deleted = newly(before, after, Entity::is_deleted);
    Arrived { merged, deleted, erased: newly(before, after, Entity::is_erased), gone: gone(after) }
}

fn gone(document: &Document) -> Option<Gone> {
    let header = document.id.header();
    if document.is_erased(header) {
        return Some(Gone::Erased);
    }
    let is_deleted = document.entity(header).is_some_and(Entity::is_deleted);
    (is_deleted && document.standing().is_deleted(header)).then_some(Gone::Deleted)
}
