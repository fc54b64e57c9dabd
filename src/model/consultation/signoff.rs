//! The sign-off of the minutes: who sent, confirmed and closed which version of them.
//!
//! A step names the content that it is about by its hash. When the content changes, the step no longer applies: the
//! minutes are a draft again, and after a final step one of the next version. Steps are entities of the document, so
//! that those of two devices merge like everything else.

use super::{Consultation, ItemBody, MinutesState, written};
use crate::model::document::{Change, ChangeKind, Entity, Value};
use crate::model::identity::EntityId;
use crate::model::schema::SIGN_OFF;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// A step of the sign-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SignOff {
    /// The entity.
    pub id: EntityId,
    /// How far the minutes are with it.
    pub state: MinutesState,
    /// The version that it is about, from 1.
    pub version: u64,
    /// Who took it: for a confirmation the person of the municipality; personal.
    pub by: String,
    /// On which day.
    pub date: Option<Date>,
    /// The hash of the content that it is about.
    pub content: String,
    /// The minutes as they were, in Markdown; only of a final version; personal.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The SHA-256 of `text` in hexadecimal digits.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub hash: String,
    /// When it was written down.
    pub written: Timestamp,
}

/// A step that is to be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSignOff {
    /// How far the minutes are with it.
    pub state: MinutesState,
    /// Who takes it.
    pub by: String,
    /// On which day.
    pub date: Date,
}

/// Which version of the minutes this is, and how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MinutesVersion {
    /// The number, from 1.
    pub number: u64,
    /// How far it is.
    pub state: MinutesState,
    /// Who took the last step, or empty; personal.
    pub by: String,
    /// On which day.
    pub date: Option<Date>,
    /// The SHA-256 of a final version, or empty.
    pub hash: String,
}

impl SignOff {
    pub(super) fn read(id: EntityId, entity: &Entity) -> SignOff {
        SignOff {
            id,
            state: MinutesState::parse(entity.text("state")).unwrap_or_default(),
            version: entity.value("version").and_then(Value::as_u64).unwrap_or(1),
            by: entity.text("by").to_owned(),
            date: entity.text("date").parse().ok(),
            content: entity.text("content").to_owned(),
            text: entity.text("text").to_owned(),
            hash: entity.text("hash").to_owned(),
            written: written(entity),
        }
    }
}

/// The SHA-256 of the text in hexadecimal digits (FIPS 180-4).
pub fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Consultation {
    /// The hash of everything that the minutes say. Not of whether a task is done meanwhile, nor of what is internal:
    /// neither makes another version of what was agreed.
    pub fn content_hash(&self) -> String {
        let shown = self.without_internal();
        let it = shown.as_ref();
        let moment =
            |moment: Option<jiff::civil::DateTime>| moment.map(|it| it.to_string()).unwrap_or_default();
        let mut parts = vec![it.kind.key().to_owned(), it.title.clone(), it.municipalities.join(",")];
        parts.extend([moment(it.start), moment(it.end), it.place.clone(), it.agenda.clone()]);
        parts.extend([it.next_meeting.clone(), it.written_by.clone(), it.verified_by.clone()]);
        for person in &it.participants {
            parts.extend([person.name.clone(), person.office.clone(), person.organisation.clone()]);
            parts.push(person.excused.to_string());
        }
        for item in &it.items {
            parts.extend([item.kind().key().to_owned(), item.text.clone()]);
            match &item.body {
                ItemBody::Need { detail, components, priority, status } => {
                    parts.push(detail.clone());
                    parts.extend(components.iter().map(|component| component.code().to_owned()));
                    parts.extend([priority.key().to_owned(), status.key().to_owned()]);
                }
                ItemBody::Task { side, owner, due, done: _ } => {
                    parts.extend([side.key().to_owned(), owner.clone()]);
                    parts.push(due.map(|due| due.to_string()).unwrap_or_default());
                }
                ItemBody::Note | ItemBody::Decision => {}
            }
            for link in it.links_of(item.id) {
                parts.extend([link.record.clone(), link.verdict.key().to_owned(), link.why.clone()]);
            }
        }
        // The length before each part keeps "ab", "c" apart from "a", "bc".
        sha256(&parts.iter().map(|part| format!("{}:{part}", part.len())).collect::<String>())
    }

    /// Which version of the minutes this is, and how far it is. A final step stays final whatever step of another
    /// device comes with a later clock: which of them was first, no clock can say.
    pub fn minutes_version(&self) -> MinutesVersion {
        let content = self.content_hash();
        let newest = self.finals().map(|step| step.version).max();
        let closed =
            self.finals().filter(|step| Some(step.version) == newest && step.content == content).last();
        let last = || self.sign_offs.last().filter(|step| step.state != MinutesState::Draft);
        if let Some(step) = closed.or_else(|| last().filter(|step| step.content == content)) {
            return MinutesVersion {
                number: step.version,
                state: step.state,
                by: step.by.clone(),
                date: step.date,
                hash: step.hash.clone(),
            };
        }
        MinutesVersion {
            number: newest.unwrap_or(0).saturating_add(1),
            state: MinutesState::Draft,
            by: String::new(),
            date: None,
            hash: String::new(),
        }
    }

    /// The steps that closed a version.
    pub fn finals(&self) -> impl Iterator<Item = &SignOff> {
        self.sign_offs.iter().filter(|step| step.state == MinutesState::Final)
    }

    /// The consultation as it is once this step is taken; `text` are the minutes to keep, empty unless it is final.
    pub fn signed(&self, id: EntityId, new: &NewSignOff, text: String, now: Timestamp) -> Consultation {
        let hash = if text.is_empty() { String::new() } else { sha256(&text) };
        let mut signed = self.clone();
        signed.sign_offs.push(SignOff {
            id,
            state: new.state,
            version: self.minutes_version().number,
            by: new.by.clone(),
            date: Some(new.date),
            content: self.content_hash(),
            text,
            hash,
            written: now,
        });
        signed
    }

    /// The change that takes a step; see [`Consultation::signed`].
    pub fn sign_off(&self, id: EntityId, new: &NewSignOff, text: String, now: Timestamp) -> Change {
        let signed = self.signed(id, new, text, now);
        let step = signed.sign_offs.last();
        let of_step = |part: fn(&SignOff) -> &str| {
            step.map(part).filter(|text| !text.is_empty()).map_or(Value::Null, Value::from)
        };
        let fields = [
            ("state", Value::from(new.state.key())),
            ("version", Value::from(step.map_or(1, |step| step.version))),
            ("by", of_step(|step| &step.by)),
            ("date", Value::from(new.date.to_string())),
            ("content", of_step(|step| &step.content)),
            ("text", of_step(|step| &step.text)),
            ("hash", of_step(|step| &step.hash)),
            ("written", Value::from(now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())),
        ];
        let fields = fields.into_iter().filter(|(_, value)| !value.is_null());
        Change::single(ChangeKind::SignOff, id, SIGN_OFF, fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::identity::{Author, DocumentId, ReplicaId};
    use crate::model::schema::CONSULTATION;
    use crate::model::{Document, ItemField, ItemKind, NewConsultation};

    struct Device {
        document: Document,
        author: Author,
    }

    impl Device {
        fn new() -> Device {
            let id = DocumentId::from_u128(1);
            let mut device =
                Device { document: Document::new(id, CONSULTATION), author: Author::new(ReplicaId(1)) };
            device.write(&Consultation::create(id, NewConsultation::default()));
            device
        }

        fn copy(&self, replica: u64) -> Device {
            Device { document: self.document.clone(), author: Author::new(ReplicaId(replica)) }
        }

        fn view(&self) -> Consultation {
            Consultation::read(&self.document).unwrap()
        }

        fn write(&mut self, change: &Change) {
            let seen = self.document.seen().clone();
            self.document.write(change, &seen, &mut self.author, Timestamp::UNIX_EPOCH);
        }

        fn sign(&mut self, id: u128, state: MinutesState, text: &str) {
            self.sign_at(id, state, text, Timestamp::UNIX_EPOCH);
        }

        fn sign_at(&mut self, id: u128, state: MinutesState, text: &str, now: Timestamp) {
            let new = NewSignOff { state, by: "Jana Vzorová".into(), date: jiff::civil::date(2026, 11, 24) };
            let change = self.view().sign_off(EntityId::from_u128(id), &new, text.to_owned(), now);
            self.write(&change);
        }

        fn add(&mut self, id: u128, text: &str) -> EntityId {
            let id = EntityId::from_u128(id);
            let fields = vec![ItemField::Text(text.into())];
            let change = self.view().add_item(id, ItemKind::Note, fields, Timestamp::UNIX_EPOCH);
            self.write(&change);
            id
        }
    }

    #[test]
    fn steps_of_two_devices_merge_and_both_stay() {
        let mut mine = Device::new();
        let mut theirs = mine.copy(2);
        mine.sign(10, MinutesState::Sent, "");
        theirs.sign(11, MinutesState::Confirmed, "");
        mine.document.join(&theirs.document);
        theirs.document.join(&mine.document);
        assert_eq!(mine.view().sign_offs, theirs.view().sign_offs);
        assert_eq!(mine.view().sign_offs.len(), 2);
        let version = mine.view().minutes_version();
        assert_eq!((version.number, version.state), (1, MinutesState::Confirmed));
    }

    #[test]
    fn a_later_step_of_another_device_does_not_reopen_a_final_version() {
        let mut mine = Device::new();
        let mut theirs = mine.copy(2);
        mine.sign(10, MinutesState::Final, "# Zápis\n");
        theirs.sign_at(
            11,
            MinutesState::Sent,
            "",
            Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(1),
        );
        mine.document.join(&theirs.document);
        theirs.document.join(&mine.document);
        for device in [&mine, &theirs] {
            let version = device.view().minutes_version();
            assert_eq!((version.number, version.state), (1, MinutesState::Final));
            assert_eq!(version.hash, sha256("# Zápis\n"));
        }
        mine.add(20, "doplněno");
        mine.sign(12, MinutesState::Final, "# Zápis 2\n");
        assert_eq!(mine.view().minutes_version().number, 2);
    }

    #[test]
    fn what_an_older_final_version_said_is_not_final_again() {
        let mut device = Device::new();
        let before = device.view();
        device.sign(10, MinutesState::Final, "# Zápis\n");
        let note = device.add(20, "doplněno");
        device.sign(11, MinutesState::Final, "# Zápis 2\n");
        let view = device.view();
        device.write(&view.delete_item(view.item(note).unwrap()));
        assert_eq!(device.view().content_hash(), before.content_hash());
        let version = device.view().minutes_version();
        assert_eq!((version.number, version.state), (3, MinutesState::Draft));
    }

    #[test]
    fn a_change_makes_the_next_version_and_the_kept_text_stays() {
        let mut device = Device::new();
        device.sign(10, MinutesState::Final, "# Zápis\n");
        let kept = device.view().sign_offs.clone();
        assert_eq!(kept[0].hash, sha256("# Zápis\n"));
        device.add(20, "doplněno");
        let view = device.view();
        assert_eq!((view.minutes_version().number, view.minutes_version().state), (2, MinutesState::Draft));
        assert_eq!(view.sign_offs, kept);
    }

    #[test]
    fn a_concurrent_internal_mark_is_never_lost() {
        let mut mine = Device::new();
        let note = mine.add(20, "důvěrné");
        let mut theirs = mine.copy(2);
        for (device, internal) in [(&mut mine, true), (&mut theirs, false)] {
            let view = device.view();
            device.write(&view.edit_item(view.item(note).unwrap(), vec![ItemField::Internal(internal)]));
        }
        mine.document.join(&theirs.document);
        let view = mine.view();
        assert!(view.items[0].internal && view.items[0].conflicts.is_empty());
        assert!(view.without_internal().items.is_empty());
    }

    #[test]
    fn the_hash_is_that_of_the_standard() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256("abc"), abc);
    }
}
