//! Texts of the catalogue: its screen, the filters, the tree of the concept.

use crate::i18n::{Language, Plural, counted, counted_english, plural};

/// Texts of the catalogue: its screen, the filters, the tree of the concept.
#[derive(Debug)]
pub struct Texts {
    /// The title of the query.
    pub query: &'static str,
    /// Shown where the query is empty: what can be typed.
    pub query_hint: &'static str,
    /// All kinds of record.
    pub all_kinds: &'static str,
    /// A number of hits, and whether it is exact.
    pub hits: fn(usize, bool) -> String,
    /// Only so many of them are listed.
    pub first_listed: fn(usize) -> String,
    /// A number of records where nothing was typed.
    pub records: fn(usize) -> String,
    /// The title of the preview.
    pub preview: &'static str,
    /// The title of the column with facts and sources.
    pub facts: &'static str,
    /// The title of the record alone on the screen; takes the key that leads back.
    pub reading: fn(&str) -> String,
    /// Which lines of how many are in sight.
    pub lines: fn(usize, usize, usize) -> String,
    /// The records are in the order of the catalogue, because nothing was typed; takes the key of the filters.
    pub catalogue_order: fn(&str) -> String,
    /// The hits are ordered by how well they answer.
    pub best_first: &'static str,
    /// The active filters in words, and the keys that clear them.
    pub filters_active: fn(&str, &str) -> String,
    /// Places like this municipality rank higher; its official status and its name.
    pub near: fn(&str, &str) -> String,
    /// Why the chosen record is near; the reason and the name of the municipality.
    pub near_reason: fn(&str, &str) -> String,
    /// What `~` means while nothing is asked for; the name of the municipality.
    pub near_mark: fn(&str) -> String,
    /// So many records come from a place that the query names: its name, their number.
    pub records_from_place: fn(&str, usize) -> String,
    /// No record comes from a place that the query names: its official status, its name, and its kraj where records of
    /// similar places and of the kraj stand higher instead.
    pub nothing_from_place: fn(&str, &str, Option<&str>) -> String,
    /// The query names a kraj, whose records stand higher.
    pub region_first: fn(&str) -> String,
    /// The heading of why the chosen record was found.
    pub why: &'static str,
    /// Why it was found where the query has no words.
    pub why_without_words: &'static str,
    /// What stands beside the kind of a funding programme: whether a call is open is not known here.
    pub check_call: &'static str,
    /// The short word in a list for a practice that is only planned.
    pub plan_short: &'static str,
    /// Nothing was found; what was typed.
    pub nothing: fn(&str) -> String,
    /// No record passes the filters.
    pub nothing_passes: &'static str,
    /// What to do: other words; takes the key that clears the query.
    pub try_words: fn(&str) -> String,
    /// What to do: take away what narrows the query; takes those parts of it.
    pub try_less: fn(&str) -> String,
    /// What to do: without filters there are so many; takes the key of the filters.
    pub try_without_filters: fn(usize, &str) -> String,
    /// What to do: other sizes and regions; takes the key of the filters.
    pub try_size: fn(&str) -> String,
    /// What to do: a partner; takes their number in the catalogue and the key that changes the kind.
    pub try_partner: fn(usize, &str) -> String,
    /// What to do: mark the need as unmet; takes the keys of the consultation and of the mark.
    pub try_unmet: fn(&str, &str) -> String,
    /// A record was linked: its title, the need.
    pub linked: fn(&str, &str) -> String,
    /// A link was taken away: the record's title, the need.
    pub unlinked: fn(&str, &str) -> String,
    /// A source without a date.
    pub undated: &'static str,
    /// The chosen record is linked to this need.
    pub is_linked: fn(&str) -> String,
    /// Nothing can be linked without an open consultation; takes the key of the home screen.
    pub no_consultation: fn(&str) -> String,
    /// Nothing can be linked to a consultation without a need; takes the key of the consultation.
    pub no_need: fn(&str) -> String,
    /// Texts of the filters.
    pub filters: Filters,
    /// Texts of the concept tree.
    pub concept: Concept,
}

/// Texts of the filters.
#[derive(Debug)]
pub struct Filters {
    /// The title.
    pub title: &'static str,
    /// Before the text that narrows the list.
    pub find: &'static str,
    /// Shown where that text is empty.
    pub find_hint: &'static str,
    /// Takes all marks away.
    pub clear: &'static str,
    /// The headings of the groups: kind, component, region, country, size, stage, results, cost.
    pub groups: [&'static str; 8],
    /// Only cautions.
    pub only_cautions: &'static str,
    /// Beside a value that the text of the query asks for.
    pub in_query: &'static str,
    /// The bands of size by inhabitants, the smallest first.
    pub sizes: [&'static str; 6],
    /// Only records whose source states results.
    pub with_result: &'static str,
    /// Only records whose source states a cost in crowns.
    pub with_cost: &'static str,
    /// Joins the values of one group.
    pub either: &'static str,
    /// Only places of this size; takes the words of the bands.
    pub size_in_words: fn(&str) -> String,
    /// Nothing is marked.
    pub none: &'static str,
    /// No filter has such words.
    pub nothing: &'static str,
    /// How the filters work together, in one line.
    pub explanation: &'static str,
}

/// Texts of the concept tree.
#[derive(Debug)]
pub struct Concept {
    /// The title.
    pub title: &'static str,
    /// The title of the description of the chosen node.
    pub chosen: &'static str,
    /// The codes of the older methodology are something else.
    pub warning: &'static str,
    /// The levels of the tree: pillar, component, goal.
    pub levels: [&'static str; 3],
    /// The responsible ministry.
    pub gestor: &'static str,
    /// No source names the responsible ministry.
    pub gestor_unknown: &'static str,
    /// Practices and cautions of a component.
    pub counts: fn(usize, usize) -> String,
    /// What the concept has below a node: goals and measures that are known.
    pub below: fn(usize, usize) -> String,
    /// The measures of a goal that are known.
    pub measures: fn(usize) -> String,
    /// No source states the goals of the component.
    pub goals_unknown: &'static str,
    /// No source states the code of the goal.
    pub code_unknown: &'static str,
    /// What Enter does on a component.
    pub enter_component: fn(&str) -> String,
    /// What Enter does on a measure.
    pub enter_measure: fn(&str) -> String,
    /// What Enter does on a pillar or goal.
    pub enter_branch: fn(&str) -> String,
    /// The heading of the column with the numbers of practices and cautions.
    pub columns: &'static str,
    /// What the arrows to the right and left do.
    pub arrows: fn(&str, &str) -> String,
}

pub(super) const CS: Texts = Texts {
    query: "Hledat v katalogu",
    query_hint: "např. parkování kraj:olomoucký druh:praxe \"sdílená kola\" -školy",
    all_kinds: "vše",
    hits: |n, exact| {
        let counted = counted(n, ["nález", "nálezy", "nálezů"]);
        if exact { counted } else { format!("více než {counted}") }
    },
    first_listed: |n| format!("v seznamu prvních {}", Language::Czech.count(n)),
    records: |n| counted(n, ["záznam", "záznamy", "záznamů"]),
    preview: "Náhled",
    facts: "Údaje a zdroje",
    reading: |key| format!("Záznam ({key} zpět do seznamu)"),
    lines: |from, to, total| format!("řádky {from}–{to} z {total}"),
    catalogue_order: |key| format!("v pořadí katalogu, bez filtrů ({key})"),
    best_first: "nejvýstižnější první",
    filters_active: |words, keys| format!("Filtry ({keys} zruší): {words}"),
    near: |status, name| {
        let dative = match status {
            "městys" => "městysi",
            "město" => "městu",
            "statutární město" => "statutárnímu městu",
            "hlavní město" => "hlavnímu městu",
            _ => "obci",
        };
        format!("~ výše jsou řazeny obce podobné {dative} {name}")
    },
    near_reason: |reason, name| format!("~ {reason} ({name})"),
    near_mark: |name| format!("~ blízké obci {name}"),
    records_from_place: |name, n| {
        format!("{name}: {} přímo odsud", counted(n, ["záznam", "záznamy", "záznamů"]))
    },
    nothing_from_place: |status, name, region| {
        let genitive = match status {
            "městys" => "městyse",
            "město" | "statutární město" | "hlavní město" => "města",
            _ => "obce",
        };
        let instead = region.map(|region| format!("; ~ výše jsou řazeny podobně velké obce a {region}"));
        format!("Z {genitive} {name} tu nic není{}.", instead.unwrap_or_default())
    },
    region_first: |region| format!("~ přednost má {region}"),
    why: "Proč je mezi nálezy",
    why_without_words: "V dotazu není slovo, podle kterého by se hledalo; rozhodují jen filtry a pořadí.",
    check_call: "výzvu ověřte",
    plan_short: "záměr",
    nothing: |query| format!("Na „{query}“ v katalogu nic není."),
    nothing_passes: "Těmto filtrům neodpovídá žádný záznam.",
    try_words: |key| format!("Zkuste jiná nebo obecnější slova; {key} smaže dotaz."),
    try_less: |parts| format!("Uberte z dotazu, co ho zužuje: {parts}"),
    try_without_filters: |n, key| {
        let verb = if plural(n) == Plural::Few { "jsou" } else { "je" };
        format!("Zrušte filtry ({key}): bez nich {verb} {}.", counted(n, ["nález", "nálezy", "nálezů"]))
    },
    try_size: |key| format!("Zkuste jinou velikost obce nebo jiný kraj ({key}); dobrá praxe bývá i jinde."),
    try_partner: |n, key| {
        let partners = counted(n, ["organizace", "organizace", "organizací"]);
        let verb = if plural(n) == Plural::Few { "jsou" } else { "je" };
        format!("Doporučte partnera: v katalogu {verb} {partners} (druh partner, {key}).")
    },
    try_unmet: |consultation, mark| {
        format!(
            "Nepomohlo-li nic: v konzultaci ({consultation}) označte potřebu jako nenaplněnou ({mark}), ať o ní síť ví."
        )
    },
    linked: |title, need| format!("Připojeno: „{title}“ k potřebě „{need}“."),
    unlinked: |title, need| format!("Odpojeno: „{title}“ od potřeby „{need}“."),
    undated: "datum neuvedeno",
    is_linked: |need| format!("+ připojeno k potřebě „{need}“"),
    no_consultation: |key| {
        format!(
            "Není k čemu připojit: žádná konzultace není otevřená. Otevřete ji na obrazovce Přehled ({key})."
        )
    },
    no_need: |key| {
        format!("Není k čemu připojit: otevřená konzultace zatím nemá žádnou potřebu. Zapište ji ({key}).")
    },
    filters: Filters {
        title: "Filtry",
        find: "Najít filtr:",
        find_hint: "stačí psát, bez háčků",
        clear: "zrušit všechny filtry",
        groups: [
            "Druh záznamu",
            "Komponenta Koncepce",
            "Kraj",
            "Země",
            "Velikost obce",
            "Fáze",
            "Výsledky",
            "Cena",
        ],
        only_cautions: "jen rizika (varování)",
        in_query: "v dotazu",
        sizes: [
            "do 500 obyv.",
            "501–2 000 obyv.",
            "2 001–5 000 obyv.",
            "5 001–20 000 obyv.",
            "20 001–100 000 obyv.",
            "nad 100 000 obyv.",
        ],
        with_result: "jen s výsledky, které uvádí zdroj",
        with_cost: "jen s cenou v korunách, kterou uvádí zdroj",
        either: "nebo",
        size_in_words: |bands| format!("obce {bands}"),
        none: "Nic není označeno: hledá se ve všem.",
        nothing: "Takový filtr není. Backspace vrátí seznam.",
        explanation: "V jedné skupině platí „nebo“, mezi skupinami „a zároveň“. Číslo: nálezů s tímto filtrem.",
    },
    concept: Concept {
        title: "Koncepce Smart Cities",
        chosen: "Vybráno",
        warning: "Kódy ZPO1 až C4 jsou z Koncepce Smart Cities (MMR, 2021). Kódy A.1 až D.4 starší Metodiky Smart Cities znamenají něco jiného.",
        levels: ["pilíř", "komponenta", "cíl"],
        gestor: "Gestor",
        gestor_unknown: "žádný dostupný zdroj neuvádí",
        counts: |practices, cautions| {
            let practices = counted(practices, ["praxe", "praxe", "praxí"]);
            format!("{practices}, {}", counted(cautions, ["riziko", "rizika", "rizik"]))
        },
        below: |goals, measures| {
            let goals = counted(goals, ["známý cíl", "známé cíle", "známých cílů"]);
            format!(
                "{goals}, {}",
                counted(measures, ["typové opatření", "typová opatření", "typových opatření"])
            )
        },
        measures: |n| match n {
            0 => "Typová opatření tohoto cíle žádný dostupný zdroj neuvádí.".to_owned(),
            _ => counted(n, ["známé typové opatření", "známá typová opatření", "známých typových opatření"]),
        },
        goals_unknown: "Cíle této komponenty žádný dostupný zdroj neuvádí.",
        code_unknown: "kód cíle zdroj neuvádí",
        enter_component: |key| format!("{key} vyhledá vše z této komponenty"),
        enter_measure: |key| format!("{key} otevře opatření v katalogu"),
        enter_branch: |key| format!("{key} rozbalí nebo sbalí"),
        columns: "praxe / rizika",
        arrows: |right, left| format!("{right} rozbalit  {left} sbalit"),
    },
};

pub(super) const EN: Texts = Texts {
    query: "Search the catalogue",
    query_hint: "e.g. parking region:olomoucký kind:practice \"bike sharing\" -schools",
    all_kinds: "all",
    hits: |n, exact| {
        let counted = counted_english(n, ["hit", "hits"]);
        if exact { counted } else { format!("more than {counted}") }
    },
    first_listed: |n| format!("the first {} listed", Language::English.count(n)),
    records: |n| counted_english(n, ["record", "records"]),
    preview: "Preview",
    facts: "Facts and sources",
    reading: |key| format!("Record ({key} back to the list)"),
    lines: |from, to, total| format!("lines {from}–{to} of {total}"),
    catalogue_order: |key| format!("in catalogue order, no filters ({key})"),
    best_first: "best match first",
    filters_active: |words, keys| format!("Filters ({keys} clears): {words}"),
    near: |_, name| format!("~ places like {name} rank higher"),
    near_reason: |reason, name| format!("~ {reason} ({name})"),
    near_mark: |name| format!("~ like {name}"),
    records_from_place: |name, n| {
        format!("{name}: {} from this very place", counted_english(n, ["record", "records"]))
    },
    nothing_from_place: |_, name, region| {
        let instead = region.map(|region| format!("; ~ places of similar size and {region} rank higher"));
        format!("Nothing here comes from {name}{}.", instead.unwrap_or_default())
    },
    region_first: |region| format!("~ {region} ranks higher"),
    why: "Why it is among the hits",
    why_without_words: "The query has no word to search for; only the filters and the order decide.",
    check_call: "check for a call",
    plan_short: "plan",
    nothing: |query| format!("The catalogue has nothing for \"{query}\"."),
    nothing_passes: "No record passes these filters.",
    try_words: |key| format!("Try other or more general words; {key} clears the query."),
    try_less: |parts| format!("Take away what narrows the query: {parts}"),
    try_without_filters: |n, key| {
        let verb = if n == 1 { "is" } else { "are" };
        format!(
            "Clear the filters ({key}): without them there {verb} {}.",
            counted_english(n, ["hit", "hits"])
        )
    },
    try_size: |key| {
        format!(
            "Try another size of municipality or another region ({key}); good practice is found elsewhere too."
        )
    },
    try_partner: |n, key| {
        let partners = counted_english(n, ["organisation", "organisations"]);
        format!("Refer to a partner: {partners} in the catalogue (kind partner, {key}).")
    },
    try_unmet: |consultation, mark| {
        format!(
            "If nothing helps: in the consultation ({consultation}) mark the need as unmet ({mark}), so that the network knows."
        )
    },
    linked: |title, need| format!("Linked: \"{title}\" to the need \"{need}\"."),
    unlinked: |title, need| format!("Unlinked: \"{title}\" from the need \"{need}\"."),
    undated: "date not stated",
    is_linked: |need| format!("+ linked to the need \"{need}\""),
    no_consultation: |key| {
        format!("There is nothing to link to: no consultation is open. Open one on the home screen ({key}).")
    },
    no_need: |key| {
        format!("There is nothing to link to: the open consultation has no need yet. Write it down ({key}).")
    },
    filters: Filters {
        title: "Filters",
        find: "Find a filter:",
        find_hint: "just type",
        clear: "clear all filters",
        groups: [
            "Kind of record",
            "Component of the Concept",
            "Region",
            "Country",
            "Size of municipality",
            "Stage",
            "Results",
            "Cost",
        ],
        only_cautions: "only cautions",
        in_query: "in the query",
        sizes: [
            "up to 500 inh.",
            "501–2,000 inh.",
            "2,001–5,000 inh.",
            "5,001–20,000 inh.",
            "20,001–100,000 inh.",
            "over 100,000 inh.",
        ],
        with_result: "only with results that a source states",
        with_cost: "only with a cost in crowns that a source states",
        either: "or",
        size_in_words: |bands| format!("municipalities of {bands}"),
        none: "Nothing is marked: everything is searched.",
        nothing: "There is no such filter. Backspace brings the list back.",
        explanation: "Within a group: either of them; between groups: all of them. Number: hits with that filter.",
    },
    concept: Concept {
        title: "Smart Cities Concept",
        chosen: "Selected",
        warning: "The codes ZPO1 to C4 are those of the Smart Cities Concept (2021). The codes A.1 to D.4 of the older Smart Cities Methodology mean something else.",
        levels: ["pillar", "component", "goal"],
        gestor: "Responsible ministry",
        gestor_unknown: "no available source states it",
        counts: |practices, cautions| {
            let practices = counted_english(practices, ["practice", "practices"]);
            format!("{practices}, {}", counted_english(cautions, ["caution", "cautions"]))
        },
        below: |goals, measures| {
            let goals = counted_english(goals, ["known goal", "known goals"]);
            format!("{goals}, {}", counted_english(measures, ["typical measure", "typical measures"]))
        },
        measures: |n| match n {
            0 => "No available source states the typical measures of this goal.".to_owned(),
            _ => counted_english(n, ["known typical measure", "known typical measures"]),
        },
        goals_unknown: "No available source states the goals of this component.",
        code_unknown: "no source states the code of the goal",
        enter_component: |key| format!("{key} finds everything of this component"),
        enter_measure: |key| format!("{key} opens the measure in the catalogue"),
        enter_branch: |key| format!("{key} expands or collapses"),
        columns: "practices / cautions",
        arrows: |right, left| format!("{right} expand  {left} collapse"),
    },
};
