//! What many consultations say together: needs by component, region and size, unmet needs, the records that are linked
//! most, late tasks, consultations a month.
//!
//! ```text
//! Consultation ──► Digest ──► Digests ─┐
//!                                      ├─ Request ──► Report ──► command line, screen
//!                         Catalogue ───┘
//! ```
//!
//! A [`Digest`] is the small part of a consultation that a report counts. It has no personal field and nothing that is
//! marked as internal, so that no report can have one either. Value in, value out: nothing here reads a store, a file or
//! the clock.

mod count;
mod digest;
mod digests;
mod groups;
mod report;

pub use digest::Digest;
pub use digests::Digests;
pub use groups::{Dimension, GroupValue, NeedGroup, NeedRow, StatusCounts, rows};
pub use report::{
    KindCounts, LateTask, LateTasks, Month, MonthRow, MunicipalityRow, Period, RecordRow, RegionRow, Report,
    Request, SideRow, Totals, UnmetNeed,
};

#[cfg(test)]
mod tests;
