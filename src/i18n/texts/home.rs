//! Texts of the start screen and of choosing a municipality.

use crate::i18n::{counted, counted_english};

/// Texts of the start screen and of choosing a municipality.
#[derive(Debug)]
pub struct Texts {
    /// The title where there is no consultation yet.
    pub welcome: &'static str,
    /// The title of the consultations; takes how many there are.
    pub consultations: fn(usize) -> String,
    /// The title of the open tasks; takes how many there are.
    pub open_tasks: fn(usize) -> String,
    /// Counts of needs and tasks.
    pub counts: fn(usize, usize) -> String,
    /// A number of evidence links.
    pub links: fn(usize) -> String,
    /// A consultation without a date.
    pub undated: &'static str,
    /// The mark of a sample consultation.
    pub sample: &'static str,
    /// What this home of `porada --demo` is.
    pub demo: &'static str,
    /// There is no consultation yet: the title.
    pub empty_title: &'static str,
    /// There is no consultation yet: what to press and what happens; takes the keys of a new consultation, of taking
    /// the choice, of the catalogue, of the municipalities, of help and of the commands.
    pub empty: fn([&str; 6]) -> Vec<String>,
    /// No task is open.
    pub no_tasks: &'static str,
    /// A consultation was deleted; takes the key that brings it back.
    pub deleted: fn(&str) -> String,
    /// Choosing a municipality.
    pub picker: Picker,
}

/// Texts of choosing a municipality.
#[derive(Debug)]
pub struct Picker {
    /// The title of a new consultation; takes its kind and the key that changes the kind.
    pub new: fn(&str, &str) -> String,
    /// The title of one more municipality.
    pub add: &'static str,
    /// What to type when nothing is typed.
    pub hint: &'static str,
    /// The heading of the municipalities of earlier consultations.
    pub recent: &'static str,
    /// Nothing is called so; takes what was typed.
    pub nothing: fn(&str) -> Vec<String>,
}

pub(super) const CS: Texts = Texts {
    welcome: "Vítejte",
    consultations: |n| counted(n, ["konzultace", "konzultace", "konzultací"]),
    open_tasks: |n| counted(n, ["otevřený úkol", "otevřené úkoly", "otevřených úkolů"]),
    counts: |needs, tasks| {
        format!(
            "{} · {}",
            counted(needs, ["potřeba", "potřeby", "potřeb"]),
            counted(tasks, ["úkol", "úkoly", "úkolů"])
        )
    },
    links: |n| counted(n, ["opora", "opory", "opor"]),
    undated: "bez data",
    sample: "ukázka",
    demo: "Toto je ukázka: konzultace i lidé v nich jsou vymyšlení a domov je dočasný.",
    empty_title: "Zatím tu není žádná konzultace.",
    empty: |[new, enter, catalogue, municipalities, help, palette]| {
        vec![
            format!("Stiskněte {new}, napište začátek názvu obce a potvrďte klávesou {enter}."),
            "Konzultace se hned otevře a můžete psát první potřebu; při psaní se vedle ukáže, kdo už ji v Česku řešil. \
             Vše se ukládá samo."
                .to_owned(),
            format!(
                "Předem si můžete prohlédnout katalog ({catalogue}) a profily obcí ({municipalities}). Nápověda je \
                 {help}, všechny příkazy {palette}."
            ),
        ]
    },
    no_tasks: "Žádný otevřený úkol. Úkoly z konzultací se tu řadí podle termínu.",
    deleted: |key| format!("Smazáno · {key} vrátí"),
    picker: Picker {
        new: |kind, key| format!("Nová: {kind} · {key} změní druh"),
        add: "Přidat obec",
        hint: "Napište začátek názvu obce; háčky a čárky nejsou nutné. Obce stejného jména odliší okres: brezina brno.",
        recent: "Obce z dřívějších konzultací:",
        nothing: |query| {
            vec![
                format!("Žádná obec se nejmenuje „{query}“."),
                "Zkuste kratší začátek názvu, jen název bez okresu, nebo šestimístný kód obce.".to_owned(),
            ]
        },
    },
};

pub(super) const EN: Texts = Texts {
    welcome: "Welcome",
    consultations: |n| counted_english(n, ["consultation", "consultations"]),
    open_tasks: |n| counted_english(n, ["open task", "open tasks"]),
    counts: |needs, tasks| {
        format!(
            "{} · {}",
            counted_english(needs, ["need", "needs"]),
            counted_english(tasks, ["task", "tasks"])
        )
    },
    links: |n| counted_english(n, ["link", "links"]),
    undated: "no date",
    sample: "sample",
    demo: "This is a sample: the consultations and the people in them are invented, and the home is temporary.",
    empty_title: "There is no consultation yet.",
    empty: |[new, enter, catalogue, municipalities, help, palette]| {
        vec![
            format!("Press {new}, type the beginning of the municipality's name and confirm with {enter}."),
            "The consultation opens at once and you can type the first need; while you type, those in the country who \
             have solved it appear beside it. Everything saves itself."
                .to_owned(),
            format!(
                "Before that you can look at the catalogue ({catalogue}) and at profiles of municipalities \
                 ({municipalities}). Help is {help}, all commands {palette}."
            ),
        ]
    },
    no_tasks: "No task is open. Tasks from consultations are listed here by date.",
    deleted: |key| format!("Deleted · {key} brings it back"),
    picker: Picker {
        new: |kind, key| format!("New: {kind} · {key} changes the kind"),
        add: "Add a municipality",
        hint: "Type the beginning of the name; accents are not needed. The district tells namesakes apart: brezina brno.",
        recent: "Municipalities of earlier consultations:",
        nothing: |query| {
            vec![
                format!("No municipality is called \"{query}\"."),
                "Try a shorter beginning, the name without its district, or the six-digit code.".to_owned(),
            ]
        },
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_take_their_czech_forms() {
        assert_eq!((CS.counts)(3, 2), "3 potřeby · 2 úkoly");
        assert_eq!((CS.counts)(1, 5), "1 potřeba · 5 úkolů");
        assert_eq!((CS.counts)(0, 1), "0 potřeb · 1 úkol");
        assert_eq!((EN.counts)(1, 0), "1 need · 0 tasks");
    }
}
