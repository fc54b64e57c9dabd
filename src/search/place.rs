//! Places in a query: the municipalities and kraje that a person names, in whatever case of Czech (`hřiště v Brně`,
//! `odpady na Vysočině`).
//!
//! Many names of villages are plain words as well (Most, Voda, Hory). What is a plain word to the records counts as a
//! place only where the sentence says so: behind a preposition of place in the case that it asks for, or behind `obec`.

use super::fold::{Folded, fold, fold_map};
use super::tokens::{is_stop_word, tokens};
use super::toponym::{Case, forms, short_names};
use crate::catalogue::{Municipalities, Municipality};
use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::Range;

/// A municipality that a query names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceMention {
    /// Which words of the query it takes, with a preposition and a word like `obec` in front.
    pub words: Range<usize>,
    /// Which of them are the name.
    pub name_words: Range<usize>,
    /// The codes of all municipalities that may be meant, the one with the most inhabitants first; at least one.
    pub codes: Vec<String>,
}

/// A kraj that a query names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionMention {
    /// Which words of the query it takes, with a preposition in front.
    pub words: Range<usize>,
    /// Which of them are the name, with the word `kraj`.
    pub name_words: Range<usize>,
    /// The kraj as the list of municipalities spells it.
    pub region: String,
}

/// The places that a query names, in the order of its words. None overlaps another one of its kind; the capital is both
/// a municipality and a kraj.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mentions {
    /// Municipalities.
    pub places: Vec<PlaceMention>,
    /// Kraje.
    pub regions: Vec<RegionMention>,
}

/// Inhabitants of a place that a plain word means behind `v`, `z`, `do`: `v místě` is hardly ever in Místo (400), `v Mostě`
/// nearly always in Most. Smaller places are found behind `obec`.
const KNOWN: u32 = 3_000;

/// Inhabitants of a place that others lie `u` or `nad`: `u Písku`; but `u lomu` is no town of 3,500.
const LANDMARK: u32 = 20_000;

/// Czech villages with the names of better known places abroad (Vienna, Munich, Venice, Trnava); found behind `obec`.
const BETTER_KNOWN_ABROAD: [&str; 4] = ["Vídeň", "Mnichov", "Benátky", "Trnava"];

/// A form of this many letters or fewer is a place only where the sentence says so, even when no record has the word.
const SHORT_NAME: usize = 3;

/// Names of municipalities that everybody writes as plain words, folded. Texts have most of them, but not all.
const PLAIN_WORDS: &str = "babylon bila bojiste bor bory boudy brambory branky brehy brezina briza brloh \
                           bucina buk bukovina bulhary bystra casy cechy cerna ceska chaloupky chleby chlum \
                           chobot cim cista clunek dlouhe dobra dobre doubrava doupe dub dul dvorce dvory \
                           grunta habry haje hajek hamr hamry hat hlina hlinka hluboka hluboke hluk homole \
                           horka horky hory hostinne hosty hovezi hradec hradek hradiste hranice hrob \
                           hruska hrusky hvozd jamy javor javorek jedla kaly kamen kamenna karlik kbel \
                           kladky klaster klec kliny klobuky kluky kobyly koci koruna koryta kosik kosiky \
                           kouty kozly krasna krasne krec kridla krizovatka krovi krtiny kruh krupa krupka \
                           kukle kvetna lavicky laz lednice lesna lety lhuta lipa lipova lisek loket lom \
                           lomy loucky louka luby lucina luka luze luzna malinky mestecko mily mirova misto \
                           mlyny mnich modra mokre most mostek mrac myto nemile niva obora obory okna \
                           okrouhla okrouhlo oplot orech orel osiky ostra ostrov ovcary paseka paseky \
                           pastviny patek pec pecka pecky perna pila pisek plana plane plasy plavy plch \
                           podhradi podlesi pohled pohledy pohori polepy police polna pomezi potucky prace \
                           pradlo prameny prasek pravy pricina prikazy prikry pustina rana reka ricky ridky \
                           rohy rokle rovna rozhrani rozstani ruda rudna ruzova rybnicek rybnik rybniky \
                           sadova salas sber sec sipy skalicka skalka skaly sklene skryje slana slany sloup \
                           sluhy slunecna slup smrcek smrk snet snezne sobotka spojil staj stity strani \
                           stranka straz strazny stribrna stribro studanka studena studene studeny sucha \
                           suchy sumna svata svetec svetla svetlik sviny svor tabor teleci tepla ticha tis \
                           tisa trnova troubky uhelna ujezd ustup utery uvaly val valy vapenna vapno vcelna \
                           vesela vesele veseli veselicko vez vezky vinary vir vitezna vlci vrabce vrchy \
                           vysoka vysoke zahaji zahradka zahradky zajeci zajezd zaky zalesi zar zasada \
                           zastavka zavada zavist zdar zebrak zelezna zelezne zlata zleby zulova";

/// The hash of a form, and of which name it is a form.
#[derive(Debug, Clone, Copy)]
struct Form {
    hash: u64,
    name: u32,
    /// Bits of [`Case`], and [`SHORT`].
    cases: u8,
}

/// The bit of a form that is the beginning of the name only: `Rožnov` of Rožnov pod Radhoštěm.
const SHORT: u8 = 1 << 7;

/// A name and the municipalities that have it, the largest first.
#[derive(Debug)]
struct Name {
    spelled: &'static str,
    municipalities: Vec<u32>,
    /// A single word that declines like an adjective: `Teplá`.
    is_adjective: bool,
    is_known_abroad: bool,
}

#[derive(Debug)]
struct Place {
    code: &'static str,
    population: u32,
    /// The kraj that the municipality is itself: only the capital is.
    is_region: Option<&'static str>,
}

/// The names of all municipalities and kraje in all their forms; about a megabyte.
#[derive(Debug)]
pub struct PlaceNames {
    /// Ordered by hash. A hash of 64 bits stands for its form: by chance, a wrong one in 10^14 words.
    forms: Vec<Form>,
    names: Vec<Name>,
    places: Vec<Place>,
    /// Forms of the kraje without the word `kraj`, and the kraj.
    regions: Vec<RegionForm>,
    longest: usize,
}

#[derive(Debug)]
struct RegionForm {
    words: Vec<String>,
    /// The word that must stand beside it: `kraj` or `region`; a noun needs none.
    beside: Beside,
    region: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// Nothing has to: `na Vysočině`.
    Nothing,
    /// A form of `kraj`, before or behind.
    Kraj,
    /// The English `region`, behind.
    Region,
}

const KRAJ: [&str; 4] = ["kraj", "kraje", "kraji", "krajem"];

/// English names of kraje without `Region`, by how the Czech name begins. (Interinstitutional style guide of the EU.)
const ENGLISH_REGIONS: [(&str, &[&str]); 13] = [
    ("jihocesky", &["south bohemian", "south bohemia"]),
    ("jihomoravsky", &["south moravian", "south moravia"]),
    ("karlovarsky", &["karlovy vary"]),
    ("kraj vysocina", &["vysocina"]),
    ("kralovehradecky", &["hradec kralove"]),
    ("liberecky", &["liberec"]),
    ("moravskoslezsky", &["moravian silesian", "moravia silesia"]),
    ("olomoucky", &["olomouc"]),
    ("pardubicky", &["pardubice"]),
    ("plzensky", &["plzen", "pilsen"]),
    ("stredocesky", &["central bohemian", "central bohemia"]),
    ("ustecky", &["usti nad labem", "usti"]),
    ("zlinsky", &["zlin"]),
];

/// English names of towns that differ from the Czech ones.
const ENGLISH_TOWNS: [(&str, &str); 2] = [("Praha", "prague"), ("Plzeň", "pilsen")];

/// What stands before a name.
#[derive(Debug, Default, Clone, Copy)]
struct Lead {
    /// How many words it has.
    words: usize,
    /// The cases that fit; 0 when nothing stands there.
    cases: u8,
    /// A word like `obec` stands there.
    noun: bool,
    /// From how many inhabitants on a preposition makes a place of a plain word in the right case.
    known_from: u32,
    /// An English preposition: the word behind may be English as well (`in most cities`).
    english: bool,
}

fn preposition(word: &str) -> Option<Lead> {
    let lead = |case: Case, known_from| Lead { words: 1, cases: case.bit(), known_from, ..Lead::default() };
    Some(match word {
        "v" | "ve" => lead(Case::Locative, KNOWN),
        // Things are `na mostě`, people `v Mostě`; the few towns with `na` (Kladno, Mělník) are no plain words.
        "na" => lead(Case::Locative, u32::MAX),
        "z" | "ze" | "do" => lead(Case::Genitive, KNOWN),
        "u" | "okolo" | "kolem" => lead(Case::Genitive, LANDMARK),
        "od" => lead(Case::Genitive, u32::MAX),
        "nad" | "pod" => lead(Case::Instrumental, LANDMARK),
        "k" | "ke" => lead(Case::Dative, u32::MAX),
        "in" | "from" => Lead { english: true, ..lead(Case::Nominative, KNOWN) },
        "near" => Lead { english: true, ..lead(Case::Nominative, LANDMARK) },
        "at" | "around" => Lead { english: true, ..lead(Case::Nominative, u32::MAX) },
        _ => return None,
    })
}

/// English nouns that a name of a municipality stands behind, after `of`.
const ENGLISH_NOUNS: [&str; 4] = ["town", "village", "municipality", "city"];

/// Nouns that a name of a municipality stands behind, and the case that the name may have besides the nominative.
fn noun(word: &str) -> Option<Case> {
    Some(match word {
        "obec" | "mesto" | "mestys" | "mestecko" | "vesnice" => Case::Nominative,
        "obce" | "mesta" | "mestyse" | "mestecka" => Case::Genitive,
        "obci" | "meste" | "mestu" | "mestysi" | "mestysu" | "mestecku" | "vesnici" => Case::Locative,
        _ => return None,
    })
}

/// What stands before the word at `start`, in words from `from` on.
fn lead(tokens: &[&str], from: usize, start: usize) -> Lead {
    let word = |back: usize| {
        let at = start.checked_sub(back).filter(|at| *at >= from)?;
        tokens.get(at).copied()
    };
    let english = word(1) == Some("of") && word(2).is_some_and(|word| ENGLISH_NOUNS.contains(&word));
    let (nouns, case) = match word(1) {
        Some(_) if english => (2, Some(Case::Nominative)),
        Some(word) => (1, noun(word)),
        None => (0, None),
    };
    let Some(case) = case else { return word(1).and_then(preposition).unwrap_or_default() };
    let before = word(nouns + 1).and_then(preposition);
    let words = nouns + usize::from(before.is_some());
    Lead { words, cases: Case::Nominative.bit() | case.bit(), noun: true, ..Lead::default() }
}

impl PlaceNames {
    /// Prepares all forms of all names; takes a few milliseconds.
    pub fn new(municipalities: &Municipalities) -> PlaceNames {
        let rows = municipalities.all();
        let mut order: Vec<(&'static str, Reverse<u32>, u32)> = rows
            .iter()
            .zip(0..)
            .map(|(row, position)| (row.name, Reverse(row.population), position))
            .collect();
        order.sort_unstable();
        let mut all = PlaceNames {
            forms: Vec::with_capacity(48_000),
            names: Vec::with_capacity(5_500),
            places: rows.iter().map(|row| place(row, municipalities.krajs())).collect(),
            regions: municipalities.krajs().iter().flat_map(|kraj| region_forms(kraj)).collect(),
            longest: 0,
        };
        for same in order.chunk_by(|one, other| one.0 == other.0) {
            let Some((name, _, _)) = same.first() else { continue };
            all.add(name, same.iter().map(|(_, _, position)| *position).collect());
        }
        all.forms.sort_unstable_by_key(|form| (form.hash, form.name));
        all.forms.dedup_by(|next, kept| {
            let same = next.hash == kept.hash && next.name == kept.name;
            if same {
                kept.cases |= next.cases;
            }
            same
        });
        all.forms.shrink_to_fit();
        all
    }

    fn add(&mut self, name: &'static str, municipalities: Vec<u32>) {
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let largest = municipalities.first().and_then(|position| self.places.get(*position as usize));
        let is_known = largest.is_some_and(|place| place.population >= KNOWN);
        let is_adjective = |name: &str| !name.contains(' ') && name.ends_with(['á', 'é', 'ý']);
        let is_known_abroad = BETTER_KNOWN_ABROAD.contains(&name);
        self.names.push(Name {
            spelled: name,
            municipalities,
            is_adjective: is_adjective(name),
            is_known_abroad,
        });
        let (all, longest) = (&mut self.forms, &mut self.longest);
        let mut add = |form: &str, cases: u8| {
            let words = form.split(' ');
            *longest = (*longest).max(words.clone().count());
            all.push(Form { hash: words.fold(START, hashed), name: number, cases });
        };
        forms(name, &mut |form, case| add(form, case.bit()));
        let short = if is_known { short_names(name) } else { Vec::new() };
        for short in short.into_iter().filter(|short| !is_adjective(short)) {
            forms(short, &mut |form, case| add(form, case.bit() | SHORT));
        }
        for (_, english) in ENGLISH_TOWNS.iter().filter(|(czech, _)| *czech == name) {
            add(english, Case::Nominative.bit());
        }
    }

    /// The places that the folded words of a query name, in order and with its stop words.
    ///
    /// `is_ordinary_word` says of a folded word whether it is a plain word too ([`OrdinaryWords::contains`]).
    pub fn find(&self, tokens: &[&str], is_ordinary_word: &dyn Fn(&str) -> bool) -> Mentions {
        let mut mentions = Mentions::default();
        let (mut free, mut at) = (0, 0);
        while at < tokens.len() {
            if let Some(mention) = self.region_at(tokens, free, at) {
                free = mention.words.end;
                mentions.regions.push(mention);
            } else if let Some((mention, region)) = self.place_at(tokens, free, at, is_ordinary_word) {
                free = mention.words.end;
                mentions.regions.extend(region.map(|region| RegionMention {
                    words: mention.words.clone(),
                    name_words: mention.name_words.clone(),
                    region: region.to_owned(),
                }));
                mentions.places.push(mention);
            }
            at = free.max(at + 1);
        }
        mentions
    }

    /// The longest name that begins at `start`, with what stands before it from `from` on, and the kraj that it is too.
    fn place_at(
        &self,
        tokens: &[&str],
        from: usize,
        start: usize,
        is_ordinary_word: &dyn Fn(&str) -> bool,
    ) -> Option<(PlaceMention, Option<&'static str>)> {
        let lead = lead(tokens, from, start);
        let mut hash = START;
        let mut best = None;
        for (length, word) in (1..=self.longest).zip(tokens.get(start..)?) {
            hash = hashed(hash, word);
            let name_words = start..start + length;
            let forms = self.forms_of(hash);
            if let Some(chosen) = self.choose(forms, tokens, &name_words, lead, is_ordinary_word) {
                best = Some((name_words, chosen));
            }
        }
        let (name_words, places) = best?;
        let region = places.first().and_then(|place| place.is_region);
        let codes = places.iter().map(|place| place.code.to_owned()).collect();
        let words = start.saturating_sub(lead.words)..name_words.end;
        Some((PlaceMention { words, name_words, codes }, region))
    }

    fn forms_of(&self, hash: u64) -> &[Form] {
        let start = self.forms.partition_point(|form| form.hash < hash);
        let rest = self.forms.get(start..).unwrap_or_default();
        let length = rest.iter().take_while(|form| form.hash == hash).count();
        rest.get(..length).unwrap_or_default()
    }

    /// The municipalities, the largest first, that `name_words` mean behind `lead`; `None` where they mean no place.
    fn choose(
        &self,
        forms: &[Form],
        tokens: &[&str],
        name_words: &Range<usize>,
        lead: Lead,
        is_ordinary_word: &dyn Fn(&str) -> bool,
    ) -> Option<Vec<&Place>> {
        if forms.is_empty() {
            return None;
        }
        let name = tokens.get(name_words.clone())?;
        let wanted = if lead.words == 0 { Case::Nominative.bit() } else { lead.cases };
        // Behind nothing the name is in the nominative; where no form fits, the sentence was not so exact.
        let fits = forms.iter().any(|form| form.cases & wanted != 0);
        let mut meant: Vec<&Form> = forms.iter().filter(|form| !fits || form.cases & wanted != 0).collect();
        // Frýdlant is the town of that name rather than the larger Frýdlant nad Ostravicí; a village is not.
        if meant.iter().any(|form| form.cases & SHORT == 0 && self.population(form) >= KNOWN) {
            meant.retain(|form| form.cases & SHORT == 0);
        }
        let plain = |word: &str| {
            is_stop_word(word)
                || is_ordinary_word(word)
                || PLAIN_WORDS.split_whitespace().any(|plain| plain == word)
        };
        // `mostě` is a plain word because `most` is one, even when no text has this case of it.
        let ordinary = name.iter().all(|word| plain(word))
            || meant.iter().filter_map(|form| self.name(form)).all(|name| {
                let name = fold(name.spelled);
                name.split([' ', '-']).all(plain)
            });
        let short = name.iter().map(|word| word.len()).sum::<usize>() <= SHORT_NAME;
        let places = self.places_of(&meant);
        let population = places.first().map_or(0, |place| place.population);
        let all = |what: fn(&Name) -> bool| meant.iter().filter_map(|form| self.name(form)).all(what);
        if all(|name| name.is_known_abroad) && !(lead.noun && fits) {
            return None;
        }
        let next = tokens.get(name_words.end);
        let describes_next = all(|name| name.is_adjective) && next.is_some_and(|next| !is_stop_word(next));
        if !ordinary && !short {
            // Other cases of a small place are rather a plain word that no record happens to have.
            let known = name.len() > 1 || population >= KNOWN;
            return (known || fits && !describes_next).then_some(places);
        }
        // `v teplé vodě`, `obec dobrá praxe`, `in most cities`, `v asi 20 obcích` go on.
        let goes_on = describes_next
            || next.is_some_and(|next| {
                !lead.noun && (lead.english || next.starts_with(|letter: char| letter.is_ascii_digit()))
            });
        let said = lead.noun || !ordinary || population >= lead.known_from;
        (lead.words > 0 && fits && said && !goes_on).then_some(places)
    }

    fn name(&self, form: &Form) -> Option<&Name> {
        self.names.get(form.name as usize)
    }

    /// Inhabitants of the largest municipality of the name.
    fn population(&self, form: &Form) -> u32 {
        let largest = self.name(form).and_then(|name| name.municipalities.first());
        largest.and_then(|position| self.places.get(*position as usize)).map_or(0, |place| place.population)
    }

    /// The municipalities with these names, the largest first.
    fn places_of(&self, forms: &[&Form]) -> Vec<&Place> {
        let names = forms.iter().filter_map(|form| self.name(form));
        let positions = names.flat_map(|name| &name.municipalities);
        let mut places: Vec<&Place> =
            positions.filter_map(|position| self.places.get(*position as usize)).collect();
        places.sort_by_key(|place| Reverse(place.population));
        places
    }

    /// The kraj whose name begins at `start`, with a preposition from `from` on.
    fn region_at(&self, tokens: &[&str], from: usize, start: usize) -> Option<RegionMention> {
        let is_kraj = |at: usize| tokens.get(at).is_some_and(|word| KRAJ.contains(word));
        let behind_kraj = usize::from(is_kraj(start));
        let rest = tokens.get(start + behind_kraj..)?;
        let found = self.regions.iter().filter_map(|form| {
            let words = rest.get(..form.words.len()).filter(|words| form.words == **words)?;
            let end = start + behind_kraj + words.len();
            let beside = match form.beside {
                Beside::Region => behind_kraj == 0 && tokens.get(end) == Some(&"region"),
                _ => is_kraj(end) && behind_kraj == 0,
            };
            let enough = match form.beside {
                Beside::Nothing => true,
                Beside::Kraj => beside || behind_kraj > 0,
                Beside::Region => beside,
            };
            enough.then_some((end + usize::from(beside), form.region))
        });
        let (end, region) = found.max_by_key(|(end, _)| *end)?;
        let before = start.checked_sub(1).filter(|at| *at >= from).and_then(|at| tokens.get(at));
        if before.is_some_and(|word| noun(word).is_some()) && start + 1 == end {
            // The village of Vysočina.
            return None;
        }
        let prepositions = usize::from(before.is_some_and(|word| preposition(word).is_some()));
        Some(RegionMention {
            words: start - prepositions..end,
            name_words: start..end,
            region: region.to_owned(),
        })
    }
}

fn place(row: &Municipality, krajs: &[&'static str]) -> Place {
    let is_region = (row.status == "hlavní město")
        .then(|| krajs.iter().copied().find(|kraj| *kraj == row.kraj))
        .flatten();
    Place { code: row.code, population: row.population, is_region }
}

/// How a kraj may be named: `jihomoravský` beside `kraj`, `Vysočina` alone, `South Moravian` before `Region`. The capital
/// is found as a municipality.
fn region_forms(kraj: &'static str) -> Vec<RegionForm> {
    let mut found = Vec::new();
    let mut add = |words: &str, beside| {
        let words = words.split(' ').map(str::to_owned).collect();
        found.push(RegionForm { words, beside, region: kraj });
    };
    if let Some(adjective) = kraj.strip_suffix(" kraj") {
        forms(adjective, &mut |form, _| add(form, Beside::Kraj));
    } else if let Some(noun) = kraj.strip_prefix("Kraj ") {
        forms(noun, &mut |form, _| add(form, Beside::Nothing));
    }
    let folded = fold(kraj);
    let english = ENGLISH_REGIONS.iter().filter(|(begins, _)| folded.starts_with(begins));
    english.flat_map(|(_, names)| *names).for_each(|name| add(name, Beside::Region));
    found
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, going on from the hash of the words before; a word ends with a space.
fn hashed(before: u64, word: &str) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    word.as_bytes().iter().chain(b" ").fold(before, step)
}

/// The words that texts have in lower case, so that they are not only names: `most`, but not `brno`.
#[derive(Debug, Default, Clone)]
pub struct OrdinaryWords(HashSet<u64>);

impl OrdinaryWords {
    /// The words of `texts`, as they are spelled there.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> OrdinaryWords {
        let mut words = OrdinaryWords::default();
        let mut folded = Folded::default();
        for text in texts {
            fold_map(text, &mut folded);
            words.add(text, &folded);
        }
        words
    }

    /// Adds the words of a text that is folded already.
    pub(super) fn add(&mut self, text: &str, folded: &Folded) {
        for token in tokens(&folded.text) {
            let at = |folded_at: usize| folded.source.get(folded_at).map_or(text.len(), |at| *at as usize);
            let (before, after) = (text.get(..at(token.start)), text.get(at(token.end)..));
            let Some((before, after)) = before.zip(after) else { continue };
            let small = text.get(before.len()..).is_some_and(|word| word.starts_with(char::is_lowercase));
            // The names of addresses are in lower case: `www.brno.cz`, `info@brno.cz`.
            let address = before.ends_with(['.', '/', '@', '_', '-'])
                || after.starts_with(['/', '@', '_'])
                || after.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
            if small && !address {
                self.0.extend(folded.text.get(token).map(|word| hashed(START, word)));
            }
        }
    }

    /// Whether the folded `word` occurs in lower case.
    pub fn contains(&self, word: &str) -> bool {
        self.0.contains(&hashed(START, word))
    }
}

#[cfg(test)]
mod tests;
