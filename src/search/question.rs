//! What a text asks for: words, directives, phrases and excluded words, and the place that it names.

use super::index::SearchIndex;
use super::nearness::Nearness;
use super::place::{Mentions, OrdinaryWords, PlaceNames};
use super::query::{Filters, MAX_WORDS, Near, Query, Word, Words, parse};
use super::syntax::{Asked, DirectiveKey, SpanKind, SyntaxMistake, SyntaxProblem, SyntaxValues, TypedPlace};
use super::tokens::{is_stop_word, tokens};
use crate::catalogue::{Bilingual, Catalogue, Municipalities, Municipality, RecordKind};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// So many records tell which words are plain words; the shipped ones come first.
const TELLING_RECORDS: usize = 1_000;
/// So many municipalities are named for one that does not exist.
const SUGGESTIONS: usize = 8;

/// What a search made of its text beside words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Understood {
    /// The filters of the query; in a group that a directive of the text names, the directive counts.
    pub filters: Filters,
    /// The municipality that the text names.
    pub place: Option<NamedPlace>,
    /// The kraj that the text names where it names no municipality; its records are raised.
    pub region: Option<String>,
    /// Directives that were not understood, so that they restrict nothing.
    pub problems: Vec<SyntaxProblem>,
    /// Where directives, phrases and excluded words stand in the text, in bytes.
    pub spans: Vec<(Range<usize>, SpanKind)>,
}

/// A municipality that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPlace {
    /// Its six-digit code.
    pub municipality_code: String,
    /// How many records come from it. If none does, those of similar municipalities and of its region are raised.
    pub records: usize,
}

/// What is needed to understand more than words: the values of directives and the names of places.
pub(super) struct Interpreter {
    catalogue: Arc<Catalogue>,
    values: SyntaxValues,
    places: PlaceNames,
    ordinary: OrdinaryWords,
}

impl Interpreter {
    pub(super) fn new(catalogue: &Arc<Catalogue>) -> Interpreter {
        let records = catalogue.records();
        let places = records.iter().filter_map(|record| record.place.as_ref());
        let countries: BTreeSet<&str> = places.map(|place| place.country.as_str()).collect();
        let texts = records.iter().take(TELLING_RECORDS).flat_map(|record| {
            let fields = record.fields.iter().filter(|field| !field.field.is_name()).map(|field| &field.text);
            std::iter::once(&record.title).chain(fields).map(|text| text.cs.as_str())
        });
        Interpreter {
            catalogue: Arc::clone(catalogue),
            values: SyntaxValues::new(catalogue.municipalities().krajs().iter().copied(), countries),
            places: PlaceNames::new(catalogue.municipalities()),
            ordinary: OrdinaryWords::of(texts),
        }
    }

    fn mentions(&self, words: &[&str]) -> Mentions {
        self.places.find(words, &|word| self.ordinary.contains(word))
    }
}

/// The municipality that a directive names, by code or name.
pub(super) fn municipality<'all>(
    all: &'all Municipalities,
    place: &TypedPlace,
) -> Option<&'all Municipality> {
    all.get(&place.name).or_else(|| all.find(&place.name).into_iter().next())
}

/// That no municipality is named so, with those whose names begin most like it.
pub(super) fn no_municipality(all: &Municipalities, place: &TypedPlace) -> SyntaxProblem {
    let letters: Vec<char> = place.name.chars().take(40).collect();
    let beginnings = (1..=letters.len()).rev().filter_map(|length| letters.get(..length));
    let found = beginnings
        .map(|letters| all.find(&letters.iter().collect::<String>()))
        .find(|found| !found.is_empty());
    let options = found.unwrap_or_default().into_iter().take(SUGGESTIONS);
    SyntaxProblem {
        span: place.span.clone(),
        key: DirectiveKey::Place,
        value: place.name.clone(),
        mistake: SyntaxMistake::Unknown,
        options: options.map(|it| Bilingual::same(it.label())).collect(),
    }
}

/// What a query asks for, in the terms of the index.
pub(super) struct Question {
    pub words: Words,
    /// The texts in quotes, folded.
    pub phrases: Vec<String>,
    /// Whether the last word of the last of them may go on.
    pub phrase_goes_on: bool,
    /// Words and phrases that must not be there, folded.
    pub excluded: Vec<String>,
    pub near: Option<Nearness>,
    /// The kinds of record that the words ask for.
    pub kinds: Vec<RecordKind>,
    /// The places that records must come from, one of them; none restricts nothing.
    pub only_places: Vec<u32>,
    pub understood: Understood,
}

impl Question {
    /// Whether it holds any record back.
    pub(super) fn restricts(&self) -> bool {
        !self.understood.filters.is_empty() || !self.excluded.is_empty() || !self.only_places.is_empty()
    }
}

impl SearchIndex {
    /// What a query asks for.
    pub(super) fn question(&self, query: &Query) -> Question {
        let mut question = self.asked(query);
        if question.near.is_none() {
            question.near = query.near.as_ref().map(|near| Nearness::new(self, near, false));
        }
        question
    }

    /// Takes a query apart: all of [`SearchIndex::question`] but the place that it is near to without saying so.
    pub(super) fn asked(&self, query: &Query) -> Question {
        let Some(interpreter) = &self.interpreter else {
            return self.question_of_words(query, parse(&query.text, query.typing));
        };
        if query.prose {
            let mut question = self.question_of_words(query, parse(&query.text, query.typing));
            self.find_places(&mut question, interpreter);
            return question;
        }
        let asked = Asked::read(&query.text, &interpreter.values);
        let mut question = self.question_of_words(query, parse(&asked.words, query.typing));
        question.phrases = asked.phrases.iter().map(|phrase| super::fold(phrase)).collect();
        question.phrase_goes_on = asked.phrase_goes_on && query.typing;
        question.excluded = asked.excluded.iter().map(|word| super::fold(word)).collect();
        question.understood.spans.clone_from(&asked.spans);
        question.understood.problems.clone_from(&asked.problems);
        question.understood.filters = query.filters.clone().overridden_by(asked.filters.clone());
        self.find_places(&mut question, interpreter);
        self.name_places(&mut question, &asked, interpreter);
        question
    }

    /// Restricts a question to the places of its directives, as far as records come from them. The first of them that
    /// exists is the one that the question is about.
    fn name_places(&self, question: &mut Question, asked: &Asked, interpreter: &Interpreter) {
        let all = interpreter.catalogue.municipalities();
        let mut named = false;
        for place in &asked.places {
            match municipality(all, place) {
                Some(municipality) => {
                    if !named {
                        self.name_place(question, municipality);
                    }
                    named = true;
                    question.only_places.extend(self.place_number(municipality.code));
                }
                None => {
                    let spans = question.understood.spans.iter_mut();
                    spans.filter(|(span, _)| *span == place.span).for_each(|it| it.1 = SpanKind::Mistake);
                    question.understood.problems.push(no_municipality(all, place));
                }
            }
        }
    }

    fn question_of_words(&self, query: &Query, mut words: Words) -> Question {
        words.understand(&self.thesaurus);
        let kinds = self.understand_kinds(&mut words);
        self.guess_unheard(&mut words);
        Question {
            kinds,
            words,
            phrases: Vec::new(),
            phrase_goes_on: false,
            excluded: Vec::new(),
            near: None,
            only_places: Vec::new(),
            understood: Understood { filters: query.filters.clone(), ..Understood::default() },
        }
    }

    /// Looks for places among the words. The words of a place that records come from become its official name; those of
    /// another one are taken out, because no record can have them, and what is near is raised instead.
    fn find_places(&self, question: &mut Question, interpreter: &Interpreter) {
        let folded = question.words.folded.clone();
        let row: Vec<&str> = tokens(&folded).filter_map(|token| folded.get(token)).collect();
        let mentions = interpreter.mentions(&row);
        let mut free: Vec<bool> = vec![true; row.len()];
        let mut names: Vec<Word> = Vec::new();
        for mention in &mentions.places {
            let municipalities = interpreter.catalogue.municipalities();
            let meant = mention.codes.iter().find(|code| self.place_number(code).is_some());
            let meant = meant.or(mention.codes.first()).and_then(|code| municipalities.get(code));
            let Some(municipality) = meant else { continue };
            if question.understood.place.is_none() {
                self.name_place(question, municipality);
                if mentions.regions.iter().any(|region| region.name_words == mention.name_words) {
                    question.near = question.near.take().map(Nearness::and_its_region);
                }
            }
            if self.place_number(municipality.code).is_some() {
                let spelled = row.get(mention.name_words.clone()).unwrap_or_default();
                names.extend(official_words(municipality.name, spelled));
            }
            mention
                .words
                .clone()
                .filter_map(|word| free.get_mut(word).map(|free| *free = false))
                .for_each(drop);
        }
        if question.understood.place.is_none()
            && let Some(mention) = mentions.regions.first()
        {
            question.near = Some(Nearness::region(self, &mention.region));
            question.understood.region = Some(mention.region.clone());
        }
        if free.iter().all(|free| *free) {
            return;
        }
        let kept = |text: &str| row.iter().zip(&free).any(|(word, free)| *word == text && *free);
        question.words.all.retain(|word| kept(&word.text));
        question.words.begun.take_if(|begun| !kept(&begun.text));
        for name in names {
            if question.words.all.len() < MAX_WORDS
                && !question.words.all.iter().any(|word| word.text == name.text)
            {
                question.words.all.push(name);
            }
        }
        if question.words.all.is_empty() {
            question.words.all.extend(question.words.begun.take());
        }
    }

    /// Makes a municipality the one that the question is about.
    fn name_place(&self, question: &mut Question, municipality: &Municipality) {
        let near = Near {
            municipality_code: municipality.code.to_owned(),
            population: municipality.population,
            region: municipality.kraj.to_owned(),
        };
        let number = self.place_number(municipality.code);
        let records = number.and_then(|number| self.place_records.get(number as usize)).copied();
        let records = records.unwrap_or(0) as usize;
        question.near = Some(Nearness::new(self, &near, true));
        question.understood.place =
            Some(NamedPlace { municipality_code: municipality.code.to_owned(), records });
    }
}

/// The words of a municipality's name as the records spell it; each also stands for the word as it was typed.
fn official_words(name: &str, typed: &[&str]) -> Vec<Word> {
    let name = super::fold(name);
    let words: Vec<&str> = tokens(&name).filter_map(|token| name.get(token)).collect();
    let pairs = words.len() == typed.len();
    let typed = typed.iter().copied().map(Some).filter(|_| pairs).chain(std::iter::repeat(None));
    let telling = words.into_iter().zip(typed).filter(|(word, _)| !is_stop_word(word));
    let word = |(word, typed): (&str, Option<&str>)| Word {
        joined: typed.filter(|typed| *typed != word).map(str::to_owned),
        ..Word::new(word, false)
    };
    telling.map(word).collect()
}
