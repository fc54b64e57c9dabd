//! Czech and English: texts that do not compile when one is missing, plurals, dates, numbers,
//! collation, and the width and harmlessness of text on a terminal.

pub mod collate;
pub mod date;
pub mod number;
pub mod plural;
pub mod texts;
pub mod width;

pub use collate::{compare, sort_key};
pub use date::{Towards, is_missing_day, parse_date, parse_moment, parse_time, time_of};
pub use plural::{Plural, counted, counted_english, plural};
pub use texts::Texts;
pub use width::{display_width, pad, sanitize, sanitize_lines, truncate, wrap};

/// A language of the interface and of the minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Language {
    /// Czech, the default.
    #[default]
    Czech,
    /// English.
    English,
}

impl Language {
    /// Both languages.
    pub const ALL: [Language; 2] = [Language::Czech, Language::English];

    /// The ISO 639-1 code: `cs` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Language::Czech => "cs",
            Language::English => "en",
        }
    }

    /// The language of a code or locale: `cs`, `cs_CZ.UTF-8`, `en-GB`; `None` for any other.
    pub fn from_locale(locale: &str) -> Option<Language> {
        let primary = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        Language::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    /// All texts of this language.
    pub fn texts(self) -> &'static Texts {
        match self {
            Language::Czech => &texts::CS,
            Language::English => &texts::EN,
        }
    }
}

/// An error or value that a person reads in her own language.
pub trait Localized {
    /// The text in `language`: for an error what happened, where, and what to do.
    fn localized(&self, language: Language) -> String;
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("cs", Some(Language::Czech))]
    #[case("cs_CZ.UTF-8", Some(Language::Czech))]
    #[case("CS-cz", Some(Language::Czech))]
    #[case("en_GB@euro", Some(Language::English))]
    #[case("C.UTF-8", None)]
    #[case("csb_PL", None)]
    #[case("", None)]
    fn a_locale_names_its_language(#[case] locale: &str, #[case] expected: Option<Language>) {
        assert_eq!(Language::from_locale(locale), expected);
    }
}
