//! The vocabulary: every distinct token of the catalogue, sorted, with what is needed to find the tokens near a word.

use super::stem::stem;
use super::tokens::floor_boundary;
use std::ops::Range;

/// Strings one behind the other in one allocation.
#[derive(Debug)]
pub(super) struct StringTable {
    arena: String,
    /// Where each string starts, and the end of the last.
    offsets: Vec<u32>,
}

impl StringTable {
    pub(super) fn new() -> StringTable {
        StringTable { arena: String::new(), offsets: vec![0] }
    }

    pub(super) fn push(&mut self, text: &str) {
        self.arena.push_str(text);
        self.offsets.push(u32::try_from(self.arena.len()).unwrap_or(u32::MAX));
    }

    pub(super) fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// The bytes that the strings need.
    pub(super) fn bytes(&self) -> usize {
        self.arena.len() + self.offsets.len() * size_of::<u32>()
    }

    /// The string at `index`, empty past the end.
    pub(super) fn get(&self, index: usize) -> &str {
        match self.offsets.get(index..index + 2) {
            Some(&[start, end]) => self.arena.get(start as usize..end as usize).unwrap_or_default(),
            _ => "",
        }
    }

    /// The first index whose string does not satisfy `before`; the strings must be sorted so that those that do come first.
    fn partition(&self, from: usize, before: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (from, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if before(self.get(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The index of `text` in a sorted table.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        let index = self.partition(0, |other| other < text);
        (index < self.len() && self.get(index) == text).then_some(index)
    }

    /// The strings of a sorted table that start with `prefix`.
    pub(super) fn with_prefix(&self, prefix: &str) -> Range<usize> {
        let start = self.partition(0, |other| other < prefix);
        start..self.partition(start, |other| other.starts_with(prefix))
    }
}

/// Gives every distinct string a number, in the order of first appearance.
pub(super) struct Interner {
    strings: StringTable,
    /// Open addressing: number + 1 of a string, 0 for a free slot; the length is a power of two.
    slots: Vec<u32>,
}

impl Interner {
    pub(super) fn new() -> Interner {
        Interner { strings: StringTable::new(), slots: vec![0; 1 << 12] }
    }

    pub(super) fn strings(&self) -> &StringTable {
        &self.strings
    }

    pub(super) fn number(&mut self, text: &str) -> u32 {
        if (self.strings.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let slot = self.slot_of(text);
        match self.slots.get(slot) {
            Some(&taken) if taken != 0 => taken - 1,
            _ => {
                self.strings.push(text);
                let number = self.strings.len() as u32;
                if let Some(free) = self.slots.get_mut(slot) {
                    *free = number;
                }
                number - 1
            }
        }
    }

    /// The number of `text`; `None` where it has none.
    pub(super) fn find(&self, text: &str) -> Option<u32> {
        self.slots.get(self.slot_of(text)).and_then(|taken| taken.checked_sub(1))
    }

    /// The slot that holds `text` or would.
    fn slot_of(&self, text: &str) -> usize {
        let last = self.slots.len() - 1;
        let mut slot = hash(text) as usize & last;
        while let Some(&taken) = self.slots.get(slot) {
            if taken == 0 || self.strings.get(taken as usize - 1) == text {
                break;
            }
            slot = (slot + 1) & last;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for number in 0..self.strings.len() {
            let slot = self.slot_of(self.strings.get(number));
            if let Some(free) = self.slots.get_mut(slot) {
                *free = number as u32 + 1;
            }
        }
    }
}

/// FNV-1a: the words are short and nobody gains from collisions in a catalogue of one's own.
pub(super) fn hash(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    });
    hash ^ (hash >> 29)
}

/// The sorted tokens with their letter masks, and the tokens of each stem.
#[derive(Debug)]
pub(super) struct Vocabulary {
    words: StringTable,
    masks: Vec<u64>,
    stems: StringTable,
    /// Where the tokens of each stem start in `stem_tokens`, and the end.
    stem_offsets: Vec<u32>,
    stem_tokens: Vec<u32>,
}

impl Vocabulary {
    /// The vocabulary of `words`, which are sorted and distinct.
    pub(super) fn new(words: StringTable) -> Vocabulary {
        let masks = (0..words.len()).map(|token| mask(words.get(token))).collect();
        let mut by_stem: Vec<(&str, u32)> =
            (0..words.len()).map(|token| (stem(words.get(token)), token as u32)).collect();
        by_stem.sort_unstable();
        let mut stems = StringTable::new();
        let mut stem_offsets = Vec::new();
        for (position, &(of_token, _)) in by_stem.iter().enumerate() {
            if position == 0 || stems.get(stems.len() - 1) != of_token {
                stems.push(of_token);
                stem_offsets.push(position as u32);
            }
        }
        let stem_tokens: Vec<u32> = by_stem.into_iter().map(|(_, token)| token).collect();
        stem_offsets.push(stem_tokens.len() as u32);
        Vocabulary { words, masks, stems, stem_offsets, stem_tokens }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn word(&self, token: usize) -> &str {
        self.words.get(token)
    }

    /// The token, unless it is past the end.
    pub(super) fn word_at(&self, token: usize) -> Option<&str> {
        (token < self.len()).then(|| self.word(token))
    }

    /// The bytes that the vocabulary needs.
    pub(super) fn bytes(&self) -> usize {
        self.words.bytes()
            + self.masks.len() * size_of::<u64>()
            + self.stems.bytes()
            + (self.stem_offsets.len() + self.stem_tokens.len()) * size_of::<u32>()
    }

    /// Which letters and digits a token has, see [`mask`].
    pub(super) fn mask(&self, token: usize) -> u64 {
        self.masks.get(token).copied().unwrap_or(0)
    }

    pub(super) fn find(&self, word: &str) -> Option<usize> {
        self.words.find(word)
    }

    /// The tokens that start with the first `length` bytes of `word`, or fewer where that would split a character.
    pub(super) fn sharing(&self, word: &str, length: usize) -> Range<usize> {
        self.words.with_prefix(word.get(..floor_boundary(word, length)).unwrap_or_default())
    }

    /// The tokens with this stem.
    pub(super) fn of_stem(&self, stem: &str) -> &[u32] {
        let bounds = self.stems.find(stem).and_then(|number| self.stem_offsets.get(number..number + 2));
        match bounds {
            Some(&[start, end]) => self.stem_tokens.get(start as usize..end as usize).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// One bit for each Latin letter and digit that a word has.
pub(super) fn mask(word: &str) -> u64 {
    word.bytes().fold(0, |mask, byte| {
        mask | match byte {
            b'a'..=b'z' => 1 << (byte - b'a'),
            b'0'..=b'9' => 1 << (byte - b'0' + 26),
            _ => 0,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(words: &[&str]) -> Vocabulary {
        let mut table = StringTable::new();
        words.iter().for_each(|word| table.push(word));
        Vocabulary::new(table)
    }

    #[test]
    fn finds_words_prefixes_and_stems() {
        let words = vocabulary(&["kolo", "odpad", "odpadem", "odpadu", "odpor", "zeleň"]);
        assert_eq!(words.find("odpadu"), Some(3));
        assert_eq!(words.find("odpa"), None);
        assert_eq!(words.sharing("odpady", 5), 1..4);
        assert!(words.sharing("zelená", 6).is_empty());
        assert_eq!(words.of_stem("odpad"), [1, 2, 3]);
        assert!(words.of_stem("neznamy").is_empty());
    }

    #[test]
    fn numbers_stay_while_the_table_grows() {
        let mut interner = Interner::new();
        let words: Vec<String> = (0..10_000).map(|number| format!("w{number}")).collect();
        let first: Vec<u32> = words.iter().map(|word| interner.number(word)).collect();
        let again: Vec<u32> = words.iter().map(|word| interner.number(word)).collect();
        assert_eq!(first, again);
        assert_eq!(interner.strings().get(9_999), "w9999");
    }
}
