//! `porada consultation show`: everything that is recorded in one consultation.

use super::{municipality_names, title};
use crate::catalogue::Catalogue;
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::{lookup, output};
use crate::i18n::Language;
use crate::model::{Consultation, Item, ItemBody, NeedStatus};
use clap::Args;
use std::io::Write;

#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    #[arg(value_name = "ID")]
    id: String,
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let consultation = lookup::any_consultation(session, &arguments.id)?;
    if arguments.json {
        return output::json(out, &consultation);
    }
    let catalogue = session.catalogue()?;
    let document = session.reading()?.document(consultation.id)?;
    let conflicts = document.map_or(0, |document| document.conflicts().len());
    header(&consultation, &catalogue, session.language, out)?;
    if conflicts > 0 {
        writeln!(out)?;
        output::line(out, &(session.language.texts().cli.open_conflicts)(conflicts))?;
    }
    for item in &consultation.items {
        write_item(item, &consultation, session.language, out)?;
    }
    Ok(())
}

fn header(
    it: &Consultation,
    catalogue: &Catalogue,
    language: Language,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let texts = &language.texts().cli;
    output::line(out, &title((&it.title, it.kind), &it.municipalities, catalogue, language))?;
    let start = it.start.map(|start| language.date_time(start)).unwrap_or_default();
    let status = if it.deleted { texts.deleted } else { output::status(it.status, language) };
    let places = municipality_names(&it.municipalities, catalogue);
    let sample = if it.sample { texts.sample } else { "" };
    // The customary title begins with the kind.
    let kind = if it.title.is_empty() { "" } else { output::consultation_kind(it.kind, language) };
    let copy = if it.id.is_shared_copy() { language.texts().sync_screen.shared_copy_read_only } else { "" };
    let facts = [kind, &start, status, &places, &it.place, sample, copy];
    let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    output::line(out, &facts.join(" · "))?;
    output::line(out, &it.id.to_string())?;
    sign_offs(it, language, out)?;
    if !it.participants.is_empty() {
        writeln!(out)?;
        output::line(out, texts.participants)?;
    }
    for person in &it.participants {
        let excused = if person.excused { texts.excused } else { "" };
        let parts = [person.name.as_str(), &person.office, &person.organisation, excused];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        // A file without personal data says of a person no more than that there was one.
        let id = output::short(person.id);
        let line = if parts.is_empty() { id } else { format!("{} · {id}", parts.join(", ")) };
        output::indented(out, &line, 2)?;
    }
    if !it.agenda.is_empty() {
        writeln!(out)?;
        output::labelled(out, texts.agenda, &it.agenda)?;
    }
    if !it.next_meeting.is_empty() {
        writeln!(out)?;
        output::labelled(out, texts.next_meeting, &it.next_meeting)?;
    }
    Ok(())
}

/// How far the minutes are, and the versions that were closed: by whom, when, and the SHA-256 of what is kept.
fn sign_offs(it: &Consultation, language: Language, out: &mut dyn Write) -> Result<(), CliError> {
    output::line(out, &output::minutes_version(&it.minutes_version(), language))?;
    for step in it.finals() {
        let date = step.date.map(|date| language.date(date)).unwrap_or_default();
        let facts = [&(language.texts().cli.kept_version)(step.version), &step.by, &date, &step.hash];
        let facts: Vec<&str> =
            facts.into_iter().map(String::as_str).filter(|fact| !fact.is_empty()).collect();
        output::facts(out, &facts)?;
    }
    Ok(())
}

fn write_item(
    item: &Item,
    it: &Consultation,
    language: Language,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    writeln!(out)?;
    let mark = output::item_kind(item.kind(), language);
    let mut facts = vec![mark.to_owned(), output::short(item.id)];
    facts.extend(item.internal.then(|| language.texts().cli.internal.to_owned()));
    match &item.body {
        ItemBody::Need { components, status, .. } => {
            facts.extend(components.iter().map(|component| component.code().to_owned()));
            if *status != NeedStatus::default() {
                facts.push(output::need_status(*status, language).to_owned());
            }
        }
        ItemBody::Task { .. } => facts.extend(task_facts(&item.body, language)),
        ItemBody::Note | ItemBody::Decision => {}
    }
    output::line(out, &facts.join(" · "))?;
    output::indented(out, &item.text, 2)?;
    if let ItemBody::Need { detail, .. } = &item.body
        && !detail.is_empty()
    {
        output::indented(out, detail, 2)?;
    }
    for link in it.links_of(item.id) {
        let verdict = output::verdict(link.verdict, language);
        let internal = if link.internal { language.texts().cli.internal } else { "" };
        let why = if link.why.is_empty() { String::new() } else { format!(": {}", link.why) };
        let id = output::short(link.id);
        let facts = [&link.title, &link.record, &id, internal, &format!("{verdict}{why}")];
        let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        output::indented(out, &format!("> {}", facts.join(" · ")), 4)?;
    }
    Ok(())
}

/// Side, owner, date and whether it is done.
fn task_facts(body: &ItemBody, language: Language) -> Vec<String> {
    let texts = &language.texts().cli;
    let ItemBody::Task { side, owner, due, done } = body else { return Vec::new() };
    let mut facts = vec![output::side(*side, language).to_owned()];
    facts.extend((!owner.is_empty()).then(|| owner.clone()));
    facts.extend(due.map(|due| (texts.due)(&language.date(due))));
    facts.extend(done.then(|| texts.done.to_owned()));
    facts
}
