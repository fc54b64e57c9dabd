//! Expansion: which tokens a word of the query stands for, and how well.
//!
//! Words are compared with tokens, never with whole texts, so that letters scattered over a paragraph cannot match. The
//! word itself is better than any form of it, and a form with the same stem better than a misspelling, by construction of
//! the qualities. Misspellings are tried only for a word that finds next to nothing otherwise.

use super::distance::Pattern;
use super::index::SearchIndex;
use super::query::Word;
use super::stem::stem;
use super::thesaurus::concept_token;
use super::tokens::is_stop_word;
use super::unheard::LAST_PART;
use super::vocabulary::mask;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// A token that a word stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Expansion {
    pub token: u32,
    /// 1 for the word itself, less for anything else.
    pub quality: f32,
}

/// With fewer records than this behind it a word may be misspelled.
const ENOUGH_RECORDS: usize = 8;

/// Of so many fuzzy candidates the exact similarity is computed.
const FUZZY_CANDIDATES: usize = 256;

/// What the joined form of a hyphenated word is worth.
const JOINED: f32 = 0.95;

/// The number of first letters that two long words must share to be tried as forms of one word.
fn shared_head(length: usize) -> usize {
    (length * 3).div_ceil(5).max(4).max(length.saturating_sub(3))
}

/// How many bytes two words share from their beginning.
pub(super) fn common_prefix(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}

/// The quality of a token as the word itself, a longer word that begins with it, or a word with the same beginning.
/// `exists` says whether the word itself is a token somewhere: then a short word hardly means a longer one.
pub(super) fn head_quality(word: &Word, token: &str, exists: bool) -> Option<f32> {
    let (asked, length) = (word.text.len(), token.len());
    let shared = common_prefix(&word.text, token);
    if shared == asked {
        if length == asked {
            return Some(1.0);
        }
        let part = 0.33 * asked as f32 / length as f32;
        return match (word.goes_on(), asked) {
            // `ai` is first of all `AI` and only then the beginning of `air`; `od` is nothing by itself.
            (true, 2..4) if exists && !is_stop_word(&word.text) => Some((0.62 + part) * 0.6),
            (true, _) => Some(0.62 + part),
            (false, 1) => None,
            (false, 2..4) if exists => Some((0.50 + part) / 2.0),
            (false, _) => Some(0.50 + part),
        };
    }
    let alike = word.bendable && asked >= 5 && shared >= shared_head(asked) && length - shared <= 4;
    alike.then(|| 0.30 + 0.45 * shared as f32 / asked.max(length) as f32)
}

/// The quality of a token with the same stem.
const SAME_STEM: f32 = 0.80;

/// Whether a token has the stem of the word, and the stem is long enough to mean something.
pub(super) fn same_stem(word: &Word, token: &str) -> bool {
    // A stem is a beginning of its word: that is seen sooner than the stem is found.
    word.stem.len() >= 3 && token.starts_with(&word.stem) && stem(token) == word.stem
}

/// Whether the bytes of `word` stand in `token` in order: a matcher that skips letters finds nothing otherwise, and takes
/// twenty times as long to say so.
pub(super) fn in_order(word: &str, token: &str) -> bool {
    let mut letters = token.bytes();
    word.bytes().all(|wanted| letters.any(|letter| letter == wanted))
}

/// Compares words of which one is misspelled.
pub(super) struct Speller<'word> {
    word: &'word Word,
    pattern: Pattern,
    mask: u64,
    /// How many errors are forgiven: one, or two from eight letters.
    errors: u32,
    matcher: SkimMatcherV2,
    /// What the word scores against itself.
    perfect: f32,
    /// The word, and the word without each one of its letters: an error is a subsequence of the token after that.
    variants: Vec<String>,
}

impl<'word> Speller<'word> {
    /// `None` for words that are too short to be misspelled, and for codes and numbers.
    pub(super) fn new(word: &'word Word) -> Option<Speller<'word>> {
        let text = word.text.as_str();
        if !word.bendable || text.len() < 4 {
            return None;
        }
        // The default looks at upper case to decide about case; everything here is folded.
        let matcher = SkimMatcherV2::default().respect_case();
        let perfect = matcher.fuzzy_match(text, text)? as f32;
        let without = (0..text.len()).map(|skipped| {
            text.char_indices().filter(|&(index, _)| index != skipped).map(|(_, letter)| letter).collect()
        });
        let variants = std::iter::once(text.to_owned()).chain(without).collect();
        let errors = if text.len() >= 8 { 2 } else { 1 };
        Some(Speller {
            word,
            pattern: Pattern::new(text.as_bytes())?,
            mask: mask(text),
            errors,
            matcher,
            perfect,
            variants,
        })
    }

    /// Whether a token with these letters can be near enough at all.
    pub(super) fn can_match(&self, token_mask: u64) -> bool {
        // Without counting bits, for which the oldest processors have no instruction: one letter less, and two.
        let missing = self.mask & !token_mask;
        let fewer = missing & missing.wrapping_sub(1);
        fewer == 0 || self.errors > 1 && fewer & fewer.wrapping_sub(1) == 0
    }

    /// Whether a token with these letters can have all of the word's.
    fn has_letters(&self, token_mask: u64) -> bool {
        self.mask & !token_mask == 0
    }

    /// The quality of a token that is the word with errors, or begins with it, before the letters are weighed.
    pub(super) fn rough_typo(&self, token: &str) -> Option<f32> {
        if token.len() + (self.errors as usize) < self.word.text.len() || !token.is_ascii() {
            return None;
        }
        let distances = self.pattern.distances(token.as_bytes());
        let (errors, only_prefix) =
            if distances.whole <= self.errors { (distances.whole, 0.0) } else { (distances.prefix, 0.12) };
        if errors > self.errors {
            return None;
        }
        let base = if errors <= 1 { 0.72 } else { 0.50 };
        let other_letter = if token.bytes().next() == self.word.text.bytes().next() { 0.0 } else { 0.12 };
        Some(base - only_prefix - other_letter)
    }

    /// The quality of a token as a misspelling.
    pub(super) fn typo(&self, token: &str) -> Option<f32> {
        self.rough_typo(token).map(|rough| self.weighed_typo(rough, token))
    }

    fn weighed_typo(&self, rough: f32, token: &str) -> f32 {
        let variants = self.variants.iter().filter(|variant| in_order(variant, token));
        let best = variants.filter_map(|variant| self.matcher.fuzzy_match(token, variant)).max();
        rough * (0.7 + 0.3 * (best.unwrap_or(0) as f32 / self.perfect).min(1.0))
    }

    /// Whether the letters of the word stand in the token in order, beginning with the same one.
    fn can_skip(&self, token: &str) -> bool {
        token.len() <= 2 * self.word.text.len() + 2
            && token.bytes().next() == self.word.text.bytes().next()
            && in_order(&self.word.text, token)
    }

    /// The quality of a token that leaves letters in between (`knhvna` for `knihovna`).
    pub(super) fn subsequence(&self, token: &str) -> Option<f32> {
        if !self.can_skip(token) {
            return None;
        }
        let similar = self.matcher.fuzzy_match(token, &self.word.text)? as f32 / self.perfect;
        (similar >= 0.55).then_some(0.5 * similar.min(1.0))
    }

    /// Which bytes of a token a subsequence touches.
    pub(super) fn subsequence_bytes(&self, token: &str) -> Vec<usize> {
        let found = self.subsequence(token).and_then(|_| self.matcher.fuzzy_indices(token, &self.word.text));
        found.map(|(_, indices)| indices).unwrap_or_default()
    }
}

/// The tokens that a word stands for, each once, the best first.
pub(super) fn expand(index: &SearchIndex, word: &Word) -> Vec<Expansion> {
    let mut found = Vec::new();
    plain(index, word, 1.0, &mut found);
    if let Some(joined) = &word.joined {
        plain(index, &Word::new(joined, word.typed), JOINED, &mut found);
    }
    if let Some(last) = &word.last_part {
        plain(index, &Word::new(last, word.typed), LAST_PART, &mut found);
    }
    found.extend(word.groups.iter().filter_map(|&(group, quality)| {
        let token = index.vocabulary.find(&concept_token(group))?;
        Some(Expansion { token: token as u32, quality })
    }));
    // A word that somebody wrote just so is not misspelled, however few did: `horko` is not `Horákov`.
    if word.groups.is_empty()
        && index.vocabulary.find(&word.text).is_none()
        && !enough(index, word, &found)
        && let Some(speller) = Speller::new(word)
    {
        fuzzy(index, &speller, &mut found);
    }
    // One number is sorted faster than two; the bits of floats above 0 have their order.
    let worst_last = |expansion: &Expansion| u64::from(!expansion.quality.to_bits());
    found.sort_unstable_by_key(|it| u64::from(it.token) << 32 | worst_last(it));
    found.dedup_by_key(|expansion| expansion.token);
    found.sort_unstable_by_key(|it| worst_last(it) << 32 | u64::from(it.token));
    found
}

fn plain(index: &SearchIndex, word: &Word, worth: f32, found: &mut Vec<Expansion>) {
    let vocabulary = &index.vocabulary;
    let exists = vocabulary.find(&word.text).is_some();
    let head =
        if word.bendable && word.text.len() >= 5 { shared_head(word.text.len()) } else { word.text.len() };
    for token in vocabulary.sharing(&word.text, head) {
        if let Some(quality) = head_quality(word, vocabulary.word(token), exists) {
            found.push(Expansion { token: token as u32, quality: quality * worth });
        }
    }
    if word.stem.len() >= 3 {
        let inflected = vocabulary.of_stem(&word.stem).iter();
        found.extend(inflected.map(|&token| Expansion { token, quality: SAME_STEM * worth }));
    }
}

/// Whether the expansions so far reach [`ENOUGH_RECORDS`] different records. Words with only the same beginning do not
/// count: they are a guess as a misspelling is (`pooldr` is rather `poldr` than `pool`).
fn enough(index: &SearchIndex, word: &Word, found: &[Expansion]) -> bool {
    let mut seen: Vec<usize> = Vec::with_capacity(ENOUGH_RECORDS);
    let is_form = |expansion: &&Expansion| {
        let token = index.vocabulary.word(expansion.token as usize);
        token.starts_with(&word.text) || same_stem(word, token)
    };
    for expansion in found.iter().filter(is_form) {
        for posting in index.postings(expansion.token as usize) {
            if !seen.contains(&posting.document()) {
                seen.push(posting.document());
            }
            if seen.len() >= ENOUGH_RECORDS {
                return true;
            }
        }
    }
    false
}

fn fuzzy(index: &SearchIndex, speller: &Speller, found: &mut Vec<Expansion>) {
    let vocabulary = &index.vocabulary;
    let text = &speller.word.text;
    let second = text.get(1..).unwrap_or_default();
    let mut typos: Vec<(f32, usize)> = Vec::new();
    let mut try_token = |token: usize| {
        if speller.can_match(vocabulary.mask(token)) {
            typos.extend(speller.rough_typo(vocabulary.word(token)).map(|rough| (rough, token)));
        }
    };
    let first_bucket = vocabulary.sharing(text, 1);
    first_bucket.clone().for_each(&mut try_token);
    if !text.starts_with(second.get(..1).unwrap_or_default()) {
        vocabulary.sharing(second, 1).for_each(&mut try_token);
    }
    let letters = first_bucket.filter(|&token| speller.has_letters(vocabulary.mask(token)));
    let mut skipping: Vec<usize> =
        letters.filter(|&token| speller.can_skip(vocabulary.word(token))).collect();
    if typos.is_empty() && found.is_empty() && skipping.is_empty() {
        // A wrong first letter; rare, and the mask test of a token is about a nanosecond.
        (0..vocabulary.len()).filter(|&token| speller.can_match(vocabulary.mask(token))).for_each(|token| {
            typos.extend(speller.rough_typo(vocabulary.word(token)).map(|rough| (rough, token)))
        });
    }
    typos.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    typos.truncate(FUZZY_CANDIDATES);
    skipping.truncate(FUZZY_CANDIDATES);
    found.extend(typos.into_iter().map(|(rough, token)| Expansion {
        token: token as u32,
        quality: speller.weighed_typo(rough, vocabulary.word(token)),
    }));
    found.extend(skipping.into_iter().filter_map(|token| {
        let quality = speller.subsequence(vocabulary.word(token))?;
        Some(Expansion { token: token as u32, quality })
    }));
}
