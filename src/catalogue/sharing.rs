//! Records that centres share: where they come from, and what is checked of one that somebody else wrote.

use super::Catalogue;
use super::import::check_foreign;
use super::problem::{Finding, Problem};
use crate::model::schema::CATALOGUE_RECORD;
use crate::model::{Document, DocumentId, SharedVersion, Sharing};

/// The most characters of the name of a centre.
const NAME_LENGTH: usize = 120;

impl Catalogue {
    /// Notes where the record with this id comes from; one that is not in the catalogue or ships has no such origin.
    pub fn note_sharing(&mut self, id: &str, sharing: Sharing) {
        if let Some(position) = self.position(id).filter(|_| !self.is_shipped(id)) {
            self.shared.insert(position as u32, sharing);
        }
    }

    /// Who shares the record with this id; `None` where nobody does.
    pub fn sharing(&self, id: &str) -> Option<&Sharing> {
        self.shared.get(&(self.position(id)? as u32))
    }
}

/// Checks the name under which a centre shares.
///
/// # Errors
/// What is wrong with it.
pub fn check_centre(name: &str) -> Result<(), Problem> {
    let length = name.chars().count();
    match () {
        () if name.trim().is_empty() => Err(Problem::Blank),
        () if name.chars().any(char::is_control) => Err(Problem::ControlCharacter),
        () if length > NAME_LENGTH => Err(Problem::TooLong { limit: NAME_LENGTH, length }),
        () => Ok(()),
    }
}

/// Checks a document that shares a record, from a storage or a file, as strictly as a record that is imported: each of its versions
/// must be whole and of the record that its id names. Other documents are not looked at.
///
/// # Errors
/// The first thing that is wrong.
pub fn check_shared(document: &Document, catalogue: &Catalogue) -> Result<(), Finding> {
    if document.kind != CATALOGUE_RECORD {
        return Ok(());
    }
    for version in document.shared_versions() {
        check_version(
            &version.ok_or_else(|| Finding::whole(Problem::MissingField))?,
            document.id,
            catalogue,
        )?;
    }
    Ok(())
}

fn check_version(version: &SharedVersion, id: DocumentId, catalogue: &Catalogue) -> Result<(), Finding> {
    let SharedVersion { record, kind, json, by, on } = version;
    let (found, found_kind) = check_foreign(json, catalogue)?;
    if (found.as_str(), found_kind.key()) != (record, kind) || DocumentId::shared_record(record) != id {
        return Err(Finding::new("record", Problem::TakenId(record.clone())));
    }
    check_centre(by).map_err(|problem| Finding::new("shared_by", problem))?;
    match on.parse::<jiff::civil::Date>() {
        Ok(day) if day.to_string() == *on => Ok(()),
        _ => Err(Finding::new("shared_on", Problem::BadDate(on.clone()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Author, Change, ReplicaId};
    use jiff::Timestamp;
    use rstest::rstest;

    fn document(change: &Change) -> Document {
        let mut document = Document::new(DocumentId::shared_record("my-practice"), CATALOGUE_RECORD);
        let seen = document.seen().clone();
        document.write(change, &seen, &mut Author::new(ReplicaId(1)), Timestamp::UNIX_EPOCH);
        document
    }

    /// A shared practice.
    fn version() -> SharedVersion {
        let line = crate::catalogue::shipped_lines().lines().next().unwrap();
        SharedVersion {
            record: "my-practice".into(),
            kind: "practice".into(),
            json: line.replace("brno-urbact-onstage-hudebni-skoly", "my-practice"),
            by: "Inovační centrum".into(),
            on: "2026-11-22".into(),
        }
    }

    #[rstest]
    #[case::whole("", "", None)]
    #[case::other_record("json", "replace my-practice with other", Some("record"))]
    #[case::other_kind("kind", "measure", Some("record"))]
    #[case::no_json("json", "{", Some(""))]
    #[case::unknown_field("json", "replace \"year\" with \"jahr\"", Some("jahr"))]
    #[case::control("json", "replace Brno v with \\u001b[2J v", Some("solution_cs"))]
    #[case::two_lines("json", "replace , with ,\n", Some(""))]
    #[case::nobody("shared_by", " ", Some("shared_by"))]
    #[case::escape("shared_by", "\u{1b}[2J", Some("shared_by"))]
    #[case::no_day("shared_on", "2026-11-22T10:00", Some("shared_on"))]
    #[case::null("shared_by", "null", Some(""))]
    fn a_shared_record_is_checked_as_an_imported_one(
        #[case] field: &str,
        #[case] value: &str,
        #[case] wrong: Option<&str>,
    ) {
        let mut change = version().change();
        let fields = &mut change.edits[0].fields;
        if let Some(old) = fields.get(field).cloned() {
            let replaced = value.strip_prefix("replace ").and_then(|it| it.split_once(" with "));
            let text =
                replaced.map_or(value.to_owned(), |(from, to)| old.as_str().unwrap().replace(from, to));
            let new = if value == "null" { crate::model::Value::Null } else { text.into() };
            fields.insert(field.to_owned(), new);
        }
        let found = check_shared(&document(&change), &Catalogue::shipped().unwrap());
        assert_eq!(found.err().map(|it| it.field.unwrap_or_default()).as_deref(), wrong);
    }

    #[test]
    fn a_shipped_record_has_no_other_origin() {
        let mut catalogue = Catalogue::shipped().unwrap();
        let sharing = Sharing { by: "IC".into(), on: "2026-11-22".into(), hidden: false, others: 0 };
        catalogue.note_sharing("wifi4eu", sharing.clone());
        assert_eq!(catalogue.sharing("wifi4eu"), None);
        assert!(catalogue.add_imported("my-practice", "practice", &version().json));
        catalogue.note_sharing("my-practice", sharing.clone());
        assert_eq!(catalogue.sharing("my-practice"), Some(&sharing));
    }
}
