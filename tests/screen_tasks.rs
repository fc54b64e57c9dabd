//! The tasks of all municipalities: keys in, rows and screen out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::{Stage, day};
use porada::i18n::Language;
use porada::tui::view::ScreenName;

fn tasks(language: Language, width: u16, height: u16) -> Stage {
    let mut stage = Stage::with_store(language, width, height, day::store());
    stage.press("F6");
    stage
}

#[test]
fn the_tasks_look_good_in_every_size_and_language() {
    for (language, code) in [(Language::Czech, "cs"), (Language::English, "en")] {
        for (width, height) in [(80, 24), (120, 40), (200, 60)] {
            let mut stage = tasks(language, width, height);
            insta::assert_snapshot!(format!("open-{code}-{width}x{height}"), stage.styled_screen());
            stage.press("Tab");
            insta::assert_snapshot!(format!("all-{code}-{width}x{height}"), stage.styled_screen());
        }
        let mut stage = Stage::new(language, 80, 24);
        stage.press("F6");
        insta::assert_snapshot!(format!("empty-{code}-80x24"), stage.styled_screen());
    }
}

#[test]
fn tasks_stand_in_groups_by_date() {
    let stage = tasks(Language::Czech, 80, 24);
    let screen = stage.screen();
    let places: Vec<usize> = ["Po termínu · 2", "Dnes · 1", "Tento týden · 1", "Později · 1"]
        .iter()
        .map(|group| screen.find(group).unwrap())
        .collect();
    assert!(places.is_sorted());
    stage.assert_hides("Hotové");
}

#[test]
fn space_marks_a_task_as_done_and_undo_opens_it_again() {
    let mut stage = tasks(Language::Czech, 80, 24);
    stage.press("Space");
    stage.assert_shows("Hotovo: Poslat přehled spotřeby energie");
    assert!(stage.app.desk().tasks.iter().any(|task| task.done && task.text.starts_with("Poslat přehled")));
    stage.assert_shows("4 otevřené úkoly z 6");
    stage.press("Ctrl+Z");
    stage.assert_shows("5 otevřených úkolů z 6");
}

#[test]
fn tab_shows_done_tasks_too_and_space_opens_one_again() {
    let mut stage = tasks(Language::Czech, 80, 24);
    stage.press("Tab Ctrl+End");
    stage.assert_shows("[x]");
    stage.press("Space");
    stage.assert_shows("Znovu otevřeno: Poslat zápis");
    assert!(stage.app.desk().tasks.iter().all(|task| !task.done));
}

#[test]
fn enter_opens_the_consultation_of_the_task() {
    let mut stage = tasks(Language::Czech, 80, 24);
    stage.press("Down Down Enter");
    assert_eq!(stage.app.current(), ScreenName::Consultation);
    assert_eq!(stage.app.desk().open.as_ref().unwrap().id, day::document(2));
}

#[test]
fn a_task_is_shown_chosen_in_its_consultation() {
    for key in ["Enter", "Ctrl+E"] {
        let mut stage = tasks(Language::Czech, 120, 40);
        let task = stage.app.desk().tasks.iter().find(|task| !task.done).unwrap().clone();
        stage.press(key);
        assert_eq!(stage.app.desk().open.as_ref().unwrap().id, task.consultation);
        // The record has the focus and the task is its chosen line: Del deletes it.
        stage.press("Del");
        assert!(stage.app.desk().open.as_ref().unwrap().item(task.id).is_none(), "{key}");
    }
}

#[test]
fn the_chosen_task_stays_chosen_when_the_list_changes_around_it() {
    let mut stage = tasks(Language::Czech, 80, 24);
    stage.press("Space Down Ctrl+Z Space");
    let done: Vec<&str> =
        stage.app.desk().tasks.iter().filter(|task| task.done).map(|task| task.text.as_str()).collect();
    // What undo brought back stands above; the one that was chosen is the one that is done.
    assert!(done.iter().all(|text| !text.starts_with("Poslat přehled")), "{done:?}");
    assert_eq!(done.len(), 2);
}

#[test]
fn a_deleted_task_comes_back_with_undo() {
    let mut stage = tasks(Language::Czech, 80, 24);
    stage.press("Del");
    stage.assert_shows("Úkol smazán · Ctrl+Z vrátí");
    assert_eq!(stage.app.desk().tasks.len(), 5);
    stage.press("Ctrl+Z");
    assert_eq!(stage.app.desk().tasks.len(), 6);
}

#[test]
fn when_all_is_done_it_says_so() {
    let mut stage = tasks(Language::Czech, 80, 24);
    stage.press("Space Space Space Space Space");
    stage.assert_shows("Vše je hotové. Tab ukáže i splněné úkoly.");
}

#[test]
fn the_chosen_task_stays_in_sight_in_a_low_window() {
    let mut stage = tasks(Language::Czech, 60, 10);
    stage.press("Tab Ctrl+End");
    stage.assert_shows("Poslat zápis");
    stage.press("Ctrl+Home");
    stage.assert_shows("Po termínu");
    stage.assert_shows("Poslat přehled");
}

#[test]
fn no_size_breaks_the_tasks() {
    let mut stage = tasks(Language::English, 80, 24);
    for (width, height) in [(40, 10), (41, 17), (60, 10), (119, 12), (120, 10), (300, 80), (1, 1), (10, 40)] {
        stage.resize(width, height);
        stage.press("Down Tab PgDn Ctrl+End Up Tab Ctrl+Home");
    }
    stage.resize(80, 24);
    stage.assert_shows("5 open tasks of 6");
}
