//! `porada remote` and `porada sync` as a person calls them: two homes over one folder.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at what it did not expect"
)]

#[path = "common/home.rs"]
mod home;

use home::Home;
use serde_json::Value;
use std::path::Path;

/// A consultation of the first home, and both homes joined over `storage` in these ways.
struct Pair {
    one: Home,
    two: Home,
    storage: String,
}

fn pair(encrypt: &str, profile: &str) -> Pair {
    let one = Home::new();
    let two = Home::new();
    let storage = one.text_path("storage");
    std::fs::create_dir(&storage).unwrap();
    one.consultation();
    one.ok(&["remote", "add", "usb", &storage, "--found", "--encrypt", encrypt, "--profile", profile]);
    two.ok(&["remote", "add", "usb", &storage]);
    Pair { one, two, storage }
}

fn fingerprint(home: &Home) -> String {
    let team = home.json(&["team", "--json"]);
    let own = team.as_array().unwrap().iter().find(|device| device["own"] == true).unwrap();
    own["fingerprint"].as_str().unwrap().to_owned()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn listed(home: &Home) -> Value {
    home.json(&["consultation", "list", "--json"])
}

#[test]
fn two_homes_meet_over_a_folder_without_encryption() {
    let Pair { one, two, .. } = pair("no", "own");
    let list = one.ok(&["--lang", "en", "remote", "list"]);
    assert!(
        list.contains("own devices") && list.contains("not encrypted") && list.contains("never yet"),
        "{list}"
    );
    let preview = one.json(&["sync", "--dry-run", "--json"]);
    assert_eq!(preview[0]["leaving"].as_array().unwrap().len(), 1);
    assert_eq!(preview[0]["leaving"][0]["title"], "Konzultace: Jeseník, 21. 11. 2026");
    let first = one.json(&["sync", "usb", "--json"]);
    assert_eq!((&first[0]["sent"], &first[0]["problem"]), (&Value::from(1), &Value::Null));
    let coming = two.json(&["sync", "--dry-run", "--json"]);
    assert_eq!(coming[0]["coming"], 1);
    assert_eq!(listed(&two).as_array().unwrap().len(), 0, "a dry run changes nothing");
    let second = two.json(&["sync", "--json"]);
    assert_eq!(second[0]["received"][0]["title"], "Konzultace: Jeseník, 21. 11. 2026");
    assert_eq!(listed(&one), listed(&two));
    let nothing = one.json(&["sync", "--json"]);
    assert!(nothing[0]["requests"].as_u64().unwrap() <= 4, "{nothing}");
    assert_eq!(one.json(&["sync", "--json"])[0]["requests"], 2);
}

#[test]
fn an_encrypted_space_waits_for_approval() {
    let Pair { one, two, storage } = pair("yes", "own");
    one.ok(&["sync"]);
    let refused = two.run(&["--lang", "en", "sync"]);
    assert_eq!(refused.code, 1, "{}", refused.out);
    assert!(refused.out.contains("approval") || refused.out.contains("approve"), "{}", refused.out);
    assert!(refused.err.contains("1 of 1"), "{}", refused.err);
    one.ok(&["team", "approve", &fingerprint(&two)]);
    two.ok(&["sync"]);
    assert_eq!(listed(&one), listed(&two));
    for folder in ["heads", "docs", "members"] {
        let all = all_bytes(&Path::new(&storage).join(folder));
        assert!(!all.contains("kontejnery"), "{folder} is readable");
    }
    assert!(one.ok(&["remote", "list"]).contains("šifrované"));
}

#[test]
fn a_marker_that_says_suddenly_that_nothing_is_encrypted_stops_everything() {
    let Pair { one, two, storage } = pair("yes", "own");
    one.ok(&["sync"]);
    one.ok(&["team", "approve", &fingerprint(&two)]);
    two.ok(&["sync"]);
    let marker = Path::new(&storage).join("porada.json");
    let sealed = std::fs::read_to_string(&marker).unwrap();
    let other = sealed.replace(&founder_of(&sealed), &"0".repeat(32));
    let secret = one.id(&["consultation", "new", "--municipality", "Jeseník", "--date", "2026-11-22 10:00"]);
    one.id(&["consultation", "add", &secret, "--need", "TAJEMSTVI-V-OTEVRENEM"]);
    // The memory of the keys is lost too: what the database knows is enough.
    std::fs::remove_dir_all(one.data().join("spaces")).unwrap();
    for changed in [sealed.replace("\"age\"", "\"none\""), other] {
        assert_ne!(changed, sealed);
        std::fs::write(&marker, &changed).unwrap();
        for arguments in [&["sync"][..], &["sync", "--verify"], &["sync", "--dry-run"]] {
            assert_eq!(one.run(arguments).code, 1, "{arguments:?}");
        }
        assert!(!all_bytes(Path::new(&storage)).contains("TAJEMSTVI"));
    }
    // Not even who sets the storage up again gets a space that is open by now.
    std::fs::write(&marker, sealed.replace("\"age\"", "\"none\"")).unwrap();
    one.ok(&["remote", "remove", "usb"]);
    assert_eq!(one.run(&["remote", "add", "usb", &storage]).code, 1);
    std::fs::write(&marker, sealed).unwrap();
    one.ok(&["remote", "add", "usb", &storage]);
    one.ok(&["sync"]);
    assert!(!all_bytes(Path::new(&storage)).contains("TAJEMSTVI"));
}

fn founder_of(marker: &str) -> String {
    let marker: Value = serde_json::from_str(marker).unwrap();
    marker["founder"].as_str().unwrap().to_owned()
}

#[test]
fn a_dry_run_writes_nothing_here_and_there() {
    let Pair { one, two, storage } = pair("yes", "own");
    one.ok(&["sync"]);
    one.ok(&["team", "approve", &fingerprint(&two)]);
    two.ok(&["sync"]);
    one.ok(&["team", "name", "Jana nově"]);
    let everything = || {
        let listed = |folder| names(&Path::new(&storage).join(folder));
        (listed("members"), listed("keys"), all_bytes(&one.data().join("spaces")))
    };
    let before = everything();
    one.ok(&["sync", "--dry-run"]);
    assert_eq!(everything(), before);
    one.ok(&["team"]);
    assert_ne!(everything(), before);
}

fn all_bytes(folder: &Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => text.push_str(&all_bytes(&path)),
            false => text.push_str(&String::from_utf8_lossy(&std::fs::read(path).unwrap())),
        }
    }
    text
}

#[test]
fn nothing_is_founded_without_a_word_and_a_foreign_storage_is_left_alone() {
    let home = Home::new();
    let storage = home.path("storage");
    std::fs::create_dir(&storage).unwrap();
    let address = storage.to_str().unwrap();
    let refused = home.fails(1, &["--lang", "en", "remote", "add", "usb", address]);
    assert!(refused.contains("--found"), "{refused}");
    assert_eq!(names(&storage), Vec::<String>::new());
    std::fs::write(storage.join("rozpočet.xlsx"), "x").unwrap();
    let refused = home.fails(1, &["--lang", "en", "remote", "add", "usb", address, "--found"]);
    assert!(refused.contains("rozpočet.xlsx"), "{refused}");
    assert_eq!(names(&storage), ["rozpočet.xlsx"]);
    assert_eq!(home.json(&["remote", "list", "--json"]).as_array().unwrap().len(), 0);
    let gone = home.text_path("nowhere");
    let missing = home.fails(1, &["--lang", "en", "remote", "add", "usb", &gone, "--found"]);
    assert!(missing.contains("Connect the disk"), "{missing}");
    for (wrong, code) in [("usb klíč", 2), ("", 2)] {
        home.fails(code, &["remote", "add", wrong, address]);
    }
}

#[test]
fn a_storage_is_tested_step_by_step_and_removed_without_touching_its_files() {
    let Pair { one, storage, .. } = pair("no", "team");
    let test = one.ok(&["--lang", "en", "remote", "test", "usb"]);
    assert_eq!(test.lines().count(), 3, "{test}");
    assert!(test.contains("circle team"), "{test}");
    let before = names(Path::new(&storage));
    one.ok(&["remote", "remove", "usb"]);
    assert_eq!(names(Path::new(&storage)), before);
    one.fails(1, &["remote", "remove", "usb"]);
    one.fails(1, &["sync", "usb"]);
    assert!(one.ok(&["--lang", "en", "sync"]).contains("No storage is set up"));
}

#[test]
fn a_team_gets_what_is_marked_for_it_and_a_network_gets_no_people() {
    let Pair { one, two, .. } = pair("no", "network");
    let id = listed(&one)[0]["id"].as_str().unwrap().to_owned();
    one.id(&["consultation", "add", &id, "--participant", "Jana Vzorová, starostka"]);
    assert_eq!(one.json(&["sync", "--json"])[0]["sent"], 0, "nothing is marked for the network");
    share(&one, &id, "network");
    let preview = one.json(&["sync", "--dry-run", "--json"]);
    assert_eq!(preview[0]["leaving"][0]["personal"], false);
    assert_eq!(one.json(&["sync", "--json"])[0]["sent"], 1);
    two.ok(&["sync"]);
    let copies = listed(&two);
    let copy = copies[0]["id"].as_str().unwrap();
    assert_ne!(copy, id);
    let shown = two.ok(&["consultation", "show", copy, "--json"]);
    assert!(
        shown.contains("osoba-") && !shown.contains("Vzorová") && !shown.contains("starostka"),
        "{shown}"
    );
    let refused = two.fails(1, &["--lang", "en", "consultation", "add", copy, "--note", "moje"]);
    assert!(refused.contains("shared copy"), "{refused}");
    // The home that has the consultation itself does not list its copy.
    two.ok(&["sync"]);
    one.ok(&["sync"]);
    assert_eq!(listed(&one).as_array().unwrap().len(), 1);
}

/// Marks a consultation for a circle, as its header's form does.
fn share(home: &Home, id: &str, circle: &str) {
    use porada::model::schema::CONSULTATION;
    use porada::model::{HeaderField, ReplicaId, Visibility};
    let mut store =
        porada::store::Store::open(&home.data().join("porada.db"), ReplicaId::generate()).unwrap();
    let document = id.parse().unwrap();
    let consultation = store.consultation(document).unwrap().unwrap();
    let change = consultation.set_header(vec![HeaderField::Visibility(Visibility::parse(circle).unwrap())]);
    let now = "2026-11-21T15:00:00Z".parse().unwrap();
    store.apply(document, CONSULTATION, &change, &consultation.seen, now).unwrap();
}

#[test]
fn one_synchronisation_of_a_home_at_a_time() {
    let Pair { one, .. } = pair("no", "own");
    let lock = porada::store::InstanceLock::acquire(&one.data().join("sync.lock")).unwrap();
    let busy = one.fails(1, &["--lang", "en", "sync"]);
    assert!(busy.contains("another window or command"), "{busy}");
    drop(lock);
    one.ok(&["sync"]);
}

#[test]
fn own_files_that_are_damaged_are_written_again() {
    let Pair { one, two, storage } = pair("no", "own");
    one.ok(&["sync"]);
    let docs = Path::new(&storage).join("docs");
    let damaged = first_file(&docs);
    std::fs::write(&damaged, "{}").unwrap();
    one.ok(&["sync", "--verify"]);
    two.ok(&["sync"]);
    assert_eq!(listed(&one), listed(&two));
}

fn first_file(folder: &Path) -> std::path::PathBuf {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    entries.sort();
    let first = entries.into_iter().next().unwrap();
    if first.is_dir() { first_file(&first) } else { first }
}
