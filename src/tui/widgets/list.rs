//! The position in a list: which line is chosen and which part is in sight.

use crate::tui::action::Action;

/// The chosen line and the first line in sight. Lines have any height; the caller says how many fit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListPosition {
    /// The chosen line.
    pub selected: usize,
    /// The first line in sight.
    pub offset: usize,
}

impl ListPosition {
    /// Chooses a line and keeps it in sight in a list of `length` lines of which `height` are in sight.
    pub fn select(&mut self, selected: usize, length: usize, height: usize) {
        self.selected = selected.min(length.saturating_sub(1));
        let height = height.max(1);
        if self.selected < self.offset {
            self.offset = self.selected;
        } else if self.selected >= self.offset + height {
            self.offset = self.selected + 1 - height;
        }
        self.offset = self.offset.min(length.saturating_sub(height));
    }

    /// Moves by an action of a list; says whether it was one.
    pub fn action(&mut self, action: Action, length: usize, height: usize) -> bool {
        let page = height.saturating_sub(1).max(1);
        let target = match action {
            Action::Up => self.selected.saturating_sub(1),
            Action::Down => self.selected + 1,
            Action::PageUp => self.selected.saturating_sub(page),
            Action::PageDown => self.selected + page,
            Action::First => 0,
            Action::Last => length,
            _ => return false,
        };
        self.select(target, length, height);
        true
    }

    /// Moves by the wheel.
    pub fn wheel(&mut self, lines: i16, length: usize, height: usize) {
        self.select(self.selected.saturating_add_signed(isize::from(lines.signum())), length, height);
    }

    /// The lines in sight.
    pub fn visible(&self, length: usize, height: usize) -> std::ops::Range<usize> {
        let start = self.offset.min(length);
        start..(start + height).min(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_line_stays_in_sight_and_in_the_list() {
        let mut position = ListPosition::default();
        for (action, selected, offset) in [
            (Action::PageDown, 3, 0),
            (Action::Down, 4, 1),
            (Action::Last, 9, 6),
            (Action::Down, 9, 6),
            (Action::PageUp, 6, 6),
            (Action::First, 0, 0),
            (Action::Up, 0, 0),
        ] {
            assert!(position.action(action, 10, 4));
            assert_eq!((position.selected, position.offset), (selected, offset), "{action:?}");
        }
    }

    #[test]
    fn an_empty_list_has_no_line_in_sight() {
        let mut position = ListPosition { selected: 7, offset: 5 };
        position.select(7, 0, 4);
        assert_eq!(position, ListPosition::default());
        assert!(position.visible(0, 4).is_empty());
    }
}
