//! The language of the search input: directives (`kraj:olomoucký`, `B3`), phrases in quotes and excluded words.
//!
//! Everything that is not clearly one of these is plain text: `14:30`, an address, `poznámka: text`. A directive that is
//! still being typed at the end of the text is no mistake.

use super::fold::fold;
use super::query::Filters;
use crate::catalogue::{Bilingual, RecordKind, SizeBand, Stage};
use crate::i18n::texts::catalogue::word;
use crate::i18n::{Language, Localized};
use crate::model::Component;
use std::ops::Range;

/// A municipality as a directive names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedPlace {
    /// Its name or code, as typed.
    pub name: String,
    /// Where the directive stands, in bytes.
    pub span: Range<usize>,
}

/// Further municipalities of a text do not count: nobody types so many, and each is looked up with every key.
const MAX_PLACES: usize = 16;

/// What a part of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanKind {
    /// A directive that was understood.
    Filter,
    /// A directive that is still being typed.
    Unfinished,
    /// A directive with a value that does not exist.
    Mistake,
    /// A phrase with its quotes.
    Phrase,
    /// An excluded word or phrase with its minus.
    Excluded,
}

/// What is typed in front of a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DirectiveKey {
    /// `kraj:`, `region:`.
    Region,
    /// `obec:`, `place:`.
    Place,
    /// `druh:`, `kind:`.
    Kind,
    /// `země:`, `country:`.
    Country,
    /// `velikost:`, `size:`.
    Size,
    /// `fáze:`, `stav:`, `stage:`.
    Stage,
    /// `s:`, `with:`.
    With,
    /// `složka:`, `komponenta:`, `component:`.
    Component,
}

impl DirectiveKey {
    /// The key of a folded word.
    fn parse(folded: &str) -> Option<DirectiveKey> {
        Some(match folded {
            "kraj" | "region" => DirectiveKey::Region,
            "obec" | "place" => DirectiveKey::Place,
            "druh" | "kind" => DirectiveKey::Kind,
            "zeme" | "country" => DirectiveKey::Country,
            "velikost" | "size" => DirectiveKey::Size,
            "faze" | "stav" | "stage" => DirectiveKey::Stage,
            "s" | "with" => DirectiveKey::With,
            "slozka" | "komponenta" | "component" => DirectiveKey::Component,
            _ => return None,
        })
    }

    /// The key as it is typed in `language`.
    pub fn word(self, language: Language) -> &'static str {
        let [region, place, kind, country, size, stage, with, component] =
            language.texts().search.directive_keys;
        match self {
            DirectiveKey::Region => region,
            DirectiveKey::Place => place,
            DirectiveKey::Kind => kind,
            DirectiveKey::Country => country,
            DirectiveKey::Size => size,
            DirectiveKey::Stage => stage,
            DirectiveKey::With => with,
            DirectiveKey::Component => component,
        }
    }
}

/// What is wrong with the value of a directive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyntaxMistake {
    /// There is none.
    Missing,
    /// It does not exist.
    Unknown,
    /// Several values begin so.
    Ambiguous,
    /// There is nothing here that it could filter.
    Inapplicable,
}

/// A value that was not understood, so that it restricts nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxProblem {
    /// Where the directive stands, in bytes.
    pub span: Range<usize>,
    /// Its key.
    pub key: DirectiveKey,
    /// The value as typed.
    pub value: String,
    /// What is wrong with it.
    pub mistake: SyntaxMistake,
    /// The values that exist, of an ambiguous one those that begin so; at most one more than are said.
    pub options: Vec<Bilingual>,
}

/// So many values are named to the person.
const NAMED_OPTIONS: usize = 8;

impl Localized for SyntaxProblem {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().search;
        let named = self.options.iter().take(NAMED_OPTIONS).map(|option| option.get(language));
        let mut options = named.collect::<Vec<_>>().join(", ");
        if self.options.len() > NAMED_OPTIONS {
            options.push_str(", …");
        }
        let key = self.key.word(language);
        match self.mistake {
            SyntaxMistake::Missing if self.key == DirectiveKey::Place => (texts.directive_without_place)(key),
            SyntaxMistake::Missing => (texts.directive_without_value)(key, &options),
            SyntaxMistake::Inapplicable => (texts.directive_inapplicable)(key),
            SyntaxMistake::Unknown => (texts.directive_unknown_value)(key, &self.value, &options),
            SyntaxMistake::Ambiguous => (texts.directive_ambiguous_value)(key, &self.value, &options),
        }
    }
}

/// What a person asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The text to search by words: without directives and excluded words, with the words of phrases. It ends with white
    /// space where its last word is complete because something else follows.
    pub words: String,
    /// What the directives ask for.
    pub filters: Filters,
    /// The municipalities that the directives ask for; at most [`MAX_PLACES`].
    pub places: Vec<TypedPlace>,
    /// The texts in quotes, as typed; the last one also before its quote is closed.
    pub phrases: Vec<String>,
    /// Whether the last word of the last phrase may go on: its quote is open and no white space follows.
    pub phrase_goes_on: bool,
    /// The words and phrases behind a minus, as typed.
    pub excluded: Vec<String>,
    /// What stands where, in bytes of the typed text, in order; plain words are left out.
    pub spans: Vec<(Range<usize>, SpanKind)>,
    /// The values that were not understood.
    pub problems: Vec<SyntaxProblem>,
    /// The keys of the directives that have a value, with their places.
    pub keys: Vec<(DirectiveKey, Range<usize>)>,
}

/// A value of a directive, its name and all names that are understood, in letters and digits only.
#[derive(Debug)]
struct Named<T> {
    value: T,
    name: Bilingual,
    understood: Vec<String>,
}

impl<T> Named<T> {
    fn new<'n>(value: T, name: Bilingual, understood: impl IntoIterator<Item = &'n str>) -> Named<T> {
        let mut names = vec![plain(&name.cs), plain(&name.en)];
        names.extend(understood.into_iter().map(plain));
        names.retain(|name| !name.is_empty());
        Named { value, understood: names, name }
    }
}

/// Folded letters and digits alone, so that `do-500` is `do 500` and `krajvysocina` is `Kraj Vysočina`.
fn plain(text: &str) -> String {
    fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum With {
    Result,
    Cost,
}

/// The values that directives can have.
#[derive(Debug)]
pub struct SyntaxValues {
    kinds: Vec<Named<RecordKind>>,
    components: Vec<Named<Component>>,
    regions: Vec<Named<String>>,
    countries: Vec<Named<String>>,
    size_bands: Vec<Named<SizeBand>>,
    stages: Vec<Named<Stage>>,
    with: Vec<Named<With>>,
}

fn both(text: impl Fn(Language) -> &'static str) -> Bilingual {
    Bilingual { cs: text(Language::Czech).to_owned(), en: text(Language::English).to_owned() }
}

/// The words of both languages that stand at `index` of a table of words separated by commas.
fn further(table: fn(Language) -> &'static [&'static str], index: usize) -> Vec<&'static str> {
    let lists = Language::ALL.map(|language| table(language).get(index).copied().unwrap_or_default());
    lists.into_iter().flat_map(|list| list.split(", ")).collect()
}

impl SyntaxValues {
    /// The values for `regions` as the list of municipalities spells them and `countries` by their ISO codes.
    pub fn new<'v>(
        regions: impl IntoIterator<Item = &'v str>,
        countries: impl IntoIterator<Item = &'v str>,
    ) -> SyntaxValues {
        let kind = |(index, kind): (usize, RecordKind)| {
            let names = Language::ALL.map(|language| kind.names(language));
            let forms = names.into_iter().flat_map(|names| [names.few, names.many, names.short]);
            let more = further(|language| language.texts().search.kind_words, index);
            Named::new(kind, both(|language| kind.names(language).one), forms.chain(more).chain([kind.key()]))
        };
        let size = |(index, band): (usize, SizeBand)| {
            let key = |language: Language| {
                language.texts().search.size_keys.get(index).copied().unwrap_or(band.key())
            };
            let label =
                |language: Language| language.texts().catalogue_screen.filters.sizes.get(index).copied();
            Named::new(band, both(key), Language::ALL.into_iter().filter_map(label).chain([band.key()]))
        };
        let stage = |(index, stage): (usize, Stage)| {
            let more = further(|language| language.texts().search.stage_words, index);
            Named::new(stage, both(|language| stage.word(language)), more.into_iter().chain([stage.key()]))
        };
        let with = |(index, with): (usize, With)| {
            let words = further(|language| language.texts().search.with_words, index);
            let name = |language: Language| {
                let words = language.texts().search.with_words.get(index).copied().unwrap_or_default();
                words.split(", ").next().unwrap_or_default()
            };
            Named::new(with, both(name), words)
        };
        SyntaxValues {
            kinds: RecordKind::ALL.into_iter().enumerate().map(kind).collect(),
            components: Component::all()
                .map(|component| Named::new(component, Bilingual::same(component.code()), []))
                .collect(),
            regions: regions.into_iter().map(region).collect(),
            countries: countries.into_iter().map(country).collect(),
            size_bands: SizeBand::ALL.into_iter().enumerate().map(size).collect(),
            stages: Stage::ALL.into_iter().enumerate().map(stage).collect(),
            with: [With::Result, With::Cost].into_iter().enumerate().map(with).collect(),
        }
    }

    /// Adds what `value` of `key` means to what is asked for.
    fn apply(&self, key: DirectiveKey, value: &str, asked: &mut Asked) -> Result<(), Rejected> {
        let Asked { filters: terms, places, .. } = asked;
        match key {
            DirectiveKey::Place if plain(value).is_empty() => {
                return Err((SyntaxMistake::Missing, Vec::new()));
            }
            DirectiveKey::Place => {
                let name = value.trim();
                if places.len() < MAX_PLACES && places.iter().all(|place| place.name != name) {
                    // The directive sets the span when it knows its end.
                    places.push(TypedPlace { name: name.to_owned(), span: 0..0 });
                }
            }
            DirectiveKey::Region => add(&mut terms.regions, resolve(&self.regions, value)?.clone()),
            DirectiveKey::Country => add(&mut terms.countries, resolve(&self.countries, value)?.clone()),
            DirectiveKey::Kind => add(&mut terms.kinds, *resolve(&self.kinds, value)?),
            DirectiveKey::Stage => add(&mut terms.stages, *resolve(&self.stages, value)?),
            DirectiveKey::Component => add(&mut terms.components, *resolve(&self.components, value)?),
            DirectiveKey::Size => add(&mut terms.size_bands, self.size_band(value)?),
            DirectiveKey::With => match resolve(&self.with, value)? {
                With::Result => terms.with_result = true,
                With::Cost => terms.with_cost = true,
            },
        }
        Ok(())
    }

    /// A band by its name, or the one that a number of inhabitants belongs to.
    fn size_band(&self, value: &str) -> Result<SizeBand, Rejected> {
        match value.trim().parse() {
            Ok(inhabitants) => Ok(SizeBand::of(inhabitants)),
            Err(_) => resolve(&self.size_bands, value).copied(),
        }
    }
}

/// A kraj is also understood without the words `kraj` and `hlavní město`.
fn region(name: &str) -> Named<String> {
    let short = ["Kraj ", "Hlavní město "].into_iter().filter_map(|noun| name.strip_prefix(noun));
    Named::new(name.to_owned(), Bilingual::same(name), short)
}

fn country(code: &str) -> Named<String> {
    let name = |language: Language| word(language.texts().catalogue.words.countries, code).to_owned();
    let name = Bilingual { cs: name(Language::Czech), en: name(Language::English) };
    let further = Language::ALL.into_iter().flat_map(|language| language.texts().search.country_words);
    let further = further.filter(|(known, _)| *known == code).map(|(_, word)| *word);
    Named::new(code.to_owned(), name, further.chain([code]))
}

/// Why a value was not taken, and the values that exist.
type Rejected = (SyntaxMistake, Vec<Bilingual>);

/// The value with this name, or the only one with a name that begins so.
fn resolve<'v, T>(values: &'v [Named<T>], typed: &str) -> Result<&'v T, Rejected> {
    let typed = plain(typed);
    let options = |found: &[&Named<T>]| {
        found.iter().take(NAMED_OPTIONS + 1).map(|named| named.name.clone()).collect::<Vec<_>>()
    };
    let all: Vec<&Named<T>> = values.iter().collect();
    if typed.is_empty() {
        return Err((SyntaxMistake::Missing, options(&all)));
    }
    if let Some(exact) = values.iter().find(|named| named.understood.contains(&typed)) {
        return Ok(&exact.value);
    }
    let begins = |named: &&&Named<T>| named.understood.iter().any(|name| name.starts_with(&typed));
    let found: Vec<&Named<T>> = all.iter().filter(begins).copied().collect();
    match found.as_slice() {
        [only] => Ok(&only.value),
        [] => Err((SyntaxMistake::Unknown, options(&all))),
        several => Err((SyntaxMistake::Ambiguous, options(several))),
    }
}

fn add<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        list.push(value);
    }
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '„' | '“' | '”' | '‟')
}

impl Asked {
    /// Takes the text of the search input apart, in one pass.
    pub fn read(text: &str, values: &SyntaxValues) -> Asked {
        let mut reader = Reader { text, values, asked: Asked::default() };
        let mut at = 0;
        while let Some(letter) = reader.letter(at) {
            at = if letter.is_whitespace() {
                reader.asked.words.push(letter);
                at + letter.len_utf8()
            } else {
                reader.word(at)
            };
        }
        reader.asked
    }
}

struct Reader<'t> {
    text: &'t str,
    values: &'t SyntaxValues,
    asked: Asked,
}

impl<'t> Reader<'t> {
    fn letter(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn slice(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    /// The next place from `at` on where a letter is such, or the end.
    fn find(&self, at: usize, such: impl Fn(char) -> bool) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.find(such).map_or(self.text.len(), |offset| at + offset)
    }

    /// Reads what begins at `start`, which is no white space, and returns where it ends.
    fn word(&mut self, start: usize) -> usize {
        if self.letter(start).is_some_and(is_quote) {
            let (inner, end) = self.quoted(start);
            self.phrase(start..end, inner);
            return end;
        }
        if let Some(end) = self.excluded(start) {
            return end;
        }
        let end = self.find(start, char::is_whitespace);
        let word = self.slice(start..end);
        if let Some((key, _)) = word.split_once(':')
            && let Some(known) = DirectiveKey::parse(fold(key).trim())
        {
            return self.directive(known, start, start + key.len() + 1);
        }
        if let Some(component) = Component::parse(word.trim_matches([',', ';', '.', '(', ')'])) {
            add(&mut self.asked.filters.components, component);
            self.mark(start..end, SpanKind::Filter);
        } else {
            self.asked.words.push_str(word);
        }
        end
    }

    /// What stands inside the quote at `start`, and where the quote ends: at the next one or at the end of the text.
    fn quoted(&self, start: usize) -> (Range<usize>, usize) {
        let inner = start + self.letter(start).map_or(0, char::len_utf8);
        let close = self.find(inner, is_quote);
        (inner..close, close + self.letter(close).map_or(0, char::len_utf8))
    }

    /// Takes `inner` as a phrase; its words are searched too, and are complete when its quote is closed.
    fn phrase(&mut self, span: Range<usize>, inner: Range<usize>) {
        let phrase = self.slice(inner.clone());
        self.asked.words.push(' ');
        self.asked.words.push_str(phrase);
        if !plain(phrase).is_empty() {
            self.asked.phrases.push(phrase.trim().to_owned());
            self.asked.phrase_goes_on = inner.end == span.end && !phrase.ends_with(char::is_whitespace);
        }
        let end = span.end;
        self.asked.spans.push((span, SpanKind::Phrase));
        if inner.end < end {
            self.asked.words.push(' ');
        }
    }

    /// A minus at `start` and a word or phrase behind it; where they end.
    fn excluded(&mut self, start: usize) -> Option<usize> {
        let behind = start + self.letter(start).filter(|sign| matches!(sign, '-' | '−'))?.len_utf8();
        let (inner, end) = match self.letter(behind) {
            Some(quote) if is_quote(quote) => self.quoted(behind),
            // A number has a sign: `-5 °C`.
            Some(letter) if letter.is_alphabetic() => {
                let end = self.find(behind, char::is_whitespace);
                (behind..end, end)
            }
            _ => return None,
        };
        let excluded = self.slice(inner).trim_matches(|letter: char| !letter.is_alphanumeric());
        if !excluded.is_empty() {
            self.asked.excluded.push(excluded.to_owned());
        }
        self.mark(start..end, SpanKind::Excluded);
        Some(end)
    }

    /// Reads the values, separated by commas, from `at` on and returns where the directive ends.
    fn directive(&mut self, key: DirectiveKey, start: usize, at: usize) -> usize {
        let mut end = at;
        let mut rejected = Vec::new();
        let known_places = self.asked.places.len();
        loop {
            let value = match self.letter(end) {
                Some(quote) if is_quote(quote) => {
                    let (inner, close) = self.quoted(end);
                    end = self.find(close, |letter| letter == ',' || letter.is_whitespace());
                    inner
                }
                _ => {
                    let begin = end;
                    end = self.find(begin, |letter| letter == ',' || letter.is_whitespace());
                    begin..end
                }
            };
            let value = self.slice(value);
            if let Err(reason) = self.values.apply(key, value, &mut self.asked) {
                rejected.push((value, reason));
            }
            if self.letter(end) != Some(',') {
                break;
            }
            end += 1;
        }
        let places = self.asked.places.iter_mut().skip(known_places);
        places.for_each(|place| place.span = start..end);
        if let [("", _)] = rejected.as_slice()
            && let Some(end) = self.value_behind_space(key, end)
        {
            self.asked.keys.push((key, start..end));
            self.mark(start..end, SpanKind::Filter);
            return end;
        }
        if end > at {
            self.asked.keys.push((key, start..end));
        }
        let kind = self.reject(key, start..end, rejected);
        self.mark(start..end, kind);
        end
    }

    /// People put a space behind a colon: the next word counts where it is a value. A place could be any word.
    fn value_behind_space(&mut self, key: DirectiveKey, at: usize) -> Option<usize> {
        let begin = self.find(at, |letter| !letter.is_whitespace());
        if key == DirectiveKey::Place || begin == self.text.len() {
            return None;
        }
        let end = self.find(begin, char::is_whitespace);
        self.values.apply(key, self.slice(begin..end), &mut self.asked).ok()?;
        Some(end)
    }

    /// Reports the values that were not taken, except the last one while it may still become one.
    fn reject(
        &mut self,
        key: DirectiveKey,
        span: Range<usize>,
        rejected: Vec<(&'t str, Rejected)>,
    ) -> SpanKind {
        let typing = span.end == self.text.len();
        let mut kind = SpanKind::Filter;
        let last = rejected.len().saturating_sub(1);
        for (index, (value, (mistake, options))) in rejected.into_iter().enumerate() {
            let ends_here = index == last && self.text.ends_with(value);
            if typing && ends_here && mistake != SyntaxMistake::Unknown {
                kind = if kind == SpanKind::Mistake { kind } else { SpanKind::Unfinished };
                continue;
            }
            // A comma too many asks for nothing.
            if mistake == SyntaxMistake::Missing && span.len() > key_length(self.slice(span.clone())) {
                continue;
            }
            kind = SpanKind::Mistake;
            let (span, value) = (span.clone(), value.trim().to_owned());
            self.asked.problems.push(SyntaxProblem { span, key, value, mistake, options });
        }
        kind
    }

    /// Marks what is not searched by words; it separates the words around it.
    fn mark(&mut self, span: Range<usize>, kind: SpanKind) {
        self.asked.spans.push((span, kind));
        self.asked.words.push(' ');
    }
}

/// The length of a key with its colon.
fn key_length(directive: &str) -> usize {
    directive.find(':').map_or(0, |colon| colon + 1)
}

#[cfg(test)]
mod tests;
