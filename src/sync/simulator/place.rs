//! The home of a simulated device: in memory, or the store that ships over a database in memory.

use super::home::MemoryHome;
use crate::model::{Change, Document, DocumentId, Dot, ReplicaId, VersionVector};
use crate::store::Store;
use crate::sync::home::Home;
use jiff::Timestamp;

/// A home of a simulated device.
pub(super) enum Place {
    Memory(Box<MemoryHome>),
    Database(Box<Store>),
}

impl Place {
    /// An empty home beside this one: of the same sort.
    pub(super) fn empty(database: bool, replica: ReplicaId) -> Place {
        match database.then(|| Store::open_in_memory(replica)) {
            Some(Ok(store)) => Place::Database(Box::new(store)),
            _ => Place::Memory(Box::new(MemoryHome::new(replica))),
        }
    }

    pub(super) fn home(&mut self) -> &mut dyn Home {
        match self {
            Place::Memory(home) => home.as_mut(),
            Place::Database(store) => store.as_mut(),
        }
    }

    pub(super) fn document(&self, id: DocumentId) -> Option<Document> {
        match self {
            Place::Memory(home) => Home::document(home.as_ref(), id).ok().flatten(),
            Place::Database(store) => store.document(id).ok().flatten(),
        }
    }

    /// All that was recorded, with a new session: a restart, a backup that is brought back, a laptop whose disk was copied.
    /// `None` where SQLite has no memory left.
    pub(super) fn copy(&self, replica: ReplicaId) -> Option<Place> {
        match self {
            Place::Memory(home) => {
                let mut home = home.clone();
                home.start_session(replica);
                Some(Place::Memory(home))
            }
            Place::Database(store) => {
                store.copy_in_memory(replica).ok().map(|store| Place::Database(Box::new(store)))
            }
        }
    }

    /// Starts the program again. What was recorded is there, nothing else.
    pub(super) fn start_session(&mut self, replica: ReplicaId) {
        match self {
            Place::Memory(home) => home.start_session(replica),
            Place::Database(_) => {
                if let Some(copy) = self.copy(replica) {
                    *self = copy;
                }
            }
        }
    }

    /// Lets so many transactions of a home in memory succeed and then none; `None` for all again.
    pub(super) fn limit(&mut self, transactions: Option<usize>) {
        if let Place::Memory(home) = self {
            home.limit(transactions);
        }
    }

    /// Writes a change; its dot, unless it was not written.
    pub(super) fn apply(
        &mut self,
        id: DocumentId,
        kind: &str,
        change: &Change,
        context: &VersionVector,
        now: Timestamp,
    ) -> Option<Dot> {
        match self {
            Place::Memory(home) => Some(home.apply(id, kind, change, context, now)),
            Place::Database(store) => {
                let seen = store.document(id).ok()?.map(|it| it.seen().clone()).unwrap_or_default();
                store.apply(id, kind, change, context, now).ok()?;
                let after = store.document(id).ok()??;
                after.seen().iter().find(|dot| seen.counter(dot.replica) < dot.counter)
            }
        }
    }
}
