//! Every request of a scenario with three devices fails once, before, after and in the middle of its effect, and every
//! transaction of their homes; after a clean synchronisation all are equal and complete.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking"
)]

#[path = "common/sync.rs"]
mod device;

use device::{Member, Request, Tapped, found_space, settle};
use porada::model::ReplicaId;
use porada::sync::engine::SyncError;
use porada::sync::remote::RemoteError;
use porada::sync::simulator::{Cut, Storage};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Documents that the first publication writes in a pack.
const PACKED: u128 = 33;
/// Sessions after which the index is due.
const SESSIONS: u64 = 258;

/// What fails in a run of the scenario.
#[derive(Debug, Clone, Copy)]
enum Failure {
    Nothing,
    Request(usize, Cut),
    /// Of the home of this device, after so many transactions of one synchronisation that is the how manieth.
    Transaction(usize, usize),
}

struct Scenario {
    storage: Storage,
    members: Vec<Member>,
    failure: Failure,
    syncs: usize,
    failed: usize,
    /// Requests before the first synchronisation.
    begun: usize,
    /// The folders that had files at some time.
    folders: BTreeSet<String>,
}

impl Scenario {
    fn begin(sealed: bool, failure: Failure) -> Scenario {
        let storage = Storage::new();
        let space = found_space(&storage, sealed);
        let begun = storage.requests();
        let members = (1..=3).map(|number| Member::new(number, space, sealed)).collect();
        if let Failure::Request(request, cut) = failure {
            storage.cut(request, cut);
        }
        Scenario { storage, members, failure, syncs: 0, failed: 0, begun, folders: BTreeSet::new() }
    }

    fn sync(&mut self, member: usize) {
        if let Failure::Transaction(sync, after) = self.failure {
            self.members[member].home.limit((self.syncs == sync).then_some(after));
        }
        self.syncs += 1;
        if self.members[member].sync(&self.storage).is_err() {
            self.failed += 1;
            self.storage.mend();
        }
        self.members[member].home.limit(None);
        let folder = |path: &String| path.split('/').next().unwrap_or_default().to_owned();
        self.folders.extend(self.storage.paths().iter().map(folder));
    }

    /// First publication in a pack, single documents, an index, conflicts, a deletion, an erasure inside the pack.
    fn run(sealed: bool, failure: Failure) -> Scenario {
        let mut it = Scenario::begin(sealed, failure);
        for document in 1..=PACKED {
            it.members[0].write(document, 1, "text", format!("první {document}"));
            it.members[0].write(document, 2, "phone", "+420 777 000 111");
        }
        it.sync(0);
        it.sync(1);
        it.members[1].write(1, 1, "text", "upraveno na druhém");
        it.members[0].write(1, 1, "text", "upraveno na prvním");
        it.sync(1);
        it.sync(0);
        it.sync(2);
        it.members[2].write(2, 1, "deleted", true);
        it.members[2].write(100, 1, "text", "z třetího");
        it.sync(2);
        it.sync(0);
        for session in 0..SESSIONS {
            it.members[0].home.start_session(ReplicaId(1000 + session));
            it.members[0].write(3, 1, "text", format!("relace {session}"));
        }
        it.sync(0);
        it.members[1].erase(4, 2);
        it.sync(1);
        it.sync(0);
        it.sync(2);
        it.sync(0);
        it
    }

    fn check(mut self, what: &str) {
        self.storage.mend();
        let [one, two, three] = self.members.as_mut_slice() else { panic!("three devices") };
        settle(&self.storage, &mut [&mut *one, &mut *two, &mut *three]);
        assert_eq!(one.all(), two.all(), "{what}");
        assert_eq!(two.all(), three.all(), "{what}");
        assert_eq!(one.all().len(), PACKED as usize + 1, "{what}");
        let conflicts: usize =
            one.document(1).unwrap().entities().map(|(_, it)| it.conflicts().count()).sum();
        assert_eq!(conflicts, 1, "{what}: both edits of one field are there");
        assert_eq!(two.text(3, 1, "text"), format!("relace {}", SESSIONS - 1), "{what}");
        assert_eq!(two.text(100, 1, "text"), "z třetího", "{what}");
        assert!(one.document(2).unwrap().entities().any(|(_, entity)| entity.is_deleted()), "{what}");
        assert_eq!(three.text(4, 2, "phone"), "", "{what}: erased everywhere");
        assert_eq!(three.text(5, 2, "phone"), "+420 777 000 111", "{what}");
        if !one.keys.sealed {
            for path in self.storage.paths() {
                let text = String::from_utf8(self.storage.read(&path).unwrap()).unwrap();
                let erased = text.lines().any(|line| {
                    line.contains("00000000-0000-0000-0000-000000000004\",\"kind\"") && line.contains("+420")
                });
                assert!(!erased, "{what}: {path} still holds what was erased");
            }
        }
    }
}

fn every_request(sealed: bool) {
    let whole = Scenario::run(sealed, Failure::Nothing);
    assert_eq!(whole.failed, 0);
    let requests = whole.storage.requests() - whole.begun;
    assert!(["packs", "index", "docs", "heads"].iter().all(|it| whole.folders.contains(*it)));
    assert!(!whole.storage.paths().iter().any(|path| path.starts_with("packs/")), "it held what was erased");
    whole.check("nothing failed");
    let mut runs = 0;
    for request in 0..requests {
        for cut in [Cut::Before, Cut::After, Cut::Middle] {
            let run = Scenario::run(sealed, Failure::Request(request, cut));
            assert_eq!(run.failed, 1, "request {request}");
            run.check(&format!("request {request} failed {cut:?}"));
            runs += 1;
        }
    }
    println!("{requests} requests, {runs} runs");
}

#[test]
fn any_failing_request_of_an_open_space_leaves_all_equal_and_complete() {
    every_request(false);
}

#[test]
fn any_failing_request_of_a_sealed_space_leaves_all_equal_and_complete() {
    every_request(true);
}

#[test]
fn any_failing_transaction_of_a_home_leaves_all_equal_and_complete() {
    let syncs = Scenario::run(false, Failure::Nothing).syncs;
    let mut runs = 0;
    for sync in 0..syncs {
        for after in 0.. {
            let run = Scenario::run(false, Failure::Transaction(sync, after));
            if run.failed == 0 {
                break;
            }
            run.check(&format!("transaction {after} of synchronisation {sync} failed"));
            runs += 1;
        }
    }
    assert!(runs > 20, "{runs}");
}

#[test]
fn an_error_of_the_line_is_not_taken_for_a_damaged_file() {
    let storage = Storage::new();
    let mut one = Member::new(1, found_space(&storage, false), false);
    one.write(1, 1, "text", "slovo");
    // The document arrives, its head does not: the next run finds the file there and looks whether it is whole.
    storage.cut(3, Cut::Before);
    one.sync(&storage).unwrap_err();
    storage.mend();
    assert!(storage.paths().iter().any(|path| path.starts_with("docs/")));
    let deleted = AtomicUsize::new(0);
    let breaking = Tapped::new(&storage, |request| match request {
        Request::Get(path) if path.as_str().starts_with("docs/") => {
            Err(RemoteError::Unreachable("503".to_owned()))
        }
        Request::Delete => {
            deleted.fetch_add(1, Ordering::Relaxed);
            Ok(())
        }
        _ => Ok(()),
    });
    // What the home had noted of the file is lost with a backup, so it is written again.
    let mut again = Member::new(1, one.space, false);
    again.write(1, 1, "text", "slovo");
    assert!(matches!(again.sync(&breaking), Err(SyncError::Remote(RemoteError::Unreachable(_)))));
    assert_eq!(deleted.load(Ordering::Relaxed), 0);
    settle(&storage, &mut [&mut again]);
}

#[test]
fn a_home_that_fails_while_it_doubts_its_own_files_leaves_nobody_waiting_for_one() {
    let mut failed = 0;
    for transactions in 0.. {
        let storage = Storage::new();
        let space = found_space(&storage, false);
        let [mut one, mut two, mut late] = [1, 2, 3].map(|number| Member::new(number, space, false));
        (1..=3).for_each(|document| one.write(document, 1, "text", format!("slovo {document}")));
        one.sync(&storage).unwrap();
        two.sync(&storage).unwrap();
        // The other device lists all of it too, so that nothing has to be published for its own sake.
        (1..=3).for_each(|document| two.write(document, 2, "text", format!("další {document}")));
        two.sync(&storage).unwrap();
        one.sync(&storage).unwrap();
        // The own head is out of sight for a while: what it lists may be gone.
        let own = format!("heads/{}", one.keys.device);
        storage.hide(storage.paths().into_iter().filter(|path| path.starts_with(&own)));
        one.home.limit(Some(transactions));
        let cut = one.sync(&storage);
        one.home.limit(None);
        storage.mend();
        if cut.is_ok() {
            break;
        }
        failed += 1;
        let own = format!("docs/{}", one.keys.device);
        let files = storage.paths().into_iter().filter(|path| path.starts_with(&own));
        files.for_each(|file| storage.plant(&file, Some(b"rot")));
        one.verify(&storage).unwrap();
        settle(&storage, &mut [&mut one, &mut two]);
        let outcome = late.sync(&storage).unwrap();
        assert_eq!((outcome.waiting, late.all()), (0, one.all()), "after {transactions} transactions");
    }
    assert!(failed > 3, "{failed}");
}
