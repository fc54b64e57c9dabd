//! What may leave over a remote: the three circles of people of design section 6.

use crate::model::Document;

/// With whom a remote is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Profile {
    /// Devices of one person: everything leaves.
    OwnDevices,
    /// Colleagues: consultations marked as team or network.
    Team,
    /// The whole network: consultations marked as network, without personal fields and internal items.
    Network,
}

impl Profile {
    /// The document as it leaves over a remote of this profile; `None` when it does not leave.
    pub fn outgoing(self, document: &Document) -> Option<Document> {
        match self {
            Profile::OwnDevices => Some(document.clone()),
            Profile::Team | Profile::Network => None,
        }
    }
}
