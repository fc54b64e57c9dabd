//! The report as tables: a sheet each for a workbook, one after the other as Markdown, all in one as CSV.

use super::Page;
use crate::catalogue::{RecordKind, SizeBand};
use crate::i18n::texts::insights::Texts;
use crate::insights::{Dimension, GroupValue, LateTask, RecordRow, StatusCounts, UnmetNeed, rows};
use crate::minutes::tables::{Cell, Column, ColumnKind, Table};
use crate::minutes::{Fact, Overview, TableSection};
use crate::model::{Component, ConsultationKind, NeedStatus, Side, Verdict};

/// The most lines of a table of records or municipalities in Markdown, which is read and not calculated with.
const MOST_LINES: usize = 30;

/// A table of these columns, the rows of which are `rows`.
fn table<const COLUMNS: usize>(
    name: &'static str,
    columns: [(&'static str, ColumnKind); COLUMNS],
    rows: impl Iterator<Item = [Cell; COLUMNS]>,
) -> Table {
    let columns = columns.into_iter().map(|(title, kind)| Column { title, kind }).collect();
    Table { name, columns, rows: rows.map(Vec::from).collect() }
}

/// The word at the place that `value` has in `all`.
fn word<T: PartialEq>(all: &[T], value: T, words: &[&'static str]) -> &'static str {
    let found = all.iter().zip(words).find(|(known, _)| **known == value);
    found.map(|(_, word)| *word).unwrap_or_default()
}

impl Page<'_> {
    fn texts(&self) -> &'static Texts {
        &self.language.texts().insights
    }

    /// The report as a document.
    pub(super) fn overview(&self) -> Overview {
        let (texts, report) = (self.texts(), self.report);
        let exports = &self.language.texts().exports;
        let day = |day: Option<_>| day.map(|day| self.language.date(day)).unwrap_or_default();
        let period = (exports.period_line)(&day(report.since), &day(report.until));
        let fact = |label: &str, value: String| Fact { label: label.to_owned(), value };
        let mut facts = vec![fact(exports.period, period), fact(texts.made, self.language.date(report.made))];
        let numbers = texts.totals.iter().zip(report.totals.numbers());
        facts.extend(numbers.map(|(label, number)| fact(label, self.language.count(number))));
        let mut notices = vec![texts.left_out.to_owned()];
        if report.totals.samples > 0 {
            notices.insert(0, (texts.samples)(report.totals.samples));
        }
        Overview { title: texts.title.to_owned(), facts, notices, sections: self.sections() }
    }

    fn sections(&self) -> Vec<TableSection> {
        let (texts, report) = (self.texts(), self.report);
        let sections = &texts.sections;
        let by: Vec<&str> =
            report.by.iter().map(|dimension| word(&Dimension::ALL, *dimension, &texts.by)).collect();
        let in_all: usize = rows(&report.needs).iter().map(|row| row.needs).sum();
        let in_each = if in_all > report.totals.needs { texts.counted_in_each } else { "" };
        let section = |title: &str, table: Table, note: &str| TableSection {
            title: title.to_owned(),
            note: if table.rows.is_empty() { texts.nothing.to_owned() } else { note.to_owned() },
            table,
        };
        let first_lines = |title: &str, mut table: Table| {
            let more = table.rows.len().saturating_sub(MOST_LINES);
            table.rows.truncate(MOST_LINES);
            let note = if more > 0 { (texts.more)(more) } else { String::new() };
            section(title, table, &note)
        };
        vec![
            section(&(texts.needs_by)(&by), self.needs(), in_each),
            section(sections.statuses, self.statuses(), ""),
            section(sections.unmet, self.unmet(), ""),
            first_lines(sections.records, self.records()),
            section(sections.late_by_side, self.late_by_side(), ""),
            section(sections.late_by_region, self.late_by_region(), ""),
            section(sections.late, self.late(), ""),
            section(sections.months, self.months(), ""),
            first_lines(sections.municipalities, self.municipalities()),
        ]
    }

    /// The sheets of a workbook.
    pub(super) fn tables(&self) -> Vec<Table> {
        vec![
            self.totals(),
            self.needs(),
            self.statuses(),
            self.unmet(),
            self.records(),
            self.late_by_side(),
            self.late_by_region(),
            self.late(),
            self.months(),
            self.municipalities(),
        ]
    }

    fn totals(&self) -> Table {
        let texts = self.texts();
        let columns = [(texts.columns.what, ColumnKind::Text), (texts.columns.count, ColumnKind::Number)];
        let numbers = texts.totals.iter().zip(self.report.totals.numbers());
        let rows = numbers.map(|(label, number)| [Cell::words(label), Cell::count(number)]);
        table(texts.sheets.totals, columns, rows)
    }

    fn needs(&self) -> Table {
        let texts = self.texts();
        let column = |title, kind| Column { title, kind };
        let dimension =
            |it: &Dimension| column(word(&Dimension::ALL, *it, &texts.columns.dimensions), ColumnKind::Text);
        let mut columns: Vec<Column> = self.report.by.iter().map(dimension).collect();
        columns.push(column(texts.columns.needs, ColumnKind::Number));
        columns.extend(texts.columns.statuses.map(|title| column(title, ColumnKind::Number)));
        let mut lines = Vec::new();
        for row in rows(&self.report.needs) {
            let values = [
                row.component.map(GroupValue::Component),
                row.region.map(GroupValue::Region),
                row.size.map(GroupValue::Size),
            ];
            let of = |it: &Dimension| values.get(*it as usize).copied().flatten();
            let mut cells: Vec<Cell> =
                self.report.by.iter().map(|it| of(it).map_or(Cell::Empty, |it| self.group(it))).collect();
            cells.push(Cell::count(row.needs));
            cells.extend(of_statuses(&row.statuses));
            lines.push(cells);
        }
        Table { name: texts.sheets.needs, columns, rows: lines }
    }

    fn statuses(&self) -> Table {
        let texts = self.texts();
        let columns = [(texts.columns.status, ColumnKind::Text), (texts.columns.needs, ColumnKind::Number)];
        let rows = NeedStatus::ALL
            .iter()
            .filter(|_| self.report.totals.needs > 0)
            .map(|status| [Cell::words(self.status(*status)), Cell::count(self.report.statuses.of(*status))]);
        table(texts.sheets.statuses, columns, rows)
    }

    fn unmet(&self) -> Table {
        let texts = &self.texts().columns;
        let [component, region, size] = texts.dimensions;
        let columns = [
            (texts.need, ColumnKind::Text),
            (component, ColumnKind::Text),
            (region, ColumnKind::Text),
            (size, ColumnKind::Text),
            (texts.day, ColumnKind::Date),
            (texts.id, ColumnKind::Text),
        ];
        let rows = self.report.unmet.iter().map(|need| {
            [
                Cell::words(&need.text),
                self.components_of(need),
                Cell::words(&need.regions.join("; ")),
                self.sizes_of(need),
                need.day.map_or(Cell::Empty, Cell::Date),
                Cell::words(&need.consultation.to_string()),
            ]
        });
        table(self.texts().sheets.unmet, columns, rows)
    }

    fn records(&self) -> Table {
        let texts = &self.texts().columns;
        let [considered, chosen, rejected] = texts.verdicts;
        let columns = [
            (texts.record, ColumnKind::Text),
            (texts.kind, ColumnKind::Text),
            (texts.place, ColumnKind::Text),
            (texts.links, ColumnKind::Number),
            (texts.consultations, ColumnKind::Number),
            (considered, ColumnKind::Number),
            (chosen, ColumnKind::Number),
            (rejected, ColumnKind::Number),
            (texts.without_reason, ColumnKind::Number),
            (texts.id, ColumnKind::Text),
        ];
        let rows = self.report.records.iter().map(|row| {
            [
                Cell::words(&row.title),
                Cell::words(self.record_kind(row.kind)),
                Cell::words(row.place.as_deref().unwrap_or_default()),
                Cell::count(row.links),
                Cell::count(row.consultations),
                Cell::count(row.considered),
                Cell::count(row.chosen),
                Cell::count(row.rejected),
                Cell::count(row.without_reason),
                Cell::words(&row.id),
            ]
        });
        table(self.texts().sheets.records, columns, rows)
    }

    fn late_by_side(&self) -> Table {
        let texts = self.texts();
        let columns = [(texts.columns.side, ColumnKind::Text), (texts.columns.count, ColumnKind::Number)];
        let rows = self.report.late.by_side.iter();
        let rows = rows.map(|row| [Cell::words(self.side(row.side)), Cell::count(row.tasks)]);
        table(texts.sheets.late_by_side, columns, rows)
    }

    fn late_by_region(&self) -> Table {
        let texts = self.texts();
        let [_, region, _] = texts.columns.dimensions;
        let columns = [(region, ColumnKind::Text), (texts.columns.count, ColumnKind::Number)];
        let rows = self.report.late.by_region.iter();
        let rows = rows.map(|row| [self.group(GroupValue::Region(row.region)), Cell::count(row.tasks)]);
        table(texts.sheets.late_by_region, columns, rows)
    }

    fn late(&self) -> Table {
        let texts = &self.texts().columns;
        let [_, region, _] = texts.dimensions;
        let columns = [
            (texts.task, ColumnKind::Text),
            (texts.side, ColumnKind::Text),
            (texts.due, ColumnKind::Date),
            (texts.municipality, ColumnKind::Text),
            (region, ColumnKind::Text),
            (texts.id, ColumnKind::Text),
        ];
        let rows = self.report.late.tasks.iter().map(|task| {
            [
                Cell::words(&task.text),
                Cell::words(self.side(task.side)),
                Cell::Date(task.due),
                Cell::words(&task.municipalities.join(", ")),
                Cell::words(&task.regions.join("; ")),
                Cell::words(&task.consultation.to_string()),
            ]
        });
        table(self.texts().sheets.late, columns, rows)
    }

    fn months(&self) -> Table {
        let texts = &self.texts().columns;
        let [consultations, workshops, visits, calls] = texts.kinds;
        let columns = [
            (texts.month, ColumnKind::Text),
            (texts.total, ColumnKind::Number),
            (consultations, ColumnKind::Number),
            (workshops, ColumnKind::Number),
            (visits, ColumnKind::Number),
            (calls, ColumnKind::Number),
        ];
        let rows = self.report.months.iter().map(|row| {
            let of = |kind| Cell::count(row.kinds.of(kind));
            [
                Cell::words(&self.language.partial_date(&row.month.key())),
                Cell::count(row.kinds.total()),
                of(ConsultationKind::Consultation),
                of(ConsultationKind::Workshop),
                of(ConsultationKind::Visit),
                of(ConsultationKind::Call),
            ]
        });
        table(self.texts().sheets.months, columns, rows)
    }

    fn municipalities(&self) -> Table {
        let texts = &self.texts().columns;
        let [_, region, size] = texts.dimensions;
        let columns = [
            (texts.municipality, ColumnKind::Text),
            (region, ColumnKind::Text),
            (size, ColumnKind::Text),
            (texts.consultations, ColumnKind::Number),
            (texts.id, ColumnKind::Text),
        ];
        let rows = self.report.municipalities.iter().map(|row| {
            [
                Cell::words(&row.name),
                Cell::words(row.region.unwrap_or_default()),
                row.size.map_or(Cell::Empty, |size| self.size(size)),
                Cell::count(row.consultations),
                Cell::words(&row.code),
            ]
        });
        table(self.texts().sheets.municipalities, columns, rows)
    }

    /// Everything in one table, a number or an entry a line, for programs that want to pivot it.
    pub(super) fn one_table(&self) -> Table {
        let texts = &self.texts().columns;
        let [component, region, size] = texts.dimensions;
        let columns = [
            (texts.section, ColumnKind::Text),
            (component, ColumnKind::Text),
            (region, ColumnKind::Text),
            (size, ColumnKind::Text),
            (texts.municipality, ColumnKind::Text),
            (texts.what, ColumnKind::Text),
            (texts.detail, ColumnKind::Text),
            (texts.date, ColumnKind::Date),
            (texts.count, ColumnKind::Number),
            (texts.id, ColumnKind::Text),
        ];
        let mut lines = Vec::new();
        self.number_lines(&mut lines);
        self.entry_lines(&mut lines);
        table(self.texts().title, columns, lines.into_iter().map(Line::cells))
    }

    /// The lines that count.
    fn number_lines(&self, lines: &mut Vec<Line>) {
        let (texts, report) = (self.texts(), self.report);
        let line = |section: &'static str, count: usize| Line {
            section,
            count: Cell::count(count),
            ..Line::default()
        };
        for (label, number) in texts.totals.iter().zip(report.totals.numbers()) {
            lines.push(Line { what: Cell::words(label), ..line(texts.sheets.totals, number) });
        }
        for row in rows(&report.needs) {
            let group = |value: Option<GroupValue>| value.map_or(Cell::Empty, |value| self.group(value));
            let counts = NeedStatus::ALL.iter().map(|status| (*status, row.statuses.of(*status)));
            lines.extend(counts.filter(|(_, count)| *count > 0).map(|(status, count)| Line {
                component: group(row.component.map(GroupValue::Component)),
                region: group(row.region.map(GroupValue::Region)),
                size: group(row.size.map(GroupValue::Size)),
                detail: Cell::words(self.status(status)),
                ..line(texts.sheets.needs, count)
            }));
        }
        for row in &report.months {
            let counts = ConsultationKind::ALL.iter().map(|kind| (*kind, row.kinds.of(*kind)));
            lines.extend(counts.filter(|(_, count)| *count > 0).map(|(kind, count)| Line {
                what: Cell::words(&row.month.key()),
                detail: Cell::words(self.kind(kind)),
                date: Cell::Date(row.month.first),
                ..line(texts.sheets.months, count)
            }));
        }
        lines.extend(report.municipalities.iter().map(|row| Line {
            region: Cell::words(row.region.unwrap_or_default()),
            size: row.size.map_or(Cell::Empty, |size| self.size(size)),
            municipality: Cell::words(&row.name),
            id: Cell::words(&row.code),
            ..line(texts.sheets.municipalities, row.consultations)
        }));
        for row in &report.records {
            let verdicts = [row.considered, row.chosen, row.rejected];
            let counts = Verdict::ALL.iter().zip(verdicts).filter(|(_, count)| *count > 0);
            lines.extend(counts.map(|(verdict, count)| self.record_line(row, *verdict, count)));
        }
    }

    fn record_line(&self, row: &RecordRow, verdict: Verdict, count: usize) -> Line {
        Line {
            section: self.texts().sheets.records,
            what: Cell::words(&row.title),
            detail: Cell::words(word(Verdict::ALL, verdict, &self.language.texts().words.verdicts)),
            count: Cell::count(count),
            id: Cell::words(&row.id),
            ..Line::default()
        }
    }

    /// The lines of single needs and tasks.
    fn entry_lines(&self, lines: &mut Vec<Line>) {
        let sheets = &self.texts().sheets;
        lines.extend(self.report.unmet.iter().map(|need| Line {
            section: sheets.unmet,
            component: self.components_of(need),
            region: Cell::words(&need.regions.join("; ")),
            size: self.sizes_of(need),
            what: Cell::words(&need.text),
            date: need.day.map_or(Cell::Empty, Cell::Date),
            count: Cell::count(1),
            id: Cell::words(&need.consultation.to_string()),
            ..Line::default()
        }));
        lines.extend(self.report.late.tasks.iter().map(|task: &LateTask| Line {
            section: sheets.late,
            region: Cell::words(&task.regions.join("; ")),
            municipality: Cell::words(&task.municipalities.join(", ")),
            what: Cell::words(&task.text),
            detail: Cell::words(self.side(task.side)),
            date: Cell::Date(task.due),
            count: Cell::count(1),
            id: Cell::words(&task.consultation.to_string()),
            ..Line::default()
        }));
    }

    fn group(&self, value: GroupValue) -> Cell {
        let texts = self.texts();
        match value {
            GroupValue::Component(Some(component)) => Cell::words(&self.component(component)),
            GroupValue::Component(None) => Cell::words(texts.no_component),
            GroupValue::Region(region) => Cell::words(region.unwrap_or(texts.unknown_place)),
            GroupValue::Size(Some(size)) => self.size(size),
            GroupValue::Size(None) => Cell::words(texts.unknown_place),
        }
    }

    fn component(&self, component: Component) -> String {
        let name = self.catalogue.concept().component_name(component).get(self.language);
        format!("{component} {name}")
    }

    fn components_of(&self, need: &UnmetNeed) -> Cell {
        let names: Vec<String> = need.components.iter().map(|it| self.component(*it)).collect();
        Cell::words(&names.join("; "))
    }

    fn sizes_of(&self, need: &UnmetNeed) -> Cell {
        let bands = &self.language.texts().catalogue_screen.filters.sizes;
        let words: Vec<&str> = need.sizes.iter().map(|size| word(&SizeBand::ALL, *size, bands)).collect();
        Cell::words(&words.join("; "))
    }

    fn size(&self, size: SizeBand) -> Cell {
        Cell::words(word(&SizeBand::ALL, size, &self.language.texts().catalogue_screen.filters.sizes))
    }

    fn status(&self, status: NeedStatus) -> &'static str {
        word(NeedStatus::ALL, status, &self.language.texts().words.need_statuses)
    }

    fn side(&self, side: Side) -> &'static str {
        word(Side::ALL, side, &self.language.texts().words.sides)
    }

    fn kind(&self, kind: ConsultationKind) -> &'static str {
        word(ConsultationKind::ALL, kind, &self.language.texts().words.consultation_kinds)
    }

    fn record_kind(&self, kind: Option<RecordKind>) -> &'static str {
        kind.map_or("", |kind| kind.names(self.language).one)
    }
}

fn of_statuses(counts: &StatusCounts) -> impl Iterator<Item = Cell> {
    NeedStatus::ALL.iter().map(|status| Cell::count(counts.of(*status)))
}

/// A line of the one table.
struct Line {
    section: &'static str,
    component: Cell,
    region: Cell,
    size: Cell,
    municipality: Cell,
    what: Cell,
    detail: Cell,
    date: Cell,
    count: Cell,
    id: Cell,
}

impl Default for Line {
    fn default() -> Line {
        Line {
            section: "",
            component: Cell::Empty,
            region: Cell::Empty,
            size: Cell::Empty,
            municipality: Cell::Empty,
            what: Cell::Empty,
            detail: Cell::Empty,
            date: Cell::Empty,
            count: Cell::Empty,
            id: Cell::Empty,
        }
    }
}

impl Line {
    fn cells(self) -> [Cell; 10] {
        [
            Cell::words(self.section),
            self.component,
            self.region,
            self.size,
            self.municipality,
            self.what,
            self.detail,
            self.date,
            self.count,
            self.id,
        ]
    }
}
