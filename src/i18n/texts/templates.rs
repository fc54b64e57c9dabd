//! Texts of the templates of minutes.

/// Texts of the templates of minutes.
#[derive(Debug)]
pub struct Texts {
    /// A file (1) with what is wrong (2).
    pub in_file: fn(&str, &str) -> String,
    /// A file (1) with a line (2) and what is wrong there (3).
    pub in_line: fn(&str, usize, &str) -> String,
    /// The file cannot be read for a reason.
    pub unreadable: fn(&str) -> String,
    /// The file has more than so many kilobytes.
    pub too_large: fn(u64) -> String,
    /// The name of the file does not say its format.
    pub unknown_format: &'static str,
    /// The logo is no picture that can be shown.
    pub not_a_picture: &'static str,
    /// The logo is an SVG, which DOCX and PDF cannot hold.
    pub not_in_documents: &'static str,
    /// The logo has too many pixels for DOCX and PDF.
    pub too_detailed: &'static str,
    /// The logo is damaged, or its colours must not stand in an archived PDF.
    pub picture_refused: &'static str,
    /// The template is not written as one; with the engine's words.
    pub syntax: fn(&str) -> String,
    /// There is no value of this name.
    pub unknown_variable: fn(&str) -> String,
    /// There is no filter, test or function of this name.
    pub unknown_word: fn(&str) -> String,
    /// A template must not use this; takes it.
    pub refused: fn(&str) -> String,
    /// The template does not come to an end.
    pub endless: &'static str,
    /// What the template writes is too long.
    pub too_long: &'static str,
    /// In a document of several minutes the template would leave some of them out.
    pub not_together: &'static str,
    /// Anything else; with the engine's words.
    pub other: fn(&str) -> String,
    /// The built-in template was used instead.
    pub built_in_used: &'static str,
    /// The minutes are without the logo.
    pub without_logo: &'static str,
    /// Marks a template that is the built-in one.
    pub built_in: &'static str,
    /// Marks a template of the centre that is in order.
    pub own: &'static str,
    /// Marks a template of the centre that is wrong.
    pub wrong: &'static str,
    /// The folder (1) has no template of the centre, so that there is nothing to check.
    pub none: fn(&str) -> String,
    /// The file (its path) is in order.
    pub in_order: fn(&str) -> String,
}

pub(super) const CS: Texts = Texts {
    in_file: |path, fault| format!("{path}: {fault}"),
    in_line: |path, line, fault| format!("{path}, řádek {line}: {fault}"),
    unreadable: |reason| format!("soubor nelze přečíst: {reason}"),
    too_large: |kilobytes| format!("soubor je větší než {kilobytes} kB; zmenšete jej"),
    unknown_format: "podle názvu souboru nelze určit formát; soubor musí končit na .md nebo .html",
    not_a_picture: "soubor není obrázek PNG, JPEG ani SVG",
    not_in_documents: "do DOCX a PDF lze vložit jen logo PNG nebo JPEG; uložte logo v jednom z těchto formátů",
    too_detailed: "logo má více než 4 miliony bodů, což je pro DOCX a PDF příliš; zmenšete jej",
    picture_refused: "obrázek je poškozený, nebo má barvy, které archivní PDF nepřipouští (CMYK); uložte jej znovu jako PNG",
    syntax: |words| format!("chybný zápis šablony ({words})"),
    unknown_variable: |name| format!("proměnná „{name}“ neexistuje; jejich přehled je v docs/formats.md"),
    unknown_word: |name| {
        format!("filtr, test nebo funkce „{name}“ v šablonách není; přehled je v docs/formats.md")
    },
    refused: |means| format!("„{means}“ v šabloně zápisu použít nelze; co použít lze, je v docs/formats.md"),
    endless: "šablona nekončí; zkontrolujte cykly",
    too_long: "výstup šablony je příliš dlouhý; zkontrolujte cykly",
    not_together: "šablona vypisuje jen vyjmenované oddíly, takže by v dokumentu s více zápisy chyběly; \
                   vypište v ní všechny (sections), viz docs/formats.md",
    other: |words| format!("šablonu nelze použít ({words})"),
    built_in_used: "použita je vestavěná šablona",
    without_logo: "zápis je bez loga",
    built_in: "vestavěná",
    own: "vlastní",
    wrong: "chybná, použije se vestavěná",
    none: |folder| format!("Složka {folder} neobsahuje žádnou šablonu; založí ji porada template new."),
    in_order: |path| format!("V pořádku: {path}"),
};

pub(super) const EN: Texts = Texts {
    in_file: |path, fault| format!("{path}: {fault}"),
    in_line: |path, line, fault| format!("{path}, line {line}: {fault}"),
    unreadable: |reason| format!("the file cannot be read: {reason}"),
    too_large: |kilobytes| format!("the file is larger than {kilobytes} kB; make it smaller"),
    unknown_format: "the name of the file does not say the format; it must end in .md or .html",
    not_a_picture: "the file is no picture in PNG, JPEG or SVG",
    not_in_documents: "DOCX and PDF can hold a logo in PNG or JPEG only; save it as one of these",
    too_detailed: "the logo has more than 4 million pixels, too many for DOCX and PDF; make it smaller",
    picture_refused: "the picture is damaged, or has colours that an archived PDF must not have (CMYK); save it again as PNG",
    syntax: |words| format!("the template is not written correctly ({words})"),
    unknown_variable: |name| format!("there is no variable \"{name}\"; docs/formats.md lists them"),
    unknown_word: |name| {
        format!("templates have no filter, test or function \"{name}\"; docs/formats.md lists them")
    },
    refused: |means| {
        format!("\"{means}\" cannot be used in a template of minutes; docs/formats.md says what can")
    },
    endless: "the template does not come to an end; check its loops",
    too_long: "what the template writes is too long; check its loops",
    not_together: "the template shows only the sections that it names, so a document of several minutes would \
                   lack them; let it show all of them (sections), see docs/formats.md",
    other: |words| format!("the template cannot be used ({words})"),
    built_in_used: "the built-in template is used",
    without_logo: "the minutes are without the logo",
    built_in: "built-in",
    own: "own",
    wrong: "wrong, the built-in one is used",
    none: |folder| format!("The folder {folder} has no template; porada template new makes one."),
    in_order: |path| format!("In order: {path}"),
};
