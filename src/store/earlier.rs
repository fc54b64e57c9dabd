//! The last few texts of fields that were replaced, for proposals: see [`Earlier`] for what they prove.
//!
//! They never leave this device. Of what is deleted none are kept, and in a document in which something was erased none at
//! all: an earlier text of another item may name the erased person too.

use super::documents::{known_number, number, parsed};
use super::error::Outcome;
use crate::model::{
    Change, Conflict, ConflictKind, Document, Dot, Earlier, EarlierText, Entity, EntityId, Register,
    ShownAgain, Wrote, first_write, keeps_earlier,
};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// Fields of entities.
type Places = BTreeSet<(EntityId, String)>;

/// Follows a write of this home: `change`, and what was written anew with it.
pub(super) fn note_change(
    connection: &Connection,
    key: i64,
    (before, after): (&Document, &Document),
    (change, again): (&Change, &ShownAgain),
    how: Wrote,
) -> Outcome<()> {
    let written = change.edits.iter();
    let written = written.flat_map(|edit| edit.fields.keys().map(|field| (edit.entity, field.clone())));
    let places = written.chain(again.places.iter().cloned()).collect();
    follow(connection, key, (before, after), &places, |earlier, (id, _), mine, now| {
        earlier.wrote(how, mine, now, &again.writes, first_write(after, *id));
    })
}

/// Follows a join of `before` with `theirs` to `after`.
pub(super) fn note_join(
    connection: &Connection,
    key: i64,
    (before, theirs, after): (&Document, &Document, &Document),
) -> Outcome<()> {
    let changed = before.entities().filter(|&(id, entity)| after.entity(id) != Some(entity));
    let places =
        changed.flat_map(|(id, entity)| entity.registers().map(move |(field, _)| (id, field.to_owned())));
    follow(connection, key, (before, after), &places.collect(), |earlier, (id, field), mine, now| {
        let said = theirs.entity(*id).map(|entity| entity.named(field)).unwrap_or_default();
        earlier.joined(mine, (said, theirs.seen()), now, first_write(after, *id));
    })
}

fn follow(
    connection: &Connection,
    key: i64,
    (before, after): (&Document, &Document),
    places: &Places,
    step: impl Fn(&mut Earlier, &(EntityId, String), &[Register], &[Register]),
) -> Outcome<()> {
    let is_deleted = after.header().is_some_and(Entity::is_deleted);
    if is_deleted || after.entities().any(|(_, entity)| entity.is_erased()) {
        return forget(connection, key);
    }
    for place in places {
        let (id, field) = place;
        let Some(entity) = before.entity(*id) else { continue };
        let Some(left) = after.entity(*id).filter(|entity| !entity.is_deleted()) else {
            forget_entity(connection, key, *id)?;
            continue;
        };
        let (mine, now) = (entity.named(field), left.named(field));
        // What never had a value has no earlier one.
        if mine.is_empty() || mine == now || !keeps_earlier(before, entity, field) {
            continue;
        }
        let (entity, field) = (number(connection, &id.to_string())?, number(connection, field)?);
        let kept = read(connection, (key, entity, field))?;
        let mut earlier = kept.clone();
        step(&mut earlier, place, mine, now);
        if earlier != kept {
            write(connection, (key, entity, field), &earlier)?;
        }
    }
    Ok(())
}

fn forget_entity(connection: &Connection, key: i64, id: EntityId) -> Outcome<()> {
    let sql = "DELETE FROM earlier WHERE doc = ?1 AND ent = (SELECT id FROM name WHERE text = ?2)";
    connection.prepare_cached(sql)?.execute(params![key, id.to_string()])?;
    Ok(())
}

/// Forgets the earlier texts of a document.
pub(super) fn forget(connection: &Connection, key: i64) -> Outcome<()> {
    connection.prepare_cached("DELETE FROM earlier WHERE doc = ?1")?.execute([key])?;
    Ok(())
}

/// Gives each of the conflicts of `document` the text that its values were made from, where that is certain.
pub(super) fn find_bases(
    connection: &Connection,
    document: &Document,
    conflicts: &mut [Conflict],
) -> Outcome<()> {
    let Some(key) = known_number(connection, &document.id.to_string())? else { return Ok(()) };
    for conflict in conflicts.iter_mut().filter(|it| it.kind == ConflictKind::Text) {
        let Some(entity) = document.entity(conflict.entity) else { continue };
        let names = (conflict.entity.to_string(), &conflict.field);
        let (Some(id), Some(field)) =
            (known_number(connection, &names.0)?, known_number(connection, names.1)?)
        else {
            continue;
        };
        let earlier = read(connection, (key, id, field))?;
        let base = earlier.base(entity.named(&conflict.field), first_write(document, conflict.entity));
        conflict.base = base.map(str::to_owned);
    }
    Ok(())
}

fn read(connection: &Connection, (key, entity, field): (i64, i64, i64)) -> Outcome<Earlier> {
    let sql = "SELECT name.text, counter, earlier.text, after FROM earlier JOIN name ON name.id = replica
         WHERE doc = ?1 AND ent = ?2 AND field = ?3 ORDER BY number";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([key, entity, field])?;
    let mut texts = Vec::new();
    while let Some(row) = rows.next()? {
        let (replica, after): (String, String) = (row.get(0)?, row.get(3)?);
        let dot = Dot { replica: parsed(&replica)?, counter: row.get::<_, i64>(1)?.cast_unsigned() };
        let after = after.split_whitespace().map(parsed).collect::<Outcome<BTreeSet<Dot>>>()?;
        texts.push(EarlierText { dot, text: row.get(2)?, after });
    }
    Ok(Earlier::new(texts))
}

fn write(connection: &Connection, (key, entity, field): (i64, i64, i64), earlier: &Earlier) -> Outcome<()> {
    connection
        .prepare_cached("DELETE FROM earlier WHERE doc = ?1 AND ent = ?2 AND field = ?3")?
        .execute([key, entity, field])?;
    let sql = "INSERT INTO earlier (doc, ent, field, replica, counter, text, after)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let mut statement = connection.prepare_cached(sql)?;
    for EarlierText { dot, text, after } in earlier.texts() {
        let replica = number(connection, &dot.replica.to_string())?;
        let after: Vec<String> = after.iter().map(Dot::to_string).collect();
        let values = params![key, entity, field, replica, dot.counter.cast_signed(), text, after.join(" ")];
        statement.execute(values)?;
    }
    Ok(())
}
