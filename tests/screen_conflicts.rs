//! Conflicts and erasure on the screen: marks, the overlay of competing values, the confirmation of an erasure.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::Stage;
use porada::i18n::Language;
use porada::model::{
    Change, Consultation, DocumentId, EntityId, HeaderField, ItemField, ItemKind, NewConsultation,
    Participant, Priority, ReplicaId, Status, VersionVector,
};
use porada::store::{Draft, DraftWriter, Store};
use porada::tui::theme::Theme;
use porada::tui::view::ScreenName;

const ID: DocumentId = DocumentId::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
const NEED: EntityId = EntityId::from_u128(10);
const NOTE: EntityId = EntityId::from_u128(11);
const TASK: EntityId = EntityId::from_u128(12);
const PERSON: EntityId = EntityId::from_u128(20);

fn write(store: &mut Store, minute: i64, change: impl FnOnce(&Consultation) -> Change) {
    let view = store.consultation(ID).unwrap().unwrap();
    let now: jiff::Timestamp = common::NOW.parse().unwrap();
    let now = now + jiff::SignedDuration::from_mins(minute);
    store.apply(ID, "consultation", &change(&view), &view.seen, now).unwrap();
}

fn person(name: &str) -> Participant {
    Participant {
        id: PERSON,
        name: name.into(),
        office: "starostka".into(),
        organisation: String::new(),
        email: String::new(),
        phone: String::new(),
        excused: false,
        conflicts: Vec::new(),
    }
}

fn edit(store: &mut Store, minute: i64, item: EntityId, field: ItemField) {
    write(store, minute, |it| it.edit_item(it.item(item).unwrap(), vec![field]));
}

/// A consultation that two devices knew in the morning.
fn morning() -> Store {
    let mut store = Store::open_in_memory(ReplicaId(0xa1a1_a1a1_a1a1_a1a1)).unwrap();
    let new = NewConsultation {
        municipalities: vec!["536385".into()],
        start: Some("2026-11-21T13:30".parse().unwrap()),
        status: Status::Running,
        ..NewConsultation::default()
    };
    let now = common::NOW.parse::<jiff::Timestamp>().unwrap() - jiff::SignedDuration::from_hours(2);
    store.apply(ID, "consultation", &Consultation::create(ID, new), &VersionVector::default(), now).unwrap();
    for (id, kind, text) in [
        (NEED, ItemKind::Need, "Přeplněné kontejnery na tříděný odpad u sídliště"),
        (NOTE, ItemKind::Note, "Svoz dělají technické služby"),
        (TASK, ItemKind::Task, "Poslat podklady"),
    ] {
        write(&mut store, -60, |it| it.add_item(id, kind, vec![ItemField::Text(text.into())], now));
    }
    write(&mut store, -60, |it| it.set_participants(&[person("Jana Vzorová")], now).unwrap());
    store.set_state("last-consultation", &ID.to_string()).unwrap();
    store
}

/// The same after both have written on their own and met again: four things to settle.
fn evening() -> Store {
    let (mut mine, theirs) = apart();
    mine.merge(&theirs.document(ID).unwrap().unwrap()).unwrap();
    assert_eq!(mine.conflict_count().unwrap(), 4);
    mine
}

/// What a third device makes of it that never had what both began with: its proposals compare two ways.
fn evening_elsewhere() -> Store {
    let (mine, theirs) = apart();
    let mut third = Store::open_in_memory(ReplicaId(0xc3c3_c3c3_c3c3_c3c3)).unwrap();
    for from in [mine, theirs] {
        third.merge(&from.document(ID).unwrap().unwrap()).unwrap();
    }
    third.set_state("last-consultation", &ID.to_string()).unwrap();
    third
}

/// Two devices after a day without each other.
fn apart() -> (Store, Store) {
    let mut mine = morning();
    let mut theirs = Store::open_in_memory(ReplicaId(0xb2b2_b2b2_b2b2_b2b2)).unwrap();
    theirs.merge(&mine.document(ID).unwrap().unwrap()).unwrap();
    let text = |words: &str| ItemField::Text(words.into());
    edit(&mut mine, -30, NEED, text("Přeplněné kontejnery na tříděný odpad u sídliště Lipovská"));
    edit(&mut theirs, -20, NEED, text("Přeplněné kontejnery na plast u sídliště"));
    edit(&mut mine, -30, NEED, ItemField::Priority(Priority::High));
    edit(&mut theirs, -25, NEED, ItemField::Priority(Priority::Low));
    write(&mut mine, -15, |it| it.delete_item(it.item(NOTE).unwrap()));
    edit(&mut theirs, -10, NOTE, text("Svoz dělají technické služby, v pátek"));
    let now = common::NOW.parse().unwrap();
    write(&mut mine, -5, |it| it.set_participants(&[person("Jana Nová")], now).unwrap());
    write(&mut theirs, -4, |it| it.set_participants(&[person("Jana Vzorová-Nová")], now).unwrap());
    (mine, theirs)
}

fn stage(language: Language, width: u16, height: u16) -> Stage {
    let mut stage = Stage::with_store(language, width, height, evening());
    stage.press("F3");
    stage
}

fn item(stage: &Stage, id: EntityId) -> Option<porada::model::Item> {
    stage.app.desk().open.as_ref().unwrap().item(id).cloned()
}

/// Chooses the need in the record.
const TO_THE_NEED: &str = "Esc Ctrl+Home";

#[test]
fn items_people_and_the_bottom_line_say_that_something_competes() {
    for (language, width, height) in [
        (Language::Czech, 80, 24),
        (Language::English, 80, 24),
        (Language::Czech, 120, 40),
        (Language::English, 120, 40),
    ] {
        let mut stage = stage(language, width, height);
        let name = format!("marks_{}_{width}", language.code());
        insta::assert_snapshot!(name, stage.styled_screen());
        stage.press("F2");
        let count = if language == Language::Czech { "4 neshody" } else { "4 conflicts" };
        assert!(stage.screen().lines().last().unwrap().contains(count), "{}", stage.screen());
    }
}

#[test]
fn the_marks_are_words_also_without_colours() {
    let mut stage = Stage::with_theme(Language::Czech, 80, 24, evening(), Theme::Mono);
    stage.press("F3");
    let screen = stage.screen();
    for words in ["! neshoda: jinde zapsáno jinak", "! neshoda: jinde smazáno", "neshoda u 1 účastníka"]
    {
        assert!(screen.contains(words), "{words}: {screen}");
    }
}

#[test]
fn competing_texts_stand_one_under_another_with_their_differences() {
    for (language, width, height) in [
        (Language::Czech, 80, 24),
        (Language::English, 80, 24),
        (Language::Czech, 120, 40),
        (Language::English, 120, 40),
    ] {
        let mut stage = stage(language, width, height);
        stage.press(TO_THE_NEED).press("Ctrl+D Right");
        insta::assert_snapshot!(format!("texts_{}_{width}", language.code()), stage.styled_screen());
        stage.press("e");
        insta::assert_snapshot!(format!("edit_{}_{width}", language.code()), stage.screen());
    }
}

#[test]
fn a_deletion_beside_an_edit_says_who_did_what() {
    for language in Language::ALL {
        let mut stage = stage(language, 80, 24);
        stage.press("Esc Ctrl+Home Down Ctrl+D");
        insta::assert_snapshot!(format!("deletion_{}", language.code()), stage.screen());
    }
}

#[test]
fn a_value_is_taken_by_arrows_and_enter_or_by_the_digit_row_and_undo_takes_it_back() {
    let mut stage = stage(Language::Czech, 80, 24);
    stage.press(TO_THE_NEED).press("Ctrl+D Right");
    assert!(stage.screen().contains("Pole: text"), "{}", stage.screen());
    stage.press("Down Enter");
    assert_eq!(item(&stage, NEED).unwrap().text, "Přeplněné kontejnery na tříděný odpad u sídliště Lipovská");
    assert!(stage.screen().contains("Vyřešeno: text · Ctrl+Z vrátí"), "{}", stage.screen());
    assert_eq!(stage.app.desk().conflicts, 3);
    stage.press("Esc Ctrl+Z");
    assert_eq!(stage.app.desk().conflicts, 4, "both values compete again");
    stage.press("Ctrl+Y Ctrl+D");
    assert!(stage.screen().contains("Pole: priorita"), "{}", stage.screen());
    // The second key of the digit row on a Czech keyboard.
    stage.type_text("ě");
    let need = item(&stage, NEED).unwrap();
    assert!(need.conflicts.is_empty());
    assert!(matches!(need.body, porada::model::ItemBody::Need { priority: Priority::High, .. }), "{need:?}");
}

#[test]
fn both_and_own_words_and_what_cannot_be_joined() {
    let mut stage = Stage::with_store(Language::Czech, 80, 24, evening_elsewhere());
    stage.press("F3").press(TO_THE_NEED).press("Ctrl+D");
    stage.press("o");
    assert!(stage.screen().contains("jen jedna z hodnot"), "{}", stage.screen());
    stage.press("e");
    assert!(stage.screen().contains("se nepíše"), "{}", stage.screen());
    stage.press("Right o");
    assert_eq!(
        item(&stage, NEED).unwrap().text,
        "Přeplněné kontejnery na plast u sídliště / Přeplněné kontejnery na tříděný odpad u sídliště Lipovská"
    );
    stage.press("Esc Ctrl+Z").press("Ctrl+D Right Down Down Enter");
    assert!(
        stage.screen().contains("Vlastní znění"),
        "a proposal with a choice is edited: {}",
        stage.screen()
    );
    stage.press("Esc e");
    stage.type_text(" (potvrdit)").press("Enter");
    assert!(item(&stage, NEED).unwrap().text.ends_with("(potvrdit)"));
}

#[test]
fn own_words_that_were_begun_are_gone_on_with() {
    let mut stage = Stage::with_store(Language::Czech, 80, 24, evening_elsewhere());
    stage.press("F3").press(TO_THE_NEED).press("Ctrl+D Right e");
    stage.type_text(" (ověřit)").press("Esc");
    stage.assert_shows("Rozepsané znění zůstává");
    stage.press("Left Right Down e");
    stage.assert_shows("(ověřit)");
    stage.type_text(" zítra").press("F2 Ctrl+D Right e").press("Enter");
    assert!(item(&stage, NEED).unwrap().text.ends_with("(ověřit) zítra"));
    stage.press("Esc Ctrl+Z").press("F3 Ctrl+D Right e");
    stage.assert_hides("(ověřit) zítra");
    stage.press("Right Esc");
    assert_eq!(stage.app.services().draft("conflicts").unwrap(), None, "nothing was begun");
}

#[test]
fn erased_words_do_not_stay_among_own_words_that_were_begun() {
    let mut stage = Stage::with_store(Language::Czech, 80, 24, evening());
    stage.press("F3").press(TO_THE_NEED).press("Ctrl+D Right e");
    stage.type_text(" (ověřit)").press("Esc Esc");
    assert!(stage.app.services().draft("conflicts").unwrap().is_some());
    stage.press("Ctrl+P").type_text("vymazat natrvalo").press("Enter").press("Enter");
    stage.type_text("vymazat").press("Enter");
    stage.assert_shows("Vymazáno natrvalo");
    assert_eq!(stage.app.services().draft("conflicts").unwrap(), None);
}

#[test]
fn own_words_for_a_conflict_that_is_settled_meanwhile_open_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porada.db");
    let store = Store::open(&path, ReplicaId(7)).unwrap();
    let writer = DraftWriter::start(&path).unwrap();
    let place = format!("{ID}/{NEED}/text");
    let other = format!("{ID}/{NOTE}/text");
    let text = serde_json::json!({ &place: "rozepsáno", &other: "jiné" }).to_string();
    let draft = Draft { text, caret: 9, extra: place };
    writer.put("conflicts", draft.clone());
    writer.flush(std::time::Duration::from_secs(20)).unwrap();
    let stage = Stage::with_store(Language::Czech, 80, 24, store);
    stage.assert_hides("Nesho");
    stage.assert_hides("rozepsáno");
    let kept = stage.app.services().draft("conflicts").unwrap().unwrap();
    assert_eq!(kept, Draft { extra: String::new(), ..draft }, "it is not asked for at each start");
    // An erasure takes its own words along and no others.
    let rest = porada::tui::overlays::conflicts::draft_without(&kept, &NEED.to_string()).unwrap();
    assert!(!rest.text.contains("rozepsáno") && rest.text.contains("jiné"), "{rest:?}");
    assert_eq!(porada::tui::overlays::conflicts::draft_without(&rest, &ID.to_string()), None);
}

#[test]
fn a_proposal_on_a_common_text_shows_what_it_rests_on_and_what_it_leaves_out() {
    for language in Language::ALL {
        let mut mine = morning();
        edit(
            &mut mine,
            -50,
            NEED,
            ItemField::Text("Popelnice u školy v pátek přetékají a školník si stěžuje".into()),
        );
        let mut theirs = Store::open_in_memory(ReplicaId(0xb2b2_b2b2_b2b2_b2b2)).unwrap();
        theirs.merge(&mine.document(ID).unwrap().unwrap()).unwrap();
        edit(&mut mine, -30, NEED, ItemField::Text("Popelnice u školy v pátek přetékají".into()));
        let words = "Kontejnery u školy v pátek přetékají a školník si stěžuje";
        edit(&mut theirs, -20, NEED, ItemField::Text(words.into()));
        mine.merge(&theirs.document(ID).unwrap().unwrap()).unwrap();
        let mut stage = Stage::with_store(language, 80, 24, mine);
        stage.press("F3").press(TO_THE_NEED).press("Ctrl+D");
        insta::assert_snapshot!(format!("base_{}", language.code()), stage.styled_screen());
        let before = stage.screen();
        stage.press("Down Down Enter");
        assert_eq!(item(&stage, NEED).unwrap().text, "Kontejnery u školy v pátek přetékají");
        stage.press("Esc Ctrl+Z").press("Ctrl+D");
        let after = stage.screen();
        let about = |screen: &str| {
            let from = screen.find("3  ").unwrap();
            screen[from..].to_owned()
        };
        assert_eq!(about(&after), about(&before), "the same proposal is back");
    }
}

#[test]
fn a_deleted_item_is_kept_or_deleted_and_later_leaves_it_open() {
    let mut stage = stage(Language::Czech, 80, 24);
    stage.press("Esc Ctrl+Home Down Ctrl+D Esc");
    assert_eq!(stage.app.desk().conflicts, 4, "later");
    stage.press("Ctrl+D Down Enter");
    assert_eq!(item(&stage, NOTE), None);
    stage.press("Esc Ctrl+Z");
    assert!(item(&stage, NOTE).is_some());
    let mut kept = self::stage(Language::Czech, 80, 24);
    kept.press("Esc Ctrl+Home Down Ctrl+D Enter");
    assert_eq!(item(&kept, NOTE).unwrap().conflicts, Vec::<String>::new());
    assert_eq!(item(&kept, NOTE).unwrap().text, "Svoz dělají technické služby, v pátek");
}

#[test]
fn after_the_last_conflict_the_overlay_closes_and_then_there_is_nothing() {
    let mut stage = stage(Language::English, 80, 24);
    stage.press("F2 Ctrl+D Enter Enter Enter Enter");
    assert_eq!(stage.app.desk().conflicts, 0);
    assert!(!stage.screen().contains("Conflict "), "{}", stage.screen());
    stage.press("Ctrl+D");
    assert!(stage.screen().contains("No conflicts."), "{}", stage.screen());
}

#[test]
fn the_palette_finds_conflicts_by_words() {
    let mut stage = stage(Language::Czech, 80, 24);
    stage.press("Ctrl+P").type_text("neshod").press("Enter");
    assert!(stage.screen().contains("Neshoda 1 z 4"), "{}", stage.screen());
}

#[test]
fn the_header_marks_its_own_conflict() {
    let mut mine = morning();
    let mut theirs = Store::open_in_memory(ReplicaId(2)).unwrap();
    theirs.merge(&mine.document(ID).unwrap().unwrap()).unwrap();
    write(&mut mine, 0, |it| {
        it.set_header(vec![HeaderField::Municipalities(vec!["536385".into(), "597520".into()])])
    });
    write(&mut theirs, 1, |it| it.set_header(vec![HeaderField::Municipalities(vec!["569569".into()])]));
    mine.merge(&theirs.document(ID).unwrap().unwrap()).unwrap();
    let mut stage = Stage::with_store(Language::Czech, 120, 40, mine);
    stage.press("F3");
    assert!(stage.screen().contains("! neshoda: jinde zapsáno jinak"), "{}", stage.screen());
    stage.press("Ctrl+D");
    assert!(stage.screen().contains("Jeseník,") && !stage.screen().contains("536385"), "{}", stage.screen());
    stage.press("o");
    let codes = stage.app.desk().open.as_ref().unwrap().municipalities.clone();
    assert_eq!(codes, ["569569", "536385", "597520"]);
}

#[test]
fn an_erasure_names_what_goes_and_wants_a_word() {
    let mut stage = Stage::with_store(Language::Czech, 80, 24, morning());
    stage.press("F3 Ctrl+P").type_text("vymazat natrvalo").press("Enter");
    insta::assert_snapshot!("erase_cs", stage.screen());
    stage.press("Down Enter");
    insta::assert_snapshot!("erase_confirm_cs", stage.screen());
    stage.press("Enter");
    assert!(stage.screen().contains("Nic se nevymazalo"), "{}", stage.screen());
    assert_eq!(stage.app.desk().open.as_ref().unwrap().participants.len(), 1);
    stage.type_text("vymazat").press("Enter");
    assert!(stage.screen().contains("Vymazáno natrvalo: 1 položka."), "{}", stage.screen());
    assert!(stage.app.desk().open.as_ref().unwrap().participants.is_empty());
    stage.press("Ctrl+Z");
    assert!(stage.app.desk().open.as_ref().unwrap().participants.is_empty(), "it cannot be undone");
}

#[test]
fn words_of_an_erased_item_do_not_stay_in_the_line_that_edits_it() {
    let mut stage = Stage::with_store(Language::Czech, 80, 24, morning());
    stage.press("F3").press(TO_THE_NEED).press("Enter").type_text(" a na hřbitově");
    stage.press("Ctrl+P").type_text("vymazat natrvalo").press("Enter Down Down Enter");
    assert!(stage.screen().contains("potřeba: Přeplněné"), "{}", stage.screen());
    stage.type_text("vymazat").press("Enter");
    assert!(stage.screen().contains("Vymazáno natrvalo"), "{}", stage.screen());
    assert!(
        !stage.screen().contains("Přeplněné") && !stage.screen().contains("hřbitově"),
        "{}",
        stage.screen()
    );
    stage.press("Enter");
    assert_eq!(stage.app.desk().open.as_ref().unwrap().items.len(), 2);
}

#[test]
fn the_chosen_item_is_offered_and_the_whole_consultation_can_go() {
    let mut stage = Stage::with_store(Language::English, 120, 40, morning());
    stage.press("F3").press(TO_THE_NEED).press("Ctrl+P").type_text("erase for good").press("Enter Enter");
    assert!(stage.screen().contains("need: Přeplněné"), "{}", stage.screen());
    insta::assert_snapshot!("erase_confirm_en", stage.screen());
    stage.press("Esc Ctrl+Home Enter").type_text("erase").press("Enter");
    assert!(stage.app.desk().open.is_none());
    assert!(stage.app.desk().consultations.is_empty());
    stage.press("F2");
    assert_eq!(stage.app.current(), ScreenName::Home);
}
