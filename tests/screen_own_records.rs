//! The tab of the catalogue for own records: what is written down is found by the next key; Enter opens it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::{Stage, day};
use porada::i18n::Language;
use porada::model::{
    Consultation, DocumentId, ItemKind, NewConsultation, PracticeDraft, ReplicaId, VersionVector,
};
use porada::store::{Draft, DraftWriter, Store};
use porada::tui::app::OwnReading;
use porada::tui::view::ScreenName;
use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

const LANGUAGES: [(Language, &str); 2] = [(Language::Czech, "cs"), (Language::English, "en")];

/// A broker's day with the own records of the catalogue in sight.
fn own(language: Language, width: u16, height: u16) -> Stage {
    let mut stage = Stage::with_store(language, width, height, day::store());
    stage.press("F4 Shift+Tab");
    stage
}

/// The same with one open consultation in which a need is written down.
fn with_need(words: &str) -> Stage {
    let mut stage = Stage::with_store(Language::Czech, 120, 40, day::store());
    stage.press("F2 Enter F3").type_text(words).press("Enter");
    stage
}

#[test]
fn every_view_looks_good_in_every_size_and_language() {
    for (language, code) in LANGUAGES {
        for (width, height) in [(80, 24), (120, 40)] {
            let name = |view: &str| format!("{view}-{code}-{width}x{height}");
            let mut stage = own(language, width, height);
            insta::assert_snapshot!(name("all"), stage.styled_screen());
            stage.type_text("kontejner");
            insta::assert_snapshot!(name("found"), stage.styled_screen());
            stage.type_text("xyzzyx");
            insta::assert_snapshot!(name("nothing"), stage.styled_screen());
            let mut empty = Stage::new(language, width, height);
            empty.press("F4 Shift+Tab");
            insta::assert_snapshot!(name("empty"), empty.styled_screen());
        }
    }
}

#[test]
fn a_need_is_found_misspelled_and_inflected_as_soon_as_it_is_written_and_enter_opens_it() {
    for query in ["hodinami", "hodniy", "vezni hodin", "jesenik hodiny 2026"] {
        let mut stage = with_need("Věžní hodiny stojí");
        let open = stage.app.desk().open.as_ref().unwrap();
        let need = open.items_of(ItemKind::Need).last().unwrap().text.clone();
        assert_eq!(need, "Věžní hodiny stojí");
        stage.press("F4 Shift+Tab").type_text(query);
        stage.assert_shows("Věžní hodiny stojí");
        stage.press("Enter");
        assert_eq!(stage.app.current(), ScreenName::Consultation, "{query}");
        stage.press("Del");
        let open = stage.app.desk().open.as_ref().unwrap();
        assert!(open.items.iter().all(|item| item.text != need), "{query}: another item was chosen");
    }
}

#[test]
fn a_deleted_item_is_gone_and_undo_brings_it_back() {
    let mut stage = with_need("Zvonkohra na radnici nehraje");
    stage.press("F4 Shift+Tab").type_text("zvonkohra");
    stage.assert_shows(" 1 nález ");
    stage.press("Enter Del F4");
    stage.assert_shows("ve vašich záznamech nic není");
    stage.press("Ctrl+Z");
    stage.assert_shows(" 1 nález ");
    stage.assert_shows("Zvonkohra na radnici nehraje");
    stage.press("Ctrl+Y");
    stage.assert_shows("ve vašich záznamech nic není");
}

#[test]
fn a_deleted_consultation_is_gone_with_everything_in_it() {
    let mut stage = own(Language::Czech, 120, 40);
    let all = stage.app.desk().own.search("", true, 1_000).total;
    stage.press("F2 Del F4");
    let left = stage.app.desk().own.search("", true, 1_000).total;
    assert!(left < all);
    stage.assert_shows(&format!("moje záznamy {left}"));
    stage.press("Ctrl+Z");
    stage.assert_shows(&format!("moje záznamy {all}"));
}

#[test]
fn enter_on_a_header_opens_the_consultation() {
    let mut stage = own(Language::Czech, 120, 40);
    stage.type_text("workshop kolín");
    let header = stage.app.desk().own.search("workshop kolín", true, 1).hits[0].entry.clone();
    assert_eq!(header.item, None);
    stage.press("Enter");
    assert_eq!(stage.app.current(), ScreenName::Consultation);
    assert_eq!(stage.app.desk().open.as_ref().unwrap().id, header.document);
}

#[test]
fn the_tab_stands_behind_the_kinds_and_escape_leaves_it() {
    let mut stage = Stage::with_store(Language::Czech, 120, 40, day::store());
    stage.press("F4 Tab Tab Tab Tab Tab Tab");
    stage.assert_shows("Filtry (Esc zruší): partneři");
    stage.press("Tab");
    stage.assert_shows("ze všech konzultací, nejnovější první");
    stage.type_text("a").press("Esc");
    stage.assert_shows("ze všech konzultací, nejnovější první");
    stage.press("Esc");
    stage.assert_shows("v pořadí katalogu");
    assert_eq!(stage.app.current(), ScreenName::Catalogue);
    stage.press("Shift+Tab Tab");
    stage.assert_shows("v pořadí katalogu");
}

#[test]
fn while_the_others_are_read_in_the_background_the_open_consultation_is_found_already() {
    let store = day::store();
    store.set_state("last-consultation", &day::document(2).to_string()).unwrap();
    let all = store.whole_consultations().unwrap();
    let mut stage = Stage::unread(Language::Czech, 120, 40, store);
    let readings = Rc::new(RefCell::new(Vec::new()));
    let begun = Rc::clone(&readings);
    stage.app.read_own_with(move |reading, _| begun.borrow_mut().push(reading));
    stage.app.set_thesaurus(&porada::search::Thesaurus::shipped());
    stage.press("F4 Shift+Tab");
    stage.assert_shows("starší konzultace se ještě načítají");
    stage.assert_shows("Rozcestník služeb");
    stage.assert_hides("Workshop k odpadům");
    let reading = readings.borrow()[0];
    let found = OwnReading::of(&all, &[], &stage.app.desk().catalogue, stage.app.desk().own.thesaurus());
    stage.app.set_own(reading, Ok(found));
    stage.resize(120, 41);
    stage.assert_hides("se ještě načítají");
    stage.assert_shows("Workshop k odpadům");
    assert_eq!(readings.borrow().len(), 1);
}

#[test]
fn all_consultations_are_read_once_with_the_words_of_the_centre() {
    let mut stage = Stage::unread(Language::Czech, 120, 40, day::store());
    let words = Rc::new(RefCell::new(Vec::new()));
    let begun = Rc::clone(&words);
    stage.app.read_own_with(move |_, thesaurus| begun.borrow_mut().push(thesaurus));
    assert!(words.borrow().is_empty(), "the words are not known yet");
    let centre = porada::search::Thesaurus::shipped_with("popelnice = nádoba na odpad\n").unwrap();
    stage.app.set_thesaurus(&centre);
    let catalogue = std::sync::Arc::clone(&stage.app.desk().catalogue);
    let index = porada::search::index_with(&catalogue, std::sync::Arc::clone(&centre));
    stage.app.set_index(std::sync::Arc::new(index));
    // What another program imports is read again with the same words.
    stage.app.set_thesaurus(&centre);
    assert_eq!(words.borrow().len(), 1);
    assert!(std::sync::Arc::ptr_eq(&words.borrow()[0], &centre));
    stage.app.set_thesaurus(&porada::search::Thesaurus::shipped());
    assert_eq!(words.borrow().len(), 2, "other words");
}

#[test]
fn a_database_that_cannot_be_read_is_told() {
    let mut stage = Stage::unread(Language::Czech, 120, 40, day::store());
    stage.app.read_own_with(|_, _| {});
    stage.app.set_thesaurus(&porada::search::Thesaurus::shipped());
    let error = porada::store::read_consultations(Path::new("/dev/null/porada.db")).unwrap_err();
    stage.app.set_own(1, Err(error));
    stage.resize(120, 41);
    stage.assert_shows("/dev/null/porada.db");
}

#[test]
fn an_own_record_cannot_be_linked_or_presented() {
    let mut stage = with_need("Lavičky");
    stage.press("F4 Shift+Tab Ctrl+L");
    stage.assert_shows("lze jen záznam z katalogu");
    assert!(stage.app.desk().open.as_ref().unwrap().links.is_empty());
}

#[test]
fn what_another_porada_writes_is_found_at_the_next_minute() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porada.db");
    let store = Store::open(&path, ReplicaId(1)).unwrap();
    let mut stage = Stage::with_store(Language::Czech, 120, 40, store);
    stage.press("F4 Shift+Tab");
    stage.assert_shows("Zatím není co hledat");
    let mut other = Store::open(&path, ReplicaId(2)).unwrap();
    let id = DocumentId::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0009);
    let new = NewConsultation { municipalities: vec!["536385".into()], ..NewConsultation::default() };
    let change = Consultation::create(id, new);
    other.apply(id, "consultation", &change, &VersionVector::default(), stage.now).unwrap();
    stage.wait_minutes(1);
    stage.assert_shows("Konzultace Jeseník");
    let read = porada::store::read_consultations(&path).unwrap();
    assert_eq!(read.iter().map(|it| it.id).collect::<Vec<_>>(), [id]);
}

#[test]
fn a_practice_draft_is_found_again_edited_submitted_deleted_and_brought_back() {
    let mut stage = own(Language::Czech, 120, 40);
    stage.press("Ctrl+N").type_text("Obec zavedla sdílený traktor").press("Esc");
    stage.assert_shows("najdete jej v katalogu mezi svými záznamy");
    stage.assert_shows("NÁMĚT");
    stage.type_text("traktory");
    stage.assert_shows("námět praxe · rozpracovaný");
    insta::assert_snapshot!("draft-cs-120x40", stage.styled_screen());
    stage
        .press("Enter Tab")
        .type_text("Každá ves měla svůj a stál")
        .press("Shift+Tab Shift+Tab Shift+Tab Right");
    insta::assert_snapshot!("draft-form-cs-120x40", stage.styled_screen());
    stage.press("Esc");
    stage.assert_shows("Námět praxe je upraven");
    stage.assert_shows("námět praxe · podaný");
    stage.assert_shows("Každá ves měla svůj a stál");
    let store = &stage.app.services().store;
    let id = store.document_ids("practice-draft").unwrap()[0];
    let header = store.document(id).unwrap().unwrap().header().unwrap().clone();
    assert_eq!((header.text("state"), header.text("title")), ("submitted", "Obec zavedla sdílený traktor"));
    stage.press("Del");
    stage.assert_shows("Námět praxe „Obec zavedla sdílený traktor“ je smazán");
    stage.assert_shows("ve vašich záznamech nic není");
    stage.press("Ctrl+Z");
    stage.assert_shows("smazání námětu praxe – Obec zavedla sdílený traktor");
    stage.assert_shows("námět praxe · podaný");
    stage.press("Ctrl+Z").assert_shows("úprava námětu praxe – Obec zavedla sdílený traktor");
    stage.assert_shows("námět praxe · rozpracovaný");
    stage.press("Ctrl+Z").assert_shows("založení námětu praxe – Obec zavedla sdílený traktor");
    stage.assert_shows("ve vašich záznamech nic není");
}

#[test]
fn a_practice_draft_of_an_earlier_day_is_there_and_its_unwritten_words_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porada.db");
    let mut store = Store::open(&path, ReplicaId(1)).unwrap();
    let (id, now) = (DocumentId::from_u128(77), "2026-11-20T10:00:00Z".parse().unwrap());
    let fields = vec![("title", "Shared tractor".into()), ("place", "Horní Lhota".into())];
    let change = PracticeDraft::create(id, fields, now);
    store.apply(id, "practice-draft", &change, &VersionVector::default(), now).unwrap();
    let draft = Draft { text: r#"{"result":"one tractor for six villages"}"#.into(), ..Draft::default() };
    let writer = DraftWriter::start(&path).unwrap();
    writer.put(&format!("form:practice:{id}"), draft);
    writer.flush(std::time::Duration::from_secs(60)).unwrap();
    let mut stage = Stage::with_store(Language::English, 120, 40, store);
    stage.assert_shows("one tractor for six villages");
    stage.press("Esc F4 Shift+Tab").type_text("horni lhota");
    stage.assert_shows("practice draft · draft · 20 Nov");
    stage.assert_shows("one tractor for six villages");
}

#[test]
fn delete_within_the_query_deletes_a_letter_and_no_draft() {
    let mut stage = own(Language::Czech, 120, 40);
    stage.press("Ctrl+N").type_text("Obec zavedla sdílený traktor").press("Esc");
    stage.type_text("traktor").press("Left Del");
    stage.assert_shows("námět praxe · rozpracovaný");
    stage.press("Shift+Tab").type_text("x").press("Left Del");
    let drafts = stage.app.services().store.practice_drafts().unwrap();
    assert_eq!(drafts.len(), 1);
}

#[test]
fn a_consultation_is_read_also_where_nothing_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porada.db");
    let mut store = Store::open(&path, ReplicaId(1)).unwrap();
    let (id, now) = (DocumentId::from_u128(9), "2026-11-20T10:00:00Z".parse().unwrap());
    let new = NewConsultation { municipalities: vec!["536385".into()], ..NewConsultation::default() };
    store.apply(id, "consultation", &Consultation::create(id, new), &VersionVector::default(), now).unwrap();
    let full = "CREATE TRIGGER full BEFORE INSERT ON state BEGIN SELECT RAISE(ABORT, 'full'); END";
    rusqlite::Connection::open(&path).unwrap().execute_batch(full).unwrap();
    let mut stage = Stage::with_store(Language::Czech, 120, 40, store);
    stage.press("F2 Enter");
    assert_eq!(stage.app.current(), ScreenName::Consultation);
    assert_eq!(stage.app.desk().open.as_ref().map(|open| open.id), Some(id));
}
