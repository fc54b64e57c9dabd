//! A folder as the storage: a stick, a network share, the folder that another program synchronises.

use super::meter::Meter;
use super::{Listed, Put, Remote, RemoteError, RemotePath, Traffic, probe, webdav};
use std::collections::BTreeSet;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A folder that is there already: a missing one is a stick that is not plugged in or a share that is not mounted, so it is never made.
///
/// Inside the root no link is followed and nothing but plain files is opened.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    meter: Meter,
    /// Folders that were looked through for old unfinished files.
    tidied: Mutex<BTreeSet<PathBuf>>,
    /// Folders of which the names are surely on the disk.
    durable: Mutex<BTreeSet<PathBuf>>,
}

impl Folder {
    pub(super) fn new(root: PathBuf) -> Folder {
        Folder { root, meter: Meter::default(), tidied: Mutex::default(), durable: Mutex::default() }
    }

    /// Deletes what killed processes have left unfinished beside `fresh`, a file that was just written: its time is the
    /// storage's own, so that no clock has to be trusted. Once for each folder; what cannot be deleted does no harm.
    fn tidy(&self, folder: &Path, fresh: &Path) {
        if !self.tidied.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned()) {
            return;
        }
        let written = |path: &Path| fs::symlink_metadata(path).and_then(|it| it.modified()).ok();
        let Some(limit) = written(fresh).and_then(|now| now.checked_sub(ABANDONED)) else { return };
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let is_file = entry.file_type().is_ok_and(|it| it.is_file());
            let old = written(&entry.path()).is_some_and(|at| at < limit);
            if is_file && old && is_unfinished(&entry.file_name().to_string_lossy()) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// Proves that the root is a folder. It may itself be a link: the person chose it.
    fn stands(&self) -> Result<(), RemoteError> {
        match fs::metadata(&self.root) {
            Ok(found) if found.is_dir() => Ok(()),
            Ok(_) => Err(RemoteError::NotFolder(self.root.display().to_string())),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Err(RemoteError::Missing(self.root.display().to_string()))
            }
            Err(error) => Err(RemoteError::of_file(&self.root, &error)),
        }
    }

    /// The folder that `segments` lead to; `None` when one of them is missing and `make` says not to make it.
    fn descend<'s>(
        &self,
        segments: impl Iterator<Item = &'s str>,
        make: bool,
    ) -> Result<Option<PathBuf>, RemoteError> {
        self.stands()?;
        let mut folder = self.root.clone();
        for segment in segments {
            let inner = folder.join(segment);
            if make {
                self.make_folder(&folder, &inner)?;
            }
            match kind(&inner)? {
                Some(found) if found.is_dir() => folder = inner,
                Some(_) => return Err(RemoteError::Unsafe(inner.display().to_string())),
                None => return Ok(None),
            }
        }
        Ok(Some(folder))
    }

    /// Makes a folder and its name durable. The name of one that is there already is made so once: who made it may have been
    /// killed before it was.
    fn make_folder(&self, folder: &Path, inner: &Path) -> Result<(), RemoteError> {
        let made = match fs::create_dir(inner) {
            Ok(()) => true,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => false,
            Err(error) => return Err(RemoteError::of_file(inner, &error)),
        };
        if !made && self.durable.lock().unwrap_or_else(PoisonError::into_inner).contains(inner) {
            return Ok(());
        }
        sync_folder(folder)?;
        self.durable.lock().unwrap_or_else(PoisonError::into_inner).insert(inner.to_owned());
        Ok(())
    }

    /// The place of a file; `None` when its folder is missing and is not to be made.
    fn place(&self, path: &RemotePath, make: bool) -> Result<Option<Place>, RemoteError> {
        let (folders, name) = match path.as_str().rsplit_once('/') {
            Some((folders, name)) => (folders, name),
            None => ("", path.as_str()),
        };
        let segments = folders.split('/').filter(|segment| !segment.is_empty());
        let folder = self.descend(segments, make)?;
        Ok(folder.map(|folder| Place { file: folder.join(name), folder }))
    }
}

/// A file and the folder it is in.
struct Place {
    folder: PathBuf,
    file: PathBuf,
}

/// What is there, no link followed; `None` when nothing is.
fn kind(path: &Path) -> Result<Option<Metadata>, RemoteError> {
    match fs::symlink_metadata(path) {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(RemoteError::of_file(path, &error)),
    }
}

/// What is there if it is a plain file; a link, a device or a folder is an error.
fn plain(path: &Path) -> Result<Option<Metadata>, RemoteError> {
    match kind(path)? {
        Some(found) if !found.is_file() => Err(RemoteError::Unsafe(path.display().to_string())),
        other => Ok(other),
    }
}

/// Makes the names in a folder durable. Windows does it by itself; some network shares cannot and say so.
fn sync_folder(folder: &Path) -> Result<(), RemoteError> {
    if cfg!(windows) {
        return Ok(());
    }
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) if !matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {
            Err(RemoteError::of_file(folder, &error))
        }
        _ => Ok(()),
    }
}

/// What the names of unfinished files begin and end with; no name of the protocol begins with a dot.
const UNFINISHED: (&str, &str) = (".porada-", ".part");

/// How long after its last change an unfinished file was surely left by a process that is gone.
const ABANDONED: Duration = Duration::from_secs(24 * 3600);

/// Whether a name is exactly what this program gives to an unfinished file: here, or as WebDAV's in a folder that another
/// program keeps equal with a server.
fn is_unfinished(name: &str) -> bool {
    let is_random =
        |id: &str| id.len() == 32 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let (begin, end) = UNFINISHED;
    let here = name.strip_prefix(begin).and_then(|rest| rest.strip_suffix(end));
    let there = || {
        let (path, id) = name.strip_suffix(webdav::UNFINISHED)?.rsplit_once('.')?;
        RemotePath::new(path).map(|_| id)
    };
    here.or_else(there).is_some_and(is_random)
}

fn write_unfinished(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Gives a finished file its name, unless the name is taken: two who do it at once cannot both succeed.
fn name_it(unfinished: &Path, file: &Path) -> io::Result<Put> {
    match fs::hard_link(unfinished, file) {
        Ok(()) => Ok(Put::Stored),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Put::Existed),
        Err(_) => name_without_link(unfinished, file),
    }
}

/// The same where there are no hard links, on sticks (FAT) and some shares: the name is taken first and the content moved onto it.
///
/// Who reads in between finds an empty file, as after a cut upload.
fn name_without_link(unfinished: &Path, file: &Path) -> io::Result<Put> {
    let taken = OpenOptions::new().write(true).create_new(true).open(file).map(drop);
    match taken {
        Ok(()) => fs::rename(unfinished, file).map(|()| Put::Stored).inspect_err(|_| {
            // The empty file is ours. If it stays it is harmless: no hash fits it.
            let _ = fs::remove_file(file);
        }),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Put::Existed),
        Err(error) => Err(error),
    }
}

/// Whether the opened file is the one that was looked at, not something put in its place in between.
#[cfg(unix)]
fn same(looked_at: &Metadata, opened: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (looked_at.dev(), looked_at.ino()) == (opened.dev(), opened.ino())
}

#[cfg(not(unix))]
fn same(_: &Metadata, opened: &Metadata) -> bool {
    opened.is_file()
}

impl Remote for Folder {
    fn put_new(&self, path: &RemotePath, bytes: &[u8]) -> Result<Put, RemoteError> {
        let Some(place) = self.place(path, true)? else {
            return Err(RemoteError::Missing(self.root.display().to_string()));
        };
        if plain(&place.file)?.is_some() {
            // Who gave it its name may have been killed before the name was on the disk, and now it is relied on.
            sync_folder(&place.folder)?;
            return Ok(Put::Existed);
        }
        let (begin, end) = UNFINISHED;
        let unfinished = place.folder.join(format!("{begin}{}{end}", uuid::Uuid::new_v4().simple()));
        let written =
            write_unfinished(&unfinished, bytes).inspect(|()| self.tidy(&place.folder, &unfinished));
        let outcome = written.and_then(|()| name_it(&unfinished, &place.file));
        // Where the file was renamed it is gone already, and a left one is never read.
        let _ = fs::remove_file(&unfinished);
        let put = outcome.map_err(|error| RemoteError::of_file(&place.file, &error))?;
        sync_folder(&place.folder)?;
        self.meter.sent(if put == Put::Stored { bytes.len() } else { 0 });
        Ok(put)
    }

    fn get(&self, path: &RemotePath, limit: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        let Some(Place { file: path_of_file, .. }) = self.place(path, false)? else { return Ok(None) };
        let Some(looked_at) = plain(&path_of_file)? else { return Ok(None) };
        let too_large = || RemoteError::TooLarge { path: path.to_string(), limit };
        if looked_at.len() > limit {
            return Err(too_large());
        }
        let wrong = |error: io::Error| RemoteError::of_file(&path_of_file, &error);
        let file = File::open(&path_of_file).map_err(wrong)?;
        if !same(&looked_at, &file.metadata().map_err(wrong)?) {
            return Err(RemoteError::Unsafe(path_of_file.display().to_string()));
        }
        let mut bytes = Vec::new();
        // It may grow while it is read.
        file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(wrong)?;
        self.meter.received(bytes.len());
        if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(Some(bytes)) }
    }

    fn list(&self, folder: Option<&RemotePath>) -> Result<Vec<Listed>, RemoteError> {
        let segments = folder.map_or("", RemotePath::as_str).split('/').filter(|segment| !segment.is_empty());
        let Some(folder) = self.descend(segments, false)? else { return Ok(Vec::new()) };
        let wrong = |error: io::Error| RemoteError::of_file(&folder, &error);
        let mut listed = Vec::new();
        for entry in fs::read_dir(&folder).map_err(wrong)? {
            let entry = entry.map_err(wrong)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            self.meter.received(name.len());
            let (begin, end) = UNFINISHED;
            if name.starts_with(begin) && name.ends_with(end) {
                continue;
            }
            // What vanished in between is not there; a link or a device is listed, so that it can be reported.
            let Some(found) = kind(&entry.path())? else { continue };
            let size = found.is_file().then_some(found.len());
            listed.push(Listed { name, size, folder: found.is_dir() });
        }
        listed.sort();
        Ok(listed)
    }

    fn delete(&self, path: &RemotePath) -> Result<(), RemoteError> {
        let Some(place) = self.place(path, false)? else { return Ok(()) };
        if plain(&place.file)?.is_none() {
            // As above: it may have been taken away by somebody who was killed then.
            return sync_folder(&place.folder);
        }
        match fs::remove_file(&place.file) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(RemoteError::of_file(&place.file, &error))
            }
            _ => sync_folder(&place.folder),
        }
    }

    fn probe(&self) -> Result<(), RemoteError> {
        probe::round_trip(self)
    }

    fn traffic(&self) -> Traffic {
        self.meter.traffic()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> RemotePath {
        RemotePath::new(text).unwrap()
    }

    #[test]
    fn an_absent_root_is_never_made() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = Folder::new(temporary.path().join("stick"));
        assert!(matches!(folder.put_new(&path("a"), b"x"), Err(RemoteError::Missing(_))));
        assert!(matches!(folder.get(&path("a"), 9), Err(RemoteError::Missing(_))));
        assert!(matches!(folder.list(None), Err(RemoteError::Missing(_))));
        assert!(matches!(folder.delete(&path("a")), Err(RemoteError::Missing(_))));
        assert!(matches!(folder.probe(), Err(RemoteError::Missing(_))));
        assert!(!temporary.path().join("stick").exists());
    }

    #[test]
    fn a_root_that_is_a_file_is_refused() {
        let temporary = tempfile::tempdir().unwrap();
        fs::write(temporary.path().join("file"), b"").unwrap();
        let folder = Folder::new(temporary.path().join("file"));
        assert!(matches!(folder.list(None), Err(RemoteError::NotFolder(_))));
    }

    #[test]
    fn a_name_is_taken_once_with_and_without_hard_links() {
        for name in [name_it, name_without_link] {
            let temporary = tempfile::tempdir().unwrap();
            let file = temporary.path().join("file");
            let outcomes: Vec<(u8, Put)> = std::thread::scope(|scope| {
                let writers: Vec<_> = (0..8)
                    .map(|number: u8| {
                        let unfinished = temporary.path().join(number.to_string());
                        fs::write(&unfinished, [number; 1000]).unwrap();
                        let file = &file;
                        scope.spawn(move || (number, name(&unfinished, file).unwrap()))
                    })
                    .collect();
                writers.into_iter().map(|writer| writer.join().unwrap()).collect()
            });
            let stored: Vec<u8> =
                outcomes.iter().filter(|(_, put)| *put == Put::Stored).map(|(number, _)| *number).collect();
            assert_eq!(stored.len(), 1, "{outcomes:?}");
            assert_eq!(fs::read(&file).unwrap(), [stored[0]; 1000]);
        }
    }

    #[test]
    fn a_name_whose_content_never_came_is_free_again() {
        let temporary = tempfile::tempdir().unwrap();
        let file = temporary.path().join("file");
        assert!(name_it(&temporary.path().join("nothing"), &file).is_err());
        assert!(!file.exists());
    }

    #[test]
    fn unfinished_files_are_not_listed() {
        let temporary = tempfile::tempdir().unwrap();
        fs::write(temporary.path().join(".porada-1.part"), b"").unwrap();
        fs::write(temporary.path().join("Cizí soubor.txt"), b"abc").unwrap();
        let listed = Folder::new(temporary.path().to_owned()).list(None).unwrap();
        assert_eq!(listed, [Listed { name: "Cizí soubor.txt".to_owned(), size: Some(3), folder: false }]);
    }

    #[test]
    fn what_killed_processes_left_goes_when_it_is_old_and_nothing_else() {
        let temporary = tempfile::tempdir().unwrap();
        let heads = temporary.path().join("heads");
        fs::create_dir(&heads).unwrap();
        let id = "0123456789abcdef0123456789abcdef";
        let left = [format!(".porada-{id}.part"), format!("{id}.00000001.12345678.json.{id}.unfinished")];
        let fresh = format!(".porada-f{}.part", &id[1..]);
        let others =
            [&format!(".porada-{}.part", &id[1..]), "Cizí.part", "Smlouva.docx.unfinished", ".porada-x"];
        fs::write(heads.join(&fresh), b"x").unwrap();
        let now = fs::metadata(heads.join(&fresh)).unwrap().modified().unwrap();
        for name in left.iter().map(String::as_str).chain(others) {
            fs::write(heads.join(name), b"x").unwrap();
            let file = File::options().write(true).open(heads.join(name)).unwrap();
            file.set_modified(now - ABANDONED - Duration::from_secs(3600)).unwrap();
        }
        Folder::new(temporary.path().to_owned()).put_new(&path("heads/a"), b"x").unwrap();
        assert!(left.iter().all(|name| !heads.join(name).exists()));
        assert!(others.iter().all(|name| heads.join(name).exists()));
        assert!(heads.join(fresh).exists());
    }

    #[cfg(unix)]
    #[test]
    fn no_link_and_no_device_is_touched() {
        use std::os::unix::fs::symlink;
        let temporary = tempfile::tempdir().unwrap();
        let root = temporary.path().join("root");
        let outside = temporary.path().join("outside");
        fs::create_dir(&root).unwrap();
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("secret"), b"secret").unwrap();
        symlink(outside.join("secret"), root.join("link")).unwrap();
        symlink(outside.join("nothing"), root.join("dangling")).unwrap();
        symlink(&outside, root.join("heads")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(root.join("pipe")).status().unwrap();
        assert!(made.success());
        let _socket = std::os::unix::net::UnixListener::bind(root.join("socket")).unwrap();
        fs::create_dir(root.join("folder")).unwrap();

        let folder = Folder::new(root.clone());
        for name in ["link", "dangling", "pipe", "socket", "folder", "heads/secret", "heads/new"] {
            let path = path(name);
            assert!(matches!(folder.get(&path, 99), Err(RemoteError::Unsafe(_))), "get {name}");
            assert!(matches!(folder.put_new(&path, b"x"), Err(RemoteError::Unsafe(_))), "put {name}");
            assert!(matches!(folder.delete(&path), Err(RemoteError::Unsafe(_))), "delete {name}");
        }
        assert!(matches!(folder.list(Some(&path("heads"))), Err(RemoteError::Unsafe(_))));
        assert_eq!(folder.list(None).unwrap().len(), 6, "they are listed, so that they can be reported");
        assert_eq!(fs::read(outside.join("secret")).unwrap(), b"secret");
        assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn the_root_itself_may_be_a_link() {
        let temporary = tempfile::tempdir().unwrap();
        fs::create_dir(temporary.path().join("real")).unwrap();
        std::os::unix::fs::symlink(temporary.path().join("real"), temporary.path().join("link")).unwrap();
        Folder::new(temporary.path().join("link")).probe().unwrap();
    }
}
