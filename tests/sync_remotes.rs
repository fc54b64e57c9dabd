//! One contract for every storage, held against real servers: a folder, Apache, sabre/dav, rclone, Ceph's S3 gateway, a Syncthing pair.
//! What no real server does on demand is said by a scripted one.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking"
)]

mod servers;

#[path = "common/sync.rs"]
mod device;

#[path = "sync_remotes/counted.rs"]
mod counted;

#[path = "sync_remotes/misbehaving.rs"]
mod misbehaving;

use porada::sync::remote::{Access, Listed, Pace, Put, Remote, RemoteError, RemotePath, Secret};
use rusty_s3::S3Action;
use servers::scripted::{BreakingLine, Proxy};
use servers::{PASSWORD, USER, WebDav, apache, ceph, eventually, jana, rclone, remote, sabre, syncthing};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::time::Duration;

const MIB: u64 = 1024 * 1024;

fn path(text: &str) -> RemotePath {
    RemotePath::new(text).unwrap()
}

/// Bytes that no server could take for text and no compression makes small.
fn noise(length: usize, seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[0]
    };
    std::iter::repeat_with(next).take(length).collect()
}

fn names(remote: &dyn Remote, folder: Option<&str>) -> Vec<String> {
    let folder = folder.map(path);
    remote.list(folder.as_ref()).unwrap().into_iter().map(|listed| listed.name).collect()
}

/// What holds on every storage. `exact`: of several who write one name at the same moment, exactly one hears that it was stored.
fn holds_the_contract(remote: &dyn Remote, exact: bool) {
    let before = names(remote, None);
    remote.probe().unwrap();
    assert_eq!(names(remote, None), before, "the probe left something");
    nothing_is_no_error(remote);
    files_are_written_once(remote);
    folders_are_listed(remote);
    sizes_are_bounded(remote);
    deleted_files_are_gone(remote);
    one_of_many_writers_wins(remote, exact);
}

fn nothing_is_no_error(remote: &dyn Remote) {
    assert_eq!(remote.get(&path("porada.json"), 100).unwrap(), None);
    assert_eq!(remote.get(&path("no/such/folder/file.json"), 100).unwrap(), None);
    assert_eq!(remote.list(Some(&path("no/such"))).unwrap(), []);
    remote.delete(&path("porada.json")).unwrap();
    remote.delete(&path("no/such/folder/file.json")).unwrap();
}

fn files_are_written_once(remote: &dyn Remote) {
    let long = "a".repeat(115) + ".json";
    for name in ["porada.json", "docs/0a1b/ab/c-1.2.json", "a/b/c/d/e/f", &long] {
        let name = path(name);
        assert_eq!(remote.put_new(&name, b"first").unwrap(), Put::Stored, "{name}");
        assert_eq!(remote.put_new(&name, b"first").unwrap(), Put::Existed, "{name}");
        assert_eq!(remote.put_new(&name, b"other content").unwrap(), Put::Existed, "{name}");
        assert_eq!(remote.get(&name, 100).unwrap().unwrap(), b"first", "{name}");
    }
    let empty = path("docs/empty.json");
    assert_eq!(remote.put_new(&empty, b"").unwrap(), Put::Stored);
    assert_eq!(remote.get(&empty, 0).unwrap().unwrap(), b"");
}

fn folders_are_listed(remote: &dyn Remote) {
    let root = remote.list(None).unwrap();
    assert!(root.contains(&Listed { name: "docs".to_owned(), size: None, folder: true }), "{root:?}");
    assert!(
        root.contains(&Listed { name: "porada.json".to_owned(), size: Some(5), folder: false }),
        "{root:?}"
    );
    let folders = root.iter().filter(|listed| listed.folder && listed.name != ".stfolder");
    assert_eq!(folders.count(), 2, "docs and a, nothing else: {root:?}");
    assert_eq!(names(remote, Some("docs")), ["0a1b", "empty.json"]);
    assert_eq!(names(remote, Some("docs/0a1b/ab")), ["c-1.2.json"]);
    assert_eq!(names(remote, Some("a/b/c/d/e")), ["f"]);
}

fn sizes_are_bounded(remote: &dyn Remote) {
    let (name, content) = (path("packs/dev/large.ndjson"), noise(5 * 1024 * 1024, 5));
    assert_eq!(remote.put_new(&name, &content).unwrap(), Put::Stored);
    assert!(remote.get(&name, 64 * MIB).unwrap().unwrap() == content);
    assert!(remote.get(&name, 5 * MIB).unwrap().unwrap() == content, "exactly the limit");
    let over = remote.get(&name, 5 * MIB - 1).unwrap_err();
    assert_eq!(over, RemoteError::TooLarge { path: name.to_string(), limit: 5 * MIB - 1 });
    assert_eq!(remote.list(Some(&path("packs/dev"))).unwrap()[0].size, Some(5 * MIB));
}

fn deleted_files_are_gone(remote: &dyn Remote) {
    let name = path("packs/dev/large.ndjson");
    remote.delete(&name).unwrap();
    remote.delete(&name).unwrap();
    assert_eq!(remote.get(&name, 100).unwrap(), None);
    assert!(names(remote, Some("packs/dev")).is_empty());
    assert_eq!(remote.put_new(&name, b"again").unwrap(), Put::Stored);
    assert_eq!(remote.get(&name, 100).unwrap().unwrap(), b"again");
}

fn one_of_many_writers_wins(remote: &dyn Remote, exact: bool) {
    let name = path("heads/race.json");
    let contents: Vec<Vec<u8>> = (1..=6).map(|seed| noise(200_000, seed)).collect();
    let outcomes: Vec<Put> = std::thread::scope(|scope| {
        let writers: Vec<_> =
            contents.iter().map(|content| scope.spawn(|| remote.put_new(&name, content).unwrap())).collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    });
    let stored = outcomes.iter().filter(|outcome| **outcome == Put::Stored).count();
    assert!(stored >= 1 && (!exact || stored == 1), "{outcomes:?}");
    let survivor = remote.get(&name, MIB).unwrap().unwrap();
    assert!(contents.contains(&survivor), "a mixture of {} bytes survived", survivor.len());
    assert_eq!(names(remote, Some("heads")), ["race.json"], "nothing unfinished is left");
}

/// Files that other programs put there have any name, and the listing says it as it is.
fn foreign_names_are_listed(remote: &dyn Remote, data: &Path) {
    let foreign = ["Příloha č. 1 (100%).txt", "a&b <c> 'd'.json", ".hidden", "x.sync-conflict-20261122.json"];
    std::fs::create_dir(data.join("foreign")).unwrap();
    for name in foreign {
        std::fs::write(data.join("foreign").join(name), b"123").unwrap();
    }
    let mut expected = foreign.map(str::to_owned);
    expected.sort();
    assert_eq!(names(remote, Some("foreign")), expected);
}

fn wrong_credentials_are_refused(address: &str, right: &Access) {
    for secret in [Some(Secret::new("jiné tajné heslo")), None] {
        let access = Access { secret, ..right.clone() };
        let remote = remote(address, &access);
        let name = path("heads/a.json");
        for error in [
            remote.get(&name, 10).unwrap_err(),
            remote.put_new(&name, b"x").unwrap_err(),
            remote.list(None).unwrap_err(),
            remote.delete(&name).unwrap_err(),
            remote.probe().unwrap_err(),
        ] {
            assert_eq!(error, RemoteError::Unauthorised);
        }
    }
}

fn a_missing_place_is_named(address: &str, access: &Access) {
    let remote = remote(address, access);
    for error in [
        remote.probe().unwrap_err(),
        remote.list(None).unwrap_err(),
        remote.put_new(&path("heads/a.json"), b"x").unwrap_err(),
    ] {
        assert!(matches!(error, RemoteError::Missing(_)), "{error:?}");
    }
}

/// Sends the beginning of a PUT and hangs up.
fn cut_upload(server: &WebDav, name: &str) {
    let mut stream = TcpStream::connect(server.authority()).unwrap();
    let credentials = base64(&format!("{USER}:{PASSWORD}"));
    let head = format!(
        "PUT /{name} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic {credentials}\r\nContent-Length: 100000\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(b"{\"format\":\"porada-hea").unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    // Until the server has hung up too, so that it is through with it.
    let _ = stream.read_to_end(&mut Vec::new());
}

fn base64(text: &str) -> String {
    use base64::Engine;
    base64::prelude::BASE64_STANDARD.encode(text)
}

/// An upload of ours that is cut is repeated and whole in the end.
fn our_cut_upload_is_repeated(server: &WebDav) {
    let content = noise(300_000, 9);
    let line = BreakingLine::new(server.authority(), 1, 50_000);
    // Really waits: rclone keeps the file locked until it has noticed.
    let access = Access { pace: Pace::default(), ..jana() };
    let remote = remote(&format!("http://127.0.0.1:{}/", line.port), &access);
    remote.put_new(&path("cut.json"), &content).unwrap();
    assert_eq!(line.broken(), 1);
    assert!(remote.get(&path("cut.json"), MIB).unwrap().unwrap() == content);
}

/// A killed server is told as such, and the same client reaches it when it runs again.
fn a_restart_is_survived(server: &mut WebDav) {
    let remote = server.remote();
    let name = path("docs/0a1b/ab/c-1.2.json");
    assert!(remote.get(&name, MIB).unwrap().is_some());
    server.stop();
    let error = remote.get(&name, MIB).unwrap_err();
    assert!(matches!(error, RemoteError::Unreachable(_)), "{error:?}");
    server.start_again();
    assert_eq!(remote.get(&name, MIB).unwrap().unwrap(), b"first");
}

fn web_dav_holds(server: &mut WebDav) {
    let remote = server.remote();
    holds_the_contract(&*remote, false);
    foreign_names_are_listed(&*remote, &server.data);
    wrong_credentials_are_refused(&server.address, &jana());
    a_missing_place_is_named(&format!("{}nowhere/", server.address), &jana());
    our_cut_upload_is_repeated(server);
    a_restart_is_survived(server);
}

/// Nothing of an upload is kept that was cut.
fn keeps_nothing_of_a_cut_upload(server: &WebDav) {
    cut_upload(server, "torn.json");
    let remote = server.remote();
    assert_eq!(remote.get(&path("torn.json"), MIB).unwrap(), None);
    assert_eq!(remote.put_new(&path("torn.json"), b"whole").unwrap(), Put::Stored);
    assert_eq!(remote.get(&path("torn.json"), MIB).unwrap().unwrap(), b"whole");
}

#[test]
fn a_folder_holds_the_contract() {
    let temporary = tempfile::tempdir().unwrap();
    let address = temporary.path().display().to_string();
    let folder = remote(&address, &Access::default());
    holds_the_contract(&*folder, true);
    foreign_names_are_listed(&*folder, temporary.path());
    a_missing_place_is_named(&format!("{address}/nowhere"), &Access::default());
}

#[test]
fn apache_holds_the_contract() {
    let Some(mut server) = apache::start() else { return };
    web_dav_holds(&mut server);
    keeps_nothing_of_a_cut_upload(&server);
}

#[test]
fn sabre_dav_the_engine_of_nextcloud_holds_the_contract() {
    let Some(mut server) = sabre::start() else { return };
    web_dav_holds(&mut server);
    keeps_nothing_of_a_cut_upload(&server);
}

#[test]
fn rclone_holds_the_contract_although_it_heeds_no_condition() {
    let Some(mut server) = rclone::start() else { return };
    web_dav_holds(&mut server);
}

#[test]
fn a_file_of_the_root_is_never_overwritten_although_nobody_probed() {
    let Some(server) = rclone::start() else { return };
    let [one, other] = [server.remote(), server.remote()];
    assert_eq!(one.put_new(&path("porada.json"), b"first").unwrap(), Put::Stored);
    assert_eq!(other.put_new(&path("porada.json"), b"other").unwrap(), Put::Existed);
    assert_eq!(one.get(&path("porada.json"), 9).unwrap().unwrap(), b"first");
    assert_eq!(names(&*one, None), ["porada.json"]);
}

#[test]
fn a_torn_file_on_rclone_is_seen_by_its_size_and_mended() {
    let Some(server) = rclone::start() else { return };
    cut_upload(&server, "torn.json");
    let remote = server.remote();
    remote.probe().unwrap();
    let torn = remote.list(None).unwrap();
    assert!(torn.iter().any(|listed| listed.name == "torn.json" && listed.size < Some(100_000)), "{torn:?}");
    assert_eq!(remote.put_new(&path("torn.json"), b"whole").unwrap(), Put::Existed, "never overwritten");
    assert_ne!(remote.get(&path("torn.json"), MIB).unwrap().unwrap(), b"whole", "so whoever needs it looks");
    remote.delete(&path("torn.json")).unwrap();
    assert_eq!(remote.put_new(&path("torn.json"), b"whole").unwrap(), Put::Stored);
    assert_eq!(remote.get(&path("torn.json"), MIB).unwrap().unwrap(), b"whole");
}

#[test]
fn an_own_authority_is_believed_when_it_is_given() {
    let Some((server, authority)) = apache::start_encrypted() else { return };
    let access = Access { certificate_authority: Some(authority.clone()), ..jana() };
    remote(&server.address, &access).probe().unwrap();

    let error = remote(&server.address, &jana()).probe().unwrap_err();
    assert!(matches!(error, RemoteError::Insecure(_)), "without its authority: {error:?}");
    let other_name = server.address.replace("localhost", "127.0.0.1");
    let error = remote(&other_name, &access).probe().unwrap_err();
    assert!(matches!(error, RemoteError::Insecure(_)), "under another name: {error:?}");
    let plain = server.address.replace("https:", "http:");
    assert!(remote(&plain, &access).probe().is_err(), "not encrypted");
}

#[test]
fn a_proxy_passes_on_what_it_cannot_read() {
    let Some((server, authority)) = apache::start_encrypted() else { return };
    let proxy = Proxy::new();
    let access = Access {
        certificate_authority: Some(authority),
        proxy: Some(format!("http://127.0.0.1:{}", proxy.port)),
        ..jana()
    };
    remote(&server.address, &access).probe().unwrap();
    let asked = proxy.requests();
    assert!(
        !asked.is_empty() && asked.iter().all(|request| request.starts_with("CONNECT localhost:")),
        "{asked:?}"
    );
    assert!(!asked.concat().to_ascii_lowercase().contains("\nauthorization"), "{asked:?}");
}

#[test]
fn the_s3_gateway_of_ceph_holds_the_contract() {
    let Some(server) = ceph::start() else { return };
    let access = server.access();
    holds_the_contract(&*remote(&server.address("kraj/vysocina"), &access), true);
    wrong_credentials_are_refused(&server.address("kraj"), &access);
    let no_bucket = server.address("").replace("s3://porada/", "s3://neni-tu/");
    a_missing_place_is_named(&no_bucket, &access);
    long_folders_are_listed_in_pages(&*remote(&server.address("long"), &access));
    let key = "foreign/Příloha č. 1+1 (100%).txt";
    let url = server.bucket.put_object(Some(&server.credentials), key).sign(Duration::from_secs(60));
    ureq::put(url.as_str()).send(&b"123"[..]).unwrap();
    assert_eq!(names(&*remote(&server.address(""), &access), Some("foreign")), ["Příloha č. 1+1 (100%).txt"]);
}

/// A page of S3 has a thousand keys.
fn long_folders_are_listed_in_pages(remote: &dyn Remote) {
    let numbers: Vec<u32> = (0..1010).collect();
    std::thread::scope(|scope| {
        for part in numbers.chunks(130) {
            scope.spawn(move || {
                for number in part {
                    remote.put_new(&path(&format!("many/{number:04}.json")), b"{}").unwrap();
                }
            });
        }
    });
    let listed = names(remote, Some("many"));
    assert_eq!(listed.len(), 1010);
    assert_eq!((listed[0].as_str(), listed[1009].as_str()), ("0000.json", "1009.json"));
}

#[test]
fn files_of_one_side_arrive_on_the_other_by_syncthing() {
    let Some(pair) = syncthing::start() else { return };
    let [one, other] =
        pair.sides.each_ref().map(|side| remote(&side.display().to_string(), &Access::default()));
    holds_the_contract(&*one, true);
    eventually("the files of the contract on the other side", || {
        other.get(&path("heads/race.json"), MIB).unwrap().is_some()
            && other.get(&path("packs/dev/large.ndjson"), MIB).unwrap().as_deref() == Some(b"again")
    });
    let written = |remote: &dyn Remote, device: &str| {
        for number in 0..20 {
            let content = noise(12_000, number);
            remote.put_new(&path(&format!("docs/{device}/{number}.json")), &content).unwrap();
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| written(&*one, "one"));
        scope.spawn(|| written(&*other, "other"));
    });
    for (remote, device) in [(&one, "other"), (&other, "one")] {
        for number in 0..20 {
            let name = path(&format!("docs/{device}/{number}.json"));
            let content = noise(12_000, number);
            eventually("a file", || remote.get(&name, MIB).unwrap().as_ref() == Some(&content));
        }
    }
    one.delete(&path("docs/one/0.json")).unwrap();
    eventually("the deletion", || other.get(&path("docs/one/0.json"), MIB).unwrap().is_none());
    for side in [&one, &other] {
        for folder in ["docs/one", "docs/other", "heads"] {
            let conflicts =
                names(&**side, Some(folder)).iter().filter(|name| name.contains("conflict")).count();
            assert_eq!(conflicts, 0, "{folder}");
        }
    }
}

/// The middle of some times, in milliseconds.
fn middle(mut work: impl FnMut(usize), times: usize) -> f64 {
    let mut all: Vec<f64> = (0..times)
        .map(|number| {
            let start = std::time::Instant::now();
            work(number);
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    all.sort_by(f64::total_cmp);
    all[times / 2]
}

fn measure(name: &str, remote: &dyn Remote) {
    remote.probe().unwrap();
    let file = |number: usize| path(&format!("measure/{number:03}.json"));
    let content = noise(12_000, 1);
    let put = middle(|number| assert_eq!(remote.put_new(&file(number), &content).unwrap(), Put::Stored), 100);
    let get = middle(|number| assert!(remote.get(&file(number), MIB).unwrap().is_some()), 100);
    let list = middle(|_| assert_eq!(names(remote, Some("measure")).len(), 100), 20);
    let delete = middle(|number| remote.delete(&file(number)).unwrap(), 100);
    println!("| {name} | {put:.2} | {get:.2} | {list:.2} | {delete:.2} |");
}

/// Milliseconds of a verb on 12 kB, as docs/sync-remotes.md shows them; not part of the tests.
#[test]
#[ignore = "it measures and proves nothing"]
fn what_a_verb_costs() {
    println!("| storage | put | get | list of 100 | delete |");
    let temporary = tempfile::tempdir().unwrap();
    measure("folder", &*remote(&temporary.path().display().to_string(), &Access::default()));
    for (name, server) in
        [("Apache mod_dav", apache::start()), ("sabre/dav", sabre::start()), ("rclone", rclone::start())]
    {
        if let Some(server) = server {
            measure(name, &*server.remote());
        }
    }
    if let Some((server, authority)) = apache::start_encrypted() {
        let access = Access { certificate_authority: Some(authority), ..jana() };
        measure("Apache, encrypted", &*remote(&server.address, &access));
    }
    if let Some(server) = ceph::start() {
        measure("Ceph RADOS gateway", &*remote(&server.address("measure"), &server.access()));
    }
}
