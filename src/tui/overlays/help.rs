//! Help: the keys of the screen below first, then how to type, to write and to search, then all keys.

use crate::i18n::{display_width, pad, wrap};
use crate::tui::action::{ACTIONS, Action, ActionRule, Context};
use crate::tui::desk::Desk;
use crate::tui::keys_page::place_name;
use crate::tui::view::{Effect, Event, Response, View};
use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph};

/// The widest the text gets.
const WIDEST: u16 = 100;
/// How far text stands in below its heading.
const INDENT: usize = 2;

/// The overlay.
#[derive(Debug)]
pub struct Help {
    /// The contexts of the view below, the most special first.
    below: Vec<Context>,
    lines: Vec<Line<'static>>,
    offset: usize,
}

impl Help {
    /// Help over a view whose contexts are live.
    pub fn new(contexts: &[Context], desk: &Desk) -> Help {
        let below = contexts.iter().copied().filter(|context| *context != Context::Global).collect();
        let mut help = Help { below, lines: Vec::new(), offset: 0 };
        help.write(desk);
        help
    }

    fn write(&mut self, desk: &Desk) {
        let texts = &desk.texts().help;
        let width = usize::from(Help::inner(desk.size).width.max(1));
        let mut page = Page { desk, width, keys: key_width(desk).min(width / 3), lines: Vec::new() };
        let special: Vec<Context> = self.below.clone();
        let listed = |context: &Context| !matches!(context, Context::List | Context::Text);
        page.heading(texts.this_screen);
        let mut seen: Vec<Action> = Vec::new();
        for &context in
            special.iter().filter(|context| listed(context)).chain(special.iter().filter(|it| !listed(it)))
        {
            for rule in ACTIONS.iter().filter(|rule| rule.contexts.contains(&context)) {
                if !seen.contains(&rule.action) {
                    seen.push(rule.action);
                    page.action(rule);
                }
            }
        }
        // Where one searches, how to search comes before how to write.
        let searches = special.contains(&Context::Catalogue);
        if searches {
            page.searching();
        }
        page.heading(texts.typing);
        texts.typing_keys.iter().for_each(|(keys, what)| page.row(keys, what));
        page.heading(texts.writing);
        texts.writing_lines.iter().for_each(|line| page.paragraph(line));
        if !searches {
            page.searching();
        }
        let others = Context::ALL.into_iter().filter(|context| !special.contains(context));
        for context in
            [Context::Global].into_iter().chain(others.filter(|context| *context != Context::Global))
        {
            let rules: Vec<&ActionRule> =
                ACTIONS.iter().filter(|rule| rule.contexts.contains(&context)).collect();
            if !rules.is_empty() {
                page.heading(place_name(context, desk.language));
                rules.into_iter().for_each(|rule| page.action(rule));
            }
        }
        self.lines = page.lines;
        self.scroll_to(self.offset, desk);
    }

    fn window(area: Rect) -> Rect {
        let width = area.width.min(WIDEST + 4);
        Rect { x: area.x + (area.width - width) / 2, width, ..area }
    }

    /// The room for the text in a window of this size.
    fn inner(size: Size) -> Rect {
        let area = Rect::new(0, 0, size.width, size.height.saturating_sub(2));
        Help::text_area(Help::window(area))
    }

    fn text_area(window: Rect) -> Rect {
        let inner = Block::bordered().inner(window);
        Rect { x: inner.x.saturating_add(1), width: inner.width.saturating_sub(2), ..inner }
            .intersection(inner)
    }

    fn scroll_to(&mut self, offset: usize, desk: &Desk) {
        let height = usize::from(Help::inner(desk.size).height);
        self.offset = offset.min(self.lines.len().saturating_sub(height));
    }

    fn percent(&self, height: usize) -> usize {
        let seen = self.offset + height;
        if seen >= self.lines.len() { 100 } else { seen * 100 / self.lines.len().max(1) }
    }
}

/// How wide the column of keys is: the longest key of the table and a gap.
fn key_width(desk: &Desk) -> usize {
    let texts = &desk.texts().help;
    let typing = texts.typing_keys.iter().chain(texts.searching_lines);
    let typing = typing.map(|(keys, _)| display_width(keys));
    let keys = ACTIONS.iter().map(|rule| display_width(&keys_of(rule, desk)));
    typing.chain(keys).max().unwrap_or(0) + 2
}

/// The keys of an action, as they are now.
fn keys_of(rule: &ActionRule, desk: &Desk) -> String {
    let keys: Vec<String> =
        desk.keymap.keys(rule.action).iter().map(|key| key.shown(desk.language)).collect();
    if keys.is_empty() {
        let palette = desk.keymap.shown(Action::Palette, desk.language);
        return (desk.texts().help.only_palette)(&palette);
    }
    keys.join(" ")
}

/// The text while it is written.
struct Page<'a> {
    desk: &'a Desk,
    width: usize,
    keys: usize,
    lines: Vec<Line<'static>>,
}

impl Page<'_> {
    fn heading(&mut self, text: &str) {
        if !self.lines.is_empty() {
            self.lines.push(Line::default());
        }
        self.lines.push(Line::styled(text.to_owned(), self.desk.theme.title()));
    }

    /// The language of the catalogue's query.
    fn searching(&mut self) {
        let texts = &self.desk.texts().help;
        self.heading(texts.searching);
        texts.searching_lines.iter().for_each(|(typed, what)| self.row(typed, what));
    }

    fn action(&mut self, rule: &ActionRule) {
        let keys = keys_of(rule, self.desk);
        self.row(&keys, (rule.text)(&self.desk.texts().actions).description);
    }

    /// Keys on the left, what they do on the right, wrapped there.
    fn row(&mut self, keys: &str, what: &str) {
        let room = self.width.saturating_sub(self.keys + INDENT).max(1);
        for (index, part) in wrap(what, room).into_iter().enumerate() {
            let left = if index == 0 { pad(keys, self.keys) } else { " ".repeat(self.keys) };
            self.lines.push(Line::from(vec![
                Span::raw(" ".repeat(INDENT)),
                Span::styled(left, self.desk.theme.key()),
                Span::styled(part.to_owned(), self.desk.theme.text()),
            ]));
        }
    }

    fn paragraph(&mut self, text: &str) {
        let lines = wrap(text, self.width.saturating_sub(INDENT).max(1));
        self.lines.extend(lines.into_iter().map(|line| Line::raw(format!("{}{line}", " ".repeat(INDENT)))));
    }
}

impl View for Help {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::List]
    }

    fn update(&mut self, event: Event, desk: &Desk) -> Response {
        let page = usize::from(Help::inner(desk.size).height).saturating_sub(1).max(1);
        let target = match event {
            Event::Action(Action::Up | Action::PreviewUp) => self.offset.saturating_sub(1),
            Event::Action(Action::Down | Action::PreviewDown) => self.offset + 1,
            Event::Action(Action::PageUp) => self.offset.saturating_sub(page),
            Event::Action(Action::PageDown) => self.offset + page,
            Event::Action(Action::First) => 0,
            Event::Action(Action::Last) => self.lines.len(),
            Event::Wheel(lines) => self.offset.saturating_add_signed(isize::from(lines)),
            Event::Action(Action::Back | Action::Help | Action::Enter) => return Effect::Close.into(),
            Event::Refresh => {
                self.write(desk);
                return Response::done();
            }
            _ => return Response::Ignored,
        };
        self.scroll_to(target, desk);
        Response::done()
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().help;
        let window = Help::window(area);
        let inner = Help::text_area(window);
        let position = (texts.position)(self.percent(usize::from(inner.height)));
        let block = Block::bordered()
            .border_style(desk.theme.border(true))
            .title(Span::styled(format!(" {} ", texts.title), desk.theme.title()))
            .title_bottom(Span::styled(format!(" {} ", texts.footer), desk.theme.muted()))
            .title_bottom(Line::styled(format!(" {position} "), desk.theme.muted()).right_aligned());
        frame.render_widget(Clear, window);
        frame.render_widget(block, window);
        let lines: Vec<Line> =
            self.lines.iter().skip(self.offset).take(usize::from(inner.height)).cloned().collect();
        frame.render_widget(Paragraph::new(lines), inner);
    }

    fn hints(&self, _desk: &Desk) -> Vec<Action> {
        vec![Action::Down, Action::PageDown, Action::Back]
    }
}
