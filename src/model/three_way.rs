//! Competing texts merged by words against the text that all of them were made from.

use super::proposal::{Proposal, append, operations, words};
use similar::DiffOp;
use std::ops::Range;

/// One of the competing texts beside the base.
struct Version<'text> {
    words: Vec<&'text str>,
    operations: Vec<DiffOp>,
    /// For each word of the base the same word here, where it was left.
    left: Vec<Option<&'text str>>,
}

impl<'text> Version<'text> {
    fn of(base: &[&str], text: &'text str) -> Version<'text> {
        let words = words(text);
        let operations = operations(base, &words);
        let mut left = vec![None; base.len()];
        for operation in operations.iter().filter(|it| matches!(it, DiffOp::Equal { .. })) {
            for (old, new) in operation.old_range().zip(operation.new_range()) {
                if let Some(place) = left.get_mut(old) {
                    *place = words.get(new).copied();
                }
            }
        }
        Version { words, operations, left }
    }

    /// The stretches of the base that it changed; an empty one where it only added words.
    fn changes(&self) -> impl Iterator<Item = Range<usize>> {
        let changed = self.operations.iter().filter(|it| !matches!(it, DiffOp::Equal { .. }));
        changed.map(DiffOp::old_range)
    }

    /// Its words in the place of a stretch of the base that has each of its changes whole or not at all.
    fn instead_of(&self, stretch: &Range<usize>) -> Vec<&'text str> {
        let mut found = Vec::new();
        for operation in &self.operations {
            let (old, new) = (operation.old_range(), operation.new_range());
            let range = if matches!(operation, DiffOp::Equal { .. }) {
                let from = stretch.start.max(old.start);
                let to = stretch.end.min(old.end).max(from);
                (new.start + from - old.start)..(new.start + to - old.start)
            } else if stretch.start <= old.start && old.end <= stretch.end {
                new
            } else {
                continue;
            };
            found.extend(self.words.get(range).unwrap_or_default());
        }
        found
    }
}

/// The stretches of the base that any version changed; those that overlap or touch are one, because what two people do to
/// neighbouring words is seldom meant apart.
fn stretches(versions: &[Version<'_>]) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = versions.iter().flat_map(Version::changes).collect();
    all.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in all {
        match joined.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => joined.push(range),
        }
    }
    joined
}

/// Words as they are compared: without the space after them.
fn said(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| word.trim_end().to_owned()).filter(|word| !word.is_empty()).collect()
}

fn space(word: &str) -> &str {
    word.strip_prefix(word.trim_end()).unwrap_or_default()
}

/// A word that all have, with the space of who changed that.
fn unchanged<'text>(base: &'text str, versions: &[Version<'text>], place: usize) -> &'text str {
    let mut theirs = versions.iter().filter_map(|it| it.left.get(place).copied().flatten());
    theirs.find(|word| !space(word).is_empty() && space(word) != space(base)).unwrap_or(base)
}

/// One text of several that were made from `base`: what only one of them changed is as that one has it, what they changed
/// differently stands there as `[this | that]`. What one deleted and others left alone is left out and named in `dropped`.
pub fn merge_texts(base: &str, texts: &[&str]) -> Proposal {
    let base = words(base);
    let versions: Vec<Version<'_>> = texts.iter().map(|text| Version::of(&base, text)).collect();
    let mut proposal = Proposal::default();
    let mut place = 0;
    let changed = stretches(&versions);
    for stretch in &changed {
        push_unchanged(&mut proposal, &base, &versions, place..stretch.start);
        settle_stretch(&mut proposal, &base, &versions, stretch);
        place = stretch.end;
    }
    push_unchanged(&mut proposal, &base, &versions, place..base.len());
    proposal.text.truncate(proposal.text.trim_end().len());
    proposal
}

fn push_unchanged(proposal: &mut Proposal, base: &[&str], versions: &[Version<'_>], range: Range<usize>) {
    for place in range {
        if let Some(word) = base.get(place) {
            append(&mut proposal.text, unchanged(word, versions, place));
        }
    }
}

fn settle_stretch(proposal: &mut Proposal, base: &[&str], versions: &[Version<'_>], stretch: &Range<usize>) {
    let before = base.get(stretch.clone()).unwrap_or_default();
    let was = said(before);
    let mut answers: Vec<Vec<&str>> = Vec::new();
    let mut left_alone = false;
    for version in versions {
        let words = version.instead_of(stretch);
        let says = said(&words);
        if says == was {
            left_alone = true;
        } else if answers.iter().all(|known| said(known) != says) {
            answers.push(words);
        }
    }
    match answers.as_slice() {
        [] => append(&mut proposal.text, &before.concat()),
        [only] => {
            append(&mut proposal.text, &only.concat());
            // Where words took the place of as many, they show what was changed; where fewer did, some went.
            if left_alone && only.len() < before.len() {
                let goes = |word: &&&str| !only.iter().any(|other| other.trim_end() == word.trim_end());
                let gone: String = before.iter().filter(goes).copied().collect();
                proposal.dropped.extend(Some(gone.trim().to_owned()).filter(|gone| !gone.is_empty()));
            }
        }
        several => push_choice(proposal, several),
    }
}

/// What all answers begin and end with stands once, the rest side by side.
fn push_choice(proposal: &mut Proposal, answers: &[Vec<&str>]) {
    let Some((one, others)) = answers.split_first() else { return };
    let shortest = answers.iter().map(Vec::len).min().unwrap_or(0);
    let word = |words: &[&str], place: usize| words.get(place).map(|word| word.trim_end().to_owned());
    let alike = |here: usize, there: fn(usize, usize) -> usize| {
        others.iter().all(|other| word(one, there(one.len(), here)) == word(other, there(other.len(), here)))
    };
    let begin = (0..shortest).take_while(|&place| alike(place, |_, place| place)).count();
    let end =
        (0..shortest - begin).take_while(|&place| alike(place, |length, place| length - 1 - place)).count();
    let middle =
        |words: &[&str]| words.get(begin..words.len() - end).unwrap_or_default().concat().trim().to_owned();
    proposal.choices += 1;
    let after = one.len() - end;
    append(&mut proposal.text, &one.get(..begin).unwrap_or_default().concat());
    let last = after.checked_sub(1).and_then(|place| one.get(place)).map_or("", |word| space(word));
    let middles: Vec<String> = answers.iter().map(|words| middle(words)).collect();
    append(&mut proposal.text, &format!("[{}]{last}", middles.join(" | ")));
    append(&mut proposal.text, &one.get(after..).unwrap_or_default().concat());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BASE: &str = "Bins at the school overflow every Friday and the caretaker Novak complains";

    #[test]
    fn what_one_deleted_stays_deleted_and_is_named() {
        let mine = "Bins at the school overflow every Friday";
        let theirs = BASE.replace("Bins", "Containers");
        for texts in [[mine, theirs.as_str()], [theirs.as_str(), mine]] {
            let merged = merge_texts(BASE, &texts);
            assert_eq!(merged.text, "Containers at the school overflow every Friday");
            assert_eq!(merged.choices, 0);
            assert_eq!(merged.dropped, ["and the caretaker Novak complains"]);
        }
    }

    #[test]
    fn words_that_fewer_took_the_place_of_are_named() {
        let base = "svoz v pátek a školník Novák si stěžuje";
        let merged =
            merge_texts(base, &["svoz v pátek odpoledne", "nový svoz v pátek a školník Novák si stěžuje"]);
        assert_eq!(merged.text, "nový svoz v pátek odpoledne");
        assert_eq!(merged.dropped, ["a školník Novák si stěžuje"]);
    }

    #[test]
    fn what_both_changed_differently_is_a_choice_and_alike_is_taken_once() {
        let merge = |texts: &[&str]| merge_texts("svoz v pátek ráno od školy", texts);
        let choice = merge(&["svoz v pondělí ráno od školy", "svoz v úterý ráno od radnice"]);
        assert_eq!((choice.text.as_str(), choice.choices), ("svoz v [pondělí | úterý] ráno od radnice", 1));
        let alike = merge(&["svoz v pondělí ráno od školy", "svoz v pondělí ráno"]);
        assert_eq!((alike.text.as_str(), alike.choices), ("svoz v pondělí ráno", 0));
        assert_eq!(alike.dropped, ["od školy"]);
        let deleted_and_changed = merge(&["svoz v pátek od školy", "svoz v pátek večer od školy"]);
        assert_eq!(deleted_and_changed.text, "svoz v pátek [ | večer] od školy");
        let neighbours = merge(&["svoz v sobotu ráno od školy", "svoz v pátek večer od školy"]);
        assert_eq!(neighbours.text, "svoz v [sobotu ráno | pátek večer] od školy");
        let added = merge_texts("koše", &["koše na papír u školy", "koše na plast a sklo u školy"]);
        assert_eq!((added.text.as_str(), added.choices), ("koše na [papír | plast a sklo] u školy", 1));
        let both_deleted = merge(&["svoz v pátek od školy", "nový svoz v pátek od školy"]);
        assert_eq!(
            (both_deleted.text.as_str(), both_deleted.dropped.len()),
            ("nový svoz v pátek od školy", 0)
        );
    }

    #[test]
    fn three_versions_are_merged_at_once() {
        let texts = ["koše přetékají v pátek", "plné koše přetékají", "koše u školy přetékají"];
        let merged = merge_texts("koše přetékají", &texts);
        assert_eq!((merged.text.as_str(), merged.choices), ("plné koše u školy přetékají v pátek", 0));
        let merged = merge_texts("koše přetékají", &["koše zapáchají", "koše hoří", "naše koše přetékají"]);
        assert_eq!(merged.text, "naše koše [zapáchají | hoří]");
    }

    #[test]
    fn lines_stay_lines() {
        let merged =
            merge_texts("první\ndruhý\ntřetí", &["první\ndruhý řádek\ntřetí", "první druhý\ntřetí\nčtvrtý"]);
        assert_eq!(merged.text, "první druhý řádek\ntřetí\nčtvrtý");
    }

    /// What is done to one word of a base whose words all differ.
    #[derive(Debug, Clone, Copy)]
    enum Act {
        Leave,
        Delete(bool),
        Replace(bool),
        AddAfter(bool),
    }

    fn acts() -> impl Strategy<Value = Vec<Act>> {
        let act = prop_oneof![
            3 => Just(Act::Leave),
            1 => any::<bool>().prop_map(Act::Delete),
            1 => any::<bool>().prop_map(Act::Replace),
            1 => any::<bool>().prop_map(Act::AddAfter),
        ];
        proptest::collection::vec(act, 1..20)
    }

    proptest! {
        #[test]
        fn changes_in_different_places_all_happen(acts in acts()) {
            // Two untouched words around each touched one.
            let (mut base, mut first, mut second) = (Vec::new(), Vec::new(), Vec::new());
            let (mut expected, mut dropped) = (Vec::new(), Vec::new());
            for (place, act) in acts.iter().enumerate() {
                for word in [format!("a{place}"), format!("b{place}"), format!("c{place}")] {
                    let middle = word.starts_with('b');
                    base.push(word.clone());
                    let (mine, its_own): (bool, Vec<String>) = match act {
                        Act::Delete(mine) if middle => (*mine, vec![]),
                        Act::Replace(mine) if middle => (*mine, vec![format!("x{place}")]),
                        Act::AddAfter(mine) if middle => (*mine, vec![word.clone(), format!("y{place}")]),
                        _ => (true, vec![word.clone()]),
                    };
                    if its_own.is_empty() {
                        dropped.push(word.clone());
                    }
                    expected.extend(its_own.clone());
                    first.extend(if mine { its_own.clone() } else { vec![word.clone()] });
                    second.extend(if mine && its_own != [word.clone()] { vec![word] } else { its_own });
                }
            }
            let merged = merge_texts(&base.join(" "), &[&first.join(" "), &second.join(" ")]);
            prop_assert_eq!(merged.choices, 0);
            prop_assert_eq!(merged.text, expected.join(" "));
            prop_assert_eq!(merged.dropped, dropped);
        }

        #[test]
        fn no_word_of_a_version_is_gone_unless_another_version_lacks_it(
            base in "[a-e ]{0,20}", texts in proptest::collection::vec("[a-g ]{0,20}", 2..4)
        ) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let merged = merge_texts(&base, &texts);
            let has = |text: &str, word: &str| text.split_whitespace().any(|it| it == word);
            for word in texts.iter().flat_map(|text| text.split_whitespace()) {
                if !has(&base, word) {
                    prop_assert!(merged.text.contains(word), "{word} was added and is not in {:?}", merged.text);
                }
            }
            for word in &merged.dropped {
                prop_assert!(!word.is_empty());
            }
        }

        #[test]
        fn what_nobody_else_changed_is_as_the_one_has_it(base in "[a-e]( [a-e]){0,8}", text in "[a-g]( [a-g]){0,8}") {
            let one = merge_texts(&base, &[&text, &base]);
            prop_assert_eq!((one.text.as_str(), one.choices), (text.as_str(), 0));
            let alike = merge_texts(&base, &[&text, &text]);
            prop_assert_eq!((alike.text.as_str(), alike.choices, alike.dropped.len()), (text.as_str(), 0, 0));
        }
    }
}
