//! Hostile and broken storages: whatever lies there, nothing panics, nothing local is lost or changed, each file that cannot
//! be used is told of once, and when the storage is well again everything arrives.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "common/sync.rs"]
mod device;

use device::{Member, found_space, keys, settle};
use jiff::SignedDuration;
use porada::model::schema::CATALOGUE_RECORD;
use porada::model::{DocumentId, SharedVersion, Value};
use porada::sync::engine::{SyncError, Warning};
use porada::sync::format::{
    Entry, Flaw, HEAD_LIMIT, Head, HeadName, SpaceId, document_path, hash, head_path, write_head,
};
use porada::sync::home::Home;
use porada::sync::simulator::Storage;
use porada::sync::trust::{DeviceId, Trust};

/// A storage on which the first device has published, and a second that has something of its own.
fn prepared(sealed: bool) -> (Storage, Member, Member) {
    let storage = Storage::new();
    let space = found_space(&storage, sealed);
    let (mut one, mut two) = (Member::new(1, space, sealed), Member::new(2, space, sealed));
    (1..=3).for_each(|document| one.write(document, 1, "text", format!("dokument {document}")));
    one.sync(&storage).unwrap();
    one.write(1, 1, "text", "upraveno");
    one.sync(&storage).unwrap();
    two.write(9, 1, "text", "vlastní");
    (storage, one, two)
}

fn told(warnings: &[Warning], path: &str) -> bool {
    warnings.iter().any(|it| matches!(it, Warning::UnusableFile { path: told, .. } if told == path))
}

/// Synchronises with the file at `path` replaced, then with it as it was.
fn survives(storage: &Storage, two: &mut Member, one: &mut Member, path: &str, bytes: &[u8], what: &str) {
    let good = storage.read(path).unwrap();
    storage.plant(path, Some(bytes));
    let own = two.document(9);
    let first = two.sync(storage).unwrap();
    assert!(told(&first.warnings, path), "{what}: {path} is not told of: {first:?}");
    assert_eq!(two.document(9), own, "{what}");
    let quarantined = Home::quarantined(&two.home, two.space).unwrap();
    assert!(quarantined.iter().any(|file| file.path == path), "{what}");
    let again = two.sync(storage).unwrap();
    assert!(!told(&again.warnings, path), "{what}: told twice");
    storage.plant(path, Some(&good));
    // What is damaged is looked at again after a while.
    two.clock.set(two.clock.get() + SignedDuration::from_mins(2));
    if path.starts_with("heads/") {
        // A head of the same size is looked at again when the person asks for it.
        two.verify(storage).unwrap();
    }
    settle(storage, &mut [two, one]);
    assert_eq!(two.all(), one.all(), "{what}");
}

#[cfg(unix)]
#[test]
fn what_is_no_plain_file_is_named_as_such_and_a_linked_folder_once() {
    use porada::i18n::{Language, Localized};
    use porada::sync::remote::{Access, Address, open};
    use std::process::Command;
    let folder = tempfile::tempdir().unwrap();
    let opened = open(&Address::Folder(folder.path().to_owned()), &Access::default()).unwrap();
    let remote = opened.as_ref();
    let space = found_space(remote, false);
    let (mut one, mut two) = (Member::new(1, space, false), Member::new(2, space, false));
    (1..=3).for_each(|document| one.write(document, 1, "text", format!("dokument {document}")));
    one.sync(remote).unwrap();
    let documents = folder.path().join("docs");
    let device = std::fs::read_dir(&documents).unwrap().next().unwrap().unwrap().path();
    let mut files = Vec::new();
    for part in std::fs::read_dir(&device).unwrap() {
        let parts = std::fs::read_dir(part.unwrap().path()).unwrap();
        files.extend(parts.map(|file| file.unwrap().path()));
    }
    let outside = folder.path().join("jinde.json");
    for (file, place) in files.iter().zip(["link", "pipe", "folder"]) {
        std::fs::rename(file, folder.path().join(place)).unwrap();
        match place {
            "link" => std::os::unix::fs::symlink(&outside, file).unwrap(),
            "pipe" => assert!(Command::new("mkfifo").arg(file).status().unwrap().success()),
            _ => std::fs::create_dir(file).unwrap(),
        }
    }
    let first = two.sync(remote).unwrap();
    for file in &files {
        let said = first.warnings.iter().map(|it| it.localized(Language::English));
        let name = file.display().to_string();
        let told: Vec<String> = said.filter(|it| it.contains(&name)).collect();
        assert_eq!(told.len(), 1, "{:?}", first.warnings);
        assert!(told[0].contains("may be a link") && told[0].contains("remove it"), "{told:?}");
    }
    assert_eq!(two.sync(remote).unwrap().warnings, [], "told twice");

    for (file, place) in files.iter().zip(["link", "pipe", "folder"]) {
        if place == "folder" {
            std::fs::remove_dir(file).unwrap()
        } else {
            std::fs::remove_file(file).unwrap()
        }
        std::fs::rename(folder.path().join(place), file).unwrap();
    }
    let moved = folder.path().join("přesunuto");
    std::fs::rename(&documents, &moved).unwrap();
    std::os::unix::fs::symlink(&moved, &documents).unwrap();
    let mut third = Member::new(3, space, false);
    // A device that writes nothing of its own: it could not, into a folder that is a link.
    let linked = third.sync(remote).unwrap();
    let flaw = Flaw::NotPlain(documents.display().to_string());
    assert_eq!(linked.warnings, [Warning::UnusableFile { path: "docs".to_owned(), flaw }]);
    std::fs::remove_file(&documents).unwrap();
    std::fs::rename(&moved, &documents).unwrap();
    settle(remote, &mut [&mut third, &mut two, &mut one]);
    assert_eq!((two.all(), third.all()), (one.all(), one.all()));
    assert!(!outside.exists());
}

/// What a broken disk or a hostile person makes of a file.
fn spoilt(good: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mut flipped = good.to_vec();
    flipped[good.len() / 2] ^= 1;
    vec![
        ("empty", Vec::new()),
        ("truncated", good[..good.len() / 2].to_vec()),
        ("longer", [good, b" "].concat()),
        ("doubled", [good, good].concat()),
        ("flipped", flipped),
        ("zeros", vec![0; good.len() + 1]),
        ("deep", "[".repeat(200_000).into_bytes()),
        ("oversized", vec![b' '; usize::try_from(HEAD_LIMIT).unwrap() * 9]),
        ("not text", vec![0xff; 64]),
    ]
}

#[test]
fn spoilt_files_are_told_of_once_and_kept_apart() {
    for sealed in [false, true] {
        let paths: Vec<String> = prepared(sealed).0.paths();
        let document = paths.iter().rfind(|path| path.starts_with("docs/")).unwrap();
        let head = paths.iter().rfind(|path| path.starts_with("heads/")).unwrap();
        for kind in [document, head] {
            let number = spoilt(b"0123456789").len();
            for case in 0..number {
                let (storage, mut one, mut two) = prepared(sealed);
                // Names in a sealed space are the same each time, hashes are not.
                let start = kind.split('.').next().unwrap();
                let path = storage.paths().into_iter().rfind(|path| path.starts_with(start)).unwrap();
                let (what, bytes) = spoilt(&storage.read(&path).unwrap()).swap_remove(case);
                survives(&storage, &mut two, &mut one, &path, &bytes, what);
            }
        }
    }
}

#[test]
fn every_single_altered_byte_of_a_head_and_a_document_is_found() {
    let (storage, ..) = prepared(false);
    for path in storage.paths().into_iter().filter(|path| path != "porada.json") {
        let good = storage.read(&path).unwrap();
        for place in (0..good.len()).step_by(7) {
            let mut bytes = good.clone();
            bytes[place] ^= 0x20;
            storage.plant(&path, Some(&bytes));
            let mut reader = Member::new(7, keys_space(&storage), false);
            let outcome = reader.sync(&storage).unwrap();
            let newest = outcome.devices.iter().find(|it| it.device == DeviceId(1)).map_or(0, |it| it.newest);
            let noticed = told(&outcome.warnings, &path) || newest == 2 && path.contains(".00000001.");
            let superseded = path.starts_with("docs/") && !outcome.warnings.iter().any(|_| true);
            assert!(noticed || superseded, "{path} {place}: {outcome:?}");
            assert!(reader.text(1, 1, "text") != "dokument 1" || newest < 2);
            clear_device(&storage, 7);
            storage.plant(&path, Some(&good));
        }
    }
}

fn keys_space(storage: &Storage) -> SpaceId {
    porada::sync::engine::look(storage).unwrap().unwrap().space
}

/// Takes away what a device has put there.
fn clear_device(storage: &Storage, device: u128) {
    for path in storage.paths().into_iter().filter(|path| path.contains(&DeviceId(device).to_string())) {
        storage.plant(&path, None);
    }
}

/// A head of the first device that lists these documents, signed as it should be.
fn listing(space: SpaceId, seq: u64, delta: Vec<Entry>) -> (String, Vec<u8>) {
    let keys = keys(1, false);
    let head = Head {
        space,
        device: DeviceId(1),
        seq,
        prev: 0,
        parts: Vec::new(),
        delta,
        erased: Vec::new(),
        writers: Vec::new(),
        seen_heads: Default::default(),
        roster: String::new(),
    };
    let bytes = write_head(&head, |message| keys.sign(message));
    (head_path(HeadName::of(DeviceId(1), seq, &bytes)).as_str().to_owned(), bytes)
}

/// A hostile member lists this file as a document.
fn listed(storage: &Storage, space: SpaceId, name: u128, bytes: &[u8]) -> String {
    let digest = hash(bytes);
    let path = document_path(DeviceId(1), name, digest, false).as_str().to_owned();
    storage.plant(&path, Some(bytes));
    let (head, text) = listing(space, 50, vec![Entry { seq: 50, name, hash: digest, pack: None }]);
    storage.plant(&head, Some(&text));
    path
}

#[test]
fn well_signed_nonsense_of_a_member_changes_nothing_here() {
    let (storage, ..) = prepared(false);
    let good = storage.paths().into_iter().find(|path| path.starts_with("docs/")).unwrap();
    let good = String::from_utf8(storage.read(&good).unwrap()).unwrap();
    let cases = [
        ("foreign", 77, good.clone()),
        ("newer", 1, good.replace("porada-doc/1", "porada-doc/2")),
        ("of another kind of file", 1, "{\"format\":\"porada-head/1\"}".to_owned()),
        ("twice", 1, good.replacen("\"kind\":", "\"kind\":\"x\",\"kind\":", 1)),
        ("unseen", 1, good.replace(":1}", ":0}").replace(":2}", ":0}")),
        ("deep", 1, good.replace("\"dokument 1\"", &("[".repeat(5000) + &"]".repeat(5000)))),
        ("unmergeable", 1, good.replace("\"sync\":", "\"snyc\":")),
        ("no id", 1, good.replace("\"id\":", "\"di\":")),
        ("a path for an id", 1, good.replace("00000000-0000", "../../../../")),
    ];
    for (what, name, text) in cases {
        let (storage, mut one, mut two) = prepared(false);
        two.sync(&storage).unwrap();
        let before = two.all();
        let path = listed(&storage, two.space, name, text.as_bytes());
        let outcome = two.sync(&storage).unwrap();
        assert!(told(&outcome.warnings, &path), "{what}: {outcome:?}");
        assert_eq!(two.all(), before, "{what}");
        assert!(two.sync(&storage).unwrap().warnings.is_empty(), "{what}: told twice");
        let _ = one.sync(&storage);
        assert_eq!(one.all().len(), 4, "{what}");
    }
}

#[test]
fn members_of_a_document_of_a_newer_version_are_told_of_and_passed_over() {
    let (storage, _, mut two) = prepared(false);
    two.sync(&storage).unwrap();
    let before = two.all();
    let good = storage.paths().into_iter().find(|path| path.starts_with("docs/")).unwrap();
    let good = String::from_utf8(storage.read(&good).unwrap()).unwrap();
    let newer = good.replacen("\"format\":", "\"future\":{\"x\":[1]},\"format\":", 1);
    listed(&storage, two.space, 1, newer.as_bytes());
    let outcome = two.sync(&storage).unwrap();
    let is_told =
        |warning: &&Warning| matches!(warning, Warning::NewerMembers { members, .. } if members == "future");
    assert_eq!(outcome.warnings.iter().filter(is_told).count(), 1, "{outcome:?}");
    assert_eq!(two.all(), before);
    assert_eq!(two.sync(&storage).unwrap().warnings.iter().filter(is_told).count(), 0);
}

#[test]
fn heads_of_strangers_other_spaces_and_other_devices_are_refused() {
    let (storage, _, mut two) = prepared(false);
    two.sync(&storage).unwrap();
    let before = two.all();
    let entry = Entry { seq: 60, name: 1, hash: 1, pack: None };
    let (path, bytes) = listing(SpaceId(5), 60, vec![entry]);
    storage.plant(&path, Some(&bytes));
    let outcome = two.sync(&storage).unwrap();
    assert!(told(&outcome.warnings, &path), "of another space");
    let (path, bytes) = listing(two.space, 61, vec![]);
    let renamed = HeadName { device: DeviceId(4), ..HeadName::of(DeviceId(1), 61, &bytes) };
    let renamed = head_path(renamed).as_str().to_owned();
    storage.plant(&renamed, Some(&bytes));
    let outcome = two.sync(&storage).unwrap();
    assert!(told(&outcome.warnings, &renamed), "{path} under another device's name: {outcome:?}");
    let forged = String::from_utf8(bytes).unwrap().replace("\"seq\":61", "\"seq\":62");
    let forged_path = head_path(HeadName::of(DeviceId(1), 62, forged.as_bytes())).as_str().to_owned();
    storage.plant(&forged_path, Some(forged.as_bytes()));
    let outcome = two.sync(&storage).unwrap();
    assert!(told(&outcome.warnings, &forged_path), "a forged signature");
    assert_eq!(two.all(), before);
    assert_eq!(two.sync(&storage).unwrap().requests, 2, "bad heads are not read again and again");
}

#[test]
fn foreign_files_among_the_heads_are_left_alone() {
    let (storage, mut one, mut two) = prepared(false);
    let name = storage.paths().into_iter().find(|path| path.starts_with("heads/")).unwrap();
    let stem = name.strip_suffix(".json").unwrap();
    for foreign in [
        format!("{stem}.sync-conflict-20261122-100000-ABCDEFG.json"),
        format!("{stem}.json.part"),
        "heads/.stfolder".to_owned(),
        "heads/desktop.ini".to_owned(),
        "heads/deeper/file".to_owned(),
        "heads/…".to_owned(),
    ] {
        storage.plant(&foreign, Some(b"x"));
    }
    let outcome = two.sync(&storage).unwrap();
    assert_eq!((outcome.foreign, outcome.warnings.len()), (6, 1), "{outcome:?}");
    assert!(matches!(outcome.warnings[0], Warning::ForeignFiles { count: 4, .. }), "{outcome:?}");
    settle(&storage, &mut [&mut one, &mut two]);
    assert_eq!(one.all(), two.all());
    assert!(storage.read("heads/desktop.ini").is_some());
}

#[test]
fn swapped_reordered_and_stale_files_are_noticed() {
    let (storage, mut one, mut two) = prepared(false);
    let documents: Vec<String> =
        storage.paths().into_iter().filter(|path| path.starts_with("docs/")).collect();
    let (first, second) = (&documents[1], &documents[2]);
    let (a, b) = (storage.read(first).unwrap(), storage.read(second).unwrap());
    storage.plant(first, Some(&b));
    storage.plant(second, Some(&a));
    let outcome = two.sync(&storage).unwrap();
    assert!(outcome.waiting >= 1 && !outcome.warnings.is_empty(), "{outcome:?}");
    storage.plant(first, Some(&a));
    storage.plant(second, Some(&b));
    two.clock.set(two.clock.get() + SignedDuration::from_mins(2));
    settle(&storage, &mut [&mut two, &mut one]);
    // Only the older head is shown.
    let heads: Vec<String> = storage.paths().into_iter().filter(|path| path.starts_with("heads/")).collect();
    let newest = heads.iter().rfind(|path| path.contains("00001.0")).unwrap();
    storage.hide([newest.clone()]);
    let before = two.all();
    let outcome = two.sync(&storage).unwrap();
    assert!(outcome.warnings.iter().any(|it| matches!(it, Warning::OlderState { .. })), "{outcome:?}");
    assert_eq!(two.all(), before);
}

#[test]
fn an_emptied_storage_deletes_nothing() {
    let (storage, mut one, mut two) = prepared(true);
    settle(&storage, &mut [&mut one, &mut two]);
    let before = two.all();
    for path in storage.paths() {
        storage.plant(&path, None);
    }
    assert_eq!(two.sync(&storage), Err(SyncError::NotPorada));
    assert_eq!(two.all(), before);
    assert!(storage.paths().is_empty(), "nothing is written to a storage that is not porada's");
    // Founded anew, everybody publishes what is at home.
    let space = found_space(&storage, true);
    (one.space, two.space) = (space, space);
    let mut new = Member::new(3, space, true);
    settle(&storage, &mut [&mut two, &mut one, &mut new]);
    assert_eq!(new.all(), before);
}

/// A shared record as a hostile member may write it: of `record`, with these fields instead of the right ones.
fn share_nonsense(member: &mut Member, record: &str, fields: &[(&str, Value)]) -> DocumentId {
    let line = include_str!("../data/practices.jsonl").lines().next().unwrap();
    let json = line.replace("brno-urbact-onstage-hudebni-skoly", record);
    let [record, kind, by, on] = [record, "practice", "IC", "2026-11-22"].map(str::to_owned);
    let id = DocumentId::shared_record(&record);
    let mut change = SharedVersion { record, kind, json, by, on }.change();
    for (field, value) in fields {
        change.edits[0].fields.insert((*field).to_owned(), value.clone());
    }
    let seen = member.home.document(id).unwrap().map_or_else(Default::default, |it| it.seen().clone());
    member.home.apply(id, CATALOGUE_RECORD, &change, &seen, device::now());
    id
}

#[test]
fn a_record_that_breaks_a_rule_is_told_of_once_and_keeps_nothing_else_out() {
    let cases: [(&str, &[(&str, Value)]); 6] = [
        ("no record", &[("json", "{}".into())]),
        ("too large", &[("json", format!("{{{}}}", " ".repeat(300_000)).into())]),
        ("another record", &[("record", "other".into())]),
        ("another kind", &[("kind", "funding".into())]),
        ("a centre that is not one", &[("shared_by", "\u{1b}[2J".into())]),
        ("no text", &[("json", 7.into())]),
    ];
    for (what, fields) in cases {
        for sealed in [false, true] {
            let (storage, mut one, mut two) = prepared(sealed);
            two.sync(&storage).unwrap();
            let bad = share_nonsense(&mut one, "bad", fields);
            let good = share_nonsense(&mut one, "good", &[]);
            one.sync(&storage).unwrap();
            let outcome = two.sync(&storage).unwrap();
            let unusable = |it: &&Warning| matches!(it, Warning::UnusableFile { flaw: Flaw::Record(_), .. });
            let told = outcome.warnings.iter().filter(unusable).count();
            assert_eq!(told, 1, "{what}: {outcome:?}");
            assert!(two.home.document(bad).unwrap().is_none(), "{what}");
            assert!(two.home.document(good).unwrap().is_some(), "{what}");
            assert!(two.sync(&storage).unwrap().warnings.is_empty(), "{what}: told twice");
            // Once the member has put it right, it comes.
            share_nonsense(&mut one, "bad", &[]);
            one.sync(&storage).unwrap();
            two.sync(&storage).unwrap();
            assert!(two.home.document(bad).unwrap().is_some(), "{what}");
        }
    }
}
