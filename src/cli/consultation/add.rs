//! `porada consultation add`: writes an item, a participant or a link and prints its id.

use crate::cli::arguments::words;
use crate::cli::error::CliError;
use crate::cli::lookup;
use crate::cli::session::Session;
use crate::i18n::Towards;
use crate::model::schema::CONSULTATION;
use crate::model::task_line::{self, Beside};
use crate::model::{Change, Consultation, EntityId, ItemField, ItemKind, Participant, Side, read_people};
use clap::Args;
use std::io::Write;

/// Clap does not enforce `requires` within a group of which only one may be used, so that the others are excluded.
const NOT_TASKS: [&str; 5] = ["need", "note", "decision", "participant", "link"];
const NOT_LINKS: [&str; 5] = ["need", "note", "decision", "task", "participant"];

#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    what: What,
    #[arg(long, value_name = "O", conflicts_with_all = NOT_TASKS)]
    owner: Option<String>,
    #[arg(long, value_name = "D", conflicts_with_all = NOT_TASKS)]
    due: Option<String>,
    #[arg(long, value_name = "S", conflicts_with_all = NOT_TASKS, value_parser = words(Side::ALL, Side::key))]
    side: Option<String>,
    #[arg(long, conflicts_with_all = ["participant", "link"])]
    internal: bool,
    #[arg(long, value_name = "NEED-ID", conflicts_with_all = NOT_LINKS)]
    to: Option<String>,
}

/// Exactly one of these. A text may begin with a hyphen, as the lines of a list do.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct What {
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    need: Option<String>,
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    note: Option<String>,
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    decision: Option<String>,
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    task: Option<String>,
    #[arg(long, value_name = "NAME, OFFICE")]
    participant: Option<String>,
    #[arg(long, value_name = "RECORD")]
    link: Option<String>,
}

/// The entities that are to be printed, and the change that makes them; none when they are there already.
type Addition = (Vec<EntityId>, Option<Change>);

pub(super) fn run(arguments: Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let consultation = lookup::consultation(session, &arguments.id)?;
    let (entities, change) = addition(&arguments, &consultation, session)?;
    if let Some(change) = change {
        let now = session.now;
        session.writing()?.apply(consultation.id, CONSULTATION, &change, &consultation.seen, now)?;
    }
    for entity in entities {
        writeln!(out, "{entity}")?;
    }
    Ok(())
}

fn addition(
    arguments: &Arguments,
    consultation: &Consultation,
    session: &mut Session,
) -> Result<Addition, CliError> {
    let id = EntityId::generate(session.now);
    let now = session.now;
    let item = |kind, option, words: &str| -> Result<Addition, CliError> {
        let mut fields = vec![ItemField::Text(lookup::text(option, words)?)];
        fields.extend(arguments.internal.then_some(ItemField::Internal(true)));
        Ok((vec![id], Some(consultation.add_item(id, kind, fields, now))))
    };
    let What { need, note, decision, task, participant, link } = &arguments.what;
    match (need, note, decision, task, participant, link) {
        (Some(words), ..) => item(ItemKind::Need, "--need", words),
        (_, Some(words), ..) => item(ItemKind::Note, "--note", words),
        (_, _, Some(words), ..) => item(ItemKind::Decision, "--decision", words),
        (_, _, _, Some(words), ..) => add_task(id, words, arguments, consultation, session),
        (_, _, _, _, Some(person), _) => add_participants(person, consultation, session),
        (.., Some(record)) => add_link(id, record, arguments.to.as_deref(), consultation, session),
        // The group requires one of them.
        _ => Err(CliError::EmptyText("--note")),
    }
}

/// A task as its line says it; what an option says is not sought in the line.
fn add_task(
    id: EntityId,
    words: &str,
    arguments: &Arguments,
    consultation: &Consultation,
    session: &mut Session,
) -> Result<Addition, CliError> {
    let line = lookup::text("--task", words)?;
    let given = arguments.side.as_deref().and_then(Side::parse);
    let beside = Beside { who: given.is_some() || arguments.owner.is_some(), due: arguments.due.is_some() };
    let broker = session.settings.broker_name.clone().unwrap_or_default();
    let task = task_line::read_beside(&line, session.today(), consultation, &broker, beside);
    if let Some(words) = &task.puzzling {
        let told = (session.language.texts().consultation.puzzling_deadline)(words);
        session.warnings.push(told);
    }
    let mut fields = vec![ItemField::Text(task.text), ItemField::Side(given.unwrap_or(task.side))];
    let owner = arguments.owner.as_deref().map(|owner| lookup::text("--owner", owner)).transpose()?;
    let owner = owner.unwrap_or(task.owner);
    if !owner.is_empty() {
        fields.push(ItemField::Owner(owner));
    }
    let due = arguments.due.as_deref();
    let due = due.map(|due| lookup::date(due, session.today(), Towards::Coming)).transpose()?;
    if let Some(past) = due.filter(|due| !task_line::is_of_our_time(*due, session.today())) {
        return Err(CliError::PastDeadline(past));
    }
    if let Some(due) = due.or(task.due) {
        fields.push(ItemField::Due(Some(due)));
    }
    fields.extend(arguments.internal.then_some(ItemField::Internal(true)));
    Ok((vec![id], Some(consultation.add_item(id, ItemKind::Task, fields, session.now))))
}

/// Several people may be divided by `;`, each with a name.
fn add_participants(
    person: &str,
    consultation: &Consultation,
    session: &Session,
) -> Result<Addition, CliError> {
    let added: Vec<Participant> =
        read_people(person).into_iter().map(|it| it.participant(EntityId::generate(session.now))).collect();
    if added.is_empty() {
        return Err(CliError::EmptyText("--participant"));
    }
    for it in &added {
        lookup::text("--participant", &it.name)?;
    }
    let ids = added.iter().map(|it| it.id).collect();
    let people: Vec<Participant> = consultation.participants.iter().cloned().chain(added).collect();
    Ok((ids, consultation.set_participants(&people, session.now)))
}

/// A record that is linked to the need already is not linked twice.
fn add_link(
    id: EntityId,
    record: &str,
    to: Option<&str>,
    consultation: &Consultation,
    session: &mut Session,
) -> Result<Addition, CliError> {
    let catalogue = session.catalogue()?;
    let record = lookup::record(&catalogue, record)?;
    let need = match to {
        Some(part) => lookup::need(consultation, part)?,
        None => consultation.need_for_link(None).ok_or(CliError::NoNeed)?,
    };
    if let Some(known) = consultation.links_of(need).find(|link| link.record == record.id) {
        return Ok((vec![known.id], None));
    }
    let title = record.title.get(session.language);
    let mut change = consultation.link(id, need, &record.id, title, session.now);
    change.edits.extend(consultation.status_by_new_link(need));
    Ok((vec![id], Some(change)))
}
