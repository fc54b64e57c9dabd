//! The lines between the query and the list: the kinds with their numbers, and how the query was understood.

use super::CatalogueScreen;
use crate::catalogue::RecordKind;
use crate::i18n::{Localized, display_width, truncate};
use crate::tui::action::Action;
use crate::tui::desk::Desk;
use crate::tui::overlays::filters::filters_in_words;
use crate::tui::widgets::understood::{place_words, short_paragraph};
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// The most lines that a problem of the query gets.
const PROBLEM_LINES: usize = 2;
/// The most lines that the place of the query gets.
const PLACE_LINES: usize = 2;
/// Below this height every line is the list's.
const ROOM_FOR_STATUS: u16 = 20;

/// How much the line of kinds says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Density {
    /// Whole names.
    Whole,
    /// Short names.
    Short,
    /// Short names with less air.
    Tight,
    /// Short names, the number only where a kind is chosen.
    Names,
}

impl Density {
    /// The most telling one first.
    const ALL: [Density; 4] = [Density::Whole, Density::Short, Density::Tight, Density::Names];
}

/// A kind in the line of kinds.
struct Cell {
    text: String,
    count: usize,
    chosen: bool,
}

impl CatalogueScreen {
    /// The kinds with the number of their hits; the chosen ones reversed. Where there is no room names get shorter, then
    /// only the chosen kinds have a number, at last only they are shown.
    pub(super) fn kinds_line(&self, width: usize, desk: &Desk) -> Line<'static> {
        let asked = &self.found.understood().filters.kinds;
        let own = self.own.is_shown();
        let more = if self.found.results.total_is_exact { "" } else { "+" };
        let cells = |density: Density| -> Vec<Cell> {
            let all_kinds = desk.texts().catalogue_screen.all_kinds;
            let all = (all_kinds, self.found.of_all_kinds(), asked.is_empty() && !own);
            let kinds = RecordKind::ALL.into_iter().map(|kind| {
                let names = kind.names(desk.language);
                let name = if density == Density::Whole { names.few } else { names.short };
                (name, self.found.of_kind(kind), asked.contains(&kind))
            });
            let [own_name, own_short] = desk.texts().own_records.tab;
            let own_name = if density == Density::Whole { own_name } else { own_short };
            let own_cell = (own_name, self.own.count(), own);
            let cell = |(name, count, chosen): (&str, usize, bool)| {
                let number = format!("{}{more}", desk.language.count(count));
                let text = match density {
                    Density::Whole | Density::Short => format!(" {name} {number} "),
                    Density::Tight => format!(" {name} {number}"),
                    Density::Names if chosen => format!(" {name} {number} "),
                    Density::Names => format!(" {name} "),
                };
                Cell { text, count, chosen }
            };
            std::iter::once(all).chain(kinds).chain([own_cell]).map(cell).collect()
        };
        let fits =
            |cells: &[Cell]| cells.iter().map(|cell| display_width(&cell.text)).sum::<usize>() <= width;
        let fitting = Density::ALL.into_iter().map(cells).find(|cells| fits(cells));
        let chosen = || cells(Density::Names).into_iter().filter(|cell| cell.chosen).collect();
        let spans = fitting.unwrap_or_else(chosen).into_iter().map(|cell| {
            let style = match (cell.chosen, cell.count) {
                (true, _) => desk.theme.selected(),
                (false, 0) => desk.theme.muted(),
                (false, _) => desk.theme.text(),
            };
            Span::styled(cell.text, style)
        });
        Line::from(spans.collect::<Vec<_>>())
    }

    /// How many lines the status gets in `area`.
    pub(super) fn status_height(&self, area: Rect, desk: &Desk) -> u16 {
        if area.height < ROOM_FOR_STATUS {
            return 1;
        }
        u16::try_from(self.status_lines(usize::from(area.width), desk).len()).unwrap_or(1)
    }

    /// What of the query is not understood; the filters with the keys that clear them; which place it is for and in what
    /// order the list is. At least one line.
    pub(super) fn status_lines(&self, width: usize, desk: &Desk) -> Vec<Line<'static>> {
        let room = width.saturating_sub(2);
        let mut lines: Vec<Line> = Vec::new();
        if let Some(problem) = self.found.understood().problems.first() {
            let problem = format!("! {}", problem.localized(desk.language));
            let problem = short_paragraph(&problem, room, PROBLEM_LINES).into_iter();
            lines.extend(problem.map(|line| Line::styled(format!(" {line}"), desk.theme.warning())));
        }
        let filters = truncate(&self.filters_words(desk), room).into_owned();
        let place = place_words(&self.found.results, desk);
        let is_place = place.is_some();
        let order = desk.loading_words().or(place).or_else(|| self.order_words(desk)).unwrap_or_default();
        let filters_wide = display_width(&filters);
        let beside = filters_wide == 0 || filters_wide + 3 + display_width(&order) <= room;
        let between = if filters.is_empty() || order.is_empty() { "" } else { " · " };
        let filters = Span::styled(filters, desk.theme.warning());
        let order_style = if is_place { desk.theme.text() } else { desk.theme.muted() };
        let ordered = |order: &str| Span::styled(truncate(order, room).into_owned(), order_style);
        let paragraph = |text: &str| {
            let lines = short_paragraph(text, room, PLACE_LINES).into_iter();
            lines.map(|line| Line::styled(format!(" {line}"), desk.theme.text())).collect::<Vec<_>>()
        };
        if is_place && filters_wide == 0 {
            lines.extend(paragraph(&order));
        } else if beside && (filters_wide > 0 || !order.is_empty()) {
            let between = Span::styled(between, desk.theme.muted());
            lines.push(Line::from(vec![Span::raw(" "), filters, between, ordered(&order)]));
        } else if !beside {
            // The filters change what is found, so they are never cut for the order's sake; where the hits come from is
            // worth a line of its own, the order is not.
            lines.push(Line::from(vec![Span::raw(" "), filters]));
            if is_place {
                lines.extend(paragraph(&order));
            }
        }
        if lines.is_empty() {
            lines.push(Line::default());
        }
        lines
    }

    /// The active filters in words, those of the query's text too, with the keys that clear them.
    fn filters_words(&self, desk: &Desk) -> String {
        let filters = &self.found.understood().filters;
        if filters.is_empty() {
            return String::new();
        }
        let back = desk.keymap.shown(Action::Back, desk.language);
        let once = self.input.text().is_empty() || self.filters.is_empty();
        let clear = if once { back } else { format!("{back} {back}") };
        (desk.texts().catalogue_screen.filters_active)(&filters_in_words(filters, desk), &clear)
    }

    /// The order of the list.
    fn order_words(&self, desk: &Desk) -> Option<String> {
        let texts = &desk.texts().catalogue_screen;
        let municipality = desk.municipality();
        if self.input.is_blank() {
            let filters = desk.keymap.shown(Action::Filters, desk.language);
            let order = self.filters.is_empty().then(|| (texts.catalogue_order)(&filters));
            let near = municipality.map(|it| (texts.near_mark)(it.name));
            return Some(order.into_iter().chain(near).collect::<Vec<_>>().join(" · "));
        }
        let near = municipality.map(|it| (texts.near)(it.status, it.name));
        near.or_else(|| self.found.has_words.then(|| texts.best_first.to_owned()))
    }
}
