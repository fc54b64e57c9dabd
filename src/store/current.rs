//! The rows for lists: of each field the value that is shown first. They are written in the transaction of the change
//! and can always be made again from the documents.

use super::documents::number;
use super::error::{Outcome, unknown};
use super::records;
use crate::model::schema::CATALOGUE_RECORD;
use crate::model::{Consultation, Document, EntityId, Item, ItemBody};
use jiff::civil::DateTime;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::collections::BTreeMap;

/// The tables with one row for each entity that is not deleted; the first two columns are the document and the entity.
pub(super) const ENTITY_TABLES: [&str; 6] =
    ["cur_participant", "cur_need", "cur_note", "cur_decision", "cur_task", "cur_link"];

/// The values of one row after its key.
type Row = (&'static str, EntityId, Vec<Value>);

/// Writes the row of the consultation, and the rows of those entities that `touched` names. Documents of other kinds
/// have no such rows.
pub(super) fn rewrite(
    connection: &Connection,
    key: i64,
    document: &Document,
    touched: impl Fn(EntityId) -> bool,
) -> Outcome<()> {
    if document.kind == CATALOGUE_RECORD {
        return records::rewrite(connection, key, document);
    }
    let Some(consultation) = Consultation::read(document) else { return Ok(()) };
    write_header(connection, key, header(document, &consultation)?)?;
    for (id, _) in document.entities().filter(|&(id, _)| touched(id) && id != document.id.header()) {
        let entity = number(connection, &id.to_string())?;
        // From every table: a merge can change the kind of an entity.
        for table in ENTITY_TABLES {
            let sql = format!("DELETE FROM {table} WHERE doc = ?1 AND ent = ?2");
            connection.prepare_cached(&sql)?.execute([key, entity])?;
        }
    }
    for (table, id, values) in rows(&consultation)?.into_iter().filter(|&(_, id, _)| touched(id)) {
        let entity = number(connection, &id.to_string())?;
        let sql = format!("INSERT INTO {table} VALUES (?, ?{})", ", ?".repeat(values.len()));
        let values = [Value::from(key), Value::from(entity)].into_iter().chain(values);
        connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    }
    Ok(())
}

/// Not `INSERT OR REPLACE`: that would delete the row first, and with it the rows of all entities.
fn write_header(connection: &Connection, key: i64, values: Vec<Value>) -> Outcome<()> {
    let sql = "INSERT INTO cur_consultation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (doc) DO UPDATE SET kind = excluded.kind, title = excluded.title,
        municipalities = excluded.municipalities, \"start\" = excluded.\"start\", \"end\" = excluded.\"end\",
        place = excluded.place, status = excluded.status, visibility = excluded.visibility,
        sample = excluded.sample, deleted = excluded.deleted, last_write = excluded.last_write";
    let values = std::iter::once(Value::from(key)).chain(values);
    connection.prepare_cached(sql)?.execute(params_from_iter(values))?;
    Ok(())
}

fn moment(value: Option<DateTime>) -> Value {
    value.map_or(Value::Null, |value| Value::from(value.to_string()))
}

fn flag(value: bool) -> Value {
    Value::from(i64::from(value))
}

fn json(values: &impl serde::Serialize) -> Outcome<Value> {
    serde_json::to_string(values).map(Value::from).map_err(|error| unknown("cur", error))
}

fn header(document: &Document, consultation: &Consultation) -> Outcome<Vec<Value>> {
    let Consultation { title, municipalities, start, end, place, sample, deleted, .. } = consultation;
    let last_write = document.last_write().unwrap_or_default();
    Ok(vec![
        Value::from(consultation.kind.key().to_owned()),
        Value::from(title.clone()),
        json(municipalities)?,
        moment(*start),
        moment(*end),
        Value::from(place.clone()),
        Value::from(consultation.status.key().to_owned()),
        Value::from(consultation.visibility.key().to_owned()),
        flag(*sample),
        flag(*deleted),
        Value::from(last_write.0.cast_signed()),
    ])
}

fn rows(consultation: &Consultation) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    for it in &consultation.participants {
        let texts = [&it.name, &it.office, &it.organisation, &it.email, &it.phone];
        let values = texts.into_iter().cloned().map(Value::from).chain([flag(it.excused)]);
        rows.push(("cur_participant", it.id, values.collect()));
    }
    for item in &consultation.items {
        let (table, values) = item_row(item)?;
        rows.push((table, item.id, values));
    }
    for it in &consultation.links {
        let texts = [
            it.need.to_string(),
            it.record.clone(),
            it.title.clone(),
            it.verdict.key().into(),
            it.why.clone(),
        ];
        let written = Value::from(it.written.as_millisecond());
        rows.push(("cur_link", it.id, texts.into_iter().map(Value::from).chain([written]).collect()));
    }
    Ok(rows)
}

fn item_row(item: &Item) -> Outcome<(&'static str, Vec<Value>)> {
    let mut values = vec![Value::from(item.written.as_millisecond()), Value::from(item.text.clone())];
    let table = match &item.body {
        ItemBody::Need { detail, components, priority, status } => {
            values.push(Value::from(detail.clone()));
            values.push(json(components)?);
            values.push(Value::from(priority.key().to_owned()));
            values.push(Value::from(status.key().to_owned()));
            "cur_need"
        }
        ItemBody::Note => "cur_note",
        ItemBody::Decision => "cur_decision",
        ItemBody::Task { side, owner, due, done } => {
            values.push(Value::from(side.key().to_owned()));
            values.push(Value::from(owner.clone()));
            values.push(due.map_or(Value::Null, |due| Value::from(due.to_string())));
            values.push(flag(*done));
            "cur_task"
        }
    };
    Ok((table, values))
}

/// All rows of a document as the database should have them: table and entity (empty for the header) → values.
pub(super) fn expected(document: &Document) -> Outcome<BTreeMap<(&'static str, String), Vec<Value>>> {
    if document.kind == CATALOGUE_RECORD {
        let row = records::expected(document).map(|row| (("cur_record", String::new()), row));
        return Ok(row.into_iter().collect());
    }
    let Some(consultation) = Consultation::read(document) else { return Ok(BTreeMap::new()) };
    let mut all = BTreeMap::from([(("cur_consultation", String::new()), header(document, &consultation)?)]);
    for (table, id, values) in rows(&consultation)? {
        all.insert((table, id.to_string()), values);
    }
    Ok(all)
}
