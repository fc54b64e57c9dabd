//! Texts of folders, settings and the log.

/// Texts of folders, settings and the log.
#[derive(Debug)]
pub struct Texts {
    /// No home folder is known.
    pub no_home: &'static str,
    /// The path (1) is not a folder.
    pub not_a_folder: fn(&str) -> String,
    /// The folder (1) cannot be made for a reason (2).
    pub cannot_create: fn(&str, &str) -> String,
    /// The folder or file (1) cannot be written for a reason (2).
    pub cannot_write: fn(&str, &str) -> String,
    /// The folder or file (1) cannot be written because there is no room, which is the reason (2).
    pub no_room: fn(&str, &str) -> String,
    /// The file (1) cannot be read for a reason (2).
    pub cannot_read: fn(&str, &str) -> String,
    /// The settings file (1) is wrong in a line (2), with the problem (3) as a sentence.
    pub wrong_settings: fn(&str, usize, &str) -> String,
    /// The line is not TOML.
    pub not_toml: &'static str,
    /// There is no setting of this name.
    pub unknown_setting: fn(&str) -> String,
    /// The setting of this name cannot have this value.
    pub wrong_value: fn(&str) -> String,
}

pub(super) const CS: Texts = Texts {
    no_home: "Domovská složka uživatele není známa. Nastavte proměnnou PORADA_HOME na složku pro data programu.",
    not_a_folder: |path| {
        format!("{path} není složka. Přejmenujte tento soubor, nebo nastavte PORADA_HOME na jinou složku.")
    },
    cannot_create: |path, reason| {
        format!(
            "Složku {path} nelze vytvořit: {reason}. Upravte oprávnění, nebo nastavte PORADA_HOME na jinou složku."
        )
    },
    cannot_write: |path, reason| {
        format!(
            "Do {path} nelze zapisovat: {reason}. Upravte oprávnění, nebo nastavte PORADA_HOME na jinou složku."
        )
    },
    no_room: |path, reason| {
        format!(
            "Do {path} nelze zapisovat: {reason}. Uvolněte místo, nebo nastavte PORADA_HOME na složku na jiném disku."
        )
    },
    cannot_read: |path, reason| {
        format!("Soubor {path} nelze přečíst: {reason}. Zkontrolujte jej a jeho oprávnění.")
    },
    wrong_settings: |path, line, problem| {
        format!(
            "{path}, řádek {line}: {problem} Řádek opravte nebo smažte; do té doby platí výchozí nastavení."
        )
    },
    not_toml: "Řádek není ve formátu TOML (název = \"hodnota\").",
    unknown_setting: |name| format!("Nastavení „{name}“ neexistuje."),
    wrong_value: |name| format!("Nastavení „{name}“ má nepřípustnou hodnotu."),
};

pub(super) const EN: Texts = Texts {
    no_home: "The home folder of the user is not known. Set the variable PORADA_HOME to a folder for the data.",
    not_a_folder: |path| {
        format!("{path} is not a folder. Rename this file, or set PORADA_HOME to another folder.")
    },
    cannot_create: |path, reason| {
        format!(
            "The folder {path} cannot be made: {reason}. Change the permissions, or set PORADA_HOME to another folder."
        )
    },
    cannot_write: |path, reason| {
        format!(
            "{path} cannot be written: {reason}. Change the permissions, or set PORADA_HOME to another folder."
        )
    },
    no_room: |path, reason| {
        format!(
            "{path} cannot be written: {reason}. Free some space, or set PORADA_HOME to a folder on another disk."
        )
    },
    cannot_read: |path, reason| {
        format!("The file {path} cannot be read: {reason}. Check the file and its permissions.")
    },
    wrong_settings: |path, line, problem| {
        format!("{path}, line {line}: {problem} Correct or delete the line; until then the defaults apply.")
    },
    not_toml: "The line is not in the format TOML (name = \"value\").",
    unknown_setting: |name| format!("There is no setting \"{name}\"."),
    wrong_value: |name| format!("The setting \"{name}\" cannot have this value."),
};
