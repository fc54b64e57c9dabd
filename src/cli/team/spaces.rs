//! The shared spaces of this home as `porada team` needs them.

use crate::cli::error::CliError;
use crate::cli::remote::connect;
use crate::cli::session::Session;
use crate::sync::keys::{Identity, SpaceKeys};
use crate::sync::remote::{Cancel, Remote};
use crate::sync::runner;

/// A remote with the keys of its space.
pub(super) struct OpenedSpace {
    /// What the person calls the remote.
    pub(super) remote_name: String,
    /// The storage.
    pub(super) remote: Box<dyn Remote>,
    /// The keys of the space on it.
    pub(super) keys: SpaceKeys,
}

/// Opens the spaces of all remotes that are set up, or of the one of this name. A storage whose space was neither founded nor
/// joined yet has none.
pub(super) fn open(
    session: &mut Session,
    identity: &Identity,
    remote: Option<&str>,
) -> Result<Vec<OpenedSpace>, CliError> {
    let memories = session.paths.spaces.clone();
    let store = session.reading()?;
    let mut spaces = Vec::new();
    for row in store.remotes()?.into_iter().filter(|row| remote.is_none_or(|name| row.name == name)) {
        let sealing = runner::sealing(store, &row)?;
        let Some(keys) = runner::keys(identity, &memories, &row, sealing)? else { continue };
        spaces.push(OpenedSpace {
            remote: connect(&row, identity, &Cancel::default())?,
            remote_name: row.name,
            keys,
        });
    }
    Ok(spaces)
}
