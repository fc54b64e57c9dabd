//! What was typed and not written down comes back.

use super::App;
use crate::i18n::truncate;
use crate::model::PracticeDraft;
use crate::store::StoreError;
use crate::tui::overlays::{conflicts, forms};
use crate::tui::screens;
use crate::tui::view::{ScreenName, Tone};

impl App {
    /// Brings back what was typed and not written down when porada was left or killed.
    pub(super) fn restore_drafts(&mut self) -> Result<(), StoreError> {
        let Some(open) = &self.desk.open else { return Ok(()) };
        let key = screens::consultation::draft_key(open.id);
        let Some(draft) = self.services.draft(&key)? else { return Ok(()) };
        if let Some(screen) = self.screens.get_mut(&ScreenName::Consultation) {
            if let Some((restored, words)) = screens::consultation::restored(&self.desk, &draft) {
                *screen = Box::new(restored);
                self.current = ScreenName::Consultation;
                self.tell((self.desk.texts().messages.restored)(&truncate(&words, 40)), Tone::Plain);
            } else {
                self.services.drafts.clear(&key);
            }
        }
        Ok(())
    }

    /// Opens the forms again whose words were not written when porada was killed.
    pub(super) fn reopen_forms(&mut self) -> Result<(), StoreError> {
        for (key, draft) in self.services.store.drafts()? {
            if key == conflicts::DRAFT {
                self.reopen_conflicts(draft)?;
                continue;
            }
            let form = match forms::practice_of(&key) {
                Some(id) => {
                    let document = self.services.store.document(id)?;
                    let practice = document.as_ref().and_then(PracticeDraft::read).filter(|it| !it.deleted);
                    practice.map(|practice| forms::practice_details(&practice).with_draft(&draft))
                }
                None => forms::restored(&self.desk, &key, &draft),
            };
            if let Some(form) = form {
                self.open(Box::new(form));
            }
        }
        Ok(())
    }
}
