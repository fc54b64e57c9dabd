//! Files that are handed to the user, and those that she laid out for the program.

use super::error::ConfigError;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Writes a new file: whole or not at all, and never over another one. The folder must exist.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] when the name is taken, otherwise what the system says; then there is no file.
pub fn write_new_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_new_file_with(path, |file| file.write_all(bytes))
}

/// Writes a file in the place of another one, if there is one: whole or not at all. Behind a link the file that it leads to is
/// replaced; a file keeps its mode and, where the system allows it, its owner. The folder must exist.
///
/// # Errors
/// [`io::ErrorKind::InvalidInput`] when it is a pipe or a device, [`io::ErrorKind::NotFound`] when it is a link that leads
/// nowhere or its folder is missing, otherwise what the system says, for instance that a program holds the file; then the other one is as it was.
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (path, old) = replaced(path)?;
    let working = beside(&path);
    let written = fill(&working, |file| file.write_all(bytes))
        .and_then(|()| old.map_or(Ok(()), |old| resemble(&working, &old)))
        .and_then(|()| fs::rename(&working, &path));
    if written.is_err() {
        // What is left is half a file.
        let _ = fs::remove_file(&working);
    }
    written
}

/// The file that is to be replaced, behind all links, and what it is; nothing where there is none yet.
fn replaced(path: &Path) -> io::Result<(PathBuf, Option<fs::Metadata>)> {
    let kind = match path.symlink_metadata() {
        Ok(kind) => kind,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((path.to_owned(), None)),
        Err(error) => return Err(error),
    };
    let path = match kind.is_symlink() {
        true => fs::canonicalize(path)?,
        false => path.to_owned(),
    };
    let old = fs::metadata(&path)?;
    if old.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if old.is_file() { Ok((path, Some(old))) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

/// Gives `working` the owner and the mode of the file that it replaces.
fn resemble(working: &Path, old: &fs::Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        // Only the administrator may give a file away; for anybody else it stays her own.
        let _ = std::os::unix::fs::chown(working, Some(old.uid()), Some(old.gid()));
    }
    fs::set_permissions(working, old.permissions())
}

/// Writes a new file as [`write_new_file`] does; its content comes from `write` bit by bit.
///
/// # Errors
/// As [`write_new_file`], and the error of `write`; then there is no file.
pub fn write_new_file_with<E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    if path.symlink_metadata().is_ok() {
        return Err(io::Error::from(io::ErrorKind::AlreadyExists).into());
    }
    let working = beside(path);
    let written = fill(&working, write).and_then(|()| Ok(give_name(&working, path)?));
    // After a link it is a second name of the file, after a failure it is half a file, after a rename it is gone.
    let _ = fs::remove_file(&working);
    written
}

/// The bytes of a file that has at most so many.
///
/// # Errors
/// [`io::ErrorKind::FileTooLarge`] when it has more, [`io::ErrorKind::InvalidInput`] when it is a pipe or a device, which
/// could keep the program waiting, otherwise what the system says.
pub fn read_small_file(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let kind = fs::metadata(path)?;
    if kind.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !kind.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

/// The name under which a file is filled. It is random: it neither follows a link that somebody laid out nor grows
/// beyond what the file system allows.
fn beside(path: &Path) -> PathBuf {
    path.with_file_name(format!(".porada-{}.part", uuid::Uuid::new_v4()))
}

fn fill<E: From<io::Error>>(
    working: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    let mut file = BufWriter::new(File::create_new(working)?);
    write(&mut file)?;
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok(file.sync_all()?)
}

fn give_name(working: &Path, path: &Path) -> io::Result<()> {
    // A link fails when the name is taken, a rename would replace the file.
    match fs::hard_link(working, path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // File systems of USB sticks have no links; there the name is reserved and then filled.
        Err(_) => {
            File::create_new(path)?;
            fs::rename(working, path).inspect_err(|_| {
                let _ = fs::remove_file(path);
            })
        }
    }
}

/// The text of a file that the user may have written; `None` where there is none.
///
/// # Errors
/// [`ConfigError::CannotRead`] when it is there and cannot be read or is no text in UTF-8.
pub fn read_own_text(path: &Path) -> Result<Option<String>, ConfigError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(ConfigError::CannotRead { path: path.to_owned(), reason: error.kind() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_and_never_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("zápis.md");
        write_new_file(&path, b"1").unwrap();
        assert_eq!(write_new_file(&path, b"2").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"1");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_content_that_breaks_off_leaves_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("zápis.md");
        let half = |file: &mut dyn Write| {
            file.write_all(b"half")?;
            Err(io::Error::from(io::ErrorKind::StorageFull))
        };
        assert_eq!(write_new_file_with(&path, half).unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn without_its_folder_nothing_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("missing/zápis.md");
        assert_eq!(write_new_file(&path, b"1").unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_small_file_is_read_and_no_larger_one_and_no_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("logo.svg");
        fs::write(&path, "1234").unwrap();
        assert_eq!(read_small_file(&path, 4).unwrap(), b"1234");
        let kind = |path: &Path| read_small_file(path, 3).unwrap_err().kind();
        assert_eq!(kind(&path), io::ErrorKind::FileTooLarge);
        assert_eq!(kind(folder.path()), io::ErrorKind::IsADirectory);
        assert_eq!(kind(&folder.path().join("missing")), io::ErrorKind::NotFound);
    }

    #[test]
    fn a_file_that_is_replaced_is_the_old_or_the_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("zápis.md");
        replace_file(&path, b"1").unwrap();
        replace_file(&path, b"2").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"2");
        fs::create_dir(folder.path().join("složka")).unwrap();
        assert!(replace_file(&folder.path().join("složka"), b"3").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn a_replaced_file_stays_behind_its_link_and_keeps_its_mode() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("zápis.md"), folder.path().join("odkaz.md"));
        fs::write(&path, "1").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).unwrap();
        symlink("zápis.md", &link).unwrap();
        replace_file(&link, b"2").unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"2");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o440);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let (socket, link) = (folder.path().join("socket"), folder.path().join("odkaz"));
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        std::os::unix::fs::symlink("nikam", &link).unwrap();
        let kind = |path: &Path| replace_file(path, b"1").unwrap_err().kind();
        assert_eq!(kind(&socket), io::ErrorKind::InvalidInput);
        assert_eq!(kind(&link), io::ErrorKind::NotFound);
        assert_eq!(kind(folder.path()), io::ErrorKind::IsADirectory);
        assert!(
            !socket.symlink_metadata().unwrap().is_file() && link.symlink_metadata().unwrap().is_symlink()
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nowhere_is_taken_for_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("zápis.md");
        std::os::unix::fs::symlink(folder.path().join("nowhere"), &path).unwrap();
        assert_eq!(write_new_file(&path, b"1").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
    }
}
