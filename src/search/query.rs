//! What is asked: the text, the filters, the place; and the words that the text consists of.

use super::fold::fold;
use super::stem::stem;
use super::thesaurus::Thesaurus;
use super::tokens::{hyphenated, is_stop_word, tokens};
use crate::catalogue::{RecordKind, SizeBand, Stage};
use crate::model::Component;

/// A search.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// What the person typed, unfolded. Without any word in it the search lists everything that passes the filters.
    pub text: String,
    /// Whether the last word is still being typed, so that it also stands for longer words. A text that ends with white
    /// space has no such word, whatever is said here.
    pub typing: bool,
    /// Whether the text is prose that says a need and not a typed query: quotes, colons and minus signs are punctuation
    /// in it and `A4` may be paper. Places are understood all the same.
    pub prose: bool,
    /// What a record must be.
    pub filters: Filters,
    /// For which municipality; raises records of that place, of similar size and of the same region.
    pub near: Option<Near>,
    /// How many hits are wanted at most; the default of 0 only counts.
    pub limit: usize,
    /// Whether the hits are also counted by the values that they could be filtered by.
    pub facets: bool,
}

/// What a record must be to be found. An empty list does not restrict; values of one list are alternatives, the lists
/// must all be satisfied.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Filters {
    /// The kinds of record.
    pub kinds: Vec<RecordKind>,
    /// The components, wherever in the record's list.
    pub components: Vec<Component>,
    /// The kraje, spelled as in the list of municipalities.
    pub regions: Vec<String>,
    /// The countries, ISO 3166 alpha-2.
    pub countries: Vec<String>,
    /// The size bands of the place.
    pub size_bands: Vec<SizeBand>,
    /// The stages of a practice, as of its newest source.
    pub stages: Vec<Stage>,
    /// Only records whose source states results.
    pub with_result: bool,
    /// Only records whose source states a cost in crowns.
    pub with_cost: bool,
}

impl Filters {
    /// Whether every record passes.
    pub fn is_empty(&self) -> bool {
        *self == Filters::default()
    }
}

/// The municipality that a search is for.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// Its six-digit code.
    pub municipality_code: String,
    /// Its number of inhabitants.
    pub population: u32,
    /// Its kraj, spelled as in the list of municipalities.
    pub region: String,
}

/// Past this many words a text says little more about what is looked for.
pub(super) const MAX_WORDS: usize = 12;

/// Shorter words have all kinds of words as their longer forms, not forms of one.
pub(super) const LONG_ENOUGH_FOR_FORMS: usize = 4;

/// A word of a query, folded.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    pub text: String,
    pub stem: String,
    /// Whether it is still being typed.
    pub typed: bool,
    /// Whether edit distance and common prefixes make sense: a Latin word of letters more than digits. `wiif4eu` is a
    /// typo, `2021` is none of `2022`.
    pub bendable: bool,
    /// What else it is spelled like: the whole hyphenated word that it is a part of (`reuse` of `re-use`), the form of a
    /// place that was typed for its name (`prague` for `praha`).
    pub joined: Option<String>,
    /// The last part of a compound that no record has: `bicykl` of `elektrobicykl`.
    pub last_part: Option<String>,
    /// The groups of the thesaurus that it stands for, alone or with the words beside it, and what each is worth.
    pub groups: Vec<(u32, f32)>,
    /// Whether it asks for a kind of record, as `dotace`, and is no word of what the record shall be about.
    pub asks: bool,
}

impl Word {
    pub(super) fn new(text: &str, typed: bool) -> Word {
        Word {
            text: text.to_owned(),
            stem: stem(text).to_owned(),
            typed,
            bendable: text.is_ascii() && text.bytes().filter(u8::is_ascii_digit).count() * 4 <= text.len(),
            joined: None,
            last_part: None,
            groups: Vec::new(),
            asks: false,
        }
    }

    /// Whether it rather stands for a longer word: it is being typed, and nothing is understood by it as it is.
    pub(super) fn goes_on(&self) -> bool {
        self.typed && self.groups.is_empty()
    }
}

/// The words of a query.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Words {
    /// The folded text without space at its ends.
    pub folded: String,
    /// The words to look for: distinct, without stop words unless there is nothing else.
    pub all: Vec<Word>,
    /// The one or two letters that a next word begins with. They must not make the list jump.
    pub begun: Option<Word>,
}

impl Words {
    /// The folded text word by word, stop words too, as far as it is read for terms.
    pub(super) fn row(&self) -> Vec<&str> {
        row(&self.folded)
    }

    /// Finds the terms of a thesaurus among the words. A word that is being typed belongs to a term only where it is a
    /// whole word of it already, so that nothing is understood from the beginning of a word.
    pub(super) fn understand(&mut self, thesaurus: &Thesaurus) {
        self.understand_as(&[], thesaurus);
    }

    /// The same as if there were other words at some places of the row.
    pub(super) fn understand_as(&mut self, others: &[(usize, String)], thesaurus: &Thesaurus) {
        let row = row(&self.folded);
        let mut read = row.clone();
        for (place, other) in others {
            if let Some(word) = read.get_mut(*place) {
                *word = other;
            }
        }
        for meaning in thesaurus.understand(&read) {
            let asked: Vec<&str> =
                meaning.places.into_iter().filter_map(|place| row.get(place).copied()).collect();
            for word in self.all.iter_mut().filter(|word| asked.contains(&word.text.as_str())) {
                match word.groups.iter_mut().find(|(group, _)| *group == meaning.group) {
                    Some((_, quality)) => *quality = quality.max(meaning.quality),
                    None => word.groups.push((meaning.group, meaning.quality)),
                }
            }
        }
    }
}

fn row(folded: &str) -> Vec<&str> {
    tokens(folded).filter_map(|token| folded.get(token)).take(4 * MAX_WORDS).collect()
}

/// Takes a text apart into words.
pub(super) fn parse(text: &str, typing: bool) -> Words {
    let folded = fold(text);
    let mut compounds = hyphenated(&folded).into_iter().peekable();
    let last_end = tokens(&folded).last().map_or(0, |last| last.end);
    let being_typed = typing && last_end == folded.len();
    let mut words: Vec<Word> = Vec::new();
    let mut stop_words: Vec<Word> = Vec::new();
    for token in tokens(&folded) {
        let mut word =
            Word::new(folded.get(token.clone()).unwrap_or_default(), being_typed && token.end == last_end);
        while compounds.next_if(|(range, _)| range.end < token.end).is_some() {}
        let compound = compounds.peek().filter(|(range, _)| range.start <= token.start);
        word.joined = compound.map(|(_, joined)| joined.clone());
        // A stop word that is being typed may become another word; alone it is a prefix like any other.
        let list =
            if is_stop_word(&word.text) && word.joined.is_none() { &mut stop_words } else { &mut words };
        if let Some(other) = list.iter_mut().find(|other| other.text == word.text) {
            other.typed |= word.typed;
        } else if list.len() < MAX_WORDS {
            list.push(word);
        }
    }
    let mut begun = None;
    if words.is_empty() {
        words = stop_words;
    } else if let Some(last) = words.pop_if(|last| last.typed && last.text.chars().count() <= 2) {
        if words.is_empty() {
            words.push(last);
        } else {
            begun = Some(last);
        }
    }
    Words { folded: folded.trim().to_owned(), all: words, begun }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(words: &Words) -> Vec<&str> {
        words.all.iter().map(|word| word.text.as_str()).collect()
    }

    #[test]
    fn skips_stop_words_beside_other_words() {
        assert_eq!(texts(&parse("Dotace na kola pro školy", false)), ["dotace", "kola", "skoly"]);
        assert_eq!(texts(&parse("na", true)), ["na"]);
        assert_eq!(texts(&parse("  … !", true)), [""; 0]);
    }

    #[test]
    fn only_the_last_word_is_being_typed_and_only_without_a_space_behind() {
        let typed: Vec<bool> = parse("třídění odp", true).all.iter().map(|word| word.typed).collect();
        assert_eq!(typed, [false, true]);
        assert!(!parse("odpad ", true).all[0].typed);
        assert!(!parse("odpad", false).all[0].typed);
    }

    #[test]
    fn keeps_the_beginning_of_a_next_word_apart() {
        let words = parse("kontejnery tř", true);
        assert_eq!(texts(&words), ["kontejnery"]);
        assert_eq!(words.begun.map(|word| word.text).as_deref(), Some("tr"));
        assert_eq!(texts(&parse("tř", true)), ["tr"]);
    }

    #[test]
    fn parts_of_a_hyphenated_word_know_the_joined_word() {
        let words = parse("re-use centrum", false);
        assert_eq!(texts(&words), ["re", "use", "centrum"]);
        assert_eq!(words.all[1].joined.as_deref(), Some("reuse"));
        assert_eq!(words.all[2].joined, None);
    }

    #[test]
    fn long_texts_keep_their_first_words() {
        let text: Vec<String> = (0..50).map(|number| format!("slovo{number}")).collect();
        assert_eq!(parse(&text.join(" "), true).all.len(), MAX_WORDS);
    }
}
