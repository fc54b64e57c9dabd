//! Search: what a person types against everything that the records say, in memory, in well under a millisecond.
//!
//! ```text
//! text ── fold ── tokens ──► index: vocabulary + postings          (once)
//! query ─ fold ── words ──► expand ──► rank ──► hits               (every keystroke)
//! thesaurus: one token for all terms of a group, in the text and in the query
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
mod place;
mod query;
mod rank;
mod stem;
mod syntax;
mod thesaurus;
mod tokens;
mod toponym;
mod vocabulary;

pub use fold::fold;

pub use highlight::{FieldMatch, highlight, matches};
pub use index::SearchIndex;
pub use place::{Mentions, OrdinaryWords, PlaceMention, PlaceNames, RegionMention};
pub use query::{Filters, Near, Query};
pub use rank::{Hit, NearMatch, Results};
pub use syntax::{Asked, DirectiveKey, FilterTerms, SpanKind, SyntaxMistake, SyntaxProblem, SyntaxValues};
pub use thesaurus::{Thesaurus, ThesaurusError, ThesaurusProblem};

use crate::catalogue::{Catalogue, Record, SizeBand};
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

/// The index over a whole catalogue, with the size of the place of each record and the shipped thesaurus.
pub fn index_catalogue(catalogue: &Catalogue) -> SearchIndex {
    let population =
        |code: &str| catalogue.municipalities().get(code).map(|municipality| municipality.population);
    let size_band = |record: &Record| {
        let code = record.place.as_ref()?.municipality_code.as_deref()?;
        let band = catalogue.municipalities().get(code)?.size_band();
        SizeBand::ALL.iter().position(|known| *known == band).and_then(|index| u8::try_from(index).ok())
    };
    SearchIndex::build(catalogue.records(), Thesaurus::shipped(), &size_band).with_populations(&population)
}

#[cfg(test)]
mod tests;
