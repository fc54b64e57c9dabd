//! Phrases and excluded words: what a record must say word by word, and what it must not say.

use super::facets::Bits;
use super::fold::{Folded, fold_map};
use super::index::SearchIndex;
use super::stem::stem;
use super::tokens::tokens;

/// So many records are read for a phrase, the best first; the others are not hits.
const READ_RECORDS: usize = 5_000;

/// A row of words to be found side by side.
struct Row<'text> {
    words: Vec<&'text str>,
    /// Whether the last word may go on.
    unfinished: bool,
}

impl<'text> Row<'text> {
    fn new(folded: &'text str, unfinished: bool) -> Row<'text> {
        Row { words: tokens(folded).filter_map(|token| folded.get(token)).collect(), unfinished }
    }

    /// Whether a folded text has the row.
    fn is_in(&self, text: &str) -> bool {
        let last = self.words.len().saturating_sub(1);
        let text: Vec<&str> = tokens(text).filter_map(|token| text.get(token)).collect();
        let same = |(number, (word, other)): (usize, (&&str, &&str))| {
            word == other || self.unfinished && number == last && other.starts_with(*word)
        };
        text.windows(self.words.len().max(1)).any(|part| self.words.iter().zip(part).enumerate().all(same))
    }
}

impl SearchIndex {
    /// The records that have a phrase, of those in `found`, which come best first; and whether all were looked at.
    /// `unfinished` says that its last word may go on.
    pub(super) fn keep_phrase(&self, phrase: &str, unfinished: bool, found: &mut Vec<(usize, f32)>) -> bool {
        let row = Row::new(phrase, unfinished);
        if row.words.is_empty() {
            return true;
        }
        let having = self.having_all(&row);
        found.retain(|&(document, _)| having.has(document));
        if row.words.len() == 1 {
            return true;
        }
        let complete = found.len() <= READ_RECORDS;
        found.truncate(READ_RECORDS);
        found.retain(|&(document, _)| self.says(document, &row));
        complete
    }

    /// The records that have an excluded word in any of its forms, or an excluded phrase.
    pub(super) fn having_excluded(&self, excluded: &str) -> Bits {
        let row = Row::new(excluded, false);
        match row.words.as_slice() {
            [] => Bits::none(self.len()),
            [word] => {
                let forms = self.vocabulary.of_stem(stem(word)).iter().map(|&token| token as usize);
                let forms = forms.filter(|_| stem(word).len() >= 3);
                self.having_any(forms.chain(self.vocabulary.find(word)))
            }
            _ => {
                let mut having = Bits::none(self.len());
                let candidates = self.having_all(&row);
                candidates.iter().filter(|&document| self.says(document, &row)).for_each(|it| having.add(it));
                having
            }
        }
    }

    fn having_any(&self, tokens: impl Iterator<Item = usize>) -> Bits {
        let mut having = Bits::none(self.len());
        for token in tokens {
            self.postings(token).iter().for_each(|posting| having.add(posting.document()));
        }
        having
    }

    /// The records that have all words of a row, wherever.
    fn having_all(&self, row: &Row) -> Bits {
        let mut having = Bits::all(self.len());
        let last = row.words.len().saturating_sub(1);
        for (number, word) in row.words.iter().enumerate() {
            let tokens = if row.unfinished && number == last {
                self.vocabulary.sharing(word, word.len())
            } else {
                self.vocabulary.find(word).map_or(0..0, |token| token..token + 1)
            };
            having.keep(&self.having_any(tokens));
        }
        having
    }

    /// Whether any text of a record has the row. Without the texts only the titles can be read.
    fn says(&self, document: usize, row: &Row) -> bool {
        let Some(texts) = &self.texts else {
            return (2 * document..2 * document + 2).any(|title| row.is_in(self.titles.get(title)));
        };
        let mut folded = Folded::default();
        let mut found = false;
        texts.visit(document, &mut |text| {
            if !found {
                fold_map(text, &mut folded);
                found = row.is_in(&folded.text);
            }
        });
        found
    }
}
