//! What a home keeps for synchronisation: what each device lists on a storage and what of it is joined here, what this
//! device put there and what still waits, who confirmed an erasure, which files could not be used.
//!
//! A document waits to be published when it was changed after the number in `covered`. It is covered when the copies that
//! devices list on the storage, taken together, have seen all that it has seen.

mod receipts;
mod rows;
mod statements;

pub use receipts::Confirmed;
pub use rows::{
    Arrival, Arrived, Covered, Gone, IndexPart, ListedCopy, OwnState, Peer, Publication, Quarantined,
    Receipt, Released, StoredVersion, arrived,
};

use super::Store;
use super::documents::parsed;
use super::error::{Outcome, StoreError, unknown};
use super::remotes::moment;
use crate::model::{DocumentId, Dot, ReplicaId, VersionVector};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use statements::{
    copies, cover, keep_copy, keep_file, keep_receipts, keep_writers, receive, release, save_state, uncover,
    unsettle,
};

fn key(bits: u128) -> [u8; 16] {
    bits.to_be_bytes()
}

fn bits(bytes: [u8; 16]) -> u128 {
    u128::from_be_bytes(bytes)
}

fn write_seen(seen: &VersionVector) -> Vec<u8> {
    seen.iter().flat_map(|dot| [dot.replica.0.to_be_bytes(), dot.counter.to_be_bytes()]).flatten().collect()
}

fn read_seen(bytes: &[u8]) -> VersionVector {
    let number = |part: &[u8]| part.try_into().map(u64::from_be_bytes).unwrap_or_default();
    let dot = |pair: &[u8]| {
        let (replica, counter) = pair.split_at(8);
        Dot { replica: ReplicaId(number(replica)), counter: number(counter) }
    };
    bytes.chunks_exact(16).map(dot).collect()
}

fn signed(number: u64) -> i64 {
    number.cast_signed()
}

impl Store {
    /// What this device did in a space.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn own_state(&self, space: u128) -> Result<OwnState, StoreError> {
        let read = || -> Outcome<OwnState> {
            let sql = "SELECT seq, head, arrived, parts, roster FROM space WHERE space = ?1";
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query([key(space)])?;
            let Some(row) = rows.next()? else { return Ok(OwnState::default()) };
            let parts: String = row.get(3)?;
            Ok(OwnState {
                seq: row.get::<_, i64>(0)?.cast_unsigned(),
                head: bits(row.get(1)?),
                arrived: row.get::<_, i64>(2)?.cast_unsigned(),
                parts: serde_json::from_str(&parts).map_err(|error| unknown("space", error))?,
                roster: row.get(4)?,
            })
        };
        self.located(read())
    }

    /// Remembers what this device did in a space.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn save_own_state(&mut self, space: u128, state: &OwnState) -> Result<(), StoreError> {
        self.quietly(|connection| save_state(connection, space, state))
    }

    /// What is known of the other devices of a space, in the order of their ids.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn peers(&self, space: u128) -> Result<Vec<Peer>, StoreError> {
        let read = || -> Outcome<Vec<Peer>> {
            let sql = "SELECT device, seq, heads, newest, seen_at FROM peer WHERE space = ?1 ORDER BY device";
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query([key(space)])?;
            let mut peers = Vec::new();
            while let Some(row) = rows.next()? {
                let heads: String = row.get(2)?;
                peers.push(Peer {
                    device: bits(row.get(0)?),
                    seq: row.get::<_, i64>(1)?.cast_unsigned(),
                    heads: serde_json::from_str(&heads).map_err(|error| unknown("peer", error))?,
                    newest: row.get::<_, i64>(3)?.cast_unsigned(),
                    seen_at: moment(row.get(4)?)?,
                });
            }
            Ok(peers)
        };
        self.located(read())
    }

    /// Remembers what is known of a device.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn save_peer(&mut self, space: u128, peer: &Peer) -> Result<(), StoreError> {
        self.quietly(|connection| {
            let heads = serde_json::to_string(&peer.heads).map_err(|error| unknown("peer", error))?;
            let sql = "INSERT OR REPLACE INTO peer VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            connection.prepare_cached(sql)?.execute(params![
                key(space),
                key(peer.device),
                signed(peer.seq),
                heads,
                signed(peer.newest),
                peer.seen_at.as_millisecond()
            ])?;
            Ok(())
        })
    }

    /// The copies of a document that devices list and that are joined here.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn listed_copies(&self, space: u128, name: u128) -> Result<Vec<ListedCopy>, StoreError> {
        let sql = "SELECT device, document, hash, pack, seq, seen FROM copy
            WHERE space = ?1 AND document = ?2 ORDER BY device";
        self.located(copies(&self.connection, sql, params![key(space), key(name)]))
    }

    /// The name on the storage of a document that was once found to need nothing more there.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn covered_name(&self, space: u128, id: DocumentId) -> Result<Option<u128>, StoreError> {
        let sql = "SELECT document FROM covered JOIN name ON name.id = doc WHERE space = ?1 AND text = ?2";
        let found = self.connection.prepare_cached(sql).and_then(|mut it| {
            it.query_row(params![key(space), id.to_string()], |row| row.get(0)).optional()
        });
        self.located(found.map(|name| name.map(bits)).map_err(Into::into))
    }

    /// The copies that a device lists since after the head `after`, in the order of heads and names.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn copies_of(&self, space: u128, device: u128, after: u64) -> Result<Vec<ListedCopy>, StoreError> {
        let sql = "SELECT device, document, hash, pack, seq, seen FROM copy
            WHERE space = ?1 AND device = ?2 AND seq > ?3 ORDER BY seq, document";
        self.located(copies(&self.connection, sql, params![key(space), key(device), signed(after)]))
    }

    /// The copies that a device lists in one pack.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn copies_in(&self, space: u128, device: u128, pack: u128) -> Result<Vec<ListedCopy>, StoreError> {
        let sql = "SELECT device, document, hash, pack, seq, seen FROM copy
            WHERE space = ?1 AND device = ?2 AND pack = ?3 ORDER BY document";
        self.located(copies(&self.connection, sql, params![key(space), key(device), key(pack)]))
    }

    /// Notes copies that are listed and whose content is joined already.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn keep_copies(&mut self, space: u128, copies: &[ListedCopy]) -> Result<(), StoreError> {
        self.quietly(|connection| copies.iter().try_for_each(|copy| keep_copy(connection, space, copy)))
    }

    /// Forgets that a device lists a copy, so that its documents are looked at again.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn forget_copy(&mut self, space: u128, device: u128, name: u128) -> Result<(), StoreError> {
        self.quietly(|connection| {
            let sql = "DELETE FROM copy WHERE space = ?1 AND document = ?2 AND device = ?3";
            connection.prepare_cached(sql)?.execute(params![key(space), key(name), key(device)])?;
            uncover(connection, space, name)
        })
    }

    /// Forgets all copies that a device lists, so that their documents are looked at again.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn forget_copies(&mut self, space: u128, device: u128) -> Result<(), StoreError> {
        self.quietly(|connection| {
            let place = params![key(space), key(device)];
            let sql = "DELETE FROM covered WHERE space = ?1 AND document IN
                (SELECT document FROM copy WHERE space = ?1 AND device = ?2)";
            let uncovered = connection.prepare_cached(sql)?.execute(place)?;
            let sql = "DELETE FROM copy WHERE space = ?1 AND device = ?2";
            connection.prepare_cached(sql)?.execute(place)?;
            if uncovered > 0 { unsettle(connection, space) } else { Ok(()) }
        })
    }

    /// Leaves documents with this name on the storage to be looked at again.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn uncover(&mut self, space: u128, name: u128) -> Result<(), StoreError> {
        self.quietly(|connection| uncover(connection, space, name))
    }

    /// Joins documents that came from a storage and notes where they are listed, all in one transaction. Other windows hear of
    /// it when a document changed.
    ///
    /// # Errors
    /// When the database cannot be written; nothing is joined then.
    pub fn receive(&mut self, space: u128, arrivals: &[Arrival]) -> Result<Vec<Arrived>, StoreError> {
        let join = |connection: &Connection| {
            arrivals.iter().map(|arrival| receive(connection, space, arrival)).collect::<Outcome<Vec<_>>>()
        };
        self.record_if(
            |transaction, _| join(transaction),
            |arrived| arrived.iter().any(|it| it.merged.changed),
        )
    }

    /// The documents that were changed since they were last found to be on the storage, with the number of the latest
    /// change, in the order of their changes. Reads nothing of what has settled.
    ///
    /// # Errors
    /// When the database cannot be read, or the settled number not written.
    pub fn unpublished(&mut self, space: u128) -> Result<Vec<(DocumentId, u64)>, StoreError> {
        let read = || -> Outcome<Vec<(DocumentId, u64)>> {
            let sql = "SELECT text, changed.number FROM changed JOIN name ON name.id = changed.doc
                WHERE changed.number > coalesce((SELECT settled FROM space WHERE space = ?1), 0)
                AND NOT EXISTS (SELECT 1 FROM covered
                    WHERE covered.space = ?1 AND covered.doc = changed.doc AND covered.number >= changed.number)
                ORDER BY changed.number";
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query([key(space)])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let text: String = row.get(0)?;
                found.push((parsed(&text)?, row.get::<_, i64>(1)?.cast_unsigned()));
            }
            Ok(found)
        };
        let found = self.located(read())?;
        if found.is_empty() {
            self.quietly(|connection| {
                let sql = "UPDATE space SET settled = (SELECT value FROM meta WHERE key = 'writes')
                    WHERE space = ?1 AND settled < (SELECT value FROM meta WHERE key = 'writes')
                    AND NOT EXISTS (SELECT 1 FROM changed WHERE changed.number > settled AND NOT EXISTS
                        (SELECT 1 FROM covered WHERE covered.space = ?1 AND covered.doc = changed.doc
                         AND covered.number >= changed.number))";
                connection.prepare_cached(sql)?.execute([key(space)])?;
                Ok(())
            })?;
        }
        Ok(found)
    }

    /// Notes documents that need nothing more on the storage.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn cover(&mut self, space: u128, covered: &[Covered]) -> Result<(), StoreError> {
        self.quietly(|connection| covered.iter().try_for_each(|it| cover(connection, space, it)))
    }

    /// The versions of a document that this device has put on the storage and not yet deleted.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn stored_versions(&self, space: u128, name: u128) -> Result<Vec<StoredVersion>, StoreError> {
        let read = || -> Outcome<Vec<StoredVersion>> {
            let sql = "SELECT hash, plain, pack, path FROM version WHERE space = ?1 AND document = ?2";
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query(params![key(space), key(name)])?;
            let mut versions = Vec::new();
            while let Some(row) = rows.next()? {
                let pack: Option<[u8; 16]> = row.get(2)?;
                versions.push(StoredVersion {
                    name,
                    hash: bits(row.get(0)?),
                    plain: bits(row.get(1)?),
                    pack: pack.map(bits),
                    path: row.get(3)?,
                });
            }
            Ok(versions)
        };
        self.located(read())
    }

    /// Notes a file on the storage with the versions of documents in it; `since` is when it began to be listed by no head.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn keep_file(
        &mut self,
        space: u128,
        path: &str,
        versions: &[StoredVersion],
        since: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        self.quietly(|connection| keep_file(connection, space, path, versions, since))
    }

    /// Whether this device put the file there.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn is_own_file(&self, space: u128, path: &str) -> Result<bool, StoreError> {
        let read = || -> Outcome<bool> {
            let sql = "SELECT 1 FROM own_file WHERE space = ?1 AND path = ?2";
            let mut statement = self.connection.prepare_cached(sql)?;
            Ok(statement.exists(params![key(space), path])?)
        };
        self.located(read())
    }

    /// Notes what a head that arrived has made public, all in one transaction.
    ///
    /// # Errors
    /// When the database cannot be written; everything is published again then.
    pub fn published(&mut self, space: u128, done: &Publication, at: Timestamp) -> Result<(), StoreError> {
        self.quietly(|transaction| {
            save_state(transaction, space, &done.state)?;
            for copy in &done.copies {
                keep_copy(transaction, space, copy)?;
                let sql = "UPDATE own_file SET since = NULL WHERE space = ?1 AND path IN
                    (SELECT path FROM version WHERE space = ?1 AND document = ?2 AND hash = ?3 AND pack IS ?4)";
                transaction.prepare_cached(sql)?.execute(params![
                    key(space),
                    key(copy.name),
                    key(copy.hash),
                    copy.pack.map(key)
                ])?;
            }
            for path in &done.files {
                let sql = "INSERT OR REPLACE INTO own_file VALUES (?1, ?2, NULL)";
                transaction.prepare_cached(sql)?.execute(params![key(space), path])?;
            }
            for name in &done.delisted {
                let sql = "DELETE FROM copy WHERE space = ?1 AND document = ?2 AND device = ?3";
                transaction.prepare_cached(sql)?.execute(params![
                    key(space),
                    key(*name),
                    key(done.device)
                ])?;
            }
            done.released.iter().try_for_each(|it| release(transaction, space, done.device, it, at))?;
            done.covered.iter().try_for_each(|it| cover(transaction, space, it))?;
            keep_receipts(transaction, space, done.device, &done.receipts)?;
            let writers: Vec<_> = done.writers.iter().map(|&replica| (replica, done.state.seq)).collect();
            keep_writers(transaction, space, done.device, &writers)
        })
    }

    /// Own files that may be deleted: those that are not listed since `until`, oldest first, at once deletable before.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn stale_files(&self, space: u128, until: Timestamp) -> Result<Vec<(String, bool)>, StoreError> {
        let read = || -> Outcome<Vec<(String, bool)>> {
            let sql =
                "SELECT path, since = 0 FROM own_file WHERE space = ?1 AND since <= ?2 ORDER BY since, path";
            let mut statement = self.connection.prepare_cached(sql)?;
            let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
            Ok(statement
                .query_map(params![key(space), until.as_millisecond()], row)?
                .collect::<Result<_, _>>()?)
        };
        self.located(read())
    }

    /// Releases own files outside a publication.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn release_files(
        &mut self,
        space: u128,
        device: u128,
        files: &[Released],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.quietly(|connection| files.iter().try_for_each(|it| release(connection, space, device, it, at)))
    }

    /// Forgets an own file that was deleted.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn forget_file(&mut self, space: u128, path: &str) -> Result<(), StoreError> {
        self.quietly(|connection| {
            let sql = "DELETE FROM own_file WHERE space = ?1 AND path = ?2";
            connection.prepare_cached(sql)?.execute(params![key(space), path])?;
            Ok(())
        })
    }

    /// The erasures that a device has confirmed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn receipts(&self, space: u128, device: u128) -> Result<Vec<Receipt>, StoreError> {
        let read = || -> Outcome<Vec<Receipt>> {
            let sql = "SELECT document, replica, counter, seq FROM receipt WHERE space = ?1 AND device = ?2
                ORDER BY document, replica, counter";
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query(params![key(space), key(device)])?;
            let mut receipts = Vec::new();
            while let Some(row) = rows.next()? {
                let replica: String = row.get(1)?;
                let dot = Dot { replica: parsed(&replica)?, counter: row.get::<_, i64>(2)?.cast_unsigned() };
                receipts.push(Receipt {
                    name: bits(row.get(0)?),
                    dot,
                    seq: row.get::<_, i64>(3)?.cast_unsigned(),
                });
            }
            Ok(receipts)
        };
        self.located(read())
    }

    /// Notes erasures that a device has confirmed.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn keep_receipts(
        &mut self,
        space: u128,
        device: u128,
        receipts: &[Receipt],
    ) -> Result<(), StoreError> {
        self.quietly(|connection| keep_receipts(connection, space, device, receipts))
    }

    /// The sessions of this device that wrote something, whatever became of it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn own_replicas(&self) -> Result<Vec<ReplicaId>, StoreError> {
        let read = || -> Outcome<Vec<ReplicaId>> {
            let sql = "SELECT text FROM own_replica JOIN name ON name.id = replica ORDER BY replica";
            let mut statement = self.connection.prepare_cached(sql)?;
            let texts = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
            texts.iter().map(|text| parsed(text)).collect()
        };
        self.located(read())
    }

    /// The replicas that a device names as its sessions, with the number of the head that first did.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn writers(&self, space: u128, device: u128) -> Result<Vec<(ReplicaId, u64)>, StoreError> {
        let read = || -> Outcome<Vec<(ReplicaId, u64)>> {
            let sql =
                "SELECT replica, seq FROM writer WHERE space = ?1 AND device = ?2 ORDER BY seq, replica";
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query(params![key(space), key(device)])?;
            let mut writers = Vec::new();
            while let Some(row) = rows.next()? {
                let text: String = row.get(0)?;
                writers.push((parsed(&text)?, row.get::<_, i64>(1)?.cast_unsigned()));
            }
            Ok(writers)
        };
        self.located(read())
    }

    /// Notes replicas that a device names as its sessions.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn keep_writers(
        &mut self,
        space: u128,
        device: u128,
        writers: &[(ReplicaId, u64)],
    ) -> Result<(), StoreError> {
        self.quietly(|connection| keep_writers(connection, space, device, writers))
    }

    /// The device whose session a replica is, as the heads of devices say; `None` where none does. Own sessions are in
    /// [`Store::own_replicas`].
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn device_of(&self, replica: ReplicaId) -> Result<Option<u128>, StoreError> {
        let read = || -> Outcome<Option<u128>> {
            let sql = "SELECT device FROM writer WHERE replica = ?1 ORDER BY seq LIMIT 1";
            let mut statement = self.connection.prepare_cached(sql)?;
            Ok(statement.query_row([replica.to_string()], |row| row.get(0)).optional()?.map(bits))
        };
        self.located(read())
    }

    /// Notes a file that cannot be used. Says whether it is news: a path that is not known yet, or of another size or for
    /// another reason.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn quarantine(&mut self, space: u128, file: &Quarantined) -> Result<bool, StoreError> {
        self.quietly(|connection| {
            let sql = "INSERT INTO quarantine VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET
                reason = excluded.reason, bytes = excluded.bytes, at = excluded.at
                WHERE reason <> excluded.reason OR bytes <> excluded.bytes";
            let size = i64::try_from(file.bytes).unwrap_or(i64::MAX);
            let changed = connection.prepare_cached(sql)?.execute(params![
                key(space),
                file.path,
                file.reason,
                size,
                file.at.as_millisecond()
            ])?;
            Ok(changed > 0)
        })
    }

    /// The files of a space that cannot be used, in the order of their paths.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn quarantined(&self, space: u128) -> Result<Vec<Quarantined>, StoreError> {
        let read = || -> Outcome<Vec<Quarantined>> {
            let sql = "SELECT path, reason, bytes, at FROM quarantine WHERE space = ?1 ORDER BY path";
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query([key(space)])?;
            let mut files = Vec::new();
            while let Some(row) = rows.next()? {
                let (path, reason) = (row.get(0)?, row.get(1)?);
                let bytes = row.get::<_, i64>(2)?.cast_unsigned();
                files.push(Quarantined { path, reason, bytes, at: moment(row.get(3)?)? });
            }
            Ok(files)
        };
        self.located(read())
    }

    /// Lets files out of quarantine, after they were read well or are to be tried again.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn let_out(&mut self, space: u128, paths: &[String]) -> Result<(), StoreError> {
        self.quietly(|connection| {
            let sql = "DELETE FROM quarantine WHERE space = ?1 AND path = ?2";
            let mut statement = connection.prepare_cached(sql)?;
            for path in paths {
                statement.execute(params![key(space), path])?;
            }
            Ok(())
        })
    }

    /// One transaction that other windows need not hear of: no document changes in it.
    pub(super) fn quietly<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> Outcome<T>,
    ) -> Result<T, StoreError> {
        let run = || -> Outcome<T> {
            let behavior = rusqlite::TransactionBehavior::Immediate;
            let transaction = self.connection.transaction_with_behavior(behavior)?;
            let result = work(&transaction)?;
            transaction.commit()?;
            Ok(result)
        };
        run().map_err(|fault| fault.at(&self.path))
    }
}
