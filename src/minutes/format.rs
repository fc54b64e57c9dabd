//! The formats in which a consultation leaves.

/// A format in which a consultation leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Minutes as Markdown.
    Markdown,
    /// Minutes as HTML.
    Html,
    /// Minutes as a Word document.
    Docx,
    /// Minutes as PDF.
    Pdf,
    /// The whole consultation as JSON.
    Json,
    /// The whole consultation as a line of JSON.
    Ndjson,
    /// Open tasks and the next meeting as a calendar.
    Calendar,
    /// A table.
    Csv,
    /// All tables in a workbook.
    Xlsx,
    /// The draft of an e-mail with attachments.
    Mail,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 10] = [
        Format::Markdown,
        Format::Html,
        Format::Docx,
        Format::Pdf,
        Format::Json,
        Format::Ndjson,
        Format::Calendar,
        Format::Csv,
        Format::Xlsx,
        Format::Mail,
    ];

    /// Its word on the command line, which is also the extension of its files.
    pub fn key(self) -> &'static str {
        match self {
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Docx => "docx",
            Format::Pdf => "pdf",
            Format::Json => "json",
            Format::Ndjson => "ndjson",
            Format::Calendar => "ics",
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Mail => "eml",
        }
    }

    /// The format with this word.
    pub fn parse(key: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.key() == key)
    }

    /// Whether it is no text, so that a terminal cannot show it.
    pub fn is_binary(self) -> bool {
        matches!(self, Format::Docx | Format::Pdf | Format::Xlsx)
    }

    /// Whether one file can hold several consultations.
    pub fn holds_several(self) -> bool {
        !matches!(self, Format::Json | Format::Calendar | Format::Mail)
    }

    /// What it is to mail programs.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Markdown => "text/markdown; charset=utf-8",
            Format::Html => "text/html; charset=utf-8",
            Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Format::Pdf => "application/pdf",
            Format::Json => "application/json",
            Format::Ndjson => "application/x-ndjson",
            Format::Calendar => "text/calendar; charset=utf-8",
            Format::Csv => "text/csv; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Mail => "message/rfc822",
        }
    }
}
