//! Whether what was typed is on the disk, and leaving only when it is.

use super::App;
use crate::i18n::Localized;
use crate::store::StoreError;
use crate::tui::view::Tone;

/// What the person has been told about writing to the disk.
#[derive(Debug, Default)]
pub(super) struct Saving {
    /// The failure that was told last; it is not told again as long as it lasts.
    told: Option<StoreError>,
    /// Leaving was refused because something is not on the disk; the next time porada leaves all the same.
    refused: bool,
}

impl App {
    /// Waits until everything that was typed is on disk.
    ///
    /// # Errors
    /// Why it is not; the person was told.
    pub fn flush(&mut self) -> Result<(), StoreError> {
        let flushed = self.services.drafts.flush();
        if let Err(error) = &flushed {
            self.fail(error);
            self.saving.told = Some(error.clone());
        }
        self.note_saving();
        flushed
    }

    /// Whether something is on its way to the disk, so that the frame has to be drawn once more.
    pub fn is_saving(&self) -> bool {
        !self.desk.saved
    }

    /// Looks whether the drafts are on disk; draws nothing itself. A failure is told once, and no longer when it is over.
    pub fn note_saving(&mut self) {
        let saved = self.services.drafts.saved();
        if saved && !self.desk.saved {
            self.desk.saved_at = Some(self.desk.now);
        }
        self.desk.saved = saved;
        let failure = self.services.drafts.last_error();
        match &failure {
            Some(error) if self.saving.told.as_ref() != Some(error) => self.fail(error),
            Some(_) => return,
            None => self.take_back_failure(),
        }
        self.saving.told = failure;
    }

    fn take_back_failure(&mut self) {
        self.saving.refused &= !self.desk.saved;
        let told = self.saving.told.take().map(|error| error.localized(self.desk.language));
        if told.is_some() && self.message.as_ref().map(|message| &*message.text) == told.as_deref() {
            self.message = None;
        }
    }

    /// Leaves when everything is on the disk; otherwise only when it is asked for once more.
    pub(super) fn quit(&mut self) {
        self.close_overlays();
        if self.flush().is_err() && !std::mem::replace(&mut self.saving.refused, true) {
            return self.tell(self.desk.texts().messages.not_saved_yet, Tone::Error);
        }
        self.quit_after_sync();
    }
}
