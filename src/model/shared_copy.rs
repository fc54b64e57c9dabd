//! What the whole network sees of a document: a copy under another id, without personal fields and internal items.
//!
//! The copy keeps the writes of its source and what the source has seen, so that copies of different devices join
//! like documents do: the copy of a join is the join of the copies, once every device has sent its own. For that a
//! value in a copy may depend only on the document, its entity, its field and its value in the source, never on other entities.
//!
//! People are pseudonyms: one person is one word in a copy, wherever her name stands and on whatever device it is made, and
//! another word in every other copy. The word is a hash of the folded name with the id of the source as the key. That id is what
//! everybody has who has the consultation itself, and with it the names; the network gets only a hash of it, and 74 of its bits are
//! random, so a list of names can be tried by nobody who has not the source, or a file exported from it.
//!
//! The rule before this one made a word of each entity and field. A value of a write never changes, so the words of this rule are
//! those of other writes, and so are names of organisations that lose their contacts: of each replica a [twin](ReplicaId::twin), whose writes a copy has seen as far as those of the replica
//! itself. So a copy of this rule has seen the old word and does not have it, and every join of the two, in either order, drops it
//! and keeps the new one.
//!
//! Something that is hidden is not in the copy although the copy has seen its writes, so a reader drops it. For the same reason
//! the old writes would not bring it back to her: what shows something again writes it anew ([`Document::show_again`]).

use super::consultation::Visibility;
use super::document::{DELETED, DELETED_AFTER, Document, ERASED, Entity, Register, Value};
use super::identity::{DocumentId, Dot, EntityId, Origin, ReplicaId, VersionVector};
use super::people::{NAMES, name_words};
use super::schema::{INTERNAL, SIGN_OFF, is_personal, without_personal_parts};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The field of a link that names its need.
const NEED: &str = "need";

/// The field of a consultation that says who may see it.
const VISIBILITY: &str = "visibility";

/// What ids of copies are made with. It never changes: every device must come to the same id.
const ID_CONTEXT: &[u8] = b"porada shared copy 1";

/// What pseudonyms are made with. It never changes: every device must come to the same word.
const PSEUDONYM_CONTEXT: &[u8] = b"porada pseudonym 2";

/// The bytes of a hash that a pseudonym shows. Two of a hundred people share one with a probability of one to a million.
const PSEUDONYM_BYTES: usize = 4;

/// What tells a twin from its replica. It never changes.
const TWIN: u64 = 0x7073_6575_646f_6e79;

impl ReplicaId {
    /// The replica that is the author of this one's pseudonyms in copies.
    fn twin(self) -> ReplicaId {
        ReplicaId(self.0 ^ TWIN)
    }
}

impl Dot {
    fn twin(self) -> Dot {
        Dot { replica: self.replica.twin(), ..self }
    }
}

/// What a copy has seen: of every write also that of the twin.
fn seen_by_copy(seen: &VersionVector) -> VersionVector {
    seen.iter().flat_map(|dot| [dot, dot.twin()]).collect()
}

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

/// The word that stands for a person in the copy of `document`; nothing for no name.
fn pseudonym(document: DocumentId, name: &str) -> String {
    let words = name_words(name);
    let name = match words.concat().is_empty() {
        true => name.trim().to_owned(),
        false => words.join(" "),
    };
    if name.is_empty() {
        return String::new();
    }
    let hash = Sha256::new()
        .chain_update(PSEUDONYM_CONTEXT)
        .chain_update(document.as_u128().to_be_bytes())
        .chain_update(name.as_bytes())
        .finalize();
    let digits: String = hash.iter().take(PSEUDONYM_BYTES).map(|byte| format!("{byte:02x}")).collect();
    format!("osoba-{digits}")
}

impl Document {
    /// The copy that the network sees: without personal fields (names are pseudonyms, one for each person), without what is internal or deleted, without the
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
                let copies =
                    registers.iter().filter_map(move |register| self.copied(&entity.kind, field, register));
                copies.map(move |register| (copied(id), entity.kind.clone(), field.to_owned(), register))
            })
        });
        Document::from_parts(self.id.shared_copy(), self.kind.clone(), seen_by_copy(self.seen()), registers)
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
        // A link tells of its need, also when only one of two devices says that it belongs there. It never moves to another: a
        // reader would not get back what she dropped with the first, because no write of the one who moves it says so.
        let needs =
            entity.registers().filter(|(field, _)| *field == NEED).flat_map(|(_, registers)| registers);
        needs.into_iter().all(|register| {
            let need = register.value.as_str().and_then(|id| id.parse().ok()).and_then(|id| self.entity(id));
            need.is_none_or(|need| !hidden(need))
        })
    }

    /// Whether a reader of the copy reads the entity.
    pub(super) fn leaves_to_network(&self, id: EntityId, entity: &Entity) -> bool {
        !self.is_gone() && !entity.is_erased() && self.is_copied(id, entity)
    }

    fn is_gone(&self) -> bool {
        self.header().is_some_and(|header| header.any_flag(DELETED))
    }

    fn is_field_copied(&self, field: &str) -> bool {
        !self.is_gone() || matches!(field, DELETED | ERASED | VISIBILITY)
    }

    /// A value as it is in the copy; `None` when it stays out.
    fn copied(&self, kind: &str, field: &str, register: &Register) -> Option<Register> {
        let personal = is_personal(&self.kind, kind, field);
        let is_name = personal && NAMES.contains(&field) && is_known(&self.kind, kind);
        let value = match &register.value {
            Value::String(need) if !personal && field == NEED => {
                Value::from(copied(need.parse().ok()?).to_string())
            }
            value if !personal => without_personal_parts(&self.kind, kind, field, value).into_owned(),
            Value::Null if is_name => Value::Null,
            Value::String(name) if is_name => Value::from(pseudonym(self.id, name)),
            _ => return None,
        };
        // What an older porada copied as it was, contacts in the name of an organisation, is another value too.
        let is_other = is_name || !personal && field != NEED && value != register.value;
        let Origin { dot, stamp } = register.origin;
        Some(Register { origin: Origin { dot: if is_other { dot.twin() } else { dot }, stamp }, value })
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
                        && self.copied(&entity.kind, field, register).is_some()
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
