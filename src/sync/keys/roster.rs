//! Who is a member: what follows from all signed statements, in whatever order they were read.
//!
//! The founder is a member; whoever a member approves is one too. Members are walked from the founder on: first those
//! whom it approved, in its order, then those whom these approved. A removal holds for whoever is walked later, so of
//! two devices that remove each other the one that was approved earlier stays. A removal of somebody who was walked
//! already holds too, if the remover is a member without what it voids; the walk then begins again with that knowledge.
//! Of several removals of one device the strictest holds, and who was removed never comes back under the same keys.
//!
//! Documents are sealed for an epoch that a member stated without exactly those who were removed: one that a removed
//! device has stated, or that leaves out somebody who is in, is good for reading only.

use super::device::{Fingerprint, PublicKeys};
use super::statement::{LAST_EPOCH, Says, Statement, StatementId};
use crate::sync::trust::DeviceId;
use age::x25519;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A device that a member vouched for, or that nobody has yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) keys: PublicKeys,
    /// The name as the device stated it, in a sealed space still sealed.
    pub(super) name: String,
    pub(super) standing: Standing,
}

/// How a device stands to the space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It introduced itself; nobody has vouched for it.
    Waiting,
    /// It is a member.
    Member {
        /// Who vouched for it; nobody for the founder and in a space without encryption.
        by: Option<DeviceId>,
    },
    /// It was a member.
    Removed {
        /// Who took it out.
        by: DeviceId,
        /// Its last head that counts.
        last_head: u64,
    },
}

/// Names an epoch: its number and the hash of its recipient, because two members may make one at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct EpochId {
    pub(super) number: u32,
    pub(super) hash: u32,
}

impl EpochId {
    pub(super) fn of(number: u32, recipient: &str) -> EpochId {
        let hash = blake3::hash(recipient.as_bytes());
        let first = hash.as_bytes().iter().take(4);
        EpochId { number, hash: first.fold(0, |id, byte| id << 8 | u32::from(*byte)) }
    }
}

/// An epoch of the space's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Epoch {
    pub(super) by: DeviceId,
    pub(super) recipient: String,
    pub(super) names: String,
    pub(super) without: BTreeSet<DeviceId>,
}

/// All that follows from the statements.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Roster {
    pub(super) devices: BTreeMap<DeviceId, Known>,
    /// What was stated of each epoch; more than once only by somebody who does not keep to the rules.
    pub(super) epochs: BTreeMap<EpochId, Vec<Epoch>>,
    /// The founder's first epoch, whose secret hides names.
    pub(super) first_epoch: Option<EpochId>,
    /// The founder and whomever one of these vouched for, whether that counts (any more) or not. With more statements
    /// it only grows, so what is read and remembered does not depend on the order in which they come.
    pub(super) vouched: BTreeSet<DeviceId>,
    /// Who is out by a removal that counts.
    pub(super) removed: BTreeSet<DeviceId>,
    /// Who stated a removal of whom, whether it counts or not.
    removers: BTreeMap<DeviceId, BTreeSet<DeviceId>>,
    /// Statements that are not signed by their author.
    pub(super) forged: BTreeSet<StatementId>,
}

impl Roster {
    /// The roster of a sealed space with this founder.
    pub(super) fn sealed(founder: DeviceId, statements: &BTreeMap<StatementId, Statement>) -> Roster {
        let book = Book::of(statements);
        let mut cuts = BTreeMap::new();
        let walk = loop {
            match Walk::of(founder, &book, &cuts) {
                Ok(walk) => break walk,
                Err((device, cut)) => {
                    cuts.insert(device, cut);
                }
            }
        };
        let mut roster =
            book.known_devices(|device| match (walk.cuts.get(&device), walk.members.get(&device)) {
                (Some(cut), Some(_)) => Standing::Removed { by: cut.by, last_head: cut.head },
                (_, Some(member)) => Standing::Member { by: member.by },
                _ => Standing::Waiting,
            });
        for (device, known) in &mut roster.devices {
            if let Some(name) =
                walk.members.get(device).and_then(|_| book.name(*device, walk.cuts.get(device)))
            {
                known.name = name;
            }
        }
        roster.epochs = walk.epochs;
        roster.first_epoch = walk.first_epoch;
        roster.vouched = book.vouched(founder);
        roster.removed = walk.cuts.into_keys().collect();
        roster.removers = book.removers();
        roster
    }

    /// The roster of a space without encryption: whoever introduced itself is a member.
    pub(super) fn open(statements: &BTreeMap<StatementId, Statement>) -> Roster {
        Book::of(statements).known_devices(|_| Standing::Member { by: None })
    }

    pub(super) fn members(&self) -> impl Iterator<Item = (DeviceId, &Known)> {
        let members = self.devices.iter().filter(|(_, it)| matches!(it.standing, Standing::Member { .. }));
        members.map(|(device, known)| (*device, known))
    }

    fn is_member(&self, device: DeviceId) -> bool {
        self.devices.get(&device).is_some_and(|known| matches!(known.standing, Standing::Member { .. }))
    }

    /// The epochs for which documents may be sealed, the newest first.
    pub(super) fn fitting_epochs(&self) -> impl Iterator<Item = (EpochId, &Epoch)> {
        let stated = self.epochs.iter().rev().flat_map(|(id, all)| all.iter().map(move |epoch| (*id, epoch)));
        stated.filter(|(_, epoch)| self.is_member(epoch.by) && epoch.without == self.removed)
    }

    /// Whether a member may be given the key of an epoch. Whom the epoch leaves out was removed, also where that has not been
    /// read yet; unless the removal is void by now, because its author was removed and whoever stated the epoch did not
    /// know that.
    pub(super) fn may_read(&self, device: DeviceId, epoch: EpochId) -> bool {
        let removers = || self.removers.get(&device).into_iter().flatten();
        let void =
            |epoch: &Epoch| removers().any(|by| self.removed.contains(by) && !epoch.without.contains(by));
        let stated = self.epochs.get(&epoch).into_iter().flatten();
        stated.into_iter().any(|epoch| !epoch.without.contains(&device) || void(epoch))
    }
}

/// From where on a removed device's words are void.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cut {
    by: DeviceId,
    head: u64,
    keeps: BTreeSet<String>,
}

impl Cut {
    /// The strictest of this and an earlier cut.
    fn and(self, earlier: Option<&Cut>) -> Cut {
        let Some(earlier) = earlier else { return self };
        Cut {
            by: earlier.by,
            head: earlier.head.min(self.head),
            keeps: earlier.keeps.intersection(&self.keeps).cloned().collect(),
        }
    }

    fn keeps(&self, statement: &Statement) -> bool {
        self.keeps.contains(&statement.id.to_string())
    }
}

/// The statements by their authors, each in order of its numbers, and only those that their authors signed.
struct Book<'a> {
    by_author: BTreeMap<DeviceId, Vec<&'a Statement>>,
    keys: BTreeMap<DeviceId, &'a PublicKeys>,
    forged: BTreeSet<StatementId>,
}

impl<'a> Book<'a> {
    fn of(statements: &'a BTreeMap<StatementId, Statement>) -> Book<'a> {
        let mut sorted: Vec<&Statement> = statements.values().collect();
        sorted.sort_by_key(|statement| (statement.author, statement.number, statement.id));
        let mut book = Book { by_author: BTreeMap::new(), keys: BTreeMap::new(), forged: BTreeSet::new() };
        for statement in &sorted {
            // The first introduction counts: the id of a device names its signing key only.
            if let Says::Introduce { keys, .. } = &statement.says {
                book.keys.entry(statement.author).or_insert(keys);
            }
        }
        for statement in sorted {
            match book.keys.get(&statement.author) {
                Some(keys) if statement.is_signed_by(keys) => {
                    book.by_author.entry(statement.author).or_default().push(statement);
                }
                Some(_) => {
                    book.forged.insert(statement.id);
                }
                // Its author's introduction has not come yet.
                None => {}
            }
        }
        book
    }

    fn known_devices(&self, standing: impl Fn(DeviceId) -> Standing) -> Roster {
        let known = |(device, keys): (&DeviceId, &&PublicKeys)| {
            let name = self.name(*device, None).unwrap_or_default();
            (*device, Known { keys: (*keys).clone(), name, standing: standing(*device) })
        };
        let devices = self.keys.iter().map(known).collect();
        Roster { devices, forged: self.forged.clone(), ..Roster::default() }
    }

    /// See [`Roster::vouched`].
    fn vouched(&self, founder: DeviceId) -> BTreeSet<DeviceId> {
        let mut vouched = BTreeSet::new();
        let mut steps = vec![founder];
        while let Some(device) = steps.pop() {
            if !self.keys.contains_key(&device) || !vouched.insert(device) {
                continue;
            }
            steps.extend(self.by_author.get(&device).into_iter().flatten().filter_map(|statement| {
                match &statement.says {
                    Says::Approve { device, .. } => device.parse::<DeviceId>().ok(),
                    _ => None,
                }
            }));
        }
        vouched
    }

    /// See [`Roster::removers`].
    fn removers(&self) -> BTreeMap<DeviceId, BTreeSet<DeviceId>> {
        let mut removers: BTreeMap<DeviceId, BTreeSet<DeviceId>> = BTreeMap::new();
        for statement in self.by_author.values().flatten() {
            if let Says::Remove { device, .. } = &statement.says
                && let Ok(removed) = device.parse()
            {
                removers.entry(removed).or_default().insert(statement.author);
            }
        }
        removers
    }

    /// What a device says, as far as it counts.
    fn words(&self, device: DeviceId, cut: Option<&Cut>) -> impl Iterator<Item = &'a Statement> {
        let all = self.by_author.get(&device).cloned().unwrap_or_default();
        let cut = cut.cloned();
        all.into_iter().filter(move |statement| cut.as_ref().is_none_or(|cut| cut.keeps(statement)))
    }

    /// The name that a device gave itself last.
    fn name(&self, device: DeviceId, cut: Option<&Cut>) -> Option<String> {
        let names = self.words(device, cut).filter_map(|statement| match &statement.says {
            Says::Introduce { name, .. } => Some(name.clone()),
            _ => None,
        });
        names.last()
    }
}

/// How a device became a member: by whom, and which statements carry it.
#[derive(Debug, Clone, Default)]
struct Membership {
    by: Option<DeviceId>,
    carried_by: BTreeSet<(DeviceId, StatementId)>,
}

struct Walk {
    members: BTreeMap<DeviceId, Membership>,
    cuts: BTreeMap<DeviceId, Cut>,
    epochs: BTreeMap<EpochId, Vec<Epoch>>,
    first_epoch: Option<EpochId>,
}

/// A removal that holds although its device had been walked already.
type Late = (DeviceId, Cut);

impl Walk {
    /// Walks all members. With [`Late`] it must begin again.
    fn of(founder: DeviceId, book: &Book, cuts: &BTreeMap<DeviceId, Cut>) -> Result<Walk, Late> {
        let (members, epochs) = (BTreeMap::new(), BTreeMap::new());
        let mut walk = Walk { members, cuts: cuts.clone(), epochs, first_epoch: None };
        let mut steps = VecDeque::new();
        if book.keys.contains_key(&founder) {
            steps.push_back((founder, Membership::default()));
        }
        while let Some((device, membership)) = steps.pop_front() {
            if walk.members.contains_key(&device) {
                continue;
            }
            walk.members.insert(device, membership.clone());
            let cut = walk.cuts.get(&device).cloned();
            for statement in book.words(device, cut.as_ref()) {
                match &statement.says {
                    Says::Approve { device: approved, fingerprint } => {
                        let Some(approved) = book.introduced(approved, fingerprint) else { continue };
                        let mut carried_by = membership.carried_by.clone();
                        carried_by.insert((device, statement.id));
                        steps.push_back((approved, Membership { by: Some(device), carried_by }));
                    }
                    Says::Remove { device: removed, head, keeps } => {
                        let Ok(removed) = removed.parse() else { continue };
                        let cut = Cut { by: device, head: *head, keeps: keeps.clone() };
                        walk.remove(removed, cut)?;
                    }
                    Says::Epoch { number, recipient, names, without } => {
                        walk.add_epoch(device, *number, recipient, names, without);
                    }
                    Says::Introduce { .. } => {}
                }
            }
        }
        Ok(walk)
    }

    fn remove(&mut self, removed: DeviceId, cut: Cut) -> Result<(), Late> {
        let earlier = self.cuts.get(&removed);
        let remover = cut.by;
        let strictest = cut.and(earlier);
        if earlier == Some(&strictest) {
            return Ok(());
        }
        if !self.members.contains_key(&removed) {
            self.cuts.insert(removed, strictest);
            return Ok(());
        }
        // What would saw off the branch on which the remover sits does not hold.
        let carried = self.members.get(&remover).is_some_and(|remover| {
            let by_removed = remover.carried_by.iter().filter(|(device, _)| *device == removed);
            by_removed.map(|(_, id)| id.to_string()).all(|id| strictest.keeps.contains(&id))
        });
        if carried { Err((removed, strictest)) } else { Ok(()) }
    }

    fn add_epoch(
        &mut self,
        by: DeviceId,
        number: u32,
        recipient: &str,
        names: &str,
        without: &BTreeSet<String>,
    ) {
        let usable = (1..=LAST_EPOCH).contains(&number) && recipient.parse::<x25519::Recipient>().is_ok();
        if !usable {
            return;
        }
        let without = without.iter().filter_map(|device| device.parse().ok()).collect();
        let epoch = Epoch { by, recipient: recipient.to_owned(), names: names.to_owned(), without };
        let id = EpochId::of(number, recipient);
        self.epochs.entry(id).or_default().push(epoch);
        self.first_epoch.get_or_insert(id);
    }
}

impl Book<'_> {
    /// The device of an approval, when it introduced itself with exactly the approved keys.
    fn introduced(&self, device: &str, fingerprint: &Fingerprint) -> Option<DeviceId> {
        let device = device.parse().ok()?;
        (self.keys.get(&device)?.fingerprint() == *fingerprint).then_some(device)
    }
}

#[cfg(test)]
mod tests {
    use super::super::device::DeviceKeys;
    use super::*;
    use crate::sync::random::SystemRandomness;

    const SPACE: &str = "0123456789abcdef0123456789abcdef";

    fn introduction(keys: &DeviceKeys, recipient: &str, number: u32) -> Statement {
        let public = PublicKeys { recipient: recipient.to_owned(), ..keys.public() };
        let says = Says::Introduce { keys: public, name: "x".to_owned() };
        Statement::make(keys, SPACE, number, says).unwrap()
    }

    #[test]
    fn an_approval_is_for_exactly_the_keys_that_were_compared() {
        let keys = || DeviceKeys::generate(&mut SystemRandomness);
        let (founder, device, other) = (keys(), keys(), keys());
        let [honest, foreign] = [device.public(), other.public()].map(|it| it.recipient);
        let approval = |recipient: &str| {
            let public = PublicKeys { recipient: recipient.to_owned(), ..device.public() };
            let says =
                Says::Approve { device: device.device().to_string(), fingerprint: public.fingerprint() };
            Statement::make(&founder, SPACE, 2, says).unwrap()
        };
        let standing = |statements: Vec<Statement>| {
            let all = statements.into_iter().map(|it| (it.id, it)).collect();
            let roster = Roster::sealed(founder.device(), &all);
            let known = &roster.devices[&device.device()];
            (known.standing, known.keys.recipient.clone())
        };
        let begin = || introduction(&founder, &founder.public().recipient, 1);
        let member = Standing::Member { by: Some(founder.device()) };
        let approved = vec![begin(), introduction(&device, &honest, 1), approval(&honest)];
        assert_eq!(standing(approved.clone()), (member, honest.clone()));
        let others = vec![begin(), introduction(&device, &foreign, 1), approval(&honest)];
        assert_eq!(standing(others), (Standing::Waiting, foreign.clone()));
        // Later keys do not replace those that were approved.
        let later = [approved, vec![introduction(&device, &foreign, 2)]].concat();
        assert_eq!(standing(later), (member, honest));
    }

    #[test]
    fn an_epoch_has_a_number_and_a_recipient() {
        let founder = DeviceKeys::generate(&mut SystemRandomness);
        let recipient = founder.public().recipient;
        let epochs = |number: u32, recipient: &str| {
            let says = Says::Epoch {
                number,
                recipient: recipient.to_owned(),
                names: String::new(),
                without: BTreeSet::new(),
            };
            let statements = [introduction(&founder, &founder.public().recipient, 1)];
            let statements = statements.into_iter().chain(Statement::make(&founder, SPACE, 2, says));
            let all = statements.map(|it| (it.id, it)).collect();
            Roster::sealed(founder.device(), &all).epochs.len()
        };
        assert_eq!(epochs(1, &recipient), 1);
        assert_eq!(epochs(LAST_EPOCH, &recipient), 1);
        for (number, recipient) in [(0, recipient.as_str()), (LAST_EPOCH + 1, &recipient), (1, "age1x")] {
            assert_eq!(epochs(number, recipient), 0);
        }
    }
}
