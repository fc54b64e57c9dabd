//! `porada catalogue share`, `unshare`, `remove` and `list`: what others get of the imported records.

use crate::catalogue::{Catalogue, Finding, Problem, RecordKind, check_centre, check_foreign};
use crate::cli::error::{CliError, quoted};
use crate::cli::output;
use crate::cli::session::Session;
use crate::i18n::{Language, Localized};
use crate::model::Sharing;
use crate::store::{CatalogueRow, Sharer, Sharings};
use clap::Args;
use serde::Serialize;
use std::io::Write;

#[derive(Debug, Args)]
pub(in crate::cli) struct ShareArguments {
    #[arg(value_name = "ID", required_unless_present = "all", conflicts_with = "all")]
    ids: Vec<String>,
    #[arg(long)]
    all: bool,
    #[arg(long = "as", value_name = "NAME")]
    centre: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct RemoveArguments {
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ListArguments {
    #[arg(long)]
    json: bool,
}

/// Why records cannot be shared, withdrawn or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SharingError {
    /// Nobody said which centre shares.
    Nobody,
    /// The name of the centre cannot be used.
    BadCentre(Problem),
    /// The record was not imported here.
    NotImported(String),
    /// Nobody shares the record.
    NotShared(String),
    /// Another centre shares the record.
    Foreign {
        /// The record.
        id: String,
        /// The centre.
        by: String,
    },
    /// The record is shared and so cannot be removed.
    StillShared {
        /// The record.
        id: String,
        /// The centre.
        by: String,
    },
    /// The record does not obey the rules.
    Unfit {
        /// The record.
        id: String,
        /// What is wrong.
        problem: Problem,
    },
}

impl Localized for SharingError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().sharing;
        match self {
            SharingError::Nobody => texts.nobody.to_owned(),
            SharingError::BadCentre(problem) => (texts.bad_centre)(&problem.localized(language)),
            SharingError::NotImported(id) => (texts.not_imported)(&quoted(id)),
            SharingError::NotShared(id) => (texts.not_shared)(&quoted(id)),
            SharingError::Foreign { id, by } => (texts.foreign)(&quoted(id), &quoted(by)),
            SharingError::StillShared { id, by } => (texts.still_shared)(&quoted(id), &quoted(by)),
            SharingError::Unfit { id, problem } => {
                (texts.unfit)(&quoted(id), &quoted(&problem.localized(language)))
            }
        }
    }
}

/// The centre in whose name this home shares.
pub(super) fn centre(named: Option<&str>, session: &Session) -> Result<String, CliError> {
    let name = named.or(session.settings.organisation.as_deref()).map(str::trim).unwrap_or_default();
    if name.is_empty() {
        return Err(SharingError::Nobody.into());
    }
    check_centre(name).map_err(SharingError::BadCentre)?;
    Ok(name.to_owned())
}

pub(super) fn shared_line(done: Sharings, language: Language) -> String {
    (language.texts().sharing.shared)(done.shared, done.known)
}

pub(super) fn share(
    arguments: &ShareArguments,
    session: &mut Session,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let by = centre(arguments.centre.as_deref(), session)?;
    let sharer = Sharer { by: &by, on: session.today(), now: session.now };
    let shipped = Catalogue::shipped()?;
    let store = session.reading()?;
    let mut done = Sharings::default();
    for id in &arguments.ids {
        match store.sharer_of(id)? {
            _ if store.is_imported(id)? => {}
            Some(other) if other == by => done.known += 1,
            _ => return Err(SharingError::NotImported(id.clone()).into()),
        }
    }
    // Without anything to share no home is made.
    if store.has_imported()? {
        let wanted = (!arguments.all).then_some(arguments.ids.as_slice());
        let shared = session.writing()?.share_imported(wanted, sharer, |row| fits(row, &shipped))?;
        done = Sharings { shared: shared.shared, known: done.known + shared.known };
    }
    output::line(out, &shared_line(done, session.language))
}

/// What was imported by an older porada is checked again: others would not take what breaks a rule.
fn fits(row: &CatalogueRow, shipped: &Catalogue) -> Result<(), CliError> {
    let unfit = |problem| SharingError::Unfit { id: row.id.clone(), problem }.into();
    if shipped.is_shipped(&row.id) {
        return Err(unfit(Problem::TakenId(row.id.clone())));
    }
    check_foreign(&row.json, shipped).map(drop).map_err(|Finding { problem, .. }| unfit(problem))
}

pub(super) fn unshare(
    arguments: &ShareArguments,
    session: &mut Session,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    for id in &arguments.ids {
        if session.reading()?.sharer_of(id)?.is_none() {
            return Err(SharingError::NotShared(id.clone()).into());
        }
    }
    let by = centre(arguments.centre.as_deref(), session)?;
    let ids = if arguments.all {
        let rows = session.reading()?.shared_records()?;
        rows.into_iter().filter(|row| row.by == by).map(|row| row.record).collect()
    } else {
        for id in &arguments.ids {
            if let Some(other) = session.reading()?.sharer_of(id)?.filter(|other| *other != by) {
                return Err(SharingError::Foreign { id: id.clone(), by: other }.into());
            }
        }
        arguments.ids.clone()
    };
    let now = session.now;
    let withdrawn = if ids.is_empty() { 0 } else { session.writing()?.unshare(&ids, now)? };
    output::line(out, &(session.language.texts().sharing.withdrawn)(withdrawn))
}

pub(super) fn remove(
    arguments: &RemoveArguments,
    session: &mut Session,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let store = session.reading()?;
    for id in &arguments.ids {
        if store.is_imported(id)? {
            continue;
        }
        return Err(match store.sharer_of(id)? {
            Some(by) => SharingError::StillShared { id: id.clone(), by }.into(),
            None => SharingError::NotImported(id.clone()).into(),
        });
    }
    let removed = session.writing()?.remove_imported(&arguments.ids)?;
    output::line(out, &(session.language.texts().sharing.removed)(removed))
}

/// Who shares a record of the catalogue.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct SharingRow<'a> {
    /// The centre, as it calls itself.
    by: &'a str,
    /// The day of the sharing.
    on: &'a str,
    /// Whether this home shows another version, which was imported here.
    hidden: bool,
    /// How many other versions were shared at the same time.
    others: usize,
}

impl<'a> From<&'a Sharing> for SharingRow<'a> {
    fn from(sharing: &'a Sharing) -> SharingRow<'a> {
        SharingRow { by: &sharing.by, on: &sharing.on, hidden: sharing.hidden, others: sharing.others }
    }
}

/// A record that was imported here or is shared.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct ListedRow<'a> {
    /// The id.
    id: &'a str,
    /// The kind.
    kind: RecordKind,
    /// The title in the language of the command.
    title: &'a str,
    /// Who shares it; null for one that is only here.
    shared: Option<SharingRow<'a>>,
}

pub(super) fn list(
    arguments: &ListArguments,
    session: &mut Session,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let catalogue = session.catalogue()?;
    let language = session.language;
    let texts = &language.texts().sharing;
    let rows = catalogue.records().iter().filter(|record| !catalogue.is_shipped(&record.id));
    if arguments.json {
        let rows: Vec<ListedRow<'_>> = rows
            .map(|record| ListedRow {
                id: &record.id,
                kind: record.kind,
                title: record.title.get(language),
                shared: catalogue.sharing(&record.id).map(SharingRow::from),
            })
            .collect();
        return output::json(out, &rows);
    }
    let mut any = false;
    for record in rows {
        any = true;
        output::line(out, record.title.get(language))?;
        let origin = catalogue.sharing(&record.id).map(|it| it.localized(language));
        let origin = origin.unwrap_or_else(|| texts.only_here.to_owned());
        output::facts(out, &[record.kind.names(language).one, &record.id, &origin])?;
    }
    if any { Ok(()) } else { output::line(out, texts.none) }
}
