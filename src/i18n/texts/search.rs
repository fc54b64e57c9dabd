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
    /// The keys of directives: kraj, municipality, kind, country, size, stage, with, component.
    pub directive_keys: [&'static str; 8],
    /// What else the six kinds of record are called, separated by commas, in the order of their list.
    pub kind_words: &'static [&'static str],
    /// The bands of size as they are typed, the smallest first.
    pub size_keys: &'static [&'static str],
    /// What else the four stages are called, separated by commas, in the order of a project's life.
    pub stage_words: &'static [&'static str],
    /// What `s:` can ask for, separated by commas, the name first: results, cost.
    pub with_words: &'static [&'static str],
    /// What else countries are called, by their codes.
    pub country_words: &'static [(&'static str, &'static str)],
    /// A directive without its value: the key and the values that exist.
    pub directive_without_value: fn(&str, &str) -> String,
    /// The directive of a municipality without its name: the key.
    pub directive_without_place: fn(&str) -> String,
    /// A value that does not exist: the key, the value, the values that exist.
    pub directive_unknown_value: fn(&str, &str, &str) -> String,
    /// A value that several begin with: the key, the value, the values that begin so.
    pub directive_ambiguous_value: fn(&str, &str, &str) -> String,
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
    directive_keys: ["kraj", "obec", "druh", "země", "velikost", "fáze", "s", "složka"],
    kind_words: &[
        "dobrá praxe, dobré praxe, příklad",
        "varování, špatná praxe, problém",
        "typové opatření",
        "financování, program, výzva",
        "ukazatel, ukazatele",
        "organizace",
    ],
    size_keys: &["do-500", "501-2000", "2001-5000", "5001-20000", "20001-100000", "nad-100000"],
    stage_words: &["plán, záměr, příprava", "pilotní, zkušební", "provoz, běží", "konec, skončeno, hotovo"],
    with_words: &["výsledek, výsledky, výsledkem", "cena, cenou, náklady, náklad"],
    country_words: &[
        ("CZ", "Česká republika"),
        ("CZ", "ČR"),
        ("GB", "Británie"),
        ("GB", "Spojené království"),
        ("NL", "Holandsko"),
        ("US", "USA"),
        ("US", "Spojené státy americké"),
    ],
    directive_without_value: |key, known| format!("Za „{key}:“ chybí hodnota. Možnosti: {known}."),
    directive_without_place: |key| format!("Za „{key}:“ chybí název nebo šestimístný kód obce."),
    directive_unknown_value: |key, value, known| {
        format!("„{key}:{value}“ neznám, proto se podle něj nevybírá. Možnosti: {known}.")
    },
    directive_ambiguous_value: |key, value, known| {
        format!("„{key}:{value}“ může znamenat více hodnot, proto se podle něj nevybírá: {known}.")
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
    directive_keys: ["region", "place", "kind", "country", "size", "stage", "with", "component"],
    kind_words: &[
        "good practice, good practices, example",
        "warning, risk, bad practice",
        "typical measure",
        "fund, grant, subsidy",
        "metric",
        "organisation",
    ],
    size_keys: &["to-500", "501-2000", "2001-5000", "5001-20000", "20001-100000", "over-100000"],
    stage_words: &["plan", "trial", "operation, in operation", "finished"],
    with_words: &["result, results", "cost, costs, price"],
    country_words: &[
        ("CZ", "Czech Republic"),
        ("GB", "Great Britain"),
        ("GB", "UK"),
        ("NL", "Holland"),
        ("US", "United States of America"),
    ],
    directive_without_value: |key, known| format!("A value is missing after “{key}:”. Options: {known}."),
    directive_without_place: |key| {
        format!("The name or six-digit code of a municipality is missing after “{key}:”.")
    },
    directive_unknown_value: |key, value, known| {
        format!("“{key}:{value}” is unknown and restricts nothing. Options: {known}.")
    },
    directive_ambiguous_value: |key, value, known| {
        format!("“{key}:{value}” may mean several values and restricts nothing: {known}.")
    },
};
