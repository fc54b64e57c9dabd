//! Choosing a municipality by typing: for a new consultation, or for whoever asked for one.

use crate::catalogue::Municipality;
use crate::i18n::{Language, display_width, pad, sanitize, truncate, wrap};
use crate::model::{ConsultationKind, NewConsultation, Status};
use crate::search::Highlighter;
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::view::{Choice, Effect, Event, Response, View};
use crate::tui::widgets::list::ListPosition;
use crate::tui::widgets::text::{chosen_line, found_line};
use crate::tui::widgets::text_input::TextInput;
use crate::tui::words;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph};

/// The widest that the overlay gets: a longer line is harder to follow from the name to the number.
const WIDEST: u16 = 96;
/// The most lines that it takes of a high window.
const HIGHEST: u16 = 24;
/// How many municipalities of earlier consultations are offered before anything is typed.
const RECENT: usize = 12;

/// What the municipality is chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PickerPurpose {
    /// A new consultation of this kind, with the chosen municipality; Tab changes the kind.
    NewConsultation(ConsultationKind),
    /// The view below gets the code.
    AddTo,
}

/// The overlay: a line to type into, and the municipalities that it finds.
#[derive(Debug)]
pub struct MunicipalityPicker {
    purpose: PickerPurpose,
    query: TextInput,
    found: Vec<&'static str>,
    position: ListPosition,
}

impl MunicipalityPicker {
    /// Nothing typed; the municipalities of earlier consultations are offered.
    pub fn new(purpose: PickerPurpose, desk: &Desk) -> MunicipalityPicker {
        let mut picker = MunicipalityPicker {
            purpose,
            query: TextInput::default(),
            found: Vec::new(),
            position: ListPosition::default(),
        };
        picker.find(desk);
        picker
    }

    fn find(&mut self, desk: &Desk) {
        let municipalities = desk.catalogue.municipalities();
        self.found = if self.query.is_blank() {
            let mut recent = recent(desk);
            recent.truncate(RECENT);
            recent
        } else {
            municipalities.find(self.query.text()).into_iter().map(|it| it.code).collect()
        };
        self.position = ListPosition::default();
    }

    fn step_kind(&mut self, forward: bool) {
        let PickerPurpose::NewConsultation(kind) = self.purpose else { return };
        let all = ConsultationKind::ALL;
        let place = all.iter().position(|&known| known == kind).unwrap_or(0);
        let step = if forward { 1 } else { all.len() - 1 };
        if let Some(&next) = all.get((place + step) % all.len()) {
            self.purpose = PickerPurpose::NewConsultation(next);
        }
    }

    fn chosen(&self, desk: &Desk) -> Response {
        let Some(&code) = self.found.get(self.position.selected) else { return Response::done() };
        match self.purpose {
            PickerPurpose::NewConsultation(kind) => {
                vec![Effect::Close, Effect::Create(consultation_now(kind, code, desk))].into()
            }
            PickerPurpose::AddTo => Effect::Choose(Choice::Municipality(code.to_owned())).into(),
        }
    }

    fn area(whole: Rect) -> Rect {
        let (width, height) = (whole.width.min(WIDEST), whole.height.min(HIGHEST));
        let margin = |room: u16, taken: u16| room.saturating_sub(taken) / 2;
        let (x, y) = (whole.x + margin(whole.width, width), whole.y + margin(whole.height, height));
        Rect { x, y, width, height }.intersection(whole)
    }

    /// How many lines of the list are in sight.
    fn height(area: Rect) -> usize {
        usize::from(MunicipalityPicker::area(area).height.saturating_sub(4))
    }

    fn title(&self, desk: &Desk) -> String {
        let texts = &desk.texts().home.picker;
        match self.purpose {
            PickerPurpose::NewConsultation(kind) => {
                let key = desk.keymap.shown(Action::Next, desk.language);
                (texts.new)(&words::consultation_kind(kind, desk.language).to_lowercase(), &key)
            }
            PickerPurpose::AddTo => texts.add.to_owned(),
        }
    }

    /// What stands in place of the list: what to type, or what to try when nothing was found.
    fn advice(&self, desk: &Desk, width: usize) -> Vec<Line<'static>> {
        let texts = &desk.texts().home.picker;
        let words = if self.query.is_blank() {
            vec![texts.hint.to_owned()]
        } else if self.found.is_empty() {
            (texts.nothing)(&sanitize(self.query.text()))
        } else {
            return Vec::new();
        };
        let lines = words.iter().flat_map(|text| wrap(text, width.max(1)).into_iter().map(str::to_owned));
        lines.map(|line| Line::styled(line, desk.theme.muted())).collect()
    }
}

impl View for MunicipalityPicker {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Municipalities, Context::List]
    }

    fn update(&mut self, event: Event, desk: &Desk) -> Response {
        let (length, height) = (self.found.len(), MunicipalityPicker::height(desk.screen_area()));
        match event {
            Event::Action(Action::Enter) => return self.chosen(desk),
            Event::Action(Action::Next) => self.step_kind(true),
            Event::Action(Action::Previous) => self.step_kind(false),
            // A second picker over this one would only be in the way.
            Event::Action(Action::New) => {}
            Event::Action(action) if self.position.action(action, length, height) => {}
            Event::Key(key) if self.query.key(key) => self.find(desk),
            Event::Paste(text) => {
                self.query.insert(&sanitize(&text));
                self.find(desk);
            }
            Event::Wheel(lines) => self.position.wheel(lines, length, height),
            Event::Refresh => self.position.select(self.position.selected, length, height),
            _ => return Response::Ignored,
        }
        Response::done()
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let area = MunicipalityPicker::area(area);
        let theme = desk.theme;
        let block = Block::bordered()
            .title(Span::styled(format!(" {} ", self.title(desk)), theme.title()))
            .border_style(theme.border(true));
        let inner = block.inner(area);
        frame.render_widget(Clear, area);
        frame.render_widget(block, area);
        let [input, rule, list] =
            Layout::vertical([Constraint::Length(1), Constraint::Length(1), Constraint::Fill(1)])
                .areas(inner);
        let [prompt, input] = Layout::horizontal([Constraint::Length(2), Constraint::Fill(1)]).areas(input);
        frame.render_widget(Line::styled("> ", theme.key()), prompt);
        self.query.draw(frame, input, theme, true);
        let width = usize::from(list.width);
        frame.render_widget(count_rule(self.found.len(), self.position.selected, width, desk), rule);
        let mut lines = self.advice(desk, width);
        if self.query.is_blank() && !self.found.is_empty() {
            lines.push(Line::default());
            lines.push(Line::styled(desk.texts().home.picker.recent, theme.title()));
        }
        let room = usize::from(list.height).saturating_sub(lines.len());
        let mut position = self.position;
        position.select(position.selected, self.found.len(), room);
        let marks = Highlighter::plain(self.query.text());
        for index in position.visible(self.found.len(), room) {
            let found = self.found.get(index).and_then(|code| desk.catalogue.municipalities().get(code));
            let Some(municipality) = found else { continue };
            let line = row(municipality, &marks, width, desk);
            let chosen = index == position.selected;
            lines.push(if chosen { chosen_line(line, width, theme.selected()) } else { line });
        }
        frame.render_widget(Paragraph::new(lines), list);
    }

    fn hints(&self, _desk: &Desk) -> Vec<Action> {
        if self.found.is_empty() { vec![Action::Back] } else { vec![Action::Enter, Action::Back] }
    }
}

/// A consultation that begins now.
pub fn consultation_now(kind: ConsultationKind, code: &str, desk: &Desk) -> NewConsultation {
    NewConsultation {
        kind,
        municipalities: vec![code.to_owned()],
        start: Some(desk.local_now().datetime()),
        status: Status::Running,
        written_by: desk.broker_name.clone(),
        ..NewConsultation::default()
    }
}

/// The municipalities of the open consultation, then of the running ones, then of all others, the newest first; each
/// once.
pub fn recent(desk: &Desk) -> Vec<&'static str> {
    let open = desk.open.iter().flat_map(|open| &open.municipalities);
    let (running, over): (Vec<_>, Vec<_>) =
        desk.consultations.iter().partition(|row| row.status == Status::Running);
    let others = running.into_iter().chain(over).flat_map(|row| &row.municipalities);
    let mut codes: Vec<&'static str> = Vec::new();
    for municipality in open.chain(others).filter_map(|code| desk.catalogue.municipalities().get(code)) {
        if !codes.contains(&municipality.code) {
            codes.push(municipality.code);
        }
    }
    codes
}

/// The district, with the ORP for a name that occurs several times in it.
pub fn district(municipality: &Municipality) -> String {
    // The label names the ORP only where the district does not tell namesakes apart.
    if municipality.label().contains(", ORP ") {
        format!("{}, ORP {}", municipality.okres, municipality.orp)
    } else {
        municipality.okres.to_owned()
    }
}

/// The official status in the language of the interface.
pub fn status(municipality: &Municipality, language: Language) -> &'static str {
    language.texts().common.statuses.of(municipality.status).unwrap_or(municipality.status)
}

/// Name, district, status and inhabitants in columns; the status gives way in little room.
fn row(municipality: &Municipality, found: &Highlighter, width: usize, desk: &Desk) -> Line<'static> {
    let people = (desk.texts().common.inhabitants_short)(municipality.population as usize);
    let status_width = if width >= 68 { 17 } else { 0 };
    let rest = width.saturating_sub(17 + status_width);
    let name_width = rest * 11 / 20;
    let district_width = rest.saturating_sub(name_width);
    let mut line =
        found_line(municipality.name, found, name_width.saturating_sub(1), desk.theme.text(), desk.theme);
    line.push_span(Span::raw(" ".repeat(name_width.saturating_sub(line.width()))));
    let district = pad(&truncate(&district(municipality), district_width.saturating_sub(1)), district_width);
    line.push_span(Span::styled(district, desk.theme.muted()));
    line.push_span(Span::styled(pad(status(municipality, desk.language), status_width), desk.theme.muted()));
    let missing = width.saturating_sub(line.width() + display_width(&people));
    line.push_span(Span::raw(format!("{}{people}", " ".repeat(missing))));
    line
}

/// A line that says where in the list the chosen one is.
fn count_rule(found: usize, selected: usize, width: usize, desk: &Desk) -> Line<'static> {
    if found == 0 {
        return Line::styled("─".repeat(width), desk.theme.muted());
    }
    let place = format!(" {} ", (desk.texts().common.n_of_total)(selected + 1, found));
    let rule = "─".repeat(width.saturating_sub(display_width(&place) + 2));
    Line::styled(format!("{rule}{place}──"), desk.theme.muted())
}
