//! What holds for every input of the catalogue's search: any text, any filter, directives, phrases, excluded words, places.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use porada::catalogue::{RecordKind, SizeBand, Stage};
use porada::i18n::{Language, Localized};
use porada::search::{Facet, Filters, NearMatch, Query, Results, SearchIndex, fold};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

fn index() -> std::sync::Arc<SearchIndex> {
    common::shipped().1
}

fn search(text: &str) -> Results {
    index().search(&Query {
        text: text.to_owned(),
        typing: true,
        limit: 20,
        facets: true,
        ..Query::default()
    })
}

fn ids(results: &Results) -> Vec<String> {
    let (catalogue, _) = common::shipped();
    results.hits.iter().map(|hit| catalogue.records()[hit.position].id.clone()).collect()
}

fn all_positions(text: &str, filters: Filters) -> std::collections::BTreeSet<usize> {
    let query = Query { text: text.to_owned(), filters, limit: usize::MAX, ..Query::default() };
    index().search(&query).hits.iter().map(|hit| hit.position).collect()
}

/// Words of brokers, marks of the query language and whatever a keyboard can send.
fn typed() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => prop::sample::select(vec![
            "odpad", "parkování", "v Brně", "u Opavy", "Most", "kontejnery", "senioři", "wi-fi", "B3", "kraj:olom",
            "kraj:", "druh:praxe", "druh:xyz", "obec:Jeseník", "obec:Nikde", "země:CZ", "velikost:do-500", "fáze:provoz",
            "s:cena", "\"sdílená kola\"", "\"nedokončená", "-odpad", "-\"sdílená kola\"", "-", "–", "14:30", "na", "a",
        ]).prop_map(str::to_owned),
        2 => "\\PC{0,12}",
        1 => "[\\x00-\\x1f\\x7f]{1,3}",
    ];
    prop::collection::vec(word, 0..6).prop_map(|words| words.join(" "))
}

fn filters() -> impl Strategy<Value = Filters> {
    (
        prop::collection::vec(prop::sample::select(RecordKind::ALL.to_vec()), 0..2),
        prop::collection::vec(prop::sample::select(Stage::ALL.to_vec()), 0..2),
        prop::collection::vec(prop::sample::select(SizeBand::ALL.to_vec()), 0..2),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(kinds, stages, size_bands, with_result, with_cost)| Filters {
            kinds,
            stages,
            size_bands,
            with_result,
            with_cost,
            ..Filters::default()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_an_answer_and_always_the_same(text in typed()) {
        let results = search(&text);
        prop_assert_eq!(&results, &search(&text));
        prop_assert!(results.hits.len() <= results.total.max(20));
        for (span, _) in &results.understood.spans {
            prop_assert!(text.get(span.clone()).is_some(), "{:?} of {:?}", span, text);
        }
        for problem in &results.understood.problems {
            prop_assert!(!problem.localized(Language::Czech).is_empty());
        }
    }

    #[test]
    fn marks_stand_at_graphemes_whatever_was_typed(text in typed()) {
        let (catalogue, index) = common::shipped();
        let highlighter = index.highlighter(&text);
        for hit in search(&text).hits.iter().take(3) {
            let record = &catalogue.records()[hit.position];
            for found in highlighter.matches(record, Language::Czech) {
                let Some(said) = record.text(found.field, found.language) else { panic!("no such field") };
                let ends: Vec<usize> = said.grapheme_indices(true).map(|(at, _)| at).chain([said.len()]).collect();
                prop_assert!(found.ranges.iter().all(|range| ends.contains(&range.start) && ends.contains(&range.end)));
            }
            let query = Query { text: text.clone(), typing: true, ..Query::default() };
            let explained = index.explainer(&query).explain(record, hit.position, Language::English);
            explained.lines(record, Language::English);
        }
    }

    #[test]
    fn a_narrower_filter_never_adds_a_record(text in typed(), wide in filters(), more in filters()) {
        let wider = all_positions(&text, wide.clone());
        let mut narrow = wide.clone();
        // Only a group that asked for nothing may ask for something: more of a group that asks would widen it.
        if wide.kinds.is_empty() { narrow.kinds = more.kinds; }
        if wide.stages.is_empty() { narrow.stages = more.stages; }
        if wide.size_bands.is_empty() { narrow.size_bands = more.size_bands; }
        narrow.with_result |= more.with_result;
        narrow.with_cost |= more.with_cost;
        let narrower = all_positions(&text, narrow);
        prop_assert!(narrower.is_subset(&wider));
    }

    #[test]
    fn an_excluded_word_never_adds_a_record_and_holds_back_all_that_have_it(text in "(odpad|voda|škola|senioři|parkování)",
        word in "(popelnice|kola|město|senzory|děti)") {
        let with = all_positions(&text, Filters::default());
        let without = all_positions(&format!("{text} -{word}"), Filters::default());
        prop_assert!(without.is_subset(&with));
        let (catalogue, _) = common::shipped();
        for position in without {
            let record = &catalogue.records()[position];
            let texts = record.fields.iter().map(|field| &field.text).chain([&record.title]);
            let said: String = texts.map(|text| format!(" {} {} ", text.cs, text.en)).collect();
            let said = fold(&said);
            let words = said.split(|letter: char| !letter.is_alphanumeric());
            prop_assert!(words.into_iter().all(|said| said != fold(&word)), "{} says {}", record.id, word);
        }
    }

    #[test]
    fn a_facet_counts_what_asking_for_it_gives(text in "(odpad|voda|s|senioři|)", filters in filters()) {
        let query = Query { text, filters: filters.clone(), facets: true, ..Query::default() };
        let results = index().search(&query);
        prop_assert!(results.total_is_exact);
        for (facet, count) in results.facets.iter().filter(|(facet, _)| !filters.has(facet)) {
            let group_is_free = results.facets.iter().all(|(other, _)| other.group() != facet.group() || !filters.has(other));
            if group_is_free {
                let mut narrow = filters.clone();
                narrow.toggle(facet);
                let asked = index().search(&Query { filters: narrow, ..query.clone() });
                prop_assert_eq!(asked.total, *count, "{:?}", facet);
            }
        }
    }
}

#[test]
fn every_odd_input_has_a_defined_answer() {
    let everything = common::shipped().0.records().len();
    for nothing in ["", "   ", "\t\n", "…!?", "„“", "-", "🙂", "\u{202e}", "\u{0}\u{1b}"] {
        assert_eq!(search(nothing).total, everything, "{nothing:?} asks for nothing, so it lists everything");
    }
    assert!(search("na a pro").total > 0, "stop words alone are words");
    let long = "kontejnery na odpad ".repeat(500);
    assert_eq!(ids(&search(&long))[..3], ids(&search("kontejnery na odpad "))[..3], "10,000 characters");
    let decomposed: String = unicode_normalization::UnicodeNormalization::nfd("Třídění odpadů").collect();
    assert_eq!(ids(&search(&decomposed)), ids(&search("Třídění odpadů")));
    assert!(search("שלום עולם").total == 0 && search("مدينة ذكية").total == 0);
    assert_eq!(ids(&search("odpad 🙂")), ids(&search("odpad ")));
}

#[test]
fn an_unknown_value_says_which_exist_and_restricts_nothing() {
    let results = search("odpad druh:nesmysl");
    let said = results.understood.problems[0].localized(Language::Czech);
    assert!(said.contains("nesmysl") && said.contains("opatření"), "{said}");
    assert_eq!(results.total, search("odpad ").total);
    let nowhere = search("odpad obec:Kocourkovice");
    assert!(nowhere.understood.problems[0].localized(Language::English).contains("Kocourk"));
    assert!(search("odpad kraj:").understood.problems.is_empty(), "it is still being typed");
}

#[test]
fn a_place_comes_first_in_any_case_of_its_name() {
    let (catalogue, _) = common::shipped();
    for text in
        ["parkování v Pardubicích", "v Praze lavičky", "ve Žďáru nad Sázavou re-use", "z Kolína parkování"]
    {
        let results = search(text);
        let place = results.understood.place.clone().unwrap();
        assert!(place.records > 0);
        let first = &catalogue.records()[results.hits[0].position];
        let code = first.place.as_ref().and_then(|place| place.municipality_code.clone());
        assert_eq!(code.as_deref(), Some(place.municipality_code.as_str()), "{text}: {}", first.id);
    }
    assert_eq!(search("přes most").understood.place, None);
}

#[test]
fn a_place_without_records_raises_places_of_its_size() {
    let (catalogue, _) = common::shipped();
    let has_none = |code: &str| catalogue.records_in(code).next().is_none();
    let municipality = catalogue.municipalities().by_name("Hrotovice")[0];
    assert!(has_none(municipality.code));
    let results = search("v Hrotovicích odpady");
    let place = results.understood.place.clone().unwrap();
    assert_eq!((place.municipality_code.as_str(), place.records), (municipality.code, 0));
    assert!(results.hits.iter().take(10).any(|hit| hit.near == NearMatch::SimilarSize));
    assert_eq!(ids(&search("v Hrotovicích")).len(), 20, "a place alone lists what is near");
}

#[test]
fn directives_are_filters() {
    let (catalogue, _) = common::shipped();
    let kinds = |text: &str| -> Vec<RecordKind> {
        search(text).hits.iter().map(|hit| catalogue.records()[hit.position].kind).collect()
    };
    assert!(kinds("voda druh:opatření").iter().all(|kind| *kind == RecordKind::Measure));
    let both = kinds("voda druh:opatření,dotace");
    assert!(both.contains(&RecordKind::Measure) && both.contains(&RecordKind::Funding));
    let component = search("B3 odpad");
    assert!(
        component.understood.filters.has(&Facet::Component(porada::model::Component::parse("B3").unwrap()))
    );
    let brno = search("obec:Brno");
    assert!(brno.total > 0 && brno.hits.iter().all(|hit| hit.near == NearMatch::SamePlace));
    let phrase = search("\"sdílená kola\"");
    assert!(phrase.total > 0 && phrase.total < search("sdílená kola ").total);
}
