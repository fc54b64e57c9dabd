//! The words for the codes of the data.

/// Codes of the data and their words.
pub type Words = &'static [(&'static str, &'static str)];

/// The word of `code`; the code itself where the table has none, so that imported data is never hidden.
pub fn word(words: Words, code: &str) -> &str {
    words.iter().find(|(known, _)| *known == code).map_or(code, |(_, word)| *word)
}

/// The tables of words.
#[derive(Debug)]
pub struct WordTables {
    /// The stages of a practice.
    pub stages: Words,
    /// The kinds of place.
    pub levels: Words,
    /// For whom a programme is.
    pub recipients: Words,
    /// The kinds of partner.
    pub partner_kinds: Words,
    /// Where a partner works, other than in a region of Czechia.
    pub areas: Words,
    /// The countries of the practices.
    pub countries: Words,
    /// Where an indicator should move.
    pub directions: Words,
    /// What an indicator rests on.
    pub bases: Words,
    /// Where a measure comes from.
    pub origins: Words,
    /// Units of the indicators.
    pub units: Words,
    /// Who paid, where the data says it by a customary word.
    pub payers: Words,
}

pub(super) const CS: WordTables = WordTables {
    stages: &[("planned", "plánováno"), ("pilot", "pilot"), ("running", "v provozu"), ("ended", "ukončeno")],
    levels: &[
        ("obec", "obec"),
        ("mestys", "městys"),
        ("mesto", "město"),
        ("statutarni-mesto", "statutární město"),
        ("hlavni-mesto", "hlavní město"),
        ("mestska-cast", "městská část"),
        ("kraj", "kraj"),
        ("svazek-obci", "svazek obcí"),
        ("mas", "místní akční skupina"),
        ("other", "jiné místo"),
    ],
    recipients: &[
        ("obec", "obce"),
        ("mesto", "města"),
        ("kraj", "kraje"),
        ("svazek-obci", "svazky obcí"),
        ("mas", "místní akční skupiny"),
        ("firma", "firmy"),
        ("vyzkum", "výzkumné organizace"),
    ],
    partner_kinds: &[
        ("agency", "agentura"),
        ("association", "sdružení"),
        ("university", "univerzita"),
        ("ministry", "ministerstvo nebo ústřední úřad"),
        ("innovation-centre", "inovační centrum"),
        ("ngo", "nezisková organizace"),
        ("company", "firma"),
    ],
    areas: &[("celá ČR", "celá ČR"), ("EU", "EU"), ("Nizozemsko", "Nizozemsko"), ("Slovensko", "Slovensko")],
    countries: &[
        ("AT", "Rakousko"),
        ("BE", "Belgie"),
        ("CZ", "Česko"),
        ("DE", "Německo"),
        ("DK", "Dánsko"),
        ("ES", "Španělsko"),
        ("FI", "Finsko"),
        ("FR", "Francie"),
        ("GB", "Velká Británie"),
        ("HR", "Chorvatsko"),
        ("IT", "Itálie"),
        ("NL", "Nizozemsko"),
        ("PL", "Polsko"),
        ("SE", "Švédsko"),
        ("SI", "Slovinsko"),
        ("SK", "Slovensko"),
        ("US", "Spojené státy"),
    ],
    directions: &[("up", "žádoucí je růst"), ("down", "žádoucí je pokles"), ("none", "bez žádoucího směru")],
    bases: &[
        ("standard-code", "Název i kód jsou převzaty z normy nebo sady."),
        ("standard-name", "Název je převzat z normy nebo sady, kód nebyl ve zdroji přečten."),
        ("proposal", "Náš návrh, nepochází z žádné normy; nechte jej potvrdit odborníkem."),
    ],
    origins: &[
        ("concept", "Typové opatření Koncepce Smart Cities."),
        ("seed-002", "Směr uvedený na stránce témat projektu CESMOD, není to typové opatření Koncepce."),
    ],
    units: &[
        ("%", "%"),
        ("% (city product)", "% (městského produktu)"),
        ("1", "číslo bez jednotky"),
        ("0/1", "ano / ne"),
        ("1 (F:M)", "poměr žen a mužů"),
        ("1/100000", "na 100 000 obyvatel"),
        ("1/100000 (FTE)", "plných úvazků na 100 000 obyvatel"),
        ("1/100000/a", "na 100 000 obyvatel za rok"),
        ("1/a", "počet za rok"),
        ("h/a", "hodin za rok"),
        ("kg/{person}/a", "kg na osobu za rok"),
        ("km", "km"),
        ("kW", "kW"),
        ("kWh/m2/a", "kWh na m² za rok"),
        ("m2", "m²"),
        ("m2/a", "m² za rok"),
        ("m3/a", "m³ za rok"),
        ("ha", "ha"),
        ("gha/{person}", "globálních hektarů na osobu"),
        ("min", "minut"),
        ("t(CO2e)/{person}/a", "t CO2e na osobu za rok"),
        ("ug/m3", "µg/m³"),
        ("{class}", "třída"),
        ("{datasets}", "datových sad"),
        ("{flats}", "bytů"),
        ("{hotspots}", "přístupových bodů"),
        ("{networks}", "sítí"),
        ("{persons}", "osob"),
        ("{persons}/a", "osob za rok"),
        ("{places}", "míst"),
        ("{points}", "bodů"),
        ("{practices}", "praxí"),
        ("{projects}", "projektů"),
        ("{services}", "služeb"),
        ("{solutions}", "řešení"),
    ],
    payers: &[
        ("vlastní rozpočet", "vlastní rozpočet"),
        ("dotace", "dotace (zdroj ji nejmenuje)"),
        ("fondy EU", "fondy EU"),
        ("evropské fondy", "evropské fondy"),
        ("státní rozpočet", "státní rozpočet"),
    ],
};

pub(super) const EN: WordTables = WordTables {
    stages: &[("planned", "planned"), ("pilot", "pilot"), ("running", "in operation"), ("ended", "ended")],
    levels: &[
        ("obec", "municipality"),
        ("mestys", "market town"),
        ("mesto", "town"),
        ("statutarni-mesto", "statutory city"),
        ("hlavni-mesto", "capital"),
        ("mestska-cast", "city district"),
        ("kraj", "region"),
        ("svazek-obci", "association of municipalities"),
        ("mas", "local action group"),
        ("other", "other place"),
    ],
    recipients: &[
        ("obec", "municipalities"),
        ("mesto", "towns"),
        ("kraj", "regions"),
        ("svazek-obci", "associations of municipalities"),
        ("mas", "local action groups"),
        ("firma", "companies"),
        ("vyzkum", "research organisations"),
    ],
    partner_kinds: &[
        ("agency", "agency"),
        ("association", "association"),
        ("university", "university"),
        ("ministry", "ministry or central authority"),
        ("innovation-centre", "innovation centre"),
        ("ngo", "non-profit organisation"),
        ("company", "company"),
    ],
    areas: &[
        ("celá ČR", "the whole of Czechia"),
        ("EU", "EU"),
        ("Nizozemsko", "Netherlands"),
        ("Slovensko", "Slovakia"),
    ],
    countries: &[
        ("AT", "Austria"),
        ("BE", "Belgium"),
        ("CZ", "Czechia"),
        ("DE", "Germany"),
        ("DK", "Denmark"),
        ("ES", "Spain"),
        ("FI", "Finland"),
        ("FR", "France"),
        ("GB", "United Kingdom"),
        ("HR", "Croatia"),
        ("IT", "Italy"),
        ("NL", "Netherlands"),
        ("PL", "Poland"),
        ("SE", "Sweden"),
        ("SI", "Slovenia"),
        ("SK", "Slovakia"),
        ("US", "United States"),
    ],
    directions: &[("up", "higher is better"), ("down", "lower is better"), ("none", "no desired direction")],
    bases: &[
        ("standard-code", "Name and code are taken from the standard or set."),
        ("standard-name", "The name is taken from the standard or set; its code was not read in the source."),
        ("proposal", "Our own proposal, not from any standard; have an expert confirm it."),
    ],
    origins: &[
        ("concept", "Typical measure of the Smart Cities Concept."),
        (
            "seed-002",
            "A direction stated on the topics page of the CESMOD project, not a typical measure of the Concept.",
        ),
    ],
    units: &[
        ("%", "%"),
        ("% (city product)", "% (of the city product)"),
        ("1", "plain number"),
        ("0/1", "yes / no"),
        ("1 (F:M)", "ratio of women to men"),
        ("1/100000", "per 100,000 inhabitants"),
        ("1/100000 (FTE)", "full-time equivalents per 100,000 inhabitants"),
        ("1/100000/a", "per 100,000 inhabitants a year"),
        ("1/a", "number a year"),
        ("h/a", "hours a year"),
        ("kg/{person}/a", "kg a person a year"),
        ("km", "km"),
        ("kW", "kW"),
        ("kWh/m2/a", "kWh per m² a year"),
        ("m2", "m²"),
        ("m2/a", "m² a year"),
        ("m3/a", "m³ a year"),
        ("ha", "ha"),
        ("gha/{person}", "global hectares a person"),
        ("min", "minutes"),
        ("t(CO2e)/{person}/a", "t of CO2e a person a year"),
        ("ug/m3", "µg/m³"),
        ("{class}", "class"),
        ("{datasets}", "data sets"),
        ("{flats}", "flats"),
        ("{hotspots}", "hotspots"),
        ("{networks}", "networks"),
        ("{persons}", "persons"),
        ("{persons}/a", "persons a year"),
        ("{places}", "places"),
        ("{points}", "points"),
        ("{practices}", "practices"),
        ("{projects}", "projects"),
        ("{services}", "services"),
        ("{solutions}", "solutions"),
    ],
    payers: &[
        ("vlastní rozpočet", "own budget"),
        ("dotace", "grant (not named by the source)"),
        ("fondy EU", "EU funds"),
        ("evropské fondy", "European funds"),
        ("státní rozpočet", "state budget"),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_word_the_same_codes() {
        let codes = |tables: &WordTables| {
            [
                tables.stages,
                tables.levels,
                tables.recipients,
                tables.partner_kinds,
                tables.areas,
                tables.countries,
                tables.directions,
                tables.bases,
                tables.origins,
                tables.units,
                tables.payers,
            ]
            .map(|words| words.iter().map(|(code, _)| *code).collect::<Vec<_>>())
        };
        assert_eq!(codes(&CS), codes(&EN));
    }
}
