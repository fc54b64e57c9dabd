//! What minutes say, in the words of one language, before any format writes them.
//!
//! Every text here is plain: no control characters, no markup. Texts marked "lines" may hold line breaks.

use crate::i18n::Language;
use jiff::civil::Date;

/// A label and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The label without a colon.
    pub label: String,
    /// The value; lines.
    pub value: String,
}

/// Somebody who was present or excused. Without personal data only the organisation is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name, or empty.
    pub name: String,
    /// The office, or empty.
    pub office: String,
    /// The organisation, or empty.
    pub organisation: String,
}

impl Person {
    /// Name, office and organisation in one line, as far as they are known.
    pub fn line(&self) -> String {
        let known: Vec<&str> = [&self.name, &self.office, &self.organisation]
            .into_iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        known.join(", ")
    }
}

/// Where a statement comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    /// The title of the page or document.
    pub title: String,
    /// Who published it, or empty.
    pub publisher: String,
    /// When, as the language writes it, or empty.
    pub date: String,
    /// The address, only if it is one of the web (`http`, `https`) and without anything that must be escaped.
    pub url: Option<String>,
}

/// A record that was linked to a need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The word for its kind: good practice, caution, programme, ...
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Where it was realised, or empty.
    pub place: String,
    /// The newest of its sources; `None` when the catalogue does not have the record.
    pub source: Option<SourceLine>,
    /// The word for what the municipality said of it.
    pub verdict: String,
    /// Why; lines, or empty.
    pub why: String,
    /// The date that its statements are of, or empty when it is unknown.
    pub as_of: String,
    /// The id of a record that the catalogue does not have, so that a reader can ask for it.
    pub missing: Option<String>,
}

/// A need in the course of the meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedPoint {
    /// Its number among the needs, from 1.
    pub number: usize,
    /// When it was written down; with the date if that was not the day of the meeting.
    pub written: String,
    /// The need in one line; may be empty.
    pub text: String,
    /// The context in the municipality's own words; lines, or empty.
    pub detail: String,
    /// Its components with their names, the primary one first.
    pub components: Vec<String>,
    /// The word for its urgency; `None` for an ordinary one.
    pub priority: Option<String>,
    /// The word for how far the answer is; `None` while it is only written down.
    pub status: Option<String>,
    /// What was linked to it.
    pub evidence: Vec<Evidence>,
}

/// A note in the course of the meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotePoint {
    /// When it was written down; with the date if that was not the day of the meeting.
    pub written: String,
    /// The note; lines.
    pub text: String,
}

/// A point of the course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Point {
    /// A need.
    Need(NeedPoint),
    /// A note.
    Note(NotePoint),
}

/// A task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskRow {
    /// What is to be done, in one line.
    pub what: String,
    /// Who does it: the person if known and shown, and the side.
    pub who: String,
    /// By when, or empty.
    pub due: String,
    /// Whether it is done.
    pub done: bool,
}

/// A linked record with what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnexRecord {
    /// The word for its kind.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Where it was realised, or empty.
    pub place: String,
    /// Problem, solution, result, lesson, cost, ..., as far as the record has them.
    pub facts: Vec<Fact>,
    /// All its sources.
    pub sources: Vec<SourceLine>,
}

/// The minutes. Sections without content are empty and left out by the formats, except the signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The language of all texts, which the formats need for their labels.
    pub language: Language,
    /// The broker's organisation, or empty.
    pub organisation: String,
    /// What the document is: "Zápis z konzultace".
    pub heading: String,
    /// What the meeting was about.
    pub title: String,
    /// The day of the meeting, for the properties of a file; if that is unknown, the day of the first item.
    pub date: Option<Date>,
    /// Municipality, date, time, place, kind, as far as they are known.
    pub facts: Vec<Fact>,
    /// Who was present.
    pub present: Vec<Person>,
    /// Who was excused.
    pub excused: Vec<Person>,
    /// The items of the agenda without numbers.
    pub agenda: Vec<String>,
    /// Needs and notes in the order of the record.
    pub course: Vec<Point>,
    /// The decisions in the order of the record; lines.
    pub decisions: Vec<String>,
    /// The tasks in the order of the record.
    pub tasks: Vec<TaskRow>,
    /// When and where the next meeting is; lines, or empty.
    pub next_meeting: String,
    /// Every linked record that the catalogue has, once, in the order in which the course names it.
    pub annex: Vec<AnnexRecord>,
    /// Who wrote the minutes, or empty.
    pub written_by: String,
    /// Who verifies them, or empty.
    pub verified_by: String,
    /// Whether the meeting is a made-up sample.
    pub sample: bool,
    /// What a reader must know about the statements: their age, open calls, what was left out.
    pub notices: Vec<String>,
}
