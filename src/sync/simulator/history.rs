//! One random history.

use super::dice::Dice;
use super::home::MemoryHome;
use super::keys::SharedSecret;
use super::oracle::{Ledger, Op};
use super::place::Place;
use super::storage::{Cut, Fault, Storage};
use super::{Canary, SimulationReport};
use crate::model::{
    Change, ChangeKind, Document, DocumentId, ERASED, Edit, EntityId, ReplicaId, Value, VersionVector,
};
use crate::sync::engine::{Outcome, Session, SyncError, Unwatched, found, look};
use crate::sync::format::{HeadName, SpaceId};
use crate::sync::home::Home;
use crate::sync::profile::Profile;
use crate::sync::trust::{DeviceId, Trust};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// The documents of most histories, of those that publish in packs, and of those that need an index.
const FEW: usize = 3;
const MANY: usize = 45;
const VERY_MANY: usize = 270;
const ENTITIES: usize = 3;
const FIELDS: [&str; 3] = ["text", "status", "deleted"];
const KIND: &str = "municipality";
/// 22 November 2026.
const START: i64 = 1_795_300_000;
/// Rounds after which a history that is still not quiet never will be.
const ROUNDS: u64 = 20;

struct Device {
    keys: SharedSecret,
    place: Place,
    space: SpaceId,
    /// How far its clock is off.
    off: SignedDuration,
    backup: Option<Place>,
    /// What its person has on the screen of each document: what was seen when it was opened.
    screens: BTreeMap<DocumentId, VersionVector>,
}

/// A history under way.
pub(super) struct History {
    dice: Dice,
    storage: Storage,
    space: SpaceId,
    devices: Vec<Device>,
    ledger: Ledger,
    canary: Option<Canary>,
    /// Whether things may happen that take what was not shared: restores, wiped storages, bit rot.
    harsh: bool,
    /// Whether the storage confirms changes before they are on its disk.
    cached: bool,
    databases: bool,
    /// Whether values may lie on the storage only, so that a reader from outside has to be asked what exists.
    damaged: bool,
    sealed: bool,
    documents: usize,
    now: Timestamp,
    report: SimulationReport,
    replicas: u64,
}

impl History {
    /// Runs the history of a seed.
    pub(super) fn run(seed: u64, canary: Option<Canary>, databases: bool) -> SimulationReport {
        let mut dice = Dice::new(seed.wrapping_mul(0x2545_f491_4f6c_dd1d));
        let harsh = dice.percent(50);
        let fault = match canary {
            Some(Canary::HeadsFirst) => Fault::HeadsFirst,
            Some(Canary::Overwrites) => Fault::Overwrites,
            _ => Fault::None,
        };
        let documents = match dice.below(200) {
            0..2 => VERY_MANY,
            2..30 => MANY,
            _ => FEW,
        };
        let mut history = History {
            sealed: dice.percent(40),
            cached: dice.percent(25),
            databases,
            documents,
            dice,
            storage: Storage::with_fault(fault),
            space: SpaceId(0),
            devices: Vec::new(),
            ledger: Ledger::default(),
            canary,
            harsh,
            damaged: false,
            now: Timestamp::from_second(START).unwrap_or_default(),
            report: SimulationReport {
                histories: 1,
                over_databases: u64::from(databases),
                ..Default::default()
            },
            replicas: 0,
        };
        history.people();
        let steps = 30 + history.dice.below(61);
        for _ in 0..steps {
            history.step();
        }
        history.settle();
        history.count_files();
        history.report
    }

    fn people(&mut self) {
        let count = 2 + self.dice.below(4);
        for number in 0..count {
            let replica = self.next_replica(number);
            let place = self.empty(replica);
            let keys = SharedSecret::new(DeviceId(number as u128 + 1), [7; 32], self.sealed);
            self.devices.push(Device {
                keys,
                place,
                space: SpaceId(0),
                off: SignedDuration::ZERO,
                backup: None,
                screens: BTreeMap::new(),
            });
        }
        self.found_space(0);
        self.devices.iter_mut().for_each(|device| device.space = self.space);
    }

    fn empty(&self, replica: ReplicaId) -> Place {
        let mut place = Place::empty(self.databases, replica);
        if let (Some(Canary::LastWriterWins), Place::Memory(home)) = (self.canary, &mut place) {
            home.join_by(last_writer_wins);
        }
        place
    }

    fn next_replica(&mut self, device: usize) -> ReplicaId {
        if self.canary == Some(Canary::DeviceIds) {
            return ReplicaId(device as u64 + 1);
        }
        self.replicas += 1;
        ReplicaId(1000 + self.replicas)
    }

    fn found_space(&mut self, device: usize) {
        if let Some(device) = self.devices.get(device) {
            let space = SpaceId::random(&mut self.dice);
            let made = found(&self.storage, &device.keys, space, Profile::OwnDevices, self.now);
            if let Ok(marker) = made {
                self.space = marker.space;
            }
        }
    }

    fn step(&mut self) {
        self.now = self.now.checked_add(SignedDuration::from_mins(7)).unwrap_or(self.now);
        let device = self.dice.below(self.devices.len());
        match self.dice.below(100) {
            0..4 if self.documents > FEW => self.write_all(device),
            0..54 => self.write(device),
            54..57 => self.erase(device),
            57..60 => self.restart(device),
            60..63 => self.turn_clock(device),
            63..66 => self.back_up(device),
            66..72 if self.harsh => self.harm(device),
            72..75 => self.lose_power(device),
            _ => self.sync_badly(device, 15),
        }
    }

    fn place(&mut self) -> (DocumentId, EntityId) {
        let document = DocumentId::from_u128(1 + self.dice.below(self.documents) as u128);
        let entity = match self.dice.below(ENTITIES + 1) {
            0 => document.header(),
            other => EntityId::from_u128(document.as_u128() * 16 + other as u128),
        };
        (document, entity)
    }

    fn ids(&self) -> impl Iterator<Item = DocumentId> + use<> {
        (1..=self.documents as u128).map(DocumentId::from_u128)
    }

    fn clock(&self, device: usize) -> Timestamp {
        let off = self.devices.get(device).map_or(SignedDuration::ZERO, |device| device.off);
        self.now.checked_add(off).unwrap_or(self.now)
    }

    /// What fills packs and an index: an import.
    fn write_all(&mut self, device: usize) {
        for document in self.ids() {
            if self.dice.percent(90) {
                let entity = EntityId::from_u128(document.as_u128() * 16 + 1);
                self.write_to(device, document, entity);
            }
        }
    }

    fn write(&mut self, device: usize) {
        let (document, entity) = self.place();
        self.write_to(device, document, entity);
    }

    fn write_to(&mut self, device: usize, document: DocumentId, entity: EntityId) {
        let mut fields = BTreeMap::new();
        for _ in 0..1 + self.dice.below(2) {
            let Some(&field) = FIELDS.get(self.dice.below(FIELDS.len())) else { continue };
            let number = self.ledger.count();
            let value = match field {
                "deleted" => Value::Bool(self.dice.percent(60)),
                _ => Value::from(format!("{number}-{field}")),
            };
            fields.insert(field.to_owned(), value);
        }
        let edit = Edit { entity, kind: "note".to_owned(), fields };
        self.report.edits += 1;
        self.apply(device, document, Change { kind: ChangeKind::Edit, edits: vec![edit] });
    }

    fn erase(&mut self, device: usize) {
        let (document, entity) = self.place();
        let known = self.devices.get(device).and_then(|it| it.place.document(document));
        // With the header everything goes, and such a document has nothing more to find.
        let spared = entity == document.header() && self.dice.percent(60);
        if spared || known.is_none_or(|document| document.entity(entity).is_none()) {
            return;
        }
        self.report.erasures += 1;
        let edit = Edit::new(entity, "note", [(ERASED, Value::Bool(true))]);
        self.apply(device, document, Change { kind: ChangeKind::Erase, edits: vec![edit] });
    }

    /// Writes as a person does who may still see what the document was a while ago.
    fn apply(&mut self, device: usize, id: DocumentId, change: Change) {
        let now = self.clock(device);
        let fresh = self.dice.percent(80);
        let Some(it) = self.devices.get_mut(device) else { return };
        let seen = it.place.document(id).map(|document| document.seen().clone()).unwrap_or_default();
        let screen = it.screens.entry(id).or_default();
        let erasing = change.kind == ChangeKind::Erase;
        if fresh || erasing || !seen.includes(screen) {
            *screen = seen.clone();
        }
        let context = screen.clone();
        let Some(dot) = it.place.apply(id, KIND, &change, &context, now) else { return };
        screen.note(dot);
        for edit in change.edits {
            for (field, value) in edit.fields {
                let context = context.clone();
                self.ledger.note(Op { document: id, entity: edit.entity, field, value, dot, context });
            }
        }
    }

    fn restart(&mut self, device: usize) {
        let replica = self.next_replica(device);
        if let Some(Device { place, screens, .. }) = self.devices.get_mut(device) {
            place.start_session(replica);
            screens.clear();
        }
    }

    fn turn_clock(&mut self, device: usize) {
        let hours = i64::try_from(self.dice.below(48_000)).unwrap_or_default() - 24_000;
        if let Some(device) = self.devices.get_mut(device) {
            device.off = SignedDuration::from_hours(hours);
        }
    }

    fn back_up(&mut self, device: usize) {
        let replica = self.next_replica(device);
        if let Some(device) = self.devices.get_mut(device) {
            device.backup = device.place.copy(replica);
        }
    }

    /// What takes away what was not shared.
    fn harm(&mut self, device: usize) {
        match self.dice.below(10) {
            0..5 => self.restore(device),
            5..7 => self.rot(),
            7..9 => self.clone_device(device),
            _ => self.wipe(),
        }
    }

    fn restore(&mut self, device: usize) {
        let replica = self.next_replica(device);
        let empty = self.empty(replica);
        let space = self.space;
        if let Some(it) = self.devices.get_mut(device) {
            it.place = it.backup.as_ref().and_then(|backup| backup.copy(replica)).unwrap_or(empty);
            it.space = space;
            it.screens.clear();
            self.damaged = true;
            self.report.restores += 1;
        }
    }

    fn rot(&mut self) {
        let paths: Vec<String> =
            self.storage.paths().into_iter().filter(|path| path != "porada.json").collect();
        let Some(path) = paths.get(self.dice.below(paths.len())) else { return };
        let mut bytes = self.storage.read(path).unwrap_or_default();
        match self.dice.below(3) {
            0 => bytes.clear(),
            1 => bytes.truncate(bytes.len() / 2),
            _ => {
                let place = self.dice.below(bytes.len());
                bytes.get_mut(place).into_iter().for_each(|byte| *byte ^= 1);
            }
        }
        self.storage.plant(path, Some(&bytes));
        self.damaged = true;
        self.report.rotten += 1;
    }

    fn clone_device(&mut self, device: usize) {
        let number = self.devices.len();
        let replica = self.next_replica(device);
        let Some(Device { keys, place, space, off, .. }) = self.devices.get(device) else { return };
        if number >= 6 {
            return;
        }
        let Some(place) = place.copy(replica) else { return };
        let (keys, space, off) = (keys.clone(), *space, *off);
        self.devices.push(Device { keys, place, space, off, backup: None, screens: BTreeMap::new() });
        self.report.clones += 1;
    }

    fn wipe(&mut self) {
        for path in self.storage.paths() {
            self.storage.plant(&path, None);
        }
        self.damaged = true;
        self.report.wipes += 1;
    }

    /// A device loses power, in a synchronisation or after it, and starts again; where its machine is that of the storage,
    /// this loses power too. The home has what it had recorded: each transaction is on the disk when it ends.
    fn lose_power(&mut self, device: usize) {
        self.report.power_losses += 1;
        self.sync_badly(device, 75);
        if self.dice.percent(60) {
            self.report.unwritten += self.storage.lose_power(self.cached, &mut self.dice);
        }
        self.restart(device);
    }

    /// A synchronisation in which anything may go wrong; it is cut in so many of 100 cases.
    fn sync_badly(&mut self, device: usize, cuts: usize) {
        let hidden: Vec<String> = self.storage.paths().into_iter().filter(|path| self.lags(path)).collect();
        self.storage.hide(hidden);
        let mut transactions = None;
        if self.dice.percent(cuts) {
            let cut = [Cut::Before, Cut::After, Cut::Middle].get(self.dice.below(3)).copied();
            let after = self.dice.below(12);
            if self.dice.percent(25) {
                transactions = Some(after);
            } else {
                self.storage.cut(after, cut.unwrap_or(Cut::Before));
            }
        }
        if let Some(Device { place, .. }) = self.devices.get_mut(device) {
            place.limit(transactions);
        }
        let outcome = self.sync(device, false);
        if let Some(Device { place, .. }) = self.devices.get_mut(device) {
            place.limit(None);
        }
        self.storage.mend();
        match outcome {
            Err(SyncError::NotPorada) if self.dice.percent(50) => self.found_space(device),
            Err(_) => self.report.cut += 1,
            Ok(_) => {}
        }
        self.join_space(device);
    }

    /// Heads of the last few and documents that have not arrived yet.
    fn lags(&mut self, path: &str) -> bool {
        if path == "porada.json" {
            return false;
        }
        let is_head = path.strip_prefix("heads/").is_some_and(|name| HeadName::parse(name).is_some());
        self.dice.percent(if is_head { 25 } else { 10 })
    }

    /// The person of a device hears of a space that was founded anew, and joins it.
    fn join_space(&mut self, device: usize) {
        let marker = look(&self.storage).ok().flatten();
        if let (Some(marker), Some(device)) = (marker, self.devices.get_mut(device)) {
            self.space = marker.space;
            device.space = marker.space;
        }
    }

    fn sync(&mut self, device: usize, verify: bool) -> Result<Outcome, SyncError> {
        self.report.syncs += 1;
        let now = self.clock(device);
        let Some(it) = self.devices.get_mut(device) else { return Ok(Outcome::default()) };
        let mut keys = it.keys.clone();
        let mut session = Session {
            home: it.place.home(),
            remote: &self.storage,
            trust: &mut keys,
            space: it.space,
            profile: Profile::OwnDevices,
            marker: None,
            clock: &|| now,
            random: &mut self.dice,
            watch: &Unwatched,
        };
        let outcome = if verify { session.verify() } else { session.run() };
        if outcome.is_ok() && self.canary == Some(Canary::AbsenceDeletes) {
            self.delete_the_absent(device);
        }
        outcome
    }

    /// The mistake of that canary: of what a file is missing is taken for deleted.
    fn delete_the_absent(&mut self, device: usize) {
        let now = self.clock(device);
        let absent: String = self.storage.hidden().concat();
        let Some(Device { keys, place: Place::Memory(home), .. }) = self.devices.get_mut(device) else {
            return;
        };
        let ids: Vec<DocumentId> = home.documents().map(|document| document.id).collect();
        for id in ids {
            let name = keys.name_of(id);
            if !absent.contains(&name) {
                continue;
            }
            let Ok(Some(document)) = Home::document(home.as_ref(), id) else { continue };
            let gone = |entity| Edit::new(entity, "note", FIELDS.map(|field| (field, Value::Null)));
            let edits = document.entities().map(|(entity, _)| gone(entity)).collect();
            let change = Change { kind: ChangeKind::Delete, edits };
            home.apply(id, KIND, &change, document.seen(), now);
        }
    }

    /// Nothing goes wrong any more: all devices synchronise until nothing moves, and the oracle looks.
    fn settle(&mut self) {
        self.storage.mend();
        if look(&self.storage).ok().flatten().is_none() {
            self.found_space(0);
        }
        for device in 0..self.devices.len() {
            self.join_space(device);
        }
        if self.damaged {
            self.forget_what_is_gone();
        }
        // What rotted, and what the storage had confirmed and lost all the same, is found by reading everything.
        if self.report.rotten + self.report.unwritten > 0 {
            for device in 0..self.devices.len() {
                if self.sync(device, true).is_err() {
                    self.report.restless = 1;
                }
            }
        }
        let mut rounds = 0;
        while !self.round() {
            rounds += 1;
            if rounds == ROUNDS {
                self.report.restless = 1;
                break;
            }
        }
        self.report.most_rounds = rounds;
        self.judge();
    }

    /// One synchronisation of each device; whether nothing moved.
    fn round(&mut self) -> bool {
        let mut quiet = true;
        let mut idle = 0;
        for device in 0..self.devices.len() {
            match self.sync(device, false) {
                Ok(outcome) => {
                    quiet &= outcome.received.is_empty() && outcome.sent == 0 && outcome.requests <= 2;
                    idle = idle.max(outcome.requests as u64);
                }
                Err(_) => quiet = false,
            }
        }
        if quiet {
            self.report.most_idle_requests = idle;
        }
        quiet
    }

    /// Values that neither a home nor the storage has any more need not come back. What only an older head lists is not
    /// promised to anybody but its own device, so the observer, who reads the newest ones, does not demand it.
    fn forget_what_is_gone(&mut self) {
        let mut observer = MemoryHome::new(ReplicaId(u64::MAX));
        let mut keys = SharedSecret::new(DeviceId(u128::MAX), [7; 32], self.sealed);
        let mut session = Session {
            home: &mut observer,
            remote: &self.storage,
            trust: &mut keys,
            space: self.space,
            profile: Profile::OwnDevices,
            marker: None,
            clock: &|| self.now,
            random: &mut self.dice.clone(),
            watch: &Unwatched,
        };
        // The observer only looks: what it writes is taken away again.
        let before = self.storage.snapshot();
        let _ = session.run();
        self.storage.restore(before);
        let mut seen: BTreeMap<DocumentId, VersionVector> = BTreeMap::new();
        for id in self.ids() {
            let vector = seen.entry(id).or_default();
            let copies = self.devices.iter().map(|device| device.place.document(id));
            for document in copies.chain([Home::document(&observer, id).ok().flatten()]).flatten() {
                vector.join(document.seen());
            }
        }
        self.ledger.demand(|op| seen.get(&op.document).is_some_and(|seen| seen.covers(op.dot)));
    }

    fn judge(&mut self) {
        for id in self.ids() {
            let copies: Vec<Option<Document>> = self.devices.iter().map(|it| it.place.document(id)).collect();
            if copies.windows(2).any(|pair| pair.first() != pair.last()) {
                self.report.diverged = 1;
            }
            for (place, copy) in copies.iter().enumerate() {
                // Of equal copies one answers for all.
                if place.checked_sub(1).and_then(|before| copies.get(before)) == Some(copy) {
                    continue;
                }
                let found = self.ledger.compare(id, copy.as_ref());
                self.report.lost = self.report.lost.max(found.lost);
                self.report.resurrected = self.report.resurrected.max(found.resurrected);
            }
        }
        let SimulationReport { restores, clones, wipes, rotten, unwritten, restless, .. } = self.report;
        // A file of an earlier life of a device that was out of sight when the erasure was carried out is known to nobody, and
        // nor is one whose deletion the storage had confirmed.
        if restores + clones + wipes + rotten + unwritten + restless == 0 && self.canary.is_none() {
            self.report.left = self.erased_on_storage();
        }
    }

    /// How many erased values a file of the storage still holds.
    fn erased_on_storage(&self) -> u64 {
        let Some(device) = self.devices.first() else { return 0 };
        let is_erased = |id, entity| device.place.document(id).is_some_and(|it| it.is_erased(entity));
        let values: Vec<String> = self.ledger.texts(is_erased).map(|text| format!("\"{text}\"")).collect();
        if values.is_empty() {
            return 0;
        }
        let content = self.storage.paths().into_iter().map(|path| {
            let bytes = self.storage.read(&path).unwrap_or_default();
            let opened = if path.ends_with(".age") { device.keys.open(&bytes, u64::MAX).ok() } else { None };
            String::from_utf8_lossy(&opened.unwrap_or(bytes)).into_owned()
        });
        let content: Vec<String> = content.collect();
        let left = values.iter().filter(|value| content.iter().any(|text| text.contains(value.as_str())));
        left.count() as u64
    }

    fn count_files(&mut self) {
        let paths = self.storage.paths();
        let count = |folder: &str| paths.iter().filter(|path| path.starts_with(folder)).count() as u64;
        self.report.packs = count("packs/");
        self.report.indexes = count("index/");
        self.report.requests = self.storage.requests() as u64;
    }
}

/// The mistake of that canary.
fn last_writer_wins(mine: &mut Document, theirs: &Document) {
    mine.join(theirs);
    let latest = mine.entities().flat_map(|(id, entity)| {
        entity.registers().filter_map(move |(field, registers)| {
            let last = registers.iter().max_by_key(|it| (it.origin.stamp, it.origin.dot))?;
            Some((id, entity.kind.clone(), field.to_owned(), last.clone()))
        })
    });
    *mine = Document::from_parts(mine.id, mine.kind.clone(), mine.seen().clone(), latest.collect::<Vec<_>>());
}
