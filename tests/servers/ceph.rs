//! S3 by the RADOS gateway of Ceph: one monitor, one store in memory, one gateway.

use super::{Processes, answers, free_port, jana};
use porada::sync::remote::{Access, Secret};
use rusty_s3::{Bucket, Credentials, S3Action, UrlStyle};
use std::time::Duration;

/// The key of the user on the gateway.
pub const KEY: &str = "KLICPORADY";
/// The secret of the key.
pub const SECRET: &str = "tajny/klic+porady";

const NEEDED: [&str; 7] =
    ["ceph", "ceph-authtool", "monmaptool", "ceph-mon", "ceph-osd", "radosgw", "radosgw-admin"];

/// A running gateway with the bucket `porada`.
pub struct Ceph {
    /// Where the gateway listens.
    pub endpoint: String,
    /// The bucket and the key to it, for what only the test does.
    pub bucket: Bucket,
    pub credentials: Credentials,
    processes: Processes,
}

impl Ceph {
    /// The address of a prefix in the bucket.
    pub fn address(&self, prefix: &str) -> String {
        format!("s3://porada/{prefix}?endpoint={}&region=default", self.endpoint)
    }

    /// The same over a line to the gateway that listens on this port.
    pub fn address_over(&self, port: u16, prefix: &str) -> String {
        self.address(prefix).replace(&self.endpoint, &format!("http://127.0.0.1:{port}/"))
    }

    /// Host and port of the gateway.
    pub fn authority(&self) -> String {
        self.bucket.base_url().socket_addrs(|| None).unwrap()[0].to_string()
    }

    /// The access of the user.
    pub fn access(&self) -> Access {
        Access { user: Some(KEY.to_owned()), secret: Some(Secret::new(SECRET)), ..jana() }
    }
}

/// Starts the gateway; `None` where it is not installed and need not be.
pub fn start() -> Option<Ceph> {
    super::installed("Ceph RADOS gateway", &NEEDED).then(|| {
        let mut processes = Processes::new("ceph");
        let (monitor, gateway) = (free_port(), free_port());
        let id = uuid::Uuid::new_v4().to_string();
        processes.write("ceph.conf", &configuration(&processes, &id, monitor, gateway));
        make_keys(&processes);
        start_store(&mut processes, &id, monitor);
        let mut command = ceph(&processes, "gateway", "radosgw");
        command.args(["-f", "-n", "client.rgw.porada"]);
        processes.start(command);
        processes.wait_until("the gateway", || answers(gateway));
        let user = "user create --uid porada --display-name porada";
        let keys = ["--access-key", KEY, "--secret-key", SECRET];
        run(&processes, "radosgw-admin", user.split(' ').chain(keys));
        let endpoint = format!("http://127.0.0.1:{gateway}/");
        let bucket = Bucket::new(endpoint.parse().unwrap(), UrlStyle::Path, "porada", "default").unwrap();
        let credentials = Credentials::new(KEY, SECRET);
        let url = bucket.create_bucket(&credentials).sign(Duration::from_secs(60));
        ureq::put(url.as_str()).send_empty().unwrap();
        Ceph { endpoint, bucket, credentials, processes }
    })
}

fn configuration(processes: &Processes, id: &str, monitor: u16, gateway: u16) -> String {
    let folder = processes.folder().display();
    format!(
        "[global]\nfsid = {id}\nmon host = [v2:127.0.0.1:{monitor}/0]\npublic network = 127.0.0.0/8\n\
         keyring = {folder}/keyring\nlog file = {folder}/$name.log\nadmin socket = {folder}/$name.asok\n\
         pid file = {folder}/$name.pid\nrun dir = {folder}\ncrash dir = {folder}\nmon data = {folder}/mon\n\
         osd data = {folder}/osd\nrgw data = {folder}/rgw\nosd objectstore = memstore\n\
         memstore device bytes = 1073741824\nosd pool default size = 1\nosd pool default min size = 1\n\
         osd crush chooseleaf type = 0\nosd pool default pg num = 1\nosd pool default pgp num = 1\n\
         osd pool default pg autoscale mode = off\nmon allow pool size one = true\n\
         [client.rgw.porada]\nrgw frontends = beast endpoint=127.0.0.1:{gateway}\n"
    )
}

fn ceph(processes: &Processes, name: &str, program: &str) -> std::process::Command {
    let mut command = processes.command(name, program);
    command.env("CEPH_CONF", processes.folder().join("ceph.conf"));
    command
}

fn run<'a>(processes: &Processes, program: &str, arguments: impl IntoIterator<Item = &'a str>) {
    let status = ceph(processes, "setup", program).args(arguments).status().unwrap();
    assert!(status.success(), "{program}: {status}\n{}", processes.logs());
}

fn make_keys(processes: &Processes) {
    let keys: [(&str, &[&str]); 4] = [
        ("mon.", &["mon", "allow *"]),
        ("client.admin", &["mon", "allow *", "osd", "allow *", "mgr", "allow *"]),
        ("osd.0", &["mon", "allow profile osd", "osd", "allow *"]),
        ("client.rgw.porada", &["mon", "allow rwx", "osd", "allow rwx"]),
    ];
    run(processes, "ceph-authtool", ["--create-keyring", "keyring"]);
    for (name, rights) in keys {
        let mut arguments = vec!["keyring", "--gen-key", "-n", name];
        for right in rights.chunks(2) {
            arguments.extend(["--cap", right[0], right[1]]);
        }
        run(processes, "ceph-authtool", arguments);
    }
}

/// The monitor and the store. Neither gets a manager: nothing asks for statistics here.
fn start_store(processes: &mut Processes, id: &str, monitor: u16) {
    for name in ["mon", "osd", "rgw"] {
        processes.make_folder(name);
    }
    let place = format!("[v2:127.0.0.1:{monitor}]");
    run(processes, "monmaptool", ["--create", "--fsid", id, "--addv", "a", &place, "monmap"]);
    run(processes, "ceph-mon", ["--mkfs", "-i", "a", "--monmap", "monmap", "--keyring", "keyring"]);
    let mut command = ceph(processes, "monitor", "ceph-mon");
    command.args(["-f", "-i", "a"]);
    processes.start(command);
    run(processes, "ceph", ["--connect-timeout", "60", "osd", "new", id]);
    run(processes, "ceph-osd", ["--mkfs", "-i", "0", "--osd-uuid", id, "--keyring", "keyring"]);
    let mut command = ceph(processes, "store", "ceph-osd");
    command.args(["-f", "-i", "0"]);
    processes.start(command);
}
