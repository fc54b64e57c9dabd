//! Where everything stands: the period and the tabs above, the list with the details of its chosen line, and in a wide
//! window the numbers of everything beside them.

use super::lines::{Columns, Scale, line, month_line, months};
use super::{InsightsScreen, Section, details};
use crate::i18n::{display_width, pad, truncate, wrap};
use crate::insights::Report;
use crate::model::NeedStatus;
use crate::tui::action::Action;
use crate::tui::desk::Desk;
use crate::tui::widgets::text::chosen_line;
use crate::tui::words;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph};

/// The lines of the details, with their border.
const DETAILS: u16 = 6;
/// The height from which the details are shown.
const DETAILS_FROM: u16 = 16;
/// The width from which the numbers of everything stand beside the list.
const BESIDE_FROM: u16 = 110;
/// The longest line of sentences that reads well.
const MEASURE: usize = 76;

/// Where the parts of the screen are; an empty one is left out.
struct Parts {
    period: Rect,
    tabs: Rect,
    list: Rect,
    details: Rect,
    beside: Rect,
}

fn parts(area: Rect) -> Parts {
    let one = Constraint::Length(1);
    let [period, tabs, body] = Layout::vertical([one, one, Constraint::Fill(1)]).areas(area);
    let beside = if area.width >= BESIDE_FROM { area.width / 3 } else { 0 };
    let [left, beside] = Layout::horizontal([Constraint::Fill(1), Constraint::Length(beside)]).areas(body);
    let details = if area.height >= DETAILS_FROM { DETAILS } else { 0 };
    let [list, details] = Layout::vertical([Constraint::Fill(1), Constraint::Length(details)]).areas(left);
    Parts { period, tabs, list, details, beside }
}

/// How many lines of the list are in sight.
pub(super) fn height(desk: &Desk) -> usize {
    usize::from(parts(desk.screen_area()).list.height.saturating_sub(2))
}

impl InsightsScreen {
    pub(super) fn draw_report(&self, frame: &mut Frame, area: Rect, report: &Report, desk: &Desk) {
        let parts = parts(area);
        frame.render_widget(self.period_line(report, usize::from(area.width), desk), parts.period);
        frame.render_widget(self.tab_line(report, usize::from(area.width), desk), parts.tabs);
        self.draw_list(frame, parts.list, report, desk);
        if !parts.details.is_empty() {
            self.draw_details(frame, parts.details, desk);
        }
        if !parts.beside.is_empty() {
            draw_beside(frame, parts.beside, self.section, report, desk);
        }
    }

    /// The period with the keys that change it, and the most important numbers.
    fn period_line(&self, report: &Report, width: usize, desk: &Desk) -> Line<'static> {
        let texts = &desk.texts().insights.screen;
        let arrow = |action| Span::styled(desk.keymap.shown(action, desk.language), desk.theme.key());
        let name = self.span.name(report.made, desk);
        let mut line = Line::from(vec![
            Span::raw(" "),
            arrow(Action::Left),
            Span::styled(format!(" {name} "), desk.theme.title()),
            arrow(Action::Right),
            Span::raw("  "),
        ]);
        let totals = &report.totals;
        let mut facts = vec![(texts.counts)(totals.consultations, totals.municipalities, totals.needs)];
        if totals.samples > 0 {
            facts.push((texts.samples)(totals.samples));
        }
        if totals.planned > 0 {
            facts.push((texts.planned)(totals.planned));
        }
        if !desk.digests.is_complete() {
            facts.push(texts.reading.to_owned());
        }
        let room = width.saturating_sub(line.width() + 1);
        let facts = truncate(&facts.join(" · "), room).into_owned();
        line.push_span(Span::styled(facts, desk.theme.muted()));
        line
    }

    /// The tabs with the numbers of what they list; in a narrow window only the chosen one and its place.
    fn tab_line(&self, report: &Report, width: usize, desk: &Desk) -> Line<'static> {
        let names = &desk.texts().insights.screen.tabs;
        let number = |section: Section| match section {
            Section::Unmet => Some(report.unmet.len()),
            Section::Records => Some(report.records.len()),
            Section::Late => Some(report.late.tasks.len()),
            Section::Components | Section::Regions | Section::Sizes | Section::Months => None,
        };
        let labels = |numbered: bool| -> Vec<String> {
            let label = |(section, name): (Section, &&str)| match number(section).filter(|_| numbered) {
                Some(number) => format!(" {name} {} ", desk.language.count(number)),
                None => format!(" {name} "),
            };
            Section::ALL.into_iter().zip(names).map(label).collect()
        };
        let fits = |labels: &[String]| labels.iter().map(|it| display_width(it)).sum::<usize>() < width;
        let whole = Some(labels(true)).filter(|labels| fits(labels));
        let Some(labels) = whole.or_else(|| Some(labels(false)).filter(|labels| fits(labels))) else {
            let name = names.get(self.section as usize).copied().unwrap_or_default();
            let place = (desk.texts().common.n_of_total)(self.section as usize + 1, names.len());
            return Line::from(vec![
                Span::styled(format!(" {name} "), desk.theme.selected()),
                Span::styled(format!(" {place}"), desk.theme.muted()),
            ]);
        };
        let style = |section: Section| match section == self.section {
            true => desk.theme.selected(),
            false => desk.theme.text(),
        };
        let spans = Section::ALL.into_iter().zip(labels);
        Line::from(spans.map(|(section, label)| Span::styled(label, style(section))).collect::<Vec<_>>())
    }

    fn title(&self, report: &Report, desk: &Desk) -> String {
        let texts = &desk.texts().insights;
        let [unmet, records, late, months] = texts.screen.titles;
        match self.section {
            Section::Components | Section::Regions | Section::Sizes => {
                let by = report.by.first().and_then(|by| texts.by.get(*by as usize)).copied();
                (texts.needs_by)(&[by.unwrap_or_default()])
            }
            Section::Unmet => unmet.to_owned(),
            Section::Records => records.to_owned(),
            Section::Late => late.to_owned(),
            Section::Months => months.to_owned(),
        }
    }

    fn draw_list(&self, frame: &mut Frame, area: Rect, report: &Report, desk: &Desk) {
        let rows = self.rows();
        let mut block = Block::bordered()
            .title(Span::styled(format!(" {} ", self.title(report, desk)), desk.theme.title()))
            .border_style(desk.theme.border(true));
        let inner = block.inner(area);
        let (width, height) = (usize::from(inner.width), usize::from(inner.height));
        // A message below takes lines away that `update` did not know of.
        let mut position = self.position();
        position.select(position.selected, rows.len(), height);
        if !rows.is_empty() {
            let place = (desk.texts().common.n_of_total)(position.selected + 1, rows.len());
            block = block.title_top(Line::styled(format!(" {place} "), desk.theme.muted()).right_aligned());
        }
        let below = match self.section {
            Section::Months if !rows.is_empty() => desk.texts().insights.screen.legend.to_owned(),
            Section::Late => sides(report, desk),
            _ => String::new(),
        };
        if !below.is_empty() {
            let below = truncate(&below, width.saturating_sub(2)).into_owned();
            block = block.title_bottom(Line::styled(format!(" {below} "), desk.theme.muted()));
        }
        frame.render_widget(block, area);
        if rows.is_empty() {
            let words = self.nothing(report, desk);
            return frame.render_widget(Paragraph::new(sentences(&[words], width)), inner);
        }
        let columns = Columns::of(&rows, width, desk);
        let visible = position.visible(rows.len(), height);
        let shown = rows.iter().enumerate().skip(visible.start).take(visible.len());
        let lines: Vec<Line> = shown
            .map(|(index, row)| {
                let chosen = index == position.selected;
                let line = line(row, columns, chosen, desk);
                if chosen { chosen_line(line, width, desk.theme.selected()) } else { line }
            })
            .collect();
        frame.render_widget(Paragraph::new(lines), inner);
    }

    /// Why the list is empty and what will be here.
    fn nothing(&self, report: &Report, desk: &Desk) -> String {
        let texts = &desk.texts().insights.screen;
        if report.totals.consultations + report.totals.planned == 0 {
            let keys = [Action::Left, Action::Right].map(|it| desk.keymap.shown(it, desk.language));
            return (texts.empty_period)(&keys.join(" "));
        }
        let [needs, unmet, records, late, months] = texts.nothing;
        match self.section {
            Section::Components | Section::Regions | Section::Sizes => needs,
            Section::Unmet => unmet,
            Section::Records => records,
            Section::Late => late,
            Section::Months => months,
        }
        .to_owned()
    }

    fn draw_details(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let block = Block::bordered().border_style(desk.theme.border(false));
        let inner = block.inner(area);
        frame.render_widget(block, area);
        if let Some(row) = self.rows().get(self.position().selected) {
            let lines = details::lines(row, usize::from(inner.width), desk);
            frame.render_widget(Paragraph::new(lines), inner);
        }
    }
}

/// What will be here and how to begin.
pub(super) fn empty(frame: &mut Frame, area: Rect, desk: &Desk) {
    let texts = &desk.texts().insights;
    let keys = [Action::New, Action::Home].map(|action| desk.keymap.shown(action, desk.language));
    let block = Block::bordered()
        .title(Span::styled(format!(" {} ", texts.title), desk.theme.title()))
        .border_style(desk.theme.border(false));
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let [new, home] = &keys;
    let paragraphs = match desk.digests.is_complete() && desk.digests.is_empty() {
        true => (texts.screen.empty)(new, home),
        false => vec![texts.screen.reading.to_owned()],
    };
    frame.render_widget(Paragraph::new(sentences(&paragraphs, usize::from(inner.width))), inner);
}

fn sentences(paragraphs: &[String], width: usize) -> Vec<Line<'static>> {
    let room = width.saturating_sub(4).clamp(1, MEASURE);
    let mut lines = Vec::new();
    for paragraph in paragraphs {
        lines.push(Line::default());
        lines.extend(wrap(paragraph, room).into_iter().map(|line| Line::raw(format!("  {line}"))));
    }
    lines
}

/// The late tasks of each side.
fn sides(report: &Report, desk: &Desk) -> String {
    let sides = report.late.by_side.iter();
    let sides = sides
        .map(|row| format!("{} {}", words::side(row.side, desk.language), desk.language.count(row.tasks)));
    sides.collect::<Vec<_>>().join(" · ")
}

/// The numbers of everything, the needs by how far they are, and the latest months; beside the late tasks their regions.
fn draw_beside(frame: &mut Frame, area: Rect, section: Section, report: &Report, desk: &Desk) {
    let texts = &desk.texts().insights;
    let block = Block::bordered()
        .title(Span::styled(format!(" {} ", texts.screen.totals), desk.theme.title()))
        .border_style(desk.theme.border(false));
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let width = usize::from(inner.width);
    let mut lines = total_lines(report, width, desk);
    lines.extend(heading(texts.sections.statuses, desk));
    lines.extend(status_lines(report, width, desk));
    let left = usize::from(inner.height).saturating_sub(lines.len());
    if section == Section::Late && !report.late.by_region.is_empty() {
        lines.extend(heading(texts.sections.late_by_region, desk));
        lines.extend(region_lines(report, width, desk));
    } else {
        lines.extend(month_lines(report, width, left, desk));
    }
    frame.render_widget(Paragraph::new(lines), inner);
}

fn heading(text: &'static str, desk: &Desk) -> [Line<'static>; 2] {
    [Line::default(), Line::styled(format!(" {text}"), desk.theme.title())]
}

/// The latest months with what the marks mean, in at most `height` lines; nothing where there is no room.
fn month_lines(report: &Report, width: usize, height: usize, desk: &Desk) -> Vec<Line<'static>> {
    let texts = &desk.texts().insights.screen;
    let [.., title] = texts.titles;
    let legend = wrap(texts.legend, width.saturating_sub(1).max(1));
    let room = height.saturating_sub(2 + legend.len());
    let months = months(&report.months);
    if room < 2 || months.is_empty() {
        return Vec::new();
    }
    let scale = Scale { most: months.iter().map(|line| line.kinds.total()).max().unwrap_or(0) };
    let bars = months.iter().take(room).map(|line| month_line(line, "", scale, width, desk));
    let legend = legend.into_iter().map(|line| Line::styled(format!(" {line}"), desk.theme.muted()));
    heading(title, desk).into_iter().chain(bars).chain(legend).collect()
}

/// The regions with late tasks.
fn region_lines(report: &Report, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let unknown = desk.texts().insights.unknown_place;
    let rows = report.late.by_region.iter();
    rows.map(|row| number_line(row.region.unwrap_or(unknown), row.tasks, width, desk)).collect()
}

/// A label and at the right end its number.
fn number_line(label: &str, number: usize, width: usize, desk: &Desk) -> Line<'static> {
    let number = format!("{} ", desk.language.count(number));
    let room = width.saturating_sub(display_width(&number) + 1);
    Line::from(vec![Span::raw(format!(" {}", pad(label, room))), Span::styled(number, desk.theme.title())])
}

fn total_lines(report: &Report, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let labels = desk.texts().insights.totals.iter().zip(report.totals.numbers());
    labels.map(|(label, number)| number_line(label, number, width, desk)).collect()
}

fn status_lines(report: &Report, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let counts = NeedStatus::ALL.iter().map(|status| (*status, report.statuses.of(*status)));
    let scale = Scale { most: counts.clone().map(|(_, count)| count).max().unwrap_or(0) };
    let line = |(status, count): (NeedStatus, usize)| {
        let number = format!("{:>6} ", desk.language.count(count));
        let room = width.saturating_sub(17 + display_width(&number) + 1);
        let style = if status == NeedStatus::Unmet { desk.theme.warning() } else { desk.theme.need() };
        Line::from(vec![
            Span::raw(format!(" {}{number}", pad(words::need_status(status, desk.language), 16))),
            Span::styled("#".repeat(scale.columns(count, room)), style),
        ])
    };
    counts.map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_never_lie_outside_the_screen() {
        for (width, height) in [(40, 8), (80, 22), (110, 16), (120, 38), (200, 58), (1, 1)] {
            let area = Rect::new(0, 1, width, height);
            let parts = parts(area);
            for part in [parts.period, parts.tabs, parts.list, parts.details, parts.beside] {
                assert!(part.is_empty() || area.union(part) == area, "{width}x{height}: {part:?}");
            }
        }
    }
}
