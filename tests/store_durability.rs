//! What survives: killed processes, damaged files, newer and older versions, full disks, folders that cannot be written.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where its preparation fails")]

use jiff::Timestamp;
use porada::i18n::{Language, Localized};
use porada::model::{
    Consultation, Document, DocumentId, EntityId, ItemField, ItemKind, NewConsultation, ReplicaId,
    VersionVector, read_document,
};
use porada::store::{CatalogueRow, Draft, DraftWriter, Store, StoreError};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const KIND: &str = "consultation";
const DOCUMENT: DocumentId = DocumentId::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
/// Set for a process that plays the application; its value is the database.
const CHILD: &str = "PORADA_TEST_CHILD";

fn now() -> Timestamp {
    "2026-11-21T09:00:00Z".parse().unwrap()
}

/// Makes a database with a consultation of `notes` notes, closed cleanly.
fn database(folder: &Path, notes: u128) -> PathBuf {
    let path = folder.join("porada.db");
    let mut store = Store::open(&path, ReplicaId(1)).unwrap();
    begin(&mut store);
    (0..notes).for_each(|number| note(&mut store, number, &format!("poznámka {number}")).unwrap());
    store.close().unwrap();
    path
}

fn begin(store: &mut Store) {
    let new = NewConsultation { municipalities: vec!["597520".into()], ..Default::default() };
    let change = Consultation::create(DOCUMENT, new);
    store.apply(DOCUMENT, KIND, &change, &VersionVector::default(), now()).unwrap();
}

fn note(store: &mut Store, number: u128, text: &str) -> Result<(), StoreError> {
    let view = store.consultation(DOCUMENT)?.expect("the consultation was made");
    let id = EntityId::from_u128(1000 + number);
    let change = view.add_item(id, ItemKind::Note, vec![ItemField::Text(text.to_owned())], now());
    store.apply(DOCUMENT, KIND, &change, &view.seen, now())
}

fn notes(store: &Store) -> Vec<String> {
    let view = store.consultation(DOCUMENT).unwrap().unwrap();
    view.items.into_iter().map(|item| item.text).collect()
}

/// This test binary as another process that runs the helper `test`.
fn helper(test: &str, path: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]).env(CHILD, path);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

fn helper_path() -> Option<PathBuf> {
    std::env::var_os(CHILD).map(PathBuf::from)
}

/// Not a test of its own: writes notes and drafts for ever and says which are saved.
#[test]
fn helper_that_writes_until_it_is_killed() {
    let Some(path) = helper_path() else { return };
    let mut store = Store::open(&path, ReplicaId::generate()).unwrap();
    let drafts = DraftWriter::start(&path).unwrap();
    let before = notes(&store).len() as u128;
    for number in before.. {
        note(&mut store, number, &format!("poznámka {number}")).unwrap();
        println!("\nnote {number}");
        if number % 3 == 0 {
            drafts.put("note", Draft { text: number.to_string(), ..Default::default() });
            drafts.flush(Duration::from_secs(30)).unwrap();
            println!("\ndraft {number}");
        }
        std::io::stdout().flush().unwrap();
    }
}

#[test]
fn a_killed_process_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let path = database(folder.path(), 0);
    let (mut last_note, mut last_draft) = (None, None);
    for round in 0..20 {
        let mut child = helper("helper_that_writes_until_it_is_killed", &path).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut acknowledged = 0;
        // After the kill the lines that were already in the pipe are read too: they were acknowledged.
        for line in lines {
            let line = line.unwrap();
            let number = |prefix| line.strip_prefix(prefix).and_then(|number| number.parse::<u64>().ok());
            last_note = number("note ").or(last_note);
            last_draft = number("draft ").or(last_draft);
            acknowledged += u32::from(line.starts_with("note "));
            if acknowledged == 1 + round * 7 % 23 {
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        assert!(acknowledged > 0, "the helper did not run");
        let store = Store::open(&path, ReplicaId::generate()).unwrap();
        let found = notes(&store);
        let wanted = last_note.unwrap() as usize + 1;
        assert!(found.len() == wanted || found.len() == wanted + 1, "{} of {wanted}", found.len());
        assert!(found.iter().enumerate().all(|(number, text)| *text == format!("poznámka {number}")));
        if let Some(last) = last_draft {
            let draft: u64 = store.draft("note").unwrap().unwrap().text.parse().unwrap();
            assert!(draft >= last);
        }
        assert_eq!(store.check().unwrap(), Vec::<String>::new());
        // Every second round leaves the row of the killed session, so that the next open checks again.
        if round % 2 == 0 {
            store.close().unwrap();
        }
    }
}

/// All files of a folder with their contents, without the shared memory that every reader makes.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .filter(|(name, bytes)| !(name.ends_with("-shm") || name.ends_with("-wal") && bytes.is_empty()))
        .collect();
    files.sort();
    files
}

fn open(path: &Path) -> Result<Store, StoreError> {
    Store::open(path, ReplicaId::generate())
}

/// Opening fails as damaged, in words that name the file, and leaves every byte as it was.
fn assert_damaged(path: &Path, what: &str) {
    let folder = path.parent().unwrap();
    let before = contents(folder);
    let error = open(path).expect_err(what);
    assert!(matches!(error, StoreError::Damaged { .. }), "{what}: {error:?}");
    for language in Language::ALL {
        assert!(error.localized(language).contains(&*path.to_string_lossy()), "{what}: {error}");
    }
    assert_eq!(contents(folder), before, "{what}");
}

/// Bytes that look random and are the same in every run.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..length).map(|_| next()).collect()
}

#[test]
fn a_damaged_database_is_named_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = database(folder.path(), 30);
    let whole = fs::read(&path).unwrap();
    let text = b"Toto neni databaze.".repeat(100);
    let mut other = whole.clone();
    other[68..72].copy_from_slice(b"gpkg");
    let variants = [
        ("truncated", whole[..whole.len() / 2].to_vec()),
        ("cut within the header", whole[..60].to_vec()),
        ("random bytes", noise(whole.len())),
        ("text", text),
        ("empty", Vec::new()),
        ("another program's database", other),
    ];
    for (what, bytes) in variants {
        fs::write(&path, bytes).unwrap();
        assert_damaged(&path, what);
    }
}

#[test]
fn a_log_without_its_database_or_with_garbage_is_not_ignored() {
    let folder = tempfile::tempdir().unwrap();
    let path = database(folder.path(), 3);
    let whole = fs::read(&path).unwrap();
    let log = folder.path().join("porada.db-wal");
    fs::write(&log, noise(9000)).unwrap();
    assert_damaged(&path, "garbage beside a database");
    fs::write(&path, []).unwrap();
    assert_damaged(&path, "garbage beside an empty file");
    fs::remove_file(&path).unwrap();
    assert_damaged(&path, "a log without its database");
    fs::write(&path, &whole).unwrap();
    fs::remove_file(&log).unwrap();
    assert_eq!(notes(&open(&path).unwrap()).len(), 3);
    let store = open(&path).unwrap();
    let real = fs::read(&log).unwrap();
    drop(store);
    fs::write(&path, []).unwrap();
    fs::write(&log, real).unwrap();
    assert_damaged(&path, "a real log beside an empty file, which SQLite would delete");
}

#[test]
fn a_damaged_page_is_found_after_an_unclean_exit() {
    let folder = tempfile::tempdir().unwrap();
    let path = database(folder.path(), 200);
    let store = open(&path).unwrap();
    let crashed = folder.path().join("crashed");
    fs::create_dir(&crashed).unwrap();
    for suffix in ["", "-wal"] {
        let name = format!("porada.db{suffix}");
        fs::copy(folder.path().join(&name), crashed.join(&name)).unwrap();
    }
    drop(store);
    let path = crashed.join("porada.db");
    let mut bytes = fs::read(&path).unwrap();
    let last = bytes.len() - 4096;
    bytes[last..].copy_from_slice(&noise(4096));
    fs::write(&path, bytes).unwrap();
    assert_damaged(&path, "a page of noise");
}

/// A database that is too large to be checked whenever it is opened, and where in it nothing is read by opening.
fn large_database(folder: &Path) -> (PathBuf, u64) {
    let path = database(folder, 3);
    let mut store = open(&path).unwrap();
    let json = format!("{{\"id\":\"{}\"}}", "x".repeat(1 << 20));
    let row = |number| CatalogueRow { id: format!("{number}"), kind: "practice".into(), json: json.clone() };
    store.import_rows((0..10).map(|number| Ok::<_, StoreError>(row(number)))).unwrap();
    store.close().unwrap();
    let bytes = fs::read(&path).unwrap();
    assert!(bytes.len() > 9 << 20);
    // The first page of a record that a long chain of others follows.
    let chained = bytes.windows(64).position(|window| window.iter().all(|&byte| byte == b'x')).unwrap();
    (path, (chained as u64 / 4096 + 40) * 4096)
}

/// Damages a page so that only a check of the whole database finds it: a chain of pages that leads nowhere.
fn damage(path: &Path, place: u64) {
    use std::io::Seek;
    let mut file = fs::File::options().write(true).open(path).unwrap();
    file.seek(std::io::SeekFrom::Start(place)).unwrap();
    file.write_all(&[0xff; 4]).unwrap();
    file.sync_all().unwrap();
}

#[test]
fn a_large_database_is_checked_after_a_kill_and_not_because_somebody_is_at_work() {
    let folder = tempfile::tempdir().unwrap();
    let (path, place) = large_database(folder.path());
    let mut window = helper("helper_that_writes_until_it_is_killed", &path).spawn().unwrap();
    let mut lines = BufReader::new(window.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().starts_with("note ")), "the helper did not run");
    damage(&path, place);
    for _ in 0..2 {
        drop(open(&path).expect("a command beside the window does not check for it"));
    }
    window.kill().unwrap();
    window.wait().unwrap();
    drop(lines);
    for _ in 0..2 {
        let error = open(&path).expect_err("the kill is followed by a check, whoever was there meanwhile");
        assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
    }
}

#[test]
fn the_worker_of_the_synchronisation_does_not_take_the_window_for_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let (path, place) = large_database(folder.path());
    let window = open(&path).unwrap();
    damage(&path, place);
    let (tell, told) = std::sync::mpsc::channel();
    let place = porada::tui::sync_worker::Place {
        paths: porada::config::Paths::in_folder(folder.path().to_owned()),
        device_name: "notebook".into(),
        passphrase: None,
        language: Language::Czech,
    };
    assert_eq!(place.paths.database, path);
    let order = porada::tui::sync_worker::start(place, now, move |news| drop(tell.send(news)));
    order(porada::tui::sync_desk::SyncOrder::Survey);
    let news = told.recv_timeout(Duration::from_secs(60)).unwrap();
    assert!(matches!(news, porada::tui::sync_desk::SyncNews::Surveyed(_)), "{news:?}");
    window.close().unwrap();
    drop(open(&path).expect("all sessions ended cleanly"));
}

/// Every byte of the header in turn: either the database opens with everything in it, or nothing is touched.
#[test]
fn no_flipped_byte_of_the_header_loses_anything() {
    let folder = tempfile::tempdir().unwrap();
    let original = database(folder.path(), 5);
    let whole = fs::read(&original).unwrap();
    let mut refused = 0;
    for byte in 0..100 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("porada.db");
        let mut bytes = whole.clone();
        bytes[byte] ^= 0xff;
        fs::write(&path, &bytes).unwrap();
        let before = contents(folder.path());
        match open(&path) {
            Ok(store) => assert_eq!(notes(&store).len(), 5, "byte {byte}"),
            Err(_) => {
                refused += 1;
                assert_eq!(contents(folder.path()), before, "byte {byte}");
            }
        }
    }
    assert!(refused >= 30, "only {refused} flips were refused");
}

#[test]
fn a_newer_database_is_left_for_the_newer_porada() {
    let folder = tempfile::tempdir().unwrap();
    let path = database(folder.path(), 3);
    let mut bytes = fs::read(&path).unwrap();
    bytes[60..64].copy_from_slice(&99u32.to_be_bytes());
    fs::write(&path, &bytes).unwrap();
    let error = open(&path).unwrap_err();
    assert!(matches!(error, StoreError::Newer { found: 99, .. }), "{error:?}");
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn processes_that_start_and_write_together_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porada.db");
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let path = &path;
            scope.spawn(move || {
                let mut store = open(path).unwrap();
                begin(&mut store);
                (0..20).for_each(|number| note(&mut store, writer * 100 + number, "poznámka").unwrap());
            });
        }
    });
    let store = open(&path).unwrap();
    assert_eq!(notes(&store).len(), 80);
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    drop(store);
    assert_eq!(contents(folder.path()).len(), 1, "working files are taken away");
}

#[test]
fn a_missing_folder_is_an_error_and_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("není");
    assert!(matches!(open(&missing.join("porada.db")), Err(StoreError::File { .. })));
    assert!(!missing.exists());
}

#[cfg(unix)]
#[test]
fn the_database_and_its_backup_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = database(folder.path(), 1);
    let backup = folder.path().join("záloha.db");
    let store = open(&path).unwrap();
    store.backup(&backup).unwrap();
    for file in [path.clone(), folder.path().join("porada.db-wal"), backup] {
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
    }
}

/// Not a test of its own: opens the database and says how that went.
#[test]
fn helper_that_opens() {
    let Some(path) = helper_path() else { return };
    match open(&path) {
        Ok(_) => println!("\nopened"),
        Err(StoreError::ReadOnly { .. }) => println!("\nread-only"),
        Err(error) => println!("\nother {error:?}"),
    }
}

/// How opening goes for a person who may not write; `root` may write everywhere, so the helper runs as nobody then.
#[cfg(unix)]
fn open_as_nobody(path: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::process::CommandExt;
    let mut command = helper("helper_that_opens", path);
    if fs::metadata(path.parent()?).ok()?.uid() == 0 {
        command.uid(65534).gid(65534);
    }
    let output = String::from_utf8(command.output().ok()?.stdout).ok()?;
    let known = |line: &&str| ["opened", "read-only"].contains(line) || line.starts_with("other ");
    output.lines().find(known).map(str::to_owned)
}

#[cfg(unix)]
#[test]
fn a_folder_or_file_that_cannot_be_written_is_said_to_be_so() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = database(folder.path(), 3);
    let allow = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    allow(folder.path(), 0o777);
    allow(&path, 0o666);
    let Some(control) = open_as_nobody(&path) else {
        println!("skipped: the test binary cannot be run as another person here");
        return;
    };
    assert_eq!(control, "opened");
    let before = fs::read(&path).unwrap();
    allow(&path, 0o444);
    assert_eq!(open_as_nobody(&path).unwrap(), "read-only", "file");
    allow(folder.path(), 0o555);
    assert_eq!(open_as_nobody(&path).unwrap(), "read-only", "file and folder");
    allow(&path, 0o666);
    assert_eq!(open_as_nobody(&path).unwrap(), "read-only", "folder");
    assert_eq!(open_as_nobody(&folder.path().join("new.db")).unwrap(), "read-only", "new file");
    assert_eq!(fs::read(&path).unwrap(), before);
    allow(folder.path(), 0o755);
    allow(&path, 0o644);
    assert_eq!(notes(&open(&path).unwrap()).len(), 3);
}

/// A small file system, where the machine allows one.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount(kilobytes: u32) -> Option<SmallDisk> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={kilobytes}k"), "porada-test"]).arg(folder.path());
        let mounted = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        mounted.then_some(SmallDisk(folder))
    }

    fn grow(&self, kilobytes: u32) {
        let mut mount = Command::new("mount");
        mount.args(["-o", &format!("remount,size={kilobytes}k")]).arg(self.0.path());
        assert!(mount.status().unwrap().success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[test]
fn a_disk_that_fills_up_keeps_every_acknowledged_change() {
    let Some(disk) = SmallDisk::mount(1024) else {
        println!("skipped: no small file system can be mounted here (see the unit test with a page limit)");
        return;
    };
    let path = database(disk.0.path(), 0);
    let mut store = open(&path).unwrap();
    let long = "dlouhá poznámka ".repeat(200);
    let mut saved = 0;
    let error = loop {
        match note(&mut store, saved, &long) {
            Ok(()) => saved += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(error, StoreError::DiskFull { path: path.clone() });
    assert_eq!(notes(&store).len() as u128, saved);
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}

#[test]
fn a_disk_too_full_for_a_new_database_is_said_to_be_so_and_the_next_start_makes_it() {
    let (mut refused, mut made) = (0, 0);
    for kilobytes in (20..640).step_by(20) {
        let Some(disk) = SmallDisk::mount(kilobytes) else {
            println!("skipped: no small file system can be mounted here");
            return;
        };
        let path = disk.0.path().join("porada.db");
        match open(&path) {
            Ok(store) => {
                made += 1;
                drop(store);
            }
            Err(error) => {
                refused += 1;
                assert_eq!(error, StoreError::DiskFull { path: path.clone() }, "{kilobytes} kB");
            }
        }
        disk.grow(2048);
        let store = open(&path).unwrap();
        store.set_state("screen", "home").unwrap();
        assert_eq!(store.check().unwrap(), Vec::<String>::new(), "{kilobytes} kB");
    }
    assert!(refused > 0 && made > 0, "{refused} refused, {made} made");
}

/// A file that version 0.1.0 wrote, with conflicts, a draft, an import and undo records. It is never written again: later
/// versions must open what people have, not what a new program would write.
fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn draft() -> Draft {
    Draft { text: "rozepsaná věta".into(), caret: 8, extra: "{\"kind\":\"note\"}".into() }
}

fn imported() -> CatalogueRow {
    CatalogueRow { id: "zkouska".into(), kind: "practice".into(), json: "{\"id\":\"zkouska\"}".into() }
}

#[test]
fn a_database_of_version_1_opens_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porada.db");
    fs::copy(fixture("version-1.db"), &path).unwrap();
    let mut store = open(&path).unwrap();
    let document: Document =
        read_document(&fs::read_to_string(fixture("version-1.json")).unwrap()).unwrap().document;
    assert_eq!(store.document(DOCUMENT).unwrap(), Some(document));
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    assert_eq!(store.drafts().unwrap(), [("note".to_owned(), draft())]);
    let mut rows = Vec::new();
    let read = store.each_imported(|row| -> Result<(), StoreError> {
        let [id, kind, json] = [row.id, row.kind, row.json].map(str::to_owned);
        rows.push(CatalogueRow { id, kind, json });
        Ok(())
    });
    read.unwrap();
    assert_eq!(rows, [imported()]);
    assert_eq!(store.state("screen").unwrap().as_deref(), Some("tasks"));
    assert_eq!(notes(&store).len(), 3);
    assert_eq!(store.undo(now()).unwrap().unwrap().text, "poznámka 3");
    assert_eq!(notes(&store).len(), 4);
}

#[test]
fn a_database_of_version_2_opens_and_everything_in_it_waits_for_the_first_synchronisation() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porada.db");
    fs::copy(fixture("version-2.db"), &path).unwrap();
    let mut store = open(&path).unwrap();
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    let mut all = store.document_ids("consultation").unwrap();
    let mut waiting: Vec<_> = store.unpublished(7).unwrap().into_iter().map(|(id, _)| id).collect();
    all.sort();
    waiting.sort();
    assert_eq!(all.len(), 2);
    assert_eq!(waiting, all);
    // The journal of version 2 says which sessions of this device wrote.
    assert!(!store.own_replicas().unwrap().is_empty());
    assert_eq!(store.remotes().unwrap(), []);
}

#[test]
fn a_database_of_version_7_opens_without_earlier_texts_and_keeps_them_from_then_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porada.db");
    fs::copy(fixture("version-7.db"), &path).unwrap();
    let mut store = open(&path).unwrap();
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    let (document, conflicts) = store.conflicts().unwrap().remove(0);
    assert_eq!((conflicts.len(), conflicts[0].base.as_deref()), (1, None));
    let words = "Kontejnery u školy přetékají";
    let settle = conflicts[0].settle(words.into());
    store.apply(document.id, "consultation", &settle, document.seen(), now()).unwrap();
    let mut other = Store::open_in_memory(ReplicaId(0xbeef)).unwrap();
    other.merge(&store.document(document.id).unwrap().unwrap()).unwrap();
    for (store, text) in
        [(&mut store, "Kontejnery přetékají"), (&mut other, "Kontejnery u školy přetékají v pátek")]
    {
        let seen = store.document(document.id).unwrap().unwrap().seen().clone();
        store.apply(document.id, "consultation", &conflicts[0].settle(text.into()), &seen, now()).unwrap();
    }
    store.merge(&other.document(document.id).unwrap().unwrap()).unwrap();
    let conflict = store.conflicts().unwrap().remove(0).1.remove(0);
    assert_eq!(conflict.base.as_deref(), Some(words));
    assert_eq!(conflict.proposal().unwrap().text, "Kontejnery přetékají v pátek");
}

#[test]
fn a_database_of_version_4_opens_and_reads_the_shared_record_that_it_kept_unread() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porada.db");
    fs::copy(fixture("version-4.db"), &path).unwrap();
    let store = open(&path).unwrap();
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    let mut rows = Vec::new();
    let read = store.each_imported(|row| -> Result<(), StoreError> {
        rows.push((row.id.to_owned(), row.shared.map(|sharing| (sharing.by, sharing.on))));
        Ok(())
    });
    read.unwrap();
    let shared = Some(("IC Zlín".to_owned(), "2026-11-22".to_owned()));
    assert_eq!(rows, [("vlastni-praxe".to_owned(), None), ("sdilena-praxe".to_owned(), shared)]);
    assert!(store.imports().unwrap() > 1);
    assert_eq!(store.document_ids("consultation").unwrap().len(), 1);
}
