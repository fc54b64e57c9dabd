//! Texts of records that centres share: where a record comes from, the commands that share and withdraw.

use crate::i18n::{counted, counted_english};

/// Texts of shared records.
#[derive(Debug)]
pub struct Texts {
    /// Where a record comes from; takes the centre and the day.
    pub origin: fn(&str, &str) -> String,
    /// Another version than the imported one is shared; takes the centre and the day.
    pub hidden: fn(&str, &str) -> String,
    /// How many other versions were shared at the same time.
    pub others: fn(usize) -> String,
    /// Of the records in a list one that is only here.
    pub only_here: &'static str,
    /// No record was imported or shared.
    pub none: &'static str,
    /// How many records are shared now, and how many were so before.
    pub shared: fn(usize, usize) -> String,
    /// How many records were withdrawn.
    pub withdrawn: fn(usize) -> String,
    /// How many records were removed from this home.
    pub removed: fn(usize) -> String,
    /// How many of the imported records are shared in another version, which this home no longer shows.
    pub hides: fn(usize) -> String,
    /// Nobody knows which centre shares.
    pub nobody: &'static str,
    /// The name of the centre cannot be used; takes why.
    pub bad_centre: fn(&str) -> String,
    /// The record was not imported here.
    pub not_imported: fn(&str) -> String,
    /// Nobody shares the record.
    pub not_shared: fn(&str) -> String,
    /// Another centre shares the record; takes the record and the centre.
    pub foreign: fn(&str, &str) -> String,
    /// The record cannot be removed, because it is shared; takes the record and the centre.
    pub still_shared: fn(&str, &str) -> String,
    /// The record does not fit the format or ships; takes the record and why.
    pub unfit: fn(&str, &str) -> String,
}

/// In Czech.
pub const CS: Texts = Texts {
    origin: |by, on| format!("sdílí {by}, {on}"),
    hidden: |by, on| format!("zde platí vlastní importované znění; jiné sdílí {by}, {on}"),
    others: |n| {
        let versions = counted(n, ["další znění", "další znění", "dalších znění"]);
        format!("souběžně sdíleno i {versions}; nové sdílení je nahradí")
    },
    only_here: "jen v tomto počítači",
    none: "Žádné importované ani sdílené záznamy.",
    shared: |shared, known| {
        let known = match known {
            0 => String::new(),
            known => format!(" ({} už beze změny)", counted(known, ["záznam", "záznamy", "záznamů"])),
        };
        format!(
            "Sdíleno: {}{known}. Odešlou se při příští synchronizaci.",
            counted(shared, ["záznam", "záznamy", "záznamů"])
        )
    },
    withdrawn: |n| {
        format!(
            "Sdílení zrušeno: {}. Zde zůstávají importované, ostatním zmizí po synchronizaci.",
            counted(n, ["záznam", "záznamy", "záznamů"])
        )
    },
    removed: |n| format!("Odebráno: {}.", counted(n, ["záznam", "záznamy", "záznamů"])),
    hides: |n| {
        format!(
            "{} v jiném znění; zde platí importované. Ostatním je pošle volba --share.",
            counted(n, ["záznam je sdílen", "záznamy jsou sdíleny", "záznamů je sdíleno"])
        )
    },
    nobody: "není známo, které centrum sdílí; doplňte organisation do nastavení, nebo je uveďte volbou --as",
    bad_centre: |why| format!("název centra nelze použít: {why}; uveďte jiný volbou --as"),
    not_imported: |id| format!("záznam {id} tu není importovaný; vypište je příkazem porada catalogue list"),
    not_shared: |id| format!("záznam {id} nikdo nesdílí; vypište je příkazem porada catalogue list"),
    foreign: |id, by| {
        format!("záznam {id} sdílí {by}; zrušit to může jen ono. Jednáte-li za ně, použijte --as \"{by}\"")
    },
    still_shared: |id, by| {
        format!(
            "záznam {id} sdílí {by} a není tu importovaný, takže tu není co odebrat; zmizí, až {by} zruší sdílení (jednáte-li za ně: porada catalogue unshare {id} --as \"{by}\")"
        )
    },
    unfit: |id, why| {
        format!(
            "sdílený záznam {id} porušuje pravidlo: {why}; opravte ho a importujte znovu, nic se nezměnilo"
        )
    },
};

/// In English.
pub const EN: Texts = Texts {
    origin: |by, on| format!("shared by {by}, {on}"),
    hidden: |by, on| format!("here your own imported version counts; {by} shares another, {on}"),
    others: |n| {
        format!(
            "{} at the same time; a new sharing replaces them",
            counted_english(n, ["other version was shared", "other versions were shared"])
        )
    },
    only_here: "only on this computer",
    none: "No imported or shared records.",
    shared: |shared, known| {
        let known = match known {
            0 => String::new(),
            known => format!(" ({} unchanged)", counted_english(known, ["record", "records"])),
        };
        format!(
            "Shared: {}{known}. The next synchronisation sends what is new.",
            counted_english(shared, ["record", "records"])
        )
    },
    withdrawn: |n| {
        format!(
            "No longer shared: {}. Here they stay as imported ones; others lose them with the synchronisation.",
            counted_english(n, ["record", "records"])
        )
    },
    removed: |n| format!("Removed: {}.", counted_english(n, ["record", "records"])),
    hides: |n| {
        format!(
            "{} shared in another version; here the imported one counts. The option --share sends it to others.",
            counted_english(n, ["record is", "records are"])
        )
    },
    nobody: "nobody knows which centre shares; write organisation into the settings or name it with --as",
    bad_centre: |why| format!("the name of the centre cannot be used: {why}; give another with --as"),
    not_imported: |id| {
        format!("the record {id} is not imported here; porada catalogue list writes those that are")
    },
    not_shared: |id| {
        format!("nobody shares the record {id}; porada catalogue list writes those that are shared")
    },
    foreign: |id, by| {
        format!(
            "{by} shares the record {id}, and only that centre can end it. If you act for it, use --as \"{by}\""
        )
    },
    still_shared: |id, by| {
        format!(
            "{by} shares the record {id}, and it is not imported here, so nothing is here to remove; it goes when {by} ends the sharing (if you act for it: porada catalogue unshare {id} --as \"{by}\")"
        )
    },
    unfit: |id, why| {
        format!(
            "the shared record {id} breaks a rule: {why}; correct it and import it again, nothing was changed"
        )
    },
};
