//! What a synchronisation of 10,000 consultations over a folder costs, measured on the release build:
//! `cargo bench --bench sync -- [CONSULTATIONS]`.
//!
//! Two homes with databases on the disk, an open space, each step in a process of its own so that memory is that of the
//! step. Nothing is asserted: machines are noisy, and a figure is for a person to read.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a measuring program"
)]

use jiff::Timestamp;
use porada::model::{
    Consultation, DocumentId, EntityId, HeaderField, ItemField, ItemKind, NewConsultation, ReplicaId,
    VersionVector,
};
use porada::store::Store;
use porada::sync::engine::{Outcome, Session, Unwatched, found, look};
use porada::sync::format::SpaceId;
use porada::sync::profile::Profile;
use porada::sync::random::Randomness;
use porada::sync::remote::{self, Access, Address, Remote};
use porada::sync::simulator::SharedSecret;
use porada::sync::trust::DeviceId;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Items of a consultation, each of forty words.
const ITEMS: u128 = 24;

struct Fixed;

impl Randomness for Fixed {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.fill(5);
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    match arguments.as_slice() {
        [step, folder, count] => perform(step, Path::new(folder), count.parse().unwrap()),
        rest => all(rest.first().map_or(10_000, |count| count.parse().unwrap())),
    }
}

fn all(count: u128) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("remote")).unwrap();
    println!("{count} consultations with {ITEMS} items each\n");
    println!("| step | seconds | requests | up kB | down kB | memory MB |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for step in ["write", "publish", "pull", "idle", "edit", "take"] {
        let count = count.to_string();
        let arguments = [step, folder.path().to_str().unwrap(), &count];
        assert!(Command::new(std::env::current_exe().unwrap()).args(arguments).status().unwrap().success());
    }
}

fn perform(step: &str, folder: &Path, count: u128) {
    let started = Instant::now();
    let outcome = match step {
        "write" => {
            write(&folder.join("one.db"), count);
            None
        }
        "publish" | "idle" => Some(sync(folder, 1, |_| ())),
        "edit" => Some(sync(folder, 1, |store| {
            let id = DocumentId::from_u128(1 << 64);
            let consultation = store.consultation(id).unwrap().unwrap();
            let change = consultation.set_header(vec![HeaderField::Title("Změněno".into())]);
            store.apply(id, "consultation", &change, &consultation.seen, Timestamp::now()).unwrap();
        })),
        _ => Some(sync(folder, 2, |_| ())),
    };
    report(step, started.elapsed(), outcome.as_ref());
}

fn write(path: &Path, count: u128) {
    let mut store = Store::open(path, ReplicaId(1)).unwrap();
    let words = "Obec řeší přeplněné kontejnery a hledá levné řešení ".repeat(5);
    for number in 1..=count {
        let id = DocumentId::from_u128(number << 64);
        let new = NewConsultation { title: format!("Konzultace {number}"), ..Default::default() };
        let now = Timestamp::now();
        let mut change = Consultation::create(id, new);
        let seen = VersionVector::default();
        let empty = Consultation::read(&{
            let mut document = porada::model::Document::new(id, "consultation");
            document.write(&change, &seen, &mut porada::model::Author::new(ReplicaId(9)), now);
            document
        })
        .unwrap();
        for item in 1..=ITEMS {
            let entity = EntityId::from_u128((number << 64) + item);
            let text = vec![ItemField::Text(format!("{item} {words}"))];
            change.edits.extend(empty.add_item(entity, ItemKind::Note, text, now).edits);
        }
        store.apply(id, "consultation", &change, &seen, now).unwrap();
    }
    store.close().unwrap();
}

fn sync(folder: &Path, device: u64, before: impl FnOnce(&mut Store)) -> Outcome {
    let name = if device == 1 { "one.db" } else { "two.db" };
    let mut store = Store::open(&folder.join(name), ReplicaId::generate()).unwrap();
    before(&mut store);
    let address = Address::parse(folder.join("remote").to_str().unwrap()).unwrap();
    let remote: Box<dyn Remote> = remote::open(&address, &Access::default()).unwrap();
    let mut trust = SharedSecret::new(DeviceId(u128::from(device)), [1; 32], false);
    let marker = match look(remote.as_ref()).unwrap() {
        Some(marker) => marker,
        None => {
            let space = SpaceId::random(&mut Fixed);
            found(remote.as_ref(), &trust, space, Profile::OwnDevices, Timestamp::now()).unwrap()
        }
    };
    let outcome = Session {
        home: &mut store,
        remote: remote.as_ref(),
        trust: &mut trust,
        space: marker.space,
        profile: Profile::OwnDevices,
        clock: &Timestamp::now,
        random: &mut Fixed,
        watch: &Unwatched,
    }
    .run()
    .unwrap();
    store.close().unwrap();
    outcome
}

/// The most memory of this process so far, in megabytes (Linux).
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn report(step: &str, took: Duration, outcome: Option<&Outcome>) {
    let (requests, up, down) = outcome.map_or((0, 0, 0), |it| (it.requests, it.up / 1000, it.down / 1000));
    println!("| {step} | {:.2} | {requests} | {up} | {down} | {} |", took.as_secs_f64(), memory());
}
