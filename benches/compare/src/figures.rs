//! The raw figures and the file that keeps them, so that sizes can be measured in different runs.

use crate::Failure;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Everything that was measured.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Figures {
    /// Where it was measured.
    pub machine: String,
    /// How good the answers are: over the shipped records, and with distractors.
    pub relevance: Vec<Relevance>,
    /// How fast they come, by the number of records.
    pub sizes: BTreeMap<usize, Size>,
}

/// What was measured over one number of records.
#[derive(Debug, Serialize, Deserialize)]
pub struct Size {
    /// How many bytes of text a record has on average, both languages together.
    pub mean_bytes: usize,
    /// How many distinct folded words the records have.
    pub distinct_words: usize,
    /// The speed of each engine.
    pub speeds: Vec<Speed>,
    /// The indexes of those that build one.
    pub footprints: Vec<Footprint>,
    /// The version of fzf; `None` where it is not installed.
    pub fzf: Option<String>,
    /// fzf and porada, one after the other, query by query.
    pub finished: Vec<Finished>,
}

/// The keystrokes of an engine.
#[derive(Debug, Serialize, Deserialize)]
pub struct Speed {
    /// The engine.
    pub engine: String,
    /// The texts that were typed, in the order in which they were.
    pub sessions: Vec<Session>,
}

/// One text typed letter by letter.
#[derive(Debug, Serialize, Deserialize)]
pub struct Session {
    /// In which round over all texts.
    pub round: usize,
    /// The text.
    pub text: String,
    /// CPU time of the process for each keystroke, in microseconds.
    pub cpu_us: Vec<f64>,
}

/// An index, built alone in a process.
#[derive(Debug, Serialize, Deserialize)]
pub struct Footprint {
    /// The engine.
    pub engine: String,
    /// Seconds on the clock.
    pub wall_s: f64,
    /// Seconds of CPU time.
    pub cpu_s: f64,
    /// By how much the resident memory of the process grew (`VmRSS`), in kilobytes.
    pub grown_kb: u64,
    /// By how much the peak during the build lies above the resident memory before it (`VmHWM`), in kilobytes.
    pub peak_kb: u64,
}

/// A finished query, milliseconds on the clock.
#[derive(Debug, Serialize, Deserialize)]
pub struct Finished {
    /// The query.
    pub text: String,
    /// fzf's own average (`--bench`).
    pub fzf_ms: f64,
    /// The median of porada.
    pub porada_ms: f64,
}

/// The answers of all engines over the same records.
#[derive(Debug, Serialize, Deserialize)]
pub struct Relevance {
    /// How many synthetic records are among them.
    pub distractors: usize,
    /// The engines.
    pub engines: Vec<Judgement>,
}

/// The answers of one engine.
#[derive(Debug, Serialize, Deserialize)]
pub struct Judgement {
    /// The engine.
    pub engine: String,
    /// For each query of the kind in the order of the file: the place of the first right record among fifty, from 1.
    pub ranks: BTreeMap<String, Vec<Option<usize>>>,
}

fn path() -> PathBuf {
    folder().join("results.json")
}

/// The folder of this program.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

impl Figures {
    /// The figures that were kept; none where there is no file yet.
    pub fn load() -> Result<Figures, Failure> {
        if !path().exists() {
            return Ok(Figures::default());
        }
        Ok(serde_json::from_str(&std::fs::read_to_string(path())?)?)
    }

    /// Writes the file.
    pub fn keep(&self) -> Result<(), Failure> {
        Ok(std::fs::write(path(), serde_json::to_string(self)? + "\n")?)
    }
}

/// The processor and its number of cores.
pub fn machine() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("unknown processor", |(_, model)| model);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{model}, {cores} cores")
}
