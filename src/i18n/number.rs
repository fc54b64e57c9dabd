//! Numbers as each language writes them: `10 324,5` with no-break spaces in Czech, `10,324.5` in English.

use super::Language;

/// Groups thousands in Czech and stands before a unit, so that no line breaks inside a quantity.
pub const NO_BREAK_SPACE: char = '\u{a0}';

impl Language {
    /// A whole number with its thousands grouped: `10 324` (no-break space), `10,324`.
    pub fn number(self, value: i64) -> String {
        let sign = if value < 0 { "-" } else { "" };
        format!("{sign}{}", self.grouped(&value.unsigned_abs().to_string()))
    }

    /// A count of things, written as [`Language::number`] writes it.
    pub fn count(self, value: usize) -> String {
        self.grouped(&value.to_string())
    }

    /// A number rounded to `places` decimal places: `1 234,50`, `1,234.50`. What is not finite is shown as `-`.
    pub fn decimal(self, value: f64, places: usize) -> String {
        if !value.is_finite() {
            return "-".to_owned();
        }
        let plain = format!("{:.places$}", value.abs());
        // A value that rounds to zero has no sign.
        let negative = value < 0.0 && plain.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
        let sign = if negative { "-" } else { "" };
        match plain.split_once('.') {
            Some((whole, fraction)) => {
                format!("{sign}{}{}{fraction}", self.grouped(whole), self.decimal_separator())
            }
            None => format!("{sign}{}", self.grouped(&plain)),
        }
    }

    /// A percentage, `value` being in per cent: `12,5 %`, `12.5%`.
    pub fn percent(self, value: f64, places: usize) -> String {
        let number = self.decimal(value, places);
        match self {
            Language::Czech => format!("{number}{NO_BREAK_SPACE}%"),
            Language::English => format!("{number}%"),
        }
    }

    /// An amount of Czech crowns: `1 250 000 Kč`, `CZK 1,250,000`.
    pub fn crowns(self, amount: i64) -> String {
        let number = self.number(amount);
        match self {
            Language::Czech => format!("{number}{NO_BREAK_SPACE}Kč"),
            Language::English => format!("CZK{NO_BREAK_SPACE}{number}"),
        }
    }

    /// A size in bytes, as a person reads it: `512 B`, `12 kB`, `1,4 MB`. Thousands, as disks and networks count.
    pub fn bytes(self, bytes: u64) -> String {
        const KILO: u64 = 1_000;
        const MEGA: u64 = 1_000_000;
        let tenths = |unit: u64| {
            let tenths = bytes.saturating_add(unit / 20) / (unit / 10);
            match (tenths / 10, tenths % 10) {
                (whole, tenth) if whole < 10 && tenth > 0 => {
                    format!("{whole}{}{tenth}", self.decimal_separator())
                }
                (whole, _) => self.grouped(&whole.to_string()),
            }
        };
        match bytes {
            0..KILO => format!("{bytes}{NO_BREAK_SPACE}B"),
            KILO..MEGA => format!("{}{NO_BREAK_SPACE}kB", tenths(KILO)),
            _ => format!("{}{NO_BREAK_SPACE}MB", tenths(MEGA)),
        }
    }

    fn decimal_separator(self) -> char {
        match self {
            Language::Czech => ',',
            Language::English => '.',
        }
    }

    fn grouped(self, digits: &str) -> String {
        let separator = match self {
            Language::Czech => NO_BREAK_SPACE,
            Language::English => ',',
        };
        let count = digits.len();
        let mut grouped = String::with_capacity(count + count / 3 * separator.len_utf8());
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (count - index).is_multiple_of(3) {
                grouped.push(separator);
            }
            grouped.push(digit);
        }
        grouped
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case(0, "0", "0")]
    #[case(999, "999", "999")]
    #[case(1_000, "1\u{a0}000", "1,000")]
    #[case(10_324, "10\u{a0}324", "10,324")]
    #[case(-1_234_567, "-1\u{a0}234\u{a0}567", "-1,234,567")]
    #[case(
        i64::MIN,
        "-9\u{a0}223\u{a0}372\u{a0}036\u{a0}854\u{a0}775\u{a0}808",
        "-9,223,372,036,854,775,808"
    )]
    fn thousands_are_grouped(#[case] value: i64, #[case] czech: &str, #[case] english: &str) {
        assert_eq!(Language::Czech.number(value), czech);
        assert_eq!(Language::English.number(value), english);
    }

    #[rstest]
    #[case(1234.5, 2, "1\u{a0}234,50", "1,234.50")]
    #[case(0.0, 1, "0,0", "0.0")]
    #[case(-0.04, 1, "0,0", "0.0")]
    #[case(-0.06, 1, "-0,1", "-0.1")]
    #[case(16.03, 0, "16", "16")]
    #[case(f64::NAN, 1, "-", "-")]
    #[case(f64::INFINITY, 1, "-", "-")]
    fn decimals_follow_the_language(
        #[case] value: f64,
        #[case] places: usize,
        #[case] czech: &str,
        #[case] english: &str,
    ) {
        assert_eq!(Language::Czech.decimal(value, places), czech);
        assert_eq!(Language::English.decimal(value, places), english);
    }

    #[test]
    fn units_stay_with_their_number() {
        assert_eq!(Language::Czech.percent(12.5, 1), "12,5\u{a0}%");
        assert_eq!(Language::English.percent(12.5, 1), "12.5%");
        assert_eq!(Language::Czech.crowns(1_250_000), "1\u{a0}250\u{a0}000\u{a0}Kč");
        assert_eq!(Language::English.crowns(1_250_000), "CZK\u{a0}1,250,000");
    }

    #[rstest]
    #[case(0, "0\u{a0}B")]
    #[case(999, "999\u{a0}B")]
    #[case(1_000, "1\u{a0}kB")]
    #[case(1_449, "1,4\u{a0}kB")]
    #[case(12_345, "12\u{a0}kB")]
    #[case(2_500_000, "2,5\u{a0}MB")]
    #[case(12_345_000_000, "12\u{a0}345\u{a0}MB")]
    fn sizes_are_short(#[case] bytes: u64, #[case] czech: &str) {
        assert_eq!(Language::Czech.bytes(bytes), czech);
    }

    proptest! {
        #[test]
        fn grouping_changes_no_digit(value in any::<i64>()) {
            for language in Language::ALL {
                let plain: String =
                    language.number(value).chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
                prop_assert_eq!(plain.parse::<i64>(), Ok(value));
            }
        }
    }
}
