//! Texts of the municipalities: labels of the facts, what makes two alike, what happened there.

use crate::i18n::{counted, counted_english};

/// Texts of the municipalities.
#[derive(Debug)]
pub struct Texts {
    /// The title of the list.
    pub title: &'static str,
    /// What can be typed when nothing is.
    pub placeholder: &'static str,
    /// Nothing is called so; takes what was typed.
    pub nothing: fn(&str, &str) -> Vec<String>,
    /// The labels of the facts.
    pub facts: Facts,
    /// Density in its unit; takes the number.
    pub density: fn(&str) -> String,
    /// Years of age; takes the number.
    pub years: fn(&str) -> String,
    /// The value of a covid year.
    pub covid: &'static str,
    /// What the change of the population contains.
    pub change_note: &'static str,
    /// Farmland, forest, water, built-up area, the rest.
    pub land: [&'static str; 5],
    /// The coordinates; takes latitude and longitude in degrees.
    pub position: fn(&str, &str) -> String,
    /// Where the coordinates come from, and when.
    pub position_note: &'static str,
    /// The source of every figure.
    pub source: &'static str,
    /// The title of consultations and tasks there.
    pub here: &'static str,
    /// No consultation there; takes the key that begins one.
    pub none_here: fn(&str) -> String,
    /// The title of similar municipalities.
    pub similar: &'static str,
    /// The title of the catalogue's records of the place.
    pub records: &'static str,
    /// The catalogue has nothing of the place.
    pub no_records: &'static str,
    /// A number of records.
    pub record_count: fn(usize) -> String,
    /// A number of consultations.
    pub consultation_count: fn(usize) -> String,
    /// Reasons: size, status, region, age, change, density, land use.
    pub reasons: [&'static str; 7],
    /// The title of what Enter can open, where the facts have a column of their own.
    pub around: &'static str,
    /// The title of the map.
    pub map: &'static str,
    /// What the marks of the map are.
    pub map_legend: &'static str,
}

/// The labels of the facts.
#[derive(Debug)]
pub struct Facts {
    /// Inhabitants.
    pub population: &'static str,
    /// Change of the population.
    pub change: &'static str,
    /// Children.
    pub children: &'static str,
    /// Working age.
    pub adults: &'static str,
    /// Old people.
    pub seniors: &'static str,
    /// Mean age.
    pub mean_age: &'static str,
    /// Share of women.
    pub women: &'static str,
    /// Density.
    pub density: &'static str,
    /// Area.
    pub area: &'static str,
    /// Land use.
    pub land: &'static str,
    /// Unemployment.
    pub unemployed: &'static str,
    /// Coordinates.
    pub position: &'static str,
}

pub(super) const CS: Texts = Texts {
    title: "Obce",
    placeholder: "název obce, okres nebo kód",
    nothing: |query, back| {
        vec![
            format!("Žádná obec se nejmenuje „{query}“."),
            format!("Zkuste kratší začátek názvu nebo kód; {back} vymaže hledání."),
        ]
    },
    facts: Facts {
        population: "Obyvatelé",
        change: "Změna 2021–2026",
        children: "Děti do 14 let",
        adults: "15 až 64 let",
        seniors: "65 a více let",
        mean_age: "Průměrný věk",
        women: "Podíl žen",
        density: "Hustota",
        area: "Rozloha",
        land: "Využití půdy",
        unemployed: "Nezaměstnaní",
        position: "Poloha",
    },
    density: |number| format!("{number} obyv./km²"),
    years: |number| format!("{number} let"),
    covid: "covidový rok 2020, jen pro srovnání",
    change_note: "vč. dočasné ochrany od 2023",
    land: ["zemědělská", "lesy", "voda", "zastavěná", "ostatní"],
    position: |latitude, longitude| format!("{latitude} s. š., {longitude} v. d."),
    position_note: "definiční bod RÚIAN, WGS84, 2019",
    source: "Zdroj: ČSÚ; ČÚZK – RÚIAN; vlastní zpracování",
    here: "Konzultace a úkoly",
    none_here: |key| format!("Žádná konzultace; {key} ji tu hned zahájí."),
    similar: "Podobné obce",
    records: "V katalogu",
    no_records: "Katalog o této obci nemá záznam.",
    record_count: |n| counted(n, ["záznam", "záznamy", "záznamů"]),
    consultation_count: |n| counted(n, ["konzultace", "konzultace", "konzultací"]),
    reasons: [
        "podobná velikost",
        "stejný status",
        "stejný kraj",
        "podobné stáří",
        "podobný vývoj",
        "podobná hustota",
        "podobná krajina",
    ],
    around: "Souvislosti",
    map: "Kde leží",
    map_legend: "X obec  o podobné",
};

pub(super) const EN: Texts = Texts {
    title: "Municipalities",
    placeholder: "name, district or code",
    nothing: |query, back| {
        vec![
            format!("No municipality is called \"{query}\"."),
            format!("Try a shorter beginning or the code; {back} clears the search."),
        ]
    },
    facts: Facts {
        population: "Inhabitants",
        change: "Change 2021–2026",
        children: "Children to 14",
        adults: "Aged 15 to 64",
        seniors: "Aged 65 or more",
        mean_age: "Mean age",
        women: "Share of women",
        density: "Density",
        area: "Area",
        land: "Land use",
        unemployed: "Unemployed",
        position: "Position",
    },
    density: |number| format!("{number} inh./km²"),
    years: |number| format!("{number} years"),
    covid: "covid year 2020, for comparison only",
    change_note: "incl. temporary protection since 2023",
    land: ["farmland", "forest", "water", "built-up", "other"],
    position: |latitude, longitude| format!("{latitude} N, {longitude} E"),
    position_note: "RÚIAN definition point, WGS84, 2019",
    source: "Source: ČSÚ; ČÚZK – RÚIAN; own processing",
    here: "Consultations and tasks",
    none_here: |key| format!("No consultation; {key} begins one here at once."),
    similar: "Similar municipalities",
    records: "In the catalogue",
    no_records: "The catalogue has no record of this municipality.",
    record_count: |n| counted_english(n, ["record", "records"]),
    consultation_count: |n| counted_english(n, ["consultation", "consultations"]),
    reasons: [
        "similar size",
        "same status",
        "same region",
        "similar age",
        "similar development",
        "similar density",
        "similar landscape",
    ],
    around: "Connections",
    map: "Where it lies",
    map_legend: "X this one  o similar",
};
