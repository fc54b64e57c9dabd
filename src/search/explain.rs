//! Why a record was found: which of its words stand for which words of the query, in which fields, and what raised it.

use super::expand::{Speller, head_quality, same_stem};
use super::highlight::{FoldedRecord, FoldedText, Highlighter};
use super::index::SearchIndex;
use super::keywords::Keyword;
use super::nearness::{NearMatch, Nearness};
use super::query::{LONG_ENOUGH_FOR_FORMS, Query, Word};
use super::thesaurus::{Form, SYNONYM};
use super::titles::{TitleMatch, title_match};
use crate::catalogue::{Field, Record, RecordKind};
use crate::i18n::{Language, Localized};
use std::collections::BTreeSet;
use std::sync::Arc;

/// So many words of a record are named for one of the query.
const NAMED: usize = 4;

/// How a word of the query is found in a record; the best way first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchKind {
    /// The word itself.
    Exact,
    /// Another form of it.
    Form,
    /// A word that begins with it.
    Beginning,
    /// A word with the same beginning.
    Similar,
    /// Another term for the same thing.
    Synonym,
    /// The last part of it, where no record has the whole word.
    Part,
    /// A thing that may help with what was said.
    Help,
    /// The word with typing errors.
    Typo,
    /// A word that leaves letters in between.
    Letters,
}

impl MatchKind {
    /// The word of JSON.
    pub fn key(self) -> &'static str {
        match self {
            MatchKind::Exact => "exact",
            MatchKind::Form => "form",
            MatchKind::Beginning => "beginning",
            MatchKind::Similar => "similar",
            MatchKind::Synonym => "synonym",
            MatchKind::Part => "part",
            MatchKind::Help => "help",
            MatchKind::Typo => "typo",
            MatchKind::Letters => "letters",
        }
    }
}

impl Localized for MatchKind {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().search;
        let words = match self {
            MatchKind::Exact => texts.match_exact,
            MatchKind::Form => texts.match_form,
            MatchKind::Beginning => texts.match_beginning,
            MatchKind::Similar => texts.match_similar,
            MatchKind::Synonym => texts.match_synonym,
            MatchKind::Part => texts.match_part,
            MatchKind::Help => texts.match_help,
            MatchKind::Typo => texts.match_typo,
            MatchKind::Letters => texts.match_letters,
        };
        words.to_owned()
    }
}

/// What a word of the query has to do with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordReason {
    /// The word as search understood it: lower case, without diacritics.
    pub word: String,
    /// How it is found; `None` where the record does not have it.
    pub how: Option<MatchKind>,
    /// The words of the record that stand for it in that way, as they are written, a few of them.
    pub found: Vec<String>,
    /// The fields that have it in any way.
    pub fields: Vec<Field>,
    /// Whether the name of the record's kind has it, as `dotace` has of every programme that pays.
    pub in_kind: bool,
}

/// What raised a record beside its words. Titles are looked at for the best hits only, so that far down the list one that
/// is named may not have acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Boost {
    /// Its title is the query.
    TitleIsQuery,
    /// Its title has the whole query in it.
    TitleHasQuery,
    /// Its title has most words of the query.
    TitleWords,
    /// The query is one of its keywords of several words.
    Keyword,
    /// The query asks for records of its kind.
    AskedKind,
    /// It comes from the municipality that was asked for.
    SamePlace,
    /// It comes from one of similar size.
    SimilarSize,
    /// It comes from one whose size is not quite another.
    SomewhatSimilarSize,
    /// It comes from the same kraj.
    SameRegion,
    /// It has a word of the query in several forms.
    OtherForms,
    /// Beside a word of the query it also has another term for the same thing.
    Concept,
    /// The query has a word of the name of its kind.
    KindName,
    /// It has a word that begins as the next word of the query does, of which one or two letters are typed.
    BegunWord,
}

impl Boost {
    /// The word of JSON.
    pub fn key(self) -> &'static str {
        match self {
            Boost::TitleIsQuery => "title_is_query",
            Boost::TitleHasQuery => "title_has_query",
            Boost::TitleWords => "title_words",
            Boost::Keyword => "keyword",
            Boost::AskedKind => "asked_kind",
            Boost::SamePlace => "same_place",
            Boost::SimilarSize => "similar_size",
            Boost::SomewhatSimilarSize => "somewhat_similar_size",
            Boost::SameRegion => "same_region",
            Boost::OtherForms => "other_forms",
            Boost::Concept => "concept",
            Boost::KindName => "kind_name",
            Boost::BegunWord => "begun_word",
        }
    }
}

impl Localized for Boost {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().search;
        match self {
            Boost::TitleIsQuery => texts.title_is_query.to_owned(),
            Boost::TitleHasQuery => texts.title_has_query.to_owned(),
            Boost::TitleWords => texts.title_words.to_owned(),
            Boost::Keyword => texts.is_keyword.to_owned(),
            Boost::AskedKind => texts.asked_kind.to_owned(),
            Boost::SamePlace => NearMatch::SamePlace.localized(language),
            Boost::SimilarSize => NearMatch::SimilarSize.localized(language),
            Boost::SomewhatSimilarSize => texts.somewhat_similar_size.to_owned(),
            Boost::SameRegion => NearMatch::SameRegion.localized(language),
            Boost::OtherForms => texts.other_forms.to_owned(),
            Boost::Concept => texts.concept.to_owned(),
            Boost::KindName => texts.kind_name.to_owned(),
            Boost::BegunWord => texts.begun_word.to_owned(),
        }
    }
}

/// Why a record was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The words of the query in their order.
    pub words: Vec<WordReason>,
    /// What raised the record beside them.
    pub boosts: Vec<Boost>,
}

impl Explanation {
    /// The explanation in sentences, one a line.
    pub fn lines(&self, record: &Record, language: Language) -> Vec<String> {
        let texts = &language.texts().search;
        let reason = |reason: &WordReason| match reason.how {
            None => (texts.word_missing)(&reason.word),
            Some(how) => {
                let fields = reason.fields.iter().map(|field| field.label(record.kind, language));
                let fields: Vec<&str> = fields.chain(reason.in_kind.then_some(texts.name_of_kind)).collect();
                let how = how.localized(language);
                (texts.word_found)(&reason.word, &how, &reason.found.join(", "), &fields.join(", "))
            }
        };
        let boosts: Vec<String> = self.boosts.iter().map(|boost| boost.localized(language)).collect();
        let raised = (!boosts.is_empty()).then(|| (texts.raised_by)(&boosts.join(", ")));
        self.words.iter().map(reason).chain(raised).collect()
    }
}

/// A query, ready to say of each record why it is found.
#[derive(Debug)]
pub struct Explainer<'index> {
    index: &'index SearchIndex,
    found: Highlighter,
    near: Option<Nearness>,
    keyword: Option<Keyword>,
    kinds: Vec<RecordKind>,
}

impl SearchIndex {
    /// Why records are found for a query.
    pub fn explainer(&self, query: &Query) -> Explainer<'_> {
        let question = self.question(query);
        let keyword = Keyword::of(&question.words.folded);
        let found = Highlighter::of(question.words, Arc::clone(&self.thesaurus));
        Explainer { index: self, found, near: question.near, keyword, kinds: question.kinds }
    }
}

impl Explainer<'_> {
    /// Why `record`, which stands at `position` in the catalogue, is found. Fields are read in `language` first.
    pub fn explain(&self, record: &Record, position: usize, language: Language) -> Explanation {
        let mut explanation = self.found.explain(record, language);
        let is_keyword = self.keyword.is_some_and(|keyword| self.index.keywords.has(keyword, position));
        explanation.boosts.extend(is_keyword.then_some(Boost::Keyword));
        let asked = self.kinds.contains(&record.kind) && self.is_about(&explanation);
        explanation.boosts.extend(asked.then_some(Boost::AskedKind));
        let near = self.near.as_ref().zip(self.index.documents.get(position));
        explanation.boosts.extend(near.into_iter().flat_map(|(near, document)| near.boosts(document)));
        explanation
    }

    /// Whether the record has any word of what is asked beside the kind, if there is any.
    fn is_about(&self, explanation: &Explanation) -> bool {
        let words = self.found.words.all.iter().zip(&explanation.words);
        let mut telling = words.filter(|(word, _)| !word.asks).map(|(_, reason)| reason.how).peekable();
        telling.peek().is_none() || telling.any(|how| how.is_some())
    }
}

impl Highlighter {
    /// Why `record` is found for the words of this query. Fields are read in `language` first.
    fn explain(&self, record: &Record, language: Language) -> Explanation {
        let texts = FoldedRecord::new(record, language);
        let plain = self.plain_in(&texts);
        let words = self.words.all.iter().zip(plain);
        let names = Language::ALL.map(|language| record.kind.names(language));
        let names = names.map(|names| [FoldedText::new(names.one), FoldedText::new(names.many)]);
        let names: Vec<FoldedText> = names.into_iter().flatten().collect();
        let reasons = words.map(|(word, plain)| self.reason(word, plain, &texts, &names));
        let (words, ways): (Vec<WordReason>, Vec<Vec<Boost>>) = reasons.unzip();
        let titles = [&record.title.cs, &record.title.en];
        // Where no word is asked for every title has all of them.
        let asked = titles.into_iter().filter(|_| !self.words.all.is_empty());
        let title = asked.map(|title| title_match(&self.words, &super::fold(title))).max();
        let title = title.and_then(|title| match title {
            TitleMatch::Whole => Some(Boost::TitleIsQuery),
            TitleMatch::Phrase => Some(Boost::TitleHasQuery),
            TitleMatch::Words => Some(Boost::TitleWords),
            TitleMatch::Little => None,
        });
        let ways = [Boost::OtherForms, Boost::Concept, Boost::KindName]
            .into_iter()
            .filter(|boost| ways.iter().flatten().any(|acted| acted == boost));
        let begun = self.words.begun.as_ref().filter(|begun| {
            let fields = texts.fields.iter().flat_map(|(_, texts)| texts);
            fields.flat_map(|(_, text)| text.words()).any(|(_, token)| token.starts_with(&begun.text))
        });
        let begun = begun.map(|_| Boost::BegunWord);
        Explanation { words, boosts: title.into_iter().chain(ways).chain(begun).collect() }
    }

    /// What a word has to do with a record whose kind has these names, and what it raises beside being found; `plain` says
    /// that some field has it without an error.
    fn reason(
        &self,
        word: &Word,
        plain: bool,
        record: &FoldedRecord,
        names: &[FoldedText],
    ) -> (WordReason, Vec<Boost>) {
        let speller = Speller::new(word).filter(|_| !plain);
        let mut found: Vec<(MatchKind, String)> = Vec::new();
        let mut fields: Vec<Field> = Vec::new();
        for (field, texts) in &record.fields {
            let before = found.len();
            found.extend(texts.iter().flat_map(|(_, text)| self.ways(word, speller.as_ref(), text)));
            if found.len() > before && !fields.contains(field) {
                fields.push(*field);
            }
        }
        let before = found.len();
        found.extend(names.iter().flat_map(|name| self.ways(word, None, name)));
        let in_kind = found.len() > before;
        let boosts = ways_that_raise(word, &found, in_kind);
        let how = found.iter().map(|(how, _)| *how).min();
        let mut named: Vec<String> = Vec::new();
        for (_, written) in found.into_iter().filter(|(kind, _)| Some(*kind) == how) {
            let known = named.iter().any(|other| other.to_lowercase() == written.to_lowercase());
            if !known && named.len() < NAMED {
                named.push(written);
            }
        }
        (WordReason { word: word.text.clone(), how, found: named, fields, in_kind }, boosts)
    }

    /// In which ways a text has a word, each with the words as they are written; with errors only where there is a
    /// `speller`.
    fn ways(&self, word: &Word, speller: Option<&Speller>, text: &FoldedText) -> Vec<(MatchKind, String)> {
        let way = |(start, token)| {
            let how = plain_kind(word, token).or_else(|| misspelled_kind(speller?, token))?;
            Some((how, text.written(start, token).to_owned()))
        };
        text.words().filter_map(way).chain(self.terms_of(word, text)).collect()
    }

    /// The terms of the word's groups in a text, as they are written.
    fn terms_of(&self, word: &Word, text: &FoldedText) -> Vec<(MatchKind, String)> {
        if word.groups.is_empty() {
            return Vec::new();
        }
        let words: Vec<(usize, &str)> = text.words().collect();
        let forms: Vec<Form> = words.iter().map(|(_, token)| self.thesaurus.form(token)).collect();
        let written = self.thesaurus.longest(&forms).into_iter().filter_map(|phrase| {
            let (_, quality) = word.groups.iter().find(|(group, _)| *group == phrase.group)?;
            let how = match &word.last_part {
                Some(_) => MatchKind::Part,
                None if *quality < SYNONYM => MatchKind::Help,
                None => MatchKind::Synonym,
            };
            let parts = words.get(phrase.words)?.iter();
            let parts: Vec<&str> = parts.map(|(start, token)| text.written(*start, token)).collect();
            Some((how, parts.join(" ")))
        });
        written.collect()
    }
}

/// What the ways in which a record has a word raise beside the best of them: short words have no forms that count.
fn ways_that_raise(word: &Word, found: &[(MatchKind, String)], in_kind: bool) -> Vec<Boost> {
    let is_term = |kind: &MatchKind| matches!(kind, MatchKind::Synonym | MatchKind::Part | MatchKind::Help);
    let forms: BTreeSet<String> =
        found.iter().filter(|(kind, _)| !is_term(kind)).map(|(_, written)| super::fold(written)).collect();
    let long = word.text.len() >= LONG_ENOUGH_FOR_FORMS;
    let other_forms = (long && forms.len() > 1).then_some(Boost::OtherForms);
    let concept = long && !forms.is_empty() && found.iter().any(|(kind, _)| is_term(kind));
    let concept = concept.then_some(Boost::Concept);
    other_forms.into_iter().chain(concept).chain(in_kind.then_some(Boost::KindName)).collect()
}

/// How a token is the word in some form of it.
pub(super) fn plain_kind(word: &Word, token: &str) -> Option<MatchKind> {
    if token == word.text || word.joined.as_deref() == Some(token) {
        return Some(MatchKind::Exact);
    }
    if let Some(last) = &word.last_part {
        let last = Word::new(last, word.typed);
        return plain_kind(&last, token).map(|_| MatchKind::Part);
    }
    // Whether the word exists elsewhere only changes how much a longer word is worth; with fewer than three letters it
    // decides whether the longer word is worth showing at all.
    if !word.typed && word.text.len() < 3 {
        return None;
    }
    if same_stem(word, token) {
        return Some(MatchKind::Form);
    }
    head_quality(word, token, true)?;
    Some(if token.starts_with(&word.text) { MatchKind::Beginning } else { MatchKind::Similar })
}

/// How a token is the word with errors.
fn misspelled_kind(speller: &Speller, token: &str) -> Option<MatchKind> {
    let letters = || speller.subsequence(token).map(|_| MatchKind::Letters);
    speller.typo(token).map(|_| MatchKind::Typo).or_else(letters)
}
