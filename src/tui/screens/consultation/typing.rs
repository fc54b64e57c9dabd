//! What undo takes back of a line that is not written down yet.

use crate::tui::widgets::text_input::TextInput;

/// So many steps are kept, each a copy of the line. Of more the one after the beginning goes: the way back still ends there.
const MOST_STEPS: usize = 200;

/// The states of the line before the present one, a step a word, a deletion or a paste, and those that undo left.
#[derive(Debug, Default)]
pub struct Typing {
    before: Vec<TextInput>,
    after: Vec<TextInput>,
    /// Whether the last step deleted.
    deleting: bool,
    /// How many times undo went past the line to what is written down: redo goes there first.
    passed: usize,
}

impl Typing {
    /// Of a line that was begun as `start` and comes back as it is `now`, without the steps between.
    pub fn since(start: &str, now: &TextInput) -> Typing {
        let mut typing = Typing::default();
        if now.text() != start {
            typing.before.push(TextInput::new(start));
        }
        typing
    }

    /// Notes that the line was `old` and is `new` now.
    pub fn note(&mut self, old: TextInput, new: &TextInput) {
        if old.text() == new.text() {
            return;
        }
        let deleting = new.text().len() < old.text().len();
        let one_letter = old.text().chars().count().abs_diff(new.text().chars().count()) <= 1;
        let typed = new.text().get(..new.caret()).unwrap_or_default();
        // The first letter after a space begins a step; the space itself ends the word before it.
        let mut last = typed.chars().rev();
        let word = last.next().is_some_and(|letter| !letter.is_whitespace())
            && last.next().is_none_or(char::is_whitespace);
        if self.before.is_empty() || !one_letter || deleting != self.deleting || !deleting && word {
            self.before.push(old);
            if self.before.len() > MOST_STEPS {
                self.before.remove(1);
            }
        }
        self.deleting = deleting;
        self.after.clear();
        self.passed = 0;
    }

    /// Takes the last step of the line back; `false` when the line is as it began and undo means what is written down.
    pub fn undo(&mut self, line: &mut TextInput) -> bool {
        match self.before.pop() {
            Some(old) => {
                self.after.push(std::mem::replace(line, old));
                // What is typed next is a step of its own.
                self.deleting = true;
                true
            }
            None => {
                self.passed += 1;
                false
            }
        }
    }

    /// Makes the step again that undo took back last; `false` when redo means what is written down.
    pub fn redo(&mut self, line: &mut TextInput) -> bool {
        if self.passed > 0 {
            self.passed -= 1;
            return false;
        }
        match self.after.pop() {
            Some(new) => {
                self.before.push(std::mem::replace(line, new));
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::key::Key;

    fn press(typing: &mut Typing, line: &mut TextInput, keys: &str) {
        for key in keys.split(' ') {
            let old = line.clone();
            line.key(Key::parse(key).unwrap());
            typing.note(old, line);
        }
    }

    #[test]
    fn undo_goes_by_words_and_deletions() {
        let (mut typing, mut line) = (Typing::default(), TextInput::default());
        press(&mut typing, &mut line, "d v ě Space s l o v a Ctrl+W Left p");
        let mut states = vec![line.text().to_owned()];
        while typing.undo(&mut line) {
            states.push(line.text().to_owned());
        }
        assert_eq!(states, ["dvěp ", "dvě ", "dvě slova", "dvě ", ""]);
        assert!(!typing.redo(&mut line), "undo went past the line once");
        while typing.redo(&mut line) {}
        assert_eq!(line.text(), states[0]);
    }

    #[test]
    fn of_very_many_steps_the_way_back_still_ends_at_the_beginning() {
        let (mut typing, mut line) = (Typing::default(), TextInput::default());
        (0..2 * MOST_STEPS).for_each(|_| press(&mut typing, &mut line, "a Space"));
        let mut steps = 0;
        while typing.undo(&mut line) {
            steps += 1;
        }
        assert_eq!((line.text(), steps), ("", MOST_STEPS));
    }
}
