//! What can be written on the command line. The words of help are not here but in `i18n::texts::cli`.

use super::{
    backup, catalogue, completions, consultation, doctor, export, import, man, municipality, restore, search,
    selftest, show, task, template,
};
use crate::i18n::Language;
use clap::builder::PossibleValuesParser;
use clap::{ArgAction, Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(
    name = "porada",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub(super) struct Arguments {
    #[arg(long, global = true, value_name = "L", value_parser = languages(), display_order = 100)]
    pub(super) lang: Option<String>,
    #[arg(long, global = true, display_order = 101)]
    pub(super) demo: bool,
    #[arg(short, long, global = true, action = ArgAction::Help, display_order = 102)]
    pub(super) help: Option<bool>,
    #[arg(short = 'V', long, action = ArgAction::Version, display_order = 103)]
    pub(super) version: Option<bool>,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Search(search::Arguments),
    Show(show::Arguments),
    #[command(subcommand)]
    Municipality(municipality::Command),
    #[command(subcommand)]
    Consultation(consultation::Command),
    Export(export::Arguments),
    Import(import::Arguments),
    #[command(subcommand)]
    Template(template::Command),
    #[command(subcommand)]
    Catalogue(catalogue::Command),
    #[command(subcommand)]
    Task(task::Command),
    Backup(backup::Arguments),
    Restore(restore::Arguments),
    Doctor(doctor::Arguments),
    Selftest(selftest::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

fn languages() -> PossibleValuesParser {
    PossibleValuesParser::new(Language::ALL.map(Language::code))
}

/// The parser of a value that has one of a few words.
pub(super) fn words<T: Copy>(all: &[T], key: fn(T) -> &'static str) -> PossibleValuesParser {
    PossibleValuesParser::new(all.iter().map(|value| key(*value)))
}
