//! What a store does with conflicts and erasures: settled and undone like any change, erased from every place.

#![expect(clippy::unwrap_used, reason = "a test stops where its preparation fails")]

use jiff::Timestamp;
use porada::model::{
    Change, Consultation, DELETED, Document, DocumentId, EntityId, HeaderField, ItemField, ItemKind,
    MinutesState, NewConsultation, NewSignOff, Participant, ReplicaId, Value, VersionVector,
};
use porada::store::{Draft, DraftWriter, Store};
use std::path::{Path, PathBuf};
use std::time::Duration;

const KIND: &str = "consultation";
const WORD: &str = "Tajnoslovíčko";
const EARLIER: &str = "Předchozíslůvko";
const NAME: &str = "Zdislava Vymazaná";

fn now() -> Timestamp {
    "2026-11-21T09:00:00Z".parse().unwrap()
}

struct Home {
    folder: tempfile::TempDir,
    store: Option<Store>,
    id: DocumentId,
}

impl Home {
    fn new(replica: u64) -> Home {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("porada.db"), ReplicaId(replica)).unwrap();
        Home { folder, store: Some(store), id: DocumentId::from_u128(1) }
    }

    /// A home that has a consultation with a need, evidence, people and two notes.
    fn filled() -> Home {
        let mut home = Home::new(1);
        let new = NewConsultation { municipalities: vec!["597520".into()], ..Default::default() };
        let id = home.id;
        home.store()
            .apply(id, KIND, &Consultation::create(id, new), &VersionVector::default(), now())
            .unwrap();
        for (number, kind, text) in [
            (10, ItemKind::Need, WORD),
            (11, ItemKind::Note, "zůstane"),
            (12, ItemKind::Task, "také zůstane"),
        ] {
            home.write(|it| it.add_item(EntityId::from_u128(number), kind, text_of(text), now()));
        }
        home.write(|it| it.link(EntityId::from_u128(20), EntityId::from_u128(10), "kolin", WORD, now()));
        let person = |number, name: &str| Participant {
            id: EntityId::from_u128(number),
            name: name.into(),
            office: "starostka".into(),
            organisation: String::new(),
            email: String::new(),
            phone: String::new(),
            excused: false,
            conflicts: Vec::new(),
        };
        let people = [person(30, NAME), person(31, "Jan Zůstalý")];
        home.write(|it| it.set_participants(&people, now()).unwrap());
        home
    }

    fn store(&mut self) -> &mut Store {
        self.store.as_mut().unwrap()
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("porada.db")
    }

    fn view(&mut self) -> Consultation {
        let id = self.id;
        self.store().consultation(id).unwrap().unwrap()
    }

    fn document(&mut self) -> Document {
        let id = self.id;
        self.store().document(id).unwrap().unwrap()
    }

    fn write(&mut self, change: impl FnOnce(&Consultation) -> Change) {
        let (view, id) = (self.view(), self.id);
        self.store().apply(id, KIND, &change(&view), &view.seen, now()).unwrap();
    }

    fn edit(&mut self, item: u128, text: &str) {
        let id = EntityId::from_u128(item);
        self.write(|it| it.edit_item(it.item(id).unwrap(), text_of(text)));
    }

    fn text(&mut self, item: u128) -> Option<String> {
        self.view().item(EntityId::from_u128(item)).map(|item| item.text.clone())
    }

    fn take_over(&mut self, other: &mut Home) {
        let document = other.document();
        self.store().merge(&document).unwrap();
        assert_eq!(self.store().check().unwrap(), Vec::<String>::new());
    }

    /// Whether the word is in a file of the home after a clean end.
    fn has_on_disk(mut self, word: &str) -> bool {
        self.store.take().unwrap().close().unwrap();
        files(self.folder.path()).iter().any(|file| {
            let bytes = std::fs::read(file).unwrap();
            bytes.windows(word.len()).any(|window| window == word.as_bytes())
        })
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect()
}

fn text_of(text: &str) -> Vec<ItemField> {
    vec![ItemField::Text(text.into())]
}

/// Two homes that wrote different words into the note and then met.
fn competing() -> (Home, Home) {
    let mut a = Home::filled();
    let mut b = Home::new(2);
    b.take_over(&mut a);
    a.edit(11, "moje znění");
    b.edit(11, "jejich znění");
    b.take_over(&mut a);
    a.take_over(&mut b);
    (a, b)
}

#[test]
fn a_settlement_is_a_change_that_undo_takes_back_and_the_number_follows() {
    let (mut a, mut b) = competing();
    assert_eq!(a.store().conflict_count().unwrap(), 1);
    let (_, conflicts) = a.store().conflicts().unwrap().remove(0);
    a.write(|_| conflicts[0].settle(Value::from("společné znění")));
    assert_eq!((a.text(11).as_deref(), a.store().conflict_count().unwrap()), (Some("společné znění"), 0));
    let undone = a.store().undo(now()).unwrap().unwrap();
    assert_eq!(undone.kind, porada::model::ChangeKind::Settle);
    let again = a.store().conflicts().unwrap().remove(0).1;
    let values = |conflicts: &[porada::model::Conflict]| -> Vec<Value> {
        let mut values: Vec<Value> = conflicts[0].values.iter().map(|rival| rival.value.clone()).collect();
        values.sort_by_key(ToString::to_string);
        values
    };
    assert_eq!(values(&again), values(&conflicts), "both values compete again");
    for _ in 0..2 {
        a.store().redo(now()).unwrap().unwrap();
        assert_eq!((a.text(11).as_deref(), a.store().conflict_count().unwrap()), (Some("společné znění"), 0));
        a.store().undo(now()).unwrap().unwrap();
        assert_eq!(a.store().conflict_count().unwrap(), 1);
        assert_eq!(a.store().check().unwrap(), Vec::<String>::new());
    }
    a.store().redo(now()).unwrap().unwrap();
    b.take_over(&mut a);
    assert_eq!((b.text(11).as_deref(), b.store().conflict_count().unwrap()), (Some("společné znění"), 0));
}

#[test]
fn undo_after_a_merge_takes_back_the_own_change_and_leaves_what_others_wrote_at_the_same_time() {
    let (mut a, mut b) = competing();
    a.store().undo(now()).unwrap().unwrap();
    let values = |home: &mut Home| -> Vec<Value> {
        let (_, conflicts) = home.store().conflicts().unwrap().remove(0);
        let mut values: Vec<Value> = conflicts[0].values.iter().map(|rival| rival.value.clone()).collect();
        values.sort_by_key(ToString::to_string);
        values
    };
    assert_eq!(values(&mut a), ["jejich znění", "zůstane"].map(Value::from));
    a.store().redo(now()).unwrap().unwrap();
    assert_eq!(values(&mut a), ["jejich znění", "moje znění"].map(Value::from));
    b.take_over(&mut a);
    assert_eq!(values(&mut b), values(&mut a));
}

#[test]
fn an_item_deleted_here_and_edited_there_is_on_the_lists_until_it_is_settled() {
    let mut a = Home::filled();
    let mut b = Home::new(2);
    b.take_over(&mut a);
    let task = EntityId::from_u128(12);
    a.write(|it| it.delete_item(it.item(task).unwrap()));
    assert_eq!(a.store().tasks(&Default::default()).unwrap().len(), 0);
    b.edit(12, "také zůstane, a do pátku");
    a.take_over(&mut b);
    assert_eq!(a.store().tasks(&Default::default()).unwrap().len(), 1);
    assert_eq!(a.view().item(task).unwrap().conflicts, [DELETED]);
    let (_, conflicts) = a.store().conflicts().unwrap().remove(0);
    a.write(|_| conflicts[0].settle(Value::Bool(true)));
    assert_eq!(a.store().tasks(&Default::default()).unwrap().len(), 0);
    a.store().undo(now()).unwrap();
    assert!(a.view().item(task).is_some());
    // A link to a deleted need brings it back on the list, although only the link is new.
    let need = EntityId::from_u128(10);
    b.take_over(&mut a);
    a.write(|it| it.delete_item(it.item(need).unwrap()));
    b.write(|it| it.link(EntityId::from_u128(21), need, "jina", "Jiná", now()));
    a.take_over(&mut b);
    assert!(a.view().item(need).is_some());
}

#[test]
fn an_erased_item_is_gone_from_every_place_and_does_not_come_back() {
    let mut home = Home::filled();
    let mut late = Home::new(2);
    late.take_over(&mut home);
    late.edit(10, &format!("{WORD} jinak"));
    for number in 0..40 {
        home.edit(10, &format!("{WORD} {number} {}", "dlouhá slova ".repeat(30)));
    }
    for _ in 0..3 {
        home.store().undo(now()).unwrap().unwrap();
    }
    let drafts = DraftWriter::start(&home.path()).unwrap();
    let item = EntityId::from_u128(10);
    let draft = Draft { text: WORD.into(), caret: 0, extra: String::new() };
    drafts.put(&format!("form:item:{}/{item}", home.id), draft);
    drafts.flush(Duration::from_secs(5)).unwrap();
    drop(drafts);
    let id = home.id;
    let erased = home.store().erase(id, &[item], now()).unwrap();
    assert_eq!((erased.entities, erased.kept_minutes, erased.scrubbed), (2, 0, true), "with its link");
    assert_eq!((home.text(10), home.view().links.len()), (None, 0));
    assert_eq!(home.store().drafts().unwrap(), []);
    while home.store().undo(now()).unwrap().is_some() {}
    while home.store().redo(now()).unwrap().is_some() {}
    home.take_over(&mut late);
    assert_eq!(home.text(10), None);
    assert_eq!(home.text(11).as_deref(), Some("zůstane"));
    late.take_over(&mut home);
    assert_eq!(late.text(10), None, "it travels");
    assert!(late.store().undo(now()).unwrap().is_none(), "nothing is left to take back");
    assert!(late.store().scrub_if_due().unwrap());
    assert!(!late.has_on_disk(WORD));
    assert!(!home.has_on_disk(WORD));
}

/// A home that only read: the journal of its own writes does not have the word, what it keeps for proposals does.
fn reader_of_an_earlier_text(home: &mut Home) -> Home {
    let mut reader = Home::new(2);
    home.edit(11, EARLIER);
    reader.take_over(home);
    home.edit(11, "bez toho slova");
    reader.take_over(home);
    reader
}

#[test]
fn earlier_texts_go_with_what_is_erased_and_are_not_kept_any_more_after_it() {
    let mut home = Home::filled();
    assert!(reader_of_an_earlier_text(&mut home).has_on_disk(EARLIER), "for a proposal it is kept");
    // Another item or a person: the earlier text may name them too.
    for erased in [11, 30] {
        let mut home = Home::filled();
        let mut reader = reader_of_an_earlier_text(&mut home);
        let id = home.id;
        home.store().erase(id, &[EntityId::from_u128(erased)], now()).unwrap();
        reader.take_over(&mut home);
        assert!(reader.store().scrub_if_due().unwrap());
        if erased == 30 {
            home.edit(11, EARLIER);
            reader.take_over(&mut home);
            home.edit(11, "zase bez toho slova");
            reader.take_over(&mut home);
            assert!(reader.store().scrub().unwrap());
        }
        assert!(!reader.has_on_disk(EARLIER), "{erased}");
    }
    // Where it is erased at once, undo records included.
    let mut home = Home::filled();
    let mut other = Home::new(2);
    other.take_over(&mut home);
    home.edit(11, EARLIER);
    other.take_over(&mut home);
    home.edit(11, "moje");
    other.edit(11, "jejich");
    home.take_over(&mut other);
    assert_eq!(home.store().conflicts().unwrap()[0].1[0].base.as_deref(), Some(EARLIER));
    let id = home.id;
    home.store().erase(id, &[EntityId::from_u128(11)], now()).unwrap();
    assert!(!home.has_on_disk(EARLIER));
}

#[test]
fn what_is_not_erased_is_found_in_the_file() {
    assert!(Home::filled().has_on_disk(WORD));
    assert!(Home::filled().has_on_disk(NAME));
}

#[test]
fn an_erased_person_goes_with_the_kept_minutes_that_name_them() {
    let mut home = Home::filled();
    let step = NewSignOff {
        state: MinutesState::Final,
        by: "Jan Zůstalý".into(),
        date: jiff::civil::date(2026, 11, 21),
    };
    home.write(|it| it.sign_off(EntityId::from_u128(40), &step, format!("# Zápis\n{NAME}\n"), now()));
    let id = home.id;
    let erased = home.store().erase(id, &[EntityId::from_u128(30)], now()).unwrap();
    assert_eq!((erased.entities, erased.kept_minutes), (2, 1));
    let names: Vec<String> = home.view().participants.into_iter().map(|it| it.name).collect();
    assert_eq!(names, ["Jan Zůstalý"]);
    assert!(!home.has_on_disk(NAME));
}

#[test]
fn of_an_erased_consultation_nothing_is_left_and_what_others_add_later_goes_too() {
    let mut home = Home::filled();
    let mut late = Home::new(2);
    late.take_over(&mut home);
    home.write(|it| it.set_header(vec![HeaderField::Title(WORD.into())]));
    let id = home.id;
    home.store().erase(id, &[id.header()], now()).unwrap();
    late.write(|it| it.add_item(EntityId::from_u128(50), ItemKind::Note, text_of(WORD), now()));
    home.take_over(&mut late);
    late.take_over(&mut home);
    for home in [&mut home, &mut late] {
        assert!(home.view().deleted && home.view().items.is_empty() && home.view().participants.is_empty());
        assert_eq!(home.store().consultations(false).unwrap(), []);
        assert!(home.store().undo(now()).unwrap().is_none());
        assert!(home.store().scrub_if_due().unwrap());
    }
    for word in ["597520", "zůstane"] {
        assert!(!home.document().entities().any(|(_, it)| {
            it.registers()
                .any(|(_, all)| all.iter().any(|register| register.value.to_string().contains(word)))
        }));
    }
    assert!(!late.has_on_disk(WORD));
    assert!(!home.has_on_disk(NAME));
}
