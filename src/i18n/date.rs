//! Dates and times: how each language writes them, and what a person may type for one.

use super::Language;
use jiff::Span;
use jiff::civil::{Date, DateTime, Time, Weekday};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

impl Language {
    /// A date: `21. 11. 2026`, `21 Nov 2026`.
    pub fn date(self, date: Date) -> String {
        match self {
            Language::Czech => format!("{}. {}. {}", date.day(), date.month(), date.year()),
            Language::English => format!("{} {}", self.day_month(date), date.year()),
        }
    }

    /// A date whose year is clear: `5. 12.`, `5 Dec`.
    pub fn day_month(self, date: Date) -> String {
        match self {
            Language::Czech => format!("{}. {}.", date.day(), date.month()),
            Language::English => {
                format!("{} {}", date.day(), nth(&self.texts().common.months_short, date.month() - 1))
            }
        }
    }

    /// A time of day in 24 hours: `14:09`.
    pub fn time(self, time: Time) -> String {
        format!("{}:{:02}", time.hour(), time.minute())
    }

    /// A date and time: `21. 11. 2026 14:09`, `21 Nov 2026 14:09`.
    pub fn date_time(self, moment: DateTime) -> String {
        format!("{} {}", self.date(moment.date()), self.time(moment.time()))
    }

    /// From when to when: `14:00–15:30`, or with dates when the days differ; without an end as `from` words it.
    pub fn time_span(self, start: DateTime, end: Option<DateTime>, from: fn(&str) -> String) -> String {
        match end {
            None => from(&self.time(start.time())),
            Some(end) if end.date() == start.date() => {
                format!("{}–{}", self.time(start.time()), self.time(end.time()))
            }
            Some(end) => format!("{} – {}", self.date_time(start), self.date_time(end)),
        }
    }

    /// The name of a day of the week: `pondělí`, `Monday`.
    pub fn weekday(self, weekday: Weekday) -> &'static str {
        nth(&self.texts().common.weekdays, weekday.to_monday_zero_offset())
    }

    /// The short name of a day of the week: `po`, `Mon`.
    pub fn weekday_short(self, weekday: Weekday) -> &'static str {
        nth(&self.texts().common.weekdays_short, weekday.to_monday_zero_offset())
    }

    /// A date with the day of the week, for documents: `sobota 21. 11. 2026`, `Saturday 21 Nov 2026`.
    pub fn weekday_date(self, date: Date) -> String {
        format!("{} {}", self.weekday(date.weekday()), self.date(date))
    }

    /// A duration in minutes: `42 min`, `1 h 05 min`. Both languages write the same.
    pub fn duration(self, minutes: u32) -> String {
        let (hours, rest) = (minutes / 60, minutes % 60);
        match hours {
            0 => format!("{rest} min"),
            _ => format!("{hours} h {rest:02} min"),
        }
    }

    /// A date of a source, which may lack its day or month: `2023-06` is `6/2023` or `Jun 2023`, `2021` stays.
    /// What is no such date is shown as it is.
    pub fn partial_date(self, text: &str) -> String {
        let text = text.trim();
        if let Some(date) = parse_iso(text) {
            return self.date(date);
        }
        let month_of_year = text.split_once('-').and_then(|(year, month)| {
            let first_day = Date::new(digits(year)?, i8::try_from(digits(month)?).ok()?, 1).ok()?;
            (year.len() == 4).then_some(first_day)
        });
        match (month_of_year, self) {
            (Some(date), Language::Czech) => format!("{}/{}", date.month(), date.year()),
            (Some(date), Language::English) => {
                format!("{} {}", nth(&self.texts().common.months_short, date.month() - 1), date.year())
            }
            (None, _) => text.to_owned(),
        }
    }
}

fn nth<const N: usize>(names: &[&'static str; N], index: i8) -> &'static str {
    usize::try_from(index).ok().and_then(|index| names.get(index)).copied().unwrap_or_default()
}

/// Which day a person means who leaves the year out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    /// One that comes: a deadline, the next meeting.
    Coming,
    /// One that was: when something was agreed, where a period begins.
    Past,
    /// The one nearest to today, the coming one of two: when a consultation is or was.
    Nearest,
    /// The first that is not before this day: where a period ends that begins there.
    From(Date),
}

/// The date that a person means by `text`; `None` where it is none.
///
/// Both languages are understood whatever the interface speaks; case and accents do not matter:
/// - `2026-12-05`, `5. 12. 2026`, `5.12.26`, `5/12/2026`, `5. prosince 2026`, `5 Dec 2026`;
/// - without a year (`5. 12.`, `5 12`, `5/12`, `5 Dec`): `towards` says which one; today is both coming and past;
/// - `dnes`, `zítra`, `pozítří`, `včera`, `předevčírem`, `za týden`, `za 14 dní`, `za dva měsíce`, `today`, `tomorrow`,
///   `yesterday`, `in 2 weeks`;
/// - a day of the week (`pátek`, `pá`, `do pátku`, `friday`): the first one after `today`, of a period and of what was
///   the last one before;
/// - `příští středu`, `do příštího pátku`, `next friday`: that day of the next calendar week;
/// - a day of the week with its date (`pondělí 30. 11.`), where both mean the same day;
/// - `konec týdne`, `konec měsíce`, `do konce ledna`, `do konce příštího roku`, `end of month`, `end of the year`;
/// - behind `do` and `by`: `do týdne`, `do 14 dnů`, `within 14 days` as with `za`, and `do prosince`: its last day before.
pub fn parse_date(text: &str, today: Date, towards: Towards) -> Option<Date> {
    let folded = fold(text);
    let behind_until = ["do ", "by ", "until "].iter().find_map(|word| folded.trim().strip_prefix(word));
    if let Some(date) = parse_iso(behind_until.unwrap_or(&folded).trim()) {
        return Some(date);
    }
    let words: Vec<&str> = folded
        .split(|c: char| c.is_whitespace() || matches!(c, '.' | '/' | ','))
        .filter(|word| !word.is_empty())
        .collect();
    match words.as_slice() {
        ["do" | "by" | "until" | "within", rest @ ..] => {
            parse_words(rest, today, towards).or_else(|| parse_limit(rest, today))
        }
        ["dne" | "v" | "ve" | "na" | "on", rest @ ..] => parse_words(rest, today, towards),
        all => parse_words(all, today, towards),
    }
}

/// What only behind «do» is a day: so long from now, and the last day before a month.
fn parse_limit(words: &[&str], today: Date) -> Option<Date> {
    match *words {
        [unit] => shift(today, 1, unit).or_else(|| {
            let first = Date::new(today.year(), i8::try_from(month_of(unit)?).ok()?, 1).ok()?;
            let eve = |first: Date| first.yesterday().ok();
            eve(first)
                .filter(|eve| *eve >= today)
                .or_else(|| eve(first.checked_add(Span::new().years(1)).ok()?))
        }),
        [count, unit] => shift(today, count_of(count)?, unit),
        _ => None,
    }
}

/// The date and, where it is said, the time of day that a person means: `zítra v 9`, `30. 11. v 9`, `2026-12-01T10:00`,
/// `příští středu 10:00`, `3.12. 14.00`, `5 Dec at 10`. The date is any that [`parse_date`] understands.
pub fn parse_moment(text: &str, today: Date, towards: Towards) -> Option<(Date, Option<Time>)> {
    if let Some(date) = parse_date(text, today, towards) {
        return Some((date, None));
    }
    if let Some((date, time)) = text.trim().split_once(['T', 't'])
        && let (Some(date), Some(time)) = (parse_iso(date), parse_time(time))
    {
        return Some((date, Some(time)));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..words.len()).rev().find_map(|middle| {
        let (left, right) = words.split_at_checked(middle)?;
        let both = |date: &[&str], time: &[&str]| {
            Some((parse_date(&date.join(" "), today, towards)?, Some(time_of(time)?)))
        };
        both(left, right).or_else(|| both(right, left))
    })
}

/// The time of day of words: `9:30`, `v 9`, `v 10 hodin`, `at 10`.
pub fn time_of(words: &[&str]) -> Option<Time> {
    let plain = |word: &str| word.trim_end_matches(['.', ',']).to_lowercase();
    let words = match words {
        [first, rest @ ..] if matches!(plain(first).as_str(), "v" | "ve" | "od" | "at" | "from") => rest,
        all => all,
    };
    let words = match words {
        [rest @ .., last] if matches!(plain(last).as_str(), "h" | "hod" | "hodin" | "hodiny") => rest,
        all => all,
    };
    match words {
        [time] => parse_time(time.trim_end_matches(['.', ','])),
        _ => None,
    }
}

/// Whether the text names a day by numbers that no calendar has: `31. 11.`, `29. 2. 2027`.
pub fn is_missing_day(text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split(|c: char| c.is_whitespace() || matches!(c, '.' | '/' | ',' | '-'))
        .filter(|word| !word.is_empty() && !matches!(*word, "do" | "by" | "until"))
        .collect();
    let missing = |day: &str, month: &str, year: i16| {
        let (Some(day), Some(month)) = (digits(day), month_of(month).or_else(|| digits(month))) else {
            return false;
        };
        let (Ok(day), Ok(month)) = (i8::try_from(day), i8::try_from(month)) else { return false };
        Date::new(year, month, day).is_err()
    };
    match words.as_slice() {
        [year, month, day] if year.len() == 4 => missing(day, month, digits(year).unwrap_or_default()),
        [day, month, year] if year.len() == 4 => missing(day, month, digits(year).unwrap_or_default()),
        // Of a leap year, because none is said.
        [day, month] => missing(day, month, 2028),
        _ => false,
    }
}

fn parse_words(words: &[&str], today: Date, towards: Towards) -> Option<Date> {
    let of_year = |day, month| day_of_year(day, month, today, towards);
    match *words {
        ["dnes" | "dneska" | "today"] => Some(today),
        ["zitra" | "zitrka" | "zitrku" | "tomorrow"] => shift(today, 1, "den"),
        ["pozitri" | "pozitrku" | "pozitrka"] | ["day", "after", "tomorrow"] => shift(today, 2, "den"),
        ["vcera" | "vcerejska" | "yesterday"] => shift(today, -1, "den"),
        ["predevcirem"] | ["day", "before", "yesterday"] => shift(today, -2, "den"),
        ["za" | "in", unit] => shift(today, 1, unit),
        ["za" | "in", count, unit] => shift(today, count_of(count)?, unit),
        ["konec" | "konce", "tydne"] | ["end", "of", "week"] | ["end", "of", "the", "week"] => {
            last_of_week(today)
        }
        ["konec" | "konce", "pristiho", unit] | ["end", "of", "next", unit] => last_of_next(today, unit),
        ["konec" | "konce", month] | ["end", "of", month] if month_of(month).is_some() => {
            Some(day_of_year(1, month_of(month)?, today.first_of_month(), Towards::Coming)?.last_of_month())
        }
        ["pristi" | "pristiho" | "next", day] => last_of_week(today)?.nth_weekday(1, weekday_of(day)?).ok(),
        ["tento" | "tuto" | "toto" | "tohoto" | "teto" | "this", day] => {
            today.nth_weekday(1, weekday_of(day)?).ok()
        }
        [day, ref date @ ..] if date.len() > 1 && weekday_of(day).is_some() => {
            parse_words(date, today, towards).filter(|date| Some(date.weekday()) == weekday_of(day))
        }
        ["konec" | "konce", "mesice"] | ["end", "of", "month"] | ["end", "of", "the", "month"] => {
            Some(today.last_of_month())
        }
        ["konec" | "konce", "roku"] | ["end", "of", "year"] | ["end", "of", "the", "year"] => {
            Some(today.last_of_year())
        }
        [day] => {
            let nth = if matches!(towards, Towards::Past | Towards::From(_)) { -1 } else { 1 };
            today.nth_weekday(nth, weekday_of(day)?).ok()
        }
        [day, month] => match month_of(day) {
            Some(named) => of_year(digits(month)?, named),
            None => of_year(digits(day)?, month_of(month).or_else(|| digits(month))?),
        },
        [year, month, day] if year.len() == 4 => full_date(year, digits(month)?, digits(day)?),
        [day, month, year] => match month_of(day) {
            Some(named) => full_date(year, named, digits(month)?),
            None => full_date(year, month_of(month).or_else(|| digits(month))?, digits(day)?),
        },
        _ => None,
    }
}

/// The time that a person means by `14:05`, `14.05` or `9`; `None` where it is none.
pub fn parse_time(text: &str) -> Option<Time> {
    let text = text.trim();
    let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "00"));
    if hour.len() > 2 || minute.len() != 2 {
        return None;
    }
    Time::new(i8::try_from(digits(hour)?).ok()?, i8::try_from(digits(minute)?).ok()?, 0, 0).ok()
}

fn parse_iso(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    full_date(year, digits(month)?, digits(day)?)
}

/// A date of a year with four digits, or two in this century. Other centuries are slips of the finger.
fn full_date(year: &str, month: i16, day: i16) -> Option<Date> {
    let year = match year.len() {
        2 => 2000 + digits(year)?,
        4 => digits(year)?,
        _ => return None,
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (1900..2200).contains(&year).then_some(date)
}

fn day_of_year(day: i16, month: i16, today: Date, towards: Towards) -> Option<Date> {
    let (day, month) = (i8::try_from(day).ok()?, i8::try_from(month).ok()?);
    let of = |year| Date::new(year, month, day).ok();
    // Eight years, because 29 February may be that far away (1896, 1904).
    let coming =
        |from: Date| (from.year()..=from.year().saturating_add(8)).filter_map(of).find(|date| *date >= from);
    let past =
        || (today.year().saturating_sub(8)..=today.year()).rev().filter_map(of).find(|date| *date <= today);
    match towards {
        Towards::Coming => coming(today),
        Towards::From(first) => coming(first),
        Towards::Past => past(),
        Towards::Nearest => {
            let days = |date: &Date| (*date - today).get_days().abs();
            [coming(today), past()].into_iter().flatten().min_by_key(days)
        }
    }
}

/// The Sunday of the week of `today`.
fn last_of_week(today: Date) -> Option<Date> {
    let days = 6 - today.weekday().to_monday_zero_offset();
    shift(today, i16::from(days), "day")
}

fn last_of_next(today: Date, unit: &str) -> Option<Date> {
    let then = shift(today, 1, unit)?;
    match unit {
        "tydne" | "week" => last_of_week(then),
        "mesice" | "month" => Some(then.last_of_month()),
        "roku" | "year" => Some(then.last_of_year()),
        _ => None,
    }
}

fn shift(today: Date, count: i16, unit: &str) -> Option<Date> {
    let span = match unit {
        "den" | "dny" | "dni" | "dnu" | "day" | "days" => Span::new().try_days(count),
        "tyden" | "tydne" | "tydny" | "tydnu" | "week" | "weeks" => Span::new().try_weeks(count),
        "mesic" | "mesice" | "mesicu" | "month" | "months" => Span::new().try_months(count),
        "rok" | "roku" | "roky" | "let" | "year" | "years" => Span::new().try_years(count),
        _ => return None,
    };
    today.checked_add(span.ok()?).ok()
}

fn count_of(word: &str) -> Option<i16> {
    let count = match word {
        "a" | "an" | "one" | "jeden" => 1,
        "dva" | "dve" | "two" => 2,
        "tri" | "three" => 3,
        "ctyri" | "four" => 4,
        "pet" | "five" => 5,
        "sest" | "six" => 6,
        "deset" | "ten" => 10,
        "ctrnact" | "fourteen" => 14,
        number => return digits(number),
    };
    Some(count)
}

fn weekday_of(word: &str) -> Option<Weekday> {
    let weekday = match word {
        "po" | "pondeli" | "pondelek" | "pondelka" | "mon" | "monday" => Weekday::Monday,
        "ut" | "utery" | "uterka" | "tue" | "tuesday" => Weekday::Tuesday,
        "st" | "streda" | "stredu" | "stredy" | "wed" | "wednesday" => Weekday::Wednesday,
        "ct" | "ctvrtek" | "ctvrtka" | "thu" | "thursday" => Weekday::Thursday,
        "pa" | "patek" | "patku" | "fri" | "friday" => Weekday::Friday,
        "so" | "sobota" | "sobotu" | "soboty" | "sat" | "saturday" => Weekday::Saturday,
        "ne" | "nedele" | "nedeli" | "sun" | "sunday" => Weekday::Sunday,
        _ => return None,
    };
    Some(weekday)
}

fn month_of(word: &str) -> Option<i16> {
    let month = match word {
        "leden" | "ledna" | "jan" | "january" => 1,
        "unor" | "unora" | "feb" | "february" => 2,
        "brezen" | "brezna" | "mar" | "march" => 3,
        "duben" | "dubna" | "apr" | "april" => 4,
        "kveten" | "kvetna" | "may" => 5,
        "cerven" | "cervna" | "jun" | "june" => 6,
        "cervenec" | "cervence" | "jul" | "july" => 7,
        "srpen" | "srpna" | "aug" | "august" => 8,
        "zari" | "sep" | "sept" | "september" => 9,
        "rijen" | "rijna" | "oct" | "october" => 10,
        "listopad" | "listopadu" | "nov" | "november" => 11,
        "prosinec" | "prosince" | "dec" | "december" => 12,
        _ => return None,
    };
    Some(month)
}

/// A number of one to four ASCII digits.
fn digits(text: &str) -> Option<i16> {
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

fn fold(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};
    use proptest::prelude::*;
    use rstest::rstest;

    /// A Saturday.
    const TODAY: Date = date(2026, 11, 21);

    #[test]
    fn each_language_has_its_form() {
        let moment = TODAY.at(14, 9, 0, 0);
        assert_eq!(Language::Czech.date_time(moment), "21. 11. 2026 14:09");
        assert_eq!(Language::English.date_time(moment), "21 Nov 2026 14:09");
        assert_eq!(Language::Czech.day_month(date(2026, 12, 5)), "5. 12.");
        assert_eq!(Language::English.day_month(date(2026, 12, 5)), "5 Dec");
        assert_eq!(Language::Czech.time(time(9, 5, 0, 0)), "9:05");
        assert_eq!(Language::Czech.weekday_date(TODAY), "sobota 21. 11. 2026");
        assert_eq!(Language::English.weekday_short(TODAY.weekday()), "Sat");
    }

    #[rstest]
    #[case(0, "0 min")]
    #[case(42, "42 min")]
    #[case(65, "1 h 05 min")]
    #[case(600, "10 h 00 min")]
    fn durations_are_in_hours_and_minutes(#[case] minutes: u32, #[case] expected: &str) {
        assert_eq!(Language::Czech.duration(minutes), expected);
    }

    #[rstest]
    #[case("2023-06-05", "5. 6. 2023", "5 Jun 2023")]
    #[case("2023-06", "6/2023", "Jun 2023")]
    #[case("2021", "2021", "2021")]
    #[case("2023-13", "2023-13", "2023-13")]
    #[case("2019-2021", "2019-2021", "2019-2021")]
    #[case("jaro 2020", "jaro 2020", "jaro 2020")]
    fn dates_of_sources_may_be_partial(#[case] text: &str, #[case] czech: &str, #[case] english: &str) {
        assert_eq!(Language::Czech.partial_date(text), czech);
        assert_eq!(Language::English.partial_date(text), english);
    }

    #[rstest]
    #[case("2026-12-05", date(2026, 12, 5))]
    #[case("5. 12. 2026", date(2026, 12, 5))]
    #[case("5.12.26", date(2026, 12, 5))]
    #[case("5.12.", date(2026, 12, 5))]
    #[case("5 12", date(2026, 12, 5))]
    #[case("5/12", date(2026, 12, 5))]
    #[case("do 5. 12.", date(2026, 12, 5))]
    #[case("5. prosince", date(2026, 12, 5))]
    #[case("5 Dec 2026", date(2026, 12, 5))]
    #[case("December 5", date(2026, 12, 5))]
    #[case("5. 11.", date(2027, 11, 5))]
    #[case("21. 11.", TODAY)]
    #[case("29. 2.", date(2028, 2, 29))]
    #[case("5. 11. 2026", date(2026, 11, 5))]
    #[case("dnes", TODAY)]
    #[case(" DNES ", TODAY)]
    #[case("zítra", date(2026, 11, 22))]
    #[case("zitra", date(2026, 11, 22))]
    #[case("pozítří", date(2026, 11, 23))]
    #[case("za týden", date(2026, 11, 28))]
    #[case("za 14 dní", date(2026, 12, 5))]
    #[case("za čtrnáct dní", date(2026, 12, 5))]
    #[case("za 2 týdny", date(2026, 12, 5))]
    #[case("za měsíc", date(2026, 12, 21))]
    #[case("pondělí", date(2026, 11, 23))]
    #[case("po", date(2026, 11, 23))]
    #[case("do pátku", date(2026, 11, 27))]
    #[case("sobota", date(2026, 11, 28))]
    #[case("konec měsíce", date(2026, 11, 30))]
    #[case("do konce roku", date(2026, 12, 31))]
    #[case("do konce týdne", date(2026, 11, 22))]
    #[case("do konce příštího týdne", date(2026, 11, 29))]
    #[case("do konce ledna", date(2027, 1, 31))]
    #[case("do konce listopadu", date(2026, 11, 30))]
    #[case("do prosince", date(2026, 11, 30))]
    #[case("do listopadu", date(2027, 10, 31))]
    #[case("do příštího pátku", date(2026, 11, 27))]
    #[case("do příští středy", date(2026, 11, 25))]
    #[case("příští středu", date(2026, 11, 25))]
    #[case("do 14 dnů", date(2026, 12, 5))]
    #[case("do týdne", date(2026, 11, 28))]
    #[case("do měsíce", date(2026, 12, 21))]
    #[case("do pondělka", date(2026, 11, 23))]
    #[case("do pondělí 30. 11.", date(2026, 11, 30))]
    #[case("za 14 dni", date(2026, 12, 5))]
    #[case("within 14 days", date(2026, 12, 5))]
    #[case("next Friday", date(2026, 11, 27))]
    #[case("end of January", date(2027, 1, 31))]
    #[case("today", TODAY)]
    #[case("tomorrow", date(2026, 11, 22))]
    #[case("in 2 weeks", date(2026, 12, 5))]
    #[case("in a month", date(2026, 12, 21))]
    #[case("by Friday", date(2026, 11, 27))]
    #[case("end of the month", date(2026, 11, 30))]
    fn a_typed_date_is_understood(#[case] text: &str, #[case] expected: Date) {
        assert_eq!(parse_date(text, TODAY, Towards::Coming), Some(expected));
    }

    #[rstest]
    #[case("1. 1.", date(2027, 1, 1), date(2026, 1, 1), date(2027, 1, 1))]
    #[case("5. 12.", date(2026, 12, 5), date(2025, 12, 5), date(2026, 12, 5))]
    #[case("20. 11.", date(2027, 11, 20), date(2026, 11, 20), date(2026, 11, 20))]
    #[case("1 June", date(2027, 6, 1), date(2026, 6, 1), date(2026, 6, 1))]
    #[case("21. 11.", TODAY, TODAY, TODAY)]
    #[case("29. 2.", date(2028, 2, 29), date(2024, 2, 29), date(2028, 2, 29))]
    #[case("pátek", date(2026, 11, 27), date(2026, 11, 20), date(2026, 11, 27))]
    #[case("sobota", date(2026, 11, 28), date(2026, 11, 14), date(2026, 11, 28))]
    #[case("včera", date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 20))]
    #[case("předevčírem", date(2026, 11, 19), date(2026, 11, 19), date(2026, 11, 19))]
    #[case("yesterday", date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 20))]
    #[case("the 5th", Date::ZERO, Date::ZERO, Date::ZERO)]
    #[case("5. 12. 2031", date(2031, 12, 5), date(2031, 12, 5), date(2031, 12, 5))]
    fn a_day_without_a_year_is_sought_where_it_makes_sense(
        #[case] text: &str,
        #[case] coming: Date,
        #[case] past: Date,
        #[case] nearest: Date,
    ) {
        let read = |towards| parse_date(text, TODAY, towards).unwrap_or(Date::ZERO);
        assert_eq!(read(Towards::Coming), coming);
        assert_eq!(read(Towards::Past), past);
        assert_eq!(read(Towards::Nearest), nearest);
    }

    #[test]
    fn a_period_ends_after_it_begins() {
        let until = |text: &str, since| parse_date(text, TODAY, Towards::From(since)).unwrap();
        assert_eq!(until("31. 12.", date(2026, 1, 1)), date(2026, 12, 31));
        assert_eq!(until("31. 12.", date(2025, 9, 1)), date(2025, 12, 31));
        assert_eq!(until("15. 1.", date(2025, 11, 1)), date(2026, 1, 15));
        assert_eq!(until("dnes", date(2026, 1, 1)), TODAY);
    }

    #[rstest]
    #[case("")]
    #[case("do")]
    #[case("brzy")]
    #[case("5")]
    #[case("31. 2.")]
    #[case("do úterý 30. 11.")]
    #[case("prosinec")]
    #[case("příští týden")]
    #[case("32. 1. 2026")]
    #[case("5. 13.")]
    #[case("5. 12. 20266")]
    #[case("5. 12. 0026")]
    #[case("za 99999 dní")]
    #[case("za 9999 let")]
    #[case("-5. 12.")]
    #[case("2026-12-05-01")]
    #[case("٥. ١٢.")]
    fn what_is_no_date_is_refused(#[case] text: &str) {
        for towards in [Towards::Coming, Towards::Past, Towards::Nearest, Towards::From(TODAY)] {
            assert_eq!(parse_date(text, TODAY, towards), None);
        }
    }

    #[rstest]
    #[case("zítra v 9", date(2026, 11, 22), Some(time(9, 0, 0, 0)))]
    #[case("30. 11. v 9", date(2026, 11, 30), Some(time(9, 0, 0, 0)))]
    #[case("2026-12-01T10:00", date(2026, 12, 1), Some(time(10, 0, 0, 0)))]
    #[case("příští středu v 10", date(2026, 11, 25), Some(time(10, 0, 0, 0)))]
    #[case("pristi stredu 10:00", date(2026, 11, 25), Some(time(10, 0, 0, 0)))]
    #[case("3.12. 14.00", date(2026, 12, 3), Some(time(14, 0, 0, 0)))]
    #[case("za 14 dní v 9 hod.", date(2026, 12, 5), Some(time(9, 0, 0, 0)))]
    #[case("do 5. 12. v 10:00", date(2026, 12, 5), Some(time(10, 0, 0, 0)))]
    #[case("5. 12. 2026", date(2026, 12, 5), None)]
    fn a_day_may_have_a_time(#[case] text: &str, #[case] day: Date, #[case] at: Option<Time>) {
        assert_eq!(parse_moment(text, TODAY, Towards::Coming), Some((day, at)));
    }

    #[test]
    fn days_that_no_calendar_has_are_known() {
        for text in ["31. 11.", "do 31.11.", "30. února", "29. 2. 2027", "2026-11-31"] {
            assert!(is_missing_day(text), "{text}");
        }
        for text in ["30. 11.", "29. 2.", "brzy", "2 lidé", ""] {
            assert!(!is_missing_day(text), "{text}");
        }
    }

    #[rstest]
    #[case("14:05", Some(time(14, 5, 0, 0)))]
    #[case("14.05", Some(time(14, 5, 0, 0)))]
    #[case("9", Some(time(9, 0, 0, 0)))]
    #[case(" 9:30 ", Some(time(9, 30, 0, 0)))]
    #[case("24:00", None)]
    #[case("9:60", None)]
    #[case("9:5", None)]
    #[case("-1", None)]
    #[case("", None)]
    #[case("905", None)]
    fn a_typed_time_is_understood(#[case] text: &str, #[case] expected: Option<Time>) {
        assert_eq!(parse_time(text), expected);
    }

    fn any_date() -> impl Strategy<Value = Date> {
        (1900_i16..2200, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| date(year, month, day))
    }

    #[test]
    fn a_span_has_dates_only_when_the_days_differ() {
        let moment = |text: &str| text.parse::<DateTime>().unwrap();
        let start = moment("2026-11-21T14:00");
        let from: fn(&str) -> String = |time| format!("od {time}");
        let written = |end: Option<&str>| Language::Czech.time_span(start, end.map(moment), from);
        assert_eq!(written(None), "od 14:00");
        assert_eq!(written(Some("2026-11-21T15:05")), "14:00–15:05");
        assert_eq!(written(Some("2026-11-22T09:00")), "21. 11. 2026 14:00 – 22. 11. 2026 9:00");
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed(shown in any_date(), today in any_date()) {
            for language in Language::ALL {
                let read = |text: &str, towards| parse_date(text, today, towards).unwrap();
                let (full, short) = (language.date(shown), language.day_month(shown));
                let (next, last) = (read(&short, Towards::Coming), read(&short, Towards::Past));
                let nearest = read(&short, Towards::Nearest);
                prop_assert!(last <= today && today <= next && (nearest == last || nearest == next));
                for date in [next, last, nearest] {
                    prop_assert_eq!((date.month(), date.day()), (shown.month(), shown.day()));
                }
                for towards in [Towards::Coming, Towards::Past, Towards::Nearest, Towards::From(today)] {
                    prop_assert_eq!(read(&full, towards), shown);
                }
            }
        }

        #[test]
        fn no_text_breaks_the_parsers(
            text in prop_oneof![
                any::<String>(),
                "(za |in |do )?[0-9]{0,6}[ ./-]{0,2}[0-9]{0,6}[ ./-]{0,2}([0-9]{0,6}|dni|let|weeks|po)"
            ],
            today in prop_oneof![any_date(), Just(Date::MIN), Just(Date::MAX)],
        ) {
            for towards in [Towards::Coming, Towards::Past, Towards::Nearest, Towards::From(today)] {
                let _ = parse_date(&text, today, towards);
            }
            let _ = (parse_time(&text), is_missing_day(&text), parse_moment(&text, today, Towards::Coming));
            let _ = Language::English.partial_date(&text);
        }
    }
}
