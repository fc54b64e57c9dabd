//! `porada export` and the sign-off as people and scripts call them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "common/home.rs"]
mod home;

use home::Home;
use serde_json::Value;
use std::fs;
use std::path::Path;

const SENSORS: &str = "znojmo-senzory-v-kontejnerech";
const SECRET: &str = "Tajemník odejde v lednu";

/// A consultation with a need, evidence, a task, a person and an internal note.
fn meeting(home: &Home) -> String {
    let id = home.consultation();
    let add = |arguments: &[&str]| home.id(&[&["consultation", "add", &id], arguments].concat());
    add(&["--link", SENSORS]);
    add(&["--note", SECRET, "--internal"]);
    add(&["--task", "Poslat odkazy", "--owner", "Eva Brokerová", "--due", "5. 12. 2026"]);
    add(&["--participant", "Jana Vzorová, starostka, Město Jeseník"]);
    id
}

#[test]
fn characters_that_the_pdf_cannot_show_are_told_with_their_item() {
    let home = Home::new();
    let id = home.id(&["consultation", "new", "--municipality", "Jeseník"]);
    home.id(&["consultation", "add", &id, "--need", "Kola 🚲🚲 a 中"]);
    home.id(&["consultation", "add", &id, "--note", "důvěrné 🚲", "--internal"]);
    let file = home.text_path("zapis.pdf");
    let told = home.run(&["export", &id, "--format", "pdf", "--output", &file]).err;
    assert!(told.contains("místo 3 znaků") && told.contains("„Kola 🚲🚲 a 中“: 3"), "{told}");
    assert!(!told.contains("důvěrné"), "{told}");
    assert_eq!(
        home.run(&["export", &id, "--format", "docx", "--output", &home.text_path("zapis.docx")]).err,
        ""
    );
}

#[test]
fn contacts_typed_anywhere_go_to_their_fields_and_stay_out_without_personal_data() {
    let home = Home::new();
    let id = home.consultation();
    let people = "Žaneta Ďurišová, místostarostka, Město Brno, z@example.cz, +420 777; Ing. Jan Nový, Ph.D., jan@example.cz";
    let said = home.ok(&["consultation", "add", &id, "--participant", people]);
    assert_eq!(said.lines().count(), 2, "an id for each: {said}");
    let shown = home.json(&["consultation", "show", &id, "--json"]);
    let (first, second) = (&shown["participants"][0], &shown["participants"][1]);
    assert_eq!((&first["organisation"], &first["phone"]), (&"Město Brno".into(), &"+420 777".into()));
    assert_eq!(
        (&second["name"], &second["email"]),
        (&"Ing. Jan Nový, Ph.D.".into(), &"jan@example.cz".into())
    );
    for format in ["json", "md"] {
        let out = home.text_path(&format!("kopie.{format}"));
        home.ok(&["export", &id, "--format", format, "--without-personal", "--output", &out]);
        let text = fs::read_to_string(&out).unwrap();
        assert!(
            text.contains("Město Brno") && !text.contains("example.cz") && !text.contains("777"),
            "{text}"
        );
    }
    let refused = home.fails(2, &["consultation", "add", &id, "--participant", "jan@example.cz"]);
    assert!(refused.contains("--participant"), "{refused}");
}

fn files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn folder(home: &Home, name: &str) -> String {
    fs::create_dir_all(home.path(name)).unwrap();
    home.text_path(name)
}

#[test]
fn every_format_is_written_at_once_and_nothing_is_overwritten() {
    let home = Home::new();
    let id = meeting(&home);
    let out = folder(&home, "out");
    let all = "md,html,docx,pdf,json,ndjson,ics,csv,xlsx,eml";
    let said = home.ok(&["export", &id, "--format", all, "--output", &out]);
    assert_eq!(said.lines().count(), 10);
    assert!(said.lines().all(|path| Path::new(path).is_file()), "{said}");
    let names = files(&home.path("out"));
    assert!(names.contains(&"2026-11-21-jesenik-zapis.docx".to_owned()), "{names:?}");
    for (name, begins) in
        [("docx", &b"PK"[..]), ("xlsx", b"PK"), ("pdf", b"%PDF"), ("ics", b"BEGIN:VCALENDAR")]
    {
        let bytes = fs::read(home.path(&format!("out/2026-11-21-jesenik-zapis.{name}"))).unwrap();
        assert!(bytes.starts_with(begins), "{name}");
    }
    let line = home.fails(1, &["export", &id, "--format", "xlsx,md", "--output", &out]);
    assert!(line.contains("už existuje") && line.contains("--force"), "{line}");
    assert_eq!(files(&home.path("out")), names);
    home.ok(&["export", &id, "--format", "md", "--lang", "cs", "--without-personal", "-o", &out, "--force"]);
    let text = fs::read_to_string(home.path("out/2026-11-21-jesenik-zapis.md")).unwrap();
    assert!(!text.contains("Jana Vzorová"));
    assert_eq!(files(&home.path("out")), names, "nothing half written stays");
}

#[test]
fn what_is_internal_never_leaves_and_json_has_it_unless_told_otherwise() {
    let home = Home::new();
    let id = meeting(&home);
    for format in ["md", "html", "csv", "eml", "ics"] {
        assert!(!home.ok(&["export", &id, "--format", format]).contains(SECRET), "{format}");
    }
    assert!(home.ok(&["export", &id, "--format", "json"]).contains(SECRET));
    assert!(home.ok(&["export", &id, "--format", "ndjson"]).contains(SECRET));
    let without = home.json(&["export", &id, "--format", "json", "--without-internal"]);
    assert!(!without.to_string().contains(SECRET) && without.get("sync").is_none());
    assert_eq!(without["left_out"], serde_json::json!(["internal"]));
    assert!(home.ok(&["consultation", "show", &id]).contains("interní"));
}

#[test]
fn evidence_can_stay_out() {
    let home = Home::new();
    let id = meeting(&home);
    assert!(home.ok(&["export", &id, "--format", "md"]).contains("Znojmo"));
    for format in ["md", "html", "eml", "json"] {
        let text = home.ok(&["export", &id, "--format", format, "--without-evidence"]);
        assert!(!text.contains("Znojmo") && !text.contains(SENSORS), "{format}: {text}");
    }
    let table = ["export", &id, "--format", "csv", "--table", "needs", "--without-evidence"];
    assert!(!home.ok(&table).contains("Znojmo"));
}

#[test]
fn tables_are_chosen_and_made_for_excel() {
    let home = Home::new();
    let id = meeting(&home);
    assert!(home.ok(&["export", &id, "--format", "csv"]).starts_with("Úkol,Strana,"));
    let needs = home.ok(&["export", &id, "--format", "csv", "--table", "needs", "--semicolon", "--bom"]);
    assert!(needs.starts_with("\u{feff}Č. potřeby;Potřeba;"), "{needs}");
    let english = home.ok(&["export", &id, "--format", "csv", "--table", "consultations", "--lang", "en"]);
    assert!(english.starts_with("Date,Start,"), "{english}");
}

#[test]
fn an_email_carries_what_was_chosen() {
    let home = Home::new();
    let id = meeting(&home);
    let draft = home.ok(&["export", &id, "--format", "eml", "--attach", "docx,ics"]);
    assert!(
        draft.contains("2026-11-21-jesenik-zapis.docx") && draft.contains("2026-11-21-jesenik-zapis.ics")
    );
    assert!(!draft.contains("application/pdf"));
    assert!(home.ok(&["export", &id, "--format", "eml"]).contains("2026-11-21-jesenik-zapis.pdf"));
}

#[test]
fn an_email_goes_without_a_calendar_that_would_be_empty() {
    let home = Home::new();
    let id = home.consultation();
    home.id(&["consultation", "new", "--municipality", "Jeseník", "--date", "2026-11-21 16:00"]);
    let answer = home.run(&["export", &id, "--format", "eml", "--attach", "md,ics"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.out.contains("zapis.md") && !answer.out.contains("zapis.ics"));
    assert!(answer.err.contains("1 e-mail je bez přílohy s kalendářem"), "{}", answer.err);
    let out = folder(&home, "out");
    let all = ["export", "--municipality", "Jeseník", "--format", "eml", "--attach", "ics", "-o", &out];
    let answer = home.run(&all);
    assert_eq!((answer.code, answer.out.lines().count()), (0, 2), "{}", answer.err);
    assert_eq!(files(&home.path("out")).len(), 2);
    assert!(answer.err.contains("2 e-maily jsou bez přílohy s kalendářem"), "{}", answer.err);
}

#[test]
fn a_period_goes_into_a_folder_or_into_one_document() {
    let home = Home::new();
    meeting(&home);
    home.id(&["consultation", "new", "--municipality", "Jeseník", "--date", "2026-11-21 16:00"]);
    home.id(&["consultation", "new", "--municipality", "Znojmo", "--date", "2026-10-02 9:00"]);
    let out = folder(&home, "out");
    let november = ["--since", "2026-11-01", "--until", "2026-11-30"];
    let export = |more: &[&str]| home.ok(&[&["export", "--output", &out], &november[..], more].concat());
    assert_eq!(export(&["--format", "md,docx"]).lines().count(), 4);
    assert!(files(&home.path("out")).contains(&"2026-11-21-jesenik-zapis-2.md".to_owned()));
    assert_eq!(export(&["--format", "html", "--municipality", "jesenik"]).lines().count(), 2);
    export(&["--one", "--format", "md,html,docx,pdf,ndjson,csv,xlsx"]);
    let one = fs::read_to_string(home.path("out/2026-11-01-2026-11-30-zapisy.md")).unwrap();
    assert!(one.contains("## Obsah") && one.matches("\n## 21\\. 11. 2026 – ").count() == 2, "{one}");
    assert!(!one.contains("Znojmo (okres") && !one.contains(SECRET), "{one}");
    let lines = fs::read_to_string(home.path("out/2026-11-01-2026-11-30-zapisy.ndjson")).unwrap();
    assert_eq!(lines.lines().filter(|line| serde_json::from_str::<Value>(line).is_ok()).count(), 2);

    let whole = [&["export", "--one", "--format", "eml", "-o", &out], &november[..]].concat();
    assert!(home.fails(2, &whole).contains("md, html, docx"));
    assert!(
        home.fails(1, &["export", "--since", "2027-01-01", "--format", "md", "-o", &out]).contains("období")
    );
    assert!(home.fails(2, &["export", "--since", "2026-01-01", "--format", "md"]).contains("--output"));
    let answer = home.run(&[&["export", "--format", "ics", "-o", &out], &november[..]].concat());
    assert_eq!((answer.code, answer.out.lines().count()), (1, 1), "{}", answer.err);
    assert!(answer.err.contains("1 konzultace bez kalendáře"), "{}", answer.err);
}

#[test]
fn what_cannot_be_written_is_said_and_leaves_nothing() {
    let home = Home::new();
    let id = home.id(&["consultation", "new", "--municipality", "Jeseník", "--date", "2026-11-21 14:00"]);
    assert!(home.ok(&["export", &id, "--format", "md"]).contains("# Zápis z konzultace"));
    assert!(home.fails(1, &["export", &id, "--format", "ics"]).contains("prázdný"));
    let out = folder(&home, "out");
    home.fails(1, &["export", &id, "--format", "md,ics", "--output", &out]);
    assert_eq!(files(&home.path("out")), Vec::<String>::new(), "all or nothing");
    assert!(home.fails(2, &["export", &id, "--format", "md,html"]).contains("--output"));
    let missing = home.text_path("není/a.docx");
    home.fails(1, &["export", &id, "--format", "docx", "--output", &missing]);
    let file = home.text_path("soubor");
    fs::write(&file, "x").unwrap();
    assert!(home.fails(1, &["export", &id, "--format", "md,pdf", "-o", &file]).contains("složka"));
    assert!(
        home.fails(1, &["export", "--since", "2026-01-01", "--format", "md", "-o", &file]).contains("složka")
    );
    let inside = home.text_path("soubor/a.pdf");
    home.fails(1, &["export", &id, "--format", "pdf", "--output", &inside]);
}

#[test]
fn a_final_version_stays_as_it_was_kept_or_is_said_to_differ() {
    let home = Home::new();
    let id = meeting(&home);
    home.ok(&["consultation", "sign", &id, "--state", "final", "--date", "25. 11. 2026"]);
    let export = ["export", &id, "--format", "md"];
    let kept = home.ok(&export);
    let show = || home.json(&["consultation", "show", &id, "--json"]);
    let task =
        show()["items"].as_array().unwrap().iter().find(|it| it["kind"] == "task").unwrap()["id"].clone();
    home.ok(&["task", "done", task.as_str().unwrap()]);
    assert_eq!(home.ok(&export), kept, "word for word, and nothing to say");
    for choice in ["--without-personal", "--without-evidence", "--lang=en"] {
        home.ok(&["export", &id, "--format", "md", choice]);
    }
    fs::write(home.data().join("config.toml"), "organisation = \"Jiné centrum\"\n").unwrap();
    let answer = home.run(&export);
    assert_eq!(answer.code, 0);
    assert!(answer.err.contains("verze 1 je konečná, ale její uložené znění je jiné"), "{}", answer.err);
    assert_eq!(home.run(&["export", &id, "--format", "csv"]).err, "", "a table is no version");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let home = Home::new();
    let id = meeting(&home);
    let mut command = home.command(&["export", &id, "--format", "md"]);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let answer = command.stdout(full).output().unwrap();
    assert_eq!(answer.status.code(), Some(1));
    assert!(String::from_utf8(answer.stderr).unwrap().contains("plný"));
}

#[test]
fn minutes_are_signed_off_and_a_later_change_makes_a_new_version() {
    let home = Home::new();
    let id = meeting(&home);
    let sign = |arguments: &[&str]| home.ok(&[&["consultation", "sign", &id, "--state"], arguments].concat());
    let header = || home.ok(&["export", &id, "--format", "md"]);
    assert!(!header().contains("Stav zápisu"));
    sign(&["sent", "--date", "22. 11. 2026"]);
    assert!(header().contains("verze 1, odeslaný k potvrzení (22. 11. 2026)"));
    assert!(home.fails(2, &["consultation", "sign", &id, "--state", "confirmed"]).contains("potvrdil"));
    sign(&["confirmed", "--by", "Jana Vzorová", "--date", "24. 11. 2026"]);
    assert!(header().contains("potvrzený obcí (Jana Vzorová, 24. 11. 2026)"));
    assert!(!home.ok(&["export", &id, "--format", "md", "--without-personal"]).contains("Jana Vzorová"));
    sign(&["final", "--date", "25. 11. 2026"]);
    let kept = home.json(&["consultation", "show", &id, "--json"])["sign_offs"][2].clone();
    assert_eq!(kept["text"].as_str().unwrap(), header(), "a final version is kept word for word");
    let hash = kept["hash"].as_str().unwrap().to_owned();
    assert!(home.ok(&["consultation", "show", &id]).contains(&hash));
    assert!(home.fails(1, &["consultation", "sign", &id, "--state", "sent"]).contains("konečná"));

    let task =
        home.json(&["consultation", "show", &id, "--json"])["items"][2]["id"].as_str().unwrap().to_owned();
    home.ok(&["task", "done", &task]);
    home.id(&["consultation", "add", &id, "--note", "zase něco", "--internal"]);
    assert!(
        header().contains("verze 1, konečný"),
        "neither progress nor what is internal is another version"
    );
    home.id(&["consultation", "add", &id, "--note", "Doplněno"]);
    assert!(header().contains("verze 2, návrh"));
    sign(&["final", "--date", "26. 11. 2026"]);
    let templates = folder(&home, "home/templates");
    let own = Path::new(&templates).join("minutes.md");
    let text = |step: usize| {
        let steps = home.json(&["consultation", "show", &id, "--json"])["sign_offs"].clone();
        steps[step]["text"].as_str().unwrap().to_owned()
    };
    home.id(&["consultation", "add", &id, "--note", "Potřetí"]);
    fs::write(&own, "Náš zápis: {{ title }}\n").unwrap();
    sign(&["final", "--date", "27. 11. 2026"]);
    assert!(text(4).starts_with("Náš zápis: ") && text(4) == header());
    home.id(&["consultation", "add", &id, "--note", "Počtvrté"]);
    fs::write(&own, "{{ nadpis }}").unwrap();
    let answer = home.run(&["consultation", "sign", &id, "--state", "final", "--date", "28. 11. 2026"]);
    assert!(answer.code == 0 && answer.err.contains("použita je vestavěná šablona"), "{}", answer.err);
    assert!(text(5).starts_with("# Zápis z konzultace"));
    let kept_now = |more: &[&str]| home.ok(&[&["export", &id], more].concat());
    assert_eq!(kept_now(&["--kept"]), text(5));
    assert_eq!(kept_now(&["--kept=1"]), kept["text"].as_str().unwrap());
    let out = folder(&home, "out");
    kept_now(&["--kept=1", "--output", &out]);
    assert_eq!(files(&home.path("out")), ["2026-11-21-jesenik-zapis-v1.md"]);
    assert!(home.fails(1, &["export", &id, "--kept=1", "--output", &out]).contains("--force"));
    assert!(home.fails(1, &["export", &id, "--kept=9"]).contains("verze 9 není uložena"));
    home.fails(2, &["export", &id, "--kept", "--format", "md"]);
    let other = home.id(&["consultation", "new", "--municipality", "Znojmo"]);
    assert!(home.fails(1, &["export", &other, "--kept"]).contains("žádná verze"));
    assert!(home.ok(&["consultation", "show", &other]).contains("Stav zápisu: verze 1, návrh"));
    let shown = home.ok(&["consultation", "show", &id]);
    assert!(shown.contains(&format!("uložená verze 1 · 25. 11. 2026 · {hash}")), "{shown}");
    assert!(shown.contains("uložená verze 1") && shown.contains("uložená verze 2") && shown.contains(&hash));
}
