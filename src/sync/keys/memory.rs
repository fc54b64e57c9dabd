//! What a device remembers of a space between two runs: the statements it has seen, so that a storage that withholds
//! one later cannot bring back who was removed, and the keys that were sealed for it. Nothing of it is secret.

use super::file::{self, ReadError};
use super::hex;
use super::statement::{Refusal, Statement};
use crate::sync::trust::{DeviceId, TrustError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

const FORMAT: &str = "porada-space/1";
/// The most bytes of the file; far more than all statements of a large space.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Where a device keeps what it remembers of one space.
pub trait Memory: Send {
    /// What was kept last; `None` at the first time.
    ///
    /// # Errors
    /// When it is there and cannot be read; the words for the person.
    fn load(&self) -> Result<Option<Vec<u8>>, String>;

    /// Keeps `bytes` in the place of what was kept.
    ///
    /// # Errors
    /// When it cannot be written; the words for the person.
    fn save(&self, bytes: &[u8]) -> Result<(), String>;
}

/// A memory in a file, for the user only.
#[derive(Debug, Clone)]
pub struct FileMemory {
    path: PathBuf,
}

impl FileMemory {
    /// The memory of `space` in the folder of memories, which is made when it is needed.
    pub fn new(folder: &Path, space: &str) -> FileMemory {
        // The id comes from a storage: what is none becomes no name of a file.
        let name = match hex::decode_exactly::<16>(space) {
            Some(_) => space.to_owned(),
            None => blake3::hash(space.as_bytes()).to_hex().to_string(),
        };
        FileMemory { path: folder.join(format!("{name}.json")) }
    }
}

impl Memory for FileMemory {
    fn load(&self) -> Result<Option<Vec<u8>>, String> {
        let problem = |reason: &str| format!("{}: {reason}", self.path.display());
        match file::read(&self.path, MOST_BYTES) {
            Ok(bytes) => Ok(bytes),
            Err(ReadError::NotAFile) => Err(problem("not a file")),
            Err(ReadError::TooLarge) => Err(problem("too large")),
            Err(ReadError::System(error)) => Err(problem(&error.to_string())),
        }
    }

    fn save(&self, bytes: &[u8]) -> Result<(), String> {
        file::replace(&self.path, bytes).map_err(|error| format!("{}: {error}", self.path.display()))
    }
}

/// A memory that lasts as long as the process; its clones share it. For tests, the simulator and `--demo`.
#[derive(Debug, Clone, Default)]
pub struct SharedMemory(Arc<Mutex<Option<Vec<u8>>>>);

impl Memory for SharedMemory {
    fn load(&self) -> Result<Option<Vec<u8>>, String> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    fn save(&self, bytes: &[u8]) -> Result<(), String> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(bytes.to_vec());
        Ok(())
    }
}

/// The content of a memory.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    format: String,
    space: String,
    founder: Option<String>,
    /// The texts of statements.
    statements: Vec<String>,
    /// Keys that were sealed for this device, by the names of their files, in hexadecimal digits.
    keys: BTreeMap<String, String>,
}

/// What is remembered of a space.
#[derive(Debug, Default)]
pub(super) struct Remembered {
    pub(super) statements: Vec<Statement>,
    pub(super) keys: BTreeMap<String, Vec<u8>>,
}

/// Reads a memory; nothing at the first time.
///
/// # Errors
/// [`TrustError::Memory`] when it cannot be read or is damaged, [`TrustError::OtherFounder`] when the space had another
/// founder when this device met it.
pub(super) fn recall(
    memory: &dyn Memory,
    space: &str,
    founder: Option<DeviceId>,
) -> Result<Remembered, TrustError> {
    let Some(bytes) = memory.load().map_err(TrustError::Memory)? else { return Ok(Remembered::default()) };
    let damaged = || TrustError::Memory(format!("{space}.json: damaged"));
    let content: Content = serde_json::from_slice(&bytes).map_err(|_| damaged())?;
    if content.format != FORMAT || content.space != space {
        return Err(damaged());
    }
    if content.founder != founder.map(|device| device.to_string()) {
        return Err(TrustError::OtherFounder);
    }
    let mut statements = Vec::new();
    for text in &content.statements {
        match Statement::read(space, text.as_bytes()) {
            Ok(statement) => statements.push(statement),
            // An older porada remembered what anybody had written.
            Err(Refusal::TooLarge) => {}
            Err(_) => return Err(damaged()),
        }
    }
    let key = |(name, key): (String, String)| Some((name, hex::decode(&key)?));
    let keys = content.keys.into_iter().map(key).collect::<Option<_>>().ok_or_else(damaged)?;
    Ok(Remembered { statements, keys })
}

/// Keeps what is known of a space: as many statements, those that come first, and keys, the newest, as [`recall`] reads. What does not
/// fit is read from the storage each time.
///
/// # Errors
/// [`TrustError::Memory`] when it cannot be written.
pub(super) fn keep<'a>(
    memory: &dyn Memory,
    space: &str,
    founder: Option<DeviceId>,
    statements: impl Iterator<Item = &'a Statement>,
    keys: &BTreeMap<String, Vec<u8>>,
) -> Result<(), TrustError> {
    let mut left = MOST_BYTES - 1024;
    let mut fits = |bytes: usize| match left.checked_sub(bytes as u64 + 8) {
        Some(after) => {
            left = after;
            true
        }
        None => false,
    };
    let newest = keys.iter().rev().filter(|(name, key)| fits(name.len() + 2 * key.len()));
    let keys = newest.map(|(name, key)| (name.clone(), hex::encode(key))).collect();
    let texts = statements.map(|statement| statement.text().to_owned());
    // In a text of JSON each quotation mark, each backslash and the line feed take a byte more.
    let escaped = |byte: &u8| matches!(byte, b'"' | b'\\' | b'\n');
    let statements = texts.filter(|text| fits(text.len() + text.bytes().filter(escaped).count())).collect();
    let content = Content {
        format: FORMAT.to_owned(),
        space: space.to_owned(),
        founder: founder.map(|device| device.to_string()),
        statements,
        keys,
    };
    let bytes = serde_json::to_vec(&content).map_err(|error| TrustError::Memory(error.to_string()))?;
    memory.save(&bytes).map_err(TrustError::Memory)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memory_is_a_file_in_its_folder_whatever_the_space_is_called() {
        let folder = tempfile::tempdir().unwrap();
        for space in ["0123456789abcdef0123456789abcdef", "../../x", "/etc/passwd", ""] {
            let memory = FileMemory::new(folder.path(), space);
            assert_eq!(memory.load(), Ok(None));
            memory.save(b"1").unwrap();
            assert_eq!(memory.load(), Ok(Some(b"1".to_vec())));
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 4);
    }

    #[test]
    fn a_damaged_memory_is_no_memory_of_nothing() {
        let memory = SharedMemory::default();
        keep(&memory, "s", None, std::iter::empty(), &BTreeMap::new()).unwrap();
        assert!(recall(&memory, "s", None).is_ok());
        assert_eq!(recall(&memory, "s", Some(DeviceId(1))).err(), Some(TrustError::OtherFounder));
        let whole = memory.load().unwrap().unwrap();
        for end in 0..whole.len() {
            memory.save(&whole[..end]).unwrap();
            assert!(matches!(recall(&memory, "s", None), Err(TrustError::Memory(_))), "cut at {end}");
        }
        assert!(matches!(recall(&memory, "t", None), Err(TrustError::Memory(_))));
    }

    #[test]
    fn what_an_older_porada_remembered_of_strangers_is_passed_over() {
        let space = "0123456789abcdef0123456789abcdef";
        let (device, keys) = ("1".repeat(32), r#"{"signing":"","recipient":""}"#);
        let says = format!(r#"{{"introduce":{{"keys":{keys},"name":"{}"}}}}"#, "a".repeat(5000));
        let statement = format!(
            r#"{{"format":"porada-members/1","space":"{space}","device":"{device}","number":1,"says":{says}}}"#
        );
        let text = format!(r#"{{"statement":{statement},"signature":"{}"}}{}"#, "0".repeat(128), "\n");
        assert_eq!(Statement::read(space, text.as_bytes()).err(), Some(Refusal::TooLarge));
        let content = serde_json::json!({
            "format": FORMAT, "space": space, "founder": null, "statements": [text], "keys": {}
        });
        let memory = SharedMemory::default();
        memory.save(content.to_string().as_bytes()).unwrap();
        assert!(recall(&memory, space, None).unwrap().statements.is_empty());
    }
}
