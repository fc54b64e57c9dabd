//! The minutes before they leave: what is missing, how they are written, and the preview.

use crate::i18n::{Language, display_width, pad, sanitize, truncate, wrap};
use crate::minutes::{self, Document, Format, Gap, TemplateProblem};
use crate::model::{Consultation, EntityId, MinutesState, Personal};
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::overlays::form::Form;
use crate::tui::overlays::forms;
use crate::tui::view::{Effect, Event, ExportOrder, Response, ScreenName, View};
use crate::tui::widgets::list::ListPosition;
use crate::tui::widgets::markdown::markdown_lines;
use crate::tui::widgets::text::chosen_line;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph};
use std::collections::BTreeSet;

/// The narrowest window in which the preview stands beside the rest.
const SIDE_BY_SIDE: u16 = 76;
/// The widest that the minutes are set.
const WIDEST_TEXT: u16 = 100;
/// The lines of choices and formats without the folder.
const CHOICES: u16 = 10;

/// The formats as they are offered, with the actions that write them.
const OFFERED: [(Action, Format); 9] = [
    (Action::ExportDocx, Format::Docx),
    (Action::ExportPdf, Format::Pdf),
    (Action::ExportHtml, Format::Html),
    (Action::ExportMarkdown, Format::Markdown),
    (Action::ExportMail, Format::Mail),
    (Action::ExportCalendar, Format::Calendar),
    (Action::ExportXlsx, Format::Xlsx),
    (Action::ExportCsv, Format::Csv),
    (Action::ExportJson, Format::Json),
];

/// Which part has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Gaps,
    Formats,
    Preview,
}

impl Part {
    const ALL: [Part; 3] = [Part::Gaps, Part::Formats, Part::Preview];

    fn step(self, steps: usize) -> Part {
        let place = Part::ALL.iter().position(|part| *part == self).unwrap_or(0);
        Part::ALL.into_iter().cycle().nth(place + steps).unwrap_or(self)
    }
}

/// A line of the list of gaps.
#[derive(Debug)]
struct GapLine {
    gap: usize,
    text: String,
}

/// The screen.
#[derive(Debug)]
pub struct MinutesScreen {
    language: Language,
    personal: Personal,
    evidence: bool,
    /// The place of the chosen format among those offered.
    chosen: usize,
    /// The formats that are marked.
    marked: BTreeSet<Format>,
    focus: Part,
    gaps: Vec<Gap>,
    gap_lines: Vec<GapLine>,
    /// The chosen gap; the offset counts lines.
    position: ListPosition,
    preview: Vec<Line<'static>>,
    offset: usize,
}

struct Areas {
    gaps: Rect,
    choices: Rect,
    preview: Rect,
}

impl MinutesScreen {
    /// The minutes of the open consultation, with personal data, in the language of the interface.
    pub fn new(desk: &Desk) -> MinutesScreen {
        let mut screen = MinutesScreen {
            language: desk.language,
            personal: Personal::With,
            evidence: true,
            chosen: 0,
            marked: BTreeSet::new(),
            focus: Part::Gaps,
            gaps: Vec::new(),
            gap_lines: Vec::new(),
            position: ListPosition::default(),
            preview: Vec::new(),
            offset: 0,
        };
        screen.build(desk);
        screen
    }

    fn areas(area: Rect, desk: &Desk) -> Areas {
        let folder = |width: u16| {
            let lines = wrap_folder(desk, usize::from(width.saturating_sub(4).max(1))).len();
            u16::try_from(lines).unwrap_or(u16::MAX)
        };
        if area.width >= SIDE_BY_SIDE {
            let left = (area.width * 2 / 5).clamp(34, 56);
            let [left, preview] =
                Layout::horizontal([Constraint::Length(left), Constraint::Fill(1)]).areas(area);
            let choices = CHOICES + 2 + folder(left.width);
            let [gaps, choices] =
                Layout::vertical([Constraint::Fill(1), Constraint::Length(choices)]).areas(left);
            return Areas { gaps, choices, preview };
        }
        let [gaps, choices, preview] = Layout::vertical([
            Constraint::Fill(2),
            Constraint::Length((CHOICES + 2).min(area.height / 3)),
            Constraint::Fill(3),
        ])
        .areas(area);
        Areas { gaps, choices, preview }
    }

    /// The areas in a window of the desk's size, without a message.
    fn areas_of(desk: &Desk) -> Areas {
        MinutesScreen::areas(Rect::new(0, 1, desk.size.width, desk.size.height.saturating_sub(2)), desk)
    }

    fn build(&mut self, desk: &Desk) {
        let areas = MinutesScreen::areas_of(desk);
        let Some(open) = &desk.open else {
            (self.gaps, self.gap_lines, self.preview) = (Vec::new(), Vec::new(), Vec::new());
            (self.position, self.offset) = (ListPosition::default(), 0);
            return;
        };
        self.gaps = minutes::gaps(open);
        let room = usize::from(inner(areas.gaps).width.saturating_sub(2).max(1));
        self.gap_lines = Vec::new();
        for (gap, words) in self.gaps.iter().map(|gap| gap.describe(open, desk.language)).enumerate() {
            let words = sanitize(&words).into_owned();
            for (index, part) in wrap(&words, room).into_iter().enumerate() {
                let mark = if index == 0 { "- " } else { "  " };
                self.gap_lines.push(GapLine { gap, text: format!("{mark}{part}") });
            }
        }
        let options = desk.minutes_options(self.language, self.personal, self.evidence);
        let document = minutes::from_catalogue(open, &desk.catalogue, &options);
        let (text, problem) = minutes::markdown_with(&document, &desk.templates);
        let width = usize::from(preview_area(areas.preview).width);
        self.preview = problems(problem, &document, width, desk);
        self.preview.extend(markdown_lines(&text, width, desk.theme));
        self.select(self.position.selected, &areas);
        self.scroll_to(self.offset, &areas);
    }

    /// Chooses a gap and keeps all its lines in sight.
    fn select(&mut self, gap: usize, areas: &Areas) {
        self.position.selected = gap.min(self.gaps.len().saturating_sub(1));
        let height = usize::from(inner(areas.gaps).height).max(1);
        let of_gap = |line: &GapLine| line.gap == self.position.selected;
        let first = self.gap_lines.iter().position(of_gap).unwrap_or(0);
        let last = self.gap_lines.iter().rposition(of_gap).unwrap_or(0);
        let lowest = (last + 1).saturating_sub(height);
        self.position.offset = self.position.offset.max(lowest).min(first);
    }

    fn scroll_to(&mut self, offset: usize, areas: &Areas) {
        let height = usize::from(preview_area(areas.preview).height);
        self.offset = offset.min(self.preview.len().saturating_sub(height));
    }

    fn action(&mut self, action: Action, desk: &Desk) -> Response {
        let areas = MinutesScreen::areas_of(desk);
        let page = usize::from(preview_area(areas.preview).height).saturating_sub(1).max(1);
        let Some(open) = &desk.open else { return Response::Ignored };
        let gaps = self.focus == Part::Gaps;
        match action {
            Action::Next => self.focus = self.focus.step(1),
            Action::Previous => self.focus = self.focus.step(2),
            Action::Up if self.focus == Part::Formats => self.chosen = self.chosen.saturating_sub(1),
            Action::Down if self.focus == Part::Formats => {
                self.chosen = (self.chosen + 1).min(OFFERED.len() - 1);
            }
            Action::Mark => {
                self.focus = Part::Formats;
                let format = self.chosen_format();
                if !self.marked.remove(&format) {
                    self.marked.insert(format);
                }
            }
            Action::Enter if self.focus == Part::Formats => return self.export_marked(open),
            Action::Up if gaps => self.select(self.position.selected.saturating_sub(1), &areas),
            Action::Down if gaps => self.select(self.position.selected + 1, &areas),
            Action::First if gaps => self.select(0, &areas),
            Action::Last if gaps => self.select(usize::MAX, &areas),
            Action::Up | Action::PreviewUp => self.scroll_to(self.offset.saturating_sub(1), &areas),
            Action::Down | Action::PreviewDown => self.scroll_to(self.offset + 1, &areas),
            Action::First => self.scroll_to(0, &areas),
            Action::Last => self.scroll_to(self.preview.len(), &areas),
            Action::PageUp => self.scroll_to(self.offset.saturating_sub(page), &areas),
            Action::PageDown => self.scroll_to(self.offset + page, &areas),
            Action::Enter if gaps => return self.solve(open, desk),
            Action::MinutesLanguage => {
                self.language = match self.language {
                    Language::Czech => Language::English,
                    Language::English => Language::Czech,
                };
                self.build(desk);
            }
            Action::MinutesPersonal => {
                self.personal = match self.personal {
                    Personal::With => Personal::Without,
                    Personal::Without => Personal::With,
                };
                self.build(desk);
            }
            Action::MinutesEvidence => {
                self.evidence = !self.evidence;
                self.build(desk);
            }
            Action::SignOff => return Effect::Open(Box::new(forms::sign_off(open, desk))).into(),
            Action::CopyPath => return Effect::CopyPath.into(),
            Action::OpenFile => return Effect::OpenFile.into(),
            _ => match OFFERED.iter().find(|(known, _)| *known == action) {
                Some((_, format)) => return self.export(open, vec![*format]),
                None => return Response::Ignored,
            },
        }
        Response::done()
    }

    fn chosen_format(&self) -> Format {
        OFFERED.get(self.chosen).map_or(Format::Docx, |(_, format)| *format)
    }

    /// Writes the marked formats, or the chosen one where none is marked.
    fn export_marked(&self, open: &Consultation) -> Response {
        let marked: Vec<Format> =
            OFFERED.iter().map(|(_, format)| *format).filter(|it| self.marked.contains(it)).collect();
        self.export(open, if marked.is_empty() { vec![self.chosen_format()] } else { marked })
    }

    /// An e-mail carries what is marked, or the PDF.
    fn export(&self, open: &Consultation, formats: Vec<Format>) -> Response {
        let attached = |format: &&Format| !matches!(format, Format::Mail | Format::Json);
        let marked: Vec<Format> = self.marked.iter().filter(attached).copied().collect();
        Effect::Export(ExportOrder {
            document: open.id,
            formats,
            attachments: if marked.is_empty() { vec![Format::Pdf] } else { marked },
            language: self.language,
            personal: self.personal,
            evidence: self.evidence,
        })
        .into()
    }

    /// Goes where the chosen gap can be filled, with the right field in focus where a form has it.
    fn solve(&self, open: &Consultation, desk: &Desk) -> Response {
        let Some(gap) = self.gaps.get(self.position.selected) else { return Response::done() };
        let link = |id: &EntityId| open.links.iter().find(|link| link.id == *id);
        let need = match gap {
            Gap::NeedWithoutNextStep(need) => Some(*need),
            Gap::ConflictIn(id, _) => link(id).map(|link| link.need),
            _ => None,
        };
        let mut effects = vec![match need {
            Some(item) => Effect::ShowItem { consultation: open.id, item },
            None => Effect::Go(ScreenName::Consultation),
        }];
        effects.extend(form_for(gap, open, desk).map(|form| Effect::Open(Box::new(form))));
        effects.into()
    }

    fn draw_gaps(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().minutes_screen;
        let focused = self.focus == Part::Gaps;
        let block = part(&(texts.gaps)(self.gaps.len()), focused, desk);
        let room = inner(area);
        frame.render_widget(block, area);
        let width = usize::from(room.width);
        if self.gaps.is_empty() {
            let line = Line::styled(truncate(texts.complete, width).into_owned(), desk.theme.good());
            frame.render_widget(line, room);
            return;
        }
        let mut lines: Vec<Line> = self
            .gap_lines
            .iter()
            .map(|line| {
                let chosen = line.gap == self.position.selected;
                let plain = Line::raw(line.text.clone());
                match (chosen, focused) {
                    (true, true) => chosen_line(plain, width, desk.theme.selected()),
                    (true, false) => chosen_line(plain, width, desk.theme.selected_inactive()),
                    (false, _) => plain,
                }
            })
            .skip(self.position.offset)
            .take(usize::from(room.height))
            .collect();
        let note = wrap(texts.gaps_note, width.max(1));
        if lines.len() + note.len() < usize::from(room.height) {
            lines.push(Line::default());
            lines.extend(note.into_iter().map(|line| Line::styled(line.to_owned(), desk.theme.muted())));
        }
        frame.render_widget(Paragraph::new(lines), room);
    }

    fn draw_choices(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().minutes_screen;
        let focused = self.focus == Part::Formats;
        let room = inner(area);
        let width = usize::from(room.width);
        let mut lines = self.choice_lines(width, desk);
        lines.extend(self.format_lines(width, focused, desk));
        let about = texts.formats.get(self.chosen).map_or("", |(_, about)| *about);
        let key = |action| desk.keymap.shown(action, desk.language);
        let note = (texts.formats_note)(&key(Action::Mark), &key(Action::Enter));
        let note = if focused { about } else { &note };
        lines.push(Line::styled(truncate(note, width).into_owned(), desk.theme.muted()));
        let folder = wrap_folder(desk, width.max(1)).into_iter();
        lines.extend(folder.map(|line| Line::styled(line, desk.theme.muted())));
        frame.render_widget(part(texts.export, focused, desk), area);
        frame.render_widget(Paragraph::new(lines), room);
    }

    /// What goes out: language, personal data, evidence, state.
    fn choice_lines(&self, width: usize, desk: &Desk) -> Vec<Line<'static>> {
        let texts = &desk.texts().minutes_screen;
        let personal = match self.personal {
            Personal::With => texts.with_personal,
            Personal::Without => texts.without_personal,
        };
        let evidence = if self.evidence { texts.with_evidence } else { texts.without_evidence };
        let version = desk.open.as_ref().map(Consultation::minutes_version);
        let state = version.map(|version| {
            let place = MinutesState::ALL.iter().position(|state| *state == version.state);
            let word = place.and_then(|place| texts.states.get(place)).copied().unwrap_or_default();
            format!("v{} {word}", version.number)
        });
        let state = state.unwrap_or_default();
        let rows = [
            (Action::MinutesLanguage, texts.language, self.language.texts().common.language_name),
            (Action::MinutesPersonal, texts.personal, personal),
            (Action::MinutesEvidence, texts.evidence, evidence),
            (Action::SignOff, texts.state, state.as_str()),
        ];
        let keys = rows.iter().map(|(action, ..)| display_width(&desk.keymap.shown(*action, desk.language)));
        let keys = keys.max().unwrap_or(0) + 1;
        let labels = rows.iter().map(|(_, label, _)| display_width(label)).max().unwrap_or(0) + 1;
        let line = |(action, label, value): (Action, &str, &str)| {
            let key = desk.keymap.shown(action, desk.language);
            let value = truncate(value, width.saturating_sub(keys + labels)).into_owned();
            Line::from(vec![
                Span::styled(pad(&key, keys), desk.theme.key()),
                Span::raw(pad(label, labels)),
                Span::styled(value, desk.theme.title()),
            ])
        };
        rows.into_iter().map(line).collect()
    }

    /// The formats in two columns, read downwards.
    fn format_lines(&self, width: usize, focused: bool, desk: &Desk) -> Vec<Line<'static>> {
        let rows = OFFERED.len().div_ceil(2);
        let column = width / 2;
        let cell = |place: usize| {
            let (action, format) = OFFERED.get(place)?;
            let (name, _) = desk.texts().minutes_screen.formats.get(place)?;
            let mark = if self.marked.contains(format) { "[x]" } else { "[ ]" };
            let key = desk.keymap.shown(*action, desk.language);
            let style =
                if focused && place == self.chosen { desk.theme.selected() } else { desk.theme.text() };
            let text = format!("{mark} {key} {name}");
            Some(Span::styled(pad(&truncate(&text, column.saturating_sub(1)), column), style))
        };
        (0..rows).map(|row| Line::from_iter([cell(row), cell(row + rows)].into_iter().flatten())).collect()
    }

    fn draw_preview(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let room = preview_area(area);
        let seen = self.offset + usize::from(room.height);
        let percent = if seen >= self.preview.len() { 100 } else { seen * 100 / self.preview.len().max(1) };
        let title = (desk.texts().minutes_screen.preview)(
            percent,
            &desk.keymap.shown(Action::PageDown, desk.language),
        );
        frame.render_widget(part(&title, self.focus == Part::Preview, desk), area);
        let lines: Vec<Line> =
            self.preview.iter().skip(self.offset).take(usize::from(room.height)).cloned().collect();
        frame.render_widget(Paragraph::new(lines), room);
    }
}

/// What is wrong with the centre's templates and its logo, of which `problem` is that of the shown one; what is used
/// instead is said too.
fn problems(
    problem: Option<TemplateProblem>,
    document: &Document,
    width: usize,
    desk: &Desk,
) -> Vec<Line<'static>> {
    let (_, of_html) = minutes::html_with(document, &desk.templates);
    let mut said: Vec<String> = Vec::new();
    for problem in [problem, of_html, desk.templates.check_logo().err()].into_iter().flatten() {
        let words = sanitize(&problem.warning(desk.language)).into_owned();
        if !said.contains(&words) {
            said.push(words);
        }
    }
    let mut lines = Vec::new();
    for words in said {
        let parts = wrap(&words, width.max(1)).into_iter();
        lines.extend(parts.map(|part| Line::styled(part.to_owned(), desk.theme.warning())));
        lines.push(Line::default());
    }
    lines
}

/// The form in which a gap is filled; `None` where the record itself is the place.
fn form_for(gap: &Gap, open: &Consultation, desk: &Desk) -> Option<Form> {
    let item =
        |id, field: &str| open.item(id).map(|item| forms::item_details(open, item, desk).focused_on(field));
    let header = |field: &str| Some(forms::header(open, desk).focused_on(field));
    let link = |id: &EntityId| open.links.iter().find(|link| link.id == *id);
    let is_person = |id: &EntityId| open.participants.iter().any(|person| person.id == *id);
    match gap {
        Gap::NoMunicipality => header("municipalities"),
        Gap::NoStart => header("start"),
        Gap::NoEnd | Gap::EndBeforeStart => header("end"),
        Gap::NoPlace => header("place"),
        Gap::NoParticipants => header("participants"),
        Gap::NoAgenda => header("agenda"),
        Gap::NoNextMeeting => header("next_meeting"),
        Gap::NoAuthor => header("written_by"),
        Gap::TaskWithoutOwner(id) => item(*id, "owner"),
        Gap::TaskWithoutDate(id) => item(*id, "due"),
        Gap::ConflictIn(id, field) if *id == open.id.header() => header(field),
        Gap::ConflictIn(id, _) if is_person(id) => header("participants"),
        Gap::ConflictIn(id, field) => match link(id) {
            Some(link) => Some(forms::link_details(open, link).focused_on(field)),
            None => item(*id, field),
        },
        Gap::NothingRecorded | Gap::NeedWithoutNextStep(_) => None,
    }
}

/// The folder that files go to, in lines of this width; a path has no spaces to break at and is broken anywhere.
fn wrap_folder(desk: &Desk, width: usize) -> Vec<String> {
    let texts = &desk.texts().minutes_screen;
    let path = desk.exports.display().to_string();
    let words = format!("{}: {}", texts.folder, sanitize(&path));
    wrap(&words, width).into_iter().map(str::to_owned).collect()
}

fn part(title: &str, focused: bool, desk: &Desk) -> Block<'static> {
    let style = if focused { desk.theme.title() } else { desk.theme.text() };
    Block::bordered()
        .border_style(desk.theme.border(focused))
        .title(Span::styled(format!(" {title} "), style))
}

/// The room within the border and a column of air on both sides.
fn inner(area: Rect) -> Rect {
    let inner = Block::bordered().inner(area);
    Rect { x: inner.x.saturating_add(1), width: inner.width.saturating_sub(2), ..inner }.intersection(inner)
}

fn preview_area(area: Rect) -> Rect {
    let inner = inner(area);
    Rect { width: inner.width.min(WIDEST_TEXT), ..inner }
}

impl View for MinutesScreen {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Minutes, Context::List]
    }

    fn update(&mut self, event: Event, desk: &Desk) -> Response {
        match event {
            Event::Action(action) => self.action(action, desk),
            Event::Wheel(lines) => {
                let offset = self.offset.saturating_add_signed(isize::from(lines));
                self.scroll_to(offset, &MinutesScreen::areas_of(desk));
                Response::done()
            }
            Event::Refresh => {
                self.build(desk);
                Response::done()
            }
            _ => Response::Ignored,
        }
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        if desk.open.is_none() {
            let texts = &desk.texts().minutes_screen;
            let key = |action| desk.keymap.shown(action, desk.language);
            let words = (texts.no_consultation)(&key(Action::New), &key(Action::Home));
            let room = inner(area);
            let lines = wrap(&words, usize::from(room.width.clamp(1, 70)));
            let lines: Vec<Line> = lines.into_iter().map(|line| Line::raw(line.to_owned())).collect();
            frame.render_widget(Paragraph::new(lines), room);
            return;
        }
        let areas = MinutesScreen::areas(area, desk);
        self.draw_gaps(frame, areas.gaps, desk);
        self.draw_choices(frame, areas.choices, desk);
        self.draw_preview(frame, areas.preview, desk);
    }

    fn hints(&self, desk: &Desk) -> Vec<Action> {
        if desk.open.is_none() {
            return vec![Action::Home, Action::Consultation];
        }
        let mut hints = vec![
            Action::ExportDocx,
            Action::ExportPdf,
            Action::ExportMail,
            Action::SignOff,
            Action::MinutesPersonal,
            Action::Back,
        ];
        match self.focus {
            // Enter opens the place where a gap is filled.
            Part::Gaps if !self.gaps.is_empty() => hints.insert(0, Action::Enter),
            Part::Formats => hints.insert(0, Action::Mark),
            Part::Gaps | Part::Preview => {}
        }
        hints
    }
}
