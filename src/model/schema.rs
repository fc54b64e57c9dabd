//! Which entities a document has, which fields they have, and which of the fields are personal.
//!
//! Personal fields are marked here, in one table, and nowhere else: export, sharing and erasure act on the mark.

/// A field of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldRule {
    /// Its name in documents.
    pub name: &'static str,
    /// Whether it is personal data in the sense of Regulation (EU) 2016/679, Article 4.
    pub personal: bool,
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

const fn plain(name: &'static str) -> FieldRule {
    FieldRule { name, personal: false }
}

const fn personal(name: &'static str) -> FieldRule {
    FieldRule { name, personal: true }
}

/// The kind of document that records a consultation.
pub const CONSULTATION: &str = "consultation";
/// The kind of document that keeps what is known of one municipality.
pub const MUNICIPALITY: &str = "municipality";
/// The kind of document that holds a practice told by a mayor before it is in the catalogue.
pub const PRACTICE_DRAFT: &str = "practice-draft";

/// The kind of entity that records a step of the sign-off of the minutes.
pub const SIGN_OFF: &str = "signoff";
/// The field that marks what never leaves for the municipality.
pub const INTERNAL: &str = "internal";

/// Every entity of every kind of document (design, section 3).
pub const SCHEMA: &[EntityRule] = &[
    EntityRule {
        document: CONSULTATION,
        name: "consultation",
        fields: &[
            plain("kind"),
            plain("title"),
            plain("municipalities"),
            plain("start"),
            plain("end"),
            plain("place"),
            plain("agenda"),
            plain("status"),
            plain("visibility"),
            plain("next_meeting"),
            personal("written_by"),
            personal("verified_by"),
            plain("sample"),
            plain("deleted"),
        ],
    },
    EntityRule {
        document: CONSULTATION,
        name: "participant",
        fields: &[
            personal("name"),
            personal("office"),
            plain("organisation"),
            personal("email"),
            personal("phone"),
            plain("excused"),
            plain("order"),
            plain("written"),
            plain("deleted"),
        ],
    },
    EntityRule {
        document: CONSULTATION,
        name: "need",
        fields: &[
            plain("text"),
            plain("detail"),
            plain("components"),
            plain("priority"),
            plain("status"),
            plain("internal"),
            plain("order"),
            plain("written"),
            plain("deleted"),
        ],
    },
    EntityRule {
        document: CONSULTATION,
        name: "note",
        fields: &[plain("text"), plain("internal"), plain("order"), plain("written"), plain("deleted")],
    },
    EntityRule {
        document: CONSULTATION,
        name: "decision",
        fields: &[plain("text"), plain("internal"), plain("order"), plain("written"), plain("deleted")],
    },
    EntityRule {
        document: CONSULTATION,
        name: "task",
        fields: &[
            plain("text"),
            plain("side"),
            personal("owner"),
            plain("due"),
            plain("done"),
            plain("internal"),
            plain("order"),
            plain("written"),
            plain("deleted"),
        ],
    },
    EntityRule {
        document: CONSULTATION,
        name: "link",
        fields: &[
            plain("need"),
            plain("record"),
            plain("title"),
            plain("verdict"),
            plain("why"),
            plain("internal"),
            plain("order"),
            plain("written"),
            plain("deleted"),
        ],
    },
    EntityRule {
        document: CONSULTATION,
        name: SIGN_OFF,
        fields: &[
            plain("state"),
            plain("version"),
            personal("by"),
            plain("date"),
            plain("content"),
            // The kept minutes name people.
            personal("text"),
            plain("hash"),
            plain("written"),
            plain("deleted"),
        ],
    },
    EntityRule { document: MUNICIPALITY, name: "municipality", fields: &[plain("code"), plain("deleted")] },
    EntityRule {
        document: MUNICIPALITY,
        name: "contact",
        fields: &[
            personal("name"),
            personal("office"),
            personal("email"),
            personal("phone"),
            plain("written"),
            plain("deleted"),
        ],
    },
    EntityRule {
        document: MUNICIPALITY,
        name: "strategy",
        fields: &[plain("title"), plain("period"), plain("url"), plain("written"), plain("deleted")],
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
            plain("written"),
            plain("deleted"),
        ],
    },
    EntityRule {
        document: MUNICIPALITY,
        name: "note",
        fields: &[plain("text"), plain("written"), plain("deleted")],
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
            plain("components"),
            plain("stage"),
            plain("year"),
            plain("cost_text"),
            plain("funding"),
            plain("partners"),
            plain("source"),
            plain("state"),
            plain("written"),
            plain("deleted"),
        ],
    },
];

/// Whether `field` of the entity is personal. Fields and entities that this version does not know count as personal,
/// so that a newer porada's personal field never leaves through an older one.
pub fn is_personal(document: &str, entity: &str, field: &str) -> bool {
    SCHEMA
        .iter()
        .find(|rule| rule.document == document && rule.name == entity)
        .and_then(|rule| rule.fields.iter().find(|rule| rule.name == field))
        .is_none_or(|rule| rule.personal)
}
