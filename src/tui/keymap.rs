//! From a key and the live contexts to an action.

use super::action::{ACTIONS, Action, Context};
use super::key::Key;
use crate::config::Settings;
use crate::i18n::{Language, Localized, sanitize};
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
    /// This key types a character where the action is possible and text is typed too; the action and the key.
    Types(&'static str, String),
}

/// Contexts in which text is typed, at least at times: a key that types a character has to type it there.
const TYPING: [Context; 8] = [
    Context::Composer,
    Context::Consultation,
    Context::Catalogue,
    Context::Municipalities,
    Context::Form,
    Context::Text,
    Context::List,
    Context::Global,
];

impl KeymapError {
    /// The action of the configuration that has to be corrected.
    fn culprit(&self, configured: &BTreeMap<String, Vec<String>>) -> String {
        match self {
            KeymapError::UnknownAction(action) | KeymapError::UnknownKey(action, _) => action.clone(),
            KeymapError::Types(action, _) => (*action).to_owned(),
            // Of two the later one, unless only the other one is of the configuration.
            KeymapError::Conflict(_, one, other) => {
                if configured.contains_key(*other) {
                    (*other).to_owned()
                } else {
                    (*one).to_owned()
                }
            }
        }
    }
}

/// What is wrong with the keys of the settings, each with its file and line; nothing where all is well.
pub fn problems(settings: &Settings, language: Language) -> Vec<String> {
    Keymap::configured(&settings.keys).1.into_iter().map(|wrong| told(&wrong, settings, language)).collect()
}

fn told((action, error): &(String, KeymapError), settings: &Settings, language: Language) -> String {
    let texts = &language.texts().actions;
    let file = sanitize(&settings.file.to_string_lossy()).into_owned();
    let line = settings.key_lines.get(action).copied().unwrap_or(1);
    (texts.wrong_keys)(&file, line, &error.localized(language))
}

impl Localized for KeymapError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().actions;
        match self {
            KeymapError::UnknownAction(action) => (texts.unknown_action)(&sanitize(action)),
            KeymapError::UnknownKey(action, key) => (texts.unknown_key)(action, &sanitize(key)),
            KeymapError::Types(action, key) => (texts.key_types)(action, key),
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
    /// When the configuration names an unknown action or key, gives one key two meanings in one place, or takes a
    /// character away from a place where text is typed.
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
                if key.typed().is_some() && rule.contexts.iter().any(|context| TYPING.contains(context)) {
                    return Err(KeymapError::Types(rule.id, key.to_string()));
                }
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

    /// The same, with the default keys for each action whose keys cannot be used, and what is wrong with those.
    pub fn configured(configured: &BTreeMap<String, Vec<String>>) -> (Keymap, Vec<(String, KeymapError)>) {
        let mut usable = configured.clone();
        let mut wrong = Vec::new();
        loop {
            match Keymap::new(&usable) {
                Ok(keymap) => return (keymap, wrong),
                Err(error) => {
                    let culprit = error.culprit(&usable);
                    // The default keys alone have nothing wrong with them, which a test holds.
                    if usable.remove(&culprit).is_none() {
                        usable.clear();
                    }
                    wrong.push((culprit, error));
                }
            }
        }
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
            Keymap::new(&configured("link", &["š"])).unwrap_err(),
            KeymapError::Types("link", "š".into())
        );
        assert!(Keymap::new(&configured("export-docx", &["w"])).is_ok(), "no text is typed over the minutes");
        assert_eq!(
            Keymap::new(&configured("redo", &["Ctrl+Z"])).unwrap_err(),
            KeymapError::Conflict("Ctrl+Z".into(), "undo", "redo")
        );
    }

    #[test]
    fn a_wrong_entry_leaves_the_others_and_has_its_defaults() {
        let text =
            "mouse = false\n[keys]\nquit = [\"F1\"]\nnew = [\"F12\"]\nfoo = [\"F3\"]\nlink = [\"š\"]\n";
        let settings = Settings { file: "/data/config.toml".into(), ..Settings::parse(text).unwrap() };
        let (keymap, _) = Keymap::configured(&settings.keys);
        let action = |key: &str| keymap.action(&[Context::Home, Context::Global], Key::parse(key).unwrap());
        assert_eq!(action("F1"), Some(Action::Help));
        assert_eq!(action("F10"), Some(Action::Quit));
        assert_eq!((action("F12"), action("Ctrl+N")), (Some(Action::New), None));
        let told = problems(&settings, Language::Czech);
        for (line, word) in [(3, "F1"), (5, "„foo“"), (6, "„š“")] {
            let place = format!("/data/config.toml, řádek {line}: ");
            assert!(told.iter().any(|it| it.starts_with(&place) && it.contains(word)), "{line}: {told:?}");
        }
        assert_eq!(told.len(), 3);
    }
}
