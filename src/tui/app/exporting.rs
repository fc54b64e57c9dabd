//! Files of the minutes: writing them, their paths for the clipboard, opening them.

use super::{App, Request};
use crate::tui::action::Action;
use crate::tui::services::Exported;
use crate::tui::view::{ExportOrder, Tone};
use std::path::PathBuf;

impl App {
    /// Writes files and says where they are.
    pub(super) fn export(&mut self, order: &ExportOrder) {
        let texts = &self.desk.texts().messages;
        match self.services.export(order, &self.desk) {
            Ok(Exported { paths, warnings }) => {
                let folder = self.desk.exports.display().to_string();
                let name = |path: &PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned());
                let names: Vec<String> = paths.iter().filter_map(name).collect();
                let [open, copy] = self.keys([Action::OpenFile, Action::CopyPath]);
                let words = match paths.as_slice() {
                    [path] => (texts.exported)(&path.display().to_string(), &open, &copy),
                    _ => (texts.exported_several)(&folder, &names.join(", "), &open, &copy),
                };
                self.exported = paths;
                match warnings.join("; ") {
                    none if none.is_empty() => self.tell(words, Tone::Good),
                    warnings => self.tell(format!("{words}; {warnings}"), Tone::Error),
                }
            }
            Err(words) => self.tell(words, Tone::Error),
        }
    }

    /// Asks for the paths of the last files in the clipboard.
    pub(super) fn copy_path(&mut self) {
        let paths: Vec<String> = self.exported.iter().map(|path| path.display().to_string()).collect();
        if paths.is_empty() {
            self.tell(self.desk.texts().messages.nothing_exported, Tone::Plain);
        } else {
            self.requests.push(Request::Copy(paths.join("\n")));
        }
    }

    /// Asks for the last file to be opened.
    pub(super) fn open_file(&mut self) {
        match self.exported.last() {
            Some(path) => self.requests.push(Request::Open(path.clone())),
            None => self.tell(self.desk.texts().messages.nothing_exported, Tone::Plain),
        }
    }
}
