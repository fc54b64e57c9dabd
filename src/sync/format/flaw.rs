//! What can be wrong with a file of the storage.

use crate::catalogue::Finding;
use crate::i18n::{Language, Localized, sanitize};
use std::fmt;
use std::path::Path;

/// Why a file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// Larger than its kind may be, in bytes of the limit.
    TooLarge(u64),
    /// Other bytes than its name says: torn, rotten or altered.
    WrongHash,
    /// Not JSON; the parser's words.
    NotJson(String),
    /// Of a newer porada; its format.
    Newer(String),
    /// A part has the wrong form; which.
    Malformed(String),
    /// More of something than is allowed; of what.
    TooMany(&'static str),
    /// Not signed by the device whose name it bears, or by no member.
    Signature,
    /// Signed by a device that was removed from the space before.
    Removed,
    /// Of another space, device or document than its place says, or of none that this circle shares; which.
    Misplaced(&'static str),
    /// No plain file, or behind something that is no plain folder: a link, a device; the place of it.
    NotPlain(String),
    /// There, and the disk cannot read it; the system's words.
    Unreadable(String),
    /// Sealed in a way that cannot be opened.
    Sealed,
    /// A shared record of the catalogue that breaks the rules of an import.
    Record(Finding),
    /// A document that is here and not shared with this circle.
    NotShared,
}

impl Flaw {
    /// The word of the protocol for it, under which it is kept.
    pub fn word(&self) -> &'static str {
        match self {
            Flaw::TooLarge(_) => "too-large",
            Flaw::WrongHash => "hash",
            Flaw::NotJson(_) => "json",
            Flaw::Newer(_) => "newer",
            Flaw::Malformed(_) => "form",
            Flaw::TooMany(_) => "too-many",
            Flaw::Signature => "signature",
            Flaw::Removed => "removed",
            Flaw::Misplaced(_) => "misplaced",
            Flaw::NotPlain(_) => "not-plain",
            Flaw::Unreadable(_) => "unreadable",
            Flaw::Sealed => "sealed",
            Flaw::Record(_) => "record",
            Flaw::NotShared => "not-shared",
        }
    }

    /// Whether a flaw with this [`word`](Flaw::word) lies in the bytes of the file, so that it stays until the file is written again.
    /// What a disk or a folder denies may be given any moment, and what this program is too old for, or what is not shared with
    /// it, is well.
    pub fn is_damage(word: &str) -> bool {
        !["not-plain", "unreadable", "newer", "record", "not-shared"].contains(&word)
    }

    /// What of the way to the file at `path` has the flaw: the file itself, or a folder that is a link, about which one
    /// word is enough for all files in it.
    pub fn place<'path>(&self, path: &'path str) -> &'path str {
        let Flaw::NotPlain(what) = self else { return path };
        let folders = path.match_indices('/').filter_map(|(end, _)| path.get(..end));
        let wrong = |folder: &&str| Path::new(what).ends_with(folder);
        folders.into_iter().find(wrong).unwrap_or(path)
    }
}

impl Localized for Flaw {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().sync.flaws;
        match self {
            Flaw::TooLarge(limit) => {
                (texts.too_large)(&language.count(usize::try_from(*limit).unwrap_or(usize::MAX)))
            }
            Flaw::WrongHash => texts.wrong_hash.to_owned(),
            Flaw::NotJson(problem) => (texts.not_json)(problem),
            Flaw::Newer(format) => (texts.newer)(format),
            Flaw::Malformed(place) => (texts.malformed)(place),
            Flaw::TooMany(what) => (texts.too_many)(what),
            Flaw::Signature => texts.signature.to_owned(),
            Flaw::Removed => texts.removed.to_owned(),
            Flaw::Misplaced(what) => (texts.misplaced)(what),
            Flaw::NotPlain(what) => (language.texts().remotes.not_safe)(&sanitize(what)),
            Flaw::Unreadable(reason) => (texts.unreadable)(&sanitize(reason)),
            Flaw::Sealed => texts.sealed.to_owned(),
            Flaw::Record(Finding { field, problem }) => (texts.record)(
                &sanitize(field.as_deref().unwrap_or("json")),
                &sanitize(&problem.localized(language)),
            ),
            Flaw::NotShared => texts.not_shared.to_owned(),
        }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

impl std::error::Error for Flaw {}
