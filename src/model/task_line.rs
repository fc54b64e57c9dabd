//! How a task is written in one line: «obec: poslat podklady do 5. 12.» says who, what and by when.

use super::consultation::{Consultation, ItemField, Side};
use super::text::fold_letters;
use crate::i18n::{Towards, is_missing_day, parse_date, time_of};
use jiff::Span;
use jiff::civil::Date;

/// A task as its line says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskLine {
    /// What is to be done.
    pub text: String,
    /// Which side does it.
    pub side: Side,
    /// Who does it; empty where only the side is named, or nobody.
    pub owner: String,
    /// By when.
    pub due: Option<Date>,
    /// Words that look like a deadline and are none that is understood; they stay in the text.
    pub puzzling: Option<String>,
}

/// Words that name a side, folded.
const SIDES: [(Side, &[&str]); 3] = [
    (Side::Broker, &["broker", "centrum", "my", "centre", "we"]),
    (Side::Municipality, &["obec", "mesto", "mestys", "urad", "municipality", "town", "office"]),
    (Side::Partner, &["partner"]),
];

/// Offices of a municipality, folded: they name an owner without a person's name.
const OFFICES: &[&str] = &[
    "starosta",
    "starostka",
    "mistostarosta",
    "mistostarostka",
    "primator",
    "primatorka",
    "tajemnik",
    "tajemnice",
    "rada",
    "zastupitelstvo",
    "mayor",
    "deputy mayor",
    "secretary",
    "council",
];

/// The longest name before a colon, in words.
const NAME_WORDS: usize = 4;

/// The longest date, in words: «konec příštího týdne» has three.
const DATE_WORDS: usize = 5;

/// Reads the line. What is not understood as a person or a date stays in the text. `known` is who does the task that is
/// being edited: that name before the colon means this person and side again, whatever it looks like.
pub fn read(
    line: &str,
    today: Date,
    consultation: &Consultation,
    broker: &str,
    known: Option<(Side, &str)>,
) -> TaskLine {
    let line = line.trim();
    let same = known.filter(|(_, owner)| !owner.is_empty()).and_then(|(side, owner)| {
        let rest = line.strip_prefix(owner)?.trim_start().strip_prefix(':')?.trim();
        (!rest.is_empty()).then(|| (Some((side, owner.to_owned())), rest))
    });
    let (who, rest) = same.unwrap_or_else(|| split_owner(line, consultation, broker));
    let (text, due) = split_due(rest, today);
    let (side, owner) = who.unwrap_or((Side::Broker, String::new()));
    let puzzling = due.is_none().then(|| puzzling(&text)).flatten();
    TaskLine { text, side, owner, due, puzzling }
}

/// What is said beside the line, in a field or an option of its own; it is then not sought in the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Beside {
    /// Who does it, or which side.
    pub who: bool,
    /// By when.
    pub due: bool,
}

/// As [`read`], for a new task of which something is said beside the line.
pub fn read_beside(
    line: &str,
    today: Date,
    consultation: &Consultation,
    broker: &str,
    beside: Beside,
) -> TaskLine {
    let line = line.trim();
    let (who, rest) = if beside.who { (None, line) } else { split_owner(line, consultation, broker) };
    let (text, due) = if beside.due { (rest.to_owned(), None) } else { split_due(rest, today) };
    let (side, owner) = who.unwrap_or((Side::Broker, String::new()));
    let puzzling = (due.is_none() && !beside.due).then(|| puzzling(&text)).flatten();
    TaskLine { text, side, owner, due, puzzling }
}

/// Writes the line that reads as this task again; `by` is the word before the date, `side_word` the one for its side.
pub fn write(task: &TaskLine, by: &str, side_word: &str) -> String {
    let who = match (task.owner.as_str(), task.side) {
        ("", Side::Broker) => String::new(),
        ("", _) => format!("{side_word}: "),
        (owner, _) => format!("{owner}: "),
    };
    let due = task.due.map(|due| format!(" {by} {}. {}. {}", due.day(), due.month(), due.year()));
    format!("{who}{}{}", task.text, due.unwrap_or_default())
}

impl TaskLine {
    /// The fields of the item.
    pub fn fields(self) -> Vec<ItemField> {
        vec![
            ItemField::Text(self.text),
            ItemField::Side(self.side),
            ItemField::Owner(self.owner),
            ItemField::Due(self.due),
        ]
    }
}

fn split_owner<'line>(
    line: &'line str,
    consultation: &Consultation,
    broker: &str,
) -> (Option<(Side, String)>, &'line str) {
    let Some((name, rest)) = line.split_once(':') else { return (None, line) };
    let name = name.trim();
    if name.is_empty() || rest.trim().is_empty() || name.split_whitespace().count() > NAME_WORDS {
        return (None, line);
    }
    match owner(name, consultation, broker) {
        Some(owner) => (Some(owner), rest.trim()),
        None => (None, line),
    }
}

/// Who the words before a colon name, if they name somebody: a side, an office, a participant, the broker, or anybody
/// with two capitalised names. «Zkontrolovat: nájmy» names nobody.
fn owner(name: &str, consultation: &Consultation, broker: &str) -> Option<(Side, String)> {
    let folded = fold_letters(name);
    if let Some((side, _)) = SIDES.iter().find(|(_, words)| words.contains(&folded.as_str())) {
        return Some((*side, String::new()));
    }
    if OFFICES.contains(&folded.as_str()) {
        return Some((Side::Municipality, name.to_owned()));
    }
    let names = |full: &str| {
        let full = fold_letters(full);
        !full.is_empty() && folded.split(' ').all(|word| full.split(' ').any(|known| known == word))
    };
    if names(broker) {
        return Some((Side::Broker, name.to_owned()));
    }
    if consultation.participants.iter().any(|person| names(&person.name)) {
        return Some((Side::Municipality, name.to_owned()));
    }
    let capitalised = name.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count();
    let words = name.split_whitespace().count();
    (words >= 2 && capitalised == words && !name.contains(|character: char| character.is_ascii_digit()))
        .then(|| (Side::Municipality, name.to_owned()))
}

/// Takes a date off the end («… do 5. 12.», «… zítra») or the start («do 5. 12. …») of the line. A time of day and words in
/// brackets behind it stay in the text.
fn split_due(line: &str, today: Date) -> (String, Option<Date>) {
    let words: Vec<&str> = line.split_whitespace().collect();
    let date = |words: &[&str]| {
        parse_date(&words.join(" "), today, Towards::Coming).filter(|due| is_of_our_time(*due, today))
    };
    let said = |start: usize| {
        let rest = words.get(start..)?;
        (1..=rest.len().min(DATE_WORDS + 1)).rev().find_map(|length| {
            let (deadline, behind) = rest.split_at_checked(length)?;
            let due = date(deadline).filter(|_| stays_behind(behind))?;
            let text: Vec<&str> = words.iter().take(start).chain(behind).copied().collect();
            Some((text.join(" "), Some(due)))
        })
    };
    let last = words.iter().rposition(|word| is_until(word)).filter(|&position| position > 0);
    if let Some(found) = last.and_then(said) {
        return found;
    }
    if words.first().is_some_and(|word| is_until(word)) {
        for length in (1..=DATE_WORDS.min(words.len().saturating_sub(2))).rev() {
            if let (Some(deadline), Some(rest)) = (words.get(..=length), words.get(length + 1..))
                && let Some(due) = date(deadline)
            {
                return (rest.join(" "), Some(due));
            }
        }
    }
    let begins = (1..words.len()).rev().find(|&start| words.get(start..).is_some_and(begins_relative));
    begins.and_then(said).unwrap_or_else(|| (line.to_owned(), None))
}

/// Whether a day can be a deadline. One of another time is a slip of the finger, and the person is asked about it; tasks of
/// earlier years keep theirs.
pub fn is_of_our_time(due: Date, today: Date) -> bool {
    due >= today.saturating_sub(Span::new().years(10))
}

fn is_until(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "do" | "by" | "until" | "within")
}

/// Whether words that are a deadline without «do» begin here: «zítra», «za týden», «za 14 dní». «Za rok» and «za měsíc» say of
/// what time a sum is as often as when something is done.
fn begins_relative(words: &[&str]) -> bool {
    let folded: Vec<String> = words.iter().take(2).map(|word| fold_letters(word)).collect();
    match folded.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["dnes" | "zitra" | "pozitri" | "today" | "tomorrow", ..] => true,
        ["za" | "in", unit] => !matches!(*unit, "rok" | "mesic"),
        _ => false,
    }
}

/// Whether the words behind a date belong to the text: nothing, a time of day, or a remark in brackets.
fn stays_behind(words: &[&str]) -> bool {
    words.first().is_none_or(|word| word.starts_with('(')) || time_of(words).is_some()
}

/// The end of the text, from «do» on, if it looks like a deadline that was not understood.
fn puzzling(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    // A line that is nothing but a date says what it says.
    let start = words.iter().rposition(|word| is_until(word)).filter(|start| *start > 0)?;
    let rest = words.get(start + 1..)?;
    let folded: Vec<String> = rest.iter().take(2).map(|word| fold_letters(word)).collect();
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let looks = match folded.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["konce" | "konec" | "end" | "pristi" | "pristiho" | "next", ..] => true,
        [day, month] if is_number(day) && is_number(month) => true,
        [date, ..] => date.split(' ').count() > 1 && date.split(' ').all(is_number),
        [] => false,
    };
    let missing = rest.get(..rest.len().min(2)).is_some_and(|day| is_missing_day(&day.join(" ")));
    (looks || missing).then(|| words.get(start..).unwrap_or_default().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Document, DocumentId, EntityId, Participant, schema};
    use jiff::civil::date;
    use rstest::rstest;

    fn consultation() -> Consultation {
        let mut consultation =
            Consultation::read(&Document::new(DocumentId::from_u128(1), schema::CONSULTATION)).unwrap();
        consultation.participants.push(Participant {
            id: EntityId::from_u128(2),
            name: "Jana Vzorová".into(),
            office: "starostka".into(),
            organisation: String::new(),
            email: String::new(),
            phone: String::new(),
            excused: false,
            conflicts: Vec::new(),
        });
        consultation
    }

    #[test]
    fn a_deadline_of_long_ago_is_asked_about() {
        let told = |line: &str| read(line, date(2026, 11, 21), &consultation(), "", None);
        for line in ["poslat mapu do 1.1.1900", "poslat mapu do 1. 1. 1900"] {
            let task = told(line);
            assert_eq!((task.due, task.text.as_str()), (None, line));
            assert!(task.puzzling.is_some(), "{line}");
        }
        assert_eq!(
            told("poslat mapu do 20. 11. 2024").due,
            Some(date(2024, 11, 20)),
            "an old task keeps its day"
        );
    }

    #[rstest]
    #[case("poslat odkaz", "poslat odkaz", Side::Broker, "", None)]
    #[case(
        "obec: poslat podklady do 5. 12.",
        "poslat podklady",
        Side::Municipality,
        "",
        Some(date(2026, 12, 5))
    )]
    #[case("broker: do 5. 12. poslat odkaz", "poslat odkaz", Side::Broker, "", Some(date(2026, 12, 5)))]
    #[case(
        "Vzorová: svolat radu do pátku",
        "svolat radu",
        Side::Municipality,
        "Vzorová",
        Some(date(2026, 11, 27))
    )]
    #[case("Petr Ukázkový: zavolat", "zavolat", Side::Municipality, "Petr Ukázkový", None)]
    #[case("Zkontrolovat: nájmy", "Zkontrolovat: nájmy", Side::Broker, "", None)]
    #[case("dojet do Brna", "dojet do Brna", Side::Broker, "", None)]
    #[case("send the link by 2026-12-05", "send the link", Side::Broker, "", Some(date(2026, 12, 5)))]
    #[case("zavolat do 5. 12. v 10:00", "zavolat v 10:00", Side::Broker, "", Some(date(2026, 12, 5)))]
    #[case("plán do 15. 12. (po radě)", "plán (po radě)", Side::Broker, "", Some(date(2026, 12, 15)))]
    #[case("zavolat zítra v 9", "zavolat v 9", Side::Broker, "", Some(date(2026, 11, 22)))]
    #[case("zavolat pozítří", "zavolat", Side::Broker, "", Some(date(2026, 11, 23)))]
    #[case("poslat za 14 dní", "poslat", Side::Broker, "", Some(date(2026, 12, 5)))]
    #[case("plán do pondělí 30. 11.", "plán", Side::Broker, "", Some(date(2026, 11, 30)))]
    #[case("plán do konce týdne", "plán", Side::Broker, "", Some(date(2026, 11, 22)))]
    #[case("plán do 14 dnů", "plán", Side::Broker, "", Some(date(2026, 12, 5)))]
    #[case("vyčíslit úsporu za rok", "vyčíslit úsporu za rok", Side::Broker, "", None)]
    #[case("dojít do 3. patra", "dojít do 3. patra", Side::Broker, "", None)]
    #[case("tajemnice: smlouva", "smlouva", Side::Municipality, "tajemnice", None)]
    #[case("do 5. 12.", "do 5. 12.", Side::Broker, "", None)]
    #[case("obec:", "obec:", Side::Broker, "", None)]
    fn a_line_says_who_what_and_by_when(
        #[case] line: &str,
        #[case] text: &str,
        #[case] side: Side,
        #[case] owner: &str,
        #[case] due: Option<Date>,
    ) {
        let read = read(line, date(2026, 11, 21), &consultation(), "Eva Brokerová", None);
        assert_eq!(read, TaskLine { text: text.into(), side, owner: owner.into(), due, puzzling: None });
    }

    #[test]
    fn a_deadline_that_is_not_understood_is_told_and_stays_in_the_text() {
        for words in ["do 31. 11.", "do 31.11.", "do 30. února", "do konce světa"].iter() {
            let line = format!("sehnat {words}");
            let task = read(&line, date(2026, 11, 21), &consultation(), "", None);
            assert_eq!((task.text, task.due, task.puzzling.as_deref()), (line, None, Some(*words)));
        }
    }

    #[test]
    fn a_written_task_reads_as_itself() {
        let today = date(2026, 11, 21);
        for line in [
            "poslat odkaz",
            "obec: poslat do 5. 1. 2027",
            "Petr Ukázkový: zavolat do 5. 12.",
            "partner: nabídka",
        ] {
            let task = read(line, today, &consultation(), "Eva Brokerová", None);
            let side_word = if task.side == Side::Partner { "partner" } else { "obec" };
            assert_eq!(
                read(&write(&task, "do", side_word), today, &consultation(), "Eva Brokerová", None),
                task,
                "{line}"
            );
        }
    }

    #[test]
    fn the_owner_of_an_edited_task_stays_its_owner() {
        let today = date(2026, 11, 21);
        for (side, owner) in [(Side::Partner, "Novák"), (Side::Broker, "vedoucí odboru: životní prostředí")]
        {
            let task =
                TaskLine { text: "nabídka".into(), side, owner: owner.into(), due: None, puzzling: None };
            let line = write(&task, "do", "partner");
            assert_eq!(read(&line, today, &consultation(), "Eva Brokerová", Some((side, owner))), task);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_line_is_read(line in "\\PC{0,60}") {
            let task = read(&line, date(2026, 11, 21), &consultation(), "Eva Brokerová", None);
            proptest::prop_assert!(task.text.len() <= line.len());
        }
    }
}
