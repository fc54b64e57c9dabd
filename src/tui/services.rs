//! What performs effects: the store, the drafts' writer, the files. The only part of the application that sees them.

use super::desk::Desk;
use super::view::{ExportOrder, Format, Message, Tone};
use crate::config::write_new_file;
use crate::i18n::Localized;
use crate::minutes;
use crate::model::Consultation;
use crate::store::{Draft, DraftWriter, Store, StoreError};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long leaving waits for the last draft to reach the disk.
const FLUSH_LIMIT: Duration = Duration::from_secs(5);

/// Where drafts go.
#[derive(Debug)]
pub enum Drafts {
    /// A thread of its own writes them: the drawing never waits for the disk.
    Written(DraftWriter),
    /// They are kept in memory, for tests and benchmarks.
    Memory(BTreeMap<String, Draft>),
}

impl Drafts {
    /// Keeps a draft.
    pub fn put(&mut self, key: &str, draft: Draft) {
        match self {
            Drafts::Written(writer) => writer.put(key, draft),
            Drafts::Memory(drafts) => {
                drafts.insert(key.to_owned(), draft);
            }
        }
    }

    /// Forgets a draft.
    pub fn clear(&mut self, key: &str) {
        match self {
            Drafts::Written(writer) => writer.clear(key),
            Drafts::Memory(drafts) => {
                drafts.remove(key);
            }
        }
    }

    /// Whether everything is on disk.
    pub fn saved(&self) -> bool {
        match self {
            Drafts::Written(writer) => writer.saved(),
            Drafts::Memory(_) => true,
        }
    }

    /// Waits until everything is on disk.
    ///
    /// # Errors
    /// The first write that failed since the last call.
    pub fn flush(&self) -> Result<(), StoreError> {
        match self {
            Drafts::Written(writer) => writer.flush(FLUSH_LIMIT),
            Drafts::Memory(_) => Ok(()),
        }
    }

    /// The error of a write in the background, once.
    pub fn last_error(&self) -> Option<StoreError> {
        match self {
            Drafts::Written(writer) => writer.last_error(),
            Drafts::Memory(_) => None,
        }
    }
}

/// The store, the drafts and the folder for exports.
#[derive(Debug)]
pub struct Services {
    /// The documents.
    pub store: Store,
    /// The unfinished texts.
    pub drafts: Drafts,
}

impl Services {
    /// The unfinished text that was kept under `key`, also when it is still on its way to the disk.
    ///
    /// # Errors
    /// When it cannot be written or read.
    pub fn draft(&self, key: &str) -> Result<Option<Draft>, StoreError> {
        match &self.drafts {
            Drafts::Written(_) => {
                self.drafts.flush()?;
                self.store.draft(key)
            }
            Drafts::Memory(drafts) => Ok(drafts.get(key).cloned()),
        }
    }

    /// Writes the minutes that `order` asks for into the folder for exports and says where they are.
    pub fn export(&self, order: &ExportOrder, desk: &Desk) -> Message {
        let texts = &desk.texts().messages;
        let error = |text: String| Message { text, tone: Tone::Error };
        let stored = match self.store.document(order.document) {
            Ok(stored) => stored,
            Err(problem) => return error(problem.localized(desk.language)),
        };
        let read =
            stored.and_then(|stored| Consultation::read(&stored).map(|consultation| (stored, consultation)));
        let Some((stored, consultation)) = read else { return error(desk.keyed(texts.consultation_gone)) };
        let missing = |id: &str| desk.catalogue.record(id).is_none();
        if desk.loading.is_some() && consultation.links.iter().any(|link| missing(&link.record)) {
            return error(texts.minutes_wait.to_owned());
        }
        let minutes = || {
            let options = desk.minutes_options(order.language, order.personal);
            minutes::from_catalogue(&consultation, &desk.catalogue, &options)
        };
        let ((content, problem), extension) = match order.format {
            Format::Markdown => (minutes::markdown_with(&minutes(), &desk.templates), "md"),
            Format::Html => (minutes::html_with(&minutes(), &desk.templates), "html"),
            Format::Json => ((minutes::json(&stored, order.personal), None), "json"),
        };
        let name =
            minutes::file_name_from_catalogue(&consultation, &desk.catalogue, order.language, extension);
        match write_beside(&desk.exports, &name, content.as_bytes()) {
            Ok(path) => {
                let text = (texts.exported)(&path.display().to_string());
                match problem.map(|problem| problem.warning(desk.language)) {
                    None => Message { text, tone: Tone::Good },
                    Some(warning) => Message { text: format!("{text}; {warning}"), tone: Tone::Error },
                }
            }
            Err(problem) => {
                tracing::error!("export: {problem}");
                let reason = (desk.texts().common.io_reason)(problem.kind());
                error((texts.not_exported)(&desk.exports.display().to_string(), &reason))
            }
        }
    }
}

/// Writes a new file into `folder`, made if need be; where the name is taken, with a number: `name-2.md`, `name-3.md`.
///
/// # Errors
/// When the folder cannot be made or written to, or the disk is full; then there is no file.
fn write_beside(folder: &Path, name: &str, content: &[u8]) -> std::io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut path = folder.join(name);
    let mut number = 1;
    loop {
        match write_new_file(&path, content) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                number += 1;
                path = folder.join(format!("{stem}-{number}.{extension}"));
            }
            result => return result.map(|()| path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_never_overwritten_and_nothing_half_written_stays() {
        let folder = tempfile::tempdir().unwrap();
        let first = write_beside(folder.path(), "zapis.md", b"1").unwrap();
        let second = write_beside(folder.path(), "zapis.md", b"2").unwrap();
        assert_eq!(
            (std::fs::read(&first).unwrap(), std::fs::read(&second).unwrap()),
            (b"1".to_vec(), b"2".to_vec())
        );
        assert_eq!(second.file_name().unwrap(), "zapis-2.md");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_folder_that_is_a_file_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("soubor");
        std::fs::write(&file, "x").unwrap();
        assert!(write_beside(&file, "zapis.md", b"1").is_err());
    }
}
