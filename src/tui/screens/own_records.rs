//! The tab of the catalogue that searches what was recorded in all consultations.

use crate::catalogue::Field;
use crate::i18n::{Localized, display_width, pad, sanitize, truncate, wrap};
use crate::model::{ItemBody, NeedStatus, PracticeDraft};
use crate::search::{Highlighter, OwnEntry, OwnKind, OwnResults};
use crate::tui::action::Action;
use crate::tui::desk::Desk;
use crate::tui::overlays::forms::practice_details;
use crate::tui::view::{Effect, Response};
use crate::tui::widgets::list::ListPosition;
use crate::tui::widgets::text::{chosen_line, found_line, found_paragraph};
use crate::tui::words;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Paragraph};

/// The lines of query, kinds and status above the list.
const ABOVE: u16 = 5;
/// From this width on the preview stands beside the list, below it under the list.
const SIDE_BY_SIDE: u16 = 100;
/// From this width on a line of the list has room for the municipality.
const ROOM_FOR_PLACE: usize = 56;
/// Longer lines are hard to read.
const READABLE: usize = 92;
/// The columns of the mark of a kind.
const MARK: usize = 8;

/// The own records that answer the query of the catalogue, and which of them is chosen.
#[derive(Debug, Default)]
pub struct OwnRecords {
    /// Whether this tab is the one in sight.
    shown: bool,
    query: String,
    found: OwnResults,
    position: ListPosition,
    scroll: usize,
}

impl OwnRecords {
    /// Whether this tab is the one in sight.
    pub fn is_shown(&self) -> bool {
        self.shown
    }

    /// Brings the tab in sight or takes it away.
    pub fn show(&mut self, shown: bool) {
        self.shown = shown;
    }

    /// How many records answer the query.
    pub fn count(&self) -> usize {
        self.found.total
    }

    /// Searches. The chosen record stays chosen as long as the same is asked for and it is still there.
    pub fn search(&mut self, query: &str, desk: &Desk) {
        let chosen = self.found.hits.get(self.position.selected).map(|hit| hit.entry.clone());
        let found = desk.own.search(query, true, usize::MAX);
        let same = chosen.filter(|_| self.query == query);
        let same = same.and_then(|it| found.hits.iter().position(|hit| hit.entry.is_same(&it)));
        let again = self.query == query;
        query.clone_into(&mut self.query);
        self.found = found;
        self.select(same.unwrap_or(if again { self.position.selected } else { 0 }), desk);
        if same.is_none() {
            self.scroll = 0;
        }
    }

    fn select(&mut self, target: usize, desk: &Desk) {
        let height = usize::from(Places::of(body(desk.screen_area())).list.height);
        let before = self.position.selected;
        self.position.select(target, self.found.hits.len(), height);
        if before != self.position.selected {
            self.scroll = 0;
        }
    }

    fn selected(&self) -> Option<&OwnEntry> {
        self.found.hits.get(self.position.selected).map(|hit| hit.entry.as_ref())
    }

    fn scroll_by(&mut self, lines: isize, desk: &Desk) {
        let preview = Places::of(body(desk.screen_area())).preview;
        let length = self.preview(usize::from(preview.width), desk).len();
        let last = length.saturating_sub(usize::from(preview.height));
        self.scroll = self.scroll.saturating_add_signed(lines).min(last);
    }

    /// Does an action while the tab is in sight; `None` for what it has in common with the kinds of record.
    pub fn action(&mut self, action: Action, desk: &Desk) -> Option<Response> {
        match action {
            Action::Enter => return Some(self.open()),
            Action::PreviewUp => self.scroll_by(-1, desk),
            Action::PreviewDown => self.scroll_by(1, desk),
            Action::Link | Action::Present => {
                return Some(Effect::tell(desk.texts().own_records.only_catalogue).into());
            }
            moving => {
                let mut moved = self.position;
                let height = usize::from(Places::of(body(desk.screen_area())).list.height);
                if !moved.action(moving, self.found.hits.len(), height) {
                    return None;
                }
                self.select(moved.selected, desk);
            }
        }
        Some(Response::done())
    }

    /// The practice draft that is chosen, if it is one.
    pub fn chosen_draft(&self) -> Option<&PracticeDraft> {
        self.selected().and_then(|entry| entry.draft.as_deref())
    }

    /// Opens the consultation of the chosen record with that record chosen; a practice draft in its form.
    fn open(&self) -> Response {
        let Some(entry) = self.selected() else { return Response::done() };
        if let Some(draft) = &entry.draft {
            return Effect::Open(Box::new(practice_details(draft))).into();
        }
        let consultation = entry.document;
        let effect = match entry.item {
            Some(item) => Effect::ShowItem { consultation, item },
            None => Effect::OpenConsultation(consultation),
        };
        effect.into()
    }

    /// Moves the choice as the wheel turns.
    pub fn wheel(&mut self, lines: i16, desk: &Desk) {
        self.select(self.position.selected.saturating_add_signed(isize::from(lines.signum())), desk);
    }

    /// The actions that matter while the tab is in sight.
    pub fn hints(&self) -> Vec<Action> {
        if self.found.hits.is_empty() {
            return vec![Action::Next, Action::Back];
        }
        let mut hints = vec![Action::Next, Action::Enter, Action::PreviewDown, Action::Back];
        if self.chosen_draft().is_some() {
            hints.insert(2, Action::Delete);
        }
        hints
    }

    /// Draws status, list and preview into the area of the whole screen, below the query and the kinds.
    pub fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().own_records;
        let status = Rect { y: area.y + ABOVE - 1, height: 1, ..area }.intersection(area);
        let order = if self.query.trim().is_empty() { texts.newest_first } else { texts.best_first };
        let reading = match (desk.own.is_complete(), desk.own.is_reading()) {
            (true, _) => String::new(),
            (false, true) => format!(" · {}", texts.reading),
            (false, false) => format!(" · {}", texts.not_read),
        };
        let problem = self.found.problems.first().map(|problem| problem.localized(desk.language));
        let (words, style) = match problem {
            Some(problem) => (format!(" ! {problem}"), desk.theme.warning()),
            None => (format!(" {order}{reading}"), desk.theme.muted()),
        };
        let words = truncate(&words, usize::from(status.width)).into_owned();
        frame.render_widget(Line::styled(words, style), status);
        let places = Places::of(body(area));
        if self.found.hits.is_empty() {
            self.draw_nothing(frame, places.list_frame.union(places.preview_frame), desk);
        } else {
            self.draw_list(frame, &places, desk);
            self.draw_preview(frame, &places, desk);
        }
    }

    fn draw_list(&self, frame: &mut Frame, places: &Places, desk: &Desk) {
        let texts = &desk.texts().own_records;
        let length = self.found.hits.len();
        let count = if self.query.trim().is_empty() {
            (texts.records)(self.found.total)
        } else {
            (texts.hits)(self.found.total, self.found.total_is_exact)
        };
        let place = (desk.texts().common.n_of_total)(self.position.selected + 1, length);
        let block = places
            .block(desk)
            .title(format!(" {count} "))
            .title(Line::from(format!(" {place} ")).right_aligned());
        frame.render_widget(block.title_style(desk.theme.title()), places.list_frame);
        let (width, height) = (usize::from(places.list.width), usize::from(places.list.height));
        // A message below takes lines away that `update` did not know of.
        let mut position = self.position;
        position.select(position.selected, length, height);
        let visible = position.visible(length, height);
        let found = desk.own.highlighter(&self.query);
        let rows = self.found.hits.iter().enumerate().skip(visible.start).take(visible.len());
        let lines: Vec<Line> = rows
            .map(|(number, hit)| {
                let line = list_line(&hit.entry, &found, width, desk);
                let chosen = number == position.selected;
                if chosen { chosen_line(line, width, desk.theme.selected()) } else { line }
            })
            .collect();
        frame.render_widget(Paragraph::new(lines), places.list);
    }

    fn draw_preview(&self, frame: &mut Frame, places: &Places, desk: &Desk) {
        let lines = self.preview(usize::from(places.preview.width), desk);
        let (length, height) = (lines.len(), usize::from(places.preview.height));
        let first = self.scroll.min(length.saturating_sub(height));
        let key = desk.keymap.shown(Action::Enter, desk.language);
        let title = (desk.texts().own_records.preview)(&key);
        let mut block = places.block(desk).title(format!(" {title} "));
        if length > height {
            let sight =
                (desk.texts().catalogue_screen.lines)(first + 1, (first + height).min(length), length);
            let sight = Line::from(format!(" {sight} ")).right_aligned();
            block = if places.boxed { block.title_bottom(sight) } else { block.title(sight) };
        }
        frame.render_widget(block, places.preview_frame);
        let lines: Vec<Line> = lines.into_iter().skip(first).take(height).collect();
        frame.render_widget(Paragraph::new(lines), places.preview);
    }

    /// The chosen record, what stands around it and where it is from.
    fn preview(&self, width: usize, desk: &Desk) -> Vec<Line<'static>> {
        let Some(entry) = self.selected() else { return Vec::new() };
        let found = desk.own.highlighter(&self.query);
        let width = width.clamp(1, READABLE);
        let mut page = Page { lines: Vec::new(), found, width, desk };
        page.record(entry);
        page.lines
    }

    /// That nothing was found or recorded, and what can be done about it.
    fn draw_nothing(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().own_records;
        let shown = |action: Action| desk.keymap.shown(action, desk.language);
        let width = usize::from(area.width.saturating_sub(2).min(96)).max(3);
        let query = truncate(&sanitize(self.query.trim()), 60).into_owned();
        let paragraphs = if query.is_empty() {
            vec![(texts.empty)(&shown(Action::Home), &shown(Action::Consultation))]
        } else {
            vec![(texts.nothing)(&query), (texts.advice)(&shown(Action::Back), &shown(Action::Next))]
        };
        let mut lines: Vec<Line> = Vec::new();
        for paragraph in paragraphs {
            lines.extend(wrap(&paragraph, width).into_iter().map(|line| Line::raw(format!(" {line}"))));
            lines.push(Line::default());
        }
        frame.render_widget(Paragraph::new(lines), area);
    }
}

/// The part of the screen below the query, the kinds and the status.
fn body(area: Rect) -> Rect {
    let above = ABOVE.min(area.height);
    Rect { y: area.y + above, height: area.height - above, ..area }
}

/// Where list and preview stand.
struct Places {
    list_frame: Rect,
    list: Rect,
    preview_frame: Rect,
    preview: Rect,
    /// Whether the parts have whole frames, or only a line above where every line counts.
    boxed: bool,
}

impl Places {
    fn of(body: Rect) -> Places {
        let boxed = body.width >= SIDE_BY_SIDE;
        let parts = [Constraint::Percentage(if boxed { 54 } else { 46 }), Constraint::Fill(1)];
        let layout = if boxed { Layout::horizontal(parts) } else { Layout::vertical(parts) };
        let [list_frame, preview_frame] = layout.areas(body);
        let borders = if boxed { Borders::ALL } else { Borders::TOP };
        let inner = |outer: Rect| {
            let inner = Block::new().borders(borders).inner(outer);
            Rect { x: inner.x.saturating_add(1), width: inner.width.saturating_sub(2), ..inner }
        };
        Places { list: inner(list_frame), preview: inner(preview_frame), list_frame, preview_frame, boxed }
    }

    fn block(&self, desk: &Desk) -> Block<'static> {
        let borders = if self.boxed { Borders::ALL } else { Borders::TOP };
        Block::new().borders(borders).border_style(desk.theme.border(false))
    }
}

/// The mark of a kind as the record of a consultation shows it.
fn mark(kind: OwnKind, desk: &Desk) -> &'static str {
    match kind {
        OwnKind::Consultation => desk.texts().own_records.consultation_mark,
        OwnKind::Item(kind) => words::item_mark(kind, desk.language),
        OwnKind::Draft => desk.texts().own_records.draft_mark,
    }
}

/// The names of the municipalities of a record.
fn places(entry: &OwnEntry, desk: &Desk) -> String {
    let names: Vec<String> = entry.municipalities.iter().map(|code| desk.municipality_name(code)).collect();
    sanitize(&names.join(", ")).into_owned()
}

/// The day of the consultation, the year only where it is not this one; or that it has none.
fn day(entry: &OwnEntry, desk: &Desk) -> String {
    entry.date.map_or_else(|| desk.texts().own_records.undated.to_owned(), |date| desk.language.date(date))
}

/// A record as one line in columns: kind, words, municipality where there is room, date.
fn list_line(entry: &OwnEntry, found: &Highlighter, width: usize, desk: &Desk) -> Line<'static> {
    let date = day(entry, desk);
    let right = if width >= ROOM_FOR_PLACE {
        format!(" {} {date:>12}", pad(&places(entry, desk), (width / 5).min(24)))
    } else {
        format!(" {date:>12}")
    };
    let room = width.saturating_sub(MARK + display_width(&right));
    let mut line = Line::from(Span::styled(pad(mark(entry.kind, desk), MARK), desk.theme.muted()));
    let words = found_line(entry.title.get(desk.language), found, room, desk.theme.text(), desk.theme);
    let missing = room.saturating_sub(words.width());
    line.spans.extend(words.spans);
    line.push_span(Span::raw(" ".repeat(missing)));
    line.push_span(Span::styled(right, desk.theme.muted()));
    line
}

/// The preview while it is written.
struct Page<'a> {
    lines: Vec<Line<'static>>,
    found: Highlighter,
    width: usize,
    desk: &'a Desk,
}

impl Page<'_> {
    fn record(&mut self, entry: &OwnEntry) {
        let (desk, texts) = (self.desk, &self.desk.texts().own_records);
        let style = desk.theme.title();
        let title = entry.title.get(desk.language);
        let title = found_paragraph(title, &self.found, self.width, usize::MAX, style, desk.theme);
        self.lines.extend(title);
        let facts: Vec<String> = facts(entry, desk).into_iter().filter(|fact| !fact.is_empty()).collect();
        self.muted(&facts.join(" · "));
        if entry.draft.is_some() {
            return self.draft(entry);
        }
        for (field, label) in [
            (Field::Problem, texts.detail),
            (Field::Goal, texts.agenda),
            (Field::Result, texts.place),
            (Field::Partners, texts.organisations),
            (Field::Lesson, texts.next_meeting),
        ] {
            self.labelled(label, entry.text(field, desk.language), usize::MAX);
        }
        let evidence = entry
            .evidence
            .iter()
            .map(|it| format!("+ {} ({})", sanitize(&it.title), words::verdict(it.verdict, desk.language)));
        self.labelled(texts.evidence, &evidence.collect::<Vec<_>>().join("\n"), usize::MAX);
        match entry.item {
            Some(_) => self.surroundings(entry),
            None => self.holds(entry),
        }
    }

    /// What a practice draft says.
    fn draft(&mut self, entry: &OwnEntry) {
        let labels = &self.desk.texts().forms.practice;
        for (field, label) in [
            (Field::Problem, &labels.problem),
            (Field::Solution, &labels.solution),
            (Field::Result, &labels.result),
            (Field::Lesson, &labels.lesson),
            (Field::Place, &labels.place),
            (Field::Cost, &labels.cost),
            (Field::Funding, &labels.funding),
            (Field::Partners, &labels.partners),
            (Field::Goal, &labels.source),
        ] {
            self.labelled(label.label, entry.text(field, self.desk.language), usize::MAX);
        }
    }

    /// What a consultation holds.
    fn holds(&mut self, entry: &OwnEntry) {
        let rows = &self.desk.consultations;
        let texts = &self.desk.texts().own_records;
        if let Some(row) = rows.iter().find(|row| row.id == entry.document) {
            self.labelled(texts.holds, &(texts.counts)(row.needs, row.decisions, row.tasks), 2);
        }
    }

    /// The consultation of an item, and what was said before and after it.
    fn surroundings(&mut self, entry: &OwnEntry) {
        let (desk, texts) = (self.desk, &self.desk.texts().own_records);
        let all = desk.own.entries_of(entry.document);
        let header = all.first().map(|header| header.title.get(desk.language).to_owned());
        let date = entry.date.map(|date| desk.language.weekday_date(date));
        let parts = [header, Some(places(entry, desk)), date];
        let mut words: Vec<String> = Vec::new();
        for part in parts.into_iter().flatten() {
            // The customary title names the municipality already.
            if !part.is_empty() && !words.iter().any(|known| known.ends_with(&part)) {
                words.push(part);
            }
        }
        self.labelled(texts.from, &words.join(" · "), 3);
        let beside = [(texts.before, entry.order.checked_sub(1)), (texts.after, Some(entry.order + 1))];
        for (label, order) in beside {
            // The header is named above.
            let other = order.filter(|&order| order > 0).and_then(|order| all.get(order));
            if let Some(other) = other {
                let words = format!("{}: {}", mark(other.kind, desk), other.title.get(desk.language));
                self.labelled(label, &words, 2);
            }
        }
    }

    fn muted(&mut self, text: &str) {
        let style = self.desk.theme.muted();
        let nothing = Highlighter::default();
        self.lines.extend(found_paragraph(text, &nothing, self.width, 2, style, self.desk.theme));
    }

    /// A label with its text below it; nothing where there is no text.
    fn labelled(&mut self, label: &'static str, text: &str, limit: usize) {
        if text.is_empty() {
            return;
        }
        let theme = self.desk.theme;
        self.lines.push(Line::default());
        self.lines.push(Line::styled(label, theme.title()));
        self.lines.extend(found_paragraph(text, &self.found, self.width, limit, theme.text(), theme));
    }
}

/// The kind of a record and how far it is.
fn facts(entry: &OwnEntry, desk: &Desk) -> Vec<String> {
    let texts = &desk.texts().own_records;
    if let Some(draft) = &entry.draft {
        let state = words::draft_state(draft.state, desk.language).to_owned();
        let codes = draft.components.iter().map(|component| component.code().to_owned());
        let mut facts = vec![texts.draft.to_owned(), state, day(entry, desk)];
        facts.extend(codes);
        return facts;
    }
    let OwnKind::Item(kind) = entry.kind else { return vec![places(entry, desk), day(entry, desk)] };
    let mut facts = vec![words::item_kind(kind, desk.language).to_owned()];
    match &entry.body {
        Some(ItemBody::Need { components, status, .. }) => {
            facts.extend(components.iter().map(|component| component.code().to_owned()));
            if *status != NeedStatus::default() {
                facts.push(words::need_status(*status, desk.language).to_owned());
            }
        }
        Some(ItemBody::Task { side, due, done, .. }) => {
            facts.push(words::side(*side, desk.language).to_owned());
            facts.extend(due.map(|due| (texts.due)(&desk.language.date(due))));
            facts.extend(done.then(|| texts.done.to_owned()));
        }
        _ => {}
    }
    facts
}
