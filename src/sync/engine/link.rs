//! The way to the storage: counts what goes over it.

use crate::sync::remote::{Listed, Put, Remote, RemoteError, RemotePath};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// A remote that counts.
pub(super) struct Link<'run> {
    remote: &'run dyn Remote,
    requests: AtomicUsize,
    up: AtomicU64,
    down: AtomicU64,
}

/// What went over a link so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Traffic {
    pub(super) requests: usize,
    pub(super) up: u64,
    pub(super) down: u64,
}

impl<'run> Link<'run> {
    pub(super) fn over(remote: &'run dyn Remote) -> Link<'run> {
        Link { remote, requests: AtomicUsize::new(0), up: AtomicU64::new(0), down: AtomicU64::new(0) }
    }

    pub(super) fn traffic(&self) -> Traffic {
        Traffic {
            requests: self.requests.load(Ordering::Relaxed),
            up: self.up.load(Ordering::Relaxed),
            down: self.down.load(Ordering::Relaxed),
        }
    }

    fn count(&self) {
        self.requests.fetch_add(1, Ordering::Relaxed);
    }
}

impl Remote for Link<'_> {
    fn put_new(&self, path: &RemotePath, bytes: &[u8]) -> Result<Put, RemoteError> {
        self.count();
        self.up.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        self.remote.put_new(path, bytes)
    }

    fn get(&self, path: &RemotePath, limit: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        self.count();
        let found = self.remote.get(path, limit)?;
        self.down.fetch_add(found.as_ref().map_or(0, Vec::len) as u64, Ordering::Relaxed);
        Ok(found)
    }

    fn list(&self, folder: Option<&RemotePath>) -> Result<Vec<Listed>, RemoteError> {
        self.count();
        let listed = self.remote.list(folder)?;
        self.down.fetch_add(listed.iter().map(|it| it.name.len() as u64).sum(), Ordering::Relaxed);
        Ok(listed)
    }

    fn delete(&self, path: &RemotePath) -> Result<(), RemoteError> {
        self.count();
        self.remote.delete(path)
    }

    fn probe(&self) -> Result<(), RemoteError> {
        self.count();
        self.remote.probe()
    }
}
