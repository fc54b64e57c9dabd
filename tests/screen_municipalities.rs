//! The municipalities: keys in, screen and rows out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::{Stage, day};
use porada::i18n::Language;
use porada::model::Status;
use porada::tui::view::ScreenName;

fn municipalities(language: Language, width: u16, height: u16) -> Stage {
    let mut stage = Stage::with_store(language, width, height, day::store());
    stage.press("F5");
    stage
}

#[test]
fn the_municipalities_look_good_in_every_size_and_language() {
    for (language, code) in [(Language::Czech, "cs"), (Language::English, "en")] {
        for (width, height) in [(80, 24), (120, 40), (200, 60)] {
            let mut stage = municipalities(language, width, height);
            stage.type_text("jesenik");
            insta::assert_snapshot!(format!("profile-{code}-{width}x{height}"), stage.styled_screen());
            stage.press("Enter Down Down Down Down");
            insta::assert_snapshot!(format!("focus-{code}-{width}x{height}"), stage.styled_screen());
        }
        let mut stage = Stage::new(language, 80, 24);
        stage.press("F5");
        insta::assert_snapshot!(format!("first-{code}-80x24"), stage.styled_screen());
    }
}

#[test]
fn figures_come_with_their_date_and_source() {
    let mut stage = municipalities(Language::Czech, 120, 40);
    stage.type_text("jesenik");
    for text in [
        "k 1. 1. 2026",
        "k 31. 12. 2020; covidový rok 2020, jen pro srovnání",
        "k 1. 1. 2024",
        "Zdroj: ČSÚ; ČÚZK – RÚIAN; vlastní zpracování",
        "okres Jeseník · ORP Jeseník · Olomoucký kraj",
    ] {
        stage.assert_shows(text);
    }
}

#[test]
fn places_of_consultations_stand_before_the_alphabet() {
    let stage = municipalities(Language::Czech, 80, 24);
    let screen = stage.screen();
    let places: Vec<usize> =
        ["Jeseník", "Šternberk", "Kolín", "Abertamy"].iter().map(|name| screen.find(name).unwrap()).collect();
    assert!(places.is_sorted());
}

#[test]
fn the_place_of_the_open_consultation_is_shown_first() {
    let mut stage = municipalities(Language::Czech, 80, 24);
    stage.press("F2 Down Down Enter F5");
    stage.assert_shows("> Kolín");
    stage.press("Down F6 F5");
    stage.assert_shows("> Jeseník");
}

#[test]
fn a_similar_municipality_is_shown_with_its_reasons() {
    let mut stage = municipalities(Language::Czech, 120, 40);
    stage.type_text("kolin");
    stage.assert_shows("podobná velikost");
    stage.press("Enter Down Down Down Enter");
    assert_eq!(stage.app.current(), ScreenName::Municipalities);
    stage.assert_hides("> kolin");
}

#[test]
fn enter_goes_into_the_profile_and_opens_a_consultation_there() {
    let mut stage = municipalities(Language::Czech, 80, 24);
    stage.type_text("kolin").press("Enter");
    stage.assert_shows("Workshop k odpadům");
    stage.press("Enter");
    assert_eq!(stage.app.current(), ScreenName::Consultation);
    assert_eq!(stage.app.desk().open.as_ref().unwrap().id, day::document(1));
}

#[test]
fn escape_leaves_the_profile_then_clears_the_query() {
    let mut stage = municipalities(Language::Czech, 80, 24);
    stage.type_text("kolin").press("Enter Esc");
    stage.assert_shows("> kolin");
    stage.press("Esc");
    stage.assert_hides("> kolin");
    stage.assert_shows("Obce · 1 z 6");
}

#[test]
fn typing_in_the_profile_searches_again() {
    let mut stage = municipalities(Language::Czech, 80, 24);
    stage.type_text("kol").press("Enter").type_text("in");
    stage.assert_shows("> kolin");
    stage.press("Ctrl+N");
    assert_eq!(stage.app.desk().open.as_ref().unwrap().municipalities, [day::KOLIN.to_owned()]);
}

#[test]
fn a_consultation_begins_with_the_selected_municipality() {
    let mut stage = Stage::new(Language::Czech, 80, 24);
    stage.press("F5").type_text("jesenik").press("Ctrl+N");
    assert_eq!(stage.app.current(), ScreenName::Consultation);
    let open = stage.app.desk().open.clone().unwrap();
    assert_eq!((open.municipalities, open.status), (vec![day::JESENIK.to_owned()], Status::Running));
}

#[test]
fn the_map_marks_the_place_where_there_is_room() {
    let mut stage = municipalities(Language::Czech, 120, 40);
    stage.type_text("jesenik");
    stage.assert_shows("Kde leží");
    stage.assert_shows("X Jeseník");
    stage.resize(80, 24);
    stage.assert_hides("Kde leží");
}

#[test]
fn a_name_that_nobody_has_gets_advice() {
    let mut stage = municipalities(Language::Czech, 80, 24);
    stage.type_text("qqqq");
    stage.assert_shows("Žádná obec se");
    stage.press("Enter Down Ctrl+N Esc");
    stage.assert_shows("Obce · 1 z 6");
    assert_eq!(stage.app.desk().consultations.len(), 3);
}

#[test]
fn the_profile_scrolls_to_its_last_record() {
    let mut stage = municipalities(Language::Czech, 80, 24);
    stage.type_text("kolin").press("Enter Ctrl+End");
    stage.assert_shows("V katalogu");
    stage.press("Ctrl+Home");
    stage.assert_shows("Obyvatelé");
}

#[test]
fn no_size_breaks_the_municipalities() {
    let mut stage = municipalities(Language::English, 80, 24);
    for (width, height) in
        [(40, 10), (41, 11), (60, 10), (119, 12), (120, 30), (160, 42), (300, 80), (1, 1), (10, 40)]
    {
        stage.resize(width, height);
        stage.press("Down PgDn Enter Down Down Ctrl+End Ctrl+Up Up Esc Ctrl+End Ctrl+Home");
    }
    stage.resize(80, 24);
    stage.assert_shows("Municipalities · 1 of 6");
}

#[test]
fn a_place_of_a_consultation_is_not_there_twice() {
    let stage = municipalities(Language::Czech, 120, 40);
    let all = stage.app.desk().catalogue.municipalities().all().len();
    assert_eq!(all, 6254);
    stage.assert_shows("1 z 6\u{a0}254");
    let mut stage = municipalities(Language::Czech, 120, 40);
    stage.press("Ctrl+End");
    stage.assert_shows("6\u{a0}254 z 6\u{a0}254");
}
