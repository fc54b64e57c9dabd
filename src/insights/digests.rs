//! The digests of all consultations of a home, kept right through writes.

use super::digest::Digest;
use crate::model::{Consultation, DocumentId};
use std::collections::HashMap;
use std::sync::Arc;

/// The digests of all consultations of a home.
///
/// They are read in the background, while consultations are written to: what was written since a reading had begun hides
/// what that reading says. A copy is cheap: it shares what was read.
#[derive(Debug, Clone, Default)]
pub struct Digests {
    /// All consultations, with the number of the reading that they come from.
    base: Option<(u64, Arc<Vec<Digest>>)>,
    /// The current state of single consultations, `None` for a deleted one, with how many readings had begun then.
    fresh: HashMap<DocumentId, (u64, Option<Digest>)>,
    readings: u64,
}

impl Digests {
    /// Notes that the reading of this number begins; numbers rise.
    pub fn begin_reading(&mut self, reading: u64) {
        self.readings = self.readings.max(reading);
    }

    /// All consultations as the reading of this number found them; the answer to an older reading than the last one
    /// that came is dropped.
    pub fn set_base(&mut self, reading: u64, base: Vec<Digest>) {
        if self.base.as_ref().is_none_or(|(last, _)| *last < reading) {
            self.fresh.retain(|_, (begun, _)| *begun >= reading);
            self.base = Some((reading, Arc::new(base)));
        }
    }

    /// The current state of a consultation that was made, changed, deleted (`None`) or brought back.
    pub fn put(&mut self, id: DocumentId, consultation: Option<&Consultation>) {
        self.fresh.insert(id, (self.readings, consultation.map(Digest::of)));
    }

    /// Whether all consultations are in it; otherwise they are still being read.
    pub fn is_complete(&self) -> bool {
        self.base.is_some()
    }

    /// About how many consultations are in it.
    pub fn size(&self) -> usize {
        self.base.as_ref().map_or(0, |(_, base)| base.len()) + self.fresh.len()
    }

    /// Whether no consultation is in it.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// All digests, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Digest> {
        let base = self.base.iter().flat_map(|(_, base)| base.iter());
        let base = base.filter(|digest| !self.fresh.contains_key(&digest.id));
        base.chain(self.fresh.values().filter_map(|(_, digest)| digest.as_ref()))
    }
}
