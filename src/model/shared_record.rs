//! A record of the catalogue that a centre shares with everybody: a document of its own, whose id follows from the id of the
//! record, so that centres which share the same record write the same document.
//!
//! A sharing writes all fields at once. Of versions that were shared at the same time the one with the latest stamp is shown
//! everywhere, whole and with its own origin; the others stay beside it until somebody shares the record again. A withdrawal is a
//! deletion: beside a sharing that its author had not seen the record stays.

use super::document::{Change, ChangeKind, DELETED, Document, Edit, Entity, Register};
use super::identity::{DocumentId, Dot};
use super::schema::{CATALOGUE_RECORD, RECORD};
use crate::i18n::{Language, Localized, sanitize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// What ids of shared records are made with. It never changes: every centre must come to the same id.
const ID_CONTEXT: &[u8] = b"porada shared record 1";

/// The id of the record in the catalogue.
const ID: &str = "record";
/// Its kind.
const KIND: &str = "kind";
/// The record as one line of JSON in the format of an import.
const JSON: &str = "json";
/// The centre that shares it.
const SHARED_BY: &str = "shared_by";
/// The day of the sharing.
const SHARED_ON: &str = "shared_on";

impl DocumentId {
    /// The document of the record with this id: the first 16 bytes of a SHA-256, as a UUID of version 5, which no other
    /// document has.
    pub fn shared_record(record: &str) -> DocumentId {
        let hash = Sha256::new().chain_update(ID_CONTEXT).chain_update(record.as_bytes()).finalize();
        let start = hash.iter().take(16).fold(0_u128, |bits, &byte| bits << 8 | u128::from(byte));
        DocumentId::from_u128(start & !(0xf << 76) & !(0x3 << 62) | 5 << 76 | 2 << 62)
    }
}

/// One version of a shared record, as one write made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedVersion {
    /// The id of the record.
    pub record: String,
    /// Its kind, as the catalogue names it.
    pub kind: String,
    /// The record as one line of JSON.
    pub json: String,
    /// The centre that shares it, as it calls itself.
    pub by: String,
    /// The day of the sharing: `2026-11-22`.
    pub on: String,
}

impl SharedVersion {
    /// What shares it, whatever was shared before.
    pub fn change(&self) -> Change {
        let header = DocumentId::shared_record(&self.record).header();
        let texts = [
            (ID, &self.record),
            (KIND, &self.kind),
            (JSON, &self.json),
            (SHARED_BY, &self.by),
            (SHARED_ON, &self.on),
        ];
        let fields = texts.into_iter().map(|(field, text)| (field, text.as_str().into()));
        let edit = Edit::new(header, RECORD, fields.chain([(DELETED, false.into())]));
        Change { kind: ChangeKind::Import, edits: vec![edit] }
    }

    fn of(header: &Entity, dot: Dot) -> Option<SharedVersion> {
        let text = |wanted: &str| {
            let registers = header.registers().find(|(field, _)| *field == wanted)?.1;
            let register = registers.iter().find(|register| register.origin.dot == dot)?;
            register.value.as_str().map(str::to_owned)
        };
        Some(SharedVersion {
            record: text(ID)?,
            kind: text(KIND)?,
            json: text(JSON)?,
            by: text(SHARED_BY)?,
            on: text(SHARED_ON)?,
        })
    }
}

/// A shared record as everybody sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedRecord {
    /// The version that is shown.
    pub version: SharedVersion,
    /// How many other versions were shared at the same time.
    pub others: usize,
}

impl SharedRecord {
    /// What a document shares; `None` for another kind of document, a withdrawn record, and a document that is not whole.
    pub fn read(document: &Document) -> Option<SharedRecord> {
        let header = document.header().filter(|_| document.kind == CATALOGUE_RECORD)?;
        if !document.standing().is_shown(document.id.header()) {
            return None;
        }
        let shown = header.first(JSON)?;
        let version = SharedVersion::of(header, shown.origin.dot)?;
        // A record has one document, so nothing can stand in for another's.
        if DocumentId::shared_record(&version.record) != document.id {
            return None;
        }
        let others = lines(document).filter(|register| register.value != shown.value);
        let others: BTreeSet<&str> = others.filter_map(|register| register.value.as_str()).collect();
        Some(SharedRecord { version, others: others.len() })
    }

    /// What withdraws the record from everybody.
    pub fn withdrawal(record: &str) -> Change {
        let header = DocumentId::shared_record(record).header();
        Change::single(ChangeKind::Delete, header, RECORD, [(DELETED, true.into())])
    }
}

/// Where a record of the catalogue comes from that a centre shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sharing {
    /// The centre, as it calls itself.
    pub by: String,
    /// The day: `2026-11-22`.
    pub on: String,
    /// Whether this home reads the record in another version, which was imported here.
    pub hidden: bool,
    /// How many other versions were shared at the same time.
    pub others: usize,
}

impl Localized for Sharing {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().sharing;
        let words = if self.hidden { texts.hidden } else { texts.origin };
        let origin = words(&sanitize(&self.by), &language.partial_date(&self.on));
        match self.others {
            0 => origin,
            others => format!("{origin}; {}", (texts.others)(others)),
        }
    }
}

impl Document {
    /// The versions of a shared record, concurrent ones beside each other; `None` for one that lacks a field.
    pub fn shared_versions(&self) -> impl Iterator<Item = Option<SharedVersion>> {
        let header = self.header();
        lines(self).map(move |register| SharedVersion::of(header?, register.origin.dot))
    }

    /// What a person calls the document in a list: its title, of a shared record that of the record, empty where it has none.
    pub fn title(&self) -> String {
        let Some(header) = self.header() else { return String::new() };
        if self.kind != CATALOGUE_RECORD {
            return header.text("title").to_owned();
        }
        let record = serde_json::from_str::<serde_json::Value>(header.text(JSON)).unwrap_or_default();
        let title = ["title_cs", "name_cs"].iter().find_map(|field| record.get(field)?.as_str());
        title.unwrap_or_else(|| header.text(ID)).to_owned()
    }
}

fn lines(document: &Document) -> impl Iterator<Item = &Register> {
    let fields = document.header().into_iter().flat_map(Entity::registers);
    fields.filter(|(field, _)| *field == JSON).flat_map(|(_, registers)| registers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Author, ReplicaId, VersionVector};
    use jiff::Timestamp;

    fn version(json: &str, by: &str) -> SharedVersion {
        let [record, kind, on] = ["mine", "practice", "2026-11-22"].map(str::to_owned);
        SharedVersion { record, kind, json: json.to_owned(), by: by.to_owned(), on }
    }

    fn write(document: &mut Document, change: &Change, replica: u64) {
        let now = Timestamp::from_second(1_760_000_000 + replica.cast_signed()).unwrap();
        let seen: VersionVector = document.seen().clone();
        document.write(change, &seen, &mut Author::new(ReplicaId(replica)), now);
    }

    fn shared(json: &str) -> Document {
        let mut document = Document::new(DocumentId::shared_record("mine"), CATALOGUE_RECORD);
        write(&mut document, &version(json, "IC").change(), 1);
        document
    }

    #[test]
    fn the_id_follows_from_the_record_and_is_never_that_of_a_copy() {
        let id = DocumentId::shared_record("mine");
        assert_eq!(id.to_string(), "9a2af3b4-632b-5fac-9d00-c6ff2b7a121c");
        assert_ne!(id, DocumentId::shared_record("other"));
        assert!(!id.is_shared_copy());
    }

    #[test]
    fn of_two_versions_at_once_the_later_is_shown_whole_until_one_is_shared_again() {
        let before = shared("{}");
        let (mut one, mut two) = (before.clone(), before);
        write(&mut one, &version("{\"a\":1}", "A").change(), 3);
        write(&mut two, &version("{\"b\":1}", "B").change(), 2);
        one.join(&two);
        let read = SharedRecord::read(&one).unwrap();
        assert_eq!((read.version, read.others), (version("{\"a\":1}", "A"), 1));
        assert_eq!(one.shared_versions().flatten().count(), 2);
        assert_eq!(one.conflicts(), []);
        write(&mut one, &version("{\"c\":1}", "B").change(), 4);
        let read = SharedRecord::read(&one).unwrap();
        assert_eq!((read.version, read.others), (version("{\"c\":1}", "B"), 0));
    }

    #[test]
    fn a_withdrawn_record_is_gone_unless_it_was_shared_again_at_the_same_time() {
        let before = shared("{}");
        let (mut gone, mut newer) = (before.clone(), before);
        write(&mut gone, &SharedRecord::withdrawal("mine"), 2);
        assert_eq!(SharedRecord::read(&gone), None);
        write(&mut newer, &version("{\"a\":1}", "A").change(), 3);
        gone.join(&newer);
        assert_eq!(SharedRecord::read(&gone).unwrap().version, version("{\"a\":1}", "A"));
        write(&mut gone, &SharedRecord::withdrawal("mine"), 4);
        assert_eq!(SharedRecord::read(&gone), None);
        write(&mut gone, &version("{}", "A").change(), 5);
        assert!(SharedRecord::read(&gone).is_some());
    }

    #[test]
    fn a_document_of_another_record_shares_nothing() {
        let mut document = Document::new(DocumentId::shared_record("other"), CATALOGUE_RECORD);
        let mut change = version("{}", "IC").change();
        change.edits[0].entity = document.id.header();
        write(&mut document, &change, 1);
        assert_eq!(SharedRecord::read(&document), None);
    }
}
