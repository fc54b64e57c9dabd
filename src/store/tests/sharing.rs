//! What synchronisation keeps in the database.

use super::*;

/// The space of these tests.
const SPACE: u128 = 7;

fn covered(store: &Store, document: DocumentId, number: u64) -> Covered {
    assert!(store.document(document).unwrap().is_some());
    Covered { document, name: document.as_u128(), number }
}

#[test]
fn a_document_waits_to_be_published_after_each_change_and_only_then() {
    let mut store = memory();
    let first = create(&mut store, 1, "první", None);
    let second = create(&mut store, 2, "druhá", None);
    store.save_own_state(SPACE, &OwnState::default()).unwrap();
    let waiting = store.unpublished(SPACE).unwrap();
    assert_eq!(waiting.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [first, second]);
    let done: Vec<Covered> = waiting.iter().map(|&(id, number)| covered(&store, id, number)).collect();
    store.cover(SPACE, &done).unwrap();
    assert_eq!(store.unpublished(SPACE).unwrap(), []);
    assert_eq!(store.unpublished(8).unwrap().len(), 2, "another space knows nothing of it");
    add(&mut store, first, 10, ItemKind::Note, words("nová"));
    let waiting = store.unpublished(SPACE).unwrap();
    assert_eq!(waiting.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [first]);
    store.undo(now()).unwrap();
    let later = store.unpublished(SPACE).unwrap();
    assert!(later[0].1 > waiting[0].1, "taking back is a change too");
    // A mark for an older state does not hide what was written since.
    store.cover(SPACE, &[covered(&store, first, waiting[0].1)]).unwrap();
    assert_eq!(store.unpublished(SPACE).unwrap(), later);
}

#[test]
fn a_copy_that_lost_something_leaves_its_document_to_be_published_again() {
    let mut store = memory();
    let id = create(&mut store, 1, "první", None);
    let document = store.document(id).unwrap().unwrap();
    let copy = |seen: &VersionVector, hash| ListedCopy {
        device: 5,
        name: id.as_u128(),
        hash,
        pack: None,
        seq: 1,
        seen: seen.clone(),
    };
    let arrival =
        Arrival { document: document.clone(), copy: Some(copy(document.seen(), 1)), whole: true, file: None };
    let arrived = store.receive(SPACE, std::slice::from_ref(&arrival)).unwrap();
    assert!(!arrived[0].merged.changed);
    store.save_own_state(SPACE, &OwnState::default()).unwrap();
    assert_eq!(store.unpublished(SPACE).unwrap(), []);
    assert_eq!(store.listed_copies(SPACE, id.as_u128()).unwrap(), [arrival.copy.unwrap()]);
    store.keep_copies(SPACE, &[copy(document.seen(), 2)]).unwrap();
    assert_eq!(store.unpublished(SPACE).unwrap(), [], "another copy that has seen as much");
    store.keep_copies(SPACE, &[copy(&VersionVector::default(), 3)]).unwrap();
    assert_eq!(store.unpublished(SPACE).unwrap().len(), 1);
}

#[test]
fn own_files_are_stale_when_nothing_lists_them_any_more() {
    let mut store = memory();
    let version =
        |name, path: &str, pack| StoredVersion { name, hash: name, plain: name, pack, path: path.into() };
    store
        .keep_file(
            SPACE,
            "packs/a",
            &[version(1, "packs/a", Some(9)), version(2, "packs/a", Some(9))],
            Some(now()),
        )
        .unwrap();
    let copy = |name, hash, pack, seq| ListedCopy {
        device: 5,
        name,
        hash,
        pack,
        seq,
        seen: VersionVector::default(),
    };
    let listed = Publication {
        device: 5,
        copies: vec![copy(1, 1, Some(9), 1), copy(2, 2, Some(9), 1)],
        files: vec!["heads/1".into()],
        ..Publication::default()
    };
    store.published(SPACE, &listed, now()).unwrap();
    assert_eq!(store.stale_files(SPACE, now()).unwrap(), []);
    let replaced = |name, erased| Publication {
        device: 5,
        copies: vec![copy(name, name + 10, None, 2)],
        released: vec![Released { path: "packs/a".into(), pack: Some(9), erased }],
        ..Publication::default()
    };
    store.published(SPACE, &replaced(1, false), now()).unwrap();
    assert_eq!(store.stale_files(SPACE, now()).unwrap(), [], "the pack still holds the other document");
    store.published(SPACE, &replaced(2, true), now()).unwrap();
    assert_eq!(store.stale_files(SPACE, now()).unwrap(), [("packs/a".to_owned(), true)]);
    let path = "packs/b";
    store.keep_file(SPACE, path, &[version(2, path, Some(8))], Some(now())).unwrap();
    let packed = Publication { device: 5, copies: vec![copy(2, 2, Some(8), 3)], ..Publication::default() };
    store.published(SPACE, &packed, now()).unwrap();
    let stale = store.stale_files(SPACE, now()).unwrap();
    assert_eq!(stale, [("packs/a".to_owned(), true)], "the same line is listed in another pack");
    store.forget_file(SPACE, path).unwrap();
    store.forget_file(SPACE, "packs/a").unwrap();
    assert_eq!(store.stored_versions(SPACE, 1).unwrap(), []);
    assert!(store.is_own_file(SPACE, "heads/1").unwrap());
}

#[test]
fn peers_receipts_writers_and_quarantine_read_back() {
    let mut store = memory();
    let peer = Peer { device: u128::MAX, seq: 3, heads: vec![1, u32::MAX], newest: 4, seen_at: now() };
    store.save_peer(SPACE, &peer).unwrap();
    assert_eq!(store.peers(SPACE).unwrap(), [peer]);
    let state = OwnState {
        seq: 4,
        head: 5,
        arrived: 3,
        roster: "r".into(),
        parts: vec![IndexPart { to: 3, count: 2, hash: u128::MAX }],
    };
    store.save_own_state(SPACE, &state).unwrap();
    assert_eq!(store.own_state(SPACE).unwrap(), state);
    let dot = Dot { replica: ReplicaId(1), counter: 2 };
    let receipt = Receipt { name: 3, dot, seq: 4 };
    store.keep_receipts(SPACE, 5, &[receipt, receipt]).unwrap();
    assert_eq!(store.receipts(SPACE, 5).unwrap(), [receipt]);
    store.keep_writers(SPACE, 5, &[(ReplicaId(1), 2)]).unwrap();
    assert_eq!(store.writers(SPACE, 5).unwrap(), [(ReplicaId(1), 2)]);
    assert_eq!(store.device_of(ReplicaId(1)).unwrap(), Some(5));
    let file = Quarantined { path: "docs/x".into(), reason: "hash".into(), bytes: 9, at: now() };
    assert!(store.quarantine(SPACE, &file).unwrap());
    assert!(!store.quarantine(SPACE, &file).unwrap(), "told of once");
    assert!(store.quarantine(SPACE, &Quarantined { bytes: 8, ..file.clone() }).unwrap());
    store.let_out(SPACE, &["docs/x".to_owned()]).unwrap();
    assert_eq!(store.quarantined(SPACE).unwrap(), []);
}

#[test]
fn who_has_not_confirmed_an_erasure_is_known_by_its_document() {
    let mut store = memory();
    for device in [6, 7] {
        let peer = Peer { device, seq: 1, heads: vec![1], newest: 1, seen_at: now() };
        store.save_peer(SPACE, &peer).unwrap();
    }
    let receipt = |name, counter| Receipt { name, dot: Dot { replica: ReplicaId(1), counter }, seq: 1 };
    store.keep_receipts(SPACE, 5, &[receipt(3, 1), receipt(3, 2), receipt(4, 3)]).unwrap();
    store.keep_receipts(SPACE, 6, &[receipt(3, 1), receipt(4, 3)]).unwrap();
    // What nobody here knows of does not stand for what is known.
    store.keep_receipts(SPACE, 7, &[receipt(3, 8), receipt(3, 9), receipt(9, 9)]).unwrap();
    let confirmed = |name, erased, missing: &[u128]| Confirmed { name, erased, missing: missing.to_vec() };
    assert_eq!(store.confirmed(SPACE, 5).unwrap(), [confirmed(3, 2, &[6, 7]), confirmed(4, 1, &[7])]);
    assert_eq!(store.confirmed(SPACE + 1, 5).unwrap(), []);
}

#[test]
fn remotes_are_kept_under_their_names() {
    let mut store = memory();
    let row = RemoteRow {
        name: "úřad".into(),
        address: "https://example.test/dav".into(),
        profile: "team".into(),
        credentials: Some("env:PASSWORD".into()),
        automatic: true,
        last_sync: Some(now()),
        ..RemoteRow::default()
    };
    store.save_remote(&row).unwrap();
    let changed = RemoteRow { space: Some("0".repeat(32)), last_result: Some("x".into()), ..row };
    store.save_remote(&changed).unwrap();
    assert_eq!(store.remotes().unwrap(), [changed]);
    assert!(store.remove_remote("úřad").unwrap());
    assert!(!store.remove_remote("úřad").unwrap());
}

#[test]
fn a_synchronisation_without_news_is_none_for_other_windows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porada.db");
    let window = Store::open(&path, ReplicaId(1)).unwrap();
    let mut syncing = Store::open(&path, ReplicaId(2)).unwrap();
    let id = create(&mut syncing, 1, "první", None);
    let (start, remotes) = (window.data_version().unwrap(), window.remotes_version().unwrap());
    let document = syncing.document(id).unwrap().unwrap();
    let known = Arrival { document: document.clone(), copy: None, whole: true, file: None };
    assert!(!syncing.receive(SPACE, &[known]).unwrap()[0].merged.changed);
    let listed = Publication { device: 5, files: vec!["heads/1".into()], ..Publication::default() };
    syncing.published(SPACE, &listed, now()).unwrap();
    let row = RemoteRow { name: "úřad".into(), last_sync: Some(now()), ..RemoteRow::default() };
    syncing.save_remote(&row).unwrap();
    assert_eq!(window.data_version().unwrap(), start);
    assert_ne!(window.remotes_version().unwrap(), remotes, "but the storages are shown anew");
    let mut colleague = document.clone();
    let change = Consultation::read(&document).unwrap().set_header(vec![HeaderField::Title("cizí".into())]);
    colleague.write(&change, document.seen(), &mut Author::new(ReplicaId(9)), now());
    syncing.receive(SPACE, &[Arrival { document: colleague, copy: None, whole: true, file: None }]).unwrap();
    assert_ne!(window.data_version().unwrap(), start);
    assert_eq!(
        syncing.data_version().unwrap(),
        window.data_version().unwrap() - 2,
        "its own changes are no news to it"
    );
}

/// Working out the copies of all documents for each of them would take hours here.
#[test]
fn whether_a_copy_has_its_source_here_is_a_lookup_also_in_an_older_database() {
    const DOCUMENTS: u128 = 20_000;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porada.db");
    let mut store = Store::open(&path, ReplicaId(1)).unwrap();
    let id = create(&mut store, 1, "první", None);
    store.merge(&store.document(id).unwrap().unwrap().shared_copy()).unwrap();
    assert_eq!(store.consultations(true).unwrap().len(), 1);
    let mut others = String::new();
    for number in 2..=DOCUMENTS {
        let id = DocumentId::from_u128(number);
        others += &format!(
            "INSERT INTO name (text) VALUES ('{id}'); INSERT INTO doc VALUES (last_insert_rowid(), 'other');"
        );
    }
    // As a database of version 4 is.
    let older = "DROP TABLE cur_record; DROP TABLE source; DROP TABLE earlier; DELETE FROM meta WHERE key = 'remotes'; PRAGMA user_version = 4; COMMIT;";
    store.connection.execute_batch(&format!("BEGIN; {others} {older}")).unwrap();
    store.close().unwrap();
    let store = Store::open(&path, ReplicaId(2)).unwrap();
    for number in 1..=DOCUMENTS {
        assert!(store.has_source_of(DocumentId::from_u128(number).shared_copy()).unwrap());
    }
    assert!(!store.has_source_of(DocumentId::from_u128(DOCUMENTS + 1).shared_copy()).unwrap());
    assert!(!store.has_source_of(id).unwrap(), "a document is no copy");
    let listed = store.consultations(true).unwrap();
    assert_eq!(listed.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
    assert_eq!(store.whole_consultations().unwrap().len(), 1);
}

#[test]
fn in_a_copy_for_the_network_there_is_nothing_to_settle() {
    let source = DocumentId::from_u128(1);
    let titled = |replica, title: &str| {
        let mut document = Document::new(source, KIND);
        let fields = [("visibility", "network".into()), ("title", title.into())];
        let change = Change::single(ChangeKind::Header, source.header(), KIND, fields);
        document.write(&change, &VersionVector::default(), &mut Author::new(ReplicaId(replica)), now());
        document
    };
    let mut document = titled(7, "první název");
    document.join(&titled(8, "druhý název"));
    assert_eq!(document.conflicts().len(), 1);
    let copy = document.shared_copy();
    let mut store = memory();
    assert_eq!(store.merge(&copy).unwrap(), Merged { new: true, changed: true, conflicts: 0 });
    assert_eq!((store.conflict_count().unwrap(), store.conflicts().unwrap()), (0, Vec::new()));
    assert_eq!(view(&store, copy.id).conflicts, Vec::<String>::new());
    assert_eq!(view(&store, copy.id).title, "druhý název", "the latest is shown");
    assert_whole(&store);
    store.merge(&document).unwrap();
    assert_eq!(store.conflict_count().unwrap(), 1, "in the document itself there is");
}
