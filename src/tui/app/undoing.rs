//! Undo and redo, with what they took back in words.

use super::App;
use crate::i18n::truncate;
use crate::store::{StoreError, Undone};
use crate::tui::action::Action;
use crate::tui::view::Tone;
use crate::tui::words;

impl App {
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
                match self.reload_after(undone.document) {
                    Ok(()) => self.tell(text, Tone::Good),
                    Err(error) => self.fail(&error),
                }
                self.desk.saved_at = Some(self.desk.now);
            }
            Ok(None) => self.tell(nothing, Tone::Plain),
            Err(error) => self.fail(&error),
        }
    }
}
