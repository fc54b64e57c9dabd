//! Tables, facts and what else stands side by side: rows whose cells are broken into lines of their own.

use super::flow::Flow;
use super::lines::{Inline, Line, break_lines, widths};
use super::strip::{Mark, Strip, keep_ends_together};
use super::style::{BODY, HAIRLINE, HEAD, LABEL, MARGIN, RULE, Style, TEXT_WIDTH, TINT};
use super::tags::{ElementId, SlotId};
use crate::minutes::document::Fact;
use krilla::tagging::{TableHeaderScope, Tag};

/// Space between two columns, half of it on each side.
const GUTTER: f32 = 14.0;
/// Space above and below the text of a cell.
const PADDING: f32 = 3.5;
/// A row of at most this many lines is never cut.
const SHORT_ROW: usize = 10;
/// The widest that the labels of facts may be.
const WIDEST_LABEL: f32 = 150.0;

/// A cell: its lines, where they begin from the left edge of the page, and how they are set.
pub(super) struct Cell {
    /// The lines.
    pub(super) lines: Vec<Line>,
    /// The left edge.
    pub(super) x: f32,
    /// How it is set.
    pub(super) style: Style,
}

/// A row as strips: the first lines of all cells, the second lines, and so on. Short rows stay in one piece.
pub(super) fn row(cells: Vec<Cell>) -> Vec<Strip> {
    let count = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
    let mut strips: Vec<Strip> = Vec::new();
    strips.resize_with(count, Strip::default);
    for cell in cells {
        for (strip, line) in strips.iter_mut().zip(cell.lines) {
            strip.add_line(line, cell.x, 0.0, cell.style);
        }
        for strip in &mut strips {
            strip.height = strip.height.max(cell.style.leading);
        }
    }
    keep_ends_together(&mut strips);
    if count <= SHORT_ROW {
        let last = count.saturating_sub(1);
        strips.iter_mut().take(last).for_each(|strip| strip.keep = true);
    }
    strips
}

fn pad(strips: &mut [Strip], space: f32) {
    if let Some(first) = strips.first_mut() {
        first.pad_top(space);
    }
    if let Some(last) = strips.last_mut() {
        last.height += space;
    }
}

/// Paints a rule along the lower edge of the last strip.
fn underline(strips: &mut [Strip], thickness: f32) {
    if let Some(last) = strips.last_mut() {
        let y = last.height - thickness;
        last.marks.push(Mark::Fill { x: MARGIN, y, width: TEXT_WIDTH, height: thickness, colour: RULE });
    }
}

impl Flow<'_> {
    /// Labels with values, in two columns without rules.
    pub(super) fn facts(&mut self, facts: &[Fact], before: f32) {
        if facts.is_empty() {
            return;
        }
        let widest = facts.iter().map(|fact| widths(self.fonts, &fact.label, LABEL).0).fold(0.0, f32::max);
        // A hair more than needed, so that rounding does not break the line.
        let label_width = (widest + 0.1).min(WIDEST_LABEL);
        let value_x = label_width + GUTTER;
        let table = self.tree.element(self.section, Tag::Table);
        let body = self.tree.element(table, Tag::TBody);
        for (index, fact) in facts.iter().enumerate() {
            let tag = self.tree.element(body, Tag::TR);
            let label = self.tree.leaf(tag, Tag::TH(TableHeaderScope::Row));
            let value = self.tree.leaf(tag, Tag::TD);
            let mut strips = row(vec![
                self.cell(&fact.label, label, MARGIN, label_width, LABEL),
                self.cell(&fact.value, value, MARGIN + value_x, TEXT_WIDTH - value_x, BODY),
            ]);
            if let Some(first) = strips.first_mut() {
                first.before = if index == 0 { before } else { 2.5 };
            }
            self.strips.extend(strips);
        }
    }

    /// A table with a head that every page repeats.
    pub(super) fn table(&mut self, head: &[&str], rows: &[Vec<String>], before: f32) {
        let columns = self.columns(head, rows);
        self.table_of(head, rows, &columns, before);
    }

    /// The same with columns that begin and are as wide as `columns` says.
    pub(super) fn table_of(
        &mut self,
        head: &[&str],
        rows: &[Vec<String>],
        columns: &[(f32, f32)],
        before: f32,
    ) {
        let table = self.tree.element(self.section, Tag::Table);
        let group = self.tree.element(table, Tag::THead);
        let tag = self.tree.element(group, Tag::TR);
        let mut cells = Vec::new();
        for (name, &(x, width)) in head.iter().zip(columns) {
            let slot = self.tree.leaf(tag, Tag::TH(TableHeaderScope::Column));
            cells.push(self.cell(name, slot, x, width, HEAD));
        }
        let mut top = row(cells);
        pad(&mut top, PADDING);
        top.iter_mut().for_each(|strip| strip.back(MARGIN, TEXT_WIDTH, TINT));
        underline(&mut top, 2.0 * HAIRLINE);
        top.iter_mut().for_each(|strip| strip.keep = true);
        let repeated = self.heads.len();
        self.heads.push(top.clone());
        if let Some(first) = top.first_mut() {
            first.before = before;
        }
        self.strips.extend(top);
        let body = self.tree.element(table, Tag::TBody);
        for texts in rows {
            self.table_row(body, texts, columns, repeated);
        }
    }

    fn table_row(&mut self, body: ElementId, texts: &[String], columns: &[(f32, f32)], head: usize) {
        let tag = self.tree.element(body, Tag::TR);
        let mut cells = Vec::new();
        for (text, &(x, width)) in texts.iter().zip(columns) {
            let slot = self.tree.leaf(tag, Tag::TD);
            cells.push(self.cell(text, slot, x, width, BODY));
        }
        let mut strips = row(cells);
        pad(&mut strips, PADDING);
        underline(&mut strips, HAIRLINE);
        strips.iter_mut().for_each(|strip| strip.head = Some(head));
        self.strips.extend(strips);
    }

    /// A cell with one text. An empty one gets a space, so that every row has all its cells for those who listen.
    pub(super) fn cell(&mut self, text: &str, slot: SlotId, x: f32, width: f32, style: Style) -> Cell {
        let mut inline = Inline { text: text.to_owned(), label: false, link: None, slot: Some(slot) };
        let mut lines = break_lines(self.fonts, &[inline.clone()], style, width);
        if lines.is_empty() {
            inline.text = "\u{a0}".to_owned();
            lines = break_lines(self.fonts, &[inline], style, width);
        }
        Cell { lines, x, style }
    }

    /// Where the columns begin and how wide their text may be. A column gets what it needs as long as that is no
    /// more than its share; the others divide the rest by their needs.
    fn columns(&mut self, head: &[&str], rows: &[Vec<String>]) -> Vec<(f32, f32)> {
        let mut needs: Vec<f32> = head.iter().map(|name| widths(self.fonts, name, HEAD).0).collect();
        for row in rows {
            for (need, text) in needs.iter_mut().zip(row) {
                *need = need.max(widths(self.fonts, text, BODY).0);
            }
        }
        placed(share(&needs, TEXT_WIDTH - GUTTER * needs.len() as f32))
    }
}

/// Columns of these widths side by side: where each begins and how wide it is.
fn placed(widths: Vec<f32>) -> Vec<(f32, f32)> {
    let mut x = MARGIN;
    let mut columns = Vec::new();
    for width in widths {
        columns.push((x + GUTTER / 2.0, width));
        x += width + GUTTER;
    }
    columns
}

/// Columns that share the width of the text in this proportion.
pub(super) fn shared(weights: &[usize]) -> Vec<(f32, f32)> {
    let room = TEXT_WIDTH - GUTTER * weights.len() as f32;
    let total = weights.iter().sum::<usize>().max(1) as f32;
    placed(weights.iter().map(|&weight| room * weight as f32 / total).collect())
}

/// Divides `room` among columns that need so much: small needs are met, the others share what is left by their
/// needs, of which no more than three times the fair share counts. What nobody needs goes to the first column.
fn share(needs: &[f32], room: f32) -> Vec<f32> {
    let mut widths: Vec<Option<f32>> = vec![None; needs.len()];
    let mut left = room;
    loop {
        let open = widths.iter().filter(|width| width.is_none()).count().max(1) as f32;
        let fair = left / open;
        let mut met = false;
        for (width, &need) in widths.iter_mut().zip(needs) {
            if width.is_none() && need <= fair {
                // A hair more than needed, so that rounding does not break the line.
                *width = Some(need + 0.1);
                left -= need + 0.1;
                met = true;
            }
        }
        if !met {
            let claim = |need: f32| need.min(3.0 * fair);
            let open = widths.iter().zip(needs).filter(|(width, _)| width.is_none());
            let claims: f32 = open.map(|(_, &need)| claim(need)).sum();
            let spare = if claims == 0.0 { left.max(0.0) } else { 0.0 };
            let wide = |(index, (width, &need)): (usize, (Option<f32>, &f32))| match width {
                Some(width) if index == 0 => width + spare,
                Some(width) => width,
                None => left * claim(need) / claims,
            };
            return widths.into_iter().zip(needs).enumerate().map(wide).collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_columns_get_what_they_need_and_the_rest_is_shared() {
        let whole = |widths: &[f32]| widths.iter().sum::<f32>().round();
        let widths = share(&[1000.0, 90.0, 50.0], 430.0);
        assert_eq!(widths[1].round(), 90.0);
        assert_eq!(widths[2].round(), 50.0);
        assert_eq!(whole(&widths), 430.0);
        let widths = share(&[100.0, 60.0, 50.0], 430.0);
        assert_eq!(whole(&widths), 430.0);
        assert_eq!(widths[1].round(), 60.0);
        let widths = share(&[90_000.0, 90_000.0, 200.0], 430.0);
        assert_eq!(whole(&widths), 430.0);
        assert!(widths.iter().all(|&width| width > 60.0), "{widths:?}");
    }
}
