//! The evidence beside the record: what the line being typed finds, and the preview of the chosen record.

use crate::catalogue::Record;
use crate::i18n::Localized;
use crate::model::Consultation;
use crate::search::{Filters, Hit, Near, NearMatch, Query, Results};
use crate::tui::action::Action;
use crate::tui::desk::Desk;
use crate::tui::widgets::list::ListPosition;
use crate::tui::widgets::record::{hit_line, record_preview};
use crate::tui::widgets::text::chosen_line;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::symbols::{border, line};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Paragraph};

/// How many hits are fetched; nobody reads further in a meeting.
const LIMIT: usize = 200;

/// How many words of a long line are asked for: the last ones, which are being typed.
const WORDS: usize = 12;

/// What was found for the line being typed, or for the need that it would be linked to.
#[derive(Debug, Default)]
pub struct Evidence {
    query: String,
    filters: Filters,
    results: Results,
    position: ListPosition,
    /// The id of the chosen record: its position is another one when imported records have been read.
    chosen: Option<String>,
    preview_scroll: u16,
    /// What the results were computed from, so that a refresh that changes nothing costs nothing.
    computed: Option<Asked>,
}

/// What was searched for, and in how many records: an index that replaces another has more.
#[derive(Debug, PartialEq)]
struct Asked {
    words: String,
    filters: Filters,
    municipality: Option<String>,
    records: usize,
}

impl Evidence {
    /// Looks up what `text` finds, near the consultation's municipality.
    pub fn search(&mut self, text: &str, open: Option<&Consultation>, desk: &Desk) {
        let Some(index) = &desk.index else { return };
        let query = last_words(text);
        let near = open.and_then(|open| open.municipalities.first());
        let wanted = Asked {
            words: query.to_owned(),
            filters: self.filters.clone(),
            municipality: near.cloned(),
            records: index.len(),
        };
        if self.computed.as_ref() == Some(&wanted) {
            return;
        }
        // The same question to more records: who is reading a hit goes on reading it.
        let before = self.computed.take().map(|before| Asked { records: wanted.records, ..before });
        let kept = self.chosen.take().filter(|_| before.as_ref() == Some(&wanted));
        let near = near.and_then(|code| desk.catalogue.municipalities().get(code)).map(|municipality| Near {
            municipality_code: municipality.code.to_string(),
            population: municipality.population,
            region: municipality.kraj.to_string(),
        });
        let typing = !query.ends_with(' ');
        let filters = self.filters.clone();
        self.results = index.search(&Query {
            text: query.to_owned(),
            typing,
            filters,
            near,
            limit: LIMIT,
            facets: false,
        });
        self.query = query.to_owned();
        self.computed = Some(wanted);
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

    /// The filters.
    pub fn filters(&self) -> &Filters {
        &self.filters
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
            Action::PreviewUp => self.preview_scroll = self.preview_scroll.saturating_sub(1),
            Action::PreviewDown => {
                let most = self.last_scroll(area, shown, desk);
                self.preview_scroll = self.preview_scroll.saturating_add(1).min(most);
            }
            _ => {
                let height = usize::from(Parts::of(area).list.height);
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
        let height = usize::from(Parts::of(area).list.height);
        self.position.wheel(lines, self.results.hits.len(), height);
        self.preview_scroll = 0;
        self.note_chosen(desk);
    }

    /// Keeps the chosen hit and the preview in sight of an `area` that may have another size now.
    pub fn fit(&mut self, area: Rect, shown: Option<&Record>, desk: &Desk) {
        let height = usize::from(Parts::of(area).list.height);
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
        let inner = Parts::of(area).preview;
        let lines = shown.or_else(|| self.selected(desk)).map_or(0, |record| {
            record_preview(record, &desk.highlighter(&self.query), usize::from(inner.width), desk).len()
        });
        u16::try_from(lines).unwrap_or(u16::MAX).saturating_sub(inner.height)
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
        let parts = Parts::of(area);
        let block = framing().border_style(desk.theme.border(false)).title(self.title(desk));
        frame.render_widget(block, parts.list_frame);
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
        let found = desk.highlighter(&self.query);
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
        let near = record.and_then(|record| self.near(record, desk)).filter(|why| !why.is_empty());
        // The frame of the list goes on below: its line on the right is not interrupted.
        let lines = border::Set { top_right: line::VERTICAL_LEFT, ..border::PLAIN };
        let mut block = framing().border_set(lines).border_style(desk.theme.border(false));
        if let Some(why) = near {
            block = block.title(Line::styled(format!(" ~ {why} "), desk.theme.muted()));
        }
        let inner = parts.preview;
        frame.render_widget(block, parts.preview_frame);
        let Some(record) = record else { return };
        let lines = record_preview(record, &desk.highlighter(&self.query), usize::from(inner.width), desk);
        let most = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_sub(inner.height);
        frame.render_widget(Paragraph::new(lines).scroll((self.preview_scroll.min(most), 0)), inner);
    }

    /// Why the record is near the consultation's municipality, in words.
    fn near(&self, record: &Record, desk: &Desk) -> Option<String> {
        let position = desk.catalogue.position(&record.id)?;
        let hit: &Hit = self.results.hits.iter().find(|hit| hit.position == position)?;
        Some(hit.near.localized(desk.language))
    }
}

/// Where list and preview are, and the room within their frames.
struct Parts {
    list_frame: Rect,
    list: Rect,
    preview_frame: Rect,
    preview: Rect,
}

impl Parts {
    /// The list gets enough lines to choose from, the preview the rest for reading.
    fn of(area: Rect) -> Parts {
        let height = area.height;
        let list_height = if height < 12 { height / 2 + 1 } else { (height * 2 / 5).max(6) };
        let [list_frame, preview_frame] =
            Layout::vertical([Constraint::Length(list_height), Constraint::Fill(1)]).areas(area);
        let [list, preview] = [list_frame, preview_frame].map(|outer| framing().inner(outer));
        Parts { list_frame, list, preview_frame, preview }
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
