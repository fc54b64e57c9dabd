//! Texts of the area search.

/// Texts of the area search.
#[derive(Debug)]
pub struct Texts {
    /// Why a record is raised: it comes from the municipality itself.
    pub same_place: &'static str,
    /// Why a record is raised: its place has about as many inhabitants.
    pub similar_size: &'static str,
    /// Why a record is raised: its place lies in the same kraj.
    pub same_region: &'static str,
    /// A wrong line of a thesaurus: its number and what is wrong.
    pub thesaurus_line: fn(usize, &str) -> String,
    /// A line with fewer than two terms.
    pub thesaurus_too_few_terms: &'static str,
    /// A term without a letter or digit.
    pub thesaurus_empty_term: &'static str,
    /// A term that another line has too: the term and that line.
    pub thesaurus_in_two_groups: fn(&str, usize) -> String,
}

pub(super) const CS: Texts = Texts {
    same_place: "přímo odsud",
    similar_size: "podobná velikost",
    same_region: "stejný kraj",
    thesaurus_line: |line, what| format!("Slovník synonym, řádek {line}: {what}"),
    thesaurus_too_few_terms: "Na řádku musí být aspoň dva výrazy oddělené „ = “.",
    thesaurus_empty_term: "Mezi rovnítky chybí výraz. Doplňte jej, nebo rovnítko odstraňte.",
    thesaurus_in_two_groups: |term, line| {
        format!("Výraz „{term}“ je už na řádku {line}. Ponechte jej jen na jednom z nich.")
    },
};

pub(super) const EN: Texts = Texts {
    same_place: "this very place",
    similar_size: "similar size",
    same_region: "same region",
    thesaurus_line: |line, what| format!("Thesaurus, line {line}: {what}"),
    thesaurus_too_few_terms: "A line needs at least two terms separated by “ = ”.",
    thesaurus_empty_term: "A term is missing between the equals signs. Add it or remove the sign.",
    thesaurus_in_two_groups: |term, line| {
        format!("The term “{term}” is already on line {line}. Keep it on only one of them.")
    },
};
