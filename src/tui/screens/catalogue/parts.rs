//! Where the parts of the catalogue stand in a window of any size.

use crate::tui::desk::Desk;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::{Block, Borders};

/// From this width on the preview stands beside the list, below it under the list.
const SIDE_BY_SIDE: u16 = 100;
/// From this width on facts and sources have a column of their own.
const THREE_COLUMNS: u16 = 160;

/// Where the parts are.
pub(super) struct Parts {
    pub query_frame: Rect,
    pub query: Rect,
    pub kinds: Rect,
    pub status: Rect,
    pub list_frame: Rect,
    pub list: Rect,
    pub story_frame: Rect,
    pub story: Rect,
    pub facts_frame: Option<Rect>,
    pub facts: Option<Rect>,
    /// Whether the parts have whole frames, or only a line above where every line counts.
    pub boxed: bool,
}

impl Parts {
    /// The places of the parts in `area`, with so many lines of status.
    pub(super) fn of(area: Rect, reading: bool, status: u16) -> Parts {
        let boxed = area.width >= SIDE_BY_SIDE || reading;
        let inner = |outer: Rect| -> Rect {
            let borders = if boxed { Borders::ALL } else { Borders::TOP };
            let inner = Block::new().borders(borders).inner(outer);
            Rect { x: inner.x.saturating_add(1), width: inner.width.saturating_sub(2), ..inner }
        };
        let [query_frame, kinds, status, body] = if reading {
            [Rect::ZERO, Rect::ZERO, Rect::ZERO, area]
        } else {
            let heights = [
                Constraint::Length(3),
                Constraint::Length(1),
                Constraint::Length(status),
                Constraint::Fill(1),
            ];
            Layout::vertical(heights).areas(area)
        };
        let [list_frame, story_frame, facts_frame] = columns_of(body, reading);
        let list = inner(list_frame);
        Parts {
            query_frame,
            query: Block::bordered().inner(query_frame),
            kinds,
            status,
            list_frame,
            // The list has its own column for marks where the others have air.
            list: Rect { x: list.x.saturating_sub(1), width: list.width.saturating_add(1), ..list },
            story_frame,
            story: inner(story_frame),
            facts_frame: Some(facts_frame).filter(|frame| !frame.is_empty()),
            facts: Some(facts_frame).filter(|frame| !frame.is_empty()).map(inner),
            boxed,
        }
    }

    /// The frame of a part without the focus.
    pub(super) fn block(&self, desk: &Desk) -> Block<'static> {
        let borders = if self.boxed { Borders::ALL } else { Borders::TOP };
        Block::new().borders(borders).border_style(desk.theme.border(false))
    }
}

/// The frames of list, record and facts; one that is not shown is empty.
fn columns_of(body: Rect, reading: bool) -> [Rect; 3] {
    let widths = match (reading, body.width) {
        (false, THREE_COLUMNS..) => {
            [Constraint::Percentage(42), Constraint::Percentage(30), Constraint::Fill(1)]
        }
        (false, SIDE_BY_SIDE..) => [Constraint::Percentage(54), Constraint::Fill(1), Constraint::Length(0)],
        (true, THREE_COLUMNS..) => [Constraint::Length(0), Constraint::Percentage(55), Constraint::Fill(1)],
        (true, _) => [Constraint::Length(0), Constraint::Fill(1), Constraint::Length(0)],
        (false, _) => {
            let heights = [Constraint::Percentage(46), Constraint::Fill(1), Constraint::Length(0)];
            return Layout::vertical(heights).areas(body);
        }
    };
    Layout::horizontal(widths).areas(body)
}
