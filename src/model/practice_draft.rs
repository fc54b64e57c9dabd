//! A practice draft: what a mayor told of a practice, before it is in the catalogue.

use super::component::Component;
use super::document::{Change, ChangeKind, DELETED, Document, Value};
use super::identity::{DocumentId, VersionVector};
use super::schema::PRACTICE_DRAFT;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// The kind of its one entity, the header.
const ENTITY: &str = "practice";

/// How far a practice draft is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DraftState {
    /// Being written; only own devices and the team have it.
    #[default]
    Draft,
    /// Its author has given it to the network.
    Submitted,
    /// Somebody has verified what it says.
    Verified,
}

impl DraftState {
    /// All states in the order in which a draft goes through them.
    pub const ALL: [DraftState; 3] = [DraftState::Draft, DraftState::Submitted, DraftState::Verified];

    /// The word of documents: `draft`, `submitted`, `verified`.
    pub fn key(self) -> &'static str {
        match self {
            DraftState::Draft => "draft",
            DraftState::Submitted => "submitted",
            DraftState::Verified => "verified",
        }
    }

    /// The state with this key.
    pub fn parse(key: &str) -> Option<DraftState> {
        DraftState::ALL.into_iter().find(|state| state.key() == key)
    }
}

/// A practice draft as it is read of its document. It has the fields of the catalogue's record, none of them personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeDraft {
    /// The document.
    pub id: DocumentId,
    /// What was seen when it was read.
    pub seen: VersionVector,
    /// How far it is.
    pub state: DraftState,
    /// The components, the primary one first.
    pub components: Vec<Component>,
    /// Since when the practice runs.
    pub year: Option<i16>,
    /// When it was written down.
    pub written: Option<Timestamp>,
    /// Whether it is deleted or erased.
    pub deleted: bool,
    /// The fields that were written differently elsewhere.
    pub conflicts: Vec<String>,
    texts: BTreeMap<String, String>,
}

impl PracticeDraft {
    /// Reads a document; `None` when it is no practice draft.
    pub fn read(document: &Document) -> Option<PracticeDraft> {
        let header = document.header().filter(|_| document.kind == PRACTICE_DRAFT)?;
        let id = document.id.header();
        let standing = document.standing();
        let texts = header.registers().filter_map(|(field, _)| {
            let text = header.value(field)?.as_str()?;
            Some((field.to_owned(), text.to_owned()))
        });
        Some(PracticeDraft {
            id: document.id,
            seen: document.seen().clone(),
            state: DraftState::parse(header.text("state")).unwrap_or_default(),
            components: header.texts("components").iter().filter_map(|code| Component::parse(code)).collect(),
            year: header.value("year").and_then(Value::as_i64).and_then(|year| year.try_into().ok()),
            written: header.text("written").parse().ok(),
            deleted: !standing.is_shown(id),
            conflicts: standing.open_fields(id),
            texts: texts.collect(),
        })
    }

    /// The text of a field: `title`, `problem`, `municipality_code`, ... ; empty where there is none.
    pub fn text(&self, field: &str) -> &str {
        self.texts.get(field).map_or("", String::as_str)
    }

    /// The title, or where it has none the first thing that it says; empty where it says nothing.
    pub fn name(&self) -> &str {
        let said = ["title", "problem", "solution", "result", "lesson", "place"].into_iter();
        said.map(|field| self.text(field)).find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// Makes one. The document has the same id; the fields are those of `model/schema.rs`.
    pub fn create(id: DocumentId, fields: Vec<(&'static str, Value)>, now: Timestamp) -> Change {
        let written = now.to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let always = [("state", Value::from(DraftState::Draft.key())), ("written", Value::from(written))];
        Change::single(ChangeKind::Create, id.header(), ENTITY, fields.into_iter().chain(always))
    }

    /// Gives fields new values.
    pub fn edit(&self, fields: Vec<(&'static str, Value)>) -> Change {
        Change::single(ChangeKind::Edit, self.id.header(), ENTITY, fields)
    }

    /// Deletes it; undo brings it back.
    pub fn delete(&self) -> Change {
        Change::single(ChangeKind::Delete, self.id.header(), ENTITY, [(DELETED, Value::Bool(true))])
    }
}
