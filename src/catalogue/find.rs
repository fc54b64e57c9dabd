//! Type-to-find over the names of municipalities: a scan over prepared names, far below a millisecond.

use super::municipality::Municipality;
use crate::model::text::fold_letters;
use std::cmp::Reverse;
use std::collections::HashMap;

/// How well a name answers a query; the better the smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// The exact name with its accents: `Dešná` is not `Desná`.
    Spelled,
    Exact,
    /// The exact name and words of the district, ORP or region.
    ExactInArea,
    NamePrefix,
    WordPrefix,
    /// The beginning of a word of the name and words of the district, ORP or region.
    WordPrefixInArea,
    OneTypo,
    /// One typing error in the beginning of a word that goes on.
    OneTypoInBeginning,
}

#[derive(Debug)]
struct Entry {
    code: &'static str,
    spelled: &'static str,
    name: String,
    population: u32,
    /// Positions in `areas`: district, ORP, region.
    areas: [usize; 3],
}

/// The folded names of all municipalities and of the areas they lie in.
#[derive(Debug)]
pub(super) struct FindIndex {
    entries: Vec<Entry>,
    areas: Vec<String>,
}

/// A typing error is only guessed in words of at least this many letters: shorter ones resemble too much.
const TYPO_LETTERS: usize = 4;

impl FindIndex {
    /// Folds the names of `rows`; the positions that [`FindIndex::find`] returns are those of `rows`.
    pub(super) fn new(rows: &[Municipality]) -> FindIndex {
        let mut areas = Vec::new();
        let mut known: HashMap<&'static str, usize> = HashMap::new();
        let mut area = |name: &'static str| {
            *known.entry(name).or_insert_with(|| {
                areas.push(fold_letters(name));
                areas.len() - 1
            })
        };
        let entries = rows
            .iter()
            .map(|row| Entry {
                code: row.code,
                spelled: row.name,
                name: fold_letters(row.name),
                population: row.population,
                areas: [area(row.okres), area(row.orp), area(row.kraj)],
            })
            .collect();
        FindIndex { entries, areas }
    }

    /// The positions of the rows that answer `query`, best first.
    pub(super) fn find(&self, query: &str) -> Vec<usize> {
        let typed = query.trim().to_lowercase();
        let query = fold_letters(&typed);
        let words: Vec<&str> = query.split(' ').filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            return Vec::new();
        }
        if query.bytes().all(|byte| byte.is_ascii_digit()) {
            let coded = self.entries.iter().enumerate().filter(|(_, entry)| entry.code.starts_with(&query));
            return coded.map(|(position, _)| position).collect();
        }
        let mut found: Vec<(Rank, usize, &Entry)> = self
            .entries
            .iter()
            .enumerate()
            .filter_map(|(position, entry)| {
                Some((self.rank(entry, &typed, &query, &words)?, position, entry))
            })
            .collect();
        found.sort_unstable_by_key(|(rank, position, entry)| {
            (*rank, Reverse(entry.population), entry.name.as_str(), *position)
        });
        found.into_iter().map(|(_, position, _)| position).collect()
    }

    fn rank(&self, entry: &Entry, typed: &str, query: &str, words: &[&str]) -> Option<Rank> {
        if let Some(rest) = entry.name.strip_prefix(query) {
            return Some(match rest {
                "" if entry.spelled.to_lowercase() == typed => Rank::Spelled,
                "" => Rank::Exact,
                _ => Rank::NamePrefix,
            });
        }
        if let Some(rest) = words_left_by_name(&entry.name, words, |word, typed| word.starts_with(typed)) {
            if rest.is_empty() {
                return Some(Rank::WordPrefix);
            }
            if self.lies_in(entry, &rest) {
                let named = words.len() - rest.len();
                let exact = entry.name.split(' ').eq(words.iter().take(named).copied());
                return Some(if exact { Rank::ExactInArea } else { Rank::WordPrefixInArea });
            }
        }
        let mut typo = None;
        let rest = words_left_by_name(&entry.name, words, |word, typed| {
            if word.starts_with(typed) {
                return true;
            }
            if typo.is_some() {
                return false;
            }
            typo = one_typo(word, typed);
            typo.is_some()
        })?;
        typo.filter(|_| rest.is_empty() || self.lies_in(entry, &rest))
    }

    /// Whether every one of `words` begins a word of the district, ORP or region.
    fn lies_in(&self, entry: &Entry, words: &[&str]) -> bool {
        let begins = |typed: &str| {
            let areas = entry.areas.iter().filter_map(|area| self.areas.get(*area));
            areas.flat_map(|area| area.split(' ')).any(|word| word.starts_with(typed))
        };
        words.iter().all(|word| begins(word))
    }
}

/// Matches the first word of a query, and then as many as possible, to different words of `name`, in their order;
/// returns the words that are left, or `None` when not even the first one matches.
fn words_left_by_name<'q>(
    name: &str,
    words: &[&'q str],
    mut matches: impl FnMut(&str, &str) -> bool,
) -> Option<Vec<&'q str>> {
    let mut name_words = name.split(' ');
    let mut left = Vec::new();
    for (order, typed) in words.iter().enumerate() {
        let mut ahead = name_words.clone();
        if ahead.any(|word| matches(word, typed)) {
            name_words = ahead;
        } else if order == 0 {
            return None;
        } else {
            left.push(*typed);
        }
    }
    Some(left)
}

/// Whether `typed` becomes `word`, or at least its beginning, by one letter replaced, missing, superfluous, or two
/// swapped. The first letter counts as typed right: that keeps the guesses few and close.
fn one_typo(word: &str, typed: &str) -> Option<Rank> {
    // Folded Czech names are ASCII; a byte is a letter.
    let (word, typed) = (word.as_bytes(), typed.as_bytes());
    if typed.len() < TYPO_LETTERS || word.first() != typed.first() {
        return None;
    }
    let same = word.iter().zip(typed).take_while(|(one, other)| one == other).count();
    let (word, typed) = (from(word, same), from(typed, same));
    let swapped = match (word, typed) {
        ([first, second, ..], [one, two, ..]) => first == two && second == one,
        _ => false,
    };
    let repaired = [
        (!word.is_empty()).then(|| (from(word, 1), from(typed, 1))),
        Some((word, from(typed, 1))),
        Some((from(word, 1), typed)),
        swapped.then(|| (from(word, 2), from(typed, 2))),
    ];
    let rests = || repaired.iter().flatten();
    if rests().any(|(word, typed)| word == typed) {
        return Some(Rank::OneTypo);
    }
    rests().any(|(word, typed)| word.starts_with(typed)).then_some(Rank::OneTypoInBeginning)
}

fn from(letters: &[u8], start: usize) -> &[u8] {
    letters.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::municipality::Municipalities;
    use rstest::rstest;

    #[rstest]
    #[case::without_accents("ricany", "Říčany")]
    #[case::exact_before_longer("brno", "Brno")]
    #[case::capitals("PRAHA", "Praha")]
    #[case::several_words("usti nad labem", "Ústí nad Labem")]
    #[case::beginnings_of_words("usti lab", "Ústí nad Labem")]
    #[case::a_later_word("stara boleslav", "Brandýs nad Labem-Stará Boleslav")]
    #[case::code("582786", "Brno")]
    #[case::replaced_letter("jesenil", "Jeseník")]
    #[case::missing_letter("oloouc", "Olomouc")]
    #[case::superfluous_letter("ostravva", "Ostrava")]
    #[case::swapped_letters("kolni", "Kolín")]
    #[case::typo_in_one_of_several_words("usti nad lavem", "Ústí nad Labem")]
    fn finds_first(#[case] query: &str, #[case] expected: &str) {
        let all = Municipalities::shipped().unwrap();
        let names: Vec<&str> = all.find(query).iter().map(|row| row.name).take(5).collect();
        assert_eq!(names.first(), Some(&expected), "{names:?}");
    }

    #[test]
    fn words_of_the_district_narrow_a_name_that_repeats() {
        let all = Municipalities::shipped().unwrap();
        let found = all.find("brezina brno");
        assert!(found.len() >= 2);
        assert!(found.iter().take(2).all(|row| row.name == "Březina" && row.okres == "Brno-venkov"));
        let found = all.find("brezina tisnov");
        assert_eq!(found.iter().map(|row| row.orp).collect::<Vec<_>>(), ["Tišnov"].as_slice());
    }

    #[test]
    fn nothing_is_found_for_nothing() {
        let all = Municipalities::shipped().unwrap();
        assert!(all.find("").is_empty());
        assert!(all.find(" - ").is_empty());
        assert!(all.find("xqzw").is_empty());
    }

    #[test]
    fn every_municipality_is_among_the_first_when_its_name_is_typed() {
        let all = Municipalities::shipped().unwrap();
        for row in all.all().iter().step_by(41) {
            let found = all.find(row.name);
            let same_name = found.iter().take_while(|other| other.name == row.name);
            assert!(same_name.into_iter().any(|other| other.code == row.code), "{}", row.name);
        }
    }
}
