//! A device that was removed from an encrypted space goes on writing: nobody takes it over, whatever the order of the
//! random ids, and nobody has to wait for the remover's next synchronisation.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at what it did not expect")]

#[path = "common/home.rs"]
mod home;

use home::Home;
use porada::sync::keys::Identity;
use porada::sync::trust::DeviceId;
use serde_json::Value;
use std::path::Path;

/// Three members of one space, and the id of a consultation that all of them have.
struct Team {
    remover: Home,
    other: Home,
    removed: Home,
    storage: tempfile::TempDir,
    consultation: String,
}

fn own(home: &Home) -> Value {
    let team = home.json(&["team", "--json"]);
    team.as_array().unwrap().iter().find(|device| device["own"] == true).unwrap().clone()
}

fn id(home: &Home) -> DeviceId {
    Identity::load(&home.data().join("identity.age"), None).unwrap().unwrap().keys().device()
}

/// `removed_first` says whether the id of the device that will be removed sorts before all others.
fn team(removed_first: bool) -> Team {
    let storage = tempfile::tempdir().unwrap();
    let url = storage.path().to_str().unwrap();
    let mut homes = [Home::new(), Home::new(), Home::new()];
    homes.iter().for_each(|home| drop(home.ok(&["team", "name", "notebook"])));
    homes.sort_by_key(id);
    if removed_first {
        homes.reverse();
    }
    let [remover, other, removed] = homes;
    let consultation = remover.consultation();
    remover.ok(&["remote", "add", "usb", url, "--found", "--encrypt", "yes"]);
    remover.ok(&["sync"]);
    for joining in [&other, &removed] {
        joining.ok(&["remote", "add", "usb", url]);
        joining.run(&["sync"]);
        remover.ok(&["team", "approve", own(joining)["fingerprint"].as_str().unwrap()]);
        joining.ok(&["sync"]);
    }
    for home in [&remover, &other, &removed, &remover, &other, &removed] {
        home.ok(&["sync"]);
    }
    Team { remover, other, removed, storage, consultation }
}

fn remove(team: &Team) {
    team.remover.ok(&["team", "remove", own(&team.removed)["fingerprint"].as_str().unwrap()]);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else if !target.exists() {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn count(home: &Home) -> usize {
    home.json(&["consultation", "list", "--json"]).as_array().unwrap().len()
}

#[test]
fn an_erasure_of_a_removed_device_reaches_nobody_whatever_the_order_of_ids() {
    for removed_first in [false, true] {
        let team = team(removed_first);
        let Team { remover, other, removed, storage, consultation } = &team;
        // The removed device works on a share that lags behind, or ignores that it was removed.
        let lagging = tempfile::tempdir().unwrap();
        copy(storage.path(), lagging.path());
        remove(&team);
        let real = tempfile::tempdir().unwrap();
        let [here, there] = [storage.path(), real.path()].map(|path| path.join("all"));
        copy(storage.path(), &there);
        std::fs::remove_dir_all(storage.path()).unwrap();
        copy(lagging.path(), storage.path());
        removed.ok(&["erase", consultation, "--yes"]);
        removed.ok(&["sync"]);
        // What it wrote arrives on the storage after all; files that are there stay as they are.
        copy(storage.path(), &there);
        std::fs::remove_dir_all(storage.path()).unwrap();
        copy(&there, storage.path());
        assert!(!here.exists());
        for home in [other, remover, other, remover] {
            home.run(&["sync"]);
        }
        assert_eq!((count(other), count(remover)), (1, 1), "removed first: {removed_first}");
    }
}

#[test]
fn others_hear_of_a_removal_before_the_remover_synchronises_again() {
    let team = team(true);
    remove(&team);
    team.removed.ok(&["erase", &team.consultation, "--yes"]);
    let refused = team.removed.run(&["--lang", "en", "sync"]);
    assert!(refused.code == 1 && refused.out.contains("removed"), "{} {}", refused.out, refused.err);
    team.other.ok(&["sync"]);
    assert_eq!((count(&team.other), count(&team.removed)), (1, 0));
}
