//! Words that no record has and that are no term of the thesaurus.
//!
//! Some stand in longer terms: of `pytel` the thesaurus knows the `vodní pytel`. Of others, compounds, some record has the last
//! part, which in Czech says what a thing is: who asks for an `elektrobicykl` wants a bicycle.

use super::expand::Speller;
use super::index::SearchIndex;
use super::query::{Word, Words};
use super::thesaurus::Meaning;

/// What the last part of a word is worth: less than any form of the word, about as much as another word for it.
pub(super) const LAST_PART: f32 = 0.55;

/// First parts that do not end with the vowel by which Czech joins two words.
const FIRST_PARTS: [&str; 14] = [
    "anti", "euro", "hyper", "kyber", "mega", "mezi", "mini", "multi", "nad", "pod", "smart", "super",
    "tele", "vele",
];

/// The vowel that joins two words (`vodo-měr`), also at the end of `auto`, `elektro`, `mikro`.
const JOINING: u8 = b'o';

/// A first part has at least so many letters.
const SHORTEST_FIRST: usize = 3;

/// A last part has at least so many letters; shorter ones stand at the end of words that have nothing to do with them.
const SHORTEST_LAST: usize = 4;

/// So many letters of a last part that is still being typed say which it will be.
const SHORTEST_BEGINNING: usize = 5;

/// The last parts that a word may have, the longest first.
fn last_parts(word: &str) -> impl Iterator<Item = &str> {
    let ends = SHORTEST_FIRST..(word.len() + 1).saturating_sub(SHORTEST_LAST);
    ends.filter_map(|end| {
        let (first, last) = word.split_at_checked(end)?;
        (first.as_bytes().last() == Some(&JOINING) || FIRST_PARTS.contains(&first)).then_some(last)
    })
}

/// What a group is worth of which the word stands in longer terms: less than what may help, for the rest of the term is missing.
const PART_OF_TERM: f32 = 0.30;

impl SearchIndex {
    /// Finds something that stands for the words that neither a record nor the thesaurus has.
    pub(super) fn guess_unheard(&self, words: &mut Words) {
        for word in words.all.iter_mut().filter(|word| self.is_unheard_of(word)) {
            let longer = self.thesaurus.groups_with_part(&word.text);
            if !longer.is_empty() && !self.is_misspelled(word) {
                word.groups.extend(longer.iter().map(|&group| (group, PART_OF_TERM)));
                continue;
            }
            let known = last_parts(&word.text).find_map(|last| {
                let groups = self.thesaurus.understand(&[last]);
                (!groups.is_empty() || self.has_form(last, word.typed && last.len() >= SHORTEST_BEGINNING))
                    .then(|| (last.to_owned(), groups))
            });
            if let Some((last, groups)) = known.filter(|_| !self.is_misspelled(word)) {
                let weaker = |meaning: Meaning| (meaning.group, meaning.quality * LAST_PART);
                word.groups.extend(groups.into_iter().map(weaker));
                word.last_part = Some(last);
            }
        }
    }

    fn is_unheard_of(&self, word: &Word) -> bool {
        word.bendable
            && word.joined.is_none()
            && word.groups.is_empty()
            && !self.has_form(&word.text, word.typed)
    }

    /// Whether some record has a word that begins with the same letter and differs by typing errors only: `elekromobil` is
    /// `elektromobil` and no `mobil`.
    fn is_misspelled(&self, word: &Word) -> bool {
        Speller::new(word).is_some_and(|speller| {
            let mut near = self.vocabulary.sharing(&word.text, 1);
            near.any(|token| {
                speller.can_match(self.vocabulary.mask(token))
                    && speller.rough_typo(self.vocabulary.word(token)).is_some()
            })
        })
    }

    /// Whether some record has the word in any form, or one that begins with it where it is being typed.
    fn has_form(&self, word: &str, typed: bool) -> bool {
        let word = Word::new(word, typed);
        !self.vocabulary.of_stem(&word.stem).is_empty()
            || typed && !self.vocabulary.sharing(&word.text, word.text.len()).is_empty()
    }
}
