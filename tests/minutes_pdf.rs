//! The minutes as PDF, read back with an independent reader: text, structure, bookmarks, links, standard, and that no
//! typed text breaks them. All people are invented samples.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it did not expect"
)]

use lopdf::{Dictionary, Document as Pdf, Object};
use porada::i18n::Language;
use porada::minutes::{
    AnnexRecord, Document, Evidence, Fact, NeedPoint, NotePoint, Person, Point, SourceLine, TaskRow, pdf,
};
use proptest::prelude::*;

fn fact(label: &str, value: &str) -> Fact {
    Fact { label: label.into(), value: value.into() }
}

fn source() -> SourceLine {
    SourceLine {
        title: "Vyvez mě, zahlásí senzor na kontejneru. Ve Znojmě chystají revoluční novinku".into(),
        publisher: "Znojemský deník".into(),
        date: "1/2022".into(),
        url: Some("https://znojemsky.denik.cz/zpravy_region/vyvez-me-zahlasi-senzor.html".into()),
    }
}

fn need(number: usize, text: &str) -> Point {
    Point::Need(NeedPoint {
        number,
        written: "14:01".into(),
        text: text.into(),
        detail: "Nejhorší je to v pátek u sídliště.\nData o naplněnosti nejsou.".into(),
        components: vec!["B4 ICT infrastruktura – základní předpoklad úspěchu digitalizace".into()],
        priority: Some("vysoká".into()),
        status: Some("nalezena vhodná praxe".into()),
        evidence: vec![Evidence {
            kind: "Dobrá praxe".into(),
            title: "Senzory naplněnosti kontejnerů mají zefektivnit svoz odpadu".into(),
            place: "Znojmo, Jihomoravský kraj".into(),
            source: Some(source()),
            verdict: "vhodné".into(),
            why: "stejná svozová firma & podobná velikost".into(),
            as_of: "2022".into(),
            missing: None,
        }],
    })
}

fn task(what: &str, due: &str) -> TaskRow {
    TaskRow {
        what: what.into(), who: "Eva Ukázková (inovační broker)".into(), due: due.into(), done: false
    }
}

fn person(name: &str, office: &str) -> Person {
    Person { name: name.into(), office: office.into(), organisation: "Město Jeseník".into() }
}

/// Minutes with something in every section.
fn rich() -> Document {
    Document {
        language: Language::Czech,
        organisation: "Ukázkové inovační centrum".into(),
        heading: "Zápis z konzultace".into(),
        title: "Konzultace Jeseník".into(),
        date: "2026-11-21".parse().ok(),
        facts: vec![fact("Obec", "Jeseník (okres Jeseník, Olomoucký kraj)"), fact("Datum", "21. 11. 2026")],
        present: vec![person("Jan Vzorný", "starosta"), person("Eva Ukázková", "")],
        excused: vec![person("Karel Zkušební", "tajemník")],
        agenda: vec!["Tříděný odpad".into(), "Energetika".into()],
        course: vec![
            need(1, "Přeplněné kontejnery na tříděný odpad"),
            Point::Note(NotePoint {
                written: "14:05".into(), text: "Svoz dělají technické služby.".into()
            }),
        ],
        decisions: vec!["Město zmapuje naplněnost 20 nejvytíženějších stanovišť.".into()],
        tasks: vec![task("Poslat kontakt na Znojmo", "5. 12. 2026"), task("Vypsat stanoviště", "")],
        next_meeting: "12. 1. 2027 v 10:00, na dálku".into(),
        annex: vec![AnnexRecord {
            kind: "Dobrá praxe".into(),
            title: "Senzory naplněnosti kontejnerů mají zefektivnit svoz odpadu".into(),
            place: "Znojmo, Jihomoravský kraj".into(),
            facts: vec![fact("Problém", "Svoz odpadu stál město kolem 50 milionů Kč ročně.")],
            sources: vec![source()],
        }],
        written_by: "Eva Ukázková".into(),
        verified_by: "Jan Vzorný".into(),
        sample: true,
        notices: vec!["Údaje odpovídají datu uvedených zdrojů.".into()],
    }
}

/// Minutes of a consultation in which nothing was written down.
fn empty() -> Document {
    Document {
        organisation: String::new(),
        title: String::new(),
        date: None,
        facts: Vec::new(),
        present: Vec::new(),
        excused: Vec::new(),
        agenda: Vec::new(),
        course: Vec::new(),
        decisions: Vec::new(),
        tasks: Vec::new(),
        next_meeting: String::new(),
        annex: Vec::new(),
        written_by: String::new(),
        verified_by: String::new(),
        sample: false,
        notices: Vec::new(),
        ..rich()
    }
}

/// Minutes in which the text stands everywhere where a person or a record can bring one.
fn filled_with(text: &str) -> Document {
    let typed = || text.to_owned();
    let mut document = rich();
    let url = Some(format!("https://example.cz/{text}"));
    let line = SourceLine { title: typed(), publisher: typed(), date: typed(), url };
    let point = NeedPoint {
        number: 1,
        written: typed(),
        text: typed(),
        detail: typed(),
        components: vec![typed(), typed()],
        priority: Some(typed()),
        status: Some(typed()),
        evidence: vec![Evidence {
            kind: typed(),
            title: typed(),
            place: typed(),
            source: Some(line.clone()),
            verdict: typed(),
            why: typed(),
            as_of: typed(),
            missing: Some(typed()),
        }],
    };
    document.organisation = typed();
    document.heading = typed();
    document.title = typed();
    document.facts = vec![fact(text, text)];
    document.present = vec![Person { name: typed(), office: typed(), organisation: typed() }];
    document.agenda = vec![typed()];
    document.course = vec![Point::Need(point), Point::Note(NotePoint { written: typed(), text: typed() })];
    document.decisions = vec![typed()];
    document.tasks = vec![TaskRow { what: typed(), who: typed(), due: typed(), done: true }];
    document.next_meeting = typed();
    document.annex = vec![AnnexRecord {
        kind: typed(),
        title: typed(),
        place: typed(),
        facts: vec![fact(text, text)],
        sources: vec![line],
    }];
    document.written_by = typed();
    document.verified_by = typed();
    document.notices = vec![typed()];
    document
}

/// Minutes of a meeting of this many needs, notes, decisions and tasks.
fn long(items: usize) -> Document {
    let mut document = rich();
    document.course =
        (1..=items).map(|number| need(number, "Parkování u školy a u zdravotního střediska")).collect();
    document.tasks = (0..items).map(|_| task("Poslat kontakt na Znojmo", "5. 12. 2026")).collect();
    document
}

fn made(document: &Document) -> (Vec<u8>, Pdf) {
    let bytes = pdf(document).unwrap();
    let read = Pdf::load_mem(&bytes).unwrap();
    (bytes, read)
}

/// The text of a page as a reader that knows nothing of structure sees it, with single spaces.
fn page_text(read: &Pdf, page: u32) -> String {
    let text = read.extract_text(&[page]).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text(read: &Pdf) -> String {
    (1..=read.get_pages().len() as u32).map(|page| page_text(read, page)).collect::<Vec<_>>().join(" ")
}

fn follow<'a>(read: &'a Pdf, object: &'a Object) -> &'a Object {
    read.dereference(object).unwrap().1
}

/// Every dictionary of the file.
fn dictionaries(read: &Pdf) -> impl Iterator<Item = &Dictionary> {
    read.objects.values().filter_map(|object| match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    })
}

fn name_of<'a>(dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a str> {
    dictionary.get(key).ok()?.as_name().ok().and_then(|name| std::str::from_utf8(name).ok())
}

/// How many elements of the structure have this name.
fn elements(read: &Pdf, role: &str) -> usize {
    dictionaries(read).filter(|it| it.has(b"P") && name_of(it, b"S") == Some(role)).count()
}

/// A text string of a PDF.
fn string(read: &Pdf, dictionary: &Dictionary, key: &[u8]) -> String {
    lopdf::decode_text_string(follow(read, dictionary.get(key).unwrap())).unwrap()
}

/// The bookmarks below this one, depth first, with their depth.
fn bookmarks(read: &Pdf, parent: &Dictionary, depth: usize, found: &mut Vec<(usize, String)>) {
    let mut next = parent.get(b"First").ok();
    while let Some(object) = next {
        let item = follow(read, object).as_dict().unwrap();
        found.push((depth, string(read, item, b"Title")));
        bookmarks(read, item, depth + 1, found);
        next = item.get(b"Next").ok();
    }
}

fn outline(read: &Pdf) -> Vec<(usize, String)> {
    let root = follow(read, read.catalog().unwrap().get(b"Outlines").unwrap()).as_dict().unwrap();
    let mut found = Vec::new();
    bookmarks(read, root, 0, &mut found);
    found
}

fn xmp(read: &Pdf) -> String {
    let Object::Stream(stream) = follow(read, read.catalog().unwrap().get(b"Metadata").unwrap()) else {
        panic!("metadata is a stream")
    };
    String::from_utf8(stream.get_plain_content().unwrap_or_else(|_| stream.content.clone())).unwrap()
}

#[test]
fn text_reads_in_the_order_of_the_minutes() {
    let (_, read) = made(&rich());
    let text = text(&read);
    let mut from = 0;
    for expected in [
        "Ukázkové inovační centrum",
        "Zápis z konzultace",
        "Konzultace Jeseník",
        "UKÁZKA: smyšlené jednání",
        "Obec Jeseník (okres Jeseník, Olomoucký kraj)",
        "Přítomni",
        "Jméno Funkce Organizace Jan Vzorný starosta Město Jeseník",
        "Omluveni",
        "Program",
        "1. Tříděný odpad",
        "Průběh jednání",
        "Potřeba 1: Přeplněné kontejnery na tříděný odpad",
        "Nejhorší je to v pátek u sídliště.",
        "Priorita: vysoká",
        "Zdroj: Vyvez mě, zahlásí senzor na kontejneru.",
        "14:05 Svoz dělají technické služby.",
        "Závěry",
        "Úkol Odpovídá Termín",
        "Poslat kontakt na Znojmo Eva Ukázková (inovační broker) 5. 12. 2026",
        "Příští jednání",
        "Přílohy: přehled odkazované praxe",
        "Podpisy",
        "Zapsal(a): Eva Ukázková",
        "Ověřil(a): Jan Vzorný",
        "Údaje odpovídají datu uvedených zdrojů.",
    ] {
        let at = text[from..].find(expected).unwrap_or_else(|| panic!("{expected:?} is missing in {text}"));
        from += at;
    }
}

#[test]
fn every_czech_letter_is_read_back() {
    let letters = "áčďéěíňóřšťúůýž";
    let mut document = empty();
    document.decisions =
        vec![format!("{letters} {} „uvozovky“ – 1 000 Kč, 5 m², ≥ 30 %, → ✓", letters.to_uppercase())];
    let (_, read) = made(&document);
    assert!(text(&read).contains(&document.decisions[0]), "{}", text(&read));
}

#[test]
fn pages_say_which_they_are_and_from_the_second_on_whose() {
    let (_, read) = made(&long(200));
    let texts: Vec<String> = (1..=read.get_pages().len() as u32).map(|page| page_text(&read, page)).collect();
    let pages = texts.len();
    assert!((40..=90).contains(&pages), "{pages} pages");
    for (index, text) in texts.iter().enumerate() {
        assert!(text.contains(&format!("strana {} / {pages}", index + 1)), "{text}");
        let header = "Ukázkové inovační centrum Zápis z konzultace: Konzultace Jeseník";
        assert_eq!(text.contains(header), index > 0);
    }
    let with = |words: &str| texts.iter().filter(|text| text.contains(words)).count();
    let (heads, rows) = (with("Úkol Odpovídá Termín"), with("Poslat kontakt na Znojmo"));
    assert!(heads > 3);
    assert_eq!(heads, rows, "every page of the table has its head");
    assert_eq!(elements(&read, "THead"), 3, "those who listen hear it once, as those of the people");
}

#[test]
fn bookmarks_are_the_sections_with_their_parts() {
    let (_, read) = made(&rich());
    let titles: Vec<(usize, String)> = outline(&read);
    let shown: Vec<String> =
        titles.iter().map(|(depth, title)| format!("{}{title}", "> ".repeat(*depth))).collect();
    assert_eq!(
        shown,
        [
            "Přítomni",
            "Omluveni",
            "Program",
            "Průběh jednání",
            "> Potřeba 1: Přeplněné kontejnery na tříděný odpad",
            "Závěry",
            "Úkoly",
            "Příští jednání",
            "Přílohy: přehled odkazované praxe",
            "> Dobrá praxe: Senzory naplněnosti kontejnerů mají zefektivnit svoz odpadu (Znojmo, Jihomoravský kraj)",
            "Podpisy",
        ]
    );
}

#[test]
fn sources_are_links_with_words_for_those_who_listen() {
    let (_, read) = made(&rich());
    let links: Vec<&Dictionary> =
        dictionaries(&read).filter(|it| name_of(it, b"Subtype") == Some("Link")).collect();
    assert_eq!(links.len(), 2);
    for link in links {
        let action = follow(&read, link.get(b"A").unwrap()).as_dict().unwrap();
        let url = action.get(b"URI").unwrap().as_str().unwrap();
        assert_eq!(url, b"https://znojemsky.denik.cz/zpravy_region/vyvez-me-zahlasi-senzor.html");
        assert!(string(&read, link, b"Contents").starts_with("Vyvez mě"));
    }
    assert_eq!(elements(&read, "Link"), 2);
}

#[test]
fn the_structure_names_headings_lists_tables_and_their_head_cells() {
    let (_, read) = made(&rich());
    for (role, expected) in [
        ("H1", 1),
        ("H2", 9),
        ("H3", 2),
        // Agenda, facts of the need, evidence with what is below it, decisions, sources.
        ("L", 6),
        // Facts of the head, present, excused, tasks, facts of the annex.
        ("Table", 5),
        ("TH", 2 + 3 + 3 + 3 + 1),
        ("TD", 2 + 6 + 3 + 6 + 1),
    ] {
        assert_eq!(elements(&read, role), expected, "{role}");
    }
    let catalog = read.catalog().unwrap();
    assert_eq!(string(&read, catalog, b"Lang"), "cs");
    let marked = follow(&read, catalog.get(b"MarkInfo").unwrap()).as_dict().unwrap();
    assert!(marked.get(b"Marked").unwrap().as_bool().unwrap());
}

#[test]
fn the_file_is_an_archive_with_its_properties() {
    let (bytes, read) = made(&rich());
    assert!(bytes.starts_with(b"%PDF-1.7"));
    let xmp = xmp(&read);
    for expected in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "Zápis z konzultace: Konzultace Jeseník",
        "Eva Ukázková",
        "2026-11-21",
    ] {
        assert!(xmp.contains(expected), "{expected} is missing in {xmp}");
    }
    let intents = follow(&read, read.catalog().unwrap().get(b"OutputIntents").unwrap()).as_array().unwrap();
    let intent = follow(&read, &intents[0]).as_dict().unwrap();
    assert_eq!(name_of(intent, b"S"), Some("GTS_PDFA1"));
    let fonts: Vec<&Dictionary> =
        dictionaries(&read).filter(|it| name_of(it, b"Type") == Some("FontDescriptor")).collect();
    assert_eq!(fonts.len(), 2);
    assert!(fonts.iter().all(|font| font.has(b"FontFile2")), "both weights are embedded");
    let transparent = dictionaries(&read).any(|it| it.has(b"SMask") || it.has(b"ca") || it.has(b"CA"));
    assert!(!transparent);
    assert!(!dictionaries(&read).any(|it| it.has(b"JS") || it.has(b"Encrypt")));
}

#[test]
fn the_same_minutes_are_the_same_bytes() {
    for document in [rich(), empty(), filled_with("😀 مرحبا 中文")] {
        assert_eq!(pdf(&document).unwrap(), pdf(&document).unwrap());
    }
}

#[test]
fn english_minutes_are_english() {
    let (_, read) = made(&Document { language: Language::English, ..rich() });
    assert_eq!(string(&read, read.catalog().unwrap(), b"Lang"), "en");
    assert!(page_text(&read, 1).contains("page 1 / "));
}

#[test]
fn minutes_of_nothing_still_have_a_heading_and_lines_to_sign_on() {
    let (_, read) = made(&empty());
    assert_eq!(read.get_pages().len(), 1);
    let text = text(&read);
    assert!(text.contains("Zápis z konzultace") && text.contains("Zapsal(a):"), "{text}");
}

#[test]
fn what_the_font_lacks_is_shown_as_a_box_named_at_the_end_and_can_be_searched() {
    let mut document = empty();
    document.decisions = vec!["Hotovo 😀, 中".into()];
    let (_, read) = made(&document);
    assert!(text(&read).contains("písmo tohoto dokumentu neobsahuje"), "{}", text(&read));
    assert!(text(&read).contains("U+1F600, U+4E2D"), "{}", text(&read));
    assert!(text(&read).contains("Hotovo 😀,"), "{}", text(&read));
}

/// A file that an independent reader reads, with one structure element or decoration for everything painted.
fn is_readable(document: &Document) -> Result<Pdf, TestCaseError> {
    let bytes = pdf(document).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let read = Pdf::load_mem(&bytes).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let pages = read.get_pages().len();
    prop_assert!(pages > 0);
    let number = format!("strana {pages} / {pages}");
    prop_assert!(page_text(&read, pages as u32).contains(&number), "the last page has no number");
    Ok(read)
}

/// Text as people type it at their worst.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "\u{1b}[31m",
            "\u{0}",
            "\u{9b}",
            "\u{202e}",
            "\u{2028}",
            "\u{feff}",
            "\u{fffe}",
            "\u{e000}",
            "\u{ad}",
            "👩‍👩‍👧",
            "🇨🇿",
            "مرحبا",
            "שלום",
            "中文",
            "हिन्दी",
            "e\u{301}",
            "\u{301}\u{302}",
            "ﬁ",
            "Ω",
            "Жд",
            "\u{200d}",
            "\n",
            "\t",
            " ",
            "\u{a0}",
            "slovo",
            "(",
            ")",
            "\\",
            "<<",
            "%",
            "=cmd|' /C calc'!A0",
            "Č",
        ])
        .prop_map(str::to_owned),
        "(?s).{0,8}",
        "[a-z0-9 .)]{1,6}",
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]
    #[test]
    fn any_typed_text_makes_a_readable_file(text in nasty()) {
        is_readable(&filled_with(&text))?;
    }
}

#[test]
fn texts_that_nobody_can_see_leave_the_headings_whole() {
    for text in ["", " ", "\u{a0}", "\u{ad}", "\u{200b}\n\u{2060}", "\u{301}"] {
        let read = is_readable(&filled_with(text)).unwrap();
        assert_eq!(elements(&read, "H1"), 1, "{text:?}");
    }
}

#[test]
fn texts_of_ten_thousand_characters_make_a_readable_file() {
    let texts = [
        "ž".repeat(10_000),
        format!("e{}", "\u{301}".repeat(10_000)),
        "a b ".repeat(2_500),
        "😀".repeat(300),
    ];
    for text in texts {
        is_readable(&filled_with(&text)).unwrap();
    }
}
