//! `porada.json`, the marker: a storage without it is not porada's, whatever else is on it.

use super::strict::{Members, malformed, parse};
use super::{Flaw, SpaceId, hex};
use crate::model::Value;
use crate::sync::profile::Profile;
use crate::sync::trust::DeviceId;
use jiff::Timestamp;
use serde_json::json;

const FORMAT: &str = "porada-sync";

/// Whether the documents of a space are sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    /// Whoever can read the storage can read the documents.
    None,
    /// Sealed with age for the members.
    Age,
}

/// What the marker says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    /// The space.
    pub space: SpaceId,
    /// When it was founded.
    pub created: Timestamp,
    /// Whether its documents are sealed.
    pub encryption: Encryption,
    /// With whom it is shared.
    pub profile: Profile,
    /// The device that founded it.
    pub founder: DeviceId,
}

/// The words of the profiles in files and settings.
pub(in crate::sync) const PROFILES: [(Profile, &str); 3] =
    [(Profile::OwnDevices, "own"), (Profile::Team, "team"), (Profile::Network, "network")];

/// The bytes of a marker.
pub fn write_marker(marker: &Marker) -> Vec<u8> {
    let profile =
        PROFILES.iter().find(|(profile, _)| *profile == marker.profile).map_or("", |(_, word)| word);
    let encryption = match marker.encryption {
        Encryption::None => "none",
        Encryption::Age => "age",
    };
    let value = json!({
        "format": format!("{FORMAT}/1"),
        "space": hex(marker.space.0),
        "created": marker.created.to_string(),
        "encryption": encryption,
        "profile": profile,
        "founder": marker.founder.to_string(),
    });
    format!("{value:#}\n").into_bytes()
}

/// Reads a marker.
///
/// # Errors
/// When it is none, or of a newer porada.
pub fn read_marker(bytes: &[u8]) -> Result<Marker, Flaw> {
    let file: Value = parse(bytes)?;
    let members = Members(&file);
    members.format(FORMAT)?;
    let encryption = match members.text("encryption")? {
        "none" => Encryption::None,
        "age" => Encryption::Age,
        _ => return Err(malformed("encryption")),
    };
    let profile = members.text("profile")?;
    let profile = PROFILES.iter().find(|(_, word)| *word == profile).ok_or_else(|| malformed("profile"))?.0;
    Ok(Marker {
        space: SpaceId(members.bits("space")?),
        created: members.text("created")?.parse().map_err(|_| malformed("created"))?,
        encryption,
        profile,
        founder: DeviceId(members.bits("founder")?),
    })
}
