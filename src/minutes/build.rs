//! Decides what the minutes of a consultation say.

use super::document::{
    AnnexRecord, Document, Evidence, Fact, NeedPoint, NotePoint, Person, Point, SourceLine, TaskRow,
};
use super::plain::{line, lines, web_address};
use crate::catalogue::{Field, Record, RecordKind, Source, Stage};
use crate::i18n::Language;
use crate::i18n::texts::minutes::Texts;
use crate::model::schema::{self, CONSULTATION};
use crate::model::{
    Component, Consultation, ConsultationKind, Item, ItemBody, ItemKind, Link, MinutesState, NeedStatus,
    Participant, Personal, Priority, Side, Verdict, without_contacts,
};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::HashSet;

/// How the minutes look up what the consultation only names.
#[derive(Clone, Copy)]
pub struct References<'a> {
    /// The record of the catalogue with this id.
    pub record: &'a dyn Fn(&str) -> Option<&'a Record>,
    /// The municipality with this code.
    pub municipality: &'a dyn Fn(&str) -> Option<MunicipalityLine>,
    /// The name of a component, without its code.
    pub component: &'a dyn Fn(Component, Language) -> String,
}

/// A municipality as minutes name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MunicipalityLine {
    /// The official name.
    pub name: String,
    /// The district (okres), or empty.
    pub district: String,
    /// The region (kraj), or empty.
    pub region: String,
}

/// How the minutes are to be written.
#[derive(Debug, Clone)]
pub struct Options {
    /// The language.
    pub language: Language,
    /// Whether names, offices and owners of tasks are written.
    pub personal: Personal,
    /// Whether the linked records are written: beside their needs and in the annex.
    pub evidence: bool,
    /// The time zone in which moments of writing are shown.
    pub time_zone: TimeZone,
    /// The broker's organisation, or empty.
    pub organisation: String,
}

/// The minutes of the consultation. What is marked as internal is not in them.
pub fn build(consultation: &Consultation, references: &References, options: &Options) -> Document {
    Builder::new(&consultation.without_internal(), references, options).document()
}

/// What minutes and tables say of one consultation.
pub(super) struct Builder<'a, 'r> {
    consultation: &'a Consultation,
    references: &'a References<'r>,
    options: &'a Options,
    texts: &'a Texts,
}

impl<'a, 'r> Builder<'a, 'r> {
    pub(super) fn new(
        consultation: &'a Consultation,
        references: &'a References<'r>,
        options: &'a Options,
    ) -> Self {
        Builder { consultation, references, options, texts: &options.language.texts().minutes }
    }

    fn document(&self) -> Document {
        let it = self.consultation;
        let municipalities: Vec<String> =
            it.municipalities.iter().map(|code| self.municipality(code)).collect();
        let linked = self.linked_records();
        Document {
            language: self.options.language,
            organisation: line(&self.options.organisation),
            heading: self.heading().to_owned(),
            title: self.title(),
            date: self.date(),
            facts: self.facts(&municipalities),
            present: self.people(false),
            excused: self.people(true),
            agenda: agenda(&it.agenda),
            course: self.course(),
            decisions: it
                .items_of(ItemKind::Decision)
                .map(|item| lines(&item.text))
                .filter(|text| !text.is_empty())
                .collect(),
            tasks: self.tasks(),
            next_meeting: lines(&it.next_meeting),
            annex: linked.iter().map(|record| self.annex(record)).collect(),
            written_by: line(self.shown("consultation", "written_by", &it.written_by)),
            verified_by: line(self.shown("consultation", "verified_by", &it.verified_by)),
            sample: it.sample,
            notices: self.notices(&linked),
        }
    }

    /// The value, or nothing where the model marks the field as personal and personal data is to be left out.
    pub(super) fn shown<'text>(&self, entity: &str, field: &str, value: &'text str) -> &'text str {
        let hidden = self.options.personal == Personal::Without;
        if hidden && schema::is_personal(CONSULTATION, entity, field) { "" } else { value }
    }

    /// The tasks. What is done after minutes became final does not change them: they stay what was agreed.
    fn tasks(&self) -> Vec<TaskRow> {
        let is_final = self.consultation.minutes_version().state == MinutesState::Final;
        let tasks = self.consultation.items_of(ItemKind::Task).filter_map(|item| self.task(item));
        tasks.map(|task| TaskRow { done: task.done && !is_final, ..task }).collect()
    }

    fn heading(&self) -> &'static str {
        match self.consultation.kind {
            ConsultationKind::Consultation => self.texts.heading_consultation,
            ConsultationKind::Workshop => self.texts.heading_workshop,
            ConsultationKind::Visit => self.texts.heading_visit,
            ConsultationKind::Call => self.texts.heading_call,
        }
    }

    pub(super) fn kind(&self) -> &'static str {
        match self.consultation.kind {
            ConsultationKind::Consultation => self.texts.kind_consultation,
            ConsultationKind::Workshop => self.texts.kind_workshop,
            ConsultationKind::Visit => self.texts.kind_visit,
            ConsultationKind::Call => self.texts.kind_call,
        }
    }

    /// The title, or the customary one: the kind and the municipalities.
    pub(super) fn title(&self) -> String {
        let title = line(&self.consultation.title);
        if !title.is_empty() {
            return title;
        }
        let name = |code: &String| (self.references.municipality)(code).map(|known| line(&known.name));
        let names: Vec<String> = self.consultation.municipalities.iter().filter_map(name).collect();
        format!("{} {}", self.kind(), names.join(", ")).trim_end().to_owned()
    }

    fn date(&self) -> Option<Date> {
        let first = self.consultation.items.iter().map(|item| item.written).min();
        let first = first.map(|moment| moment.to_zoned(self.options.time_zone.clone()).date());
        self.consultation.start.map(|start| start.date()).or(first)
    }

    pub(super) fn municipality(&self, code: &str) -> String {
        match (self.references.municipality)(code) {
            Some(known) => {
                let (name, district) = (line(&known.name), line(&known.district));
                (self.texts.municipality_line)(&name, &district, &line(&known.region))
            }
            None => (self.texts.municipality_code)(&line(code)),
        }
    }

    fn facts(&self, municipalities: &[String]) -> Vec<Fact> {
        let language = self.options.language;
        let (texts, it) = (self.texts, self.consultation);
        let municipality = if municipalities.len() > 1 { texts.municipalities } else { texts.municipality };
        // A start at midnight without an end is a date without a time: nobody consults at midnight.
        let timed =
            it.start.filter(|start| it.end.is_some() || start.time() != jiff::civil::Time::midnight());
        let facts = [
            (municipality, municipalities.join("\n")),
            (texts.date, it.start.map(|start| language.date(start.date())).unwrap_or_default()),
            (
                texts.time,
                timed.map(|start| language.time_span(start, it.end, texts.from)).unwrap_or_default(),
            ),
            (texts.place, line(&it.place)),
            (texts.kind, self.kind().to_owned()),
            (texts.version, self.version()),
        ];
        facts.into_iter().filter_map(|(label, value)| fact(label, value)).collect()
    }

    /// Version and state; nothing of a first draft, which says so by being without.
    fn version(&self) -> String {
        let version = self.consultation.minutes_version();
        if version.number == 1 && version.state == MinutesState::Draft {
            return String::new();
        }
        let words = &self.options.language.texts().words.minutes_states;
        let state = MinutesState::ALL.iter().zip(words).find(|(state, _)| **state == version.state);
        let by = line(self.shown(schema::SIGN_OFF, "by", &version.by));
        let date = version.date.map(|date| self.options.language.date(date)).unwrap_or_default();
        let who: Vec<String> = [by, date].into_iter().filter(|part| !part.is_empty()).collect();
        (self.texts.version_line)(
            version.number,
            state.map(|(_, word)| *word).unwrap_or_default(),
            &who.join(", "),
        )
    }

    /// The people; rows that look the same, as they do without names, are written once.
    fn people(&self, excused: bool) -> Vec<Person> {
        let shown = |field, value: &str| line(self.shown("participant", field, value));
        let person = |it: &Participant| Person {
            name: shown("name", &it.name),
            office: shown("office", &it.office),
            organisation: if self.options.personal == Personal::Without {
                line(&without_contacts(&it.organisation))
            } else {
                shown("organisation", &it.organisation)
            },
        };
        let mut people: Vec<Person> = Vec::new();
        for person in self.consultation.participants.iter().filter(|it| it.excused == excused).map(person) {
            if !person.line().is_empty() && !people.contains(&person) {
                people.push(person);
            }
        }
        people
    }

    fn course(&self) -> Vec<Point> {
        let mut number = 0;
        let point = |item: &Item| match &item.body {
            ItemBody::Need { detail, components, priority, status } => {
                number += 1;
                Some(Point::Need(NeedPoint {
                    number,
                    written: self.moment(item.written),
                    text: line(&item.text),
                    detail: lines(detail),
                    components: components.iter().map(|&component| self.component(component)).collect(),
                    priority: self.priority(*priority).map(str::to_owned),
                    status: self.status(*status).map(str::to_owned),
                    evidence: self.links_of(item).map(|link| self.evidence(link)).collect(),
                }))
            }
            ItemBody::Note => {
                let text = lines(&item.text);
                let written = self.moment(item.written);
                (!text.is_empty()).then_some(Point::Note(NotePoint { written, text }))
            }
            ItemBody::Decision | ItemBody::Task { .. } => None,
        };
        self.consultation.items.iter().filter_map(point).collect()
    }

    /// What was linked to a need, if it is to be written.
    pub(super) fn links_of(&self, need: &Item) -> impl Iterator<Item = &'a Link> {
        let wanted = self.options.evidence;
        self.consultation.links_of(need.id).filter(move |_| wanted)
    }

    /// The time of day; with the date when that is not the day of the meeting.
    fn moment(&self, moment: Timestamp) -> String {
        let local = moment.to_zoned(self.options.time_zone.clone()).datetime();
        let time = self.options.language.time(local.time());
        match self.consultation.start {
            Some(start) if start.date() == local.date() => time,
            _ => format!("{} {time}", self.options.language.date(local.date())),
        }
    }

    pub(super) fn component(&self, component: Component) -> String {
        let name = line(&(self.references.component)(component, self.options.language));
        format!("{component} {name}").trim_end().to_owned()
    }

    fn priority(&self, priority: Priority) -> Option<&'static str> {
        match priority {
            Priority::Normal => None,
            Priority::High => Some(self.texts.priority_high),
            Priority::Low => Some(self.texts.priority_low),
        }
    }

    fn status(&self, status: NeedStatus) -> Option<&'static str> {
        match status {
            NeedStatus::New => None,
            NeedStatus::Explored => Some(self.texts.status_explored),
            NeedStatus::Matched => Some(self.texts.status_matched),
            NeedStatus::Project => Some(self.texts.status_project),
            NeedStatus::Unmet => Some(self.texts.status_unmet),
        }
    }

    pub(super) fn evidence(&self, link: &Link) -> Evidence {
        let record = (self.references.record)(&link.record);
        let title = record.map_or(link.title.as_str(), |record| record.title.get(self.options.language));
        let verdict = match link.verdict {
            Verdict::Considered => self.texts.verdict_considered,
            Verdict::Chosen => self.texts.verdict_chosen,
            Verdict::Rejected => self.texts.verdict_rejected,
        };
        let as_of = record.and_then(|record| record.as_of.as_deref()).unwrap_or_default();
        Evidence {
            kind: record.map_or(self.texts.record, |record| self.record_kind(record)).to_owned(),
            title: line(title),
            place: record.map(place).unwrap_or_default(),
            source: record.and_then(|record| newest(&record.sources)).map(|source| self.source(source)),
            verdict: verdict.to_owned(),
            why: lines(&link.why),
            as_of: line(&self.options.language.partial_date(as_of)),
            missing: record.is_none().then(|| line(&link.record)),
        }
    }

    /// The word for the kind of a record. What its newest source only plans is not yet good practice.
    fn record_kind(&self, record: &Record) -> &'static str {
        match record.kind {
            RecordKind::Practice if record.stage == Some(Stage::Planned) => self.texts.planned_practice,
            RecordKind::Practice => self.texts.practice,
            RecordKind::Caution => self.texts.caution,
            RecordKind::Measure => self.texts.measure,
            RecordKind::Funding => self.texts.funding,
            RecordKind::Indicator => self.texts.indicator,
            RecordKind::Partner => self.texts.partner,
        }
    }

    fn source(&self, source: &Source) -> SourceLine {
        let published = source.published.as_deref().unwrap_or_default();
        SourceLine {
            title: line(&source.title),
            publisher: line(source.publisher.as_deref().unwrap_or_default()),
            date: line(&self.options.language.partial_date(published)),
            url: source.url.as_deref().and_then(web_address),
        }
    }

    pub(super) fn task(&self, item: &Item) -> Option<TaskRow> {
        let ItemBody::Task { side, owner, due, done } = &item.body else {
            return None;
        };
        let side = match side {
            Side::Broker => self.texts.side_broker,
            Side::Municipality => self.texts.side_municipality,
            Side::Partner => self.texts.side_partner,
        };
        let owner = line(self.shown("task", "owner", owner));
        let date = |due: &Date| self.options.language.date(*due);
        Some(TaskRow {
            what: line(&item.text),
            who: if owner.is_empty() { side.to_owned() } else { format!("{owner} ({side})") },
            due: due.as_ref().map(date).unwrap_or_default(),
            done: *done,
        })
    }

    /// The records that the course names, each once.
    fn linked_records(&self) -> Vec<&'r Record> {
        let mut seen = HashSet::new();
        self.consultation
            .items_of(ItemKind::Need)
            .flat_map(|need| self.links_of(need))
            .filter_map(|link| (self.references.record)(&link.record))
            .filter(|record| seen.insert(record.id.as_str()))
            .collect()
    }

    fn annex(&self, record: &Record) -> AnnexRecord {
        let (texts, language) = (self.texts, self.options.language);
        let practical = matches!(record.kind, RecordKind::Practice | RecordKind::Caution);
        let solution = if practical { texts.solution } else { texts.description };
        let funding = if record.kind == RecordKind::Funding { texts.support } else { texts.paid_by };
        let fields = [
            (Field::Problem, texts.problem),
            (Field::Solution, solution),
            (Field::Result, texts.result),
            (Field::Lesson, texts.lesson),
            (Field::Stage, texts.stage),
            (Field::Cost, texts.cost),
            (Field::Funding, funding),
            (Field::Recipients, texts.recipients),
            (Field::Measurement, texts.measurement),
            (Field::Status, texts.validity),
        ];
        let text = |field| record.text(field, language).map(lines).unwrap_or_default();
        AnnexRecord {
            kind: self.record_kind(record).to_owned(),
            title: line(record.title.get(language)),
            place: place(record),
            facts: fields.into_iter().filter_map(|(field, label)| fact(label, text(field))).collect(),
            sources: record.sources.iter().map(|source| self.source(source)).collect(),
        }
    }

    fn notices(&self, linked: &[&Record]) -> Vec<String> {
        let programmes = linked.iter().any(|record| record.kind == RecordKind::Funding);
        let notices = [
            (!linked.is_empty(), self.texts.notice_sources),
            (programmes, self.texts.notice_funding),
            (self.options.personal == Personal::Without, self.texts.notice_personal),
        ];
        notices.into_iter().filter(|(applies, _)| *applies).map(|(_, notice)| notice.to_owned()).collect()
    }
}

fn fact(label: &str, value: String) -> Option<Fact> {
    (!value.is_empty()).then(|| Fact { label: label.to_owned(), value })
}

/// The place with its region, or abroad with the code of its country.
fn place(record: &Record) -> String {
    let Some(place) = &record.place else {
        return String::new();
    };
    let name = line(&place.name);
    match &place.region {
        Some(region) if *region != place.name => format!("{name}, {}", line(region)),
        None if place.country != "CZ" => format!("{name}, {}", line(&place.country)),
        _ => name,
    }
}

/// The newest of the sources; of equally old ones the first, which the catalogue lists as the main one.
fn newest(sources: &[Source]) -> Option<&Source> {
    sources.iter().rev().max_by_key(|source| source.published.as_deref())
}

/// The items of the agenda without the bullets or numbers that were typed with them. A number goes only when it is
/// the item's own, so that `5. května` stays.
fn agenda(text: &str) -> Vec<String> {
    let text = lines(text);
    let item = |(index, line): (usize, &str)| {
        let number = (index + 1).to_string();
        let typed = |marker: &str| line.strip_prefix(marker).filter(|rest| rest.starts_with(' '));
        let rest =
            [format!("{number}."), format!("{number})"), "-".into(), "*".into(), "•".into(), "–".into()];
        rest.iter().find_map(|marker| typed(marker)).unwrap_or(line).trim().to_owned()
    };
    text.lines().enumerate().map(item).filter(|item| !item.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agenda_loses_its_own_numbers_only() {
        assert_eq!(
            agenda("1. Odpady\n2) Voda\n- Různé\n5. května"),
            ["Odpady", "Voda", "Různé", "5. května"]
        );
        assert_eq!(agenda("3. května\n\n-\n1.jedna"), ["3. května", "-", "1.jedna"]);
    }

    #[test]
    fn the_newest_source_stands_for_the_record() {
        let source = |title: &str, published: Option<&str>| Source {
            url: None,
            title: title.into(),
            publisher: None,
            published: published.map(str::to_owned),
        };
        let sources = [
            source("a", None),
            source("b", Some("2021")),
            source("c", Some("2022-01")),
            source("d", Some("2022-01")),
        ];
        assert_eq!(newest(&sources).map(|it| it.title.as_str()), Some("c"));
        assert_eq!(newest(&sources[..1]).map(|it| it.title.as_str()), Some("a"));
    }
}
