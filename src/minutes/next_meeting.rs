//! Finds day and time in what a person wrote of the next meeting: "12. 1. 2027 v 10:00, na dálku".

use crate::i18n::{Towards, parse_date, parse_moment, parse_time};
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
    let times = times(&words);
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

/// The first time of day: `10:00`, `10:00–11:30`, `v 10.00`, `v 10 hodin`.
fn times(words: &[String]) -> Option<Times> {
    let before = |index: usize| index.checked_sub(1).and_then(|before| words.get(before));
    let preposition =
        |index| before(index).is_some_and(|word| matches!(word.as_str(), "v" | "ve" | "od" | "at" | "from"));
    let hour = |index: usize| {
        let next = words.get(index + 1).map(|word| word.trim_end_matches('.'));
        matches!(next, Some("h" | "hod" | "hodin" | "hodiny"))
    };
    (0..words.len()).find_map(|index| {
        let word = words.get(index)?.trim_end_matches('.');
        let (start, end) =
            word.split_once(['–', '-']).map_or((word, None), |(start, end)| (start, Some(end)));
        let marked = start.contains(':') || hour(index) || preposition(index) && start.contains('.');
        let start = parse_time(start).filter(|_| marked)?;
        let end = end.and_then(parse_time).filter(|end| *end > start);
        let mut at = vec![index];
        at.extend(index.checked_sub(1).filter(|_| preposition(index)));
        at.extend(hour(index).then_some(index + 1));
        Some(Times { start, end, at })
    })
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
    fn a_sentence_without_a_day_names_none(#[case] text: &str) {
        assert_eq!(next_meeting(text, date(2026, 11, 21)), None);
    }
}
