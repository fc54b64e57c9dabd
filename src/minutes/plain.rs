//! Makes text from people and from imported records harmless for every format.

use std::fmt::Write;

/// Whether a character is never written: control characters, noncharacters that no XML may hold, and the marks that
/// reorder what stands after them (embeddings, overrides and isolates of the Unicode bidirectional algorithm). Letters
/// of right-to-left scripts do not need the latter.
pub(super) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// The text in one line.
pub(super) fn line(text: &str) -> String {
    lines(text).replace('\n', " ")
}

/// The text with its line breaks as `\n`; hidden characters, empty lines and space around lines are left out.
pub(super) fn lines(text: &str) -> String {
    let breaks = |c: char| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let clean = |line: &str| -> String {
        let spaced = line.replace('\t', " ");
        spaced.chars().filter(|&c| !is_hidden(c)).collect::<String>().trim().to_owned()
    };
    let kept: Vec<String> = text.split(breaks).map(clean).filter(|line| !line.is_empty()).collect();
    kept.join("\n")
}

/// The address if it is one of the web. Whatever has a meaning in a format is percent-encoded, so that formats need
/// not know about addresses.
pub(super) fn web_address(url: &str) -> Option<String> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://")?;
    let scheme = ["https", "http"].into_iter().find(|known| known.eq_ignore_ascii_case(scheme))?;
    if rest.is_empty() || rest.starts_with('/') {
        return None;
    }
    let mut address = format!("{scheme}://");
    for character in rest.chars().filter(|&c| !is_hidden(c)) {
        let encoded = character.is_whitespace() || "<>\"'`\\|^{}()*".contains(character);
        push(character, encoded, &mut address);
    }
    Some(address)
}

/// The address (from [`web_address`]) as RFC 3986 writes it, in ASCII; `None` when its host or port is none. Office
/// programs call a file damaged when an address in it is not strict.
pub(super) fn strict_address(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let authority = rest.get(..end)?;
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    let of_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    if host.is_empty() || !host.chars().all(of_host) || !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut address = format!("{scheme}://");
    let mut in_fragment = false;
    for (index, character) in rest.char_indices() {
        let allowed = match character {
            '%' => is_escape(rest.get(index + 1..index + 3)),
            // A second one would stand inside the fragment.
            '#' => !std::mem::replace(&mut in_fragment, true),
            _ => character.is_ascii_alphanumeric() || "-._~:/?@!$&'()*+,;=".contains(character),
        };
        push(character, !allowed, &mut address);
    }
    Some(address)
}

fn is_escape(digits: Option<&str>) -> bool {
    digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Adds a character to an address, percent-encoded where that is needed.
fn push(character: char, encoded: bool, address: &mut String) {
    if !encoded {
        address.push(character);
        return;
    }
    let mut bytes = [0; 4];
    for byte in character.encode_utf8(&mut bytes).bytes() {
        // Writing to a String cannot fail.
        let _ = write!(address, "%{byte:02X}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_breaks_and_lose_what_is_hidden() {
        assert_eq!(lines(" a\tb \r\n\r\n\u{1b}[31mc\u{202e}\u{7f}\u{9b} "), "a b\n[31mc");
        assert_eq!(line("a\n b\u{2028}c"), "a b c");
        assert_eq!(line("\u{1b}\n\u{0}"), "");
    }

    #[test]
    fn only_addresses_of_the_web_are_kept() {
        assert_eq!(web_address("HTTPS://a.cz/b c").as_deref(), Some("https://a.cz/b%20c"));
        assert_eq!(web_address("http://a.cz/(x)|\"<>").as_deref(), Some("http://a.cz/%28x%29%7C%22%3C%3E"));
        for other in
            ["javascript:alert(1)", "ftp://a.cz", "a.cz", "", "https://", "https:///etc", "data:text/html,x"]
        {
            assert_eq!(web_address(other), None, "{other}");
        }
    }

    #[test]
    fn a_strict_address_is_ascii_and_has_a_host() {
        for (address, strict) in [
            ("https://a.cz/b?c=d#e", Some("https://a.cz/b?c=d#e")),
            ("https://a.cz:8080/č[1]#e#f", Some("https://a.cz:8080/%C4%8D%5B1%5D#e%23f")),
            ("https://obec-žďár.cz", Some("https://obec-%C5%BE%C4%8F%C3%A1r.cz")),
            ("https://a.cz/100%25/%zz/%", Some("https://a.cz/100%25/%25zz/%25")),
            ("https://a:b:c/", None),
            ("https://a@b.cz/", None),
            ("https://?x", None),
        ] {
            assert_eq!(strict_address(address).as_deref(), strict, "{address}");
        }
    }
}
