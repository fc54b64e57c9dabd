//! The document file for people and programs: the format of [`model::write_document`], indented.

use super::plain::is_hidden;
use crate::model::{self, LeftOut};
use std::fmt::Write;

/// The whole document as `porada-doc/1`, keys sorted, with a newline at the end. Characters that a terminal would obey
/// are written as `\u....`, which every JSON reader understands.
pub fn json(document: &model::Document, left_out: impl Into<LeftOut>) -> String {
    harmless(&format!("{:#}", model::write_document(document, left_out)))
}

/// Documents one a line (NDJSON), each as [`json()`] writes it but without indentation.
pub fn ndjson<'a>(
    documents: impl IntoIterator<Item = &'a model::Document>,
    left_out: impl Into<LeftOut>,
) -> String {
    let left_out = left_out.into();
    let line = |document| harmless(&model::write_document(document, left_out).to_string());
    documents.into_iter().map(line).collect()
}

/// The JSON with a newline at the end and without characters that a terminal would obey.
fn harmless(json: &str) -> String {
    let mut text = String::with_capacity(json.len() + 1);
    for character in json.chars() {
        // Inside strings line breaks are escaped already; the ones left are the indentation's own.
        if is_hidden(character) && character != '\n' {
            // Writing to a String cannot fail. All hidden characters lie in the basic plane: one unit each.
            let _ = write!(text, "\\u{:04x}", u32::from(character));
        } else {
            text.push(character);
        }
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Author, Consultation, DocumentId, NewConsultation, Personal, ReplicaId, VersionVector,
    };
    use jiff::Timestamp;

    #[test]
    fn it_reads_back_equal_and_has_no_hidden_characters() {
        let id = DocumentId::from_u128(7);
        let mut document = model::Document::new(id, model::schema::CONSULTATION);
        let new = NewConsultation { title: "a\u{1b}\u{9b}\u{7f}\u{202e}\nb".into(), ..Default::default() };
        let mut author = Author::new(ReplicaId(1));
        document.write(
            &Consultation::create(id, new),
            &VersionVector::default(),
            &mut author,
            Timestamp::UNIX_EPOCH,
        );
        let text = json(&document, Personal::With);
        assert!(text.ends_with("}\n"));
        assert!(!text.chars().any(|c| is_hidden(c) && c != '\n'), "{text}");
        assert_eq!(model::read_document(&text).unwrap().document, document);
    }

    #[test]
    fn keys_are_sorted() {
        let document = model::Document::new(DocumentId::from_u128(7), model::schema::CONSULTATION);
        let text = json(&document, Personal::Without);
        let top: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with("  \""))
            .filter_map(|line| line.split('"').nth(1))
            .collect();
        assert_eq!(top, ["data", "format", "id", "kind", "left_out"]);
    }
}
