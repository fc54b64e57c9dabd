//! What porada says of the bytes that go over the line is what the server's own log says.

use crate::device::{Member, found_space};
use crate::path;
use crate::servers::{WebDav, apache, eventually};
use porada::sync::remote::{Remote, Traffic};
use porada::sync::simulator::Storage;
use std::os::unix::fs::PermissionsExt;

/// The heads of so many devices, two of each.
fn heads(devices: u128) -> impl Iterator<Item = String> {
    let device =
        |number: u128| format!("{:032x}", number.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835));
    (1..=devices).flat_map(move |number| {
        [7, 8].map(|seq| format!("heads/{}.{seq:08}.{:08x}.json", device(number), number as u32 * 77 + seq))
    })
}

/// Puts files past the server where it keeps them.
fn place(server: &WebDav, files: impl IntoIterator<Item = (String, Vec<u8>)>) {
    for (name, bytes) in files {
        let file = server.data.join(name);
        let mut folder = file.parent().unwrap();
        std::fs::create_dir_all(folder).unwrap();
        std::fs::write(&file, bytes).unwrap();
        while folder != server.data {
            std::fs::set_permissions(folder, PermissionsExt::from_mode(0o777)).unwrap();
            folder = folder.parent().unwrap();
        }
    }
}

/// The requests after the first `skipped` and the bytes of their contents, as the log of Apache says.
fn logged(server: &WebDav, skipped: usize, requests: usize) -> Traffic {
    let lines = || -> Vec<String> {
        let log = std::fs::read_to_string(server.file("access.log")).unwrap_or_default();
        log.lines().skip(skipped).map(str::to_owned).collect()
    };
    eventually("the log", || lines().len() >= requests);
    let lines = lines();
    assert_eq!(lines.len(), requests, "{lines:#?}");
    let number = |word: Option<&str>| word.and_then(|word| word.parse().ok()).unwrap_or(0);
    lines.iter().fold(Traffic::default(), |sum, line| {
        let mut words = line.split(' ').skip(2);
        Traffic { down: sum.down + number(words.next()), up: sum.up + number(words.next()) }
    })
}

fn requests(server: &WebDav) -> usize {
    std::fs::read_to_string(server.file("access.log")).unwrap_or_default().lines().count()
}

#[test]
fn apache_sends_what_the_simulated_storage_counts() {
    let Some(server) = apache::start() else { return };
    let storage = Storage::new();
    let content = vec![b'x'; 2500];
    heads(50).for_each(|name| storage.plant(&name, Some(&content)));
    place(&server, storage.snapshot());
    let (remote, before) = (server.remote(), requests(&server));
    let listed = [&*remote as &dyn Remote, &storage].map(|it| it.list(Some(&path("heads"))).unwrap());
    assert_eq!((listed[0].len(), &listed[0]), (100, &listed[1]));
    assert_eq!(remote.traffic(), storage.traffic());
    assert_eq!(remote.traffic(), logged(&server, before, 1));
    assert!(remote.traffic().down <= 31_000, "50 devices: {:?}", remote.traffic());
}

#[test]
fn fifty_devices_over_apache_cost_what_its_log_says_and_no_more_than_promised() {
    let Some(server) = apache::start() else { return };
    let storage = Storage::new();
    let space = found_space(&storage, true);
    let mut members: Vec<Member> = (1..=50).map(|number| Member::new(number, space, true)).collect();
    for round in 0..2 {
        for (number, member) in members.iter_mut().enumerate() {
            member.write(number as u128 + 1, 1, "text", format!("{round} {}", "slovo ".repeat(400)));
            member.sync(&storage).unwrap();
        }
    }
    for member in &mut members {
        member.sync(&storage).unwrap();
    }
    members[0].sync(&storage).unwrap();
    place(&server, storage.snapshot());
    for (device, edits, most) in [(0, false, 2), (0, true, 5), (49, false, 4)] {
        // A line of its own for each, as for each run of the program; it has learned what the server can do.
        let remote = server.remote();
        remote.probe().unwrap();
        let (before, traffic) = (requests(&server), remote.traffic());
        if edits {
            members[device].write(1, 1, "text", format!("změna {}", "slovo ".repeat(400)));
        }
        let outcome = members[device].sync(&*remote).unwrap();
        assert_eq!(remote.traffic().since(traffic), Traffic { up: outcome.up, down: outcome.down });
        let asked = requests_of(&server, before, outcome.requests);
        assert_eq!(logged(&server, before, asked), Traffic { up: outcome.up, down: outcome.down });
        assert!(outcome.requests <= most && outcome.up + outcome.down <= 40_000, "{device} {outcome:?}");
        println!(
            "device {device}: {} requests, {} B up, {} B down",
            outcome.requests, outcome.up, outcome.down
        );
    }
}

/// How many requests the log has: those of the program, and what a first file of a folder costs (MKCOL, and the PUT again).
fn requests_of(server: &WebDav, before: usize, least: usize) -> usize {
    eventually("the log", || requests(server) >= before + least);
    requests(server) - before
}
