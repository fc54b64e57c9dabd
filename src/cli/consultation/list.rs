//! `porada consultation list`: the consultations, the latest first.

use super::{municipality_names, title};
use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::session::Session;
use clap::Args;
use std::io::Write;

#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let language = session.language;
    let rows = session.reading()?.consultations(false)?;
    if arguments.json {
        return output::json(out, &rows);
    }
    let texts = &language.texts().cli;
    if rows.is_empty() {
        return output::line(out, texts.no_consultations);
    }
    let catalogue = session.catalogue()?;
    for row in &rows {
        let start = row.start.map(|start| language.date_time(start));
        let sample = row.sample.then_some(texts.sample);
        let heading = title((&row.title, row.kind), &row.municipalities, &catalogue, language);
        output::line(out, &heading)?;
        let status = output::status(row.status, language);
        let places = municipality_names(&row.municipalities, &catalogue);
        let counts = (texts.counts)(row.needs, row.links, row.open_tasks);
        let copy = row.id.is_shared_copy().then_some(language.texts().sync_screen.shared_copy);
        let facts = [start.as_deref(), Some(status), Some(&places), Some(&counts), sample, copy];
        let facts: Vec<&str> = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
        output::facts(out, &facts)?;
        output::facts(out, &[&row.id.to_string()])?;
    }
    Ok(())
}
