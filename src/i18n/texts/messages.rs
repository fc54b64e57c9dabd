//! Texts of the frame around every screen: messages, the state of saving, what the application itself says.

use crate::i18n::Language;

/// Texts of the frame around every screen.
#[derive(Debug)]
pub struct Texts {
    /// The name of the program with the mark of a sample home.
    pub demo_mark: &'static str,
    /// The names of the tabs where the room is short: home, consultation, catalogue, municipalities, tasks, insights,
    /// synchronisation.
    pub tabs_short: [&'static str; 7],
    /// What Enter does in the composer.
    pub enter_writes: &'static str,
    /// A new one, of tasks.
    pub new_task: &'static str,
    /// What Enter does in a list of filters.
    pub enter_applies: &'static str,
    /// What Enter does elsewhere.
    pub enter_opens: &'static str,
    /// What Tab does in the composer.
    pub tab_kind: &'static str,
    /// What Tab does over the insights.
    pub tab_section: &'static str,
    /// What the arrows left and right do over the insights.
    pub arrows_period: &'static str,
    /// What the arrows up and down do.
    pub arrows_choose: &'static str,
    /// What the arrows with Ctrl do.
    pub arrows_preview: &'static str,
    /// Everything is on disk since this time.
    pub saved_at: fn(&str) -> String,
    /// Everything is on disk.
    pub saved: &'static str,
    /// Something typed is on its way to the disk.
    pub saving: &'static str,
    /// The window is too small.
    pub too_small: &'static str,
    /// The minutes are in this file.
    pub exported: fn(&str, &str, &str) -> String,
    /// Several files were written; takes the folder and their names.
    pub exported_several: fn(&str, &str, &str, &str) -> String,
    /// Nothing was written yet that could be copied or opened.
    pub nothing_exported: &'static str,
    /// The path was given to the clipboard of the terminal; takes the path.
    pub copied: fn(&str) -> String,
    /// The terminal has no clipboard; takes the path.
    pub not_copied: fn(&str) -> String,
    /// The system's program was started; takes the path.
    pub opened: fn(&str) -> String,
    /// There is no program of the system; takes the path and the reason.
    pub not_opened: fn(&str, &str) -> String,
    /// There is no graphical desktop, so that nothing can be opened; takes the path.
    pub no_desktop: fn(&str) -> String,
    /// The minutes could not be written; the folder and the reason.
    pub not_exported: fn(&str, &str) -> String,
    /// The consultation is not in the database any more.
    pub consultation_gone: &'static str,
    /// No consultation is open.
    pub no_consultation: &'static str,
    /// A change was taken back; takes what it was.
    pub undone: fn(&str, &str) -> String,
    /// A change was made again; takes what it was.
    pub redone: fn(&str, &str) -> String,
    /// What a change was, in words.
    pub changes: Changes,
    /// There is nothing to take back.
    pub nothing_to_undo: &'static str,
    /// Undo and redo would change what a window covers.
    pub undo_behind_window: &'static str,
    /// There is nothing to make again.
    pub nothing_to_redo: &'static str,
    /// Unfinished words are back after the program was killed or left.
    pub restored: fn(&str) -> String,
    /// The line in the composer is not in the minutes; takes its beginning.
    pub unwritten: fn(&str, &str, &str) -> String,
    /// A pasted text was too long; takes the limit in kB.
    pub paste_cut: fn(usize) -> String,
    /// The text came back from the editor.
    pub edited: &'static str,
    /// The editor could not be run or its file not be read; its command, the reason and the file.
    pub editor_failed: fn(&str, &str) -> String,
    /// The editor ended with an error; takes its command.
    pub editor_gave_up: fn(&str) -> String,
    /// What was edited is in a file, which takes its path; stands after either of these.
    pub editor_left: fn(&str) -> String,
    /// No file could be made for the editor; the folder and the reason.
    pub no_file_for_editor: fn(&str, &str) -> String,
    /// The last words cannot be written, so F10 does not leave yet.
    pub not_saved_yet: &'static str,
    /// There is no text to edit here.
    pub nothing_to_edit: &'static str,
    /// The search index is not ready yet.
    pub index_building: &'static str,
    /// How many of how many imported records are read; of 0 while they are not counted.
    pub catalogue_loading: fn(usize, usize) -> String,
    /// So many imported records are read; the search is being prepared for them.
    pub catalogue_indexing: fn(usize) -> String,
    /// Minutes cannot be written yet, because records that they name are not read yet.
    pub minutes_wait: &'static str,
    /// A document was written as JSON without what is marked as internal.
    pub json_without_internal: &'static str,
    /// There is no terminal to draw on; takes the reason.
    pub no_terminal: fn(&str) -> String,
    /// Where a crash was written down.
    pub crashed: fn(&str) -> String,
}

/// What a change was, in words.
#[derive(Debug)]
pub struct Changes {
    /// A new document.
    pub create: &'static str,
    /// The same for a practice draft: made, edited, deleted.
    pub draft: [&'static str; 3],
    /// A new item.
    pub add: &'static str,
    /// Other words or fields.
    pub edit: &'static str,
    /// A deletion.
    pub delete: &'static str,
    /// A move up or down.
    pub reorder: &'static str,
    /// Evidence linked.
    pub link: &'static str,
    /// Evidence unlinked.
    pub unlink: &'static str,
    /// The header.
    pub header: &'static str,
    /// The participants.
    pub participants: &'static str,
    /// A task done or open again.
    pub done: &'static str,
    /// An import.
    pub import: &'static str,
    /// Something erased for good.
    pub erase: &'static str,
    /// Competing values were settled.
    pub settle: &'static str,
    /// A step of the sign-off of the minutes.
    pub sign_off: &'static str,
}

pub(super) const CS: Texts = Texts {
    demo_mark: "porada UKÁZKA",
    tabs_short: ["Přehl.", "Konz.", "Kat.", "Obce", "Úkoly", "Souhr.", "Sync"],
    enter_writes: "zapsat",
    new_task: "nový",
    enter_applies: "použít",
    enter_opens: "otevřít",
    tab_kind: "druh",
    tab_section: "oddíl",
    arrows_period: "období",
    arrows_choose: "výběr",
    arrows_preview: "náhled",
    saved_at: |time| format!("uloženo {time}"),
    saved: "uloženo",
    saving: "ukládám",
    too_small: "Okno je příliš malé: zvětšete ho aspoň na 40×10.",
    exported: |path, open, copy| {
        format!("Zapsáno do souboru ({open} otevře, {copy} zkopíruje cestu): {path}")
    },
    exported_several: |folder, names, open, copy| {
        format!("Zapsáno ({open} otevře poslední, {copy} zkopíruje cesty) do složky {folder}: {names}")
    },
    nothing_exported: "Zatím nebyl zapsán žádný soubor. {export-docx} zapíše DOCX, {export-pdf} PDF.",
    copied: |path| format!("Do schránky terminálu odesláno: {path}"),
    not_copied: |path| format!("Tento terminál schránku nemá. Cesta: {path}"),
    opened: |path| format!("Otevírá se {path}"),
    not_opened: |path, reason| format!("Soubor nejde otevřít: {reason}. Otevřete jej sami: {path}"),
    no_desktop: |path| format!("Není spuštěna grafická plocha, soubor otevřete jinde: {path}"),
    not_exported: |folder, reason| {
        format!(
            "Zápis se nepodařilo uložit do složky {folder}: {reason}. Vyberte v nastavení jinou složku (export_folder)."
        )
    },
    consultation_gone: "Konzultace už v databázi není; {undo} vrátí její smazání.",
    no_consultation: "Žádná konzultace není otevřená: {new} založí novou, {home} ukáže všechny.",
    undone: |what, redo| format!("Vráceno: {what} · {redo} zopakuje"),
    redone: |what, undo| format!("Zopakováno: {what} · {undo} vrátí"),
    changes: Changes {
        create: "založení konzultace",
        draft: ["založení námětu praxe", "úprava námětu praxe", "smazání námětu praxe"],
        add: "nová položka",
        edit: "úprava",
        delete: "smazání",
        reorder: "přesun",
        link: "připojení opory",
        unlink: "odpojení opory",
        header: "změna hlavičky",
        participants: "změna účastníků",
        done: "splnění úkolu",
        import: "dovoz",
        erase: "výmaz",
        settle: "vyřešení neshody",
        sign_off: "potvrzení zápisu",
    },
    undo_behind_window: "Vrátit změnu lze po zavření okna: {back}, pak {undo}.",
    nothing_to_undo: "Není co vrátit.",
    nothing_to_redo: "Není co zopakovat.",
    restored: |words| format!("Obnoven rozepsaný text: {words}"),
    unwritten: |words, consultation, enter| {
        format!("Rozepsaný řádek v zápisu není: {words} · {consultation} a {enter} ho zapíše")
    },
    paste_cut: |limit| {
        format!("Vložený text byl delší než {limit} kB; zbytek nebyl vložen. Vložte ho po částech.")
    },
    edited: "Text je zpět z editoru.",
    editor_failed: |command, reason| {
        format!(
            "Editor „{command}“ nešel použít: {reason}. Nastavte proměnnou VISUAL nebo EDITOR; text zůstal zde."
        )
    },
    editor_gave_up: |command| format!("Editor „{command}“ skončil chybou; text zůstal, jak byl."),
    editor_left: |file| format!("Rozepsaný je v {file}."),
    no_file_for_editor: |folder, reason| {
        format!("Ve složce {folder} nejde vytvořit soubor pro editor: {reason}. Text zůstal zde.")
    },
    not_saved_yet: "Poslední slova nejdou zapsat na disk, proto porada neskončila. {quit} ještě jednou skončí bez nich.",
    nothing_to_edit: "Zde není text k úpravě v editoru.",
    index_building: "Připravuji vyhledávání…",
    catalogue_loading: |done, total| match total {
        0 => "načítá se katalog".to_owned(),
        _ => format!("načítá se katalog: {} z {}", Language::Czech.count(done), Language::Czech.count(total)),
    },
    catalogue_indexing: |total| {
        format!("připravuje se vyhledávání, importované záznamy: {}", Language::Czech.count(total))
    },
    json_without_internal: "JSON je bez interních položek, a proto jej nelze sloučit s konzultací u kolegy; \
                            celou konzultaci zapíše porada export",
    minutes_wait: "Zápis se zatím neuložil: jmenuje importované záznamy, které se ještě načítají. \
                   Za chvíli to zkuste znovu.",
    no_terminal: |reason| {
        format!(
            "terminál nejde použít: {reason}. Spusťte poradu v okně terminálu; příkazy vypíše porada --help"
        )
    },
    crashed: |path| format!("porada spadla; vše zapsané je uloženo. Zpráva o chybě: {path}"),
};

pub(super) const EN: Texts = Texts {
    demo_mark: "porada SAMPLE",
    tabs_short: ["Home", "Cons.", "Cat.", "Munic.", "Tasks", "Insig.", "Sync"],
    enter_writes: "write",
    new_task: "new",
    enter_applies: "apply",
    enter_opens: "open",
    tab_kind: "kind",
    tab_section: "section",
    arrows_period: "period",
    arrows_choose: "choose",
    arrows_preview: "preview",
    saved_at: |time| format!("saved {time}"),
    saved: "saved",
    saving: "saving",
    too_small: "The window is too small: make it at least 40×10.",
    exported: |path, open, copy| format!("Written ({open} opens it, {copy} copies the path) to {path}"),
    exported_several: |folder, names, open, copy| {
        format!("Written ({open} opens the last, {copy} copies the paths) to {folder}: {names}")
    },
    nothing_exported: "No file was written yet. {export-docx} writes DOCX, {export-pdf} PDF.",
    copied: |path| format!("Sent to the clipboard of the terminal: {path}"),
    not_copied: |path| format!("This terminal has no clipboard. The path: {path}"),
    opened: |path| format!("Opening {path}"),
    not_opened: |path, reason| format!("The file cannot be opened: {reason}. Open it yourself: {path}"),
    no_desktop: |path| format!("There is no graphical desktop here; open the file elsewhere: {path}"),
    not_exported: |folder, reason| {
        format!(
            "The minutes could not be written to {folder}: {reason}. Choose another folder in the settings (export_folder)."
        )
    },
    consultation_gone: "The consultation is not in the database any more; {undo} brings it back.",
    no_consultation: "No consultation is open: {new} makes a new one, {home} shows all.",
    undone: |what, redo| format!("Taken back: {what} · {redo} makes it again"),
    redone: |what, undo| format!("Made again: {what} · {undo} takes it back"),
    changes: Changes {
        create: "new consultation",
        draft: ["new practice draft", "edit of a practice draft", "deletion of a practice draft"],
        add: "new item",
        edit: "edit",
        delete: "deletion",
        reorder: "move",
        link: "link of evidence",
        unlink: "removal of a link",
        header: "change of the header",
        participants: "change of the participants",
        done: "task done",
        import: "import",
        erase: "erasure",
        settle: "settled conflict",
        sign_off: "sign-off of the minutes",
    },
    undo_behind_window: "A change can be taken back when the window is closed: {back}, then {undo}.",
    nothing_to_undo: "There is nothing to take back.",
    nothing_to_redo: "There is nothing to make again.",
    restored: |words| format!("Unfinished text is back: {words}"),
    unwritten: |words, consultation, enter| {
        format!(
            "The unfinished line is not in the minutes: {words} · {consultation} and {enter} write it down"
        )
    },
    paste_cut: |limit| {
        format!("The pasted text was longer than {limit} kB; the rest was left out. Paste it in parts.")
    },
    edited: "The text is back from the editor.",
    editor_failed: |command, reason| {
        format!(
            "The editor \"{command}\" could not be used: {reason}. Set VISUAL or EDITOR; the text is still here."
        )
    },
    editor_gave_up: |command| format!("The editor \"{command}\" ended with an error; the text is as it was."),
    editor_left: |file| format!("What was edited is in {file}."),
    no_file_for_editor: |folder, reason| {
        format!("No file for the editor can be made in {folder}: {reason}. The text is still here.")
    },
    not_saved_yet: "The last words cannot be written to the disk, so porada did not end. {quit} once more ends without them.",
    nothing_to_edit: "There is no text to edit here.",
    index_building: "Preparing the search…",
    catalogue_loading: |done, total| match total {
        0 => "loading the catalogue".to_owned(),
        _ => {
            let (done, total) = (Language::English.count(done), Language::English.count(total));
            format!("loading the catalogue: {done} of {total}")
        }
    },
    catalogue_indexing: |total| {
        format!("preparing the search, imported records: {}", Language::English.count(total))
    },
    json_without_internal: "the JSON has no internal items, so a colleague cannot merge it into the consultation; \
                            porada export writes the whole",
    minutes_wait: "The minutes were not saved yet: they name imported records that are still being loaded. \
                   Try again in a moment.",
    no_terminal: |reason| {
        format!(
            "the terminal cannot be used: {reason}. Run porada in a terminal window; porada --help lists the commands"
        )
    },
    crashed: |path| format!("porada crashed; everything written down is saved. The report: {path}"),
};
