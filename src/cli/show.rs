//! `porada show`: one record of the catalogue with all its fields and sources.

use super::catalogue::SharingRow;
use super::error::CliError;
use super::session::Session;
use super::{lookup, output};
use crate::catalogue::{Bilingual, Record, RecordKind, Source, Stage};
use crate::i18n::{Language, Localized};
use crate::model::{Component, Sharing};
use clap::Args;
use serde::Serialize;
use std::io::Write;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "ID")]
    id: String,
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let catalogue = session.catalogue()?;
    let record = lookup::record(&catalogue, &arguments.id)?;
    let sharing = catalogue.sharing(&record.id);
    if arguments.json {
        output::json(out, &as_row(record, sharing))
    } else {
        as_text(record, sharing, session.language, out)
    }
}

/// A record of the catalogue.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct RecordRow<'a> {
    /// The id.
    id: &'a str,
    /// The kind.
    kind: RecordKind,
    /// The title.
    #[cfg_attr(test, schemars(with = "InBothLanguages"))]
    title: &'a Bilingual,
    /// The components, the primary one first.
    components: &'a [Component],
    /// Where, for practices and cautions.
    place: Option<PlaceRow<'a>>,
    /// The region of any kind that has one.
    region: Option<&'a str>,
    /// The stage as of the newest source.
    stage: Option<Stage>,
    /// Start of operation or of the project.
    year: Option<i16>,
    /// Cost of the whole project in Czech crowns.
    cost_czk: Option<i64>,
    /// Whether a source states results.
    has_result: bool,
    /// Everything a person can read except the title.
    fields: Vec<FieldRow<'a>>,
    /// Where it comes from.
    sources: &'a [Source],
    /// The date of the newest source: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    as_of: Option<&'a str>,
    /// Who shares it; absent for one that ships or is only here.
    #[serde(skip_serializing_if = "Option::is_none")]
    shared: Option<SharingRow<'a>>,
}

/// A text in both languages.
#[cfg(test)]
#[derive(schemars::JsonSchema)]
#[expect(dead_code, reason = "it only describes what Bilingual writes")]
struct InBothLanguages {
    /// In Czech.
    cs: String,
    /// In English.
    en: String,
}

/// A place.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct PlaceRow<'a> {
    /// The name.
    name: &'a str,
    /// The country, ISO 3166-1 alpha-2.
    country: &'a str,
    /// How large a place it is.
    level: &'a str,
    /// The region.
    region: Option<&'a str>,
    /// The code of the Czech municipality.
    municipality_code: Option<&'a str>,
}

/// A field of a record.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FieldRow<'a> {
    /// What it is.
    field: &'static str,
    /// Its text.
    #[cfg_attr(test, schemars(with = "InBothLanguages"))]
    text: &'a Bilingual,
}

fn as_row<'a>(record: &'a Record, sharing: Option<&'a Sharing>) -> RecordRow<'a> {
    let place = record.place.as_ref().map(|place| PlaceRow {
        name: &place.name,
        country: &place.country,
        level: &place.level,
        region: place.region.as_deref(),
        municipality_code: place.municipality_code.as_deref(),
    });
    let fields = record.fields.iter().map(|it| FieldRow { field: it.field.key(), text: &it.text });
    RecordRow {
        id: &record.id,
        kind: record.kind,
        title: &record.title,
        components: &record.components,
        place,
        region: record.region.as_deref(),
        stage: record.stage,
        year: record.year,
        cost_czk: record.cost_czk,
        has_result: record.has_result,
        fields: fields.collect(),
        sources: &record.sources,
        as_of: record.as_of.as_deref(),
        shared: sharing.map(SharingRow::from),
    }
}

fn as_text(
    record: &Record,
    sharing: Option<&Sharing>,
    language: Language,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let texts = &language.texts().cli;
    output::line(out, record.title.get(language))?;
    output::line(out, &format!("{} · {}", record.kind.names(language).one, record.id))?;
    if let Some(sharing) = sharing {
        output::line(out, &sharing.localized(language))?;
    }
    for field in &record.fields {
        writeln!(out)?;
        output::labelled(out, field.field.label(record.kind, language), field.text.get(language))?;
    }
    writeln!(out)?;
    output::line(out, texts.sources)?;
    for source in &record.sources {
        output::indented(out, &cited(source, language), 2)?;
        if let Some(url) = &source.url {
            // An address is not wrapped, so that a terminal can open it.
            output::facts(out, &[url])?;
        }
    }
    writeln!(out)?;
    let as_of = record.as_of.as_deref().map(|date| language.partial_date(date));
    output::line(out, &(texts.as_of)(as_of.as_deref()))
}

fn cited(source: &Source, language: Language) -> String {
    let date = source.published.as_deref().map(|date| language.partial_date(date));
    let parts = [Some(source.title.clone()), source.publisher.clone(), date];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
