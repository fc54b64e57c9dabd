//! The storage behind five verbs. It may be as dumb as a folder on a stick: nothing is asked of it but to keep files.

use std::fmt;

/// A place on the storage: segments of lower-case letters, digits, `-` and `.`, joined by `/`.
///
/// No segment is empty, begins with a dot or is longer than 120 bytes, and there are at most six, so that no name can leave the folder and
/// every file system and server keeps it as it is.
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

/// What a new file met on the storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// The file was written.
    Stored,
    /// A file of that name was there and was left as it is.
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
}

/// Why a storage did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemoteError {
    /// No answer: no network, wrong name, no such server, an unmounted folder; the system's words.
    Unreachable(String),
    /// The certificate or the encrypted connection is not right; the library's words.
    Insecure(String),
    /// Wrong or missing name and password.
    Unauthorised,
    /// Known, but not allowed.
    Forbidden(String),
    /// The place of the address is not there.
    Missing(String),
    /// No room left.
    Full(String),
    /// The server asks to come later; after how many seconds, where it says so.
    Busy(Option<u64>),
    /// A file larger than what porada reads there, in bytes of the limit.
    TooLarge {
        /// The file.
        path: String,
        /// What would have been read, in bytes.
        limit: u64,
    },
    /// Something on the way that porada does not touch: a link, a device, a folder where a file should be.
    Unsafe(String),
    /// The server said something else; the status and its words.
    Refused {
        /// The HTTP status.
        status: u16,
        /// What the server said, cut to one line.
        words: String,
    },
    /// A file of the folder cannot be read or written; the file and the system's words.
    File {
        /// The file.
        path: String,
        /// The system's words.
        reason: String,
    },
}

impl RemoteError {
    /// Whether the same request may succeed a little later without anybody doing anything.
    pub fn is_transient(&self) -> bool {
        match self {
            RemoteError::Unreachable(_) | RemoteError::Busy(_) => true,
            RemoteError::Refused { status, .. } => *status >= 500,
            _ => false,
        }
    }
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
}
