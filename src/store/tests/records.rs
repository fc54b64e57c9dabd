//! Records of the catalogue that are shared with everybody.

use super::*;
use crate::model::schema::CATALOGUE_RECORD;
use crate::model::{Author, Document, SharedRecord, Sharing};
use jiff::civil::date;

fn row(id: &str, json: &str) -> CatalogueRow {
    CatalogueRow { id: id.into(), kind: "practice".into(), json: json.into() }
}

fn sharer(by: &str) -> Sharer<'_> {
    Sharer { by, on: date(2026, 11, 22), now: now() }
}

fn share(store: &mut Store, by: &str, rows: &[CatalogueRow]) -> Sharings {
    store.share_rows(rows.iter().cloned().map(Ok::<_, StoreError>), sharer(by)).unwrap()
}

/// What is read, as `id json origin`.
fn read(store: &Store) -> Vec<String> {
    let mut rows = Vec::new();
    let each = store.each_imported(|row| -> Result<(), StoreError> {
        let origin = row.shared.map(|Sharing { by, on, hidden, others }| {
            format!(" {by} {on}{}{}", if hidden { " hidden" } else { "" }, " +".repeat(others))
        });
        rows.push(format!("{} {}{}", row.id, row.json, origin.unwrap_or_default()));
        Ok(())
    });
    each.unwrap();
    rows
}

fn document(store: &Store, record: &str) -> Document {
    store.document(DocumentId::shared_record(record)).unwrap().unwrap()
}

fn import(store: &mut Store, rows: &[CatalogueRow]) {
    store.import_rows(rows.iter().cloned().map(Ok::<_, StoreError>)).unwrap();
}

#[test]
fn a_shared_record_is_a_document_and_is_read_like_an_imported_one() {
    let mut store = memory();
    let imports = store.imports().unwrap();
    assert_eq!(share(&mut store, "IC", &[row("a", "1"), row("b", "2")]), Sharings { shared: 2, known: 0 });
    assert_eq!(read(&store), ["a 1 IC 2026-11-22", "b 2 IC 2026-11-22"]);
    assert!(store.has_imported().unwrap() && store.imports().unwrap() > imports);
    let shared = SharedRecord::read(&document(&store, "a")).unwrap().version;
    assert_eq!((shared.json.as_str(), shared.by.as_str()), ("1", "IC"));
    assert_eq!(store.unpublished(7).unwrap().len(), 2);
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    // There is no undo of a sharing, as there is none of an import.
    assert_eq!(store.undo(now()).unwrap(), None);
}

#[test]
fn sharing_what_is_shared_just_so_writes_nothing() {
    let mut store = memory();
    share(&mut store, "IC", &[row("a", "1")]);
    let before = document(&store, "a");
    assert_eq!(share(&mut store, "IC", &[row("a", "1")]), Sharings { shared: 0, known: 1 });
    assert_eq!(share(&mut store, "JIC", &[row("a", "1")]), Sharings { shared: 0, known: 1 });
    assert_eq!(document(&store, "a"), before);
    assert_eq!(share(&mut store, "JIC", &[row("a", "2")]), Sharings { shared: 1, known: 0 });
    assert_eq!(read(&store), ["a 2 JIC 2026-11-22"]);
}

#[test]
fn imported_records_are_shared_all_or_none() {
    let mut store = memory();
    import(&mut store, &[row("a", "1"), row("b", "2"), row("c", "3")]);
    let refused = StoreError::DiskFull { path: "x".into() };
    let check = |row: &CatalogueRow| if row.id == "c" { Err(refused.clone()) } else { Ok(()) };
    assert_eq!(store.share_imported(None, sharer("IC"), check), Err(refused.clone()));
    assert_eq!(read(&store), ["a 1", "b 2", "c 3"]);
    let fits = |_: &CatalogueRow| Ok::<_, StoreError>(());
    let done = store.share_imported(Some(&["b".to_owned()]), sharer("IC"), fits).unwrap();
    assert_eq!(done, Sharings { shared: 1, known: 0 });
    assert_eq!(read(&store), ["a 1", "c 3", "b 2 IC 2026-11-22"]);
    assert!(!store.is_imported("b").unwrap() && store.is_imported("a").unwrap());
    assert_eq!(store.share_imported(None, sharer("IC"), fits).unwrap().shared, 2);
    let shared: Vec<String> = store.shared_records().unwrap().into_iter().map(|row| row.record).collect();
    assert_eq!(shared, ["a", "b", "c"]);
}

#[test]
fn an_imported_record_is_never_covered_by_a_shared_one() {
    let (mut one, mut two) = (memory(), memory());
    share(&mut one, "IC", &[row("a", "1"), row("b", "1")]);
    import(&mut two, &[row("a", "mine"), row("b", "1")]);
    for record in ["a", "b"] {
        two.merge(&document(&one, record)).unwrap();
    }
    // Of two equal ones nothing is hidden.
    assert_eq!(read(&two), ["a mine IC 2026-11-22 hidden", "b 1 IC 2026-11-22"]);
    assert_eq!(two.hidden_sharings().unwrap(), 1);
    assert_eq!(two.remove_imported(&["a".to_owned()]).unwrap(), 1);
    assert_eq!(read(&two), ["b 1 IC 2026-11-22", "a 1 IC 2026-11-22"]);
    assert_eq!(two.check().unwrap(), Vec::<String>::new());
}

#[test]
fn a_withdrawn_record_stays_where_it_was_withdrawn_and_goes_elsewhere() {
    let (mut one, mut two) = (memory(), memory());
    share(&mut one, "IC", &[row("a", "1")]);
    two.merge(&document(&one, "a")).unwrap();
    let imports = two.imports().unwrap();
    assert_eq!(one.unshare(&["a".to_owned(), "unknown".to_owned()], now()).unwrap(), 1);
    assert_eq!(read(&one), ["a 1"]);
    two.merge(&document(&one, "a")).unwrap();
    assert_eq!(read(&two), Vec::<String>::new());
    assert!(two.imports().unwrap() > imports && !two.has_imported().unwrap());
    assert_eq!((one.sharer_of("a").unwrap(), one.unshare(&["a".to_owned()], now()).unwrap()), (None, 0));
    let fits = |_: &CatalogueRow| Ok::<_, StoreError>(());
    assert_eq!(one.share_imported(None, sharer("IC"), fits).unwrap().shared, 1);
    two.merge(&document(&one, "a")).unwrap();
    assert_eq!(read(&two), ["a 1 IC 2026-11-22"]);
    assert_eq!(two.check().unwrap(), Vec::<String>::new());
}

#[test]
fn of_versions_shared_at_once_all_homes_read_the_same() {
    let (mut one, mut two) = (memory(), Store::open_in_memory(ReplicaId(2)).unwrap());
    share(&mut one, "IC", &[row("a", "1")]);
    two.merge(&document(&one, "a")).unwrap();
    share(&mut one, "IC", &[row("a", "2")]);
    share(&mut two, "JIC", &[row("a", "3")]);
    let (from_one, from_two) = (document(&one, "a"), document(&two, "a"));
    let merged = one.merge(&from_two).unwrap();
    two.merge(&from_one).unwrap();
    assert_eq!((merged.changed, merged.conflicts), (true, 0));
    assert_eq!(read(&one), read(&two));
    assert!(read(&one)[0].ends_with(" +"), "{:?}", read(&one));
    assert_eq!(one.conflict_count().unwrap(), 0);
    share(&mut one, "IC", &[row("a", "4")]);
    two.merge(&document(&one, "a")).unwrap();
    assert_eq!(read(&two), ["a 4 IC 2026-11-22"]);
    assert_eq!(one.check().unwrap(), Vec::<String>::new());
}

#[test]
fn what_is_no_whole_record_is_kept_as_a_document_and_read_by_nobody() {
    let mut store = memory();
    let mut document = Document::new(DocumentId::shared_record("a"), CATALOGUE_RECORD);
    let change = Change::single(ChangeKind::Import, document.id.header(), "record", [("json", "1".into())]);
    document.write(&change, &VersionVector::default(), &mut Author::new(ReplicaId(9)), now());
    assert!(store.merge(&document).unwrap().new);
    assert_eq!(read(&store), Vec::<String>::new());
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}
