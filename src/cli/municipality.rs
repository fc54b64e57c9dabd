//! `porada municipality`: find a municipality, show what is known about it.

use super::error::CliError;
use super::session::Session;
use super::{lookup, output};
use crate::catalogue::{Facts, Figure, Municipalities, Municipality};
use crate::i18n::Language;
use clap::{Args, Subcommand};
use serde_json::{Map, Value, json};
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
        return output::json(out, &shown.map(|it| Value::Object(as_json(it))).collect::<Vec<_>>());
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

fn as_json(municipality: &Municipality) -> Map<String, Value> {
    let fields = [
        ("code", json!(municipality.code)),
        ("name", json!(municipality.name)),
        ("status", json!(municipality.status)),
        ("okres", json!(municipality.okres)),
        ("orp", json!(municipality.orp)),
        ("kraj", json!(municipality.kraj)),
        ("population", json!(municipality.population)),
        ("size_band", json!(municipality.size_band().key())),
        ("lat", json!(municipality.lat)),
        ("lon", json!(municipality.lon)),
        ("area_km2", json!(municipality.area_km2)),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn profile(municipality: &Municipality, municipalities: &Municipalities) -> Value {
    let mut profile = as_json(municipality);
    profile.insert(
        "facts".to_owned(),
        municipalities.facts(municipality.code).as_ref().map_or(Value::Null, facts),
    );
    let similar = municipalities.similar(municipality.code, SIMILAR);
    profile.insert("similar".to_owned(), similar.iter().map(|it| as_json(it.municipality)).collect());
    Value::Object(profile)
}

fn facts(facts: &Facts) -> Value {
    let figure = |it: Figure| json!({ "value": it.value, "date": it.date });
    let population: Vec<Value> =
        facts.population.iter().map(|(date, value)| json!({ "value": value, "date": date })).collect();
    json!({
        "population": population,
        "population_change_pct": figure(facts.population_change_pct),
        "density_per_km2": figure(facts.density_per_km2),
        "mean_age": figure(facts.mean_age),
        "women_pct": figure(facts.women_pct),
        "age_0_14_pct": figure(facts.age_0_14_pct),
        "age_15_64_pct": figure(facts.age_15_64_pct),
        "age_65plus_pct": figure(facts.age_65plus_pct),
        "unemployed_pct": figure(facts.unemployed_pct),
    })
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
