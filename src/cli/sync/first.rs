//! What leaves with the first synchronisation of a storage, shown before it does.

use super::{Calling, leaving_lines};
use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::remote::{agrees, with_runner};
use crate::cli::session::Session;
use crate::store::RemoteRow;
use crate::sync::engine::Preview;
use serde::Serialize;
use std::io::{self, IsTerminal, Write};

/// So many documents are named, so that the question stays in sight.
const SHOWN: usize = 20;

/// What may leave with the first synchronisation, in figures.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct FirstRow {
    documents: usize,
    /// How many of them with personal data.
    personal: usize,
    /// How many items of copies for the network name somebody in their texts.
    naming: usize,
    /// Bytes before they are sealed.
    bytes: usize,
}

/// Whether a synchronisation may begin.
pub(super) enum Begin {
    /// It may; of the first one what leaves with it.
    Now(Option<FirstRow>),
    /// A person said no.
    No,
}

/// Shows what may leave to a storage that this home has not been synchronised with, and asks. Where nobody can be asked, in a script,
/// it only shows it. Nothing is asked of the storage: what others have put there already does not leave again.
pub(super) fn begin(
    row: &RemoteRow,
    calling: &Calling<'_>,
    session: &mut Session,
    out: &mut dyn Write,
) -> Result<Begin, CliError> {
    if row.last_sync.is_some() {
        return Ok(Begin::Now(None));
    }
    let preview = with_runner(session, &calling.identity, |runner| runner.preview_founding(row))?;
    if preview.leaving.is_empty() {
        return Ok(Begin::Now(None));
    }
    if calling.arguments.json {
        return Ok(Begin::Now(Some(figures(&preview))));
    }
    let texts = &session.language.texts().sync_preview;
    output::line(out, &(texts.first_time)(&row.name))?;
    leaving_lines(&preview, SHOWN, session, out)?;
    out.flush()?;
    let can_ask = io::stdin().is_terminal() && io::stdout().is_terminal() && io::stderr().is_terminal();
    if can_ask && !agrees(texts.first_question, session.language.texts().sync_screen.yes_letters)? {
        output::line(out, texts.first_refused)?;
        return Ok(Begin::No);
    }
    Ok(Begin::Now(Some(figures(&preview))))
}

fn figures(preview: &Preview) -> FirstRow {
    FirstRow {
        documents: preview.leaving.len(),
        personal: preview.leaving.iter().filter(|it| it.personal).count(),
        naming: preview.naming(),
        bytes: preview.leaving.iter().map(|it| it.bytes).sum(),
    }
}
