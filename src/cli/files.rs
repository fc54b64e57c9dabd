//! Files that a command writes for a person: never over one that exists unless she says so.

use super::error::CliError;
use super::output;
use crate::config::{replace_file, write_new_file};
use std::io::{self, Write};
use std::path::Path;

/// Whether `-` is written for the standard output.
pub(super) fn is_output(path: &Path) -> bool {
    path == Path::new("-")
}

/// Nothing is written when one of the names is taken, unless `force` says that files may be replaced.
pub(super) fn check_free<'a>(mut paths: impl Iterator<Item = &'a Path>, force: bool) -> Result<(), CliError> {
    let taken = paths.find(|path| path.symlink_metadata().is_ok());
    match taken.filter(|_| !force) {
        Some(path) => Err(CliError::ExportExists(path.to_owned())),
        None => Ok(()),
    }
}

/// Writes a file and then its path as a line of the output.
pub(super) fn put(path: &Path, bytes: &[u8], force: bool, out: &mut dyn Write) -> Result<(), CliError> {
    let written = if force { replace_file(path, bytes) } else { write_new_file(path, bytes) };
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => CliError::ExportExists(path.to_owned()),
        io::ErrorKind::NotFound if path.is_symlink() => CliError::LinkToNowhere(path.to_owned()),
        kind => CliError::CannotWrite(path.to_owned(), kind),
    })?;
    output::line(out, &path.display().to_string())
}
