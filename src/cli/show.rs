//! `porada show`: one record of the catalogue with all its fields and sources.

use super::error::CliError;
use super::session::Session;
use super::{lookup, output};
use crate::catalogue::{Record, Source};
use crate::i18n::Language;
use clap::Args;
use serde_json::{Value, json};
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
    if arguments.json { output::json(out, &as_json(record)) } else { as_text(record, session.language, out) }
}

fn as_json(record: &Record) -> Value {
    let place = record.place.as_ref().map(|place| {
        json!({
            "name": place.name,
            "country": place.country,
            "level": place.level,
            "region": place.region,
            "municipality_code": place.municipality_code,
        })
    });
    let fields: Vec<Value> =
        record.fields.iter().map(|it| json!({ "field": it.field.key(), "text": it.text })).collect();
    json!({
        "id": record.id,
        "kind": record.kind,
        "title": record.title,
        "components": record.components,
        "place": place,
        "region": record.region,
        "stage": record.stage,
        "year": record.year,
        "cost_czk": record.cost_czk,
        "has_result": record.has_result,
        "fields": fields,
        "sources": record.sources,
        "as_of": record.as_of,
    })
}

fn as_text(record: &Record, language: Language, out: &mut dyn Write) -> Result<(), CliError> {
    let texts = &language.texts().cli;
    output::line(out, record.title.get(language))?;
    output::line(out, &format!("{} · {}", record.kind.names(language).one, record.id))?;
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
