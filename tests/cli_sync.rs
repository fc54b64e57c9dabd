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
use porada::sync::keys::Identity;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

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

/// A text without its line breaks.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a command says of the only storage.
fn first_row(mut rows: Value) -> Value {
    rows.as_array_mut().unwrap().remove(0)
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
fn a_device_whose_keys_are_gone_is_told_so_and_writes_nothing_before_it_is_approved() {
    for encrypt in ["yes", "no"] {
        let Pair { one, two, storage } = pair(encrypt, "own");
        one.ok(&["sync"]);
        if encrypt == "yes" {
            two.run(&["sync"]);
            one.ok(&["team", "approve", &fingerprint(&two)]);
        }
        two.ok(&["sync"]);
        two.ok(&["sync"]);
        two.consultation();
        let heads = || names(&Path::new(&storage).join("heads"));
        let before = heads();
        std::fs::remove_file(two.data().join("identity.age")).unwrap();
        let told = two.run(&["--lang", "en", "sync"]);
        assert!(
            told.err.contains("were missing") && told.err.contains("porada team recover"),
            "{}",
            told.err
        );
        if encrypt == "no" {
            assert_eq!(told.code, 0, "whoever can write is a member: {}", told.err);
        } else {
            assert!(told.code == 1 && told.out.contains("approv"), "{} {}", told.out, told.err);
            assert_eq!(heads(), before, "a head that everybody refuses");
            assert!(!two.run(&["--lang", "en", "sync"]).err.contains("were missing"), "it has keys again");
            one.ok(&["team", "approve", &fingerprint(&two)]);
            two.ok(&["sync"]);
        }
        one.ok(&["sync"]);
        assert_eq!(listed(&one), listed(&two));
        assert_eq!(listed(&one).as_array().unwrap().len(), 2);
    }
}

#[test]
fn a_device_with_new_keys_or_a_new_name_is_known_to_the_others_after_its_next_synchronisation() {
    for encrypt in ["no", "yes"] {
        let Pair { one, two, .. } = pair(encrypt, "own");
        one.ok(&["sync"]);
        if encrypt == "yes" {
            two.run(&["sync"]);
            one.ok(&["team", "approve", &fingerprint(&two)]);
        }
        two.ok(&["sync"]);
        two.ok(&["sync"]);
        two.ok(&["team", "name", "Nové jméno"]);
        two.ok(&["sync"]);
        assert!(one.ok(&["team"]).contains("Nové jméno"), "{encrypt}");
        two.ok(&["team", "renew"]);
        two.consultation();
        two.ok(&["sync"]);
        let heard = one.run(&["sync"]);
        assert!(!heard.out.contains("neschválil"), "{}", heard.out);
        assert_eq!(listed(&one).as_array().unwrap().len(), 2, "{encrypt}: {}", heard.out);
    }
}

#[test]
fn an_address_is_set_up_once_and_a_name_that_is_none_says_where_they_are() {
    let Pair { one, storage, .. } = pair("no", "own");
    for address in [storage.clone(), format!("file://{storage}")] {
        assert!(one.fails(1, &["remote", "add", "druhe", &address]).contains("má úložiště usb"), "{address}");
    }
    let query = format!("file://{storage}?x=1");
    assert!(one.fails(1, &["remote", "add", "druhe", &query]).contains("? ani #"));
    for command in [&["sync", "neni"][..], &["remote", "test", "neni"], &["remote", "remove", "neni"]] {
        assert!(one.fails(1, command).contains("porada remote list"), "{command:?}");
    }
    let proxy = ["--proxy", "http://jana:tajne@proxy.example.cz:3128"];
    let refused =
        one.fails(1, &[&["remote", "add", "web", "https://cloud.example.cz/dav/"], &proxy[..]].concat());
    assert!(refused.contains("proxy server") && !refused.contains("neodpovídá"), "{refused}");
    assert!(!refused.contains("tajne"), "{refused}");
}

#[test]
fn a_member_that_the_window_removes_reads_nothing_new() {
    use porada::config::Paths;
    use porada::i18n::{Language, Localized};
    use porada::tui::sync_desk::{SyncNews, SyncOrder};
    use porada::tui::sync_worker::{Place, start};
    let Pair { one, two, .. } = pair("yes", "own");
    one.ok(&["sync"]);
    one.ok(&["team", "approve", &fingerprint(&two)]);
    two.ok(&["sync"]);
    one.ok(&["sync"]);
    let team = two.json(&["team", "--json"]);
    let own = team.as_array().unwrap().iter().find(|device| device["own"] == true).unwrap();
    let place = Place {
        paths: Paths::in_folder(one.data()),
        device_name: String::new(),
        passphrase: None,
        language: Language::English,
    };
    let (sender, news) = std::sync::mpsc::channel();
    let sender = std::sync::Mutex::new(sender);
    let order = start(
        place,
        || "2026-11-21T15:00:00Z".parse().unwrap(),
        move |said| {
            sender.lock().unwrap().send(said).unwrap();
        },
    );
    let device = own["id"].as_str().unwrap().parse().unwrap();
    order(SyncOrder::RemoveMember { remote: "usb".to_owned(), device, name: "Olga".to_owned() });
    let words = loop {
        match news.recv().unwrap() {
            SyncNews::Done(words) | SyncNews::Failed(_, words) => break words.localized(Language::English),
            _ => {}
        }
    };
    assert!(words.contains("Olga") && words.contains("removed"), "{words}");
    one.id(&["consultation", "new", "--municipality", "Jeseník"]);
    one.ok(&["sync"]);
    assert!(two.run(&["--lang", "en", "sync"]).out.contains("removed"));
    assert_eq!((listed(&one).as_array().unwrap().len(), listed(&two).as_array().unwrap().len()), (2, 1));
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

#[test]
fn the_preview_of_a_copy_for_the_network_tells_which_texts_name_whom() {
    let Pair { one, .. } = pair("no", "network");
    let id = listed(&one)[0]["id"].as_str().unwrap().to_owned();
    one.id(&["consultation", "add", &id, "--participant", "Jana Vzorová, starostka"]);
    let need = one.id(&["consultation", "add", &id, "--need", "call Jana Vzorova 777 123 456"]);
    one.id(&["consultation", "add", &id, "--note", "Vzorové se to líbí", "--internal"]);
    share(&one, &id, "network");
    let preview = one.json(&["sync", "--dry-run", "--json"]);
    let leaving = &preview[0]["leaving"][0];
    assert_eq!(leaving["personal"], true);
    assert_eq!(leaving["naming"].as_array().unwrap().len(), 1, "{leaving}");
    assert_eq!(leaving["naming"][0]["item"], need);
    assert_eq!(leaving["naming"][0]["words"], serde_json::json!(["Jana Vzorova", "777 123 456"]));
    let said = one.ok(&["--lang", "en", "sync", "--dry-run"]);
    assert!(said.contains("with personal data: 1") && said.contains("1 item of copies"), "{said}");
    assert!(said.contains("has: Jana Vzorova, 777 123 456") && !said.contains("no pers. data"), "{said}");
    assert_eq!(one.json(&["sync", "--json"])[0]["sent"], 1, "it is told, not forbidden");
}

#[test]
fn the_first_synchronisation_shows_what_leaves_and_later_ones_do_not() {
    let Pair { one, two, .. } = pair("no", "own");
    let first = one.ok(&["--lang", "en", "sync"]);
    let shown = first.find("1 document will leave").unwrap_or_else(|| panic!("{first}"));
    assert!(
        first.starts_with("The first synchronisation with usb") && shown < first.find("sent").unwrap(),
        "{first}"
    );
    assert!(!one.ok(&["--lang", "en", "sync"]).contains("first"));
    assert!(!two.ok(&["--lang", "en", "sync"]).contains("first"), "nothing leaves from here");
    let three = Home::new();
    three.consultation();
    three.ok(&["remote", "add", "usb", &one.text_path("storage")]);
    assert_eq!(three.json(&["sync", "--json"])[0]["first"]["documents"], 1);
    assert_eq!(three.json(&["sync", "--json"])[0]["first"], Value::Null);
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
    for encrypt in ["no", "yes"] {
        let Pair { one, two, storage } = pair(encrypt, "own");
        one.id(&["consultation", "new", "--municipality", "Kolín"]);
        one.ok(&["sync"]);
        if encrypt == "yes" {
            one.ok(&["team", "approve", &fingerprint(&two)]);
        }
        let documents = files(&Path::new(&storage).join("docs"));
        let [damaged, missing] = documents.as_slice() else { panic!("{documents:?}") };
        std::fs::write(damaged, "{}").unwrap();
        std::fs::remove_file(missing).unwrap();
        let checked = first_row(one.json(&["sync", "--verify", "--json"]));
        // The head and both documents.
        let verified = json!({ "checked": 3, "damaged": 2, "rewritten": 2, "left": 0 });
        assert_eq!(checked["verified"], verified, "{checked}");
        assert_eq!((&checked["warnings"], &checked["quarantine"]), (&json!([]), &json!([])), "{checked}");
        let said = one.ok(&["--lang", "cs", "sync", "--verify"]);
        assert!(said.contains("zkontrolováno: 3 soubory; vše v pořádku"), "{said}");
        assert_eq!(one.json(&["sync", "--json"])[0]["verified"], Value::Null);
        two.ok(&["sync"]);
        assert_eq!(listed(&one), listed(&two));
    }
}

#[test]
fn a_check_says_what_of_others_it_has_written_and_what_it_cannot() {
    let Pair { one, two, storage } = pair("no", "own");
    one.ok(&["sync"]);
    two.ok(&["sync"]);
    let read = files(&Path::new(&storage).join("docs"));
    one.id(&["consultation", "new", "--municipality", "Kolín"]);
    one.ok(&["sync"]);
    let mut unread = files(&Path::new(&storage).join("docs"));
    unread.retain(|path| !read.contains(path));
    std::fs::write(&read[0], "{}").unwrap();
    std::fs::write(&unread[0], "{}").unwrap();
    let checked = first_row(two.json(&["sync", "--verify", "--json"]));
    // Both heads and both documents.
    let verified = json!({ "checked": 4, "damaged": 2, "rewritten": 1, "left": 1 });
    assert_eq!(checked["verified"], verified, "{checked}");
    assert_eq!(checked["quarantine"].as_array().unwrap().len(), 2, "they are not this device's");
    // The first document is here and listed, in the same bytes: the file of the other device is not needed any more.
    let said = words(&two.ok(&["--lang", "en", "sync", "--verify"]));
    let left = "checked: 4 files; missing or damaged: 1, written again: 0; left: 1, which only the device";
    assert!(said.contains(left), "{said}");
}

/// Who confirmed what, as a synchronisation says it.
fn erasures(home: &Home) -> Value {
    first_row(home.json(&["sync", "--json"]))["erasures"].take()
}

#[test]
fn an_erasure_is_told_until_every_device_has_confirmed_it() {
    for encrypt in ["no", "yes"] {
        let Pair { one, two, storage } = pair(encrypt, "own");
        let three = Home::new();
        three.ok(&["remote", "add", "usb", &storage]);
        two.ok(&["team", "name", "Olga"]);
        three.ok(&["team", "name", "Petr"]);
        let id = listed(&one)[0]["id"].as_str().unwrap().to_owned();
        one.id(&["consultation", "add", &id, "--participant", "Jana Vzorová, starostka"]);
        one.ok(&["sync"]);
        for other in [&two, &three] {
            other.run(&["sync"]);
            if encrypt == "yes" {
                one.ok(&["team", "approve", &fingerprint(other)]);
                other.ok(&["sync"]);
            }
        }
        one.ok(&["sync"]);
        assert_eq!(erasures(&one), json!([]));
        let erased = one.json(&["erase", &id, "--participant", "Jana Vzorová", "--yes", "--json"]);
        assert_eq!(erased["remotes"], json!([{ "remote": "usb", "confirmed": 0, "devices": 3 }]));
        let row = |confirmed: usize, missing: &[&str]| json!([{ "document": id, "erased": 1, "confirmed": confirmed, "devices": 3, "missing": missing }]);
        let mut told = erasures(&one);
        told[0]["missing"].as_array_mut().unwrap().sort_by_key(|name| name.to_string());
        assert_eq!(told, row(1, &["Olga", "Petr"]));
        let said = words(&two.ok(&["--lang", "cs", "sync"]));
        assert!(said.contains("Jeseník, 21. 11. 2026 · vymazáno: 1 položka"), "{said}");
        assert!(said.contains("Jeseník, 21. 11. 2026: potvrdila 2 z 3 zařízení; chybí: Petr"), "{said}");
        assert_eq!(erasures(&one), row(2, &["Petr"]), "also in a later run");
        assert_eq!(erasures(&one), row(2, &["Petr"]), "and in one without news");
        three.ok(&["sync"]);
        assert_eq!(erasures(&one), row(3, &[]), "told once that all have");
        assert_eq!(erasures(&one), json!([]));
        if encrypt == "yes" {
            one.ok(&["erase", &id, "--yes"]);
            let waits = words(&one.ok(&["--lang", "en", "sync"]));
            assert!(waits.contains(&format!("{id}: confirmed by 1 of 3 devices")), "{waits}");
            one.ok(&["team", "remove", &fingerprint(&three)]);
            let left = &erasures(&one)[0];
            assert_eq!(
                (&left["devices"], &left["missing"]),
                (&json!(2), &json!(["Olga"])),
                "nor is who is gone"
            );
        }
    }
}

#[test]
fn what_others_deleted_and_erased_is_named_so() {
    let Pair { one, two, .. } = pair("no", "own");
    let deleted = one.id(&["consultation", "new", "--municipality", "Kolín"]);
    let erased =
        listed(&one).as_array().unwrap().iter().find(|it| it["id"] != deleted.as_str()).unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned();
    one.ok(&["sync"]);
    two.ok(&["sync"]);
    one.ok(&["consultation", "delete", &deleted]);
    one.ok(&["erase", &erased, "--yes"]);
    one.ok(&["sync"]);
    let said = two.ok(&["--lang", "cs", "sync"]);
    assert!(said.contains("    Konzultace: Kolín") && said.contains(" · smazáno\n"), "{said}");
    assert!(said.contains(&format!("{erased} · vymazáno natrvalo\n")), "{said}");
    // Whoever joins now hears the same.
    let three = Home::new();
    three.ok(&["remote", "add", "usb", &one.text_path("storage")]);
    let received = first_row(three.json(&["sync", "--json"]))["received"].take();
    let gone = |id: &str| {
        received.as_array().unwrap().iter().find(|it| it["id"] == id).map(|it| it["gone"].clone()).unwrap()
    };
    assert_eq!((gone(&deleted), gone(&erased)), (json!("deleted"), json!("erased")));
}

/// Writes other words for the only need of a home, as its screen would.
fn edit(home: &Home, words: &str) {
    use porada::model::{ItemField, ReplicaId};
    use porada::store::Store;
    let mut store = Store::open(&home.data().join("porada.db"), ReplicaId::generate()).unwrap();
    let id = listed(home)[0]["id"].as_str().unwrap().parse().unwrap();
    let view = store.consultation(id).unwrap().unwrap();
    let change = view.edit_item(&view.items[0], vec![ItemField::Text(words.into())]);
    store.apply(id, "consultation", &change, &view.seen, "2026-11-21T15:00:00Z".parse().unwrap()).unwrap();
    store.close().unwrap();
}

#[test]
fn who_wrote_a_competing_value_is_told_by_the_name_of_the_device() {
    let Pair { one, two, .. } = pair("no", "own");
    two.ok(&["team", "name", "Olga Vzorová"]);
    one.ok(&["sync"]);
    two.ok(&["sync"]);
    edit(&one, "Kontejnery na papír");
    edit(&two, "Kontejnery na plast");
    two.ok(&["sync"]);
    one.run(&["sync"]);
    let told = one.ok(&["conflicts", "--lang", "cs"]);
    assert!(told.contains("Olga Vzorová · ") && told.contains("toto zařízení · "), "{told}");
    let names = |values: &Value| -> Vec<String> {
        let name = |value: &Value| value["writers"][0]["name"].as_str().unwrap().to_owned();
        let mut names: Vec<String> = values.as_array().unwrap().iter().map(name).collect();
        names.sort();
        names
    };
    let rows = one.json(&["conflicts", "--lang", "en", "--json"]);
    assert_eq!(names(&rows[0]["values"]), ["Olga Vzorová", "this device"]);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_synchronisation_whose_server_never_answers() {
    use porada::model::ReplicaId;
    use porada::store::Store;
    use std::process::{Command, Stdio};
    let Pair { one, two, .. } = pair("no", "own");
    let mut store = Store::open(&one.data().join("porada.db"), ReplicaId::generate()).unwrap();
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let right = store.remotes().unwrap().remove(0);
    let address = format!("http://127.0.0.1:{}/dav/", silent.local_addr().unwrap().port());
    store.save_remote(&porada::store::RemoteRow { address, ..right.clone() }).unwrap();
    let mut calling = one.command(&["--lang", "cs", "sync"]);
    let called = calling.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let _connection = silent.accept().unwrap();
    assert!(Command::new("kill").args(["-INT", &called.id().to_string()]).status().unwrap().success());
    let answer = called.wait_with_output().unwrap();
    assert_eq!(answer.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&answer.stdout).contains("byla přerušena"), "{answer:?}");
    store.save_remote(&right).unwrap();
    one.ok(&["sync"]);
    two.ok(&["sync"]);
    assert_eq!(listed(&one), listed(&two));
}

#[cfg(unix)]
#[test]
fn erased_words_leave_the_files_of_a_home_that_hears_of_it() {
    use porada::model::ReplicaId;
    use porada::store::Store;
    let Pair { one, two, .. } = pair("no", "own");
    let id = listed(&one)[0]["id"].as_str().unwrap().to_owned();
    for number in 0..20 {
        one.id(&[
            "consultation",
            "add",
            &id,
            "--note",
            &format!("Tajnoslovíčko {number} a dost dalších slov"),
        ]);
    }
    one.ok(&["sync"]);
    // As the application does: as long as somebody has the database open, its log stays.
    let window = Store::open(&two.data().join("porada.db"), ReplicaId::generate()).unwrap();
    two.ok(&["sync"]);
    // Read by another process: who closes a file gives up the locks that his own connection has on it.
    let holds = |home: &Home| {
        let mut grep = std::process::Command::new("grep");
        grep.args(["-rqaF", "Tajnoslovíčko"]).arg(home.data()).status().unwrap().success()
    };
    assert!(holds(&two));
    one.ok(&["erase", &id, "--yes"]);
    one.ok(&["sync"]);
    assert!(two.json(&["sync", "--json"])[0]["erased"].as_u64().unwrap() > 20);
    assert!(!holds(&two));
    drop(window);
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let below = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    let mut files: Vec<PathBuf> = entries.flat_map(below).collect();
    files.sort();
    files
}

#[test]
fn a_sealed_password_ends_with_its_storage_and_a_new_one_is_always_asked_for() {
    let home = Home::new();
    let folder = |name: &str| {
        let path = home.text_path(name);
        std::fs::create_dir(&path).unwrap();
        path
    };
    let (first, second) = (folder("first"), folder("second"));
    let run = |password: Option<&str>, arguments: &[&str]| {
        let mut command = home.command(arguments);
        command.env("PORADA_PASSPHRASE", "správný kůň baterie").stdin(std::process::Stdio::null());
        command.envs(password.map(|password| ("PORADA_REMOTE_PASSWORD", password)));
        home::Answer::of(command.output().unwrap())
    };
    let add = |password, place: &str| {
        run(password, &["remote", "add", "cloud", place, "--password", "sealed", "--found"])
    };
    assert_eq!(add(Some("tajné"), &first).code, 0);
    // Without the passphrase the password would stay among the keys.
    assert!(home.fails(1, &["remote", "remove", "cloud"]).contains("PORADA_PASSPHRASE"));
    assert_eq!(run(None, &["remote", "remove", "cloud"]).code, 0);
    let unasked = add(None, &second);
    assert!(unasked.code == 1 && unasked.err.contains("PORADA_REMOTE_PASSWORD"), "{}", unasked.err);
    assert!(names(Path::new(&second)).is_empty());
    assert_eq!(add(Some("jiné"), &second).code, 0);
}

#[test]
fn what_a_member_sent_before_it_was_removed_is_not_lost() {
    let Pair { one, two, .. } = pair("yes", "own");
    one.ok(&["sync"]);
    one.ok(&["team", "approve", &fingerprint(&two)]);
    two.ok(&["sync"]);
    let last = two.id(&["consultation", "new", "--municipality", "Kolín"]);
    two.ok(&["sync"]);
    one.ok(&["team", "remove", &fingerprint(&two)]);
    assert!(one.ok(&["consultation", "show", &last]).contains("Kolín"));
}

#[test]
fn an_erasure_that_has_not_left_is_counted_as_waiting() {
    use porada::model::schema::CONSULTATION;
    use porada::model::{HeaderField, ReplicaId, Visibility};
    use porada::store::Store;
    use porada::sync::profile::Profile;
    use porada::sync::runner::waiting;
    for encrypt in ["no", "yes"] {
        let Pair { one, .. } = pair(encrypt, "team");
        let id = one.id(&["consultation", "new", "--municipality", "Kolín"]);
        let open = || Store::beside(&one.data().join("porada.db"), ReplicaId::generate()).unwrap();
        let (mut store, document) = (open(), id.parse().unwrap());
        let consultation = store.consultation(document).unwrap().unwrap();
        let change = consultation.set_header(vec![HeaderField::Visibility(Visibility::Team)]);
        let now = "2026-11-22T10:00:00Z".parse().unwrap();
        store.apply(document, CONSULTATION, &change, &consultation.seen, now).unwrap();
        drop(store);
        one.ok(&["sync"]);
        let count = || {
            let mut store = open();
            let space = store.remotes().unwrap()[0].space.as_deref().unwrap().parse().unwrap();
            waiting(&mut store, Some(space), Profile::Team).unwrap()
        };
        assert_eq!(count(), 0);
        one.ok(&["erase", &id, "--yes"]);
        assert_eq!(count(), 1);
        one.ok(&["sync"]);
        assert_eq!(count(), 0);
    }
}

#[test]
fn a_run_that_stops_tells_what_it_had_done_and_seen_before() {
    let Pair { one, two, storage } = pair("no", "own");
    let damaged = one.consultation();
    one.ok(&["sync"]);
    // Something is in the way of the second device's own documents, and one of the first device's is damaged.
    two.consultation();
    two.ok(&["sync", "--dry-run"]);
    let docs = Path::new(&storage).join("docs");
    let device = names(&docs).remove(0);
    let own = Identity::load(&two.data().join("identity.age"), None).unwrap().unwrap().keys().device();
    std::fs::write(docs.join(own.to_string()), "v cestě").unwrap();
    let folder = docs.join(device).join(&damaged[..2]);
    std::fs::write(folder.join(names(&folder).remove(0)), "konec").unwrap();
    let stopped = two.run(&["--lang", "en", "sync"]);
    let said = stopped.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(stopped.code, 1, "{said}");
    assert!(said.contains("is no plain file") && said.contains("received: 1"), "{said}");
    assert!(said.contains("its content is not what its name says"), "{said}");
    let again = two.run(&["sync", "--json"]);
    let again: Value = serde_json::from_str(&again.out).unwrap();
    assert!(again[0]["problem"].is_string() && again[0]["requests"].as_u64().unwrap() > 0, "{again}");
    assert_eq!(listed(&two).as_array().unwrap().len(), 2);
}

#[test]
fn the_first_synchronisation_names_so_many_documents_that_its_figures_stay_in_sight() {
    let Pair { one, .. } = pair("no", "own");
    for _ in 0..24 {
        one.consultation();
    }
    let said = one.ok(&["--lang", "en", "sync"]);
    assert!(said.contains("25 documents will leave") && said.contains("and 5 more"), "{said}");
    assert!(said.lines().count() < 40, "{said}");
}
