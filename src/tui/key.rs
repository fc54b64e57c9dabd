//! A key as porada sees it: how it is written in the configuration, shown to a person, and typed on a Czech keyboard.

use crate::i18n::Language;
use std::fmt;

/// What was pressed, without modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    /// A character; letters lower-case where Ctrl or Alt is held.
    Char(char),
    /// F1 to F12.
    Function(u8),
    /// Enter.
    Enter,
    /// Escape.
    Escape,
    /// Tab; Shift+Tab is Tab with `shift`.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// The arrow up.
    Up,
    /// The arrow down.
    Down,
    /// The arrow to the left.
    Left,
    /// The arrow to the right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// A key with its modifiers. For a character `shift` is never set: the character itself says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// What was pressed.
    pub code: KeyCode,
    /// Ctrl was held.
    pub ctrl: bool,
    /// Alt was held.
    pub alt: bool,
    /// Shift was held, for keys that are no characters.
    pub shift: bool,
}

/// Names of keys in configuration files, tests and English help.
const NAMES: [(&str, KeyCode); 14] = [
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Escape),
    ("Tab", KeyCode::Tab),
    ("Backspace", KeyCode::Backspace),
    ("Del", KeyCode::Delete),
    ("Ins", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
];

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Key {
        Key { code, ctrl: false, alt: false, shift: false }
    }

    /// Reads a key as configuration and tests write it: `Ctrl+L`, `Alt+Enter`, `Shift+Tab`, `F9`, `a`, `Space`.
    pub fn parse(text: &str) -> Option<Key> {
        let mut key = Key::plain(KeyCode::Enter);
        let mut rest = text;
        while let Some((modifier, after)) = rest.split_once('+').filter(|(_, after)| !after.is_empty()) {
            match modifier.to_ascii_lowercase().as_str() {
                "ctrl" => key.ctrl = true,
                "alt" => key.alt = true,
                "shift" => key.shift = true,
                _ => return None,
            }
            rest = after;
        }
        let function =
            || rest.strip_prefix(['F', 'f'])?.parse().ok().filter(|number| (1..=12).contains(number));
        let mut characters = rest.chars();
        key.code = match (characters.next(), characters.next()) {
            (Some(character), None) if key.ctrl || key.alt => KeyCode::Char(character.to_ascii_lowercase()),
            (Some(character), None) => KeyCode::Char(character),
            _ if rest.eq_ignore_ascii_case("space") => KeyCode::Char(' '),
            _ => match function() {
                Some(number) => KeyCode::Function(number),
                None => NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(rest))?.1,
            },
        };
        Some(key)
    }

    /// The key as a person sees it: `Ctrl+L`, `↑`, `mezerník`.
    pub fn shown(self, language: Language) -> String {
        let arrow = match self.code {
            KeyCode::Up => Some("↑"),
            KeyCode::Down => Some("↓"),
            KeyCode::Left => Some("←"),
            KeyCode::Right => Some("→"),
            KeyCode::Char(' ') if language == Language::Czech => Some("mezerník"),
            _ => None,
        };
        match arrow {
            Some(arrow) => format!("{}{arrow}", self.modifiers()),
            None => self.to_string(),
        }
    }

    fn modifiers(self) -> String {
        [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")]
            .into_iter()
            .filter_map(|(held, name)| held.then_some(name))
            .collect()
    }

    /// The character that this key types into a text, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(character) if !self.ctrl && !self.alt => Some(character),
            _ => None,
        }
    }

    /// The digit of the key in the digit row of a Czech keyboard, by position: `+ ě š č ř ž ý á í é` are 1 to 0.
    pub fn digit(self) -> Option<u8> {
        let KeyCode::Char(character) = self.code else { return None };
        match character {
            '0'..='9' => u8::try_from(character).ok().map(|byte| byte - b'0'),
            '+' => Some(1),
            'ě' => Some(2),
            'š' => Some(3),
            'č' => Some(4),
            'ř' => Some(5),
            'ž' => Some(6),
            'ý' => Some(7),
            'á' => Some(8),
            'í' => Some(9),
            'é' => Some(0),
            _ => None,
        }
    }

    /// Whether a Czech QWERTZ keyboard types the key without AltGr and without a dead key, and a terminal without an
    /// extended keyboard protocol can tell it from others (Ctrl+H, I, J, M and `[` are the terminal's own).
    pub fn is_typable_in_czech(self) -> bool {
        match self.code {
            KeyCode::Char(character) if self.ctrl => {
                character.is_ascii_lowercase() && !self.alt && !matches!(character, 'h' | 'i' | 'j' | 'm')
            }
            KeyCode::Char(character) => {
                character.is_ascii_alphanumeric() || " +ěščřžýáíéúů-=,.;)§?:!/\"(_%".contains(character)
            }
            KeyCode::Enter | KeyCode::Tab | KeyCode::Escape | KeyCode::Backspace => !self.ctrl,
            _ => true,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.modifiers())?;
        match self.code {
            KeyCode::Char(' ') => formatter.write_str("Space"),
            KeyCode::Char(character) if self.ctrl || self.alt => {
                write!(formatter, "{}", character.to_uppercase())
            }
            KeyCode::Char(character) => write!(formatter, "{character}"),
            KeyCode::Function(number) => write!(formatter, "F{number}"),
            code => {
                let name = NAMES.iter().find(|(_, known)| *known == code).map_or("", |(name, _)| name);
                formatter.write_str(name)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_what_it_shows() {
        for text in [
            "Ctrl+L",
            "Alt+Enter",
            "Shift+Tab",
            "F9",
            "F12",
            "a",
            "Ž",
            "Space",
            "Ctrl+PgDn",
            "Esc",
            "+",
            "Alt++",
        ] {
            assert_eq!(Key::parse(text).map(|key| key.to_string()).as_deref(), Some(text), "{text}");
        }
        for wrong in ["", "F13", "Hyper+A", "Ctrl+Nothing"] {
            assert_eq!(Key::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_czech_digit_row_counts_by_position() {
        for (digit, character) in "+ěščřžýáíé".chars().enumerate() {
            let expected = (digit + 1) % 10;
            assert_eq!(Key::plain(KeyCode::Char(character)).digit(), u8::try_from(expected).ok());
        }
    }

    #[test]
    fn keys_of_the_terminal_and_altgr_are_not_typable() {
        for key in ["Ctrl+M", "Ctrl+I", "Ctrl+J", "Ctrl+H", "@", "#", "[", "Ctrl+Enter", "Ctrl+1"] {
            assert!(!Key::parse(key).unwrap().is_typable_in_czech(), "{key}");
        }
    }
}
