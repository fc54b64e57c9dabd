//! The evidence beside the record: what the line being typed finds, and the preview of the chosen record.

use crate::catalogue::Record;
use crate::i18n::Localized;
use crate::search::{Filters, NearMatch, Query, Results, SearchIndex};
use crate::tui::action::Action;
use crate::tui::desk::Desk;
use crate::tui::widgets::list::ListPosition;
use crate::tui::widgets::record::{hit_line, record_preview};
use crate::tui::widgets::text::chosen_line;
use crate::tui::widgets::understood::{named_place, place_words, short_paragraph, why_lines};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::symbols::{border, line};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Paragraph};
use std::sync::Arc;

/// How many hits are fetched; nobody reads further in a meeting.
const LIMIT: usize = 200;

/// The most lines that a note above the list gets.
const NOTE_LINES: usize = 2;

/// Below this width a note says only the most important in one line.
const ROOM_FOR_NOTES: usize = 56;

/// How many words of a long line are asked for: the last ones, which are being typed.
const WORDS: usize = 12;

/// What was found for the line being typed, or for the need that it would be linked to.
#[derive(Debug, Default)]
pub struct Evidence {
    words: String,
    filters: Filters,
    results: Results,
    position: ListPosition,
    /// The id of the chosen record: its position is another one when imported records have been read.
    chosen: Option<String>,
    preview_scroll: u16,
    /// Whether the preview says first why the record was found.
    why: bool,
    /// What the results were computed from, so that a refresh that changes nothing costs nothing: the query, and the
    /// index. One that replaces another may have as many records.
    computed: Option<(Query, Arc<SearchIndex>)>,
}

impl Evidence {
    /// Looks up what `text` finds, near the consultation's municipality. Everything that the evidence looks for is looked
    /// for here.
    pub fn search(&mut self, text: &str, desk: &Desk) {
        self.words = last_words(text).to_owned();
        let query = self.query(desk);
        let Some(index) = &desk.index else { return };
        let same = self.computed.as_ref().is_some_and(|(asked, _)| *asked == query);
        if same && self.computed.as_ref().is_some_and(|(_, searched)| Arc::ptr_eq(searched, index)) {
            return;
        }
        // The same question to other records: who is reading a hit goes on reading it.
        let kept = self.chosen.take().filter(|_| same);
        self.results = index.search(&query);
        self.computed = Some((query, Arc::clone(index)));
        let kept = kept.and_then(|id| {
            let position = desk.catalogue.position(&id)?;
            self.results.hits.iter().position(|hit| hit.position == position)
        });
        // The list is brought into sight by `fit`.
        self.position = ListPosition { selected: kept.unwrap_or(0), offset: 0 };
        if kept.is_none() {
            self.preview_scroll = 0;
        }
        self.note_chosen(desk);
    }

    fn note_chosen(&mut self, desk: &Desk) {
        self.chosen = self.selected(desk).map(|record| record.id.clone());
    }

    /// What is searched for. A line of the record is prose: what a mayor is quoted with must not be looked for word by
    /// word, and a dash excludes nothing. Filters have their own key.
    pub fn query(&self, desk: &Desk) -> Query {
        Query {
            text: self.words.clone(),
            typing: true,
            prose: true,
            filters: self.filters.clone(),
            near: desk.near(),
            limit: LIMIT,
            facets: false,
        }
    }

    /// Other filters; the next search uses them.
    pub fn set_filters(&mut self, filters: Filters) {
        self.filters = filters;
        self.computed = None;
    }

    /// The chosen record.
    pub fn selected<'desk>(&self, desk: &'desk Desk) -> Option<&'desk Record> {
        let hit = self.results.hits.get(self.position.selected)?;
        desk.catalogue.records().get(hit.position)
    }

    /// The ids of the shortlist for present mode, and the place of the chosen one in it.
    pub fn shortlist(&self, desk: &Desk) -> (Vec<String>, usize) {
        let records = desk.catalogue.records();
        let ids =
            self.results.hits.iter().filter_map(|hit| records.get(hit.position)).map(|it| it.id.clone());
        (ids.collect(), self.position.selected)
    }

    /// Moves in the list or scrolls the preview; says whether the action was one for the evidence. `area` is where the
    /// evidence is drawn and `shown` what its preview shows.
    pub fn action(&mut self, action: Action, area: Rect, shown: Option<&Record>, desk: &Desk) -> bool {
        match action {
            Action::Why => {
                self.why = !self.why;
                self.preview_scroll = 0;
            }
            Action::PreviewUp => self.preview_scroll = self.preview_scroll.saturating_sub(1),
            Action::PreviewDown => {
                let most = self.last_scroll(area, shown, desk);
                self.preview_scroll = self.preview_scroll.saturating_add(1).min(most);
            }
            _ => {
                let height = usize::from(self.parts(area, desk).list.height);
                let moved = self.position.action(action, self.results.hits.len(), height);
                if moved {
                    self.preview_scroll = 0;
                    self.note_chosen(desk);
                }
                return moved;
            }
        }
        true
    }

    /// Moves by the wheel in the list drawn in `area`.
    pub fn wheel(&mut self, lines: i16, area: Rect, desk: &Desk) {
        let height = usize::from(self.parts(area, desk).list.height);
        self.position.wheel(lines, self.results.hits.len(), height);
        self.preview_scroll = 0;
        self.note_chosen(desk);
    }

    /// Keeps the chosen hit and the preview in sight of an `area` that may have another size now.
    pub fn fit(&mut self, area: Rect, shown: Option<&Record>, desk: &Desk) {
        let height = usize::from(self.parts(area, desk).list.height);
        self.position.select(self.position.selected, self.results.hits.len(), height);
        if self.preview_scroll > 0 {
            self.preview_scroll = self.preview_scroll.min(self.last_scroll(area, shown, desk));
        }
    }

    /// The preview begins at its top again, because it shows another record.
    pub fn preview_from_top(&mut self) {
        self.preview_scroll = 0;
    }

    /// The furthest that the preview can scroll.
    fn last_scroll(&self, area: Rect, shown: Option<&Record>, desk: &Desk) -> u16 {
        let inner = self.parts(area, desk).preview;
        let shown = shown.or_else(|| self.selected(desk));
        let lines = shown.map_or(0, |record| self.preview(record, usize::from(inner.width), desk).len());
        u16::try_from(lines).unwrap_or(u16::MAX).saturating_sub(inner.height)
    }

    /// The preview of a record, with the reasons why it was found where they are wanted.
    fn preview(&self, record: &Record, width: usize, desk: &Desk) -> Vec<Line<'static>> {
        let found = desk.prose_highlighter(&self.words);
        let mut lines = Vec::new();
        if self.why {
            lines = why_lines(record, self.near(record, desk), &found, width, desk);
        }
        lines.extend(record_preview(record, &found, width, desk));
        lines
    }

    /// Where the parts are in `area`.
    fn parts(&self, area: Rect, desk: &Desk) -> Parts {
        let notes = self.notes(usize::from(framing().inner(area).width), desk).len();
        Parts::of(area, u16::try_from(notes).unwrap_or(0))
    }

    /// That no record comes from the place that the line names. The list itself says that some do.
    fn notes(&self, width: usize, desk: &Desk) -> Vec<String> {
        let place = &self.results.understood.place;
        if place.as_ref().is_none_or(|place| place.records > 0) || self.results.hits.is_empty() {
            return Vec::new();
        }
        // A column of air before the frame.
        let room = width.saturating_sub(2);
        if room < ROOM_FOR_NOTES {
            let place = named_place(&self.results.understood, desk);
            let nothing = desk.texts().catalogue_screen.nothing_from_place;
            let words = place.map(|place| nothing(place.status, place.name, None)).unwrap_or_default();
            return short_paragraph(&words, room, 1);
        }
        short_paragraph(&place_words(&self.results, desk).unwrap_or_default(), room, NOTE_LINES)
    }

    /// Draws the list and below it the preview of `shown`, or of the chosen record. `linked` marks records.
    pub fn draw(
        &self,
        frame: &mut Frame,
        area: Rect,
        desk: &Desk,
        shown: Option<&Record>,
        linked: &dyn Fn(&str) -> bool,
    ) {
        let parts = self.parts(area, desk);
        let block = framing().border_style(desk.theme.border(false)).title(self.title(desk));
        frame.render_widget(block, parts.list_frame);
        let notes = self.notes(usize::from(parts.notes.width), desk).into_iter();
        let notes = notes.map(|line| Line::styled(format!(" {line}"), desk.theme.muted()));
        frame.render_widget(Paragraph::new(notes.collect::<Vec<_>>()), parts.notes);
        frame.render_widget(Paragraph::new(self.lines(parts.list, desk, linked)), parts.list);
        if parts.preview_frame.height > 1 {
            self.draw_preview(frame, &parts, desk, shown.or_else(|| self.selected(desk)));
        }
    }

    fn title(&self, desk: &Desk) -> Line<'static> {
        let texts = &desk.texts().consultation;
        let count = match desk.index {
            None => desk.texts().messages.index_building.to_owned(),
            Some(_) => (texts.hits)(self.results.total, self.results.total_is_exact),
        };
        let mut spans = vec![
            Span::styled(format!(" {} ", texts.evidence), desk.theme.title()),
            Span::raw(format!("{count} ")),
        ];
        if !self.filters.is_empty() {
            spans.push(Span::styled(format!("· {} ", texts.filtered), desk.theme.warning()));
        }
        Line::from(spans)
    }

    fn lines(&self, area: Rect, desk: &Desk, linked: &dyn Fn(&str) -> bool) -> Vec<Line<'static>> {
        if self.results.hits.is_empty() && desk.index.is_some() {
            return nothing_found(usize::from(area.width), desk);
        }
        let (width, height, length) =
            (usize::from(area.width), usize::from(area.height), self.results.hits.len());
        // A message below takes lines away that `update` did not know of.
        let mut position = self.position;
        position.select(position.selected, length, height);
        let found = desk.prose_highlighter(&self.words);
        position
            .visible(length, height)
            .filter_map(|index| {
                let hit = self.results.hits.get(index)?;
                let record = desk.catalogue.records().get(hit.position)?;
                Some((index, hit.near != NearMatch::None, record))
            })
            .map(|(index, near, record)| {
                let mark = if linked(&record.id) { "+" } else { " " };
                let mut line = Line::from(Span::styled(mark, desk.theme.good()));
                // A column of air before the frame.
                let columns = hit_line(record, near, &found, width.saturating_sub(2), desk);
                line.spans.extend(columns.spans);
                if index == position.selected {
                    chosen_line(line, width, desk.theme.selected())
                } else {
                    line
                }
            })
            .collect()
    }

    fn draw_preview(&self, frame: &mut Frame, parts: &Parts, desk: &Desk, record: Option<&Record>) {
        let near = record.map(|record| self.near(record, desk).localized(desk.language));
        let near = near.filter(|why| !why.is_empty());
        // The frame of the list goes on below: its line on the right is not interrupted.
        let lines = border::Set { top_right: line::VERTICAL_LEFT, ..border::PLAIN };
        let mut block = framing().border_set(lines).border_style(desk.theme.border(false));
        if let Some(why) = near {
            block = block.title(Line::styled(format!(" ~ {why} "), desk.theme.muted()));
        }
        let inner = parts.preview;
        frame.render_widget(block, parts.preview_frame);
        let Some(record) = record else { return };
        let lines = self.preview(record, usize::from(inner.width), desk);
        let most = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_sub(inner.height);
        frame.render_widget(Paragraph::new(lines).scroll((self.preview_scroll.min(most), 0)), inner);
    }

    /// What the record has in common with the municipality that was asked for.
    fn near(&self, record: &Record, desk: &Desk) -> NearMatch {
        let position = desk.catalogue.position(&record.id);
        let hit = self.results.hits.iter().find(|hit| Some(hit.position) == position);
        hit.map_or(NearMatch::None, |hit| hit.near)
    }
}

/// Where list and preview are, and the room within their frames.
struct Parts {
    list_frame: Rect,
    notes: Rect,
    list: Rect,
    preview_frame: Rect,
    preview: Rect,
}

impl Parts {
    /// The list gets enough lines to choose from, with so many lines of notes above it, the preview the rest for reading.
    fn of(area: Rect, notes: u16) -> Parts {
        let height = area.height;
        let list_height = if height < 12 { height / 2 + 1 } else { (height * 2 / 5).max(6) };
        let [list_frame, preview_frame] =
            Layout::vertical([Constraint::Length(list_height), Constraint::Fill(1)]).areas(area);
        let [inner, preview] = [list_frame, preview_frame].map(|outer| framing().inner(outer));
        let [notes, list] = Layout::vertical([Constraint::Length(notes), Constraint::Fill(1)]).areas(inner);
        Parts { list_frame, notes, list, preview_frame, preview }
    }
}

fn framing() -> Block<'static> {
    Block::new().borders(Borders::TOP | Borders::RIGHT)
}

fn nothing_found(width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let words = desk.keyed(desk.texts().consultation.nothing_found);
    let words = crate::i18n::wrap(&words, width.max(1));
    words.into_iter().map(|line| Line::styled(line.to_owned(), desk.theme.muted())).collect()
}

fn last_words(text: &str) -> &str {
    let text = text.trim_start();
    let mut starts: Vec<usize> = text
        .char_indices()
        .zip(std::iter::once(' ').chain(text.chars()))
        .filter(|((_, character), before)| !character.is_whitespace() && before.is_whitespace())
        .map(|((position, _), _)| position)
        .collect();
    let first = starts.len().checked_sub(WORDS).map_or(0, |skipped| starts.swap_remove(skipped));
    &text[first..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_words_of_a_long_line_are_asked_for() {
        let line = (1..=30).map(|number| format!("slovo{number}")).collect::<Vec<_>>().join(" ");
        assert!(last_words(&line).starts_with("slovo19 "));
        assert_eq!(last_words("  krátce "), "krátce ");
        assert_eq!(last_words(""), "");
    }
}
