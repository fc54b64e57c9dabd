//! Reads the imported records while the application already runs over the records that ship.

use super::desk::Loading;
use crate::catalogue::{Catalogue, CatalogueError};
use crate::config::ConfigError;
use crate::i18n::{Language, Localized};
use crate::search::{SearchIndex, Thesaurus, index_with};
use crate::store::{ImportedRows, StoreError};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often progress is told: each time is a frame.
const PROGRESS: Duration = Duration::from_millis(100);

/// After how many records the clock is looked at.
const LOOK: usize = 256;

/// How many ids of records that are left out the log names.
const NAMED: usize = 20;

/// The thesaurus with the centre's own synonyms, as they were read last.
#[derive(Debug, Default)]
pub(super) struct OwnSynonyms(Mutex<Option<(Option<String>, Arc<Thesaurus>)>>);

impl OwnSynonyms {
    /// The thesaurus with `own`, the text of the file at `path`; the same one as long as the text is the same, so that
    /// nobody reads all records again for it. And why the file cannot be used.
    pub(super) fn thesaurus(
        &self,
        own: Result<Option<String>, ConfigError>,
        path: &Path,
        language: Language,
    ) -> (Arc<Thesaurus>, Option<String>) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Ok(text), Some((read, thesaurus))) = (&own, &*last)
            && read == text
        {
            return (Arc::clone(thesaurus), None);
        }
        let text = own.as_ref().ok().cloned();
        let (thesaurus, problem) = Thesaurus::of_centre(own, path, language);
        *last = text.filter(|_| problem.is_none()).map(|text| (text, Arc::clone(&thesaurus)));
        (thesaurus, problem)
    }
}

/// What becomes ready, in this order.
#[derive(Debug)]
pub(super) enum Loaded {
    /// The thesaurus, and in a sentence why the centre's own synonyms cannot be used.
    Thesaurus(Arc<Thesaurus>, Option<String>),
    /// The index over what ships.
    Index(Arc<SearchIndex>),
    /// So much of the imported records is read.
    Progress(Loading),
    /// The catalogue with the imported records, and its index.
    Catalogue(Arc<Catalogue>, Arc<SearchIndex>),
    /// The imported records cannot be read.
    Failed(LoadError),
}

/// Why the imported records cannot be read.
#[derive(Debug)]
pub(super) enum LoadError {
    Store(StoreError),
    Catalogue(CatalogueError),
    /// The application has ended; nobody is told.
    Ended,
}

impl Localized for LoadError {
    fn localized(&self, language: Language) -> String {
        match self {
            LoadError::Store(error) => error.localized(language),
            LoadError::Catalogue(error) => error.localized(language),
            LoadError::Ended => String::new(),
        }
    }
}

impl From<StoreError> for LoadError {
    fn from(error: StoreError) -> LoadError {
        LoadError::Store(error)
    }
}

/// Builds the index of `shipped`, then reads what was imported into `database`, if anything was, and builds the whole.
/// When it is done `again`, there is an index already, and what ships alone is worth one only where it is the whole.
/// `tell` takes what is ready and says whether anybody still wants to hear it.
pub(super) fn load(
    shipped: &Arc<Catalogue>,
    thesaurus: &Arc<Thesaurus>,
    database: &Path,
    again: bool,
    tell: &mut dyn FnMut(Loaded) -> bool,
) {
    let of_shipped = || Arc::new(index_with(shipped, Arc::clone(thesaurus)));
    let first = (!again).then(of_shipped);
    if first.as_ref().is_some_and(|index| !tell(Loaded::Index(Arc::clone(index)))) {
        return;
    }
    match whole(database, thesaurus, tell) {
        Ok(Some((catalogue, index))) => tell(Loaded::Catalogue(catalogue, Arc::new(index))),
        // The last one may just have been withdrawn.
        Ok(None) => tell(Loaded::Catalogue(Arc::clone(shipped), first.unwrap_or_else(of_shipped))),
        Err(LoadError::Ended) => false,
        Err(error) => tell(Loaded::Failed(error)),
    };
}

/// The whole catalogue with its index; `None` where nothing was imported.
fn whole(
    database: &Path,
    thesaurus: &Arc<Thesaurus>,
    tell: &mut dyn FnMut(Loaded) -> bool,
) -> Result<Option<(Arc<Catalogue>, SearchIndex)>, LoadError> {
    let rows = ImportedRows::open(database)?;
    let total = rows.count()?;
    if total == 0 {
        return Ok(None);
    }
    let mut catalogue = Catalogue::shipped().map_err(LoadError::Catalogue)?;
    let mut progress = |done: usize| {
        let wanted = tell(Loaded::Progress(Loading { done, total }));
        if wanted { Ok(()) } else { Err(LoadError::Ended) }
    };
    let mut told = Instant::now();
    let (mut done, mut left_out, mut named) = (0_usize, 0_usize, String::new());
    progress(done)?;
    rows.each(|record| {
        if !catalogue.add_imported(record.id, record.kind, record.json) {
            left_out += 1;
            if left_out <= NAMED {
                named.push_str(record.id);
                named.push(' ');
            }
        }
        if let Some(sharing) = record.shared {
            catalogue.note_sharing(record.id, sharing);
        }
        done += 1;
        if done.is_multiple_of(LOOK) && told.elapsed() >= PROGRESS {
            told = Instant::now();
            progress(done)?;
        }
        Ok::<(), LoadError>(())
    })?;
    if left_out > 0 {
        tracing::warn!(
            left_out,
            ids = named.trim_end(),
            "imported records are left out; porada doctor says why"
        );
    }
    progress(total)?;
    let catalogue = Arc::new(catalogue);
    let index = index_with(&catalogue, Arc::clone(thesaurus));
    Ok(Some((catalogue, index)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ReplicaId;
    use crate::store::{CatalogueRow, Store};
    use std::path::PathBuf;

    /// A database with copies of a shipped practice under these ids.
    fn database(ids: &[&str]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("porada.db");
        let mut store = Store::open(&path, ReplicaId(1)).unwrap();
        let line = crate::catalogue::shipped_lines().lines().next().unwrap();
        let rows = ids.iter().map(|id| {
            let json = line.replace("brno-urbact-onstage-hudebni-skoly", id);
            Ok::<_, StoreError>(CatalogueRow { id: (*id).to_owned(), kind: "practice".to_owned(), json })
        });
        store.import_rows(rows).unwrap();
        (folder, path)
    }

    fn loaded(database: &Path, heard: impl FnMut(&Loaded) -> bool) -> Vec<Loaded> {
        load_all(database, false, heard)
    }

    fn load_all(database: &Path, again: bool, mut heard: impl FnMut(&Loaded) -> bool) -> Vec<Loaded> {
        let mut all = Vec::new();
        let shipped = Arc::new(Catalogue::shipped().unwrap());
        load(&shipped, &Thesaurus::shipped(), database, again, &mut |loaded| {
            let wanted = heard(&loaded);
            all.push(loaded);
            wanted
        });
        all
    }

    #[test]
    fn what_ships_can_be_searched_before_anything_else_is_read() {
        let (_folder, path) = database(&["b-mine", "a-mine"]);
        let all = loaded(&path, |_| true);
        let Some(Loaded::Index(first)) = all.first() else { panic!("{all:?}") };
        let Some(Loaded::Catalogue(catalogue, index)) = all.last() else { panic!("{all:?}") };
        let shipped = Catalogue::shipped().unwrap().records().len();
        assert_eq!(
            (first.len(), index.len(), catalogue.records().len()),
            (shipped, shipped + 2, shipped + 2)
        );
        assert_eq!(catalogue.position("a-mine"), Some(shipped + 1));
        let progress: Vec<_> = all
            .iter()
            .filter_map(|loaded| match loaded {
                Loaded::Progress(Loading { done, total }) => Some((*done, *total)),
                _ => None,
            })
            .collect();
        assert_eq!((progress.first(), progress.last()), (Some(&(0, 2)), Some(&(2, 2))));
    }

    #[test]
    fn without_imported_records_the_catalogue_is_what_ships() {
        let (_folder, path) = database(&[]);
        let all = loaded(&path, |_| true);
        let [Loaded::Index(index), Loaded::Catalogue(catalogue, same)] = all.as_slice() else {
            panic!("{all:?}")
        };
        assert!(Arc::ptr_eq(index, same));
        assert_eq!(catalogue.records().len(), index.len());
    }

    #[test]
    fn what_is_read_again_is_indexed_once() {
        let (_folder, path) = database(&["mine"]);
        let all = load_all(&path, true, |_| true);
        assert!(matches!(all.first(), Some(Loaded::Progress(_))), "{all:?}");
        assert!(matches!(all.last(), Some(Loaded::Catalogue(..))), "{all:?}");
        let (_folder, path) = database(&[]);
        let all = load_all(&path, true, |_| true);
        let [Loaded::Catalogue(catalogue, index)] = all.as_slice() else { panic!("{all:?}") };
        assert_eq!(catalogue.records().len(), index.len(), "the imported records are gone");
    }

    #[test]
    fn the_thesaurus_of_a_centre_is_another_one_only_when_its_file_is() {
        let synonyms = OwnSynonyms::default();
        let read = |text: &str| {
            let own = Ok(Some(text.to_owned()));
            synonyms.thesaurus(own, Path::new("thesaurus.txt"), Language::Czech)
        };
        let (first, problem) = read("popelnice = nádoba na odpad\n");
        assert_eq!(problem, None);
        assert!(!Arc::ptr_eq(&first, &Thesaurus::shipped()));
        assert!(Arc::ptr_eq(&read("popelnice = nádoba na odpad\n").0, &first));
        assert!(!Arc::ptr_eq(&read("popelnice = kontejner na odpad\n").0, &first));
    }

    #[test]
    fn it_ends_as_soon_as_nobody_listens() {
        let (_folder, path) = database(&["mine"]);
        let all = loaded(&path, |loaded| !matches!(loaded, Loaded::Progress(_)));
        assert!(matches!(all.as_slice(), [Loaded::Index(_), Loaded::Progress(_)]), "{all:?}");
    }

    #[test]
    fn a_database_that_cannot_be_read_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let all = loaded(&folder.path().join("nowhere.db"), |_| true);
        assert!(matches!(all.as_slice(), [Loaded::Index(_), Loaded::Failed(_)]), "{all:?}");
    }
}
