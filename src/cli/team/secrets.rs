//! The device's own keys: found, unlocked, made; passphrases from the environment or asked without an echo.

use super::TeamError;
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::config::Secret;
use crate::sync::keys::{Identity, IdentityError};
use crate::sync::random::SystemRandomness;
use std::io::{self, BufRead, IsTerminal, Read};

/// The variable that gives the passphrase of the device's keys.
pub(super) const PASSPHRASE: &str = "PORADA_PASSPHRASE";
/// The variable that gives a new one.
pub(super) const NEW_PASSPHRASE: &str = "PORADA_PASSPHRASE_NEW";

/// The variable that gives the password of a remote that is to be kept.
const REMOTE_PASSWORD: &str = "PORADA_REMOTE_PASSWORD";

/// How many bytes of a line are read for a recovery code, which has less than a hundred.
const LONGEST_LINE: u64 = 4096;

/// The device's keys; `None` where it has none yet. A passphrase is asked for when the file needs one and the
/// environment does not give it.
pub(in crate::cli) fn find(session: &Session) -> Result<Option<Identity>, CliError> {
    let path = &session.paths.identity_file;
    let texts = &session.language.texts().keys.team;
    let given = match (&session.environment.porada_passphrase, Identity::is_locked(path)?) {
        (_, false) => None,
        (Some(given), true) => Some(given.clone()),
        (None, true) if !can_ask() => return Err(IdentityError::Locked(path.clone()).into()),
        (None, true) => Some(ask(texts.ask_passphrase, PASSPHRASE)?),
    };
    Ok(Identity::load(path, given.as_ref().map(Secret::reveal))?)
}

/// The device's keys; an error says how to get them where there are none.
pub(super) fn own(session: &Session) -> Result<Identity, CliError> {
    find(session)?.ok_or_else(|| TeamError::NoKeys.into())
}

/// The device's keys; they are made where there are none, sealed when the environment gives a passphrase.
pub(in crate::cli) fn own_or_new(session: &Session, name: &str) -> Result<Identity, CliError> {
    if let Some(identity) = find(session)? {
        return Ok(identity);
    }
    session.paths.create()?;
    let passphrase = session.environment.porada_passphrase.as_ref().map(Secret::reveal);
    Ok(Identity::create(&session.paths.identity_file, name, passphrase, &mut SystemRandomness)?)
}

/// A new passphrase: from the environment, or typed twice.
pub(super) fn new_passphrase(session: &Session) -> Result<Secret, CliError> {
    if let Some(given) = &session.environment.porada_passphrase_new {
        return Ok(given.clone());
    }
    let texts = &session.language.texts().keys.team;
    let first = ask(texts.ask_new_passphrase, NEW_PASSPHRASE)?;
    let again = ask(texts.ask_again, NEW_PASSPHRASE)?;
    if first == again { Ok(first) } else { Err(TeamError::PassphrasesDiffer.into()) }
}

/// A recovery code that was not given on the command line, where others could read it: typed, or one line of the input.
pub(super) fn recovery_code(session: &Session) -> Result<Secret, CliError> {
    if can_ask() {
        let question = session.language.texts().keys.team.ask_code;
        return rpassword::prompt_password(question).map(Secret::new).map_err(|_| TeamError::NoCode.into());
    }
    if io::stdin().is_terminal() {
        // It would be shown while it is typed.
        return Err(TeamError::NoCode.into());
    }
    let mut line = String::new();
    let read = io::stdin().lock().take(LONGEST_LINE).read_line(&mut line);
    let code = Secret::new(line);
    let given = read.is_ok() && !code.reveal().trim().is_empty();
    if given { Ok(code) } else { Err(TeamError::NoCode.into()) }
}

/// The password of a remote, to be kept sealed: from the environment, or typed.
pub(in crate::cli) fn remote_password(session: &Session) -> Result<Secret, CliError> {
    if let Some(given) = &session.environment.porada_remote_password {
        return Ok(given.clone());
    }
    ask(session.language.texts().sync_screen.ask_password, REMOTE_PASSWORD)
}

fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks without an echo; `instead` names what gives the answer where nobody can be asked.
fn ask(question: &str, instead: &'static str) -> Result<Secret, CliError> {
    if !can_ask() {
        return Err(TeamError::NobodyToAsk(instead).into());
    }
    let answer = rpassword::prompt_password(question).map_err(|_| TeamError::NobodyToAsk(instead))?;
    Ok(Secret::new(answer))
}
