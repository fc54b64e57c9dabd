//! Undo and redo, with what they took back in words.

use super::{App, LAST_CONSULTATION};
use crate::i18n::truncate;
use crate::model::DocumentId;
use crate::store::{StoreError, Undone};
use crate::tui::action::{Action, Context};
use crate::tui::view::Tone;
use crate::tui::words;

impl App {
    /// Whether a window lies over what undo would change. Of competing values it shows what undo brings back.
    pub(super) fn covers_changes(&self) -> bool {
        !self.overlays.is_empty() && !self.contexts().contains(&Context::Conflicts)
    }

    /// Takes the last change back.
    pub(super) fn undo(&mut self) {
        let undone = self.services.store.undo(self.desk.now);
        let texts = &self.desk.texts().messages;
        self.show_undone(undone, texts.undone, Action::Redo, texts.nothing_to_undo);
    }

    /// Makes the change again that was taken back last.
    pub(super) fn redo(&mut self) {
        let redone = self.services.store.redo(self.desk.now);
        let texts = &self.desk.texts().messages;
        self.show_undone(redone, texts.redone, Action::Undo, texts.nothing_to_redo);
    }

    fn show_undone(
        &mut self,
        result: Result<Option<Undone>, StoreError>,
        sentence: fn(&str, &str) -> String,
        opposite: Action,
        nothing: &'static str,
    ) {
        match result {
            Ok(Some(undone)) => {
                let what = words::change(undone.kind, &undone.document_kind, self.desk.language);
                let [key] = self.keys([opposite]);
                let text = match undone.text.as_str() {
                    "" => sentence(what, &key),
                    text => sentence(&format!("{what} – {}", truncate(text, 50)), &key),
                };
                match self.reopen(undone.document).and_then(|()| self.reload_after(undone.document)) {
                    Ok(()) => self.tell(text, Tone::Good),
                    Err(error) => self.fail(&error),
                }
                self.desk.saved_at = Some(self.desk.now);
            }
            Ok(None) => self.tell(nothing, Tone::Plain),
            Err(error) => self.fail(&error),
        }
    }

    /// Opens the consultation again, with its unfinished line, that was open until undo took it away whole.
    fn reopen(&mut self, document: DocumentId) -> Result<(), StoreError> {
        let last = self.services.store.state(LAST_CONSULTATION)?;
        if self.desk.open.is_some() || last != Some(document.to_string()) {
            return Ok(());
        }
        let screen = self.current;
        self.desk.open = self.live_consultation(document)?;
        self.restore_drafts()?;
        self.current = screen;
        Ok(())
    }
}
