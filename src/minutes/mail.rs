//! Minutes as the draft of an e-mail with attachments (RFC 5322, MIME).

use super::document::{Document, Point};

/// A file that goes with the e-mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// What it is, `application/pdf` for example.
    pub media_type: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Between the parts. All parts are written in base64, which has neither of the first two characters.
const BOUNDARY: &str = "=_porada-minutes";
/// The bytes of text in an encoded word, so that the first line, with the name of the header, has at most 76 characters
/// (RFC 2047, section 2).
const ENCODED_WORD: usize = 39;
/// The bytes in a line of base64: 76 characters.
const BASE64_LINE: usize = 57;
/// The most characters of the name of an attachment.
const LONGEST_NAME: usize = 80;
/// The most characters of a subject.
const LONGEST_SUBJECT: usize = 200;

/// The draft as the text of an `.eml` file, which a mail program opens for sending (`X-Unsent`).
///
/// The text says what was agreed, without a greeting; that is for the person who sends it. Sender, recipients and date
/// are not written: the mail program and the person know them, and it is the same draft for the same minutes.
pub fn mail(document: &Document, attachments: &[Attachment]) -> String {
    let mut mail = format!(
        "X-Unsent: 1\r\nMIME-Version: 1.0\r\nSubject: {}\r\nContent-Type: multipart/mixed; boundary=\"{BOUNDARY}\"\r\n\r\n",
        encoded_words(&subject(document))
    );
    part(&mut mail, "text/plain; charset=utf-8", "inline", text(document).replace('\n', "\r\n").as_bytes());
    for attachment in attachments {
        let disposition = format!("attachment; {}", file_name(&attachment.name));
        part(&mut mail, attachment.media_type, &disposition, &attachment.bytes);
    }
    mail.push_str(&format!("--{BOUNDARY}--\r\n"));
    mail
}

fn part(mail: &mut String, content_type: &str, disposition: &str, bytes: &[u8]) {
    mail.push_str(&format!(
        "--{BOUNDARY}\r\nContent-Type: {content_type}\r\nContent-Disposition: {disposition}\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n"
    ));
    for line in bytes.chunks(BASE64_LINE) {
        base64(line, mail);
        mail.push_str("\r\n");
    }
}

fn subject(document: &Document) -> String {
    let date = document.date.map(|date| format!(" ({})", document.language.date(date))).unwrap_or_default();
    let title: String = document.title.chars().take(LONGEST_SUBJECT).collect();
    format!("{}: {title}{date}", document.heading)
}

/// What was discussed, decided and promised.
fn text(document: &Document) -> String {
    let texts = document.language.texts();
    let minutes = &texts.minutes;
    let mut sections = vec![format!("{}\n{}", document.heading, document.title)];
    if document.sample {
        sections.push(minutes.sample.to_owned());
    }
    let facts: Vec<String> = document
        .facts
        .iter()
        .map(|fact| format!("{}: {}", fact.label, fact.value.replace('\n', ", ")))
        .collect();
    sections.push(facts.join("\n"));
    let needs = document.course.iter().filter_map(|point| match point {
        Point::Need(need) => Some(match &need.status {
            Some(status) => format!("{} ({status})", need.text),
            None => need.text.clone(),
        }),
        Point::Note(_) => None,
    });
    sections.push(list(texts.exports.needs, needs));
    sections.push(list(minutes.decisions, document.decisions.iter().map(|it| it.replace('\n', "\n   "))));
    let tasks = document.tasks.iter().map(|task| {
        let done = if task.done { format!("; {}: {}", minutes.done, minutes.yes) } else { String::new() };
        let due =
            if task.due.is_empty() { String::new() } else { format!("; {}: {}", minutes.due, task.due) };
        format!("{} – {}: {}{due}{done}", task.what, minutes.owner, task.who)
    });
    sections.push(list(minutes.tasks, tasks));
    if !document.next_meeting.is_empty() {
        sections.push(format!("{}\n{}", minutes.next_meeting, document.next_meeting));
    }
    sections.push(document.organisation.clone());
    sections.retain(|section| !section.is_empty());
    sections.join("\n\n") + "\n"
}

/// A heading and a numbered list, or nothing.
fn list(heading: &str, items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> =
        items.enumerate().map(|(index, item)| format!("{}. {item}", index + 1)).collect();
    if items.is_empty() { String::new() } else { format!("{heading}\n{}", items.join("\n")) }
}

/// The text of a header as encoded words (RFC 2047), each on a line of its own and none cut inside a character.
fn encoded_words(text: &str) -> String {
    let mut words = vec![String::new()];
    for character in text.chars() {
        match words.last_mut() {
            Some(word) if word.len() + character.len_utf8() <= ENCODED_WORD => word.push(character),
            _ => words.push(character.to_string()),
        }
    }
    let encoded = |word: String| {
        let mut encoded = "=?utf-8?B?".to_owned();
        base64(word.as_bytes(), &mut encoded);
        encoded + "?="
    };
    words.into_iter().map(encoded).collect::<Vec<_>>().join("\r\n ")
}

/// The name of an attachment as a parameter; with other characters than those of a plain name as RFC 2231 writes it.
fn file_name(name: &str) -> String {
    let name: String = name.chars().take(LONGEST_NAME).collect();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if !name.is_empty() && name.chars().all(is_plain) {
        return format!("filename=\"{name}\"");
    }
    let encoded: String = name
        .bytes()
        .map(|byte| {
            let character = char::from(byte);
            if is_plain(character) { character.to_string() } else { format!("%{byte:02X}") }
        })
        .collect();
    format!("filename*=utf-8''{encoded}")
}

/// Base64 (RFC 4648, section 4), three bytes as four characters.
pub(super) fn base64(bytes: &[u8], text: &mut String) {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for three in bytes.chunks(3) {
        let byte = |index: usize| three.get(index).map_or(0, |byte| u32::from(*byte));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for (position, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let index = usize::try_from(bits >> shift & 63).unwrap_or_default();
            let character = ALPHABET.get(index).map_or('=', |letter| char::from(*letter));
            text.push(if position > three.len() { '=' } else { character });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        for (bytes, expected) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            let mut text = String::new();
            base64(bytes.as_bytes(), &mut text);
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn encoded_words_are_short_and_whole() {
        let encoded = encoded_words(&"ž".repeat(100));
        for word in encoded.split("\r\n ") {
            assert!(word.len() <= 75 && word.starts_with("=?utf-8?B?") && word.ends_with("?="), "{word}");
        }
    }

    #[test]
    fn a_name_cannot_end_its_header() {
        assert_eq!(file_name("2026-11-21-jesenik-zapis.pdf"), "filename=\"2026-11-21-jesenik-zapis.pdf\"");
        assert_eq!(file_name("zápis\"\r\nBcc: x"), "filename*=utf-8''z%C3%A1pis%22%0D%0ABcc%3A%20x");
    }
}
