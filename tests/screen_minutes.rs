//! The screen of the minutes: keys in, screen and files out.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod common;

use common::Stage;
use porada::i18n::Language;
use porada::minutes::{CentreWords, Templates};
use porada::model::{
    Change, Consultation, DocumentId, EntityId, ItemField, ItemKind, NewConsultation, ReplicaId, Status,
    Verdict, VersionVector,
};
use porada::store::Store;
use porada::tui::app::Request;
use porada::tui::desk::Desk;
use porada::tui::view::ScreenName;
use std::path::Path;

/// A running consultation with Jeseník in which a need, a note, a decision and a task were written down.
fn held(language: Language, width: u16, height: u16) -> Stage {
    held_with(language, width, height, |_| {})
}

/// The same at a desk that `lay` changes.
fn held_with(language: Language, width: u16, height: u16, lay: impl FnOnce(&mut Desk)) -> Stage {
    let mut store = Store::open_in_memory(ReplicaId(1)).unwrap();
    let id = DocumentId::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
    let new = NewConsultation {
        municipalities: vec!["536385".into()],
        start: Some("2026-11-21T13:30".parse().unwrap()),
        status: Status::Running,
        written_by: "Eva Brokerová".into(),
        ..NewConsultation::default()
    };
    let now = common::NOW.parse().unwrap();
    store.apply(id, "consultation", &Consultation::create(id, new), &VersionVector::default(), now).unwrap();
    store.set_state("last-consultation", &id.to_string()).unwrap();
    let mut stage = Stage::with_desk(language, width, height, store, lay);
    stage.press("F3").paste("Přeplněné kontejnery na tříděný odpad").press("Ctrl+L Enter").wait_minutes(4);
    stage.press("Tab").paste("Svoz dělají technické služby dvakrát týdně").press("Enter").wait_minutes(3);
    stage.press("Tab").paste("Město vyzkouší senzory na deseti stanovištích").press("Enter");
    stage.press("Tab").paste("obec: poslat mapu stanovišť").press("Enter");
    stage
}

#[test]
fn the_minutes_look_good_in_every_size_and_language() {
    for (language, code) in [(Language::Czech, "cs"), (Language::English, "en")] {
        for (width, height) in [(80, 24), (120, 40), (200, 60)] {
            let mut stage = held(language, width, height);
            stage.press("F9");
            insta::assert_snapshot!(format!("minutes-{code}-{width}x{height}"), stage.styled_screen());
        }
    }
    let mut stage = held(Language::Czech, 120, 40);
    stage.press("F9 Tab Ctrl+End");
    insta::assert_snapshot!("minutes-end-cs-120x40", stage.styled_screen());
}

#[test]
fn a_gap_leads_to_the_field_that_fills_it() {
    let mut stage = held(Language::Czech, 120, 40);
    stage.press("F9");
    stage.assert_shows("Chybí konec jednání");
    stage.press("Enter").type_text("15:00").press("Esc F9");
    stage.assert_hides("Chybí konec jednání");
    stage.assert_shows("Chybí místo");
    stage.press("Enter");
    assert_eq!(stage.app.current(), ScreenName::Consultation);
    stage.type_text("radnice").press("Esc");
    let open = stage.app.desk().open.clone().unwrap();
    assert_eq!((open.end, open.place.as_str()), (Some("2026-11-21T15:00".parse().unwrap()), "radnice"));
}

#[test]
fn a_task_without_a_date_leads_to_its_date() {
    let mut stage = held(Language::Czech, 120, 60);
    stage.press("F9");
    let gaps =
        ["Chybí konec", "Chybí místo", "Chybí přítomní", "Chybí program", "odpovědné osoby", "bez termínu"];
    gaps.iter().for_each(|gap| stage.assert_shows(gap));
    stage.press("Down Down Down Down Down Enter").type_text("5. 12.").press("Esc F9");
    stage.assert_hides("bez termínu");
    stage.assert_shows("5. 12. 2026");
}

#[test]
fn language_and_personal_data_of_the_preview_change() {
    let mut stage = held(Language::Czech, 120, 40);
    stage.press("F9 Tab Ctrl+End");
    stage.assert_shows("Eva Brokerová");
    stage.press("o Ctrl+End");
    stage.assert_hides("Eva Brokerová");
    stage.press("l Ctrl+Home");
    stage.assert_shows("Minutes of");
    stage.assert_shows("Kontrola");
}

#[test]
fn the_preview_scrolls_while_the_gaps_have_the_focus() {
    let mut stage = held(Language::Czech, 80, 24);
    stage.press("F9");
    let top = stage.screen();
    stage.press("PgDn");
    assert_ne!(stage.screen(), top);
    stage.press("PgUp");
    assert_eq!(stage.screen(), top);
    stage.press("Ctrl+Down Ctrl+Up");
    assert_eq!(stage.screen(), top);
}

#[test]
fn an_export_that_fails_says_the_folder_and_the_reason() {
    let mut stage = held(Language::Czech, 120, 40);
    stage.press("F9 m");
    stage.assert_shows("/dev/null/exports");
}

/// The template of the minutes in Markdown with this text.
fn template(text: &'static str) -> Templates {
    Templates::gather(Path::new("/t"), &CentreWords::default(), move |path, _| {
        match path.ends_with("minutes.md") {
            true => Ok(text.into()),
            false => Err(std::io::ErrorKind::NotFound.into()),
        }
    })
}

#[test]
fn preview_and_file_are_by_the_template_of_the_centre() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = held_with(Language::Czech, 120, 40, |desk| {
        desk.templates = template("# Naše {{ section.tasks.title }}\n");
        desk.exports = folder.path().to_owned();
    });
    stage.press("F9");
    stage.assert_shows("Naše Úkoly");
    stage.press("m");
    let file = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap();
    assert_eq!(std::fs::read_to_string(file.path()).unwrap(), "# Naše Úkoly\n");
}

#[test]
fn a_wrong_template_is_told_when_the_minutes_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = held_with(Language::Czech, 200, 40, |desk| {
        desk.templates = template("{{ nadpis }}");
        desk.exports = folder.path().to_owned();
    });
    stage.press("F9");
    stage.assert_shows("minutes.md, řádek 1: proměnná „nadpis“ neexistuje");
    stage.assert_shows("je vestavěná šablona");
    stage.assert_shows("Zápis z konzultace");
    stage.press("m");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn minutes_are_kept_by_the_template_of_the_centre_and_a_wrong_one_is_told() {
    for (text, begins, told) in [
        ("Náš zápis\n", "Náš zápis", "Stav zápisu je zaznamenán."),
        ("{{ nadpis }}", "Inovační", "proměnná „nadpis“"),
    ] {
        let mut stage = held_with(Language::Czech, 200, 40, |desk| desk.templates = template(text));
        stage.press("F9 s Right Right Right Esc");
        stage.assert_shows(told);
        let open = stage.app.desk().open.clone().unwrap();
        let kept = open.finals().next().unwrap();
        assert!(kept.text.starts_with(begins), "{}", kept.text);
    }
    let mut stage = held_with(Language::Czech, 200, 40, |desk| desk.templates = template("{{ nadpis }}"));
    stage.press("F9 s Right Right Right Esc");
    stage.assert_hides("Stav zápisu je zaznamenán.");
}

#[test]
fn without_a_consultation_the_keys_are_named() {
    let mut stage = Stage::new(Language::Czech, 80, 24);
    stage.press("F9");
    stage.assert_shows("Žádná konzultace není otevřená");
    let mut stage = held(Language::English, 80, 24);
    stage.press("F9 Ctrl+Z Ctrl+Z Ctrl+Z Ctrl+Z Ctrl+Z Ctrl+Z");
    stage.assert_shows("none is open");
}

#[test]
fn the_screen_survives_every_size() {
    let mut stage = held(Language::Czech, 80, 24);
    stage.press("F9");
    for (width, height) in [(1, 1), (40, 10), (41, 12), (75, 20), (76, 20), (10, 3), (200, 60), (80, 5)] {
        stage.resize(width, height);
        stage.press("Down Up PgDn Tab PgUp Ctrl+End l");
    }
}

#[test]
fn an_unfinished_line_is_named_because_the_minutes_lack_it() {
    let mut stage = held(Language::Czech, 120, 40);
    stage.press("F3").type_text("a ještě").press("F9");
    stage.assert_shows("Rozepsaný řádek v zápisu není: a ještě");
}

/// The same meeting with exports into a folder of its own.
fn held_with_exports(language: Language, width: u16, height: u16) -> (tempfile::TempDir, Stage) {
    let folder = tempfile::tempdir().unwrap();
    let exports = folder.path().to_owned();
    let mut stage = held_with(language, width, height, |desk| desk.exports = exports);
    stage.press("F9");
    (folder, stage)
}

fn names(folder: &tempfile::TempDir) -> Vec<String> {
    let names =
        std::fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn every_format_has_its_key() {
    let (folder, mut stage) = held_with_exports(Language::Czech, 120, 40);
    for (key, extension) in [
        ("d", "docx"),
        ("p", "pdf"),
        ("h", "html"),
        ("m", "md"),
        ("e", "eml"),
        ("i", "ics"),
        ("x", "xlsx"),
        ("c", "csv"),
        ("j", "json"),
    ] {
        stage.press(key);
        stage.assert_shows("Zapsáno do souboru");
        let name = format!("2026-11-21-jesenik-zapis.{extension}");
        assert!(names(&folder).contains(&name), "{key}: {:?}", names(&folder));
    }
    stage.press("d");
    assert!(names(&folder).contains(&"2026-11-21-jesenik-zapis-2.docx".to_owned()), "never over another one");
    let mail = std::fs::read_to_string(folder.path().join("2026-11-21-jesenik-zapis.eml")).unwrap();
    assert!(mail.contains("2026-11-21-jesenik-zapis.pdf"));
}

#[test]
fn several_formats_are_marked_and_written_at_once() {
    let (folder, mut stage) = held_with_exports(Language::Czech, 120, 40);
    stage.press("Tab Space Down Down Space Down Down Space Enter");
    assert_eq!(names(&folder), ["docx", "eml", "html"].map(|it| format!("2026-11-21-jesenik-zapis.{it}")));
    let mail = std::fs::read_to_string(folder.path().join("2026-11-21-jesenik-zapis.eml")).unwrap();
    assert!(mail.contains("zapis.docx") && mail.contains("zapis.html") && !mail.contains("zapis.pdf"));
    stage.assert_shows("[x] d DOCX");
    stage.press("Space Up Up Space Up Up Space Down Enter");
    assert!(
        names(&folder).contains(&"2026-11-21-jesenik-zapis.pdf".to_owned()),
        "none marked: the chosen one"
    );
}

#[test]
fn the_path_is_copied_and_the_file_opened_when_there_is_one() {
    let (folder, mut stage) = held_with_exports(Language::Czech, 120, 40);
    stage.press("k");
    stage.assert_shows("Zatím nebyl zapsán žádný soubor");
    assert_eq!(stage.requests, []);
    stage.press("p k a");
    let path = folder.path().join("2026-11-21-jesenik-zapis.pdf");
    assert_eq!(stage.requests, [Request::Copy(path.display().to_string()), Request::Open(path)]);
}

#[test]
fn the_preview_is_the_document_that_is_written() {
    let (folder, mut stage) = held_with_exports(Language::Czech, 120, 60);
    stage.press("v o Tab Tab");
    stage.assert_hides("Opora v praxi:");
    stage.assert_shows("vynechána");
    stage.press("m");
    let text = std::fs::read_to_string(folder.path().join("2026-11-21-jesenik-zapis.md")).unwrap();
    assert!(!text.contains("Opora v praxi") && !text.contains("Eva Brokerová"));
}

#[test]
fn what_is_internal_is_marked_and_never_leaves() {
    let (folder, mut stage) = held_with_exports(Language::Czech, 120, 40);
    stage.press("F3 Esc Up Up Ctrl+B");
    stage.assert_shows("[interní] Svoz dělají");
    stage.press("F9");
    stage.assert_hides("Svoz dělají");
    stage.press("m j");
    let read = |extension: &str| {
        std::fs::read_to_string(folder.path().join(format!("2026-11-21-jesenik-zapis.{extension}"))).unwrap()
    };
    assert!(!read("md").contains("Svoz dělají"));
    stage.assert_shows("JSON je bez interních");
    assert!(!read("json").contains("Svoz dělají") && !read("json").contains("\"sync\""));
    stage.press("F3 Ctrl+B");
    stage.assert_hides("[interní]");
    stage.press("Ctrl+E");
    stage.assert_shows("Interní");
    stage.press("Tab Right Esc");
    stage.assert_shows("[interní] Svoz dělají");
    stage.press("Ctrl+E Tab Left Esc");
    stage.assert_hides("[interní]");
    stage.press("F9 j");
    stage.assert_hides("JSON je bez interních");
    let whole = std::fs::read_to_string(folder.path().join("2026-11-21-jesenik-zapis-2.json")).unwrap();
    assert!(whole.contains("Svoz dělají") && whole.contains("\"sync\""), "without any it can be merged");
}

#[test]
fn minutes_are_signed_off_on_the_screen() {
    let (_folder, mut stage) = held_with_exports(Language::Czech, 120, 40);
    stage.assert_shows("v1 návrh");
    stage.press("s Esc");
    stage.assert_shows("v1 návrh");
    stage.press("s Right Right Esc");
    stage.assert_shows("chybí, kdo zápis za obec potvrdil");
    stage.type_text("Jana Vzorová").press("Esc");
    stage.assert_shows("v1 potvrzený");
    stage.assert_shows("Jana Vzorová, 21. 11. 2026");
    stage.press("s Right Esc");
    stage.assert_shows("v1 konečný");
    let open = stage.app.desk().open.clone().unwrap();
    let kept = open.finals().next().unwrap();
    assert!(kept.text.contains("konečný (21. 11. 2026)") && kept.hash == porada::model::sha256(&kept.text));
    stage.press("F3").paste("ještě něco").press("Enter F9");
    stage.assert_shows("v2 návrh");
    stage.press("Ctrl+Z");
    stage.assert_shows("v1 konečný");
}

#[test]
fn a_calendar_without_anything_in_it_is_not_written() {
    let (folder, mut stage) = held_with_exports(Language::Czech, 120, 40);
    stage.press("F3 Esc Del F9 i");
    stage.assert_shows("kalendář by byl prázdný");
    assert_eq!(names(&folder), Vec::<String>::new());
}

#[test]
fn a_name_without_a_step_of_the_sign_off_is_not_thrown_away() {
    let mut stage = held(Language::Czech, 120, 40);
    stage.press("F9 s Down").type_text("Jana Vzorová").press("Esc");
    stage.assert_shows("Vyberte, v jakém stavu zápis je");
    stage.assert_shows("Jana Vzorová");
}

#[test]
fn a_calendar_without_anything_in_it_stops_no_other_file() {
    let (folder, mut stage) = held_with_exports(Language::Czech, 200, 40);
    stage.press("F3 Esc Del F9 Tab Space Down Down Down Down Space Down Space Enter");
    assert_eq!(names(&folder), ["docx", "eml"].map(|it| format!("2026-11-21-jesenik-zapis.{it}")));
    stage.assert_shows("kalendář by byl prázdný");
    stage.assert_shows("1 e-mail je bez přílohy s kalendářem");
    let mail = std::fs::read_to_string(folder.path().join("2026-11-21-jesenik-zapis.eml")).unwrap();
    assert!(mail.contains("zapis.docx") && !mail.contains("zapis.ics"));
}

#[test]
fn a_conflict_of_evidence_leads_to_its_verdict() {
    let mut store = Store::open_in_memory(ReplicaId(1)).unwrap();
    let id = DocumentId::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
    let now = common::NOW.parse().unwrap();
    let mut write = |change: &Change, seen: &VersionVector| {
        store.apply(id, "consultation", change, seen, now).unwrap();
        Consultation::read(&store.document(id).unwrap().unwrap()).unwrap()
    };
    let new = NewConsultation { status: Status::Running, ..NewConsultation::default() };
    let view = write(&Consultation::create(id, new), &VersionVector::default());
    let (need, link) = (EntityId::from_u128(8), EntityId::from_u128(9));
    let view =
        write(&view.add_item(need, ItemKind::Need, vec![ItemField::Text("odpad".into())], now), &view.seen);
    let record = "znojmo-senzory-v-kontejnerech";
    let seen = write(&view.link(link, need, record, "Senzory", now), &view.seen);
    // Neither of them changes how far the need is.
    for verdict in [Verdict::Considered, Verdict::Rejected] {
        write(&seen.judge_link(&seen.links[0], verdict, ""), &seen.seen);
    }
    store.set_state("last-consultation", &id.to_string()).unwrap();
    let mut stage = Stage::with_store(Language::Czech, 120, 40, store);
    stage.press("F9");
    stage.assert_shows("verdikt obce, Senzory");
    stage.press("Enter");
    assert_eq!(stage.app.current(), ScreenName::Consultation);
    stage.assert_shows("Verdikt obce");
}
