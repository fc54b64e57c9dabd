//! Plain data and its rules; no input or output.
//!
//! [`Document`] is the form in which everything is kept and merged; [`Consultation`] is what screens, minutes and the
//! command line read of one; a [`Change`] is the only way in which anything enters a document.

mod component;
mod conflict;
mod conflict_words;
pub mod consultation;
mod document;
mod earlier;
mod file;
mod file_check;
mod identity;
mod json_schema;
mod order;
mod people;
mod person_line;
mod practice_draft;
mod proposal;
pub mod schema;
mod shared_copy;
mod shared_record;
mod standing;
pub mod task_line;
pub mod text;
mod three_way;

pub use component::{Component, Pillar};
pub use conflict::{Conflict, ConflictKind, Rival};
pub use conflict_words::{WriterNames, entity_kind_words, entity_words, writer_words};
pub use consultation::{
    Consultation, ConsultationKind, HeaderField, Item, ItemBody, ItemField, ItemKind, Link, MinutesState,
    MinutesVersion, NeedStatus, NewConsultation, NewSignOff, Participant, Priority, Side, SignOff, Status,
    Verdict, Visibility, sha256,
};
pub use document::{
    Change, ChangeKind, DELETED, DELETED_AFTER, Document, ERASED, Edit, Entity, LARGEST_VALUE, Register,
    Value, value_bytes,
};
pub use earlier::{Earlier, EarlierText, Wrote, first_write, keeps_earlier};
pub use file::{
    ENTITY_LIMIT, FileError, LeftOut, Personal, ReadDocument, read_document, read_document_value,
    write_document,
};
pub use file_check::{Unfit, check_file};
pub use identity::{Author, DocumentId, Dot, EntityId, Origin, ReplicaId, Stamp, VersionVector};
pub use json_schema::document_schema;
pub use order::key_between;
pub use people::{Naming, People};
pub use person_line::{PersonLine, has_contacts, read_people, without_contacts};
pub use practice_draft::{DraftState, PracticeDraft};
pub use proposal::{Piece, Proposal, compare, differences, propose};
pub use shared_copy::ShownAgain;
pub use shared_record::{SharedRecord, SharedVersion, Sharing};
pub use standing::Standing;
pub use three_way::merge_texts;
