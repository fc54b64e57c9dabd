//! Performs what the window asks of the synchronisation, in a thread of its own: the keyboard never waits for a storage.
//!
//! The worker has a connection of its own to the database, which the window has opened before. Orders are performed one after another; only a cancellation overtakes.

use super::sync_desk::{NewStorage, Previewed, Storage, Survey, SyncNews, SyncOrder, Task, Words};
use crate::config::{CredentialError, Paths, Secret, password_of};
use crate::i18n::{Language, Localized, sanitize};
use crate::model::ReplicaId;
use crate::store::{InstanceLock, RemoteRow, Store, StoreError};
use crate::sync::engine::{Erasure, Outcome, Progress, Watch, is_unusable};
use crate::sync::format::Flaw;
use crate::sync::keys::{Identity, IdentityError};
use crate::sync::random::SystemRandomness;
use crate::sync::remote::{self, Cancel, Remote};
use crate::sync::runner::{self, Confirming, Found, Runner, RunnerError, Scope, Sealing};
use jiff::Timestamp;
use std::cell::RefCell;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a program that gives a password may take.
const PASSWORD_LIMIT: Duration = Duration::from_secs(60);
/// How often progress is told: each time is a frame.
const PROGRESS: Duration = Duration::from_millis(100);

/// What the worker works with.
#[derive(Debug, Clone)]
pub struct Place {
    /// The files of the home.
    pub paths: Paths,
    /// What this device is called when it gets its keys.
    pub device_name: String,
    /// The passphrase of the keys, where the environment gives it.
    pub passphrase: Option<Secret>,
    /// The language in which the result of a synchronisation is kept.
    pub language: Language,
}

/// Starts the worker; the answer takes orders. `tell` gets the news in the worker's thread. It ends when the answer is dropped.
pub fn start(
    place: Place,
    clock: impl Fn() -> Timestamp + Send + 'static,
    tell: impl Fn(SyncNews) + Send + Sync + 'static,
) -> impl Fn(SyncOrder) + 'static {
    let (sender, orders): (Sender<(SyncOrder, Cancel)>, _) = channel();
    std::thread::spawn(move || {
        let (clock, tell) = (Box::new(clock), Box::new(tell));
        let mut worker = Worker { place, clock, tell, cancel: Cancel::default() };
        for (order, cancel) in orders {
            worker.cancel = cancel;
            worker.perform(order);
        }
    });
    // All orders that were given since the last cancellation end by the next one.
    let given = RefCell::new(Cancel::default());
    move |order| match order {
        SyncOrder::Cancel => given.take().say(),
        order => {
            // The worker ends only with the window.
            let _ = sender.send((order, given.borrow().clone()));
        }
    }
}

struct Worker {
    place: Place,
    clock: Box<dyn Fn() -> Timestamp + Send>,
    tell: Box<dyn Fn(SyncNews) + Send + Sync>,
    /// Ends the order that is being performed.
    cancel: Cancel,
}

/// Why an order could not be performed.
enum Problem {
    /// The keys wait for their passphrase.
    Locked,
    Words(Words),
}

impl From<RunnerError> for Problem {
    fn from(error: RunnerError) -> Problem {
        if error.is_locked() { Problem::Locked } else { Problem::Words(Words::of(error)) }
    }
}

impl From<IdentityError> for Problem {
    fn from(error: IdentityError) -> Problem {
        RunnerError::from(error).into()
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        RunnerError::from(error).into()
    }
}

impl From<CredentialError> for Problem {
    fn from(error: CredentialError) -> Problem {
        Problem::Words(Words::of(error))
    }
}

/// Tells how far a synchronisation is, not more often than a frame is worth.
struct Watcher<'worker> {
    tell: &'worker (dyn Fn(SyncNews) + Send + Sync),
    cancel: &'worker Cancel,
    told: Mutex<Option<Instant>>,
}

impl Watch for Watcher<'_> {
    fn progress(&self, progress: Progress) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.is_none_or(|at| at.elapsed() >= PROGRESS) {
            *told = Some(Instant::now());
            (self.tell)(SyncNews::Progress(progress));
        }
    }

    fn cancelled(&self) -> bool {
        self.cancel.is_said()
    }
}

/// A storage that is open, with everything that is needed to work with it.
struct Opened {
    store: Store,
    identity: Identity,
    row: RemoteRow,
    remote: Box<dyn Remote>,
}

impl Worker {
    fn say(&self, news: SyncNews) {
        (self.tell)(news);
    }

    fn perform(&mut self, order: SyncOrder) {
        let of = match &order {
            SyncOrder::Do(_, remote)
            | SyncOrder::Approve { remote, .. }
            | SyncOrder::RemoveMember { remote, .. } => Some(remote.clone()),
            _ => None,
        };
        let performed = self.try_to(order);
        match self.survey() {
            Ok(survey) => self.say(SyncNews::Surveyed(survey)),
            Err(Problem::Words(words)) => self.say(SyncNews::SurveyFailed(words)),
            // Nothing in it waits for the passphrase.
            Err(Problem::Locked) => {}
        }
        match performed {
            Ok(news) => news.into_iter().for_each(|news| self.say(news)),
            Err(Problem::Locked) => self.say(SyncNews::Locked),
            Err(Problem::Words(words)) => self.say(SyncNews::Failed(of, words)),
        }
    }

    /// Performs an order; gives its answer, where it has one.
    fn try_to(&mut self, order: SyncOrder) -> Result<Option<SyncNews>, Problem> {
        let answer = match order {
            // A survey follows each order; a cancellation never waits among them.
            SyncOrder::Survey | SyncOrder::Cancel => return Ok(None),
            SyncOrder::Save(new) => self.save(*new)?,
            SyncOrder::Remove(name) => {
                runner::forget(&mut self.store()?, &name, |_| self.opened_keys())?;
                SyncNews::Done(Words::of(Said::Removed(name)))
            }
            SyncOrder::Do(task, name) => {
                self.say(SyncNews::Began(task, name.clone()));
                self.work(task, &name)?
            }
            SyncOrder::Approve { remote, device, fingerprint } => {
                self.say(SyncNews::Began(Task::Approve, remote.clone()));
                let mut opened = self.open(&remote)?;
                let row = opened.row.clone();
                opened.runner(&self.place, &*self.clock, |runner, remote| {
                    runner.approve(&row, remote, device, &fingerprint)
                })?;
                SyncNews::Done(Words::of(Said::Approved(remote)))
            }
            SyncOrder::RemoveMember { remote, device, name } => {
                self.say(SyncNews::Began(Task::Remove, remote.clone()));
                let mut opened = self.open(&remote)?;
                let row = opened.row.clone();
                let untold = opened.runner(&self.place, &*self.clock, |runner, remote| {
                    runner.remove(&row, remote, device)
                })?;
                SyncNews::Done(Words::of(Said::RemovedMember(name, untold)))
            }
            SyncOrder::Unlock(passphrase) => {
                Identity::load(&self.place.paths.identity_file, Some(passphrase.reveal()))?;
                self.place.passphrase = Some(passphrase);
                SyncNews::Unlocked
            }
        };
        Ok(Some(answer))
    }

    fn store(&self) -> Result<Store, StoreError> {
        Store::beside(&self.place.paths.database, ReplicaId::generate())
    }

    fn identity(&self) -> Result<Identity, IdentityError> {
        let passphrase = self.place.passphrase.as_ref().map(Secret::reveal);
        let path = &self.place.paths.identity_file;
        runner::identity(path, &self.place.device_name, passphrase, &mut SystemRandomness)
    }

    fn open(&self, name: &str) -> Result<Opened, Problem> {
        let store = self.store()?;
        let row = store.remotes()?.into_iter().find(|row| row.name == name);
        let row = row.ok_or_else(|| Problem::Words(Words::of(Said::Gone(name.to_owned()))))?;
        let identity = self.identity()?;
        let password = password_of(row.credentials.as_deref(), identity.password(name), PASSWORD_LIMIT)?;
        let remote = runner::connect(&row, password.map(remote::Secret::new), &self.cancel)?;
        Ok(Opened { store, identity, row, remote })
    }

    /// Keeps the settings of a storage; nothing is asked of it yet.
    fn save(&self, new: NewStorage) -> Result<SyncNews, Problem> {
        let NewStorage { row, replaces, encrypted, password } = new;
        let password = password.as_ref().map(Secret::reveal);
        let described = runner::Described { row: &row, replaces: replaces.as_deref(), encrypted, password };
        runner::keep(&mut self.store()?, &described, |made| {
            if made { self.identity().map(Some) } else { self.opened_keys() }
        })?;
        Ok(SyncNews::Saved(row.name))
    }

    fn work(&self, task: Task, name: &str) -> Result<SyncNews, Problem> {
        let mut opened = self.open(name)?;
        if task == Task::Test {
            return Ok(SyncNews::Tested(name.to_owned(), Words::of(runner::test(opened.remote.as_ref()))));
        }
        if task == Task::Approve {
            let row = opened.row.clone();
            opened
                .runner(&self.place, &*self.clock, |runner, remote| runner.look_for_devices(&row, remote))?;
            return Ok(SyncNews::Devices(name.to_owned()));
        }
        let lock = InstanceLock::acquire(&self.place.paths.sync_lock);
        let _lock = lock.map_err(|error| match error {
            StoreError::AlreadyRunning { .. } => RunnerError::Busy,
            error => error.into(),
        })?;
        let sealed = runner::to_be_sealed(&opened.store, name)?;
        if task == Task::Preview {
            return self.preview(&mut opened, sealed);
        }
        let mut row = opened.row.clone();
        let watcher = Watcher { tell: &*self.tell, cancel: &self.cancel, told: Mutex::new(None) };
        let mut outcome = Outcome::default();
        let ended = opened.runner(&self.place, &*self.clock, |runner, remote| {
            if row.space.is_none() {
                match runner::look(remote)? {
                    Found::Nothing => runner.found(&mut row, remote, sealed)?,
                    Found::Space(marker) => runner.join(&mut row, remote, &marker)?,
                };
            }
            let scope = if task == Task::Verify { Scope::Everything } else { Scope::News };
            runner.synchronise(&row, remote, scope, (&watcher, self.place.language), &mut outcome)
        });
        let (name, outcome) = (name.to_owned(), Arc::new(outcome));
        Ok(match ended {
            Ok(()) => SyncNews::Synced(name, outcome),
            Err(error) if error.is_locked() || outcome.requests == 0 => return Err(error.into()),
            Err(error) => SyncNews::Stopped(name, outcome, Words::of(error)),
        })
    }

    /// What would leave. A space that this home has not joined yet is joined first, as nothing can be read there otherwise; nothing of
    /// the records leaves by that.
    fn preview(&self, opened: &mut Opened, found_sealed: bool) -> Result<SyncNews, Problem> {
        let mut row = opened.row.clone();
        let first = row.last_sync.is_none();
        let (founding, sealed, preview) = opened.runner(&self.place, &*self.clock, |runner, remote| {
            if row.space.is_none() {
                match runner::look(remote)? {
                    Found::Nothing => return Ok((true, found_sealed, runner.preview_founding(&row)?)),
                    Found::Space(marker) => drop(runner.join(&mut row, remote, &marker)?),
                }
            }
            let sealed = matches!(runner::sealing(runner.store, &row)?, Some(Sealing::By(_)));
            Ok((false, sealed, runner.preview(&row, remote)?))
        })?;
        let remote = opened.row.name.clone();
        Ok(SyncNews::Previewed(Previewed { remote, preview: Arc::new(preview), founding, sealed, first }))
    }

    /// What is known without asking any storage.
    fn survey(&self) -> Result<Survey, Problem> {
        let mut store = self.store()?;
        let rows = store.remotes()?;
        if rows.is_empty() {
            return Ok(Survey::default());
        }
        let identity = self.known_identity()?;
        let mut storages = Vec::new();
        for row in rows {
            let sealing = runner::sealing(&store, &row)?;
            let devices = match &identity {
                Some(identity) => runner::devices(identity, &self.place.paths.spaces, &row, sealing)?,
                None => Vec::new(),
            };
            let space = row.space.as_deref().and_then(|space| space.parse().ok());
            let waiting = runner::waiting(&mut store, space, runner::profile_of(&row))?;
            let mut quarantined = match space {
                Some(space) => store.quarantined(space.0)?,
                None => Vec::new(),
            };
            // What a removed device goes on writing was told once and needs nobody's attention.
            quarantined.retain(|file| is_unusable(file) && file.reason != Flaw::Removed.word());
            let erasures = match &identity {
                Some(identity) => self.unfinished(&store, identity, &row)?,
                None => Vec::new(),
            };
            let sealed = sealing.map(|sealing| matches!(sealing, Sealing::By(_)));
            storages.push(Storage {
                row,
                sealed,
                waiting: Some(waiting),
                devices,
                quarantined,
                erasures,
                ..Storage::default()
            });
        }
        Ok(Survey { storages })
    }

    fn unfinished(
        &self,
        store: &Store,
        identity: &Identity,
        row: &RemoteRow,
    ) -> Result<Vec<Erasure>, Problem> {
        let devices = Confirming::something(store, identity, &self.place.paths.spaces, row)?;
        Ok(devices.map_or(Ok(Vec::new()), |devices| devices.unfinished(store))?)
    }

    /// The keys, where there are any.
    fn opened_keys(&self) -> Result<Option<Identity>, IdentityError> {
        let passphrase = self.place.passphrase.as_ref().map(Secret::reveal);
        Identity::load(&self.place.paths.identity_file, passphrase)
    }

    /// The same, where they are open.
    fn known_identity(&self) -> Result<Option<Identity>, Problem> {
        match self.opened_keys() {
            Err(IdentityError::Locked(_)) => Ok(None),
            loaded => Ok(loaded?),
        }
    }
}

impl Opened {
    fn runner<T>(
        &mut self,
        place: &Place,
        clock: &dyn Fn() -> Timestamp,
        run: impl FnOnce(&mut Runner<'_>, &dyn Remote) -> Result<T, RunnerError>,
    ) -> Result<T, RunnerError> {
        let mut runner = Runner {
            store: &mut self.store,
            identity: &self.identity,
            memories: &place.paths.spaces,
            clock,
            random: &mut SystemRandomness,
        };
        run(&mut runner, self.remote.as_ref())
    }
}

/// What the person is told of what was done.
enum Said {
    Removed(String),
    Approved(String),
    /// With why the others do not know of it yet.
    RemovedMember(String, Option<RunnerError>),
    Gone(String),
}

impl Localized for Said {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().sync_screen;
        match self {
            Said::Removed(name) => (texts.removed)(name),
            Said::RemovedMember(name, untold) => {
                let texts = &language.texts().keys.team;
                let untold = untold.as_ref().map(|why| (texts.removal_untold)(&why.localized(language)));
                std::iter::once((texts.removed)(&sanitize(name))).chain(untold).collect::<Vec<_>>().join(" ")
            }
            Said::Approved(name) => (language.texts().sync_members.approved)(name),
            Said::Gone(name) => (texts.unknown_storage)(name),
        }
    }
}
