//! Who wrote what: ids of documents and entities, replicas, dots, stamps and version vectors.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// Writes an id type around a UUID version 7: unique without coordination, ordered by the time it was made.
macro_rules! time_ordered_id {
    ($(#[$meaning:meta])* $name:ident) => {
        $(#[$meaning])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id; the first 48 bits are the milliseconds of `now`, the rest is random.
            pub fn generate(now: Timestamp) -> Self {
                let milliseconds = u64::try_from(now.as_millisecond()).unwrap_or(0);
                let time = uuid::Timestamp::from_unix(
                    uuid::NoContext,
                    milliseconds / 1000,
                    u32::try_from(milliseconds % 1000).unwrap_or(0) * 1_000_000,
                );
                Self(Uuid::new_v7(time))
            }

            /// The id with exactly these bits, for tests and for ids that are derived from others.
            pub const fn from_u128(bits: u128) -> Self {
                Self(Uuid::from_u128(bits))
            }

            /// The bits of the id.
            pub fn as_u128(self) -> u128 {
                self.0.as_u128()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }
    };
}

time_ordered_id! {
    /// Names a document: one consultation, one municipality's file, one practice draft.
    DocumentId
}

time_ordered_id! {
    /// Names an entity inside a document: a participant, a need, a task.
    EntityId
}

impl DocumentId {
    /// The entity that carries the document's own fields has the document's id.
    pub fn header(self) -> EntityId {
        EntityId(self.0)
    }
}

/// One writer: a process session, not a device.
///
/// An id per device forks history when a backup is restored or a home is copied, because the same dots are then
/// written twice with different values. A random id for each session makes that impossible by construction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReplicaId(pub u64);

impl ReplicaId {
    /// A new random replica id.
    pub fn generate() -> ReplicaId {
        ReplicaId(Uuid::new_v4().as_u64_pair().1 ^ Uuid::new_v4().as_u64_pair().0.rotate_left(32))
    }
}

impl fmt::Display for ReplicaId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", self.0)
    }
}

impl FromStr for ReplicaId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let well_formed =
            text.len() == 16 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if !well_formed {
            return Err(format!("{text:?} is not a replica id (16 hexadecimal digits)"));
        }
        u64::from_str_radix(text, 16).map(ReplicaId).map_err(|error| error.to_string())
    }
}

/// One write of one replica in one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dot {
    /// Who wrote.
    pub replica: ReplicaId,
    /// The how manieth write of that replica in this document, from 1.
    pub counter: u64,
}

impl fmt::Display for Dot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.replica, self.counter)
    }
}

impl FromStr for Dot {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || format!("{text:?} is not a write (replica.counter)");
        let (replica, counter) = text.split_once('.').ok_or_else(wrong)?;
        let counter: u64 = counter.parse().map_err(|_| wrong())?;
        if counter == 0 { Err(wrong()) } else { Ok(Dot { replica: replica.parse()?, counter }) }
    }
}

/// A hybrid logical clock: milliseconds since 1970 in the upper 48 bits, a counter in the lower 16.
///
/// It only decides which of several concurrent values is shown first; no merge depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Stamp(pub u64);

impl Stamp {
    /// The stamp of a wall clock; times before 1970 count as 1970.
    pub fn from_wall(now: Timestamp) -> Stamp {
        Stamp(u64::try_from(now.as_millisecond()).unwrap_or(0) << 16)
    }

    /// The moment that the stamp says, to the millisecond.
    pub fn moment(self) -> Timestamp {
        let milliseconds = i64::try_from(self.0 >> 16).unwrap_or(i64::MAX);
        Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::MAX)
    }

    /// The next later stamp.
    pub fn next(self) -> Stamp {
        Stamp(self.0.saturating_add(1))
    }
}

/// Where and when a value was written, as the document file spells it: `replica.counter@stamp`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The write.
    pub dot: Dot,
    /// Its stamp.
    pub stamp: Stamp,
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}@{}", self.dot, self.stamp.0)
    }
}

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || format!("{text:?} is not a stamp (replica.counter@stamp)");
        let (dot, stamp) = text.split_once('@').ok_or_else(wrong)?;
        Ok(Origin { dot: dot.parse()?, stamp: Stamp(stamp.parse().map_err(|_| wrong())?) })
    }
}

/// Which writes a document has seen: for each replica the highest counter, all lower ones included.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VersionVector(BTreeMap<ReplicaId, u64>);

impl VersionVector {
    /// Whether the write `dot` has been seen.
    pub fn covers(&self, dot: Dot) -> bool {
        self.counter(dot.replica) >= dot.counter
    }

    /// The highest counter seen of `replica`, 0 for none.
    pub fn counter(&self, replica: ReplicaId) -> u64 {
        self.0.get(&replica).copied().unwrap_or(0)
    }

    /// Notes that `dot` and all earlier writes of its replica are seen.
    pub fn note(&mut self, dot: Dot) {
        let counter = self.0.entry(dot.replica).or_insert(0);
        *counter = (*counter).max(dot.counter);
    }

    /// This vector as it was before `dot` was seen.
    pub fn before(&self, dot: Dot) -> VersionVector {
        let mut earlier = self.clone();
        if self.covers(dot) {
            earlier.0.insert(dot.replica, dot.counter.saturating_sub(1));
        }
        earlier
    }

    /// Notes everything that `other` has seen.
    pub fn join(&mut self, other: &VersionVector) {
        for (&replica, &counter) in &other.0 {
            self.note(Dot { replica, counter });
        }
    }

    /// Whether everything that `other` has seen is seen here too.
    pub fn includes(&self, other: &VersionVector) -> bool {
        other.iter().all(|dot| self.covers(dot))
    }

    /// The highest write of each replica, in the order of replica ids.
    pub fn iter(&self) -> impl Iterator<Item = Dot> + '_ {
        self.0.iter().map(|(&replica, &counter)| Dot { replica, counter })
    }
}

impl FromIterator<Dot> for VersionVector {
    fn from_iter<Dots: IntoIterator<Item = Dot>>(dots: Dots) -> Self {
        let mut vector = VersionVector::default();
        dots.into_iter().for_each(|dot| vector.note(dot));
        vector
    }
}

/// A writer with its clock.
#[derive(Debug, Clone)]
pub struct Author {
    replica: ReplicaId,
    last: Stamp,
}

impl Author {
    /// A writer that has not written yet.
    pub fn new(replica: ReplicaId) -> Author {
        Author { replica, last: Stamp::default() }
    }

    /// The replica that writes.
    pub fn replica(&self) -> ReplicaId {
        self.replica
    }

    /// The stamp of the next write: later than the wall clock, than this author's last write and than every value it
    /// replaces. A replaced stamp from the future is passed once and not adopted, so that one wrong clock cannot drag
    /// the others along.
    pub fn stamp(&mut self, now: Timestamp, replaced: Option<Stamp>) -> Stamp {
        self.last = Stamp::from_wall(now).max(self.last.next());
        replaced.map_or(self.last, |replaced| self.last.max(replaced.next()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_the_time_they_were_made() {
        let earlier = DocumentId::generate(Timestamp::from_second(1_700_000_000).unwrap());
        let later = DocumentId::generate(Timestamp::from_second(1_700_000_001).unwrap());
        assert!(earlier < later);
        assert_eq!(earlier.to_string().parse::<DocumentId>().unwrap(), earlier);
    }

    #[test]
    fn an_origin_reads_back_what_it_writes() {
        let origin = Origin { dot: Dot { replica: ReplicaId(7), counter: 3 }, stamp: Stamp(99) };
        assert_eq!(origin.to_string(), "0000000000000007.3@99");
        assert_eq!(origin.to_string().parse::<Origin>().unwrap(), origin);
        for wrong in ["", "7.3@99", "0000000000000007.0@9", "0000000000000007.x@9", "0000000000000007.3"] {
            assert!(wrong.parse::<Origin>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_stamp_from_the_future_is_passed_but_not_adopted() {
        let now = Timestamp::from_second(1_700_000_000).unwrap();
        let mut author = Author::new(ReplicaId(1));
        let future = Stamp(u64::MAX - 10);
        assert!(author.stamp(now, Some(future)) > future);
        assert!(author.stamp(now, None) < future);
    }

    #[test]
    fn stamps_of_one_author_grow_when_the_clock_goes_back() {
        let mut author = Author::new(ReplicaId(1));
        let first = author.stamp(Timestamp::from_second(1_700_000_000).unwrap(), None);
        let second = author.stamp(Timestamp::from_second(1_600_000_000).unwrap(), None);
        assert!(second > first);
    }
}
