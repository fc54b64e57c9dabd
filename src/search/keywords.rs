//! Keywords of several words: whoever types one of them wants the records that it was given to.
//!
//! The words of a keyword also stand in the index one by one, where nothing says any more that they belong together. A record
//! in which they are a keyword is about what they say together; one in which they only occur may be about anything.

use super::fold::fold;
use super::stem::stem;
use super::tokens::{is_stop_word, tokens};
use super::vocabulary;

/// What it adds to a relative score that the query is a keyword: as much as a title that has all its words, and a little.
pub(super) const KEYWORD: f32 = 0.3;

/// What stands between keywords.
const SEPARATOR: char = ',';

/// The keywords of several words, each with the records that have it.
#[derive(Debug, Default)]
pub(super) struct Keywords(Vec<(u32, u32)>);

/// A keyword by the stems of its words, so that it is found in any form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Keyword(u32);

impl Keyword {
    /// The keyword that a folded text is; `None` for less than two words that say something.
    pub(super) fn of(folded: &str) -> Option<Keyword> {
        let words = tokens(folded).filter_map(|token| folded.get(token)).filter(|word| !is_stop_word(word));
        let stems: Vec<&str> = words.map(stem).collect();
        (stems.len() > 1).then(|| Keyword(vocabulary::hash(&stems.join(" ")) as u32))
    }
}

impl Keywords {
    /// Adds the keywords of a record.
    pub(super) fn add(&mut self, text: &str, document: u32) {
        // Most are one word, which is seen sooner than it is folded.
        let several = |keyword: &&str| keyword.trim().contains(|letter: char| !letter.is_alphanumeric());
        let keywords =
            text.split(SEPARATOR).filter(several).filter_map(|keyword| Keyword::of(&fold(keyword)));
        self.0.extend(keywords.map(|Keyword(hash)| (hash, document)));
    }

    /// Makes the keywords ready to be looked up.
    pub(super) fn finish(&mut self) {
        self.0.sort_unstable();
        self.0.dedup();
        self.0.shrink_to_fit();
    }

    /// Whether a record has a keyword.
    pub(super) fn has(&self, Keyword(hash): Keyword, document: usize) -> bool {
        u32::try_from(document).is_ok_and(|document| self.0.binary_search(&(hash, document)).is_ok())
    }

    /// The bytes that the keywords need.
    pub(super) fn bytes(&self) -> usize {
        self.0.len() * size_of::<(u32, u32)>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyword_is_found_in_any_form_and_only_as_a_whole() {
        let mut keywords = Keywords::default();
        keywords.add("senior, Občanský autobus, škola v lese", 7);
        keywords.finish();
        let has = |text: &str| Keyword::of(&fold(text)).is_some_and(|keyword| keywords.has(keyword, 7));
        assert!(has("občanský autobus") && has("OBCANSKE autobusy") && has("škola lese"));
        assert!(!has("autobus občanský") && !has("autobus") && !has("senior") && !has("senior občanský"));
        assert!(!keywords.has(Keyword::of("obcansky autobus").unwrap(), 6));
    }
}
