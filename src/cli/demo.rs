//! `porada --demo`: marked sample consultations in a home that is deleted at the end.

use super::error::CliError;
use super::session::Session;
use crate::catalogue::Catalogue;
use crate::config::{Paths, Settings, create_folder};
use crate::i18n::Language;
use crate::i18n::texts::demo::{SampleNeed, SampleTask, Texts};
use crate::model::schema::CONSULTATION;
use crate::model::{
    Change, Component, Consultation, ConsultationKind, DocumentId, EntityId, HeaderField, ItemField,
    ItemKind, NeedStatus, NewConsultation, Participant, Priority, ReplicaId, Side, Status, Verdict,
    VersionVector,
};
use crate::store::Store;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use std::path::PathBuf;

/// Jeseník, where the running sample takes place.
const RUNNING_AT: &str = "536385";
/// Rožnov pod Radhoštěm, where the planned sample will take place.
const PLANNED_AT: &str = "544841";
/// Polička, where the closed sample took place.
const CLOSED_AT: &str = "578576";

/// A temporary home; it is deleted when this is dropped.
#[derive(Debug)]
pub struct DemoHome {
    folder: PathBuf,
}

impl DemoHome {
    /// Makes an empty home among the temporary files of the system, for the user only.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn create() -> Result<DemoHome, CliError> {
        let folder = std::env::temp_dir().join(format!("porada-demo-{}", ReplicaId::generate()));
        create_folder(&folder)?;
        Ok(DemoHome { folder })
    }

    /// The paths in this home.
    pub fn paths(&self) -> Paths {
        Paths::in_folder(self.folder.clone())
    }
}

impl Drop for DemoHome {
    fn drop(&mut self) {
        // What is left of samples in the folder for temporary files harms nobody.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The user's settings with the name of a sample broker, and with exports in the home of the samples.
pub(super) fn settings(settings: Settings, language: Language) -> Settings {
    let texts = &language.texts().demo;
    Settings {
        broker_name: Some(texts.broker.to_owned()),
        organisation: Some(texts.organisation.to_owned()),
        export_folder: None,
        ..settings
    }
}

/// Fills the home of the session with the samples and closes it.
pub(super) fn fill(session: &mut Session) -> Result<(), CliError> {
    let mut store = Store::open(&session.paths.database, ReplicaId::generate())?;
    fill_demo(&mut store, session.now, &session.time_zone, session.language)?;
    Ok(store.close()?)
}

/// Writes three marked samples into `store`, their dates relative to `now`: one that is planned, one that is being held
/// and one whose minutes are complete. The municipalities and records are real, the persons are not.
///
/// # Errors
/// When the store cannot be written or the shipped catalogue is damaged.
pub fn fill_demo(
    store: &mut Store,
    now: Timestamp,
    time_zone: &TimeZone,
    language: Language,
) -> Result<(), CliError> {
    let catalogue = Catalogue::shipped()?;
    let local = now.to_zoned(time_zone.clone()).datetime();
    let mut sample = Sample { store, catalogue, now, language, texts: &language.texts().demo };
    sample.closed(local)?;
    sample.planned(local)?;
    sample.running(local)
}

struct Sample<'a> {
    store: &'a mut Store,
    catalogue: Catalogue,
    now: Timestamp,
    language: Language,
    texts: &'static Texts,
}

impl Sample<'_> {
    fn running(&mut self, local: DateTime) -> Result<(), CliError> {
        let texts = &self.texts.running;
        let start = to_minute(local).saturating_sub(40.minutes());
        let id = self.create(RUNNING_AT, texts.title, start, Status::Running)?;
        let header =
            vec![HeaderField::Place(texts.place.to_owned()), HeaderField::Agenda(texts.agenda.to_owned())];
        self.change(id, |it, _| Some(it.set_header(header)))?;
        self.people(id, &texts.people)?;
        let waste = self.need(id, &texts.waste, "B3", (Priority::High, NeedStatus::Explored))?;
        self.link(id, waste, "znojmo-senzory-v-kontejnerech", Verdict::Chosen, texts.why_sensors)?;
        self.link(id, waste, "cesky-krumlov-podzemni-kontejnery-zneuzivani", Verdict::Considered, "")?;
        self.link(id, waste, "B3-m-s2", Verdict::Considered, "")?;
        self.link(id, waste, "opzp-odpady", Verdict::Considered, "")?;
        self.item(id, ItemKind::Note, vec![ItemField::Text(texts.note.to_owned())])?;
        self.item(id, ItemKind::Decision, vec![ItemField::Text(texts.decision.to_owned())])?;
        self.task(id, &texts.list_of_sites, Side::Municipality, in_days(local, 10))?;
        self.task(id, &texts.send_contacts, Side::Broker, in_days(local, 3))?;
        // Nothing is linked to this one, so that the samples show what is still missing.
        self.need(id, &texts.biowaste, "B3", (Priority::Normal, NeedStatus::New))?;
        Ok(())
    }

    fn planned(&mut self, local: DateTime) -> Result<(), CliError> {
        let texts = &self.texts.planned;
        let start = at(in_days(local, 7), 10);
        let id = self.create(PLANNED_AT, texts.title, start, Status::Planned)?;
        let header =
            vec![HeaderField::Place(texts.place.to_owned()), HeaderField::Agenda(texts.agenda.to_owned())];
        self.change(id, |it, _| Some(it.set_header(header)))?;
        self.people(id, &texts.people)
    }

    fn closed(&mut self, local: DateTime) -> Result<(), CliError> {
        let texts = &self.texts.closed;
        let start = at(in_days(local, -21), 9);
        let id = self.create(CLOSED_AT, texts.title, start, Status::Running)?;
        self.people(id, &texts.people)?;
        let light = self.need(id, &texts.lighting, "B2", (Priority::Normal, NeedStatus::Matched))?;
        self.link(id, light, "zatec-modernizace-osvetleni", Verdict::Chosen, texts.why_chosen)?;
        self.link(id, light, "opava-nove-led-lampy-a-tmava-mista", Verdict::Considered, texts.why_caution)?;
        self.link(id, light, "modfond-lightpub", Verdict::Considered, "")?;
        self.item(id, ItemKind::Note, vec![ItemField::Text(texts.note.to_owned())])?;
        self.item(id, ItemKind::Decision, vec![ItemField::Text(texts.decision.to_owned())])?;
        let inventory = self.task(id, &texts.inventory, Side::Municipality, in_days(local, -7))?;
        self.task(id, &texts.visit, Side::Broker, in_days(local, -2))?;
        self.change(id, |it, _| Some(it.edit_item(it.item(inventory)?, vec![ItemField::Done(true)])))?;
        let header = vec![
            HeaderField::End(Some(start.saturating_add(75.minutes()))),
            HeaderField::Place(texts.place.to_owned()),
            HeaderField::Agenda(texts.agenda.to_owned()),
            HeaderField::NextMeeting((texts.next_meeting)(&self.language.date(in_days(local, 28)))),
            HeaderField::VerifiedBy(texts.verified_by.to_owned()),
            HeaderField::Status(Status::Closed),
        ];
        self.change(id, |it, _| Some(it.set_header(header)))
    }

    fn create(
        &mut self,
        municipality: &str,
        title: &str,
        start: DateTime,
        status: Status,
    ) -> Result<DocumentId, CliError> {
        let id = DocumentId::generate(self.now);
        let new = NewConsultation {
            kind: ConsultationKind::Consultation,
            title: title.to_owned(),
            municipalities: vec![municipality.to_owned()],
            start: Some(start),
            status,
            written_by: self.texts.broker.to_owned(),
            sample: true,
        };
        let change = Consultation::create(id, new);
        self.store.apply(id, CONSULTATION, &change, &VersionVector::default(), self.now)?;
        Ok(id)
    }

    /// Writes what `make` makes of the consultation as it is now.
    fn change(
        &mut self,
        id: DocumentId,
        make: impl FnOnce(&Consultation, Timestamp) -> Option<Change>,
    ) -> Result<(), CliError> {
        let it = self.store.consultation(id)?.ok_or_else(|| CliError::UnknownConsultation(id.to_string()))?;
        if let Some(change) = make(&it, self.now) {
            self.store.apply(id, CONSULTATION, &change, &it.seen, self.now)?;
        }
        Ok(())
    }

    /// Names and offices of the office, and the broker.
    fn people(&mut self, id: DocumentId, people: &[(&str, &str)]) -> Result<(), CliError> {
        let broker = (self.texts.broker, self.texts.broker_office);
        let now = self.now;
        let people: Vec<Participant> = people
            .iter()
            .chain([&broker])
            .map(|(name, office)| Participant {
                id: EntityId::generate(now),
                name: (*name).to_owned(),
                office: (*office).to_owned(),
                organisation: String::new(),
                email: String::new(),
                phone: String::new(),
                excused: false,
                conflicts: Vec::new(),
            })
            .collect();
        self.change(id, |it, now| it.set_participants(&people, now))
    }

    fn item(&mut self, id: DocumentId, kind: ItemKind, fields: Vec<ItemField>) -> Result<EntityId, CliError> {
        let entity = EntityId::generate(self.now);
        self.change(id, |it, now| Some(it.add_item(entity, kind, fields, now)))?;
        Ok(entity)
    }

    fn need(
        &mut self,
        id: DocumentId,
        need: &SampleNeed,
        component: &str,
        (priority, status): (Priority, NeedStatus),
    ) -> Result<EntityId, CliError> {
        let fields = vec![
            ItemField::Text(need.text.to_owned()),
            ItemField::Detail(need.detail.to_owned()),
            ItemField::Components(Component::parse(component).into_iter().collect()),
            ItemField::Priority(priority),
            ItemField::NeedStatus(status),
        ];
        self.item(id, ItemKind::Need, fields)
    }

    fn task(
        &mut self,
        id: DocumentId,
        task: &SampleTask,
        side: Side,
        due: Date,
    ) -> Result<EntityId, CliError> {
        let fields = vec![
            ItemField::Text(task.text.to_owned()),
            ItemField::Owner(task.owner.to_owned()),
            ItemField::Side(side),
            ItemField::Due(Some(due)),
        ];
        self.item(id, ItemKind::Task, fields)
    }

    /// Links a record; one that the catalogue no longer has is a sample less.
    fn link(
        &mut self,
        id: DocumentId,
        need: EntityId,
        record: &str,
        verdict: Verdict,
        why: &str,
    ) -> Result<(), CliError> {
        let Some(title) = self.catalogue.record(record).map(|it| it.title.get(self.language).to_owned())
        else {
            return Ok(());
        };
        let entity = EntityId::generate(self.now);
        self.change(id, |it, now| Some(it.link(entity, need, record, &title, now)))?;
        if verdict == Verdict::default() && why.is_empty() {
            return Ok(());
        }
        self.change(id, |it, _| {
            let link = it.links.iter().find(|link| link.id == entity)?;
            Some(it.judge_link(link, verdict, why))
        })
    }
}

fn to_minute(moment: DateTime) -> DateTime {
    moment.with().second(0).subsec_nanosecond(0).build().unwrap_or(moment)
}

fn in_days(moment: DateTime, days: i32) -> Date {
    moment.date().saturating_add(days.days())
}

/// The full hour of a day.
fn at(date: Date, hour: i8) -> DateTime {
    date.to_datetime(Time::constant(hour, 0, 0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::RecordKind;
    use crate::minutes::gaps;
    use crate::store::TaskFilter;

    fn samples(language: Language) -> (Store, Vec<Consultation>) {
        let mut store = Store::open_in_memory(ReplicaId(1)).unwrap();
        let now = "2026-11-21T13:01:30Z".parse().unwrap();
        fill_demo(&mut store, now, &TimeZone::UTC, language).unwrap();
        let rows = store.consultations(false).unwrap();
        let samples = rows.iter().map(|row| store.consultation(row.id).unwrap().unwrap()).collect();
        (store, samples)
    }

    #[test]
    fn the_samples_are_marked_and_in_three_stages() {
        for language in Language::ALL {
            let (store, samples) = samples(language);
            let stages: Vec<Status> = samples.iter().map(|it| it.status).collect();
            assert_eq!(stages, [Status::Planned, Status::Running, Status::Closed]);
            assert!(samples.iter().all(|it| it.sample));
            assert_eq!(samples[1].start.unwrap().to_string(), "2026-11-21T12:21:00");
            assert_eq!(store.check().unwrap(), Vec::<String>::new());
            assert_eq!(store.tasks(&TaskFilter { open_only: true, ..Default::default() }).unwrap().len(), 3);
        }
    }

    #[test]
    fn every_linked_record_and_municipality_exists_and_a_caution_is_among_them() {
        let catalogue = Catalogue::shipped().unwrap();
        let (_, samples) = samples(Language::Czech);
        let links: Vec<&str> = samples.iter().flat_map(|it| &it.links).map(|it| it.record.as_str()).collect();
        assert_eq!(links.len(), 7);
        assert!(links.iter().any(|id| catalogue.record(id).unwrap().kind == RecordKind::Caution));
        for code in samples.iter().flat_map(|it| &it.municipalities) {
            assert!(catalogue.municipalities().get(code).is_some(), "{code}");
        }
    }

    #[test]
    fn the_minutes_of_the_closed_sample_lack_nothing() {
        let (_, samples) = samples(Language::English);
        assert_eq!(gaps(&samples[2]), []);
        assert!(!gaps(&samples[1]).is_empty());
    }

    #[test]
    fn a_home_of_samples_is_deleted_at_the_end() {
        let home = DemoHome::create().unwrap();
        let folder = home.paths().home;
        std::fs::write(folder.join("file"), "x").unwrap();
        drop(home);
        assert!(!folder.exists());
    }
}
