//! Nearness: what a record has in common with the municipality that a search is for.

use super::explain::Boost;
use super::index::{Document, SearchIndex};
use super::query::Near;
use std::sync::{Arc, Mutex, PoisonError};

/// By what a score is multiplied for a record of the municipality itself.
const SAME_PLACE: f32 = 1.30;
/// The same where the query names the municipality: then its records are what is looked for.
const NAMED_PLACE: f32 = 1.50;
/// What a place of exactly the same size adds, after `research/search.md`, section 4; less the more the sizes differ.
const SAME_SIZE: f32 = 0.15;
/// What the same kraj adds, after the same section.
const SAME_REGION: f32 = 0.05;
/// What the same kraj adds where the query names it.
const NAMED_REGION: f32 = 0.20;
/// From this likeness of sizes on, about half to twice as many inhabitants, a reader is told.
const SIMILAR: f32 = 0.6;
/// From this likeness on, about a fifth to five times as many inhabitants, it raises by more than a hundredth and is named
/// where somebody asks why.
const SOMEWHAT_SIMILAR: f32 = 0.07;

/// What a record has in common with a municipality; the strongest that is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum NearMatch {
    /// Nothing, or no municipality was asked for.
    #[default]
    None,
    /// A place in the same kraj.
    SameRegion,
    /// A place with between half and twice as many inhabitants, roughly.
    SimilarSize,
    /// The municipality itself.
    SamePlace,
}

/// A municipality in the numbers of the index.
#[derive(Debug)]
pub(super) struct Nearness {
    place: Option<u32>,
    region: Option<u32>,
    /// What the region adds.
    for_region: f32,
    /// By what the score of a record of the place is multiplied.
    for_place: f32,
    /// For each place of the index how like its size is, from 0 to 1.
    likeness: Arc<[f32]>,
}

/// How like the sizes of places with these inhabitants are to one with `population`.
fn likeness(inhabitants: &[Option<u32>], population: u32) -> Arc<[f32]> {
    let likeness = |inhabitants: &Option<u32>| {
        inhabitants.filter(|&inhabitants| inhabitants > 0).map_or(0.0, |inhabitants| {
            let ratio = (population.max(1) as f32 / inhabitants as f32).ln();
            (-ratio * ratio).exp()
        })
    };
    inhabitants.iter().map(likeness).collect()
}

/// The likeness that the last search needed: the next one is mostly near to the same municipality.
#[derive(Debug, Default)]
pub(super) struct KnownLikeness(Mutex<Option<(u32, Arc<[f32]>)>>);

impl KnownLikeness {
    fn of(&self, inhabitants: &[Option<u32>], population: u32) -> Arc<[f32]> {
        // Nothing that can panic happens while the lock is held: what is in it is whole.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match known.as_ref().filter(|(of, _)| *of == population) {
            Some((_, likeness)) => Arc::clone(likeness),
            None => {
                let likeness = likeness(inhabitants, population);
                *known = Some((population, Arc::clone(&likeness)));
                likeness
            }
        }
    }
}

impl Nearness {
    /// Nearness to a municipality; `named` says that the query itself names it.
    pub(super) fn new(index: &SearchIndex, near: &Near, named: bool) -> Nearness {
        Nearness {
            place: index.place_number(&near.municipality_code),
            region: index.region_number(&near.region),
            for_region: SAME_REGION,
            for_place: if named { NAMED_PLACE } else { SAME_PLACE },
            likeness: index.likeness.of(&index.populations, near.population),
        }
    }

    /// The place is a kraj as well, as the capital is: a record of the whole of it is as much from there.
    pub(super) fn and_its_region(mut self) -> Nearness {
        self.for_region = self.for_place - 1.0;
        self
    }

    /// Nearness to a kraj that the query names.
    pub(super) fn region(index: &SearchIndex, region: &str) -> Nearness {
        Nearness {
            place: None,
            region: index.region_number(region),
            for_region: NAMED_REGION,
            for_place: 1.0,
            likeness: Arc::default(),
        }
    }

    fn is_place_of(&self, document: &Document) -> bool {
        self.place.is_some() && document.place == self.place
    }

    /// How like the size of a record's place is, and whether it lies in the kraj.
    fn likeness_and_region(&self, document: &Document) -> (f32, bool) {
        let similar = document.place.and_then(|place| self.likeness.get(place as usize)).copied();
        (similar.unwrap_or(0.0), self.region.is_some() && document.region == self.region)
    }

    /// All that raises a record for its place.
    pub(super) fn boosts(&self, document: &Document) -> Vec<Boost> {
        if self.is_place_of(document) {
            return vec![Boost::SamePlace];
        }
        let (similar, region) = self.likeness_and_region(document);
        let size = if similar >= SIMILAR {
            Some(Boost::SimilarSize)
        } else {
            (similar >= SOMEWHAT_SIMILAR).then_some(Boost::SomewhatSimilarSize)
        };
        size.into_iter().chain(region.then_some(Boost::SameRegion)).collect()
    }

    /// By what the score of a record is multiplied, and the strongest reason.
    pub(super) fn factor(&self, document: &Document) -> (f32, NearMatch) {
        if self.is_place_of(document) {
            return (self.for_place, NearMatch::SamePlace);
        }
        let (similar, region) = self.likeness_and_region(document);
        let why = match (similar >= SIMILAR, region) {
            (true, _) => NearMatch::SimilarSize,
            (false, true) => NearMatch::SameRegion,
            (false, false) => NearMatch::None,
        };
        (1.0 + SAME_SIZE * similar + if region { self.for_region } else { 0.0 }, why)
    }
}
