//! What the consultations of a period say together: needs in groups, unmet needs, records in use, late tasks, months.

mod details;
mod draw;
mod lines;

use crate::insights::{
    Dimension, GroupValue, LateTask, NeedGroup, Period, RecordRow, Report, Request, UnmetNeed,
};
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::overlays::present::Present;
use crate::tui::view::{CountOrder, Effect, Event, Response, View};
use crate::tui::widgets::list::ListPosition;
use jiff::civil::Date;
use lines::{MonthLine, months};
use ratatui::Frame;
use ratatui::layout::Rect;
use std::collections::HashSet;

/// What the list shows, in the order of the tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Section {
    #[default]
    Components,
    Regions,
    Sizes,
    Unmet,
    Records,
    Late,
    Months,
}

impl Section {
    const ALL: [Section; 7] = [
        Section::Components,
        Section::Regions,
        Section::Sizes,
        Section::Unmet,
        Section::Records,
        Section::Late,
        Section::Months,
    ];

    /// The section `steps` further, around the end.
    fn step(self, steps: usize) -> Section {
        let next = (self as usize + steps) % Section::ALL.len();
        Section::ALL.get(next).copied().unwrap_or_default()
    }

    /// What needs are grouped by, the outermost first; nothing where no needs are shown in groups.
    fn by(self) -> Option<[Dimension; 3]> {
        match self {
            Section::Components => Some([Dimension::Component, Dimension::Region, Dimension::Size]),
            Section::Regions => Some([Dimension::Region, Dimension::Component, Dimension::Size]),
            Section::Sizes => Some([Dimension::Size, Dimension::Component, Dimension::Region]),
            Section::Unmet | Section::Records | Section::Late | Section::Months => None,
        }
    }
}

/// The period, in the order of the arrows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Span {
    #[default]
    ThisYear,
    LastMonths,
    Everything,
}

impl Span {
    const ALL: [Span; 3] = [Span::ThisYear, Span::LastMonths, Span::Everything];

    /// The period `steps` further, around the end.
    fn step(self, steps: usize) -> Span {
        let next = (self as usize + steps) % Span::ALL.len();
        Span::ALL.get(next).copied().unwrap_or_default()
    }

    fn period(self, today: Date) -> Period {
        match self {
            Span::ThisYear => Period::year_of(today),
            Span::LastMonths => Period::twelve_months_to(today),
            Span::Everything => Period::default(),
        }
    }

    fn name(self, today: Date, desk: &Desk) -> String {
        let texts = &desk.texts().insights.screen;
        match self {
            Span::ThisYear => (texts.this_year)(today.year()),
            Span::LastMonths => texts.last_months.to_owned(),
            Span::Everything => texts.everything.to_owned(),
        }
    }
}

/// A line of the list.
#[derive(Debug, Clone, Copy)]
enum Row<'a> {
    /// A group of needs, how deep it lies and whether the groups in it are shown.
    Group(&'a NeedGroup, usize, bool),
    Unmet(&'a UnmetNeed),
    Record(&'a RecordRow),
    Late(&'a LateTask),
    Month(MonthLine),
}

/// The screen; at the start this year's needs by component.
#[derive(Debug, Default)]
pub struct InsightsScreen {
    section: Section,
    span: Span,
    /// Where each section stands.
    positions: [ListPosition; Section::ALL.len()],
    /// The groups whose groups are shown, each with those around it.
    unfolded: HashSet<Vec<GroupValue>>,
    /// Counted when the screen is in sight and something is new; the one before stays in sight until then.
    report: Option<Report>,
    /// The ticket of the last order.
    ticket: u64,
}

impl InsightsScreen {
    /// Asks for the report that the section and the period need.
    fn count(&mut self, desk: &Desk) -> Effect {
        let today = desk.today();
        let known = self.report.as_ref().map(|report| report.by.clone()).unwrap_or_default();
        let by = self.section.by().map_or(known, Vec::from);
        let period = self.span.period(today);
        self.ticket += 1;
        let request = Request { by, period, today, language: desk.language };
        Effect::Count(CountOrder { ticket: self.ticket, request })
    }

    fn position(&self) -> ListPosition {
        self.positions.get(self.section as usize).copied().unwrap_or_default()
    }

    fn set_position(&mut self, position: ListPosition) {
        if let Some(own) = self.positions.get_mut(self.section as usize) {
            *own = position;
        }
    }

    /// The lines of the list.
    fn rows(&self) -> Vec<Row<'_>> {
        let Some(report) = &self.report else { return Vec::new() };
        match self.section {
            Section::Components | Section::Regions | Section::Sizes => {
                let mut rows = Vec::new();
                self.unfold(&report.needs, &mut Vec::new(), &mut rows);
                rows
            }
            Section::Unmet => report.unmet.iter().map(Row::Unmet).collect(),
            Section::Records => report.records.iter().map(Row::Record).collect(),
            Section::Late => report.late.tasks.iter().map(Row::Late).collect(),
            Section::Months => months(&report.months).into_iter().map(Row::Month).collect(),
        }
    }

    fn unfold<'a>(&self, groups: &'a [NeedGroup], around: &mut Vec<GroupValue>, rows: &mut Vec<Row<'a>>) {
        for group in groups {
            let depth = around.len();
            around.push(group.value);
            let open = self.unfolded.contains(around);
            rows.push(Row::Group(group, depth, open));
            if open {
                self.unfold(&group.within, around, rows);
            }
            around.pop();
        }
    }

    /// The values of the group in the line `index` and of those around it.
    fn path(&self, index: usize) -> Vec<GroupValue> {
        let mut path = Vec::new();
        for row in self.rows().iter().take(index + 1) {
            if let Row::Group(group, depth, _) = row {
                path.truncate(*depth);
                path.push(group.value);
            }
        }
        path
    }

    fn correct(&mut self, desk: &Desk) {
        let mut position = self.position();
        position.select(position.selected, self.rows().len(), draw::height(desk));
        self.set_position(position);
    }

    fn moved(&mut self, action: Action, desk: &Desk) -> bool {
        let mut position = self.position();
        let moved = position.action(action, self.rows().len(), draw::height(desk));
        self.set_position(position);
        moved
    }

    fn show(&mut self, section: Section, desk: &Desk) -> Response {
        self.section = section;
        self.correct(desk);
        let counted = self.report.as_ref().map(|report| report.by.as_slice());
        match section.by() {
            Some(by) if counted != Some(by.as_slice()) => self.count(desk).into(),
            _ => Response::done(),
        }
    }

    /// Unfolds or folds a group, opens the consultation of a need or task, shows a record.
    fn enter(&mut self, desk: &Desk) -> Response {
        let selected = self.position().selected;
        let effect = match self.rows().get(selected) {
            Some(Row::Unmet(need)) => Effect::ShowItem { consultation: need.consultation, item: need.id },
            Some(Row::Late(task)) => Effect::ShowItem { consultation: task.consultation, item: task.id },
            Some(Row::Record(record)) => Effect::Open(Box::new(Present::new(vec![record.id.clone()], 0))),
            Some(Row::Group(group, ..)) if !group.within.is_empty() => {
                let path = self.path(selected);
                if !self.unfolded.remove(&path) {
                    self.unfolded.insert(path);
                }
                self.correct(desk);
                return Response::done();
            }
            Some(Row::Group(..) | Row::Month(_)) | None => return Response::done(),
        };
        effect.into()
    }
}

impl View for InsightsScreen {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Insights, Context::List]
    }

    fn update(&mut self, event: Event, desk: &Desk) -> Response {
        match event {
            Event::Action(Action::Enter) => return self.enter(desk),
            Event::Action(Action::Next) => return self.show(self.section.step(1), desk),
            Event::Action(Action::Previous) => {
                return self.show(self.section.step(Section::ALL.len() - 1), desk);
            }
            Event::Action(action @ (Action::Left | Action::Right)) => {
                self.span = self.span.step(if action == Action::Right { 1 } else { Span::ALL.len() - 1 });
                self.positions = Default::default();
                return self.count(desk).into();
            }
            Event::Action(action) if self.moved(action, desk) => {}
            Event::Wheel(lines) => {
                self.moved(if lines < 0 { Action::Up } else { Action::Down }, desk);
            }
            Event::Counted { ticket, report } if ticket == self.ticket => {
                self.report = Some(*report);
                self.correct(desk);
            }
            Event::Refresh => return self.count(desk).into(),
            _ => return Response::Ignored,
        }
        Response::done()
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        match &self.report {
            Some(report) if !desk.digests.is_empty() => self.draw_report(frame, area, report, desk),
            _ => draw::empty(frame, area, desk),
        }
    }

    fn hints(&self, desk: &Desk) -> Vec<Action> {
        if desk.digests.is_empty() {
            return vec![Action::Home, Action::Back];
        }
        let mut hints = vec![Action::Next, Action::Right, Action::Back];
        let rows = self.rows();
        match rows.get(self.position().selected) {
            None | Some(Row::Month(_)) => {}
            Some(Row::Group(group, ..)) if group.within.is_empty() => {}
            Some(_) => hints.insert(0, Action::Enter),
        }
        hints
    }
}
