//! Filters and facets: for each value of a filter a set of bits, one for each record.
//!
//! A filter is a few unions and intersections of such sets before the postings are added up, and the number of hits of a
//! value is the number of bits that two sets share: both cost next to nothing whatever the size of the catalogue.

use super::query::Filters;
use crate::catalogue::{RecordKind, SizeBand, Stage};
use crate::model::Component;
use std::collections::HashMap;

/// A value that records can be filtered by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Facet {
    /// A kind of record.
    Kind(RecordKind),
    /// A component of the concept, wherever in the record's list.
    Component(Component),
    /// A kraj, spelled as in the list of municipalities.
    Region(String),
    /// A country, ISO 3166 alpha-2.
    Country(String),
    /// A size band of the place.
    SizeBand(SizeBand),
    /// A stage of a practice.
    Stage(Stage),
    /// The source states results.
    WithResult,
    /// The source states a cost in crowns.
    WithCost,
}

/// How many groups of facets there are: values of one group are alternatives, groups must all be satisfied.
const GROUPS: usize = 8;

impl Facet {
    /// The group, in the order in which they are listed.
    pub fn group(&self) -> usize {
        match self {
            Facet::Kind(_) => 0,
            Facet::Component(_) => 1,
            Facet::Region(_) => 2,
            Facet::Country(_) => 3,
            Facet::SizeBand(_) => 4,
            Facet::Stage(_) => 5,
            Facet::WithResult => 6,
            Facet::WithCost => 7,
        }
    }
}

impl Filters {
    /// Whether the value is asked for.
    pub fn has(&self, facet: &Facet) -> bool {
        match facet {
            Facet::Kind(kind) => self.kinds.contains(kind),
            Facet::Component(component) => self.components.contains(component),
            Facet::Region(region) => self.regions.contains(region),
            Facet::Country(country) => self.countries.contains(country),
            Facet::SizeBand(band) => self.size_bands.contains(band),
            Facet::Stage(stage) => self.stages.contains(stage),
            Facet::WithResult => self.with_result,
            Facet::WithCost => self.with_cost,
        }
    }

    /// Asks for the value, or no longer.
    pub fn toggle(&mut self, facet: &Facet) {
        fn toggle<Value: PartialEq + Clone>(values: &mut Vec<Value>, value: &Value) {
            match values.iter().position(|known| known == value) {
                Some(position) => drop(values.remove(position)),
                None => values.push(value.clone()),
            }
        }
        match facet {
            Facet::Kind(kind) => toggle(&mut self.kinds, kind),
            Facet::Component(component) => toggle(&mut self.components, component),
            Facet::Region(region) => toggle(&mut self.regions, region),
            Facet::Country(country) => toggle(&mut self.countries, country),
            Facet::SizeBand(band) => toggle(&mut self.size_bands, band),
            Facet::Stage(stage) => toggle(&mut self.stages, stage),
            Facet::WithResult => self.with_result = !self.with_result,
            Facet::WithCost => self.with_cost = !self.with_cost,
        }
    }

    /// These filters with those of directives: in a group that a directive names, the directive counts.
    #[must_use]
    pub(super) fn overridden_by(self, typed: Filters) -> Filters {
        fn either<Value>(own: Vec<Value>, typed: Vec<Value>) -> Vec<Value> {
            if typed.is_empty() { own } else { typed }
        }
        Filters {
            kinds: either(self.kinds, typed.kinds),
            components: either(self.components, typed.components),
            regions: either(self.regions, typed.regions),
            countries: either(self.countries, typed.countries),
            size_bands: either(self.size_bands, typed.size_bands),
            stages: either(self.stages, typed.stages),
            with_result: self.with_result || typed.with_result,
            with_cost: self.with_cost || typed.with_cost,
        }
    }

    /// Whether any value of the group is asked for.
    fn asks_group(&self, group: usize) -> bool {
        match group {
            0 => !self.kinds.is_empty(),
            1 => !self.components.is_empty(),
            2 => !self.regions.is_empty(),
            3 => !self.countries.is_empty(),
            4 => !self.size_bands.is_empty(),
            5 => !self.stages.is_empty(),
            6 => self.with_result,
            _ => self.with_cost,
        }
    }
}

/// A set of records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn none(records: usize) -> Bits {
        Bits(vec![0; records.div_ceil(64)])
    }

    pub(super) fn all(records: usize) -> Bits {
        let mut bits = Bits(vec![u64::MAX; records.div_ceil(64)]);
        if let Some(last) = bits.0.last_mut().filter(|_| !records.is_multiple_of(64)) {
            *last = (1 << (records % 64)) - 1;
        }
        bits
    }

    pub(super) fn has(&self, record: usize) -> bool {
        self.0.get(record / 64).is_some_and(|word| word >> (record % 64) & 1 == 1)
    }

    /// Adds a record, also beyond the present end.
    pub(super) fn add(&mut self, record: usize) {
        let word = record / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word |= 1 << (record % 64);
        }
    }

    /// The bytes that the set needs.
    pub(super) fn bytes(&self) -> usize {
        self.0.len() * 8
    }

    /// The records in ascending order.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(number, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros() as usize;
                (rest != 0).then(|| {
                    rest &= rest - 1;
                    number * 64 + bit
                })
            })
        })
    }

    /// How many records there are.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// How many records two sets share.
    pub(super) fn shared(&self, other: &Bits) -> usize {
        self.0.iter().zip(&other.0).map(|(a, b)| (a & b).count_ones() as usize).sum()
    }

    pub(super) fn keep(&mut self, other: &Bits) {
        let others = other.0.iter().copied().chain(std::iter::repeat(0));
        self.0.iter_mut().zip(others).for_each(|(word, other)| *word &= other);
    }

    pub(super) fn join(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    pub(super) fn remove(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= !other);
    }
}

/// The sets of all values that any record has, in the order of groups and within one as they were met.
#[derive(Debug, Default)]
pub(super) struct FacetSets {
    values: Vec<(Facet, Bits)>,
    /// Where each value stands while records are added.
    positions: HashMap<Facet, usize>,
    /// How many records have each value.
    totals: Vec<usize>,
    /// The numbers of the values that each record has, and where they start; the end of the last. Nothing where there are
    /// more values than such a number can be.
    of_records: Vec<u16>,
    offsets: Vec<u32>,
}

/// A value of a record is counted in the time of so many words of two sets.
const WORDS_A_VALUE: usize = 2;

impl FacetSets {
    /// Says that a record has a value.
    pub(super) fn add(&mut self, record: usize, facet: Facet) {
        let next = self.values.len();
        let position = *self.positions.entry(facet).or_insert_with_key(|facet| {
            self.values.push((facet.clone(), Bits::default()));
            next
        });
        if let Some((_, bits)) = self.values.get_mut(position) {
            bits.add(record);
        }
    }

    /// Brings the sets into the order of groups when all records, so many, are in.
    pub(super) fn finish(&mut self, records: usize) {
        self.positions = HashMap::new();
        self.values.sort_by_key(|(facet, _)| facet.group());
        self.values.iter_mut().for_each(|(_, bits)| bits.0.shrink_to_fit());
        self.totals = self.values.iter().map(|(_, bits)| bits.len()).collect();
        if self.values.len() <= usize::from(u16::MAX) {
            self.number_values(records);
        }
    }

    /// Writes down the values of each record.
    fn number_values(&mut self, records: usize) {
        let mut ends = vec![0_u32; records + 1];
        for record in self.values.iter().flat_map(|(_, bits)| bits.iter()) {
            if let Some(count) = ends.get_mut(record + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let mut next = ends.clone();
        self.of_records = vec![0; sum as usize];
        for (number, (_, bits)) in (0..).zip(&self.values) {
            for record in bits.iter() {
                let Some(next) = next.get_mut(record) else { continue };
                if let Some(value) = self.of_records.get_mut(*next as usize) {
                    *value = number;
                }
                *next += 1;
            }
        }
        self.offsets = ends;
    }

    /// The numbers of the values that a record has.
    fn values_of(&self, record: usize) -> &[u16] {
        match self.offsets.get(record..record + 2) {
            Some(&[start, end]) => self.of_records.get(start as usize..end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The bytes that the sets need.
    pub(super) fn bytes(&self) -> usize {
        let sets: usize = self.values.iter().map(|(_, bits)| bits.bytes()).sum();
        sets + self.of_records.len() * size_of::<u16>() + self.offsets.len() * size_of::<u32>()
    }

    /// The records of a kind; `None` where there are none.
    pub(super) fn of_kind(&self, kind: RecordKind) -> Option<&Bits> {
        let of_kind = self.values.iter().find(|(facet, _)| *facet == Facet::Kind(kind));
        of_kind.map(|(_, records)| records)
    }

    /// The records that a filter lets through.
    pub(super) fn allowed(&self, filters: &Filters, records: usize) -> Allowed {
        let groups: Vec<Option<Bits>> = (0..GROUPS)
            .map(|group| {
                let wanted =
                    self.values.iter().filter(|(facet, _)| facet.group() == group && filters.has(facet));
                filters.asks_group(group).then(|| {
                    wanted.fold(Bits::none(records), |mut bits, (_, of_value)| {
                        bits.join(of_value);
                        bits
                    })
                })
            })
            .collect();
        let all_but = |left_out: Option<usize>| {
            let mut bits = Bits::all(records);
            let asked = groups.iter().enumerate().filter(|(group, _)| Some(*group) != left_out);
            asked.filter_map(|(_, bits)| bits.as_ref()).for_each(|group| bits.keep(group));
            bits
        };
        let all_but_one =
            groups.iter().enumerate().map(|(group, bits)| bits.as_ref().map(|_| all_but(Some(group))));
        Allowed { pass: all_but(None), all_but_one: all_but_one.collect() }
    }

    /// How many of the records in `found` have each value, if the other groups of the filter stay as they are: what one
    /// would get by asking for that value too or instead.
    pub(super) fn counts(&self, allowed: &Allowed, found: &Bits) -> Vec<(Facet, usize)> {
        let passing = |bits: &Bits| {
            let mut passing = found.clone();
            passing.keep(bits);
            passing
        };
        let but_one = |group: usize| allowed.all_but_one.get(group).and_then(Option::as_ref);
        let mut counts = self.tally(&passing(&allowed.pass), &|group| but_one(group).is_none());
        for (group, bits) in (0..GROUPS).filter_map(|group| Some((group, but_one(group)?))) {
            let of_group = self.tally(&passing(bits), &|other| other == group);
            counts.iter_mut().zip(of_group).for_each(|(count, more)| *count += more);
        }
        self.values.iter().zip(counts).map(|((facet, _), count)| (facet.clone(), count)).collect()
    }

    /// How many of the records in `found` have each value of the groups that are `wanted`; 0 for the others. Few records
    /// are looked at one by one, many are counted as sets, and of all the numbers are known.
    fn tally(&self, found: &Bits, wanted: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let (records, all) = (found.len(), self.offsets.len().saturating_sub(1));
        let values = || self.values.iter().map(|(facet, bits)| wanted(facet.group()).then_some(bits));
        if all == 0
            || records * self.of_records.len() / all * WORDS_A_VALUE > found.0.len() * self.values.len()
        {
            let count = |(bits, &total): (Option<&Bits>, &usize)| {
                bits.map_or(0, |bits| if records == all { total } else { found.shared(bits) })
            };
            return values().zip(&self.totals).map(count).collect();
        }
        let mut counts = vec![0; self.values.len()];
        for value in found.iter().flat_map(|record| self.values_of(record)) {
            if let Some(count) = counts.get_mut(usize::from(*value)) {
                *count += 1;
            }
        }
        counts.iter_mut().zip(values()).filter(|(_, bits)| bits.is_none()).for_each(|(count, _)| *count = 0);
        counts
    }
}

/// What a filter lets through.
#[derive(Debug)]
pub(super) struct Allowed {
    /// The records that satisfy all groups.
    pub pass: Bits,
    /// For each group that is asked for, the records that satisfy all the others.
    all_but_one: Vec<Option<Bits>>,
}

impl Allowed {
    /// Holds records back that no group knows of.
    pub(super) fn remove(&mut self, records: &Bits) {
        self.pass.remove(records);
        self.all_but_one.iter_mut().flatten().for_each(|bits| bits.remove(records));
    }

    /// The records that must be looked at to count facets: those that pass or fail in one group only.
    pub(super) fn reach(&self) -> Bits {
        let mut reach = self.pass.clone();
        self.all_but_one.iter().flatten().for_each(|bits| reach.join(bits));
        reach
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sets() -> FacetSets {
        let mut sets = FacetSets::default();
        for (record, kind) in
            [RecordKind::Practice, RecordKind::Caution, RecordKind::Practice].into_iter().enumerate()
        {
            sets.add(record, Facet::Kind(kind));
        }
        sets.add(0, Facet::Region("A".to_owned()));
        sets.add(1, Facet::Region("A".to_owned()));
        sets.add(2, Facet::Region("B".to_owned()));
        sets.add(2, Facet::WithResult);
        sets.finish(3);
        sets
    }

    fn counted(filters: &Filters) -> Vec<usize> {
        let sets = sets();
        let allowed = sets.allowed(filters, 3);
        sets.counts(&allowed, &Bits::all(3)).into_iter().map(|(_, count)| count).collect()
    }

    #[test]
    fn a_filter_takes_the_alternatives_of_a_group_and_all_groups() {
        let filters = Filters {
            regions: vec!["A".to_owned(), "B".to_owned()],
            with_result: true,
            ..Filters::default()
        };
        assert_eq!(sets().allowed(&filters, 3).pass.iter().collect::<Vec<_>>(), [2]);
        let unknown = Filters { regions: vec!["C".to_owned()], ..Filters::default() };
        assert_eq!(sets().allowed(&unknown, 3).pass.iter().count(), 0);
        assert_eq!(sets().allowed(&Filters::default(), 3).pass.iter().count(), 3);
    }

    #[test]
    fn a_count_says_what_asking_for_the_value_would_give() {
        // practice, caution, A, B, with result
        assert_eq!(counted(&Filters::default()), [2, 1, 2, 1, 1]);
        let practices = Filters { kinds: vec![RecordKind::Practice], ..Filters::default() };
        assert_eq!(counted(&practices), [2, 1, 1, 1, 1]);
        let in_a = Filters { regions: vec!["A".to_owned()], ..practices };
        assert_eq!(counted(&in_a), [1, 1, 1, 1, 0]);
    }

    #[test]
    fn sets_know_their_records_at_every_size() {
        for records in [0, 1, 63, 64, 65, 200] {
            let all = Bits::all(records);
            assert_eq!(all.iter().count(), records);
            assert_eq!(all.iter().collect::<Vec<_>>(), (0..records).collect::<Vec<_>>());
            assert!(!all.has(records));
        }
    }
}
