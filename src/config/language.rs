//! Which language the program speaks.

use super::{Environment, Settings};
use crate::i18n::Language;

/// The language to speak: `--lang`, else `PORADA_LANG`, else the settings, else the locale, else Czech.
///
/// A value that names neither Czech nor English is passed over.
pub fn choose_language(
    argument: Option<Language>,
    environment: &Environment,
    settings: &Settings,
) -> (Language, bool) {
    let of_locale = |value: &Option<String>| value.as_deref().and_then(Language::from_locale);
    let said = argument.or_else(|| of_locale(&environment.porada_lang)).or(settings.language);
    let language = said.or_else(|| of_locale(&environment.locale)).unwrap_or_default();
    (language, said.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language::{Czech, English};
    use rstest::rstest;

    #[rstest]
    #[case(Some(English), Some("cs"), Some(Czech), Some("cs_CZ"), English)]
    #[case(None, Some("en"), Some(Czech), Some("cs_CZ"), English)]
    #[case(None, Some("de"), Some(English), Some("cs_CZ"), English)]
    #[case(None, Some("de"), None, Some("cs_CZ"), Czech)]
    #[case(None, None, Some(English), Some("cs_CZ"), English)]
    #[case(None, None, None, Some("en_GB.UTF-8"), English)]
    #[case(None, None, None, Some("cs_CZ.UTF-8"), Czech)]
    #[case(None, None, None, Some("C.UTF-8"), Czech)]
    #[case(None, None, None, Some("de_DE"), Czech)]
    #[case(None, None, None, None, Czech)]
    fn the_nearest_choice_wins(
        #[case] argument: Option<Language>,
        #[case] porada_lang: Option<&str>,
        #[case] setting: Option<Language>,
        #[case] locale: Option<&str>,
        #[case] expected: Language,
    ) {
        let environment = Environment {
            porada_lang: porada_lang.map(str::to_owned),
            locale: locale.map(str::to_owned),
            ..Environment::default()
        };
        let settings = Settings { language: setting, ..Settings::default() };
        let said = argument.is_some() || setting.is_some() || matches!(porada_lang, Some("cs" | "en"));
        assert_eq!(choose_language(argument, &environment, &settings), (expected, said));
    }
}
