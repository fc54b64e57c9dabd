//! Dates and times as the minutes write them.

use crate::i18n::Language;
use jiff::civil::{Date, DateTime, Time};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn month(date: Date) -> &'static str {
    usize::try_from(date.month() - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or_default()
}

/// `21. 11. 2026`, `21 Nov 2026`.
pub(super) fn date(language: Language, date: Date) -> String {
    match language {
        Language::Czech => format!("{}. {}. {}", date.day(), date.month(), date.year()),
        Language::English => format!("{} {} {}", date.day(), month(date), date.year()),
    }
}

/// `14:09` in both languages.
pub(super) fn time(_: Language, time: Time) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// The date of a source, which may lack its day or month: `1/2022`, `Jan 2022`, `2021`; other words stay as they are.
pub(super) fn partial(language: Language, text: &str) -> String {
    if let Ok(whole) = text.parse::<Date>() {
        return date(language, whole);
    }
    let first_day = (text.len() == 7).then(|| format!("{text}-01").parse::<Date>().ok()).flatten();
    match (first_day, language) {
        (Some(date), Language::Czech) => format!("{}/{}", date.month(), date.year()),
        (Some(date), Language::English) => format!("{} {}", month(date), date.year()),
        (None, _) => text.to_owned(),
    }
}

/// From when to when: `14:00–15:30`, `od 14:00` (`from` says how), or with dates when the days differ.
pub(super) fn span(
    language: Language,
    start: DateTime,
    end: Option<DateTime>,
    from: fn(&str) -> String,
) -> String {
    let clock = |moment: DateTime| time(language, moment.time());
    let full = |moment: DateTime| format!("{} {}", date(language, moment.date()), clock(moment));
    match end {
        None => from(&clock(start)),
        Some(end) if end.date() == start.date() => format!("{}–{}", clock(start), clock(end)),
        Some(end) => format!("{} – {}", full(start), full(end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_sources_are_written_as_far_as_they_are_known() {
        for (text, czech, english) in [
            ("2022-11-14", "14. 11. 2022", "14 Nov 2022"),
            ("2022-01", "1/2022", "Jan 2022"),
            ("2021", "2021", "2021"),
            ("jaro 2020", "jaro 2020", "jaro 2020"),
        ] {
            assert_eq!(partial(Language::Czech, text), czech);
            assert_eq!(partial(Language::English, text), english);
        }
    }

    #[test]
    fn a_span_has_dates_only_when_the_days_differ() {
        let moment = |text: &str| text.parse::<DateTime>().unwrap();
        let start = moment("2026-11-21T14:00");
        let from: fn(&str) -> String = |time| format!("od {time}");
        let written = |end: Option<&str>| span(Language::Czech, start, end.map(moment), from);
        assert_eq!(written(None), "od 14:00");
        assert_eq!(written(Some("2026-11-21T15:05")), "14:00–15:05");
        assert_eq!(written(Some("2026-11-22T09:00")), "21. 11. 2026 14:00 – 22. 11. 2026 9:00");
    }
}
