//! The minutes of a rich sample consultation, compared with the files in `tests/golden`, and what must hold for any
//! typed text. All people are invented samples; the records are those of `data/`.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it did not expect"
)]

use jiff::Timestamp;
use jiff::tz::TimeZone;
use porada::catalogue::{Bilingual, Field, FieldText, Place, Record, RecordKind, Source};
use porada::i18n::Language;
use porada::minutes::{self, MunicipalityLine, Options, References};
use porada::model::schema::CONSULTATION;
use porada::model::{
    Author, Change, ChangeKind, Component, Consultation, ConsultationKind, Document, DocumentId, EntityId,
    HeaderField, ItemField, ItemKind, NeedStatus, NewConsultation, Participant, Personal, Priority,
    ReplicaId, Side, Value, Verdict,
};
use proptest::prelude::*;
use serde_json::Value as Json;

/// A broker who writes a consultation change by change.
struct Desk {
    document: Document,
    author: Author,
    next: u128,
    now: Timestamp,
}

impl Desk {
    fn new(new: NewConsultation) -> Desk {
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

    fn view(&self) -> Consultation {
        Consultation::read(&self.document).unwrap()
    }

    fn write(&mut self, change: &Change) {
        let seen = self.document.seen().clone();
        self.document.write(change, &seen, &mut self.author, self.now);
    }

    fn id(&mut self) -> EntityId {
        self.next += 1;
        EntityId::from_u128(self.next)
    }

    fn header(&mut self, fields: Vec<HeaderField>) {
        let change = self.view().set_header(fields);
        self.write(&change);
    }

    fn add(&mut self, kind: ItemKind, text: &str, mut fields: Vec<ItemField>) -> EntityId {
        let id = self.id();
        fields.insert(0, ItemField::Text(text.into()));
        let change = self.view().add_item(id, kind, fields, self.now);
        self.write(&change);
        self.now += jiff::SignedDuration::from_mins(4);
        id
    }

    fn link(&mut self, need: EntityId, record: &str, title: &str, verdict: Verdict, why: &str) -> EntityId {
        let id = self.id();
        let change = self.view().link(id, need, record, title, self.now);
        self.write(&change);
        let view = self.view();
        let link = view.links.iter().find(|link| link.id == id).unwrap();
        self.write(&view.judge_link(link, verdict, why));
        self.now += jiff::SignedDuration::from_secs(5);
        id
    }

    fn people(&mut self, people: &[(&str, &str, &str, bool)]) {
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
            })
            .collect();
        let change = self.view().set_participants(&people, self.now).unwrap();
        self.write(&change);
    }
}

fn components(codes: &[&str]) -> ItemField {
    ItemField::Components(codes.iter().filter_map(|code| Component::parse(code)).collect())
}

fn rich() -> Desk {
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

fn data(file: &str) -> String {
    std::fs::read_to_string(format!("{}/data/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn bilingual(row: &Json, cs: &str, en: &str) -> Option<Bilingual> {
    let text = |key: &str| row[key].as_str().map(str::to_owned);
    Some(Bilingual { cs: text(cs)?, en: text(en)? })
}

fn sources(row: &Json) -> Vec<Source> {
    serde_json::from_value(row["sources"].clone()).unwrap()
}

fn practice(row: &Json) -> Record {
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

fn programme(row: &Json) -> Record {
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

fn records() -> Vec<Record> {
    let practices = data("practices.jsonl");
    let practices = practices.lines().map(|line| serde_json::from_str::<Json>(line).unwrap());
    let funding: Json = serde_json::from_str(&data("funding.json")).unwrap();
    let programmes: Vec<Record> = funding["programmes"].as_array().unwrap().iter().map(programme).collect();
    practices.map(|row| practice(&row)).chain(programmes).collect()
}

fn component_name(component: Component, language: Language) -> String {
    let concept: Json = serde_json::from_str(&data("concept.json")).unwrap();
    let nodes =
        concept["pillars"].as_array().unwrap().iter().flat_map(|it| it["components"].as_array().unwrap());
    let key = format!("name_{}", language.code());
    nodes.filter(|it| it["code"] == component.code()).map(|it| it[&key].as_str().unwrap()).collect()
}

fn document(
    consultation: &Consultation,
    records: &[Record],
    language: Language,
    personal: Personal,
) -> minutes::Document {
    let municipality = |code: &str| {
        (code == "536385").then(|| MunicipalityLine {
            name: "Jeseník".into(),
            district: "Jeseník".into(),
            region: "Olomoucký kraj".into(),
        })
    };
    let references = References {
        record: &|id| records.iter().find(|record| record.id == id),
        municipality: &municipality,
        component: &component_name,
    };
    let options = Options {
        language,
        personal,
        time_zone: TimeZone::fixed(jiff::tz::offset(1)),
        organisation: "Ukázkové inovační centrum".into(),
    };
    minutes::build(consultation, &references, &options)
}

/// Compares with a golden file; what was written instead stands beside the build, ready to be copied.
fn golden(name: &str, actual: &str) {
    let path = format!("{}/tests/golden/{name}", env!("CARGO_MANIFEST_DIR"));
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if expected != actual {
        let written = format!("{}/{name}", env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(&written, actual).unwrap();
        panic!("{name} is not as expected; compare, and if the new one is right: cp {written} {path}");
    }
}

#[test]
fn minutes_are_as_the_golden_files_say() {
    let (consultation, records) = (rich().view(), records());
    let mut wrong = Vec::new();
    for language in Language::ALL {
        let document = document(&consultation, &records, language, Personal::With);
        for (extension, text) in [("md", minutes::markdown(&document)), ("html", minutes::html(&document))] {
            let name = format!("minutes.{}.{extension}", language.code());
            wrong.extend(std::panic::catch_unwind(|| golden(&name, &text)).err().map(|_| name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn without_personal_data_organisations_stay_and_names_go() {
    let (consultation, records) = (rich().view(), records());
    let document = document(&consultation, &records, Language::Czech, Personal::Without);
    for text in [minutes::markdown(&document), minutes::html(&document)] {
        for name in ["Vzorný", "Příkladná", "Zkušební", "Eva Ukázková", "starosta", "tajemník", "brokerka"]
        {
            assert!(!text.contains(name), "{name}");
        }
        assert!(text.contains("Město Jeseník") && text.contains("inovační broker"));
        assert!(text.contains("neobsahuje jména"), "it says that something was left out");
        assert!(text.contains("Zapsal(a)") && text.contains("Ověřil(a)"), "signature lines stay");
    }
    assert_eq!(document.present.len(), 1, "equal rows are one");
}

#[test]
fn a_record_linked_twice_is_annexed_once_and_one_from_elsewhere_is_named() {
    let (consultation, records) = (rich().view(), records());
    let document = document(&consultation, &records, Language::Czech, Personal::With);
    let titles: Vec<&str> = document.annex.iter().map(|record| record.kind.as_str()).collect();
    assert_eq!(titles, ["Dobrá praxe", "Riziko", "Dotační program"]);
    let markdown = minutes::markdown(&document);
    assert!(markdown.contains("jiny-katalog-42") && markdown.contains("Záznam z jiného katalogu"));
}

#[test]
fn empty_minutes_have_only_the_signatures() {
    let desk = Desk::new(NewConsultation { kind: ConsultationKind::Visit, ..Default::default() });
    let document = document(&desk.view(), &[], Language::Czech, Personal::With);
    let markdown = minutes::markdown(&document);
    let headings: Vec<&str> = markdown.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(headings, ["# Zápis z návštěvy na místě", "## Podpisy"]);
}

#[test]
fn a_note_from_another_day_says_which() {
    let mut desk = rich();
    desk.now = "2026-11-23T08:30:00+01:00".parse().unwrap();
    desk.add(ItemKind::Note, "Doplněno po jednání.", vec![]);
    let document = document(&desk.view(), &[], Language::Czech, Personal::With);
    assert!(minutes::markdown(&document).contains("**23. 11. 2026 8:30** Doplněno"));
}

#[test]
fn gaps_say_what_is_missing() {
    use minutes::Gap;
    let empty = Desk::new(NewConsultation::default()).view();
    let expected = [
        Gap::NoMunicipality,
        Gap::NoStart,
        Gap::NoEnd,
        Gap::NoPlace,
        Gap::NoParticipants,
        Gap::NoAgenda,
        Gap::NothingRecorded,
        Gap::NoNextMeeting,
        Gap::NoAuthor,
    ];
    assert_eq!(minutes::gaps(&empty), expected);

    let rich = rich().view();
    let task = rich.items_of(ItemKind::Task).last().unwrap().id;
    assert_eq!(minutes::gaps(&rich), [Gap::TaskWithoutOwner(task), Gap::TaskWithoutDate(task)]);
    let words = Gap::TaskWithoutDate(task).describe(&rich, Language::Czech);
    assert!(words.contains("Vypsat stanoviště"), "{words}");
    for gap in minutes::gaps(&empty) {
        assert_ne!(gap.describe(&empty, Language::Czech), gap.describe(&empty, Language::English));
    }
}

#[test]
fn a_need_has_a_next_step_when_linked_or_followed_by_a_task_or_unmet() {
    use minutes::Gap;
    let steps = |prepare: &dyn Fn(&mut Desk, EntityId)| {
        let mut desk = Desk::new(NewConsultation::default());
        let need = desk.add(ItemKind::Need, "potřeba", vec![]);
        prepare(&mut desk, need);
        let gaps = minutes::gaps(&desk.view());
        !gaps.contains(&Gap::NeedWithoutNextStep(need))
    };
    assert!(!steps(&|_, _| ()));
    assert!(!steps(&|desk, _| {
        desk.add(ItemKind::Note, "poznámka", vec![]);
    }));
    assert!(!steps(&|desk, _| {
        desk.add(ItemKind::Need, "jiná", vec![]);
        desk.add(ItemKind::Task, "k jiné", vec![]);
    }));
    assert!(steps(&|desk, _| {
        desk.add(ItemKind::Note, "poznámka", vec![]);
        desk.add(ItemKind::Task, "úkol", vec![]);
    }));
    assert!(steps(&|desk, need| {
        desk.link(need, "x", "X", Verdict::Considered, "");
    }));
    assert!(steps(&|desk, need| {
        let view = desk.view();
        let fields = vec![ItemField::NeedStatus(NeedStatus::Unmet)];
        desk.write(&view.edit_item(view.item(need).unwrap(), fields));
    }));
}

#[test]
fn conflicts_are_gaps_and_the_order_is_none() {
    use minutes::Gap;
    let mut desk = Desk::new(NewConsultation::default());
    let need = desk.add(ItemKind::Need, "potřeba", vec![]);
    let header = desk.document.id.header();
    let blind = desk.document.seen().clone();
    for (replica, words) in [(11, "jedna"), (12, "dvě")] {
        let mut author = Author::new(ReplicaId(replica));
        for (entity, kind, field) in
            [(header, "consultation", "place"), (need, "need", "detail"), (need, "need", "order")]
        {
            let change = Change::single(ChangeKind::Edit, entity, kind, [(field, Value::from(words))]);
            desk.document.write(&change, &blind, &mut author, desk.now);
        }
    }
    let view = desk.view();
    let conflicts: Vec<Gap> =
        minutes::gaps(&view).into_iter().filter(|gap| matches!(gap, Gap::ConflictIn(..))).collect();
    let expected = [Gap::ConflictIn(header, "place".into()), Gap::ConflictIn(need, "detail".into())];
    assert_eq!(conflicts, expected);
    let words: Vec<String> = expected.iter().map(|gap| gap.describe(&view, Language::Czech)).collect();
    assert!(words[0].contains("místo") && words[1].contains("potřeba"), "{words:?}");
}

/// How many of each kind of structure (heading, row, link, HTML element, ...) a reader sees.
type Structure = std::collections::BTreeMap<String, usize>;

/// The structure that a reader of Markdown sees, with every extension that readers commonly have, and the text.
fn read_markdown(markdown: &str) -> (Structure, String) {
    use pulldown_cmark::{Event, Options, Parser};
    let mut counts = Structure::new();
    let mut text = String::new();
    let extensions = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
    for event in Parser::new_ext(markdown, extensions) {
        let name = match event {
            Event::Start(tag) => format!("{:?}", std::mem::discriminant(&tag.to_end())),
            Event::Text(words) => {
                text.push_str(&words);
                continue;
            }
            Event::SoftBreak | Event::HardBreak => {
                text.push('\n');
                continue;
            }
            Event::End(_) => continue,
            other => format!("{other:?}"),
        };
        *counts.entry(name).or_default() += 1;
    }
    (counts, text)
}

fn html_structure(html: &str) -> Structure {
    let mut counts = Structure::new();
    for tag in html.split('<').skip(1) {
        let name = tag.split(['>', ' ']).next().unwrap_or_default();
        if name != "br" {
            *counts.entry(name.to_owned()).or_default() += 1;
        }
    }
    counts
}

/// A consultation in which one text stands everywhere where a person can type.
fn filled_with(text: &str) -> Consultation {
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
    desk.view()
}

/// A record whose every text is the given one, as an import could bring it.
fn record_of(text: &str) -> Record {
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

fn minutes_with(text: &str) -> minutes::Document {
    document(&filled_with(text), &[record_of(text)], Language::Czech, Personal::With)
}

fn keeps_structure(text: &str) -> Result<(), TestCaseError> {
    let (plain, document) = (minutes_with("slovo"), minutes_with(text));
    let (markdown, html) = (minutes::markdown(&document), minutes::html(&document));
    let (structure, read) = read_markdown(&markdown);
    prop_assert_eq!(structure, read_markdown(&minutes::markdown(&plain)).0, "{}", markdown);
    for typed in [&document.title, &document.decisions[0], &document.tasks[0].who, &document.next_meeting] {
        prop_assert!(read.contains(typed), "{typed:?} is not read as it was typed: {markdown}");
    }
    let plain_html = minutes::html(&plain);
    prop_assert_eq!(html_structure(&html), html_structure(&plain_html), "{}", html);
    prop_assert!(!markdown.contains('<') && !markdown.contains("(javascript"));
    prop_assert!(!html.contains("href=\"javascript"));
    let hidden = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    prop_assert!(!markdown.chars().chain(html.chars()).any(hidden));
    Ok(())
}

/// Text as people type it at their worst: pieces that mean something in Markdown or HTML, and any characters.
fn nasty() -> impl Strategy<Value = String> {
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn no_typed_text_changes_the_structure(text in nasty()) {
        keeps_structure(&text)?;
    }
}

#[test]
fn long_and_hostile_texts_keep_the_structure() {
    for text in ["|".repeat(10_000), "<b>&amp;\n".repeat(1_100) + "x", "- [x] # ".repeat(1_250)] {
        keeps_structure(&text).unwrap();
    }
}
