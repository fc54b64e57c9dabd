//! What the transactions for synchronisation are made of.

use super::rows::{
    Arrival, Arrived, Covered, ListedCopy, OwnState, Receipt, Released, StoredVersion, arrived,
};
use super::{bits, key, read_seen, signed, write_seen};
use crate::model::ReplicaId;
use crate::store::documents::{Merged, load, merge_into};
use crate::store::error::{Outcome, unknown};
use crate::store::shared::has_source;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

pub(super) fn save_state(connection: &Connection, space: u128, state: &OwnState) -> Outcome<()> {
    let parts = serde_json::to_string(&state.parts).map_err(|error| unknown("space", error))?;
    let sql =
        "INSERT INTO space VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0) ON CONFLICT DO UPDATE SET seq = excluded.seq,
        head = excluded.head, arrived = excluded.arrived, parts = excluded.parts, roster = excluded.roster";
    connection.prepare_cached(sql)?.execute(params![
        key(space),
        signed(state.seq),
        key(state.head),
        signed(state.arrived),
        parts,
        state.roster
    ])?;
    Ok(())
}

pub(super) fn copies(
    connection: &Connection,
    sql: &str,
    values: &[&dyn rusqlite::ToSql],
) -> Outcome<Vec<ListedCopy>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(values)?;
    let mut copies = Vec::new();
    while let Some(row) = rows.next()? {
        let pack: Option<[u8; 16]> = row.get(3)?;
        let seen: Vec<u8> = row.get(5)?;
        copies.push(ListedCopy {
            device: bits(row.get(0)?),
            name: bits(row.get(1)?),
            hash: bits(row.get(2)?),
            pack: pack.map(bits),
            seq: row.get::<_, i64>(4)?.cast_unsigned(),
            seen: read_seen(&seen),
        });
    }
    Ok(copies)
}

/// A copy that takes the place of one that had seen more leaves its documents to be looked at again.
pub(super) fn keep_copy(connection: &Connection, space: u128, copy: &ListedCopy) -> Outcome<()> {
    let sql = "SELECT seen FROM copy WHERE space = ?1 AND document = ?2 AND device = ?3";
    let place = params![key(space), key(copy.name), key(copy.device)];
    let before: Option<Vec<u8>> =
        connection.prepare_cached(sql)?.query_row(place, |row| row.get(0)).optional()?;
    let sql = "INSERT OR REPLACE INTO copy VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    connection.prepare_cached(sql)?.execute(params![
        key(space),
        key(copy.name),
        key(copy.device),
        key(copy.hash),
        copy.pack.map(key),
        signed(copy.seq),
        write_seen(&copy.seen)
    ])?;
    match before {
        Some(before) if !copy.seen.includes(&read_seen(&before)) => uncover(connection, space, copy.name),
        _ => Ok(()),
    }
}

pub(super) fn keep_file(
    connection: &Connection,
    space: u128,
    path: &str,
    versions: &[StoredVersion],
    since: Option<Timestamp>,
) -> Outcome<()> {
    let sql = "INSERT OR IGNORE INTO own_file VALUES (?1, ?2, ?3)";
    let since = since.map(Timestamp::as_millisecond);
    connection.prepare_cached(sql)?.execute(params![key(space), path, since])?;
    let sql = "INSERT OR REPLACE INTO version VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let mut statement = connection.prepare_cached(sql)?;
    for it in versions {
        let pack = it.pack.map(key);
        statement.execute(params![key(space), key(it.name), key(it.hash), key(it.plain), pack, path])?;
    }
    Ok(())
}

pub(super) fn cover(connection: &Connection, space: u128, covered: &Covered) -> Outcome<()> {
    let sql = "INSERT OR REPLACE INTO covered SELECT ?1, id, ?3, ?4 FROM name WHERE text = ?2";
    connection.prepare_cached(sql)?.execute(params![
        key(space),
        covered.document.to_string(),
        signed(covered.number),
        key(covered.name)
    ])?;
    Ok(())
}

pub(super) fn uncover(connection: &Connection, space: u128, name: u128) -> Outcome<()> {
    let removed = connection
        .prepare_cached("DELETE FROM covered WHERE space = ?1 AND document = ?2")?
        .execute(params![key(space), key(name)])?;
    if removed > 0 { unsettle(connection, space) } else { Ok(()) }
}

/// All documents are looked through again for those that are not covered.
pub(super) fn unsettle(connection: &Connection, space: u128) -> Outcome<()> {
    connection.prepare_cached("UPDATE space SET settled = 0 WHERE space = ?1")?.execute([key(space)])?;
    Ok(())
}

pub(super) fn receive(connection: &Connection, space: u128, arrival: &Arrival) -> Outcome<Arrived> {
    let Arrival { document, copy, whole, file } = arrival;
    if let Some((version, since)) = file {
        keep_file(connection, space, &version.path, std::slice::from_ref(version), *since)?;
    }
    if has_source(connection, document.id)? {
        // It says nothing that the source does not say; that it is listed is noted, and the source looked at again.
        if let Some(copy) = copy {
            keep_copy(connection, space, copy)?;
            uncover(connection, space, copy.name)?;
        }
        let merged = Merged { new: false, changed: false, conflicts: 0 };
        return Ok(Arrived { merged, deleted: 0, erased: 0, gone: None });
    }
    let before = load(connection, document.id)?;
    let (joined, merged) = merge_into(connection, before.as_ref(), document)?;
    if let Some(copy) = copy {
        keep_copy(connection, space, copy)?;
        if *whole && joined == *document {
            let sql = "INSERT OR REPLACE INTO covered
                SELECT ?1, doc, number, ?3 FROM changed JOIN name ON name.id = doc WHERE text = ?2";
            connection.prepare_cached(sql)?.execute(params![
                key(space),
                document.id.to_string(),
                key(copy.name)
            ])?;
        } else {
            // What is here may have an answer to it that had nowhere to go before: that it was erased.
            uncover(connection, space, copy.name)?;
        }
    }
    Ok(arrived(before.as_ref(), &joined, merged))
}

pub(super) fn release(
    connection: &Connection,
    space: u128,
    device: u128,
    file: &Released,
    at: Timestamp,
) -> Outcome<()> {
    if let Some(pack) = file.pack.filter(|_| !file.erased) {
        let sql = "SELECT 1 FROM copy WHERE space = ?1 AND device = ?2 AND pack = ?3";
        if connection.prepare_cached(sql)?.exists(params![key(space), key(device), key(pack)])? {
            return Ok(());
        }
    }
    let since = if file.erased { 0 } else { at.as_millisecond().max(1) };
    let sql = "UPDATE own_file SET since = min(coalesce(since, ?3), ?3) WHERE space = ?1 AND path = ?2";
    connection.prepare_cached(sql)?.execute(params![key(space), file.path, since])?;
    Ok(())
}

pub(super) fn keep_receipts(
    connection: &Connection,
    space: u128,
    device: u128,
    receipts: &[Receipt],
) -> Outcome<()> {
    let sql = "INSERT OR IGNORE INTO receipt VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let mut statement = connection.prepare_cached(sql)?;
    for Receipt { name, dot, seq } in receipts {
        let (replica, counter) = (dot.replica.to_string(), signed(dot.counter));
        statement.execute(params![key(space), key(device), key(*name), replica, counter, signed(*seq)])?;
    }
    Ok(())
}

pub(super) fn keep_writers(
    connection: &Connection,
    space: u128,
    device: u128,
    writers: &[(ReplicaId, u64)],
) -> Outcome<()> {
    let mut statement = connection.prepare_cached("INSERT OR IGNORE INTO writer VALUES (?1, ?2, ?3, ?4)")?;
    for (replica, seq) in writers {
        statement.execute(params![key(space), key(device), replica.to_string(), signed(*seq)])?;
    }
    Ok(())
}
