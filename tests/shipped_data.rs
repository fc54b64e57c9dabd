//! The data that ships keeps the rules and counts of `data/README.md`.

use porada::catalogue::{
    Catalogue, Field, MeasureRow, ProgrammeRow, RecordKind, Stage, check_header, check_measure,
    check_practice, check_programme, parse_practices,
};
use porada::i18n::Language;
use porada::model::{Component, Pillar};
use std::collections::HashMap;

const PRACTICES: &str = include_str!("../data/practices.jsonl");
const CONCEPT: &str = include_str!("../data/concept.json");
const FUNDING: &str = include_str!("../data/funding.json");
const MUNICIPALITIES: &str = include_str!("../data/municipalities.csv");
const FACTS: &str = include_str!("../data/municipal_facts.csv");

#[expect(clippy::unwrap_used, reason = "a helper of tests; the lint only knows functions marked as tests")]
fn catalogue() -> Catalogue {
    Catalogue::shipped().unwrap()
}

#[test]
fn there_are_as_many_records_of_every_kind_as_the_readme_says() {
    let mut counts: HashMap<RecordKind, usize> = HashMap::new();
    for record in catalogue().records() {
        *counts.entry(record.kind).or_default() += 1;
    }
    let expected = [301, 55, 54, 66, 83, 58];
    for (kind, count) in RecordKind::ALL.into_iter().zip(expected) {
        assert_eq!(counts.get(&kind), Some(&count), "{kind:?}");
    }
}

#[test]
fn stages_places_and_codes_are_as_the_readme_says() {
    let catalogue = catalogue();
    let stages = Stage::ALL
        .map(|stage| catalogue.records().iter().filter(|record| record.stage == Some(stage)).count());
    assert_eq!(stages, [41, 26, 249, 40]);
    let places = || catalogue.records().iter().filter_map(|record| record.place.as_ref());
    assert_eq!(places().filter(|place| place.country != "CZ").count(), 36);
    assert_eq!(places().filter(|place| place.municipality_code.is_some()).count(), 251);
    assert_eq!(catalogue.records().iter().filter(|record| record.cost_czk.is_some()).count(), 356 - 307);
    assert_eq!(catalogue.records().iter().filter(|record| record.has_result).count(), 356 - 154);
}

#[test]
fn every_practice_keeps_the_rules() {
    let catalogue = catalogue();
    let rows = parse_practices(PRACTICES, "practices.jsonl").unwrap();
    assert_eq!(rows.len(), 356);
    for row in &rows {
        assert_eq!(check_practice(row, catalogue.municipalities()), [].as_slice(), "{}", row.id);
    }
    let order = |row: &porada::catalogue::PracticeRow| (row.components[0].code(), row.id.clone());
    assert!(rows.is_sorted_by_key(order));
}

#[test]
fn every_measure_and_programme_keeps_the_rules() {
    let catalogue = catalogue();
    let concept: serde_json::Value = serde_json::from_str(CONCEPT).unwrap();
    let mut measures = 0;
    for pillar in concept["pillars"].as_array().unwrap() {
        for component in pillar["components"].as_array().unwrap() {
            for value in component["measures"].as_array().unwrap() {
                let row: MeasureRow = serde_json::from_value(value.clone()).unwrap();
                assert_eq!(check_measure(&row, catalogue.concept()), [].as_slice(), "{}", row.id);
                assert_eq!(component["code"], row.component.code());
                measures += 1;
            }
        }
    }
    assert_eq!(measures, 54);
    let funding: serde_json::Value = serde_json::from_str(FUNDING).unwrap();
    for value in funding["programmes"].as_array().unwrap() {
        let row: ProgrammeRow = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(check_programme(&row), [].as_slice(), "{}", row.id);
    }
}

#[test]
fn every_record_of_every_kind_has_a_sound_header() {
    for record in catalogue().records() {
        assert_eq!(check_header(record), [].as_slice(), "{}", record.id);
        assert!(record.kind == RecordKind::Partner || !record.components.is_empty(), "{}", record.id);
        assert!(record.text(Field::Solution, Language::Czech).is_some(), "{}", record.id);
    }
}

#[test]
fn no_text_shows_a_code_instead_of_words() {
    let catalogue = catalogue();
    for language in Language::ALL {
        for record in catalogue.records() {
            for text in record.fields.iter().filter(|text| text.field != Field::Website) {
                let shown = text.text.get(language);
                let mut words = shown.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
                let code = words.find(|word| {
                    ["null", "svazek-obci", "statutarni-mesto", "standard-code", "innovation-centre"]
                        .contains(word)
                });
                assert!(code.is_none() && !shown.contains('{'), "{} {:?}: {shown}", record.id, text.field);
            }
        }
    }
}

#[test]
fn the_concept_is_complete_and_its_measures_are_records() {
    let catalogue = catalogue();
    let concept = catalogue.concept();
    assert!(concept.pillars.iter().map(|pillar| pillar.pillar).eq(Pillar::ALL));
    let mut goals = 0;
    for component in Component::all() {
        let node = concept.component(component).unwrap();
        assert_eq!(&node.name, concept.component_name(component));
        assert!(!node.name.cs.is_empty() && !node.name.en.is_empty());
        goals += node.goals.len();
        for id in &node.measures {
            let record = catalogue.record(id).unwrap();
            assert_eq!(
                (record.kind, record.components.as_slice()),
                (RecordKind::Measure, [component].as_slice())
            );
        }
    }
    assert_eq!(goals, 35);
}

#[test]
fn there_are_6254_municipalities_with_10915839_inhabitants() {
    let catalogue = catalogue();
    let all = catalogue.municipalities().all();
    assert_eq!(all.len(), 6254);
    assert_eq!(all.iter().map(|row| u64::from(row.population)).sum::<u64>(), 10_915_839);
    let with_status = |status| all.iter().filter(|row| row.status == status).count();
    assert_eq!(
        ["obec", "městys", "město", "statutární město", "hlavní město"].map(with_status),
        [5411, 233, 583, 26, 1]
    );
    assert!(all.iter().all(|row| catalogue.municipalities().facts(row.code).is_some()));
}

#[test]
fn tables_of_municipalities_can_be_split_at_commas() {
    for (table, columns) in [(MUNICIPALITIES, 14), (FACTS, 21)] {
        assert!(!table.contains(['"', '\r', '\u{feff}']));
        assert!(table.lines().all(|line| line.split(',').count() == columns));
        assert!(table.lines().all(|line| line.split(',').all(|cell| !cell.is_empty())));
    }
}

#[test]
fn columns_of_uncertain_meaning_do_not_ship() {
    let header = FACTS.lines().next().unwrap();
    assert!(!header.contains("tax_revenue"));
    assert!(!header.contains("settlement_parts"));
}
