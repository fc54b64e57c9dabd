//! `porada consultation new`: makes a consultation and prints its id.

use crate::cli::arguments::words;
use crate::cli::error::CliError;
use crate::cli::lookup;
use crate::cli::session::Session;
use crate::model::schema::CONSULTATION;
use crate::model::{Consultation, ConsultationKind, DocumentId, NewConsultation, Status, VersionVector};
use clap::Args;
use jiff::civil::DateTime;
use std::io::Write;

#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    #[arg(long, value_name = "CODE|NAME", required = true)]
    municipality: Vec<String>,
    #[arg(long, value_name = "K", value_parser = words(ConsultationKind::ALL, ConsultationKind::key))]
    kind: Option<String>,
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    title: Option<String>,
    #[arg(long, value_name = "D")]
    date: Option<String>,
}

pub(super) fn run(arguments: Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let now = session.local_now();
    let start = match &arguments.date {
        Some(text) => lookup::date_time(text, now.date())?,
        None => now,
    };
    let title = arguments.title.as_deref().map(|title| lookup::text("--title", title)).transpose()?;
    let catalogue = session.catalogue()?;
    let mut municipalities: Vec<String> = Vec::new();
    for query in &arguments.municipality {
        let code = lookup::municipality(catalogue.municipalities(), query)?.code;
        if !municipalities.iter().any(|known| known == code) {
            municipalities.push(code.to_owned());
        }
    }
    let customary =
        if municipalities.len() > 1 { ConsultationKind::Workshop } else { ConsultationKind::default() };
    let kind = arguments.kind.as_deref().and_then(ConsultationKind::parse);
    let new = NewConsultation {
        kind: kind.unwrap_or(customary),
        title: title.unwrap_or_default(),
        municipalities,
        start: Some(start),
        status: status(start, now),
        written_by: session.settings.broker_name.clone().unwrap_or_default(),
        sample: false,
    };
    let id = DocumentId::generate(session.now);
    let moment = session.now;
    let change = Consultation::create(id, new);
    session.writing()?.apply(id, CONSULTATION, &change, &VersionVector::default(), moment)?;
    Ok(writeln!(out, "{id}")?)
}

/// What is in the future is planned; what was on another day is over.
fn status(start: DateTime, now: DateTime) -> Status {
    if start > now {
        Status::Planned
    } else if start.date() == now.date() {
        Status::Running
    } else {
        Status::Closed
    }
}
