//! `porada report` as people and scripts call it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "common/home.rs"]
mod home;

use calamine::{Data, Reader, Xlsx};
use home::Home;
use serde_json::{Value, json};
use std::fs;

const SENSORS: &str = "znojmo-senzory-v-kontejnerech";

/// A need with evidence and a late task in Jeseník, a need in Kolín the year before, and what nobody may see.
fn year(home: &Home) {
    let id = home.consultation();
    let add = |arguments: &[&str]| home.id(&[&["consultation", "add", &id], arguments].concat());
    add(&["--link", SENSORS]);
    add(&["--task", "Poslat odkazy", "--owner", "Eva Osobní", "--due", "2020-01-02"]);
    add(&["--participant", "Jana Osobní, starostka, Město Jeseník"]);
    add(&["--need", "Tajná potřeba", "--internal"]);
    let earlier = home.id(&["consultation", "new", "--municipality", "Kolín", "--date", "2025-10-14 9:00"]);
    home.id(&["consultation", "add", &earlier, "--need", "Energetický management"]);
}

#[test]
fn a_report_counts_everything_but_what_is_personal_or_internal() {
    let home = Home::new();
    year(&home);
    let report = home.json(&["report", "--format", "json"]);
    assert_eq!(report["totals"]["needs"], 2);
    assert_eq!(report["records"][0]["id"], SENSORS);
    assert_eq!(report["late"]["tasks"].as_array().map(Vec::len), Some(1), "{report:#}");
    for format in ["md", "json", "csv"] {
        let text = home.ok(&["report", "--format", format]);
        assert!(text.contains("Poslat odkazy"), "{text}");
        assert!(!text.contains("Osobní,") && !text.contains("Eva") && !text.contains("Tajná"), "{text}");
    }
}

#[test]
fn needs_are_grouped_by_what_is_asked_for_in_that_order() {
    let home = Home::new();
    year(&home);
    let markdown = home.ok(&["report", "--by", "size,region"]);
    assert!(markdown.contains("## Potřeby podle velikosti obcí a krajů"), "{markdown}");
    assert!(markdown.contains("| Velikost obce | Kraj | Potřeby |"), "{markdown}");
    let report = home.json(&["report", "--by", "region", "--format", "json"]);
    let keys: Vec<&String> = report["needs"][0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["needs", "region", "statuses"]);
    assert_eq!(report["by"], json!(["region"]));
    let english = home.ok(&["report", "--lang", "en"]);
    assert!(
        english.starts_with("# Summary of consultations")
            && english.contains("## Needs by component, region")
    );
    assert!(home.fails(2, &["report", "--by", "mayor"]).contains("component, region, size"));
}

#[test]
fn the_period_bounds_the_report_and_an_empty_one_is_a_report_too() {
    let home = Home::new();
    year(&home);
    let held = |arguments: &[&str]| -> Value {
        home.json(&[&["report", "--format", "json"], arguments].concat())["totals"]["needs"].clone()
    };
    assert_eq!(held(&["--since", "2026-01-01"]), 1);
    assert_eq!(held(&["--until", "31. 12. 2025"]), 1);
    assert_eq!(held(&["--since", "2027-01-01"]), 0);
    assert!(home.ok(&["report", "--since", "2027-01-01"]).contains("Nic."));
    assert!(Home::new().ok(&["report"]).contains("**Potřeby:** 0"), "a home without a database");
    assert!(home.fails(2, &["report", "--since", "někdy"]).contains("někdy"));
}

#[test]
fn a_period_without_years_is_one_that_was() {
    let home = Home::new();
    let report = |arguments: &[&str]| home.json(&[&["report", "--format", "json"], arguments].concat());
    let day = |value: &Value| value.as_str().unwrap().to_owned();
    let today = day(&report(&["--since", "dnes"])["since"]);
    let yesterday = day(&report(&["--until", "včera"])["until"]);
    assert!(yesterday < today);
    let year = report(&["--since", "1. 1.", "--until", "31. 12."]);
    assert_eq!(day(&year["since"]), format!("{}-01-01", &today[..4]));
    assert_eq!(day(&year["until"]), format!("{}-12-31", &today[..4]));
    for text in ["1. 1.", "30. 6.", "31. 12."] {
        assert!(day(&report(&["--since", text])["since"]) <= today);
        assert!(day(&report(&["--until", text])["until"]) <= today);
    }
}

#[test]
fn a_file_is_written_once_and_a_folder_gives_it_a_name() {
    let home = Home::new();
    year(&home);
    fs::create_dir(home.path("out")).unwrap();
    let said = home.ok(&["report", "--format", "xlsx", "--output", &home.text_path("out")]);
    let path = said.trim_end();
    assert!(path.ends_with("-souhrn.xlsx"), "{path}");
    let again = ["report", "--format", "xlsx", "--output", path];
    assert!(home.fails(1, &again).contains("--force"));
    home.ok(&[&again[..], &["--force"]].concat());
    let mut book: Xlsx<_> = calamine::open_workbook(path).unwrap();
    let names = book.sheet_names();
    assert_eq!(names[..4], ["Celkem", "Potřeby", "Stavy potřeb", "Nenaplněné potřeby"]);
    let needs = book.worksheet_range("Potřeby").unwrap();
    assert_eq!(needs.get((0, 3)), Some(&Data::String("Potřeby".to_owned())));
    assert_eq!(needs.get((1, 3)), Some(&Data::Float(1.0)));
}

#[test]
fn csv_is_one_table_also_for_czech_excel() {
    let home = Home::new();
    year(&home);
    let text = home.ok(&["report", "--format", "csv", "--semicolon", "--bom"]);
    assert!(text.starts_with("\u{feff}Oddíl;Komponenta;Kraj;Velikost obce;"), "{text}");
    let plain = home.ok(&["report", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(plain.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let needs: u32 =
        rows.iter().filter(|row| &row[0] == "Potřeby").map(|row| row[8].parse::<u32>().unwrap()).sum();
    assert_eq!(needs, 2);
    assert!(rows.iter().any(|row| &row[0] == "Úkoly po termínu" && &row[5] == "Poslat odkazy"));
}

#[test]
fn samples_are_said_to_be_samples() {
    let home = Home::new();
    let text = home.ok(&["--demo", "report"]);
    assert!(text.contains("**Ukázkové konzultace:** 3") && text.contains("3 ukázkové konzultace"), "{text}");
}
