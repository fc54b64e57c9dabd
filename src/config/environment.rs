//! The environment of the process, read once.

use super::Secret;
use std::ffi::OsString;
use std::path::PathBuf;

/// The values of the environment that porada heeds. A variable that is set to nothing counts as not set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// `PORADA_HOME`: the folder of all data, instead of the user's standard folders.
    pub porada_home: Option<PathBuf>,
    /// `PORADA_LANG`: the language, `cs` or `en`.
    pub porada_lang: Option<String>,
    /// `PORADA_PASSPHRASE`: the passphrase of the device's own keys.
    pub porada_passphrase: Option<Secret>,
    /// `PORADA_PASSPHRASE_NEW`: the passphrase that replaces it.
    pub porada_passphrase_new: Option<Secret>,
    /// `PORADA_REMOTE_PASSWORD`: the password of a storage that is to be kept sealed.
    pub porada_remote_password: Option<Secret>,
    /// `NO_COLOR` is set: no colours (<https://no-color.org>).
    pub no_color: bool,
    /// `COLORTERM`: `truecolor` or `24bit` where the terminal has 24-bit colours.
    pub colorterm: Option<String>,
    /// `TERM`: the kind of terminal.
    pub term: Option<String>,
    /// Whether there is a graphical desktop: `WAYLAND_DISPLAY` or `DISPLAY` is set. Windows and macOS always have one.
    pub desktop: bool,
    /// `VISUAL`: the command of the user's full-screen editor.
    pub visual: Option<String>,
    /// `EDITOR`: the command of the user's editor.
    pub editor: Option<String>,
    /// The locale of messages: `LC_ALL`, else `LC_MESSAGES`, else `LANG`, else what the system says.
    pub locale: Option<String>,
}

impl Environment {
    /// The environment of this process.
    pub fn from_process() -> Environment {
        let mut environment = Environment::from_lookup(|name| std::env::var_os(name));
        environment.locale = environment.locale.or_else(sys_locale::get_locale);
        environment
    }

    /// The environment in which `lookup` answers for a variable.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<OsString>) -> Environment {
        let raw = |name: &str| lookup(name).filter(|value| !value.is_empty());
        let text = |name: &str| raw(name).map(|value| value.to_string_lossy().into_owned());
        Environment {
            porada_home: raw("PORADA_HOME").map(PathBuf::from),
            porada_lang: text("PORADA_LANG"),
            porada_passphrase: text("PORADA_PASSPHRASE").map(Secret::new),
            porada_passphrase_new: text("PORADA_PASSPHRASE_NEW").map(Secret::new),
            porada_remote_password: text("PORADA_REMOTE_PASSWORD").map(Secret::new),
            no_color: raw("NO_COLOR").is_some(),
            colorterm: text("COLORTERM"),
            term: text("TERM"),
            desktop: raw("WAYLAND_DISPLAY").or_else(|| raw("DISPLAY")).is_some(),
            visual: text("VISUAL"),
            editor: text("EDITOR"),
            locale: text("LC_ALL").or_else(|| text("LC_MESSAGES")).or_else(|| text("LANG")),
        }
    }

    /// The command of the user's editor: `VISUAL`, else `EDITOR`.
    pub fn editor_command(&self) -> Option<&str> {
        self.visual.as_deref().or(self.editor.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn environment(variables: &[(&str, &str)]) -> Environment {
        Environment::from_lookup(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[rstest]
    #[case(&[("LC_ALL", "cs_CZ"), ("LC_MESSAGES", "en_GB"), ("LANG", "de_DE")], Some("cs_CZ"))]
    #[case(&[("LC_ALL", ""), ("LC_MESSAGES", "en_GB"), ("LANG", "de_DE")], Some("en_GB"))]
    #[case(&[("LANG", "de_DE")], Some("de_DE"))]
    #[case(&[], None)]
    fn the_locale_is_the_first_that_is_set(
        #[case] variables: &[(&str, &str)],
        #[case] expected: Option<&str>,
    ) {
        assert_eq!(environment(variables).locale.as_deref(), expected);
    }

    #[test]
    fn what_is_set_to_nothing_is_not_set() {
        let empty = [("PORADA_HOME", ""), ("PORADA_LANG", ""), ("NO_COLOR", ""), ("VISUAL", "")];
        assert_eq!(environment(&empty), Environment::default());
    }

    #[test]
    fn visual_goes_before_editor() {
        assert_eq!(environment(&[("VISUAL", "hx"), ("EDITOR", "vi")]).editor_command(), Some("hx"));
        assert_eq!(environment(&[("EDITOR", "vi")]).editor_command(), Some("vi"));
    }
}
