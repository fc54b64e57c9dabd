//! Tasks, needs with their evidence, and consultations as tables, the same for every format that writes tables.
//!
//! A cell is a typed value, so that a workbook can sort and count; its column says how the value is shown. Texts of
//! cells are plain: no control characters, line breaks only as `\n`.

use super::build::{Builder, Options, References};
use super::plain::{line, lines};
use crate::i18n::Language;
use crate::i18n::texts::exports;
use crate::i18n::texts::minutes::Texts;
use crate::model::{Consultation, Item, ItemBody, ItemKind, Link, NeedStatus, Priority, Side, Status};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use std::borrow::Cow;

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words.
    Text,
    /// A day.
    Date,
    /// A whole number.
    Number,
    /// Whole Czech crowns.
    Money,
    /// An address of the web.
    Link,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its title.
    pub title: &'static str,
    /// What its cells are.
    pub kind: ColumnKind,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is known, or there is nothing.
    Empty,
    /// Words, or in a column of links an address.
    Text(String),
    /// A day.
    Date(Date),
    /// A number, or in a column of money crowns.
    Number(i64),
}

impl Cell {
    /// The words in one line, without characters that nobody sees; nothing where there are none.
    pub fn words(words: &str) -> Cell {
        text(line(words))
    }

    /// A number of things.
    pub fn count(number: usize) -> Cell {
        count(number)
    }
}

/// A table; every row has as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name, at most 31 characters, none of which a workbook forbids.
    pub name: &'static str,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    fn new<const COLUMNS: usize>(
        name: &'static str,
        columns: [(&'static str, ColumnKind); COLUMNS],
        rows: impl Iterator<Item = [Cell; COLUMNS]>,
    ) -> Table {
        Table {
            name,
            columns: columns.into_iter().map(|(title, kind)| Column { title, kind }).collect(),
            rows: rows.map(Vec::from).collect(),
        }
    }
}

/// All tasks of the consultations, in their order.
pub fn tasks(consultations: &[&Consultation], references: &References, options: &Options) -> Table {
    let shown = shown(consultations);
    let (texts, names) = texts(options);
    let columns = [
        (texts.task, ColumnKind::Text),
        (names.side, ColumnKind::Text),
        (names.owner, ColumnKind::Text),
        (texts.due, ColumnKind::Date),
        (texts.done, ColumnKind::Text),
        (names.written, ColumnKind::Date),
        (names.day, ColumnKind::Date),
        (names.consultation, ColumnKind::Text),
        (names.municipality, ColumnKind::Text),
        (names.consultation_id, ColumnKind::Text),
    ];
    let rows = shown.iter().flat_map(|consultation| {
        let origin = Origin::of(consultation, references, options);
        consultation.items_of(ItemKind::Task).filter_map(move |item| {
            let ItemBody::Task { side, owner, due, done } = &item.body else {
                return None;
            };
            let owner = origin.builder.shown("task", "owner", owner);
            Some([
                text(line(&item.text)),
                text(side_word(*side, texts)),
                text(line(owner)),
                date(*due),
                text(if *done { texts.yes } else { texts.no }),
                Cell::Date(origin.day_of(item.written)),
                origin.day.clone(),
                origin.title.clone(),
                origin.municipality.clone(),
                origin.id.clone(),
            ])
        })
    });
    Table::new(names.tasks, columns, rows)
}

/// All needs of the consultations with what was linked to them: a row for each linked record, or one with empty cells
/// for a need without any.
pub fn needs(consultations: &[&Consultation], references: &References, options: &Options) -> Table {
    let (texts, names) = texts(options);
    let columns = [
        (names.number, ColumnKind::Number),
        (names.need, ColumnKind::Text),
        (names.detail, ColumnKind::Text),
        (names.components, ColumnKind::Text),
        (texts.priority, ColumnKind::Text),
        (texts.status, ColumnKind::Text),
        (names.record_kind, ColumnKind::Text),
        (names.record, ColumnKind::Text),
        (names.place, ColumnKind::Text),
        (names.cost, ColumnKind::Money),
        (texts.verdict, ColumnKind::Text),
        (names.why, ColumnKind::Text),
        (names.source, ColumnKind::Link),
        (names.as_of, ColumnKind::Text),
        (names.record_id, ColumnKind::Text),
        (names.day, ColumnKind::Date),
        (names.consultation, ColumnKind::Text),
        (names.municipality, ColumnKind::Text),
        (names.consultation_id, ColumnKind::Text),
    ];
    let mut rows = Vec::new();
    let shown = shown(consultations);
    for consultation in &shown {
        let origin = Origin::of(consultation, references, options);
        for (index, item) in consultation.items_of(ItemKind::Need).enumerate() {
            let links: Vec<Option<&Link>> = origin.builder.links_of(item).map(Some).collect();
            let links = if links.is_empty() { vec![None] } else { links };
            rows.extend(links.into_iter().map(|link| need_row(&origin, index + 1, item, link)));
        }
    }
    Table::new(names.needs, columns, rows.into_iter())
}

fn need_row(origin: &Origin, number: usize, item: &Item, link: Option<&Link>) -> [Cell; 19] {
    let words = &origin.options.language.texts().words;
    let (detail, components, priority, status) = match &item.body {
        ItemBody::Need { detail, components, priority, status } => {
            (lines(detail), components.as_slice(), *priority, *status)
        }
        ItemBody::Note | ItemBody::Decision | ItemBody::Task { .. } => Default::default(),
    };
    let components: Vec<String> =
        components.iter().map(|component| origin.builder.component(*component)).collect();
    let record = link.and_then(|link| (origin.references.record)(&link.record));
    let evidence = link.map(|link| origin.builder.evidence(link));
    let of_evidence = |part: fn(&super::Evidence) -> &str| {
        evidence.as_ref().map_or(Cell::Empty, |evidence| text(part(evidence)))
    };
    let source = evidence.as_ref().and_then(|evidence| evidence.source.as_ref()?.url.clone());
    [
        count(number),
        text(line(&item.text)),
        text(detail),
        text(components.join("; ")),
        text(word(Priority::ALL, priority, &words.priorities)),
        text(word(NeedStatus::ALL, status, &words.need_statuses)),
        of_evidence(|evidence| &evidence.kind),
        of_evidence(|evidence| &evidence.title),
        of_evidence(|evidence| &evidence.place),
        record.and_then(|record| record.cost_czk).map_or(Cell::Empty, Cell::Number),
        of_evidence(|evidence| &evidence.verdict),
        of_evidence(|evidence| &evidence.why),
        source.map_or(Cell::Empty, Cell::Text),
        of_evidence(|evidence| &evidence.as_of),
        link.map_or(Cell::Empty, |link| text(line(&link.record))),
        origin.day.clone(),
        origin.title.clone(),
        origin.municipality.clone(),
        origin.id.clone(),
    ]
}

/// The consultations, a row each.
pub fn consultations(consultations: &[&Consultation], references: &References, options: &Options) -> Table {
    let (texts, names) = texts(options);
    let columns = [
        (texts.date, ColumnKind::Date),
        (names.start, ColumnKind::Text),
        (names.end, ColumnKind::Text),
        (texts.kind, ColumnKind::Text),
        (names.consultation, ColumnKind::Text),
        (names.municipality, ColumnKind::Text),
        (texts.place, ColumnKind::Text),
        (names.state, ColumnKind::Text),
        (names.present, ColumnKind::Number),
        (names.need_count, ColumnKind::Number),
        (names.unmet_count, ColumnKind::Number),
        (names.evidence_count, ColumnKind::Number),
        (names.decision_count, ColumnKind::Number),
        (names.task_count, ColumnKind::Number),
        (names.open_count, ColumnKind::Number),
        (texts.next_meeting, ColumnKind::Text),
        (texts.written_by, ColumnKind::Text),
        (names.consultation_id, ColumnKind::Text),
    ];
    let shown = shown(consultations);
    let row = |it: &Cow<Consultation>| {
        let origin = Origin::of(it, references, options);
        let time = |at: Option<DateTime>| at.map_or(Cell::Empty, |at| text(options.language.time(at.time())));
        let of_kind = |kind| it.items_of(kind);
        let linked = of_kind(ItemKind::Need).map(|need| origin.builder.links_of(need).count()).sum();
        let unmet = |item: &&Item| matches!(item.body, ItemBody::Need { status: NeedStatus::Unmet, .. });
        let open = |item: &&Item| matches!(item.body, ItemBody::Task { done: false, .. });
        [
            origin.day.clone(),
            time(it.start),
            time(it.end),
            text(origin.builder.kind()),
            origin.title.clone(),
            origin.municipality.clone(),
            text(line(&it.place)),
            text(state(it, options.language)),
            count(it.participants.iter().filter(|person| !person.excused).count()),
            count(of_kind(ItemKind::Need).count()),
            count(of_kind(ItemKind::Need).filter(unmet).count()),
            count(linked),
            count(of_kind(ItemKind::Decision).count()),
            count(of_kind(ItemKind::Task).count()),
            count(of_kind(ItemKind::Task).filter(open).count()),
            text(lines(&it.next_meeting)),
            text(line(origin.builder.shown("consultation", "written_by", &it.written_by))),
            origin.id.clone(),
        ]
    };
    Table::new(names.consultations, columns, shown.iter().map(row))
}

/// The consultations without what is marked as internal.
fn shown<'a>(consultations: &[&'a Consultation]) -> Vec<Cow<'a, Consultation>> {
    consultations.iter().map(|consultation| consultation.without_internal()).collect()
}

/// What every row says of the consultation that it comes from.
struct Origin<'a, 'r> {
    builder: Builder<'a, 'r>,
    references: &'a References<'r>,
    options: &'a Options,
    day: Cell,
    title: Cell,
    municipality: Cell,
    id: Cell,
}

impl<'a, 'r> Origin<'a, 'r> {
    fn of(consultation: &'a Consultation, references: &'a References<'r>, options: &'a Options) -> Self {
        let builder = Builder::new(consultation, references, options);
        let name = |code: &String| match (references.municipality)(code) {
            Some(known) => line(&known.name),
            None => builder.municipality(code),
        };
        let municipalities: Vec<String> = consultation.municipalities.iter().map(name).collect();
        Origin {
            day: date(consultation.start.map(DateTime::date)),
            title: text(builder.title()),
            municipality: text(municipalities.join(", ")),
            id: text(consultation.id.to_string()),
            builder,
            references,
            options,
        }
    }

    fn day_of(&self, moment: Timestamp) -> Date {
        moment.to_zoned(self.options.time_zone.clone()).date()
    }
}

fn texts(options: &Options) -> (&'static Texts, &'static exports::Tables) {
    let texts = options.language.texts();
    (&texts.minutes, &texts.exports.tables)
}

fn state(consultation: &Consultation, language: Language) -> String {
    let texts = language.texts();
    let state = word(Status::ALL, consultation.status, &texts.words.statuses);
    if consultation.sample { (texts.exports.tables.sample)(state) } else { state.to_owned() }
}

fn side_word(side: Side, texts: &Texts) -> &'static str {
    match side {
        Side::Broker => texts.side_broker,
        Side::Municipality => texts.side_municipality,
        Side::Partner => texts.side_partner,
    }
}

fn word<Value: PartialEq>(all: &[Value], value: Value, words: &[&'static str]) -> &'static str {
    let found = all.iter().zip(words).find(|(known, _)| **known == value);
    found.map(|(_, word)| *word).unwrap_or_default()
}

fn text(text: impl Into<String>) -> Cell {
    let text = text.into();
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

fn date(date: Option<Date>) -> Cell {
    date.map_or(Cell::Empty, Cell::Date)
}

fn count(count: usize) -> Cell {
    i64::try_from(count).map_or(Cell::Empty, Cell::Number)
}
