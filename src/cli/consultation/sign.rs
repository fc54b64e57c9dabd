//! `porada consultation sign`: a step of the sign-off of the minutes.

use crate::cli::arguments::words;
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::{lookup, output};
use crate::i18n::Towards;
use crate::minutes::{self, Options};
use crate::model::schema::CONSULTATION;
use crate::model::{EntityId, MinutesState, NewSignOff, Personal};
use clap::Args;
use std::io::Write;

#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    #[arg(value_name = "ID")]
    id: String,
    #[arg(long, value_name = "S", value_parser = words(MinutesState::ALL, MinutesState::key))]
    state: String,
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    #[arg(long, value_name = "D")]
    date: Option<String>,
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let consultation = lookup::consultation(session, &arguments.id)?;
    let today = session.today();
    let new = NewSignOff {
        state: MinutesState::parse(&arguments.state).unwrap_or_default(),
        by: arguments.by.as_deref().map(|name| lookup::text("--by", name)).transpose()?.unwrap_or_default(),
        date: arguments.date.as_deref().map_or(Ok(today), |text| lookup::date(text, today, Towards::Past))?,
    };
    let options = Options {
        language: session.language,
        personal: Personal::With,
        evidence: true,
        time_zone: session.time_zone.clone(),
        organisation: session.settings.organisation.clone().unwrap_or_default(),
    };
    let (now, catalogue, templates) = (session.now, session.catalogue()?, session.templates());
    let id = EntityId::generate(now);
    let how = (&options, &templates);
    let (change, problem) = minutes::sign_off(&consultation, &catalogue, how, &new, (id, now))?;
    session.writing()?.apply(consultation.id, CONSULTATION, &change, &consultation.seen, now)?;
    session.warnings.extend(problem.map(|problem| problem.warning(session.language)));
    let signed = lookup::consultation_of(session, consultation.id)?;
    let version = signed.minutes_version();
    if arguments.json {
        return output::json(out, &version);
    }
    output::line(out, &output::minutes_version(&version, session.language))
}
