//! nucleo-matcher: every word must be in the record, letter after letter; folded text is its fast path.

use super::{Engine, best};
use crate::Failure;
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};
use porada::search::fold;

/// nucleo-matcher over folded lines.
pub struct Nucleo {
    matcher: Matcher,
    lines: Vec<Utf32String>,
}

impl Nucleo {
    /// Takes the lines.
    pub fn new(folded: &[String]) -> Nucleo {
        let lines = folded.iter().map(|line| line.as_str().into()).collect();
        Nucleo { matcher: Matcher::new(Config::DEFAULT), lines }
    }
}

impl Engine for Nucleo {
    fn search(&mut self, text: &str) -> Result<Vec<usize>, Failure> {
        let pattern = Pattern::new(&fold(text), CaseMatching::Respect, Normalization::Never, AtomKind::Fuzzy);
        let mut scored = Vec::new();
        for (position, line) in self.lines.iter().enumerate() {
            if let Some(score) = pattern.score(line.slice(..), &mut self.matcher) {
                scored.push((score, position));
            }
        }
        Ok(best(scored))
    }
}
