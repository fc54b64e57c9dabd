//! What sharing is for: two brokers and a coordinator write for a week and meet over a WebDAV server, S3 and a folder, encrypted and not.
//! A synchronisation is killed in the middle every day, and two of them write the same need at the same time. They end equal, and so do the minutes.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at what it did not expect"
)]

#[path = "common/home.rs"]
mod home;
#[path = "servers/mod.rs"]
mod servers;

use home::{Answer, Home};
use porada::model::schema::CONSULTATION;
use porada::model::{DocumentId, ItemField, ItemKind, ReplicaId};
use porada::store::Store;
use serde_json::Value;
use servers::ceph::{Ceph, KEY, SECRET};
use servers::{PASSWORD, USER, WebDav};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A storage as all three reach it.
struct Storage {
    name: &'static str,
    address: String,
    user: Option<&'static str>,
    encrypted: bool,
    /// Where its files are on this computer, if the test can see them.
    files: Option<PathBuf>,
}

struct Broker {
    home: Home,
    name: &'static str,
}

impl Broker {
    fn new(name: &'static str) -> Broker {
        Broker { home: Home::new(), name }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.home.command(arguments);
        command.env("WEBDAV_PASSWORD", PASSWORD).env("S3_PASSWORD", SECRET);
        command
    }

    fn run(&self, arguments: &[&str]) -> Answer {
        Answer::of(self.command(arguments).output().unwrap())
    }

    fn ok(&self, arguments: &[&str]) -> String {
        let answer = self.run(arguments);
        assert_eq!(answer.code, 0, "{} {arguments:?}: {} {}", self.name, answer.out, answer.err);
        answer.out
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.ok(arguments)).unwrap()
    }

    fn add(&self, storage: &Storage, founds: bool) {
        let password =
            format!("env:{}", if storage.name == "s3" { "S3_PASSWORD" } else { "WEBDAV_PASSWORD" });
        let mut arguments = vec!["remote", "add", storage.name, &storage.address];
        if let Some(user) = storage.user {
            arguments.extend(["--user", user, "--password", &password]);
        }
        if founds {
            arguments.extend(["--found", "--encrypt", if storage.encrypted { "yes" } else { "no" }]);
        }
        self.ok(&arguments);
    }

    fn fingerprint(&self, storage: &Storage) -> String {
        let team = self.json(&["team", "--remote", storage.name, "--json"]);
        let own = team.as_array().unwrap().iter().find(|device| device["own"] == true).unwrap();
        own["fingerprint"].as_str().unwrap().to_owned()
    }

    fn consultations(&self) -> Vec<String> {
        let list = self.json(&["consultation", "list", "--json"]);
        let mut ids: Vec<String> =
            list.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect();
        ids.sort();
        ids
    }

    /// Writes other words for the first need of a consultation, as the form of its fields does.
    fn reword(&self, id: &str, words: &str, now: &str) {
        let mut store = Store::open(&self.home.data().join("porada.db"), ReplicaId::generate()).unwrap();
        let document: DocumentId = id.parse().unwrap();
        let consultation = store.consultation(document).unwrap().unwrap();
        let need = consultation.items_of(ItemKind::Need).next().unwrap();
        let change = consultation.edit_item(need, vec![ItemField::Text(words.to_owned())]);
        store.apply(document, CONSULTATION, &change, &consultation.seen, now.parse().unwrap()).unwrap();
    }

    /// Begins a synchronisation and kills it as soon as it has written a file there, or lets it end when it writes none.
    fn sync_and_be_killed(&self, storage: &Storage) {
        let Some(files) = &storage.files else { return };
        let before = count(files);
        let mut child = self
            .command(&["sync", storage.name])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while child.try_wait().unwrap().is_none() {
            if count(files) > before {
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
    }

    /// Everything that a person sees of all consultations, and their minutes.
    fn everything(&self) -> Vec<(String, Value, String)> {
        let shown = |id: &String| self.json(&["consultation", "show", id, "--json"]);
        let minutes = |id: &String| self.ok(&["export", id, "--format", "md"]);
        self.consultations().iter().map(|id| (id.clone(), shown(id), minutes(id))).collect()
    }
}

/// How many files are in a folder and all below it; files that come and go meanwhile do not matter.
fn count(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| if entry.path().is_dir() { count(&entry.path()) } else { 1 }).sum()
}

/// One broker's day: a consultation of her own, and something for one of each that she knows.
fn write(broker: &Broker, day: u32) {
    let date = format!("2026-11-{day} 10:00");
    let place = ["Jeseník", "Kolín", "Třebíč"][day as usize % 3];
    let id = broker.ok(&["consultation", "new", "--municipality", place, "--date", &date]);
    let id = id.trim();
    broker.ok(&["consultation", "add", id, "--need", &format!("{}: svoz odpadu {day}", broker.name)]);
    broker.ok(&["consultation", "add", id, "--participant", "Jana Vzorová, starostka"]);
    for (place, id) in broker.consultations().iter().enumerate().step_by(3) {
        let text = format!("{} {day}/{place}", broker.name);
        match place % 2 {
            0 => broker.ok(&["consultation", "add", id, "--note", &text]),
            _ => broker.ok(&["consultation", "add", id, "--task", &text, "--owner", "broker"]),
        };
    }
}

#[test]
fn a_week_over_a_folder_and_webdav_ends_equal() {
    week(16..23, servers::apache::start().as_ref(), None);
}

#[test]
fn days_over_a_folder_webdav_and_s3_end_equal() {
    let ceph = servers::ceph::start();
    week(18..21, servers::apache::start().as_ref(), ceph.as_ref());
}

/// Two brokers and a coordinator on these days of November over a folder and these servers.
fn week(days: Range<u32>, apache: Option<&WebDav>, ceph: Option<&Ceph>) {
    let shared = tempfile::tempdir().unwrap();
    let mut storages = vec![Storage {
        name: "usb",
        address: shared.path().to_str().unwrap().to_owned(),
        user: None,
        encrypted: false,
        files: Some(shared.path().to_owned()),
    }];
    storages.extend(apache.map(|server| Storage {
        name: "webdav",
        address: server.address.clone(),
        user: Some(USER),
        encrypted: true,
        files: Some(server.data.clone()),
    }));
    storages.extend(ceph.map(|server| Storage {
        name: "s3",
        address: server.address("kraj"),
        user: Some(KEY),
        encrypted: true,
        files: None,
    }));
    let (jana, petr, kraj) = (Broker::new("Jana"), Broker::new("Petr"), Broker::new("kraj"));
    let all = [&jana, &petr, &kraj];
    for storage in &storages {
        jana.add(storage, true);
        for other in [&petr, &kraj] {
            other.add(storage, false);
            if storage.encrypted {
                jana.ok(&["team", "approve", &other.fingerprint(storage), "--remote", storage.name]);
            }
        }
    }
    let count = days.len() * all.len();
    for day in days {
        for (place, broker) in all.iter().enumerate() {
            write(broker, day);
            let storage = &storages[(day as usize + place) % storages.len()];
            broker.sync_and_be_killed(storage);
            broker.ok(&["sync", storage.name]);
        }
        if day == 19 {
            all.iter().for_each(|broker| drop(broker.ok(&["sync"])));
            all.iter().for_each(|broker| drop(broker.ok(&["sync"])));
            let id = jana.consultations()[0].clone();
            jana.reword(&id, "Kontejnery u školy přetékají", "2026-11-19T15:00:00Z");
            petr.reword(&id, "Kontejnery u nádraží přetékají", "2026-11-19T15:00:01Z");
        }
    }
    for _ in 0..3 {
        all.iter().for_each(|broker| drop(broker.ok(&["sync"])));
    }
    // Both versions are here, everywhere, until a person decides.
    let open: Vec<Value> = all.iter().map(|broker| nameless(broker.json(&["conflicts", "--json"]))).collect();
    assert_eq!(open[0].as_array().unwrap().len(), 1, "{}", open[0]);
    assert!(open.iter().all(|conflicts| conflicts == &open[0]), "{open:?}");
    let text = open[0].to_string();
    assert!(text.contains("u školy") && text.contains("u nádraží"), "{text}");
    settle(&kraj, &open[0][0]);
    for _ in 0..3 {
        all.iter().for_each(|broker| drop(broker.ok(&["sync"])));
    }
    let whole = jana.everything();
    let report = |broker: &Broker| broker.ok(&["report", "--format", "json"]);
    let summed = report(&jana);
    assert_eq!(whole.len(), count);
    for broker in all {
        assert_eq!(broker.json(&["conflicts", "--json"]), Value::Array(Vec::new()));
        assert!(broker.everything() == whole, "{} has something else", broker.name);
        assert_eq!(report(broker), summed, "{}", broker.name);
        assert!(broker.ok(&["doctor"]).lines().count() > 0);
    }
}

/// Conflicts without the names of who wrote: each broker's own device is «this device» to her alone.
fn nameless(mut conflicts: Value) -> Value {
    let values =
        conflicts.as_array_mut().unwrap().iter_mut().flat_map(|it| it["values"].as_array_mut().unwrap());
    for writer in values.flat_map(|value| value["writers"].as_array_mut().unwrap()) {
        let name = writer.as_object_mut().unwrap().remove("name").unwrap();
        assert!(name.as_str().is_some_and(|name| !name.is_empty()));
    }
    conflicts
}

/// Takes the first of the competing values.
fn settle(broker: &Broker, conflict: &Value) {
    let text = |field: &str| conflict[field].as_str().unwrap().to_owned();
    let (consultation, item, field) = (text("consultation"), text("item"), text("field"));
    broker.ok(&["conflicts", "settle", &consultation, "--item", &item, "--field", &field, "--take", "1"]);
}
