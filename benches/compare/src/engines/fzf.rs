//! fzf as a program: `--filter` for its answers, `--bench` for its speed with the lines already in its memory.

use super::{Engine, HITS};
use crate::Failure;
use crate::corpus::Corpus;
use porada::search::fold;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// What to do where it is missing.
pub const HINT: &str = "fzf is not installed and left out; README.md says how to install it";

/// fzf over a file of `id TAB folded text`.
pub struct Fzf {
    program: PathBuf,
    lines: PathBuf,
    positions: HashMap<String, usize>,
}

impl Fzf {
    /// Writes the lines; `None` where fzf is not installed.
    pub fn new(corpus: &Corpus) -> Result<Option<Fzf>, Failure> {
        let Some(program) = program() else {
            return Ok(None);
        };
        let lines = std::env::temp_dir().join(format!("porada-compare-{}.txt", std::process::id()));
        let mut file = BufWriter::new(File::create(&lines)?);
        for (record, line) in corpus.catalogue.records().iter().zip(&corpus.folded) {
            writeln!(file, "{}\t{line}", record.id)?;
        }
        file.flush()?;
        let ids = corpus.catalogue.records().iter().enumerate();
        let positions = ids.map(|(position, record)| (record.id.clone(), position)).collect();
        Ok(Some(Fzf { program, lines, positions }))
    }

    /// How long fzf takes for a finished query, on all cores, without reading the lines; `None` for a version without
    /// `--bench`.
    pub fn time(&self, text: &str, duration: Duration) -> Result<Option<Duration>, Failure> {
        let duration = format!("{}s", duration.as_secs().max(1));
        let output = self.run(&["--filter", &fold(text), "--bench", &duration])?;
        let average = output.split("avg:").nth(1).and_then(|rest| rest.split_whitespace().next());
        Ok(average.and_then(parse_duration))
    }

    /// The version that it states.
    pub fn version(&self) -> Result<String, Failure> {
        Ok(self.run(&["--version"])?.trim().to_owned())
    }

    fn run(&self, arguments: &[&str]) -> Result<String, Failure> {
        let output = Command::new(&self.program)
            .args(arguments)
            .stdin(File::open(&self.lines)?)
            .stderr(Stdio::null())
            .output()?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

impl Drop for Fzf {
    fn drop(&mut self) {
        // What is left behind in the folder of temporary files harms nobody.
        let _ = std::fs::remove_file(&self.lines);
    }
}

impl Engine for Fzf {
    fn search(&mut self, text: &str) -> Result<Vec<usize>, Failure> {
        let output = self.run(&["--filter", &fold(text)])?;
        let ids = output.lines().take(HITS).filter_map(|line| line.split('\t').next());
        Ok(ids.filter_map(|id| self.positions.get(id).copied()).collect())
    }
}

/// The one of this folder's virtual environment, or of the system.
fn program() -> Option<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("venv/bin/fzf");
    if own.exists() {
        return Some(own);
    }
    let found = Command::new("fzf").arg("--version").stdout(Stdio::null()).status();
    match found {
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        _ => Some(PathBuf::from("fzf")),
    }
}

/// A duration as Go prints it: `310.00µs`, `3.50ms`, `1.20s`, `1m2.30s`.
fn parse_duration(text: &str) -> Option<Duration> {
    let (minutes, rest) = match text.split_once('m') {
        Some((minutes, seconds)) if seconds != "s" => (minutes.parse::<f64>().ok()?, seconds),
        _ => (0.0, text),
    };
    let units = [("ms", 1e-3), ("µs", 1e-6), ("s", 1.0)];
    let (number, unit) = units.iter().find_map(|(name, unit)| Some((rest.strip_suffix(name)?, unit)))?;
    Duration::try_from_secs_f64(60.0 * minutes + number.parse::<f64>().ok()? * unit).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_durations_of_go() {
        let read = |text| parse_duration(text).unwrap().as_micros();
        assert_eq!(read("310.00µs"), 310);
        assert_eq!(read("3.50ms"), 3_500);
        assert_eq!(read("1.20s"), 1_200_000);
        assert_eq!(read("1m2.30s"), 62_300_000);
        assert_eq!(parse_duration("soon"), None);
    }
}
