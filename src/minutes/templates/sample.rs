//! Minutes to try templates with. Nobody reads them.

use crate::i18n::Language;
use crate::minutes::document::{AnnexRecord, Document, Fact, NotePoint, Person, Point, TaskRow};

/// Minutes without anything but the signatures.
pub(super) fn empty(language: Language) -> Document {
    Document {
        language,
        organisation: String::new(),
        heading: "x".to_owned(),
        title: "x".to_owned(),
        date: None,
        facts: Vec::new(),
        present: Vec::new(),
        excused: Vec::new(),
        agenda: Vec::new(),
        course: Vec::new(),
        decisions: Vec::new(),
        tasks: Vec::new(),
        next_meeting: String::new(),
        annex: Vec::new(),
        written_by: String::new(),
        verified_by: String::new(),
        sample: false,
        notices: Vec::new(),
    }
}

/// Minutes in which every section says something.
pub(super) fn full(language: Language) -> Document {
    let word = || "x".to_owned();
    let fact = Fact { label: word(), value: word() };
    let person = Person { name: word(), office: word(), organisation: word() };
    Document {
        organisation: word(),
        facts: vec![fact.clone()],
        present: vec![person.clone()],
        excused: vec![person],
        agenda: vec![word()],
        course: vec![Point::Note(NotePoint { written: word(), text: word() })],
        decisions: vec![word()],
        tasks: vec![TaskRow { what: word(), who: word(), due: word(), done: false }],
        next_meeting: word(),
        annex: vec![AnnexRecord {
            kind: word(),
            title: word(),
            place: word(),
            facts: vec![fact],
            sources: Vec::new(),
        }],
        sample: true,
        notices: vec![word()],
        ..empty(language)
    }
}
