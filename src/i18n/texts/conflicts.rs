//! Texts of conflicts and of erasure: the command line's and the screen's.

use crate::i18n::{Plural, counted, counted_english, plural};

/// Texts of conflicts and of erasure.
#[derive(Debug)]
pub struct Texts {
    /// So many conflicts.
    pub count: fn(usize) -> String,
    /// Nothing is to be settled.
    pub none: &'static str,
    /// A field without a value.
    pub empty: &'static str,
    /// Of a deletion: the item stays.
    pub kept: &'static str,
    /// Of a deletion: the item is deleted.
    pub deleted: &'static str,
    /// Deleted by one, edited by another; takes the names of the edited fields.
    pub deleted_and_edited: fn(&str) -> String,
    /// Deleted by one, brought back by another.
    pub deleted_and_kept: &'static str,
    /// Who wrote a value: this device.
    pub this_device: &'static str,
    /// Who wrote a value: a device whose name is not known here.
    pub other_device: &'static str,
    /// The value that is shown first.
    pub shown_first: &'static str,
    /// The proposal made of all texts.
    pub proposal: &'static str,
    /// Words of the proposal are marked that not all versions have.
    pub marked: &'static str,
    /// The words of the proposal that not all versions have, separated.
    pub only_in_some: fn(&str) -> String,
    /// The same where the proposal rests on the text before all edits.
    pub changed_in_some: fn(&str) -> String,
    /// What the proposal rests on: the text that all versions were made from.
    pub base: fn(&str) -> String,
    /// The words that the proposal leaves out, separated.
    pub dropped: fn(&str) -> String,
    /// The proposal has so many places to choose at.
    pub choices: fn(usize) -> String,
    /// Something was settled; takes the name of the field.
    pub settled: fn(&str, &str) -> String,
    /// The same in the terminal, where there is no key.
    pub settled_here: fn(&str) -> String,
    /// The clock of a session is ahead; takes who, and by how many days.
    pub clock_ahead: fn(&str, i64) -> String,
    /// What the header of a consultation is called.
    pub header: &'static str,
    /// What a participant is called.
    pub participant: &'static str,
    /// What linked evidence is called.
    pub link: &'static str,
    /// The mark of a field on the consultation screen.
    pub mark: &'static str,
    /// The mark of an item that somebody deleted while somebody else edited it.
    pub mark_deleted: &'static str,
    /// The same of participants; takes how many of them.
    pub mark_people: fn(usize) -> String,
    /// The title of the overlay; takes which of how many.
    pub title: fn(usize, usize) -> String,
    /// The field in the overlay; takes its name.
    pub field: fn(&str) -> String,
    /// The title of the field editor.
    pub editing: &'static str,
    /// How the editor is left.
    pub editing_keys: &'static str,
    /// Own words that were not written stay.
    pub begun_kept: &'static str,
    /// Only one of the values can be.
    pub only_one: &'static str,
    /// The value cannot be edited here.
    pub not_a_text: &'static str,
    /// What Enter does.
    pub take: &'static str,
    /// Digits take a value.
    pub digits: &'static str,
    /// More lines than fit.
    pub more: &'static str,
    /// Errors of the command line.
    pub errors: Errors,
    /// Erasure.
    pub erase: Erase,
}

/// Errors of `porada conflicts` and `porada erase`.
#[derive(Debug)]
pub struct Errors {
    /// The consultation has no such item; takes what was asked for.
    pub unknown_item: fn(&str) -> String,
    /// Nobody of this name takes part.
    pub unknown_person: fn(&str) -> String,
    /// Several take part under this name; takes the name and how many.
    pub several_people: fn(&str, usize) -> String,
    /// In this field nothing competes; takes the fields in which something does.
    pub no_conflict: fn(&str) -> String,
    /// There is no value with this number; takes how many there are.
    pub no_value: fn(usize) -> String,
    /// The values cannot be joined.
    pub not_both: &'static str,
    /// The value is no text.
    pub not_a_text: &'static str,
    /// Nothing was erased; takes what would go.
    pub unconfirmed: fn(&str) -> String,
}

/// Texts of erasure.
#[derive(Debug)]
pub struct Erase {
    /// The title of the overlay.
    pub title: &'static str,
    /// What is to be chosen.
    pub question: &'static str,
    /// The whole consultation.
    pub whole: &'static str,
    /// One item; takes what it is and its words.
    pub item: fn(&str, &str) -> String,
    /// What an erasure means.
    pub warning: &'static str,
    /// The word that has to be typed.
    pub word: &'static str,
    /// How it is confirmed; takes the word.
    pub confirm: fn(&str, &str) -> String,
    /// Something else was typed; takes the word.
    pub not_confirmed: fn(&str, &str) -> String,
    /// The kept final minutes go too.
    pub with_minutes: fn(usize) -> String,
    /// The evidence of a need goes too.
    pub with_links: fn(usize) -> String,
    /// Something was erased; takes how many entities.
    pub done: fn(usize) -> String,
    /// Another window has the database open.
    pub not_scrubbed: &'static str,
    /// The name still stands in other texts; takes how many.
    pub still_named: fn(usize) -> String,
}

pub(super) const CS: Texts = Texts {
    count: |count| counted(count, ["neshoda", "neshody", "neshod"]),
    none: "Žádné neshody.",
    empty: "(prázdné)",
    kept: "ponechat",
    deleted: "smazat",
    deleted_and_edited: |fields| format!("jeden ji smazal, druhý zároveň upravil: {fields}"),
    deleted_and_kept: "jeden ji smazal, druhý zároveň vrátil",
    this_device: "toto zařízení",
    other_device: "jiné zařízení",
    shown_first: "zobrazuje se",
    proposal: "Návrh",
    marked: "vyznačené nemají všechna znění",
    only_in_some: |words| format!("jen v některém znění (přidáno, nebo jinde smazáno): {words}"),
    changed_in_some: |words| format!("přidáno nebo změněno jen v některém znění: {words}"),
    base: |words| format!("Základ návrhu (znění před všemi úpravami): {words}"),
    dropped: |words| format!("vynecháno (jedno znění to smazalo, jiné nechalo): {words}"),
    choices: |count| counted(count, ["místo k výběru", "místa k výběru", "míst k výběru"]),
    settled_here: |field| format!("Vyřešeno: {field}; v aplikaci to lze vrátit."),
    settled: |field, undo| format!("Vyřešeno: {field} · {undo} vrátí"),
    clock_ahead: |who, days| {
        format!(
            "hodiny jdou napřed o {} ({who}): jeho hodnoty se zobrazují jako první; srovnejte čas",
            counted(usize::try_from(days).unwrap_or(0), ["den", "dny", "dnů"])
        )
    },
    header: "hlavička",
    participant: "účastník",
    link: "opora",
    mark: "neshoda: jinde zapsáno jinak",
    mark_deleted: "neshoda: jinde smazáno",
    mark_people: |count| format!("neshoda u {}", counted(count, ["účastníka", "účastníků", "účastníků"])),
    title: |place, total| format!("Neshoda {place} z {total}"),
    field: |name| format!("Pole: {name}"),
    editing: "Vlastní znění",
    editing_keys: "{enter} zapsat   {back} zpět k výběru",
    begun_kept: "Rozepsané znění zůstává; vrátí se k němu {settle-edit}.",
    only_one: "Tady platí jen jedna z hodnot: vyberte ji šipkami a {enter}.",
    not_a_text: "Tato hodnota se nepíše: vyberte ji šipkami a {enter}.",
    take: "vzít",
    digits: "1–9 vzít tuto hodnotu",
    more: "další řádky: {page-down}",
    errors: Errors {
        unknown_item: |item| {
            format!(
                "položku {item} konzultace nemá; id vypíše porada conflicts nebo porada consultation show"
            )
        },
        unknown_person: |name| format!("nikdo jménem „{name}“ mezi účastníky není"),
        several_people: |name, count| {
            let verb = if plural(count) == Plural::Few { "mají" } else { "má" };
            let people = counted(count, ["účastník", "účastníci", "účastníků"]);
            format!("jméno „{name}“ {verb} {people}; vymažte je po jednom přes --item s jejich id")
        },
        no_conflict: |fields| match fields {
            "" => "tady není žádná neshoda; všechny vypíše porada conflicts".to_owned(),
            fields => format!("v tomto poli neshoda není; je v těchto: {fields}"),
        },
        no_value: |count| format!("taková hodnota není; vyberte číslo od 1 do {count}"),
        not_both: "tyto hodnoty nejde spojit; jednu z nich vyberte přes --take",
        not_a_text: "toto pole není text; jednu z hodnot vyberte přes --take",
        unconfirmed: |what| {
            format!(
                "nic se nevymazalo. Natrvalo by zmizelo: {what}. Výmaz nejde vrátit a při příští synchronizaci se \
                 provede i na ostatních zařízeních; starší zálohy a vyexportované soubory nezmění. \
                 Potvrdíte ho volbou --yes"
            )
        },
    },
    erase: Erase {
        title: "Vymazat natrvalo",
        question: "Co vymazat:",
        whole: "celá konzultace",
        warning: "Výmaz nejde vrátit. Při příští synchronizaci se provede i na ostatních zařízeních. Starší zálohy a vyexportované soubory nezmění.",
        word: "vymazat",
        confirm: |word, enter| format!("Napište {word} a stiskněte {enter}:"),
        not_confirmed: |word, back| {
            format!("Nic se nevymazalo: potvrďte slovem {word}, nebo odejděte klávesou {back}.")
        },
        item: |kind, words| format!("{kind} „{words}“"),
        with_minutes: |count| {
            counted(count, ["uložené konečné znění", "uložená konečná znění", "uložených konečných znění"])
        },
        with_links: |count| counted(count, ["připojená opora", "připojené opory", "připojených opor"]),
        done: |count| {
            format!(
                "Vymazáno natrvalo: {}. Starší zálohy tyto údaje dál obsahují.",
                counted(count, ["položka", "položky", "položek"])
            )
        },
        not_scrubbed: "Databázi má otevřenou jiné okno, slova z jejího souboru zmizí, až ho zavřete a výmaz zopakujete.",
        still_named: |count| {
            format!("Jméno ještě stojí v textu {}.", counted(count, ["položky", "položek", "položek"]))
        },
    },
};

pub(super) const EN: Texts = Texts {
    count: |count| counted_english(count, ["conflict", "conflicts"]),
    none: "No conflicts.",
    empty: "(empty)",
    kept: "keep",
    deleted: "delete",
    deleted_and_edited: |fields| format!("one deleted it, another edited it at the same time: {fields}"),
    deleted_and_kept: "one deleted it, another brought it back at the same time",
    this_device: "this device",
    other_device: "another device",
    shown_first: "shown",
    proposal: "Proposal",
    marked: "not all versions have what is marked",
    only_in_some: |words| format!("only in some versions (added there, or deleted in the others): {words}"),
    changed_in_some: |words| format!("added or changed in some versions only: {words}"),
    base: |words| format!("Base of the proposal (the text before all edits): {words}"),
    dropped: |words| format!("left out (deleted in one version, kept in another): {words}"),
    choices: |count| counted_english(count, ["place to choose at", "places to choose at"]),
    settled_here: |field| format!("Settled: {field}; undo in the application takes it back."),
    settled: |field, undo| format!("Settled: {field} · {undo} takes it back"),
    clock_ahead: |who, days| {
        format!(
            "a clock is {} ahead ({who}): what it wrote is shown first; set the time",
            counted_english(usize::try_from(days).unwrap_or(0), ["day", "days"])
        )
    },
    header: "header",
    participant: "participant",
    link: "evidence",
    mark: "conflict: differs elsewhere",
    mark_deleted: "conflict: deleted elsewhere",
    mark_people: |count| format!("conflict at {}", counted_english(count, ["participant", "participants"])),
    title: |place, total| format!("Conflict {place} of {total}"),
    field: |name| format!("Field: {name}"),
    editing: "Own words",
    editing_keys: "{enter} write   {back} back to the choice",
    begun_kept: "The words that were begun stay; {settle-edit} goes on with them.",
    only_one: "Only one of these values can hold: choose it with the arrows and {enter}.",
    not_a_text: "This value is not typed: choose it with the arrows and {enter}.",
    take: "take",
    digits: "1–9 take this value",
    more: "more lines: {page-down}",
    errors: Errors {
        unknown_item: |item| {
            format!(
                "the consultation has no item {item}; porada conflicts and porada consultation show print the ids"
            )
        },
        unknown_person: |name| format!("nobody called \"{name}\" takes part"),
        several_people: |name, count| {
            format!("{count} people are called \"{name}\"; erase them one by one with --item and their id")
        },
        no_conflict: |fields| match fields {
            "" => "there is no conflict here; porada conflicts lists all".to_owned(),
            fields => format!("there is no conflict in this field; there is in: {fields}"),
        },
        no_value: |count| format!("there is no such value; choose a number from 1 to {count}"),
        not_both: "these values cannot be joined; choose one of them with --take",
        not_a_text: "this field is no text; choose one of the values with --take",
        unconfirmed: |what| {
            format!(
                "nothing was erased. This would be gone for good: {what}. An erasure cannot be undone and is carried \
                 out on the other devices at their next sync; older backups and exported files stay as they are. \
                 Confirm it with --yes"
            )
        },
    },
    erase: Erase {
        title: "Erase for good",
        question: "What to erase:",
        whole: "the whole consultation",
        warning: "An erasure cannot be undone. At the next sync it is carried out on the other devices too. Older backups and exported files stay as they are.",
        word: "erase",
        confirm: |word, enter| format!("Type {word} and press {enter}:"),
        not_confirmed: |word, back| {
            format!("Nothing was erased: confirm with the word {word}, or leave with {back}.")
        },
        item: |kind, words| format!("{kind} \"{words}\""),
        with_minutes: |count| counted_english(count, ["kept final version", "kept final versions"]),
        with_links: |count| counted_english(count, ["linked record", "linked records"]),
        done: |count| {
            format!(
                "Erased for good: {}. Older backups still have it.",
                counted_english(count, ["entry", "entries"])
            )
        },
        not_scrubbed: "Another window has the database open: the words leave its file when you close it and erase again.",
        still_named: |count| {
            format!("The name still stands in the text of {}.", counted_english(count, ["item", "items"]))
        },
    },
};
