//! What the minutes say of the centre that writes them: its heading, its logo, its notice.

use super::problem::{TemplateFault, TemplateProblem};
use crate::minutes::mail::base64;
use crate::minutes::plain::lines;
use std::io;
use std::path::{Path, PathBuf};

/// The most bytes of a logo: it is written into every file.
const LARGEST_LOGO: u64 = 200_000;

/// What the settings say of the centre.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CentreWords {
    /// The head of its letters: name, address, contact; lines, or empty.
    pub heading: String,
    /// What it tells about the personal data in the minutes; lines, or empty.
    pub gdpr_notice: String,
    /// The file of its logo (PNG, JPEG or SVG).
    pub logo: Option<PathBuf>,
}

/// What the minutes say of the centre; all may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Centre {
    /// The head of its letters; lines.
    pub(super) heading: String,
    /// What it tells about the personal data in the minutes; lines.
    pub(super) gdpr_notice: String,
    /// Its logo as an address that holds the picture (RFC 2397).
    pub(super) logo: String,
    /// Why the logo cannot be used.
    pub(super) problem: Option<TemplateProblem>,
}

impl Centre {
    pub(super) fn gather(words: &CentreWords, read: &impl Fn(&Path, u64) -> io::Result<Vec<u8>>) -> Centre {
        let (logo, problem) = match words.logo.as_deref().map(|path| (path, logo(path, read))) {
            None => (String::new(), None),
            Some((_, Ok(logo))) => (logo, None),
            Some((path, Err(fault))) => {
                (String::new(), Some(TemplateProblem { path: path.to_owned(), line: None, fault }))
            }
        };
        Centre { heading: lines(&words.heading), gdpr_notice: lines(&words.gdpr_notice), logo, problem }
    }

    /// A centre that says everything, to try templates with.
    pub(super) fn sample() -> Centre {
        Centre {
            heading: "x".to_owned(),
            gdpr_notice: "x".to_owned(),
            logo: "data:,".to_owned(),
            problem: None,
        }
    }
}

fn logo(path: &Path, read: &impl Fn(&Path, u64) -> io::Result<Vec<u8>>) -> Result<String, TemplateFault> {
    let bytes = read(path, LARGEST_LOGO).map_err(|error| TemplateFault::unreadable(&error, LARGEST_LOGO))?;
    let media_type = media_type(&bytes).ok_or(TemplateFault::NotAPicture)?;
    let mut address = format!("data:{media_type};base64,");
    base64(&bytes, &mut address);
    Ok(address)
}

/// The kind of picture that the content says it is; its name may say anything. A browser runs no script and loads
/// nothing from elsewhere in an SVG that an `img` shows.
fn media_type(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some("image/png");
    }
    if bytes.starts_with(b"\xff\xd8\xff") {
        return Some("image/jpeg");
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_start();
    let is_svg = text.starts_with("<svg")
        || (["<?xml", "<!--", "<!DOCTYPE svg"].iter().any(|start| text.starts_with(start))
            && text.contains("<svg"));
    is_svg.then_some("image/svg+xml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_content() {
        for (bytes, expected) in [
            (&b"\x89PNG\r\n\x1a\nrest"[..], Some("image/png")),
            (b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", Some("image/svg+xml")),
            ("\u{feff}<?xml version=\"1.0\"?>\n<svg/>".as_bytes(), Some("image/svg+xml")),
            (b"<html><svg/></html>", None),
            (b"GIF89a", None),
            (b"", None),
        ] {
            assert_eq!(media_type(bytes), expected);
        }
    }

    #[test]
    fn a_logo_becomes_an_address_that_holds_it() {
        let read = |_: &Path, _| Ok(b"<svg/>".to_vec());
        assert_eq!(logo(Path::new("a.svg"), &read).as_deref(), Ok("data:image/svg+xml;base64,PHN2Zy8+"));
    }
}
