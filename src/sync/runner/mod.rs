//! A storage as a person set it up, from its settings to a synchronisation: what command line and window share.
//!
//! Whoever calls has the settings ([`RemoteRow`]), the keys of the device and the password; the clock and the randomness are passed in as
//! everywhere.

mod erasures;
mod error;
mod steps;
mod storages;

pub use erasures::{Confirming, is_shared_over};
pub use error::RunnerError;
pub use steps::{Test, leaving, test, waiting};
pub use storages::{Described, forget, keep, to_be_sealed};

use super::engine::{self, Outcome, Preview, Session, Unwatched, Watch};
use super::format::{Encryption, Marker, SpaceId};
use super::keys::{Device, FileMemory, Fingerprint, Identity, IdentityError, SealedSpace, SpaceKeys};
use super::profile::Profile;
use super::random::Randomness;
use super::remote::{Access, Address, Cancel, Remote, Secret, open};
use super::trust::{DeviceId, TrustError};
use crate::i18n::{Language, Localized};
use crate::store::{RemoteRow, Store, StoreError};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The state key that remembers the founder of a sealed space, so that its members can be shown without asking the storage; of one
/// without encryption it remembers [`NOT_SEALED`].
const FOUNDER_KEY: &str = "sync-founder:";

/// What stands in the place of a founder.
const NOT_SEALED: &str = "none";

/// What is at the address of a storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Nothing: a space can be founded.
    Nothing,
    /// A space that can be joined.
    Space(Marker),
}

/// How this device stands to a space that it joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// Whether the documents are sealed.
    pub sealed: bool,
    /// Whether a member has to approve this device before it can read and write.
    pub waits: bool,
    /// What the member compares.
    pub fingerprint: Fingerprint,
}

/// The keys of this device; they are made when it has none.
///
/// # Errors
/// When the file of keys cannot be read, opened or written; [`IdentityError::Locked`] when it needs its passphrase.
pub fn identity(
    path: &Path,
    name: &str,
    passphrase: Option<&str>,
    random: &mut dyn Randomness,
) -> Result<Identity, IdentityError> {
    match Identity::load(path, passphrase)? {
        Some(identity) => Ok(identity),
        None => Identity::create(path, name, passphrase, random),
    }
}

/// The storage that the settings describe. Nothing is asked of it yet; what is asked later ends when `cancel` is said.
///
/// # Errors
/// When the address or the file of the certificate authority cannot be used.
pub fn connect(
    row: &RemoteRow,
    secret: Option<Secret>,
    cancel: &Cancel,
) -> Result<Box<dyn Remote>, RunnerError> {
    let address = Address::parse(&row.address)?;
    let access = Access {
        user: row.user.clone(),
        secret,
        certificate_authority: row.certificate_authority.as_ref().map(PathBuf::from),
        proxy: row.proxy.clone(),
        cancel: cancel.clone(),
        ..Access::default()
    };
    Ok(open(&address, &access)?)
}

/// What is at the address. A storage that holds something else is left alone.
///
/// # Errors
/// [`RunnerError::Foreign`] when something is there that is not porada's, otherwise what the storage says.
pub fn look(remote: &dyn Remote) -> Result<Found, RunnerError> {
    if let Some(marker) = engine::look(remote)? {
        return Ok(Found::Space(marker));
    }
    // What a founding that was cut off has left is no obstacle to the next one.
    let ours = ["members", "keys"];
    let foreign = remote.list(None)?.into_iter().map(|listed| listed.name).find(|name| {
        let known = ours.contains(&name.as_str()) || engine::LEFT_BY_SYSTEMS.contains(&name.as_str());
        !known && !name.starts_with('.')
    });
    foreign.map_or(Ok(Found::Nothing), |name| Err(RunnerError::Foreign(name)))
}

/// What a synchronisation looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// What is new on either side.
    News,
    /// Before that every listed file, read and checked; see [`Session::verify`].
    Everything,
}

/// What a synchronisation works with, apart from the storage.
pub struct Runner<'run> {
    /// The home.
    pub store: &'run mut Store,
    /// The keys of this device.
    pub identity: &'run Identity,
    /// The folder of what the device remembers of spaces.
    pub memories: &'run Path,
    /// The clock.
    pub clock: &'run dyn Fn() -> Timestamp,
    /// Where random numbers come from.
    pub random: &'run mut dyn Randomness,
}

impl Runner<'_> {
    fn keys(&self, marker: &Marker) -> Result<SpaceKeys, RunnerError> {
        let space = marker.space.to_string();
        let founder = (marker.encryption == Encryption::Age).then_some(marker.founder);
        let memory = Box::new(FileMemory::new(self.memories, &space));
        Ok(SpaceKeys::open(self.identity, &space, founder, memory)?)
    }

    /// Founds a space on an empty storage and notes it in the settings: the keys first, the marker last.
    ///
    /// # Errors
    /// When the storage is not empty or cannot be written.
    pub fn found(
        &mut self,
        row: &mut RemoteRow,
        remote: &dyn Remote,
        sealed: bool,
    ) -> Result<Joined, RunnerError> {
        if let Found::Space(_) = look(remote)? {
            return Err(engine::SyncError::AlreadyFounded.into());
        }
        let space = SpaceId::random(self.random);
        let name = space.to_string();
        let memory = Box::new(FileMemory::new(self.memories, &name));
        let device = self.identity.keys().device();
        let mut keys = SpaceKeys::open(self.identity, &name, sealed.then_some(device), memory)?;
        if let SpaceKeys::Sealed(keys) = &mut keys {
            keys.found(remote, self.random)?;
        }
        let profile = profile_of(row);
        let marker = engine::found(remote, keys.trust(), space, profile, (self.clock)())?;
        self.keep(row, &marker)?;
        Ok(Joined { sealed, waits: false, fingerprint: self.identity.keys().public().fingerprint() })
    }

    /// Joins the space of a storage and notes it in the settings. In a sealed space this device introduces itself and
    /// waits for approval.
    ///
    /// # Errors
    /// When the storage cannot be read or written, or the space is shared with other people than `row` says.
    pub fn join(
        &mut self,
        row: &mut RemoteRow,
        remote: &dyn Remote,
        marker: &Marker,
    ) -> Result<Joined, RunnerError> {
        if profile_of(row) != marker.profile {
            return Err(engine::SyncError::OtherProfile(marker.profile).into());
        }
        self.compare_with_known(marker)?;
        let mut keys = self.keys(marker)?;
        let waits = match keys.trust().refresh(remote, self.random) {
            Ok(()) => false,
            Err(TrustError::NotApproved) => true,
            Err(error) => return Err(error.into()),
        };
        self.keep(row, marker)?;
        let sealed = marker.encryption == Encryption::Age;
        Ok(Joined { sealed, waits, fingerprint: self.identity.keys().public().fingerprint() })
    }

    fn keep(&mut self, row: &mut RemoteRow, marker: &Marker) -> Result<(), RunnerError> {
        row.space = Some(marker.space.to_string());
        marker.profile.key().clone_into(&mut row.profile);
        let founder = match marker.encryption {
            Encryption::Age => marker.founder.to_string(),
            Encryption::None => NOT_SEALED.to_owned(),
        };
        self.store.set_state(&founder_key(&marker.space.to_string()), &founder)?;
        Ok(self.store.save_remote(row)?)
    }

    /// The marker of the storage, which has to be that of the space that was joined.
    fn marker(&self, row: &RemoteRow, remote: &dyn Remote) -> Result<Marker, RunnerError> {
        let marker = engine::look(remote)?.ok_or(engine::SyncError::NotPorada)?;
        if row.space.as_deref().is_some_and(|space| space != marker.space.to_string()) {
            return Err(engine::SyncError::OtherSpace(marker.space).into());
        }
        self.compare_with_known(&marker)?;
        Ok(marker)
    }

    /// Whether the marker says of the encryption and the founder what this home noted when it founded or joined the space. The
    /// memory of the keys knows it too, but it is a file beside the database that can be lost.
    fn compare_with_known(&self, marker: &Marker) -> Result<(), RunnerError> {
        let now = match marker.encryption {
            Encryption::Age => Sealing::By(marker.founder),
            Encryption::None => Sealing::None,
        };
        match sealing_of(self.store, &marker.space.to_string())? {
            Some(Sealing::By(_)) if now == Sealing::None => Err(engine::SyncError::OtherEncryption.into()),
            Some(Sealing::None) if now != Sealing::None => Err(engine::SyncError::OtherEncryption.into()),
            Some(known) if known != now => Err(TrustError::OtherFounder.into()),
            _ => Ok(()),
        }
    }

    /// `writes` says whether the run is one that may write.
    fn session<T>(
        &mut self,
        row: &RemoteRow,
        remote: &dyn Remote,
        (watch, writes): (&dyn Watch, bool),
        run: impl FnOnce(&mut Session<'_>) -> Result<T, engine::SyncError>,
    ) -> Result<T, RunnerError> {
        let before = remote.traffic();
        let marker = self.marker(row, remote)?;
        let mut keys = self.keys(&marker)?;
        // The heads of the others say when there is something new about members and keys, but who lacks a key waits for nothing
        // else. A device with new keys introduces itself before it signs anything, or others would have to refuse it.
        if writes && !keys.is_ready() {
            keys.trust().refresh(remote, self.random)?;
        }
        let mut session = Session {
            home: self.store,
            remote,
            trust: keys.trust(),
            space: marker.space,
            profile: profile_of(row),
            marker: Some((marker, before)),
            clock: self.clock,
            random: self.random,
            watch,
        };
        Ok(run(&mut session)?)
    }

    /// Reads who is a member and who waits for approval.
    ///
    /// # Errors
    /// When the storage cannot be read, or this device is no member itself.
    pub fn look_for_devices(&mut self, row: &RemoteRow, remote: &dyn Remote) -> Result<(), RunnerError> {
        let marker = self.marker(row, remote)?;
        match self.keys(&marker)?.trust().refresh(remote, self.random) {
            // What is missing is a key, not who is there.
            Ok(()) | Err(TrustError::NoKey(_)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// What a synchronisation would send and take over.
    ///
    /// # Errors
    /// Why that cannot be said.
    pub fn preview(&mut self, row: &RemoteRow, remote: &dyn Remote) -> Result<Preview, RunnerError> {
        // Who is a member decides what counts as coming; a synchronisation finds that out on its way.
        self.session(row, remote, (&Unwatched, false), |session| {
            session.trust.look(session.remote)?;
            session.preview()
        })
    }

    /// What would leave to a space that is not founded yet.
    ///
    /// # Errors
    /// When the home cannot be read.
    pub fn preview_founding(&mut self, row: &RemoteRow) -> Result<Preview, RunnerError> {
        Ok(Preview { leaving: leaving(self.store, profile_of(row))?, ..Preview::default() })
    }

    /// Synchronises, and notes in the settings what came of it. Says in `done` what was done, also before it stopped.
    ///
    /// # Errors
    /// Why it stopped; what it did before stays.
    pub fn synchronise(
        &mut self,
        row: &RemoteRow,
        remote: &dyn Remote,
        scope: Scope,
        (watch, language): (&dyn Watch, Language),
        done: &mut Outcome,
    ) -> Result<(), RunnerError> {
        let ended = self.exchange(row, remote, scope, watch, done);
        self.note(row, done, ended, language)
    }

    /// Synchronises, and finds out who has confirmed the erasures since.
    fn exchange(
        &mut self,
        row: &RemoteRow,
        remote: &dyn Remote,
        scope: Scope,
        watch: &dyn Watch,
        done: &mut Outcome,
    ) -> Result<(), RunnerError> {
        let before = match self.confirming(row)? {
            Some(devices) => devices.confirmed(self.store)?,
            None => Vec::new(),
        };
        let ended = self.session(row, remote, (watch, true), |session| match scope {
            Scope::News => session.run_into(done),
            Scope::Everything => session.verify_into(done),
        });
        let since = self.confirming(row).and_then(|devices| {
            devices.map_or(Ok(Vec::new()), |devices| Ok(devices.since(self.store, &before)?))
        });
        // What stopped the run is the better reason, where this fails too.
        match (ended, since) {
            (ended, Ok(erasures)) => {
                done.erasures = erasures;
                ended
            }
            (ended, Err(error)) => ended.and(Err(error)),
        }
    }

    fn confirming(&self, row: &RemoteRow) -> Result<Option<Confirming>, RunnerError> {
        Confirming::something(self.store, self.identity, self.memories, row)
    }

    fn note(
        &mut self,
        row: &RemoteRow,
        done: &Outcome,
        ended: Result<(), RunnerError>,
        language: Language,
    ) -> Result<(), RunnerError> {
        // Also after a run that stopped: what it had taken over by then is here. What cannot be done now stays due.
        if let Err(error) = self.store.scrub_if_due() {
            tracing::warn!("erased words may still be in the file of the database: {error}");
        }
        for device in &done.devices {
            // Where a name is not known, the beginning of the id stands for it.
            if !device.device.to_string().starts_with(&device.name) {
                self.store.name_device(device.device.0, &device.name)?;
            }
        }
        let result = ended.as_ref().err().map(|error| error.localized(language));
        // What a person has changed of the settings meanwhile stays.
        let known = self.store.remotes()?.into_iter().find(|known| known.name == row.name);
        if let Some(known) = known {
            let at = (self.clock)();
            let last_sync = if ended.is_ok() { Some(at) } else { known.last_sync };
            self.store.save_remote(&RemoteRow { last_sync, last_result: result, ..known })?;
        }
        ended
    }

    /// Vouches for a device that waits.
    ///
    /// # Errors
    /// When it does not wait, has other keys than those that were compared, or the storage fails.
    pub fn approve(
        &mut self,
        row: &RemoteRow,
        remote: &dyn Remote,
        device: DeviceId,
        fingerprint: &Fingerprint,
    ) -> Result<(), RunnerError> {
        let mut keys = self.sealed_keys(row, remote)?;
        Ok(keys.approve(remote, device, fingerprint, self.random)?)
    }

    /// Takes a member out of the space, after what it wrote until now is taken over; see [`SealedSpace::remove`]. Then
    /// publishes a head: the others look for what is new about members only when a head names another state of them, and
    /// until then they would go on taking over what the removed device writes. Where that fails the removal holds, and why
    /// the others do not hear of it yet is returned.
    ///
    /// # Errors
    /// When it is no member or this device itself, or the storage fails.
    pub fn remove(
        &mut self,
        row: &RemoteRow,
        remote: &dyn Remote,
        device: DeviceId,
    ) -> Result<Option<RunnerError>, RunnerError> {
        // Where that fails, be it because the member spoilt something, it is removed all the same.
        if let Err(error) = self.session(row, remote, (&Unwatched, true), |session| session.run()) {
            tracing::warn!(%error, "nothing was taken over before the removal");
        }
        let mut keys = self.sealed_keys(row, remote)?;
        let last_head = last_heads(self.store, row)?.get(&device).copied().unwrap_or(0);
        keys.remove(remote, device, last_head, self.random)?;
        Ok(self.session(row, remote, (&Unwatched, true), |session| session.run()).err())
    }

    fn sealed_keys(&self, row: &RemoteRow, remote: &dyn Remote) -> Result<SealedSpace, RunnerError> {
        let marker = self.marker(row, remote)?;
        match self.keys(&marker)? {
            SpaceKeys::Sealed(keys) => Ok(keys),
            SpaceKeys::Open(_) => Err(engine::SyncError::OtherEncryption.into()),
        }
    }
}

/// The number of the last head of each device of a space that this home has taken over whole.
fn last_heads(store: &Store, row: &RemoteRow) -> Result<BTreeMap<DeviceId, u64>, StoreError> {
    let space = row.space.as_deref().and_then(|space| space.parse::<SpaceId>().ok());
    let peers = space.map_or(Ok(Vec::new()), |space| store.peers(space.0))?;
    Ok(peers.into_iter().map(|peer| (DeviceId(peer.device), peer.seq)).collect())
}

/// With whom a storage is shared; the narrowest circle where the settings say nothing that is known.
pub fn profile_of(row: &RemoteRow) -> Profile {
    Profile::parse(&row.profile).unwrap_or(Profile::OwnDevices)
}

fn founder_key(space: &str) -> String {
    format!("{FOUNDER_KEY}{space}")
}

/// What is known of the encryption of a storage without asking it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealing {
    /// Documents are sealed; the device that founded the space.
    By(DeviceId),
    /// They are not.
    None,
}

/// Whether the documents of a storage are sealed, as far as that is known here.
///
/// # Errors
/// When the database cannot be read.
pub fn sealing(store: &Store, row: &RemoteRow) -> Result<Option<Sealing>, StoreError> {
    sealing_of(store, row.space.as_deref().unwrap_or_default())
}

fn sealing_of(store: &Store, space: &str) -> Result<Option<Sealing>, StoreError> {
    let word = store.state(&founder_key(space))?;
    Ok(word.and_then(|word| match word.as_str() {
        NOT_SEALED => Some(Sealing::None),
        founder => founder.parse().ok().map(Sealing::By),
    }))
}

/// The keys of the space of a storage, without asking it; `None` as long as no space was founded or joined there.
///
/// # Errors
/// When what this device remembers of the space cannot be read.
pub fn keys(
    identity: &Identity,
    memories: &Path,
    row: &RemoteRow,
    sealing: Option<Sealing>,
) -> Result<Option<SpaceKeys>, RunnerError> {
    let (Some(space), Some(sealing)) = (&row.space, sealing) else { return Ok(None) };
    let founder = match sealing {
        Sealing::By(founder) => Some(founder),
        Sealing::None => None,
    };
    let memory = Box::new(FileMemory::new(memories, space));
    Ok(Some(SpaceKeys::open(identity, space, founder, memory)?))
}

/// The devices of a space as this device remembers them.
///
/// # Errors
/// As [`keys`].
pub fn devices(
    identity: &Identity,
    memories: &Path,
    row: &RemoteRow,
    sealing: Option<Sealing>,
) -> Result<Vec<Device>, RunnerError> {
    Ok(keys(identity, memories, row, sealing)?.map(|keys| keys.devices()).unwrap_or_default())
}
