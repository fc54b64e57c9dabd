//! Real servers, each started for one test on a free port of this computer with its data in a folder of its own, and ended with the test.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "every test binary uses its own part of the servers and stops at what it did not expect"
)]

pub mod apache;
pub mod ceph;
pub mod line;
pub mod rclone;
pub mod sabre;
pub mod scripted;
pub mod syncthing;

use porada::sync::remote::{Access, Address, Pace, Remote, Secret, open};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a condition may take on a busy machine; nothing waits that long when all is well.
pub const DEADLINE: Duration = Duration::from_secs(90);

/// The user of every server.
pub const USER: &str = "jana.vzorova";
/// Her password: letters that a careless client would send wrong.
pub const PASSWORD: &str = "tajné heslo/+&%ž";

/// A folder of WebDAV on a running server.
pub struct WebDav {
    /// The address of the folder.
    pub address: String,
    /// Where the server keeps its files.
    pub data: PathBuf,
    processes: Processes,
    program: Program,
}

/// How a server is started over its folder, again and again on the same port.
type Program = Box<dyn Fn(&Processes) -> Command>;

impl WebDav {
    /// Starts the server and waits until something listens there and, where it is not encrypted, answers.
    fn start(address: String, data: PathBuf, mut processes: Processes, program: Program) -> WebDav {
        processes.start(program(&processes));
        let mut server = WebDav { address, data, processes, program };
        server.wait();
        server
    }

    fn wait(&mut self) {
        let url = url::Url::parse(&self.address).unwrap();
        let port = url.port().unwrap();
        let ready = || match url.scheme() {
            "https" => TcpStream::connect(("127.0.0.1", port)).is_ok(),
            _ => answers(port),
        };
        self.processes.wait_until("the server", ready);
    }

    /// Kills the server. Its files stay.
    pub fn stop(&mut self) {
        self.processes.stop();
    }

    /// Starts it again where it was.
    pub fn start_again(&mut self) {
        self.processes.start((self.program)(&self.processes));
        self.wait();
    }

    /// Makes a folder for one test in which the server may write, and gives where its files are.
    pub fn make_folder(&self, name: &str) -> PathBuf {
        self.processes.make_folder(&format!("data/{name}"))
    }

    /// The storage as Jana reaches it.
    pub fn remote(&self) -> Box<dyn Remote> {
        remote(&self.address, &jana())
    }

    /// A file of the server beside its data, for example its log.
    pub fn file(&self, name: &str) -> PathBuf {
        self.processes.folder().join(name)
    }

    /// Host and port.
    pub fn authority(&self) -> String {
        url::Url::parse(&self.address).unwrap().socket_addrs(|| None).unwrap()[0].to_string()
    }
}

/// Jana's access, with waits that take no time.
pub fn jana() -> Access {
    Access {
        user: Some(USER.to_owned()),
        secret: Some(Secret::new(PASSWORD)),
        pace: Pace { wait: std::sync::Arc::new(|_| {}), ..Pace::default() },
        ..Access::default()
    }
}

/// The storage at an address.
pub fn remote(address: &str, access: &Access) -> Box<dyn Remote> {
    open(&Address::parse(address).unwrap(), access).unwrap()
}

/// Whether all programs and files of a server are installed. Where they must be (`PORADA_REAL_SERVERS=1`, as `.ci/run` sets it), a missing
/// one fails the test; elsewhere the test says that it was not run.
pub fn installed(server: &str, needed: &[&str]) -> bool {
    let missing: Vec<&&str> = needed.iter().filter(|name| find(name).is_none()).collect();
    if missing.is_empty() {
        return true;
    }
    let must = std::env::var_os("PORADA_REAL_SERVERS").is_some_and(|value| value == "1");
    assert!(!must, "{server} must be tested here, but is not installed: {missing:?}");
    // Past the capture of passing tests, so that nobody takes it for tested.
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    let _ = writeln!(
        std::io::stderr(),
        "NOT RUN over {server}: {test} ({missing:?} not installed; .ci/run says how, PORADA_REAL_SERVERS=1 makes it fail)"
    );
    false
}

/// Where a program is, also beside the path of people who are not the administrator; a name with a slash is a file.
pub fn find(name: &str) -> Option<PathBuf> {
    if name.contains('/') {
        return Path::new(name).exists().then(|| PathBuf::from(name));
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin".into(), "/sbin".into()])
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// A port of this computer on which nothing listens now.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Processes and their folder. Whatever they started ends with them, also when the test panics.
pub struct Processes {
    folder: TempDir,
    running: Vec<Child>,
}

impl Processes {
    pub fn new(server: &str) -> Processes {
        let folder = tempfile::Builder::new().prefix(&format!("porada-{server}-")).tempdir().unwrap();
        // A server that gives up its rights must still read it.
        std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
        Processes { folder, running: Vec::new() }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Makes a folder in which every user may write.
    pub fn make_folder(&self, name: &str) -> PathBuf {
        let folder = self.folder().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::set_permissions(&folder, PermissionsExt::from_mode(0o777)).unwrap();
        folder
    }

    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Whether the tests run as the administrator: some servers then want a user to become.
    pub fn as_root(&self) -> bool {
        std::fs::metadata(self.folder()).unwrap().uid() == 0
    }

    /// A program with the folder as its home and its messages in `name.log`.
    pub fn command(&self, name: &str, program: &str) -> Command {
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.folder().join(format!("{name}.log")))
            .unwrap();
        let mut command = Command::new(find(program).unwrap());
        command.current_dir(self.folder()).env("HOME", self.folder()).stdin(Stdio::null());
        command.stdout(log.try_clone().unwrap()).stderr(log);
        command
    }

    /// Runs a program to its end.
    pub fn run<S: AsRef<OsStr>>(&self, program: &str, arguments: impl IntoIterator<Item = S>) {
        let status = self.command("setup", program).args(arguments).status().unwrap();
        assert!(status.success(), "{program}: {status}\n{}", self.logs());
    }

    /// Starts a server, in a group of its own, so that all of it can be ended.
    pub fn start(&mut self, mut command: Command) {
        self.running.push(command.process_group(0).spawn().unwrap());
    }

    /// Waits until `ready`, but no longer than the processes live.
    pub fn wait_until(&mut self, what: &str, ready: impl Fn() -> bool) {
        let start = Instant::now();
        while !ready() {
            let ended = self.running.iter_mut().any(|child| child.try_wait().unwrap().is_some());
            assert!(!ended, "a server ended before {what}\n{}", self.logs());
            assert!(start.elapsed() < DEADLINE, "{what} did not come\n{}", self.logs());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Ends all processes.
    pub fn stop(&mut self) {
        for child in &mut self.running {
            let group = format!("-{}", child.id());
            let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
            let _ = child.kill();
            let _ = child.wait();
        }
        self.running.clear();
    }

    /// What the servers said.
    pub fn logs(&self) -> String {
        let mut all = String::new();
        for entry in std::fs::read_dir(self.folder()).unwrap().flatten() {
            if entry.path().extension().is_some_and(|extension| extension == "log") {
                let bytes = std::fs::read(entry.path()).unwrap_or_default();
                let text = String::from_utf8_lossy(&bytes);
                let last: Vec<&str> = text.lines().rev().take(30).collect();
                let last: Vec<&str> = last.into_iter().rev().collect();
                all.push_str(&format!("--- {}\n{}\n", entry.path().display(), last.join("\n")));
            }
        }
        all
    }
}

impl Drop for Processes {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Whether a server answers anything to a request.
pub fn answers(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { return false };
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let asked = stream.write_all(b"OPTIONS / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let mut first = [0; 5];
    asked.and_then(|()| stream.read_exact(&mut first)).is_ok() && &first == b"HTTP/"
}

/// Waits until a condition holds.
pub fn eventually(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < DEADLINE, "{what} did not happen");
        std::thread::sleep(Duration::from_millis(20));
    }
}
