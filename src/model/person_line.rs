//! People as they are typed: «Jana Nováková, starostka, Obec Ukázkov, starosta@ukazkov.example, +420 111 222 333».
//!
//! The one reader of such lines, for the form and for the command line. What looks like an e-mail address or a telephone number
//! goes to its own field wherever it stands, because office and organisation leave through more exits than contacts do.

use super::consultation::Participant;
use super::identity::EntityId;
use super::text::fold_letters;

/// What a line says of one person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonLine {
    /// The name with all degrees.
    pub name: String,
    /// The office.
    pub office: String,
    /// The organisation.
    pub organisation: String,
    /// The e-mail address; several divided by `, `.
    pub email: String,
    /// The telephone number; several divided by `, `.
    pub phone: String,
    /// Whether the person was excused.
    pub excused: bool,
}

/// Degrees that stand behind a name and a comma, folded and without spaces.
const DEGREES: &[&str] = &[
    "phd", "csc", "drsc", "dsc", "thd", "artd", "dis", "mba", "emba", "llm", "llb", "ma", "ba", "msc", "bsc",
    "mpa", "mph", "mha", "dba", "ml", "st",
];

/// Words that stand before an e-mail address or a telephone number and say nothing else, folded.
const LABELS: &[&str] =
    &["e mail", "email", "mail", "tel", "telefon", "mobil", "mob", "phone", "t", "m", "e"];

/// Labels of a telephone number: behind them a short number is one too.
const PHONE_LABELS: &[&str] = &["tel", "telefon", "mobil", "mob", "phone"];

/// The label that is written before a telephone number that does not look like one.
const PHONE_LABEL: &str = "tel.:";

/// The label that is written before an e-mail address that does not look like one.
const EMAIL_LABEL: &str = "e-mail:";

/// The fewest digits of a telephone number, of one with the code of its country, and of one behind its label.
const DIGITS: [usize; 3] = [9, 6, 3];

/// Reads the people of a text, one on a line or divided by `;`. A piece that has only contacts belongs to the person before it.
pub fn read_people(text: &str) -> Vec<PersonLine> {
    let mut people: Vec<PersonLine> = Vec::new();
    for line in text.lines() {
        let (all_excused, line) = without_plural_mark(line);
        let mut first = true;
        for piece in line.split(';').filter(|piece| !piece.trim().is_empty()) {
            let mut person = read_person(piece);
            person.excused |= all_excused;
            match people.last_mut() {
                Some(before) if !first && person.is_contact_only() => {
                    before.email = listed(&[&before.email, &person.email]);
                    before.phone = listed(&[&before.phone, &person.phone]);
                }
                _ => people.push(person),
            }
            first = false;
        }
    }
    people
}

/// Reads one person: `name, office, organisation` and contacts at any place.
fn read_person(line: &str) -> PersonLine {
    let (mut excused, line) = without_mark(line);
    let (mut emails, mut phones, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    for part in line.split(',').map(str::trim) {
        let found = contacts(part);
        let is_bare = found.rest.is_empty() && !part.is_empty();
        emails.extend(found.emails);
        phones.extend(found.phones);
        if is_excuse(part) {
            excused = true;
        } else if !is_bare {
            parts.push(found.rest);
        }
    }
    let mut parts = parts.into_iter().peekable();
    let mut name = parts.next().unwrap_or_default();
    while let Some(degree) = parts.next_if(|part| is_degree(part)) {
        name = format!("{name}, {degree}");
    }
    let office = parts.next().unwrap_or_default();
    let organisation = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    PersonLine { name, office, organisation, email: emails.join(", "), phone: phones.join(", "), excused }
}

impl PersonLine {
    /// What is known of a participant.
    pub fn of(person: &Participant) -> PersonLine {
        PersonLine {
            name: person.name.clone(),
            office: person.office.clone(),
            organisation: person.organisation.clone(),
            email: person.email.clone(),
            phone: person.phone.clone(),
            excused: person.excused,
        }
    }

    /// The participant of whom this is known.
    pub fn participant(self, id: EntityId) -> Participant {
        let PersonLine { name, office, organisation, email, phone, excused } = self;
        Participant { id, name, office, organisation, email, phone, excused, conflicts: Vec::new() }
    }

    /// The line that reads as this person again; `excused_mark` is the word for somebody who was excused.
    pub fn line(&self, excused_mark: &str) -> String {
        let positions = [&self.name, &self.office, &self.organisation];
        let known = positions.iter().rposition(|part| !part.is_empty()).map_or(0, |last| last + 1);
        let mut parts: Vec<String> =
            positions.iter().take(known.max(1)).map(|part| (*part).clone()).collect();
        if !self.email.is_empty() {
            parts.push(labelled(EMAIL_LABEL, &self.email, |found| found.emails));
        }
        if !self.phone.is_empty() {
            parts.push(labelled(PHONE_LABEL, &self.phone, |found| found.phones));
        }
        let line = parts.join(", ");
        if self.excused { format!("{excused_mark}: {line}") } else { line }
    }

    fn is_contact_only(&self) -> bool {
        [&self.name, &self.office, &self.organisation].iter().all(|part| part.is_empty())
    }
}

/// The contact as it stands where it is known by its look, otherwise behind its label.
fn labelled(label: &str, contact: &str, kind: fn(Contacts) -> Vec<String>) -> String {
    let is_known = contact.split(',').all(|part| kind(contacts(part)) == [part.trim()]);
    if is_known { contact.to_owned() } else { format!("{label} {contact}") }
}

/// `text` without what looks like an e-mail address or a telephone number.
pub fn without_contacts(text: &str) -> String {
    if !has_contacts(text) {
        return text.to_owned();
    }
    let parts = text.split(',').map(|part| contacts(part).rest).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// Whether something in `text` looks like an e-mail address or a telephone number.
pub fn has_contacts(text: &str) -> bool {
    text.split(',').map(contacts).any(|found| !found.emails.is_empty() || !found.phones.is_empty())
}

/// What a part between two commas says.
#[derive(Debug, Default)]
struct Contacts {
    emails: Vec<String>,
    phones: Vec<String>,
    rest: String,
}

fn contacts(part: &str) -> Contacts {
    let mut found = Contacts { rest: part.trim().to_owned(), ..Contacts::default() };
    if let Some((label, contact)) = found.rest.split_once(':')
        && !contact.trim().is_empty()
        && !contact.contains('@')
    {
        let label = fold_letters(label);
        let contact = contact.trim().to_owned();
        if PHONE_LABELS.contains(&label.as_str()) {
            return Contacts { phones: vec![contact], ..Contacts::default() };
        }
        if matches!(label.as_str(), "e mail" | "email" | "mail") {
            return Contacts { emails: vec![contact], ..Contacts::default() };
        }
    }
    while let Some((start, end)) = email_in(&found.rest) {
        let email = found.take(start, end);
        found.emails.push(email);
    }
    while let Some((start, end)) = phone_in(&found.rest) {
        let phone = found.take(start, end);
        found.phones.push(phone);
    }
    found
}

impl Contacts {
    /// Takes what stands there out of the rest, with the label before it and the brackets around it.
    fn take(&mut self, start: usize, end: usize) -> String {
        let (before, contact, after) = (
            self.rest.get(..start).unwrap_or_default(),
            self.rest.get(start..end).unwrap_or_default().to_owned(),
            self.rest.get(end..).unwrap_or_default(),
        );
        let is_divider = |letter: char| letter.is_whitespace() || "/|:-–<([".contains(letter);
        let mut before = before.trim_end_matches(is_divider);
        if let Some(label) = label_at_end(before) {
            before = before.get(..label).unwrap_or_default().trim_end_matches(is_divider);
        }
        let after =
            after.trim_start_matches(|letter: char| letter.is_whitespace() || "/|:-–>)].".contains(letter));
        let rest = format!("{before} {after}").trim().to_owned();
        self.rest = rest;
        contact
    }
}

/// Where a label begins that `text` ends with.
fn label_at_end(text: &str) -> Option<usize> {
    let start = text.rfind(char::is_whitespace).map_or(0, |gap| gap + 1);
    // A single white space may be longer than a byte.
    let start = (start..=text.len()).find(|&place| text.is_char_boundary(place))?;
    LABELS.contains(&fold_letters(text.get(start..)?).as_str()).then_some(start)
}

/// Where an e-mail address is: whatever has an at sign, with the spaces that slipped in around it.
fn email_in(text: &str) -> Option<(usize, usize)> {
    let is_at = |letter: char| matches!(letter, '@' | '＠');
    let ends = |letter: char| letter.is_whitespace() || "/|<>()[]{}\"':".contains(letter);
    let (at, sign) = text.char_indices().find(|(_, letter)| is_at(*letter))?;
    let behind = at + sign.len_utf8();
    let (left, right) = (text.get(..at)?.trim_end(), text.get(behind..)?);
    let start = left.rfind(ends).map_or(0, |gap| gap + 1);
    let start = (start..=at).find(|&place| text.is_char_boundary(place))?;
    let skipped = right.len() - right.trim_start().len();
    let end = right.trim_start().find(ends).map_or(text.len(), |length| behind + skipped + length);
    let end = start + text.get(start..end)?.trim_end_matches(['.', '-', ' ']).len();
    Some((start, end.max(behind)))
}

/// Where a telephone number is: a run of digits and what divides them, long enough, or behind its label. More generous than the search
/// in prose ([`super::people`]): what stands beside a name is hardly a sum.
fn phone_in(text: &str) -> Option<(usize, usize)> {
    let divides = |letter: char| letter.is_whitespace() || "+().-–/".contains(letter);
    let belongs = |letter: char| letter.is_numeric() || divides(letter);
    let mut from = 0;
    while let Some(offset) = text.get(from..)?.find(belongs) {
        let start = from + offset;
        let rest = text.get(start..)?;
        let length = rest.find(|letter| !belongs(letter)).unwrap_or(rest.len());
        let run = rest.get(..length)?;
        let lead = run.len() - run.trim_start_matches(|it: char| divides(it) && it != '+' && it != '(').len();
        let number =
            run.trim_end_matches(|it: char| divides(it) && it != ')').get(lead..).unwrap_or_default();
        let number = if number.contains('(') { number } else { number.trim_end_matches(')') };
        let digits = number.chars().filter(|letter| letter.is_numeric()).count();
        let before = text.get(..start).unwrap_or_default().trim_end_matches(|it: char| !it.is_alphanumeric());
        let label = label_at_end(before).and_then(|label| before.get(label..)).map(fold_letters);
        let is_labelled = label.is_some_and(|label| PHONE_LABELS.contains(&label.as_str()));
        let [plain, international, labelled] = DIGITS;
        let is_long = digits >= plain
            || number.contains('+') && digits >= international
            || is_labelled && digits >= labelled;
        if is_long {
            return Some((start + lead, start + lead + number.len()));
        }
        from = start + length;
    }
    None
}

fn listed(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ")
}

fn is_degree(part: &str) -> bool {
    let word = |word: &str| DEGREES.contains(&fold_letters(word).replace(' ', "").as_str());
    !part.is_empty() && part.split_whitespace().all(word)
}

/// Words for one person who was excused, folded.
const EXCUSED: &[&str] = &["omluven a", "omluvena", "omluven", "excused"];

fn is_excuse(part: &str) -> bool {
    EXCUSED.contains(&fold_letters(part).as_str())
}

/// Whether the line marks somebody as excused, in either language, with a colon or without, and what follows the mark.
fn without_mark(line: &str) -> (bool, &str) {
    let line = line.trim();
    if let Some((mark, rest)) = line.split_once(':')
        && is_excuse(mark)
    {
        return (true, rest.trim());
    }
    match line.split_once(char::is_whitespace) {
        Some((mark, rest)) if is_excuse(mark) && !rest.trim().is_empty() => (true, rest.trim()),
        _ => (false, line),
    }
}

/// Whether the line marks all its people as excused, and what follows the mark.
fn without_plural_mark(line: &str) -> (bool, &str) {
    match line.split_once([':', ' ']) {
        Some((mark, rest)) if matches!(fold_letters(mark).as_str(), "omluveni" | "omluveny") => (true, rest),
        _ => (false, line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn read(line: &str) -> PersonLine {
        let mut people = read_people(line);
        assert_eq!(people.len(), 1, "{people:?}");
        people.remove(0)
    }

    #[rstest]
    #[case(
        "Jana Nováková, starostka, Obec Ukázkov, starosta@ukazkov.example, +420 111 222 333",
        ["Jana Nováková", "starostka", "Obec Ukázkov", "starosta@ukazkov.example", "+420 111 222 333"]
    )]
    #[case(
        "Žaneta Ďurišová, místostarostka, Město Brno, z@example.cz, +420 777",
        ["Žaneta Ďurišová", "místostarostka", "Město Brno", "z@example.cz", "+420 777"]
    )]
    #[case("Jan Novák, jan@example.cz", ["Jan Novák", "", "", "jan@example.cz", ""])]
    #[case("Jan Nový, starosta, jan@example.cz, 777123456", ["Jan Nový", "starosta", "", "jan@example.cz", "777123456"])]
    #[case("Jana A, starostka, Obec Kolín jana@x.cz", ["Jana A", "starostka", "Obec Kolín", "jana@x.cz", ""])]
    #[case(
        "Jan J, starosta, +420 777 888 999 / jan@x.cz",
        ["Jan J", "starosta", "", "jan@x.cz", "+420 777 888 999"]
    )]
    #[case("Jan J <jan@x.cz>, starosta (tel. 1234)", ["Jan J", "starosta", "", "jan@x.cz", "1234"])]
    #[case("Jan J, e-mail: jan @ x.cz, tel.: linka 12", ["Jan J", "", "", "jan @ x.cz", "linka 12"])]
    #[case("Jan J, a@x.cz, b@x.cz", ["Jan J", "", "", "a@x.cz, b@x.cz", ""])]
    #[case("Jana Nováková, , Obec Ukázkov, s., a@ukazkov.example", ["Jana Nováková", "", "Obec Ukázkov, s.", "a@ukazkov.example", ""])]
    #[case("Ing. Karel Vomáčka, Ph.D., starosta, Obec", ["Ing. Karel Vomáčka, Ph.D.", "starosta", "Obec", "", ""])]
    #[case("Karel Vomáčka, Ph.D., MBA, LL.M.", ["Karel Vomáčka, Ph.D., MBA, LL.M.", "", "", "", ""])]
    #[case("Jan, starosta, Obec, IČO 00299308, 280 02 Kolín 2", ["Jan", "starosta", "Obec, IČO 00299308, 280 02 Kolín 2", "", ""])]
    #[case("Jan; jan@x.cz; 777 123 456", ["Jan", "", "", "jan@x.cz", "777 123 456"])]
    fn contacts_go_to_their_fields_wherever_they_stand(#[case] line: &str, #[case] expected: [&str; 5]) {
        let it = read(line);
        assert_eq!([it.name, it.office, it.organisation, it.email, it.phone], expected, "{line}");
        assert!(!it.excused);
    }

    #[rstest]
    #[case("omluven(a): Jan Ukázka")]
    #[case("Omluvena: Jan Ukázka")]
    #[case("omluven: Jan Ukázka")]
    #[case("EXCUSED: Jan Ukázka")]
    #[case("omluvena Jan Ukázka")]
    #[case("Jan Ukázka, omluven")]
    #[case("Omluveni: Jan Ukázka")]
    fn who_is_excused_is_marked_in_both_languages(#[case] line: &str) {
        let person = read(line);
        assert_eq!((person.excused, person.name.as_str()), (true, "Jan Ukázka"));
        assert!(!read("Ing. arch.: Jan").excused && !read("Omluven").name.contains(' '));
    }

    #[test]
    fn people_are_divided_by_lines_and_semicolons() {
        let people = read_people("Jana Vzorová, starostka; Petr Dvořák, tajemník\nHana Malá");
        let said: Vec<_> = people.iter().map(|it| (it.name.as_str(), it.office.as_str())).collect();
        assert_eq!(said, [("Jana Vzorová", "starostka"), ("Petr Dvořák", "tajemník"), ("Hana Malá", "")]);
        assert!(read_people("omluveni: Jan; Petr").iter().all(|it| it.excused));
    }

    #[test]
    fn a_line_has_no_empty_parts_before_a_contact() {
        let person = read("Ing. Karel Vomáčka, Ph.D., 777 123 456");
        assert_eq!(person.line("omluven(a)"), "Ing. Karel Vomáčka, Ph.D., 777 123 456");
    }

    fn contact() -> impl Strategy<Value = String> {
        prop_oneof![
            "[a-z]{1,6}(\\.[a-z]{1,4})?@[a-z]{1,6}\\.(cz|example)",
            "(\\+420 ?)?[1-9][0-9]{2}[ .-]?[0-9]{3}[ .-]?[0-9]{3}",
            "\\+42[01][0-9]{3,9}",
        ]
    }

    proptest! {
        #[test]
        fn no_contact_ends_in_office_or_organisation(
            parts in prop::collection::vec((contact(), "[\\PC,;/()<>: ]{0,12}"), 1..6),
            start in "\\PC{0,10}",
        ) {
            let text = parts.iter().fold(start, |text, (contact, more)| format!("{text} {contact} {more}"));
            for person in read_people(&text) {
                for part in [&person.office, &person.organisation] {
                    prop_assert!(!part.contains('@') && !has_contacts(part), "{text:?} gives {person:?}");
                }
            }
            prop_assert!(!has_contacts(&without_contacts(&text)), "{text:?}");
        }

        #[test]
        fn a_written_person_reads_as_itself(
            name in "[A-ZČŘŽ][a-zěšč]{1,8} [A-ZČŘŽ][a-zěšč]{1,8}(, Ph\\.D\\.)?",
            office in "(vedoucí [a-zěšč]{2,8})?",
            organisation in "((Obec|Město) [A-Z][a-z]{2,8}(, z\\. s\\.)?)?",
            email in "([a-z]{1,8}@[a-z]{1,8}\\.cz|)",
            phone in "(\\+420 [1-9][0-9]{2} [0-9]{3} [0-9]{3}|[1-9][0-9]{8}|linka [0-9]{2}|)",
            excused: bool,
        ) {
            let person = PersonLine { name, office, organisation, email, phone, excused };
            prop_assert_eq!(read(&person.line("omluven(a)")), person);
        }

        #[test]
        fn any_text_reads(text in "\\PC{0,80}") {
            read_people(&text);
        }
    }
}
