//! The one place where text is typed: a text with a caret, wrapped over the lines that it gets.

use crate::i18n::{display_width, sanitize};
use crate::tui::key::{Key, KeyCode};
use crate::tui::theme::Theme;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// A part of a text with a style of its own.
pub type Mark = (Range<usize>, Style);

/// A text with a caret. The caret stands between graphemes; the text is composed (NFC).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextInput {
    text: String,
    caret: usize,
}

impl TextInput {
    /// A text with the caret at its end.
    pub fn new(text: impl Into<String>) -> TextInput {
        let text: String = text.into();
        let text: String = text.nfc().collect();
        TextInput { caret: text.len(), text }
    }

    /// A text with the caret at the byte `caret`, or at the nearest grapheme boundary before it.
    pub fn with_caret(text: impl Into<String>, caret: usize) -> TextInput {
        let mut input = TextInput::new(text);
        input.caret = boundary_at(&input.text, caret);
        input
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The caret as a byte position.
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// Whether there is nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Empties the text.
    pub fn clear(&mut self) {
        *self = TextInput::default();
    }

    /// Puts `text` in at the caret.
    pub fn insert(&mut self, text: &str) {
        // A combining accent that arrives on its own belongs to the letter before it, so the whole head is composed.
        let head: String = self.text[..self.caret].chars().chain(text.chars()).nfc().collect();
        let whole = format!("{head}{}", &self.text[self.caret..]);
        self.caret = boundary_at(&whole, head.len());
        self.text = whole;
    }

    /// Handles a key that edits or moves; says whether it did anything with it.
    pub fn key(&mut self, key: Key) -> bool {
        if let Some(character) = key.typed() {
            self.insert(character.encode_utf8(&mut [0; 4]));
            return true;
        }
        let by_word = key.ctrl || key.alt;
        match key.code {
            KeyCode::Backspace => {
                let start = if by_word { self.word_left() } else { self.left() };
                self.remove(start..self.caret);
            }
            KeyCode::Delete if !by_word => self.remove(self.caret..self.right()),
            KeyCode::Left => self.caret = if by_word { self.word_left() } else { self.left() },
            KeyCode::Right => self.caret = if by_word { self.word_right() } else { self.right() },
            KeyCode::Home if !by_word => self.caret = 0,
            KeyCode::End if !by_word => self.caret = self.text.len(),
            KeyCode::Char('w') if key.ctrl => {
                let start = self.word_left();
                self.remove(start..self.caret);
            }
            _ => return false,
        }
        true
    }

    fn remove(&mut self, range: Range<usize>) {
        self.caret = range.start;
        self.text.replace_range(range, "");
    }

    fn left(&self) -> usize {
        self.text[..self.caret].grapheme_indices(true).next_back().map_or(0, |(start, _)| start)
    }

    fn right(&self) -> usize {
        let next = self.text[self.caret..].graphemes(true).next();
        self.caret + next.map_or(0, str::len)
    }

    fn word_left(&self) -> usize {
        let head = self.text[..self.caret].trim_end();
        head.rfind(char::is_whitespace)
            .map_or(0, |space| space + head[space..].chars().next().map_or(1, char::len_utf8))
    }

    fn word_right(&self) -> usize {
        let tail = &self.text[self.caret..];
        let word = tail.trim_start();
        let skipped = tail.len() - word.len();
        self.caret + skipped + word.find(char::is_whitespace).unwrap_or(word.len())
    }

    /// How many lines the text needs at this width, at least one.
    pub fn height(&self, width: u16) -> u16 {
        u16::try_from(self.lines(width).len()).unwrap_or(u16::MAX)
    }

    /// The lines of the text at this width. Every byte is on exactly one line, but for the line breaks themselves.
    fn lines(&self, width: u16) -> Vec<Range<usize>> {
        let width = usize::from(width.max(1));
        let mut lines = Vec::new();
        let mut start = 0;
        let mut used = 0;
        let mut after_space = 0;
        for (position, grapheme) in self.text.grapheme_indices(true) {
            if grapheme == "\n" || grapheme == "\r\n" {
                lines.push(start..position);
                start = position + grapheme.len();
                (used, after_space) = (0, start);
                continue;
            }
            let wide = display_width(grapheme).max(usize::from(grapheme == " "));
            if used + wide > width && grapheme != " " {
                let cut = if after_space > start { after_space } else { position };
                lines.push(start..cut);
                start = cut;
                used = display_width(&self.text[start..position]);
            }
            used += wide;
            if grapheme == " " {
                after_space = position + 1;
            }
        }
        lines.push(start..self.text.len());
        lines
    }

    /// One line in pieces of one style each. A grapheme has the style of its first byte.
    fn marked_line(&self, line: Range<usize>, plain: Style, marks: &[Mark]) -> Line<'static> {
        let style_at = |position: usize| {
            marks.iter().find(|(range, _)| range.contains(&position)).map_or(plain, |(_, style)| *style)
        };
        let mut pieces: Vec<(Range<usize>, Style)> = Vec::new();
        for (offset, grapheme) in self.text[line.clone()].grapheme_indices(true) {
            let (start, end) = (line.start + offset, line.start + offset + grapheme.len());
            let style = style_at(start);
            match pieces.last_mut() {
                Some((piece, same)) if *same == style => piece.end = end,
                _ => pieces.push((start..end, style)),
            }
        }
        let spans = pieces
            .into_iter()
            .map(|(piece, style)| Span::styled(sanitize(&self.text[piece]).into_owned(), style));
        Line::from(spans.collect::<Vec<_>>()).style(plain)
    }

    /// Draws the text and, where it has the focus, puts the terminal's own cursor at the caret.
    pub fn draw(&self, frame: &mut Frame, area: Rect, theme: Theme, focused: bool) {
        self.draw_marked(frame, area, theme, focused, &[]);
    }

    /// Draws it with parts of the text, in bytes and in their order, in styles of their own.
    pub fn draw_marked(&self, frame: &mut Frame, area: Rect, theme: Theme, focused: bool, marks: &[Mark]) {
        if area.is_empty() {
            return;
        }
        // One column stays free for the caret behind the last letter.
        let lines = self.lines(area.width.saturating_sub(1));
        let row = lines.iter().rposition(|line| line.start <= self.caret).unwrap_or(0);
        let height = usize::from(area.height);
        let first = (row + 1).saturating_sub(height);
        let shown: Vec<Line> = lines
            .iter()
            .skip(first)
            .take(height)
            .map(|line| self.marked_line(line.clone(), theme.text(), marks))
            .collect();
        frame.render_widget(Paragraph::new(shown), area);
        if let Some(line) = lines.get(row).filter(|_| focused) {
            let column = display_width(&sanitize(&self.text[line.start..self.caret.max(line.start)]));
            let column = u16::try_from(column).unwrap_or(u16::MAX).min(area.width - 1);
            let row = u16::try_from(row - first).unwrap_or(0);
            frame.set_cursor_position(Position::new(area.x + column, area.y + row));
        }
    }
}

/// The grapheme boundary at or before the byte `wanted`.
fn boundary_at(text: &str, wanted: usize) -> usize {
    if wanted >= text.len() {
        return text.len();
    }
    text.grapheme_indices(true)
        .map(|(start, _)| start)
        .take_while(|&start| start <= wanted)
        .last()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn press(input: &mut TextInput, keys: &str) {
        for key in keys.split(' ') {
            assert!(input.key(Key::parse(key).unwrap()), "{key}");
        }
    }

    #[test]
    fn a_combining_caron_joins_its_letter() {
        let mut input = TextInput::new("R");
        input.insert("\u{30c}");
        assert_eq!(input.text(), "Ř");
        press(&mut input, "Backspace");
        assert_eq!(input.text(), "");
    }

    #[test]
    fn words_are_left_and_removed_whole() {
        let mut input = TextInput::new("svoz tříděného odpadu");
        press(&mut input, "Ctrl+Left Ctrl+Left");
        assert_eq!(input.caret(), "svoz ".len());
        press(&mut input, "Ctrl+Right Ctrl+W");
        assert_eq!(input.text(), "svoz  odpadu");
    }

    #[test]
    fn long_text_wraps_at_words_and_splits_long_words() {
        let input = TextInput::new("jedna dvě tři čtyřčtyřčtyř");
        let lines: Vec<&str> = input.lines(10).into_iter().map(|line| &input.text[line]).collect();
        assert_eq!(lines, ["jedna dvě ", "tři ", "čtyřčtyřčt", "yř"]);
    }

    #[test]
    fn marks_keep_graphemes_whole_on_every_line() {
        let mark = Style::new().add_modifier(ratatui::style::Modifier::UNDERLINED);
        let input = TextInput::new("kraj:ze\u{301}mě -a\u{327}b");
        // The second mark ends between a letter and its accent.
        let marks = [(0..8, mark), (12..14, mark)];
        let pieces = |line: Range<usize>| -> Vec<(String, bool)> {
            let spans = input.marked_line(line, Style::new(), &marks).spans;
            spans.into_iter().map(|span| (span.content.into_owned(), span.style == mark)).collect()
        };
        let shown = |pieces: &[(&str, bool)]| -> Vec<(String, bool)> {
            pieces.iter().map(|(text, marked)| ((*text).to_owned(), *marked)).collect()
        };
        assert_eq!(
            pieces(0..input.text().len()),
            shown(&[("kraj:zé", true), ("mě ", false), ("-a\u{327}", true), ("b", false)])
        );
        assert_eq!(pieces(5..8), shown(&[("zé", true)]));
    }

    proptest! {
        #[test]
        fn no_keys_break_the_caret(text in "\\PC{0,40}", keys in proptest::collection::vec(0usize..9, 0..40), width in 1u16..20) {
            let mut input = TextInput::new(text);
            for key in keys {
                match key {
                    0 => { input.key(Key::parse("Left").unwrap()); }
                    1 => { input.key(Key::parse("Backspace").unwrap()); }
                    2 => { input.key(Key::parse("Del").unwrap()); }
                    3 => { input.key(Key::parse("Ctrl+Left").unwrap()); }
                    4 => { input.key(Key::parse("Ctrl+Right").unwrap()); }
                    5 => input.insert("\u{301}"),
                    6 => input.insert("🏳️‍🌈"),
                    7 => { input.key(Key::parse("Home").unwrap()); }
                    _ => input.insert("ř \n"),
                }
                prop_assert!(input.text.is_char_boundary(input.caret));
                let lines = input.lines(width);
                prop_assert!(lines.iter().all(|line| line.start <= line.end));
                prop_assert_eq!(lines.last().map(|line| line.end), Some(input.text.len()));
            }
        }
    }
}
