//! From a key and the live contexts to an action.

use super::action::{ACTIONS, Action, Context};
use super::key::Key;
use crate::i18n::{Language, Localized};
use std::collections::{BTreeMap, HashMap};
use std::fmt;

/// Which key does what where.
#[derive(Debug)]
pub struct Keymap {
    actions: HashMap<(Context, Key), Action>,
    keys: HashMap<Action, Vec<Key>>,
}

/// Why the keys of the configuration cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeymapError {
    /// There is no action of this name.
    UnknownAction(String),
    /// This is no key; the action and the text.
    UnknownKey(String, String),
    /// Two actions want one key in one place; the key and both actions.
    Conflict(String, &'static str, &'static str),
}

impl Localized for KeymapError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().actions;
        match self {
            KeymapError::UnknownAction(action) => (texts.unknown_action)(action),
            KeymapError::UnknownKey(action, key) => (texts.unknown_key)(action, key),
            KeymapError::Conflict(key, one, other) => (texts.key_conflict)(key, one, other),
        }
    }
}

impl fmt::Display for KeymapError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

impl std::error::Error for KeymapError {}

impl Keymap {
    /// The default keys with those of the configuration (action id → keys) in their place.
    ///
    /// # Errors
    /// When the configuration names an unknown action or key, or gives one key two meanings in one place.
    pub fn new(configured: &BTreeMap<String, Vec<String>>) -> Result<Keymap, KeymapError> {
        if let Some(unknown) = configured.keys().find(|id| ACTIONS.iter().all(|rule| rule.id != id.as_str()))
        {
            return Err(KeymapError::UnknownAction(unknown.clone()));
        }
        let mut keymap = Keymap { actions: HashMap::new(), keys: HashMap::new() };
        for rule in ACTIONS {
            let written: Vec<&str> = match configured.get(rule.id) {
                Some(keys) => keys.iter().map(String::as_str).collect(),
                None => rule.keys.to_vec(),
            };
            for text in written {
                let unknown = || KeymapError::UnknownKey(rule.id.to_owned(), text.to_owned());
                let key = Key::parse(text).ok_or_else(unknown)?;
                for &context in rule.contexts {
                    if let Some(other) = keymap.actions.insert((context, key), rule.action) {
                        return Err(KeymapError::Conflict(key.to_string(), other.rule().id, rule.id));
                    }
                }
                keymap.keys.entry(rule.action).or_default().push(key);
            }
        }
        Ok(keymap)
    }

    /// What `key` does in the live contexts, the most special one first.
    pub fn action(&self, contexts: &[Context], key: Key) -> Option<Action> {
        contexts.iter().find_map(|&context| self.actions.get(&(context, key)).copied())
    }

    /// The keys that do `action`.
    pub fn keys(&self, action: Action) -> &[Key] {
        self.keys.get(&action).map(Vec::as_slice).unwrap_or_default()
    }

    /// The first key that does `action`, as a person sees it.
    pub fn shown(&self, action: Action, language: Language) -> String {
        self.keys(action).first().map(|key| key.shown(language)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn configured(action: &str, keys: &[&str]) -> BTreeMap<String, Vec<String>> {
        BTreeMap::from([(action.to_owned(), keys.iter().map(|&key| key.to_owned()).collect())])
    }

    #[test]
    fn the_most_special_context_decides() {
        let keymap = Keymap::new(&BTreeMap::new()).unwrap();
        let space = Key::parse("Space").unwrap();
        assert_eq!(keymap.action(&[Context::Filters, Context::Global], space), Some(Action::Mark));
        assert_eq!(keymap.action(&[Context::Tasks, Context::Global], space), Some(Action::ToggleDone));
        assert_eq!(keymap.action(&[Context::Composer, Context::Global], space), None);
    }

    #[test]
    fn a_configured_key_replaces_the_default() {
        let keymap = Keymap::new(&configured("link", &["F12"])).unwrap();
        assert_eq!(keymap.action(&[Context::Consultation], Key::parse("F12").unwrap()), Some(Action::Link));
        assert_eq!(keymap.action(&[Context::Consultation], Key::parse("Ctrl+L").unwrap()), None);
    }

    #[test]
    fn wrong_keys_are_refused_with_their_names() {
        assert_eq!(
            Keymap::new(&configured("fly", &["F12"])).unwrap_err(),
            KeymapError::UnknownAction("fly".into())
        );
        assert_eq!(
            Keymap::new(&configured("link", &["Ctrl+Nothing"])).unwrap_err(),
            KeymapError::UnknownKey("link".into(), "Ctrl+Nothing".into())
        );
        assert_eq!(
            Keymap::new(&configured("redo", &["Ctrl+Z"])).unwrap_err(),
            KeymapError::Conflict("Ctrl+Z".into(), "undo", "redo")
        );
    }
}
