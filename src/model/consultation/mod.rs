//! A consultation as screens, minutes and the command line read it, and the changes that they make to it.

mod changes;
mod signoff;
mod words;

pub use changes::{HeaderField, ItemField, NewConsultation};
pub use signoff::{MinutesVersion, NewSignOff, SignOff, sha256};
pub use words::{
    ConsultationKind, ItemKind, MinutesState, NeedStatus, Priority, Side, Status, Verdict, Visibility,
};

use super::component::Component;
use super::document::{Document, Entity};
use super::identity::{DocumentId, EntityId, ReplicaId, VersionVector};
use super::schema::{CONSULTATION, INTERNAL, PLACE, SIGN_OFF};
use super::standing::Standing;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::HashSet;

/// What only one kind of item has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum ItemBody {
    /// A need.
    Need {
        /// Context in the municipality's own words.
        detail: String,
        /// The components it belongs to, the primary one first.
        components: Vec<Component>,
        /// How urgent.
        priority: Priority,
        /// How far.
        status: NeedStatus,
    },
    /// A note.
    Note,
    /// A decision.
    Decision,
    /// A task.
    Task {
        /// Which side does it.
        side: Side,
        /// Who does it; personal.
        owner: String,
        /// By when.
        due: Option<Date>,
        /// Whether it is done.
        done: bool,
    },
}

/// One item of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Item {
    /// The entity.
    pub id: EntityId,
    /// When it was written down.
    pub written: Timestamp,
    /// The words.
    pub text: String,
    /// The kind and its own fields.
    #[serde(flatten)]
    pub body: ItemBody,
    /// Whether it never leaves for the municipality; so does what is linked to it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub internal: bool,
    /// Its place among the items; see [`crate::model::key_between`].
    #[serde(skip)]
    pub order: String,
    /// The session that wrote it down there; none once it was moved. Two sessions may move an item to one place, and what
    /// both went on to write behind it would get the same keys.
    #[serde(skip)]
    pub placed_by: Option<ReplicaId>,
    /// The fields that were written differently elsewhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<String>,
}

impl Item {
    /// The kind of the item.
    pub fn kind(&self) -> ItemKind {
        match self.body {
            ItemBody::Need { .. } => ItemKind::Need,
            ItemBody::Note => ItemKind::Note,
            ItemBody::Decision => ItemKind::Decision,
            ItemBody::Task { .. } => ItemKind::Task,
        }
    }
}

/// Somebody who was there, or excused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Participant {
    /// The entity.
    pub id: EntityId,
    /// The name; personal.
    pub name: String,
    /// The office; personal.
    pub office: String,
    /// The organisation.
    pub organisation: String,
    /// The work e-mail; personal.
    pub email: String,
    /// The work telephone; personal.
    pub phone: String,
    /// Whether the person was excused.
    pub excused: bool,
    /// The fields that were written differently elsewhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<String>,
}

/// Evidence that is linked to a need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Link {
    /// The entity.
    pub id: EntityId,
    /// The need.
    pub need: EntityId,
    /// The id of the catalogue's record.
    pub record: String,
    /// The record's title when it was linked, for a reader who does not have the record.
    pub title: String,
    /// What the municipality said of it.
    pub verdict: Verdict,
    /// Why.
    pub why: String,
    /// When it was linked.
    pub written: Timestamp,
    /// Whether it never leaves for the municipality.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub internal: bool,
    /// Whether how far the need is was written together with a link of it, and by nobody since: then it follows the links.
    #[serde(skip)]
    pub sets_status: bool,
    /// The fields that were written differently elsewhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<String>,
}

/// A consultation with everything that is not deleted, of each field the value that is shown first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Consultation {
    /// The document.
    pub id: DocumentId,
    /// What the reader of this value has seen; the context of the changes that she makes.
    #[serde(skip)]
    pub seen: VersionVector,
    /// The session that reads it and makes the changes; the items that it adds one after the other stay together.
    #[serde(skip)]
    pub reader: Option<ReplicaId>,
    /// How they met.
    pub kind: ConsultationKind,
    /// The title; empty for the customary one («Konzultace» and the municipality).
    pub title: String,
    /// Codes of the municipalities, the main one first.
    pub municipalities: Vec<String>,
    /// When it began, in local time.
    pub start: Option<DateTime>,
    /// When it ended, in local time.
    pub end: Option<DateTime>,
    /// Where, or online.
    pub place: String,
    /// The agenda, a line an item.
    pub agenda: String,
    /// How far it is.
    pub status: Status,
    /// Who may see it.
    pub visibility: Visibility,
    /// When and where the next meeting is, in words.
    pub next_meeting: String,
    /// Who wrote the minutes; personal.
    pub written_by: String,
    /// Who verifies them; personal.
    pub verified_by: String,
    /// Whether it is a marked sample.
    pub sample: bool,
    /// Whether it is deleted.
    pub deleted: bool,
    /// The people.
    pub participants: Vec<Participant>,
    /// Needs, notes, decisions and tasks in their order.
    pub items: Vec<Item>,
    /// The links, in the order in which they were made.
    pub links: Vec<Link>,
    /// The steps of the sign-off of the minutes, in the order in which they were taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sign_offs: Vec<SignOff>,
    /// Fields of the header that were written differently elsewhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<String>,
}

fn written(entity: &Entity) -> Timestamp {
    entity.text("written").parse().unwrap_or_default()
}

fn word<T>(parse: impl Fn(&str) -> Option<T>, entity: &Entity, field: &str) -> T
where
    T: Default,
{
    parse(entity.text(field)).unwrap_or_default()
}

impl Item {
    fn read(standing: &Standing<'_>, id: EntityId, entity: &Entity) -> Option<Item> {
        let body = match ItemKind::parse(&entity.kind)? {
            ItemKind::Need => ItemBody::Need {
                detail: entity.text("detail").to_owned(),
                components: entity
                    .texts("components")
                    .iter()
                    .filter_map(|code| Component::parse(code))
                    .collect(),
                priority: word(Priority::parse, entity, "priority"),
                status: word(NeedStatus::parse, entity, "status"),
            },
            ItemKind::Note => ItemBody::Note,
            ItemKind::Decision => ItemBody::Decision,
            ItemKind::Task => ItemBody::Task {
                side: word(Side::parse, entity, "side"),
                owner: entity.text("owner").to_owned(),
                due: entity.text("due").parse().ok(),
                done: entity.flag("done"),
            },
        };
        Some(Item {
            id,
            written: written(entity),
            text: entity.text("text").to_owned(),
            body,
            internal: entity.any_flag(INTERNAL),
            order: entity.text(PLACE).to_owned(),
            placed_by: placed_by(entity),
            conflicts: standing.open_fields(id),
        })
    }
}

/// Who wrote an item down where it stands.
fn placed_by(entity: &Entity) -> Option<ReplicaId> {
    let write = |field| entity.first(field).map(|register| register.origin.dot);
    write(PLACE).filter(|place| write("written") == Some(*place)).map(|place| place.replica)
}

impl Consultation {
    /// Reads a document; `None` when it is not a consultation.
    pub fn read(document: &Document) -> Option<Consultation> {
        if document.kind != CONSULTATION {
            return None;
        }
        let empty = Entity { kind: CONSULTATION.to_owned(), fields: std::collections::BTreeMap::new() };
        let header = document.header().unwrap_or(&empty);
        let standing = document.standing();
        let live = || document.entities().filter(|&(id, _)| standing.is_shown(id));
        let mut items: Vec<Item> = live().filter_map(|(id, it)| Item::read(&standing, id, it)).collect();
        items.sort_by(|a, b| (&a.order, a.id).cmp(&(&b.order, b.id)));
        let mut participants: Vec<(&str, Participant)> = live()
            .filter(|(_, entity)| entity.kind == "participant")
            .map(|(id, it)| (it.text(PLACE), participant(&standing, id, it)))
            .collect();
        participants.sort_by(|a, b| (a.0, a.1.id).cmp(&(b.0, b.1.id)));
        let mut links: Vec<Link> = live()
            .filter(|(_, entity)| entity.kind == "link")
            .filter_map(|(id, entity)| link(&standing, id, entity))
            .collect();
        links.sort_by_key(|link| (link.written, link.id));
        let following = needs_that_follow(document);
        links.iter_mut().for_each(|link| link.sets_status = following.contains(&link.need));
        let mut sign_offs: Vec<SignOff> = live()
            .filter(|(_, entity)| entity.kind == SIGN_OFF)
            .map(|(id, entity)| SignOff::read(id, entity))
            .collect();
        // Of steps of one second the one that leads further is the later.
        sign_offs.sort_by_key(|step| (step.written, step.version, step.state, step.id));
        Some(Consultation {
            id: document.id,
            seen: document.seen().clone(),
            reader: None,
            kind: word(ConsultationKind::parse, header, "kind"),
            title: header.text("title").to_owned(),
            municipalities: header.texts("municipalities"),
            start: header.text("start").parse().ok(),
            end: header.text("end").parse().ok(),
            place: header.text("place").to_owned(),
            agenda: header.text("agenda").to_owned(),
            status: word(Status::parse, header, "status"),
            visibility: word(Visibility::parse, header, "visibility"),
            next_meeting: header.text("next_meeting").to_owned(),
            written_by: header.text("written_by").to_owned(),
            verified_by: header.text("verified_by").to_owned(),
            sample: header.flag("sample"),
            deleted: standing.is_deleted(document.id.header()) || document.is_erased(document.id.header()),
            participants: participants.into_iter().map(|(_, participant)| participant).collect(),
            items,
            links,
            sign_offs,
            conflicts: standing.open_fields(document.id.header()),
        })
    }

    /// The consultation as it may leave: without internal items and links, and without what was linked to such items.
    pub fn without_internal(&self) -> Cow<'_, Consultation> {
        let is_internal =
            self.items.iter().any(|item| item.internal) || self.links.iter().any(|it| it.internal);
        if !is_internal {
            return Cow::Borrowed(self);
        }
        let mut shown = self.clone();
        let hidden: HashSet<EntityId> =
            self.items.iter().filter(|item| item.internal).map(|item| item.id).collect();
        shown.items.retain(|item| !item.internal);
        shown.links.retain(|link| !link.internal && !hidden.contains(&link.need));
        Cow::Owned(shown)
    }

    /// The item with this id.
    pub fn item(&self, id: EntityId) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The items of one kind in their order.
    pub fn items_of(&self, kind: ItemKind) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.kind() == kind)
    }

    /// The links of a need in the order in which they were made.
    pub fn links_of(&self, need: EntityId) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(move |link| link.need == need)
    }

    /// The need that evidence is linked to from the item `selected`: itself if it is a need, else the nearest need
    /// above it, else the last need.
    pub fn need_for_link(&self, selected: Option<EntityId>) -> Option<EntityId> {
        let end = selected
            .and_then(|id| self.items.iter().position(|item| item.id == id))
            .map_or(self.items.len(), |it| it + 1);
        let need =
            |items: &[Item]| items.iter().rfind(|item| item.kind() == ItemKind::Need).map(|item| item.id);
        need(&self.items[..end]).or_else(|| need(&self.items))
    }
}

fn participant(standing: &Standing<'_>, id: EntityId, entity: &Entity) -> Participant {
    let field = |name| entity.text(name).to_owned();
    Participant {
        id,
        name: field("name"),
        office: field("office"),
        organisation: field("organisation"),
        email: field("email"),
        phone: field("phone"),
        excused: entity.flag("excused"),
        conflicts: standing.open_fields(id),
    }
}

fn link(standing: &Standing<'_>, id: EntityId, entity: &Entity) -> Option<Link> {
    Some(Link {
        id,
        need: entity.text("need").parse().ok()?,
        record: entity.text("record").to_owned(),
        title: entity.text("title").to_owned(),
        verdict: word(Verdict::parse, entity, "verdict"),
        why: entity.text("why").to_owned(),
        written: written(entity),
        internal: entity.any_flag(INTERNAL),
        sets_status: false,
        conflicts: standing.open_fields(id),
    })
}

/// The needs whose status was written last by the same write as something of one of their links.
fn needs_that_follow(document: &Document) -> HashSet<EntityId> {
    let links = document.entities().filter(|(_, entity)| entity.kind == "link");
    let following = links.filter_map(|(_, link)| {
        let need: EntityId = link.text("need").parse().ok()?;
        let status = document.entity(need)?.first("status")?.origin.dot;
        let mut writes = link.registers().flat_map(|(_, registers)| registers);
        writes.any(|register| register.origin.dot == status).then_some(need)
    });
    following.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::Change;
    use crate::model::identity::{Author, ReplicaId};

    struct Desk {
        document: Document,
        author: Author,
        next: u128,
    }

    impl Desk {
        fn new() -> Desk {
            let id = DocumentId::from_u128(1);
            let mut desk = Desk {
                document: Document::new(id, CONSULTATION),
                author: Author::new(ReplicaId(9)),
                next: 1,
            };
            desk.write(&Consultation::create(
                id,
                NewConsultation { municipalities: vec!["597520".into()], ..Default::default() },
            ));
            desk
        }

        fn view(&self) -> Consultation {
            Consultation::read(&self.document).unwrap()
        }

        fn write(&mut self, change: &Change) {
            let seen = self.document.seen().clone();
            self.document.write(change, &seen, &mut self.author, Timestamp::UNIX_EPOCH);
        }

        fn id(&mut self) -> EntityId {
            self.next += 1;
            EntityId::from_u128(self.next)
        }

        fn add(&mut self, kind: ItemKind, words: &str) -> EntityId {
            let id = self.id();
            let change =
                self.view().add_item(id, kind, vec![ItemField::Text(words.into())], Timestamp::UNIX_EPOCH);
            self.write(&change);
            id
        }

        fn words(&self) -> Vec<String> {
            self.view().items.into_iter().map(|item| item.text).collect()
        }
    }

    #[test]
    fn items_keep_the_order_of_writing_and_move() {
        let mut desk = Desk::new();
        let first = desk.add(ItemKind::Need, "a");
        desk.add(ItemKind::Note, "b");
        desk.add(ItemKind::Task, "c");
        let change = desk.view().move_item(first, 1).unwrap();
        desk.write(&change);
        assert_eq!(desk.words(), ["b", "a", "c"]);
        let change = desk.view().move_item(first, 1).unwrap();
        desk.write(&change);
        assert_eq!(desk.words(), ["b", "c", "a"]);
        assert_eq!(desk.view().move_item(first, 1), None);
        let change = desk.view().move_item(first, -1).unwrap();
        desk.write(&change);
        assert_eq!(desk.words(), ["b", "a", "c"]);
    }

    #[test]
    fn the_inverse_takes_every_change_back() {
        let mut desk = Desk::new();
        let need = desk.add(ItemKind::Need, "kontejnery");
        let before = desk.view();
        let link = desk.id();
        let changes = [
            before.edit_item(
                before.item(need).unwrap(),
                vec![ItemField::Text("jinak".into()), ItemField::Priority(Priority::High)],
            ),
            before.delete_item(before.item(need).unwrap()),
            before.link(link, need, "kolin-senzory", "Senzory", Timestamp::UNIX_EPOCH),
            before.set_header(vec![HeaderField::Title("T".into()), HeaderField::Start(None)]),
        ];
        for change in changes {
            let inverse = desk.document.inverse(&change);
            desk.write(&change);
            assert_ne!(Consultation { seen: before.seen.clone(), ..desk.view() }, before, "{change:?}");
            desk.write(&inverse);
            assert_eq!(Consultation { seen: before.seen.clone(), ..desk.view() }, before, "{change:?}");
        }
    }

    #[test]
    fn the_need_for_a_link_is_the_nearest_above() {
        let mut desk = Desk::new();
        let first = desk.add(ItemKind::Need, "a");
        let note = desk.add(ItemKind::Note, "b");
        let last = desk.add(ItemKind::Need, "c");
        let view = desk.view();
        assert_eq!(view.need_for_link(Some(note)), Some(first));
        assert_eq!(view.need_for_link(Some(last)), Some(last));
        assert_eq!(view.need_for_link(None), Some(last));
    }

    #[test]
    fn participants_are_written_only_where_they_differ() {
        let mut desk = Desk::new();
        let person = Participant {
            id: desk.id(),
            name: "Jana Vzorová".into(),
            office: "starostka".into(),
            organisation: String::new(),
            email: String::new(),
            phone: String::new(),
            excused: false,
            conflicts: Vec::new(),
        };
        let change =
            desk.view().set_participants(std::slice::from_ref(&person), Timestamp::UNIX_EPOCH).unwrap();
        desk.write(&change);
        assert_eq!(desk.view().participants, std::slice::from_ref(&person));
        assert_eq!(desk.view().set_participants(&[person], Timestamp::UNIX_EPOCH), None);
        let change = desk.view().set_participants(&[], Timestamp::UNIX_EPOCH).unwrap();
        desk.write(&change);
        assert!(desk.view().participants.is_empty());
    }

    #[test]
    fn how_far_a_need_is_follows_its_links_until_a_person_says_it() {
        let mut desk = Desk::new();
        let need = desk.add(ItemKind::Need, "Přeplněné kontejnery");
        let status = |desk: &Desk| match desk.view().item(need).unwrap().body {
            ItemBody::Need { status, .. } => status,
            _ => panic!("a need"),
        };
        let link = |desk: &mut Desk, record: &str| {
            let (id, before) = (desk.id(), desk.view());
            let mut change = before.link(id, need, record, record, Timestamp::UNIX_EPOCH);
            change.edits.extend(before.status_by_new_link(need));
            desk.write(&change);
        };
        link(&mut desk, "kolin-senzory");
        assert_eq!(status(&desk), NeedStatus::Explored);
        link(&mut desk, "opzp-odpady");
        let before = desk.view();
        desk.write(&before.judge_link(&before.links[0], Verdict::Chosen, ""));
        assert_eq!(status(&desk), NeedStatus::Matched);
        for expected in [NeedStatus::Explored, NeedStatus::New] {
            let before = desk.view();
            desk.write(&before.unlink(&before.links[0]));
            assert_eq!(status(&desk), expected);
        }
        let before = desk.view();
        let said = vec![ItemField::NeedStatus(NeedStatus::Explored)];
        desk.write(&before.edit_item(before.item(need).unwrap(), said));
        link(&mut desk, "jine");
        let before = desk.view();
        desk.write(&before.judge_link(&before.links[0], Verdict::Chosen, ""));
        assert_eq!(status(&desk), NeedStatus::Explored, "a person has said it");
    }
}
