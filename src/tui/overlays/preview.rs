//! What would leave to a storage and come from it, before anything does.

use crate::i18n::{Localized, display_width, pad, sanitize, truncate, wrap};
use crate::model::Naming;
use crate::sync::engine::Leaving;
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::sync_desk::{Previewed, SyncOrder, Task};
use crate::tui::view::{Effect, Event, Response, View};
use crate::tui::widgets::list::ListPosition;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph};

/// The widest the overlay gets; longer lines are hard to read.
const WIDEST: u16 = 110;

/// The overlay. It is confirmed with Enter, and then the synchronisation begins.
#[derive(Debug)]
pub struct PreviewLeaving {
    previewed: Previewed,
    position: ListPosition,
}

/// A line of the list.
enum Row<'leaving> {
    /// A document: what is in it of people, its title, its size.
    Document(&'leaving Leaving),
    /// An item of it whose text names somebody.
    Naming(&'leaving Naming),
}

impl PreviewLeaving {
    /// What was previewed.
    pub fn new(previewed: Previewed, _desk: &Desk) -> PreviewLeaving {
        PreviewLeaving { previewed, position: ListPosition::default() }
    }

    fn leaving(&self) -> &[Leaving] {
        &self.previewed.preview.leaving
    }

    /// Each document, and below it what names somebody in it.
    fn rows(&self) -> Vec<Row<'_>> {
        let of = |it| std::iter::once(Row::Document(it)).chain(it.naming.iter().map(Row::Naming));
        self.leaving().iter().flat_map(of).collect()
    }

    /// What it comes to, and what to know before it leaves.
    fn summary(&self, width: usize, desk: &Desk) -> Vec<Line<'static>> {
        let texts = &desk.texts().sync_preview;
        let leaving = self.leaving();
        let bytes = leaving.iter().map(|it| it.bytes as u64).sum();
        let personal = leaving.iter().filter(|it| it.personal).count();
        let mut lines = Vec::new();
        let mut add = |text: &str, style| {
            let lines_of = wrap(text, width.saturating_sub(2).max(1));
            lines.extend(lines_of.into_iter().map(|line| Line::styled(format!(" {line}"), style)));
        };
        let leaves = (texts.leaves)(leaving.len(), &desk.language.bytes(bytes), personal);
        add(&leaves, desk.theme.title());
        let records = self.previewed.preview.records();
        if records > 0 {
            add(&(texts.records_leave)(records), desk.theme.text());
        }
        let naming = self.previewed.preview.naming();
        if naming > 0 {
            add(&(texts.texts_name)(naming), desk.theme.warning());
        }
        if !self.previewed.founding {
            add(&(texts.comes)(self.previewed.preview.coming), desk.theme.text());
        }
        let sealed = if self.previewed.sealed { texts.preview_sealed } else { texts.preview_open };
        add(sealed, if self.previewed.sealed { desk.theme.text() } else { desk.theme.warning() });
        if self.previewed.founding {
            add(texts.preview_founding, desk.theme.text());
        }
        lines
    }

    /// As high as what it shows, if there is room.
    fn window(&self, area: Rect, desk: &Desk) -> Rect {
        let width = area.width.min(WIDEST);
        let summary = self.summary(usize::from(width.saturating_sub(2)), desk).len();
        let wanted = u16::try_from(summary + self.rows().len() + 3).unwrap_or(u16::MAX);
        let height = wanted.min(area.height);
        let (x, y) = (area.x + (area.width - width) / 2, area.y + (area.height - height) / 3);
        Rect { x, y, width, height }
    }

    fn parts(&self, area: Rect, desk: &Desk) -> [Rect; 3] {
        let inner = Block::bordered().inner(self.window(area, desk));
        let summary = u16::try_from(self.summary(usize::from(inner.width), desk).len()).unwrap_or(4);
        Layout::vertical([Constraint::Length(summary), Constraint::Length(1), Constraint::Fill(1)])
            .areas(inner)
    }

    fn height(&self, desk: &Desk) -> usize {
        let [_, _, list] = self.parts(desk.screen_area(), desk);
        usize::from(list.height)
    }

    fn row(row: &Row<'_>, width: usize, desk: &Desk) -> Line<'static> {
        let texts = &desk.texts().sync_preview;
        let marks = [texts.with_personal, texts.without_personal];
        let column = marks.iter().map(|mark| display_width(mark)).max().unwrap_or(0) + 2;
        let it = match row {
            Row::Document(it) => it,
            Row::Naming(naming) => {
                let indent = " ".repeat(column + 1);
                let words = naming.localized(desk.language);
                let words = truncate(&words, width.saturating_sub(indent.len()).max(1));
                return Line::styled(format!("{indent}{words}"), desk.theme.warning());
            }
        };
        let size = desk.language.bytes(it.bytes as u64);
        let room = width.saturating_sub(column + 14).max(1);
        let title = desk.document_title(it.document, &it.kind, &it.title);
        let mark = if it.personal { texts.with_personal } else { texts.without_personal };
        let style = if it.personal { desk.theme.warning() } else { desk.theme.muted() };
        Line::from(vec![
            Span::styled(format!(" {}", pad(mark, column)), style),
            Span::raw(pad(&truncate(&sanitize(&title), room), room)),
            Span::styled(format!("{size:>11} "), desk.theme.muted()),
        ])
    }
}

impl View for PreviewLeaving {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Preview, Context::List]
    }

    fn update(&mut self, event: Event, desk: &Desk) -> Response {
        let (length, height) = (self.rows().len(), self.height(desk));
        match event {
            Event::Action(Action::Enter) => {
                let order = SyncOrder::Do(Task::Sync, self.previewed.remote.clone());
                return vec![Effect::Close, Effect::Sync(order)].into();
            }
            Event::Action(action) if self.position.action(action, length, height) => {}
            Event::Wheel(lines) => self.position.wheel(lines, length, height),
            Event::Refresh => self.position.select(self.position.selected, length, height),
            _ => return Response::Ignored,
        }
        Response::done()
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().sync_preview;
        let window = self.window(area, desk);
        let key = |action| desk.keymap.shown(action, desk.language);
        let name = sanitize(&self.previewed.remote);
        let block = Block::bordered()
            .border_style(desk.theme.border(true))
            .title(Span::styled(format!(" {} ", (texts.preview_title)(&name)), desk.theme.title()))
            .title_bottom(Span::styled(
                format!(" {} ", (texts.preview_footer)(&key(Action::Enter), &key(Action::Back))),
                desk.theme.muted(),
            ));
        frame.render_widget(Clear, window);
        frame.render_widget(block, window);
        let [summary, _, list] = self.parts(area, desk);
        frame.render_widget(Paragraph::new(self.summary(usize::from(summary.width), desk)), summary);
        let (width, height) = (usize::from(list.width), usize::from(list.height));
        let mut position = self.position;
        let rows = self.rows();
        position.select(position.selected, rows.len(), height);
        let shown = rows.get(position.visible(rows.len(), height)).unwrap_or_default();
        let lines: Vec<Line> = shown.iter().map(|it| PreviewLeaving::row(it, width, desk)).collect();
        frame.render_widget(Paragraph::new(lines), list);
    }

    fn hints(&self, _desk: &Desk) -> Vec<Action> {
        vec![Action::Enter, Action::Down, Action::Back]
    }
}
