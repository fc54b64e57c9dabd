//! `porada search`: records of the catalogue for words, filters and a municipality; own records with `--own`.

mod own;

use super::arguments::words;
use super::catalogue::SharingRow;
use super::error::CliError;
use super::session::Session;
use super::{lookup, output};
use crate::catalogue::{Catalogue, Record, RecordKind, SizeBand, Stage};
use crate::i18n::{Language, Localized};
use crate::model::Component;
use crate::search::{
    Explainer, Explanation, FieldMatch, Filters, Highlighter, Hit, MatchKind, Near, NearMatch, Query,
    Results, index_with,
};
use clap::Args;
use serde::Serialize;
use std::ffi::OsString;
use std::io::Write;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    #[arg(long)]
    json: bool,
    #[arg(long, value_name = "N", default_value_t = 20, allow_negative_numbers = true, value_parser = clap::value_parser!(u64).range(1..))]
    limit: u64,
    #[arg(long, value_name = "K,..", value_delimiter = ',', value_parser = words(&RecordKind::ALL, RecordKind::key))]
    kind: Vec<String>,
    #[arg(long, value_name = "C,..", value_delimiter = ',', ignore_case = true, value_parser = components())]
    component: Vec<String>,
    #[arg(long, value_name = "R")]
    region: Option<String>,
    #[arg(long, value_name = "OBEC")]
    near: Option<String>,
    #[arg(long, value_name = "BAND,..", value_delimiter = ',', value_parser = words(&SizeBand::ALL, SizeBand::key))]
    size: Vec<String>,
    #[arg(long)]
    with_result: bool,
    #[arg(long)]
    with_cost: bool,
    #[arg(long, value_name = "STAGE,..", value_delimiter = ',', value_parser = words(&Stage::ALL, Stage::key))]
    stage: Vec<String>,
    #[arg(long, value_name = "XX,..", value_delimiter = ',')]
    country: Vec<String>,
    #[arg(long)]
    explain: bool,
    #[arg(long, conflicts_with_all = CATALOGUE_ONLY)]
    own: bool,
}

/// What only records of the catalogue have.
const CATALOGUE_ONLY: [&str; 10] = [
    "kind",
    "component",
    "region",
    "near",
    "size",
    "with_result",
    "with_cost",
    "stage",
    "country",
    "explain",
];

fn components() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(Component::all().map(Component::code))
}

/// Lets clap take `-word` of the language of queries for a word, not for short options: a space before it does.
/// Short options of one letter, as `-h`, stay what they are.
pub(super) fn take_excluded_for_words(arguments: &mut [OsString]) {
    for argument in arguments.iter_mut().take_while(|argument| *argument != "--") {
        let excluded = argument.to_str().and_then(|it| it.strip_prefix('-'));
        let mut letters = excluded.unwrap_or_default().chars();
        if letters.next().is_some_and(|it| it.is_alphabetic() || it == '"') && letters.next().is_some() {
            let mut word = OsString::from(" ");
            word.push(&argument);
            *argument = word;
        }
    }
}

pub(super) fn run(arguments: &Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    if arguments.own {
        return own::run(arguments, session, out);
    }
    let catalogue = session.catalogue()?;
    let query = query(arguments, &catalogue)?;
    let index = index_with(&catalogue, session.thesaurus());
    let results = index.search(&query);
    let problems = results.understood.problems.iter().map(|problem| problem.localized(session.language));
    session.warnings.extend(problems);
    let highlighter = index.highlighter(&query.text);
    let explainer = arguments.explain.then(|| index.explainer(&query));
    let found: Vec<(&Hit, &Record)> =
        results.hits.iter().filter_map(|hit| Some((hit, catalogue.records().get(hit.position)?))).collect();
    if arguments.json {
        let rows: Vec<SearchRow> = found
            .iter()
            .map(|(hit, record)| SearchRow {
                shared: catalogue.sharing(&record.id).map(SharingRow::from),
                ..as_row(hit, record, &highlighter, explainer.as_ref(), session.language)
            })
            .collect();
        return output::json(out, &rows);
    }
    as_text(&found, &results, explainer.as_ref(), session.language, out)
}

fn query(arguments: &Arguments, catalogue: &Catalogue) -> Result<Query, CliError> {
    let municipalities = catalogue.municipalities();
    let regions = arguments.region.iter().map(|name| lookup::region(municipalities, name));
    let bands = SizeBand::ALL.into_iter().filter(|band| arguments.size.iter().any(|it| it == band.key()));
    let countries = arguments.country.iter().map(|code| lookup::country(catalogue, code));
    let filters = Filters {
        kinds: arguments.kind.iter().filter_map(|kind| RecordKind::parse(kind)).collect(),
        components: arguments.component.iter().filter_map(|code| Component::parse(code)).collect(),
        regions: regions.collect::<Result<_, _>>()?,
        size_bands: bands.collect(),
        stages: arguments.stage.iter().filter_map(|stage| Stage::parse(stage)).collect(),
        countries: countries.collect::<Result<_, _>>()?,
        with_result: arguments.with_result,
        with_cost: arguments.with_cost,
    };
    let near =
        arguments.near.as_deref().map(|name| lookup::municipality(municipalities, name)).transpose()?;
    let near = near.map(|municipality| Near {
        municipality_code: municipality.code.to_owned(),
        population: municipality.population,
        region: municipality.kraj.to_owned(),
    });
    let words = arguments.words.join(" ");
    let says_nothing = !words.chars().any(char::is_alphanumeric);
    if says_nothing && (filters.is_empty() && near.is_none() || !arguments.words.is_empty()) {
        return Err(CliError::NothingToSearch);
    }
    // The space says that the last word is finished.
    Ok(Query {
        text: format!("{words} "),
        typing: false,
        prose: false,
        filters,
        near,
        limit: usize::try_from(arguments.limit).unwrap_or(usize::MAX),
        facets: false,
    })
}

/// A record that was found.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct SearchRow<'a> {
    /// The id of the record.
    id: &'a str,
    /// Its kind.
    kind: RecordKind,
    /// Its title in the language of the command.
    title: &'a str,
    /// Its components, the primary one first.
    components: &'a [Component],
    /// The name of its place.
    place: Option<&'a str>,
    /// Who shares it; absent for one that ships or is only here.
    #[serde(skip_serializing_if = "Option::is_none")]
    shared: Option<SharingRow<'a>>,
    /// From 0 up, comparable within one result only.
    score: f32,
    /// Where the words of the query are.
    matches: Vec<MatchRow>,
    /// Why it was found; only on request.
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<ExplanationRow>,
}

/// A field in which words of the query are.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct MatchRow {
    /// The field; with its language where only the text in the other one matches: `title_en`.
    field: String,
    /// Pairs [start, end) in Unicode characters of that text.
    ranges: Vec<[usize; 2]>,
}

/// Why a record was found.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ExplanationRow {
    /// The words of the query in their order.
    words: Vec<WordRow>,
    /// What raised the record beside them.
    boosts: Vec<&'static str>,
}

/// A word of the query.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct WordRow {
    /// The word as search understood it.
    word: String,
    /// How it is found; null where the record does not have it.
    #[serde(rename = "match")]
    how: Option<&'static str>,
    /// The words of the record that stand for it.
    found: Vec<String>,
    /// The fields that have it.
    fields: Vec<&'static str>,
    /// Whether the name of the record's kind has it.
    in_kind: bool,
}

fn as_row<'a>(
    hit: &Hit,
    record: &'a Record,
    highlighter: &Highlighter,
    explainer: Option<&Explainer>,
    language: Language,
) -> SearchRow<'a> {
    let matches = highlighter.matches(record, language);
    let matches = matches.iter().map(|found| MatchRow {
        field: field_name(found, language),
        ranges: character_ranges(record.text(found.field, found.language).unwrap_or_default(), found),
    });
    SearchRow {
        id: &record.id,
        kind: record.kind,
        title: record.title.get(language),
        components: &record.components,
        place: record.place.as_ref().map(|place| place.name.as_str()),
        shared: None,
        score: hit.score,
        matches: matches.collect(),
        explanation: explainer.map(|it| explanation(it.explain(record, hit.position, language))),
    }
}

fn explanation(explanation: Explanation) -> ExplanationRow {
    let words = explanation.words.into_iter().map(|reason| WordRow {
        word: reason.word,
        how: reason.how.map(MatchKind::key),
        found: reason.found,
        fields: reason.fields.iter().map(|field| field.key()).collect(),
        in_kind: reason.in_kind,
    });
    ExplanationRow {
        words: words.collect(),
        boosts: explanation.boosts.iter().map(|boost| boost.key()).collect(),
    }
}

/// The field, with its language where only the text in the other one matches: `title`, `title_en`.
fn field_name(found: &FieldMatch, language: Language) -> String {
    let key = found.field.key();
    if found.language == language { key.to_owned() } else { format!("{key}_{}", found.language.code()) }
}

/// The ranges of a match in Unicode characters, as programs of any language count them.
fn character_ranges(text: &str, found: &FieldMatch) -> Vec<[usize; 2]> {
    let characters = |end: usize| text.get(..end).map_or(0, |before| before.chars().count());
    found.ranges.iter().map(|range| [characters(range.start), characters(range.end)]).collect()
}

fn as_text(
    found: &[(&Hit, &Record)],
    results: &Results,
    explainer: Option<&Explainer>,
    language: Language,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let texts = &language.texts().cli;
    if found.is_empty() {
        return output::line(out, texts.nothing_found);
    }
    for (hit, record) in found {
        output::line(out, record.title.get(language))?;
        let components: Vec<&str> = record.components.iter().map(|component| component.code()).collect();
        let near = if hit.near == NearMatch::None { String::new() } else { hit.near.localized(language) };
        let place = record.place.as_ref().map_or("", |place| place.name.as_str());
        let facts = [record.kind.names(language).one, place, &components.join(", "), &near, &record.id];
        let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        output::facts(out, &facts)?;
        let reasons = explainer.map(|it| it.explain(record, hit.position, language).lines(record, language));
        for reason in reasons.into_iter().flatten() {
            output::line(out, &format!("    {reason}"))?;
        }
    }
    writeln!(out)?;
    output::line(out, &(texts.found)(found.len(), results.total, results.total_is_exact))
}
