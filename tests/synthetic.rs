//! The synthetic records that the measuring programs use keep the rules of the catalogue.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../benches/support/synthetic.rs"]
mod synthetic;

use porada::catalogue::{Catalogue, Checked, Record, read_import};
use porada::search::fold;
use std::collections::HashSet;

#[test]
fn synthetic_lines_can_be_imported_and_are_the_synthetic_records() {
    let catalogue = Catalogue::shipped().unwrap();
    let file: String = synthetic::lines(2_000, 7).map(|line| line + "\n").collect();
    let imported: Vec<Record> = read_import(file.as_bytes(), "synthetic.jsonl", &catalogue)
        .map(|checked| match checked.unwrap() {
            Checked::Row(row) => row.record(catalogue.concept()).unwrap(),
            other => panic!("{other:?}"),
        })
        .collect();
    let records: Vec<Record> = synthetic::records(2_000, 7).collect();
    assert_eq!(imported.len(), 2_000);
    assert!(imported == records);
}

#[test]
fn the_seed_decides_and_more_records_begin_with_the_same() {
    let some: Vec<String> = synthetic::lines(50, 1).collect();
    assert!(synthetic::lines(80, 1).take(50).eq(some.iter().cloned()));
    assert!(synthetic::lines(50, 2).zip(&some).all(|(one, other)| one != *other));
}

#[test]
fn the_vocabulary_grows_more_slowly_than_the_text() {
    let distinct = |count: usize| -> usize {
        let texts = synthetic::lines(count, 1).map(|line| fold(&line));
        let words: HashSet<String> =
            texts.flat_map(|line| line.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
        words.len()
    };
    let (few, many) = (distinct(500), distinct(5_000));
    assert!(many > 2 * few && many < 8 * few, "{few} words became {many}");
}
