//! The names of Czech places in all their cases, folded: `Nový Jičín` is also `noveho jicina` and `novem jicine`.
//!
//! The forms come from the ending of each word, as it is spelled. Where Czech cannot be told from the ending (`Olomouc`
//! is a she, `Liberec` a he; `Teplice` are many, `Bystřice` is one), every way is taken: a form that nobody uses does no
//! harm, a missing one does. What follows a preposition stays (`nad Labem`).

use super::fold::fold;
use std::borrow::Cow;

/// A grammatical case of Czech; the vocative does not occur with places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Nominative,
    Genitive,
    Dative,
    Accusative,
    Locative,
    Instrumental,
}

impl Case {
    pub(super) const ALL: [Case; 6] = [
        Case::Nominative,
        Case::Genitive,
        Case::Dative,
        Case::Accusative,
        Case::Locative,
        Case::Instrumental,
    ];

    /// The case as one bit, so that a form can be of several.
    pub(super) const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The endings of the six cases. Alternatives are separated by a space. `-` is no ending, `=` the word as it is, `~` the
/// stem with the vowel of the genitive plural (`lhotek`), `^` in front asks for the softened stem (`praze`).
type Endings = [&'static str; 6];

const MASCULINE: Endings = ["=", "a u", "u", "=", "^e u", "em"];
const MASCULINE_SOFT: Endings = ["=", "e", "i", "=", "i", "em"];
const FEMININE_SOFT: Endings = ["=", "e", "i", "=", "i", "i"];
const FEMININE_CLOSED: Endings = ["=", "e i", "i", "=", "i", "i"];
const FEMININE_A: Endings = ["a", "y", "^e", "u", "^e", "ou"];
const FEMININE_E: Endings = ["e", "e", "i", "i", "i", "i"];
const NEUTER_O: Endings = ["o", "a", "u", "o", "^e u", "em"];
const NEUTER_KO: Endings = ["o", "a", "u", "o", "u", "em"];
const NEUTER_E: Endings = ["e", "e", "i", "e", "i", "em"];
const NEUTER_I: Endings = ["i", "i", "i", "i", "i im", "im"];
const PLURAL_ANY: Endings = ["y", "-", "um", "y", "ech", "y"];
const PLURAL_Y: Endings = ["y", "~ u", "um am", "y", "ech ach", "y ami"];
const PLURAL_KY: Endings = ["y", "~ u", "um am", "y", "ach ^ich", "y ami"];
const PLURAL_ICE: Endings = ["e", "-", "im", "e", "ich", "emi"];
const PLURAL_E: Endings = ["e", "~ u i", "um im", "e", "ich", "i emi"];
const PLURAL_A: Endings = ["a", "~", "um", "a", "ech ach", "y"];
const THREE: Endings = ["i", "i", "em", "i", "ech", "emi"];

/// Adjectives by the gender and number of their noun, in the order of [`Kind`].
const ADJECTIVE: [Endings; 4] = [
    ["y", "eho", "emu", "y", "em", "ym"],
    ["a", "e", "e", "ou", "e", "ou"],
    ["e", "eho", "emu", "e", "em", "ym"],
    ["e", "ych", "ym", "e", "ych", "ymi"],
];
const ADJECTIVE_SOFT: [Endings; 4] = [
    ["i", "iho", "imu", "i", "im", "im"],
    ["i", "i", "i", "i", "i", "i"],
    ["i", "iho", "imu", "i", "im", "im"],
    ["i", "ich", "im", "i", "ich", "imi"],
];
const POSSESSIVE: [Endings; 4] = [
    ["uv", "ova", "ovu", "uv", "ove ovu", "ovym"],
    ["ova", "ovy", "ove", "ovu", "ove", "ovou"],
    ["ovo", "ova", "ovu", "ovo", "ove ovu", "ovym"],
    ["ovy", "ovych", "ovym", "ovy", "ovych", "ovymi"],
];

/// Gender, and the plural, whose genders do not differ here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Masculine,
    Feminine,
    Neuter,
    Plural,
}

use Kind::{Feminine, Masculine, Neuter, Plural};

/// Words after which a name does not decline.
const PREPOSITIONS: [&str; 8] = ["nad", "nade", "pod", "u", "na", "v", "ve", "při"];

/// Genitives and numbers behind a noun; neither they nor what follows declines.
const GENITIVES: [&str; 6] = ["svaté", "svatého", "králové", "i", "ii", "iii"];

/// Neuter plurals, which look like feminine singulars.
const PLURALS_IN_A: [&str; 7] = ["dla", "luka", "okna", "koryta", "blata", "lada", "vrata"];

/// A word of a name. The letters of Czech fold to one letter each, so what is cut off one can be cut off the other.
#[derive(Debug, Clone, Copy)]
struct Word<'a> {
    /// In lower case.
    spelled: &'a str,
    folded: &'a str,
}

impl<'a> Word<'a> {
    /// The folded word without its last `letters`.
    fn cut(self, letters: usize) -> &'a str {
        self.folded.get(..self.folded.len().saturating_sub(letters)).unwrap_or(self.folded)
    }
}

/// One way to decline a word.
#[derive(Debug, Clone)]
struct Declined<'a> {
    kind: Kind,
    /// The whole word, folded.
    whole: &'a str,
    /// What the endings follow, folded.
    stem: Cow<'a, str>,
    endings: &'static Endings,
}

impl<'a> Declined<'a> {
    fn new(
        kind: Kind,
        word: Word<'a>,
        stem: impl Into<Cow<'a, str>>,
        endings: &'static Endings,
    ) -> Declined<'a> {
        Declined { kind, whole: word.folded, stem: stem.into(), endings }
    }

    /// Appends the form with `ending` to `buffer`.
    fn write(&self, ending: &str, buffer: &mut String) {
        match ending {
            "=" => buffer.push_str(self.whole),
            "-" => buffer.push_str(&self.stem),
            "~" => push_genitive_plural(&self.stem, buffer),
            _ => match ending.strip_prefix('^') {
                Some(ending) => {
                    push_softened(&self.stem, buffer);
                    buffer.push_str(ending);
                }
                None => {
                    buffer.push_str(&self.stem);
                    buffer.push_str(ending);
                }
            },
        }
    }
}

/// `prah` to `praz`, `lhotk` to `lhotc`; what other consonants become looks the same without diacritics.
fn push_softened(stem: &str, buffer: &mut String) {
    for (hard, soft) in [("ch", "s"), ("k", "c"), ("h", "z"), ("g", "z")] {
        if let Some(rest) = stem.strip_suffix(hard) {
            buffer.push_str(rest);
            buffer.push_str(soft);
            return;
        }
    }
    buffer.push_str(stem);
}

/// `lhotk` to `lhotek`, `okn` to `oken`, `poděbrad` as it is.
fn push_genitive_plural(stem: &str, buffer: &mut String) {
    let mut letters = stem.chars().rev();
    let (last, before) = (letters.next(), letters.next());
    let cluster = before.is_some_and(|before| !is_vowel(before));
    match last {
        Some(last @ ('k' | 'l' | 'n' | 'c')) if cluster => {
            buffer.push_str(stem.strip_suffix(last).unwrap_or(stem));
            buffer.push('e');
            buffer.push(last);
        }
        _ => buffer.push_str(stem),
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// The ways to decline a noun, or an adjective that is a name by itself.
fn nouns(word: Word<'_>) -> Vec<Declined<'_>> {
    let spelled = word.spelled;
    let Some(last) = spelled.chars().next_back() else { return Vec::new() };
    let stem = word.cut(1);
    let one = |kind, endings| vec![Declined::new(kind, word, stem, endings)];
    let both = |ways: [(Kind, &'static Endings); 2]| {
        ways.into_iter().map(|(kind, endings)| Declined::new(kind, word, stem, endings)).collect()
    };
    let [masculine, feminine, neuter, plural] = &ADJECTIVE;
    match last {
        'ý' => one(Masculine, masculine),
        'á' => one(Feminine, feminine),
        'é' => both([(Neuter, neuter), (Plural, plural)]),
        'í' => one(Neuter, &NEUTER_I),
        'o' if stem.ends_with('k') => one(Neuter, &NEUTER_KO),
        'o' => one(Neuter, &NEUTER_O),
        'a' if PLURALS_IN_A.iter().any(|ending| spelled.ends_with(ending)) => {
            both([(Plural, &PLURAL_A), (Feminine, &FEMININE_A)])
        }
        'a' => one(Feminine, &FEMININE_A),
        'y' if spelled.ends_with("any") => one(Plural, &PLURAL_ANY),
        'y' if stem.ends_with(['k', 'h']) => one(Plural, &PLURAL_KY),
        'y' => one(Plural, &PLURAL_Y),
        'e' | 'ě' if spelled.ends_with("ště") || spelled.ends_with("pole") => one(Neuter, &NEUTER_E),
        'e' if spelled.ends_with("ice") => both([(Plural, &PLURAL_ICE), (Feminine, &FEMININE_E)]),
        'e' if spelled.ends_with("ce") => one(Plural, &PLURAL_E),
        'e' | 'ě' => both([(Feminine, &FEMININE_E), (Plural, &PLURAL_E)]),
        _ => closed_nouns(word, last),
    }
}

/// The ways to decline a noun that ends in a consonant.
fn closed_nouns(word: Word<'_>, last: char) -> Vec<Declined<'_>> {
    if word.spelled.ends_with("ves") {
        return vec![Declined::new(Feminine, word, format!("{}vs", word.cut(3)), &FEMININE_CLOSED)];
    }
    let stems = stems_of_closed(word, last);
    let loses_e = stems.iter().all(|stem| stem.len() < word.folded.len());
    let ways: &[(Kind, &'static Endings)] = match last {
        'c' if loses_e => &[(Masculine, &MASCULINE_SOFT)],
        'ž' | 'š' | 'č' | 'ř' | 'c' | 'j' | 'ď' | 'ť' | 'ň' => {
            &[(Masculine, &MASCULINE_SOFT), (Feminine, &FEMININE_SOFT)]
        }
        'n' if word.spelled.ends_with("men") => &[(Masculine, &MASCULINE), (Masculine, &MASCULINE_SOFT)],
        'v' if word.spelled.ends_with("ov") => &[(Masculine, &MASCULINE)],
        // Soft once, and still declined so: Příbram, Chrudim, Boleslav, Litomyšl, Chotěbuz.
        'l' | 'm' | 'b' | 'p' | 'v' | 's' | 'z' => &[(Masculine, &MASCULINE), (Feminine, &FEMININE_CLOSED)],
        _ => &[(Masculine, &MASCULINE)],
    };
    let mut declined = Vec::with_capacity(stems.len() * ways.len());
    for stem in stems {
        declined.extend(ways.iter().map(|(kind, endings)| Declined::new(*kind, word, stem.clone(), endings)));
    }
    declined
}

/// What the endings follow: without the mobile `e` (Liberec, Písek, Plzeň, Ledeč), with `o` for `ů` (Dvůr), or the word.
fn stems_of_closed(word: Word<'_>, last: char) -> Vec<Cow<'_, str>> {
    let before = word.spelled.chars().rev().nth(1).unwrap_or_default();
    let (rest, end) = (word.cut(2), word.folded.strip_prefix(word.cut(1)).unwrap_or_default());
    if before == 'ů' {
        return vec![format!("{rest}o{end}").into()];
    }
    let mobile = matches!(before, 'e' | 'ě') && matches!(last, 'c' | 'k' | 'v' | 'ň' | 'č' | 'l' | 'm');
    // Pec and Klec keep it, Plzeň has a syllable without it.
    if !mobile || !(rest.chars().any(is_vowel) || rest.len() > 2) {
        return vec![word.folded.into()];
    }
    let short = format!("{rest}{end}").into();
    match last {
        'c' => vec![short],
        _ => vec![short, word.folded.into()],
    }
}

/// What an adjective before a noun says of it: the kinds it can have; `None` for a word that is no adjective.
fn agreement(word: &str) -> Option<&'static [Kind]> {
    Some(match word {
        "tři" => &[Plural],
        _ if word.ends_with('ý') || word.ends_with("ův") => &[Masculine],
        _ if word.ends_with('á') || word.ends_with("ova") => &[Feminine],
        _ if word.ends_with('é') => &[Neuter, Plural],
        _ if word.ends_with("ovo") => &[Neuter],
        _ if word.ends_with("ovy") => &[Plural],
        _ if word.ends_with('í') => &[Masculine, Feminine, Neuter, Plural],
        _ => return None,
    })
}

/// An adjective before a noun of `kind`.
fn adjective(word: Word<'_>, kind: Kind) -> Declined<'_> {
    let of = |table: &'static [Endings; 4]| {
        let [masculine, feminine, neuter, plural] = table;
        match kind {
            Masculine => masculine,
            Feminine => feminine,
            Neuter => neuter,
            Plural => plural,
        }
    };
    let ends_with = |ending: &str| word.spelled.ends_with(ending);
    let (letters, endings) = match word.spelled {
        "tři" => (1, &THREE),
        _ if ends_with("ův") => (2, of(&POSSESSIVE)),
        _ if ["ova", "ovo", "ovy"].into_iter().any(ends_with) => (3, of(&POSSESSIVE)),
        _ if ends_with("í") => (1, of(&ADJECTIVE_SOFT)),
        _ => (1, of(&ADJECTIVE)),
    };
    Declined::new(kind, word, word.cut(letters), endings)
}

/// A word of a name in one reading of it.
#[derive(Debug, Clone)]
enum Part<'a> {
    Fixed(&'a str),
    Declined(Declined<'a>),
}

type Reading<'a> = Vec<Part<'a>>;

/// The ways to read a row of words that decline together: adjectives agree with the noun at the end.
fn readings_of_row<'a>(row: &[Word<'a>]) -> Vec<Reading<'a>> {
    let Some((noun, before)) = row.split_last() else { return vec![Vec::new()] };
    let agreements = || before.iter().filter_map(|word| agreement(word.spelled));
    let allowed = |kind: &Kind| agreements().all(|kinds| kinds.contains(kind));
    let mut ways = nouns(*noun);
    if ways.iter().any(|way| allowed(&way.kind)) {
        ways.retain(|way| allowed(&way.kind));
    } else if let Some([kind, ..]) = agreements().next() {
        ways.iter_mut().for_each(|way| way.kind = *kind);
    }
    let mut readings = Vec::new();
    for way in ways {
        let mut begun: Vec<Reading> = vec![Vec::new()];
        for word in before {
            let parts = match agreement(word.spelled) {
                Some(_) => vec![adjective(*word, way.kind)],
                None => nouns(*word),
            };
            begun = extended(begun, parts.into_iter().map(|part| vec![Part::Declined(part)]).collect());
        }
        readings.extend(extended(begun, vec![vec![Part::Declined(way)]]));
    }
    readings
}

/// Every one of `readings` followed by every one of `more`.
fn extended<'a>(readings: Vec<Reading<'a>>, more: Vec<Reading<'a>>) -> Vec<Reading<'a>> {
    if readings.iter().all(Vec::is_empty) && readings.len() == 1 {
        return more;
    }
    let followed = |reading: Reading<'a>| {
        more.iter().map(move |parts| [reading.as_slice(), parts.as_slice()].concat()).collect::<Vec<_>>()
    };
    readings.into_iter().flat_map(followed).collect()
}

/// The ways to read a name.
fn readings<'a>(spelled: &'a str, folded: &'a str) -> Vec<Reading<'a>> {
    let mut readings = vec![Vec::new()];
    // The parts of a double name decline each for itself: Frýdek-Místek, Brandýs nad Labem-Stará Boleslav.
    for (spelled, folded) in spelled.split('-').zip(folded.split('-')) {
        let both = spelled.split(' ').zip(folded.split(' '));
        let words: Vec<Word> = both.map(|(spelled, folded)| Word { spelled, folded }).collect();
        for (position, words) in words.split(|word| word.spelled == "a").enumerate() {
            if position > 0 {
                readings = extended(readings, vec![vec![Part::Fixed("a")]]);
            }
            let stays =
                |word: &Word| PREPOSITIONS.contains(&word.spelled) || GENITIVES.contains(&word.spelled);
            let declining = words.iter().skip(1).position(stays).map_or(words.len(), |position| position + 1);
            let (row, fixed) = words.split_at_checked(declining).unwrap_or((words, &[]));
            readings = extended(readings, readings_of_row(row));
            if !fixed.is_empty() {
                let fixed = fixed.iter().map(|word| Part::Fixed(word.folded)).collect();
                readings = extended(readings, vec![fixed]);
            }
        }
    }
    readings
}

/// What people call a place for short: the name up to its preposition or `Králové` (`Rožnov` of Rožnov pod Radhoštěm)
/// and the parts of a double name.
pub(super) fn short_names(name: &str) -> Vec<&str> {
    let mut short: Vec<&str> = name.split('-').filter(|part| *part != name).collect();
    let ends = PREPOSITIONS.iter().chain(&["Králové"]).filter_map(|word| {
        let end = name.find(&format!(" {word}"))?;
        let rest = name.get(end + 1 + word.len()..)?;
        (rest.is_empty() || rest.starts_with(' ')).then_some(end)
    });
    short.extend(ends.min().and_then(|end| name.get(..end)));
    short
}

/// Calls `each` with every form of `name`, its words folded and separated by a space, and its case. Forms repeat.
pub(super) fn forms(name: &str, each: &mut dyn FnMut(&str, Case)) {
    let spelled = name.to_lowercase();
    let folded = fold(&spelled);
    let mut buffer = String::with_capacity(64);
    for reading in readings(&spelled, &folded) {
        for case in Case::ALL {
            buffer.clear();
            write_forms(&reading, case, &mut buffer, &mut |form| each(form, case));
        }
    }
}

/// Appends the forms of the remaining `parts` to what `buffer` holds, and takes them away again.
fn write_forms(parts: &[Part], case: Case, buffer: &mut String, each: &mut dyn FnMut(&str)) {
    let Some((part, rest)) = parts.split_first() else { return each(buffer) };
    let before = buffer.len();
    if before > 0 {
        buffer.push(' ');
    }
    let start = buffer.len();
    match part {
        Part::Fixed(word) => {
            buffer.push_str(word);
            write_forms(rest, case, buffer, each);
        }
        Part::Declined(declined) => {
            let endings = declined.endings.get(case as usize).copied().unwrap_or_default();
            for ending in endings.split(' ') {
                buffer.truncate(start);
                declined.write(ending, buffer);
                write_forms(rest, case, buffer, each);
            }
        }
    }
    buffer.truncate(before);
}
