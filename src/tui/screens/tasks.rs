//! The tasks of all municipalities by date.

use crate::i18n::{display_width, pad, sanitize, truncate, wrap};
use crate::model::EntityId;
use crate::store::TaskRow;
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::overlays::forms;
use crate::tui::view::{Effect, Event, Response, View};
use crate::tui::widgets::list::ListPosition;
use crate::tui::widgets::text::{chosen_line, with_right};
use crate::tui::words;
use jiff::civil::{Date, Weekday};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph};

/// The lines of the chosen task's details, with their border.
const DETAILS: u16 = 6;
/// The height from which the details are shown.
const DETAILS_FROM: u16 = 16;
/// The width from which the consultation of a task has its own column.
const WITH_CONSULTATION: usize = 112;

/// When a task is due, as the groups of the list say it; in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Late,
    Today,
    ThisWeek,
    Later,
    Undated,
    Done,
}

impl Group {
    /// The group of a task on the day `today`; the week ends with its Sunday.
    fn of(task: &TaskRow, today: Date) -> Group {
        let to_sunday = Weekday::Sunday.since(today.weekday());
        match task.due {
            _ if task.done => Group::Done,
            None => Group::Undated,
            Some(due) if due < today => Group::Late,
            Some(due) if due == today => Group::Today,
            Some(due) if (due - today).get_days() <= i32::from(to_sunday) => Group::ThisWeek,
            Some(_) => Group::Later,
        }
    }

    fn name(self, desk: &Desk) -> &'static str {
        desk.texts().tasks.groups.get(self as usize).copied().unwrap_or_default()
    }
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    /// The heading of a group with the number of its tasks.
    Heading(Group, usize),
    /// A task by its place in the list.
    Task(usize),
}

/// The tasks screen; at the start the first open task is chosen.
#[derive(Debug, Default)]
pub struct TasksScreen {
    /// Whether done tasks are shown too.
    all: bool,
    /// The chosen task by its place among the shown ones.
    selected: usize,
    /// The task that stood there, so that it stays the chosen one when the list changes around it.
    chosen: Option<EntityId>,
    /// Which lines, headings counted, are in sight.
    lines: ListPosition,
}

impl TasksScreen {
    /// The shown tasks in the order of the groups; within a group the order of the desk, by date.
    fn shown<'a>(&self, desk: &'a Desk) -> Vec<(Group, &'a TaskRow)> {
        let today = desk.today();
        let tasks = desk.tasks.iter().filter(|task| self.all || !task.done);
        let mut shown: Vec<(Group, &TaskRow)> = tasks.map(|task| (Group::of(task, today), task)).collect();
        shown.sort_by_key(|(group, _)| *group);
        shown
    }

    fn entries(shown: &[(Group, &TaskRow)]) -> Vec<Entry> {
        let mut entries = Vec::with_capacity(shown.len() + 6);
        let mut next = 0;
        for group in shown.chunk_by(|one, other| one.0 == other.0) {
            if let Some((name, _)) = group.first() {
                entries.push(Entry::Heading(*name, group.len()));
            }
            entries.extend((next..next + group.len()).map(Entry::Task));
            next += group.len();
        }
        entries
    }

    /// Keeps the chosen task in sight, with the heading above it where it is the first of its group.
    fn in_sight(&self, mut lines: ListPosition, entries: &[Entry], height: usize) -> ListPosition {
        let line = entries.iter().position(|entry| *entry == Entry::Task(self.selected)).unwrap_or(0);
        if line.checked_sub(1).is_some_and(|above| matches!(entries.get(above), Some(Entry::Heading(..)))) {
            lines.select(line - 1, entries.len(), height);
        }
        lines.select(line, entries.len(), height);
        lines
    }

    fn correct(&mut self, desk: &Desk) {
        let shown = self.shown(desk);
        let same = self.chosen.and_then(|id| shown.iter().position(|(_, task)| task.id == id));
        self.selected = same.unwrap_or(self.selected).min(shown.len().saturating_sub(1));
        self.chosen = shown.get(self.selected).map(|(_, task)| task.id);
        let height = usize::from(parts(desk.screen_area(), desk).0.height.saturating_sub(2));
        self.lines = self.in_sight(self.lines, &TasksScreen::entries(&shown), height);
    }

    fn moved(&mut self, action: Action, desk: &Desk) -> bool {
        let length = self.shown(desk).len();
        let height = usize::from(parts(desk.screen_area(), desk).0.height.saturating_sub(3));
        let mut position = ListPosition { selected: self.selected, offset: 0 };
        if !position.action(action, length, height) {
            return false;
        }
        (self.selected, self.chosen) = (position.selected, None);
        self.correct(desk);
        true
    }

    fn with_selected(&self, desk: &Desk, effect: impl FnOnce(&TaskRow) -> Effect) -> Response {
        self.shown(desk).get(self.selected).map_or_else(Response::done, |(_, task)| effect(task).into())
    }

    fn draw_list(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().tasks;
        let open = desk.tasks.iter().filter(|task| !task.done).count();
        let key = desk.keymap.shown(Action::Next, desk.language);
        let filter = if self.all { (texts.all)(&key) } else { (texts.open_only)(&key) };
        let block = Block::bordered()
            .title(Span::styled(format!(" {} ", (texts.title)(open, desk.tasks.len())), desk.theme.title()))
            .title_top(Line::styled(format!(" {filter} "), desk.theme.muted()).right_aligned())
            .border_style(desk.theme.border(true));
        let inner = block.inner(area);
        frame.render_widget(block, area);
        let width = usize::from(inner.width);
        let shown = self.shown(desk);
        if shown.is_empty() {
            frame.render_widget(Paragraph::new(nothing(desk, width)), inner);
            return;
        }
        let entries = TasksScreen::entries(&shown);
        let height = usize::from(inner.height);
        let position = self.in_sight(self.lines, &entries, height);
        let mut lines = Vec::new();
        for entry in entries.get(position.visible(entries.len(), height)).unwrap_or_default() {
            match *entry {
                Entry::Heading(group, count) => {
                    let style = if group == Group::Late { desk.theme.warning() } else { desk.theme.title() };
                    let name = truncate(group.name(desk), width.saturating_sub(8)).into_owned();
                    lines.push(Line::styled(format!("{name} · {}", desk.language.count(count)), style));
                }
                Entry::Task(index) => {
                    let Some((group, task)) = shown.get(index) else { continue };
                    let chosen = index == self.selected;
                    let line = task_line(task, *group, if chosen { ">" } else { " " }, width, desk);
                    lines.push(if chosen { chosen_line(line, width, desk.theme.selected()) } else { line });
                }
            }
        }
        frame.render_widget(Paragraph::new(lines), inner);
    }

    /// The whole words of the chosen task, who does it by when, and where it was agreed.
    fn draw_details(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let block = Block::bordered().border_style(desk.theme.border(false));
        let inner = block.inner(area);
        frame.render_widget(block, area);
        let shown = self.shown(desk);
        let Some((group, task)) = shown.get(self.selected) else { return };
        let width = usize::from(inner.width).max(1);
        let clean = sanitize(&task.text);
        let mut lines: Vec<Line> = wrap(&clean, width)
            .into_iter()
            .take(2)
            .map(|line| Line::styled(line.to_owned(), desk.theme.title()))
            .collect();
        lines.extend(
            details(task, *group, desk)
                .into_iter()
                .map(|line| Line::raw(truncate(&line, width).into_owned())),
        );
        frame.render_widget(Paragraph::new(lines), inner);
    }
}

impl View for TasksScreen {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Tasks, Context::List]
    }

    fn update(&mut self, event: Event, desk: &Desk) -> Response {
        match event {
            Event::Action(Action::Enter | Action::Details) => {
                return self.with_selected(desk, |task| Effect::ShowItem {
                    consultation: task.consultation,
                    item: task.id,
                });
            }
            Event::Action(Action::ToggleDone) => {
                // The next task takes its place, so that several can be ticked off one after another.
                self.chosen = None;
                return self.with_selected(desk, |task| Effect::SetDone {
                    consultation: task.consultation,
                    task: task.id,
                    done: !task.done,
                });
            }
            Event::Action(Action::Delete) => {
                return self.with_selected(desk, |task| Effect::DeleteTask {
                    consultation: task.consultation,
                    task: task.id,
                });
            }
            Event::Action(Action::New) => return Effect::Open(Box::new(forms::new_task(desk))).into(),
            Event::Action(Action::Next | Action::Previous) => {
                self.all = !self.all;
                self.correct(desk);
            }
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
        let (list, details) = parts(area, desk);
        self.draw_list(frame, list, desk);
        if !details.is_empty() {
            self.draw_details(frame, details, desk);
        }
    }

    fn hints(&self, desk: &Desk) -> Vec<Action> {
        if self.shown(desk).is_empty() {
            return vec![Action::New];
        }
        vec![Action::ToggleDone, Action::Enter, Action::New, Action::Delete]
    }
}

/// The list and, where there is room and something to show, the details below it.
fn parts(area: Rect, desk: &Desk) -> (Rect, Rect) {
    let details = if area.height >= DETAILS_FROM && !desk.tasks.is_empty() { DETAILS } else { 0 };
    let [list, details] = Layout::vertical([Constraint::Fill(1), Constraint::Length(details)]).areas(area);
    (list, details)
}

/// What to press when no task is shown.
fn nothing(desk: &Desk, width: usize) -> Vec<Line<'static>> {
    let texts = &desk.texts().tasks;
    let key = |action| desk.keymap.shown(action, desk.language);
    let words = if desk.tasks.is_empty() {
        (texts.empty)(&key(Action::New), &key(Action::Next))
    } else {
        vec![(texts.all_done)(&key(Action::Next))]
    };
    let room = width.saturating_sub(4).clamp(1, 76);
    let mut lines = Vec::new();
    for paragraph in words {
        lines.push(Line::default());
        lines.extend(wrap(&paragraph, room).into_iter().map(|line| Line::raw(format!("  {line}"))));
    }
    lines
}

/// A task: whether it is done, its day, the words, who does it and where.
fn task_line(task: &TaskRow, group: Group, mark: &str, width: usize, desk: &Desk) -> Line<'static> {
    let style = match group {
        Group::Late => desk.theme.warning(),
        Group::Done => desk.theme.muted(),
        Group::Today | Group::ThisWeek | Group::Later | Group::Undated => desk.theme.text(),
    };
    let due = task.due.map(|due| match due.year() == desk.today().year() {
        true => format!("{} {}", desk.language.weekday_short(due.weekday()), desk.language.day_month(due)),
        false => desk.language.date(due),
    });
    let due = format!("{:>12}  ", due.unwrap_or_else(|| "-".to_owned()));
    let done = if task.done { "[x]" } else { "[ ]" };
    let mut line = Line::from(vec![Span::raw(format!("{mark}{done}")), Span::styled(due, style)]);
    let right = right_columns(task, width, desk);
    let room = width.saturating_sub(line.width() + display_width(&right) + 2);
    let text = truncate(&sanitize(&task.text), room).into_owned();
    line.push_span(Span::styled(text, if task.done { desk.theme.muted() } else { desk.theme.text() }));
    with_right(line, &right, width, desk.theme.muted())
}

/// Who does it, the municipality and, in a wide window, the consultation; in columns.
fn right_columns(task: &TaskRow, width: usize, desk: &Desk) -> String {
    let side = words::side(task.side, desk.language);
    let who = if task.owner.is_empty() { side.to_owned() } else { sanitize(&task.owner).into_owned() };
    let place = task.municipalities.first().map(|code| desk.municipality_name(code)).unwrap_or_default();
    let place = sanitize(&place);
    if width < 60 {
        return format!("{} ", truncate(&place, width / 4));
    }
    let mut right = format!("{}{}", pad(&truncate(&who, width / 7), width / 7 + 1), pad(&place, width / 6));
    if width >= WITH_CONSULTATION {
        let date = task.start.map(|start| desk.language.date(start.date())).unwrap_or_default();
        right = format!("{right} {date:>13} ");
    }
    right
}

/// The lines of the details below the words of the task.
fn details(task: &TaskRow, group: Group, desk: &Desk) -> Vec<String> {
    let texts = &desk.texts().tasks;
    let owner =
        if task.owner.is_empty() { texts.nobody.to_owned() } else { sanitize(&task.owner).into_owned() };
    let side = words::side(task.side, desk.language);
    let mut due = task.due.map_or_else(|| texts.undated.to_owned(), |due| desk.language.weekday_date(due));
    if let Some(date) = task.due.filter(|_| group == Group::Late) {
        let days = usize::try_from((desk.today() - date).get_days()).unwrap_or(0);
        due = format!("{due} · {}", (texts.late)(days));
    }
    let consultation = desk.consultations.iter().find(|row| row.id == task.consultation);
    let kind = consultation.map(|row| row.kind).unwrap_or_default();
    let title = desk.consultation_title(&task.consultation_title, kind, &task.municipalities);
    let date = task.start.map(|start| format!(" · {}", desk.language.date(start.date()))).unwrap_or_default();
    vec![
        format!("{}: {owner} ({side})   {}: {due}", texts.owner, texts.due),
        format!("{}: {}{date}", texts.agreed, sanitize(&title)),
    ]
}
