//! What the minutes say of the centre that writes them: its heading, its logo, its notice.

use super::problem::{TemplateFault, TemplateProblem};
use crate::minutes::mail::base64;
use crate::minutes::picture::{Picture, PictureFault};
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
    pub(in crate::minutes) heading: String,
    /// What it tells about the personal data in the minutes; lines.
    pub(in crate::minutes) gdpr_notice: String,
    /// Its logo as an address that holds the picture (RFC 2397).
    pub(super) logo: String,
    /// Why the logo cannot be used.
    pub(super) problem: Option<TemplateProblem>,
    /// Its logo for DOCX and PDF.
    pub(in crate::minutes) picture: Option<Picture>,
    /// Why they are without the logo.
    pub(in crate::minutes) without_picture: Option<TemplateProblem>,
    /// The file of the logo.
    logo_path: PathBuf,
}

impl Centre {
    pub(super) fn gather(words: &CentreWords, read: &impl Fn(&Path, u64) -> io::Result<Vec<u8>>) -> Centre {
        let mut centre = Centre {
            heading: lines(&words.heading),
            gdpr_notice: lines(&words.gdpr_notice),
            ..Centre::default()
        };
        let Some(path) = words.logo.as_deref() else { return centre };
        centre.logo_path = path.to_owned();
        match logo(path, read) {
            Ok((address, picture)) => {
                centre.logo = address;
                match picture {
                    Ok(picture) => centre.picture = Some(picture),
                    Err(fault) => centre.without_picture = Some(centre.of_logo(fault)),
                }
            }
            Err(fault) => {
                centre.problem = Some(centre.of_logo(fault));
                centre.without_picture.clone_from(&centre.problem);
            }
        }
        centre
    }

    fn of_logo(&self, fault: TemplateFault) -> TemplateProblem {
        TemplateProblem { path: self.logo_path.clone(), line: None, fault }
    }

    /// The centre without the logo, which a document cannot hold.
    pub(in crate::minutes) fn refusing_picture(&self) -> Centre {
        let problem = self.of_logo(TemplateFault::PictureRefused);
        Centre { picture: None, without_picture: Some(problem), ..self.clone() }
    }

    /// A centre that says everything, to try templates with.
    pub(super) fn sample() -> Centre {
        Centre {
            heading: "x".to_owned(),
            gdpr_notice: "x".to_owned(),
            logo: "data:,".to_owned(),
            ..Centre::default()
        }
    }
}

/// The logo as an address that holds it, and as a picture for documents.
type Logo = (String, Result<Picture, TemplateFault>);

fn logo(path: &Path, read: &impl Fn(&Path, u64) -> io::Result<Vec<u8>>) -> Result<Logo, TemplateFault> {
    let bytes = read(path, LARGEST_LOGO).map_err(|error| TemplateFault::unreadable(&error, LARGEST_LOGO))?;
    let media_type = media_type(&bytes).ok_or(TemplateFault::NotAPicture)?;
    let mut address = format!("data:{media_type};base64,");
    base64(&bytes, &mut address);
    let picture = Picture::read(&bytes).map_err(|fault| match fault {
        PictureFault::Unknown if media_type == "image/svg+xml" => TemplateFault::NotInDocuments,
        PictureFault::Unknown => TemplateFault::PictureRefused,
        PictureFault::TooLarge => TemplateFault::TooDetailed,
    });
    Ok((address, picture))
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
        let svg = ("data:image/svg+xml;base64,PHN2Zy8+".to_owned(), Err(TemplateFault::NotInDocuments));
        assert_eq!(logo(Path::new("a.svg"), &read), Ok(svg));
    }
}
