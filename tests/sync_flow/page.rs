//! The page of the guide about a week, followed word for word: every command of `docs/week.md` and of its Czech twin is run in its order, over
//! Apache, S3 and a folder in place of the addresses that the page names. What the page does by keys is done between the commands.

use crate::broker::Broker;
use crate::servers::ceph::{Ceph, KEY, SECRET};
use crate::servers::{PASSWORD, USER, WebDav};
use porada::model::Visibility;
use serde_json::Value;
use std::process::Command;
use tempfile::TempDir;

/// A page and its names for the three devices, in the order notebook, office, coordinator.
pub struct Page {
    text: &'static str,
    devices: [&'static str; 3],
    /// The name of the storage on S3, which is a part of its address, too.
    region: &'static str,
    records: &'static str,
}

pub const PAGES: [Page; 2] = [
    Page {
        text: include_str!("../../docs/week.md"),
        devices: ["notebook", "office", "coordinator"],
        region: "region",
        records: "practices.jsonl",
    },
    Page {
        text: include_str!("../../docs/week.cs.md"),
        devices: ["notebook", "kancelar", "koordinator"],
        region: "kraj",
        records: "praxe.jsonl",
    },
];

/// A reader who does what the page says.
struct Reader<'a> {
    page: &'a Page,
    /// The blocks of commands, without the first, which names the devices.
    blocks: std::vec::IntoIter<&'a str>,
    brokers: [Broker; 3],
    /// What stands on the page, and what it is here.
    instead: Vec<(String, String)>,
    folder: TempDir,
}

/// Follows a page from its first command to its last.
pub fn is_true(page: &Page, apache: &WebDav, ceph: &Ceph) {
    let mut reader = Reader::new(page, apache, ceph);
    reader.meet();
    let id = reader.hold_a_consultation();
    reader.disagree(&id);
    reader.share_a_record(&id);
    reader.compare(&id);
    assert_eq!(reader.blocks.next(), None, "the page has commands that nobody tried");
}

impl Reader<'_> {
    fn new<'a>(page: &'a Page, apache: &WebDav, ceph: &Ceph) -> Reader<'a> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("stick")).unwrap();
        apache.make_folder(page.region);
        let parts = page.text.split("```sh\n").skip(2);
        let blocks: Vec<&str> = parts.map(|part| part.split("```").next().unwrap()).collect();
        let stick = folder.path().join("stick").display().to_string();
        let s3 = format!("s3://bucket/{}?endpoint=https://s3.example.cz&region=default", page.region);
        let cloud = "https://cloud.example.cz/remote.php/dav/files/jana/porada";
        let instead = vec![
            ("/media/jana/USB/porada".to_owned(), stick),
            (cloud.to_owned(), format!("{}{}/", apache.address, page.region)),
            ("--user jana ".to_owned(), format!("--user {USER} ")),
            (s3, ceph.address(page.region)),
            ("--user KEY ".to_owned(), format!("--user {KEY} ")),
            ("--user KLIC ".to_owned(), format!("--user {KEY} ")),
        ];
        let brokers = page.devices.map(Broker::new);
        Reader { page, blocks: blocks.into_iter(), brokers, instead, folder }
    }

    /// Runs the next block of the page and gives what it prints.
    fn next(&mut self, id: &str) -> String {
        let mut script = self.blocks.next().unwrap().to_owned();
        for (written, here) in &self.instead {
            script = script.replace(written, here);
        }
        let program = env!("CARGO_BIN_EXE_porada");
        let devices = self.brokers.each_ref().map(|broker| {
            format!(
                "{}() {{ PORADA_HOME={} {program} \"$@\"; }}\n",
                broker.name,
                broker.home.data().display()
            )
        });
        let mut command = Command::new("sh");
        command.args(["-euc", &format!("{}{script}", devices.concat())]).current_dir(self.folder.path());
        command.env("ID", id).env("TZ", "Europe/Prague").env("PORADA_LANG", "en");
        let output = command.env("WEBDAV_PASSWORD", PASSWORD).env("S3_SECRET", SECRET).output().unwrap();
        let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        assert!(output.status.success(), "{script}\n{out}\n{err}");
        out
    }

    /// Names, storages, approval.
    fn meet(&mut self) {
        for _ in 0..3 {
            self.next("");
        }
        let written = ["41891-28857-49758-02215-20", "08763-81981-14826-60617-81"];
        for (written, broker) in written.into_iter().zip(&self.brokers[1..]) {
            let here = broker.fingerprint(self.page.region);
            self.instead.push((written.to_owned(), here));
        }
        self.next("");
    }

    fn hold_a_consultation(&mut self) -> String {
        self.next("");
        self.next("");
        let [notebook, office, coordinator] = &self.brokers;
        let ids = notebook.consultations();
        assert_eq!(ids.len(), 1);
        assert_eq!(office.consultations(), ids);
        assert_eq!(coordinator.consultations(), [""; 0]);
        notebook.show_to(&ids[0], Visibility::Team, "2026-11-16T15:00:00Z");
        self.next("");
        assert_eq!(self.brokers[2].consultations(), ids);
        ids.into_iter().next().unwrap()
    }

    fn disagree(&mut self, id: &str) {
        let [notebook, office, _] = &self.brokers;
        office.ok(&["sync"]);
        notebook.reword(id, "Přeplněné kontejnery na tříděný odpad u školy", "2026-11-18T15:00:00Z");
        office.reword(id, "Přeplněné kontejnery na tříděný odpad u nádraží", "2026-11-18T15:00:01Z");
        self.next(id);
        let conflicts = self.brokers[0].conflicts();
        assert_eq!(conflicts.as_array().unwrap().len(), 1, "{conflicts}");
        let text = |field: &str| conflicts[0][field].as_str().unwrap().to_owned();
        self.instead.push(("0a01421c".to_owned(), text("consultation")));
        self.instead.push(("800b755f".to_owned(), text("item")));
        self.next(id);
        self.next(id);
        for broker in &self.brokers {
            broker.ok(&["sync"]);
            assert_eq!(broker.conflicts(), Value::Array(Vec::new()), "{}", broker.name);
        }
    }

    fn share_a_record(&mut self, id: &str) {
        let line = include_str!("../../data/practices.jsonl").lines().next().unwrap();
        let mut record: Value = serde_json::from_str(line).unwrap();
        record["id"] = "kraj-kontejnery".into();
        std::fs::write(self.folder.path().join(self.page.records), format!("{record}\n")).unwrap();
        assert!(self.next(id).contains("Krajský koordinátor"));
        self.next(id);
    }

    /// The sums of three exports and of two reports.
    fn compare(&mut self, id: &str) {
        let out = self.next(id);
        let sums: Vec<&str> = out.lines().collect();
        assert_eq!(sums.len(), 5, "{out}");
        assert!(sums[0] == sums[1] && sums[1] == sums[2] && sums[3] == sums[4], "{out}");
    }
}
