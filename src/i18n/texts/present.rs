//! Texts of present mode.

/// Texts of present mode.
#[derive(Debug)]
pub struct Texts {
    /// The record is not in this catalogue; takes its id.
    pub missing: fn(&str) -> String,
    /// Nothing was chosen to be shown.
    pub empty: &'static str,
    /// There is more below.
    pub more: &'static str,
}

pub(super) const CS: Texts = Texts {
    missing: |id| format!("Záznam „{id}“ v tomto katalogu není."),
    empty: "Není co promítnout.",
    more: "pokračuje",
};

pub(super) const EN: Texts = Texts {
    missing: |id| format!("The record \"{id}\" is not in this catalogue."),
    empty: "There is nothing to present.",
    more: "more below",
};
