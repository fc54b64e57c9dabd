//! One version of a document: a file `porada-doc/1` in one line.

use super::strict::{malformed, parse};
use super::{DOCUMENT_LIMIT, ENTITY_LIMIT, FIELD_LIMIT, Flaw, VALUE_LIMIT};
use crate::i18n::{Language, Localized};
use crate::model::{Document, FileError, LeftOut, ReadDocument, Value, read_document_value, value_bytes};

/// The bytes of a document.
pub fn write_document(document: &Document) -> Vec<u8> {
    crate::model::write_document(document, LeftOut::default()).to_string().into_bytes()
}

/// Reads a document that can be merged.
///
/// # Errors
/// What is wrong with it.
pub fn read_document(bytes: &[u8]) -> Result<ReadDocument, Flaw> {
    if bytes.len() as u64 > DOCUMENT_LIMIT {
        return Err(Flaw::TooLarge(DOCUMENT_LIMIT));
    }
    let file = parse(bytes)?;
    check_counts(&file)?;
    let read = read_document_value(&file).map_err(|error| match error {
        FileError::NewerFormat(format) => Flaw::Newer(format),
        FileError::Malformed(place) => Flaw::Malformed(place),
        other => Flaw::Malformed(other.localized(Language::English)),
    })?;
    if !read.mergeable {
        return Err(malformed("sync"));
    }
    check_values(&read.document)?;
    Ok(read)
}

fn check_counts(file: &Value) -> Result<(), Flaw> {
    let data = file.get("data").and_then(Value::as_object).ok_or_else(|| malformed("data"))?;
    let entities: usize = data.values().filter_map(Value::as_array).map(Vec::len).sum();
    if entities > ENTITY_LIMIT || data.len() > ENTITY_LIMIT {
        return Err(Flaw::TooMany("entities"));
    }
    Ok(())
}

fn check_values(document: &Document) -> Result<(), Flaw> {
    for (_, registers) in document.entities().flat_map(|(_, entity)| entity.registers()) {
        if registers.len() > VALUE_LIMIT {
            return Err(Flaw::TooMany("values"));
        }
        if registers.iter().any(|register| value_bytes(&register.value) > FIELD_LIMIT) {
            return Err(Flaw::TooLarge(FIELD_LIMIT as u64));
        }
    }
    Ok(())
}
