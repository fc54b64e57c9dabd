//! Beginnings of words that very many records have: their best records are kept and the others only counted, and nobody
//! can tell.

use super::*;
use crate::search::heads::KEPT;

/// More records than are kept of a beginning; all have words with `s`.
fn many() -> Vec<Record> {
    let kinds = [RecordKind::Practice, RecordKind::Caution, RecordKind::Partner];
    let record = |number: usize| {
        let texts = ["sklad", "svoz", "senioři", "strom", "sběr", "síť", "soud", "sport"];
        let words = |of: usize| texts[(number / (of + 1) + of) % texts.len()];
        let title = format!("{} {}", words(0), words(7));
        // Of different weights, so that the order is not only that of the catalogue.
        let text: String =
            (0..number % 5 + 8).map(|of| format!("{}{} ", words(of % 8), of * number % 13)).collect();
        Record { id: number.to_string(), ..record(kinds[number % kinds.len()], &title, &text, None) }
    };
    (0..KEPT + 1_500).map(record).collect()
}

#[test]
fn a_beginning_that_very_many_records_have_is_answered_as_if_all_were_added_up() {
    let records = many();
    let index = SearchIndex::build(&records, Thesaurus::shipped(), &|_| None);
    let mut kept = 0;
    for text in ["s", "st", "str", "sk", "se", "sen", "sv", "x"] {
        kept += usize::from(index.heads.get(text).is_some());
        let ask = |limit: usize| index.search(&Query { limit, facets: true, ..query(text) });
        // More than are kept are wanted: all are added up.
        let (some, all) = (ask(2_000), ask(KEPT + 1));
        assert_eq!((some.total, some.total_is_exact), (all.total, all.total_is_exact), "{text}");
        assert_eq!(some.facets, all.facets, "{text}");
        assert_eq!(some.hits[..], all.hits[..some.total.min(2_000)], "{text}");
    }
    assert!(kept > 0, "a beginning with more than {KEPT} records");
}
