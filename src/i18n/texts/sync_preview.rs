//! Texts of what would leave and come, before a synchronisation.

use crate::i18n::{counted, counted_english};

/// Texts of what would leave and come, before a synchronisation.
#[derive(Debug)]
pub struct Texts {
    /// So many more documents leave.
    pub more_leave: fn(usize) -> String,
    /// Title of the preview; takes the storage.
    pub preview_title: fn(&str) -> String,
    /// Bottom of the preview; keys for sending and for leaving it.
    pub preview_footer: fn(&str, &str) -> String,
    /// How many documents leave, how large, how many with personal data.
    pub leaves: fn(usize, &str, usize) -> String,
    /// How many of the documents that leave are shared records of the catalogue.
    pub records_leave: fn(usize) -> String,
    /// How many items of copies for the network name somebody in their texts.
    pub texts_name: fn(usize) -> String,
    /// An item that does: its kind, its text, the words that are meant.
    pub text_names: fn(&str, &str, &str) -> String,
    /// Heading of what leaves with the first synchronisation of this storage.
    pub first_time: fn(&str) -> String,
    /// Whether it may leave; yes or no.
    pub first_question: &'static str,
    /// It did not leave, because a person said no.
    pub first_refused: &'static str,
    /// How many documents come.
    pub comes: fn(usize) -> String,
    /// What leaves is sealed.
    pub preview_sealed: &'static str,
    /// What leaves is not sealed.
    pub preview_open: &'static str,
    /// A space will be founded.
    pub preview_founding: &'static str,
    /// A document with personal data.
    pub with_personal: &'static str,
    /// A document without personal data.
    pub without_personal: &'static str,
    /// A document without a title.
    pub untitled: &'static str,
    /// Kinds of documents: consultation, file of a municipality, practice draft, record of the catalogue.
    pub kinds: [&'static str; 4],
    /// What Enter does in the preview.
    pub enter_sends: &'static str,
}

pub(super) const CS: Texts = Texts {
    more_leave: |n| format!("a další: {n}; všechny vypíše porada sync --dry-run"),
    preview_title: |name| format!("Co odejde: {name}"),
    preview_footer: |send, back| format!("{send} odeslat · {back} nic neodesílat"),
    leaves: |n, size, personal| match n {
        0 => "Nic neodejde.".to_owned(),
        n => format!(
            "Odejde {} ({size}), z toho s osobními údaji: {personal}.",
            counted(n, ["dokument", "dokumenty", "dokumentů"])
        ),
    },
    records_leave: |n| {
        let shared = [
            "záznam katalogu, který sdílíte",
            "záznamy katalogu, které sdílíte",
            "záznamů katalogu, které sdílíte",
        ];
        format!("Z toho {} se všemi.", counted(n, shared))
    },
    texts_name: |n| {
        let items = [
            "položka kopií pro síť jmenuje",
            "položky kopií pro síť jmenují",
            "položek kopií pro síť jmenuje",
        ];
        format!(
            "Pozor: {} v textu osobu nebo uvádí její e-mail či telefon. Pseudonymy nahrazují jen jména v polích, texty odejdou tak, jak jsou; upravte je, nebo položky označte jako interní.",
            counted(n, items)
        )
    },
    text_names: |kind, text, words| format!("{kind} „{text}“ obsahuje: {words}"),
    first_time: |name| format!("První synchronizace s úložištěm {name}:"),
    first_question: "Odeslat? (a/n)",
    first_refused: "Nic se neodeslalo.",
    comes: |n| format!("Přijde {}.", counted(n, ["dokument", "dokumenty", "dokumentů"])),
    preview_sealed: "Obsah se zašifruje; přečtou ho jen zařízení, která člen schválil.",
    preview_open: "Pozor: úložiště není šifrované. Kdo k němu má přístup (správce, provozovatel, nálezce disku), přečte vše, co odejde.",
    preview_founding: "Úložiště je prázdné; porada na něm založí nový prostor, ke kterému se připojí ostatní.",
    with_personal: "osobní údaje",
    without_personal: "bez os. údajů",
    untitled: "(bez názvu)",
    kinds: ["konzultace", "karta obce", "námět praxe", "záznam katalogu"],
    enter_sends: "odeslat",
};

pub(super) const EN: Texts = Texts {
    more_leave: |n| format!("and {n} more; porada sync --dry-run lists all"),
    preview_title: |name| format!("What will leave: {name}"),
    preview_footer: |send, back| format!("{send} send · {back} send nothing"),
    leaves: |n, size, personal| match n {
        0 => "Nothing will leave.".to_owned(),
        n => format!(
            "{} will leave ({size}), with personal data: {personal}.",
            counted_english(n, ["document", "documents"])
        ),
    },
    records_leave: |n| {
        format!(
            "Of them {} with everybody.",
            counted_english(n, ["catalogue record that is shared", "catalogue records that are shared"])
        )
    },
    texts_name: |n| {
        let items = ["item of copies for the network has", "items of copies for the network have"];
        format!(
            "Note: {} a person's name, e-mail address or telephone number in the text. Pseudonyms stand only for names in fields, texts leave as they are; change them, or mark the items as internal.",
            counted_english(n, items)
        )
    },
    text_names: |kind, text, words| format!("{kind} \"{text}\" has: {words}"),
    first_time: |name| format!("The first synchronisation with {name}:"),
    first_question: "Send it? (y/n)",
    first_refused: "Nothing was sent.",
    comes: |n| format!("{} will come.", counted_english(n, ["document", "documents"])),
    preview_sealed: "The content is encrypted; only devices that a member approved can read it.",
    preview_open: "Note: the storage is not encrypted. Whoever can open it (administrator, provider, finder of the stick) can read all that leaves.",
    preview_founding: "The storage is empty; porada founds a new space on it, which the others join.",
    with_personal: "personal data",
    without_personal: "no pers. data",
    untitled: "(untitled)",
    kinds: ["consultation", "file of a municipality", "practice draft", "catalogue record"],
    enter_sends: "send",
};
