//! Finds out which field a row has wrong when it does not fit its type: the parser alone would name a column.

use super::problem::{Expected, Finding, Problem};
use super::record::{RecordKind, Stage};
use crate::model::Component;
use serde_json::{Map, Value};

/// The fields of a format and what they hold.
pub(super) type Shape = &'static [(&'static str, Expected)];

/// The fields of a practice or caution.
pub(super) const PRACTICE: Shape = &[
    ("id", Expected::Text),
    ("kind", Expected::Text),
    ("title_cs", Expected::Text),
    ("title_en", Expected::Text),
    ("problem_cs", Expected::TextOrNull),
    ("problem_en", Expected::TextOrNull),
    ("solution_cs", Expected::Text),
    ("solution_en", Expected::Text),
    ("result_cs", Expected::TextOrNull),
    ("result_en", Expected::TextOrNull),
    ("lesson_cs", Expected::TextOrNull),
    ("lesson_en", Expected::TextOrNull),
    ("place", Expected::Place),
    ("components", Expected::Components),
    ("keywords_cs", Expected::Texts),
    ("keywords_en", Expected::Texts),
    ("stage", Expected::Text),
    ("year", Expected::NumberOrNull),
    ("cost_czk", Expected::NumberOrNull),
    ("cost_text", Expected::TextOrNull),
    ("funding", Expected::Texts),
    ("partners", Expected::Texts),
    ("sources", Expected::Sources),
];

/// The fields of a typical measure.
pub(super) const MEASURE: Shape = &[
    ("id", Expected::Text),
    ("code", Expected::TextOrNull),
    ("component", Expected::Component),
    ("goal", Expected::TextOrNull),
    ("name_cs", Expected::Text),
    ("name_en", Expected::Text),
    ("description_cs", Expected::Text),
    ("description_en", Expected::Text),
    ("gestor", Expected::TextOrNull),
    ("origin", Expected::Text),
    ("sources", Expected::Sources),
];

/// The fields of a programme.
pub(super) const PROGRAMME: Shape = &[
    ("id", Expected::Text),
    ("name_cs", Expected::Text),
    ("name_en", Expected::Text),
    ("provider", Expected::Text),
    ("period_from", Expected::NumberOrNull),
    ("period_to", Expected::NumberOrNull),
    ("components", Expected::Components),
    ("for_whom", Expected::Texts),
    ("supports_cs", Expected::Text),
    ("supports_en", Expected::Text),
    ("amount_text", Expected::TextOrNull),
    ("rate_text", Expected::TextOrNull),
    ("status_note", Expected::Text),
    ("status_note_en", Expected::Text),
    ("ended", Expected::Flag),
    ("source_year", Expected::NumberOrNull),
    ("url", Expected::TextOrNull),
    ("sources", Expected::Sources),
];

const PLACE: Shape = &[
    ("name", Expected::Text),
    ("country", Expected::Text),
    ("level", Expected::Text),
    ("region", Expected::TextOrNull),
    ("municipality_code", Expected::TextOrNull),
];

const SOURCE: Shape = &[
    ("url", Expected::TextOrNull),
    ("title", Expected::Text),
    ("publisher", Expected::TextOrNull),
    ("published", Expected::TextOrNull),
];

/// What in `row` does not fit `shape`; empty where the shape is right.
pub(super) fn findings(row: &Map<String, Value>, shape: Shape) -> Vec<Finding> {
    let mut found = Vec::new();
    object(row, shape, "", &mut found);
    found
}

fn object(row: &Map<String, Value>, shape: Shape, prefix: &str, found: &mut Vec<Finding>) {
    for key in row.keys().filter(|key| !shape.iter().any(|(known, _)| known == key)) {
        found.push(Finding::new(format!("{prefix}{key}"), Problem::UnknownField));
    }
    for (key, expected) in shape {
        let field = format!("{prefix}{key}");
        match row.get(*key) {
            // `Source` takes a missing key for null.
            None if shape == SOURCE && *expected == Expected::TextOrNull => {}
            None => found.push(Finding::new(field, Problem::MissingField)),
            Some(value) => check_value(value, *expected, field, found),
        }
    }
}

fn check_value(value: &Value, expected: Expected, field: String, found: &mut Vec<Finding>) {
    match (expected, value) {
        (Expected::Text, Value::String(code)) => check_code(code, field, found),
        (Expected::TextOrNull, Value::String(_) | Value::Null)
        | (Expected::NumberOrNull, Value::Null)
        | (Expected::Flag, Value::Bool(_)) => {}
        (Expected::NumberOrNull, Value::Number(number)) => match number.as_i64() {
            None => found.push(Finding::new(field, Problem::WrongType(expected))),
            Some(year) if field != "cost_czk" && i16::try_from(year).is_err() => {
                found.push(Finding::new(field, Problem::BadYear(year)));
            }
            Some(_) => {}
        },
        (Expected::Texts, Value::Array(items)) if items.iter().all(Value::is_string) => {}
        (Expected::Component, Value::String(code)) => check_component(code, field, found),
        (Expected::Components, Value::Array(items)) if items.iter().all(Value::is_string) => {
            for code in items.iter().filter_map(Value::as_str) {
                check_component(code, field.clone(), found);
            }
        }
        (Expected::Place, Value::Object(place)) => object(place, PLACE, "place.", found),
        (Expected::Sources, Value::Array(items)) if items.iter().all(Value::is_object) => {
            for (position, source) in items.iter().filter_map(Value::as_object).enumerate() {
                object(source, SOURCE, &format!("{field}[{position}]."), found);
            }
        }
        _ => found.push(Finding::new(field, Problem::WrongType(expected))),
    }
}

/// The two texts that are codes of types: kind and stage.
fn check_code(code: &str, field: String, found: &mut Vec<Finding>) {
    let allowed = match field.as_str() {
        "kind" if RecordKind::parse(code).is_none() => "practice, caution".to_owned(),
        "stage" if Stage::parse(code).is_none() => Stage::ALL.map(Stage::key).join(", "),
        _ => return,
    };
    found.push(Finding::new(field, Problem::UnknownCode { value: code.to_owned(), allowed }));
}

fn check_component(code: &str, field: String, found: &mut Vec<Finding>) {
    if Component::parse(code).is_none() {
        let allowed = Component::all().map(Component::code).collect::<Vec<_>>().join(", ");
        found.push(Finding::new(field, Problem::UnknownCode { value: code.to_owned(), allowed }));
    }
}
