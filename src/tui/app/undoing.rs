//! Undo and redo, with what they took back in words.

use super::App;
use crate::i18n::{Language, truncate};
use crate::model::ChangeKind;
use crate::store::{StoreError, Undone};
use crate::tui::view::Tone;

impl App {
    /// Takes the last change back.
    pub(super) fn undo(&mut self) {
        let undone = self.services.store.undo(self.desk.now);
        let texts = &self.desk.texts().messages;
        self.show_undone(undone, texts.undone, texts.nothing_to_undo);
    }

    /// Makes the change again that was taken back last.
    pub(super) fn redo(&mut self) {
        let redone = self.services.store.redo(self.desk.now);
        let texts = &self.desk.texts().messages;
        self.show_undone(redone, texts.redone, texts.nothing_to_redo);
    }

    fn show_undone(
        &mut self,
        result: Result<Option<Undone>, StoreError>,
        words: fn(&str) -> String,
        nothing: &str,
    ) {
        match result {
            Ok(Some(undone)) => {
                let what = change_words(undone.kind, self.desk.language);
                let text = match undone.text.as_str() {
                    "" => words(what),
                    text => words(&format!("{what} – {}", truncate(text, 50))),
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

fn change_words(kind: ChangeKind, language: Language) -> &'static str {
    let words = &language.texts().messages.changes;
    match kind {
        ChangeKind::Create => words.create,
        ChangeKind::Add => words.add,
        ChangeKind::Edit => words.edit,
        ChangeKind::Delete => words.delete,
        ChangeKind::Move => words.reorder,
        ChangeKind::Link => words.link,
        ChangeKind::Unlink => words.unlink,
        ChangeKind::Header => words.header,
        ChangeKind::Participants => words.participants,
        ChangeKind::Done => words.done,
        ChangeKind::SignOff => words.sign_off,
        ChangeKind::Import => words.import,
    }
}
