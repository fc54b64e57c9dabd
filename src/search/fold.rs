//! Folding: text to lower-case letters without diacritics, with the way back to the source.
//!
//! Both the records and the query go through the same [`fold_map`], so that `popelnice`, `POPELNICE` and any composed
//! or decomposed spelling of `Třídění` meet. Latin letters become ASCII; letters of other scripts stay themselves,
//! lower case and without marks; everything else becomes a space, a dash of any kind `-`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A folded text and, for each of its bytes, the byte offset of the source character that the byte came from.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// The folded text; ASCII wherever the source is Latin.
    pub text: String,
    /// As long as `text` in bytes, ascending.
    pub source: Vec<u32>,
}

/// The folded text alone.
pub fn fold(text: &str) -> String {
    let mut folded = Folded::default();
    fold_map(text, &mut folded);
    folded.text
}

/// Folds `text` into `into`, whose former content is dropped and whose memory is used again.
pub(super) fn fold_map(text: &str, into: &mut Folded) {
    into.text.clear();
    into.source.clear();
    into.text.reserve(text.len());
    into.source.reserve(text.len());
    for (offset, letter) in text.char_indices() {
        // A text of four gigabytes has no highlighting past this offset; nothing else depends on it.
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        if letter.is_ascii() {
            emit(letter.to_ascii_lowercase(), offset, into);
        } else if let Some(plain) = czech(letter) {
            emit(plain, offset, into);
        } else {
            fold_other(letter, offset, into);
        }
    }
}

/// The letters that nearly every text of the catalogue is made of, without the way through the Unicode tables.
fn czech(letter: char) -> Option<char> {
    Some(match letter {
        'á' | 'Á' | 'ä' | 'Ä' => 'a',
        'č' | 'Č' => 'c',
        'ď' | 'Ď' => 'd',
        'é' | 'É' | 'ě' | 'Ě' => 'e',
        'í' | 'Í' => 'i',
        'ľ' | 'Ľ' => 'l',
        'ň' | 'Ň' => 'n',
        'ó' | 'Ó' | 'ö' | 'Ö' | 'ô' | 'Ô' => 'o',
        'ř' | 'Ř' => 'r',
        'š' | 'Š' => 's',
        'ť' | 'Ť' => 't',
        'ú' | 'Ú' | 'ů' | 'Ů' | 'ü' | 'Ü' => 'u',
        'ý' | 'Ý' => 'y',
        'ž' | 'Ž' => 'z',
        _ => return None,
    })
}

/// Any other character: upper case first, because that joins the variants that lower case keeps apart (ς, ı, ſ, ﬁ),
/// then compatibility decomposition, marks away, lower case, and the letters that no decomposition takes apart.
fn fold_other(letter: char, offset: u32, into: &mut Folded) {
    for upper in letter.to_uppercase() {
        for part in std::iter::once(upper).nfkd() {
            if is_combining_mark(part) {
                continue;
            }
            for lower in part.to_lowercase() {
                match latin(lower) {
                    Some(plain) => plain.chars().for_each(|plain| emit(plain, offset, into)),
                    None if is_combining_mark(lower) => {}
                    None => emit(lower, offset, into),
                }
            }
        }
    }
}

/// Latin letters whose stroke or ligature is part of the letter.
fn latin(lower: char) -> Option<&'static str> {
    Some(match lower {
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ø' => "o",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "n",
        'ı' => "i",
        _ => return None,
    })
}

fn emit(letter: char, offset: u32, into: &mut Folded) {
    let kept = match letter {
        'a'..='z' | '0'..='9' | '-' => letter,
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        // Invisible inside of a word: soft hyphen, zero-width space and joiners, word joiner, byte order mark.
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => return,
        other if !other.is_ascii() && other.is_alphanumeric() => other,
        _ => ' ',
    };
    into.text.push(kept);
    into.source.resize(into.text.len(), offset);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folds_czech_and_its_neighbours_to_ascii() {
        assert_eq!(fold("Příliš žluťoučký kůň úpěl ďábelské ódy"), "prilis zlutoucky kun upel dabelske ody");
        assert_eq!(fold("Řešov – Rzeszów, Łódź"), "resov - rzeszow  lodz");
        assert_eq!(fold("Straße ﬁltern CO₂ m² Ærø"), "strasse filtern co2 m2 aero");
        assert_eq!(fold("5\u{a0}%\u{ad} tří\u{ad}dění"), "5   trideni");
    }

    #[test]
    fn keeps_letters_of_other_scripts() {
        assert_eq!(fold("ΟΔΟΣ"), fold("οδος"));
        assert_eq!(fold("Київ"), fold("КИЇВ"));
        assert_eq!(fold("東京"), "東京");
        assert_eq!(fold("👨‍👩‍👧").trim(), "");
    }

    #[test]
    fn maps_each_byte_to_its_source_character() {
        let mut folded = Folded::default();
        fold_map("aß\u{30c}č", &mut folded);
        assert_eq!((folded.text.as_str(), folded.source.as_slice()), ("assc", &[0, 1, 1, 5][..]));
    }

    proptest! {
        #[test]
        fn does_not_depend_on_composition(text in "\\PC{0,40}") {
            let composed: String = text.nfc().collect();
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(fold(&composed), fold(&decomposed));
        }

        #[test]
        fn does_not_depend_on_case(text in "[\\p{Latin}\\p{Greek}\\p{Cyrillic} ]{0,40}") {
            prop_assert_eq!(fold(&text.to_uppercase()), fold(&text));
            prop_assert_eq!(fold(&text.to_lowercase()), fold(&text));
        }

        #[test]
        fn has_one_ascending_offset_a_byte_and_folds_to_itself(text in "\\PC{0,40}") {
            let mut folded = Folded::default();
            fold_map(&text, &mut folded);
            prop_assert_eq!(folded.text.len(), folded.source.len());
            prop_assert!(folded.source.is_sorted());
            prop_assert!(folded.source.iter().all(|&offset| text.is_char_boundary(offset as usize)));
        }
    }
}
