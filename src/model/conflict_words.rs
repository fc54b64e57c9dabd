//! Competing values in the words of a person.

use super::conflict::{Conflict, ConflictKind};
use super::consultation::{ConsultationKind, NeedStatus, Priority, Side, Status, Verdict, Visibility};
use super::document::{DELETED, Document, Value};
use super::identity::{EntityId, ReplicaId};
use super::schema::{CONSULTATION, Shape, shape};
use crate::i18n::Language;
use jiff::civil::{Date, DateTime};
use std::collections::BTreeMap;

/// What the devices are called whose sessions wrote, as far as that is known.
pub type WriterNames = BTreeMap<ReplicaId, String>;

/// The names of the devices that wrote, each once. An id of a session tells a person nothing.
pub fn writer_words(writers: &[ReplicaId], names: &WriterNames, language: Language) -> String {
    let unknown = language.texts().conflicts.other_device;
    let mut words: Vec<&str> = Vec::new();
    for writer in writers {
        let name = names.get(writer).map_or(unknown, String::as_str);
        if !words.contains(&name) {
            words.push(name);
        }
    }
    words.join(", ")
}

impl Conflict {
    /// The name of the field.
    pub fn field_words(&self, language: Language) -> &'static str {
        (language.texts().minutes.field)(&self.field)
    }

    /// A value of the field; `municipality` gives the name of a municipality by its code.
    pub fn value_words(
        &self,
        value: &Value,
        language: Language,
        municipality: &dyn Fn(&str) -> String,
    ) -> String {
        let texts = &language.texts().conflicts;
        if self.field == DELETED {
            return if value.as_bool() == Some(true) { texts.deleted } else { texts.kept }.to_owned();
        }
        match value {
            Value::Null => texts.empty.to_owned(),
            Value::Bool(true) => language.texts().common.yes.to_owned(),
            Value::Bool(false) => language.texts().common.no.to_owned(),
            Value::String(text) if text.is_empty() => texts.empty.to_owned(),
            Value::String(text) => self.word(text, language),
            Value::Array(values) if values.is_empty() => texts.empty.to_owned(),
            Value::Array(values) => {
                let words = values.iter().filter_map(Value::as_str);
                let codes = self.shape() == Some(Shape::Municipalities);
                let words = words.map(|word| if codes { municipality(word) } else { word.to_owned() });
                words.collect::<Vec<_>>().join(", ")
            }
            other => other.to_string(),
        }
    }

    /// What was deleted by one and edited by another, in a sentence; `None` for other conflicts.
    pub fn deletion_words(&self, language: Language) -> Option<String> {
        let ConflictKind::Deletion { edited } = &self.kind else { return None };
        let mut fields: Vec<&str> =
            edited.iter().map(|(_, field)| (language.texts().minutes.field)(field)).collect();
        fields.sort_unstable();
        fields.dedup();
        let texts = &language.texts().conflicts;
        Some(match fields.as_slice() {
            [] => texts.deleted_and_kept.to_owned(),
            fields => (texts.deleted_and_edited)(&fields.join(", ")),
        })
    }

    fn shape(&self) -> Option<Shape> {
        shape(CONSULTATION, &self.entity_kind, &self.field)
    }

    fn word(&self, text: &str, language: Language) -> String {
        let words = &language.texts().words;
        let found = match (self.entity_kind.as_str(), self.field.as_str()) {
            (_, "kind") => at(ConsultationKind::KEYS, text, &words.consultation_kinds),
            ("need", "status") => at(NeedStatus::KEYS, text, &words.need_statuses),
            (_, "status") => at(Status::KEYS, text, &words.statuses),
            (_, "visibility") => at(Visibility::KEYS, text, &words.visibilities),
            (_, "priority") => at(Priority::KEYS, text, &words.priorities),
            (_, "side") => at(Side::KEYS, text, &words.sides),
            (_, "verdict") => at(Verdict::KEYS, text, &words.verdicts),
            _ => None,
        };
        let date = || text.parse::<Date>().ok().map(|date| language.date(date));
        let time = || text.parse::<DateTime>().ok().map(|time| language.date_time(time));
        match (found, self.shape()) {
            (Some(word), _) => word.to_owned(),
            (None, Some(Shape::Date)) => date().unwrap_or_else(|| text.to_owned()),
            (None, Some(Shape::Time)) => time().unwrap_or_else(|| text.to_owned()),
            _ => text.to_owned(),
        }
    }
}

fn at(keys: &[&str], key: &str, words: &[&'static str]) -> Option<&'static str> {
    keys.iter().position(|known| *known == key).and_then(|place| words.get(place)).copied()
}

/// How a person recognises an entity: the words of an item, the name of a person, the title of evidence or of the
/// consultation; empty when it has none.
pub fn entity_words(document: &Document, id: EntityId) -> String {
    let entity = document.entity(id);
    let field = |name| entity.map(|entity| entity.text(name)).filter(|text| !text.is_empty());
    ["text", "name", "title"].into_iter().find_map(field).unwrap_or_default().to_owned()
}

/// What kind of entity it is, as a person calls it.
pub fn entity_kind_words(kind: &str, language: Language) -> String {
    let texts = language.texts();
    let items = super::consultation::ItemKind::ALL.iter().position(|known| known.key() == kind);
    let word = items.and_then(|place| texts.words.item_kinds.get(place)).copied();
    match kind {
        CONSULTATION => texts.conflicts.header,
        "participant" => texts.conflicts.participant,
        "link" => texts.conflicts.link,
        _ => word.unwrap_or(kind),
    }
    .to_lowercase()
}
