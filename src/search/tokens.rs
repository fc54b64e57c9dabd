//! Tokens: the words of a folded text, as ranges of its bytes.

use std::ops::Range;
use std::sync::LazyLock;

/// Longer words are cut here, on both sides alike: 40 bytes hold every Czech word, and an address or a base64 string
/// must not fill the vocabulary.
pub(super) const MAX_TOKEN: usize = 40;

/// Words that say nothing about the subject. They are skipped in a query that has any other word.
const STOP_WORDS: [&str; 377] = [
    "a",
    "aby",
    "ale",
    "ani",
    "asi",
    "az",
    "bez",
    "bude",
    "by",
    "byl",
    "byla",
    "bylo",
    "byly",
    "byt",
    "chceme",
    "chteli",
    "ci",
    "co",
    "do",
    "i",
    "ja",
    "jak",
    "jako",
    "je",
    "jeho",
    "jejich",
    "jen",
    "jim",
    "jinak",
    "jiz",
    "jsem",
    "jsme",
    "jsou",
    "k",
    "kam",
    "kde",
    "kdy",
    "kdyz",
    "ke",
    "ktera",
    "ktere",
    "ktery",
    "kteri",
    "kvuli",
    "ma",
    "mame",
    "mate",
    "maji",
    "me",
    "mezi",
    "mit",
    "moc",
    "muze",
    "muzeme",
    "my",
    "na",
    "nad",
    "nam",
    "nas",
    "nase",
    "nebo",
    "nejsou",
    "nema",
    "nemame",
    "nemaji",
    "neni",
    "o",
    "od",
    "po",
    "pod",
    "podle",
    "potrebujeme",
    "pred",
    "pri",
    "pro",
    "proti",
    "protoze",
    "s",
    "se",
    "si",
    "skrz",
    "stale",
    "svou",
    "svuj",
    "ta",
    "tady",
    "tak",
    "take",
    "tam",
    "te",
    "ten",
    "to",
    "tu",
    "u",
    "uz",
    "v",
    "ve",
    "vsak",
    "vse",
    "vsichni",
    "z",
    "za",
    "ze",
    "an",
    "and",
    "are",
    "at",
    "be",
    "for",
    "from",
    "in",
    "is",
    "of",
    "on",
    "or",
    "our",
    "that",
    "the",
    "we",
    "with",
    "you",
    "kdo",
    "koho",
    "komu",
    "kym",
    "kolik",
    "proc",
    "jestli",
    "zda",
    "nikdo",
    "nikomu",
    "nikde",
    "nic",
    "neco",
    "nekdo",
    "nekomu",
    "nekde",
    "vsude",
    "vsechno",
    "vsem",
    "vsech",
    "tohle",
    "toto",
    "tento",
    "tato",
    "tyto",
    "teto",
    "tomu",
    "toho",
    "tom",
    "tim",
    "ty",
    "tech",
    "temto",
    "jeji",
    "jemu",
    "ji",
    "ho",
    "jej",
    "nimi",
    "nich",
    "nej",
    "jenze",
    "takze",
    "totiz",
    "prece",
    "aspon",
    "alespon",
    "porad",
    "pouze",
    "velmi",
    "hodne",
    "prilis",
    "casto",
    "vedet",
    "vime",
    "nevime",
    "vim",
    "nevim",
    "zjistit",
    "mohli",
    "mohl",
    "mohla",
    "mohou",
    "musi",
    "musime",
    "musim",
    "nemuze",
    "nemuzou",
    "nemohou",
    "umi",
    "neumi",
    "umime",
    "neumime",
    "chce",
    "chci",
    "chteji",
    "nechce",
    "nechteji",
    "bychom",
    "bych",
    "byste",
    "budou",
    "budeme",
    "jde",
    "nejde",
    "lze",
    "nelze",
    "nemit",
    "nemam",
    "potrebuji",
    "potrebuje",
    "potrebujete",
    "hledame",
    "hledam",
    "shanime",
    "what",
    "how",
    "why",
    "who",
    "which",
    "where",
    "when",
    "can",
    "could",
    "should",
    "need",
    "want",
    "they",
    "them",
    "their",
    "there",
    "this",
    "these",
    "those",
    "have",
    "has",
    "does",
    "not",
    "no",
    "us",
    "dela",
    "delaji",
    "delame",
    "delat",
    "delali",
    "delal",
    "delala",
    "udelat",
    "udelali",
    "udela",
    "udelaji",
    "nedela",
    "nedelaji",
    "nedelat",
    "prosim",
    "treba",
    "vubec",
    "jeste",
    "tedy",
    "trochu",
    "muj",
    "moje",
    "svoje",
    "sve",
    "svych",
    "svem",
    "svoji",
    "nasi",
    "nasim",
    "nasich",
    "nasem",
    "vas",
    "vam",
    "vase",
    "vasi",
    "vasich",
    "vasem",
    "pak",
    "potom",
    "taky",
    "zase",
    "behem",
    "krome",
    "vlastne",
    "proste",
    "nejak",
    "nejaky",
    "nejake",
    "nejakou",
    "nejaka",
    "nejakeho",
    "ktereho",
    "kterou",
    "kterym",
    "kterych",
    "jaky",
    "jaka",
    "jake",
    "jakym",
    "jakych",
    "prave",
    "hned",
    "ted",
    "nyni",
    "chtel",
    "chtela",
    "chtit",
    "chtiti",
    "mohly",
    "mohlo",
    "musely",
    "musel",
    "museli",
    "muset",
    "moci",
    "mely",
    "mel",
    "mela",
    "meli",
    "mejte",
    "jimi",
    "nim",
    "nemu",
    "ni",
    "ona",
    "oni",
    "ono",
    "resi",
    "resime",
    "resit",
    "neresi",
    "neresime",
    "planuje",
    "planujeme",
    "planuji",
    "jakou",
    "jakoz",
    "ackoli",
    "prestoze",
    "pokud",
    "aniz",
    "zatim",
    "zatimco",
    "dokud",
    "nez",
    "natoz",
    "but",
    "if",
    "so",
    "than",
    "then",
    "too",
    "also",
    "will",
    "would",
    "was",
    "were",
    "been",
    "being",
    "some",
    "any",
    "more",
    "very",
    "about",
    "into",
    "did",
    "am",
    "your",
    "his",
    "he",
    "she",
    "just",
    "only",
    "get",
    "gets",
    "got",
];

/// Whether a folded word is a stop word.
pub(super) fn is_stop_word(word: &str) -> bool {
    static SORTED: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let mut words = STOP_WORDS.to_vec();
        words.sort_unstable();
        words
    });
    SORTED.binary_search(&word).is_ok()
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// The tokens of a folded text in order, each at most [`MAX_TOKEN`] bytes and cut at a character boundary.
pub(super) fn tokens(folded: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = folded.as_bytes();
    let mut next = 0;
    std::iter::from_fn(move || {
        let start = next + bytes.get(next..)?.iter().position(|&byte| is_word_byte(byte))?;
        let rest = bytes.get(start..)?;
        let length = rest.iter().position(|&byte| !is_word_byte(byte)).unwrap_or(rest.len());
        next = start + length;
        Some(start..floor_boundary(folded, next.min(start + MAX_TOKEN)))
    })
}

/// The hyphenated words of a folded text: for each the range from its first to its last part and the joined form
/// (`re-use` gives `reuse`). Compounds of numbers alone (`2021-2027`) are not words and are left out.
pub(super) fn hyphenated(folded: &str) -> Vec<(Range<usize>, String)> {
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    if !folded.contains('-') {
        return found;
    }
    let mut open: Option<(Range<usize>, String)> = None;
    for token in tokens(folded) {
        let word = folded.get(token.clone()).unwrap_or_default();
        match &mut open {
            Some((range, joined)) if folded.get(range.end..token.start) == Some("-") => {
                joined.push_str(word);
                range.end = token.end;
            }
            _ => {
                found.extend(open.take());
                open = Some((token, word.to_owned()));
            }
        }
    }
    found.extend(open);
    found.retain(|(range, joined)| {
        joined.len() < range.len()
            && joined.len() <= MAX_TOKEN
            && !joined.bytes().all(|byte| byte.is_ascii_digit())
    });
    found
}

/// The largest character boundary at or below `offset` (`str::floor_char_boundary` is newer than our compiler).
pub(super) fn floor_boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn splits_at_everything_that_is_no_letter_or_digit() {
        assert_eq!(words("sber 5g: wi-fi, 3d  x"), ["sber", "5g", "wi", "fi", "3d", "x"]);
        assert_eq!(words(" - "), [""; 0]);
    }

    #[test]
    fn cuts_long_words_at_a_character() {
        let long = format!("{}ž konec", "a".repeat(MAX_TOKEN - 1));
        assert_eq!(words(&long), ["a".repeat(MAX_TOKEN - 1).as_str(), "konec"]);
    }

    #[test]
    fn joins_hyphenated_words() {
        let joined: Vec<String> = hyphenated("re-use wi-fi e-shop 2021-2027 a - b frydek-mistek-x konec-")
            .into_iter()
            .map(|(_, joined)| joined)
            .collect();
        assert_eq!(joined, ["reuse", "wifi", "eshop", "frydekmistekx"]);
    }
}
