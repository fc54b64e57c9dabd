//! What goes over the line: how much a listing, an edit and a damaged file cost, and what a flood of files can do.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "common/sync.rs"]
mod device;

use device::{Member, Request, Tapped, found_space, now, settle};
use jiff::SignedDuration;
use porada::model::{DocumentId, ReplicaId};
use porada::store::Quarantined;
use porada::sync::engine::{Outcome, Session, Unwatched, Warning, is_unusable};
use porada::sync::home::Home;
use porada::sync::profile::Profile;
use porada::sync::random::Randomness;
use porada::sync::remote::{Remote, RemoteError};
use porada::sync::simulator::{Cut, MemoryHome, SharedSecret, Storage};
use porada::sync::trust::{DeviceId, Signature, Trust, TrustError};
use std::sync::Mutex;

fn heads_of(storage: &Storage, device: u128) -> Vec<String> {
    let start = format!("heads/{}", DeviceId(device));
    storage.paths().into_iter().filter(|path| path.starts_with(&start)).collect()
}

fn later(member: &Member, minutes: i64) {
    member.clock.set(member.clock.get() + SignedDuration::from_mins(minutes));
}

/// A storage with two devices; the second has not read the document of the first yet.
fn two() -> (Storage, Member, Member) {
    let storage = Storage::new();
    let space = found_space(&storage, false);
    let (mut one, mut two) = (Member::new(1, space, false), Member::new(2, space, false));
    two.sync(&storage).unwrap();
    one.write(1, 1, "text", "slovo ".repeat(100));
    one.sync(&storage).unwrap();
    (storage, one, two)
}

fn document(storage: &Storage) -> String {
    storage.paths().into_iter().rfind(|path| path.starts_with("docs/")).unwrap()
}

fn unusable(member: &Member) -> Vec<Quarantined> {
    let mut files = Home::quarantined(&member.home, member.space).unwrap();
    files.retain(is_unusable);
    files
}

#[test]
fn fifty_devices_cost_forty_kilobytes_and_five_requests_with_what_listings_cost() {
    for sealed in [false, true] {
        let storage = Storage::new();
        let space = found_space(&storage, sealed);
        let mut members: Vec<Member> = (1..=50).map(|number| Member::new(number, space, sealed)).collect();
        for round in 0..3 {
            for (number, member) in members.iter_mut().enumerate() {
                member.write(number as u128 + 1, 1, "text", format!("{round} {}", "slovo ".repeat(400)));
                member.sync(&storage).unwrap();
            }
        }
        for member in &mut members {
            member.sync(&storage).unwrap();
        }
        assert!((1..=50).all(|device| heads_of(&storage, device).len() == 2));
        let total = |outcome: &Outcome| outcome.up + outcome.down;
        let [one, .., other] = members.as_mut_slice() else { panic!() };
        one.sync(&storage).unwrap();
        let idle = one.sync(&storage).unwrap();
        assert!(idle.requests <= 2 && (25_000..40_000).contains(&total(&idle)), "{idle:?}");
        one.write(1, 1, "text", format!("změna {}", "slovo ".repeat(400)));
        let edit = one.sync(&storage).unwrap();
        assert!(edit.sent == 1 && edit.requests <= 5 && total(&edit) <= 40_000, "{edit:?}");
        let pull = other.sync(&storage).unwrap();
        assert!(pull.received.len() == 1 && pull.requests <= 4 && total(&pull) <= 40_000, "{pull:?}");
    }
}

#[test]
fn two_heads_that_arrived_stay_and_the_older_serves_when_the_newest_is_torn() {
    let (storage, mut one, _) = two();
    for edit in 0..6 {
        one.write(1, 1, "text", format!("změna {edit}"));
        one.sync(&storage).unwrap();
        assert_eq!(heads_of(&storage, 1).len(), 2, "{edit}");
    }
    let newest = heads_of(&storage, 1).pop().unwrap();
    let bytes = storage.read(&newest).unwrap();
    storage.plant(&newest, Some(&bytes[..bytes.len() / 2]));
    let mut reader = Member::new(3, one.space, false);
    reader.sync(&storage).unwrap();
    assert_eq!(reader.text(1, 1, "text"), "změna 4");
}

#[test]
fn heads_that_were_deleted_after_the_listing_are_listed_again() {
    let (storage, mut one, mut two) = two();
    two.sync(&storage).unwrap();
    one.write(1, 1, "text", "první");
    one.sync(&storage).unwrap();
    one.write(1, 1, "text", "druhá");
    one.sync(&storage).unwrap();
    let listed = storage.snapshot();
    for edit in ["třetí", "čtvrtá"] {
        one.write(1, 1, "text", edit);
        one.sync(&storage).unwrap();
    }
    let later = Mutex::new(Some(storage.snapshot()));
    storage.restore(listed);
    let moving = Tapped::new(&storage, |request| {
        if let Request::Listed = request {
            later.lock().unwrap().take().into_iter().for_each(|files| storage.restore(files));
        }
        Ok(())
    });
    let outcome = two.sync(&moving).unwrap();
    assert_eq!((two.text(1, 1, "text").as_str(), outcome.warnings), ("čtvrtá", Vec::new()));
}

#[test]
fn a_head_that_was_denied_is_read_as_soon_as_it_can_be() {
    let (storage, one, mut two) = two();
    let heads = format!("heads/{}", DeviceId(1));
    let denying = Tapped::new(&storage, |request| match request {
        Request::Get(path) if path.as_str().starts_with(&heads) => {
            Err(RemoteError::File { path: path.as_str().into(), reason: "denied".to_owned() })
        }
        _ => Ok(()),
    });
    assert_eq!(two.sync(&denying).unwrap().warnings.len(), 1, "it is told of");
    assert_eq!(two.sync(&denying).unwrap().warnings, [], "once");
    two.sync(&storage).unwrap();
    assert_eq!(two.all(), one.all());
    assert_eq!(unusable(&two), []);
}

#[test]
fn heads_beyond_two_go_with_the_next_one() {
    let (storage, mut one, _) = two();
    let mut surplus = storage.snapshot();
    for edit in 0..4 {
        one.write(1, 1, "text", format!("změna {edit}"));
        one.sync(&storage).unwrap();
        surplus.extend(storage.snapshot());
    }
    storage.restore(surplus);
    assert!(heads_of(&storage, 1).len() > 4);
    one.write(1, 1, "text", "poslední");
    one.sync(&storage).unwrap();
    assert_eq!(heads_of(&storage, 1).len(), 2);
}

#[test]
fn a_damaged_file_is_not_loaded_by_each_run() {
    let (storage, mut one, mut two) = two();
    let path = document(&storage);
    let good = storage.read(&path).unwrap();
    storage.plant(&path, Some(&good[1..]));
    let first = two.sync(&storage).unwrap();
    assert!(first.requests > 2 && first.waiting == 1, "{first:?}");
    let [file] = unusable(&two).try_into().unwrap();
    assert_eq!((file.path.as_str(), file.bytes), (path.as_str(), good.len() as u64 - 1));
    for _ in 0..3 {
        let idle = two.sync(&storage).unwrap();
        assert_eq!((idle.requests, idle.waiting, idle.warnings.len()), (2, 1, 0), "{idle:?}");
    }
    // It may have been still on its way.
    later(&two, 2);
    assert!(two.sync(&storage).unwrap().requests > 2, "after a minute it is looked at again");
    assert_eq!(two.sync(&storage).unwrap().requests, 2);
    later(&two, 1);
    assert_eq!(two.sync(&storage).unwrap().requests, 2, "and then after as long as it is damaged already");
    later(&two, 2);
    assert!(two.sync(&storage).unwrap().requests > 2);
    later(&two, 24 * 60 + 1);
    assert!(two.sync(&storage).unwrap().requests > 2, "but each day");
    later(&two, -100 * 24 * 60);
    assert!(two.sync(&storage).unwrap().requests > 2, "and when the clock went back");
    // A newer head of its owner is read, and what is listed with it.
    one.write(2, 1, "text", "nové");
    one.sync(&storage).unwrap();
    storage.plant(&path, Some(&good));
    two.sync(&storage).unwrap();
    assert_eq!(two.all(), one.all());
    assert_eq!(unusable(&two), []);
}

#[test]
fn a_check_of_all_files_reads_a_damaged_file_at_once() {
    let (storage, mut one, mut two) = two();
    let path = document(&storage);
    let good = storage.read(&path).unwrap();
    storage.plant(&path, Some(b""));
    two.sync(&storage).unwrap();
    storage.plant(&path, Some(&good));
    assert_eq!(two.sync(&storage).unwrap().requests, 2);
    two.verify(&storage).unwrap();
    assert_eq!(two.all(), one.all());
    settle(&storage, &mut [&mut one, &mut two]);
}

/// Found by the history 30449907: nobody else could end the waiting of a third device.
#[test]
fn a_check_replaces_a_head_whose_upload_was_never_answered() {
    let (storage, mut one, mut two) = two();
    two.sync(&storage).unwrap();
    one.write(2, 1, "text", "nové");
    let before = storage.paths();
    storage.cut(3, Cut::After);
    assert!(
        one.sync(&storage).is_err(),
        "marker, listing and document pass, the head arrives without an answer"
    );
    storage.mend();
    let mut new = storage.paths();
    new.retain(|path| !before.contains(path));
    assert!(new.iter().any(|path| path.starts_with("heads/")), "{new:?}");
    two.sync(&storage).unwrap();
    two.write(2, 1, "text", "novější");
    two.sync(&storage).unwrap();
    new.iter().filter(|path| path.starts_with("docs/")).for_each(|path| storage.plant(path, None));
    one.sync(&storage).unwrap();
    let mut three = Member::new(3, one.space, false);
    assert_eq!(three.sync(&storage).unwrap().waiting, 1, "the storage has lost what the head lists");
    one.verify(&storage).unwrap();
    assert_eq!(three.sync(&storage).unwrap().waiting, 0);
    settle(&storage, &mut [&mut one, &mut two, &mut three]);
    assert_eq!(three.text(2, 1, "text"), "novější");
}

#[test]
fn a_file_that_has_not_arrived_is_tried_in_each_run() {
    let (storage, one, mut two) = two();
    storage.hide([document(&storage)]);
    for _ in 0..10 {
        let outcome = two.sync(&storage).unwrap();
        assert!(outcome.requests > 2 && outcome.waiting == 1, "{outcome:?}");
    }
    storage.mend();
    two.sync(&storage).unwrap();
    assert_eq!(two.all(), one.all());
}

#[test]
fn a_flood_of_planted_heads_hides_nothing_and_costs_little() {
    let (storage, mut one, mut two) = two();
    two.sync(&storage).unwrap();
    let planted: Vec<String> = (0..20_000_u128)
        .map(|number| format!("heads/{:032x}.00000001.{number:08x}.json", number << 90))
        .collect();
    planted.iter().for_each(|path| storage.plant(path, Some(b"")));
    one.write(1, 1, "text", "přesto");
    one.sync(&storage).unwrap();
    let outcome = two.sync(&storage).unwrap();
    assert_eq!(two.text(1, 1, "text"), "přesto", "who is known is not kept waiting");
    assert!(outcome.requests < 100 && outcome.warnings.len() <= 22, "{}", outcome.requests);
    assert!(outcome.warnings.contains(&Warning::MoreUnusable(44)), "{:?}", outcome.warnings);
    assert!(outcome.warnings.contains(&Warning::UnreadHeads(20_000 - 64)), "{:?}", outcome.warnings);
    let next = two.sync(&storage).unwrap();
    assert!(next.warnings.contains(&Warning::UnreadHeads(20_000 - 128)), "the next run goes on");
    assert_eq!(unusable(&two).len(), 128);
    planted.iter().for_each(|path| storage.plant(path, None));
    let clean = two.sync(&storage).unwrap();
    assert_eq!((clean.requests, clean.warnings, unusable(&two)), (2, Vec::new(), Vec::new()));
}

/// Keys of a space in which nobody has vouched for the devices 2 to 100.
struct Doubting(SharedSecret);

impl Trust for Doubting {
    fn device(&self) -> DeviceId {
        self.0.device()
    }

    fn device_name(&self, device: DeviceId) -> String {
        self.0.device_name(device)
    }

    fn refresh(&mut self, remote: &dyn Remote, random: &mut dyn Randomness) -> Result<(), TrustError> {
        self.0.refresh(remote, random)
    }

    fn sign(&self, message: &[u8]) -> Signature {
        self.0.sign(message)
    }

    fn verify(
        &self,
        device: DeviceId,
        head: u64,
        message: &[u8],
        signature: &Signature,
    ) -> Result<(), TrustError> {
        if (2..=100).contains(&device.0) {
            return Err(TrustError::UnknownDevice(device));
        }
        self.0.verify(device, head, message, signature)
    }

    fn is_sealed(&self) -> bool {
        self.0.is_sealed()
    }

    fn seal(&self, plain: &[u8]) -> Result<Vec<u8>, TrustError> {
        self.0.seal(plain)
    }

    fn open(&self, sealed: &[u8], limit: u64) -> Result<Vec<u8>, TrustError> {
        self.0.open(sealed, limit)
    }

    fn name_of(&self, document: DocumentId) -> String {
        self.0.name_of(document)
    }
}

#[test]
fn a_crowd_of_strangers_does_not_keep_a_new_device_out() {
    let storage = Storage::new();
    let space = found_space(&storage, false);
    let mut new = Member::new(200, space, false);
    new.write(1, 1, "text", "přece");
    new.sync(&storage).unwrap();
    for number in 2..=80 {
        Member::new(number, space, false).sync(&storage).unwrap();
    }
    let mut home = MemoryHome::new(ReplicaId(1));
    let mut trust = Doubting(SharedSecret::new(DeviceId(1), new.keys.secret, false));
    let mut random = Dice(7);
    let arrived = (0..60).any(|_| {
        let mut session = Session {
            home: &mut home,
            remote: &storage,
            trust: &mut trust,
            space,
            profile: Profile::OwnDevices,
            marker: None,
            clock: &now,
            random: &mut random,
            watch: &Unwatched,
        };
        let outcome = session.run().unwrap();
        assert!(outcome.warnings.len() <= 22 && outcome.requests < 100, "{outcome:?}");
        !outcome.received.is_empty()
    });
    assert!(arrived, "each run begins with another device");
}

/// Numbers that are different each time.
struct Dice(u64);

impl Randomness for Dice {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (self.0 >> 33) as u8;
        }
    }
}

#[test]
fn foreign_names_are_told_of_once_and_again_when_others_come() {
    let (storage, _, mut two) = two();
    let foreign = |outcome: &Outcome| -> Vec<(String, usize)> {
        let told = outcome.warnings.iter().filter_map(|warning| match warning {
            Warning::ForeignFiles { names, count, .. } => Some((names.clone(), *count)),
            _ => None,
        });
        told.collect()
    };
    for system in ["heads/.stfolder", "heads/desktop.ini"] {
        storage.plant(system, Some(b"x"));
    }
    assert_eq!(foreign(&two.sync(&storage).unwrap()), [], "what systems leave is nobody's mistake");
    storage.plant("heads/a (1).json", Some(b"x"));
    storage.plant("heads/b\u{1b}[2J", Some(b"x"));
    let told = foreign(&two.sync(&storage).unwrap());
    let [(names, 2)] = told.as_slice() else { panic!("{told:?}") };
    assert!(names.starts_with("a (1).json, b") && !names.contains('\u{1b}'), "{names:?}");
    assert_eq!(foreign(&two.sync(&storage).unwrap()), []);
    (0..300).for_each(|number| storage.plant(&format!("heads/x{number}"), Some(b"x")));
    let told = foreign(&two.sync(&storage).unwrap());
    let [(names, 302)] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(names.split(", ").count(), 5);
    assert_eq!(foreign(&two.preview(&storage).map(|_| two.sync(&storage).unwrap()).unwrap()), []);
    assert_eq!(two.clock.get(), now());
}
