//! `porada completions`: what a shell needs to complete commands and options.

use super::error::CliError;
use super::help;
use crate::i18n::Language;
use clap::Args;
use clap_complete::Shell;
use std::io::Write;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, language: Language, out: &mut dyn Write) -> Result<(), CliError> {
    // Into memory first: clap panics when it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut help::command(language), "porada", &mut script);
    Ok(out.write_all(&script)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum;

    #[test]
    fn every_shell_gets_a_script_that_knows_the_commands() {
        for shell in Shell::value_variants() {
            let mut script = Vec::new();
            run(&Arguments { shell: *shell }, Language::Czech, &mut script).unwrap();
            let script = String::from_utf8(script).unwrap();
            assert!(script.contains("municipality") && script.contains("without-personal"), "{shell}");
        }
    }
}
