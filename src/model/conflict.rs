//! What a person has to settle: fields with competing values, and deletions beside edits that their author had not seen.

use super::document::{
    Change, ChangeKind, DELETED, DELETED_AFTER, Document, ERASED, Edit, Entity, Register, Value,
};
use super::identity::{Dot, EntityId, ReplicaId, Stamp, VersionVector};
use super::people::NAMES;
use super::schema::{CATALOGUE_RECORD, INTERNAL, PLACE, Shape, shape};
use super::standing::Standing;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How far ahead of this clock a stamp may be before it is reported.
const TOLERATED_AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// What kind of values compete, and so how they can be settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConflictKind {
    /// Texts: they can be joined, or written anew from a proposal.
    Text,
    /// Lists: they can be united.
    List,
    /// Anything else: one of the values has to be taken.
    Choice,
    /// Deleted by one, kept by another: either brought back, or edited by somebody whom the deletion had not seen.
    Deletion {
        /// What was edited beside the deletion: of the entity itself, or of what belongs to it.
        edited: Vec<(EntityId, String)>,
    },
}

/// One of the competing values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rival {
    /// The value; of a deletion `true` for deleted and `Null` for kept.
    pub value: Value,
    /// The sessions that wrote it, in the order of their ids.
    pub writers: Vec<ReplicaId>,
    /// When it was written last, as its author's clock said.
    pub stamp: Stamp,
}

/// Competing values of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The entity.
    pub entity: EntityId,
    /// Its kind.
    pub entity_kind: String,
    /// The field; [`DELETED`] for a deletion.
    pub field: String,
    /// What kind of values.
    pub kind: ConflictKind,
    /// The different values, the one that is shown first at the beginning.
    pub values: Vec<Rival>,
    /// The text that all of them were made from, as far as the home knows; a document does not.
    pub base: Option<String>,
}

impl Conflict {
    /// The change that settles the conflict with `value`. Written with what the person saw, it replaces those values.
    pub fn settle(&self, value: Value) -> Change {
        let edit = Edit {
            entity: self.entity,
            kind: self.entity_kind.clone(),
            fields: BTreeMap::from([(self.field.clone(), value)]),
        };
        Change { kind: ChangeKind::Settle, edits: vec![edit] }
    }
}

/// Whether competing values of `field` are settled by a rule and not by a person: of the internal mark one yes is enough,
/// of places the latest counts, and the rest only serves the merge.
fn settles_itself(field: &str) -> bool {
    [INTERNAL, PLACE, DELETED, DELETED_AFTER, ERASED].contains(&field)
}

/// Values as a person tells them apart: that something is not deleted has two spellings.
fn plain(field: &str, value: &Value) -> Value {
    if field == DELETED && value.as_bool() != Some(true) { Value::Null } else { value.clone() }
}

/// The value of [`DELETED_AFTER`] that says these writes.
pub(super) fn writes(seen: &VersionVector) -> Value {
    seen.iter().map(|dot| dot.to_string()).collect()
}

/// The different values among `registers`, the latest first.
fn rivals<'all>(field: &str, registers: impl Iterator<Item = &'all Register>) -> Vec<Rival> {
    let mut latest_first: Vec<&Register> = registers.collect();
    latest_first.sort_by_key(|register| std::cmp::Reverse((register.origin.stamp, register.origin.dot)));
    let mut rivals: Vec<Rival> = Vec::new();
    let mut places: HashMap<Value, usize> = HashMap::new();
    for register in latest_first {
        let (value, writer) = (plain(field, &register.value), register.origin.dot.replica);
        match places.get(&value).and_then(|&place| rivals.get_mut(place)) {
            Some(rival) => rival.writers.push(writer),
            None => {
                places.insert(value.clone(), rivals.len());
                rivals.push(Rival { value, writers: vec![writer], stamp: register.origin.stamp });
            }
        }
    }
    for rival in &mut rivals {
        rival.writers.sort_unstable();
        rival.writers.dedup();
    }
    rivals
}

impl Entity {
    /// The concurrent values of `field` in the order of their writes.
    pub fn named(&self, field: &str) -> &[Register] {
        self.fields.get(field).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn deletions(&self) -> impl Iterator<Item = &Register> {
        self.named(DELETED).iter().filter(|register| register.value.as_bool() == Some(true))
    }

    /// What the authors of all deletions had seen together; `None` when one of them does not say.
    pub(super) fn seen_by_deletions(&self) -> Option<VersionVector> {
        let mut seen = VersionVector::default();
        let all = self.named(DELETED_AFTER);
        for deletion in self.deletions() {
            let dot = deletion.origin.dot;
            let place = all.binary_search_by_key(&dot, |register| register.origin.dot).ok()?;
            let after = all.get(place)?;
            let dots = after.value.as_array()?.iter().filter_map(Value::as_str);
            dots.filter_map(|dot| dot.parse().ok()).chain([dot]).for_each(|dot: Dot| seen.note(dot));
        }
        Some(seen)
    }
}

/// What a person has to settle.
impl Standing<'_> {
    /// Everything in the document that a person has to settle, in the order of the entities' ids. Of what is deleted or
    /// erased there is nothing to settle, nor in a copy for the network, which nobody but its author writes. Equal values are
    /// no conflict, whoever wrote them.
    pub fn conflicts(&self) -> Vec<Conflict> {
        let document = self.document();
        if !self.is_shown(document.id.header()) && document.header().is_some() {
            return Vec::new();
        }
        // Of shared records the latest version counts; see `SharedRecord`.
        if document.kind == CATALOGUE_RECORD {
            return Vec::new();
        }
        let shown = document.entities().filter(|&(id, _)| self.is_shown(id));
        shown.flat_map(|(id, entity)| self.conflicts_of(id, entity)).collect()
    }

    /// The fields of one entity that a person has to settle.
    pub fn open_fields(&self, id: EntityId) -> Vec<String> {
        let entity = self.document().entity(id).filter(|_| self.is_shown(id));
        let conflicts = entity.map(|entity| self.conflicts_of(id, entity)).unwrap_or_default();
        conflicts.into_iter().map(|conflict| conflict.field).collect()
    }

    fn conflicts_of(&self, id: EntityId, entity: &Entity) -> Vec<Conflict> {
        if self.document().id.is_shared_copy() {
            return Vec::new();
        }
        let conflict = |field: &str, kind, values| Conflict {
            entity: id,
            entity_kind: entity.kind.clone(),
            field: field.to_owned(),
            kind,
            values,
            base: None,
        };
        let fields = entity.conflicts().filter(|field| !settles_itself(field)).map(|field| {
            let kind = self.document().kind_of(entity, field);
            conflict(field, kind, rivals(field, entity.named(field).iter()))
        });
        let deletion = self.deletion_conflict(id, entity);
        fields.chain(deletion.map(|(kind, values)| conflict(DELETED, kind, values))).collect()
    }

    fn deletion_conflict(&self, id: EntityId, entity: &Entity) -> Option<(ConflictKind, Vec<Rival>)> {
        entity.deletions().next()?;
        let edits = self.edited_beside_deletion(id);
        let mut values = rivals(DELETED, entity.deletions());
        let kept = entity.named(DELETED).iter().filter(|register| register.value.as_bool() != Some(true));
        let kept = kept
            .chain(edits.iter().map(|(_, _, register)| *register))
            .map(|register| Register { value: Value::Null, ..register.clone() });
        let kept: Vec<Register> = kept.collect();
        values.splice(0..0, rivals(DELETED, kept.iter()));
        let edited: BTreeSet<(EntityId, String)> =
            edits.iter().map(|&(entity, field, _)| (entity, field.to_owned())).collect();
        (values.len() > 1).then(|| (ConflictKind::Deletion { edited: edited.into_iter().collect() }, values))
    }
}

/// Conflicts of a whole document.
impl Document {
    /// As [`Standing::conflicts`].
    pub fn conflicts(&self) -> Vec<Conflict> {
        self.standing().conflicts()
    }

    /// What has to be written beside `inverse`, the earliest first, so that the same values compete as before `change`: the
    /// competing values that it replaces, written with `context` beside `kept`, and that `inverse` does not write. To be
    /// computed before `change` is written.
    pub fn replaced_beside(
        &self,
        change: &Change,
        inverse: &Change,
        context: &VersionVector,
        kept: &BTreeSet<Dot>,
    ) -> Vec<Change> {
        let shown = |edit: &Edit, field: &str| {
            let mut edits = inverse.edits.iter().filter(|it| it.entity == edit.entity);
            edits.find_map(|it| it.fields.get(field))
        };
        let mut beside = Vec::new();
        for edit in &change.edits {
            let Some(entity) = self.entity(edit.entity) else { continue };
            for field in edit.fields.keys() {
                let replaced = entity.named(field).iter().filter(|register| {
                    context.covers(register.origin.dot) && !kept.contains(&register.origin.dot)
                });
                let back = shown(edit, field).map(|value| plain(field, value));
                let others =
                    rivals(field, replaced).into_iter().rev().filter(|it| Some(&it.value) != back.as_ref());
                beside.extend(others.map(|rival| {
                    let mut fields = BTreeMap::from([(field.clone(), rival.value)]);
                    if field == DELETED
                        && let Some(seen) = entity.seen_by_deletions()
                    {
                        fields.insert(DELETED_AFTER.to_owned(), writes(&seen));
                    }
                    let edit = Edit { entity: edit.entity, kind: entity.kind.clone(), fields };
                    Change { kind: change.kind, edits: vec![edit] }
                }));
            }
        }
        beside
    }

    fn kind_of(&self, entity: &Entity, field: &str) -> ConflictKind {
        match shape(&self.kind, &entity.kind, field) {
            Some(Shape::Text | Shape::Organisation) => ConflictKind::Text,
            Some(Shape::Municipalities | Shape::Components) => ConflictKind::List,
            Some(_) => ConflictKind::Choice,
            None if entity.named(field).iter().all(|it| it.value.is_string() || it.value.is_null()) => {
                ConflictKind::Text
            }
            None => ConflictKind::Choice,
        }
    }

    /// Sessions whose clock is more than a day ahead of `now`, with the latest stamp of each. Nothing depends on stamps
    /// but which of several competing values is shown first; a wrong clock wins that for a long time.
    pub fn stamps_ahead(&self, now: Timestamp) -> BTreeMap<ReplicaId, Stamp> {
        let Ok(limit) = now.checked_add(TOLERATED_AHEAD) else { return BTreeMap::new() };
        let limit = Stamp::from_wall(limit);
        let mut ahead = BTreeMap::new();
        let fields = self.entities().flat_map(|(_, entity)| entity.registers());
        // Pseudonyms are the writes of nobody's session.
        let fields = fields.filter(|(field, _)| !(self.id.is_shared_copy() && NAMES.contains(field)));
        let registers = fields.flat_map(|(_, all)| all);
        for Register { origin, .. } in registers.filter(|register| register.origin.stamp > limit) {
            let latest = ahead.entry(origin.dot.replica).or_insert(origin.stamp);
            *latest = origin.stamp.max(*latest);
        }
        ahead
    }
}
