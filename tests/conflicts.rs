//! What competes after a merge, how it is settled, and how items of several devices are ordered.

#![expect(clippy::unwrap_used, reason = "a test stops where its preparation fails")]

use jiff::{SignedDuration, Timestamp};
use porada::model::{
    Author, Change, ChangeKind, Conflict, ConflictKind, Consultation, DELETED, DELETED_AFTER, Document,
    DocumentId, Dot, ENTITY_LIMIT, Edit, EntityId, FileError, Item, ItemField, ItemKind, NewConsultation,
    Origin, Personal, Priority, Register, ReplicaId, Stamp, Value, VersionVector, read_document,
    write_document,
};
use proptest::prelude::*;

/// A device with its copy of one consultation.
#[derive(Clone)]
struct Device {
    document: Document,
    author: Author,
    now: Timestamp,
}

impl Device {
    fn new() -> Device {
        let id = DocumentId::from_u128(1);
        let mut device = Device {
            document: Document::new(id, "consultation"),
            author: Author::new(ReplicaId(1)),
            now: Timestamp::from_second(1_764_000_000).unwrap(),
        };
        let new = NewConsultation { municipalities: vec!["536385".into()], ..NewConsultation::default() };
        device.write(&Consultation::create(id, new));
        device
    }

    /// Another device that starts with this one's copy.
    fn copy(&self, replica: u64) -> Device {
        Device { author: Author::new(ReplicaId(replica)), ..self.clone() }
    }

    fn view(&self) -> Consultation {
        let view = Consultation::read(&self.document).unwrap();
        Consultation { reader: Some(self.author.replica()), ..view }
    }

    fn write(&mut self, change: &Change) {
        let seen = self.document.seen().clone();
        self.now += SignedDuration::from_secs(1);
        self.document.write(change, &seen, &mut self.author, self.now);
    }

    fn add(&mut self, id: u128, text: &str) -> EntityId {
        let id = EntityId::from_u128(id);
        let change = self.view().add_item(id, ItemKind::Need, vec![ItemField::Text(text.into())], self.now);
        self.write(&change);
        id
    }

    fn item(&self, id: EntityId) -> Option<Item> {
        self.view().item(id).cloned()
    }

    fn edit(&mut self, id: EntityId, field: ItemField) {
        let change = self.view().edit_item(&self.item(id).unwrap(), vec![field]);
        self.write(&change);
    }

    fn delete(&mut self, id: EntityId) {
        let change = self.view().delete_item(&self.item(id).unwrap());
        self.write(&change);
    }

    fn only_conflict(&self) -> Conflict {
        let conflicts = self.document.conflicts();
        assert_eq!(conflicts.len(), 1, "{conflicts:?}");
        conflicts.into_iter().next().unwrap()
    }
}

fn exchange(a: &mut Device, b: &mut Device) {
    a.document.join(&b.document);
    b.document.join(&a.document);
    assert_eq!(a.document, b.document);
}

/// Two devices that know one need.
fn two() -> (Device, Device, EntityId) {
    let mut a = Device::new();
    let need = a.add(10, "kontejnery");
    let b = a.copy(2);
    (a, b, need)
}

#[test]
fn competing_texts_name_their_writers_and_a_settlement_replaces_them() {
    let (mut a, mut b, need) = two();
    a.edit(need, ItemField::Text("plné kontejnery".into()));
    b.now += SignedDuration::from_mins(5);
    b.edit(need, ItemField::Text("plné koše".into()));
    exchange(&mut a, &mut b);
    let conflict = a.only_conflict();
    assert_eq!((conflict.field.as_str(), &conflict.kind), ("text", &ConflictKind::Text));
    let values: Vec<_> = conflict.values.iter().map(|it| (it.value.as_str(), it.writers.clone())).collect();
    assert_eq!(
        values,
        [(Some("plné koše"), vec![ReplicaId(2)]), (Some("plné kontejnery"), vec![ReplicaId(1)])]
    );
    assert_eq!(conflict.values[0].stamp.moment(), b.now, "the latest is shown first");
    assert_eq!(conflict.proposal().unwrap().text, "plné [koše | kontejnery]");
    assert_eq!(conflict.both(), Some(Value::from("plné koše / plné kontejnery")));
    a.write(&conflict.settle(Value::from("plné kontejnery a koše")));
    exchange(&mut a, &mut b);
    assert!(b.document.conflicts().is_empty());
    assert_eq!(b.item(need).unwrap().text, "plné kontejnery a koše");
}

#[test]
fn two_who_settle_in_the_same_way_agree_and_others_compete_again() {
    let (mut a, mut b, need) = two();
    a.edit(need, ItemField::Text("a".into()));
    b.edit(need, ItemField::Text("b".into()));
    exchange(&mut a, &mut b);
    let (mut agreeing, conflict) = (b.clone(), a.only_conflict());
    a.write(&conflict.settle(Value::from("a")));
    agreeing.write(&conflict.settle(Value::from("a")));
    b.write(&conflict.settle(Value::from("b")));
    let mut other = a.clone();
    exchange(&mut a, &mut agreeing);
    assert!(a.document.conflicts().is_empty(), "equal values are no conflict");
    exchange(&mut other, &mut b);
    assert_eq!(other.only_conflict().values.len(), 2);
}

#[test]
fn lists_can_be_united_and_words_only_chosen() {
    let (mut a, mut b, need) = two();
    let component = |code| porada::model::Component::parse(code).unwrap();
    a.edit(need, ItemField::Components(vec![component("B3"), component("C1")]));
    b.edit(need, ItemField::Components(vec![component("B1"), component("B3")]));
    exchange(&mut a, &mut b);
    let conflict = a.only_conflict();
    assert_eq!(conflict.kind, ConflictKind::List);
    let mut united: Vec<Value> = conflict.both().unwrap().as_array().unwrap().clone();
    united.sort_by_key(ToString::to_string);
    assert_eq!(united, ["B1", "B3", "C1"].map(Value::from));
    a.write(&conflict.settle(conflict.both().unwrap()));
    a.edit(need, ItemField::Priority(Priority::High));
    b.edit(need, ItemField::Priority(Priority::Low));
    exchange(&mut a, &mut b);
    let conflict = a.only_conflict();
    assert_eq!((conflict.kind.clone(), conflict.both()), (ConflictKind::Choice, None));
}

#[test]
fn a_deleted_item_that_another_device_edits_stays_and_is_marked() {
    for edits_first in [true, false] {
        let (mut a, mut b, need) = two();
        b.now += SignedDuration::from_mins(if edits_first { -5 } else { 5 });
        a.delete(need);
        b.edit(need, ItemField::Text("plné kontejnery u školy".into()));
        assert_eq!(a.item(need), None);
        exchange(&mut a, &mut b);
        let shown = a.item(need).unwrap();
        assert_eq!(shown.conflicts, [DELETED]);
        assert_eq!(shown.text, "plné kontejnery u školy");
        let conflict = a.only_conflict();
        assert_eq!(conflict.kind, ConflictKind::Deletion { edited: vec![(need, "text".to_owned())] });
        let values: Vec<_> = conflict.values.iter().map(|it| (&it.value, it.writers[0])).collect();
        assert_eq!(values, [(&Value::Null, ReplicaId(2)), (&Value::Bool(true), ReplicaId(1))]);
        // Both ways of settling it hold on both devices.
        let (mut kept, mut gone) = (a.clone(), a.copy(3));
        kept.write(&conflict.settle(Value::Null));
        gone.write(&conflict.settle(Value::Bool(true)));
        for settled in [&mut kept, &mut gone] {
            exchange(settled, &mut b.clone());
            assert!(settled.document.conflicts().is_empty());
        }
        assert!(kept.item(need).is_some());
        assert_eq!(gone.item(need), None);
    }
}

#[test]
fn a_deletion_whose_author_saw_the_edits_deletes_without_a_question() {
    let (mut a, mut b, need) = two();
    b.edit(need, ItemField::Text("jinak".into()));
    exchange(&mut a, &mut b);
    a.delete(need);
    exchange(&mut a, &mut b);
    assert_eq!(b.item(need), None);
    assert!(b.document.conflicts().is_empty());
}

#[test]
fn two_deletions_are_one_and_a_move_beside_a_deletion_says_nothing() {
    let (mut a, mut b, need) = two();
    let other = a.add(11, "osvětlení");
    exchange(&mut a, &mut b);
    a.delete(need);
    b.delete(need);
    exchange(&mut a, &mut b);
    assert!(a.item(need).is_none() && a.document.conflicts().is_empty());
    let third = a.add(12, "třetí");
    exchange(&mut a, &mut b);
    a.delete(other);
    let change = b.view().move_item(other, 1).unwrap();
    b.write(&change);
    exchange(&mut a, &mut b);
    assert!(a.item(other).is_none() && a.item(third).is_some());
}

#[test]
fn a_deletion_that_one_takes_back_while_another_repeats_it_is_a_conflict() {
    let (mut a, mut b, need) = two();
    a.delete(need);
    exchange(&mut a, &mut b);
    a.write(&Change::single(ChangeKind::Delete, need, "need", [(DELETED, Value::Null)]));
    b.write(&Change::single(ChangeKind::Delete, need, "need", [(DELETED, Value::Bool(true))]));
    exchange(&mut a, &mut b);
    assert_eq!(a.only_conflict().kind, ConflictKind::Deletion { edited: Vec::new() });
    assert!(a.item(need).is_some());
}

#[test]
fn evidence_linked_to_a_need_that_another_deleted_keeps_the_need_in_sight() {
    let (mut a, mut b, need) = two();
    a.delete(need);
    let link = EntityId::from_u128(20);
    let change = b.view().link(link, need, "kolin-senzory", "Senzory", b.now);
    b.write(&change);
    exchange(&mut a, &mut b);
    assert_eq!(a.item(need).unwrap().conflicts, [DELETED]);
    let ConflictKind::Deletion { edited } = a.only_conflict().kind else { panic!("not a deletion") };
    assert!(edited.iter().all(|(entity, _)| *entity == link));
}

#[test]
fn a_deleted_consultation_in_which_another_goes_on_stays() {
    let (mut a, mut b, _) = two();
    let change = a.view().delete();
    a.write(&change);
    assert!(a.view().deleted);
    b.add(30, "nová potřeba");
    exchange(&mut a, &mut b);
    assert!(!a.view().deleted);
    assert_eq!(a.view().conflicts, [DELETED]);
    a.write(&a.only_conflict().settle(Value::Bool(true)));
    assert!(a.view().deleted);
    assert!(a.document.conflicts().is_empty());
}

#[test]
fn a_deletion_of_an_older_version_says_nothing_of_what_was_seen() {
    let (mut a, mut b, need) = two();
    a.delete(need);
    b.edit(need, ItemField::Text("jinak".into()));
    let registers = a.document.entities().flat_map(|(id, entity)| {
        let kind = entity.kind.clone();
        let all = entity.registers().filter(|(field, _)| *field != "deleted_after");
        all.flat_map(move |(field, all)| {
            let kind = kind.clone();
            all.iter().map(move |it| (id, kind.clone(), field.to_owned(), it.clone()))
        })
    });
    let old = Document::from_parts(a.document.id, "consultation", a.document.seen().clone(), registers);
    a.document = old;
    exchange(&mut a, &mut b);
    assert_eq!(a.item(need), None, "as that version had it");
}

#[test]
fn a_file_without_personal_fields_has_what_is_shown() {
    let (mut a, mut b, need) = two();
    let gone = a.add(11, "osvětlení");
    exchange(&mut a, &mut b);
    a.delete(need);
    a.delete(gone);
    b.edit(need, ItemField::Text("jinak".into()));
    exchange(&mut a, &mut b);
    let text = write_document(&a.document, Personal::Without).to_string();
    let read = read_document(&text).unwrap();
    let items = Consultation::read(&read.document).unwrap().items;
    assert_eq!(items.iter().map(|item| (item.id, item.text.as_str())).collect::<Vec<_>>(), [(need, "jinak")]);
}

#[test]
fn participants_compete_field_by_field() {
    let mut a = Device::new();
    let person = porada::model::Participant {
        id: EntityId::from_u128(40),
        name: "Jana Vzorová".into(),
        office: String::new(),
        organisation: String::new(),
        email: String::new(),
        phone: String::new(),
        excused: false,
        conflicts: Vec::new(),
    };
    let change = a.view().set_participants(std::slice::from_ref(&person), a.now).unwrap();
    a.write(&change);
    let mut b = a.copy(2);
    let with = |device: &mut Device, person: porada::model::Participant| {
        let change = device.view().set_participants(&[person], device.now).unwrap();
        device.write(&change);
    };
    with(&mut a, porada::model::Participant { office: "starostka".into(), ..person.clone() });
    with(&mut b, porada::model::Participant { phone: "123 456 789".into(), ..person.clone() });
    exchange(&mut a, &mut b);
    assert!(a.document.conflicts().is_empty(), "different fields do not compete");
    let merged = a.view().participants[0].clone();
    assert_eq!((merged.office.as_str(), merged.phone.as_str()), ("starostka", "123 456 789"));
    with(&mut a, porada::model::Participant { name: "Jana Nová".into(), ..merged.clone() });
    with(&mut b, porada::model::Participant { name: "Jana Stará".into(), ..merged });
    exchange(&mut a, &mut b);
    assert_eq!(a.view().participants[0].conflicts, ["name"]);
}

#[test]
fn a_clock_that_is_days_ahead_is_named() {
    let (mut a, mut b, need) = two();
    let now = a.now;
    b.now += SignedDuration::from_hours(72);
    b.edit(need, ItemField::Text("z budoucnosti".into()));
    a.now += SignedDuration::from_hours(20);
    a.edit(need, ItemField::Detail("dnes".into()));
    exchange(&mut a, &mut b);
    let ahead = a.document.stamps_ahead(now);
    assert_eq!(ahead.keys().collect::<Vec<_>>(), [&ReplicaId(2)]);
    assert_eq!(ahead[&ReplicaId(2)].moment(), b.now);
}

/// What a device does to the order while it is alone.
#[derive(Debug, Clone)]
enum Ordering {
    Add,
    Move(usize, bool),
}

fn orderings() -> impl Strategy<Value = Vec<Ordering>> {
    let step = prop_oneof![
        3 => Just(Ordering::Add),
        1 => (any::<usize>(), any::<bool>()).prop_map(|(item, down)| Ordering::Move(item, down)),
    ];
    proptest::collection::vec(step, 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    #[test]
    fn items_that_devices_append_alone_stay_together(
        base in 0usize..8,
        rounds in proptest::collection::vec(proptest::collection::vec(0usize..6, 2..4), 1..4),
    ) {
        let mut first = Device::new();
        let mut next = 100u128;
        let mut id = || { next += 1; next * 0x9E37_79B9_7F4A_7C15 };
        for _ in 0..base {
            first.add(id(), "základ");
        }
        let mut devices: Vec<Device> = (1..4).map(|replica| first.copy(replica)).collect();
        devices[0] = first.clone();
        for round in rounds {
            let mut blocks: Vec<Vec<EntityId>> = Vec::new();
            for (device, count) in devices.iter_mut().zip(round) {
                blocks.push((0..count).map(|_| device.add(id(), "x")).collect());
            }
            let all = devices.clone();
            for device in &mut devices {
                all.iter().for_each(|other| device.document.join(&other.document));
            }
            let items = devices[0].view().items;
            let order: Vec<EntityId> = items.iter().map(|item| item.id).collect();
            for block in blocks.iter().filter(|block| !block.is_empty()) {
                let start = order.iter().position(|id| *id == block[0]).unwrap();
                prop_assert_eq!(&order[start..(start + block.len()).min(order.len())], &block[..]);
            }
            prop_assert!(items.windows(2).all(|pair| pair[0].order < pair[1].order), "keys differ");
            prop_assert!(devices.iter().all(|device| device.view().items == items));
        }
    }

    #[test]
    fn keys_never_become_equal_and_every_device_sees_one_order(mine in orderings(), theirs in orderings()) {
        let mut a = Device::new();
        let mut next = 0u128;
        let mut id = || { next += 1; next * 0x9E37_79B9_7F4A_7C15 };
        for _ in 0..4 {
            a.add(id(), "základ");
        }
        let mut b = a.copy(2);
        for (device, steps) in [(&mut a, &mine), (&mut b, &theirs)] {
            for step in steps {
                match step {
                    Ordering::Add => { device.add(id(), "x"); }
                    Ordering::Move(item, down) => {
                        let view = device.view();
                        let item = view.items[item % view.items.len()].id;
                        if let Some(change) = view.move_item(item, if *down { 1 } else { -1 }) {
                            device.write(&change);
                        }
                    }
                }
            }
        }
        exchange(&mut a, &mut b);
        let orders: Vec<String> = a.view().items.into_iter().map(|item| item.order).collect();
        prop_assert!(orders.windows(2).all(|pair| pair[0] < pair[1]), "{orders:?}");
    }
}

#[test]
fn keys_stay_short_in_a_long_meeting_and_in_one_that_many_write() {
    let mut a = Device::new();
    for number in 0..300u128 {
        a.add((number + 1) * 0x9E37_79B9_7F4A_7C15, "x");
    }
    assert!(a.view().items.iter().all(|item| item.order.len() <= 20));
    for number in 0..100u64 {
        let mut b = a.copy(100 + number);
        b.add(u128::from(number + 1) * 0xD1B5_4A32_D192_ED03, "y");
        a.document.join(&b.document);
    }
    let longest = a.view().items.into_iter().map(|item| item.order.len()).max();
    assert!(longest <= Some(24), "{longest:?}");
}

/// A register of a document that is put together by hand.
fn register(replica: u64, counter: u64, value: impl Into<Value>) -> Register {
    let dot = Dot { replica: ReplicaId(replica), counter };
    Register { origin: Origin { dot, stamp: Stamp(counter) }, value: value.into() }
}

fn put_together(
    registers: impl IntoIterator<Item = (u128, &'static str, &'static str, Register)>,
) -> Document {
    let id = DocumentId::from_u128(1);
    let header = (1, "consultation", "title", register(1, 1, "Jednání"));
    let registers = std::iter::once(header).chain(registers);
    let registers =
        registers.map(|(id, kind, field, it)| (EntityId::from_u128(id), kind.into(), field.into(), it));
    Document::from_parts(id, "consultation", VersionVector::default(), registers)
}

/// Reading for each entity all the others would take many minutes here.
#[test]
fn a_document_with_very_many_deleted_needs_and_links_is_read_in_one_walk() {
    const NEEDS: u128 = 9_999;
    let deleted = |id, kind| {
        let after = Value::from(vec!["0000000000000001.9".to_owned()]);
        [(id, kind, DELETED, register(1, 10, true)), (id, kind, DELETED_AFTER, register(1, 10, after))]
    };
    let need = |number: u128| {
        let text = register(1, 2, format!("potřeba {number}"));
        std::iter::once((100 + number, "need", "text", text)).chain(deleted(100 + number, "need"))
    };
    // Of every second need somebody else linked evidence without having seen the deletion.
    let link = |number: u128| {
        let writer = if number.is_multiple_of(2) { 2 } else { 1 };
        let need = register(writer, 3, EntityId::from_u128(100 + number).to_string());
        [
            (100_000 + number, "link", "need", need),
            (100_000 + number, "link", "record", register(writer, 3, "kolin")),
        ]
    };
    let mut document = put_together((0..NEEDS).flat_map(need).chain((0..NEEDS).flat_map(link)));
    assert_eq!(document.conflicts().len(), 5_000);
    let consultation = Consultation::read(&document).unwrap();
    assert_eq!(consultation.items.len(), 5_000);
    assert!(consultation.items.iter().all(|item| item.conflicts == [DELETED]));
    let file = write_document(&document, Personal::Without);
    assert_eq!(file["data"]["need"].as_array().unwrap().len(), 5_000);
    let edits = (0..NEEDS)
        .map(|number| Edit::new(EntityId::from_u128(100 + number), "need", [(DELETED, Value::Bool(true))]));
    let change = Change { kind: ChangeKind::Delete, edits: edits.collect() };
    assert_eq!(document.inverse(&change).edits.len(), 9_999);
    let seen = document.seen().clone();
    document.write(&change, &seen, &mut Author::new(ReplicaId(3)), Timestamp::UNIX_EPOCH);
    assert_eq!(document.conflicts().len(), 0);
}

#[test]
fn very_many_values_of_one_field_are_compared_in_one_walk() {
    const WRITERS: u64 = 20_000;
    let text = |writer| (100, "note", "text", register(writer, 1, format!("verze {writer}")));
    let deleted = |writer| (101, "note", DELETED, register(writer, 2, true));
    let after = |writer: u64| {
        let seen = Value::from(vec![format!("{writer:016x}.1")]);
        (101, "note", DELETED_AFTER, register(writer, 2, seen))
    };
    let words = (101, "note", "text", register(WRITERS + 7, 1, "nikdo neviděl"));
    let writers = 2..WRITERS + 2;
    let document = put_together(
        writers
            .clone()
            .map(text)
            .chain(writers.clone().flat_map(|it| [deleted(it), after(it)]))
            .chain([words]),
    );
    let mut joined = document.clone();
    joined.join(&document);
    assert_eq!(joined, document);
    let conflicts = joined.conflicts();
    let values: Vec<usize> = conflicts.iter().map(|conflict| conflict.values.len()).collect();
    assert_eq!(values, [20_000, 2]);
}

#[test]
fn a_document_of_more_parts_than_any_screen_can_show_is_not_read() {
    let items = vec![r#"{"id":"00000000-0000-0000-0000-0000000000aa"}"#; ENTITY_LIMIT + 1].join(",");
    let file = format!(
        r#"{{"format":"porada-doc/1","id":"00000000-0000-0000-0000-000000000001","kind":"consultation",
        "data":{{"note":[{items}]}}}}"#
    );
    assert_eq!(read_document(&file), Err(FileError::TooMany));
}
