//! `porada template`: the templates by which the minutes are written.

use super::arguments::words;
use super::error::CliError;
use super::output;
use super::session::Session;
use crate::config::{create_folder, read_small_file, write_new_file};
use crate::i18n::Localized;
use crate::minutes::{TemplateName, TemplateProblem, check_template};
use clap::{Args, Subcommand};
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    List(ListArguments),
    Show(ShowArguments),
    Check(CheckArguments),
    New(NewArguments),
}

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    #[arg(value_name = "NAME", value_parser = words(&TemplateName::ALL, TemplateName::key))]
    name: String,
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct NewArguments {
    #[arg(value_name = "NAME", value_parser = words(&TemplateName::ALL, TemplateName::key))]
    name: String,
}

/// A template in the list.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct TemplateRow {
    /// The name of the file.
    name: &'static str,
    /// What it writes: `md` or `html`.
    format: &'static str,
    /// The language of the minutes that it is for; null for all.
    language: Option<&'static str>,
    /// The centre's own file; null where the built-in template is used.
    path: Option<PathBuf>,
    /// What is wrong with the centre's own one.
    problem: Option<String>,
}

pub(super) fn run(command: &Command, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    match command {
        Command::List(arguments) => list(arguments, session, out),
        Command::Show(arguments) => show(&arguments.name, session, out),
        Command::Check(arguments) => match &arguments.file {
            Some(file) => {
                check_template(file, read_small_file)?;
                output::line(out, &(session.language.texts().templates.in_order)(&file.display().to_string()))
            }
            None => check_all(session, out),
        },
        Command::New(arguments) => new(&arguments.name, session, out),
    }
}

/// The built-in templates, and those that the centre has.
fn list(arguments: &ListArguments, session: &Session, out: &mut dyn Write) -> Result<(), CliError> {
    let templates = session.templates();
    let row = |name: TemplateName| TemplateRow {
        name: name.key(),
        format: name.format().extension(),
        language: name.language(),
        path: templates.path(name).map(ToOwned::to_owned),
        problem: templates.check(name).err().map(|problem| problem.localized(session.language)),
    };
    let used = |row: &TemplateRow| row.path.is_some() || row.language.is_none();
    let rows: Vec<TemplateRow> = TemplateName::ALL.into_iter().map(row).filter(used).collect();
    if arguments.json {
        return output::json(out, &rows);
    }
    let texts = &session.language.texts().templates;
    for row in &rows {
        let state = match (&row.path, &row.problem) {
            (None, _) => texts.built_in,
            (Some(_), None) => texts.own,
            (Some(_), Some(_)) => texts.wrong,
        };
        output::line(out, row.name)?;
        let path = row.path.as_ref().map(|path| path.display().to_string());
        let facts: Vec<&str> = [Some(state), path.as_deref()].into_iter().flatten().collect();
        output::facts(out, &facts)?;
        if let Some(problem) = &row.problem {
            output::facts(out, &[problem])?;
        }
    }
    Ok(())
}

/// The text of a template; beside it what is wrong with it, because the minutes are then by the built-in one.
fn show(name: &str, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let Some(name) = TemplateName::parse(name) else { return Ok(()) };
    let templates = session.templates();
    let source = templates.source(name)?;
    session.warnings.extend(templates.check(name).err().map(|problem| problem.warning(session.language)));
    Ok(out.write_all(source.as_bytes())?)
}

/// All of the centre's templates and its logo; every problem is told.
fn check_all(session: &Session, out: &mut dyn Write) -> Result<(), CliError> {
    let templates = session.templates();
    let texts = &session.language.texts().templates;
    let own: Vec<TemplateName> =
        TemplateName::ALL.into_iter().filter(|name| templates.path(*name).is_some()).collect();
    let mut problems: Vec<TemplateProblem> = Vec::new();
    for name in &own {
        match templates.check(*name) {
            Ok(()) => output::line(out, &(texts.in_order)(name.key()))?,
            Err(problem) => problems.push(problem),
        }
    }
    problems.extend(templates.try_logo().err());
    if !problems.is_empty() {
        return Err(CliError::Templates(problems));
    }
    if own.is_empty() {
        output::line(out, &(texts.none)(&session.paths.templates.display().to_string()))?;
    }
    Ok(())
}

fn new(name: &str, session: &Session, out: &mut dyn Write) -> Result<(), CliError> {
    let Some(name) = TemplateName::parse(name) else { return Ok(()) };
    create_folder(&session.paths.templates)?;
    let path = session.paths.templates.join(name.key());
    write_new_file(&path, name.built_in().as_bytes()).map_err(|error| CliError::writing(&path, &error))?;
    output::line(out, &path.display().to_string())
}
