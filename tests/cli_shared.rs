//! Records that a centre shares, as people call the commands: two centres and a coordinator over one folder.
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

const ORIGIN: &str = "brno-urbact-onstage-hudebni-skoly";

/// A practice under this id with this title, as a line of a file to import.
fn practice(id: &str, title: &str) -> String {
    let line = include_str!("../data/practices.jsonl").lines().next().unwrap();
    let mut record: Value = serde_json::from_str(line).unwrap();
    assert_eq!(record["id"], ORIGIN);
    record["id"] = id.into();
    record["title_cs"] = title.into();
    record.to_string()
}

/// A home whose settings name the centre, joined to the storage; the first one founds it.
fn centre(name: &str, storage: &str, profile: Option<&str>) -> Home {
    let home = Home::new();
    std::fs::create_dir_all(home.data()).unwrap();
    std::fs::write(home.data().join("config.toml"), format!("organisation = \"{name}\"\n")).unwrap();
    match profile {
        Some(profile) => {
            home.ok(&["remote", "add", "usb", storage, "--found", "--encrypt", "no", "--profile", profile])
        }
        None => home.ok(&["remote", "add", "usb", storage]),
    };
    home
}

/// Two centres and a coordinator, the folder of the storage with them.
struct Network {
    one: Home,
    two: Home,
    coordinator: Home,
    _folder: tempfile::TempDir,
}

fn network(profile: &str) -> Network {
    let folder = tempfile::tempdir().unwrap();
    let storage = folder.path().to_str().unwrap().to_owned();
    let one = centre("IC Zlín", &storage, Some(profile));
    let two = centre("JIC", &storage, None);
    let coordinator = centre("Koordinátor", &storage, None);
    Network { one, two, coordinator, _folder: folder }
}

impl Home {
    fn file(&self, name: &str, lines: &[String]) -> String {
        std::fs::write(self.path(name), lines.join("\n") + "\n").unwrap();
        self.text_path(name)
    }

    /// Title and who shares the record, as `show` says it.
    fn shown(&self, id: &str) -> (String, Value) {
        let row = self.json(&["show", id, "--json"]);
        (row["title"]["cs"].as_str().unwrap().to_owned(), row["shared"].clone())
    }
}

fn sync(homes: &[&Home]) {
    for _ in 0..2 {
        homes.iter().for_each(|home| drop(home.ok(&["sync"])));
    }
}

fn today(home: &Home) -> String {
    home.shown("sdilena-a").1["on"].as_str().unwrap().to_owned()
}

#[test]
fn a_shared_record_reaches_everybody_with_its_origin_and_goes_when_it_is_withdrawn() {
    let Network { one, two, coordinator, _folder } = network("network");
    let file = one.file(
        "praxe.jsonl",
        &[practice("sdilena-a", "Sdílená popelnice A"), practice("sdilena-b", "Sdílená B")],
    );
    let said = one.ok(&["catalogue", "import", &file, "--share"]);
    assert!(said.contains("Sdíleno: 2 záznamy"), "{said}");
    let preview = one.json(&["sync", "--dry-run", "--json"]);
    let leaving = preview[0]["leaving"].as_array().unwrap();
    assert_eq!(leaving.len(), 2);
    assert_eq!(leaving[0]["kind"], "catalogue-record");
    assert_eq!(leaving[0]["personal"], false);
    let preview = one.ok(&["sync", "--dry-run"]);
    assert!(preview.contains("Z toho 2 záznamy katalogu, které sdílíte se všemi."), "{preview}");
    assert!(preview.contains("záznam katalogu: Sdílená popelnice A"), "{preview}");
    sync(&[&one, &two, &coordinator]);
    for home in [&two, &coordinator] {
        let (title, shared) = home.shown("sdilena-a");
        assert_eq!((title.as_str(), &shared["by"]), ("Sdílená popelnice A", &Value::from("IC Zlín")));
        assert_eq!((&shared["hidden"], &shared["others"]), (&Value::from(false), &Value::from(0)));
        let found = home.json(&["search", "sdílená", "popelnice", "--json"]);
        assert_eq!((&found[0]["id"], &found[0]["shared"]["by"]), (&"sdilena-a".into(), &"IC Zlín".into()));
        let text = home.ok(&["--lang", "en", "show", "sdilena-a"]);
        assert!(text.contains("shared by IC Zlín, "), "{text}");
    }
    assert_eq!(today(&two), today(&one));

    let id = two.consultation();
    let link = ["consultation", "add", &id, "--link", "sdilena-a"];
    two.id(&link);
    let minutes = |home: &Home| home.ok(&["export", &id, "--format", "md"]);
    assert!(minutes(&two).contains("Sdílená popelnice A"));

    let said = one.ok(&["catalogue", "unshare", "sdilena-a"]);
    assert!(said.contains("1 záznam"), "{said}");
    sync(&[&one, &two, &coordinator]);
    let gone = coordinator.fails(1, &["show", "sdilena-a"]);
    assert!(gone.contains("sdilena-a"), "{gone}");
    assert_eq!(coordinator.shown("sdilena-b").0, "Sdílená B");
    assert!(minutes(&two).contains("Sdílená popelnice A"), "a consultation still names what it links");
    assert_eq!(one.shown("sdilena-a").1, Value::Null, "here it stays as an imported one");
    for home in [&one, &two, &coordinator] {
        home.ok(&["doctor"]);
        assert_eq!(home.json(&["sync", "--json"])[0]["requests"], 2);
    }
}

#[test]
fn of_versions_that_two_centres_share_at_once_all_read_the_later_until_one_shares_again() {
    let Network { one, two, coordinator, _folder } = network("network");
    let import = |home: &Home, title: &str| {
        let file = home.file("praxe.jsonl", &[practice("sdilena-a", title)]);
        home.ok(&["catalogue", "import", &file, "--share"])
    };
    import(&one, "První");
    sync(&[&one, &two, &coordinator]);
    import(&one, "Z jednoho centra");
    import(&two, "Z druhého centra");
    sync(&[&one, &two, &coordinator]);
    let read = coordinator.shown("sdilena-a");
    assert_eq!(read.1["others"], 1, "{read:?}");
    assert_eq!((one.shown("sdilena-a"), two.shown("sdilena-a")), (read.clone(), read.clone()));
    assert_eq!(read.0, "Z druhého centra", "it was shared later");
    assert!(coordinator.ok(&["show", "sdilena-a"]).contains("souběžně sdíleno i 1 další znění"));
    import(&one, "Společné");
    sync(&[&one, &two, &coordinator]);
    let read = coordinator.shown("sdilena-a");
    assert_eq!(
        (read.0.as_str(), &read.1["by"], &read.1["others"]),
        ("Společné", &"IC Zlín".into(), &0.into())
    );
    assert_eq!(two.shown("sdilena-a"), read);
    assert!(import(&one, "Společné").contains("beze změny"));
    assert_eq!(one.json(&["sync", "--json"])[0]["sent"], 0);
}

#[test]
fn an_own_import_is_read_before_a_shared_record_and_this_is_said() {
    let Network { one, two, coordinator, _folder } = network("team");
    let theirs = one.file("praxe.jsonl", &[practice("sdilena-a", "Jejich")]);
    one.ok(&["catalogue", "import", &theirs]);
    one.ok(&["catalogue", "share", "--all"]);
    let mine = two.file("praxe.jsonl", &[practice("sdilena-a", "Moje")]);
    two.ok(&["catalogue", "import", &mine]);
    sync(&[&one, &two, &coordinator]);
    let (title, shared) = two.shown("sdilena-a");
    assert_eq!((title.as_str(), &shared["by"], &shared["hidden"]), ("Moje", &"IC Zlín".into(), &true.into()));
    assert!(
        two.ok(&["show", "sdilena-a"]).contains("zde platí vlastní importované znění; jiné sdílí IC Zlín")
    );
    assert!(two.ok(&["catalogue", "import", &mine]).contains("zde platí importované"));
    let listed = two.json(&["catalogue", "list", "--json"]);
    assert_eq!((listed.as_array().unwrap().len(), &listed[0]["shared"]["hidden"]), (1, &true.into()));
    let exported = two.text_path("export.jsonl");
    two.ok(&["catalogue", "export", &exported]);
    let text = std::fs::read_to_string(&exported).unwrap();
    assert_eq!(text.matches("\"sdilena-a\"").count(), 1, "an export has each record once");
    two.ok(&["catalogue", "remove", "sdilena-a"]);
    assert_eq!(two.shown("sdilena-a").0, "Jejich");
    assert_eq!(coordinator.shown("sdilena-a").0, "Jejich");
}

#[test]
fn what_cannot_be_shared_withdrawn_or_removed_is_said() {
    let Network { one, two, _folder, .. } = network("own");
    let nobody = Home::new();
    let file = nobody.file("praxe.jsonl", &[practice("sdilena-a", "A")]);
    let said = nobody.fails(1, &["catalogue", "import", &file, "--share"]);
    assert!(said.contains("--as") && said.contains("organisation"), "{said}");
    assert!(!nobody.data().join("porada.db").exists());
    nobody.ok(&["catalogue", "import", &file, "--share", "--as", "Město Zlín"]);
    assert_eq!(nobody.shown("sdilena-a").1["by"], "Město Zlín");
    nobody.fails(1, &["catalogue", "share", "--all", "--as", "a\u{1b}b"]);
    nobody.fails(2, &["catalogue", "import", &file, "--as", "X"]);
    nobody.fails(2, &["catalogue", "share"]);

    one.ok(&["catalogue", "import", &file, "--share"]);
    assert!(one.fails(1, &["catalogue", "remove", "sdilena-a"]).contains("IC Zlín"));
    assert!(one.fails(1, &["catalogue", "share", "neznama"]).contains("neznama"));
    assert!(one.fails(1, &["catalogue", "unshare", "neznama"]).contains("neznama"));
    assert!(
        Home::new().fails(1, &["catalogue", "unshare", "neznama"]).contains("neznama"),
        "also where no centre is named"
    );
    assert!(one.fails(1, &["catalogue", "remove", "neznama"]).contains("neznama"));
    assert!(one.ok(&["catalogue", "share", "sdilena-a"]).contains("beze změny"));
    sync(&[&one, &two]);
    let foreign = two.fails(1, &["catalogue", "unshare", "sdilena-a"]);
    assert!(foreign.contains("IC Zlín") && foreign.contains("--as"), "{foreign}");
    assert!(two.ok(&["catalogue", "unshare", "--all"]).contains("0 záznamů"));
    two.ok(&["catalogue", "unshare", "sdilena-a", "--as", "IC Zlín"]);
    sync(&[&two, &one]);
    one.fails(1, &["show", "sdilena-a"]);
    assert!(two.ok(&["--lang", "en", "catalogue", "list"]).contains("only on this computer"));
    two.ok(&["catalogue", "remove", "sdilena-a"]);
    assert!(two.ok(&["catalogue", "list"]).contains("Žádné"));
}

#[test]
fn a_document_of_a_shared_record_is_checked_in_a_file_too() {
    let home = Home::new();
    let id = "9a2af3b4-632b-5fac-9d00-c6ff2b7a121c";
    let document = |json: &str| {
        let record = serde_json::json!({ "id": id, "record": "mine", "kind": "practice", "json": json,
            "shared_by": "IC", "shared_on": "2026-11-22" });
        let sync = serde_json::json!({ "seen": { "00000000000000aa": 1 },
            "entities": { id: { "w": "00000000000000aa.1@0" } } });
        let data = serde_json::json!({ "record": [record] });
        serde_json::json!({ "format": "porada-doc/1", "id": id, "kind": "catalogue-record", "data": data, "sync": sync })
            .to_string()
    };
    let file = home.file("doc.json", &[document("{}")]);
    assert!(home.fails(1, &["import", &file]).contains("porušuje pravidlo"));
    let file = home.file("doc.json", &[document(&practice("mine", "Moje"))]);
    home.ok(&["import", &file]);
    assert_eq!(home.shown("mine").1["by"], "IC");
}
