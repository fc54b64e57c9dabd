//! What performs effects: the store, the drafts' writer, the files. The only part of the application that sees them.

use super::view::{Format, Message, Tone};
use crate::catalogue::Catalogue;
use crate::i18n::{Language, Localized};
use crate::minutes::{self, Options, References};
use crate::model::{Consultation, DocumentId, Personal};
use crate::store::{Draft, DraftWriter, Store, StoreError};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::io::Write;
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

/// What the minutes of one consultation need besides it.
pub struct MinutesOrder<'a> {
    /// The consultation.
    pub consultation: &'a Consultation,
    /// The records and municipalities.
    pub catalogue: &'a Catalogue,
    /// The language of the minutes.
    pub language: Language,
    /// With or without personal fields.
    pub personal: Personal,
    /// The time zone of the times.
    pub time_zone: TimeZone,
    /// The broker's organisation.
    pub organisation: &'a str,
}

impl std::fmt::Debug for MinutesOrder<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("MinutesOrder")
            .field("consultation", &self.consultation.id)
            .finish_non_exhaustive()
    }
}

impl MinutesOrder<'_> {
    /// The content of the minutes.
    pub fn document(&self) -> minutes::Document {
        let references = References {
            record: &|id| self.catalogue.record(id),
            municipality: &|code| {
                self.catalogue.municipalities().get(code).map(|municipality| minutes::MunicipalityLine {
                    name: municipality.name.to_string(),
                    district: municipality.okres.to_string(),
                    region: municipality.kraj.to_string(),
                })
            },
            component: &|component, language| {
                self.catalogue.concept().component_name(component).get(language).to_owned()
            },
        };
        let options = Options {
            language: self.language,
            personal: self.personal,
            time_zone: self.time_zone.clone(),
            organisation: self.organisation.to_owned(),
        };
        minutes::build(self.consultation, &references, &options)
    }

    /// The minutes in one format; `stored` is needed for JSON, which is the document itself.
    pub fn render(&self, format: Format, stored: &crate::model::Document) -> String {
        match format {
            Format::Markdown => minutes::markdown(&self.document()),
            Format::Html => minutes::html(&self.document()),
            Format::Json => minutes::json(stored, self.personal),
        }
    }

    /// The name of the file.
    pub fn file_name(&self, format: Format) -> String {
        let extension = match format {
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Json => "json",
        };
        let municipality = self
            .consultation
            .municipalities
            .first()
            .and_then(|code| self.catalogue.municipalities().get(code));
        let name = municipality.map(|municipality| municipality.name.to_string());
        minutes::file_name(self.consultation, name.as_deref(), self.language, extension)
    }
}

impl Services {
    /// Writes the minutes into `folder` and says where they are.
    pub fn export(
        &self,
        order: &MinutesOrder<'_>,
        format: Format,
        folder: &Path,
        language: Language,
    ) -> Message {
        let texts = &language.texts().messages;
        let stored = match self.store.document(order.consultation.id) {
            Ok(Some(stored)) => stored,
            Ok(None) => return Message { text: texts.consultation_gone.to_owned(), tone: Tone::Error },
            Err(error) => return Message { text: error.localized(language), tone: Tone::Error },
        };
        let content = order.render(format, &stored);
        match write_new(folder, &order.file_name(format), content.as_bytes()) {
            Ok(path) => Message { text: (texts.exported)(&path.display().to_string()), tone: Tone::Good },
            Err(error) => {
                let reason = (language.texts().common.io_reason)(error.kind());
                Message {
                    text: (texts.not_exported)(&folder.display().to_string(), &reason),
                    tone: Tone::Error,
                }
            }
        }
    }

    /// The draft with this key, with what is still on its way to the disk.
    ///
    /// # Errors
    /// When a draft cannot be written or the database cannot be read.
    pub fn draft(&self, key: &str) -> Result<Option<Draft>, StoreError> {
        if let Drafts::Memory(drafts) = &self.drafts
            && let Some(draft) = drafts.get(key)
        {
            return Ok(Some(draft.clone()));
        }
        self.drafts.flush()?;
        self.store.draft(key)
    }

    /// The open consultation as it is now in the store.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn consultation(&self, id: DocumentId) -> Result<Option<Consultation>, StoreError> {
        self.store.consultation(id)
    }
}

/// Writes a new file into `folder`: whole or not at all, and never over another one (`name-2.md`, `name-3.md`).
///
/// # Errors
/// When the folder cannot be made or written to, or the disk is full.
pub fn write_new(folder: &Path, name: &str, content: &[u8]) -> std::io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let temporary = folder.join(format!(".{name}.part"));
    let write = || {
        let mut file = std::fs::File::create(&temporary)?;
        file.write_all(content)?;
        file.sync_all()?;
        for number in 1.. {
            let name = if number == 1 { name.to_owned() } else { format!("{stem}-{number}.{extension}") };
            let path = folder.join(name);
            // A hard link fails when the name is taken, a rename would replace the file.
            match std::fs::hard_link(&temporary, &path) {
                Ok(()) => return Ok(path),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                // File systems of USB sticks have no links; there the name is reserved and then filled.
                Err(_) if !path.exists() => {
                    std::fs::File::create_new(&path)?;
                    std::fs::rename(&temporary, &path)?;
                    return Ok(path);
                }
                Err(error) => return Err(error),
            }
        }
        Err(std::io::ErrorKind::AlreadyExists.into())
    };
    let result = write();
    // The link made the file; the temporary name is no longer needed, and after a rename it is gone already.
    let _ = std::fs::remove_file(&temporary);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_never_overwritten_and_nothing_half_written_stays() {
        let folder = tempfile::tempdir().unwrap();
        let first = write_new(folder.path(), "zapis.md", b"1").unwrap();
        let second = write_new(folder.path(), "zapis.md", b"2").unwrap();
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
        assert!(write_new(&file, "zapis.md", b"1").is_err());
    }
}
