//! Edit distance with transpositions (optimal string alignment), one machine word a row.
//!
//! Hyyrö, *A bit-vector algorithm for computing Levenshtein and Damerau edit distances* (2003). The row of the dynamic
//! programming table is kept as vertical differences in the bits of a `u64`, so that a letter of the text costs some
//! fifteen operations.

/// A word prepared to be compared with many others.
pub(super) struct Pattern {
    /// For each byte the positions at which the word has it.
    positions: [u64; 256],
    length: u32,
}

/// The distances of a pattern to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Distances {
    /// To the whole text.
    pub whole: u32,
    /// To the nearest of its prefixes.
    pub prefix: u32,
}

impl Pattern {
    /// Prepares a word; `None` if it is empty or longer than 64 bytes.
    pub(super) fn new(word: &[u8]) -> Option<Pattern> {
        if word.is_empty() || word.len() > 64 {
            return None;
        }
        let mut positions = [0_u64; 256];
        for (index, &byte) in word.iter().enumerate() {
            if let Some(bits) = positions.get_mut(usize::from(byte)) {
                *bits |= 1 << index;
            }
        }
        Some(Pattern { positions, length: word.len() as u32 })
    }

    /// The distances to `text`: insertions, deletions, replacements and transpositions of neighbours cost one each.
    pub(super) fn distances(&self, text: &[u8]) -> Distances {
        let last = 1_u64 << (self.length - 1);
        let (mut plus, mut minus, mut diagonal, mut before) = (u64::MAX, 0_u64, 0_u64, 0_u64);
        let mut whole = self.length;
        let mut prefix = whole;
        for &byte in text {
            let here = self.positions.get(usize::from(byte)).copied().unwrap_or(0);
            let transposed = ((!diagonal & here) << 1) & before;
            diagonal = ((here & plus).wrapping_add(plus) ^ plus) | here | minus | transposed;
            let mut up = minus | !(diagonal | plus);
            let mut down = diagonal & plus;
            whole = whole + u32::from(up & last != 0) - u32::from(down & last != 0);
            prefix = prefix.min(whole);
            up = (up << 1) | 1;
            down <<= 1;
            plus = down | !(diagonal | up);
            minus = up & diagonal;
            before = here;
        }
        Distances { whole, prefix }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The textbook table.
    fn slow(a: &[u8], b: &[u8]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let replaced = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let mut best = replaced.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        best = best.min(table[i - 2][j - 2] + 1);
                    }
                    best
                };
            }
        }
        table[a.len()][b.len()]
    }

    #[test]
    fn a_transposition_costs_one() {
        let pattern = Pattern::new(b"popelncie").unwrap();
        assert_eq!(pattern.distances(b"popelnice"), Distances { whole: 1, prefix: 1 });
        assert_eq!(pattern.distances(b"popelnicemi").prefix, 1);
    }

    proptest! {
        #[test]
        fn agrees_with_the_textbook(a in "[abc]{1,12}", b in "[abc]{0,14}") {
            let distances = Pattern::new(a.as_bytes()).unwrap().distances(b.as_bytes());
            prop_assert_eq!(distances.whole as usize, slow(a.as_bytes(), b.as_bytes()));
            let nearest = (0..=b.len()).map(|end| slow(a.as_bytes(), &b.as_bytes()[..end])).min();
            prop_assert_eq!(Some(distances.prefix as usize), nearest);
        }
    }
}
