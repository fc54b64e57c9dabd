//! The consultation: one line of input that is the record and the query at the same time.

mod composer;
mod evidence;
mod header;
mod marks;
mod record;
mod typing;

pub(super) use composer::link_change;

use super::super::action::{Action, Context};
use super::super::desk::Desk;
use super::super::overlays::{erase::EraseOverlay, filters::FiltersOverlay, forms, picker, present::Present};
use super::super::view::{Choice, Effect, Event, Response, View};
use super::super::widgets::list::ListPosition;
use super::super::widgets::text_input::TextInput;
use crate::catalogue::Record;
use crate::model::{
    Change, Consultation, DocumentId, EntityId, Item, ItemBody, ItemField, ItemKind, Link, schema,
};
use crate::store::Draft;
use composer::Composer;
use evidence::Evidence;
use header::header_line;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Borders, Paragraph};
use record::Row;
use std::borrow::Cow;

/// The key of the draft of a consultation's composer.
pub fn draft_key(consultation: DocumentId) -> String {
    format!("composer:{consultation}")
}

/// The screen with the unfinished line that `draft` kept, and the words of that line; `None` when it was written down
/// before the end.
pub fn restored(desk: &Desk, draft: &Draft) -> Option<(ConsultationScreen, String)> {
    let open = desk.open.as_ref()?;
    let composer = Composer::restored(draft, open, desk)?;
    let words = composer.input.text().trim().to_owned();
    let mut screen = ConsultationScreen { composer, shown: Some(open.id), ..ConsultationScreen::default() };
    screen.look_up(desk);
    Some((screen, words))
}

/// Where the arrows go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Focus {
    #[default]
    Composer,
    Record,
}

/// The state of the screen.
#[derive(Debug, Default)]
pub struct ConsultationScreen {
    /// The consultation that the rest of the state belongs to.
    shown: Option<DocumentId>,
    composer: Composer,
    evidence: Evidence,
    focus: Focus,
    /// The chosen row of the record, while the record has the focus.
    chosen: Option<Row>,
    /// What to do when the write that was asked for is on disk.
    awaiting: Option<Awaited>,
}

/// What a successful write changes on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Awaited {
    /// The composer's line is written: it can be emptied, and this message can be shown.
    Line(Option<String>),
    /// The composer's line is written and this item is to be chosen.
    Choose(EntityId),
    /// The composer's line is written and the form for all fields of its item is wanted.
    Details(EntityId),
    /// A message can be shown.
    Tell(Cow<'static, str>),
}

impl ConsultationScreen {
    fn refresh(&mut self, desk: &Desk) {
        let open = desk.open.as_ref();
        if open.map(|open| open.id) != self.shown {
            self.shown = open.map(|open| open.id);
            self.composer = Composer::default();
            self.focus = Focus::Composer;
            self.chosen = None;
        }
        if let (Some(open), Some(chosen)) = (open, self.chosen) {
            let rows = record::rows(open);
            if !rows.contains(&chosen) {
                self.chosen = rows.last().copied();
            }
        }
        if let Some(open) = open {
            self.composer.follow(open, desk);
        }
        self.look_up(desk);
        self.evidence.fit(self.areas(desk).evidence, self.previewed(desk), desk);
    }

    /// Looks up the evidence for the line being typed; for the need in question when the line is empty.
    fn look_up(&mut self, desk: &Desk) {
        let open = desk.open.as_ref();
        let need = open.and_then(|open| self.need_in_question(open));
        let text = match need {
            _ if !self.composer.input.is_blank() => self.composer.query(desk),
            Some(need) => format!("{} ", need.text),
            None => String::new(),
        };
        self.evidence.search(&text, desk);
    }

    fn chosen_item(&self, open: &Consultation) -> Option<EntityId> {
        self.chosen.filter(|_| self.focus == Focus::Record).and_then(|row| record::item_of(row, open))
    }

    /// The chosen link, while the record has the focus.
    fn chosen_link<'open>(&self, open: &'open Consultation) -> Option<&'open Link> {
        match (self.focus, self.chosen) {
            (Focus::Record, Some(Row::Link(id))) => open.links.iter().find(|link| link.id == id),
            _ => None,
        }
    }

    /// The record of the chosen link, which the preview shows instead of the chosen hit.
    fn previewed<'desk>(&self, desk: &'desk Desk) -> Option<&'desk Record> {
        let link = self.chosen_link(desk.open.as_ref()?)?;
        desk.catalogue.record(&link.record)
    }

    /// Asks for a write; `awaited` happens when it is on disk.
    fn write(&mut self, open: &Consultation, change: Change, awaited: Option<Awaited>) -> Effect {
        self.awaiting = awaited;
        Effect::Write { document: open.id, kind: schema::CONSULTATION, change, context: open.seen.clone() }
    }

    fn tell_after(
        &mut self,
        open: &Consultation,
        change: Change,
        text: impl Into<Cow<'static, str>>,
    ) -> Response {
        self.write(open, change, Some(Awaited::Tell(text.into()))).into()
    }

    /// The line changed: keeps the draft and looks up evidence.
    fn typed(&mut self, desk: &Desk) -> Response {
        self.focus = Focus::Composer;
        self.look_up(desk);
        match &desk.open {
            Some(open) => self.composer.draft_effect(open.id).into(),
            None => Response::done(),
        }
    }

    fn enter(&mut self, open: &Consultation, desk: &Desk) -> Response {
        match (self.focus, self.chosen) {
            (Focus::Record, Some(Row::Item(id))) => {
                if let Some(item) = open.item(id) {
                    self.composer.edit(item, desk);
                    return self.typed(desk);
                }
                Response::done()
            }
            (Focus::Record, Some(Row::Link(_))) => self.details(open, desk),
            (Focus::Record, None) => Effect::tell(desk.texts().consultation.nothing_chosen).into(),
            (Focus::Composer, _) => self.write_line(open, desk),
        }
    }

    fn write_line(&mut self, open: &Consultation, desk: &Desk) -> Response {
        let texts = &desk.texts().consultation;
        if self.composer.input.is_blank() {
            let text = if self.composer.editing.is_some() { texts.emptied_text } else { texts.empty_text };
            return Effect::tell(text).into();
        }
        match self.composer.change(open, desk) {
            Some(change) => self.write(open, change, Some(Awaited::Line(None))).into(),
            None => {
                self.composer.finish();
                self.typed(desk)
            }
        }
    }

    fn written(&mut self, desk: &Desk) -> Response {
        match self.awaiting.take() {
            Some(Awaited::Line(told)) => {
                self.chosen = None;
                let mut effects = self.line_finished(desk);
                effects.extend(told.map(Effect::good));
                effects.into()
            }
            Some(Awaited::Details(id)) => {
                let mut effects = self.line_finished(desk);
                let form =
                    desk.open.as_ref().and_then(|open| Some(forms::item_details(open, open.item(id)?, desk)));
                effects.extend(form.map(|form| Effect::Open(Box::new(form))));
                effects.into()
            }
            Some(Awaited::Choose(id)) => {
                let effects = self.line_finished(desk);
                self.show_item(id, desk);
                effects.into()
            }
            Some(Awaited::Tell(text)) => Effect::good(text).into(),
            None => Response::done(),
        }
    }

    /// The composer's line is on disk: the line that waited comes back, or an empty one.
    fn line_finished(&mut self, desk: &Desk) -> Vec<Effect> {
        self.composer.finish();
        self.look_up(desk);
        desk.open.iter().map(|open| self.composer.draft_effect(open.id)).collect()
    }

    fn delete(&mut self, open: &Consultation, desk: &Desk) -> Response {
        let texts = &desk.texts().consultation;
        let change = match self.chosen {
            Some(Row::Item(id)) => open.item(id).map(|item| open.delete_item(item)),
            Some(Row::Link(id)) => open.links.iter().find(|link| link.id == id).map(|link| open.unlink(link)),
            None => None,
        };
        let rows = record::rows(open);
        let place = self.chosen.and_then(|chosen| rows.iter().position(|row| *row == chosen));
        match change {
            Some(change) => {
                let next =
                    place.and_then(|place| rows.get(place + 1).or_else(|| rows.get(place.checked_sub(1)?)));
                self.chosen = next.copied();
                self.tell_after(open, change, texts.deleted)
            }
            None => Effect::tell(texts.nothing_chosen).into(),
        }
    }

    /// The item that commands act on: the chosen one, or the last need.
    fn item_in_question<'open>(&self, open: &'open Consultation) -> Option<&'open Item> {
        let id =
            self.composer.editing.or_else(|| self.chosen_item(open)).or_else(|| open.need_for_link(None));
        id.and_then(|id| open.item(id))
    }

    /// The chosen link or item.
    fn item_for_conflicts(&self, open: &Consultation) -> Option<EntityId> {
        self.chosen_link(open).map(|link| link.id).or_else(|| self.chosen_item(open))
    }

    /// The form for all fields. An edit in the composer is written first: the form would show the words before it, and
    /// the composer would write over the form's.
    fn details(&mut self, open: &Consultation, desk: &Desk) -> Response {
        if let Some(link) = self.chosen_link(open) {
            return Effect::Open(Box::new(forms::link_details(open, link))).into();
        }
        if let Some(id) = self.composer.editing {
            if self.composer.input.is_blank() {
                return Effect::tell(desk.texts().consultation.emptied_text).into();
            }
            if let Some(change) = self.composer.change(open, desk) {
                return self.write(open, change, Some(Awaited::Details(id))).into();
            }
        }
        match self.item_in_question(open) {
            Some(item) => Effect::Open(Box::new(forms::item_details(open, item, desk))).into(),
            None => Effect::tell(desk.texts().consultation.nothing_chosen).into(),
        }
    }

    fn toggle_done(&mut self, open: &Consultation) -> Response {
        match self.chosen_item(open).and_then(|id| open.item(id)) {
            Some(item @ Item { body: ItemBody::Task { done, .. }, .. }) => {
                let change = open.edit_item(item, vec![ItemField::Done(!done)]);
                self.write(open, change, None).into()
            }
            _ => Response::done(),
        }
    }

    fn step_record(&mut self, open: &Consultation, action: Action, desk: &Desk) {
        let rows = record::rows(open);
        let place = self.chosen.and_then(|chosen| rows.iter().position(|row| *row == chosen));
        let mut position =
            ListPosition { selected: place.unwrap_or_else(|| rows.len().saturating_sub(1)), offset: 0 };
        position.action(action, rows.len(), usize::from(self.areas(desk).record.height));
        self.choose(rows.get(position.selected).copied(), desk);
    }

    fn choose(&mut self, row: Option<Row>, desk: &Desk) {
        self.chosen = row;
        self.look_up(desk);
        self.evidence.preview_from_top();
    }

    fn show_item(&mut self, id: EntityId, desk: &Desk) {
        self.focus = Focus::Record;
        self.choose(Some(Row::Item(id)), desk);
    }

    /// Chooses an item. An edit in the composer is written first: commands are for the chosen item then, and Enter would
    /// take its words over those of the edit.
    fn go_to_item(&mut self, id: EntityId, open: &Consultation, desk: &Desk) -> Response {
        if self.composer.editing.is_some() {
            match self.composer.change(open, desk) {
                Some(_) if self.composer.input.is_blank() => {
                    return Effect::tell(desk.texts().consultation.emptied_text).into();
                }
                Some(change) => return self.write(open, change, Some(Awaited::Choose(id))).into(),
                None => self.composer.finish(),
            }
        }
        self.show_item(id, desk);
        self.composer.draft_effect(open.id).into()
    }

    fn move_item(&mut self, open: &Consultation, step: isize, desk: &Desk) -> Response {
        let Some(id) = self.chosen_item(open) else {
            return Effect::tell(desk.texts().consultation.nothing_chosen).into();
        };
        let change = open.move_item(id, step);
        change.map_or_else(Response::done, |change| self.write(open, change, None).into())
    }

    /// Leaving an edit keeps it: what was typed is written, undo takes it back, and its item stays chosen.
    fn leave_edit(&mut self, open: &Consultation, desk: &Desk) -> Response {
        let Some(id) = self.composer.editing else { return Response::done() };
        let change = self.composer.change(open, desk).filter(|_| !self.composer.input.is_blank());
        match change {
            Some(change) => self.write(open, change, Some(Awaited::Choose(id))).into(),
            None => {
                self.composer.finish();
                self.show_item(id, desk);
                self.composer.draft_effect(open.id).into()
            }
        }
    }

    fn back(&mut self, open: &Consultation, desk: &Desk) -> Response {
        match self.focus {
            Focus::Composer if self.composer.editing.is_some() => self.leave_edit(open, desk),
            Focus::Composer => {
                let rows = record::rows(open);
                self.focus = Focus::Record;
                self.chosen = self.chosen.filter(|row| rows.contains(row)).or_else(|| rows.last().copied());
                self.look_up(desk);
                Response::done()
            }
            Focus::Record => {
                self.focus = Focus::Composer;
                self.look_up(desk);
                Response::done()
            }
        }
    }

    fn action(&mut self, action: Action, open: &Consultation, desk: &Desk) -> Response {
        match action {
            Action::Enter => self.enter(open, desk),
            Action::Next | Action::Previous => {
                let step = if action == Action::Next { 1 } else { -1 };
                self.composer.step_kind(step);
                self.typed(desk)
            }
            Action::Link => self.link(open, desk),
            Action::Back => self.back(open, desk),
            Action::Header => Effect::Open(Box::new(forms::header(open, desk))).into(),
            Action::Details => self.details(open, desk),
            Action::Conflicts => Effect::Conflicts(self.item_for_conflicts(open)).into(),
            Action::Erase => {
                Effect::Open(Box::new(EraseOverlay::new(open, self.item_for_conflicts(open), desk))).into()
            }
            Action::Delete if self.focus == Focus::Record => self.delete(open, desk),
            Action::MoveUp => self.move_item(open, -1, desk),
            Action::MoveDown => self.move_item(open, 1, desk),
            Action::MarkUnmet => self.mark_unmet(open, desk),
            Action::MarkInternal => self.mark_internal(open, desk),
            Action::Begin => self.begin(open, desk),
            Action::Close => self.close(open, desk),
            Action::ToggleDone => self.toggle_done(open),
            Action::Present => {
                let (ids, place) = self.shortlist(open, desk);
                if ids.is_empty() {
                    return Effect::tell(desk.texts().consultation.no_evidence).into();
                }
                Effect::Open(Box::new(Present::new(ids, place))).into()
            }
            Action::Filters => {
                Effect::Open(Box::new(FiltersOverlay::new(self.evidence.query(desk), desk))).into()
            }
            Action::Editor => Effect::Edit(self.composer.input.text().to_owned()).into(),
            Action::New => new_consultation(desk),
            Action::Undo | Action::Redo
                if self.focus == Focus::Composer && self.composer.step_typing(action == Action::Redo) =>
            {
                self.typed(desk)
            }
            _ if self.focus == Focus::Record && is_step(action) => {
                self.step_record(open, action, desk);
                Response::done()
            }
            _ => {
                let area = self.areas(desk).evidence;
                let taken = self.evidence.action(action, area, self.previewed(desk), desk);
                if taken { Response::done() } else { Response::Ignored }
            }
        }
    }

    /// What present mode steps through: the links of the need in question when one of them is chosen, else the hits.
    fn shortlist(&self, open: &Consultation, desk: &Desk) -> (Vec<String>, usize) {
        if let Some(chosen) = self.chosen_link(open) {
            let links: Vec<_> = open.links_of(chosen.need).collect();
            let place = links.iter().position(|link| link.id == chosen.id).unwrap_or(0);
            return (links.into_iter().map(|link| link.record.clone()).collect(), place);
        }
        self.evidence.shortlist(desk)
    }

    /// Where the parts are in a window of the desk's size, without a message.
    fn areas(&self, desk: &Desk) -> Areas {
        Areas::of(desk.screen_area(), &self.composer)
    }
}

/// Where the parts of the screen are.
struct Areas {
    header: Rect,
    record_frame: Rect,
    record: Rect,
    evidence: Rect,
    composer: Rect,
}

impl Areas {
    fn of(area: Rect, composer: &Composer) -> Areas {
        let composer = composer.height(area.width).min(area.height / 2);
        let [header, body, composer] =
            Layout::vertical([Constraint::Length(1), Constraint::Fill(1), Constraint::Length(composer)])
                .areas(area);
        let (record_frame, evidence) = columns(body);
        Areas { header, record_frame, record: record_block().inner(record_frame), evidence, composer }
    }
}

fn record_block() -> Block<'static> {
    Block::new().borders(Borders::TOP | Borders::LEFT | Borders::RIGHT)
}

fn is_step(action: Action) -> bool {
    matches!(
        action,
        Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::First | Action::Last
    )
}

fn new_consultation(desk: &Desk) -> Response {
    let purpose = picker::PickerPurpose::NewConsultation(crate::model::ConsultationKind::default());
    Effect::Open(Box::new(picker::MunicipalityPicker::new(purpose, desk))).into()
}

impl View for ConsultationScreen {
    fn contexts(&self) -> Vec<Context> {
        match self.focus {
            _ if self.shown.is_none() => vec![Context::Consultation],
            Focus::Composer => vec![Context::Composer, Context::Consultation, Context::Text, Context::List],
            Focus::Record => vec![Context::Record, Context::Consultation, Context::List],
        }
    }

    fn update(&mut self, event: Event, desk: &Desk) -> Response {
        let response = self.take_event(event, desk);
        match self.evidence.take_order() {
            Some(order) => response.and(Effect::Search(order)),
            None => response,
        }
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let Some(open) = &desk.open else {
            draw_none(frame, area, desk);
            return;
        };
        let areas = Areas::of(area, &self.composer);
        frame.render_widget(header_line(open, areas.header.width, desk), areas.header);
        let block = record_block()
            .border_style(desk.theme.border(self.focus == Focus::Record))
            .title(Line::styled(format!(" {} ", desk.texts().consultation.record), desk.theme.title()));
        frame.render_widget(block, areas.record_frame);
        let chosen = self.chosen.filter(|_| self.focus == Focus::Record);
        record::draw(frame, areas.record, open, chosen, desk);
        let linked = |id: &str| self.composer.is_pending(id) || self.is_linked(open, id);
        self.evidence.draw(frame, areas.evidence, desk, self.previewed(desk), &linked);
        let need = self.need_in_question(open);
        self.composer.draw(frame, areas.composer, open, need, desk, self.focus == Focus::Composer);
    }

    fn hints(&self, desk: &Desk) -> Vec<Action> {
        match self.focus {
            _ if desk.open.is_none() => vec![Action::New, Action::Home],
            Focus::Composer => {
                vec![
                    Action::Enter,
                    Action::Next,
                    Action::Down,
                    Action::Link,
                    Action::Header,
                    Action::Back,
                    Action::Why,
                ]
            }
            Focus::Record => {
                let mut hints = vec![Action::Enter, Action::Delete, Action::Details, Action::MoveUp];
                let chosen = desk.open.as_ref().and_then(|open| open.item(self.chosen_item(open)?));
                if chosen.is_some_and(|item| item.kind() == ItemKind::Task) {
                    hints.push(Action::ToggleDone);
                }
                hints.push(Action::Back);
                hints
            }
        }
    }
}

impl ConsultationScreen {
    fn take_event(&mut self, event: Event, desk: &Desk) -> Response {
        let event = match event {
            Event::Refresh => {
                self.refresh(desk);
                return Response::done();
            }
            // Also while no consultation is open: nobody asks the same again.
            Event::Found { ticket, results } => {
                self.evidence.take_found(ticket, results, desk);
                self.evidence.fit(self.areas(desk).evidence, self.previewed(desk), desk);
                return Response::done();
            }
            other => other,
        };
        let Some(open) = &desk.open else {
            return match event {
                Event::Action(Action::New) => new_consultation(desk),
                _ => Response::Ignored,
            };
        };
        match event {
            Event::Action(action) => self.action(action, open, desk),
            Event::Key(key) if self.composer.type_in(|line| line.key(key)) => self.typed(desk),
            Event::Key(_) | Event::Refresh => Response::Ignored,
            Event::Paste(text) => {
                self.composer.type_in(|line| line.insert(&text));
                self.typed(desk)
            }
            Event::Edited(text) => {
                self.composer.type_in(|line| *line = TextInput::new(text.trim_end()));
                self.typed(desk)
            }
            Event::Wheel(lines) => {
                self.evidence.wheel(lines, self.areas(desk).evidence, desk);
                Response::done()
            }
            Event::Written => self.written(desk),
            Event::NotWritten => {
                self.awaiting = None;
                Response::done()
            }
            Event::Chosen(Choice::Filters(filters)) => {
                self.evidence.set_filters(filters);
                self.look_up(desk);
                Response::done()
            }
            Event::Chosen(Choice::Item(id)) if open.item(id).is_some() => self.go_to_item(id, open, desk),
            Event::Chosen(_) | Event::Kept(_) | Event::Found { .. } | Event::Counted { .. } => {
                Response::done()
            }
        }
    }

    /// Whether a record is linked to the need in question.
    fn is_linked(&self, open: &Consultation, record: &str) -> bool {
        if self.composer.is_new_need() {
            return false;
        }
        let need = self.need_in_question(open);
        need.is_some_and(|need| open.links_of(need.id).any(|link| link.record == record))
    }
}

/// The columns of record and evidence; one above the other where the window is narrow.
fn columns(body: Rect) -> (Rect, Rect) {
    let areas: [Rect; 2] = if body.width < 70 {
        Layout::vertical([Constraint::Fill(1), Constraint::Fill(1)]).areas(body)
    } else {
        let record = if body.width >= 110 { 45 } else { 48 };
        Layout::horizontal([Constraint::Percentage(record), Constraint::Fill(1)]).areas(body)
    };
    (areas[0], areas[1])
}

fn draw_none(frame: &mut Frame, area: Rect, desk: &Desk) {
    let words = desk.keyed(desk.texts().consultation.none_open);
    let lines: Vec<Line> = words.lines().map(Line::raw).collect();
    let inner =
        Rect { x: area.x + 2.min(area.width), y: area.y + 1.min(area.height), ..area }.intersection(area);
    frame.render_widget(Paragraph::new(lines).wrap(ratatui::widgets::Wrap { trim: false }), inner);
}
