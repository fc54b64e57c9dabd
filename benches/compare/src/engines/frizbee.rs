//! frizbee: every word must be in the record, with SIMD; typos where they are allowed.

use super::{Engine, HITS};
use crate::Failure;
use crate::corpus::words;
use frizbee::{CaseMatching, Config, Matcher, Pattern, PatternConfig, UnicodeMatching};
use porada::search::fold;

/// frizbee over folded lines.
pub struct Frizbee<'a> {
    lines: &'a [String],
    most_typos: u16,
}

impl<'a> Frizbee<'a> {
    /// Takes the lines. A word may have a typo for every four letters, at most `most_typos`: the scale of television.
    pub fn new(folded: &'a [String], most_typos: u16) -> Frizbee<'a> {
        Frizbee { lines: folded, most_typos }
    }
}

impl Engine for Frizbee<'_> {
    fn search(&mut self, text: &str) -> Result<Vec<usize>, Failure> {
        let text = fold(text);
        let pattern = |word: &str| {
            let typos = u16::try_from(word.len() / 4).unwrap_or(u16::MAX).min(self.most_typos);
            Pattern::new(word, PatternConfig::default().max_typos(Some(typos)))
        };
        let patterns: Vec<Pattern> = words(&text).map(pattern).collect();
        let config = Config::default().casing(CaseMatching::Respect).unicode(UnicodeMatching::Ignore);
        let matches = Matcher::from_patterns(&patterns, &config).match_list(self.lines);
        Ok(matches.iter().take(HITS).map(|found| found.index as usize).collect())
    }
}
