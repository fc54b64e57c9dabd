//! `porada remote`: the storages over which this home is shared.

use super::arguments::words;
use super::error::{CliError, quoted};
use super::output;
use super::session::Session;
use super::team::{TeamError, secrets};
use crate::config::{CredentialSource, password_of};
use crate::i18n::{Language, Localized};
use crate::store::RemoteRow;
use crate::sync::format::Encryption;
use crate::sync::keys::Identity;
use crate::sync::profile::Profile;
use crate::sync::random::SystemRandomness;
use crate::sync::remote::{Address, Cancel, Remote, Secret};
use crate::sync::runner::{self, Found, Joined, Runner, RunnerError, Sealing};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde::Serialize;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

/// How long a program that gives a password may take.
const PASSWORD_LIMIT: Duration = Duration::from_secs(60);

/// The longest name of a storage, in characters.
const LONGEST_NAME: usize = 40;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Add(Box<AddArguments>),
    List(ListArguments),
    Remove(NameArguments),
    Test(NameArguments),
}

#[derive(Debug, Args)]
pub(super) struct AddArguments {
    #[arg(value_name = "NAME")]
    name: String,
    #[arg(value_name = "URL")]
    url: String,
    #[arg(long, value_name = "U")]
    user: Option<String>,
    #[arg(long, value_name = "P")]
    password: Option<String>,
    #[arg(long, value_name = "P", value_parser = words(&Profile::ALL, Profile::key))]
    profile: Option<String>,
    #[arg(long, value_name = "YES|NO", value_parser = ["yes", "no"])]
    encrypt: Option<String>,
    #[arg(long, value_name = "FILE")]
    ca: Option<String>,
    #[arg(long, value_name = "URL")]
    proxy: Option<String>,
    #[arg(long)]
    automatic: bool,
    #[arg(long)]
    found: bool,
}

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct NameArguments {
    #[arg(value_name = "NAME")]
    name: String,
}

pub(super) fn run(command: &Command, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    match command {
        Command::Add(arguments) => add(arguments, session, out),
        Command::List(arguments) => list(arguments, session, out),
        Command::Remove(arguments) => remove(&arguments.name, session, out),
        Command::Test(arguments) => test(&arguments.name, session, out),
    }
}

/// The storage of this name as it was set up.
pub(super) fn known(session: &mut Session, name: &str) -> Result<RemoteRow, CliError> {
    let row = session.reading()?.remotes()?.into_iter().find(|row| row.name == name);
    row.ok_or_else(|| TeamError::UnknownRemote(name.to_owned()).into())
}

/// The name of this device where it has no keys yet.
fn device_name(session: &Session) -> String {
    let unnamed = session.language.texts().sync_members.this_computer;
    session.settings.broker_name.clone().unwrap_or_else(|| unnamed.to_owned())
}

/// The keys of this device; they are made where there are none.
pub(super) fn identity(session: &Session) -> Result<Identity, CliError> {
    secrets::own_or_new(session, &device_name(session))
}

/// The storage of a row with its password.
pub(super) fn connect(
    row: &RemoteRow,
    identity: &Identity,
    cancel: &Cancel,
) -> Result<Box<dyn Remote>, CliError> {
    let kept = identity.password(&row.name);
    let password = password_of(row.credentials.as_deref(), kept, PASSWORD_LIMIT)?;
    Ok(runner::connect(row, password.map(Secret::new), cancel)?)
}

/// Does something with what a synchronisation works with.
pub(super) fn with_runner<T>(
    session: &mut Session,
    identity: &Identity,
    run: impl FnOnce(&mut Runner<'_>) -> Result<T, RunnerError>,
) -> Result<T, CliError> {
    let (memories, now) = (session.paths.spaces.clone(), session.now);
    let clock = move || -> Timestamp { now };
    let mut runner = Runner {
        store: session.writing()?,
        identity,
        memories: &memories,
        clock: &clock,
        random: &mut SystemRandomness,
    };
    Ok(run(&mut runner)?)
}

fn add(arguments: &AddArguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let mut row = described(arguments, session)?;
    let sealed_password = matches!(row.credentials.as_deref(), Some("sealed"));
    let mut identity = identity(session)?;
    if sealed_password {
        // An older one of this name was for another place.
        let password = secrets::remote_password(session)?;
        identity.set_password(&row.name, Some(password.reveal()))?;
    }
    let reached = reach(arguments, &mut row, &identity, session);
    let there = session.reading()?.remotes()?.iter().any(|known| known.name == row.name);
    if sealed_password && !there {
        identity.set_password(&row.name, None)?;
    }
    let joined = reached?;
    let texts = &session.language.texts().sync_screen;
    let profile = profile_word(&row, session.language);
    output::line(out, &(texts.added)(&row.name, profile))?;
    let about = &session.language.texts().sync_preview;
    output::indented(out, if joined.sealed { about.preview_sealed } else { about.preview_open }, 2)?;
    tell_waiting(&joined, session, out)?;
    output::indented(out, &(texts.next_step)(&row.name), 2)
}

/// Founds or joins the space of the storage, and with that keeps its settings.
fn reach(
    arguments: &AddArguments,
    row: &mut RemoteRow,
    identity: &Identity,
    session: &mut Session,
) -> Result<Joined, CliError> {
    let remote = connect(row, identity, &Cancel::default())?;
    remote.probe().map_err(RunnerError::from)?;
    match runner::look(remote.as_ref())? {
        Found::Nothing => found(arguments, row, identity, remote.as_ref(), session),
        Found::Space(marker) => {
            if arguments.profile.is_none() {
                marker.profile.key().clone_into(&mut row.profile);
            }
            let sealed = marker.encryption == Encryption::Age;
            if arguments.encrypt.as_deref().is_some_and(|word| (word == "yes") != sealed) {
                return Err(RunnerError::from(crate::sync::engine::SyncError::OtherEncryption).into());
            }
            with_runner(session, identity, |runner| runner.join(row, remote.as_ref(), &marker))
        }
    }
}

fn tell_waiting(joined: &Joined, session: &Session, out: &mut dyn Write) -> Result<(), CliError> {
    let texts = &session.language.texts().sync_members;
    if joined.waits {
        output::indented(out, &(texts.joined_waiting)(joined.fingerprint.as_str()), 2)?;
    }
    Ok(())
}

/// The settings that the arguments describe.
fn described(arguments: &AddArguments, session: &mut Session) -> Result<RemoteRow, CliError> {
    let name = arguments.name.trim();
    let good = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    if name.is_empty() || name.chars().count() > LONGEST_NAME || !name.chars().all(good) {
        return Err(CliError::RemoteName(quoted(name)));
    }
    if session.reading()?.remotes()?.iter().any(|row| row.name == name) {
        return Err(CliError::RemoteExists(name.to_owned()));
    }
    let address = Address::parse(&arguments.url).map_err(RunnerError::from)?;
    let known = session.reading()?.remotes()?.into_iter().find(|row| row.address == address.to_string());
    if let Some(known) = known {
        return Err(CliError::RemoteKnown(known.name));
    }
    let credentials = arguments.password.as_deref().map(CredentialSource::parse).transpose()?;
    let profile = arguments.profile.as_deref().and_then(Profile::parse).unwrap_or(Profile::OwnDevices);
    Ok(RemoteRow {
        name: name.to_owned(),
        address: address.to_string(),
        space: None,
        profile: profile.key().to_owned(),
        credentials: credentials.map(|source| source.to_string()),
        user: arguments.user.clone(),
        certificate_authority: arguments.ca.clone(),
        proxy: arguments.proxy.clone(),
        automatic: arguments.automatic,
        last_sync: None,
        last_result: None,
    })
}

/// Founds a space on an empty storage, when the person wants it.
fn found(
    arguments: &AddArguments,
    row: &mut RemoteRow,
    identity: &Identity,
    remote: &dyn Remote,
    session: &mut Session,
) -> Result<Joined, CliError> {
    let sealed = arguments.encrypt.as_deref() != Some("no");
    let texts = &session.language.texts().sync_screen;
    let question = (texts.ask_found)(
        profile_word(row, session.language),
        if sealed { texts.sealed } else { texts.open },
    );
    if !arguments.found && !agrees(&question, texts.yes_letters)? {
        return Err(CliError::NotFounded(row.name.clone()));
    }
    with_runner(session, identity, |runner| runner.found(row, remote, sealed))
}

/// Asks in a terminal; where nobody can be asked the answer is no.
pub(super) fn agrees(question: &str, yes: &[&str]) -> Result<bool, CliError> {
    let mut err = io::stderr();
    if !(io::stdin().is_terminal() && err.is_terminal()) {
        return Ok(false);
    }
    write!(err, "{question} ").and_then(|()| err.flush())?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(yes.contains(&answer.trim().to_lowercase().as_str()))
}

/// With whom a storage is shared, in words.
pub(super) fn profile_word(row: &RemoteRow, language: Language) -> &'static str {
    let place = Profile::ALL.iter().position(|profile| profile.key() == row.profile);
    place.and_then(|place| language.texts().sync_screen.profiles.get(place)).copied().unwrap_or_default()
}

/// A storage, as `porada remote list --json` writes it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct StorageRow {
    name: String,
    address: String,
    profile: String,
    encrypted: Option<bool>,
    space: Option<String>,
    user: Option<String>,
    password: Option<String>,
    automatic: bool,
    last_sync: Option<Timestamp>,
    problem: Option<String>,
}

fn list(arguments: &ListArguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let language = session.language;
    let store = session.reading()?;
    let mut rows = Vec::new();
    for row in store.remotes()? {
        let sealing = runner::sealing(store, &row)?;
        rows.push((row, sealing.map(|sealing| matches!(sealing, Sealing::By(_)))));
    }
    if arguments.json {
        let rows = rows.into_iter().map(|(row, encrypted)| StorageRow {
            name: row.name,
            address: row.address,
            profile: row.profile,
            encrypted,
            space: row.space,
            user: row.user,
            password: row.credentials,
            automatic: row.automatic,
            last_sync: row.last_sync,
            problem: row.last_result,
        });
        return output::json(out, &rows.collect::<Vec<_>>());
    }
    let texts = &language.texts().sync_screen;
    if rows.is_empty() {
        return output::line(out, texts.no_storages);
    }
    for (row, encrypted) in rows {
        output::line(out, &row.name)?;
        let last = row.last_sync.map_or_else(
            || texts.never.to_owned(),
            |at| language.date_time(at.to_zoned(session.time_zone.clone()).datetime()),
        );
        let sealed = match encrypted {
            Some(true) => texts.is_encrypted,
            Some(false) => texts.is_open,
            None => texts.unknown,
        };
        output::facts(out, &[&row.address])?;
        output::facts(out, &[profile_word(&row, language), sealed, &(texts.last_was)(&last)])?;
        if let Some(problem) = &row.last_result {
            output::indented(out, problem, 2)?;
        }
    }
    Ok(())
}

fn remove(name: &str, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let row = known(session, name)?;
    // A passphrase is asked for only where a password has to be taken out of the keys.
    let mut identity =
        if row.credentials.as_deref() == Some("sealed") { secrets::find(session)? } else { None };
    runner::forget(session.writing()?, name, |_| Ok(identity.take()))?;
    output::line(out, &(session.language.texts().sync_screen.removed)(name))
}

fn test(name: &str, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let row = known(session, name)?;
    let identity = identity(session)?;
    let remote = connect(&row, &identity, &Cancel::default())?;
    let test = runner::test(remote.as_ref());
    for line in test.localized(session.language).lines() {
        output::line(out, line)?;
    }
    if test.passed() { Ok(()) } else { Err(CliError::TestFailed(name.to_owned())) }
}
