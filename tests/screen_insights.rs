//! What the consultations say together: keys in, screen out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::{Stage, day};
use jiff::Timestamp;
use porada::i18n::Language;
use porada::model::{
    Change, Component, Consultation, ConsultationKind, DocumentId, EntityId, ItemBody, ItemField, ItemKind,
    NeedStatus, NewConsultation, ReplicaId, Side, Status, Verdict, VersionVector,
};
use porada::store::Store;
use porada::tui::app::OwnReading;
use porada::tui::view::ScreenName;
use std::cell::RefCell;
use std::rc::Rc;

const SENSORS: &str = "znojmo-senzory-v-kontejnerech";
const LIGHTING: &str = "zatec-modernizace-osvetleni";

fn now() -> Timestamp {
    common::NOW.parse().unwrap()
}

/// Writes what `make` makes of the consultation.
fn change(store: &mut Store, number: u128, make: impl FnOnce(&Consultation) -> Change) {
    let consultation = store.consultation(day::document(number)).unwrap().unwrap();
    let change = make(&consultation);
    store.apply(consultation.id, "consultation", &change, &consultation.seen, now()).unwrap();
}

fn meeting(store: &mut Store, number: u128, kind: ConsultationKind, codes: &[&str], start: &str) {
    let new = NewConsultation {
        kind,
        municipalities: codes.iter().map(|code| (*code).to_owned()).collect(),
        start: Some(start.parse().unwrap()),
        status: if start > "2026-11-22" { Status::Planned } else { Status::Closed },
        written_by: "Eva Osobní".to_owned(),
        sample: number == 1,
        ..NewConsultation::default()
    };
    let id: DocumentId = day::document(number);
    let seen = VersionVector::default();
    store.apply(id, "consultation", &Consultation::create(id, new), &seen, now()).unwrap();
}

fn need(store: &mut Store, number: u128, item: u128, text: &str, codes: &[&str], status: NeedStatus) {
    let fields = vec![
        ItemField::Text(text.to_owned()),
        ItemField::Components(codes.iter().filter_map(|code| Component::parse(code)).collect()),
        ItemField::NeedStatus(status),
    ];
    change(store, number, |it| it.add_item(EntityId::from_u128(item), ItemKind::Need, fields, now()));
}

fn task(store: &mut Store, number: u128, item: u128, text: &str, side: Side, due: &str) {
    let fields = vec![
        ItemField::Text(text.to_owned()),
        ItemField::Side(side),
        ItemField::Owner("Jan Osobní".to_owned()),
        ItemField::Due(Some(due.parse().unwrap())),
    ];
    change(store, number, |it| it.add_item(EntityId::from_u128(item), ItemKind::Task, fields, now()));
}

fn link(store: &mut Store, number: u128, need: u128, record: &str, verdict: Verdict, why: &str) {
    let id = EntityId::from_u128(10_000 + 100 * number + need);
    change(store, number, |it| it.link(id, EntityId::from_u128(need), record, record, now()));
    change(store, number, |it| {
        it.judge_link(it.links.iter().find(|link| link.id == id).unwrap(), verdict, why)
    });
}

/// Seven consultations in two years.
fn store() -> Store {
    use ConsultationKind::{Call, Consultation as Talk, Visit, Workshop};
    let mut store = Store::open_in_memory(ReplicaId(1)).unwrap();
    let all = &mut store;
    for (number, kind, codes, start) in [
        (1, Talk, &[day::JESENIK][..], "2026-11-03T09:00"),
        (2, Workshop, &[day::KOLIN, day::STERNBERK], "2026-10-14T09:00"),
        (3, Talk, &[day::STERNBERK], "2026-10-20T10:00"),
        (4, Visit, &[day::JESENIK], "2026-08-05T10:00"),
        (5, Call, &[day::KOLIN], "2026-11-10T10:00"),
        (6, Talk, &[day::KOLIN], "2025-12-01T10:00"),
        (7, Talk, &[day::JESENIK], "2026-12-02T10:00"),
    ] {
        meeting(all, number, kind, codes, start);
    }
    need(all, 1, 1, "Přeplněné kontejnery na tříděný odpad", &["B3"], NeedStatus::Matched);
    need(all, 1, 2, "Doprava seniorů z okrajových částí k lékaři", &["A1"], NeedStatus::Unmet);
    need(all, 2, 3, "Bioodpad ze zahrad", &["B3", "C1"], NeedStatus::Explored);
    need(all, 3, 4, "Energetický management městských budov", &["B2"], NeedStatus::Project);
    need(all, 4, 5, "Parkování v centru v turistické sezoně", &[], NeedStatus::Unmet);
    need(all, 6, 6, "Osvětlení v okrajových ulicích", &["B2"], NeedStatus::New);
    link(all, 1, 1, SENSORS, Verdict::Chosen, "stejná svozová firma");
    link(all, 2, 3, SENSORS, Verdict::Rejected, "");
    link(all, 3, 4, LIGHTING, Verdict::Considered, "");
    task(all, 1, 11, "Poslat přehled stanovišť kontejnerů", Side::Municipality, "2026-11-19");
    task(all, 2, 12, "Domluvit návštěvu dispečinku svozu", Side::Broker, "2026-10-30");
    task(all, 3, 13, "Ověřit výzvy na energetický management", Side::Broker, "2026-12-05");
    store
}

fn insights(language: Language, width: u16, height: u16) -> Stage {
    let mut stage = Stage::with_store(language, width, height, store());
    stage.press("F7");
    stage
}

#[test]
fn every_section_looks_good_in_every_size_and_language() {
    for (language, code) in [(Language::Czech, "cs"), (Language::English, "en")] {
        for (width, height) in [(80, 24), (120, 40)] {
            let mut stage = insights(language, width, height);
            for section in ["components", "regions", "sizes", "unmet", "records", "late", "months"] {
                insta::assert_snapshot!(format!("{section}-{code}-{width}x{height}"), stage.styled_screen());
                stage.press("Tab");
            }
            let mut empty = Stage::new(language, width, height);
            empty.press("F7");
            insta::assert_snapshot!(format!("empty-{code}-{width}x{height}"), empty.styled_screen());
        }
        insta::assert_snapshot!(
            format!("components-{code}-200x60"),
            insights(language, 200, 60).styled_screen()
        );
    }
}

#[test]
fn tab_walks_the_sections_in_both_directions() {
    let mut stage = insights(Language::Czech, 80, 24);
    for title in ["Potřeby podle krajů", "Potřeby podle velikosti obcí", "Nenaplněné potřeby"] {
        stage.press("Tab");
        stage.assert_shows(title);
    }
    stage.press("Shift+Tab Shift+Tab Shift+Tab Shift+Tab");
    stage.assert_shows("Konzultace po měsících");
}

#[test]
fn enter_unfolds_a_group_and_folds_it_again() {
    let mut stage = insights(Language::Czech, 80, 24);
    stage.assert_shows("1 z 5");
    stage.assert_hides("Olomoucký kraj");
    stage.press("Enter");
    stage.assert_shows("Olomoucký kraj");
    stage.press("Down Enter");
    stage.assert_shows("5 001–20 000 obyv.");
    stage.press("Down");
    stage.assert_shows("3 z ");
    stage.press("Enter");
    stage.press("Up Up Enter");
    stage.assert_hides("Olomoucký kraj");
    stage.assert_shows("1 z 5");
}

#[test]
fn an_unmet_need_and_a_late_task_open_their_consultation() {
    let mut stage = insights(Language::Czech, 80, 24);
    stage.press("Tab Tab Tab");
    stage.assert_shows("Doprava seniorů z okrajových částí k lékaři");
    stage.press("Enter");
    assert_eq!(stage.app.current(), ScreenName::Consultation);
    assert_eq!(stage.app.desk().open.as_ref().unwrap().id, day::document(1));
    stage.press("F7 Tab Tab");
    stage.assert_shows("Domluvit návštěvu dispečinku svozu");
    stage.assert_hides("Ověřit výzvy");
    stage.press("Enter");
    assert_eq!(stage.app.desk().open.as_ref().unwrap().id, day::document(2));
}

#[test]
fn a_record_opens_large_and_escape_returns() {
    let mut stage = insights(Language::Czech, 80, 24);
    stage.press("Shift+Tab Shift+Tab Shift+Tab");
    stage.assert_shows("vybráno 1 · odmítnuto 1 · 1 bez důvodu · ve 2 konzultacích");
    stage.press("Enter");
    stage.assert_shows("Znojmo");
    stage.assert_hides("Nejčastěji připojené záznamy");
    stage.press("Esc");
    stage.assert_shows("Nejčastěji připojené záznamy");
}

#[test]
fn the_arrows_change_the_period() {
    let mut stage = insights(Language::Czech, 80, 24);
    stage.assert_shows("rok 2026");
    stage.assert_shows("5 konzultací · 3 obce · 5 potřeb");
    stage.press("Right");
    stage.assert_shows("posledních 12 měsíců");
    stage.assert_shows("6 konzultací");
    stage.press("Left Left");
    stage.assert_shows("celé období");
    stage.press("Right");
    stage.assert_shows("rok 2026");
}

#[test]
fn a_period_without_consultations_says_which_keys_show_another() {
    let mut store = Store::open_in_memory(ReplicaId(1)).unwrap();
    meeting(&mut store, 1, ConsultationKind::Consultation, &[day::JESENIK], "2020-01-10T09:00");
    let mut stage = Stage::with_store(Language::Czech, 80, 24, store);
    stage.press("F7");
    stage.assert_shows("V tomto období není žádná konzultace.");
    stage.press("Left");
    stage.assert_shows("1 konzultace");
    stage.assert_shows("není zapsána žádná potřeba");
}

#[test]
fn the_screen_follows_writes_and_undo() {
    let mut stage = insights(Language::Czech, 80, 24);
    stage.press("Tab Tab Tab Enter");
    stage.press("Esc").press("Down Del").press("F7");
    let before = stage.screen();
    stage.press("Ctrl+Z");
    assert_ne!(stage.screen(), before);
    stage.assert_shows("5 potřeb");
}

#[test]
fn the_language_of_the_screen_changes_at_once() {
    let mut stage = insights(Language::Czech, 80, 24);
    stage.press("Ctrl+P").type_text("english").press("Enter");
    stage.assert_shows("Needs by component");
}

#[test]
fn no_personal_field_and_nothing_internal_is_on_the_screen() {
    let mut all = store();
    let hidden = vec![
        ItemField::Text("Tajná potřeba".to_owned()),
        ItemField::NeedStatus(NeedStatus::Unmet),
        ItemField::Internal(true),
    ];
    change(&mut all, 1, |it| it.add_item(EntityId::from_u128(99), ItemKind::Need, hidden, now()));
    let mut stage = Stage::with_store(Language::Czech, 200, 60, all);
    stage.press("F7");
    for _ in 0..7 {
        stage.press("Enter Tab");
        stage.press("F7");
        stage.assert_hides("Osobní");
        stage.assert_hides("Tajná");
    }
}

#[test]
fn while_the_consultations_are_read_in_the_background_the_screen_says_so() {
    let all = store();
    let whole = all.whole_consultations().unwrap();
    let mut stage = Stage::unread(Language::Czech, 120, 40, all);
    stage.app.read_own_with(|_, _| {});
    stage.app.set_thesaurus(&porada::search::Thesaurus::shipped());
    stage.press("F7");
    stage.assert_shows("konzultace se načítají");
    let found = OwnReading::of(&whole, &[], &stage.app.desk().catalogue, stage.app.desk().own.thesaurus());
    stage.app.set_own(1, Ok(found));
    stage.redraw();
    stage.assert_hides("se načítají");
    stage.assert_shows("5 konzultací");
}

#[test]
fn over_a_large_home_the_last_order_is_answered_from_the_background() {
    let mut stage = Stage::with_store(Language::Czech, 80, 24, store());
    let jobs = Rc::new(RefCell::new(Vec::new()));
    let begun = Rc::clone(&jobs);
    stage.app.count_in_background(1, move |job| begun.borrow_mut().push(job));
    stage.press("F7 Right Right Left");
    assert_eq!(jobs.borrow().len(), 1, "one at a time");
    stage.assert_hides("konzultací · ");
    let answer = |stage: &mut Stage| {
        let job = jobs.borrow_mut().remove(0);
        stage.app.counted(job.run());
        stage.redraw();
    };
    answer(&mut stage);
    assert_eq!(jobs.borrow().len(), 1, "the newest of those that waited");
    stage.assert_hides("konzultací · ");
    answer(&mut stage);
    assert!(jobs.borrow().is_empty());
    stage.assert_shows("posledních 12 měsíců");
    stage.assert_shows("6 konzultací");
}

#[test]
fn no_size_breaks_the_screen() {
    let mut stage = insights(Language::Czech, 80, 24);
    for (width, height) in [(40, 10), (41, 11), (60, 10), (79, 16), (109, 12), (110, 10), (300, 80), (1, 1)] {
        stage.resize(width, height);
        for _ in 0..7 {
            stage.press("Enter Down PgDn Ctrl+End Ctrl+Home Tab");
            stage.press("Esc F7");
        }
    }
    stage.resize(80, 24);
    stage.assert_shows("5 konzultací");
}

#[test]
fn a_need_with_evidence_is_not_counted_as_new_and_undo_takes_both_back() {
    let mut stage = Stage::with_store(Language::Czech, 120, 40, day::store());
    stage.press("F2 Enter F3").type_text("Přeplněné kontejnery na tříděný odpad").press("Ctrl+L Enter");
    let counted = |stage: &Stage| {
        let open = stage.app.desk().open.as_ref().unwrap();
        let need = open.items_of(ItemKind::Need).last().unwrap();
        let ItemBody::Need { status, .. } = &need.body else { panic!("a need") };
        (*status, open.links_of(need.id).count())
    };
    assert_eq!(counted(&stage), (NeedStatus::Explored, 1));
    stage.press("Ctrl+L");
    assert_eq!(counted(&stage), (NeedStatus::New, 0));
    stage.press("Ctrl+L");
    assert_eq!(counted(&stage), (NeedStatus::Explored, 1));
    stage.press("Ctrl+Z");
    assert_eq!(counted(&stage), (NeedStatus::New, 0));
}
