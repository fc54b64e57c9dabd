//! Every listed file read and checked; an index is no proof of content.

use super::receive::is_read;
use super::{Run, Step, SyncError};
use crate::store::{ListedCopy, StoredVersion};
use crate::sync::format::{
    DOCUMENT_LIMIT, Flaw, HEAD_LIMIT, HeadName, INDEX_LIMIT, PACK_LIMIT, document_path, head_path,
    index_path, pack_path,
};
use crate::sync::remote::RemotePath;
use crate::sync::trust::DeviceId;
use std::collections::BTreeMap;

impl Run<'_, '_> {
    /// Checks all files that this device or another one lists and leaves what is not well to be published: own versions
    /// again, those of others from what is here.
    pub(super) fn check_everything(&mut self) -> Result<(), SyncError> {
        let space = self.session.space;
        self.verifying = true;
        for path in self.quarantined.keys().cloned().collect::<Vec<_>>() {
            self.session.home.let_out(space, &path)?;
        }
        self.quarantined.clear();
        self.check_own_list()?;
        let devices: Vec<DeviceId> = std::iter::once(self.device).chain(self.peers.keys().copied()).collect();
        for device in devices {
            self.check_copies(device)?;
        }
        for peer in self.peers.values_mut() {
            // What the heads list is compared with what is here once more, from the beginning.
            peer.seq = 0;
            peer.heads.clear();
            self.session.home.save_peer(space, peer)?;
        }
        Ok(())
    }

    /// The own newest head and the parts of the own index.
    fn check_own_list(&mut self) -> Result<(), SyncError> {
        let own = self.listing.get(&self.device).into_iter().flatten();
        let newest = own.map(|(name, _)| *name).find(|name| name.seq == self.state.arrived);
        let mut whole = match newest {
            None => self.state.arrived == 0,
            Some(name) => matches!(
                self.get(&head_path(name), HEAD_LIMIT, None)?,
                Some(Ok(bytes)) if HeadName::of(name.device, name.seq, &bytes) == name
            ),
        };
        for part in self.state.parts.clone() {
            self.step(Step::Heads, 0, self.state.parts.len())?;
            let path = index_path(self.device, part.hash);
            whole &= matches!(self.get(&path, INDEX_LIMIT, Some(part.hash))?, Some(Ok(_)));
        }
        if whole { Ok(()) } else { self.list_all_anew() }
    }

    /// Reads the files that a device lists and forgets copies whose file is not well.
    pub(super) fn check_copies(&mut self, device: DeviceId) -> Result<(), SyncError> {
        let copies = self.session.home.copies_of(self.session.space, device.0, 0)?;
        let mut packs: BTreeMap<u128, bool> = BTreeMap::new();
        let total = copies.len();
        for (done, copy) in copies.iter().enumerate() {
            if device != self.device && !is_read(copy) {
                // It was refused; it is looked at once more.
                self.session.home.forget_copy(self.session.space, device.0, copy.name)?;
                continue;
            }
            let known = copy.pack.and_then(|pack| packs.get(&pack)).copied();
            let well = match known {
                Some(well) => well,
                None => {
                    self.step(Step::Receive, done, total)?;
                    self.check_copy(device, copy)?
                }
            };
            copy.pack.map(|pack| packs.insert(pack, well));
            if !well {
                self.give_up(device, copy)?;
            }
        }
        Ok(())
    }

    fn check_copy(&mut self, device: DeviceId, copy: &ListedCopy) -> Result<bool, SyncError> {
        let (path, limit, hash) = self.place(device, copy);
        match self.get(&path, limit, Some(hash))? {
            Some(Ok(_)) => Ok(true),
            Some(Err(flaw)) => {
                let size = if let Flaw::TooLarge(limit) = flaw { limit } else { 0 };
                self.quarantine(&path, flaw, size)?;
                Ok(false)
            }
            None => Ok(false),
        }
    }

    fn place(&self, device: DeviceId, copy: &ListedCopy) -> (RemotePath, u64, u128) {
        let sealed = self.session.trust.is_sealed();
        match copy.pack {
            Some(pack) => (pack_path(device, pack, sealed), PACK_LIMIT, pack),
            None => (document_path(device, copy.name, copy.hash, sealed), DOCUMENT_LIMIT, copy.hash),
        }
    }

    /// A copy that is not there any more covers nothing.
    fn give_up(&mut self, device: DeviceId, copy: &ListedCopy) -> Result<(), SyncError> {
        let space = self.session.space;
        if device == self.device {
            self.list_all_anew()?;
            return self.doubt(copy);
        }
        Ok(self.session.home.forget_copy(space, device.0, copy.name)?)
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
