//! The release-like binary in a real pseudo-terminal, read through a terminal emulator.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long a condition may take on a busy machine; nothing waits that long when all is well.
const DEADLINE: Duration = Duration::from_secs(30);

/// The emulator has at least one cell each way.
fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap_or(NonZero::<u16>::MIN)
}

/// A running porada and its terminal.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    parser: Arc<Mutex<vt100::Parser>>,
    bytes: Arc<Mutex<Vec<u8>>>,
}

impl Pty {
    /// Starts porada with `arguments` and `environment` in a terminal of this size.
    pub fn start(
        home: &Path,
        arguments: &[&str],
        environment: &[(&str, &str)],
        columns: u16,
        rows: u16,
    ) -> Pty {
        Pty::start_program(env!("CARGO_BIN_EXE_porada").as_ref(), home, arguments, environment, columns, rows)
    }

    /// Starts any program in the same way.
    pub fn start_program(
        program: &Path,
        home: &Path,
        arguments: &[&str],
        environment: &[(&str, &str)],
        columns: u16,
        rows: u16,
    ) -> Pty {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        command.env("PORADA_HOME", home);
        command.env("TERM", "xterm-256color");
        command.env("PATH", "/usr/bin:/bin");
        command.env("TZ", "Europe/Prague");
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let parser = Arc::new(Mutex::new(vt100::Parser::new(cells(rows), cells(columns), 0)));
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sink, log) = (Arc::clone(&parser), Arc::clone(&bytes));
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(read) = reader.read(&mut buffer) {
                if read == 0 {
                    break;
                }
                sink.lock().unwrap().process(&buffer[..read]);
                log.lock().unwrap().extend_from_slice(&buffer[..read]);
            }
        });
        let writer = pair.master.take_writer().unwrap();
        Pty { child, master: pair.master, writer, parser, bytes }
    }

    /// Types bytes as a terminal would send them.
    pub fn send(&mut self, bytes: &str) -> &mut Pty {
        self.writer.write_all(bytes.as_bytes()).unwrap();
        self.writer.flush().unwrap();
        self
    }

    /// The text on the screen, with plain spaces.
    pub fn screen(&self) -> String {
        self.parser.lock().unwrap().screen().contents().replace('\u{a0}', " ")
    }

    /// Everything that the program wrote to the terminal.
    pub fn output(&self) -> Vec<u8> {
        self.bytes.lock().unwrap().clone()
    }

    /// What `look` sees of the emulator's screen.
    pub fn look<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.parser.lock().unwrap().screen())
    }

    /// Waits until the screen satisfies `condition`; fails with the screen when it never does.
    pub fn wait(&self, what: &str, condition: impl Fn(&str) -> bool) {
        let end = Instant::now() + DEADLINE;
        while !condition(&self.screen()) {
            assert!(Instant::now() < end, "never seen: {what}\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until `text` is on the screen.
    pub fn wait_for(&self, text: &str) -> &Pty {
        self.wait(text, |screen| screen.contains(text));
        self
    }

    /// Gives the terminal another size.
    pub fn resize(&self, columns: u16, rows: u16) {
        self.parser.lock().unwrap().screen_mut().set_size(cells(rows), cells(columns));
        self.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    /// Sends a signal by number.
    pub fn signal(&self, signal: &str) {
        let process = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args([signal, &process]).status().unwrap().success());
    }

    /// Waits for the end and gives the exit code.
    pub fn ended(&mut self) -> u32 {
        let end = Instant::now() + DEADLINE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < end, "the program does not end\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // A failed test must not leave a program behind; one that ended already cannot be killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
