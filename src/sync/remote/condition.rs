//! What is known of a server: whether it leaves a file as it is that is put with `If-None-Match: *`.

use super::{Put, Remote, RemoteError, RemotePath, probe};
use std::sync::atomic::{AtomicU8, Ordering};

/// Whether a server heeds the condition of a PUT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Condition {
    /// Not yet asked. Files below the root are put with the condition all the same: their names carry a hash, so what a careless server
    /// overwrites has the same content.
    Unknown,
    /// Apache, sabre/dav, Ceph and most others do.
    Heeded,
    /// `rclone serve webdav` ignores it, Aliyun's S3 refuses it.
    Ignored,
}

/// What was found out, for all threads of a client.
#[derive(Debug, Default)]
pub(super) struct Knowledge(AtomicU8);

impl Knowledge {
    pub(super) fn get(&self) -> Condition {
        match self.0.load(Ordering::Relaxed) {
            1 => Condition::Heeded,
            2 => Condition::Ignored,
            _ => Condition::Unknown,
        }
    }

    pub(super) fn learn(&self, condition: Condition) {
        let number = match condition {
            Condition::Unknown => 0,
            Condition::Heeded => 1,
            Condition::Ignored => 2,
        };
        self.0.store(number, Ordering::Relaxed);
    }

    /// Finds out what is not known before a file of the root is written: its name carries no hash, so it must not be overwritten.
    pub(super) fn before(
        &self,
        path: &RemotePath,
        put: impl Fn(&RemotePath) -> Result<Put, RemoteError>,
        remote: &dyn Remote,
    ) -> Result<(), RemoteError> {
        if self.get() == Condition::Unknown && !path.as_str().contains('/') {
            self.find_out(put, remote)?;
        }
        Ok(())
    }

    /// Puts a file of a name of its own twice, with the condition by `put`, and deletes it.
    pub(super) fn find_out(
        &self,
        put: impl Fn(&RemotePath) -> Result<Put, RemoteError>,
        remote: &dyn Remote,
    ) -> Result<(), RemoteError> {
        let path = probe::name();
        let second = put(&path).and_then(|_| put(&path));
        remote.delete(&path)?;
        let heeded = second? == Put::Existed;
        // A server that refuses the condition has taught that already.
        if self.get() == Condition::Unknown {
            self.learn(if heeded { Condition::Heeded } else { Condition::Ignored });
        }
        Ok(())
    }
}
