//! `porada catalogue`: check, import and export records.

use super::error::{CliError, MOST_FINDINGS};
use super::output;
use super::progress::{Progress, watched};
use super::session::Session;
use crate::catalogue::{
    Catalogue, CheckError, Checked, DOCUMENT_LIMIT, ImportReader, read_import, shipped_lines,
};
use crate::config::write_new_file_with;
use crate::i18n::Localized;
use crate::store::{self, StoreError};
use clap::{Args, Subcommand};
use serde::Serialize;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// How much of a file is read at a time, in bytes.
const BUFFER: usize = 256 * 1024;

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

/// A file as it is read: gives its records until the first thing is wrong, then only looks for what else is.
struct Reading<'a> {
    path: &'a Path,
    reader: ImportReader<'a, Box<dyn BufRead>>,
    progress: Progress<'a>,
    /// How many findings are kept; the others are only counted.
    most: usize,
    records: usize,
    shipped: usize,
    findings: Vec<CheckError>,
    more: usize,
}

impl<'a> Reading<'a> {
    fn open(
        path: &'a Path,
        catalogue: &'a Catalogue,
        progress: Progress<'a>,
        most: usize,
    ) -> Result<Reading<'a>, CliError> {
        let input: Box<dyn BufRead> = if path == Path::new("-") {
            Box::new(io::stdin().lock())
        } else {
            let file =
                File::open(path).map_err(|error| CliError::CannotRead(path.to_owned(), error.kind()))?;
            Box::new(BufReader::with_capacity(BUFFER, file))
        };
        let reader = read_import(input, &path.display().to_string(), catalogue);
        Ok(Reading { path, reader, progress, most, records: 0, shipped: 0, findings: Vec::new(), more: 0 })
    }

    fn note(&mut self, findings: Vec<CheckError>) {
        let room = self.most.saturating_sub(self.findings.len());
        self.more += findings.len().saturating_sub(room);
        self.findings.extend(findings.into_iter().take(room));
    }
}

impl Iterator for Reading<'_> {
    type Item = Result<store::CatalogueRow, CliError>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(checked) = self.reader.next() {
            self.progress.step();
            match checked {
                Ok(Checked::Row(row)) => {
                    self.records += 1;
                    if self.findings.is_empty() {
                        let kind = row.kind.key().to_owned();
                        return Some(Ok(store::CatalogueRow { id: row.id, kind, json: row.json }));
                    }
                }
                Ok(Checked::Shipped) => self.shipped += 1,
                Ok(Checked::Wrong(findings)) => self.note(findings),
                Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                    return Some(Err(CliError::TooLarge(self.path.to_owned(), DOCUMENT_LIMIT / 1_000_000)));
                }
                Err(error) => return Some(Err(CliError::CannotRead(self.path.to_owned(), error.kind()))),
            }
        }
        let (listed, more) = (std::mem::take(&mut self.findings), std::mem::take(&mut self.more));
        (!listed.is_empty()).then_some(Err(CliError::Findings { listed, more }))
    }
}

fn check(arguments: &CheckArguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let language = session.language;
    let catalogue = Catalogue::shipped()?;
    let mut watched = watched();
    let progress = Progress::new(watched.as_mut().map(|out| out as &mut dyn Write), words(session));
    let most = if arguments.json { usize::MAX } else { MOST_FINDINGS };
    let mut reading = Reading::open(&arguments.file, &catalogue, progress, most)?;
    let checked = reading.try_for_each(|row| row.map(drop));
    let records = reading.records + reading.shipped;
    drop(reading);
    if arguments.json {
        let findings = match &checked {
            Ok(()) => Vec::new(),
            Err(CliError::Findings { listed, .. }) => listed.iter().map(|it| as_row(it, session)).collect(),
            Err(error) => return Err(error.clone()),
        };
        output::json(out, &findings)?;
        return checked;
    }
    checked?;
    output::line(out, &(language.texts().cli.checked)(records))
}

fn words(session: &Session) -> fn(usize) -> String {
    session.language.texts().cli.records_read
}

/// What is wrong with a record.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct FindingRow {
    /// The file.
    file: String,
    /// The line, from 1.
    line: u32,
    /// The field.
    field: Option<String>,
    /// What is wrong, in the language of the command.
    problem: String,
}

fn as_row(finding: &CheckError, session: &Session) -> FindingRow {
    FindingRow {
        file: finding.file.clone(),
        line: finding.line,
        field: finding.field.clone(),
        problem: finding.problem.localized(session.language),
    }
}

/// Checks and imports in one go: the rows are written as they are read, and taken back where one is wrong.
fn import(path: &Path, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let catalogue = Catalogue::shipped()?;
    let mut watched = watched();
    let progress = Progress::new(watched.as_mut().map(|out| out as &mut dyn Write), words(session));
    let mut reading = Reading::open(path, &catalogue, progress, MOST_FINDINGS)?;
    // A file without a record of its own makes no home.
    if let Some(first) = reading.next().transpose()? {
        session.writing()?.import_rows(std::iter::once(Ok(first)).chain(reading.by_ref()))?;
    }
    let (records, shipped) = (reading.records, reading.shipped);
    drop(reading);
    output::line(out, &(session.language.texts().cli.records_imported)(records, shipped))
}

fn export_to(path: &Path, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let store = session.reading()?;
    let write = |file: &mut dyn Write| {
        file.write_all(shipped_lines().as_bytes()).map_err(Unwritten::File)?;
        store.each_imported(|_, _, json| {
            file.write_all(json.as_bytes()).and_then(|()| file.write_all(b"\n")).map_err(Unwritten::File)
        })
    };
    write_new_file_with(path, write).map_err(|error| match error {
        Unwritten::File(error) => CliError::writing(path, &error),
        Unwritten::Store(error) => CliError::Store(error),
    })?;
    output::line(out, &path.display().to_string())
}

/// Why an export was not written.
enum Unwritten {
    File(io::Error),
    Store(StoreError),
}

impl From<io::Error> for Unwritten {
    fn from(error: io::Error) -> Unwritten {
        Unwritten::File(error)
    }
}

impl From<StoreError> for Unwritten {
    fn from(error: StoreError) -> Unwritten {
        Unwritten::Store(error)
    }
}
