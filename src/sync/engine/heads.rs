//! Which devices have news: the listing of heads, and the newest good head of each device.

use super::own::WAITING;
use super::{Run, Step, SyncError, Warning};
use crate::store::Peer;
use crate::sync::format::{Flaw, HEAD_LIMIT, Head, HeadName, hash, head_path, heads_folder, read_head};
use crate::sync::remote::Remote;
use crate::sync::trust::{DeviceId, TrustError};
use std::collections::{BTreeMap, BTreeSet};

/// How many heads of one device are tried in a run before it has to wait for the next.
const TRIES: usize = 8;

/// The heads that the storage shows, those of each device newest first, with their sizes.
pub(super) type Listing = BTreeMap<DeviceId, Vec<(HeadName, Option<u64>)>>;

/// An own head that this home did not write, and its hash.
pub(super) type OwnHead = (HeadName, Head, u128);

/// Heads of one device with the same number; more than one when it runs twice.
#[derive(Debug)]
pub(super) struct News {
    pub(super) device: DeviceId,
    pub(super) heads: Vec<(HeadName, Head, u128)>,
}

impl Run<'_, '_> {
    /// One request: the names alone say who has news.
    pub(super) fn list_heads(&mut self) -> Result<(), SyncError> {
        for listed in self.link.list(Some(&heads_folder()))? {
            match HeadName::parse(&listed.name).filter(|_| !listed.folder) {
                Some(head) => self.listing.entry(head.device).or_default().push((head, listed.size)),
                None => self.outcome.foreign += 1,
            }
        }
        for heads in self.listing.values_mut() {
            heads.sort_by_key(|(head, _)| std::cmp::Reverse((head.seq, head.hash)));
            heads.dedup();
        }
        Ok(())
    }

    /// Finds the newest head that the storage shows of each device. A name alone is not signed by anybody: it counts when it
    /// was read well, in this run or before, or when a newer one is known anyway.
    pub(super) fn find_newest(&mut self, own: &[OwnHead], news: &[News]) -> Result<(), SyncError> {
        let others = news.iter().flat_map(|news| &news.heads);
        let read: BTreeSet<HeadName> = own.iter().chain(others).map(|(name, ..)| *name).collect();
        for (&device, heads) in &self.listing {
            let peer = self.peers.get(&device);
            for (name, _) in heads {
                let known = peer.is_some_and(|peer| {
                    name.seq < peer.seq || name.seq == peer.seq && peer.heads.contains(&name.hash)
                });
                if known || read.contains(name) || device == self.device && self.is_own_head(*name)? {
                    self.newest.insert(device, name.seq);
                    break;
                }
            }
        }
        self.removed = self.session.trust.removed();
        Ok(())
    }

    /// Whether this home wrote the head, or has taken it over.
    fn is_own_head(&self, name: HeadName) -> Result<bool, SyncError> {
        Ok(self.session.home.is_own_file(self.session.space, head_path(name).as_str())?)
    }

    /// The number of the newest head that the storage shows of a device, 0 for none.
    pub(super) fn newest_shown(&self, device: DeviceId) -> u64 {
        self.newest.get(&device).copied().unwrap_or_default()
    }

    /// Warns of devices that the storage shows in an older state than is known, or not at all.
    pub(super) fn compare_with_known(&mut self) {
        let peers = self.peers.iter().filter(|(device, _)| !self.removed.contains_key(device));
        let known: Vec<(DeviceId, u64)> = peers.map(|(&device, peer)| (device, peer.newest)).collect();
        for (device, known) in known {
            let (seen, name) = (self.newest_shown(device), self.name(device));
            if seen == 0 {
                self.warn(Warning::MissingDevice { device: name });
            } else if seen < known {
                self.warn(Warning::OlderState { device: name, seen, known });
            }
        }
    }

    /// The news of the other devices.
    pub(super) fn news(&mut self) -> Result<Vec<News>, SyncError> {
        let devices: Vec<DeviceId> =
            self.listing.keys().copied().filter(|&device| device != self.device).collect();
        let mut news = Vec::new();
        for (done, &device) in devices.iter().enumerate() {
            let known = self.peers.get(&device);
            let is_new = |head: &HeadName| match known {
                None => true,
                Some(peer) => head.seq > peer.seq || head.seq == peer.seq && !peer.heads.contains(&head.hash),
            };
            let listed = self.listing.get(&device).map(Vec::as_slice).unwrap_or_default();
            let candidates: Vec<_> = listed.iter().copied().filter(|(head, _)| is_new(head)).collect();
            if candidates.is_empty() {
                continue;
            }
            self.step(Step::Heads, done, devices.len())?;
            let heads = self.newest_good(&candidates)?;
            if !heads.is_empty() {
                news.push(News { device, heads });
            }
        }
        // Who is a member may have been read only after a head that shows it, and after others were accepted.
        for news in &mut news {
            self.refuse_removed(news)?;
        }
        news.retain(|news| !news.heads.is_empty());
        Ok(news)
    }

    /// Leaves out the heads that a device wrote after it was removed, as far as that is known by now.
    pub(super) fn refuse_removed(&mut self, news: &mut News) -> Result<(), SyncError> {
        let removed = self.session.trust.removed();
        let Some(&last) = removed.get(&news.device) else { return Ok(()) };
        let refused: Vec<HeadName> =
            news.heads.iter().map(|(name, ..)| *name).filter(|name| name.seq > last).collect();
        news.heads.retain(|(name, ..)| name.seq <= last);
        for name in refused {
            let size = self.listed_size(name);
            self.quarantine(&head_path(name), Flaw::Removed, size)?;
        }
        Ok(())
    }

    /// How large the storage says that a head is, 0 where it does not say it.
    fn listed_size(&self, name: HeadName) -> u64 {
        let listed = self.listing.get(&name.device).into_iter().flatten();
        listed.filter(|(listed, _)| *listed == name).find_map(|(_, size)| *size).unwrap_or_default()
    }

    /// Of one device's heads, newest first, the first good one, and others with its number.
    fn newest_good(
        &mut self,
        candidates: &[(HeadName, Option<u64>)],
    ) -> Result<Vec<(HeadName, Head, u128)>, SyncError> {
        let mut good: Vec<(HeadName, Head, u128)> = Vec::new();
        let mut tries = 0;
        for &(name, size) in candidates {
            if tries == TRIES || good.first().is_some_and(|(first, ..)| first.seq != name.seq) {
                break;
            }
            if self.is_known_bad(name, size) {
                continue;
            }
            tries += 1;
            if let Some((head, hash)) = self.read_head(name)? {
                good.push((name, head, hash));
            }
        }
        Ok(good)
    }

    /// Whether a head is in quarantine and as large as it was then: it is not read again.
    fn is_known_bad(&self, name: HeadName, size: Option<u64>) -> bool {
        let file = self.quarantined.get(head_path(name).as_str());
        file.is_some_and(|file| file.reason != WAITING && size == Some(file.bytes))
    }

    /// Own heads that this home did not write: after a restore or a new installation, or when the device runs twice.
    /// Those come first that were written last.
    pub(super) fn own_news(&mut self) -> Result<Vec<OwnHead>, SyncError> {
        let listed = self.listing.get(&self.device).cloned().unwrap_or_default();
        let mut foreign = Vec::new();
        for (name, size) in listed {
            if self.is_own_head(name)? || self.is_known_bad(name, size) {
                continue;
            }
            self.step(Step::Heads, 0, 1)?;
            if let Some((head, hash)) = self.read_head(name)? {
                foreign.push((name, head, hash));
            }
        }
        Ok(foreign)
    }

    /// Reads and checks a head. `None` when it is not there (any more, or yet) or cannot be used.
    fn read_head(&mut self, name: HeadName) -> Result<Option<(Head, u128)>, SyncError> {
        let path = head_path(name);
        let bytes = match self.get(&path, HEAD_LIMIT, None)? {
            None => return Ok(None),
            Some(Ok(bytes)) => bytes,
            Some(Err(flaw)) => {
                self.quarantine(&path, flaw, self.listed_size(name))?;
                return Ok(None);
            }
        };
        match self.checked_head(name, &bytes)? {
            Ok(head) => {
                if self.quarantined.get(path.as_str()).is_some_and(|file| file.reason != WAITING) {
                    self.let_out(&path)?;
                }
                if head.roster != self.session.trust.roster() {
                    self.refresh()?;
                }
                Ok(Some((head, hash(&bytes))))
            }
            Err(Some(flaw)) => {
                self.quarantine(&path, flaw, bytes.len() as u64)?;
                Ok(None)
            }
            Err(None) => {
                let device = self.name(name.device);
                self.warn(Warning::Stranger { device });
                Ok(None)
            }
        }
    }

    /// A head whose name, place and signature are right; `Err(None)` when nobody vouches for its device yet.
    fn checked_head(
        &mut self,
        name: HeadName,
        bytes: &[u8],
    ) -> Result<Result<Head, Option<Flaw>>, SyncError> {
        if HeadName::of(name.device, name.seq, bytes) != name {
            return Ok(Err(Some(Flaw::WrongHash)));
        }
        for _ in 0..2 {
            let mut unknown = false;
            let trust = &*self.session.trust;
            let space = self.session.space;
            let read = read_head(bytes, |head, message, signature| {
                if head.device != name.device || head.seq != name.seq {
                    return Err(Flaw::Misplaced("device"));
                }
                if head.space != space {
                    return Err(Flaw::Misplaced("space"));
                }
                trust.verify(head.device, head.seq, message, signature).map_err(|error| {
                    unknown = matches!(error, TrustError::UnknownDevice(_));
                    if matches!(error, TrustError::RemovedDevice(_)) {
                        Flaw::Removed
                    } else {
                        Flaw::Signature
                    }
                })
            });
            match read {
                Err(Flaw::Signature) if unknown && !self.refreshed => self.refresh()?,
                Err(Flaw::Signature) if unknown => return Ok(Err(None)),
                Err(flaw) => return Ok(Err(Some(flaw))),
                Ok(head) => return Ok(Ok(head)),
            }
        }
        Ok(Err(None))
    }

    /// What other devices say of heads that they have taken over: the storage may be hiding newer ones.
    pub(super) fn compare_with_seen(&mut self, head: &Head) {
        for (&device, &known) in &head.seen_heads {
            let seen = self.newest_shown(device);
            if known > seen
                && !self.removed.contains_key(&device)
                && self.peers.get(&device).is_none_or(|peer| known > peer.newest)
            {
                let device = self.name(device);
                self.warn(Warning::OlderState { device, seen, known });
            }
        }
    }

    /// Remembers the newest heads of a device, and that everything of them is here when `complete`.
    pub(super) fn note_peer(&mut self, news: &News, complete: bool) -> Result<(), SyncError> {
        let Some(newest) = news.heads.first().map(|(name, ..)| name.seq) else { return Ok(()) };
        let known = self.peers.get(&news.device);
        let mut hashes: Vec<u32> = news.heads.iter().map(|(name, ..)| name.hash).collect();
        let same = known.filter(|peer| peer.seq == newest);
        hashes.extend(same.into_iter().flat_map(|peer| &peer.heads));
        hashes.sort_unstable();
        hashes.dedup();
        if hashes.len() > 1 {
            let device = self.name(news.device);
            self.warn(Warning::RunsTwice { device });
        }
        let known = self.peers.get(&news.device);
        let seen_at = known.filter(|peer| peer.newest >= newest).map_or(self.now, |peer| peer.seen_at);
        let before = known.map_or((0, Vec::new(), 0), |peer| (peer.seq, peer.heads.clone(), peer.newest));
        let (seq, heads) = if complete { (newest, hashes) } else { (before.0, before.1) };
        let peer = Peer { device: news.device.0, seq, heads, newest: newest.max(before.2), seen_at };
        if self.peers.get(&news.device) != Some(&peer) {
            self.session.home.save_peer(self.session.space, &peer)?;
            self.peers.insert(news.device, peer);
        }
        Ok(())
    }
}
