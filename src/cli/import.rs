//! `porada import`: documents of porada, own ones or a colleague's. All are checked before any is merged.

use super::catalogue::SharingError;
use super::error::{CliError, Place, quoted};
use super::output;
use super::session::Session;
use crate::catalogue::{Catalogue, Finding, check_shared};
use crate::model::schema::{CATALOGUE_RECORD, SCHEMA};
use crate::model::{
    Change, ChangeKind, Document, Edit, FileError, VersionVector, check_file, read_document_value,
};
use clap::Args;
use jiff::SignedDuration;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::{BTreeSet, HashSet};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// How far a stamp may be ahead of the clock before it is told.
const TOLERATED_AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// The largest file that is read, in megabytes. A consultation of a long day has some fifty kilobytes.
const LARGEST: u64 = 64;

/// How many places are named that this version does not understand.
const NAMED: usize = 5;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

/// A document that was checked.
struct Checked {
    document: Document,
    mergeable: bool,
    /// The members of the file that this version does not know, and does not keep.
    unknown_members: Vec<String>,
    /// The places of words that it does not know, and keeps.
    unknown_words: Vec<String>,
}

/// What an import did, in documents.
#[derive(Default)]
struct Counts {
    new: usize,
    changed: usize,
    same: usize,
    conflicts: usize,
}

pub(super) fn run(arguments: &Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let mut checked = Vec::new();
    let mut seen = HashSet::new();
    for path in &arguments.files {
        for document in read_file(path)? {
            let id = document.document.id;
            let first = seen.insert(id);
            let known = !first || session.reading()?.document(id)?.is_some();
            if known && !document.mergeable {
                return Err(CliError::NotMergeable { path: path.clone(), id: id.to_string() });
            }
            checked.push(document);
        }
    }
    check_records(&checked)?;
    warn_of_the_future(&checked, session);
    warn_of_unknown_kinds(&checked, session);
    warn_of_unknown_words(&checked, session);
    let (now, language) = (session.now, session.language);
    let mut counts = Counts::default();
    let store = session.writing()?;
    for Checked { document, mergeable, .. } in &checked {
        if *mergeable {
            let merged = store.merge(document)?;
            counts.new += usize::from(merged.new);
            counts.changed += usize::from(merged.changed && !merged.new);
            counts.same += usize::from(!merged.changed);
            counts.conflicts += merged.conflicts;
        } else {
            store.apply(document.id, &document.kind, &as_change(document), &VersionVector::default(), now)?;
            counts.new += 1;
        }
    }
    store.scrub_if_due()?;
    let texts = &language.texts().cli;
    output::line(out, &(texts.imported)(counts.new, counts.changed, counts.same))?;
    if counts.conflicts > 0 {
        output::line(out, &(texts.conflicts)(counts.conflicts))?;
    }
    Ok(())
}

/// Tells of stamps that are further ahead of the clock than clocks differ, as a synchronisation does.
fn warn_of_the_future(checked: &[Checked], session: &mut Session) {
    for Checked { document, .. } in checked {
        let registers = document.entities().flat_map(|(_, entity)| entity.registers()).flat_map(|(_, it)| it);
        let Some(latest) = registers.map(|register| register.origin.stamp.moment()).max() else { continue };
        if latest.duration_since(session.now) <= TOLERATED_AHEAD {
            continue;
        }
        let moment = session.language.date_time(latest.to_zoned(session.time_zone.clone()).datetime());
        session
            .warnings
            .push((session.language.texts().cli.from_the_future)(&quoted(&name(document)), &moment));
    }
}

/// A document by its title; one without a title of its own is known by its id on the command line.
fn name(document: &Document) -> String {
    Some(document.title()).filter(|title| !title.is_empty()).unwrap_or_else(|| document.id.to_string())
}

/// Tells of what a newer porada has said in a document, and what of it is kept.
fn warn_of_unknown_words(checked: &[Checked], session: &mut Session) {
    let texts = &session.language.texts().cli;
    for Checked { document, unknown_members, unknown_words, .. } in checked {
        for (said, all) in [(texts.unknown_members, unknown_members), (texts.unknown_words, unknown_words)] {
            if !all.is_empty() {
                session.warnings.push(said(&quoted(&name(document)), &listed(all)));
            }
        }
    }
}

/// The first few of these words, safe for the terminal.
fn listed(all: &[String]) -> String {
    let shown = all.iter().take(NAMED).map(|word| quoted(word)).collect::<Vec<_>>().join(", ");
    if all.len() > NAMED { format!("{shown} …") } else { shown }
}

/// Tells of documents that are kept for a newer porada, because no screen and no command shows them here.
fn warn_of_unknown_kinds(checked: &[Checked], session: &mut Session) {
    let is_known = |kind: &str| SCHEMA.iter().any(|rule| rule.document == kind);
    let kinds: BTreeSet<&str> =
        checked.iter().map(|it| it.document.kind.as_str()).filter(|kind| !is_known(kind)).collect();
    let unknown_kind = session.language.texts().cli.unknown_kind;
    session.warnings.extend(kinds.into_iter().map(|kind| unknown_kind(&quoted(kind))));
}

/// Shared records of the catalogue obey the rules of an import, also when they come in a file of documents.
fn check_records(checked: &[Checked]) -> Result<(), CliError> {
    let mut records = checked.iter().filter(|it| it.document.kind == CATALOGUE_RECORD).peekable();
    if records.peek().is_none() {
        return Ok(());
    }
    let catalogue = Catalogue::shipped()?;
    for Checked { document, .. } in records {
        check_shared(document, &catalogue).map_err(|Finding { problem, .. }| {
            CliError::from(SharingError::Unfit { id: document.title(), problem })
        })?;
    }
    Ok(())
}

/// A document that does not say who wrote what is written anew, all at once: its nameless author could otherwise be
/// taken for the one of another such file.
fn as_change(document: &Document) -> Change {
    let edits = document.entities().map(|(id, entity)| Edit {
        entity: id,
        kind: entity.kind.clone(),
        fields: entity
            .registers()
            .filter_map(|(field, _)| Some((field.to_owned(), entity.value(field)?.clone())))
            .collect(),
    });
    Change { kind: ChangeKind::Import, edits: edits.collect() }
}

fn read_file(path: &Path) -> Result<Vec<Checked>, CliError> {
    let text = read_text(path, LARGEST)?;
    let mut checked = Vec::new();
    for (place, piece) in pieces(&text) {
        let wrong = |problem| CliError::Document { path: path.to_owned(), place, problem };
        let file: Value =
            serde_json::from_str(piece).map_err(|error| wrong(FileError::NotJson(error.to_string())))?;
        let read = read_document_value(&file).map_err(wrong)?;
        let unknown_words = check_file(&file).map_err(|unfit| wrong(FileError::Unfit(Box::new(unfit))))?;
        checked.push(Checked {
            document: read.document,
            mergeable: read.mergeable,
            unknown_members: read.unknown,
            unknown_words,
        });
    }
    if checked.is_empty() { Err(CliError::NoDocuments(path.to_owned())) } else { Ok(checked) }
}

/// The text of a file of at most `megabytes`, without a byte order mark.
fn read_text(path: &Path, megabytes: u64) -> Result<String, CliError> {
    let bytes = read_bytes(path, megabytes)?;
    let text = String::from_utf8(bytes).map_err(|_| CliError::NotUtf8(path.to_owned()))?;
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

/// The bytes of a file of at most `megabytes`; `-` is the standard input.
pub(super) fn read_bytes(path: &Path, megabytes: u64) -> Result<Vec<u8>, CliError> {
    let limit = megabytes * 1_000_000;
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        io::stdin().lock().take(limit + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes))
    };
    read.map_err(|error| CliError::CannotRead(path.to_owned(), error.kind()))?;
    if bytes.len() as u64 > limit { Err(CliError::TooLarge(path.to_owned(), megabytes)) } else { Ok(bytes) }
}

/// The documents of a text: one, a JSON list of them, or one a line (NDJSON).
fn pieces(text: &str) -> Vec<(Place, &str)> {
    if let Ok(list) = serde_json::from_str::<Vec<&RawValue>>(text) {
        return (1..).map(Place::Document).zip(list.into_iter().map(RawValue::get)).collect();
    }
    let lines = (1..).map(Place::Line).zip(text.lines().map(str::trim));
    let lines: Vec<(Place, &str)> = lines.filter(|(_, line)| !line.is_empty()).collect();
    let is_object = |text: &str| matches!(serde_json::from_str::<Value>(text), Ok(Value::Object(_)));
    // A document over many lines may have a line that is an object of its own, and a line may be broken in between.
    if lines.len() > 1 && !is_object(text) && lines.iter().any(|(_, line)| is_object(line)) {
        return lines;
    }
    if lines.is_empty() { Vec::new() } else { vec![(Place::Document(1), text)] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::read_document;

    #[test]
    fn a_file_has_one_document_a_list_or_lines() {
        let whole = "{\n\"a\":\n{}\n}\n";
        assert_eq!(pieces(whole), [(Place::Document(1), whole)]);
        let list = pieces("[{\"a\":1},\n {\"b\":2}]");
        assert_eq!(list, [(Place::Document(1), "{\"a\":1}"), (Place::Document(2), "{\"b\":2}")]);
        let lines = pieces("{\"a\":1}\n\n{\"b\":2}\r\n");
        assert_eq!(lines, [(Place::Line(1), "{\"a\":1}"), (Place::Line(3), "{\"b\":2}")]);
        let broken = pieces("{broken\n{\"a\":1}");
        assert_eq!(broken, [(Place::Line(1), "{broken"), (Place::Line(2), "{\"a\":1}")]);
        assert!(pieces(" \n").is_empty() && pieces("[]").is_empty());
    }

    #[test]
    fn a_document_without_stamps_becomes_one_change() {
        let text = r#"{"format":"porada-doc/1","id":"019ab9f0-0000-7000-8000-000000000001","kind":"consultation",
            "data":{"consultation":[{"id":"019ab9f0-0000-7000-8000-000000000001","title":"a","place":null}]}}"#;
        let document = read_document(text).unwrap().document;
        let change = as_change(&document);
        assert_eq!(change.edits.len(), 1);
        assert_eq!(change.edits[0].entity, document.id.header());
        assert_eq!(change.edits[0].fields.keys().collect::<Vec<_>>(), ["title"]);
        assert!(matches!(read_document("{}"), Err(FileError::NotADocument)));
    }
}
