//! The filters of the search as a list of marks that typing narrows, each with the number of hits that it would leave.

mod words;

pub use words::filters_in_words;

use crate::catalogue::{RecordKind, SizeBand, Stage};
use crate::i18n::{display_width, pad, sanitize, truncate, wrap};
use crate::model::Component;
use crate::search::{Facet, Filters, Query, Results, fold};
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::view::{Choice, Effect, Event, Response, View};
use crate::tui::widgets::list::ListPosition;
use crate::tui::widgets::text::chosen_line;
use crate::tui::widgets::text_input::TextInput;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph};

/// The width of the column of numbers.
const NUMBERS: usize = 8;
/// With all groups and their headings the list needs no more.
const HIGHEST: u16 = 90;

/// A line of the list.
#[derive(Debug, Clone, PartialEq)]
enum Row {
    /// Takes all marks away.
    ClearAll,
    /// The heading of a group.
    Heading(usize),
    /// Cautions and no other kind.
    OnlyCautions,
    /// A value to filter by.
    Value(Facet),
}

impl Row {
    /// The group that the row belongs to, as a position in the headings of the texts.
    fn group(&self) -> Option<usize> {
        match self {
            Row::ClearAll => None,
            Row::Heading(group) => Some(*group),
            Row::OnlyCautions => Some(Facet::Kind(RecordKind::Caution).group()),
            Row::Value(facet) => Some(facet.group()),
        }
    }

    fn label(&self, desk: &Desk) -> String {
        match self {
            Row::ClearAll | Row::Heading(_) => String::new(),
            Row::OnlyCautions => desk.texts().catalogue_screen.filters.only_cautions.to_owned(),
            Row::Value(facet) => words::label(facet, desk),
        }
    }

    fn is_marked(&self, filters: &Filters) -> bool {
        match self {
            Row::ClearAll | Row::Heading(_) => false,
            Row::OnlyCautions => filters.kinds == [RecordKind::Caution],
            Row::Value(facet) => filters.has(facet),
        }
    }

    fn toggle(&self, filters: &mut Filters) {
        match self {
            Row::ClearAll => *filters = Filters::default(),
            Row::Heading(_) => {}
            Row::OnlyCautions => {
                let marked = self.is_marked(filters);
                filters.kinds = if marked { Vec::new() } else { vec![RecordKind::Caution] };
            }
            Row::Value(facet) => filters.toggle(facet),
        }
    }
}

/// The list of filters; gives [`Choice::Filters`].
#[derive(Debug)]
pub struct FiltersOverlay {
    /// What is searched for, with the filters that are marked.
    query: Query,
    /// What that finds: only its numbers.
    results: Results,
    find: TextInput,
    rows: Vec<Row>,
    position: ListPosition,
}

impl FiltersOverlay {
    /// The list for a query, with the marks of its filters.
    pub fn new(query: Query, desk: &Desk) -> FiltersOverlay {
        let mut overlay = FiltersOverlay {
            query: Query { limit: 0, facets: true, ..query },
            results: Results::default(),
            find: TextInput::default(),
            rows: Vec::new(),
            position: ListPosition::default(),
        };
        overlay.count(desk);
        overlay.list(desk);
        overlay.select(0, true, desk);
        overlay
    }

    /// Counts what the query finds with the present marks.
    fn count(&mut self, desk: &Desk) {
        self.results = desk.index.as_ref().map(|index| index.search(&self.query)).unwrap_or_default();
    }

    /// How many hits there are with the value of a row.
    fn hits(&self, row: &Row) -> usize {
        let wanted = match row {
            Row::Value(facet) => facet,
            Row::OnlyCautions => &Facet::Kind(RecordKind::Caution),
            Row::ClearAll | Row::Heading(_) => return 0,
        };
        self.results.facets.iter().find(|(facet, _)| facet == wanted).map_or(0, |(_, hits)| *hits)
    }

    /// Whether the text of the query asks for the value, so that it cannot be unmarked here.
    fn is_in_text(&self, row: &Row) -> bool {
        row.is_marked(&self.results.understood.filters) && !row.is_marked(&self.query.filters)
    }

    /// All values in the order of the list: the known ones, and the countries that the catalogue has.
    fn values(&self, desk: &Desk) -> Vec<Row> {
        let mut rows: Vec<Row> =
            RecordKind::ALL.into_iter().map(|kind| Row::Value(Facet::Kind(kind))).collect();
        rows.push(Row::OnlyCautions);
        let regions = desk.catalogue.municipalities().krajs();
        let mut countries: Vec<Facet> = self.results.facets.iter().map(|(facet, _)| facet.clone()).collect();
        countries.retain(|facet| matches!(facet, Facet::Country(_)));
        countries.sort_by(|one, other| match (one, other) {
            (Facet::Country(one), Facet::Country(other)) => words::by_name(one, other, desk),
            _ => std::cmp::Ordering::Equal,
        });
        let values = Component::all()
            .map(Facet::Component)
            .chain(regions.iter().map(|region| Facet::Region((*region).to_owned())))
            .chain(countries)
            .chain(SizeBand::ALL.into_iter().map(Facet::SizeBand))
            .chain(Stage::ALL.into_iter().map(Facet::Stage))
            .chain([Facet::WithResult, Facet::WithCost]);
        rows.extend(values.map(Row::Value));
        rows
    }

    /// Lists the filters whose words begin with the typed ones. The heading counts as words of its filters.
    fn list(&mut self, desk: &Desk) {
        let wanted = fold(self.find.text());
        let wanted: Vec<&str> = wanted.split_whitespace().collect();
        let headings = desk.texts().catalogue_screen.filters.groups;
        let mut rows = Vec::new();
        if wanted.is_empty() && !self.query.filters.is_empty() {
            rows.push(Row::ClearAll);
        }
        let mut group = None;
        for row in self.values(desk) {
            let heading = row.group().and_then(|group| headings.get(group)).copied().unwrap_or_default();
            let words = fold(&format!("{heading} {}", row.label(desk)));
            let words = words.split([' ', '(', ')']).filter(|word| !word.is_empty());
            let begins = |wanted: &&str| words.clone().any(|word| word.starts_with(wanted));
            if !wanted.iter().all(begins) {
                continue;
            }
            if group != row.group() {
                group = row.group();
                rows.extend(group.map(Row::Heading));
            }
            rows.push(row);
        }
        self.rows = rows;
    }

    /// Chooses a row; a heading is stepped over, down or up.
    fn select(&mut self, target: usize, down: bool, desk: &Desk) {
        let height = list_height(desk);
        self.position.select(target, self.rows.len(), height);
        if matches!(self.rows.get(self.position.selected), Some(Row::Heading(_))) {
            // The first row may be a heading: there is nothing above it to step to.
            let step: isize = if down || self.position.selected == 0 { 1 } else { -1 };
            self.position.select(self.position.selected.saturating_add_signed(step), self.rows.len(), height);
        }
    }

    /// Lists anew; the chosen row stays chosen where it is still there.
    fn list_again(&mut self, otherwise: usize, desk: &Desk) {
        let chosen = self.rows.get(self.position.selected).cloned();
        self.list(desk);
        let same = chosen.and_then(|row| self.rows.iter().position(|other| *other == row));
        self.select(same.unwrap_or(otherwise), true, desk);
    }

    fn mark(&mut self, desk: &Desk) {
        match self.rows.get(self.position.selected) {
            Some(Row::Heading(_)) | None => return,
            Some(row) if self.is_in_text(row) => return,
            Some(row) => row.toggle(&mut self.query.filters),
        }
        self.find.clear();
        self.count(desk);
        self.list_again(0, desk);
    }

    /// Who typed a filter and did not mark anything since means the one that was found.
    fn take_found(&mut self) {
        if let Some(row @ (Row::Value(_) | Row::OnlyCautions)) = self.rows.get(self.position.selected)
            && !self.find.is_blank()
            && !row.is_marked(&self.query.filters)
        {
            row.toggle(&mut self.query.filters);
        }
    }

    fn typed(&mut self, desk: &Desk) {
        self.list(desk);
        self.position = ListPosition::default();
        self.select(0, true, desk);
    }

    fn move_by(&mut self, action: Action, desk: &Desk) -> bool {
        let mut moved = self.position;
        if !moved.action(action, self.rows.len(), list_height(desk)) {
            return false;
        }
        let down = moved.selected >= self.position.selected && action != Action::First;
        self.select(moved.selected, down, desk);
        true
    }
}

impl View for FiltersOverlay {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Filters, Context::List]
    }

    fn update(&mut self, event: Event, desk: &Desk) -> Response {
        match event {
            Event::Action(Action::Enter) => {
                self.take_found();
                return Effect::Choose(Choice::Filters(self.query.filters.clone())).into();
            }
            Event::Action(Action::Mark) => self.mark(desk),
            Event::Action(action) => {
                if !self.move_by(action, desk) {
                    return Response::Ignored;
                }
            }
            Event::Key(key) => {
                if !self.find.key(key) {
                    return Response::Ignored;
                }
                self.typed(desk);
            }
            Event::Paste(text) => {
                self.find.insert(&sanitize(&text));
                self.typed(desk);
            }
            Event::Wheel(lines) => {
                let target = self.position.selected.saturating_add_signed(isize::from(lines.signum()));
                self.select(target, lines > 0, desk);
            }
            Event::Refresh => {
                self.count(desk);
                self.list_again(self.position.selected, desk);
            }
            _ => return Response::Ignored,
        }
        Response::done()
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().catalogue_screen.filters;
        let parts = Parts::of(area);
        frame.render_widget(Clear, parts.frame);
        let hits = (desk.texts().catalogue_screen.hits)(self.results.total, self.results.total_is_exact);
        let block = Block::bordered()
            .title(format!(" {} ", texts.title))
            .title(Line::from(format!(" {hits} ")).right_aligned())
            .border_style(desk.theme.border(true));
        frame.render_widget(block, parts.frame);
        let label = format!("{} ", texts.find);
        let wide = u16::try_from(display_width(&label)).unwrap_or(0);
        let [before, input] =
            Layout::horizontal([Constraint::Length(wide), Constraint::Fill(1)]).areas(parts.find);
        frame.render_widget(Line::styled(label, desk.theme.title()), before);
        if self.find.text().is_empty() {
            frame.render_widget(Line::styled(format!(" {}", texts.find_hint), desk.theme.muted()), input);
        }
        self.find.draw(frame, input, desk.theme, true);
        self.draw_list(frame, parts.list, desk);
        frame.render_widget(Paragraph::new(self.foot(usize::from(parts.foot.width), desk)), parts.foot);
    }

    fn hints(&self, _: &Desk) -> Vec<Action> {
        vec![Action::Mark, Action::Enter, Action::Back, Action::Down]
    }
}

impl FiltersOverlay {
    fn draw_list(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().catalogue_screen.filters;
        if self.rows.is_empty() {
            frame.render_widget(Line::styled(texts.nothing, desk.theme.warning()), area);
            return;
        }
        let (width, height) = (usize::from(area.width), usize::from(area.height));
        let mut position = self.position;
        position.select(position.selected, self.rows.len(), height);
        let visible = position.visible(self.rows.len(), height);
        let rows = self.rows.iter().enumerate().skip(visible.start).take(visible.len());
        let lines: Vec<Line> = rows
            .map(|(number, row)| {
                let line = self.row_line(row, width, desk);
                if number == position.selected {
                    chosen_line(line, width, desk.theme.selected())
                } else {
                    line
                }
            })
            .collect();
        frame.render_widget(Paragraph::new(lines), area);
    }

    fn row_line(&self, row: &Row, width: usize, desk: &Desk) -> Line<'static> {
        let texts = &desk.texts().catalogue_screen.filters;
        match row {
            Row::ClearAll => Line::raw(format!("    {}", texts.clear)),
            Row::Heading(group) => {
                Line::styled(texts.groups.get(*group).copied().unwrap_or_default(), desk.theme.need())
            }
            Row::OnlyCautions | Row::Value(_) => self.value_line(row, width, desk),
        }
    }

    /// A value with its mark and its number; one that would leave nothing is of less importance.
    fn value_line(&self, row: &Row, width: usize, desk: &Desk) -> Line<'static> {
        let in_text = self.is_in_text(row);
        let marked = in_text || row.is_marked(&self.query.filters);
        let hits = self.hits(row);
        let style = match (marked, hits) {
            (true, _) => desk.theme.title(),
            (false, 0) => desk.theme.muted(),
            (false, _) => desk.theme.text(),
        };
        let more = if self.results.total_is_exact { "" } else { "+" };
        let number = format!("{}{more}", desk.language.count(hits));
        let number = format!("{}{number}", " ".repeat(NUMBERS.saturating_sub(display_width(&number))));
        let note = desk.texts().catalogue_screen.filters.in_query;
        let label = row.label(desk);
        let label = if in_text { format!("{label} · {note}") } else { label };
        Line::from(vec![
            Span::styled(if marked { "[x] " } else { "[ ] " }, style),
            Span::styled(pad(&label, width.saturating_sub(4 + NUMBERS)), style),
            Span::styled(number, desk.theme.muted()),
        ])
    }

    /// What is marked, in words, and how marks work together.
    fn foot(&self, width: usize, desk: &Desk) -> Vec<Line<'static>> {
        let texts = &desk.texts().catalogue_screen.filters;
        let words = filters_in_words(&self.results.understood.filters, desk);
        let words = if words.is_empty() { texts.none.to_owned() } else { words };
        let mut lines = vec![Line::styled(truncate(&words, width).into_owned(), desk.theme.title())];
        let explanation = wrap(texts.explanation, width.max(1)).into_iter();
        lines.extend(explanation.map(|line| Line::styled(line.to_owned(), desk.theme.muted())));
        lines
    }
}

/// Where the parts are.
struct Parts {
    frame: Rect,
    find: Rect,
    list: Rect,
    foot: Rect,
}

impl Parts {
    fn of(area: Rect) -> Parts {
        // A window that is hardly wider has no use for its margins.
        let width = if area.width < 90 { area.width } else { 80 };
        let height = area.height.min(HIGHEST);
        let frame = Rect {
            x: area.x + (area.width - width) / 2,
            y: area.y + (area.height - height) / 2,
            width,
            height,
        };
        let inner = Block::bordered().inner(frame);
        let inner = Rect { x: inner.x.saturating_add(1), width: inner.width.saturating_sub(2), ..inner };
        let [find, _, list, foot] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Fill(1),
            Constraint::Length(3),
        ])
        .areas(inner);
        Parts { frame, find, list, foot }
    }
}

/// How many rows of the list are in sight, by the size on the desk.
fn list_height(desk: &Desk) -> usize {
    usize::from(Parts::of(desk.screen_area()).list.height)
}
