//! The query, the list and the chosen record.

use super::parts::Parts;
use super::{CatalogueScreen, is_linked, need_of};
use crate::catalogue::Record;
use crate::i18n::{Localized, truncate};
use crate::search::{Highlighter, NearMatch};
use crate::tui::action::Action;
use crate::tui::desk::Desk;
use crate::tui::widgets::record::{hit_line, record_facts, record_preview, record_story};
use crate::tui::widgets::text::{chosen_line, found_paragraph};
use crate::tui::widgets::understood::{near_name, query_marks, why_lines};
use ratatui::Frame;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph};

impl CatalogueScreen {
    pub(super) fn draw_query(&self, frame: &mut Frame, parts: &Parts, desk: &Desk) {
        let texts = &desk.texts().catalogue_screen;
        let title = if self.own.is_shown() { desk.texts().own_records.query } else { texts.query };
        let block = Block::bordered().title(format!(" {title} ")).border_style(desk.theme.border(true));
        frame.render_widget(block, parts.query_frame);
        if self.input.text().is_empty() {
            let hint =
                truncate(texts.query_hint, usize::from(parts.query.width).saturating_sub(1)).into_owned();
            frame.render_widget(Line::styled(format!(" {hint}"), desk.theme.muted()), parts.query);
        }
        let marks = query_marks(self.found.understood(), desk.theme);
        self.input.draw_marked(frame, parts.query, desk.theme, true, &marks);
    }

    pub(super) fn draw_list(&self, frame: &mut Frame, parts: &Parts, desk: &Desk) {
        let texts = &desk.texts().catalogue_screen;
        let length = self.found.hits().len();
        let (total, exact) = (self.found.results.total, self.found.results.total_is_exact);
        let mut count = if self.input.is_blank() && self.filters.is_empty() {
            (texts.records)(total)
        } else {
            (texts.hits)(total, exact)
        };
        if length < total {
            count = format!("{count}, {}", (texts.first_listed)(length));
        }
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
        let found = desk.highlighter(self.input.text());
        let rows = self.found.hits().iter().enumerate().skip(visible.start).take(visible.len());
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
    pub(super) fn columns(&self, parts: &Parts, desk: &Desk) -> [Vec<Line<'static>>; 2] {
        let Some((record, near)) = self.selected(desk) else { return [Vec::new(), Vec::new()] };
        let found = &desk.highlighter(self.input.text());
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
        if self.why {
            story.splice(0..0, why_lines(record, &self.query(desk), width, desk));
        }
        columns
    }

    /// Why the record is near, and to which need it is linked.
    fn notes(&self, record: &Record, near: NearMatch, width: usize, desk: &Desk) -> Vec<Line<'static>> {
        let texts = &desk.texts().catalogue_screen;
        let place = near_name(self.found.understood(), desk).filter(|_| near != NearMatch::None);
        let near = place.map(|name| (texts.near_reason)(&near.localized(desk.language), &name));
        let need = desk.open.as_ref().filter(|_| is_linked(&record.id, desk)).and_then(need_of);
        let linked = need.map(|(_, words)| (texts.is_linked)(&words));
        let notes = near.into_iter().chain(linked);
        notes
            .flat_map(|note| {
                found_paragraph(&note, &Highlighter::default(), width, 3, desk.theme.good(), desk.theme)
            })
            .collect()
    }

    pub(super) fn draw_record(&self, frame: &mut Frame, parts: &Parts, desk: &Desk) {
        let texts = &desk.texts().catalogue_screen;
        let columns = self.columns(parts, desk);
        let height = usize::from(parts.story.height);
        let length = columns.iter().map(Vec::len).max().unwrap_or(0);
        let first = self.scroll.min(length.saturating_sub(height));
        let back = desk.keymap.shown(Action::Back, desk.language);
        let title = if self.reading { (texts.reading)(&back) } else { texts.preview.to_owned() };
        let mut block = parts.block(desk).title(format!(" {title} "));
        if self.reading {
            let place = (desk.texts().common.n_of_total)(self.position.selected + 1, self.found.hits().len());
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
}
