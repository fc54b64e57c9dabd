//! Texts of the minutes, and of what they still lack.

/// Texts of the minutes, and of what they still lack.
#[derive(Debug)]
pub struct Texts {
    /// The last word of a file name, ASCII.
    pub file_word: &'static str,
    /// Heading of the minutes of a consultation.
    pub heading_consultation: &'static str,
    /// Heading of the minutes of a workshop.
    pub heading_workshop: &'static str,
    /// Heading of the minutes of a visit.
    pub heading_visit: &'static str,
    /// Heading of the minutes of a call.
    pub heading_call: &'static str,
    /// The kind: consultation.
    pub kind_consultation: &'static str,
    /// The kind: workshop.
    pub kind_workshop: &'static str,
    /// The kind: visit.
    pub kind_visit: &'static str,
    /// The kind: call.
    pub kind_call: &'static str,
    /// Marks a sample.
    pub sample: &'static str,
    /// Label: one municipality.
    pub municipality: &'static str,
    /// Label: several municipalities.
    pub municipalities: &'static str,
    /// A municipality; takes name, district, region.
    pub municipality_line: fn(&str, &str, &str) -> String,
    /// A municipality that is only known by its code.
    pub municipality_code: fn(&str) -> String,
    /// Label: date.
    pub date: &'static str,
    /// Label: time.
    pub time: &'static str,
    /// A time without an end.
    pub from: fn(&str) -> String,
    /// Label: place.
    pub place: &'static str,
    /// Label: kind of meeting.
    pub kind: &'static str,
    /// Label: version and state of the minutes.
    pub version: &'static str,
    /// A version of the minutes; takes number, state, and who and when as far as they are known.
    pub version_line: fn(u64, &str, &str) -> String,
    /// Section: present.
    pub present: &'static str,
    /// Section: excused.
    pub excused: &'static str,
    /// Section: agenda.
    pub agenda: &'static str,
    /// Section: course of the meeting.
    pub course: &'static str,
    /// Section: decisions.
    pub decisions: &'static str,
    /// Section: tasks.
    pub tasks: &'static str,
    /// Section: next meeting.
    pub next_meeting: &'static str,
    /// Section: annex.
    pub annex: &'static str,
    /// Section: signatures.
    pub signatures: &'static str,
    /// Label: who wrote the minutes.
    pub written_by: &'static str,
    /// Label: who verified them.
    pub verified_by: &'static str,
    /// Label of the place for a signature.
    pub signature: &'static str,
    /// Heading of a need; takes its number.
    pub need: fn(usize) -> String,
    /// Label: when a need was written down.
    pub written: &'static str,
    /// Label: one component.
    pub component: &'static str,
    /// Label: several components.
    pub components: &'static str,
    /// Label: priority.
    pub priority: &'static str,
    /// Priority high.
    pub priority_high: &'static str,
    /// Priority low.
    pub priority_low: &'static str,
    /// Label: how far the answer to a need is.
    pub status: &'static str,
    /// Need explored.
    pub status_explored: &'static str,
    /// Need matched.
    pub status_matched: &'static str,
    /// Need became a project.
    pub status_project: &'static str,
    /// Need unmet.
    pub status_unmet: &'static str,
    /// Label of the evidence of a need.
    pub evidence: &'static str,
    /// Label: what the municipality said of a record.
    pub verdict: &'static str,
    /// Verdict considered.
    pub verdict_considered: &'static str,
    /// Verdict chosen.
    pub verdict_chosen: &'static str,
    /// Verdict rejected.
    pub verdict_rejected: &'static str,
    /// Label: source.
    pub source: &'static str,
    /// Label: sources.
    pub sources: &'static str,
    /// Age of a statement; takes the date.
    pub as_of: fn(&str) -> String,
    /// A linked record is not in the catalogue; takes its id.
    pub missing: fn(&str) -> String,
    /// Column and label: task.
    pub task: &'static str,
    /// Column: who does it.
    pub owner: &'static str,
    /// Column: by when.
    pub due: &'static str,
    /// Column: done.
    pub done: &'static str,
    /// Yes.
    pub yes: &'static str,
    /// No.
    pub no: &'static str,
    /// The broker's side.
    pub side_broker: &'static str,
    /// The municipality's side.
    pub side_municipality: &'static str,
    /// A partner's side.
    pub side_partner: &'static str,
    /// A record of an unknown kind.
    pub record: &'static str,
    /// A good practice.
    pub practice: &'static str,
    /// A practice that its newest source only plans.
    pub planned_practice: &'static str,
    /// A caution.
    pub caution: &'static str,
    /// A typical measure.
    pub measure: &'static str,
    /// A programme.
    pub funding: &'static str,
    /// An indicator.
    pub indicator: &'static str,
    /// A partner.
    pub partner: &'static str,
    /// Label: problem.
    pub problem: &'static str,
    /// Label: solution.
    pub solution: &'static str,
    /// Label: description, of a record that is no practice.
    pub description: &'static str,
    /// Label: result.
    pub result: &'static str,
    /// Label: lesson.
    pub lesson: &'static str,
    /// Label: stage.
    pub stage: &'static str,
    /// Label: cost.
    pub cost: &'static str,
    /// Label: who paid for a practice.
    pub paid_by: &'static str,
    /// Label: amount and rate of a programme.
    pub support: &'static str,
    /// Label: for whom a programme is.
    pub recipients: &'static str,
    /// Label: validity of a statement.
    pub validity: &'static str,
    /// Label: how an indicator is measured.
    pub measurement: &'static str,
    /// Notice: statements are as old as their sources.
    pub notice_sources: &'static str,
    /// Notice: whether a call is open.
    pub notice_funding: &'static str,
    /// Notice: personal data was left out.
    pub notice_personal: &'static str,
    /// Gap: nobody was present.
    pub gap_participants: &'static str,
    /// Gap: no municipality.
    pub gap_municipality: &'static str,
    /// Gap: no start.
    pub gap_start: &'static str,
    /// Gap: no end.
    pub gap_end: &'static str,
    /// Gap: the end is before the start.
    pub gap_end_before_start: &'static str,
    /// Gap: no place.
    pub gap_place: &'static str,
    /// Gap: no agenda.
    pub gap_agenda: &'static str,
    /// Gap: nothing recorded.
    pub gap_nothing: &'static str,
    /// Gap: a need without a next step; takes its words.
    pub gap_need: fn(&str) -> String,
    /// Gap: a task without an owner; takes its words.
    pub gap_owner: fn(&str) -> String,
    /// Gap: a task without a date; takes its words.
    pub gap_due: fn(&str) -> String,
    /// Gap: no next meeting.
    pub gap_next_meeting: &'static str,
    /// Gap: nobody wrote the minutes.
    pub gap_author: &'static str,
    /// Gap: a field of the header was written differently elsewhere; takes the field.
    pub gap_conflict_header: fn(&str) -> String,
    /// Gap: a field of an item, evidence or a person was written differently elsewhere; takes the field and the words,
    /// the title or the name.
    pub gap_conflict: fn(&str, &str) -> String,
    /// The words of an item that has none.
    pub untitled: &'static str,
    /// The name of a field of a consultation or an item by its name in documents.
    pub field: fn(&str) -> &'static str,
}

pub(super) const CS: Texts = Texts {
    file_word: "zapis",
    heading_consultation: "Zápis z konzultace",
    heading_workshop: "Zápis z workshopu",
    heading_visit: "Zápis z návštěvy na místě",
    heading_call: "Zápis z konzultace na dálku",
    kind_consultation: "Konzultace",
    kind_workshop: "Workshop",
    kind_visit: "Návštěva na místě",
    kind_call: "Konzultace na dálku",
    sample: "UKÁZKA: smyšlené jednání pro vyzkoušení programu, nikoli skutečný zápis.",
    municipality: "Obec",
    municipalities: "Obce",
    municipality_line: |name, district, region| match (district, region) {
        ("", "") => name.to_owned(),
        ("", region) => format!("{name} ({region})"),
        (district, "") => format!("{name} (okres {district})"),
        (district, region) => format!("{name} (okres {district}, {region})"),
    },
    municipality_code: |code| format!("obec s kódem {code}"),
    date: "Datum",
    time: "Čas",
    from: |time| format!("od {time}"),
    place: "Místo",
    kind: "Druh jednání",
    version: "Stav zápisu",
    version_line: |number, state, who| {
        if who.is_empty() {
            format!("verze {number}, {state}")
        } else {
            format!("verze {number}, {state} ({who})")
        }
    },
    present: "Přítomni",
    excused: "Omluveni",
    agenda: "Program",
    course: "Průběh jednání",
    decisions: "Závěry",
    tasks: "Úkoly",
    next_meeting: "Příští jednání",
    annex: "Přílohy: přehled odkazované praxe",
    signatures: "Podpisy",
    written_by: "Zapsal(a)",
    verified_by: "Ověřil(a)",
    signature: "podpis",
    need: |number| format!("Potřeba {number}"),
    written: "Zapsáno",
    component: "Komponenta",
    components: "Komponenty",
    priority: "Priorita",
    priority_high: "vysoká",
    priority_low: "nízká",
    status: "Stav řešení",
    status_explored: "prověřuje se",
    status_matched: "nalezena vhodná praxe",
    status_project: "řeší se projektem",
    status_unmet: "řešení nebylo nalezeno, potřeba zůstává otevřená",
    evidence: "Opora v praxi",
    verdict: "Stanovisko",
    verdict_considered: "projednáno",
    verdict_chosen: "vhodné",
    verdict_rejected: "nevhodné",
    source: "Zdroj",
    sources: "Zdroje",
    as_of: |date| format!("údaje z: {date}"),
    missing: |id| format!("záznam {id} není v katalogu, z něhož byl zápis pořízen"),
    task: "Úkol",
    owner: "Odpovídá",
    due: "Termín",
    done: "Splněno",
    yes: "ano",
    no: "ne",
    side_broker: "inovační broker",
    side_municipality: "obec",
    side_partner: "partner",
    record: "Záznam",
    practice: "Dobrá praxe",
    planned_practice: "Plánovaná praxe",
    caution: "Riziko",
    measure: "Typové opatření",
    funding: "Dotační program",
    indicator: "Indikátor",
    partner: "Partner",
    problem: "Problém",
    solution: "Řešení",
    description: "Popis",
    result: "Výsledek",
    lesson: "Poučení",
    stage: "Stav",
    cost: "Cena",
    paid_by: "Financování",
    support: "Výše podpory",
    recipients: "Oprávnění žadatelé",
    validity: "Platnost údajů",
    measurement: "Měření",
    notice_sources: "Údaje o odkazovaných záznamech odpovídají datu uvedených zdrojů a mohly se od té doby změnit.",
    notice_funding: "Zda je u uvedených dotačních programů otevřena výzva, je nutné ověřit u poskytovatele.",
    notice_personal: "Toto vyhotovení neobsahuje jména a funkce účastníků, odpovědných osob ani autorů zápisu.",
    gap_participants: "Chybí přítomní: doplňte, kdo se jednání účastnil.",
    gap_municipality: "Chybí obec: vyberte, s kým se jednalo.",
    gap_start: "Chybí začátek: doplňte datum a čas.",
    gap_end: "Chybí konec jednání: doplňte čas.",
    gap_end_before_start: "Konec je dříve než začátek: opravte je.",
    gap_place: "Chybí místo: doplňte, kde se jednalo, případně že na dálku.",
    gap_agenda: "Chybí program: doplňte body jednání.",
    gap_nothing: "Zápis je prázdný: nebyla zapsána žádná potřeba, poznámka, rozhodnutí ani úkol.",
    gap_need: |words| {
        format!(
            "Potřeba bez dalšího kroku ({words}): připojte oporu, zapište úkol, nebo ji označte za nenaplněnou."
        )
    },
    gap_owner: |words| {
        format!("Úkol bez jmenovitě odpovědné osoby ({words}): doplňte, kdo konkrétně odpovídá.")
    },
    gap_due: |words| format!("Úkol bez termínu ({words}): doplňte, do kdy."),
    gap_next_meeting: "Chybí příští jednání: doplňte termín, nebo že se neplánuje.",
    gap_author: "Chybí, kdo zápis pořídil: doplňte jméno.",
    gap_conflict_header: |field| format!("Dvě různá znění ({field} konzultace): vyberte, které platí."),
    gap_conflict: |field, words| format!("Dvě různá znění ({field}, {words}): vyberte, které platí."),
    untitled: "bez textu",
    field: |name| match name {
        "kind" => "druh",
        "title" => "název",
        "municipalities" => "obce",
        "start" => "začátek",
        "end" => "konec",
        "place" => "místo",
        "agenda" => "program",
        "status" => "stav",
        "visibility" => "viditelnost",
        "next_meeting" => "příští jednání",
        "written_by" => "autor zápisu",
        "verified_by" => "ověřovatel zápisu",
        "text" => "text",
        "detail" => "podrobnosti",
        "components" => "komponenty",
        "priority" => "priorita",
        "side" => "strana",
        "owner" => "odpovědná osoba",
        "due" => "termín",
        "done" => "splnění",
        "internal" => "interní označení",
        "verdict" => "verdikt obce",
        "why" => "zdůvodnění",
        "name" => "jméno",
        "office" => "funkce",
        "organisation" => "organizace",
        "email" => "e-mail",
        "phone" => "telefon",
        "excused" => "omluva",
        "deleted" => "smazání",
        _ => "jiný údaj",
    },
};

pub(super) const EN: Texts = Texts {
    file_word: "minutes",
    heading_consultation: "Minutes of the consultation",
    heading_workshop: "Minutes of the workshop",
    heading_visit: "Minutes of the site visit",
    heading_call: "Minutes of the remote consultation",
    kind_consultation: "Consultation",
    kind_workshop: "Workshop",
    kind_visit: "Site visit",
    kind_call: "Remote consultation",
    sample: "SAMPLE: an invented meeting to try the program with, not real minutes.",
    municipality: "Municipality",
    municipalities: "Municipalities",
    municipality_line: |name, district, region| match (district, region) {
        ("", "") => name.to_owned(),
        ("", region) => format!("{name} ({region})"),
        (district, "") => format!("{name} ({district} district)"),
        (district, region) => format!("{name} ({district} district, {region})"),
    },
    municipality_code: |code| format!("municipality with code {code}"),
    date: "Date",
    time: "Time",
    from: |time| format!("from {time}"),
    place: "Place",
    kind: "Type of meeting",
    version: "State of the minutes",
    version_line: |number, state, who| {
        if who.is_empty() {
            format!("version {number}, {state}")
        } else {
            format!("version {number}, {state} ({who})")
        }
    },
    present: "Present",
    excused: "Apologies for absence",
    agenda: "Agenda",
    course: "Discussion",
    decisions: "Decisions",
    tasks: "Action items",
    next_meeting: "Next meeting",
    annex: "Annex: practice referred to",
    signatures: "Signatures",
    written_by: "Minutes taken by",
    verified_by: "Verified by",
    signature: "signature",
    need: |number| format!("Need {number}"),
    written: "Recorded",
    component: "Component",
    components: "Components",
    priority: "Priority",
    priority_high: "high",
    priority_low: "low",
    status: "Progress",
    status_explored: "being looked into",
    status_matched: "a suitable practice was found",
    status_project: "taken up in a project",
    status_unmet: "no solution was found; the need stays open",
    evidence: "Evidence from practice",
    verdict: "Assessment",
    verdict_considered: "discussed",
    verdict_chosen: "suitable",
    verdict_rejected: "not suitable",
    source: "Source",
    sources: "Sources",
    as_of: |date| format!("as of {date}"),
    missing: |id| format!("record {id} is not in the catalogue that these minutes were made from"),
    task: "Action",
    owner: "Responsible",
    due: "Due",
    done: "Done",
    yes: "yes",
    no: "no",
    side_broker: "innovation broker",
    side_municipality: "municipality",
    side_partner: "partner",
    record: "Record",
    practice: "Good practice",
    planned_practice: "Planned practice",
    caution: "Caution",
    measure: "Typical measure",
    funding: "Funding programme",
    indicator: "Indicator",
    partner: "Partner",
    problem: "Problem",
    solution: "Solution",
    description: "Description",
    result: "Result",
    lesson: "Lesson",
    stage: "Stage",
    cost: "Cost",
    paid_by: "Funding",
    support: "Amount and rate",
    recipients: "Eligible applicants",
    validity: "Validity of the data",
    measurement: "Measurement",
    notice_sources: "Statements on the records referred to are as of the dates of their sources and may have changed since.",
    notice_funding: "Whether a call of the funding programmes named here is open must be checked with the provider.",
    notice_personal: "This copy leaves out the names and offices of participants, of those responsible and of the authors.",
    gap_participants: "Nobody is marked as present: add who took part.",
    gap_municipality: "The municipality is missing: choose who the meeting was with.",
    gap_start: "The start is missing: add the date and time.",
    gap_end: "The end of the meeting is missing: add the time.",
    gap_end_before_start: "The end is before the start: correct them.",
    gap_place: "The place is missing: add where you met, or that you met remotely.",
    gap_agenda: "The agenda is missing: add its items.",
    gap_nothing: "The record is empty: no need, note, decision or task was written down.",
    gap_need: |words| {
        format!("A need has no next step ({words}): link evidence, write down a task, or mark it as unmet.")
    },
    gap_owner: |words| format!("A task names no person ({words}): add who exactly is responsible."),
    gap_due: |words| format!("A task has no date ({words}): add when it is due."),
    gap_next_meeting: "The next meeting is missing: add its date, or that none is planned.",
    gap_author: "The author of the minutes is missing: add the name.",
    gap_conflict_header: |field| {
        format!("Two versions ({field} of the consultation): choose the one that holds.")
    },
    gap_conflict: |field, words| format!("Two versions ({field}, {words}): choose the one that holds."),
    untitled: "no text",
    field: |name| match name {
        "kind" => "kind",
        "title" => "title",
        "municipalities" => "municipalities",
        "start" => "start",
        "end" => "end",
        "place" => "place",
        "agenda" => "agenda",
        "status" => "status",
        "visibility" => "visibility",
        "next_meeting" => "next meeting",
        "written_by" => "author of the minutes",
        "verified_by" => "verifier of the minutes",
        "text" => "text",
        "detail" => "details",
        "components" => "components",
        "priority" => "priority",
        "side" => "side",
        "owner" => "owner",
        "due" => "due date",
        "done" => "completion",
        "internal" => "internal mark",
        "verdict" => "verdict",
        "why" => "reason",
        "name" => "name",
        "office" => "office",
        "organisation" => "organisation",
        "email" => "e-mail",
        "phone" => "phone",
        "excused" => "apology",
        "deleted" => "deletion",
        _ => "another field",
    },
};
