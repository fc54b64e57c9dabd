//! `porada report`: what the consultations of a period say together.

mod tables;
#[cfg(test)]
mod tests;

use super::arguments::words;
use super::error::CliError;
use super::session::Session;
use super::{files, lookup, output};
use crate::catalogue::Catalogue;
use crate::i18n::Language;
use crate::insights::{Digest, Dimension, Period, Report, Request};
use crate::minutes::{CsvOptions, ExportError, Format, Properties, csv, overview_markdown, xlsx};
use clap::Args;
use jiff::civil::{Date, Time};
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

/// The formats of a report.
const FORMATS: [Format; 4] = [Format::Markdown, Format::Json, Format::Csv, Format::Xlsx];

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long, value_name = "D", value_delimiter = ',', value_parser = words(&Dimension::ALL, Dimension::key))]
    by: Vec<String>,
    #[arg(long, value_name = "D")]
    since: Option<String>,
    #[arg(long, value_name = "D")]
    until: Option<String>,
    #[arg(short, long, value_name = "F", value_parser = words(&FORMATS, Format::key))]
    format: Option<String>,
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    #[arg(long)]
    force: bool,
    #[arg(long)]
    semicolon: bool,
    #[arg(long)]
    bom: bool,
}

impl Arguments {
    /// What needs are grouped by, each once; everything where nothing is said.
    fn by(&self) -> Vec<Dimension> {
        let mut by = Vec::new();
        for dimension in self.by.iter().filter_map(|key| Dimension::parse(key)) {
            if !by.contains(&dimension) {
                by.push(dimension);
            }
        }
        if by.is_empty() { Dimension::ALL.into() } else { by }
    }
}

pub(super) fn run(arguments: &Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let today = session.today();
    let (since, until) = lookup::period(arguments.since.as_deref(), arguments.until.as_deref(), today)?;
    let period = Period { since, until };
    let format = arguments.format.as_deref().and_then(Format::parse).unwrap_or(Format::Markdown);
    let path =
        arguments.output.as_ref().filter(|output| !files::is_output(output)).map(|output| {
            match output.is_dir() {
                true => output.join(file_name(today, format, session.language)),
                false => output.clone(),
            }
        });
    // A file that cannot be written is said before years of consultations are read.
    files::check_free(path.as_deref().into_iter(), arguments.force)?;
    if path.is_none() && format.is_binary() && io::stdout().is_terminal() {
        return Err(CliError::BinaryToTerminal(format.key()));
    }
    let catalogue = session.catalogue()?;
    let digests: Vec<Digest> = session.reading()?.whole_consultations()?.iter().map(Digest::of).collect();
    let request = Request { by: arguments.by(), period, today, language: session.language };
    let report = Report::of(&digests, &catalogue, &request);
    let page = Page { report: &report, catalogue: &catalogue, language: session.language };
    let csv = CsvOptions { semicolon: arguments.semicolon, byte_order_mark: arguments.bom };
    let bytes = page.write(format, &csv)?;
    if format != Format::Csv {
        let without_effect = session.language.texts().cli.without_effect;
        let given = [(arguments.semicolon, "--semicolon"), (arguments.bom, "--bom")];
        let told = given.into_iter().filter(|(given, _)| *given);
        session.warnings.extend(told.map(|(_, option)| without_effect(option, Format::Csv.key())));
    }
    match path {
        Some(path) => files::put(&path, &bytes, arguments.force, out),
        None => Ok(out.write_all(&bytes)?),
    }
}

/// The name that a report gets in a folder: `2026-11-22-souhrn.md`.
fn file_name(today: Date, format: Format, language: Language) -> String {
    format!("{today}-{}.{}", language.texts().insights.file_word, format.key())
}

/// A report that is being written.
struct Page<'a> {
    report: &'a Report,
    catalogue: &'a Catalogue,
    language: Language,
}

impl Page<'_> {
    fn write(&self, format: Format, options: &CsvOptions) -> Result<Vec<u8>, CliError> {
        Ok(match format {
            Format::Json => {
                let mut bytes = Vec::new();
                output::json(&mut bytes, self.report)?;
                bytes
            }
            Format::Csv => csv(&self.one_table(), options).into_bytes(),
            Format::Xlsx => {
                let properties = Properties {
                    language: self.language,
                    title: self.language.texts().insights.title.to_owned(),
                    author: String::new(),
                    created: self.report.made.to_datetime(Time::midnight()),
                };
                xlsx(&self.tables(), &properties).map_err(ExportError::from)?
            }
            // The other formats are for minutes; the command line does not take them here.
            _ => overview_markdown(&self.overview(), self.language).into_bytes(),
        })
    }
}
