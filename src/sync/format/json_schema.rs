//! The published descriptions of the files of the protocol: JSON Schema, draft 2020-12.

use crate::model::Value;
use serde_json::json;

/// Name and schema of each kind of file; documents have their own, see
/// [`document_schema`](crate::model::document_schema).
pub fn schemas() -> [(&'static str, Value); 3] {
    [("porada-sync-1-marker", marker()), ("porada-sync-1-head", head()), ("porada-sync-1-index", index())]
}

fn schema(name: &str, description: &str, required: &[&str], properties: Value) -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:porada:schema:{name}"),
        "title": name,
        "description": description,
        "type": "object",
        "required": required,
        "properties": properties,
        "$defs": {
            "bits": { "description": "128 bits.", "type": "string", "pattern": "^[0-9a-f]{32}$" },
            "number": { "type": "integer", "minimum": 0 },
            "documents": {
                "description": "Rows [head, name, hash] or [head, name, hash, hash of the pack].",
                "type": "array",
                "items": {
                    "type": "array",
                    "minItems": 3,
                    "prefixItems": [
                        { "$ref": "#/$defs/number" },
                        { "$ref": "#/$defs/bits" },
                        { "$ref": "#/$defs/bits" },
                        { "$ref": "#/$defs/bits" },
                    ],
                },
            },
            "erased": {
                "description": "Erasures that were carried out: rows [head, name, replica.counter of the erasing write].",
                "type": "array",
                "items": {
                    "type": "array",
                    "minItems": 3,
                    "prefixItems": [
                        { "$ref": "#/$defs/number" },
                        { "$ref": "#/$defs/bits" },
                        { "type": "string", "pattern": "^[0-9a-f]{16}\\.[0-9]+$" },
                    ],
                },
            },
            "replicas": {
                "description": "Sessions of the device: rows [head, replica].",
                "type": "array",
                "items": {
                    "type": "array",
                    "minItems": 2,
                    "prefixItems": [
                        { "$ref": "#/$defs/number" },
                        { "type": "string", "pattern": "^[0-9a-f]{16}$" },
                    ],
                },
            },
        },
    })
}

fn marker() -> Value {
    schema(
        "porada-sync-1-marker",
        "porada.json: whose storage it is.",
        &["format", "space", "created", "encryption", "profile", "founder"],
        json!({
            "format": { "const": "porada-sync/1" },
            "space": { "$ref": "#/$defs/bits" },
            "created": { "type": "string", "format": "date-time" },
            "encryption": { "enum": ["none", "age"] },
            "profile": { "enum": ["own", "team", "network"] },
            "founder": { "$ref": "#/$defs/bits" },
        }),
    )
}

fn head() -> Value {
    let signed = json!({
        "type": "object",
        "required": ["format", "space", "device", "seq", "prev", "index", "delta", "erased", "replicas", "seen_heads"],
        "properties": {
            "format": { "const": "porada-head/1" },
            "space": { "$ref": "#/$defs/bits" },
            "device": { "$ref": "#/$defs/bits" },
            "seq": { "type": "integer", "minimum": 1, "maximum": 99_999_999 },
            "prev": { "description": "The hash of the head that was tried before.", "$ref": "#/$defs/bits" },
            "index": {
                "description": "Parts of the index, oldest first: rows [last head, documents, hash].",
                "type": "array",
                "maxItems": 64,
                "items": {
                    "type": "array",
                    "minItems": 3,
                    "prefixItems": [
                        { "$ref": "#/$defs/number" },
                        { "$ref": "#/$defs/number" },
                        { "$ref": "#/$defs/bits" },
                    ],
                },
            },
            "delta": { "$ref": "#/$defs/documents", "maxItems": 256 },
            "erased": { "$ref": "#/$defs/erased", "maxItems": 256 },
            "replicas": { "$ref": "#/$defs/replicas", "maxItems": 256 },
            "seen_heads": {
                "description": "For each other device the head that was taken over whole.",
                "type": "object",
                "additionalProperties": { "$ref": "#/$defs/number" },
            },
            "roster": { "description": "The state of members and keys that the device knows.", "type": "string" },
        },
    });
    schema(
        "porada-sync-1-head",
        "A head. The signature (ed25519) is over the line porada-head/1 and the bytes of signed as they stand in the file.",
        &["signed", "signature"],
        json!({ "signed": signed, "signature": { "type": "string", "pattern": "^[0-9a-f]{128}$" } }),
    )
}

fn index() -> Value {
    schema(
        "porada-sync-1-index",
        "A part of a device's index: what its heads after `after` and up to `to` listed.",
        &["format", "space", "device", "after", "to", "docs"],
        json!({
            "format": { "const": "porada-index/1" },
            "space": { "$ref": "#/$defs/bits" },
            "device": { "$ref": "#/$defs/bits" },
            "after": { "$ref": "#/$defs/number" },
            "to": { "$ref": "#/$defs/number" },
            "docs": { "$ref": "#/$defs/documents" },
            "erased": { "$ref": "#/$defs/erased" },
            "replicas": { "$ref": "#/$defs/replicas" },
        }),
    )
}
