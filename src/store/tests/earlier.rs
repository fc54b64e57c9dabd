//! Which earlier texts a home keeps, and which of them proposals rest on.

use super::*;
use crate::model::write_document;
use std::collections::BTreeMap;

const ID: DocumentId = DocumentId::from_u128(1);
const NEED: EntityId = EntityId::from_u128(10);
const NOTE: EntityId = EntityId::from_u128(11);
const BASE: &str = "Bins at the school overflow every Friday and the caretaker Novak complains";

fn home(replica: u64) -> Store {
    Store::open_in_memory(ReplicaId(replica)).unwrap()
}

/// A home with a consultation that has a need and a note.
fn first(text: &str) -> Store {
    let mut store = home(1);
    create(&mut store, 1, "Jednání", None);
    for (id, kind) in [(NEED, ItemKind::Need), (NOTE, ItemKind::Note)] {
        write(&mut store, |it| it.add_item(id, kind, vec![ItemField::Text(text.into())], now()));
    }
    store
}

fn write(store: &mut Store, change: impl FnOnce(&Consultation) -> Change) {
    let view = store.consultation(ID).unwrap().unwrap();
    store.apply(ID, KIND, &change(&view), &view.seen, now()).unwrap();
}

fn edit(store: &mut Store, item: EntityId, text: &str) {
    write(store, |it| it.edit_item(it.item(item).unwrap(), vec![ItemField::Text(text.into())]));
}

fn pull(store: &mut Store, from: &Store) {
    store.merge(&from.document(ID).unwrap().unwrap()).unwrap();
}

/// How many texts are kept.
fn kept(store: &Store) -> i64 {
    store.connection.query_row("SELECT count(*) FROM earlier", [], |row| row.get(0)).unwrap()
}

/// The base of the only conflict.
fn base(store: &Store) -> Option<String> {
    let (_, mut conflicts) = store.conflicts().unwrap().remove(0);
    assert_eq!(conflicts.len(), 1);
    conflicts.remove(0).base
}

/// Two homes that wrote into a need without each other; the second has joined both.
fn competing() -> (Store, Store) {
    let (mut one, mut two) = (first(BASE), home(2));
    pull(&mut two, &one);
    edit(&mut one, NEED, "Bins at the school overflow every Friday");
    edit(&mut two, NEED, &BASE.replace("Bins", "Containers"));
    pull(&mut two, &one);
    (one, two)
}

#[test]
fn a_proposal_rests_on_the_text_before_both_edits() {
    let (mut one, two) = competing();
    let proposal = |store: &Store| store.conflicts().unwrap().remove(0).1.remove(0).proposal().unwrap();
    assert_eq!(proposal(&two).text, "Containers at the school overflow every Friday");
    assert_eq!(proposal(&two).dropped, ["and the caretaker Novak complains"]);
    // The other home gets both at once; of the first text of an item it is certain too.
    pull(&mut one, &two);
    assert_eq!(proposal(&one), proposal(&two));
    // Who never had the text has no base.
    let mut late = home(3);
    pull(&mut late, &two);
    assert_eq!(base(&late), None);
}

#[test]
fn settling_and_taking_it_back_brings_the_same_base_again() {
    let (_, mut two) = competing();
    let (_, conflicts) = two.conflicts().unwrap().remove(0);
    write(&mut two, |_| conflicts[0].settle("Containers overflow".into()));
    assert!(two.conflicts().unwrap().is_empty());
    for _ in 0..2 {
        two.undo(now()).unwrap().unwrap();
        assert_eq!(base(&two).as_deref(), Some(BASE));
        two.redo(now()).unwrap().unwrap();
    }
    // What comes after it has the settled text as its base.
    let mut other = home(4);
    pull(&mut other, &two);
    edit(&mut other, NEED, "Containers overflow on Friday");
    edit(&mut two, NEED, "Our containers overflow");
    pull(&mut two, &other);
    assert_eq!(base(&two).as_deref(), Some("Containers overflow"));
}

#[test]
fn undo_of_an_edit_that_competes_leaves_the_other_edit_as_the_proposal() {
    let (mut one, two) = competing();
    pull(&mut one, &two);
    one.undo(now()).unwrap().unwrap();
    let conflict = one.conflicts().unwrap().remove(0).1.remove(0);
    assert_eq!(conflict.base.as_deref(), Some(BASE));
    assert_eq!(conflict.proposal().unwrap().text, BASE.replace("Bins", "Containers"));
}

#[test]
fn only_texts_that_name_nobody_are_kept_and_only_a_few() {
    let mut store = first(BASE);
    let person = |office: &str| Participant {
        id: EntityId::from_u128(30),
        name: "Jana Vzorová".into(),
        office: office.into(),
        organisation: String::new(),
        email: String::new(),
        phone: String::new(),
        excused: false,
        conflicts: Vec::new(),
    };
    for office in ["starostka", "místostarostka", "tajemnice"] {
        write(&mut store, |it| it.set_participants(&[person(office)], now()).unwrap());
    }
    write(&mut store, |it| it.add_item(EntityId::from_u128(12), ItemKind::Task, vec![], now()));
    for owner in ["Jana", "Petr"] {
        let task = EntityId::from_u128(12);
        write(&mut store, |it| it.edit_item(it.item(task).unwrap(), vec![ItemField::Owner(owner.into())]));
    }
    assert_eq!(kept(&store), 0);
    for number in 0..30 {
        edit(&mut store, NEED, &format!("text {number}"));
    }
    assert_eq!(kept(&store), 7, "six and the first");
}

#[test]
fn what_is_deleted_or_has_lost_somebody_to_an_erasure_keeps_no_earlier_text() {
    let mut store = first(BASE);
    edit(&mut store, NEED, "jinak");
    edit(&mut store, NOTE, "jinak");
    assert_eq!(kept(&store), 2);
    write(&mut store, |it| it.delete_item(it.item(NEED).unwrap()));
    assert_eq!(kept(&store), 1);
    store.erase(ID, &[NEED], now()).unwrap();
    assert_eq!(kept(&store), 0, "of the note neither: it may say the same");
    edit(&mut store, NOTE, "a ještě jinak");
    assert_eq!(kept(&store), 0);
    let mut whole = first(BASE);
    edit(&mut whole, NEED, "jinak");
    write(&mut whole, |it| it.delete());
    assert_eq!(kept(&whole), 0);
}

#[test]
fn an_erasure_that_comes_takes_the_earlier_texts_along() {
    let (mut one, mut two) = competing();
    assert!(kept(&two) > 0);
    edit(&mut one, NOTE, "bez jména");
    one.erase(ID, &[NEED], now()).unwrap();
    pull(&mut two, &one);
    assert_eq!(kept(&two), 0);
    assert_eq!(two.check().unwrap(), Vec::<String>::new());
}

#[test]
fn an_earlier_text_is_in_no_file_and_changes_no_byte_of_one() {
    let (_, two) = competing();
    let mut without = home(5);
    pull(&mut without, &two);
    assert!(kept(&two) > 0 && kept(&without) == 0);
    let [with, without] = [&two, &without].map(|store| store.document(ID).unwrap().unwrap());
    // The note still says it; the need, whose earlier text it is, must not.
    let need = |document: &Document| {
        let file = write_document(document, crate::model::Personal::With);
        (file["data"]["need"].to_string() + &file["sync"].to_string(), file.to_string())
    };
    assert!(!need(&with).0.contains(BASE), "{}", need(&with).0);
    assert_eq!(need(&with), need(&without));
    assert_eq!(with, without);
}

/// What may happen in one of three homes.
#[derive(Debug, Clone)]
enum Step {
    Edit(usize),
    Pull(usize, usize),
    Undo(usize),
    Redo(usize),
    Settle(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let home = 0usize..3;
    let step = prop_oneof![
        4 => home.clone().prop_map(Step::Edit),
        6 => (home.clone(), 0usize..3).prop_map(|(to, from)| Step::Pull(to, from)),
        1 => home.clone().prop_map(Step::Undo),
        1 => home.clone().prop_map(Step::Redo),
        1 => home.prop_map(Step::Settle),
    ];
    proptest::collection::vec(step, 1..30)
}

fn values(store: &Store) -> Vec<(Dot, String)> {
    let Some(document) = store.document(ID).unwrap() else { return Vec::new() };
    let registers = document.entity(NEED).map(|it| it.named("text").to_vec()).unwrap_or_default();
    let text = |value: &crate::model::Value| value.as_str().unwrap_or_default().to_owned();
    registers.into_iter().map(|it| (it.origin.dot, text(&it.value))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..Default::default() })]

    #[test]
    fn every_base_was_seen_by_the_authors_of_all_values(steps in steps()) {
        let mut stores = [first("text 0"), home(2), home(3)];
        // Of each write of the text what it says and what its author had seen.
        let mut truth: BTreeMap<Dot, (String, VersionVector)> = BTreeMap::new();
        for (dot, text) in values(&stores[0]) {
            truth.insert(dot, (text, VersionVector::default()));
        }
        for (number, step) in steps.iter().enumerate() {
            let at = match *step {
                Step::Edit(at) | Step::Pull(at, _) | Step::Undo(at) | Step::Redo(at) | Step::Settle(at) => at,
            };
            let before = stores[at].document(ID).unwrap();
            if before.is_none() && !matches!(step, Step::Pull(..)) {
                continue;
            }
            match *step {
                Step::Edit(_) => if !values(&stores[at]).is_empty() {
                    edit(&mut stores[at], NEED, &format!("text {}", number + 1));
                },
                Step::Pull(_, from) => if let Some(document) = stores[from].document(ID).unwrap() {
                    stores[at].merge(&document).unwrap();
                },
                // The first changes make the consultation and its items; they stay.
                Step::Undo(_) => {
                    let few: i64 = stores[at].connection
                        .query_row("SELECT count(*) FROM journal WHERE undone = 0", [], |row| row.get(0))
                        .unwrap();
                    if few > 3 || at > 0 && few > 0 {
                        stores[at].undo(now()).unwrap();
                    }
                }
                Step::Redo(_) => { stores[at].redo(now()).unwrap(); }
                Step::Settle(_) => {
                    let conflicts = stores[at].conflicts().unwrap();
                    if let Some(conflict) = conflicts.first().and_then(|(_, all)| all.first()) {
                        let change = conflict.settle(format!("text {}", number + 1).into());
                        write(&mut stores[at], |_| change);
                    }
                }
            }
            if !matches!(step, Step::Pull(..)) {
                let seen = before.map(|it| it.seen().clone()).unwrap_or_default();
                for (dot, text) in values(&stores[at]) {
                    truth.entry(dot).or_insert((text, seen.clone()));
                }
            }
            for store in &stores {
                for conflict in store.conflicts().unwrap().into_iter().flat_map(|(_, all)| all) {
                    let Some(base) = conflict.base else { continue };
                    let live = values(store);
                    let seen_by_all = |dot: Dot| live.iter().all(|(it, _)| truth[it].1.covers(dot));
                    prop_assert!(
                        truth.iter().any(|(&dot, (text, _))| *text == base && seen_by_all(dot)),
                        "{base} is no base of {live:?}"
                    );
                }
            }
        }
        for store in &stores {
            prop_assert_eq!(store.check().unwrap(), Vec::<String>::new());
        }
    }
}
