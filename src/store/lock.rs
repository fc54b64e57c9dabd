//! One window of the application at a time; commands run beside it.

use super::error::StoreError;
use std::fs::{File, TryLockError};
use std::path::Path;

/// Holds the lock of the application until it is dropped; the system lets go of it when the process ends, however it
/// ends, so that no stale lock can stay behind.
#[derive(Debug)]
pub struct InstanceLock {
    _file: File,
}

impl InstanceLock {
    /// Takes the lock; the file at `path` is made when it is missing and stays.
    ///
    /// # Errors
    /// [`StoreError::AlreadyRunning`] when another process has it, otherwise what the file system says.
    pub fn acquire(path: &Path) -> Result<InstanceLock, StoreError> {
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(|error| StoreError::file(path, &error))?;
        match file.try_lock() {
            Ok(()) => Ok(InstanceLock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::AlreadyRunning { path: path.to_owned() }),
            Err(TryLockError::Error(error)) => Err(StoreError::file(path, &error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_window_is_told_and_may_come_after_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("porada.lock");
        let first = InstanceLock::acquire(&path).unwrap();
        assert_eq!(
            InstanceLock::acquire(&path).unwrap_err(),
            StoreError::AlreadyRunning { path: path.clone() }
        );
        drop(first);
        assert!(InstanceLock::acquire(&path).is_ok());
    }
}
