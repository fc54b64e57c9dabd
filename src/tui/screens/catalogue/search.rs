//! What the catalogue searches for, and what it found.

use super::CatalogueScreen;
use crate::catalogue::RecordKind;
use crate::search::{Facet, Filters, Hit, NearMatch, Query, Results, SpanKind, Understood};
use crate::tui::desk::Desk;
use crate::tui::view::SearchOrder;

/// So many hits are listed. Nobody steps through more, and their number is known without listing them: ordering a large
/// catalogue whole with every key would only cost time.
const LISTED: usize = 2_000;

/// What the last search found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub results: Results,
    /// Whether the query has words, so that the hits are ordered by how well they answer.
    pub has_words: bool,
    /// How many there would be without the filters of the list; only counted where nothing passes them.
    pub without_filters: usize,
}

impl Found {
    /// The hits that are listed.
    pub fn hits(&self) -> &[Hit] {
        &self.results.hits
    }

    /// What was made of the text beside words.
    pub fn understood(&self) -> &Understood {
        &self.results.understood
    }

    /// How many hits there are of a kind, or would be if that kind were asked for.
    pub fn of_kind(&self, kind: RecordKind) -> usize {
        let wanted = Facet::Kind(kind);
        self.results.facets.iter().find(|(facet, _)| *facet == wanted).map_or(0, |(_, hits)| *hits)
    }

    /// How many hits there are or would be of all kinds.
    pub fn of_all_kinds(&self) -> usize {
        RecordKind::ALL.into_iter().map(|kind| self.of_kind(kind)).sum()
    }
}

/// What is chosen when the answer to a search has come.
#[derive(Debug, Default)]
pub(super) enum Sought {
    /// The record that was chosen before.
    #[default]
    Same,
    /// The first hit: something else was asked for.
    First,
    /// This record, to be read.
    Record(String),
}

impl CatalogueScreen {
    /// What is searched for.
    pub(super) fn query(&self, desk: &Desk) -> Query {
        Query {
            text: self.input.text().to_owned(),
            typing: true,
            prose: false,
            filters: self.filters.clone(),
            near: desk.near(),
            limit: LISTED,
            facets: true,
        }
    }

    /// Asks for a search: the answer comes in the same turn, or later where the catalogue is very large. Everything that
    /// this screen looks for is looked for here.
    pub(super) fn search(&mut self, desk: &Desk) {
        self.own.search(self.input.text(), desk);
        if desk.index.is_none() {
            self.found = Found::default();
        }
        self.ticket += 1;
        self.ordered = Some(SearchOrder { ticket: self.ticket, query: self.query(desk) });
    }

    /// Takes what was found and chooses in it what the search was for.
    pub(super) fn take_found(&mut self, results: Results, desk: &Desk) {
        self.take(results, desk);
        match std::mem::take(&mut self.sought) {
            Sought::Same => self.keep_chosen(desk),
            Sought::First => {
                self.select(0, desk);
                self.scroll = 0;
            }
            Sought::Record(id) => {
                // A record that is not among those that are listed comes before them.
                if self.place_of(&id, desk).is_none()
                    && let Some(position) = desk.catalogue.position(&id)
                {
                    self.found.results.hits.insert(0, Hit { position, score: 0.0, near: NearMatch::None });
                }
                self.read_listed(&id, desk);
            }
        }
    }

    fn take(&mut self, mut results: Results, desk: &Desk) {
        let nothing_passes = results.hits.is_empty() && !self.filters.is_empty();
        let without_filters = desk.index.as_ref().filter(|_| nothing_passes).map_or(0, |index| {
            let query = self.query(desk);
            index.search(&Query { filters: Filters::default(), limit: 0, facets: false, ..query }).total
        });
        // Who has typed nothing reads the catalogue in its order; of one that is not listed whole the nearest records.
        if self.input.is_blank() && results.hits.len() == results.total {
            results.hits.sort_by_key(|hit| hit.position);
        }
        let has_words = has_words(self.input.text(), &results.understood);
        self.found = Found { results, has_words, without_filters };
    }
}

/// Whether there is more in a text than directives and excluded words.
fn has_words(text: &str, understood: &Understood) -> bool {
    let words = |(range, kind): &(std::ops::Range<usize>, SpanKind)| {
        (*kind != SpanKind::Phrase).then(|| range.clone())
    };
    let without: Vec<_> = understood.spans.iter().filter_map(words).collect();
    text.char_indices()
        .any(|(at, letter)| letter.is_alphanumeric() && !without.iter().any(|span| span.contains(&at)))
}
