//! `porada catalogue`: check, import, export, share and list records.

mod sharing;

#[cfg(test)]
pub(super) use sharing::ListedRow;
pub use sharing::SharingError;
pub(super) use sharing::SharingRow;

use crate::catalogue::{
    Catalogue, CheckError, Checked, DOCUMENT_LIMIT, ImportReader, read_import, shipped_lines,
};
use crate::cli::error::{CliError, MOST_FINDINGS};
use crate::cli::progress::{Progress, watched};
use crate::cli::session::Session;
use crate::cli::{files, output};
use crate::config::write_new_file_with;
use crate::i18n::Localized;
use crate::store::{self, Sharer, StoreError};
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
    Import(ImportArguments),
    Export(FileArguments),
    Share(sharing::ShareArguments),
    Unshare(sharing::ShareArguments),
    Remove(sharing::RemoveArguments),
    List(sharing::ListArguments),
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long)]
    share: bool,
    #[arg(long = "as", value_name = "NAME", requires = "share")]
    centre: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct FileArguments {
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) fn run(command: &Command, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    match command {
        Command::Check(arguments) => check(arguments, session, out),
        Command::Import(arguments) => import(arguments, session, out),
        Command::Export(arguments) => export_to(&arguments.file, session, out),
        Command::Share(arguments) => sharing::share(arguments, session, out),
        Command::Unshare(arguments) => sharing::unshare(arguments, session, out),
        Command::Remove(arguments) => sharing::remove(arguments, session, out),
        Command::List(arguments) => sharing::list(arguments, session, out),
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
fn import(arguments: &ImportArguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let by = arguments.share.then(|| sharing::centre(arguments.centre.as_deref(), session)).transpose()?;
    let catalogue = Catalogue::shipped()?;
    let mut watched = watched();
    let progress = Progress::new(watched.as_mut().map(|out| out as &mut dyn Write), words(session));
    let mut reading = Reading::open(&arguments.file, &catalogue, progress, MOST_FINDINGS)?;
    let (language, on, now) = (session.language, session.today(), session.now);
    let (mut shared, mut hidden) = (None, 0);
    // A file without a record of its own makes no home.
    if let Some(first) = reading.next().transpose()? {
        let rows = std::iter::once(Ok(first)).chain(reading.by_ref());
        let store = session.writing()?;
        match &by {
            Some(by) => shared = Some(store.share_rows(rows, Sharer { by, on, now })?),
            None => {
                store.import_rows(rows)?;
                hidden = store.hidden_sharings()?;
            }
        }
    }
    let (records, shipped) = (reading.records, reading.shipped);
    drop(reading);
    output::line(out, &(language.texts().cli.records_imported)(records, shipped))?;
    if let Some(shared) = shared {
        output::line(out, &sharing::shared_line(shared, language))?;
    }
    if hidden > 0 {
        output::line(out, &(language.texts().sharing.hides)(hidden))?;
    }
    Ok(())
}

fn export_to(path: &Path, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let store = session.reading()?;
    let write = |file: &mut dyn Write| {
        file.write_all(shipped_lines().as_bytes()).map_err(Unwritten::File)?;
        store.each_imported(|record| {
            file.write_all(record.json.as_bytes())
                .and_then(|()| file.write_all(b"\n"))
                .map_err(Unwritten::File)
        })
    };
    if files::is_output(path) {
        return write(out).map_err(|error| match error {
            Unwritten::File(error) => CliError::from(error),
            Unwritten::Store(error) => CliError::Store(error),
        });
    }
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
