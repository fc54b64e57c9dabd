//! Texts of the screen of the minutes.

use crate::i18n::{counted, counted_english};

/// Texts of the screen of the minutes.
#[derive(Debug)]
pub struct Texts {
    /// The title of the list of what is missing; takes how many things.
    pub gaps: fn(usize) -> String,
    /// Nothing is missing.
    pub complete: &'static str,
    /// Gaps stop nothing.
    pub gaps_note: &'static str,
    /// The title of the choices and exports.
    pub export: &'static str,
    /// The label of the language of the minutes.
    pub language: &'static str,
    /// The label of personal data.
    pub personal: &'static str,
    /// With personal data.
    pub with_personal: &'static str,
    /// Without personal data.
    pub without_personal: &'static str,
    /// What Markdown is for.
    pub markdown: &'static str,
    /// What HTML is for.
    pub html: &'static str,
    /// What JSON is for.
    pub json: &'static str,
    /// The label of the folder that exports go to.
    pub folder: &'static str,
    /// The title of the preview; takes which part is in sight, in percent, and the key that turns its pages.
    pub preview: fn(usize, &str) -> String,
    /// No consultation is open; takes the keys for a new one and for the list.
    pub no_consultation: fn(&str, &str) -> String,
}

pub(super) const CS: Texts = Texts {
    gaps: |count| match count {
        0 => "Kontrola".to_owned(),
        count => format!("Kontrola: chybí {}", counted(count, ["věc", "věci", "věcí"])),
    },
    complete: "Zápis je úplný.",
    gaps_note: "Zapsat do souboru jde i tak.",
    export: "Zapsat do souboru",
    language: "Jazyk zápisu",
    personal: "Osobní údaje",
    with_personal: "uvedeny",
    without_personal: "vynechány",
    markdown: "text k úpravám",
    html: "tisk a odeslání",
    json: "vše pro kolegy",
    folder: "Složka",
    preview: |percent, key| format!("Náhled zápisu · {percent} % · {key}"),
    no_consultation: |new, home| {
        format!(
            "Zápis vzniká z otevřené konzultace a žádná otevřená není. {home} ukáže všechny, {new} na obrazovce Konzultace založí novou."
        )
    },
};

pub(super) const EN: Texts = Texts {
    gaps: |count| match count {
        0 => "Check".to_owned(),
        count => format!("Check: {}", counted_english(count, ["thing missing", "things missing"])),
    },
    complete: "The minutes are complete.",
    gaps_note: "They can be written to a file all the same.",
    export: "Write to a file",
    language: "Language",
    personal: "Personal data",
    with_personal: "included",
    without_personal: "left out",
    markdown: "text to edit",
    html: "print and send",
    json: "for colleagues",
    folder: "Folder",
    preview: |percent, key| format!("Preview of the minutes · {percent}% · {key}"),
    no_consultation: |new, home| {
        format!(
            "Minutes are made of the open consultation, and none is open. {home} shows all, {new} on the screen Consultation makes a new one."
        )
    },
};
