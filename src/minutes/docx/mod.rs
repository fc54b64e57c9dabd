//! Minutes as a Word document (Office Open XML, ECMA-376 transitional) that an office can restyle, edit and file.
//!
//! Everything that has a look has a style, and wherever Word knows a style by name (Title, Heading 1, List Bullet,
//! Table Grid, ...) it is that one, so that Word shows it in its own language and a template of the office takes over.
//! The same minutes give the same bytes: nothing here reads a clock or makes up an id.

mod body;
mod contents;
mod drawing;
mod package;
mod xml;

use super::document::Document;
use super::error::FormatError;
use super::layout::{Block, Layout, layout};
use super::templates::{TemplateProblem, Templates};
use crate::i18n::Language;
use body::Body;
use xml::escape;

const CONTENT_TYPES: &str = include_str!("parts/content_types.xml");
const PACKAGE_RELATIONS: &str = include_str!("parts/package_rels.xml");
const SETTINGS: &str = include_str!("parts/settings.xml");
const FONT_TABLE: &str = include_str!("parts/font_table.xml");
const THEME: &str = include_str!("parts/theme.xml");
const STYLES: &str = include_str!("parts/styles.xml");
const NUMBERING: &str = include_str!("parts/numbering.xml");

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE_RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What the document itself refers to, by kind: `rId1`, `rId2`, ... in this order.
const OWN_RELATIONS: [(&str, &str); 9] = [
    ("styles", "styles.xml"),
    ("numbering", "numbering.xml"),
    ("header", "header1.xml"),
    ("header", "header2.xml"),
    ("footer", "footer1.xml"),
    ("footer", "footer2.xml"),
    ("settings", "settings.xml"),
    ("fontTable", "fontTable.xml"),
    ("theme", "theme/theme1.xml"),
];

/// The most characters of organisation or title in the header of a page, so that they stay in one line.
const HEADER_LENGTH: usize = 60;

/// The minutes as the bytes of a `.docx` file.
///
/// # Errors
/// When a part of the file is larger than the format allows (4 GiB).
pub fn docx(document: &Document) -> Result<Vec<u8>, FormatError> {
    Ok(docx_with(document, &Templates::default())?.0)
}

/// The same with what the centre says of itself, and why its logo is not there.
///
/// # Errors
/// When a part of the file is larger than the format allows (4 GiB).
pub fn docx_with(
    document: &Document,
    templates: &Templates,
) -> Result<(Vec<u8>, Option<TemplateProblem>), FormatError> {
    let centre = templates.centre();
    Ok((write(document, &layout(document, centre), &[])?, centre.without_picture.clone()))
}

/// The laid out minutes with the properties of `document`; where they are several, they begin on these pages.
pub(super) fn write(document: &Document, layout: &Layout, pages: &[usize]) -> Result<Vec<u8>, FormatError> {
    let texts = &document.language.texts().exports;
    let body = Body::of(layout, pages, texts);
    let language = tag(document.language);
    let (decimal, list) = match document.language {
        Language::Czech => (",", ";"),
        Language::English => (".", ","),
    };
    let settings =
        SETTINGS.replace("{LANGUAGE}", language).replace("{DECIMAL}", decimal).replace("{LIST}", list);
    let styles =
        STYLES.replace("{LANGUAGE}", language).replace("{ORGANISATION}", &escape(texts.organisation_style));
    let footer = footer(texts.page);
    let logo = layout.header.iter().find_map(|block| match block {
        Block::Logo(logo) => Some(&logo.picture),
        _ => None,
    });
    let logo = logo.map(|picture| (picture, format!("media/logo.{}", picture.kind.extension())));
    let logo_target = logo.as_ref().map(|(_, target)| target.as_str());
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", PACKAGE_RELATIONS.to_owned()),
        ("docProps/core.xml", core_properties(document)),
        ("docProps/app.xml", application_properties(document)),
        ("word/document.xml", main_part(&body.xml)),
        ("word/_rels/document.xml.rels", relations(&body.links, logo_target)),
        ("word/styles.xml", styles),
        ("word/numbering.xml", NUMBERING.replace("{NUMBERED}", &body.numbered_lists())),
        ("word/settings.xml", settings),
        ("word/fontTable.xml", FONT_TABLE.to_owned()),
        ("word/theme/theme1.xml", THEME.to_owned()),
        ("word/header1.xml", header(document)),
        ("word/header2.xml", format!("{DECLARATION}<w:hdr xmlns:w=\"{WORD}\"><w:p/></w:hdr>")),
        ("word/footer1.xml", footer.clone()),
        ("word/footer2.xml", footer),
    ];
    let logo = logo.map(|(picture, target)| (format!("word/{target}"), picture.bytes.as_ref().clone()));
    let texts = parts.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes()));
    package::package(&texts.chain(logo).collect::<Vec<_>>())
}

/// The language in which spelling is checked (BCP 47).
fn tag(language: Language) -> &'static str {
    match language {
        Language::Czech => "cs-CZ",
        Language::English => "en-GB",
    }
}

/// A4 with margins of 2 cm. The first page has the organisation and the title as its text, the others as their header.
fn main_part(body: &str) -> String {
    let reference =
        |part: &str, kind: &str, id: &str| format!("<w:{part}Reference w:type=\"{kind}\" r:id=\"{id}\"/>");
    let references = [
        reference("header", "default", "rId3"),
        reference("header", "first", "rId4"),
        reference("footer", "default", "rId5"),
        reference("footer", "first", "rId6"),
    ];
    format!(
        "{DECLARATION}<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{OFFICE_RELATIONS}\"><w:body>{body}\
         <w:sectPr>{}<w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" \
         w:gutter=\"0\"/><w:titlePg/></w:sectPr></w:body></w:document>",
        references.concat()
    )
}

fn relations(links: &[String], logo: Option<&str>) -> String {
    let own = OWN_RELATIONS.into_iter().map(|(kind, target)| (kind, target.to_owned(), ""));
    let links = links.iter().map(|link| ("hyperlink", escape(link).into_owned(), " TargetMode=\"External\""));
    let relation = |(index, (kind, target, mode)): (usize, (&str, String, &str))| {
        let id = index + 1;
        format!(
            "<Relationship Id=\"rId{id}\" Type=\"{OFFICE_RELATIONS}/{kind}\" Target=\"{target}\"{mode}/>\n"
        )
    };
    let relations: String = own.chain(links).enumerate().map(relation).collect();
    let logo = logo.map_or_else(String::new, |target| {
        let id = drawing::LOGO;
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE_RELATIONS}/image\" Target=\"{target}\"/>\n")
    });
    format!("{DECLARATION}<Relationships xmlns=\"{RELATIONS}\">\n{relations}{logo}</Relationships>")
}

fn header(document: &Document) -> String {
    let organisation = escape(&shortened(&document.organisation)).into_owned();
    let title = shortened(&format!("{}: {}", document.heading, document.title));
    let title = escape(&title).into_owned();
    format!(
        "{DECLARATION}<w:hdr xmlns:w=\"{WORD}\"><w:p><w:pPr><w:pStyle w:val=\"Header\"/>\
         <w:tabs><w:tab w:val=\"right\" w:pos=\"{width}\"/></w:tabs></w:pPr>\
         <w:r><w:t xml:space=\"preserve\">{organisation}</w:t></w:r><w:r><w:tab/></w:r>\
         <w:r><w:t xml:space=\"preserve\">{title}</w:t></w:r></w:p></w:hdr>",
        width = body::TEXT_WIDTH
    )
}

fn footer(page: &str) -> String {
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text));
    let field =
        |name: &str| format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    format!(
        "{DECLARATION}<w:ftr xmlns:w=\"{WORD}\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}{}{}{}</w:p></w:ftr>",
        run(&format!("{page} ")),
        field("PAGE"),
        run(" / "),
        field("NUMPAGES")
    )
}

fn core_properties(document: &Document) -> String {
    let author = if document.written_by.is_empty() { &document.organisation } else { &document.written_by };
    let created = document.date.map_or_else(String::new, |date| {
        format!("<dcterms:created xsi:type=\"dcterms:W3CDTF\">{date}T00:00:00Z</dcterms:created>")
    });
    format!(
        "{DECLARATION}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:creator>{}</dc:creator>{created}<dc:language>{}</dc:language></cp:coreProperties>",
        escape(&format!("{}: {}", document.heading, document.title)),
        escape(author),
        tag(document.language)
    )
}

fn application_properties(document: &Document) -> String {
    format!(
        "{DECLARATION}<Properties \
         xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>porada</Application><Company>{}</Company></Properties>",
        escape(&document.organisation)
    )
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= HEADER_LENGTH {
        return text.to_owned();
    }
    let kept: String = text.chars().take(HEADER_LENGTH).collect();
    format!("{}…", kept.trim_end())
}
