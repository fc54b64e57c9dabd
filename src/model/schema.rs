//! Which entities a document has, which fields they have, and which of the fields are personal.
//!
//! Personal fields are marked here, in one table, and nowhere else: export, sharing and erasure act on the mark. The
//! published JSON Schema is made from the same table.

use super::consultation::{
    ConsultationKind, MinutesState, NeedStatus, Priority, Side, Status, Verdict, Visibility,
};
use super::document::{DELETED as DELETED_FIELD, DELETED_AFTER as DELETED_AFTER_FIELD, ERASED, Value};
use super::person_line::{has_contacts, without_contacts};
use std::borrow::Cow;

/// What the value of a field looks like. Each may also be null: a field that was cleared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Text of a person, of one line or more.
    Text,
    /// The name of an organisation. E-mail addresses and telephone numbers that are in it all the same are personal.
    Organisation,
    /// Yes or no.
    Flag,
    /// A whole number.
    Whole,
    /// A day: `2026-11-21`.
    Date,
    /// A local time to the minute: `2026-11-21T13:30`.
    Time,
    /// A moment: `2026-11-21T13:01:00Z`.
    Moment,
    /// The id of another entity of the document.
    Entity,
    /// A place among the items; see [`key_between`](super::key_between).
    Order,
    /// Codes of municipalities.
    Municipalities,
    /// Codes of components of the concept.
    Components,
    /// Writes, `replica.counter` each.
    Writes,
    /// One of these words.
    Word(&'static [&'static str]),
}

/// A field of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldRule {
    /// Its name in documents.
    pub name: &'static str,
    /// Whether it is personal data in the sense of Regulation (EU) 2016/679, Article 4.
    pub personal: bool,
    /// What its value looks like.
    pub shape: Shape,
}

/// An entity of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntityRule {
    /// The kind of document that has it.
    pub document: &'static str,
    /// The kind of entity.
    pub name: &'static str,
    /// Its fields.
    pub fields: &'static [FieldRule],
}

/// Text that is not personal.
const fn plain(name: &'static str) -> FieldRule {
    shaped(name, Shape::Text)
}

/// A field that is not personal.
const fn shaped(name: &'static str, shape: Shape) -> FieldRule {
    FieldRule { name, personal: false, shape }
}

/// Personal text.
const fn personal(name: &'static str) -> FieldRule {
    FieldRule { name, personal: true, shape: Shape::Text }
}

/// The moment at which an entity was written down.
const WRITTEN: FieldRule = shaped("written", Shape::Moment);
/// Whether an entity is deleted.
const DELETED: FieldRule = shaped(DELETED_FIELD, Shape::Flag);
/// What the author of the deletion had seen.
const DELETED_AFTER: FieldRule = shaped(DELETED_AFTER_FIELD, Shape::Writes);
/// The place of an entity among its kind.
const ORDER: FieldRule = shaped(PLACE, Shape::Order);

/// The kind of document that records a consultation.
pub const CONSULTATION: &str = "consultation";
/// The kind of document that keeps what is known of one municipality.
pub const MUNICIPALITY: &str = "municipality";
/// The kind of document that holds a practice told by a mayor before it is in the catalogue.
pub const PRACTICE_DRAFT: &str = "practice-draft";
/// The kind of document that shares a record of the catalogue with everybody.
pub const CATALOGUE_RECORD: &str = "catalogue-record";

/// The kind of entity that records a step of the sign-off of the minutes.
pub const SIGN_OFF: &str = "signoff";
/// The kind of entity that is a shared record of the catalogue.
pub const RECORD: &str = "record";
/// The field that says where an entity stands among its kind.
pub const PLACE: &str = "order";
/// The field that marks what never leaves for the municipality.
pub const INTERNAL: &str = "internal";

/// Every entity of every kind of document (design, section 3).
pub const SCHEMA: &[EntityRule] = &[
    EntityRule {
        document: CONSULTATION,
        name: "consultation",
        fields: &[
            shaped("kind", Shape::Word(ConsultationKind::KEYS)),
            plain("title"),
            shaped("municipalities", Shape::Municipalities),
            shaped("start", Shape::Time),
            shaped("end", Shape::Time),
            plain("place"),
            plain("agenda"),
            shaped("status", Shape::Word(Status::KEYS)),
            shaped("visibility", Shape::Word(Visibility::KEYS)),
            plain("next_meeting"),
            personal("written_by"),
            personal("verified_by"),
            shaped("sample", Shape::Flag),
            DELETED,
            DELETED_AFTER,
        ],
    },
    EntityRule {
        document: CONSULTATION,
        name: "participant",
        fields: &[
            personal("name"),
            personal("office"),
            shaped("organisation", Shape::Organisation),
            personal("email"),
            personal("phone"),
            shaped("excused", Shape::Flag),
            ORDER,
            WRITTEN,
            DELETED,
            DELETED_AFTER,
        ],
    },
    EntityRule {
        document: CONSULTATION,
        name: "need",
        fields: &[
            plain("text"),
            plain("detail"),
            shaped("components", Shape::Components),
            shaped("priority", Shape::Word(Priority::KEYS)),
            shaped("status", Shape::Word(NeedStatus::KEYS)),
            shaped("internal", Shape::Flag),
            ORDER,
            WRITTEN,
            DELETED,
            DELETED_AFTER,
        ],
    },
    EntityRule {
        document: CONSULTATION,
        name: "note",
        fields: &[plain("text"), shaped("internal", Shape::Flag), ORDER, WRITTEN, DELETED, DELETED_AFTER],
    },
    EntityRule {
        document: CONSULTATION,
        name: "decision",
        fields: &[plain("text"), shaped("internal", Shape::Flag), ORDER, WRITTEN, DELETED, DELETED_AFTER],
    },
    EntityRule {
        document: CONSULTATION,
        name: "task",
        fields: &[
            plain("text"),
            shaped("side", Shape::Word(Side::KEYS)),
            personal("owner"),
            shaped("due", Shape::Date),
            shaped("done", Shape::Flag),
            shaped("internal", Shape::Flag),
            ORDER,
            WRITTEN,
            DELETED,
            DELETED_AFTER,
        ],
    },
    EntityRule {
        document: CONSULTATION,
        name: "link",
        fields: &[
            shaped("need", Shape::Entity),
            plain("record"),
            plain("title"),
            shaped("verdict", Shape::Word(Verdict::KEYS)),
            plain("why"),
            shaped("internal", Shape::Flag),
            ORDER,
            WRITTEN,
            DELETED,
            DELETED_AFTER,
        ],
    },
    EntityRule {
        document: CONSULTATION,
        name: SIGN_OFF,
        fields: &[
            shaped("state", Shape::Word(MinutesState::KEYS)),
            shaped("version", Shape::Whole),
            personal("by"),
            shaped("date", Shape::Date),
            // The kept minutes name people, and who guesses a name can try it against a hash of what has it.
            personal("content"),
            personal("text"),
            personal("hash"),
            WRITTEN,
            DELETED,
            DELETED_AFTER,
        ],
    },
    EntityRule {
        document: MUNICIPALITY,
        name: "municipality",
        fields: &[plain("code"), DELETED, DELETED_AFTER],
    },
    EntityRule {
        document: MUNICIPALITY,
        name: "contact",
        fields: &[
            personal("name"),
            personal("office"),
            personal("email"),
            personal("phone"),
            WRITTEN,
            DELETED,
            DELETED_AFTER,
        ],
    },
    EntityRule {
        document: MUNICIPALITY,
        name: "strategy",
        fields: &[plain("title"), plain("period"), plain("url"), WRITTEN, DELETED, DELETED_AFTER],
    },
    EntityRule {
        document: MUNICIPALITY,
        name: "indicator",
        fields: &[
            plain("indicator"),
            plain("date"),
            plain("value"),
            plain("kind"),
            plain("quality"),
            plain("source"),
            WRITTEN,
            DELETED,
            DELETED_AFTER,
        ],
    },
    EntityRule {
        document: MUNICIPALITY,
        name: "note",
        fields: &[plain("text"), WRITTEN, DELETED, DELETED_AFTER],
    },
    EntityRule {
        document: PRACTICE_DRAFT,
        name: "practice",
        fields: &[
            plain("kind"),
            plain("title"),
            plain("problem"),
            plain("solution"),
            plain("result"),
            plain("lesson"),
            plain("place"),
            plain("municipality_code"),
            shaped("components", Shape::Components),
            plain("stage"),
            shaped("year", Shape::Whole),
            plain("cost_text"),
            plain("funding"),
            plain("partners"),
            plain("source"),
            plain("state"),
            WRITTEN,
            DELETED,
            DELETED_AFTER,
        ],
    },
    EntityRule {
        document: CATALOGUE_RECORD,
        name: RECORD,
        fields: &[
            plain("record"),
            shaped("kind", Shape::Word(&["practice", "caution", "measure", "funding"])),
            plain("json"),
            plain("shared_by"),
            shaped("shared_on", Shape::Date),
            DELETED,
            DELETED_AFTER,
        ],
    },
];

/// What the value of `field` looks like; `None` for fields and entities that this version does not know.
pub fn shape(document: &str, entity: &str, field: &str) -> Option<Shape> {
    let rule = SCHEMA.iter().find(|rule| rule.document == document && rule.name == entity)?;
    rule.fields.iter().find(|rule| rule.name == field).map(|rule| rule.shape)
}

/// Whether `field` of the entity is personal. Fields and entities that this version does not know count as personal,
/// so that a newer porada's personal field never leaves through an older one.
pub fn is_personal(document: &str, entity: &str, field: &str) -> bool {
    // That something was erased names nobody, and every copy has to hear of it.
    if field == ERASED {
        return false;
    }
    SCHEMA
        .iter()
        .find(|rule| rule.document == document && rule.name == entity)
        .and_then(|rule| rule.fields.iter().find(|rule| rule.name == field))
        .is_none_or(|rule| rule.personal)
}

/// A value that is not personal as it may be seen without personal data: the name of an organisation without the contacts that
/// earlier versions, and files of others, put into it.
pub fn without_personal_parts<'value>(
    document: &str,
    entity: &str,
    field: &str,
    value: &'value Value,
) -> Cow<'value, Value> {
    match value {
        Value::String(text)
            if shape(document, entity, field) == Some(Shape::Organisation) && has_contacts(text) =>
        {
            Cow::Owned(Value::from(without_contacts(text)))
        }
        value => Cow::Borrowed(value),
    }
}
