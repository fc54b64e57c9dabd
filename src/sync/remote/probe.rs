//! The proof that a storage can be used: one small file is written, found, read and deleted.

use super::{Put, Remote, RemoteError, RemotePath};

/// A name that no file of the protocol has.
pub(super) fn name() -> RemotePath {
    let random = uuid::Uuid::new_v4().simple().to_string();
    RemotePath(format!("probe-{random}.json"))
}

/// Writes, lists, reads and deletes a file in the root.
pub(super) fn round_trip(remote: &dyn Remote) -> Result<(), RemoteError> {
    let path = name();
    let outcome = tried(remote, &path);
    let deleted = remote.delete(&path);
    outcome.and(deleted)
}

fn tried(remote: &dyn Remote, path: &RemotePath) -> Result<(), RemoteError> {
    let bytes = path.as_str().as_bytes();
    let lost = || RemoteError::Missing(path.to_string());
    if remote.put_new(path, bytes)? == Put::Existed {
        return Err(lost());
    }
    if !remote.list(None)?.iter().any(|listed| listed.name == path.as_str()) {
        return Err(lost());
    }
    match remote.get(path, 1024)? {
        Some(read) if read == bytes => Ok(()),
        _ => Err(lost()),
    }
}
