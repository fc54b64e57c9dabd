//! `porada erase`: a consultation, an item or a participant, gone for good.

use super::error::CliError;
use super::session::Session;
use super::{lookup, output};
use crate::config::Secret;
use crate::i18n::{Language, truncate};
use crate::model::schema::{CONSULTATION, is_personal};
use crate::model::text::fold_letters;
use crate::model::{Consultation, Document, DocumentId, EntityId, People, entity_kind_words, entity_words};
use crate::store::erased_with;
use crate::sync::keys::{Identity, IdentityError};
use crate::sync::runner::{Confirming, is_shared_over};
use clap::Args;
use serde::Serialize;
use serde_json::json;
use std::io::Write;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "ID")]
    id: String,
    #[arg(long, value_name = "ITEM", conflicts_with = "participant")]
    item: Option<String>,
    #[arg(long, value_name = "NAME")]
    participant: Option<String>,
    #[arg(long)]
    yes: bool,
    #[arg(long)]
    json: bool,
}

/// A storage that the erasure has to reach.
#[derive(Debug, Serialize)]
struct RemoteRow {
    remote: String,
    confirmed: usize,
    devices: usize,
}

pub(super) fn run(arguments: &Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let consultation = lookup::any_consultation(session, &arguments.id)?;
    let unknown = || CliError::UnknownConsultation(arguments.id.clone());
    let document = session.reading()?.document(consultation.id)?.ok_or_else(unknown)?;
    let chosen = chosen(arguments, &consultation, &document)?;
    let language = session.language;
    if !arguments.yes {
        return Err(CliError::Unconfirmed(what_goes(&document, chosen, language)));
    }
    let name = document.entity(chosen).map(|entity| entity.text("name").to_owned()).unwrap_or_default();
    let now = session.now;
    let erased = session.writing()?.erase(consultation.id, &[chosen], now)?;
    let named = still_named(session, &consultation, &name)?;
    let remotes = who_will_confirm(session, consultation.id)?;
    if arguments.json {
        return output::json(
            out,
            &json!({
                "id": consultation.id,
                "erased": erased.entities,
                "kept_minutes": erased.kept_minutes,
                "still_named": named,
                "scrubbed": erased.scrubbed,
                "remotes": remotes,
            }),
        );
    }
    let texts = &language.texts().conflicts.erase;
    output::line(out, &(texts.done)(erased.entities))?;
    if !named.is_empty() {
        output::line(out, &(texts.still_named)(named.len()))?;
    }
    for RemoteRow { remote, confirmed, devices } in &remotes {
        let words = (language.texts().sync.confirmed)(*confirmed, *devices);
        output::line(out, &(language.texts().sync.erasure_waits)(remote, &words))?;
    }
    if !erased.scrubbed {
        session.warnings.push(texts.not_scrubbed.to_owned());
    }
    Ok(())
}

/// The storages that have something of the document, with how many devices there are to carry the erasure out; none where
/// the keys of this device wait for their passphrase, which is not asked for here.
fn who_will_confirm(session: &mut Session, id: DocumentId) -> Result<Vec<RemoteRow>, CliError> {
    let passphrase = session.environment.porada_passphrase.as_ref().map(Secret::reveal);
    let identity = match Identity::load(&session.paths.identity_file, passphrase) {
        Ok(Some(identity)) => identity,
        Ok(None) | Err(IdentityError::Locked(_)) => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let memories = session.paths.spaces.clone();
    let store = session.reading()?;
    let mut remotes = Vec::new();
    for row in store.remotes()? {
        if !is_shared_over(store, &row, id)? {
            continue;
        }
        if let Some(devices) = Confirming::of(store, &identity, &memories, &row)? {
            remotes.push(RemoteRow { remote: row.name, confirmed: 0, devices: devices.count(store)? });
        }
    }
    Ok(remotes)
}

fn chosen(
    arguments: &Arguments,
    consultation: &Consultation,
    document: &Document,
) -> Result<EntityId, CliError> {
    if let Some(part) = &arguments.item {
        let there = document.entities().map(|(id, _)| id).filter(|&id| !document.is_erased(id));
        return lookup::entity(there, part, || CliError::UnknownItem(part.clone()));
    }
    let Some(name) = &arguments.participant else { return Ok(consultation.id.header()) };
    let wanted = fold_letters(name);
    // A deleted participant is still in the file, and just as personal.
    let people = document.entities().filter(|(_, entity)| entity.kind == "participant");
    let found: Vec<EntityId> =
        people.filter(|(_, entity)| fold_letters(entity.text("name")) == wanted).map(|(id, _)| id).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(CliError::UnknownPerson(name.clone())),
        several => Err(CliError::SeveralPeople(name.clone(), several.len())),
    }
}

/// What an erasure takes away, in words.
fn what_goes(document: &Document, chosen: EntityId, language: Language) -> String {
    let texts = &language.texts().conflicts.erase;
    if chosen == document.id.header() {
        return texts.whole.to_owned();
    }
    let goes = erased_with(document, &[chosen]);
    let count = |kind: &str| {
        let of_kind = |id: &&EntityId| document.entity(**id).is_some_and(|entity| entity.kind == kind);
        goes.iter().filter(|id| **id != chosen).filter(of_kind).count()
    };
    let kind = document.entity(chosen).map(|entity| entity.kind.as_str()).unwrap_or_default();
    let words = entity_words(document, chosen);
    let mut parts = vec![(texts.item)(&entity_kind_words(kind, language), &truncate(&words, 60))];
    let (links, minutes) = (count("link"), count(crate::model::schema::SIGN_OFF));
    parts.extend((links > 0).then(|| (texts.with_links)(links)));
    parts.extend((minutes > 0).then(|| (texts.with_minutes)(minutes)));
    parts.join(", ")
}

/// The items in which an erased person is still named: nobody but a person can tell what to write there instead.
fn still_named(
    session: &mut Session,
    consultation: &Consultation,
    name: &str,
) -> Result<Vec<EntityId>, CliError> {
    if name.is_empty() {
        return Ok(Vec::new());
    }
    let left = lookup::consultation_of(session, consultation.id)?;
    let document = session.reading()?.document(left.id)?;
    let people = People::one(name);
    let named = |id: &EntityId| {
        let Some(entity) = document.as_ref().and_then(|document| document.entity(*id)) else { return false };
        entity.registers().any(|(field, registers)| {
            // A personal field names one person; another one with the same surname is not the one who was erased.
            let typed = !is_personal(CONSULTATION, &entity.kind, field);
            let mut texts = registers.iter().filter_map(|register| register.value.as_str());
            texts.any(|text| text.contains(name) || typed && people.are_surely_named_in(text))
        })
    };
    Ok(document.iter().flat_map(Document::entities).map(|(id, _)| id).filter(named).collect())
}
