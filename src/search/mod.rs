//! Search: what a person types against everything that the records say, in memory, in well under a millisecond.
//!
//! ```text
//! text ── fold ── tokens ──► index: vocabulary + postings          (once)
//! query ─ fold ── words ──► expand ──► rank ──► hits               (every keystroke)
//! text and query ──► highlight                                     (visible rows)
//! ```
//!
//! The words of a query are matched fuzzily against the *vocabulary*, the records are then reached through exact
//! postings: fast, and nothing matches because its letters are scattered over a paragraph.

mod distance;
mod expand;
mod fold;
mod highlight;
mod index;
mod query;
mod rank;
mod stem;
mod tokens;
mod vocabulary;

pub use fold::fold;
pub use highlight::{FieldMatch, highlight, matches};
pub use index::SearchIndex;
pub use query::{Filters, Near, Query};
pub use rank::{Hit, NearMatch, Results};

use crate::i18n::{Language, Localized};

impl Localized for NearMatch {
    /// Why a record is near, in a few words; empty where it is not.
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().search;
        let text = match self {
            NearMatch::None => "",
            NearMatch::SameRegion => texts.same_region,
            NearMatch::SimilarSize => texts.similar_size,
            NearMatch::SamePlace => texts.same_place,
        };
        text.to_owned()
    }
}

#[cfg(test)]
mod tests;
