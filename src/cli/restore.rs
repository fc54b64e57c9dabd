//! `porada restore`: brings a backup back; what was there is kept beside it.

use super::error::CliError;
use super::output;
use super::session::Session;
use crate::store::{InstanceLock, restore};
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) fn run(arguments: &Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    session.paths.create()?;
    let _lock = InstanceLock::acquire(&session.paths.lock)?;
    let (kept, mended) = restore(&arguments.file, &session.paths.database, session.now)?;
    let texts = &session.language.texts().cli;
    output::line(out, &(texts.restored)(&arguments.file.display().to_string()))?;
    if kept.exists() {
        output::line(out, &(texts.kept)(&kept.display().to_string()))?;
    }
    if mended.is_any() {
        session.warnings.push((texts.mended)(mended.rows, mended.undo));
    }
    Ok(())
}
