//! What stands on the screen of synchronisation as long as there is no storage.

use crate::i18n::wrap;
use crate::tui::desk::Desk;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph};

/// The longest line that reads well.
const MEASURE: usize = 76;

pub(super) fn draw(frame: &mut Frame, area: Rect, desk: &Desk) {
    let texts = &desk.texts().sync_screen;
    let block = Block::bordered()
        .title(Span::styled(format!(" {} ", (texts.title)(0)), desk.theme.title()))
        .border_style(desk.theme.border(true));
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let room = usize::from(inner.width).saturating_sub(4).clamp(1, MEASURE);
    let mut lines = Vec::new();
    for paragraph in texts.empty {
        lines.push(Line::default());
        let paragraph = desk.keyed(paragraph);
        lines.extend(wrap(&paragraph, room).into_iter().map(|line| Line::raw(format!("  {line}"))));
    }
    frame.render_widget(Paragraph::new(lines), inner);
}
