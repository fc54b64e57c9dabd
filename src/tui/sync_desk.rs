//! What is known of storages: what the screen of synchronisation shows, what it asks for, what the worker answers.

use crate::config::Secret;
use crate::i18n::{Language, Localized};
use crate::store::{Quarantined, RemoteRow};
use crate::sync::engine::{Erasure, Outcome, Preview, Progress};
use crate::sync::keys::{Device, Fingerprint, Standing};
use crate::sync::trust::DeviceId;
use std::fmt;
use std::sync::Arc;

/// Words that can be said in either language.
#[derive(Clone)]
pub struct Words(Arc<dyn Localized + Send + Sync>);

impl Words {
    /// What `said` says.
    pub fn of(said: impl Localized + Send + Sync + 'static) -> Words {
        Words(Arc::new(said))
    }
}

impl Localized for Words {
    fn localized(&self, language: Language) -> String {
        self.0.localized(language)
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

/// What is done with a storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// It is looked at what would leave.
    Preview,
    /// It is synchronised.
    Sync,
    /// Own files are checked and repaired.
    Verify,
    /// It is tested whether it can be used.
    Test,
    /// It is looked who waits for approval, or a device is approved.
    Approve,
    /// A member is removed.
    Remove,
}

/// What a view asks of the synchronisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyncOrder {
    /// Reads again what is known without asking any storage.
    Survey,
    /// Keeps a storage that a person described.
    Save(Box<NewStorage>),
    /// Forgets a storage; what is on it stays.
    Remove(String),
    /// Does something with a storage.
    Do(Task, String),
    /// Approves a device whose fingerprint the person has compared.
    Approve {
        /// The storage.
        remote: String,
        /// The device.
        device: DeviceId,
        /// What was compared.
        fingerprint: Fingerprint,
    },
    /// Removes a member from the space of a storage; the person has confirmed it.
    RemoveMember {
        /// The storage.
        remote: String,
        /// The device.
        device: DeviceId,
        /// What it is called.
        name: String,
    },
    /// Opens the keys of this device.
    Unlock(Secret),
    /// Ends what is being done, as soon as that can be.
    Cancel,
}

impl SyncOrder {
    /// Whether a storage is asked for it, so that it can take long.
    pub fn works(&self) -> bool {
        matches!(self, SyncOrder::Do(..) | SyncOrder::Approve { .. } | SyncOrder::RemoveMember { .. })
    }
}

/// A storage as a person described it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStorage {
    /// The settings.
    pub row: RemoteRow,
    /// The name that it had before.
    pub replaces: Option<String>,
    /// Whether a space that is founded there is sealed; nothing where that was not asked.
    pub encrypted: Option<bool>,
    /// The password that is to be kept sealed.
    pub password: Option<Secret>,
}

/// Everything that the screen of synchronisation shows.
#[derive(Debug, Default)]
pub struct SyncDesk {
    /// The storages, by name.
    pub storages: Vec<Storage>,
    /// What is being done.
    pub running: Option<Running>,
    /// What waits to be confirmed before the first synchronisation.
    pub preview: Option<Previewed>,
    /// Whether the keys of this device wait for their passphrase.
    pub locked: bool,
}

/// A storage.
#[derive(Debug, Clone, Default)]
pub struct Storage {
    /// The settings, and what came of the last synchronisation.
    pub row: RemoteRow,
    /// Whether its documents are sealed, once that is known.
    pub sealed: Option<bool>,
    /// How many documents wait to leave, once that is counted.
    pub waiting: Option<usize>,
    /// The devices of its space.
    pub devices: Vec<Device>,
    /// Files on it that cannot be used.
    pub quarantined: Vec<Quarantined>,
    /// Erasures that not all its devices have confirmed.
    pub erasures: Vec<Erasure>,
    /// What the last synchronisation of this session did.
    pub outcome: Option<Arc<Outcome>>,
    /// Why what was tried last did not work.
    pub problem: Option<Words>,
    /// What a test of it found, a line each.
    pub tested: Option<Words>,
}

impl Storage {
    /// The fingerprint of this device while it waits for approval.
    pub fn waits_for_approval(&self) -> Option<&Fingerprint> {
        let waits = |device: &&Device| device.own && device.standing == Standing::Waiting;
        self.devices.iter().find(waits).map(|device| &device.fingerprint)
    }
}

/// What is being done, and how far.
#[derive(Debug, Clone)]
pub struct Running {
    /// The name of the storage.
    pub remote: String,
    /// What is done.
    pub task: Task,
    /// How far.
    pub progress: Option<Progress>,
    /// Whether the person wants it to end.
    pub cancelled: bool,
}

/// What would leave and come.
#[derive(Debug, Clone)]
pub struct Previewed {
    /// The name of the storage.
    pub remote: String,
    /// What would leave and come.
    pub preview: Arc<Preview>,
    /// Whether the storage is empty, so that a space would be founded on it.
    pub founding: bool,
    /// Whether the documents are sealed there.
    pub sealed: bool,
    /// Whether the person has to confirm, because nothing has left yet.
    pub first: bool,
}

/// What the worker tells. Each order but a survey and a cancellation has one answer: what was previewed, synced, tested, found of
/// devices or done, that it failed, that the keys are locked or open now.
#[derive(Debug)]
pub enum SyncNews {
    /// What is known without asking a storage.
    Surveyed(Survey),
    /// What is known could not be read.
    SurveyFailed(Words),
    /// Something begins.
    Began(Task, String),
    /// How far it is.
    Progress(Progress),
    /// It is known what would leave.
    Previewed(Previewed),
    /// A storage was synchronised or checked.
    Synced(String, Arc<Outcome>),
    /// A synchronisation or check stopped: what it had done before, and why.
    Stopped(String, Arc<Outcome>, Words),
    /// A storage was tested.
    Tested(String, Words),
    /// It was looked who waits for approval.
    Devices(String),
    /// The settings of the storage of this name are kept.
    Saved(String),
    /// Something else was done; what to tell the person.
    Done(Words),
    /// Something did not work; with which storage.
    Failed(Option<String>, Words),
    /// The keys are sealed with a passphrase that nobody has given yet.
    Locked,
    /// The keys are open now.
    Unlocked,
}

/// What is known without asking a storage.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    /// The storages, by name.
    pub storages: Vec<Storage>,
}

impl SyncDesk {
    /// The storage of this name.
    pub fn storage(&self, name: &str) -> Option<&Storage> {
        self.storages.iter().find(|storage| storage.row.name == name)
    }

    /// What is done with the storage of this name now.
    pub fn running_with(&self, name: &str) -> Option<&Running> {
        self.running.as_ref().filter(|running| running.remote == name)
    }

    /// Takes over what was surveyed, and keeps what this session knows besides.
    pub fn survey(&mut self, survey: Survey) {
        let before = std::mem::take(&mut self.storages);
        self.storages = survey.storages;
        for storage in &mut self.storages {
            if let Some(known) = before.iter().find(|known| known.row.name == storage.row.name) {
                storage.outcome.clone_from(&known.outcome);
                storage.problem.clone_from(&known.problem);
                storage.tested.clone_from(&known.tested);
            }
        }
    }

    /// What a storage says, if it is there.
    pub fn of(&mut self, name: &str) -> Option<&mut Storage> {
        self.storages.iter_mut().find(|storage| storage.row.name == name)
    }
}
