//! Which devices have news: the listing of heads, and the newest good head of each device.

use super::notes::is_unusable;
use super::own::WAITING;
use super::{Run, Spoilt, Step, SyncError, Warning};
use crate::store::Peer;
use crate::sync::format::{Flaw, HEAD_LIMIT, Head, HeadName, hash, head_path, heads_folder, read_head};
use crate::sync::remote::Remote;
use crate::sync::trust::{DeviceId, TrustError};
use std::collections::{BTreeMap, BTreeSet};

/// How many heads of one device are tried in a run before it has to wait for the next.
const TRIES: usize = 8;
/// After so many heads that cannot be used, those of devices that are not known wait for the next run.
const MOST_SPOILT: usize = 64;

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

/// What was found when the newest good head of a device was looked for.
#[derive(Default)]
struct Found {
    /// It, and others with its number.
    heads: Vec<(HeadName, Head, u128)>,
    /// Whether a listed one was not there any more, or is not there yet.
    gone: bool,
}

/// What became of reading a head.
enum Reading {
    Good(Box<Head>, u128),
    /// It is not there any more, or not yet.
    Gone,
    Unusable,
}

impl Run<'_, '_> {
    /// One request: the names alone say who has news.
    pub(super) fn list_heads(&mut self) -> Result<(), SyncError> {
        let (mut listing, mut foreign) = (Listing::new(), Vec::new());
        for listed in self.link.list(Some(&heads_folder()))? {
            match HeadName::parse(&listed.name).filter(|_| !listed.folder) {
                Some(head) => listing.entry(head.device).or_default().push((head, listed.size)),
                None => foreign.push(listed.name),
            }
        }
        self.outcome.foreign = foreign.len();
        self.tell_foreign(foreign)?;
        for heads in listing.values_mut() {
            heads.sort_by_key(|(head, _)| std::cmp::Reverse((head.seq, head.hash)));
            heads.dedup();
        }
        // The own heads were looked through when the run began.
        if let Some(own) = self.listing.remove(&self.device) {
            listing.insert(self.device, own);
        }
        self.listing = listing;
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
                if known
                    || self.held(*name).is_some()
                    || read.contains(name)
                    || device == self.device && self.is_own_head(*name)?
                {
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
        let mut devices: Vec<DeviceId> =
            self.listing.keys().copied().filter(|&device| device != self.device).collect();
        // Whoever plants heads of devices that do not exist must not keep those waiting that do.
        devices.sort_by_key(|device| !self.peers.contains_key(device));
        // Nor for ever one of many that nobody vouches for yet: each run begins with another of them.
        let unknown = devices.partition_point(|device| self.peers.contains_key(device));
        if let Some(unknown) = devices.get_mut(unknown..).filter(|unknown| unknown.len() > MOST_SPOILT) {
            let mut number = [0; 4];
            self.session.random.fill(&mut number);
            unknown.rotate_left(u32::from_le_bytes(number) as usize % unknown.len());
        }
        let (mut news, mut listed_again) = (Vec::new(), false);
        for (done, &device) in devices.iter().enumerate() {
            let mut candidates = self.candidates(device);
            if candidates.is_empty() {
                self.outcome.waiting += self.resting(device);
                continue;
            }
            if self.spoilt.max(self.strangers) >= MOST_SPOILT && !self.peers.contains_key(&device) {
                self.unread += candidates.len();
                continue;
            }
            self.step(Step::Heads, done, devices.len())?;
            let mut found = self.newest_good(&candidates)?;
            if found.heads.is_empty() && found.gone && !std::mem::replace(&mut listed_again, true) {
                // The device has published since the listing, and deleted what was listed.
                self.step(Step::Heads, done, devices.len())?;
                self.list_heads()?;
                candidates = self.candidates(device);
                found = self.newest_good(&candidates)?;
            }
            if !found.heads.is_empty() {
                news.push(News { device, heads: found.heads });
            }
        }
        // Who is a member may have been read only after a head that shows it, and after others were accepted.
        for news in &mut news {
            self.refuse_removed(news)?;
        }
        news.retain(|news| !news.heads.is_empty());
        Ok(news)
    }

    /// The heads of a device that are listed and were not taken over, newest first.
    fn candidates(&self, device: DeviceId) -> Vec<(HeadName, Option<u64>)> {
        let known = self.peers.get(&device);
        let is_new = |head: &HeadName| match known {
            None => true,
            Some(peer) => head.seq > peer.seq || head.seq == peer.seq && !peer.heads.contains(&head.hash),
        };
        let listed = self.listing.get(&device).into_iter().flatten().copied();
        let mut heads: Vec<_> =
            listed.filter(|(head, size)| is_new(head) && !self.is_known_bad(*head, *size)).collect();
        // Only what is newer than a head that rests, or bears its number beside it, has something to say.
        if let Some(seq) = heads.iter().filter(|(head, _)| self.rests(*head)).map(|(head, _)| head.seq).max()
        {
            let beside = heads.iter().any(|(head, _)| head.seq == seq && !self.rests(*head));
            heads.retain(|(head, _)| head.seq > seq || beside && head.seq == seq);
        }
        heads
    }

    /// How many damaged files the newest head of a device lists that are not read again yet.
    fn resting(&self, device: DeviceId) -> usize {
        let listed = self.listing.get(&device).into_iter().flatten();
        let held = listed.filter(|(head, _)| self.rests(*head)).filter_map(|(head, _)| self.held(*head));
        held.map(|note| usize::try_from(note.bytes).unwrap_or(usize::MAX)).max().unwrap_or_default()
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
    fn newest_good(&mut self, candidates: &[(HeadName, Option<u64>)]) -> Result<Found, SyncError> {
        let mut found = Found::default();
        for &(name, _) in candidates.iter().take(TRIES) {
            if found.heads.first().is_some_and(|(first, ..)| first.seq != name.seq) {
                break;
            }
            match self.read_head(name)? {
                Reading::Good(head, hash) => found.heads.push((name, *head, hash)),
                Reading::Gone => found.gone = true,
                Reading::Unusable => {}
            }
        }
        Ok(found)
    }

    /// Whether a head is in quarantine as damaged and as large as it was then: it is not read again.
    fn is_known_bad(&self, name: HeadName, size: Option<u64>) -> bool {
        let file = self.quarantined.get(head_path(name).as_str());
        file.is_some_and(|file| {
            is_unusable(file) && Flaw::is_damage(&file.reason) && size == Some(file.bytes)
        })
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
            if self.spoilt >= MOST_SPOILT {
                self.unread += 1;
                continue;
            }
            self.step(Step::Heads, 0, 1)?;
            if let Reading::Good(head, hash) = self.read_head(name)? {
                foreign.push((name, *head, hash));
            }
        }
        Ok(foreign)
    }

    /// Reads and checks a head.
    fn read_head(&mut self, name: HeadName) -> Result<Reading, SyncError> {
        let path = head_path(name);
        let bytes = match self.get(&path, HEAD_LIMIT, None)? {
            None => return Ok(Reading::Gone),
            Some(Ok(bytes)) => bytes,
            Some(Err(Spoilt { flaw, .. })) => {
                self.spoilt += 1;
                self.quarantine(&path, flaw, self.listed_size(name))?;
                return Ok(Reading::Unusable);
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
                Ok(Reading::Good(Box::new(head), hash(&bytes)))
            }
            Err(Some(flaw)) => {
                self.spoilt += 1;
                self.quarantine(&path, flaw, bytes.len() as u64)?;
                Ok(Reading::Unusable)
            }
            Err(None) => {
                self.strangers += 1;
                let device = self.name(name.device);
                self.warn(Warning::Stranger { device });
                Ok(Reading::Unusable)
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
