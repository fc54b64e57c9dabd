//! Texts of the area search.

/// Texts of the area search.
#[derive(Debug)]
pub struct Texts {
    /// Why a record is raised: it comes from the municipality itself.
    pub same_place: &'static str,
    /// Why a record is raised: its place has about as many inhabitants.
    pub similar_size: &'static str,
    /// Why a record is raised: its place lies in the same kraj.
    pub same_region: &'static str,
}

pub(super) const CS: Texts =
    Texts { same_place: "přímo odsud", similar_size: "podobná velikost", same_region: "stejný kraj" };

pub(super) const EN: Texts =
    Texts { same_place: "this very place", similar_size: "similar size", same_region: "same region" };
