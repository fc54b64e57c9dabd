//! Keeping the search in own records and the reports right: everything is read in the background, what is written follows
//! at once.

use super::App;
use crate::catalogue::Catalogue;
use crate::i18n::{sanitize, truncate};
use crate::insights::Digest;
use crate::model::schema::PRACTICE_DRAFT;
use crate::model::{Consultation, DocumentId, PracticeDraft};
use crate::search::{OwnPart, Thesaurus};
use crate::store::StoreError;
use crate::tui::action::Action;
use crate::tui::view::Tone;
use std::fmt;
use std::sync::Arc;

/// What one reading of all consultations is for.
#[derive(Debug)]
pub struct OwnReading {
    /// For the search in own records.
    part: Arc<OwnPart>,
    /// For reports.
    digests: Vec<Digest>,
}

impl OwnReading {
    /// What these consultations and practice drafts are for; `catalogue` knows the names of their municipalities.
    pub fn of(
        consultations: &[Consultation],
        drafts: &[PracticeDraft],
        catalogue: &Catalogue,
        thesaurus: Arc<Thesaurus>,
    ) -> OwnReading {
        OwnReading {
            part: Arc::new(OwnPart::build(consultations, drafts, catalogue, thesaurus)),
            digests: consultations.iter().map(Digest::of).collect(),
        }
    }
}

/// Begins to read all consultations in the background; gets the number of the reading
/// and the thesaurus to read with.
pub(super) struct OwnReader {
    read: Box<dyn Fn(u64, Arc<Thesaurus>)>,
    begun: bool,
}

impl fmt::Debug for OwnReader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("OwnReader").field("begun", &self.begun).finish_non_exhaustive()
    }
}

impl App {
    /// From now on `read` is called when all consultations are to be read again, for the first time as soon as
    /// [`App::set_thesaurus`] says with which words. It gets the number of the reading and the thesaurus, and has to see to it
    /// that [`App::set_own`] gets the answer. Without this they are read in turn.
    pub fn read_own_with(&mut self, read: impl Fn(u64, Arc<Thesaurus>) + 'static) {
        self.own_reader = Some(OwnReader { read: Box::new(read), begun: false });
    }

    /// The thesaurus is known, with the centre's own synonyms: they hold for own records too. All consultations are read
    /// with it, again only if it is another one.
    pub fn set_thesaurus(&mut self, thesaurus: &Arc<Thesaurus>) {
        let other = self.desk.own.use_thesaurus(thesaurus);
        if other || self.own_reader.as_ref().is_some_and(|reader| !reader.begun) {
            self.read_own();
        }
    }

    /// Reads all consultations for the search in own records and for reports. The open one is there before the others are
    /// read.
    pub fn read_own(&mut self) {
        let desk = &mut self.desk;
        if let Some(open) = &desk.open {
            desk.own.put(open.id, Some(open));
            desk.digests.put(open.id, Some(open));
        }
        let reading = desk.own.begin_reading();
        desk.digests.begin_reading(reading);
        match &mut self.own_reader {
            Some(OwnReader { read, begun }) => {
                *begun = true;
                read(reading, desk.own.thesaurus());
            }
            None => {
                let store = &self.services.store;
                let read = store.whole_consultations().and_then(|all| Ok((all, store.practice_drafts()?)));
                let found = read.map(|(all, drafts)| {
                    OwnReading::of(&all, &drafts, &self.desk.catalogue, self.desk.own.thesaurus())
                });
                self.set_own(reading, found);
            }
        }
    }

    /// All consultations as the reading of this number found them.
    pub fn set_own(&mut self, reading: u64, found: Result<OwnReading, StoreError>) {
        match found {
            Ok(OwnReading { part, digests }) => {
                self.desk.own.set_base(reading, part);
                self.desk.digests.set_base(reading, digests);
            }
            Err(error) => {
                self.desk.own.reading_failed(reading);
                self.fail(&error);
            }
        }
        self.refresh_views();
    }

    /// Deletes a practice draft.
    pub(super) fn delete_draft(&mut self, id: DocumentId) {
        let texts = &self.desk.texts().own_records;
        match self.services.store.document(id) {
            Ok(document) => {
                let draft = document.as_ref().and_then(PracticeDraft::read).filter(|draft| !draft.deleted);
                let Some(draft) = draft else { return self.tell(texts.draft_gone, Tone::Error) };
                if self.write(id, PRACTICE_DRAFT, &draft.delete(), &draft.seen) {
                    let [undo] = self.keys([Action::Undo]);
                    let name = truncate(&sanitize(draft.name()), 40).into_owned();
                    self.tell((texts.draft_deleted)(&name, &undo), Tone::Good);
                }
            }
            Err(error) => self.fail(&error),
        }
    }

    /// Takes what a document says now into the search in own records and into reports.
    pub(super) fn renew_own(&mut self, id: DocumentId) -> Result<(), StoreError> {
        let desk = &mut self.desk;
        match desk.open.as_ref().filter(|open| open.id == id) {
            Some(open) => {
                desk.own.put(id, Some(open));
                desk.digests.put(id, Some(open));
            }
            None => {
                let document = self.services.store.document(id)?;
                let other = document.as_ref().and_then(Consultation::read).filter(|other| !other.deleted);
                desk.own.put(id, other.as_ref());
                desk.digests.put(id, other.as_ref());
                if let Some(draft) = document.as_ref().and_then(PracticeDraft::read) {
                    desk.own.put_draft(&draft);
                }
            }
        }
        if self.desk.own.is_worn() {
            self.read_own();
        }
        Ok(())
    }
}
