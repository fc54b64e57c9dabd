//! The broker's day: the consultations, the running one first, and the open tasks that are due next.

use crate::i18n::{display_width, sanitize, truncate, wrap};
use crate::model::{ConsultationKind, Status};
use crate::store::{ConsultationRow, TaskRow};
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::overlays::picker::{MunicipalityPicker, PickerPurpose};
use crate::tui::view::{Effect, Event, Response, View};
use crate::tui::widgets::list::ListPosition;
use crate::tui::widgets::text::{chosen_line, with_right};
use crate::tui::words;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph};

/// The width from which consultations and tasks stand beside each other.
const TWO_COLUMNS: u16 = 120;
/// The lines of one consultation: what and when, then how far and how much.
const LINES: usize = 2;

/// The list that the keys move in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Focus {
    #[default]
    Consultations,
    Tasks,
}

/// The start screen; at the start its first consultation is chosen.
#[derive(Debug, Default)]
pub struct Home {
    focus: Focus,
    consultations: ListPosition,
    tasks: ListPosition,
}

/// Where the parts of the screen are.
struct Parts {
    header: Rect,
    consultations: Rect,
    tasks: Rect,
}

impl Home {
    fn parts(area: Rect, desk: &Desk) -> Parts {
        let header = if desk.demo { 2 } else { 1 };
        let [header, body] = Layout::vertical([Constraint::Length(header), Constraint::Fill(1)]).areas(area);
        let [consultations, tasks] = if desk.consultations.is_empty() {
            [body, Rect::default()]
        } else if area.width >= TWO_COLUMNS {
            Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).areas(body)
        } else {
            // The tasks take what they need, at most two fifths.
            let needed = u16::try_from(open_tasks(desk).len().max(1)).unwrap_or(u16::MAX).saturating_add(2);
            let most = body.height.saturating_mul(2) / 5;
            Layout::vertical([Constraint::Fill(1), Constraint::Length(needed.min(most))]).areas(body)
        };
        Parts { header, consultations, tasks }
    }

    /// How many consultations and how many tasks are in sight.
    fn heights(area: Rect, desk: &Desk) -> (usize, usize) {
        let parts = Home::parts(area, desk);
        let inner = |area: Rect| usize::from(area.height.saturating_sub(2));
        (inner(parts.consultations) / LINES, inner(parts.tasks) / task_lines(area))
    }

    fn moved(&mut self, action: Action, desk: &Desk) -> bool {
        let (consultations, tasks) = Home::heights(desk.screen_area(), desk);
        match self.focus {
            Focus::Consultations => {
                self.consultations.action(action, desk.consultations.len(), consultations)
            }
            Focus::Tasks => self.tasks.action(action, open_tasks(desk).len(), tasks),
        }
    }

    fn correct(&mut self, desk: &Desk) {
        let (consultations, tasks) = Home::heights(desk.screen_area(), desk);
        let open = open_tasks(desk).len();
        self.consultations.select(self.consultations.selected, desk.consultations.len(), consultations);
        self.tasks.select(self.tasks.selected, open, tasks);
        if open == 0 {
            self.focus = Focus::Consultations;
        }
    }

    fn enter(&self, desk: &Desk) -> Response {
        let effect = match self.focus {
            Focus::Consultations => {
                ordered(desk).get(self.consultations.selected).map(|row| Effect::OpenConsultation(row.id))
            }
            Focus::Tasks => open_tasks(desk)
                .get(self.tasks.selected)
                .map(|row| Effect::ShowItem { consultation: row.consultation, item: row.id }),
        };
        effect.map_or_else(Response::done, Response::from)
    }

    fn delete(&self, desk: &Desk) -> Response {
        let rows = ordered(desk);
        let row = rows.get(self.consultations.selected).filter(|_| self.focus == Focus::Consultations);
        row.map_or_else(Response::done, |row| Effect::DeleteConsultation(row.id).into())
    }

    fn draw_consultations(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().home;
        let focused = self.focus == Focus::Consultations;
        let rows = ordered(desk);
        let title =
            if rows.is_empty() { texts.welcome.to_owned() } else { (texts.consultations)(rows.len()) };
        let inner = framed(frame, area, &title, focused, desk);
        if rows.is_empty() {
            frame.render_widget(Paragraph::new(first_run(desk, usize::from(inner.width))), inner);
            return;
        }
        let height = usize::from(inner.height) / LINES;
        let mut position = self.consultations;
        position.select(position.selected, rows.len(), height);
        let width = usize::from(inner.width);
        let mut lines = Vec::new();
        for index in position.visible(rows.len(), height) {
            let Some(row) = rows.get(index) else { continue };
            let chosen = index == position.selected;
            let mark = if chosen { "> " } else { "  " };
            for line in consultation_lines(row, mark, width, desk) {
                let style = if focused { desk.theme.selected() } else { desk.theme.selected_inactive() };
                lines.push(if chosen { chosen_line(line, width, style) } else { line });
            }
        }
        frame.render_widget(Paragraph::new(lines), inner);
    }

    fn draw_tasks(&self, frame: &mut Frame, area: Rect, lines_each: usize, desk: &Desk) {
        let texts = &desk.texts().home;
        let rows = open_tasks(desk);
        let focused = self.focus == Focus::Tasks;
        let inner = framed(frame, area, &(texts.open_tasks)(rows.len()), focused, desk);
        let width = usize::from(inner.width);
        if rows.is_empty() {
            let words = wrap(texts.no_tasks, width.max(1));
            let lines: Vec<Line> =
                words.into_iter().map(|line| Line::styled(line, desk.theme.muted())).collect();
            frame.render_widget(Paragraph::new(lines), inner);
            return;
        }
        let height = usize::from(inner.height) / lines_each;
        let mut position = self.tasks;
        position.select(position.selected, rows.len(), height);
        let mut lines = Vec::new();
        for index in position.visible(rows.len(), height) {
            let Some(row) = rows.get(index) else { continue };
            let chosen = focused && index == position.selected;
            let mark = if chosen { "> " } else { "  " };
            let own = if lines_each == 1 {
                vec![task_line(row, mark, width, desk)]
            } else {
                task_pair(row, mark, width, desk)
            };
            lines.extend(own.into_iter().map(|line| match chosen {
                true => chosen_line(line, width, desk.theme.selected()),
                false => line,
            }));
        }
        frame.render_widget(Paragraph::new(lines), inner);
    }
}

impl View for Home {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Home, Context::List]
    }

    fn update(&mut self, event: Event, desk: &Desk) -> Response {
        match event {
            Event::Action(Action::Enter) => return self.enter(desk),
            Event::Action(Action::Delete) => return self.delete(desk),
            Event::Action(Action::New) => {
                let purpose = PickerPurpose::NewConsultation(ConsultationKind::Consultation);
                return Effect::Open(Box::new(MunicipalityPicker::new(purpose, desk))).into();
            }
            Event::Action(Action::Next | Action::Previous) => {
                self.focus = match self.focus {
                    Focus::Consultations if !open_tasks(desk).is_empty() => Focus::Tasks,
                    Focus::Consultations | Focus::Tasks => Focus::Consultations,
                };
            }
            Event::Action(Action::Back) if self.focus == Focus::Tasks => self.focus = Focus::Consultations,
            Event::Action(action) if self.moved(action, desk) => {}
            Event::Wheel(lines) => {
                self.moved(if lines < 0 { Action::Up } else { Action::Down }, desk);
            }
            Event::Refresh => self.correct(desk),
            _ => return Response::Ignored,
        }
        Response::done()
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let parts = Home::parts(area, desk);
        frame.render_widget(Paragraph::new(header(desk, usize::from(area.width))), parts.header);
        self.draw_consultations(frame, parts.consultations, desk);
        if !parts.tasks.is_empty() {
            self.draw_tasks(frame, parts.tasks, task_lines(area), desk);
        }
    }

    fn hints(&self, desk: &Desk) -> Vec<Action> {
        if desk.consultations.is_empty() {
            return vec![Action::New, Action::Catalogue];
        }
        match self.focus {
            Focus::Consultations => vec![Action::New, Action::Enter, Action::Delete],
            Focus::Tasks => vec![Action::New, Action::Enter, Action::Back],
        }
    }
}

/// Draws the border with its title and gives what is inside; a list without the focus says which key gives it.
fn framed(frame: &mut Frame, area: Rect, title: &str, focused: bool, desk: &Desk) -> Rect {
    let style = if focused { desk.theme.title() } else { desk.theme.text() };
    let mut block = Block::bordered()
        .title(Span::styled(format!(" {title} "), style))
        .border_style(desk.theme.border(focused));
    if !focused && !open_tasks(desk).is_empty() {
        let key = desk.keymap.shown(Action::Next, desk.language);
        block = block.title_top(Line::styled(format!(" {key} "), desk.theme.key()).right_aligned());
    }
    let inner = block.inner(area);
    frame.render_widget(block, area);
    inner
}

/// The consultations, the running ones first; each part stays in the order of the desk, the newest first.
fn ordered(desk: &Desk) -> Vec<&ConsultationRow> {
    let mut rows: Vec<&ConsultationRow> = desk.consultations.iter().collect();
    rows.sort_by_key(|row| row.status != Status::Running);
    rows
}

/// The open tasks in the order of the desk: by date, those without one last.
fn open_tasks(desk: &Desk) -> Vec<&TaskRow> {
    desk.tasks.iter().filter(|task| !task.done).collect()
}

/// Today and the broker; in a sample home also what it is.
fn header(desk: &Desk, width: usize) -> Vec<Line<'static>> {
    let mut words = vec![desk.language.weekday_date(desk.today())];
    for name in [&desk.broker_name, &desk.organisation] {
        if !name.is_empty() {
            words.push(sanitize(name).into_owned());
        }
    }
    let room = width.saturating_sub(1);
    let line = truncate(&words.join(" · "), room).into_owned();
    let mut lines = vec![Line::from(vec![Span::raw(" "), Span::styled(line, desk.theme.muted())])];
    if desk.demo {
        let words = truncate(desk.texts().home.demo, room).into_owned();
        lines.push(Line::from(vec![Span::raw(" "), Span::styled(words, desk.theme.warning())]));
    }
    lines
}

/// What to press when there is nothing yet.
fn first_run(desk: &Desk, width: usize) -> Vec<Line<'static>> {
    let texts = &desk.texts().home;
    let actions = [
        Action::New,
        Action::Enter,
        Action::Catalogue,
        Action::Municipalities,
        Action::Help,
        Action::Palette,
    ];
    let keys = actions.map(|action| desk.keymap.shown(action, desk.language));
    let room = width.saturating_sub(4).clamp(1, 72);
    let mut lines =
        vec![Line::default(), Line::styled(format!("  {}", texts.empty_title), desk.theme.title())];
    for paragraph in (texts.empty)(keys.each_ref().map(String::as_str)) {
        lines.push(Line::default());
        for words in wrap(&paragraph, room) {
            let mut line = with_keys(words, &keys, desk);
            line.spans.insert(0, Span::raw("  "));
            lines.push(line);
        }
    }
    lines
}

/// The words with the keys in them standing out.
fn with_keys(words: &str, keys: &[String], desk: &Desk) -> Line<'static> {
    let mut line = Line::default();
    let mut rest = words;
    let first = |rest: &str| {
        let found =
            keys.iter().filter(|key| !key.is_empty()).filter_map(|key| Some((rest.find(key.as_str())?, key)));
        found.min_by_key(|(place, _)| *place)
    };
    while let Some((place, key)) = first(rest) {
        let (before, after) = rest.split_at(place);
        line.push_span(Span::raw(before.to_owned()));
        line.push_span(Span::styled(key.clone(), desk.theme.key()));
        rest = after.strip_prefix(key.as_str()).unwrap_or_default();
    }
    line.push_span(Span::raw(rest.to_owned()));
    line
}

/// A consultation: its title and date, then how far it is, the municipality and what it holds.
fn consultation_lines(
    row: &ConsultationRow,
    mark: &str,
    width: usize,
    desk: &Desk,
) -> [Line<'static>; LINES] {
    let texts = &desk.texts().home;
    let date = row.start.map_or_else(|| texts.undated.to_owned(), |start| desk.language.date_time(start));
    let room = width.saturating_sub(display_width(&date) + 5);
    let title = desk.consultation_title(&row.title, row.kind, &row.municipalities);
    let title = truncate(&sanitize(&title), room).into_owned();
    let first = Line::from(vec![Span::raw(mark.to_owned()), Span::styled(title, desk.theme.title())]);
    let first = with_right(first, &format!("{date} "), width, desk.theme.text());

    let status_style = match row.status {
        Status::Running => desk.theme.good(),
        Status::Planned | Status::Closed => desk.theme.muted(),
    };
    let mut second = Line::from(vec![
        Span::raw("  "),
        Span::styled(words::status(row.status, desk.language), status_style),
    ]);
    let places: Vec<String> = row.municipalities.iter().map(|code| desk.municipality_name(code)).collect();
    let mut facts = vec![places.join(", ")];
    if row.needs + row.tasks > 0 {
        facts.push((texts.counts)(row.needs, row.tasks));
    }
    if row.links > 0 {
        facts.push((texts.links)(row.links));
    }
    if row.id.is_shared_copy() {
        facts.push(desk.texts().sync_screen.shared_copy.to_owned());
    }
    if row.sample {
        facts.push(texts.sample.to_owned());
    }
    facts.retain(|fact| !fact.is_empty());
    let room = width.saturating_sub(second.width() + 3);
    let facts = truncate(&sanitize(&facts.join(" · ")), room).into_owned();
    second.push_span(Span::styled(format!(" · {facts}"), desk.theme.muted()));
    [first, second]
}

/// How many lines a task takes: beside the consultations there is more height than width.
fn task_lines(area: Rect) -> usize {
    if area.width >= TWO_COLUMNS { 2 } else { 1 }
}

/// The day of a task in its column; a late one stands out.
fn due(row: &TaskRow, desk: &Desk) -> Span<'static> {
    let late = row.due.is_some_and(|due| due < desk.today());
    let due = row.due.map_or_else(|| "-".to_owned(), |due| desk.language.day_month(due));
    let style = if late { desk.theme.warning() } else { desk.theme.text() };
    Span::styled(format!("{due:>7}{} ", if late { "!" } else { " " }), style)
}

fn place(row: &TaskRow, desk: &Desk) -> String {
    row.municipalities.first().map(|code| desk.municipality_name(code)).unwrap_or_default()
}

/// A task in one line: its day, the words, the place.
fn task_line(row: &TaskRow, mark: &str, width: usize, desk: &Desk) -> Line<'static> {
    let due = due(row, desk);
    let place = truncate(&sanitize(&place(row, desk)), width / 4).into_owned();
    let used = display_width(mark) + due.width() + display_width(&place) + 3;
    let words = truncate(&sanitize(&row.text), width.saturating_sub(used)).into_owned();
    let line = Line::from(vec![Span::raw(mark.to_owned()), due, Span::raw(words)]);
    with_right(line, &format!("{place} "), width, desk.theme.muted())
}

/// A task in two lines: its day and the words, then the place and who does it.
fn task_pair(row: &TaskRow, mark: &str, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let due = due(row, desk);
    let column = display_width(mark) + due.width();
    let room = width.saturating_sub(column + 1);
    let words = truncate(&sanitize(&row.text), room).into_owned();
    let who = if row.owner.is_empty() { words::side(row.side, desk.language) } else { &row.owner };
    let facts = format!("{} · {who}", place(row, desk));
    let facts = truncate(&sanitize(&facts), room).into_owned();
    vec![
        Line::from(vec![Span::raw(mark.to_owned()), due, Span::raw(words)]),
        Line::from(vec![Span::raw(" ".repeat(column)), Span::styled(facts, desk.theme.muted())]),
    ]
}
