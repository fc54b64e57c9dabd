//! Minutes as a PDF that can be archived (PDF/A-2a, which includes 2b) and read by everybody (PDF/UA-1).
//!
//! ```text
//! blocks ──flow, table──► strips and structure ──strip──► pages ──paint──► krilla, which checks and writes
//! ```
//!
//! The same document gives the same bytes: the dates are those of the meeting, and no clock is read.

mod flow;
mod lines;
mod paint;
mod strip;
mod style;
mod table;
mod tags;
mod text;

use super::document::Document;
use super::layout::{Layout, layout};
use super::templates::{Centre, TemplateProblem, Templates};
use crate::i18n::{Language, Localized};
use flow::{Flow, short};
use krilla::SerializeSettings;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::error::KrillaError;
use krilla::metadata::{DateTime, Metadata};
use paint::{Running, paint};
use std::fmt;
use strip::{Page, beginnings, paginate};
use text::{Fonts, REPLACEMENT};

/// How many replaced characters the notice about them names.
const NAMED_CHARACTERS: usize = 12;

/// Why there is no PDF. No text that a person can type leads here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfError {
    /// The program was built with fonts that cannot be read.
    Fonts,
    /// The document does not fit the standard, for instance because it has millions of objects.
    Refused {
        /// What the library says, in English.
        reason: String,
    },
}

impl Localized for PdfError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().pdf;
        match self {
            PdfError::Fonts => texts.fonts.to_owned(),
            PdfError::Refused { reason } => (texts.refused)(reason),
        }
    }
}

impl fmt::Display for PdfError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

impl std::error::Error for PdfError {}

/// The minutes as a PDF on A4 with embedded fonts, bookmarks, links and a structure for those who listen.
///
/// A character that the fonts do not have becomes a box that carries it, and a notice at the end names it.
///
/// # Errors
///
/// [`PdfError`] when the document is too large for a PDF.
pub fn pdf(document: &Document) -> Result<Vec<u8>, PdfError> {
    Ok(pdf_with(document, &Templates::default())?.0)
}

/// The same with what the centre says of itself, and why its logo is not there.
///
/// # Errors
///
/// [`PdfError`] when the document is too large for a PDF.
pub fn pdf_with(
    document: &Document,
    templates: &Templates,
) -> Result<(Vec<u8>, Option<TemplateProblem>), PdfError> {
    write_with(document, templates, |centre| layout(document, centre))
}

/// The minutes that `lay_out` lays out with the properties of `document`; without the logo where the standard refuses
/// it.
pub(super) fn write_with(
    document: &Document,
    templates: &Templates,
    lay_out: impl Fn(&Centre) -> Layout,
) -> Result<(Vec<u8>, Option<TemplateProblem>), PdfError> {
    let centre = templates.centre();
    match write(document, &lay_out(centre)) {
        Err(_) if centre.picture.is_some() => {
            let centre = centre.refusing_picture();
            Ok((write(document, &lay_out(&centre))?, centre.without_picture))
        }
        written => Ok((written?, centre.without_picture.clone())),
    }
}

/// The pages, from 1, on which the minutes of the layout begin.
pub(super) fn pages(document: &Document, layout: &Layout) -> Vec<usize> {
    let Some(mut fonts) = Fonts::load() else { return Vec::new() };
    let (_, pages) = lay(document, layout, &mut fonts);
    beginnings(&pages).into_values().map(|page| page + 1).collect()
}

fn lay<'f>(document: &Document, layout: &Layout, fonts: &'f mut Fonts) -> (Flow<'f>, Vec<Page>) {
    let texts = &document.language.texts().pdf;
    let mut flow = Flow::of(fonts, layout, &document.language.texts().exports, |replaced| {
        (texts.replaced)(REPLACEMENT, &code_points(replaced))
    });
    let (strips, heads) = (std::mem::take(&mut flow.strips), std::mem::take(&mut flow.heads));
    let pages = paginate(strips, &heads);
    (flow, pages)
}

fn write(document: &Document, layout: &Layout) -> Result<Vec<u8>, PdfError> {
    let texts = &document.language.texts().pdf;
    let mut fonts = Fonts::load().ok_or(PdfError::Fonts)?;
    let (flow, pages) = lay(document, layout, &mut fonts);
    if flow.refused_picture {
        return Err(PdfError::Refused { reason: "image".to_owned() });
    }
    let mut pdf = krilla::Document::new_with(settings()?);
    let running = Running {
        left: document.organisation.clone(),
        right: format!("{}: {}", document.heading, document.title),
        number: texts.page,
    };
    let (tree, outline) = paint(&mut pdf, flow, &pages, &running);
    pdf.set_tag_tree(tree.into_tag_tree(document.language.code()));
    pdf.set_outline(outline);
    pdf.set_metadata(metadata(document));
    pdf.finish().map_err(|error| PdfError::Refused { reason: reason(&error) })
}

fn settings() -> Result<SerializeSettings, PdfError> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| PdfError::Refused { reason: format!("{error:?}") })?;
    Ok(SerializeSettings { configuration, ..SerializeSettings::default() })
}

fn reason(error: &KrillaError) -> String {
    match error {
        KrillaError::Validation(errors) => {
            errors.first().map_or_else(|| error.to_string(), |(first, _)| format!("{first:?}"))
        }
        _ => error.to_string(),
    }
}

fn metadata(document: &Document) -> Metadata {
    let author = if document.written_by.is_empty() { &document.organisation } else { &document.written_by };
    let author = short(author);
    // The standard wants a date, and a clock would make two files of one document differ: minutes that have no date
    // get the first day of computers' time, which nobody takes for a real one.
    let date = document.date.map_or(DateTime::new(1970).month(1).day(1), |date| {
        let part = |number: i8| u8::try_from(number).unwrap_or(1);
        let year = u16::try_from(date.year()).unwrap_or(0);
        DateTime::new(year).month(part(date.month())).day(part(date.day()))
    });
    Metadata::new()
        .title(short(&format!("{}: {}", document.heading, document.title)))
        .authors(if author.is_empty() { Vec::new() } else { vec![author] })
        .language(document.language.code().to_owned())
        .creator("porada".to_owned())
        .producer("porada".to_owned())
        .creation_date(date)
}

/// How many boxes the text has in a PDF: characters that the fonts do not have.
pub(super) fn boxes(text: &str) -> usize {
    // Nearly every text is of letters that any font has; then none has to be read.
    if text.chars().all(|character| character < '\u{180}') {
        return 0;
    }
    Fonts::load().map_or(0, |fonts| fonts.boxes(text))
}

/// The code points of the graphemes, each once: `U+1F600, U+4E2D`.
fn code_points(graphemes: &[String]) -> String {
    let mut codes: Vec<String> = Vec::new();
    for character in graphemes.iter().flat_map(|grapheme| grapheme.chars()) {
        let code = format!("U+{:04X}", u32::from(character));
        if !codes.contains(&code) {
            codes.push(code);
        }
        if codes.len() > NAMED_CHARACTERS {
            codes.pop();
            codes.push("…".to_owned());
            break;
        }
    }
    codes.join(", ")
}
