//! Competing values, one conflict at a time: take one, take both, write own words, or leave it for later.

use crate::i18n::{sanitize, sanitize_lines, truncate, wrap};
use crate::model::{
    Conflict, ConflictKind, DocumentId, Proposal, Rival, Value, VersionVector, WriterNames, differences,
    writer_words,
};
use crate::store::Draft;
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::view::{Effect, Event, Response, View};
use crate::tui::widgets::text::{chosen_line, marked_paragraph};
use crate::tui::widgets::text_input::TextInput;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph};
use std::collections::BTreeMap;

/// The widest the overlay gets.
const WIDEST: u16 = 100;
/// The columns before a value.
const INDENT: usize = 4;
/// The key of the draft with own words that were begun and not written.
pub const DRAFT: &str = "conflicts";

/// A conflict with where it is.
#[derive(Debug, Clone)]
pub struct Case {
    /// The document.
    pub document: DocumentId,
    /// Its kind.
    pub document_kind: &'static str,
    /// What the person sees: the context of a settlement.
    pub seen: VersionVector,
    /// What the document is.
    pub title: String,
    /// What the entity is.
    pub item: String,
    /// The competing values.
    pub conflict: Conflict,
}

impl Case {
    /// The proposal, where it says something that no value says already.
    fn proposal(&self) -> Option<Proposal> {
        self.conflict.proposal().filter(|proposal| !self.has_value(&proposal.text))
    }

    fn has_value(&self, text: &str) -> bool {
        self.conflict.values.iter().any(|it| it.value.as_str() == Some(text))
    }

    /// Whether these words can be chosen without being typed.
    fn says(&self, words: &str) -> bool {
        self.has_value(words) || self.proposal().is_some_and(|proposal| proposal.text == words)
    }

    /// Which conflict it is, also when the overlay is opened anew.
    pub fn place(&self) -> String {
        format!("{}/{}/{}", self.document, self.conflict.entity, self.conflict.field)
    }

    fn choices(&self) -> usize {
        self.conflict.values.len() + usize::from(self.proposal().is_some())
    }
}

/// The draft without the own words for what has this id; `None` when there are no others.
pub fn draft_without(draft: &Draft, id: &str) -> Option<Draft> {
    let mut begun: BTreeMap<String, String> = serde_json::from_str(&draft.text).unwrap_or_default();
    begun.retain(|place, _| !place.contains(id));
    let extra = if draft.extra.contains(id) { String::new() } else { draft.extra.clone() };
    (!begun.is_empty()).then(|| Draft { text: serde_json::json!(begun).to_string(), extra, ..*draft })
}

/// The overlay.
#[derive(Debug)]
pub struct Conflicts {
    cases: Vec<Case>,
    names: WriterNames,
    current: usize,
    /// The chosen value; after the last one the proposal.
    chosen: usize,
    scroll: usize,
    editing: Option<TextInput>,
    /// Own words that were begun and not written, with the places of their conflicts.
    begun: BTreeMap<String, String>,
}

impl Conflicts {
    /// The overlay over `cases`, beginning with the one at `start`.
    pub fn new(cases: Vec<Case>, start: usize, names: WriterNames) -> Conflicts {
        Conflicts {
            cases,
            names,
            current: start,
            chosen: 0,
            scroll: 0,
            editing: None,
            begun: BTreeMap::new(),
        }
    }

    fn case(&self) -> Option<&Case> {
        self.cases.get(self.current)
    }

    fn go_to(&mut self, case: usize, desk: &Desk) {
        self.current = case.min(self.cases.len().saturating_sub(1));
        self.editing = None;
        self.choose(0, desk);
    }

    /// Chooses a value and scrolls so that its beginning is in sight.
    fn choose(&mut self, value: usize, desk: &Desk) {
        let last = self.case().map_or(0, |case| case.choices().saturating_sub(1));
        self.chosen = value.min(last);
        let areas = Areas::of(desk.screen_area(), self, desk);
        let rows = self.rows(usize::from(areas.values.width), desk);
        let first = rows.iter().position(|(of, _)| *of == self.chosen).unwrap_or(0);
        let end = rows.iter().rposition(|(of, _)| *of == self.chosen).map_or(first + 1, |last| last + 1);
        let height = usize::from(areas.values.height).max(1);
        self.scroll = self.scroll.max(end.saturating_sub(height)).min(first);
    }

    fn scroll_by(&mut self, lines: isize, desk: &Desk) {
        let areas = Areas::of(desk.screen_area(), self, desk);
        let length = self.rows(usize::from(areas.values.width), desk).len();
        let last = length.saturating_sub(usize::from(areas.values.height));
        self.scroll = self.scroll.saturating_add_signed(lines).min(last);
    }

    fn settle(&self, value: Value) -> Response {
        match self.case() {
            Some(case) => Effect::Write {
                document: case.document,
                kind: case.document_kind,
                change: case.conflict.settle(value),
                context: case.seen.clone(),
            }
            .into(),
            None => Response::done(),
        }
    }

    /// Takes the chosen value. A proposal with places to choose at goes to the editor first.
    fn take(&mut self, desk: &Desk) -> Response {
        let Some(case) = self.case() else { return Response::done() };
        match (case.conflict.values.get(self.chosen), case.proposal()) {
            (Some(rival), _) => self.settle(rival.value.clone()),
            (None, Some(proposal)) if proposal.choices == 0 => self.settle(Value::from(proposal.text)),
            _ => self.edit(desk),
        }
    }

    fn both(&self, desk: &Desk) -> Response {
        match self.case().and_then(|case| case.conflict.both()) {
            Some(value) => self.settle(value),
            None => Effect::tell(desk.texts().conflicts.only_one).into(),
        }
    }

    fn edit(&mut self, desk: &Desk) -> Response {
        let Some(case) = self.case().filter(|case| case.conflict.kind == ConflictKind::Text) else {
            return Effect::tell(desk.texts().conflicts.not_a_text).into();
        };
        let value = || case.conflict.values.get(self.chosen).and_then(|rival| rival.value.as_str());
        let proposal = || case.proposal().map(|proposal| proposal.text);
        let begun = self.begun.get(&case.place()).cloned();
        let text = begun.or_else(|| value().map(str::to_owned)).or_else(proposal).unwrap_or_default();
        self.editing = Some(TextInput::new(text));
        Response::done()
    }

    /// After a change of own words: keeps them until they are written.
    fn keep(&mut self) -> Response {
        let words = self.editing.as_ref().map(|input| input.text().to_owned());
        if let (Some(words), Some(case)) = (words, self.case()) {
            let place = case.place();
            if case.says(&words) {
                self.begun.remove(&place);
            } else {
                self.begun.insert(place, words);
            }
        }
        self.put_draft()
    }

    fn put_draft(&self) -> Response {
        if self.begun.is_empty() {
            return Effect::ClearDraft(DRAFT.to_owned()).into();
        }
        let caret = self.editing.as_ref().map(TextInput::caret);
        let place = self.case().filter(|_| caret.is_some()).map(Case::place);
        let text = serde_json::json!(self.begun).to_string();
        let draft = Draft { text, caret: caret.unwrap_or_default(), extra: place.unwrap_or_default() };
        Effect::PutDraft(DRAFT.to_owned(), draft).into()
    }

    /// Own words of the last time; those that porada was killed over are gone on with.
    fn restore(&mut self, draft: &Draft, desk: &Desk) {
        self.begun = serde_json::from_str(&draft.text).unwrap_or_default();
        let Some(case) = self.cases.iter().position(|case| case.place() == draft.extra) else { return };
        self.go_to(case, desk);
        let words = self.begun.get(&draft.extra).cloned();
        self.editing = words.map(|words| TextInput::with_caret(words, draft.caret));
    }

    /// The write is on disk: on to the next conflict, or back.
    fn written(&mut self, desk: &Desk) -> Response {
        if self.current >= self.cases.len() {
            return Response::done();
        }
        let settled = self.cases.remove(self.current);
        self.begun.remove(&settled.place());
        let words = (desk.texts().conflicts.settled)(
            settled.conflict.field_words(desk.language),
            &desk.keymap.shown(Action::Undo, desk.language),
        );
        self.go_to(self.current, desk);
        let told = self.put_draft().and(Effect::good(words));
        if self.cases.is_empty() { told.and(Effect::Close) } else { told }
    }

    fn editor_event(&mut self, event: Event, desk: &Desk) -> Response {
        let Some(input) = &mut self.editing else { return Response::Ignored };
        match event {
            Event::Action(Action::Enter) => {
                let text = input.text().trim().to_owned();
                self.settle(if text.is_empty() { Value::Null } else { Value::from(text) })
            }
            Event::Action(Action::Back) => {
                self.editing = None;
                let kept = self.case().is_some_and(|case| self.begun.contains_key(&case.place()));
                let tell = kept.then(|| Effect::tell(desk.texts().conflicts.begun_kept));
                tell.into_iter().fold(self.put_draft(), Response::and)
            }
            Event::Action(Action::Editor) => Effect::Edit(input.text().to_owned()).into(),
            Event::Edited(text) => {
                *input = TextInput::new(text.trim_end());
                self.keep()
            }
            Event::Paste(text) => {
                input.insert(&text);
                self.keep()
            }
            Event::Key(key) if input.key(key) => self.keep(),
            _ => Response::Ignored,
        }
    }

    /// The lines of the values, each with the value that it belongs to.
    fn rows(&self, width: usize, desk: &Desk) -> Vec<(usize, Line<'static>)> {
        let Some(case) = self.case() else { return Vec::new() };
        let mut rows = Vec::new();
        let words = case.words(desk);
        for (index, rival) in case.conflict.values.iter().enumerate() {
            let own = words.get(index).map(String::as_str).unwrap_or_default();
            // The first value shows where it differs from the second, every other one where from the first.
            let other = words.get(usize::from(index == 0)).map(String::as_str).unwrap_or_default();
            let ranges = match case.conflict.kind {
                ConflictKind::Text => differences(own, other).0,
                _ => Vec::new(),
            };
            let head = format!(" {}  {}", index + 1, self.facts(rival, index, desk));
            self.push(&mut rows, (index, head), (own, &ranges), width, desk);
        }
        if let Some(proposal) = case.proposal() {
            let texts = &desk.texts().conflicts;
            let index = case.conflict.values.len();
            let choices = match proposal.choices {
                0 => String::new(),
                choices => format!(" · {}", (texts.choices)(choices)),
            };
            let text = sanitize_lines(&proposal.text);
            let marked = case.conflict.only_in_some(&text);
            let legend = if marked.is_empty() { String::new() } else { format!(" · {}", texts.marked) };
            let head = format!(" {}  {}{choices}{legend}", index + 1, texts.proposal);
            self.push(&mut rows, (index, head), (&text, &marked), width, desk);
            let about = about_base(&case.conflict, &proposal, width, desk);
            rows.extend(about.into_iter().map(|line| (index, line)));
        }
        rows
    }

    fn push(
        &self,
        rows: &mut Vec<(usize, Line<'static>)>,
        (index, head): (usize, String),
        (text, ranges): (&str, &[std::ops::Range<usize>]),
        width: usize,
        desk: &Desk,
    ) {
        let head = truncate(&sanitize(&head), width).into_owned();
        let line = Line::styled(head, desk.theme.title());
        let chosen = index == self.chosen && self.editing.is_none();
        rows.push((index, if chosen { chosen_line(line, width, desk.theme.selected()) } else { line }));
        let styles = (desk.theme.text(), desk.theme.difference());
        for mut line in marked_paragraph(text, ranges, width.saturating_sub(INDENT), styles) {
            line.spans.insert(0, Span::raw(" ".repeat(INDENT)));
            rows.push((index, line));
        }
    }

    /// Who wrote a value and when, and whether it is the one that is shown.
    fn facts(&self, rival: &Rival, index: usize, desk: &Desk) -> String {
        let writers = writer_words(&rival.writers, &self.names, desk.language);
        let when = desk.language.date_time(desk.local(rival.stamp.moment()));
        let mut facts = vec![writers, when];
        if index == 0 {
            facts.push(desk.texts().conflicts.shown_first.to_owned());
        }
        facts.join(" · ")
    }

    /// What stands above the values: where it is, what, and what happened.
    fn head(&self, width: usize, desk: &Desk) -> Vec<Line<'static>> {
        let Some(case) = self.case() else { return Vec::new() };
        let texts = &desk.texts().conflicts;
        let one =
            |text: &str, style: Style| Line::styled(truncate(&sanitize(text), width).into_owned(), style);
        let mut lines = vec![
            one(&case.title, desk.theme.muted()),
            one(&case.item, desk.theme.title()),
            one(&(texts.field)(case.conflict.field_words(desk.language)), desk.theme.text()),
        ];
        if let Some(sentence) = case.conflict.deletion_words(desk.language) {
            let words = wrap(&sentence, width.max(1));
            lines.extend(words.into_iter().map(|line| Line::styled(line.to_owned(), desk.theme.warning())));
        }
        lines
    }
}

/// What a proposal rests on, and what it leaves out of that.
fn about_base(conflict: &Conflict, proposal: &Proposal, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let texts = &desk.texts().conflicts;
    let Some(base) = conflict.base_of_proposal() else { return Vec::new() };
    let mut paragraphs = Vec::new();
    if !proposal.dropped.is_empty() {
        paragraphs.push(((texts.dropped)(&proposal.dropped.join("; ")), desk.theme.warning()));
    }
    paragraphs.push(((texts.base)(base), desk.theme.muted()));
    let lines = paragraphs.into_iter().flat_map(|(words, style)| {
        let clean = sanitize_lines(&words);
        marked_paragraph(&clean, &[], width.saturating_sub(INDENT), (style, style))
    });
    let indented = lines.map(|mut line| {
        line.spans.insert(0, Span::raw(" ".repeat(INDENT)));
        line
    });
    indented.collect()
}

impl Case {
    /// The values in words, safe for the terminal.
    fn words(&self, desk: &Desk) -> Vec<String> {
        let municipality = |code: &str| desk.municipality_name(code);
        let words = self.conflict.values.iter();
        let words = words.map(|it| self.conflict.value_words(&it.value, desk.language, &municipality));
        words.map(|words| sanitize_lines(&words).into_owned()).collect()
    }
}

/// Where the parts of the overlay are.
struct Areas {
    window: Rect,
    head: Rect,
    values: Rect,
    foot: Rect,
}

impl Areas {
    fn of(area: Rect, overlay: &Conflicts, desk: &Desk) -> Areas {
        let width = area.width.saturating_sub(2).min(WIDEST);
        let inside = usize::from(width.saturating_sub(4));
        let head = u16::try_from(overlay.head(inside, desk).len()).unwrap_or(3) + 1;
        let values = u16::try_from(overlay.rows(inside, desk).len()).unwrap_or(u16::MAX);
        let foot = match &overlay.editing {
            Some(input) => input.height(u16::try_from(inside).unwrap_or(1)).saturating_add(2).min(8),
            None => 2,
        };
        let wanted = values.saturating_add(head + foot + 2);
        let height = wanted.min(area.height);
        let window = Rect {
            x: area.x + (area.width - width) / 2,
            y: area.y + (area.height - height) / 2,
            width,
            height,
        };
        let inner = window.inner(ratatui::layout::Margin { horizontal: 2, vertical: 1 });
        let parts = [Constraint::Length(head), Constraint::Fill(1), Constraint::Length(foot)];
        let [head, values, foot] = Layout::vertical(parts).areas(inner);
        Areas { window, head, values, foot }
    }
}

impl View for Conflicts {
    fn draft_key(&self) -> Option<String> {
        Some(DRAFT.to_owned())
    }

    fn contexts(&self) -> Vec<Context> {
        match self.editing {
            Some(_) => vec![Context::Text, Context::List],
            None => vec![Context::Conflicts, Context::List],
        }
    }

    fn update(&mut self, event: Event, desk: &Desk) -> Response {
        match event {
            Event::Written => {
                self.editing = None;
                return self.written(desk);
            }
            Event::Refresh => {
                self.choose(self.chosen, desk);
                return Response::done();
            }
            Event::Kept(draft) => {
                self.restore(&draft, desk);
                return Response::done();
            }
            event if self.editing.is_some() => return self.editor_event(event, desk),
            Event::Action(Action::Enter) => return self.take(desk),
            Event::Action(Action::SettleBoth) => return self.both(desk),
            Event::Action(Action::SettleEdit) => return self.edit(desk),
            // It is open already.
            Event::Action(Action::Conflicts) => {}
            Event::Action(Action::Right) => self.go_to(self.current + 1, desk),
            Event::Action(Action::Left) => self.go_to(self.current.saturating_sub(1), desk),
            Event::Action(Action::Up) => self.choose(self.chosen.saturating_sub(1), desk),
            Event::Action(Action::Down) => self.choose(self.chosen + 1, desk),
            Event::Action(Action::First) => self.choose(0, desk),
            Event::Action(Action::Last) => self.choose(usize::MAX, desk),
            Event::Action(Action::PageUp | Action::PreviewUp) => self.scroll_by(-5, desk),
            Event::Action(Action::PageDown | Action::PreviewDown) => self.scroll_by(5, desk),
            Event::Wheel(lines) => self.scroll_by(isize::from(lines), desk),
            Event::Key(key) => {
                let number = key.digit().and_then(|digit| usize::from(digit).checked_sub(1));
                let choices = self.case().map_or(0, Case::choices);
                let Some(number) = number.filter(|number| *number < choices) else {
                    return Response::Ignored;
                };
                self.choose(number, desk);
                return self.take(desk);
            }
            _ => return Response::Ignored,
        }
        Response::done()
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().conflicts;
        let areas = Areas::of(area, self, desk);
        frame.render_widget(Clear, areas.window);
        let title = (texts.title)((self.current + 1).min(self.cases.len()), self.cases.len());
        let block = Block::bordered()
            .border_style(desk.theme.border(true))
            .title(Line::styled(format!(" {title} "), desk.theme.title()));
        frame.render_widget(block, areas.window);
        frame.render_widget(Paragraph::new(self.head(usize::from(areas.head.width), desk)), areas.head);
        let rows = self.rows(usize::from(areas.values.width), desk);
        let hidden = rows.len() > self.scroll + usize::from(areas.values.height);
        let shown: Vec<Line> = rows.into_iter().skip(self.scroll).map(|(_, line)| line).collect();
        frame.render_widget(Paragraph::new(shown), areas.values);
        let [_, foot] = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(areas.foot);
        match &self.editing {
            Some(input) => {
                let [label, line] =
                    Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(foot);
                let words = format!("{}   {}", texts.editing, desk.keyed(texts.editing_keys));
                frame.render_widget(Line::styled(words, desk.theme.title()), label);
                input.draw(frame, line, desk.theme, true);
            }
            None => {
                let more = if hidden { format!("   {}", desk.keyed(texts.more)) } else { String::new() };
                frame
                    .render_widget(Line::styled(format!("{}{more}", texts.digits), desk.theme.muted()), foot);
            }
        }
    }

    fn hints(&self, _: &Desk) -> Vec<Action> {
        if self.editing.is_some() {
            return vec![Action::Editor, Action::Back];
        }
        let conflict = self.case().map(|case| &case.conflict);
        let hints = [
            (true, Action::Enter),
            (conflict.is_some_and(|it| it.both().is_some()), Action::SettleBoth),
            (conflict.is_some_and(|it| it.kind == ConflictKind::Text), Action::SettleEdit),
            (self.cases.len() > 1, Action::Right),
            (true, Action::Back),
        ];
        hints.into_iter().filter_map(|(holds, action)| holds.then_some(action)).collect()
    }
}
