//! Lists of consultations and tasks, and finding one by a part of its id.

use super::Store;
use super::documents::parsed;
use super::error::{Outcome, StoreError, unknown};
use crate::model::{ConsultationKind, DocumentId, EntityId, Side, Stamp, Status, Visibility};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use rusqlite::{Connection, Row, params};
use serde::Serialize;

/// A consultation in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ConsultationRow {
    /// The document.
    pub id: DocumentId,
    /// How they met.
    pub kind: ConsultationKind,
    /// The title; empty for the customary one.
    pub title: String,
    /// Codes of the municipalities, the main one first.
    pub municipalities: Vec<String>,
    /// When it began, in local time.
    pub start: Option<DateTime>,
    /// When it ended, in local time.
    pub end: Option<DateTime>,
    /// How far it is.
    pub status: Status,
    /// Who may see it.
    pub visibility: Visibility,
    /// Whether it is a marked sample.
    pub sample: bool,
    /// Whether it is deleted.
    pub deleted: bool,
    /// How many needs it has.
    pub needs: usize,
    /// How many decisions it has.
    pub decisions: usize,
    /// How many tasks it has, done ones too.
    pub tasks: usize,
    /// How many of its tasks are not done.
    pub open_tasks: usize,
    /// How many records are linked to needs that are not deleted.
    pub links: usize,
    /// When it was last written to.
    pub last_write: Timestamp,
}

/// Which tasks to list; the default is all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TaskFilter {
    /// Only those that are not done.
    pub open_only: bool,
    /// Only those due before this day.
    pub due_before: Option<Date>,
    /// Only those of consultations with this municipality (its code).
    pub municipality: Option<String>,
}

/// A task in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TaskRow {
    /// The task.
    pub id: EntityId,
    /// The consultation where it was agreed.
    pub consultation: DocumentId,
    /// The title of the consultation; empty for the customary one.
    pub consultation_title: String,
    /// Codes of the municipalities of the consultation.
    pub municipalities: Vec<String>,
    /// When the consultation began, in local time.
    pub start: Option<DateTime>,
    /// What is to be done.
    pub text: String,
    /// Which side does it.
    pub side: Side,
    /// Who does it; personal.
    pub owner: String,
    /// By when.
    pub due: Option<Date>,
    /// Whether it is done.
    pub done: bool,
    /// When it was written down.
    pub written: Timestamp,
}

/// What a part of an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found<T> {
    /// Exactly one.
    One(T),
    /// Nothing.
    None,
    /// Several, so many.
    Many(usize),
}

impl Store {
    /// The consultations, those that began last first, those without a beginning at the end. A copy for the network whose
    /// source is here too is not listed twice.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn consultations(&self, include_deleted: bool) -> Result<Vec<ConsultationRow>, StoreError> {
        self.located(consultations(&self.connection, include_deleted))
    }

    /// The tasks of consultations that are not deleted, in the order of their days (without a day last), then in the
    /// order of writing.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn tasks(&self, filter: &TaskFilter) -> Result<Vec<TaskRow>, StoreError> {
        self.located(tasks(&self.connection, filter))
    }

    /// The consultation whose id starts or ends with `id_or_prefix`: at least four characters, hyphens and case do not
    /// matter. A deleted consultation is found by its whole id only.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn find_consultation(&self, id_or_prefix: &str) -> Result<Found<DocumentId>, StoreError> {
        let sql = "SELECT text, NULL FROM cur_consultation JOIN name ON id = doc
            WHERE replace(text, '-', '') = ?1 OR deleted = 0
            AND (?1 IN (substr(replace(text, '-', ''), 1, ?2), substr(replace(text, '-', ''), -?2)))";
        self.located(find(&self.connection, sql, id_or_prefix, |document, _| parsed(document)))
    }

    /// The task, of a consultation that is not deleted, whose id starts or ends with `id_or_prefix`; see
    /// [`Store::find_consultation`].
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn find_task(&self, id_or_prefix: &str) -> Result<Found<(DocumentId, EntityId)>, StoreError> {
        let sql = "SELECT document.text, task.text FROM cur_task JOIN cur_consultation USING (doc)
            JOIN name document ON document.id = doc JOIN name task ON task.id = ent
            WHERE deleted = 0 AND (?1 IN (substr(replace(task.text, '-', ''), 1, ?2),
                                          substr(replace(task.text, '-', ''), -?2)))";
        let both =
            |document: &str, task: Option<&str>| Ok((parsed(document)?, parsed(task.unwrap_or_default())?));
        self.located(find(&self.connection, sql, id_or_prefix, both))
    }
}

fn find<T>(
    connection: &Connection,
    sql: &str,
    part: &str,
    read: impl Fn(&str, Option<&str>) -> Outcome<T>,
) -> Outcome<Found<T>> {
    let part: String = part.trim().to_lowercase().replace('-', "");
    let length = part.chars().count();
    if length < 4 {
        return Ok(Found::None);
    }
    let mut statement = connection.prepare_cached(sql)?;
    let columns = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let found = statement.query_map(params![part, length as i64], columns)?;
    let found: Vec<(String, Option<String>)> = found.collect::<Result<_, _>>()?;
    match found.as_slice() {
        [] => Ok(Found::None),
        [(document, entity)] => Ok(Found::One(read(document, entity.as_deref())?)),
        many => Ok(Found::Many(many.len())),
    }
}

fn consultations(connection: &Connection, include_deleted: bool) -> Outcome<Vec<ConsultationRow>> {
    let sql = "SELECT text, kind, title, municipalities, \"start\", \"end\", status, visibility, sample, deleted,
        last_write,
        (SELECT count(*) FROM cur_need WHERE doc = c.doc),
        (SELECT count(*) FROM cur_decision WHERE doc = c.doc),
        (SELECT count(*) FROM cur_task WHERE doc = c.doc),
        (SELECT count(*) FROM cur_task WHERE doc = c.doc AND done = 0),
        (SELECT count(*) FROM cur_link l WHERE doc = c.doc AND EXISTS
            (SELECT 1 FROM cur_need n JOIN name ON name.id = n.ent WHERE n.doc = c.doc AND name.text = l.need))
        FROM cur_consultation c JOIN name ON name.id = c.doc WHERE (?1 OR deleted = 0)
        AND NOT EXISTS (SELECT 1 FROM source WHERE copy = name.text)
        ORDER BY \"start\" DESC NULLS LAST, text DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([include_deleted])?;
    let mut list = Vec::new();
    while let Some(row) = rows.next()? {
        list.push(consultation(row)?);
    }
    Ok(list)
}

fn consultation(row: &Row<'_>) -> Outcome<ConsultationRow> {
    let text = |column: usize| -> Outcome<String> { Ok(row.get(column)?) };
    let count =
        |column: usize| -> Outcome<usize> { Ok(usize::try_from(row.get::<_, i64>(column)?).unwrap_or(0)) };
    let stamp = Stamp(row.get::<_, i64>(10)?.cast_unsigned());
    Ok(ConsultationRow {
        id: parsed(&text(0)?)?,
        kind: ConsultationKind::parse(&text(1)?).unwrap_or_default(),
        title: text(2)?,
        municipalities: codes(&text(3)?)?,
        start: moment(row, 4)?,
        end: moment(row, 5)?,
        status: Status::parse(&text(6)?).unwrap_or_default(),
        visibility: Visibility::parse(&text(7)?).unwrap_or_default(),
        sample: row.get(8)?,
        deleted: row.get(9)?,
        last_write: written(stamp),
        needs: count(11)?,
        decisions: count(12)?,
        tasks: count(13)?,
        open_tasks: count(14)?,
        links: count(15)?,
    })
}

/// The wall clock of a stamp; a clock beyond the calendar counts as its end.
fn written(stamp: Stamp) -> Timestamp {
    let milliseconds = i64::try_from(stamp.0 >> 16).unwrap_or(i64::MAX);
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::MAX)
}

fn codes(json: &str) -> Outcome<Vec<String>> {
    serde_json::from_str(json).map_err(|error| unknown("cur_consultation", error))
}

fn moment(row: &Row<'_>, column: usize) -> Outcome<Option<DateTime>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| text.parse().map_err(|error| unknown("cur_consultation", error))).transpose()
}

fn tasks(connection: &Connection, filter: &TaskFilter) -> Outcome<Vec<TaskRow>> {
    let sql = "SELECT task.text, document.text, c.title, c.municipalities, c.\"start\", t.text, t.side, t.owner, t.due,
        t.done, t.written
        FROM cur_task t JOIN cur_consultation c USING (doc)
        JOIN name task ON task.id = t.ent JOIN name document ON document.id = t.doc
        WHERE c.deleted = 0 AND (NOT ?1 OR t.done = 0) AND (?2 IS NULL OR t.due < ?2)
        AND (?3 IS NULL OR ?3 IN (SELECT value FROM json_each(c.municipalities)))
        AND NOT EXISTS (SELECT 1 FROM source WHERE copy = document.text)
        ORDER BY t.due NULLS LAST, t.written, task.text";
    let mut statement = connection.prepare_cached(sql)?;
    let due_before = filter.due_before.map(|day| day.to_string());
    let mut rows = statement.query(params![filter.open_only, due_before, filter.municipality])?;
    let mut list = Vec::new();
    while let Some(row) = rows.next()? {
        list.push(task(row)?);
    }
    Ok(list)
}

fn task(row: &Row<'_>) -> Outcome<TaskRow> {
    let text = |column: usize| -> Outcome<String> { Ok(row.get(column)?) };
    let due: Option<String> = row.get(8)?;
    let written = Timestamp::from_millisecond(row.get(10)?).map_err(|error| unknown("cur_task", error))?;
    Ok(TaskRow {
        id: parsed(&text(0)?)?,
        consultation: parsed(&text(1)?)?,
        consultation_title: text(2)?,
        municipalities: codes(&text(3)?)?,
        start: moment(row, 4)?,
        text: text(5)?,
        side: Side::parse(&text(6)?).unwrap_or_default(),
        owner: text(7)?,
        due: due.map(|due| due.parse().map_err(|error| unknown("cur_task", error))).transpose()?,
        done: row.get(9)?,
        written,
    })
}
