//! Texts of the command line.

mod errors;
pub mod help;

pub use errors::{Errors, Usage};

use crate::i18n::{Language, Plural, counted, counted_english, plural};

/// Labels of the profile of a municipality.
#[derive(Debug)]
pub struct Municipality {
    /// The number of inhabitants.
    pub population: &'static str,
    /// The area.
    pub area: &'static str,
    /// The change of population since 2021.
    pub change: &'static str,
    /// Inhabitants per square kilometre.
    pub density: &'static str,
    /// The mean age in years.
    pub mean_age: &'static str,
    /// The share of children to 14.
    pub children: &'static str,
    /// The share of people of 65 and more.
    pub elderly: &'static str,
    /// The share of the unemployed.
    pub unemployed: &'static str,
    /// The heading of similar municipalities.
    pub similar: &'static str,
}

/// Labels of what the doctor reports.
#[derive(Debug)]
pub struct Doctor {
    /// The version of the program.
    pub version: &'static str,
    /// The language.
    pub language: &'static str,
    /// The folder of the data.
    pub home: &'static str,
    /// The database.
    pub database: &'static str,
    /// The settings.
    pub settings: &'static str,
    /// The file of own synonyms.
    pub thesaurus: &'static str,
    /// The log.
    pub log: &'static str,
    /// The folder of exports.
    pub exports: &'static str,
    /// Shipped records.
    pub records: &'static str,
    /// Municipalities.
    pub municipalities: &'static str,
    /// Consultations.
    pub consultations: &'static str,
    /// Deleted consultations.
    pub deleted: &'static str,
    /// Tasks.
    pub tasks: &'static str,
    /// Imported records.
    pub imported: &'static str,
    /// Whether the output is a terminal.
    pub terminal: &'static str,
    /// The locale.
    pub locale: &'static str,
    /// The time zone.
    pub time_zone: &'static str,
    /// A file does not exist.
    pub missing: &'static str,
    /// Nothing is wrong.
    pub healthy: &'static str,
    /// An imported record (its id) is left out of the catalogue.
    pub left_out: fn(&str) -> String,
}

/// Texts of the command line.
#[derive(Debug)]
pub struct Texts {
    /// Errors of commands.
    pub errors: Errors,
    /// Errors and headings of usage.
    pub usage: Usage,
    /// The profile of a municipality.
    pub municipality: Municipality,
    /// The report of the doctor.
    pub doctor: Doctor,
    /// The headings of a manual page, in the order name, synopsis, description, options, subcommands, extra, version.
    pub man_headings: [&'static str; 7],
    /// No record was found.
    pub nothing_found: &'static str,
    /// How many records are shown, of how many, and whether that is the exact number.
    pub found: fn(usize, usize, bool) -> String,
    /// The heading of sources.
    pub sources: &'static str,
    /// As of which date a record is; none where no source has one.
    pub as_of: fn(Option<&str>) -> String,
    /// No municipality was found.
    pub no_municipality_found: &'static str,
    /// How many more there are.
    pub more: fn(usize) -> String,
    /// There are no consultations.
    pub no_consultations: &'static str,
    /// There are no tasks.
    pub no_tasks: &'static str,
    /// Marks a sample.
    pub sample: &'static str,
    /// Marks what is deleted.
    pub deleted: &'static str,
    /// How many needs, linked records and open tasks.
    pub counts: fn(usize, usize, usize) -> String,
    /// The heading of participants.
    pub participants: &'static str,
    /// Marks what never leaves for the municipality.
    pub internal: &'static str,
    /// A final version of this number is kept.
    pub kept_version: fn(u64) -> String,
    /// Somebody was excused.
    pub excused: &'static str,
    /// The heading of the agenda.
    pub agenda: &'static str,
    /// The heading of the next meeting.
    pub next_meeting: &'static str,
    /// By when; takes the date.
    pub due: fn(&str) -> String,
    /// Marks a task whose day has passed.
    pub late: &'static str,
    /// Marks a task that is done.
    pub done: &'static str,
    /// A consultation (its id) was deleted.
    pub was_deleted: fn(&str) -> String,
    /// A task (its words) is done.
    pub task_done: fn(&str) -> String,
    /// How many documents were new, changed, the same.
    pub imported: fn(usize, usize, usize) -> String,
    /// How many fields have several values after an import.
    pub conflicts: fn(usize) -> String,
    /// What is shown has so many open conflicts.
    pub open_conflicts: fn(usize) -> String,
    /// The files that were written have so many open conflicts.
    pub exported_conflicts: fn(usize) -> String,
    /// An imported document has values from the future; takes its title and the latest moment.
    pub from_the_future: fn(&str, &str) -> String,
    /// An imported document is of a kind (its word) that only a newer porada shows.
    pub unknown_kind: fn(&str) -> String,
    /// Known fields have words that this version does not know; takes the document and the places.
    pub unknown_words: fn(&str, &str) -> String,
    /// A file has parts that this version does not know and does not keep; takes the document and the parts.
    pub unknown_members: fn(&str, &str) -> String,
    /// An option changes nothing but files of a format; takes both.
    pub without_effect: fn(&str, &str) -> String,
    /// How many records were checked.
    pub checked: fn(usize) -> String,
    /// A command is at work and has read so many records.
    pub records_read: fn(usize) -> String,
    /// How many records were imported, and how many were passed over because they ship.
    pub records_imported: fn(usize, usize) -> String,
    /// The backup (its path) was brought back.
    pub restored: fn(&str) -> String,
    /// Where the database before is kept.
    pub kept: fn(&str) -> String,
    /// What was mended in the restored database: rows for lists of so many documents, so many undo records.
    pub mended: fn(usize, usize) -> String,
    /// The same of a backup that was just written.
    pub backup_is_mended: fn(usize, usize) -> String,
    /// A restore would refuse the backup that was just written; takes what is broken.
    pub backup_is_broken: fn(&str) -> String,
}

/// The counts of which there are some.
fn listed(counts: [(usize, String); 3]) -> String {
    let some = counts.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| text);
    some.collect::<Vec<_>>().join(", ")
}

pub(super) const CS: Texts = Texts {
    errors: errors::CS,
    usage: errors::USAGE_CS,
    municipality: Municipality {
        population: "Obyvatelé k 1. 1. 2026",
        area: "Rozloha",
        change: "Změna počtu obyvatel od roku 2021",
        density: "Hustota (obyvatel na km²)",
        mean_age: "Průměrný věk",
        children: "Podíl dětí do 14 let",
        elderly: "Podíl osob od 65 let",
        unemployed: "Podíl nezaměstnaných osob",
        similar: "Podobné obce",
    },
    doctor: Doctor {
        version: "Verze",
        language: "Jazyk",
        home: "Složka dat",
        database: "Databáze",
        settings: "Nastavení",
        thesaurus: "Vlastní synonyma",
        log: "Protokol",
        exports: "Složka exportů",
        records: "Záznamy katalogu",
        municipalities: "Obce",
        consultations: "Konzultace",
        deleted: "Smazané konzultace",
        tasks: "Úkoly",
        imported: "Importované záznamy",
        terminal: "Výstup je terminál",
        locale: "Národní prostředí",
        time_zone: "Časové pásmo",
        missing: "zatím neexistuje",
        healthy: "Vše je v pořádku.",
        left_out: |id| {
            format!(
                "Importovaný záznam {id} je vynechán: jeho id už má dodaný katalog, nebo je poškozený. \
                 Importujte jej znovu pod jiným id."
            )
        },
    },
    man_headings: ["JMÉNO", "POUŽITÍ", "POPIS", "VOLBY", "PŘÍKAZY", "DALŠÍ INFORMACE", "VERZE"],
    nothing_found: "Nic nenalezeno. Zkuste jiná slova nebo méně filtrů.",
    found: |shown, total, exact| {
        let more = if exact { "" } else { "více než " };
        let verb = match plural(shown) {
            Plural::One => "Zobrazen",
            Plural::Few => "Zobrazeny",
            Plural::Many => "Zobrazeno",
        };
        format!("{verb} {} z {more}{}", counted(shown, ["nález", "nálezy", "nálezů"]), total)
    },
    sources: "Zdroje",
    as_of: |date| match date {
        Some(date) => format!("Stav k: {date}"),
        None => "Stav k: datum zdroje není známo".to_owned(),
    },
    no_municipality_found: "Žádná obec nenalezena. Zkuste jen začátek názvu.",
    more: |n| format!("a ještě {}; zobrazí je --limit", counted(n, ["obec", "obce", "obcí"])),
    no_consultations: "Zatím žádná konzultace. Založíte ji příkazem porada consultation new.",
    no_tasks: "Žádné úkoly.",
    sample: "ukázka",
    deleted: "smazaná",
    counts: |needs, links, tasks| {
        listed([
            (needs, counted(needs, ["potřeba", "potřeby", "potřeb"])),
            (links, counted(links, ["připojený záznam", "připojené záznamy", "připojených záznamů"])),
            (tasks, counted(tasks, ["otevřený úkol", "otevřené úkoly", "otevřených úkolů"])),
        ])
    },
    participants: "Účastníci",
    internal: "interní",
    kept_version: |number| format!("uložená verze {number}"),
    excused: "omluven/a",
    agenda: "Program",
    next_meeting: "Příští setkání",
    due: |date| format!("do {date}"),
    late: "po termínu",
    done: "hotovo",
    was_deleted: |id| format!("Konzultace {id} je smazaná; v aplikaci ji vrátí příkaz vrátit."),
    task_done: |text| format!("Hotovo: {text}"),
    imported: |new, changed, same| format!("Importováno: nové {new}, změněné {changed}, beze změny {same}."),
    conflicts: |n| {
        format!(
            "{} různé současně zapsané hodnoty; vyberte z nich v aplikaci, nebo příkazem porada conflicts.",
            counted(n, ["pole má", "pole mají", "polí má"])
        )
    },
    open_conflicts: |n| {
        format!(
            "! {}: z různých znění je tu vždy jen jedno. Všechna vypíše porada conflicts.",
            counted(n, ["neshoda", "neshody", "neshod"])
        )
    },
    exported_conflicts: |n| {
        let open = counted(n, ["nevyřešená neshoda", "nevyřešené neshody", "nevyřešených neshod"]);
        format!("{open}: z různých znění je ve výstupu vždy jen jedno; vypíše a vyřeší je porada conflicts")
    },
    from_the_future: |title, moment| {
        format!(
            "„{title}“ má hodnoty s časem až {moment}, který tu ještě nenastal; slučování to neovlivní, z rozdílných hodnot se však ukáží jako první."
        )
    },
    unknown_kind: |kind| {
        format!(
            "dokument druhu „{kind}“ tato porada nezná: uloží ho a předá vašim dalším zařízením, ale nikde ho neukáže. \
             Zapsala-li ho novější porada, aktualizujte tuto; jinak druh v souboru opravte"
        )
    },
    unknown_words: |document, places| {
        format!(
            "v dokumentu „{document}“ tato porada nezná slova v místech {places}: uloží je a předá dál, ale neukáže. \
             Aktualizujte ji"
        )
    },
    unknown_members: |document, members| {
        format!(
            "v souboru dokumentu „{document}“ tato porada nezná část {members} a neuložila ji; soubor si ponechte. \
             Zapsala-li ho novější porada, aktualizujte tuto"
        )
    },
    without_effect: |option, format| format!("volba {option} nic nezměnila: týká se jen formátu {format}"),
    checked: |n| format!("V pořádku: {}.", counted(n, ["záznam", "záznamy", "záznamů"])),
    records_read: |n| format!("Čtu záznamy: {}", Language::Czech.count(n)),
    records_imported: |imported, shipped| {
        let passed = if shipped == 0 {
            String::new()
        } else {
            let (verb, which) = match plural(shipped) {
                Plural::One => ("přeskočen", "který"),
                Plural::Few => ("přeskočeny", "které"),
                Plural::Many => ("přeskočeno", "které"),
            };
            let records = counted(shipped, ["záznam", "záznamy", "záznamů"]);
            format!(" ({verb} {records}, {which} katalog už obsahuje)")
        };
        format!("Importováno: {}{passed}.", counted(imported, ["záznam", "záznamy", "záznamů"]))
    },
    restored: |path| format!("Databáze je obnovena ze zálohy {path}."),
    kept: |path| format!("Předchozí databáze zůstala v {path}."),
    mended: |rows, undo| {
        format!(
            "záznamy jsou v pořádku; při obnově se znovu sestavily seznamy (dokumentů: {rows}) a vynechaly nečitelné kroky \
             zpět (počet: {undo})"
        )
    },
    backup_is_mended: |rows, undo| {
        format!(
            "záznamy v záloze jsou v pořádku; obnova z ní znovu sestaví seznamy (dokumentů: {rows}) a vynechá nečitelné \
             kroky zpět (počet: {undo})"
        )
    },
    backup_is_broken: |problems| {
        format!(
            "databáze je poškozená a obnova by tuto zálohu odmítla ({problems}); ponechte si starší zálohu a zbytek \
             uložte příkazem porada export"
        )
    },
};

pub(super) const EN: Texts = Texts {
    errors: errors::EN,
    usage: errors::USAGE_EN,
    municipality: Municipality {
        population: "Inhabitants on 1 Jan 2026",
        area: "Area",
        change: "Change of population since 2021",
        density: "Density (inhabitants per km²)",
        mean_age: "Mean age",
        children: "Share of children to 14 years",
        elderly: "Share of people of 65 and more",
        unemployed: "Share of the unemployed",
        similar: "Similar municipalities",
    },
    doctor: Doctor {
        version: "Version",
        language: "Language",
        home: "Folder of the data",
        database: "Database",
        settings: "Settings",
        thesaurus: "Own synonyms",
        log: "Log",
        exports: "Folder of exports",
        records: "Records of the catalogue",
        municipalities: "Municipalities",
        consultations: "Consultations",
        deleted: "Deleted consultations",
        tasks: "Tasks",
        imported: "Imported records",
        terminal: "The output is a terminal",
        locale: "Locale",
        time_zone: "Time zone",
        missing: "does not exist yet",
        healthy: "Everything is in order.",
        left_out: |id| {
            format!(
                "The imported record {id} is left out: the shipped catalogue has its id now, or it is damaged. \
                 Import it again under another id."
            )
        },
    },
    man_headings: ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "SUBCOMMANDS", "EXTRA", "VERSION"],
    nothing_found: "Nothing was found. Try other words or fewer filters.",
    found: |shown, total, exact| {
        let more = if exact { "" } else { "more than " };
        format!("{} of {more}{total} shown", counted_english(shown, ["find", "finds"]))
    },
    sources: "Sources",
    as_of: |date| match date {
        Some(date) => format!("As of: {date}"),
        None => "As of: the date of the source is not known".to_owned(),
    },
    no_municipality_found: "No municipality was found. Try only the beginning of the name.",
    more: |n| {
        format!("and {} more; --limit shows them", counted_english(n, ["municipality", "municipalities"]))
    },
    no_consultations: "No consultation yet. Make one with porada consultation new.",
    no_tasks: "No tasks.",
    sample: "sample",
    deleted: "deleted",
    counts: |needs, links, tasks| {
        listed([
            (needs, counted_english(needs, ["need", "needs"])),
            (links, counted_english(links, ["linked record", "linked records"])),
            (tasks, counted_english(tasks, ["open task", "open tasks"])),
        ])
    },
    participants: "Participants",
    internal: "internal",
    kept_version: |number| format!("kept version {number}"),
    excused: "excused",
    agenda: "Agenda",
    next_meeting: "Next meeting",
    due: |date| format!("by {date}"),
    late: "overdue",
    done: "done",
    was_deleted: |id| format!("The consultation {id} is deleted; undo in the application brings it back."),
    task_done: |text| format!("Done: {text}"),
    imported: |new, changed, same| {
        format!("Imported: {new} new, {changed} changed, {same} without a change.")
    },
    conflicts: |n| {
        format!(
            "{} different values written at the same time; choose between them in the application or with porada conflicts.",
            counted_english(n, ["field has", "fields have"])
        )
    },
    open_conflicts: |n| {
        format!(
            "! {}: of the different versions only one is here. porada conflicts prints all.",
            counted_english(n, ["conflict", "conflicts"])
        )
    },
    exported_conflicts: |n| {
        let open = counted_english(n, ["open conflict", "open conflicts"]);
        format!(
            "{open}: of the different versions only one is in the output; porada conflicts prints and settles them"
        )
    },
    from_the_future: |title, moment| {
        format!(
            "\"{title}\" has values with times up to {moment}, which is still to come here; merging does not depend on it, but of competing values they are shown first."
        )
    },
    unknown_kind: |kind| {
        format!(
            "this porada does not know documents of the kind “{kind}”: it keeps them and passes them on to your other \
             devices, but shows them nowhere. If a newer porada wrote the file, update this one; otherwise correct the kind"
        )
    },
    unknown_words: |document, places| {
        format!(
            "in the document “{document}” this porada does not know the words at {places}: it keeps them and passes them \
             on, but does not show them. Update it"
        )
    },
    unknown_members: |document, members| {
        format!(
            "in the file of the document “{document}” this porada does not know the part {members} and has not kept it; \
             keep the file. If a newer porada wrote it, update this one"
        )
    },
    without_effect: |option, format| {
        format!("the option {option} changed nothing: it is for the format {format} only")
    },
    checked: |n| format!("In order: {}.", counted_english(n, ["record", "records"])),
    records_read: |n| format!("Reading records: {}", Language::English.count(n)),
    records_imported: |imported, shipped| {
        let passed = if shipped == 0 {
            String::new()
        } else {
            format!(
                " ({} passed over that the catalogue has already)",
                counted_english(shipped, ["record", "records"])
            )
        };
        format!("Imported: {}{passed}.", counted_english(imported, ["record", "records"]))
    },
    restored: |path| format!("The database is restored from the backup {path}."),
    kept: |path| format!("The database before is kept in {path}."),
    mended: |rows, undo| {
        format!(
            "the records are whole; the lists were made again (documents: {rows}) and undo steps that cannot be read \
             were left out (number: {undo})"
        )
    },
    backup_is_mended: |rows, undo| {
        format!(
            "the records in the backup are whole; a restore will make the lists again (documents: {rows}) and leave out \
             undo steps that cannot be read (number: {undo})"
        )
    },
    backup_is_broken: |problems| {
        format!(
            "the database is damaged and a restore would refuse this backup ({problems}); keep an older backup and save \
             the rest with porada export"
        )
    },
};
