//! How long folding, building and a keystroke take over the shipped records.

#[path = "../tests/shipped/mod.rs"]
mod shipped;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use porada::catalogue::Record;
use porada::search::{Query, SearchIndex, fold, highlight};
use std::sync::LazyLock;

static RECORDS: LazyLock<Vec<Record>> = LazyLock::new(shipped::records);
static INDEX: LazyLock<SearchIndex> = LazyLock::new(|| SearchIndex::build(&RECORDS, &|_| None));

/// What people type, letter by letter: with and without diacritics, English, misspelled, several words.
const TYPED: [&str; 8] = [
    "parkování",
    "popelncie",
    "kontejnery na tříděný odpad",
    "energeticke uspory epc",
    "water meters remote reading",
    "participatviní rozpočet",
    "Senioři se nemají jak dostat k lékaři",
    "xqzwvkj",
];

fn main() {
    divan::main();
}

#[divan::bench]
fn fold_all_titles(bencher: Bencher) {
    let titles: String = RECORDS.iter().map(|record| record.title.cs.as_str()).collect();
    bencher.counter(BytesCount::of_str(&titles)).bench(|| fold(divan::black_box(&titles)));
}

#[divan::bench(sample_count = 20)]
fn build_shipped(bencher: Bencher) {
    let records = &*RECORDS;
    bencher
        .counter(ItemsCount::new(records.len()))
        .bench(|| SearchIndex::build(divan::black_box(records), &|_| None));
}

/// A whole session; the items are keystrokes.
#[divan::bench(args = TYPED)]
fn type_a_query(bencher: Bencher, text: &str) {
    let index = &*INDEX;
    let prefixes: Vec<Query> = text
        .char_indices()
        .map(|(start, letter)| Query {
            text: text[..start + letter.len_utf8()].to_owned(),
            typing: true,
            limit: 50,
            ..Query::default()
        })
        .collect();
    bencher
        .counter(ItemsCount::new(prefixes.len()))
        .bench(|| prefixes.iter().map(|query| index.search(divan::black_box(query)).total).sum::<usize>());
}

#[divan::bench]
fn highlight_a_screen_of_titles(bencher: Bencher) {
    let titles: Vec<&str> = RECORDS.iter().take(40).map(|record| record.title.cs.as_str()).collect();
    bencher.bench(|| {
        titles.iter().map(|title| highlight(title, "kontejnery na tříděný odpad").len()).sum::<usize>()
    });
}
