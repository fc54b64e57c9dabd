//! What a file of documents must not say: values of known fields that no reader would understand.
//!
//! A document that is read keeps whatever it finds, so that a newer porada's fields survive an older one. A file that
//! a person imports is another matter: what this version knows and cannot read would vanish from every screen.

use super::component::Component;
use super::document::{LARGEST_VALUE, Value, value_bytes};
use super::identity::EntityId;
use super::schema::{self, Shape};
use crate::i18n::texts::documents::Shapes;
use crate::i18n::{Language, Localized, sanitize, truncate};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use std::collections::HashMap;

/// The most columns of a wrong value that are repeated.
const REPEATED: usize = 40;

/// A value that no file should have, and where it is: `data.task[2].due`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// A known field has a value of another kind.
    Value {
        /// The place.
        place: String,
        /// The value as JSON, cut where it is long.
        found: String,
        /// What belongs there.
        shape: Shape,
    },
    /// Two entities have one id.
    SameId {
        /// The place of the second one.
        place: String,
        /// The place of the first one.
        first: String,
        /// The id.
        id: String,
    },
    /// A value is larger than [`LARGEST_VALUE`].
    TooLong(String),
}

impl Localized for Unfit {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().documents;
        match self {
            Unfit::Value { place, found, shape } => {
                (texts.unfit_value)(place, found, &words(*shape, &texts.shapes))
            }
            Unfit::SameId { place, first, id } => (texts.unfit_same_id)(place, first, id),
            Unfit::TooLong(place) => (texts.unfit_too_long)(place),
        }
    }
}

/// What belongs into a field of this shape.
fn words(shape: Shape, texts: &Shapes) -> String {
    let words = match shape {
        Shape::Text | Shape::Organisation | Shape::Order => texts.text,
        Shape::Flag => texts.flag,
        Shape::Whole => texts.whole,
        Shape::Date => texts.date,
        Shape::Time => texts.time,
        Shape::Moment => texts.moment,
        Shape::Entity => texts.id,
        Shape::Municipalities => texts.municipalities,
        Shape::Components => texts.components,
        Shape::Writes => texts.writes,
        Shape::Word(words) => return (texts.word)(&words.join(", ")),
    };
    words.to_owned()
}

/// The first value of a document file (parsed JSON that [`super::read_document_value`] takes) that does not fit its field.
/// Kinds and fields that this version does not know fit whatever they say.
pub fn unfit(file: &Value) -> Option<Unfit> {
    let kind = file.get("kind").and_then(Value::as_str).unwrap_or_default();
    let mut places: HashMap<EntityId, String> = HashMap::new();
    for (entity_kind, entities) in file.get("data")?.as_object()? {
        for (index, entity) in entities.as_array().into_iter().flatten().enumerate() {
            let place = format!("data.{entity_kind}[{index}]");
            let id: Option<EntityId> = entity.get("id").and_then(Value::as_str)?.parse().ok();
            if let Some(id) = id
                && let Some(first) = places.insert(id, place.clone())
            {
                return Some(Unfit::SameId { place, first, id: id.to_string() });
            }
            let also = id.and_then(|id| file.get("sync")?.get("entities")?.get(id.to_string())?.get("also"));
            let shape = |field: &str| schema::shape(kind, entity_kind, field);
            let found = unfit_field(entity, &place, shape)
                .or_else(|| also.and_then(|also| unfit_rival(also, id, shape)));
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

fn unfit_field(entity: &Value, place: &str, shape: impl Fn(&str) -> Option<Shape>) -> Option<Unfit> {
    let fields = entity.as_object()?.iter().filter(|(field, _)| *field != "id");
    fields
        .into_iter()
        .find_map(|(field, value)| unfit_value(value, shape(field), || format!("{place}.{field}")))
}

/// A value that competes with the one in `data`.
fn unfit_rival(also: &Value, id: Option<EntityId>, shape: impl Fn(&str) -> Option<Shape>) -> Option<Unfit> {
    let id = id.map(|id| id.to_string()).unwrap_or_default();
    also.as_object()?.iter().find_map(|(field, rivals)| {
        rivals.as_array()?.iter().enumerate().find_map(|(index, rival)| {
            let place = || format!("sync.entities.{id}.also.{field}[{index}].value");
            unfit_value(rival.get("value")?, shape(field), place)
        })
    })
}

fn unfit_value(value: &Value, shape: Option<Shape>, place: impl Fn() -> String) -> Option<Unfit> {
    if value_bytes(value) > LARGEST_VALUE {
        return Some(Unfit::TooLong(place()));
    }
    let shape = shape.filter(|shape| !value.is_null() && !fits(*shape, value))?;
    let found = truncate(&sanitize(&value.to_string()), REPEATED).into_owned();
    Some(Unfit::Value { place: place(), found, shape })
}

/// Whether a reader understands the value.
fn fits(shape: Shape, value: &Value) -> bool {
    let text = value.as_str();
    let parses = |parse: fn(&str) -> bool| text.is_some_and(parse);
    let texts = |fits: fn(&str) -> bool| {
        value.as_array().is_some_and(|all| all.iter().all(|it| it.as_str().is_some_and(fits)))
    };
    match shape {
        Shape::Text | Shape::Organisation | Shape::Order => text.is_some(),
        Shape::Flag => value.is_boolean(),
        Shape::Whole => value.is_i64() || value.is_u64(),
        Shape::Date => parses(|text| text.parse::<Date>().is_ok()),
        Shape::Time => parses(|text| text.parse::<DateTime>().is_ok()),
        Shape::Moment => parses(|text| text.parse::<Timestamp>().is_ok()),
        Shape::Entity => parses(|text| text.parse::<EntityId>().is_ok()),
        Shape::Municipalities | Shape::Writes => texts(|_| true),
        Shape::Components => texts(|code| Component::parse(code).is_some()),
        Shape::Word(words) => text.is_some_and(|text| words.contains(&text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::json;

    const ID: &str = "019ab9f0-0000-7000-8000-000000000001";
    const OTHER: &str = "019ab9f0-0000-7000-8000-000000000002";

    fn file(kind: &str, entity: &str, field: &str, value: &Value) -> Value {
        json!({ "format": "porada-doc/1", "id": ID, "kind": kind, "data": { entity: [{ "id": OTHER, field: value }] } })
    }

    #[rstest]
    #[case("need", "text", json!(5))]
    #[case("need", "text", json!({ "cs": "x" }))]
    #[case("need", "components", json!(["Z9"]))]
    #[case("need", "priority", json!("urgent"))]
    #[case("consultation", "start", json!(5))]
    #[case("consultation", "start", json!("2026-13-45T99:99"))]
    #[case("consultation", "municipalities", json!("536385"))]
    #[case("consultation", "kind", json!("party"))]
    #[case("task", "due", json!("2026-02-31"))]
    #[case("task", "done", json!("yes"))]
    #[case("link", "need", json!("mine"))]
    fn what_no_reader_would_understand_is_found_with_its_place(
        #[case] entity: &str,
        #[case] field: &str,
        #[case] value: Value,
    ) {
        let Some(Unfit::Value { place, .. }) = unfit(&file("consultation", entity, field, &value)) else {
            panic!("{value} passed")
        };
        assert_eq!(place, format!("data.{entity}[0].{field}"));
        assert_eq!(unfit(&file("consultation", entity, field, &Value::Null)), None, "a cleared field");
        assert_eq!(unfit(&file("sketch", entity, field, &value)), None, "a kind of a newer porada");
        assert_eq!(unfit(&file("consultation", entity, "shape", &value)), None, "a field of a newer porada");
    }

    #[test]
    fn two_items_of_one_id_are_found() {
        let mut file = file("consultation", "need", "text", &json!("jedna"));
        file["data"]["note"] = json!([{ "id": OTHER, "text": "dvě" }]);
        let found = unfit(&file);
        let (place, first) = ("data.note[0]".to_owned(), "data.need[0]".to_owned());
        assert_eq!(found, Some(Unfit::SameId { place, first, id: OTHER.to_owned() }));
    }

    #[test]
    fn a_competing_value_and_a_text_that_is_too_long_are_found() {
        let mut rivals = file("consultation", "need", "text", &json!("jedna"));
        rivals["sync"] = json!({ "entities": { OTHER: { "also": { "text": [{ "value": 7 }] } } } });
        let place = format!("sync.entities.{OTHER}.also.text[0].value");
        let found = unfit(&rivals);
        assert_eq!(found, Some(Unfit::Value { place, found: "7".to_owned(), shape: Shape::Text }));
        let long = json!("x".repeat(LARGEST_VALUE + 1));
        let found = unfit(&file("consultation", "need", "text", &long));
        assert_eq!(found, Some(Unfit::TooLong("data.need[0].text".to_owned())));
    }
}
