//! A practice told by a mayor, before it is in the catalogue.

use super::choice;
use crate::catalogue::{RecordKind, Stage};
use crate::model::schema::PRACTICE_DRAFT;
use crate::model::{Change, ChangeKind, DocumentId, Value, VersionVector};
use crate::tui::desk::Desk;
use crate::tui::overlays::field::Field;
use crate::tui::overlays::form::{FieldProblem, Form, Purpose, Writing};

/// The word of the draft's key.
pub(super) const PURPOSE: &str = "practice";

/// The two kinds of record that a mayor can tell.
const KINDS: [RecordKind; 2] = [RecordKind::Practice, RecordKind::Caution];

/// The fields that are plain text.
const TEXTS: [&str; 10] = [
    "title",
    "problem",
    "solution",
    "result",
    "lesson",
    "place",
    "cost_text",
    "funding",
    "partners",
    "source",
];

/// The form for a new practice draft. It is a document of its own.
pub fn practice_draft(desk: &Desk) -> Form {
    let municipality = desk.open.as_ref().and_then(|open| open.municipalities.first().cloned());
    let fields = vec![
        choice(
            "kind",
            |texts| &texts.practice.kind,
            &KINDS,
            &RecordKind::Practice,
            |language| KINDS.iter().map(|kind| kind.names(language).one).collect(),
        ),
        Field::line("title", |texts| &texts.practice.title, ""),
        Field::lines("problem", |texts| &texts.practice.problem, ""),
        Field::lines("solution", |texts| &texts.practice.solution, ""),
        Field::lines("result", |texts| &texts.practice.result, ""),
        Field::lines("lesson", |texts| &texts.practice.lesson, ""),
        Field::municipalities(
            "municipality_code",
            |texts| &texts.practice.municipality,
            municipality.into_iter().collect(),
            0..=1,
        ),
        Field::line("place", |texts| &texts.practice.place, ""),
        Field::components("components", |texts| &texts.practice.components, &[]),
        choice(
            "stage",
            |texts| &texts.practice.stage,
            &Stage::ALL,
            &Stage::Running,
            |language| Stage::ALL.iter().map(|stage| stage.word(language)).collect(),
        ),
        Field::line("year", |texts| &texts.practice.year, ""),
        Field::line("cost_text", |texts| &texts.practice.cost, ""),
        Field::line("funding", |texts| &texts.practice.funding, ""),
        Field::line("partners", |texts| &texts.practice.partners, ""),
        Field::line("source", |texts| &texts.practice.source, ""),
    ];
    Form::new(PracticeDraft, fields).focused_on("title")
}

#[derive(Debug)]
struct PracticeDraft;

impl Purpose for PracticeDraft {
    fn title(&self, desk: &Desk) -> String {
        desk.texts().forms.practice_title.to_owned()
    }

    fn draft_key(&self) -> String {
        format!("form:{PURPOSE}:new")
    }

    fn written(&self, desk: &Desk) -> &'static str {
        desk.texts().forms.practice_saved
    }

    fn writing(&self, form: &Form, desk: &Desk) -> Result<Option<Writing>, FieldProblem> {
        let text = |key| form.field(key).map(Field::trimmed).unwrap_or_default();
        let year = match text("year").as_str() {
            "" => None,
            year => match year.parse::<i16>().ok().filter(|year| (1900..2200).contains(year)) {
                Some(year) => Some(year),
                None => {
                    let text = desk.texts().forms.not_a_year.to_owned();
                    return Err(FieldProblem { field: "year", text });
                }
            },
        };
        let mut fields: Vec<(&'static str, Value)> = TEXTS
            .into_iter()
            .map(|key| (key, text(key)))
            .filter(|(_, text)| !text.is_empty())
            .map(|(key, text)| (key, Value::from(text)))
            .collect();
        let components =
            form.field("components").and_then(|field| field.read_components().ok()).unwrap_or_default();
        if fields.is_empty() && components.is_empty() && year.is_none() {
            return Ok(None);
        }
        let chosen = |key| form.field(key).map_or(0, Field::chosen);
        let kind = KINDS.get(chosen("kind")).copied().unwrap_or(RecordKind::Practice);
        let stage = Stage::ALL.get(chosen("stage")).copied().unwrap_or(Stage::Running);
        let written = desk.now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        fields.extend([
            ("kind", Value::from(kind.key())),
            ("stage", Value::from(stage.key())),
            ("state", Value::from("draft")),
            ("written", Value::from(written)),
        ]);
        if !components.is_empty() {
            fields.push(("components", components.iter().map(|component| component.code()).collect()));
        }
        if let Some(code) = form.field("municipality_code").and_then(|field| field.codes().first()) {
            fields.push(("municipality_code", Value::from(code.as_str())));
        }
        fields.extend(year.map(|year| ("year", Value::from(year))));
        let id = DocumentId::generate(desk.now);
        Ok(Some(Writing {
            document: id,
            kind: PRACTICE_DRAFT,
            change: Change::single(ChangeKind::Create, id.header(), "practice", fields),
            context: VersionVector::default(),
            warning: None,
        }))
    }
}
