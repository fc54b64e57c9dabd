//! porada's search against its peers: the same records, the same queries, one run. See `README.md`.

mod corpus;
mod engines;
mod figures;
mod footprint;
mod plot;
mod pool;
mod relevance;
mod report;
mod speed;
#[path = "../../support/synthetic.rs"]
mod synthetic;
#[path = "../../support/typed.rs"]
mod typed;

use figures::Figures;
use std::error::Error;
use std::io::{BufWriter, Write};
use std::time::Duration;

/// Anything that ends a measurement.
type Failure = Box<dyn Error>;

const USAGE: &str = "usage:
  compare run [SIZE...] [--budget SECONDS]   measure relevance, and speed and memory at each size (10000 100000);
                                             a peer may take the budget at each size (60), then it is sampled
  compare relevance                          measure relevance alone; the other figures stay
  compare pool [PART...]                     print the records that a judge should look at for each query
  compare records                            print what the judge reads of each shipped record
  compare report                             write results.md and the plot again from results.json
  compare generate COUNT [SEED]              print synthetic records that `porada import` accepts";

/// The seed of the records that are measured.
const SEED: u64 = 2026;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["generate", count] => generate(count.parse()?, SEED),
        ["generate", count, seed] => generate(count.parse()?, seed.parse()?),
        ["footprint", engine, size] => footprint::print(engine, size.parse()?),
        ["relevance"] => relevance(),
        ["pool", parts @ ..] => {
            pool::print(&parts.iter().map(|part| part.parse()).collect::<Result<Vec<_>, _>>()?)
        }
        ["records"] => pool::print_records(),
        ["report"] => report::write(&Figures::load()?),
        ["run", options @ ..] => run(options),
        _ => Err(USAGE.into()),
    }
}

fn generate(count: usize, seed: u64) -> Result<(), Failure> {
    let mut output = BufWriter::new(std::io::stdout().lock());
    for line in synthetic::lines(count, seed) {
        writeln!(output, "{line}")?;
    }
    output.flush()?;
    Ok(())
}

/// Measures the answers again; they do not depend on the machine, so what it is called stays with the speeds.
fn relevance() -> Result<(), Failure> {
    let mut figures = Figures::load()?;
    figures.relevance = relevance::measure()?;
    figures.keep()?;
    report::write(&figures)
}

/// Measures and keeps every figure as soon as it is known; the figures of other sizes stay.
fn run(options: &[&str]) -> Result<(), Failure> {
    let (mut sizes, mut budget) = (Vec::new(), Duration::from_secs(60));
    let mut options = options.iter();
    while let Some(option) = options.next() {
        match *option {
            "--budget" => budget = Duration::from_secs(options.next().ok_or(USAGE)?.parse()?),
            size => sizes.push(size.parse()?),
        }
    }
    if sizes.is_empty() {
        sizes = vec![10_000, 100_000];
    }
    let mut figures = Figures::load()?;
    figures.machine = figures::machine();
    figures.relevance = relevance::measure()?;
    figures.keep()?;
    for size in sizes {
        figures.sizes.insert(size, speed::measure(size, budget)?);
        figures.keep()?;
    }
    report::write(&figures)
}
