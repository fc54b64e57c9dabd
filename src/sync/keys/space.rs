//! What a sealed space and one without encryption have in common: statements, the roster, the memory of both.

use super::device::{DeviceKeys, Fingerprint};
use super::exchange::{Refused, Shown, Statements};
use super::identity::Identity;
use super::memory::{self, Memory};
use super::room::Circle;
use super::roster::{Known, Roster, Standing};
use super::statement::{Refusal, Says, Statement, StatementId};
use crate::sync::remote::Remote;
use crate::sync::trust::{DeviceId, Signature, TrustError};
use std::collections::{BTreeMap, BTreeSet};

/// A device of a space as a person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// What its owner calls it, or the beginning of its id where this device cannot know.
    pub name: String,
    /// The digits to compare before vouching for it.
    pub fingerprint: Fingerprint,
    /// How it stands to the space.
    pub standing: Standing,
    /// Whether it is this device.
    pub own: bool,
    /// Whether it founded the space.
    pub founder: bool,
}

/// Writes what the keys of every space do in the same way, for their implementation of
/// [`Trust`](crate::sync::trust::Trust); they keep their [`Space`] in a field `space`.
macro_rules! as_the_space_does {
    () => {
        fn device(&self) -> DeviceId {
            self.space.keys.device()
        }

        fn sign(&self, message: &[u8]) -> Signature {
            self.space.keys.sign(message)
        }

        fn verify(
            &self,
            device: DeviceId,
            head: u64,
            message: &[u8],
            signature: &Signature,
        ) -> Result<(), TrustError> {
            self.space.verify(device, head, message, signature)
        }
    };
}

pub(super) use as_the_space_does;

pub(super) struct Space {
    pub(super) keys: DeviceKeys,
    pub(super) name: String,
    pub(super) id: String,
    /// The founder of a sealed space; none in one without encryption.
    pub(super) founder: Option<DeviceId>,
    pub(super) statements: Statements,
    pub(super) roster: Roster,
    /// The keys that were sealed for this device, by the names of their files.
    pub(super) wrapped: BTreeMap<String, Vec<u8>>,
    memory: Box<dyn Memory>,
    /// What was read and is not remembered yet.
    unkept: bool,
}

impl Space {
    pub(super) fn open(
        identity: &Identity,
        id: &str,
        founder: Option<DeviceId>,
        memory: Box<dyn Memory>,
    ) -> Result<Space, TrustError> {
        let remembered = memory::recall(memory.as_ref(), id, founder)?;
        let mut statements = Statements::default();
        statements.all.extend(remembered.statements.into_iter().map(|statement| (statement.id, statement)));
        let mut space = Space {
            keys: identity.keys().clone(),
            name: identity.name().to_owned(),
            id: id.to_owned(),
            founder,
            statements,
            roster: Roster::default(),
            wrapped: remembered.keys,
            memory,
            unkept: false,
        };
        space.conclude();
        space.statements.forget_strangers(None, &space.circle());
        Ok(space)
    }

    /// Works out the roster from the statements; those with a wrong signature are dropped.
    pub(super) fn conclude(&mut self) {
        self.roster = match self.founder {
            Some(founder) => Roster::sealed(founder, &self.statements.all),
            None => Roster::open(&self.statements.all),
        };
        for id in std::mem::take(&mut self.roster.forged) {
            if let Some(forged) = self.statements.all.remove(&id) {
                self.statements.refuse(&forged.file_name(), Refusal::WrongSignature);
            }
        }
    }

    fn circle(&self) -> Circle {
        Circle {
            own: self.keys.device(),
            vouched: self.roster.vouched.clone(),
            is_open: self.founder.is_none(),
        }
    }

    /// Reads what is new in `members/` and writes what the storage has lost: one listing, and a request for each such file. Whether there is
    /// something to be remembered.
    pub(super) fn exchange(&mut self, remote: &dyn Remote) -> Result<bool, TrustError> {
        let shown = Shown::on(remote)?;
        self.take_new(remote, &shown)?;
        self.statements.give_back(remote, &shown, &self.circle())?;
        Ok(self.unkept)
    }

    /// As [`Space::exchange`], without writing anything.
    pub(super) fn read(&mut self, remote: &dyn Remote) -> Result<bool, TrustError> {
        self.take_new(remote, &Shown::on(remote)?)?;
        Ok(self.unkept)
    }

    /// Who is vouched for by what was read may have stated more, so it is read in rounds.
    fn take_new(&mut self, remote: &dyn Remote, shown: &Shown) -> Result<(), TrustError> {
        let before: Vec<StatementId> = self.statements.all.keys().copied().collect();
        let mut tried = BTreeSet::new();
        self.statements.refused.clear();
        self.statements.forget_strangers(Some(shown), &self.circle());
        while self.statements.read_new(remote, &self.id, shown, &self.circle(), &mut tried)? {
            self.conclude();
        }
        self.statements.forget_strangers(Some(shown), &self.circle());
        if !self.statements.all.keys().eq(&before) {
            self.conclude();
            self.unkept = true;
        }
        Ok(())
    }

    /// States something as this device, and remembers it.
    pub(super) fn state(&mut self, remote: &dyn Remote, says: Says) -> Result<(), TrustError> {
        let number = self.statements.next_number(self.keys.device());
        let statement = Statement::make(&self.keys, &self.id, number, says);
        self.statements.publish(remote, statement)?;
        self.conclude();
        self.keep()
    }

    /// Remembers the statements and keys: should there be more than fits, first those of this device, then of whom somebody has vouched for.
    pub(super) fn keep(&mut self) -> Result<(), TrustError> {
        let circle = self.circle();
        let mut statements: Vec<&Statement> = self.statements.all.values().collect();
        statements.sort_by_key(|it| (it.author != circle.own, !circle.has_vouched_for(it.author)));
        memory::keep(self.memory.as_ref(), &self.id, self.founder, statements.into_iter(), &self.wrapped)?;
        self.unkept = false;
        Ok(())
    }

    pub(super) fn own(&self) -> Option<&Known> {
        self.roster.devices.get(&self.keys.device())
    }

    pub(super) fn verify(
        &self,
        device: DeviceId,
        head: u64,
        message: &[u8],
        signature: &Signature,
    ) -> Result<(), TrustError> {
        let known = self.roster.devices.get(&device).ok_or(TrustError::UnknownDevice(device))?;
        match known.standing {
            Standing::Waiting => return Err(TrustError::UnknownDevice(device)),
            Standing::Removed { last_head, .. } if head > last_head => {
                return Err(TrustError::RemovedDevice(device));
            }
            Standing::Member { .. } | Standing::Removed { .. } => {}
        }
        let signed = known.keys.verify(message, signature);
        signed.then_some(()).ok_or(TrustError::WrongSignature(device))
    }

    /// Names what is known of members and keys: the hash of all that members have stated. What others
    /// state, the removed ones among them, gives nobody anything to publish.
    pub(super) fn digest(&self) -> String {
        let counts = |author: &DeviceId| {
            let known = self.roster.devices.get(author);
            known.is_some_and(|known| matches!(known.standing, Standing::Member { .. }))
        };
        let mut hasher = blake3::Hasher::new();
        for statement in self.statements.all.values().filter(|it| counts(&it.author)) {
            hasher.update(statement.id.to_string().as_bytes());
        }
        hasher.finalize().to_hex().chars().take(32).collect()
    }

    pub(super) fn devices(&self, name_of: impl Fn(DeviceId) -> String) -> Vec<Device> {
        let device = |(id, known): (&DeviceId, &Known)| Device {
            id: *id,
            name: name_of(*id),
            fingerprint: known.keys.fingerprint(),
            standing: known.standing,
            own: *id == self.keys.device(),
            founder: Some(*id) == self.founder,
        };
        self.roster.devices.iter().map(device).collect()
    }

    pub(super) fn refused(&self) -> &BTreeSet<Refused> {
        &self.statements.refused
    }
}

/// The beginning of a device's id, where its name is not known.
pub(super) fn short_name(device: DeviceId) -> String {
    device.to_string().chars().take(8).collect()
}
