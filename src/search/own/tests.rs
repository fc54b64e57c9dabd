use super::*;
use crate::model::{
    Author, ChangeKind, Document, EntityId, HeaderField, ItemField, ItemKind, NeedStatus, NewConsultation,
    Participant, ReplicaId,
};
use jiff::Timestamp;
use proptest::prelude::*;
use std::sync::LazyLock;

static CATALOGUE: LazyLock<Arc<Catalogue>> = LazyLock::new(|| Arc::new(Catalogue::shipped().unwrap()));

const JESENIK: &str = "536385";
const KOLIN: &str = "533165";

/// A consultation under the pen.
struct Pen {
    document: Document,
    author: Author,
    next: u128,
}

impl Pen {
    fn new(number: u128, municipality: &str, start: &str) -> Pen {
        let id = DocumentId::from_u128(number << 64);
        let mut pen = Pen {
            document: Document::new(id, "consultation"),
            author: Author::new(ReplicaId(7)),
            next: number << 64,
        };
        let new = NewConsultation {
            municipalities: vec![municipality.to_owned()],
            start: start.parse().ok(),
            ..NewConsultation::default()
        };
        pen.write(&Consultation::create(id, new));
        pen
    }

    fn write(&mut self, change: &crate::model::Change) {
        let seen = self.document.seen().clone();
        self.document.write(change, &seen, &mut self.author, Timestamp::UNIX_EPOCH);
    }

    fn view(&self) -> Consultation {
        Consultation::read(&self.document).unwrap()
    }

    fn id(&mut self) -> EntityId {
        self.next += 1;
        EntityId::from_u128(self.next)
    }

    fn add(&mut self, kind: ItemKind, fields: Vec<ItemField>) -> EntityId {
        let id = self.id();
        let change = self.view().add_item(id, kind, fields, Timestamp::UNIX_EPOCH);
        self.write(&change);
        id
    }

    fn item(&mut self, kind: ItemKind, words: &str) -> EntityId {
        self.add(kind, vec![ItemField::Text(words.to_owned())])
    }
}

/// An index of these consultations as a start of the application makes it.
fn index(consultations: &[Consultation]) -> OwnIndex {
    let mut index = OwnIndex::new(Arc::clone(&CATALOGUE), Thesaurus::shipped());
    let reading = index.begin_reading();
    index.set_base(reading, Arc::new(OwnPart::build(consultations, &[], &CATALOGUE, Thesaurus::shipped())));
    index
}

fn titles(index: &OwnIndex, text: &str) -> Vec<String> {
    index.search(text, true, 100).hits.iter().map(|hit| hit.entry.title.cs.clone()).collect()
}

fn jesenik() -> Pen {
    let mut pen = Pen::new(2, JESENIK, "2026-11-05T14:00");
    pen.item(ItemKind::Need, "Přeplněné kontejnery na tříděný odpad");
    pen.item(ItemKind::Note, "Parkoviště u nádraží je po osmé plné");
    pen.item(ItemKind::Decision, "Začneme pilotem na sídlišti");
    pen.item(ItemKind::Task, "Poslat ceník senzorů");
    pen
}

fn kolin() -> Pen {
    let mut pen = Pen::new(1, KOLIN, "2025-03-10T09:00");
    pen.item(ItemKind::Need, "Parkování u školy blokuje autobusy");
    pen.item(ItemKind::Task, "Domluvit schůzku se školou");
    pen
}

#[test]
fn words_are_found_in_any_form_without_accents_and_with_a_typo() {
    let index = index(&[jesenik().view(), kolin().view()]);
    for (query, expected) in [
        ("kontejneru", "Přeplněné kontejnery na tříděný odpad"),
        ("car park nádraží", "Parkoviště u nádraží je po osmé plné"),
        ("senzotu", "Poslat ceník senzorů"),
        ("pilot", "Začneme pilotem na sídlišti"),
        ("jesenik parkoviste 2026", "Parkoviště u nádraží je po osmé plné"),
        ("parkování v kolíně", "Parkování u školy blokuje autobusy"),
        ("úkol škola", "Domluvit schůzku se školou"),
        ("březen 2025 autobus", "Parkování u školy blokuje autobusy"),
    ] {
        assert_eq!(titles(&index, query).first().map(String::as_str), Some(expected), "{query}");
    }
}

#[test]
fn the_name_of_a_municipality_is_found_in_all_cases() {
    let mut pens: Vec<Pen> = Vec::new();
    for (number, code) in (1..).zip(["554782", "554804", "582786"]) {
        let mut pen = Pen::new(number, code, "2026-01-10T09:00");
        pen.item(ItemKind::Note, &format!("Chodníky {number}"));
        pens.push(pen);
    }
    let views: Vec<Consultation> = pens.iter().map(Pen::view).collect();
    let index = index(&views);
    for (query, expected) in [
        ("chodníky v Praze", "Chodníky 1"),
        ("pražské chodníky u Prahy", "Chodníky 1"),
        ("chodníky v ústí nad labem", "Chodníky 2"),
        ("chodníky brnem", "Chodníky 3"),
    ] {
        assert_eq!(titles(&index, query)[0], expected, "{query}");
    }
}

#[test]
fn a_hit_says_consultation_item_municipality_and_date() {
    let pen = kolin();
    let index = index(&[pen.view(), jesenik().view()]);
    let found = index.search("autobusy", false, 10);
    let entry = &found.hits[0].entry;
    assert_eq!(entry.document, pen.document.id);
    assert_eq!(entry.item, Some(pen.view().items[0].id));
    assert_eq!(entry.kind, OwnKind::Item(ItemKind::Need));
    assert_eq!(entry.municipalities, [KOLIN]);
    assert_eq!(entry.date.map(|date| date.to_string()).as_deref(), Some("2025-03-10"));
    assert_eq!((found.total, found.total_is_exact), (1, true));
}

#[test]
fn the_header_is_found_by_title_place_agenda_and_organisations_but_not_by_people() {
    let mut pen = jesenik();
    let id = pen.id();
    let person = Participant {
        id,
        name: "Zdislava Vzorná".into(),
        office: "místostarostka".into(),
        organisation: "Technické služby Jeseník".into(),
        email: "zdislava@example.org".into(),
        phone: "777 123 456".into(),
        excused: false,
        conflicts: Vec::new(),
    };
    let change = pen.view().set_participants(&[person], Timestamp::UNIX_EPOCH).unwrap();
    pen.write(&change);
    let change = pen.view().set_header(vec![
        HeaderField::Agenda("Rozpočet na osvětlení".into()),
        HeaderField::Place("zasedačka radnice".into()),
        HeaderField::WrittenBy("Eva Brokerová".into()),
    ]);
    pen.write(&change);
    let owner = vec![ItemField::Text("Zavolat".into()), ItemField::Owner("Bořivoj Příkladný".into())];
    pen.add(ItemKind::Task, owner);
    let index = index(&[pen.view()]);
    for query in ["osvětlení", "zasedačka", "technické služby", "konzultace"] {
        let found = index.search(query, true, 10);
        assert_eq!(found.hits[0].entry.kind, OwnKind::Consultation, "{query}");
        assert_eq!(found.hits[0].entry.title.cs, "Konzultace Jeseník");
        assert_eq!(found.hits[0].entry.title.en, "Consultation Jeseník");
    }
    for personal in
        ["Zdislava", "Vzorná", "místostarostka", "example", "777", "Brokerová", "Bořivoj", "Příkladný"]
    {
        assert_eq!(titles(&index, personal), [""; 0], "{personal}");
    }
}

#[test]
fn nothing_typed_lists_everything_the_newest_first() {
    let index = index(&[kolin().view(), jesenik().view()]);
    let all = titles(&index, "");
    assert_eq!(all.len(), 8);
    assert_eq!(all[0], "Konzultace Jeseník");
    assert_eq!(all[4], "Poslat ceník senzorů");
    assert_eq!(all[5], "Konzultace Kolín");
    assert_eq!(index.search("  ", true, 3).hits.len(), 3);
    assert_eq!(index.search("", true, 3).total, 8);
}

#[test]
fn a_write_is_found_at_once_and_nothing_twice() {
    let (mut pen, other) = (jesenik(), kolin());
    let mut index = index(&[pen.view(), other.view()]);
    let need = pen.item(ItemKind::Need, "Chybí lavičky na náměstí");
    assert_eq!(titles(&index, "lavička"), [""; 0]);
    index.put(pen.document.id, Some(&pen.view()));
    assert_eq!(titles(&index, "lavička"), ["Chybí lavičky na náměstí"]);
    assert_eq!(titles(&index, "kontejnery"), ["Přeplněné kontejnery na tříděný odpad"]);
    assert_eq!(index.search("", true, 100).total, 9);

    let view = pen.view();
    let item = view.item(need).unwrap();
    pen.write(&view.edit_item(item, vec![ItemField::Text("Chybí stojany na kola".into())]));
    index.put(pen.document.id, Some(&pen.view()));
    assert_eq!(titles(&index, "lavička"), [""; 0]);
    assert_eq!(titles(&index, "stojan"), ["Chybí stojany na kola"]);

    let view = pen.view();
    pen.write(&view.delete_item(view.item(need).unwrap()));
    index.put(pen.document.id, Some(&pen.view()));
    assert_eq!(titles(&index, "stojan"), [""; 0]);
    assert_eq!(index.search("", true, 100).total, 8);
}

#[test]
fn a_deleted_consultation_is_gone_until_it_is_brought_back() {
    let mut pen = kolin();
    let mut index = index(&[jesenik().view(), pen.view()]);
    let whole = pen.view();
    pen.write(&whole.delete());
    for deleted in [None, Some(pen.view())] {
        index.put(pen.document.id, deleted.as_ref());
        assert_eq!(titles(&index, "kolin"), [""; 0]);
        assert_eq!(index.search("", true, 100).total, 5);
    }
    index.put(pen.document.id, Some(&whole));
    assert_eq!(titles(&index, "autobusy").len(), 1);
}

#[test]
fn a_reading_keeps_what_was_written_meanwhile_and_a_late_one_is_dropped() {
    let (mut pen, other) = (jesenik(), kolin());
    let mut index = OwnIndex::new(Arc::clone(&CATALOGUE), Thesaurus::shipped());
    index.put(pen.document.id, Some(&pen.view()));
    assert!(!index.is_complete());
    assert_eq!(titles(&index, "pilot").len(), 1);

    let first = index.begin_reading();
    let old = Arc::new(OwnPart::build(&[pen.view(), other.view()], &[], &CATALOGUE, Thesaurus::shipped()));
    let second = index.begin_reading();
    pen.item(ItemKind::Note, "Starosta chce lavičky");
    index.put(pen.document.id, Some(&pen.view()));
    index.set_base(
        second,
        Arc::new(OwnPart::build(&[pen.view(), other.view()], &[], &CATALOGUE, Thesaurus::shipped())),
    );
    assert!(index.is_complete());
    assert_eq!(titles(&index, "lavička").len(), 1);
    index.set_base(first, old);
    assert_eq!(titles(&index, "lavička").len(), 1);
    assert_eq!(index.search("", true, 100).total, 9);
}

#[test]
fn half_an_answer_in_the_open_consultation_does_not_bury_a_whole_one() {
    let (mut pen, other) = (jesenik(), kolin());
    let mut index = index(&[other.view()]);
    pen.item(ItemKind::Note, "Autobusy jezdí načas");
    index.put(pen.document.id, Some(&pen.view()));
    assert_eq!(titles(&index, "parkování autobusy")[0], "Parkování u školy blokuje autobusy");
}

#[test]
fn equally_good_records_come_newest_first_wherever_they_are() {
    let words = "Rozbitý chodník u pošty";
    let mut pens = [
        Pen::new(1, JESENIK, "2024-01-10T09:00"),
        Pen::new(2, JESENIK, "2026-01-10T09:00"),
        Pen::new(3, JESENIK, "2025-01-10T09:00"),
    ];
    for pen in &mut pens {
        pen.item(ItemKind::Note, words);
    }
    let views: Vec<Consultation> = pens.iter().map(Pen::view).collect();
    let years = |index: &OwnIndex| -> Vec<i16> {
        let hits = index.search("chodník pošta", false, 10).hits;
        hits.iter().filter_map(|hit| hit.entry.date).map(|date| date.year()).collect()
    };
    let mut index = index(&views);
    assert_eq!(years(&index), [2026, 2025, 2024]);
    index.put(pens[0].document.id, Some(&pens[0].view()));
    assert_eq!(years(&index), [2026, 2025, 2024]);
}

#[test]
fn directives_phrases_and_excluded_words_narrow() {
    let mut pen = jesenik();
    let fields = vec![
        ItemField::Text("Spalovna".into()),
        ItemField::Components(vec![crate::model::Component::parse("B3").unwrap()]),
        ItemField::NeedStatus(NeedStatus::Unmet),
    ];
    pen.add(ItemKind::Need, fields);
    let index = index(&[pen.view(), kolin().view()]);
    assert_eq!(titles(&index, "parkoviště parkování").len(), 2);
    assert_eq!(titles(&index, "parkování obec:Kolín"), ["Parkování u školy blokuje autobusy"]);
    assert_eq!(titles(&index, "parkování kraj:olomoucký"), ["Parkoviště u nádraží je po osmé plné"]);
    assert_eq!(titles(&index, "parkování -autobus"), ["Parkoviště u nádraží je po osmé plné"]);
    assert_eq!(titles(&index, "\"u nádraží\""), ["Parkoviště u nádraží je po osmé plné"]);
    assert_eq!(titles(&index, "\"nádraží u\""), [""; 0]);
    assert_eq!(titles(&index, "B3"), ["Spalovna"]);
    assert_eq!(titles(&index, "nenaplněná potřeba")[0], "Spalovna");
}

#[test]
fn linked_evidence_finds_its_need() {
    let mut pen = kolin();
    let (link, need) = (pen.id(), pen.view().items[0].id);
    let change = pen.view().link(link, need, "x", "Školní ulice bez aut", Timestamp::UNIX_EPOCH);
    assert_eq!(change.kind, ChangeKind::Link);
    pen.write(&change);
    let index = index(&[pen.view()]);
    let found = index.search("ulice bez aut", false, 10);
    assert_eq!(found.hits[0].entry.item, Some(need));
    assert_eq!(found.hits[0].entry.evidence[0].title, "Školní ulice bez aut");
}

#[test]
fn the_neighbours_of_an_entry_are_those_of_its_consultation() {
    let (mut pen, other) = (jesenik(), kolin());
    let mut index = index(&[pen.view(), other.view()]);
    assert_eq!(index.entries_of(other.document.id).len(), 3);
    pen.item(ItemKind::Note, "Nová");
    index.put(pen.document.id, Some(&pen.view()));
    let entries = index.entries_of(pen.document.id);
    assert_eq!(entries.len(), 6);
    assert!(entries.iter().enumerate().all(|(place, entry)| entry.order == place));
    assert!(index.entries_of(DocumentId::from_u128(99)).is_empty());
}

#[test]
fn bad_input_is_answered_calmly() {
    let index = index(&[jesenik().view()]);
    let long = "ž".repeat(10_000);
    for text in
        ["", "…", "na", "\u{202e}abc", "🙂", "obec:", "kraj:Nikde", "\"", "-", &long, "s\u{30c}kola\0"]
    {
        let found = index.search(text, true, 10);
        assert_eq!(found, index.search(text, true, 10), "{text}");
    }
}

fn any_index() -> impl Strategy<Value = (OwnIndex, Vec<String>)> {
    let words = proptest::collection::vec("[a-zěščřžýáíé]{3,9}( [a-zěščřžýáíé]{3,9}){0,4}", 1..6);
    (proptest::collection::vec(words, 1..4), any::<bool>()).prop_map(|(consultations, fresh)| {
        let mut pens: Vec<Pen> = Vec::new();
        for (number, items) in (1u128..).zip(&consultations) {
            let mut pen = Pen::new(number, JESENIK, "2026-01-10T09:00");
            for words in items {
                pen.item(ItemKind::Note, words);
            }
            pens.push(pen);
        }
        let views: Vec<Consultation> = pens.iter().map(Pen::view).collect();
        let mut index = index(&views);
        if let Some(view) = views.first().filter(|_| fresh) {
            index.put(view.id, Some(view));
        }
        (index, consultations.into_iter().flatten().collect())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_query_panics_and_the_same_query_has_the_same_order(
        (index, _) in any_index(), query in "[\\PC\"\\-: ]{0,24}",
    ) {
        let found = index.search(&query, true, 100);
        prop_assert_eq!(&found, &index.search(&query, true, 100));
        let mut ids: Vec<_> = found.hits.iter().map(|hit| (hit.entry.document, hit.entry.item)).collect();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), found.hits.len());
        prop_assert_eq!(found.total, found.hits.len());
    }

    #[test]
    fn every_record_is_found_by_its_own_words((index, items) in any_index()) {
        for words in items {
            let found = index.search(&words, false, 100);
            prop_assert!(found.hits.iter().any(|hit| hit.entry.title.cs == words), "{}", words);
        }
    }
}

#[test]
fn a_centres_own_synonyms_hold_for_own_records_once_they_are_read_again() {
    let thesaurus = Thesaurus::shipped_with("ceník = blafuňka").unwrap();
    let mut index = index(&[jesenik().view()]);
    assert_eq!(titles(&index, "blafuňka"), Vec::<String>::new());
    assert!(index.use_thesaurus(&thesaurus) && !index.use_thesaurus(&thesaurus));
    let reading = index.begin_reading();
    index
        .set_base(reading, Arc::new(OwnPart::build(&[jesenik().view()], &[], &CATALOGUE, index.thesaurus())));
    assert_eq!(titles(&index, "blafuňka"), ["Poslat ceník senzorů"]);
    let mut pen = kolin();
    pen.item(ItemKind::Note, "Ceník parkovného");
    index.put(pen.document.id, Some(&pen.view()));
    assert_eq!(titles(&index, "blafuňka").len(), 2, "what is written later too");
}

#[test]
fn directives_that_own_records_do_not_know_are_told() {
    let index = index(&[jesenik().view(), kolin().view()]);
    let problems = |text: &str| -> Vec<(String, SyntaxMistake)> {
        let problems = index.search(text, true, 100).problems;
        problems.iter().map(|it| (text[it.span.clone()].to_owned(), it.mistake)).collect()
    };
    assert_eq!(problems("obec:Kolín kraj:olomoucký B3 odpad "), []);
    assert_eq!(problems("obec:Nikdeves odpad "), [("obec:Nikdeves".to_owned(), SyntaxMistake::Unknown)]);
    assert_eq!(problems("kraj:Nikde odpad "), [("kraj:Nikde".to_owned(), SyntaxMistake::Unknown)]);
    for directive in ["druh:praxe", "země:CZ", "fáze:pilot", "velikost:3000", "s:cenou"] {
        let text = format!("{directive} odpad ");
        let found: Vec<SyntaxMistake> =
            index.search(&text, true, 9).problems.iter().map(|it| it.mistake).collect();
        assert_eq!(found, [SyntaxMistake::Inapplicable], "{text}");
    }
}
