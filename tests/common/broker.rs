//! People who share: a home each, the program over it, and the storages on which they meet. Needs `home.rs` and `servers/` beside it.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "every test binary uses its own part and stops at what it did not expect"
)]

use crate::home::{Answer, Home};
use crate::servers::ceph::SECRET;
use crate::servers::line::{Line, Moment};
use crate::servers::{PASSWORD, USER, ceph::KEY};
use porada::model::schema::CONSULTATION;
use porada::model::{
    Change, Consultation, DocumentId, HeaderField, ItemField, ItemKind, ReplicaId, Visibility,
};
use porada::store::Store;
use serde_json::Value;
use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Who a storage lets in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    Anybody,
    WebDav,
    S3,
}

/// How a run on a storage is caught in its middle.
pub enum Catch {
    /// As soon as this folder has more files.
    Files(PathBuf),
    /// By a request on the line to the server.
    Line(Line),
}

/// A storage as one or more people reach it.
pub struct Storage<'a> {
    pub name: &'static str,
    pub address: String,
    pub entry: Entry,
    pub circle: &'static str,
    pub encrypted: bool,
    pub catch: &'a Catch,
}

/// A person, her home and what she calls herself.
pub struct Broker {
    pub home: Home,
    pub name: &'static str,
}

impl Broker {
    pub fn new(name: &'static str) -> Broker {
        Broker { home: Home::new(), name }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.home.command(arguments);
        command.env("WEBDAV_PASSWORD", PASSWORD).env("S3_SECRET", SECRET);
        command
    }

    pub fn ok(&self, arguments: &[&str]) -> String {
        let answer = Answer::of(self.command(arguments).output().unwrap());
        assert_eq!(answer.code, 0, "{} {arguments:?}: {} {}", self.name, answer.out, answer.err);
        answer.out
    }

    pub fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.ok(arguments)).unwrap()
    }

    /// Sets a storage up; who founds says the circle and the encryption, the others find them there.
    pub fn add(&self, storage: &Storage, founds: bool) {
        let mut arguments = vec!["remote", "add", storage.name, &storage.address];
        match storage.entry {
            Entry::Anybody => {}
            Entry::WebDav => arguments.extend(["--user", USER, "--password", "env:WEBDAV_PASSWORD"]),
            Entry::S3 => arguments.extend(["--user", KEY, "--password", "env:S3_SECRET"]),
        }
        if founds {
            let encrypt = if storage.encrypted { "yes" } else { "no" };
            arguments.extend(["--found", "--profile", storage.circle, "--encrypt", encrypt]);
        }
        self.ok(&arguments);
    }

    /// What this device reads out to those who are to let it in.
    pub fn fingerprint(&self, storage: &str) -> String {
        let team = self.json(&["team", "--remote", storage, "--json"]);
        let own = team.as_array().unwrap().iter().find(|device| device["own"] == true).unwrap();
        own["fingerprint"].as_str().unwrap().to_owned()
    }

    /// Lets a device in that waits, after its owner has read out the fingerprint.
    pub fn approve(&self, other: &Broker, storage: &Storage) {
        self.ok(&["team", "approve", &other.fingerprint(storage.name), "--remote", storage.name]);
    }

    pub fn consultations(&self) -> Vec<String> {
        let list = self.json(&["consultation", "list", "--json"]);
        let mut ids: Vec<String> =
            list.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect();
        ids.sort();
        ids
    }

    /// A consultation with one need and a mayor.
    pub fn meet(&self, municipality: &str, date: &str, need: &str) -> String {
        let id = self.ok(&["consultation", "new", "--municipality", municipality, "--date", date]);
        let id = id.trim().to_owned();
        self.ok(&["consultation", "add", &id, "--need", need]);
        self.ok(&["consultation", "add", &id, "--participant", "Jana Vzorová, starostka"]);
        id
    }

    /// Writes other words for the first need of a consultation, as the form of its fields does.
    pub fn reword(&self, id: &str, words: &str, now: &str) {
        self.change(id, now, |consultation| {
            let need = consultation.items_of(ItemKind::Need).next().unwrap();
            consultation.edit_item(need, vec![ItemField::Text(words.to_owned())])
        });
    }

    /// Says who may see a consultation, as its header does.
    pub fn show_to(&self, id: &str, visibility: Visibility, now: &str) {
        self.change(id, now, |consultation| {
            consultation.set_header(vec![HeaderField::Visibility(visibility)])
        });
    }

    fn change(&self, id: &str, now: &str, change: impl FnOnce(&Consultation) -> Change) {
        let mut store = Store::open(&self.home.data().join("porada.db"), ReplicaId::generate()).unwrap();
        let document: DocumentId = id.parse().unwrap();
        let consultation = store.consultation(document).unwrap().unwrap();
        let change = change(&consultation);
        store.apply(document, CONSULTATION, &change, &consultation.seen, now.parse().unwrap()).unwrap();
    }

    /// Begins a synchronisation and kills it (`kill -9`) in its middle: on a line at this moment of a request of the method after
    /// `pass` others, in a folder as soon as it has `pass` + 1 more files. Whether it was still running then.
    pub fn sync_and_be_killed(
        &self,
        storage: &Storage,
        method: &'static str,
        pass: usize,
        moment: Moment,
    ) -> bool {
        let begin = || {
            let mut command = self.command(&["sync", storage.name]);
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        };
        let ended = |child: &mut Child| child.try_wait().unwrap().is_some();
        let mut child = match storage.catch {
            Catch::Files(folder) => {
                let before = count(folder);
                let mut child = begin();
                while count(folder) <= before + pass && !ended(&mut child) {}
                child
            }
            Catch::Line(line) => {
                let caught = line.catch(method, pass, moment);
                let mut child = begin();
                while caught.recv_timeout(Duration::from_millis(20)).is_err() && !ended(&mut child) {}
                line.open();
                child
            }
        };
        child.kill().unwrap();
        child.wait().unwrap().signal() == Some(9)
    }

    /// Conflicts without the names of who wrote: each one's own device is «this device» to her alone.
    pub fn conflicts(&self) -> Value {
        let mut conflicts = self.json(&["conflicts", "--json"]);
        let values =
            conflicts.as_array_mut().unwrap().iter_mut().flat_map(|it| it["values"].as_array_mut().unwrap());
        for writer in values.flat_map(|value| value["writers"].as_array_mut().unwrap()) {
            let name = writer.as_object_mut().unwrap().remove("name").unwrap();
            assert!(name.as_str().is_some_and(|name| !name.is_empty()));
        }
        conflicts
    }

    /// Takes the first of the competing values.
    pub fn settle(&self, conflict: &Value) {
        let text = |field: &str| conflict[field].as_str().unwrap().to_owned();
        let (consultation, item, field) = (text("consultation"), text("item"), text("field"));
        self.ok(&["conflicts", "settle", &consultation, "--item", &item, "--field", &field, "--take", "1"]);
    }

    /// All that leaves porada, by the names of the files: the minutes of all consultations as Markdown and JSON, the report in every format.
    pub fn papers(&self) -> BTreeMap<String, Vec<u8>> {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().to_str().unwrap();
        let period = ["--since", "2026-11-01", "--until", "2026-11-30"];
        self.ok(&[&["export"][..], &period, &["--format", "md,json", "-o", to]].concat());
        for format in ["md", "json", "csv", "xlsx"] {
            self.ok(&[&["report"][..], &period, &["--format", format, "-o", to]].concat());
        }
        tree(folder.path())
    }
}

/// What differs between two sets of files, by name.
pub fn differences(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names = one.keys().chain(other.keys());
    let mut different: Vec<String> =
        names.filter(|name| one.get(*name) != other.get(*name)).cloned().collect();
    different.dedup();
    different
}

/// How many files are in a folder and all below it; files that come and go meanwhile do not matter.
fn count(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| if entry.path().is_dir() { count(&entry.path()) } else { 1 }).sum()
}

/// All files below a folder that can be read, by their paths in it.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            match path.is_dir() {
                true => folders.push(path),
                false => drop(std::fs::read(&path).map(|bytes| files.insert(name, bytes))),
            }
        }
    }
    files
}
