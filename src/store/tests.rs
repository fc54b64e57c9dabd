//! What the store promises, tested from the inside where a fault has to be put into the database by hand.

mod earlier;
mod records;
mod sharing;
mod undo;

use super::*;
use crate::model::{
    Author, Change, ChangeKind, Consultation, Document, DocumentId, Dot, Edit, EntityId, HeaderField,
    ItemField, ItemKind, NewConsultation, Participant, Side, VersionVector,
};
use jiff::Timestamp;
use proptest::prelude::*;
use std::time::Duration;

const KIND: &str = "consultation";

fn now() -> Timestamp {
    "2026-11-21T09:00:00Z".parse().unwrap()
}

fn memory() -> Store {
    Store::open_in_memory(ReplicaId(1)).unwrap()
}

fn create(store: &mut Store, id: u128, title: &str, start: Option<&str>) -> DocumentId {
    let id = DocumentId::from_u128(id);
    let new = NewConsultation {
        title: title.into(),
        municipalities: vec!["597520".into(), "569569".into()],
        start: start.map(|start| start.parse().unwrap()),
        ..Default::default()
    };
    store.apply(id, KIND, &Consultation::create(id, new), &VersionVector::default(), now()).unwrap();
    id
}

#[test]
fn scrubbing_is_due_after_an_erasure_that_came_and_only_then() {
    let (mut here, mut there) = (memory(), Store::open_in_memory(ReplicaId(2)).unwrap());
    let due = |store: &Store| store.state("scrub-due").unwrap().is_some();
    let id = create(&mut there, 1, "Jeseník", None);
    let hand_over = |from: &Store, to: &mut Store| to.merge(&from.document(id).unwrap().unwrap()).unwrap();
    hand_over(&there, &mut here);
    assert!(!due(&here) && here.scrub_if_due().unwrap());
    there.erase(id, &[id.header()], now()).unwrap();
    assert!(!due(&there), "it was done at once");
    hand_over(&there, &mut here);
    assert!(due(&here));
    assert!(here.scrub_if_due().unwrap() && !due(&here));
    hand_over(&there, &mut here);
    assert!(!due(&here), "the same once more");
}

fn view(store: &Store, id: DocumentId) -> Consultation {
    store.consultation(id).unwrap().unwrap()
}

fn apply(store: &mut Store, id: DocumentId, change: &Change) {
    let seen = view(store, id).seen;
    store.apply(id, KIND, change, &seen, now()).unwrap();
}

fn add(store: &mut Store, id: DocumentId, entity: u128, kind: ItemKind, fields: Vec<ItemField>) -> EntityId {
    let entity = EntityId::from_u128(entity);
    let change = view(store, id).add_item(entity, kind, fields, now());
    apply(store, id, &change);
    entity
}

fn words(text: &str) -> Vec<ItemField> {
    vec![ItemField::Text(text.into())]
}

fn assert_whole(store: &Store) {
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}

#[test]
fn consultations_are_listed_newest_first_with_their_counts() {
    let mut store = memory();
    let early = create(&mut store, 1, "první", Some("2026-01-05T10:00"));
    let late = create(&mut store, 2, "druhá", Some("2026-03-05T10:00"));
    let open = create(&mut store, 3, "bez data", None);
    let need = add(&mut store, early, 10, ItemKind::Need, words("kontejnery"));
    add(&mut store, early, 11, ItemKind::Decision, words("zadat studii"));
    let task = add(&mut store, early, 12, ItemKind::Task, words("poslat podklady"));
    add(&mut store, early, 13, ItemKind::Task, words("zavolat"));
    let change =
        view(&store, early).edit_item(view(&store, early).item(task).unwrap(), vec![ItemField::Done(true)]);
    apply(&mut store, early, &change);
    let change = view(&store, early).link(EntityId::from_u128(14), need, "kolin-senzory", "Senzory", now());
    apply(&mut store, early, &change);
    let rows = store.consultations(false).unwrap();
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [late, early, open]);
    let row = &rows[1];
    assert_eq!((row.needs, row.decisions, row.tasks, row.open_tasks, row.links), (1, 1, 2, 1, 1));
    assert_eq!(row.municipalities, ["597520", "569569"]);
    assert_eq!(row.start, Some("2026-01-05T10:00".parse().unwrap()));
    assert_eq!(row.last_write.as_second(), now().as_second());
    let change = view(&store, late).delete();
    apply(&mut store, late, &change);
    assert_eq!(store.consultations(false).unwrap().len(), 2);
    assert_eq!(store.consultations(true).unwrap().iter().filter(|row| row.deleted).count(), 1);
    assert_whole(&store);
}

#[test]
fn tasks_are_ordered_by_day_and_filtered() {
    let mut store = memory();
    let id = create(&mut store, 1, "porada", None);
    let task = |text: &str, due: Option<&str>| {
        let due = due.map(|due| due.parse().unwrap());
        vec![ItemField::Text(text.into()), ItemField::Due(due), ItemField::Side(Side::Municipality)]
    };
    add(&mut store, id, 10, ItemKind::Task, task("bez data", None));
    add(&mut store, id, 11, ItemKind::Task, task("později", Some("2026-12-24")));
    let first = add(&mut store, id, 12, ItemKind::Task, task("dříve", Some("2026-12-01")));
    let listed = |store: &Store, filter: TaskFilter| -> Vec<String> {
        store.tasks(&filter).unwrap().into_iter().map(|task| task.text).collect()
    };
    assert_eq!(listed(&store, TaskFilter::default()), ["dříve", "později", "bez data"]);
    let before = TaskFilter { due_before: Some("2026-12-24".parse().unwrap()), ..Default::default() };
    assert_eq!(listed(&store, before), ["dříve"]);
    let here = |code: &str| TaskFilter { municipality: Some(code.into()), ..Default::default() };
    assert_eq!(listed(&store, here("569569")).len(), 3);
    assert_eq!(listed(&store, here("000000")).len(), 0);
    let done = view(&store, id).edit_item(view(&store, id).item(first).unwrap(), vec![ItemField::Done(true)]);
    apply(&mut store, id, &done);
    let open = TaskFilter { open_only: true, ..Default::default() };
    assert_eq!(listed(&store, open), ["později", "bez data"]);
    let row = &store.tasks(&TaskFilter::default()).unwrap()[0];
    assert_eq!((row.id, row.consultation, row.side, row.done), (first, id, Side::Municipality, true));
    assert_eq!(row.written, now());
    let deleted = view(&store, id).delete();
    apply(&mut store, id, &deleted);
    assert_eq!(listed(&store, TaskFilter::default()), [""; 0]);
}

#[test]
fn a_part_of_an_id_finds_one_or_says_how_many() {
    let mut store = memory();
    let one = create(&mut store, 0xaaaa_1111_0000_0000_0000_0000_0000_beef, "a", None);
    let two = create(&mut store, 0xaaaa_2222_0000_0000_0000_0000_0000_cafe, "b", None);
    assert_eq!(store.find_consultation("aaaa").unwrap(), Found::Many(2));
    assert_eq!(store.find_consultation("AAAA-1").unwrap(), Found::One(one));
    assert_eq!(store.find_consultation("cafe").unwrap(), Found::One(two));
    assert_eq!(store.find_consultation(&one.to_string()).unwrap(), Found::One(one));
    assert_eq!(store.find_consultation("afe").unwrap(), Found::None);
    assert_eq!(store.find_consultation("%%%%").unwrap(), Found::None);
    let task = add(&mut store, one, 0xdddd_0000_0000_0000_0000_0000_0000_0001, ItemKind::Task, words("úkol"));
    assert_eq!(store.find_task("dddd").unwrap(), Found::One((one, task)));
    let deleted = view(&store, one).delete();
    apply(&mut store, one, &deleted);
    assert_eq!(store.find_task("dddd").unwrap(), Found::None);
    assert_eq!(store.find_consultation("beef").unwrap(), Found::None);
    assert_eq!(store.find_consultation(&one.to_string()).unwrap(), Found::One(one));
    assert_eq!(store.document_ids(KIND).unwrap(), [one, two]);
}

#[test]
fn undo_says_what_it_took_back_and_a_new_change_ends_redo() {
    let mut store = memory();
    let id = create(&mut store, 1, "Svoz odpadu", None);
    let need = add(&mut store, id, 10, ItemKind::Need, words("kontejnery"));
    let undone = store.undo(now()).unwrap().unwrap();
    assert_eq!(
        (undone.kind, undone.entity, undone.text.as_str()),
        (ChangeKind::Add, Some(need), "kontejnery")
    );
    assert_eq!((undone.document, undone.document_kind.as_str()), (id, KIND));
    assert!(view(&store, id).items.is_empty());
    assert_eq!(store.redo(now()).unwrap().unwrap().kind, ChangeKind::Add);
    assert_eq!(view(&store, id).items.len(), 1);
    store.undo(now()).unwrap();
    let undone = store.undo(now()).unwrap().unwrap();
    assert_eq!((undone.kind, undone.entity, undone.text.as_str()), (ChangeKind::Create, None, "Svoz odpadu"));
    assert_eq!(store.undo(now()).unwrap(), None);
    store.redo(now()).unwrap().unwrap();
    add(&mut store, id, 11, ItemKind::Note, words("poznámka"));
    assert_eq!(store.redo(now()).unwrap(), None);
    assert_whole(&store);
}

#[test]
fn undo_leaves_what_a_colleague_wrote_without_having_seen_it() {
    let mut store = memory();
    let id = create(&mut store, 1, "a", None);
    let need = add(&mut store, id, 10, ItemKind::Need, words("první"));
    let mut colleague = store.document(id).unwrap().unwrap();
    let edit = |view: Consultation, text: &str| view.edit_item(view.item(need).unwrap(), words(text));
    let change = edit(view(&store, id), "moje");
    apply(&mut store, id, &change);
    let change = edit(Consultation::read(&colleague).unwrap(), "kolegovo");
    let seen = colleague.seen().clone();
    colleague.write(&change, &seen, &mut Author::new(ReplicaId(2)), now());
    let merged = store.merge(&colleague).unwrap();
    assert_eq!(merged, Merged { new: false, changed: true, conflicts: 1 });
    assert_eq!(store.merge(&colleague).unwrap(), Merged { changed: false, ..merged });
    let texts = |store: &Store| -> Vec<String> {
        let document = store.document(id).unwrap().unwrap();
        let (_, registers) = document.entity(need).unwrap().registers().find(|it| it.0 == "text").unwrap();
        let mut texts: Vec<String> =
            registers.iter().map(|it| it.value.as_str().unwrap().to_owned()).collect();
        texts.sort();
        texts
    };
    assert_eq!(texts(&store), ["kolegovo", "moje"]);
    store.undo(now()).unwrap().unwrap();
    let item = view(&store, id).item(need).unwrap().clone();
    assert_eq!((item.text.as_str(), item.conflicts.len()), ("první", 1));
    assert_eq!(texts(&store), ["kolegovo", "první"]);
    store.redo(now()).unwrap().unwrap();
    assert_eq!(texts(&store), ["kolegovo", "moje"]);
    assert_whole(&store);
}

#[test]
fn undo_writes_over_what_a_colleague_made_of_it_and_redo_brings_that_back() {
    let mut store = memory();
    let id = create(&mut store, 1, "a", None);
    let need = add(&mut store, id, 10, ItemKind::Need, words("první"));
    let edit = |view: &Consultation, text: &str| view.edit_item(view.item(need).unwrap(), words(text));
    let change = edit(&view(&store, id), "moje");
    apply(&mut store, id, &change);
    let mut colleague = store.document(id).unwrap().unwrap();
    let seen = colleague.seen().clone();
    let change = edit(&view(&store, id), "moje, lépe");
    colleague.write(&change, &seen, &mut Author::new(ReplicaId(2)), now());
    store.merge(&colleague).unwrap();
    let shown = |store: &Store| {
        let item = view(store, id).item(need).unwrap().clone();
        (item.text, item.conflicts.len())
    };
    store.undo(now()).unwrap().unwrap();
    assert_eq!(shown(&store), ("první".to_owned(), 0));
    store.redo(now()).unwrap().unwrap();
    assert_eq!(shown(&store), ("moje, lépe".to_owned(), 0));
}

#[test]
fn a_merge_brings_a_new_document_and_has_no_undo() {
    let mut away = memory();
    let id = create(&mut away, 1, "odjinud", None);
    add(&mut away, id, 10, ItemKind::Need, words("kontejnery"));
    let document = away.document(id).unwrap().unwrap();
    let mut store = Store::open_in_memory(ReplicaId(2)).unwrap();
    let merged = store.merge(&document).unwrap();
    assert_eq!(merged, Merged { new: true, changed: true, conflicts: 0 });
    assert_eq!(store.document(id).unwrap().unwrap(), document);
    assert_eq!(store.undo(now()).unwrap(), None);
    assert_whole(&store);
}

#[test]
fn a_merge_that_removes_an_entity_removes_its_rows() {
    let mut store = memory();
    let id = create(&mut store, 1, "a", None);
    add(&mut store, id, 10, ItemKind::Need, words("smazat navždy"));
    let known = store.document(id).unwrap().unwrap();
    let registers = known.entities().filter(|&(entity, _)| entity == id.header()).flat_map(|(entity, it)| {
        let row = move |(field, registers): (&str, &[crate::model::Register])| {
            let (kind, field) = (it.kind.clone(), field.to_owned());
            registers.iter().map(|it| (entity, kind.clone(), field.clone(), it.clone())).collect::<Vec<_>>()
        };
        it.registers().flat_map(row).collect::<Vec<_>>()
    });
    let erased = Document::from_parts(id, KIND, known.seen().clone(), registers);
    assert!(store.merge(&erased).unwrap().changed);
    assert_eq!(store.consultations(false).unwrap()[0].needs, 0);
    assert_whole(&store);
}

#[test]
fn the_check_finds_rows_for_lists_that_say_something_else() {
    let mut store = memory();
    let id = create(&mut store, 1, "a", None);
    add(&mut store, id, 10, ItemKind::Task, words("úkol"));
    for damage in [
        "UPDATE cur_task SET text = 'jiný'",
        "DELETE FROM cur_task",
        "UPDATE cur_consultation SET title = 'jiný'",
        "UPDATE cur_task SET text = cast(x'ff' AS TEXT)",
        "INSERT INTO conflict SELECT id, 3 FROM doc",
        "UPDATE journal SET step = '{'",
        "UPDATE reg SET value = '{'",
    ] {
        assert_whole(&store);
        store.connection.execute_batch(&format!("SAVEPOINT damage; {damage}")).unwrap();
        let problems = check::problems(&store.connection).unwrap();
        let found = check::look(&store.connection).unwrap();
        let mended = check::mend(&store.connection, &found);
        let left = check::problems(&store.connection).unwrap();
        store.connection.execute_batch("ROLLBACK TO damage; RELEASE damage").unwrap();
        assert!(!problems.is_empty(), "{damage}");
        let is_broken = damage.contains("reg");
        assert_eq!(
            (found.broken.is_empty(), left.is_empty()),
            (!is_broken, !is_broken),
            "{damage}: {left:?}"
        );
        mended.unwrap();
    }
}

#[test]
fn an_erasure_writes_each_mark_once_and_is_a_write_of_this_session() {
    let mut store = memory();
    let id = DocumentId::from_u128(1);
    let mut document = Document::new(id, KIND);
    let edits =
        [1, 10, 11].map(|entity| Edit::new(EntityId::from_u128(entity), KIND, [("title", "x".into())]));
    let change = Change { kind: ChangeKind::Import, edits: edits.into() };
    document.write(&change, &VersionVector::default(), &mut Author::new(ReplicaId(7)), now());
    store.merge(&document).unwrap();
    assert_eq!(store.own_replicas().unwrap(), []);
    let count = "CREATE TEMP TABLE written (entity INTEGER NOT NULL);
        CREATE TEMP TRIGGER counted AFTER INSERT ON main.reg BEGIN INSERT INTO written VALUES (NEW.ent); END;";
    store.connection.execute_batch(count).unwrap();
    let chosen = [10, 11].map(EntityId::from_u128);
    assert_eq!(store.erase(id, &chosen, now()).unwrap().entities, 2);
    let written: i64 =
        store.connection.query_row("SELECT count(*) FROM written", [], |row| row.get(0)).unwrap();
    assert_eq!(written, 2);
    assert_eq!(store.own_replicas().unwrap(), [ReplicaId(1)]);
    assert_whole(&store);
}

#[test]
fn a_full_disk_keeps_what_was_saved_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porada.db");
    let mut store = Store::open(&path, ReplicaId(1)).unwrap();
    let id = create(&mut store, 1, "plný disk", None);
    let pages: i64 = store.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    store.connection.query_row(&format!("PRAGMA max_page_count = {}", pages + 4), [], |_| Ok(())).unwrap();
    let mut saved = 0;
    let error = loop {
        let current = view(&store, id);
        let entity = EntityId::from_u128(100 + saved);
        let change = current.add_item(entity, ItemKind::Note, words(&"dlouhá poznámka ".repeat(100)), now());
        match store.apply(id, KIND, &change, &current.seen, now()) {
            Ok(()) => saved += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(error, StoreError::DiskFull { path: path.clone() });
    assert_eq!(view(&store, id).items.len() as u128, saved);
    assert_whole(&store);
    store.close().unwrap();
    assert_eq!(view(&Store::open(&path, ReplicaId(2)).unwrap(), id).items.len() as u128, saved);
}

#[test]
fn only_what_others_record_changes_the_data_version() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porada.db");
    let mut mine = Store::open(&path, ReplicaId(1)).unwrap();
    let mut other = Store::open(&path, ReplicaId(2)).unwrap();
    let start = mine.data_version().unwrap();
    let id = create(&mut mine, 1, "moje", None);
    drafts::put(&other.connection, "note", &Draft::default()).unwrap();
    assert_eq!(mine.data_version().unwrap(), start);
    let change = view(&other, id).set_header(vec![HeaderField::Title("cizí".into())]);
    apply(&mut other, id, &change);
    assert_ne!(mine.data_version().unwrap(), start);
    assert_eq!(view(&mine, id).title, "cizí");
}

#[test]
fn drafts_imports_and_state_are_kept_until_they_are_replaced() {
    let mut store = memory();
    let draft = Draft { text: "roz".into(), caret: 3, extra: "{\"kind\":\"note\"}".into() };
    drafts::put(&store.connection, "a", &Draft::default()).unwrap();
    drafts::put(&store.connection, "a", &draft).unwrap();
    assert_eq!(store.draft("a").unwrap(), Some(draft.clone()));
    assert_eq!(store.drafts().unwrap(), [("a".to_owned(), draft)]);
    drafts::clear(&store.connection, "a").unwrap();
    assert_eq!(store.draft("a").unwrap(), None);
    let row = |json: &str| CatalogueRow { id: "x".into(), kind: "practice".into(), json: json.into() };
    assert!(!store.has_imported().unwrap());
    let rows = [row("{}"), CatalogueRow { id: "y".into(), ..row("[]") }];
    assert_eq!(store.import_rows(rows.map(Ok::<_, StoreError>)).unwrap(), 2);
    assert_eq!(store.import_rows([row("{\"a\":1}")].map(Ok::<_, StoreError>)).unwrap(), 1);
    assert!(store.has_imported().unwrap());
    assert_eq!(imported(&store), ["x practice {\"a\":1}", "y practice []"]);
    store.set_state("screen", "home").unwrap();
    store.set_state("screen", "tasks").unwrap();
    assert_eq!(store.state("screen").unwrap().as_deref(), Some("tasks"));
    assert_eq!(store.state("other").unwrap(), None);
}

/// The imported records as `id kind json`.
fn imported(store: &Store) -> Vec<String> {
    let mut rows = Vec::new();
    let read = store.each_imported(|row| -> Result<(), StoreError> {
        rows.push(format!("{} {} {}", row.id, row.kind, row.json));
        Ok(())
    });
    read.unwrap();
    rows
}

#[test]
fn an_import_that_stops_in_the_middle_imports_nothing() {
    let mut store = memory();
    let row = |id: &str| CatalogueRow { id: id.into(), kind: "practice".into(), json: "{}".into() };
    store.import_rows([Ok::<_, StoreError>(row("old"))]).unwrap();
    let full = StoreError::DiskFull { path: "x".into() };
    let rows = [Ok(row("new")), Err(full.clone()), Ok(row("newer"))];
    assert_eq!(store.import_rows(rows), Err(full));
    assert_eq!(imported(&store), ["old practice {}"]);
}

#[test]
fn a_reader_of_its_own_sees_the_imported_records_and_stops_where_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porada.db");
    let mut store = Store::open(&path, ReplicaId(1)).unwrap();
    let row = |id: &str| CatalogueRow { id: id.into(), kind: "practice".into(), json: "{}".into() };
    store.import_rows(["c", "b", "a"].map(|id| Ok::<_, StoreError>(row(id)))).unwrap();
    let reader = ImportedRows::open(&path).unwrap();
    assert_eq!(reader.count().unwrap(), 3);
    let mut seen = Vec::new();
    let stop = StoreError::Locked { path: path.clone() };
    let read = reader.each(|row| {
        seen.push(row.id.to_owned());
        if row.id == "b" { Err(stop.clone()) } else { Ok(()) }
    });
    assert_eq!((read, seen), (Err(stop), vec!["c".to_owned(), "b".to_owned()]));
    assert!(ImportedRows::open(&folder.path().join("nowhere.db")).is_err());
}

#[test]
fn a_backup_is_refused_for_its_records_only_and_the_rest_is_mended() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porada.db");
    let mut store = Store::open(&path, ReplicaId(1)).unwrap();
    let id = create(&mut store, 1, "a", None);
    let damage = "UPDATE journal SET step = '{'; UPDATE cur_consultation SET title = 'jiný'";
    store.connection.execute_batch(damage).unwrap();
    let copy = folder.path().join("mendable.db");
    store.backup(&copy).unwrap();
    let health = store.health().unwrap();
    assert!(health.broken.is_empty() && health.mended.is_any());
    store.connection.execute_batch("UPDATE reg SET value = '{'").unwrap();
    let broken = folder.path().join("broken.db");
    store.backup(&broken).unwrap();
    assert!(!store.health().unwrap().broken.is_empty());
    store.close().unwrap();
    assert!(matches!(restore(&broken, &path, now()), Err(StoreError::NotABackup { .. })));
    assert_eq!(restore(&copy, &path, now()).unwrap().1, health.mended);
    let store = Store::open(&path, ReplicaId(2)).unwrap();
    assert_eq!(view(&store, id).title, "a");
    assert_whole(&store);
}

#[test]
fn a_backup_is_one_whole_file_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let memory_copy = folder.path().join("memory.db");
    memory().backup(&memory_copy).unwrap();
    std::fs::remove_file(&memory_copy).unwrap();
    let (path, copy) = (folder.path().join("porada.db"), folder.path().join("záloha.db"));
    let mut store = Store::open(&path, ReplicaId(1)).unwrap();
    let id = create(&mut store, 1, "před zálohou", None);
    store.backup(&copy).unwrap();
    assert_eq!(store.backup(&copy), Err(StoreError::BackupExists { path: copy.clone() }));
    let change = view(&store, id).set_header(vec![HeaderField::Title("po záloze".into())]);
    apply(&mut store, id, &change);
    store.close().unwrap();
    let (kept, mended) = restore(&copy, &path, now()).unwrap();
    assert!(!mended.is_any());
    let mut names: Vec<String> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["porada.db", "porada.db.before-restore-20261121T090000Z", "záloha.db"]);
    assert_eq!(view(&Store::open(&path, ReplicaId(2)).unwrap(), id).title, "před zálohou");
    assert_eq!(view(&Store::open(&kept, ReplicaId(3)).unwrap(), id).title, "po záloze");
    let damaged = folder.path().join("damaged.db");
    std::fs::write(&damaged, "SQLite format 3\0 and then nothing").unwrap();
    assert!(matches!(restore(&damaged, &path, now()), Err(StoreError::NotABackup { .. })));
    assert_eq!(view(&Store::open(&path, ReplicaId(4)).unwrap(), id).title, "před zálohou");
}

#[test]
fn the_draft_writer_saves_the_latest_and_reports_a_failure_while_it_lasts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porada.db");
    let store = Store::open(&path, ReplicaId(1)).unwrap();
    let writer = DraftWriter::start(&path).unwrap();
    let long = Duration::from_secs(30);
    let draft = |text: &str| Draft { text: text.into(), caret: text.len(), extra: String::new() };
    for text in ["r", "ro", "roz"] {
        writer.put("note", draft(text));
    }
    writer.handle().put("task", draft("úkol"));
    writer.clear("task");
    writer.flush(long).unwrap();
    assert!(writer.saved());
    assert_eq!(store.drafts().unwrap(), [("note".to_owned(), draft("roz"))]);
    store.connection.execute_batch("ALTER TABLE draft RENAME TO gone").unwrap();
    writer.put("note", draft("rozp"));
    assert!(writer.flush(long).is_err());
    assert!(writer.last_error().is_some() && !writer.saved());
    assert_eq!(writer.waiting("note"), Some(Some(draft("rozp"))), "what cannot be written is not forgotten");
    store.connection.execute_batch("ALTER TABLE gone RENAME TO draft").unwrap();
    writer.put("note", draft("rozpracováno"));
    while !writer.saved() {
        let _ = writer.flush(long);
    }
    assert_eq!((writer.last_error(), writer.waiting("note")), (None, None));
    assert_eq!(writer.flush(long), Ok(()), "a failure that is over is none");
    writer.put("note", draft("konec"));
    drop(writer);
    assert_eq!(store.draft("note").unwrap(), Some(draft("konec")));
}

#[test]
fn a_draft_is_saved_without_anybody_asking() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porada.db");
    let store = Store::open(&path, ReplicaId(1)).unwrap();
    let writer = DraftWriter::start(&path).unwrap();
    writer.put("note", Draft { text: "a".into(), ..Default::default() });
    while !writer.saved() {
        std::thread::yield_now();
    }
    assert_eq!(store.draft("note").unwrap().unwrap().text, "a");
}

/// Everything that a person sees, without what undo may change: who wrote, and when.
fn shown(store: &Store) -> Vec<Consultation> {
    let rows = store.consultations(false).unwrap();
    let views = rows.iter().map(|row| {
        let mut view = Consultation { seen: VersionVector::default(), reader: None, ..view(store, row.id) };
        // Who took a move back or brought it again is the one who placed the item last.
        view.items.iter_mut().for_each(|item| item.placed_by = None);
        view
    });
    views.collect()
}

/// One step of a random session; a step that has nothing to act on does nothing.
fn act(store: &mut Store, step: usize, (what, which, text): &(u8, usize, String)) {
    let fresh = EntityId::from_u128(1000 + step as u128);
    let ids = store.consultations(false).unwrap();
    let Some(id) = ids.get(which % ids.len().max(1)).map(|row| row.id).filter(|_| *what > 0) else {
        create(store, 1 + step as u128, text, None);
        return;
    };
    let it = view(store, id);
    let item = it.items.get(which % it.items.len().max(1));
    let change = match what {
        1..=3 => Some(it.add_item(fresh, ItemKind::ALL[which % 4], words(text), now())),
        4 => item.map(|item| it.edit_item(item, words(text))),
        5 => item.map(|item| it.delete_item(item)),
        6 => item.and_then(|item| it.move_item(item.id, if which % 2 == 0 { 1 } else { -1 })),
        7 => it.need_for_link(None).map(|need| it.link(fresh, need, "kolin-senzory", text, now())),
        8 => it.links.first().map(|link| it.unlink(link)),
        9 => Some(it.set_header(vec![HeaderField::Title(text.clone()), HeaderField::Start(None)])),
        10 => {
            let mut people = it.participants.clone();
            let [office, organisation, email, phone] = [const { String::new() }; 4];
            people.truncate(which % 3);
            people.push(Participant {
                id: fresh,
                name: text.clone(),
                office,
                organisation,
                email,
                phone,
                excused: false,
                conflicts: Vec::new(),
            });
            it.set_participants(&people, now())
        }
        _ => Some(it.delete()),
    };
    if let Some(change) = change {
        store.apply(id, KIND, &change, &it.seen, now()).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..Default::default() })]
    #[test]
    fn undoing_all_gives_the_start_and_redoing_all_the_end(
        before in proptest::collection::vec((0u8..12, 0usize..50, "[a-zá-ž]{0,6}"), 0..6),
        after in proptest::collection::vec((0u8..12, 0usize..50, "[a-zá-ž]{0,6}"), 1..14),
        reopen in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("porada.db");
        let mut store = Store::open(&path, ReplicaId(1)).unwrap();
        let reopened = |store: Store, replica| {
            if !reopen { return store; }
            store.close().unwrap();
            Store::open(&path, ReplicaId(replica)).unwrap()
        };
        for (step, action) in before.iter().enumerate() {
            act(&mut store, step, action);
        }
        let start = shown(&store);
        store.connection.execute("DELETE FROM journal", []).unwrap();
        for (step, action) in after.iter().enumerate() {
            act(&mut store, 100 + step, action);
        }
        let end = shown(&store);
        for round in 0..2 {
            store = reopened(store, 10 + round);
            while store.undo(now()).unwrap().is_some() {}
            prop_assert_eq!(&shown(&store), &start);
            store = reopened(store, 20 + round);
            while store.redo(now()).unwrap().is_some() {}
            prop_assert_eq!(&shown(&store), &end);
        }
        prop_assert_eq!(store.check().unwrap(), Vec::<String>::new());
    }
}

#[test]
fn a_database_that_cannot_be_written_is_read_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jmé no%3f#.db");
    let id = DocumentId::from_u128(7);
    let mut store = Store::open(&path, ReplicaId(1)).unwrap();
    let new = NewConsultation { title: "na disku".into(), ..NewConsultation::default() };
    let create = Consultation::create(id, new);
    store.apply(id, "consultation", &create, &VersionVector::default(), now()).unwrap();
    assert!(
        matches!(Store::open_to_read(&path), Err(StoreError::ReadOnly { .. })),
        "what is in the log only would be missed"
    );
    store.close().unwrap();
    let mut reading = Store::open_to_read(&path).unwrap();
    assert_eq!(view(&reading, id).title, "na disku");
    let written = reading.apply(id, "consultation", &create, &VersionVector::default(), now());
    assert!(matches!(written, Err(StoreError::ReadOnly { .. })), "{written:?}");
    drop(reading);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was written beside it");
}
