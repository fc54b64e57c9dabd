//! One synchronisation: what is new there, what is new here, in which order it is read and written.
//!
//! ```text
//! marker   the right storage?                                  else stop and change nothing
//! heads    one listing says which devices have news; the newest good head of each is read
//! receive  listed documents that are not here are read, checked and joined, at most 64 a transaction
//! send     documents that the listed copies do not cover are written, then a part of the index when it is due
//! publish  the head, last of all; only its success makes anything count as published
//! clean    own files that nothing lists any more
//! ```
//!
//! Nothing is ever overwritten, nobody writes another's files, and nothing that is missing deletes anything.

mod clean;
mod forgotten;
mod heads;
mod link;
mod notes;
mod own;
mod receive;
mod report;
mod send;
mod verify;

pub use notes::{LEFT_BY_SYSTEMS, is_unusable};
pub use report::{
    DeviceState, Erasure, Leaving, Outcome, Preview, Progress, Received, Step, SyncError, Unwatched,
    Verified, Warning, Watch,
};

use super::format::{
    self, Encryption, Flaw, MARKER_LIMIT, Marker, SpaceId, marker_path, read_marker, write_marker,
};
use super::home::Home;
use super::profile::Profile;
use super::random::Randomness;
use super::remote::{Put, Remote, RemoteError, RemotePath, Traffic};
use super::trust::{DeviceId, Trust};
use crate::catalogue::{Catalogue, Finding, check_shared};
use crate::model::Document;
use crate::model::schema::CATALOGUE_RECORD;
use crate::store::{OwnState, Peer, Quarantined};
use heads::Listing;
use jiff::Timestamp;
use link::Link;
use std::collections::BTreeMap;
use verify::Check;

/// Everything that a synchronisation of one space works with.
pub struct Session<'run> {
    /// The home.
    pub home: &'run mut dyn Home,
    /// The storage.
    pub remote: &'run dyn Remote,
    /// The keys.
    pub trust: &'run mut dyn Trust,
    /// The space that this home has joined there.
    pub space: SpaceId,
    /// With whom it is shared.
    pub profile: Profile,
    /// The marker of the storage where it was read just now, and what had gone over the remote before; otherwise it is read first.
    pub marker: Option<(Marker, Traffic)>,
    /// The clock. Nothing but warnings and the keeping of old files depends on it.
    pub clock: &'run dyn Fn() -> Timestamp,
    /// Where random numbers come from.
    pub random: &'run mut dyn Randomness,
    /// Who watches.
    pub watch: &'run dyn Watch,
}

/// Writes the marker of a new space.
///
/// # Errors
/// [`SyncError::AlreadyFounded`] when there is one, otherwise what the storage says.
pub fn found(
    remote: &dyn Remote,
    trust: &dyn Trust,
    space: SpaceId,
    profile: Profile,
    now: Timestamp,
) -> Result<Marker, SyncError> {
    if remote.get(&marker_path(), MARKER_LIMIT)?.is_some() {
        return Err(SyncError::AlreadyFounded);
    }
    let encryption = if trust.is_sealed() { Encryption::Age } else { Encryption::None };
    let marker = Marker { space, created: now, encryption, profile, founder: trust.device() };
    match remote.put_new(&marker_path(), &write_marker(&marker))? {
        Put::Stored => Ok(marker),
        Put::Existed => Err(SyncError::AlreadyFounded),
    }
}

/// Reads the marker of a storage; `None` when there is none.
///
/// # Errors
/// When it cannot be used, otherwise what the storage says.
pub fn look(remote: &dyn Remote) -> Result<Option<Marker>, SyncError> {
    match remote.get(&marker_path(), MARKER_LIMIT) {
        Ok(Some(bytes)) => read_marker(&bytes).map(Some).map_err(SyncError::Marker),
        Ok(None) => Ok(None),
        Err(RemoteError::TooLarge { limit, .. }) => Err(SyncError::Marker(Flaw::TooLarge(limit))),
        Err(error) => Err(error.into()),
    }
}

impl<'run> Session<'run> {
    /// Takes over what others published and publishes what is new here.
    ///
    /// # Errors
    /// Why it stopped. What it did before stays, and the next one goes on from there.
    pub fn run(&mut self) -> Result<Outcome, SyncError> {
        let mut done = Outcome::default();
        self.run_into(&mut done).map(|()| done)
    }

    /// [`Session::run`], which also says in `done` what was done before it stopped: what was put into quarantine is told of
    /// only once.
    ///
    /// # Errors
    /// Why it stopped.
    pub fn run_into(&mut self, done: &mut Outcome) -> Result<(), SyncError> {
        let mut run = Run::begin(self, false)?;
        let stopped = run.take_over().and_then(|()| run.publish());
        *done = run.finish();
        stopped
    }

    /// What [`Session::run`] would do; sends and changes nothing, here and there.
    ///
    /// # Errors
    /// Why it stopped.
    pub fn preview(&mut self) -> Result<Preview, SyncError> {
        let mut run = Run::begin(self, true)?;
        let coming = run.count_coming()?;
        let leaving = run.leaving()?;
        run.shorten_warnings();
        Ok(Preview { leaving, coming, warnings: run.outcome.warnings })
    }

    /// As [`Session::run`], after every listed file was read and checked: own files that are missing or damaged are written
    /// again, and what others list in such files is published from here as far as it is here.
    ///
    /// # Errors
    /// Why it stopped.
    pub fn verify(&mut self) -> Result<Outcome, SyncError> {
        let mut done = Outcome::default();
        self.verify_into(&mut done).map(|()| done)
    }

    /// [`Session::verify`], which also says in `done` what was done before it stopped.
    ///
    /// # Errors
    /// Why it stopped.
    pub fn verify_into(&mut self, done: &mut Outcome) -> Result<(), SyncError> {
        let mut run = Run::begin(self, false)?;
        let mut stopped = run.check_everything().and_then(|()| run.take_over()).and_then(|()| run.publish());
        stopped = stopped.and_then(|()| run.conclude_check());
        *done = run.finish();
        stopped
    }
}

/// A synchronisation under way.
struct Run<'session, 'run> {
    session: &'session mut Session<'run>,
    link: Link<'run>,
    device: DeviceId,
    state: OwnState,
    peers: BTreeMap<DeviceId, Peer>,
    listing: Listing,
    /// The number of the newest head that the storage shows of each device.
    newest: BTreeMap<DeviceId, u64>,
    quarantined: BTreeMap<String, Quarantined>,
    refreshed: bool,
    /// The devices that were removed from the space, and the last head of each that counts.
    removed: BTreeMap<DeviceId, u64>,
    /// Nothing is to be sent or changed.
    dry: bool,
    /// Every file is being checked.
    verifying: bool,
    /// What that has found so far.
    check: Check,
    /// How many heads were read that cannot be used.
    spoilt: usize,
    /// How many heads were read of devices that nobody vouches for yet.
    strangers: usize,
    /// How many were not read, because there are too many of those.
    unread: usize,
    outcome: Outcome,
    now: Timestamp,
    /// What shared records are checked against, as soon as one comes.
    catalogue: Option<Catalogue>,
}

impl<'session, 'run> Run<'session, 'run> {
    /// Steps 1 and 2: the marker and one listing. Writes nothing to the storage.
    fn begin(session: &'session mut Session<'run>, dry: bool) -> Result<Self, SyncError> {
        let before = session.marker.map_or_else(|| session.remote.traffic(), |(_, before)| before);
        let link = Link::over(session.remote, before);
        let (space, device) = (session.space, session.trust.device());
        let state = session.home.own_state(space)?;
        let peers = session.home.peers(space)?;
        let quarantined = session.home.quarantined(space)?;
        let mut run = Run {
            link,
            device,
            state,
            peers: peers.into_iter().map(|peer| (DeviceId(peer.device), peer)).collect(),
            listing: Listing::default(),
            newest: BTreeMap::new(),
            quarantined: quarantined.into_iter().map(|file| (file.path.clone(), file)).collect(),
            refreshed: dry,
            removed: session.trust.removed(),
            dry,
            verifying: false,
            check: Check::default(),
            spoilt: 0,
            strangers: 0,
            unread: 0,
            outcome: Outcome::default(),
            now: (session.clock)(),
            catalogue: None,
            session,
        };
        run.step(Step::Marker, 0, 1)?;
        run.check_marker()?;
        run.step(Step::Heads, 0, 1)?;
        run.list_heads()?;
        run.forget_gone_heads()?;
        Ok(run)
    }

    fn check_marker(&self) -> Result<(), SyncError> {
        let marker = match self.session.marker {
            Some((marker, _)) => Some(marker),
            None => look(&self.link)?,
        };
        let Some(marker) = marker else { return Err(SyncError::NotPorada) };
        if marker.space != self.session.space {
            return Err(SyncError::OtherSpace(marker.space));
        }
        if (marker.encryption == Encryption::Age) != self.session.trust.is_sealed() {
            return Err(SyncError::OtherEncryption);
        }
        if marker.profile != self.session.profile {
            return Err(SyncError::OtherProfile(marker.profile));
        }
        Ok(())
    }

    /// Tells how far the run is, and ends it when the person has had enough. Called before each request.
    fn step(&self, step: Step, done: usize, total: usize) -> Result<(), SyncError> {
        if self.session.watch.cancelled() {
            return Err(SyncError::Cancelled);
        }
        let traffic = self.link.traffic();
        self.session.watch.progress(Progress { step, done, total, bytes: traffic.up + traffic.down });
        Ok(())
    }

    /// What a device is called.
    fn name(&self, device: DeviceId) -> String {
        self.session.trust.device_name(device)
    }

    fn warn(&mut self, warning: Warning) {
        if !self.outcome.warnings.contains(&warning) {
            self.outcome.warnings.push(warning);
        }
    }

    /// Keeps a file that cannot be used in quarantine and tells of it, unless it was told of before.
    fn quarantine(&mut self, path: &RemotePath, flaw: Flaw, bytes: u64) -> Result<(), SyncError> {
        if flaw != Flaw::NotShared {
            self.note_unwell(path, []);
        }
        let (path, reason) = (path.as_str().to_owned(), flaw.word().to_owned());
        let known =
            self.quarantined.get(&path).filter(|known| known.reason == reason && known.bytes == bytes);
        // A clock that was ahead must not keep a file fresh for years.
        let at = known.map_or(self.now, |known| known.at.min(self.now));
        let file = Quarantined { path: path.clone(), reason, bytes, at };
        if self.dry || self.session.home.quarantine(self.session.space, &file)? {
            self.warn(Warning::UnusableFile { path: flaw.place(&path).to_owned(), flaw });
        }
        self.quarantined.insert(path, file);
        Ok(())
    }

    /// A file that was in quarantine is well now.
    fn let_out(&mut self, path: &RemotePath) -> Result<(), SyncError> {
        if self.quarantined.remove(path.as_str()).is_some() && !self.dry {
            self.session.home.let_out(self.session.space, &[path.as_str().to_owned()])?;
        }
        Ok(())
    }

    /// Checks a shared record as one that is imported; see [`check_shared`].
    fn check_record(&mut self, document: &Document) -> Result<(), Finding> {
        if document.kind != CATALOGUE_RECORD {
            return Ok(());
        }
        let catalogue = match self.catalogue.take() {
            Some(catalogue) => catalogue,
            None => Catalogue::shipped().map_err(|error| Finding::unchecked(&error))?,
        };
        check_shared(document, self.catalogue.insert(catalogue))
    }

    /// Reads what is new about members and keys, once in a run.
    fn refresh(&mut self) -> Result<(), SyncError> {
        if !std::mem::replace(&mut self.refreshed, true) {
            self.session.trust.refresh(&self.link, self.session.random)?;
        }
        Ok(())
    }

    /// Writes an own file and makes sure that it is there as it should be. A torn one from a try before is written again.
    fn put(&self, path: &RemotePath, bytes: &[u8]) -> Result<(), SyncError> {
        if self.link.put_new(path, bytes)? == Put::Stored {
            return Ok(());
        }
        // Only what was read and is something else is taken away: an error says nothing about the file.
        match self.link.get(path, bytes.len() as u64 + 1) {
            Ok(Some(found)) if found == bytes => return Ok(()),
            Ok(Some(_)) | Err(RemoteError::TooLarge { .. }) => self.link.delete(path)?,
            Ok(None) => {}
            Err(error) => return Err(error.into()),
        }
        match self.link.put_new(path, bytes)? {
            Put::Stored => Ok(()),
            Put::Existed => {
                let words = path.as_str().to_owned();
                Err(RemoteError::Refused { status: 409, words }.into())
            }
        }
    }

    /// Reads a file that its hash names; `Err` in the answer is what is wrong with it, `None` that it is not there.
    fn get(
        &self,
        path: &RemotePath,
        limit: u64,
        hash: Option<u128>,
    ) -> Result<Option<Result<Vec<u8>, Spoilt>>, SyncError> {
        get(&self.link, path, limit, hash).map_err(SyncError::from)
    }

    /// What was done, also by a run that stopped.
    fn finish(mut self) -> Outcome {
        self.shorten_warnings();
        let traffic = self.link.traffic();
        self.outcome.requests = self.link.requests() + usize::from(self.session.marker.is_some());
        (self.outcome.up, self.outcome.down) = (traffic.up, traffic.down);
        let own = DeviceState {
            device: self.device,
            name: self.name(self.device),
            own: true,
            newest: self.state.arrived,
            complete: true,
            seen_at: None,
        };
        let others = self.peers.iter().map(|(&device, peer)| DeviceState {
            device,
            name: self.name(device),
            own: false,
            newest: peer.newest,
            complete: peer.seq >= peer.newest,
            seen_at: Some(peer.seen_at),
        });
        self.outcome.devices = std::iter::once(own).chain(others).collect();
        self.outcome
    }
}

/// A file that cannot be used.
#[derive(Debug, Clone)]
struct Spoilt {
    flaw: Flaw,
    /// Its size, as far as it was read; of one that is too large the limit.
    bytes: u64,
}

impl Spoilt {
    fn of(flaw: Flaw, bytes: usize) -> Spoilt {
        Spoilt { flaw, bytes: bytes as u64 }
    }
}

/// See [`Run::get`]; apart from it, so that several threads can read at once.
fn get(
    remote: &dyn Remote,
    path: &RemotePath,
    limit: u64,
    hash: Option<u128>,
) -> Result<Option<Result<Vec<u8>, Spoilt>>, RemoteError> {
    match remote.get(path, limit) {
        Ok(Some(bytes)) if hash.is_some_and(|hash| format::hash(&bytes) != hash) => {
            Ok(Some(Err(Spoilt::of(Flaw::WrongHash, bytes.len()))))
        }
        Ok(Some(bytes)) => Ok(Some(Ok(bytes))),
        Ok(None) => Ok(None),
        Err(RemoteError::TooLarge { limit, .. }) => {
            Ok(Some(Err(Spoilt { flaw: Flaw::TooLarge(limit), bytes: limit })))
        }
        // A link or another thing that is no file, or a file that the disk cannot read: this one only.
        Err(RemoteError::Unsafe(what)) => Ok(Some(Err(Spoilt::of(Flaw::NotPlain(what), 0)))),
        Err(RemoteError::File { reason, .. }) => Ok(Some(Err(Spoilt::of(Flaw::Unreadable(reason), 0)))),
        Err(error) => Err(error),
    }
}
