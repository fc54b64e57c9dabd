//! How much a device reads and remembers of whom, so that nobody who can write to the storage fills it.

use super::exchange::Statements;
use super::statement::Statement;
use crate::sync::trust::DeviceId;
use std::collections::{BTreeMap, BTreeSet};

/// What a statement is counted as at least, in bytes.
const LEAST: u64 = 1024;

/// What is read and remembered at most, in bytes as [`cost`] counts them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Of one device for which somebody vouched: so few that a removal can name all that it keeps.
    pub(super) one: u64,
    /// Of all these devices together.
    pub(super) all: u64,
    /// Of all for which nobody vouched: the introductions of 10,000.
    pub(super) strangers: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        const MIB: u64 = 1024 * 1024;
        Limits { one: 7 * MIB, all: 40 * MIB, strangers: 10 * MIB }
    }
}

/// The most statements that a removal keeps; more do not fit into [`Limits::one`].
pub(super) const MOST_KEPT: usize = 7 * 1024;

/// What a statement of so many bytes is counted as.
pub(super) fn cost(bytes: u64) -> u64 {
    bytes.max(LEAST)
}

/// Whose statements count.
pub(super) struct Circle {
    /// This device.
    pub(super) own: DeviceId,
    /// For whom somebody has vouched.
    pub(super) vouched: BTreeSet<DeviceId>,
    /// Whether this is a space without encryption, where nobody vouches for anybody.
    pub(super) is_open: bool,
}

impl Circle {
    pub(super) fn has_vouched_for(&self, device: DeviceId) -> bool {
        device == self.own || self.vouched.contains(&device)
    }
}

/// What is taken by now.
pub(super) struct Room {
    of_one: BTreeMap<DeviceId, u64>,
    all: u64,
    strangers: u64,
}

impl Room {
    /// What the known statements leave.
    pub(super) fn left_by(statements: &Statements, circle: &Circle) -> Room {
        let mut room = Room { of_one: BTreeMap::new(), all: 0, strangers: 0 };
        for statement in statements.all.values() {
            let cost = cost(statement.text().len() as u64);
            if circle.has_vouched_for(statement.author) {
                *room.of_one.entry(statement.author).or_default() += cost;
                room.all += cost;
            } else {
                room.strangers += cost;
            }
        }
        room
    }

    /// Whether a file of so many bytes may be read. It is counted even when it turns out to be none that counts: otherwise planted
    /// ones would cost as much as their authors like.
    pub(super) fn admits(
        &mut self,
        statements: &mut Statements,
        circle: &Circle,
        author: DeviceId,
        bytes: u64,
    ) -> bool {
        let (limits, cost) = (statements.limits, cost(bytes));
        if !circle.has_vouched_for(author) {
            self.strangers += cost;
            return self.strangers <= limits.strangers;
        }
        let of_author = self.of_one.get(&author).copied().unwrap_or_default() + cost;
        let fits = of_author <= limits.one
            && (self.all + cost <= limits.all || self.make(statements, circle, of_author, limits.all - cost));
        if fits {
            self.of_one.insert(author, of_author);
            self.all += cost;
        }
        fits
    }

    /// A storage may say nothing of sizes, or something else than what comes.
    pub(super) fn correct(&mut self, circle: &Circle, author: DeviceId, said: u64, came: u64) {
        let more = cost(came).saturating_sub(cost(said));
        if circle.has_vouched_for(author) {
            *self.of_one.entry(author).or_default() += more;
            self.all += more;
        } else {
            self.strangers += more;
        }
    }

    /// Whoever takes most gives way, the newest first, until so many are taken: a member that fills the storage cannot keep the others
    /// from removing it.
    fn make(&mut self, statements: &mut Statements, circle: &Circle, of_author: u64, wanted: u64) -> bool {
        while self.all > wanted {
            let others = self.of_one.iter().filter(|(device, _)| **device != circle.own);
            let Some((&largest, &used)) = others.max_by_key(|(_, used)| **used) else { return false };
            let its = statements.all.values().filter(|it| it.author == largest);
            let newest = its.max_by_key(|it| (it.number, it.id)).map(|it| it.id);
            let Some(newest) = newest.filter(|_| used > of_author).and_then(|id| statements.all.remove(&id))
            else {
                return false;
            };
            self.give_back(&newest);
        }
        true
    }

    fn give_back(&mut self, statement: &Statement) {
        let cost = cost(statement.text().len() as u64);
        self.all = self.all.saturating_sub(cost);
        if let Some(used) = self.of_one.get_mut(&statement.author) {
            *used = used.saturating_sub(cost);
        }
    }
}
