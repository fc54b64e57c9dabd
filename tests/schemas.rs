//! The published schemas in `docs/schema` against what the program writes, read by an independent validator.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "common/minutes.rs"]
mod sample;

use jiff::tz::TimeZone;
use jsonschema::Validator;
use porada::cli::fill_demo;
use porada::i18n::Language;
use porada::minutes;
use porada::model::{EntityId, MinutesState, NewSignOff, Personal, ReplicaId, read_document};
use porada::store::Store;
use proptest::prelude::*;
use sample::{desk_filled_with, nasty, rich};
use serde_json::{Value, json};
use std::process::Command;

fn schema(name: &str) -> Validator {
    let path = format!("{}/docs/schema/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(jsonschema::meta::is_valid(&schema), "{name} is no schema");
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

fn wrong(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn document(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn documents_of_the_program_obey_the_schema() {
    let validator = schema("porada-doc-1");
    let nothing: Vec<String> = Vec::new();
    for language in Language::ALL {
        let mut store = Store::open_in_memory(ReplicaId(1)).unwrap();
        let now = "2026-11-21T13:01:00Z".parse().unwrap();
        fill_demo(&mut store, now, &TimeZone::UTC, language).unwrap();
        let rows = store.consultations(false).unwrap();
        assert_eq!(rows.len(), 3);
        for row in rows {
            let stored = store.document(row.id).unwrap().unwrap();
            for personal in [Personal::With, Personal::Without] {
                let text = minutes::json(&stored, personal);
                assert_eq!(wrong(&validator, &document(&text)), nothing, "{text}");
                assert_eq!(document(&minutes::ndjson([&stored], personal)), document(&text));
            }
        }
    }
    let mut signed = rich();
    let new = NewSignOff {
        state: MinutesState::Final,
        by: "Jan Vzorný".into(),
        date: jiff::civil::date(2026, 11, 25),
    };
    let change = signed.view().sign_off(EntityId::from_u128(900), &new, "# Zápis\n".into(), signed.now);
    signed.write(&change);
    let signed = minutes::json(&signed.document, Personal::With);
    assert_eq!(wrong(&validator, &document(&signed)), nothing, "{signed}");
    assert!(signed.contains("\"hash\"") && signed.contains("\"version\": 1"), "{signed}");
    let rich = rich().document;
    assert_eq!(wrong(&validator, &document(&minutes::json(&rich, Personal::With))), nothing);
    let fixture = std::fs::read_to_string("tests/fixtures/version-1.json").unwrap();
    assert!(read_document(&fixture).is_ok());
    assert_eq!(wrong(&validator, &document(&fixture)), nothing);
}

#[test]
fn the_schema_refuses_what_is_no_document() {
    let validator = schema("porada-doc-1");
    let whole = document(&minutes::json(&rich().document, Personal::With));
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut value = whole.clone();
        change(&mut value);
        !wrong(&validator, &value).is_empty()
    };
    assert!(!changed(&|_| ()));
    assert!(
        !changed(&|it| it["data"]["need"][0]["of_a_newer_porada"] = json!({"a": 1})),
        "unknown fields are kept"
    );
    assert!(!changed(&|it| it["data"]["sketch"] = json!([])), "unknown kinds are kept");
    assert!(!changed(&|it| it["data"]["need"][0]["detail"] = Value::Null), "a field may be cleared");
    assert!(changed(&|it| it["format"] = json!("porada-doc/2")));
    assert!(changed(&|it| it["id"] = json!("1")));
    assert!(changed(&|it| it["data"] = json!([])));
    assert!(changed(&|it| it["data"]["consultation"][0]["kind"] = json!("party")));
    assert!(changed(&|it| it["data"]["consultation"][0]["start"] = json!("yesterday")));
    assert!(changed(&|it| it["data"]["need"][0]["components"] = json!(["D4"])));
    assert!(changed(&|it| it["data"]["need"][0]["id"] = Value::Null));
    assert!(changed(&|it| it["data"]["task"][0]["due"] = json!("2026-13-45")));
    assert!(changed(&|it| it["data"]["task"][0]["done"] = json!("yes")));
    assert!(changed(&|it| it["sync"]["seen"] = json!({"x": 1})));
    assert!(changed(&|it| it["left_out"] = json!(["personal"])));
}

#[test]
fn personal_fields_are_marked_in_the_schema() {
    let text = std::fs::read_to_string("docs/schema/porada-doc-1.json").unwrap();
    let schema = document(&text);
    let cases = schema["allOf"].as_array().unwrap();
    let case = cases.iter().find(|it| it["if"]["properties"]["kind"]["const"] == "consultation").unwrap();
    let entity = |name: &str| &case["then"]["properties"]["data"]["properties"][name]["items"]["properties"];
    assert_eq!(entity("participant")["name"]["x-personal"], true);
    assert_eq!(entity("participant")["organisation"]["x-personal"], Value::Null);
    for field in ["by", "text", "content", "hash"] {
        assert_eq!(entity("signoff")[field]["x-personal"], true, "{field}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..Default::default() })]
    #[test]
    fn any_typed_text_makes_documents_that_obey_the_schema(text in nasty()) {
        thread_local! { static VALIDATOR: Validator = schema("porada-doc-1"); }
        let made = desk_filled_with(&text).document;
        let written = minutes::json(&made, Personal::With);
        prop_assert_eq!(VALIDATOR.with(|it| wrong(it, &document(&written))), Vec::<String>::new());
        prop_assert_eq!(read_document(&written).unwrap().document, made);
    }
}

/// What the program answers in a home of samples.
fn answer(arguments: &[&str]) -> Value {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_porada"))
        .arg("--demo")
        .args(arguments)
        .env_clear()
        .env("PORADA_HOME", home.path())
        .env("TMPDIR", home.path())
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{arguments:?}: {output:?}"))
}

#[test]
fn what_commands_write_obeys_their_schemas() {
    let broken = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&broken, "{\"id\": 1}\n").unwrap();
    let broken = broken.path().to_str().unwrap();
    for (name, arguments) in [
        ("search", &["search", "odpad", "--json"][..]),
        ("search", &["search", "parkoviste senzory", "--explain", "--json"]),
        ("record", &["show", "znojmo-senzory-v-kontejnerech", "--json"]),
        ("municipalities", &["municipality", "search", "jese", "--json"]),
        ("municipality", &["municipality", "show", "Jeseník", "--json"]),
        ("consultations", &["consultation", "list", "--json"]),
        ("tasks", &["task", "list", "--json"]),
        ("templates", &["template", "list", "--json"]),
        ("findings", &["catalogue", "check", broken, "--json"]),
        ("doctor", &["doctor", "--json"]),
        ("report", &["report", "--format", "json"]),
        ("report", &["report", "--format", "json", "--by", "size,component"]),
    ] {
        let value = answer(arguments);
        assert!(value.as_array().is_none_or(|rows| !rows.is_empty()), "{arguments:?} answers nothing");
        assert_eq!(wrong(&schema(name), &value), Vec::<String>::new(), "{arguments:?}: {value:#}");
        assert!(!wrong(&schema(name), &json!({"other": 1})).is_empty(), "{name} allows anything");
    }
    let consultation = serde_json::to_value(rich().view()).unwrap();
    assert_eq!(wrong(&schema("consultation"), &consultation), Vec::<String>::new(), "{consultation:#}");
}
