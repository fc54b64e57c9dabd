//! What all commands of one call share.

use super::error::CliError;
use crate::catalogue::Catalogue;
use crate::config::{ConfigError, Environment, Paths, Settings, read_own_text, read_small_file};
use crate::i18n::Language;
use crate::minutes::{CentreWords, Templates};
use crate::model::ReplicaId;
use crate::search::Thesaurus;
use crate::store::{Store, StoreError};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// The surroundings of a command, and the catalogue and the database as soon as somebody needs them.
#[derive(Debug)]
pub struct Session {
    /// The environment of the process.
    pub environment: Environment,
    /// Where the files are.
    pub paths: Paths,
    /// The settings of the user.
    pub settings: Settings,
    /// The language to speak.
    pub language: Language,
    /// The moment at which the command was called.
    pub now: Timestamp,
    /// The time zone of the person.
    pub time_zone: TimeZone,
    /// What a person should know although the command did what it was asked to; for the standard error output.
    pub warnings: Vec<String>,
    /// What is wrong with the keys of the settings, which only the application uses; for the doctor.
    pub key_problems: Vec<String>,
    catalogue: Option<Arc<Catalogue>>,
    stored: Option<Store>,
    /// Stands for a database that does not exist yet, so that reading does not make one.
    empty: Option<Store>,
}

impl Session {
    /// A session in which nothing has been opened.
    pub fn new(
        environment: Environment,
        paths: Paths,
        settings: Settings,
        language: Language,
        (now, time_zone): (Timestamp, TimeZone),
    ) -> Session {
        Session {
            environment,
            paths,
            settings,
            language,
            now,
            time_zone,
            warnings: Vec::new(),
            key_problems: Vec::new(),
            catalogue: None,
            stored: None,
            empty: None,
        }
    }

    /// The templates of the centre.
    pub fn templates(&self) -> Templates {
        let words = CentreWords {
            heading: self.settings.minutes.heading.clone(),
            gdpr_notice: self.settings.minutes.gdpr_notice.clone(),
            logo: self.settings.logo(&self.paths),
        };
        Templates::gather(&self.paths.templates, &words, read_small_file)
    }

    /// The local date and time.
    pub fn local_now(&self) -> DateTime {
        self.now.to_zoned(self.time_zone.clone()).datetime()
    }

    /// The local date.
    pub fn today(&self) -> Date {
        self.local_now().date()
    }

    /// Whether there is a database, or something that only opening it can tell: a log without its database is no fresh
    /// start, and a folder that may not be read is no empty one.
    pub fn has_database(&self) -> bool {
        let absent = |path: &Path| match path.symlink_metadata() {
            Ok(_) => false,
            Err(error) => matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory),
        };
        !(absent(&self.paths.database) && absent(&self.paths.database.with_extension("db-wal")))
    }

    /// The database to read from. Where there is none an empty one answers, and nothing is written to the disk.
    ///
    /// # Errors
    /// When the home is no folder or the database cannot be opened.
    pub fn reading(&mut self) -> Result<&mut Store, CliError> {
        // Without this a mistyped PORADA_HOME would look like a home in which nothing was ever recorded.
        if let Some(obstacle) = self.paths.obstacle() {
            return Err(obstacle.into());
        }
        if self.stored.is_none() && self.has_database() {
            let opened = self.open();
            // A home on a read-only disk can still be read.
            let unwritable = matches!(
                opened,
                Err(CliError::Config(ConfigError::CannotWrite { .. })
                    | CliError::Store(StoreError::ReadOnly { .. }))
            );
            let readable = if unwritable { Store::open_to_read(&self.paths.database).ok() } else { None };
            self.stored = Some(readable.map_or(opened, Ok)?);
        }
        if self.stored.is_some() {
            return self.writing();
        }
        let store = match self.empty.take() {
            Some(store) => store,
            None => Store::open_in_memory(ReplicaId::generate())?,
        };
        Ok(self.empty.insert(store))
    }

    /// The database to write to; it is made where there is none.
    ///
    /// # Errors
    /// When the folder or the database cannot be made, opened or written to.
    pub fn writing(&mut self) -> Result<&mut Store, CliError> {
        let store = match self.stored.take() {
            Some(store) => store,
            None => self.open()?,
        };
        Ok(self.stored.insert(store))
    }

    fn open(&self) -> Result<Store, CliError> {
        self.paths.create()?;
        Ok(Store::open(&self.paths.database, ReplicaId::generate())?)
    }

    /// The shipped thesaurus with the centre's own synonyms; a warning where those cannot be used.
    pub fn thesaurus(&mut self) -> Arc<Thesaurus> {
        let path = &self.paths.thesaurus_file;
        let (thesaurus, problem) = Thesaurus::of_centre(read_own_text(path), path, self.language);
        self.warnings.extend(problem);
        thesaurus
    }

    /// The shipped catalogue with the records that were imported.
    ///
    /// # Errors
    /// When the database cannot be opened or the shipped data is damaged.
    pub fn catalogue(&mut self) -> Result<Arc<Catalogue>, CliError> {
        if let Some(catalogue) = &self.catalogue {
            return Ok(Arc::clone(catalogue));
        }
        let mut catalogue = Catalogue::shipped()?;
        // Where no home can be made nothing was imported; what ships is of use all the same.
        if self.paths.obstacle().is_none() {
            self.reading()?.each_imported(|record| -> Result<(), CliError> {
                // `porada doctor` names what is left out.
                catalogue.add_imported(record.id, record.kind, record.json);
                if let Some(sharing) = record.shared {
                    catalogue.note_sharing(record.id, sharing);
                }
                Ok(())
            })?;
        }
        Ok(Arc::clone(self.catalogue.insert(Arc::new(catalogue))))
    }
}
