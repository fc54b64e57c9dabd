//! What the whole network sees of a document: a copy under another id, without personal fields and internal items.
//!
//! The copy keeps the writes of its source and what the source has seen, so that copies of different devices join
//! like documents do: the copy of a join is the join of the copies, once every device has sent its own. For that a
//! value in a copy may depend only on its entity, its field and its value in the source, never on other entities.
//!
//! Something that is hidden is not in the copy although the copy has seen its writes, so a reader drops it. For the same reason
//! the old writes would not bring it back to her: what shows something again writes it anew ([`Document::show_again`]).

use super::consultation::Visibility;
use super::document::{DELETED, DELETED_AFTER, Document, ERASED, Entity, Register, Value};
use super::identity::{DocumentId, Dot, EntityId, ReplicaId};
use super::schema::{INTERNAL, SIGN_OFF, is_personal, without_personal_parts};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The field of a link that names its need.
const NEED: &str = "need";

/// The field of a consultation that says who may see it.
const VISIBILITY: &str = "visibility";

/// What ids of copies are made with. It never changes: every device must come to the same id.
const ID_CONTEXT: &[u8] = b"porada shared copy 1";

/// What pseudonyms are made with.
const PSEUDONYM_CONTEXT: &[u8] = b"porada pseudonym 1";

/// The personal fields that say who it is, so that a reader can tell one person of a copy from another. All other personal fields
/// stay out.
const NAMES: &[&str] = &["name", "owner", "written_by", "verified_by"];

impl DocumentId {
    /// The id of the copy of this document that the network sees. The id of the source cannot be told from it, nor when the source was
    /// made. It is a UUID of version 8, which no other document has.
    pub fn shared_copy(self) -> DocumentId {
        DocumentId::from_u128(derived(self.as_u128()))
    }

    /// Whether it names such a copy.
    pub fn is_shared_copy(self) -> bool {
        (self.as_u128() >> 76) & 0xf == 8
    }
}

/// The id of an entity in a copy. That of the header is the id of the copy, as in every document.
fn copied(id: EntityId) -> EntityId {
    EntityId::from_u128(derived(id.as_u128()))
}

fn derived(bits: u128) -> u128 {
    let hash = Sha256::new().chain_update(ID_CONTEXT).chain_update(bits.to_be_bytes()).finalize();
    let start = hash.iter().take(16).fold(0_u128, |bits, &byte| bits << 8 | u128::from(byte));
    start & !(0xf << 76) & !(0x3 << 62) | 8 << 76 | 2 << 62
}

/// The word that stands for a person: the same in every copy of this entity, another one in every other entity, so
/// that nobody can follow a person from one consultation to the next.
fn pseudonym(id: EntityId, field: &str) -> String {
    let hash = Sha256::new()
        .chain_update(PSEUDONYM_CONTEXT)
        .chain_update(id.as_u128().to_be_bytes())
        .chain_update(field.as_bytes())
        .finalize();
    let digits: String = hash.iter().take(2).map(|byte| format!("{byte:02x}")).collect();
    format!("osoba-{digits}")
}

impl Document {
    /// The copy that the network sees: without personal fields (names are pseudonyms), without what is internal or deleted, without the
    /// steps of the sign-off, whose hashes are those of texts that name people. Fields and entities that this version does
    /// not know count as personal. Of a deleted document only that it is deleted is left. A copy is its own copy.
    pub fn shared_copy(&self) -> Document {
        if self.id.is_shared_copy() {
            return self.clone();
        }
        let shown = self.entities().filter(|(id, entity)| entity.is_erased() || self.is_copied(*id, entity));
        let registers = shown.flat_map(|(id, entity)| {
            let fields = entity.registers().filter(move |(field, _)| self.is_field_copied(field));
            fields.flat_map(move |(field, registers)| {
                let copies = registers
                    .iter()
                    .filter_map(move |register| self.copied(id, &entity.kind, field, register));
                copies.map(move |register| (copied(id), entity.kind.clone(), field.to_owned(), register))
            })
        });
        Document::from_parts(self.id.shared_copy(), self.kind.clone(), self.seen().clone(), registers)
    }

    /// Whether an entity is in the copy with more than the mark of an erasure.
    fn is_copied(&self, id: EntityId, entity: &Entity) -> bool {
        if id == self.id.header() {
            return true;
        }
        let hidden =
            |entity: &Entity| entity.any_flag(INTERNAL) || entity.any_flag(DELETED) || entity.is_erased();
        if self.is_gone() || hidden(entity) || entity.kind == SIGN_OFF {
            return false;
        }
        // A link tells of its need, also when only one of two devices says that it belongs there.
        let needs =
            entity.registers().filter(|(field, _)| *field == NEED).flat_map(|(_, registers)| registers);
        needs.into_iter().all(|register| {
            let need = register.value.as_str().and_then(|id| id.parse().ok()).and_then(|id| self.entity(id));
            need.is_none_or(|need| !hidden(need))
        })
    }

    fn is_gone(&self) -> bool {
        self.header().is_some_and(|header| header.any_flag(DELETED))
    }

    fn is_field_copied(&self, field: &str) -> bool {
        !self.is_gone() || matches!(field, DELETED | ERASED | VISIBILITY)
    }

    /// A value as it is in the copy; `None` when it stays out.
    fn copied(&self, id: EntityId, kind: &str, field: &str, register: &Register) -> Option<Register> {
        let personal = is_personal(&self.kind, kind, field);
        let is_name = personal && NAMES.contains(&field) && is_known(&self.kind, kind);
        let value = match &register.value {
            Value::String(need) if !personal && field == NEED => {
                Value::from(copied(need.parse().ok()?).to_string())
            }
            value if !personal => without_personal_parts(&self.kind, kind, field, value).into_owned(),
            Value::Null if is_name => Value::Null,
            Value::String(_) if is_name => Value::from(pseudonym(id, field)),
            _ => return None,
        };
        Some(Register { origin: register.origin, value })
    }

    /// Whether every one of the concurrent values says that the whole network may see this consultation.
    pub fn is_for_network(&self) -> bool {
        self.all_visible(&[Visibility::Network])
    }

    /// Whether every one of the concurrent values says that at least the team may see this consultation.
    pub fn is_for_team(&self) -> bool {
        self.all_visible(&[Visibility::Network, Visibility::Team])
    }

    fn all_visible(&self, allowed: &[Visibility]) -> bool {
        let fields = self.header().into_iter().flat_map(Entity::registers);
        let mut values =
            fields.filter(|(field, _)| *field == VISIBILITY).flat_map(|(_, registers)| registers).peekable();
        values.peek().is_some()
            && values.all(|register| {
                let said = register.value.as_str().and_then(Visibility::parse);
                said.is_some_and(|visibility| allowed.contains(&visibility))
            })
    }

    /// Writes anew what the copy holds now and did not hold of `before`, which had seen it: an item that was internal or deleted.
    /// Readers of the copy have seen the old writes without the values and would not take them any more.
    ///
    /// Each old write becomes a new one of `replica` with the stamp of the old: the same values compete, the same one is shown
    /// first, and what was written together stays together.
    pub fn show_again(&mut self, before: &Document, replica: ReplicaId) -> ShownAgain {
        let mut again = ShownAgain::default();
        if self.id.is_shared_copy() || !before.is_for_network() {
            return again;
        }
        let mut origins = BTreeSet::new();
        for (id, entity) in self.entities() {
            let Some(earlier) = before.entity(id).filter(|_| self.is_copied(id, entity)) else { continue };
            let was_copied = before.is_copied(id, earlier);
            for (field, registers) in entity.registers().filter(|(field, _)| *field != DELETED_AFTER) {
                if !self.is_field_copied(field) || was_copied && before.is_field_copied(field) {
                    continue;
                }
                let returns = registers.iter().filter(|register| {
                    before.seen().covers(register.origin.dot)
                        && self.copied(id, &entity.kind, field, register).is_some()
                });
                let old: Vec<_> = returns.map(|it| (it.origin.stamp, it.origin.dot)).collect();
                if !old.is_empty() {
                    origins.extend(old);
                    again.places.insert((id, field.to_owned()));
                }
            }
        }
        for (_, old) in origins {
            let new = self.next_dot(replica);
            self.seen.note(new);
            again.writes.insert(old, new);
        }
        for (id, field) in &again.places {
            let registers = self.entities.get_mut(id).and_then(|entity| entity.fields.get_mut(field));
            for registers in registers.into_iter() {
                for register in registers.iter_mut() {
                    register.origin.dot =
                        *again.writes.get(&register.origin.dot).unwrap_or(&register.origin.dot);
                }
                registers.sort_by_key(|register| register.origin.dot);
            }
        }
        again
    }
}

/// What [`Document::show_again`] wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShownAgain {
    /// The fields that it wrote.
    pub places: BTreeSet<(EntityId, String)>,
    /// For each write whose values it wrote anew the new one.
    pub writes: BTreeMap<Dot, Dot>,
}

/// Whether the table of this version has such an entity: of one that it has not even the names of people are known.
fn is_known(document: &str, entity: &str) -> bool {
    super::schema::SCHEMA.iter().any(|rule| rule.document == document && rule.name == entity)
}
