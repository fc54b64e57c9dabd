//! The minutes of a consultation: one value [`Document`], and the formats that write it.
//!
//! ```text
//! Consultation ──build──► Document ──layout──► blocks ──► PDF, DOCX, ...; through templates Markdown, HTML
//!              ├─tables─► Table ──► CSV, XLSX
//!              └─ics────► calendar
//! Overview ────────────► Markdown (facts and tables that are no minutes)
//! ```
//!
//! [`build()`] decides what the minutes say, the layout in which order and under which headings, a format only how a
//! heading or a table is written. What a person typed is made harmless once, in [`build()`] (`plain`), and escaped by
//! the format that writes it. Value in, text or bytes out: nothing here reads a store or a file.

mod build;
mod collection;
mod csv;
mod document;
mod docx;
mod error;
mod export;
mod file_name;
mod format;
mod from_catalogue;
mod gaps;
mod html;
mod ics;
mod json;
mod layout;
mod mail;
mod markdown;
mod next_meeting;
mod overview;
mod pdf;
mod picture;
mod plain;
mod sign_off;
pub mod tables;
mod templates;
mod unshown;
mod xlsx;

pub use build::{MunicipalityLine, Options, References, build};
pub use collection::Collection;
pub use csv::{CsvOptions, csv};
pub use document::{
    AnnexRecord, Document, Evidence, Fact, NeedPoint, NotePoint, Person, Point, SourceLine, TaskRow,
};
pub use docx::{docx, docx_with};
pub use error::FormatError;
pub use export::{Choices, ExportError, Exporter, Remarks, Source, TableKind};
pub use file_name::{file_name, practice_draft_file_name};
pub use format::Format;
pub use from_catalogue::{file_name_from_catalogue, from_catalogue, with_references};
pub use gaps::{Gap, gaps};
pub use html::{html, html_with};
pub use ics::ics;
pub use json::{json, ndjson};
pub use mail::{Attachment, mail};
pub use markdown::{markdown, markdown_with};
pub use next_meeting::{NextMeeting, next_meeting};
pub use overview::{Overview, TableSection, overview_markdown};
pub use pdf::{PdfError, pdf, pdf_with};
pub use sign_off::{SignOffError, sign_off};
pub use templates::{CentreWords, TemplateFault, TemplateName, TemplateProblem, Templates, check_template};
pub use xlsx::{Properties, xlsx};
