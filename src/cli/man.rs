//! `porada man`: the manual page of the program or of one command, in the format of `man`.

use super::error::CliError;
use super::help;
use crate::i18n::Language;
use clap::Args;
use std::io::Write;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

pub(super) fn run(arguments: &Arguments, language: Language, out: &mut dyn Write) -> Result<(), CliError> {
    let mut root = help::command(language);
    root.build();
    let mut command = &root;
    for word in &arguments.command {
        let next = command.find_subcommand(word);
        command = next.ok_or_else(|| CliError::UnknownCommand(arguments.command.join(" ")))?;
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    Ok(out.write_all(headings(&String::from_utf8_lossy(&page), language).as_bytes())?)
}

/// The page with its headings in `language`; clap writes them in English.
fn headings(page: &str, language: Language) -> String {
    let headings = &language.texts().cli.man_headings;
    let english = &Language::English.texts().cli.man_headings;
    let translated = |line: &str| {
        let place = english.iter().position(|known| line == format!(".SH {known}"));
        place.and_then(|index| headings.get(index)).map(|heading| format!(".SH {heading}"))
    };
    page.lines().map(|line| translated(line).unwrap_or_else(|| line.to_owned()) + "\n").collect()
}
