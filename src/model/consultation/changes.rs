//! The changes that screens and the command line make to a consultation. Every id and moment is passed in.

use super::words::{ConsultationKind, ItemKind, NeedStatus, Priority, Side, Status, Verdict, Visibility};
use super::{Consultation, Item, Link, Participant};
use crate::model::component::Component;
use crate::model::document::{Change, ChangeKind, DELETED, Edit, Value};
use crate::model::identity::{DocumentId, EntityId};
use crate::model::order::key_between;
use crate::model::schema::{CONSULTATION, INTERNAL};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

fn text(value: &str) -> Value {
    if value.is_empty() { Value::Null } else { Value::from(value) }
}

fn moment(now: Timestamp) -> Value {
    Value::from(now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// A civil moment as documents keep it, to the minute.
fn civil(value: DateTime) -> Value {
    Value::from(value.strftime("%Y-%m-%dT%H:%M").to_string())
}

/// The header of a consultation that is to be made.
#[derive(Debug, Clone, Default)]
pub struct NewConsultation {
    /// How they meet.
    pub kind: ConsultationKind,
    /// The title, or empty.
    pub title: String,
    /// Codes of the municipalities.
    pub municipalities: Vec<String>,
    /// When it begins.
    pub start: Option<DateTime>,
    /// How far it is.
    pub status: Status,
    /// Who writes the minutes.
    pub written_by: String,
    /// Whether it is a marked sample.
    pub sample: bool,
}

/// A field of the header with its new value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeaderField {
    /// How they met.
    Kind(ConsultationKind),
    /// The title.
    Title(String),
    /// Codes of the municipalities.
    Municipalities(Vec<String>),
    /// When it began.
    Start(Option<DateTime>),
    /// When it ended.
    End(Option<DateTime>),
    /// Where.
    Place(String),
    /// The agenda, a line an item.
    Agenda(String),
    /// How far it is.
    Status(Status),
    /// Who may see it.
    Visibility(Visibility),
    /// The next meeting.
    NextMeeting(String),
    /// Who wrote the minutes.
    WrittenBy(String),
    /// Who verifies them.
    VerifiedBy(String),
}

impl HeaderField {
    fn write(self) -> (&'static str, Value) {
        match self {
            HeaderField::Kind(kind) => ("kind", Value::from(kind.key())),
            HeaderField::Title(title) => ("title", text(&title)),
            HeaderField::Municipalities(codes) => ("municipalities", Value::from(codes)),
            HeaderField::Start(start) => ("start", start.map_or(Value::Null, civil)),
            HeaderField::End(end) => ("end", end.map_or(Value::Null, civil)),
            HeaderField::Place(place) => ("place", text(&place)),
            HeaderField::Agenda(agenda) => ("agenda", text(&agenda)),
            HeaderField::Status(status) => ("status", Value::from(status.key())),
            HeaderField::Visibility(visibility) => ("visibility", Value::from(visibility.key())),
            HeaderField::NextMeeting(next) => ("next_meeting", text(&next)),
            HeaderField::WrittenBy(name) => ("written_by", text(&name)),
            HeaderField::VerifiedBy(name) => ("verified_by", text(&name)),
        }
    }
}

/// A field of an item with its new value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemField {
    /// The words of any item.
    Text(String),
    /// The context of a need.
    Detail(String),
    /// The components of a need.
    Components(Vec<Component>),
    /// The urgency of a need.
    Priority(Priority),
    /// How far a need is.
    NeedStatus(NeedStatus),
    /// The side of a task.
    Side(Side),
    /// The owner of a task.
    Owner(String),
    /// The date of a task.
    Due(Option<Date>),
    /// Whether a task is done.
    Done(bool),
    /// Whether the item never leaves for the municipality.
    Internal(bool),
}

impl ItemField {
    fn write(self) -> (&'static str, Value) {
        match self {
            ItemField::Text(words) => ("text", text(&words)),
            ItemField::Detail(words) => ("detail", text(&words)),
            ItemField::Components(components) => {
                ("components", components.iter().map(|component| component.code()).collect())
            }
            ItemField::Priority(priority) => ("priority", Value::from(priority.key())),
            ItemField::NeedStatus(status) => ("status", Value::from(status.key())),
            ItemField::Side(side) => ("side", Value::from(side.key())),
            ItemField::Owner(owner) => ("owner", text(&owner)),
            ItemField::Due(due) => ("due", due.map_or(Value::Null, |due| Value::from(due.to_string()))),
            ItemField::Done(done) => ("done", Value::from(done)),
            ItemField::Internal(internal) => (INTERNAL, Value::from(internal)),
        }
    }
}

/// Changes of a consultation. Every id and moment is passed in.
impl Consultation {
    /// Makes a consultation. The document has the same id.
    pub fn create(id: DocumentId, new: NewConsultation) -> Change {
        let mut fields = vec![
            ("kind", Value::from(new.kind.key())),
            ("municipalities", Value::from(new.municipalities)),
            ("status", Value::from(new.status.key())),
            ("visibility", Value::from(Visibility::default().key())),
        ];
        let optional = [
            ("title", text(&new.title)),
            ("start", new.start.map_or(Value::Null, civil)),
            ("written_by", text(&new.written_by)),
            ("sample", if new.sample { Value::Bool(true) } else { Value::Null }),
        ];
        fields.extend(optional.into_iter().filter(|(_, value)| !value.is_null()));
        Change::single(ChangeKind::Create, id.header(), CONSULTATION, fields)
    }

    /// Writes fields of the header.
    pub fn set_header(&self, fields: Vec<HeaderField>) -> Change {
        let fields = fields.into_iter().map(HeaderField::write);
        Change::single(ChangeKind::Header, self.id.header(), CONSULTATION, fields)
    }

    /// Deletes the consultation; undo brings it back.
    pub fn delete(&self) -> Change {
        Change::single(ChangeKind::Delete, self.id.header(), CONSULTATION, [(DELETED, Value::Bool(true))])
    }

    /// Adds an item after the last one.
    pub fn add_item(&self, id: EntityId, kind: ItemKind, fields: Vec<ItemField>, now: Timestamp) -> Change {
        let order = key_between(self.items.last().map(|item| item.order.as_str()), None);
        let fields = fields
            .into_iter()
            .map(ItemField::write)
            .filter(|(_, value)| !value.is_null())
            .chain([("order", Value::from(order)), ("written", moment(now))]);
        Change::single(ChangeKind::Add, id, kind.key(), fields)
    }

    /// Writes fields of an item.
    pub fn edit_item(&self, item: &Item, fields: Vec<ItemField>) -> Change {
        let kind = match fields.as_slice() {
            [ItemField::Done(_)] => ChangeKind::Done,
            _ => ChangeKind::Edit,
        };
        Change::single(kind, item.id, item.kind().key(), fields.into_iter().map(ItemField::write))
    }

    /// Deletes an item; the links of a need stay with it and come back with it.
    pub fn delete_item(&self, item: &Item) -> Change {
        Change::single(ChangeKind::Delete, item.id, item.kind().key(), [(DELETED, Value::Bool(true))])
    }

    /// Moves an item one place up (`-1`) or down (`1`); `None` when it is there already.
    pub fn move_item(&self, id: EntityId, step: isize) -> Option<Change> {
        let position = self.items.iter().position(|item| item.id == id)?;
        let target =
            position.checked_add_signed(step).filter(|&target| target < self.items.len() && step != 0)?;
        let order_at =
            |index: Option<usize>| index.and_then(|index| self.items.get(index)).map(|it| it.order.as_str());
        let order = if step < 0 {
            key_between(order_at(target.checked_sub(1)), order_at(Some(target)))
        } else {
            key_between(order_at(Some(target)), order_at(Some(target + 1)))
        };
        let item = self.items.get(position)?;
        Some(Change::single(ChangeKind::Move, id, item.kind().key(), [("order", Value::from(order))]))
    }

    /// Links a record to a need.
    pub fn link(&self, id: EntityId, need: EntityId, record: &str, title: &str, now: Timestamp) -> Change {
        let fields = [
            ("need", Value::from(need.to_string())),
            ("record", Value::from(record)),
            ("title", text(title)),
            ("verdict", Value::from(Verdict::default().key())),
            ("written", moment(now)),
        ];
        Change::single(ChangeKind::Link, id, "link", fields)
    }

    /// Takes a link away.
    pub fn unlink(&self, link: &Link) -> Change {
        Change::single(ChangeKind::Unlink, link.id, "link", [(DELETED, Value::Bool(true))])
    }

    /// Writes what the municipality said of a linked record, and why.
    pub fn judge_link(&self, link: &Link, verdict: Verdict, why: &str) -> Change {
        let fields = [("verdict", Value::from(verdict.key())), ("why", text(why))];
        Change::single(ChangeKind::Edit, link.id, "link", fields)
    }

    /// Marks a link as one that never leaves for the municipality, or takes the mark away.
    pub fn mark_link(&self, link: &Link, internal: bool) -> Change {
        Change::single(ChangeKind::Edit, link.id, "link", [(INTERNAL, Value::from(internal))])
    }

    /// Makes the list of participants what `wanted` says: writes new and changed ones, deletes those that are missing.
    /// `None` when nothing differs.
    pub fn set_participants(&self, wanted: &[Participant], now: Timestamp) -> Option<Change> {
        let mut edits: Vec<Edit> = Vec::new();
        for (index, person) in wanted.iter().enumerate() {
            let known = self.participants.iter().position(|known| known.id == person.id);
            if known == Some(index) && self.participants.get(index) == Some(person) {
                continue;
            }
            let mut fields = vec![
                ("name", text(&person.name)),
                ("office", text(&person.office)),
                ("organisation", text(&person.organisation)),
                ("email", text(&person.email)),
                ("phone", text(&person.phone)),
                ("excused", Value::Bool(person.excused)),
                ("order", Value::from(format!("{index:04}"))),
            ];
            if known.is_none() {
                fields.retain(|(_, value)| !value.is_null());
                fields.push(("written", moment(now)));
            }
            edits.push(Edit::new(person.id, "participant", fields));
        }
        let missing =
            self.participants.iter().filter(|known| wanted.iter().all(|person| person.id != known.id));
        edits.extend(
            missing.map(|person| Edit::new(person.id, "participant", [(DELETED, Value::Bool(true))])),
        );
        (!edits.is_empty()).then_some(Change { kind: ChangeKind::Participants, edits })
    }
}
