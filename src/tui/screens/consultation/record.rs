//! The record: what was written down, item by item, with the evidence linked to each need.

use crate::i18n::{display_width, pad, sanitize_lines, wrap};
use crate::model::{Consultation, DELETED, EntityId, Item, ItemBody, ItemKind, Link, NeedStatus, Verdict};
use crate::tui::desk::Desk;
use crate::tui::widgets::record::kind_word;
use crate::tui::widgets::text::chosen_line;
use crate::tui::words;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// A line of the record that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// An item.
    Item(EntityId),
    /// A link under a need.
    Link(EntityId),
}

/// How many lines a long item may take unless it is the chosen one.
const SHORT: usize = 3;

/// The width of the time and the mark before an item's words.
const MARGIN: usize = 14;

/// The width before the mark of a conflict; the words have to fit beside it in a narrow column.
const MARK_MARGIN: usize = 6;

/// The rows in their order: each item, under a need its links.
pub fn rows(consultation: &Consultation) -> Vec<Row> {
    let mut rows = Vec::with_capacity(consultation.items.len() + consultation.links.len());
    for item in &consultation.items {
        rows.push(Row::Item(item.id));
        if item.kind() == ItemKind::Need {
            rows.extend(consultation.links_of(item.id).map(|link| Row::Link(link.id)));
        }
    }
    rows
}

/// The item that a row belongs to: itself, or the need of a link.
pub fn item_of(row: Row, consultation: &Consultation) -> Option<EntityId> {
    match row {
        Row::Item(id) => Some(id),
        Row::Link(id) => consultation.links.iter().find(|link| link.id == id).map(|link| link.need),
    }
}

/// Draws the record so that the chosen row, or else the last one, is in sight.
pub fn draw(frame: &mut Frame, area: Rect, consultation: &Consultation, chosen: Option<Row>, desk: &Desk) {
    let width = usize::from(area.width);
    let height = usize::from(area.height);
    let rows = rows(consultation);
    if rows.is_empty() {
        let words = desk.keyed(desk.texts().consultation.empty_record);
        let words = wrap(&words, width.max(1));
        let lines: Vec<Line> =
            words.into_iter().map(|line| Line::styled(line.to_owned(), desk.theme.muted())).collect();
        frame.render_widget(Paragraph::new(lines), area);
        return;
    }
    let anchor = chosen.and_then(|row| rows.iter().position(|known| *known == row)).unwrap_or(rows.len() - 1);
    // Only what can be in sight is laid out: backwards from the anchor, then forwards while there is room.
    let mut lines: Vec<Line<'static>> = row_lines(rows[anchor], consultation, chosen, width, desk);
    for &row in rows[..anchor].iter().rev() {
        if lines.len() >= height {
            break;
        }
        let mut before = row_lines(row, consultation, chosen, width, desk);
        before.append(&mut lines);
        lines = before;
    }
    if lines.len() > height {
        lines.drain(..lines.len() - height);
    }
    for &row in &rows[anchor + 1..] {
        if lines.len() >= height {
            break;
        }
        lines.extend(row_lines(row, consultation, chosen, width, desk));
    }
    frame.render_widget(Paragraph::new(lines), area);
}

fn row_lines(
    row: Row,
    consultation: &Consultation,
    chosen: Option<Row>,
    width: usize,
    desk: &Desk,
) -> Vec<Line<'static>> {
    let is_chosen = chosen == Some(row);
    let lines = match row {
        Row::Item(id) => consultation.item(id).map(|item| item_lines(item, is_chosen, width, desk)),
        Row::Link(id) => consultation.links.iter().find(|link| link.id == id).map(|link| {
            let mut lines = vec![link_line(link, width, desk)];
            lines.extend(conflict_line(&link.conflicts, desk));
            lines
        }),
    };
    let lines = lines.unwrap_or_default();
    if !is_chosen {
        return lines;
    }
    lines.into_iter().map(|line| chosen_line(line, width, desk.theme.selected())).collect()
}

fn item_lines(item: &Item, whole: bool, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let time = desk.language.time(desk.local(item.written).time());
    let mark = words::item_mark(item.kind(), desk.language);
    let (mark_style, text_style) = styles(item, desk);
    let lead = vec![
        Span::styled(format!("{} ", pad(&time, 5)), desk.theme.muted()),
        Span::styled(pad(mark, MARGIN - 6), mark_style),
    ];
    let internal = if item.internal { internal_mark(desk) } else { String::new() };
    let text = format!("{internal}{}{}", head(item, desk), item.text);
    let text = sanitize_lines(&text);
    let room = width.saturating_sub(MARGIN).max(8);
    let wrapped = wrap(&text, room);
    let limit = if whole { usize::MAX } else { SHORT };
    let cut = wrapped.len() > limit;
    let mut lines: Vec<Line<'static>> = Vec::new();
    for (index, words) in wrapped.into_iter().take(limit).enumerate() {
        let mut spans = if index == 0 { lead.clone() } else { vec![Span::raw(" ".repeat(MARGIN))] };
        let more = if cut && index + 1 == limit { " …" } else { "" };
        spans.push(Span::styled(format!("{words}{more}"), text_style));
        lines.push(Line::from(spans));
    }
    if lines.is_empty() {
        lines.push(Line::from(lead));
    }
    lines.extend(conflict_line(&item.conflicts, desk));
    lines
}

/// The mark of what was written differently elsewhere.
fn conflict_line(conflicts: &[String], desk: &Desk) -> Option<Line<'static>> {
    if conflicts.is_empty() {
        return None;
    }
    let words = conflict_mark(conflicts, desk);
    Some(Line::styled(format!("{}! {words}", " ".repeat(MARK_MARGIN)), desk.theme.warning()))
}

/// The same in words. The key that shows the competing values stands in the bottom line.
pub(super) fn conflict_mark(conflicts: &[String], desk: &Desk) -> &'static str {
    let texts = &desk.texts().conflicts;
    let deleted = conflicts.iter().any(|field| field == DELETED);
    if deleted { texts.mark_deleted } else { texts.mark }
}

/// The mark of what never leaves for the municipality.
fn internal_mark(desk: &Desk) -> String {
    format!("[{}] ", desk.texts().consultation.internal)
}

/// What stands before the words: who and by when of a task, whether it is done; the state of a need.
fn head(item: &Item, desk: &Desk) -> String {
    let texts = &desk.texts().consultation;
    match &item.body {
        ItemBody::Task { side, owner, due, done } => {
            let who = if owner.is_empty() { words::side(*side, desk.language) } else { owner };
            let due = due.map(|due| format!(" · {}", (texts.until)(&desk.language.day_month(due))));
            let done = if *done { format!("{} · ", texts.done) } else { String::new() };
            format!("{done}{who}{}  ", due.unwrap_or_default())
        }
        ItemBody::Need { status: NeedStatus::Unmet, .. } => {
            format!("[{}] ", words::need_status(NeedStatus::Unmet, desk.language))
        }
        _ => String::new(),
    }
}

fn styles(item: &Item, desk: &Desk) -> (Style, Style) {
    match &item.body {
        ItemBody::Need { .. } => (desk.theme.need(), desk.theme.title()),
        ItemBody::Task { done: true, .. } => (desk.theme.muted(), desk.theme.muted()),
        ItemBody::Task { due, .. } if due.is_some_and(|due| due < desk.today()) => {
            (desk.theme.warning(), desk.theme.text())
        }
        ItemBody::Task { .. } | ItemBody::Decision => (desk.theme.title(), desk.theme.text()),
        ItemBody::Note => (desk.theme.muted(), desk.theme.text()),
    }
}

fn link_line(link: &Link, width: usize, desk: &Desk) -> Line<'static> {
    let record = desk.catalogue.record(&link.record);
    let (kind, style) = record.map_or(("?", desk.theme.muted()), |record| kind_word(record, desk));
    let title = record.map_or(link.title.as_str(), |record| record.title.get(desk.language));
    let place = record.and_then(|record| record.place.as_ref()).map(|place| format!(" · {}", place.name));
    let verdict = match link.verdict {
        Verdict::Considered => String::new(),
        verdict => format!("{}: ", words::verdict(verdict, desk.language)),
    };
    let internal = if link.internal { internal_mark(desk) } else { String::new() };
    let text = crate::i18n::sanitize(&format!("{internal}{verdict}{title}{}", place.unwrap_or_default()))
        .into_owned();
    let lead = format!("      ↳ {} ", pad(kind, 7));
    let room = width.saturating_sub(display_width(&lead));
    Line::from(vec![
        Span::styled(lead, style),
        Span::styled(crate::i18n::truncate(&text, room).into_owned(), desk.theme.text()),
    ])
}
