//! Every listed file read and checked; an index is no proof of content.

use super::{Run, Spoilt, Step, SyncError, Verified, Warning};
use crate::store::{ListedCopy, StoredVersion};
use crate::sync::format::{
    DOCUMENT_LIMIT, HEAD_LIMIT, HeadName, INDEX_LIMIT, PACK_LIMIT, document_path, head_path, index_path,
    pack_path,
};
use crate::sync::remote::RemotePath;
use std::collections::{BTreeMap, BTreeSet};

/// What a check of all files has found so far.
#[derive(Default)]
pub(super) struct Check {
    /// How many files were looked for.
    pub(super) checked: usize,
    /// The files that are missing or cannot be used, with the names of the documents in them, as far as they are known.
    unwell: BTreeMap<String, BTreeSet<u128>>,
    /// The number of the last own head before the check.
    before: u64,
}

impl Run<'_, '_> {
    /// Checks all files that this device or another one lists and leaves what is not well to be published: own versions
    /// again, those of others from what is here.
    pub(super) fn check_everything(&mut self) -> Result<(), SyncError> {
        let space = self.session.space;
        self.verifying = true;
        self.check.before = self.state.seq;
        self.forget_notes()?;
        self.check_own_list()?;
        self.check_copies()?;
        for peer in self.peers.values_mut() {
            // All that the heads of others list is read once more, from the beginning. To read only the files would not do: of a
            // device that ran twice one copy stands for the versions of two heads, of which one may be unreadable now.
            peer.seq = 0;
            peer.heads.clear();
            self.session.home.save_peer(space, peer)?;
            self.session.home.forget_copies(space, peer.device)?;
        }
        Ok(())
    }

    /// The own newest head and the parts of the own index.
    fn check_own_list(&mut self) -> Result<(), SyncError> {
        let own = self.listing.get(&self.device).into_iter().flatten();
        // A head whose upload was never answered is there all the same, and others wait for what it lists.
        let unanswered = own.clone().any(|(name, _)| name.seq > self.state.arrived);
        let newest = own.map(|(name, _)| *name).find(|name| name.seq == self.state.arrived);
        let hash = u32::try_from(self.state.head >> 96).unwrap_or_default();
        let arrived = HeadName { device: self.device, seq: self.state.arrived, hash };
        let mut whole = !unanswered;
        if self.state.arrived > 0 || newest.is_some() {
            let name = newest.unwrap_or(arrived);
            let read = if newest.is_some() { self.get(&head_path(name), HEAD_LIMIT, None)? } else { None };
            let well = matches!(read, Some(Ok(bytes)) if HeadName::of(name.device, name.seq, &bytes) == name);
            whole &= self.is_well(&head_path(name), well);
        }
        for part in self.state.parts.clone() {
            self.step(Step::Heads, 0, self.state.parts.len())?;
            let path = index_path(self.device, part.hash);
            let well = matches!(self.get(&path, INDEX_LIMIT, Some(part.hash))?, Some(Ok(_)));
            whole &= self.is_well(&path, well);
        }
        if whole { Ok(()) } else { self.list_all_anew() }
    }

    /// Counts an own file that was read just now.
    fn is_well(&mut self, path: &RemotePath, well: bool) -> bool {
        self.check.checked += 1;
        if !well {
            self.note_unwell(path, []);
        }
        well
    }

    /// While everything is checked: a file is missing or cannot be used.
    pub(super) fn note_unwell(&mut self, path: &RemotePath, names: impl IntoIterator<Item = u128>) {
        if self.verifying {
            self.check.unwell.entry(path.as_str().to_owned()).or_default().extend(names);
        }
    }

    /// Says what the check found, now that everything is published. What is listed no more, because it was written again or
    /// because others list the same, needs nobody's attention.
    pub(super) fn conclude_check(&mut self) -> Result<(), SyncError> {
        let space = self.session.space;
        let Check { checked, unwell, before } = std::mem::take(&mut self.check);
        let own = self.device.to_string();
        let mut verified = Verified { checked, damaged: unwell.len(), ..Verified::default() };
        for (path, names) in unwell {
            let is_own = path.contains(&own);
            // Of the heads of others only those were counted that could be read.
            verified.checked += usize::from(!is_own && path.starts_with("heads/"));
            if self.is_listed_since(before, &names, is_own)? {
                verified.rewritten += 1;
            } else if !is_own {
                verified.left += 1;
            }
            if is_own {
                self.outcome.warnings.retain(
                    |warning| !matches!(warning, Warning::UnusableFile { path: told, .. } if *told == path),
                );
                self.quarantined.remove(&path);
                self.session.home.let_out(space, &[path])?;
            }
        }
        self.outcome.verified = Some(verified);
        Ok(())
    }

    /// Whether this device has listed all these documents anew since its head `before`. An own file without documents is a head
    /// or a part of the index: a new head stands for it.
    fn is_listed_since(&self, before: u64, names: &BTreeSet<u128>, is_own: bool) -> Result<bool, SyncError> {
        if names.is_empty() {
            return Ok(is_own && self.state.arrived > before);
        }
        for &name in names {
            let copies = self.session.home.listed_copies(self.session.space, name)?;
            if !copies.iter().any(|copy| copy.device == self.device.0 && copy.seq > before) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Reads the own listed files and publishes anew what is in those that are not well.
    pub(super) fn check_copies(&mut self) -> Result<(), SyncError> {
        let copies = self.session.home.copies_of(self.session.space, self.device.0, 0)?;
        let mut packs: BTreeMap<u128, bool> = BTreeMap::new();
        let total = copies.len();
        for (done, copy) in copies.iter().enumerate() {
            let known = copy.pack.and_then(|pack| packs.get(&pack)).copied();
            let well = match known {
                Some(well) => well,
                None => {
                    self.step(Step::Receive, done, total)?;
                    self.check_copy(copy)?
                }
            };
            copy.pack.map(|pack| packs.insert(pack, well));
            if !well {
                let (path, ..) = self.place(copy);
                self.note_unwell(&path, [copy.name]);
                self.list_all_anew()?;
                self.doubt(copy)?;
            }
        }
        Ok(())
    }

    fn check_copy(&mut self, copy: &ListedCopy) -> Result<bool, SyncError> {
        let (path, limit, hash) = self.place(copy);
        self.check.checked += 1;
        match self.get(&path, limit, Some(hash))? {
            Some(Ok(_)) => Ok(true),
            Some(Err(Spoilt { flaw, bytes })) => {
                self.quarantine(&path, flaw, bytes)?;
                Ok(false)
            }
            None => Ok(false),
        }
    }

    fn place(&self, copy: &ListedCopy) -> (RemotePath, u64, u128) {
        let (device, sealed) = (self.device, self.session.trust.is_sealed());
        match copy.pack {
            Some(pack) => (pack_path(device, pack, sealed), PACK_LIMIT, pack),
            None => (document_path(device, copy.name, copy.hash, sealed), DOCUMENT_LIMIT, copy.hash),
        }
    }

    /// An own file that is not to be seen, or not well, is not listed and written again. It is kept in mind, because it may be
    /// there all the same, and what is erased has to go from it too.
    pub(super) fn doubt(&mut self, copy: &ListedCopy) -> Result<(), SyncError> {
        let space = self.session.space;
        for version in self.session.home.stored_versions(space, copy.name)? {
            if (version.hash, version.pack) == (copy.hash, copy.pack) {
                let unsure = StoredVersion { plain: 0, ..version };
                let path = unsure.path.clone();
                self.session.home.keep_file(space, &path, &[unsure], Some(self.now))?;
            }
        }
        self.session.home.forget_copy(space, self.device.0, copy.name)?;
        let released = self.released(copy, false);
        Ok(self.session.home.release_files(space, self.device.0, &[released], self.now)?)
    }
}
