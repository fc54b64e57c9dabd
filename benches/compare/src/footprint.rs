//! Time and memory of building an index, in a process of its own: what other engines left behind is not counted.

use crate::corpus::Corpus;
use crate::engines::build;
use crate::figures::Footprint;
use crate::speed::cpu_time;
use crate::{Failure, corpus};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

/// Starts this program again for one engine.
pub fn in_a_process_of_its_own(engine: &str, size: usize) -> Result<Footprint, Failure> {
    let output = Command::new(std::env::current_exe()?)
        .args(["footprint", engine, &size.to_string()])
        // glibc gives freed memory back: what counts is what an index keeps, not what the allocator keeps for later.
        .env("MALLOC_TRIM_THRESHOLD_", "131072")
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(format!("building {engine} over {size} records failed").into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Builds the index and prints its figures.
pub fn print(engine: &str, size: usize) -> Result<(), Failure> {
    // Engines with an index read the records; the folded lines of the others would only be in the way.
    let corpus = Corpus { catalogue: Arc::new(corpus::catalogue(size)?), folded: Vec::new() };
    // The kernel then counts the peak from here; where it may not, the peak includes the making of the records.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let before = status_kb("VmRSS:")?;
    let (wall, cpu) = (Instant::now(), cpu_time());
    let built = build(engine, &corpus)?;
    let figures = Footprint {
        engine: engine.to_owned(),
        wall_s: wall.elapsed().as_secs_f64(),
        cpu_s: cpu_time().saturating_sub(cpu).as_secs_f64(),
        grown_kb: status_kb("VmRSS:")?.saturating_sub(before),
        peak_kb: status_kb("VmHWM:")?.saturating_sub(before),
    };
    drop(built);
    println!("{}", serde_json::to_string(&figures)?);
    Ok(())
}

fn status_kb(key: &str) -> Result<u64, Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(key));
    let number = line.and_then(|rest| rest.split_whitespace().next()).ok_or("no such line in /proc")?;
    Ok(number.parse()?)
}
