//! `porada conflicts`: what several devices wrote differently at the same time, and settling it.

use super::error::CliError;
use super::session::Session;
use super::{lookup, output};
use crate::catalogue::Catalogue;
use crate::model::{
    Conflict, ConflictKind, Document, DocumentId, EntityId, ReplicaId, Value, WriterNames, entity_kind_words,
    entity_words, writer_words,
};
use clap::{ArgGroup, Args, Subcommand};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use std::io::Write;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    #[arg(long)]
    json: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Settle(SettleArguments),
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("how").required(true).args(["take", "text", "both"]))]
struct SettleArguments {
    #[arg(value_name = "ID")]
    id: String,
    #[arg(long, value_name = "ITEM")]
    item: Option<String>,
    #[arg(long, value_name = "FIELD")]
    field: String,
    #[arg(long, value_name = "N")]
    take: Option<usize>,
    #[arg(long, value_name = "T")]
    text: Option<String>,
    #[arg(long)]
    both: bool,
    #[arg(long)]
    json: bool,
}

/// A conflict as JSON.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct ConflictRow {
    /// The document.
    consultation: DocumentId,
    /// The title of the consultation, or the names of its municipalities.
    title: String,
    /// The item, participant or evidence; the id of the consultation for its header.
    item: EntityId,
    /// The kind of the item: consultation (its header), participant, need, note, decision, task, link, …
    kind: String,
    /// The words by which a person knows the item.
    words: String,
    /// The field; `deleted` where one deleted what another edited.
    field: String,
    /// The different values; the first one is shown.
    values: Vec<ValueRow>,
    /// What was edited beside a deletion.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    edited: Vec<EditedRow>,
    /// All values joined; null where only one of them can hold.
    both: Option<Value>,
    /// A text made of all texts, `[this | that]` where they replace each other's words; null for other values.
    proposal: Option<String>,
    /// The words of the proposal that not all versions have: added there, or deleted in the others.
    only_in_some: Vec<String>,
    /// The text that all versions were made from and that the proposal rests on; null where none is certain here. With it the
    /// words in `only_in_some` were added or changed there, not deleted in the others.
    base: Option<String>,
    /// The words that the proposal leaves out because one version deleted them and another left them as in `base`.
    dropped: Vec<String>,
}

/// One of the competing values.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct ValueRow {
    /// The number for `--take`, from 1.
    number: usize,
    /// The value; of a deletion true for deleted and null for kept.
    value: Value,
    /// Who wrote it.
    writers: Vec<WriterRow>,
    /// When, by the writer's own clock.
    written: Timestamp,
}

/// A session that wrote.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct WriterRow {
    /// The session, 16 hexadecimal digits.
    session: String,
    /// The name of its device, where it is known; the one at which the command is called is named in its language.
    name: Option<String>,
}

/// A field that was edited beside a deletion.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct EditedRow {
    /// The item.
    item: EntityId,
    /// The field.
    field: String,
}

pub(super) fn run(arguments: &Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    match &arguments.command {
        Some(Command::Settle(settle)) => self::settle(settle, session, out),
        None => list(arguments.json, session, out),
    }
}

fn list(as_json: bool, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let (language, now) = (session.language, session.now);
    let store = session.reading()?;
    let found = store.conflicts()?;
    let names = store.writer_names(sessions(&found, now), language)?;
    warn_of_clocks(&found, &names, session);
    let catalogue = session.catalogue()?;
    if as_json {
        let rows = found.iter().flat_map(|(document, conflicts)| {
            conflicts.iter().map(|conflict| row(document, conflict, &names, &catalogue))
        });
        return output::json(out, &rows.collect::<Vec<_>>());
    }
    let texts = &session.language.texts().conflicts;
    if found.is_empty() {
        return output::line(out, texts.none);
    }
    for (document, conflicts) in &found {
        let id = document.id.header();
        output::line(out, &format!("{} · {}", title(document, &catalogue), output::short(id)))?;
        for conflict in conflicts {
            write_conflict(document, conflict, &names, &catalogue, session, out)?;
        }
    }
    Ok(())
}

/// All sessions that are named in the answer.
fn sessions(found: &[(Document, Vec<Conflict>)], now: Timestamp) -> Vec<ReplicaId> {
    let conflicts = found.iter().flat_map(|(_, conflicts)| conflicts);
    let values = conflicts.flat_map(|conflict| &conflict.values);
    let writers = values.flat_map(|rival| rival.writers.iter().copied());
    let ahead = found.iter().flat_map(|(document, _)| document.stamps_ahead(now)).map(|(session, _)| session);
    writers.chain(ahead).collect()
}

/// Who has a clock that is days ahead: what they wrote is shown first for a long time.
fn warn_of_clocks(found: &[(Document, Vec<Conflict>)], names: &WriterNames, session: &mut Session) {
    let (now, language) = (session.now, session.language);
    let mut ahead = std::collections::BTreeMap::new();
    for (document, _) in found {
        ahead.extend(document.stamps_ahead(now));
    }
    for (replica, stamp) in ahead {
        let days = stamp.moment().duration_since(now).as_hours() / 24;
        let who = writer_words(&[replica], names, language);
        session.warnings.push((language.texts().conflicts.clock_ahead)(&who, days));
    }
}

fn write_conflict(
    document: &Document,
    conflict: &Conflict,
    names: &WriterNames,
    catalogue: &Catalogue,
    session: &Session,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let language = session.language;
    let kind = entity_kind_words(&conflict.entity_kind, language);
    let words = entity_words(document, conflict.entity);
    let words = crate::i18n::truncate(&words, 60).into_owned();
    let is_header = conflict.entity == document.id.header();
    let name = if is_header { kind } else { format!("{kind} {words} · {}", output::short(conflict.entity)) };
    output::line(out, &format!("  {name} · {} ({})", conflict.field_words(language), conflict.field))?;
    if let Some(sentence) = conflict.deletion_words(language) {
        output::line(out, &format!("    {sentence}"))?;
    }
    let municipality = |code: &str| municipality_name(code, catalogue);
    for (index, rival) in conflict.values.iter().enumerate() {
        let writers = writer_words(&rival.writers, names, language);
        let when = rival.stamp.moment().to_zoned(session.time_zone.clone()).datetime();
        let facts = format!("{writers} · {}", language.date_time(when));
        output::line(out, &format!("    {}  {facts}", index + 1))?;
        output::indented(out, &conflict.value_words(&rival.value, language, &municipality), 7)?;
    }
    if let Some(proposal) = conflict.proposal() {
        output::line(out, &format!("    {}", language.texts().conflicts.proposal))?;
        output::indented(out, &proposal.text, 7)?;
        let marked = only_in_some(conflict, &proposal.text);
        let texts = &language.texts().conflicts;
        let base = conflict.base_of_proposal();
        if !marked.is_empty() {
            let words = if base.is_some() { texts.changed_in_some } else { texts.only_in_some };
            output::indented(out, &words(&marked.join("; ")), 7)?;
        }
        if !proposal.dropped.is_empty() {
            output::indented(out, &(texts.dropped)(&proposal.dropped.join("; ")), 7)?;
        }
        if let Some(base) = base {
            output::indented(out, &(texts.base)(base), 7)?;
        }
    }
    Ok(())
}

/// The words of a proposal that not all versions have; where they exclude each other the text shows that itself.
fn only_in_some(conflict: &Conflict, text: &str) -> Vec<String> {
    let marked = conflict.only_in_some(text).into_iter().filter_map(|range| text.get(range));
    marked.filter(|words| !words.contains(" | ")).map(str::to_owned).collect()
}

fn municipality_name(code: &str, catalogue: &Catalogue) -> String {
    catalogue.municipalities().get(code).map_or_else(|| code.to_owned(), |it| it.label().to_string())
}

fn title(document: &Document, catalogue: &Catalogue) -> String {
    let Some(header) = document.header() else { return String::new() };
    match header.text("title") {
        "" => {
            let names = header.texts("municipalities").into_iter();
            names.map(|code| municipality_name(&code, catalogue)).collect::<Vec<_>>().join(", ")
        }
        title => title.to_owned(),
    }
}

fn row(document: &Document, conflict: &Conflict, names: &WriterNames, catalogue: &Catalogue) -> ConflictRow {
    let writer =
        |replica: &ReplicaId| WriterRow { session: replica.to_string(), name: names.get(replica).cloned() };
    let values = conflict.values.iter().enumerate().map(|(index, rival)| ValueRow {
        number: index + 1,
        value: rival.value.clone(),
        writers: rival.writers.iter().map(writer).collect(),
        written: rival.stamp.moment(),
    });
    let edited = match &conflict.kind {
        ConflictKind::Deletion { edited } => edited.as_slice(),
        _ => &[],
    };
    let proposal = conflict.proposal();
    let (text, dropped) = proposal.map(|it| (it.text, it.dropped)).unzip();
    ConflictRow {
        consultation: document.id,
        title: title(document, catalogue),
        item: conflict.entity,
        kind: conflict.entity_kind.clone(),
        words: entity_words(document, conflict.entity),
        field: conflict.field.clone(),
        values: values.collect(),
        edited: edited.iter().map(|(item, field)| EditedRow { item: *item, field: field.clone() }).collect(),
        both: conflict.both(),
        only_in_some: text.as_deref().map(|text| only_in_some(conflict, text)).unwrap_or_default(),
        base: conflict.base_of_proposal().map(str::to_owned),
        dropped: dropped.unwrap_or_default(),
        proposal: text,
    }
}

fn settle(arguments: &SettleArguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let id = lookup::any_consultation(session, &arguments.id)?.id;
    let unknown = || CliError::UnknownConsultation(arguments.id.clone());
    let document = session.reading()?.document(id)?.ok_or_else(unknown)?;
    let conflicts = document.conflicts();
    let item = match &arguments.item {
        None => id.header(),
        Some(part) => {
            let all = document.entities().map(|(id, _)| id);
            lookup::entity(all, part, || CliError::UnknownItem(part.clone()))?
        }
    };
    let of_item = conflicts.iter().filter(|conflict| conflict.entity == item);
    let Some(conflict) = of_item.clone().find(|conflict| conflict.field == arguments.field) else {
        return Err(CliError::NoConflict(of_item.map(|conflict| conflict.field.clone()).collect()));
    };
    let value = chosen(conflict, arguments)?;
    let change = conflict.settle(value.clone());
    let (now, language) = (session.now, session.language);
    session.writing()?.apply(id, &document.kind, &change, document.seen(), now)?;
    if arguments.json {
        return output::json(
            out,
            &json!({ "id": id, "item": item, "field": conflict.field, "value": value }),
        );
    }
    output::line(out, &(language.texts().conflicts.settled_here)(conflict.field_words(language)))
}

fn chosen(conflict: &Conflict, arguments: &SettleArguments) -> Result<Value, CliError> {
    if let Some(number) = arguments.take {
        let rival = number.checked_sub(1).and_then(|index| conflict.values.get(index));
        return rival.map(|it| it.value.clone()).ok_or(CliError::NoValue(conflict.values.len()));
    }
    match &arguments.text {
        Some(_) if conflict.kind != ConflictKind::Text => Err(CliError::NotAText),
        Some(text) => Ok(Value::from(lookup::text("--text", text)?)),
        None => conflict.both().ok_or(CliError::NotBoth),
    }
}
