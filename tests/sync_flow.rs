//! What sharing is for, by the program itself over real servers: a week of two brokers and a coordinator, and on every kind of storage what
//! two devices go through. What a single verb of a storage does is held by `tests/sync_remotes.rs`.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at what it did not expect"
)]

#[path = "common/broker.rs"]
mod broker;
#[path = "common/home.rs"]
mod home;
mod servers;

#[path = "sync_flow/page.rs"]
mod page;
#[path = "sync_flow/two_devices.rs"]
mod two_devices;
#[path = "sync_flow/week.rs"]
mod week;

use broker::{Catch, Entry};
use servers::line::Line;
use servers::{WebDav, apache, ceph, jana, rclone, sabre, syncthing};
use two_devices::Ground;
use week::{OWN, TEAM, Week};

/// Both weeks meet on the same servers, each in a place of its own.
#[test]
fn a_week_of_two_brokers_and_a_coordinator_over_webdav_s3_and_a_folder_ends_equal() {
    let (apache, ceph) = (apache::start(), ceph::start());
    std::thread::scope(|scope| {
        for plan in [OWN, TEAM] {
            let (apache, ceph) = (apache.as_ref(), ceph.as_ref());
            // The places are made here: a server belongs to the thread that started it.
            let week = Week::new(plan, apache, ceph);
            scope.spawn(move || week.passes());
        }
    });
}

#[test]
fn the_week_of_the_guide_works_as_it_is_written() {
    let (Some(apache), Some(ceph)) = (apache::start(), ceph::start()) else { return };
    for page in &page::PAGES {
        page::is_true(page, &apache, &ceph);
    }
}

#[test]
fn two_devices_agree_over_a_folder() {
    for encrypted in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let address = folder.path().to_str().unwrap().to_owned();
        two_devices::agree(&Ground {
            addresses: [address.clone(), address],
            entry: Entry::Anybody,
            access: jana(),
            encrypted,
            catch: &Catch::Files(folder.path().to_owned()),
            arrive: &|| {},
        });
    }
}

fn two_devices_agree_over_web_dav(server: &WebDav) {
    for encrypted in [false, true] {
        let name = if encrypted { "sealed" } else { "open" };
        server.make_folder(name);
        let line = Line::new(server.authority());
        let address = format!("http://127.0.0.1:{}/{name}/", line.port);
        two_devices::agree(&Ground {
            addresses: [address.clone(), address],
            entry: Entry::WebDav,
            access: jana(),
            encrypted,
            catch: &Catch::Line(line),
            arrive: &|| {},
        });
    }
}

#[test]
fn two_devices_agree_over_apache() {
    let Some(server) = apache::start() else { return };
    two_devices_agree_over_web_dav(&server);
}

#[test]
fn two_devices_agree_over_sabre_dav_the_engine_of_nextcloud() {
    let Some(server) = sabre::start() else { return };
    two_devices_agree_over_web_dav(&server);
}

#[test]
fn two_devices_agree_over_rclone_although_it_heeds_no_condition() {
    let Some(server) = rclone::start() else { return };
    two_devices_agree_over_web_dav(&server);
}

#[test]
fn two_devices_agree_over_the_s3_gateway_of_ceph() {
    let Some(server) = ceph::start() else { return };
    for encrypted in [false, true] {
        let line = Line::new(server.authority());
        let address = server.address_over(line.port, if encrypted { "sealed" } else { "open" });
        two_devices::agree(&Ground {
            addresses: [address.clone(), address],
            entry: Entry::S3,
            access: server.access(),
            encrypted,
            catch: &Catch::Line(line),
            arrive: &|| {},
        });
    }
}

/// Each device has a folder of its own, and Syncthing brings the files over when and in the order that it likes.
#[test]
fn two_devices_agree_over_folders_that_syncthing_keeps_equal() {
    let Some(pair) = syncthing::start() else { return };
    for encrypted in [false, true] {
        let name = if encrypted { "sealed" } else { "open" };
        let sides = pair.sides.each_ref().map(|side| side.join(name));
        sides.iter().for_each(|side| std::fs::create_dir(side).unwrap());
        two_devices::agree(&Ground {
            addresses: sides.each_ref().map(|side| side.display().to_string()),
            entry: Entry::Anybody,
            access: jana(),
            encrypted,
            catch: &Catch::Files(sides[0].clone()),
            arrive: &|| syncthing::wait_until_equal(&sides),
        });
    }
}
