//! The command line: arguments in, text or JSON out, one file a command.
//!
//! [`Call::read`] turns the arguments into a [`Call`]; a call with a command is performed by [`Call::run`], one without
//! is a call for the application, which `main` starts with the [`Session`] of the call.

mod arguments;
mod backup;
mod catalogue;
mod completions;
mod conflicts;
mod consultation;
mod demo;
mod doctor;
mod erase;
mod error;
mod export;
mod files;
mod help;
mod import;
mod lookup;
mod man;
mod municipality;
mod output;
mod progress;
mod remote;
mod report;
mod restore;
mod search;
mod selftest;
mod session;
mod show;
mod sync;
mod task;
mod team;
mod template;
mod usage;

pub use demo::{DemoHome, fill_demo};
pub use error::{CliError, Place};
pub use session::Session;
pub use team::TeamError;
pub use usage::{Usage, UsageProblem};

use crate::config::{ConfigError, Environment, Paths, Settings, choose_language};
use crate::i18n::Language;
use arguments::{Arguments, Command};
use clap::FromArgMatches;
use clap::error::ErrorKind;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::ffi::OsString;
use std::io::Write;

/// A call of the program that was understood.
#[derive(Debug)]
pub struct Call {
    /// What its command or the application works with.
    pub session: Session,
    /// What is wrong with the settings; the call goes on with the default ones.
    pub warning: Option<ConfigError>,
    /// The home of the samples; it is deleted when the call is dropped.
    pub demo: Option<DemoHome>,
    /// Whether an argument, a variable or the settings say the language.
    pub language_given: bool,
    request: Request,
}

#[derive(Debug)]
enum Request {
    Application,
    Page(String),
    Command(Box<Command>),
}

/// A call that failed before or while its command ran, and the language in which to say so.
#[derive(Debug)]
pub struct Failure {
    /// What went wrong.
    pub error: CliError,
    /// The language of the person.
    pub language: Language,
}

impl Call {
    /// Reads the command line, of which the first word is the name of the program.
    ///
    /// # Errors
    /// When it is wrong, or when the home of the samples cannot be made.
    pub fn read(
        arguments: Vec<OsString>,
        environment: Environment,
        clock: (Timestamp, TimeZone),
    ) -> Result<Call, Failure> {
        let paths = Paths::resolve(&environment);
        let (settings, warning) = match paths.as_ref().map(|paths| Settings::load(&paths.settings_file)) {
            Ok(Ok(settings)) => (settings, None),
            Ok(Err(problem)) => (Settings::default(), Some(problem)),
            Err(_) => (Settings::default(), None),
        };
        let argument = language_argument(&arguments);
        let (language, language_given) = choose_language(argument, &environment, &settings);
        let fail = |error: CliError| Failure { error, language };
        let (request, demo) = match parse(&arguments, language) {
            Ok(Parsed::Page(page)) => (Request::Page(page), false),
            Ok(Parsed::Arguments(arguments)) => {
                let command = arguments.command.map(Box::new);
                (command.map_or(Request::Application, Request::Command), arguments.demo)
            }
            Err(usage) => return Err(fail(CliError::Usage(usage))),
        };
        if demo {
            let home = DemoHome::create().map_err(fail)?;
            let settings = demo::settings(settings, language);
            let mut session = Session::new(environment, home.paths(), settings, language, clock);
            demo::fill(&mut session).map_err(fail)?;
            return Ok(Call { session, warning, demo: Some(home), language_given, request });
        }
        let paths = match (paths, &request) {
            (Ok(paths), _) => paths,
            // Help needs no home.
            (Err(_), Request::Page(_)) => Paths::in_folder(std::path::PathBuf::new()),
            (Err(error), _) => return Err(fail(error.into())),
        };
        let session = Session::new(environment, paths, settings, language, clock);
        Ok(Call { session, warning, demo: None, language_given, request })
    }

    /// Whether the call has no command and so is for the application.
    pub fn is_for_application(&self) -> bool {
        matches!(self.request, Request::Application)
    }

    /// Performs the command and writes what it answers; nothing for a call without a command.
    ///
    /// # Errors
    /// When the command fails or `out` cannot be written.
    pub fn run(&mut self, out: &mut dyn Write) -> Result<(), Failure> {
        let language = self.session.language;
        let request = std::mem::replace(&mut self.request, Request::Application);
        let done = match request {
            Request::Application => Ok(()),
            Request::Page(page) => out.write_all(page.as_bytes()).map_err(CliError::from),
            Request::Command(command) => run(*command, &mut self.session, out),
        };
        let done = done.and_then(|()| Ok(out.flush()?));
        done.map_err(|error| Failure { error, language })
    }
}

fn run(command: Command, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    match command {
        Command::Search(arguments) => search::run(&arguments, session, out),
        Command::Show(arguments) => show::run(&arguments, session, out),
        Command::Municipality(command) => municipality::run(&command, session, out),
        Command::Consultation(command) => consultation::run(command, session, out),
        Command::Export(arguments) => export::run(&arguments, session, out),
        Command::Import(arguments) => import::run(&arguments, session, out),
        Command::Template(command) => template::run(&command, session, out),
        Command::Catalogue(command) => catalogue::run(&command, session, out),
        Command::Task(command) => task::run(&command, session, out),
        Command::Report(arguments) => report::run(&arguments, session, out),
        Command::Conflicts(arguments) => conflicts::run(&arguments, session, out),
        Command::Erase(arguments) => erase::run(&arguments, session, out),
        Command::Remote(command) => remote::run(&command, session, out),
        Command::Sync(arguments) => sync::run(&arguments, session, out),
        Command::Team(arguments) => team::run(&arguments, session, out),
        Command::Backup(arguments) => backup::run(&arguments, session, out),
        Command::Restore(arguments) => restore::run(&arguments, session, out),
        Command::Doctor(arguments) => doctor::run(&arguments, session, out),
        Command::Selftest(arguments) => selftest::run(&arguments, session, out),
        Command::Completions(arguments) => completions::run(&arguments, session.language, out),
        Command::Man(arguments) => man::run(&arguments, session.language, out),
    }
}

enum Parsed {
    /// Help or version, which is the answer.
    Page(String),
    Arguments(Box<Arguments>),
}

fn parse(arguments: &[OsString], language: Language) -> Result<Parsed, Usage> {
    let command = help::command(language);
    let words = arguments.iter().skip(1).filter_map(|word| word.to_str());
    let (named, written) = help::named(&command, words);
    let mut arguments = arguments.to_vec();
    if written == "porada search" {
        search::take_excluded_for_words(&mut arguments);
    }
    let parsed = command.clone().try_get_matches_from(arguments);
    match parsed.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => Ok(Parsed::Arguments(Box::new(arguments))),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            Ok(Parsed::Page(help::page(&error.render().to_string(), language)))
        }
        Err(error) => Err(Usage::from_clap(&error, named, &written)),
    }
}

/// The language of `--lang`, looked for before the command line is read, because its errors need a language.
fn language_argument(arguments: &[OsString]) -> Option<Language> {
    let mut words = arguments.iter().map(|word| word.to_string_lossy()).take_while(|word| word != "--");
    let mut value = None;
    while let Some(word) = words.next() {
        match word.strip_prefix("--lang=") {
            Some(code) => value = Some(code.to_owned()),
            None if word == "--lang" => value = words.next().map(|code| code.into_owned()),
            None => {}
        }
    }
    let value = value?;
    Language::ALL.into_iter().find(|language| language.code() == value)
}
