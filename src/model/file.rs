//! The document file `porada-doc/1`: readable JSON, `data` with plain values beside `sync` with what a merge needs.
//!
//! `data` alone is enough for a reader that only wants to know what was said. Kinds and fields that this version does
//! not know are read, kept and written again. The format is described in `docs/formats.md`.

use super::document::{DELETED, DELETED_AFTER, Document, Entity, Register, Value};
use super::file_check::Unfit;
use super::identity::{DocumentId, Dot, EntityId, Origin, VersionVector};
use super::schema;
use super::standing::Standing;
use crate::i18n::{Language, Localized};
use serde_json::{Map, json};
use std::collections::{BTreeMap, HashMap};
use std::fmt;

/// The format that this version writes.
pub const FORMAT: &str = "porada-doc/1";

/// The members of a file.
const MEMBERS: [&str; 6] = ["format", "id", "kind", "data", "sync", "left_out"];
/// The most entities of a document that is read: more than a consultation ever has, few enough for every screen.
pub const ENTITY_LIMIT: usize = 20_000;

/// Whether personal fields go into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Personal {
    /// Everything is written and the file can be merged.
    With,
    /// Personal fields are left out. Such a file has no `sync`: merged as it is it would look as if somebody had
    /// deleted them.
    Without,
}

/// What stays out of a file. A file that lacks something has no `sync`: merged as it is it would look as if somebody
/// had deleted the rest. So nobody can merge it, and it lacks what was deleted too, which only a merge has to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Personal fields.
    pub personal: bool,
    /// Items and links that are marked as internal, what is linked to such items, and the kept minutes, which may say
    /// what was marked later.
    pub internal: bool,
    /// Linked records, and the kept minutes that name them.
    pub evidence: bool,
}

impl From<Personal> for LeftOut {
    fn from(personal: Personal) -> LeftOut {
        LeftOut { personal: personal == Personal::Without, ..LeftOut::default() }
    }
}

impl LeftOut {
    /// The words of the file for what it lacks.
    fn words(self) -> Vec<&'static str> {
        let parts = [(self.personal, "personal"), (self.internal, "internal"), (self.evidence, "evidence")];
        parts.into_iter().filter(|(left_out, _)| *left_out).map(|(_, word)| word).collect()
    }

    fn entity(self, standing: &Standing<'_>, id: EntityId, entity: &Entity) -> bool {
        let document = standing.document();
        let is_internal = |entity: &Entity| entity.any_flag(schema::INTERNAL);
        let is_link = entity.kind == "link";
        let need_id = entity.text("need").parse().ok().filter(|_| is_link);
        let need = || need_id.and_then(|id| document.entity(id));
        // That the whole document is deleted stays said.
        let is_deleted = id != document.id.header() && standing.is_deleted(id);
        self != LeftOut::default() && (is_deleted || need_id.is_some_and(|id| standing.is_deleted(id)))
            || self.internal && (is_internal(entity) || need().is_some_and(is_internal))
            || self.evidence && is_link
    }

    fn field(self, standing: &Standing<'_>, id: EntityId, entity: &Entity, field: &str) -> bool {
        // A deletion that somebody disagrees with is for a merge; here the entity is there.
        let disputed = field == DELETED && !standing.is_deleted(id) || field == DELETED_AFTER;
        self != LeftOut::default() && disputed
            || self.personal && schema::is_personal(&standing.document().kind, &entity.kind, field)
            || (self.evidence || self.internal) && entity.kind == schema::SIGN_OFF && field == "text"
    }
}

/// Why a file cannot be read as a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileError {
    /// It is not JSON; the parser's words with line and column.
    NotJson(String),
    /// It is JSON of something else.
    NotADocument,
    /// A newer porada wrote it.
    NewerFormat(String),
    /// A part has the wrong form; where and what was found.
    Malformed(String),
    /// It has more entities than [`ENTITY_LIMIT`].
    TooMany,
    /// A value does not fit its field; only a file that a person imports is looked at so closely.
    Unfit(Box<Unfit>),
}

impl Localized for FileError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().documents;
        match self {
            FileError::NotJson(problem) => (texts.file_not_json)(problem),
            FileError::NotADocument => texts.file_not_a_document.to_owned(),
            FileError::NewerFormat(format) => (texts.file_newer_format)(format),
            FileError::Malformed(place) => (texts.file_malformed)(place),
            FileError::Unfit(unfit) => unfit.localized(language),
            FileError::TooMany => (texts.file_too_many)(&language.count(ENTITY_LIMIT)),
        }
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

impl std::error::Error for FileError {}

/// The document as a JSON value, in the format `porada-doc/1`.
pub fn write_document(document: &Document, left_out: impl Into<LeftOut>) -> Value {
    let left_out = left_out.into();
    let mut data: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    let mut stamps = Map::new();
    let standing = document.standing();
    let shown = |entity: &Entity, field: &str, value: &Value| {
        let kind = &entity.kind;
        if left_out.personal {
            schema::without_personal_parts(&document.kind, kind, field, value).into_owned()
        } else {
            value.clone()
        }
    };
    for (id, entity) in document.entities().filter(|&(id, entity)| !left_out.entity(&standing, id, entity)) {
        let mut plain = Map::from_iter([("id".to_owned(), Value::from(id.to_string()))]);
        let mut origins: BTreeMap<&str, Origin> = BTreeMap::new();
        let mut also = Map::new();
        for (field, registers) in entity.registers() {
            if left_out.field(&standing, id, entity, field) {
                continue;
            }
            let Some(winner) = registers.iter().max_by_key(|it| (it.origin.stamp, it.origin.dot)) else {
                continue;
            };
            origins.insert(field, winner.origin);
            plain.insert(field.to_owned(), shown(entity, field, &winner.value));
            let others: Vec<Value> = registers
                .iter()
                .filter(|register| register.origin.dot != winner.origin.dot)
                .map(|register| json!({ "at": register.origin.to_string(), "value": shown(entity, field, &register.value) }))
                .collect();
            if !others.is_empty() {
                also.insert(field.to_owned(), Value::from(others));
            }
        }
        data.entry(&entity.kind).or_default().push(Value::Object(plain));
        stamps.insert(id.to_string(), entity_stamps(&origins, also));
    }
    let mut file = json!({
        "format": FORMAT,
        "id": document.id.to_string(),
        "kind": document.kind,
        "data": data,
    });
    if left_out == LeftOut::default() {
        let seen: Map<String, Value> =
            document.seen().iter().map(|dot| (dot.replica.to_string(), Value::from(dot.counter))).collect();
        file["sync"] = json!({ "seen": seen, "entities": stamps });
    } else {
        file["left_out"] = json!(left_out.words());
    }
    file
}

/// The stamp that most fields share stands once in `w`; exceptions stand in `f`, concurrent values in `also`.
fn entity_stamps(origins: &BTreeMap<&str, Origin>, also: Map<String, Value>) -> Value {
    let mut counts: HashMap<Origin, usize> = HashMap::new();
    for &origin in origins.values() {
        *counts.entry(origin).or_default() += 1;
    }
    let common = counts.into_iter().max_by_key(|&(origin, count)| (count, origin)).map(|(origin, _)| origin);
    let exceptions: Map<String, Value> = origins
        .iter()
        .filter(|&(_, &origin)| Some(origin) != common)
        .map(|(&field, origin)| (field.to_owned(), Value::from(origin.to_string())))
        .collect();
    let mut stamps = Map::new();
    if let Some(common) = common {
        stamps.insert("w".to_owned(), Value::from(common.to_string()));
    }
    if !exceptions.is_empty() {
        stamps.insert("f".to_owned(), Value::Object(exceptions));
    }
    if !also.is_empty() {
        stamps.insert("also".to_owned(), Value::Object(also));
    }
    Value::Object(stamps)
}

/// A document read from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadDocument {
    /// The document.
    pub document: Document,
    /// Whether the file says who wrote what, so that it can be merged into a document of the same id. A file without
    /// personal fields cannot.
    pub mergeable: bool,
    /// The members beside `data` that this version does not know. They are not kept: what has to survive every version is
    /// a kind or a field in `data`.
    pub unknown: Vec<String>,
}

/// Reads a file of the format `porada-doc/1`. A file without `sync` (written without personal fields, or by hand) gets one
/// write of the nameless replica 0 for everything and is marked as not mergeable.
///
/// # Errors
/// When the text is no JSON, no document, of a newer format, too large, or has a part of the wrong form.
pub fn read_document(text: &str) -> Result<ReadDocument, FileError> {
    read_document_value(&serde_json::from_str(text).map_err(|error| FileError::NotJson(error.to_string()))?)
}

/// As [`read_document`], from JSON that was parsed already.
///
/// # Errors
/// When it is no document, of a newer format, too large, or has a part of the wrong form.
pub fn read_document_value(file: &Value) -> Result<ReadDocument, FileError> {
    let format = file.get("format").and_then(Value::as_str).ok_or(FileError::NotADocument)?;
    match format.split_once('/') {
        Some(("porada-doc", "1")) => {}
        Some(("porada-doc", _)) => return Err(FileError::NewerFormat(format.to_owned())),
        _ => return Err(FileError::NotADocument),
    }
    let id: DocumentId = parse(file, "id")?;
    let kind = file.get("kind").and_then(Value::as_str).ok_or_else(|| malformed("kind"))?;
    let stamps = match file.get("sync") {
        Some(sync) => Some(Stamps::read(sync)?),
        None => None,
    };
    let mut registers = Vec::new();
    let data = file.get("data").and_then(Value::as_object).ok_or_else(|| malformed("data"))?;
    let count: usize = data.values().filter_map(Value::as_array).map(Vec::len).sum();
    if count > ENTITY_LIMIT {
        return Err(FileError::TooMany);
    }
    for (entity_kind, entities) in data {
        let entities = entities.as_array().ok_or_else(|| malformed(&format!("data.{entity_kind}")))?;
        for entity in entities {
            let place = || format!("data.{entity_kind}.id");
            let fields = entity.as_object().ok_or_else(|| malformed(&place()))?;
            let id: EntityId = parse(entity, "id").map_err(|_| malformed(&place()))?;
            read_entity(id, entity_kind, fields, stamps.as_ref(), &mut registers)?;
        }
    }
    let mergeable = stamps.is_some();
    let seen = stamps.map(|stamps| stamps.seen).unwrap_or_default();
    let unknown = file.as_object().into_iter().flat_map(|members| members.keys());
    let unknown = unknown.filter(|name| !MEMBERS.contains(&name.as_str())).cloned().collect();
    Ok(ReadDocument { document: Document::from_parts(id, kind, seen, registers), mergeable, unknown })
}

type Registers = Vec<(EntityId, String, String, Register)>;

fn read_entity(
    id: EntityId,
    kind: &str,
    fields: &Map<String, Value>,
    stamps: Option<&Stamps<'_>>,
    registers: &mut Registers,
) -> Result<(), FileError> {
    for (field, value) in fields.iter().filter(|(field, _)| *field != "id") {
        let origin = match stamps {
            Some(stamps) => stamps.origin(id, field)?,
            None => Origin {
                dot: Dot { replica: super::identity::ReplicaId(0), counter: 1 },
                stamp: Default::default(),
            },
        };
        let mut keep = |origin, value: &Value| {
            registers.push((id, kind.to_owned(), field.clone(), Register { origin, value: value.clone() }));
        };
        keep(origin, value);
        for (origin, value) in stamps.map(|stamps| stamps.also(id, field)).transpose()?.unwrap_or_default() {
            keep(origin, value);
        }
    }
    Ok(())
}

/// The `sync` part of a file.
struct Stamps<'file> {
    seen: VersionVector,
    entities: &'file Map<String, Value>,
}

impl<'file> Stamps<'file> {
    fn read(sync: &'file Value) -> Result<Stamps<'file>, FileError> {
        let seen = sync.get("seen").and_then(Value::as_object).ok_or_else(|| malformed("sync.seen"))?;
        let seen = seen
            .iter()
            .map(|(replica, counter)| {
                let counter = counter.as_u64().ok_or_else(|| malformed("sync.seen"))?;
                let replica = replica.parse().map_err(|_| malformed("sync.seen"))?;
                Ok(Dot { replica, counter })
            })
            .collect::<Result<VersionVector, FileError>>()?;
        let entities =
            sync.get("entities").and_then(Value::as_object).ok_or_else(|| malformed("sync.entities"))?;
        Ok(Stamps { seen, entities })
    }

    fn entity(&self, id: EntityId) -> Option<&'file Value> {
        self.entities.get(&id.to_string())
    }

    fn origin(&self, id: EntityId, field: &str) -> Result<Origin, FileError> {
        let wrong = || malformed(&format!("sync.entities.{id}.{field}"));
        let stamps = self.entity(id).ok_or_else(wrong)?;
        let stamp = stamps.get("f").and_then(|exceptions| exceptions.get(field)).or_else(|| stamps.get("w"));
        self.known(stamp.and_then(Value::as_str).ok_or_else(wrong)?, wrong)
    }

    fn also(&self, id: EntityId, field: &str) -> Result<Vec<(Origin, &'file Value)>, FileError> {
        let wrong = || malformed(&format!("sync.entities.{id}.also.{field}"));
        let Some(others) = self.entity(id).and_then(|it| it.get("also")).and_then(|it| it.get(field)) else {
            return Ok(Vec::new());
        };
        let other = |other: &'file Value| {
            let at = other.get("at").and_then(Value::as_str).ok_or_else(wrong)?;
            Ok((self.known(at, wrong)?, other.get("value").ok_or_else(wrong)?))
        };
        others.as_array().ok_or_else(wrong)?.iter().map(other).collect()
    }

    /// A write that the file itself has not seen is a forgery or damage: joined, it could replace what it never saw.
    fn known(&self, stamp: &str, wrong: impl Fn() -> FileError) -> Result<Origin, FileError> {
        let origin: Origin = stamp.parse().map_err(|_| wrong())?;
        if self.seen.covers(origin.dot) { Ok(origin) } else { Err(wrong()) }
    }
}

fn parse<T: std::str::FromStr>(file: &Value, key: &str) -> Result<T, FileError> {
    file.get(key).and_then(Value::as_str).and_then(|text| text.parse().ok()).ok_or_else(|| malformed(key))
}

fn malformed(place: &str) -> FileError {
    FileError::Malformed(place.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Author, Change, ChangeKind, Consultation, NewConsultation, ReplicaId};
    use jiff::Timestamp;

    fn document() -> Document {
        let id = DocumentId::from_u128(5);
        let mut document = Document::new(id, schema::CONSULTATION);
        let mut first = Author::new(ReplicaId(1));
        let mut second = Author::new(ReplicaId(2));
        let new = NewConsultation { written_by: "Jana Vzorová".into(), ..Default::default() };
        document.write(
            &Consultation::create(id, new),
            &VersionVector::default(),
            &mut first,
            Timestamp::UNIX_EPOCH,
        );
        let blind = VersionVector::default();
        for (author, title) in [(&mut first, "jedna"), (&mut second, "dvě")] {
            let change = Change::single(
                ChangeKind::Header,
                id.header(),
                "consultation",
                [("title", Value::from(title))],
            );
            document.write(&change, &blind, author, Timestamp::UNIX_EPOCH);
        }
        let unknown = Change::single(
            ChangeKind::Add,
            EntityId::from_u128(9),
            "sketch",
            [("shape", json!({"x": [1, 2]}))],
        );
        document.write(&unknown, &blind, &mut first, Timestamp::UNIX_EPOCH);
        document
    }

    #[test]
    fn a_file_reads_back_equal_with_conflicts_and_unknown_kinds() {
        let document = document();
        let text = write_document(&document, Personal::With).to_string();
        let read = read_document(&text).unwrap();
        assert!(read.mergeable);
        assert_eq!(read.document, document);
    }

    #[test]
    fn without_personal_fields_nothing_personal_is_left_and_it_does_not_merge() {
        let text = write_document(&document(), Personal::Without).to_string();
        assert!(!text.contains("Vzorová") && text.contains("left_out"));
        assert!(!read_document(&text).unwrap().mergeable);
    }

    #[test]
    fn contacts_in_the_name_of_an_organisation_stay_out_with_what_is_personal() {
        let organisation = json!("Město Brno, z@example.cz, +420 777");
        let document = with(&[(10, "participant", &[("organisation", organisation)])]);
        let text = write_document(&document, Personal::Without).to_string();
        let copy = write_document(&document.shared_copy(), Personal::With).to_string();
        for text in [text, copy] {
            assert!(text.contains("\"Město Brno\""), "{text}");
            assert!(!text.contains("example") && !text.contains("777"), "{text}");
        }
        assert!(write_document(&document, Personal::With).to_string().contains("z@example.cz"));
    }

    /// The id of an entity, its kind, its fields with their values.
    type Given<'a> = (u128, &'a str, &'a [(&'static str, Value)]);

    fn with(entities: &[Given]) -> Document {
        let mut document = Document::new(DocumentId::from_u128(5), schema::CONSULTATION);
        let mut author = Author::new(ReplicaId(1));
        for (id, kind, fields) in entities {
            let fields = fields.iter().map(|(name, value)| (*name, value.clone()));
            let change = Change::single(ChangeKind::Add, EntityId::from_u128(*id), kind, fields);
            document.write(&change, &VersionVector::default(), &mut author, Timestamp::UNIX_EPOCH);
        }
        document
    }

    /// What leaves something out, each part alone.
    fn parts() -> [LeftOut; 3] {
        let none = LeftOut::default();
        [
            LeftOut { personal: true, ..none },
            LeftOut { internal: true, ..none },
            LeftOut { evidence: true, ..none },
        ]
    }

    #[test]
    fn what_was_deleted_stays_out_of_a_file_that_cannot_be_merged() {
        let (yes, need) = (json!(true), EntityId::from_u128(10).to_string());
        let document = with(&[
            // Linked before the need was deleted: afterwards, it would keep the need in sight.
            (11, "link", &[("need", json!(need)), ("why", json!("opora smazané"))]),
            (10, "need", &[("text", json!("smazaná potřeba")), ("deleted", yes.clone())]),
            (12, "note", &[("text", json!("smazaná poznámka")), ("deleted", yes)]),
            (13, "note", &[("text", json!("platná poznámka")), ("deleted", json!(false))]),
        ]);
        for left_out in parts() {
            let text = write_document(&document, left_out).to_string();
            assert!(!text.contains("smazan") && text.contains("platná poznámka"), "{left_out:?}: {text}");
        }
        let whole = write_document(&document, Personal::With).to_string();
        assert!(whole.contains("smazaná potřeba"), "a merge has to hear of the deletion");
    }

    #[test]
    fn kept_minutes_say_nothing_that_was_marked_as_internal_later() {
        let document = with(&[
            (10, "note", &[("text", json!("důvěrné")), ("internal", json!(true))]),
            (11, "signoff", &[("state", json!("final")), ("text", json!("# Zápis\n\ndůvěrné"))]),
        ]);
        let left_out = LeftOut { internal: true, ..LeftOut::default() };
        let text = write_document(&document, left_out).to_string();
        assert!(!text.contains("důvěrné") && text.contains("\"final\""), "{text}");
    }

    #[test]
    fn without_personal_fields_no_hash_lets_names_be_guessed() {
        let document = with(&[(11, "signoff", &[("content", json!("c0ffee")), ("hash", json!("decaf0"))])]);
        let text = write_document(&document, Personal::Without).to_string();
        assert!(!text.contains("c0ffee") && !text.contains("decaf0"), "{text}");
    }

    #[test]
    fn wrong_files_say_what_is_wrong() {
        let whole = write_document(&document(), Personal::With).to_string();
        assert!(matches!(read_document("{"), Err(FileError::NotJson(_))));
        assert_eq!(read_document("{}"), Err(FileError::NotADocument));
        assert_eq!(read_document("{\"format\":\"other/1\"}"), Err(FileError::NotADocument));
        assert_eq!(
            read_document(&whole.replace("porada-doc/1", "porada-doc/2")),
            Err(FileError::NewerFormat("porada-doc/2".into()))
        );
        let unseen = whole.replace("\"0000000000000002\":1", "\"0000000000000002\":0");
        assert!(
            matches!(read_document(&unseen), Err(FileError::Malformed(_))),
            "a stamp that `seen` does not cover"
        );
        assert!(matches!(read_document(&whole.replace("\"w\":", "\"v\":")), Err(FileError::Malformed(_))));
    }
}
