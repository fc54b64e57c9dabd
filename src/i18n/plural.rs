//! Plural forms of counted things.

use super::Language;

/// The Czech plural categories of whole numbers (Unicode CLDR, plural rules of `cs`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Plural {
    /// 1: potřeba.
    One,
    /// 2 to 4: potřeby.
    Few,
    /// 0, and 5 and more: potřeb.
    Many,
}

/// The Czech plural category of `n`; 22 and 101 count as many, unlike in other Slavic languages.
pub fn plural(n: usize) -> Plural {
    match n {
        1 => Plural::One,
        2..=4 => Plural::Few,
        _ => Plural::Many,
    }
}

/// The number and the Czech word in the form it asks for, `forms` being those of 1, of 2 to 4, and of 5: `5 potřeb`.
pub fn counted(n: usize, forms: [&str; 3]) -> String {
    let [one, few, many] = forms;
    let word = match plural(n) {
        Plural::One => one,
        Plural::Few => few,
        Plural::Many => many,
    };
    format!("{} {word}", Language::Czech.count(n))
}

/// The number and the English word, `forms` being singular and plural: `1 need`, `5 needs`.
pub fn counted_english(n: usize, forms: [&str; 2]) -> String {
    let [one, other] = forms;
    format!("{} {}", Language::English.count(n), if n == 1 { one } else { other })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(0, "0 potřeb")]
    #[case(1, "1 potřeba")]
    #[case(2, "2 potřeby")]
    #[case(4, "4 potřeby")]
    #[case(5, "5 potřeb")]
    #[case(11, "11 potřeb")]
    #[case(22, "22 potřeb")]
    #[case(101, "101 potřeb")]
    #[case(10_324, "10\u{a0}324 potřeb")]
    fn czech_counts_in_three_forms(#[case] n: usize, #[case] expected: &str) {
        assert_eq!(counted(n, ["potřeba", "potřeby", "potřeb"]), expected);
    }

    #[rstest]
    #[case(0, "0 needs")]
    #[case(1, "1 need")]
    #[case(2_000, "2,000 needs")]
    fn english_counts_in_two_forms(#[case] n: usize, #[case] expected: &str) {
        assert_eq!(counted_english(n, ["need", "needs"]), expected);
    }
}
