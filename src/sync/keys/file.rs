//! Small files for the user only: read with care, replaced whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Why a file cannot be read.
#[derive(Debug)]
pub(super) enum ReadError {
    /// A folder, a pipe, a device.
    NotAFile,
    /// Larger than it may be.
    TooLarge,
    /// What the system says.
    System(io::Error),
}

/// The bytes of a file; `None` when there is none.
pub(super) fn read(path: &Path, most: u64) -> Result<Option<Vec<u8>>, ReadError> {
    match fs::metadata(path) {
        Ok(data) if !data.is_file() => return Err(ReadError::NotAFile),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(ReadError::System(error)),
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(ReadError::System)?;
    file.take(most + 1).read_to_end(&mut bytes).map_err(ReadError::System)?;
    if bytes.len() as u64 > most { Err(ReadError::TooLarge) } else { Ok(Some(bytes)) }
}

/// Writes a file that is not there yet (mode 0600): whole or not at all.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] when it is there, otherwise what the system says.
pub(super) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let working = fill(path, bytes)?;
    // A link fails when the name is taken; file systems without links get a rename after a look.
    let named = match fs::hard_link(&working, path) {
        Ok(()) => fs::remove_file(&working),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        Err(_) if path.symlink_metadata().is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(&working, path),
    };
    settle(named, &working, path)
}

/// Writes a file in the place of another one, if there is one (mode 0600): whole or not at all. Its folder is made.
///
/// # Errors
/// What the system says; then the other one is as it was.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let working = fill(path, bytes)?;
    settle(fs::rename(&working, path), &working, path)
}

fn fill(path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    if let Some(folder) = path.parent() {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
    }
    let working = path.with_file_name(format!(".porada-{}.part", uuid::Uuid::new_v4()));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&working)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    settle(written, &working, path)?;
    Ok(working)
}

/// After success the name is made durable, after a failure nothing is left over.
fn settle(done: io::Result<()>, working: &Path, path: &Path) -> io::Result<()> {
    if done.is_err() {
        let _ = fs::remove_file(working);
        return done;
    }
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_once_and_replaced_whole_for_the_user_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/identity.age");
        assert!(read(&path, 10).unwrap().is_none());
        create(&path, b"1").unwrap();
        assert_eq!(create(&path, b"2").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        replace(&path, b"3").unwrap();
        assert_eq!(read(&path, 1).unwrap().unwrap(), b"3");
        assert!(matches!(read(&path, 0), Err(ReadError::TooLarge)));
        assert!(matches!(read(folder.path(), 10), Err(ReadError::NotAFile)));
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
