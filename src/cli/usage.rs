//! A wrong command line, in words of the person's language: clap speaks English only.

use super::error::quoted;
use crate::i18n::{Language, Localized};
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// A wrong command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// What is wrong.
    pub problem: UsageProblem,
    /// The command that shows the help, for example `porada search --help`.
    pub help: String,
}

/// What is wrong with a command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UsageProblem {
    /// There is no such option, or too many words.
    UnknownArgument {
        /// What was written.
        argument: String,
        /// The nearest option that exists.
        similar: Option<String>,
    },
    /// There is no such command.
    UnknownCommand {
        /// What was written.
        command: String,
        /// The nearest command that exists.
        similar: Option<String>,
    },
    /// The option needs a value.
    NoValue(String),
    /// The option cannot have this value.
    WrongValue {
        /// The option.
        argument: String,
        /// What was written.
        value: String,
        /// The values that it can have; empty where they are not a few words.
        allowed: Vec<String>,
    },
    /// These are required.
    Missing(Vec<String>),
    /// One of these commands is required.
    MissingCommand(Vec<String>),
    /// These cannot be used together.
    Conflict(String, Vec<String>),
    /// The option stands more than once.
    Repeated(String),
    /// An argument is not UTF-8.
    NotUtf8,
    /// Anything else.
    Other,
}

impl Usage {
    /// What clap found in the words after `command`, which is written `written`.
    pub(super) fn from_clap(error: &clap::Error, command: &clap::Command, written: &str) -> Usage {
        let problem = match error.kind() {
            ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                let names = command.get_subcommands().map(|it| it.get_name().to_owned());
                UsageProblem::MissingCommand(names.collect())
            }
            _ => problem(error),
        };
        Usage { problem, help: format!("{written} --help") }
    }
}

fn problem(error: &clap::Error) -> UsageProblem {
    let texts = |kind| texts(error.get(kind));
    let first = |kind| texts(kind).into_iter().next();
    let argument = || name(&first(ContextKind::InvalidArg).unwrap_or_default());
    match error.kind() {
        ErrorKind::UnknownArgument | ErrorKind::TooManyValues => {
            UsageProblem::UnknownArgument { argument: argument(), similar: first(ContextKind::SuggestedArg) }
        }
        ErrorKind::InvalidSubcommand => UsageProblem::UnknownCommand {
            command: first(ContextKind::InvalidSubcommand).unwrap_or_default(),
            // The nearest one is the last.
            similar: texts(ContextKind::SuggestedSubcommand).pop(),
        },
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            match first(ContextKind::InvalidValue).filter(|value| !value.is_empty()) {
                None => UsageProblem::NoValue(argument()),
                Some(value) => UsageProblem::WrongValue {
                    argument: argument(),
                    value,
                    allowed: texts(ContextKind::ValidValue),
                },
            }
        }
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            UsageProblem::NoValue(argument())
        }
        ErrorKind::MissingRequiredArgument => UsageProblem::Missing(texts(ContextKind::InvalidArg)),
        ErrorKind::ArgumentConflict => {
            let argument = argument();
            let others: Vec<String> = texts(ContextKind::PriorArg).iter().map(|other| name(other)).collect();
            if others.is_empty() || others == [argument.as_str()] {
                UsageProblem::Repeated(argument)
            } else {
                UsageProblem::Conflict(argument, others)
            }
        }
        ErrorKind::InvalidUtf8 => UsageProblem::NotUtf8,
        _ => UsageProblem::Other,
    }
}

fn texts(value: Option<&ContextValue>) -> Vec<String> {
    match value {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

/// The option without the name of its value: `--limit` of `--limit <N>`.
fn name(argument: &str) -> String {
    let option = argument.split_once(' ').filter(|(option, _)| option.starts_with('-'));
    option.map_or(argument, |(option, _)| option).to_owned()
}

impl Localized for Usage {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().cli.usage;
        let problem = match &self.problem {
            UsageProblem::UnknownArgument { argument, similar } => {
                (texts.unknown_argument)(&quoted(argument), similar.as_deref())
            }
            UsageProblem::UnknownCommand { command, similar } => {
                (texts.unknown_command)(&quoted(command), similar.as_deref())
            }
            UsageProblem::NoValue(argument) => (texts.no_value)(argument),
            UsageProblem::WrongValue { argument, value, allowed } => {
                (texts.wrong_value)(argument, &quoted(value), &allowed.join(", "))
            }
            UsageProblem::Missing(arguments) => (texts.missing)(&arguments.join(", ")),
            UsageProblem::MissingCommand(commands) => (texts.missing_command)(&commands.join(", ")),
            UsageProblem::Conflict(argument, others) => (texts.conflict)(argument, &others.join(", ")),
            UsageProblem::Repeated(argument) => (texts.repeated)(argument),
            UsageProblem::NotUtf8 => texts.not_utf8.to_owned(),
            UsageProblem::Other => texts.other.to_owned(),
        };
        (texts.see_help)(&problem, &self.help)
    }
}
