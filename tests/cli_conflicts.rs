//! `porada conflicts` and `porada erase` as people and scripts call them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "common/home.rs"]
mod home;

use home::Home;
use serde_json::{Value, json};
use std::fs;

/// Two homes that edited one need on their own; the first has taken over what the second wrote.
fn competing() -> (Home, String, String) {
    let (mine, theirs) = (Home::new(), Home::new());
    let id = mine.id(&["consultation", "new", "--municipality", "Jeseník", "--date", "2026-11-21 14:00"]);
    let need = mine.id(&["consultation", "add", &id, "--need", "Přeplněné kontejnery"]);
    let file = mine.text_path("document.json");
    let hand_over = |from: &Home, to: &Home| {
        fs::write(&file, from.ok(&["export", &id, "--format", "json"])).unwrap();
        to.ok(&["import", &file]);
    };
    hand_over(&mine, &theirs);
    for (home, words) in
        [(&mine, "Přeplněné kontejnery na papír"), (&theirs, "Přeplněné kontejnery na plast")]
    {
        edit(home, &id, &need, words);
    }
    let text = theirs.ok(&["export", &id, "--format", "json"]);
    fs::write(&file, text).unwrap();
    mine.run(&["import", &file]);
    (mine, id, need)
}

/// The command line cannot edit an item, so the words are written as another program would write them.
fn edit(home: &Home, id: &str, need: &str, words: &str) {
    use porada::model::{ItemField, ReplicaId};
    let mut store =
        porada::store::Store::open(&home.data().join("porada.db"), ReplicaId::generate()).unwrap();
    let id = id.parse().unwrap();
    let view = store.consultation(id).unwrap().unwrap();
    let item = view.item(need.parse().unwrap()).unwrap();
    let change = view.edit_item(item, vec![ItemField::Text(words.into())]);
    store.apply(id, "consultation", &change, &view.seen, "2026-11-21T15:00:00Z".parse().unwrap()).unwrap();
    store.close().unwrap();
}

fn need_text(home: &Home, id: &str) -> Value {
    home.json(&["consultation", "show", id, "--json"])["items"][0]["text"].clone()
}

#[test]
fn conflicts_are_listed_in_words_and_as_json_by_the_published_schema() {
    let (home, id, need) = competing();
    let text = home.ok(&["conflicts", "--lang", "cs"]);
    for words in ["Jeseník", "potřeba Přeplněné", "(text)", "jiné zařízení", "na plast", "na papír", "Návrh"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    let rows = home.json(&["conflicts", "--json"]);
    let schema = fs::read_to_string("docs/schema/conflicts.json").unwrap();
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    assert!(schema.is_valid(&rows), "{rows}");
    let row = &rows[0];
    assert_eq!(
        (rows.as_array().unwrap().len(), &row["item"], &row["field"]),
        (1, &json!(need), &json!("text"))
    );
    assert_eq!(row["consultation"], json!(id));
    assert_eq!(row["values"].as_array().unwrap().len(), 2);
    assert!(row["values"][0]["writers"][0]["session"].as_str().is_some_and(|it| it.len() == 16));
    assert!(row["proposal"].as_str().unwrap().starts_with("Přeplněné kontejnery na ["), "{row}");
    assert_eq!(Home::new().ok(&["conflicts", "--lang", "en"]), "No conflicts.\n");
    assert_eq!(Home::new().json(&["conflicts", "--json"]), json!([]));
}

#[test]
fn open_conflicts_are_told_where_only_one_version_is_shown() {
    let (home, id, need) = competing();
    assert!(home.ok(&["consultation", "show", &id]).contains("! 1 neshoda"));
    assert_eq!(home.json(&["consultation", "show", &id, "--json"])["items"][0]["conflicts"], json!(["text"]));
    let told = |arguments: &[&str]| home.run(arguments).err;
    let warning = told(&["export", &id, "--format", "md"]);
    assert!(warning.contains("1 nevyřešená neshoda") && warning.contains("porada conflicts"), "{warning}");
    assert_eq!(told(&["export", &id, "--format", "json"]), "", "all versions are in it");
    home.ok(&["conflicts", "settle", &id, "--item", &need, "--field", "text", "--take", "1"]);
    assert!(!home.ok(&["consultation", "show", &id]).contains("neshoda"));
    assert_eq!(told(&["export", &id, "--format", "md"]), "");
}

#[test]
fn words_that_one_side_deleted_are_named_beside_the_proposal() {
    let (home, id, need) = competing();
    home.ok(&[
        "conflicts",
        "settle",
        &id,
        "--item",
        &need,
        "--field",
        "text",
        "--text",
        "Koše přetékají a školník si stěžuje",
    ]);
    let file = home.text_path("deleted.json");
    fs::write(&file, home.ok(&["export", &id, "--format", "json"])).unwrap();
    let other = Home::new();
    other.ok(&["import", &file]);
    edit(&home, &id, &need, "Koše přetékají");
    edit(&other, &id, &need, "Popelnice přetékají a školník si stěžuje");
    // Whoever had neither text before gets both without the one that they were made from.
    let late = Home::new();
    for from in [&home, &other] {
        fs::write(&file, from.ok(&["export", &id, "--format", "json"])).unwrap();
        late.run(&["import", &file]);
    }
    let rows = late.json(&["conflicts", "--json"]);
    assert_eq!(rows[0]["only_in_some"], json!(["a školník si stěžuje"]), "{rows}");
    assert_eq!((&rows[0]["base"], &rows[0]["dropped"]), (&Value::Null, &json!([])));
    let said = late.ok(&["conflicts", "--lang", "cs"]).split_whitespace().collect::<Vec<_>>().join(" ");
    let named = "jen v některém znění (přidáno, nebo jinde smazáno): a školník si stěžuje";
    assert!(said.contains(named), "{said}");
}

#[test]
fn an_export_tells_of_a_conflict_that_its_table_shows() {
    let (home, id, _) = competing();
    let table =
        |table: &str| home.run(&["export", &id, "--format", "csv", "--table", table, "--lang", "cs"]).err;
    assert!(table("needs").contains("nevyřešená neshoda"), "{}", table("needs"));
    assert_eq!(table("tasks"), "", "a need is in no table of tasks");
}

#[test]
fn a_proposal_on_a_common_text_leaves_out_what_one_deleted_and_says_so() {
    let (home, other) = (Home::new(), Home::new());
    let base = "Bins at the school overflow every Friday and the caretaker Novak complains";
    let id = home.id(&["consultation", "new", "--municipality", "Jeseník", "--date", "2026-11-21 14:00"]);
    let need = home.id(&["consultation", "add", &id, "--need", base]);
    let file = home.text_path("document.json");
    let hand_over = |from: &Home, to: &Home| {
        fs::write(&file, from.ok(&["export", &id, "--format", "json"])).unwrap();
        to.run(&["import", &file]);
    };
    hand_over(&home, &other);
    edit(&home, &id, &need, "Bins at the school overflow every Friday");
    edit(&other, &id, &need, &base.replace("Bins", "Containers"));
    hand_over(&other, &home);
    let rows = home.json(&["conflicts", "--json"]);
    let row = &rows[0];
    let schema = fs::read_to_string("docs/schema/conflicts.json").unwrap();
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    assert!(schema.is_valid(&rows), "{rows}");
    assert_eq!(row["proposal"], json!("Containers at the school overflow every Friday"));
    assert_eq!(row["base"], json!(base));
    assert_eq!(row["dropped"], json!(["and the caretaker Novak complains"]));
    assert_eq!(row["only_in_some"], json!(["Containers"]));
    for (language, sentences) in [
        (
            "en",
            [
                "in some versions only: Containers",
                "left out (deleted in one version, kept in another): and the caretaker Novak complains",
                "Base of the proposal (the text before all edits): Bins",
            ],
        ),
        (
            "cs",
            [
                "jen v některém znění: Containers",
                "vynecháno (jedno znění to smazalo, jiné nechalo): and the caretaker Novak complains",
                "Základ návrhu (znění před všemi úpravami): Bins",
            ],
        ),
    ] {
        let said = home.ok(&["conflicts", "--lang", language]);
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        for sentence in sentences {
            assert!(said.contains(sentence), "{sentence}: {said}");
        }
    }
    // The base is nowhere but here: no export has it, and who takes over both versions has none.
    let exported = home.ok(&["export", &id, "--format", "json"]);
    assert!(!exported.contains(base), "{exported}");
    let storage = home.text_path("storage");
    fs::create_dir(&storage).unwrap();
    home.ok(&["remote", "add", "usb", &storage, "--found", "--encrypt", "no", "--profile", "own"]);
    home.ok(&["sync"]);
    let published = texts_in(std::path::Path::new(&storage));
    assert!(
        published.contains(&base.replace("Bins", "Containers")) && !published.contains(base),
        "{published}"
    );
    let late = Home::new();
    hand_over(&home, &late);
    assert_eq!(late.json(&["conflicts", "--json"])[0]["base"], Value::Null);
    hand_over(&home, &other);
    assert_eq!(other.json(&["conflicts", "--json"])[0]["base"], json!(base), "the first text of the need");
}

/// All files of a folder and its folders, one after the other.
fn texts_in(folder: &std::path::Path) -> String {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let text = |path: std::path::PathBuf| match path.is_dir() {
        true => texts_in(&path),
        false => String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned(),
    };
    paths.map(text).collect()
}

#[test]
fn a_conflict_is_settled_by_a_number_by_words_or_by_both() {
    for (how, expected) in [
        (vec!["--take", "1"], None),
        (vec!["--text", "Přeplněné kontejnery na vše"], Some("Přeplněné kontejnery na vše")),
        (vec!["--both"], None),
    ] {
        let (home, id, need) = competing();
        let row = home.json(&["conflicts", "--json"])[0].clone();
        let expected = match (how[0], expected) {
            ("--take", _) => row["values"][0]["value"].clone(),
            ("--both", _) => row["both"].clone(),
            (_, words) => json!(words),
        };
        let mut arguments = vec!["conflicts", "settle", &id, "--item", &need[28..], "--field", "text"];
        arguments.extend(&how);
        arguments.push("--json");
        assert_eq!(home.json(&arguments)["value"], expected);
        assert_eq!(need_text(&home, &id), expected);
        assert_eq!(home.json(&["conflicts", "--json"]), json!([]));
    }
}

#[test]
fn what_cannot_be_settled_says_why() {
    let (home, id, need) = competing();
    let settle = |code, more: &[&str]| {
        home.fails(code, &[&["conflicts", "settle", &id, "--lang", "cs"], more].concat())
    };
    assert!(
        settle(1, &["--item", &need, "--field", "priority", "--take", "1"]).contains("je v těchto: text")
    );
    assert!(settle(1, &["--field", "title", "--take", "1"]).contains("žádná neshoda"));
    assert!(settle(2, &["--item", &need, "--field", "text", "--take", "3"]).contains("od 1 do 2"));
    assert!(settle(2, &["--item", &need, "--field", "text", "--take", "0"]).contains("od 1 do 2"));
    assert!(settle(1, &["--item", "zzzzzz", "--field", "text", "--both"]).contains("zzzzzz"));
    assert!(!settle(2, &["--item", &need, "--field", "text"]).is_empty(), "one of the three is needed");
    assert_eq!(home.json(&["conflicts", "--json"]).as_array().unwrap().len(), 1);
}

#[test]
fn an_erasure_says_what_goes_and_does_nothing_without_yes() {
    let home = Home::new();
    let id = home.consultation();
    home.id(&["consultation", "add", &id, "--participant", "Jana Vzorová, starostka"]);
    home.id(&["consultation", "add", &id, "--note", "Zavolat: Jana Vzorová"]);
    home.id(&["consultation", "add", &id, "--note", "Předat to paní Vzorové"]);
    home.id(&["consultation", "add", &id, "--note", "Jana z knihovny, vzorové řešení"]);
    let asked = home.fails(2, &["erase", &id, "--participant", "jana vzorova", "--lang", "cs"]);
    for words in ["účastník „Jana Vzorová“", "nejde vrátit", "--yes", "zálohy"] {
        assert!(asked.contains(words), "{words}: {asked}");
    }
    assert_eq!(
        home.json(&["consultation", "show", &id, "--json"])["participants"].as_array().unwrap().len(),
        1
    );
    let english = home.fails(2, &["erase", &id, "--participant", "jana vzorova", "--lang", "en"]);
    assert!(english.contains("\"Jana Vzorová\"") && !english.contains('„'), "{english}");
    let said = home.ok(&["erase", &id, "--participant", "Jana Vzorová", "--yes", "--lang", "cs"]);
    assert!(said.contains("Vymazáno natrvalo: 1 položka") && said.contains("v textu 2 položek"), "{said}");
    assert_eq!(home.json(&["consultation", "show", &id, "--json"])["participants"], json!([]));
    assert!(home.fails(1, &["erase", &id, "--participant", "Nikdo", "--yes"]).contains("Nikdo"));
}

#[test]
fn an_erased_consultation_is_gone_from_lists_and_from_the_file() {
    let home = Home::new();
    let id = home.consultation();
    assert!(home.fails(2, &["erase", &id, "--lang", "en"]).contains("the whole consultation"));
    let erased = home.json(&["erase", &id, "--yes", "--json"]);
    assert_eq!((&erased["erased"], &erased["scrubbed"]), (&json!(2), &json!(true)));
    assert_eq!(home.json(&["consultation", "list", "--json"]), json!([]));
    let words = "Přeplněné kontejnery".as_bytes();
    for entry in fs::read_dir(home.data()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = fs::read(&path).unwrap();
            assert!(!bytes.windows(words.len()).any(|window| window == words), "{}", path.display());
        }
    }
}
