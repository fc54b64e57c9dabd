//! Texts of the minutes as PDF that no other format has.

/// Texts of the minutes as PDF that no other format has.
#[derive(Debug)]
pub struct Texts {
    /// The page number; takes the page and the number of pages.
    pub page: fn(usize, usize) -> String,
    /// Notice: characters that the font does not have; takes what stands for them, and their code points.
    pub replaced: fn(char, &str) -> String,
    /// Error: the fonts of the program cannot be read.
    pub fonts: &'static str,
    /// Error: the document cannot be a PDF; takes the reason.
    pub refused: fn(&str) -> String,
}

pub(super) const CS: Texts = Texts {
    page: |page, pages| format!("strana {page} / {pages}"),
    replaced: |sign, codes| {
        format!(
            "Znak {sign} zastupuje znaky, které písmo tohoto dokumentu neobsahuje (v textu zůstávají vyhledatelné): {codes}."
        )
    },
    fonts: "PDF nelze vytvořit: písma programu jsou poškozená. Nainstalujte program znovu; zápis lze zatím uložit jako DOCX nebo HTML.",
    refused: |reason| {
        format!(
            "PDF nelze vytvořit: dokument nevyhovuje normě PDF/A ({reason}). Zápis lze uložit jako DOCX nebo HTML."
        )
    },
};

pub(super) const EN: Texts = Texts {
    page: |page, pages| format!("page {page} / {pages}"),
    replaced: |sign, codes| {
        format!(
            "The sign {sign} stands for characters that the font of this document does not have (they can still be searched for): {codes}."
        )
    },
    fonts: "Cannot make a PDF: the program's fonts are damaged. Install the program again; meanwhile the minutes can be saved as DOCX or HTML.",
    refused: |reason| {
        format!(
            "Cannot make a PDF: the document does not fit the PDF/A standard ({reason}). The minutes can be saved as DOCX or HTML."
        )
    },
};
