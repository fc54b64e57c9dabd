//! The changes that screens and the command line make to a consultation. Every id and moment is passed in.

use super::words::{ConsultationKind, ItemKind, NeedStatus, Priority, Side, Status, Verdict, Visibility};
use super::{Consultation, Item, ItemBody, Link, Participant};
use crate::model::component::Component;
use crate::model::document::{Change, ChangeKind, DELETED, Edit, Value};
use crate::model::identity::{DocumentId, EntityId};
use crate::model::order::{place_between, place_in_run};
use crate::model::schema::{CONSULTATION, INTERNAL, PLACE};
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

fn fields_of(person: &Participant) -> Vec<(&'static str, Value)> {
    vec![
        ("name", text(&person.name)),
        ("office", text(&person.office)),
        ("organisation", text(&person.organisation)),
        ("email", text(&person.email)),
        ("phone", text(&person.phone)),
        ("excused", Value::Bool(person.excused)),
    ]
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
        let order = self.place_at_the_end(id);
        let fields = fields
            .into_iter()
            .map(ItemField::write)
            .filter(|(_, value)| !value.is_null())
            .chain([(PLACE, Value::from(order)), ("written", moment(now))]);
        Change::single(ChangeKind::Add, id, kind.key(), fields)
    }

    /// The place after the last item: in the run of this session if it put the last item there, else in a new run.
    fn place_at_the_end(&self, id: EntityId) -> String {
        let Some(last) = self.items.last() else { return place_between(None, None, id) };
        let mine = self.items.iter().filter(|it| it.placed_by == self.reader && self.reader.is_some());
        let run = mine.map(|it| it.order.as_str()).filter(|first| last.order.starts_with(first));
        match run.min_by_key(|first| first.len()) {
            Some(first) if last.placed_by == self.reader => place_in_run(first, &last.order),
            _ => place_between(Some(&last.order), None, id),
        }
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
            place_between(order_at(target.checked_sub(1)), order_at(Some(target)), id)
        } else {
            place_between(order_at(Some(target)), order_at(Some(target + 1)), id)
        };
        let item = self.items.get(position)?;
        Some(Change::single(ChangeKind::Move, id, item.kind().key(), [(PLACE, Value::from(order))]))
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

    /// What a new link says of how far `need` is. It belongs into the change that links, so that undo takes both back.
    pub fn status_by_new_link(&self, need: EntityId) -> Option<Edit> {
        self.status_by(need, self.links_of(need).map(|link| link.verdict).chain([Verdict::default()]))
    }

    /// How far a need is by the verdicts on what is linked to it: a chosen record answers it, any other means that it was
    /// looked into. `None` where that stands there already, or where a person has said how far it is.
    fn status_by(&self, need: EntityId, verdicts: impl Iterator<Item = Verdict>) -> Option<Edit> {
        let status = match verdicts.map(|it| if it == Verdict::Chosen { 2 } else { 1 }).max() {
            Some(2) => NeedStatus::Matched,
            Some(_) => NeedStatus::Explored,
            None => NeedStatus::New,
        };
        let known = match self.item(need).map(|item| &item.body) {
            Some(ItemBody::Need { status, .. }) => *status,
            _ => NeedStatus::New,
        };
        let follows = match known {
            NeedStatus::New => true,
            NeedStatus::Explored | NeedStatus::Matched => self.links_of(need).any(|it| it.sets_status),
            NeedStatus::Project | NeedStatus::Unmet => false,
        };
        let edit = || Edit::new(need, ItemKind::Need.key(), [ItemField::NeedStatus(status).write()]);
        (follows && status != known).then(edit)
    }

    /// Takes a link away.
    pub fn unlink(&self, link: &Link) -> Change {
        let mut change = Change::single(ChangeKind::Unlink, link.id, "link", [(DELETED, Value::Bool(true))]);
        change.edits.extend(self.status_by_known_link(link, None));
        change
    }

    /// How far the need of a link is when the link has this verdict, or goes. A need that is deleted keeps its status: an edit
    /// beside a deletion would be a conflict that nobody made.
    fn status_by_known_link(&self, link: &Link, verdict: Option<Verdict>) -> Option<Edit> {
        self.item(link.need)?;
        let others = self.links_of(link.need).filter(|other| other.id != link.id).map(|other| other.verdict);
        self.status_by(link.need, others.chain(verdict))
    }

    /// Writes what the municipality said of a linked record, and why.
    pub fn judge_link(&self, link: &Link, verdict: Verdict, why: &str) -> Change {
        let fields = [("verdict", Value::from(verdict.key())), ("why", text(why))];
        let mut change = Change::single(ChangeKind::Edit, link.id, "link", fields);
        change.edits.extend(self.status_by_known_link(link, Some(verdict)));
        change
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
            let mut fields = fields_of(person);
            fields.push((PLACE, Value::from(format!("{index:04}"))));
            match known.and_then(|position| Some((position, self.participants.get(position)?))) {
                // Only what differs: a field that is written again competes with what others write at the same time.
                Some((position, known)) => {
                    let before = fields_of(known);
                    fields.retain(|(name, value)| match *name {
                        PLACE => position != index,
                        _ => !before.contains(&(*name, value.clone())),
                    });
                }
                None => {
                    fields.retain(|(_, value)| !value.is_null());
                    fields.push(("written", moment(now)));
                }
            }
            if !fields.is_empty() {
                edits.push(Edit::new(person.id, "participant", fields));
            }
        }
        let missing =
            self.participants.iter().filter(|known| wanted.iter().all(|person| person.id != known.id));
        edits.extend(
            missing.map(|person| Edit::new(person.id, "participant", [(DELETED, Value::Bool(true))])),
        );
        (!edits.is_empty()).then_some(Change { kind: ChangeKind::Participants, edits })
    }
}
