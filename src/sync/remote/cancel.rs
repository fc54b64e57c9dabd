//! Requests that are given up: a storage that does not answer must not hold the person who waits for it.

use super::{Listed, Put, Remote, RemoteError, RemotePath, Traffic};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;
use tracing::dispatcher;

/// How often it is looked whether the person has had enough.
const LOOK: Duration = Duration::from_millis(50);

/// How long a request may still come to its end after that, so that only one that hangs is left in the middle.
const GRACE: Duration = Duration::from_millis(500);

/// The word that what is being done has to end. Its clones are the same word; once said, it stays said.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Says it.
    pub fn say(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was said.
    pub fn is_said(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// The flag behind it, for a signal that sets it.
    pub fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.0)
    }
}

/// A storage each request to which is made in a thread of its own and left to itself there when it is cancelled.
///
/// What such a request still does is what one does whose answer was lost on the way: the protocol counts with that.
pub(super) struct Leaving {
    remote: Arc<dyn Remote>,
    cancel: Cancel,
}

impl Leaving {
    pub(super) fn new(remote: Arc<dyn Remote>, cancel: Cancel) -> Leaving {
        Leaving { remote, cancel }
    }

    fn ask<T: Send + 'static>(
        &self,
        request: impl FnOnce(&dyn Remote) -> Result<T, RemoteError> + Send + 'static,
    ) -> Result<T, RemoteError> {
        if self.cancel.is_said() {
            return Err(RemoteError::Cancelled);
        }
        let remote = Arc::clone(&self.remote);
        let (sender, answer) = channel();
        let log = dispatcher::get_default(Clone::clone);
        let asking = std::thread::Builder::new().spawn(move || {
            let answered = dispatcher::with_default(&log, || request(remote.as_ref()));
            // Nobody hears the answer to a request that was left.
            let _ = sender.send(answered);
        });
        asking.map_err(|error| RemoteError::Unreachable(error.to_string()))?;
        loop {
            let wait = if self.cancel.is_said() { GRACE } else { LOOK };
            match answer.recv_timeout(wait) {
                Ok(answer) => return answer,
                Err(RecvTimeoutError::Timeout) if wait == GRACE => return Err(RemoteError::Cancelled),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(RemoteError::Unreachable("thread".to_owned()));
                }
            }
        }
    }
}

impl Remote for Leaving {
    fn put_new(&self, path: &RemotePath, bytes: &[u8]) -> Result<Put, RemoteError> {
        let (path, bytes) = (path.clone(), bytes.to_vec());
        self.ask(move |remote| remote.put_new(&path, &bytes))
    }

    fn get(&self, path: &RemotePath, limit: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        let path = path.clone();
        self.ask(move |remote| remote.get(&path, limit))
    }

    fn list(&self, folder: Option<&RemotePath>) -> Result<Vec<Listed>, RemoteError> {
        let folder = folder.cloned();
        self.ask(move |remote| remote.list(folder.as_ref()))
    }

    fn delete(&self, path: &RemotePath) -> Result<(), RemoteError> {
        let path = path.clone();
        self.ask(move |remote| remote.delete(&path))
    }

    fn probe(&self) -> Result<(), RemoteError> {
        self.ask(|remote| remote.probe())
    }

    fn traffic(&self) -> Traffic {
        self.remote.traffic()
    }
}
