//! S3 as the storage: Amazon's, Ceph's, MinIO's and whatever else speaks it.

use super::condition::{Condition, Knowledge};
use super::http::{Answer, Http, Question};
use super::{Access, Listed, Put, Remote, RemoteError, RemotePath, S3Address, Traffic, probe};
use rusty_s3::actions::ListObjectsV2;
use rusty_s3::{Bucket, Credentials, S3Action, UrlStyle};
use std::collections::BTreeSet;
use std::time::Duration;
use url::Url;

/// How long a signed request is good, so that repetitions and long uploads are inside it.
const GOOD_FOR: Duration = Duration::from_secs(3600);

/// The longest page of a listing that is read, in bytes; a page has a thousand keys.
const LONGEST_PAGE: u64 = 8 * 1024 * 1024;

/// The most pages of one folder, so that a server that never ends is left.
const MOST_PAGES: usize = 1000;

/// What is read of an answer whose content says nothing, in bytes.
const REMARK: u64 = 64 * 1024;

/// A place in a bucket.
pub(super) struct S3 {
    http: Http,
    bucket: Bucket,
    credentials: Option<Credentials>,
    prefix: String,
    condition: Knowledge,
}

impl S3 {
    pub(super) fn new(address: &S3Address, access: &Access) -> Result<S3, RemoteError> {
        let unusable = |words: String| RemoteError::Missing(words);
        // Amazon wants the bucket in the name of the host, others have no such names.
        let (endpoint, style) = match &address.endpoint {
            Some(endpoint) => (endpoint.clone(), UrlStyle::Path),
            None => {
                let amazon = format!("https://s3.{}.amazonaws.com", address.region);
                let style = if address.bucket.contains('.') { UrlStyle::Path } else { UrlStyle::VirtualHost };
                (Url::parse(&amazon).map_err(|error| unusable(error.to_string()))?, style)
            }
        };
        let bucket = Bucket::new(endpoint, style, address.bucket.clone(), address.region.clone())
            .map_err(|error| unusable(error.to_string()))?;
        let text = access.secret.as_ref().map(|secret| secret.reveal()).unwrap_or_default();
        let (secret, token) = match text.split_once(char::is_whitespace) {
            Some((secret, token)) => (secret, Some(token.trim())),
            None => (text, None),
        };
        let credentials = access.user.as_ref().map(|key| match token {
            Some(token) => Credentials::new_with_token(key, secret, token),
            None => Credentials::new(key, secret),
        });
        let hidden = vec![secret.to_owned(), token.unwrap_or_default().to_owned()];
        let http = Http::new(bucket.base_url(), access, hidden)?;
        let prefix = address.prefix.clone();
        Ok(S3 { http, bucket, credentials, prefix, condition: Knowledge::default() })
    }

    fn key(&self, path: &RemotePath) -> String {
        format!("{}{path}", self.prefix)
    }

    fn put(&self, key: &str, bytes: &[u8], only_new: bool) -> Result<Answer, RemoteError> {
        let mut action = self.bucket.put_object(self.credentials.as_ref(), key);
        let mut headers = vec![("content-type", "application/octet-stream")];
        if only_new {
            action.headers_mut().insert("if-none-match", "*");
            headers.push(("if-none-match", "*"));
        }
        self.http.ask(&Question {
            method: "PUT",
            url: &action.sign(GOOD_FOR),
            headers: &headers,
            body: Some(bytes),
            limit: REMARK,
        })
    }

    fn is_there(&self, key: &str) -> Result<bool, RemoteError> {
        let action = self.bucket.head_object(self.credentials.as_ref(), key);
        let answer = self.http.ask(&Question::plain("HEAD", &action.sign(GOOD_FOR), REMARK))?;
        match answer.status {
            404 => Ok(false),
            _ if answer.is_success() => Ok(true),
            _ => Err(self.refusal(&answer)),
        }
    }

    fn put_if_new(&self, key: &str, bytes: &[u8]) -> Result<Put, RemoteError> {
        let answer = self.put(key, bytes, true)?;
        match answer.status {
            412 => {
                self.condition.learn(Condition::Heeded);
                Ok(Put::Existed)
            }
            _ if answer.is_success() => Ok(Put::Stored),
            // Aliyun and other servers do not know the condition.
            400 | 501 => {
                let put = self.put_after_asking(key, bytes)?;
                self.condition.learn(Condition::Ignored);
                Ok(put)
            }
            // Amazon says so when two write one name at the same moment: one of them won.
            409 if self.is_there(key)? => Ok(Put::Existed),
            _ => Err(self.refusal(&answer)),
        }
    }

    /// Asks whether the file is there and puts it if it is not: between the two another may do the same.
    fn put_after_asking(&self, key: &str, bytes: &[u8]) -> Result<Put, RemoteError> {
        if self.is_there(key)? {
            return Ok(Put::Existed);
        }
        let answer = self.put(key, bytes, false)?;
        if answer.is_success() { Ok(Put::Stored) } else { Err(self.refusal(&answer)) }
    }

    /// What a refusal means: S3 says `403` of several things that a person mends differently.
    fn refusal(&self, answer: &Answer) -> RemoteError {
        let text = String::from_utf8_lossy(&answer.body);
        let says = |code: &str| text.contains(&format!("<Code>{code}</Code>"));
        let wrong_key = [
            "SignatureDoesNotMatch",
            "InvalidAccessKeyId",
            "InvalidToken",
            "ExpiredToken",
            "TokenRefreshRequired",
        ];
        if wrong_key.iter().any(|code| says(code)) {
            return RemoteError::Unauthorised;
        }
        match self.http.refusal(answer) {
            RemoteError::Forbidden(words) if says("QuotaExceeded") => RemoteError::Full(words),
            other => other,
        }
    }

    /// Whether an answer says that the whole bucket is missing, not the one file.
    fn lacks_bucket(answer: &Answer) -> bool {
        String::from_utf8_lossy(&answer.body).contains("<Code>NoSuchBucket</Code>")
    }

    fn page(&self, prefix: &str, token: Option<String>) -> Result<Page, RemoteError> {
        let mut action = self.bucket.list_objects_v2(self.credentials.as_ref());
        action.with_prefix(prefix);
        action.with_delimiter("/");
        if let Some(token) = token {
            action.with_continuation_token(token);
        }
        let answer = self.http.ask(&Question::plain("GET", &action.sign(GOOD_FOR), LONGEST_PAGE))?;
        if !answer.is_success() {
            return Err(self.refusal(&answer));
        }
        let unreadable = || RemoteError::Refused { status: answer.status, words: "ListObjectsV2".to_owned() };
        if answer.more {
            return Err(RemoteError::TooLarge { path: prefix.to_owned(), limit: LONGEST_PAGE });
        }
        let text = std::str::from_utf8(&answer.body).map_err(|_| unreadable())?;
        let page = ListObjectsV2::parse_response(text).map_err(|_| unreadable())?;
        let name = |key: &str| {
            let rest = key.strip_prefix(prefix)?.trim_end_matches('/');
            (!rest.is_empty() && !rest.contains(['/', '\0'])).then(|| rest.to_owned())
        };
        let folders = page
            .common_prefixes
            .iter()
            .filter_map(|folder| Some(Listed { name: name(&folder.prefix)?, size: None, folder: true }));
        // A key that ends with a slash is a folder that some other program made.
        let files =
            page.contents.iter().filter(|object| !object.key.ends_with('/')).filter_map(|object| {
                Some(Listed { name: name(&object.key)?, size: object.size, folder: false })
            });
        Ok(Page { listed: folders.chain(files).collect(), next: page.next_continuation_token })
    }
}

struct Page {
    listed: Vec<Listed>,
    next: Option<String>,
}

impl Remote for S3 {
    fn put_new(&self, path: &RemotePath, bytes: &[u8]) -> Result<Put, RemoteError> {
        self.condition.before(path, |path| self.put_if_new(&self.key(path), b"probe"), self)?;
        let key = self.key(path);
        if self.condition.get() == Condition::Ignored {
            return self.put_after_asking(&key, bytes);
        }
        self.put_if_new(&key, bytes)
    }

    fn get(&self, path: &RemotePath, limit: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        let key = self.key(path);
        let action = self.bucket.get_object(self.credentials.as_ref(), &key);
        let answer = self.http.ask(&Question::plain("GET", &action.sign(GOOD_FOR), limit))?;
        match answer.status {
            404 if !S3::lacks_bucket(&answer) => Ok(None),
            _ if !answer.is_success() => Err(self.refusal(&answer)),
            _ if answer.more => Err(RemoteError::TooLarge { path: path.to_string(), limit }),
            _ => Ok(Some(answer.body)),
        }
    }

    fn list(&self, folder: Option<&RemotePath>) -> Result<Vec<Listed>, RemoteError> {
        let prefix = match folder {
            Some(folder) => format!("{}{folder}/", self.prefix),
            None => self.prefix.clone(),
        };
        let mut listed = BTreeSet::new();
        let mut token = None;
        for _ in 0..MOST_PAGES {
            let page = self.page(&prefix, token)?;
            listed.extend(page.listed);
            token = page.next;
            if token.is_none() {
                return Ok(listed.into_iter().collect());
            }
        }
        Err(RemoteError::TooLarge { path: prefix, limit: LONGEST_PAGE })
    }

    fn delete(&self, path: &RemotePath) -> Result<(), RemoteError> {
        let key = self.key(path);
        let action = self.bucket.delete_object(self.credentials.as_ref(), &key);
        let answer = self.http.ask(&Question::plain("DELETE", &action.sign(GOOD_FOR), REMARK))?;
        match answer.status {
            404 if !S3::lacks_bucket(&answer) => Ok(()),
            _ if answer.is_success() => Ok(()),
            _ => Err(self.refusal(&answer)),
        }
    }

    /// Also learns whether the server heeds the condition of a PUT.
    fn probe(&self) -> Result<(), RemoteError> {
        self.condition.find_out(|path| self.put_if_new(&self.key(path), b"probe"), self)?;
        probe::round_trip(self)
    }

    fn traffic(&self) -> Traffic {
        self.http.traffic()
    }
}
