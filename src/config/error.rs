//! What can go wrong around the program.

use crate::i18n::{Language, Localized, sanitize};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a folder, the settings or the log cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigError {
    /// The system names no home folder of the user, and `PORADA_HOME` is not set.
    NoHome,
    /// The path exists and is not a folder.
    NotAFolder {
        /// The path.
        path: PathBuf,
    },
    /// The folder cannot be made.
    CannotCreate {
        /// The folder.
        path: PathBuf,
        /// What the system answered.
        reason: io::ErrorKind,
    },
    /// The folder or file cannot be written to.
    CannotWrite {
        /// The folder or file.
        path: PathBuf,
        /// What the system answered.
        reason: io::ErrorKind,
    },
    /// The file cannot be read.
    CannotRead {
        /// The file.
        path: PathBuf,
        /// What the system answered.
        reason: io::ErrorKind,
    },
    /// The settings are wrong; the program can go on with the default ones.
    WrongSettings {
        /// The settings file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong there.
        problem: SettingsProblem,
    },
}

/// What is wrong with a line of the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingsProblem {
    /// The line is not TOML.
    NotToml,
    /// There is no setting of this name.
    UnknownSetting(String),
    /// The setting cannot have this value.
    WrongValue(String),
}

impl Localized for ConfigError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().config;
        let reason = |kind: &io::ErrorKind| (language.texts().common.io_reason)(*kind);
        match self {
            ConfigError::NoHome => texts.no_home.to_owned(),
            ConfigError::NotAFolder { path } => (texts.not_a_folder)(&shown(path)),
            ConfigError::CannotCreate { path, reason: kind } => {
                (texts.cannot_create)(&shown(path), &reason(kind))
            }
            ConfigError::CannotWrite {
                path,
                reason: kind @ (io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded),
            } => (texts.no_room)(&shown(path), &reason(kind)),
            ConfigError::CannotWrite { path, reason: kind } => {
                (texts.cannot_write)(&shown(path), &reason(kind))
            }
            ConfigError::CannotRead { path, reason: kind } => {
                (texts.cannot_read)(&shown(path), &reason(kind))
            }
            ConfigError::WrongSettings { path, line, problem } => {
                let problem = match problem {
                    SettingsProblem::NotToml => texts.not_toml.to_owned(),
                    SettingsProblem::UnknownSetting(name) => (texts.unknown_setting)(&sanitize(name)),
                    SettingsProblem::WrongValue(name) => (texts.wrong_value)(&sanitize(name)),
                };
                (texts.wrong_settings)(&shown(path), *line, &problem)
            }
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

impl std::error::Error for ConfigError {}

fn shown(path: &Path) -> String {
    sanitize(&path.to_string_lossy()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_where_and_what_to_do_in_both_languages() {
        let path = PathBuf::from("/data/config.toml");
        let error = ConfigError::WrongSettings {
            path: path.clone(),
            line: 3,
            problem: SettingsProblem::UnknownSetting("colour".to_owned()),
        };
        let czech = error.localized(Language::Czech);
        assert!(czech.contains("/data/config.toml, řádek 3") && czech.contains("„colour“"), "{czech}");
        let english = error.to_string();
        assert!(english.contains("/data/config.toml, line 3") && english.contains("\"colour\""), "{english}");

        let error = ConfigError::CannotCreate { path, reason: io::ErrorKind::PermissionDenied };
        assert!(error.localized(Language::Czech).contains("chybí oprávnění"));
        assert!(error.to_string().contains("permission is missing"));

        let full = ConfigError::CannotWrite { path: "/data".into(), reason: io::ErrorKind::StorageFull };
        assert!(full.localized(Language::Czech).contains("Uvolněte místo"));
        assert!(full.to_string().contains("Free some space"));
    }

    #[test]
    fn a_path_cannot_smuggle_control_characters() {
        let error = ConfigError::NotAFolder { path: PathBuf::from("/tmp/\u{1b}[2J") };
        assert!(!error.to_string().contains('\u{1b}'));
    }
}
