//! Settling competing values: what both say together, and where two texts differ.
//!
//! Where the home knows for certain from which text all versions were made ([`Earlier`](super::Earlier)), they are merged against
//! that one ([`merge_texts`]). Where it does not, they are compared with each other, two ways and not three: words that only one
//! text has were added there or deleted in the other, which nothing can tell then. They are in the proposal. In both cases what not
//! all have is [marked](Conflict::only_in_some), so that a person sees every difference and decides.

use super::conflict::{Conflict, ConflictKind};
use super::document::Value;
use super::three_way::merge_texts;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// Texts of more words together are proposed one after the other, without a comparison.
const MOST_WORDS: usize = 20_000;

/// A stretch of two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Both say it.
    Same(String),
    /// Here they differ; one of the two may be empty.
    Different {
        /// What the first text says.
        first: String,
        /// What the second one says.
        second: String,
    },
}

/// A text made of competing ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proposal {
    /// The text. Where the texts replace each other's words, both stand there as `[these | those]`.
    pub text: String,
    /// How many such places there are.
    pub choices: usize,
    /// Words that are left out because one version deleted them, while another still has them as they were before both.
    /// Always empty where that earlier text is not known.
    pub dropped: Vec<String>,
}

/// Words with the space that follows them.
pub(super) fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

pub(super) fn operations(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    if old.len() + new.len() > MOST_WORDS {
        return vec![DiffOp::Replace { old_index: 0, old_len: old.len(), new_index: 0, new_len: new.len() }];
    }
    // The last word has no space after it; it is the same word.
    let trimmed = |words: &[&str]| words.iter().map(|word| word.trim_end().to_owned()).collect::<Vec<_>>();
    capture_diff_slices(Algorithm::Myers, &trimmed(old), &trimmed(new))
}

/// Compares two texts word by word. The pieces put together are the first text, and the second one.
pub fn compare(first: &str, second: &str) -> Vec<Piece> {
    let (old, new) = (words(first), words(second));
    let mut pieces: Vec<Piece> = Vec::new();
    for operation in operations(&old, &new) {
        let (one, other) = (
            old.get(operation.old_range()).unwrap_or_default().concat(),
            new.get(operation.new_range()).unwrap_or_default().concat(),
        );
        match operation {
            // Equal words with other spaces between them: nothing that a person has to choose.
            DiffOp::Equal { .. } => {
                pieces.push(Piece::Same(if one.len() < other.len() { other } else { one }))
            }
            _ => match pieces.last_mut() {
                Some(Piece::Different { first, second }) => {
                    first.push_str(&one);
                    second.push_str(&other);
                }
                _ => pieces.push(Piece::Different { first: one, second: other }),
            },
        }
    }
    pieces
}

/// Where two texts differ, word by word: byte ranges of the first and of the second one.
pub fn differences(first: &str, second: &str) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (old, new) = (words(first), words(second));
    let end = |words: &[&str], count: usize| words.iter().take(count).map(|word| word.len()).sum::<usize>();
    let (mut in_first, mut in_second) = (Vec::new(), Vec::new());
    for operation in operations(&old, &new) {
        if matches!(operation, DiffOp::Equal { .. }) {
            continue;
        }
        let (one, other) = (operation.old_range(), operation.new_range());
        in_first.push(end(&old, one.start)..end(&old, one.end));
        in_second.push(end(&new, other.start)..end(&new, other.end));
    }
    let visible = |text: &str, ranges: Vec<Range<usize>>| -> Vec<Range<usize>> {
        let trimmed = ranges.into_iter().map(|range| {
            let length = text.get(range.clone()).unwrap_or_default().trim_end().len();
            range.start..range.start + length
        });
        trimmed.filter(|range| !range.is_empty()).collect()
    };
    (visible(first, in_first), visible(second, in_second))
}

/// One text of two: what both say once, what one of them adds, and both where they replace each other's words.
pub fn propose(first: &str, second: &str) -> Proposal {
    let mut proposal = Proposal::default();
    for piece in compare(first, second) {
        match piece {
            Piece::Same(text) => append(&mut proposal.text, &text),
            Piece::Different { first, second } if first.trim().is_empty() => {
                append(&mut proposal.text, &second)
            }
            Piece::Different { first, second } if second.trim().is_empty() => {
                append(&mut proposal.text, &first)
            }
            Piece::Different { first, second } => {
                proposal.choices += 1;
                let space = first.strip_prefix(first.trim_end()).unwrap_or_default();
                append(&mut proposal.text, &format!("[{} | {}]{space}", first.trim_end(), second.trim_end()));
            }
        }
    }
    proposal
}

/// A last word brings no space; the next piece needs one.
pub(super) fn append(text: &mut String, more: &str) {
    if !text.is_empty() && !text.ends_with(char::is_whitespace) && !more.starts_with(char::is_whitespace) {
        text.push(' ');
    }
    text.push_str(more);
}

impl Conflict {
    fn texts(&self) -> Vec<&str> {
        self.values.iter().filter_map(|rival| rival.value.as_str()).filter(|text| !text.is_empty()).collect()
    }

    /// All values together: lists united; of several lines each line once; short texts one after the other. `None`
    /// where only one of the values can be.
    pub fn both(&self) -> Option<Value> {
        match self.kind {
            ConflictKind::Text => {
                let texts = self.texts();
                let lines = texts.iter().any(|text| text.contains('\n'));
                let parts: Vec<&str> =
                    if lines { texts.iter().flat_map(|text| text.lines()).collect() } else { texts };
                let mut joined: Vec<&str> = Vec::new();
                for part in parts {
                    if joined.iter().any(|known| known.contains(part) && (!lines || *known == part)) {
                        continue;
                    }
                    if !lines {
                        joined.retain(|known| !part.contains(known));
                    }
                    joined.push(part);
                }
                Some(Value::from(joined.join(if lines { "\n" } else { " / " })))
            }
            ConflictKind::List => {
                let mut united: Vec<Value> = Vec::new();
                for value in self.values.iter().filter_map(|rival| rival.value.as_array()).flatten() {
                    if !united.contains(value) {
                        united.push(value.clone());
                    }
                }
                Some(Value::from(united))
            }
            ConflictKind::Choice | ConflictKind::Deletion { .. } => None,
        }
    }

    /// The stretches of `text`, a proposal, that not every competing text has, as byte ranges: each is what one added, or what
    /// another deleted and what would come back.
    pub fn only_in_some(&self, text: &str) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> =
            self.texts().into_iter().flat_map(|one| differences(text, one).0).collect();
        ranges.sort_by_key(|range| (range.start, range.end));
        let mut joined: Vec<Range<usize>> = Vec::new();
        for range in ranges {
            match joined.last_mut().filter(|last| range.start <= last.end) {
                Some(last) => last.end = last.end.max(range.end),
                None => joined.push(range),
            }
        }
        joined
    }

    /// The text that the proposal rests on: all competing texts were made from it. `None` where none is known for certain,
    /// and where a version has no text at all.
    pub fn base_of_proposal(&self) -> Option<&str> {
        let only_texts = self.kind == ConflictKind::Text && self.texts().len() == self.values.len();
        self.base.as_deref().filter(|_| only_texts)
    }

    /// A text made of all competing ones, for a person to accept or to edit; `None` where the values are no texts.
    pub fn proposal(&self) -> Option<Proposal> {
        if self.kind != ConflictKind::Text {
            return None;
        }
        if let Some(base) = self.base_of_proposal() {
            return Some(merge_texts(base, &self.texts()));
        }
        Some(self.texts().into_iter().fold(Proposal::default(), |so_far, text| {
            let next = propose(&so_far.text, text);
            Proposal { choices: so_far.choices + next.choices, ..next }
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rival;
    use proptest::prelude::*;

    #[test]
    fn added_words_are_taken_and_replaced_ones_stand_side_by_side() {
        let plain = |first, second| propose(first, second);
        assert_eq!(plain("svoz v pátek", "svoz v pátek ráno").text, "svoz v pátek ráno");
        assert_eq!(plain("svoz v pátek", "nový svoz v pátek").text, "nový svoz v pátek");
        let choice = plain("svoz v pátek ráno", "svoz v pondělí ráno");
        assert_eq!((choice.text.as_str(), choice.choices), ("svoz v [pátek | pondělí] ráno", 1));
        let both = plain("poslat nabídku do pátku", "poslat starostovi nabídku do středy");
        assert_eq!(both.text, "poslat starostovi nabídku do [pátku | středy]");
        assert_eq!(plain("a", "").text, "a");
    }

    fn competing(texts: &[&str]) -> Conflict {
        let rival = |text: &&str| Rival {
            value: Value::from(*text),
            writers: Vec::new(),
            stamp: crate::model::Stamp::default(),
        };
        Conflict {
            entity: crate::model::EntityId::from_u128(1),
            entity_kind: "need".to_owned(),
            field: "text".to_owned(),
            kind: ConflictKind::Text,
            values: texts.iter().map(rival).collect(),
            base: None,
        }
    }

    #[test]
    fn words_that_one_deleted_do_not_come_back_unmarked() {
        let conflict = competing(&[
            "Bins at the school overflow every Friday",
            "Containers at the school overflow every Friday and the caretaker complains",
        ]);
        let text = conflict.proposal().unwrap().text;
        let marked: Vec<&str> = conflict.only_in_some(&text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(marked, ["[Bins | Containers]", "and the caretaker complains"]);
        let same = competing(&["svoz v pátek", "svoz  v pátek"]);
        assert_eq!(same.only_in_some(&same.proposal().unwrap().text), []);
    }

    proptest! {
        #[test]
        fn what_is_not_marked_is_in_every_text(texts in proptest::collection::vec("[a-e ]{1,20}", 2..4)) {
            let conflict = competing(&texts.iter().map(String::as_str).collect::<Vec<_>>());
            let mut text = conflict.proposal().unwrap().text;
            for range in conflict.only_in_some(&text).into_iter().rev() {
                text.replace_range(range, "");
            }
            for word in text.split_whitespace() {
                let has = |one: &String| one.trim().is_empty() || one.split_whitespace().any(|known| known == word);
                prop_assert!(texts.iter().all(has), "{word} of {text:?} is not in {texts:?}");
            }
        }

        #[test]
        fn the_pieces_are_both_texts(first in "[ab ]{0,30}", second in "[ab ]{0,30}") {
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            let (mut one, mut other) = (String::new(), String::new());
            for piece in compare(&first, &second) {
                match piece {
                    Piece::Same(text) => { append(&mut one, &text); append(&mut other, &text); }
                    Piece::Different { first, second } => { append(&mut one, &first); append(&mut other, &second); }
                }
            }
            prop_assert_eq!(words(&one), words(&first));
            prop_assert_eq!(words(&other), words(&second));
        }

        #[test]
        fn a_proposal_has_the_words_of_both(first in "[a-e ]{0,30}", second in "[a-e ]{0,30}") {
            let proposal = propose(&first, &second).text;
            for word in first.split_whitespace().chain(second.split_whitespace()) {
                prop_assert!(proposal.contains(word), "{word} is not in {proposal}");
            }
        }

        #[test]
        fn any_text_gives_a_proposal(first in ".{0,40}", second in ".{0,40}") {
            prop_assert_eq!(propose(&first, &first).choices, 0);
            let _ = propose(&first, &second);
        }
    }
}
