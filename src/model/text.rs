//! The one rule by which typed letters are compared: accents, case and punctuation do not matter.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` reduced to what a hurried hand types: compatibility-decomposed, without combining marks, lower-case,
/// letters and digits kept, every run of anything else one space, none at the ends.
///
/// `Říčany` → `ricany`, `Brandýs nad Labem-Stará Boleslav` → `brandys nad labem stara boleslav`.
pub fn fold_letters(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        if !letter.is_alphanumeric() {
            gap = !folded.is_empty();
            continue;
        }
        if gap {
            folded.push(' ');
            gap = false;
        }
        if letter.is_ascii() {
            folded.push(letter.to_ascii_lowercase());
        } else {
            folded.extend(letter.to_lowercase().filter(|lower| !is_combining_mark(*lower)));
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::fold_letters;
    use proptest::prelude::*;

    #[test]
    fn drops_accents_case_and_punctuation() {
        assert_eq!(fold_letters("Říčany"), "ricany");
        assert_eq!(fold_letters("  Brandýs nad Labem-Stará Boleslav! "), "brandys nad labem stara boleslav");
        assert_eq!(fold_letters("ČÁP\u{30C}, 5\u{a0}G m²"), "cap 5 g m2");
        assert_eq!(fold_letters("…—"), "");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold_letters(&text);
            prop_assert_eq!(fold_letters(&once), once);
        }
    }
}
