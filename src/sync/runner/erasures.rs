//! Who has carried out an erasure: what a person is told who has to answer for it.

use super::{RunnerError, devices, sealing};
use crate::model::DocumentId;
use crate::store::{Confirmed, RemoteRow, Store, StoreError};
use crate::sync::engine::Erasure;
use crate::sync::format::SpaceId;
use crate::sync::keys::{Device, Identity, Standing};
use crate::sync::trust::DeviceId;
use std::collections::BTreeSet;
use std::path::Path;

/// The devices of the space of a storage that have to confirm an erasure there: this one, and those whose heads were seen and
/// that were not removed.
#[derive(Debug)]
pub struct Confirming {
    space: SpaceId,
    own: DeviceId,
    known: Vec<Device>,
}

impl Confirming {
    /// Reads who is in the space, without asking the storage; `None` as long as none was founded or joined there.
    ///
    /// # Errors
    /// When the database or what this device remembers of the space cannot be read.
    pub fn of(
        store: &Store,
        identity: &Identity,
        memories: &Path,
        row: &RemoteRow,
    ) -> Result<Option<Confirming>, RunnerError> {
        let Some(space) = row.space.as_deref().and_then(|space| space.parse().ok()) else { return Ok(None) };
        let known = devices(identity, memories, row, sealing(store, row)?)?;
        Ok(Some(Confirming { space, own: identity.keys().device(), known }))
    }

    /// The same where this device has confirmed an erasure; otherwise nothing is read of who is in the space.
    ///
    /// # Errors
    /// As [`Confirming::of`].
    pub fn something(
        store: &Store,
        identity: &Identity,
        memories: &Path,
        row: &RemoteRow,
    ) -> Result<Option<Confirming>, RunnerError> {
        let space: Option<SpaceId> = row.space.as_deref().and_then(|space| space.parse().ok());
        let own = identity.keys().device();
        match space {
            Some(space) if !store.receipts(space.0, own.0)?.is_empty() => {
                Confirming::of(store, identity, memories, row)
            }
            _ => Ok(None),
        }
    }

    fn counts(&self, device: u128) -> bool {
        let known = self.known.iter().find(|known| known.id.0 == device);
        known.is_none_or(|known| !matches!(known.standing, Standing::Removed { .. }))
    }

    fn name(&self, device: u128) -> String {
        let known = self.known.iter().find(|known| known.id.0 == device);
        known.map_or_else(|| DeviceId(device).to_string().chars().take(8).collect(), |it| it.name.clone())
    }

    /// How many devices there are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn count(&self, store: &Store) -> Result<usize, StoreError> {
        let others = store.peers(self.space.0)?;
        let others = others.iter().filter(|it| it.device != self.own.0 && self.counts(it.device));
        Ok(others.count() + 1)
    }

    /// What this device has confirmed, without those that were removed among who has not.
    pub(super) fn confirmed(&self, store: &Store) -> Result<Vec<Confirmed>, StoreError> {
        let mut confirmed = store.confirmed(self.space.0, self.own.0)?;
        confirmed.iter_mut().for_each(|it| it.missing.retain(|device| self.counts(*device)));
        Ok(confirmed)
    }

    /// The erasures that not all devices have confirmed yet.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn unfinished(&self, store: &Store) -> Result<Vec<Erasure>, StoreError> {
        let confirmed = self.confirmed(store)?;
        self.named(store, confirmed.into_iter().filter(|it| !it.missing.is_empty()))
    }

    /// The same, and those that all have confirmed since `before`.
    pub(super) fn since(&self, store: &Store, before: &[Confirmed]) -> Result<Vec<Erasure>, StoreError> {
        let finished: BTreeSet<(u128, usize)> =
            before.iter().filter(|it| it.missing.is_empty()).map(|it| (it.name, it.erased)).collect();
        let confirmed = self.confirmed(store)?;
        let is_news = |it: &Confirmed| !it.missing.is_empty() || !finished.contains(&(it.name, it.erased));
        self.named(store, confirmed.into_iter().filter(is_news))
    }

    fn named(
        &self,
        store: &Store,
        confirmed: impl Iterator<Item = Confirmed>,
    ) -> Result<Vec<Erasure>, StoreError> {
        let devices = self.count(store)?;
        let erasure = |it: Confirmed| {
            let document = store.documents_named(self.space.0, it.name)?.into_iter().next();
            let content = document.map(|id| store.document(id)).transpose()?.flatten();
            let content = content.as_ref();
            Ok(Erasure {
                document,
                kind: content.map(|it| it.kind.clone()).unwrap_or_default(),
                title: content.map(|it| it.title()).unwrap_or_default(),
                whole: content.is_some_and(|it| it.is_erased(it.id.header())),
                erased: it.erased,
                devices,
                missing: it.missing.iter().map(|&device| self.name(device)).collect(),
            })
        };
        confirmed.map(erasure).collect()
    }
}

/// Whether something of a document is on the storage, so that an erasure in it has to reach the others there.
///
/// # Errors
/// When the database cannot be read.
pub fn is_shared_over(store: &Store, row: &RemoteRow, id: DocumentId) -> Result<bool, StoreError> {
    let space = row.space.as_deref().and_then(|space| space.parse().ok());
    space.map_or(Ok(false), |space| super::steps::is_there(store, space, id))
}
