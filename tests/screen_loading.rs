//! Imported records come some time after the first frame: progress in sight, the swap, what stays chosen.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::Stage;
use porada::catalogue::Catalogue;
use porada::i18n::Language;
use porada::model::schema::CATALOGUE_RECORD;
use porada::model::{
    Author, Consultation, Document, DocumentId, NewConsultation, ReplicaId, SharedRecord, SharedVersion,
    Sharing, Status, VersionVector,
};
use porada::search::{SearchIndex, index_catalogue};
use porada::store::{CatalogueRow, Store, StoreError};
use porada::tui::desk::Loading;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// Shipped practices again under other ids and titles, so that the lists really change.
fn whole() -> (Arc<Catalogue>, Arc<SearchIndex>) {
    static WHOLE: OnceLock<(Arc<Catalogue>, Arc<SearchIndex>)> = OnceLock::new();
    let build = || {
        let mut catalogue = Catalogue::shipped().unwrap();
        for line in include_str!("../data/practices.jsonl").lines() {
            let mut record: Value = serde_json::from_str(line).unwrap();
            let id = format!("imported-{}", record["id"].as_str().unwrap());
            record["id"] = id.clone().into();
            record["title_cs"] =
                format!("Kontejnery parkování {}", record["title_cs"].as_str().unwrap()).into();
            assert!(catalogue.add_imported(&id, record["kind"].as_str().unwrap(), &record.to_string()));
        }
        let measure = include_str!("../data/concept.json");
        let concept: Value = serde_json::from_str(measure).unwrap();
        let mut measure = concept["pillars"][0]["components"][0]["measures"][0].clone();
        measure["id"] = "A1.1-m99".into();
        measure["name_cs"] = "Importované opatření".into();
        assert!(catalogue.add_imported("A1.1-m99", "measure", &measure.to_string()));
        let catalogue = Arc::new(catalogue);
        let index = index_catalogue(&catalogue);
        (catalogue, Arc::new(index))
    };
    WHOLE.get_or_init(build).clone()
}

fn swap(stage: &mut Stage) {
    let (catalogue, index) = whole();
    stage.app.set_catalogue(catalogue, index);
    stage.redraw();
}

/// An open consultation with Jeseník.
fn store() -> Store {
    let mut store = Store::open_in_memory(ReplicaId(1)).unwrap();
    let id = DocumentId::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
    let new = NewConsultation {
        municipalities: vec!["536385".into()],
        status: Status::Running,
        ..NewConsultation::default()
    };
    let now = common::NOW.parse().unwrap();
    store.apply(id, "consultation", &Consultation::create(id, new), &VersionVector::default(), now).unwrap();
    store.set_state("last-consultation", &id.to_string()).unwrap();
    store
}

/// The record that was linked last.
fn linked(stage: &Stage) -> String {
    stage.app.desk().open.as_ref().unwrap().links.last().unwrap().record.clone()
}

#[test]
fn the_catalogue_says_how_far_the_imported_records_are_read() {
    for (language, counting, reading, indexing) in [
        (
            Language::Czech,
            "načítá se katalog",
            "načítá se katalog: 42 000 z 100 000",
            "připravuje se vyhledávání, importované záznamy: 100 000",
        ),
        (
            Language::English,
            "loading the catalogue",
            "loading the catalogue: 42,000 of 100,000",
            "preparing the search, imported records: 100,000",
        ),
    ] {
        let mut stage = Stage::with_desk(language, 80, 24, store(), |desk| {
            desk.loading = Some(Loading::default());
        });
        stage.press("F4");
        stage.assert_shows(counting);
        stage.app.set_loading(Loading { done: 42_000, total: 100_000 });
        stage.redraw();
        let screen = stage.screen().replace('\u{a0}', " ");
        assert!(screen.contains(reading), "{screen}");
        // What ships can be searched meanwhile.
        stage.type_text("kontejnery");
        assert!(stage.screen().replace('\u{a0}', " ").contains(reading));
        stage.app.set_loading(Loading { done: 100_000, total: 100_000 });
        stage.redraw();
        assert!(stage.screen().replace('\u{a0}', " ").contains(indexing));
        swap(&mut stage);
        stage.assert_hides(counting);
    }
}

#[test]
fn a_failure_is_told_and_what_ships_stays() {
    let mut stage = Stage::with_desk(Language::English, 80, 24, store(), |desk| {
        desk.loading = Some(Loading::default());
    });
    stage.press("F4");
    stage.app.loading_failed(&StoreError::Locked { path: "/home/eva/porada.db".into() });
    stage.redraw();
    stage.assert_shows("/home/eva/porada.db");
    stage.assert_hides("loading the catalogue");
}

#[test]
fn the_chosen_hit_of_the_catalogue_stays_chosen() {
    let choose = |stage: &mut Stage| {
        stage.press("F3").type_text("Parkování u školy").press("Enter F4");
        stage.type_text("parkování").press("Down Down Down");
    };
    let mut stage = Stage::with_store(Language::Czech, 120, 40, store());
    choose(&mut stage);
    stage.press("Ctrl+L");
    let expected = linked(&stage);
    let mut stage = Stage::with_store(Language::Czech, 120, 40, store());
    choose(&mut stage);
    stage.assert_hides("Kontejnery parkování");
    swap(&mut stage);
    stage.assert_shows("Kontejnery parkování");
    stage.press("Ctrl+L");
    assert_eq!(linked(&stage), expected);
}

#[test]
fn a_record_that_is_being_read_stays_on_the_screen() {
    let mut stage = Stage::with_store(Language::Czech, 80, 24, store());
    stage.press("F4").type_text("parkování").press("Down Down Enter Down Down");
    let text = |stage: &Stage| stage.screen().lines().skip(2).map(str::to_owned).collect::<Vec<_>>();
    let before = text(&stage);
    swap(&mut stage);
    assert_eq!(text(&stage), before, "all but the line with the place in the list");
}

#[test]
fn the_chosen_evidence_of_the_consultation_stays_chosen() {
    let choose = |stage: &mut Stage| {
        stage.press("F3").type_text("kontejnery").press("Down Down");
    };
    let mut stage = Stage::with_store(Language::Czech, 120, 40, store());
    choose(&mut stage);
    stage.press("Ctrl+L Enter");
    let expected = linked(&stage);
    let mut stage = Stage::with_store(Language::Czech, 120, 40, store());
    choose(&mut stage);
    let list = stage.screen();
    swap(&mut stage);
    assert_ne!(stage.screen(), list, "the new hits are in the list");
    stage.press("Ctrl+L Enter");
    assert_eq!(linked(&stage), expected);
}

#[test]
fn the_evidence_that_nobody_chose_is_searched_for_again() {
    let mut stage = Stage::with_store(Language::Czech, 120, 40, store());
    stage.press("F3").type_text("kontejnery parkování");
    stage.assert_hides("Kontejnery parkování");
    stage.press("F4");
    swap(&mut stage);
    stage.press("F3");
    stage.assert_shows("Kontejnery parkování");
}

#[test]
fn a_corrected_record_is_searched_for_again_though_there_are_as_many_as_before() {
    let with_title = |title: &str| {
        let mut catalogue = Catalogue::shipped().unwrap();
        let line = include_str!("../data/practices.jsonl").lines().next().unwrap();
        let mut record: Value = serde_json::from_str(line).unwrap();
        record["id"] = "mine".into();
        record["title_cs"] = title.into();
        assert!(catalogue.add_imported("mine", "practice", &record.to_string()));
        let catalogue = Arc::new(catalogue);
        let index = index_catalogue(&catalogue);
        (catalogue, Arc::new(index))
    };
    let mut stage = Stage::with_store(Language::Czech, 120, 40, store());
    let (catalogue, index) = with_title("Zvířetník na náměstí");
    stage.app.set_catalogue(catalogue, index);
    stage.press("F3").type_text("zvířetník");
    stage.assert_shows("Zvířetník na náměstí");
    let (catalogue, index) = with_title("Opravený název");
    stage.app.set_catalogue(catalogue, index);
    stage.redraw();
    stage.assert_hides("Zvířetník na náměstí");
    stage.assert_hides("Opravený název");
}

#[test]
fn present_mode_goes_on_with_its_record() {
    let mut stage = Stage::with_store(Language::Czech, 80, 24, store());
    stage.press("F4").type_text("parkování").press("Down Alt+Enter Right");
    let before = stage.screen();
    swap(&mut stage);
    assert_eq!(stage.screen(), before);
}

#[test]
fn filters_count_the_imported_records_too_and_keep_their_row() {
    let mut stage = Stage::with_store(Language::Czech, 80, 24, store());
    stage.press("F4 Ctrl+F Down Down");
    let before = stage.styled_screen();
    swap(&mut stage);
    let after = stage.styled_screen();
    assert_ne!(before, after, "the numbers are others");
    let chosen = |screen: &str| -> BTreeSet<usize> {
        let lines = screen.lines().enumerate();
        lines.filter(|(_, line)| line.starts_with('~') && line.contains("RRR")).map(|(row, _)| row).collect()
    };
    assert_eq!(chosen(&before), chosen(&after));
}

#[test]
fn the_chosen_node_of_the_concept_stays_chosen_when_measures_come_above_it() {
    let chosen = |stage: &Stage| -> (usize, String) {
        let screen = stage.styled_screen();
        let lines: Vec<&str> = screen.lines().collect();
        let row = lines.iter().position(|line| line.starts_with('~') && line.contains("RRRR")).unwrap();
        (row, lines[row - 1].chars().take(45).collect())
    };
    let mut stage = Stage::with_store(Language::Czech, 120, 60, store());
    // The first component with everything below it, then the last component.
    stage.press("F4 Ctrl+G Down Right Down Right Down");
    for _ in 0..40 {
        stage.press("Right Down");
    }
    stage.press("Ctrl+Home Down Down Ctrl+End");
    let (_, before) = chosen(&stage);
    swap(&mut stage);
    assert_eq!(chosen(&stage).1, before);
    stage.press("Ctrl+Home");
    stage.assert_shows("Importované opatření");
}

#[test]
fn what_another_program_imports_is_read_as_soon_as_the_window_looks() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porada.db");
    let mine = Store::open(&path, ReplicaId(1)).unwrap();
    let mut other = Store::open(&path, ReplicaId(2)).unwrap();
    let mut stage = Stage::with_store(Language::Czech, 120, 40, mine);
    let read = std::rc::Rc::new(std::cell::Cell::new(0));
    let count = std::rc::Rc::clone(&read);
    stage.app.read_records_with(move || count.set(count.get() + 1)).unwrap();
    assert_eq!(read.get(), 1);
    stage.wait_minutes(1);
    assert_eq!(read.get(), 1, "nothing was imported");
    let row = CatalogueRow { id: "mine".into(), kind: "practice".into(), json: "{}".into() };
    other.import_rows([Ok::<_, StoreError>(row)]).unwrap();
    stage.wait_minutes(1);
    stage.wait_minutes(1);
    assert_eq!(read.get(), 2);
    // A synchronisation brings what others share, and takes it away again.
    let [record, kind, json, by, on] = ["theirs", "practice", "{}", "IC", "2026-11-22"].map(str::to_owned);
    let version = SharedVersion { record, kind, json, by, on };
    let mut document = Document::new(DocumentId::shared_record("theirs"), CATALOGUE_RECORD);
    for (change, reads) in [(version.change(), 3), (SharedRecord::withdrawal("theirs"), 4)] {
        let seen = document.seen().clone();
        document.write(&change, &seen, &mut Author::new(ReplicaId(9)), common::NOW.parse().unwrap());
        other.merge(&document).unwrap();
        stage.wait_minutes(1);
        assert_eq!(read.get(), reads);
    }
}

#[test]
fn the_preview_says_which_centre_shares_a_record() {
    let line = include_str!("../data/practices.jsonl").lines().next().unwrap();
    let mut record: Value = serde_json::from_str(line).unwrap();
    record["id"] = "sdilena".into();
    record["title_cs"] = "Sdílená popelnice".into();
    record["title_en"] = "The shared bin".into();
    let with = |hidden, others| {
        let mut catalogue = Catalogue::shipped().unwrap();
        assert!(catalogue.add_imported("sdilena", "practice", &record.to_string()));
        let [by, on] = ["Inovační centrum Zlín", "2026-11-22"].map(str::to_owned);
        catalogue.note_sharing("sdilena", Sharing { by, on, hidden, others });
        let catalogue = Arc::new(catalogue);
        let index = index_catalogue(&catalogue);
        (catalogue, Arc::new(index))
    };
    for (language, query, hidden, others, said) in [
        (Language::Czech, "sdílená popelnice", false, 0, "sdílí Inovační centrum Zlín, 22. 11. 2026"),
        (Language::Czech, "sdílená popelnice", true, 0, "zde platí vlastní importované znění"),
        (Language::Czech, "sdílená popelnice", false, 1, "souběžně"),
        (Language::English, "the shared bin", false, 0, "shared by Inovační centrum Zlín, 22 Nov 2026"),
    ] {
        let mut stage = Stage::with_store(language, 140, 40, store());
        let (catalogue, index) = with(hidden, others);
        stage.app.set_catalogue(catalogue, index);
        stage.press("F4").type_text(query);
        stage.assert_shows(said);
    }
}
