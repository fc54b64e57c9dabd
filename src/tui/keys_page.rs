//! The page `docs/keys.md`: every key of the table of actions, as it is unless the settings say otherwise.

use super::action::{ACTIONS, ActionRule, Context};
use super::key::Key;
use crate::i18n::Language;

/// The section of the settings file in which keys are changed.
const SETTINGS_SECTION: &str = "[keys]";

/// The place where an action is listed: the first of its contexts in the order of the help.
pub fn place(rule: &ActionRule) -> Context {
    let order = |context: &Context| Context::ALL.iter().position(|known| known == context);
    rule.contexts.iter().copied().min_by_key(order).unwrap_or(Context::Global)
}

/// The words for a place.
pub fn place_name(context: Context, language: Language) -> &'static str {
    let index = Context::ALL.iter().position(|known| *known == context);
    index.and_then(|index| language.texts().help.contexts.get(index)).copied().unwrap_or_default()
}

/// The page of all keys in Markdown. It depends on the program alone, so that a check can hold `docs/keys.md` to it.
pub fn keys_markdown(language: Language) -> String {
    let texts = &language.texts().help;
    let [key, what, name] = texts.page_columns;
    let head = format!("| {key} | {what} | {name} |\n| --- | --- | --- |\n");
    let mut page = format!("# {}\n\n{}\n", texts.page_title, (texts.page_intro)(SETTINGS_SECTION));
    for context in Context::ALL.into_iter().rev() {
        let rules: Vec<&ActionRule> =
            ACTIONS.iter().filter(|rule| rule.contexts.contains(&context)).collect();
        if rules.is_empty() {
            continue;
        }
        page.push_str(&format!("\n## {}\n\n{head}", place_name(context, language)));
        for rule in rules {
            let keys: Vec<String> =
                rule.keys.iter().filter_map(|key| Key::parse(key)).map(|key| key.shown(language)).collect();
            let keys = if keys.is_empty() { texts.page_only_palette.to_owned() } else { keys.join(", ") };
            let description = (rule.text)(&language.texts().actions).description;
            page.push_str(&format!("| {keys} | {description} | `{}` |\n", rule.id));
        }
    }
    page.push_str(&format!("\n## {}\n\n| {key} | {what} |\n| --- | --- |\n", texts.typing));
    for (keys, what) in texts.typing_keys {
        page.push_str(&format!("| {keys} | {what} |\n"));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_every_action_in_every_place_where_it_works() {
        for language in Language::ALL {
            let page = keys_markdown(language);
            for rule in ACTIONS {
                let rows = page.lines().filter(|line| line.ends_with(&format!("| `{}` |", rule.id))).count();
                assert_eq!(rows, rule.contexts.len(), "{}", rule.id);
            }
            assert!(page.lines().filter(|line| line.starts_with('|')).all(|line| line.ends_with('|')));
        }
    }

    #[test]
    fn every_place_has_its_own_name() {
        for language in Language::ALL {
            let mut names = Context::ALL.map(|context| place_name(context, language)).to_vec();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), Context::ALL.len());
        }
    }
}
