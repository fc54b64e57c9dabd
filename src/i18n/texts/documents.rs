//! Texts of document files.

/// Texts of document files.
#[derive(Debug)]
pub struct Texts {
    /// A document file is not JSON; takes the parser's words.
    pub file_not_json: fn(&str) -> String,
    /// A file is not a document of porada.
    pub file_not_a_document: &'static str,
    /// A newer porada wrote the file; takes the format.
    pub file_newer_format: fn(&str) -> String,
    /// A part of the file has the wrong form; takes the place.
    pub file_malformed: fn(&str) -> String,
    /// A document has too many parts; takes how many it may have.
    pub file_too_many: fn(&str) -> String,
}

pub(super) const CS: Texts = Texts {
    file_not_json: |problem| format!("soubor není JSON ({problem}); vyberte soubor, který zapsala porada"),
    file_not_a_document: "soubor není dokument porady (chybí \"format\": \"porada-doc/1\")",
    file_newer_format: |format| {
        format!("soubor zapsala novější porada ({format}); aktualizujte ji a zkuste to znovu")
    },
    file_malformed: |place| format!("soubor je poškozený v místě {place}; vyžádejte si ho znovu"),
    file_too_many: |limit| {
        format!("dokument v souboru má příliš mnoho položek (nejvýše {limit}); rozdělte ho do více dokumentů")
    },
};

pub(super) const EN: Texts = Texts {
    file_not_json: |problem| format!("the file is not JSON ({problem}); choose a file that porada wrote"),
    file_not_a_document: "the file is not a document of porada (\"format\": \"porada-doc/1\" is missing)",
    file_newer_format: |format| {
        format!("a newer porada wrote the file ({format}); update porada and try again")
    },
    file_malformed: |place| format!("the file is damaged at {place}; ask for it again"),
    file_too_many: |limit| {
        format!(
            "the document in the file has too many items (at most {limit}); divide it into several documents"
        )
    },
};
