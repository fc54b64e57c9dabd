//! The pages, the table of entities and the pictures in `docs/` that the program itself makes. `UPDATE_DOCS=1 cargo test --test generated` writes
//! them anew; without it a stale one fails.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::{Stage, picture};
use porada::i18n::Language;
use porada::model::schema::{CONSULTATION, EntityRule, FieldRule, SCHEMA, Shape};
use porada::model::{Consultation, DocumentId, NewConsultation, ReplicaId, Status, VersionVector};
use porada::store::Store;
use porada::tui::keys_page::keys_markdown;

/// Compares `docs/NAME` with what the program makes of it now, or writes it.
fn hold(name: &str, made: &str) {
    let path = format!("{}/docs/{name}", env!("CARGO_MANIFEST_DIR"));
    #[expect(clippy::disallowed_methods, reason = "the one switch of this test")]
    if std::env::var("UPDATE_DOCS").is_ok() {
        std::fs::create_dir_all(std::path::Path::new(&path).parent().unwrap()).unwrap();
        std::fs::write(&path, made).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made, "docs/{name} is stale: UPDATE_DOCS=1 cargo test --test generated");
}

/// A sample meeting with Jeseník, in the middle of a need.
fn meeting(language: Language) -> Stage {
    let mut store = Store::open_in_memory(ReplicaId(1)).unwrap();
    let id = DocumentId::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
    let new = NewConsultation {
        municipalities: vec!["536385".into()],
        start: Some("2026-11-21T13:30".parse().unwrap()),
        status: Status::Running,
        sample: true,
        ..NewConsultation::default()
    };
    let now = common::NOW.parse().unwrap();
    store.apply(id, "consultation", &Consultation::create(id, new), &VersionVector::default(), now).unwrap();
    store.set_state("last-consultation", &id.to_string()).unwrap();
    let exports = match language {
        Language::Czech => "~/Dokumenty/porada",
        Language::English => "~/Documents/porada",
    };
    let mut stage = Stage::with_desk(language, 120, 36, store, |desk| desk.exports = exports.into());
    stage.press("F3");
    stage
}

/// The lines that are typed in the pictures: two needs, a note, a decision, a task, and what is being typed.
const LINES: [(Language, [&str; 5]); 2] = [
    (
        Language::Czech,
        [
            "Senioři z okrajových částí se nedostanou k lékaři",
            "Svoz odpadu dělají technické služby dvakrát týdně",
            "Město vyzkouší senzory na deseti stanovištích",
            "obec: poslat mapu stanovišť do 5. 12.",
            "přeplněné kontejnery na tříd",
        ],
    ),
    (
        Language::English,
        [
            "Older people from the outskirts cannot get to a doctor",
            "The town's own company collects waste twice a week",
            "The town will try sensors at ten sites",
            "municipality: send the map of the sites by 2026-12-05",
            "overfull recycling contai",
        ],
    ),
];

#[test]
fn the_pictures_show_the_program_as_it_is() {
    for (language, [need, note, decision, task, typing]) in LINES {
        let code = language.code();
        let mut stage = meeting(language);
        stage.type_text(need).press("Ctrl+L Enter").wait_minutes(3);
        stage.press("Tab").type_text(note).press("Enter").wait_minutes(2);
        stage.press("Tab").type_text(decision).press("Enter").wait_minutes(2);
        stage.press("Tab").type_text(task).press("Enter").wait_minutes(2);
        stage.press("Tab").type_text(typing);
        let picture = |stage: &Stage, title: &str| picture::svg(stage.terminal.backend().buffer(), title);
        hold(&format!("pictures/consultation-{code}.svg"), &picture(&stage, "porada: consultation"));
        stage.press("F4").type_text("parkov");
        hold(&format!("pictures/catalogue-{code}.svg"), &picture(&stage, "porada: catalogue"));
        stage.press("F5").type_text("kolin");
        hold(&format!("pictures/municipality-{code}.svg"), &picture(&stage, "porada: municipality"));
        stage.press("F9");
        hold(&format!("pictures/minutes-{code}.svg"), &picture(&stage, "porada: minutes"));
    }
}

#[test]
fn the_schema_of_the_document_file_is_the_table_of_the_fields() {
    hold("schema/porada-doc-1.json", &format!("{:#}\n", porada::model::document_schema()));
}

/// The entities of a consultation as a table: every field, bold where it is personal, with what its value looks like.
fn entities() -> String {
    let field = |field: &FieldRule| {
        let name = if field.personal { format!("**{}**", field.name) } else { field.name.to_owned() };
        match field.shape {
            Shape::Word(words) => format!("{name} ({})", words.join(", ")),
            Shape::Whole => format!("{name} (whole number)"),
            Shape::Date => format!("{name} (date)"),
            Shape::Time => format!("{name} (local time)"),
            Shape::Entity => format!("{name} (id)"),
            Shape::Municipalities => format!("{name} (codes, the main one first)"),
            Shape::Components => format!("{name} (codes)"),
            Shape::Text | Shape::Organisation | Shape::Flag | Shape::Moment | Shape::Order => name,
            Shape::Writes => format!("{name} (writes)"),
        }
    };
    let row = |rule: &EntityRule| {
        let fields: Vec<String> = rule.fields.iter().map(field).collect();
        format!("| {} | {} |\n", rule.name, fields.join(", "))
    };
    let rows: String = SCHEMA.iter().filter(|rule| rule.document == CONSULTATION).map(row).collect();
    format!("| entity | fields (**personal**) |\n| --- | --- |\n{rows}")
}

#[test]
fn the_page_of_formats_names_every_field_of_a_consultation() {
    let page = std::fs::read_to_string(format!("{}/docs/formats.md", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let (before, rest) = page.split_once("--test generated -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end -->").unwrap();
    hold("formats.md", &format!("{before}--test generated -->\n{}<!-- end -->{after}", entities()));
}

#[test]
fn the_page_of_keys_is_what_the_program_does() {
    hold("keys.md", &keys_markdown(Language::English));
    hold("keys.cs.md", &keys_markdown(Language::Czech));
}

#[test]
fn the_schemas_of_the_sync_files_are_those_of_the_program() {
    for (name, schema) in porada::sync::format::schemas() {
        hold(&format!("schema/{name}.json"), &format!("{schema:#}\n"));
    }
}
