//! The filters of the search as a list of marks that typing narrows.

use crate::catalogue::{Catalogue, RecordKind, SizeBand};
use crate::i18n::{display_width, pad, sanitize, truncate, wrap};
use crate::model::Component;
use crate::search::{self, fold};
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
use std::collections::HashMap;

/// One filter that can be marked.
#[derive(Debug, Clone, PartialEq)]
enum Mark {
    Kind(RecordKind),
    Component(Component),
    Region(String),
    Size(u8),
    WithResult,
}

impl Mark {
    /// All filters in the order of the list.
    fn all(catalogue: &Catalogue) -> Vec<Mark> {
        let regions = catalogue.municipalities().krajs();
        let mut marks: Vec<Mark> = RecordKind::ALL.into_iter().map(Mark::Kind).collect();
        marks.extend(Component::all().map(Mark::Component));
        marks.extend(regions.iter().map(|region| Mark::Region((*region).to_owned())));
        marks.extend((0..SizeBand::ALL.len()).filter_map(|band| u8::try_from(band).ok()).map(Mark::Size));
        marks.push(Mark::WithResult);
        marks
    }

    /// The group, as a position in the headings of the texts.
    fn group(&self) -> usize {
        match self {
            Mark::Kind(_) => 0,
            Mark::Component(_) => 1,
            Mark::Region(_) => 2,
            Mark::Size(_) => 3,
            Mark::WithResult => 4,
        }
    }

    fn label(&self, desk: &Desk) -> String {
        match self {
            Mark::Kind(kind) => kind.names(desk.language).few.to_owned(),
            Mark::Component(component) => {
                let name = desk.catalogue.concept().component_name(*component).get(desk.language);
                format!("{:<4} {}", component.code(), sanitize(name))
            }
            Mark::Region(region) => sanitize(region).into_owned(),
            Mark::Size(band) => size_words(*band, desk).to_owned(),
            Mark::WithResult => desk.texts().catalogue_screen.filters.with_result.to_owned(),
        }
    }

    fn is_in(&self, filters: &search::Filters) -> bool {
        match self {
            Mark::Kind(kind) => filters.kinds.contains(kind),
            Mark::Component(component) => filters.components.contains(component),
            Mark::Region(region) => filters.regions.contains(region),
            Mark::Size(band) => filters.size_bands.contains(band),
            Mark::WithResult => filters.with_result,
        }
    }

    fn toggle(&self, filters: &mut search::Filters) {
        match self {
            Mark::Kind(kind) => toggle(&mut filters.kinds, kind),
            Mark::Component(component) => toggle(&mut filters.components, component),
            Mark::Region(region) => toggle(&mut filters.regions, region),
            Mark::Size(band) => toggle(&mut filters.size_bands, band),
            Mark::WithResult => filters.with_result = !filters.with_result,
        }
    }
}

/// How many records of the catalogue pass each of the filters; all are counted in one walk over the records.
#[derive(Debug, Default)]
struct Passing<'a> {
    components: [usize; Component::COUNT],
    regions: HashMap<&'a str, usize>,
    sizes: [usize; SizeBand::ALL.len()],
    with_result: usize,
}

impl<'a> Passing<'a> {
    fn of(catalogue: &'a Catalogue) -> Passing<'a> {
        let mut passing = Passing::default();
        let add = |count: Option<&mut usize>| {
            if let Some(count) = count {
                *count += 1;
            }
        };
        for record in catalogue.records() {
            for component in &record.components {
                add(passing.components.get_mut(component.index()));
            }
            if let Some(region) = &record.region {
                *passing.regions.entry(region).or_default() += 1;
            }
            let code = record.place.as_ref().and_then(|place| place.municipality_code.as_deref());
            let municipality = code.and_then(|code| catalogue.municipalities().get(code));
            add(municipality.and_then(|it| passing.sizes.get_mut(it.size_band() as usize)));
            passing.with_result += usize::from(record.has_result);
        }
        passing
    }

    fn count(&self, mark: &Mark, catalogue: &Catalogue) -> usize {
        let count = match mark {
            Mark::Kind(kind) => return catalogue.count(*kind),
            Mark::Component(component) => self.components.get(component.index()),
            Mark::Region(region) => self.regions.get(region.as_str()),
            Mark::Size(band) => self.sizes.get(usize::from(*band)),
            Mark::WithResult => Some(&self.with_result),
        };
        count.copied().unwrap_or(0)
    }
}

fn toggle<T: PartialEq + Clone>(values: &mut Vec<T>, value: &T) {
    match values.iter().position(|known| known == value) {
        Some(position) => {
            values.remove(position);
        }
        None => values.push(value.clone()),
    }
}

fn size_words(band: u8, desk: &Desk) -> &'static str {
    desk.texts().catalogue_screen.filters.sizes.get(usize::from(band)).copied().unwrap_or_default()
}

/// The active filters in words: `praxe nebo rizika; B3; Olomoucký kraj; obce do 500 obyv.`; empty without filters.
pub fn filters_in_words(filters: &search::Filters, desk: &Desk) -> String {
    let texts = &desk.texts().catalogue_screen.filters;
    let either = |words: Vec<&str>| words.join(&format!(" {} ", texts.either));
    let kinds = either(filters.kinds.iter().map(|kind| kind.names(desk.language).few).collect());
    let components = match filters.components.as_slice() {
        [component] => {
            let name = desk.catalogue.concept().component_name(*component).get(desk.language);
            format!("{} {}", component.code(), sanitize(name))
        }
        several => either(several.iter().map(|component| component.code()).collect()),
    };
    let regions: Vec<_> = filters.regions.iter().map(|region| sanitize(region)).collect();
    let regions = either(regions.iter().map(AsRef::as_ref).collect());
    let sizes = either(filters.size_bands.iter().map(|band| size_words(*band, desk)).collect());
    let sizes = if sizes.is_empty() { sizes } else { (texts.size_in_words)(&sizes) };
    let result = if filters.with_result { texts.with_result } else { "" };
    let groups = [kinds.as_str(), &components, &regions, &sizes, result];
    groups.into_iter().filter(|group| !group.is_empty()).collect::<Vec<_>>().join("; ")
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq)]
enum Row {
    /// Takes all marks away.
    ClearAll,
    /// The heading of a group.
    Heading(usize),
    /// A filter and how many records of the catalogue pass it.
    Mark(Mark, usize),
}

/// The list of filters; gives [`Choice::Filters`].
#[derive(Debug)]
pub struct FiltersOverlay {
    filters: search::Filters,
    find: TextInput,
    /// All filters, each with the number of records of the catalogue that pass it.
    marks: Vec<(Mark, usize)>,
    /// Of how many records.
    counted: usize,
    rows: Vec<Row>,
    position: ListPosition,
}

impl FiltersOverlay {
    /// The list with the marks of `current`.
    pub fn new(current: &search::Filters, desk: &Desk) -> FiltersOverlay {
        let mut overlay = FiltersOverlay {
            filters: current.clone(),
            find: TextInput::default(),
            marks: Vec::new(),
            counted: 0,
            rows: Vec::new(),
            position: ListPosition::default(),
        };
        overlay.count(desk);
        overlay.list(desk);
        overlay.select(0, true, desk);
        overlay
    }

    /// Counts what passes the filters, again when the imported records have been read.
    fn count(&mut self, desk: &Desk) {
        let catalogue = &desk.catalogue;
        if catalogue.records().len() != self.counted {
            let passing = Passing::of(catalogue);
            let marks = Mark::all(catalogue).into_iter().map(|mark| {
                let count = passing.count(&mark, catalogue);
                (mark, count)
            });
            self.marks = marks.collect();
            self.counted = catalogue.records().len();
        }
    }

    /// Lists the filters whose words begin with the typed ones. The heading counts as words of its filters.
    fn list(&mut self, desk: &Desk) {
        let wanted = fold(self.find.text());
        let wanted: Vec<&str> = wanted.split_whitespace().collect();
        let headings = desk.texts().catalogue_screen.filters.groups;
        let mut rows = Vec::new();
        if wanted.is_empty() && !self.filters.is_empty() {
            rows.push(Row::ClearAll);
        }
        let mut group = None;
        for (mark, count) in &self.marks {
            let heading = headings.get(mark.group()).copied().unwrap_or_default();
            let words = fold(&format!("{heading} {}", mark.label(desk)));
            if !wanted.iter().all(|wanted| words.split_whitespace().any(|word| word.starts_with(wanted))) {
                continue;
            }
            if group != Some(mark.group()) {
                group = Some(mark.group());
                rows.push(Row::Heading(mark.group()));
            }
            rows.push(Row::Mark(mark.clone(), *count));
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

    fn mark(&mut self, desk: &Desk) {
        let row = self.rows.get(self.position.selected).cloned();
        match &row {
            Some(Row::Mark(mark, _)) => mark.toggle(&mut self.filters),
            Some(Row::ClearAll) => self.filters = search::Filters::default(),
            Some(Row::Heading(_)) | None => return,
        }
        self.find.clear();
        self.list(desk);
        let target = row.and_then(|row| self.rows.iter().position(|other| *other == row)).unwrap_or(0);
        self.select(target, true, desk);
    }

    /// Who typed a filter and did not mark anything since means the one that was found.
    fn take_found(&mut self) {
        if let Some(Row::Mark(mark, _)) = self.rows.get(self.position.selected)
            && !self.find.is_blank()
            && !mark.is_in(&self.filters)
        {
            mark.toggle(&mut self.filters);
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
                return Effect::Choose(Choice::Filters(self.filters.clone())).into();
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
                let chosen = self.rows.get(self.position.selected).cloned();
                self.count(desk);
                self.list(desk);
                let same = self.rows.iter().position(|row| match (row, &chosen) {
                    (Row::Mark(mark, _), Some(Row::Mark(before, _))) => mark == before,
                    (row, before) => Some(row) == before.as_ref(),
                });
                self.select(same.unwrap_or(self.position.selected), true, desk);
            }
            _ => return Response::Ignored,
        }
        Response::done()
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().catalogue_screen.filters;
        let parts = Parts::of(area);
        frame.render_widget(Clear, parts.frame);
        let block =
            Block::bordered().title(format!(" {} ", texts.title)).border_style(desk.theme.border(true));
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
            Row::Mark(mark, count) => {
                let marked = mark.is_in(&self.filters);
                let count = desk.language.count(*count);
                let room = width.saturating_sub(4 + 6);
                let style = if marked { desk.theme.title() } else { desk.theme.text() };
                Line::from(vec![
                    Span::styled(if marked { "[x] " } else { "[ ] " }, style),
                    Span::styled(pad(&mark.label(desk), room), style),
                    Span::styled(
                        format!("{}{count}", " ".repeat(6_usize.saturating_sub(display_width(&count)))),
                        desk.theme.muted(),
                    ),
                ])
            }
        }
    }

    /// What is marked, in words, and how marks work together.
    fn foot(&self, width: usize, desk: &Desk) -> Vec<Line<'static>> {
        let texts = &desk.texts().catalogue_screen.filters;
        let words = filters_in_words(&self.filters, desk);
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
        // A window that is hardly wider has no use for its margins. The height is that of all rows with headings.
        let width = if area.width < 90 { area.width } else { 80 };
        let height = area.height.min(58);
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
