//! How long it takes to read the shipped data, to build the index, and to answer a keystroke over it.

#![expect(clippy::unwrap_used, reason = "a measuring program")]

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use porada::catalogue::{Catalogue, Municipalities, Record};
use porada::search::{Query, SearchIndex, fold, index_catalogue};
use std::sync::{Arc, LazyLock};

static CATALOGUE: LazyLock<Arc<Catalogue>> = LazyLock::new(|| Arc::new(Catalogue::shipped().unwrap()));
static INDEX: LazyLock<SearchIndex> = LazyLock::new(|| index_catalogue(&CATALOGUE));

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
fn read_shipped_catalogue() -> Catalogue {
    Catalogue::shipped().unwrap()
}

#[divan::bench]
fn read_shipped_municipalities() -> Municipalities {
    Municipalities::shipped().unwrap()
}

/// The first call folds the names.
#[divan::bench]
fn find_a_municipality_first(bencher: Bencher) {
    bencher
        .with_inputs(|| Municipalities::shipped().unwrap())
        .bench_refs(|municipalities| municipalities.find("jesenik").len());
}

#[divan::bench]
fn find_a_municipality_again(bencher: Bencher) {
    let municipalities = CATALOGUE.municipalities();
    bencher.bench(|| municipalities.find(divan::black_box("jesenik")).len());
}

/// The first call reads the figures of all municipalities.
#[divan::bench]
fn similar_municipalities_first(bencher: Bencher) {
    bencher
        .with_inputs(|| Municipalities::shipped().unwrap())
        .bench_refs(|municipalities| municipalities.similar("536385", 10).len());
}

#[divan::bench]
fn fold_all_titles(bencher: Bencher) {
    let titles: String = CATALOGUE.records().iter().map(|record| record.title.cs.as_str()).collect();
    bencher.counter(BytesCount::of_str(&titles)).bench(|| fold(divan::black_box(&titles)));
}

#[divan::bench(sample_count = 20)]
fn build_shipped(bencher: Bencher) {
    let catalogue = &*CATALOGUE;
    bencher
        .counter(ItemsCount::new(catalogue.records().len()))
        .bench(|| index_catalogue(divan::black_box(catalogue)));
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
    let titles: Vec<&str> =
        CATALOGUE.records().iter().take(40).map(|record: &Record| record.title.cs.as_str()).collect();
    bencher.bench(|| {
        let found = INDEX.highlighter("kontejnery na tříděný odpad");
        titles.iter().map(|title| found.ranges(title).len()).sum::<usize>()
    });
}
