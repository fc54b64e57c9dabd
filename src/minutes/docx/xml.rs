//! Text as XML.

use std::borrow::Cow;

/// Whether XML 1.0 may hold the character (section 2.2, `Char`).
fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// The text as the content of an element or of an attribute in double quotes. What XML cannot hold is left out.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| is_allowed(c) && !matches!(c, '&' | '<' | '>' | '"')) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars().filter(|&c| is_allowed(c)) {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(character),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_would_obey_is_escaped_and_what_it_cannot_hold_is_dropped() {
        assert_eq!(escape("a<b> & \"c\" ]]>"), "a&lt;b&gt; &amp; &quot;c&quot; ]]&gt;");
        assert_eq!(escape("\u{0}a\u{1b}\u{ffff}\u{fffe}b\u{1f468}"), "ab\u{1f468}");
        assert_eq!(escape("žluťoučký"), "žluťoučký");
    }
}
