//! Own files that nothing lists any more: deleted late, and only by who wrote them.

use super::{Run, Step, SyncError};
use crate::sync::format::{head_path, heads_folder};
use crate::sync::remote::{Remote, RemotePath};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;

/// How long a file stays after nothing lists it any more: for readers who still see an older head.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How many own heads stay where it is not known which one arrived before the newest.
const HEADS: u64 = 3;
/// Up to how many stale files a run deletes only one, so that an edit costs few requests.
const FEW: usize = 8;
/// The most files that a run deletes besides those that must go at once.
const MOST: usize = 64;

/// A head that was published just now.
#[derive(Clone, Copy)]
pub(super) struct Published {
    /// Whether a part of the index was written before it.
    pub(super) indexed: bool,
    /// The number of the own head that arrived before it; 0 when none is known, or none that is to be relied on.
    pub(super) before: u64,
}

impl Run<'_, '_> {
    /// Deletes what must go at once and, after a head arrived, of the rest: one file, or all when they have become many.
    /// A run that wrote a part of the index leaves them for later.
    pub(super) fn clean(&mut self, published: Option<Published>) -> Result<(), SyncError> {
        let space = self.session.space;
        let until = self.now.checked_sub(KEPT).unwrap_or(Timestamp::MIN);
        let stale = self.session.home.stale_files(space, until.max(Timestamp::UNIX_EPOCH))?;
        let (urgent, rest): (Vec<_>, Vec<_>) = stale.into_iter().partition(|(_, at_once)| *at_once);
        let mut paths: Vec<String> = urgent.into_iter().map(|(path, _)| path).collect();
        if let Some(Published { indexed, before }) = published {
            let mut late = self.old_heads(before)?;
            // Of a device that kept more before, or could not delete: two are what everybody's listing pays for.
            if late.len() > 1 {
                paths.extend(late.drain(..late.len().min(MOST)));
            }
            // A restored home may list again what it had stopped listing before: that stays.
            let copies = if rest.is_empty() {
                Vec::new()
            } else {
                self.session.home.copies_of(space, self.device.0, 0)?
            };
            let listed: BTreeSet<String> =
                copies.iter().map(|copy| self.released(copy, false).path).collect();
            late.extend(rest.into_iter().map(|(path, _)| path).filter(|path| !listed.contains(path)));
            let count = match late.len() {
                many if many > FEW => many.min(MOST),
                _ if indexed => 0,
                some => some.min(1),
            };
            paths.extend(late.into_iter().take(count));
        }
        let total = paths.len();
        for (done, path) in paths.iter().enumerate() {
            self.step(Step::Clean, done, total)?;
            if let Some(path) = RemotePath::new(path.as_str()) {
                self.link.delete(&path)?;
            }
            // The name of a head stays known: when the file comes back, from a stick or a storage that was set back, it is not
            // one that a twin wrote.
            if !is_head(path) {
                self.session.home.forget_file(space, path)?;
            }
        }
        Ok(())
    }

    /// Own heads that nobody needs any more, oldest first. Two that arrived stay: the newest and the one before it, for who finds
    /// the newest torn or rotten. Heads that were tried in between and are of no use do not count.
    fn old_heads(&self, before: u64) -> Result<Vec<String>, SyncError> {
        let mut old = Vec::new();
        let first = if before > 0 { before } else { (self.state.arrived + 1).saturating_sub(HEADS) };
        for (name, _) in self.listing.get(&self.device).into_iter().flatten().rev() {
            let path = head_path(*name);
            if name.seq < first && self.session.home.is_own_file(self.session.space, path.as_str())? {
                old.push(path.as_str().to_owned());
            }
        }
        Ok(old)
    }
}

fn is_head(path: &str) -> bool {
    path.strip_prefix(heads_folder().as_str()).is_some_and(|name| name.starts_with('/'))
}
