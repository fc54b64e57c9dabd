//! Sample consultations for the tests of the minutes. All people are invented samples; the records are those of `data/`.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "every test binary uses its own part of the samples and stops at what it did not expect"
)]

use jiff::Timestamp;
use jiff::tz::TimeZone;
use porada::catalogue::{Bilingual, Field, FieldText, Place, Record, RecordKind, Source};
use porada::i18n::Language;
use porada::minutes::{self, MunicipalityLine, Options, References};
use porada::model::schema::CONSULTATION;
use porada::model::{
    Author, Change, Component, Consultation, Document, DocumentId, EntityId, HeaderField, ItemField,
    ItemKind, NeedStatus, NewConsultation, Participant, Personal, Priority, ReplicaId, Side, Verdict,
};
use proptest::prelude::*;
use serde_json::Value as Json;

/// A broker who writes a consultation change by change.
pub struct Desk {
    pub document: Document,
    pub author: Author,
    pub next: u128,
    pub now: Timestamp,
}

impl Desk {
    pub fn new(new: NewConsultation) -> Desk {
        let id = DocumentId::from_u128(1);
        let mut desk = Desk {
            document: Document::new(id, CONSULTATION),
            author: Author::new(ReplicaId(9)),
            next: 1,
            now: "2026-11-21T14:01:00+01:00".parse().unwrap(),
        };
        desk.write(&Consultation::create(id, new));
        desk
    }

    pub fn view(&self) -> Consultation {
        Consultation::read(&self.document).unwrap()
    }

    pub fn write(&mut self, change: &Change) {
        let seen = self.document.seen().clone();
        self.document.write(change, &seen, &mut self.author, self.now);
    }

    pub fn id(&mut self) -> EntityId {
        self.next += 1;
        EntityId::from_u128(self.next)
    }

    pub fn header(&mut self, fields: Vec<HeaderField>) {
        let change = self.view().set_header(fields);
        self.write(&change);
    }

    pub fn add(&mut self, kind: ItemKind, text: &str, mut fields: Vec<ItemField>) -> EntityId {
        let id = self.id();
        fields.insert(0, ItemField::Text(text.into()));
        let change = self.view().add_item(id, kind, fields, self.now);
        self.write(&change);
        self.now += jiff::SignedDuration::from_mins(4);
        id
    }

    pub fn link(
        &mut self,
        need: EntityId,
        record: &str,
        title: &str,
        verdict: Verdict,
        why: &str,
    ) -> EntityId {
        let id = self.id();
        let change = self.view().link(id, need, record, title, self.now);
        self.write(&change);
        let view = self.view();
        let link = view.links.iter().find(|link| link.id == id).unwrap();
        self.write(&view.judge_link(link, verdict, why));
        self.now += jiff::SignedDuration::from_secs(5);
        id
    }

    pub fn people(&mut self, people: &[(&str, &str, &str, bool)]) {
        let people: Vec<Participant> = people
            .iter()
            .map(|&(name, office, organisation, excused)| Participant {
                id: self.id(),
                name: name.into(),
                office: office.into(),
                organisation: organisation.into(),
                email: String::new(),
                phone: String::new(),
                excused,
                conflicts: Vec::new(),
            })
            .collect();
        let change = self.view().set_participants(&people, self.now).unwrap();
        self.write(&change);
    }
}

pub fn components(codes: &[&str]) -> ItemField {
    ItemField::Components(codes.iter().filter_map(|code| Component::parse(code)).collect())
}

pub fn rich() -> Desk {
    let mut desk = Desk::new(NewConsultation {
        municipalities: vec!["536385".into()],
        start: "2026-11-21T14:00".parse().ok(),
        written_by: "Eva Ukázková".into(),
        sample: true,
        ..Default::default()
    });
    desk.header(vec![
        HeaderField::End("2026-11-21T15:05".parse().ok()),
        HeaderField::Place("Městský úřad, zasedací místnost".into()),
        HeaderField::Agenda("1. Tříděný odpad\n2. Energetika\n3. Různé".into()),
        HeaderField::NextMeeting("12. 1. 2027 v 10:00, na dálku".into()),
        HeaderField::VerifiedBy("Jan Vzorný".into()),
    ]);
    desk.people(&[
        ("Jan Vzorný", "starosta", "Město Jeseník", false),
        ("Petra Příkladná", "vedoucí odboru životního prostředí", "Město Jeseník", false),
        ("Eva Ukázková", "inovační brokerka", "", false),
        ("Karel Zkušební", "tajemník", "Město Jeseník", true),
    ]);
    let waste = desk.add(
        ItemKind::Need,
        "Přeplněné kontejnery na tříděný odpad",
        vec![
            ItemField::Detail("Nejhorší je to v pátek u sídliště.\nData o naplněnosti nejsou.".into()),
            components(&["B3", "B4"]),
            ItemField::Priority(Priority::High),
            ItemField::NeedStatus(NeedStatus::Matched),
        ],
    );
    desk.link(
        waste,
        "znojmo-senzory-v-kontejnerech",
        "Senzory",
        Verdict::Chosen,
        "stejná svozová firma & podobná velikost",
    );
    desk.link(waste, "cesky-krumlov-podzemni-kontejnery-zneuzivani", "Kontejnery", Verdict::Considered, "");
    desk.link(waste, "jiny-katalog-42", "Záznam z jiného katalogu", Verdict::Rejected, "");
    desk.add(ItemKind::Note, "Svoz dělají technické služby.\n- smlouva do roku 2027 | bez dodatku", vec![]);
    let network = desk.add(
        ItemKind::Need,
        "Kdo zaplatí síť pro čidla?",
        vec![components(&["B4"]), ItemField::NeedStatus(NeedStatus::Unmet)],
    );
    desk.link(network, "npo-1-4-1-6-5g", "NPO", Verdict::Considered, "");
    desk.link(network, "znojmo-senzory-v-kontejnerech", "Senzory", Verdict::Considered, "");
    desk.add(ItemKind::Decision, "Město zmapuje naplněnost 20 nejvytíženějších stanovišť.", vec![]);
    desk.add(
        ItemKind::Task,
        "Poslat kontakt na Znojmo",
        vec![
            ItemField::Side(Side::Broker),
            ItemField::Owner("Eva Ukázková".into()),
            ItemField::Due("2026-12-05".parse().ok()),
            ItemField::Done(true),
        ],
    );
    desk.add(ItemKind::Task, "Vypsat stanoviště", vec![ItemField::Side(Side::Municipality)]);
    desk
}

pub fn data(file: &str) -> String {
    std::fs::read_to_string(format!("{}/data/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

pub fn bilingual(row: &Json, cs: &str, en: &str) -> Option<Bilingual> {
    let text = |key: &str| row[key].as_str().map(str::to_owned);
    Some(Bilingual { cs: text(cs)?, en: text(en)? })
}

pub fn sources(row: &Json) -> Vec<Source> {
    serde_json::from_value(row["sources"].clone()).unwrap()
}

pub fn practice(row: &Json) -> Record {
    let text = |value: &Json| value.as_str().map(str::to_owned);
    let fields = [
        (Field::Problem, bilingual(row, "problem_cs", "problem_en")),
        (Field::Solution, bilingual(row, "solution_cs", "solution_en")),
        (Field::Result, bilingual(row, "result_cs", "result_en")),
        (Field::Lesson, bilingual(row, "lesson_cs", "lesson_en")),
        (Field::Cost, bilingual(row, "cost_text", "cost_text")),
    ];
    let place = &row["place"];
    Record {
        id: text(&row["id"]).unwrap(),
        kind: RecordKind::parse(row["kind"].as_str().unwrap()).unwrap(),
        title: bilingual(row, "title_cs", "title_en").unwrap(),
        components: Vec::new(),
        place: Some(Place {
            name: text(&place["name"]).unwrap(),
            country: text(&place["country"]).unwrap(),
            level: text(&place["level"]).unwrap(),
            region: text(&place["region"]),
            municipality_code: text(&place["municipality_code"]),
        }),
        region: text(&place["region"]),
        stage: None,
        year: None,
        cost_czk: None,
        has_result: !row["result_cs"].is_null(),
        fields: fields
            .into_iter()
            .filter_map(|(field, text)| Some(FieldText { field, text: text? }))
            .collect(),
        as_of: sources(row).into_iter().filter_map(|source| source.published).max(),
        sources: sources(row),
    }
}

pub fn programme(row: &Json) -> Record {
    let fields = [
        (Field::Solution, bilingual(row, "supports_cs", "supports_en")),
        (Field::Funding, bilingual(row, "amount_text", "amount_text")),
        (Field::Status, bilingual(row, "status_note", "status_note_en")),
    ];
    Record {
        id: row["id"].as_str().unwrap().into(),
        kind: RecordKind::Funding,
        title: bilingual(row, "name_cs", "name_en").unwrap(),
        components: Vec::new(),
        place: None,
        region: None,
        stage: None,
        year: None,
        cost_czk: None,
        has_result: false,
        fields: fields
            .into_iter()
            .filter_map(|(field, text)| Some(FieldText { field, text: text? }))
            .collect(),
        sources: sources(row),
        as_of: row["source_year"].as_i64().map(|year| year.to_string()),
    }
}

pub fn records() -> Vec<Record> {
    let practices = data("practices.jsonl");
    let practices = practices.lines().map(|line| serde_json::from_str::<Json>(line).unwrap());
    let funding: Json = serde_json::from_str(&data("funding.json")).unwrap();
    let programmes: Vec<Record> = funding["programmes"].as_array().unwrap().iter().map(programme).collect();
    practices.map(|row| practice(&row)).chain(programmes).collect()
}

pub fn component_name(component: Component, language: Language) -> String {
    let concept: Json = serde_json::from_str(&data("concept.json")).unwrap();
    let nodes =
        concept["pillars"].as_array().unwrap().iter().flat_map(|it| it["components"].as_array().unwrap());
    let key = format!("name_{}", language.code());
    nodes.filter(|it| it["code"] == component.code()).map(|it| it[&key].as_str().unwrap()).collect()
}

pub fn document(
    consultation: &Consultation,
    records: &[Record],
    language: Language,
    personal: Personal,
) -> minutes::Document {
    let options = options(language, personal);
    with_references(records, |references| minutes::build(consultation, references, &options))
}

pub fn options(language: Language, personal: Personal) -> Options {
    Options {
        language,
        personal,
        evidence: true,
        time_zone: TimeZone::fixed(jiff::tz::offset(1)),
        organisation: "Ukázkové inovační centrum".into(),
    }
}

/// Calls `write` with references to these records and to Jeseník.
pub fn with_references<Written>(records: &[Record], write: impl FnOnce(&References) -> Written) -> Written {
    let municipality = |code: &str| {
        (code == "536385").then(|| MunicipalityLine {
            name: "Jeseník".into(),
            district: "Jeseník".into(),
            region: "Olomoucký kraj".into(),
        })
    };
    write(&References {
        record: &|id| records.iter().find(|record| record.id == id),
        municipality: &municipality,
        component: &component_name,
    })
}

/// A consultation in which one text stands everywhere where a person can type.
pub fn filled_with(text: &str) -> Consultation {
    desk_filled_with(text).view()
}

/// The desk of [`filled_with`].
pub fn desk_filled_with(text: &str) -> Desk {
    let mut desk = Desk::new(NewConsultation {
        title: text.into(),
        municipalities: vec![text.into()],
        start: "2026-11-21T14:00".parse().ok(),
        written_by: text.into(),
        ..Default::default()
    });
    desk.header(vec![
        HeaderField::Place(text.into()),
        HeaderField::NextMeeting(text.into()),
        HeaderField::VerifiedBy(text.into()),
    ]);
    desk.people(&[(text, text, text, false), (text, "", "", true)]);
    let need = desk.add(ItemKind::Need, text, vec![ItemField::Detail(text.into()), components(&["B3"])]);
    desk.link(need, "znojmo-senzory-v-kontejnerech", text, Verdict::Chosen, text);
    desk.link(need, text, text, Verdict::Rejected, text);
    desk.add(ItemKind::Note, text, vec![]);
    desk.add(ItemKind::Decision, text, vec![]);
    for _ in 0..2 {
        let owner = ItemField::Owner(text.into());
        desk.add(ItemKind::Task, text, vec![owner, ItemField::Due("2026-12-05".parse().ok())]);
    }
    desk
}

/// A record whose every text is the given one, as an import could bring it.
pub fn record_of(text: &str) -> Record {
    let both = Bilingual::same(text);
    let fields = [Field::Problem, Field::Solution, Field::Cost];
    Record {
        id: "znojmo-senzory-v-kontejnerech".into(),
        kind: RecordKind::Practice,
        title: both.clone(),
        components: Vec::new(),
        place: None,
        region: None,
        stage: None,
        year: None,
        cost_czk: None,
        has_result: false,
        fields: fields.map(|field| FieldText { field, text: both.clone() }).into(),
        sources: vec![
            Source {
                url: Some(format!("https://example.cz/{text}")),
                title: text.into(),
                publisher: Some(text.into()),
                published: Some("2022-01".into()),
            },
            Source {
                url: Some(format!("javascript:{text}")),
                title: text.into(),
                publisher: None,
                // Older than the first, so that which source stands for the record does not depend on the text.
                published: Some(format!("1999 {text}")),
            },
        ],
        as_of: Some("2022-01".into()),
    }
}

pub fn minutes_with(text: &str) -> minutes::Document {
    document(&filled_with(text), &[record_of(text)], Language::Czech, Personal::With)
}

/// Text as people type it at their worst: pieces that mean something in Markdown or HTML, and any characters.
pub fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "# ",
            "- ",
            "* ",
            "+ ",
            "1. ",
            "2) ",
            "> ",
            "| a | b |",
            "\n| --- | --- |\n",
            "\n---\n",
            "\n===\n",
            "```\n",
            "~~~\n",
            "    ",
            "\t",
            "\n\n",
            "\n",
            "<script>alert(1)</script>",
            "</td></tr></table>",
            "<!--",
            "&lt;",
            "&#60;",
            "&copy;",
            "[a](http://b.cz)",
            "![x](y)",
            "[^1]: ",
            "**",
            "__",
            "``",
            "$$",
            "\\",
            "\\\n",
            "|",
            "~~",
            ": ",
            ":--",
            "<http://a.cz>",
            "]]>",
            "\"'",
            "\u{1b}[31m",
            "\u{0}",
            "\u{9b}",
            "\u{202e}",
            "\u{2028}",
            "👩‍👩‍👧",
            "مرحبا",
            "é",
            "e\u{301}",
            " ",
            "#",
            "[!NOTE]",
            "- [ ] ",
            "{#id .c}",
            "+++\n",
            "^a^",
            "Č",
        ])
        .prop_map(str::to_owned),
        "(?s).{0,8}",
        "[a-z0-9 .)]{1,6}",
    ];
    // The last word keeps the text from being empty, which would leave a section out.
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat() + "slovo")
}
