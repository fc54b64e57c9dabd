//! With what a person comes to a storage: name, password, certificate authority, proxy, patience.

use super::Cancel;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// A password or another secret. It is never shown, not even in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The secret that `text` is.
    pub fn new(text: impl Into<String>) -> Secret {
        Secret(text.into())
    }

    /// The secret itself, for the one place that sends it.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(***)")
    }
}

/// What opens a storage. A folder needs none of it.
#[derive(Debug, Clone, Default)]
pub struct Access {
    /// The name: of the user on WebDAV, the access key id on S3.
    pub user: Option<String>,
    /// The password on WebDAV; on S3 the secret access key and, after a space, a session token where there is one.
    pub secret: Option<Secret>,
    /// A PEM file with the certificates of an own authority. Where it is given, only these are trusted.
    pub certificate_authority: Option<PathBuf>,
    /// The proxy, `http://host:port`. Without it porada connects directly, whatever the environment says.
    pub proxy: Option<String>,
    /// How long to wait and how often to try again.
    pub pace: Pace,
    /// The word that ends what is being done with the storage.
    pub cancel: Cancel,
}

/// How long a request may take and how often it is tried again.
#[derive(Clone)]
pub struct Pace {
    /// The longest time to connect, including the encrypted greeting.
    pub connect: Duration,
    /// The longest time in which not a single byte comes or goes.
    pub silence: Duration,
    /// The longest time of a whole request.
    pub whole: Duration,
    /// How often a request is repeated that a server was too busy for or that was cut.
    pub retries: u32,
    /// The longest wait that a server may ask for and that is kept; a longer one ends in [`super::RemoteError::Busy`].
    pub longest_wait: Duration,
    /// Waits. The application may wake it earlier, a test does not wait at all.
    pub wait: Arc<dyn Fn(Duration) + Send + Sync>,
}

impl Pace {
    /// How long to wait before the repetition that follows `tried` earlier ones: half a second, one, two.
    pub(super) fn before_repeating(&self, tried: u32) -> Duration {
        Duration::from_millis(500).saturating_mul(1 << tried.min(6))
    }
}

impl Default for Pace {
    fn default() -> Pace {
        Pace {
            connect: Duration::from_secs(10),
            silence: Duration::from_secs(30),
            whole: Duration::from_secs(600),
            retries: 3,
            longest_wait: Duration::from_secs(30),
            wait: Arc::new(std::thread::sleep),
        }
    }
}

impl fmt::Debug for Pace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Pace")
            .field("connect", &self.connect)
            .field("silence", &self.silence)
            .field("whole", &self.whole)
            .field("retries", &self.retries)
            .field("longest_wait", &self.longest_wait)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_in_what_a_log_would_show() {
        let access = Access {
            user: Some("jana".to_owned()),
            secret: Some(Secret::new("tajne-heslo")),
            ..Access::default()
        };
        let shown = format!("{access:?} {access:#?}");
        assert!(shown.contains("jana") && !shown.contains("tajne"), "{shown}");
    }

    #[test]
    fn waits_grow() {
        let pace = Pace::default();
        let waits: Vec<u128> = (0..3).map(|tried| pace.before_repeating(tried).as_millis()).collect();
        assert_eq!(waits, [500, 1000, 2000]);
    }
}
