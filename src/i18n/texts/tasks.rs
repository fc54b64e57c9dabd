//! Texts of the tasks of all municipalities.

use crate::i18n::{counted, counted_english};

/// Texts of the tasks of all municipalities.
#[derive(Debug)]
pub struct Texts {
    /// The title; takes the number of open tasks and of all.
    pub title: fn(usize, usize) -> String,
    /// Only open tasks are shown; takes the key that shows all.
    pub open_only: fn(&str) -> String,
    /// All tasks are shown; takes the key that shows the open ones only.
    pub all: fn(&str) -> String,
    /// The groups: late, today, this week, later, without a date, done.
    pub groups: [&'static str; 6],
    /// How late a task is; takes days.
    pub late: fn(usize) -> String,
    /// A task without a date.
    pub undated: &'static str,
    /// Who does it.
    pub owner: &'static str,
    /// By when.
    pub due: &'static str,
    /// Where it was agreed.
    pub agreed: &'static str,
    /// Nobody is named.
    pub nobody: &'static str,
    /// No task yet: what to do; takes the key of a new one.
    pub empty: fn(&str, &str) -> Vec<String>,
    /// Everything is done; takes the key that shows all.
    pub all_done: fn(&str) -> String,
    /// A task was done; takes its words and the key that takes it back.
    pub done: fn(&str, &str) -> String,
    /// A task is open again; takes its words and the key that takes it back.
    pub reopened: fn(&str, &str) -> String,
    /// A task was deleted; takes the key that brings it back.
    pub deleted: fn(&str) -> String,
}

pub(super) const CS: Texts = Texts {
    title: |open, all| {
        format!(
            "{} z {}",
            counted(open, ["otevřený úkol", "otevřené úkoly", "otevřených úkolů"]),
            crate::i18n::Language::Czech.count(all)
        )
    },
    open_only: |key| format!("jen otevřené · {key} ukáže všechny"),
    all: |key| format!("všechny · {key} ukáže jen otevřené"),
    groups: ["Po termínu", "Dnes", "Tento týden", "Později", "Bez termínu", "Hotové"],
    late: |days| format!("{} po termínu", counted(days, ["den", "dny", "dní"])),
    undated: "bez termínu",
    owner: "Odpovídá",
    due: "Termín",
    agreed: "Dohodnuto",
    nobody: "neuvedeno",
    empty: |new, next| {
        vec![
            "Zatím tu není žádný úkol.".to_owned(),
            format!(
                "Úkoly vznikají při konzultaci ({next} přepne řádek na úkol), nebo tady klávesou {new}. Řadí se podle termínu."
            ),
        ]
    },
    all_done: |key| format!("Vše je hotové. {key} ukáže i splněné úkoly."),
    done: |text, key| format!("Hotovo: {text} · {key} vrátí"),
    reopened: |text, key| format!("Znovu otevřeno: {text} · {key} vrátí"),
    deleted: |key| format!("Úkol smazán · {key} vrátí"),
};

pub(super) const EN: Texts = Texts {
    title: |open, all| {
        format!(
            "{} of {}",
            counted_english(open, ["open task", "open tasks"]),
            crate::i18n::Language::English.count(all)
        )
    },
    open_only: |key| format!("open only · {key} shows all"),
    all: |key| format!("all · {key} shows open only"),
    groups: ["Late", "Today", "This week", "Later", "Without a date", "Done"],
    late: |days| format!("{} late", counted_english(days, ["day", "days"])),
    undated: "no date",
    owner: "Owner",
    due: "Due",
    agreed: "Agreed",
    nobody: "not stated",
    empty: |new, next| {
        vec![
            "There is no task yet.".to_owned(),
            format!(
                "Tasks come from consultations ({next} makes the line a task), or from {new} here. They are listed by date."
            ),
        ]
    },
    all_done: |key| format!("Everything is done. {key} shows the finished tasks too."),
    done: |text, key| format!("Done: {text} · {key} takes it back"),
    reopened: |text, key| format!("Open again: {text} · {key} takes it back"),
    deleted: |key| format!("Task deleted · {key} brings it back"),
};
