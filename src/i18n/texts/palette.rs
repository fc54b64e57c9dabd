//! Texts of the command palette.

use crate::i18n::{counted, counted_english};

/// Texts of the command palette.
#[derive(Debug)]
pub struct Texts {
    /// The title of the overlay.
    pub title: &'static str,
    /// What the input is for, while nothing is typed.
    pub prompt: &'static str,
    /// Opens a consultation; takes its title.
    pub open: fn(&str) -> String,
    /// Words by which somebody would look for a consultation to open; folded.
    pub open_words: &'static str,
    /// Where an action works that cannot be done now; takes the places.
    pub works_in: fn(&str) -> String,
    /// How many commands were found.
    pub found: fn(usize) -> String,
    /// Nothing was found; takes what was typed.
    pub nothing: fn(&str, &str) -> String,
}

pub(super) const CS: Texts = Texts {
    title: "Příkazy",
    prompt: "Pište, co chcete udělat; háčky a čárky nejsou nutné.",
    open: |title| format!("Otevřít: {title}"),
    open_words: "otevrit konzultaci jednani",
    works_in: |places| format!("zde nelze; funguje v: {places}"),
    found: |count| counted(count, ["příkaz", "příkazy", "příkazů"]),
    nothing: |typed, help| {
        format!("Příkaz „{typed}“ není. Zkuste jiné slovo, nebo {help} pro všechny klávesy.")
    },
};

pub(super) const EN: Texts = Texts {
    title: "Commands",
    prompt: "Type what you want to do.",
    open: |title| format!("Open: {title}"),
    open_words: "open consultation meeting",
    works_in: |places| format!("not here; works in: {places}"),
    found: |count| counted_english(count, ["command", "commands"]),
    nothing: |typed, help| {
        format!("There is no command \"{typed}\". Try another word, or {help} for all keys.")
    },
};
