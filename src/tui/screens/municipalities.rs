//! The municipalities: finding one, its profile, what happened there, which ones are like it.

mod profile;

use crate::i18n::{display_width, sanitize, sort_key, truncate, wrap};
use crate::model::{ConsultationKind, DocumentId, EntityId};
use crate::search::Highlighter;
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::overlays::picker::{consultation_now, district, recent};
use crate::tui::overlays::present::Present;
use crate::tui::view::{Effect, Event, Response, View};
use crate::tui::widgets::list::ListPosition;
use crate::tui::widgets::map::{CountryMap, Mark};
use crate::tui::widgets::municipality::profile_lines;
use crate::tui::widgets::record::record_line;
use crate::tui::widgets::text::{chosen_line, found_line, with_right};
use crate::tui::widgets::text_input::TextInput;
use profile::{Profile, consultation_line, consultations_in, open_tasks_in, similar_lines, task_line};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph};
use std::cell::OnceCell;

/// How many targets of a profile are a page.
const PAGE: usize = 6;
/// The smallest window part in which the list leaves room for a map below it.
const WITH_MAP: (u16, u16) = (110, 28);
/// The smallest window part in which facts and what happened stand in columns of their own.
const THREE_COLUMNS: (u16, u16) = (160, 40);

/// The part that the arrows move in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    List,
    Profile,
}

/// What a line of the profile leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Consultation(DocumentId),
    /// A task, with the consultation where it was agreed.
    Task(DocumentId, EntityId),
    Municipality(&'static str),
    Record(String),
}

/// The municipalities screen.
#[derive(Debug)]
pub struct MunicipalitiesScreen {
    query: TextInput,
    focus: Focus,
    /// What the query finds; not used while nothing is typed.
    found: Vec<&'static str>,
    /// What stands before the alphabet while nothing is typed.
    recent: Vec<&'static str>,
    /// The consultation that was open when that was last looked up.
    open: Option<DocumentId>,
    /// All codes by name; sorted when they are first seen.
    alphabet: OnceCell<Vec<&'static str>>,
    /// The codes by name without the recent ones, so that no municipality is there twice.
    others: OnceCell<Vec<&'static str>>,
    position: ListPosition,
    /// Read when it is first seen: ranking similar places takes longer than a row of the list.
    profile: OnceCell<Profile>,
    map: OnceCell<CountryMap>,
    /// The chosen target of the profile.
    target: usize,
    /// The first line of the profile in sight.
    scroll: usize,
}

/// Where the parts of the screen are; an empty one is left out.
#[derive(Debug, Default)]
struct Parts {
    list: Rect,
    map: Rect,
    /// The facts where they have a column of their own; else they head the profile.
    facts: Rect,
    profile: Rect,
}

impl MunicipalitiesScreen {
    /// Nothing typed: places of earlier consultations, then all by name.
    pub fn new(desk: &Desk) -> MunicipalitiesScreen {
        MunicipalitiesScreen {
            query: TextInput::default(),
            focus: Focus::List,
            found: Vec::new(),
            recent: recent(desk),
            open: None,
            alphabet: OnceCell::new(),
            others: OnceCell::new(),
            position: ListPosition::default(),
            profile: OnceCell::new(),
            map: OnceCell::new(),
            target: 0,
            scroll: 0,
        }
    }

    fn alphabet(&self, desk: &Desk) -> &[&'static str] {
        self.alphabet.get_or_init(|| {
            let all = desk.catalogue.municipalities().all();
            let mut named: Vec<(Vec<u8>, &'static str)> =
                all.iter().map(|it| (sort_key(it.name), it.code)).collect();
            named.sort_unstable();
            named.into_iter().map(|(_, code)| code).collect()
        })
    }

    fn others(&self, desk: &Desk) -> &[&'static str] {
        self.others.get_or_init(|| {
            let others = self.alphabet(desk).iter().filter(|code| !self.recent.contains(code));
            others.copied().collect()
        })
    }

    /// The line of this municipality while nothing is typed.
    fn line_of(&self, code: &str, desk: &Desk) -> Option<usize> {
        let line_in = |codes: &[&'static str]| codes.iter().position(|known| *known == code);
        line_in(&self.recent).or_else(|| line_in(self.others(desk)).map(|line| self.recent.len() + line))
    }

    fn length(&self, desk: &Desk) -> usize {
        match self.query.is_blank() {
            true => desk.catalogue.municipalities().all().len(),
            false => self.found.len(),
        }
    }

    fn code_at(&self, index: usize, desk: &Desk) -> Option<&'static str> {
        if !self.query.is_blank() {
            return self.found.get(index).copied();
        }
        let recent = self.recent.get(index);
        recent.or_else(|| self.others(desk).get(index.checked_sub(self.recent.len())?)).copied()
    }

    fn profile(&self, desk: &Desk) -> Option<&Profile> {
        let code = self.code_at(self.position.selected, desk)?;
        Some(self.profile.get_or_init(|| Profile::read(code, desk)))
    }

    fn other_profile(&mut self) {
        self.profile = OnceCell::new();
        (self.target, self.scroll) = (0, 0);
    }

    fn choose(&mut self, index: usize, desk: &Desk) {
        if index != self.position.selected {
            self.other_profile();
        }
        self.position.select(index, self.length(desk), list_height(desk));
    }

    fn find(&mut self, desk: &Desk) {
        self.focus = Focus::List;
        self.found =
            desk.catalogue.municipalities().find(self.query.text()).into_iter().map(|it| it.code).collect();
        self.position = ListPosition::default();
        self.other_profile();
    }

    /// Shows the municipality with this code among the recent ones or in its place of the alphabet.
    fn show(&mut self, code: &str, desk: &Desk) {
        let Some(line) = self.line_of(code, desk) else { return };
        self.query.clear();
        self.found.clear();
        self.other_profile();
        self.position = ListPosition::default();
        self.choose(line, desk);
    }

    /// New rows may change what stands before the alphabet. The chosen municipality stays the chosen one, unless
    /// another consultation was opened: then its municipality is what the person wants to see.
    fn refresh(&mut self, desk: &Desk) {
        let chosen = self.profile.get().map(|profile| profile.code);
        if let Some(profile) = self.profile.get_mut() {
            profile.count_records(desk);
        }
        let before = std::mem::replace(&mut self.recent, recent(desk));
        let open = desk.open.as_ref().map(|open| open.id);
        let another = std::mem::replace(&mut self.open, open) != open && open.is_some();
        if self.query.is_blank() && (another || before != self.recent) {
            self.others = OnceCell::new();
            // Before the screen was ever used the first line is as good as any, and the newest place is better.
            let index = chosen.filter(|_| !another).and_then(|code| self.line_of(code, desk));
            if index.is_none() {
                self.other_profile();
            }
            self.position.selected = index.unwrap_or(0);
        }
        self.position.select(self.position.selected, self.length(desk), list_height(desk));
        self.scroll = self.scroll.min(self.last_scroll(desk));
        if self.focus == Focus::Profile {
            self.target = self.target.min(self.targets(desk).len().saturating_sub(1));
        }
    }

    /// The furthest that the profile can scroll. A profile that nobody has seen is not read for it.
    fn last_scroll(&self, desk: &Desk) -> usize {
        if self.profile.get().is_none() {
            return 0;
        }
        let inner = inner(parts(desk.screen_area(), desk).profile);
        let lines = self.profile_lines(usize::from(inner.width), desk).len();
        lines.saturating_sub(usize::from(inner.height))
    }

    /// Chooses a target of the profile and scrolls all its lines into sight.
    fn aim(&mut self, target: usize, desk: &Desk) {
        let inner = inner(parts(desk.screen_area(), desk).profile);
        let lines = self.profile_lines(usize::from(inner.width), desk);
        let height = usize::from(inner.height).max(1);
        let last = lines.iter().filter_map(|(owner, _)| *owner).max().unwrap_or(0);
        let up = target < self.target || target == 0;
        self.target = target.min(last);
        let own = |(owner, _): &(Option<usize>, Line)| *owner == Some(self.target);
        let Some(first) = lines.iter().position(own) else { return };
        let end = lines.iter().rposition(own).unwrap_or(first) + 1;
        // Going up shows the heading above; the first target shows the facts above it where they fit.
        let start = if up { first.saturating_sub(2) } else { first };
        self.scroll = self.scroll.min(start).max(end.saturating_sub(height));
    }

    fn moved(&mut self, action: Action, desk: &Desk) -> bool {
        match (action, self.focus) {
            (Action::PreviewUp, _) => self.scroll = self.scroll.saturating_sub(1),
            (Action::PreviewDown, _) => self.scroll = (self.scroll + 1).min(self.last_scroll(desk)),
            (Action::Up, Focus::Profile) if self.target == 0 => self.scroll = 0,
            (Action::Up, Focus::Profile) => self.aim(self.target - 1, desk),
            (Action::Down, Focus::Profile) => self.aim(self.target + 1, desk),
            (Action::First, Focus::Profile) => {
                self.aim(0, desk);
                self.scroll = 0;
            }
            (Action::PageUp, Focus::Profile) => self.aim(self.target.saturating_sub(PAGE), desk),
            (Action::PageDown, Focus::Profile) => self.aim(self.target + PAGE, desk),
            (Action::Last, Focus::Profile) => self.aim(usize::MAX, desk),
            (_, Focus::Profile) => return false,
            (_, Focus::List) => {
                let mut position = self.position;
                if !position.action(action, self.length(desk), list_height(desk)) {
                    return false;
                }
                self.choose(position.selected, desk);
            }
        }
        true
    }

    fn enter(&mut self, desk: &Desk) -> Response {
        let targets = self.targets(desk);
        if self.focus == Focus::List {
            if !targets.is_empty() {
                self.focus = Focus::Profile;
                let before = self.scroll;
                self.aim(0, desk);
                if self.scroll > before {
                    // It was below the facts: now its heading goes to the top, so that what follows is in sight too.
                    self.scroll = self.last_scroll(desk);
                    self.aim(0, desk);
                }
            }
            return Response::done();
        }
        match targets.get(self.target) {
            Some(Target::Consultation(id)) => Effect::OpenConsultation(*id).into(),
            Some(Target::Task(consultation, item)) => {
                Effect::ShowItem { consultation: *consultation, item: *item }.into()
            }
            Some(Target::Record(id)) => Effect::Open(Box::new(Present::new(vec![id.clone()], 0))).into(),
            Some(Target::Municipality(code)) => {
                self.show(code, desk);
                Response::done()
            }
            None => Response::done(),
        }
    }

    fn back(&mut self, desk: &Desk) -> Response {
        if self.focus == Focus::Profile {
            self.focus = Focus::List;
        } else if !self.query.text().is_empty() {
            self.query.clear();
            self.find(desk);
        } else {
            return Response::Ignored;
        }
        Response::done()
    }

    fn begin(&self, desk: &Desk) -> Response {
        let code = self.code_at(self.position.selected, desk);
        code.map_or_else(Response::done, |code| {
            Effect::Create(consultation_now(ConsultationKind::Consultation, code, desk)).into()
        })
    }

    /// What Enter can open in the profile, in the order of its lines.
    fn targets(&self, desk: &Desk) -> Vec<Target> {
        let Some(profile) = self.profile(desk) else { return Vec::new() };
        let consultations = consultations_in(profile.code, desk).map(|row| Target::Consultation(row.id));
        let tasks = open_tasks_in(profile.code, desk).map(|row| Target::Task(row.consultation, row.id));
        let similar = profile.similar.iter().map(|alike| Target::Municipality(alike.code));
        let records = profile.records.iter().map(|id| Target::Record(id.clone()));
        consultations.chain(tasks).chain(similar).chain(records).collect()
    }

    /// The lines of the profile, each with the number of the target that it belongs to.
    fn profile_lines(&self, width: usize, desk: &Desk) -> Vec<(Option<usize>, Line<'static>)> {
        let Some(profile) = self.profile(desk) else { return Vec::new() };
        let texts = &desk.texts().municipalities;
        let mut lines: Vec<(Option<usize>, Line)> = Vec::new();
        if parts(desk.screen_area(), desk).facts.is_empty() {
            lines.extend(self.facts(width, desk).into_iter().map(|line| (None, line)));
            lines.push((None, Line::default()));
        }
        let heading = |text: &'static str| (None, Line::styled(text, desk.theme.title()));
        let advice = |text: &str| -> Vec<(Option<usize>, Line<'static>)> {
            let lines = wrap(text, width.max(1)).into_iter();
            lines.map(|line| (None, Line::styled(line.to_owned(), desk.theme.muted()))).collect()
        };
        let mut target = 0;
        let mut add = |lines: &mut Vec<(Option<usize>, Line<'static>)>, own: Vec<Line<'static>>| {
            lines.extend(own.into_iter().map(|line| (Some(target), line)));
            target += 1;
        };
        lines.push(heading(texts.here));
        if consultations_in(profile.code, desk).next().is_none() {
            lines.extend(advice(&(texts.none_here)(&desk.keymap.shown(Action::New, desk.language))));
        }
        consultations_in(profile.code, desk)
            .for_each(|row| add(&mut lines, vec![consultation_line(row, width, desk)]));
        open_tasks_in(profile.code, desk).for_each(|row| add(&mut lines, vec![task_line(row, width, desk)]));
        lines.extend([(None, Line::default()), heading(texts.similar)]);
        for alike in &profile.similar {
            add(&mut lines, similar_lines(alike, width, desk));
        }
        lines.extend([(None, Line::default()), heading(texts.records)]);
        if profile.records.is_empty() {
            lines.extend(advice(texts.no_records));
        }
        for record in profile.records.iter().filter_map(|id| desk.catalogue.record(id)) {
            add(&mut lines, vec![record_line(record, &Highlighter::default(), width, desk)]);
        }
        lines
    }

    fn facts(&self, width: usize, desk: &Desk) -> Vec<Line<'static>> {
        let municipalities = desk.catalogue.municipalities();
        let Some(profile) = self.profile(desk) else { return Vec::new() };
        let Some(municipality) = municipalities.get(profile.code) else { return Vec::new() };
        profile_lines(municipality, profile.facts.as_ref(), width, desk)
    }

    /// The name of the municipality that is shown.
    fn name(&self, desk: &Desk) -> String {
        self.profile(desk).map(|profile| desk.municipality_name(profile.code)).unwrap_or_default()
    }

    fn draw_list(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let (texts, theme) = (&desk.texts().municipalities, desk.theme);
        let focused = self.focus == Focus::List;
        let length = self.length(desk);
        let place = (desk.texts().common.n_of_total)(self.position.selected + 1, length);
        let title = if length == 0 { texts.title.to_owned() } else { format!("{} · {place}", texts.title) };
        let inner = framed(frame, area, &title, focused, desk);
        let [input, rule, list] =
            Layout::vertical([Constraint::Length(1), Constraint::Length(1), Constraint::Fill(1)])
                .areas(inner);
        frame.render_widget(Line::styled("─".repeat(usize::from(rule.width)), theme.muted()), rule);
        let [prompt, input] = Layout::horizontal([Constraint::Length(2), Constraint::Fill(1)]).areas(input);
        frame.render_widget(Line::styled("> ", theme.key()), prompt);
        if self.query.text().is_empty() {
            let words = truncate(texts.placeholder, usize::from(input.width).saturating_sub(1)).into_owned();
            frame.render_widget(Line::styled(words, theme.muted()), input);
        }
        // The caret stays in the query: typing goes there whatever has the focus.
        self.query.draw(frame, input, theme, true);
        let width = usize::from(list.width);
        if length == 0 {
            let words = (texts.nothing)(
                &sanitize(self.query.text()),
                &desk.keymap.shown(Action::Back, desk.language),
            );
            let lines = words.iter().flat_map(|text| wrap(text, width.max(1)));
            frame.render_widget(Paragraph::new(lines.map(Line::raw).collect::<Vec<_>>()), list);
            return;
        }
        let height = usize::from(list.height);
        let mut position = self.position;
        position.select(position.selected, length, height);
        let mut lines = Vec::new();
        for index in position.visible(length, height) {
            let chosen = index == position.selected;
            let Some(code) = self.code_at(index, desk) else { continue };
            let line = self.list_line(code, if chosen { "> " } else { "  " }, width, desk);
            let style = if focused { theme.selected() } else { theme.selected_inactive() };
            lines.push(if chosen { chosen_line(line, width, style) } else { line });
        }
        frame.render_widget(Paragraph::new(lines), list);
    }

    fn list_line(&self, code: &str, mark: &'static str, width: usize, desk: &Desk) -> Line<'static> {
        let Some(municipality) = desk.catalogue.municipalities().get(code) else { return Line::raw(mark) };
        // The name comes first; the district gets what is left, but enough to tell namesakes apart.
        let room = width.saturating_sub(display_width(mark) + 2);
        let left = room.saturating_sub(display_width(municipality.name)).max(9);
        let okres = truncate(&district(municipality), left).into_owned();
        let room = room.saturating_sub(display_width(&okres));
        let found = Highlighter::plain(self.query.text());
        let mut line = Line::raw(mark);
        line.spans.extend(found_line(municipality.name, &found, room, desk.theme.text(), desk.theme).spans);
        with_right(line, &format!("{okres} "), width, desk.theme.muted())
    }

    fn draw_map(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().municipalities;
        let inner = framed(frame, area, texts.map, false, desk);
        let municipalities = desk.catalogue.municipalities();
        let Some(profile) = self.profile(desk) else { return };
        let main = municipalities.get(profile.code).map(|municipality| Mark { municipality, main: true });
        let similar = profile.similar.iter().filter_map(|alike| municipalities.get(alike.code));
        let similar = similar.map(|municipality| Mark { municipality, main: false });
        let marks: Vec<Mark> = main.into_iter().chain(similar).collect();
        let [map, legend] = Layout::vertical([Constraint::Fill(1), Constraint::Length(1)]).areas(inner);
        self.map.get_or_init(|| CountryMap::new(municipalities)).draw(frame, map, &marks, desk.theme);
        frame.render_widget(Line::styled(texts.map_legend, desk.theme.muted()).right_aligned(), legend);
    }

    fn draw_profile(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let focused = self.focus == Focus::Profile;
        let alone = !parts(desk.screen_area(), desk).facts.is_empty();
        let title = if alone { desk.texts().municipalities.around.to_owned() } else { self.name(desk) };
        let inner = framed(frame, area, &title, focused, desk);
        let width = usize::from(inner.width);
        let lines = self.profile_lines(width, desk);
        let height = usize::from(inner.height);
        let scroll = self.scroll.min(lines.len().saturating_sub(height));
        let shown = lines.into_iter().skip(scroll).take(height).map(|(owner, line)| {
            let chosen = focused && owner == Some(self.target);
            if chosen { chosen_line(line, width, desk.theme.selected()) } else { line }
        });
        frame.render_widget(Paragraph::new(shown.collect::<Vec<_>>()), inner);
    }
}

impl View for MunicipalitiesScreen {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Municipalities, Context::List]
    }

    fn update(&mut self, event: Event, desk: &Desk) -> Response {
        match event {
            Event::Action(Action::Enter) => return self.enter(desk),
            Event::Action(Action::New) => return self.begin(desk),
            Event::Action(Action::Back) => return self.back(desk),
            Event::Action(Action::Next | Action::Previous) => match self.focus {
                Focus::List => return self.enter(desk),
                Focus::Profile => self.focus = Focus::List,
            },
            Event::Action(action) if self.moved(action, desk) => {}
            Event::Key(key) => {
                let before = self.query.text().to_owned();
                if !self.query.key(key) {
                    return Response::Ignored;
                }
                if before != self.query.text() {
                    self.find(desk);
                }
            }
            Event::Paste(text) => {
                self.query.insert(&sanitize(&text));
                self.find(desk);
            }
            Event::Wheel(lines) => {
                self.moved(if lines < 0 { Action::Up } else { Action::Down }, desk);
            }
            Event::Refresh => self.refresh(desk),
            _ => return Response::Ignored,
        }
        Response::done()
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let parts = parts(area, desk);
        self.draw_list(frame, parts.list, desk);
        if !parts.map.is_empty() {
            self.draw_map(frame, parts.map, desk);
        }
        if !parts.facts.is_empty() {
            let inner = framed(frame, parts.facts, &self.name(desk), false, desk);
            frame.render_widget(Paragraph::new(self.facts(usize::from(inner.width), desk)), inner);
        }
        self.draw_profile(frame, parts.profile, desk);
    }

    fn hints(&self, desk: &Desk) -> Vec<Action> {
        match self.focus {
            _ if self.length(desk) == 0 => vec![Action::Back],
            Focus::List => vec![Action::New, Action::Enter, Action::PreviewDown],
            Focus::Profile => vec![Action::Enter, Action::Back, Action::New],
        }
    }
}

/// Where the parts are in `area`. Which ones there are is decided by the window: a message below takes lines away, and
/// the facts must not leave with it.
fn parts(area: Rect, desk: &Desk) -> Parts {
    let whole = desk.screen_area();
    let big = |(width, height): (u16, u16)| whole.width >= width && whole.height >= height;
    if big(THREE_COLUMNS) {
        let [list, facts, right] =
            Layout::horizontal([Constraint::Fill(3), Constraint::Fill(4), Constraint::Fill(5)]).areas(area);
        let map_height = (right.width / 7 * 2 + 3).min(right.height / 2);
        let [map, profile] =
            Layout::vertical([Constraint::Length(map_height), Constraint::Fill(1)]).areas(right);
        return Parts { list, map, facts, profile };
    }
    let left = (area.width * 2 / 5).min(44);
    let [left, profile] = Layout::horizontal([Constraint::Length(left), Constraint::Fill(1)]).areas(area);
    let map_height = if big(WITH_MAP) { left.width / 7 * 2 + 3 } else { 0 };
    let [list, map] = Layout::vertical([Constraint::Fill(1), Constraint::Length(map_height)]).areas(left);
    Parts { list, map, facts: Rect::default(), profile }
}

/// How many municipalities of the list are in sight: its part without the border, the query and the rule.
fn list_height(desk: &Desk) -> usize {
    usize::from(parts(desk.screen_area(), desk).list.height.saturating_sub(4))
}

fn inner(area: Rect) -> Rect {
    Block::bordered().inner(area)
}

fn framed(frame: &mut Frame, area: Rect, title: &str, focused: bool, desk: &Desk) -> Rect {
    let style = if focused { desk.theme.title() } else { desk.theme.text() };
    let block = Block::bordered()
        .title(Span::styled(format!(" {title} "), style))
        .border_style(desk.theme.border(focused));
    let inner = block.inner(area);
    frame.render_widget(block, area);
    inner
}
