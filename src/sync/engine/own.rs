//! Own heads that this home did not write: it was restored from a backup, begun anew, or runs twice.

use super::heads::OwnHead;
use super::receive::{Listed, Tally, is_read};
use super::send::entry;
use super::{Run, SyncError, Warning};
use crate::store::{ListedCopy, Quarantined};
use crate::sync::format::{Entry, Head, HeadName, head_path, index_path, unhex};
use crate::sync::remote::RemotePath;

/// In how many runs an own head is tried that lists what is not there.
const TRIES: u64 = 8;
/// The word under which such a head is kept; `bytes` then counts the tries.
pub(super) const WAITING: &str = "waiting";

impl Run<'_, '_> {
    /// Own heads that were on the storage and are not: it was set back. What they listed is published again.
    pub(super) fn notice_own_loss(&mut self) -> Result<(), SyncError> {
        let (seen, known) = (self.newest_shown(self.device), self.state.arrived);
        if seen >= known {
            return Ok(());
        }
        let device = self.name(self.device);
        self.warn(Warning::OlderState { device, seen, known });
        // First of all, so that a run that ends in the middle of the doubts leaves a trace for the next one.
        self.list_all_anew()?;
        let space = self.session.space;
        for copy in self.session.home.copies_of(space, self.device.0, seen)? {
            self.doubt(&copy)?;
        }
        Ok(())
    }

    /// A run that was to list everything anew ended before it did: what it had still to doubt is not known any more, while
    /// the storage may show the head again that lists it. All own files are looked at.
    pub(super) fn resume_doubts(&mut self, tally: &mut Tally) -> Result<(), SyncError> {
        if self.state.seq > 0 && self.state.arrived == 0 {
            self.check_copies()?;
            self.read_own_unread(tally)?;
        }
        Ok(())
    }

    /// The next head lists everything by a new index. Comes before any own copy is doubted.
    pub(super) fn list_all_anew(&mut self) -> Result<(), SyncError> {
        for part in std::mem::take(&mut self.state.parts) {
            let path = index_path(self.device, part.hash);
            self.session.home.keep_file(self.session.space, path.as_str(), &[], Some(self.now))?;
        }
        self.state.arrived = 0;
        Ok(self.session.home.save_own_state(self.session.space, &self.state)?)
    }

    /// Takes over own heads that this home did not write, as those of any other device; the next head lists what they list.
    pub(super) fn adopt_own(&mut self, foreign: &[OwnHead], tally: &mut Tally) -> Result<(), SyncError> {
        let Some((newest, head, hash)) = foreign.first() else { return Ok(()) };
        let is_newest = newest.seq > self.state.seq;
        if self.runs_twice(foreign)? {
            let device = self.name(self.device);
            self.warn(Warning::RunsTwice { device });
        }
        if is_newest {
            self.state.seq = newest.seq;
        }
        self.list_all_anew()?;
        let mut ancestor: Option<HeadName> = None;
        let (mut newest_listed, mut gave_up) = (None, false);
        for (place, (name, head, _)) in foreign.iter().enumerate() {
            let listed = if ancestor == Some(*name) { None } else { Some(self.adopt(head, tally)?) };
            let path = head_path(*name);
            let incomplete = listed.as_ref().is_some_and(|listed| !listed.complete);
            if incomplete {
                if self.waits_for(&path)? {
                    continue;
                }
                gave_up = true;
            }
            self.session.home.keep_file(self.session.space, path.as_str(), &[], None)?;
            let prev = u32::try_from(head.prev >> 96).unwrap_or_default();
            ancestor = Some(HeadName { seq: name.seq.saturating_sub(1), hash: prev, ..*name });
            if place == 0 && is_newest {
                newest_listed = listed;
            }
        }
        if newest_listed.is_some() {
            // Only then: for a twin a head stands for the one that it follows, which it does not read.
            self.state.head = *hash;
            self.session.home.save_own_state(self.session.space, &self.state)?;
        }
        // Asked after all heads are taken over: an older one, of a twin, may list what the newest does not. What is given up
        // others go on to wait for until a new head does not list it.
        let is_all = match newest_listed {
            Some(listed) if !gave_up => self.is_all(&listed)?,
            _ => false,
        };
        if is_all {
            // It is as good as written here; two homes with the keys of one device come to rest by this.
            self.state.arrived = newest.seq;
            (self.state.parts, self.state.roster) = (head.parts.clone(), head.roster.clone());
            self.session.home.save_own_state(self.session.space, &self.state)?;
            return Ok(());
        }
        // A restored backup may list files that its other life has deleted since, and what could not be read when its head was
        // there may be readable when the head is gone.
        self.check_copies()?;
        self.read_own_unread(tally)
    }

    /// Whether another home with the keys of this device writes beside this one. A home that was restored from a backup finds
    /// heads that follow its last one, and has written nothing since.
    fn runs_twice(&mut self, foreign: &[OwnHead]) -> Result<bool, SyncError> {
        let (seq, last) = (self.state.seq, self.state.head);
        if self.state.arrived == 0 {
            return Ok(false);
        }
        let beside = |(name, head, _): &OwnHead| name.seq <= seq || name.seq == seq + 1 && head.prev != last;
        Ok(foreign.iter().any(beside) || self.has_written()?)
    }

    /// Whether a session of this home has written what no device lists.
    fn has_written(&mut self) -> Result<bool, SyncError> {
        let (space, own) = (self.session.space, self.session.home.own_replicas()?);
        for (id, _) in self.session.home.unpublished(space)? {
            let Some(document) = self.session.home.document(id)? else { continue };
            let name = unhex(&self.session.trust.name_of(id)).unwrap_or_default();
            let copies = self.session.home.listed_copies(space, name)?;
            let unlisted = |dot| copies.iter().all(|copy| !copy.seen.covers(dot));
            if document.seen().iter().any(|dot| own.contains(&dot.replica) && unlisted(dot)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reads what own heads listed that could not be read then. The head itself may have become unreadable since.
    pub(super) fn read_own_unread(&mut self, tally: &mut Tally) -> Result<(), SyncError> {
        let copies = self.session.home.copies_of(self.session.space, self.device.0, 0)?;
        let unread = copies.iter().filter(|copy| !is_read(copy)).map(entry).collect();
        self.fetch(self.device, unread, false, tally).map(drop)
    }

    /// Whether to go on waiting for what an own head lists that this home did not write. It may be gone for good: a twin that
    /// erased something deletes its files at once.
    fn waits_for(&mut self, path: &RemotePath) -> Result<bool, SyncError> {
        if self.verifying {
            // The person wants an end of it: what cannot be read is not listed any more.
            let space = self.session.space;
            for copy in self.session.home.copies_of(space, self.device.0, 0)? {
                if !is_read(&copy) {
                    self.session.home.forget_copy(space, self.device.0, copy.name)?;
                }
            }
            return Ok(false);
        }
        let known = self.quarantined.get(path.as_str()).filter(|file| file.reason == WAITING);
        let tries = known.map_or(0, |file| file.bytes) + 1;
        let (path, reason) = (path.as_str().to_owned(), WAITING.to_owned());
        let file = Quarantined { path: path.clone(), reason, bytes: tries, at: self.now };
        self.session.home.quarantine(self.session.space, &file)?;
        self.quarantined.insert(path, file);
        Ok(tries < TRIES)
    }

    /// Whether this device has published nothing but what is listed here.
    fn is_all(&self, listed: &Listed) -> Result<bool, SyncError> {
        let copies = self.session.home.copies_of(self.session.space, self.device.0, 0)?;
        let is_listed =
            |copy: &ListedCopy| listed.entries.get(&copy.name).is_some_and(|it| is_same_file(copy, it));
        Ok(copies.len() == listed.entries.len() && copies.iter().all(is_listed))
    }

    fn adopt(&mut self, head: &Head, tally: &mut Tally) -> Result<Listed, SyncError> {
        let space = self.session.space;
        self.compare_with_seen(head);
        let mut listed = self.listed(head, 0)?;
        self.session.home.keep_writers(space, self.device.0, &listed.writers)?;
        // An erasure that another life of this device carried out is not carried out in the files that only this one knows of.
        for receipt in std::mem::take(&mut listed.receipts) {
            if self.session.home.stored_versions(space, receipt.name)?.is_empty() {
                self.session.home.keep_receipts(space, self.device.0, &[receipt])?;
            }
        }
        for part in &head.parts {
            let path = index_path(self.device, part.hash);
            self.session.home.keep_file(space, path.as_str(), &[], Some(self.now))?;
        }
        let mut wanted = Vec::new();
        for entry in listed.entries.values() {
            let copies = self.session.home.listed_copies(space, entry.name)?;
            let own = copies.iter().find(|copy| copy.device == self.device.0 && is_same_file(copy, entry));
            if own.is_none_or(|copy| !is_read(copy)) {
                wanted.push(*entry);
            }
        }
        let missing = self.fetch(self.device, wanted, false, tally)?;
        listed.complete &= missing.files == 0;
        Ok(listed)
    }
}

/// Whether an own copy is where an own head lists it. The same line may be in two packs, of which a twin has deleted one.
fn is_same_file(copy: &ListedCopy, entry: &Entry) -> bool {
    (copy.hash, copy.pack) == (entry.hash, entry.pack)
}
