//! One consultation or several in any format: the one place where command line and screen get the bytes of a file.

use super::build::Options;
use super::collection::Collection;
use super::csv::{CsvOptions, csv};
use super::document::Document;
use super::error::FormatError;
use super::file_name::slug;
use super::format::Format;
use super::from_catalogue::{file_name_from_catalogue, from_catalogue, with_references};
use super::mail::{Attachment, mail};
use super::pdf::PdfError;
use super::tables::{self, Table};
use super::templates::{TemplateProblem, Templates};
use super::unshown::unshown;
use super::xlsx::{Properties, xlsx};
use super::{docx_with, html_with, ics, json, markdown, markdown_with, ndjson, pdf_with};
use crate::catalogue::Catalogue;
use crate::i18n::{Language, Localized};
use crate::model::schema::INTERNAL;
use crate::model::{self, Consultation, DocumentId, LeftOut, MinutesState, Personal};
use jiff::civil::Date;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A table of which a file holds one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TableKind {
    /// Tasks.
    #[default]
    Tasks,
    /// Needs with their evidence.
    Needs,
    /// Consultations.
    Consultations,
}

impl TableKind {
    /// All kinds.
    pub const ALL: [TableKind; 3] = [TableKind::Tasks, TableKind::Needs, TableKind::Consultations];

    /// Its word on the command line.
    pub fn key(self) -> &'static str {
        match self {
            TableKind::Tasks => "tasks",
            TableKind::Needs => "needs",
            TableKind::Consultations => "consultations",
        }
    }
}

/// What goes out, and how.
#[derive(Debug, Clone)]
pub struct Choices {
    /// Language, personal data, evidence.
    pub options: Options,
    /// Whether internal items go into JSON; no other format ever has them.
    pub internal: bool,
    /// The table of CSV.
    pub table: TableKind,
    /// How CSV is written.
    pub csv: CsvOptions,
    /// What goes with an e-mail.
    pub attachments: Vec<Format>,
}

/// A consultation that leaves.
#[derive(Debug, Clone)]
pub struct Source {
    /// As it is stored.
    pub document: model::Document,
    /// As it is read.
    pub consultation: Consultation,
}

impl Source {
    /// The consultation of a document; `None` when it is none.
    pub fn read(document: model::Document) -> Option<Source> {
        let consultation = Consultation::read(&document)?;
        Some(Source { document, consultation })
    }

    /// Whether something of it is marked as internal, deleted or not.
    pub fn has_internal(&self) -> bool {
        self.document.entities().any(|(_, entity)| entity.any_flag(INTERNAL))
    }
}

/// What a person should know of files that were written all the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remarks {
    /// How many e-mails lack the calendar that was to go with them, because it would be empty.
    pub mails_without_calendar: usize,
    /// The numbers of final versions whose words are no longer those that were kept, by their consultations.
    pub unlike_kept: BTreeMap<DocumentId, u64>,
    /// Where a PDF has boxes for characters that its fonts do not have, and how many; no words for the header.
    pub unshown: BTreeMap<DocumentId, Vec<(String, usize)>>,
}

/// The most places that a remark names.
const NAMED_PLACES: usize = 3;

impl Remarks {
    /// Each remark as a sentence.
    pub fn sentences(&self, language: Language) -> Vec<String> {
        let texts = &language.texts().exports;
        let mails = Some(self.mails_without_calendar).filter(|count| *count > 0);
        let mails = mails.map(texts.mails_without_calendar);
        let numbers: BTreeSet<u64> = self.unlike_kept.values().copied().collect();
        let sentences = mails.into_iter().chain(numbers.into_iter().map(texts.unlike_kept));
        sentences.chain(self.unshown_sentence(language)).collect()
    }

    fn unshown_sentence(&self, language: Language) -> Option<String> {
        let texts = &language.texts().exports;
        let places: Vec<&(String, usize)> = self.unshown.values().flatten().collect();
        let count = places.iter().map(|(_, count)| count).sum();
        let name = |(words, count): &&(String, usize)| (texts.unshown_place)(words, *count);
        let mut named: Vec<String> = places.iter().take(NAMED_PLACES).map(name).collect();
        named.extend((places.len() > NAMED_PLACES).then(|| "…".to_owned()));
        (count > 0).then(|| (texts.unshown)(count, &named.join(", ")))
    }
}

/// Why there is no file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportError {
    /// The document or workbook is too large.
    Format(FormatError),
    /// The PDF cannot be made.
    Pdf(PdfError),
    /// There is nothing that a calendar could hold.
    NoCalendar,
    /// The format cannot hold several consultations.
    NotTogether(Format),
}

impl Localized for ExportError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().exports;
        match self {
            ExportError::Format(error) => error.localized(language),
            ExportError::Pdf(error) => error.localized(language),
            ExportError::NoCalendar => texts.no_calendar.to_owned(),
            ExportError::NotTogether(format) => {
                let possible = Format::ALL.into_iter().filter(|format| format.holds_several());
                let possible: Vec<&str> = possible.map(Format::key).collect();
                (texts.not_together)(format.key(), &possible.join(", "))
            }
        }
    }
}

impl fmt::Display for ExportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

impl std::error::Error for ExportError {}

impl From<FormatError> for ExportError {
    fn from(error: FormatError) -> ExportError {
        ExportError::Format(error)
    }
}

impl From<PdfError> for ExportError {
    fn from(error: PdfError) -> ExportError {
        ExportError::Pdf(error)
    }
}

/// Writes consultations in any format. The same consultation gives the same bytes.
#[derive(Debug)]
pub struct Exporter<'a> {
    catalogue: &'a Catalogue,
    choices: &'a Choices,
    templates: &'a Templates,
    /// The first template of the centre that could not be used.
    problem: RefCell<Option<TemplateProblem>>,
    remarks: RefCell<Remarks>,
}

impl<'a> Exporter<'a> {
    /// Writes `choices` of consultations that refer to `catalogue`, Markdown and HTML by `templates`.
    pub fn new(catalogue: &'a Catalogue, choices: &'a Choices, templates: &'a Templates) -> Exporter<'a> {
        Exporter { catalogue, choices, templates, problem: RefCell::new(None), remarks: RefCell::default() }
    }

    /// What is to be known of what has been written so far.
    pub fn remarks(&self) -> Remarks {
        self.remarks.borrow().clone()
    }

    /// Why a template of the centre was not used for what has been written so far.
    pub fn problem(&self) -> Option<TemplateProblem> {
        self.problem.borrow().clone()
    }

    /// What was written; what was wrong with it is kept.
    fn heed(&self, (written, problem): (impl Into<Vec<u8>>, Option<TemplateProblem>)) -> Vec<u8> {
        if let Some(problem) = problem {
            self.problem.borrow_mut().get_or_insert(problem);
        }
        written.into()
    }

    /// The bytes of a file of one consultation.
    ///
    /// # Errors
    /// When a calendar would be empty, or a file too large for its format. An e-mail is written without a calendar that
    /// would be empty; see [`Exporter::remarks`].
    pub fn one(&self, source: &Source, format: Format) -> Result<Vec<u8>, ExportError> {
        let minutes = || self.minutes(source);
        Ok(match format {
            Format::Markdown => self.heed(markdown_with(&minutes(), self.templates)),
            Format::Html => self.heed(html_with(&minutes(), self.templates)),
            Format::Docx => self.heed(docx_with(&minutes(), self.templates)?),
            Format::Pdf => {
                self.note_unshown(source);
                self.heed(pdf_with(&minutes(), self.templates)?)
            }
            Format::Json => json(&source.document, self.left_out()).into_bytes(),
            Format::Ndjson => ndjson([&source.document], self.left_out()).into_bytes(),
            Format::Calendar => self.calendar(source).ok_or(ExportError::NoCalendar)?.into_bytes(),
            Format::Csv => self.csv(&[source]),
            Format::Xlsx => self.workbook(&[source], &self.shown(source).title)?,
            Format::Mail => {
                let attachments = self.choices.attachments.iter().filter(|format| **format != Format::Mail);
                let attachments =
                    attachments.filter_map(|format| self.attachment(source, *format).transpose());
                let attachments: Result<Vec<Attachment>, ExportError> = attachments.collect();
                mail(&minutes(), &attachments?).into_bytes()
            }
        })
    }

    /// The bytes of one file of several consultations; the period is that of the heading.
    ///
    /// # Errors
    /// When the format cannot hold several, or the file would be too large for it.
    pub fn together(
        &self,
        sources: &[Source],
        format: Format,
        period: (Option<Date>, Option<Date>),
    ) -> Result<Vec<u8>, ExportError> {
        let options = &self.choices.options;
        let collection = || {
            let documents = sources.iter().map(|source| self.minutes(source)).collect();
            Collection::of_period(documents, options.language, &options.organisation, period)
        };
        let all: Vec<&Source> = sources.iter().collect();
        Ok(match format {
            Format::Markdown => self.heed(collection().markdown_with(self.templates)),
            Format::Html => self.heed(collection().html_with(self.templates)),
            Format::Docx => self.heed(collection().docx_with(self.templates)?),
            Format::Pdf => {
                sources.iter().for_each(|source| self.note_unshown(source));
                self.heed(collection().pdf_with(self.templates)?)
            }
            Format::Ndjson => {
                ndjson(sources.iter().map(|source| &source.document), self.left_out()).into_bytes()
            }
            Format::Csv => self.csv(&all),
            Format::Xlsx => self.workbook(&all, options.language.texts().exports.together)?,
            Format::Json | Format::Calendar | Format::Mail => return Err(ExportError::NotTogether(format)),
        })
    }

    /// The name that the file of one consultation is offered under.
    pub fn file_name(&self, source: &Source, format: Format) -> String {
        let language = self.choices.options.language;
        file_name_from_catalogue(&source.consultation, self.catalogue, language, format.key())
    }

    /// The name that one file of several consultations is offered under.
    pub fn file_name_together(&self, format: Format, (since, until): (Option<Date>, Option<Date>)) -> String {
        let word = self.choices.options.language.texts().exports.file_word;
        let days = [since, until].into_iter().flatten().map(|day| slug(&day.to_string()) + "-");
        format!("{}{word}.{}", days.collect::<String>(), format.key())
    }

    /// The minutes that are to be written; whether they still are those that were kept is remarked.
    fn minutes(&self, source: &Source) -> Document {
        let version = source.consultation.minutes_version();
        if version.state == MinutesState::Final && !self.is_as_kept(source, &version.hash) {
            self.remarks.borrow_mut().unlike_kept.insert(source.document.id, version.number);
        }
        self.shown(source)
    }

    fn note_unshown(&self, source: &Source) {
        let places = unshown(&source.consultation, &self.choices.options);
        self.remarks.borrow_mut().unshown.insert(source.document.id, places);
    }

    fn shown(&self, source: &Source) -> Document {
        from_catalogue(&source.consultation, self.catalogue, &self.choices.options)
    }

    /// Whether the minutes, were they kept now, would be those of this hash: with everything, in one of the languages, by
    /// the template of the centre or by the built-in one.
    fn is_as_kept(&self, source: &Source, hash: &str) -> bool {
        let is_kept = |text: &str| model::sha256(text) == hash;
        Language::ALL.into_iter().any(|language| {
            let chosen = self.choices.options.clone();
            let options = Options { language, personal: Personal::With, evidence: true, ..chosen };
            let document = from_catalogue(&source.consultation, self.catalogue, &options);
            is_kept(&markdown_with(&document, self.templates).0) || is_kept(&markdown(&document))
        })
    }

    fn left_out(&self) -> LeftOut {
        LeftOut {
            personal: self.choices.options.personal == Personal::Without,
            internal: !self.choices.internal,
            evidence: !self.choices.options.evidence,
        }
    }

    fn calendar(&self, source: &Source) -> Option<String> {
        with_references(self.catalogue, |references| {
            ics(&source.consultation, references, &self.choices.options)
        })
    }

    fn table(&self, kind: TableKind, sources: &[&Source]) -> Table {
        let consultations: Vec<&Consultation> = sources.iter().map(|source| &source.consultation).collect();
        with_references(self.catalogue, |references| {
            let table = match kind {
                TableKind::Tasks => tables::tasks,
                TableKind::Needs => tables::needs,
                TableKind::Consultations => tables::consultations,
            };
            table(&consultations, references, &self.choices.options)
        })
    }

    fn csv(&self, sources: &[&Source]) -> Vec<u8> {
        csv(&self.table(self.choices.table, sources), &self.choices.csv).into_bytes()
    }

    fn workbook(&self, sources: &[&Source], title: &str) -> Result<Vec<u8>, ExportError> {
        let all = TableKind::ALL.map(|kind| self.table(kind, sources));
        let starts = sources.iter().filter_map(|source| source.consultation.start);
        let properties = Properties {
            language: self.choices.options.language,
            title: title.to_owned(),
            author: self.choices.options.organisation.clone(),
            created: starts.max().unwrap_or(Properties::NO_MOMENT),
        };
        Ok(xlsx(&all, &properties)?)
    }

    /// The file that goes with an e-mail; `None` for a calendar that would be empty, which is remarked.
    fn attachment(&self, source: &Source, format: Format) -> Result<Option<Attachment>, ExportError> {
        let bytes = match self.one(source, format) {
            Err(ExportError::NoCalendar) => {
                self.remarks.borrow_mut().mails_without_calendar += 1;
                return Ok(None);
            }
            bytes => bytes?,
        };
        let name = self.file_name(source, format);
        Ok(Some(Attachment { name, media_type: format.media_type(), bytes }))
    }
}
