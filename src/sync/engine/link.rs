//! The way to the storage: counts what goes over it.

use crate::sync::remote::{Listed, Put, Remote, RemoteError, RemotePath, Traffic};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A remote that counts requests, and bytes since the run began.
pub(super) struct Link<'run> {
    remote: &'run dyn Remote,
    requests: AtomicUsize,
    before: Traffic,
}

impl<'run> Link<'run> {
    /// A link over a remote, over which `before` had gone when the run began.
    pub(super) fn over(remote: &'run dyn Remote, before: Traffic) -> Link<'run> {
        Link { remote, requests: AtomicUsize::new(0), before }
    }

    pub(super) fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }

    fn count(&self) {
        self.requests.fetch_add(1, Ordering::Relaxed);
    }
}

impl Remote for Link<'_> {
    fn put_new(&self, path: &RemotePath, bytes: &[u8]) -> Result<Put, RemoteError> {
        self.count();
        self.remote.put_new(path, bytes)
    }

    fn get(&self, path: &RemotePath, limit: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        self.count();
        self.remote.get(path, limit)
    }

    fn list(&self, folder: Option<&RemotePath>) -> Result<Vec<Listed>, RemoteError> {
        self.count();
        self.remote.list(folder)
    }

    fn delete(&self, path: &RemotePath) -> Result<(), RemoteError> {
        self.count();
        self.remote.delete(path)
    }

    fn probe(&self) -> Result<(), RemoteError> {
        self.count();
        self.remote.probe()
    }

    fn traffic(&self) -> Traffic {
        self.remote.traffic().since(self.before)
    }
}
