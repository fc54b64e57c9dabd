//! Texts of the consultation screen.

use crate::i18n::number::NO_BREAK_SPACE;
use crate::i18n::{counted, counted_english};

/// Texts of the consultation screen.
#[derive(Debug)]
pub struct Texts {
    /// The title of the record.
    pub record: &'static str,
    /// The title of the evidence.
    pub evidence: &'static str,
    /// How many records were found, and whether exactly.
    pub hits: fn(usize, bool) -> String,
    /// A filter is on.
    pub filtered: &'static str,
    /// Nothing was found; what to do.
    pub nothing_found: &'static str,
    /// The record is empty; what to do.
    pub empty_record: &'static str,
    /// No consultation is open; what to do.
    pub none_open: &'static str,
    /// By when; takes the date.
    pub until: fn(&str) -> String,
    /// The due date in the composer's title; takes the date with its weekday.
    pub due: fn(&str) -> String,
    /// A task is done.
    pub done: &'static str,
    /// The little word before a date in a task's line.
    pub by: &'static str,
    /// Words look like a deadline and are not understood; takes them.
    pub puzzling_deadline: fn(&str) -> String,
    /// An item is being edited; takes the kind.
    pub editing: fn(&str) -> String,
    /// How much evidence will be linked when the need is written.
    pub pending: fn(usize) -> String,
    /// Whose evidence is shown while nothing is typed.
    pub for_need: fn(&str) -> String,
    /// Nothing was typed.
    pub empty_text: &'static str,
    /// The text of an existing item was emptied.
    pub emptied_text: &'static str,
    /// There is no need to link to.
    pub no_need: &'static str,
    /// No evidence is chosen.
    pub no_evidence: &'static str,
    /// Evidence was linked; takes its title.
    pub linked: fn(&str) -> String,
    /// A link was taken away; takes its title.
    pub unlinked: fn(&str, &str) -> String,
    /// A line was deleted.
    pub deleted: &'static str,
    /// No line of the record is chosen.
    pub nothing_chosen: &'static str,
    /// The need is marked as unmet.
    pub marked_unmet: &'static str,
    /// The mark of what never leaves for the municipality.
    pub internal: &'static str,
    /// Something is marked as internal; takes the key that takes the mark away.
    pub marked_internal: fn(&str) -> String,
    /// The mark is taken away.
    pub unmarked_internal: &'static str,
    /// The consultation is ended.
    pub closed: &'static str,
    /// The consultation is begun.
    pub begun: &'static str,
    /// The extended-powers district, short; takes its name.
    pub orp: fn(&str) -> String,
    /// Inhabitants, short; takes the number as text.
    pub inhabitants: fn(&str) -> String,
    /// Some more municipalities.
    pub more: fn(usize) -> String,
    /// People who were there.
    pub people: fn(usize) -> String,
    /// The beginning of a planned consultation.
    pub begins: fn(&str) -> String,
}

pub(super) const CS: Texts = Texts {
    record: "Zápis",
    evidence: "Opora v praxi",
    hits: |count, exact| {
        let number = counted(count, ["nález", "nálezy", "nálezů"]);
        if exact { number } else { format!("přes {number}") }
    },
    filtered: "filtr",
    nothing_found: "Nic nenalezeno. Zkuste jiné slovo nebo zrušte filtr ({filters}). Když praxe není, doporučte partnera a potřebu označte jako nenaplněnou ({mark-unmet}).",
    empty_record: "Zatím prázdno. Napište první potřebu obce a stiskněte {enter}; opora v praxi se hledá už při psaní. {next} přepíná potřebu, poznámku, rozhodnutí a úkol.",
    none_open: "Žádná konzultace není otevřená.\n\n{new}  nová konzultace: napište začátek jména obce a stiskněte {enter}\n{home}      přehled dřívějších konzultací",
    until: |date| format!("do {date}"),
    due: |date| format!("termín {date}"),
    done: "hotovo",
    by: "do",
    puzzling_deadline: |words| format!("termínu „{words}“ nerozumím"),
    editing: |kind| format!("Úprava: {kind}"),
    pending: |count| format!("připojeno: {count}"),
    for_need: |need| format!("k potřebě: {need}"),
    empty_text: "Není co zapsat: napište text a stiskněte {enter}.",
    emptied_text: "Prázdná položka nejde zapsat. Smazat ji můžete v záznamu: {back}, pak {delete}.",
    no_need: "Není k čemu připojit: zapište nejdřív potřebu.",
    no_evidence: "Není vybrána žádná opora: šipkami vyberte nález.",
    linked: |title| format!("Připojeno: {title}"),
    unlinked: |title, undo| format!("Odpojeno: {title} · {undo} vrátí"),
    deleted: "Smazáno · {undo} vrátí",
    nothing_chosen: "Není vybrán žádný řádek: {back} přejde do záznamu, šipky vybírají.",
    marked_unmet: "Potřeba je označena jako nenaplněná; síť uvidí mezeru v katalogu.",
    internal: "interní",
    marked_internal: |key| {
        format!("Označeno jako interní: obci neodejde v žádném výstupu. {key} označení zruší.")
    },
    unmarked_internal: "Označení je zrušeno, v zápisu to zase bude.",
    closed: "Konzultace je ukončená. {minutes} ukáže zápis; dál ji lze upravovat.",
    begun: "Konzultace začala.",
    orp: |name| format!("ORP{NO_BREAK_SPACE}{name}"),
    inhabitants: |number| format!("{number}{NO_BREAK_SPACE}obyv."),
    more: |count| format!("a {}", counted(count, ["další", "další", "dalších"])),
    people: |count| counted(count, ["účastník", "účastníci", "účastníků"]),
    begins: |moment| format!("začátek {moment}"),
};

pub(super) const EN: Texts = Texts {
    record: "Record",
    evidence: "Evidence",
    hits: |count, exact| {
        let number = counted_english(count, ["hit", "hits"]);
        if exact { number } else { format!("over {number}") }
    },
    filtered: "filter",
    nothing_found: "Nothing found. Try another word or clear the filter ({filters}). Where there is no practice, refer to a partner and mark the need as unmet ({mark-unmet}).",
    empty_record: "Nothing yet. Type the first need of the municipality and press {enter}; evidence is looked up while you type. {next} switches need, note, decision and task.",
    none_open: "No consultation is open.\n\n{new}  a new consultation: type the beginning of the municipality's name and press {enter}\n{home}      earlier consultations",
    until: |date| format!("by {date}"),
    due: |date| format!("due {date}"),
    done: "done",
    by: "by",
    puzzling_deadline: |words| format!("deadline not understood: {words}"),
    editing: |kind| format!("Edit: {kind}"),
    pending: |count| format!("linked: {count}"),
    for_need: |need| format!("for the need: {need}"),
    empty_text: "There is nothing to write down: type a text and press {enter}.",
    emptied_text: "An empty item cannot be written. You can delete it in the record: {back}, then {delete}.",
    no_need: "There is nothing to link to: write down a need first.",
    no_evidence: "No evidence is selected: choose a hit with the arrows.",
    linked: |title| format!("Linked: {title}"),
    unlinked: |title, undo| format!("Unlinked: {title} · {undo} brings it back"),
    deleted: "Deleted · {undo} brings it back",
    nothing_chosen: "No line is selected: {back} goes to the record, the arrows select.",
    marked_unmet: "The need is marked as unmet; the network will see the gap in the catalogue.",
    internal: "internal",
    marked_internal: |key| {
        format!("Marked as internal: nothing for the municipality has it. {key} takes the mark away.")
    },
    unmarked_internal: "The mark is taken away, the minutes have it again.",
    closed: "The consultation is closed. {minutes} shows the minutes; it can still be edited.",
    begun: "The consultation has begun.",
    orp: |name| format!("ORP{NO_BREAK_SPACE}{name}"),
    inhabitants: |number| format!("pop.{NO_BREAK_SPACE}{number}"),
    more: |count| format!("and {count} more"),
    people: |count| counted_english(count, ["participant", "participants"]),
    begins: |moment| format!("begins {moment}"),
};
