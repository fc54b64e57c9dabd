//! The boundary to crossterm's events: what reaches the application is the same on every system and keyboard.

use super::key::{Key, KeyCode};
use ratatui::crossterm::event::{
    Event, KeyCode as TerminalCode, KeyEvent, KeyEventKind, KeyModifiers, MouseEvent, MouseEventKind,
};
use unicode_normalization::UnicodeNormalization;

/// The longest text that one paste may bring; the rest is cut off and the person is told.
pub const PASTE_LIMIT: usize = 64 * 1024;

/// What the application reacts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// A pasted text, composed (NFC), with line breaks as `\n` and without control characters.
    Paste {
        /// The text, at most [`PASTE_LIMIT`] bytes.
        text: String,
        /// Whether something was cut off.
        cut: bool,
    },
    /// The window has another size, or has to be drawn again.
    Redraw,
    /// The wheel of a mouse, lines down (negative: up).
    Wheel(i16),
    /// The window lost the focus: a good moment to write everything down.
    FocusLost,
}

/// Translates an event of the terminal; `None` for what porada does not react to.
pub fn from_terminal(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => from_key(key).map(Input::Key),
        Event::Key(_) => None,
        Event::Paste(text) => Some(paste(&text)),
        Event::Resize(..) | Event::FocusGained => Some(Input::Redraw),
        Event::FocusLost => Some(Input::FocusLost),
        Event::Mouse(MouseEvent { kind: MouseEventKind::ScrollDown, .. }) => Some(Input::Wheel(3)),
        Event::Mouse(MouseEvent { kind: MouseEventKind::ScrollUp, .. }) => Some(Input::Wheel(-3)),
        Event::Mouse(_) => None,
    }
}

/// A pasted text, made safe and composed.
pub fn paste(text: &str) -> Input {
    let mut end = text.len().min(PASTE_LIMIT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Input::Paste { text: composed(&text[..end]), cut: end < text.len() }
}

/// A text from outside, composed (NFC), with line breaks as `\n` and without control characters.
pub fn composed(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    unified.nfc().filter(|&character| character == '\n' || !character.is_control()).collect()
}

fn from_key(event: KeyEvent) -> Option<Key> {
    let mut key = Key {
        code: KeyCode::Enter,
        ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
        shift: event.modifiers.contains(KeyModifiers::SHIFT),
    };
    key.code = match event.code {
        TerminalCode::Char(character) => {
            // AltGr arrives as Ctrl+Alt on Windows; the character is what was meant.
            if key.ctrl && key.alt {
                key.ctrl = false;
                key.alt = false;
            }
            key.shift = false;
            let commanded = key.ctrl || key.alt;
            KeyCode::Char(if commanded { character.to_lowercase().next()? } else { character })
        }
        TerminalCode::BackTab => {
            key.shift = true;
            KeyCode::Tab
        }
        TerminalCode::F(number) if (1..=12).contains(&number) => KeyCode::Function(number),
        TerminalCode::Enter => KeyCode::Enter,
        TerminalCode::Esc => KeyCode::Escape,
        TerminalCode::Tab => KeyCode::Tab,
        TerminalCode::Backspace => KeyCode::Backspace,
        TerminalCode::Delete => KeyCode::Delete,
        TerminalCode::Insert => KeyCode::Insert,
        TerminalCode::Up => KeyCode::Up,
        TerminalCode::Down => KeyCode::Down,
        TerminalCode::Left => KeyCode::Left,
        TerminalCode::Right => KeyCode::Right,
        TerminalCode::Home => KeyCode::Home,
        TerminalCode::End => KeyCode::End,
        TerminalCode::PageUp => KeyCode::PageUp,
        TerminalCode::PageDown => KeyCode::PageDown,
        _ => return None,
    };
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(code: TerminalCode, modifiers: KeyModifiers) -> Option<Input> {
        from_terminal(Event::Key(KeyEvent::new(code, modifiers)))
    }

    #[test]
    fn altgr_of_windows_types_its_character() {
        let input = press(TerminalCode::Char('@'), KeyModifiers::CONTROL | KeyModifiers::ALT);
        assert_eq!(input, Some(Input::Key(Key::plain(KeyCode::Char('@')))));
    }

    #[test]
    fn a_capital_with_ctrl_is_the_letter() {
        let input = press(TerminalCode::Char('L'), KeyModifiers::CONTROL | KeyModifiers::SHIFT);
        assert_eq!(input, Some(Input::Key(Key::parse("Ctrl+L").unwrap())));
    }

    #[test]
    fn a_released_key_is_nothing() {
        let mut event = KeyEvent::new(TerminalCode::Enter, KeyModifiers::NONE);
        event.kind = KeyEventKind::Release;
        assert_eq!(from_terminal(Event::Key(event)), None);
    }

    #[test]
    fn a_paste_is_composed_clean_and_bounded() {
        assert_eq!(
            paste("R\u{30c}\u{1b}[31m\r\nb\u{7}\tc"),
            Input::Paste { text: "Ř[31m\nb c".into(), cut: false }
        );
        let Input::Paste { text, cut } = paste(&"ž".repeat(1_000_000)) else { panic!("not a paste") };
        assert!(cut && text.len() <= PASTE_LIMIT);
    }
}
