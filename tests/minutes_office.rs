//! The files for an office (DOCX, XLSX, CSV, calendar, e-mail) as programs read them that are not ours: what they say,
//! and that no typed text can break them.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it did not expect"
)]

#[path = "common/minutes.rs"]
mod sample;

use calamine::{Data, Reader, Xlsx};
use mail_parser::{MessageParser, MimeHeaders};
use porada::catalogue::Record;
use porada::i18n::Language;
use porada::minutes::tables::{Cell, ColumnKind, Table, consultations, needs, tasks};
use porada::minutes::{self, Attachment, CsvOptions, Properties};
use porada::model::{Consultation, HeaderField, ItemField, ItemKind, NewConsultation, Personal};
use proptest::prelude::*;
use sample::{
    Desk, document, filled_with, minutes_with, nasty, options, record_of, records, rich, with_references,
};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

/// The namespace of WordprocessingML.
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of an Office file by their names.
fn parts(file: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let read = |name: String| {
        let mut entry = archive.by_name(&name).unwrap();
        assert_eq!(
            entry.last_modified(),
            Some(zip::DateTime::DEFAULT),
            "{name} carries no time of the clock"
        );
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        drop(entry);
        (name, text)
    };
    names.into_iter().map(read).collect()
}

/// The value of an attribute of WordprocessingML.
fn value<'a>(node: roxmltree::Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attribute((W, name))
}

fn below<'a, 'i>(
    node: roxmltree::Node<'a, 'i>,
    name: &'static str,
) -> impl Iterator<Item = roxmltree::Node<'a, 'i>> {
    node.descendants().filter(move |it| it.has_tag_name((W, name)))
}

/// The text of a paragraph or cell, line breaks as `\n`.
fn words(node: roxmltree::Node) -> String {
    let piece = |it: roxmltree::Node| match it.tag_name().name() {
        "t" => it.text().unwrap_or_default().to_owned(),
        "br" => "\n".to_owned(),
        "tab" if it.parent().is_some_and(|parent| parent.has_tag_name((W, "r"))) => "\t".to_owned(),
        _ => String::new(),
    };
    node.descendants().map(piece).collect()
}

/// What a reader of the document sees: a line a paragraph with its style, a line a row of a table.
fn outline(document: &str) -> String {
    let tree = roxmltree::Document::parse(document).unwrap();
    let body = below(tree.root(), "body").next().unwrap();
    let mut lines = String::new();
    for block in body.children().filter(roxmltree::Node::is_element) {
        match block.tag_name().name() {
            "p" => {
                let style = below(block, "pStyle").next().and_then(|it| value(it, "val")).unwrap_or("Normal");
                lines.push_str(&format!("{style}: {}\n", words(block).replace('\n', "⏎")));
            }
            "tbl" => {
                let style = below(block, "tblStyle").next().and_then(|it| value(it, "val")).unwrap();
                for row in below(block, "tr") {
                    let head = if below(row, "tblHeader").next().is_some() { " (head)" } else { "" };
                    let cells: Vec<String> =
                        below(row, "tc").map(|cell| words(cell).replace('\n', "⏎")).collect();
                    lines.push_str(&format!("{style}{head}: {}\n", cells.join(" | ")));
                }
            }
            other => assert_eq!(other, "sectPr"),
        }
    }
    lines
}

/// Checks what Word would call damaged: parts that are no XML, and names of styles, lists and relations that are not
/// defined. Gives how many of each structure there are.
fn checked_structure(file: &[u8]) -> BTreeMap<String, usize> {
    let parts = parts(file);
    for (name, text) in &parts {
        roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    let attributes = |part: &str, element: &'static str, attribute: &str| -> BTreeSet<String> {
        let tree = roxmltree::Document::parse(&parts[part]).unwrap();
        below(tree.root(), element).filter_map(|it| value(it, attribute)).map(str::to_owned).collect()
    };
    let styles = attributes("word/styles.xml", "style", "styleId");
    for element in ["pStyle", "rStyle", "tblStyle"] {
        let used = attributes("word/document.xml", element, "val");
        assert!(used.is_subset(&styles), "{used:?}");
    }
    let used = attributes("word/styles.xml", "basedOn", "val");
    assert!(used.is_subset(&styles), "{used:?}");
    let lists = attributes("word/numbering.xml", "num", "numId");
    for part in ["word/document.xml", "word/styles.xml"] {
        let used = attributes(part, "numId", "val");
        assert!(used.is_subset(&lists) && !used.contains("1"), "{used:?}");
    }
    let relations = roxmltree::Document::parse(&parts["word/_rels/document.xml.rels"]).unwrap();
    let mut targets = BTreeMap::new();
    for relation in relations.root_element().children().filter(roxmltree::Node::is_element) {
        let target = relation.attribute("Target").unwrap();
        if relation.attribute("TargetMode") == Some("External") {
            let of_web = target.starts_with("https://") || target.starts_with("http://");
            assert!(target.is_ascii() && of_web, "{target}");
        } else {
            assert!(parts.contains_key(&format!("word/{target}")), "{target}");
        }
        assert!(targets.insert(relation.attribute("Id").unwrap().to_owned(), target).is_none());
    }
    let tree = roxmltree::Document::parse(&parts["word/document.xml"]).unwrap();
    let mut counts = BTreeMap::new();
    for node in tree.descendants().filter(roxmltree::Node::is_element) {
        if let Some(id) = node.attribute((R, "id")) {
            assert!(targets.contains_key(id), "{id}");
        }
        let name = node.tag_name().name();
        // A typed line break is one, an empty line is none.
        if !matches!(name, "br" | "t" | "cantSplit" | "gridCol" | "tcW") {
            *counts.entry(format!("{name} {}", value(node, "val").unwrap_or_default())).or_default() += 1;
        }
    }
    counts
}

fn golden(name: &str, actual: &str) {
    let path = format!("{}/tests/golden/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::fs::read_to_string(&path).unwrap_or_default() != actual {
        let written = format!("{}/{name}", env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(&written, actual).unwrap();
        panic!("{name} is not as expected; compare, and if the new one is right: cp {written} {path}");
    }
}

fn properties(language: Language) -> Properties {
    Properties {
        language,
        title: "Přehled".into(),
        author: "Ukázkové inovační centrum".into(),
        created: jiff::civil::date(2026, 11, 21).at(15, 5, 0, 0),
    }
}

fn all_tables(consultation: &Consultation, records: &[Record], language: Language) -> [Table; 3] {
    let options = options(language, Personal::With);
    with_references(records, |references| {
        let list = [consultation];
        [
            tasks(&list, references, &options),
            needs(&list, references, &options),
            consultations(&list, references, &options),
        ]
    })
}

fn calendar(consultation: &Consultation, language: Language, personal: Personal) -> Option<String> {
    with_references(&[], |references| minutes::ics(consultation, references, &options(language, personal)))
}

#[test]
fn a_word_document_says_what_the_golden_files_say() {
    let (consultation, records) = (rich().view(), records());
    for language in Language::ALL {
        let minutes = document(&consultation, &records, language, Personal::With);
        let file = minutes::docx(&minutes).unwrap();
        checked_structure(&file);
        let parts = parts(&file);
        golden(&format!("minutes.{}.docx.txt", language.code()), &outline(&parts["word/document.xml"]));
        assert_eq!(file, minutes::docx(&minutes).unwrap(), "the same minutes give the same bytes");
    }
}

#[test]
fn a_word_document_has_language_properties_header_footer_and_repeated_heads() {
    let (consultation, records) = (rich().view(), records());
    let file = minutes::docx(&document(&consultation, &records, Language::Czech, Personal::With)).unwrap();
    let parts = parts(&file);
    let core = &parts["docProps/core.xml"];
    for said in [
        "<dc:title>Zápis z konzultace: Konzultace Jeseník</dc:title>",
        "<dc:creator>Eva Ukázková</dc:creator>",
        "<dc:language>cs-CZ</dc:language>",
        ">2026-11-21T00:00:00Z</dcterms:created>",
    ] {
        assert!(core.contains(said), "{said} in {core}");
    }
    assert!(parts["word/styles.xml"].contains("<w:lang w:val=\"cs-CZ\""));
    let header = roxmltree::Document::parse(&parts["word/header1.xml"]).unwrap();
    assert_eq!(words(header.root()), "Ukázkové inovační centrum\tZápis z konzultace: Konzultace Jeseník");
    let footer = roxmltree::Document::parse(&parts["word/footer1.xml"]).unwrap();
    assert_eq!(words(footer.root()), "strana 1 / 1");
    let fields: Vec<&str> =
        below(footer.root(), "fldSimple").filter_map(|it| value(it, "instr")).map(str::trim).collect();
    assert_eq!(fields, ["PAGE", "NUMPAGES"]);
    let structure = checked_structure(&file);
    assert_eq!(structure["tblHeader "], 3, "present, excused, tasks");
    assert!(structure["hyperlink "] >= 4);
}

#[test]
fn a_word_document_without_personal_data_has_no_names_anywhere() {
    let (consultation, records) = (rich().view(), records());
    let file = minutes::docx(&document(&consultation, &records, Language::Czech, Personal::Without)).unwrap();
    for (part, text) in parts(&file) {
        for name in ["Vzorný", "Příkladná", "Zkušební", "Eva Ukázková", "starosta", "tajemník"] {
            assert!(!text.contains(name), "{name} in {part}");
        }
    }
    assert!(parts(&file)["docProps/core.xml"].contains("<dc:creator>Ukázkové inovační centrum<"));
}

#[test]
fn an_empty_consultation_is_a_document_to_sign() {
    let desk = Desk::new(NewConsultation::default());
    let file = minutes::docx(&document(&desk.view(), &[], Language::English, Personal::With)).unwrap();
    checked_structure(&file);
    let parts = parts(&file);
    assert!(outline(&parts["word/document.xml"]).contains("Heading1: Signatures"));
    assert!(!parts["docProps/core.xml"].contains("created"), "no date is made up");
}

/// A cell as calamine reads it, in the words of ours.
fn read_cell(data: &Data, kind: ColumnKind) -> Cell {
    match (data, kind) {
        (Data::Empty, _) => Cell::Empty,
        (Data::String(text), _) => Cell::Text(text.clone()),
        (Data::DateTime(day), ColumnKind::Date) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            Cell::Date(jiff::civil::date(
                i16::try_from(year).unwrap(),
                i8::try_from(month).unwrap(),
                i8::try_from(day).unwrap(),
            ))
        }
        #[expect(clippy::cast_possible_truncation, reason = "the numbers of the samples are whole")]
        (Data::Float(number), ColumnKind::Number | ColumnKind::Money) => Cell::Number(*number as i64),
        other => panic!("{other:?}"),
    }
}

/// The workbook read back as tables: their names, titles and rows.
fn read_workbook(file: &[u8], tables: &[Table]) -> Vec<(String, Vec<String>, Vec<Vec<Cell>>)> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(file.to_vec())).unwrap();
    let names = workbook.sheet_names();
    let sheet = |(name, table): (String, &Table)| {
        assert!(workbook.worksheet_formula(&name).unwrap().is_empty(), "no text became a formula");
        let range = workbook.worksheet_range(&name).unwrap();
        let at = |row: usize, column: usize| {
            range
                .get_value((u32::try_from(row).unwrap(), u32::try_from(column).unwrap()))
                .cloned()
                .unwrap_or(Data::Empty)
        };
        let titles = (0..table.columns.len()).map(|column| at(0, column).to_string()).collect();
        let row = |row: usize| -> Vec<Cell> {
            let cell = |(index, column): (usize, &minutes::tables::Column)| {
                read_cell(&at(row + 1, index), column.kind)
            };
            table.columns.iter().enumerate().map(cell).collect()
        };
        let rows = (0..table.rows.len()).map(row).collect();
        assert!(range.height() <= table.rows.len() + 1);
        (name, titles, rows)
    };
    names.into_iter().zip(tables).map(sheet).collect()
}

fn as_written(tables: &[Table]) -> Vec<(String, Vec<String>, Vec<Vec<Cell>>)> {
    let titles = |table: &Table| table.columns.iter().map(|column| column.title.to_owned()).collect();
    tables.iter().map(|table| (table.name.to_owned(), titles(table), table.rows.clone())).collect()
}

#[test]
fn a_workbook_holds_the_tables_with_typed_cells() {
    let (consultation, records) = (rich().view(), records());
    for language in Language::ALL {
        let tables = all_tables(&consultation, &records, language);
        let file = minutes::xlsx(&tables, &properties(language)).unwrap();
        assert_eq!(read_workbook(&file, &tables), as_written(&tables));
        assert_eq!(file, minutes::xlsx(&tables, &properties(language)).unwrap(), "no clock");
        let parts = parts(&file);
        let sheet = &parts["xl/worksheets/sheet2.xml"];
        for said in
            ["<autoFilter ref=\"A1:S6\"/>", "state=\"frozen\"", "<hyperlink ", "orientation=\"landscape\""]
        {
            assert!(sheet.contains(said), "{said}");
        }
        assert!(parts["docProps/core.xml"].contains("2026-11-21T15:05:00Z"));
    }
}

#[test]
fn tables_say_what_was_recorded() {
    let (consultation, records) = (rich().view(), records());
    for (index, name) in ["tasks", "needs", "consultations"].into_iter().enumerate() {
        for language in Language::ALL {
            let tables = all_tables(&consultation, &records, language);
            let csv = minutes::csv(&tables[index], &CsvOptions::default());
            golden(&format!("{name}.{}.csv", language.code()), &csv);
        }
    }
}

#[test]
fn tables_without_personal_data_have_no_names() {
    let (consultation, records) = (rich().view(), records());
    let options = options(Language::Czech, Personal::Without);
    let text = with_references(&records, |references| {
        let list = [&consultation];
        [tasks(&list, references, &options), consultations(&list, references, &options)]
            .map(|table| minutes::csv(&table, &CsvOptions::default()))
            .concat()
    });
    assert!(!text.contains("Eva Ukázková"), "{text}");
}

#[test]
fn a_table_without_rows_is_a_head() {
    let tables = with_references(&[], |references| {
        let options = options(Language::Czech, Personal::With);
        [tasks(&[], references, &options), needs(&[], references, &options)]
    });
    let file = minutes::xlsx(&tables, &properties(Language::Czech)).unwrap();
    assert_eq!(read_workbook(&file, &tables), as_written(&tables));
    assert_eq!(minutes::csv(&tables[0], &CsvOptions::default()).matches("\r\n").count(), 1);
}

#[test]
fn a_text_longer_than_a_cell_says_that_it_goes_on() {
    let mut tables = all_tables(&rich().view(), &records(), Language::Czech);
    tables[0].rows[0][0] = Cell::Text("😀".repeat(20_000));
    let file = minutes::xlsx(&tables, &properties(Language::Czech)).unwrap();
    let Cell::Text(text) = &read_workbook(&file, &tables)[0].2[0][0] else { panic!("no text") };
    assert!(text.ends_with("😀…") && text.encode_utf16().count() <= 32_767);
}

/// The components of a calendar as the icalendar crate reads them.
fn read_calendar(text: &str) -> Vec<(String, BTreeMap<String, String>)> {
    use icalendar::{CalendarComponent, Component};
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{text}");
    let calendar: icalendar::Calendar = text.parse().unwrap_or_else(|error| panic!("{error}: {text}"));
    let properties = |component: &dyn Fn() -> BTreeMap<String, String>| component();
    let read = |component: &CalendarComponent| match component {
        CalendarComponent::Todo(todo) => ("VTODO".to_owned(), properties(&|| of(todo.properties()))),
        CalendarComponent::Event(event) => ("VEVENT".to_owned(), properties(&|| of(event.properties()))),
        other => panic!("{other:?}"),
    };
    fn of(properties: &BTreeMap<String, icalendar::Property>) -> BTreeMap<String, String> {
        properties.iter().map(|(name, it)| (name.clone(), it.value().to_owned())).collect()
    }
    calendar.components.iter().map(read).collect()
}

#[test]
fn a_calendar_has_tasks_and_the_next_meeting() {
    let mut desk = rich();
    desk.add(
        ItemKind::Task,
        "Poslat smlouvu; ověřit, zda platí",
        vec![ItemField::Owner("Jan Vzorný".into()), ItemField::Due("2026-12-05".parse().ok())],
    );
    let consultation = desk.view();
    for language in Language::ALL {
        let text = calendar(&consultation, language, Personal::With).unwrap();
        golden(&format!("calendar.{}.ics", language.code()), &text);
        let components = read_calendar(&text);
        let kinds: Vec<&str> = components.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, ["VTODO", "VTODO", "VTODO", "VEVENT"]);
        assert_eq!(components[0].1["STATUS"], "COMPLETED", "the task that is done");
        assert_eq!(
            text.matches("BEGIN:VALARM").count(),
            1,
            "of what is done and of what has no date nothing reminds"
        );
        assert_eq!(components[2].1["STATUS"], "NEEDS-ACTION");
        assert_eq!(components[2].1["SUMMARY"], "Poslat smlouvu; ověřit, zda platí");
        assert_eq!(components[2].1["DUE"], "20261205");
        assert_eq!(components[3].1["DTSTART"], "20270112T090000Z", "10:00 in Prague");
        assert_eq!(components[3].1["DTEND"], "20270112T100500Z", "as long as this meeting");
        let ids: BTreeSet<&str> = components.iter().map(|(_, it)| it["UID"].as_str()).collect();
        assert_eq!(ids.len(), 4);
        assert!(ids.contains("00000000-0000-0000-0000-000000000001@porada"));
    }
}

#[test]
fn a_second_calendar_updates_the_first() {
    let mut desk = rich();
    let before = read_calendar(&calendar(&desk.view(), Language::Czech, Personal::With).unwrap());
    let item = desk.view().items_of(ItemKind::Task).last().unwrap().clone();
    let change = desk.view().edit_item(&item, vec![ItemField::Due("2027-01-05".parse().ok())]);
    desk.write(&change);
    desk.header(vec![HeaderField::NextMeeting("12. 1. 2027".into())]);
    let after = read_calendar(&calendar(&desk.view(), Language::Czech, Personal::With).unwrap());
    for (old, new) in before.iter().zip(&after) {
        assert_eq!(old.1["UID"], new.1["UID"]);
        let sequence = |it: &(String, BTreeMap<String, String>)| it.1["SEQUENCE"].parse::<i32>().unwrap();
        assert!(sequence(new) > sequence(old));
    }
    assert_eq!(after[1].1["DUE"], "20270105");
    assert_eq!((after[2].1["DTSTART"].as_str(), after[2].1["DTEND"].as_str()), ("20270112", "20270113"));
}

#[test]
fn a_task_that_is_done_closes_the_to_do_that_was_sent() {
    let mut desk = Desk::new(NewConsultation::default());
    desk.add(ItemKind::Task, "Zavolat", vec![ItemField::Due("2026-12-05".parse().ok())]);
    let open = read_calendar(&calendar(&desk.view(), Language::Czech, Personal::With).unwrap());
    let item = desk.view().items_of(ItemKind::Task).last().unwrap().clone();
    let change = desk.view().edit_item(&item, vec![ItemField::Done(true)]);
    desk.write(&change);
    let text = calendar(&desk.view(), Language::Czech, Personal::With).unwrap();
    let done = read_calendar(&text);
    assert_eq!((open.len(), done.len()), (1, 1));
    assert_eq!(done[0].1["UID"], open[0].1["UID"]);
    assert_eq!((open[0].1["STATUS"].as_str(), done[0].1["STATUS"].as_str()), ("NEEDS-ACTION", "COMPLETED"));
    assert!(!text.contains("VALARM"));
}

#[test]
fn a_workbook_of_a_time_before_excel_is_written() {
    let desk = Desk::new(NewConsultation { start: "1850-05-01T10:00".parse().ok(), ..Default::default() });
    let tables = all_tables(&desk.view(), &[], Language::Czech);
    let made_at =
        |created| minutes::xlsx(&tables, &Properties { created, ..properties(Language::Czech) }).unwrap();
    let long_ago = made_at(jiff::civil::date(1850, 5, 1).at(10, 0, 0, 0));
    assert_eq!(long_ago, made_at(Properties::NO_MOMENT));
    let (_, _, rows) = read_workbook(&long_ago, &tables).pop().unwrap();
    assert!(rows[0].contains(&Cell::Text("1850-05-01".into())), "{rows:?}");
}

#[test]
fn a_calendar_without_anything_to_do_is_none() {
    let mut desk = Desk::new(NewConsultation::default());
    assert_eq!(calendar(&desk.view(), Language::Czech, Personal::With), None);
    desk.header(vec![HeaderField::NextMeeting("neplánuje se".into())]);
    assert_eq!(calendar(&desk.view(), Language::Czech, Personal::With), None);
}

#[test]
fn a_calendar_without_personal_data_has_no_names() {
    let mut desk = rich();
    desk.add(ItemKind::Task, "Zavolat", vec![ItemField::Owner("Jan Vzorný".into())]);
    let text = calendar(&desk.view(), Language::Czech, Personal::Without).unwrap();
    assert!(!text.replace("\r\n ", "").contains("Vzorný"));
}

#[test]
fn a_draft_of_an_e_mail_reads_back_with_its_attachments() {
    let (consultation, records) = (rich().view(), records());
    let minutes = document(&consultation, &records, Language::Czech, Personal::With);
    let attachments = [
        Attachment {
            name: "2026-11-21-jesenik-zapis.docx".into(),
            media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            bytes: minutes::docx(&minutes).unwrap(),
        },
        Attachment {
            name: "zápis žlutý.pdf".into(),
            media_type: "application/pdf",
            bytes: vec![0, 255, 10, 13],
        },
    ];
    let draft = minutes::mail(&minutes, &attachments);
    assert!(draft.is_ascii() && draft.starts_with("X-Unsent: 1\r\n"));
    assert!(draft.split("\r\n").all(|line| line.len() <= 998 && !line.contains(['\r', '\n'])));
    let message = MessageParser::default().parse(draft.as_bytes()).unwrap();
    assert_eq!(message.subject(), Some("Zápis z konzultace: Konzultace Jeseník (21. 11. 2026)"));
    golden("mail.cs.txt", &message.body_text(0).unwrap().replace("\r\n", "\n"));
    let read: Vec<(Option<&str>, &[u8])> =
        message.attachments().map(|it| (it.attachment_name(), it.contents())).collect();
    let sent: Vec<(Option<&str>, &[u8])> =
        attachments.iter().map(|it| (Some(it.name.as_str()), it.bytes.as_slice())).collect();
    assert_eq!(read, sent);
}

/// Several minutes in one file stay whole too, in every format.
fn a_collection_stays_whole(text: &str) {
    let together = |text: &str| {
        let documents = vec![minutes_with(text), minutes_with("slovo")];
        minutes::Collection::of_period(documents, Language::Czech, text, (None, None))
    };
    let templates = minutes::Templates::default();
    let structure = |text: &str| checked_structure(&together(text).docx_with(&templates).unwrap().0);
    assert_eq!(structure(text), structure("slovo"), "{text:?}");
    assert!(together(text).pdf_with(&templates).unwrap().0.starts_with(b"%PDF"));
    let markdown = |text| together(text).markdown_with(&templates).0;
    let headings = |markdown: String| markdown.lines().filter(|line| line.starts_with('#')).count();
    assert_eq!(headings(markdown(text)), headings(markdown("slovo")), "{text:?}");
    let (html, problem) = together(text).html_with(&templates);
    assert_eq!(problem, None);
    assert_eq!(html.matches("<section>").count(), 3, "{text:?}");
    assert_eq!(html.matches("<a href=\"#minutes-").count(), 2);
    assert!(html.contains("<hr class=\"break\" id=\"minutes-1\">"));
}

#[test]
fn several_minutes_are_one_whole_document_whatever_was_typed() {
    for text in ["<w:p>&\"' ]]>", "# nadpis\n- x\n| a | b |", "\u{202e}=cmd|' /C calc'!A0", "👩‍👩‍👧 č\u{30c}"]
    {
        a_collection_stays_whole(text);
    }
}

/// Whether this is the text, with an apostrophe before signs that a program would calculate and at its beginning.
fn says_with_apostrophes(read: &str, text: &str) -> bool {
    let mut typed = text.chars().peekable();
    let mut signs = read.chars().enumerate().peekable();
    while let Some((place, sign)) = signs.next() {
        let guards = |(_, next): &(usize, char)| place == 0 || "=+-@＝＋－＠".contains(*next);
        if typed.next_if_eq(&sign).is_none() && !(sign == '\'' && signs.peek().is_some_and(guards)) {
            return false;
        }
    }
    typed.next().is_none()
}

/// Every file stays whole and says what was typed.
fn every_file_stays_whole(text: &str) {
    let minutes = minutes_with(text);
    let file = minutes::docx(&minutes).unwrap();
    let structure = checked_structure(&file);
    assert_eq!(structure, checked_structure(&minutes::docx(&minutes_with("slovo")).unwrap()), "{text:?}");
    let body = parts(&file).remove("word/document.xml").unwrap();
    let tree = roxmltree::Document::parse(&body).unwrap();
    let read = words(tree.root());
    for typed in [&minutes.title, &minutes.decisions[0], &minutes.tasks[0].who, &minutes.next_meeting] {
        assert!(read.contains(typed), "{typed:?}");
    }

    let consultation = filled_with(text);
    let tables = all_tables(&consultation, &[record_of(text)], Language::Czech);
    let workbook = minutes::xlsx(&tables, &properties(Language::Czech)).unwrap();
    assert_eq!(read_workbook(&workbook, &tables), as_written(&tables));

    for table in &tables {
        let csv = minutes::csv(table, &CsvOptions { semicolon: true, byte_order_mark: false });
        let mut reader =
            csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(csv.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), table.rows.len() + 1);
        for (cells, row) in table.rows.iter().zip(&rows[1..]) {
            assert_eq!(row.len(), cells.len());
            for (cell, read) in cells.iter().zip(row) {
                assert!(!read.starts_with(['=', '+', '-', '@', '\t', '＝', '＋', '－', '＠']), "{read}");
                if let Cell::Text(text) = cell {
                    assert!(says_with_apostrophes(read, text), "{read:?} {text:?}");
                }
            }
        }
    }

    let calendar = calendar(&consultation, Language::Czech, Personal::With).unwrap();
    let components = read_calendar(&calendar);
    assert_eq!(components.iter().filter(|(kind, _)| kind == "VTODO").count(), 2, "{calendar}");
    assert_eq!(components[0].1["SUMMARY"], minutes.tasks[0].what, "{calendar}");

    let attachments = [Attachment { name: text.into(), media_type: "text/plain", bytes: text.into() }];
    let draft = minutes::mail(&minutes, &attachments);
    let message = MessageParser::default().parse(draft.as_bytes()).unwrap();
    assert!(message.body_text(0).unwrap().replace("\r\n", "\n").contains(&minutes.next_meeting));
    assert_eq!(message.attachment_count(), 1);
    assert_eq!(message.attachment(0).unwrap().contents(), text.as_bytes());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]
    #[test]
    fn no_typed_text_breaks_a_file(text in nasty()) {
        every_file_stays_whole(&text);
    }
}

#[test]
fn long_and_hostile_texts_leave_every_file_whole() {
    for text in [
        "a".repeat(10_000),
        "👩‍👩‍👧".repeat(500),
        "مرحبا ".repeat(100) + "x",
        "=cmd|' /C calc'!A0".into(),
        "+420 123 456 789".into(),
        "@SUM(1+1)*cmd|' /C calc'!A0".into(),
        "_x0041_ &#65; ]]> <w:p> \\n \\, ; BEGIN:VEVENT\r\nEND:VCALENDAR".into(),
        "a\u{0}\u{b}\u{1b}[31m\u{fffe}\u{ffff}\u{202e}b".into(),
        "=?utf-8?B?xxx?=\r\nBcc: nekdo@example.cz".into(),
        "--=_porada-minutes--".into(),
    ] {
        every_file_stays_whole(&text);
    }
}

/// Converts files with LibreOffice, where it is installed, and gives the text of the PDF.
fn libreoffice(name: &str, file: &[u8]) -> Option<String> {
    use std::process::Command;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), file).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let convert = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", name])
        .current_dir(folder.path())
        .output()
        .ok()?;
    assert!(convert.status.success(), "{convert:?}");
    let pdf = folder.path().join(name).with_extension("pdf");
    let text = Command::new("pdftotext").arg("-layout").arg(&pdf).arg("-").output().ok()?;
    Some(String::from_utf8(text.stdout).unwrap())
}

#[test]
fn libreoffice_reads_the_document_and_the_workbook() {
    let (consultation, records) = (rich().view(), records());
    let minutes = document(&consultation, &records, Language::Czech, Personal::With);
    let Some(text) = libreoffice("minutes.docx", &minutes::docx(&minutes).unwrap()) else {
        return;
    };
    for said in ["Zápis z konzultace", "Petra Příkladná", "Závěry", "Poslat kontakt na Znojmo", "strana 1 / "]
    {
        assert!(text.contains(said), "{said} in {text}");
    }
    let mut tables = all_tables(&consultation, &records, Language::Czech);
    tables[0].rows[0][0] = Cell::Text("=1+1".into());
    let workbook = minutes::xlsx(&tables, &properties(Language::Czech)).unwrap();
    let text = libreoffice("tables.xlsx", &workbook).unwrap();
    for said in ["=1+1", "5. 12. 2026", "Odpovědná osoba", "Kdo zaplatí síť pro čidla?"] {
        assert!(text.contains(said), "{said} in {text}");
    }
}
