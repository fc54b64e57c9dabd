//! The thesaurus: groups of terms that mean the same to a broker (`popelnice`, `odpadová nádoba`, `waste bin`).
//!
//! A group becomes one token of the index, its *concept token*: a record has it where any term of the group stands in it,
//! a query where any term is asked for. So a synonym of several words costs no more than a word.

use super::fold::fold;
use super::stem::stem;
use super::tokens::{is_stop_word, tokens};
use crate::i18n::{Language, Localized};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// Concept tokens begin with this character, which no word does; so they stand first in a sorted vocabulary.
const CONCEPT: char = '\u{1}';

/// A term of one word this short is an abbreviation, compared letter by letter: `mas` is not `masa`.
const ABBREVIATION: usize = 3;

/// So many other words may stand between those of a term in a sentence.
const STRAY_WORDS: usize = 3;

/// What can be wrong with a line of a thesaurus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ThesaurusProblem {
    /// A group of fewer than two terms; terms are separated by ` = `.
    TooFewTerms,
    /// A term without any letter or digit.
    EmptyTerm,
    /// A term that is in another group already, in this or another form.
    InTwoGroups {
        /// The term as written.
        term: String,
        /// The line of the other group, from 1.
        other_line: usize,
    },
}

/// A line of a thesaurus that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThesaurusError {
    /// From 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: ThesaurusProblem,
}

impl Localized for ThesaurusError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().search;
        let what = match &self.problem {
            ThesaurusProblem::TooFewTerms => texts.thesaurus_too_few_terms.to_owned(),
            ThesaurusProblem::EmptyTerm => texts.thesaurus_empty_term.to_owned(),
            ThesaurusProblem::InTwoGroups { term, other_line } => {
                (texts.thesaurus_in_two_groups)(term, *other_line)
            }
        };
        (texts.thesaurus_line)(self.line, &what)
    }
}

impl std::fmt::Display for ThesaurusError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

impl std::error::Error for ThesaurusError {}

/// What a word is to a thesaurus. Computed once for each distinct word of a catalogue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Form {
    /// The number of its stem among the stems of all terms, from 1.
    stem: Option<u32>,
    /// The group that it is an abbreviation of.
    abbreviation: Option<u32>,
}

/// A term found in a row of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Which words of the row it is.
    pub words: Range<usize>,
    pub group: u32,
}

/// Groups of terms that mean the same. Words are compared by their stems, so a term stands for all its forms.
#[derive(Debug, Clone, Default)]
pub struct Thesaurus {
    groups: Vec<Vec<String>>,
    stems: HashMap<String, u32>,
    /// Terms as paths of stems: from a node by the number of a stem to the next node; 0 is where all begin.
    steps: HashMap<(u32, u32), u32>,
    /// The group whose term ends at a node.
    ends: Vec<Option<u32>>,
    abbreviations: HashMap<String, u32>,
    /// The terms of several words that say something, as the stems of those words; see [`Thesaurus::scattered`].
    scattered: Vec<(Vec<u32>, u32)>,
}

static SHIPPED: LazyLock<Arc<Thesaurus>> = LazyLock::new(|| {
    // A wrong line cannot ship: a test parses the file. If it did, search would do without synonyms.
    Arc::new(Thesaurus::parse(include_str!("../../data/thesaurus.txt")).unwrap_or_default())
});

impl Thesaurus {
    /// The thesaurus that is compiled into the program.
    pub fn shipped() -> Arc<Thesaurus> {
        Arc::clone(&SHIPPED)
    }

    /// Reads a thesaurus: one group a line, terms separated by ` = `, lines that begin with `#` are comments.
    ///
    /// # Errors
    /// Every line that cannot be used, in order.
    pub fn parse(text: &str) -> Result<Thesaurus, Vec<ThesaurusError>> {
        let mut thesaurus = Thesaurus::default();
        let mut lines: Vec<usize> = Vec::new();
        let mut errors = Vec::new();
        for (line, content) in (1..).zip(text.lines()) {
            let content = content.trim().trim_start_matches('\u{feff}');
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            let terms: Vec<&str> = content.split(" = ").map(str::trim).collect();
            if terms.len() < 2 {
                errors.push(ThesaurusError { line, problem: ThesaurusProblem::TooFewTerms });
                continue;
            }
            let group = thesaurus.groups.len() as u32;
            thesaurus.groups.push(Vec::new());
            lines.push(line);
            for term in terms {
                let problem = match thesaurus.add(term, group) {
                    Added::Here => continue,
                    Added::NoWord => ThesaurusProblem::EmptyTerm,
                    Added::In(other) => ThesaurusProblem::InTwoGroups {
                        term: term.to_owned(),
                        other_line: lines.get(other as usize).copied().unwrap_or_default(),
                    },
                };
                errors.push(ThesaurusError { line, problem });
            }
        }
        if errors.is_empty() { Ok(thesaurus) } else { Err(errors) }
    }

    /// This thesaurus with the groups of another. A group that shares a term with one of these adds its other terms to
    /// it; terms that are known already stay where they are.
    pub fn with(&self, extra: &Thesaurus) -> Thesaurus {
        let mut joined = self.clone();
        for terms in &extra.groups {
            let known = terms.iter().find_map(|term| self.group_of(term));
            let group = known.unwrap_or(joined.groups.len() as u32);
            if known.is_none() {
                joined.groups.push(Vec::new());
            }
            for term in terms {
                joined.add(term, group);
            }
        }
        joined
    }

    /// The number of groups.
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    /// Whether there are no groups.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The terms of each group, as written.
    pub fn groups(&self) -> &[Vec<String>] {
        &self.groups
    }

    /// The group that a whole term is in.
    fn group_of(&self, term: &str) -> Option<u32> {
        let folded = fold(term);
        let forms: Vec<Form> = words(&folded).map(|word| self.form(word)).collect();
        self.longest_at(&forms, 0)
            .filter(|phrase| phrase.words.len() == forms.len())
            .map(|phrase| phrase.group)
    }

    fn add(&mut self, term: &str, group: u32) -> Added {
        let folded = fold(term);
        let parts: Vec<&str> = words(&folded).collect();
        let taken = match *parts.as_slice() {
            [] => return Added::NoWord,
            [word] if word.len() <= ABBREVIATION => {
                *self.abbreviations.entry(word.to_owned()).or_insert(group)
            }
            _ => {
                let mut node = 0;
                let mut telling = Vec::new();
                for word in parts {
                    let next = self.stems.len() as u32;
                    let stem = *self.stems.entry(key(word)).or_insert(next);
                    if !is_stop_word(word) {
                        telling.push(stem);
                    }
                    let new = self.steps.len() as u32 + 1;
                    node = *self.steps.entry((node, stem)).or_insert(new);
                }
                if telling.len() > 1 {
                    self.scattered.push((telling, group));
                }
                self.ends.resize(self.steps.len() + 1, None);
                self.ends.get_mut(node as usize).map_or(group, |end| *end.get_or_insert(group))
            }
        };
        if taken != group {
            return Added::In(taken);
        }
        if let Some(terms) = self.groups.get_mut(group as usize) {
            terms.push(term.to_owned());
        }
        Added::Here
    }

    /// What a folded word is to this thesaurus.
    pub(super) fn form(&self, word: &str) -> Form {
        let abbreviation =
            if word.len() <= ABBREVIATION { self.abbreviations.get(word).copied() } else { None };
        Form { stem: self.stems.get(&key(word)).copied(), abbreviation }
    }

    /// The terms in a row of words, the longest at each place; the words within it are no terms of their own.
    pub(super) fn longest(&self, forms: &[Form]) -> Vec<Phrase> {
        let mut found: Vec<Phrase> = Vec::new();
        let mut at = 0;
        while at < forms.len() {
            let phrase = self.longest_at(forms, at);
            at = phrase.as_ref().map_or(at + 1, |phrase| phrase.words.end);
            found.extend(phrase);
        }
        found
    }

    /// The terms of several words that a sentence says in another order or with words between (`auta jezdí obcí moc
    /// rychle` for `jezdí rychle`): for each the places of its words in the row.
    pub(super) fn scattered(&self, forms: &[Form]) -> Vec<(Vec<usize>, u32)> {
        let place = |stem: u32| forms.iter().position(|form| form.stem == Some(stem));
        let found = self.scattered.iter().filter_map(|(stems, group)| {
            let places: Vec<usize> = stems.iter().map(|&stem| place(stem)).collect::<Option<_>>()?;
            let (first, last) = (places.iter().min()?, places.iter().max()?);
            (last - first < places.len() + STRAY_WORDS).then_some((places, *group))
        });
        found.collect()
    }

    fn longest_at(&self, forms: &[Form], start: usize) -> Option<Phrase> {
        let mut found = None;
        let mut node = 0;
        for (end, form) in (start + 1..).zip(forms.get(start..)?) {
            let Some(&next) = form.stem.and_then(|stem| self.steps.get(&(node, stem))) else { break };
            node = next;
            if let Some(group) = self.ends.get(node as usize).copied().flatten() {
                found = Some(Phrase { words: start..end, group });
            }
        }
        let abbreviation = forms.get(start).and_then(|form| form.abbreviation);
        found.or_else(|| abbreviation.map(|group| Phrase { words: start..start + 1, group }))
    }

    /// The same groups, of which one has no terms.
    #[cfg(test)]
    pub(super) fn without(&self, group: u32) -> Thesaurus {
        let mut less = self.clone();
        less.ends.iter_mut().filter(|end| **end == Some(group)).for_each(|end| *end = None);
        less.abbreviations.retain(|_, of| *of != group);
        less.scattered.retain(|(_, of)| *of != group);
        less
    }
}

/// What became of a term.
enum Added {
    Here,
    NoWord,
    In(u32),
}

/// The concept token of a group.
pub(super) fn concept_token(group: u32) -> String {
    // Of equal length, so that the order of the tokens is that of the groups.
    format!("{CONCEPT}{group:05}")
}

fn words(folded: &str) -> impl Iterator<Item = &str> {
    tokens(folded).filter_map(|token| folded.get(token))
}

/// By what words of terms are compared: the stem, in which also the two sounds that change most within Czech words are
/// levelled: `spolek` is `spolky`, `strážníci` are `strážník`. Here both sides are levelled alike, so nothing is lost.
fn key(word: &str) -> String {
    let mut key = stem(word).to_owned();
    if !key.is_ascii() || key.len() <= ABBREVIATION {
        return key;
    }
    let consonant =
        |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase() && !b"aeiouy".contains(&byte));
    let mut ending = key.bytes().rev();
    if consonant(ending.next()) && ending.next() == Some(b'e') && consonant(ending.next()) {
        key.remove(key.len() - 2);
    }
    if key.ends_with('c') {
        key.pop();
        key.push('k');
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which terms are found in a text: the words and the first term of the group.
    fn found(thesaurus: &Thesaurus, text: &str) -> Vec<(String, String)> {
        let folded = fold(text);
        let row: Vec<&str> = words(&folded).collect();
        let forms: Vec<Form> = row.iter().map(|word| thesaurus.form(word)).collect();
        let phrases = thesaurus.longest(&forms).into_iter();
        phrases
            .map(|phrase| (row[phrase.words].join(" "), thesaurus.groups[phrase.group as usize][0].clone()))
            .collect()
    }

    fn found_words(thesaurus: &Thesaurus, text: &str) -> Vec<String> {
        found(thesaurus, text).into_iter().map(|(words, _)| words).collect()
    }

    #[test]
    fn every_line_of_the_shipped_file_can_be_used_and_no_term_is_in_two_groups() {
        let errors = Thesaurus::parse(include_str!("../../data/thesaurus.txt")).err().unwrap_or_default();
        let errors: Vec<String> = errors.iter().map(ThesaurusError::to_string).collect();
        assert!(errors.is_empty(), "{}", errors.join("\n"));
        assert!(Thesaurus::shipped().len() >= 250);
    }

    #[test]
    fn finds_terms_in_any_form() {
        let thesaurus =
            Thesaurus::parse("popelnice = nádoba na odpad = waste basket\nspolek = neziskovka").unwrap();
        assert_eq!(found_words(&thesaurus, "U popelnic a nádob na odpady"), ["popelnic", "nadob na odpady"]);
        assert_eq!(found_words(&thesaurus, "Waste baskets"), ["waste baskets"]);
        assert_eq!(found_words(&thesaurus, "spolky a spolkům"), ["spolky", "spolkum"]);
        assert_eq!(found_words(&thesaurus, "nádoba, odpad, popel, popelnicový"), [""; 0]);
    }

    #[test]
    fn the_longest_term_hides_those_within_it() {
        let thesaurus =
            Thesaurus::parse("dotace = subvence\nkotlíkové dotace = výměna kotle\nkotle na uhlí = kamna")
                .unwrap();
        assert_eq!(found_words(&thesaurus, "kotlíkové dotace a dotace"), ["kotlikove dotace", "dotace"]);
        assert_eq!(found_words(&thesaurus, "kotlíkové subvence"), ["subvence"]);
    }

    #[test]
    fn abbreviations_are_compared_letter_by_letter() {
        let thesaurus = Thesaurus::parse("mas = místní akční skupina\nškolka = mš\nled = ledky").unwrap();
        assert_eq!(found_words(&thesaurus, "MAS, masa, MŠ, ledová, led"), ["mas", "ms", "led"]);
    }

    #[test]
    fn says_what_is_wrong_with_each_line() {
        let errors = Thesaurus::parse("# ok\nkolo\nhvozd = lesík\nhora = lesíky\nkopec =  = vrch\na=b\n")
            .err()
            .unwrap();
        let lines: Vec<usize> = errors.iter().map(|error| error.line).collect();
        assert_eq!(lines, [2, 4, 5, 6]);
        assert_eq!(
            errors[1].localized(Language::Czech),
            "Slovník synonym, řádek 4: Výraz „lesíky“ je už na řádku 3. Ponechte jej jen na jednom z nich."
        );
        assert_eq!(
            errors[2].to_string(),
            "Thesaurus, line 5: A term is missing between the equals signs. Add it or remove the sign."
        );
    }

    #[test]
    fn a_centre_adds_terms_to_a_group_and_groups_of_its_own() {
        let ours = Thesaurus::parse("popelnice = nádoba na odpad\nhvozd = lesík").unwrap();
        let theirs = Thesaurus::parse("kýbl = popelnice = lesík\npodnikavka = inkubátor").unwrap();
        let both = ours.with(&theirs);
        assert_eq!(both.len(), 3);
        assert_eq!(found(&both, "kýbly"), [("kybly".to_owned(), "popelnice".to_owned())]);
        assert_eq!(found(&both, "lesíku"), [("lesiku".to_owned(), "hvozd".to_owned())]);
        assert_eq!(found(&both, "inkubátory"), [("inkubatory".to_owned(), "podnikavka".to_owned())]);
    }

    #[test]
    fn a_thesaurus_of_nothing_finds_nothing() {
        let nothing = Thesaurus::parse("\u{feff}# only a comment\n\n").unwrap();
        assert!(nothing.is_empty());
        assert_eq!(found_words(&nothing, "popelnice a mas"), [""; 0]);
    }
}
