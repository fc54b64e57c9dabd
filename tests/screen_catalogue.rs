//! The catalogue: search, filters, concept tree, present mode, links; keys in, rows and screen out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::Stage;
use porada::catalogue::RecordKind;
use porada::i18n::Language;
use porada::model::{
    Consultation, DocumentId, EntityId, ItemField, ItemKind, NewConsultation, ReplicaId, Status,
    VersionVector,
};
use porada::search::{Boost, Facet, Hit, Query, Results};
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
            let mut stage = catalogue(language, width, height);
            let typed = if language == Language::Czech {
                "odpady s:výsledky druh:xyz -škola v Horní Lhotě "
            } else {
                "waste with:results kind:xyz -school v Horní Lhotě "
            };
            stage.type_text(typed).press("Ctrl+R");
            insta::assert_snapshot!(name("understood"), stage.styled_screen());
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
    let query = Query { text: "kontejnery".into(), typing: true, ..Query::default() };
    let results = common::shipped().1.search(&query);
    assert!(results.total_is_exact && results.total > 4);
    stage.assert_shows(&format!(" {} nálezů ", results.total));
    stage.assert_shows(&format!("vše {}", results.total));
    stage.press("Esc");
    stage.assert_shows("záznamů");
}

fn results(query: Query) -> Results {
    common::shipped().1.search(&query)
}

/// The number at the right end of the row that begins with `label`.
fn number_beside(stage: &Stage, label: &str) -> String {
    let screen = stage.screen();
    let row =
        screen.lines().find(|line| line.contains(label)).unwrap_or_else(|| panic!("{label}:\n{screen}"));
    row.trim_end_matches(['│', ' ']).rsplit(' ').next().unwrap_or_default().to_owned()
}

#[test]
fn the_filters_count_the_hits_of_the_query_and_count_again_with_every_mark() {
    for (language, practices, cautions, country, stage_word, cost) in [
        (
            Language::Czech,
            "praxe",
            "jen rizika (varování)",
            "Rakousko",
            "v provozu",
            "jen s cenou v korunách",
        ),
        (
            Language::English,
            "practices",
            "only cautions",
            "Austria",
            "in operation",
            "only with a cost in crowns",
        ),
    ] {
        let mut stage = catalogue(language, 120, 40);
        stage.type_text("kontejnery").press("Ctrl+F");
        let query = Query { text: "kontejnery".into(), typing: true, facets: true, ..Query::default() };
        let count = |query: &Query, facet: Facet| {
            let facets = results(query.clone()).facets;
            facets.into_iter().find(|(known, _)| *known == facet).map_or(0, |(_, hits)| hits).to_string()
        };
        assert_eq!(
            number_beside(&stage, &format!("[ ] {practices}")),
            count(&query, Facet::Kind(RecordKind::Practice))
        );
        assert_eq!(number_beside(&stage, cautions), count(&query, Facet::Kind(RecordKind::Caution)));
        stage.type_text(cautions.split(' ').nth(1).unwrap());
        stage.press("Space");
        let marked = Query {
            filters: porada::search::Filters { kinds: vec![RecordKind::Caution], ..Default::default() },
            ..query.clone()
        };
        for (typed, facet) in [
            (country, Facet::Country("AT".into())),
            (stage_word, Facet::Stage(porada::catalogue::Stage::Running)),
            (cost, Facet::WithCost),
        ] {
            // A space would mark.
            let word = typed.rsplit(' ').next().unwrap();
            stage.type_text(word);
            assert_eq!(number_beside(&stage, &format!("[ ] {typed}")), count(&marked, facet), "{typed}");
            for _ in word.chars() {
                stage.press("Backspace");
            }
        }
        stage.press("Enter");
        stage.assert_shows(&format!(" {} ", results(marked).total));
    }
}

#[test]
fn values_without_hits_stay_listed() {
    let mut stage = catalogue(Language::Czech, 120, 40);
    stage.type_text("xyzzyx").press("Ctrl+F").type_text("b3");
    assert_eq!(number_beside(&stage, "[ ] B3"), "0");
}

#[test]
fn what_the_text_of_the_query_asks_for_is_marked_in_the_filters_and_named_above_the_list() {
    for (language, typed, named, note) in [
        (
            Language::Czech,
            "odpady kraj:olom",
            "Filtry (Esc zruší): Olomoucký kraj",
            "[x] Olomoucký kraj · v dotazu",
        ),
        (
            Language::English,
            "waste region:olom",
            "Filters (Esc clears): Olomoucký kraj",
            "[x] Olomoucký kraj · in the query",
        ),
    ] {
        for (width, height) in [(80, 24), (120, 40)] {
            let mut stage = catalogue(language, width, height);
            stage.type_text(typed);
            stage.assert_shows(named);
            let query = Query { text: typed.into(), typing: true, ..Default::default() };
            stage.assert_shows(&format!(" {} ", results(query).total));
            stage.press("Ctrl+F").type_text("olom");
            stage.assert_shows(note);
            stage.press("Space");
            stage.assert_shows(note);
            stage.press("Esc Esc");
            stage.assert_hides("Olomoucký kraj;");
            stage.assert_hides(named);
        }
    }
}

#[test]
fn a_value_that_does_not_exist_is_told_with_those_that_do() {
    for (language, typed, told) in [
        (Language::Czech, "druh:xyz odpady", "! „druh:xyz“ neznám"),
        (Language::English, "kind:xyz waste", "! “kind:xyz” is unknown"),
    ] {
        for (width, height, last) in [(80, 24, "partner"), (120, 40, "partner"), (80, 12, "")] {
            let mut stage = catalogue(language, width, height);
            stage.type_text(typed);
            stage.assert_shows(told);
            stage.assert_shows(last);
            // It restricts nothing and the list goes on below it.
            stage.assert_shows("1 ");
            stage.press("Ctrl+End Ctrl+Home");
            stage.press("Esc");
            stage.assert_hides(told);
        }
    }
}

#[test]
fn a_place_in_the_query_says_what_comes_from_there() {
    let place = |text: &str| {
        let query = Query { text: text.into(), typing: true, ..Default::default() };
        results(query).understood.place.unwrap()
    };
    let records = place("parkování v Brně").records;
    assert!(records > 4);
    assert_eq!(place("odpady v Horní Lhotě").records, 0);
    for (width, height) in [(80, 24), (120, 40)] {
        let mut stage = catalogue(Language::Czech, width, height);
        stage.type_text("parkování v Brně");
        stage.assert_shows(&format!("Brno: {records} záznamů přímo odsud"));
        stage.press("Esc").type_text("odpady v Horní Lhotě");
        stage.assert_shows("Z obce Horní Lhota");
        let shown = stage.screen().replace("\n ", " ");
        assert!(
            shown.contains("tu nic není; ~ výše jsou řazeny podobně velké obce a Moravskoslezský kraj."),
            "{shown}"
        );
        stage.press("Esc").type_text("odpady v Olomouckém kraji");
        stage.assert_shows("~ přednost má Olomoucký kraj");
        let mut stage = catalogue(Language::English, width, height);
        stage.type_text("parking v Brně");
        stage.assert_shows(&format!("Brno: {records} records from this very place"));
        stage.press("Esc").type_text("waste v Horní Lhotě");
        stage.assert_shows("Nothing here comes from Horní Lhota");
    }
}

#[test]
fn the_place_of_the_query_is_the_one_that_hits_are_near_to() {
    let mut stage = with_consultation(Language::Czech, 120, 40, None);
    stage.type_text("parkování v Brně");
    stage.assert_shows("(Brno)");
    stage.assert_hides("(Jeseník)");
    stage.assert_hides("podobné městu Jeseník");
}

#[test]
fn parts_of_the_query_that_are_more_than_words_stand_out_with_and_without_colours() {
    let typed = "odpady kraj:olom \"sdílená kola\" -škola druh:xyz ";
    for (theme, expected) in [
        (Theme::Colours, "       ccccccccc cccccccccccccc cccccc RRRRRRRR"),
        (Theme::Mono, "       UUUUUUUUU UUUUUUUUUUUUUU UUUUUU RRRRRRRR"),
    ] {
        let mut stage = themed(Language::Czech, 80, 24, None, theme);
        stage.type_text(typed);
        let buffer = stage.terminal.backend().buffer();
        use ratatui::style::{Color, Modifier};
        let letter = |cell: &ratatui::buffer::Cell| match (cell.modifier, cell.fg) {
            (modifier, _) if modifier.contains(Modifier::REVERSED) => 'R',
            (_, Color::Cyan) => 'c',
            (modifier, _) if modifier.contains(Modifier::UNDERLINED) => 'U',
            _ => ' ',
        };
        let row: String = (1..=50).map(|column| letter(&buffer[(column, 2)])).collect();
        assert_eq!(row.trim_end(), expected, "{theme:?}");
    }
}

#[test]
fn why_shows_and_hides_the_reasons_in_the_preview_and_in_the_reading_view() {
    for (language, typed, heading, reason, nothing) in [
        (
            Language::Czech,
            "kontejnery",
            "Proč je mezi nálezy",
            "- „kontejnery“: přesně",
            "V dotazu není slovo",
        ),
        (
            Language::English,
            "containers",
            "Why it is among the hits",
            "- “containers”: exactly",
            "The query has no word",
        ),
    ] {
        for (width, height) in [(80, 24), (120, 40)] {
            let mut stage = catalogue(language, width, height);
            stage.type_text(typed);
            stage.assert_hides(heading);
            stage.press("Ctrl+R");
            stage.assert_shows(heading);
            stage.assert_shows(reason);
            stage.press("Enter");
            stage.assert_shows(reason);
            stage.press("Ctrl+R");
            stage.assert_hides(heading);
            stage.press("Ctrl+R Esc Esc");
            stage.assert_shows(nothing);
        }
    }
    let mut stage = with_consultation(Language::Czech, 120, 40, None);
    stage.type_text("parkování v Brně").press("Ctrl+R");
    stage.assert_shows("Výše posunulo: ");
    stage.assert_shows("přímo odsud");
}

#[test]
fn an_empty_query_shows_what_can_be_typed_and_the_help_explains_it() {
    for (language, hint, heading) in [
        (Language::Czech, "např. parkování kraj:olomoucký", "Jak se hledá v katalogu"),
        (Language::English, "e.g. parking region:olomoucký", "How to search the catalogue"),
    ] {
        let mut stage = catalogue(language, 120, 60);
        stage.assert_shows(hint);
        stage.type_text("x");
        stage.assert_hides(hint);
        stage.press("F1");
        let screen = stage.screen();
        let at = |text: &str| screen.find(text).unwrap_or_else(|| panic!("{text} is not in\n{screen}"));
        assert!(at(heading) < at(language.texts().help.typing), "{screen}");
    }
}

#[test]
fn the_examples_of_help_and_hint_are_understood() {
    for language in [Language::Czech, Language::English] {
        let texts = language.texts();
        let examples = texts.help.searching_lines.iter().flat_map(|(typed, what)| {
            let more = what.split([' ', ',', ';']).filter(|word| word.contains(':') && !word.ends_with(':'));
            std::iter::once(*typed).chain(more)
        });
        let hint = texts.catalogue_screen.query_hint.split_once(' ').unwrap().1;
        for example in examples.chain([hint]) {
            let query = Query { text: format!("{example} "), typing: true, ..Default::default() };
            let understood = results(query).understood;
            assert_eq!(understood.problems, [], "{example}");
            let plain = !example.contains([':', '"', '-']) && example != "B3";
            assert!(plain || !understood.spans.is_empty(), "{example}");
        }
    }
}

#[test]
fn the_examples_of_the_guides_are_understood() {
    for guide in [include_str!("../docs/guide.cs.md"), include_str!("../docs/guide.en.md")] {
        let section = guide.split("\n## ").find(|section| section.contains("`v Jeseníku`")).unwrap();
        let examples: Vec<&str> = section.split('`').skip(1).step_by(2).collect();
        assert!(examples.len() > 15);
        for example in examples {
            let query = Query { text: format!("{example} "), typing: true, limit: 50, ..Default::default() };
            let Results { understood, hits, .. } = results(query.clone());
            assert_eq!(understood.problems, [], "{example}");
            let is_syntax = !understood.spans.is_empty() || understood.place.is_some();
            assert!(is_syntax || asks_for_a_kind(&query, &hits), "{example}");
        }
    }
}

/// Whether a hit stands higher because the query asks for its kind of record.
fn asks_for_a_kind(query: &Query, hits: &[Hit]) -> bool {
    let (catalogue, index) = common::shipped();
    let explainer = index.explainer(query);
    hits.iter().any(|hit| {
        let record = &catalogue.records()[hit.position];
        explainer.explain(record, hit.position, Language::Czech).boosts.contains(&Boost::AskedKind)
    })
}

#[test]
fn of_many_hits_the_first_are_listed_and_all_are_counted() {
    let mut large = porada::catalogue::Catalogue::shipped().unwrap();
    let copies = (0..4).flat_map(|copy| {
        let records = common::shipped().0.records().to_vec().into_iter();
        records.map(move |record| porada::catalogue::Record { id: format!("{}-{copy}", record.id), ..record })
    });
    large.add(copies.collect()).unwrap();
    let total = large.records().len();
    let of_kind = |kind| large.records().iter().filter(|record| record.kind == kind).count();
    let (practices, cautions) = (of_kind(RecordKind::Practice), of_kind(RecordKind::Caution));
    let large = std::sync::Arc::new(large);
    for (language, width, listed, place, kinds) in [
        (
            Language::Czech,
            80,
            "záznamů, v seznamu prvních 2\u{a0}000",
            "1 z 2\u{a0}000",
            " praxe  riziko  opatř. ",
        ),
        (
            Language::Czech,
            120,
            "záznamů, v seznamu prvních 2\u{a0}000",
            "1 z 2\u{a0}000",
            "praxe {p}  rizika {c} ",
        ),
        (
            Language::English,
            80,
            "records, the first 2,000 listed",
            "1 of 2,000",
            " pract.  caution  measure ",
        ),
        (
            Language::English,
            120,
            "records, the first 2,000 listed",
            "1 of 2,000",
            "practices {p}  cautions {c} ",
        ),
    ] {
        let store = Store::open_in_memory(ReplicaId(1)).unwrap();
        let mut stage = Stage::with_desk(language, width, 24, store, |desk| {
            desk.index = Some(std::sync::Arc::new(porada::search::index_catalogue(&large)));
            desk.catalogue = std::sync::Arc::clone(&large);
        });
        stage.press("F4");
        stage.assert_shows(&format!("{} {listed}", language.count(total)));
        stage.assert_shows(place);
        // Five times what ships; where the window is too narrow for all numbers their kinds stay.
        stage.assert_shows(
            &kinds.replace("{p}", &language.count(practices)).replace("{c}", &language.count(cautions)),
        );
        stage.press("Ctrl+End");
        stage.assert_shows(&place.replacen('1', &language.count(2_000), 1));
    }
}

#[test]
fn where_the_query_narrows_too_much_its_parts_are_named() {
    let mut stage = catalogue(Language::Czech, 80, 24);
    stage.type_text("\"sdílená kola na Marsu\" -škola");
    stage.assert_shows("Uberte z dotazu, co ho zužuje: \"sdílená kola na Marsu\", -škola");
}

#[test]
fn tab_steps_through_the_kinds_and_around() {
    let mut stage = catalogue(Language::Czech, 120, 40);
    let count = |kind| {
        let (catalogue, _) = common::shipped();
        catalogue.records().iter().filter(|record| record.kind == kind).count()
    };
    stage.press("Tab Tab");
    stage.assert_shows(&format!("{} nálezů", count(RecordKind::Caution)));
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
