//! The catalogue: one query, the hits in their order, and everything that the chosen record says.

mod draw;
mod nothing;
mod parts;
mod search;
mod status;

use super::consultation::link_change;
use super::own_records::OwnRecords;
use crate::catalogue::{Record, RecordKind};
use crate::i18n::{sanitize, truncate};
use crate::model::{Consultation, EntityId, schema};
use crate::search::{Filters, NearMatch};
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::key::{Key, KeyCode};
use crate::tui::overlays::concept::ConceptTree;
use crate::tui::overlays::filters::FiltersOverlay;
use crate::tui::overlays::forms::practice_draft;
use crate::tui::overlays::present::Present;
use crate::tui::view::{Choice, Effect, Event, Response, SearchOrder, View};
use crate::tui::widgets::list::ListPosition;
use crate::tui::widgets::text_input::TextInput;
use parts::Parts;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;
use search::{Found, Sought};

/// How much of a title or need a message repeats.
const WORDS_IN_MESSAGE: usize = 48;

/// The screen of the catalogue.
#[derive(Debug)]
pub struct CatalogueScreen {
    input: TextInput,
    filters: Filters,
    found: Found,
    own: OwnRecords,
    position: ListPosition,
    /// The id of the chosen record: its position is another one when imported records have been read.
    chosen: Option<String>,
    scroll: usize,
    /// Whether the chosen record has the screen for itself.
    reading: bool,
    /// Whether the record says above itself why it was found.
    why: bool,
    /// What to tell when the link is on disk.
    pending: Option<String>,
    /// The number of the last search that a worker was asked for.
    ticket: u64,
    /// A search that is to be asked for when the event is done with.
    ordered: Option<SearchOrder>,
    /// What is chosen when its answer has come.
    sought: Sought,
}

impl CatalogueScreen {
    /// The whole catalogue, nothing typed.
    pub fn new(desk: &Desk) -> CatalogueScreen {
        let mut screen = CatalogueScreen {
            input: TextInput::default(),
            filters: Filters::default(),
            found: Found::default(),
            own: OwnRecords::default(),
            position: ListPosition::default(),
            chosen: None,
            scroll: 0,
            reading: false,
            why: false,
            pending: None,
            ticket: 0,
            ordered: None,
            sought: Sought::First,
        };
        screen.ask(desk);
        screen
    }

    /// Searches because something else is asked for: the list begins at its top again.
    fn ask(&mut self, desk: &Desk) {
        self.search(desk);
        self.reading = false;
        self.sought = Sought::First;
    }

    fn selected<'a>(&self, desk: &'a Desk) -> Option<(&'a Record, NearMatch)> {
        let hit = self.found.hits().get(self.position.selected)?;
        Some((desk.catalogue.records().get(hit.position)?, hit.near))
    }

    fn select(&mut self, target: usize, desk: &Desk) {
        let before = self.position.selected;
        let height = usize::from(self.list_parts(desk).list.height);
        self.position.select(target, self.found.hits().len(), height);
        if self.position.selected != before {
            self.scroll = 0;
        }
        self.chosen = self.selected(desk).map(|(record, _)| record.id.clone());
    }

    /// Where the parts are in `area`.
    fn parts(&self, area: Rect, desk: &Desk) -> Parts {
        Parts::of(area, self.reading, self.status_height(area, desk))
    }

    /// Where they are in a window of the desk's size while the list is shown.
    fn list_parts(&self, desk: &Desk) -> Parts {
        Parts::of(desk.screen_area(), false, self.status_height(desk.screen_area(), desk))
    }

    fn scroll_by(&mut self, lines: isize, desk: &Desk) {
        let parts = self.parts(desk.screen_area(), desk);
        let length = self.columns(&parts, desk).map(|column| column.len()).into_iter().max().unwrap_or(0);
        let wanted = self.scroll.saturating_add_signed(lines);
        self.scroll = wanted.min(length.saturating_sub(usize::from(parts.story.height)));
    }

    /// Moves in the list; in the reading view the text moves.
    fn move_by(&mut self, action: Action, desk: &Desk) -> bool {
        let parts = self.parts(desk.screen_area(), desk);
        if self.reading {
            let page = isize::try_from(parts.story.height.saturating_sub(2).max(1)).unwrap_or(1);
            let far = isize::try_from(u16::MAX).unwrap_or(0);
            let lines = match action {
                Action::Up => -1,
                Action::Down => 1,
                Action::PageUp => -page,
                Action::PageDown => page,
                Action::First => -far,
                Action::Last => far,
                _ => return false,
            };
            self.scroll_by(lines, desk);
            return true;
        }
        let mut moved = self.position;
        let done = moved.action(action, self.found.hits().len(), usize::from(parts.list.height));
        if done {
            self.select(moved.selected, desk);
        }
        done
    }

    /// The next or previous kind, own records behind the last one; several kinds from the filters count as all.
    fn step_kind(&mut self, step: isize, desk: &Desk) {
        let own = RecordKind::ALL.len() as isize + 1;
        let current = match self.filters.kinds.as_slice() {
            _ if self.own.is_shown() => own,
            [kind] => {
                RecordKind::ALL.iter().position(|known| known == kind).map_or(0, |slot| slot as isize + 1)
            }
            _ => 0,
        };
        let next = (current + step).rem_euclid(own + 1);
        self.own.show(next == own);
        let kind = usize::try_from(next - 1).ok().and_then(|slot| RecordKind::ALL.get(slot));
        self.filters.kinds = kind.copied().into_iter().collect();
        self.ask(desk);
    }

    /// One step back: from the record, then the query, then the filters; the screen is left by the application.
    fn back(&mut self, desk: &Desk) -> Response {
        if self.reading {
            self.reading = false;
            self.scroll_by(0, desk);
        } else if !self.input.text().is_empty() {
            self.input.clear();
            self.ask(desk);
        } else if self.own.is_shown() {
            self.own.show(false);
        } else if !self.filters.is_empty() {
            self.filters = Filters::default();
            self.ask(desk);
        } else {
            return Response::Ignored;
        }
        Response::done()
    }

    fn present(&self, desk: &Desk) -> Response {
        let records = self.found.hits().iter().filter_map(|hit| desk.catalogue.records().get(hit.position));
        let ids: Vec<String> = records.map(|record| record.id.clone()).collect();
        if ids.is_empty() {
            return Response::done();
        }
        Effect::Open(Box::new(Present::new(ids, self.position.selected))).into()
    }

    /// Links the chosen record to the need of the open consultation, or takes the link away.
    fn link(&mut self, desk: &Desk) -> Response {
        let texts = &desk.texts().catalogue_screen;
        let shown = |action: Action| desk.keymap.shown(action, desk.language);
        let Some(open) = &desk.open else {
            return Effect::tell((texts.no_consultation)(&shown(Action::Home))).into();
        };
        let Some((need, words)) = need_of(open) else {
            return Effect::tell((texts.no_need)(&shown(Action::Consultation))).into();
        };
        let Some((record, _)) = self.selected(desk) else { return Response::done() };
        let short = truncate(record.title.get(desk.language), WORDS_IN_MESSAGE).into_owned();
        let change = match open.links_of(need).find(|link| link.record == record.id) {
            Some(link) => {
                self.pending = Some((texts.unlinked)(&short, &words));
                open.unlink(link)
            }
            None => {
                self.pending = Some((texts.linked)(&short, &words));
                link_change(open, need, std::slice::from_ref(&record.id), desk)
            }
        };
        let kind = schema::CONSULTATION;
        Effect::Write { document: open.id, kind, change, context: open.seen.clone() }.into()
    }

    /// Deletes the chosen practice draft; within the query, and where there is no draft, the letter behind the caret.
    fn delete(&mut self, desk: &Desk) -> Response {
        let at_end = self.input.caret() >= self.input.text().len();
        if let Some(draft) = self.own.chosen_draft().filter(|_| self.own.is_shown() && at_end) {
            return Effect::DeleteDraft(draft.id).into();
        }
        self.take_event(Event::Key(Key::plain(KeyCode::Delete)), desk)
    }

    /// Shows one record, whatever was asked for before.
    fn show_record(&mut self, id: &str, desk: &Desk) {
        self.own.show(false);
        if !self.read_listed(id, desk) {
            self.input.clear();
            self.filters = Filters::default();
            self.search(desk);
            self.sought = Sought::Record(id.to_owned());
        }
    }

    /// Where a record stands in the list.
    fn place_of(&self, id: &str, desk: &Desk) -> Option<usize> {
        let position = desk.catalogue.position(id)?;
        self.found.hits().iter().position(|hit| hit.position == position)
    }

    /// Shows a record of the list alone; whether it is there.
    fn read_listed(&mut self, id: &str, desk: &Desk) -> bool {
        let place = self.place_of(id, desk);
        if let Some(target) = place {
            self.select(target, desk);
            self.scroll = 0;
            self.reading = true;
        }
        place.is_some()
    }

    /// Searches again over new data; the chosen record stays chosen.
    fn refresh(&mut self, desk: &Desk) {
        self.search(desk);
    }

    /// Chooses the record again that was chosen before the hits changed.
    fn keep_chosen(&mut self, desk: &Desk) {
        let chosen = self.chosen.as_deref().and_then(|id| desk.catalogue.position(id));
        let scroll = self.scroll;
        let same = chosen.and_then(|chosen| self.found.hits().iter().position(|hit| hit.position == chosen));
        self.select(same.unwrap_or(self.position.selected), desk);
        self.reading &= same.is_some();
        self.scroll = if same.is_some() { scroll } else { 0 };
        self.scroll_by(0, desk);
    }

    fn action(&mut self, action: Action, desk: &Desk) -> Response {
        if self.own.is_shown()
            && let Some(response) = self.own.action(action, desk)
        {
            return response;
        }
        match action {
            Action::Enter => {
                self.reading = !self.reading && !self.found.hits().is_empty();
                self.scroll = 0;
            }
            Action::Next => self.step_kind(1, desk),
            Action::Previous => self.step_kind(-1, desk),
            Action::PreviewUp => self.scroll_by(-1, desk),
            Action::PreviewDown => self.scroll_by(1, desk),
            Action::Back => return self.back(desk),
            Action::Link => return self.link(desk),
            Action::Present => return self.present(desk),
            Action::Filters => {
                return Effect::Open(Box::new(FiltersOverlay::new(self.query(desk), desk))).into();
            }
            Action::Why => {
                self.why = !self.why;
                self.scroll = 0;
            }
            Action::ConceptTree => return Effect::Open(Box::new(ConceptTree::new(desk))).into(),
            Action::Delete => return self.delete(desk),
            Action::New => return Effect::Open(Box::new(practice_draft(desk))).into(),
            other => {
                if !self.move_by(other, desk) {
                    return Response::Ignored;
                }
            }
        }
        Response::done()
    }
}

/// The need that a record is linked to from here, and its words as far as a message repeats them.
fn need_of(open: &Consultation) -> Option<(EntityId, String)> {
    let need = open.need_for_link(None)?;
    let words = open.item(need).map(|item| truncate(&sanitize(&item.text), WORDS_IN_MESSAGE).into_owned());
    Some((need, words.unwrap_or_default()))
}

fn is_linked(record: &str, desk: &Desk) -> bool {
    let Some(open) = &desk.open else { return false };
    open.need_for_link(None).is_some_and(|need| open.links_of(need).any(|link| link.record == record))
}

impl View for CatalogueScreen {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Catalogue, Context::List]
    }

    fn update(&mut self, event: Event, desk: &Desk) -> Response {
        let response = self.take_event(event, desk);
        match self.ordered.take() {
            Some(order) => response.and(Effect::Search(order)),
            None => response,
        }
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let parts = self.parts(area, desk);
        if !self.reading {
            self.draw_query(frame, &parts, desk);
            frame.render_widget(self.kinds_line(usize::from(parts.kinds.width), desk), parts.kinds);
            if self.own.is_shown() {
                return self.own.draw(frame, area, desk);
            }
            let status = self.status_lines(usize::from(parts.status.width), desk);
            frame.render_widget(Paragraph::new(status), parts.status);
            if self.found.hits().is_empty() {
                let below = parts.list.union(parts.story).union(parts.facts.unwrap_or(parts.story));
                self.draw_nothing(frame, below, desk);
                return;
            }
            self.draw_list(frame, &parts, desk);
        }
        self.draw_record(frame, &parts, desk);
    }

    fn hints(&self, desk: &Desk) -> Vec<Action> {
        if self.own.is_shown() {
            return self.own.hints();
        }
        if self.reading {
            return vec![Action::Back, Action::Link, Action::Present, Action::Why];
        }
        if self.found.hits().is_empty() {
            return vec![Action::Next, Action::Filters, Action::ConceptTree, Action::Back];
        }
        let mut hints = vec![
            Action::Next,
            Action::Enter,
            Action::Filters,
            Action::Why,
            Action::ConceptTree,
            Action::PreviewDown,
        ];
        hints.insert(2, if desk.open.is_some() { Action::Link } else { Action::Present });
        hints
    }
}

impl CatalogueScreen {
    fn take_event(&mut self, event: Event, desk: &Desk) -> Response {
        match event {
            Event::Action(action) => return self.action(action, desk),
            Event::Key(key) => {
                let before = self.input.text().to_owned();
                if !self.input.key(key) {
                    return Response::Ignored;
                }
                if self.input.text() != before {
                    self.ask(desk);
                }
            }
            Event::Paste(text) => {
                self.input.insert(&sanitize(&text));
                self.ask(desk);
            }
            Event::Wheel(lines) if self.own.is_shown() => self.own.wheel(lines, desk),
            Event::Wheel(lines) if self.reading => self.scroll_by(isize::from(lines), desk),
            Event::Wheel(lines) => {
                let target = self.position.selected.saturating_add_signed(isize::from(lines.signum()));
                self.select(target, desk);
            }
            Event::Refresh => self.refresh(desk),
            Event::Written => {
                return self.pending.take().map_or_else(Response::done, |text| Effect::good(text).into());
            }
            Event::NotWritten => self.pending = None,
            Event::Chosen(Choice::Filters(filters)) => {
                self.own.show(false);
                self.filters = filters;
                self.ask(desk);
            }
            Event::Chosen(Choice::Record(id)) => self.show_record(&id, desk),
            Event::Found { ticket, results } => {
                if ticket == self.ticket {
                    self.take_found(results, desk);
                }
            }
            Event::Chosen(Choice::Municipality(_) | Choice::Item(_))
            | Event::Edited(_)
            | Event::Kept(_)
            | Event::Counted { .. } => {
                return Response::Ignored;
            }
        }
        Response::done()
    }
}
