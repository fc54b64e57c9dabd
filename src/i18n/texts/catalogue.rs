//! Texts of the area catalogue: names of kinds and fields, classifying words, what a check of records says.

mod problems;
mod words;

pub use problems::{Problems, Types};
pub use words::{WordTables, Words, word};

/// A word and its forms for counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindNames {
    /// One: `riziko`.
    pub one: &'static str,
    /// Two to four: `rizika`; also the plural.
    pub few: &'static str,
    /// Five and more, none: `rizik`.
    pub many: &'static str,
    /// For lists, at most seven letters.
    pub short: &'static str,
}

/// The names of the six kinds of record.
#[derive(Debug)]
pub struct Kinds {
    /// Good practice.
    pub practice: KindNames,
    /// Bad practice, risk.
    pub caution: KindNames,
    /// Typical measure.
    pub measure: KindNames,
    /// Programme or fund.
    pub funding: KindNames,
    /// Indicator.
    pub indicator: KindNames,
    /// Organisation.
    pub partner: KindNames,
}

/// The labels of the fields in the preview and on the command line.
#[derive(Debug)]
pub struct Labels {
    /// Title.
    pub title: &'static str,
    /// Keywords.
    pub keywords: &'static str,
    /// Place.
    pub place: &'static str,
    /// Region.
    pub region: &'static str,
    /// Classification.
    pub classification: &'static str,
    /// Problem.
    pub problem: &'static str,
    /// Solution.
    pub solution: &'static str,
    /// Result.
    pub result: &'static str,
    /// Lesson.
    pub lesson: &'static str,
    /// Stage.
    pub stage: &'static str,
    /// Cost.
    pub cost: &'static str,
    /// Funding.
    pub funding: &'static str,
    /// Who takes part.
    pub partners: &'static str,
    /// For whom.
    pub recipients: &'static str,
    /// Validity.
    pub status: &'static str,
    /// Measurement.
    pub measurement: &'static str,
    /// Goal of the Concept.
    pub goal: &'static str,
    /// Components.
    pub components: &'static str,
    /// Website.
    pub website: &'static str,
    /// Source; the sources are no field, they stand below every record.
    pub source: &'static str,
    /// Description.
    pub description: &'static str,
    /// Offers.
    pub offers: &'static str,
    /// Provider.
    pub provider: &'static str,
    /// Amount and rate.
    pub amount: &'static str,
    /// Responsible ministry.
    pub gestor: &'static str,
    /// Origin.
    pub origin: &'static str,
    /// Part in the network.
    pub network: &'static str,
    /// Area.
    pub area: &'static str,
}

/// Texts of the area catalogue.
#[derive(Debug)]
pub struct Texts {
    /// The names of the kinds.
    pub kinds: Kinds,
    /// The labels of the fields.
    pub labels: Labels,
    /// What a check finds.
    pub problems: Problems,
    /// Types of values.
    pub types: Types,
    /// The words for the codes of the data.
    pub words: WordTables,
    /// The stage, the date of the newest source (already worded) and the year of the start.
    pub stage: fn(&str, Option<&str>, Option<i16>) -> String,
    /// Amount and rate of a programme as its source of a year says.
    pub amount: fn(Option<&str>, Option<&str>, Option<i16>) -> String,
    /// The period of a programme.
    pub period: fn(Option<i16>, Option<i16>) -> String,
    /// The unit of an indicator.
    pub unit: fn(&str) -> String,
    /// The standard of an indicator and the code in it.
    pub standard: fn(&str, Option<&str>) -> String,
    /// Where the values of an indicator can be had.
    pub public_source: fn(&str) -> String,
    /// Money that was only applied for or intended.
    pub proposed: fn(&str) -> String,
    /// Where a check found a problem.
    pub at: fn(&str, u32, Option<&str>, &str) -> String,
    /// The shipped data cannot be read.
    pub shipped_damaged: fn(&str, u32, &str) -> String,
    /// Two shipped records have the same id.
    pub id_repeats: fn(&str) -> String,
    /// An imported record has the id of a shipped one.
    pub id_taken: fn(&str) -> String,
    /// The programme has ended.
    pub ended: &'static str,
}

pub(super) const CS: Texts = Texts {
    kinds: Kinds {
        practice: KindNames { one: "praxe", few: "praxe", many: "praxí", short: "praxe" },
        caution: KindNames { one: "riziko", few: "rizika", many: "rizik", short: "riziko" },
        measure: KindNames { one: "opatření", few: "opatření", many: "opatření", short: "opatř." },
        funding: KindNames { one: "dotace", few: "dotace", many: "dotací", short: "dotace" },
        indicator: KindNames { one: "indikátor", few: "indikátory", many: "indikátorů", short: "indik." },
        partner: KindNames { one: "partner", few: "partneři", many: "partnerů", short: "partner" },
    },
    labels: Labels {
        title: "Název",
        keywords: "Klíčová slova",
        place: "Místo",
        region: "Kraj",
        classification: "Zařazení",
        problem: "Problém",
        solution: "Řešení",
        result: "Výsledek",
        lesson: "Poučení",
        stage: "Stav",
        cost: "Cena",
        funding: "Financování",
        partners: "Kdo se podílí",
        recipients: "Pro koho",
        status: "Platnost údaje",
        measurement: "Měření",
        goal: "Cíl Koncepce",
        components: "Komponenty",
        website: "Web",
        source: "Zdroj",
        description: "Popis",
        offers: "Nabízí",
        provider: "Poskytovatel",
        amount: "Částka a míra",
        gestor: "Gestor",
        origin: "Původ",
        network: "Vztah k síti",
        area: "Působnost",
    },
    problems: problems::CS,
    types: problems::CS_TYPES,
    words: words::CS,
    stage: |stage, as_of, year| {
        let as_of = as_of.map(|date| format!(" (podle nejnovějšího zdroje: {date})")).unwrap_or_default();
        let year = year.map(|year| format!(", začátek {year}")).unwrap_or_default();
        format!("{stage}{as_of}{year}")
    },
    amount: |amount, rate, year| {
        let rate = rate.map(|rate| format!("míra podpory: {rate}"));
        let year = year.map(|year| format!(" (údaj zdroje z roku {year})")).unwrap_or_default();
        let parts: Vec<&str> = amount.into_iter().chain(rate.as_deref()).collect();
        format!("{}{year}", parts.join("; "))
    },
    period: |from, to| match (from, to) {
        (Some(from), Some(to)) if from == to => format!("Období {from}."),
        (Some(from), Some(to)) => format!("Období {from}–{to}."),
        (Some(from), None) => format!("Od roku {from}."),
        (None, Some(to)) => format!("Do roku {to}."),
        (None, None) => "Období zdroj neuvádí.".to_owned(),
    },
    unit: |unit| format!("jednotka: {unit}"),
    standard: |standard, code| match code {
        Some(code) => format!("{standard}, kód {code}"),
        None => standard.to_owned(),
    },
    public_source: |source| format!("data: {source}"),
    proposed: str::to_owned,
    at: |file, line, field, problem| match field {
        Some(field) => format!("{file}, řádek {line}, pole {field}: {problem}"),
        None => format!("{file}, řádek {line}: {problem}"),
    },
    shipped_damaged: |file, line, reason| {
        format!(
            "Data dodaná s programem nelze přečíst ({file}, řádek {line}: {reason}). Nainstalujte program znovu."
        )
    },
    id_repeats: |id| {
        format!(
            "Data dodaná s programem mají dva záznamy se stejným identifikátorem „{id}“. Nainstalujte program znovu."
        )
    },
    id_taken: |id| {
        format!(
            "Identifikátor „{id}“ už má záznam dodávaný s programem. Přejmenujte záznam v importovaném souboru."
        )
    },
    ended: "Program skončil.",
};

pub(super) const EN: Texts = Texts {
    kinds: Kinds {
        practice: KindNames { one: "practice", few: "practices", many: "practices", short: "pract." },
        caution: KindNames { one: "caution", few: "cautions", many: "cautions", short: "caution" },
        measure: KindNames { one: "measure", few: "measures", many: "measures", short: "measure" },
        funding: KindNames { one: "programme", few: "programmes", many: "programmes", short: "funding" },
        indicator: KindNames { one: "indicator", few: "indicators", many: "indicators", short: "indic." },
        partner: KindNames { one: "partner", few: "partners", many: "partners", short: "partner" },
    },
    labels: Labels {
        title: "Title",
        keywords: "Keywords",
        place: "Place",
        region: "Region",
        classification: "Classification",
        problem: "Problem",
        solution: "Solution",
        result: "Result",
        lesson: "Lesson",
        stage: "Stage",
        cost: "Cost",
        funding: "Funding",
        partners: "Who takes part",
        recipients: "For whom",
        status: "Validity",
        measurement: "Measurement",
        goal: "Goal of the Concept",
        components: "Components",
        website: "Website",
        source: "Source",
        description: "Description",
        offers: "Offers",
        provider: "Provider",
        amount: "Amount and rate",
        gestor: "Responsible ministry",
        origin: "Origin",
        network: "Part in the network",
        area: "Area",
    },
    problems: problems::EN,
    types: problems::EN_TYPES,
    words: words::EN,
    stage: |stage, as_of, year| {
        let as_of = as_of.map(|date| format!(" (as of the newest source: {date})")).unwrap_or_default();
        let year = year.map(|year| format!(", started {year}")).unwrap_or_default();
        format!("{stage}{as_of}{year}")
    },
    amount: |amount, rate, year| {
        let rate = rate.map(|rate| format!("rate of support: {rate}"));
        let year = year.map(|year| format!(" (as its source of {year} says)")).unwrap_or_default();
        let parts: Vec<&str> = amount.into_iter().chain(rate.as_deref()).collect();
        format!("{}{year}", parts.join("; "))
    },
    period: |from, to| match (from, to) {
        (Some(from), Some(to)) if from == to => format!("Period {from}."),
        (Some(from), Some(to)) => format!("Period {from}–{to}."),
        (Some(from), None) => format!("Since {from}."),
        (None, Some(to)) => format!("Until {to}."),
        (None, None) => "The source gives no period.".to_owned(),
    },
    unit: |unit| format!("unit: {unit}"),
    standard: |standard, code| match code {
        Some(code) => format!("{standard}, code {code}"),
        None => standard.to_owned(),
    },
    public_source: |source| format!("data: {source}"),
    proposed: |payer| payer.replace("(návrh)", "(applied for)").replace("(záměr)", "(intended)"),
    at: |file, line, field, problem| match field {
        Some(field) => format!("{file}, line {line}, field {field}: {problem}"),
        None => format!("{file}, line {line}: {problem}"),
    },
    shipped_damaged: |file, line, reason| {
        format!(
            "The data that ships with the program cannot be read ({file}, line {line}: {reason}). Install it again."
        )
    },
    id_repeats: |id| {
        format!(
            "Two records that ship with the program have the same id \"{id}\". Install the program again."
        )
    },
    id_taken: |id| {
        format!(
            "A record that ships with the program already has the id \"{id}\". Rename it in the imported file."
        )
    },
    ended: "The programme has ended.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_fit_into_lists() {
        for texts in [&CS, &EN] {
            let kinds = &texts.kinds;
            for names in
                [kinds.practice, kinds.caution, kinds.measure, kinds.funding, kinds.indicator, kinds.partner]
            {
                assert!(names.short.chars().count() <= 7, "{}", names.short);
            }
        }
    }
}
