//! Counts what goes over a storage.

use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes of contents: of files, listings and the words of a server, of requests and their answers. Their headers are not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Traffic {
    /// Bytes sent.
    pub up: u64,
    /// Bytes received.
    pub down: u64,
}

impl Traffic {
    /// What was added since `before`.
    #[must_use]
    pub fn since(self, before: Traffic) -> Traffic {
        Traffic { up: self.up.saturating_sub(before.up), down: self.down.saturating_sub(before.down) }
    }
}

/// A counter that several threads may use.
#[derive(Debug, Default)]
pub(super) struct Meter {
    up: AtomicU64,
    down: AtomicU64,
}

impl Meter {
    pub(super) fn sent(&self, bytes: usize) {
        self.up.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub(super) fn received(&self, bytes: usize) {
        self.down.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub(super) fn traffic(&self) -> Traffic {
        Traffic { up: self.up.load(Ordering::Relaxed), down: self.down.load(Ordering::Relaxed) }
    }
}
