//! A week, 16 to 22 November, of two brokers and a coordinator over a folder, WebDAV and S3 at once. Everybody is killed in the middle of a
//! synchronisation every day, two write the same need at the same time, the coordinator shares a record of the catalogue with everybody, and
//! a centre of the network sees the one consultation that is meant for it.

use crate::broker::{Broker, Catch, Entry, Storage, differences};
use crate::servers::WebDav;
use crate::servers::ceph::Ceph;
use crate::servers::line::{Line, MOMENTS};
use porada::model::Visibility;
use serde_json::Value;
use std::ops::Range;
use tempfile::TempDir;

const DAYS: Range<usize> = 16..23;
const RECORD: &str = "sdilena-praxe-kraje";

/// How the three share, and which storages are sealed.
#[derive(Clone, Copy)]
pub struct Plan {
    circle: &'static str,
    folder: bool,
    web_dav: bool,
    s3: bool,
    network: bool,
}

/// Three devices of one person: everything leaves.
pub const OWN: Plan = Plan { circle: "own", folder: false, web_dav: true, s3: false, network: true };
/// A team: what is marked for it leaves. What was open is sealed and the other way round.
pub const TEAM: Plan = Plan { circle: "team", folder: true, web_dav: false, s3: true, network: false };

/// A place on which they meet.
struct Place {
    name: &'static str,
    address: String,
    entry: Entry,
    encrypted: bool,
    catch: Catch,
}

/// The people and the places of a week.
pub struct Week {
    plan: Plan,
    places: Vec<Place>,
    folder: TempDir,
    network: TempDir,
    jana: Broker,
    petr: Broker,
    region: Broker,
    stranger: Broker,
}

impl Week {
    /// A week over a folder and those servers that are there.
    pub fn new(plan: Plan, apache: Option<&WebDav>, ceph: Option<&Ceph>) -> Week {
        let [folder, network] = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let mut places = vec![Place {
            name: "usb",
            address: folder.path().to_str().unwrap().to_owned(),
            entry: Entry::Anybody,
            encrypted: plan.folder,
            catch: Catch::Files(folder.path().to_owned()),
        }];
        places.extend(apache.map(|server| {
            server.make_folder(plan.circle);
            let line = Line::new(server.authority());
            let address = format!("http://127.0.0.1:{}/{}/", line.port, plan.circle);
            let catch = Catch::Line(line);
            Place { name: "webdav", address, entry: Entry::WebDav, encrypted: plan.web_dav, catch }
        }));
        places.extend(ceph.map(|server| {
            let line = Line::new(server.authority());
            let address = server.address_over(line.port, plan.circle);
            Place { name: "s3", address, entry: Entry::S3, encrypted: plan.s3, catch: Catch::Line(line) }
        }));
        let [jana, petr, region, stranger] = ["Jana", "Petr", "kraj", "Zlín"].map(Broker::new);
        Week { plan, places, folder, network, jana, petr, region, stranger }
    }

    fn all(&self) -> [&Broker; 3] {
        [&self.jana, &self.petr, &self.region]
    }

    fn storages(&self) -> Vec<Storage<'_>> {
        self.places
            .iter()
            .map(|place| Storage {
                name: place.name,
                address: place.address.clone(),
                entry: place.entry,
                circle: self.plan.circle,
                encrypted: place.encrypted,
                catch: &place.catch,
            })
            .collect()
    }

    /// From the first meeting to the same papers everywhere.
    pub fn passes(&self) {
        let storages = self.storages();
        for storage in &storages {
            join(storage, &self.jana, &[&self.petr, &self.region]);
        }
        self.join_the_network();
        let mut killed = vec![0; storages.len()];
        for day in DAYS {
            self.pass_day(day, &storages, &mut killed);
        }
        for (storage, killed) in storages.iter().zip(killed) {
            assert!(killed > 0, "no synchronisation over {} was interrupted", storage.name);
        }
        self.settle();
        self.are_equal();
        self.the_network_has_its_part();
    }

    /// The coordinator founds it, another centre joins.
    fn join_the_network(&self) {
        let storage = Storage {
            name: "network",
            address: self.network.path().to_str().unwrap().to_owned(),
            entry: Entry::Anybody,
            circle: "network",
            encrypted: self.plan.network,
            catch: &self.places[0].catch,
        };
        join(&storage, &self.region, &[&self.stranger]);
    }

    fn pass_day(&self, day: usize, storages: &[Storage], killed: &mut [usize]) {
        for (place, broker) in self.all().into_iter().enumerate() {
            self.write(broker, day, place);
            if day == 16 && place == 2 {
                self.share_a_record();
            }
            let chosen = (day + place) % storages.len();
            let storage = &storages[chosen];
            let caught = broker.sync_and_be_killed(storage, "PUT", day % 2, MOMENTS[day % 3]);
            // On a line it is certain: there is always a document and a head to write. In a folder the program may be quicker.
            assert!(caught || matches!(storage.catch, Catch::Files(_)), "{} {day}", storage.name);
            killed[chosen] += usize::from(caught);
            broker.ok(&["sync", storage.name]);
        }
        match day {
            18 => self.jana.show_to(&self.first(), Visibility::Network, "2026-11-18T15:00:00Z"),
            19 => {
                self.all_sync(2);
                self.jana.reword(&self.first(), "Kontejnery u školy přetékají", "2026-11-19T15:00:00Z");
                self.petr.reword(&self.first(), "Kontejnery u nádraží přetékají", "2026-11-19T15:00:01Z");
            }
            20 => drop(self.jana.ok(&["consultation", "add", &self.first(), "--link", RECORD])),
            _ => {}
        }
    }

    /// Jana's consultation of the first day.
    fn first(&self) -> String {
        self.jana.consultations()[0].clone()
    }

    fn all_sync(&self, times: usize) {
        for _ in 0..times {
            self.all().iter().for_each(|broker| drop(broker.ok(&["sync"])));
        }
    }

    /// One broker's day: a consultation of her own, and something for some of those that she knows.
    fn write(&self, broker: &Broker, day: usize, place: usize) {
        let municipality = ["Jeseník", "Kolín", "Třebíč"][(day + place) % 3];
        let need = format!("{}: přeplněné kontejnery, svoz odpadu {day}", broker.name);
        let id = broker.meet(municipality, &format!("2026-11-{day} 10:00"), &need);
        if self.plan.circle == "team" {
            broker.show_to(&id, Visibility::Team, &format!("2026-11-{day}T12:00:00Z"));
        }
        for (number, id) in broker.consultations().iter().enumerate().step_by(3) {
            let text = format!("{} {day}/{number}", broker.name);
            match number % 2 {
                0 => broker.ok(&["consultation", "add", id, "--note", &text]),
                _ => broker.ok(&[
                    "consultation",
                    "add",
                    id,
                    "--task",
                    &text,
                    "--owner",
                    "broker",
                    "--due",
                    "2026-11-20",
                ]),
            };
        }
    }

    fn share_a_record(&self) {
        let line = include_str!("../../data/practices.jsonl").lines().next().unwrap();
        let mut record: Value = serde_json::from_str(line).unwrap();
        record["id"] = RECORD.into();
        record["title_cs"] = "Praxe, kterou sdílí kraj".into();
        let file = self.region.home.path("praxe.jsonl");
        std::fs::write(&file, format!("{record}\n")).unwrap();
        let file = file.to_str().unwrap();
        self.region.ok(&["catalogue", "import", file, "--share", "--as", "Krajský koordinátor"]);
    }

    /// Both versions are here, everywhere, until a person decides.
    fn settle(&self) {
        self.all_sync(3);
        let open = self.region.conflicts();
        assert_eq!(open.as_array().unwrap().len(), 1, "{open}");
        let text = open.to_string();
        assert!(text.contains("u školy") && text.contains("u nádraží"), "{text}");
        for broker in self.all() {
            assert_eq!(broker.conflicts(), open, "{}", broker.name);
        }
        self.region.settle(&open[0]);
        self.all_sync(3);
    }

    fn are_equal(&self) {
        let (hers, ids) = (self.jana.papers(), self.jana.consultations());
        assert_eq!(ids.len(), DAYS.len() * 3);
        assert_eq!(hers.len(), ids.len() * 2 + 4, "{:?}", hers.keys());
        for broker in self.all() {
            assert_eq!(broker.consultations(), ids, "{}", broker.name);
            assert_eq!(broker.conflicts(), Value::Array(Vec::new()), "{}", broker.name);
            let papers = broker.papers();
            assert!(papers == hers, "{} has others: {:?}", broker.name, differences(&papers, &hers));
            broker.ok(&["doctor"]);
        }
        let minutes = self.petr.ok(&["export", &self.first(), "--format", "md"]);
        assert!(minutes.contains("Praxe, kterou sdílí kraj"), "{minutes}");
        assert!(self.folder.path().join("porada.json").is_file());
    }

    /// The other centre has the copy of one consultation, which names nobody, and the record of the coordinator.
    fn the_network_has_its_part(&self) {
        self.stranger.ok(&["sync"]);
        let copies = self.stranger.consultations();
        assert_eq!(copies.len(), 1, "{copies:?}");
        assert_ne!(copies[0], self.first(), "a copy has an id of its own");
        let copy = self.stranger.ok(&["export", &copies[0], "--format", "md"]);
        assert!(copy.contains("Kontejnery u") && copy.contains("osoba-"), "{copy}");
        assert!(!copy.contains("Jana Vzorová"), "{copy}");
        let record = self.stranger.json(&["show", RECORD, "--json"]);
        assert_eq!(record["shared"]["by"], "Krajský koordinátor");
        let report = self.stranger.json(&["report", "--format", "json"]);
        assert!(!report.to_string().contains("Vzorová"), "{report}");
    }
}

/// One founds a storage and lets the others in.
fn join(storage: &Storage, founder: &Broker, others: &[&Broker]) {
    founder.add(storage, true);
    for other in others {
        other.add(storage, false);
        if storage.encrypted {
            founder.approve(other, storage);
        }
    }
}
