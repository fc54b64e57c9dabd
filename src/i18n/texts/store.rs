//! Texts of the area store.

/// Texts of the area store. Those with values take the path first.
#[derive(Debug)]
pub struct Texts {
    /// The file is not a whole database of porada; takes the path and what was found.
    pub damaged: fn(&str, &str) -> String,
    /// A newer porada wrote the database; takes the path, its version and the highest version known here.
    pub newer: fn(&str, i64, i64) -> String,
    /// The file or its folder cannot be written.
    pub read_only: fn(&str) -> String,
    /// The disk is full.
    pub disk_full: fn(&str) -> String,
    /// Another process kept the database locked for too long.
    pub locked: fn(&str) -> String,
    /// The application is already running.
    pub already_running: fn(&str) -> String,
    /// Reading or writing failed; takes the path and the words of the system.
    pub io: fn(&str, &str) -> String,
    /// A file cannot be read or written; takes the path and the reason.
    pub file: fn(&str, &str) -> String,
    /// The file is no backup; takes the path and what was found.
    pub not_a_backup: fn(&str, &str) -> String,
    /// The file that a backup should become exists.
    pub backup_exists: fn(&str) -> String,
    /// The document is a copy shared with the network.
    pub shared_copy: &'static str,
    /// A text is too long.
    pub too_long: &'static str,
    /// The database holds something that this version cannot read; takes the path and the place.
    pub unknown_row: fn(&str, &str) -> String,
}

pub(super) const CS: Texts = Texts {
    damaged: |path, detail| {
        format!(
            "databáze {path} je poškozená ({detail}); porada v ní nic nezměnila. Obnovte zálohu příkazem \
             porada restore SOUBOR, poškozený soubor zůstane vedle ní"
        )
    },
    newer: |path, found, known| {
        format!(
            "databázi {path} zapsala novější porada (verze {found}, tato zná verzi {known}); aktualizujte poradu \
             a spusťte ji znovu"
        )
    },
    read_only: |path| {
        format!(
            "do databáze {path} nelze zapisovat; povolte zápis do souboru i do jeho složky a zkuste to znovu"
        )
    },
    disk_full: |path| {
        format!(
            "databázi {path} nelze uložit, protože je plný disk; uvolněte místo a zkuste to znovu, dosud uložené \
             zůstalo zachováno"
        )
    },
    locked: |path| {
        format!(
            "databázi {path} příliš dlouho drží uzamčenou jiný program; ukončete ostatní okna porady nebo \
             zálohovací program a zkuste to znovu"
        )
    },
    already_running: |path| {
        format!(
            "porada už běží v jiném okně (zámek {path}); přejděte do něj, nebo ji tam ukončete a spusťte znovu"
        )
    },
    io: |path, detail| {
        format!("soubor {path} nelze přečíst nebo zapsat ({detail}); ověřte disk a zkuste to znovu")
    },
    file: |path, reason| {
        format!("soubor {path} nelze přečíst nebo zapsat: {reason}; zkontrolujte cestu a zkuste to znovu")
    },
    not_a_backup: |path, detail| {
        format!("soubor {path} není celá záloha porady ({detail}); nic se nezměnilo, zvolte jinou zálohu")
    },
    backup_exists: |path| format!("soubor {path} už existuje a porada ho nepřepíše; zvolte jiný název"),
    shared_copy: "toto je sdílená kopie konzultace z jiného centra, jen ke čtení; upravit ji může jen ten, kdo ji zapsal. \
                  Vlastní poznatky zapište do vlastní konzultace",
    too_long: "text je delší než 1 MiB a nelze ho uložit; rozdělte ho do více položek",
    unknown_row: |path, place| {
        format!(
            "databáze {path} obsahuje záznam, který tato porada neumí přečíst ({place}); spusťte porada doctor, \
             případně obnovte zálohu příkazem porada restore SOUBOR"
        )
    },
};

pub(super) const EN: Texts = Texts {
    damaged: |path, detail| {
        format!(
            "the database {path} is damaged ({detail}); porada changed nothing in it. Restore a backup with \
             porada restore FILE, the damaged file is kept beside it"
        )
    },
    newer: |path, found, known| {
        format!(
            "a newer porada wrote the database {path} (version {found}, this one knows version {known}); update \
             porada and start it again"
        )
    },
    read_only: |path| {
        format!(
            "the database {path} cannot be written; allow writing to the file and to its folder and try again"
        )
    },
    disk_full: |path| {
        format!(
            "the database {path} cannot be saved because the disk is full; free some space and try again, what \
             was saved before is kept"
        )
    },
    locked: |path| {
        format!(
            "another program has held the database {path} for too long; close other running poradas or backup \
             programs and try again"
        )
    },
    already_running: |path| {
        format!(
            "porada already runs in another window (lock {path}); go there, or close it there and start again"
        )
    },
    io: |path, detail| {
        format!("the file {path} cannot be read or written ({detail}); check the disk and try again")
    },
    file: |path, reason| {
        format!("the file {path} cannot be read or written: {reason}; check the path and try again")
    },
    not_a_backup: |path, detail| {
        format!(
            "the file {path} is not a whole backup of porada ({detail}); nothing was changed, choose another"
        )
    },
    backup_exists: |path| {
        format!("the file {path} exists and porada does not overwrite it; choose another name")
    },
    shared_copy: "this is a shared copy of another centre's consultation, to read only; only its author can change it. \
                  Write what you know into a consultation of your own",
    too_long: "the text is longer than 1 MiB and cannot be saved; divide it into several items",
    unknown_row: |path, place| {
        format!(
            "the database {path} holds a record that this porada cannot read ({place}); run porada doctor, or \
             restore a backup with porada restore FILE"
        )
    },
};
