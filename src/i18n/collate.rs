//! Czech alphabetical order (ČSN 97 6030, as the Unicode CLDR collation `cs` has it), for both interface languages.
//!
//! A key has four levels, each decides only when those before it are equal: letters (č, ř, š, ž and ch are letters
//! of their own), accents (a before á), case (small before capital), and at last the exact text, so that only
//! identical texts compare as equal.

use std::cmp::Ordering;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Everything with a place of its own, in order. A capital or accented letter is at the place of its base letter.
const ORDER: &str = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcčdefghijklmnopqrřsštuvwxyzž";

/// Combining accents in the order in which they break ties (DUCET secondary weights); others come last.
const ACCENTS: [char; 11] = [
    '\u{301}', '\u{300}', '\u{306}', '\u{302}', '\u{30c}', '\u{30a}', '\u{308}', '\u{30b}', '\u{303}',
    '\u{307}', '\u{328}',
];

const LEVEL_END: u8 = 0;
const PLAIN: u8 = 1;
const FIRST_ACCENT: u8 = 2;
const OTHER_LETTER: u8 = u8::MAX;

/// Compares two texts in Czech alphabetical order. For many texts, sort by [`sort_key`].
pub fn compare(a: &str, b: &str) -> Ordering {
    sort_key(a).cmp(&sort_key(b))
}

/// Bytes that sort as the text does in Czech alphabetical order.
pub fn sort_key(text: &str) -> Vec<u8> {
    let mut levels = Levels::default();
    let mut rest = text.nfd().filter(|c| !c.is_control()).peekable();
    while let Some(base) = rest.next() {
        let mut accents = Vec::new();
        while let Some(accent) = rest.next_if(|c| is_combining_mark(*c)) {
            accents.push(accent);
        }
        if accents.is_empty()
            && matches!(base, 'c' | 'C')
            && let Some(second) = rest.next_if(|c| matches!(c, 'h' | 'H'))
        {
            levels.push_ch(base, second);
        } else {
            levels.push(base, &accents);
        }
    }
    levels.into_key(text)
}

#[derive(Default)]
struct Levels {
    letters: Vec<u8>,
    accents: Vec<u8>,
    cases: Vec<u8>,
}

impl Levels {
    fn push_ch(&mut self, first: char, second: char) {
        // The weight of h is even, so the odd one after it is free for ch.
        self.letters.push(weight('h').unwrap_or(OTHER_LETTER) + 1);
        self.accents.push(PLAIN);
        self.cases.push(PLAIN + 2 * u8::from(first.is_uppercase()) + u8::from(second.is_uppercase()));
    }

    fn push(&mut self, base: char, accents: &[char]) {
        let is_capital = base.is_uppercase();
        let mut base = if base == '\u{a0}' { ' ' } else { base.to_lowercase().next().unwrap_or(base) };
        let mut accents = accents;
        if let [first, rest @ ..] = accents
            && let Some(letter) = letter_with_caron(base, *first)
        {
            (base, accents) = (letter, rest);
        }
        match weight(base) {
            Some(weight) => self.letters.push(weight),
            None => {
                self.letters.push(OTHER_LETTER);
                self.letters.extend(u32::from(base).to_be_bytes());
            }
        }
        self.accents.push(PLAIN);
        self.accents.extend(accents.iter().map(|accent| {
            let place = ACCENTS.iter().position(|known| known == accent).unwrap_or(ACCENTS.len());
            FIRST_ACCENT.saturating_add(u8::try_from(place).unwrap_or(u8::MAX))
        }));
        self.cases.push(PLAIN + u8::from(is_capital));
    }

    fn into_key(self, text: &str) -> Vec<u8> {
        let mut key = self.letters;
        key.push(LEVEL_END);
        key.extend(self.accents);
        key.push(LEVEL_END);
        key.extend(self.cases);
        key.push(LEVEL_END);
        key.extend(text.bytes());
        key
    }
}

/// The letter that a caron makes of `base` where it is a letter of the Czech alphabet for sorting; ď, ě, ň, ť are not.
fn letter_with_caron(base: char, accent: char) -> Option<char> {
    match (base, accent) {
        ('c', '\u{30c}') => Some('č'),
        ('r', '\u{30c}') => Some('ř'),
        ('s', '\u{30c}') => Some('š'),
        ('z', '\u{30c}') => Some('ž'),
        _ => None,
    }
}

/// An even weight above [`LEVEL_END`] for each character of [`ORDER`].
fn weight(base: char) -> Option<u8> {
    let place = ORDER.chars().position(|known| known == base)?;
    u8::try_from(2 * (place + 1)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_collator::options::CollatorOptions;
    use icu_collator::{Collator, CollatorBorrowed};
    use icu_locale_core::locale;
    use proptest::prelude::*;
    use rstest::rstest;

    fn icu() -> CollatorBorrowed<'static> {
        Collator::try_new(locale!("cs").into(), CollatorOptions::default()).unwrap()
    }

    fn municipality_names() -> Vec<&'static str> {
        include_str!("../../data/municipalities.csv")
            .lines()
            .skip(1)
            .filter_map(|line| line.split(',').nth(1))
            .collect()
    }

    #[rstest]
    #[case(&["cena", "čas", "dům", "had", "hrad", "chata", "chyba", "ihned"])]
    #[case(&["Rokycany", "Rýmařov", "Říčany", "Semily", "Šumperk", "Zlín", "Žďár"])]
    #[case(&["karta", "kárta", "kartb"])]
    #[case(&["ch", "cH", "Ch", "CH", "i"])]
    #[case(&["dal", "dál", "dar", "ďas", "den"])]
    #[case(&["praha", "Praha", "Praha 10", "Praha-Libuš", "Praha1", "Prahan"])]
    #[case(&["1", "10", "2", "a"])]
    fn words_are_in_czech_order(#[case] words: &[&str]) {
        let mut sorted = words.to_vec();
        sorted.reverse();
        sorted.sort_by(|a, b| compare(a, b));
        assert_eq!(sorted, words);
    }

    #[test]
    fn municipalities_are_in_the_order_of_icu() {
        let icu = icu();
        let mut ours = municipality_names();
        let mut theirs = ours.clone();
        ours.sort_by_cached_key(|name| sort_key(name));
        theirs.sort_by(|a, b| icu.compare(a, b));
        assert!(ours.len() > 6_000);
        assert_eq!(ours, theirs);
    }

    proptest! {
        #[test]
        fn czech_texts_are_in_the_order_of_icu(
            a in "[a-zA-ZáčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽäöüô0-9 .,()/-]{0,8}",
            b in "[a-zA-ZáčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽäöüô0-9 .,()/-]{0,8}",
        ) {
            prop_assert_eq!(compare(&a, &b), icu().compare(&a, &b));
        }

        #[test]
        fn words_of_few_letters_are_in_the_order_of_icu(a in "[aáAchCHčČ]{0,5}", b in "[aáAchCHčČ]{0,5}") {
            prop_assert_eq!(compare(&a, &b), icu().compare(&a, &b));
        }

        #[test]
        fn only_identical_texts_are_equal(a in any::<String>(), b in any::<String>()) {
            prop_assert_eq!(compare(&a, &b) == Ordering::Equal, a == b);
            prop_assert_eq!(compare(&a, &b), compare(&b, &a).reverse());
        }
    }
}
