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
    /// How a word is found: it stands there as it was typed.
    pub match_exact: &'static str,
    /// In another grammatical form.
    pub match_form: &'static str,
    /// As the beginning of a longer word.
    pub match_beginning: &'static str,
    /// A word with the same beginning.
    pub match_similar: &'static str,
    /// Another term for the same thing.
    pub match_synonym: &'static str,
    /// Although it is misspelled.
    pub match_typo: &'static str,
    /// By its letters in order.
    pub match_letters: &'static str,
    /// A word that the record does not have.
    pub word_missing: fn(&str) -> String,
    /// A word, how it is found, the words of the record, the labels of the fields.
    pub word_found: fn(&str, &str, &str, &str) -> String,
    /// What raised the record.
    pub raised_by: fn(&str) -> String,
    /// The title is the query.
    pub title_is_query: &'static str,
    /// The title has the query in it.
    pub title_has_query: &'static str,
    /// The title has most words.
    pub title_words: &'static str,
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
    match_exact: "přesně",
    match_form: "jiný tvar",
    match_beginning: "začátek slova",
    match_similar: "podobné slovo",
    match_synonym: "jiný výraz pro totéž",
    match_typo: "s překlepem",
    match_letters: "podle písmen",
    word_missing: |word| format!("„{word}“: záznam toto slovo nemá"),
    word_found: |word, how, found, fields| format!("„{word}“: {how} – {found} ({fields})"),
    raised_by: |boosts| format!("Výše posunulo: {boosts}"),
    title_is_query: "dotaz je celý název",
    title_has_query: "název obsahuje celý dotaz",
    title_words: "název má většinu slov",
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
    match_exact: "exactly",
    match_form: "another form",
    match_beginning: "beginning of a word",
    match_similar: "similar word",
    match_synonym: "another term for the same",
    match_typo: "misspelled",
    match_letters: "by its letters",
    word_missing: |word| format!("“{word}”: the record does not have this word"),
    word_found: |word, how, found, fields| format!("“{word}”: {how} – {found} ({fields})"),
    raised_by: |boosts| format!("Raised by: {boosts}"),
    title_is_query: "the query is the whole title",
    title_has_query: "the title has the whole query",
    title_words: "the title has most words",
    thesaurus_line: |line, what| format!("Thesaurus, line {line}: {what}"),
    thesaurus_too_few_terms: "A line needs at least two terms separated by “ = ”.",
    thesaurus_empty_term: "A term is missing between the equals signs. Add it or remove the sign.",
    thesaurus_in_two_groups: |term, line| {
        format!("The term “{term}” is already on line {line}. Keep it on only one of them.")
    },
};
