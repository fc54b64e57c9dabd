//! Storages that are shared with a team or the network: what is erased leaves them, and what comes from them is nothing that the circle
//! has no business with.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "common/sync.rs"]
mod device;

use device::{Counting, Member, found_circle, keys, now, settle};
use porada::model::schema::{CONSULTATION, MUNICIPALITY};
use porada::model::{Author, Change, ChangeKind, Document, DocumentId, Dot, ReplicaId, Value, VersionVector};
use porada::sync::engine::{Warning, found};
use porada::sync::format::{
    Entry, Flaw, Head, HeadName, SpaceId, document_path, hash, head_path, write_document, write_head,
};
use porada::sync::home::Home;
use porada::sync::profile::Profile;
use porada::sync::simulator::{Cut, Storage};
use porada::sync::trust::{DeviceId, Trust};

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
    profile.outgoing_id(&Document::new(DocumentId::from_u128(document), CONSULTATION)).as_u128()
}

fn holds(member: &Member, document: u128, words: &str) -> bool {
    member.document(document).is_some_and(|it| format!("{it:?}").contains(words))
}

fn is_in(storage: &Storage, path: &str, words: &str) -> bool {
    String::from_utf8_lossy(&storage.read(path).unwrap()).contains(words)
}

fn is_on(storage: &Storage, words: &str) -> bool {
    storage.paths().iter().any(|path| is_in(storage, path, words))
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
                let receipts = Home::receipts(&two.home, two.space, device).unwrap();
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
        let other = SpaceId::random(&mut Counting(9));
        found(&storage, &keys(1, false), other, profile, now()).unwrap();
        (one.space, two.space) = (other, other);
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

/// A hostile member lists this version of a document, signed as it should be.
fn plant(storage: &Storage, space: SpaceId, document: &Document) -> String {
    let bytes = write_document(document);
    let digest = hash(&bytes);
    let name = document.id.as_u128();
    let path = document_path(DeviceId(9), name, digest, false).as_str().to_owned();
    storage.plant(&path, Some(&bytes));
    let keys = keys(9, false);
    let head = Head {
        space,
        device: DeviceId(9),
        seq: 1,
        prev: 0,
        parts: Vec::new(),
        delta: vec![Entry { seq: 1, name, hash: digest, pack: None }],
        erased: Vec::new(),
        writers: Vec::new(),
        seen_heads: Default::default(),
        roster: String::new(),
    };
    let bytes = write_head(&head, |message| keys.sign(message));
    let head = head_path(HeadName::of(DeviceId(9), 1, &bytes)).as_str().to_owned();
    storage.plant(&head, Some(&bytes));
    path
}

/// A document whose author claims to have seen everything.
fn forged(id: DocumentId, kind: &str, field: &'static str, value: Value) -> Document {
    let mut document = Document::new(id, kind);
    let change = Change::single(ChangeKind::Edit, id.header(), kind, [(field, value)]);
    let all: VersionVector =
        (1..5).map(|replica| Dot { replica: ReplicaId(replica), counter: 1000 }).collect();
    let mut author = Author::new(ReplicaId(99));
    document.write(&change, &all, &mut author, now());
    let registers = document.entities().flat_map(|(id, entity)| {
        let kind = entity.kind.clone();
        entity.registers().flat_map(move |(field, registers)| {
            let kind = kind.clone();
            registers.iter().map(move |it| (id, kind.clone(), field.to_owned(), it.clone()))
        })
    });
    let registers: Vec<_> = registers.collect();
    let mut seen = all;
    seen.join(document.seen());
    Document::from_parts(id, kind, seen, registers)
}

#[test]
fn nobody_changes_or_erases_what_is_not_shared_with_this_circle() {
    let own = DocumentId::from_u128(100);
    for (profile, mark) in CIRCLES {
        let new = DocumentId::from_u128(there(profile, 500));
        let attacks = [
            forged(own, CONSULTATION, "erased", Value::Bool(true)),
            forged(own, CONSULTATION, "visibility", Value::from(mark)),
            forged(own, "mystery", "visibility", Value::from(mark)),
            forged(new, "mystery", "visibility", Value::from(mark)),
        ];
        for (number, attack) in attacks.iter().enumerate() {
            let storage = Storage::new();
            let [_, mut two] = members(&storage, profile);
            two.share(100, "private");
            two.write(100, 101, "text", "jen pro mě");
            two.sync(&storage).unwrap();
            let before = two.all();
            let path = plant(&storage, two.space, attack);
            let outcome = two.sync(&storage).unwrap();
            assert_eq!(two.all(), before, "{profile:?} {number}");
            let told = |it: &Warning| {
                let Warning::UnusableFile { path: told, flaw } = it else { return false };
                *told == path && [Flaw::NotShared, Flaw::Misplaced("circle")].contains(flaw)
            };
            assert!(outcome.warnings.iter().any(told), "{profile:?} {number}: {outcome:?}");
            two.write(200, 201, "text", "dál");
            assert!(two.sync(&storage).unwrap().warnings.is_empty(), "told twice");
            assert!(!is_on(&storage, "jen pro mě"), "{profile:?} {number}");
            // A refused version opens no door for the next one.
            plant(&storage, two.space, &forged(own, CONSULTATION, "erased", Value::Bool(true)));
            two.verify(&storage).unwrap();
            assert!(holds(&two, 100, "jen pro mě"), "{profile:?} {number}");
        }
    }
    // What could never have left over this circle.
    for (profile, document) in [
        (
            Profile::Network,
            forged(DocumentId::from_u128(7), CONSULTATION, "visibility", Value::from("network")),
        ),
        (Profile::Network, forged(own.shared_copy(), MUNICIPALITY, "code", Value::from("CZ"))),
        (Profile::Team, forged(DocumentId::from_u128(7), CONSULTATION, "visibility", Value::from("private"))),
    ] {
        let storage = Storage::new();
        let [_, mut two] = members(&storage, profile);
        plant(&storage, two.space, &document);
        assert_eq!(two.sync(&storage).unwrap().received, []);
        assert!(two.all().is_empty(), "{profile:?} {document:?}");
    }
}

#[test]
fn a_consultation_that_was_taken_back_is_cut_off_both_ways_until_it_is_shared_again_or_erased() {
    let storage = Storage::new();
    let [mut one, mut two] = members(&storage, Profile::Team);
    one.share(100, "team");
    one.write(100, 101, "text", "společné");
    settle(&storage, &mut [&mut one, &mut two]);
    two.share(100, "private");
    two.sync(&storage).unwrap();
    one.write(100, 102, "text", "další");
    one.sync(&storage).unwrap();
    assert_eq!(two.sync(&storage).unwrap().waiting, 0);
    assert_eq!(two.sync(&storage).unwrap().requests, 2, "it is not asked for again and again");
    assert_eq!(two.text(100, 102, "text"), "");
    two.share(100, "team");
    settle(&storage, &mut [&mut two, &mut one]);
    assert_eq!(two.text(100, 102, "text"), "další");
    assert_eq!(one.all(), two.all());
    two.share(100, "private");
    two.sync(&storage).unwrap();
    one.erase(100, 100);
    settle(&storage, &mut [&mut one, &mut two]);
    assert!(!holds(&two, 100, "společné"), "those it was shared with may still erase it");
}

/// A device with forty documents, each with words of its own: enough for a pack.
fn with_forty_documents(storage: &Storage) -> Member {
    let [mut one] = members(storage, Profile::OwnDevices);
    (1..=40).for_each(|document| one.write(document, 700, "text", format!("slova {document}.")));
    one
}

#[test]
fn what_is_erased_goes_from_a_pack_that_a_cut_run_wrote_and_the_next_takes_for_good() {
    for requests in 0..6 {
        for erased in [1, 20, 40] {
            let storage = Storage::new();
            let mut one = with_forty_documents(&storage);
            storage.cut(requests, Cut::Before);
            let _ = one.sync(&storage);
            storage.mend();
            one.erase(erased, 700);
            settle(&storage, &mut [&mut one]);
            assert!(!is_on(&storage, &format!("slova {erased}.")), "{erased} after {requests} requests");
            assert!(is_on(&storage, "slova 2."), "{erased} after {requests} requests");
        }
    }
}

#[test]
fn a_pack_that_must_go_is_not_listed_again_when_the_own_head_is_out_of_sight() {
    for requests in 0..10 {
        let storage = Storage::new();
        let mut one = with_forty_documents(&storage);
        one.sync(&storage).unwrap();
        one.erase(20, 700);
        storage.cut(requests, Cut::Middle);
        let _ = one.sync(&storage);
        storage.mend();
        // The head that arrived lags: what it listed is published once more.
        let newest = storage.paths().into_iter().rfind(|path| path.starts_with("heads/"));
        storage.hide(newest);
        one.write(3, 700, "text", "k tomu");
        one.sync(&storage).unwrap();
        storage.mend();
        settle(&storage, &mut [&mut one]);
        assert!(!is_on(&storage, "slova 20."), "after {requests} requests");
        assert!(is_on(&storage, "slova 2."), "after {requests} requests");
    }
}

#[test]
fn what_a_device_gives_up_nobody_waits_for() {
    for attempt in 0..8 {
        let storage = Storage::new();
        let [mut one, mut two, mut lost] = members(&storage, Profile::OwnDevices);
        lost.keys = keys(1, false);
        lost.home.start_session(ReplicaId(98));
        one.write(1, 1, "text", format!("první {attempt}"));
        one.sync(&storage).unwrap();
        // Begun anew without seeing the own head: two heads with one number, of which either may count as the newest.
        storage.hide(storage.paths().into_iter().filter(|path| path.starts_with("heads/")));
        lost.write(2, 1, "text", "druhý");
        lost.sync(&storage).unwrap();
        storage.mend();
        let file = storage.paths().into_iter().find(|path| is_in(&storage, path, "první")).unwrap();
        storage.plant(&file, Some(b"rot"));
        let [mut reborn] = members(&Storage::new(), Profile::OwnDevices);
        reborn.space = one.space;
        reborn.home.start_session(ReplicaId(99));
        reborn.verify(&storage).unwrap();
        settle(&storage, &mut [&mut two, &mut reborn]);
        let outcome = two.sync(&storage).unwrap();
        assert_eq!((outcome.waiting, two.all().len()), (0, 1), "attempt {attempt}: {outcome:?}");
    }
}

#[test]
fn what_only_the_unreadable_head_of_a_twin_listed_comes_back_from_who_had_read_it() {
    for unreadable in 0..2 {
        let storage = Storage::new();
        let [mut one, mut two, mut late] = members(&storage, Profile::OwnDevices);
        let [mut twin] = members(&Storage::new(), Profile::OwnDevices);
        (twin.space, twin.home) = (one.space, one.home.clone());
        twin.home.start_session(ReplicaId(98));
        one.write(1, 1, "text", "první");
        one.sync(&storage).unwrap();
        let is_own = |path: &String| path.starts_with(&format!("heads/{}", one.keys.device));
        storage.hide(storage.paths().into_iter().filter(is_own));
        twin.write(1, 2, "text", "druhý");
        twin.sync(&storage).unwrap();
        storage.mend();
        two.sync(&storage).unwrap();
        assert_eq!(
            (two.text(1, 1, "text"), two.text(1, 2, "text")),
            ("první".to_owned(), "druhý".to_owned())
        );
        let head = storage.paths().into_iter().filter(is_own).nth(unreadable).unwrap();
        storage.plant(&head, Some(b"rot"));
        two.verify(&storage).unwrap();
        settle(&storage, &mut [&mut two, &mut late]);
        assert_eq!(late.all(), two.all(), "head {unreadable}");
        assert_eq!(late.text(1, 1, "text"), "první", "head {unreadable}");
        assert_eq!(late.text(1, 2, "text"), "druhý", "head {unreadable}");
    }
}

#[test]
fn what_an_own_head_listed_is_read_although_the_head_rotted_before_the_file_arrived() {
    let mut tried = 0;
    for transactions in 0..12 {
        let storage = Storage::new();
        let [mut one] = members(&storage, Profile::OwnDevices);
        one.write(1, 1, "text", "první");
        one.sync(&storage).unwrap();
        let [mut restored] = members(&Storage::new(), Profile::OwnDevices);
        restored.space = one.space;
        restored.home.start_session(ReplicaId(98));
        storage.hide(storage.paths().into_iter().filter(|path| path.starts_with("docs/")));
        restored.home.limit(Some(transactions));
        let _ = restored.sync(&storage);
        restored.home.limit(None);
        storage.mend();
        if restored.home.copies_of(restored.space, restored.keys.device.0, 0).unwrap().is_empty() {
            continue;
        }
        tried += 1;
        let heads = storage.paths().into_iter().filter(|path| path.starts_with("heads/"));
        heads.for_each(|head| storage.plant(&head, Some(b"rot")));
        restored.verify(&storage).unwrap();
        settle(&storage, &mut [&mut restored]);
        assert_eq!(restored.text(1, 1, "text"), "první", "after {transactions} transactions");
    }
    assert!(tried > 0, "the run was never cut between the head and the file");
}

#[test]
fn twins_that_pack_the_same_lines_list_what_is_there() {
    let storage = Storage::new();
    let mut one = with_forty_documents(&storage);
    one.sync(&storage).unwrap();
    let [mut twin, mut late] = members(&Storage::new(), Profile::OwnDevices);
    (twin.space, late.space) = (one.space, one.space);
    twin.home = one.home.clone();
    twin.home.start_session(ReplicaId(98));
    (1..=40).for_each(|document| twin.write(document, 2, "text", "z dvojčete"));
    twin.erase(20, 700);
    twin.sync(&storage).unwrap();
    // This one carries the erasure out as well, in the files of both: its pack has the lines of the twin's, which goes.
    one.write(1, 3, "text", "první");
    one.sync(&storage).unwrap();
    twin.write(2, 3, "text", "druhý");
    twin.sync(&storage).unwrap();
    let outcome = late.sync(&storage).unwrap();
    assert_eq!((outcome.waiting, late.all().len()), (0, 40), "{outcome:?}");
    settle(&storage, &mut [&mut one, &mut twin, &mut late]);
    assert_eq!((one.all(), twin.all()), (late.all(), late.all()));
    assert!(!is_on(&storage, "slova 20."));
}

#[test]
fn a_pack_with_something_erased_goes_although_another_document_of_it_does_not_leave_any_more() {
    for (profile, mark) in CIRCLES {
        for way in ["erased whole", "taken back", "as large as nothing may be"] {
            let storage = Storage::new();
            let [mut one, mut two] = members(&storage, profile);
            for document in (100..500).step_by(10) {
                one.share(document, mark);
                one.write(document, document + 1, "text", format!("slova {document}."));
            }
            settle(&storage, &mut [&mut one, &mut two]);
            assert!(storage.paths().iter().any(|path| path.starts_with("packs/")));
            match way {
                "erased whole" => one.erase(150, 150),
                "taken back" => one.share(150, "private"),
                _ => one.write(150, 152, "text", "x".repeat(9 << 20)),
            }
            settle(&storage, &mut [&mut one, &mut two]);
            one.erase(170, 171);
            settle(&storage, &mut [&mut one, &mut two]);
            assert!(!is_on(&storage, "slova 170."), "{profile:?} {way}");
            assert!(is_on(&storage, "slova 180."), "{profile:?} {way}");
            let confirmed = Home::receipts(&two.home, two.space, 1).unwrap();
            assert!(confirmed.iter().any(|it| it.name == there(profile, 170)), "{profile:?} {way}");
            // Whoever comes later still finds everything that is shared.
            let [_, _, mut three] = members(&Storage::new(), profile);
            three.space = two.space;
            settle(&storage, &mut [&mut three, &mut two, &mut one]);
            assert!(holds(&three, there(profile, 180), "slova 180."), "{profile:?} {way}");
            assert_eq!(three.all().len(), 40, "{profile:?} {way}");
        }
    }
}

#[test]
fn of_a_consultation_that_was_taken_back_no_erased_words_stay_on_the_storage() {
    for (profile, mark) in CIRCLES {
        for number in [1, 40, 300] {
            let storage = Storage::new();
            let [mut one] = members(&storage, profile);
            for document in (100..).step_by(10).take(number) {
                one.share(document, mark);
                one.write(document, document + 1, "text", format!("slova {document}."));
            }
            one.sync(&storage).unwrap();
            one.share(100, "private");
            one.write(100, 102, "text", "důvěrné");
            one.sync(&storage).unwrap();
            assert!(is_on(&storage, "slova 100."), "what has left stays until it is erased");
            one.erase(100, 101);
            settle(&storage, &mut [&mut one]);
            assert!(!is_on(&storage, "slova 100.") && !is_on(&storage, "důvěrné"), "{profile:?} {number}");
            let [_, mut two] = members(&Storage::new(), profile);
            two.space = one.space;
            let outcome = two.sync(&storage).unwrap();
            assert_eq!((outcome.received.len(), outcome.waiting), (number - 1, 0), "{profile:?} {number}");
        }
    }
}

#[test]
fn what_is_erased_goes_from_files_that_were_out_of_sight_too() {
    let storage = Storage::new();
    let [mut one] = members(&storage, Profile::OwnDevices);
    one.write(1, 1, "text", "slova pana starosty");
    one.sync(&storage).unwrap();
    // The own head is not to be seen for a while, and what it listed is published once more.
    storage.hide(storage.paths().into_iter().filter(|path| path.starts_with("heads/")));
    one.write(1, 1, "text", "jiná slova");
    one.sync(&storage).unwrap();
    storage.mend();
    one.erase(1, 1);
    settle(&storage, &mut [&mut one]);
    assert!(!is_on(&storage, "slova"));
}

#[test]
fn what_is_erased_goes_from_files_that_a_restored_home_does_not_know_of() {
    for documents in [1, 50] {
        let storage = Storage::new();
        let [mut one] = members(&storage, Profile::OwnDevices);
        (1..=documents).for_each(|document| one.write(document, 700, "text", format!("slova {document}.")));
        one.sync(&storage).unwrap();
        (1..=documents)
            .for_each(|document| one.write(document, 700, "text", format!("jiná slova {document}.")));
        one.sync(&storage).unwrap();
        assert!(is_on(&storage, "\"slova 1.\""), "older versions stay for readers of older heads");
        let [mut again] = members(&Storage::new(), Profile::OwnDevices);
        again.space = one.space;
        again.home.start_session(ReplicaId(50));
        again.sync(&storage).unwrap();
        again.erase(1, 700);
        settle(&storage, &mut [&mut again]);
        assert!(!is_on(&storage, "slova 1."), "{documents}");
        assert!(documents == 1 || is_on(&storage, "slova 2."), "{documents}");
    }
}

#[test]
fn what_only_one_of_two_heads_listed_is_published_when_that_head_is_gone() {
    for kept in 0..2 {
        let storage = Storage::new();
        let [mut one, mut two, mut late] = members(&storage, Profile::OwnDevices);
        let [mut twin] = members(&Storage::new(), Profile::OwnDevices);
        (twin.space, twin.home) = (one.space, one.home.clone());
        twin.home.start_session(ReplicaId(98));
        one.write(1, 1, "text", "první");
        one.sync(&storage).unwrap();
        let is_own = |path: &String| path.contains(&one.keys.device.to_string());
        let of_one: Vec<String> = storage.paths().into_iter().filter(is_own).collect();
        storage.hide(of_one.iter().cloned());
        twin.write(1, 2, "text", "druhý");
        twin.sync(&storage).unwrap();
        storage.mend();
        let of_both: Vec<String> = storage.paths().into_iter().filter(is_own).collect();
        two.sync(&storage).unwrap();
        // The files of one of the two are gone with the home that wrote them; the other one goes on.
        let is_of_one = |path: &&String| of_one.contains(path);
        let gone = of_both.iter().filter(|path| is_of_one(path) == (kept == 1));
        gone.for_each(|path| storage.plant(path, None));
        let stays = if kept == 0 { &mut one } else { &mut twin };
        stays.write(2, 1, "text", "dál");
        stays.sync(&storage).unwrap();
        settle(&storage, &mut [&mut two, &mut late]);
        assert_eq!(late.all(), two.all(), "kept {kept}");
        let texts = [late.text(1, 1, "text"), late.text(1, 2, "text"), late.text(2, 1, "text")];
        assert_eq!(texts, ["první", "druhý", "dál"], "kept {kept}");
    }
}

#[test]
fn an_own_file_that_nobody_has_read_is_taken_over_before_it_goes_for_something_erased() {
    for documents in [1, 40] {
        let storage = Storage::new();
        let [mut one] = members(&storage, Profile::OwnDevices);
        (1..=documents).for_each(|document| one.write(document, 700, "text", format!("slova {document}.")));
        let [mut twin] = members(&Storage::new(), Profile::OwnDevices);
        (twin.space, twin.home) = (one.space, one.home.clone());
        twin.home.start_session(ReplicaId(98));
        one.write(1, 800, "text", "jen tady");
        one.write(documents, 801, "text", "a tady");
        one.sync(&storage).unwrap();
        // That home is lost, and its head is out of sight when the other one erases something.
        storage.hide(storage.paths().into_iter().filter(|path| path.starts_with("heads/")));
        twin.erase(1, 700);
        twin.sync(&storage).unwrap();
        storage.mend();
        settle(&storage, &mut [&mut twin]);
        assert!(!is_on(&storage, "slova 1."), "{documents}");
        assert_eq!(twin.text(1, 800, "text"), "jen tady", "{documents}");
        assert_eq!(twin.text(documents, 801, "text"), "a tady", "{documents}");
        assert!(is_on(&storage, "jen tady") && is_on(&storage, "a tady"), "{documents}");
    }
}

#[test]
fn a_damaged_own_file_that_goes_for_something_erased_is_not_taken_over() {
    for documents in [1, 40] {
        let storage = Storage::new();
        let [mut one] = members(&storage, Profile::OwnDevices);
        (1..=documents).for_each(|document| one.write(document, 700, "text", format!("slova {document}.")));
        let [mut twin] = members(&Storage::new(), Profile::OwnDevices);
        (twin.space, twin.home) = (one.space, one.home.clone());
        twin.home.start_session(ReplicaId(98));
        one.write(documents, 800, "text", "celé");
        one.sync(&storage).unwrap();
        let is_head = |path: &String| path.starts_with("heads/");
        for path in storage.paths().into_iter().filter(|path| !is_head(path) && path != "porada.json") {
            let rotten =
                String::from_utf8(storage.read(&path).unwrap()).unwrap().replace("celé", "vymyšlené");
            storage.plant(&path, Some(rotten.as_bytes()));
        }
        storage.hide(storage.paths().into_iter().filter(is_head));
        twin.erase(1, 700);
        twin.sync(&storage).unwrap();
        assert_eq!(twin.text(documents, 800, "text"), "", "{documents}");
        assert!(!is_on(&storage, "slova 1."), "{documents}");
    }
}

#[test]
fn a_home_that_fails_while_it_takes_over_an_own_file_does_not_delete_it_unread() {
    for documents in [1, 40] {
        let mut failed = 0;
        for transactions in 0.. {
            let storage = Storage::new();
            let [mut one] = members(&storage, Profile::OwnDevices);
            (1..=documents)
                .for_each(|document| one.write(document, 700, "text", format!("slova {document}.")));
            let [mut twin] = members(&Storage::new(), Profile::OwnDevices);
            (twin.space, twin.home) = (one.space, one.home.clone());
            twin.home.start_session(ReplicaId(98));
            one.write(documents, 800, "text", "jen tady");
            one.sync(&storage).unwrap();
            // The head of that home is gone with it; only its files are there.
            for head in storage.paths().into_iter().filter(|path| path.starts_with("heads/")) {
                storage.plant(&head, None);
            }
            twin.erase(1, 700);
            twin.home.limit(Some(transactions));
            let cut = twin.sync(&storage);
            twin.home.limit(None);
            if cut.is_ok() {
                break;
            }
            failed += 1;
            settle(&storage, &mut [&mut twin]);
            let text = twin.text(documents, 800, "text");
            assert_eq!(text, "jen tady", "{documents} documents, after {transactions} transactions");
            assert!(!is_on(&storage, "slova 1."), "{documents} documents, after {transactions} transactions");
        }
        assert!(failed > 3, "{failed}");
    }
}
