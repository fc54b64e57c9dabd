//! What can go wrong with a command.

use super::catalogue::SharingError;
use super::team::TeamError;
use super::usage::Usage;
use crate::catalogue::{CatalogueError, CheckError};
use crate::config::{ConfigError, CredentialError};
use crate::i18n::{Language, Localized, sanitize, truncate};
use crate::minutes::{ExportError, SignOffError, TemplateProblem};
use crate::model::FileError;
use crate::store::StoreError;
use crate::sync::engine::SyncError;
use crate::sync::keys::{IdentityError, KeysError};
use crate::sync::runner::RunnerError;
use jiff::civil::Date;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// The most findings that are written out; of a file that is something else altogether every line would be one.
pub(super) const MOST_FINDINGS: usize = 100;

/// The most columns of what a person wrote that an error repeats.
const QUOTED: usize = 80;

/// What a person wrote, as short as an error can repeat it.
pub(super) fn quoted(text: &str) -> String {
    truncate(&sanitize(text), QUOTED).into_owned()
}

/// Where in a file a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The how manieth of a list it is, from 1.
    Document(usize),
    /// In which line it stands, from 1.
    Line(usize),
}

/// Why a command did not do what it was asked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CliError {
    /// The command line is wrong.
    Usage(Usage),
    /// The text of this option is empty.
    EmptyText(&'static str),
    /// This is no date.
    WrongDate(String),
    /// A search without words and filters.
    NothingToSearch,
    /// The period ends before it begins.
    PeriodBackwards(Date, Date),
    /// A backup cannot go to the standard output.
    BackupToOutput,
    /// There is no region of this name.
    UnknownCountry {
        /// What was asked for.
        query: String,
        /// The codes of all countries that the catalogue has.
        known: Vec<String>,
    },
    /// No such region.
    UnknownRegion {
        /// What was asked for.
        query: String,
        /// The names of all regions.
        known: Vec<&'static str>,
    },
    /// There is no municipality of this name or code.
    UnknownMunicipality {
        /// What was asked for.
        query: String,
        /// Labels with codes of those whose names come near, at most three.
        nearest: Vec<String>,
    },
    /// Several municipalities have this name.
    AmbiguousMunicipality {
        /// What was asked for.
        query: String,
        /// Their labels with codes.
        candidates: Vec<String>,
    },
    /// The catalogue has no such record.
    UnknownRecord(String),
    /// There is no such consultation.
    UnknownConsultation(String),
    /// There is no such task.
    UnknownTask(String),
    /// The consultation has no such need.
    UnknownNeed(String),
    /// The consultation has no such item.
    UnknownItem(String),
    /// Nobody of this name takes part.
    UnknownPerson(String),
    /// So many take part under this name.
    SeveralPeople(String, usize),
    /// Nothing competes there; with the fields where something does.
    NoConflict(Vec<String>),
    /// There is no competing value of this number; with how many there are.
    NoValue(usize),
    /// The competing values cannot be joined.
    NotBoth,
    /// The field is no text.
    NotAText,
    /// Nothing was erased, because `--yes` is missing; with what would go.
    Unconfirmed(String),
    /// A part of an id fits several.
    AmbiguousId {
        /// The part.
        part: String,
        /// How many it fits.
        count: usize,
    },
    /// The consultation has no need that something could be linked to.
    NoNeed,
    /// The consultation is deleted.
    Deleted(String),
    /// The file exists and is left as it is.
    FileExists(PathBuf),
    /// The file exists, and only `--force` writes over it.
    ExportExists(PathBuf),
    /// There is no such folder.
    NoFolder(PathBuf),
    /// Several files need a folder.
    NeedsFolder,
    /// A deadline of many years ago.
    PastDeadline(Date),
    /// The format (its word) is nothing for a terminal.
    BinaryToTerminal(&'static str),
    /// No consultation lies in the period.
    NothingInPeriod,
    /// A practice draft leaves as JSON only.
    DraftOnlyAsJson,
    /// No version of the minutes is kept, or not the one of this number.
    NoKeptVersion(Option<u64>),
    /// So many consultations have nothing for a calendar; the other files are written.
    WithoutCalendar(usize),
    /// A file cannot be put together.
    Export(ExportError),
    /// A step of the sign-off cannot be taken.
    SignOff(SignOffError),
    /// The file cannot be read.
    CannotRead(PathBuf, io::ErrorKind),
    /// The file cannot be written.
    CannotWrite(PathBuf, io::ErrorKind),
    /// The name is a link that leads to no file.
    LinkToNowhere(PathBuf),
    /// The file is larger than this many megabytes.
    TooLarge(PathBuf, u64),
    /// The file is not UTF-8.
    NotUtf8(PathBuf),
    /// A document of a file cannot be read.
    Document {
        /// The file.
        path: PathBuf,
        /// Which of the documents of the file.
        place: Place,
        /// What is wrong.
        problem: FileError,
    },
    /// The document cannot be merged into the known one of the same id.
    NotMergeable {
        /// The file.
        path: PathBuf,
        /// The id of the document.
        id: String,
    },
    /// The file has no documents.
    NoDocuments(PathBuf),
    /// Records of a file break rules.
    Findings {
        /// The findings that are written out.
        listed: Vec<CheckError>,
        /// How many more there are.
        more: usize,
    },
    /// Templates or the logo of the centre cannot be used.
    Templates(Vec<TemplateProblem>),
    /// A template is wrong or cannot be read.
    Template(TemplateProblem),
    /// There is no database yet.
    NoDatabase(PathBuf),
    /// The check of the database found so many problems.
    Unhealthy(usize),
    /// Synchronisation stopped.
    Sync(SyncError),
    /// There is no such command, for its manual page.
    UnknownCommand(String),
    /// The output of the command cannot be written.
    Output(io::ErrorKind),
    /// Folders or settings.
    Config(ConfigError),
    /// The database.
    Store(StoreError),
    /// The catalogue.
    Catalogue(CatalogueError),
    /// This cannot be the name of a storage.
    RemoteName(String),
    /// There is a storage of this name already.
    RemoteExists(String),
    /// The storage of this name has the address already.
    RemoteKnown(String),
    /// The storage is empty and no space was founded on it.
    NotFounded(String),
    /// The storage of this name did not pass its test.
    TestFailed(String),
    /// So many of so many storages could not be synchronised.
    SyncFailed(usize, usize),
    /// The password of a storage cannot be had.
    Credentials(CredentialError),
    /// Something could not be done with a storage.
    Runner(RunnerError),
    /// The device's own keys.
    Identity(IdentityError),
    /// Records that are shared with others.
    Sharing(SharingError),
    /// Members of a shared space.
    Keys(KeysError),
    /// A command of the team.
    Team(TeamError),
}

impl CliError {
    /// The exit code: 1 for a failure, 2 for wrong usage, 0 when the reader of the output went away.
    pub fn code(&self) -> u8 {
        match self {
            CliError::Usage(_)
            | CliError::EmptyText(_)
            | CliError::WrongDate(_)
            | CliError::NothingToSearch
            | CliError::PeriodBackwards(..)
            | CliError::BackupToOutput
            | CliError::NeedsFolder
            | CliError::PastDeadline(_)
            | CliError::RemoteName(_)
            | CliError::NoValue(_)
            | CliError::NotBoth
            | CliError::NotAText
            | CliError::Unconfirmed(_)
            | CliError::BinaryToTerminal(_)
            | CliError::Team(TeamError::CompareFirst { .. } | TeamError::RecoveryNeedsYes)
            | CliError::SignOff(SignOffError::NobodyConfirmed)
            | CliError::Export(ExportError::NotTogether(_)) => 2,
            CliError::Output(io::ErrorKind::BrokenPipe) => 0,
            _ => 1,
        }
    }

    /// What to write to the standard error output, a line each; nothing when nobody reads the output any more.
    pub fn lines(&self, language: Language) -> Vec<String> {
        let line = |text: String| format!("porada: {}", sanitize(&text));
        match self {
            CliError::Output(io::ErrorKind::BrokenPipe) => Vec::new(),
            CliError::Findings { listed, more } => {
                let shown = listed.iter().take(MOST_FINDINGS).map(|it| line(it.localized(language)));
                let rest = more + listed.len().saturating_sub(MOST_FINDINGS);
                let more = (rest > 0).then(|| line((language.texts().cli.errors.more_findings)(rest)));
                shown.chain(more).collect()
            }
            CliError::Templates(problems) => problems.iter().map(|it| line(it.warning(language))).collect(),
            _ => vec![line(self.localized(language))],
        }
    }

    /// The errors of `porada conflicts` and `porada erase`.
    fn of_conflicts(&self, language: Language) -> String {
        let texts = &language.texts().conflicts.errors;
        match self {
            CliError::UnknownItem(part) => (texts.unknown_item)(&quoted(part)),
            CliError::UnknownPerson(name) => (texts.unknown_person)(&quoted(name)),
            CliError::SeveralPeople(name, count) => (texts.several_people)(&quoted(name), *count),
            CliError::NoConflict(fields) => (texts.no_conflict)(&fields.join(", ")),
            CliError::NoValue(count) => (texts.no_value)(*count),
            CliError::NotBoth => texts.not_both.to_owned(),
            CliError::Unconfirmed(what) => (texts.unconfirmed)(what),
            _ => texts.not_a_text.to_owned(),
        }
    }

    /// The error of writing a new file at `path`.
    pub(super) fn writing(path: &Path, error: &io::Error) -> CliError {
        match error.kind() {
            io::ErrorKind::AlreadyExists => CliError::FileExists(path.to_owned()),
            kind => CliError::CannotWrite(path.to_owned(), kind),
        }
    }
}

impl Localized for CliError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().cli.errors;
        let reason = |kind: &io::ErrorKind| (language.texts().common.io_reason)(*kind);
        let shown = |path: &Path| path.display().to_string();
        match self {
            CliError::Usage(usage) => usage.localized(language),
            CliError::EmptyText(option) => (texts.empty_text)(option),
            CliError::WrongDate(text) => (texts.wrong_date)(&quoted(text)),
            CliError::NothingToSearch => texts.nothing_to_search.to_owned(),
            CliError::PeriodBackwards(since, until) => {
                (texts.period_backwards)(&language.date(*since), &language.date(*until))
            }
            CliError::BackupToOutput => texts.backup_to_output.to_owned(),
            CliError::UnknownCountry { query, known } => {
                (texts.unknown_country)(&quoted(query), &known.join(", "))
            }
            CliError::UnknownRegion { query, known } => {
                (texts.unknown_region)(&quoted(query), &known.join(", "))
            }
            CliError::UnknownMunicipality { query, nearest } => {
                (texts.unknown_municipality)(&quoted(query), &nearest.join("; "))
            }
            CliError::AmbiguousMunicipality { query, candidates } => {
                (texts.ambiguous_municipality)(&quoted(query), &candidates.join("; "))
            }
            CliError::UnknownRecord(id) => (texts.unknown_record)(&quoted(id)),
            CliError::UnknownConsultation(id) => (texts.unknown_consultation)(&quoted(id)),
            CliError::UnknownTask(id) => (texts.unknown_task)(&quoted(id)),
            CliError::UnknownNeed(id) => (texts.unknown_need)(&quoted(id)),
            CliError::AmbiguousId { part, count } => (texts.ambiguous_id)(&quoted(part), *count),
            CliError::UnknownItem(_)
            | CliError::UnknownPerson(_)
            | CliError::SeveralPeople(..)
            | CliError::NoConflict(_)
            | CliError::NoValue(_)
            | CliError::NotBoth
            | CliError::NotAText
            | CliError::Unconfirmed(_) => self.of_conflicts(language),
            CliError::NoNeed => texts.no_need.to_owned(),
            CliError::Deleted(id) => (texts.deleted)(id),
            CliError::FileExists(path) => (texts.file_exists)(&shown(path)),
            CliError::ExportExists(path) => (texts.export_exists)(&shown(path)),
            CliError::NoFolder(path) => (texts.no_folder)(&shown(path)),
            CliError::PastDeadline(day) => (texts.past_deadline)(&language.date(*day)),
            CliError::NeedsFolder => texts.needs_folder.to_owned(),
            CliError::BinaryToTerminal(format) => (texts.binary_to_terminal)(format),
            CliError::NoKeptVersion(number) => (texts.no_kept_version)(*number),
            CliError::NothingInPeriod => texts.nothing_in_period.to_owned(),
            CliError::DraftOnlyAsJson => texts.draft_only_as_json.to_owned(),
            CliError::WithoutCalendar(count) => (texts.without_calendar)(*count),
            CliError::Export(error) => error.localized(language),
            CliError::SignOff(error) => error.localized(language),
            CliError::CannotRead(path, kind) => (texts.cannot_read)(&shown(path), &reason(kind)),
            CliError::LinkToNowhere(path) => (texts.link_to_nowhere)(&shown(path)),
            CliError::CannotWrite(path, kind) => (texts.cannot_write)(&shown(path), &reason(kind)),
            CliError::TooLarge(path, megabytes) => (texts.too_large)(&shown(path), *megabytes),
            CliError::NotUtf8(path) => (texts.not_utf8)(&shown(path)),
            CliError::Document { path, place, problem } => {
                let problem = problem.localized(language);
                match *place {
                    Place::Document(number) => (texts.document)(&shown(path), number, &problem),
                    Place::Line(line) => (texts.document_in_line)(&shown(path), line, &problem),
                }
            }
            CliError::NotMergeable { path, id } => (texts.not_mergeable)(&shown(path), id),
            CliError::NoDocuments(path) => (texts.no_documents)(&shown(path)),
            CliError::Findings { listed, .. } => {
                let lines: Vec<String> = listed.iter().map(|finding| finding.localized(language)).collect();
                lines.join("\n")
            }
            CliError::Template(problem) => problem.localized(language),
            CliError::Templates(problems) => {
                let lines: Vec<String> = problems.iter().map(|problem| problem.warning(language)).collect();
                lines.join("\n")
            }
            CliError::NoDatabase(path) => (texts.no_database)(&shown(path)),
            CliError::Unhealthy(count) => (texts.unhealthy)(*count),
            CliError::Sync(error) => error.localized(language),
            CliError::UnknownCommand(words) => (texts.unknown_command)(&quoted(words)),
            CliError::Output(kind) => (texts.output)(&reason(kind)),
            CliError::Config(error) => error.localized(language),
            CliError::Store(error) => error.localized(language),
            CliError::Catalogue(error) => error.localized(language),
            CliError::RemoteName(_) => language.texts().sync_screen.name_wrong.to_owned(),
            CliError::RemoteKnown(name) => (language.texts().sync_screen.address_taken)(name),
            CliError::RemoteExists(name) => (language.texts().sync_screen.name_taken)(name),
            CliError::NotFounded(name) => (language.texts().sync_screen.not_founded)(name),
            CliError::TestFailed(name) => (language.texts().sync_screen.test_failed)(name),
            CliError::SyncFailed(failed, all) => (language.texts().sync_screen.sync_failed)(*failed, *all),
            CliError::Credentials(error) => error.localized(language),
            CliError::Runner(error) => error.localized(language),
            CliError::Identity(error) => error.localized(language),
            CliError::Sharing(error) => error.localized(language),
            CliError::Keys(error) => error.localized(language),
            CliError::Team(error) => error.localized(language),
        }
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

impl std::error::Error for CliError {}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> CliError {
        CliError::Output(error.kind())
    }
}

impl From<ExportError> for CliError {
    fn from(error: ExportError) -> CliError {
        CliError::Export(error)
    }
}

impl From<SignOffError> for CliError {
    fn from(error: SignOffError) -> CliError {
        CliError::SignOff(error)
    }
}

impl From<ConfigError> for CliError {
    fn from(error: ConfigError) -> CliError {
        CliError::Config(error)
    }
}

impl From<TemplateProblem> for CliError {
    fn from(problem: TemplateProblem) -> CliError {
        CliError::Template(problem)
    }
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> CliError {
        CliError::Store(error)
    }
}

impl From<CredentialError> for CliError {
    fn from(error: CredentialError) -> CliError {
        CliError::Credentials(error)
    }
}

impl From<RunnerError> for CliError {
    fn from(error: RunnerError) -> CliError {
        CliError::Runner(error)
    }
}

impl From<IdentityError> for CliError {
    fn from(error: IdentityError) -> CliError {
        CliError::Identity(error)
    }
}

impl From<KeysError> for CliError {
    fn from(error: KeysError) -> CliError {
        CliError::Keys(error)
    }
}

impl From<SharingError> for CliError {
    fn from(error: SharingError) -> CliError {
        CliError::Sharing(error)
    }
}

impl From<TeamError> for CliError {
    fn from(error: TeamError) -> CliError {
        CliError::Team(error)
    }
}

impl From<CatalogueError> for CliError {
    fn from(error: CatalogueError) -> CliError {
        CliError::Catalogue(error)
    }
}
