//! SkimMatcherV2 of fuzzy-matcher over whole records. It takes a space literally, so the words are matched one by one,
//! all of them are required, and their scores are added.

use super::{Engine, best};
use crate::Failure;
use crate::corpus::words;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use porada::search::fold;

/// SkimMatcherV2 over folded lines.
pub struct Skim<'a> {
    matcher: SkimMatcherV2,
    lines: &'a [String],
}

impl<'a> Skim<'a> {
    /// Takes the lines.
    pub fn new(folded: &'a [String]) -> Skim<'a> {
        Skim { matcher: SkimMatcherV2::default().respect_case(), lines: folded }
    }
}

impl Engine for Skim<'_> {
    fn search(&mut self, text: &str) -> Result<Vec<usize>, Failure> {
        let text = fold(text);
        let words: Vec<&str> = words(&text).collect();
        let score = |line: &str| -> Option<i64> {
            words.iter().map(|word| self.matcher.fuzzy_match(line, word)).sum()
        };
        let scored = self.lines.iter().enumerate();
        let scored = scored.filter_map(|(position, line)| Some((score(line)?, position)));
        Ok(best(scored.collect()))
    }
}
