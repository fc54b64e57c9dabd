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
    /// The need that evidence is linked to while no need is typed; takes its words.
    pub for_need: fn(&str) -> String,
    /// Nothing was typed.
    pub empty_text: &'static str,
    /// The text of an existing item was emptied.
    pub emptied_text: &'static str,
    /// There is no need to link to.
    pub no_need: &'static str,
    /// No evidence is chosen.
    pub no_evidence: &'static str,
    /// Evidence was linked; takes its title and the words of the need.
    pub linked: fn(&str, &str) -> String,
    /// A link was taken away; takes its title, the words of the need and the key that brings it back.
    pub unlinked: fn(&str, &str, &str) -> String,
    /// A line was deleted.
    pub deleted: &'static str,
    /// No line of the record is chosen.
    pub nothing_chosen: &'static str,
    /// A need is marked as unmet; takes its words, whether the network will hear of it, and the key that takes the mark
    /// away.
    pub marked_unmet: fn(&str, bool, &str) -> String,
    /// The mark is taken away; takes the words of the need and how far it is now.
    pub unmarked_unmet: fn(&str, &str) -> String,
    /// The mark of what never leaves for the municipality.
    pub internal: &'static str,
    /// An item, with its words.
    pub the_item: fn(&str) -> String,
    /// Linked evidence, with its title.
    pub the_link: fn(&str) -> String,
    /// Something is marked as internal; takes what it is and the key that takes the mark away.
    pub marked_internal: fn(&str, &str) -> String,
    /// The mark is taken away from this.
    pub unmarked_internal: fn(&str) -> String,
    /// The line being typed will be internal; takes the key that takes the mark away.
    pub line_internal: fn(&str) -> String,
    /// The line being typed will not be internal any more.
    pub line_not_internal: &'static str,
    /// The consultation is ended; takes the end that was set and the key of the minutes.
    pub closed: fn(&str, &str) -> String,
    /// The consultation is ended and keeps its end; takes the end and the key of the header.
    pub closed_with: fn(&str, &str) -> String,
    /// It was ended before; takes the end and the key of the header.
    pub already_closed: fn(&str, &str) -> String,
    /// It cannot be ended before its start; takes the start and the key of the header.
    pub not_begun: fn(&str, &str) -> String,
    /// Its end is before its start; takes the end, the start and the key of the header.
    pub end_before_start: fn(&str, &str, &str) -> String,
    /// The consultation is begun; takes the start that was set.
    pub begun: fn(&str) -> String,
    /// It cannot begin after its end; takes the end and the key of the header.
    pub over: fn(&str, &str) -> String,
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
    linked: |title, need| format!("Připojeno: „{title}“ k potřebě „{need}“."),
    unlinked: |title, need, undo| format!("Odpojeno: „{title}“ od potřeby „{need}“. {undo} vrátí"),
    deleted: "Smazáno · {undo} vrátí",
    nothing_chosen: "Není vybrán žádný řádek: {back} přejde do záznamu, šipky vybírají.",
    marked_unmet: |need, network, key| {
        let heard = if network { "; síť uvidí mezeru v katalogu" } else { "" };
        format!("Potřeba „{need}“ je označena jako nenaplněná{heard}. {key} označení zruší.")
    },
    unmarked_unmet: |need, status| format!("Potřeba „{need}“ už není nenaplněná, má zase stav „{status}“."),
    internal: "interní",
    the_item: |words| format!("Položka „{words}“"),
    the_link: |title| format!("Opora „{title}“"),
    marked_internal: |what, key| {
        format!(
            "{what} je interní: soubory zápisu ji nemají, má ji jen JSON z příkazové řádky. {key} označení zruší."
        )
    },
    unmarked_internal: |what| format!("{what} už není interní, v zápisu zase bude."),
    line_internal: |key| {
        format!("Rozepsaná položka bude interní: soubory zápisu ji mít nebudou. {key} označení zruší.")
    },
    line_not_internal: "Rozepsaná položka interní nebude.",
    closed: |end, minutes| {
        format!("Konzultace je ukončená, konec {end}. {minutes} ukáže zápis; dál ji lze upravovat.")
    },
    closed_with: |end, header| {
        format!(
            "Konzultace je ukončená. Konec zůstává, jak byl zadán: {end}; změnit jej lze v hlavičce ({header})."
        )
    },
    already_closed: |end, header| {
        format!("Konzultace už je ukončená, konec {end}. Změnit jej lze v hlavičce ({header}).")
    },
    not_begun: |start, header| {
        format!(
            "Konzultace začíná až {start}, ukončit ji zatím nelze. Byla-li dříve, opravte začátek v hlavičce ({header})."
        )
    },
    end_before_start: |end, start, header| {
        format!(
            "Konec {end} je dříve než začátek {start}. Opravte je v hlavičce ({header}), pak konzultaci ukončete."
        )
    },
    begun: |start| format!("Konzultace začala, začátek {start}."),
    over: |end, header| {
        format!(
            "Konzultace má konec {end}, začít teď nemůže. Opravte nebo vymažte konec v hlavičce ({header})."
        )
    },
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
    linked: |title, need| format!("Linked: \"{title}\" to the need \"{need}\"."),
    unlinked: |title, need, undo| {
        format!("Unlinked: \"{title}\" from the need \"{need}\". {undo} brings it back")
    },
    deleted: "Deleted · {undo} brings it back",
    nothing_chosen: "No line is selected: {back} goes to the record, the arrows select.",
    marked_unmet: |need, network, key| {
        let heard = if network { "; the network will see the gap in the catalogue" } else { "" };
        format!("The need \"{need}\" is marked as unmet{heard}. {key} takes the mark away.")
    },
    unmarked_unmet: |need, status| {
        format!("The need \"{need}\" is not unmet any more, it is \"{status}\" again.")
    },
    internal: "internal",
    the_item: |words| format!("The item \"{words}\""),
    the_link: |title| format!("The evidence \"{title}\""),
    marked_internal: |what, key| {
        format!(
            "{what} is internal: no file of the minutes has it, only JSON of the command line. {key} takes the mark away."
        )
    },
    unmarked_internal: |what| format!("{what} is not internal any more, the minutes have it again."),
    line_internal: |key| {
        format!(
            "The item being typed will be internal: no file of the minutes will have it. {key} takes the mark away."
        )
    },
    line_not_internal: "The item being typed will not be internal.",
    closed: |end, minutes| {
        format!(
            "The consultation is closed, its end is {end}. {minutes} shows the minutes; it can still be edited."
        )
    },
    closed_with: |end, header| {
        format!(
            "The consultation is closed. Its end stays as it was given: {end}; the header ({header}) changes it."
        )
    },
    already_closed: |end, header| {
        format!("The consultation is closed already, its end is {end}. The header ({header}) changes it.")
    },
    not_begun: |start, header| {
        format!(
            "The consultation only begins {start}, it cannot be closed yet. If it was earlier, correct the start in the header ({header})."
        )
    },
    end_before_start: |end, start, header| {
        format!(
            "The end {end} is before the start {start}. Correct them in the header ({header}), then close the consultation."
        )
    },
    begun: |start| format!("The consultation has begun, its start is {start}."),
    over: |end, header| {
        format!(
            "The consultation has the end {end}, it cannot begin now. Correct or empty the end in the header ({header})."
        )
    },
    orp: |name| format!("ORP{NO_BREAK_SPACE}{name}"),
    inhabitants: |number| format!("pop.{NO_BREAK_SPACE}{number}"),
    more: |count| format!("and {count} more"),
    people: |count| counted_english(count, ["participant", "participants"]),
    begins: |moment| format!("begins {moment}"),
};
