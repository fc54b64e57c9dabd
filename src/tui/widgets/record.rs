//! A record of the catalogue: as a line of a list and as a preview with every field and its sources.

use super::text::{found_line, found_paragraph};
use crate::catalogue::{Field, FieldText, Record, RecordKind, Source, Stage};
use crate::i18n::{Localized, display_width, pad, sanitize, truncate};
use crate::search::Highlighter;
use crate::tui::desk::Desk;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// From this width on a line of a list has room for the place.
const ROOM_FOR_PLACE: usize = 56;
/// From this width on labels stand beside their texts; below it only beside those that fit in one line.
const ROOM_FOR_LABELS: usize = 64;
/// A place cut to less than this says nothing.
const SHORT_PLACE: usize = 11;
/// Longer lines are hard to read.
const READABLE: usize = 92;
/// The fields that tell the story of a record, in the order of reading; the others are facts to look up. The cost is
/// what a mayor asks first, and below the story it would often be out of sight.
const STORY: [Field; 5] = [Field::Cost, Field::Problem, Field::Solution, Field::Result, Field::Lesson];

/// The style of the word that names a kind: cautions stand out.
pub fn kind_style(kind: RecordKind, desk: &Desk) -> Style {
    match kind {
        RecordKind::Caution => desk.theme.warning(),
        _ => desk.theme.muted(),
    }
}

/// The short word for the kind of a record in a list, with its style. A practice that its newest source only plans is
/// not called a practice: nobody may take it for something that works.
pub fn kind_word(record: &Record, desk: &Desk) -> (&'static str, Style) {
    match (record.kind, record.stage) {
        (RecordKind::Practice, Some(Stage::Planned)) => {
            (desk.texts().catalogue_screen.plan_short, desk.theme.warning())
        }
        (kind, _) => (kind.names(desk.language).short, kind_style(kind, desk)),
    }
}

/// A record as one line in columns: kind, title, place where there is room, primary component.
pub fn record_line(record: &Record, found: &Highlighter, width: usize, desk: &Desk) -> Line<'static> {
    hit_line(record, false, found, width, desk)
}

/// Like [`record_line`]; a record that is `near` to the municipality of the consultation has `~` before its place.
pub fn hit_line(
    record: &Record,
    near: bool,
    found: &Highlighter,
    width: usize,
    desk: &Desk,
) -> Line<'static> {
    let component = record.components.first().map(|component| component.code()).unwrap_or_default();
    let place = record.place.as_ref().map(|place| sanitize(&place.name)).unwrap_or_default();
    let mark = if near { "~" } else { " " };
    let right = match width {
        // A record without a place leaves the column to its title.
        ROOM_FOR_PLACE.. if !place.is_empty() => {
            let room = (width / 5).min(24);
            format!(" {mark}{} {component:<4}", pad(&place, room))
        }
        30.. => format!(" {mark}{component:<4}"),
        _ => String::new(),
    };
    let room = width.saturating_sub(8 + display_width(&right));
    let (short, style) = kind_word(record, desk);
    let mut line = Line::from(Span::styled(format!("{} ", pad(short, 7)), style));
    let title = found_line(record.title.get(desk.language), found, room, desk.theme.text(), desk.theme);
    let missing = room.saturating_sub(title.width());
    line.spans.extend(title.spans);
    line.push_span(Span::raw(" ".repeat(missing)));
    line.push_span(Span::styled(right, desk.theme.muted()));
    line
}

/// The whole record: title, every field with its label, sources with their dates, the age of the statement.
pub fn record_preview(record: &Record, found: &Highlighter, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let mut lines = record_story(record, found, width, desk);
    lines.push(Line::default());
    lines.extend(record_facts(record, found, width, desk));
    lines
}

/// The first part of [`record_preview`]: title, kind, stage, place, age, cost, and what happened.
pub fn record_story(record: &Record, found: &Highlighter, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let theme = desk.theme;
    let title = record.title.get(desk.language);
    let mut lines = found_paragraph(title, found, width.min(READABLE), 4, theme.title(), theme);
    lines.extend(head_lines(record, width, desk));
    if let Some(sharing) = desk.catalogue.sharing(&record.id) {
        let origin = sharing.localized(desk.language);
        let plain = Highlighter::default();
        lines.extend(found_paragraph(&origin, &plain, width.min(READABLE), 3, theme.muted(), theme));
    }
    for field in STORY.iter().flat_map(|known| record.fields.iter().filter(move |it| it.field == *known)) {
        lines.push(Line::default());
        lines.extend(field_lines(record, field, found, width, desk));
    }
    lines
}

/// The second part of [`record_preview`]: money, people, stage, place, components and the sources with their dates.
pub fn record_facts(record: &Record, found: &Highlighter, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let facts = record.fields.iter().filter(|field| !STORY.contains(&field.field));
    let mut lines: Vec<Line> =
        facts.flat_map(|field| field_lines(record, field, found, width, desk)).collect();
    if !lines.is_empty() {
        lines.push(Line::default());
    }
    for (number, source) in record.sources.iter().enumerate() {
        let label = if number == 0 { desk.texts().catalogue.labels.source } else { "" };
        let address = source.url.as_deref().unwrap_or_default();
        let texts =
            [(source_words(source, desk), desk.theme.text()), (address.to_owned(), desk.theme.muted())];
        let body = |room| -> Vec<Line<'static>> {
            let shown = texts.iter().filter(|(text, _)| !text.is_empty());
            shown
                .flat_map(|(text, style)| {
                    found_paragraph(text, &Highlighter::default(), room, usize::MAX, *style, desk.theme)
                })
                .collect()
        };
        lines.extend(Labels::of(record, width, desk).labelled(label, body));
    }
    lines
}

/// Title, publisher and date of a source in one line.
fn source_words(source: &Source, desk: &Desk) -> String {
    let parts = [Some(source.title.as_str()), source.publisher.as_deref()];
    let mut words: Vec<String> = parts.into_iter().flatten().map(str::to_owned).collect();
    let undated = || desk.texts().catalogue_screen.undated.to_owned();
    // A date that breaks between two lines is hard to read.
    let date =
        source.published.as_deref().map(|date| desk.language.partial_date(date).replace(' ', "\u{a0}"));
    words.push(date.unwrap_or_else(undated));
    words.join(" · ")
}

fn field_lines(
    record: &Record,
    field: &FieldText,
    found: &Highlighter,
    width: usize,
    desk: &Desk,
) -> Vec<Line<'static>> {
    let text = field.text.get(desk.language);
    let style = if field.field == Field::Keywords { desk.theme.muted() } else { desk.theme.text() };
    let label = field.field.label(record.kind, desk.language);
    Labels::of(record, width, desk)
        .labelled(label, |room| found_paragraph(text, found, room, usize::MAX, style, desk.theme))
}

/// The column of the labels of one record.
struct Labels {
    /// The width of the column with two columns of air.
    column: usize,
    /// The width of column and text.
    width: usize,
    style: Style,
}

impl Labels {
    fn of(record: &Record, width: usize, desk: &Desk) -> Labels {
        let labels = record.fields.iter().map(|field| field.field.label(record.kind, desk.language));
        let widest = labels
            .map(display_width)
            .max()
            .unwrap_or(0)
            .max(display_width(desk.texts().catalogue.labels.source));
        Labels { column: widest + 2, width, style: desk.theme.title() }
    }

    /// A label with its lines: beside it where there is room, below it otherwise. `body` makes the lines for a width.
    fn labelled(
        &self,
        label: &'static str,
        body: impl Fn(usize) -> Vec<Line<'static>>,
    ) -> Vec<Line<'static>> {
        let longest = READABLE.saturating_sub(self.column);
        let lines = body(self.width.saturating_sub(self.column).min(longest).max(1));
        if self.width < ROOM_FOR_LABELS && lines.len() > 1 {
            let heading = (!label.is_empty()).then(|| Line::styled(label, self.style));
            return heading.into_iter().chain(body(self.width)).collect();
        }
        let labels = std::iter::once(label).chain(std::iter::repeat(""));
        let beside = |(line, label): (Line<'static>, &str)| {
            let mut spans = vec![Span::styled(pad(label, self.column), self.style)];
            spans.extend(line.spans);
            Line::from(spans)
        };
        lines.into_iter().zip(labels).map(beside).collect()
    }
}

/// What a mayor must not overlook about a record: its stage as of its newest source; that a programme is named here
/// says nothing about an open call. The second value says whether it stands out.
pub fn caveat(record: &Record, desk: &Desk) -> Option<(&'static str, bool)> {
    match record.kind {
        RecordKind::Funding => Some((desk.texts().catalogue_screen.check_call, true)),
        _ => record.stage.map(|stage| (stage.word(desk.language), stage == Stage::Planned)),
    }
}

/// Kind, caveat, place and age. The place is cut before the others are, and the age goes to a line of its own where
/// even that is not enough: what is only planned, and how old the statement is, has to be seen.
fn head_lines(record: &Record, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let theme = desk.theme;
    let kind = record.kind.names(desk.language).one;
    let (caveat, stands_out) = caveat(record, desk).unwrap_or_default();
    let caveat = if caveat.is_empty() { String::new() } else { format!(" · {caveat}") };
    let caveat_style = if stands_out { theme.warning() } else { theme.muted() };
    let as_of = |date: &String| (desk.texts().common.as_of)(&desk.language.partial_date(date));
    let as_of = record.as_of.as_ref().map(as_of);
    let place = record.place.as_ref().map(|place| format!(" · {}", sanitize(&place.name)));
    let place = place.unwrap_or_default();

    let room = width.saturating_sub(display_width(kind) + display_width(&caveat));
    let beside = room.saturating_sub(as_of.as_deref().map_or(0, |it| display_width(it) + 3));
    let one_line = beside >= display_width(&place).min(SHORT_PLACE);
    let place = truncate(&place, if one_line { beside } else { room }).into_owned();
    let mut first = Line::from(vec![
        Span::styled(kind, kind_style(record.kind, desk)),
        Span::styled(caveat, caveat_style),
        Span::styled(place, theme.muted()),
    ]);
    match as_of {
        Some(as_of) if one_line => first.push_span(Span::styled(format!(" · {as_of}"), theme.muted())),
        Some(as_of) => return vec![first, Line::styled(as_of, theme.muted())],
        None => {}
    }
    vec![first]
}
