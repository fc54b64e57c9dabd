//! The fields of one item of the record, of a link, and of a new task.

use super::{choice, chosen};
use crate::i18n::Language;
use crate::model::schema::CONSULTATION;
use crate::model::task_line::{self, Beside};
use crate::model::{
    Consultation, Document, DocumentId, EntityId, Item, ItemBody, ItemField, ItemKind, Link, NeedStatus,
    Priority, Side, Value, Verdict,
};
use crate::tui::desk::Desk;
use crate::tui::overlays::field::{Field, Options};
use crate::tui::overlays::form::{FieldProblem, Form, Purpose, Writing};
use crate::tui::words;

/// The words of the drafts' keys.
pub(super) const ITEM_PURPOSE: &str = "item";
pub(super) const LINK_PURPOSE: &str = "link";
pub(super) const TASK_PURPOSE: &str = "task";

/// How many consultations a new task can be given to.
const CONSULTATIONS: usize = 30;
/// An order key behind those of every item that porada makes in a meeting.
const BEHIND_ALL: &str = "zz";

fn sides(language: Language) -> Vec<&'static str> {
    Side::ALL.iter().map(|&side| words::side(side, language)).collect()
}

fn no_yes(language: Language) -> Vec<&'static str> {
    vec![language.texts().common.no, language.texts().common.yes]
}

/// The form for all fields of `item`.
pub fn item_details(consultation: &Consultation, item: &Item, desk: &Desk) -> Form {
    let mut fields = Vec::new();
    match &item.body {
        ItemBody::Need { detail, components, priority, status } => fields.extend([
            Field::line("text", |texts| &texts.item.text, &item.text),
            Field::lines("detail", |texts| &texts.item.detail, detail),
            Field::components("components", |texts| &texts.item.components, components),
            choice(
                "priority",
                |texts| &texts.item.priority,
                Priority::ALL,
                priority,
                |language| {
                    Priority::ALL.iter().map(|&priority| words::priority(priority, language)).collect()
                },
            ),
            choice(
                "status",
                |texts| &texts.item.status,
                NeedStatus::ALL,
                status,
                |language| {
                    NeedStatus::ALL.iter().map(|&status| words::need_status(status, language)).collect()
                },
            ),
        ]),
        ItemBody::Note | ItemBody::Decision => {
            fields.push(Field::lines("text", |texts| &texts.item.text, &item.text));
        }
        ItemBody::Task { side, owner, due, done } => fields.extend([
            Field::line("text", |texts| &texts.item.task, &item.text),
            choice("side", |texts| &texts.item.side, Side::ALL, side, sides),
            Field::line("owner", |texts| &texts.item.owner, owner),
            Field::coming_date("due", |texts| &texts.item.due, *due, desk.language),
            choice("done", |texts| &texts.item.done, &[false, true], done, no_yes),
        ]),
    }
    fields.push(choice("internal", |texts| &texts.item.internal, &[false, true], &item.internal, no_yes));
    Form::new(ItemDetails { consultation: consultation.clone(), item: item.clone() }, fields)
        .disputing(&item.conflicts)
}

#[derive(Debug)]
struct ItemDetails {
    consultation: Consultation,
    item: Item,
}

impl Purpose for ItemDetails {
    fn title(&self, desk: &Desk) -> String {
        words::item_kind(self.item.kind(), desk.language).to_owned()
    }

    fn draft_key(&self) -> String {
        format!("form:{ITEM_PURPOSE}:{}/{}", self.consultation.id, self.item.id)
    }

    fn writing(&self, form: &Form, desk: &Desk) -> Result<Option<Writing>, FieldProblem> {
        let fields = item_fields(form, desk);
        Ok((!fields.is_empty()).then(|| Writing {
            document: self.consultation.id,
            kind: CONSULTATION,
            change: self.consultation.edit_item(&self.item, fields),
            context: self.consultation.seen.clone(),
            warning: None,
        }))
    }
}

/// The changed fields of an item.
fn item_fields(form: &Form, desk: &Desk) -> Vec<ItemField> {
    [
        form.changed("text").map(|field| ItemField::Text(field.trimmed())),
        form.changed("detail").map(|field| ItemField::Detail(field.trimmed())),
        form.changed("components").and_then(|field| field.read_components().ok()).map(ItemField::Components),
        form.changed("priority").map(|field| ItemField::Priority(chosen(Priority::ALL, field))),
        form.changed("status").map(|field| ItemField::NeedStatus(chosen(NeedStatus::ALL, field))),
        form.changed("side").map(|field| ItemField::Side(chosen(Side::ALL, field))),
        form.changed("owner").map(|field| ItemField::Owner(field.trimmed())),
        form.changed("due").map(|field| ItemField::Due(field.read_date(desk.today()))),
        form.changed("done").map(|field| ItemField::Done(field.chosen() == 1)),
        form.changed("internal").map(|field| ItemField::Internal(field.chosen() == 1)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The form for what the municipality said of a linked record.
pub fn link_details(consultation: &Consultation, link: &Link) -> Form {
    let fields = vec![
        choice(
            "verdict",
            |texts| &texts.item.verdict,
            Verdict::ALL,
            &link.verdict,
            |language| Verdict::ALL.iter().map(|&verdict| words::verdict(verdict, language)).collect(),
        ),
        Field::lines("why", |texts| &texts.item.why, &link.why),
    ];
    Form::new(LinkDetails { consultation: consultation.clone(), link: link.clone() }, fields)
        .disputing(&link.conflicts)
}

#[derive(Debug)]
struct LinkDetails {
    consultation: Consultation,
    link: Link,
}

impl Purpose for LinkDetails {
    fn title(&self, desk: &Desk) -> String {
        let record = desk.catalogue.record(&self.link.record);
        let title = record.map_or(self.link.title.as_str(), |record| record.title.get(desk.language));
        (desk.texts().forms.link_title)(title)
    }

    fn draft_key(&self) -> String {
        format!("form:{LINK_PURPOSE}:{}/{}", self.consultation.id, self.link.id)
    }

    fn writing(&self, form: &Form, _desk: &Desk) -> Result<Option<Writing>, FieldProblem> {
        let verdict = form.field("verdict").map_or(self.link.verdict, |field| chosen(Verdict::ALL, field));
        let why = form.field("why").map(Field::trimmed).unwrap_or_default();
        Ok(Some(Writing {
            document: self.consultation.id,
            kind: CONSULTATION,
            change: self.consultation.judge_link(&self.link, verdict, &why),
            context: self.consultation.seen.clone(),
            warning: None,
        }))
    }
}

/// The form for a new task of the open consultation, or of another one that is chosen in it.
pub fn new_task(desk: &Desk) -> Form {
    let consultations: Vec<(String, String)> = desk
        .consultations
        .iter()
        .take(CONSULTATIONS)
        .map(|row| {
            let title = desk.consultation_title(&row.title, row.kind, &row.municipalities);
            let date = row.start.map(|start| format!(" {}", desk.language.date(start.date())));
            (row.id.to_string(), format!("{title}{}", date.unwrap_or_default()))
        })
        .collect();
    if consultations.is_empty() {
        return Form::new(NewTask, Vec::new());
    }
    let open = desk.open.as_ref().map(|open| open.id.to_string());
    let chosen = consultations.iter().position(|(id, _)| Some(id) == open.as_ref()).unwrap_or(0);
    let fields = vec![
        Field::choice(
            "consultation",
            |texts| &texts.item.consultation,
            Options::Keyed(consultations),
            chosen,
        ),
        Field::line("text", |texts| &texts.item.task, ""),
        choice("side", |texts| &texts.item.side, Side::ALL, &Side::default(), sides),
        Field::line("owner", |texts| &texts.item.owner, ""),
        Field::coming_date("due", |texts| &texts.item.due, None, desk.language),
    ];
    Form::new(NewTask, fields).focused_on("text")
}

#[derive(Debug)]
struct NewTask;

impl Purpose for NewTask {
    fn title(&self, desk: &Desk) -> String {
        desk.texts().forms.task_title.to_owned()
    }

    fn draft_key(&self) -> String {
        format!("form:{TASK_PURPOSE}:new")
    }

    fn notice(&self, desk: &Desk) -> &'static str {
        desk.texts().forms.no_consultation
    }

    fn writing(&self, form: &Form, desk: &Desk) -> Result<Option<Writing>, FieldProblem> {
        let Some(id) = form.field("consultation").and_then(Field::chosen_key).and_then(|id| id.parse().ok())
        else {
            return Ok(None);
        };
        let said = |key| form.field(key).is_some_and(|field| !field.text().trim().is_empty());
        if !said("text") {
            let text = desk.texts().forms.task_without_words.to_owned();
            let nothing = !said("owner") && !said("due");
            return if nothing { Ok(None) } else { Err(FieldProblem { field: "text", text }) };
        }
        let side = form.changed("side");
        let line = form.field("text").map(Field::trimmed).unwrap_or_default();
        let beside = Beside { who: side.is_some() || said("owner"), due: said("due") };
        let of_it = desk.open.clone().filter(|open| open.id == id);
        let Some(of_it) = of_it.or_else(|| Consultation::read(&Document::new(id, CONSULTATION))) else {
            return Ok(None);
        };
        let task = task_line::read_beside(&line, desk.today(), &of_it, &desk.broker_name, beside);
        let unclear = desk.texts().forms.task_deadline_unclear;
        let warning = task.puzzling.as_deref().map(unclear);
        let mut fields = vec![ItemField::Text(task.text)];
        // The side is written as it is shown, also when it is the one that stood there.
        fields.push(ItemField::Side(side.map_or(task.side, |field| chosen(Side::ALL, field))));
        let owner = form.field("owner").map(Field::trimmed).filter(|owner| !owner.is_empty());
        fields.push(ItemField::Owner(owner.unwrap_or(task.owner)));
        let due = form.changed("due").and_then(|field| field.read_date(desk.today()));
        fields.push(ItemField::Due(due.or(task.due)));
        Ok(Some(Writing { warning, ..task_of(id, fields, desk) }))
    }
}

/// Adds a task to the consultation `id`. Of one that is not open only the row is known; its task goes behind all items.
fn task_of(id: DocumentId, fields: Vec<ItemField>, desk: &Desk) -> Writing {
    let task = EntityId::generate(desk.now);
    let writing =
        |change, context| Writing { document: id, kind: CONSULTATION, change, context, warning: None };
    if let Some(open) = desk.open.as_ref().filter(|open| open.id == id) {
        return writing(open.add_item(task, ItemKind::Task, fields, desk.now), open.seen.clone());
    }
    let document = Document::new(id, CONSULTATION);
    let seen = document.seen().clone();
    let mut change = match Consultation::read(&document) {
        Some(empty) => empty.add_item(task, ItemKind::Task, fields, desk.now),
        None => crate::model::Change { kind: crate::model::ChangeKind::Add, edits: Vec::new() },
    };
    for edit in &mut change.edits {
        edit.fields.insert("order".to_owned(), Value::from(BEHIND_ALL));
    }
    writing(change, seen)
}
