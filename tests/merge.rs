//! The rule of `Document::join`, held against random histories of several devices: copies that lag behind, writes from
//! an old view, devices restored from old copies.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where its preparation fails")]

use jiff::Timestamp;
use jiff::tz::TimeZone;
use porada::cli::Call;
use porada::config::Environment;
use porada::model::{
    Author, Change, ChangeKind, Document, DocumentId, Dot, ERASED, EntityId, Personal, Register, ReplicaId,
    Value, VersionVector, read_document, write_document,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Two that this version knows and one of a newer porada: an import takes any text in them.
const FIELDS: [&str; 3] = ["text", "detail", "shape"];

/// A step of a history. Numbers are taken modulo what there is.
#[derive(Debug, Clone)]
enum Step {
    /// A device writes fields of an entity, having looked at its document `lag` steps of its own ago.
    Write { device: usize, entity: u128, fields: Vec<usize>, lag: usize },
    /// A device takes over a copy of another one's document, `lag` copies old.
    Pull { device: usize, from: usize, lag: usize },
    /// A device erases an entity; number 1 is the header and with it the whole document.
    Erase { device: usize, entity: u128 },
    /// A device is set back to its copy `lag` copies ago; what it had not shared since is gone.
    Restore { device: usize, lag: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let write = (any::<usize>(), 1u128..4, proptest::collection::vec(0..FIELDS.len(), 1..3), 0usize..3)
        .prop_map(|(device, entity, fields, lag)| Step::Write { device, entity, fields, lag });
    let pull = (any::<usize>(), any::<usize>(), 0usize..4).prop_map(|(device, from, lag)| Step::Pull {
        device,
        from,
        lag,
    });
    let restore = (any::<usize>(), 1usize..5).prop_map(|(device, lag)| Step::Restore { device, lag });
    prop_oneof![6 => write, 4 => pull, 1 => restore]
}

/// Steps among which are erasures, of the whole document too.
fn erasing_history() -> impl Strategy<Value = (usize, Vec<Step>)> {
    let erase = (any::<usize>(), prop_oneof![8 => 2u128..4, 1 => Just(1u128)])
        .prop_map(|(device, entity)| Step::Erase { device, entity });
    (2usize..=5, proptest::collection::vec(prop_oneof![8 => step(), 1 => erase], 1..60))
}

fn history() -> impl Strategy<Value = (usize, Vec<Step>)> {
    (2usize..=5, proptest::collection::vec(step(), 1..60))
}

/// Who writes after a restore.
#[derive(Clone, Copy, PartialEq)]
enum AfterRestore {
    /// A new replica, as every session of porada is.
    NewReplica,
    /// The replica from before: the mistake that porada avoids.
    SameReplica,
}

struct Device {
    author: Author,
    /// All versions of its document, the present one last.
    copies: Vec<Document>,
}

impl Device {
    fn document(&self) -> &Document {
        self.copies.last().expect("a device starts with a document")
    }

    fn copy(&self, lag: usize) -> &Document {
        &self.copies[self.copies.len().saturating_sub(1 + lag)]
    }
}

/// What one write did to one field: the oracle needs no more.
struct Written {
    dot: Dot,
    place: (EntityId, &'static str),
    value: Value,
    context: VersionVector,
}

struct Simulation {
    devices: Vec<Device>,
    written: Vec<Written>,
    next: u64,
    after_restore: AfterRestore,
}

impl Simulation {
    fn new(devices: usize, after_restore: AfterRestore) -> Simulation {
        let device = |number| Device {
            author: Author::new(ReplicaId(number)),
            copies: vec![Document::new(DocumentId::from_u128(1), "consultation")],
        };
        let next = devices as u64;
        Simulation { devices: (0..next).map(device).collect(), written: Vec::new(), next, after_restore }
    }

    fn run(devices: usize, steps: &[Step], after_restore: AfterRestore) -> Simulation {
        let mut simulation = Simulation::new(devices, after_restore);
        steps.iter().for_each(|step| simulation.step(step));
        simulation
    }

    fn step(&mut self, step: &Step) {
        let count = self.devices.len();
        match *step {
            Step::Write { device, entity, ref fields, lag } => {
                self.write(device % count, entity, fields, lag)
            }
            Step::Pull { device, from, lag } => {
                let other = self.devices[from % count].copy(lag).clone();
                let device = &mut self.devices[device % count];
                let mut joined = device.document().clone();
                joined.join(&other);
                device.copies.push(joined);
            }
            Step::Erase { device, entity } => {
                let device = &mut self.devices[device % count];
                let mut document = device.document().clone();
                document.erase([EntityId::from_u128(entity)], &mut device.author, Timestamp::UNIX_EPOCH);
                device.copies.push(document);
            }
            Step::Restore { device, lag } => {
                self.next += 1;
                let device = &mut self.devices[device % count];
                let keep = device.copies.len().saturating_sub(lag).max(1);
                device.copies.truncate(keep);
                if self.after_restore == AfterRestore::NewReplica {
                    device.author = Author::new(ReplicaId(100 + self.next));
                }
            }
        }
    }

    fn write(&mut self, device: usize, entity: u128, fields: &[usize], lag: usize) {
        self.next += 1;
        let device = &mut self.devices[device];
        let entity = EntityId::from_u128(entity);
        let context = device.copy(lag).seen().clone();
        let names = fields.iter().map(|&field| FIELDS[field]);
        let value = Value::from(format!("value {}", self.next));
        let change =
            Change::single(ChangeKind::Edit, entity, "need", names.clone().map(|name| (name, value.clone())));
        let mut document = device.document().clone();
        let dot = document.write(&change, &context, &mut device.author, Timestamp::UNIX_EPOCH);
        device.copies.push(document);
        let names: std::collections::BTreeSet<&'static str> = names.collect();
        self.written.extend(names.into_iter().map(|name| Written {
            dot,
            place: (entity, name),
            value: value.clone(),
            context: context.clone(),
        }));
    }

    /// Everybody takes over everything.
    fn exchange(&mut self) {
        for _ in 0..2 {
            for device in 0..self.devices.len() {
                for from in 0..self.devices.len() {
                    self.step(&Step::Pull { device, from, lag: 0 });
                }
            }
        }
    }

    /// What has to be in a document that has seen `seen`: every write that no other seen write had before its eyes.
    fn expected(&self, seen: &VersionVector) -> Vec<((EntityId, &'static str), Dot, Value)> {
        let seen: Vec<&Written> = self.written.iter().filter(|write| seen.covers(write.dot)).collect();
        let replaced = |it: &Written| {
            seen.iter()
                .any(|other| other.place == it.place && other.dot != it.dot && other.context.covers(it.dot))
        };
        let mut alive: Vec<_> =
            seen.iter().filter(|it| !replaced(it)).map(|it| (it.place, it.dot, it.value.clone())).collect();
        alive.sort_by_key(|&(place, dot, _)| (place, dot));
        alive
    }

    /// Exchanges everything and says what is wrong then.
    fn judge(mut self) -> Result<(), String> {
        self.exchange();
        let first = self.devices[0].document();
        if self.devices.iter().any(|device| device.document() != first) {
            return Err("devices differ after a full exchange".to_owned());
        }
        let (found, expected) = (values(first), self.expected(first.seen()));
        if found == expected { Ok(()) } else { Err(format!("expected {expected:?}, found {found:?}")) }
    }
}

fn values(document: &Document) -> Vec<((EntityId, &'static str), Dot, Value)> {
    let mut values = Vec::new();
    for (id, entity) in document.entities() {
        for (field, registers) in entity.registers() {
            let name = FIELDS.into_iter().find(|&name| name == field).expect("only known fields are written");
            values.extend(registers.iter().map(|it| ((id, name), it.origin.dot, it.value.clone())));
        }
    }
    values.sort_by_key(|&(place, dot, _)| (place, dot));
    values
}

fn joined(a: &Document, b: &Document) -> Document {
    let mut joined = a.clone();
    joined.join(b);
    joined
}

fn through_a_file(document: &Document) -> Document {
    let read = read_document(&write_document(document, Personal::With).to_string()).unwrap();
    assert!(read.mergeable);
    read.document
}

/// Three documents of one history, in any state of knowledge.
fn documents() -> impl Strategy<Value = [Document; 3]> {
    (history(), proptest::array::uniform3((any::<usize>(), 0usize..6))).prop_map(
        |((devices, steps), picks)| {
            let simulation = Simulation::run(devices, &steps, AfterRestore::NewReplica);
            picks.map(|(device, lag)| simulation.devices[device % devices].copy(lag).clone())
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn join_is_commutative_associative_and_idempotent([a, b, c] in documents()) {
        prop_assert_eq!(joined(&a, &b), joined(&b, &a));
        prop_assert_eq!(joined(&joined(&a, &b), &c), joined(&a, &joined(&b, &c)));
        prop_assert_eq!(joined(&a, &a), a.clone());
        prop_assert_eq!(joined(&joined(&a, &b), &b), joined(&a, &b));
    }

    #[test]
    fn join_never_loses_a_value_that_the_other_side_has_not_seen([a, b, _] in documents()) {
        let both = joined(&a, &b);
        prop_assert!(both.seen().includes(a.seen()) && both.seen().includes(b.seen()));
        let kept = values(&both);
        for value in values(&a) {
            prop_assert!(kept.contains(&value) || b.seen().covers(value.1));
        }
    }

    #[test]
    fn a_join_through_files_is_the_same_join([a, b, _] in documents()) {
        prop_assert_eq!(through_a_file(&a), a.clone());
        prop_assert_eq!(joined(&through_a_file(&a), &through_a_file(&b)), joined(&a, &b));
    }

    #[test]
    fn lines_of_documents_are_the_documents_again(documents in documents()) {
        let text = porada::minutes::ndjson(&documents, Personal::With);
        let lines: Vec<&str> = text.lines().collect();
        prop_assert_eq!(lines.len(), 3);
        for (line, document) in lines.iter().zip(&documents) {
            prop_assert_eq!(&read_document(line).unwrap().document, document);
        }
    }

    #[test]
    fn a_write_replaces_exactly_what_its_author_saw((devices, steps) in history()) {
        let simulation = Simulation::run(devices, &steps, AfterRestore::NewReplica);
        for device in &simulation.devices {
            let document = device.document();
            prop_assert_eq!(values(document), simulation.expected(document.seen()));
        }
    }

    #[test]
    fn after_a_full_exchange_all_devices_are_equal_and_complete((devices, steps) in history()) {
        prop_assert_eq!(Simulation::run(devices, &steps, AfterRestore::NewReplica).judge(), Ok(()));
    }
}

/// The words that are left of erased entities in `document`.
fn left_of_erased(document: &Document) -> Vec<Value> {
    let erased = document.entities().filter(|&(id, _)| document.is_erased(id));
    let registers = erased.flat_map(|(_, entity)| entity.registers());
    registers
        .filter(|(field, _)| *field != ERASED)
        .flat_map(|(_, all)| all)
        .map(|it| it.value.clone())
        .collect()
}

fn erasing_documents() -> impl Strategy<Value = [Document; 3]> {
    (erasing_history(), proptest::array::uniform3((any::<usize>(), 0usize..6))).prop_map(
        |((devices, steps), picks)| {
            let simulation = Simulation::run(devices, &steps, AfterRestore::NewReplica);
            picks.map(|(device, lag)| simulation.devices[device % devices].copy(lag).clone())
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn join_keeps_its_laws_with_erasures([a, b, c] in erasing_documents()) {
        prop_assert_eq!(joined(&a, &b), joined(&b, &a));
        prop_assert_eq!(joined(&joined(&a, &b), &c), joined(&a, &joined(&b, &c)));
        prop_assert_eq!(joined(&a, &a), a.clone());
        prop_assert_eq!(joined(&joined(&a, &b), &b), joined(&a, &b));
        let both = joined(&a, &b);
        prop_assert!(both.seen().includes(a.seen()) && both.seen().includes(b.seen()));
        prop_assert_eq!(joined(&through_a_file(&a), &through_a_file(&b)), both);
    }

    #[test]
    fn what_one_copy_erased_is_erased_in_every_join([a, b, c] in erasing_documents()) {
        let both = joined(&joined(&a, &b), &c);
        for document in [&a, &b, &c] {
            for (id, _) in document.entities().filter(|&(id, _)| document.is_erased(id)) {
                prop_assert!(both.entity(id).is_none() || both.is_erased(id));
            }
        }
        prop_assert_eq!(left_of_erased(&both), Vec::<Value>::new());
    }

    #[test]
    fn nothing_writes_into_what_is_erased([a, b, _] in erasing_documents(), entity in 1u128..4) {
        let id = EntityId::from_u128(entity);
        let mut document = a.clone();
        let mut author = Author::new(ReplicaId(999));
        let edit = Change::single(ChangeKind::Edit, id, "need", [("text", Value::from("slovo"))]);
        let inverse = document.inverse(&edit);
        document.erase([id], &mut author, Timestamp::UNIX_EPOCH);
        let take_back = Change::single(ChangeKind::Edit, id, "need", [(ERASED, Value::from(false))]);
        for change in [&edit, &inverse, &take_back] {
            let seen = document.seen().clone();
            document.write(change, &seen, &mut author, Timestamp::UNIX_EPOCH);
        }
        document.join(&b);
        document.join(&a);
        prop_assert!(document.is_erased(id));
        prop_assert_eq!(left_of_erased(&document), Vec::<Value>::new());
        prop_assert!(document.conflicts().iter().all(|conflict| conflict.entity != id));
    }

    #[test]
    fn after_erasures_and_a_full_exchange_all_devices_are_equal((devices, steps) in erasing_history()) {
        let mut simulation = Simulation::run(devices, &steps, AfterRestore::NewReplica);
        simulation.exchange();
        let first = simulation.devices[0].document();
        prop_assert!(simulation.devices.iter().all(|device| device.document() == first));
        prop_assert_eq!(left_of_erased(first), Vec::<Value>::new());
        let header = DocumentId::from_u128(1).header();
        prop_assert!(!first.is_erased(header) || first.entities().all(|(_, entity)| entity.is_erased()));
    }
}

/// What `porada import` of a file with this text makes of a home without documents.
fn imported(text: &str) -> Document {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("documents");
    std::fs::write(&file, text).unwrap();
    let environment = Environment { porada_home: Some(home.path().join("home")), ..Environment::default() };
    let arguments = ["porada".into(), "import".into(), file.into_os_string()];
    let mut call = Call::read(arguments.into(), environment, (Timestamp::UNIX_EPOCH, TimeZone::UTC)).unwrap();
    call.run(&mut Vec::new()).unwrap();
    call.session.reading().unwrap().document(DocumentId::from_u128(1)).unwrap().unwrap()
}

proptest! {
    // Each case makes homes with databases on the disk.
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..Default::default() })]

    #[test]
    fn an_import_of_an_export_is_the_same_document([a, b, _] in documents()) {
        prop_assume!(a.entities().next().is_some());
        prop_assert_eq!(&imported(&porada::minutes::json(&a, Personal::With)), &a);
        let both = porada::minutes::ndjson([&a, &b], Personal::With);
        prop_assert_eq!(imported(&both), joined(&a, &b), "lines of one document are merged");
    }
}

#[test]
fn concurrent_values_survive_until_somebody_writes_over_both() {
    let write = |device| Step::Write { device, entity: 1, fields: vec![0], lag: 0 };
    let mut simulation = Simulation::run(2, &[write(0), write(1)], AfterRestore::NewReplica);
    simulation.exchange();
    let registers = |simulation: &Simulation| -> Vec<Register> {
        let document = simulation.devices[0].document();
        let fields: BTreeMap<&str, &[Register]> =
            document.entity(EntityId::from_u128(1)).unwrap().registers().collect();
        fields["text"].to_vec()
    };
    assert_eq!(registers(&simulation).len(), 2);
    simulation.step(&write(1));
    simulation.exchange();
    assert_eq!(registers(&simulation).len(), 1);
}

/// The check above can fail: a device that goes on under its old replica id after a restore writes its dots twice.
#[test]
fn a_replica_id_that_is_used_again_after_a_restore_would_lose_values() {
    let write = Step::Write { device: 0, entity: 1, fields: vec![0], lag: 0 };
    let steps = [
        write.clone(),
        Step::Pull { device: 1, from: 0, lag: 0 },
        Step::Restore { device: 0, lag: 1 },
        write,
    ];
    assert!(Simulation::run(2, &steps, AfterRestore::SameReplica).judge().is_err());
    assert_eq!(Simulation::run(2, &steps, AfterRestore::NewReplica).judge(), Ok(()));
}
