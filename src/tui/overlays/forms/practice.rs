//! A practice told by a mayor, before it is in the catalogue: as it is written down, and all its fields later.

use super::{choice, chosen};
use crate::catalogue::{RecordKind, Stage};
use crate::model::schema::PRACTICE_DRAFT;
use crate::model::{DocumentId, DraftState, PracticeDraft, Value, VersionVector};
use crate::tui::desk::Desk;
use crate::tui::overlays::field::Field;
use crate::tui::overlays::form::{FieldProblem, Form, Purpose, Writing};
use crate::tui::words;

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
    Form::new(NewDraft, fields(None, municipality)).focused_on("title")
}

/// The form for all fields of a practice draft that was written down.
pub fn practice_details(draft: &PracticeDraft) -> Form {
    let code = Some(draft.text("municipality_code").to_owned()).filter(|code| !code.is_empty());
    let mut fields = fields(Some(draft), code);
    fields.push(choice(
        "state",
        |texts| &texts.practice.state,
        &DraftState::ALL,
        &draft.state,
        |language| DraftState::ALL.iter().map(|&state| words::draft_state(state, language)).collect(),
    ));
    Form::new(Details(draft.clone()), fields).focused_on("title").disputing(&draft.conflicts)
}

/// The fields that a draft has from its beginning, with what it says.
fn fields(draft: Option<&PracticeDraft>, municipality: Option<String>) -> Vec<Field> {
    let said = |key| draft.map_or("", |draft| draft.text(key));
    let year = draft.and_then(|draft| draft.year).map(|year| year.to_string()).unwrap_or_default();
    let components = draft.map(|draft| draft.components.as_slice()).unwrap_or_default();
    vec![
        choice(
            "kind",
            |texts| &texts.practice.kind,
            &KINDS,
            &RecordKind::parse(said("kind")).unwrap_or(RecordKind::Practice),
            |language| KINDS.iter().map(|kind| kind.names(language).one).collect(),
        ),
        Field::line("title", |texts| &texts.practice.title, said("title")),
        Field::lines("problem", |texts| &texts.practice.problem, said("problem")),
        Field::lines("solution", |texts| &texts.practice.solution, said("solution")),
        Field::lines("result", |texts| &texts.practice.result, said("result")),
        Field::lines("lesson", |texts| &texts.practice.lesson, said("lesson")),
        Field::municipalities(
            "municipality_code",
            |texts| &texts.practice.municipality,
            municipality.into_iter().collect(),
            0..=1,
        ),
        Field::line("place", |texts| &texts.practice.place, said("place")),
        Field::components("components", |texts| &texts.practice.components, components),
        choice(
            "stage",
            |texts| &texts.practice.stage,
            &Stage::ALL,
            &Stage::parse(said("stage")).unwrap_or(Stage::Running),
            |language| Stage::ALL.iter().map(|stage| stage.word(language)).collect(),
        ),
        Field::line("year", |texts| &texts.practice.year, &year),
        Field::line("cost_text", |texts| &texts.practice.cost, said("cost_text")),
        Field::line("funding", |texts| &texts.practice.funding, said("funding")),
        Field::line("partners", |texts| &texts.practice.partners, said("partners")),
        Field::line("source", |texts| &texts.practice.source, said("source")),
    ]
}

/// A field as documents keep it; `Null` where there is nothing in it.
fn value(form: &Form, key: &'static str, desk: &Desk) -> Result<Value, FieldProblem> {
    let Some(field) = form.field(key) else { return Ok(Value::Null) };
    Ok(match key {
        "kind" => Value::from(KINDS.get(field.chosen()).copied().unwrap_or(RecordKind::Practice).key()),
        "stage" => Value::from(Stage::ALL.get(field.chosen()).copied().unwrap_or(Stage::Running).key()),
        "state" => Value::from(chosen(&DraftState::ALL, field).key()),
        "municipality_code" => field.codes().first().map_or(Value::Null, |code| Value::from(code.as_str())),
        "components" => {
            let components = field.read_components().unwrap_or_default();
            let codes: Vec<&str> = components.iter().map(|component| component.code()).collect();
            if codes.is_empty() { Value::Null } else { Value::from(codes) }
        }
        "year" => match field.trimmed().as_str() {
            "" => Value::Null,
            year => match year.parse::<i16>().ok().filter(|year| (1900..2200).contains(year)) {
                Some(year) => Value::from(year),
                None => {
                    let text = desk.texts().forms.not_a_year.to_owned();
                    return Err(FieldProblem { field: "year", text });
                }
            },
        },
        _ => match field.trimmed() {
            text if text.is_empty() => Value::Null,
            text => Value::from(text),
        },
    })
}

#[derive(Debug)]
struct NewDraft;

impl Purpose for NewDraft {
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
        let mut fields = Vec::new();
        for key in TEXTS.into_iter().chain(["components", "year"]) {
            fields.push((key, value(form, key, desk)?));
        }
        fields.retain(|(_, value)| !value.is_null());
        if fields.is_empty() {
            return Ok(None);
        }
        for key in ["kind", "stage", "municipality_code"] {
            fields.push((key, value(form, key, desk)?));
        }
        fields.retain(|(_, value)| !value.is_null());
        let id = DocumentId::generate(desk.now);
        Ok(Some(Writing {
            document: id,
            kind: PRACTICE_DRAFT,
            change: PracticeDraft::create(id, fields, desk.now),
            context: VersionVector::default(),
            warning: None,
        }))
    }
}

/// The draft as it was when its form was opened.
#[derive(Debug)]
struct Details(PracticeDraft);

impl Purpose for Details {
    fn title(&self, desk: &Desk) -> String {
        desk.texts().forms.practice_title.to_owned()
    }

    fn draft_key(&self) -> String {
        format!("form:{PURPOSE}:{}", self.0.id)
    }

    fn written(&self, desk: &Desk) -> &'static str {
        desk.texts().forms.practice_changed
    }

    fn writing(&self, form: &Form, desk: &Desk) -> Result<Option<Writing>, FieldProblem> {
        let mut fields = Vec::new();
        let others = ["components", "year", "kind", "stage", "municipality_code", "state"];
        for key in TEXTS.into_iter().chain(others).filter(|key| form.changed(key).is_some()) {
            fields.push((key, value(form, key, desk)?));
        }
        Ok((!fields.is_empty()).then(|| Writing {
            document: self.0.id,
            kind: PRACTICE_DRAFT,
            change: self.0.edit(fields),
            context: self.0.seen.clone(),
            warning: None,
        }))
    }
}
