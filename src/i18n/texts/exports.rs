//! Texts of the files for an office beyond the minutes' own: document, tables, calendar, e-mail.

use crate::i18n::{counted, counted_english};

/// Texts of the files for an office beyond the minutes' own.
#[derive(Debug)]
pub struct Texts {
    /// Before the number of a page, in small letters.
    pub page: &'static str,
    /// The name of the style of the organisation's line.
    pub organisation_style: &'static str,
    /// Column: name of a person.
    pub name: &'static str,
    /// Column: office of a person.
    pub office: &'static str,
    /// Column: organisation of a person.
    pub organisation: &'static str,
    /// The Word document could not be put together; takes the reason.
    pub document_failed: fn(&str) -> String,
    /// The Excel workbook could not be put together; takes the reason.
    pub workbook_failed: fn(&str) -> String,
    /// The next meeting in a calendar; takes what the meeting was about.
    pub next_meeting: fn(&str) -> String,
    /// Label of the consultation that a task or a meeting comes from.
    pub consultation: &'static str,
    /// Label of the needs in an e-mail.
    pub needs: &'static str,
    /// Heading of several minutes in one document.
    pub together: &'static str,
    /// Section: what a document of several minutes holds.
    pub contents: &'static str,
    /// Label: the period that they are of.
    pub period: &'static str,
    /// Label: how many they are.
    pub count: &'static str,
    /// A period; takes the first and the last day, empty where it is open.
    pub period_line: fn(&str, &str) -> String,
    /// The last word of the file name of several minutes, ASCII.
    pub file_word: &'static str,
    /// There is neither a task nor a day for the next meeting, so a calendar would be empty.
    pub no_calendar: &'static str,
    /// So many e-mails are without the calendar that was to go with them, because it would be empty.
    pub mails_without_calendar: fn(usize) -> String,
    /// The words of a final version differ from those that were kept when it became final; takes its number.
    pub unlike_kept: fn(u64) -> String,
    /// The PDF shows so many characters as boxes; takes the places.
    pub unshown: fn(usize, &str) -> String,
    /// A place with such characters: the words of an item (none for the header) and how many there are.
    pub unshown_place: fn(&str, usize) -> String,
    /// A format cannot hold several minutes; takes the format and the formats that can.
    pub not_together: fn(&str, &str) -> String,
    /// A version of this number is final and unchanged.
    pub already_final: fn(u64) -> String,
    /// A confirmation without a name.
    pub nobody_confirmed: &'static str,
    /// A version cannot become final while values compete; takes how many.
    pub open_conflicts: fn(usize) -> String,
    /// What stands for a logo where it cannot be seen; takes whose it is, or nothing.
    pub logo: fn(&str) -> String,
    /// Tables.
    pub tables: Tables,
}

/// Names of tables and of their columns, beyond those of the minutes.
#[derive(Debug)]
pub struct Tables {
    /// Table: tasks.
    pub tasks: &'static str,
    /// Table: needs with their evidence.
    pub needs: &'static str,
    /// Table: consultations.
    pub consultations: &'static str,
    /// Column: day of the consultation.
    pub day: &'static str,
    /// Column: what the consultation was about.
    pub consultation: &'static str,
    /// Column: municipality or municipalities.
    pub municipality: &'static str,
    /// Column: side that does a task.
    pub side: &'static str,
    /// Column: person who does it.
    pub owner: &'static str,
    /// Column: day on which something was written down.
    pub written: &'static str,
    /// Column: number of a need in its consultation.
    pub number: &'static str,
    /// Column: need.
    pub need: &'static str,
    /// Column: context of a need.
    pub detail: &'static str,
    /// Column: components.
    pub components: &'static str,
    /// Column: kind of a record.
    pub record_kind: &'static str,
    /// Column: title of a record.
    pub record: &'static str,
    /// Column: place of a record.
    pub place: &'static str,
    /// Column: cost of the project of a record, in crowns.
    pub cost: &'static str,
    /// Column: why the municipality said so.
    pub why: &'static str,
    /// Column: address of the newest source.
    pub source: &'static str,
    /// Column: date that the statements are of.
    pub as_of: &'static str,
    /// Column: id of a record.
    pub record_id: &'static str,
    /// Column: id of a consultation.
    pub consultation_id: &'static str,
    /// Column: time of the beginning.
    pub start: &'static str,
    /// Column: time of the end.
    pub end: &'static str,
    /// Column: state of a consultation.
    pub state: &'static str,
    /// Column: how many were present.
    pub present: &'static str,
    /// Column: how many needs.
    pub need_count: &'static str,
    /// Column: how many needs stay without an answer.
    pub unmet_count: &'static str,
    /// Column: how many records were linked.
    pub evidence_count: &'static str,
    /// Column: how many decisions.
    pub decision_count: &'static str,
    /// Column: how many tasks.
    pub task_count: &'static str,
    /// Column: how many of them are not done.
    pub open_count: &'static str,
    /// A sample in the state of a consultation; takes the state.
    pub sample: fn(&str) -> String,
}

pub(super) const CS: Texts = Texts {
    page: "strana",
    organisation_style: "Organizace",
    name: "Jméno",
    office: "Funkce",
    organisation: "Organizace",
    document_failed: |reason| {
        format!("dokument Wordu (DOCX) nelze sestavit: {reason}; použijte formát HTML nebo Markdown")
    },
    workbook_failed: |reason| format!("sešit Excelu (XLSX) nelze sestavit: {reason}; použijte formát CSV"),
    next_meeting: |title| format!("Příští jednání: {title}"),
    consultation: "Konzultace",
    needs: "Projednané potřeby",
    together: "Zápisy z konzultací",
    contents: "Obsah",
    period: "Období",
    count: "Počet konzultací",
    period_line: |since, until| match (since, until) {
        ("", "") => "bez omezení".to_owned(),
        (since, "") => format!("od {since}"),
        ("", until) => format!("do {until}"),
        (since, until) => format!("{since} – {until}"),
    },
    file_word: "zapisy",
    no_calendar: "kalendář by byl prázdný: konzultace nemá úkol ani den příštího jednání; doplňte je",
    mails_without_calendar: |count| {
        let mails = counted(count, ["e-mail je", "e-maily jsou", "e-mailů je"]);
        format!("{mails} bez přílohy s kalendářem, která by byla prázdná: chybí úkol i den příštího jednání")
    },
    unlike_kept: |number| {
        format!(
            "verze {number} je konečná, ale její uložené znění je jiné (od té doby se změnil katalog, šablona nebo \
             nastavení); uložené znění je v JSON konzultace"
        )
    },
    unshown: |count, places| {
        let characters = counted(count, ["znaku, který", "znaků, které", "znaků, které"]);
        format!(
            "v PDF je místo {characters} jeho písmo nemá, prázdný čtvereček ({places}); v DOCX a HTML zůstávají"
        )
    },
    unshown_place: |words, count| match words {
        "" => format!("hlavička: {count}"),
        words => format!("„{words}“: {count}"),
    },
    not_together: |format, possible| {
        format!(
            "formát {format} neumí více konzultací v jednom souboru; použijte {possible}, nebo vynechte --one"
        )
    },
    already_final: |number| {
        format!(
            "verze {number} je konečná a od té doby se nic nezměnilo; další verze vznikne, až zápis změníte"
        )
    },
    open_conflicts: |count| {
        let conflicts = counted(count, ["otevřenou neshodu", "otevřené neshody", "otevřených neshod"]);
        format!(
            "zápis má {conflicts}; nejdřív rozhodněte, co platí (v aplikaci okno Neshody, jinak porada conflicts), potom ho uzavřete"
        )
    },
    nobody_confirmed: "chybí, kdo zápis za obec potvrdil; doplňte jméno",
    logo: |whose| if whose.is_empty() { "Logo".to_owned() } else { format!("Logo: {whose}") },
    tables: Tables {
        tasks: "Úkoly",
        needs: "Potřeby a opora v praxi",
        consultations: "Konzultace",
        day: "Datum konzultace",
        consultation: "Konzultace",
        municipality: "Obec",
        side: "Strana",
        owner: "Odpovědná osoba",
        written: "Zapsáno dne",
        number: "Č. potřeby",
        need: "Potřeba",
        detail: "Podrobnosti",
        components: "Komponenty",
        record_kind: "Druh záznamu",
        record: "Záznam",
        place: "Místo realizace",
        cost: "Cena projektu (Kč)",
        why: "Zdůvodnění",
        source: "Zdroj",
        as_of: "Údaje z",
        record_id: "Kód záznamu",
        consultation_id: "Kód konzultace",
        start: "Začátek",
        end: "Konec",
        state: "Stav",
        present: "Přítomných",
        need_count: "Potřeb",
        unmet_count: "Z toho nenaplněných",
        evidence_count: "Připojených záznamů",
        decision_count: "Závěrů",
        task_count: "Úkolů",
        open_count: "Z toho nesplněných",
        sample: |state| format!("{state} (ukázka)"),
    },
};

pub(super) const EN: Texts = Texts {
    page: "page",
    organisation_style: "Organisation",
    name: "Name",
    office: "Office",
    organisation: "Organisation",
    document_failed: |reason| {
        format!("the Word document (DOCX) cannot be put together: {reason}; use HTML or Markdown")
    },
    workbook_failed: |reason| format!("the Excel workbook (XLSX) cannot be put together: {reason}; use CSV"),
    next_meeting: |title| format!("Next meeting: {title}"),
    consultation: "Consultation",
    needs: "Needs discussed",
    together: "Minutes of consultations",
    contents: "Contents",
    period: "Period",
    count: "Number of consultations",
    period_line: |since, until| match (since, until) {
        ("", "") => "no limit".to_owned(),
        (since, "") => format!("from {since}"),
        ("", until) => format!("until {until}"),
        (since, until) => format!("{since} – {until}"),
    },
    file_word: "minutes",
    no_calendar: "the calendar would be empty: the consultation has neither a task nor a day for the next meeting; add them",
    mails_without_calendar: |count| {
        let mails = counted_english(count, ["e-mail goes", "e-mails go"]);
        format!(
            "{mails} without the calendar, which would be empty: there is neither a task nor a day for the next meeting"
        )
    },
    unlike_kept: |number| {
        format!(
            "version {number} is final, but its kept words differ (catalogue, template or settings have changed since); \
             the kept words are in the JSON of the consultation"
        )
    },
    unshown: |count, places| {
        let characters = counted_english(count, ["character", "characters"]);
        format!(
            "the PDF has an empty box for {characters} that its font lacks ({places}); DOCX and HTML keep them"
        )
    },
    unshown_place: |words, count| match words {
        "" => format!("header: {count}"),
        words => format!("“{words}”: {count}"),
    },
    not_together: |format, possible| {
        format!(
            "the format {format} cannot hold several consultations in one file; use {possible}, or leave --one out"
        )
    },
    already_final: |number| {
        format!(
            "version {number} is final and nothing has changed since; changing the minutes makes the next version"
        )
    },
    open_conflicts: |count| {
        let conflicts = counted_english(count, ["open conflict", "open conflicts"]);
        format!(
            "the minutes have {conflicts}; settle first what holds (the window Conflicts in the application, otherwise porada conflicts), then close them"
        )
    },
    nobody_confirmed: "who confirmed the minutes for the municipality is missing; add the name",
    logo: |whose| if whose.is_empty() { "Logo".to_owned() } else { format!("Logo: {whose}") },
    tables: Tables {
        tasks: "Action items",
        needs: "Needs and evidence",
        consultations: "Consultations",
        day: "Date of consultation",
        consultation: "Consultation",
        municipality: "Municipality",
        side: "Side",
        owner: "Person responsible",
        written: "Recorded on",
        number: "Need no.",
        need: "Need",
        detail: "Details",
        components: "Components",
        record_kind: "Kind of record",
        record: "Record",
        place: "Where realised",
        cost: "Project cost (CZK)",
        why: "Reason",
        source: "Source",
        as_of: "As of",
        record_id: "Record code",
        consultation_id: "Consultation code",
        start: "Start",
        end: "End",
        state: "State",
        present: "Present",
        need_count: "Needs",
        unmet_count: "Of which unmet",
        evidence_count: "Records linked",
        decision_count: "Decisions",
        task_count: "Action items",
        open_count: "Of which open",
        sample: |state| format!("{state} (sample)"),
    },
};
