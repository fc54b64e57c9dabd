//! Synthetic records of about 650 bytes of text in both languages, as many as wanted, the same ones for the same seed.
//!
//! Of the words of a text 62 % are words of the shipped catalogue with the frequency that they have there, so that what
//! brokers type occurs in the synthetic records too. The others are made up: Czech-like stems with the endings of their
//! paradigm, drawn by the law of Zipf and Mandelbrot. After `n` made-up words there are `min(200 · n^0.5, n / 2)`
//! distinct ones: the vocabulary grows by Heaps' law with an exponent of 0.5, that of inflected languages.
//!
//! The records are practices and cautions in the format of `data/practices.jsonl` and keep all its rules: the same lines
//! can be imported into the application. What a record says is word soup; it measures speed, and it distracts.

#![expect(clippy::unwrap_used, reason = "part of measuring programs and tests: fails by panicking")]

use porada::catalogue::{Catalogue, Field, ImportedRow, Municipality, Record, RecordKind};
use porada::i18n::Language;
use porada::model::Component;
use serde_json::json;
use std::sync::LazyLock;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::shipped().unwrap());
static CZECH: LazyLock<Vec<String>> = LazyLock::new(|| words_of_catalogue(Language::Czech));
static ENGLISH: LazyLock<Vec<String>> = LazyLock::new(|| words_of_catalogue(Language::English));

/// How many of a hundred words are words of the catalogue.
const REAL_WORDS: u64 = 62;
/// `K` of Heaps' law, `K · n^β`.
const HEAPS_FACTOR: f64 = 200.0;
/// `β` of Heaps' law.
const HEAPS_EXPONENT: f64 = 0.5;
/// By how much ranks are shifted: no made-up word is as frequent as the most frequent ones of a language, which are all
/// among the real ones.
const RANK_SHIFT: f64 = 50.0;
/// So many neighbouring made-up words are forms of one stem.
const FORMS_OF_A_STEM: u64 = 5;
/// The longest title that the format accepts, in characters.
const TITLE_LENGTH: usize = 90;

/// `count` lines in the format of `data/practices.jsonl`, without line ends.
pub fn lines(count: usize, seed: u64) -> impl Iterator<Item = String> {
    rows(count, seed).map(|row| row.json)
}

/// The records of [`lines`], just as an import makes them.
pub fn records(count: usize, seed: u64) -> impl Iterator<Item = Record> {
    rows(count, seed).map(|row| row.record(CATALOGUE.concept()).unwrap())
}

fn rows(count: usize, seed: u64) -> impl Iterator<Item = ImportedRow> {
    let mut writer = Writer { random: Random(seed), drawn: 0, known: 0 };
    (1..=count).map(move |number| writer.row(number))
}

/// SplitMix64: small, fast, and the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most + 1 - least)
    }

    fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }

    /// From 0 to just below 1.
    fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items.get(self.below(items.len() as u64) as usize).unwrap().clone()
    }
}

/// Every word that the shipped records say in running text, each as often as it occurs, in lower case.
fn words_of_catalogue(language: Language) -> Vec<String> {
    let mut words = Vec::new();
    for record in CATALOGUE.records() {
        let running = [Field::Keywords, Field::Problem, Field::Solution, Field::Result, Field::Lesson];
        let texts = record.fields.iter().filter(|text| running.contains(&text.field)).map(|text| &text.text);
        for text in std::iter::once(&record.title).chain(texts) {
            let letters = text.get(language).split(|letter: char| !letter.is_alphabetic());
            words.extend(letters.filter(|word| !word.is_empty()).map(str::to_lowercase));
        }
    }
    words
}

/// Writes the records one after another.
struct Writer {
    random: Random,
    /// The made-up words that were drawn.
    drawn: u64,
    /// How many of them are distinct.
    known: u64,
}

impl Writer {
    fn row(&mut self, number: usize) -> ImportedRow {
        let id = format!("s{number:07}");
        let caution = self.random.percent(10);
        let kind = if caution { RecordKind::Caution } else { RecordKind::Practice };
        let (title_cs, title_en) = (self.title(&CZECH), self.title(&ENGLISH));
        let (problem_cs, problem_en) = self.pair(30, 5, 9);
        let (result_cs, result_en) = self.pair(20, 4, 8);
        let (lesson_cs, lesson_en) = self.pair(if caution { 100 } else { 10 }, 5, 8);
        let (solution_cs, solution_en) = (self.sentence(&CZECH, 5, 9), self.sentence(&ENGLISH, 4, 8));
        let place = self.municipality();
        let published = format!("{}-{:02}", self.random.between(2015, 2026), self.random.between(1, 12));
        let cost = self.random.percent(20).then(|| self.random.between(1, 400) * 50_000);
        let year = self.random.percent(50).then(|| self.random.between(2008, 2024));
        let json = json!({
            "id": id,
            "kind": kind.key(),
            "title_cs": title_cs,
            "title_en": title_en,
            "problem_cs": problem_cs,
            "problem_en": problem_en,
            "solution_cs": solution_cs,
            "solution_en": solution_en,
            "result_cs": result_cs,
            "result_en": result_en,
            "lesson_cs": lesson_cs,
            "lesson_en": lesson_en,
            "place": {
                "name": place.name,
                "country": "CZ",
                "level": place.level(),
                "region": place.kraj,
                "municipality_code": place.code,
            },
            "components": self.components(),
            "keywords_cs": self.keywords(&CZECH),
            "keywords_en": self.keywords(&ENGLISH),
            "stage": self.random.pick(&["planned", "pilot", "running", "running", "running", "ended"]),
            "year": year,
            "cost_czk": cost,
            "cost_text": null,
            "funding": [],
            "partners": [],
            "sources": [{
                "url": null,
                "title": "Synthetic record",
                "publisher": null,
                "published": published,
            }],
        });
        ImportedRow { id, kind, json: json.to_string() }
    }

    fn title(&mut self, real: &[String]) -> String {
        let mut title = self.sentence(real, 4, 7);
        title.pop();
        while title.chars().count() > TITLE_LENGTH {
            title.truncate(title.rfind(' ').unwrap());
        }
        title
    }

    /// Sentences in both languages in `share` of a hundred records, otherwise none in either.
    fn pair(&mut self, share: u64, least: u64, most: u64) -> (Option<String>, Option<String>) {
        if !self.random.percent(share) {
            return (None, None);
        }
        (Some(self.sentence(&CZECH, least, most)), Some(self.sentence(&ENGLISH, least, most)))
    }

    fn sentence(&mut self, real: &[String], least: u64, most: u64) -> String {
        let mut sentence = String::new();
        for position in 0..self.random.between(least, most) {
            if position > 0 {
                sentence.push_str(if self.random.percent(8) { ", " } else { " " });
            }
            sentence.push_str(&self.word(real));
        }
        let mut letters = sentence.chars();
        let first = letters.next().map(char::to_uppercase).unwrap();
        first.chain(letters).chain(['.']).collect()
    }

    /// Four different ones.
    fn keywords(&mut self, real: &[String]) -> Vec<String> {
        let mut keywords: Vec<String> = Vec::new();
        while keywords.len() < 4 {
            let word = self.word(real);
            if word.chars().count() > 3 && !keywords.contains(&word) {
                keywords.push(word);
            }
        }
        keywords
    }

    fn components(&mut self) -> Vec<&'static str> {
        let all: Vec<Component> = Component::all().collect();
        let mut codes = Vec::new();
        for _ in 0..1 + u64::from(self.random.percent(25)) {
            let code = self.random.pick(&all).code();
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        codes
    }

    /// Towns do more than villages: half of the records come from places above 5,000 inhabitants.
    fn municipality(&mut self) -> Municipality {
        let all = CATALOGUE.municipalities().all();
        let only_towns = self.random.percent(50);
        loop {
            let place = self.random.pick(all);
            if !only_towns || place.population > 5_000 {
                return place;
            }
        }
    }

    fn word(&mut self, real: &[String]) -> String {
        if self.random.percent(REAL_WORDS) {
            return self.random.pick(real);
        }
        self.drawn += 1;
        let most = (HEAPS_FACTOR * (self.drawn as f64).powf(HEAPS_EXPONENT)).min(self.drawn as f64 / 2.0);
        if (self.known as f64) < most.max(1.0) {
            self.known += 1;
            return form(self.known - 1);
        }
        // The law of Zipf and Mandelbrot with the exponent 1: the logarithm of the shifted rank is evenly distributed.
        let range = 1.0 + self.known as f64 / RANK_SHIFT;
        let rank = RANK_SHIFT * (range.powf(self.random.fraction()) - 1.0);
        form((rank as u64).min(self.known - 1))
    }
}

const PREFIXES: [&str; 12] = ["ne", "po", "za", "vy", "pře", "při", "roz", "od", "do", "na", "pro", "spolu"];
const ONSETS: [&str; 40] = [
    "b", "c", "č", "d", "h", "j", "k", "l", "m", "n", "p", "r", "ř", "s", "š", "t", "v", "z", "ž", "ch",
    "br", "dr", "hl", "hr", "kl", "kr", "kv", "ml", "pl", "pr", "sk", "sl", "sm", "sp", "st", "sv", "tr",
    "vl", "zd", "st",
];
const VOWELS: [&str; 12] = ["a", "e", "i", "o", "u", "a", "e", "o", "á", "í", "ě", "ou"];
const CODAS: [&str; 14] = ["d", "k", "l", "n", "p", "r", "s", "t", "v", "z", "č", "š", "st", "nk"];
const DERIVATIONS: [&str; 6] = ["ov", "ost", "stv", "ník", "ark", "isk"];
const PARADIGMS: [&[&str]; 5] = [
    &["", "u", "em", "y", "ů", "ech", "ům"],
    &["a", "y", "u", "ou", "ách", "ami", "ám"],
    &["o", "a", "u", "em", "ech", "ům", "y"],
    &["ý", "ého", "ému", "ým", "á", "é", "ých", "ými", "ou"],
    &["ovat", "uje", "oval", "ování", "ovaný", "ují", "ována"],
];

/// The made-up word with this number.
fn form(number: u64) -> String {
    let mut stem = Random(number / FORMS_OF_A_STEM);
    let mut word = String::new();
    if stem.percent(25) {
        word.push_str(stem.pick(&PREFIXES));
    }
    for _ in 0..2 + u64::from(stem.percent(50)) {
        word.push_str(stem.pick(&ONSETS));
        word.push_str(stem.pick(&VOWELS));
    }
    word.push_str(stem.pick(&CODAS));
    if stem.percent(30) {
        word.push_str(stem.pick(&DERIVATIONS));
    }
    let endings = stem.pick(&PARADIGMS);
    let ending = (stem.below(endings.len() as u64) + number % FORMS_OF_A_STEM) % endings.len() as u64;
    word.push_str(endings.get(ending as usize).unwrap());
    word
}
