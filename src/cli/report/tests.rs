use super::*;
use crate::insights::Digest;
use crate::model::schema::{FieldRule, INTERNAL, SCHEMA, Shape};
use crate::model::{
    Author, Change, ChangeKind, Consultation, Document, DocumentId, Edit, EntityId, ReplicaId, Value,
};
use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::json;
use std::io::Read;
use std::sync::OnceLock;

fn catalogue() -> &'static Catalogue {
    static SHIPPED: OnceLock<Catalogue> = OnceLock::new();
    SHIPPED.get_or_init(|| Catalogue::shipped().unwrap())
}

/// The need that links of a document lead to.
const NEED: u128 = 1_000;

/// A value for a field: the marker where it is personal, the secret where the entity is internal.
fn value(rule: &FieldRule, marker: &str, secret: Option<&str>, pick: usize) -> Value {
    match rule.shape {
        _ if rule.personal => json!(marker),
        Shape::Text | Shape::Organisation => json!(secret.unwrap_or("Veřejná slova")),
        Shape::Flag if rule.name == INTERNAL => json!(secret.is_some()),
        Shape::Flag => json!(false),
        Shape::Whole => json!(7),
        Shape::Date => json!("2026-11-02"),
        Shape::Time => json!("2026-10-05T09:00"),
        Shape::Moment => json!("2026-10-05T09:00:00Z"),
        Shape::Entity => json!(EntityId::from_u128(NEED)),
        Shape::Order => json!("1"),
        Shape::Writes => json!([]),
        Shape::Municipalities => json!(["536385", "533165"]),
        Shape::Components => json!(["B3"]),
        Shape::Word(words) => json!(words[pick % words.len()]),
    }
}

/// A document of each kind in which every field of the schema has a value.
fn documents(marker: &str, secret: &str, picks: &[(usize, bool)]) -> Vec<Document> {
    let mut picks = picks.iter().copied().cycle();
    let mut documents: Vec<Document> = Vec::new();
    for (rule, number) in SCHEMA.iter().zip(0_u128..) {
        if documents.last().is_none_or(|last| last.kind != rule.document) {
            documents.push(Document::new(DocumentId::from_u128(number + 1), rule.document));
        }
        let document = documents.last_mut().unwrap();
        let is_header = rule.name == rule.document;
        let id = |copy: u128| match (is_header, rule.name, copy) {
            (true, ..) => document.id.to_string().parse().unwrap(),
            (false, "need", 0) => EntityId::from_u128(NEED),
            _ => EntityId::from_u128(10_000 + 100 * number + copy),
        };
        let copies = if is_header { 1 } else { 5 };
        let edits: Vec<Edit> = (0..copies)
            .map(|copy| {
                let (pick, hidden) = picks.next().unwrap();
                let internal = hidden && rule.fields.iter().any(|field| field.name == INTERNAL);
                let secret = internal.then_some(secret);
                let fields = rule.fields.iter();
                let fields = fields.map(|field| (field.name.to_owned(), value(field, marker, secret, pick)));
                Edit { entity: id(copy), kind: rule.name.to_owned(), fields: fields.collect() }
            })
            .collect();
        let seen = document.seen().clone();
        let mut author = Author::new(ReplicaId(u64::try_from(number).unwrap() + 1));
        let change = Change { kind: ChangeKind::Import, edits };
        document.write(&change, &seen, &mut author, Timestamp::UNIX_EPOCH);
    }
    documents
}

/// Every file that a report can be, as texts.
fn outputs(documents: &[Document]) -> Vec<String> {
    let consultations: Vec<Consultation> = documents.iter().filter_map(Consultation::read).collect();
    let digests: Vec<Digest> = consultations.iter().map(Digest::of).collect();
    let mut outputs = Vec::new();
    for language in Language::ALL {
        let request = Request {
            by: Dimension::ALL.into(),
            period: Period::default(),
            today: date(2026, 11, 21),
            language,
        };
        let report = Report::of(&digests, catalogue(), &request);
        let page = Page { report: &report, catalogue: catalogue(), language };
        for format in FORMATS {
            let bytes = page.write(format, &CsvOptions::default()).unwrap();
            match String::from_utf8(bytes) {
                Ok(text) => outputs.push(text),
                Err(error) => outputs.push(unpacked(error.into_bytes())),
            }
        }
    }
    outputs
}

/// All parts of a workbook one after the other.
fn unpacked(bytes: Vec<u8>) -> String {
    let mut archive = zip::ZipArchive::new(io::Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for index in 0..archive.len() {
        archive.by_index(index).unwrap().read_to_string(&mut all).unwrap();
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..Default::default() })]
    #[test]
    fn no_output_has_a_personal_field_or_what_is_internal(
        marker in "[A-Z][a-z]{8,12}osoba",
        secret in "[A-Z][a-z]{8,12}tajne",
        picks in proptest::collection::vec((0_usize..20, any::<bool>()), 60),
    ) {
        for output in outputs(&documents(&marker, &secret, &picks)) {
            prop_assert!(!output.contains(&marker), "{output}");
            prop_assert!(!output.contains(&secret), "{output}");
        }
    }
}

#[test]
fn every_output_has_the_words_of_unmet_needs_and_late_tasks() {
    // The last word of the status of needs is unmet; nothing is internal.
    let made = documents("Osoba", "Tajne", &[(4, false)]);
    let outputs = outputs(&made);
    assert_eq!(outputs.len(), FORMATS.len() * Language::ALL.len());
    for output in outputs {
        assert!(output.contains("Veřejná slova"), "{output}");
    }
}

#[test]
fn words_that_a_spreadsheet_would_calculate_are_harmless() {
    let mut made = documents("Osoba", "Tajne", &[(4, false)]);
    let consultation = made.iter_mut().find(|document| document.kind == "consultation").unwrap();
    let change = Change {
        kind: ChangeKind::Edit,
        edits: vec![Edit {
            entity: EntityId::from_u128(NEED),
            kind: "need".to_owned(),
            fields: [("text".to_owned(), json!("=HYPERLINK(\"http://zlo.cz\")\u{1b}[2J"))].into(),
        }],
    };
    let seen = consultation.seen().clone();
    consultation.write(&change, &seen, &mut Author::new(ReplicaId(77)), Timestamp::UNIX_EPOCH);
    for output in outputs(&made) {
        assert!(!output.contains(",=HYPERLINK") && !output.contains("\"=HYPERLINK(\"\""), "{output}");
        assert!(!output.contains("<f>") && !output.contains('\u{1b}'), "{output}");
    }
    assert!(outputs(&made).iter().any(|output| output.contains("'=HYPERLINK")));
}

#[test]
fn the_same_consultations_give_the_same_bytes() {
    let made = documents("Osoba", "Tajne", &[(4, false), (1, true), (2, false)]);
    assert_eq!(outputs(&made), outputs(&made));
}
