//! `porada municipality`: find a municipality, show what is known about it.

use super::error::CliError;
use super::session::Session;
use super::{lookup, output};
use crate::catalogue::{Facts, Figure, Municipalities, Municipality};
use crate::i18n::Language;
use clap::{Args, Subcommand};
use jiff::civil::Date;
use serde::Serialize;
use std::io::Write;

/// How many similar municipalities are shown.
const SIMILAR: usize = 5;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Search(SearchArguments),
    Show(ShowArguments),
}

#[derive(Debug, Args)]
pub(super) struct SearchArguments {
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    #[arg(long, value_name = "N", default_value_t = 20, allow_negative_numbers = true, value_parser = clap::value_parser!(u64).range(1..))]
    limit: u64,
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    #[arg(value_name = "CODE|NAME", required = true)]
    municipality: Vec<String>,
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: &Command, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let catalogue = session.catalogue()?;
    let municipalities = catalogue.municipalities();
    match command {
        Command::Search(arguments) => search(arguments, municipalities, session.language, out),
        Command::Show(arguments) => {
            let found = lookup::municipality(municipalities, &arguments.municipality.join(" "))?;
            if arguments.json {
                output::json(out, &profile(found, municipalities))
            } else {
                show(found, municipalities, session.language, out)
            }
        }
    }
}

fn search(
    arguments: &SearchArguments,
    municipalities: &Municipalities,
    language: Language,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let texts = &language.texts().cli;
    let query = lookup::text("WORDS", &arguments.words.join(" "))?;
    let found = municipalities.find(&query);
    let limit = usize::try_from(arguments.limit).unwrap_or(usize::MAX);
    let shown = found.iter().take(limit);
    if arguments.json {
        return output::json(out, &shown.map(|it| as_row(it)).collect::<Vec<_>>());
    }
    if found.is_empty() {
        return output::line(out, texts.no_municipality_found);
    }
    for municipality in shown {
        output::line(out, &format!("{} {}", municipality.code, headline(municipality, language)))?;
    }
    match found.len().saturating_sub(limit) {
        0 => Ok(()),
        rest => output::line(out, &(texts.more)(rest)),
    }
}

/// `Jeseník, okres Jeseník, Olomoucký kraj, 10 324 obyvatel`.
fn headline(municipality: &Municipality, language: Language) -> String {
    let common = &language.texts().common;
    format!(
        "{}, {} {}, {}, {}",
        municipality.name,
        common.district,
        municipality.okres,
        municipality.kraj,
        (common.inhabitants)(municipality.population as usize),
    )
}

/// A municipality.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct MunicipalityRow {
    /// The six-digit code of ČSÚ and RÚIAN.
    code: &'static str,
    /// The official name.
    name: &'static str,
    /// The official status.
    status: &'static str,
    /// The district.
    okres: &'static str,
    /// The district of the municipality with extended powers.
    orp: &'static str,
    /// The region.
    kraj: &'static str,
    /// Inhabitants.
    population: u32,
    /// The band of size by inhabitants.
    size_band: &'static str,
    /// Latitude, WGS84 degrees.
    lat: f64,
    /// Longitude, WGS84 degrees.
    lon: f64,
    /// Area in square kilometres.
    area_km2: f64,
}

/// A municipality with what is known about it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Profile {
    /// The municipality.
    #[serde(flatten)]
    municipality: MunicipalityRow,
    /// Its figures; null where there are none.
    facts: Option<FactsRow>,
    /// Municipalities that are like it, the likest first.
    similar: Vec<MunicipalityRow>,
}

/// A figure with the date that it is of.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FigureRow {
    /// The figure.
    value: f64,
    /// The day that it is valid for.
    date: Date,
}

/// How many inhabitants there were on a day.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct PopulationRow {
    /// How many.
    value: u32,
    /// The day.
    date: Date,
}

/// The figures of a municipality.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FactsRow {
    /// Inhabitants over the years.
    population: Vec<PopulationRow>,
    /// The change of population in percent.
    population_change_pct: FigureRow,
    /// Inhabitants per square kilometre.
    density_per_km2: FigureRow,
    /// The mean age in years.
    mean_age: FigureRow,
    /// Women in percent.
    women_pct: FigureRow,
    /// Children to 14 in percent.
    age_0_14_pct: FigureRow,
    /// People from 15 to 64 in percent.
    age_15_64_pct: FigureRow,
    /// People of 65 and more in percent.
    age_65plus_pct: FigureRow,
    /// The unemployed in percent.
    unemployed_pct: FigureRow,
}

fn as_row(municipality: &Municipality) -> MunicipalityRow {
    MunicipalityRow {
        code: municipality.code,
        name: municipality.name,
        status: municipality.status,
        okres: municipality.okres,
        orp: municipality.orp,
        kraj: municipality.kraj,
        population: municipality.population,
        size_band: municipality.size_band().key(),
        lat: municipality.lat,
        lon: municipality.lon,
        area_km2: municipality.area_km2,
    }
}

fn profile(municipality: &Municipality, municipalities: &Municipalities) -> Profile {
    let similar = municipalities.similar(municipality.code, SIMILAR);
    Profile {
        municipality: as_row(municipality),
        facts: municipalities.facts(municipality.code).as_ref().map(facts),
        similar: similar.iter().map(|it| as_row(it.municipality)).collect(),
    }
}

fn facts(facts: &Facts) -> FactsRow {
    let figure = |it: Figure| FigureRow { value: it.value, date: it.date };
    FactsRow {
        population: facts.population.iter().map(|&(date, value)| PopulationRow { value, date }).collect(),
        population_change_pct: figure(facts.population_change_pct),
        density_per_km2: figure(facts.density_per_km2),
        mean_age: figure(facts.mean_age),
        women_pct: figure(facts.women_pct),
        age_0_14_pct: figure(facts.age_0_14_pct),
        age_15_64_pct: figure(facts.age_15_64_pct),
        age_65plus_pct: figure(facts.age_65plus_pct),
        unemployed_pct: figure(facts.unemployed_pct),
    }
}

fn show(
    municipality: &Municipality,
    municipalities: &Municipalities,
    language: Language,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let texts = &language.texts().cli.municipality;
    let common = &language.texts().common;
    output::line(out, &format!("{} · {}", municipality.label(), municipality.code))?;
    let status = common.statuses.of(municipality.status).unwrap_or(municipality.status);
    output::line(
        out,
        &format!(
            "{status} · {} {} · {} {} · {}",
            common.district,
            municipality.okres,
            common.extended_powers_short,
            municipality.orp,
            municipality.kraj
        ),
    )?;
    writeln!(out)?;
    let mut fact = |label: &str, value: &str, figure: Option<Figure>| {
        let as_of =
            figure.map(|it| format!(" ({})", (common.as_of)(&language.date(it.date)))).unwrap_or_default();
        output::line(out, &format!("{label}: {value}{as_of}"))
    };
    fact(texts.population, &language.number(i64::from(municipality.population)), None)?;
    fact(texts.area, &format!("{} km²", language.decimal(municipality.area_km2, 1)), None)?;
    if let Some(facts) = municipalities.facts(municipality.code) {
        let percent = |it: Figure| language.percent(it.value, 1);
        fact(texts.change, &percent(facts.population_change_pct), Some(facts.population_change_pct))?;
        fact(texts.density, &language.decimal(facts.density_per_km2.value, 1), Some(facts.density_per_km2))?;
        fact(texts.mean_age, &language.decimal(facts.mean_age.value, 1), Some(facts.mean_age))?;
        fact(texts.children, &percent(facts.age_0_14_pct), Some(facts.age_0_14_pct))?;
        fact(texts.elderly, &percent(facts.age_65plus_pct), Some(facts.age_65plus_pct))?;
        fact(texts.unemployed, &percent(facts.unemployed_pct), Some(facts.unemployed_pct))?;
    }
    writeln!(out)?;
    output::line(out, texts.similar)?;
    for similar in municipalities.similar(municipality.code, SIMILAR) {
        let row = similar.municipality;
        output::line(out, &format!("  {} {}", row.code, headline(row, language)))?;
    }
    Ok(())
}
