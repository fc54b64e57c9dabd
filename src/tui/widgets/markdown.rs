//! Our own minutes in Markdown as lines to read: headings stand out, marks of Markdown are gone, tables are aligned.
//!
//! It reads what `minutes::markdown` writes and nothing else: headings, lists, tables, `**labels**`, links, escapes.

use crate::i18n::{display_width, pad, sanitize, wrap};
use crate::tui::theme::Theme;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::ops::Range;

/// The narrowest that a column of a table is made before its words are split.
const NARROWEST: usize = 6;

/// The lines of `markdown` at this width.
pub fn markdown_lines(markdown: &str, width: usize, theme: Theme) -> Vec<Line<'static>> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut table: Vec<Vec<String>> = Vec::new();
    for line in markdown.lines() {
        if line.starts_with('|') {
            table.push(cells(line));
            continue;
        }
        lines.extend(table_lines(&std::mem::take(&mut table), width, theme));
        lines.extend(text_lines(line, width, theme));
    }
    lines.extend(table_lines(&table, width, theme));
    lines
}

fn text_lines(line: &str, width: usize, theme: Theme) -> Vec<Line<'static>> {
    for (mark, style) in [("# ", theme.title()), ("## ", theme.need()), ("### ", theme.title())] {
        if let Some(heading) = line.strip_prefix(mark) {
            return inline(heading, style, theme).wrapped(width, "", "");
        }
    }
    if line == "---" {
        return vec![Line::styled("─".repeat(width), theme.muted())];
    }
    let content = line.trim_start();
    let indent = " ".repeat(line.len() - content.len());
    let (marker, content) = match content.strip_prefix("- ") {
        Some(content) => ("- ".to_owned(), content),
        None => numbered(content),
    };
    let first = format!("{indent}{marker}");
    let below = " ".repeat(first.len());
    inline(content, theme.text(), theme).wrapped(width, &first, &below)
}

/// The marker of a numbered list and what follows it.
fn numbered(line: &str) -> (String, &str) {
    match line.split_once(". ") {
        Some((number, rest)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            (format!("{number}. "), rest)
        }
        _ => (String::new(), line),
    }
}

/// A text without marks, and the styles of its parts.
struct Inline {
    text: String,
    base: Style,
    styled: Vec<(Range<usize>, Style)>,
}

fn inline(source: &str, base: Style, theme: Theme) -> Inline {
    let mut result = Inline { text: String::new(), base, styled: Vec::new() };
    let mut rest = source;
    let mut bold: Option<usize> = None;
    let mut link: Option<usize> = None;
    while let Some(character) = rest.chars().next() {
        let after = rest.get(character.len_utf8()..).unwrap_or_default();
        let entity = [("&lt;", "<"), ("&gt;", ">"), ("&#124;", "|"), ("&amp;", "&")];
        let entity = entity.into_iter().find(|(code, _)| rest.starts_with(code));
        if let Some((code, plain)) = entity {
            result.text.push_str(plain);
            rest = rest.get(code.len()..).unwrap_or_default();
        } else if character == '\\' {
            // A backslash at the end of a line is a line break, and the lines are separate here anyway.
            let mut escaped = after.chars();
            result.text.extend(escaped.next());
            rest = escaped.as_str();
        } else if rest.starts_with("**") {
            match bold.take() {
                Some(start) => result.styled.push((start..result.text.len(), theme.title())),
                None => bold = Some(result.text.len()),
            }
            rest = rest.get(2..).unwrap_or_default();
        } else if character == '[' {
            link = Some(result.text.len());
            rest = after;
        } else if let Some(end) = link.filter(|_| rest.starts_with("](")).and(rest.find(')')) {
            link = None;
            let start = result.text.len();
            let address = rest.get(2..end).unwrap_or_default();
            result.text.push_str(&format!(" {}", address.replace("&amp;", "&")));
            result.styled.push((start..result.text.len(), theme.muted()));
            rest = rest.get(end + 1..).unwrap_or_default();
        } else {
            result.text.push(character);
            rest = after;
        }
    }
    result
}

impl Inline {
    fn wrapped(&self, width: usize, first: &str, below: &str) -> Vec<Line<'static>> {
        let room = width.saturating_sub(display_width(first)).max(1);
        let start = self.text.as_ptr() as usize;
        wrap(&self.text, room)
            .into_iter()
            .enumerate()
            .map(|(index, part)| {
                let from = (part.as_ptr() as usize).saturating_sub(start);
                let lead = if index == 0 { first } else { below };
                let mut spans = vec![Span::styled(lead.to_owned(), self.base)];
                spans.extend(self.spans(from, part));
                Line::from(spans)
            })
            .collect()
    }

    /// The part that begins at `from`, in its styles.
    fn spans(&self, from: usize, part: &str) -> Vec<Span<'static>> {
        let mut spans = Vec::new();
        let mut position = 0;
        let mut push = |text: Option<&str>, style| {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                spans.push(Span::styled(sanitize(text).into_owned(), style));
            }
        };
        for (range, style) in &self.styled {
            let start = range.start.saturating_sub(from).clamp(position, part.len());
            let end = range.end.saturating_sub(from).clamp(start, part.len());
            push(part.get(position..start), self.base);
            push(part.get(start..end), *style);
            position = end;
        }
        push(part.get(position..), self.base);
        spans
    }
}

/// The cells of a line of a table, as plain text.
fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
    inner.split('|').map(|cell| inline(cell.trim(), Style::new(), Theme::Mono).text).collect()
}

fn table_lines(rows: &[Vec<String>], width: usize, theme: Theme) -> Vec<Line<'static>> {
    let Some(head) = rows.first() else { return Vec::new() };
    let body: Vec<&Vec<String>> = rows.iter().skip(2).collect();
    let gaps = 2 * head.len().saturating_sub(1);
    let mut widths: Vec<usize> = (0..head.len())
        .map(|column| {
            let cells = std::iter::once(head).chain(body.iter().copied());
            cells.filter_map(|row| row.get(column)).map(|cell| display_width(cell)).max().unwrap_or(0)
        })
        .collect();
    while widths.iter().sum::<usize>() + gaps > width {
        match widths.iter_mut().max().filter(|widest| **widest > NARROWEST) {
            Some(widest) => *widest -= 1,
            None => break,
        }
    }
    let mut lines = row_lines(head, &widths, theme.title());
    lines.push(Line::styled("─".repeat((widths.iter().sum::<usize>() + gaps).min(width)), theme.muted()));
    lines.extend(body.into_iter().flat_map(|row| row_lines(row, &widths, theme.text())));
    lines
}

/// One row; its cells are wrapped within their columns.
fn row_lines(row: &[String], widths: &[usize], style: Style) -> Vec<Line<'static>> {
    let wrapped: Vec<Vec<&str>> =
        row.iter().zip(widths).map(|(cell, &width)| wrap(cell, width.max(1))).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    (0..height)
        .map(|index| {
            let parts: Vec<String> = wrapped
                .iter()
                .zip(widths)
                .map(|(cell, &width)| pad(&sanitize(cell.get(index).copied().unwrap_or_default()), width))
                .collect();
            Line::styled(parts.join("  ").trim_end().to_owned(), style)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(markdown: &str, width: usize) -> Vec<String> {
        markdown_lines(markdown, width, Theme::Mono).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn marks_are_gone_and_typed_marks_stay() {
        assert_eq!(shown("## Úkoly \\#1", 40), ["Úkoly #1"]);
        assert_eq!(shown("- **Místo:** úřad \\*1\\* &lt;b&gt; \\\\", 40), ["- Místo: úřad *1* <b> \\"]);
        assert_eq!(
            shown("[stránka](https://example.org/?a&amp;b)", 60),
            ["stránka https://example.org/?a&b"]
        );
        assert_eq!(shown("21\\. 11. 2026", 40), ["21. 11. 2026"]);
    }

    #[test]
    fn lists_hang_below_their_text() {
        assert_eq!(shown("- jedna dvě tři čtyři", 12), ["- jedna dvě", "  tři čtyři"]);
        assert_eq!(shown("10. jedna dvě tři", 13), ["10. jedna dvě", "    tři"]);
    }

    #[test]
    fn tables_are_aligned_and_wrapped_to_the_width() {
        let table = "| Úkol | Termín |\n| --- | --- |\n| poslat &#124; podklady obci | 5. 12. |";
        assert_eq!(
            shown(table, 24),
            [
                "Úkol              Termín",
                "────────────────────────",
                "poslat |          5. 12.",
                "podklady obci",
            ]
        );
    }

    #[test]
    fn bold_ends_where_its_mark_ends() {
        let lines = markdown_lines("**Kdo:** obec", 40, Theme::Mono);
        let bold: Vec<&str> = lines[0]
            .spans
            .iter()
            .filter(|span| span.style == Theme::Mono.title())
            .map(|span| span.content.as_ref())
            .collect();
        assert_eq!(bold, ["Kdo:"]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_at_any_width_gives_lines_that_fit(text in "[a-zč #*|\\\\\\[\\]()&;\\-\n0-9.]{0,80}", width in 1usize..40) {
            for line in markdown_lines(&text, width, Theme::Mono) {
                let table = text.lines().any(|line| line.starts_with('|'));
                proptest::prop_assert!(table || line.width() <= width.max(12), "{line}");
            }
        }
    }
}
