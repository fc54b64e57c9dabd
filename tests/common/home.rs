//! The command line in a home of its own, for the tests that call the real program.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    reason = "every test binary uses its own part and stops at what it did not expect"
)]

use serde_json::Value;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A home, and the program over it.
pub struct Home {
    pub folder: TempDir,
}

impl Home {
    pub fn new() -> Home {
        Home { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn text_path(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    pub fn data(&self) -> PathBuf {
        self.path("home")
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_porada"));
        command.args(arguments).env_clear().env("PORADA_HOME", self.data()).env("TZ", "Europe/Prague");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Answer {
        Answer::of(self.command(arguments).output().unwrap())
    }

    /// The same with `input` on its standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Answer {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        Answer::of(child.wait_with_output().unwrap())
    }

    /// What a command that must succeed writes.
    pub fn ok(&self, arguments: &[&str]) -> String {
        let answer = self.run(arguments);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{arguments:?}: {}", answer.out);
        answer.out
    }

    pub fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.ok(arguments)).unwrap()
    }

    /// The id that a command prints.
    pub fn id(&self, arguments: &[&str]) -> String {
        let out = self.ok(arguments);
        let id = out.strip_suffix('\n').unwrap();
        assert_eq!((id.len(), id.lines().count()), (36, 1), "{out}");
        id.to_owned()
    }

    /// The one line with which a command fails.
    pub fn fails(&self, code: i32, arguments: &[&str]) -> String {
        let answer = self.run(arguments);
        assert_eq!(answer.code, code, "{arguments:?}: {} {}", answer.out, answer.err);
        assert_eq!(answer.out, "", "{arguments:?}");
        assert_eq!(answer.err.lines().count(), 1, "{arguments:?}: {}", answer.err);
        assert!(answer.err.starts_with("porada: "), "{}", answer.err);
        answer.err
    }

    /// A consultation in Jeseník with one need.
    pub fn consultation(&self) -> String {
        let id = self.id(&["consultation", "new", "--municipality", "Jeseník", "--date", "2026-11-21 14:00"]);
        self.id(&["consultation", "add", &id, "--need", "Přeplněné kontejnery na tříděný odpad"]);
        id
    }
}

pub struct Answer {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Answer {
    pub fn of(output: Output) -> Answer {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Answer { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }
}
