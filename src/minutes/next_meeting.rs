//! Finds day and time in what a person wrote of the next meeting: "12. 1. 2027 v 10:00, na dálku".

use crate::i18n::{Towards, parse_date, parse_moment, parse_time};
use crate::model::text::fold_letters;
use jiff::civil::{Date, Time};

/// When a meeting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextMeeting {
    /// The day.
    pub date: Date,
    /// The time of the beginning, if it was written.
    pub start: Option<Time>,
    /// The time of the end, if it was written.
    pub end: Option<Time>,
}

/// When the text says that the meeting is; `None` where it names no day on or after `after`.
///
/// A day that the text names in full wins over a shorter one. Words that may be a day of the week (`po`, `st`, `ne`)
/// count only where nothing but a time stands beside them, because in a sentence they mean something else.
pub fn next_meeting(text: &str, after: Date) -> Option<NextMeeting> {
    if let Some((date, start)) = parse_moment(text, after, Towards::Coming).filter(|(date, _)| *date >= after)
    {
        return Some(NextMeeting { date, start, end: None });
    }
    let clean = |word: &str| -> String {
        word.trim_matches(|c: char| matches!(c, '(' | ')' | ',' | ';' | '„' | '“' | '"')).to_owned()
    };
    let words: Vec<String> = text.split_whitespace().map(clean).filter(|word| !word.is_empty()).collect();
    let ends = text.split_whitespace().filter(|word| !clean(word).is_empty());
    let ends: Vec<bool> = ends.map(|word| word.ends_with([',', ';', ')'])).collect();
    let times = Words { words: &words, ends: &ends }.times();
    let is_time = |index: usize| times.as_ref().is_some_and(|times| times.at.contains(&index));
    let date = |words: &[String]| parse_date(&words.join(" "), after, Towards::Coming);
    let in_sentence = [3, 2, 1].into_iter().find_map(|length| {
        let windows = words.windows(length).enumerate();
        let apart = windows.filter(|(first, _)| !(*first..first + length).any(is_time));
        apart.map(|(_, window)| window).filter(|window| names_day(window)).find_map(date)
    });
    let date = in_sentence.or_else(|| {
        let rest = words.iter().enumerate().filter(|(index, _)| !is_time(*index));
        date(&rest.map(|(_, word)| word.clone()).collect::<Vec<String>>())
    });
    let date = date.filter(|date| *date >= after)?;
    let (start, end) = times.map_or((None, None), |times| (Some(times.start), times.end));
    Some(NextMeeting { date, start, end })
}

/// Whether the words look like a day in a sentence: `12. 1. 2027`, `12.1.`, `2027-01-12`, `Jan 12`, `za 14 dní`.
fn names_day(words: &[String]) -> bool {
    let is_digit_first = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
    match words {
        [only] => {
            let parts = only.split(['.', '/', '-']).filter(|part| !part.is_empty());
            is_digit_first(only) && parts.count() >= 2
        }
        [first, second] if matches!(first.as_str(), "za" | "in") => !is_digit_first(second),
        [first, second] if matches!(fold_letters(first).as_str(), "v" | "ve" | "pristi" | "on" | "next") => {
            second.chars().count() > 2 && !is_digit_first(second)
        }
        [first, second, ..] if is_digit_first(first) => first.ends_with('.') || !is_digit_first(second),
        [first, second, ..] => {
            first.chars().count() > 2 && is_digit_first(second) || first == "za" || first == "in"
        }
        [] => false,
    }
}

/// The time of a meeting and the words that say it.
struct Times {
    start: Time,
    end: Option<Time>,
    at: Vec<usize>,
}

/// The words of a text, without brackets and commas.
struct Words<'text> {
    words: &'text [String],
    /// Whether a comma or the end of a bracket stood behind each.
    ends: &'text [bool],
}

impl Words<'_> {
    fn word(&self, index: usize) -> &str {
        self.words.get(index).map(String::as_str).unwrap_or_default()
    }

    /// The first time of day: `10:00`, `10:00–11:30`, `od 10 do 12`, `v 10.00`, `v 10 na úřadě`, `v 10 hodin`, `10h`.
    fn times(&self) -> Option<Times> {
        (0..self.words.len()).find_map(|index| {
            let (first, last) = self.word(index).split_once(['–', '-']).unwrap_or((self.word(index), ""));
            let start = self.time(index, first, last)?;
            let mut at = vec![index];
            at.extend(index.checked_sub(1).filter(|_| self.is_led(index)));
            at.extend(self.is_hour(index).then_some(index + 1));
            let later = |end: &Time| *end > start;
            if let Some(end) = parse_time(last.trim_end_matches('.')).filter(later) {
                return Some(Times { start, end: Some(end), at });
            }
            let connector = index + 1 + usize::from(self.is_hour(index));
            let joins = matches!(self.word(connector), "do" | "až" | "-" | "–" | "to" | "until" | "till");
            let end = || self.plain(connector + 1).and_then(parse_time).filter(later);
            let end = joins.then(end).flatten();
            if end.is_some() {
                at.extend([connector, connector + 1]);
                at.extend(self.is_hour(connector + 1).then_some(connector + 2));
            }
            Some(Times { start, end, at })
        })
    }

    /// The time that a word says, if it is clear that it says one: a number may as well be of something else.
    fn time(&self, index: usize, first: &str, last: &str) -> Option<Time> {
        let (number, is_marked) = match first.strip_suffix("hod").or_else(|| first.strip_suffix('h')) {
            Some(number) => (number, true),
            None => (first.trim_end_matches('.'), first.contains(':') || self.is_hour(index)),
        };
        let is_alone = || number.contains('.') || !last.is_empty() || self.is_alone(index);
        parse_time(number).filter(|_| is_marked || self.is_led(index) && is_alone())
    }

    /// Whether a word stands before this one after which a time follows.
    fn is_led(&self, index: usize) -> bool {
        let before = index.checked_sub(1).map(|before| self.word(before)).unwrap_or_default();
        matches!(before, "v" | "ve" | "od" | "at" | "from")
    }

    /// Whether the word for hours follows.
    fn is_hour(&self, index: usize) -> bool {
        matches!(self.word(index + 1).trim_end_matches('.'), "h" | "hod" | "hodin" | "hodiny")
    }

    /// A word that is no ordinal number (`12.`), unless the sentence ends with it.
    fn plain(&self, index: usize) -> Option<&str> {
        let (word, is_last) = (self.word(index), index + 1 == self.words.len());
        (is_last || !word.ends_with('.')).then(|| word.trim_end_matches('.'))
    }

    /// Whether a number counts nothing that follows it: `v 10 na úřadě`, but not `v 10 obcích`.
    fn is_alone(&self, index: usize) -> bool {
        const BEHIND: [&str; 16] = [
            "na", "u", "v", "ve", "do", "až", "s", "se", "přes", "online", "-", "–", "in", "with", "to",
            "until",
        ];
        let ends = self.ends.get(index).copied().unwrap_or(true) || index + 1 == self.words.len();
        self.plain(index).is_some() && (ends || BEHIND.contains(&self.word(index + 1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};
    use rstest::rstest;

    #[rstest]
    #[case("12. 1. 2027 v 10:00, na dálku", date(2027, 1, 12), Some((10, 0)), None)]
    #[case("12.1.2027 10:00–11:30", date(2027, 1, 12), Some((10, 0)), Some((11, 30)))]
    #[case("Sejdeme se 12. ledna 2027 (v 9.30) na úřadě", date(2027, 1, 12), Some((9, 30)), None)]
    #[case("úterý 12. 1. od 14 hodin", date(2027, 1, 12), Some((14, 0)), None)]
    #[case("12. 1. 10 hodin", date(2027, 1, 12), Some((10, 0)), None)]
    #[case("2027-01-12", date(2027, 1, 12), None, None)]
    #[case("12 January 2027 at 10:00, online", date(2027, 1, 12), Some((10, 0)), None)]
    #[case("on Jan 12 2027", date(2027, 1, 12), None, None)]
    #[case("pátek 10:00", date(2026, 11, 27), Some((10, 0)), None)]
    #[case("za 14 dní na úřadě", date(2026, 12, 5), None, None)]
    #[case("3.12. 14.00", date(2026, 12, 3), Some((14, 0)), None)]
    #[case("za 14 dní v 9", date(2026, 12, 5), Some((9, 0)), None)]
    #[case("pristi stredu 10:00", date(2026, 11, 25), Some((10, 0)), None)]
    #[case("za týden ve stejnou dobu", date(2026, 11, 28), None, None)]
    #[case("ve 2. patře 5. 12. 2026", date(2026, 12, 5), None, None)]
    #[case("9. 12. v 10 na úřadě", date(2026, 12, 9), Some((10, 0)), None)]
    #[case("9. 12. od 10 do 12", date(2026, 12, 9), Some((10, 0)), Some((12, 0)))]
    #[case("9. 12. od 10 hodin do 12 hodin u starosty", date(2026, 12, 9), Some((10, 0)), Some((12, 0)))]
    #[case("středa 9. 12. v 10-11", date(2026, 12, 9), Some((10, 0)), Some((11, 0)))]
    #[case("14.12.2026, 10h", date(2026, 12, 14), Some((10, 0)), None)]
    #[case("14. 12. v 10, zasedačka", date(2026, 12, 14), Some((10, 0)), None)]
    #[case("příští středu v 10 hodin u nás", date(2026, 11, 25), Some((10, 0)), None)]
    #[case("ve středu v 9 u starosty", date(2026, 11, 25), Some((9, 0)), None)]
    #[case("9. 12. 8:00 až 10:00", date(2026, 12, 9), Some((8, 0)), Some((10, 0)))]
    #[case("9. 12. od 9.00 - 11.00", date(2026, 12, 9), Some((9, 0)), Some((11, 0)))]
    #[case("9. 12. dvě setkání v 10 obcích", date(2026, 12, 9), None, None)]
    #[case("9. 12. v 10. patře", date(2026, 12, 9), None, None)]
    #[case("od 9 do 10. 12.", date(2026, 12, 10), Some((9, 0)), None)]
    #[case("9 December from 10 to 12 with the mayor", date(2026, 12, 9), Some((10, 0)), Some((12, 0)))]
    #[case("next Wednesday at 10 with the mayor", date(2026, 11, 25), Some((10, 0)), None)]
    fn a_day_is_found_among_words(
        #[case] text: &str,
        #[case] expected: Date,
        #[case] start: Option<(i8, i8)>,
        #[case] end: Option<(i8, i8)>,
    ) {
        let at = |at: Option<(i8, i8)>| at.map(|(hour, minute)| time(hour, minute, 0, 0));
        let expected = NextMeeting { date: expected, start: at(start), end: at(end) };
        assert_eq!(next_meeting(text, date(2026, 11, 21)), Some(expected));
    }

    #[rstest]
    #[case("")]
    #[case("neplánuje se")]
    #[case("po dohodě s tajemníkem, st a pá ne")]
    #[case("až bude smlouva, zavoláme v 10:00")]
    #[case("1. 2. 1999")]
    #[case("sál 2, 3 lidé")]
    #[case("v průběhu zimy, ve třech lidech")]
    #[case("příští rok v 10 obcích")]
    fn a_sentence_without_a_day_names_none(#[case] text: &str) {
        assert_eq!(next_meeting(text, date(2026, 11, 21)), None);
    }
}
