//! What a synchronisation asks of a home: its documents, and a memory of what it did.

use super::format::SpaceId;
use crate::model::{Document, DocumentId, ReplicaId};
use crate::store::{
    Arrival, Arrived, Covered, ListedCopy, OwnState, Peer, Publication, Quarantined, Receipt, Released,
    Store, StoreError, StoredVersion,
};
use jiff::Timestamp;

/// Writes the trait and its implementation for [`Store`], whose methods have the same names and take the space as a number.
macro_rules! home {
    (
        reads { $($(#[$read_meaning:meta])* fn $read:ident(&self, space $(, $read_name:ident: $read_type:ty)*) -> $read_answer:ty;)* }
        writes { $($(#[$write_meaning:meta])* fn $write:ident(&mut self, space $(, $write_name:ident: $write_type:ty)*) -> $write_answer:ty;)* }
    ) => {
        /// A home; [`Store`] is the one that ships, the simulator has another. Each method is one transaction: it happens
        /// whole and for good, or not at all.
        pub trait Home {
            /// The document; `None` when there is none.
            ///
            /// # Errors
            /// What the home says.
            fn document(&self, id: DocumentId) -> Result<Option<Document>, StoreError>;

            /// Whether `copy` is the network's copy of a document that this home has itself.
            ///
            /// # Errors
            /// What the home says.
            fn has_source_of(&self, _copy: DocumentId) -> Result<bool, StoreError> {
                Ok(false)
            }

            /// The sessions of this device that wrote something.
            ///
            /// # Errors
            /// What the home says.
            fn own_replicas(&self) -> Result<Vec<ReplicaId>, StoreError>;

            /// The device whose session a replica is, as far as heads say.
            ///
            /// # Errors
            /// What the home says.
            fn device_of(&self, replica: ReplicaId) -> Result<Option<u128>, StoreError>;

            $($(#[$read_meaning])*
            ///
            /// # Errors
            /// What the home says.
            fn $read(&self, space: SpaceId $(, $read_name: $read_type)*) -> Result<$read_answer, StoreError>;)*

            $($(#[$write_meaning])*
            ///
            /// # Errors
            /// What the home says; nothing is changed then.
            fn $write(&mut self, space: SpaceId $(, $write_name: $write_type)*) -> Result<$write_answer, StoreError>;)*
        }

        impl Home for Store {
            fn document(&self, id: DocumentId) -> Result<Option<Document>, StoreError> {
                Store::document(self, id)
            }

            fn has_source_of(&self, copy: DocumentId) -> Result<bool, StoreError> {
                Store::has_source_of(self, copy)
            }

            fn own_replicas(&self) -> Result<Vec<ReplicaId>, StoreError> {
                Store::own_replicas(self)
            }

            fn device_of(&self, replica: ReplicaId) -> Result<Option<u128>, StoreError> {
                Store::device_of(self, replica)
            }

            $(fn $read(&self, space: SpaceId $(, $read_name: $read_type)*) -> Result<$read_answer, StoreError> {
                Store::$read(self, space.0 $(, $read_name)*)
            })*

            $(fn $write(&mut self, space: SpaceId $(, $write_name: $write_type)*) -> Result<$write_answer, StoreError> {
                Store::$write(self, space.0 $(, $write_name)*)
            })*
        }
    };
}

home! {
    reads {
        /// What this device did in the space.
        fn own_state(&self, space) -> OwnState;
        /// What is known of the other devices, in the order of their ids.
        fn peers(&self, space) -> Vec<Peer>;
        /// The copies of a document that devices list and that are joined here.
        fn listed_copies(&self, space, name: u128) -> Vec<ListedCopy>;
        /// The copies that a device lists since after a head, in the order of heads and names.
        fn copies_of(&self, space, device: u128, after: u64) -> Vec<ListedCopy>;
        /// The copies that a device lists in one pack.
        fn copies_in(&self, space, device: u128, pack: u128) -> Vec<ListedCopy>;
        /// The versions of a document that this device has put on the storage and not yet deleted.
        fn stored_versions(&self, space, name: u128) -> Vec<StoredVersion>;
        /// Whether this device put the file there.
        fn is_own_file(&self, space, path: &str) -> bool;
        /// Own files that are not listed since `until`, and whether they must go at once; oldest first.
        fn stale_files(&self, space, until: Timestamp) -> Vec<(String, bool)>;
        /// The erasures that a device has confirmed.
        fn receipts(&self, space, device: u128) -> Vec<Receipt>;
        /// The replicas that a device names as its sessions, with the number of the head that first did.
        fn writers(&self, space, device: u128) -> Vec<(ReplicaId, u64)>;
        /// The files that cannot be used, in the order of their paths.
        fn quarantined(&self, space) -> Vec<Quarantined>;
    }
    writes {
        /// Remembers what this device did in the space.
        fn save_own_state(&mut self, space, state: &OwnState) -> ();
        /// Remembers what is known of a device.
        fn save_peer(&mut self, space, peer: &Peer) -> ();
        /// Notes copies that are listed and whose content is joined already.
        fn keep_copies(&mut self, space, copies: &[ListedCopy]) -> ();
        /// Forgets that a device lists a copy; its documents are looked at again.
        fn forget_copy(&mut self, space, device: u128, name: u128) -> ();
        /// Forgets all copies that a device lists; their documents are looked at again.
        fn forget_copies(&mut self, space, device: u128) -> ();
        /// Leaves documents with this name on the storage to be looked at again.
        fn uncover(&mut self, space, name: u128) -> ();
        /// Joins documents that came from the storage and notes where they are listed.
        fn receive(&mut self, space, arrivals: &[Arrival]) -> Vec<Arrived>;
        /// The documents that were changed since they were last found to be on the storage, with the number of the latest
        /// change, in the order of their changes.
        fn unpublished(&mut self, space) -> Vec<(DocumentId, u64)>;
        /// Notes documents that need nothing more on the storage.
        fn cover(&mut self, space, covered: &[Covered]) -> ();
        /// Notes a file on the storage with the versions of documents in it; `since` is when it began to be listed by no head.
        fn keep_file(&mut self, space, path: &str, versions: &[StoredVersion], since: Option<Timestamp>) -> ();
        /// Notes what a head that arrived has made public.
        fn published(&mut self, space, done: &Publication, at: Timestamp) -> ();
        /// Notes that own files are not listed any more.
        fn release_files(&mut self, space, device: u128, files: &[Released], at: Timestamp) -> ();
        /// Forgets an own file that was deleted, with the versions in it.
        fn forget_file(&mut self, space, path: &str) -> ();
        /// Notes erasures that a device has confirmed.
        fn keep_receipts(&mut self, space, device: u128, receipts: &[Receipt]) -> ();
        /// Notes replicas that a device names as its sessions.
        fn keep_writers(&mut self, space, device: u128, writers: &[(ReplicaId, u64)]) -> ();
        /// Notes a file that cannot be used; says whether that is news.
        fn quarantine(&mut self, space, file: &Quarantined) -> bool;
        /// Lets files out of quarantine.
        fn let_out(&mut self, space, paths: &[String]) -> ();
    }
}
