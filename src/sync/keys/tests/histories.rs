//! Random histories of members, removals and epochs on storages that exchange their files in any order and only partly.

use super::people::{Person, key_opens};
use crate::sync::simulator::Storage;
use crate::sync::trust::DeviceId;
use proptest::prelude::*;

/// How many people there are; the last one does not keep to the rules.
const PEOPLE: usize = 5;
const MALLORY: usize = PEOPLE - 1;

#[derive(Debug, Clone)]
enum Deed {
    Approve(usize, usize),
    Remove(usize, usize),
    Refresh(usize),
    Restart(usize),
    /// Those files reach another storage whose names fit the number.
    Bring(usize, usize, u8),
    /// Mallory states an epoch: without nobody, without herself, without somebody; with a key for some, or for nobody.
    Epoch(u8, usize, u8),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let who = 0..PEOPLE;
    let pair = (who.clone(), who.clone());
    let deed = prop_oneof![
        3 => pair.clone().prop_map(|(by, whom)| Deed::Approve(by, whom)),
        2 => pair.clone().prop_map(|(by, whom)| Deed::Remove(by, whom)),
        3 => who.clone().prop_map(Deed::Refresh),
        1 => who.clone().prop_map(Deed::Restart),
        6 => (pair, any::<u8>()).prop_map(|((from, to), which)| Deed::Bring(from, to, which)),
        2 => (0..3_u8, who, any::<u8>()).prop_map(|(kind, whom, readers)| Deed::Epoch(kind, whom, readers)),
    ];
    prop::collection::vec(deed, 8..40)
}

struct World {
    people: Vec<Person>,
    storages: Vec<Storage>,
    /// The keys of the epochs that Mallory made.
    hoard: Vec<age::x25519::Identity>,
}

impl World {
    /// Half of the histories begin with members only.
    fn new(members: bool) -> World {
        let (start, founded) = super::people::team::<1>();
        let mut people = Vec::from(founded);
        for number in 2..=PEOPLE as u64 {
            let mut person = Person::new(number, Some(people[0].id()));
            let _ = person.refresh(&start);
            if members {
                people[0].approve(&start, &person.keys()).unwrap();
                person.refresh(&start).unwrap();
            }
            people.push(person);
        }
        let storage = |_| {
            let storage = Storage::new();
            storage.restore(start.snapshot());
            storage
        };
        World { storages: (0..PEOPLE).map(storage).collect(), people, hoard: Vec::new() }
    }

    fn perform(&mut self, deed: &Deed) {
        match *deed {
            Deed::Approve(by, whom) => {
                let keys = self.people[whom].keys();
                let _ = self.people[by].approve(&self.storages[by], &keys);
            }
            Deed::Remove(by, whom) => {
                let whom = self.people[whom].id();
                let _ = self.people[by].remove(&self.storages[by], whom);
            }
            Deed::Refresh(who) => drop(self.people[who].refresh(&self.storages[who])),
            Deed::Restart(who) => self.people[who].restart(),
            Deed::Bring(from, to, which) => {
                for (path, bytes) in self.storages[from].snapshot() {
                    let lot = blake3::hash(path.as_bytes()).as_bytes()[0] ^ which;
                    if !lot.is_multiple_of(4) && self.storages[to].read(&path).is_none() {
                        self.storages[to].plant(&path, Some(&bytes));
                    }
                }
            }
            Deed::Epoch(kind, whom, readers) => {
                let without: &[DeviceId] = match kind {
                    0 => &[],
                    1 => &[self.people[MALLORY].id()],
                    _ => &[self.people[whom].id()],
                };
                let all = self.people.iter().enumerate().filter(|(place, _)| readers >> place & 1 == 1);
                let readers: Vec<_> = all.map(|(_, person)| person.keys()).collect();
                let storage = &self.storages[MALLORY];
                let number = 2 + u32::from(kind);
                let key = self.people[MALLORY].plants_epoch(storage, number, without, &readers);
                self.hoard.push(key);
            }
        }
    }

    /// Everything reaches everybody, until nothing more is written.
    fn settle(&mut self) -> Storage {
        let all = Storage::new();
        all.restore(self.storages.iter().flat_map(Storage::snapshot).collect());
        for round in 0.. {
            let before = all.paths();
            for person in &mut self.people {
                let _ = person.refresh(&all);
            }
            if round > 1 && all.paths() == before {
                break;
            }
            assert!(round < 12, "they never come to rest");
        }
        all
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn all_honest_members_end_in_one_epoch_that_nobody_removed_can_read(members: bool, deeds in deeds()) {
        let mut world = World::new(members);
        deeds.iter().for_each(|deed| world.perform(deed));
        let all = world.settle();
        let mut observer = Person::new(90, Some(world.people[0].id()));
        let _ = observer.refresh(&all);
        let ids: Vec<DeviceId> = world.people.iter().map(Person::id).collect();
        let (members, others): (Vec<usize>, Vec<usize>) =
            (0..PEOPLE).partition(|&place| observer.is_member(ids[place]));
        let honest: Vec<usize> = members.iter().copied().filter(|&place| place != MALLORY).collect();
        let mut sealed = Vec::new();
        for &place in &honest {
            let person = &mut world.people[place];
            prop_assert_eq!(person.refresh(&all), Ok(()), "person {} is stopped", place);
            sealed.push((person.space.current().unwrap().0, person.seal()));
        }
        for (epoch, sealed) in &sealed {
            prop_assert_eq!(epoch, &honest.first().map(|&it| world.people[it].space.current().unwrap().0).unwrap());
            for &place in &honest {
                prop_assert!(world.people[place].opens(sealed), "person {} cannot read", place);
            }
            let gone = |place: usize| {
                let standing = observer.standing(ids[place]);
                matches!(standing, Some(super::super::Standing::Removed { .. }))
            };
            for &place in others.iter().filter(|&&place| gone(place)) {
                // What a member gives away herself nobody can take back.
                let given = |key: &age::x25519::Identity| {
                    let is = |own: &age::x25519::Identity| own.to_public() == key.to_public();
                    observer.is_member(ids[MALLORY]) && world.hoard.iter().any(is)
                };
                let mut keys = world.people[place].keys_on(&all).into_iter().filter(|key| !given(key));
                prop_assert!(!keys.any(|key| key_opens(&key, sealed)), "person {} reads on", place);
            }
            if gone(MALLORY) {
                prop_assert!(!world.hoard.iter().any(|key| key_opens(key, sealed)), "Mallory reads on");
            }
        }
        // What everybody knows is the same, whoever looks.
        for place in honest {
            for id in &ids {
                prop_assert_eq!(world.people[place].standing(*id), observer.standing(*id));
            }
        }
    }
}
