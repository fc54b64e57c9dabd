//! Texts of the search in own records: the tab of the catalogue and the words for dates that they are found by.

use crate::i18n::{counted, counted_english};

/// Texts of the search in own records.
#[derive(Debug)]
pub struct Texts {
    /// The name of the tab, whole and short.
    pub tab: [&'static str; 2],
    /// The title of the query.
    pub query: &'static str,
    /// The months in their basic form, as people type them.
    pub months: [&'static str; 12],
    /// The mark of a consultation in a list, as wide as those of the items.
    pub consultation_mark: &'static str,
    /// The hits come from all consultations, the best first.
    pub best_first: &'static str,
    /// Nothing was typed: all records, the newest first.
    pub newest_first: &'static str,
    /// Older consultations are still being read.
    pub reading: &'static str,
    /// Beside the order: older consultations could not be read.
    pub not_read: &'static str,
    /// A number of records.
    pub records: fn(usize) -> String,
    /// A number of hits, and whether it is exact.
    pub hits: fn(usize, bool) -> String,
    /// Nothing was recorded yet; takes the keys of the home screen and of the consultation.
    pub empty: fn(&str, &str) -> String,
    /// Nothing was found; what was typed.
    pub nothing: fn(&str) -> String,
    /// What to do then; takes the keys that clear the query and change the kind.
    pub advice: fn(&str, &str) -> String,
    /// The title of the preview; takes the key that opens the record.
    pub preview: fn(&str) -> String,
    /// Only records of the catalogue can be linked and presented.
    pub only_catalogue: &'static str,
    /// The label of the context of a need.
    pub detail: &'static str,
    /// The label of what is linked to a need.
    pub evidence: &'static str,
    /// The label of the agenda.
    pub agenda: &'static str,
    /// The label of the place of meeting.
    pub place: &'static str,
    /// The label of the organisations.
    pub organisations: &'static str,
    /// The label of the next meeting.
    pub next_meeting: &'static str,
    /// The mark of a practice draft in a list, as wide as those of the items.
    pub draft_mark: &'static str,
    /// The word for a practice draft.
    pub draft: &'static str,
    /// How far a practice draft is, in the order of the states.
    pub draft_states: [&'static str; 3],
    /// A practice draft was deleted; takes its name and the key that brings it back.
    pub draft_deleted: fn(&str, &str) -> String,
    /// A practice draft was deleted elsewhere meanwhile.
    pub draft_gone: &'static str,
    /// The word for the header of a consultation.
    pub consultation: &'static str,
    /// The label of the consultation that an item is from.
    pub from: &'static str,
    /// The label of what stands before an item.
    pub before: &'static str,
    /// The label of what stands behind an item.
    pub after: &'static str,
    /// The label of what a consultation holds.
    pub holds: &'static str,
    /// How many needs, decisions and tasks there are.
    pub counts: fn(usize, usize, usize) -> String,
    /// A consultation without a date.
    pub undated: &'static str,
    /// A task is done.
    pub done: &'static str,
    /// The date of a task.
    pub due: fn(&str) -> String,
}

pub(super) const CS: Texts = Texts {
    tab: ["moje záznamy", "moje"],
    query: "Hledat v mých záznamech",
    months: [
        "leden",
        "únor",
        "březen",
        "duben",
        "květen",
        "červen",
        "červenec",
        "srpen",
        "září",
        "říjen",
        "listopad",
        "prosinec",
    ],
    consultation_mark: "SETKÁNÍ",
    best_first: "ze všech konzultací, nejvýstižnější první",
    newest_first: "ze všech konzultací, nejnovější první",
    reading: "starší konzultace se ještě načítají",
    not_read: "starší konzultace se nepodařilo načíst",
    records: |n| counted(n, ["můj záznam", "moje záznamy", "mých záznamů"]),
    hits: |n, exact| {
        let counted = counted(n, ["nález", "nálezy", "nálezů"]);
        if exact { counted } else { format!("více než {counted}") }
    },
    empty: |home, consultation| {
        format!(
            "Zatím není co hledat. Založte konzultaci na obrazovce Přehled ({home}); co v ní zapíšete ({consultation}), najdete zde hned."
        )
    },
    nothing: |query| format!("Na „{query}“ ve vašich záznamech nic není."),
    advice: |clear, next| {
        format!(
            "Zkuste jiná slova, jméno obce nebo rok ({clear} smaže dotaz); {next} hledá totéž v katalogu."
        )
    },
    preview: |key| format!("Můj záznam ({key} otevře)"),
    only_catalogue: "Připojit a promítnout lze jen záznam z katalogu.",
    detail: "Podrobnosti",
    evidence: "Připojeno",
    agenda: "Program",
    place: "Místo",
    organisations: "Organizace",
    next_meeting: "Další setkání",
    draft_mark: "NÁMĚT",
    draft: "námět praxe",
    draft_states: ["rozpracovaný", "podaný", "ověřený"],
    draft_deleted: |name, key| format!("Námět praxe „{name}“ je smazán · {key} vrátí"),
    draft_gone: "Námět praxe mezitím někdo smazal.",
    consultation: "Konzultace",
    from: "Z konzultace",
    before: "Předtím",
    after: "Potom",
    holds: "Obsahuje",
    counts: |needs, decisions, tasks| {
        let needs = counted(needs, ["potřeba", "potřeby", "potřeb"]);
        let decisions = counted(decisions, ["rozhodnutí", "rozhodnutí", "rozhodnutí"]);
        format!("{needs}, {decisions}, {}", counted(tasks, ["úkol", "úkoly", "úkolů"]))
    },
    undated: "bez data",
    done: "splněno",
    due: |date| format!("do {date}"),
};

pub(super) const EN: Texts = Texts {
    tab: ["my records", "own"],
    query: "Search my records",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    consultation_mark: "MEETING",
    best_first: "from all consultations, best first",
    newest_first: "from all consultations, newest first",
    reading: "older consultations are still being read",
    not_read: "older consultations could not be read",
    records: |n| counted_english(n, ["own record", "own records"]),
    hits: |n, exact| {
        let counted = counted_english(n, ["hit", "hits"]);
        if exact { counted } else { format!("more than {counted}") }
    },
    empty: |home, consultation| {
        format!(
            "There is nothing to search yet. Begin a consultation on the home screen ({home}); what you write down in it ({consultation}) is found here at once."
        )
    },
    nothing: |query| format!("Your records have nothing for “{query}”."),
    advice: |clear, next| {
        format!(
            "Try other words, the name of a municipality or a year ({clear} clears the query); {next} searches the catalogue for the same."
        )
    },
    preview: |key| format!("My record ({key} opens it)"),
    only_catalogue: "Only a record of the catalogue can be linked or presented.",
    detail: "Details",
    evidence: "Linked",
    agenda: "Agenda",
    place: "Place",
    organisations: "Organisations",
    next_meeting: "Next meeting",
    draft_mark: "DRAFT",
    draft: "practice draft",
    draft_states: ["draft", "submitted", "verified"],
    draft_deleted: |name, key| format!("Practice draft “{name}” deleted · {key} brings it back"),
    draft_gone: "The practice draft was deleted meanwhile.",
    consultation: "Consultation",
    from: "From the consultation",
    before: "Before it",
    after: "After it",
    holds: "Holds",
    counts: |needs, decisions, tasks| {
        let needs = counted_english(needs, ["need", "needs"]);
        let decisions = counted_english(decisions, ["decision", "decisions"]);
        format!("{needs}, {decisions}, {}", counted_english(tasks, ["task", "tasks"]))
    },
    undated: "undated",
    done: "done",
    due: |date| format!("by {date}"),
};
