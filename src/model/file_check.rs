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
    /// An item names another one that the document does not have.
    NoSuchItem {
        /// The place that names it.
        place: String,
        /// The id that nothing has.
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
            Unfit::NoSuchItem { place, id } => (texts.unfit_no_such_item)(place, id),
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

/// Looks at a document file (parsed JSON that [`super::read_document_value`] takes). Kinds and fields that this version does
/// not know fit whatever they say. Words and components that it does not know fit where porada wrote the file, because
/// that may have been a newer one: their places are the answer. A file that a person made has a mistake there.
///
/// # Errors
/// The first value that does not fit its field.
pub fn check_file(file: &Value) -> Result<Vec<String>, Unfit> {
    let by_porada = ["sync", "left_out"].iter().any(|member| file.get(member).is_some());
    let kind = file.get("kind").and_then(Value::as_str).unwrap_or_default();
    let stamps = file.get("sync").and_then(|sync| sync.get("entities"));
    let mut check = FileCheck { by_porada, ..FileCheck::default() };
    for (entity_kind, entities) in members(file.get("data")) {
        let shape = |field: &str| schema::shape(kind, entity_kind, field);
        for (index, entity) in elements(Some(entities)) {
            let place = format!("data.{entity_kind}[{index}]");
            let id = entity.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok());
            check.id(id, &place)?;
            let id = id.map(|id| id.to_string()).unwrap_or_default();
            for (field, value) in members(Some(entity)).filter(|(field, _)| *field != "id") {
                check.value(value, shape(field), format!("{place}.{field}"))?;
            }
            // Values that compete with those in `data`.
            let also = stamps.and_then(|stamps| stamps.get(&id)?.get("also"));
            for (field, rivals) in members(also) {
                for (index, rival) in elements(Some(rivals)) {
                    let place = format!("sync.entities.{id}.also.{field}[{index}].value");
                    check.value(rival.get("value").unwrap_or(&Value::Null), shape(field), place)?;
                }
            }
        }
    }
    check.finish()
}

/// The members of an object; of anything else none.
fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

/// The elements of a list with their places in it; of anything else none.
fn elements(value: Option<&Value>) -> impl Iterator<Item = (usize, &Value)> {
    value.and_then(Value::as_array).into_iter().flatten().enumerate()
}

/// What was seen of a file so far.
#[derive(Default)]
struct FileCheck {
    by_porada: bool,
    /// Each entity with its place.
    ids: HashMap<EntityId, String>,
    /// The entities that are named by others, with the place that does it.
    named: Vec<(EntityId, String)>,
    /// The places of words that this version does not know.
    unknown: Vec<String>,
}

impl FileCheck {
    fn id(&mut self, id: Option<EntityId>, place: &str) -> Result<(), Unfit> {
        let first = id.and_then(|id| Some((id, self.ids.insert(id, place.to_owned())?)));
        match first {
            Some((id, first)) => Err(Unfit::SameId { place: place.to_owned(), first, id: id.to_string() }),
            None => Ok(()),
        }
    }

    fn value(&mut self, value: &Value, shape: Option<Shape>, place: String) -> Result<(), Unfit> {
        if value_bytes(value) > LARGEST_VALUE {
            return Err(Unfit::TooLong(place));
        }
        let Some(shape) = shape.filter(|_| !value.is_null()) else { return Ok(()) };
        if fits(shape, value) {
            if let (Shape::Entity, Some(Ok(id))) = (shape, value.as_str().map(str::parse)) {
                self.named.push((id, place));
            }
            return Ok(());
        }
        if self.by_porada && may_be_newer(shape, value) {
            self.unknown.push(place);
            return Ok(());
        }
        let found = truncate(&sanitize(&value.to_string()), REPEATED).into_owned();
        Err(Unfit::Value { place, found, shape })
    }

    /// What is named must be there, or nobody would ever see what names it. Where porada wrote the file it was left out or
    /// erased.
    fn finish(self) -> Result<Vec<String>, Unfit> {
        let missing = self.named.into_iter().find(|(id, _)| !self.ids.contains_key(id));
        match missing.filter(|_| !self.by_porada) {
            Some((id, place)) => Err(Unfit::NoSuchItem { place, id: id.to_string() }),
            None => Ok(self.unknown),
        }
    }
}

/// Whether the value says something in words that a newer porada may know.
fn may_be_newer(shape: Shape, value: &Value) -> bool {
    match shape {
        Shape::Word(_) => value.is_string(),
        Shape::Components => value.as_array().is_some_and(|all| all.iter().all(Value::is_string)),
        _ => false,
    }
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
        let Err(Unfit::Value { place, .. }) = check_file(&file("consultation", entity, field, &value)) else {
            panic!("{value} passed")
        };
        assert_eq!(place, format!("data.{entity}[0].{field}"));
        assert_eq!(
            check_file(&file("consultation", entity, field, &Value::Null)),
            Ok(Vec::new()),
            "a cleared field"
        );
        assert_eq!(
            check_file(&file("sketch", entity, field, &value)),
            Ok(Vec::new()),
            "a kind of a newer porada"
        );
        assert_eq!(
            check_file(&file("consultation", entity, "shape", &value)),
            Ok(Vec::new()),
            "a field of a newer porada"
        );
    }

    #[test]
    fn two_items_of_one_id_are_found() {
        let mut file = file("consultation", "need", "text", &json!("jedna"));
        file["data"]["note"] = json!([{ "id": OTHER, "text": "dvě" }]);
        let found = check_file(&file);
        let (place, first) = ("data.note[0]".to_owned(), "data.need[0]".to_owned());
        assert_eq!(found, Err(Unfit::SameId { place, first, id: OTHER.to_owned() }));
    }

    #[test]
    fn a_competing_value_and_a_text_that_is_too_long_are_found() {
        let mut rivals = file("consultation", "need", "text", &json!("jedna"));
        rivals["sync"] = json!({ "entities": { OTHER: { "also": { "text": [{ "value": 7 }] } } } });
        let place = format!("sync.entities.{OTHER}.also.text[0].value");
        let found = check_file(&rivals);
        assert_eq!(found, Err(Unfit::Value { place, found: "7".to_owned(), shape: Shape::Text }));
        let long = json!("x".repeat(LARGEST_VALUE + 1));
        let found = check_file(&file("consultation", "need", "text", &long));
        assert_eq!(found, Err(Unfit::TooLong("data.need[0].text".to_owned())));
    }

    #[test]
    fn an_item_that_names_nothing_is_found_in_a_file_that_a_person_made() {
        let mut link = file("consultation", "link", "need", &json!(ID));
        let place = "data.link[0].need".to_owned();
        assert_eq!(check_file(&link), Err(Unfit::NoSuchItem { place, id: ID.to_owned() }));
        link["left_out"] = json!(["internal"]);
        assert_eq!(check_file(&link), Ok(Vec::new()), "what it named was left out");
    }

    #[rstest]
    #[case("need", "priority", json!("urgent"))]
    #[case("task", "side", json!("region"))]
    #[case("need", "components", json!(["B3", "Z9"]))]
    fn words_of_a_newer_porada_pass_where_porada_wrote_the_file(
        #[case] entity: &str,
        #[case] field: &str,
        #[case] value: Value,
    ) {
        let mut file = file("consultation", entity, field, &value);
        assert!(check_file(&file).is_err(), "a person's mistake");
        file["left_out"] = json!(["personal"]);
        assert_eq!(check_file(&file), Ok(vec![format!("data.{entity}[0].{field}")]));
        file["data"][entity][0][field] = json!(5);
        assert!(check_file(&file).is_err(), "no word at all");
    }
}
