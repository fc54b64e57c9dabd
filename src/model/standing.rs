//! How the entities of a document stand: deleted, erased or shown. It depends on others: a need is not gone while somebody links
//! evidence to it. So it is worked out for all entities at once, in one walk through the document.

use super::conflict::writes;
use super::document::{DELETED, DELETED_AFTER, Document, ERASED, Entity, Register, Value};
use super::identity::{EntityId, VersionVector};
use super::schema::PLACE;
use std::collections::{BTreeMap, HashMap};

/// A value that was written beside a deletion: its entity, its field.
type Beside<'document> = (EntityId, &'document str, &'document Register);

/// How every entity of a document stands. A reader of many entities makes it once.
#[derive(Debug)]
pub struct Standing<'document> {
    document: &'document Document,
    /// For each entity that somebody deleted what others wrote without the deletion having seen it.
    beside: BTreeMap<EntityId, Vec<Beside<'document>>>,
}

impl Document {
    /// How the entities stand.
    pub fn standing(&self) -> Standing<'_> {
        let deleted: Vec<_> =
            self.entities().filter(|(_, entity)| entity.deletions().next().is_some()).collect();
        if deleted.is_empty() {
            return Standing { document: self, beside: BTreeMap::new() };
        }
        let belonging = Belonging::of(self);
        let beside = |(id, entity): (EntityId, &Entity)| (id, belonging.written_beside(id, entity));
        Standing { document: self, beside: deleted.into_iter().map(beside).collect() }
    }

    /// For each of `ids` the value of [`DELETED_AFTER`] of a deletion whose author had seen `context`.
    pub(super) fn deleted_after(
        &self,
        ids: impl IntoIterator<Item = EntityId>,
        context: &VersionVector,
    ) -> BTreeMap<EntityId, Value> {
        let mut ids = ids.into_iter().peekable();
        if ids.peek().is_none() {
            return BTreeMap::new();
        }
        let belonging = Belonging::of(self);
        let after = |id| {
            let registers = belonging.to(id).into_iter().flat_map(|(_, entity)| entity.registers());
            let dots = registers.flat_map(|(_, all)| all).map(|register| register.origin.dot);
            (id, writes(&dots.filter(|&dot| context.covers(dot)).collect()))
        };
        ids.map(after).collect()
    }
}

impl<'document> Standing<'document> {
    /// The document.
    pub fn document(&self) -> &'document Document {
        self.document
    }

    /// What was written beside the deletion of an entity by somebody whom the deletion had not seen.
    pub(super) fn edited_beside_deletion(&self, id: EntityId) -> &[Beside<'document>] {
        self.beside.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether the entity is deleted and nobody disagrees: nobody brought it back or edited it at the same time. Until
    /// a person settles that, the entity is shown.
    pub fn is_deleted(&self, id: EntityId) -> bool {
        let entity = self.document.entity(id);
        self.beside.get(&id).is_some_and(Vec::is_empty)
            && entity.is_some_and(|entity| entity.deletions().count() == entity.named(DELETED).len())
    }

    /// Whether the entity is there for a reader: neither deleted nor erased.
    pub fn is_shown(&self, id: EntityId) -> bool {
        self.document.entity(id).is_some() && !self.document.is_erased(id) && !self.is_deleted(id)
    }
}

/// Which entities belong to which.
struct Belonging<'document> {
    document: &'document Document,
    /// By the id of a need, as links spell it.
    to_needs: HashMap<&'document str, Vec<(EntityId, &'document Entity)>>,
}

impl<'document> Belonging<'document> {
    fn of(document: &'document Document) -> Belonging<'document> {
        let mut to_needs: HashMap<&str, Vec<(EntityId, &Entity)>> = HashMap::new();
        for (id, entity) in document.entities() {
            to_needs.entry(entity.text("need")).or_default().push((id, entity));
        }
        Belonging { document, to_needs }
    }

    /// The entity and what belongs to it: to the header everything, to a need its links.
    fn to(&self, id: EntityId) -> Vec<(EntityId, &'document Entity)> {
        if id == self.document.id.header() {
            return self.document.entities().collect();
        }
        let own = self.document.entity(id).map(|entity| (id, entity));
        let others = self.to_needs.get(id.to_string().as_str()).into_iter().flatten();
        own.into_iter().chain(others.copied().filter(|(other, _)| *other != id)).collect()
    }

    fn written_beside(&self, id: EntityId, entity: &Entity) -> Vec<Beside<'document>> {
        let Some(seen) = entity.seen_by_deletions() else { return Vec::new() };
        self.to(id)
            .into_iter()
            .filter(|(other, entity)| *other == id || !entity.is_deleted())
            .flat_map(|(other, entity)| entity.registers().map(move |(field, all)| (other, field, all)))
            .filter(|(_, field, _)| ![PLACE, DELETED, DELETED_AFTER, ERASED].contains(field))
            .flat_map(|(other, field, all)| all.iter().map(move |register| (other, field, register)))
            .filter(|(_, _, register)| !seen.covers(register.origin.dot))
            .collect()
    }
}
