//! What leaves over a remote, and what a copy for the network never holds.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at what it did not expect")]

use jiff::Timestamp;
use porada::model::schema::{CATALOGUE_RECORD, CONSULTATION, PRACTICE_DRAFT, SCHEMA, Shape};
use porada::model::{
    Author, Change, ChangeKind, Consultation, Document, DocumentId, Edit, EntityId, Personal, ReplicaId,
    SharedRecord, SharedVersion, Value, VersionVector, write_document,
};
use porada::store::{Store, StoreError, TaskFilter};
use porada::sync::profile::Profile;
use proptest::prelude::*;
use std::collections::BTreeMap;

const SOURCE: DocumentId = DocumentId::from_u128(0x019a_b9f0_0000_7000_8000_0000_0000_0001);

/// The entities of the histories, by kind; the first is the header.
fn entity(number: usize) -> (EntityId, &'static str) {
    let kinds = ["consultation", "participant", "need", "note", "task", "link", "signoff", "need", "mystery"];
    let bits = SOURCE.as_u128() + u128::try_from(number).unwrap();
    (EntityId::from_u128(bits), kinds[number])
}

const ENTITIES: usize = 9;

/// The need that the link belongs to.
const LINKED_NEED: usize = 7;

/// A step of a history.
#[derive(Debug, Clone)]
enum Step {
    /// A device writes this many fields of an entity, starting at one of them.
    Write(usize, usize, usize),
    /// A device marks an entity as internal, or takes the mark away.
    Internal(usize, usize, bool),
    /// A device deletes an entity, or brings it back.
    Delete(usize, usize, bool),
    Erase(usize, usize),
    /// One device takes over what the other has.
    Sync(usize, usize),
}

fn steps(returns: bool) -> impl Strategy<Value = Vec<Step>> {
    let mark = if returns { any::<bool>().boxed() } else { Just(true).boxed() };
    // With the header everything goes, and nothing comes any more.
    let erased = prop_oneof![30 => 1..ENTITIES, 1 => Just(0)];
    let step = prop_oneof![
        6 => (0..3_usize, 0..ENTITIES, 0..20_usize).prop_map(|(device, entity, field)| Step::Write(device, entity, field)),
        2 => (0..3_usize, 1..ENTITIES, mark.clone()).prop_map(|(device, entity, yes)| Step::Internal(device, entity, yes)),
        2 => (0..3_usize, 0..ENTITIES, mark).prop_map(|(device, entity, yes)| Step::Delete(device, entity, yes)),
        1 => (0..3_usize, erased).prop_map(|(device, entity)| Step::Erase(device, entity)),
        3 => (0..3_usize, 0..3_usize).prop_map(|(from, to)| Step::Sync(from, to)),
    ];
    proptest::collection::vec(step, 1..60)
}

/// Three devices with one consultation for the network, and a reader who gets every copy that any of them sends.
struct World {
    devices: Vec<(Document, Author)>,
    reader: Document,
    sent: Vec<Document>,
    next: u64,
}

impl World {
    fn new() -> World {
        let devices =
            (1..=3).map(|id| (Document::new(SOURCE, CONSULTATION), Author::new(ReplicaId(id)))).collect();
        let reader = Document::new(SOURCE.shared_copy(), CONSULTATION);
        let mut world = World { devices, reader, sent: Vec::new(), next: 0 };
        let header = [("visibility", Value::from("network")), ("title", Value::from("Jednání"))];
        world.write(0, 0, header.map(|(field, value)| (field.to_owned(), value)).into());
        world.sync(0, 1);
        world.sync(0, 2);
        world
    }

    fn write(&mut self, device: usize, number: usize, fields: BTreeMap<String, Value>) {
        let (id, kind) = entity(number);
        let (document, author) = &mut self.devices[device];
        let change = Change {
            kind: ChangeKind::Edit,
            edits: vec![Edit { entity: id, kind: kind.to_owned(), fields }],
        };
        let before = document.clone();
        document.write(&change, before.seen(), author, Timestamp::UNIX_EPOCH);
        document.show_again(&before, author.replica());
        self.send(device);
    }

    /// A value that says of itself whether it may leave.
    fn value(&mut self, field: &str, personal: bool, shape: Shape) -> Value {
        self.next += 1;
        let word = if personal { "OSOBNI" } else { "verejne" };
        match shape {
            Shape::Flag => Value::from(false),
            Shape::Whole => Value::from(self.next),
            Shape::Municipalities | Shape::Components => Value::from(vec![format!("{word}-{}", self.next)]),
            // A link stays with the need that it was made for.
            Shape::Entity => Value::from(entity(LINKED_NEED).0.to_string()),
            _ => Value::from(format!("{word}-{field}-{}", self.next)),
        }
    }

    fn step(&mut self, step: &Step) {
        match *step {
            Step::Write(device, number, start) => {
                let (_, kind) = entity(number);
                let rules = SCHEMA.iter().find(|rule| rule.document == CONSULTATION && rule.name == kind);
                let all = rules.map_or(&[][..], |rule| rule.fields);
                let skip = ["visibility", "internal", "deleted", "sample"];
                let chosen: Vec<_> = all
                    .iter()
                    .filter(|rule| !skip.contains(&rule.name))
                    .cycle()
                    .skip(start)
                    .take(2)
                    .collect();
                let mut fields = BTreeMap::new();
                for rule in chosen {
                    fields.insert(rule.name.to_owned(), self.value(rule.name, rule.personal, rule.shape));
                }
                if all.is_empty() {
                    fields.insert("need".to_owned(), Value::from("OSOBNI-unknown"));
                }
                self.write(device, number, fields);
            }
            Step::Internal(device, number, yes) => self.mark(device, number, "internal", yes),
            Step::Delete(device, number, yes) => self.mark(device, number, "deleted", yes),
            Step::Erase(device, number) => {
                let (document, author) = &mut self.devices[device];
                document.erase([entity(number).0], author, Timestamp::UNIX_EPOCH);
                self.send(device);
            }
            Step::Sync(from, to) => self.sync(from, to),
        }
    }

    fn mark(&mut self, device: usize, number: usize, field: &str, yes: bool) {
        self.write(device, number, BTreeMap::from([(field.to_owned(), Value::from(yes))]));
    }

    fn sync(&mut self, from: usize, to: usize) {
        let other = self.devices[from].0.clone();
        self.devices[to].0.join(&other);
        self.send(to);
    }

    fn send(&mut self, device: usize) {
        let source = &self.devices[device].0;
        let copy = Profile::Network.outgoing(source).or_else(|| Profile::Network.outgoing_erased(source));
        if let Some(copy) = copy {
            let id_in_copy = |id: EntityId| {
                EntityId::from_u128(DocumentId::from_u128(id.as_u128()).shared_copy().as_u128())
            };
            let hidden = source
                .entities()
                .filter(|(_, it)| (it.any_flag("internal") || it.any_flag("deleted")) && !it.is_erased());
            let mut hidden = hidden.filter(|(id, _)| *id != SOURCE.header());
            assert!(hidden.all(|(id, _)| copy.entity(id_in_copy(id)).is_none()), "{}", text(&copy));
            self.reader.join(&copy);
            self.sent.push(copy);
        }
    }

    fn quiet(&mut self) {
        for (from, to) in [(0, 1), (1, 2), (2, 0), (0, 1)] {
            self.sync(from, to);
        }
    }
}

fn text(document: &Document) -> String {
    write_document(document, Personal::With).to_string()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_copy_holds_a_personal_or_an_internal_value(steps in steps(true)) {
        let mut world = World::new();
        steps.iter().for_each(|step| world.step(step));
        for copy in &world.sent {
            let text = text(copy);
            prop_assert!(!text.contains("OSOBNI") && !text.contains(&SOURCE.to_string()), "{text}");
        }
        let network = Profile::Network.outgoing(&world.devices[0].0);
        prop_assert!(network.is_none_or(|copy| copy.id.is_shared_copy()));
    }

    #[test]
    fn at_quiet_the_join_of_all_copies_is_the_copy_of_the_join(steps in steps(false)) {
        let mut world = World::new();
        steps.iter().for_each(|step| world.step(step));
        world.quiet();
        let copy = world.devices[0].0.shared_copy();
        prop_assert_eq!(text(&world.reader), text(&copy));
        // The order in which copies arrive changes nothing.
        let mut backwards = Document::new(copy.id, CONSULTATION);
        world.sent.iter().rev().for_each(|copy| backwards.join(copy));
        prop_assert_eq!(text(&backwards), text(&copy));
    }

    #[test]
    fn a_reader_never_has_more_than_the_copy_and_sees_again_what_is_shown_again(steps in steps(true)) {
        let mut world = World::new();
        steps.iter().for_each(|step| world.step(step));
        world.quiet();
        // Then one person hides everything and shows it again; she is the only one who writes.
        for field in ["internal", "deleted"] {
            for yes in [true, false] {
                for number in 0..ENTITIES {
                    let known = world.devices[0].0.entity(entity(number).0).is_some_and(|it| !it.is_erased());
                    if known && !(field == "internal" && number == 0) {
                        world.mark(0, number, field, yes);
                    }
                }
            }
        }
        world.quiet();
        let copy = world.devices[0].0.shared_copy();
        for (id, entity) in world.reader.entities() {
            let whole = copy.entity(id);
            prop_assert!(whole.is_some(), "{id} is no part of the copy");
            for (field, registers) in entity.registers() {
                let all: Vec<_> = whole.unwrap().registers().filter(|(name, _)| *name == field).flat_map(|(_, it)| it).collect();
                prop_assert!(registers.iter().all(|register| all.contains(&register)), "{field}");
            }
        }
        for (id, entity) in copy.entities() {
            prop_assert!(world.reader.entity(id).is_some(), "{} {id} is missing", entity.kind);
            for (field, _) in entity.registers() {
                let found = world.reader.entity(id).unwrap().registers().any(|(name, _)| name == field);
                prop_assert!(found, "{}.{field} is missing", entity.kind);
            }
        }
    }
}

fn consultation(visibilities: &[&str]) -> Document {
    let mut document = Document::new(SOURCE, CONSULTATION);
    for (number, word) in (1..).zip(visibilities) {
        let change = Change::single(
            ChangeKind::Header,
            SOURCE.header(),
            CONSULTATION,
            [("visibility", Value::from(*word)), ("written_by", Value::from("Eva Brokerová"))],
        );
        // Nobody has seen what the others wrote.
        let mut author = Author::new(ReplicaId(number));
        document.write(&change, &VersionVector::default(), &mut author, Timestamp::UNIX_EPOCH);
    }
    document
}

#[test]
fn what_is_erased_as_a_whole_leaves_as_bare_marks_whatever_its_mark_said() {
    for kind in [CONSULTATION, PRACTICE_DRAFT, "mystery"] {
        let mut document = Document::new(SOURCE, kind);
        let mut author = Author::new(ReplicaId(1));
        let change =
            Change::single(ChangeKind::Edit, SOURCE.header(), kind, [("title", Value::from("Jednání"))]);
        document.write(&change, &VersionVector::default(), &mut author, Timestamp::UNIX_EPOCH);
        assert!(Profile::ALL.iter().all(|profile| profile.outgoing_erased(&document).is_none()));
        document.erase([SOURCE.header()], &mut author, Timestamp::UNIX_EPOCH);
        for profile in [Profile::Team, Profile::Network] {
            let marks = profile.outgoing_erased(&document);
            assert_eq!(marks.is_some(), kind != "mystery", "{kind}");
            let text = marks.map(|marks| text(&marks)).unwrap_or_default();
            assert!(!text.contains("Jednání"), "{text}");
            assert!(profile == Profile::Team || !text.contains(&SOURCE.to_string()), "{text}");
        }
    }
}

#[test]
fn of_concurrent_marks_the_narrowest_counts() {
    let leaves = |profile: Profile, marks: &[&str]| profile.outgoing(&consultation(marks)).is_some();
    for (marks, team, network) in [
        (&["private"][..], false, false),
        (&["team"], true, false),
        (&["network"], true, true),
        (&["network", "team"], true, false),
        (&["network", "private"], false, false),
        (&["public"], false, false),
        (&[], false, false),
    ] {
        assert_eq!(leaves(Profile::Team, marks), team, "{marks:?}");
        assert_eq!(leaves(Profile::Network, marks), network, "{marks:?}");
        assert!(leaves(Profile::OwnDevices, marks));
    }
}

/// A consultation in which people stand in several places, written by one device.
fn with_people(id: DocumentId, replica: u64) -> Document {
    let mut document = Document::new(id, CONSULTATION);
    let mut author = Author::new(ReplicaId(replica));
    let at = |number: u128| EntityId::from_u128(id.as_u128() + number);
    let edits = vec![
        Edit::new(
            id.header(),
            CONSULTATION,
            [("visibility", "network".into()), ("written_by", "Eva Brokerová".into())],
        ),
        Edit::new(at(1), "participant", [("name", "Ing. Jana Vzorová".into())]),
        Edit::new(at(2), "participant", [("name", "Jan Vzor".into()), ("office", "starosta".into())]),
        Edit::new(at(3), "task", [("text", "a".into()), ("owner", "JANA  VZOROVÁ".into())]),
        Edit::new(at(4), "task", [("text", "b".into()), ("owner", "Jana Vzorová".into())]),
        Edit::new(at(5), "task", [("text", "c".into()), ("owner", "Eva Brokerová".into())]),
        Edit::new(at(6), "task", [("text", "d".into()), ("owner", "".into())]),
    ];
    let change = Change { kind: ChangeKind::Edit, edits };
    document.write(&change, &VersionVector::default(), &mut author, Timestamp::UNIX_EPOCH);
    document
}

/// The words for people in a copy: of the two participants, of the four tasks, of the header.
fn words_for_people(copy: &Document, source: DocumentId) -> [String; 7] {
    let in_copy = |number: u128| {
        EntityId::from_u128(DocumentId::from_u128(source.as_u128() + number).shared_copy().as_u128())
    };
    let word = |number, field| copy.entity(in_copy(number)).unwrap().text(field).to_owned();
    let [owner, name] = ["owner", "name"];
    [
        word(1, name),
        word(2, name),
        word(3, owner),
        word(4, owner),
        word(5, owner),
        word(6, owner),
        word(0, "written_by"),
    ]
}

#[test]
fn a_person_is_one_pseudonym_wherever_her_name_stands_and_another_in_the_next_consultation() {
    let source = with_people(SOURCE, 1);
    let copy = source.shared_copy();
    let [jana, jan, owner, again, eva, nobody, writer] = words_for_people(&copy, SOURCE);
    assert!(jana.starts_with("osoba-") && jana.len() == 14, "{jana}");
    assert_eq!((&owner, &again, &eva, nobody.as_str()), (&jana, &jana, &writer, ""));
    assert!(jana != jan && jan != eva && eva != jana, "{jana} {jan} {eva}");
    // Another device that has the consultation, written by another session, comes to the same words.
    let elsewhere = words_for_people(&with_people(SOURCE, 9).shared_copy(), SOURCE);
    assert_eq!(elsewhere, [&jana, &jan, &jana, &jana, &eva, "", &eva]);
    assert_eq!(copy.shared_copy(), copy);
    // The key is not among what leaves.
    assert!(!text(&copy).contains(&SOURCE.to_string()));
    let next = DocumentId::from_u128(SOURCE.as_u128() + 0x100);
    let words = words_for_people(&with_people(next, 1).shared_copy(), next);
    assert!(words.iter().all(|word| word.is_empty() || ![&jana, &jan, &eva].contains(&word)), "{words:?}");
}

/// The copy of [`with_people`] as the rule before this one made it: a word for each entity and field, under the write of the source.
fn copy_of_the_older_rule(source: &Document) -> Document {
    let copy = source.shared_copy();
    let registers = copy.entities().flat_map(|(id, entity)| {
        entity.registers().flat_map(move |(field, all)| {
            all.iter().map(move |register| {
                let mut register = register.clone();
                if ["name", "owner", "written_by"].contains(&field) {
                    register.value = Value::from(format!("osoba-{:04x}", id.as_u128() & 0xffff));
                    register.origin.dot.replica = ReplicaId(1);
                }
                (id, entity.kind.clone(), field.to_owned(), register)
            })
        })
    });
    Document::from_parts(copy.id, CONSULTATION, source.seen().clone(), registers.collect::<Vec<_>>())
}

#[test]
fn copies_of_the_older_rule_take_over_the_new_words_and_keep_everything_else() {
    let mut source = with_people(SOURCE, 1);
    let old = copy_of_the_older_rule(&source);
    let new = source.shared_copy();
    assert_ne!(words_for_people(&old, SOURCE)[0], words_for_people(&new, SOURCE)[0]);
    for (mut one, other) in [(old.clone(), new.clone()), (new.clone(), old.clone())] {
        one.join(&other);
        assert_eq!(one, new);
    }
    // Storages that list only the old copy get the new one.
    assert!(!old.seen().includes(new.seen()));
    // A device that still has the older rule writes on: what it says of people stands beside until the next copy of this rule.
    let mut author = Author::new(ReplicaId(1));
    let owner = EntityId::from_u128(SOURCE.as_u128() + 3);
    let change = Change::single(ChangeKind::Edit, owner, "task", [("owner", "Jan Vzor".into())]);
    let seen = source.seen().clone();
    source.write(&change, &seen, &mut author, Timestamp::UNIX_EPOCH);
    let mut reader = new;
    reader.join(&copy_of_the_older_rule(&source));
    reader.join(&source.shared_copy());
    assert_eq!(reader, source.shared_copy());
    let [_, jan, owner, ..] = words_for_people(&reader, SOURCE);
    assert_eq!(owner, jan);
}

#[test]
fn what_names_somebody_in_a_copy_is_found_where_it_leaves() {
    let mut source = with_people(SOURCE, 1);
    let mut author = Author::new(ReplicaId(1));
    let at = |number: u128| EntityId::from_u128(SOURCE.as_u128() + number);
    let edits = vec![
        Edit::new(SOURCE.header(), CONSULTATION, [("title", "Schůzka s Janou Vzorovou".into())]),
        Edit::new(at(10), "need", [("text", "call Jana Vzorova 777 123 456".into())]),
        Edit::new(at(11), "note", [("text", "Vzorové se to líbí".into()), ("internal", true.into())]),
        Edit::new(at(12), "decision", [("text", "svoz v pátek".into())]),
        Edit::new(at(13), "note", [("text", "psát na urad@obec.cz".into()), ("deleted", true.into())]),
    ];
    let seen = source.seen().clone();
    source.write(&Change { kind: ChangeKind::Edit, edits }, &seen, &mut author, Timestamp::UNIX_EPOCH);
    let naming = source.naming_for_network();
    let found: Vec<_> = naming.iter().map(|it| (it.entity, it.words.join("; "))).collect();
    assert_eq!(
        found,
        [(SOURCE.header(), "Janou Vzorovou".to_owned()), (at(10), "Jana Vzorova; 777 123 456".to_owned())]
    );
}

#[test]
fn a_practice_goes_to_the_network_when_its_author_submits_it() {
    let mut document = Document::new(SOURCE, PRACTICE_DRAFT);
    let mut author = Author::new(ReplicaId(1));
    for (state, leaves) in [("draft", false), ("submitted", true), ("verified", true)] {
        let change = Change::single(
            ChangeKind::Edit,
            SOURCE.header(),
            "practice",
            [("state", Value::from(state)), ("title", Value::from("Senzory"))],
        );
        let seen = document.seen().clone();
        document.write(&change, &seen, &mut author, Timestamp::UNIX_EPOCH);
        assert_eq!(Profile::Network.outgoing(&document).is_some(), leaves, "{state}");
        assert!(Profile::Team.outgoing(&document).is_some());
    }
}

#[test]
fn a_shared_copy_is_listed_read_only_and_gives_way_to_its_source() {
    let mut store = Store::open_in_memory(ReplicaId(1)).unwrap();
    let source = consultation(&["network"]);
    let copy = source.shared_copy();
    store.merge(&copy).unwrap();
    assert_eq!(store.consultations(false).unwrap().len(), 1);
    let read = Consultation::read(&copy).unwrap();
    let refused = store.apply(copy.id, CONSULTATION, &read.delete(), &read.seen, Timestamp::UNIX_EPOCH);
    assert_eq!(refused, Err(StoreError::SharedCopy));
    assert!(!store.has_source_of(copy.id).unwrap());
    store.merge(&source).unwrap();
    assert!(store.has_source_of(copy.id).unwrap());
    let ids: Vec<DocumentId> = store.consultations(false).unwrap().iter().map(|row| row.id).collect();
    assert_eq!(ids, [SOURCE]);
    assert_eq!(store.whole_consultations().unwrap().len(), 1);
    assert!(store.tasks(&TaskFilter::default()).unwrap().is_empty());
}

#[test]
fn a_shared_record_of_the_catalogue_leaves_whole_to_every_circle() {
    let [record, kind, json, by, on] = ["mine", "practice", "{}", "IC", "2026-11-22"].map(str::to_owned);
    let version = SharedVersion { record, kind, json, by, on };
    let mut document = Document::new(DocumentId::shared_record("mine"), CATALOGUE_RECORD);
    let mut author = Author::new(ReplicaId(1));
    let mut write = |document: &mut Document, change: &Change| {
        let seen = document.seen().clone();
        document.write(change, &seen, &mut author, Timestamp::UNIX_EPOCH);
    };
    write(&mut document, &version.change());
    for change in [SharedRecord::withdrawal("mine"), version.change()] {
        for profile in Profile::ALL {
            assert_eq!(profile.outgoing(&document).as_ref(), Some(&document), "{profile:?}");
        }
        write(&mut document, &change);
    }
    // A newer porada may know that this is a person.
    let header = document.id.header();
    write(&mut document, &Change::single(ChangeKind::Edit, header, "record", [("author", "Jana".into())]));
    assert_eq!(Profile::Network.outgoing(&document), None);
    assert_eq!(Profile::Team.outgoing(&document).as_ref(), Some(&document));
}
