//! The command line as people and scripts call it: the real program with a home of its own.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "common/home.rs"]
mod home;

use home::{Answer, Home};
use rstest::rstest;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Stdio;

const SENSORS: &str = "znojmo-senzory-v-kontejnerech";
const CAUTION: &str = "cesky-krumlov-podzemni-kontejnery-zneuzivani";

#[test]
fn a_consultation_is_held_from_the_command_line_and_goes_to_a_colleague() {
    let home = Home::new();
    let id = home.id(&["consultation", "new", "--municipality", "536385", "--date", "21. 11. 2026 14:00"]);
    let add = |arguments: &[&str]| home.id(&[&["consultation", "add", &id], arguments].concat());
    let need = add(&["--need", "Přeplněné kontejnery na tříděný odpad"]);
    let practice = add(&["--link", SENSORS]);
    let caution = add(&["--link", CAUTION, "--to", &need[need.len() - 6..]]);
    add(&["--note", "Svoz dělají technické služby"]);
    add(&["--decision", "Vybrat stanoviště"]);
    let task = add(&["--task", "Poslat odkazy", "--owner", "Eva Brokerová", "--due", "5. 12. 2026"]);
    add(&["--participant", "Jana Vzorová, starostka, Město Jeseník"]);

    let shown = home.json(&["consultation", "show", &id, "--json"]);
    assert_eq!(shown["municipalities"], serde_json::json!(["536385"]));
    assert_eq!(shown["start"], "2026-11-21T14:00:00");
    assert_eq!(shown["participants"][0]["organisation"], "Město Jeseník");
    assert_eq!(
        (shown["items"][3]["id"].as_str(), shown["items"][3]["due"].as_str()),
        (Some(task.as_str()), Some("2026-12-05"))
    );
    let links: Vec<&str> =
        shown["links"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
    assert_eq!(links, [practice.as_str(), caution.as_str()]);
    assert!(shown["links"].as_array().unwrap().iter().all(|it| it["need"] == need.as_str()));

    let markdown = home.ok(&["export", &id, "--format", "md"]);
    for said in [
        "Jeseník",
        "Přeplněné kontejnery",
        "Znojmo",
        "Český Krumlov",
        "Eva Brokerová",
        "5. 12. 2026",
        "Jana Vzorová",
    ] {
        assert!(markdown.contains(said), "{said}: {markdown}");
    }
    let anonymous = home.ok(&["export", &id, "--format", "md", "--without-personal"]);
    assert!(!anonymous.contains("Brokerová") && !anonymous.contains("Vzorová"), "{anonymous}");
    assert!(home.ok(&["export", &id, "--format", "html"]).starts_with("<!DOCTYPE html>"));
    assert!(home.ok(&["export", &id, "--format", "md", "--lang", "en"]).contains("5 Dec 2026"));

    let file = home.text_path("konzultace.json");
    assert_eq!(home.ok(&["export", &id, "--format", "json", "--output", &file]).trim_end(), file);
    let colleague = Home::new();
    colleague.ok(&["import", &file]);
    assert_eq!(colleague.json(&["consultation", "show", &id, "--json"]), shown);
    assert_eq!(colleague.ok(&["export", &id, "--format", "json"]), fs::read_to_string(&file).unwrap());
    assert!(colleague.ok(&["import", &file]).contains("beze změny 1"));
}

#[test]
fn changes_of_two_people_merge() {
    let (home, colleague) = (Home::new(), Home::new());
    let id = home.consultation();
    let file = home.text_path("a.json");
    home.ok(&["export", &id, "--format", "json", "-o", &file]);
    colleague.ok(&["import", &file]);
    home.id(&["consultation", "add", &id, "--note", "moje"]);
    colleague.id(&["consultation", "add", &id, "--note", "kolegova"]);
    let back = home.text_path("b.json");
    colleague.ok(&["export", &id, "--format", "json", "-o", &back]);
    assert!(home.ok(&["import", &back]).contains("změněné 1"));
    let items = home.json(&["consultation", "show", &id, "--json"])["items"].clone();
    assert_eq!(items.as_array().unwrap().len(), 3);
}

#[test]
fn search_finds_and_says_where_the_words_stand() {
    let home = Home::new();
    let found =
        home.json(&["search", "--json", "--limit", "5", "--near", "Jeseník", "senzory", "kontejnery"]);
    let found = found.as_array().unwrap();
    assert!(!found.is_empty() && found.len() <= 5);
    let sensors = found.iter().find(|row| row["id"] == SENSORS).unwrap();
    assert_eq!((sensors["kind"].as_str(), sensors["place"].as_str()), (Some("practice"), Some("Znojmo")));
    assert_eq!(sensors["components"], serde_json::json!(["B3", "B4"]));
    assert!(sensors["score"].as_f64().unwrap() > 0.0);
    let title: Vec<char> = sensors["title"].as_str().unwrap().chars().collect();
    let matched = sensors["matches"].as_array().unwrap().iter().find(|it| it["field"] == "title").unwrap();
    let words: Vec<String> = matched["ranges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| title[it[0].as_u64().unwrap() as usize..it[1].as_u64().unwrap() as usize].iter().collect())
        .collect();
    assert_eq!(words, ["Senzory", "kontejner"]);
    assert!(!home.data().exists(), "searching makes no home");
}

#[test]
fn own_records_are_found_with_consultation_municipality_and_date_and_without_people() {
    let home = Home::new();
    assert_eq!(home.json(&["search", "--own", "--json", "nic"]), serde_json::json!([]));
    assert!(!home.data().exists(), "searching makes no home");
    let id = home.id(&["consultation", "new", "--municipality", "Jeseník", "--date", "21. 11. 2026 14:00"]);
    let need = home.id(&["consultation", "add", &id, "--need", "Věžní hodiny stojí"]);
    home.id(&["consultation", "add", &id, "--task", "Najít hodináře", "--owner", "Bořivoj Příkladný"]);
    home.ok(&["consultation", "add", &id, "--participant", "Jana Vzorová, starostka, Město Jeseník"]);
    let other = home.id(&["consultation", "new", "--municipality", "Kolín", "--date", "3. 2. 2025"]);
    home.id(&["consultation", "add", &other, "--note", "Hodiny na nádraží jdou správně"]);

    let found = home.json(&["search", "--own", "--json", "jesenik", "veznimi", "hodinami", "2026"]);
    let best = &found[0];
    let keys: Vec<&String> = best.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        ["consultation", "date", "draft", "item", "kind", "matches", "municipality", "score", "title"]
    );
    assert_eq!(best["consultation"], id.as_str());
    assert_eq!(best["item"], need.as_str());
    assert_eq!(best["kind"], "need");
    assert_eq!(best["municipality"], "Jeseník");
    assert_eq!(best["date"], "2026-11-21");
    assert_eq!(best["matches"][0], serde_json::json!({ "field": "title", "ranges": [[0, 5], [6, 11]] }));
    let shown = home.ok(&["search", "--own", "hodiny"]);
    assert!(shown.contains("Potřeba · Jeseník · 21. 11. 2026"), "{shown}");
    assert!(shown.contains("Poznámka · Kolín · 3. 2. 2025"), "{shown}");
    let header = home.json(&["search", "--own", "--json", "město", "konzultace"]);
    assert_eq!((&header[0]["kind"], &header[0]["item"]), (&"consultation".into(), &Value::Null));

    for person in ["Vzorová", "starostka", "Bořivoj", "Příkladný"] {
        assert_eq!(home.json(&["search", "--own", "--json", person]), serde_json::json!([]), "{person}");
    }
    let everything = home.ok(&["search", "--own", "--json", "--limit", "100"]);
    assert!(!everything.contains("Vzorová") && !everything.contains("Příkladný"), "{everything}");

    home.ok(&["consultation", "delete", &id]);
    assert!(!home.ok(&["search", "--own", "hodiny"]).contains("Věžní"));
    assert!(home.fails(2, &["search", "--own", "--kind", "practice", "hodiny"]).contains("--kind"));
    assert!(home.fails(2, &["search", "--own", " "]).contains("WORDS"));
}

/// What the shell brings as `-word` is the same as in the line of the catalogue, wherever it stands.
#[test]
fn search_leaves_out_what_a_dash_excludes() {
    let home = Home::new();
    let found = |arguments: &[&str]| home.ok(&[&["search", "--limit", "1000"], arguments].concat());
    let (without, all) = (found(&["kontejnery -senzory"]), found(&["kontejnery"]));
    assert!(all.contains(SENSORS) && !without.contains(SENSORS));
    assert_eq!(found(&["kontejnery", "-senzory"]), without);
    assert_eq!(found(&["-senzory", "kontejnery"]), without);
    assert_eq!(found(&["--", "kontejnery", "-senzory"]), without);
    assert!(!found(&["-senzory"]).contains(SENSORS));
    assert!(found(&["kontejnery", "-h"]).contains("--near"));
    assert!(home.fails(1, &["search", "kontejnery", "--near", "-senzory"]).contains("-senzory"));
}

#[test]
fn search_filters_and_answers_nothing_calmly() {
    let home = Home::new();
    let kinds = |arguments: &[&str]| -> Vec<Value> {
        home.json(&[&["search", "--json"], arguments].concat()).as_array().unwrap().clone()
    };
    let cautions = kinds(&["--kind", "caution", "--component", "b3", "odpad"]);
    assert!(!cautions.is_empty());
    assert!(
        cautions
            .iter()
            .all(|row| row["kind"] == "caution"
                && row["components"].as_array().unwrap().contains(&"B3".into()))
    );
    assert!(kinds(&["--kind", "practice,caution", "odpad"]).iter().any(|row| row["kind"] == "practice"));
    assert!(!kinds(&["--region", "olomoucky", "--limit", "3"]).is_empty());
    assert!(!kinds(&["--size", "to-500,to-2000", "--with-result"]).is_empty());
    assert_eq!(kinds(&["qqqqqqzzzz"]), Vec::<Value>::new());
    assert!(home.ok(&["search", "qqqqqqzzzz"]).starts_with("Nic nenalezeno"));
    assert!(home.ok(&["--lang", "en", "search", "qqqqqqzzzz"]).starts_with("Nothing was found"));
    assert!(home.ok(&["search", "senzory", "kontejnery"]).contains(SENSORS));
}

#[test]
fn a_record_is_shown_with_its_sources_and_age() {
    let home = Home::new();
    let text = home.ok(&["show", SENSORS]);
    for said in ["Znojmo", "Zdroje", "https://", "Stav k: "] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(home.ok(&["show", SENSORS, "--lang", "en"]).contains("Sources"));
    let record = home.json(&["show", SENSORS, "--json"]);
    assert_eq!(
        (record["id"].as_str(), record["place"]["municipality_code"].as_str()),
        (Some(SENSORS), Some("593711"))
    );
    assert!(
        record["fields"]
            .as_array()
            .unwrap()
            .iter()
            .any(|it| it["field"] == "solution" && it["text"]["en"].is_string())
    );
    for id in ["B3-m-s2", "opzp-odpady"] {
        assert_eq!(home.json(&["show", id, "--json"])["id"], id);
    }
}

#[test]
fn municipalities_are_found_and_shown() {
    let home = Home::new();
    assert_eq!(home.json(&["municipality", "search", "jesenik", "--json"])[0]["code"], "536385");
    assert!(home.ok(&["municipality", "search", "jesen", "--limit", "1"]).contains("a ještě"));
    let profile = home.json(&["municipality", "show", "Jeseník", "--json"]);
    assert_eq!((profile["code"].as_str(), profile["population"].as_u64()), (Some("536385"), Some(10_324)));
    assert_eq!(profile["similar"].as_array().unwrap().len(), 5);
    assert!(home.ok(&["municipality", "show", "rožnov", "pod", "radhoštěm"]).contains("Zlínský kraj"));
    assert!(home.ok(&["municipality", "show", "536385", "--lang", "en"]).contains("10,324"));
}

#[test]
fn consultations_are_listed_shown_and_deleted() {
    let home = Home::new();
    assert_eq!(home.json(&["consultation", "list", "--json"]), serde_json::json!([]));
    assert!(home.ok(&["consultation", "list"]).contains("Zatím žádná"));
    let id = home.consultation();
    let workshop = home.id(&[
        "consultation",
        "new",
        "--municipality",
        "Jeseník",
        "--municipality",
        "578576",
        "--title",
        "Odpady",
    ]);
    let rows = home.json(&["consultation", "list", "--json"]);
    let row = rows.as_array().unwrap().iter().find(|row| row["id"] == workshop.as_str()).unwrap();
    assert_eq!((row["kind"].as_str(), row["title"].as_str()), (Some("workshop"), Some("Odpady")));
    let text = home.ok(&["consultation", "list"]);
    assert!(
        text.contains("Konzultace: Jeseník") && text.contains("1 potřeba") && text.contains(&id),
        "{text}"
    );
    let shown = home.ok(&["consultation", "show", &id[24..]]);
    assert!(shown.contains("Přeplněné kontejnery") && shown.contains("21. 11. 2026 14:00"), "{shown}");
    assert_eq!(home.json(&["consultation", "delete", &id, "--json"])["deleted"], true);
    assert_eq!(home.json(&["consultation", "list", "--json"]).as_array().unwrap().len(), 1);
    assert!(home.ok(&["consultation", "show", &id]).contains("smazaná"));
    for arguments in [
        &["consultation", "delete", &id][..],
        &["export", &id, "--format", "md"],
        &["consultation", "add", &id, "--note", "x"],
    ] {
        assert!(home.fails(1, arguments).contains("smazaná"));
    }
}

#[test]
fn the_date_decides_how_far_a_consultation_is() {
    let home = Home::new();
    for (date, status) in [("2199-01-01", "planned"), ("2020-01-01", "closed")] {
        let id =
            home.id(&["consultation", "new", "--municipality", "Jeseník", "--kind", "visit", "--date", date]);
        let shown = home.json(&["consultation", "show", &id, "--json"]);
        assert_eq!((shown["status"].as_str(), shown["kind"].as_str()), (Some(status), Some("visit")));
    }
    let id = home.id(&["consultation", "new", "--municipality", "Jeseník"]);
    assert_eq!(home.json(&["consultation", "show", &id, "--json"])["status"], "running");
}

#[test]
fn a_record_is_linked_to_a_need_once() {
    let home = Home::new();
    let id = home.consultation();
    let first = home.id(&["consultation", "add", &id, "--link", SENSORS]);
    assert_eq!(home.id(&["consultation", "add", &id, "--link", SENSORS]), first);
    assert_eq!(home.json(&["consultation", "show", &id, "--json"])["links"].as_array().unwrap().len(), 1);
}

#[test]
fn tasks_are_listed_by_date_and_done() {
    let home = Home::new();
    let id = home.consultation();
    let add = |text: &str, due: &str| {
        home.id(&["consultation", "add", &id, "--task", text, "--due", due, "--side", "municipality"])
    };
    let late = add("pozdější", "2199-12-05");
    let early = add("dřívější", "2020-01-01");
    let rows = home.json(&["task", "list", "--json"]);
    let ids: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids, [early.as_str(), late.as_str()]);
    assert_eq!(
        (rows[0]["side"].as_str(), rows[0]["due"].as_str()),
        (Some("municipality"), Some("2020-01-01"))
    );
    let text = home.ok(&["task", "list"]);
    assert!(
        text.contains("po termínu") && text.contains("do 5. 12. 2199") && text.contains("Jeseník"),
        "{text}"
    );
    assert_eq!(
        home.json(&["task", "list", "--due-before", "1. 1. 2030", "--json"]).as_array().unwrap().len(),
        1
    );
    assert_eq!(home.ok(&["task", "done", &early[28..]]), "Hotovo: dřívější\n");
    assert_eq!(home.json(&["task", "done", &early, "--json"])["done"], true);
    assert_eq!(home.json(&["task", "list", "--open", "--json"]).as_array().unwrap().len(), 1);
    assert!(Home::new().ok(&["task", "list", "--lang", "en"]).contains("No tasks."));
}

#[test]
fn an_export_never_overwrites_and_names_itself_in_a_folder() {
    let home = Home::new();
    let id = home.consultation();
    let file = home.text_path("zápis.md");
    fs::write(&file, "mine").unwrap();
    assert!(home.fails(1, &["export", &id, "--format", "md", "--output", &file]).contains("už existuje"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    let folder = home.text_path("");
    let path = home.ok(&["export", &id, "--format", "html", "--output", &folder]);
    assert!(
        path.trim_end().ends_with("2026-11-21-jesenik-zapis.html") && Path::new(path.trim_end()).exists()
    );
    let missing = home.text_path("není/zápis.md");
    home.fails(1, &["export", &id, "--format", "md", "--output", &missing]);
}

#[test]
fn an_import_is_checked_whole_before_anything_is_merged() {
    let home = Home::new();
    let id = home.consultation();
    let good = home.text_path("good.json");
    home.ok(&["export", &id, "--format", "json", "-o", &good]);
    let other = Home::new();
    for (name, content) in [
        ("broken.json", &b"{"[..]),
        ("other.json", b"{\"a\": 1}"),
        ("newer.json", b"{\"format\": \"porada-doc/9\"}"),
        ("empty.json", b""),
        ("list.json", b"[]"),
        ("latin.json", b"\"\xe8\""),
    ] {
        let bad = home.path(name);
        fs::write(&bad, content).unwrap();
        let line = other.fails(1, &["import", &good, bad.to_str().unwrap()]);
        assert!(line.contains(name), "{line}");
    }
    other.fails(1, &["import", &good, &home.text_path("missing.json")]);
    other.fails(1, &["import", &home.text_path("")]);
    assert!(!other.data().exists());
}

#[test]
fn documents_come_as_a_list_or_as_lines() {
    let home = Home::new();
    let ids = [home.consultation(), home.consultation()];
    let documents: Vec<Value> = ids.iter().map(|id| home.json(&["export", id, "--format", "json"])).collect();
    fs::write(home.path("list.json"), serde_json::to_string_pretty(&documents).unwrap()).unwrap();
    fs::write(home.path("lines.ndjson"), format!("{}\n{}\n", documents[0], documents[1])).unwrap();
    for name in ["list.json", "lines.ndjson"] {
        let other = Home::new();
        assert!(other.ok(&["import", &home.text_path(name)]).contains("nové 2"));
        assert_eq!(other.json(&["consultation", "list", "--json"]).as_array().unwrap().len(), 2);
    }
}

#[test]
fn a_wrong_line_of_documents_is_named_and_nothing_is_imported() {
    let home = Home::new();
    let document = home.json(&["export", &home.consultation(), "--format", "json"]);
    for (lines, number) in [
        (format!("{document}\n\n{{broken\n"), 3),
        (format!("{{broken\n{document}\n"), 1),
        (format!("{document}\n{{\"format\": \"porada-doc/9\"}}\n"), 2),
    ] {
        let other = Home::new();
        fs::write(other.path("lines.ndjson"), lines).unwrap();
        let error = other.fails(1, &["import", &other.text_path("lines.ndjson")]);
        assert!(error.contains(&format!("lines.ndjson, řádek {number}:")), "{error}");
        assert!(error.contains("nic nebylo importováno"), "{error}");
        assert!(!other.data().exists());
    }
}

#[test]
fn what_no_reader_would_understand_is_refused_with_file_and_place() {
    let home = Home::new();
    let id = home.consultation();
    home.id(&["consultation", "add", &id, "--need", "svoz odpadu"]);
    let good = home.json(&["export", &id, "--format", "json"]);
    type Spoil = fn(&mut Value);
    let changes: [(Spoil, &str); 7] = [
        (|it| it["data"]["need"][0]["text"] = 5.into(), "data.need[0].text stojí 5, patří tam text"),
        (
            |it| it["data"]["consultation"][0]["start"] = "2026-13-45T99:99".into(),
            "data.consultation[0].start",
        ),
        (
            |it| {
                it["data"]["consultation"][0]["kind"] = "party".into();
                it.as_object_mut().unwrap().remove("sync");
            },
            "workshop, visit, call",
        ),
        (
            |it| {
                let [id, need] = ["1", "2"].map(|end| format!("019ab9f0-0000-7000-8000-00000000000{end}"));
                it["data"]["link"] = serde_json::json!([{ "id": id, "need": need }]);
                it.as_object_mut().unwrap().remove("sync");
            },
            "data.link[0].need odkazuje na položku 019ab9f0-0000-7000-8000-000000000002",
        ),
        (|it| it["data"]["consultation"][0]["municipalities"] = "Brno".into(), "seznam kódů obcí"),
        (
            |it| {
                let again = it["data"]["need"][0].clone();
                it["data"]["need"].as_array_mut().unwrap().push(again);
            },
            "má stejné id jako data.need[0]",
        ),
        (|it| it["data"]["need"][0]["text"] = "x".repeat(1_100_000).into(), "delší než 1 MiB"),
    ];
    for (change, told) in changes {
        let other = Home::new();
        let mut bad = good.clone();
        change(&mut bad);
        fs::write(other.path("bad.json"), bad.to_string()).unwrap();
        let error = other.fails(1, &["import", &other.text_path("bad.json")]);
        assert!(error.contains("bad.json, dokument 1:") && error.contains(told), "{error}");
        assert!(error.contains("nic nebylo importováno") && !other.data().exists(), "{error}");
    }
}

#[test]
fn what_a_newer_porada_wrote_is_kept_and_a_kind_that_nothing_shows_is_told() {
    let home = Home::new();
    let id = home.consultation();
    let mut newer = home.json(&["export", &id, "--format", "json"]);
    newer["data"]["consultation"][0]["mood"] = serde_json::json!({ "of": ["a", 2] });
    let other = Home::new();
    fs::write(other.path("newer.json"), newer.to_string()).unwrap();
    let answer = other.run(&["import", &other.text_path("newer.json")]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let back = other.json(&["export", &id, "--format", "json"]);
    assert_eq!(back["data"]["consultation"][0]["mood"], newer["data"]["consultation"][0]["mood"]);
    newer["data"]["consultation"][0]["kind"] = "party".into();
    newer["horizon"] = 5.into();
    fs::write(other.path("newer.json"), newer.to_string()).unwrap();
    let answer = other.run(&["import", &other.text_path("newer.json")]);
    for told in ["v místech data.consultation[0].kind", "část horizon a neuložila ji"] {
        assert!(answer.code == 0 && answer.err.contains(told), "{}", answer.err);
    }
    newer["kind"] = "sketch".into();
    let third = Home::new();
    fs::write(third.path("sketch.json"), newer.to_string()).unwrap();
    let answer = third.run(&["import", &third.text_path("sketch.json")]);
    assert!(answer.code == 0 && answer.err.contains("druhu „sketch“"), "{}", answer.err);
}

#[test]
fn a_centre_makes_changes_and_checks_its_template() {
    let home = Home::new();
    let id = home.consultation();
    let names = |home: &Home| -> Vec<(String, bool)> {
        let rows = home.json(&["template", "list", "--json"]);
        let row = |it: &Value| (it["name"].as_str().unwrap().to_owned(), it["path"].is_string());
        rows.as_array().unwrap().iter().map(row).collect()
    };
    assert_eq!(names(&home), [("minutes.md".to_owned(), false), ("minutes.html".to_owned(), false)]);
    assert!(home.ok(&["template", "check"]).contains("neobsahuje žádnou šablonu"));
    let usual = home.ok(&["export", &id, "--format", "md"]);

    let path = home.ok(&["template", "new", "minutes.md"]).trim_end().to_owned();
    assert_eq!(fs::read_to_string(&path).unwrap(), home.ok(&["template", "show", "minutes.md"]));
    assert!(home.fails(1, &["template", "new", "minutes.md"]).contains("už existuje"));
    assert_eq!(home.ok(&["export", &id, "--format", "md"]), usual, "it is the built-in one as yet");

    fs::write(&path, "{% for it in sections|reverse %}{{ it.id }} {% endfor %}\n").unwrap();
    fs::write(home.data().join("templates/minutes.en.md"), "English").unwrap();
    assert!(home.ok(&["template", "check"]).lines().all(|line| line.starts_with("V pořádku: ")));
    assert_eq!(home.ok(&["export", &id, "--format", "md"]), "signatures course ");
    assert_eq!(home.ok(&["export", &id, "--format", "md", "--lang", "en"]), "English");
    assert_eq!(names(&home)[2], ("minutes.en.md".to_owned(), true));
    assert!(home.ok(&["template", "list"]).contains("vlastní"));
}

#[test]
fn a_wrong_template_is_told_and_the_minutes_are_written_all_the_same() {
    let home = Home::new();
    let id = home.consultation();
    let usual = home.ok(&["export", &id, "--format", "md"]);
    let path = home.ok(&["template", "new", "minutes.md"]).trim_end().to_owned();
    fs::write(&path, "# {{ heading }}\n\n{{ logo }}\n").unwrap();
    let answer = home.run(&["export", &id, "--format", "md"]);
    assert_eq!((answer.code, &answer.out), (0, &usual));
    assert_eq!(
        answer.err,
        format!(
            "porada: {path}, řádek 3: proměnná „logo“ neexistuje; jejich přehled je v docs/formats.md; \
             použita je vestavěná šablona\n"
        )
    );
    let english = home.run(&["export", &id, "--format", "md", "--lang", "en"]).err;
    assert!(english.contains("line 3: there is no variable \"logo\""), "{english}");

    let file = home.text_path("own.html");
    fs::write(&file, "{% for a in sections %}").unwrap();
    assert!(home.fails(1, &["template", "check", &file]).contains("own.html, řádek 1: chybný zápis šablony"));
    let checked = home.fails(1, &["template", "check"]);
    assert!(checked.contains("minutes.md, řádek 3") && checked.contains("použita je vestavěná"), "{checked}");
    let shown = home.run(&["template", "show", "minutes.md"]);
    assert_eq!((shown.code, shown.out.as_str()), (0, "# {{ heading }}\n\n{{ logo }}\n"));
    assert!(shown.err.contains("řádek 3") && shown.err.contains("použita je vestavěná"), "{}", shown.err);
    assert!(home.ok(&["template", "list"]).contains("chybná"));
    fs::write(home.data().join("config.toml"), "[minutes]\nlogo = \"logo.png\"\n").unwrap();
    let both = home.run(&["template", "check"]);
    assert_eq!((both.code, both.err.lines().count()), (1, 2), "{}", both.err);
    assert!(home.fails(2, &["template", "show", "minutes.txt"]).contains("minutes.cs.html"));
}

#[test]
fn the_minutes_show_the_centre_of_the_settings() {
    let home = Home::new();
    let id = home.consultation();
    let settings =
        "[minutes]\nheading = \"Centrum\\nUlice 1\"\ngdpr_notice = \"Správce: centrum\"\nlogo = \"l.svg\"\n";
    fs::write(home.data().join("config.toml"), settings).unwrap();
    fs::write(home.data().join("l.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>").unwrap();
    let html = home.ok(&["export", &id, "--format", "html"]);
    assert!(
        html.contains("src=\"data:image/svg+xml;base64,") && html.contains("Centrum<br>Ulice 1"),
        "{html}"
    );
    assert!(html.contains("Správce: centrum") && !html.contains("l.svg"));
    let word = home.run(&["export", &id, "--format", "docx", "--output", &home.text_path("a.docx")]);
    assert!(word.code == 0 && word.err.contains("jen logo PNG nebo JPEG"), "{}", word.err);
    assert!(home.ok(&["export", &id, "--format", "md"]).starts_with("Centrum\\\nUlice 1\n\n# "));
}

#[test]
fn an_import_from_the_future_is_told() {
    let home = Home::new();
    let id = home.consultation();
    let file = home.text_path("a.json");
    home.ok(&["export", &id, "--format", "json", "-o", &file]);
    let other = Home::new();
    other.ok(&["import", &file]);
    // A stamp of the year 6429 in place of each in the file.
    let mut document: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let mut late = |text: &mut String| {
        if let Some((dot, stamp)) = text.split_once('@') {
            *text = format!("{dot}@{}", stamp.parse::<u64>().unwrap() + (140_737_488_355_328_u64 << 16));
        }
    };
    change_texts(&mut document["sync"], &mut late);
    fs::write(&file, document.to_string()).unwrap();
    let third = Home::new();
    let told = third.run(&["--lang", "en", "import", &file]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.err.contains(&id) && told.err.contains("still to come"), "{}", told.err);
}

/// Changes every text in a value.
fn change_texts(value: &mut Value, change: &mut impl FnMut(&mut String)) {
    match value {
        Value::String(text) => change(text),
        Value::Array(values) => values.iter_mut().for_each(|value| change_texts(value, change)),
        Value::Object(values) => values.values_mut().for_each(|value| change_texts(value, change)),
        _ => {}
    }
}

#[test]
fn a_practice_draft_is_found_and_leaves_as_json_only() {
    let home = Home::new();
    let id = "0193a5b0-0000-7000-8000-000000000077";
    let practice =
        serde_json::json!({ "id": id, "title": "Sdílený traktor", "state": "submitted", "problem": "Stál" });
    let data = serde_json::json!({ "practice": [practice] });
    let document =
        serde_json::json!({ "format": "porada-doc/1", "id": id, "kind": "practice-draft", "data": data });
    let file = home.text_path("namet.json");
    fs::write(&file, document.to_string()).unwrap();
    home.ok(&["import", &file]);
    let found = home.json(&["search", "--own", "--json", "traktory"]);
    assert_eq!((&found[0]["kind"], &found[0]["draft"]), (&"practice-draft".into(), &id.into()));
    assert_eq!(found[0]["consultation"], Value::Null);
    assert_eq!(found[0]["matches"][0]["field"], "title");
    assert!(home.ok(&["search", "--own", "traktory"]).contains(&format!("námět praxe · podaný · {id}")));
    let written: Value = serde_json::from_str(&home.ok(&["export", id, "--format", "json"])).unwrap();
    assert_eq!((&written["id"], &written["kind"]), (&id.into(), &"practice-draft".into()));
    assert_eq!(written["data"]["practice"][0]["title"], "Sdílený traktor");
    assert!(home.fails(1, &["export", id, "--format", "pdf"]).contains("--format json"));
    home.ok(&["export", "0193a5b0", "--format", "json", "-o", &home.text_path("")]);
    assert!(home.path("namet-sdileny-traktor.json").exists());
}

#[test]
fn a_deadline_of_another_century_is_refused() {
    let home = Home::new();
    let id = home.consultation();
    let error = home.fails(2, &["consultation", "add", &id, "--task", "poslat mapu", "--due", "1.1.1900"]);
    assert!(error.contains("termín 1. 1. 1900 je dávno minulý"), "{error}");
    home.id(&["consultation", "add", &id, "--task", "poslat mapu", "--due", "20. 11. 2024"]);
}

#[test]
fn a_file_without_personal_data_is_new_elsewhere_and_refused_where_it_is_known() {
    let home = Home::new();
    let id = home.consultation();
    home.id(&["consultation", "add", &id, "--participant", "Jana Vzorová, starostka"]);
    let file = home.text_path("a.json");
    home.ok(&["export", &id, "--format", "json", "--without-personal", "-o", &file]);
    assert!(home.fails(1, &["import", &file]).contains("bez osobních údajů"));
    let other = Home::new();
    assert!(other.fails(1, &["import", &file, &file]).contains("bez osobních údajů"));
    other.ok(&["import", &file]);
    let shown = other.json(&["consultation", "show", &id, "--json"]);
    assert_eq!(shown["items"][0]["text"], "Přeplněné kontejnery na tříděný odpad");
    assert_eq!(shown["participants"][0]["name"], "");
    let person = shown["participants"][0]["id"].as_str().unwrap();
    let text = other.ok(&["consultation", "show", &id]);
    assert!(text.lines().any(|line| person.ends_with(line.trim()) && line.trim().len() == 8), "{text}");
    // What is written from there on merges like everything else.
    other.id(&["consultation", "add", &id, "--note", "dál"]);
}

#[test]
fn records_are_checked_imported_and_exported() {
    let home = Home::new();
    let shipped = include_str!("../data/practices.jsonl").lines().next().unwrap();
    let mut record: Value = serde_json::from_str(shipped).unwrap();
    record["id"] = "moje-nova-praxe".into();
    record["title_cs"] = "Kvadrokoptéra počítá lavičky".into();
    let good = home.text_path("good.jsonl");
    fs::write(&good, record.to_string()).unwrap();
    assert_eq!(home.ok(&["catalogue", "check", &good]), "V pořádku: 1 záznam.\n");
    assert_eq!(home.json(&["catalogue", "check", &good, "--json"]), serde_json::json!([]));
    assert!(!home.data().exists(), "checking makes no home");
    home.ok(&["catalogue", "import", &good]);
    assert_eq!(home.json(&["search", "kvadrokoptéra", "--json"])[0]["id"], "moje-nova-praxe");
    let copy = home.text_path("copy.jsonl");
    home.ok(&["catalogue", "export", &copy]);
    assert!(fs::read_to_string(&copy).unwrap().ends_with(&format!("{record}\n")));
    home.fails(1, &["catalogue", "export", &copy]);
    let other = Home::new();
    assert!(other.ok(&["catalogue", "import", &copy]).contains("přeskočeno 356"));
    assert_eq!(other.json(&["show", "moje-nova-praxe", "--json"])["id"], "moje-nova-praxe");
}

#[test]
fn thousands_of_records_come_back_in_the_order_of_their_import() {
    let home = Home::new();
    let shipped = include_str!("../data/practices.jsonl");
    let first = shipped.lines().next().unwrap();
    let lines: String = (0..5_000_u32)
        .map(|number| {
            // Ids that are not in their order.
            let id = format!("praxe-{}", number.wrapping_mul(2_654_435_761));
            first.replacen("brno-urbact-onstage-hudebni-skoly", &id, 1) + "\n"
        })
        .collect();
    let file = home.text_path("many.jsonl");
    fs::write(&file, &lines).unwrap();
    // Nobody watches the error output here: no progress is written on it.
    let answer = home.run(&["catalogue", "import", &file]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    assert!(answer.out.contains("5000") || answer.out.contains("5\u{a0}000"), "{}", answer.out);
    home.ok(&["catalogue", "import", &file]);
    let copy = home.text_path("copy.jsonl");
    home.ok(&["catalogue", "export", &copy]);
    assert_eq!(fs::read_to_string(&copy).unwrap(), format!("{shipped}{lines}"));
}

#[test]
fn a_wrong_record_is_reported_with_line_and_field_and_nothing_is_imported() {
    let home = Home::new();
    let mut record: Value =
        serde_json::from_str(include_str!("../data/practices.jsonl").lines().next().unwrap()).unwrap();
    record["id"] = "moje-nova-praxe".into();
    let good = record.to_string();
    record["id"] = "jina-praxe".into();
    record["place"]["country"] = "czechia".into();
    record["year"] = 1.into();
    let bad = home.text_path("bad.jsonl");
    fs::write(&bad, format!("{good}\n{record}\n")).unwrap();
    for command in ["check", "import"] {
        let answer = home.run(&["catalogue", command, &bad]);
        assert_eq!((answer.code, answer.out.as_str()), (1, ""));
        assert!(answer.err.contains("place.country") && answer.err.contains("year"), "{}", answer.err);
        assert!(
            answer.err.lines().all(|line| line.starts_with("porada: ") && line.contains('2')),
            "{}",
            answer.err
        );
    }
    let answer = home.run(&["catalogue", "check", &bad, "--json"]);
    let findings: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!((answer.code, findings[0]["line"].as_u64()), (1, Some(2)));
    home.fails(1, &["show", "moje-nova-praxe"]);
}

#[test]
fn a_hyphen_writes_to_the_standard_output_where_a_text_can_go_there() {
    let home = Home::new();
    let id = home.consultation();
    let text = home.ok(&["export", &id, "--format", "md"]);
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let output = home.command(arguments).current_dir(folder.path()).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(run(&["export", &id, "--format", "md", "--output", "-"]), (Some(0), text));
    assert_eq!(run(&["report", "--output", "-"]), (Some(0), home.ok(&["report"])));
    assert_eq!(run(&["catalogue", "export", "-"]).1.lines().count(), 356);
    assert_eq!(run(&["backup", "-"]), (Some(2), String::new()));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn an_option_for_another_format_is_told() {
    let home = Home::new();
    let id = home.consultation();
    let told = home.run(&["export", &id, "--format", "md", "--semicolon", "--attach", "pdf"]).err;
    assert!(told.contains("--semicolon") && told.contains("--attach") && told.contains("csv"), "{told}");
    assert_eq!(home.run(&["export", &id, "--format", "csv", "--semicolon", "--bom"]).err, "");
    assert!(home.run(&["report", "--bom"]).err.contains("--bom"));
    assert!(home.ok(&["show", "Znojmo-SENZORY-v-kontejnerech"]).contains("znojmo-senzory-v-kontejnerech"));
}

#[test]
fn a_backup_brings_back_what_was_there() {
    let home = Home::new();
    let backup = home.text_path("zaloha.db");
    assert!(home.fails(1, &["backup", &backup]).contains("neexistuje"));
    let id = home.consultation();
    home.ok(&["backup", &backup]);
    home.fails(1, &["backup", &backup]);
    home.ok(&["consultation", "delete", &id]);
    assert!(home.ok(&["restore", &backup]).contains("before-restore"));
    assert_eq!(home.json(&["consultation", "list", "--json"])[0]["id"], id);
    let damaged = home.text_path("damaged.db");
    fs::write(&damaged, "nothing").unwrap();
    home.fails(1, &["restore", &damaged]);
    home.fails(1, &["restore", &home.text_path("missing.db")]);
    let fresh = Home::new();
    fresh.ok(&["restore", &backup]);
    assert_eq!(fresh.json(&["consultation", "list", "--json"])[0]["id"], id);
}

#[test]
fn the_doctor_reports_and_tells_no_secrets() {
    let home = Home::new();
    let report = home.json(&["doctor", "--json"]);
    assert_eq!(
        (report["database_exists"].as_bool(), report["problems"].as_array().map(Vec::len)),
        (Some(false), Some(0))
    );
    assert!(!home.data().exists(), "the doctor makes no home");
    home.consultation();
    let report = home.json(&["doctor", "--json"]);
    assert_eq!((report["consultations"].as_u64(), report["municipalities"].as_u64()), (Some(1), Some(6254)));
    let text = home.ok(&["doctor"]);
    assert!(text.contains("Vše je v pořádku") && !text.contains("kontejnery"), "{text}");
    fs::write(home.data().join("porada.db"), "nothing").unwrap();
    let answer = home.run(&["doctor", "--json"]);
    let report: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!((answer.code, report["problems"].as_array().map(Vec::len)), (1, Some(1)));
}

#[test]
fn the_doctor_tells_of_keys_that_cannot_be_used() {
    let home = Home::new();
    fs::create_dir_all(home.data()).unwrap();
    fs::write(home.data().join("config.toml"), "[keys]\nnew = [\"F12\"]\nlink = [\"š\"]\n").unwrap();
    let answer = home.run(&["doctor"]);
    assert!(answer.code == 1 && answer.out.contains("config.toml, řádek 3: „š“"), "{}", answer.out);
    home.ok(&["consultation", "list"]);
}

#[test]
fn a_damaged_database_is_left_as_it_is() {
    let home = Home::new();
    home.consultation();
    let database = home.data().join("porada.db");
    fs::write(&database, "nothing").unwrap();
    assert!(home.fails(1, &["consultation", "list"]).contains("porada.db"));
    assert_eq!(fs::read_to_string(&database).unwrap(), "nothing");
}

#[test]
fn wrong_settings_are_reported_and_the_command_goes_on() {
    let home = Home::new();
    fs::create_dir_all(home.data()).unwrap();
    fs::write(home.data().join("config.toml"), "colour = 1\n").unwrap();
    let answer = home.run(&["show", SENSORS]);
    assert_eq!((answer.code, answer.err.lines().count()), (0, 1));
    assert!(answer.err.contains("config.toml") && answer.out.contains("Znojmo"));
    fs::write(home.data().join("config.toml"), "language = \"en\"\nbroker_name = \"Eva Brokerová\"\n")
        .unwrap();
    let id = home.id(&["consultation", "new", "--municipality", "Jeseník"]);
    assert_eq!(home.json(&["consultation", "show", &id, "--json"])["written_by"], "Eva Brokerová");
    assert!(home.fails(1, &["show", "nic"]).contains("the catalogue has no record"));
}

#[rstest]
#[case(&["show", "neznamy-zaznam"], 1, "porada search")]
#[case(&["consultation", "show", "abcd1234"], 1, "porada consultation list")]
#[case(&["consultation", "show", "a"], 1, "porada consultation list")]
#[case(&["task", "done", "abcd1234"], 1, "porada task list")]
#[case(&["municipality", "show", "Jesenníkov"], 1, "Jeseník 536385")]
#[case(&["municipality", "show", "Březina"], 1, "Březina (okr. Mladá Boleslav) 535567")]
#[case(&["consultation", "new", "--municipality", "Nikdeov"], 1, "nejbližší")]
#[case(&["search", "odpad", "--near", "Nikdeov"], 1, "nejbližší")]
#[case(&["search", "odpad", "--region", "Slezsko"], 1, "Olomoucký kraj")]
#[case(&["export", "abcd1234", "--format", "md"], 1, "neexistuje")]
#[case(&["man", "nic"], 1, "porada --help")]
#[case(&["consultation", "new", "--municipality", "Jeseník", "--date", "brzy"], 2, "není datum")]
#[case(&["consultation", "new", "--municipality", "Jeseník", "--title", " "], 2, "--title")]
#[case(&["task", "list", "--due-before", "31. 2. 2026"], 2, "není datum")]
#[case(&["search"], 2, "WORDS")]
#[case(&["search", ""], 2, "WORDS")]
#[case(&["search", "***"], 2, "WORDS")]
#[case(&["report", "--since", "1. 12. 2026", "--until", "1. 11. 2026"], 2, "končí (1. 11. 2026) dříve")]
#[case(&["search", "--kind", "nic", "odpad"], 2, "practice, caution")]
#[case(&["search", "--component", "B.3", "odpad"], 2, "ZPO1")]
#[case(&["search", "--limit", "x", "odpad"], 2, "--limit")]
#[case(&["search", "--limit", "0", "odpad"], 2, "--limit")]
#[case(&["search", "--limti", "5", "odpad"], 2, "--limit")]
#[case(&["search", "--limit"], 2, "--limit")]
#[case(&["serach", "odpad"], 2, "search")]
#[case(&["consultation"], 2, "list")]
#[case(&["consultation", "new"], 2, "--municipality")]
#[case(&["consultation", "add", "abcd"], 2, "--need")]
#[case(&["consultation", "add", "abcd", "--need", "a", "--note", "b"], 2, "--need")]
#[case(&["consultation", "add", "abcd", "--note", "a", "--due", "5. 12."], 2, "--due")]
#[case(&["export", "abcd", "--format", "odt"], 2, "md, html, docx")]
#[case(&["export", "--format", "md"], 2, "ID")]
#[case(&["export", "abcd", "--since", "1. 11. 2026", "--format", "md"], 2, "--since")]
#[case(&["export", "--since", "brzy", "--format", "md"], 2, "není datum")]
#[case(&["export", "--since", "1. 11. 2026", "--format", "md"], 1, "období")]
#[case(&["consultation", "sign", "abcd1234", "--state", "final"], 1, "neexistuje")]
#[case(&["consultation", "sign", "abcd1234", "--state", "hotovo"], 2, "draft, sent")]
#[case(&["municipality", "search", " "], 2, "WORDS")]
#[case(&["completions", "cmd"], 2, "bash")]
#[case(&["--lang", "de", "doctor"], 2, "cs, en")]
#[case(&["synchronise"], 2, "porada --help")]
fn what_cannot_be_done_is_said_in_one_line(
    #[case] arguments: &[&str],
    #[case] code: i32,
    #[case] says: &str,
) {
    let home = Home::new();
    let czech = home.fails(code, arguments);
    assert!(czech.contains(says), "{czech}");
    let english = Answer::of(home.command(arguments).env("PORADA_LANG", "en").output().unwrap());
    assert_eq!((english.code, english.err.lines().count()), (code, 1));
    assert_ne!(czech, english.err);
    assert!(!home.data().exists(), "{arguments:?} makes no home");
}

#[test]
fn empty_texts_are_refused_and_nothing_is_written() {
    let home = Home::new();
    let id = home.consultation();
    for option in ["--need", "--note", "--decision", "--task", "--participant"] {
        let line = home.fails(2, &["consultation", "add", &id, option, "  "]);
        assert!(line.contains(option), "{line}");
    }
    assert!(home.fails(1, &["consultation", "add", &id, "--link", "nic"]).contains("porada search"));
    assert!(
        home.fails(1, &["consultation", "add", &id, "--link", SENSORS, "--to", "abcdef"]).contains("potřeba")
    );
    let empty = home.id(&["consultation", "new", "--municipality", "Jeseník"]);
    assert!(home.fails(1, &["consultation", "add", &empty, "--link", SENSORS]).contains("žádnou potřebu"));
    assert_eq!(home.json(&["consultation", "show", &id, "--json"])["items"].as_array().unwrap().len(), 1);
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_not_text_is_refused() {
    use std::os::unix::ffi::OsStrExt;
    let home = Home::new();
    let mut command = home.command(&["search"]);
    let answer = Answer::of(command.arg(std::ffi::OsStr::from_bytes(b"odp\xe1d")).output().unwrap());
    assert_eq!((answer.code, answer.err.lines().count()), (2, 1));
    assert!(answer.err.contains("UTF-8"), "{}", answer.err);
}

#[cfg(unix)]
#[test]
fn a_home_that_cannot_be_made_is_said() {
    let home = Home::new();
    fs::write(home.data(), "a file").unwrap();
    for arguments in [&["consultation", "new", "--municipality", "Jeseník"][..], &[]] {
        let line = home.fails(1, arguments);
        assert!(line.contains("není složka"), "{line}");
    }
    // What needs no home works.
    assert!(home.ok(&["show", SENSORS]).contains("Znojmo"));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let home = Home::new();
    let mut child = home
        .command(&["search", "--limit", "900", "--json", "--kind", "practice"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let answer = Answer::of(child.wait_with_output().unwrap());
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
}

#[test]
fn help_and_version_are_answered_in_both_languages() {
    let home = Home::new();
    assert_eq!(home.ok(&["--version"]), format!("porada {}\n", env!("CARGO_PKG_VERSION")));
    for (arguments, czech, english) in [
        (&["--help"][..], "Příkazy:", "Commands:"),
        (&["search", "--help"], "ve znacích Unicode", "in Unicode characters"),
        (
            &["consultation", "add", "-h"],
            "Použití: porada consultation add",
            "Usage: porada consultation add",
        ),
        (&["export", "--help"], "Více formátů se odděluje", "Write over a file"),
    ] {
        assert!(home.ok(arguments).contains(czech), "{arguments:?}: {}", home.ok(arguments));
        let page = Answer::of(home.command(arguments).env("PORADA_LANG", "en").output().unwrap()).out;
        assert!(page.contains(english), "{page}");
    }
}

#[test]
fn completions_and_manual_pages_are_written() {
    let home = Home::new();
    assert!(home.ok(&["completions", "bash"]).contains("_porada"));
    let page = home.ok(&["man", "consultation", "add"]);
    assert!(page.contains(".SH JMÉNO") && page.contains("\\-\\-need"), "{page}");
    assert!(home.ok(&["man", "--lang", "en"]).contains(".SH NAME"));
}

#[test]
fn the_samples_live_in_a_home_of_their_own() {
    let home = Home::new();
    let temporary = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        Answer::of(home.command(arguments).env("TMPDIR", temporary.path()).output().unwrap())
    };
    let answer = run(&["--demo", "consultation", "list", "--json"]);
    let rows: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!((answer.code, rows.as_array().unwrap().len()), (0, 3));
    assert!(rows.as_array().unwrap().iter().all(|row| row["sample"] == true));
    assert!(run(&["--demo", "task", "list", "--lang", "en"]).out.contains("Petr Ukázkový"));
    assert!(!home.data().exists());
    assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 0);
}

#[test]
fn a_search_hit_has_exactly_the_promised_fields() {
    let home = Home::new();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    for (language, words) in [("cs", "senzory"), ("en", "sensors")] {
        let found = home.json(&["--lang", language, "search", "--json", words]);
        let found = found.as_array().unwrap();
        assert!(!found.is_empty());
        for hit in found {
            assert_eq!(keys(hit), ["components", "id", "kind", "matches", "place", "score", "title"]);
            assert!(hit["matches"].as_array().unwrap().iter().all(|it| keys(it) == ["field", "ranges"]));
        }
    }
    // The field says which text is meant where only the other language matches.
    let foreign = home.json(&["--lang", "cs", "search", "--json", "--limit", "1", "sensors", "containers"]);
    assert_eq!(foreign[0]["matches"][0]["field"], "title_en");
}

#[test]
fn a_limit_may_be_huge_but_not_less_than_one() {
    let home = Home::new();
    for command in [&["search", "senzory"][..], &["municipality", "search", "jesen"]] {
        let with = |limit: &'static str| [command, &["--limit", limit]].concat();
        assert!(!home.ok(&with("18446744073709551615")).is_empty());
        for wrong in ["0", "-1", "many"] {
            assert!(home.fails(2, &with(wrong)).contains(&format!("--limit: hodnotu „{wrong}“")));
        }
    }
}

#[test]
fn a_text_may_begin_with_a_hyphen_but_must_show_something() {
    let home = Home::new();
    let id = home.consultation();
    home.id(&["consultation", "add", &id, "--note", "- první bod"]);
    home.id(&["consultation", "new", "--municipality", "Jeseník", "--title", "-x-"]);
    let shown = home.json(&["consultation", "show", &id, "--json"]);
    assert_eq!(shown["items"][1]["text"], "- první bod");
    for nothing in ["", "  ", "\u{200b}", "\u{1b}\u{7}"] {
        assert!(home.fails(2, &["consultation", "add", &id, "--note", nothing]).contains("--note"));
    }
}

#[test]
fn an_error_repeats_little_of_what_was_written() {
    let home = Home::new();
    let long = "a".repeat(100_000);
    for arguments in [
        &["show", &long][..],
        &["municipality", "show", &long],
        &["consultation", "show", &long],
        &["search", "--region", &long, "odpad"],
        &["task", "done", &long],
    ] {
        assert!(home.fails(1, arguments).len() < 1_000);
    }
    for arguments in
        [&[long.as_str()][..], &["search", "--kind", &long], &["task", "list", "--due-before", &long]]
    {
        assert!(home.fails(2, arguments).len() < 1_000);
    }
}

#[test]
fn a_home_that_is_a_file_is_no_empty_home() {
    let home = Home::new();
    fs::write(home.data(), "mine").unwrap();
    for arguments in [
        &["consultation", "list"][..],
        &["task", "list", "--json"],
        &["catalogue", "export", "copy.jsonl"],
        &["consultation", "new", "--municipality", "Jeseník"],
    ] {
        assert!(home.fails(1, arguments).contains("není složka"), "{arguments:?}");
    }
    assert_eq!(home.run(&["doctor"]).code, 1);
    assert_eq!(fs::read_to_string(home.data()).unwrap(), "mine");
}

#[test]
fn a_damaged_page_is_told_and_nothing_is_written_on() {
    let home = Home::new();
    let id = home.consultation();
    let path = home.data().join("porada.db");
    let mut bytes = fs::read(&path).unwrap();
    bytes[6 * 4096..7 * 4096].fill(0xa5);
    fs::write(&path, &bytes).unwrap();
    for arguments in [
        &["consultation", "list"][..],
        &["consultation", "add", &id, "--note", "x"],
        &["consultation", "new", "--municipality", "Jeseník"],
        &["task", "list"],
        &["backup", &home.text_path("copy.db")],
    ] {
        let told = home.fails(1, arguments);
        assert!(told.contains("porada.db je poškozená") && told.contains("porada restore"), "{told}");
    }
    assert_eq!(home.run(&["doctor"]).code, 1);
    assert!(fs::read(&path).unwrap() == bytes, "the database was written to");
    assert!(!home.path("copy.db").exists());
}

#[test]
fn a_wrong_backup_is_named_as_such_and_changes_nothing() {
    let home = Home::new();
    home.consultation();
    let before = fs::read(home.data().join("porada.db")).unwrap();
    let (garbage, empty) = (home.text_path("garbage"), home.text_path("empty"));
    fs::write(&garbage, "x".repeat(10_000)).unwrap();
    fs::write(&empty, "").unwrap();
    for file in [&garbage, &empty] {
        let told = home.fails(1, &["restore", file]);
        assert!(told.contains(file.as_str()) && told.contains("není celá záloha"), "{told}");
    }
    assert!(home.fails(1, &["restore", &home.text_path("missing")]).contains("neexistuje"));
    assert!(home.fails(1, &["restore", &home.text_path("")]).contains("je to složka"));
    assert!(fs::read(home.data().join("porada.db")).unwrap() == before, "the database was written to");
    let nowhere = home.text_path("missing/copy.db");
    let told = home.fails(1, &["backup", &nowhere]);
    assert!(told.contains(&format!("{nowhere} ")) && told.contains("neexistuje"), "{told}");
}

#[test]
fn a_backup_with_a_document_that_cannot_be_read_is_refused_before_anything_is_exchanged() {
    let home = Home::new();
    let id = home.consultation();
    home.id(&["consultation", "add", &id, "--note", "znameni v zaloze"]);
    let copy = home.text_path("copy.db");
    home.ok(&["backup", &copy]);
    let mut bytes = fs::read(&copy).unwrap();
    let words = b"znameni v zaloze";
    let places: Vec<usize> =
        (0..bytes.len() - words.len()).filter(|at| bytes[*at..].starts_with(words)).collect();
    assert!(!places.is_empty());
    // The pages stay whole; only the words are no text any more.
    places.into_iter().for_each(|at| bytes[at..at + words.len()].fill(0xff));
    fs::write(&copy, bytes).unwrap();
    let files = || -> Vec<(std::ffi::OsString, Vec<u8>)> {
        let entries = fs::read_dir(home.data()).unwrap().map(Result::unwrap);
        let mut files: Vec<_> = entries
            .filter(|entry| entry.file_type().unwrap().is_file())
            .map(|entry| (entry.file_name(), fs::read(entry.path()).unwrap()))
            .filter(|(name, _)| name.to_string_lossy().starts_with("porada.db"))
            .collect();
        files.sort();
        files
    };
    let before = files();
    let told = home.fails(1, &["restore", &copy]);
    assert!(told.contains(&copy) && told.contains("není celá záloha"), "{told}");
    assert!(told.contains("zvolte jinou zálohu"), "{told}");
    assert!(files() == before, "the home was touched");
    assert!(home.ok(&["consultation", "show", &id]).contains("znameni v zaloze"));
}

#[test]
fn backups_may_be_restored_one_after_another() {
    let home = Home::new();
    let id = home.consultation();
    let copy = home.text_path("copy.db");
    home.ok(&["backup", &copy]);
    home.id(&["consultation", "add", &id, "--note", "později"]);
    for _ in 0..3 {
        home.ok(&["restore", &copy]);
    }
    assert!(!home.ok(&["consultation", "show", &id]).contains("později"));
    let kept = |name: &str| name.starts_with("porada.db.before-restore-") && !name.ends_with("-wal");
    let names = fs::read_dir(home.data()).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    assert_eq!(names.filter(|name| kept(name)).count(), 3);
}

#[test]
fn a_hyphen_reads_the_standard_input() {
    let home = Home::new();
    let id = home.consultation();
    let document = home.ok(&["export", &id, "--format", "json"]);
    let colleague = Home::new();
    let mut child = colleague
        .command(&["import", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), document.as_bytes()).unwrap();
    assert_eq!(Answer::of(child.wait_with_output().unwrap()).code, 0);
    assert_eq!(colleague.ok(&["export", &id, "--format", "json"]), document);
}

#[test]
fn a_file_of_something_else_is_not_complained_about_line_by_line() {
    let home = Home::new();
    let file = home.text_path("x.csv");
    fs::write(&file, "a;b;c\n".repeat(5_000)).unwrap();
    let answer = home.run(&["catalogue", "check", &file]);
    assert_eq!((answer.code, answer.err.lines().count()), (1, 101));
    assert!(answer.err.lines().last().unwrap().contains("4900"));
}

#[test]
fn the_application_needs_a_terminal_and_says_so() {
    let home = Home::new();
    let answer = Answer::of(home.command(&[]).stdin(Stdio::null()).output().unwrap());
    assert_eq!((answer.code, answer.out.as_str()), (1, ""));
    assert!(answer.err.contains("není terminál") && answer.err.lines().count() == 1, "{}", answer.err);
}

#[test]
fn a_centre_adds_its_own_synonyms_and_learns_which_line_is_wrong() {
    let home = Home::new();
    fs::create_dir_all(home.data()).unwrap();
    let own = |text: &str| fs::write(home.data().join("thesaurus.txt"), text).unwrap();
    let first = || home.json(&["search", "blafounkovač", "--json"])[0]["title"].to_string();
    assert_eq!(first(), "null");
    own("# naše slova\nblafounkovač = participativní rozpočet\n");
    assert_ne!(first(), "null");

    own("blafounkovač = participativní rozpočet\n\njen jeden výraz\n");
    let answer = home.run(&["search", "odpad"]);
    assert_eq!((answer.code, answer.err.lines().count()), (0, 1), "what ships is searched");
    assert!(answer.err.contains("řádek 3") && answer.err.contains("thesaurus.txt"), "{}", answer.err);
    let doctor = home.run(&["doctor"]);
    assert!(doctor.code == 1 && doctor.out.contains("řádek 3"), "{}", doctor.out);
}

#[test]
fn a_search_explains_itself_and_understands_directives() {
    let home = Home::new();
    let hits = home.json(&["search", "--explain", "--json", "kontejnerech", "v", "Znojmě"]);
    let explanation = &hits[0]["explanation"];
    assert_eq!(hits[0]["id"], SENSORS);
    assert_eq!(explanation["words"][0]["match"], "form");
    assert!(explanation["boosts"].as_array().unwrap().contains(&"same_place".into()), "{explanation}");
    let only = home.json(&["search", "--json", "--limit", "50", "odpad druh:varování -popelnice"]);
    let only = only.as_array().unwrap();
    assert!(!only.is_empty() && only.iter().all(|hit| hit["kind"] == "caution"));
    let phrase = home.json(&["search", "--json", "\"sdílená kola\""]);
    assert!(!phrase.as_array().unwrap().is_empty());
    let unknown = home.run(&["search", "odpad kraj:nikde"]);
    assert_eq!(unknown.code, 0);
    assert!(unknown.err.contains("kraj:nikde") || unknown.err.contains("region:nikde"), "{}", unknown.err);
    assert!(home.fails(1, &["search", "odpad", "--country", "QQ"]).contains("CZ"));
}
