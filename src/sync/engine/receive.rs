//! What others list and is not here: read, checked, joined.

use super::heads::News;
use super::{Received, Run, Spoilt, Step, SyncError, Warning, get};
use crate::i18n::{sanitize, truncate};
use crate::model::{Document, Dot, ReadDocument, ReplicaId, Stamp};
use crate::store::{Arrival, Arrived, ListedCopy, Receipt, StoredVersion};
use crate::sync::format::{
    self, DOCUMENT_LIMIT, Entry, Flaw, Head, HeadName, INDEX_LIMIT, Index, PACK_LIMIT, document_path,
    index_path, pack_lines, pack_path, read_document, read_index, unhex,
};
use crate::sync::profile::Profile;
use crate::sync::remote::{RemoteError, RemotePath};
use crate::sync::trust::{DeviceId, TrustError};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The most documents that are joined in one transaction.
const BATCH: usize = 64;
/// The bytes after which a transaction is not kept waiting for more documents.
const BATCH_BYTES: usize = 16 << 20;
/// How many files are read at once, and from how many on.
const THREADS: usize = 4;
const MANY: usize = 16;
/// Deletions of one device in one run, more than which are told.
const MANY_DELETIONS: usize = 20;
/// How many unknown members of a document are named, and how wide.
const NAMED: usize = 5;
const NAME_WIDTH: usize = 24;
/// How far a stamp may be ahead of the own clock before it is told, in milliseconds.
const CLOCK_TOLERANCE: i64 = 24 * 3_600_000;

/// What the heads of a device list that may be new here.
pub(super) struct Listed {
    pub(super) entries: BTreeMap<u128, Entry>,
    pub(super) receipts: Vec<Receipt>,
    pub(super) writers: Vec<(ReplicaId, u64)>,
    /// The number of the head up to which parts of the index were not read, because they are known.
    known: u64,
    /// Whether every part of the index that is needed could be read.
    pub(super) complete: bool,
    /// How many parts of it could not be read.
    unread: usize,
    /// How many of those are there and damaged.
    damaged: usize,
}

/// What could not be read of what is listed.
#[derive(Clone, Copy, Default)]
pub(super) struct Missing {
    /// How many versions and parts of an index.
    pub(super) files: usize,
    /// How many of them are there and damaged.
    damaged: usize,
}

/// Documents on their way into the home.
struct Inbox {
    device: DeviceId,
    /// Whether a second head of the same number lists them beside the first.
    beside: bool,
    arrivals: Vec<Arrival>,
    bytes: usize,
    missing: Missing,
    keyless: usize,
}

impl Inbox {
    /// Counts versions that could not be read because of this.
    fn miss(&mut self, versions: usize, flaw: Option<&Flaw>) {
        self.missing.files += versions;
        let damaged = flaw.is_some_and(|flaw| Flaw::is_damage(flaw.word()));
        self.missing.damaged += if damaged { versions } else { 0 };
    }
}

/// What is counted over all devices of a run.
#[derive(Default)]
pub(super) struct Tally {
    deletions: BTreeMap<DeviceId, usize>,
    latest: BTreeMap<DeviceId, Stamp>,
    keyless: usize,
}

impl Run<'_, '_> {
    /// Takes over what the heads on the storage list.
    pub(super) fn take_over(&mut self) -> Result<(), SyncError> {
        if self.state.seq == 0 && self.state.arrived == 0 {
            self.refresh()?;
        }
        let (own, news) = (self.own_news()?, self.news()?);
        self.find_newest(&own, &news)?;
        self.compare_with_known();
        let mut tally = Tally::default();
        if self.verifying {
            self.read_own_unread(&mut tally)?;
        } else {
            self.resume_doubts(&mut tally)?;
        }
        self.check.checked += news.iter().map(|news| news.heads.len()).sum::<usize>();
        self.notice_own_loss()?;
        self.adopt_own(&own, &mut tally)?;
        for mut news in news {
            // A key that was missing may just have made it read who was removed.
            self.refuse_removed(&mut news)?;
            if !news.heads.is_empty() {
                self.take_over_device(&news, &mut tally)?;
            }
        }
        self.tell(tally);
        Ok(())
    }

    fn take_over_device(&mut self, news: &News, tally: &mut Tally) -> Result<(), SyncError> {
        let after = self.peers.get(&news.device).map_or(0, |peer| peer.seq);
        let forked = self.has_forked(news);
        let (mut complete, mut known, mut names) = (true, 0, BTreeSet::new());
        let mut missing = Missing::default();
        for (place, (name, head, _)) in news.heads.iter().enumerate() {
            self.compare_with_seen(head);
            // After a fork, and in a second head of a number that is known, all that is listed may be new.
            let after = if name.seq > after && !forked { after } else { 0 };
            let listed = self.listed(head, after)?;
            names.extend(listed.entries.keys().copied());
            known = known.max(listed.known);
            let space = self.session.space;
            self.session.home.keep_writers(space, news.device.0, &listed.writers)?;
            self.session.home.keep_receipts(space, news.device.0, &listed.receipts)?;
            let wanted = self.wanted(news.device, &listed)?;
            let beside = place > 0 || name.seq == after;
            let unread = self.fetch(news.device, wanted, beside, tally)?;
            complete &= listed.complete && unread.files == 0;
            missing.files += unread.files + listed.unread;
            missing.damaged += unread.damaged + listed.damaged;
        }
        if complete {
            self.forget_unlisted(news.device, known, &names)?;
            self.let_out_all_of(news.device)?;
        } else if missing.damaged == missing.files {
            self.hold(news, missing.damaged)?;
        }
        self.note_peer(news, complete)
    }

    /// Whether the newest head may come from another line of heads than the one that is known: a backup was restored, or
    /// the device runs twice. Numbers that two heads bear show it, and a head that does not follow the known one.
    fn has_forked(&self, news: &News) -> bool {
        let listed = self.listing.get(&news.device).map(Vec::as_slice).unwrap_or_default();
        let twice = listed.windows(2).any(|pair| matches!(pair, [(one, _), (two, _)] if one.seq == two.seq));
        let follows = |(name, head, _): &(HeadName, Head, u128)| {
            let known = self.peers.get(&news.device).filter(|peer| peer.seq + 1 == name.seq);
            let prev = u32::try_from(head.prev >> 96).unwrap_or_default();
            known.is_none_or(|peer| peer.heads.is_empty() || peer.heads.contains(&prev))
        };
        twice || !news.heads.iter().all(follows)
    }

    /// What the device listed since the head `after` and does not list any more covers nothing. A fork does that, also one
    /// that left no trace, because home and storage were set back together and more heads came since.
    fn forget_unlisted(
        &mut self,
        device: DeviceId,
        after: u64,
        names: &BTreeSet<u128>,
    ) -> Result<(), SyncError> {
        let space = self.session.space;
        for copy in self.session.home.copies_of(space, device.0, after)? {
            if !names.contains(&copy.name) {
                self.session.home.forget_copy(space, device.0, copy.name)?;
            }
        }
        Ok(())
    }

    /// What a head lists since `after`: newer parts of its index, and its delta.
    pub(super) fn listed(&mut self, head: &Head, after: u64) -> Result<Listed, SyncError> {
        let known = head.parts.iter().map(|part| part.to).filter(|to| *to <= after).max().unwrap_or_default();
        let mut listed = Listed {
            entries: BTreeMap::new(),
            receipts: Vec::new(),
            writers: Vec::new(),
            known,
            complete: true,
            unread: 0,
            damaged: 0,
        };
        for part in head.parts.iter().filter(|part| part.to > after) {
            self.step(Step::Heads, 0, head.parts.len())?;
            self.check.checked += 1;
            let path = index_path(head.device, part.hash);
            let placed = |index: Index| {
                let place = (index.space, index.device, index.to);
                if place == (head.space, head.device, part.to) {
                    Ok(index)
                } else {
                    Err(Flaw::Misplaced("index"))
                }
            };
            let read = self.get(&path, INDEX_LIMIT, Some(part.hash))?;
            let read = read.map(|read| {
                let bytes = read?;
                let index = read_index(&bytes).and_then(placed);
                index.map_err(|flaw| Spoilt::of(flaw, bytes.len()))
            });
            match read {
                Some(Ok(index)) => {
                    listed.entries.extend(index.documents.into_iter().map(|entry| (entry.name, entry)));
                    listed.receipts.extend(index.erased);
                    listed.writers.extend(index.writers);
                }
                Some(Err(Spoilt { flaw, bytes })) => {
                    listed.damaged += usize::from(Flaw::is_damage(flaw.word()));
                    self.quarantine(&path, flaw, bytes)?;
                    listed.unread += 1;
                    listed.complete = false;
                }
                None => {
                    self.note_unwell(&path, []);
                    listed.unread += 1;
                    listed.complete = false;
                }
            }
        }
        if !listed.complete {
            self.outcome.waiting += 1;
        }
        listed.entries.extend(head.delta.iter().map(|&entry| (entry.name, entry)));
        listed.receipts.extend(&head.erased);
        listed.writers.extend(&head.writers);
        Ok(listed)
    }

    /// The listed versions whose content is not here. What another device lists with the same bytes is only noted.
    fn wanted(&mut self, device: DeviceId, listed: &Listed) -> Result<Vec<Entry>, SyncError> {
        let (mut wanted, mut same) = (Vec::new(), Vec::new());
        for entry in listed.entries.values() {
            let copies = self.session.home.listed_copies(self.session.space, entry.name)?;
            let refused = |copy: &ListedCopy| copy.device == device.0 && !is_read(copy);
            let known = |copy: &&ListedCopy| copy.hash == entry.hash && (is_read(copy) || refused(copy));
            match copies.iter().filter(known).max_by_key(|copy| copy.device == device.0) {
                Some(copy) if copy.device == device.0 && copy.seq == entry.seq => {}
                Some(copy) => same.push(listed_copy(device, entry, &copy.seen)),
                None => wanted.push(*entry),
            }
        }
        if !same.is_empty() && !self.dry {
            self.session.home.keep_copies(self.session.space, &same)?;
        }
        Ok(wanted)
    }

    /// How many documents would come.
    pub(super) fn count_coming(&mut self) -> Result<usize, SyncError> {
        let (own, news) = (self.own_news()?, self.news()?);
        self.find_newest(&own, &news)?;
        self.compare_with_known();
        let mut coming = BTreeSet::new();
        let mut heads: Vec<Head> = own.into_iter().map(|(_, head, _)| head).collect();
        heads.extend(news.into_iter().flat_map(|news| news.heads).map(|(_, head, _)| head));
        for head in heads {
            let after = self.peers.get(&head.device).map_or(0, |peer| peer.seq);
            let listed = self.listed(&head, after)?;
            coming.extend(self.wanted(head.device, &listed)?.iter().map(|entry| entry.name));
        }
        Ok(coming.len())
    }

    /// Reads these versions and joins them. Says how many could not be read.
    pub(super) fn fetch(
        &mut self,
        device: DeviceId,
        wanted: Vec<Entry>,
        beside: bool,
        tally: &mut Tally,
    ) -> Result<Missing, SyncError> {
        let missing = Missing::default();
        let mut inbox = Inbox { device, beside, arrivals: Vec::new(), bytes: 0, missing, keyless: 0 };
        let total = wanted.len();
        let (packed, single): (Vec<Entry>, Vec<Entry>) =
            wanted.into_iter().partition(|entry| entry.pack.is_some());
        let mut packs: BTreeMap<u128, Vec<Entry>> = BTreeMap::new();
        for entry in packed {
            packs.entry(entry.pack.unwrap_or_default()).or_default().push(entry);
        }
        if device != self.device {
            self.check.checked += packs.len() + single.len();
        }
        let mut done = 0;
        for (pack, entries) in packs {
            self.step(Step::Receive, done, total)?;
            done += entries.len();
            self.read_pack(pack, &entries, &mut inbox, tally)?;
        }
        for entries in single.chunks(MANY) {
            self.step(Step::Receive, done, total)?;
            done += entries.len();
            self.read_files(entries, &mut inbox, tally)?;
        }
        self.join(&mut inbox, tally)?;
        tally.keyless += inbox.keyless;
        self.outcome.waiting += inbox.missing.files;
        Ok(inbox.missing)
    }

    fn read_files(
        &mut self,
        entries: &[Entry],
        inbox: &mut Inbox,
        tally: &mut Tally,
    ) -> Result<(), SyncError> {
        let sealed = self.session.trust.is_sealed();
        let paths: Vec<(RemotePath, u128)> = entries
            .iter()
            .map(|entry| (document_path(inbox.device, entry.name, entry.hash, sealed), entry.hash))
            .collect();
        for ((entry, (path, _)), read) in entries.iter().zip(&paths).zip(self.read_many(&paths)?) {
            let size = read.as_ref().map_or(0, size);
            let plain = match read {
                None => {
                    inbox.miss(1, None);
                    self.note_unwell(path, [entry.name]);
                    self.note_unread(inbox.device, entry)?;
                    continue;
                }
                Some(Ok(bytes)) => self.open(&bytes, DOCUMENT_LIMIT, inbox)?,
                Some(Err(Spoilt { flaw, .. })) => Err(Some(flaw)),
            };
            let arrival = match plain {
                Ok(plain) => self.arrival(entry, &plain, inbox, path)?.map_err(Some),
                Err(flaw) => Err(flaw),
            };
            self.take_in(path, entry, arrival, size, inbox, tally)?;
        }
        Ok(())
    }

    /// Reads several files, at once when they are many.
    #[expect(clippy::type_complexity, reason = "for each file: not there, or its bytes, or what is wrong")]
    fn read_many(
        &self,
        paths: &[(RemotePath, u128)],
    ) -> Result<Vec<Option<Result<Vec<u8>, Spoilt>>>, SyncError> {
        let link = &self.link;
        let read = |(path, hash): &(RemotePath, u128)| get(link, path, DOCUMENT_LIMIT, Some(*hash));
        if paths.len() < MANY {
            return Ok(paths.iter().map(read).collect::<Result<_, _>>()?);
        }
        let answers: Vec<Vec<Result<_, RemoteError>>> = std::thread::scope(|scope| {
            let readers: Vec<_> = paths
                .chunks(paths.len().div_ceil(THREADS))
                .map(|part| scope.spawn(move || part.iter().map(read).collect::<Vec<_>>()))
                .collect();
            let lost = || vec![Err(RemoteError::Unreachable("thread".to_owned()))];
            readers.into_iter().map(|reader| reader.join().unwrap_or_else(|_| lost())).collect()
        });
        Ok(answers.into_iter().flatten().collect::<Result<_, _>>()?)
    }

    fn read_pack(
        &mut self,
        pack: u128,
        entries: &[Entry],
        inbox: &mut Inbox,
        tally: &mut Tally,
    ) -> Result<(), SyncError> {
        let path = pack_path(inbox.device, pack, self.session.trust.is_sealed());
        let read = self.get(&path, PACK_LIMIT, Some(pack))?;
        let size = read.as_ref().map_or(0, size);
        let plain = match read {
            None => {
                inbox.miss(entries.len(), None);
                self.note_unwell(&path, entries.iter().map(|entry| entry.name));
                return entries.iter().try_for_each(|entry| self.note_unread(inbox.device, entry));
            }
            Some(Ok(bytes)) => self.open(&bytes, PACK_LIMIT, inbox)?,
            Some(Err(Spoilt { flaw, .. })) => Err(Some(flaw)),
        };
        let lines = plain.as_deref().map_err(Clone::clone).and_then(|plain| pack_lines(plain).map_err(Some));
        let lines: HashMap<u128, &[u8]> = match lines {
            Ok(lines) => lines.map(|line| (format::hash(line), line)).collect(),
            Err(flaw) => {
                inbox.miss(entries.len(), flaw.as_ref());
                let Some(flaw) = flaw else { return Ok(()) };
                self.note_unwell(&path, entries.iter().map(|entry| entry.name));
                return self.quarantine(&path, flaw, size);
            }
        };
        for entry in entries {
            let arrival = match lines.get(&entry.hash) {
                Some(line) => self.arrival(entry, line, inbox, &path)?.map_err(Some),
                None => Err(Some(Flaw::Misplaced("document"))),
            };
            self.take_in(&path, entry, arrival, size, inbox, tally)?;
        }
        match plain {
            Ok(ref plain) if inbox.device == self.device => self.note_pack(pack, &path, plain),
            _ => Ok(()),
        }
    }

    /// Opens what a member sealed; `Err(None)` when the key is not here yet.
    fn open(
        &mut self,
        bytes: &[u8],
        limit: u64,
        inbox: &mut Inbox,
    ) -> Result<Result<Vec<u8>, Option<Flaw>>, SyncError> {
        if !self.session.trust.is_sealed() {
            return Ok(Ok(bytes.to_vec()));
        }
        let mut opened = self.session.trust.open(bytes, limit);
        if matches!(opened, Err(TrustError::NoKey(_))) && !self.refreshed {
            self.refresh()?;
            opened = self.session.trust.open(bytes, limit);
        }
        Ok(opened.map_err(|error| match error {
            TrustError::NoKey(_) => {
                inbox.keyless += 1;
                None
            }
            _ => Some(Flaw::Sealed),
        }))
    }

    /// The document in these bytes, if it is the one that the entry names.
    fn arrival(
        &mut self,
        entry: &Entry,
        plain: &[u8],
        inbox: &Inbox,
        path: &RemotePath,
    ) -> Result<Result<Arrival, Flaw>, SyncError> {
        let ReadDocument { document, unknown, .. } = match read_document(plain) {
            Ok(read) => read,
            Err(flaw) => return Ok(Err(flaw)),
        };
        if !unknown.is_empty() {
            let device = self.name(inbox.device);
            self.warn(Warning::NewerMembers { device, members: named(&unknown) });
        }
        if unhex(&self.session.trust.name_of(document.id)) != Some(entry.name) {
            return Ok(Err(Flaw::Misplaced("document")));
        }
        if inbox.device != self.device
            && let Some(flaw) = self.objection(&document, entry.name)?
        {
            return Ok(Err(flaw));
        }
        if let Err(finding) = self.check_record(&document) {
            return Ok(Err(Flaw::Record(finding)));
        }
        let mut copy = listed_copy(inbox.device, entry, document.seen());
        let erased = document.entities().any(|(_, entity)| entity.is_erased());
        let whole = !erased && self.session.profile.outgoing(&document).is_none_or(|out| out == document);
        if inbox.device == self.device {
            let version = StoredVersion {
                name: entry.name,
                hash: entry.hash,
                plain: format::hash(plain),
                pack: entry.pack,
                path: path.as_str().to_owned(),
            };
            let copies = self.session.home.listed_copies(self.session.space, entry.name)?;
            let newer = copies.iter().any(|it| it.device == self.device.0 && it.seq > entry.seq);
            // An older one may hold what was erased since: then it goes as soon as it is joined.
            let known = if newer { self.session.home.document(document.id)? } else { None };
            let erased = known.is_some_and(|it| it.entities().any(|(_, entity)| entity.is_erased()));
            let since = newer.then_some(if erased { Timestamp::UNIX_EPOCH } else { self.now });
            let copy = (!newer).then_some(copy);
            return Ok(Ok(Arrival { document, copy, whole, file: Some((version, since)) }));
        }
        if inbox.beside {
            let copies = self.session.home.listed_copies(self.session.space, entry.name)?;
            let first = copies.iter().find(|it| it.device == inbox.device.0 && it.seq == entry.seq);
            if let Some(first) = first.filter(|first| first.hash != entry.hash) {
                // The copy stands for two files, so it is none of them: whoever lists one of them later lists no more than that.
                copy.seen.join(&first.seen);
                copy.hash = 0;
            }
        }
        Ok(Ok(Arrival { document, copy: Some(copy), whole, file: None }))
    }

    /// What speaks against a document that this circle has no business with.
    fn objection(&mut self, document: &Document, name: u128) -> Result<Option<Flaw>, SyncError> {
        let profile = self.session.profile;
        if !profile.can_send(document) {
            return Ok(Some(Flaw::Misplaced("circle")));
        }
        if profile != Profile::Team {
            // Devices of one person share everything, and copies have ids that nothing else has.
            return Ok(None);
        }
        let Some(here) = self.session.home.document(document.id)? else { return Ok(None) };
        let once = self.session.home.listed_copies(self.session.space, name)?.iter().any(is_read);
        Ok((!profile.counts_for(&here, document, once)).then_some(Flaw::NotShared))
    }

    fn take_in(
        &mut self,
        path: &RemotePath,
        entry: &Entry,
        arrival: Result<Arrival, Option<Flaw>>,
        size: u64,
        inbox: &mut Inbox,
        tally: &mut Tally,
    ) -> Result<(), SyncError> {
        match arrival {
            Ok(arrival) => {
                self.let_out(path)?;
                inbox.bytes += usize::try_from(size).unwrap_or(usize::MAX);
                inbox.arrivals.push(arrival);
            }
            Err(Some(Flaw::NotShared)) => {
                // Not waited for: it is read once the document that is here leaves.
                let unread = listed_copy(inbox.device, entry, &Default::default());
                self.session.home.keep_copies(self.session.space, &[unread])?;
                self.quarantine(path, Flaw::NotShared, size)?;
            }
            Err(flaw) => {
                inbox.miss(1, flaw.as_ref());
                self.note_unread(inbox.device, entry)?;
                if let Some(flaw) = flaw {
                    self.note_unwell(path, [entry.name]);
                    self.quarantine(path, flaw, size)?;
                }
            }
        }
        if inbox.arrivals.len() >= BATCH || inbox.bytes >= BATCH_BYTES {
            self.join(inbox, tally)?;
        }
        Ok(())
    }

    /// An own version that cannot be read stays listed, so that others can still read it when it comes back.
    fn note_unread(&mut self, device: DeviceId, entry: &Entry) -> Result<(), SyncError> {
        if device != self.device {
            return Ok(());
        }
        let copies = self.session.home.listed_copies(self.session.space, entry.name)?;
        if copies.iter().any(|copy| copy.device == device.0) {
            return Ok(());
        }
        let unread = listed_copy(device, entry, &Default::default());
        Ok(self.session.home.keep_copies(self.session.space, &[unread])?)
    }

    /// Joins what is in the inbox, in one transaction.
    fn join(&mut self, inbox: &mut Inbox, tally: &mut Tally) -> Result<(), SyncError> {
        let arrivals = std::mem::take(&mut inbox.arrivals);
        inbox.bytes = 0;
        if arrivals.is_empty() {
            return Ok(());
        }
        let arrived = self.session.home.receive(self.session.space, &arrivals)?;
        for (arrival, arrived) in arrivals.iter().zip(arrived) {
            self.count(inbox.device, &arrival.document, &arrived, tally)?;
        }
        Ok(())
    }

    fn count(
        &mut self,
        device: DeviceId,
        document: &Document,
        arrived: &Arrived,
        tally: &mut Tally,
    ) -> Result<(), SyncError> {
        if let Some((dot, stamp)) = latest(document).filter(|(_, stamp)| self.is_ahead(*stamp)) {
            let author = self.session.home.device_of(dot.replica)?.map_or(device, DeviceId);
            let latest = tally.latest.entry(author).or_default();
            *latest = stamp.max(*latest);
        }
        if !arrived.merged.changed {
            return Ok(());
        }
        *tally.deletions.entry(device).or_default() += arrived.deleted;
        self.outcome.erased += arrived.erased;
        self.outcome.conflicts += arrived.merged.conflicts;
        self.outcome.received.push(Received {
            document: document.id,
            kind: document.kind.clone(),
            title: document.title(),
            device,
            new: arrived.merged.new,
            conflicts: arrived.merged.conflicts,
            deleted: arrived.deleted,
            erased: arrived.erased,
            gone: arrived.gone,
        });
        Ok(())
    }

    fn is_ahead(&self, stamp: Stamp) -> bool {
        milliseconds(stamp) > self.now.as_millisecond().saturating_add(CLOCK_TOLERANCE)
    }

    fn tell(&mut self, tally: Tally) {
        for (device, stamp) in tally.latest {
            let ahead = milliseconds(stamp).saturating_sub(self.now.as_millisecond());
            let hours = usize::try_from(ahead / 3_600_000).unwrap_or(usize::MAX);
            let device = self.name(device);
            self.warn(Warning::ClockAhead { device, hours });
        }
        for (device, count) in tally.deletions.into_iter().filter(|(_, count)| *count > MANY_DELETIONS) {
            let device = self.name(device);
            self.warn(Warning::ManyDeletions { device, count });
        }
        if tally.keyless > 0 {
            self.warn(Warning::WaitingForKey(tally.keyless));
        }
    }
}

/// The size of a file that was read.
fn size(read: &Result<Vec<u8>, Spoilt>) -> u64 {
    read.as_ref().map_or_else(|spoilt| spoilt.bytes, |bytes| bytes.len() as u64)
}

/// Whether the content of a listed copy was joined here.
pub(super) fn is_read(copy: &ListedCopy) -> bool {
    copy.seen.iter().next().is_some()
}

fn listed_copy(device: DeviceId, entry: &Entry, seen: &crate::model::VersionVector) -> ListedCopy {
    ListedCopy {
        device: device.0,
        name: entry.name,
        hash: entry.hash,
        pack: entry.pack,
        seq: entry.seq,
        seen: seen.clone(),
    }
}

/// Names out of a file, as many and as long as a person wants to read them.
fn named(names: &[String]) -> String {
    let words = names.iter().take(NAMED).map(|name| truncate(&sanitize(name), NAME_WIDTH).into_owned());
    words.collect::<Vec<_>>().join(", ")
}

fn milliseconds(stamp: Stamp) -> i64 {
    i64::try_from(stamp.0 >> 16).unwrap_or(i64::MAX)
}

/// The write with the latest stamp.
fn latest(document: &Document) -> Option<(Dot, Stamp)> {
    let registers = document.entities().flat_map(|(_, entity)| entity.registers()).flat_map(|(_, it)| it);
    registers.map(|register| (register.origin.dot, register.origin.stamp)).max_by_key(|(_, stamp)| *stamp)
}
