//! CPU time of search per keystroke over synthetic records, its growth, and what the index costs.
//!
//! `cargo bench --bench keystrokes` measures 10,000 and 100,000 records, `cargo bench --bench keystrokes -- 1000000` as
//! many as are named. CPU time of the process, because on a shared machine the clock on the wall measures the neighbours.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measuring program prints its figures")]

#[path = "support/synthetic.rs"]
#[expect(dead_code, reason = "lines are for files to import")]
mod synthetic;
#[path = "support/typed.rs"]
mod typed;

use porada::catalogue::Catalogue;
use porada::search::{Query, index_catalogue};
use rustix::time::{ClockId, clock_gettime};
use std::sync::Arc;
use std::time::Duration;

/// The seed of the records.
const SEED: u64 = 2026;
/// So often every text is typed; the least of the times of a keystroke counts, the others are disturbances.
const ROUNDS: usize = 5;
/// So many hits the catalogue screen asks for.
const LISTED: usize = 2_000;
/// So many of the slowest keystrokes are named.
const NAMED: usize = 8;

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![10_000, 100_000] } else { sizes };
    for size in sizes {
        measure(size);
    }
}

fn cpu() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap())
}

fn timed<Value>(work: impl FnOnce() -> Value) -> (f64, Value) {
    let start = cpu();
    let value = work();
    ((cpu() - start).as_secs_f64() * 1000.0, value)
}

fn measure(size: usize) {
    let mut catalogue = Catalogue::shipped().unwrap();
    let missing = size.saturating_sub(catalogue.records().len());
    catalogue.add(synthetic::records(missing, SEED).collect()).unwrap();
    let catalogue = Arc::new(catalogue);
    let (built, index) = timed(|| index_catalogue(&catalogue));
    let bytes = index.bytes();
    println!("{size} records: built in {built:.0} ms CPU, {bytes} bytes, {} a record", bytes / size);
    for (limit, facets) in [(50, false), (LISTED, true)] {
        let mut times: Vec<(f64, &str)> = Vec::new();
        for text in typed::TYPED {
            // Whole texts are typed again and again, so that what a search keeps of the one before it is as in life.
            let mut least = vec![f64::INFINITY; typed::keystrokes(text).count()];
            for _ in 0..ROUNDS {
                for (least, text) in least.iter_mut().zip(typed::keystrokes(text)) {
                    let text = text.to_owned();
                    let query = Query { text, typing: true, limit, facets, ..Query::default() };
                    *least = least.min(timed(|| index.search(&query)).0);
                }
            }
            times.extend(least.into_iter().zip(typed::keystrokes(text)));
        }
        times.sort_by(|a, b| a.0.total_cmp(&b.0));
        let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].0;
        let mean = times.iter().map(|(time, _)| time).sum::<f64>() / times.len() as f64;
        let counted = if facets { ", facets counted" } else { "" };
        println!(
            "  {} keystrokes, {limit} hits{counted}: p50 {:.3}  p99 {:.3}  mean {mean:.3} ms",
            times.len(),
            at(0.5),
            at(0.99)
        );
        for (time, text) in times.iter().rev().take(NAMED) {
            println!("    {time:.3} ms  {text:?}");
        }
    }
}
