//! `porada team`: the devices of the shared spaces, and the keys of this one.

pub(super) mod secrets;
mod spaces;

use super::error::{CliError, quoted};
use super::output;
use super::remote::with_runner;
use super::session::Session;
use crate::config::Secret;
use crate::i18n::{Language, Localized};
use crate::sync::keys::{Device, DeviceKeys, Fingerprint, Identity, KeysError, SpaceKeys, Standing};
use crate::sync::random::SystemRandomness;
use crate::sync::trust::TrustError;
use clap::{Args, Subcommand};
use serde::Serialize;
use spaces::OpenedSpace;
use std::io::Write;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    #[arg(long, value_name = "NAME")]
    remote: Option<String>,
    #[arg(long)]
    json: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Approve(DeviceArguments),
    Remove(DeviceArguments),
    Name(NameArguments),
    Recovery(RecoveryArguments),
    Recover(RecoverArguments),
    Passphrase,
    Renew,
}

#[derive(Debug, Args)]
pub(super) struct DeviceArguments {
    #[arg(value_name = "DEVICE")]
    device: String,
    #[arg(long, value_name = "NAME")]
    remote: Option<String>,
    #[arg(long)]
    yes: bool,
}

#[derive(Debug, Args)]
pub(super) struct NameArguments {
    #[arg(value_name = "NAME")]
    name: String,
}

#[derive(Debug, Args)]
pub(super) struct RecoveryArguments {
    #[arg(long)]
    yes: bool,
}

#[derive(Debug, Args)]
pub(super) struct RecoverArguments {
    #[arg(value_name = "CODE")]
    code: Option<String>,
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

/// Why a command of the team cannot be performed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TeamError {
    /// This device has no keys yet.
    NoKeys,
    /// No remote is set up.
    NoRemotes,
    /// There is no remote of this name.
    UnknownRemote(String),
    /// There are several remotes of these names, and none was named.
    SeveralRemotes(Vec<String>),
    /// No device fits what was typed.
    Nobody(String),
    /// What was typed is a fingerprint with a mistake in it.
    Mistyped(String),
    /// Several devices fit what was typed.
    Several(String),
    /// A name or id is no proof: these digits are to be compared first.
    CompareFirst {
        /// The name of the device.
        name: String,
        /// Its digits.
        fingerprint: Fingerprint,
    },
    /// The space on this remote is not encrypted and approves nobody.
    NoApproval(String),
    /// The space on this remote is not encrypted and removes nobody.
    NoRemoval(String),
    /// The recovery code is shown with `--yes` only.
    RecoveryNeedsYes,
    /// There is no terminal on which to ask; this would answer.
    NobodyToAsk(&'static str),
    /// No recovery code was given, and there is no terminal on which to ask.
    NoCode,
    /// The new passphrase was typed in two ways.
    PassphrasesDiffer,
}

impl Localized for TeamError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().keys.team;
        match self {
            TeamError::NoKeys => texts.no_keys.to_owned(),
            TeamError::NoRemotes => texts.no_remotes.to_owned(),
            TeamError::UnknownRemote(name) => (texts.unknown_remote)(&quoted(name)),
            TeamError::SeveralRemotes(names) => (texts.several_remotes)(&names.join(", ")),
            TeamError::Nobody(typed) => (texts.nobody)(&quoted(typed)),
            TeamError::Mistyped(typed) => (texts.mistyped)(&quoted(typed)),
            TeamError::Several(typed) => (texts.several)(&quoted(typed)),
            TeamError::CompareFirst { name, fingerprint } => {
                (texts.compare_first)(name, fingerprint.as_str())
            }
            TeamError::NoApproval(remote) => (texts.no_approval)(remote),
            TeamError::NoRemoval(remote) => (texts.no_removal)(remote),
            TeamError::RecoveryNeedsYes => texts.recovery_needs_yes.to_owned(),
            TeamError::NobodyToAsk(instead) => (texts.not_asked)(instead),
            TeamError::NoCode => texts.no_code.to_owned(),
            TeamError::PassphrasesDiffer => texts.passphrases_differ.to_owned(),
        }
    }
}

pub(super) fn run(arguments: &Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    match &arguments.command {
        None => list(arguments, session, out),
        Some(Command::Approve(device)) => approve(device, session, out),
        Some(Command::Remove(device)) => remove(device, session, out),
        Some(Command::Name(name)) => rename(&name.name, session, out),
        Some(Command::Recovery(arguments)) => recovery(arguments, session, out),
        Some(Command::Recover(arguments)) => recover(arguments, session, out),
        Some(Command::Passphrase) => passphrase(session, out),
        Some(Command::Renew) => renew(session, out),
    }
}

/// A device in a space, as `porada team --json` writes it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct DeviceRow {
    remote: String,
    id: String,
    name: String,
    fingerprint: String,
    standing: &'static str,
    encrypted: bool,
    own: bool,
    founder: bool,
}

fn list(arguments: &Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let identity = secrets::own(session)?;
    let mut spaces = spaces::open(session, &identity, arguments.remote.as_deref())?;
    let mut rows = Vec::new();
    if !arguments.json {
        own_lines(&identity, session.language, out)?;
    }
    for space in &mut spaces {
        let state = look(space);
        let devices = space.keys.devices();
        if arguments.json {
            rows.extend(devices.iter().map(|device| row(space, device)));
        } else {
            space_lines(space, &devices, state, session.language, out)?;
        }
        session.warnings.extend(space.keys.refused().iter().map(|it| it.localized(session.language)));
    }
    match (arguments.json, spaces.is_empty()) {
        (true, _) => output::json(out, &rows),
        (false, true) => output::line(out, session.language.texts().keys.team.no_remotes),
        (false, false) => Ok(()),
    }
}

/// What the storage says now; a device that waits is no failure of the listing.
fn look(space: &mut OpenedSpace) -> Result<(), TrustError> {
    space.keys.trust().refresh(space.remote.as_ref(), &mut SystemRandomness)
}

/// As [`look`]; that a key is missing hinders nobody from saying who is a member.
fn look_for_members(space: &mut OpenedSpace) -> Result<(), KeysError> {
    match look(space) {
        Ok(()) | Err(TrustError::NoKey(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn row(space: &OpenedSpace, device: &Device) -> DeviceRow {
    DeviceRow {
        remote: space.remote_name.clone(),
        id: device.id.to_string(),
        name: device.name.clone(),
        fingerprint: device.fingerprint.to_string(),
        standing: match device.standing {
            Standing::Waiting => "waiting",
            Standing::Member { .. } => "member",
            Standing::Removed { .. } => "removed",
        },
        encrypted: matches!(space.keys, SpaceKeys::Sealed(_)),
        own: device.own,
        founder: device.founder,
    }
}

fn own_lines(identity: &Identity, language: Language, out: &mut dyn Write) -> Result<(), CliError> {
    let texts = &language.texts().keys.team;
    output::line(out, &(texts.named)(identity.name()))?;
    output::facts(out, &[&(texts.fingerprint)(identity.keys().public().fingerprint().as_str())])?;
    if identity.is_sealed() { Ok(()) } else { output::indented(out, texts.unprotected, 2) }
}

fn space_lines(
    space: &OpenedSpace,
    devices: &[Device],
    state: Result<(), TrustError>,
    language: Language,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let texts = &language.texts().keys.team;
    output::line(out, "")?;
    output::line(out, &(texts.heading)(&space.remote_name, devices.len()))?;
    if let SpaceKeys::Open(_) = space.keys {
        output::line(out, texts.open_space)?;
    }
    if devices.is_empty() {
        output::line(out, texts.nobody_yet)?;
    }
    for device in devices {
        device_lines(device, devices, language, out)?;
    }
    match (state, &space.keys) {
        (Ok(()), _) => Ok(()),
        (Err(TrustError::NotApproved), SpaceKeys::Sealed(sealed)) => {
            let own = devices.iter().find(|device| device.own).map(|device| device.fingerprint.to_string());
            let founder = sealed.founder_fingerprint().map(|it| it.to_string());
            let (own, founder) = (own.unwrap_or_default(), founder.unwrap_or_default());
            output::indented(out, &(texts.how_to_join)(&own, &founder), 2)
        }
        (Err(error), _) => output::indented(out, &error.localized(language), 2),
    }
}

fn device_lines(
    device: &Device,
    all: &[Device],
    language: Language,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let texts = &language.texts().keys.team;
    let name_of = |id| all.iter().find(|it| it.id == id).map(|it| it.name.as_str()).unwrap_or_default();
    let standing = match device.standing {
        Standing::Waiting => texts.waiting.to_owned(),
        Standing::Member { by: Some(by) } => (texts.member_by)(name_of(by)),
        Standing::Member { by: None } => texts.member.to_owned(),
        Standing::Removed { by, .. } => (texts.removed_by)(name_of(by)),
    };
    output::line(out, &device.name)?;
    let mut facts = vec![standing.as_str()];
    facts.extend(device.own.then_some(texts.own));
    facts.extend(device.founder.then_some(texts.founder));
    output::facts(out, &facts)?;
    output::facts(out, &[&(texts.fingerprint)(device.fingerprint.as_str())])
}

/// The one space that is meant.
fn one_space(
    session: &mut Session,
    identity: &Identity,
    remote: Option<&str>,
) -> Result<OpenedSpace, CliError> {
    let mut spaces = spaces::open(session, identity, remote)?;
    match (spaces.pop(), remote) {
        (None, Some(remote)) => Err(TeamError::UnknownRemote(remote.to_owned()).into()),
        (None, None) => Err(TeamError::NoRemotes.into()),
        (Some(space), _) if spaces.is_empty() => Ok(space),
        (Some(last), _) => {
            let names = spaces.into_iter().map(|space| space.remote_name).chain([last.remote_name]);
            Err(TeamError::SeveralRemotes(names.collect()).into())
        }
    }
}

/// The device that is meant: by its fingerprint, the beginning of its id, or its name; whether the fingerprint was given.
fn find<'a>(devices: &'a [Device], typed: &str) -> Result<(&'a Device, bool), TeamError> {
    if let Some(fingerprint) = Fingerprint::read(typed) {
        let found = devices.iter().find(|device| device.fingerprint == fingerprint);
        return found.map(|device| (device, true)).ok_or_else(|| TeamError::Nobody(typed.to_owned()));
    }
    let fits = |device: &&Device| {
        let by_id = typed.len() >= 4 && device.id.to_string().starts_with(typed);
        by_id || device.name.to_lowercase() == typed.to_lowercase()
    };
    let mut fitting = devices.iter().filter(fits);
    match (fitting.next(), fitting.next()) {
        (None, _) if Fingerprint::is_mistyped(typed) => Err(TeamError::Mistyped(typed.to_owned())),
        (None, _) => Err(TeamError::Nobody(typed.to_owned())),
        (Some(device), None) => Ok((device, false)),
        (Some(_), Some(_)) => Err(TeamError::Several(typed.to_owned())),
    }
}

fn approve(arguments: &DeviceArguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let identity = secrets::own(session)?;
    let mut space = one_space(session, &identity, arguments.remote.as_deref())?;
    look_for_members(&mut space)?;
    let devices = space.keys.devices();
    let SpaceKeys::Sealed(keys) = &mut space.keys else {
        return Err(TeamError::NoApproval(space.remote_name).into());
    };
    let (device, compared) = find(&devices, &arguments.device)?;
    if !(compared || arguments.yes) {
        let (name, fingerprint) = (device.name.clone(), device.fingerprint.clone());
        return Err(TeamError::CompareFirst { name, fingerprint }.into());
    }
    keys.approve(space.remote.as_ref(), device.id, &device.fingerprint, &mut SystemRandomness)?;
    output::line(out, &(session.language.texts().keys.team.approved)(&device.name))
}

fn remove(arguments: &DeviceArguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let identity = secrets::own(session)?;
    let mut space = one_space(session, &identity, arguments.remote.as_deref())?;
    look_for_members(&mut space)?;
    let devices = space.keys.devices();
    if let SpaceKeys::Open(_) = space.keys {
        return Err(TeamError::NoRemoval(space.remote_name).into());
    }
    let (device, compared) = find(&devices, &arguments.device)?;
    if !(compared || arguments.yes) {
        let (name, fingerprint) = (device.name.clone(), device.fingerprint.clone());
        return Err(TeamError::CompareFirst { name, fingerprint }.into());
    }
    let rows = session.reading()?.remotes()?;
    let row = rows.into_iter().find(|row| row.name == space.remote_name);
    let row = row.ok_or_else(|| TeamError::UnknownRemote(space.remote_name.clone()))?;
    let remote = space.remote.as_ref();
    let untold = with_runner(session, &identity, |runner| runner.remove(&row, remote, device.id))?;
    let texts = &session.language.texts().keys.team;
    output::line(out, &(texts.removed)(&device.name))?;
    untold.map_or(Ok(()), |why| output::line(out, &(texts.removal_untold)(&why.localized(session.language))))
}

/// The name reaches the others with the next synchronisation.
fn rename(name: &str, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let mut identity = secrets::own_or_new(session, name)?;
    if identity.name() != name {
        identity.rename(name)?;
    }
    own_lines(&identity, session.language, out)
}

fn recovery(
    arguments: &RecoveryArguments,
    session: &mut Session,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let identity = secrets::own(session)?;
    if !arguments.yes {
        return Err(TeamError::RecoveryNeedsYes.into());
    }
    output::line(out, &identity.keys().recovery_code())?;
    output::indented(out, session.language.texts().keys.team.recovery, 2)
}

fn recover(arguments: &RecoverArguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let texts = &session.language.texts().keys.team;
    let code = match &arguments.code {
        Some(code) => Secret::new(code.clone()),
        None => secrets::recovery_code(session)?,
    };
    session.paths.create()?;
    let name = arguments.name.as_deref().unwrap_or(texts.unnamed);
    let passphrase = session.environment.porada_passphrase.as_ref().map(Secret::reveal);
    let identity = Identity::recover(&session.paths.identity_file, code.reveal(), name, passphrase)?;
    let fingerprint = identity.keys().public().fingerprint();
    output::line(out, &(texts.recovered)(identity.name(), fingerprint.as_str()))
}

fn passphrase(session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let mut identity = secrets::own(session)?;
    let new = secrets::new_passphrase(session)?;
    identity.set_passphrase(new.reveal())?;
    output::line(out, session.language.texts().keys.team.passphrase_set)
}

/// Each space first knows the new keys; only then this device takes them.
fn renew(session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let mut identity = secrets::own(session)?;
    let keys = DeviceKeys::generate(&mut SystemRandomness);
    for space in spaces::open(session, &identity, None)? {
        // A space without encryption meets the new keys at the next synchronisation.
        let SpaceKeys::Sealed(mut sealed) = space.keys else { continue };
        match sealed.renew(space.remote.as_ref(), &keys, &mut SystemRandomness) {
            // Who waits, waits with the new keys; who was removed joins anew with them.
            Ok(()) | Err(KeysError::Trust(TrustError::NotApproved | TrustError::RemovedDevice(_))) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let fingerprint = keys.public().fingerprint();
    identity.renew(keys)?;
    output::line(out, &(session.language.texts().keys.team.renewed)(fingerprint.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::keys::{Identity, SealedSpace, SharedMemory};
    use crate::sync::remote::{Access, Address, Remote};

    /// The storage of the test, opened.
    fn storage(folder: &tempfile::TempDir) -> Box<dyn Remote> {
        let address = Address::Folder(folder.path().join("storage"));
        crate::sync::remote::open(&address, &Access::default()).unwrap()
    }

    fn device(folder: &tempfile::TempDir, name: &str) -> Identity {
        let path = folder.path().join(format!("{name}.age"));
        Identity::create(&path, name, None, &mut SystemRandomness).unwrap()
    }

    fn opened(identity: &Identity, founder: &Identity, folder: &tempfile::TempDir) -> OpenedSpace {
        let founder = founder.keys().device();
        let space = "0".repeat(32);
        let memory = Box::<SharedMemory>::default();
        let keys = SealedSpace::open(identity, &space, founder, memory).unwrap();
        OpenedSpace { remote_name: "kraj".to_owned(), remote: storage(folder), keys: SpaceKeys::Sealed(keys) }
    }

    fn shown(space: &mut OpenedSpace, language: Language) -> String {
        let state = look(space);
        let devices = space.keys.devices();
        let mut out = Vec::new();
        space_lines(space, &devices, state, language, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn who_waits_reads_what_to_do_and_who_approved_whom_is_shown() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("storage")).unwrap();
        let (jana, petr) = (device(&folder, "Jana"), device(&folder, "Petr"));
        let mut janas = opened(&jana, &jana, &folder);
        let SpaceKeys::Sealed(keys) = &mut janas.keys else { panic!("sealed") };
        keys.found(storage(&folder).as_ref(), &mut SystemRandomness).unwrap();
        let mut petrs = opened(&petr, &jana, &folder);
        let waiting = shown(&mut petrs, Language::Czech);
        let digits = |identity: &Identity| identity.keys().public().fingerprint();
        for said in ["čeká na schválení", digits(&petr).as_str(), digits(&jana).as_str()] {
            assert!(waiting.contains(said), "{waiting}");
        }
        assert!(look(&mut janas).is_ok());
        let devices = janas.keys.devices();
        let (found, compared) = find(&devices, digits(&petr).as_str()).unwrap();
        assert_eq!((found.name.as_str(), compared), ("Petr", true));
        assert_eq!(find(&devices, "petr").map(|(it, compared)| (it.id, compared)), Ok((found.id, false)));
        let id = found.id.to_string();
        assert_eq!(find(&devices, &id[..8]).map(|(it, _)| it.id), Ok(found.id));
        assert_eq!(find(&devices, "Olga"), Err(TeamError::Nobody("Olga".to_owned())));
        let other = DeviceKeys::generate(&mut SystemRandomness).public().fingerprint().to_string();
        assert_eq!(
            find(&devices, &other),
            Err(TeamError::Nobody(other.clone())),
            "it is right, of nobody here"
        );
        let right = digits(&petr).to_string();
        let wrong = format!("{}{}", if right.starts_with('1') { 2 } else { 1 }, &right[1..]);
        for typed in [wrong.as_str(), &right[..right.len() - 1]] {
            assert_eq!(find(&devices, typed), Err(TeamError::Mistyped(typed.to_owned())));
        }

        let SpaceKeys::Sealed(keys) = &mut janas.keys else { panic!("sealed") };
        keys.approve(storage(&folder).as_ref(), found.id, &found.fingerprint, &mut SystemRandomness).unwrap();
        let member = shown(&mut petrs, Language::English);
        for said in ["kraj: 2 devices", "member, approved by \"Jana\"", "this device", "founder"] {
            assert!(member.contains(said), "{member}");
        }
        assert!(!member.contains("waits"), "{member}");
    }
}
