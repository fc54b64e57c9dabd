//! What a synchronisation tells: how far it is, what it did, what it warns of, why it stopped.

use crate::i18n::{Language, Localized};
use crate::model::schema::{CATALOGUE_RECORD, is_personal};
use crate::model::{Document, DocumentId, Naming, Value};
use crate::store::{Gone, StoreError};
use crate::sync::format::{Flaw, SpaceId};
use crate::sync::profile::Profile;
use crate::sync::remote::RemoteError;
use crate::sync::trust::{DeviceId, TrustError};
use jiff::Timestamp;
use std::fmt;

/// How many devices are named that have not confirmed an erasure.
const NAMED: usize = 5;

/// A step of a synchronisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Whether this is the right storage.
    Marker,
    /// Which devices have news.
    Heads,
    /// Documents come.
    Receive,
    /// Documents go.
    Send,
    /// What went is listed.
    Publish,
    /// Files that nothing lists any more are deleted.
    Clean,
}

impl Localized for Step {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().sync_screen;
        match self {
            Step::Marker | Step::Heads => texts.connecting,
            Step::Receive => texts.receiving,
            Step::Send => texts.sending,
            Step::Publish => texts.publishing,
            Step::Clean => texts.cleaning,
        }
        .to_owned()
    }
}

/// How far a synchronisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The step.
    pub step: Step,
    /// How many of its things are done.
    pub done: usize,
    /// Of how many, as far as that is known.
    pub total: usize,
    /// Bytes that went over the line so far, up and down.
    pub bytes: u64,
}

/// Who watches a synchronisation.
pub trait Watch: Sync {
    /// Hears how far it is.
    fn progress(&self, progress: Progress);

    /// Whether the person has had enough; asked before each request.
    fn cancelled(&self) -> bool;
}

/// Nobody watches.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn progress(&self, _: Progress) {}

    fn cancelled(&self) -> bool {
        false
    }
}

/// A document that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The document.
    pub document: DocumentId,
    /// Its kind.
    pub kind: String,
    /// Its title, when it has one.
    pub title: String,
    /// The device that listed it.
    pub device: DeviceId,
    /// Whether it was not here before.
    pub new: bool,
    /// How many of its fields hold different concurrent values now.
    pub conflicts: usize,
    /// How many of its items are deleted now that were not before.
    pub deleted: usize,
    /// How many of its items are erased now that were not before.
    pub erased: usize,
    /// Whether it is not shown any more as a whole.
    pub gone: Option<Gone>,
}

impl Received {
    /// What it took away, in words; `None` where it took away nothing, or nothing that was here.
    pub fn took_away(&self, language: Language) -> Option<String> {
        let texts = &language.texts().sync;
        match self.gone {
            Some(Gone::Erased) => return Some(texts.document_erased.to_owned()),
            Some(Gone::Deleted) => return Some(texts.document_deleted.to_owned()),
            None if self.new => return None,
            None => {}
        }
        let erased = (self.erased > 0).then(|| (texts.items_erased)(self.erased));
        let deleted = (self.deleted > 0).then(|| (texts.items_deleted)(self.deleted));
        let words: Vec<String> = erased.into_iter().chain(deleted).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }
}

/// What a check of all files found and mended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many files were looked for: heads, parts of indexes, documents and packs, own ones and those of others.
    pub checked: usize,
    /// How many of them were missing or could not be used.
    pub damaged: usize,
    /// How many of those are on the storage again: the file itself, or its documents in new files of this device.
    pub rewritten: usize,
    /// How many of those are of other devices and not here either, so that only the others can write them again.
    pub left: usize,
}

impl Localized for Verified {
    fn localized(&self, language: Language) -> String {
        (language.texts().sync.verified)(self.checked, self.damaged, self.rewritten, self.left)
    }
}

/// The erasures in one document, and which devices of the space have carried them out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// The document, where it is known which one it is.
    pub document: Option<DocumentId>,
    /// Its kind.
    pub kind: String,
    /// Its title, when it still has one.
    pub title: String,
    /// Whether the whole document was erased.
    pub whole: bool,
    /// How many of its entities were erased.
    pub erased: usize,
    /// How many devices there are, without those that were removed.
    pub devices: usize,
    /// What the devices are called that have not confirmed it yet.
    pub missing: Vec<String>,
}

impl Erasure {
    /// How many devices have confirmed it.
    pub fn confirmed(&self) -> usize {
        self.devices.saturating_sub(self.missing.len())
    }
}

impl Localized for Erasure {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().sync;
        let confirmed = (texts.confirmed)(self.confirmed(), self.devices);
        if self.missing.is_empty() {
            return confirmed;
        }
        let mut names: Vec<String> = self.missing.iter().take(NAMED).cloned().collect();
        names.extend(self.missing.len().checked_sub(NAMED).filter(|more| *more > 0).map(texts.more_devices));
        format!("{confirmed}; {} {}", texts.unconfirmed, names.join(", "))
    }
}

/// A device of the space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceState {
    /// The device.
    pub device: DeviceId,
    /// What its owner calls it.
    pub name: String,
    /// Whether it is this one.
    pub own: bool,
    /// The number of its newest head.
    pub newest: u64,
    /// Whether everything that it lists is here.
    pub complete: bool,
    /// When its newest head was first seen here; `None` for this device.
    pub seen_at: Option<Timestamp>,
}

/// What a synchronisation did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Documents that came and brought something.
    pub received: Vec<Received>,
    /// How many documents went.
    pub sent: usize,
    /// How many fields of the documents that came hold different concurrent values.
    pub conflicts: usize,
    /// How many entities were erased here because others had erased them.
    pub erased: usize,
    /// Requests to the storage.
    pub requests: usize,
    /// Bytes sent: the contents of files and of questions.
    pub up: u64,
    /// Bytes received: the contents of files, listings and the words of the storage; see [`Remote::traffic`].
    ///
    /// [`Remote::traffic`]: crate::sync::remote::Remote::traffic
    pub down: u64,
    /// What a person should know.
    pub warnings: Vec<Warning>,
    /// How many files are listed but not there yet, or cannot be used.
    pub waiting: usize,
    /// How many files among the heads are not porada's; they are left alone.
    pub foreign: usize,
    /// The devices of the space.
    pub devices: Vec<DeviceState>,
    /// What a check of all files found, where there was one.
    pub verified: Option<Verified>,
    /// Erasures that a device had not confirmed before the run, or has not yet.
    pub erasures: Vec<Erasure>,
}

/// A document that would leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// The document, as it is called at home.
    pub document: DocumentId,
    /// Its kind.
    pub kind: String,
    /// Its title, when it has one.
    pub title: String,
    /// Whether personal data are in what leaves: in personal fields, or in texts of a copy for the network.
    pub personal: bool,
    /// What leaves, in bytes before it is sealed.
    pub bytes: usize,
    /// The items of a copy for the network whose texts name somebody or say how to reach somebody; nothing of other documents, which
    /// leave with the names.
    pub naming: Vec<Naming>,
}

impl Leaving {
    /// What is to be said of `out`, which leaves of `document` in so many bytes.
    pub fn of(document: &Document, out: &Document, bytes: usize) -> Leaving {
        // A copy has pseudonyms where its source has names, but its texts are as they were written.
        let naming = if out.id.is_shared_copy() { document.naming_for_network() } else { Vec::new() };
        Leaving {
            document: document.id,
            kind: out.kind.clone(),
            title: out.title(),
            personal: !naming.is_empty() || has_personal_fields(out),
            bytes,
            naming,
        }
    }
}

fn has_personal_fields(out: &Document) -> bool {
    let filled = |value: &Value| !value.is_null() && value.as_str() != Some("");
    !out.id.is_shared_copy()
        && out.entities().any(|(_, entity)| {
            let mut personal =
                entity.registers().filter(|(field, _)| is_personal(&out.kind, &entity.kind, field));
            personal.any(|(_, registers)| registers.iter().any(|register| filled(&register.value)))
        })
}

/// What a synchronisation would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// The documents that would leave.
    pub leaving: Vec<Leaving>,
    /// How many documents would come.
    pub coming: usize,
    /// What a person should know.
    pub warnings: Vec<Warning>,
}

impl Preview {
    /// How many of the documents that would leave are shared records of the catalogue.
    pub fn records(&self) -> usize {
        self.leaving.iter().filter(|it| it.kind == CATALOGUE_RECORD).count()
    }

    /// How many items of the copies that would leave name somebody or say how to reach somebody.
    pub fn naming(&self) -> usize {
        self.leaving.iter().map(|it| it.naming.len()).sum()
    }
}

/// What a person should know; nothing of it stops a synchronisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// The storage shows an older state of a device than is known.
    OlderState {
        /// The device.
        device: String,
        /// The number of the newest head that is there, 0 for none.
        seen: u64,
        /// The number that is known.
        known: u64,
    },
    /// Nothing of a known device is there.
    MissingDevice {
        /// The device.
        device: String,
    },
    /// Two homes use the keys of one device.
    RunsTwice {
        /// The device.
        device: String,
    },
    /// Values carry stamps more than a day ahead of this device's clock.
    ClockAhead {
        /// The device.
        device: String,
        /// By how many hours.
        hours: usize,
    },
    /// A device deleted more than twenty items since the last synchronisation.
    ManyDeletions {
        /// The device.
        device: String,
        /// How many.
        count: usize,
    },
    /// A file cannot be used; told once for each file.
    UnusableFile {
        /// The file.
        path: String,
        /// Why.
        flaw: Flaw,
    },
    /// More files that cannot be used; how many.
    MoreUnusable(usize),
    /// Heads that were not read, because very many others cannot be used; how many.
    UnreadHeads(usize),
    /// Files among those of the storage that are not porada's; told again when others come.
    ForeignFiles {
        /// Where.
        folder: String,
        /// What the first of them are called.
        names: String,
        /// How many there are.
        count: usize,
    },
    /// A document cannot leave, because no other device would take it.
    CannotLeave {
        /// Its title, or its id.
        title: String,
        /// Why.
        flaw: Flaw,
    },
    /// A device that no member has vouched for.
    Stranger {
        /// The device.
        device: String,
    },
    /// So many more such devices, beyond those that are named.
    MoreStrangers(usize),
    /// A newer porada has written parts of documents that this one does not know and does not keep.
    NewerMembers {
        /// The device from which they came.
        device: String,
        /// What the parts are called.
        members: String,
    },
    /// Documents are sealed with a key that this device does not have yet; how many.
    WaitingForKey(usize),
}

impl Localized for Warning {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().sync;
        match self {
            Warning::OlderState { device, seen, known } => (texts.older_state)(device, *seen, *known),
            Warning::MissingDevice { device } => (texts.missing_device)(device),
            Warning::RunsTwice { device } => (texts.runs_twice)(device),
            Warning::ClockAhead { device, hours } => (texts.clock_ahead)(device, *hours),
            Warning::ManyDeletions { device, count } => (texts.many_deletions)(device, *count),
            Warning::UnusableFile { path, flaw } => (texts.unusable_file)(path, &flaw.localized(language)),
            Warning::MoreUnusable(count) => (texts.more_unusable)(*count),
            Warning::UnreadHeads(count) => (texts.unread_heads)(*count),
            Warning::ForeignFiles { folder, names, count } => (texts.foreign_files)(folder, names, *count),
            Warning::CannotLeave { title, flaw } => (texts.cannot_leave)(title, &flaw.localized(language)),
            Warning::Stranger { device } => (texts.stranger)(device),
            Warning::MoreStrangers(count) => (texts.more_strangers)(*count),
            Warning::NewerMembers { device, members } => (texts.newer_members)(device, members),
            Warning::WaitingForKey(count) => (texts.waiting_for_key)(*count),
        }
    }
}

/// Why a synchronisation stopped. What it did before stays, and the next one goes on from there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyncError {
    /// There is no marker: an empty or another storage, or one that is not mounted.
    NotPorada,
    /// The marker cannot be used.
    Marker(Flaw),
    /// The storage holds another space.
    OtherSpace(SpaceId),
    /// The marker says that documents are sealed and this device does not seal, or the other way round.
    OtherEncryption,
    /// The storage is shared with other people than it is set up for here.
    OtherProfile(Profile),
    /// A storage that has a marker cannot be founded again.
    AlreadyFounded,
    /// The person cancelled.
    Cancelled,
    /// No number for a head is left.
    Exhausted,
    /// The storage says no.
    Remote(RemoteError),
    /// The keys say no.
    Trust(TrustError),
    /// The home says no.
    Store(StoreError),
}

impl From<RemoteError> for SyncError {
    fn from(error: RemoteError) -> SyncError {
        match error {
            RemoteError::Cancelled => SyncError::Cancelled,
            other => SyncError::Remote(other),
        }
    }
}

impl From<StoreError> for SyncError {
    fn from(error: StoreError) -> SyncError {
        SyncError::Store(error)
    }
}

impl From<TrustError> for SyncError {
    fn from(error: TrustError) -> SyncError {
        match error {
            TrustError::Remote(error) => error.into(),
            other => SyncError::Trust(other),
        }
    }
}

impl Localized for SyncError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().sync;
        match self {
            SyncError::NotPorada => texts.not_porada.to_owned(),
            SyncError::Marker(flaw) => (texts.marker)(&flaw.localized(language)),
            SyncError::OtherSpace(found) => (texts.other_space)(&found.to_string()),
            SyncError::OtherEncryption => texts.other_encryption.to_owned(),
            SyncError::OtherProfile(profile) => {
                let [own, team, network] = texts.profiles;
                (texts.other_profile)(match profile {
                    Profile::OwnDevices => own,
                    Profile::Team => team,
                    Profile::Network => network,
                })
            }
            SyncError::AlreadyFounded => texts.already_founded.to_owned(),
            SyncError::Cancelled => texts.cancelled.to_owned(),
            SyncError::Exhausted => texts.exhausted.to_owned(),
            SyncError::Remote(error) => error.localized(language),
            SyncError::Trust(error) => trust(error, language),
            SyncError::Store(error) => error.localized(language),
        }
    }
}

fn trust(error: &TrustError, language: Language) -> String {
    let texts = &language.texts().sync;
    match error {
        TrustError::NotApproved => texts.not_approved.to_owned(),
        TrustError::RemovedDevice(_) => texts.removed.to_owned(),
        TrustError::UnknownDevice(device) => (texts.stranger)(&device.to_string()),
        TrustError::NoKey(epoch) => (texts.no_key)(*epoch),
        TrustError::WrongSignature(_) => texts.flaws.signature.to_owned(),
        TrustError::Damaged => texts.flaws.sealed.to_owned(),
        TrustError::Remote(error) => error.localized(language),
        TrustError::OtherFounder | TrustError::Memory(_) => error.localized(language),
    }
}

impl fmt::Display for SyncError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

impl std::error::Error for SyncError {}
