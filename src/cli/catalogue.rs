//! `porada catalogue`: check, import and export records.

use super::error::CliError;
use super::import::read_bytes;
use super::output;
use super::session::Session;
use crate::catalogue::{CheckError, Import, ImportedRow, export, read_import};
use crate::config::write_new_file;
use crate::i18n::Localized;
use crate::store;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The largest file that is read, in megabytes: a hundred thousand records of a shipped size have about 300.
const LARGEST: u64 = 512;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Check(CheckArguments),
    Import(FileArguments),
    Export(FileArguments),
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct FileArguments {
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) fn run(command: &Command, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    match command {
        Command::Check(arguments) => check(arguments, session, out),
        Command::Import(arguments) => import(&arguments.file, session, out),
        Command::Export(arguments) => export_to(&arguments.file, session, out),
    }
}

fn read(path: &Path, session: &mut Session) -> Result<Import, CliError> {
    let catalogue = session.catalogue()?;
    let bytes = read_bytes(path, LARGEST)?;
    read_import(&bytes, &path.display().to_string(), &catalogue).map_err(CliError::Findings)
}

fn check(arguments: &CheckArguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let language = session.language;
    let checked = read(&arguments.file, session);
    if arguments.json {
        let findings = match &checked {
            Ok(_) => Vec::new(),
            Err(CliError::Findings(findings)) => findings.iter().map(|it| as_json(it, session)).collect(),
            Err(error) => return Err(error.clone()),
        };
        output::json(out, &findings)?;
        return checked.map(|_| ());
    }
    let import = checked?;
    output::line(out, &(language.texts().cli.checked)(import.rows.len() + import.shipped))
}

fn as_json(finding: &CheckError, session: &Session) -> Value {
    json!({
        "file": finding.file,
        "line": finding.line,
        "field": finding.field,
        "problem": finding.problem.localized(session.language),
    })
}

fn import(path: &Path, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let import = read(path, session)?;
    let language = session.language;
    let rows: Vec<store::CatalogueRow> = import.rows.iter().map(stored).collect();
    if !rows.is_empty() {
        session.writing()?.import_rows(&rows)?;
    }
    output::line(out, &(language.texts().cli.records_imported)(rows.len(), import.shipped))
}

fn stored(row: &ImportedRow) -> store::CatalogueRow {
    store::CatalogueRow { id: row.id.clone(), kind: row.kind.key().to_owned(), json: row.json.clone() }
}

fn export_to(path: &Path, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let rows = session.reading()?.imported_rows()?;
    let imported: Vec<ImportedRow> =
        rows.iter().filter_map(|row| ImportedRow::from_parts(&row.id, &row.kind, &row.json)).collect();
    write_new_file(path, export(&imported).as_bytes()).map_err(|error| CliError::writing(path, &error))?;
    output::line(out, &path.display().to_string())
}
