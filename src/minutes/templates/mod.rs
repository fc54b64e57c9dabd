//! The templates of the minutes: the built-in ones, and those of a centre, which may have its own logo, heading, order
//! of sections and notice.
//!
//! A template sees texts that are escaped for its format already ([`context`]), so that it can reorder, wrap or leave
//! them out but not unescape them, and what a person typed is only ever a value, never a template. A template of the
//! centre that is wrong is told with its line, and the built-in one takes its place.

mod centre;
mod context;
mod engine;
mod growth;
mod problem;
mod sample;

pub use centre::{Centre, CentreWords};
pub use problem::{TemplateFault, TemplateProblem};

use super::document::Document;
use super::layout::{Section, sections, sections_together};
use super::pdf::pdf_with;
use crate::i18n::Language;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// The most bytes of a template.
const LARGEST_TEMPLATE: u64 = 200_000;

/// What a template writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
}

impl Format {
    /// The built-in template.
    fn built_in(self) -> &'static str {
        match self {
            Format::Markdown => include_str!("minutes.md"),
            Format::Html => include_str!("minutes.html"),
        }
    }

    /// The end of the names of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Markdown => "md",
            Format::Html => "html",
        }
    }
}

/// A template by the name of its file: for one format, and for one language or all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TemplateName {
    format: Format,
    language: Option<&'static str>,
    key: &'static str,
}

impl TemplateName {
    /// All templates that a centre can have.
    pub const ALL: [TemplateName; 6] = [
        TemplateName { format: Format::Markdown, language: None, key: "minutes.md" },
        TemplateName { format: Format::Html, language: None, key: "minutes.html" },
        TemplateName { format: Format::Markdown, language: Some("cs"), key: "minutes.cs.md" },
        TemplateName { format: Format::Html, language: Some("cs"), key: "minutes.cs.html" },
        TemplateName { format: Format::Markdown, language: Some("en"), key: "minutes.en.md" },
        TemplateName { format: Format::Html, language: Some("en"), key: "minutes.en.html" },
    ];

    /// The name of the file.
    pub fn key(self) -> &'static str {
        self.key
    }

    /// The template of this name.
    pub fn parse(key: &str) -> Option<TemplateName> {
        TemplateName::ALL.into_iter().find(|name| name.key == key)
    }

    /// What it writes.
    pub fn format(self) -> Format {
        self.format
    }

    /// The code of the language of the minutes that it is for; `None` for all of them.
    pub fn language(self) -> Option<&'static str> {
        self.language
    }

    /// The text of the built-in template, which the centre's own one replaces.
    pub fn built_in(self) -> &'static str {
        self.format.built_in()
    }
}

/// A template of the centre, or why its file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Own {
    path: PathBuf,
    source: Result<String, TemplateFault>,
}

/// The templates of a centre and what they may say of it. The default has only the built-in templates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Templates {
    centre: Centre,
    own: BTreeMap<TemplateName, Own>,
}

impl Templates {
    /// The templates that lie in `folder`; `read` gives the bytes of a file of at most so many bytes. What cannot be
    /// used is told by the one who would use it.
    pub fn gather(
        folder: &Path,
        words: &CentreWords,
        read: impl Fn(&Path, u64) -> io::Result<Vec<u8>>,
    ) -> Templates {
        let mut own = BTreeMap::new();
        for name in TemplateName::ALL {
            let path = folder.join(name.key);
            let source = match read(&path, LARGEST_TEMPLATE) {
                Ok(bytes) => source(bytes),
                Err(error) if is_absent(&error) => continue,
                Err(error) => Err(TemplateFault::unreadable(&error, LARGEST_TEMPLATE)),
            };
            own.insert(name, Own { path, source });
        }
        Templates { centre: Centre::gather(words, &read), own }
    }

    /// The file of the centre's own template, if there is one.
    pub fn path(&self, name: TemplateName) -> Option<&Path> {
        self.own.get(&name).map(|own| own.path.as_path())
    }

    /// The text of the template that is used under this name: the centre's own one or the built-in one.
    ///
    /// # Errors
    /// When the centre's own one cannot be read.
    pub fn source(&self, name: TemplateName) -> Result<&str, TemplateProblem> {
        match self.own.get(&name) {
            Some(own) => own.source(),
            None => Ok(name.built_in()),
        }
    }

    /// Tries the centre's own template with sample minutes: full ones and empty ones, with and without what the centre
    /// says of itself.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self, name: TemplateName) -> Result<(), TemplateProblem> {
        let Some(own) = self.own.get(&name) else { return Ok(()) };
        check(&own.path, own.source()?, name.format, name.language)
    }

    /// What the minutes say of the centre.
    pub(super) fn centre(&self) -> &Centre {
        &self.centre
    }

    /// Whether the centre's logo can be used in every format, where it has one.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn check_logo(&self) -> Result<(), TemplateProblem> {
        self.centre.problem.clone().or(self.centre.without_picture.clone()).map_or(Ok(()), Err)
    }

    /// The same, tried out with a PDF, whose standard refuses some pictures.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn try_logo(&self) -> Result<(), TemplateProblem> {
        self.check_logo()?;
        match pdf_with(&sample::empty(Language::Czech), self) {
            Ok((_, Some(problem))) => Err(problem),
            _ => Ok(()),
        }
    }

    /// The template for minutes in this language: the one for the language goes before the one for all.
    fn find(&self, format: Format, language: Language) -> Option<&Own> {
        let of = |wanted: Option<&str>| {
            let mut own = self.own.iter();
            own.find(|(name, _)| name.format == format && name.language == wanted).map(|(_, own)| own)
        };
        of(Some(language.code())).or_else(|| of(None))
    }
}

impl Own {
    fn source(&self) -> Result<&str, TemplateProblem> {
        match &self.source {
            Ok(source) => Ok(source),
            Err(fault) => Err(TemplateProblem { path: self.path.clone(), line: None, fault: fault.clone() }),
        }
    }
}

/// Tries a template, whose name says its format, before it lies in the folder; see [`Templates::check`].
///
/// # Errors
/// The first thing that is wrong, also where the name says no format.
pub fn check_template(
    path: &Path,
    read: impl Fn(&Path, u64) -> io::Result<Vec<u8>>,
) -> Result<(), TemplateProblem> {
    let wrong = |fault| TemplateProblem { path: path.to_owned(), line: None, fault };
    let format = [Format::Markdown, Format::Html]
        .into_iter()
        .find(|format| path.extension().is_some_and(|it| it.eq_ignore_ascii_case(format.extension())))
        .ok_or_else(|| wrong(TemplateFault::UnknownFormat))?;
    let bytes = read(path, LARGEST_TEMPLATE)
        .map_err(|error| wrong(TemplateFault::unreadable(&error, LARGEST_TEMPLATE)))?;
    check(path, &source(bytes).map_err(wrong)?, format, None)
}

fn check(path: &Path, source: &str, format: Format, only: Option<&str>) -> Result<(), TemplateProblem> {
    for language in Language::ALL.into_iter().filter(|it| only.is_none_or(|code| code == it.code())) {
        for document in [sample::full(language), sample::empty(language)] {
            for centre in [Centre::sample(), Centre::default()] {
                engine::render(
                    source,
                    format,
                    context::context(&document, &sections(&document), format, &centre),
                )
                .map_err(|(line, fault)| TemplateProblem {
                    path: path.to_owned(),
                    line,
                    fault,
                })?;
            }
        }
    }
    Ok(())
}

/// A file that some editors of Windows begin with a byte order mark.
fn source(bytes: Vec<u8>) -> Result<String, TemplateFault> {
    let text = String::from_utf8(bytes).map_err(|_| TemplateFault::Unreadable(io::ErrorKind::InvalidData))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Writes the minutes by the template of the centre; by the built-in one where that is wrong, with what is wrong.
pub(super) fn write(
    document: &Document,
    format: Format,
    templates: &Templates,
) -> (String, Option<TemplateProblem>) {
    fill(document, &sections(document), format, templates, |_| true)
}

/// Writes several minutes as one document by the same template. One that shows only sections which it names would
/// lose all of them, so the built-in one takes its place.
pub(super) fn write_together(
    cover: &Document,
    documents: &[Document],
    format: Format,
    templates: &Templates,
) -> (String, Option<TemplateProblem>) {
    let together = sections_together(cover, documents);
    let titles: Vec<String> = together.iter().map(|it| context::text(&it.title, format)).collect();
    // The names of sections of single minutes are there, but have nothing to say.
    let unsaid = sections(cover).into_iter().map(|it| Section { blocks: Vec::new(), ..it });
    let all: Vec<Section> = together.into_iter().chain(unsaid).collect();
    fill(cover, &all, format, templates, |text| titles.iter().all(|title| text.contains(title)))
}

fn fill(
    document: &Document,
    sections: &[Section],
    format: Format,
    templates: &Templates,
    is_whole: impl Fn(&str) -> bool,
) -> (String, Option<TemplateProblem>) {
    let context = context::context(document, sections, format, &templates.centre);
    // A template in Markdown rarely shows the logo, and then says so itself by what it shows.
    let logo = templates.centre.problem.clone().filter(|_| format == Format::Html);
    let by_own = |own: &Own| {
        let wrong = |(line, fault)| TemplateProblem { path: own.path.clone(), line, fault };
        let text = engine::render(own.source()?, format, context.clone()).map_err(wrong)?;
        if is_whole(&text) { Ok(text) } else { Err(wrong((None, TemplateFault::NotTogether))) }
    };
    let problem = match templates.find(format, document.language).map(by_own) {
        Some(Ok(text)) => return (text, logo),
        Some(Err(problem)) => Some(problem),
        None => None,
    };
    let text = engine::render(format.built_in(), format, context).unwrap_or_else(|(line, fault)| {
        // Tests hold that this cannot be; were it, the log has to say why the minutes are empty.
        tracing::error!("built-in template, line {line:?}: {fault:?}");
        String::new()
    });
    (text, problem.or(logo))
}

#[cfg(test)]
mod tests;
