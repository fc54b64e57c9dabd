//! What the catalogue says where nothing was found.

use super::CatalogueScreen;
use crate::catalogue::RecordKind;
use crate::i18n::{sanitize, truncate, wrap};
use crate::search::{Highlighter, SpanKind};
use crate::tui::action::Action;
use crate::tui::desk::Desk;
use crate::tui::widgets::text::found_paragraph;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

impl CatalogueScreen {
    /// That nothing was found, and everything that can be done about it.
    pub(super) fn draw_nothing(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().catalogue_screen;
        let area = Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(2), ..area };
        let width = usize::from(area.width.min(96)).max(3);
        let mut lines: Vec<Line> = Vec::new();
        if desk.index.is_none() {
            lines.push(Line::styled(desk.texts().messages.index_building, desk.theme.muted()));
        } else {
            let query = truncate(&sanitize(self.input.text().trim()), 60).into_owned();
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
        let partners = desk.catalogue.count(RecordKind::Partner);
        let without = self.found.without_filters;
        let narrowing = self.narrowing();
        let advice = [
            asked.then(|| (texts.try_words)(&shown(Action::Back))),
            (!narrowing.is_empty()).then(|| (texts.try_less)(&narrowing)),
            (without > 0).then(|| (texts.try_without_filters)(without, &filters)),
            (!self.filters.is_empty()).then(|| (texts.try_size)(&filters)),
            Some((texts.try_partner)(partners, &shown(Action::Next))),
            desk.open
                .as_ref()
                .map(|_| (texts.try_unmet)(&shown(Action::Consultation), &shown(Action::MarkUnmet))),
        ];
        advice.into_iter().flatten().collect()
    }

    /// The parts of the query that narrow it, as they are typed.
    fn narrowing(&self) -> String {
        let spans = self.found.understood().spans.iter();
        let narrow = spans.filter(|(_, kind)| !matches!(kind, SpanKind::Mistake | SpanKind::Unfinished));
        let parts = narrow.filter_map(|(range, _)| self.input.text().get(range.clone()));
        truncate(&sanitize(&parts.collect::<Vec<_>>().join(", ")), 60).into_owned()
    }
}
