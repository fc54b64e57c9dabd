//! Titles looked at once more: whoever types the words of a title wants that record.

use super::expand::{in_order, same_stem};
use super::query::{LONG_ENOUGH_FOR_FORMS, Word, Words};
use super::tokens::tokens;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// What a title adds that is the query: more than any nearness can.
const WHOLE: f32 = 2.5;

/// What a folded title adds to a relative score: up to 0.25 for the words in it, 0.15 for the whole
/// query in it, more for a title that is the query.
pub(super) fn title_bonus(matcher: &SkimMatcherV2, words: &Words, title: &str) -> f32 {
    let shares: f32 = words.all.iter().map(|word| title_share(matcher, word, title)).sum();
    let whole = match title_match_of(words, title) {
        TitleMatch::Whole => WHOLE,
        TitleMatch::Phrase => 0.15,
        TitleMatch::Words | TitleMatch::Little => 0.0,
    };
    0.25 * shares / words.all.len().max(1) as f32 + whole
}

/// How much of a query a title is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TitleMatch {
    /// Little or nothing.
    Little,
    /// Most of its words.
    Words,
    /// All of it, as it is.
    Phrase,
    /// Nothing else.
    Whole,
}

/// How much of a query a folded title is.
pub(super) fn title_match(words: &Words, title: &str) -> TitleMatch {
    let matcher = SkimMatcherV2::default().respect_case();
    let shares: f32 = words.all.iter().map(|word| title_share(&matcher, word, title)).sum();
    let most = if shares > 0.6 * words.all.len() as f32 { TitleMatch::Words } else { TitleMatch::Little };
    title_match_of(words, title).max(most)
}

/// Whether a folded title is the query or has it as it is.
fn title_match_of(words: &Words, title: &str) -> TitleMatch {
    // One word that is being typed begins many titles; several words in a row are a find, finished or not.
    let unfinished = words.begun.is_some() || words.all.len() > 1 && words.all.iter().any(|word| word.typed);
    match has_words(title, &words.folded, unfinished) {
        true if title.trim() == words.folded => TitleMatch::Whole,
        true => TitleMatch::Phrase,
        false => TitleMatch::Little,
    }
}

/// How well the best token of a title stands for a word: 1 for the word or a form of it, less for a similar one.
fn title_share(matcher: &SkimMatcherV2, word: &Word, title: &str) -> f32 {
    let sought = if word.goes_on() { &word.text } else { &word.stem };
    // The letters of a short word stand in order in many others; only its beginning may still become one of them.
    let bends = word.typed || word.text.len() >= LONG_ENOUGH_FOR_FORMS;
    let share = |best: f32, token: &str| {
        if token == word.text || word.joined.as_deref() == Some(token) || same_stem(word, token) {
            return 1.0;
        }
        // `hospodu` is nearer to `hospoda` than `hospodaření` is.
        let most = 0.8 + 0.2 * (sought.len() as f32 / token.len() as f32).min(1.0);
        // Matching is what costs; most tokens cannot be better than one before.
        if !bends || most <= best || !in_order(sought, token) {
            return best;
        }
        let score = matcher.fuzzy_match(token, sought).unwrap_or(0) as f32;
        let alike = Some((score / (24.0 * sought.len() as f32)).min(1.0)).filter(|&alike| alike > 0.6);
        alike.map_or(best, |alike| best.max(alike * most))
    };
    tokens(title).filter_map(|token| title.get(token)).fold(0.0, share)
}

/// Whether `words` stand in a folded title as they are: from the beginning of a word, and to the end of one unless the
/// last of them is `unfinished`.
fn has_words(title: &str, words: &str, unfinished: bool) -> bool {
    let inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    title.match_indices(words).any(|(start, found)| {
        let before = title.get(..start).and_then(|before| before.chars().next_back());
        let after = title.get(start + found.len()..).and_then(|after| after.chars().next());
        !inside(before) && (unfinished || !inside(after))
    })
}
