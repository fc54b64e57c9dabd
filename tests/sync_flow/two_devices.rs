//! What two devices go through on one kind of storage, from the first meeting to the last word.

use crate::broker::{Broker, Catch, Entry, Storage, differences};
use crate::servers::line::{MOMENTS, Moment};
use crate::servers::remote;
use porada::sync::remote::{Access, Remote, RemotePath};
use serde_json::Value;

/// A kind of storage, and what a test has to know of it.
pub struct Ground<'a> {
    /// As the first device reaches it and as the second does.
    pub addresses: [String; 2],
    pub entry: Entry,
    pub access: Access,
    pub encrypted: bool,
    pub catch: &'a Catch,
    /// Comes back when each sees the files of the other.
    pub arrive: &'a dyn Fn(),
}

/// The two, and how each reaches the storage.
struct Two<'a> {
    jana: Broker,
    petr: Broker,
    storages: [Storage<'a>; 2],
    ground: &'a Ground<'a>,
}

/// Both publish, join, write on both sides, disagree, erase, are killed in the middle and mend the storage. In the end they are equal.
pub fn agree(ground: &Ground) {
    let storages = ground.addresses.each_ref().map(|address| Storage {
        name: "place",
        address: address.clone(),
        entry: ground.entry,
        circle: "own",
        encrypted: ground.encrypted,
        catch: ground.catch,
    });
    let two = Two { jana: Broker::new("Jana"), petr: Broker::new("Petr"), storages, ground };
    let first = two.publish_and_join();
    two.write_on_both_sides(&first);
    two.are_killed(&first);
    two.disagree_and_settle(&first);
    two.erase(&first);
    let third = two.mend();
    two.are_equal(&third);
}

impl Two<'_> {
    fn arrive(&self) {
        (self.ground.arrive)();
    }

    /// One after the other, each when the files of the other are there, until neither can have anything new.
    fn sync(&self) {
        for _ in 0..2 {
            for broker in [&self.jana, &self.petr] {
                broker.ok(&["sync"]);
                self.arrive();
            }
        }
    }

    fn publish_and_join(&self) -> String {
        let first = self.jana.meet("Jeseník", "2026-11-16 10:00", "Přeplněné kontejnery na tříděný odpad");
        self.jana.meet("Kolín", "2026-11-17 10:00", "Parkování u nádraží");
        self.petr.meet("Třebíč", "2026-11-18 10:00", "Horko na náměstí");
        let [hers, his] = &self.storages;
        self.jana.add(hers, true);
        self.arrive();
        self.petr.add(his, false);
        self.arrive();
        if self.ground.encrypted {
            self.jana.approve(&self.petr, hers);
            self.arrive();
        }
        self.sync();
        assert_eq!(self.jana.consultations().len(), 3);
        assert_eq!(self.petr.consultations(), self.jana.consultations());
        first
    }

    /// Neither waits for the files of the other, so each may see a part of them.
    fn write_on_both_sides(&self, id: &str) {
        for day in ["pondělí", "úterý", "středa"] {
            self.jana.ok(&["consultation", "add", id, "--note", &format!("Jana: {day}")]);
            self.petr.ok(&[
                "consultation",
                "add",
                id,
                "--task",
                &format!("Petr: {day}"),
                "--owner",
                "broker",
            ]);
            self.jana.ok(&["sync"]);
            self.petr.ok(&["sync"]);
        }
        self.arrive();
        self.sync();
        let shown = self.jana.ok(&["consultation", "show", id]);
        assert!(shown.contains("Jana: středa") && shown.contains("Petr: středa"), "{shown}");
        assert_eq!(self.petr.ok(&["consultation", "show", id]), shown);
    }

    /// On a line at each moment of the document and of the head after it, and of what the other reads; in a folder, which says no moments,
    /// beside the first and beside the second new file, as often as it takes to be quicker than the program.
    fn are_killed(&self, id: &str) {
        let [hers, his] = &self.storages;
        let on_line = matches!(self.ground.catch, Catch::Line(_));
        let moments = if on_line { &MOMENTS[..] } else { &MOMENTS[..1] };
        for (pass, moment) in [0, 1].into_iter().flat_map(|pass| moments.iter().map(move |it| (pass, *it))) {
            let killed = (0..20).any(|_| {
                self.jana.ok(&["consultation", "add", id, "--note", &format!("před {pass} {moment:?}")]);
                self.jana.sync_and_be_killed(hers, "PUT", pass, moment)
            });
            assert!(killed, "{pass} {moment:?}");
            self.arrive();
        }
        for moment in [Moment::Before, Moment::After].into_iter().filter(|_| on_line) {
            self.jana.ok(&["consultation", "add", id, "--note", "Než to přečte"]);
            self.jana.ok(&["sync"]);
            assert!(self.petr.sync_and_be_killed(his, "GET", 0, moment), "{moment:?}");
        }
        self.sync();
        let shown = self.petr.ok(&["consultation", "show", id]);
        assert!(shown.contains("před 1 Before"), "{shown}");
        assert_eq!(self.jana.ok(&["consultation", "show", id]), shown);
    }

    fn disagree_and_settle(&self, id: &str) {
        self.jana.reword(id, "Kontejnery u školy přetékají", "2026-11-19T15:00:00Z");
        self.petr.reword(id, "Kontejnery u nádraží přetékají", "2026-11-19T15:00:01Z");
        self.sync();
        let open = self.jana.conflicts();
        assert_eq!(open, self.petr.conflicts());
        let text = open.to_string();
        assert!(text.contains("u školy") && text.contains("u nádraží"), "{text}");
        assert_eq!(open.as_array().unwrap().len(), 1, "{text}");
        self.petr.settle(&open[0]);
        self.sync();
        for broker in [&self.jana, &self.petr] {
            assert_eq!(broker.conflicts(), Value::Array(Vec::new()), "{}", broker.name);
        }
    }

    /// The name is in no minutes afterwards and, where its files can be read, in no file of the storage.
    fn erase(&self, id: &str) {
        const NAME: &str = "Jana Vzorová";
        let named = |broker: &Broker| broker.ok(&["export", id, "--format", "md"]).contains(NAME);
        assert!(named(&self.jana) && named(&self.petr));
        self.jana.ok(&["erase", id, "--participant", NAME, "--yes"]);
        self.sync();
        assert!(!named(&self.jana) && !named(&self.petr));
        if !self.ground.encrypted {
            let all = self.documents();
            let of_it: Vec<_> = all.iter().filter(|(name, _)| name.contains(&id.replace('-', ""))).collect();
            assert!(!of_it.is_empty(), "{all:?}");
            for (name, bytes) in of_it {
                assert!(!String::from_utf8_lossy(bytes).contains(NAME), "{name}");
            }
        }
    }

    /// Somebody deletes every document from the storage. They come back from those who wrote them, and who joins then has everything.
    fn mend(&self) -> Broker {
        let before = self.documents();
        assert!(before.len() >= 3, "{before:?}");
        for (name, _) in &before {
            self.remote().delete(&RemotePath::new(name).unwrap()).unwrap();
        }
        self.arrive();
        for broker in [&self.jana, &self.petr] {
            broker.ok(&["sync", "--verify"]);
            self.arrive();
        }
        let [hers, his] = &self.storages;
        let third = Broker::new("Olga");
        third.add(his, false);
        self.arrive();
        if self.ground.encrypted {
            self.jana.approve(&third, hers);
            self.arrive();
        }
        third.ok(&["sync"]);
        self.arrive();
        third
    }

    fn are_equal(&self, third: &Broker) {
        self.sync();
        let hers = self.jana.papers();
        assert_eq!(hers.len(), 3 * 2 + 4, "{:?}", hers.keys());
        for broker in [&self.petr, third] {
            let papers = broker.papers();
            assert!(papers == hers, "{} has others: {:?}", broker.name, differences(&papers, &hers));
        }
        for broker in [&self.jana, &self.petr] {
            let last = broker.json(&["sync", "--json"]);
            assert_eq!((&last[0]["sent"], &last[0]["requests"]), (&0.into(), &2.into()), "{last}");
            broker.ok(&["doctor"]);
        }
    }

    fn remote(&self) -> Box<dyn Remote> {
        remote(&self.ground.addresses[0], &self.ground.access)
    }

    /// The documents on the storage as the first device sees them, by their paths, without what Syncthing is receiving: it keeps
    /// that for a day, under a name that begins with a dot, where the file is gone by now.
    fn documents(&self) -> Vec<(String, Vec<u8>)> {
        let remote = self.remote();
        let (mut found, mut folders) = (Vec::new(), vec![RemotePath::new("docs").unwrap()]);
        while let Some(folder) = folders.pop() {
            let files = remote.list(Some(&folder)).unwrap();
            for listed in files.into_iter().filter(|it| !it.name.starts_with('.')) {
                let path = folder.join(&listed.name).unwrap_or_else(|| panic!("{listed:?}"));
                if listed.folder {
                    folders.push(path);
                } else if let Some(bytes) = remote.get(&path, 1 << 20).unwrap() {
                    found.push((path.to_string(), bytes));
                }
            }
        }
        found.sort();
        found
    }
}
