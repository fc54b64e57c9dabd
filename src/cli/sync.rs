//! `porada sync`: exchanges what is new with the storages.

mod first;

use self::first::{Begin, FirstRow};
use super::consultation::document_title;
use super::error::CliError;
use super::output;
use super::progress::watched;
use super::remote::{connect, identity, known, with_runner};
use super::session::Session;
use crate::i18n::{Language, Localized};
use crate::model::Naming;
use crate::store::{Gone, InstanceLock, RemoteRow, StoreError};
use crate::sync::engine::{Erasure, Leaving, Outcome, Preview, Progress, Received, Watch, is_unusable};
use crate::sync::keys::Identity;
use crate::sync::remote::{Cancel, Remote, RemoteError};
use crate::sync::runner::{Confirming, Found, RunnerError, Scope, look};
use clap::Args;
use serde::Serialize;
use signal_hook::consts::SIGINT;
use signal_hook::flag;
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

/// The exit code of a program that Ctrl+C ended, as shells have it.
const INTERRUPTED: i32 = 130;
/// How many documents with erasures are named; `--json` has all.
const ERASURES: usize = 10;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "NAME")]
    name: Option<String>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long, conflicts_with = "dry_run")]
    verify: bool,
    #[arg(long)]
    json: bool,
}

/// How many files in quarantine are written out.
const QUARANTINED: usize = 20;

/// A synchronisation, as `porada sync --json` writes it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct SyncRow {
    remote: String,
    /// Why it failed; null when all went well.
    problem: Option<String>,
    received: Vec<ReceivedRow>,
    sent: usize,
    conflicts: usize,
    erased: usize,
    /// Files that are listed and not there yet.
    waiting: usize,
    requests: usize,
    bytes_up: u64,
    bytes_down: u64,
    warnings: Vec<String>,
    /// The first files that cannot be used.
    quarantine: Vec<QuarantineRow>,
    /// How many more there are.
    quarantine_more: usize,
    /// What `--verify` found; null without it.
    verified: Option<VerifiedRow>,
    /// Erasures that not all devices had confirmed before, or have not yet.
    erasures: Vec<ErasureRow>,
    /// What left, or may have, with the first synchronisation of this storage; null for all later ones.
    first: Option<FirstRow>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ReceivedRow {
    id: String,
    kind: String,
    title: String,
    new: bool,
    conflicts: usize,
    /// Whether the document as a whole is deleted or erased.
    #[cfg_attr(test, schemars(extend("enum" = ["deleted", "erased", null])))]
    gone: Option<&'static str>,
    /// How many items are deleted that were not before.
    deleted: usize,
    /// How many items are erased that were not before.
    erased: usize,
}

/// What a check of all files found.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct VerifiedRow {
    /// Files that were looked for.
    checked: usize,
    /// Missing ones and those that cannot be used.
    damaged: usize,
    /// Those whose content this device has written again.
    rewritten: usize,
    /// Those that only other devices can write again.
    left: usize,
}

/// The erasures in one document.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct ErasureRow {
    /// The document; null where it is not known which one it is.
    document: Option<String>,
    /// How many of its entities were erased.
    erased: usize,
    /// How many devices have confirmed that.
    confirmed: usize,
    /// How many devices there are, without removed ones.
    devices: usize,
    /// The names of the devices that have not confirmed it.
    missing: Vec<String>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct QuarantineRow {
    path: String,
    reason: String,
    bytes: u64,
}

/// What a synchronisation would do, as `porada sync --dry-run --json` writes it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct PreviewRow {
    remote: String,
    problem: Option<String>,
    coming: usize,
    leaving: Vec<LeavingRow>,
    warnings: Vec<String>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct LeavingRow {
    id: String,
    kind: String,
    title: String,
    /// Whether what leaves has personal data, in fields or in texts of a copy for the network.
    personal: bool,
    bytes: usize,
    /// The items of a copy for the network whose texts name somebody or say how to reach somebody.
    naming: Vec<NamingRow>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct NamingRow {
    /// The item; of the header, which has the title, the id of the document.
    item: String,
    kind: String,
    /// The words that are meant, as they are written.
    words: Vec<String>,
}

impl From<Erasure> for ErasureRow {
    fn from(it: Erasure) -> ErasureRow {
        ErasureRow {
            document: it.document.map(|id| id.to_string()),
            erased: it.erased,
            confirmed: it.confirmed(),
            devices: it.devices,
            missing: it.missing,
        }
    }
}

pub(super) fn run(arguments: &Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let rows = match &arguments.name {
        Some(name) => vec![known(session, name)?],
        None => session.reading()?.remotes()?,
    };
    let texts = &session.language.texts().sync_screen;
    if rows.is_empty() && !arguments.json {
        return output::line(out, texts.no_storages);
    }
    if rows.is_empty() {
        return output::json(out, &Vec::<SyncRow>::new());
    }
    let lock = InstanceLock::acquire(&session.paths.sync_lock);
    let _lock = lock.map_err(|error| match error {
        StoreError::AlreadyRunning { .. } => RunnerError::Busy.into(),
        error => CliError::from(error),
    })?;
    let joined = rows.iter().any(|row| row.space.is_some());
    if joined && !session.paths.identity_file.exists() {
        let file = session.paths.identity_file.display().to_string();
        session.warnings.push((session.language.texts().keys.team.keys_lost)(&file));
    }
    let calling = Calling { identity: identity(session)?, cancel: cancelled_by_ctrl_c(), arguments };
    let failed = if arguments.dry_run {
        preview(&rows, &calling, session, out)?
    } else {
        exchange(&rows, &calling, session, out)?
    };
    if failed > 0 { Err(CliError::SyncFailed(failed, rows.len())) } else { Ok(()) }
}

/// What all storages of one call share.
struct Calling<'call> {
    identity: Identity,
    cancel: Cancel,
    arguments: &'call Arguments,
}

impl Calling<'_> {
    /// The storage of a row. After a cancellation none is asked for its password any more.
    fn connect(&self, row: &RemoteRow) -> Result<Box<dyn Remote>, CliError> {
        if self.cancel.is_said() {
            return Err(RunnerError::from(RemoteError::Cancelled).into());
        }
        connect(row, &self.identity, &self.cancel)
    }
}

/// From now on Ctrl+C ends the synchronisation with a word and without waiting for a request; pressed again it ends the
/// program. Where the system does not let that be heard, it ends the program at once, which harms nothing either.
fn cancelled_by_ctrl_c() -> Cancel {
    let cancel = Cancel::default();
    let heard = flag::register_conditional_shutdown(SIGINT, INTERRUPTED, cancel.flag())
        .and_then(|_| flag::register(SIGINT, cancel.flag()));
    if let Err(error) = heard {
        tracing::warn!("Ctrl+C: {error}");
    }
    cancel
}

/// Shows what would leave and come; says with how many storages that did not work.
fn preview(
    rows: &[RemoteRow],
    calling: &Calling<'_>,
    session: &mut Session,
    out: &mut dyn Write,
) -> Result<usize, CliError> {
    let mut listed = Vec::new();
    for row in rows {
        let previewed = calling.connect(row).and_then(|remote| {
            with_runner(session, &calling.identity, |runner| runner.preview(row, remote.as_ref()))
        });
        if !calling.arguments.json {
            preview_lines(row, &previewed, session, out)?;
        }
        let (preview, problem) = split(previewed, session.language);
        let warnings = preview.warnings.iter().map(|it| it.localized(session.language)).collect();
        let leaving = preview.leaving.iter().map(|it| leaving_row(it, session)).collect::<Result<_, _>>()?;
        listed.push(PreviewRow {
            remote: row.name.clone(),
            problem,
            coming: preview.coming,
            leaving,
            warnings,
        });
    }
    if calling.arguments.json {
        output::json(out, &listed)?;
    }
    Ok(listed.iter().filter(|row| row.problem.is_some()).count())
}

fn split<T: Default>(result: Result<T, CliError>, language: Language) -> (T, Option<String>) {
    match result {
        Ok(value) => (value, None),
        Err(error) => (T::default(), Some(error.localized(language))),
    }
}

fn leaving_row(it: &Leaving, session: &mut Session) -> Result<LeavingRow, CliError> {
    Ok(LeavingRow {
        id: it.document.to_string(),
        kind: it.kind.clone(),
        title: document_title(session, it.document, &it.kind, &it.title)?,
        personal: it.personal,
        bytes: it.bytes,
        naming: it.naming.iter().map(naming_row).collect(),
    })
}

fn naming_row(it: &Naming) -> NamingRow {
    NamingRow { item: it.entity.to_string(), kind: it.kind.clone(), words: it.words.clone() }
}

/// Names the storage and, below it, why it did not answer; what it answered is for the caller.
fn told<'answer, Answer>(
    row: &RemoteRow,
    answer: &'answer Result<Answer, CliError>,
    language: Language,
    out: &mut dyn Write,
) -> Result<Option<&'answer Answer>, CliError> {
    output::line(out, &row.name)?;
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) => output::indented(out, &error.localized(language), 2).map(|()| None),
    }
}

fn preview_lines(
    row: &RemoteRow,
    previewed: &Result<Preview, CliError>,
    session: &mut Session,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let language = session.language;
    let texts = &language.texts().sync_preview;
    let Some(preview) = told(row, previewed, language, out)? else { return Ok(()) };
    leaving_lines(preview, usize::MAX, session, out)?;
    output::indented(out, &(texts.comes)(preview.coming), 2)?;
    for warning in &preview.warnings {
        output::indented(out, &format!("! {}", warning.localized(language)), 2)?;
    }
    Ok(())
}

/// What would leave: how much of it, and so many of the documents, first those whose texts name somebody.
fn leaving_lines(
    preview: &Preview,
    most: usize,
    session: &mut Session,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let language = session.language;
    let texts = &language.texts().sync_preview;
    let bytes = preview.leaving.iter().map(|it| it.bytes as u64).sum();
    let personal = preview.leaving.iter().filter(|it| it.personal).count();
    output::indented(out, &(texts.leaves)(preview.leaving.len(), &language.bytes(bytes), personal), 2)?;
    if preview.records() > 0 {
        output::indented(out, &(texts.records_leave)(preview.records()), 2)?;
    }
    if preview.naming() > 0 {
        output::indented(out, &format!("! {}", (texts.texts_name)(preview.naming())), 2)?;
    }
    let (naming, silent): (Vec<_>, Vec<_>) = preview.leaving.iter().partition(|it| !it.naming.is_empty());
    for it in naming.into_iter().chain(silent).take(most) {
        let title = document_title(session, it.document, &it.kind, &it.title)?;
        let mark = if it.personal { texts.with_personal } else { texts.without_personal };
        output::line(out, &format!("    {title} · {mark} · {}", language.bytes(it.bytes as u64)))?;
        for naming in &it.naming {
            output::line(out, &format!("      {}", naming.localized(language)))?;
        }
    }
    match preview.leaving.len().saturating_sub(most) {
        0 => Ok(()),
        more => output::indented(out, &(texts.more_leave)(more), 4),
    }
}

/// Synchronises; says with how many storages that did not work.
fn exchange(
    rows: &[RemoteRow],
    calling: &Calling<'_>,
    session: &mut Session,
    out: &mut dyn Write,
) -> Result<usize, CliError> {
    let mut listed = Vec::new();
    for row in rows {
        let first = match first::begin(row, calling, session, out)? {
            Begin::Now(first) => first,
            Begin::No => continue,
        };
        let mut outcome = Outcome::default();
        let ended = synchronise(row, calling, session, &mut outcome);
        if !calling.arguments.json {
            told(row, &ended, session.language, out)?;
            // What was done before it stopped is told too; nothing of it is told again.
            if ended.is_ok() || outcome.requests > 0 {
                outcome_lines(&outcome, session, out)?;
            }
        }
        let ((), problem) = split(ended, session.language);
        // One that did not come so far does not know who has confirmed what.
        if problem.is_some() && outcome.erasures.is_empty() {
            outcome.erasures = unfinished(row, &calling.identity, session)?;
        }
        listed.push(SyncRow { first, ..sync_row(row, outcome, problem, session)? });
    }
    if calling.arguments.json {
        output::json(out, &listed)?;
    }
    Ok(listed.iter().filter(|row| row.problem.is_some()).count())
}

/// The erasures that not all devices of a storage have confirmed, as far as that is known here.
fn unfinished(row: &RemoteRow, identity: &Identity, session: &mut Session) -> Result<Vec<Erasure>, CliError> {
    let memories = session.paths.spaces.clone();
    let store = session.reading()?;
    let devices = Confirming::something(store, identity, &memories, row)?;
    Ok(devices.map_or(Ok(Vec::new()), |devices| devices.unfinished(store))?)
}

fn synchronise(
    row: &RemoteRow,
    calling: &Calling<'_>,
    session: &mut Session,
    outcome: &mut Outcome,
) -> Result<(), CliError> {
    let remote = calling.connect(row)?;
    let language = session.language;
    let bar = Bar { language, out: Mutex::new(watched()), cancel: &calling.cancel };
    let mut row = row.clone();
    let done = with_runner(session, &calling.identity, |runner| {
        // Set up in the window and not synchronised yet: a space that is there is joined, a new one is founded there only.
        if row.space.is_none()
            && let Found::Space(marker) = look(remote.as_ref())?
        {
            runner.join(&mut row, remote.as_ref(), &marker)?;
        }
        let scope = if calling.arguments.verify { Scope::Everything } else { Scope::News };
        runner.synchronise(&row, remote.as_ref(), scope, (&bar, language), outcome)
    });
    bar.clear();
    done
}

fn outcome_lines(outcome: &Outcome, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let language = session.language;
    let texts = &language.texts().sync_screen;
    output::indented(out, &(texts.exchanged)(outcome.received.len(), outcome.sent), 2)?;
    for it in &outcome.received {
        let took = it.took_away(language).map(|words| format!(" · {words}")).unwrap_or_default();
        output::line(out, &format!("    {}{took}", received_title(session, it)?))?;
    }
    if let Some(verified) = &outcome.verified {
        output::indented(out, &verified.localized(language), 2)?;
    }
    let facts = (texts.traffic)(outcome.requests, &language.bytes(outcome.up), &language.bytes(outcome.down));
    output::indented(out, &facts, 2)?;
    if outcome.conflicts > 0 {
        output::indented(out, &format!("! {}", (texts.conflicting_fields)(outcome.conflicts)), 2)?;
    }
    if outcome.erased > 0 {
        output::indented(out, &(texts.erased)(outcome.erased), 2)?;
    }
    erasure_lines(&outcome.erasures, session, out)?;
    if outcome.waiting > 0 {
        output::indented(out, &(texts.files_wait)(outcome.waiting), 2)?;
    }
    for warning in &outcome.warnings {
        output::indented(out, &format!("! {}", warning.localized(language)), 2)?;
    }
    Ok(())
}

/// What a person calls a document that came. Of an erased one there is nothing left but its id.
fn received_title(session: &mut Session, it: &Received) -> Result<String, CliError> {
    let title = document_title(session, it.document, &it.kind, &it.title)?;
    Ok(if it.gone == Some(Gone::Erased) { format!("{title} {}", it.document) } else { title })
}

fn erasure_lines(erasures: &[Erasure], session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let texts = &session.language.texts().sync;
    for it in erasures.iter().take(ERASURES) {
        let words = it.localized(session.language);
        let title = match it.document {
            Some(id) if it.whole => format!("{} {id}", document_title(session, id, &it.kind, &it.title)?),
            Some(id) => document_title(session, id, &it.kind, &it.title)?,
            None => session.language.texts().sync_preview.untitled.to_owned(),
        };
        output::indented(out, &format!("{} · {title}: {words}", texts.erasure), 2)?;
    }
    match erasures.len().saturating_sub(ERASURES) {
        0 => Ok(()),
        more => output::indented(out, &(texts.more_erasures)(more), 2),
    }
}

fn sync_row(
    row: &RemoteRow,
    outcome: Outcome,
    problem: Option<String>,
    session: &mut Session,
) -> Result<SyncRow, CliError> {
    let received = outcome.received.iter().map(|it| {
        Ok(ReceivedRow {
            id: it.document.to_string(),
            kind: it.kind.clone(),
            title: document_title(session, it.document, &it.kind, &it.title)?,
            new: it.new,
            conflicts: it.conflicts,
            gone: it.gone.map(|gone| match gone {
                Gone::Deleted => "deleted",
                Gone::Erased => "erased",
            }),
            deleted: it.deleted,
            erased: it.erased,
        })
    });
    let received = received.collect::<Result<_, CliError>>()?;
    let space = row.space.as_deref().and_then(|space| u128::from_str_radix(space, 16).ok());
    let mut quarantined = match space {
        Some(space) => session.reading()?.quarantined(space)?,
        None => Vec::new(),
    };
    quarantined.retain(is_unusable);
    let quarantine_more = quarantined.len().saturating_sub(QUARANTINED);
    let quarantine = quarantined.into_iter().take(QUARANTINED).map(|file| QuarantineRow {
        path: file.path,
        reason: file.reason,
        bytes: file.bytes,
    });
    Ok(SyncRow {
        remote: row.name.clone(),
        problem,
        received,
        sent: outcome.sent,
        conflicts: outcome.conflicts,
        erased: outcome.erased,
        waiting: outcome.waiting,
        requests: outcome.requests,
        bytes_up: outcome.up,
        bytes_down: outcome.down,
        warnings: outcome.warnings.iter().map(|it| it.localized(session.language)).collect(),
        quarantine: quarantine.collect(),
        quarantine_more,
        verified: outcome.verified.map(|it| VerifiedRow {
            checked: it.checked,
            damaged: it.damaged,
            rewritten: it.rewritten,
            left: it.left,
        }),
        erasures: outcome.erasures.into_iter().map(ErasureRow::from).collect(),
        first: None,
    })
}

/// How far it is, on a line of the terminal that is written over; nothing where nobody watches.
struct Bar<'call> {
    language: Language,
    out: Mutex<Option<io::Stderr>>,
    cancel: &'call Cancel,
}

impl Bar<'_> {
    fn write(&self, text: &str) {
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(out) = out.as_mut() {
            // A synchronisation does not fail because its progress cannot be shown.
            let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        }
    }

    fn clear(&self) {
        self.write("\r\u{1b}[K");
    }
}

impl Watch for Bar<'_> {
    fn progress(&self, progress: Progress) {
        let step = progress.step.localized(self.language);
        let count = (self.language.texts().common.n_of_total)(progress.done, progress.total);
        self.write(&format!("\r{step} · {count} · {}\u{1b}[K", self.language.bytes(progress.bytes)));
    }

    fn cancelled(&self) -> bool {
        self.cancel.is_said()
    }
}
