//! The shipped records as search needs them: texts only, straight from `data/`.
//!
//! Tests and benchmarks of search must not depend on what the loader of the catalogue checks and how it words things.

#![expect(clippy::expect_used, reason = "a test without its data cannot say anything")]

use porada::catalogue::{Bilingual, Field, FieldText, Place, Record, RecordKind};
use porada::model::Component;
use serde_json::Value;
use std::path::Path;

/// All shipped records: practices and cautions, measures, funding, indicators, partners.
pub fn records() -> Vec<Record> {
    let practices = read("practices.jsonl");
    let mut records: Vec<Record> =
        practices.lines().map(|line| practice(&serde_json::from_str(line).expect("a practice"))).collect();
    let concept = json("concept.json");
    for component in array(&concept["pillars"]).flat_map(|pillar| array(&pillar["components"])) {
        records.extend(array(&component["measures"]).map(|measure| other(measure, RecordKind::Measure)));
    }
    records.extend(array(&json("funding.json")["programmes"]).map(|it| other(it, RecordKind::Funding)));
    records.extend(array(&json("indicators.json")["indicators"]).map(|it| other(it, RecordKind::Indicator)));
    records.extend(array(&json("partners.json")["partners"]).map(|it| other(it, RecordKind::Partner)));
    records
}

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name))
        .expect("shipped data")
}

fn json(name: &str) -> Value {
    serde_json::from_str(&read(name)).expect("shipped JSON")
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().map(text).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    }
}

fn bilingual(value: &Value, name: &str) -> Bilingual {
    Bilingual { cs: text(&value[format!("{name}_cs")]), en: text(&value[format!("{name}_en")]) }
}

fn components(value: &Value) -> Vec<Component> {
    let single = value["component"].as_str();
    let codes = array(&value["components"]).filter_map(Value::as_str).chain(single);
    codes.filter_map(Component::parse).collect()
}

fn practice(value: &Value) -> Record {
    let place = &value["place"];
    let optional = |value: &Value| value.as_str().map(str::to_owned);
    let place = Place {
        name: text(&place["name"]),
        country: text(&place["country"]),
        level: text(&place["level"]),
        region: optional(&place["region"]),
        municipality_code: optional(&place["municipality_code"]),
    };
    let same = |name: &str| Bilingual::same(text(&value[name]));
    let fields = vec![
        (Field::Keywords, bilingual(value, "keywords")),
        (Field::Place, Bilingual::same(place.name.clone())),
        (Field::Region, Bilingual::same(place.region.clone().unwrap_or_default())),
        (Field::Problem, bilingual(value, "problem")),
        (Field::Solution, bilingual(value, "solution")),
        (Field::Result, bilingual(value, "result")),
        (Field::Lesson, bilingual(value, "lesson")),
        (Field::Cost, same("cost_text")),
        (Field::Funding, same("funding")),
        (Field::Partners, same("partners")),
    ];
    let kind = RecordKind::parse(&text(&value["kind"])).expect("a kind");
    Record {
        region: place.region.clone(),
        place: Some(place),
        has_result: value["result_cs"].is_string(),
        ..record(value, kind, bilingual(value, "title"), fields)
    }
}

fn other(value: &Value, kind: RecordKind) -> Record {
    let same = |name: &str| Bilingual::same(text(&value[name]));
    let fields = vec![
        (Field::Region, same("region")),
        (Field::Solution, bilingual(value, "description")),
        (Field::Solution, bilingual(value, "supports")),
        (Field::Solution, bilingual(value, "definition")),
        (Field::Solution, bilingual(value, "offers")),
        (
            Field::Funding,
            Bilingual::same(format!("{} {}", text(&value["amount_text"]), text(&value["rate_text"]))),
        ),
        (Field::Partners, same("provider")),
        (Field::Recipients, same("for_whom")),
        (Field::Status, Bilingual { cs: text(&value["status_note"]), en: text(&value["status_note_en"]) }),
        (
            Field::Measurement,
            Bilingual::same(format!("{} {}", text(&value["standard"]), text(&value["public_source"]))),
        ),
        (Field::Website, same("url")),
    ];
    let region = value["region"].as_str().map(str::to_owned);
    Record { region, ..record(value, kind, bilingual(value, "name"), fields) }
}

fn record(value: &Value, kind: RecordKind, title: Bilingual, fields: Vec<(Field, Bilingual)>) -> Record {
    let fields = fields.into_iter().filter(|(_, text)| !text.cs.trim().is_empty());
    Record {
        id: text(&value["id"]),
        kind,
        title,
        components: components(value),
        place: None,
        region: None,
        stage: None,
        year: None,
        cost_czk: None,
        has_result: false,
        fields: fields.map(|(field, text)| FieldText { field, text }).collect(),
        sources: Vec::new(),
        as_of: None,
    }
}
