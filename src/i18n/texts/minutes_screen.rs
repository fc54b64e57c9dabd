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
    /// The label of the linked records.
    pub evidence: &'static str,
    /// With the linked records.
    pub with_evidence: &'static str,
    /// Without them.
    pub without_evidence: &'static str,
    /// The label of version and state.
    pub state: &'static str,
    /// Short words for how far minutes are: draft, sent, confirmed, final.
    pub states: [&'static str; 4],
    /// Names of the formats and what they are for: DOCX, PDF, HTML, Markdown, e-mail, calendar, Excel, CSV, JSON.
    pub formats: [(&'static str, &'static str); 9],
    /// What Enter and Space do with formats; takes their keys.
    pub formats_note: fn(&str, &str) -> String,
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
    evidence: "Opora v praxi",
    with_evidence: "uvedena",
    without_evidence: "vynechána",
    state: "Stav zápisu",
    states: ["návrh", "odeslaný", "potvrzený", "konečný"],
    formats: [
        ("DOCX", "DOCX: Word, k úpravám na úřadě"),
        ("PDF", "PDF: k archivaci a tisku"),
        ("HTML", "HTML: do prohlížeče a na web"),
        ("Markdown", "Markdown: prostý text"),
        ("E-mail", "E-mail: koncept s přílohami"),
        ("Kalendář", "Kalendář: úkoly a příští jednání"),
        ("Excel", "Excel: úkoly, potřeby, přehled"),
        ("CSV", "CSV: tabulka úkolů"),
        ("JSON", "JSON: vše kromě interního"),
    ],
    formats_note: |mark, write| format!("{mark} označí, {write} zapíše"),
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
    evidence: "Evidence",
    with_evidence: "included",
    without_evidence: "left out",
    state: "State",
    states: ["draft", "sent", "confirmed", "final"],
    formats: [
        ("DOCX", "DOCX: Word, for the office to edit"),
        ("PDF", "PDF: for archive and print"),
        ("HTML", "HTML: for browser and web"),
        ("Markdown", "Markdown: plain text"),
        ("E-mail", "E-mail: draft with attachments"),
        ("Calendar", "Calendar: tasks, next meeting"),
        ("Excel", "Excel: tasks, needs, overview"),
        ("CSV", "CSV: table of tasks"),
        ("JSON", "JSON: all but what is internal"),
    ],
    formats_note: |mark, write| format!("{mark} marks, {write} writes"),
    folder: "Folder",
    preview: |percent, key| format!("Preview of the minutes · {percent}% · {key}"),
    no_consultation: |new, home| {
        format!(
            "Minutes are made of the open consultation, and none is open. {home} shows all, {new} on the screen Consultation makes a new one."
        )
    },
};
