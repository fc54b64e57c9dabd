//! Forms, palette and help: keys in, rows and screen out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::Stage;
use porada::i18n::Language;
use porada::model::{
    Consultation, ConsultationKind, DocumentId, HeaderField, ItemBody, NeedStatus, NewConsultation,
    Participant, ReplicaId, Side, Status, Verdict, VersionVector,
};
use porada::store::Store;
use porada::tui::app::Request;
use porada::tui::overlays::forms;
use porada::tui::services::Drafts;
use porada::tui::view::{ScreenName, View};

/// A running consultation with Jeseník that began at 13:30.
fn jesenik(language: Language, width: u16, height: u16) -> Stage {
    let mut store = Store::open_in_memory(ReplicaId(1)).unwrap();
    let id = DocumentId::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
    let new = NewConsultation {
        municipalities: vec!["536385".into()],
        start: Some("2026-11-21T13:30".parse().unwrap()),
        status: Status::Running,
        ..NewConsultation::default()
    };
    let now = common::NOW.parse().unwrap();
    store.apply(id, "consultation", &Consultation::create(id, new), &VersionVector::default(), now).unwrap();
    store.set_state("last-consultation", &id.to_string()).unwrap();
    let mut stage = Stage::with_store(language, width, height, store);
    stage.press("F3");
    stage
}

fn open(stage: &Stage) -> Consultation {
    stage.app.desk().open.clone().unwrap()
}

fn drafts(stage: &Stage) -> Vec<String> {
    match &stage.app.services().drafts {
        Drafts::Memory(drafts) => drafts.keys().cloned().collect(),
        Drafts::Written(_) => panic!("the stage keeps drafts in memory"),
    }
}

fn people(stage: &Stage) -> Vec<Participant> {
    open(stage).participants
}

/// The header with every kind of field filled in by keys.
fn filled_header(stage: &mut Stage) {
    stage.press("Ctrl+T").type_text("Odpady v Jeseníku").press("Tab Right Right Tab Tab Tab");
    stage.type_text("15:30").press("Tab").type_text("Městský úřad, Masarykovo nám. 1").press("Tab");
    stage.type_text("Jana Ukázková, starostka, Město Jeseník, starostka@ukazka.example").press("Enter");
    stage.type_text("omluven: Petr Ukázka, tajemník").press("Tab");
    stage.type_text("Svoz odpadu").press("Enter").type_text("Osvětlení");
}

/// The overlay whose title begins with `title`, without what is behind it: each line, then its styles after `~`.
fn overlay(stage: &Stage, title: &str) -> String {
    let mut rows: Vec<(Vec<char>, Vec<char>)> = Vec::new();
    for line in stage.styled_screen().lines() {
        match (line.strip_prefix('~'), rows.last_mut()) {
            (Some(styles), Some(row)) => row.1 = styles.chars().collect(),
            _ => rows.push((line.chars().collect(), Vec::new())),
        }
    }
    let corner: Vec<char> = format!("┌ {title}").chars().collect();
    let found = rows.iter().enumerate().find_map(|(row, (text, _))| {
        Some((row, text.windows(corner.len()).position(|window| window == corner)?))
    });
    let (top, left) = found.unwrap_or_else(|| panic!("no {title}:\n{}", stage.screen()));
    let right = left + rows[top].0[left..].iter().position(|&cell| cell == '┐').unwrap();
    let bottom = top + rows[top..].iter().position(|(text, _)| text.get(left) == Some(&'└')).unwrap();
    let cut = |row: &[char]| row.iter().skip(left).take(right + 1 - left).collect::<String>();
    let lines =
        rows[top..=bottom].iter().map(|(text, styles)| format!("{}\n~{}", cut(text), cut(styles).trim_end()));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn forms_look_good_in_every_size_and_language() {
    let titles =
        [["Hlavička", "Potřeba ─", "Nový úkol", "Námět"], ["Header", "Need ─", "New task", "Practice draft"]];
    for (language, code, titles) in [(Language::Czech, "cs", titles[0]), (Language::English, "en", titles[1])]
    {
        for (width, height) in [(80, 24), (120, 40)] {
            let mut stage = jesenik(language, width, height);
            filled_header(&mut stage);
            insta::assert_snapshot!(format!("header-{code}-{width}x{height}"), overlay(&stage, titles[0]));
            stage
                .press("Esc")
                .type_text("Přeplněné kontejnery")
                .press("Enter Ctrl+E Down Down")
                .type_text("B3 A1");
            insta::assert_snapshot!(format!("need-{code}-{width}x{height}"), overlay(&stage, titles[1]));
            stage
                .press("Esc F6 Ctrl+N")
                .type_text("poslat podklady")
                .press("Down Down Down")
                .type_text("pátek");
            insta::assert_snapshot!(format!("task-{code}-{width}x{height}"), overlay(&stage, titles[2]));
            stage.press("Esc F4 Ctrl+N").type_text("Sdílené dílny").press("PgDn PgDn").type_text("20");
            insta::assert_snapshot!(format!("practice-{code}-{width}x{height}"), overlay(&stage, titles[3]));
        }
    }
}

#[test]
fn a_header_filled_in_by_keys_is_one_change_and_one_step_of_undo() {
    let mut stage = jesenik(Language::Czech, 100, 40);
    let before = open(&stage);
    filled_header(&mut stage);
    stage.press("Esc");
    let header = open(&stage);
    assert_eq!(header.title, "Odpady v Jeseníku");
    assert_eq!(header.kind, ConsultationKind::Visit);
    assert_eq!(header.end, Some("2026-11-21T15:30".parse().unwrap()));
    assert_eq!(header.place, "Městský úřad, Masarykovo nám. 1");
    assert_eq!(header.agenda, "Svoz odpadu\nOsvětlení");
    assert_eq!(header.start, before.start);
    let [mayor, secretary] = header.participants.as_slice() else { panic!("two people") };
    assert_eq!((mayor.office.as_str(), mayor.email.as_str()), ("starostka", "starostka@ukazka.example"));
    assert_eq!((secretary.name.as_str(), secretary.excused), ("Petr Ukázka", true));
    assert_eq!(drafts(&stage), Vec::<String>::new());
    stage.press("Ctrl+Z");
    let mut undone = open(&stage);
    undone.seen = before.seen.clone();
    assert_eq!(undone, before);
}

#[test]
fn the_next_meeting_says_what_the_calendar_takes_from_it_and_keeps_any_words() {
    let mut stage = jesenik(Language::Czech, 100, 40);
    let to_next_meeting = "Ctrl+T Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab";
    stage.press(to_next_meeting).type_text("příští středu 10:00");
    stage.assert_shows("= středa 25. 11. 2026 10:00");
    stage.press("Tab").assert_shows("příští středu 10:00  středa 25. 11. 2026 10:00");
    stage.press("Shift+Tab Ctrl+W Ctrl+W").type_text("týden").assert_shows("! Není tu den");
    stage.press("Esc");
    assert_eq!(open(&stage).next_meeting, "příští týden");
    stage.press(to_next_meeting).press("Ctrl+W Ctrl+W").type_text("31. 11.").assert_shows("! Takový den");
}

#[test]
fn lines_that_a_terminal_types_into_one_line_stay_apart() {
    let mut stage = jesenik(Language::Czech, 100, 40);
    stage.press("Ctrl+T");
    for run in ["první slovo\ndruhé slovo\n", "třetí slovo", "\n", "čtvrté"] {
        stage.app.type_run(run, stage.now);
    }
    stage.press("Esc");
    assert_eq!(open(&stage).title, "první slovo druhé slovo třetí slovo čtvrté");
}

#[test]
fn what_a_terminal_types_is_put_in_at_once_wherever_words_are_typed() {
    let text = "parkování\nsenzory";
    for (keys, shown) in [
        ("F4", "parkování senzory"),
        ("F5", "parkování senzory"),
        ("Ctrl+N", "parkování senzory"),
        ("F4 Ctrl+F", "parkování senzory"),
        ("Ctrl+P", "parkování senzory"),
    ] {
        let mut stage = jesenik(Language::Czech, 100, 40);
        stage.press(keys);
        for run in text.split_inclusive('\n').flat_map(|line| [line, ""]) {
            stage.app.type_run(run, stage.now);
        }
        stage.press("Left Right").assert_shows(shown);
    }
}

#[test]
fn what_is_typed_into_a_choice_goes_on_key_by_key() {
    let mut stage = jesenik(Language::Czech, 100, 40);
    stage.press("Ctrl+T Tab");
    // With a look at all that is left for each character this takes minutes.
    stage.app.type_run(&"x ".repeat(20_000), stage.now);
    stage.press("Esc");
    assert_eq!(stage.app.current(), ScreenName::Consultation);
}

#[test]
fn a_person_with_the_same_name_stays_the_same_person() {
    let mut stage = jesenik(Language::Czech, 100, 40);
    filled_header(&mut stage);
    stage.press("Esc");
    let before = people(&stage);
    // The office of the second one changes, a third one comes.
    stage.press("Ctrl+T Tab Tab Tab Tab Tab Tab").type_text(" města").press("Enter").type_text("Eva Nová");
    stage.press("Esc");
    let after = people(&stage);
    assert_eq!(after.len(), 3);
    assert_eq!(after[0], before[0]);
    assert_eq!((after[1].id, after[1].office.as_str()), (before[1].id, "tajemník města"));
    assert_eq!(after[2].name, "Eva Nová");
}

#[test]
fn a_form_that_was_only_looked_at_writes_nothing() {
    let mut stage = jesenik(Language::Czech, 80, 24);
    let before = open(&stage);
    stage.press("Ctrl+T Tab Tab Tab Tab Tab Tab Esc");
    assert_eq!(open(&stage), before);
    stage.press("Ctrl+T").type_text("x").press("Backspace F6");
    assert_eq!(open(&stage), before);
    assert_eq!(stage.app.current(), ScreenName::Tasks);
}

#[test]
fn a_wrong_date_keeps_the_form_open_and_everything_in_it() {
    let mut stage = jesenik(Language::Czech, 80, 24);
    stage.press("Ctrl+T Tab Tab Tab Tab").type_text("večer").press("Tab").type_text("radnice").press("Esc");
    stage.assert_shows("Tomuto času nerozumím");
    stage.press("F2");
    assert_eq!(stage.app.current(), ScreenName::Consultation);
    stage.press("Ctrl+W").type_text("12:00").press("Esc");
    stage.assert_shows("Konec je dříve než začátek");
    stage.press("Ctrl+W").type_text("16:00").press("F2");
    assert_eq!(stage.app.current(), ScreenName::Home);
    let header = open(&stage);
    assert_eq!((header.end, header.place.as_str()), (Some("2026-11-21T16:00".parse().unwrap()), "radnice"));
}

#[test]
fn leaving_by_a_function_key_writes_as_esc_does() {
    let mut stage = jesenik(Language::Czech, 80, 24);
    stage.press("Ctrl+T").type_text("Odpady").press("F4");
    assert_eq!((open(&stage).title.as_str(), stage.app.current()), ("Odpady", ScreenName::Catalogue));
    stage.press("F3 Ctrl+T").type_text(" a svoz").press("F10");
    assert_eq!(open(&stage).title, "Odpady a svoz");
}

#[test]
fn a_killed_form_comes_back_with_its_words_and_its_focus() {
    let mut stage = jesenik(Language::Czech, 80, 24);
    stage.press("Ctrl+T").type_text("Odpady").press("Tab Right Tab Tab Tab").type_text("15:3");
    let Drafts::Memory(kept) = &stage.app.services().drafts else { panic!("in memory") };
    let (key, draft) = kept.iter().find(|(key, _)| key.starts_with("form:header:")).unwrap();
    let form = forms::restored(stage.app.desk(), key, draft).unwrap();
    assert_eq!(form.field("title").unwrap().text(), "Odpady");
    assert_eq!(form.field("kind").unwrap().chosen(), 1);
    assert_eq!(form.changed("end").unwrap().text(), "15:3");
    assert!(form.changed("place").is_none());
    assert_eq!(form.draft_key().as_ref(), Some(key));
    assert!(forms::restored(stage.app.desk(), "form:header:unknown", draft).is_none());
}

#[test]
fn undo_in_a_form_takes_the_words_of_the_field_back() {
    let mut stage = jesenik(Language::Czech, 80, 24);
    stage.press("Ctrl+T").type_text("Odpady").press("Ctrl+Z");
    stage.assert_hides("Odpady");
    stage.press("Ctrl+Y");
    stage.assert_shows("Odpady");
    stage.press("Esc");
    assert_eq!(open(&stage).title, "Odpady");
}

#[test]
fn a_field_goes_to_the_editor_and_comes_back() {
    let mut stage = jesenik(Language::Czech, 80, 24);
    stage.press("Ctrl+T Tab Tab Tab Tab Tab Tab Tab").paste("Svoz\r\nOsvětlení").press("Ctrl+O");
    assert_eq!(stage.requests, [Request::Edit("Svoz\nOsvětlení".to_owned())]);
    stage.app.edited("Svoz\nOsvětlení\nDoprava\n".to_owned());
    stage.press("Esc");
    assert_eq!(open(&stage).agenda, "Svoz\nOsvětlení\nDoprava");
}

#[test]
fn a_municipality_is_found_by_typing_and_removed_by_del() {
    let mut stage = jesenik(Language::Czech, 100, 40);
    stage.press("Ctrl+T Tab Tab").type_text("kolin").press("Enter");
    stage.assert_shows("Kolín");
    stage.press("Esc");
    let codes = open(&stage).municipalities;
    assert_eq!((codes.len(), codes[0].as_str()), (2, "536385"));
    stage.press("Ctrl+T Tab Tab Del Esc");
    assert_eq!(open(&stage).municipalities, ["536385"]);
}

#[test]
fn a_need_gets_its_context_components_and_status() {
    let mut stage = jesenik(Language::Czech, 100, 40);
    stage.type_text("Přeplněné kontejnery").press("Enter Ctrl+E Tab");
    stage.type_text("Hlavně na sídlišti").press("Tab").type_text("b3 d4").press("Esc");
    stage.assert_shows("Komponentu d4 koncepce nemá");
    stage.press("Ctrl+W").type_text("a1").press("Tab Right Tab Left Esc");
    let ItemBody::Need { detail, components, status, .. } = open(&stage).items[0].body.clone() else {
        panic!("a need")
    };
    let codes: Vec<&str> = components.iter().map(|component| component.code()).collect();
    assert_eq!((detail.as_str(), codes), ("Hlavně na sídlišti", vec!["B3", "A1"]));
    assert_eq!(status, NeedStatus::Unmet);
}

#[test]
fn a_title_written_differently_elsewhere_is_settled_by_enter() {
    let mut store = Store::open_in_memory(ReplicaId(1)).unwrap();
    let id = DocumentId::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
    let now = common::NOW.parse().unwrap();
    let new = NewConsultation { municipalities: vec!["536385".into()], ..NewConsultation::default() };
    store.apply(id, "consultation", &Consultation::create(id, new), &VersionVector::default(), now).unwrap();
    let seen = store.consultation(id).unwrap().unwrap();
    for title in ["Odpady", "Svoz odpadu"] {
        let change = seen.set_header(vec![HeaderField::Title(title.to_owned())]);
        store.apply(id, "consultation", &change, &seen.seen, now).unwrap();
    }
    store.set_state("last-consultation", &id.to_string()).unwrap();
    let mut stage = Stage::with_store(Language::Czech, 100, 40, store);
    assert_eq!(open(&stage).conflicts, ["title"]);
    stage.press("F3");
    stage.assert_shows("! neshoda: jinde zapsáno jinak");
    stage.press("Ctrl+T");
    stage.assert_shows("Jinde je zapsáno jiné znění");
    stage.press("Esc");
    assert_eq!(open(&stage).conflicts, ["title"]);
    let shown = open(&stage).title;
    stage.press("Ctrl+T Enter");
    stage.assert_hides("Jinde je zapsáno jiné znění");
    stage.press("Esc");
    assert_eq!((open(&stage).conflicts, open(&stage).title), (Vec::new(), shown));
    stage.assert_hides("! neshoda: jinde zapsáno jinak");
}

#[test]
fn a_verdict_written_differently_elsewhere_is_marked_and_settled() {
    let mut stage = jesenik(Language::Czech, 100, 40);
    stage.type_text("kontejnery").press("Ctrl+L Enter");
    let consultation = open(&stage);
    let mut store = Store::open_in_memory(ReplicaId(2)).unwrap();
    let now = common::NOW.parse().unwrap();
    store.merge(&stage.app.services().store.document(consultation.id).unwrap().unwrap()).unwrap();
    for verdict in [Verdict::Chosen, Verdict::Rejected] {
        let change = consultation.judge_link(&consultation.links[0], verdict, "");
        store.apply(consultation.id, "consultation", &change, &consultation.seen, now).unwrap();
    }
    store.set_state("last-consultation", &consultation.id.to_string()).unwrap();
    let mut stage = Stage::with_store(Language::Czech, 100, 40, store);
    stage.press("F3");
    stage.assert_shows("! neshoda: jinde zapsáno jinak");
    stage.press("Esc Enter Enter Esc");
    stage.assert_hides("! neshoda: jinde zapsáno jinak");
    assert!(open(&stage).links[0].conflicts.is_empty());
}

#[test]
fn a_form_closed_by_force_goes_on_where_it_was() {
    let mut stage = jesenik(Language::Czech, 100, 40);
    stage
        .press("Ctrl+T Tab Tab Tab Tab")
        .type_text("nesmysl")
        .press("Ctrl+P")
        .type_text("otevrit jesenik")
        .press("Enter");
    stage.assert_hides("nesmysl");
    assert_eq!(drafts(&stage).len(), 1);
    stage.press("Ctrl+T");
    stage.assert_shows("nesmysl");
    stage.press("Ctrl+W").type_text("15:30").press("Esc");
    assert_eq!(open(&stage).end, Some("2026-11-21T15:30".parse().unwrap()));
    assert!(drafts(&stage).is_empty());
}

#[test]
fn the_verdict_on_a_linked_record_is_written_with_its_reason() {
    let mut stage = jesenik(Language::Czech, 100, 40);
    stage.type_text("kontejnery").press("Ctrl+L Enter Esc Down Ctrl+E");
    stage.press("Right Tab").type_text("Mají stejný svoz.").press("Esc");
    let link = &open(&stage).links[0];
    assert_eq!((link.verdict, link.why.as_str()), (Verdict::Chosen, "Mají stejný svoz."));
}

#[test]
fn a_new_task_goes_to_the_open_consultation() {
    let mut stage = jesenik(Language::Czech, 100, 40);
    stage.press("F6 Ctrl+N").type_text("poslat podklady").press("Tab Right Tab").type_text("starostka");
    stage.press("Tab").type_text("5. 12.").press("Enter");
    let item = open(&stage).items[0].clone();
    let ItemBody::Task { side, owner, due, .. } = item.body else { panic!("a task") };
    assert_eq!(
        (item.text.as_str(), side, owner.as_str()),
        ("poslat podklady", Side::Municipality, "starostka")
    );
    assert_eq!(due, Some("2026-12-05".parse().unwrap()));
    assert_eq!(stage.app.desk().tasks.len(), 1);
}

#[test]
fn a_task_for_another_consultation_stands_behind_its_items() {
    let mut stage = jesenik(Language::Czech, 100, 40);
    stage.type_text("První").press("Enter").type_text("Druhá").press("Enter");
    let first = open(&stage).id;
    // A second consultation is made and opened; the task is for the first one.
    stage.press("Ctrl+N").type_text("kolin").press("Enter");
    assert_ne!(open(&stage).id, first);
    stage.press("F6 Ctrl+N").type_text("poslat").press("Up Right Esc");
    let written = stage.app.services().store.consultation(first).unwrap().unwrap();
    let words: Vec<&str> = written.items.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(words, ["První", "Druhá", "poslat"]);
    assert!(written.items.iter().all(|item| item.conflicts.is_empty()));
}

#[test]
fn without_a_consultation_a_task_says_what_to_do() {
    let mut stage = Stage::new(Language::Czech, 80, 24);
    stage.press("F6 Ctrl+N");
    stage.assert_shows("Ctrl+N na obrazovce Konzultace");
    stage.press("Esc");
    stage.assert_hides("Ctrl+N na obrazovce Konzultace");
}

#[test]
fn a_practice_draft_is_a_document_of_its_own() {
    let mut stage = jesenik(Language::Czech, 100, 40);
    stage.press("F4 Ctrl+N").type_text("Sdílené dílny v bývalé škole").press("Tab");
    stage.type_text("Mladí odcházejí").press("Esc");
    stage.assert_shows("Námět praxe je zapsán");
    let ids = stage.app.services().store.document_ids("practice-draft").unwrap();
    let document = stage.app.services().store.document(ids[0]).unwrap().unwrap();
    let practice = document.header().unwrap();
    assert_eq!(practice.text("title"), "Sdílené dílny v bývalé škole");
    assert_eq!(practice.text("problem"), "Mladí odcházejí");
    assert_eq!((practice.text("state"), practice.text("kind")), ("draft", "practice"));
    assert_eq!(practice.text("municipality_code"), "536385");
}

#[test]
fn the_palette_finds_words_of_both_languages_without_accents() {
    for language in Language::ALL {
        let mut stage = jesenik(language, 120, 40);
        for (typed, action) in [
            ("napoveda", "F1"),
            ("help", "F1"),
            ("vratit", "Ctrl+Z"),
            ("undo", "Ctrl+Z"),
            ("HLAVIČKA", "Ctrl+T"),
        ] {
            stage.press("Ctrl+P").type_text(typed);
            let screen = stage.screen();
            let chosen = screen.lines().nth(usize::from(list_top(&screen))).unwrap();
            assert!(chosen.contains(action), "{typed}: {chosen}");
            stage.press("Esc");
        }
        stage.press("Ctrl+P").type_text("kontejnery");
        stage.assert_shows("kontejnery");
        let nothing = if language == Language::Czech { "není. Zkuste" } else { "There is no command" };
        stage.assert_shows(nothing);
    }
}

/// The row of the first command: below the line that is typed into and the rule.
fn list_top(screen: &str) -> u16 {
    let row = screen.lines().position(|line| line.contains("│> ")).unwrap();
    u16::try_from(row).unwrap() + 2
}

#[test]
fn words_in_any_order_find_and_enter_does_it() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.press("Ctrl+P").type_text("obcich ukoly").press("Esc");
    stage.press("Ctrl+P").type_text("termin ukoly obci").press("Enter");
    assert_eq!(stage.app.current(), ScreenName::Tasks);
    stage.press("Ctrl+P").type_text("switch english").press("Enter");
    assert_eq!(stage.app.desk().language, Language::English);
}

#[test]
fn what_cannot_be_done_here_says_where_it_works() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.press("F5 Ctrl+P").type_text("hlavicka").press("Enter");
    stage.assert_shows("zde nelze; funguje v: Konzultace");
    stage.press("Esc F3 Ctrl+P").type_text("hlavicka").press("Enter");
    stage.assert_shows("Hlavička konzultace");
}

#[test]
fn a_consultation_is_opened_from_the_palette() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    let first = open(&stage).id;
    stage.press("Ctrl+N").type_text("kolin").press("Enter F2");
    assert_ne!(open(&stage).id, first);
    stage.press("Ctrl+P").type_text("jesenik otevrit").press("Enter");
    assert_eq!((open(&stage).id, stage.app.current()), (first, ScreenName::Consultation));
}

#[test]
fn palette_and_help_look_good_in_every_size_and_language() {
    let titles = [["Příkazy", "Nápověda"], ["Commands", "Help"]];
    for (language, code, [palette, help]) in
        [(Language::Czech, "cs", titles[0]), (Language::English, "en", titles[1])]
    {
        for (width, height) in [(80, 24), (120, 40)] {
            let mut stage = jesenik(language, width, height);
            stage.press("Ctrl+P");
            insta::assert_snapshot!(format!("palette-{code}-{width}x{height}"), overlay(&stage, palette));
            stage.type_text("ukol");
            insta::assert_snapshot!(
                format!("palette-typed-{code}-{width}x{height}"),
                overlay(&stage, palette)
            );
            stage.press("Esc F1");
            insta::assert_snapshot!(format!("help-{code}-{width}x{height}"), overlay(&stage, help));
        }
    }
}

#[test]
fn help_begins_with_the_screen_and_scrolls_to_every_key() {
    let mut stage = jesenik(Language::Czech, 80, 24);
    stage.press("F1");
    stage.assert_shows("Na této obrazovce");
    stage.assert_shows("Ctrl+L");
    let mut seen = stage.screen();
    for _ in 0..20 {
        stage.press("PgDn");
        seen.push_str(&stage.screen());
    }
    for words in
        ["Jak se zapisuje", "obec: poslat podklady do 5. 12.", "Ctrl+W", "F10", "jen Ctrl+P", "100 %"]
    {
        assert!(seen.contains(words), "{words}");
    }
    stage.press("Esc");
    stage.assert_hides("Nápověda ");
}

#[test]
fn overlays_survive_every_size() {
    for keys in ["Ctrl+T Tab Tab Tab", "Ctrl+P Down", "F1 PgDn"] {
        let mut stage = jesenik(Language::Czech, 80, 24);
        stage.press(keys);
        for (width, height) in [(1, 1), (40, 10), (41, 11), (10, 3), (200, 60), (80, 5), (60, 10)] {
            stage.resize(width, height);
            stage.press("Down Up PgDn PgUp");
        }
    }
}

#[test]
fn the_language_changes_below_an_open_form() {
    let mut stage = jesenik(Language::Czech, 80, 24);
    stage.press("Ctrl+T").type_text("Odpady").press("Ctrl+P").type_text("english").press("Enter");
    stage.assert_shows("Header of the consultation");
    stage.assert_shows("Odpady");
    stage.assert_shows("[running]");
}
