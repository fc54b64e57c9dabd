//! What holds for every query.

use super::expand::expand;
use super::query::Word;
use super::*;
use crate::catalogue::{Bilingual, Field, FieldText, Place, Record, RecordKind, SizeBand};
use crate::model::Component;
use proptest::prelude::*;
use std::sync::LazyLock;

fn highlighter(query: &str) -> Highlighter {
    Highlighter::new(query, Thesaurus::shipped())
}

/// A record with a title, a text and a place (name, code, region).
fn record(kind: RecordKind, title: &str, text: &str, place: Option<(&str, &str, &str)>) -> Record {
    let place = place.map(|(name, code, region)| Place {
        name: name.to_owned(),
        country: "CZ".to_owned(),
        level: "mesto".to_owned(),
        region: Some(region.to_owned()),
        municipality_code: Some(code.to_owned()),
    });
    Record {
        id: title.to_owned(),
        kind,
        title: Bilingual::same(title),
        components: Component::parse("B3").into_iter().collect(),
        region: place.as_ref().and_then(|place| place.region.clone()),
        place,
        stage: None,
        year: None,
        cost_czk: None,
        has_result: kind == RecordKind::Practice,
        fields: vec![FieldText { field: Field::Solution, text: Bilingual::same(text) }],
        sources: Vec::new(),
        as_of: None,
    }
}

fn records() -> Vec<Record> {
    use RecordKind::{Caution, Funding, Indicator, Partner, Practice};
    vec![
        record(
            Practice,
            "Senzory v kontejnerech",
            "řídí svoz odpadu",
            Some(("Kolín", "533165", "Středočeský kraj")),
        ),
        record(
            Practice,
            "Senzory v kontejnerech",
            "řídí svoz odpadu",
            Some(("Brno", "582786", "Jihomoravský kraj")),
        ),
        record(
            Practice,
            "Senzory v kontejnerech",
            "řídí svoz odpadu",
            Some(("Znojmo", "593711", "Jihomoravský kraj")),
        ),
        record(
            Caution,
            "Drahé lisovací koše",
            "po záruce stojí",
            Some(("Beroun", "531057", "Středočeský kraj")),
        ),
        record(Funding, "Odpady a oběhové hospodářství", "kontejnery, re-use centra", None),
        record(Indicator, "Recyklovaný odpad", "podíl", None),
        record(Partner, "Institut oběhového hospodářství", "radí s odpady", None),
    ]
}

fn size_band(record: &Record) -> Option<SizeBand> {
    let large = |name: &str| if name == "Brno" { SizeBand::Over100000 } else { SizeBand::To20000 };
    record.place.as_ref().map(|place| large(&place.name))
}

fn population(code: &str) -> Option<u32> {
    [("533165", 33_000), ("582786", 400_000), ("593711", 34_000), ("531057", 21_000)]
        .into_iter()
        .find_map(|(known, inhabitants)| (known == code).then_some(inhabitants))
}

static INDEX: LazyLock<SearchIndex> = LazyLock::new(|| {
    SearchIndex::build(&records(), Thesaurus::shipped(), &size_band).with_populations(&population)
});

fn query(text: &str) -> Query {
    Query { text: text.to_owned(), typing: true, limit: 10, ..Query::default() }
}

fn positions(query: &Query) -> Vec<usize> {
    INDEX.search(query).hits.iter().map(|hit| hit.position).collect()
}

#[test]
fn an_empty_query_lists_everything_in_catalogue_order() {
    assert_eq!(positions(&query("")), [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(positions(&query(" ?! ")), [0, 1, 2, 3, 4, 5, 6]);
    let results = INDEX.search(&Query { limit: 2, ..query("") });
    assert_eq!((results.hits.len(), results.total, results.total_is_exact), (2, 7, true));
}

#[test]
fn equal_records_come_in_catalogue_order() {
    assert_eq!(positions(&query("senzory"))[..3], [0, 1, 2]);
}

#[test]
fn values_of_a_filter_are_alternatives_and_filters_add_up() {
    let filtered = |filters: Filters| positions(&Query { filters, ..query("") });
    let kinds = vec![RecordKind::Funding, RecordKind::Caution];
    assert_eq!(filtered(Filters { kinds: kinds.clone(), ..Filters::default() }), [3, 4]);
    assert_eq!(
        filtered(Filters { kinds, regions: vec!["Středočeský kraj".into()], ..Filters::default() }),
        [3]
    );
    assert_eq!(filtered(Filters { size_bands: vec![SizeBand::Over100000], ..Filters::default() }), [1]);
    assert_eq!(filtered(Filters { with_result: true, ..Filters::default() }), [0, 1, 2]);
    assert_eq!(filtered(Filters { regions: vec!["Atlantida".into()], ..Filters::default() }), [0; 0]);
    let components = Component::parse("A1").into_iter().collect();
    assert_eq!(filtered(Filters { components, ..Filters::default() }), [0; 0]);
}

#[test]
fn nearness_orders_records_that_match_alike() {
    let near = |code: &str, population, region: &str| {
        Some(Near { municipality_code: code.into(), population, region: region.into() })
    };
    let znojmo = Query { near: near("593711", 34_000, "Jihomoravský kraj"), ..query("senzory") };
    let hits = INDEX.search(&znojmo).hits;
    assert_eq!(hits.iter().map(|hit| hit.position).collect::<Vec<_>>()[..3], [2, 0, 1]);
    assert_eq!(
        hits.iter().map(|hit| hit.near).collect::<Vec<_>>()[..3],
        [NearMatch::SamePlace, NearMatch::SimilarSize, NearMatch::SameRegion]
    );
    // A municipality without any record: the size and the region count, also without words.
    let elsewhere = Query { near: near("500011", 30_000, "Středočeský kraj"), ..query("") };
    assert_eq!(positions(&elsewhere)[..3], [0, 3, 2]);
}

#[test]
fn hyphenated_words_are_found_however_they_are_written() {
    for text in ["re-use", "reuse", "reus"] {
        assert_eq!(positions(&query(text))[..1], [4], "{text}");
    }
}

#[test]
fn the_list_does_not_jump_while_the_next_word_begins() {
    let before = positions(&query("odpady "));
    for begun in ["odpady k", "odpady ko", "odpady re"] {
        let now = positions(&query(begun));
        assert_eq!((now.len(), now[0]), (before.len(), before[0]), "{begun}");
    }
}

#[test]
fn letters_scattered_over_a_text_do_not_match() {
    assert_eq!(positions(&query("sknoost")), [0; 0]);
}

#[test]
fn matches_name_fields_and_forgive_errors_only_where_needed() {
    let record = &records()[0];
    let fields = |text| {
        highlighter(text).matches(record, Language::Czech).iter().map(|found| found.field).collect::<Vec<_>>()
    };
    assert_eq!(fields("kontejnery odpad"), [Field::Title, Field::Solution]);
    assert_eq!(fields("kontejenry"), [Field::Title]);
    assert_eq!(fields("fontána"), []);
    let title = &highlighter("senzory").matches(record, Language::English)[0];
    assert_eq!((title.ranges.len(), &title.ranges[0]), (1, &(0..7)));
}

#[test]
fn an_index_of_nothing_finds_nothing() {
    let empty = SearchIndex::build::<Record>(&[], Thesaurus::shipped(), &|_| None);
    assert!(empty.is_empty());
    for text in ["", "odpad", "odpad a", "xyzw"] {
        assert_eq!(empty.search(&query(text)), Results { total_is_exact: true, ..Results::default() });
    }
}

/// The tokens that a finished word stands for, with their qualities, among these words.
fn expansions(vocabulary: &str, word: &str) -> Vec<(String, f32)> {
    let records: Vec<Record> =
        vocabulary.split(' ').map(|title| record(RecordKind::Practice, title, "", None)).collect();
    let index = SearchIndex::build(&records, Thesaurus::shipped(), &|_| None);
    expand(&index, &Word::new(word, false))
        .into_iter()
        .map(|expansion| (index.vocabulary.word(expansion.token as usize).to_owned(), expansion.quality))
        .collect()
}

#[test]
fn the_word_itself_is_better_than_its_forms_and_those_than_errors() {
    let words = |vocabulary: &str| -> Vec<String> {
        let found = expansions(vocabulary, "knihovna");
        assert!(found.is_sorted_by(|a, b| a.1 > b.1));
        found.into_iter().map(|(word, _)| word).collect()
    };
    assert_eq!(words("kniha knihovny knihovna stavba"), ["knihovna", "knihovny"]);
    assert_eq!(words("kniha knihvona knihovny stavba"), ["knihovny", "knihvona"]);
}

#[test]
fn a_word_that_exists_is_not_misspelled() {
    assert_eq!(expansions("horakov", "horko").len(), 1);
    assert_eq!(expansions("horakov horko", "horko").len(), 1);
}

/// Where among records with these titles those are that a finished query finds, with what is said of its first word there.
fn explained(all: &[&str], text: &str) -> Vec<(usize, Option<MatchKind>, Vec<String>)> {
    let records: Vec<Record> =
        all.iter().map(|title| record(RecordKind::Practice, title, "", None)).collect();
    let index = SearchIndex::build(&records, Thesaurus::shipped(), &|_| None);
    let query = query(text);
    let hits = index.search(&query).hits;
    let reason = |position: usize| {
        let explanation = index.explainer(&query).explain(&records[position], position, Language::Czech);
        let word = explanation.words.into_iter().next();
        word.map_or((position, None, Vec::new()), |word| (position, word.how, word.found))
    };
    hits.into_iter().map(|hit| reason(hit.position)).collect()
}

#[test]
fn a_compound_that_nobody_wrote_is_found_by_its_last_part() {
    let titles = ["Zahrada za školou", "Půjčovna jízdních kol", "Autobazar"];
    assert_eq!(explained(&titles, "minizahrady "), [(0, Some(MatchKind::Part), vec!["Zahrada".to_owned()])]);
    let by_thesaurus = explained(&titles, "elektrobicykl ");
    assert_eq!(by_thesaurus.first().map(|found| (found.0, found.1)), Some((1, Some(MatchKind::Part))));
}

#[test]
fn a_word_that_only_stands_in_longer_terms_means_them_a_little() {
    let thesaurus =
        "zalévací vak = vodní pytel\nveřejné osvětlení = lampy na ulici\nsdílená kola = kola na ulici";
    let text = "zalévací vaky u mladých stromů";
    let records = [
        record(RecordKind::Practice, "Vaky", text, None),
        record(RecordKind::Practice, "Svítí", "veřejné osvětlení", None),
    ];
    let index =
        |lines: &str| SearchIndex::build(&records, Arc::new(Thesaurus::parse(lines).unwrap()), &|_| None);
    let found = |text: &str| {
        index(thesaurus).search(&query(text)).hits.iter().map(|it| it.position).collect::<Vec<_>>()
    };
    assert_eq!(found("pytle"), [0]);
    // A word of many terms says nothing.
    let many: Vec<String> = (0..4).map(|number| format!("slovo{number} = pytel{number} vodní")).collect();
    assert_eq!(index(&many.join("\n")).search(&query("vodní")).total, 0);
    let index = index(thesaurus);
    let explained = index.explainer(&query("pytle")).explain(&records[0], 0, Language::Czech);
    assert_eq!(explained.words[0].how, Some(MatchKind::Help), "{explained:?}");
}

#[test]
fn a_word_that_somebody_wrote_is_not_taken_apart() {
    assert_eq!(
        explained(&["Zahrada", "Minizahrada"], "minizahrada "),
        [(1, Some(MatchKind::Exact), vec!["Minizahrada".to_owned()])]
    );
    assert_eq!(
        explained(&["Elektromobil", "Mobilní aplikace"], "elekromobil "),
        [(0, Some(MatchKind::Typo), vec!["Elektromobil".to_owned()])]
    );
    // No part that stands for something: too short, or nothing joins it to what stands before.
    assert!(explained(&["Rok", "Zahrada"], "kolorok ").is_empty());
    assert!(explained(&["Rok", "Zahrada"], "bezzahrada ").is_empty());
}

/// The titles of practices with these titles that are found while `text` is being typed.
fn titles(all: &[&'static str], text: &str) -> Vec<&'static str> {
    let records: Vec<Record> =
        all.iter().map(|title| record(RecordKind::Practice, title, "", None)).collect();
    let hits = SearchIndex::build(&records, Thesaurus::shipped(), &|_| None).search(&query(text)).hits;
    hits.into_iter().map(|hit| all[hit.position]).collect()
}

#[test]
fn a_short_word_comes_before_what_it_may_become() {
    assert_eq!(titles(&["Air quality", "AI on a crossroad"], "ai"), ["AI on a crossroad", "Air quality"]);
    assert_eq!(titles(&["Solar covers", "ČOV v obci"], "čov ")[0], "ČOV v obci");
}

#[test]
fn a_form_of_the_word_in_a_title_comes_before_a_longer_word() {
    let found = titles(&["Hospodaření s vodou", "Obec koupila hospodu"], "hospoda");
    assert_eq!(found[0], "Obec koupila hospodu");
}

#[test]
fn a_title_that_is_the_query_comes_first() {
    let found = titles(
        &["Chytré vodoměry po krocích: chytré vodoměry v celém městě", "Chytré vodoměry"],
        "chytré vodoměry",
    );
    assert_eq!(found[0], "Chytré vodoměry");
}

#[test]
fn errors_are_forgiven_only_where_a_word_finds_next_to_nothing() {
    assert_eq!(expansions("odhady", "odpady").len(), 1);
    let common = "odpady odpady odpady odpady odpady odpady odpady odpady odhady";
    assert_eq!(expansions(common, "odpady").len(), 1);
}

#[test]
fn left_out_letters_and_wrong_first_letters_are_forgiven() {
    assert_eq!(expansions("knihovna", "knhvna").len(), 1);
    assert_eq!(expansions("knihovna", "mnihovna").len(), 1);
    assert_eq!(expansions("knihovna", "kna").len(), 0);
}

#[test]
fn numbers_and_codes_are_never_misspelled() {
    assert_eq!(expansions("2022 co2 5g", "2021").len(), 0);
    assert_eq!(expansions("wifi4eu", "wiif4eu").len(), 1);
}

#[test]
fn a_cut_list_does_not_claim_to_be_complete() {
    let records = vec![record(RecordKind::Practice, "odpad", "", None); 65_537];
    let index = SearchIndex::build(&records, Thesaurus::shipped(), &|_| None);
    let results = index.search(&query("odpad"));
    assert_eq!((results.total, results.total_is_exact), (65_536, false));
    assert!(index.search(&query("")).total_is_exact);
}

fn any_query() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,30}",
        "[a-zěščřžýáíéúů -]{0,30}",
        "(senzory|odpad|koše|re-use|a|v|kont)( (svoz|odp|o|5g|2021))*"
    ]
}

proptest! {
    #[test]
    fn no_query_panics_and_the_same_query_gives_the_same_hits(text in any_query(), typing: bool, limit in 0_usize..9) {
        let query = Query { typing, limit, ..query(&text) };
        let results = INDEX.search(&query);
        prop_assert_eq!(&results, &INDEX.search(&query));
        prop_assert!(results.hits.len() == limit.min(results.total));
        prop_assert!(results.hits.is_sorted_by(|a, b| a.score >= b.score));
        prop_assert!(results.hits.iter().all(|hit| hit.score.is_finite()));
    }

    #[test]
    fn a_narrower_filter_never_adds(text in any_query(), kind in 0_usize..6, with_result: bool) {
        let wide = query(&text);
        let filters = Filters { kinds: vec![RecordKind::ALL[kind]], with_result, ..Filters::default() };
        let narrow = Query { filters, ..wide.clone() };
        let all = positions(&wide);
        prop_assert!(positions(&narrow).iter().all(|position| all.contains(position)));
    }

    #[test]
    fn case_and_composition_of_a_query_do_not_matter(text in "[a-zěščřžýáíéúů ]{0,30}") {
        use unicode_normalization::UnicodeNormalization;
        let as_typed = INDEX.search(&query(&text));
        prop_assert_eq!(&as_typed, &INDEX.search(&query(&text.to_uppercase())));
        prop_assert_eq!(&as_typed, &INDEX.search(&query(&text.nfd().collect::<String>())));
    }
}

#[test]
fn another_term_of_a_group_finds_but_never_beats_the_word_itself() {
    let found = titles(&["Nádoby na odpad", "Popelnice", "Popel v krbu"], "popelnice ");
    assert_eq!(found[..2], ["Popelnice", "Nádoby na odpad"]);
    assert!(titles(&["Veřejná doprava v kraji", "Kola"], "mhd") == ["Veřejná doprava v kraji"]);
    assert_eq!(
        titles(&["Nádoba na odpad u školy", "Popelnice u školy"], "nádoba na odpad")[0],
        "Nádoba na odpad u školy"
    );
}

#[test]
fn a_term_is_understood_only_when_it_is_whole() {
    assert!(titles(&["Nádoby na odpad"], "popeln").is_empty());
    assert!(titles(&["Místní akční skupina"], "masa").is_empty());
    assert_eq!(titles(&["Místní akční skupina"], "mas").len(), 1);
}

#[test]
fn the_words_within_a_longer_term_stand_for_nothing_else() {
    // `dotace` alone is also `subvence`; as a part of `kotlíkové dotace` it is not.
    assert_eq!(titles(&["Subvence"], "dotace").len(), 1);
    assert!(titles(&["Subvence"], "kotlíkové dotace").is_empty());
}

#[test]
fn a_sentence_may_say_a_term_in_another_order() {
    assert_eq!(titles(&["Úsekové měření", "Kola"], "rychle tudy auta jezdí")[0], "Úsekové měření");
}

#[test]
fn a_record_with_one_ordinary_word_of_a_sentence_is_no_hit() {
    let all = ["Zelená střecha knihovny: květiny, včely, motýli", "Lavička u školy"];
    assert_eq!(titles(&all, "zelená střecha knihovny květiny včely motýli škola"), [all[0]]);
    assert_eq!(titles(&all, "motýli škola").len(), 2);
}

static SHIPPED_INDEX: LazyLock<(Arc<Catalogue>, SearchIndex)> = LazyLock::new(|| {
    let catalogue = Arc::new(Catalogue::shipped().unwrap());
    let index = index_catalogue(&catalogue);
    (catalogue, index)
});

#[test]
fn every_group_of_the_thesaurus_finds_some_shipped_record() {
    let thesaurus = Thesaurus::shipped();
    let idle: Vec<&[String]> = (thesaurus.groups().iter().enumerate())
        .filter(|(group, _)| SHIPPED_INDEX.1.postings(*group).is_empty())
        .map(|(_, terms)| terms.as_slice())
        .collect();
    assert!(idle.is_empty(), "nothing to find for {idle:#?}");
}

/// No group may do harm: without any one of them the queries that say it are not answered better by more than a
/// change of places below the second. Only the part of the
/// judged queries that may be tuned for, so that the others stay a fair measure.
#[test]
fn no_group_of_the_thesaurus_lowers_relevance() {
    let (catalogue, index) = &*SHIPPED_INDEX;
    let mut less = index_catalogue(catalogue);
    let reciprocal = |index: &SearchIndex, text: &str, relevant: &[String]| {
        let hits = index.search(&Query { limit: 5, ..query(text) }).hits;
        let rank = hits.iter().position(|hit| relevant.contains(&catalogue.records()[hit.position].id));
        rank.map_or(0.0, |rank| 1.0 / (rank as f64 + 1.0))
    };
    let mut gains: std::collections::BTreeMap<u32, (f64, Vec<String>)> = std::collections::BTreeMap::new();
    for line in include_str!("../../tests/relevance/queries.jsonl").lines() {
        let judged: serde_json::Value = serde_json::from_str(line).unwrap();
        if judged["part"] != 1 {
            continue;
        }
        let text = judged["query"].as_str().unwrap();
        let relevant: Vec<String> = serde_json::from_value(judged["relevant"].clone()).unwrap();
        let mut words = query::parse(text, true);
        words.understand(&index.thesaurus);
        let mut groups: Vec<u32> =
            words.all.iter().flat_map(|word| word.groups.iter().map(|&(group, _)| group)).collect();
        groups.sort_unstable();
        groups.dedup();
        for group in groups {
            less.thesaurus = Arc::new(index.thesaurus.without(group));
            let gain = reciprocal(index, text, &relevant) - reciprocal(&less, text, &relevant);
            let of_group = gains.entry(group).or_default();
            of_group.0 += gain;
            of_group.1.push(format!("{text}: {gain:+.2}"));
        }
    }
    let harmful: Vec<String> = (gains.iter())
        .filter(|(_, (gain, _))| *gain < -0.1)
        .map(|(group, (_, queries))| format!("{:?}: {queries:?}", index.thesaurus.groups()[*group as usize]))
        .collect();
    assert!(gains.len() > 50, "only {} groups are asked for", gains.len());
    assert!(harmful.is_empty(), "{harmful:#?}");
}

/// Needs must pay: without them the queries of brokers and mayors are answered worse, and the loss where they mislead is
/// small beside the gain.
#[test]
fn the_needs_of_the_thesaurus_raise_relevance() {
    let (catalogue, index) = &*SHIPPED_INDEX;
    let mut less = index_catalogue(catalogue);
    less.thesaurus = Arc::new(index.thesaurus.without_needs());
    let (mut gain, mut loss) = (0.0, 0.0);
    for line in include_str!("../../tests/relevance/development.jsonl").lines() {
        let judged: serde_json::Value = serde_json::from_str(line).unwrap();
        let relevant: Vec<String> = serde_json::from_value(judged["relevant"].clone()).unwrap();
        let reciprocal = |index: &SearchIndex| {
            let hits = index.search(&Query { limit: 5, ..query(judged["query"].as_str().unwrap()) }).hits;
            let rank = hits.iter().position(|hit| relevant.contains(&catalogue.records()[hit.position].id));
            rank.map_or(0.0, |rank| 1.0 / (rank as f64 + 1.0))
        };
        let change = reciprocal(index) - reciprocal(&less);
        gain += f64::max(change, 0.0);
        loss += f64::max(-change, 0.0);
    }
    assert!(gain > 20.0 && loss < gain / 5.0, "gain {gain:.1}, loss {loss:.1}");
}

#[test]
fn prose_is_only_words_and_places() {
    let (_, index) = &*SHIPPED_INDEX;
    let asked = |text: &str, prose: bool| index.search(&Query { prose, limit: 50, ..query(text) });
    for (typed, plain) in [
        ("„kontejnery přetékají“", "kontejnery přetékají"),
        ("kontejnery -přetékají", "kontejnery přetékají"),
        ("kontejnery druh: přetékají", "kontejnery druh přetékají"),
    ] {
        assert_eq!(asked(typed, true).hits, asked(plain, false).hits, "{typed}");
    }
    let understood = asked("kontejnery B3 kraj:xyz v Brně", true).understood;
    assert!(understood.filters.is_empty() && understood.problems.is_empty() && understood.spans.is_empty());
    assert!(understood.place.is_some_and(|place| place.records > 0));
    assert!(index.prose_highlighter("-škola").ranges("Škola").len() == 1);
}

#[test]
fn a_kraj_that_the_text_names_is_told_unless_a_municipality_is_named() {
    let (_, index) = &*SHIPPED_INDEX;
    let region = |text: &str| index.search(&query(text)).understood.region;
    assert_eq!(region("odpady v Olomouckém kraji").as_deref(), Some("Olomoucký kraj"));
    assert_eq!(region("odpady v Brně v Olomouckém kraji"), None);
    assert_eq!(region("odpady"), None);
}

#[test]
fn the_order_does_not_depend_on_how_many_hits_are_wanted() {
    let (catalogue, index) = &*SHIPPED_INDEX;
    let titles = catalogue.records().iter().step_by(9).map(|record| record.title.cs.as_str());
    for text in titles.chain(["odpad", "parkování u školy", "dotace", "p", "město data"]) {
        let first = |limit| index.search(&Query { limit, ..query(text) }).hits[..].to_vec();
        let positions = |limit| first(limit).iter().take(10).map(|hit| hit.position).collect::<Vec<_>>();
        assert_eq!(positions(10), positions(200), "{text}");
        assert_eq!(positions(10), positions(2_000), "{text}");
    }
}

#[test]
fn several_places_are_alternatives_and_one_without_records_lifts_nothing() {
    let (_, index) = &*SHIPPED_INDEX;
    let total = |text: &str| index.search(&query(text)).total;
    let (brno, kolin) = (total("obec:Brno"), total("obec:Kolín"));
    assert!(brno > 0 && kolin > 0 && total("obec:Hrotovice") == index.len());
    assert_eq!(total("obec:Brno,Kolín"), brno + kolin);
    assert_eq!(total("obec:Brno,Hrotovice"), brno);
    assert_eq!(total("obec:Hrotovice obec:Brno"), brno);
}

#[test]
fn a_place_that_does_not_exist_is_told_where_it_stands() {
    let (_, index) = &*SHIPPED_INDEX;
    let text = "kraj:zlínský obec:Nikdeves ";
    let understood = index.search(&query(text)).understood;
    let problem = &understood.problems[0];
    assert_eq!(&text[problem.span.clone()], "obec:Nikdeves");
    assert!(understood.spans.contains(&(problem.span.clone(), SpanKind::Mistake)));
    assert!(understood.spans.contains(&(0.."kraj:zlínský".len(), SpanKind::Filter)));
}

#[test]
fn a_phrase_that_is_being_typed_never_empties_the_list() {
    let (catalogue, index) = &*SHIPPED_INDEX;
    for record in catalogue.records().iter().step_by(61) {
        let title = record.title.cs.trim().replace(['"', '„', '“', '”'], "");
        for (end, _) in title.char_indices().skip(1) {
            let typed = format!("\"{}", &title[..end]);
            assert!(index.search(&query(&typed)).total > 0, "{typed}");
        }
    }
    assert_eq!(
        index.search(&query("\"chytré měst\" data")).total,
        index.search(&query("\"chytré měst\" data ")).total,
        "a closed phrase is finished, whatever is typed behind it"
    );
}

#[test]
fn an_excluded_phrase_takes_out_what_says_it_and_nothing_else() {
    let (catalogue, index) = &*SHIPPED_INDEX;
    let hits = |text: &str| -> Vec<usize> {
        let found = index.search(&Query { limit: 1_000, ..query(text) });
        found.hits.iter().map(|hit| hit.position).collect()
    };
    let says = |position: &usize| {
        let record = &catalogue.records()[*position];
        let texts = std::iter::once(&record.title).chain(record.fields.iter().map(|field| &field.text));
        texts.flat_map(|text| [&text.cs, &text.en]).any(|text| fold(text).contains("participativni rozpocet"))
    };
    let (with, without) = (hits("rozpočet "), hits("rozpočet -\"participativní rozpočet\" "));
    assert!(with.iter().any(says) && !without.iter().any(says));
    let mut kept: Vec<usize> = with.into_iter().filter(|position| !says(position)).collect();
    kept.sort_unstable();
    let mut without = without;
    without.sort_unstable();
    assert_eq!(without, kept);
}

#[test]
fn the_first_letters_behind_a_place_without_records_do_not_list_everything() {
    let (_, index) = &*SHIPPED_INDEX;
    assert!(index.search(&query("v Hrotovicích xq")).total < index.len());
    assert_eq!(index.search(&query("v Hrotovicích ce")).total, index.search(&query("ce")).total);
}

#[test]
fn a_filter_only_takes_away_where_very_many_records_begin_with_the_letters() {
    let kinds = [RecordKind::Practice, RecordKind::Caution];
    let many: Vec<Record> = (0..24_000)
        .map(|number| record(kinds[number % 2], &format!("Pokus {number}"), "re-use pilot", None))
        .collect();
    let index = SearchIndex::build(&many, Thesaurus::shipped(), &size_band);
    let asked =
        |text: &str, filters| index.search(&Query { limit: 50, facets: true, filters, ..query(text) });
    let all = asked("p", Filters::default());
    assert_eq!((all.total, all.total_is_exact, all.hits.len()), (24_000, true, 50));
    let only = Filters { kinds: vec![RecordKind::Caution], ..Filters::default() };
    let cautions = asked("p", only);
    assert_eq!((cautions.total, cautions.total_is_exact), (12_000, true));
    assert_eq!(
        all.facets.iter().find(|(facet, _)| *facet == Facet::Kind(RecordKind::Caution)).unwrap().1,
        12_000
    );
    assert_eq!(asked("re-use", Filters::default()).total, 24_000);
    assert_eq!(
        index.search(&Query { limit: 24_000, ..query("p") }).hits.len(),
        24_000,
        "who wants all gets all"
    );
}

#[test]
fn long_lists_of_places_and_compounds_are_answered_like_any_other() {
    let (_, index) = &*SHIPPED_INDEX;
    let towns: Vec<&str> =
        ["v Brně", "v Kolíně", "v Praze", "v Ostravě", "v Plzni"].into_iter().cycle().take(2_000).collect();
    for text in [towns.join(" "), "obec:".to_owned() + &"a,".repeat(5_000), "a-b ".repeat(2_500)] {
        let question = index.question(&query(&text));
        assert!(question.words.all.len() <= 12 && question.only_places.len() <= 16, "{}", &text[..20]);
    }
}

mod many;
mod raised;
