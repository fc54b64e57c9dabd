//! `porada selftest`: the promises of synchronisation, tried on random histories of simulated devices.

use super::error::CliError;
use super::output;
use super::session::Session;
use crate::sync::simulator::{Canary, Cost, ScaleRow, SimulationReport, scale, simulate};
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::io::{IsTerminal, Write};

#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["sync", "scale"])))]
pub(super) struct Arguments {
    #[arg(long, value_name = "N")]
    sync: Option<u64>,
    #[arg(long, value_name = "S", default_value_t = 1, requires = "sync")]
    seed: u64,
    #[arg(long, value_name = "NAME", requires = "sync", value_parser = canaries())]
    canary: Option<String>,
    #[arg(long)]
    scale: bool,
    #[arg(long)]
    json: bool,
}

fn canaries() -> PossibleValuesParser {
    PossibleValuesParser::new(Canary::ALL.map(Canary::key))
}

/// How many histories pass between two words on the terminal.
const EVERY: u64 = 500;

pub(super) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<(), CliError> {
    if arguments.scale {
        return as_table(arguments, session, out);
    }
    let canary = Canary::ALL.into_iter().find(|canary| Some(canary.key()) == arguments.canary.as_deref());
    let words = session.language.texts().sync.selftest.progress;
    let mut terminal = std::io::stderr();
    let watched = terminal.is_terminal();
    let mut watch = |done: u64| {
        if watched && done.is_multiple_of(EVERY) {
            // A run does not fail because its progress cannot be shown.
            let _ = write!(terminal, "\r{}\u{1b}[K", words(count(done)));
        }
    };
    let report = simulate(arguments.sync.unwrap_or_default(), arguments.seed, canary, &mut watch);
    if watched {
        let _ = write!(std::io::stderr(), "\r\u{1b}[K");
    }
    if arguments.json {
        output::json(out, &report)?
    } else {
        as_text(&report, session, out)?
    }
    let findings = report.findings();
    if findings == 0 { Ok(()) } else { Err(CliError::Unhealthy(count(findings))) }
}

fn count(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn as_text(report: &SimulationReport, session: &Session, out: &mut dyn Write) -> Result<(), CliError> {
    let language = session.language;
    let texts = &language.texts().sync.selftest;
    let values = [
        report.histories,
        report.over_databases,
        report.edits,
        report.erasures,
        report.syncs,
        report.cut,
        report.restores,
        report.clones,
        report.wipes,
        report.rotten,
        report.power_losses,
        report.unwritten,
        report.packs,
        report.indexes,
        report.requests,
        report.lost,
        report.diverged,
        report.resurrected,
        report.left,
        report.restless,
        report.most_rounds,
        report.most_idle_requests,
    ];
    for (label, value) in texts.rows.iter().zip(values) {
        output::line(out, &format!("{label}: {}", language.count(count(value))))?;
    }
    if !report.failed_seeds.is_empty() {
        let seeds: Vec<String> = report.failed_seeds.iter().map(u64::to_string).collect();
        output::line(out, &format!("{}: {}", texts.seeds, seeds.join(", ")))?;
    }
    Ok(())
}

fn as_table(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<(), CliError> {
    let rows = scale().map_err(CliError::Sync)?;
    if arguments.json {
        return output::json(out, &rows);
    }
    let language = session.language;
    let texts = &language.texts().sync.selftest;
    output::line(out, texts.scale)?;
    let cost = |cost: Cost| {
        let bytes = language.count(count(cost.bytes.div_ceil(1000)));
        let seconds = language.decimal(cost.seconds(), 1);
        format!("{} / {bytes} kB / {seconds} s", language.count(count(cost.requests)))
    };
    for row in rows {
        let ScaleRow { devices, documents, counted, .. } = row;
        let costs = [row.first_publication, row.first_pull, row.idle, row.edit, row.pull_of_edit].map(cost);
        let (devices, documents) = (language.count(devices), language.count(documents));
        let how = if counted { texts.counted } else { texts.computed };
        let part = row.deviation.map(|part| (texts.deviation)(&language.decimal(100.0 * part, 1)));
        let how = [Some(how.to_owned()), part].into_iter().flatten().collect::<Vec<_>>().join(", ");
        output::line(out, &format!("{devices} | {documents} | {how} | {}", costs.join(" | ")))?;
    }
    Ok(())
}
