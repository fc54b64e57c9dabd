//! Saves unfinished lines while a person types, in a thread of its own, so that no key waits for the disk.

use super::connection::open_beside;
use super::drafts::{self, Draft};
use super::error::{Outcome, StoreError};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// A pause in typing after which a draft is written. With the write itself it stays below 300 ms.
const PAUSE: Duration = Duration::from_millis(250);

/// How long a draft waits at most while typing goes on. With the write itself it stays below 500 ms.
const LONGEST: Duration = Duration::from_millis(450);

/// How long the writer waits after a failure before it tries again.
const RETRY: Duration = Duration::from_secs(2);

/// Writes drafts in its own thread over its own connection; of several drafts with one key only the latest is written.
/// Dropping it writes what is waiting.
#[derive(Debug)]
pub struct DraftWriter {
    handle: DraftHandle,
    thread: Option<JoinHandle<()>>,
}

/// Reaches the writer from anywhere: from a panic hook, from the thread that hears signals.
#[derive(Debug, Clone)]
pub struct DraftHandle {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    path: PathBuf,
    queue: Mutex<Queue>,
    /// Something was put, a flush began, a batch was written or the writer is to end.
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Queue {
    /// What waits, by key; `None` clears.
    waiting: BTreeMap<String, Option<Draft>>,
    /// When the oldest of them has to be written, and when they are if nobody types.
    deadline: Option<Instant>,
    pause: Option<Instant>,
    /// How many were put, and how many of them are on the disk or were replaced by later ones that are.
    put: u64,
    durable: u64,
    /// Somebody waits: what is there is written at once.
    hurry: bool,
    /// What is being written at this moment; it waits again if that fails.
    in_flight: BTreeMap<String, Option<Draft>>,
    /// How many batches failed, and why the latest one did; nothing once one did not.
    failures: u64,
    latest: Option<StoreError>,
    ending: bool,
}

impl DraftWriter {
    /// Starts the writer for the database at `path`, which a [`super::Store`] has opened before.
    ///
    /// # Errors
    /// When the database cannot be opened or the system gives no thread.
    pub fn start(path: &Path) -> Result<DraftWriter, StoreError> {
        let connection = open_beside(path)?;
        let shared = Shared { path: path.to_owned(), queue: Mutex::default(), changed: Condvar::new() };
        let handle = DraftHandle { shared: Arc::new(shared) };
        let shared = Arc::clone(&handle.shared);
        let thread = std::thread::Builder::new()
            .name("drafts".to_owned())
            .spawn(move || shared.run(&connection))
            .map_err(|error| StoreError::file(path, &error))?;
        Ok(DraftWriter { handle, thread: Some(thread) })
    }

    /// Has a draft saved soon; returns at once.
    pub fn put(&self, key: &str, draft: Draft) {
        self.handle.put(key, draft);
    }

    /// Has a draft removed as soon as the writer comes to it; returns at once. A draft of that key that still waits is
    /// not written. What a draft said is written down by then: after a kill in between it would come back a second time.
    pub fn clear(&self, key: &str) {
        self.handle.clear(key);
    }

    /// Waits until everything that was put so far is on the disk.
    ///
    /// # Errors
    /// Why it is not, or [`StoreError::Locked`] when `timeout` passes. What could not be written stays waiting and is
    /// tried again.
    pub fn flush(&self, timeout: Duration) -> Result<(), StoreError> {
        self.handle.flush(timeout)
    }

    /// Why the latest attempt to write failed; `None` after one that did not.
    pub fn last_error(&self) -> Option<StoreError> {
        self.handle.last_error()
    }

    /// What waits to be written under `key` (`Some(None)`: to be removed); `None` when the disk has the latest.
    pub fn waiting(&self, key: &str) -> Option<Option<Draft>> {
        let queue = self.handle.shared.lock();
        queue.waiting.get(key).or_else(|| queue.in_flight.get(key)).cloned()
    }

    /// Whether nothing waits to be written.
    pub fn saved(&self) -> bool {
        self.handle.saved()
    }

    /// A handle for other threads; it may outlive the writer, and then nothing it puts is written.
    pub fn handle(&self) -> DraftHandle {
        self.handle.clone()
    }
}

impl Drop for DraftWriter {
    fn drop(&mut self) {
        self.handle.shared.lock().ending = true;
        self.handle.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl DraftHandle {
    /// See [`DraftWriter::put`].
    pub fn put(&self, key: &str, draft: Draft) {
        self.shared.enqueue(key, Some(draft));
    }

    /// See [`DraftWriter::clear`].
    pub fn clear(&self, key: &str) {
        self.shared.enqueue(key, None);
    }

    /// See [`DraftWriter::flush`].
    ///
    /// # Errors
    /// As there.
    pub fn flush(&self, timeout: Duration) -> Result<(), StoreError> {
        let end = Instant::now() + timeout;
        let mut queue = self.shared.lock();
        let (target, failures) = (queue.put, queue.failures);
        // With nothing to write the hurry would stay and write the next letter at once.
        queue.hurry = queue.durable < target;
        self.shared.changed.notify_all();
        while queue.durable < target && queue.failures == failures {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            queue = self.shared.changed.wait_timeout(queue, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        if queue.durable >= target {
            return Ok(());
        }
        Err(queue.latest.clone().unwrap_or_else(|| StoreError::Locked { path: self.shared.path.clone() }))
    }

    /// See [`DraftWriter::last_error`].
    pub fn last_error(&self) -> Option<StoreError> {
        self.shared.lock().latest.clone()
    }

    /// See [`DraftWriter::saved`].
    pub fn saved(&self) -> bool {
        let queue = self.shared.lock();
        queue.durable == queue.put
    }
}

impl Shared {
    /// The queue. A thread that panicked while it held the lock leaves a queue that is still whole, and the panic hook
    /// is one of the callers.
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enqueue(&self, key: &str, draft: Option<Draft>) {
        let now = Instant::now();
        let mut queue = self.lock();
        queue.hurry |= draft.is_none();
        queue.waiting.insert(key.to_owned(), draft);
        queue.put += 1;
        queue.pause = Some(now + PAUSE);
        queue.deadline.get_or_insert(now + LONGEST);
        drop(queue);
        self.changed.notify_all();
    }

    fn run(&self, connection: &Connection) {
        let mut queue = self.lock();
        loop {
            let now = Instant::now();
            let due = queue.pause.min(queue.deadline);
            let hurry = queue.hurry || queue.ending;
            match due {
                Some(due) if hurry || due <= now => queue = self.write_batch(connection, queue),
                Some(due) => {
                    let wait = self.changed.wait_timeout(queue, due - now);
                    queue = wait.unwrap_or_else(PoisonError::into_inner).0;
                }
                None if queue.ending => return,
                None => queue = self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }

    /// Writes everything that waits in one transaction. The lock is not held meanwhile, so that nobody who types waits.
    fn write_batch<'a>(
        &'a self,
        connection: &Connection,
        mut queue: MutexGuard<'a, Queue>,
    ) -> MutexGuard<'a, Queue> {
        let batch = std::mem::take(&mut queue.waiting);
        queue.in_flight.clone_from(&batch);
        let put = queue.put;
        (queue.pause, queue.deadline, queue.hurry) = (None, None, false);
        drop(queue);
        let written = write(connection, &batch).map_err(|fault| fault.at(&self.path));
        let mut queue = self.lock();
        queue.in_flight.clear();
        match written {
            Ok(()) => {
                queue.durable = put;
                queue.latest = None;
            }
            Err(error) => {
                for (key, draft) in batch {
                    queue.waiting.entry(key).or_insert(draft);
                }
                queue.failures += 1;
                queue.latest = Some(error);
                // At the end there is no second try: the process must not hang on a full disk.
                let again = (!queue.ending).then(|| Instant::now() + RETRY);
                (queue.pause, queue.deadline) = (again, again);
            }
        }
        self.changed.notify_all();
        queue
    }
}

fn write(connection: &Connection, batch: &BTreeMap<String, Option<Draft>>) -> Outcome<()> {
    let transaction = connection.unchecked_transaction()?;
    for (key, draft) in batch {
        match draft {
            Some(draft) => drafts::put(&transaction, key, draft)?,
            None => drafts::clear(&transaction, key)?,
        }
    }
    Ok(transaction.commit()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_is_gathered_and_forgetting_is_not_put_off() {
        let shared = Shared { path: PathBuf::new(), queue: Mutex::default(), changed: Condvar::new() };
        let handle = DraftHandle { shared: Arc::new(shared) };
        handle.put("composer", Draft { text: "odpad".to_owned(), caret: 5, extra: String::new() });
        assert!(!handle.shared.lock().hurry);
        handle.clear("composer");
        assert!(handle.shared.lock().hurry);
    }
}
