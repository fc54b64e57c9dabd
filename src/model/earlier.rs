//! Which earlier text competing texts of a field were made from.
//!
//! Each home keeps for itself the last few texts of a field that were replaced in it; documents and storages have none of
//! it. A wrong ancestor would leave out words that nobody deleted, so an earlier text counts as one of a value only where
//! that is certain. A document alone does not prove it: that it has seen a text says nothing about each of its values,
//! because a device can write a value without having seen that text and learn of it, and of what replaced it, later.
//!
//! It is certain in four cases:
//!
//! 1. **The only value.** A replaced value goes only because a write that had seen it took its place, and that write is
//!    there or was itself replaced. So from every value that a document has seen and does not hold a chain of replacements
//!    leads to one that it holds. Where it holds exactly one, the chains of all lead to that one: all texts of the field
//!    that the document has seen are its ancestors. This is looked at on both sides before they are joined.
//! 2. **A write of this home** is made from what it replaced, and from what that was made from.
//! 3. **A value that comes back** by undo or redo is a copy: it is made from what the copied one was made from. (What it
//!    replaced was seen too, but no word of it was an answer to that.)
//! 4. **The first text** of an item. Nobody writes into an item that is not on the screen, so everybody who wrote had seen
//!    the write that made it, which is the one of its `written` field. Who makes an item anew from a file without stamps
//!    adds a second value to that field, which nothing ever replaces, and then this is not certain any more. An item that
//!    the network is shown again has new writes, but then it is the field and the text of one write that get one new one.
//!
//! A value that comes beside others from elsewhere has none of these but the last: then there may be no certain ancestor
//! here, while the device that joined the two first has one.

use super::document::{Document, Entity, Register};
use super::identity::{Dot, EntityId, VersionVector};
use super::schema::{CATALOGUE_RECORD, CONSULTATION, Shape, is_personal, shape};
use std::collections::{BTreeMap, BTreeSet};

/// How many texts of a field are kept, beside the first one: those of a conflict and its settlement, taken back once.
pub const MOST_EARLIER: usize = 6;

/// The entities whose `written` field is written once, by the change that makes them.
const MADE_ONCE: [&str; 5] = ["need", "note", "decision", "task", "link"];

/// A text that was replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierText {
    /// The write that it was a value of.
    pub dot: Dot,
    /// The text; empty for a field that was emptied.
    pub text: String,
    /// Writes of which it is certain that they were made from it; only of values that are there, or that are kept too.
    pub after: BTreeSet<Dot>,
}

/// How a home wrote a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrote {
    /// A person wrote it in the place of another.
    New,
    /// An earlier value came back, by undo or redo.
    Back,
}

/// The earlier texts of a field, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Earlier {
    texts: Vec<EarlierText>,
}

/// A field that competing versions can be proposed for and whose earlier texts are kept: a text that is not personal.
pub fn keeps_earlier(document: &Document, entity: &Entity, field: &str) -> bool {
    !document.id.is_shared_copy()
        && document.kind != CATALOGUE_RECORD
        && shape(&document.kind, &entity.kind, field) == Some(Shape::Text)
        && !is_personal(&document.kind, &entity.kind, field)
}

/// The write that everybody has seen who wrote into the entity.
pub fn first_write(document: &Document, id: EntityId) -> Option<Dot> {
    let entity = document.entity(id).filter(|it| MADE_ONCE.contains(&it.kind.as_str()))?;
    match entity.named("written") {
        [only] if document.kind == CONSULTATION => Some(only.origin.dot),
        _ => None,
    }
}

fn dots(registers: &[Register]) -> BTreeSet<Dot> {
    registers.iter().map(|register| register.origin.dot).collect()
}

impl Earlier {
    /// What a home kept, the oldest first.
    pub fn new(texts: Vec<EarlierText>) -> Earlier {
        Earlier { texts }
    }

    /// The texts, the oldest first: none was made from a later one.
    pub fn texts(&self) -> &[EarlierText] {
        &self.texts
    }

    /// Follows a write of this home that made `after` of the values `before`. `renamed` are the writes whose values were
    /// only written anew, with the new write of each.
    pub fn wrote(
        &mut self,
        how: Wrote,
        before: &[Register],
        after: &[Register],
        renamed: &BTreeMap<Dot, Dot>,
        first: Option<Dot>,
    ) {
        let gone = self.replaced(before, after, renamed);
        let known = dots(before);
        let new = after.iter().filter(|it| !known.contains(&it.origin.dot));
        for register in new {
            let dot = register.origin.dot;
            let old = renamed.iter().find(|(_, new)| **new == dot).map(|(old, _)| *old);
            // The texts that the new value was made from, and with them all that those were made from.
            let made_from: BTreeSet<Dot> = match (old, how) {
                (Some(old), _) => BTreeSet::from([old]),
                (None, Wrote::New) => gone.clone(),
                (None, Wrote::Back) => {
                    let copied = register.value.as_str().unwrap_or_default();
                    self.texts.iter().filter(|it| it.text == copied).map(|it| it.dot).collect()
                }
            };
            for text in &mut self.texts {
                if made_from.contains(&text.dot) || !text.after.is_disjoint(&made_from) {
                    text.after.insert(dot);
                }
            }
        }
        self.tidy(after, first);
    }

    /// Follows a join of the values `mine` with those of a document that holds `theirs` and has seen `their_seen`, to `after`.
    pub fn joined(
        &mut self,
        mine: &[Register],
        (theirs, their_seen): (&[Register], &VersionVector),
        after: &[Register],
        first: Option<Dot>,
    ) {
        self.replaced(mine, after, &BTreeMap::new());
        if let [only] = theirs {
            let only = only.origin.dot;
            for text in self.texts.iter_mut().filter(|it| their_seen.covers(it.dot) && it.dot != only) {
                text.after.insert(only);
            }
        }
        self.tidy(after, first);
    }

    /// The text that all of `live` were made from, the newest such; `None` where none is certain or it was empty.
    pub fn base(&self, live: &[Register], first: Option<Dot>) -> Option<&str> {
        let live = dots(live);
        let is_base = |it: &&EarlierText| first == Some(it.dot) || live.is_subset(&it.after);
        let newest = self.texts.iter().rev().find(is_base)?;
        Some(newest.text.as_str()).filter(|text| !text.trim().is_empty())
    }

    /// Keeps what of `before` is not among `after`; gives the writes of that.
    fn replaced(
        &mut self,
        before: &[Register],
        after: &[Register],
        renamed: &BTreeMap<Dot, Dot>,
    ) -> BTreeSet<Dot> {
        if let [only] = before {
            for text in &mut self.texts {
                text.after.insert(only.origin.dot);
            }
        }
        let left = dots(after);
        let goes = |dot: &Dot| !left.contains(dot) && !renamed.contains_key(dot);
        for register in before.iter().filter(|it| goes(&it.origin.dot)) {
            let text = register.value.as_str().unwrap_or_default().to_owned();
            self.texts.push(EarlierText { dot: register.origin.dot, text, after: BTreeSet::new() });
        }
        dots(before).into_iter().filter(goes).collect()
    }

    /// Forgets the oldest texts but the first, and of writes those that are neither in `live` nor kept.
    fn tidy(&mut self, live: &[Register], first: Option<Dot>) {
        let mut too_many = self.texts.iter().filter(|it| Some(it.dot) != first).count();
        self.texts.retain(|it| {
            let goes = too_many > MOST_EARLIER && Some(it.dot) != first;
            too_many -= usize::from(goes);
            !goes
        });
        let mut known = dots(live);
        known.extend(self.texts.iter().map(|it| it.dot));
        self.texts.iter_mut().for_each(|it| it.after.retain(|dot| known.contains(dot)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Author, Change, ChangeKind, DocumentId, ReplicaId, Value};
    use jiff::Timestamp;
    use proptest::prelude::*;

    const NEED: EntityId = EntityId::from_u128(10);

    /// What is true of a write: its text, and what its author had seen.
    struct Truth {
        dot: Dot,
        text: String,
        seen: VersionVector,
    }

    #[derive(Clone)]
    struct Copy {
        document: Document,
        earlier: Earlier,
    }

    struct Device {
        author: Author,
        /// All states of its document with what it kept beside it, the present one last.
        copies: Vec<Copy>,
    }

    impl Device {
        fn new(replica: u64) -> Device {
            let document = Document::new(DocumentId::from_u128(1), CONSULTATION);
            let copies = vec![Copy { document, earlier: Earlier::default() }];
            Device { author: Author::new(ReplicaId(replica)), copies }
        }

        fn copy(&self, lag: usize) -> Copy {
            self.copies[self.copies.len().saturating_sub(1 + lag)].clone()
        }

        fn values(&self) -> Vec<Register> {
            values(&self.copy(0).document)
        }

        fn base(&self) -> Option<String> {
            let copy = self.copy(0);
            let first = first_write(&copy.document, NEED);
            copy.earlier.base(&values(&copy.document), first).map(str::to_owned)
        }

        /// Writes each text with the same context, the first with the fields of a new item if `is_first`.
        fn write(
            &mut self,
            texts: &[&str],
            context: &VersionVector,
            how: Wrote,
            is_first: bool,
        ) -> Vec<Truth> {
            let Copy { mut document, mut earlier } = self.copy(0);
            let before = values(&document);
            let mut truths = Vec::new();
            for text in texts {
                let written = is_first.then(|| ("written", Value::from("2026-11-21T13:00:00Z")));
                let fields = [("text", Value::from(*text))].into_iter().chain(written);
                let change = Change::single(ChangeKind::Edit, NEED, "need", fields);
                let dot = document.write(&change, context, &mut self.author, Timestamp::UNIX_EPOCH);
                truths.push(Truth { dot, text: (*text).to_owned(), seen: context.clone() });
            }
            let first = first_write(&document, NEED);
            earlier.wrote(how, &before, &values(&document), &BTreeMap::new(), first);
            self.copies.push(Copy { document, earlier });
            truths
        }

        fn edit(&mut self, text: &str) -> Vec<Truth> {
            let seen = self.copy(0).document.seen().clone();
            self.write(&[text], &seen, Wrote::New, false)
        }

        fn pull(&mut self, theirs: &Document) {
            let Copy { mut document, mut earlier } = self.copy(0);
            let mine = values(&document);
            document.join(theirs);
            let now = values(&document);
            if !mine.is_empty() && mine != now {
                earlier.joined(&mine, (&values(theirs), theirs.seen()), &now, first_write(&document, NEED));
            }
            self.copies.push(Copy { document, earlier });
        }
    }

    fn values(document: &Document) -> Vec<Register> {
        document.entity(NEED).map(|entity| entity.named("text").to_vec()).unwrap_or_default()
    }

    fn devices(first: &str, is_item: bool) -> [Device; 3] {
        let mut all = [1, 2, 3].map(Device::new);
        let seen = VersionVector::default();
        all[0].write(&[first], &seen, Wrote::New, is_item);
        all
    }

    fn pull(devices: &mut [Device; 3], to: usize, from: usize) {
        let theirs = devices[from].copy(0).document;
        devices[to].pull(&theirs);
    }

    #[test]
    fn two_edits_of_one_text_rest_on_it_where_the_two_were_joined() {
        for is_item in [true, false] {
            let mut all = devices("základ", is_item);
            pull(&mut all, 1, 0);
            pull(&mut all, 2, 0);
            all[0].edit("moje");
            all[1].edit("jejich");
            pull(&mut all, 1, 0);
            assert_eq!(all[1].base().as_deref(), Some("základ"));
            // The others learn of the value together with the one beside it: only of the first text they are certain.
            for to in [0, 2] {
                pull(&mut all, to, 1);
                assert_eq!(all[to].base(), Some("základ".to_owned()).filter(|_| is_item));
            }
        }
    }

    #[test]
    fn a_value_whose_author_had_not_seen_a_text_is_not_taken_for_one_made_from_it() {
        let mut all = devices("první", false);
        for to in [1, 2] {
            pull(&mut all, to, 0);
        }
        all[0].edit("druhý");
        pull(&mut all, 2, 0);
        all[0].edit("třetí");
        all[1].edit("bez druhého");
        // The second device has seen the second text now, its value was written without.
        pull(&mut all, 1, 0);
        assert_eq!(all[1].base().as_deref(), Some("první"));
        // The third had all three texts, but the document that comes does not say what the value was made from.
        let covered = all[1].copy(0).document.seen().covers(all[2].values()[0].origin.dot);
        assert!(covered);
        pull(&mut all, 2, 1);
        assert_eq!((all[2].values().len(), all[2].base()), (2, None));
    }

    #[test]
    fn the_newest_text_that_both_had_is_taken() {
        let mut all = devices("první", true);
        all[0].edit("druhý");
        pull(&mut all, 1, 0);
        all[0].edit("třetí");
        all[0].edit("čtvrtý");
        all[1].edit("jiný");
        pull(&mut all, 1, 0);
        assert_eq!(all[1].base().as_deref(), Some("druhý"));
        pull(&mut all, 0, 1);
        assert_eq!(all[0].base().as_deref(), Some("první"), "of that it is certain here too");
    }

    #[test]
    fn values_that_undo_brings_back_rest_on_what_they_were_made_from() {
        let mut all = devices("první", false);
        all[0].edit("základ");
        pull(&mut all, 1, 0);
        all[0].edit("moje");
        all[1].edit("jejich");
        pull(&mut all, 1, 0);
        all[1].edit("společné");
        let seen = all[1].copy(0).document.seen().clone();
        all[1].write(&["moje", "jejich"], &seen, Wrote::Back, false);
        assert_eq!((all[1].values().len(), all[1].base().as_deref()), (2, Some("základ")));
    }

    #[test]
    fn a_third_value_rests_on_the_same_text_or_on_none() {
        let mut all = devices("základ", false);
        for to in [1, 2] {
            pull(&mut all, to, 0);
        }
        all[0].edit("a");
        all[1].edit("b");
        all[2].edit("c");
        pull(&mut all, 1, 0);
        pull(&mut all, 1, 2);
        assert_eq!((all[1].values().len(), all[1].base().as_deref()), (3, Some("základ")));
    }

    #[test]
    fn only_the_newest_texts_and_the_first_are_kept() {
        let mut all = devices("první", true);
        for number in 0..40 {
            all[0].edit(&format!("text {number}"));
        }
        let kept = all[0].copy(0).earlier;
        assert_eq!(kept.texts().len(), MOST_EARLIER + 1);
        assert_eq!((kept.texts()[0].text.as_str(), kept.texts()[1].text.as_str()), ("první", "text 33"));
        assert!(kept.texts().iter().all(|text| text.after.len() <= MOST_EARLIER + 2));
    }

    /// A step of a history; numbers are taken modulo what there is.
    #[derive(Debug, Clone)]
    enum Step {
        /// Somebody writes, having looked at the document some steps ago.
        Edit(usize, usize),
        /// One or two texts that were there come back, as undo writes them.
        Back(usize, usize, bool),
        /// Somebody takes over an older copy of another's document.
        Pull(usize, usize, usize),
        /// A device is set back to an older copy; whoever writes then is somebody new.
        Restore(usize, usize),
    }

    fn history() -> impl Strategy<Value = Vec<Step>> {
        let number = any::<usize>;
        let step = prop_oneof![
            5 => (number(), prop_oneof![4 => Just(0usize), 1 => 1usize..4]).prop_map(|(who, lag)| Step::Edit(who, lag)),
            1 => (number(), number(), any::<bool>()).prop_map(|(who, which, two)| Step::Back(who, which, two)),
            6 => (number(), number(), prop_oneof![3 => Just(0usize), 1 => 1usize..4])
                .prop_map(|(who, from, lag)| Step::Pull(who, from, lag)),
            1 => (number(), 1usize..5).prop_map(|(who, lag)| Step::Restore(who, lag)),
        ];
        proptest::collection::vec(step, 1..50)
    }

    /// Runs the steps; gives how many competing values had a base, or which base was wrong.
    fn run(steps: &[Step], is_item: bool) -> Result<usize, String> {
        let mut all = devices("text 0", is_item);
        let first = all[0].values()[0].origin.dot;
        let mut truths =
            vec![Truth { dot: first, text: "text 0".to_owned(), seen: VersionVector::default() }];
        let (mut next, mut found) = (10, 0);
        for step in steps {
            next += 1;
            match *step {
                Step::Edit(who, lag) => {
                    let device = &mut all[who % 3];
                    let looked_at = device.copy(lag).document;
                    // Nobody writes into an item that is not there; into a header people do.
                    if !is_item || !values(&looked_at).is_empty() {
                        let text = format!("text {next}");
                        truths.extend(device.write(&[&text], looked_at.seen(), Wrote::New, false));
                    }
                }
                Step::Back(who, which, two) => {
                    let device = &mut all[who % 3];
                    let copy = device.copy(0);
                    let kept = copy.earlier.texts();
                    if !kept.is_empty() {
                        let text = |place: usize| kept[place % kept.len()].text.as_str();
                        let texts = [text(which), text(which + 1)];
                        let texts = if two { &texts[..] } else { &texts[..1] };
                        truths.extend(device.write(texts, copy.document.seen(), Wrote::Back, false));
                    }
                }
                Step::Pull(who, from, lag) => {
                    let theirs = all[from % 3].copy(lag).document;
                    all[who % 3].pull(&theirs);
                }
                Step::Restore(who, lag) => {
                    let device = &mut all[who % 3];
                    // What was on the screen before it is not any more.
                    device.copies.truncate(device.copies.len().saturating_sub(lag).max(1));
                    device.author = Author::new(ReplicaId(next));
                }
            }
            for device in &all {
                found += check(device, &truths)?;
            }
        }
        Ok(found)
    }

    /// Every author of a competing value had seen the base, and it is none of the values.
    fn check(device: &Device, truths: &[Truth]) -> Result<usize, String> {
        let live = device.values();
        let Some(base) = device.base().filter(|_| live.len() > 1) else { return Ok(0) };
        let seen_by = |register: &Register, dot: Dot| {
            truths.iter().any(|it| it.dot == register.origin.dot && it.seen.covers(dot))
        };
        let is_ancestor = |it: &&Truth| it.text == base && live.iter().all(|value| seen_by(value, it.dot));
        match truths.iter().find(is_ancestor) {
            Some(_) => Ok(1),
            None => Err(format!("{base} is no base of {live:?}")),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..Default::default() })]

        #[test]
        fn every_base_was_seen_by_the_authors_of_all_values(steps in history(), is_item in any::<bool>()) {
            let result = run(&steps, is_item);
            prop_assert!(result.is_ok(), "{result:?}");
        }
    }

    #[test]
    fn histories_find_bases() {
        use proptest::strategy::ValueTree;
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        for is_item in [true, false] {
            let histories = (0..100).map(|_| history().new_tree(&mut runner).unwrap().current());
            let with_base = histories.filter(|steps| run(steps, is_item).unwrap() > 0).count();
            assert!(with_base > 30, "{with_base}");
        }
    }
}
