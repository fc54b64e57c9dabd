//! WebDAV (RFC 4918) as the storage: Nextcloud and ownCloud, Apache, rclone and others.

use super::condition::{Condition, Knowledge};
use super::http::{Answer, Http, Question};
use super::{Access, Listed, Put, Remote, RemoteError, RemotePath, Traffic, listing, probe};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use url::Url;

/// What is asked of each file of a folder: nothing that the protocol does without, because the answer repeats it for each file.
/// That something is a folder shows by the slash at the end of its address.
const PROPERTIES: &[u8] = b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\
    <propfind xmlns=\"DAV:\"><prop><getcontentlength/></prop></propfind>";

/// The longest listing that is read, in bytes: some fifty thousand files.
const LONGEST_LISTING: u64 = 32 * 1024 * 1024;

/// What is read of an answer whose content says nothing, so that the connection can be used again, in bytes.
const REMARK: u64 = 64 * 1024;

/// What the names of unfinished uploads end with. Nextcloud has its own use for `.part` and refuses it.
pub(super) const UNFINISHED: &str = ".unfinished";

/// A content larger than this, in bytes, goes only into a folder that is surely there.
const LARGE: usize = 64 * 1024;

/// A folder of a WebDAV server.
pub(super) struct WebDav {
    http: Http,
    /// The folder, with a slash at its end.
    base: Url,
    authorisation: Option<String>,
    condition: Knowledge,
    /// Folders into which something was put, so that they are there.
    folders: Mutex<BTreeSet<String>>,
}

impl WebDav {
    pub(super) fn new(base: Url, access: &Access) -> Result<WebDav, RemoteError> {
        let secret = access.secret.as_ref().map(|secret| secret.reveal()).unwrap_or_default();
        let encoded =
            BASE64_STANDARD.encode(format!("{}:{secret}", access.user.as_deref().unwrap_or_default()));
        let known = access.user.is_some() || access.secret.is_some();
        let http = Http::new(&base, access, vec![secret.to_owned(), encoded.clone()])?;
        let authorisation = known.then(|| format!("Basic {encoded}"));
        let condition = Knowledge::default();
        Ok(WebDav { http, base, authorisation, condition, folders: Mutex::default() })
    }

    /// The address of a path; a path has no letter that would need encoding or lead out of the folder.
    fn url(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{path}", self.base.path()));
        url
    }

    fn ask(
        &self,
        method: &str,
        url: &Url,
        headers: &[(&str, &str)],
        body: Option<&[u8]>,
        limit: u64,
    ) -> Result<Answer, RemoteError> {
        let mut all = headers.to_vec();
        if let Some(authorisation) = &self.authorisation {
            all.push(("authorization", authorisation));
        }
        self.http.ask(&Question { method, url, headers: &all, body, limit })
    }

    /// Puts a file, after making the folders above it where they are missing.
    fn put(&self, path: &str, bytes: &[u8], headers: &[(&str, &str)]) -> Result<Answer, RemoteError> {
        let mut all = vec![("content-type", "application/octet-stream")];
        all.extend_from_slice(headers);
        let url = self.url(path);
        let folder = path.rsplit_once('/').map(|(folder, _)| folder);
        // Some servers hang up in the middle of a large upload into a missing folder, and their words are lost. The usual way out,
        // `Expect: 100-continue`, is closed: ureq 3.5 waits in vain when a server refuses so on a new connection.
        let large = bytes.len() > LARGE && folder.is_some_and(|folder| !self.is_known(folder));
        let mut refused = if large { self.make_folders(path)? } else { None };
        let mut answer = self.ask("PUT", &url, &all, Some(bytes), REMARK)?;
        // 409 is what the standard says of a missing folder, 404 what rclone says.
        if matches!(answer.status, 404 | 409) && folder.is_some() && !large {
            refused = self.make_folders(path)?;
            answer = self.ask("PUT", &url, &all, Some(bytes), REMARK)?;
        }
        match (folder, refused) {
            (_, Some(refusal)) if matches!(answer.status, 404 | 409) => return Err(refusal),
            (Some(folder), _) if answer.is_success() => self.know(folder),
            _ => {}
        }
        Ok(answer)
    }

    fn is_known(&self, folder: &str) -> bool {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).contains(folder)
    }

    fn know(&self, folder: &str) {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned());
    }

    /// Makes all folders of the path below the root, which itself must be there. A refusal is only handed back: Apache forbids what
    /// somebody else makes at the same moment, and then the folder is there all the same.
    fn make_folders(&self, path: &str) -> Result<Option<RemoteError>, RemoteError> {
        let mut refused = None;
        for (end, _) in path.match_indices('/') {
            let folder = path.get(..=end).unwrap_or_default();
            let answer = self.ask("MKCOL", &self.url(folder), &[], None, REMARK)?;
            match answer.status {
                // It is there.
                405 => {}
                404 | 409 => return Ok(Some(refused.unwrap_or_else(|| RemoteError::Missing(self.place())))),
                _ if answer.is_success() => {}
                _ => refused = Some(self.http.refusal(&answer)),
            }
        }
        Ok(refused)
    }

    fn place(&self) -> String {
        format!("{}{}", self.base.host_str().unwrap_or_default(), self.base.path())
    }

    /// What the answer to a PUT means.
    fn stored(&self, answer: &Answer) -> Result<Put, RemoteError> {
        match answer.status {
            412 => Ok(Put::Existed),
            404 | 409 => Err(RemoteError::Missing(self.place())),
            _ if answer.is_success() => Ok(Put::Stored),
            _ => Err(self.http.refusal(answer)),
        }
    }

    /// Puts a file on the condition that there is none.
    fn put_if_new(&self, path: &RemotePath, bytes: &[u8]) -> Result<Put, RemoteError> {
        self.stored(&self.put(path.as_str(), bytes, &[("if-none-match", "*")])?)
    }

    /// Puts a file under a name of its own and moves it to its place, so that the place is never torn and never overwritten.
    fn put_and_move(&self, path: &RemotePath, bytes: &[u8]) -> Result<Put, RemoteError> {
        let unfinished = format!("{path}.{}{UNFINISHED}", uuid::Uuid::new_v4().simple());
        let destination = self.url(path.as_str());
        let headers = [("destination", destination.as_str()), ("overwrite", "F")];
        let moved = self
            .put(&unfinished, bytes, &[])
            .and_then(|answer| self.stored(&answer))
            .and_then(|_| self.ask("MOVE", &self.url(&unfinished), &headers, None, REMARK));
        match moved {
            Ok(answer) if answer.is_success() => Ok(Put::Stored),
            other => {
                // A left upload does no harm, so an error here is less than the one before it.
                let _ = self.ask("DELETE", &self.url(&unfinished), &[], None, REMARK);
                match other? {
                    answer if answer.status == 412 => Ok(Put::Existed),
                    answer => Err(self.http.refusal(&answer)),
                }
            }
        }
    }
}

impl Remote for WebDav {
    fn put_new(&self, path: &RemotePath, bytes: &[u8]) -> Result<Put, RemoteError> {
        self.condition.before(path, |path| self.put_if_new(path, b"probe"), self)?;
        if self.condition.get() == Condition::Ignored {
            return self.put_and_move(path, bytes);
        }
        let put = self.put_if_new(path, bytes)?;
        if put == Put::Existed {
            self.condition.learn(Condition::Heeded);
        }
        Ok(put)
    }

    fn get(&self, path: &RemotePath, limit: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        let answer = self.ask("GET", &self.url(path.as_str()), &[], None, limit)?;
        match answer.status {
            404 | 410 => Ok(None),
            _ if !answer.is_success() => Err(self.http.refusal(&answer)),
            _ if answer.more => Err(RemoteError::TooLarge { path: path.to_string(), limit }),
            _ => Ok(Some(answer.body)),
        }
    }

    fn list(&self, folder: Option<&RemotePath>) -> Result<Vec<Listed>, RemoteError> {
        let url = self.url(&folder.map(|folder| format!("{folder}/")).unwrap_or_default());
        let headers = [("depth", "1"), ("content-type", "application/xml; charset=utf-8")];
        let answer = self.ask("PROPFIND", &url, &headers, Some(PROPERTIES), LONGEST_LISTING)?;
        match answer.status {
            404 | 410 if folder.is_some() => return Ok(Vec::new()),
            207 if answer.more => {
                return Err(RemoteError::TooLarge { path: url.path().to_owned(), limit: LONGEST_LISTING });
            }
            207 => {}
            // A web page instead of a listing: there is no WebDAV at this address.
            200..=299 => {
                return Err(RemoteError::Refused { status: 405, words: self.place() });
            }
            _ => return Err(self.http.refusal(&answer)),
        }
        let mut listed = listing::parse(&String::from_utf8_lossy(&answer.body), &url)
            .ok_or_else(|| RemoteError::Refused { status: 405, words: self.place() })?;
        listed.retain(|listed| !listed.name.ends_with(UNFINISHED));
        listed.sort();
        Ok(listed)
    }

    fn delete(&self, path: &RemotePath) -> Result<(), RemoteError> {
        let answer = self.ask("DELETE", &self.url(path.as_str()), &[], None, REMARK)?;
        match answer.status {
            404 | 410 => Ok(()),
            _ if answer.is_success() => Ok(()),
            _ => Err(self.http.refusal(&answer)),
        }
    }

    /// Also learns whether the server keeps files that are put with a condition.
    fn probe(&self) -> Result<(), RemoteError> {
        // First that the folder is there: a PUT into a missing one could be taken for another fault.
        self.list(None)?;
        self.condition.find_out(|path| self.put_if_new(path, b"probe"), self)?;
        probe::round_trip(self)
    }

    fn traffic(&self) -> Traffic {
        self.http.traffic()
    }
}
