//! A record of the catalogue: as a line of a list and as a preview with every field and its sources.

use super::text::{found_line, found_paragraph, with_right};
use crate::catalogue::{Record, RecordKind};
use crate::i18n::{display_width, pad, sanitize, truncate};
use crate::tui::desk::Desk;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// The style of the word that names a kind: cautions stand out.
pub fn kind_style(kind: RecordKind, desk: &Desk) -> Style {
    match kind {
        RecordKind::Caution => desk.theme.warning(),
        _ => desk.theme.muted(),
    }
}

/// A record as one line: kind, title, place where there is room, primary component.
pub fn record_line(record: &Record, query: &str, width: usize, desk: &Desk) -> Line<'static> {
    let short = record.kind.names(desk.language).short;
    let mut line = Line::from(Span::styled(format!("{} ", pad(short, 7)), kind_style(record.kind, desk)));
    let component = record.components.first().map(|component| component.code()).unwrap_or_default();
    let place = record.place.as_ref().map(|place| place.name.as_str()).unwrap_or_default();
    let place_width = if width >= 60 { display_width(place).min(width / 4) } else { 0 };
    let place =
        if place_width > 0 { truncate(&sanitize(place), place_width).into_owned() } else { String::new() };
    let right = format!("{place}  {component:<4}");
    let right = if width >= 30 { right.trim_start().to_owned() } else { String::new() };
    let room = width.saturating_sub(9 + display_width(&right));
    let title = record.title.get(desk.language);
    line.spans.extend(found_line(title, query, room, desk.theme.text(), desk.theme).spans);
    with_right(line, &right, width, desk.theme.muted())
}

/// The whole record: title, every field with its label, sources with their dates, the age of the statement.
pub fn record_preview(record: &Record, query: &str, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let texts = &desk.texts().catalogue;
    let theme = desk.theme;
    let mut lines = found_paragraph(record.title.get(desk.language), query, width, 4, theme.title(), theme);
    lines.push(Line::from(vec![
        Span::styled(record.kind.names(desk.language).one, kind_style(record.kind, desk)),
        Span::styled(place_and_age(record, desk), theme.muted()),
    ]));
    for field in &record.fields {
        lines.push(Line::default());
        lines.push(Line::styled(field.field.label(record.kind, desk.language), theme.title()));
        let text = field.text.get(desk.language);
        lines.extend(found_paragraph(text, query, width, usize::MAX, theme.text(), theme));
    }
    lines.push(Line::default());
    lines.push(Line::styled(texts.labels.source, theme.title()));
    for source in &record.sources {
        let parts = [Some(source.title.as_str()), source.publisher.as_deref()];
        let mut words: Vec<String> = parts.into_iter().flatten().map(str::to_owned).collect();
        words.extend(source.published.as_deref().map(|date| desk.language.partial_date(date)));
        lines.extend(found_paragraph(&words.join(" · "), "", width, usize::MAX, theme.text(), theme));
        if let Some(url) = &source.url {
            lines.extend(found_paragraph(url, "", width, usize::MAX, theme.muted(), theme));
        }
    }
    lines
}

fn place_and_age(record: &Record, desk: &Desk) -> String {
    let place = record.place.as_ref().map(|place| sanitize(&place.name).into_owned());
    let as_of =
        record.as_of.as_deref().map(|date| (desk.texts().common.as_of)(&desk.language.partial_date(date)));
    [place, as_of].into_iter().flatten().map(|part| format!(" · {part}")).collect()
}
