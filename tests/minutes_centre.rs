//! What a centre says of itself (heading, notice, logo) in DOCX and PDF, and several minutes with a list of contents in
//! them, as independent programs read them.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at what it did not expect")]

#[path = "common/minutes.rs"]
mod sample;

use lopdf::{Dictionary, Document as Pdf, Object};
use porada::i18n::Language;
use porada::minutes::{CentreWords, Collection, Document, TemplateFault, Templates, docx_with, pdf_with};
use porada::model::Personal;
use proptest::prelude::*;
use sample::{document, nasty, records, rich};
use std::io::{Cursor, Read};
use std::path::Path;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const PNG: &[u8] = include_bytes!("fixtures/logo.png");
const JPEG: &[u8] = include_bytes!("fixtures/logo.jpg");
const CMYK: &[u8] = include_bytes!("fixtures/logo-cmyk.jpg");

/// A centre with this logo.
fn centre(logo: &[u8]) -> Templates {
    centre_of("Centrum <A> & spol.\nUlice 1", "Osobní údaje zpracováváme podle zákona.", logo)
}

fn centre_of(heading: &str, notice: &str, logo: &[u8]) -> Templates {
    let words =
        CentreWords { heading: heading.into(), gdpr_notice: notice.into(), logo: Some("/t/logo".into()) };
    Templates::gather(Path::new("/t"), &words, |path, _| {
        if path == Path::new("/t/logo") {
            Ok(logo.to_vec())
        } else {
            Err(std::io::ErrorKind::NotFound.into())
        }
    })
}

fn minutes() -> Document {
    document(&rich().view(), &records(), Language::Czech, Personal::With)
}

/// A part of an Office file.
fn part(file: &[u8], name: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut bytes = Vec::new();
    archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

fn text_part(file: &[u8], name: &str) -> String {
    String::from_utf8(part(file, name)).unwrap()
}

fn dictionaries(pdf: &Pdf) -> impl Iterator<Item = &Dictionary> {
    pdf.objects.values().filter_map(|object| match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    })
}

fn of_kind<'a>(pdf: &'a Pdf, key: &'a [u8], name: &'a [u8]) -> impl Iterator<Item = &'a Dictionary> {
    dictionaries(pdf).filter(move |it| it.get(key).and_then(Object::as_name).is_ok_and(|it| it == name))
}

fn words(object: &Object) -> String {
    lopdf::decode_text_string(object).unwrap()
}

#[test]
fn a_word_document_carries_heading_notice_and_logo_of_the_centre() {
    for (logo, name) in [(PNG, "word/media/logo.png"), (JPEG, "word/media/logo.jpeg")] {
        let (file, problem) = docx_with(&minutes(), &centre(logo)).unwrap();
        assert_eq!(problem, None);
        assert_eq!(part(&file, name), logo, "the file of the centre, byte for byte");
        let relations = text_part(&file, "word/_rels/document.xml.rels");
        assert!(relations.contains(&format!("/image\" Target=\"{}\"", &name[5..])), "{relations}");
        let body = text_part(&file, "word/document.xml");
        let tree = roxmltree::Document::parse(&body).unwrap();
        let picture = tree.descendants().find(|it| it.tag_name().name() == "docPr").unwrap();
        assert_eq!(picture.attribute("descr"), Some("Logo: Centrum <A> & spol."));
        let first: Vec<String> = tree
            .descendants()
            .filter(|it| it.tag_name().name() == "p")
            .map(|it| it.descendants().filter(|it| it.is_text()).filter_map(|it| it.text()).collect())
            .take(2)
            .collect();
        assert_eq!(first, ["", "Centrum <A> & spol.Ulice 1"]);

        assert!(body.rfind("Osobní údaje zpracováváme").unwrap() > body.rfind("Signature").unwrap());
    }
}

#[test]
fn a_pdf_carries_the_same_with_words_for_those_who_listen() {
    for logo in [PNG, JPEG] {
        let (file, problem) = pdf_with(&minutes(), &centre(logo)).unwrap();
        assert_eq!(problem, None);
        let pdf = Pdf::load_mem(&file).unwrap();
        assert!(of_kind(&pdf, b"Subtype", b"Image").count() >= 1);
        let figure = of_kind(&pdf, b"S", b"Figure").next().unwrap();
        assert_eq!(words(figure.get(b"Alt").unwrap()), "Logo: Centrum <A> & spol.");
        let pages: Vec<u32> = pdf.get_pages().into_keys().collect();
        let text = pdf.extract_text(&pages).unwrap();
        assert!(text.contains("Ulice 1") && text.contains("Osobní údaje zpracováváme"), "{text}");
        assert_eq!(file, pdf_with(&minutes(), &centre(logo)).unwrap().0, "the same bytes again");
    }
}

#[test]
fn a_logo_that_a_document_cannot_hold_is_told_and_left_out() {
    let damaged = &PNG[..60];
    for (logo, of_word, of_pdf) in [
        (&b"<svg/>"[..], Some(TemplateFault::NotInDocuments), Some(TemplateFault::NotInDocuments)),
        (b"GIF89a", Some(TemplateFault::NotAPicture), Some(TemplateFault::NotAPicture)),
        (damaged, None, Some(TemplateFault::PictureRefused)),
        (CMYK, None, Some(TemplateFault::PictureRefused)),
    ] {
        let (_, problem) = docx_with(&minutes(), &centre(logo)).unwrap();
        assert_eq!(problem.map(|it| it.fault), of_word);
        let (file, problem) = pdf_with(&minutes(), &centre(logo)).unwrap();
        let told = problem.as_ref().map(|it| it.warning(Language::Czech)).unwrap_or_default();
        assert!(told.ends_with("zápis je bez loga"), "{told}");
        assert_eq!(centre(logo).try_logo().err().map(|it| it.fault), of_pdf);
        assert_eq!(problem.map(|it| it.fault), of_pdf);
        let pdf = Pdf::load_mem(&file).unwrap();
        assert_eq!(of_kind(&pdf, b"S", b"Figure").count(), 0);
    }
}

/// Three minutes, of which the second fills several pages, as one document.
fn together() -> Collection {
    let titled = |title: &str| Document { title: title.into(), ..minutes() };
    let long = Document {
        decisions: vec!["Závěr, který se opakuje.".into(); 150],
        ..titled("Druhé & <dlouhé>")
    };
    let documents = vec![titled("První"), long, titled("Třetí")];
    Collection::of_period(documents, Language::Czech, "Centrum", (None, None))
}

/// The pages of a PDF that a text stands on, from 1.
fn pages_with(pdf: &Pdf, text: &str) -> Vec<u32> {
    let on = |page: &u32| pdf.extract_text(&[*page]).unwrap().replace('\n', "").contains(text);
    pdf.get_pages().into_keys().filter(on).collect()
}

#[test]
fn the_contents_of_a_pdf_lead_to_the_pages_that_they_name() {
    let (file, _) = together().pdf_with(&Templates::default()).unwrap();
    let pdf = Pdf::load_mem(&file).unwrap();
    let first = pdf.extract_text(&[1]).unwrap().replace(" .", " ");
    let first = first.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut begin = Vec::new();
    for title in ["První", "Druhé & <dlouhé>", "Třetí"] {
        let page = pages_with(&pdf, &format!("21. 11. 2026 – {title}"))[1];
        assert!(first.contains(&format!("21. 11. 2026 – {title} {page} ")), "{title} on {page}: {first}");
        begin.push(page);
    }
    assert!(begin[0] == 2 && begin[2] > begin[1] + 2, "{begin:?}");
    assert_eq!(of_kind(&pdf, b"S", b"TOC").count(), 1);
    assert_eq!(of_kind(&pdf, b"S", b"TOCI").count(), 3);
    let pages = pdf.get_pages();
    let mut led: Vec<u32> = of_kind(&pdf, b"Subtype", b"Link")
        .filter_map(|link| link.get(b"Dest").ok())
        .map(|goal| match goal {
            Object::Reference(id) => pdf.get_object(*id).unwrap(),
            goal => goal,
        })
        .map(|goal| goal.as_array().unwrap()[0].as_reference().unwrap())
        .map(|id| pages.iter().find(|(_, page)| **page == id).map(|(number, _)| *number).unwrap())
        .collect();
    led.sort_unstable();
    led.dedup();
    assert_eq!(led, begin);
}

#[test]
fn the_contents_of_a_word_document_are_a_field_with_the_pages_that_the_pdf_has() {
    let (file, _) = together().docx_with(&Templates::default()).unwrap();
    let body = text_part(&file, "word/document.xml");
    let tree = roxmltree::Document::parse(&body).unwrap();
    let named = |name: &'static str| tree.descendants().filter(move |it| it.tag_name().name() == name);
    let texts =
        |name: &'static str| named(name).filter_map(|it| it.text()).map(str::trim).collect::<Vec<_>>();
    let goals: Vec<&str> = named("bookmarkStart").filter_map(|it| it.attribute((W, "name"))).collect();
    let anchors: Vec<&str> = named("hyperlink").filter_map(|it| it.attribute((W, "anchor"))).collect();
    assert_eq!(goals.len(), 3);
    assert_eq!(anchors, goals, "each entry leads to the heading of its minutes");
    let fields: Vec<String> = goals.iter().map(|goal| format!("PAGEREF {goal} \\h")).collect();
    let instructions = texts("instrText");
    assert_eq!(instructions[0], "TOC \\o \"1-1\" \\h \\z");
    assert_eq!(instructions[1..], fields);
    let count =
        |kind: &str| named("fldChar").filter(|it| it.attribute((W, "fldCharType")) == Some(kind)).count();
    assert_eq!((count("begin"), count("separate"), count("end")), (4, 4, 4));
    let (pdf, _) = together().pdf_with(&Templates::default()).unwrap();
    let pdf = Pdf::load_mem(&pdf).unwrap();
    let entry = |anchor: &str| -> String {
        let link = named("hyperlink").find(|it| it.attribute((W, "anchor")) == Some(anchor)).unwrap();
        link.descendants().filter(|it| it.tag_name().name() == "t").filter_map(|it| it.text()).collect()
    };
    for (goal, title) in goals.iter().zip(["První", "Druhé & <dlouhé>", "Třetí"]) {
        let words = format!("21. 11. 2026 – {title}");
        assert_eq!(entry(goal), format!("{words}{}", pages_with(&pdf, &words)[1]));
    }
}

/// Both documents are whole, with the logo, whatever the settings say of the centre.
fn stays_whole(words: &str) -> Result<(), TestCaseError> {
    let centre = centre_of(words, words, PNG);
    let (file, problem) = docx_with(&minutes(), &centre).unwrap();
    prop_assert_eq!(problem, None);
    let body = text_part(&file, "word/document.xml");
    let tree = roxmltree::Document::parse(&body).unwrap();
    prop_assert_eq!(tree.descendants().filter(|it| it.tag_name().name() == "drawing").count(), 1);
    let (file, problem) = pdf_with(&minutes(), &centre).unwrap();
    prop_assert_eq!(problem, None);
    let pdf = Pdf::load_mem(&file).unwrap();
    prop_assert_eq!(of_kind(&pdf, b"S", b"Figure").count(), 1);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
    #[test]
    fn no_words_of_a_centre_break_a_document(words in nasty()) {
        stays_whole(&words)?;
    }
}

#[test]
fn long_words_of_a_centre_break_no_document() {
    for words in ["\u{301}".repeat(10_000), "č".repeat(40_000), "<w:p>&\"'\n".repeat(300)] {
        stays_whole(&words).unwrap();
    }
}
