//! The start screen, choosing a municipality, and what comes later: keys in, rows and screen out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::{Stage, day};
use porada::i18n::Language;
use porada::model::{ConsultationKind, Status};
use porada::tui::action::Action;
use porada::tui::overlays::picker::{MunicipalityPicker, PickerPurpose};
use porada::tui::view::{Choice, Effect, Event, Response, ScreenName, View};

const LANGUAGES: [(Language, &str); 2] = [(Language::Czech, "cs"), (Language::English, "en")];

fn held(language: Language, width: u16, height: u16) -> Stage {
    Stage::with_store(language, width, height, day::store())
}

#[test]
fn the_start_screen_looks_good_in_every_size_and_language() {
    for (language, code) in LANGUAGES {
        for (width, height) in [(80, 24), (120, 40), (200, 60)] {
            let stage = held(language, width, height);
            insta::assert_snapshot!(format!("home-{code}-{width}x{height}"), stage.styled_screen());
        }
        let stage = Stage::new(language, 80, 24);
        insta::assert_snapshot!(format!("first-run-{code}-80x24"), stage.styled_screen());
    }
}

#[test]
fn the_picker_looks_good_in_every_size_and_language() {
    for (language, code) in LANGUAGES {
        for (width, height) in [(80, 24), (120, 40)] {
            let mut stage = held(language, width, height);
            stage.press("Ctrl+N");
            insta::assert_snapshot!(format!("picker-empty-{code}-{width}x{height}"), stage.styled_screen());
            stage.press("Tab").type_text("brez");
            insta::assert_snapshot!(format!("picker-{code}-{width}x{height}"), stage.styled_screen());
        }
    }
}

#[test]
fn a_new_consultation_takes_at_most_twelve_keys_from_the_start() {
    let mut stage = Stage::new(Language::Czech, 80, 24);
    stage.press("Ctrl+N").type_text("jesenik").press("Enter");
    let keys = 1 + "jesenik".len() + 1;
    assert!(keys <= 12);
    assert_eq!(stage.app.current(), ScreenName::Consultation);
    let open = stage.app.desk().open.clone().unwrap();
    assert_eq!(open.municipalities, [day::JESENIK.to_owned()]);
    assert_eq!((open.status, open.kind), (Status::Running, ConsultationKind::Consultation));
    assert_eq!(open.start, Some("2026-11-21T14:01".parse().unwrap()));
    assert_eq!(open.written_by, "Eva Brokerová");
}

#[test]
fn tab_changes_the_kind_of_the_new_consultation() {
    let mut stage = Stage::new(Language::Czech, 80, 24);
    stage.press("Ctrl+N Tab Tab");
    stage.assert_shows("Nová: návštěva");
    stage.press("Shift+Tab Shift+Tab Shift+Tab");
    stage.assert_shows("Nová: hovor");
    stage.type_text("jesenik").press("Enter");
    assert_eq!(stage.app.desk().open.as_ref().unwrap().kind, ConsultationKind::Call);
}

#[test]
fn namesakes_are_told_apart_by_their_district() {
    let mut stage = Stage::new(Language::Czech, 120, 40);
    stage.press("Ctrl+N").type_text("brezina");
    stage.assert_shows("Rokycany");
    stage.assert_shows("Brno-venkov, ORP Tišnov");
    stage.type_text(" rokyc").press("Enter");
    assert_eq!(stage.app.desk().open.as_ref().unwrap().municipalities, ["559733".to_owned()]);
}

#[test]
fn a_name_that_nobody_has_gets_advice_and_enter_does_nothing() {
    let mut stage = Stage::new(Language::Czech, 80, 24);
    stage.press("Ctrl+N").type_text("qqqq");
    stage.assert_shows("Žádná obec se nejmenuje „qqqq“.");
    stage.press("Enter");
    assert!(stage.app.desk().open.is_none());
    stage.press("Esc");
    stage.assert_hides("qqqq");
}

#[test]
fn places_of_earlier_consultations_are_offered_before_anything_is_typed() {
    let mut stage = held(Language::Czech, 80, 24);
    stage.press("Ctrl+N");
    stage.assert_shows("Obce z dřívějších konzultací");
    stage.press("Down Enter");
    assert_eq!(stage.app.desk().open.as_ref().unwrap().municipalities, [day::STERNBERK.to_owned()]);
    assert_eq!(stage.app.desk().consultations.len(), 4);
}

#[test]
fn a_picker_for_one_more_municipality_gives_its_code_to_the_view_below() {
    let stage = held(Language::Czech, 80, 24);
    let desk = stage.app.desk();
    let mut picker = MunicipalityPicker::new(PickerPurpose::AddTo, desk);
    picker.update(Event::Paste("brno".to_owned()), desk);
    let Response::Done(effects) = picker.update(Event::Action(Action::Enter), desk) else {
        panic!("ignored")
    };
    let [Effect::Choose(choice)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(*choice, Choice::Municipality("582786".to_owned()));
}

#[test]
fn the_running_consultation_is_first_and_enter_opens_it() {
    let mut stage = held(Language::Czech, 80, 24);
    stage.assert_shows("probíhá · Jeseník · 3 potřeby · 3 úkoly");
    stage.press("Enter");
    assert_eq!(stage.app.current(), ScreenName::Consultation);
    assert_eq!(stage.app.desk().open.as_ref().unwrap().id, day::document(2));
}

#[test]
fn a_task_on_the_start_screen_opens_its_consultation() {
    let mut stage = held(Language::Czech, 120, 40);
    stage.press("Tab Enter");
    assert_eq!(stage.app.desk().open.as_ref().unwrap().id, day::document(1));
}

#[test]
fn a_deleted_consultation_comes_back_with_undo() {
    let mut stage = held(Language::Czech, 80, 24);
    stage.press("Del");
    stage.assert_shows("Smazáno · Ctrl+Z vrátí");
    assert_eq!(stage.app.desk().consultations.len(), 2);
    stage.press("Ctrl+Z");
    assert_eq!(stage.app.desk().consultations.len(), 3);
    stage.press("Del");
    assert!(stage.app.desk().consultations.iter().all(|row| row.id != day::document(2)));
}

#[test]
fn deleting_the_open_consultation_closes_it() {
    let mut stage = held(Language::Czech, 80, 24);
    stage.press("Enter F2 Del");
    assert!(stage.app.desk().open.is_none());
}

#[test]
fn no_size_breaks_the_start_screen_or_the_picker() {
    let mut stage = held(Language::Czech, 80, 24);
    for (width, height) in [(40, 10), (41, 11), (60, 10), (119, 12), (120, 10), (300, 80), (1, 1), (10, 40)] {
        stage.resize(width, height);
        stage.press("Down Up Tab Down Tab Ctrl+N");
        stage.type_text("a").press("PgDn Ctrl+End Esc");
    }
    stage.resize(80, 24);
    stage.assert_shows("3 konzultace");
}
