//! `porada task`: the tasks of all consultations.

use super::consultation::municipality_names;
use super::error::CliError;
use super::session::Session;
use super::{lookup, output};
use crate::i18n::Towards;
use crate::model::schema::CONSULTATION;
use crate::model::{EntityId, ItemBody, ItemField};
use crate::store::TaskFilter;
use clap::{Args, Subcommand};
use serde_json::json;
use std::io::Write;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    List(ListArguments),
    Done(DoneArguments),
}

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    #[arg(long)]
    open: bool,
    #[arg(long, value_name = "D")]
    due_before: Option<String>,
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct DoneArguments {
    #[arg(value_name = "ID")]
    id: String,
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: &Command, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    match command {
        Command::List(arguments) => list(arguments, session, out),
        Command::Done(arguments) => done(arguments, session, out),
    }
}

fn list(arguments: &ListArguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let (today, language) = (session.today(), session.language);
    let day = |text: &String| lookup::date(text, today, Towards::Coming);
    let due_before = arguments.due_before.as_ref().map(day).transpose()?;
    let filter = TaskFilter { open_only: arguments.open, due_before, municipality: None };
    let rows = session.reading()?.tasks(&filter)?;
    if arguments.json {
        return output::json(out, &rows);
    }
    let texts = &language.texts().cli;
    if rows.is_empty() {
        return output::line(out, texts.no_tasks);
    }
    let catalogue = session.catalogue()?;
    for row in &rows {
        output::line(out, &row.text)?;
        let due = row.due.map(|due| (texts.due)(&language.date(due)));
        let late = row.due.is_some_and(|due| due < today) && !row.done;
        let places = municipality_names(&row.municipalities, &catalogue);
        let facts = [
            due.as_deref(),
            late.then_some(texts.late),
            row.done.then_some(texts.done),
            Some(output::side(row.side, language)),
            Some(&row.owner),
            Some(&places),
            Some(&output::short(row.id)),
        ];
        let facts: Vec<&str> = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
        output::facts(out, &facts)?;
    }
    Ok(())
}

/// A task that is done already stays as it is.
fn done(arguments: &DoneArguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let unknown = || CliError::UnknownTask(arguments.id.clone());
    let found = session.reading()?.find_task(&arguments.id)?;
    let (document, task): (_, EntityId) = lookup::one(found, &arguments.id, unknown)?;
    let consultation = lookup::consultation_of(session, document)?;
    let item = consultation.item(task).ok_or_else(unknown)?;
    if !matches!(item.body, ItemBody::Task { done: true, .. }) {
        let change = consultation.edit_item(item, vec![ItemField::Done(true)]);
        let now = session.now;
        session.writing()?.apply(document, CONSULTATION, &change, &consultation.seen, now)?;
    }
    if arguments.json {
        return output::json(out, &json!({ "id": task, "done": true }));
    }
    output::line(out, &(session.language.texts().cli.task_done)(&item.text))
}
