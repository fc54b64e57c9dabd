//! porada: a terminal application for innovation brokers.
//!
//! ```text
//! main ──► cli, tui                  layer 3   commands; the application
//!          minutes, insights,        layer 2   minutes out; what consultations say together;
//!          search, sync, config                find evidence; share and merge; paths and settings
//!          catalogue, store          layer 1   the records that ship; the only code that knows SQLite
//!          model, i18n               layer 0   documents and their join; texts, dates, order
//! ```
//!
//! Arrows go down only; `tests/architecture.rs` enforces it.

pub mod catalogue;
pub mod cli;
pub mod config;
pub mod i18n;
pub mod insights;
pub mod minutes;
pub mod model;
pub mod search;
pub mod store;
pub mod sync;
pub mod tui;
