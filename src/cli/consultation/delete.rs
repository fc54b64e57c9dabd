//! `porada consultation delete`: marks a consultation as deleted; undo in the application brings it back.

use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::{lookup, output};
use crate::model::schema::CONSULTATION;
use clap::Args;
use serde_json::json;
use std::io::Write;

#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    #[arg(value_name = "ID")]
    id: String,
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let consultation = lookup::consultation(session, &arguments.id)?;
    let (now, language) = (session.now, session.language);
    let change = consultation.delete();
    session.writing()?.apply(consultation.id, CONSULTATION, &change, &consultation.seen, now)?;
    if arguments.json {
        return output::json(out, &json!({ "id": consultation.id, "deleted": true }));
    }
    output::line(out, &(language.texts().cli.was_deleted)(&consultation.id.to_string()))
}
