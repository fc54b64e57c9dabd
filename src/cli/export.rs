//! `porada export`: the minutes of a consultation, or the document itself.

use super::arguments::words;
use super::error::CliError;
use super::lookup;
use super::session::Session;
use crate::config::write_new_file;
use crate::minutes::{self, Options};
use crate::model::Personal;
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

/// The formats that can be written, by the extension of their files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Markdown,
    Html,
    Json,
}

impl Format {
    const ALL: [Format; 3] = [Format::Markdown, Format::Html, Format::Json];

    fn key(self) -> &'static str {
        match self {
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Json => "json",
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "ID")]
    id: String,
    #[arg(long, value_name = "F", value_parser = words(&Format::ALL, Format::key))]
    format: String,
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    #[arg(long)]
    without_personal: bool,
}

pub(super) fn run(arguments: &Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let consultation = lookup::consultation(session, &arguments.id)?;
    let format = Format::ALL.into_iter().find(|format| format.key() == arguments.format);
    let format = format.unwrap_or(Format::Markdown);
    let personal = if arguments.without_personal { Personal::Without } else { Personal::With };
    let catalogue = session.catalogue()?;
    let text = if format == Format::Json {
        let stored = session.reading()?.document(consultation.id)?;
        let stored = stored.ok_or_else(|| CliError::UnknownConsultation(arguments.id.clone()))?;
        minutes::json(&stored, personal)
    } else {
        let options = Options {
            language: session.language,
            personal,
            time_zone: session.time_zone.clone(),
            organisation: session.settings.organisation.clone().unwrap_or_default(),
        };
        let document = minutes::from_catalogue(&consultation, &catalogue, &options);
        let write = if format == Format::Html { minutes::html_with } else { minutes::markdown_with };
        let written = write(&document, &session.templates());
        session.heed(written)
    };
    let Some(path) = &arguments.output else { return Ok(out.write_all(text.as_bytes())?) };
    let path = if path.is_dir() {
        let name =
            minutes::file_name_from_catalogue(&consultation, &catalogue, session.language, format.key());
        path.join(name)
    } else {
        path.clone()
    };
    write_new_file(&path, text.as_bytes()).map_err(|error| CliError::writing(&path, &error))?;
    super::output::line(out, &path.display().to_string())
}
