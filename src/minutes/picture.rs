//! A picture that a document carries: PNG or JPEG, whose size is read from its own head.

use std::sync::Arc;

/// The most pixels of a picture: as many as a logo needs on paper, and few enough to unpack in no time.
const MOST_PIXELS: u64 = 4_000_000;

/// Points (1/72 inch) of a pixel (1/96 inch).
const POINTS: f32 = 0.75;

/// How a picture is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
}

impl PictureKind {
    /// The end of the names of its files.
    pub fn extension(self) -> &'static str {
        match self {
            PictureKind::Png => "png",
            PictureKind::Jpeg => "jpeg",
        }
    }
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// How it is written.
    pub kind: PictureKind,
    /// The file.
    pub bytes: Arc<Vec<u8>>,
    /// The width in pixels.
    width: u32,
    /// The height in pixels.
    height: u32,
}

/// Why a file is no picture for a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureFault {
    /// It is neither PNG nor JPEG, or damaged.
    Unknown,
    /// It has too many pixels.
    TooLarge,
}

impl Picture {
    /// The picture in the file.
    pub fn read(bytes: &[u8]) -> Result<Picture, PictureFault> {
        let png = png_size(bytes).map(|size| (PictureKind::Png, size));
        let found = png.or_else(|| jpeg_size(bytes).map(|size| (PictureKind::Jpeg, size)));
        let (kind, (width, height)) = found.ok_or(PictureFault::Unknown)?;
        match u64::from(width) * u64::from(height) {
            0 => Err(PictureFault::Unknown),
            pixels if pixels > MOST_PIXELS => Err(PictureFault::TooLarge),
            _ => Ok(Picture { kind, bytes: Arc::new(bytes.to_vec()), width, height }),
        }
    }

    /// Width and height in points as it is shown: in its own size, smaller where that is more than `most`.
    pub fn shown(&self, most: (f32, f32)) -> (f32, f32) {
        // At most four million.
        let (width, height) = (self.width as f32 * POINTS, self.height as f32 * POINTS);
        let scale = (most.0 / width).min(most.1 / height).min(1.0);
        (width * scale, height * scale)
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| (number << 8) | u32::from(*byte))
}

/// Width and height of a PNG (ISO/IEC 15948, 11.2.2).
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let head = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    (head.get(4..8)? == b"IHDR").then_some(())?;
    Some((number(head.get(8..12)?), number(head.get(12..16)?)))
}

/// Width and height of a JPEG (ITU-T T.81, B.2.2): those of the first frame.
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let &marker = rest.strip_prefix(b"\xff")?.iter().find(|byte| **byte != 0xff)?;
        let at = rest.iter().position(|byte| *byte == marker)? + 1;
        let segment = rest.get(at..)?;
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            return Some((number(segment.get(5..7)?), number(segment.get(3..5)?)));
        }
        rest = segment.get(usize::try_from(number(segment.get(..2)?)).ok()?..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The head of a PNG of this size.
    fn png(width: u32, height: u32) -> Vec<u8> {
        [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &width.to_be_bytes(), &height.to_be_bytes()].concat()
    }

    #[test]
    fn the_size_is_read_from_the_head_and_fitted_into_the_room() {
        let picture = Picture::read(&png(800, 100)).unwrap();
        assert_eq!((picture.kind, picture.shown((180.0, 60.0))), (PictureKind::Png, (180.0, 22.5)));
        assert_eq!(Picture::read(&png(40, 20)).unwrap().shown((180.0, 60.0)), (30.0, 15.0));
        let jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc2\x00\x0b\x08\x00\x10\x00\x20\x03";
        assert_eq!(Picture::read(jpeg).unwrap().shown((180.0, 60.0)), (24.0, 12.0));
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_refused() {
        for bytes in [&b""[..], b"GIF89a", b"\xff\xd8", b"\xff\xd8\xff\xe0\xff\xff", b"\x89PNG\r\n\x1a\n"] {
            assert_eq!(Picture::read(bytes), Err(PictureFault::Unknown));
        }
        assert_eq!(Picture::read(&png(0, 5)), Err(PictureFault::Unknown));
        assert_eq!(Picture::read(&png(u32::MAX, u32::MAX)), Err(PictureFault::TooLarge));
    }
}
