//! Members, keys and seals of shared spaces: what each device sees, whatever the storage and the others do.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "common/spaces.rs"]
mod spaces;

use porada::model::DocumentId;
use porada::sync::keys::{KeysError, OpenSpace, Refusal, SealedSpace, SharedMemory, SpaceKeys, Standing};
use porada::sync::trust::{DeviceId, Trust, TrustError};
use proptest::prelude::*;
use spaces::{Folder, Person, SPACE, Seeded};
use std::collections::BTreeMap;
use std::io::Write;

const DOCUMENT: &[u8] = "Žďár nad Sázavou: svoz gastroodpadu".as_bytes();

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

/// A founder and two approved members on one storage.
fn team() -> (Folder, Person, Person, Person) {
    let folder = Folder::default();
    let mut jana = Person::founder(1, "Jana notebook");
    jana.space.found(&folder, &mut jana.random).unwrap();
    let mut petr = Person::joining(2, "Petr notebook", jana.id());
    let mut eva = Person::joining(3, "Eva tablet", jana.id());
    for member in [&mut petr, &mut eva] {
        assert_eq!(member.refresh(&folder), Err(TrustError::NotApproved));
        jana.approve(&folder, member).unwrap();
        assert_eq!(member.refresh(&folder), Ok(()));
    }
    for member in [&mut jana, &mut petr] {
        member.refresh(&folder).unwrap();
    }
    (folder, jana, petr, eva)
}

#[test]
fn a_device_joins_by_approval_and_reads_what_was_before() {
    let folder = Folder::default();
    let mut jana = Person::founder(1, "Jana notebook");
    jana.space.found(&folder, &mut jana.random).unwrap();
    jana.space.found(&folder, &mut jana.random).unwrap();
    let before = jana.seal(DOCUMENT);

    let mut petr = Person::joining(2, "Petr notebook", jana.id());
    assert_eq!(petr.refresh(&folder), Err(TrustError::NotApproved));
    assert!(petr.space.open(&before, 1000).is_err());
    assert!(petr.space.seal(DOCUMENT).is_err());
    jana.refresh(&folder).unwrap();
    let waiting = jana.device("Petr notebook").expect("the members can read the name");
    assert_eq!((waiting.id, waiting.standing), (petr.id(), Standing::Waiting));
    assert_eq!(petr.space.founder_fingerprint().unwrap(), jana.identity.keys().public().fingerprint());

    let other = jana.identity.keys().public().fingerprint();
    let refused = jana.space.approve(&folder, petr.id(), &other, &mut jana.random);
    assert_eq!(refused, Err(KeysError::OtherFingerprint));
    jana.approve(&folder, &petr).unwrap();
    assert_eq!(jana.approve(&folder, &petr), Err(KeysError::AlreadyMember("Petr notebook".to_owned())));
    assert_eq!(petr.refresh(&folder), Ok(()));
    assert_eq!(petr.space.open(&before, 1000).unwrap(), DOCUMENT);
    assert_eq!(jana.space.open(&petr.seal(DOCUMENT), 1000).unwrap(), DOCUMENT);
    assert_eq!(petr.space.device_name(jana.id()), "Jana notebook");
    let document = DocumentId::from_u128(7);
    assert_eq!(petr.space.name_of(document), jana.space.name_of(document));
    assert_ne!(petr.space.name_of(document), format!("{:032x}", document.as_u128()));
    assert_eq!(petr.space.roster(), {
        jana.refresh(&folder).unwrap();
        jana.space.roster()
    });
    for (name, bytes) in folder.files() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("notebook") && !text.contains("AGE-SECRET"), "{name}");
    }
}

#[test]
fn a_stranger_is_no_member_and_cannot_make_itself_one() {
    let (folder, jana, mut petr, _) = team();
    let mut stranger = Person::joining(9, "Cizí", jana.id());
    assert_eq!(stranger.refresh(&folder), Err(TrustError::NotApproved));
    let own = stranger.identity.keys().public().fingerprint();
    let id = stranger.id();
    let approved = stranger.space.approve(&folder, id, &own, &mut Seeded(5));
    assert_eq!(approved, Err(KeysError::Trust(TrustError::NotApproved)));
    petr.refresh(&folder).unwrap();
    let signature = stranger.space.sign(b"head");
    assert_eq!(petr.space.verify(id, 1, b"head", &signature), Err(TrustError::UnknownDevice(id)));
    let unknown = Person::joining(10, "Nikdo", jana.id()).id();
    assert_eq!(petr.space.verify(unknown, 1, b"head", &signature), Err(TrustError::UnknownDevice(unknown)));
    // In another one's name.
    assert_eq!(
        petr.space.verify(jana.id(), 1, b"head", &signature),
        Err(TrustError::WrongSignature(jana.id()))
    );
    let signature = jana.space.sign(b"head");
    assert_eq!(petr.space.verify(jana.id(), 1, b"head", &signature), Ok(()));
    assert_eq!(
        petr.space.verify(jana.id(), 1, b"heap", &signature),
        Err(TrustError::WrongSignature(jana.id()))
    );
}

#[test]
fn nothing_new_costs_two_listings_and_one_in_an_open_space() {
    let (folder, mut jana, mut petr, mut eva) = team();
    for person in [&mut jana, &mut petr, &mut eva] {
        person.refresh(&folder).unwrap();
        let before = folder.requests();
        person.refresh(&folder).unwrap();
        assert_eq!(folder.requests() - before, 2);
        // What was remembered needs no second reading after a start.
        let mut again = person.reopened();
        again.refresh(&folder, &mut Seeded(1)).unwrap();
        assert_eq!(folder.requests() - before, 4);
    }
    let open = Folder::default();
    let mut space = OpenSpace::open(&jana.identity, SPACE, Box::new(SharedMemory::default())).unwrap();
    space.refresh(&open, &mut Seeded(1)).unwrap();
    let before = open.requests();
    space.refresh(&open, &mut Seeded(1)).unwrap();
    assert_eq!(open.requests() - before, 1);
}

#[test]
fn after_a_removal_later_heads_are_refused_and_new_documents_unreadable() {
    let (folder, mut jana, mut petr, mut eva) = team();
    let before = jana.seal(DOCUMENT);
    let signature = eva.space.sign(b"head");
    jana.space.remove(&folder, eva.id(), 3, &mut jana.random).unwrap();
    petr.refresh(&folder).unwrap();
    assert_eq!(eva.refresh(&folder), Err(TrustError::RemovedDevice(eva.id())));

    for member in [&jana, &petr] {
        assert_eq!(member.space.verify(eva.id(), 3, b"head", &signature), Ok(()));
        let late = member.space.verify(eva.id(), 4, b"head", &signature);
        assert_eq!(late, Err(TrustError::RemovedDevice(eva.id())));
        assert_eq!(member.space.open(&before, 1000).unwrap(), DOCUMENT);
    }
    let after = petr.seal(DOCUMENT);
    assert_eq!(jana.space.open(&after, 1000).unwrap(), DOCUMENT);
    assert_eq!(eva.space.open(&before, 1000).unwrap(), DOCUMENT, "forward only");
    assert!(matches!(eva.space.open(&after, 1000), Err(TrustError::NoKey(_))));
    assert!(eva.space.seal(DOCUMENT).is_err());
    let own = jana.space.remove(&folder, jana.id(), 1, &mut Seeded(2));
    assert_eq!(own, Err(KeysError::OwnDevice));
    assert_eq!(jana.approve(&folder, &eva), Err(KeysError::Removed("Eva tablet".to_owned())));
    // A new member reads both epochs.
    let mut olga = Person::joining(4, "Olga", jana.id());
    assert_eq!(olga.refresh(&folder), Err(TrustError::NotApproved));
    petr.approve(&folder, &olga).unwrap();
    olga.refresh(&folder).unwrap();
    assert_eq!(olga.space.open(&before, 1000).unwrap(), DOCUMENT);
    assert_eq!(olga.space.open(&after, 1000).unwrap(), DOCUMENT);
    assert_eq!(olga.space.name_of(DocumentId::from_u128(1)), jana.space.name_of(DocumentId::from_u128(1)));
}

#[test]
fn a_removed_device_cannot_let_anybody_in_with_a_backdated_statement() {
    let (folder, mut jana, mut petr, mut eva) = team();
    let mut friend = Person::joining(4, "Přítel", jana.id());
    assert_eq!(friend.refresh(&folder), Err(TrustError::NotApproved));
    // Eva approves on a copy of the storage on which she has not been removed; the numbers are as old as can be.
    let copy = folder.copy();
    jana.space.remove(&folder, eva.id(), 0, &mut jana.random).unwrap();
    eva.approve(&copy, &friend).unwrap();
    folder.take_all(&copy);
    petr.refresh(&folder).unwrap();
    assert_eq!(petr.standing(friend.id()), Some(Standing::Waiting));
    assert_eq!(petr.standing(eva.id()), Some(Standing::Removed { by: jana.id(), last_head: 0 }));
    assert_eq!(friend.refresh(&folder), Err(TrustError::NotApproved));
}

#[test]
fn of_two_that_remove_each_other_the_one_approved_earlier_stays() {
    let (folder, mut jana, mut petr, mut eva) = team();
    let copy = folder.copy();
    petr.space.remove(&folder, eva.id(), 5, &mut petr.random).unwrap();
    eva.space.remove(&copy, petr.id(), 5, &mut eva.random).unwrap();
    folder.take_all(&copy);
    jana.refresh(&folder).unwrap();
    assert_eq!(jana.standing(petr.id()), Some(Standing::Member { by: Some(jana.id()) }));
    assert_eq!(jana.standing(eva.id()), Some(Standing::Removed { by: petr.id(), last_head: 5 }));
    // The epoch that Eva made for herself is not used.
    let sealed = jana.seal(DOCUMENT);
    assert!(eva.space.open(&sealed, 1000).is_err());
}

#[test]
fn a_thief_who_strikes_back_is_out_when_a_weightier_member_removes_him_too() {
    let (folder, mut jana, mut petr, mut eva) = team();
    let copy = folder.copy();
    // Petr's laptop is stolen; Eva, who was approved after him, removes it; the thief answers.
    eva.space.remove(&folder, petr.id(), 5, &mut eva.random).unwrap();
    petr.space.remove(&copy, eva.id(), 0, &mut petr.random).unwrap();
    folder.take_all(&copy);
    jana.refresh(&folder).unwrap();
    assert_eq!(jana.standing(eva.id()), Some(Standing::Removed { by: petr.id(), last_head: 0 }));
    let keeps_not = jana.space.remove(&folder, petr.id(), 5, &mut jana.random);
    assert_eq!(keeps_not, Ok(()));
    assert_eq!(jana.standing(petr.id()), Some(Standing::Removed { by: jana.id(), last_head: 5 }));
}

#[test]
fn even_the_founder_can_be_removed_and_those_it_approved_stay() {
    let (folder, mut jana, mut petr, mut eva) = team();
    petr.space.remove(&folder, jana.id(), 8, &mut petr.random).unwrap();
    eva.refresh(&folder).unwrap();
    assert_eq!(eva.standing(jana.id()), Some(Standing::Removed { by: petr.id(), last_head: 8 }));
    assert_eq!(eva.standing(petr.id()), Some(Standing::Member { by: Some(jana.id()) }));
    assert_eq!(jana.refresh(&folder), Err(TrustError::RemovedDevice(jana.id())));
    let sealed = eva.seal(DOCUMENT);
    assert_eq!(petr.space.open(&sealed, 1000).unwrap(), DOCUMENT);
    assert!(jana.space.open(&sealed, 1000).is_err());
}

#[test]
fn a_storage_that_shows_an_older_state_brings_nobody_back() {
    let (folder, mut jana, mut petr, eva) = team();
    let old = folder.copy();
    jana.space.remove(&folder, eva.id(), 1, &mut jana.random).unwrap();
    petr.refresh(&folder).unwrap();
    let removed = Some(Standing::Removed { by: jana.id(), last_head: 1 });
    let mut again = petr.reopened();
    again.refresh(&old, &mut Seeded(1)).unwrap();
    assert_eq!(petr.standing(eva.id()), removed);
    let signature = eva.space.sign(b"head");
    assert_eq!(again.verify(eva.id(), 2, b"head", &signature), Err(TrustError::RemovedDevice(eva.id())));
    // And the storage has the statement back, for those who never saw it.
    let mut olga = Person::joining(4, "Olga", jana.id());
    assert_eq!(olga.refresh(&old), Err(TrustError::NotApproved));
    assert_eq!(olga.standing(eva.id()), removed);
}

#[test]
fn a_torn_or_lost_statement_is_written_again() {
    let (folder, mut jana, ..) = team();
    let whole = folder.files();
    for name in folder.names("members/") {
        folder.cut(&name, 20);
        jana.refresh(&folder).unwrap();
        assert_eq!(folder.files(), whole, "{name}");
        folder.remove(&name);
        jana.refresh(&folder).unwrap();
        assert_eq!(folder.files(), whole, "{name}");
    }
}

#[test]
fn a_file_of_another_space_and_of_a_newer_porada_do_not_count() {
    let (folder, mut jana, ..) = team();
    let other = Folder::default();
    let mut foreign = Person::in_space("ffffffffffffffffffffffffffffffff", 7, "Cizí", None);
    foreign.space.found(&other, &mut foreign.random).unwrap();
    for name in other.names("members/") {
        folder.write(&name, other.files()[&name].clone());
    }
    let device = foreign.id();
    let newer = r#"{"statement":{"format":"porada-members/2","what":[]},"signature":""}"#;
    let newer_name = format!("members/{device}.0009.{}.json", "0".repeat(32));
    folder.write(&newer_name, newer.as_bytes().to_vec());
    folder.write("members/.sync-conflict-x.json", b"?".to_vec());
    jana.refresh(&folder).unwrap();
    let why: BTreeMap<_, _> = jana.space.refused().iter().map(|it| (it.file.clone(), it.why)).collect();
    assert_eq!(why.len(), 3, "{why:?}");
    for name in other.names("members/") {
        assert_eq!(why[&name], Refusal::OtherSpace);
    }
    assert_eq!(why[&newer_name], Refusal::Newer);
    assert_eq!(jana.space.devices().len(), 3);
}

#[test]
fn no_altered_byte_of_a_statement_passes() {
    let (folder, mut jana, _, eva) = team();
    jana.space.remove(&folder, eva.id(), 3, &mut jana.random).unwrap();
    let observer = Person::joining(9, "Pozorovatel", jana.id());
    let mut tried = 0;
    for kind in ["introduce", "approve", "remove", "epoch"] {
        let says = format!(r#""says":{{"{kind}""#);
        let (name, whole) =
            folder.files().into_iter().find(|(_, it)| String::from_utf8_lossy(it).contains(&says)).unwrap();
        for at in 0..whole.len() {
            let mut altered = whole.clone();
            altered[at] ^= 1 << (at % 7);
            let storage = folder.copy();
            storage.write(&name, altered);
            let mut space = observer.without_memory();
            let _ = space.refresh(&storage, &mut Seeded(1));
            assert!(space.refused().iter().any(|it| it.file == name), "{name} at {at}");
            assert!(space.devices().len() <= 4, "{name} at {at}");
            tried += 1;
        }
    }
    assert!(tried > 2000, "{tried}");
}

#[test]
fn a_statement_in_another_ones_name_is_refused() {
    let (folder, mut jana, petr, _) = team();
    let mut thief = Person::joining(9, "Zloděj", jana.id());
    assert_eq!(thief.refresh(&folder), Err(TrustError::NotApproved));
    let says = r#""says":{"approve""#;
    let mut files = folder.files().into_values().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let approval = files.find(|text| text.contains(says) && text.contains(&petr.id().to_string())).unwrap();
    // Everything is as it should be, but the signature is that of an approval of somebody else.
    let digits = |person: &Person| person.identity.keys().public().fingerprint().to_string();
    let forged = approval
        .replace(&petr.id().to_string(), &thief.id().to_string())
        .replace(&digits(&petr), &digits(&thief));
    let number = forged.split(r#""number":"#).nth(1).unwrap().split(',').next().unwrap().to_owned();
    let hash = blake3::hash(forged.as_bytes()).to_hex();
    let name = format!("members/{}.{number:0>4}.{}.json", jana.id(), &hash[..32]);
    folder.write(&name, forged.into_bytes());
    jana.refresh(&folder).unwrap();
    assert_eq!(jana.standing(thief.id()), Some(Standing::Waiting));
    let why: Vec<_> = jana.space.refused().iter().map(|it| (it.file.clone(), it.why)).collect();
    assert_eq!(why, [(name, Refusal::WrongSignature)]);
    assert_eq!(thief.refresh(&folder), Err(TrustError::NotApproved));
}

#[test]
fn no_altered_byte_of_a_key_or_a_document_passes() {
    let (folder, mut jana, petr, _) = team();
    let own = folder.names("keys/").into_iter().find(|name| name.contains(&petr.id().to_string())).unwrap();
    let whole = folder.files()[&own].clone();
    for at in 0..whole.len() {
        let mut altered = whole.clone();
        altered[at] ^= 1 << (at % 8);
        let storage = folder.copy();
        storage.write(&own, altered);
        let mut fresh = petr.without_memory();
        assert_eq!(fresh.refresh(&storage, &mut Seeded(1)), Err(TrustError::NoKey(1)), "at {at}");
        // What was of no use made room.
        assert!(!storage.files().contains_key(&own));
        if at % 50 == 0 {
            jana.space.refresh(&storage, &mut jana.random).unwrap();
            assert_eq!(fresh.refresh(&storage, &mut Seeded(1)), Ok(()));
        }
    }
    let sealed = jana.seal(DOCUMENT);
    for at in 0..sealed.len() {
        let mut altered = sealed.clone();
        altered[at] ^= 1 << (at % 8);
        assert!(petr.space.open(&altered, 1000).is_err(), "at {at}");
        assert!(petr.space.open(&sealed[..at], 1000).is_err(), "cut at {at}");
    }
}

#[test]
fn a_key_that_a_stranger_seals_for_a_member_is_not_used() {
    let (folder, mut jana, petr, _) = team();
    let own = folder.names("keys/").into_iter().find(|name| name.contains(&petr.id().to_string())).unwrap();
    let theirs = age::x25519::Identity::generate();
    let text = age::secrecy::ExposeSecret::expose_secret(&theirs.to_string()).to_owned();
    let names = "0".repeat(64);
    let plain = format!(
        r#"{{"format":"porada-key/1","space":"{SPACE}","epoch":1,"key":"{text}","names":"{names}"}}"#
    );
    let petrs: age::x25519::Recipient = petr.identity.keys().public().recipient.parse().unwrap();
    folder.write(&own, age::encrypt(&petrs, plain.as_bytes()).unwrap());
    let mut fresh = petr.without_memory();
    assert_eq!(fresh.refresh(&folder, &mut Seeded(1)), Err(TrustError::NoKey(1)));
    assert!(fresh.seal(DOCUMENT).is_err());
    let planted = age::encrypt(&theirs.to_public(), &gzip(DOCUMENT)).unwrap();
    assert_eq!(fresh.open(&planted, 1000), Err(TrustError::NoKey(1)));
    jana.refresh(&folder).unwrap();
    assert_eq!(fresh.refresh(&folder, &mut Seeded(1)), Ok(()));
    assert_eq!(jana.space.open(&fresh.seal(DOCUMENT).unwrap(), 1000).unwrap(), DOCUMENT);
}

#[test]
fn a_bomb_is_not_inflated_beyond_the_limit() {
    let (folder, jana, ..) = team();
    // The recipient is public: anybody can seal for the space.
    let files = folder.files();
    let epoch = files.values().find_map(|bytes| {
        let text = String::from_utf8_lossy(bytes);
        let rest = text.split(r#""epoch":{"number":1,"recipient":""#).nth(1)?;
        Some(rest.split('"').next()?.to_owned())
    });
    let recipient: age::x25519::Recipient = epoch.unwrap().parse().unwrap();
    let bomb = age::encrypt(&recipient, &gzip(&vec![b' '; 64 * 1024 * 1024])).unwrap();
    assert!(bomb.len() < 100_000);
    assert_eq!(jana.space.open(&bomb, 8 * 1024 * 1024), Err(TrustError::Damaged));
    let plain = age::encrypt(&recipient, b"not compressed").unwrap();
    assert_eq!(jana.space.open(&plain, 1000), Err(TrustError::Damaged));
    assert_eq!(jana.space.open(b"no seal", 1000), Err(TrustError::Damaged));
}

#[test]
fn a_lost_device_comes_back_by_its_code_or_as_a_new_one() {
    let (folder, mut jana, petr, _) = team();
    let before = petr.seal(DOCUMENT);
    let code = petr.identity.keys().recovery_code();
    let mut back = Person::recovered(&code, "Petr nový", jana.id());
    assert_eq!(back.id(), petr.id());
    back.refresh(&folder).unwrap();
    assert_eq!(back.space.open(&before, 1000).unwrap(), DOCUMENT);
    jana.refresh(&folder).unwrap();
    assert_eq!(jana.space.device_name(back.id()), "Petr nový");

    let mut anew = Person::joining(20, "Petr jiný", jana.id());
    assert_eq!(anew.refresh(&folder), Err(TrustError::NotApproved));
    jana.approve(&folder, &anew).unwrap();
    jana.space.remove(&folder, petr.id(), 9, &mut jana.random).unwrap();
    anew.refresh(&folder).unwrap();
    assert_eq!(anew.space.open(&before, 1000).unwrap(), DOCUMENT);
    assert_eq!(anew.space.verify(petr.id(), 9, b"head", &petr.space.sign(b"head")), Ok(()));
}

#[test]
fn a_copied_home_takes_keys_of_its_own_without_anybody_else() {
    let (folder, mut jana, mut petr, _) = team();
    let before = petr.seal(DOCUMENT);
    let keys = porada::sync::keys::DeviceKeys::generate(&mut Seeded(77));
    petr.space.renew(&folder, &keys, &mut petr.random).unwrap();
    let old = petr.id();
    petr.identity.renew(keys).unwrap();
    assert_ne!(petr.id(), old);
    let mut renewed = petr.without_memory();
    renewed.refresh(&folder, &mut Seeded(1)).unwrap();
    assert_eq!(renewed.open(&before, 1000).unwrap(), DOCUMENT);
    jana.refresh(&folder).unwrap();
    assert_eq!(jana.standing(petr.id()), Some(Standing::Member { by: Some(old) }));
    assert_eq!(jana.space.device_name(petr.id()), "Petr notebook");
}

#[test]
fn the_founder_of_a_space_is_remembered() {
    let (folder, jana, mut petr, eva) = team();
    petr.refresh(&folder).unwrap();
    let memory = || Box::new(petr.memory.clone());
    let other = SealedSpace::open(&petr.identity, SPACE, eva.id(), memory());
    assert_eq!(other.err(), Some(TrustError::OtherFounder));
    // A marker that suddenly says that nothing is encrypted is another founder too.
    let open = SpaceKeys::open(&petr.identity, SPACE, None, memory());
    assert_eq!(open.err(), Some(TrustError::OtherFounder));
    assert!(SpaceKeys::open(&petr.identity, SPACE, Some(jana.id()), memory()).is_ok());
    // A storage that lost the founder's statements before this device met them.
    let mut nobody = Person::joining(5, "Nikdo", jana.id());
    assert_eq!(nobody.refresh(&Folder::default()), Err(TrustError::UnknownDevice(jana.id())));
}

#[test]
fn without_encryption_devices_know_each_other_by_their_signatures() {
    let folder = Folder::default();
    let (jana, petr) = (Person::founder(1, "Jana\u{1b}[2J"), Person::founder(2, "Petr"));
    let open = |person: &Person| {
        let mut space = OpenSpace::open(&person.identity, SPACE, Box::new(SharedMemory::default())).unwrap();
        space.refresh(&folder, &mut Seeded(1)).unwrap();
        space
    };
    let (_, petrs) = (open(&jana), open(&petr));
    let janas = open(&jana);
    assert_eq!(janas.device_name(petr.id()), "Petr");
    assert!(!petrs.device_name(jana.id()).contains('\u{1b}'));
    let signature = petrs.sign(b"head");
    assert_eq!(janas.verify(petr.id(), 1, b"head", &signature), Ok(()));
    assert_eq!(janas.verify(jana.id(), 1, b"head", &signature), Err(TrustError::WrongSignature(jana.id())));
    assert_eq!(janas.seal(DOCUMENT).unwrap(), DOCUMENT);
    assert_eq!(janas.open(DOCUMENT, 3), Err(TrustError::Damaged));
    assert_eq!(janas.roster(), petrs.roster());
}

#[test]
fn no_secret_of_a_space_shows_in_debug_or_on_the_storage() {
    let (folder, _, petr, _) = team();
    let code = petr.identity.keys().recovery_code();
    let shown = format!("{:?} {:?}", petr.space, petr.reopened());
    assert!(shown.contains(&petr.id().to_string()) && !shown.contains("SECRET"), "{shown}");
    let memory = String::from_utf8(porada::sync::keys::Memory::load(&petr.memory).unwrap().unwrap()).unwrap();
    for text in
        folder.files().into_values().map(|it| String::from_utf8_lossy(&it).into_owned()).chain([memory])
    {
        assert!(!text.contains(code.as_str()) && !text.contains("AGE-SECRET"));
    }
}

#[test]
fn the_age_program_opens_a_document() {
    let tool = std::process::Command::new("age").arg("--version").output();
    if tool.is_err() {
        println!("NOT RUN: the program age is not installed (apt-get install age)");
        return;
    }
    let (folder, _, petr, _) = team();
    let home = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = home.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let age = |identity: &std::path::Path, sealed: &std::path::Path| {
        let done =
            std::process::Command::new("age").arg("-d").arg("-i").args([identity, sealed]).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        done.stdout
    };
    let own = folder.names("keys/").into_iter().find(|name| name.contains(&petr.id().to_string())).unwrap();
    let code = file("code.txt", petr.identity.keys().recovery_code().as_bytes());
    let key = age(&code, &file("key.age", &folder.files()[&own]));
    let key: serde_json::Value = serde_json::from_slice(&key).unwrap();
    let key = file("key.txt", key["key"].as_str().unwrap().as_bytes());
    let compressed = age(&key, &file("document.json.age", &petr.seal(DOCUMENT)));
    let mut plain = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(compressed.as_slice()), &mut plain).unwrap();
    assert_eq!(plain, DOCUMENT);
}

/// What somebody does, or that two storages exchange their files.
#[derive(Debug, Clone)]
enum Deed {
    Approve(usize, usize),
    Remove(usize, usize, u64),
    Meet(usize, usize),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let who = 0..4_usize;
    let deed = prop_oneof![
        3 => (who.clone(), who.clone()).prop_map(|(by, whom)| Deed::Approve(by, whom)),
        2 => (who.clone(), who.clone(), 0..9_u64).prop_map(|(by, whom, head)| Deed::Remove(by, whom, head)),
        4 => (who.clone(), who).prop_map(|(one, other)| Deed::Meet(one, other)),
    ];
    prop::collection::vec(deed, 4..24)
}

/// All files after people on storages of their own did these deeds, the founder, and whom the founder removed.
fn history(deeds: &[Deed]) -> (Person, Folder, Vec<DeviceId>) {
    let start = Folder::default();
    let mut jana = Person::founder(1, "Jana");
    jana.space.found(&start, &mut jana.random).unwrap();
    let mut people = vec![jana];
    for (seed, name) in [(2, "Petr"), (3, "Eva"), (4, "Olga")] {
        let mut person = Person::joining(seed, name, people[0].id());
        let _ = person.refresh(&start);
        people.push(person);
    }
    let storages: Vec<Folder> = people.iter().map(|_| start.copy()).collect();
    let mut removed = Vec::new();
    for deed in deeds {
        match deed {
            Deed::Approve(by, whom) => {
                let keys = people[*whom].identity.keys().public();
                let by_person = &mut people[*by];
                let _ = by_person.space.approve(
                    &storages[*by],
                    keys.device(),
                    &keys.fingerprint(),
                    &mut by_person.random,
                );
            }
            Deed::Remove(by, whom, head) => {
                let whom = people[*whom].id();
                let by_person = &mut people[*by];
                let done = by_person.space.remove(&storages[*by], whom, *head, &mut by_person.random);
                removed.extend((*by == 0 && done.is_ok()).then_some(whom));
            }
            Deed::Meet(one, other) => {
                storages[*one].take_all(&storages[*other]);
                storages[*other].take_all(&storages[*one]);
            }
        }
    }
    let all = Folder::default();
    storages.iter().for_each(|storage| all.take_all(storage));
    (people.remove(0), all, removed)
}

/// What a newcomer sees who reads the files in this order, some of them several times, with damaged ones between.
fn seen(founder: &Person, files: &[(String, Vec<u8>)]) -> Vec<(String, Standing)> {
    let storage = Folder::default();
    let mut observer = Person::joining(9, "Pozorovatel", founder.id());
    for (place, (name, bytes)) in files.iter().enumerate() {
        if place % 3 == 0 {
            let mut damaged = bytes.clone();
            damaged[place % bytes.len()] ^= 2;
            storage.write(name, damaged);
            let _ = observer.refresh(&storage);
        }
        storage.write(name, bytes.clone());
        if place % 4 == 0 {
            let _ = observer.refresh(&storage);
        }
    }
    let _ = observer.refresh(&storage);
    let devices = observer.space.devices().into_iter();
    devices.map(|device| (device.id.to_string(), device.standing)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn the_same_statements_give_the_same_members_in_any_order(
        deeds in deeds(),
        shuffle in prop::collection::vec(any::<u16>(), 64),
    ) {
        let (founder, all, removed) = history(&deeds);
        let files: Vec<(String, Vec<u8>)> =
            all.files().into_iter().filter(|(name, _)| name.starts_with("members/")).collect();
        let mut other: Vec<_> = files.iter().cloned().zip(shuffle.iter().cycle()).collect();
        other.sort_by_key(|(_, place)| **place);
        let other: Vec<_> = other.into_iter().map(|(file, _)| file).collect();
        let first = seen(&founder, &files);
        prop_assert_eq!(&first, &seen(&founder, &other));
        // Whom the founder removed stays out, whatever else was stated, as long as the founder itself is in.
        let standing = |id: &DeviceId| first.iter().find(|(one, _)| *one == id.to_string()).map(|(_, it)| *it);
        let founder_is_in = matches!(standing(&founder.id()), Some(Standing::Member { .. }));
        for device in removed.iter().filter(|_| founder_is_in) {
            let is_in = matches!(standing(device), Some(Standing::Member { .. }));
            prop_assert!(!is_in, "{device} is in");
        }
        // Who knows everything agrees.
        let mut late = founder.without_memory();
        let _ = late.refresh(&all, &mut Seeded(1));
        let known: Vec<_> = late.devices().into_iter().map(|it| (it.id.to_string(), it.standing)).collect();
        let others: Vec<_> = first.into_iter().filter(|(id, _)| known.iter().any(|(one, _)| one == id)).collect();
        prop_assert_eq!(known, others);
    }
}
