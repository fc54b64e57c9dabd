//! What a synchronisation of 10,000 consultations between 50 devices costs, by the release build of the program itself,
//! beside `rclone sync` and git over the same consultations as files:
//! `cargo bench --bench sync -- [CONSULTATIONS [DEVICES]]`.
//!
//! Each device has a home of its own, with its keys and its database on the disk; the storage is a folder, sealed as porada proposes.
//! Each row is one call of a program, so that its memory is that of the step. Nothing is asserted: machines are noisy, and a
//! figure is for a person to read. Linux only, because memory is read from `/proc`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a measuring program"
)]

use jiff::Timestamp;
use porada::model::{
    Author, Consultation, Document, DocumentId, EntityId, ItemField, ItemKind, NewConsultation, ReplicaId,
    VersionVector,
};
use porada::store::Store;
use porada::sync::format::write_document;
use serde_json::Value;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Items of a consultation, each of some forty words.
const ITEMS: u128 = 24;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|it| it != "--bench").map(|it| it.parse().unwrap());
    let (count, devices) = (arguments.next().unwrap_or(10_000), arguments.next().unwrap_or(50));
    let folder = tempfile::tempdir().unwrap();
    let storage = folder.path().join("storage");
    std::fs::create_dir(&storage).unwrap();
    println!("{count} consultations with {ITEMS} items each, {devices} devices\n");
    println!("| what | seconds | CPU s | requests | sent kB | received kB | memory MB |");
    println!("| --- | --: | --: | --: | --: | --: | --: |");
    let homes: Vec<Home> = (1..=devices).map(|number| Home::new(folder.path(), &storage, number)).collect();
    let files = folder.path().join("files");
    std::fs::create_dir(&files).unwrap();
    let Some(first) = homes.first() else { return };
    write(&first.root.join("porada.db"), &files, count as u128);
    share(first, &homes[1..]);
    println!("\nThe same consultations as {} JSON files, {} kB:\n", entries(&files), size(&files) / 1000);
    println!("| what | seconds | CPU s | memory MB |");
    println!("| --- | --: | --: | --: |");
    rclone(folder.path(), &files);
    git(folder.path(), &files);
}

/// The rows of porada: the first device has everything, the others come one after another.
fn share(first: &Home, others: &[Home]) {
    first.quiet(&["remote", "add", "storage", &first.storage, "--found", "--encrypt", "yes"]);
    first.sync("first publication");
    for (number, home) in others.iter().enumerate() {
        home.quiet(&["remote", "add", "storage", &home.storage]);
        first.quiet(&["team", "approve", &home.fingerprint(), "--remote", "storage"]);
        match number + 2 {
            2 => home.sync("first pull by the 2nd device"),
            last if last == others.len() + 1 => home.sync(&format!("first pull by the {last}th device")),
            _ => drop(home.program(&["sync"]).unwrap()),
        }
    }
    let Some(last) = others.last() else { return };
    first.sync("the first device takes note of the others");
    first.sync("nothing changed");
    let id = DocumentId::from_u128(1 << 64).to_string();
    first.quiet(&["consultation", "add", &id, "--note", "Jeden údaj navíc"]);
    first.sync("one edit");
    last.sync("pull of the edit");
}

/// `rclone sync` of the files into a folder and out of it.
fn rclone(folder: &Path, files: &Path) {
    let (storage, other) = (folder.join("rclone-storage"), folder.join("rclone-other"));
    let sync = |what: &str, from: &Path, to: &Path| {
        let arguments = [text("sync"), text(from), text(to)];
        row(what, measure(Command::new("rclone").args(arguments)));
    };
    sync("rclone sync: first publication", files, &storage);
    sync("rclone sync: first pull", &storage, &other);
    sync("rclone sync: nothing changed", files, &storage);
    edit_a_file(files);
    sync("rclone sync: one edit", files, &storage);
    sync("rclone sync: pull of the edit", &storage, &other);
}

/// git over the same files, with a bare repository as the storage.
fn git(folder: &Path, files: &Path) {
    let (storage, other) = (folder.join("storage.git"), folder.join("git-other"));
    let quiet = |at: &Path, arguments: &[&str]| drop(measure(&mut in_git(at, arguments)).unwrap());
    let measured = |what: &str, at: &Path, arguments: &[&str]| row(what, measure(&mut in_git(at, arguments)));
    quiet(folder, &["init", "--quiet", "--bare", storage.to_str().unwrap()]);
    quiet(files, &["init", "--quiet", "--initial-branch=main"]);
    quiet(files, &["remote", "add", "origin", storage.to_str().unwrap()]);
    measured("git add", files, &["add", "."]);
    measured("git commit", files, &["commit", "--quiet", "--message", "all"]);
    measured("git push: first publication", files, &["push", "--quiet", "--set-upstream", "origin", "main"]);
    let clone = ["clone", "--quiet", "--branch", "main", storage.to_str().unwrap(), other.to_str().unwrap()];
    measured("git clone: first pull", folder, &clone);
    measured("git pull: nothing changed", &other, &["pull", "--quiet"]);
    edit_a_file(files);
    measured("git commit --all: one edit", files, &["commit", "--quiet", "--all", "--message", "one"]);
    measured("git push: one edit", files, &["push", "--quiet"]);
    measured("git pull: pull of the edit", &other, &["pull", "--quiet"]);
}

fn in_git(at: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command
        .current_dir(at)
        .args(["-c", "user.name=bench", "-c", "user.email=bench@localhost"])
        .args(arguments);
    command
}

/// One device: a home, and the folder that all share.
struct Home {
    root: PathBuf,
    storage: String,
}

impl Home {
    fn new(folder: &Path, storage: &Path, number: usize) -> Home {
        let root = folder.join(format!("device-{number}"));
        std::fs::create_dir(&root).unwrap();
        Home { root, storage: text(storage) }
    }

    fn program(&self, arguments: &[&str]) -> Result<Measured, String> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_porada"));
        measure(command.args(arguments).env("PORADA_HOME", &self.root).env("PORADA_LANG", "en"))
    }

    fn quiet(&self, arguments: &[&str]) -> String {
        self.program(arguments).unwrap().out
    }

    fn fingerprint(&self) -> String {
        let team: Value =
            serde_json::from_str(&self.quiet(&["team", "--remote", "storage", "--json"])).unwrap();
        let own = team.as_array().unwrap().iter().find(|device| device["own"] == true).unwrap();
        own["fingerprint"].as_str().unwrap().to_owned()
    }

    fn sync(&self, what: &str) {
        let measured = self.program(&["sync", "--json"]).unwrap();
        let told: Value = serde_json::from_str(&measured.out).unwrap();
        let figure = |name: &str| told[0][name].as_u64().unwrap();
        println!(
            "| {what} | {:.2} | {:.2} | {} | {} | {} | {} |",
            measured.took.as_secs_f64(),
            measured.cpu,
            figure("requests"),
            figure("bytes_up") / 1000,
            figure("bytes_down") / 1000,
            measured.memory / 1024
        );
    }
}

/// What a call of a program cost: time on the clock, seconds of CPU with those of programs that it called, and the most
/// memory in kilobytes, without theirs.
struct Measured {
    out: String,
    took: Duration,
    cpu: f64,
    memory: u64,
}

/// Runs a program to its end. The system keeps both figures; it is asked for them until the program is gone.
fn measure(command: &mut Command) -> Result<Measured, String> {
    let started = Instant::now();
    let spawned = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = spawned.map_err(|error| error.to_string())?;
    let (mut out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let reading = std::thread::spawn(move || {
        let mut text = String::new();
        out.read_to_string(&mut text).map(|_| text).unwrap_or_default()
    });
    let (mut memory, mut cpu) = (0, 0.0);
    let status = loop {
        memory = memory.max(highest_memory(child.id()));
        cpu = cpu_seconds(child.id()).max(cpu);
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let took = started.elapsed();
    let out = reading.join().unwrap();
    let mut told = String::new();
    err.read_to_string(&mut told).unwrap();
    if status.success() {
        Ok(Measured { out, took, cpu, memory })
    } else {
        Err(format!("{command:?}: {told}"))
    }
}

fn highest_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// The CPU time of a process and of those that it has waited for, from the clock ticks of `/proc` (100 a second).
fn cpu_seconds(process: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields = stat.rsplit(") ").next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(4).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn row(what: &str, measured: Result<Measured, String>) {
    match measured {
        Ok(it) => {
            println!("| {what} | {:.2} | {:.2} | {} |", it.took.as_secs_f64(), it.cpu, it.memory / 1024)
        }
        Err(error) => println!("| {what} | not measured: {} | | |", error.trim()),
    }
}

/// Writes the consultations into a database, and each into a file.
fn write(database: &Path, files: &Path, count: u128) {
    let mut store = Store::open(database, ReplicaId(1)).unwrap();
    let words: Vec<&str> = include_str!("../data/thesaurus.txt").split_whitespace().collect();
    for number in 1..=count {
        let id = DocumentId::from_u128(number << 64);
        let new = NewConsultation { title: format!("Konzultace {number}"), ..Default::default() };
        let now = Timestamp::now();
        let mut change = Consultation::create(id, new);
        let (seen, mut author) = (VersionVector::default(), Author::new(ReplicaId(9)));
        let mut document = Document::new(id, "consultation");
        document.write(&change, &seen, &mut author, now);
        let empty = Consultation::read(&document).unwrap();
        for item in 1..=ITEMS {
            let entity = EntityId::from_u128((number << 64) + item);
            // Always the same words, but spread so that the texts of two items do not compress each other.
            let word = |place: u128| {
                words[((number * ITEMS + item) * 7919 + place * place * 31) as usize % words.len()]
            };
            let text: Vec<&str> = (0..40).map(word).collect();
            let text = vec![ItemField::Text(format!("levné {}", text.join(" ")))];
            change.edits.extend(empty.add_item(entity, ItemKind::Note, text, now).edits);
        }
        store.apply(id, "consultation", &change, &seen, now).unwrap();
        let document = store.document(id).unwrap().unwrap();
        std::fs::write(files.join(format!("{id}.json")), write_document(&document)).unwrap();
    }
    store.close().unwrap();
}

fn edit_a_file(folder: &Path) {
    let file =
        std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).find(|it| it.is_file()).unwrap();
    let changed = std::fs::read_to_string(&file).unwrap().replacen("levné", "levnější", 1);
    std::fs::write(file, changed).unwrap();
}

fn entries(folder: &Path) -> usize {
    std::fs::read_dir(folder).unwrap().count()
}

fn size(folder: &Path) -> u64 {
    std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().metadata().unwrap().len()).sum()
}

fn text(path: impl AsRef<Path>) -> String {
    path.as_ref().to_str().unwrap().to_owned()
}
