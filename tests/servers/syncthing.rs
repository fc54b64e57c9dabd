//! Two Syncthing daemons that keep one folder the same on two sides.

use super::{DEADLINE, Processes, find, free_port};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Two folders that Syncthing keeps the same.
pub struct Pair {
    pub sides: [PathBuf; 2],
    pub processes: Processes,
}

/// Starts the pair; `None` where Syncthing is not installed and need not be.
pub fn start() -> Option<Pair> {
    super::installed("Syncthing", &["syncthing"]).then(|| {
        let mut processes = Processes::new("syncthing");
        let ports = [free_port(), free_port()];
        let homes = ["home-a", "home-b"].map(|name| processes.make_folder(name));
        let sides = ["side-a", "side-b"].map(|name| {
            processes.make_folder(&format!("{name}/.stfolder"));
            processes.folder().join(name)
        });
        let ids = homes.each_ref().map(|home| {
            let home = home.display().to_string();
            processes.run("syncthing", ["generate", "--no-default-folder", "--home", &home]);
            let program = find("syncthing").unwrap();
            let output = Command::new(program).args(["--device-id", "--home", &home]).output().unwrap();
            String::from_utf8(output.stdout).unwrap().trim().to_owned()
        });
        for side in [0, 1] {
            let text = configuration(&ids, ports, side, &sides[side].display().to_string());
            std::fs::write(homes[side].join("config.xml"), text).unwrap();
        }
        for (side, home) in homes.iter().enumerate() {
            let mut command = processes.command(&format!("side-{side}"), "syncthing");
            command.args(["serve", "--no-browser", "--no-restart", "--no-upgrade", "--home"]).arg(home);
            processes.start(command);
        }
        Pair { sides, processes }
    })
}

/// Waits until both folders have the same files.
pub fn wait_until_equal(sides: &[PathBuf; 2]) {
    let different = || {
        let [one, other] = sides.each_ref().map(|side| files_of(side));
        let names: BTreeSet<&PathBuf> = one.keys().chain(other.keys()).collect();
        names.into_iter().filter(|name| one.get(*name) != other.get(*name)).cloned().collect::<Vec<_>>()
    };
    let start = Instant::now();
    while !different().is_empty() {
        assert!(start.elapsed() < DEADLINE, "still different: {:?}", different());
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The files on one side by their paths, without what Syncthing has received in part: it keeps that for a day where the file is gone by now.
fn files_of(side: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(side).into_iter().flatten().flatten() {
        let (name, path) = (PathBuf::from(entry.file_name()), entry.path());
        if path.is_dir() {
            files.extend(files_of(&path).into_iter().map(|(inner, bytes)| (name.join(inner), bytes)));
        } else if !name.to_string_lossy().starts_with(".syncthing.") {
            files.extend(std::fs::read(&path).ok().map(|bytes| (name, bytes)));
        }
    }
    files
}

/// Nothing is announced, nothing leaves this computer.
fn configuration(ids: &[String; 2], ports: [u16; 2], side: usize, path: &str) -> String {
    let device = |at: usize| {
        format!(
            "<device id=\"{}\" name=\"{at}\"><address>tcp://127.0.0.1:{}</address></device>",
            ids[at], ports[at]
        )
    };
    format!(
        "<configuration version=\"35\">\
         <folder id=\"porada\" path=\"{path}\" type=\"sendreceive\" rescanIntervalS=\"2\" fsWatcherEnabled=\"true\" \
         fsWatcherDelayS=\"1\"><device id=\"{}\"/><device id=\"{}\"/></folder>{}{}\
         <gui enabled=\"false\"/><options><listenAddress>tcp://127.0.0.1:{}</listenAddress>\
         <globalAnnounceEnabled>false</globalAnnounceEnabled><localAnnounceEnabled>false</localAnnounceEnabled>\
         <relaysEnabled>false</relaysEnabled><natEnabled>false</natEnabled><reconnectionIntervalS>5</reconnectionIntervalS>\
         <crashReportingEnabled>false</crashReportingEnabled><urAccepted>-1</urAccepted><startBrowser>false</startBrowser>\
         </options></configuration>",
        ids[0],
        ids[1],
        device(0),
        device(1),
        ports[side]
    )
}
