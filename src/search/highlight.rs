//! Highlighting: where in an original text the words of a query are.
//!
//! Works on the text alone, for the few rows that are visible, with the same classes as the ranking: of a prefix, an
//! inflection or a common prefix the shared part is marked, of a typo the whole word, of a subsequence its letters; of a
//! synonym the whole term.

use super::expand::{Speller, common_prefix};
use super::explain::plain_kind;
use super::fold::{Folded, fold_map};
use super::index::Searchable;
use super::query::{Word, Words, parse};
use super::thesaurus::{Form, Thesaurus};
use super::tokens::{hyphenated, tokens};
use crate::catalogue::Field;
use crate::i18n::Language;
use std::ops::Range;
use std::sync::Arc;
use unicode_segmentation::UnicodeSegmentation;

/// Where the words of a query stand in a field of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldMatch {
    /// The field.
    pub field: Field,
    /// The language of the text that the ranges belong to.
    pub language: Language,
    /// Byte ranges of that text, see [`Highlighter::ranges`].
    pub ranges: Vec<Range<usize>>,
}

/// All texts of a record with their tokens, the title first: each field in the language that is read and in the other.
pub(super) struct FoldedRecord<'record> {
    pub fields: Vec<(Field, [(Language, FoldedText<'record>); 2])>,
}

impl FoldedRecord<'_> {
    pub(super) fn new(record: &impl Searchable, language: Language) -> FoldedRecord<'_> {
        let other = if language == Language::Czech { Language::English } else { Language::Czech };
        let fields = std::iter::once((Field::Title, record.title()))
            .chain(record.fields().iter().map(|field| (field.field, &field.text)));
        let folded = fields.map(|(field, text)| {
            (field, [language, other].map(|language| (language, FoldedText::new(text.get(language)))))
        });
        FoldedRecord { fields: folded.collect() }
    }
}

/// A text with its tokens.
pub(super) struct FoldedText<'text> {
    pub original: &'text str,
    folded: Folded,
    tokens: Vec<Range<usize>>,
    compounds: Vec<(Range<usize>, String)>,
}

impl FoldedText<'_> {
    /// The word as it is written, of a token that [`FoldedText::words`] gave.
    pub(super) fn written(&self, start: usize, token: &str) -> &str {
        let source = |at: usize| self.folded.source.get(at).map(|&offset| offset as usize);
        let end = source(start + token.len()).unwrap_or(self.original.len());
        let word = source(start).and_then(|start| self.original.get(start..end)).unwrap_or_default();
        word.trim_matches(|letter: char| !letter.is_alphanumeric())
    }

    pub(super) fn new(original: &str) -> FoldedText<'_> {
        let mut folded = Folded::default();
        fold_map(original, &mut folded);
        let tokens = tokens(&folded.text).collect();
        let compounds = hyphenated(&folded.text);
        FoldedText { original, folded, tokens, compounds }
    }

    pub(super) fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        self.tokens.iter().map(|token| (token.start, self.folded.text.get(token.clone()).unwrap_or_default()))
    }
}

/// The words of a query, ready to be looked for in texts. Made once for a query, used for every row that is drawn.
#[derive(Debug, Clone, Default)]
pub struct Highlighter {
    pub(super) words: Words,
    pub(super) thesaurus: Arc<Thesaurus>,
}

impl Highlighter {
    /// The words of a text without directives, with the terms that `thesaurus` knows for them. A text without white space
    /// at its end is taken as being typed. [`super::SearchIndex::highlighter`] knows the query language too.
    pub fn new(text: &str, thesaurus: Arc<Thesaurus>) -> Highlighter {
        Highlighter::of(parse(text, true), thesaurus)
    }

    /// The words of a text alone, for lists that are not the catalogue.
    pub fn plain(text: &str) -> Highlighter {
        Highlighter::new(text, Arc::default())
    }

    pub(super) fn of(mut words: Words, thesaurus: Arc<Thesaurus>) -> Highlighter {
        // The first letters of a next word are marked only where they are a word.
        words.all.extend(words.begun.clone().map(|begun| Word { typed: false, ..begun }));
        words.understand(&thesaurus);
        Highlighter { words, thesaurus }
    }

    /// Where the words stand in `text`: byte ranges of `text` at grapheme boundaries, ascending, not touching each other.
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        if self.words.all.is_empty() {
            return Vec::new();
        }
        let text = FoldedText::new(text);
        let plain = self.plain_words(&text);
        self.marked(&text, &plain)
    }

    /// The fields of a record that the query matches, the title first, then in the order of the record. A field is given
    /// in `language`, in the other one where only that text matches. A word counts as misspelled only where no field has
    /// it spelled well.
    pub fn matches(&self, record: &impl Searchable, language: Language) -> Vec<FieldMatch> {
        let texts = FoldedRecord::new(record, language);
        let plain = self.plain_in(&texts);
        let found = texts.fields.iter().filter_map(|(field, texts)| {
            texts.iter().find_map(|(language, text)| {
                let ranges = self.marked(text, &plain);
                (!ranges.is_empty()).then_some(FieldMatch { field: *field, language: *language, ranges })
            })
        });
        found.collect()
    }

    /// Which words any field of a record has without any error.
    pub(super) fn plain_in(&self, record: &FoldedRecord) -> Vec<bool> {
        let mut plain = vec![false; self.words.all.len()];
        for (_, folded) in record.fields.iter().flat_map(|(_, texts)| texts) {
            for (known, here) in plain.iter_mut().zip(self.plain_words(folded)) {
                *known |= here;
            }
        }
        plain
    }

    /// How many of the words a record has, the misspelled ones too. A word that stands for a term counts only where the
    /// text says the term.
    pub(super) fn found_in(&self, record: &FoldedRecord) -> usize {
        let texts = || record.fields.iter().flat_map(|(_, texts)| texts).map(|(_, text)| text);
        let alone = |word: &Word| Highlighter {
            words: Words { all: vec![word.clone()], ..Words::default() },
            thesaurus: Arc::clone(&self.thesaurus),
        };
        let found = |word: &&Word| texts().any(|text| !alone(word).marked(text, &[false]).is_empty());
        self.words.all.iter().filter(found).count()
    }

    /// Which words the text has without any error. One that the thesaurus knows is not misspelled anyway.
    fn plain_words(&self, text: &FoldedText) -> Vec<bool> {
        let has = |word: &Word| {
            !word.groups.is_empty() || text.words().any(|(_, token)| plain(word, token).is_some())
        };
        self.words.all.iter().map(has).collect()
    }

    /// Where the words are; those that are not `plain` also with errors.
    fn marked(&self, text: &FoldedText, plain_words: &[bool]) -> Vec<Range<usize>> {
        let mut marks = Marks(Vec::new());
        for (word, &is_plain) in self.words.all.iter().zip(plain_words) {
            for (start, token) in text.words() {
                marks.0.extend(plain(word, token).map(|length| start..start + length));
            }
            for (range, joined) in &text.compounds {
                if whole_or_prefix(word, joined) {
                    marks.0.push(range.clone());
                }
            }
            if let Some(speller) = Speller::new(word).filter(|_| !is_plain) {
                marks.add_misspelled(&speller, text);
            }
        }
        let synonyms = self.synonyms(text, &marks);
        marks.0.extend(synonyms);
        marks.into_source(text)
    }

    /// Where the text says a word of the query with another term, and nothing in it is marked already.
    fn synonyms(&self, text: &FoldedText, marks: &Marks) -> Vec<Range<usize>> {
        if self.words.all.iter().all(|word| word.groups.is_empty()) {
            return Vec::new();
        }
        let asked =
            |group: u32| self.words.all.iter().any(|word| word.groups.iter().any(|&(of, _)| of == group));
        let forms: Vec<Form> = text.words().map(|(_, token)| self.thesaurus.form(token)).collect();
        let phrases = self.thesaurus.longest(&forms).into_iter().filter(|phrase| asked(phrase.group));
        let ranges = phrases.filter_map(|phrase| {
            let words = text.tokens.get(phrase.words)?;
            Some(words.first()?.start..words.last()?.end)
        });
        let marked = |range: &Range<usize>| {
            marks.0.iter().any(|mark| mark.start < range.end && range.start < mark.end)
        };
        ranges.filter(|range| !marked(range)).collect()
    }
}

/// How many bytes of a token are the word, in any form of it.
fn plain(word: &Word, token: &str) -> Option<usize> {
    plain_kind(word, token)?;
    if word.joined.as_deref() == Some(token) {
        return Some(token.len());
    }
    let asked = word.last_part.as_ref().unwrap_or(&word.text);
    Some(common_prefix(asked, token)).filter(|&shared| shared > 0)
}

fn whole_or_prefix(word: &Word, joined: &str) -> bool {
    joined == word.text || word.typed && word.text.len() >= 3 && joined.starts_with(&word.text)
}

/// Marked ranges of a folded text, in any order.
struct Marks(Vec<Range<usize>>);

impl Marks {
    fn add_misspelled(&mut self, speller: &Speller, text: &FoldedText) {
        for (start, token) in text.words() {
            if speller.typo(token).is_some() {
                self.0.push(start..start + token.len());
            } else {
                let letters = speller.subsequence_bytes(token);
                self.0.extend(letters.into_iter().map(|letter| start + letter..start + letter + 1));
            }
        }
    }

    /// The graphemes of the original text that have a marked character, merged.
    fn into_source(mut self, text: &FoldedText) -> Vec<Range<usize>> {
        self.0.sort_unstable_by_key(|range| range.start);
        let sources = self.0.iter().filter_map(|range| text.folded.source.get(range.clone())).flatten();
        let mut offsets: Vec<usize> = sources.map(|&offset| offset as usize).collect();
        offsets.sort_unstable();
        let mut offsets = offsets.into_iter().peekable();
        let mut merged: Vec<Range<usize>> = Vec::new();
        if offsets.peek().is_none() {
            return merged;
        }
        for (start, grapheme) in text.original.grapheme_indices(true) {
            let end = start + grapheme.len();
            let mut marked = false;
            while offsets.next_if(|&offset| offset < end).is_some() {
                marked = true;
            }
            match merged.last_mut() {
                Some(last) if marked && last.end == start => last.end = end,
                _ if marked => merged.push(start..end),
                _ => {}
            }
        }
        merged
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn highlighter(query: &str) -> Highlighter {
        Highlighter::new(query, Thesaurus::shipped())
    }

    /// The text with its marks in brackets.
    fn marked(text: &str, query: &str) -> String {
        let mut shown = text.to_owned();
        for range in highlighter(query).ranges(text).into_iter().rev() {
            shown.insert(range.end, ']');
            shown.insert(range.start, '[');
        }
        shown
    }

    #[test]
    fn marks_the_shared_part_of_each_form() {
        assert_eq!(marked("Třídění odpadů", "trideni odpad"), "[Třídění] [odpad]ů");
        assert_eq!(marked("čipy na popelnicích", "popelnice"), "čipy na [popelnic]ích");
        assert_eq!(marked("Parkoviště u řeky", "parko"), "[Parko]viště u řeky");
    }

    #[test]
    fn marks_whole_graphemes_however_they_are_composed() {
        assert_eq!(
            marked("Tr\u{30c}i\u{301}de\u{30c}ni\u{301}", "tříd"),
            "[Tr\u{30c}i\u{301}d]e\u{30c}ni\u{301}"
        );
        assert_eq!(marked("Hlavní Straße", "strasse"), "Hlavní [Straße]");
        assert_eq!(marked("ﬁltern", "filt"), "[ﬁlt]ern");
        assert_eq!(marked("čidla CO₂ ve třídě", "co2"), "čidla [CO₂] ve třídě");
    }

    #[test]
    fn marks_a_misspelled_word_whole_and_only_where_none_is_spelled_well() {
        assert_eq!(marked("Sdílené koloběžky", "kolobzeka"), "Sdílené [koloběžky]");
        assert_eq!(marked("odpady a odhady", "odpady"), "[odpady] a odhady");
    }

    #[test]
    fn marks_hyphenated_words_however_the_query_writes_them() {
        assert_eq!(marked("Re-use centrum", "reuse"), "[Re-use] centrum");
        assert_eq!(marked("veřejná wifi", "wi-fi"), "veřejná [wifi]");
    }

    #[test]
    fn marks_a_synonym_where_the_word_itself_is_not() {
        assert_eq!(marked("Město koupilo nádoby na odpad", "popelnice"), "Město koupilo [nádoby na odpad]");
        assert_eq!(marked("Popelnice a nádoby na odpad", "popelnice "), "[Popelnice] a [nádoby na odpad]");
        assert_eq!(marked("Parkovací místa v centru", "parkování"), "[Parkova]cí místa v centru");
        assert_eq!(marked("Nádoby na popel", "popelnice"), "Nádoby na popel");
    }

    #[test]
    fn never_marks_letters_scattered_over_a_text() {
        let text = "Po okraji parku elegantně lemují náměstí i chodníky empírové lavičky";
        assert_eq!(marked(text, "popelnice"), text);
    }

    proptest! {
        #[test]
        fn ranges_are_ascending_and_at_graphemes(text in "[a-zěščřžýáíé\\PC]{0,60}", query in "[a-zěščřžýáíé ]{0,12}") {
            let boundaries: Vec<usize> =
                text.grapheme_indices(true).map(|(start, _)| start).chain([text.len()]).collect();
            let mut end = None;
            for range in highlighter(&query).ranges(&text) {
                prop_assert!(range.start < range.end);
                prop_assert!(end.is_none_or(|end| end < range.start));
                prop_assert!(boundaries.contains(&range.start) && boundaries.contains(&range.end));
                end = Some(range.end);
            }
        }

        #[test]
        fn own_words_are_found(text in "[a-z]{3,10}( [a-z]{3,10}){0,5}") {
            for word in text.split(' ') {
                prop_assert!(!highlighter(word).ranges(&text).is_empty());
            }
        }

        #[test]
        fn nothing_panics(text in "\\PC{0,60}", query in "\\PC{0,20}") {
            highlighter(&query).ranges(&text);
        }
    }
}
