//! What a person wants to know before anything is set up: whether a storage can be used, and what would leave.

use super::{Found, RunnerError, look};
use crate::i18n::{Language, Localized};
use crate::model::{Document, DocumentId, Personal, write_document};
use crate::store::{Store, StoreError};
use crate::sync::engine::Leaving;
use crate::sync::format::{Encryption, SpaceId};
use crate::sync::profile::Profile;
use crate::sync::remote::Remote;

/// What a test of a storage found, step by step; it ends with the first step that does not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// It answers and can be read.
    pub reads: Result<(), RunnerError>,
    /// A file could be written, found, read and deleted.
    pub writes: Option<Result<(), RunnerError>>,
    /// What is on it.
    pub holds: Option<Result<Found, RunnerError>>,
}

impl Test {
    /// Whether the storage can be used.
    pub fn passed(&self) -> bool {
        self.reads.is_ok() && matches!(self.writes, Some(Ok(()))) && matches!(self.holds, Some(Ok(_)))
    }
}

impl Localized for Test {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().sync_screen;
        let said = |result: &Result<(), RunnerError>, words: &str| match result {
            Ok(()) => format!("{words}: {}", texts.test_well),
            Err(error) => format!("{words}: {}", error.localized(language)),
        };
        let mut lines = vec![said(&self.reads, texts.test_reads)];
        lines.extend(self.writes.as_ref().map(|result| said(result, texts.test_writes)));
        lines.extend(self.holds.as_ref().map(|holds| match holds {
            Ok(Found::Nothing) => texts.test_empty.to_owned(),
            Ok(Found::Space(marker)) => {
                let place = Profile::ALL.iter().position(|profile| *profile == marker.profile);
                let profile = place.and_then(|place| texts.profiles.get(place)).copied().unwrap_or_default();
                let sealed = if marker.encryption == Encryption::Age { texts.sealed } else { texts.open };
                (texts.test_space)(profile, sealed)
            }
            Err(error) => error.localized(language),
        }));
        lines.join("\n")
    }
}

/// Tests a storage: reads, writes, looks what is on it. Leaves no trace.
pub fn test(remote: &dyn Remote) -> Test {
    let reads = remote.list(None).map(drop).map_err(RunnerError::from);
    let writes = reads.is_ok().then(|| remote.probe().map_err(RunnerError::from));
    let holds = matches!(writes, Some(Ok(()))).then(|| look(remote));
    Test { reads, writes, holds }
}

/// Everything that would leave to a space of this profile that has nothing yet, in the order of the last changes.
///
/// # Errors
/// When the home cannot be read.
pub fn leaving(store: &mut Store, profile: Profile) -> Result<Vec<Leaving>, StoreError> {
    // For a space that nobody has everything is unpublished.
    let all = store.unpublished(u128::MAX)?;
    let mut leaving = Vec::new();
    for (id, _) in all {
        let document = store.document(id)?;
        let Some(document) = document.filter(|document| !has_source(store, document)) else { continue };
        leaving.extend(profile.outgoing(&document).map(|copy| {
            let bytes = write_document(&copy, Personal::With).to_string().len();
            Leaving::of(&document, &copy, bytes)
        }));
    }
    Ok(leaving)
}

fn has_source(store: &Store, document: &Document) -> bool {
    store.has_source_of(document.id).unwrap_or(false)
}

/// How many documents wait to leave to a space; to one that is not known yet all that may leave.
///
/// # Errors
/// When the home cannot be read.
pub fn waiting(store: &mut Store, space: Option<SpaceId>, profile: Profile) -> Result<usize, StoreError> {
    let mut waiting = 0;
    for (id, _) in store.unpublished(space.map_or(u128::MAX, |space| space.0))? {
        let Some(document) = store.document(id)? else { continue };
        let erased = match space {
            Some(space) if profile.outgoing_erased(&document).is_some() => is_there(store, space, id)?,
            _ => false,
        };
        let leaves = profile.outgoing(&document).is_some() || erased;
        waiting += usize::from(leaves && !has_source(store, &document));
    }
    Ok(waiting)
}

/// Whether a storage has something of a document, as far as that is known here without keys.
pub(super) fn is_there(store: &Store, space: SpaceId, id: DocumentId) -> Result<bool, StoreError> {
    let Some(name) = store.covered_name(space.0, id)? else { return Ok(false) };
    Ok(!store.listed_copies(space.0, name)?.is_empty() || !store.stored_versions(space.0, name)?.is_empty())
}
