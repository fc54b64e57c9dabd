//! Texts of the area search.

/// Texts of the area search.
#[derive(Debug)]
pub struct Texts {
    /// Why a record is raised: it comes from the municipality itself.
    pub same_place: &'static str,
    /// Why a record is raised: its place has about as many inhabitants.
    pub similar_size: &'static str,
    /// Why a record is raised: the number of inhabitants is not quite another.
    pub somewhat_similar_size: &'static str,
    /// Why a record is raised: it has a word in several forms.
    pub other_forms: &'static str,
    /// Why a record is raised: beside a word it also has another term for it.
    pub concept: &'static str,
    /// Why a record is raised: the query has a word of the name of its kind.
    pub kind_name: &'static str,
    /// Why a record is raised: the query is one of its keywords.
    pub is_keyword: &'static str,
    /// Why a record is raised: the query asks for records of its kind.
    pub asked_kind: &'static str,
    /// Why a record is raised: it has a word that begins as the one that is begun.
    pub begun_word: &'static str,
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
    /// By its last part, as no record has the whole word.
    pub match_part: &'static str,
    /// By what may help with it.
    pub match_help: &'static str,
    /// Although it is misspelled.
    pub match_typo: &'static str,
    /// By its letters in order.
    pub match_letters: &'static str,
    /// A word that the record does not have.
    pub word_missing: fn(&str) -> String,
    /// A word, how it is found, the words of the record, the labels of the fields.
    pub word_found: fn(&str, &str, &str, &str) -> String,
    /// What stands beside the labels of fields where the name of the record's kind has the word.
    pub name_of_kind: &'static str,
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
    /// A centre's own file that is not used: its path, what is wrong first, how many lines more.
    pub thesaurus_not_used: fn(&str, &str, usize) -> String,
    /// A line with fewer than two terms.
    pub thesaurus_too_few_terms: &'static str,
    /// A term without a letter or digit.
    pub thesaurus_empty_term: &'static str,
    /// A term that another line has too: the term and that line.
    pub thesaurus_in_two_groups: fn(&str, usize) -> String,
    /// A term of stop words or one letter.
    pub thesaurus_says_nothing: fn(&str) -> String,
    /// A line with several arrows, or an arrow and an equals sign.
    pub thesaurus_mixed_signs: &'static str,
    /// A phrase left of an arrow that another line has there too: the phrase and that line.
    pub thesaurus_asked_twice: fn(&str, usize) -> String,
    /// A term right of an arrow that is in no group.
    pub thesaurus_unknown_meaning: fn(&str) -> String,
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
    /// A directive that filters nothing among own records: the key.
    pub directive_inapplicable: fn(&str) -> String,
    /// A value that several begin with: the key, the value, the values that begin so.
    pub directive_ambiguous_value: fn(&str, &str, &str) -> String,
}

pub(super) const CS: Texts = Texts {
    same_place: "přímo odsud",
    similar_size: "podobná velikost",
    somewhat_similar_size: "zčásti podobná velikost",
    same_region: "stejný kraj",
    other_forms: "hledané slovo i v dalších tvarech",
    concept: "totéž i jinými slovy",
    kind_name: "dotaz jmenuje druh záznamu",
    is_keyword: "dotaz je jeho klíčové slovo",
    asked_kind: "dotaz se ptá na tento druh záznamu",
    begun_word: "má i začátek dalšího slova",
    match_exact: "přesně",
    match_form: "jiný tvar",
    match_beginning: "začátek slova",
    match_similar: "podobné slovo",
    match_synonym: "jiný výraz pro totéž",
    match_part: "jen poslední část slova",
    match_help: "co s tím může pomoci",
    match_typo: "s překlepem",
    match_letters: "podle písmen",
    word_missing: |word| format!("„{word}“: záznam toto slovo nemá"),
    word_found: |word, how, found, fields| format!("„{word}“: {how} – {found} ({fields})"),
    name_of_kind: "druh záznamu",
    raised_by: |boosts| format!("Výše posunulo: {boosts}"),
    title_is_query: "dotaz je celý název",
    title_has_query: "název obsahuje celý dotaz",
    title_words: "název má většinu slov",
    thesaurus_line: |line, what| format!("Slovník synonym, řádek {line}: {what}"),
    thesaurus_not_used: |path, first, more| {
        let more = match more {
            0 => String::new(),
            more => format!(" Chybných řádků je ještě {more}."),
        };
        format!("Vlastní synonyma v {path} se nepoužijí. {first}{more}")
    },
    thesaurus_too_few_terms: "Na řádku musí být aspoň dva výrazy oddělené „ = “, nebo potřeba a to, co jí může pomoci, oddělené „ > “.",
    thesaurus_empty_term: "Mezi rovnítky chybí výraz. Doplňte jej, nebo rovnítko odstraňte.",
    thesaurus_in_two_groups: |term, line| {
        format!("Výraz „{term}“ je už na řádku {line}. Ponechte jej jen na jednom z nich.")
    },
    thesaurus_says_nothing: |term| {
        format!(
            "Výraz „{term}“ je příliš obecný, byl by skoro v každém dotazu. Doplňte k němu slovo, které řekne, o co jde, nebo jej odstraňte."
        )
    },
    thesaurus_mixed_signs: "Na řádku smí být buď „ = “ mezi výrazy stejného významu, nebo jedno „ > “ mezi potřebou a tím, co jí může pomoci. Rozdělte jej na více řádků.",
    thesaurus_asked_twice: |term, line| {
        format!("Potřeba „{term}“ je už na řádku {line}. Doplňte výrazy za „ > “ tam a zde ji odstraňte.")
    },
    thesaurus_unknown_meaning: |term| {
        format!(
            "Výraz „{term}“ za „ > “ není v žádné skupině. Opravte jej, nebo přidejte řádek, kde za „ = “ stojí i jiný výraz stejného významu."
        )
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
    directive_inapplicable: |key| {
        format!("„{key}:“ ve vlastních záznamech nic nevybírá; vybírají obec:, kraj: a kód složky")
    },
    directive_ambiguous_value: |key, value, known| {
        format!("„{key}:{value}“ může znamenat více hodnot, proto se podle něj nevybírá: {known}.")
    },
};

pub(super) const EN: Texts = Texts {
    same_place: "this very place",
    similar_size: "similar size",
    somewhat_similar_size: "somewhat similar size",
    same_region: "same region",
    other_forms: "the word in other forms too",
    concept: "the same in other words too",
    kind_name: "the query names the kind of record",
    is_keyword: "the query is one of its keywords",
    asked_kind: "the query asks for this kind of record",
    begun_word: "has the beginning of the next word",
    match_exact: "exactly",
    match_form: "another form",
    match_beginning: "beginning of a word",
    match_similar: "similar word",
    match_synonym: "another term for the same",
    match_part: "only the last part of the word",
    match_help: "what may help with it",
    match_typo: "misspelled",
    match_letters: "by its letters",
    word_missing: |word| format!("“{word}”: the record does not have this word"),
    word_found: |word, how, found, fields| format!("“{word}”: {how} – {found} ({fields})"),
    name_of_kind: "kind of record",
    raised_by: |boosts| format!("Raised by: {boosts}"),
    title_is_query: "the query is the whole title",
    title_has_query: "the title has the whole query",
    title_words: "the title has most words",
    thesaurus_line: |line, what| format!("Thesaurus, line {line}: {what}"),
    thesaurus_not_used: |path, first, more| {
        let more = match more {
            0 => String::new(),
            more => format!(" Wrong lines beside it: {more}."),
        };
        format!("Your own synonyms in {path} are not used. {first}{more}")
    },
    thesaurus_too_few_terms: "A line needs at least two terms separated by “ = ”, or a need and what may help separated by “ > ”.",
    thesaurus_empty_term: "A term is missing between the equals signs. Add it or remove the sign.",
    thesaurus_in_two_groups: |term, line| {
        format!("The term “{term}” is already on line {line}. Keep it on only one of them.")
    },
    thesaurus_says_nothing: |term| {
        format!(
            "The term “{term}” is too general, nearly every query would have it. Add a word that says what it is about, or remove it."
        )
    },
    thesaurus_mixed_signs: "A line has either “ = ” between terms of the same meaning or one “ > ” between a need and what may help. Split it into several lines.",
    thesaurus_asked_twice: |term, line| {
        format!(
            "The need “{term}” is already on line {line}. Add the terms after “ > ” there and remove it here."
        )
    },
    thesaurus_unknown_meaning: |term| {
        format!(
            "No group has the term “{term}” after “ > ”. Correct it, or add a line with it, “ = ” and another term of the same meaning."
        )
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
    directive_inapplicable: |key| {
        format!(
            "“{key}:” selects nothing among your own records; place:, region: and the code of a component do"
        )
    },
    directive_ambiguous_value: |key, value, known| {
        format!("“{key}:{value}” may mean several values and restricts nothing: {known}.")
    },
};
