//! What can go wrong with a storage, in words that say where and what to do.

use crate::i18n::{Language, Localized, sanitize};
use std::fmt;
use std::io;
use std::path::Path;

/// Why a storage did not do what it was asked.
///
/// The words begin with the place they are about where the error knows it. No error holds a password, and a server that repeats one in
/// its answer is not quoted with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemoteError {
    /// No answer: no network, wrong name, no such server, an unmounted folder; the system's words.
    Unreachable(String),
    /// The certificate or the encrypted connection is not right; the library's words.
    Insecure(String),
    /// The proxy of the settings is none that porada can use; nothing was asked.
    Proxy,
    /// Wrong or missing name and password.
    Unauthorised,
    /// Known, but not allowed.
    Forbidden(String),
    /// The place of the address is not there.
    Missing(String),
    /// No room left.
    Full(String),
    /// The server asks to come later; after how many seconds, where it says so.
    Busy(Option<u64>),
    /// A file larger than what porada reads there, in bytes of the limit.
    TooLarge {
        /// The file.
        path: String,
        /// What would have been read, in bytes.
        limit: u64,
    },
    /// Something on the way that porada does not touch: a link, a device, a folder where a file should be.
    Unsafe(String),
    /// The place of the address is a file.
    NotFolder(String),
    /// The server said something else; the status and its words.
    Refused {
        /// The HTTP status.
        status: u16,
        /// What the server said, cut to one line.
        words: String,
    },
    /// The person cancelled, and the request was left.
    Cancelled,
    /// A file of the folder cannot be read or written; the file and the system's words.
    File {
        /// The file.
        path: String,
        /// The system's words.
        reason: String,
    },
}

impl RemoteError {
    /// Whether the same request may succeed a little later without anybody doing anything.
    pub fn is_transient(&self) -> bool {
        match self {
            RemoteError::Unreachable(_) | RemoteError::Busy(_) => true,
            RemoteError::Refused { status, .. } => *status >= 500,
            _ => false,
        }
    }

    /// What the system's error with a file of a folder means.
    pub(super) fn of_file(path: &Path, error: &io::Error) -> RemoteError {
        let path = path.display().to_string();
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                RemoteError::Full(format!("{path}: {error}"))
            }
            // The words that a network share or a pulled-out stick leaves behind.
            io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::NetworkDown
            | io::ErrorKind::NotConnected
            | io::ErrorKind::StaleNetworkFileHandle
            | io::ErrorKind::TimedOut => RemoteError::Unreachable(format!("{path}: {error}")),
            _ => RemoteError::File { path, reason: error.to_string() },
        }
    }
}

impl Localized for RemoteError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().remotes;
        let (sentence, words) = match self {
            RemoteError::Unreachable(words) => (texts.unreachable.to_owned(), words.as_str()),
            RemoteError::Insecure(words) => (texts.insecure.to_owned(), words.as_str()),
            RemoteError::Proxy => (texts.proxy.to_owned(), ""),
            RemoteError::Unauthorised => (texts.unauthorised.to_owned(), ""),
            RemoteError::Forbidden(words) => (texts.forbidden.to_owned(), words.as_str()),
            RemoteError::Missing(words) => (texts.missing.to_owned(), words.as_str()),
            RemoteError::Full(words) => (texts.full.to_owned(), words.as_str()),
            RemoteError::Busy(seconds) => ((texts.busy)(*seconds), ""),
            RemoteError::TooLarge { path, limit } => {
                ((texts.too_large)(&sanitize(path), limit.div_ceil(1024)), "")
            }
            RemoteError::Unsafe(what) => ((texts.not_safe)(&sanitize(what)), ""),
            RemoteError::NotFolder(what) => ((texts.not_folder)(&sanitize(what)), ""),
            RemoteError::Refused { status: 200..=299, words } => {
                (texts.not_understood.to_owned(), words.as_str())
            }
            RemoteError::Refused { status: status @ 300..=399, words } => {
                ((texts.redirected)(*status), words.as_str())
            }
            RemoteError::Refused { status: 405, words } => (texts.no_webdav.to_owned(), words.as_str()),
            RemoteError::Refused { status: 413, words } => (texts.too_large_there.to_owned(), words.as_str()),
            RemoteError::Refused { status, words } if *status >= 500 => {
                ((texts.broken_there)(*status), words.as_str())
            }
            RemoteError::Refused { status, words } => ((texts.refused)(*status), words.as_str()),
            RemoteError::Cancelled => (language.texts().sync.cancelled.to_owned(), ""),
            RemoteError::File { path, reason } => ((texts.file)(&sanitize(path)), reason.as_str()),
        };
        if words.is_empty() { sentence } else { (texts.with_words)(&sentence, &sanitize(words)) }
    }
}

impl fmt::Display for RemoteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

impl std::error::Error for RemoteError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_error() -> Vec<RemoteError> {
        let words = || "cloud.example.cz: slova".to_owned();
        let refused = |status| RemoteError::Refused { status, words: words() };
        vec![
            RemoteError::Unreachable(words()),
            RemoteError::Insecure(words()),
            RemoteError::Proxy,
            RemoteError::Unauthorised,
            RemoteError::Forbidden(words()),
            RemoteError::Missing(words()),
            RemoteError::Full(words()),
            RemoteError::Busy(None),
            RemoteError::Busy(Some(90)),
            RemoteError::TooLarge { path: "heads/a.json".to_owned(), limit: 1 << 20 },
            RemoteError::Unsafe("/mnt/a/heads".to_owned()),
            RemoteError::NotFolder("/mnt/a.txt".to_owned()),
            refused(200),
            refused(302),
            refused(405),
            refused(413),
            refused(418),
            refused(500),
            RemoteError::Cancelled,
            RemoteError::File { path: "/mnt/a".to_owned(), reason: words() },
        ]
    }

    #[test]
    fn every_error_ends_with_the_words_of_the_server_in_both_languages() {
        for error in every_error() {
            for language in Language::ALL {
                let text = error.localized(language);
                assert!(text.len() > 40, "{text}");
                let held = format!("{error:?}");
                assert_eq!(held.contains("slova"), text.trim_end_matches('.').ends_with("slova"), "{text}");
            }
        }
    }

    #[test]
    fn the_words_of_a_server_cannot_smuggle_control_characters() {
        let hostile = RemoteError::Refused { status: 400, words: "\u{1b}[2Jhello\u{202e}".to_owned() };
        assert!(!hostile.to_string().contains('\u{1b}'), "{hostile}");
    }

    #[test]
    fn only_what_may_pass_by_itself_is_tried_again() {
        let again: Vec<bool> = every_error().iter().map(RemoteError::is_transient).collect();
        assert_eq!(again.iter().filter(|yes| **yes).count(), 4, "unreachable, twice busy, 500");
    }
}
