//! The catalogue: one query, the hits in their order, and everything that the chosen record says.

mod parts;

use super::consultation::link_change;
use super::own_records::OwnRecords;
use crate::catalogue::{Municipality, Record, RecordKind};
use crate::i18n::{Localized, display_width, sanitize, truncate, wrap};
use crate::model::{Consultation, EntityId, schema};
use crate::search::{Filters, Highlighter, Hit, Near, NearMatch, Query};
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::overlays::concept::ConceptTree;
use crate::tui::overlays::filters::{FiltersOverlay, filters_in_words};
use crate::tui::overlays::forms::practice_draft;
use crate::tui::overlays::present::Present;
use crate::tui::view::{Choice, Effect, Event, Response, View};
use crate::tui::widgets::list::ListPosition;
use crate::tui::widgets::record::{hit_line, record_facts, record_preview, record_story};
use crate::tui::widgets::text::{chosen_line, found_paragraph};
use crate::tui::widgets::text_input::TextInput;
use parts::Parts;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph};

/// How much of a title or need a message repeats.
const WORDS_IN_MESSAGE: usize = 48;

/// What the last search found.
#[derive(Debug, Default)]
struct Found {
    /// The hits of the chosen kinds.
    hits: Vec<Hit>,
    /// How many hits there are of each kind, in the order of [`RecordKind::ALL`].
    by_kind: [usize; RecordKind::ALL.len()],
    /// Whether these are all.
    exact: bool,
    /// How many there would be without filters; only counted where the filters leave nothing.
    without_filters: usize,
}

/// The screen of the catalogue.
#[derive(Debug)]
pub struct CatalogueScreen {
    query: TextInput,
    filters: Filters,
    found: Found,
    own: OwnRecords,
    position: ListPosition,
    scroll: usize,
    /// Whether the chosen record has the screen for itself.
    reading: bool,
    /// What to tell when the link is on disk.
    pending: Option<String>,
}

impl CatalogueScreen {
    /// The whole catalogue, nothing typed.
    pub fn new(desk: &Desk) -> CatalogueScreen {
        let mut screen = CatalogueScreen {
            query: TextInput::default(),
            filters: Filters::default(),
            found: Found::default(),
            own: OwnRecords::default(),
            position: ListPosition::default(),
            scroll: 0,
            reading: false,
            pending: None,
        };
        screen.search(desk);
        screen
    }

    /// Searches; one search for all kinds gives the hits and their number by kind.
    fn search(&mut self, desk: &Desk) {
        self.own.search(self.query.text(), desk);
        let Some(index) = &desk.index else {
            self.found = Found::default();
            return;
        };
        let filters = Filters { kinds: Vec::new(), ..self.filters.clone() };
        let text = self.query.text().to_owned();
        let near = municipality(desk).map(|municipality| Near {
            municipality_code: municipality.code.to_owned(),
            population: municipality.population,
            region: municipality.kraj.to_owned(),
        });
        let mut results =
            index.search(&Query { text, typing: true, filters, near, limit: index.len(), facets: false });
        let mut found = Found { exact: results.total_is_exact, ..Found::default() };
        let wanted = &self.filters.kinds;
        results.hits.retain(|hit| {
            let Some(record) = desk.catalogue.records().get(hit.position) else { return false };
            let slot = RecordKind::ALL.iter().position(|kind| *kind == record.kind);
            if let Some(count) = slot.and_then(|slot| found.by_kind.get_mut(slot)) {
                *count += 1;
            }
            wanted.is_empty() || wanted.contains(&record.kind)
        });
        if self.query.is_blank() {
            results.hits.sort_by_key(|hit| hit.position);
        }
        if results.hits.is_empty() && !self.filters.is_empty() {
            let text = self.query.text().to_owned();
            found.without_filters = index.search(&Query { text, typing: true, ..Query::default() }).total;
        }
        found.hits = results.hits;
        self.found = found;
    }

    /// Searches because something else is asked for: the list begins at its top again.
    fn ask(&mut self, desk: &Desk) {
        self.search(desk);
        self.reading = false;
        self.select(0, desk);
        self.scroll = 0;
    }

    fn selected<'a>(&self, desk: &'a Desk) -> Option<(&'a Record, NearMatch)> {
        let hit = self.found.hits.get(self.position.selected)?;
        Some((desk.catalogue.records().get(hit.position)?, hit.near))
    }

    fn select(&mut self, target: usize, desk: &Desk) {
        let before = self.position.selected;
        let height = usize::from(Parts::of(desk.screen_area(), false).list.height);
        self.position.select(target, self.found.hits.len(), height);
        if self.position.selected != before {
            self.scroll = 0;
        }
    }

    fn scroll_by(&mut self, lines: isize, desk: &Desk) {
        let parts = Parts::of(desk.screen_area(), self.reading);
        let length = self.columns(&parts, desk).map(|column| column.len()).into_iter().max().unwrap_or(0);
        let wanted = self.scroll.saturating_add_signed(lines);
        self.scroll = wanted.min(length.saturating_sub(usize::from(parts.story.height)));
    }

    /// Moves in the list; in the reading view the text moves.
    fn move_by(&mut self, action: Action, desk: &Desk) -> bool {
        let parts = Parts::of(desk.screen_area(), self.reading);
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
        let done = moved.action(action, self.found.hits.len(), usize::from(parts.list.height));
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
        } else if !self.query.text().is_empty() {
            self.query.clear();
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
        let records = self.found.hits.iter().filter_map(|hit| desk.catalogue.records().get(hit.position));
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

    /// Shows one record, whatever was asked for before.
    fn show_record(&mut self, id: &str, desk: &Desk) {
        self.own.show(false);
        let place = |screen: &CatalogueScreen| {
            let position = desk.catalogue.position(id)?;
            screen.found.hits.iter().position(|hit| hit.position == position)
        };
        if place(self).is_none() {
            self.query.clear();
            self.filters = Filters::default();
            self.search(desk);
        }
        if let Some(target) = place(self) {
            self.select(target, desk);
            self.scroll = 0;
            self.reading = true;
        }
    }

    /// Searches again over new data; the chosen record stays chosen.
    fn refresh(&mut self, desk: &Desk) {
        let chosen = self.found.hits.get(self.position.selected).map(|hit| hit.position);
        let scroll = self.scroll;
        self.search(desk);
        let same = chosen.and_then(|chosen| self.found.hits.iter().position(|hit| hit.position == chosen));
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
                self.reading = !self.reading && !self.found.hits.is_empty();
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
                return Effect::Open(Box::new(FiltersOverlay::new(&self.filters, desk))).into();
            }
            Action::ConceptTree => return Effect::Open(Box::new(ConceptTree::new(desk))).into(),
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

/// The main municipality of the open consultation.
fn municipality(desk: &Desk) -> Option<&Municipality> {
    let code = desk.open.as_ref()?.municipalities.first()?;
    desk.catalogue.municipalities().get(code)
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
        match event {
            Event::Action(action) => return self.action(action, desk),
            Event::Key(key) => {
                let before = self.query.text().to_owned();
                if !self.query.key(key) {
                    return Response::Ignored;
                }
                if self.query.text() != before {
                    self.ask(desk);
                }
            }
            Event::Paste(text) => {
                self.query.insert(&sanitize(&text));
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
            Event::Chosen(Choice::Municipality(_) | Choice::Item(_)) | Event::Edited(_) | Event::Kept(_) => {
                return Response::Ignored;
            }
        }
        Response::done()
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let parts = Parts::of(area, self.reading);
        if !self.reading {
            self.draw_query(frame, &parts, desk);
            frame.render_widget(self.kinds_line(usize::from(parts.kinds.width), desk), parts.kinds);
            if self.own.is_shown() {
                return self.own.draw(frame, area, desk);
            }
            frame.render_widget(self.status_line(usize::from(parts.status.width), desk), parts.status);
            if self.found.hits.is_empty() {
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
            return vec![Action::Back, Action::Link, Action::Present];
        }
        if self.found.hits.is_empty() {
            return vec![Action::Next, Action::Filters, Action::ConceptTree, Action::Back];
        }
        let mut hints =
            vec![Action::Next, Action::Enter, Action::Filters, Action::ConceptTree, Action::PreviewDown];
        hints.insert(2, if desk.open.is_some() { Action::Link } else { Action::Present });
        hints
    }
}

impl CatalogueScreen {
    fn draw_query(&self, frame: &mut Frame, parts: &Parts, desk: &Desk) {
        let texts = &desk.texts().catalogue_screen;
        let title = if self.own.is_shown() { desk.texts().own_records.query } else { texts.query };
        let block = Block::bordered().title(format!(" {title} ")).border_style(desk.theme.border(true));
        frame.render_widget(block, parts.query_frame);
        self.query.draw(frame, parts.query, desk.theme, true);
    }

    /// The kinds with the number of their hits; the chosen ones reversed. Where there is no room names get shorter, then
    /// they stand closer, then only the chosen ones have numbers, then only they are left.
    fn kinds_line(&self, width: usize, desk: &Desk) -> Line<'static> {
        let total: usize = self.found.by_kind.iter().sum();
        let own = self.own.is_shown();
        let all = (desk.texts().catalogue_screen.all_kinds, total, self.filters.kinds.is_empty() && !own);
        let cells = |(short, air, numbers): (bool, &str, bool)| -> Vec<(String, bool, usize)> {
            let kinds = RecordKind::ALL.iter().zip(self.found.by_kind).map(|(kind, count)| {
                let names = kind.names(desk.language);
                (if short { names.short } else { names.few }, count, self.filters.kinds.contains(kind))
            });
            let [own_name, own_short] = desk.texts().own_records.tab;
            let own = (if short { own_short } else { own_name }, self.own.count(), own);
            let cells = std::iter::once(all).chain(kinds).chain([own]);
            cells
                .map(|(name, count, chosen)| {
                    let number = format!(" {}", desk.language.count(count));
                    let number = if numbers || chosen { number.as_str() } else { "" };
                    (format!(" {name}{number}{air}"), chosen, count)
                })
                .collect()
        };
        let wide =
            |cells: &[(String, bool, usize)]| cells.iter().map(|cell| display_width(&cell.0)).sum::<usize>();
        let steps = [(false, " ", true), (true, " ", true), (true, "", true), (true, "", false)];
        let fitting = steps.into_iter().map(cells).find(|cells| wide(cells) <= width);
        let shown = fitting.unwrap_or_else(|| {
            let all = cells((true, " ", true)).into_iter();
            all.filter(|(_, chosen, _)| *chosen).collect()
        });
        let spans = shown.into_iter().map(|(text, chosen, count)| {
            let style = match (chosen, count) {
                (true, _) => desk.theme.selected(),
                (false, 0) => desk.theme.muted(),
                (false, _) => desk.theme.text(),
            };
            Span::styled(text, style)
        });
        Line::from(spans.collect::<Vec<_>>())
    }

    /// The filters in words with the way to clear them, the order of the list, the municipality that it is for.
    fn status_line(&self, width: usize, desk: &Desk) -> Line<'static> {
        let texts = &desk.texts().catalogue_screen;
        let shown = |action: Action| desk.keymap.shown(action, desk.language);
        let filtered = !self.filters.is_empty();
        let order = if self.query.is_blank() {
            let near = municipality(desk).map(|it| (texts.near_mark)(it.name));
            let order = (!filtered).then(|| (texts.catalogue_order)(&shown(Action::Filters)));
            order.into_iter().chain(near).collect::<Vec<_>>().join(" · ")
        } else {
            let near = municipality(desk).map(|it| (texts.near)(it.status, it.name));
            near.unwrap_or_else(|| texts.best_first.to_owned())
        };
        let back = shown(Action::Back);
        let clear = if self.query.text().is_empty() { back } else { format!("{back} {back}") };
        let filters = if filtered {
            (texts.filters_active)(&filters_in_words(&self.filters, desk), &clear)
        } else {
            String::new()
        };
        let room = width.saturating_sub(2);
        // The filters change what is found, so they are never cut for the order's sake.
        let rest = room.saturating_sub(display_width(&filters) + if filtered { 3 } else { 0 });
        let order = if display_width(&order) <= rest { order } else { String::new() };
        let between = if filtered && !order.is_empty() { " · " } else { "" };
        Line::from(vec![
            Span::raw(" "),
            Span::styled(truncate(&filters, room).into_owned(), desk.theme.warning()),
            Span::styled(format!("{between}{order}"), desk.theme.muted()),
        ])
    }

    fn draw_list(&self, frame: &mut Frame, parts: &Parts, desk: &Desk) {
        let texts = &desk.texts().catalogue_screen;
        let length = self.found.hits.len();
        let count = if self.query.is_blank() && self.filters.is_empty() {
            (texts.records)(length)
        } else {
            (texts.hits)(length, self.found.exact)
        };
        let place = (desk.texts().common.n_of_total)(self.position.selected + 1, length);
        let block = parts
            .block(desk)
            .title(format!(" {count} "))
            .title(Line::from(format!(" {place} ")).right_aligned());
        frame.render_widget(block.title_style(desk.theme.title()), parts.list_frame);
        let (width, height) = (usize::from(parts.list.width), usize::from(parts.list.height));
        // A message below takes lines away that `update` did not know of.
        let mut position = self.position;
        position.select(position.selected, length, height);
        let visible = position.visible(length, height);
        let found = desk.highlighter(self.query.text());
        let rows = self.found.hits.iter().enumerate().skip(visible.start).take(visible.len());
        let lines: Vec<Line> = rows
            .filter_map(|(number, hit)| {
                let record = desk.catalogue.records().get(hit.position)?;
                let mark = if is_linked(&record.id, desk) { "+ " } else { "  " };
                let near = hit.near != NearMatch::None;
                let mut line = Line::from(Span::styled(mark, desk.theme.good()));
                let columns = hit_line(record, near, &found, width.saturating_sub(2), desk);
                line.spans.extend(columns.spans);
                Some(if number == position.selected {
                    chosen_line(line, width, desk.theme.selected())
                } else {
                    line
                })
            })
            .collect();
        frame.render_widget(Paragraph::new(lines), parts.list);
    }

    /// The columns of the chosen record: all in one, or what happened and the facts.
    fn columns(&self, parts: &Parts, desk: &Desk) -> [Vec<Line<'static>>; 2] {
        let Some((record, near)) = self.selected(desk) else { return [Vec::new(), Vec::new()] };
        let found = &desk.highlighter(self.query.text());
        let width = usize::from(parts.story.width);
        let mut columns = match parts.facts {
            Some(facts) => {
                let facts = record_facts(record, found, usize::from(facts.width), desk);
                [record_story(record, found, width, desk), facts]
            }
            None => [record_preview(record, found, width, desk), Vec::new()],
        };
        let notes = self.notes(record, near, width, desk);
        let story = &mut columns[0];
        // Below the title and the line with kind, place and age, that is before the first empty line.
        let place = story.iter().position(|line| line.width() == 0).unwrap_or(story.len());
        story.splice(place..place, notes);
        columns
    }

    /// Why the record is near, and to which need it is linked.
    fn notes(&self, record: &Record, near: NearMatch, width: usize, desk: &Desk) -> Vec<Line<'static>> {
        let texts = &desk.texts().catalogue_screen;
        let place = municipality(desk).filter(|_| near != NearMatch::None);
        let near = place.map(|it| (texts.near_reason)(&near.localized(desk.language), it.name));
        let need = desk.open.as_ref().filter(|_| is_linked(&record.id, desk)).and_then(need_of);
        let linked = need.map(|(_, words)| (texts.is_linked)(&words));
        let notes = near.into_iter().chain(linked);
        notes
            .flat_map(|note| {
                found_paragraph(&note, &Highlighter::default(), width, 3, desk.theme.good(), desk.theme)
            })
            .collect()
    }

    fn draw_record(&self, frame: &mut Frame, parts: &Parts, desk: &Desk) {
        let texts = &desk.texts().catalogue_screen;
        let columns = self.columns(parts, desk);
        let height = usize::from(parts.story.height);
        let length = columns.iter().map(Vec::len).max().unwrap_or(0);
        let first = self.scroll.min(length.saturating_sub(height));
        let back = desk.keymap.shown(Action::Back, desk.language);
        let title = if self.reading { (texts.reading)(&back) } else { texts.preview.to_owned() };
        let mut block = parts.block(desk).title(format!(" {title} "));
        if self.reading {
            let place = (desk.texts().common.n_of_total)(self.position.selected + 1, self.found.hits.len());
            block = block
                .title(Line::from(format!(" {place} ")).right_aligned())
                .border_style(desk.theme.border(true));
        }
        let sight = (length > height).then(|| {
            let lines = (texts.lines)(first + 1, (first + height).min(length), length);
            Line::from(format!(" {lines} ")).right_aligned()
        });
        // A frame without a lower border shows the lines in its title.
        if let Some(sight) = sight {
            block = if parts.boxed { block.title_bottom(sight) } else { block.title(sight) };
        }
        frame.render_widget(block, parts.story_frame);
        let [story, facts] =
            columns.map(|column| column.into_iter().skip(first).take(height).collect::<Vec<_>>());
        frame.render_widget(Paragraph::new(story), parts.story);
        if let (Some(outer), Some(inner)) = (parts.facts_frame, parts.facts) {
            frame.render_widget(parts.block(desk).title(format!(" {} ", texts.facts)), outer);
            frame.render_widget(Paragraph::new(facts), inner);
        }
    }

    /// That nothing was found, and everything that can be done about it.
    fn draw_nothing(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().catalogue_screen;
        let area = Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(2), ..area };
        let width = usize::from(area.width.min(96)).max(3);
        let mut lines: Vec<Line> = Vec::new();
        if desk.index.is_none() {
            lines.push(Line::styled(desk.texts().messages.index_building, desk.theme.muted()));
        } else {
            let query = truncate(&sanitize(self.query.text().trim()), 60).into_owned();
            let nothing =
                if query.is_empty() { texts.nothing_passes.to_owned() } else { (texts.nothing)(&query) };
            lines.extend(found_paragraph(
                &nothing,
                &Highlighter::default(),
                width,
                3,
                desk.theme.warning(),
                desk.theme,
            ));
            lines.push(Line::default());
            for advice in self.advice(!query.is_empty(), desk) {
                let marks = std::iter::once("- ").chain(std::iter::repeat("  "));
                let wrapped = wrap(&advice, width - 2).into_iter().zip(marks);
                lines.extend(wrapped.map(|(line, mark)| Line::raw(format!("{mark}{line}"))));
            }
        }
        frame.render_widget(Paragraph::new(lines), area);
    }

    /// Everything that can be done where nothing was found.
    fn advice(&self, asked: bool, desk: &Desk) -> Vec<String> {
        let texts = &desk.texts().catalogue_screen;
        let shown = |action: Action| desk.keymap.shown(action, desk.language);
        let filters = shown(Action::Filters);
        let partners =
            desk.catalogue.records().iter().filter(|record| record.kind == RecordKind::Partner).count();
        let without = self.found.without_filters;
        let advice = [
            asked.then(|| (texts.try_words)(&shown(Action::Back))),
            (without > 0).then(|| (texts.try_without_filters)(without, &filters)),
            (!self.filters.is_empty()).then(|| (texts.try_size)(&filters)),
            Some((texts.try_partner)(partners, &shown(Action::Next))),
            desk.open
                .as_ref()
                .map(|_| (texts.try_unmet)(&shown(Action::Consultation), &shown(Action::MarkUnmet))),
        ];
        advice.into_iter().flatten().collect()
    }
}
