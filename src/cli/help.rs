//! The command line with its help in the person's language.

use super::arguments::Arguments;
use crate::i18n::Language;
use crate::i18n::texts::cli::help;
use clap::{Arg, Command, CommandFactory};

/// The placeholder that clap writes into usage lines in English.
const OPTIONS: &str = "[OPTIONS]";

/// The columns of a help page; the smallest terminal that is common has as many.
const WIDTH: usize = 80;

/// The whole command line with its help in `language`.
pub(super) fn command(language: Language) -> Command {
    localise(Arguments::command(), "", language)
}

fn localise(command: Command, path: &str, language: Language) -> Command {
    let texts = &language.texts().cli.usage;
    let template =
        format!("{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}", texts.usage);
    let mut command = command
        .help_template(template)
        .term_width(WIDTH)
        .about(text(path, language))
        .subcommand_value_name(texts.command_value)
        .subcommand_help_heading(texts.commands);
    if let Some(more) = help::find(&format!("{path}+"), language) {
        command = command.after_help(more);
    }
    let arguments: Vec<String> = command.get_arguments().map(|it| it.get_id().to_string()).collect();
    for id in arguments {
        let key = format!("{path}.{id}");
        command = command.mut_arg(id, |argument| localise_argument(argument, &key, language));
    }
    let names: Vec<String> = command.get_subcommands().map(|it| it.get_name().to_owned()).collect();
    for name in names {
        let path = if path.is_empty() { name.clone() } else { format!("{path} {name}") };
        command = command.mut_subcommand(name, |subcommand| localise(subcommand, &path, language));
    }
    command
}

fn localise_argument(argument: Arg, key: &str, language: Language) -> Arg {
    let texts = &language.texts().cli.usage;
    let heading = if argument.is_positional() { texts.arguments } else { texts.options };
    let mut help = text(key, language).to_owned();
    if !argument.get_action().takes_values() {
        return argument.help(help).help_heading(heading);
    }
    let allowed = argument.get_possible_values();
    if !allowed.is_empty() {
        let allowed: Vec<&str> = allowed.iter().map(|value| value.get_name()).collect();
        help.push_str(&(texts.allowed)(&allowed.join(", ")));
    }
    argument.help(help).help_heading(heading).hide_possible_values(true).hide_default_value(true)
}

/// The help for a command or argument. A test proves that there is one for each.
fn text(key: &str, language: Language) -> &'static str {
    help::find(key, language).unwrap_or_default()
}

/// The text of a help page with what clap itself says in `language`.
pub(super) fn page(rendered: &str, language: Language) -> String {
    rendered.replace(OPTIONS, language.texts().cli.usage.options_value)
}

/// The command that `words` name as far as they do, and how it is written: `porada consultation add`.
pub(super) fn named<'a>(command: &'a Command, words: impl Iterator<Item = &'a str>) -> (&'a Command, String) {
    let mut written = "porada".to_owned();
    let mut current = command;
    for word in words.filter(|word| !word.starts_with('-')) {
        match current.find_subcommand(word) {
            Some(next) => current = next,
            // The value of an option before the command.
            None if std::ptr::eq(current, command) => continue,
            None => break,
        }
        written.push(' ');
        written.push_str(word);
    }
    (current, written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn keys(command: &Command, path: &str, found: &mut BTreeSet<String>) {
        found.insert(path.to_owned());
        found.extend(command.get_arguments().map(|it| format!("{path}.{}", it.get_id())));
        for subcommand in command.get_subcommands() {
            let name = subcommand.get_name();
            keys(
                subcommand,
                if path.is_empty() { name.to_owned() } else { format!("{path} {name}") }.as_str(),
                found,
            );
        }
    }

    #[test]
    fn every_command_and_option_has_its_help_and_no_help_is_left_over() {
        let mut expected = BTreeSet::new();
        keys(&Arguments::command(), "", &mut expected);
        let written: BTreeSet<String> =
            help::HELP.iter().map(|row| row.key.to_owned()).filter(|key| !key.ends_with('+')).collect();
        assert_eq!(written, expected);
    }

    #[test]
    fn the_command_line_is_consistent() {
        for language in Language::ALL {
            command(language).debug_assert();
        }
    }

    #[test]
    fn a_help_page_is_in_one_language() {
        for name in ["search", "export", "doctor"] {
            let mut czech = command(Language::Czech);
            czech.build();
            let rendered = czech.find_subcommand_mut(name).unwrap().render_help().to_string();
            let page = page(&rendered, Language::Czech);
            for english in
                ["Usage", "Options", "Arguments", "OPTIONS", "possible values", "Print help", "default:"]
            {
                assert!(!page.contains(english), "{page}");
            }
        }
    }

    #[test]
    fn the_path_of_a_command_ends_where_its_words_end() {
        let command = command(Language::English);
        let path = |words: &[&'static str]| named(&command, words.iter().copied()).1;
        assert_eq!(path(&["--lang", "cs", "consultation", "add", "x", "--need"]), "porada consultation add");
        assert_eq!(path(&["nonsense"]), "porada");
    }
}
