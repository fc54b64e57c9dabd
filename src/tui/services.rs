//! What performs effects: the store, the drafts' writer, the files. Screens and overlays never see them.

use super::desk::Desk;
use super::view::ExportOrder;
use crate::config::write_new_file;
use crate::i18n::{Language, Localized};
use crate::minutes::{Choices, CsvOptions, ExportError, Exporter, Format, Source, TableKind};
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
    /// Why something is not.
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

/// Files that were written.
#[derive(Debug)]
pub struct Exported {
    /// Where they are.
    pub paths: Vec<PathBuf>,
    /// What the person should know of them: why a template of the centre was not used, what they lack.
    pub warnings: Vec<String>,
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
    /// When it cannot be read.
    pub fn draft(&self, key: &str) -> Result<Option<Draft>, StoreError> {
        match &self.drafts {
            Drafts::Written(writer) => match writer.waiting(key) {
                Some(draft) => Ok(draft),
                None => self.store.draft(key),
            },
            Drafts::Memory(drafts) => Ok(drafts.get(key).cloned()),
        }
    }

    /// Writes the files that `order` asks for into the folder for exports and gives their paths. All are put together
    /// before the first is written.
    ///
    /// # Errors
    /// What to tell the person.
    pub fn export(&self, order: &ExportOrder, desk: &Desk) -> Result<Exported, String> {
        let texts = &desk.texts().messages;
        let stored = self.store.document(order.document).map_err(|error| error.localized(desk.language))?;
        let source = stored.and_then(Source::read).ok_or_else(|| desk.keyed(texts.consultation_gone))?;
        if desk.lacks_records(&source.consultation) {
            return Err(texts.minutes_wait.to_owned());
        }
        let choices = Choices {
            options: desk.minutes_options(order.language, order.personal, order.evidence),
            // What leaves the screen never has them. Without any the document is whole, so that it can be merged.
            internal: !source.has_internal(),
            table: TableKind::Tasks,
            // What opens a table on a Czech desk is Excel, which reads neither commas nor UTF-8 without a mark.
            csv: CsvOptions { semicolon: order.language == Language::Czech, byte_order_mark: true },
            attachments: order.attachments.clone(),
        };
        let exporter = Exporter::new(&desk.catalogue, &choices, &desk.templates);
        let mut warnings = Vec::new();
        let mut files = Vec::new();
        for format in &order.formats {
            match exporter.one(&source, *format) {
                Ok(content) => files.push((exporter.file_name(&source, *format), content)),
                // An empty calendar costs nobody the other files.
                Err(error @ ExportError::NoCalendar) if order.formats.len() > 1 => {
                    warnings.push(error.localized(desk.language));
                }
                Err(error) => return Err(error.localized(desk.language)),
            }
        }
        let written: std::io::Result<Vec<PathBuf>> =
            files.iter().map(|(name, content)| write_beside(&desk.exports, name, content)).collect();
        let paths = written.map_err(|problem| {
            tracing::error!("export: {problem}");
            let reason = (desk.texts().common.io_reason)(problem.kind());
            (texts.not_exported)(&desk.exports.display().to_string(), &reason)
        })?;
        if order.formats.contains(&Format::Json) && !choices.internal {
            warnings.push(texts.json_without_internal.to_owned());
        }
        warnings.extend(exporter.remarks().sentences(desk.language));
        warnings.extend(exporter.problem().map(|problem| problem.warning(desk.language)));
        Ok(Exported { paths, warnings })
    }
}

/// Puts what is to be edited outside into a file of its own in the home. One that is there was left by an editor that
/// failed, and a person was told to look for their words in it: it keeps them.
///
/// # Errors
/// As for any new file.
pub(super) fn write_for_editor(home: &Path, text: &str) -> std::io::Result<PathBuf> {
    write_beside(home, "edit.txt", text.as_bytes())
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
    fn what_an_editor_left_behind_keeps_its_words() {
        let home = tempfile::tempdir().unwrap();
        let left = write_for_editor(home.path(), "rozepsáno").unwrap();
        let next = write_for_editor(home.path(), "jiné pole").unwrap();
        assert_ne!(left, next);
        assert_eq!(std::fs::read_to_string(&left).unwrap(), "rozepsáno");
        std::fs::remove_file(&left).unwrap();
        assert_eq!(write_for_editor(home.path(), "").unwrap(), left);
    }

    #[test]
    fn a_folder_that_is_a_file_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("soubor");
        std::fs::write(&file, "x").unwrap();
        assert!(write_beside(&file, "zapis.md", b"1").is_err());
    }
}
