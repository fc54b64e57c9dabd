//! Present mode: one record over the whole window, plain and large enough for the other side of the table.

use crate::catalogue::{Field, Record, RecordKind};
use crate::i18n::{display_width, sanitize, sanitize_lines, truncate, wrap};
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::view::{Event, Response, View};
use crate::tui::widgets::record::caveat;
use ratatui::Frame;
use ratatui::layout::{Margin, Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};
use unicode_segmentation::UnicodeSegmentation;

/// What is read in a room, in this order. The other fields are for the catalogue.
fn shown(kind: RecordKind) -> &'static [Field] {
    use Field::{
        Cost, Funding, Goal, Lesson, Measurement, Partners, Problem, Recipients, Region, Result, Solution,
        Stage, Status,
    };
    match kind {
        // Without the stage a plan of some years ago would look like something that works.
        RecordKind::Practice | RecordKind::Caution => &[Problem, Solution, Result, Cost, Lesson, Stage],
        RecordKind::Measure => &[Solution, Goal, Status],
        RecordKind::Funding => &[Solution, Status, Recipients, Funding, Partners],
        RecordKind::Indicator => &[Solution, Measurement, Status],
        RecordKind::Partner => &[Solution, Region, Status],
    }
}

/// A line that is read from a distance is short.
const LONGEST_LINE: u16 = 64;
/// From this size on, the lines of the text stand apart.
const ROOMY: Size = Size::new(110, 44);

/// Present mode over a shortlist of records.
#[derive(Debug)]
pub struct Present {
    ids: Vec<String>,
    current: usize,
    scroll: usize,
}

impl Present {
    /// Present mode of the records `ids`, beginning with the one at `start`.
    pub fn new(ids: Vec<String>, start: usize) -> Present {
        let current = start.min(ids.len().saturating_sub(1));
        Present { ids, current, scroll: 0 }
    }

    fn step(&mut self, target: usize) {
        let target = target.min(self.ids.len().saturating_sub(1));
        if target != self.current {
            self.current = target;
            self.scroll = 0;
        }
    }

    fn scroll_to(&mut self, line: usize, desk: &Desk) {
        let window = Rect::from(desk.size);
        let length = self.lines(desk, window).len();
        self.scroll = line.min(length.saturating_sub(usize::from(text_area(window).height)));
    }

    fn lines(&self, desk: &Desk, window: Rect) -> Vec<Line<'static>> {
        let width = usize::from(text_area(window).width);
        let Some(id) = self.ids.get(self.current) else {
            return vec![Line::raw(desk.texts().present.empty)];
        };
        match desk.catalogue.record(id) {
            Some(record) => record_lines(record, width, is_roomy(window), desk),
            None => {
                let words = (desk.texts().present.missing)(&sanitize(id));
                wrap(&words, width.max(1)).into_iter().map(|line| Line::raw(line.to_owned())).collect()
            }
        }
    }
}

impl View for Present {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Present, Context::List]
    }

    fn update(&mut self, event: Event, desk: &Desk) -> Response {
        let page = usize::from(text_area(Rect::from(desk.size)).height.saturating_sub(2)).max(1);
        match event {
            Event::Action(Action::Left) => self.step(self.current.saturating_sub(1)),
            Event::Action(Action::Right) => self.step(self.current + 1),
            Event::Action(Action::First) => self.step(0),
            Event::Action(Action::Last) => self.step(usize::MAX),
            Event::Action(Action::Up | Action::PreviewUp) => {
                self.scroll_to(self.scroll.saturating_sub(1), desk)
            }
            Event::Action(Action::Down | Action::PreviewDown) => self.scroll_to(self.scroll + 1, desk),
            Event::Action(Action::PageUp) => self.scroll_to(self.scroll.saturating_sub(page), desk),
            Event::Action(Action::PageDown) => self.scroll_to(self.scroll + page, desk),
            Event::Wheel(lines) => {
                self.scroll_to(self.scroll.saturating_add_signed(isize::from(lines)), desk)
            }
            Event::Refresh => self.scroll_to(self.scroll, desk),
            _ => return Response::Ignored,
        }
        Response::done()
    }

    fn draw(&self, frame: &mut Frame, _: Rect, desk: &Desk) {
        let window = frame.area();
        frame.render_widget(Clear, window);
        let text = text_area(window);
        let lines = self.lines(desk, window);
        let height = usize::from(text.height);
        let scroll = self.scroll.min(lines.len().saturating_sub(height));
        let more = scroll + height < lines.len();
        // What does not fill the window stands a little above its middle.
        let above = u16::try_from(height.saturating_sub(lines.len()) / 3).unwrap_or(0);
        let shown: Vec<Line> = lines.into_iter().skip(scroll).take(height).collect();
        frame.render_widget(
            Paragraph::new(shown),
            Rect { y: text.y + above, height: text.height - above, ..text },
        );
        let source = Rect { y: text.bottom().saturating_add(1), height: 1, ..text }.intersection(window);
        frame.render_widget(self.source_line(usize::from(source.width), desk), source);
        let foot = Rect { y: window.bottom().saturating_sub(2), height: 1, ..text }.intersection(window);
        frame.render_widget(self.foot_line(more, usize::from(foot.width), desk), foot);
    }

    fn hints(&self, _: &Desk) -> Vec<Action> {
        vec![Action::Left, Action::Right, Action::Up, Action::Down, Action::Back]
    }
}

impl Present {
    /// Who published the newest source, and when; always in sight.
    fn source_line(&self, width: usize, desk: &Desk) -> Line<'static> {
        let record = self.ids.get(self.current).and_then(|id| desk.catalogue.record(id));
        let newest = record.and_then(|record| {
            let newest = record.sources.iter().find(|source| source.published == record.as_of);
            newest.or_else(|| record.sources.first())
        });
        let Some(source) = newest else { return Line::default() };
        let label = desk.texts().catalogue.labels.source;
        let date = source.published.as_deref().map(|date| desk.language.partial_date(date));
        let date = date.unwrap_or_else(|| desk.texts().catalogue_screen.undated.to_owned());
        let publisher = source.publisher.as_deref().unwrap_or(&source.title);
        // The date is what must not be cut.
        let room = width.saturating_sub(display_width(label) + display_width(&date) + 5);
        let publisher = truncate(&sanitize(publisher), room).into_owned();
        Line::styled(format!("{label}: {publisher} · {date}"), desk.theme.muted())
    }

    /// Where in the shortlist this is, and the keys.
    fn foot_line(&self, more: bool, width: usize, desk: &Desk) -> Line<'static> {
        let shown = |action: Action| desk.keymap.shown(action, desk.language);
        let name = |action: Action| (action.rule().text)(&desk.texts().actions).name;
        let mut keys = vec![format!("{} {}", shown(Action::Back), name(Action::Back))];
        if more || self.scroll > 0 {
            keys.insert(0, format!("{} {}", shown(Action::Up), shown(Action::Down)));
        }
        if self.ids.len() > 1 {
            keys.insert(0, format!("{} {}", shown(Action::Left), shown(Action::Right)));
        }
        let place = (desk.texts().common.n_of_total)((self.current + 1).min(self.ids.len()), self.ids.len());
        let more = if more { format!("  ({})", desk.texts().present.more) } else { String::new() };
        let mut line = Line::from(Span::styled(place, desk.theme.title()));
        line.push_span(Span::styled(more, desk.theme.warning()));
        crate::tui::widgets::text::with_right(line, &keys.join("   "), width, desk.theme.muted())
    }
}

fn is_roomy(window: Rect) -> bool {
    window.width >= ROOMY.width && window.height >= ROOMY.height
}

/// The block of the text: centred, with air around and four lines below for the source and the foot.
fn text_area(window: Rect) -> Rect {
    let air = if window.height >= 30 { 2 } else { 1 };
    let inner = window.inner(Margin { horizontal: (window.width / 12).max(1), vertical: air });
    let longest = if is_roomy(window) { LONGEST_LINE + 6 } else { LONGEST_LINE };
    let width = inner.width.min(longest);
    let left = inner.x + (inner.width - width) / 2;
    Rect { x: left, width, height: inner.height.saturating_sub(4), ..inner }
}

/// The record for a room: where and what, the title, then the fields. Nothing but the record.
fn record_lines(record: &Record, width: usize, roomy: bool, desk: &Desk) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut add = |text: &str, style: Style, apart: bool| {
        for line in wrap(&sanitize_lines(text), width.max(1)) {
            lines.push(Line::styled(line.to_owned(), style));
            if apart {
                lines.push(Line::default());
            }
        }
        if !apart {
            lines.push(Line::default());
        }
    };
    let theme = desk.theme;
    // Dimmed letters are lost on a projector; only cautions, plans and programmes have a style of their own.
    let stands_out = caveat(record, desk).is_some_and(|(_, stands_out)| stands_out);
    let kind = if stands_out || record.kind == RecordKind::Caution { theme.warning() } else { theme.text() };
    add(&headline(record, desk), kind, false);
    add(record.title.get(desk.language), theme.title(), roomy);
    add(&"─".repeat(width), theme.muted(), false);
    for &field in shown(record.kind) {
        let Some(text) = record.text(field, desk.language) else { continue };
        add(&spaced(field.label(record.kind, desk.language)), theme.need(), false);
        add(text, theme.text(), roomy);
        if roomy {
            add("", theme.text(), false);
        }
    }
    while lines.last().is_some_and(|line| line.width() == 0) {
        lines.pop();
    }
    lines
}

/// The kind, the caveat, the place and the primary component.
fn headline(record: &Record, desk: &Desk) -> String {
    let mut parts = vec![record.kind.names(desk.language).one.to_owned()];
    parts.extend(caveat(record, desk).map(|(words, _)| words.to_owned()));
    parts.extend(record.place.as_ref().map(|place| place.name.clone()));
    parts.extend(record.components.first().map(|component| {
        let name = desk.catalogue.concept().component_name(*component).get(desk.language);
        format!("{} {name}", component.code())
    }));
    parts.join(" · ")
}

/// Capitals with a space between them: the largest a heading can be in a terminal and stay a word.
fn spaced(label: &str) -> String {
    let letters: Vec<String> = label.graphemes(true).map(str::to_uppercase).collect();
    letters.join(" ")
}
