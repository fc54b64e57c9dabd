//! What may leave over a remote: the three circles of people of design section 6.
//!
//! | | own devices | team | network |
//! | --- | --- | --- | --- |
//! | consultation | whole | marked as team or network: whole | marked as network: a copy without personal fields and internal items |
//! | file of a municipality | whole | whole: colleagues meet the same people there | stays: contacts are people, and notes were written for colleagues |
//! | practice draft | whole | whole | once it is submitted or verified, as a copy |
//! | shared record of the catalogue | whole | whole | whole, unless it has a field that this version does not know |
//! | any other kind | whole | stays: nobody here knows what is in it | stays |
//!
//! Of concurrent marks the narrowest counts. Samples stay at home, except among the devices of one person. A consultation whose
//! mark is taken back is not sent any more; what has left before stays where it is until it is deleted or erased.
//!
//! What comes is held to the same table: what could not have left over a remote is not taken over from it, and what its
//! members say of a document that is here counts only as long as it is shared with them. Otherwise whoever knows the id of a
//! private consultation could erase it, or mark it as shared. That it was erased as a whole is also taken from those with whom
//! it was shared once.
//!
//! A document that was erased as a whole has lost its mark with everything else. Where a storage has something of it, the bare
//! marks of the erasure leave, whatever the mark said; where a storage never had anything of it, nothing does.

use crate::model::schema::{CATALOGUE_RECORD, CONSULTATION, MUNICIPALITY, PRACTICE_DRAFT, is_personal};
use crate::model::{Document, DocumentId};

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
    /// All, from the narrowest circle to the widest.
    pub const ALL: [Profile; 3] = [Profile::OwnDevices, Profile::Team, Profile::Network];

    /// The word in settings and files.
    pub fn key(self) -> &'static str {
        match self {
            Profile::OwnDevices => "own",
            Profile::Team => "team",
            Profile::Network => "network",
        }
    }

    /// The profile of this word.
    pub fn parse(word: &str) -> Option<Profile> {
        Profile::ALL.into_iter().find(|profile| profile.key() == word)
    }

    /// The document as it leaves over a remote of this profile; `None` when it does not leave.
    pub fn outgoing(self, document: &Document) -> Option<Document> {
        match self {
            Profile::Network if document.kind == CATALOGUE_RECORD => {
                names_nobody(document).then(|| document.clone())
            }
            Profile::OwnDevices => Some(document.clone()),
            Profile::Team => is_for_team(document).then(|| document.clone()),
            Profile::Network => is_for_network(document).then(|| document.shared_copy()),
        }
    }

    /// What leaves of a document that was erased as a whole to a storage that has something of it: that it is erased. `None`
    /// when it was not, or is of a kind that this circle never has.
    pub fn outgoing_erased(self, document: &Document) -> Option<Document> {
        if !document.is_erased(document.id.header()) || !self.shares(&document.kind) {
            return None;
        }
        let copy = self == Profile::Network && document.kind != CATALOGUE_RECORD;
        Some(if copy { document.shared_copy() } else { document.clone() })
    }

    /// Whether somebody of this circle can have sent this document.
    pub fn can_send(self, document: &Document) -> bool {
        let marked = || match self {
            Profile::OwnDevices => true,
            Profile::Team => is_for_team(document) || document.is_erased(document.id.header()),
            // What of a copy is left when its source is deleted does not say any more that it was shared.
            Profile::Network => document.id.is_shared_copy() || document.kind == CATALOGUE_RECORD,
        };
        self.shares(&document.kind) && marked()
    }

    /// Whether what this circle says of a document counts for the one that is here; `once` says whether that was ever shared
    /// over this remote.
    pub fn counts_for(self, here: &Document, said: &Document, once: bool) -> bool {
        let erased = |document: &Document| document.is_erased(document.id.header());
        match self {
            // Copies have ids of their own; nothing private bears one.
            Profile::OwnDevices | Profile::Network => true,
            Profile::Team => self.outgoing(here).is_some() || erased(here) || once && erased(said),
        }
    }

    /// Whether documents of this kind are ever shared with this circle.
    fn shares(self, kind: &str) -> bool {
        match self {
            Profile::OwnDevices => true,
            Profile::Team => [CONSULTATION, MUNICIPALITY, PRACTICE_DRAFT, CATALOGUE_RECORD].contains(&kind),
            Profile::Network => [CONSULTATION, PRACTICE_DRAFT, CATALOGUE_RECORD].contains(&kind),
        }
    }

    /// The id under which a document leaves, if it does.
    pub fn outgoing_id(self, document: &Document) -> DocumentId {
        match self {
            Profile::Network if document.kind != CATALOGUE_RECORD && !document.id.is_shared_copy() => {
                document.id.shared_copy()
            }
            _ => document.id,
        }
    }
}

fn is_for_team(document: &Document) -> bool {
    match document.kind.as_str() {
        CONSULTATION => document.is_for_team() && !is_sample(document),
        kind => Profile::Team.shares(kind),
    }
}

fn is_for_network(document: &Document) -> bool {
    match document.kind.as_str() {
        CONSULTATION => document.is_for_network() && !is_sample(document),
        PRACTICE_DRAFT => document.entities().any(|(_, entity)| SUBMITTED.contains(&entity.text("state"))),
        _ => false,
    }
}

/// Whether no field is personal. A field that this version does not know counts as personal.
fn names_nobody(document: &Document) -> bool {
    document.entities().all(|(_, entity)| {
        entity.registers().all(|(field, _)| !is_personal(&document.kind, &entity.kind, field))
    })
}

/// The states of a practice draft in which its author has given it to the network.
const SUBMITTED: [&str; 2] = ["submitted", "verified"];

fn is_sample(document: &Document) -> bool {
    document.header().is_some_and(|header| header.any_flag("sample"))
}
