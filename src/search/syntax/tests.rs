//! The language of the search input.

use super::*;
use crate::catalogue::Municipalities;
use proptest::prelude::*;
use rstest::rstest;
use std::sync::LazyLock;

static VALUES: LazyLock<SyntaxValues> = LazyLock::new(|| {
    let municipalities = Municipalities::shipped().unwrap();
    let countries = Language::Czech.texts().catalogue.words.countries.iter().map(|(code, _)| *code);
    SyntaxValues::new(municipalities.krajs().iter().copied(), countries)
});

fn ask(text: &str) -> Asked {
    Asked::read(text, &VALUES)
}

/// The words that are left, with single spaces.
fn words(asked: &Asked) -> String {
    asked.words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[rstest]
#[case("kraj:olomoucký", &["Olomoucký kraj"])]
#[case("KRAJ:Jihomor", &["Jihomoravský kraj"])]
#[case("region:vysočina", &["Kraj Vysočina"])]
#[case("kraj:praha", &["Hlavní město Praha"])]
#[case("kraj:\"Kraj Vysočina\",zlin", &["Kraj Vysočina", "Zlínský kraj"])]
#[case("kraj:„kraj vys“", &["Kraj Vysočina"])]
#[case("kraj: ústecký", &["Ústecký kraj"])]
#[case("kraj:zlin kraj:zlínský", &["Zlínský kraj"])]
#[case("kraj:plz,", &["Plzeňský kraj"])]
#[case("kra\u{301}j:vysoc\u{30c}ina", &["Kraj Vysočina"])]
fn understands_kraje(#[case] text: &str, #[case] expected: &[&str]) {
    let asked = ask(text);
    assert_eq!(asked.filters.regions, expected);
    assert_eq!((words(&asked).as_str(), asked.problems.len()), ("", 0));
}

#[rstest]
#[case("druh:praxe", RecordKind::Practice)]
#[case("druh:\"dobrá praxe\"", RecordKind::Practice)]
#[case("kind:practices", RecordKind::Practice)]
#[case("druh:varování", RecordKind::Caution)]
#[case("druh:rizika", RecordKind::Caution)]
#[case("druh:opatř", RecordKind::Measure)]
#[case("druh:financování", RecordKind::Funding)]
#[case("druh:dotace", RecordKind::Funding)]
#[case("kind:funding", RecordKind::Funding)]
#[case("druh:ukazatel", RecordKind::Indicator)]
#[case("druh:indi", RecordKind::Indicator)]
#[case("druh:partneři", RecordKind::Partner)]
fn understands_kinds(#[case] text: &str, #[case] expected: RecordKind) {
    assert_eq!(ask(text).filters.kinds, [expected]);
}

#[test]
fn understands_every_name_and_key_of_a_kind() {
    for kind in RecordKind::ALL {
        for language in Language::ALL {
            let names = kind.names(language);
            for name in [names.one, names.few, names.many, kind.key()] {
                assert_eq!(ask(&format!("druh:\"{name}\"")).filters.kinds, [kind], "{name}");
            }
        }
    }
}

#[test]
fn understands_the_other_directives() {
    let asked =
        ask("země:SK,Rakousko country:germany velikost:do-500,3000 size:over-100000 fáze:pilot,v-provozu \
                     s:výsledek with:cost obec:\"Nové Město na Moravě\",582786 složka:b3 A1 (zpo2)");
    assert_eq!(asked.problems, []);
    assert_eq!(words(&asked), "");
    let filters = asked.filters;
    assert_eq!(filters.countries, ["SK", "AT", "DE"]);
    assert_eq!(filters.size_bands, [SizeBand::To500, SizeBand::To5000, SizeBand::Over100000]);
    assert_eq!(filters.stages, [Stage::Pilot, Stage::Running]);
    assert!(filters.with_result && filters.with_cost);
    let places: Vec<&str> = asked.places.iter().map(|place| place.name.as_str()).collect();
    assert_eq!(places, ["Nové Město na Moravě", "582786"]);
    let codes: Vec<&str> = filters.components.iter().map(|component| component.code()).collect();
    assert_eq!(codes, ["B3", "A1", "ZPO2"]);
}

#[test]
fn understands_every_size_in_every_spelling() {
    for band in SizeBand::ALL {
        assert_eq!(ask(&format!("velikost:{}", band.key())).filters.size_bands, [band]);
    }
    assert_eq!(ask("velikost:do-5").filters.size_bands, [SizeBand::To500]);
    assert_eq!(ask("velikost:5001-20000").filters.size_bands, [SizeBand::To20000]);
    assert_eq!(ask("velikost:\"nad 100 000\"").filters.size_bands, [SizeBand::Over100000]);
}

#[rstest]
#[case("14:30 hřiště")]
#[case("https://example.org/kraj:olomoucký")]
#[case("poznámka: text")]
#[case("re-use centrum")]
#[case("- – —")]
#[case("teplota -5 °C")]
#[case("B5 D4 A.1")]
#[case("monitor 5\" displej")]
#[case("'slovo'")]
#[case(":olomoucký kraj")]
fn everything_else_is_plain_text(#[case] text: &str) {
    let asked = ask(text);
    assert_eq!(asked, Asked { words: text.to_owned(), ..Asked::default() });
}

#[test]
fn keeps_the_words_of_phrases() {
    let asked = ask("sběr „chytré popelnice“ \"waste bins\" tříděn");
    assert_eq!(asked.phrases, ["chytré popelnice", "waste bins"]);
    assert_eq!(words(&asked), "sběr chytré popelnice waste bins tříděn");
    assert!(!asked.words.ends_with(' '));
    assert_eq!(ask("\"  \" \"\"").phrases, [""; 0]);
}

#[test]
fn an_open_quote_is_a_phrase_being_typed() {
    let asked = ask("sběr \"chytré pop");
    assert_eq!(asked.phrases, ["chytré pop"]);
    assert!(asked.words.ends_with("pop"));
    assert!(ask("\"chytré pop\"").words.ends_with(' '));
}

#[test]
fn leaves_out_excluded_words() {
    let asked = ask("odpad -plast −\"re-use centrum\" -5 -„bio odp");
    assert_eq!(asked.excluded, ["plast", "re-use centrum", "bio odp"]);
    assert_eq!(words(&asked), "odpad -5");
}

#[test]
fn says_what_stands_where() {
    let text = "hřiště kraj:zlin -beton \"pro děti\" kraj:xy kraj:j";
    let asked = ask(text);
    let spans: Vec<(&str, SpanKind)> =
        asked.spans.iter().map(|(span, kind)| (&text[span.clone()], *kind)).collect();
    assert_eq!(
        spans,
        [
            ("kraj:zlin", SpanKind::Filter),
            ("-beton", SpanKind::Excluded),
            ("\"pro děti\"", SpanKind::Phrase),
            ("kraj:xy", SpanKind::Mistake),
            ("kraj:j", SpanKind::Unfinished),
        ]
    );
}

#[rstest]
#[case("odpad kraj:")]
#[case("odpad kraj:j")]
#[case("odpad kraj:zlin,")]
#[case("odpad druh:\"p")]
#[case("obec:")]
#[case("s:")]
fn what_is_still_being_typed_is_no_mistake(#[case] text: &str) {
    let asked = ask(text);
    assert_eq!(asked.problems, []);
    assert!(!asked.words.contains(':'));
}

#[rstest]
#[case(
    "kraj:xy",
    "„kraj:xy“ neznám, proto se podle něj nevybírá. Možnosti: Hlavní město Praha, Jihočeský kraj, \
                   Jihomoravský kraj, Karlovarský kraj, Kraj Vysočina, Královéhradecký kraj, Liberecký kraj, \
                   Moravskoslezský kraj, …."
)]
#[case(
    "kraj:j hřiště",
    "„kraj:j“ může znamenat více hodnot, proto se podle něj nevybírá: Jihočeský kraj, Jihomoravský kraj."
)]
#[case("s: hřiště", "Za „s:“ chybí hodnota. Možnosti: výsledek, cena.")]
#[case("obec: hřiště", "Za „obec:“ chybí název nebo šestimístný kód obce.")]
#[case(
    "fáze:nic,pilot",
    "„fáze:nic“ neznám, proto se podle něj nevybírá. Možnosti: plánováno, pilot, v provozu, ukončeno."
)]
fn a_wrong_value_is_explained(#[case] text: &str, #[case] explanation: &str) {
    let asked = ask(text);
    let said: Vec<String> = asked.problems.iter().map(|problem| problem.localized(Language::Czech)).collect();
    assert_eq!(said, [explanation]);
    assert!(asked.filters.regions.is_empty());
    let english = asked.problems[0].localized(Language::English);
    assert!(english.contains(asked.problems[0].key.word(Language::English)), "{english}");
}

#[test]
fn a_right_value_beside_a_wrong_one_counts() {
    assert_eq!(ask("fáze:nic,pilot").filters.stages, [Stage::Pilot]);
}

#[test]
fn a_whole_name_wins_over_longer_ones_that_begin_so() {
    assert_eq!(ask("velikost:to-500 x").filters.size_bands, [SizeBand::To500]);
    assert_eq!(ask("země:slovensko x").filters.countries, ["SK"]);
}

proptest! {
    #[test]
    fn never_panics_and_spans_lie_in_the_text(
        parts in proptest::collection::vec(
            prop_oneof![
                proptest::sample::select(vec![
                    "kraj:", "olomoucký", ",", "\"", "„", "“", "-", "−", " ", "b3", "s:", "obec:", "země:", ":",
                    "\u{301}", "\u{202e}", "\u{0}", "👩‍👧", "druh:praxe", "velikost:99999999999999999999",
                ])
                .prop_map(str::to_owned),
                any::<String>(),
            ],
            0..20,
        ),
    ) {
        let text = parts.concat();
        let asked = ask(&text);
        let mut end = 0;
        for (span, _) in &asked.spans {
            prop_assert!(end <= span.start && span.start < span.end && text.get(span.clone()).is_some());
            end = span.end;
        }
        for problem in &asked.problems {
            prop_assert!(text.get(problem.span.clone()).is_some());
            prop_assert!(!problem.localized(Language::Czech).is_empty());
        }
        prop_assert!(asked.words.len() <= 2 * text.len() + 2);
    }

    #[test]
    fn text_without_signs_stays_as_it_is(text in "[a-z áéí]{0,40}") {
        prop_assert_eq!(ask(&text).words, text);
    }
}

#[test]
fn reads_long_texts() {
    for part in ["kraj:xy ", "kraj:", "\"", "-a ", "-\"", "b3 ", "a:", "„", "kraj:,", "s: "] {
        let text = part.repeat(10_000 / part.len());
        assert!(ask(&text).words.len() <= 2 * text.len());
    }
}
