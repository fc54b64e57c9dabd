//! Search: what a person types against everything that the records say, in memory, in well under a millisecond.
//!
//! ```text
//! text ── fold ── tokens ──► builder ──► index: vocabulary + postings, facets, heads       (once)
//! query ─ syntax ─ place ─ words + thesaurus ──► expand ──► sum ──► rank ──► hits, facets   (every keystroke)
//! thesaurus: one token for all terms of a group, in the text and in the query
//! text and query ──► highlight, explain                                                     (visible rows)
//! ```
//!
//! The words of a query are matched fuzzily against the *vocabulary*, the records are then reached through exact
//! postings: fast, and nothing matches because its letters are scattered over a paragraph.

mod builder;
mod distance;
mod expand;
mod explain;
mod facets;
mod fold;
mod heads;
mod highlight;
mod index;
mod keywords;
mod kinds;
mod nearness;
mod own;
mod phrase;
mod place;
mod query;
mod question;
mod rank;
mod stem;
mod sum;
mod syntax;
mod thesaurus;
mod titles;
mod tokens;
mod toponym;
mod unheard;
mod vocabulary;

pub use explain::{Boost, Explainer, Explanation, MatchKind, WordReason};
pub use facets::Facet;
pub use fold::fold;
pub use highlight::{FieldMatch, Highlighter};
pub use index::{SearchIndex, Searchable, Texts};
pub use nearness::NearMatch;
pub use own::{Evidence, OwnEntry, OwnHit, OwnIndex, OwnKind, OwnPart, OwnResults};
pub use query::{Filters, Near, Query};
pub use question::{NamedPlace, Understood};
pub use rank::{Hit, Results};
pub use syntax::{DirectiveKey, SpanKind, SyntaxMistake, SyntaxProblem};
pub use thesaurus::{Thesaurus, ThesaurusError, ThesaurusProblem};

use crate::catalogue::{Catalogue, Record};
use crate::i18n::{Language, Localized};
use std::sync::Arc;

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
pub fn index_catalogue(catalogue: &Arc<Catalogue>) -> SearchIndex {
    index_with(catalogue, Thesaurus::shipped())
}

/// The same with another thesaurus, as that of a centre.
pub fn index_with(catalogue: &Arc<Catalogue>, thesaurus: Arc<Thesaurus>) -> SearchIndex {
    let population =
        |code: &str| catalogue.municipalities().get(code).map(|municipality| municipality.population);
    let size_band = |record: &Record| {
        let code = record.place.as_ref()?.municipality_code.as_deref()?;
        Some(catalogue.municipalities().get(code)?.size_band())
    };
    SearchIndex::build(catalogue.records(), thesaurus, &size_band)
        .with_populations(&population)
        .with_catalogue(catalogue)
}

impl Texts for Catalogue {
    fn visit(&self, position: usize, visit: &mut dyn FnMut(&str)) {
        if let Some(record) = self.records().get(position) {
            index::visit_texts(record, visit);
        }
    }
}

#[cfg(test)]
mod tests;
