//! The minutes of a consultation: one value [`Document`], and the formats that write it.
//!
//! ```text
//! Consultation ──build──► Document ──layout──► blocks ──► Markdown, HTML, PDF, ...
//! ```
//!
//! [`build()`] decides what the minutes say, the layout in which order and under which headings, a format only how a
//! heading or a table is written. What a person typed is made harmless once, in [`build()`] (`plain`), and escaped by
//! the format that writes it. Value in, file out: nothing here reads a store or a file.

mod build;
mod document;
mod file_name;
mod from_catalogue;
mod gaps;
mod html;
mod json;
mod layout;
mod markdown;
mod pdf;
mod plain;

pub use build::{MunicipalityLine, Options, References, build};
pub use document::{
    AnnexRecord, Document, Evidence, Fact, NeedPoint, NotePoint, Person, Point, SourceLine, TaskRow,
};
pub use file_name::file_name;
pub use from_catalogue::{file_name_from_catalogue, from_catalogue};
pub use gaps::{Gap, gaps};
pub use html::html;
pub use json::json;
pub use markdown::markdown;
pub use pdf::{PdfError, pdf};
