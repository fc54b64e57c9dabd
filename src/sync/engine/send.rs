//! What is new here: documents that the listed copies do not cover, the index when it is due, and the head, last of all.

use super::clean::Published;
use super::receive::is_read;
use super::{Leaving, Run, Step, SyncError, Warning};
use crate::model::{Document, DocumentId, Dot, ERASED, VersionVector};
use crate::store::{Covered, IndexPart, ListedCopy, OwnState, Publication, Receipt, Released, StoredVersion};
use crate::sync::format::{
    DELTA_LIMIT, Entry, Head, HeadName, Index, LAST_HEAD, PACK_BYTES, PACK_DOCUMENTS, document_path, hash,
    head_path, index_path, pack_path, read_document, unhex, write_document, write_head, write_index,
    write_pack,
};
use crate::sync::trust::DeviceId;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// From how many waiting documents on they go in packs.
const MANY: usize = 32;
/// A pack with fewer documents is not worth it.
const FEW: usize = 8;
/// A part of the index is rewritten into the next when it is not this many times as large.
const GROWTH: u64 = 4;

/// A document that leaves.
struct Outgoing {
    covered: Covered,
    bytes: Vec<u8>,
    seen: VersionVector,
}

/// What the next head will list.
#[derive(Default)]
struct Draft {
    publication: Publication,
    /// Documents that wait for a pack.
    waiting: Vec<Outgoing>,
    waiting_bytes: usize,
    /// Names that are published although the storage has all of them: their pack holds something erased.
    forced: BTreeSet<u128>,
    /// Files that hold something erased: nothing is listed in such a pack, not even what is well there.
    doomed: BTreeSet<String>,
    /// Names of which something was erased and nothing can leave.
    withdrawn: BTreeSet<u128>,
    /// Documents that were looked at.
    done: BTreeSet<DocumentId>,
    in_packs: bool,
}

impl Draft {
    /// A document that was looked at before its pack was found to hold something erased.
    fn look_again_at(&mut self, name: u128) {
        for covered in self.publication.covered.extract_if(.., |covered| covered.name == name) {
            self.done.remove(&covered.document);
        }
        self.publication.copies.retain(|copy| copy.name != name);
    }

    /// What did not move out of the files that have to go, because it may not leave any more or cannot, is not listed any more.
    fn delist(&mut self) {
        let listed: BTreeSet<u128> = self.publication.copies.iter().map(|copy| copy.name).collect();
        let gone = self.forced.union(&self.withdrawn).filter(|name| !listed.contains(name));
        self.publication.delisted = gone.copied().collect();
    }
}

/// What has to be done with a document that was changed.
enum Verdict {
    /// Nothing: the listed copies cover it.
    Covered(Covered),
    /// It does not leave.
    Stays(Stay),
    Leaves(Box<Candidate>),
}

/// A document that does not leave.
struct Stay {
    covered: Covered,
    /// Whether it would leave if it could: it is looked at again in the next run.
    unfit: bool,
    /// Whether something of it was erased since it left.
    erased: bool,
}

struct Candidate {
    covered: Covered,
    out: Document,
    bytes: Vec<u8>,
    copies: Vec<ListedCopy>,
    erasures: Vec<Dot>,
}

impl Run<'_, '_> {
    /// Steps 4 to 6.
    pub(super) fn publish(&mut self) -> Result<(), SyncError> {
        let seq = self.state.seq + 1;
        if seq > LAST_HEAD {
            return Err(SyncError::Exhausted);
        }
        self.do_without_removed()?;
        let mut draft = Draft::default();
        draft.publication.device = self.device.0;
        self.relist_what_must_go(&mut draft)?;
        self.gather(&mut draft, seq)?;
        // A file that was to go may have been written again with the same bytes.
        let listed: Vec<String> =
            draft.publication.copies.iter().map(|copy| self.released(copy, false).path).collect();
        let listed: BTreeSet<String> = listed.into_iter().collect();
        draft.publication.released.retain(|released| !listed.contains(&released.path));
        let roster = self.session.trust.roster();
        let publication = &draft.publication;
        let nothing = publication.copies.is_empty()
            && publication.receipts.is_empty()
            && publication.delisted.is_empty();
        if nothing && self.state.arrived > 0 && roster == self.state.roster {
            let covered = std::mem::take(&mut draft.publication.covered);
            if !covered.is_empty() {
                self.session.home.cover(self.session.space, &covered)?;
            }
            return self.clean(None);
        }
        let before = self.state.arrived;
        let indexed = self.write_head(draft.publication, seq, roster)?;
        self.clean(Some(Published { indexed, before }))
    }

    /// Publishes anew what own copies list in files that must go at once: a twin may have listed such a file again before
    /// it heard of the erasure.
    fn relist_what_must_go(&mut self, draft: &mut Draft) -> Result<(), SyncError> {
        let space = self.session.space;
        let stale = self.session.home.stale_files(space, Timestamp::UNIX_EPOCH)?;
        if stale.is_empty() {
            return Ok(());
        }
        let stale: BTreeSet<String> = stale.into_iter().map(|(path, _)| path).collect();
        for copy in self.session.home.copies_of(space, self.device.0, 0)? {
            if stale.contains(&self.released(&copy, false).path) && draft.forced.insert(copy.name) {
                self.session.home.uncover(space, copy.name)?;
            }
        }
        draft.doomed = stale;
        Ok(())
    }

    /// What devices list that were removed from the space covers nothing any more.
    fn do_without_removed(&mut self) -> Result<(), SyncError> {
        self.removed = self.session.trust.removed();
        for device in self.removed.keys() {
            if !self.session.home.copies_of(self.session.space, device.0, 0)?.is_empty() {
                self.session.home.forget_copies(self.session.space, device.0)?;
            }
        }
        Ok(())
    }

    /// Writes the documents that have to leave.
    fn gather(&mut self, draft: &mut Draft, seq: u64) -> Result<(), SyncError> {
        let space = self.session.space;
        let confirmed = self.session.home.receipts(space, self.device.0)?;
        let confirmed: BTreeSet<(u128, Dot)> = confirmed.into_iter().map(|it| (it.name, it.dot)).collect();
        loop {
            let waiting = self.session.home.unpublished(space)?;
            let waiting: Vec<_> = waiting.into_iter().filter(|(id, _)| !draft.done.contains(id)).collect();
            if waiting.is_empty() {
                break;
            }
            draft.in_packs |= waiting.len() >= MANY;
            let total = waiting.len();
            for (place, (id, number)) in waiting.into_iter().enumerate() {
                draft.done.insert(id);
                match self.judge(id, number, &confirmed, &draft.forced)? {
                    None => {}
                    Some(Verdict::Covered(covered)) => draft.publication.covered.push(covered),
                    Some(Verdict::Stays(stay)) => self.keep_back(stay, draft)?,
                    Some(Verdict::Leaves(candidate)) => {
                        self.step(Step::Send, place, total)?;
                        self.ask_again(&candidate.copies)?;
                        self.take_out(*candidate, draft, seq)?;
                    }
                }
            }
            self.flush(draft, seq)?;
        }
        draft.delist();
        let known = self.session.home.writers(space, self.device.0)?;
        let known: BTreeSet<_> = known.into_iter().map(|(replica, _)| replica).collect();
        let own = self.session.home.own_replicas()?;
        draft.publication.writers = own.into_iter().filter(|replica| !known.contains(replica)).collect();
        Ok(())
    }

    /// What has to be done with a document that was changed; `None` when it is gone.
    fn judge(
        &mut self,
        id: DocumentId,
        number: u64,
        confirmed: &BTreeSet<(u128, Dot)>,
        forced: &BTreeSet<u128>,
    ) -> Result<Option<Verdict>, SyncError> {
        let Some(document) = self.session.home.document(id)? else { return Ok(None) };
        let (space, profile) = (self.session.space, self.session.profile);
        let out_id = profile.outgoing_id(&document);
        let name = unhex(&self.session.trust.name_of(out_id)).unwrap_or_else(|| out_id.as_u128());
        let covered = Covered { document: id, name, number };
        // A copy whose source is here is sent by its source, under the same name.
        if self.session.home.has_source_of(id)? {
            return Ok(Some(Verdict::Covered(covered)));
        }
        let mut copies = self.session.home.listed_copies(space, name)?;
        copies.retain(|copy| !self.removed.contains_key(&DeviceId(copy.device)));
        let mut out = profile.outgoing(&document);
        if out.is_none()
            && (!copies.is_empty() || !self.session.home.stored_versions(space, name)?.is_empty())
        {
            out = profile.outgoing_erased(&document);
        }
        let unconfirmed = |document| -> Vec<Dot> {
            erasures(document).filter(|dot| !confirmed.contains(&(name, *dot))).collect()
        };
        let stays = |unfit| Stay { covered, unfit, erased: !unconfirmed(&document).is_empty() };
        let Some(out) = out else { return Ok(Some(Verdict::Stays(stays(false)))) };
        let mut listed = VersionVector::default();
        copies.iter().for_each(|copy| listed.join(&copy.seen));
        let erasures = unconfirmed(&out);
        if listed.includes(out.seen()) && erasures.is_empty() && !forced.contains(&name) {
            return Ok(Some(Verdict::Covered(covered)));
        }
        let bytes = write_document(&out);
        if let Err(flaw) = read_document(&bytes) {
            let title =
                document.header().map(|header| header.text("title")).filter(|title| !title.is_empty());
            let title = title.map_or_else(|| id.to_string(), str::to_owned);
            self.warn(Warning::CannotLeave { title, flaw });
            return Ok(Some(Verdict::Stays(stays(true))));
        }
        Ok(Some(Verdict::Leaves(Box::new(Candidate { covered, out, bytes, copies, erasures }))))
    }

    /// A document that does not leave. What has left before stays, unless something of it was erased.
    fn keep_back(&mut self, stay: Stay, draft: &mut Draft) -> Result<(), SyncError> {
        let Stay { covered, unfit, erased } = stay;
        if erased {
            let versions = self.session.home.stored_versions(self.session.space, covered.name)?;
            if !versions.is_empty() {
                draft.withdrawn.insert(covered.name);
                self.doom(&versions, draft)?;
            }
        }
        if !unfit {
            draft.publication.covered.push(covered);
        }
        Ok(())
    }

    /// Versions of others that were refused because the document was not shared are read in the next run, now that it is.
    fn ask_again(&mut self, copies: &[ListedCopy]) -> Result<(), SyncError> {
        let space = self.session.space;
        let own = self.device.0;
        for copy in copies.iter().filter(|copy| copy.device != own && !is_read(copy)) {
            self.session.home.forget_copy(space, copy.device, copy.name)?;
            self.wake(DeviceId(copy.device))?;
            if let Some(peer) = self.peers.get_mut(&DeviceId(copy.device)) {
                peer.seq = 0;
                peer.heads.clear();
                self.session.home.save_peer(space, peer)?;
            }
        }
        Ok(())
    }

    fn take_out(&mut self, candidate: Candidate, draft: &mut Draft, seq: u64) -> Result<(), SyncError> {
        let Candidate { covered, out, bytes, copies, erasures } = candidate;
        let (space, name) = (self.session.space, covered.name);
        let own = copies.iter().find(|copy| copy.device == self.device.0);
        let mut listed = VersionVector::default();
        copies.iter().for_each(|copy| listed.join(&copy.seen));
        draft.publication.receipts.extend(erasures.iter().map(|&dot| Receipt { name, dot, seq }));
        let versions = self.session.home.stored_versions(space, name)?;
        // Who has nothing of an erased document on the storage and nothing to add only says that it is gone.
        let silent = listed.includes(out.seen()) && own.is_none() && !draft.forced.contains(&name);
        if !erasures.is_empty() {
            self.doom(&versions, draft)?;
            let forgotten = self.forgotten(&out, name)?;
            draft.publication.released.extend(forgotten);
        }
        if silent {
            draft.publication.covered.push(covered);
            return Ok(());
        }
        if let Some(own) = own {
            draft.publication.released.push(self.released(own, !erasures.is_empty()));
        }
        let plain = hash(&bytes);
        let there = versions
            .iter()
            .find(|it| it.plain == plain && (it.pack.is_none() || !draft.doomed.contains(&it.path)));
        // A file that a cut run wrote and no head lists was not checked: the person who wants that has it written again, which
        // reads what is there.
        if let Some(there) = there.filter(|_| !self.verifying) {
            let copy = self.copy(&covered, there.hash, there.pack, seq, out.seen());
            draft.publication.copies.push(copy);
            draft.publication.covered.push(covered);
            return Ok(());
        }
        let outgoing = Outgoing { covered, seen: out.seen().clone(), bytes };
        if draft.in_packs {
            if draft.waiting.len() >= PACK_DOCUMENTS
                || draft.waiting_bytes + outgoing.bytes.len() > PACK_BYTES
            {
                self.flush(draft, seq)?;
            }
            draft.waiting_bytes += outgoing.bytes.len() + 1;
            draft.waiting.push(outgoing);
            return Ok(());
        }
        self.write_file(outgoing, draft, seq)
    }

    /// Marks all files with versions of a document as to be deleted at once; what else is in such a pack moves out.
    fn doom(&mut self, versions: &[StoredVersion], draft: &mut Draft) -> Result<(), SyncError> {
        let space = self.session.space;
        for version in versions {
            let (path, pack) = (version.path.clone(), version.pack);
            let doomed = draft.doomed.insert(path.clone());
            draft.publication.released.push(Released { path, pack, erased: true });
            let Some(pack) = pack.filter(|_| doomed) else { continue };
            // Also what this run was going to list there: a pack that a cut run wrote is taken for good.
            let listed = self.session.home.copies_in(space, self.device.0, pack)?;
            let new = draft.publication.copies.iter().filter(|copy| copy.pack == Some(pack));
            let names: BTreeSet<u128> = listed.iter().chain(new).map(|copy| copy.name).collect();
            for name in names.into_iter().filter(|name| *name != version.name) {
                draft.forced.insert(name);
                self.session.home.uncover(space, name)?;
                draft.look_again_at(name);
            }
        }
        Ok(())
    }

    pub(super) fn released(&self, copy: &ListedCopy, erased: bool) -> Released {
        let sealed = self.session.trust.is_sealed();
        let path = match copy.pack {
            Some(pack) => pack_path(self.device, pack, sealed),
            None => document_path(self.device, copy.name, copy.hash, sealed),
        };
        Released { path: path.as_str().to_owned(), pack: copy.pack, erased }
    }

    fn copy(
        &self,
        covered: &Covered,
        hash: u128,
        pack: Option<u128>,
        seq: u64,
        seen: &VersionVector,
    ) -> ListedCopy {
        ListedCopy { device: self.device.0, name: covered.name, hash, pack, seq, seen: seen.clone() }
    }

    fn write_file(&mut self, outgoing: Outgoing, draft: &mut Draft, seq: u64) -> Result<(), SyncError> {
        let Outgoing { covered, bytes, seen } = outgoing;
        let sealed = self.session.trust.seal(&bytes)?;
        let stored = hash(&sealed);
        let path = document_path(self.device, covered.name, stored, self.session.trust.is_sealed());
        let version = StoredVersion {
            name: covered.name,
            hash: stored,
            plain: hash(&bytes),
            pack: None,
            path: path.as_str().to_owned(),
        };
        self.put_versions(&path, &sealed, vec![version])?;
        draft.publication.copies.push(self.copy(&covered, stored, None, seq, &seen));
        draft.publication.covered.push(covered);
        self.outcome.sent += 1;
        Ok(())
    }

    /// Writes the pack that was gathered.
    fn flush(&mut self, draft: &mut Draft, seq: u64) -> Result<(), SyncError> {
        let waiting = std::mem::take(&mut draft.waiting);
        draft.waiting_bytes = 0;
        if waiting.len() < FEW {
            return waiting.into_iter().try_for_each(|outgoing| self.write_file(outgoing, draft, seq));
        }
        self.step(Step::Send, draft.publication.copies.len(), draft.done.len())?;
        let pack = write_pack(waiting.iter().map(|outgoing| outgoing.bytes.as_slice()));
        let sealed = self.session.trust.seal(&pack)?;
        let stored = hash(&sealed);
        let path = pack_path(self.device, stored, self.session.trust.is_sealed());
        let versions = waiting.iter().map(|outgoing| {
            let line = hash(&outgoing.bytes);
            let path = path.as_str().to_owned();
            StoredVersion { name: outgoing.covered.name, hash: line, plain: line, pack: Some(stored), path }
        });
        self.put_versions(&path, &sealed, versions.collect())?;
        self.outcome.sent += waiting.len();
        for Outgoing { covered, bytes, seen } in waiting {
            draft.publication.copies.push(self.copy(&covered, hash(&bytes), Some(stored), seq, &seen));
            draft.publication.covered.push(covered);
        }
        Ok(())
    }

    /// Notes what is about to be written, so that nothing is ever there without being known, writes it and notes that it is there.
    fn put_versions(
        &mut self,
        path: &crate::sync::remote::RemotePath,
        bytes: &[u8],
        versions: Vec<StoredVersion>,
    ) -> Result<(), SyncError> {
        let space = self.session.space;
        let expected: Vec<_> = versions.iter().cloned().map(|it| StoredVersion { plain: 0, ..it }).collect();
        self.session.home.keep_file(space, path.as_str(), &expected, Some(self.now))?;
        self.put(path, bytes)?;
        Ok(self.session.home.keep_file(space, path.as_str(), &versions, Some(self.now))?)
    }

    /// Writes the index when it is due and the head; says whether an index was written.
    fn write_head(&mut self, mut done: Publication, seq: u64, roster: String) -> Result<bool, SyncError> {
        let space = self.session.space;
        self.step(Step::Publish, 0, 1)?;
        let mut parts = self.state.parts.clone();
        if self.is_in_index(&done.delisted)? {
            // What a part lists only a new part can leave out.
            parts.drain(..).for_each(|part| done.released.push(self.released_part(part)));
        }
        let mut rows = self.rows(&done, parts.last().map_or(0, |part| part.to), seq)?;
        let indexed = [rows.documents.len(), rows.erased.len(), rows.writers.len()].into_iter().max()
            > Some(DELTA_LIMIT);
        if indexed {
            while parts.last().is_some_and(|part| part.count < GROWTH * rows.documents.len() as u64) {
                done.released.extend(parts.pop().map(|part| self.released_part(part)));
                rows = self.rows(&done, parts.last().map_or(0, |part| part.to), seq)?;
            }
            let bytes = write_index(&rows);
            let path = index_path(self.device, hash(&bytes));
            self.session.home.keep_file(space, path.as_str(), &[], Some(self.now))?;
            self.put(&path, &bytes)?;
            parts.push(IndexPart { to: seq, count: rows.documents.len() as u64, hash: hash(&bytes) });
            done.files.push(path.as_str().to_owned());
            rows = Index { documents: Vec::new(), erased: Vec::new(), writers: Vec::new(), ..rows };
        }
        let head = Head {
            space,
            device: self.device,
            seq,
            prev: self.state.head,
            parts: parts.clone(),
            delta: rows.documents,
            erased: rows.erased,
            writers: rows.writers,
            seen_heads: self.peers.iter().map(|(&device, peer)| (device, peer.seq)).collect(),
            roster: roster.clone(),
        };
        self.step(Step::Publish, 0, 1)?;
        let bytes = write_head(&head, |message| self.session.trust.sign(message));
        let path = head_path(HeadName::of(self.device, seq, &bytes));
        // The number is burned before the head is tried: should it arrive although nobody says so, no other is like it.
        (self.state.seq, self.state.head) = (seq, hash(&bytes));
        self.session.home.save_own_state(space, &self.state)?;
        self.session.home.keep_file(space, path.as_str(), &[], None)?;
        self.put(&path, &bytes)?;
        self.state = OwnState { arrived: seq, parts, roster, ..self.state.clone() };
        done.files.push(path.as_str().to_owned());
        done.state = self.state.clone();
        self.session.home.published(space, &done, self.now)?;
        Ok(indexed)
    }

    fn released_part(&self, part: IndexPart) -> Released {
        let path = index_path(self.device, part.hash).as_str().to_owned();
        Released { path, pack: None, erased: false }
    }

    /// Whether a part of the own index lists one of these names.
    fn is_in_index(&self, names: &[u128]) -> Result<bool, SyncError> {
        let last = self.state.parts.last().map_or(0, |part| part.to);
        for &name in names {
            let copies = self.session.home.listed_copies(self.session.space, name)?;
            if copies.iter().any(|copy| copy.device == self.device.0 && copy.seq <= last) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What is listed after the head `after`, with what the new head adds and leaves out.
    fn rows(&self, done: &Publication, after: u64, seq: u64) -> Result<Index, SyncError> {
        let (space, device) = (self.session.space, self.device.0);
        let home = &*self.session.home;
        let new: BTreeMap<u128, &ListedCopy> = done.copies.iter().map(|copy| (copy.name, copy)).collect();
        let mut documents: Vec<Entry> = home
            .copies_of(space, device, after)?
            .iter()
            .filter(|copy| !new.contains_key(&copy.name) && !done.delisted.contains(&copy.name))
            .map(entry)
            .collect();
        documents.extend(new.values().map(|copy| entry(copy)));
        let mut erased: Vec<Receipt> =
            home.receipts(space, device)?.into_iter().filter(|it| it.seq > after).collect();
        erased.extend(&done.receipts);
        let mut writers: Vec<_> =
            home.writers(space, device)?.into_iter().filter(|(_, seq)| *seq > after).collect();
        writers.extend(done.writers.iter().map(|&replica| (replica, seq)));
        Ok(Index { space, device: self.device, after, to: seq, documents, erased, writers })
    }

    /// What would leave.
    pub(super) fn leaving(&mut self) -> Result<Vec<Leaving>, SyncError> {
        let mut leaving = Vec::new();
        for (id, number) in self.session.home.unpublished(self.session.space)? {
            let none = BTreeSet::new();
            let Some(Verdict::Leaves(candidate)) = self.judge(id, number, &BTreeSet::new(), &none)? else {
                continue;
            };
            if let Some(document) = self.session.home.document(id)? {
                leaving.push(Leaving::of(&document, &candidate.out, candidate.bytes.len()));
            }
        }
        Ok(leaving)
    }
}

/// A copy as an index lists it.
pub(super) fn entry(copy: &ListedCopy) -> Entry {
    Entry { seq: copy.seq, name: copy.name, hash: copy.hash, pack: copy.pack }
}

/// The writes that erased something in the document.
fn erasures(document: &Document) -> impl Iterator<Item = Dot> {
    let marks = document.entities().flat_map(|(_, entity)| entity.registers());
    let marks = marks.filter(|(field, _)| *field == ERASED).flat_map(|(_, registers)| registers);
    marks.filter(|register| register.value.as_bool() == Some(true)).map(|register| register.origin.dot)
}
