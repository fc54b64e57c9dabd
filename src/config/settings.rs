//! The settings of the user: `config.toml`, which porada reads and never writes.

use super::{ConfigError, Paths, SettingsProblem};
use crate::i18n::Language;
use serde::{Deserialize, Deserializer, de};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// All settings. Each may be left out of the file; a name that is not here is an error, so that no slip of the
/// finger passes silently.
///
/// ```toml
/// language = "cs"
/// broker_name = "Jana Nováková"
/// organisation = "Inovační centrum"
/// theme = "dark"
/// export_folder = "~/zapisy"
/// mouse = false
///
/// [minutes]
/// heading = "Inovační centrum\\nUlice 1, Město"
/// gdpr_notice = "O osobních údajích v zápisu: ..."
/// logo = "logo.svg"
///
/// [keys]
/// quit = ["F10", "Ctrl+Q"]
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// `language`: `cs` or `en`; left out, the language of the system.
    #[serde(deserialize_with = "language")]
    pub language: Option<Language>,
    /// `broker_name`: who writes the minutes; stands in their heading and is the owner of the broker's tasks.
    pub broker_name: Option<String>,
    /// `organisation`: the broker's organisation, for the heading of the minutes.
    pub organisation: Option<String>,
    /// `theme`: the colours.
    pub theme: Theme,
    /// `export_folder`: where exports go; `~/` is the user's home folder.
    pub export_folder: Option<PathBuf>,
    /// `[minutes]`: what minutes say of the centre.
    pub minutes: MinutesSettings,
    /// `[keys]`: the keys of an action by the id of the action, instead of the built-in ones.
    pub keys: BTreeMap<String, Vec<String>>,
    /// The line (from 1) of each action of `[keys]`, to say where a wrong one is.
    #[serde(skip)]
    pub key_lines: BTreeMap<String, usize>,
    /// The file that was read; empty where there is none.
    #[serde(skip)]
    pub file: PathBuf,
    /// `mouse`: whether clicks and the wheel work; the terminal then marks text with Shift held. Default `true`.
    pub mouse: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            language: None,
            broker_name: None,
            organisation: None,
            theme: Theme::Auto,
            export_folder: None,
            minutes: MinutesSettings::default(),
            keys: BTreeMap::new(),
            key_lines: BTreeMap::new(),
            file: PathBuf::new(),
            mouse: true,
        }
    }
}

/// What minutes say of the centre.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MinutesSettings {
    /// `heading`: the head of its letters (name, address, contact), instead of the organisation; lines.
    pub heading: String,
    /// `gdpr_notice`: what it tells about the personal data in the minutes; lines.
    pub gdpr_notice: String,
    /// `logo`: the file of its logo; see [`Settings::logo`].
    pub logo: Option<PathBuf>,
}

/// The colours of the screen. Colour only repeats what words, bold or reverse already say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// The colours of the terminal, none where `NO_COLOR` is set.
    #[default]
    Auto,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// No colours.
    Mono,
}

impl Settings {
    /// The settings in a file; the default ones where there is no file.
    ///
    /// Fails where the file cannot be read, or with the first line that is wrong. The caller can then go on with
    /// [`Settings::default`].
    pub fn load(path: &Path) -> Result<Settings, ConfigError> {
        match fs::read_to_string(path) {
            Ok(text) => match Settings::parse(&text) {
                Ok(settings) => Ok(Settings { file: path.to_owned(), ..settings }),
                Err((line, problem)) => {
                    Err(ConfigError::WrongSettings { path: path.to_owned(), line, problem })
                }
            },
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Ok(Settings::default())
            }
            Err(error) => Err(ConfigError::CannotRead { path: path.to_owned(), reason: error.kind() }),
        }
    }

    /// The settings in a text, or the line (from 1) that is wrong and why.
    pub fn parse(text: &str) -> Result<Settings, (usize, SettingsProblem)> {
        // Some editors of Windows begin a file with a byte order mark.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut settings: Settings = toml::from_str(text).map_err(|error| explain(text, &error))?;
        for name in [&mut settings.broker_name, &mut settings.organisation] {
            *name = name.take().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        }
        settings.key_lines = key_lines(text);
        Ok(settings)
    }

    /// The folder of exports: the one of the settings, else the one of `paths`.
    pub fn exports(&self, paths: &Paths) -> PathBuf {
        self.export_folder.as_deref().map_or_else(|| paths.exports.clone(), in_home)
    }

    /// The file of the centre's logo; a relative path starts from the folder of the settings.
    pub fn logo(&self, paths: &Paths) -> Option<PathBuf> {
        let folder = paths.settings_file.parent().unwrap_or(&paths.home);
        self.minutes.logo.as_deref().map(|logo| folder.join(in_home(logo)))
    }
}

/// The path with the user's home folder for `~/`.
fn in_home(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), directories::UserDirs::new()) {
        (Ok(rest), Some(user)) => user.home_dir().join(rest),
        _ => path.to_owned(),
    }
}

fn language<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Language>, D::Error> {
    let code = String::deserialize(deserializer)?;
    let known = Language::ALL.into_iter().find(|language| language.code() == code);
    known.map(Some).ok_or_else(|| de::Error::custom("expected cs or en"))
}

/// The line of each action of `[keys]` in a text that is right.
fn key_lines(text: &str) -> BTreeMap<String, usize> {
    #[derive(Deserialize, Default)]
    #[serde(default)]
    struct Places {
        keys: BTreeMap<String, toml::Spanned<Vec<String>>>,
    }
    let places: Places = toml::from_str(text).unwrap_or_default();
    let line = |offset| line_at(text, offset);
    places.keys.into_iter().map(|(action, keys)| (action, line(keys.span().start))).collect()
}

/// The line (from 1) of a byte of the text.
fn line_at(text: &str, offset: usize) -> usize {
    text.get(..offset).unwrap_or_default().matches('\n').count() + 1
}

/// Puts the error of the parser, which speaks English only, into the words of [`SettingsProblem`].
fn explain(text: &str, error: &toml::de::Error) -> (usize, SettingsProblem) {
    let offset = error.span().map_or(0, |span| span.start);
    let line = line_at(text, offset);
    if text.parse::<toml::Table>().is_err() {
        return (line, SettingsProblem::NotToml);
    }
    // The value can go on over several lines; its name is on the nearest line that has one.
    let names = text.lines().take(line).filter(|content| content.contains('=') || content.starts_with('['));
    let content = names.last().unwrap_or_default();
    let name = content.split('=').next().unwrap_or_default().trim_matches([' ', '\t', '[', ']', '"']);
    let problem = if error.message().starts_with("unknown field") {
        SettingsProblem::UnknownSetting(name.to_owned())
    } else {
        SettingsProblem::WrongValue(name.to_owned())
    };
    (line, problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[test]
    fn all_settings_are_read() {
        let text = "language = \"en\"\nbroker_name = \" Jana Nováková \"\norganisation = \"\"\ntheme = \"mono\"\n\
                    export_folder = \"/tmp/zapisy\"\nmouse = false\n\
                    [minutes]\nheading = \"IC\\nMěsto\"\nlogo = \"logo.svg\"\n[keys]\nquit = [\"F10\", \"Ctrl+Q\"]\n";
        let expected = Settings {
            language: Some(Language::English),
            broker_name: Some("Jana Nováková".to_owned()),
            organisation: None,
            theme: Theme::Mono,
            export_folder: Some(PathBuf::from("/tmp/zapisy")),
            minutes: MinutesSettings {
                heading: "IC\nMěsto".to_owned(),
                gdpr_notice: String::new(),
                logo: Some(PathBuf::from("logo.svg")),
            },
            keys: BTreeMap::from([("quit".to_owned(), vec!["F10".to_owned(), "Ctrl+Q".to_owned()])]),
            key_lines: BTreeMap::from([("quit".to_owned(), 11)]),
            file: PathBuf::new(),
            mouse: false,
        };
        assert_eq!(Settings::parse(text), Ok(expected));
    }

    #[rstest]
    #[case("")]
    #[case("# jen poznámka\n")]
    #[case("\u{feff}mouse = true\r\n")]
    fn what_is_left_out_has_its_default(#[case] text: &str) {
        assert_eq!(Settings::parse(text), Ok(Settings::default()));
    }

    #[rstest]
    #[case("mouse = true\ncolour = 1\n", 2, SettingsProblem::UnknownSetting("colour".into()))]
    #[case("[colours]\nred = 1\n", 1, SettingsProblem::UnknownSetting("colours".into()))]
    #[case("\n\ntheme = \"pink\"\n", 3, SettingsProblem::WrongValue("theme".into()))]
    #[case("[minutes]\nfooter = \"a\"\n", 2, SettingsProblem::UnknownSetting("footer".into()))]
    #[case("language = \"de\"\n", 1, SettingsProblem::WrongValue("language".into()))]
    #[case("mouse = \"ano\"\n", 1, SettingsProblem::WrongValue("mouse".into()))]
    #[case("[keys]\nquit = \"F10\"\n", 2, SettingsProblem::WrongValue("quit".into()))]
    #[case("[keys]\nquit = [\n  1,\n]\n", 3, SettingsProblem::WrongValue("quit".into()))]
    #[case("mouse = true\ntheme = mono\n", 2, SettingsProblem::NotToml)]
    #[case("mouse = true\nahoj\n", 2, SettingsProblem::NotToml)]
    #[case("mouse = true\nmouse = true\n", 2, SettingsProblem::NotToml)]
    fn a_wrong_line_is_named(#[case] text: &str, #[case] line: usize, #[case] problem: SettingsProblem) {
        assert_eq!(Settings::parse(text), Err((line, problem)));
    }

    #[test]
    fn a_missing_file_means_defaults_and_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        assert_eq!(Settings::load(&path), Ok(Settings::default()));
        assert!(!path.exists());
    }

    #[test]
    fn an_unreadable_file_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        fs::write(&path, b"broker_name = \"\xff\"").unwrap();
        let expected = ConfigError::CannotRead { path: path.clone(), reason: io::ErrorKind::InvalidData };
        assert_eq!(Settings::load(&path), Err(expected));
    }

    #[test]
    fn exports_go_where_the_settings_say() {
        let paths = Paths::in_folder(PathBuf::from("/data"));
        let with = |folder: Option<&str>| Settings {
            export_folder: folder.map(PathBuf::from),
            ..Settings::default()
        };
        assert_eq!(with(None).exports(&paths), paths.exports);
        assert_eq!(with(Some("/tmp/zapisy")).exports(&paths), PathBuf::from("/tmp/zapisy"));
        let home = directories::UserDirs::new().unwrap();
        assert_eq!(with(Some("~/zapisy")).exports(&paths), home.home_dir().join("zapisy"));
    }

    #[test]
    fn a_logo_lies_beside_the_settings() {
        let paths = Paths::in_folder(PathBuf::from("/data"));
        let with = |logo: &str| Settings::parse(&format!("[minutes]\nlogo = '{logo}'")).unwrap().logo(&paths);
        assert_eq!(with("logo.svg"), Some(PathBuf::from("/data/logo.svg")));
        assert_eq!(with("/srv/logo.svg"), Some(PathBuf::from("/srv/logo.svg")));
        assert_eq!(Settings::default().logo(&paths), None);
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_settings(text in prop_oneof![any::<String>(), "[a-z =\"\\[\\]\n#é]{0,40}"]) {
            if let Err((line, _)) = Settings::parse(&text) {
                prop_assert!(line >= 1 && line <= text.matches('\n').count() + 1);
            }
        }
    }
}
