//! Synchronisation over any dumb storage: the protocol `porada-sync/1`, its remotes, its keys.
//!
//! ```text
//! engine      one synchronisation: what is new there, what is new here, in which order it is read and written
//! format/     the files of the protocol: marker, heads, indexes, packs, names
//! profile     what may leave: own devices, team, network
//! trust       who may write and read: signatures, seals; keys/ is the one that ships
//! remote/     the storage behind five verbs: a folder, WebDAV, S3
//! simulator/  random histories of many devices over the shipped code
//! ```
//!
//! Clock, randomness, remote and home are passed in, so that the simulator runs exactly what ships.

pub mod engine;
pub mod format;
pub mod home;
pub mod profile;
pub mod random;
pub mod remote;
pub mod simulator;
pub mod trust;
