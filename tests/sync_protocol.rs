//! What a synchronisation does, costs, tells and refuses, seen from outside the engine.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking"
)]

#[path = "common/sync.rs"]
mod device;

use device::{Counting, Member, found_space, keys, now, settle};
use jiff::SignedDuration;
use jsonschema::Validator;
use porada::i18n::{Language, Localized};
use porada::model::{Consultation, DocumentId, Dot, NewConsultation, ReplicaId, VersionVector};
use porada::store::{Store, StoreError};
use porada::sync::engine::{
    Outcome, Progress, Session, Step, SyncError, Unwatched, Verified, Warning, Watch, found, look,
};
use porada::sync::format::{Flaw, SpaceId};
use porada::sync::home::Home;
use porada::sync::profile::Profile;
use porada::sync::remote::Remote;
use porada::sync::simulator::{Cut, Storage};
use porada::sync::trust::DeviceId;
use serde_json::Value;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

fn two(sealed: bool) -> (Storage, Member, Member) {
    let storage = Storage::new();
    let space = found_space(&storage, sealed);
    (storage, Member::new(1, space, sealed), Member::new(2, space, sealed))
}

#[test]
fn costs_do_not_depend_on_the_number_of_documents() {
    for (documents, sealed) in [(3, false), (600, false), (600, true)] {
        let (storage, mut one, mut two) = two(sealed);
        for document in 1..=documents {
            one.write(document, 1, "text", "slovo ".repeat(400));
        }
        let first = one.sync(&storage).unwrap();
        assert_eq!(first.sent, documents as usize);
        assert!(first.requests < 12, "packs: {}", first.requests);
        let pull = two.sync(&storage).unwrap();
        assert_eq!(pull.received.len(), documents as usize);
        settle(&storage, &mut [&mut one, &mut two]);
        let idle = one.sync(&storage).unwrap();
        assert!(idle.requests <= 2 && idle.up < 200 && idle.down < 4_000, "only the question: {idle:?}");
        for edit in 0..6 {
            one.write(1, 1, "text", format!("změna {edit} {}", "slovo ".repeat(400)));
            let sent = one.sync(&storage).unwrap();
            assert!(sent.requests <= 5 && sent.up <= 40_000, "{documents}: {sent:?}");
            let came = two.sync(&storage).unwrap();
            assert!(came.requests <= 4 && came.down <= 40_000, "{documents}: {came:?}");
            assert_eq!(came.received.len(), 1);
        }
        assert_eq!(one.all(), two.all());
    }
}

#[test]
fn the_index_keeps_heads_small_and_a_newcomer_finds_everything() {
    let (storage, mut one, _) = two(false);
    for round in 0..12_u128 {
        for document in 0..60 {
            one.write(1 + round * 60 + document, 1, "text", format!("{round}"));
        }
        one.write(1, 1, "text", format!("znovu {round}"));
        one.sync(&storage).unwrap();
    }
    let heads = storage.paths().into_iter().filter(|path| path.starts_with("heads/"));
    assert!(heads.map(|path| storage.read(&path).unwrap().len()).max().unwrap() < 40_000);
    let indexes = storage.paths().iter().filter(|path| path.starts_with("index/")).count();
    assert!((1..=4).contains(&indexes), "{indexes}");
    let mut new = Member::new(3, one.space, false);
    let came = new.sync(&storage).unwrap();
    assert_eq!((came.received.len(), came.waiting), (720, 0));
    assert_eq!(new.all(), one.all());
}

#[test]
fn another_storage_stops_everything_and_changes_nothing() {
    let (storage, mut one, _) = two(false);
    one.write(1, 1, "text", "moje");
    let before = one.all();
    let marker = storage.read("porada.json").unwrap();
    let changed = |from: &str, to: &str| String::from_utf8(marker.clone()).unwrap().replace(from, to);
    let id = one.space.to_string();
    type Case = (Option<String>, fn(&SyncError) -> bool);
    let cases: Vec<Case> = vec![
        (None, |error| *error == SyncError::NotPorada),
        (Some(String::new()), |error| matches!(error, SyncError::Marker(_))),
        (Some("[".repeat(100_000)), |error| matches!(error, SyncError::Marker(_))),
        (Some(changed("porada-sync/1", "porada-sync/2")), |error| matches!(error, SyncError::Marker(_))),
        (Some(changed(&id, &"0".repeat(32))), |error| matches!(error, SyncError::OtherSpace(_))),
        (Some(changed("\"none\"", "\"age\"")), |error| *error == SyncError::OtherEncryption),
        (Some(changed("\"own\"", "\"team\"")), |error| matches!(error, SyncError::OtherProfile(_))),
    ];
    for (text, expected) in cases {
        storage.plant("porada.json", text.as_deref().map(str::as_bytes));
        let error = one.sync(&storage).unwrap_err();
        assert!(expected(&error), "{text:?}: {error:?}");
        assert_eq!(storage.paths().len(), usize::from(text.is_some()), "nothing was written");
    }
    assert_eq!(one.all(), before);
    storage.plant("porada.json", Some(&marker));
    assert_eq!(one.sync(&storage).unwrap().sent, 1);
    let again =
        found(&storage, &keys(1, false), SpaceId::random(&mut Counting(9)), Profile::OwnDevices, now());
    assert_eq!(again.unwrap_err(), SyncError::AlreadyFounded);
    assert_eq!(look(&storage).unwrap().unwrap().space, one.space);
}

#[test]
fn a_preview_tells_what_would_move_and_moves_nothing() {
    let (storage, mut one, mut two) = two(true);
    let id = DocumentId::from_u128(7);
    let new =
        NewConsultation {
            title: "Jeseník".into(), written_by: "Jana Vzorová".into(), ..Default::default()
        };
    one.home.apply(id, "consultation", &Consultation::create(id, new), &VersionVector::default(), now());
    two.write(9, 1, "text", "od druhého");
    two.sync(&storage).unwrap();
    let files = storage.snapshot();
    let preview = one.preview(&storage).unwrap();
    assert_eq!(storage.snapshot(), files);
    assert_eq!((preview.leaving.len(), preview.coming), (1, 1));
    let leaving = &preview.leaving[0];
    assert_eq!((leaving.title.as_str(), leaving.personal), ("Jeseník", true));
    assert!(leaving.bytes > 100);
    assert!(one.document(9).is_none());
    let done = one.sync(&storage).unwrap();
    assert_eq!((done.sent, done.received.len()), (1, 1));
    assert_eq!(one.preview(&storage).unwrap(), Default::default());
}

/// Cancels when so many steps were announced.
struct Impatient {
    after: usize,
    seen: AtomicUsize,
    steps: Mutex<Vec<Step>>,
}

impl Watch for Impatient {
    fn progress(&self, progress: Progress) {
        self.steps.lock().unwrap().push(progress.step);
    }

    fn cancelled(&self) -> bool {
        self.seen.fetch_add(1, Ordering::Relaxed) >= self.after
    }
}

#[test]
fn a_person_can_cancel_at_any_step_and_the_next_run_goes_on() {
    for after in 0.. {
        let (storage, mut one, mut two) = two(false);
        (1..=40).for_each(|document| two.write(document, 1, "text", "druhý"));
        two.sync(&storage).unwrap();
        (41..=44).for_each(|document| one.write(document, 1, "text", "první"));
        let watch = Impatient { after, seen: AtomicUsize::new(0), steps: Mutex::default() };
        let done = one.session(&storage, &watch, |session| session.run());
        settle(&storage, &mut [&mut one, &mut two]);
        assert_eq!(one.all().len(), 44);
        assert_eq!(one.all(), two.all());
        match done {
            Err(error) => assert_eq!(error, SyncError::Cancelled),
            Ok(_) => {
                let steps = watch.steps.into_inner().unwrap();
                for step in [Step::Marker, Step::Heads, Step::Receive, Step::Send, Step::Publish] {
                    assert!(steps.contains(&step), "{step:?}");
                }
                assert!(after > 8);
                break;
            }
        }
    }
}

#[test]
fn a_person_hears_of_clocks_deletions_older_states_and_missing_devices() {
    let (storage, mut one, mut two) = two(false);
    two.clock.set(now() + SignedDuration::from_hours(24 * 1000));
    (1..=25).for_each(|entity| two.write(1, entity, "text", "x"));
    two.sync(&storage).unwrap();
    let old = storage.snapshot();
    let warnings = one.sync(&storage).unwrap().warnings;
    let ahead = |warning: &Warning| matches!(warning, Warning::ClockAhead { hours: 24_000, .. });
    assert!(warnings.iter().any(ahead), "{warnings:?}");
    (1..=25).for_each(|entity| two.write(1, entity, "deleted", true));
    two.sync(&storage).unwrap();
    let warnings = one.sync(&storage).unwrap().warnings;
    let deleted = |warning: &Warning| matches!(warning, Warning::ManyDeletions { count: 25, .. });
    assert!(warnings.iter().any(deleted), "{warnings:?}");
    storage.restore(old);
    let outcome = one.sync(&storage).unwrap();
    let older = |warning: &Warning| matches!(warning, Warning::OlderState { seen: 1, known: 2, .. });
    assert!(outcome.warnings.iter().any(older), "{outcome:?}");
    assert!(
        one.document(1).unwrap().entities().all(|(_, entity)| entity.is_deleted()),
        "nothing is taken back"
    );
    for path in storage.paths().into_iter().filter(|path| path.contains("0002")) {
        storage.plant(&path, None);
    }
    let outcome = one.sync(&storage).unwrap();
    assert!(outcome.warnings.iter().any(|it| matches!(it, Warning::MissingDevice { .. })), "{outcome:?}");
    assert_eq!(one.all().len(), 1);
    // Another device's word of what it has taken over shows that the storage hides something.
    let mut three = Member::new(3, one.space, false);
    let outcome = three.sync(&storage).unwrap();
    assert!(
        outcome.warnings.iter().any(|it| matches!(it, Warning::OlderState { seen: 0, .. })),
        "{outcome:?}"
    );
}

#[test]
fn a_storage_that_was_set_back_gets_everything_again() {
    let (storage, mut one, mut two) = two(true);
    one.write(1, 1, "text", "první");
    one.sync(&storage).unwrap();
    let old = storage.snapshot();
    one.write(2, 1, "text", "druhý");
    one.sync(&storage).unwrap();
    storage.restore(old);
    let outcome = one.sync(&storage).unwrap();
    assert!(outcome.warnings.iter().any(|it| matches!(it, Warning::OlderState { .. })));
    two.sync(&storage).unwrap();
    assert_eq!(one.all(), two.all());
}

#[test]
fn what_other_devices_would_refuse_is_told_to_its_author_and_not_published() {
    let (storage, mut one, mut two) = two(false);
    one.write(1, 1, "text", "slovo");
    one.write(1, 2, "text", "tajné");
    settle(&storage, &mut [&mut one, &mut two]);
    one.write(1, 1, "text", "x".repeat(1_100_000));
    one.erase(1, 2);
    let outcome = one.sync(&storage).unwrap();
    let told = |it: &Warning| matches!(it, Warning::CannotLeave { flaw: Flaw::TooLarge(1_048_576), .. });
    assert!(outcome.sent == 0 && outcome.warnings.iter().any(told), "{outcome:?}");
    let own = storage.paths().into_iter().filter(|path| path.contains(&format!("docs/{}", DeviceId(1))));
    assert_eq!(own.count(), 0, "what was erased goes from the storage all the same");
    assert!(
        Home::receipts(&one.home, one.space, 1).unwrap().is_empty(),
        "not confirmed before others can hear of it"
    );
    let outcome = two.sync(&storage).unwrap();
    assert_eq!((outcome.waiting, outcome.warnings.len()), (0, 0), "{outcome:?}");
    one.write(1, 1, "text", "kratší");
    settle(&storage, &mut [&mut one, &mut two]);
    assert_eq!(two.text(1, 1, "text"), "kratší");
    assert_eq!(one.all(), two.all());
    let mut store = Store::open_in_memory(ReplicaId(1)).unwrap();
    let id = DocumentId::from_u128(7);
    let new = NewConsultation { title: "x".repeat(1_100_000), ..Default::default() };
    let refused =
        store.apply(id, "consultation", &Consultation::create(id, new), &VersionVector::default(), now());
    assert_eq!(refused, Err(StoreError::TooLong));
}

#[test]
fn as_many_devices_as_there_are_may_write_one_field_at_once() {
    let (storage, mut one, mut two) = two(false);
    for number in 10..80 {
        let mut device = Member::new(number, one.space, false);
        device.write(1, 1, "text", format!("{number}"));
        storage.hide(storage.paths().into_iter().filter(|path| path.starts_with("heads/")));
        device.sync(&storage).unwrap();
        storage.mend();
    }
    one.sync(&storage).unwrap();
    one.write(1, 2, "text", "k tomu");
    settle(&storage, &mut [&mut one, &mut two]);
    let document = two.document(1).unwrap();
    let (_, entity) = document.entities().next().unwrap();
    assert_eq!(entity.registers().map(|(_, values)| values.len()).max(), Some(70));
    assert_eq!(one.all(), two.all());
}

#[test]
fn a_planted_name_does_not_hide_that_a_storage_was_set_back() {
    let (storage, mut one, mut two) = two(false);
    one.write(1, 1, "text", "první");
    one.sync(&storage).unwrap();
    let old = storage.snapshot();
    one.write(2, 1, "text", "druhý");
    one.sync(&storage).unwrap();
    two.sync(&storage).unwrap();
    storage.restore(old);
    for planted in ["00000002.deadbeef", "00000009.deadbeef"] {
        storage.plant(&format!("heads/{}.{planted}.json", DeviceId(1)), Some(b"{}"));
    }
    let older = |it: &Warning| matches!(it, Warning::OlderState { seen: 1, known: 2, .. });
    let preview = two.preview(&storage).unwrap();
    assert!(preview.warnings.iter().any(older), "{preview:?}");
    for member in [&mut two, &mut one] {
        let outcome = member.sync(&storage).unwrap();
        assert!(outcome.warnings.iter().any(older), "{outcome:?}");
    }
    let mut new = Member::new(3, one.space, false);
    new.sync(&storage).unwrap();
    assert_eq!(new.all(), one.all());
}

#[test]
fn a_new_installation_with_old_keys_takes_its_own_documents_back() {
    let (storage, mut one, mut two) = two(false);
    one.write(1, 1, "text", "moje");
    one.sync(&storage).unwrap();
    let mut reborn = Member::new(1, one.space, false);
    reborn.home.start_session(ReplicaId(99));
    assert_eq!(reborn.sync(&storage).unwrap().received.len(), 1);
    reborn.write(1, 1, "text", "dál");
    reborn.sync(&storage).unwrap();
    settle(&storage, &mut [&mut reborn, &mut two]);
    assert_eq!(two.text(1, 1, "text"), "dál");
    // The old home lives on: the same keys twice. Both are read, and both come to rest.
    one.write(1, 2, "text", "i tady");
    let outcome = one.sync(&storage).unwrap();
    settle(&storage, &mut [&mut one, &mut reborn, &mut two]);
    assert_eq!(two.text(1, 2, "text"), "i tady");
    assert_eq!((one.all(), reborn.all()), (two.all(), two.all()), "{outcome:?}");
}

fn runs_twice(outcome: &Outcome) -> bool {
    outcome.warnings.iter().any(|it| matches!(it, Warning::RunsTwice { .. }))
}

#[test]
fn a_copied_home_that_goes_on_is_told_and_a_restored_one_is_not() {
    let (storage, mut one, mut two) = two(false);
    one.write(1, 1, "text", "první");
    settle(&storage, &mut [&mut one, &mut two]);
    let backup = one.home.clone();
    one.write(1, 2, "text", "po záloze");
    assert!(!runs_twice(&one.sync(&storage).unwrap()));
    // The same home from its backup: its other life is over.
    one.home = backup.clone();
    one.home.start_session(ReplicaId(97));
    let restored = one.sync(&storage).unwrap();
    assert_eq!((restored.warnings.as_slice(), restored.received.len()), (&[][..], 1));
    one.write(1, 3, "text", "dál");
    assert!(!runs_twice(&one.sync(&storage).unwrap()));

    // A copy of it is written to as well, and each hears of the other.
    let mut twin = Member::new(1, one.space, false);
    twin.home = one.home.clone();
    twin.home.start_session(ReplicaId(98));
    for (entity, text) in [(4, "jednou"), (6, "podruhé")] {
        one.write(1, entity, "text", text);
        twin.write(1, entity + 1, "text", text);
        one.sync(&storage).unwrap();
        assert!(runs_twice(&twin.sync(&storage).unwrap()), "{text}");
    }
    // The one that wrote first has the other's head before it only.
    one.write(1, 8, "text", "potřetí");
    let told = one.sync(&storage).unwrap();
    assert!(runs_twice(&told), "{told:?}");
    let words = told.warnings[0].localized(Language::Czech);
    assert!(words.contains("porada team renew"), "{words}");
    settle(&storage, &mut [&mut one, &mut twin, &mut two]);
    assert_eq!((one.all(), twin.all()), (two.all(), two.all()));
}

#[test]
fn an_own_head_that_comes_back_is_no_twin_and_goes_again() {
    let (storage, mut one, mut two) = two(false);
    one.write(1, 1, "text", "0");
    one.sync(&storage).unwrap();
    let path = &storage.paths().into_iter().find(|path| path.starts_with("heads/")).unwrap();
    let bytes = storage.read(path).unwrap();
    for edit in 1..=6 {
        one.write(1, 1, "text", format!("{edit}"));
        one.sync(&storage).unwrap();
    }
    settle(&storage, &mut [&mut one, &mut two]);
    assert!(storage.read(path).is_none(), "it is deleted as old");
    storage.plant(path, Some(&bytes));
    for member in [&mut one, &mut two] {
        let outcome = member.sync(&storage).unwrap();
        assert_eq!((outcome.warnings.as_slice(), outcome.sent), (&[][..], 0));
        assert!(outcome.requests <= 2, "{outcome:?}");
    }
    one.write(1, 1, "text", "dál");
    settle(&storage, &mut [&mut one, &mut two]);
    assert!(storage.read(path).is_none(), "it stays");
}

/// Hides the heads of device 1 for one synchronisation: they have not arrived yet.
fn sync_without_own_heads(member: &mut Member, storage: &Storage) {
    let own = format!("heads/{}", member.keys.device);
    storage.hide(storage.paths().into_iter().filter(|path| path.starts_with(&own)));
    member.sync(storage).unwrap();
    storage.mend();
}

#[test]
fn what_only_an_older_head_of_a_twin_lists_is_listed_again() {
    let (storage, mut one, mut two) = two(false);
    one.write(1, 1, "text", "první");
    one.sync(&storage).unwrap();
    one.write(2, 1, "text", "druhý");
    one.sync(&storage).unwrap();
    let mut twin = Member::new(1, one.space, false);
    twin.home.start_session(ReplicaId(98));
    twin.write(3, 1, "text", "třetí");
    sync_without_own_heads(&mut twin, &storage);
    // Both homes are lost. The newest head does not list what the twin wrote, and others read the newest only.
    let mut reborn = Member::new(1, one.space, false);
    reborn.home.start_session(ReplicaId(99));
    settle(&storage, &mut [&mut reborn, &mut two]);
    assert_eq!(two.text(3, 1, "text"), "třetí");
    assert_eq!(two.all().len(), 3);
    assert_eq!(reborn.all(), two.all());
}

/// A device that was set back to a backup from before its last document, and a twin of it; the file of that document lags.
fn set_back() -> (Storage, Member, Member, String) {
    let (storage, mut one, _) = two(false);
    one.write(1, 1, "text", "první");
    one.sync(&storage).unwrap();
    let backup = one.home.clone();
    one.write(2, 1, "text", "druhý");
    one.sync(&storage).unwrap();
    let says = |path: &String| String::from_utf8(storage.read(path).unwrap()).unwrap().contains("druhý");
    let lagging: Vec<String> = storage.paths().into_iter().filter(says).collect();
    let mut twin = Member::new(1, one.space, false);
    for (member, session) in [(&mut one, 97), (&mut twin, 98)] {
        member.home = backup.clone();
        member.home.start_session(ReplicaId(session));
    }
    let lagging = <[String; 1]>::try_from(lagging).unwrap();
    storage.hide(lagging.clone());
    let [lagging] = lagging;
    (storage, one, twin, lagging)
}

#[test]
fn a_head_does_not_stand_for_an_own_one_of_which_a_file_lagged() {
    let (storage, mut one, mut twin, lagging) = set_back();
    one.write(3, 1, "text", "třetí");
    assert_eq!(one.sync(&storage).unwrap().waiting, 1);
    for edit in ["čtvrtý", "pátý", "šestý"] {
        storage.mend();
        storage.hide([lagging.clone()]);
        twin.write(4, 1, "text", edit);
        twin.sync(&storage).unwrap();
    }
    // The one that knows of the head with the lagging file is lost.
    storage.mend();
    let mut reader = Member::new(2, one.space, false);
    settle(&storage, &mut [&mut twin, &mut reader]);
    assert_eq!((twin.text(2, 1, "text").as_str(), reader.text(2, 1, "text").as_str()), ("druhý", "druhý"));
}

#[test]
fn an_own_file_that_lagged_is_read_also_when_its_head_is_gone() {
    let mut cuts = 0;
    for request in 0.. {
        let (storage, mut one, ..) = set_back();
        let head = storage.paths().into_iter().rfind(|path| path.starts_with("heads/")).unwrap();
        storage.cut(request, Cut::Before);
        let cut = one.sync(&storage).is_err();
        storage.mend();
        if !cut {
            break;
        }
        cuts += 1;
        storage.plant(&head, None);
        one.sync(&storage).unwrap();
        let copies = Home::copies_of(&one.home, one.space, one.keys.device.0, 0).unwrap();
        assert!(copies.iter().all(|copy| copy.seen.iter().next().is_some()), "after {request} requests");
    }
    assert!(cuts > 3, "{cuts}");
}

#[test]
fn what_a_twin_wrote_is_not_deleted_before_it_was_joined() {
    for transactions in 0..40 {
        let (storage, mut one, mut two) = two(false);
        one.write(1, 700, "text", "první");
        one.sync(&storage).unwrap();
        two.sync(&storage).unwrap();
        let mut twin = Member::new(1, one.space, false);
        twin.home = one.home.clone();
        twin.home.start_session(ReplicaId(98));
        twin.write(1, 2, "text", "z dvojčete");
        twin.sync(&storage).unwrap();
        let says =
            |path: &String| String::from_utf8(storage.read(path).unwrap()).unwrap().contains("dvojčete");
        let written: Vec<String> = storage.paths().into_iter().filter(says).collect();
        // The twin is lost. Its file is read, and the run ends before what it says is joined; then the file lags.
        one.home.limit(Some(transactions));
        let cut = one.sync(&storage).is_err();
        one.home.limit(None);
        storage.hide(written);
        one.erase(1, 700);
        one.sync(&storage).unwrap();
        storage.mend();
        settle(&storage, &mut [&mut two, &mut one]);
        assert_eq!(two.text(1, 2, "text"), "z dvojčete", "after {transactions} transactions");
        if !cut {
            return;
        }
    }
    panic!("more transactions than were tried");
}

#[test]
fn a_file_that_must_go_is_listed_by_nobody_although_a_twin_listed_it_again() {
    for requests in 0..12 {
        let (storage, mut one, mut two) = two(false);
        one.write(1, 700, "phone", "+420 600 000 001");
        one.write(1, 2, "text", "zůstane");
        one.sync(&storage).unwrap();
        two.sync(&storage).unwrap();
        let mut twin = Member::new(1, one.space, false);
        twin.home = one.home.clone();
        twin.home.start_session(ReplicaId(98));
        one.erase(1, 700);
        storage.cut(requests, Cut::Before);
        let _ = one.sync(&storage);
        storage.mend();
        two.sync(&storage).unwrap();
        two.write(1, 2, "text", "k tomu");
        two.sync(&storage).unwrap();
        for _ in 0..2 {
            sync_without_own_heads(&mut twin, &storage);
        }
        settle(&storage, &mut [&mut one, &mut two]);
        let mut four = Member::new(4, one.space, false);
        settle(&storage, &mut [&mut four, &mut one, &mut two]);
        assert_eq!(four.sync(&storage).unwrap().waiting, 0, "after {requests} requests");
        assert_eq!(four.all(), one.all(), "after {requests} requests");
        assert_eq!(four.text(1, 2, "text"), "k tomu", "after {requests} requests");
        let says = |path: &String| String::from_utf8(storage.read(path).unwrap()).unwrap().contains("+420");
        assert_eq!(storage.paths().iter().filter(|path| says(path)).count(), 0, "after {requests} requests");
    }
}

#[test]
fn what_a_device_lost_with_the_storage_comes_back_from_who_had_read_it() {
    for more in 1..5 {
        let (storage, mut one, mut two) = two(false);
        one.write(1, 1, "text", "první");
        one.sync(&storage).unwrap();
        let (old, backup) = (storage.snapshot(), one.home.clone());
        one.write(2, 1, "text", "druhý");
        one.sync(&storage).unwrap();
        two.sync(&storage).unwrap();
        // Home and storage are set back together, and the device goes on before the other one looks.
        storage.restore(old);
        one.home = backup;
        one.home.start_session(ReplicaId(99));
        for number in 0..more {
            one.write(3, 1, "text", format!("třetí {number}"));
            one.sync(&storage).unwrap();
        }
        settle(&storage, &mut [&mut two, &mut one]);
        assert_eq!(one.text(2, 1, "text"), "druhý", "{more}");
        assert_eq!(one.all(), two.all(), "{more}");
    }
}

#[test]
fn an_erasure_takes_the_old_files_with_it_and_is_confirmed_by_each_device() {
    for packed in [1, 50] {
        let (storage, mut one, mut two) = two(false);
        let mut three = Member::new(3, one.space, false);
        for document in 1..=packed {
            one.write(document, 700, "phone", format!("+420 600 {document:06}"));
        }
        one.sync(&storage).unwrap();
        two.sync(&storage).unwrap();
        two.write(1, 2, "text", "k tomu");
        two.sync(&storage).unwrap();
        settle(&storage, &mut [&mut one, &mut two, &mut three]);
        three.erase(1, 700);
        settle(&storage, &mut [&mut three, &mut one, &mut two]);
        for path in storage.paths() {
            let text = String::from_utf8(storage.read(&path).unwrap()).unwrap();
            assert!(!text.contains("+420 600 000001"), "{path}");
        }
        let dot = Dot { replica: ReplicaId(3), counter: 1 };
        let confirmed = |device| Home::receipts(&two.home, two.space, device).unwrap();
        for device in [1, 2, 3] {
            assert!(confirmed(device).iter().any(|it| it.dot == dot && it.name == 1), "device {device}");
        }
        assert_eq!(two.text(1, 2, "text"), "k tomu");
        assert_eq!(two.all().len(), packed as usize);
        assert_eq!(Home::device_of(&two.home, ReplicaId(1)).unwrap(), Some(1));
    }
}

#[test]
fn verify_writes_damaged_and_missing_files_again() {
    let (storage, mut one, mut two) = two(false);
    (1..=3).for_each(|document| one.write(document, 1, "text", format!("{document}")));
    one.sync(&storage).unwrap();
    two.sync(&storage).unwrap();
    for (place, path) in storage.paths().into_iter().filter(|path| path.starts_with("docs/")).enumerate() {
        storage.plant(&path, [None, Some(b"" as &[u8]), Some(b"{}")][place]);
    }
    let mut new = Member::new(3, one.space, false);
    assert_eq!(new.sync(&storage).unwrap().waiting, 3);
    one.verify(&storage).unwrap();
    settle(&storage, &mut [&mut new, &mut one, &mut two]);
    assert_eq!(new.all(), one.all());
    assert_eq!(Home::quarantined(&new.home, new.space).unwrap(), [], "let out when they were read well");
    // The owner is gone for good: whoever still has the documents publishes them.
    for path in storage.paths().into_iter().filter(|path| path.starts_with("docs/")) {
        storage.plant(&path, None);
    }
    let mut late = Member::new(4, one.space, false);
    assert_eq!(late.sync(&storage).unwrap().received.len(), 0);
    two.verify(&storage).unwrap();
    late.sync(&storage).unwrap();
    assert_eq!(late.all(), two.all());
}

#[test]
fn a_check_counts_heads_indexes_and_packs_and_says_what_it_has_mended() {
    for kind in [None, Some("heads/"), Some("index/"), Some("packs/")] {
        let (storage, mut one, _) = two(false);
        (1..=300).for_each(|document| one.write(document, 1, "text", format!("{document}")));
        one.sync(&storage).unwrap();
        let paths = storage.paths();
        let listed: Vec<_> = paths.iter().filter(|path| *path != "porada.json").collect();
        let damaged = kind.and_then(|kind| listed.iter().find(|path| path.starts_with(kind)));
        assert_eq!(damaged.is_some(), kind.is_some(), "{paths:?}");
        damaged.into_iter().for_each(|path| storage.plant(path, Some(b"{}")));
        let mended = usize::from(kind.is_some());
        let outcome = one.verify(&storage).unwrap();
        let all = Verified { checked: listed.len(), damaged: mended, rewritten: mended, left: 0 };
        assert_eq!((outcome.verified, outcome.warnings), (Some(all), Vec::new()), "{kind:?}");
        assert_eq!(Home::quarantined(&one.home, one.space).unwrap(), [], "{kind:?}");
        assert_eq!(one.verify(&storage).unwrap().verified.unwrap().damaged, 0, "{kind:?}");
        let mut new = Member::new(3, one.space, false);
        assert_eq!((new.sync(&storage).unwrap().waiting, new.all()), (0, one.all()));
    }
}

#[test]
fn verify_writes_again_what_a_cut_run_left_behind_and_what_rotted_there() {
    let (storage, mut one, mut two) = two(false);
    one.sync(&storage).unwrap();
    one.write(1, 1, "text", "slovo".to_owned());
    storage.cut(3, Cut::Before);
    one.sync(&storage).unwrap_err();
    storage.mend();
    let left: Vec<String> = storage.paths().into_iter().filter(|path| path.starts_with("docs/")).collect();
    assert_eq!(left.len(), 1, "the document is there, its head is not");
    storage.plant(&left[0], Some(b"{}"));
    one.verify(&storage).unwrap();
    assert_eq!(two.sync(&storage).unwrap().waiting, 0);
    assert_eq!(two.all(), one.all());
}

#[test]
fn what_a_removed_device_listed_is_published_by_those_who_stay() {
    for (sealed, takes_away) in [(false, false), (true, true)] {
        let (storage, mut one, mut two) = two(sealed);
        (1..=3).for_each(|document| two.write(document, 1, "text", format!("{document}")));
        two.sync(&storage).unwrap();
        one.sync(&storage).unwrap();
        for edit in 0..6 {
            two.write(9, 1, "text", format!("po odebrání {edit}"));
            two.sync(&storage).unwrap();
        }
        // The first head, the last that counts, is not there any more.
        one.keys.removed.insert(DeviceId(2), 1);
        if takes_away {
            for path in storage.paths().into_iter().filter(|path| path.contains(&DeviceId(2).to_string())) {
                storage.plant(&path, None);
            }
        }
        let outcome = one.sync(&storage).unwrap();
        assert_eq!(outcome.sent, 3, "{outcome:?}");
        let removed = |it: &Warning| matches!(it, Warning::UnusableFile { flaw: Flaw::Removed, .. });
        assert!(outcome.warnings.iter().all(removed), "{outcome:?}");
        let mut new = Member::new(3, one.space, sealed);
        new.keys.removed = one.keys.removed.clone();
        settle(&storage, &mut [&mut new, &mut one]);
        assert_eq!(new.all(), one.all());
        assert_eq!(new.all().len(), 3, "{outcome:?}");
        one.verify(&storage).unwrap();
        settle(&storage, &mut [&mut new, &mut one]);
        assert_eq!(new.all().len(), 3);
    }
}

#[test]
fn files_that_nothing_lists_are_deleted_late_and_never_anothers() {
    let (storage, mut one, mut two) = two(false);
    two.write(50, 1, "text", "cizí");
    two.sync(&storage).unwrap();
    for day in 0..40 {
        one.clock.set(now() + SignedDuration::from_hours(24 * day));
        one.write(1, 1, "text", format!("den {day}"));
        one.sync(&storage).unwrap();
        let count = |start: &str| storage.paths().iter().filter(|path| path.starts_with(start)).count();
        assert!(count("heads/00000000000000000000000000000001") <= 12);
        assert!(count("docs/00000000000000000000000000000001") <= 42);
        assert_eq!(count("docs/00000000000000000000000000000002"), 1);
    }
    let documents = storage.paths().iter().filter(|path| path.starts_with("docs/")).count();
    assert!((31..40).contains(&documents), "versions of the last thirty days stay: {documents}");
    two.sync(&storage).unwrap();
    assert_eq!(two.text(1, 1, "text"), "den 39");
}

#[test]
fn databases_synchronise_as_homes_in_memory_do() {
    for sealed in [false, true] {
        let storage = Storage::new();
        let space = found_space(&storage, sealed);
        let mut stores: Vec<Store> =
            (1..=3).map(|number| Store::open_in_memory(ReplicaId(number)).unwrap()).collect();
        let run = |store: &mut Store, device: u128| {
            let mut session = Session {
                home: store,
                remote: &storage,
                trust: &mut keys(device, sealed),
                space,
                profile: Profile::OwnDevices,
                marker: None,
                clock: &now,
                random: &mut Counting(device as u8),
                watch: &Unwatched,
            };
            session.run().unwrap()
        };
        for (number, store) in stores.iter_mut().enumerate() {
            for document in 0..40_u128 {
                let id = DocumentId::from_u128(document + 1000 * number as u128);
                let new = NewConsultation { title: format!("{number}"), ..Default::default() };
                let change = Consultation::create(id, new);
                store.apply(id, "consultation", &change, &VersionVector::default(), now()).unwrap();
            }
            run(store, number as u128 + 1);
        }
        for _ in 0..2 {
            stores.iter_mut().enumerate().for_each(|(number, store)| drop(run(store, number as u128 + 1)));
        }
        let idle = run(&mut stores[0], 1);
        assert_eq!((idle.requests, idle.received.len(), idle.sent), (2, 0, 0));
        let all = |store: &Store| {
            let ids = store.document_ids("consultation").unwrap();
            ids.iter().map(|id| store.document(*id).unwrap().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(all(&stores[0]).len(), 120);
        assert_eq!(all(&stores[0]), all(&stores[1]));
        assert_eq!(all(&stores[1]), all(&stores[2]));
        assert!(stores.iter().all(|store| store.check().unwrap().is_empty()));
    }
}

fn schema(name: &str) -> Validator {
    let path = format!("{}/docs/schema/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(jsonschema::meta::is_valid(&schema), "{name} is no schema");
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

/// A storage with files of every kind.
fn rich() -> (Storage, Member) {
    let (storage, mut one, mut two) = two(false);
    (1..=300).for_each(|document| one.write(document, 1, "text", format!("text {document}")));
    one.sync(&storage).unwrap();
    two.sync(&storage).unwrap();
    two.write(1, 1, "text", "novější");
    two.write(301, 1, "text", "jen u druhého");
    two.erase(2, 1);
    settle(&storage, &mut [&mut two, &mut one]);
    (storage, one)
}

#[test]
fn every_file_obeys_its_published_schema() {
    let (storage, _) = rich();
    let kinds = ["marker", "head", "index", "doc"].map(|kind| match kind {
        "doc" => schema("porada-doc-1"),
        other => schema(&format!("porada-sync-1-{other}")),
    });
    let mut checked = [0; 4];
    for path in storage.paths() {
        let kind = match path.split('/').next().unwrap() {
            "porada.json" => 0,
            "heads" => 1,
            "index" => 2,
            _ => 3,
        };
        for line in String::from_utf8(storage.read(&path).unwrap()).unwrap().split('\n') {
            let whole = if kind == 0 {
                String::from_utf8(storage.read(&path).unwrap()).unwrap()
            } else {
                line.into()
            };
            if whole.is_empty() {
                continue;
            }
            let value: Value = serde_json::from_str(&whole).unwrap();
            let wrong: Vec<String> = kinds[kind].iter_errors(&value).map(|it| it.to_string()).collect();
            assert!(wrong.is_empty(), "{path}: {wrong:?}");
            checked[kind] += 1;
            if kind == 0 {
                break;
            }
        }
    }
    assert!(checked.iter().all(|count| *count > 0), "{checked:?}");
}

/// What the example reader says of the storage: the documents in the order of their ids, and its errors.
fn example_reader(storage: &Storage) -> (Vec<Value>, String) {
    let folder = tempfile::tempdir().unwrap();
    for path in storage.paths() {
        let file = folder.path().join(&path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, storage.read(&path).unwrap()).unwrap();
    }
    let output = Command::new("python3").arg("docs/read-sync.py").arg(folder.path()).output().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{errors}");
    let text = String::from_utf8(output.stdout).unwrap();
    let mut printed: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    printed.sort_by_key(|value| value["id"].as_str().unwrap().to_owned());
    (printed, errors)
}

fn has_python() -> bool {
    let found = Command::new("python3").arg("--version").output().is_ok();
    if !found {
        println!("python3 is not here: docs/read-sync.py was not run");
    }
    found
}

#[test]
fn the_example_reader_prints_every_document() {
    if !has_python() {
        return;
    }
    let (storage, one) = rich();
    let (printed, errors) = example_reader(&storage);
    assert_eq!(errors, "");
    let ids: Vec<&str> = printed.iter().map(|value| value["id"].as_str().unwrap()).collect();
    let mut expected: Vec<String> = one.all().iter().map(|document| document.id.to_string()).collect();
    expected.sort();
    assert_eq!(ids, expected);
    let first = &printed[0]["data"]["note"][0]["text"];
    assert_eq!(first, "novější", "of several copies the one that has seen the most");
    let script = std::fs::read_to_string("docs/read-sync.py").unwrap();
    assert!(script.lines().count() <= 60);
}

#[test]
fn the_example_reader_lives_with_what_the_protocol_calls_normal() {
    if !has_python() {
        return;
    }
    let (storage, mut one, mut two) = two(false);
    (1..=3).for_each(|document| one.write(document, 1, "text", format!("text {document}")));
    settle(&storage, &mut [&mut one, &mut two]);
    // Two edits at the same time, of which no version has seen both.
    let before = storage.paths();
    one.write(1, 1, "text", "u školy u lesa");
    one.sync(&storage).unwrap();
    let hidden: Vec<(String, Vec<u8>)> = storage
        .paths()
        .into_iter()
        .filter(|path| !before.contains(path))
        .map(|path| {
            let bytes = storage.read(&path).unwrap();
            (path, bytes)
        })
        .collect();
    hidden.iter().for_each(|(path, _)| storage.plant(path, None));
    two.write(1, 1, "text", "u školky u lesa");
    two.write(2, 1, "text", "nedorazilo");
    two.sync(&storage).unwrap();
    hidden.iter().for_each(|(path, bytes)| storage.plant(path, Some(bytes)));
    // A version that has not arrived, a torn newest head, and names of other programs beside the heads.
    let paths = storage.paths();
    let late = paths.iter().find(|path| {
        !before.contains(path)
            && path.starts_with("docs/")
            && String::from_utf8_lossy(&storage.read(path).unwrap()).contains("nedorazilo")
    });
    let late = late.unwrap();
    storage.plant(late, None);
    let heads = paths.iter().filter(|path| path.starts_with("heads/"));
    let newest = heads.max_by_key(|path| path.split('.').nth(1).map(str::to_owned)).unwrap();
    let torn = newest.replacen(".0000", ".0009", 1);
    storage.plant(&torn, Some(&storage.read(newest).unwrap()[..40]));
    let conflict = newest.replace(".json", ".sync-conflict-20261122-101500-ABCDEFG.json");
    for foreign in [conflict.as_str(), "heads/.stfolder", "heads/desktop.ini", "heads/a.b.c.json"] {
        storage.plant(foreign, Some(b"{}"));
    }
    let (printed, errors) = example_reader(&storage);
    let texts: Vec<&str> = printed.iter().map(|it| it["data"]["note"][0]["text"].as_str().unwrap()).collect();
    let mut competing = texts[..2].to_vec();
    competing.sort_unstable();
    assert_eq!(competing, ["u školky u lesa", "u školy u lesa"]);
    assert_eq!(texts[2..], ["text 2", "text 3"], "of what has not arrived the version before");
    let named = |path: &str| errors.contains(path.rsplit('/').next().unwrap());
    assert!(named(late) && named(&torn), "{errors}");
    assert_eq!(errors.lines().count(), 2, "{errors}");
}

#[test]
fn the_selftest_reports_and_a_canary_makes_it_fail() {
    let home = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_porada"));
        command.arg("selftest").args(arguments).env_clear().env("PORADA_HOME", home.path().join("data"));
        command.output().unwrap()
    };
    let good = run(&["--sync", "20", "--seed", "7", "--json"]);
    assert!(good.status.success(), "{}", String::from_utf8_lossy(&good.stdout));
    let report: Value = serde_json::from_slice(&good.stdout).unwrap();
    assert_eq!((report["histories"].as_u64(), report["lost"].as_u64()), (Some(20), Some(0)));
    assert!(report["edits"].as_u64() > Some(100) && report["most_idle_requests"].as_u64() <= Some(2));
    let bad = run(&["--sync", "40", "--canary", "last-writer-wins"]);
    assert_eq!(bad.status.code(), Some(1), "{}", String::from_utf8_lossy(&bad.stdout));
    assert_eq!(run(&["--canary", "overwrites"]).status.code(), Some(2));
    assert!(!home.path().join("data").exists(), "no home is made");
}

#[test]
fn a_marker_that_was_just_read_is_not_read_again() {
    let (storage, mut one, _) = two(false);
    settle(&storage, &mut [&mut one]);
    let (before, traffic) = (storage.requests(), storage.traffic());
    let marker = look(&storage).unwrap();
    let outcome = one.session(&storage, &Unwatched, |session| {
        session.marker = marker.map(|marker| (marker, traffic));
        session.run().unwrap()
    });
    assert_eq!((outcome.requests, storage.requests() - before), (2, 2));
    let went = storage.traffic().since(traffic);
    assert_eq!((outcome.up, outcome.down), (went.up, went.down), "with the marker");
}
