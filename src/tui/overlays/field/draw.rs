//! How a field of a form is drawn.

use super::{Content, Field, Kind, Understood};
use crate::i18n::{display_width, sanitize, truncate, wrap};
use crate::tui::action::Action;
use crate::tui::desk::Desk;
use crate::tui::widgets::text_input::TextInput;
use jiff::civil::Date;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

impl Field {
    /// How many lines it takes in `width` columns.
    pub fn height(&self, width: u16, focused: bool, day: Date, desk: &Desk) -> u16 {
        let content = match &self.content {
            Content::Text(input) => usize::from(input.height(width.saturating_sub(1))),
            Content::Chosen(_) => 1,
            Content::Codes(_) => self.municipality_lines(width, desk).len(),
        };
        let notes = if focused { self.notes(width, day, desk).len() } else { 0 };
        u16::try_from(content + notes).unwrap_or(u16::MAX)
    }

    /// What stands below the content while the field has the focus: how it is understood, then the hint.
    fn notes(&self, width: u16, day: Date, desk: &Desk) -> Vec<Line<'static>> {
        let room = usize::from(width.max(1));
        let mut lines = Vec::new();
        let mut add = |text: &str, style| {
            lines.extend(wrap(text, room).into_iter().map(|line| Line::styled(line.to_owned(), style)));
        };
        if self.is_disputed() {
            let enter = desk.keymap.shown(Action::Enter, desk.language);
            add(&format!("! {}", (desk.texts().forms.disputed)(&enter)), desk.theme.warning());
        }
        match self.understood(day, desk) {
            Understood::AsItStands => {}
            Understood::As(words) => add(&format!("= {words}"), desk.theme.good()),
            Understood::WordsOnly(told) => add(&format!("! {told}"), desk.theme.warning()),
            Understood::Not(problem) => add(&format!("! {problem}"), desk.theme.error()),
        }
        let hint = (self.words)(&desk.texts().forms).hint;
        if !hint.is_empty() {
            add(&desk.keyed(hint), desk.theme.muted());
        }
        lines
    }

    fn municipality_lines(&self, width: u16, desk: &Desk) -> Vec<String> {
        let names: Vec<String> =
            self.codes().iter().map(|code| sanitize(&desk.municipality_name(code)).into_owned()).collect();
        let all =
            if names.is_empty() { desk.texts().forms.no_municipality.to_owned() } else { names.join(", ") };
        wrap(&all, usize::from(width.max(1))).into_iter().map(str::to_owned).collect()
    }

    /// Draws the content and, with the focus, the cursor and the notes.
    pub fn draw(&self, frame: &mut Frame, area: Rect, focused: bool, day: Date, desk: &Desk) {
        if area.is_empty() {
            return;
        }
        let notes = if focused { self.notes(area.width, day, desk) } else { Vec::new() };
        // Where there is no room for everything, the text with its caret goes before the notes.
        let wanted = self.height(area.width, false, day, desk).max(1);
        let content = Rect { height: wanted.min(area.height), ..area };
        match &self.content {
            Content::Text(input) if self.is_secret() => {
                let shown = |text: &str| "*".repeat(text.chars().count());
                let caret = shown(input.text().get(..input.caret()).unwrap_or_default()).len();
                let masked = TextInput::with_caret(shown(input.text()), caret);
                masked.draw(frame, content, desk.theme, focused);
            }
            Content::Text(input) => {
                input.draw(frame, content, desk.theme, focused);
                if !focused {
                    self.draw_beside(frame, content, day, desk);
                }
            }
            Content::Chosen(index) => self.draw_choice(frame, content, *index, focused, desk),
            Content::Codes(codes) => {
                let style = if codes.is_empty() { desk.theme.muted() } else { desk.theme.text() };
                let lines: Vec<Line> = self
                    .municipality_lines(area.width, desk)
                    .into_iter()
                    .map(|line| Line::styled(line, style))
                    .collect();
                let last = lines.last().map_or(0, |line| u16::try_from(line.width()).unwrap_or(u16::MAX));
                frame.render_widget(Paragraph::new(lines), content);
                if focused {
                    put_cursor(frame, content, last, content.height - 1);
                }
            }
        }
        let below = Rect { y: area.y + content.height, height: area.height - content.height, ..area };
        frame.render_widget(Paragraph::new(notes), below);
    }

    /// How a date or a code is understood, beside it, while the focus is elsewhere.
    fn draw_beside(&self, frame: &mut Frame, area: Rect, day: Date, desk: &Desk) {
        let used = u16::try_from(display_width(self.text())).unwrap_or(u16::MAX).saturating_add(2);
        let room = area.width.saturating_sub(used);
        if area.height != 1 || room < 8 {
            return;
        }
        let (words, style) = match self.understood(day, desk) {
            Understood::AsItStands => return,
            // Of a date that stands there in full only the day of the week is news.
            Understood::As(words) if self.is_temporal() => {
                (words.replace(self.text().trim(), "").trim().to_owned(), desk.theme.muted())
            }
            Understood::As(words) => (words, desk.theme.muted()),
            Understood::WordsOnly(told) => (format!("! {told}"), desk.theme.muted()),
            Understood::Not(problem) => (format!("! {problem}"), desk.theme.error()),
        };
        let line = Line::styled(truncate(&words, usize::from(room)).into_owned(), style);
        frame.render_widget(line, Rect { x: area.x + used, width: room, ..area });
    }

    /// All values beside each other, the chosen one in brackets; where they do not fit, the chosen one alone.
    fn draw_choice(&self, frame: &mut Frame, area: Rect, index: usize, focused: bool, desk: &Desk) {
        let Kind::Choice(options) = &self.kind else { return };
        let shown = options.shown(desk.language);
        let style = if focused { desk.theme.selected() } else { desk.theme.selected_inactive() };
        let wide: usize = shown.iter().map(|option| display_width(option) + 3).sum();
        let mut spans = Vec::new();
        let mut caret = 0;
        if wide <= usize::from(area.width) {
            for (position, option) in shown.iter().enumerate() {
                if position == index {
                    caret = spans.iter().map(Span::width).sum::<usize>() + 1;
                    spans.push(Span::styled(format!("[{option}]"), style));
                } else {
                    spans.push(Span::styled(format!(" {option} "), desk.theme.muted()));
                }
                spans.push(Span::raw(" "));
            }
        } else if let Some(option) = shown.get(index) {
            let place = (desk.texts().forms.choice_position)(index + 1, shown.len());
            let room = usize::from(area.width).saturating_sub(display_width(&place) + 6);
            spans.push(Span::styled(format!("< {} >", truncate(option, room)), style));
            spans.push(Span::styled(format!("  {place}"), desk.theme.muted()));
        }
        frame.render_widget(Line::from(spans), area);
        if focused {
            put_cursor(frame, area, u16::try_from(caret).unwrap_or(0), 0);
        }
    }
}

fn put_cursor(frame: &mut Frame, area: Rect, column: u16, row: u16) {
    let last = area.width.saturating_sub(1);
    frame.set_cursor_position(Position::new(area.x + column.min(last), area.y + row));
}
