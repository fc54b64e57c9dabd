//! Keys that keep the order of items and can always be put between two others, so that reordering is one small write
//! and merges field by field.
//!
//! Two devices that write at one place at the same time must not mix their items. So what a session writes one after the
//! other is a *run*: its first key ends with a tag of the item's id, and the following keys continue that key. Runs of
//! others sort before or after it as a whole.

use super::identity::EntityId;

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE: usize = DIGITS.len();

/// A key that sorts (byte by byte) after `after` and before `before`; `None` stands for the start and the end.
///
/// Keys are fractions in base 62 without a trailing zero. Where `after` does not sort before `before` (equal keys, from a
/// version that did not tag them) the key sorts directly after `after`.
pub fn key_between(after: Option<&str>, before: Option<&str>) -> String {
    if let (Some(after), Some(before)) = (after, before)
        && after >= before
        && !before.is_empty()
    {
        return format!("{after}01");
    }
    let low: Vec<usize> = after.unwrap_or_default().bytes().map(digit).collect();
    let high: Option<Vec<usize>> =
        before.filter(|before| !before.is_empty()).map(|before| before.bytes().map(digit).collect());
    let mut key = String::new();
    let mut bounded = high.is_some();
    for position in 0.. {
        let floor = low.get(position).copied().unwrap_or(0);
        // A bound that ends here leaves no room below it; only a foreign key does that, and then any place will do.
        let ceiling = high.as_ref().filter(|_| bounded).and_then(|high| high.get(position)).copied();
        bounded = ceiling.is_some();
        let ceiling = ceiling.unwrap_or(BASE);
        if ceiling > floor + 1 {
            // At the open end small steps keep the keys of a long meeting short.
            let step = if bounded { (ceiling - floor) / 2 } else { 1 };
            key.push(char::from(DIGITS[floor + step]));
            break;
        }
        key.push(char::from(DIGITS[floor]));
        bounded = bounded && ceiling == floor;
    }
    key
}

/// As [`key_between`], but different for every item: two devices that put items at one place at the same time make
/// different keys.
pub fn place_between(after: Option<&str>, before: Option<&str>, id: EntityId) -> String {
    // The key differs from `before` in its last digit, so that with a tag it still sorts before it.
    key_between(after, before) + &tag(id)
}

/// The key after `last` that continues the run which begins with `first`.
pub fn place_in_run(first: &str, last: &str) -> String {
    let tail = last.strip_prefix(first).unwrap_or_default();
    format!("{first}{}", key_between(Some(tail), None))
}

/// Six digits from the random part of the id. The first is never the highest, so that there is room after the run
/// without going into it; the last is never zero.
fn tag(id: EntityId) -> String {
    const BASES: [usize; 6] = [BASE - 1, BASE, BASE, BASE, BASE, BASE - 1];
    let mut rest = u64::try_from(id.as_u128() & u128::from(u64::MAX)).unwrap_or(0);
    let mut tag = String::new();
    for (position, base) in BASES.into_iter().enumerate() {
        let value = usize::try_from(rest % base as u64).unwrap_or(0);
        rest /= base as u64;
        let value = if position + 1 == BASES.len() { value + 1 } else { value };
        tag.push(char::from(DIGITS.get(value).copied().unwrap_or(b'1')));
    }
    tag
}

fn digit(byte: u8) -> usize {
    DIGITS.iter().position(|&known| known == byte).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_thousand_items_at_the_end_keep_short_keys() {
        let mut last: Option<String> = None;
        for _ in 0..1000 {
            let next = key_between(last.as_deref(), None);
            assert!(last.as_deref().is_none_or(|last| last < next.as_str()));
            last = Some(next);
        }
        assert!(last.is_some_and(|last| last.len() <= 20), "keys grew too long");
    }

    proptest! {
        #[test]
        fn a_key_always_fits_between_its_neighbours(places in proptest::collection::vec(0usize..50, 1..120)) {
            let mut keys: Vec<String> = Vec::new();
            for place in places {
                let place = place.min(keys.len());
                let after = place.checked_sub(1).map(|index| keys[index].clone());
                let key = key_between(after.as_deref(), keys.get(place).map(String::as_str));
                keys.insert(place, key);
            }
            for pair in keys.windows(2) {
                prop_assert!(pair[0] < pair[1], "{pair:?}");
            }
        }

        #[test]
        fn any_text_as_a_neighbour_gives_an_answer(after in ".{0,8}", before in ".{0,8}") {
            prop_assert!(!key_between(Some(&after), Some(&before)).is_empty());
        }
    }
}
