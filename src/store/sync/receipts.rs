//! Who has confirmed the erasures that this device has carried out.

use super::{bits, key};
use crate::model::DocumentId;
use crate::store::Store;
use crate::store::documents::parsed;
use crate::store::error::{Outcome, StoreError};
use rusqlite::params;
use std::collections::BTreeMap;

/// The erasures of one document that this device has confirmed in a space, and who has not yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// The name of the document on the storage.
    pub name: u128,
    /// How many erasures.
    pub erased: usize,
    /// The other devices of the space that have not confirmed all of them, in the order of their ids.
    pub missing: Vec<u128>,
}

impl Store {
    /// The erasures that `device`, this one, has confirmed in a space, by the names of their documents. What others say of
    /// erasures that this device does not know is not counted: it cannot be told whether they are ones.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn confirmed(&self, space: u128, device: u128) -> Result<Vec<Confirmed>, StoreError> {
        let read = || -> Outcome<Vec<Confirmed>> {
            let sql =
                "SELECT document, count(*) FROM receipt WHERE space = ?1 AND device = ?2 GROUP BY document";
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query(params![key(space), key(device)])?;
            let mut confirmed = BTreeMap::new();
            while let Some(row) = rows.next()? {
                let (name, count) = (bits(row.get(0)?), row.get::<_, i64>(1)?);
                let erased = usize::try_from(count).unwrap_or(usize::MAX);
                confirmed.insert(name, Confirmed { name, erased, missing: Vec::new() });
            }
            let sql =
                "SELECT mine.document, peer.device FROM receipt AS mine JOIN peer ON peer.space = mine.space
                LEFT JOIN receipt AS other ON other.space = mine.space AND other.device = peer.device
                    AND other.document = mine.document AND other.replica = mine.replica
                    AND other.counter = mine.counter
                WHERE mine.space = ?1 AND mine.device = ?2 AND peer.device != ?2
                GROUP BY mine.document, peer.device HAVING count(other.counter) < count(*)
                ORDER BY mine.document, peer.device";
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query(params![key(space), key(device)])?;
            while let Some(row) = rows.next()? {
                if let Some(of) = confirmed.get_mut(&bits(row.get(0)?)) {
                    of.missing.push(bits(row.get(1)?));
                }
            }
            Ok(confirmed.into_values().collect())
        };
        self.located(read())
    }

    /// The documents that have this name on the storage: one, or one and its copy for the network, which comes last.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn documents_named(&self, space: u128, name: u128) -> Result<Vec<DocumentId>, StoreError> {
        let read = || -> Outcome<Vec<DocumentId>> {
            let sql =
                "SELECT text FROM covered JOIN name ON name.id = doc WHERE space = ?1 AND document = ?2";
            let mut statement = self.connection.prepare_cached(sql)?;
            let texts = statement.query_map(params![key(space), key(name)], |row| row.get(0))?;
            let texts = texts.collect::<Result<Vec<String>, _>>()?;
            let mut named = texts.iter().map(|text| parsed(text)).collect::<Outcome<Vec<DocumentId>>>()?;
            named.sort_by_key(|id| (id.is_shared_copy(), *id));
            Ok(named)
        };
        self.located(read())
    }
}
