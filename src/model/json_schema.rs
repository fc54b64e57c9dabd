//! The published description of the document file: JSON Schema, draft 2020-12, made from the table of the fields.

use super::component::CODES;
use super::file::FORMAT;
use super::schema::{EntityRule, FieldRule, SCHEMA, Shape};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The schema of `porada-doc/1`. Unknown kinds and fields are allowed, because readers keep them; of the known ones the
/// values are described, and `x-personal` marks personal data.
pub fn document_schema() -> Value {
    let mut kinds: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for rule in SCHEMA {
        let list = json!({ "type": "array", "items": entity(rule) });
        kinds.entry(rule.document).or_default().insert(rule.name.to_owned(), list);
    }
    let data_of = |(kind, entities): (&&str, &Map<String, Value>)| {
        json!({
            "if": { "properties": { "kind": { "const": kind } } },
            "then": { "properties": { "data": { "properties": entities } } },
        })
    };
    let cases: Vec<Value> = kinds.iter().map(data_of).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:porada:schema:porada-doc-1",
        "title": FORMAT,
        "description": "A document of porada: plain values in data, what a merge needs in sync.",
        "type": "object",
        "required": ["format", "id", "kind", "data"],
        "properties": {
            "format": { "const": FORMAT },
            "id": { "$ref": "#/$defs/id" },
            "kind": { "type": "string", "examples": kinds.keys().collect::<Vec<_>>() },
            "data": {
                "description": "For each kind of entity a list of its entities.",
                "type": "object",
                "additionalProperties": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["id"],
                        "properties": { "id": { "$ref": "#/$defs/id" } },
                    },
                },
            },
            "sync": { "$ref": "#/$defs/sync" },
            "left_out": {
                "description": "What the file was written without; such a file has no sync.",
                "type": "array",
                "items": { "type": "string", "examples": ["personal", "internal", "evidence"] },
            },
        },
        "not": { "required": ["sync", "left_out"] },
        "allOf": cases,
        "$defs": definitions(),
    })
}

fn definitions() -> Value {
    json!({
        "id": {
            "description": "A UUID, mostly of version 7.",
            "type": "string",
            "format": "uuid",
            "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
        },
        "write": {
            "description": "A write: replica, counter and stamp of a hybrid logical clock.",
            "type": "string",
            "pattern": "^[0-9a-f]{16}\\.[0-9]+@[0-9]+$",
        },
        "sync": {
            "description": "Who wrote what.",
            "type": "object",
            "required": ["seen", "entities"],
            "properties": {
                "seen": {
                    "description": "For each replica the highest write seen.",
                    "type": "object",
                    "propertyNames": { "pattern": "^[0-9a-f]{16}$" },
                    "additionalProperties": { "type": "integer", "minimum": 0 },
                },
                "entities": {
                    "type": "object",
                    "propertyNames": { "$ref": "#/$defs/id" },
                    "additionalProperties": { "$ref": "#/$defs/stamps" },
                },
            },
        },
        "stamps": {
            "description": "The write of most fields, those of the others, and concurrent values.",
            "type": "object",
            "properties": {
                "w": { "$ref": "#/$defs/write" },
                "f": { "type": "object", "additionalProperties": { "$ref": "#/$defs/write" } },
                "also": {
                    "type": "object",
                    "additionalProperties": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["at", "value"],
                            "properties": { "at": { "$ref": "#/$defs/write" } },
                        },
                    },
                },
            },
        },
    })
}

fn entity(rule: &EntityRule) -> Value {
    let mut properties: Map<String, Value> =
        rule.fields.iter().map(|rule| (rule.name.to_owned(), field(rule))).collect();
    properties.insert("id".to_owned(), json!({ "$ref": "#/$defs/id" }));
    json!({ "type": "object", "required": ["id"], "properties": properties })
}

fn field(rule: &FieldRule) -> Value {
    let mut schema = match rule.shape {
        Shape::Text | Shape::Organisation => json!({ "type": ["string", "null"] }),
        Shape::Flag => json!({ "type": ["boolean", "null"] }),
        Shape::Whole => json!({ "type": ["integer", "null"] }),
        Shape::Date => json!({ "type": ["string", "null"], "format": "date" }),
        Shape::Time => json!({
            "description": "Local time.",
            "type": ["string", "null"],
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$",
        }),
        Shape::Moment => json!({
            "type": ["string", "null"],
            "format": "date-time",
            "pattern": "Z$",
        }),
        Shape::Entity => json!({ "anyOf": [{ "$ref": "#/$defs/id" }, { "type": "null" }] }),
        Shape::Order => json!({
            "description": "A fraction in base 62; entities sort by it byte by byte, then by id.",
            "type": ["string", "null"],
            "pattern": "^[0-9A-Za-z]+$",
        }),
        Shape::Writes => json!({
            "description": "What the author of the deletion had seen of the entity and of what belongs to it.",
            "type": ["array", "null"],
            "items": { "type": "string", "pattern": "^[0-9a-f]{16}\\.[0-9]+$" },
        }),
        Shape::Municipalities => json!({
            "description": "Codes of municipalities (ČSÚ, RÚIAN), the main one first.",
            "type": ["array", "null"],
            "items": { "type": "string" },
        }),
        Shape::Components => json!({
            "description": "Components of the Smart Cities concept, the primary one first.",
            "type": ["array", "null"],
            "items": { "enum": CODES },
        }),
        Shape::Word(words) => {
            let words = words.iter().copied().map(Value::from).chain([Value::Null]);
            json!({ "enum": words.collect::<Vec<_>>() })
        }
    };
    if rule.personal {
        schema["x-personal"] = Value::Bool(true);
    }
    schema
}
