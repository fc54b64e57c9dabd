//! Puts the parts of a document into one file.

use crate::minutes::error::FormatError;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The parts as a zip archive. All carry the earliest time that zip knows, so that the same parts give the same bytes.
pub(super) fn package(parts: &[(String, Vec<u8>)]) -> Result<Vec<u8>, FormatError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive
            .start_file(name.as_str(), options)
            .map_err(|error| FormatError::Document(error.to_string()))?;
        archive.write_all(content).map_err(|error| FormatError::Document(format!("{name}: {error}")))?;
    }
    let file = archive.finish().map_err(|error| FormatError::Document(error.to_string()))?;
    Ok(file.into_inner())
}
