//! Storages that are shared with a team or the network: what is erased leaves them, and what comes from them is nothing that the circle
//! has no business with.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "common/sync.rs"]
mod device;

use device::{Member, found_circle, settle};
use porada::model::DocumentId;
use porada::sync::profile::Profile;
use porada::sync::simulator::Storage;

const CIRCLES: [(Profile, &str); 2] = [(Profile::Team, "team"), (Profile::Network, "network")];

fn members<const COUNT: usize>(storage: &Storage, profile: Profile) -> [Member; COUNT] {
    let space = found_circle(storage, false, profile);
    std::array::from_fn(|number| {
        let mut member = Member::new(u8::try_from(number + 1).unwrap(), space, false);
        member.profile = profile;
        member
    })
}

/// The id under which a document is at home with those who only read it.
fn there(profile: Profile, document: u128) -> u128 {
    profile.outgoing_id(DocumentId::from_u128(document)).as_u128()
}

fn holds(member: &Member, document: u128, words: &str) -> bool {
    member.document(document).is_some_and(|it| format!("{it:?}").contains(words))
}

fn is_on(storage: &Storage, words: &str) -> bool {
    let read = |path: &String| String::from_utf8_lossy(&storage.read(path).unwrap()).into_owned();
    storage.paths().iter().any(|path| read(path).contains(words))
}

#[test]
fn a_consultation_that_is_erased_goes_from_a_shared_storage_and_from_everybody() {
    for (profile, mark) in CIRCLES {
        for taken_back in [false, true] {
            let storage = Storage::new();
            let [mut one, mut two] = members(&storage, profile);
            one.share(100, mark);
            one.write(100, 101, "text", "slova pana starosty");
            settle(&storage, &mut [&mut one, &mut two]);
            let copy = there(profile, 100);
            assert!(holds(&two, copy, "slova pana starosty"));
            if taken_back {
                one.share(100, "private");
                settle(&storage, &mut [&mut one, &mut two]);
                assert!(holds(&two, copy, "slova pana starosty"), "what has left stays until it is erased");
            }
            one.erase(100, 100);
            settle(&storage, &mut [&mut one, &mut two]);
            let context = format!("{profile:?}, taken back: {taken_back}");
            assert!(!holds(&two, copy, "slova"), "{context}");
            assert!(two.document(copy).unwrap().is_erased(DocumentId::from_u128(copy).header()), "{context}");
            assert!(!is_on(&storage, "slova pana starosty"), "{context}");
            let name = copy;
            for device in [1, 2] {
                let receipts = porada::sync::home::Home::receipts(&two.home, two.space, device).unwrap();
                assert!(receipts.iter().any(|it| it.name == name), "{context}: device {device}");
            }
        }
    }
}

#[test]
fn an_erased_consultation_that_was_never_shared_leaves_no_trace_there() {
    for (profile, _) in CIRCLES {
        let storage = Storage::new();
        let [mut one, mut two] = members(&storage, profile);
        one.write(100, 101, "text", "jen doma");
        one.sync(&storage).unwrap();
        one.erase(100, 100);
        settle(&storage, &mut [&mut one, &mut two]);
        assert!(two.all().is_empty());
        assert!(storage.paths().iter().all(|path| !path.starts_with("docs/")));
    }
}

#[test]
fn an_erasure_reaches_who_lists_the_consultation_only_later() {
    for (profile, mark) in CIRCLES {
        let storage = Storage::new();
        let [mut one, mut two] = members(&storage, profile);
        one.share(100, mark);
        one.write(100, 101, "text", "slova pana starosty");
        settle(&storage, &mut [&mut one, &mut two]);
        // The storage is lost, the consultation erased, and a new storage founded: nothing of it is there.
        let storage = Storage::new();
        let space = found_circle(&storage, false, profile);
        (one.space, two.space) = (space, space);
        one.erase(100, 100);
        one.sync(&storage).unwrap();
        assert!(storage.paths().iter().all(|path| !path.starts_with("docs/")), "{profile:?}");
        // The other one brings it back to the storage, and hears of the erasure.
        two.write(200, 201, "text", "cokoli");
        settle(&storage, &mut [&mut two, &mut one]);
        assert!(!holds(&two, there(profile, 100), "slova"), "{profile:?}");
        assert!(!is_on(&storage, "slova pana starosty"), "{profile:?}");
    }
}
