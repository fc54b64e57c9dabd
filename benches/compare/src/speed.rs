//! CPU time per keystroke, all engines in one run: after each typed text comes the next engine with the same text.

use crate::corpus::Corpus;
use crate::engines::fzf::{Fzf, HINT};
use crate::engines::{Engine, INDEXING, PORADA, TIMED, build};
use crate::figures::{Finished, Session, Size, Speed};
use crate::typed::{TYPED, keystrokes};
use crate::{Failure, footprint};
use rustix::time::{ClockId, clock_gettime};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How often everything is typed.
const ROUNDS: usize = 3;
/// Every so many texts a finished query is asked of fzf as well.
const FINISHED: usize = 4;
/// How often porada answers a finished query; the median counts.
const REPEATS: usize = 31;

/// Measures everything at one size. A peer that needs more than `budget` in all types only some of the texts, spread over
/// the run.
pub fn measure(size: usize, budget: Duration) -> Result<Size, Failure> {
    let mut footprints = Vec::new();
    for engine in INDEXING {
        eprintln!("{size} records: building {engine} alone");
        footprints.push(footprint::in_a_process_of_its_own(engine, size)?);
    }
    let corpus = Corpus::new(size)?;
    let mut engines = Vec::new();
    for name in TIMED {
        eprintln!("{size} records: preparing {name}");
        let engine = build(name, &corpus)?.ok_or("an engine of this program is missing")?;
        engines.push(Timed::new(name, engine));
    }
    let sessions = ROUNDS * TYPED.len();
    for number in 0..sessions {
        let text = TYPED.get(number % TYPED.len()).copied().unwrap_or_default();
        let share = budget.mul_f64(number as f64 / sessions as f64);
        // The engine that begins changes, so that none always follows the same other one.
        engines.rotate_left(1);
        for timed in &mut engines {
            if timed.speed.engine == PORADA || timed.spent <= share {
                timed.type_text(number / TYPED.len(), text)?;
            }
        }
        eprintln!("{size} records: typed {} of {sessions}", number + 1);
    }
    engines.sort_by_key(|timed| TIMED.iter().position(|name| *name == timed.speed.engine));
    let (fzf, finished) = match engines.first_mut() {
        Some(porada) => beside_fzf(&corpus, porada.engine.as_mut())?,
        None => (None, Vec::new()),
    };
    Ok(Size {
        mean_bytes: corpus.mean_bytes(),
        distinct_words: corpus.distinct_words(),
        speeds: engines.into_iter().map(|timed| timed.speed).collect(),
        footprints,
        fzf,
        finished,
    })
}

/// The CPU time that all threads of this process have used.
pub fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// An engine and its figures so far.
struct Timed<'a> {
    engine: Box<dyn Engine + 'a>,
    spent: Duration,
    speed: Speed,
}

impl<'a> Timed<'a> {
    fn new(name: &str, engine: Box<dyn Engine + 'a>) -> Timed<'a> {
        let speed = Speed { engine: name.to_owned(), sessions: Vec::new() };
        Timed { engine, spent: Duration::ZERO, speed }
    }

    fn type_text(&mut self, round: usize, text: &str) -> Result<(), Failure> {
        let mut session = Session { round, text: text.to_owned(), cpu_us: Vec::new() };
        for typed in keystrokes(text) {
            let before = cpu_time();
            black_box(self.engine.search(black_box(typed))?);
            let used = cpu_time().saturating_sub(before);
            self.spent += used;
            session.cpu_us.push((used.as_secs_f64() * 1e7).round() / 10.0);
        }
        self.speed.sessions.push(session);
        Ok(())
    }
}

/// Finished queries, asked of fzf and of porada in turn; the version of fzf, and the figures.
fn beside_fzf(corpus: &Corpus, porada: &mut dyn Engine) -> Result<(Option<String>, Vec<Finished>), Failure> {
    let Some(fzf) = Fzf::new(corpus)? else {
        eprintln!("{HINT}");
        return Ok((None, Vec::new()));
    };
    let mut finished = Vec::new();
    for text in TYPED.iter().step_by(FINISHED) {
        let Some(time) = fzf.time(text, Duration::from_secs(3))? else {
            eprintln!("this fzf has no --bench and is left out: {}", fzf.version()?);
            return Ok((None, Vec::new()));
        };
        let mut times = Vec::new();
        for _ in 0..REPEATS {
            let start = Instant::now();
            black_box(porada.search(black_box(text))?);
            times.push(start.elapsed());
        }
        times.sort_unstable();
        let median = times.get(REPEATS / 2).copied().unwrap_or_default();
        let [fzf_ms, porada_ms] = [time, median].map(|time| time.as_secs_f64() * 1e3);
        eprintln!("{} records: {text:?} fzf {fzf_ms:.1} ms, porada {porada_ms:.3} ms", corpus.len());
        finished.push(Finished { text: (*text).to_owned(), fzf_ms, porada_ms });
    }
    Ok((Some(fzf.version()?), finished))
}
