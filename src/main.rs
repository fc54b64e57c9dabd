//! The porada program: a command line is answered, without a command the application starts.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use porada::cli::{Call, CliError, Failure};
use porada::config::Environment;
use porada::i18n::Localized;
use porada::tui;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "a command has one moment, read here and passed on")]
    let clock = (Timestamp::now(), TimeZone::system());
    let mut call = match Call::read(std::env::args_os().collect(), Environment::from_process(), clock) {
        Ok(call) => call,
        Err(failure) => return failed(&failure),
    };
    if call.is_for_application() {
        return application(call);
    }
    if let Some(warning) = &call.warning {
        complain(&warning.localized(call.session.language));
    }
    call.session.key_problems = tui::keymap::problems(&call.session.settings, call.session.language);
    let done = call.run(&mut BufWriter::new(io::stdout().lock()));
    call.session.warnings.iter().for_each(|warning| complain(warning));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failed(&failure),
    }
}

/// The samples, if the call has them, stay until the application has ended.
fn application(call: Call) -> ExitCode {
    let Call { session, demo, warning, language_given, .. } = call;
    let language = session.language;
    if let Err(error) = session.paths.create() {
        complain(&error.localized(language));
        return ExitCode::FAILURE;
    }
    let start = tui::Start {
        environment: session.environment,
        paths: session.paths,
        settings: session.settings,
        settings_problem: warning.map(|problem| problem.localized(language)),
        language,
        language_given,
        demo: demo.is_some(),
    };
    match tui::run(start) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.localized(language));
            ExitCode::FAILURE
        }
    }
}

fn failed(Failure { error, language }: &Failure) -> ExitCode {
    for line in error.lines(*language) {
        write_line(&line);
    }
    ExitCode::from(CliError::code(error))
}

fn complain(text: &str) {
    write_line(&format!("porada: {text}"));
}

/// There is nobody left to tell when even this cannot be written.
fn write_line(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
