//! The causal multi-value document: the one form in which everything that is recorded is kept and merged.
//!
//! A document is a version vector and a tree entity → field → set of values, each value with the dot of the write that
//! made it. A write replaces exactly the values that its author had seen; concurrent values all survive until a person
//! settles them. [`Document::join`] is the causal rule of Almeida et al. («Scalable and Accurate Causality Tracking for
//! Eventually Consistent Stores», 2014): keep a value if both sides have its dot, or if one side has it and the other
//! has not seen it. It is commutative, associative and idempotent; the property tests in `tests/merge.rs` hold it to that.

use super::identity::{Author, DocumentId, Dot, EntityId, Origin, ReplicaId, Stamp, VersionVector};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The most bytes of the texts in one value, 1 MiB. A longer one is not written down, because no other device would take it.
pub const LARGEST_VALUE: usize = 1 << 20;

/// About how many bytes a value has as JSON.
pub fn value_bytes(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(value_bytes).sum(),
        Value::Object(items) => items.iter().map(|(key, value)| key.len() + value_bytes(value)).sum(),
        _ => 8,
    }
}

/// A plain value: text, whole number, yes or no, or a list of texts. Anything else is kept as it came.
pub use serde_json::Value;

/// The field that marks an entity as deleted. Deleting is a reversible write like any other.
pub const DELETED: &str = "deleted";

/// What the author of a deletion had seen of the entity and of what belongs to it: a list of `replica.counter`, written
/// with every deletion. It tells a deletion of everything from one beside an edit that its author had not seen.
pub const DELETED_AFTER: &str = "deleted_after";

/// The field that marks an entity as erased: its values are gone for good, on every device that hears of it. Unlike a
/// deletion it cannot be taken back, and whatever a device that had not heard of it wrote goes too.
pub const ERASED: &str = "erased";

/// One value of a field and the write that made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// The write and its stamp.
    pub origin: Origin,
    /// The value. `Null` stands for a field that was emptied.
    pub value: Value,
}

/// An entity: its kind and its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The kind, `need` or `task` for example; kinds that this version does not know are kept.
    pub kind: String,
    /// For each field its concurrent values in the order of their dots; never empty.
    pub(super) fields: BTreeMap<String, Vec<Register>>,
}

impl Entity {
    /// The value of `field` that is shown first: of several concurrent ones the one with the latest stamp.
    pub fn value(&self, field: &str) -> Option<&Value> {
        let winner = self.first(field)?;
        (!winner.value.is_null()).then_some(&winner.value)
    }

    /// As [`Entity::value`], with the write that made it; an emptied field too.
    pub(super) fn first(&self, field: &str) -> Option<&Register> {
        self.fields.get(field)?.iter().max_by_key(|register| (register.origin.stamp, register.origin.dot))
    }

    /// The text of `field`; empty where there is none.
    pub fn text(&self, field: &str) -> &str {
        self.value(field).and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether `field` says yes.
    pub fn flag(&self, field: &str) -> bool {
        self.value(field).and_then(Value::as_bool).unwrap_or(false)
    }

    /// Whether any of the concurrent values of `field` says yes: for what must not be lost to a conflict.
    pub fn any_flag(&self, field: &str) -> bool {
        let registers = self.fields.get(field).map(Vec::as_slice).unwrap_or_default();
        registers.iter().any(says_yes)
    }

    /// The texts of a list field.
    pub fn texts(&self, field: &str) -> Vec<String> {
        let values = self.value(field).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        values.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Whether the value shown first says that the entity is deleted; [`super::Standing::is_deleted`] also knows what
    /// others wrote at the same time.
    pub fn is_deleted(&self) -> bool {
        self.flag(DELETED)
    }

    /// Whether the entity was erased; one device that says so is enough.
    pub fn is_erased(&self) -> bool {
        self.any_flag(ERASED)
    }

    /// The fields that hold different concurrent values. Equal values written twice are no conflict.
    pub fn conflicts(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(|(_, registers)| differ(registers)).map(|(field, _)| field.as_str())
    }

    /// Every field with its registers.
    pub fn registers(&self) -> impl Iterator<Item = (&str, &[Register])> {
        self.fields.iter().map(|(field, registers)| (field.as_str(), registers.as_slice()))
    }
}

fn differ(registers: &[Register]) -> bool {
    registers.split_first().is_some_and(|(first, rest)| rest.iter().any(|other| other.value != first.value))
}

/// What a change does, for the undo message and the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// A new document.
    Create,
    /// A new item of the record: a need, a note, a decision, a task.
    Add,
    /// Other words or fields of an item.
    Edit,
    /// An item or a document was deleted.
    Delete,
    /// An item moved up or down.
    Move,
    /// Evidence was linked to a need.
    Link,
    /// A link was taken away.
    Unlink,
    /// The header of a consultation changed.
    Header,
    /// The participants changed.
    Participants,
    /// A task was done or opened again.
    Done,
    /// A step of the sign-off of the minutes.
    SignOff,
    /// A value came from a file or from another program.
    Import,
    /// Something was erased for good.
    Erase,
    /// Competing values were settled.
    Settle,
}

/// What a change writes into one entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The entity; it is made when the document does not have it.
    pub entity: EntityId,
    /// Its kind; only the first write of an entity decides it.
    pub kind: String,
    /// The fields that get a new value; `Null` empties one.
    pub fields: BTreeMap<String, Value>,
}

/// One change of one document: one thought of its author, one step of undo, one dot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What it does.
    pub kind: ChangeKind,
    /// What it writes.
    pub edits: Vec<Edit>,
}

impl Change {
    /// A change with one edit.
    pub fn single<Fields>(kind: ChangeKind, entity: EntityId, entity_kind: &str, fields: Fields) -> Change
    where
        Fields: IntoIterator<Item = (&'static str, Value)>,
    {
        Change { kind, edits: vec![Edit::new(entity, entity_kind, fields)] }
    }
}

impl Edit {
    /// An edit that writes `fields`.
    pub fn new<Fields>(entity: EntityId, kind: &str, fields: Fields) -> Edit
    where
        Fields: IntoIterator<Item = (&'static str, Value)>,
    {
        let fields = fields.into_iter().map(|(field, value)| (field.to_owned(), value)).collect();
        Edit { entity, kind: kind.to_owned(), fields }
    }
}

/// A document with everything that its merge needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The id.
    pub id: DocumentId,
    /// The kind: `consultation`, `municipality`, `practice-draft`, `catalogue-record`, or one that this version does not know.
    pub kind: String,
    pub(super) seen: VersionVector,
    pub(super) entities: BTreeMap<EntityId, Entity>,
}

impl Document {
    /// A document that nothing was written to.
    pub fn new(id: DocumentId, kind: impl Into<String>) -> Document {
        Document { id, kind: kind.into(), seen: VersionVector::default(), entities: BTreeMap::new() }
    }

    /// Puts a document together from what a store or a file kept. Registers without values are dropped, duplicates of
    /// one dot count once.
    pub fn from_parts(
        id: DocumentId,
        kind: impl Into<String>,
        seen: VersionVector,
        registers: impl IntoIterator<Item = (EntityId, String, String, Register)>,
    ) -> Document {
        let mut document = Document { seen, ..Document::new(id, kind) };
        for (entity, entity_kind, field, register) in registers {
            document.seen.note(register.origin.dot);
            document.insert(entity, &entity_kind, &field, register);
        }
        document.forget_erased();
        document
    }

    /// What has been seen of every replica.
    pub fn seen(&self) -> &VersionVector {
        &self.seen
    }

    /// The entity with this id, deleted or not.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(&id)
    }

    /// All entities, deleted ones too, in the order of their ids.
    pub fn entities(&self) -> impl Iterator<Item = (EntityId, &Entity)> {
        self.entities.iter().map(|(&id, entity)| (id, entity))
    }

    /// The entity that carries the document's own fields.
    pub fn header(&self) -> Option<&Entity> {
        self.entities.get(&self.id.header())
    }

    /// Writes `change` with one new dot; what it writes into erased entities is dropped.
    ///
    /// `context` is what the author had seen when she decided, normally the `seen` of the values on her screen: exactly
    /// those values are replaced, later ones stay beside the new one as a conflict.
    pub fn write(
        &mut self,
        change: &Change,
        context: &VersionVector,
        author: &mut Author,
        now: Timestamp,
    ) -> Dot {
        self.write_beside(change, context, &BTreeSet::new(), author, now)
    }

    /// As [`Document::write`], but what the writes in `kept` made stays beside the new values, whatever `context` covers.
    pub fn write_beside(
        &mut self,
        change: &Change,
        context: &VersionVector,
        kept: &BTreeSet<Dot>,
        author: &mut Author,
        now: Timestamp,
    ) -> Dot {
        let replaces = |dot| context.covers(dot) && !kept.contains(&dot);
        let dot = self.next_dot(author.replica());
        let replaced = change
            .edits
            .iter()
            .filter_map(|edit| self.entities.get(&edit.entity).map(|entity| (edit, entity)))
            .flat_map(|(edit, entity)| edit.fields.keys().filter_map(|field| entity.fields.get(field)))
            .flatten()
            .filter(|register| replaces(register.origin.dot))
            .map(|register| register.origin.stamp)
            .max();
        let origin = Origin { dot, stamp: author.stamp(now, replaced) };
        let deletes = change.edits.iter().filter(|edit| edit.fields.get(DELETED) == Some(&Value::Bool(true)));
        let deleted_after = self.deleted_after(deletes.map(|edit| edit.entity), context);
        self.seen.note(dot);
        for edit in change.edits.iter().filter(|edit| !self.is_erased(edit.entity)).collect::<Vec<_>>() {
            for (field, value) in edit.fields.iter().filter(|(field, _)| *field != DELETED_AFTER) {
                if field == DELETED {
                    // A deletion that comes again says what it had seen, a new one sees all that its author does.
                    let said = edit.fields.get(DELETED_AFTER).or_else(|| deleted_after.get(&edit.entity));
                    let after = said.filter(|_| value.as_bool() == Some(true)).cloned();
                    self.replace(edit, DELETED_AFTER, after, replaces, origin);
                }
                self.replace(edit, field, Some(value.clone()), replaces, origin);
            }
        }
        self.forget_erased();
        dot
    }

    /// The next write of a replica.
    pub(super) fn next_dot(&self, replica: ReplicaId) -> Dot {
        Dot { replica, counter: self.seen.counter(replica).saturating_add(1) }
    }

    /// Puts `value` in the place of what it replaces; without a value only that goes.
    fn replace(
        &mut self,
        edit: &Edit,
        field: &str,
        value: Option<Value>,
        replaces: impl Fn(Dot) -> bool,
        origin: Origin,
    ) {
        if let Some(entity) = self.entities.get_mut(&edit.entity)
            && let Some(registers) = entity.fields.get_mut(field)
        {
            registers.retain(|register| !replaces(register.origin.dot));
            if registers.is_empty() {
                entity.fields.remove(field);
            }
        }
        if let Some(value) = value {
            self.insert(edit.entity, &edit.kind, field, Register { origin, value });
        }
    }

    /// Erases entities (GDPR, Article 17): their values are gone, only that they were seen is kept, so that no other
    /// copy can bring them back. To erase the whole document, give all its entities.
    pub fn erase(
        &mut self,
        entities: impl IntoIterator<Item = EntityId>,
        author: &mut Author,
        now: Timestamp,
    ) -> Dot {
        let edit = |id| {
            let kind = self.entities.get(&id).map(|entity| entity.kind.clone()).unwrap_or_default();
            Edit::new(id, &kind, [(ERASED, Value::Bool(true))])
        };
        let edits = entities.into_iter().map(edit).collect();
        let seen = self.seen.clone();
        self.write(&Change { kind: ChangeKind::Erase, edits }, &seen, author, now)
    }

    /// Whether the entity was erased, by itself or with the whole document.
    pub fn is_erased(&self, id: EntityId) -> bool {
        let erased = |id| self.entities.get(&id).is_some_and(Entity::is_erased);
        erased(id) || erased(self.id.header())
    }

    /// Drops every value of erased entities but the mark itself; of an erased document everything but the marks.
    fn forget_erased(&mut self) {
        let whole = self.is_erased(self.id.header());
        for entity in self.entities.values_mut().filter(|entity| whole || entity.is_erased()) {
            entity.fields.retain(|field, _| field == ERASED);
        }
        self.entities.retain(|_, entity| !entity.fields.is_empty());
    }

    fn insert(&mut self, id: EntityId, kind: &str, field: &str, register: Register) {
        let entity = self
            .entities
            .entry(id)
            .or_insert_with(|| Entity { kind: kind.to_owned(), fields: BTreeMap::new() });
        let registers = entity.fields.entry(field.to_owned()).or_default();
        match registers.binary_search_by_key(&register.origin.dot, |known| known.origin.dot) {
            Ok(_) => {}
            Err(position) => registers.insert(position, register),
        }
    }

    /// The change that takes `change` back, to be computed before `change` is written: the values shown now for every
    /// field that it writes, and deletion for every entity that it makes.
    pub fn inverse(&self, change: &Change) -> Change {
        let standing = self.standing();
        let edits = change.edits.iter().map(|edit| {
            let fields = match self.entities.get(&edit.entity) {
                None => BTreeMap::from([(DELETED.to_owned(), Value::Bool(true))]),
                Some(entity) => edit
                    .fields
                    .keys()
                    .map(|field| {
                        // Of a deletion that others disagree with a reader sees that the entity is there.
                        let disputed = field == DELETED && !standing.is_deleted(edit.entity);
                        let value = entity.value(field).filter(|_| !disputed);
                        (field.clone(), value.cloned().unwrap_or(Value::Null))
                    })
                    .collect(),
            };
            Edit { entity: edit.entity, kind: edit.kind.clone(), fields }
        });
        Change { kind: change.kind, edits: edits.collect() }
    }

    /// The writes whose values stay beside those of `change` when it takes back or brings again what the writes `mine`
    /// did: those that others made concurrently with `mine`. They are for a person to settle.
    pub fn concurrent_with(&self, change: &Change, mine: &BTreeSet<Dot>) -> BTreeSet<Dot> {
        let written = change.edits.iter().filter_map(|edit| Some((edit, self.entities.get(&edit.entity)?)));
        let registers = written
            .flat_map(|(edit, entity)| edit.fields.keys().filter_map(|field| entity.fields.get(field)))
            .filter(|registers| registers.iter().any(|register| mine.contains(&register.origin.dot)));
        registers.flatten().map(|register| register.origin.dot).filter(|dot| !mine.contains(dot)).collect()
    }

    /// As [`Document::inverse`], but where the writes `mine` are in conflict with others it is `mine` that comes back.
    pub fn inverse_of(&self, change: &Change, mine: &BTreeSet<Dot>) -> Change {
        let mut inverse = self.inverse(change);
        for edit in &mut inverse.edits {
            let Some(entity) = self.entities.get(&edit.entity) else { continue };
            for (field, value) in &mut edit.fields {
                let registers = entity.fields.get(field).map(Vec::as_slice).unwrap_or_default();
                let mine = registers.iter().filter(|register| mine.contains(&register.origin.dot));
                if let Some(register) = mine.max_by_key(|it| (it.origin.stamp, it.origin.dot)) {
                    *value = register.value.clone();
                }
            }
        }
        inverse
    }

    /// Takes over everything that `other` has and this document has not seen, and drops what `other` has replaced.
    pub fn join(&mut self, other: &Document) {
        for (id, mine) in &mut self.entities {
            let theirs = other.entities.get(id);
            if let Some(theirs) = theirs.filter(|theirs| theirs.kind < mine.kind) {
                // One id with two kinds can only come from a forged file; the smaller name wins on every device.
                mine.kind.clone_from(&theirs.kind);
            }
            for (name, registers) in &mut mine.fields {
                let there = theirs.and_then(|theirs| theirs.fields.get(name)).map(Vec::as_slice);
                registers.retain(|register| {
                    let dot = register.origin.dot;
                    has(there.unwrap_or_default(), dot) || !other.seen.covers(dot) || is_mark(name, register)
                });
            }
        }
        for (&id, theirs) in &other.entities {
            for (name, registers) in &theirs.fields {
                let mine = self.entities.get(&id).and_then(|mine| mine.fields.get(name));
                let here = mine.map(Vec::as_slice).unwrap_or_default();
                let is_new = |register: &&Register| {
                    let dot = register.origin.dot;
                    !has(here, dot) && (!self.seen.covers(dot) || is_mark(name, register))
                };
                for register in registers.iter().filter(is_new).cloned().collect::<Vec<_>>() {
                    self.insert(id, &theirs.kind, name, register);
                }
            }
        }
        for entity in self.entities.values_mut() {
            entity.fields.retain(|_, registers| !registers.is_empty());
        }
        self.seen.join(&other.seen);
        self.forget_erased();
    }

    /// The latest stamp in the document: when it was last written to.
    pub fn last_write(&self) -> Option<Stamp> {
        self.entities
            .values()
            .flat_map(|entity| entity.fields.values().flatten())
            .map(|register| register.origin.stamp)
            .max()
    }
}

fn says_yes(register: &Register) -> bool {
    register.value.as_bool() == Some(true)
}

/// Whether a register is the mark of an erasure: nothing replaces it, not even a forged write that claims to have seen it.
fn is_mark(field: &str, register: &Register) -> bool {
    field == ERASED && says_yes(register)
}

fn has(registers: &[Register], dot: Dot) -> bool {
    registers.binary_search_by_key(&dot, |register| register.origin.dot).is_ok()
}
