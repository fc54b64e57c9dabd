//! The lines of the list, a function each.

use super::Row;
use crate::catalogue::SizeBand;
use crate::i18n::{display_width, pad, sanitize, truncate};
use crate::insights::{GroupValue, KindCounts, LateTask, Month, MonthRow, RecordRow, UnmetNeed};
use crate::model::{Component, ConsultationKind};
use crate::tui::desk::Desk;
use crate::tui::words;
use ratatui::text::{Line, Span};

/// From this width on a line has room for more than its words and one number.
const ROOMY: usize = 60;
/// From this width on there is also room for where a need is from.
const WIDE: usize = 100;
/// The columns of a number with the space before it.
const NUMBER: usize = 6;
/// Which part of a line a bar beside words may take.
const BAR_PART: usize = 8;
/// The widest bar beside words; a longer one says no more.
const LONGEST_BAR: usize = 30;
/// More empty months than this between two others are left out.
const MOST_EMPTY: usize = 24;

/// The marks of the kinds of consultation in a bar, in the order of `ConsultationKind`.
const MARKS: [char; 4] = ['#', '=', '+', '-'];

/// A month of the chart.
#[derive(Debug, Clone, Copy)]
pub(super) struct MonthLine {
    pub(super) month: Month,
    pub(super) kinds: KindCounts,
}

/// The months from the latest to the earliest, with those in which nothing was held.
pub(super) fn months(rows: &[MonthRow]) -> Vec<MonthLine> {
    let mut lines = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        if let Some(before) = index.checked_sub(1).and_then(|index| rows.get(index)) {
            let mut gap = Vec::new();
            let mut month = before.month.next();
            while month < row.month && gap.len() <= MOST_EMPTY {
                gap.push(MonthLine { month, kinds: KindCounts::default() });
                month = month.next();
            }
            if gap.len() <= MOST_EMPTY {
                lines.append(&mut gap);
            }
        }
        lines.push(MonthLine { month: row.month, kinds: row.kinds });
    }
    lines.reverse();
    lines
}

/// What bars are drawn in proportion to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    /// The largest number.
    pub(super) most: usize,
}

impl Scale {
    /// How many columns a number gets of `room`: one each where that fits, else in proportion; never none.
    pub(super) fn columns(self, number: usize, room: usize) -> usize {
        if self.most <= room || number == 0 {
            return number;
        }
        (number * room / self.most).max(1)
    }
}

/// The columns that all lines of a list share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    width: usize,
    scale: Scale,
    /// The widest bar beside words.
    bar: usize,
    /// The widest remark with the space around it.
    remark: usize,
}

impl Columns {
    /// The columns of a list of this width. Words get what bars and remarks do not need.
    pub(super) fn of(rows: &[Row], width: usize, desk: &Desk) -> Columns {
        let number = |row: &Row| match row {
            Row::Group(group, ..) => group.counts.total(),
            Row::Record(record) => record.links,
            Row::Month(line) => line.kinds.total(),
            Row::Unmet(_) | Row::Late(_) => 0,
        };
        let most = rows.iter().map(number).max().unwrap_or(0);
        let widest = rows.iter().map(|row| display_width(&remark(row, desk))).max().unwrap_or(0);
        Columns {
            width,
            scale: Scale { most },
            bar: (width / BAR_PART).min(LONGEST_BAR).min(most),
            remark: if width >= ROOMY && widest > 0 { widest + 2 } else { 1 },
        }
    }
}

/// What is to be done about a group or record: its unmet needs, verdicts without a reason.
fn remark(row: &Row, desk: &Desk) -> String {
    let texts = &desk.texts().insights.screen;
    match row {
        Row::Group(group, ..) if group.counts.unmet > 0 => (texts.unmet)(group.counts.unmet),
        Row::Record(record) if record.without_reason > 0 => (texts.without_reason)(record.without_reason),
        _ => String::new(),
    }
}

/// A line of the list.
pub(super) fn line(row: &Row, columns: Columns, chosen: bool, desk: &Desk) -> Line<'static> {
    let mark = if chosen { ">" } else { " " };
    match row {
        Row::Group(group, depth, open) => {
            let fold = match (group.within.is_empty(), open) {
                (true, _) => " ",
                (false, true) => "-",
                (false, false) => "+",
            };
            let head = format!("{mark}{}{fold} {}", "  ".repeat(*depth), group_name(group.value, desk));
            counted_line(row, vec![Span::raw(head)], group.counts.total(), columns, desk)
        }
        Row::Unmet(need) => unmet_line(need, mark, columns.width, desk),
        Row::Record(record) => {
            counted_line(row, record_words(record, mark, desk), record.links, columns, desk)
        }
        Row::Late(task) => late_line(task, mark, columns.width, desk),
        Row::Month(line) => month_line(line, mark, columns.scale, columns.width, desk),
    }
}

/// Words, then a number with its bar, then a remark where there is room.
fn counted_line(
    row: &Row,
    words: Vec<Span<'static>>,
    number: usize,
    columns: Columns,
    desk: &Desk,
) -> Line<'static> {
    let room = columns.width.saturating_sub(NUMBER + 1 + columns.bar + columns.remark);
    let mut line = Line::from(clipped(words, room));
    let missing = room.saturating_sub(line.width());
    let shown = format!("{:>NUMBER$} ", desk.language.count(number));
    line.push_span(Span::raw(format!("{}{shown}", " ".repeat(missing))));
    let bar = "#".repeat(columns.scale.columns(number, columns.bar));
    line.push_span(Span::styled(pad(&bar, columns.bar), desk.theme.need()));
    let remark = pad(&format!(" {}", remark(row, desk)), columns.remark);
    line.push_span(Span::styled(remark, desk.theme.warning()));
    line
}

/// The spans as far as they fit.
fn clipped(spans: Vec<Span<'static>>, room: usize) -> Vec<Span<'static>> {
    let mut left = room;
    let mut kept = Vec::new();
    for span in spans {
        let text = truncate(&span.content, left).into_owned();
        let cut = text != span.content;
        left = left.saturating_sub(display_width(&text));
        kept.push(Span::styled(text, span.style));
        if cut {
            break;
        }
    }
    kept
}

fn unmet_line(need: &UnmetNeed, mark: &str, width: usize, desk: &Desk) -> Line<'static> {
    let codes: Vec<&str> = need.components.iter().map(|component| component.code()).collect();
    let mut right = pad(&codes.join(" "), 10);
    if width >= ROOMY {
        right.push_str(&pad(&need.regions.join(", "), 22));
    }
    if width >= WIDE {
        right.push_str(&pad(&sizes(&need.sizes, desk), 24));
    }
    let room = width.saturating_sub(display_width(&right) + 3);
    let words = pad(&truncate(&sanitize(&need.text), room), room);
    Line::from(vec![Span::raw(format!("{mark} {words} ")), Span::styled(right, desk.theme.muted())])
}

fn record_words(record: &RecordRow, mark: &str, desk: &Desk) -> Vec<Span<'static>> {
    let kind = record.kind.map_or("", |kind| kind.names(desk.language).short);
    let place = record.place.as_ref().map(|place| format!(" · {}", sanitize(place))).unwrap_or_default();
    vec![
        Span::raw(format!("{mark} ")),
        Span::styled(pad(kind, 8), desk.theme.muted()),
        Span::raw(sanitize(&record.title).into_owned()),
        Span::styled(place, desk.theme.muted()),
    ]
}

fn late_line(task: &LateTask, mark: &str, width: usize, desk: &Desk) -> Line<'static> {
    let due = format!("{:>13}  ", desk.language.date(task.due));
    let mut right = String::new();
    if width >= ROOMY {
        right.push_str(&pad(words::side(task.side, desk.language), 14));
        right.push_str(&pad(&sanitize(&task.municipalities.join(", ")), width / 6));
    }
    if width >= WIDE {
        right.push_str(&pad(&task.regions.join(", "), 22));
    }
    let room = width.saturating_sub(display_width(&right) + display_width(&due) + 2);
    let words = pad(&truncate(&sanitize(&task.text), room), room);
    Line::from(vec![
        Span::raw(mark.to_owned()),
        Span::styled(due, desk.theme.warning()),
        Span::raw(format!("{words} ")),
        Span::styled(right, desk.theme.muted()),
    ])
}

/// The month, its bar with a mark for each kind, its number.
pub(super) fn month_line(
    line: &MonthLine,
    mark: &str,
    scale: Scale,
    width: usize,
    desk: &Desk,
) -> Line<'static> {
    let name = desk.language.partial_date(&line.month.key());
    let room = width.saturating_sub(1 + 10 + NUMBER + 1);
    let number = format!("{:>NUMBER$} ", desk.language.count(line.kinds.total()));
    Line::from(vec![
        Span::raw(format!("{mark}{name:>9} ")),
        Span::raw(number),
        Span::styled(pad(&month_bar(&line.kinds, scale, room), room), desk.theme.need()),
    ])
}

/// The bar of a month. Where it is shorter than the number, each kind that there was still has a mark.
fn month_bar(kinds: &KindCounts, scale: Scale, room: usize) -> String {
    let mut bar = String::new();
    for (kind, mark) in ConsultationKind::ALL.iter().zip(MARKS) {
        bar.extend(std::iter::repeat_n(mark, scale.columns(kinds.of(*kind), room)));
    }
    bar
}

/// What the needs of a group have in common.
pub(super) fn group_name(value: GroupValue, desk: &Desk) -> String {
    let texts = &desk.texts().insights;
    match value {
        GroupValue::Component(Some(component)) => component_name(component, desk),
        GroupValue::Component(None) => texts.no_component.to_owned(),
        GroupValue::Region(region) => region.unwrap_or(texts.unknown_place).to_owned(),
        GroupValue::Size(Some(size)) => sizes(&[size], desk),
        GroupValue::Size(None) => texts.unknown_place.to_owned(),
    }
}

/// The code and the name of a component.
pub(super) fn component_name(component: Component, desk: &Desk) -> String {
    let name = desk.catalogue.concept().component_name(component).get(desk.language);
    format!("{component} {}", sanitize(name))
}

/// Bands of size in words.
pub(super) fn sizes(sizes: &[SizeBand], desk: &Desk) -> String {
    let names = &desk.texts().catalogue_screen.filters.sizes;
    let words: Vec<&str> = sizes.iter().filter_map(|size| names.get(*size as usize)).copied().collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn row(year: i16, month: i8, consultation: usize) -> MonthRow {
        let kinds = KindCounts { consultation, ..KindCounts::default() };
        MonthRow { month: Month::of(date(year, month, 1)), kinds }
    }

    #[test]
    fn months_without_a_consultation_are_shown_unless_they_are_years() {
        let rows = [row(2019, 1, 1), row(2026, 9, 2), row(2026, 11, 1)];
        let lines: Vec<_> = months(&rows).iter().map(|line| (line.month.key(), line.kinds.total())).collect();
        let expected = [("2026-11", 1), ("2026-10", 0), ("2026-09", 2), ("2019-01", 1)];
        assert_eq!(lines, expected.map(|(key, number)| (key.to_owned(), number)));
        assert!(months(&[]).is_empty());
    }

    #[test]
    fn a_bar_has_a_column_for_each_or_is_in_proportion() {
        assert_eq!((Scale { most: 8 }).columns(3, 10), 3);
        assert_eq!((Scale { most: 100 }).columns(50, 10), 5);
        assert_eq!((Scale { most: 1_000 }).columns(1, 10), 1, "what there was is in sight");
        assert_eq!((Scale { most: 1_000 }).columns(0, 10), 0);
        let kinds = KindCounts { consultation: 3, workshop: 1, visit: 2, call: 1 };
        assert_eq!(month_bar(&kinds, Scale { most: 7 }, 20), "###=++-");
    }
}
