//! The people of a document, and whether a text that anybody may read names one of them.
//!
//! Nothing here is a proof that a text names nobody: a first name that nobody wrote down as a person, an office («the mayor»)
//! or a nickname are not found. It finds what a writer overlooks, and says which words it means, so that she can judge.

use super::conflict_words::entity_kind_words;
use super::document::{Document, Entity};
use super::identity::EntityId;
use super::schema::{SCHEMA, SIGN_OFF, Shape, is_personal, shape};
use super::text::fold_letters;
use crate::i18n::{Language, Localized, sanitize, truncate};
use std::collections::BTreeSet;

/// The personal fields that say who it is.
pub(super) const NAMES: &[&str] = &["name", "owner", "written_by", "verified_by"];

/// What stands with a name and is no part of it, folded. What a pseudonym is made from depends on it, so it never changes.
const TITLES: &[&str] = &[
    "arch", "bc", "bca", "csc", "dis", "doc", "drsc", "ing", "judr", "llm", "mba", "mddr", "mga", "mgr",
    "mpa", "mudr", "mvdr", "paeddr", "pan", "pani", "ph", "pharmdr", "phd", "phdr", "phmr", "prof", "rndr",
    "thdr", "thlic",
];

/// Endings of Czech cases on names, folded. Longer words on the same stem are other words: `Jan`, `Janov`.
const ENDINGS: &[&str] = &[
    "a", "ach", "ami", "e", "ech", "eho", "em", "emi", "emu", "ho", "i", "ich", "iho", "im", "imi", "imu",
    "mu", "o", "om", "ou", "ovi", "u", "um", "y", "ych", "ym", "ymi",
];

/// What surnames have besides: the wife, what is somebody's, the family. First names with these are streets and towns.
const OF_SURNAMES: &[&str] = &[
    "ic", "in", "ina", "ino", "inou", "iny", "ova", "ove", "ovic", "ovo", "ovou", "ovy", "ovych", "ovym",
    "uv",
];

/// Shorter words of a name are initials; with cases they would be found everywhere.
const SHORTEST: usize = 3;

/// The words of a person's name by which it is compared: folded, without titles. The same for `Ing. Jana  Vzorová` and `jana vzorová`.
pub(super) fn name_words(name: &str) -> Vec<String> {
    let folded = fold_letters(name);
    let mut before = "";
    let mut words = Vec::new();
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        let of_doctor = before == "ph" && word == "d";
        if !of_doctor && !TITLES.contains(&word) {
            words.push(word.to_owned());
        }
        before = word;
    }
    if words.is_empty() { folded.split(' ').map(str::to_owned).collect() } else { words }
}

/// One word of a name, with what its forms begin with.
#[derive(Debug, Clone)]
struct NameWord {
    whole: String,
    /// The stems that every ending may follow, and those that only `e` and `i` follow: `Olga`, `Olze`.
    stems: Vec<String>,
    softened: Vec<String>,
    surname: bool,
}

impl NameWord {
    fn new(whole: &str, surname: bool) -> NameWord {
        let mut letters: Vec<char> = whole.chars().collect();
        let mut stems = Vec::new();
        if letters.last().is_some_and(|last| "aeiouy".contains(*last)) {
            letters.pop();
        } else if let [.., 'e', last] = letters.as_slice()
            && letters.len() > SHORTEST
        {
            // Marek, Marka; Pavel, Pavla.
            let last = *last;
            let mut short = letters.get(..letters.len() - 2).unwrap_or_default().to_vec();
            short.push(last);
            stems.push(short.into_iter().collect());
        }
        stems.push(letters.into_iter().collect());
        let soften = |stem: &String| -> Option<String> {
            let pairs = [("ch", "s"), ("k", "c"), ("h", "z"), ("g", "z")];
            pairs.iter().find_map(|(hard, soft)| stem.strip_suffix(hard).map(|rest| format!("{rest}{soft}")))
        };
        let softened = stems.iter().filter_map(soften).collect();
        NameWord { whole: whole.to_owned(), stems, softened, surname }
    }

    /// Whether a folded word is this one in any case.
    fn has_form(&self, word: &str) -> bool {
        if word == self.whole {
            return true;
        }
        if self.whole.len() < SHORTEST {
            return false;
        }
        let follows = |stem: &String, endings: &[&str]| {
            word.strip_prefix(stem.as_str()).is_some_and(|ending| endings.contains(&ending))
        };
        let soft = ["e", "i", "ich"];
        self.stems.iter().any(|stem| follows(stem, ENDINGS) || self.surname && follows(stem, OF_SURNAMES))
            || self.softened.iter().any(|stem| follows(stem, &soft))
    }
}

/// A word of a text.
struct Token<'text> {
    start: usize,
    written: &'text str,
    folded: String,
    capital: bool,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = None;
    let ends = std::iter::once((text.len(), ' '));
    for (place, letter) in text.char_indices().chain(ends) {
        let inside = letter.is_alphanumeric() || unicode_normalization::char::is_combining_mark(letter);
        match (inside, start) {
            (true, None) => start = Some(place),
            (false, Some(from)) => {
                let written = text.get(from..place).unwrap_or_default();
                let capital = written.chars().next().is_some_and(char::is_uppercase);
                tokens.push(Token { start: from, written, folded: fold_letters(written), capital });
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

/// People whose names and numbers are looked for in texts.
#[derive(Debug, Clone, Default)]
pub struct People {
    names: Vec<Vec<NameWord>>,
}

impl People {
    /// One person.
    pub fn one(name: &str) -> People {
        People::of([name])
    }

    fn of<'name>(names: impl IntoIterator<Item = &'name str>) -> People {
        let known: BTreeSet<Vec<String>> =
            names.into_iter().map(name_words).filter(|words| words.iter().any(|it| !it.is_empty())).collect();
        let words = |words: Vec<String>| -> Vec<NameWord> {
            let last = words.len().saturating_sub(1);
            words.iter().enumerate().map(|(place, word)| NameWord::new(word, place == last)).collect()
        };
        People { names: known.into_iter().map(words).collect() }
    }

    /// Whether a text names one of them by the surname or by two words of the name; a first name alone may be anybody's.
    pub fn are_surely_named_in(&self, text: &str) -> bool {
        let surnames =
            self.names.iter().map(|name| name.iter().filter(|word| word.surname).cloned().collect());
        let by_surname = People { names: surnames.collect() };
        !by_surname.named_in(text).is_empty() || self.named_in(text).iter().any(|words| words.contains(' '))
    }

    /// The words of a text that name one of them, as they are written: a word of a name in any Czech case that begins with a capital
    /// letter, or two words of one name beside each other however they are written.
    pub fn named_in(&self, text: &str) -> Vec<String> {
        let tokens = tokens(text);
        let together = |one: &Token<'_>, other: &Token<'_>| {
            self.names.iter().any(|name| {
                let places = |token: &Token<'_>| -> Vec<usize> {
                    let forms = name.iter().enumerate().filter(|(_, word)| word.has_form(&token.folded));
                    forms.map(|(place, _)| place).collect()
                };
                let (first, second) = (places(one), places(other));
                first.iter().any(|place| second.iter().any(|other| other != place))
            })
        };
        let alone = |token: &Token<'_>| {
            let mut words = self.names.iter().flatten();
            token.capital && words.any(|word| word.whole.len() >= SHORTEST && word.has_form(&token.folded))
        };
        let mut hit: Vec<bool> = tokens.iter().map(alone).collect();
        for (place, pair) in tokens.windows(2).enumerate() {
            if let [one, other] = pair
                && together(one, other)
            {
                hit.iter_mut().skip(place).take(2).for_each(|hit| *hit = true);
            }
        }
        let mut found: Vec<String> = Vec::new();
        let mut before: Option<(usize, usize)> = None;
        let ends = tokens.iter().zip(&hit).map(|(token, hit)| (Some(token), *hit));
        for (token, hit) in ends.chain([(None, false)]) {
            match (token.filter(|_| hit), before) {
                (Some(token), None) => before = Some((token.start, token.start + token.written.len())),
                (Some(token), Some((start, _))) => before = Some((start, token.start + token.written.len())),
                (None, Some((start, end))) => {
                    found.push(text.get(start..end).unwrap_or_default().to_owned());
                    before = None;
                }
                (None, None) => {}
            }
        }
        found
    }
}

/// The addresses of e-mail in a text.
fn addresses(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split(|letter: char| letter.is_whitespace() || "<>()[],;\"„“".contains(letter));
    let parts = parts.map(|part| part.trim_matches(|letter: char| !letter.is_alphanumeric()));
    parts.filter_map(|part| {
        let (person, place) = part.split_once('@')?;
        (!person.is_empty() && place.contains('.')).then(|| part.to_owned())
    })
}

/// Units after which a number is no telephone.
const UNITS: &[&str] = &["kc", "czk", "eur", "korun", "tisic", "milionu", "mil", "kwh", "mwh", "obyvatel"];

/// The letters of the longest of them.
const LONGEST_UNIT: usize = 8;

/// The telephone numbers in a text: nine digits as they are grouped in the Czech Republic, or a number with the code of its country.
/// Stricter than the reader of people ([`super::person_line`]): in prose a long number is rather a sum, and here it is only told of,
/// while there it would leave in a wrong field.
fn telephones(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit() || letter == '+') {
        let free = !rest.get(..start).unwrap_or_default().ends_with(|letter: char| {
            letter.is_alphanumeric() || matches!(letter, '-' | '/' | '_' | '.' | ',' | ':')
        });
        let run = rest.get(start..).unwrap_or_default();
        let digits = |letter: char| letter.is_ascii_digit();
        let space = |letter: char| matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '-');
        let end =
            run.find(|letter: char| !digits(letter) && !space(letter) && letter != '+').unwrap_or(run.len());
        let number = run.get(..end).unwrap_or_default().trim_end_matches(|letter| !digits(letter));
        let after = run.get(number.len()..).unwrap_or_default();
        let next = fold_letters(&after.chars().take(LONGEST_UNIT + 2).collect::<String>());
        let unit = next.split(' ').next().unwrap_or_default();
        let joined = after.starts_with(|letter: char| letter.is_alphabetic() || letter == '€')
            || after.trim_start().starts_with(['€', '%']);
        if free && !joined && !UNITS.contains(&unit) && is_telephone(number) {
            found.push(number.to_owned());
        }
        rest = run.get(number.len().max(1)..).unwrap_or_default();
    }
    found
}

fn is_telephone(number: &str) -> bool {
    let groups: Vec<&str> =
        number.split(|letter: char| !letter.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    if number.starts_with('+') || number.starts_with("00") {
        return (10..=15).contains(&digits);
    }
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let grouped = matches!(lengths.as_slice(), [9] | [3, 3, 3] | [3, 6] | [3, 2, 2, 2]);
    // No Czech number begins with another digit.
    grouped && number.starts_with(|first: char| ('2'..='7').contains(&first))
}

/// The most columns of a text that are shown of it.
const SHOWN_COLUMNS: usize = 60;

/// An item of a document whose text names somebody, or says how to reach somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// The item; the header for the title, the place and the agenda.
    pub entity: EntityId,
    /// Its kind.
    pub kind: String,
    /// The text.
    pub text: String,
    /// The words in it that are meant, as they are written.
    pub words: Vec<String>,
}

impl Localized for Naming {
    fn localized(&self, language: Language) -> String {
        let kind = entity_kind_words(&self.kind, language);
        let text = sanitize(&self.text);
        let text = truncate(&text, SHOWN_COLUMNS);
        (language.texts().sync_preview.text_names)(&kind, &text, &self.words.join(", "))
    }
}

impl Document {
    /// Everybody whose name a field of this document has, deleted and internal ones too.
    pub fn people(&self) -> People {
        let names = self.entities().flat_map(|(_, entity)| {
            let by = entity.kind == SIGN_OFF;
            let fields =
                entity.registers().filter(move |(field, _)| NAMES.contains(field) || by && *field == "by");
            fields.flat_map(|(_, registers)| registers).filter_map(|register| register.value.as_str())
        });
        People::of(names)
    }

    /// The items that leave to the network ([`Document::shared_copy`]) although their free text names somebody of this document or
    /// has an e-mail address or a telephone number.
    pub fn naming_for_network(&self) -> Vec<Naming> {
        let people = self.people();
        let leaving = self.entities().filter(|(id, entity)| self.leaves_to_network(*id, entity));
        let naming = leaving.filter_map(|(id, entity)| {
            let texts = typed_texts(&self.kind, entity);
            let found = texts.map(|text| (text, words_of_people(&people, text)));
            let found: Vec<_> = found.filter(|(_, words)| !words.is_empty()).collect();
            let text = found.first()?.0.to_owned();
            let mut words: Vec<String> = Vec::new();
            for word in found.into_iter().flat_map(|(_, words)| words) {
                if !words.contains(&word) {
                    words.push(word);
                }
            }
            Some(Naming { entity: id, kind: entity.kind.clone(), text, words })
        });
        naming.collect()
    }
}

fn words_of_people(people: &People, text: &str) -> Vec<String> {
    people.named_in(text).into_iter().chain(addresses(text)).chain(telephones(text)).collect()
}

/// The free texts of an entity that are not personal fields, concurrent ones too. What is taken over from the catalogue nobody typed.
fn typed_texts<'entity>(
    document: &'entity str,
    entity: &'entity Entity,
) -> impl Iterator<Item = &'entity str> {
    let known = SCHEMA.iter().any(|rule| rule.document == document && rule.name == entity.kind);
    let typed = move |field: &str| {
        known
            && shape(document, &entity.kind, field) == Some(Shape::Text)
            && !is_personal(document, &entity.kind, field)
            && !(entity.kind == "link" && field != "why")
    };
    let fields = entity.registers().filter(move |(field, _)| typed(field));
    fields.flat_map(|(_, registers)| registers).filter_map(|register| register.value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, text: &str) -> Vec<String> {
        People::one(name).named_in(text)
    }

    #[test]
    fn a_name_is_found_in_every_case_it_is_written_in() {
        for (name, text, words) in [
            ("Jana Vzorová", "Schůzka s Janou Vzorovou.", "Janou Vzorovou"),
            ("Jana Vzorová", "call jana vzorova", "jana vzorova"),
            ("Ing. Jana Vzorová, Ph.D.", "podle Vzorové to nejde", "Vzorové"),
            ("Karel Novák", "psát Novákovi, ne Karlovi", "Novákovi"),
            ("Karel Novák", "zeptat se Karla Nováka", "Karla Nováka"),
            ("Karel Novák", "Novákův návrh", "Novákův"),
            ("Marek Němec", "Markem Němcem", "Markem Němcem"),
            ("Pavel Dlouhý", "s panem Dlouhým", "Dlouhým"),
            ("Jiří Svoboda", "Jiřímu Svobodovi", "Jiřímu Svobodovi"),
            ("Olga Hanková", "Olze", "Olze"),
            ("Eva Malá", "malá obec, ne Evě Malé", "Evě Malé"),
            ("Novák Jan", "Jan Novák", "Jan Novák"),
        ] {
            assert!(named(name, text).contains(&words.to_owned()), "{name}: {text}: {:?}", named(name, text));
        }
    }

    #[test]
    fn other_words_are_no_names() {
        for (name, text) in [
            ("Karel Novák", "Karlovy Vary, Novákovice a Karlov"),
            ("Jan Malý", "malý rozpočet, janovská škola, Janov"),
            ("Eva Nová", "nová lampa u evangelické fary"),
            ("Jana Vzorová", "vzorové řešení, Jánský Vrch"),
            ("", "cokoli"),
            ("Ing.", "ingot"),
        ] {
            assert_eq!(named(name, text), Vec::<String>::new(), "{name}: {text}");
        }
    }

    #[test]
    fn addresses_and_telephones_are_told_from_sums_and_dates() {
        let all = |text| words_of_people(&People::default(), text);
        assert_eq!(
            all("volat 777 123 456, psát (jana.vzorova@obec.cz)."),
            ["jana.vzorova@obec.cz", "777 123 456"]
        );
        assert_eq!(all("tel. +420 777 123 456; 606123456"), ["+420 777 123 456", "606123456"]);
        for text in [
            "250 000 000 Kč do 31. 12. 2026 v 14:30",
            "rozpočet 450000000 korun, IČO 27082440, PSČ 760 01",
            "2026-11-22, 536385, 12 345 obyvatel, verze 1.2.3",
            "https://obec.cz/123456789/ a @obec",
            "345 678 912 €",
        ] {
            assert_eq!(all(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_name_is_the_same_with_titles_and_other_spaces_and_letters() {
        let words = name_words("Jana Vzorová");
        for same in ["Ing. Jana  Vzorová", "JANA VZOROVÁ, Ph.D.", "paní Jana Vzorova", " jana\u{a0}vzorová "]
        {
            assert_eq!(name_words(same), words, "{same}");
        }
        assert_ne!(name_words("Jan Vzor"), words);
        assert_eq!(name_words("Ing."), ["ing"]);
    }
}
