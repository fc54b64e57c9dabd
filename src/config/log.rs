//! The log: a file for whoever looks for a fault. It never holds what a person typed, and never reaches the screen.

use super::ConfigError;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use tracing::{Level, Subscriber};

/// The size in bytes at which the log begins anew.
const LARGEST: u64 = 1_000_000;

/// Sends what the program logs, from level `INFO`, to a file. At one megabyte the file becomes `porada.old.log`
/// and replaces the one before. The folder must exist. A second call changes nothing.
///
/// Fails where the file cannot be written.
pub fn start_log(path: &Path) -> Result<(), ConfigError> {
    let subscriber = subscriber(path, LARGEST)?;
    // An error means that a log was started before, which then goes on.
    let _ = tracing::subscriber::set_global_default(subscriber);
    Ok(())
}

fn subscriber(path: &Path, largest: u64) -> Result<impl Subscriber + use<>, ConfigError> {
    let file = RotatingFile::open(path, largest)
        .map_err(|error| ConfigError::CannotWrite { path: path.to_owned(), reason: error.kind() })?;
    Ok(tracing_subscriber::fmt()
        .with_max_level(Level::INFO)
        .with_ansi(false)
        // They would be printed over the screen.
        .log_internal_errors(false)
        .with_writer(Mutex::new(file))
        .finish())
}

struct RotatingFile {
    path: PathBuf,
    file: File,
    size: u64,
    largest: u64,
}

impl RotatingFile {
    fn open(path: &Path, largest: u64) -> io::Result<RotatingFile> {
        let file = open_for_user(path)?;
        let size = file.metadata()?.len();
        Ok(RotatingFile { path: path.to_owned(), file, size, largest })
    }

    fn rotate(&mut self) -> io::Result<()> {
        fs::rename(&self.path, self.path.with_extension("old.log"))?;
        self.file = open_for_user(&self.path)?;
        self.size = 0;
        Ok(())
    }
}

impl Write for RotatingFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = self.largest.saturating_sub(self.size);
        if self.size > 0 && bytes.len() as u64 > room {
            self.rotate()?;
        }
        let written = self.file.write(bytes)?;
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Opens to append; a new file is for the user only (mode 0600 on Unix).
fn open_for_user(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_reach_the_file_without_colour_codes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("porada.log");
        let subscriber = subscriber(&path, LARGEST).unwrap();
        tracing::subscriber::with_default(subscriber, || {
            tracing::info!(records = 7, "catalogue loaded");
            tracing::debug!("not for the log");
        });
        let log = fs::read_to_string(&path).unwrap();
        assert!(log.contains("INFO") && log.contains("catalogue loaded records=7"), "{log}");
        assert_eq!(log.lines().count(), 1);
        assert!(!log.contains('\u{1b}'));
    }

    #[test]
    fn a_full_log_begins_anew_and_one_old_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("porada.log");
        let mut file = RotatingFile::open(&path, 10).unwrap();
        for line in ["first\n", "second\n", "third\n"] {
            file.write_all(line.as_bytes()).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "third\n");
        assert_eq!(fs::read_to_string(folder.path().join("porada.old.log")).unwrap(), "second\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_log_goes_on_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("porada.log");
        for line in ["1\n", "2\n"] {
            RotatingFile::open(&path, 10).unwrap().write_all(line.as_bytes()).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "1\n2\n");
    }

    #[test]
    fn a_log_that_cannot_be_written_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let error = subscriber(folder.path(), LARGEST).err().unwrap();
        assert!(matches!(error, ConfigError::CannotWrite { path, .. } if path == folder.path()));
    }
}
