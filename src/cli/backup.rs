//! `porada backup`: a verified copy of the database in one file.

use super::error::CliError;
use super::session::Session;
use super::{files, output};
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) fn run(arguments: &Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    if !session.has_database() {
        return Err(CliError::NoDatabase(session.paths.database.clone()));
    }
    if files::is_output(&arguments.file) {
        return Err(CliError::BackupToOutput);
    }
    if arguments.file.exists() {
        return Err(CliError::FileExists(arguments.file.clone()));
    }
    let store = session.reading()?;
    store.backup(&arguments.file)?;
    let health = store.health()?;
    let texts = &session.language.texts().cli;
    let told = match health.mended {
        _ if !health.broken.is_empty() => Some((texts.backup_is_broken)(&health.broken)),
        mended => mended.is_any().then(|| (texts.backup_is_mended)(mended.rows, mended.undo)),
    };
    session.warnings.extend(told);
    output::line(out, &arguments.file.display().to_string())
}
