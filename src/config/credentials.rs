//! Where the password of a storage comes from. The settings hold only the way to it, never the password.

use crate::i18n::{Language, Localized, sanitize};
use std::ffi::OsString;
use std::fmt;
use std::io::{self, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// What is read of the output of a program, in bytes; a password is its first line.
const MOST_OUTPUT: u64 = 64 * 1024;

/// The way to a password, written `env:NAME`, `command:PROGRAM ARGUMENTS` or `sealed`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CredentialSource {
    /// The environment variable of this name.
    Variable(String),
    /// The first line that a program prints. It is run without a shell.
    Command {
        /// The program.
        program: String,
        /// Its arguments.
        arguments: Vec<String>,
    },
    /// Kept encrypted by porada itself, beside the keys of the device.
    Sealed,
}

impl CredentialSource {
    /// Reads how a person wrote it. Arguments are separated by blanks; one with blanks stands in quotes, `"` or `'`.
    ///
    /// # Errors
    /// [`CredentialError::UnknownSource`] when it is written in no known way. It is not repeated: it may be a password.
    pub fn parse(text: &str) -> Result<CredentialSource, CredentialError> {
        let text = text.trim();
        if text == "sealed" {
            return Ok(CredentialSource::Sealed);
        }
        if let Some(name) = text.strip_prefix("env:") {
            let good = !name.is_empty() && !name.contains(['=', '\0']) && !name.contains(char::is_whitespace);
            return good
                .then(|| CredentialSource::Variable(name.to_owned()))
                .ok_or(CredentialError::UnknownSource);
        }
        let words = text.strip_prefix("command:").and_then(words).ok_or(CredentialError::UnknownSource)?;
        let mut words = words.into_iter();
        let program = words.next().filter(|program| !program.is_empty());
        let program = program.ok_or(CredentialError::UnknownSource)?;
        Ok(CredentialSource::Command { program, arguments: words.collect() })
    }

    /// The password; `None` for [`CredentialSource::Sealed`], which the keys of the device open.
    ///
    /// A program gets no input, its messages are dropped, and it is ended after `limit`.
    ///
    /// # Errors
    /// When the variable is not set, or the program does not print a password in time.
    pub fn resolve(
        &self,
        lookup: impl Fn(&str) -> Option<OsString>,
        limit: Duration,
    ) -> Result<Option<String>, CredentialError> {
        match self {
            CredentialSource::Sealed => Ok(None),
            CredentialSource::Variable(name) => lookup(name)
                .and_then(|value| value.into_string().ok())
                .filter(|value| !value.is_empty())
                .map(Some)
                .ok_or_else(|| CredentialError::NoVariable(name.clone())),
            CredentialSource::Command { program, arguments } => printed(program, arguments, limit).map(Some),
        }
    }
}

/// The password of a storage: from where `written` says, or the one that the keys of the device keep; `None` where none is
/// needed.
///
/// # Errors
/// When there should be one and there is none.
pub fn password_of(
    written: Option<&str>,
    kept: Option<&str>,
    limit: Duration,
) -> Result<Option<String>, CredentialError> {
    let Some(written) = written else { return Ok(None) };
    let source = CredentialSource::parse(written)?;
    let given = source.resolve(process_variable, limit)?;
    let password = given.or_else(|| kept.map(str::to_owned));
    password.map(Some).ok_or(CredentialError::NotKept)
}

/// An environment variable of this process, for [`CredentialSource::resolve`].
pub fn process_variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// The words of a line; `None` when a quote is not closed.
fn words(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    for letter in line.chars() {
        match quote {
            Some(open) if letter == open => quote = None,
            Some(_) => word.get_or_insert_default().push(letter),
            None if matches!(letter, '"' | '\'') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            None if letter.is_whitespace() => words.extend(word.take()),
            None => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

/// The first line that the program prints.
fn printed(program: &str, arguments: &[String], limit: Duration) -> Result<String, CredentialError> {
    let until = Instant::now() + limit;
    let cannot =
        |error: &io::Error| CredentialError::CannotRun { program: program.to_owned(), reason: error.kind() };
    // Its messages would tear the screen, and they may hold what nobody should read there.
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| cannot(&error))?;
    let (sender, receiver) = mpsc::channel();
    let output = child.stdout.take();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = output.map(|output| output.take(MOST_OUTPUT).read_to_end(&mut bytes));
        // Nobody listens any more when the time is over.
        let _ = sender.send(read.transpose().map(|_| bytes));
    });
    let bytes = receiver.recv_timeout(limit).ok();
    let ended = bytes.is_some().then(|| wait_until(&mut child, until)).flatten();
    let (Some(bytes), Some(status)) = (bytes, ended) else {
        let _ = child.kill();
        let _ = child.wait();
        return Err(CredentialError::TooSlow { program: program.to_owned(), seconds: limit.as_secs() });
    };
    let bytes = bytes.map_err(|error| cannot(&error))?;
    if !status.success() {
        return Err(CredentialError::Failed { program: program.to_owned(), status: status.to_string() });
    }
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = std::str::from_utf8(line).unwrap_or_default().trim_end_matches('\r');
    if line.is_empty() { Err(CredentialError::Nothing(program.to_owned())) } else { Ok(line.to_owned()) }
}

/// How the program ended; `None` when it has not by then. It has closed its output, so it is about to.
fn wait_until(child: &mut Child, until: Instant) -> Option<std::process::ExitStatus> {
    loop {
        if let Some(status) = child.try_wait().ok()? {
            return Some(status);
        }
        if Instant::now() >= until {
            return None;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

impl fmt::Display for CredentialSource {
    /// As [`CredentialSource::parse`] reads it again.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CredentialSource::Sealed => formatter.write_str("sealed"),
            CredentialSource::Variable(name) => write!(formatter, "env:{name}"),
            CredentialSource::Command { program, arguments } => {
                formatter.write_str("command:")?;
                for (place, word) in std::iter::once(program).chain(arguments).enumerate() {
                    let blank = if place == 0 { "" } else { " " };
                    let quote = match word {
                        word if word.contains('"') => "'",
                        word if word.is_empty()
                            || word.contains(char::is_whitespace)
                            || word.contains('\'') =>
                        {
                            "\""
                        }
                        _ => "",
                    };
                    write!(formatter, "{blank}{quote}{word}{quote}")?;
                }
                Ok(())
            }
        }
    }
}

/// Why there is no password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CredentialError {
    /// The way to the password is written in no known way.
    UnknownSource,
    /// The variable is not set, empty or no text.
    NoVariable(String),
    /// The program cannot be run.
    CannotRun {
        /// The program.
        program: String,
        /// What the system answered.
        reason: io::ErrorKind,
    },
    /// The program ended with an error.
    Failed {
        /// The program.
        program: String,
        /// How it ended.
        status: String,
    },
    /// The program did not end in time.
    TooSlow {
        /// The program.
        program: String,
        /// The time that it had, in seconds.
        seconds: u64,
    },
    /// The program printed no first line that is text.
    Nothing(String),
    /// The password should be kept by the keys of the device, and is not.
    NotKept,
}

impl Localized for CredentialError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().remotes;
        match self {
            CredentialError::UnknownSource => texts.credentials_unknown.to_owned(),
            CredentialError::NoVariable(name) => (texts.credentials_variable)(&sanitize(name)),
            CredentialError::CannotRun { program, reason } => {
                let reason = (language.texts().common.io_reason)(*reason);
                (texts.credentials_program)(&sanitize(program), &reason)
            }
            CredentialError::Failed { program, status } => {
                (texts.credentials_failed)(&sanitize(program), &sanitize(status))
            }
            CredentialError::TooSlow { program, seconds } => {
                (texts.credentials_slow)(&sanitize(program), *seconds)
            }
            CredentialError::NotKept => texts.credentials_not_kept.to_owned(),
            CredentialError::Nothing(program) => (texts.credentials_nothing)(&sanitize(program)),
        }
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

impl std::error::Error for CredentialError {}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn command(program: &str, arguments: &[&str]) -> CredentialSource {
        CredentialSource::Command {
            program: program.to_owned(),
            arguments: arguments.iter().map(|word| (*word).to_owned()).collect(),
        }
    }

    fn resolved(text: &str) -> Result<Option<String>, CredentialError> {
        let environment = |name: &str| (name == "HESLO").then(|| OsString::from("tajne heslo"));
        CredentialSource::parse(text).unwrap().resolve(environment, Duration::from_secs(20))
    }

    #[rstest]
    #[case("sealed", CredentialSource::Sealed)]
    #[case("env:HESLO", CredentialSource::Variable("HESLO".into()))]
    #[case("command:pass show porada", command("pass", &["show", "porada"]))]
    #[case("command:'C:\\Program Files\\pass.exe' \"dvě slova\" ''", command("C:\\Program Files\\pass.exe", &["dvě slova", ""]))]
    fn a_source_is_read_and_written_back(#[case] text: &str, #[case] expected: CredentialSource) {
        let source = CredentialSource::parse(text).unwrap();
        assert_eq!(source, expected);
        assert_eq!(CredentialSource::parse(&source.to_string()).unwrap(), expected);
    }

    #[rstest]
    #[case("tajne-heslo")]
    #[case("env:")]
    #[case("env:A=tajne-heslo")]
    #[case("command:")]
    #[case("command:pass \"tajne-heslo")]
    fn an_unknown_source_is_not_repeated(#[case] text: &str) {
        let error = CredentialSource::parse(text).unwrap_err();
        assert_eq!(error, CredentialError::UnknownSource);
        assert!(!format!("{error:?} {error}").contains("tajne"));
    }

    #[test]
    fn a_variable_is_looked_up() {
        assert_eq!(resolved("env:HESLO").unwrap().as_deref(), Some("tajne heslo"));
        assert_eq!(resolved("env:JINE").unwrap_err(), CredentialError::NoVariable("JINE".to_owned()));
        assert_eq!(resolved("sealed").unwrap(), None);
    }

    #[cfg(unix)]
    #[test]
    fn the_first_line_of_a_program_is_the_password() {
        assert_eq!(
            resolved("command:printf 'prvni heslo\\r\\ndruhy'").unwrap().as_deref(),
            Some("prvni heslo")
        );
        assert_eq!(resolved("command:echo '$HOME; ls'").unwrap().as_deref(), Some("$HOME; ls"), "no shell");
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_gives_no_password_is_named() {
        assert!(matches!(resolved("command:/nowhere/pass"), Err(CredentialError::CannotRun { .. })));
        assert!(matches!(resolved("command:false"), Err(CredentialError::Failed { .. })));
        assert!(matches!(resolved("command:true"), Err(CredentialError::Nothing(_))));
        assert!(matches!(resolved("command:printf '\\377'"), Err(CredentialError::Nothing(_))));
        for limit in [Duration::ZERO, Duration::from_millis(50)] {
            let slow = command("sleep", &["600"]).resolve(|_| None, limit);
            assert!(matches!(slow, Err(CredentialError::TooSlow { .. })), "{slow:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_prints_for_ever_is_not_read_for_ever() {
        let endless = command("yes", &[]).resolve(|_| None, Duration::from_secs(20));
        assert!(matches!(endless, Err(CredentialError::Failed { .. })), "{endless:?}");
    }
}
