//! The storage behind five verbs. It may be as dumb as a folder on a stick: nothing is asked of it but to keep files.

mod access;
mod address;
mod cancel;
mod condition;
mod error;
mod folder;
mod http;
mod listing;
mod meter;
mod probe;
mod s3;
mod webdav;

pub use access::{Access, Pace, Secret};
pub use address::{Address, AddressError, S3Address};
pub use cancel::Cancel;
pub use error::RemoteError;
pub use meter::Traffic;

use std::fmt;
use std::sync::Arc;

/// A place on the storage: segments of lower-case letters, digits, `-` and `.`, joined by `/`.
///
/// No segment is empty, begins or ends with a dot, is longer than 120 bytes or is a device on Windows (`con`, `nul.json`), and there are at
/// most six, so that no name can leave the folder and every file system and server keeps it as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RemotePath(String);

impl RemotePath {
    /// The path that `text` spells; `None` when it breaks a rule of [`RemotePath`].
    pub fn new(text: impl Into<String>) -> Option<RemotePath> {
        let text = text.into();
        let well_formed = |segment: &str| {
            !segment.is_empty()
                && segment.len() <= 120
                && !segment.starts_with('.')
                && !segment.ends_with('.')
                && !is_device(segment)
                && segment.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.'))
        };
        (text.split('/').count() <= 6 && text.split('/').all(well_formed)).then_some(RemotePath(text))
    }

    /// A path that the protocol makes of ids and hashes, which breaks no rule.
    pub(super) fn of_protocol(text: String) -> RemotePath {
        debug_assert!(RemotePath::new(text.as_str()).is_some(), "{text}");
        RemotePath(text)
    }

    /// The path as text, segments joined by `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path of `name` inside this folder; `None` when the name breaks a rule of [`RemotePath`].
    pub fn join(&self, name: &str) -> Option<RemotePath> {
        RemotePath::new(format!("{}/{name}", self.0))
    }
}

impl fmt::Display for RemotePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Whether Windows would open a device instead of a file of this name.
fn is_device(segment: &str) -> bool {
    let stem = segment.split('.').next().unwrap_or_default();
    let numbered = |name: &str| {
        stem.strip_prefix(name)
            .is_some_and(|rest| matches!(rest.as_bytes(), [digit] if digit.is_ascii_digit()))
    };
    matches!(stem, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// What a new file met on the storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// The file was written.
    Stored,
    /// A file of that name was there and was left as it is. It may be torn by an upload that was cut, so whoever needs to be
    /// sure reads it: names carry hashes. A torn one is deleted and written again.
    Existed,
}

/// A file or a folder inside a listed folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// Its name as the storage spells it, not checked: foreign files may have any name.
    pub name: String,
    /// Its size in bytes, where the storage says it; `None` for a folder.
    pub size: Option<u64>,
    /// Whether it is a folder.
    pub folder: bool,
}

/// A storage. All verbs may be called from several threads.
pub trait Remote: Send + Sync {
    /// Writes a new file, whole or not at all where the storage can, and leaves one that is there as it is.
    ///
    /// # Errors
    /// When the storage refuses or cannot be reached. The file may then be there, torn or missing: names carry hashes.
    fn put_new(&self, path: &RemotePath, bytes: &[u8]) -> Result<Put, RemoteError>;

    /// Reads a file; `None` when there is none.
    ///
    /// # Errors
    /// [`RemoteError::TooLarge`] when it has more than `limit` bytes, otherwise what the storage says.
    fn get(&self, path: &RemotePath, limit: u64) -> Result<Option<Vec<u8>>, RemoteError>;

    /// What is directly in a folder; nothing when there is no such folder. `None` is the root.
    ///
    /// # Errors
    /// What the storage says.
    fn list(&self, folder: Option<&RemotePath>) -> Result<Vec<Listed>, RemoteError>;

    /// Deletes a file; one that is not there is no error.
    ///
    /// # Errors
    /// What the storage says.
    fn delete(&self, path: &RemotePath) -> Result<(), RemoteError>;

    /// Proves that the storage is there and that this person may read, write and delete on it, and leaves no trace.
    ///
    /// # Errors
    /// What does not work.
    fn probe(&self) -> Result<(), RemoteError>;

    /// What has gone over it since it was opened, also for requests that were refused or sent again. In a folder, where nothing
    /// is sent, the contents of files and the names of listings count.
    fn traffic(&self) -> Traffic;
}

/// The storage at an address. Nothing is asked of it yet, so it need not be there.
///
/// # Errors
/// When the file of the own certificate authority cannot be used or the proxy is none.
pub fn open(address: &Address, access: &Access) -> Result<Box<dyn Remote>, RemoteError> {
    let remote: Arc<dyn Remote> = match address {
        Address::Folder(root) => Arc::new(folder::Folder::new(root.clone())),
        Address::WebDav(url) => Arc::new(webdav::WebDav::new(url.clone(), access)?),
        Address::S3(bucket) => Arc::new(s3::S3::new(bucket, access)?),
    };
    Ok(Box::new(cancel::Leaving::new(remote, access.cancel.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_leaves_its_folder() {
        for good in ["porada.json", "heads", "docs/0a1b/ab/c-1.2.json"] {
            assert!(RemotePath::new(good).is_some(), "{good}");
        }
        for wrong in ["", "/a", "a/", "a//b", "..", "a/../b", ".a", "A", "a\\b", "a b", "č", "a/b/c/d/e/f/g"]
        {
            assert!(RemotePath::new(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_path_is_a_file_on_windows_too() {
        for wrong in ["con", "heads/nul.json", "com1.txt", "lpt9", "a.", "heads./b", "c:d"] {
            assert!(RemotePath::new(wrong).is_none(), "{wrong}");
        }
        for good in ["console", "com", "com10", "lptx", "null.json", "aux1"] {
            assert!(RemotePath::new(good).is_some(), "{good}");
        }
    }
}
