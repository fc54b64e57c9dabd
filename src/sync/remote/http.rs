//! Requests to a server: encrypted, bounded in time and size, repeated where it helps, never redirected.

use super::meter::Meter;
use super::{Access, Cancel, Pace, RemoteError, Traffic};
use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;
use ureq::http::Request;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Proxy};
use url::Url;

/// What is repeated of the words of a server, in characters.
const LONGEST_WORDS: usize = 200;

/// What is read of an answer that only explains a refusal, in bytes.
const EXPLANATION: u64 = 64 * 1024;

/// How many connections are kept for the threads that read and write at once.
const MOST_CONNECTIONS: usize = 8;

/// The longest certificate file that is read, in bytes.
const LONGEST_CERTIFICATES: u64 = 4 * 1024 * 1024;

/// A client of one server.
pub(super) struct Http {
    agent: Agent,
    meter: Meter,
    pace: Pace,
    cancel: Cancel,
    /// The server and its path, as errors name it.
    place: String,
    /// What must not be repeated although the server says it.
    hidden: Vec<String>,
}

/// One request.
pub(super) struct Question<'a> {
    pub(super) method: &'a str,
    pub(super) url: &'a Url,
    pub(super) headers: &'a [(&'a str, &'a str)],
    pub(super) body: Option<&'a [u8]>,
    /// The longest content that is read, in bytes.
    pub(super) limit: u64,
}

impl<'a> Question<'a> {
    /// A request without headers and content.
    pub(super) fn plain(method: &'a str, url: &'a Url, limit: u64) -> Question<'a> {
        Question { method, url, headers: &[], body: None, limit }
    }
}

/// What the server said.
pub(super) struct Answer {
    pub(super) status: u16,
    /// The content, at most [`Question::limit`] bytes of it.
    pub(super) body: Vec<u8>,
    /// Whether there is more content than the limit.
    pub(super) more: bool,
    /// After how many seconds to come again.
    retry_after: Option<u64>,
    /// Where the server would send us.
    location: Option<String>,
}

impl Answer {
    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// A request that got no answer, and whether to try it again.
struct Fault {
    error: RemoteError,
    again: bool,
}

impl Http {
    /// A client for the server of `base`, which does not connect yet.
    pub(super) fn new(base: &Url, access: &Access, hidden: Vec<String>) -> Result<Http, RemoteError> {
        // With the port, where the address has one.
        let place = base.as_str().split_once("://").map_or(base.as_str(), |(_, place)| place).to_owned();
        let pace = access.pace.clone();
        let roots = match &access.certificate_authority {
            Some(path) => own_authority(path)?,
            None => RootCerts::PlatformVerifier,
        };
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            .proxy(access.proxy.as_deref().map(proxy).transpose()?)
            .user_agent(concat!("porada/", env!("CARGO_PKG_VERSION")))
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .max_idle_connections(MOST_CONNECTIONS)
            .max_idle_connections_per_host(MOST_CONNECTIONS)
            .timeout_resolve(Some(pace.connect))
            .timeout_connect(Some(pace.connect))
            .timeout_per_read(Some(pace.silence))
            .timeout_per_write(Some(pace.silence))
            .timeout_global(Some(pace.whole))
            .build();
        let (agent, meter, cancel) = (config.new_agent(), Meter::default(), access.cancel.clone());
        Ok(Http { agent, meter, pace, cancel, place, hidden })
    }

    /// What has gone to the server and come from it so far. What was sent for a request without an answer nobody knows.
    pub(super) fn traffic(&self) -> Traffic {
        self.meter.traffic()
    }

    /// Asks, and asks again where the server was busy or the connection was cut: the same request may be sent twice.
    ///
    /// # Errors
    /// When no answer came, or the person cancelled before it was asked. A refusal is an answer.
    pub(super) fn ask(&self, question: &Question<'_>) -> Result<Answer, RemoteError> {
        let mut tried = 0;
        loop {
            // What was left in the middle must not go on by itself later.
            if self.cancel.is_said() {
                return Err(RemoteError::Cancelled);
            }
            let outcome = self.once(question);
            let wait = match &outcome {
                Ok(answer) if matches!(answer.status, 423 | 429 | 500 | 502 | 503 | 504) => {
                    Duration::from_secs(answer.retry_after.unwrap_or_default())
                }
                Err(fault) if fault.again => Duration::ZERO,
                _ => return outcome.map_err(|fault| fault.error),
            };
            if tried >= self.pace.retries || wait > self.pace.longest_wait {
                return outcome.map_err(|fault| fault.error);
            }
            (self.pace.wait)(wait.max(self.pace.before_repeating(tried)));
            tried += 1;
        }
    }

    fn once(&self, question: &Question<'_>) -> Result<Answer, Fault> {
        let mut builder = Request::builder().method(question.method).uri(question.url.as_str());
        for (name, value) in question.headers {
            builder = builder.header(*name, *value);
        }
        let sent = match question.body {
            Some(body) => {
                builder.body(body).map_err(ureq::Error::from).and_then(|ready| self.agent.run(ready))
            }
            None => builder.body(()).map_err(ureq::Error::from).and_then(|ready| self.agent.run(ready)),
        };
        let mut response = sent.map_err(|error| self.fault(&error))?;
        self.meter.sent(question.body.map_or(0, <[u8]>::len));
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
        let mut answer = Answer {
            status: response.status().as_u16(),
            body: Vec::new(),
            more: false,
            retry_after: header("retry-after").and_then(|value| value.trim().parse().ok()),
            location: header("location").map(str::to_owned),
        };
        tracing::debug!("{} {}: {}", question.method, question.url.path(), answer.status);
        if !answer.is_success() {
            // The words of a refusal are welcome, not needed.
            let _ = response.body_mut().as_reader().take(EXPLANATION).read_to_end(&mut answer.body);
            self.meter.received(answer.body.len());
            return Ok(answer);
        }
        let declared = response.body().content_length().filter(|_| question.method != "HEAD");
        if declared.is_some_and(|length| length > question.limit) {
            answer.more = true;
            return Ok(answer);
        }
        let reader = response.body_mut().as_reader();
        let read = reader.take(question.limit.saturating_add(1)).read_to_end(&mut answer.body);
        // Also what came before the connection broke.
        self.meter.received(answer.body.len());
        read.map_err(|error| self.fault(&ureq::Error::from(error)))?;
        answer.more = answer.body.len() as u64 > question.limit;
        Ok(answer)
    }

    fn fault(&self, error: &ureq::Error) -> Fault {
        // The library repeats whole addresses, and those of S3 hold a signature.
        let words = match error {
            ureq::Error::BadUri(_) => "bad address".to_owned(),
            other => self.without_secrets(&other.to_string()),
        };
        let words = format!("{}: {words}", self.place);
        match error {
            ureq::Error::Io(inner) => match inner.kind() {
                // What the library of the encrypted connection reports comes as data that is wrong.
                io::ErrorKind::InvalidData => Fault { error: RemoteError::Insecure(words), again: false },
                kind => Fault { error: RemoteError::Unreachable(words), again: is_cut(kind) },
            },
            ureq::Error::Tls(_) | ureq::Error::Pem(_) | ureq::Error::Rustls(_) => {
                Fault { error: RemoteError::Insecure(words), again: false }
            }
            ureq::Error::Protocol(_) => Fault { error: RemoteError::Unreachable(words), again: true },
            _ => Fault { error: RemoteError::Unreachable(words), again: false },
        }
    }

    /// What an answer means that is not what was asked for.
    pub(super) fn refusal(&self, answer: &Answer) -> RemoteError {
        let words = match &answer.location {
            // Its parameters may hold a token of a login page.
            Some(target) => target.split(['?', '#']).next().unwrap_or_default().to_owned(),
            None => words(&answer.body),
        };
        // Hidden before it is cut, or the half of a secret would stay.
        let words: String = self.without_secrets(&words).chars().take(LONGEST_WORDS).collect();
        let words = match words {
            empty if empty.is_empty() => self.place.clone(),
            words => format!("{}: {words}", self.place),
        };
        match answer.status {
            401 => RemoteError::Unauthorised,
            403 => RemoteError::Forbidden(words),
            404 | 410 => RemoteError::Missing(words),
            423 | 429 | 503 => RemoteError::Busy(answer.retry_after),
            507 => RemoteError::Full(words),
            status => RemoteError::Refused { status, words },
        }
    }

    /// The text without passwords and without what an address of S3 is signed with.
    fn without_secrets(&self, text: &str) -> String {
        let secrets = self.hidden.iter().filter(|secret| !secret.is_empty());
        let text = secrets.fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), "***"));
        let unsigned = text.split(' ').map(|word| match word.split_once("X-Amz-") {
            Some((before, _)) => format!("{before}***"),
            None => word.to_owned(),
        });
        unsigned.collect::<Vec<_>>().join(" ")
    }
}

/// Whether a connection ended in the middle, as one does that was kept open for too long.
fn is_cut(kind: io::ErrorKind) -> bool {
    matches!(
        kind,
        io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof
    )
}

/// The certificates of a PEM file.
fn own_authority(path: &Path) -> Result<RootCerts, RemoteError> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(LONGEST_CERTIFICATES).read_to_end(&mut bytes))
        .map_err(|error| RemoteError::of_file(path, &error))?;
    let certificates: Vec<Certificate<'static>> = parse_pem(&bytes)
        .filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            _ => None,
        })
        .collect();
    if certificates.is_empty() {
        return Err(RemoteError::Insecure(format!("{}: no certificate (PEM)", path.display())));
    }
    Ok(RootCerts::new_with_certs(&certificates))
}

/// The proxy of an address `http://host:port`. Others would be ignored or end the program in the library.
fn proxy(text: &str) -> Result<Proxy, RemoteError> {
    let url = Url::parse(text).map_err(|_| RemoteError::Proxy)?;
    let plain = url.username().is_empty() && url.password().is_none() && url.host_str().is_some();
    if !matches!(url.scheme(), "http" | "https") || !plain {
        return Err(RemoteError::Proxy);
    }
    Proxy::new(url.as_str().trim_end_matches('/')).map_err(|_| RemoteError::Proxy)
}

/// The one line of an answer that tells a person most.
fn words(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let told = text_of_xml(&text).or_else(|| title(&text)).unwrap_or_else(|| {
        let line = text.lines().map(str::trim).find(|line| !line.is_empty());
        line.filter(|line| !line.starts_with('<')).unwrap_or_default().to_owned()
    });
    told.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The message in an error of S3 (`Code`, `Message`) or of sabre/dav (`message`).
fn text_of_xml(text: &str) -> Option<String> {
    let options = roxmltree::ParsingOptions { nodes_limit: 10_000, ..roxmltree::ParsingOptions::default() };
    let document = roxmltree::Document::parse_with_options(text, options).ok()?;
    let element = |name: &str| {
        let found = document.descendants().find(|node| node.tag_name().name().eq_ignore_ascii_case(name));
        found.and_then(|node| node.text()).map(str::trim).filter(|text| !text.is_empty())
    };
    match (element("Code"), element("message")) {
        (Some(code), Some(message)) => Some(format!("{code}: {message}")),
        (one, other) => one.or(other).map(str::to_owned),
    }
}

/// The title of a page.
fn title(text: &str) -> Option<String> {
    // Letters of ASCII only, so that places in both texts are the same.
    let lower = text.to_ascii_lowercase();
    let begin = lower.find("<title>")? + "<title>".len();
    let end = begin + lower.get(begin..)?.find("</title>")?;
    text.get(begin..end).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(
        "<?xml version=\"1.0\"?><Error><Code>NoSuchBucket</Code><Message>It is not there</Message></Error>",
        "NoSuchBucket: It is not there"
    )]
    #[case(
        "<d:error xmlns:d=\"DAV:\" xmlns:s=\"http://sabredav.org/ns\"><s:exception>X</s:exception><s:message>Kvóta</s:message></d:error>",
        "Kvóta"
    )]
    #[case(
        "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html><head>\n<title>403 Forbidden</title></head>",
        "403 Forbidden"
    )]
    #[case("\n  Not  Found\nmore", "Not Found")]
    #[case("<unclosed", "")]
    #[case("", "")]
    fn the_words_of_a_server_are_found(#[case] body: &str, #[case] expected: &str) {
        assert_eq!(words(body.as_bytes()), expected);
    }

    #[test]
    fn words_are_one_line() {
        assert_eq!(words(&[0xff, 0xfe, b'\n', b'a']), "\u{fffd}\u{fffd}");
    }

    #[rstest]
    #[case("http://proxy.example.cz:3128", true)]
    #[case("https://proxy.example.cz:3129/", true)]
    #[case("socks5://proxy.example.cz:1080", false)]
    #[case("http://jana:tajne@proxy.example.cz:3128", false)]
    #[case("proxy.example.cz", false)]
    fn a_proxy_is_an_address_without_a_password(#[case] text: &str, #[case] good: bool) {
        let outcome = proxy(text);
        assert_eq!(outcome.is_ok(), good, "{outcome:?}");
        if let Err(error) = outcome {
            assert!(!format!("{error:?} {error}").contains("tajne"));
        }
    }

    #[test]
    fn a_file_without_certificates_is_refused() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "no certificate").unwrap();
        assert!(matches!(own_authority(file.path()), Err(RemoteError::Insecure(_))));
        assert!(matches!(own_authority(Path::new("/nowhere.pem")), Err(RemoteError::File { .. })));
    }
}
