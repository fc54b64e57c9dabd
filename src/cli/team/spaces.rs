//! The shared spaces of this home as `porada team` needs them.

use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::sync::keys::{Identity, SpaceKeys};
use crate::sync::remote::Remote;
use crate::sync::trust::DeviceId;
use std::collections::BTreeMap;

/// A remote with the keys of its space.
pub(super) struct OpenedSpace {
    /// What the person calls the remote.
    pub(super) remote_name: String,
    /// The storage.
    pub(super) remote: Box<dyn Remote>,
    /// The keys of the space on it.
    pub(super) keys: SpaceKeys,
    /// The last head of each device that this home has accepted.
    pub(super) last_heads: BTreeMap<DeviceId, u64>,
}

/// Opens the spaces of all remotes that are set up, or of the one of this name. A home without remotes has none.
///
/// The one place where the team's commands meet the remotes: none can be set up in this version yet.
pub(super) fn open(
    _session: &mut Session,
    _identity: &Identity,
    _remote: Option<&str>,
) -> Result<Vec<OpenedSpace>, CliError> {
    Ok(Vec::new())
}
