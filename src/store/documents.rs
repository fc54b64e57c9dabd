//! Documents as rows: one for each value with the write that made it.

use super::error::{Outcome, StoreError, unknown};
use super::shared::note_source;
use super::{Store, conflicts, current, earlier, erase, journal};
use crate::model::schema::CATALOGUE_RECORD;
use crate::model::{
    Change, Consultation, DELETED, DELETED_AFTER, Document, DocumentId, Dot, EntityId, LARGEST_VALUE, Origin,
    Register, ReplicaId, ShownAgain, Stamp, VersionVector, Wrote, value_bytes,
};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a merge did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merged {
    /// The store did not have the document.
    pub new: bool,
    /// The merge brought something that the store did not have.
    pub changed: bool,
    /// How many fields of the document hold different concurrent values now.
    pub conflicts: usize,
}

impl Store {
    /// The document with everything that its merge needs; `None` when there is none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn document(&self, id: DocumentId) -> Result<Option<Document>, StoreError> {
        let load = || -> Outcome<Option<Document>> {
            // One read transaction, so that a change of another window is seen whole or not at all.
            let transaction = self.connection.unchecked_transaction()?;
            load(&transaction, id)
        };
        self.located(load())
    }

    /// The consultation, also when it is deleted; `None` when there is none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn consultation(&self, id: DocumentId) -> Result<Option<Consultation>, StoreError> {
        let read = self.document(id)?.as_ref().and_then(Consultation::read);
        Ok(read.map(|consultation| Consultation { reader: Some(self.replica()), ..consultation }))
    }

    /// The ids of all documents of one kind, deleted ones too, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn document_ids(&self, kind: &str) -> Result<Vec<DocumentId>, StoreError> {
        self.located(ids(&self.connection, kind))
    }

    /// Writes `change` and remembers how to take it back; what was taken back before cannot be brought again after it.
    /// `context` is what the author had seen. The first change of a document makes it, of the kind `document_kind`.
    ///
    /// # Errors
    /// When the database cannot be written; the change is then not made at all.
    pub fn apply(
        &mut self,
        id: DocumentId,
        document_kind: &str,
        change: &Change,
        context: &VersionVector,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if change.edits.iter().all(|edit| edit.fields.is_empty()) {
            return Ok(());
        }
        if id.is_shared_copy() {
            return Err(StoreError::SharedCopy);
        }
        let mut values = change.edits.iter().flat_map(|edit| edit.fields.values());
        if values.any(|value| value_bytes(value) > LARGEST_VALUE) {
            return Err(StoreError::TooLong);
        }
        self.record(|transaction, author| {
            let key = create(transaction, id, document_kind)?;
            let mut document =
                load(transaction, id)?.ok_or_else(|| unknown("doc", format_args!("{id} is missing")))?;
            let before = document.clone();
            let inverse = document.inverse(change);
            let beside = document.replaced_beside(change, &inverse, context, &BTreeSet::new());
            let dot = document.write(change, context, author, now);
            let again = document.show_again(&before, author.replica());
            save_change(transaction, key, &document, change, &again, author.replica())?;
            earlier::note_change(transaction, key, (&before, &document), (change, &again), Wrote::New)?;
            journal::follow(transaction, key, &again.writes)?;
            journal::remember(transaction, key, (inverse, beside), dot, now)
        })
    }

    /// Joins `document` with what the store has. Nothing that either side has and the other has not seen is lost.
    /// A merge is not a change of this person: it has no undo.
    ///
    /// # Errors
    /// When the database cannot be written; nothing is merged then.
    pub fn merge(&mut self, document: &Document) -> Result<Merged, StoreError> {
        let known = self.document(document.id)?;
        if let Some(known) = &known {
            let mut joined = known.clone();
            joined.join(document);
            if joined == *known {
                return Ok(Merged { new: false, changed: false, conflicts: known.conflicts().len() });
            }
        }
        self.record(|transaction, _| {
            let known = load(transaction, document.id)?;
            Ok(merge_into(transaction, known.as_ref(), document)?.1)
        })
    }
}

/// Joins `document` with `known`, which the store has; the caller has a transaction open.
pub(super) fn merge_into(
    connection: &Connection,
    known: Option<&Document>,
    document: &Document,
) -> Outcome<(Document, Merged)> {
    let mut joined = known.cloned().unwrap_or_else(|| Document::new(document.id, &document.kind));
    let before = joined.clone();
    joined.join(document);
    let changed = known.is_none() || joined != before;
    if changed {
        let key = create(connection, document.id, &document.kind)?;
        save_merge(connection, key, &before, &joined)?;
        earlier::note_join(connection, key, (&before, document, &joined))?;
    }
    let merged = Merged { new: known.is_none(), changed, conflicts: joined.conflicts().len() };
    Ok((joined, merged))
}

/// The number of a name; it is given one when it has none.
pub(super) fn number(connection: &Connection, name: &str) -> Outcome<i64> {
    if let Some(number) = known_number(connection, name)? {
        return Ok(number);
    }
    connection.prepare_cached("INSERT INTO name (text) VALUES (?1)")?.execute([name])?;
    Ok(connection.last_insert_rowid())
}

/// The number of a name, if it has one.
pub(super) fn known_number(connection: &Connection, name: &str) -> Outcome<Option<i64>> {
    let mut statement = connection.prepare_cached("SELECT id FROM name WHERE text = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

/// The id that a row keeps as text.
pub(super) fn parsed<Id: std::str::FromStr>(text: &str) -> Outcome<Id> {
    text.parse().map_err(|_| unknown("name", format_args!("{text:?}")))
}

/// The ids of all documents of one kind.
pub(super) fn ids(connection: &Connection, kind: &str) -> Outcome<Vec<DocumentId>> {
    let sql = "SELECT text FROM doc JOIN name USING (id) WHERE kind = ?1 ORDER BY text";
    let mut statement = connection.prepare_cached(sql)?;
    let texts = statement.query_map([kind], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    texts.iter().map(|text| parsed(text)).collect()
}

/// Makes the document's row unless there is one; gives its number.
pub(super) fn create(connection: &Connection, id: DocumentId, kind: &str) -> Outcome<i64> {
    let key = number(connection, &id.to_string())?;
    let sql = "INSERT OR IGNORE INTO doc VALUES (?1, ?2)";
    let is_new = connection.prepare_cached(sql)?.execute(params![key, kind])? > 0;
    if is_new && kind != CATALOGUE_RECORD {
        note_source(connection, key, id)?;
    }
    Ok(key)
}

/// Reads a document; the caller has a transaction open.
pub(super) fn load(connection: &Connection, id: DocumentId) -> Outcome<Option<Document>> {
    let Some(key) = known_number(connection, &id.to_string())? else { return Ok(None) };
    let mut statement = connection.prepare_cached("SELECT kind FROM doc WHERE id = ?1")?;
    let Some(kind) = statement.query_row([key], |row| row.get::<_, String>(0)).optional()? else {
        return Ok(None);
    };
    let mut replicas = HashMap::new();
    let seen = load_seen(connection, key, &mut replicas)?;
    let registers = load_registers(connection, key, &mut replicas)?;
    Ok(Some(Document::from_parts(id, kind, seen, registers)))
}

type Replicas = HashMap<i64, ReplicaId>;

fn load_seen(connection: &Connection, key: i64, replicas: &mut Replicas) -> Outcome<VersionVector> {
    let sql = "SELECT replica, text, counter FROM seen JOIN name ON name.id = replica WHERE doc = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([key])?;
    let mut seen = VersionVector::default();
    while let Some(row) = rows.next()? {
        let text: String = row.get(1)?;
        let replica = parsed(&text)?;
        replicas.insert(row.get(0)?, replica);
        seen.note(Dot { replica, counter: row.get::<_, i64>(2)?.cast_unsigned() });
    }
    Ok(seen)
}

fn load_registers(
    connection: &Connection,
    key: i64,
    replicas: &mut Replicas,
) -> Outcome<Vec<(EntityId, String, String, Register)>> {
    let sql = "SELECT entity.text, ent.kind, field.text, reg.replica, counter, stamp, value FROM reg
         JOIN ent USING (doc, ent) JOIN name entity ON entity.id = ent JOIN name field ON field.id = field
         WHERE doc = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([key])?;
    let mut registers = Vec::new();
    while let Some(row) = rows.next()? {
        let entity: String = row.get(0)?;
        let replica: i64 = row.get(3)?;
        // Every write in a register is one that the document has seen.
        let replica =
            *replicas.get(&replica).ok_or_else(|| unknown("seen", format_args!("replica {replica}")))?;
        let value: String = row.get(6)?;
        let value = serde_json::from_str(&value).map_err(|error| unknown("reg", error))?;
        let dot = Dot { replica, counter: row.get::<_, i64>(4)?.cast_unsigned() };
        let stamp = Stamp(row.get::<_, i64>(5)?.cast_unsigned());
        let register = Register { origin: Origin { dot, stamp }, value };
        registers.push((parsed(&entity)?, row.get(1)?, row.get(2)?, register));
    }
    Ok(registers)
}

/// Saves what this session, `replica`, has just written into `document`: only the fields that `change` and `again` name.
pub(super) fn save_change(
    connection: &Connection,
    key: i64,
    document: &Document,
    change: &Change,
    again: &ShownAgain,
    replica: ReplicaId,
) -> Outcome<()> {
    let mut written: BTreeMap<EntityId, BTreeSet<&str>> = BTreeMap::new();
    for edit in &change.edits {
        let deleted_after = edit.fields.contains_key(DELETED).then_some(DELETED_AFTER);
        let fields = edit.fields.keys().map(String::as_str).chain(deleted_after);
        written.entry(edit.entity).or_default().extend(fields);
    }
    for (id, field) in &again.places {
        written.entry(*id).or_default().insert(field);
    }
    for (&id, fields) in &written {
        let Some(entity) = document.entity(id) else { continue };
        let entity_key = number(connection, &id.to_string())?;
        connection.prepare_cached("INSERT OR IGNORE INTO ent VALUES (?1, ?2, ?3)")?.execute(params![
            key,
            entity_key,
            entity.kind
        ])?;
        for &name in fields {
            let field = number(connection, name)?;
            connection
                .prepare_cached("DELETE FROM reg WHERE doc = ?1 AND ent = ?2 AND field = ?3")?
                .execute(params![key, entity_key, field])?;
            let registers = entity.registers().find(|(field, _)| *field == name);
            save_registers(connection, key, entity_key, field, registers.map_or(&[], |(_, all)| all))?;
        }
    }
    let last = Dot { replica, counter: document.seen().counter(replica) };
    save_seen(connection, key, [last])?;
    note_own_replica(connection, replica)?;
    conflicts::note(connection, key, document)?;
    let touched = with_owners(document, written.into_keys());
    current::rewrite(connection, key, document, |id| touched.contains(&id))
}

/// Notes that a session of this device wrote.
pub(super) fn note_own_replica(connection: &Connection, replica: ReplicaId) -> Outcome<()> {
    let replica = number(connection, &replica.to_string())?;
    connection.prepare_cached("INSERT OR IGNORE INTO own_replica VALUES (?1)")?.execute([replica])?;
    Ok(())
}

/// The entities, and those that they belong to: an edit of a link can bring its deleted need back on the list.
fn with_owners(document: &Document, ids: impl IntoIterator<Item = EntityId>) -> BTreeSet<EntityId> {
    let mut touched: BTreeSet<EntityId> = ids.into_iter().collect();
    let need = |id: &EntityId| document.entity(*id).and_then(|entity| entity.text("need").parse().ok());
    let owners: Vec<EntityId> = touched.iter().filter_map(need).collect();
    touched.extend(owners);
    touched
}

/// Saves what a merge made of `before`: the entities that differ.
pub(super) fn save_merge(
    connection: &Connection,
    key: i64,
    before: &Document,
    after: &Document,
) -> Outcome<()> {
    let ids = before.entities().chain(after.entities()).map(|(id, _)| id);
    let changed: BTreeSet<EntityId> = ids.filter(|&id| before.entity(id) != after.entity(id)).collect();
    for &id in &changed {
        let entity_key = number(connection, &id.to_string())?;
        connection
            .prepare_cached("DELETE FROM ent WHERE doc = ?1 AND ent = ?2")?
            .execute(params![key, entity_key])?;
        let Some(entity) = after.entity(id) else { continue };
        connection.prepare_cached("INSERT INTO ent VALUES (?1, ?2, ?3)")?.execute(params![
            key,
            entity_key,
            entity.kind
        ])?;
        for (field, registers) in entity.registers() {
            let field = number(connection, field)?;
            save_registers(connection, key, entity_key, field, registers)?;
        }
    }
    save_seen(connection, key, after.seen().iter())?;
    conflicts::note(connection, key, after)?;
    let erased = |document: &Document, id| document.is_erased(id);
    let newly: BTreeSet<EntityId> =
        changed.iter().copied().filter(|&id| erased(after, id) && !erased(before, id)).collect();
    erase::forget(connection, key, after, &newly)?;
    let touched = with_owners(after, changed);
    current::rewrite(connection, key, after, |id| touched.contains(&id))
}

fn save_registers(
    connection: &Connection,
    document: i64,
    entity: i64,
    field: i64,
    registers: &[Register],
) -> Outcome<()> {
    let mut statement = connection.prepare_cached("INSERT INTO reg VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    for Register { origin, value } in registers {
        let replica = number(connection, &origin.dot.replica.to_string())?;
        let (counter, stamp) = (origin.dot.counter.cast_signed(), origin.stamp.0.cast_signed());
        statement.execute(params![document, entity, field, replica, counter, stamp, value.to_string()])?;
    }
    Ok(())
}

fn save_seen(connection: &Connection, key: i64, dots: impl IntoIterator<Item = Dot>) -> Outcome<()> {
    let sql = "INSERT INTO seen VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET counter = excluded.counter
         WHERE counter <> excluded.counter";
    let mut statement = connection.prepare_cached(sql)?;
    for dot in dots {
        let replica = number(connection, &dot.replica.to_string())?;
        statement.execute(params![key, replica, dot.counter.cast_signed()])?;
    }
    Ok(())
}
