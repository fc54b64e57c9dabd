//! Minutes of several consultations as one document with a list of what it holds.

use super::document::{Document, Fact};
use super::error::FormatError;
use super::layout::layout_together;
use super::pdf::PdfError;
use super::templates::{self, Format, TemplateProblem, Templates};
use super::{docx, pdf};
use crate::i18n::Language;
use jiff::civil::Date;

/// Minutes of several consultations as one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collection {
    /// What the document as a whole is; of its sections only facts and notices are there.
    pub cover: Document,
    /// The minutes in their order.
    pub documents: Vec<Document>,
}

impl Collection {
    /// The minutes of a period, whose first and last day may be open.
    pub fn of_period(
        documents: Vec<Document>,
        language: Language,
        organisation: &str,
        (since, until): (Option<Date>, Option<Date>),
    ) -> Collection {
        let texts = &language.texts().exports;
        let day = |day: Option<Date>| day.map(|day| language.date(day)).unwrap_or_default();
        let period = (texts.period_line)(&day(since), &day(until));
        let fact = |label: &str, value: String| Fact { label: label.to_owned(), value };
        let mut notices: Vec<String> = Vec::new();
        for notice in documents.iter().flat_map(|document| &document.notices) {
            if !notices.contains(notice) {
                notices.push(notice.clone());
            }
        }
        let cover = Document {
            language,
            organisation: super::plain::line(organisation),
            heading: texts.together.to_owned(),
            title: period.clone(),
            date: documents.iter().filter_map(|document| document.date).max(),
            facts: vec![fact(texts.period, period), fact(texts.count, language.count(documents.len()))],
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
            notices,
        };
        Collection { cover, documents }
    }

    /// The document as Markdown by the template of the centre, and what is wrong with that; then it is by the built-in
    /// one.
    pub fn markdown_with(&self, templates: &Templates) -> (String, Option<TemplateProblem>) {
        templates::write_together(&self.cover, &self.documents, Format::Markdown, templates)
    }

    /// The same as HTML.
    pub fn html_with(&self, templates: &Templates) -> (String, Option<TemplateProblem>) {
        templates::write_together(&self.cover, &self.documents, Format::Html, templates)
    }

    /// The document as the bytes of a `.docx` file, and why the logo of the centre is not there.
    ///
    /// # Errors
    /// When a part of the file is larger than the format allows.
    pub fn docx_with(
        &self,
        templates: &Templates,
    ) -> Result<(Vec<u8>, Option<TemplateProblem>), FormatError> {
        let centre = templates.centre();
        let layout = layout_together(&self.cover, &self.documents, centre);
        let pages = pdf::pages(&self.cover, &layout);
        Ok((docx::write(&self.cover, &layout, &pages)?, centre.without_picture.clone()))
    }

    /// The same as a PDF.
    ///
    /// # Errors
    /// When the document is too large for a PDF.
    pub fn pdf_with(&self, templates: &Templates) -> Result<(Vec<u8>, Option<TemplateProblem>), PdfError> {
        let lay_out = |centre: &_| layout_together(&self.cover, &self.documents, centre);
        pdf::write_with(&self.cover, templates, lay_out)
    }
}
