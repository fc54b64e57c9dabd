//! Lines of text that are safe for the terminal, clipped by display width, with what the query found marked.

use crate::i18n::{display_width, sanitize, truncate, wrap};
use crate::search::Highlighter;
use crate::tui::theme::Theme;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use std::ops::Range;

/// One line of `text`, clipped to `width` columns, with the parts that `found` finds marked.
pub fn found_line(
    text: &str,
    found: &Highlighter,
    width: usize,
    style: Style,
    theme: Theme,
) -> Line<'static> {
    let clean = sanitize(text);
    let ranges = found.ranges(&clean);
    marked_line(&truncate(&clean, width), &ranges, style, theme.matched())
}

/// `text` wrapped to `width` columns, with the parts that `found` finds marked. At most `limit` lines.
pub fn found_paragraph(
    text: &str,
    found: &Highlighter,
    width: usize,
    limit: usize,
    style: Style,
    theme: Theme,
) -> Vec<Line<'static>> {
    let clean = crate::i18n::sanitize_lines(text);
    let ranges = found.ranges(&clean);
    let mut lines = marked_paragraph(&clean, &ranges, width, (style, theme.matched()));
    lines.truncate(limit);
    lines
}

/// `clean` wrapped to `width` columns in the first style, with `ranges` of it marked by the second.
pub fn marked_paragraph(
    clean: &str,
    ranges: &[Range<usize>],
    width: usize,
    (style, mark): (Style, Style),
) -> Vec<Line<'static>> {
    let start = clean.as_ptr() as usize;
    wrap(clean, width.max(1))
        .into_iter()
        .map(|line| {
            let from = line.as_ptr() as usize - start;
            let within: Vec<Range<usize>> = ranges
                .iter()
                .filter(|range| range.start < from + line.len() && range.end > from)
                .map(|range| range.start.saturating_sub(from)..(range.end - from).min(line.len()))
                .collect();
            marked_line(line, &within, style, mark)
        })
        .collect()
}

fn marked_line(text: &str, ranges: &[Range<usize>], style: Style, mark: Style) -> Line<'static> {
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut position = 0;
    for range in ranges {
        let (start, end) = (range.start.min(text.len()), range.end.min(text.len()));
        let parts = (text.get(position..start), text.get(start..end));
        let (Some(before), Some(found)) = parts else { break };
        if !before.is_empty() {
            spans.push(Span::styled(before.to_owned(), style));
        }
        if !found.is_empty() {
            spans.push(Span::styled(found.to_owned(), style.patch(mark)));
        }
        position = end;
    }
    if let Some(rest) = text.get(position..).filter(|rest| !rest.is_empty()) {
        spans.push(Span::styled(rest.to_owned(), style));
    }
    Line::from(spans)
}

/// Appends `right` to `line` so that it ends at `width`; leaves it out where there is no room.
pub fn with_right(mut line: Line<'static>, right: &str, width: usize, style: Style) -> Line<'static> {
    let used = line.width();
    let wide = display_width(right);
    if used + wide < width {
        line.push_span(Span::raw(" ".repeat(width - used - wide)));
        line.push_span(Span::styled(right.to_owned(), style));
    }
    line
}

/// The chosen line of a list, to its full width: reversed it has one colour, what was found stays underlined.
pub fn chosen_line(mut line: Line<'static>, width: usize, style: Style) -> Line<'static> {
    let missing = width.saturating_sub(line.width());
    line.push_span(Span::raw(" ".repeat(missing)));
    for span in &mut line.spans {
        let plain = Style { fg: None, ..span.style }.remove_modifier(Modifier::DIM);
        span.style = plain.patch(style);
    }
    line
}
