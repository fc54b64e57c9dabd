//! The consultation screen: keys in, rows and screen out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::Stage;
use porada::i18n::Language;
use porada::model::{
    Consultation, DocumentId, HeaderField, ItemBody, ItemKind, NeedStatus, NewConsultation, ReplicaId,
    Status, VersionVector, Visibility,
};
use porada::store::Store;

/// A running consultation with Jeseník that began at 13:30.
fn jesenik(language: Language, width: u16, height: u16) -> Stage {
    jesenik_with(language, width, height, Vec::new())
}

/// The same with these fields of the header.
fn jesenik_with(language: Language, width: u16, height: u16, header: Vec<HeaderField>) -> Stage {
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
    if !header.is_empty() {
        let consultation = store.consultation(id).unwrap().unwrap();
        store.apply(id, "consultation", &consultation.set_header(header), &consultation.seen, now).unwrap();
    }
    store.set_state("last-consultation", &id.to_string()).unwrap();
    let mut stage = Stage::with_store(language, width, height, store);
    stage.press("F3");
    stage
}

fn open(stage: &Stage) -> Consultation {
    stage.app.desk().open.clone().unwrap()
}

fn words(stage: &Stage) -> Vec<String> {
    open(stage).items.into_iter().map(|item| item.text).collect()
}

/// A meeting as it stands after some minutes: a need with a practice and a caution, a note, a decision, a task.
fn held(language: Language, width: u16, height: u16) -> Stage {
    let mut stage = jesenik(language, width, height);
    stage.type_text("Přeplněné kontejnery na tříděný odpad").press("Ctrl+L Enter").wait_minutes(4);
    stage.press("Tab").type_text("Svoz dělají technické služby dvakrát týdně").press("Enter").wait_minutes(3);
    stage
        .press("Tab")
        .type_text("Město vyzkouší senzory na deseti stanovištích")
        .press("Enter")
        .wait_minutes(1);
    stage.press("Tab").type_text("obec: poslat mapu stanovišť do 5. 12.").press("Enter");
    stage
}

#[test]
fn a_meeting_looks_good_in_every_size_and_language() {
    for (language, code) in [(Language::Czech, "cs"), (Language::English, "en")] {
        for (width, height) in [(80, 24), (120, 40), (200, 60)] {
            let stage = held(language, width, height);
            insta::assert_snapshot!(format!("meeting-{code}-{width}x{height}"), stage.styled_screen());
        }
        let mut stage = jesenik(language, 80, 24);
        stage.type_text("senior");
        insta::assert_snapshot!(format!("typing-{code}-80x24"), stage.styled_screen());
    }
}

#[test]
fn typing_searches_and_enter_writes_down() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.type_text("preplnene kontejnery");
    stage.assert_shows("Senzory naplněnosti kontejnerů");
    stage.press("Enter");
    assert_eq!(words(&stage), ["preplnene kontejnery"]);
    assert_eq!(open(&stage).items[0].kind(), ItemKind::Need);
    stage.assert_shows("POTŘEBA preplnene kontejnery");
}

#[test]
fn the_line_is_prose_and_asks_for_no_more_than_its_words_and_places() {
    let plain = |text: &str| {
        let mut stage = jesenik(Language::Czech, 120, 40);
        stage.type_text(text);
        stage.screen().lines().find(|line| line.contains("Opora v praxi")).unwrap().to_owned()
    };
    let words = plain("kontejnery přetékají ");
    for text in [
        "„kontejnery přetékají“ ",
        "kontejnery -přetékají ",
        "kontejnery: přetékají ",
        "kontejnery přetékají A4 ",
    ] {
        let title = plain(text);
        assert!(!title.contains("filtr") && !title.contains(" 0 nálezů"), "{text}: {title}");
        if !text.contains("A4") {
            assert_eq!(title, words, "{text}");
        }
    }
}

#[test]
fn a_place_in_the_line_without_records_is_told_above_the_evidence() {
    for (language, typed, told) in [
        (Language::Czech, "svoz odpadu v Horní Lhotě", "Z obce Horní Lhota"),
        (Language::English, "waste v Horní Lhotě", "Nothing here comes from Horní"),
    ] {
        for (width, height) in [(80, 24), (120, 40)] {
            let mut stage = jesenik(language, width, height);
            stage.type_text(typed);
            stage.assert_shows(told);
            stage.press("Down Down PgDn Ctrl+Down");
            stage.assert_shows(told);
            stage.type_text(" seniorům").press("Ctrl+Left Ctrl+Left Ctrl+Left Ctrl+Left");
        }
    }
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.type_text("parkování v Brně");
    stage.assert_hides("tu nic není");
}

#[test]
fn over_a_large_catalogue_no_key_waits_for_the_evidence() {
    let in_turn = jesenik(Language::Czech, 120, 40).type_text("kontejnery na bioodpad").screen();
    let mut stage = jesenik(Language::Czech, 120, 40);
    let (sender, answers) = std::sync::mpsc::channel();
    stage.app.search_in_background(0, move |answer| drop(sender.send(answer)));
    stage.type_text("kontejnery na bioodpad");
    stage.assert_shows("kontejnery na bioodpad");
    assert_ne!(stage.screen(), in_turn, "what was typed is there, what it finds is not yet");
    // Answers to older questions change nothing; the last question is always answered.
    while stage.screen() != in_turn {
        stage.app.found(answers.recv().unwrap());
        stage.redraw();
    }
    stage.press("Ctrl+L Enter");
    assert_eq!(open(&stage).links.len(), 1);
    while let Ok(answer) = answers.try_recv() {
        stage.app.found(answer);
    }
}

#[test]
fn why_explains_the_chosen_evidence() {
    for (language, typed, heading) in [
        (Language::Czech, "kontejnery", "Proč je mezi nálezy"),
        (Language::English, "containers", "Why it is among the hits"),
    ] {
        for (width, height) in [(80, 24), (120, 40)] {
            let mut stage = jesenik(language, width, height);
            stage.type_text(typed).press("Ctrl+R");
            stage.assert_shows(heading);
            stage.press("Down Ctrl+Down Ctrl+Up");
            stage.assert_shows(heading);
            stage.press("Ctrl+R");
            stage.assert_hides(heading);
        }
    }
}

#[test]
fn evidence_is_linked_to_the_need_while_it_is_typed() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.type_text("kontejnery").press("Ctrl+L Down Ctrl+L");
    stage.assert_shows("připojeno: 2");
    stage.press("Ctrl+L");
    stage.assert_shows("připojeno: 1");
    stage.press("Ctrl+L Enter");
    let open = open(&stage);
    assert_eq!(open.links.len(), 2);
    assert!(open.links.iter().all(|link| link.need == open.items[0].id && !link.title.is_empty()));
    stage.press("Ctrl+Z");
    assert!(
        self::open(&stage).items.is_empty() && self::open(&stage).links.is_empty(),
        "one step takes both back"
    );
    stage.press("Ctrl+Y");
    assert_eq!(self::open(&stage).links.len(), 2);
}

#[test]
fn with_an_empty_line_the_last_need_is_linked_and_unlinked() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.press("Ctrl+L");
    stage.assert_shows("zapište nejdřív potřebu");
    stage.type_text("kontejnery").press("Enter Ctrl+L");
    stage.assert_shows("Připojeno:");
    assert_eq!(open(&stage).links.len(), 1);
    stage.press("Ctrl+L");
    stage.assert_shows("Odpojeno:");
    assert!(open(&stage).links.is_empty());
}

#[test]
fn a_linked_record_classifies_the_need() {
    let stage = held(Language::Czech, 120, 40);
    let open = open(&stage);
    let ItemBody::Need { components, .. } = &open.items[0].body else { panic!("not a need") };
    let record = stage.app.desk().catalogue.record(&open.links[0].record).unwrap();
    assert_eq!(components.first(), record.components.first());
}

#[test]
fn a_task_is_understood_while_it_is_typed() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.press("Shift+Tab").type_text("obec: poslat mapu do 5. 12.");
    stage.assert_shows("Úkol · obec · termín sobota 5. 12. 2026");
    stage.press("Enter");
    stage.assert_shows("obec · do 5. 12.  poslat mapu");
    assert_eq!(stage.app.desk().tasks.len(), 1);
}

#[test]
fn escape_leads_to_the_record_and_loses_nothing() {
    let mut stage = held(Language::Czech, 120, 40);
    stage.type_text("rozepsan").press("Esc Up Enter");
    stage.assert_shows("Úprava: Rozhodnutí");
    stage.type_text("!").press("Esc");
    assert_eq!(words(&stage)[2], "Město vyzkouší senzory na deseti stanovištích!");
    stage.press("Esc").type_text("ý").press("Tab Tab Enter");
    assert_eq!(words(&stage).last().map(String::as_str), Some("rozepsaný"));
}

#[test]
fn items_are_edited_deleted_and_moved_by_key() {
    let mut stage = held(Language::Czech, 120, 40);
    let before = words(&stage);
    stage.press("Esc Alt+Up Alt+Up");
    assert_eq!(words(&stage)[1], before[3]);
    stage.press("Del");
    assert_eq!(words(&stage).len(), 3);
    stage.assert_shows("Smazáno · Ctrl+Z vrátí");
    stage.press("Ctrl+Z Ctrl+Z Ctrl+Z");
    assert_eq!(words(&stage), before);
}

#[test]
fn a_task_is_done_by_one_key_in_the_record() {
    let mut stage = held(Language::Czech, 120, 40);
    stage.press("Esc Space");
    assert!(stage.app.desk().tasks[0].done);
    stage.assert_shows("hotovo");
}

#[test]
fn a_blank_line_is_not_written() {
    let mut stage = jesenik(Language::English, 120, 40);
    stage.press("Enter").type_text("   ").press("Enter");
    stage.assert_shows("There is nothing to write down");
    assert!(open(&stage).items.is_empty());
}

#[test]
fn nothing_found_says_what_to_do() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.type_text("qqqqxxxxzzzz");
    stage.assert_shows("Nic nenalezeno");
    stage.press("Enter Ctrl+U");
    stage.assert_shows("[nenaplněná] qqqqxxxxzzzz");
}

#[test]
fn a_megabyte_pasted_is_cut_and_said() {
    let mut stage = jesenik(Language::Czech, 80, 24);
    stage.paste(&"ř".repeat(500_000));
    stage.assert_shows("delší než 64 kB");
    stage.press("Enter");
    assert_eq!(words(&stage)[0].len(), 64 * 1024);
}

#[test]
fn control_sequences_of_a_paste_never_reach_the_terminal() {
    let mut stage = jesenik(Language::Czech, 80, 24);
    stage.paste("a\u{1b}[2Jb\u{202e}c\u{7}").press("Enter");
    assert!(!stage.screen().chars().any(|character| character.is_control() && character != '\n'));
    assert!(!stage.screen().contains('\u{202e}'));
}

#[test]
fn the_clock_of_a_running_consultation_moves() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.assert_shows("31 min");
    stage.wait_minutes(34);
    stage.assert_shows("1 h 05 min");
    stage.press("Ctrl+K").wait_minutes(10);
    stage.assert_shows("1 h 05 min · ukončená");
}

#[test]
fn every_size_is_drawn() {
    let mut stage = held(Language::Czech, 80, 24);
    stage.type_text("senioři a doprava do školy");
    for width in (1..=130).step_by(3) {
        for height in (1..=50).step_by(2) {
            stage.resize(width, height);
        }
    }
    stage.resize(30, 8);
    stage.assert_shows("Okno je příliš malé");
}

#[test]
fn the_chosen_evidence_is_in_sight_in_every_size() {
    for (width, height) in [(40, 10), (60, 24), (69, 16), (80, 24), (120, 40)] {
        let mut stage = jesenik(Language::Czech, width, height);
        stage.type_text("odpad ");
        for _ in 0..12 {
            stage.press("Down");
            let styled = stage.styled_screen();
            let styles = styled.lines().filter(|line| line.starts_with('~'));
            // The chosen tab is reversed too, but it is short.
            let chosen = styles.filter(|line| line.matches('R').count() > 16).count();
            assert_eq!(chosen, 1, "{width}x{height}:\n{}", stage.screen());
        }
    }
}

#[test]
fn the_preview_stops_at_its_end() {
    let mut stage = jesenik(Language::Czech, 80, 24);
    stage.type_text("kontejnery");
    (0..60).for_each(|_| {
        stage.press("Ctrl+Down");
    });
    let end = stage.screen();
    stage.press("Ctrl+Down");
    assert_eq!(stage.screen(), end);
    stage.press("Ctrl+Up");
    assert_ne!(stage.screen(), end);
}

#[test]
fn a_line_that_waited_comes_back_as_what_it_was() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.press("Tab").type_text("Svoz je dvakrát týdně").press("Enter Shift+Tab");
    stage.type_text("přeplněné kontejnery").press("Ctrl+L Esc Enter");
    // The note that is being edited is taken back: its words stay, and the need still waits.
    stage.press("Ctrl+Z Enter");
    assert_eq!(words(&stage), ["Svoz je dvakrát týdně"]);
    stage.press("Enter");
    let consultation = open(&stage);
    assert_eq!(words(&stage), ["Svoz je dvakrát týdně", "přeplněné kontejnery"]);
    assert_eq!(consultation.items[0].kind(), ItemKind::Note);
    assert_eq!(consultation.items[1].kind(), ItemKind::Need);
    assert_eq!(consultation.links_of(consultation.items[1].id).count(), 1);
}

#[test]
fn an_edit_is_written_before_all_fields_are_shown() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.type_text("přeplněné kontejnery").press("Enter Esc Enter").type_text(" na sklo").press("Ctrl+E");
    stage.assert_shows("Souvislosti");
    stage.type_text(" a papír").press("Esc");
    assert_eq!(words(&stage), ["přeplněné kontejnery na sklo a papír"]);
    stage.type_text("další").press("Enter");
    assert_eq!(words(&stage), ["přeplněné kontejnery na sklo a papír", "další"]);
}

#[test]
fn an_untouched_edit_follows_its_item() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.type_text("jedna").press("Enter Esc Enter").type_text(" dvě").press("Enter");
    stage.press("Esc Enter Ctrl+Z Enter");
    assert_eq!(words(&stage), ["jedna"]);
}

#[test]
fn an_unfinished_line_waits_for_its_consultation() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.type_text("rozepsaná potřeba").press("F2 Ctrl+N").type_text("kolin").press("Enter");
    stage.assert_hides("rozepsaná potřeba");
    stage.type_text("jiná").press("Enter F2 Down Enter");
    stage.assert_shows("Obnoven rozepsaný text: rozepsaná potřeba");
    stage.press("Enter");
    assert_eq!(words(&stage), ["rozepsaná potřeba"]);
}

#[test]
fn the_need_being_typed_is_the_one_that_becomes_unmet() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.type_text("Přeplněné kontejnery").press("Enter");
    stage.type_text("Výtah na měsíc qqqqxxxxzzzz").press("Ctrl+U");
    let status = |stage: &Stage| -> Vec<(String, bool)> {
        let unmet = |body: &ItemBody| matches!(body, ItemBody::Need { status: NeedStatus::Unmet, .. });
        open(stage).items.iter().map(|item| (item.text.clone(), unmet(&item.body))).collect()
    };
    let typed = ("Výtah na měsíc qqqqxxxxzzzz".to_owned(), true);
    assert_eq!(status(&stage), [("Přeplněné kontejnery".to_owned(), false), typed]);
    // The line is written: what is typed next is another need.
    stage.type_text("Senioři").press("Enter");
    assert_eq!(status(&stage)[2], ("Senioři".to_owned(), false));
}

#[test]
fn f3_opens_the_consultation_that_runs_when_none_is_open() {
    let mut store = Store::open_in_memory(ReplicaId(1)).unwrap();
    let now = common::NOW.parse().unwrap();
    for (number, status) in [(1, Status::Closed), (2, Status::Running), (3, Status::Planned)] {
        let id = DocumentId::from_u128(number);
        let new =
            NewConsultation { municipalities: vec!["536385".into()], status, ..NewConsultation::default() };
        store
            .apply(id, "consultation", &Consultation::create(id, new), &VersionVector::default(), now)
            .unwrap();
    }
    let mut stage = Stage::with_store(Language::Czech, 120, 40, store);
    assert_eq!(stage.app.desk().open, None);
    stage.press("F3");
    assert_eq!(open(&stage).status, Status::Running);
}

#[test]
fn sentences_name_the_keys_that_are_configured() {
    let store = Store::open_in_memory(ReplicaId(1)).unwrap();
    let keys = std::collections::BTreeMap::from([("new".to_owned(), vec!["F12".to_owned()])]);
    let keymap = porada::tui::keymap::Keymap::new(&keys).unwrap();
    let mut stage = Stage::with_desk(Language::Czech, 120, 40, store, |desk| desk.keymap = keymap);
    stage.press("F3");
    stage.assert_shows("F12  nová konzultace");
    stage.press("F9");
    stage.assert_shows("F12 založí novou");
    stage.assert_hides("Ctrl+N");
}

#[test]
fn an_edit_is_written_before_another_item_is_gone_to() {
    let mut stage = held(Language::Czech, 120, 40);
    stage.press("Esc Up Up Enter").type_text(" a častěji");
    let edited = words(&stage).len();
    stage.press("F6 Enter");
    assert!(words(&stage).iter().any(|text| text.ends_with(" a častěji")), "{:?}", words(&stage));
    assert_eq!(words(&stage).len(), edited);
    stage.press("Enter").type_text(" poštou").press("Enter");
    assert!(words(&stage).iter().any(|text| text.starts_with("poslat mapu")), "{:?}", words(&stage));
}

#[test]
fn a_task_that_was_written_just_before_the_end_does_not_come_back() {
    let stage = held(Language::Czech, 120, 40);
    let consultation = open(&stage);
    let line = "obec: poslat mapu stanovišť do 5. 12.";
    let draft = |text: &str| porada::store::Draft {
        text: text.to_owned(),
        caret: text.len(),
        extra: r#"{"kind":"task"}"#.to_owned(),
    };
    let restored = |text: &str| {
        porada::tui::screens::consultation::restored(stage.app.desk(), &draft(text)).map(|(_, words)| words)
    };
    assert!(consultation.items.iter().any(|item| item.text == "poslat mapu stanovišť"));
    assert_eq!(restored(line), None);
    assert_eq!(
        restored("obec: poslat mapu stanovišť do 6. 12.").as_deref(),
        Some("obec: poslat mapu stanovišť do 6. 12.")
    );
}

#[test]
fn words_in_braces_are_the_persons_own_and_no_key() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.type_text("viz {undo}").press("Enter Ctrl+Z");
    stage.assert_shows("viz {undo} · Ctrl+Y");
    stage.press("Ctrl+Y");
    stage.assert_shows("viz {undo} · Ctrl+Z");
}

fn internal(stage: &Stage) -> Vec<(String, bool)> {
    open(stage).items.into_iter().map(|item| (item.text, item.internal)).collect()
}

fn statuses(stage: &Stage) -> Vec<NeedStatus> {
    let status = |body: ItemBody| match body {
        ItemBody::Need { status, .. } => Some(status),
        _ => None,
    };
    open(stage).items.into_iter().filter_map(|item| status(item.body)).collect()
}

#[test]
fn a_line_is_marked_as_internal_while_it_is_typed() {
    let mut stage = jesenik(Language::Czech, 80, 24);
    stage.type_text("veřejná potřeba").press("Enter Tab").type_text("na nože").press("Ctrl+B");
    stage.assert_shows("┌ Poznámka [interní] ");
    stage.assert_shows("Rozepsaná položka bude interní");
    assert_eq!(internal(&stage), [("veřejná potřeba".to_owned(), false)], "nothing else is marked");
    stage.press("Enter");
    let written = [("veřejná potřeba".to_owned(), false), ("na nože".to_owned(), true)];
    assert_eq!(internal(&stage), written);
    stage.press("Ctrl+Z");
    assert_eq!(internal(&stage).len(), 1, "line and mark are one step");
    stage.press("Ctrl+Y");
    assert_eq!(internal(&stage), written);
    stage.assert_hides("┌ Poznámka [interní] ");
    stage.type_text("veřejná").press("Ctrl+B Ctrl+B Enter");
    assert_eq!(internal(&stage)[2], ("veřejná".to_owned(), false));
}

#[test]
fn the_mark_of_an_unfinished_line_waits_with_it() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.type_text("tajné").press("Ctrl+B F2 Ctrl+N").type_text("kolin").press("Enter");
    stage.type_text("jiné").press("Enter");
    assert_eq!(internal(&stage), [("jiné".to_owned(), false)]);
    stage.press("F2 Down Enter");
    stage.assert_shows("Potřeba [interní]");
    stage.press("Esc Esc Enter");
    assert_eq!(internal(&stage), [("tajné".to_owned(), true)]);
}

#[test]
fn a_mark_names_what_it_marked() {
    let mut stage = held(Language::Czech, 120, 40);
    stage.press("Ctrl+B");
    stage
        .assert_shows("Položka „poslat mapu stanovišť“ je interní: soubory zápisu ji nemají, má ji jen JSON");
    assert_eq!(internal(&stage)[3], ("poslat mapu stanovišť".to_owned(), true));
    stage.press("Ctrl+B");
    stage.assert_shows("Položka „poslat mapu stanovišť“ už není interní");
    stage.press("Esc Up Up Up Ctrl+B").assert_shows("Opora „");
}

#[test]
fn an_end_that_was_given_is_kept_and_told() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.press("Ctrl+T Tab Tab Tab Tab").type_text("23:30").press("Esc Ctrl+K");
    stage.assert_shows("jak byl zadán: 21. 11. 2026 23:30");
    let end = "2026-11-21T23:30".parse().ok();
    assert_eq!((open(&stage).end, open(&stage).status), (end, Status::Closed));
    stage.wait_minutes(3).press("Ctrl+K");
    stage.assert_shows("už je ukončená, konec 21. 11. 2026 23:30");
    assert_eq!(open(&stage).end, end);

    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.press("Ctrl+K");
    stage.assert_shows("ukončená, konec 21. 11. 2026 14:01");
}

#[test]
fn nothing_ends_before_it_starts() {
    let moment = |text: &str| text.parse().ok();
    let start = HeaderField::Start(moment("2026-11-30T09:00"));
    let mut stage = jesenik_with(Language::Czech, 120, 40, vec![start, HeaderField::Status(Status::Planned)]);
    stage.press("Ctrl+K");
    stage.assert_shows("začíná až 30. 11. 2026 9:00");
    assert_eq!((open(&stage).end, open(&stage).status), (None, Status::Planned));

    // As an earlier porada wrote it.
    let mut stage =
        jesenik_with(Language::Czech, 120, 40, vec![HeaderField::End(moment("2026-11-20T15:00"))]);
    stage.press("Ctrl+K");
    stage.assert_shows("Konec 20. 11. 2026 15:00 je dříve než začátek 21. 11. 2026 13:30");
    assert_eq!(open(&stage).status, Status::Running);
    stage.app.action(porada::tui::action::Action::Begin);
    stage.redraw().assert_shows("začít teď nemůže");
    assert_eq!(open(&stage).start, moment("2026-11-21T13:30"));
    stage.press("F9").assert_shows("Konec je dříve než začátek");
}

#[test]
fn an_unmet_need_is_named_and_the_key_takes_its_mark_away_again() {
    let mut stage = held(Language::Czech, 120, 40);
    stage.press("Tab Tab").type_text("jen poznámka").press("Ctrl+U");
    stage.assert_shows("Potřeba „Přeplněné kontejnery na tříděný odpad“ je označena jako nenaplněná.");
    stage.assert_hides("síť uvidí");
    assert_eq!(statuses(&stage), [NeedStatus::Unmet]);
    stage.press("Ctrl+U").assert_shows("už není nenaplněná, má zase stav „nová“");
    assert_eq!(statuses(&stage), [NeedStatus::New]);
    stage.assert_shows("jen poznámka");

    let network = vec![HeaderField::Visibility(Visibility::Network)];
    let mut stage = jesenik_with(Language::Czech, 120, 40, network);
    stage.type_text("qqqqxxxxzzzz").press("Ctrl+U").assert_shows("nenaplněná; síť uvidí mezeru");
    stage.press("Ctrl+B Ctrl+U Ctrl+U").assert_hides("síť uvidí");
}

#[test]
fn the_composer_names_the_need_that_is_linked() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.type_text("chodníky").press("Enter").type_text("senioři").press("Enter");
    stage.assert_shows("┌ Potřeba · k potřebě: senioři ");
    stage.press("Esc Up").assert_shows("┌ Potřeba · k potřebě: chodníky ");
    stage.press("Ctrl+L").assert_shows("k potřebě „chodníky“.");
    let linked = |stage: &Stage| {
        let open = open(stage);
        let need = |id| open.item(id).map(|item| item.text.clone());
        open.links.iter().filter_map(|link| need(link.need)).collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(linked(&stage), ["chodníky".to_owned()].into());
    // A note says too what a link would belong to.
    stage.press("Esc Tab").type_text("výtah ").assert_shows("┌ Poznámka · k potřebě: senioři ");
    stage.press("Ctrl+L").assert_shows("k potřebě „senioři“.");
    assert_eq!(linked(&stage), ["chodníky".to_owned(), "senioři".to_owned()].into());
    stage.press("Enter Tab Tab Tab").type_text("nová").assert_hides("k potřebě");
}

#[test]
fn an_edit_that_is_left_leaves_its_item_chosen() {
    let mut stage = held(Language::Czech, 120, 40);
    stage.press("Esc Up Enter").type_text("!").press("Esc Enter");
    stage.assert_shows("Úprava: Rozhodnutí");
    stage.press("Esc Del");
    assert!(!words(&stage).iter().any(|text| text.ends_with('!')), "{:?}", words(&stage));
    assert_eq!(words(&stage).len(), 3);
}

#[test]
fn undo_takes_the_typing_back_before_what_is_written() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.type_text("zapsáno").press("Enter").type_text("první druhé").press("Ctrl+W");
    stage.assert_hides("první druhé");
    stage.press("Ctrl+Z").assert_shows("první druhé");
    stage.press("Ctrl+Z Ctrl+Z").assert_hides("první");
    assert_eq!(words(&stage), ["zapsáno"]);
    stage.press("Ctrl+Z");
    assert!(words(&stage).is_empty());
    stage.press("Ctrl+Y");
    assert_eq!(words(&stage), ["zapsáno"], "redo goes the same way back");
    stage.press("Ctrl+Y Ctrl+Y").assert_shows("první druhé");
    stage.press("Enter");
    assert_eq!(words(&stage), ["zapsáno", "první druhé"]);
}

#[test]
fn undo_changes_nothing_behind_a_window() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.type_text("zapsáno").press("Enter");
    stage.app.action(porada::tui::action::Action::Erase);
    stage.press("Ctrl+Z").assert_shows("Vrátit změnu lze po zavření okna: Esc, pak Ctrl+Z.");
    stage.press("Esc F1 Ctrl+Z Esc");
    assert_eq!(words(&stage), ["zapsáno"]);
    stage.press("Ctrl+Z");
    assert!(words(&stage).is_empty());
}

#[test]
fn a_consultation_that_comes_back_by_redo_is_open_again() {
    let mut stage = Stage::new(Language::Czech, 120, 40);
    stage.press("Ctrl+N").type_text("kolin").press("Enter").type_text("potřeba").press("Enter Ctrl+Z Ctrl+Z");
    stage.assert_shows("Žádná konzultace není otevřená");
    stage.press("Ctrl+Y Ctrl+Y");
    assert_eq!(words(&stage), ["potřeba"]);
    stage.assert_shows("POTŘEBA potřeba");
}

#[test]
fn the_last_municipality_is_replaced_and_never_taken_away() {
    let mut stage = jesenik(Language::Czech, 120, 40);
    stage.press("Ctrl+T Tab Tab Backspace").assert_shows("aspoň jednu obec");
    stage.press("Esc Esc");
    assert_eq!(open(&stage).municipalities, ["536385"]);
    stage.press("Ctrl+T Tab Tab Backspace").type_text("kolin").press("Enter Esc");
    assert_eq!(open(&stage).municipalities, ["533165"]);
}
