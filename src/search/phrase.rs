//! Phrases and excluded words: what a record must say word by word, and what it must not say.

use super::facets::Bits;
use super::fold::{Folded, fold_map};
use super::index::SearchIndex;
use super::question::Question;
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
    /// Keeps of `found` what has every phrase of a question and none that it excludes, and says whether all were looked
    /// at. What `passes` the filters is read before what is only counted, the best first.
    pub(super) fn keep_phrases(
        &self,
        question: &Question,
        passes: &dyn Fn(usize) -> bool,
        found: &mut Vec<(u32, f32)>,
    ) -> bool {
        let last = question.phrases.len().saturating_sub(1);
        let asked = question.phrases.iter().enumerate();
        let asked: Vec<Row> = asked
            .map(|(number, phrase)| Row::new(phrase, number == last && question.phrase_goes_on))
            .filter(|row| !row.words.is_empty())
            .collect();
        let excluded = question.excluded.iter().map(|phrase| Row::new(phrase, false));
        let excluded: Vec<Row> = excluded.filter(|row| row.words.len() > 1).collect();
        if asked.is_empty() && excluded.is_empty() {
            return true;
        }
        found.sort_unstable_by(|a, b| {
            passes(b.0 as usize).cmp(&passes(a.0 as usize)).then(b.1.total_cmp(&a.1)).then(a.0.cmp(&b.0))
        });
        let mut complete = true;
        for row in &asked {
            let having = self.having_all(row);
            found.retain(|&(document, _)| having.has(document as usize));
            if row.words.len() > 1 {
                complete &= found.len() <= READ_RECORDS;
                found.truncate(READ_RECORDS);
                found.retain(|&(document, _)| self.says(document as usize, row));
            }
        }
        for row in &excluded {
            let (having, mut read) = (self.having_all(row), 0);
            found.retain(|&(document, _)| {
                let document = document as usize;
                if !having.has(document) {
                    return true;
                }
                read += 1;
                // What is not read any more is left out: it has all the words.
                read <= READ_RECORDS && !self.says(document, row)
            });
            complete &= read <= READ_RECORDS;
        }
        complete
    }

    /// The records that have an excluded word in any of its forms; none of an excluded phrase, for which records are read
    /// by [`SearchIndex::keep_phrases`].
    pub(super) fn having_excluded(&self, excluded: &str) -> Bits {
        let row = Row::new(excluded, false);
        let [word] = row.words.as_slice() else { return Bits::none(self.len()) };
        let forms = self.vocabulary.of_stem(stem(word)).iter().map(|&token| token as usize);
        let forms = forms.filter(|_| stem(word).len() >= 3);
        self.having_any(forms.chain(self.vocabulary.find(word)))
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
