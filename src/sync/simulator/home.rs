//! A home in memory, to the same rules as [`Store`](crate::store::Store) and a hundred times as fast.

use crate::model::{Author, Change, Document, DocumentId, Dot, ReplicaId, VersionVector};
use crate::store::{
    Arrival, Arrived, Covered, ListedCopy, Merged, OwnState, Peer, Publication, Quarantined, Receipt,
    Released, StoreError, StoredVersion, arrived,
};
use crate::sync::format::SpaceId;
use crate::sync::home::Home;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A home in memory. A clone of it is a backup, or a laptop whose disk was copied.
#[derive(Debug, Clone)]
pub struct MemoryHome {
    documents: BTreeMap<DocumentId, Document>,
    changed: BTreeMap<DocumentId, u64>,
    writes: u64,
    own_replicas: BTreeSet<ReplicaId>,
    author: Author,
    spaces: BTreeMap<SpaceId, Book>,
    /// How many transactions still succeed; `None` for all.
    budget: Option<usize>,
    /// How documents are joined.
    join: fn(&mut Document, &Document),
}

/// What a home remembers of one space.
#[derive(Debug, Clone, Default)]
struct Book {
    own: OwnState,
    peers: BTreeMap<u128, Peer>,
    copies: BTreeMap<(u128, u128), ListedCopy>,
    covered: BTreeMap<DocumentId, Covered>,
    files: BTreeMap<String, Option<i64>>,
    versions: BTreeMap<(u128, u128, String), StoredVersion>,
    receipts: BTreeMap<(u128, u128, Dot), u64>,
    writers: BTreeMap<(u128, ReplicaId), u64>,
    quarantine: BTreeMap<String, Quarantined>,
}

impl Book {
    fn keep_copy(&mut self, copy: &ListedCopy) {
        let before = self.copies.insert((copy.name, copy.device), copy.clone());
        if before.is_some_and(|before| !copy.seen.includes(&before.seen)) {
            self.uncover(copy.name);
        }
    }

    fn keep_file(&mut self, path: &str, versions: &[StoredVersion], since: Option<Timestamp>) {
        self.files.entry(path.to_owned()).or_insert(since.map(Timestamp::as_millisecond));
        for version in versions {
            let place = (version.name, version.hash, version.path.clone());
            self.versions.insert(place, version.clone());
        }
    }

    fn uncover(&mut self, name: u128) {
        self.covered.retain(|_, covered| covered.name != name);
    }

    fn release(&mut self, device: u128, file: &Released, at: Timestamp) {
        let in_use =
            |copy: &ListedCopy| copy.device == device && copy.pack.is_some() && copy.pack == file.pack;
        if !file.erased && self.copies.values().any(in_use) {
            return;
        }
        if let Some(since) = self.files.get_mut(&file.path) {
            let now = if file.erased { 0 } else { at.as_millisecond().max(1) };
            *since = Some(since.map_or(now, |since| since.min(now)));
        }
    }

    fn keep_receipts(&mut self, device: u128, receipts: &[Receipt]) {
        for receipt in receipts {
            self.receipts.entry((device, receipt.name, receipt.dot)).or_insert(receipt.seq);
        }
    }

    fn keep_writers(&mut self, device: u128, writers: &[(ReplicaId, u64)]) {
        for &(replica, seq) in writers {
            self.writers.entry((device, replica)).or_insert(seq);
        }
    }
}

impl MemoryHome {
    /// An empty home whose session is `replica`.
    pub fn new(replica: ReplicaId) -> MemoryHome {
        MemoryHome {
            documents: BTreeMap::new(),
            changed: BTreeMap::new(),
            writes: 0,
            own_replicas: BTreeSet::new(),
            author: Author::new(replica),
            spaces: BTreeMap::new(),
            budget: None,
            join: Document::join,
        }
    }

    /// The program is started again: a new session.
    pub fn start_session(&mut self, replica: ReplicaId) {
        self.author = Author::new(replica);
    }

    /// The replica that writes now.
    pub fn replica(&self) -> ReplicaId {
        self.author.replica()
    }

    /// Joins documents by another rule.
    pub fn join_by(&mut self, join: fn(&mut Document, &Document)) {
        self.join = join;
    }

    /// Lets so many transactions succeed and then none; `None` for all again.
    pub fn limit(&mut self, transactions: Option<usize>) {
        self.budget = transactions;
    }

    /// All documents in the order of their ids.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.documents.values()
    }

    /// Writes a change, as [`Store::apply`](crate::store::Store::apply) does.
    pub fn apply(
        &mut self,
        id: DocumentId,
        kind: &str,
        change: &Change,
        context: &VersionVector,
        now: Timestamp,
    ) -> Dot {
        let document = self.documents.entry(id).or_insert_with(|| Document::new(id, kind));
        let dot = document.write(change, context, &mut self.author, now);
        self.own_replicas.insert(dot.replica);
        self.touch(id);
        dot
    }

    fn touch(&mut self, id: DocumentId) {
        self.writes += 1;
        self.changed.insert(id, self.writes);
    }

    fn book(&self, space: SpaceId) -> Option<&Book> {
        self.spaces.get(&space)
    }

    /// Begins a transaction, if the disk still has room for one.
    fn change(&mut self, space: SpaceId) -> Result<&mut Book, StoreError> {
        match &mut self.budget {
            Some(0) => return Err(StoreError::DiskFull { path: PathBuf::from("simulated") }),
            Some(left) => *left -= 1,
            None => {}
        }
        Ok(self.spaces.entry(space).or_default())
    }

    fn has_source(&self, copy: DocumentId) -> bool {
        let is_source = |id: &DocumentId| !id.is_shared_copy() && id.shared_copy() == copy;
        copy.is_shared_copy() && self.documents.keys().any(is_source)
    }

    fn take_in(&mut self, space: SpaceId, arrival: &Arrival) -> Arrived {
        let document = &arrival.document;
        if self.has_source(document.id) {
            let book = self.spaces.entry(space).or_default();
            if let Some(copy) = &arrival.copy {
                book.keep_copy(copy);
                book.uncover(copy.name);
            }
            let merged = Merged { new: false, changed: false, conflicts: 0 };
            return Arrived { merged, deleted: 0, erased: 0, gone: None };
        }
        let before = self.documents.get(&document.id);
        let mut joined = before.cloned().unwrap_or_else(|| Document::new(document.id, &document.kind));
        (self.join)(&mut joined, document);
        let changed = before != Some(&joined);
        let whole = arrival.whole && joined == *document;
        let conflicts = joined.entities().map(|(_, entity)| entity.conflicts().count()).sum();
        let merged = Merged { new: before.is_none(), changed, conflicts };
        let done = arrived(before, &joined, merged);
        if changed {
            self.documents.insert(document.id, joined);
            self.touch(document.id);
        }
        let number = self.changed.get(&document.id).copied().unwrap_or_default();
        let book = self.spaces.entry(space).or_default();
        if let Some((version, since)) = &arrival.file {
            book.keep_file(&version.path, std::slice::from_ref(version), *since);
        }
        if let Some(copy) = &arrival.copy {
            book.keep_copy(copy);
            if whole {
                book.covered.insert(document.id, Covered { document: document.id, name: copy.name, number });
            } else {
                book.uncover(copy.name);
            }
        }
        done
    }
}

impl Home for MemoryHome {
    fn document(&self, id: DocumentId) -> Result<Option<Document>, StoreError> {
        Ok(self.documents.get(&id).cloned())
    }

    fn has_source_of(&self, copy: DocumentId) -> Result<bool, StoreError> {
        Ok(self.has_source(copy))
    }

    fn own_replicas(&self) -> Result<Vec<ReplicaId>, StoreError> {
        Ok(self.own_replicas.iter().copied().collect())
    }

    fn device_of(&self, replica: ReplicaId) -> Result<Option<u128>, StoreError> {
        let mut writers = self.spaces.values().flat_map(|book| &book.writers);
        Ok(writers.find(|((_, known), _)| *known == replica).map(|((device, _), _)| *device))
    }

    fn own_state(&self, space: SpaceId) -> Result<OwnState, StoreError> {
        Ok(self.book(space).map(|book| book.own.clone()).unwrap_or_default())
    }

    fn peers(&self, space: SpaceId) -> Result<Vec<Peer>, StoreError> {
        Ok(self.book(space).map(|book| book.peers.values().cloned().collect()).unwrap_or_default())
    }

    fn listed_copies(&self, space: SpaceId, name: u128) -> Result<Vec<ListedCopy>, StoreError> {
        let copies = self.book(space).map(|book| book.copies.range((name, 0)..=(name, u128::MAX)));
        Ok(copies.into_iter().flatten().map(|(_, copy)| copy.clone()).collect())
    }

    fn copies_of(&self, space: SpaceId, device: u128, after: u64) -> Result<Vec<ListedCopy>, StoreError> {
        let copies = self.book(space).map(|book| book.copies.values());
        let listed = |copy: &&ListedCopy| copy.device == device && copy.seq > after;
        let mut copies: Vec<_> = copies.into_iter().flatten().filter(listed).cloned().collect();
        copies.sort_by_key(|copy| (copy.seq, copy.name));
        Ok(copies)
    }

    fn copies_in(&self, space: SpaceId, device: u128, pack: u128) -> Result<Vec<ListedCopy>, StoreError> {
        let copies = self.book(space).map(|book| book.copies.values());
        let inside = |copy: &&ListedCopy| copy.device == device && copy.pack == Some(pack);
        Ok(copies.into_iter().flatten().filter(inside).cloned().collect())
    }

    fn stored_versions(&self, space: SpaceId, name: u128) -> Result<Vec<StoredVersion>, StoreError> {
        let first = (name, 0, String::new());
        let versions = self.book(space).map(|book| book.versions.range(first..));
        let versions = versions.into_iter().flatten().take_while(|((found, ..), _)| *found == name);
        Ok(versions.map(|(_, version)| version.clone()).collect())
    }

    fn is_own_file(&self, space: SpaceId, path: &str) -> Result<bool, StoreError> {
        Ok(self.book(space).is_some_and(|book| book.files.contains_key(path)))
    }

    fn stale_files(&self, space: SpaceId, until: Timestamp) -> Result<Vec<(String, bool)>, StoreError> {
        let files = self.book(space).map(|book| book.files.iter());
        let stale = files.into_iter().flatten().filter_map(|(path, since)| Some(((*since)?, path)));
        let mut stale: Vec<_> = stale.filter(|(since, _)| *since <= until.as_millisecond()).collect();
        stale.sort();
        Ok(stale.into_iter().map(|(since, path)| (path.clone(), since == 0)).collect())
    }

    fn receipts(&self, space: SpaceId, device: u128) -> Result<Vec<Receipt>, StoreError> {
        let receipts = self.book(space).map(|book| book.receipts.iter());
        let receipts = receipts.into_iter().flatten().filter(|((by, ..), _)| *by == device);
        Ok(receipts.map(|(&(_, name, dot), &seq)| Receipt { name, dot, seq }).collect())
    }

    fn writers(&self, space: SpaceId, device: u128) -> Result<Vec<(ReplicaId, u64)>, StoreError> {
        let writers = self.book(space).map(|book| book.writers.iter());
        let writers = writers.into_iter().flatten().filter(|((by, _), _)| *by == device);
        Ok(writers.map(|(&(_, replica), &seq)| (replica, seq)).collect())
    }

    fn quarantined(&self, space: SpaceId) -> Result<Vec<Quarantined>, StoreError> {
        Ok(self.book(space).map(|book| book.quarantine.values().cloned().collect()).unwrap_or_default())
    }

    fn save_own_state(&mut self, space: SpaceId, state: &OwnState) -> Result<(), StoreError> {
        self.change(space)?.own = state.clone();
        Ok(())
    }

    fn save_peer(&mut self, space: SpaceId, peer: &Peer) -> Result<(), StoreError> {
        self.change(space)?.peers.insert(peer.device, peer.clone());
        Ok(())
    }

    fn keep_copies(&mut self, space: SpaceId, copies: &[ListedCopy]) -> Result<(), StoreError> {
        let book = self.change(space)?;
        copies.iter().for_each(|copy| book.keep_copy(copy));
        Ok(())
    }

    fn forget_copy(&mut self, space: SpaceId, device: u128, name: u128) -> Result<(), StoreError> {
        let book = self.change(space)?;
        book.copies.remove(&(name, device));
        book.uncover(name);
        Ok(())
    }

    fn forget_copies(&mut self, space: SpaceId, device: u128) -> Result<(), StoreError> {
        let book = self.change(space)?;
        let names: BTreeSet<u128> =
            book.copies.keys().filter(|(_, by)| *by == device).map(|(name, _)| *name).collect();
        book.copies.retain(|(_, by), _| *by != device);
        book.covered.retain(|_, covered| !names.contains(&covered.name));
        Ok(())
    }

    fn uncover(&mut self, space: SpaceId, name: u128) -> Result<(), StoreError> {
        self.change(space)?.uncover(name);
        Ok(())
    }

    fn receive(&mut self, space: SpaceId, arrivals: &[Arrival]) -> Result<Vec<Arrived>, StoreError> {
        self.change(space)?;
        Ok(arrivals.iter().map(|arrival| self.take_in(space, arrival)).collect())
    }

    fn unpublished(&mut self, space: SpaceId) -> Result<Vec<(DocumentId, u64)>, StoreError> {
        let covered = self.spaces.get(&space).map(|book| &book.covered);
        let number = |id| covered.and_then(|covered| covered.get(id)).map_or(0, |covered| covered.number);
        let waiting = self.changed.iter().filter(|(id, changed)| **changed > number(id));
        let mut waiting: Vec<_> = waiting.map(|(&id, &number)| (id, number)).collect();
        waiting.sort_by_key(|(_, number)| *number);
        Ok(waiting)
    }

    fn cover(&mut self, space: SpaceId, covered: &[Covered]) -> Result<(), StoreError> {
        let book = self.change(space)?;
        book.covered.extend(covered.iter().map(|covered| (covered.document, *covered)));
        Ok(())
    }

    fn keep_file(
        &mut self,
        space: SpaceId,
        path: &str,
        versions: &[StoredVersion],
        since: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        self.change(space)?.keep_file(path, versions, since);
        Ok(())
    }

    fn published(&mut self, space: SpaceId, done: &Publication, at: Timestamp) -> Result<(), StoreError> {
        let book = self.change(space)?;
        book.own = done.state.clone();
        for copy in &done.copies {
            book.keep_copy(copy);
            let is_it =
                |it: &&StoredVersion| (it.name, it.hash, it.pack) == (copy.name, copy.hash, copy.pack);
            let named = book.versions.range((copy.name, 0, String::new())..);
            let named = named.map(|(_, version)| version).take_while(|version| version.name == copy.name);
            let paths: Vec<String> = named.filter(is_it).map(|version| version.path.clone()).collect();
            for path in paths {
                book.files.insert(path, None);
            }
        }
        book.files.extend(done.files.iter().map(|path| (path.clone(), None)));
        done.delisted.iter().for_each(|&name| drop(book.copies.remove(&(name, done.device))));
        done.released.iter().for_each(|file| book.release(done.device, file, at));
        book.covered.extend(done.covered.iter().map(|covered| (covered.document, *covered)));
        book.keep_receipts(done.device, &done.receipts);
        let writers: Vec<_> = done.writers.iter().map(|&replica| (replica, done.state.seq)).collect();
        book.keep_writers(done.device, &writers);
        Ok(())
    }

    fn release_files(
        &mut self,
        space: SpaceId,
        device: u128,
        files: &[Released],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let book = self.change(space)?;
        files.iter().for_each(|file| book.release(device, file, at));
        Ok(())
    }

    fn forget_file(&mut self, space: SpaceId, path: &str) -> Result<(), StoreError> {
        let book = self.change(space)?;
        book.files.remove(path);
        book.versions.retain(|(_, _, of), _| of != path);
        Ok(())
    }

    fn keep_receipts(
        &mut self,
        space: SpaceId,
        device: u128,
        receipts: &[Receipt],
    ) -> Result<(), StoreError> {
        self.change(space)?.keep_receipts(device, receipts);
        Ok(())
    }

    fn keep_writers(
        &mut self,
        space: SpaceId,
        device: u128,
        writers: &[(ReplicaId, u64)],
    ) -> Result<(), StoreError> {
        self.change(space)?.keep_writers(device, writers);
        Ok(())
    }

    fn quarantine(&mut self, space: SpaceId, file: &Quarantined) -> Result<bool, StoreError> {
        let quarantine = &mut self.change(space)?.quarantine;
        let same = |known: &Quarantined| (&known.reason, known.bytes) == (&file.reason, file.bytes);
        let is_news = !quarantine.get(&file.path).is_some_and(same);
        if is_news {
            quarantine.insert(file.path.clone(), file.clone());
        }
        Ok(is_news)
    }

    fn let_out(&mut self, space: SpaceId, paths: &[String]) -> Result<(), StoreError> {
        let quarantine = &mut self.change(space)?.quarantine;
        paths.iter().for_each(|path| drop(quarantine.remove(path)));
        Ok(())
    }
}
