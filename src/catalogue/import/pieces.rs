//! Takes a file of records apart: JSON lines one after another without ever holding the file, lists and documents whole.

use super::super::problem::Problem;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::io::{self, BufRead, Chain, Cursor, Read};
use std::ops::Range;

/// The largest record that is accepted, in bytes; the largest shipped one has 4 kB.
pub(super) const RECORD_LIMIT: usize = 256 * 1024;

/// The largest list or document that is read, in bytes: it has to be in memory as a whole. JSON lines have no limit.
pub const DOCUMENT_LIMIT: u64 = 512_000_000;

/// How much of the beginning of a file is looked at to tell what it is.
const BEGINNING: u64 = 64 * 1024;

/// Why there is no record where one was expected.
#[derive(Debug)]
pub(super) enum Broken {
    /// The file cannot be read, or is too large to be read as a whole.
    Unreadable(io::Error),
    /// What begins on this line is no record.
    Wrong(u32, Problem),
}

/// The texts of the records of a file, each with the number of the line on which it begins.
#[derive(Debug)]
pub(super) enum Pieces<R> {
    /// JSON lines.
    Lines(Lines<Chain<Cursor<Vec<u8>>, R>>),
    /// A list or a document, and where its records are.
    Whole { text: String, places: std::vec::IntoIter<(u32, Range<usize>)> },
}

impl<R: BufRead> Pieces<R> {
    /// Looks at how the file begins; a list or a document is read.
    pub(super) fn of(mut input: R) -> Result<Pieces<R>, Broken> {
        let mut beginning = Vec::new();
        (&mut input).take(BEGINNING).read_to_end(&mut beginning).map_err(Broken::Unreadable)?;
        if beginning.starts_with(BYTE_ORDER_MARK) {
            beginning.drain(..BYTE_ORDER_MARK.len());
        }
        let kind = document_kind(&String::from_utf8_lossy(&beginning));
        if kind == DocumentKind::Lines {
            return Ok(Pieces::Lines(Lines::new(Cursor::new(beginning).chain(input))));
        }
        let read = input.take(DOCUMENT_LIMIT + 1).read_to_end(&mut beginning).map_err(Broken::Unreadable)?;
        if read as u64 > DOCUMENT_LIMIT {
            return Err(Broken::Unreadable(io::ErrorKind::FileTooLarge.into()));
        }
        let text = String::from_utf8(beginning).map_err(|error| {
            let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
            Broken::Wrong(line_after(before), Problem::NotUtf8)
        })?;
        let places = if kind == DocumentKind::List { parse_list(&text) } else { parse_object(&text) };
        let places = places.map_err(|(line, problem)| Broken::Wrong(line, problem))?.into_iter();
        Ok(Pieces::Whole { text, places })
    }

    /// The next record; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Result<(u32, &str), Broken>> {
        match self {
            Pieces::Lines(lines) => lines.next(),
            Pieces::Whole { text, places } => {
                let (line, place) = places.next()?;
                Some(Ok((line, text.get(place).unwrap_or_default())))
            }
        }
    }
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// What a file is, by how it begins.
#[derive(PartialEq)]
enum DocumentKind {
    Lines,
    List,
    Object,
}

fn document_kind(text: &str) -> DocumentKind {
    let text = text.trim_start();
    if text.starts_with('[') {
        return DocumentKind::List;
    }
    let first_key = text.strip_prefix('{').and_then(|rest| rest.trim_start().strip_prefix('"'));
    let documents = ["measures\"", "programmes\"", "note_en\"", "note_cs\"", "gaps\""];
    match first_key {
        Some(key) if documents.iter().any(|known| key.starts_with(known)) => DocumentKind::Object,
        _ => DocumentKind::Lines,
    }
}

/// The lines of a file that are not blank; no more than one is ever in memory.
#[derive(Debug)]
pub(super) struct Lines<R> {
    input: R,
    line: Vec<u8>,
    number: u32,
}

impl<R: BufRead> Lines<R> {
    fn new(input: R) -> Lines<R> {
        Lines { input, line: Vec::new(), number: 0 }
    }

    fn next(&mut self) -> Option<Result<(u32, &str), Broken>> {
        loop {
            let size = match self.read_line() {
                Ok(0) => return None,
                Ok(size) => size,
                Err(error) => return Some(Err(Broken::Unreadable(error))),
            };
            self.number = self.number.saturating_add(1);
            if size > self.line.len() {
                let problem = Problem::TooLarge { limit: RECORD_LIMIT, size };
                return Some(Err(Broken::Wrong(self.number, problem)));
            }
            if !self.line.trim_ascii().is_empty() {
                break;
            }
        }
        let text = std::str::from_utf8(&self.line).map(|text| (self.number, text.trim()));
        Some(text.map_err(|_| Broken::Wrong(self.number, Problem::NotUtf8)))
    }

    /// Reads a line and gives its size in bytes; of one that is too long only the beginning is kept.
    fn read_line(&mut self) -> io::Result<usize> {
        // Room for the end of the line, so that a record of just the limit is not refused for it.
        let most = RECORD_LIMIT as u64 + 2;
        self.line.clear();
        let mut size = (&mut self.input).take(most).read_until(b'\n', &mut self.line)?;
        if size as u64 == most && self.line.last() != Some(&b'\n') {
            let mut rest = Vec::new();
            loop {
                rest.clear();
                size += (&mut self.input).take(most).read_until(b'\n', &mut rest)?;
                match rest.last() {
                    Some(&b'\n') => return Ok(size - 1),
                    Some(_) => {}
                    None => return Ok(size),
                }
            }
        }
        Ok(size)
    }
}

/// The lines of a text that are not blank, with their numbers.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    (1u32..)
        .zip(text.lines())
        .map(|(number, line)| (number, line.trim()))
        .filter(|(_, line)| !line.is_empty())
}

type Places = Vec<(u32, Range<usize>)>;

fn parse_list(text: &str) -> Result<Places, (u32, Problem)> {
    let items: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| document_error(&error))?;
    Ok(numbered(text, &items))
}

fn parse_object(text: &str) -> Result<Places, (u32, Problem)> {
    /// The notes and gaps of a shipped file are about that file and are not imported.
    #[derive(Deserialize)]
    struct Document<'a> {
        #[serde(borrow)]
        measures: Option<Vec<&'a RawValue>>,
        #[serde(borrow)]
        programmes: Option<Vec<&'a RawValue>>,
    }
    let document: Document<'_> = serde_json::from_str(text).map_err(|error| document_error(&error))?;
    if document.measures.is_none() && document.programmes.is_none() {
        return Err((1, Problem::UnknownDocument));
    }
    let items: Vec<&RawValue> = document.measures.into_iter().chain(document.programmes).flatten().collect();
    Ok(numbered(text, &items))
}

fn document_error(error: &serde_json::Error) -> (u32, Problem) {
    (u32::try_from(error.line()).unwrap_or(u32::MAX), Problem::Syntax(error.to_string()))
}

/// Where the items are and on which lines they begin. They are slices of `text`, so their addresses tell it.
fn numbered(text: &str, items: &[&RawValue]) -> Places {
    let start = text.as_ptr().addr();
    let mut line = 1;
    let mut counted = 0;
    let mut places = Vec::with_capacity(items.len());
    for item in items {
        let at = item.get().as_ptr().addr().saturating_sub(start);
        if let Some(between) = text.as_bytes().get(counted..at) {
            line += newlines(between);
        } else {
            // The lists of a document may stand in another order than they are read.
            line = line_after(text.as_bytes().get(..at).unwrap_or_default());
        }
        counted = at;
        places.push((line, at..at + item.get().len()));
    }
    places
}

fn newlines(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// The number of the line that follows `before`.
fn line_after(before: &[u8]) -> u32 {
    newlines(before).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a file as `line text`, or the line and the problem.
    fn pieces(text: &[u8]) -> Vec<String> {
        let mut pieces = Pieces::of(text).unwrap();
        let mut found = Vec::new();
        while let Some(piece) = pieces.next() {
            found.push(match piece {
                Ok((line, text)) => format!("{line} {text}"),
                Err(Broken::Wrong(line, problem)) => format!("{line} {problem:?}"),
                Err(Broken::Unreadable(error)) => format!("{error}"),
            });
        }
        found
    }

    #[test]
    fn lines_are_numbered_and_blank_ones_left_out() {
        assert_eq!(pieces(b"\xef\xbb\xbf{1}\r\n \n\n  {2}"), ["1 {1}", "4 {2}"]);
        assert!(pieces(b"").is_empty() && pieces(b"\n \n").is_empty());
    }

    #[test]
    fn a_list_gives_its_items_with_their_lines() {
        assert_eq!(pieces(b"[{\"a\":1},\n\n {\"b\":\n2}]"), ["1 {\"a\":1}", "3 {\"b\":\n2}"]);
    }

    #[test]
    fn a_line_that_is_too_long_or_no_text_does_not_hide_the_others() {
        let text = [b"{1}\n\xff\n".to_vec(), vec![b'x'; 3 * RECORD_LIMIT], b"\n{2}\n".to_vec()].concat();
        let too_large = Problem::TooLarge { limit: RECORD_LIMIT, size: 3 * RECORD_LIMIT };
        let expected = ["1 {1}".to_owned(), "2 NotUtf8".into(), format!("3 {too_large:?}"), "4 {2}".into()];
        assert_eq!(pieces(&text), expected);
    }

    #[test]
    fn a_record_of_just_the_limit_is_read() {
        let record = "x".repeat(RECORD_LIMIT);
        assert_eq!(pieces(format!("{record}\r\n{{2}}").as_bytes()), [format!("1 {record}"), "2 {2}".into()]);
    }
}
