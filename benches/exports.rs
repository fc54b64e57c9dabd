//! How long every format of a consultation with 200 items takes: `cargo bench --bench exports`.
//!
//! A hundred needs with a linked practice each and a hundred notes, decisions and tasks; the shipped catalogue.
#![allow(clippy::unwrap_used, missing_docs, reason = "a measuring program")]

use divan::Bencher;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use porada::catalogue::{Catalogue, RecordKind};
use porada::i18n::Language;
use porada::minutes::{Choices, CsvOptions, Exporter, Format, Options, Source, TableKind, Templates};
use porada::model::{
    Author, Change, Consultation, Document, DocumentId, EntityId, ItemField, ItemKind, NewConsultation,
    Personal, ReplicaId, schema,
};

const NEEDS: u128 = 100;

fn main() {
    divan::main();
}

#[divan::bench(args = Format::ALL)]
fn one_consultation(bencher: Bencher, format: Format) {
    let catalogue = Catalogue::shipped().unwrap();
    let (source, choices) = (consultation(&catalogue), choices());
    let templates = Templates::default();
    let exporter = Exporter::new(&catalogue, &choices, &templates);
    bencher.bench_local(|| exporter.one(&source, format).unwrap());
}

fn choices() -> Choices {
    Choices {
        options: Options {
            language: Language::Czech,
            personal: Personal::With,
            evidence: true,
            time_zone: TimeZone::UTC,
            organisation: "Inovační centrum (ukázka)".to_owned(),
        },
        internal: true,
        table: TableKind::Needs,
        csv: CsvOptions::default(),
        attachments: vec![Format::Pdf],
    }
}

fn consultation(catalogue: &Catalogue) -> Source {
    let id = DocumentId::from_u128(1);
    let now: Timestamp = "2026-11-21T13:00:00Z".parse().unwrap();
    let mut document = Document::new(id, schema::CONSULTATION);
    let mut author = Author::new(ReplicaId(1));
    let mut write = |document: &mut Document, change: &Change| {
        let seen = document.seen().clone();
        document.write(change, &seen, &mut author, now);
    };
    let new = NewConsultation {
        municipalities: vec!["536385".into()],
        start: "2026-11-21T14:00".parse().ok(),
        ..NewConsultation::default()
    };
    write(&mut document, &Consultation::create(id, new));
    let mut practices = catalogue.records().iter().filter(|it| it.kind == RecordKind::Practice).cycle();
    for number in 0..NEEDS {
        let view = Consultation::read(&document).unwrap();
        let need = EntityId::from_u128(1_000 + number);
        let text =
            vec![ItemField::Text(format!("Přeplněné kontejnery na tříděný odpad, {number}. stanoviště"))];
        write(&mut document, &view.add_item(need, ItemKind::Need, text, now));
        let record = practices.next().unwrap();
        let link = EntityId::from_u128(2_000 + number);
        write(&mut document, &view.link(link, need, &record.id, record.title.get(Language::Czech), now));
        let kind = [ItemKind::Note, ItemKind::Decision, ItemKind::Task][number as usize % 3];
        let view = Consultation::read(&document).unwrap();
        let text = vec![ItemField::Text(format!("Město vyzkouší senzory na deseti stanovištích, {number}."))];
        write(&mut document, &view.add_item(EntityId::from_u128(3_000 + number), kind, text, now));
    }
    Source::read(document).unwrap()
}
