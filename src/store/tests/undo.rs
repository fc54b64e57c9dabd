//! Taking back and bringing again where values compete: what competed before competes again, whoever may see it.

use super::*;
use crate::model::{Conflict, ConflictKind, DELETED, DELETED_AFTER, Value, Visibility};
use std::collections::{BTreeMap, BTreeSet};

const ID: DocumentId = DocumentId::from_u128(1);

const VISIBILITIES: [Visibility; 3] = [Visibility::Private, Visibility::Team, Visibility::Network];

/// Devices that have one consultation with a need, a note and evidence, for the eyes of `visibility`.
fn devices(visibility: Visibility) -> [Store; 3] {
    let mut stores = [1, 2, 3].map(|replica| Store::open_in_memory(ReplicaId(replica)).unwrap());
    let [first, others @ ..] = &mut stores;
    create(first, 1, "jednání", None);
    write(first, |it| it.set_header(vec![HeaderField::Visibility(visibility)]));
    add(first, ID, 10, ItemKind::Need, words("potřeba"));
    add(first, ID, 11, ItemKind::Note, words("poznámka"));
    write(first, |it| it.link(entity(20), entity(10), "kolin-senzory", "Senzory", now()));
    others.iter_mut().for_each(|other| take_over(other, first));
    stores
}

fn entity(number: u128) -> EntityId {
    EntityId::from_u128(number)
}

fn document(store: &Store) -> Document {
    store.document(ID).unwrap().unwrap()
}

fn write(store: &mut Store, change: impl FnOnce(&Consultation) -> Change) {
    let change = change(&view(store, ID));
    apply(store, ID, &change);
}

fn edit(store: &mut Store, item: u128, text: &str) {
    write(store, |it| it.edit_item(it.item(entity(item)).unwrap(), words(text)));
}

fn take_over(store: &mut Store, other: &Store) {
    store.merge(&document(other)).unwrap();
}

/// The values of every field of what is shown, the one that is shown first apart, and what competes: everything but who wrote,
/// and when. A field that was emptied is as good as none.
type Picture = (BTreeMap<(EntityId, String), (Value, BTreeSet<String>)>, Vec<Conflict>);

fn picture(store: &Store) -> Picture {
    let document = document(store);
    let standing = document.standing();
    let mut values = BTreeMap::new();
    for (id, entity) in document.entities().filter(|&(id, _)| standing.is_shown(id)) {
        for (field, registers) in entity.registers().filter(|(field, _)| *field != DELETED_AFTER) {
            let first = entity.value(field).cloned().unwrap_or_default();
            let all: BTreeSet<String> = registers
                .iter()
                .filter(|it| !it.value.is_null() && (field != DELETED || it.value == Value::Bool(true)))
                .map(|it| it.value.to_string())
                .collect();
            // Which of two opinions of a deletion is the later says nothing: until it is settled the item is there.
            let first = if field == DELETED { Value::Null } else { first };
            if !all.is_empty() {
                values.insert((id, field.to_owned()), (first, all));
            }
        }
    }
    let mut conflicts = document.conflicts();
    for conflict in &mut conflicts {
        // An edit beside a deletion is one more that the deletion had not seen, also when it is taken back.
        if let ConflictKind::Deletion { edited } = &mut conflict.kind {
            edited.clear();
        }
    }
    for rival in conflicts.iter_mut().flat_map(|conflict| &mut conflict.values) {
        rival.writers.clear();
        rival.stamp = Default::default();
    }
    (values, conflicts)
}

/// Two texts of the note, two titles, and a need that one deleted while another wrote of it.
fn competing(visibility: Visibility) -> Store {
    let [mut first, mut second, _] = devices(visibility);
    edit(&mut first, 11, "verze A");
    edit(&mut second, 11, "verze B");
    write(&mut first, |it| it.set_header(vec![HeaderField::Title("titul A".into())]));
    write(&mut second, |it| it.set_header(vec![HeaderField::Title("titul B".into())]));
    write(&mut first, |it| it.delete_item(it.item(entity(10)).unwrap()));
    edit(&mut second, 10, "potřeba jinak");
    take_over(&mut first, &second);
    assert_eq!(first.conflict_count().unwrap(), 3);
    first
}

#[test]
fn what_is_deleted_and_comes_back_competes_as_before() {
    let item = |id| move |it: &Consultation| it.delete_item(it.item(entity(id)).unwrap());
    let mark = |internal| {
        move |it: &Consultation| {
            it.edit_item(it.item(entity(11)).unwrap(), vec![ItemField::Internal(internal)])
        }
    };
    for visibility in VISIBILITIES {
        let mut store = competing(visibility);
        let start = picture(&store);
        let mut and_back = |change: &dyn Fn(&Consultation) -> Change| {
            write(&mut store, change);
            for round in 0..3 {
                store.undo(now()).unwrap().unwrap();
                assert_eq!(picture(&store), start, "{visibility:?}, round {round}");
                assert_whole(&store);
                store.redo(now()).unwrap().unwrap();
            }
            store.undo(now()).unwrap().unwrap();
        };
        and_back(&item(10));
        and_back(&item(11));
        and_back(&|it| it.delete());
        and_back(&|it| it.edit_item(it.item(entity(11)).unwrap(), words("verze C")));
        and_back(&mark(true));
        write(&mut store, mark(true));
        write(&mut store, mark(false));
        assert_eq!(picture(&store).1, start.1, "{visibility:?}: the mark is cleared");
    }
}

#[test]
fn a_deletion_that_is_taken_back_and_made_again_writes_over_no_edit() {
    let [mut first, mut second, _] = devices(Visibility::Network);
    write(&mut first, |it| it.delete_item(it.item(entity(11)).unwrap()));
    first.undo(now()).unwrap().unwrap();
    assert!(document(&first).entity(entity(11)).unwrap().value(DELETED_AFTER).is_none());
    take_over(&mut second, &first);
    edit(&mut second, 11, "kolegovo znění");
    take_over(&mut first, &second);
    first.redo(now()).unwrap().unwrap();
    first.undo(now()).unwrap().unwrap();
    assert_eq!(view(&first, ID).item(entity(11)).unwrap().text, "kolegovo znění");
    assert_eq!(first.conflict_count().unwrap(), 0);
}

#[test]
fn an_older_change_is_taken_back_beside_a_colleague_also_after_everything_was_shown_again() {
    for visibility in VISIBILITIES {
        let [mut first, mut second, _] = devices(visibility);
        edit(&mut first, 11, "moje");
        edit(&mut second, 11, "kolegovo");
        take_over(&mut first, &second);
        write(&mut first, |it| it.delete());
        first.undo(now()).unwrap().unwrap();
        first.undo(now()).unwrap().unwrap();
        let conflict = document(&first).conflicts().remove(0);
        let mut values: Vec<_> = conflict.values.iter().filter_map(|it| it.value.as_str()).collect();
        values.sort_unstable();
        assert_eq!(values, ["kolegovo", "poznámka"], "{visibility:?}");
    }
}

#[test]
fn of_concurrent_marks_the_one_that_hides_comes_back_too() {
    let [mut first, mut second, mut third] = devices(Visibility::Network);
    let mark = |internal| {
        move |it: &Consultation| {
            it.edit_item(it.item(entity(11)).unwrap(), vec![ItemField::Internal(internal)])
        }
    };
    write(&mut first, mark(true));
    write(&mut second, mark(true));
    write(&mut second, mark(false));
    take_over(&mut third, &first);
    take_over(&mut third, &second);
    assert!(view(&third, ID).item(entity(11)).unwrap().internal);
    write(&mut third, mark(false));
    assert!(!view(&third, ID).item(entity(11)).unwrap().internal);
    third.undo(now()).unwrap().unwrap();
    assert!(view(&third, ID).item(entity(11)).unwrap().internal);
}

/// What version 4 counted by itself, and what it did not.
#[test]
fn an_older_database_counts_the_conflicts_that_there_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porada.db");
    let mut store = Store::open(&path, ReplicaId(9)).unwrap();
    let [mut first, mut second, _] = devices(Visibility::Team);
    edit(&mut first, 11, "verze A");
    edit(&mut second, 11, "verze B");
    take_over(&mut first, &second);
    write(&mut first, |it| it.delete_item(it.item(entity(11)).unwrap()));
    take_over(&mut store, &first);
    assert_eq!(store.conflict_count().unwrap(), 0, "the note is deleted with both versions");
    // Another document in which somebody wrote beside a deletion.
    create(&mut store, 2, "jiné jednání", None);
    let disputed = DocumentId::from_u128(2);
    let item = add(&mut store, disputed, 12, ItemKind::Note, words("smazaná"));
    let mut colleague = store.document(disputed).unwrap().unwrap();
    let change = Consultation::read(&colleague).unwrap();
    let change = change.edit_item(change.item(item).unwrap(), words("dopsaná"));
    let seen = colleague.seen().clone();
    colleague.write(&change, &seen, &mut Author::new(ReplicaId(2)), now());
    let deletion = view(&store, disputed).delete_item(view(&store, disputed).item(item).unwrap());
    apply(&mut store, disputed, &deletion);
    store.merge(&colleague).unwrap();
    assert_eq!(store.conflict_count().unwrap(), 1);
    // As a database of version 4 is.
    let older = "DELETE FROM conflict; INSERT INTO conflict SELECT id, 1 FROM doc WHERE id IN
            (SELECT id FROM name WHERE text = '00000000-0000-0000-0000-000000000001');
        DROP TABLE cur_record; DROP TABLE source; DROP TABLE earlier; DELETE FROM meta WHERE key = 'remotes'; PRAGMA user_version = 4;";
    store.connection.execute_batch(older).unwrap();
    store.close().unwrap();
    let store = Store::open(&path, ReplicaId(10)).unwrap();
    assert_eq!(store.conflict_count().unwrap(), 1);
    assert_eq!(store.conflicts().unwrap()[0].0.id, disputed);
    assert_whole(&store);
}

/// The fixture of version 2 with a colleague's words in the note that it deleted.
#[test]
fn what_competes_in_a_deleted_note_of_version_2_is_no_conflict() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porada.db");
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/version-2.db");
    std::fs::copy(fixture, &path).unwrap();
    let competing = "INSERT INTO reg SELECT doc, ent, field, 15, 1, 100, '\"kolega\"' FROM reg
        JOIN name word ON word.id = field JOIN name note ON note.id = ent
        WHERE word.text = 'text' AND note.text LIKE '%3eb';";
    let connection = Connection::open(&path).unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    connection.execute_batch(competing).unwrap();
    drop(connection);
    let store = Store::open(&path, ReplicaId(10)).unwrap();
    let counted: usize = store.conflicts().unwrap().iter().map(|(_, conflicts)| conflicts.len()).sum();
    assert_eq!(store.conflict_count().unwrap(), counted);
    assert_whole(&store);
}

/// What a device does: alone, or with what another one has.
#[derive(Debug, Clone)]
enum Step {
    Write(usize, Action),
    TakeOver(usize, usize),
}

#[derive(Debug, Clone)]
enum Action {
    Add(ItemKind),
    Text(usize, String),
    Internal(usize, bool),
    Move(usize, isize),
    Delete(usize),
    Link(usize),
    Unlink,
    Title(String),
    Visibility(usize),
    DeleteAll(bool),
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        1 => (0..4_usize).prop_map(|kind| Action::Add(ItemKind::ALL[kind])),
        5 => (0..9_usize, "[a-c]").prop_map(|(item, text)| Action::Text(item, text)),
        2 => (0..9_usize, any::<bool>()).prop_map(|(item, yes)| Action::Internal(item, yes)),
        1 => (0..9_usize, prop_oneof![Just(-1_isize), Just(1)]).prop_map(|(item, by)| Action::Move(item, by)),
        3 => (0..9_usize).prop_map(Action::Delete),
        1 => (0..9_usize).prop_map(Action::Link),
        1 => Just(Action::Unlink),
        2 => "[a-c]".prop_map(Action::Title),
        1 => (0..3_usize).prop_map(Action::Visibility),
        1 => any::<bool>().prop_map(Action::DeleteAll),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => (0..3_usize, action()).prop_map(|(device, action)| Step::Write(device, action)),
        3 => (0..3_usize, 0..3_usize).prop_map(|(to, from)| Step::TakeOver(to, from)),
    ]
}

/// Does it, where there is something to act on; a consultation that is deleted can only come back.
fn act(store: &mut Store, fresh: u128, action: &Action) {
    let it = view(store, ID);
    let item = |which: usize| it.items.get(which % it.items.len().max(1));
    let edited = |which, field| item(which).map(|item| it.edit_item(item, vec![field]));
    let change = match action {
        Action::DeleteAll(yes) => Some(Change::single(
            ChangeKind::Delete,
            ID.header(),
            KIND,
            [(DELETED, if *yes { Value::Bool(true) } else { Value::Null })],
        )),
        _ if it.deleted => None,
        Action::Add(kind) => Some(it.add_item(entity(fresh), *kind, words("nová"), now())),
        Action::Text(which, text) => edited(*which, ItemField::Text(text.clone())),
        Action::Internal(which, yes) => edited(*which, ItemField::Internal(*yes)),
        Action::Move(which, by) => item(*which).and_then(|item| it.move_item(item.id, *by)),
        Action::Delete(which) => item(*which).map(|item| it.delete_item(item)),
        Action::Link(which) => {
            item(*which).map(|item| it.link(entity(fresh), item.id, "kolin", "Kolín", now()))
        }
        Action::Unlink => it.links.first().map(|link| it.unlink(link)),
        Action::Title(text) => Some(it.set_header(vec![HeaderField::Title(text.clone())])),
        Action::Visibility(which) => Some(it.set_header(vec![HeaderField::Visibility(VISIBILITIES[*which])])),
    };
    if let Some(change) = change {
        store.apply(ID, KIND, &change, &it.seen, now()).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..Default::default() })]

    #[test]
    fn undoing_all_brings_back_exactly_what_competed_and_redoing_all_what_came_of_it(
        visibility in 0..3_usize,
        history in proptest::collection::vec(step(), 1..30),
        own in proptest::collection::vec(action(), 1..6),
    ) {
        let mut stores = devices(VISIBILITIES[visibility]);
        for (number, step) in (1000..).zip(&history) {
            match step {
                Step::Write(device, action) => act(&mut stores[*device], number, action),
                Step::TakeOver(to, from) => {
                    let other = document(&stores[*from]);
                    stores[*to].merge(&other).unwrap();
                }
            }
        }
        let [store, ..] = &mut stores;
        store.connection.execute("DELETE FROM journal", []).unwrap();
        let start = picture(store);
        for (number, action) in (2000..).zip(&own) {
            act(store, number, action);
        }
        let end = picture(store);
        for _ in 0..2 {
            while store.undo(now()).unwrap().is_some() {}
            prop_assert_eq!(picture(store), start.clone());
            while store.redo(now()).unwrap().is_some() {}
            prop_assert_eq!(picture(store), end.clone());
        }
        prop_assert_eq!(store.check().unwrap(), Vec::<String>::new());
    }
}
