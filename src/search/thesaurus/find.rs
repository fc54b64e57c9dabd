//! Finding: the terms and needs in a row of words.

use std::collections::HashMap;

use super::{
    ABBREVIATION, Few, Form, MEANT, Meaning, Pattern, Phrase, SYNONYM, Thesaurus, fold, is_stop_word, key,
    words,
};

/// So many other words that say something may stand between those of a pattern in a sentence.
const STRAY_WORDS: usize = 4;

/// A beginning of a word is at least so long.
const SHORTEST_BEGINNING: usize = 3;

impl Thesaurus {
    /// What a folded word is to this thesaurus.
    pub(in crate::search) fn form(&self, word: &str) -> Form {
        let abbreviation =
            if word.len() <= ABBREVIATION { self.abbreviations.get(word).copied() } else { None };
        Form { stem: self.stems.get(&key(word)).copied(), abbreviation }
    }

    /// The groups that have a folded word in a term of several words; none where many groups have it.
    pub(in crate::search) fn groups_with_part(&self, word: &str) -> &[u32] {
        let part = self.stems.get(&key(word)).and_then(|number| self.parts.get(number));
        part.map(Few::groups).unwrap_or_default()
    }

    /// The terms in a row of words, the longest at each place; the words within it are no terms of their own.
    pub(in crate::search) fn longest(&self, forms: &[Form]) -> Vec<Phrase> {
        let mut found: Vec<Phrase> = Vec::new();
        let mut at = 0;
        while at < forms.len() {
            let phrase = self.longest_at(forms, at);
            at = phrase.as_ref().map_or(at + 1, |phrase| phrase.words.end);
            found.extend(phrase);
        }
        found
    }

    /// What the folded words of a query stand for besides themselves: first what they are, then what they may mean.
    pub(in crate::search) fn understand(&self, row: &[&str]) -> Vec<Meaning> {
        let forms: Vec<Form> = row.iter().map(|word| self.form(word)).collect();
        let whole = self.longest(&forms);
        let mut found: Vec<Meaning> = Vec::new();
        for (places, pattern) in self.scattered(row, &forms) {
            // The longer term hides those within it; a need hides nothing and is hidden by nothing.
            let hidden = |phrase: &Phrase| {
                phrase.words.len() >= places.len() && places.iter().any(|place| phrase.words.contains(place))
            };
            if pattern.quality < SYNONYM || !whole.iter().any(hidden) {
                let meaning =
                    |&group: &u32| Meaning { places: places.clone(), group, quality: pattern.quality };
                found.extend(pattern.groups.iter().map(meaning));
            }
        }
        found.extend(whole.into_iter().map(|Phrase { words, group }| Meaning {
            places: words.collect(),
            group,
            quality: SYNONYM,
        }));
        let meant: Vec<Meaning> = (found.iter())
            .filter(|is| is.quality >= SYNONYM)
            .flat_map(|is| {
                let groups = self.meant.get(&is.group).into_iter().flatten();
                groups.map(|&group| Meaning { places: is.places.clone(), group, quality: MEANT })
            })
            .collect();
        found.extend(meant);
        found.sort_by(|a, b| b.quality.total_cmp(&a.quality));
        found
    }

    /// The patterns of which all words stand in the row near each other, in any order (`auta jezdí obcí moc rychle` for
    /// `jezdí rychle`): for each the places of its words.
    fn scattered(&self, row: &[&str], forms: &[Form]) -> Vec<(Vec<usize>, &Pattern)> {
        // How many words that say something stand before each word.
        let mut before = Vec::with_capacity(row.len());
        let mut telling = 0_usize;
        // Where the numbers of stems and beginnings stand, each at its first place.
        let mut places: HashMap<u32, usize> = HashMap::new();
        for ((at, word), form) in row.iter().enumerate().zip(forms) {
            before.push(telling);
            telling += usize::from(!is_stop_word(word));
            for number in form.stem.into_iter().chain(self.beginnings_of(word)) {
                places.entry(number).or_insert(at);
            }
        }
        let mut candidates: Vec<u32> = places
            .keys()
            .filter_map(|&number| self.patterns_of.get(number as usize))
            .flatten()
            .copied()
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        let found = candidates.into_iter().filter_map(|number| {
            let pattern = self.patterns.get(number as usize)?;
            let mut taken: Vec<usize> = Vec::with_capacity(pattern.words.len());
            for choice in &pattern.words {
                let free = choice.iter().filter_map(|number| places.get(number).copied());
                taken.push(free.filter(|place| !taken.contains(place)).min()?);
            }
            let distances = taken.iter().filter_map(|&place| before.get(place));
            let span = distances.clone().max()? - distances.min()?;
            (span < taken.len() + STRAY_WORDS).then_some((taken, pattern))
        });
        found.collect()
    }

    /// The numbers of the beginnings that a word has.
    fn beginnings_of<'word>(&self, word: &'word str) -> impl Iterator<Item = u32> + use<'_, 'word> {
        let ends = (SHORTEST_BEGINNING..=word.len()).filter_map(|end| word.get(..end));
        ends.filter_map(|beginning| self.beginnings.get(beginning).copied())
    }

    pub(super) fn longest_at(&self, forms: &[Form], start: usize) -> Option<Phrase> {
        let mut found = None;
        let mut node = 0;
        for (end, form) in (start + 1..).zip(forms.get(start..)?) {
            let Some(&next) = form.stem.and_then(|stem| self.steps.get(&(node, stem))) else { break };
            node = next;
            if let Some(group) = self.ends.get(node as usize).copied().flatten() {
                found = Some(Phrase { words: start..end, group });
            }
        }
        let abbreviation = forms.get(start).and_then(|form| form.abbreviation);
        found.or_else(|| abbreviation.map(|group| Phrase { words: start..start + 1, group }))
    }

    /// The group that a whole term is in.
    pub(in crate::search) fn group_of(&self, term: &str) -> Option<u32> {
        let folded = fold(term);
        let forms: Vec<Form> = words(&folded).map(|word| self.form(word)).collect();
        self.longest_at(&forms, 0)
            .filter(|phrase| phrase.words.len() == forms.len())
            .map(|phrase| phrase.group)
    }

    /// The same groups, of which one has no terms.
    #[cfg(test)]
    pub(in crate::search) fn without(&self, group: u32) -> Thesaurus {
        let mut less = self.clone();
        less.ends.iter_mut().filter(|end| **end == Some(group)).for_each(|end| *end = None);
        less.abbreviations.retain(|_, of| *of != group);
        less.patterns.iter_mut().for_each(|pattern| pattern.groups.retain(|of| *of != group));
        less.meant.values_mut().for_each(|groups| groups.retain(|of| *of != group));
        less
    }

    /// The same groups without any need.
    #[cfg(test)]
    pub(in crate::search) fn without_needs(&self) -> Thesaurus {
        let mut less = self.clone();
        less.patterns
            .iter_mut()
            .filter(|pattern| pattern.quality < SYNONYM)
            .for_each(|need| need.groups.clear());
        less.meant.clear();
        less
    }
}
