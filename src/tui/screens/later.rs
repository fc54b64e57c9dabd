//! The screen of what comes with a later version: what it will be, and what works today instead.

use crate::i18n::{display_width, pad, wrap};
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::view::{Event, Response, View};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph};

/// The longest line that reads well.
const MEASURE: usize = 76;

/// A screen that says what synchronisation with other devices and people will be.
#[derive(Debug, Default)]
pub struct Later;

impl Later {
    fn lines(&self, width: usize, desk: &Desk) -> Vec<Line<'static>> {
        let texts = &desk.texts().home.later;
        let room = width.saturating_sub(4).clamp(1, MEASURE);
        let indented = |text: &str| Line::raw(format!("  {text}"));
        let mut lines = Vec::new();
        for paragraph in texts.sync {
            lines.push(Line::default());
            lines.extend(wrap(paragraph, room).into_iter().map(indented));
        }
        lines.push(Line::default());
        lines.push(Line::styled(format!("  {}", texts.today), desk.theme.title()));
        lines.push(Line::default());
        let column = texts.sync_today.iter().map(|(way, _)| display_width(way)).max().unwrap_or(0) + 2;
        for (way, what) in texts.sync_today {
            let room = width.saturating_sub(column + 4);
            if room >= 24 {
                for (index, words) in wrap(what, room).into_iter().enumerate() {
                    let way = if index == 0 { way } else { "" };
                    let way = Span::styled(pad(way, column), desk.theme.key());
                    lines.push(Line::from(vec![Span::raw("  "), way, Span::raw(words.to_owned())]));
                }
            } else {
                lines.push(Line::from(vec![Span::raw("  "), Span::styled(*way, desk.theme.key())]));
                let room = width.saturating_sub(5).max(1);
                lines.extend(wrap(what, room).into_iter().map(|words| Line::raw(format!("    {words}"))));
            }
        }
        lines
    }
}

impl View for Later {
    fn contexts(&self) -> Vec<Context> {
        Vec::new()
    }

    fn update(&mut self, _event: Event, _desk: &Desk) -> Response {
        Response::Ignored
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().home.later;
        let title = texts.sync_title;
        let block = Block::bordered()
            .title(Span::styled(format!(" {title} "), desk.theme.title()))
            .border_style(desk.theme.border(false));
        let inner = block.inner(area);
        frame.render_widget(block, area);
        frame.render_widget(Paragraph::new(self.lines(usize::from(inner.width), desk)), inner);
    }

    fn hints(&self, _desk: &Desk) -> Vec<Action> {
        vec![Action::Home, Action::Tasks]
    }
}
