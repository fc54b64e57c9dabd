//! What hostile members and strangers try, what is cut off half-way, and what random histories leave behind.

mod histories;
mod people;

use super::room::Limits;
use super::statement::Says;
use super::{DeviceKeys, Memory, Standing};
use crate::sync::simulator::{Cut, Storage};
use crate::sync::trust::{Trust, TrustError};
use people::{Dice, Person, SPACE, key_opens, names, team};
use std::collections::BTreeSet;

#[test]
fn a_member_that_prepares_an_epoch_does_not_outlive_its_removal() {
    let (storage, [mut jana, mut petr, mut mallory]) = team();
    let all = [jana.keys(), petr.keys(), mallory.keys()];
    let id = mallory.id();
    let prepared = mallory.plants_epoch(&storage, 2, &[id], &all);
    for person in [&mut jana, &mut petr] {
        assert_eq!(person.refresh(&storage), Ok(()));
        assert!(!key_opens(&prepared, &person.seal()), "an epoch without a member is none of its members");
    }
    assert_eq!(jana.remove(&storage, id), Ok(()));
    assert_eq!(petr.refresh(&storage), Ok(()));
    assert_eq!(mallory.refresh(&storage), Err(TrustError::RemovedDevice(id)));
    for person in [&mut jana, &mut petr] {
        let sealed = person.seal();
        assert!(!key_opens(&prepared, &sealed) && !mallory.opens(&sealed));
    }
    assert!(jana.opens(&petr.seal()) && petr.opens(&jana.seal()));
}

#[test]
fn an_epoch_that_leaves_out_a_member_is_not_the_current_one() {
    let (storage, [mut jana, mut petr, mut mallory]) = team();
    let readers = [jana.keys(), mallory.keys()];
    mallory.plants_epoch(&storage, 2, &[petr.id()], &readers);
    for person in [&mut jana, &mut petr] {
        assert_eq!(person.refresh(&storage), Ok(()));
    }
    assert!(petr.opens(&jana.seal()) && jana.opens(&petr.seal()));
}

#[test]
fn a_member_cannot_spoil_the_epoch_of_another_by_stating_it_too() {
    let (storage, [mut jana, mut mallory, mut petr, eva]) = team();
    petr.remove(&storage, eva.id()).unwrap();
    let (epoch, recipient) = {
        let (id, epoch) = petr.space.current().unwrap();
        (id, epoch.recipient.clone())
    };
    for without in [BTreeSet::new(), [petr.id().to_string()].into()] {
        let says = Says::Epoch {
            number: epoch.number,
            recipient: recipient.clone(),
            names: "0".repeat(64),
            without,
        };
        mallory.states(&storage, 50, says);
    }
    for person in [&mut jana, &mut mallory, &mut petr] {
        assert_eq!(person.refresh(&storage), Ok(()));
        assert_eq!(person.space.current().unwrap().0, epoch);
    }
}

#[test]
fn an_epoch_whose_key_nobody_has_stops_nobody() {
    let (storage, [mut jana, mut petr, mut mallory]) = team();
    for number in [9, 9999] {
        mallory.plants_epoch(&storage, number, &[], &[]);
    }
    let mut eva = Person::new(20, Some(jana.id()));
    assert_eq!(eva.refresh(&storage), Err(TrustError::NotApproved));
    assert_eq!(petr.approve(&storage, &eva.keys()), Ok(()));
    for person in [&mut jana, &mut petr, &mut eva] {
        assert_eq!(person.refresh(&storage), Ok(()));
    }
    assert!(eva.opens(&jana.seal()) && jana.opens(&eva.seal()));
    assert_eq!(petr.remove(&storage, mallory.id()), Ok(()));
    for person in [&mut jana, &mut eva] {
        person.restart();
        assert_eq!(person.refresh(&storage), Ok(()));
        assert!(petr.opens(&person.seal()) && !mallory.opens(&person.seal()));
    }
}

#[test]
fn a_removal_that_is_cut_off_and_a_lost_laptop_stop_nobody() {
    let (storage, [jana, petr, eva, mallory]) = team();
    let before = storage.snapshot();
    let mut cuts = 0;
    for how in [Cut::Before, Cut::After, Cut::Middle] {
        for after in 0.. {
            let storage = Storage::new();
            storage.restore(before.clone());
            let mut lost = petr.copy(40 + after);
            storage.cut(usize::try_from(after).unwrap(), how);
            if lost.remove(&storage, mallory.id()).is_ok() {
                break;
            }
            storage.mend();
            cuts += 1;
            // The laptop never comes back.
            let (mut jana, mut eva, mut mallory) = (jana.copy(1), eva.copy(2), mallory.copy(3));
            for _ in 0..2 {
                let _ = (jana.refresh(&storage), eva.refresh(&storage));
            }
            let told = format!("{how:?} after {after}");
            if jana.is_member(mallory.id()) {
                assert_eq!(jana.remove(&storage, mallory.id()), Ok(()), "{told}");
            }
            for person in [&mut jana, &mut eva] {
                assert_eq!(person.refresh(&storage), Ok(()), "{told}");
            }
            let _ = mallory.refresh(&storage);
            let (one, other) = (jana.seal(), eva.seal());
            assert!(eva.opens(&one) && jana.opens(&other), "{told}");
            assert!(!mallory.opens(&one) && !mallory.opens(&other), "{told}");
        }
    }
    assert!(cuts > 20, "{cuts}");
}

#[test]
fn a_lost_key_of_an_epoch_is_no_end_of_the_space() {
    let (storage, [mut jana, mut petr, eva]) = team();
    // An older porada states the epoch before it gives anybody the key, and then its computer is lost.
    let mut lost = jana.copy(9);
    let says = Says::Remove { device: eva.id().to_string(), head: 1, keeps: BTreeSet::new() };
    lost.states(&storage, 30, says);
    lost.plants_epoch(&storage, 2, &[eva.id()], &[]);
    // The key may still be on its way: the first look waits for it.
    assert_eq!(petr.refresh(&storage), Err(TrustError::NoKey(2)));
    assert_eq!(petr.refresh(&storage), Ok(()));
    assert_eq!(jana.refresh(&storage), Ok(()));
    assert!(jana.opens(&petr.seal()) && !eva.opens(&petr.seal()));
    assert_eq!(jana.space.current().unwrap().0, petr.space.current().unwrap().0);
}

#[test]
fn who_missed_a_removal_does_not_give_the_removed_device_the_new_key() {
    let (storage, [mut jana, mut petr, eva]) = team();
    let before = names(&storage, "members/");
    jana.remove(&storage, eva.id()).unwrap();
    let removal = names(&storage, "members/")
        .into_iter()
        .filter(|path| !before.contains(path))
        .find(|path| String::from_utf8_lossy(&storage.read(path).unwrap()).contains(r#""says":{"remove""#))
        .unwrap();
    // The new epoch has reached Petr's folder, the removal has not.
    storage.hide([removal]);
    let _ = petr.refresh(&storage);
    storage.mend();
    petr.refresh(&storage).unwrap();
    let readable = eva.keys_on(&storage);
    assert_eq!(readable.len(), 1, "the first epoch, and no other");
    for sealed in [jana.seal(), petr.seal()] {
        assert!(!readable.iter().any(|key| key_opens(key, &sealed)));
    }
}

#[test]
fn two_that_begin_an_epoch_at_the_same_time_end_in_one() {
    let (storage, [mut jana, mut petr, eva, olga, mut tomas]) = team();
    let (here, there) = (Storage::new(), Storage::new());
    here.restore(storage.snapshot());
    there.restore(storage.snapshot());
    jana.remove(&here, eva.id()).unwrap();
    petr.remove(&there, eva.id()).unwrap();
    let both = here.snapshot().into_iter().chain(there.snapshot()).collect();
    storage.restore(both);
    for person in [&mut jana, &mut petr, &mut tomas] {
        assert_eq!(person.refresh(&storage), Ok(()));
    }
    assert_eq!(jana.refresh(&storage), Ok(()));
    let current = |person: &Person| person.space.current().unwrap().0;
    assert_eq!(current(&jana), current(&petr));
    assert_eq!(current(&jana), current(&tomas));
    // And when they remove different devices, one more epoch begins.
    here.restore(storage.snapshot());
    jana.remove(&here, olga.id()).unwrap();
    let old = current(&tomas);
    petr.remove(&storage, tomas.id()).unwrap();
    storage.restore(here.snapshot().into_iter().chain(storage.snapshot()).collect());
    for person in [&mut jana, &mut petr] {
        assert_eq!(person.refresh(&storage), Ok(()));
    }
    assert_eq!(jana.refresh(&storage), Ok(()));
    assert_eq!(current(&jana), current(&petr));
    assert!(current(&jana) > old);
    for gone in [&eva, &olga, &tomas] {
        assert!(!gone.opens(&petr.seal()));
    }
}

/// A file in `members/` that nobody signed, of an author whom nobody knows.
fn unsigned(number: u32, size: usize) -> (String, Vec<u8>) {
    let author = format!("{number:032x}");
    let says = format!(r#"{{"remove":{{"device":"{author}","head":0,"keeps":["{}"]}}}}"#, "a".repeat(size));
    let statement = format!(
        r#"{{"format":"porada-members/1","space":"{SPACE}","device":"{author}","number":1,"says":{says}}}"#
    );
    let text = format!(r#"{{"statement":{statement},"signature":"{}"}}{}"#, "0".repeat(128), "\n");
    let hash = blake3::hash(text.as_bytes()).to_hex();
    (format!("members/{author}.0001.{}.json", &hash[..32]), text.into_bytes())
}

fn remembered(person: &Person) -> usize {
    person.memory.load().unwrap().unwrap().len()
}

#[test]
fn strangers_cannot_fill_what_a_device_remembers() {
    let (storage, [mut jana, mut petr]) = team();
    let (before, honest) = (remembered(&jana), storage.snapshot());
    for number in 0..280 {
        let (path, bytes) = unsigned(number, 250_000);
        storage.plant(&path, Some(&bytes));
    }
    for number in 1000..1300 {
        let (path, bytes) = unsigned(number, 1000);
        storage.plant(&path, Some(&bytes));
    }
    for person in [&mut jana, &mut petr] {
        assert_eq!(person.refresh(&storage), Ok(()));
    }
    assert!(remembered(&jana) < before + 10_000, "{}", remembered(&jana));
    // Nothing of it comes back to a storage that was cleaned.
    storage.restore(honest.clone());
    assert_eq!(jana.refresh(&storage), Ok(()));
    assert_eq!(storage.snapshot(), honest);
}

#[test]
fn introductions_of_strangers_are_small_and_not_too_many_and_go_with_their_files() {
    let (storage, [mut jana, _petr]) = team();
    let (before, honest) = (remembered(&jana), storage.snapshot());
    let mut dice = Dice::new(77);
    let mut plant = |name: String| {
        let keys = DeviceKeys::generate(&mut dice);
        let says = Says::Introduce { keys: keys.public(), name };
        let statement = super::statement::Statement::make(&keys, SPACE, 1, says);
        statement.inspect(|it| {
            storage.plant(&format!("members/{}", it.file_name()), Some(it.text().as_bytes()));
        })
    };
    assert!(plant("a".repeat(200_000)).is_none(), "no porada makes one that others refuse");
    for _ in 0..3200 {
        plant("a".repeat(3400)).unwrap();
    }
    assert_eq!(jana.refresh(&storage), Ok(()));
    let now = remembered(&jana);
    assert!(now > before + 1_000_000 && now < before + 12_000_000, "{now}");
    assert!(jana.space.refused().iter().any(|it| it.why == super::Refusal::TooMany));
    storage.restore(honest.clone());
    let mut eva = Person::new(30, Some(jana.id()));
    assert_eq!(eva.refresh(&storage), Err(TrustError::NotApproved));
    assert_eq!(jana.refresh(&storage), Ok(()));
    assert_eq!(jana.standing(eva.id()), Some(Standing::Waiting));
    assert_eq!(remembered(&jana) / 10_000, before / 10_000);
    assert_eq!(storage.paths().len(), honest.len() + 1);
}

#[test]
fn a_member_that_fills_the_storage_can_be_removed_and_stops_nobody() {
    let (storage, [mut jana, mut petr, mallory]) = team();
    let keeps: BTreeSet<String> = (0..7000).map(|number| format!("{number:032x}")).collect();
    for number in 2..60 {
        let device = format!("{number:032x}");
        mallory.states(&storage, number, Says::Remove { device, head: 0, keeps: keeps.clone() });
    }
    for person in [&mut jana, &mut petr] {
        assert_eq!(person.refresh(&storage), Ok(()));
        assert!(remembered(person) < 9_000_000, "{}", remembered(person));
    }
    petr.remove(&storage, mallory.id()).unwrap();
    assert_eq!(jana.refresh(&storage), Ok(()));
    assert!(!jana.is_member(mallory.id()));
    assert!(!mallory.opens(&jana.seal()) && petr.opens(&jana.seal()));
}

#[test]
fn where_there_is_no_room_left_whoever_takes_most_gives_way() {
    let (storage, [mut jana, mut petr, mallory, martin]) = team();
    for (person, count) in [(&mallory, 100), (&martin, 60)] {
        for number in 2..count {
            let says = Says::Remove { device: format!("{number:032x}"), head: 0, keeps: BTreeSet::new() };
            person.states(&storage, number, says);
        }
    }
    petr.space.space.statements.limits = Limits { one: 64 * 1024, all: 96 * 1024, strangers: 8192 };
    assert_eq!(petr.refresh(&storage), Ok(()));
    let known = |petr: &Person| petr.space.space.statements.all.len();
    assert!(known(&petr) > 80 && known(&petr) <= 96, "{}", known(&petr));
    assert!(petr.space.refused().iter().any(|it| it.why == super::Refusal::TooMany));
    for member in [&mallory, &martin] {
        jana.remove(&storage, member.id()).unwrap();
        assert_eq!(petr.refresh(&storage), Ok(()));
        assert!(!petr.is_member(member.id()));
    }
    // What this device states itself is known beyond that.
    assert!(known(&petr) <= 96 + 4, "{}", known(&petr));
    let (one, other) = (jana.seal(), petr.seal());
    assert!(petr.opens(&one), "Petr reads what Jana wrote");
    assert_eq!(jana.refresh(&storage), Ok(()));
    assert!(jana.opens(&other), "Jana reads what Petr wrote");
    assert!(!mallory.opens(&one) && !mallory.opens(&other) && !martin.opens(&other));
}

#[test]
fn a_look_writes_nothing_and_sees_what_a_refreshing_would() {
    let (storage, [mut jana, mut petr, eva]) = team();
    petr.remove(&storage, eva.id()).unwrap();
    let olga = Person::new(30, Some(jana.id()));
    let mut newcomer = olga.copy(31);
    let (files, kept) = (storage.snapshot(), remembered(&jana));
    assert_eq!(jana.space.look(&storage), Ok(()));
    assert!(!jana.is_member(eva.id()) && jana.opens(&petr.seal()));
    assert_eq!(newcomer.space.look(&storage), Err(TrustError::NotApproved));
    assert_eq!((storage.snapshot(), remembered(&jana)), (files.clone(), kept));
    // What the storage lost stays lost, and what a look has read is read again by a refreshing.
    let removal = names(&storage, "members/").into_iter().next_back().unwrap();
    storage.plant(&removal, None);
    assert_eq!(petr.space.look(&storage), Ok(()));
    assert!(storage.read(&removal).is_none());
    assert_eq!(petr.refresh(&storage), Ok(()));
    assert_eq!(storage.snapshot(), files);
}
