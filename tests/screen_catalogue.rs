//! The catalogue: search, filters, concept tree, present mode, links; keys in, rows and screen out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::Stage;
use porada::i18n::Language;
use porada::model::{
    Consultation, DocumentId, EntityId, ItemField, ItemKind, NewConsultation, ReplicaId, Status,
    VersionVector,
};
use porada::store::Store;
use porada::tui::theme::Theme;
use porada::tui::view::ScreenName;

const NEED: &str = "Přeplněné kontejnery na tříděný odpad";

fn catalogue(language: Language, width: u16, height: u16) -> Stage {
    let mut stage = Stage::new(language, width, height);
    stage.press("F4");
    stage
}

/// The catalogue over an open consultation with Jeseník, with or without a need.
fn with_consultation(language: Language, width: u16, height: u16, need: Option<&str>) -> Stage {
    themed(language, width, height, need, Theme::Colours)
}

fn themed(language: Language, width: u16, height: u16, need: Option<&str>, theme: Theme) -> Stage {
    let mut store = Store::open_in_memory(ReplicaId(1)).unwrap();
    let id = DocumentId::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
    let new = NewConsultation {
        municipalities: vec!["536385".into()],
        status: Status::Running,
        ..NewConsultation::default()
    };
    let now = common::NOW.parse().unwrap();
    store.apply(id, "consultation", &Consultation::create(id, new), &VersionVector::default(), now).unwrap();
    if let Some(text) = need {
        let open = store.consultation(id).unwrap().unwrap();
        let item = EntityId::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0002);
        let change = open.add_item(item, ItemKind::Need, vec![ItemField::Text(text.into())], now);
        store.apply(id, "consultation", &change, &open.seen, now).unwrap();
    }
    store.set_state("last-consultation", &id.to_string()).unwrap();
    let mut stage = Stage::with_theme(language, width, height, store, theme);
    stage.press("F4");
    stage
}

fn links(stage: &Stage) -> Vec<String> {
    stage.app.desk().open.as_ref().unwrap().links.iter().map(|link| link.record.clone()).collect()
}

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];
const LANGUAGES: [(Language, &str); 2] = [(Language::Czech, "cs"), (Language::English, "en")];

#[test]
fn every_view_looks_good_in_every_size_and_language() {
    for (language, code) in LANGUAGES {
        for (width, height) in SIZES {
            let name = |view: &str| format!("{view}-{code}-{width}x{height}");
            let mut stage = catalogue(language, width, height);
            insta::assert_snapshot!(name("all"), stage.styled_screen());
            stage.press("Ctrl+G Down Down Right Down");
            insta::assert_snapshot!(name("concept"), stage.styled_screen());

            let mut stage = with_consultation(language, width, height, Some(NEED));
            stage.type_text("senzory kontejnery").press("Ctrl+L Down");
            insta::assert_snapshot!(name("found"), stage.styled_screen());
            stage.press("Enter");
            insta::assert_snapshot!(name("reading"), stage.styled_screen());
            stage.press("Esc Alt+Enter");
            insta::assert_snapshot!(name("present"), stage.styled_screen());
            stage.press("Esc Ctrl+F Down Space").type_text("b3").press("Space");
            insta::assert_snapshot!(name("filters"), stage.styled_screen());
            stage.press("Enter");
            insta::assert_snapshot!(name("filtered"), stage.styled_screen());
            stage.press("Esc").type_text("xyzzyx");
            insta::assert_snapshot!(name("nothing"), stage.styled_screen());
        }
    }
}

#[test]
fn without_colours_the_screen_says_the_same() {
    let shown = |theme| {
        let mut stage = themed(Language::Czech, 120, 40, Some(NEED), theme);
        stage.type_text("kontejnery").press("Ctrl+L");
        stage
    };
    let mono = shown(Theme::Mono);
    assert_eq!(mono.screen(), shown(Theme::Colours).screen());
    insta::assert_snapshot!("found-mono-cs-120x40", mono.styled_screen());
}

#[test]
fn an_empty_query_lists_the_whole_catalogue_in_its_order() {
    let mut stage = catalogue(Language::Czech, 120, 40);
    let records = stage.app.desk().catalogue.records();
    let (first, last) = (records[0].title.cs.clone(), records[records.len() - 1].title.cs.clone());
    let count = format!("{} záznamů", records.len());
    stage.assert_shows(&count);
    stage.assert_shows(&first[..20]);
    stage.press("Ctrl+End");
    stage.assert_shows(last.get(..20).unwrap_or(&last));
    stage.assert_shows(&format!("{0} z {0}", stage.app.desk().catalogue.records().len()));
}

#[test]
fn typing_searches_at_once_and_the_number_of_hits_is_that_of_the_index() {
    let mut stage = catalogue(Language::Czech, 120, 40);
    stage.type_text("kontejnery");
    let query =
        porada::search::Query { text: "kontejnery".into(), typing: true, ..porada::search::Query::default() };
    let results = common::shipped().1.search(&query);
    assert!(results.total_is_exact && results.total > 4);
    stage.assert_shows(&format!(" {} nálezů ", results.total));
    stage.assert_shows(&format!("vše {}", results.total));
    stage.press("Esc");
    stage.assert_shows("záznamů");
}

#[test]
fn tab_steps_through_the_kinds_and_around() {
    let mut stage = catalogue(Language::Czech, 120, 40);
    let count = |kind| {
        let (catalogue, _) = common::shipped();
        catalogue.records().iter().filter(|record| record.kind == kind).count()
    };
    stage.press("Tab Tab");
    stage.assert_shows(&format!("{} nálezů", count(porada::catalogue::RecordKind::Caution)));
    stage.assert_shows("Filtry (Esc zruší): rizika");
    // Own records stand between the last kind and all of them.
    stage.press("Shift+Tab Shift+Tab Shift+Tab Shift+Tab");
    stage.assert_shows("Filtry (Esc zruší): partneři");
    stage.press("Tab Tab");
    stage.assert_hides("Filtry (");
}

#[test]
fn escape_clears_the_query_then_the_filters_then_goes_back() {
    let mut stage = catalogue(Language::Czech, 120, 40);
    stage.press("Tab").type_text("voda");
    stage.assert_shows("Filtry (Esc Esc zruší): praxe");
    stage.press("Esc");
    stage.assert_shows("Filtry (Esc zruší): praxe");
    stage.press("Esc");
    stage.assert_hides("Filtry (");
    assert_eq!(stage.app.current(), ScreenName::Catalogue);
    stage.press("Esc");
    assert_eq!(stage.app.current(), ScreenName::Home);
    let mut stage = with_consultation(Language::Czech, 120, 40, None);
    stage.press("F3 F4 Esc");
    assert_eq!(stage.app.current(), ScreenName::Consultation);
}

#[test]
fn the_filters_narrow_by_words_without_accents_and_only_enter_applies_them() {
    let mut stage = catalogue(Language::Czech, 120, 40);
    stage.press("Ctrl+F").type_text("olom").press("Space").type_text("vysled").press("Space Esc");
    stage.assert_hides("Filtry (");
    stage.press("Ctrl+F").type_text("olom").press("Space").type_text("vysled").press("Space Enter");
    stage.assert_shows("Filtry (Esc zruší): Olomoucký kraj; jen s výsledky");
    let records = stage.app.desk().catalogue.records();
    let passing =
        records.iter().filter(|it| it.region.as_deref() == Some("Olomoucký kraj") && it.has_result).count();
    stage.assert_shows(&format!(" {passing} nález"));
    stage.press("Ctrl+F").type_text("olom");
    stage.assert_shows("[x] Olomoucký kraj");
    stage.press("Backspace Backspace Backspace Backspace Ctrl+Home Space Enter");
    stage.assert_hides("Filtry (");
}

#[test]
fn a_typed_filter_is_taken_by_enter_alone() {
    let mut stage = catalogue(Language::Czech, 120, 40);
    for typed in ["vysoc", "vysoc", "neexistuje"] {
        stage.press("Ctrl+F").type_text(typed).press("Enter");
        stage.assert_shows("Filtry (Esc zruší): Kraj Vysočina");
    }
}

#[test]
fn marks_of_one_group_are_alternatives() {
    let mut stage = catalogue(Language::English, 120, 40);
    stage.press("Ctrl+F").type_text("b3").press("Space").type_text("c4").press("Space Enter");
    let records = stage.app.desk().catalogue.records();
    let has = |record: &porada::catalogue::Record| {
        record.components.iter().any(|component| ["B3", "C4"].contains(&component.code()))
    };
    let count = records.iter().filter(|record| has(record)).count();
    stage.assert_shows(&format!("{count} hits"));
    stage.assert_shows("B3 or C4");
}

#[test]
fn a_hit_is_linked_to_the_last_need_and_unlinked_again() {
    let mut stage = with_consultation(Language::Czech, 120, 40, Some(NEED));
    stage.type_text("kontejnery").press("Ctrl+L");
    stage.assert_shows(&format!("k potřebě „{NEED}“."));
    assert_eq!(links(&stage).len(), 1);
    stage.assert_shows("+ připojeno k potřebě");
    stage.press("Ctrl+L");
    stage.assert_shows("Odpojeno:");
    assert!(links(&stage).is_empty());
}

#[test]
fn without_consultation_or_need_linking_says_what_to_do() {
    let mut stage = catalogue(Language::Czech, 120, 40);
    stage.press("Ctrl+L");
    stage.assert_shows("žádná konzultace není otevřená");
    let mut stage = with_consultation(Language::Czech, 120, 40, None);
    stage.press("Ctrl+L");
    stage.assert_shows("zatím nemá žádnou potřebu");
    assert!(links(&stage).is_empty());
}

#[test]
fn the_municipality_of_the_consultation_comes_first_and_the_reason_is_shown() {
    let mut stage = with_consultation(Language::Czech, 120, 40, None);
    stage.type_text("seniori");
    stage.assert_shows("~ výše jsou řazeny obce podobné městu Jeseník");
    let near = (0..40).any(|_| {
        let shown = stage.screen().contains("(Jeseník)");
        stage.press("Down");
        shown
    });
    assert!(near, "no hit says why it is near:\n{}", stage.screen());
}

#[test]
fn enter_opens_the_whole_record_and_typing_returns_to_the_list() {
    let mut stage = catalogue(Language::Czech, 80, 24);
    stage.type_text("kontejnery").press("Enter");
    stage.assert_shows("Záznam (Esc zpět do seznamu)");
    stage.press("Ctrl+End");
    stage.assert_shows("http");
    stage.press("Esc");
    stage.assert_shows("Hledat v katalogu");
    stage.press("Enter").type_text("x");
    stage.assert_shows("kontejneryx");
}

#[test]
fn the_preview_shows_every_field_and_every_source_with_its_date() {
    let squeezed = |text: &str| -> String { text.split(['│', ' ', '\n', '\u{a0}']).collect() };
    let (catalogue, _) = common::shipped();
    for language in [Language::Czech, Language::English] {
        let mut stage = self::catalogue(language, 90, 90);
        for (position, record) in catalogue.records().iter().enumerate() {
            if position > 0 {
                stage.press("Down");
            }
            if position % 29 > 0 {
                continue;
            }
            stage.press("Enter");
            let screen = squeezed(&stage.screen());
            let shown = |text: &str| assert!(screen.contains(&squeezed(text)), "{text:?} of {}", record.id);
            shown(record.title.get(language));
            for field in &record.fields {
                shown(field.field.label(record.kind, language));
                shown(field.text.get(language));
            }
            for source in &record.sources {
                shown(&source.title);
                shown(
                    &source.published.as_deref().map(|date| language.partial_date(date)).unwrap_or_default(),
                );
                shown(source.url.as_deref().unwrap_or_default());
            }
            stage.press("Esc");
        }
    }
}

#[test]
fn nothing_found_says_what_to_do() {
    let mut stage = with_consultation(Language::Czech, 80, 24, Some(NEED));
    stage.type_text("xyzzyx");
    for advice in
        ["Na „xyzzyx“ v katalogu nic není.", "jiná nebo obecnější slova", "Doporučte partnera", "nenaplněnou"]
    {
        stage.assert_shows(advice);
    }
    stage.press("Esc").type_text("kompostéry").press("Ctrl+F").type_text("praha").press("Space Enter");
    stage.press("Tab Tab Tab");
    stage.assert_shows("bez nich j");
}

#[test]
fn the_concept_tree_filters_by_a_component_and_opens_a_measure() {
    let mut stage = catalogue(Language::Czech, 120, 40);
    stage.press("Ctrl+G");
    stage.assert_shows("A.1 až D.4");
    stage.press("Down");
    stage.assert_shows("komponenta · ZPO1");
    stage.press("Enter");
    stage.assert_shows("Filtry (Esc zruší): ZPO1");
    stage.press("Ctrl+G Down Right Down");
    stage.assert_shows("cíl · ZPO1.1");
    let measure = (0..40).any(|_| {
        stage.press("Right Down");
        stage.screen().contains("Enter otevře opatření")
    });
    assert!(measure, "no measure:\n{}", stage.screen());
    stage.press("Enter");
    stage.assert_shows("Záznam (Esc zpět do seznamu)");
    stage.assert_shows("Původ");
}

#[test]
fn the_tree_closes_to_the_left_up_to_its_pillars() {
    let mut stage = catalogue(Language::English, 120, 40);
    stage.press("Ctrl+G Down Right Down Left Left Left Left");
    stage.assert_hides("ZPO1 D");
    stage.press("Right Down");
    stage.assert_shows("component · ZPO1");
}

#[test]
fn present_mode_steps_through_the_shortlist_from_the_chosen_record() {
    let mut stage = catalogue(Language::Czech, 80, 24);
    stage.type_text("kontejnery").press("Down Alt+Enter");
    stage.assert_shows("2 z ");
    stage.assert_hides("F4 Katalog");
    stage.assert_shows("Ř E Š E N Í");
    stage.press("Left Left");
    stage.assert_shows("1 z ");
    stage.press("Down Down");
    let scrolled = stage.screen();
    stage.press("Right");
    assert_ne!(stage.screen(), scrolled);
    stage.assert_shows("2 z ");
    stage.press("PgDn PgDn PgDn PgDn");
    stage.assert_shows("Zdroj:");
    stage.press("Esc");
    stage.assert_shows("Hledat v katalogu");
}

#[test]
fn present_mode_says_of_a_programme_how_much_and_that_a_call_must_be_checked() {
    let mut stage = catalogue(Language::Czech, 120, 44);
    stage.press("Tab Tab Tab Tab").type_text("irop čistá a aktivní mobilita").press("Alt+Enter");
    for text in ["Č Á S T K A   A   M Í R A", "Zda je otevřená výzva", "datum neuvedeno"] {
        stage.assert_shows(text);
    }
}

#[test]
fn no_size_breaks_any_view() {
    for keys in ["", "Enter", "Ctrl+F", "Ctrl+G", "Alt+Enter"] {
        let mut stage = with_consultation(Language::Czech, 120, 40, Some(NEED));
        stage.type_text("kontejnery").press(keys);
        for (width, height) in
            [(1, 1), (40, 10), (41, 11), (79, 10), (100, 10), (160, 12), (300, 100), (40, 60)]
        {
            stage.resize(width, height).press("Down Ctrl+Down PgDn Ctrl+End Up");
        }
    }
}

#[test]
fn what_is_only_planned_is_called_a_plan_wherever_it_is_shown() {
    let mut stage = with_consultation(Language::Czech, 120, 40, Some(NEED));
    stage.type_text("senzory naplněnosti kontejnerů znojmo");
    stage.assert_shows("záměr   Senzory naplněnosti");
    stage.assert_shows("praxe · plánováno · Znojmo · k 1/2022");
    stage.press("Alt+Enter");
    stage.assert_shows("praxe · plánováno · Znojmo");
    stage.press("Esc Ctrl+L F3");
    stage.assert_shows("↳ záměr   Senzory naplněnosti");
    stage.press("F9 PgDn");
    stage.assert_shows("Plánovaná praxe: Senzory naplněnosti");
    stage.assert_hides("Dobrá praxe: Senzory naplněnosti");
}

#[test]
fn the_age_of_a_statement_is_seen_before_the_whole_name_of_its_place() {
    let mut stage = with_consultation(Language::Czech, 80, 24, None);
    stage.press("F3").type_text("vratné kelímky městské části");
    stage.assert_shows("praxe · plánováno");
    stage.assert_shows("k 14. 2. 2026");
    let mut stage = with_consultation(Language::English, 80, 24, None);
    stage.press("F3").type_text("parking sensors pardubice traffic centre");
    stage.assert_shows("practice · in operation · Pardubice");
    stage.assert_shows("as of 19 Aug 2022");
}

#[test]
fn the_cost_stands_above_the_story() {
    let mut stage = catalogue(Language::Czech, 120, 40);
    stage.type_text("polopodzemní kontejnery trnava");
    let screen = stage.screen();
    let places: Vec<usize> =
        ["194 205 eur", "Problém"].iter().map(|text| screen.find(text).unwrap()).collect();
    assert!(places.is_sorted(), "{screen}");
}

#[test]
fn the_mark_of_near_records_is_explained_without_a_query_too() {
    let mut stage = with_consultation(Language::Czech, 120, 40, None);
    stage.assert_shows("v pořadí katalogu, bez filtrů (Ctrl+F) · ~ blízké obci Jeseník");
    stage.press("Tab");
    stage.assert_shows("~ blízké obci Jeseník");
    let mut stage = catalogue(Language::Czech, 120, 40);
    stage.press("F4").assert_hides("~ blízké");
}

#[test]
fn a_programme_never_looks_as_if_its_call_were_open() {
    let mut stage = catalogue(Language::Czech, 80, 24);
    stage.type_text("opžp odpady a oběhové hospodářství");
    stage.assert_shows("dotace · výzvu ověřte · k 25. 7. 2022");
    stage.press("Alt+Enter");
    stage.assert_shows("dotace · výzvu ověřte · B3");
    stage.assert_shows("P L A T N O S T");
}
