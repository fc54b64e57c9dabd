//! What is kept beside the files that cannot be used, so that nothing is read or told again in vain: heads of which nothing is missing
//! but damaged files, and the names that other programs have put among the heads.

use super::heads::News;
use super::own::WAITING;
use super::{Run, SyncError, Warning};
use crate::i18n::{sanitize, truncate};
use crate::store::Quarantined;
use crate::sync::format::{Flaw, HeadName, head_path, heads_folder};
use crate::sync::trust::DeviceId;
use jiff::SignedDuration;

/// The word under which a head is kept that lists damaged files; `bytes` then counts the files.
pub(super) const DAMAGED: &str = "damaged";
/// The word under which it is kept of how many foreign names was told; `bytes` is then their number.
const FOREIGN: &str = "foreign";
/// A damaged file is read again after it has been damaged for as long again, but not before and not after so long: it may be one
/// that was still being written, and one that rots for ever must not be loaded by each run. Where something else of its device is
/// missing too, all of it is tried in each run.
const FIRST: SignedDuration = SignedDuration::from_mins(1);
const LAST: SignedDuration = SignedDuration::from_hours(24);
/// How many foreign names are named, and how wide.
const NAMED: usize = 5;
const NAME_WIDTH: usize = 60;
/// How many files of a run are named that cannot be used.
const TOLD: usize = 20;

/// Names that systems leave in folders by themselves; they say nothing about what a storage is for.
pub const LEFT_BY_SYSTEMS: [&str; 5] =
    ["desktop.ini", "Thumbs.db", "lost+found", "System Volume Information", "$RECYCLE.BIN"];

/// Whether a row of the quarantine is a file that cannot be used; the others are notes of the engine.
pub fn is_unusable(file: &Quarantined) -> bool {
    ![WAITING, DAMAGED, FOREIGN].contains(&file.reason.as_str())
}

impl Run<'_, '_> {
    /// The note that a head lists damaged files and nothing else that is missing.
    pub(super) fn held(&self, name: HeadName) -> Option<&Quarantined> {
        self.quarantined.get(head_path(name).as_str()).filter(|file| file.reason == DAMAGED)
    }

    /// Whether what a head lists is not to be read again yet.
    pub(super) fn rests(&self, name: HeadName) -> bool {
        let Some(held) = self.held(name) else { return false };
        let damaged = self.damaged_of(name.device).filter(|file| Flaw::is_damage(&file.reason));
        let since = damaged.map(|file| file.at).min().unwrap_or(held.at);
        let waits = held.at.duration_since(since).clamp(FIRST, LAST);
        // A clock that was set back proves nothing.
        self.now >= held.at && self.now.duration_since(held.at) < waits
    }

    /// Notes that nothing of these heads is missing but so many damaged files.
    pub(super) fn hold(&mut self, news: &News, files: usize) -> Result<(), SyncError> {
        for (name, ..) in &news.heads {
            let (path, reason) = (head_path(*name).as_str().to_owned(), DAMAGED.to_owned());
            let file = Quarantined { path: path.clone(), reason, bytes: files as u64, at: self.now };
            self.session.home.quarantine(self.session.space, &file)?;
            self.quarantined.insert(path, file);
        }
        Ok(())
    }

    /// What a device lists is to be read in the next run, whatever of it is damaged.
    pub(super) fn wake(&mut self, device: DeviceId) -> Result<(), SyncError> {
        let start = format!("{}/{device}.", heads_folder());
        let rows = self.quarantined.values().filter(|it| it.reason == DAMAGED && it.path.starts_with(&start));
        let paths: Vec<String> = rows.map(|file| file.path.clone()).collect();
        self.drop_notes(&paths)
    }

    /// Everything that a device lists is here: what could not be used of it is listed no more, or well.
    pub(super) fn let_out_all_of(&mut self, device: DeviceId) -> Result<(), SyncError> {
        let refused = Flaw::NotShared.word();
        let damaged = self.damaged_of(device).filter(|file| file.reason != refused);
        let paths: Vec<String> = damaged.map(|file| file.path.clone()).collect();
        self.drop_notes(&paths)
    }

    /// The documents, packs and parts of the index of a device that cannot be used.
    fn damaged_of(&self, device: DeviceId) -> impl Iterator<Item = &Quarantined> {
        let place = format!("/{device}/");
        self.quarantined.values().filter(move |file| is_unusable(file) && file.path.contains(&place))
    }

    /// Heads that are not there any more are no news to anybody.
    pub(super) fn forget_gone_heads(&mut self) -> Result<(), SyncError> {
        let folder = format!("{}/", heads_folder());
        let is_gone = |path: &str| {
            let name = path.strip_prefix(&folder).and_then(HeadName::parse);
            let listed = |name: &HeadName| {
                self.listing.get(&name.device).into_iter().flatten().any(|(listed, _)| listed == name)
            };
            name.is_some_and(|name| !listed(&name))
        };
        let rows = self.quarantined.values().filter(|file| file.reason != WAITING);
        let gone: Vec<String> = rows.map(|file| file.path.clone()).filter(|path| is_gone(path)).collect();
        self.drop_notes(&gone)
    }

    /// Everything is to be read again. What other programs put there was told of.
    pub(super) fn forget_notes(&mut self) -> Result<(), SyncError> {
        let rows = self.quarantined.values().filter(|file| file.reason != FOREIGN);
        let paths: Vec<String> = rows.map(|file| file.path.clone()).collect();
        self.drop_notes(&paths)
    }

    fn drop_notes(&mut self, paths: &[String]) -> Result<(), SyncError> {
        if !paths.is_empty() && !self.dry {
            self.session.home.let_out(self.session.space, paths)?;
        }
        paths.iter().for_each(|path| drop(self.quarantined.remove(path)));
        Ok(())
    }

    /// Tells of names among the heads that are not porada's, until there are more: programs come and go with files of their own.
    pub(super) fn tell_foreign(&mut self, mut names: Vec<String>) -> Result<(), SyncError> {
        // What a system or a program that synchronises folders keeps there for itself is nobody's mistake.
        names.retain(|name| !name.starts_with('.') && !LEFT_BY_SYSTEMS.contains(&name.as_str()));
        names.sort();
        let path = heads_folder().as_str().to_owned();
        let told = self.quarantined.get(&path).filter(|note| note.reason == FOREIGN).map(|note| note.bytes);
        if names.is_empty() {
            return if told.is_some() { self.drop_notes(&[path]) } else { Ok(()) };
        }
        let bytes = names.len() as u64;
        if told.is_some_and(|told| bytes <= told) {
            return Ok(());
        }
        let reason = FOREIGN.to_owned();
        let note = Quarantined { path: path.clone(), reason, bytes, at: self.now };
        if !self.dry {
            self.session.home.quarantine(self.session.space, &note)?;
        }
        self.quarantined.insert(path.clone(), note);
        let count = names.len();
        let shown = names.iter().take(NAMED).map(|name| truncate(&sanitize(name), NAME_WIDTH).into_owned());
        let names = shown.collect::<Vec<_>>().join(", ");
        self.warn(Warning::ForeignFiles { folder: path, names, count });
        Ok(())
    }

    /// A flood of files that cannot be used must not hide everything else.
    pub(super) fn shorten_warnings(&mut self) {
        let unusable = |warning: &Warning| matches!(warning, Warning::UnusableFile { .. });
        if let Some(more) = self.keep_first(unusable) {
            self.warn(Warning::MoreUnusable(more));
        }
        let stranger = |warning: &Warning| matches!(warning, Warning::Stranger { .. });
        if let Some(more) = self.keep_first(stranger) {
            self.warn(Warning::MoreStrangers(more));
        }
        if self.unread > 0 {
            self.warn(Warning::UnreadHeads(self.unread));
        }
    }

    /// Keeps the first few of the warnings of a kind; how many went.
    fn keep_first(&mut self, is_of: impl Fn(&Warning) -> bool) -> Option<usize> {
        let mut told = 0;
        self.outcome.warnings.retain(|warning| {
            told += usize::from(is_of(warning));
            told <= TOLD || !is_of(warning)
        });
        told.checked_sub(TOLD).filter(|more| *more > 0)
    }
}
