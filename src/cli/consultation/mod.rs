//! `porada consultation`: make, fill, list, show, sign off and delete consultations.

mod add;
mod delete;
mod list;
mod new;
mod show;
mod sign;

use super::error::CliError;
use super::output;
use super::session::Session;
use crate::catalogue::Catalogue;
use crate::i18n::Language;
use crate::model::schema::{CATALOGUE_RECORD, CONSULTATION, MUNICIPALITY, PRACTICE_DRAFT};
use crate::model::{ConsultationKind, DocumentId};
use clap::Subcommand;
use std::io::Write;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    New(new::Arguments),
    Add(Box<add::Arguments>),
    List(list::Arguments),
    Show(show::Arguments),
    Sign(sign::Arguments),
    Delete(delete::Arguments),
}

pub(super) fn run(command: Command, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    match command {
        Command::New(arguments) => new::run(arguments, session, out),
        Command::Add(arguments) => add::run(*arguments, session, out),
        Command::List(arguments) => list::run(&arguments, session, out),
        Command::Show(arguments) => show::run(&arguments, session, out),
        Command::Sign(arguments) => sign::run(&arguments, session, out),
        Command::Delete(arguments) => delete::run(&arguments, session, out),
    }
}

/// The title, or the customary one: the kind of meeting and the municipalities.
fn title(
    (title, kind): (&str, ConsultationKind),
    municipalities: &[String],
    catalogue: &Catalogue,
    language: Language,
) -> String {
    if !title.is_empty() {
        return title.to_owned();
    }
    let kind = output::consultation_kind(kind, language);
    let names = municipality_names(municipalities, catalogue);
    if names.is_empty() { kind.to_owned() } else { format!("{kind}: {names}") }
}

/// What a person calls a document that is named by its id: its title, or what it is and where.
pub(super) fn document_title(
    session: &mut Session,
    id: DocumentId,
    kind: &str,
    title_of_it: &str,
) -> Result<String, CliError> {
    let language = session.language;
    let kinds = language.texts().sync_preview.kinds;
    let word = [CONSULTATION, MUNICIPALITY, PRACTICE_DRAFT, CATALOGUE_RECORD]
        .iter()
        .position(|known| *known == kind);
    let word = word.and_then(|place| kinds.get(place)).copied().unwrap_or(kind);
    let Some(consultation) = session.reading()?.consultation(id)? else {
        return Ok(if title_of_it.is_empty() { word.to_owned() } else { format!("{word}: {title_of_it}") });
    };
    let catalogue = session.catalogue()?;
    let named = (consultation.title.as_str(), consultation.kind);
    let words = title(named, &consultation.municipalities, &catalogue, language);
    let date =
        consultation.start.map(|start| format!(", {}", language.date(start.date()))).unwrap_or_default();
    Ok(format!("{words}{date}"))
}

/// The names of the municipalities; the code of one that the list does not know.
pub(super) fn municipality_names(codes: &[String], catalogue: &Catalogue) -> String {
    let name =
        |code: &String| catalogue.municipalities().get(code).map_or(code.clone(), |it| it.name.to_owned());
    codes.iter().map(name).collect::<Vec<_>>().join(", ")
}
