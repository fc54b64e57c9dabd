//! The thesaurus: what people say, and what the records say for it.
//!
//! A file of lines of two kinds, in any order; empty lines and lines that begin with `#` are comments:
//!
//! ```text
//! popelnice = odpadová nádoba = waste bin
//! nejezdí autobus, spoj/linku zruš* > radiobus, obecní mikrobus
//! ```
//!
//! The first is a *group*: terms that mean the same to a broker. The second is a *need*: who asks for a phrase left of the
//! arrow also means the groups of the terms right of it, not the other way round. In a phrase `/` stands between words
//! that will do alike, `*` at the end of a word for any ending, and a word that is a term of a group for the other terms
//! of one word in that group (`autobus` for `bus`). The words of a phrase may stand in any order.
//!
//! A group becomes one token of the index, its *concept token*: a record has it where any term of the group stands in it,
//! a query where any term is asked for. So a synonym of several words costs no more than a word. A need is nothing in the
//! index: it adds to the words of a query the concept tokens of what may help, at a lower quality.
//!
//! A term stands in one group only. A phrase of a need may itself be a term of a group; then all terms of that group have
//! the need. A term that is meant must be in a group.

mod find;
mod parse;

use super::fold::fold;
use super::stem::stem;
use super::tokens::{is_stop_word, tokens};
use crate::i18n::{Language, Localized};
use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// Concept tokens begin with this character, which no word does; so they stand first in a sorted vocabulary.
const CONCEPT: char = '\u{1}';

/// A term of one word this short is an abbreviation, compared letter by letter: `mas` is not `masa`.
const ABBREVIATION: usize = 3;

/// What another term of the same group is worth: less than the word itself and its forms, of which there are fewer and
/// which were asked for.
pub(super) const SYNONYM: f32 = 0.60;

/// What a group is worth that a need means: it may be what helps, a synonym is what was asked for.
pub(super) const MEANT: f32 = 0.40;

/// What can be wrong with a line of a thesaurus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ThesaurusProblem {
    /// A group of fewer than two terms; terms are separated by ` = `.
    TooFewTerms,
    /// A term without any letter or digit.
    EmptyTerm,
    /// A term of one letter or of words that say nothing about a subject, so that nearly every query would have it.
    SaysNothing {
        /// The term as written.
        term: String,
    },
    /// A term that is in another group already, in this or another form.
    InTwoGroups {
        /// The term as written.
        term: String,
        /// The line of the other group, from 1.
        other_line: usize,
    },
    /// A line with more than one arrow, or with an arrow and an equals sign.
    MixedSigns,
    /// A phrase that another line has left of its arrow too.
    AskedTwice {
        /// The phrase as written.
        term: String,
        /// The other line, from 1.
        other_line: usize,
    },
    /// A term right of an arrow that no group has.
    UnknownMeaning {
        /// The term as written.
        term: String,
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
            ThesaurusProblem::SaysNothing { term } => (texts.thesaurus_says_nothing)(term),
            ThesaurusProblem::InTwoGroups { term, other_line } => {
                (texts.thesaurus_in_two_groups)(term, *other_line)
            }
            ThesaurusProblem::MixedSigns => texts.thesaurus_mixed_signs.to_owned(),
            ThesaurusProblem::AskedTwice { term, other_line } => {
                (texts.thesaurus_asked_twice)(term, *other_line)
            }
            ThesaurusProblem::UnknownMeaning { term } => (texts.thesaurus_unknown_meaning)(term),
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
    /// The number of its stem among the stems of all terms, from 0.
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

/// What some words of a query stand for besides themselves.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Meaning {
    /// Where the words are in the row.
    pub places: Vec<usize>,
    pub group: u32,
    /// [`SYNONYM`] or [`MEANT`].
    pub quality: f32,
}

/// Words that stand for something together, in any order and with other words between.
#[derive(Debug, Clone)]
struct Pattern {
    /// For each word the numbers of the stems and beginnings that will do.
    words: Vec<Vec<u32>>,
    groups: Vec<u32>,
    quality: f32,
}

/// So many groups may have a word in their longer terms if it shall stand for them; a word of more says nothing.
const FEW: usize = 3;

/// A few groups, or too many to be worth knowing.
#[derive(Debug, Clone, Copy, Default)]
struct Few {
    groups: [u32; FEW],
    count: usize,
}

impl Few {
    fn note(&mut self, group: u32) {
        if !self.groups().contains(&group) {
            if let Some(free) = self.groups.get_mut(self.count) {
                *free = group;
            }
            self.count = (self.count + 1).min(FEW + 1);
        }
    }

    /// The groups; none where there are too many.
    fn groups(&self) -> &[u32] {
        self.groups.get(..self.count).unwrap_or_default()
    }
}

/// Groups of terms that mean the same, and what needs mean. Words are compared by their stems, so a term stands for all
/// its forms.
#[derive(Debug, Clone, Default)]
pub struct Thesaurus {
    groups: Vec<Vec<String>>,
    /// What the terms of a group mean besides, for the groups that have a need.
    meant: HashMap<u32, Vec<u32>>,
    stems: HashMap<String, u32>,
    /// Beginnings of words, numbered on from the stems.
    beginnings: HashMap<String, u32>,
    /// How many numbers stems and beginnings have taken.
    numbered: u32,
    /// Terms as paths of stems: from a node by the number of a stem to the next node; 0 is where all begin.
    steps: HashMap<(u32, u32), u32>,
    /// The group whose term ends at a node.
    ends: Vec<Option<u32>>,
    abbreviations: HashMap<String, u32>,
    /// The terms of several words that say something, and the phrases of needs.
    patterns: Vec<Pattern>,
    /// The patterns of which one word may be this one, by its number: a query looks at those of its words only.
    patterns_of: Vec<Vec<u32>>,
    /// For the number of a stem the groups that have it in a term of several words.
    parts: HashMap<u32, Few>,
}

static SHIPPED: LazyLock<Arc<Thesaurus>> = LazyLock::new(|| {
    // A wrong line cannot ship: a test parses the file. If it did, search would do without synonyms.
    Arc::new(Thesaurus::parse(include_str!("../../../data/thesaurus.txt")).unwrap_or_default())
});

impl Thesaurus {
    /// The thesaurus that is compiled into the program.
    pub fn shipped() -> Arc<Thesaurus> {
        Arc::clone(&SHIPPED)
    }

    /// The thesaurus that is compiled into the program with the lines of a centre's own file. A group of that file that
    /// shares a term with a shipped one adds its other terms to it; terms that are shipped stay where they are.
    ///
    /// # Errors
    /// Every line of the own file that cannot be used, in order.
    pub fn shipped_with(own_text: &str) -> Result<Arc<Thesaurus>, Vec<ThesaurusError>> {
        SHIPPED.with(own_text).map(Arc::new)
    }

    /// What ships with a centre's own file as it was read (`None` where there is none); where that cannot be used, what
    /// ships alone, and why in a sentence.
    pub fn of_centre(
        own: Result<Option<String>, impl Localized>,
        path: &Path,
        language: Language,
    ) -> (Arc<Thesaurus>, Option<String>) {
        let texts = &language.texts().search;
        let own = match own {
            Ok(Some(text)) => Thesaurus::shipped_with(&text).map_err(|errors| {
                let first = errors.first().map(|error| error.localized(language)).unwrap_or_default();
                (texts.thesaurus_not_used)(
                    &path.display().to_string(),
                    &first,
                    errors.len().saturating_sub(1),
                )
            }),
            Ok(None) => Ok(Thesaurus::shipped()),
            Err(error) => Err(error.localized(language)),
        };
        match own {
            Ok(thesaurus) => (thesaurus, None),
            Err(problem) => (Thesaurus::shipped(), Some(problem)),
        }
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
mod tests;
