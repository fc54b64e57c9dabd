//! Needs in groups by component, region and size of municipality.

use super::count::Places;
use super::digest::Need;
use crate::catalogue::SizeBand;
use crate::i18n::compare;
use crate::model::{Component, NeedStatus};
use serde::{Serialize, Serializer};
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

/// What needs can be grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Dimension {
    /// The component of the Smart Cities concept.
    Component,
    /// The region of the municipality.
    Region,
    /// The size of the municipality.
    Size,
}

impl Dimension {
    /// All dimensions in the usual order.
    pub const ALL: [Dimension; 3] = [Dimension::Component, Dimension::Region, Dimension::Size];

    /// The word of JSON and of the command line.
    pub fn key(self) -> &'static str {
        match self {
            Dimension::Component => "component",
            Dimension::Region => "region",
            Dimension::Size => "size",
        }
    }

    /// The dimension with this key.
    pub fn parse(key: &str) -> Option<Dimension> {
        Dimension::ALL.into_iter().find(|dimension| dimension.key() == key)
    }
}

/// The value of a group in its dimension; `None` where a need has no component or its municipality is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupValue {
    /// A component.
    Component(Option<Component>),
    /// A region.
    Region(Option<&'static str>),
    /// A band of size.
    Size(Option<SizeBand>),
}

impl GroupValue {
    /// The natural order within a dimension: the concept's, the alphabet, the smallest first; what is not known last.
    fn compare(self, other: GroupValue) -> Ordering {
        fn known_first<T>(one: Option<T>, other: Option<T>, order: impl Fn(&T, &T) -> Ordering) -> Ordering {
            match (one, other) {
                (Some(one), Some(other)) => order(&one, &other),
                (one, other) => one.is_none().cmp(&other.is_none()),
            }
        }
        match (self, other) {
            (GroupValue::Component(one), GroupValue::Component(other)) => {
                known_first(one, other, Component::cmp)
            }
            (GroupValue::Region(one), GroupValue::Region(other)) => {
                known_first(one, other, |one, other| compare(one, other))
            }
            (GroupValue::Size(one), GroupValue::Size(other)) => known_first(one, other, SizeBand::cmp),
            // Within one dimension there are no other pairs.
            _ => Ordering::Equal,
        }
    }
}

/// Numbers of needs by how far they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StatusCounts {
    /// Written down.
    pub new: usize,
    /// Looked into.
    pub explored: usize,
    /// A practice fits.
    pub matched: usize,
    /// A project came of it.
    pub project: usize,
    /// Nothing was found.
    pub unmet: usize,
}

impl StatusCounts {
    /// Counts one more need.
    pub(super) fn add(&mut self, status: NeedStatus) {
        *match status {
            NeedStatus::New => &mut self.new,
            NeedStatus::Explored => &mut self.explored,
            NeedStatus::Matched => &mut self.matched,
            NeedStatus::Project => &mut self.project,
            NeedStatus::Unmet => &mut self.unmet,
        } += 1;
    }

    /// The number of needs with this status.
    pub fn of(&self, status: NeedStatus) -> usize {
        match status {
            NeedStatus::New => self.new,
            NeedStatus::Explored => self.explored,
            NeedStatus::Matched => self.matched,
            NeedStatus::Project => self.project,
            NeedStatus::Unmet => self.unmet,
        }
    }

    /// The number of all needs.
    pub fn total(&self) -> usize {
        self.new + self.explored + self.matched + self.project + self.unmet
    }
}

/// The needs that have the same value in the first of the chosen dimensions, with the groups of the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedGroup {
    /// The value.
    pub value: GroupValue,
    /// The needs of the group, each once.
    pub counts: StatusCounts,
    /// Its groups by the next dimension; none in the last one.
    pub within: Vec<NeedGroup>,
}

/// A line of the table of needs. Of the three properties it has those that were asked for; null says that a need has no
/// component or that its municipality is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NeedRow {
    /// The component.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub component: Option<Option<Component>>,
    /// The region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Option<&'static str>>,
    /// The band of size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Option<SizeBand>>,
    /// How many needs.
    pub needs: usize,
    /// The same by how far they are.
    pub statuses: StatusCounts,
}

/// The lines of the table: the last groups with the values of those around them.
pub fn rows(groups: &[NeedGroup]) -> Vec<NeedRow> {
    fn collect(groups: &[NeedGroup], around: NeedRow, rows: &mut Vec<NeedRow>) {
        for group in groups {
            let mut row = NeedRow { needs: group.counts.total(), statuses: group.counts, ..around };
            match group.value {
                GroupValue::Component(component) => row.component = Some(component),
                GroupValue::Region(region) => row.region = Some(region),
                GroupValue::Size(size) => row.size = Some(size),
            }
            if group.within.is_empty() {
                rows.push(row);
            } else {
                collect(&group.within, row, rows);
            }
        }
    }
    let mut all = Vec::new();
    collect(groups, NeedRow::default(), &mut all);
    all
}

/// Writes groups as the lines of the table.
pub(super) fn as_rows<S: Serializer>(groups: &[NeedGroup], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(rows(groups))
}

/// The values of a need in all chosen dimensions; those of the others stay empty.
type Path = [Option<GroupValue>; Dimension::ALL.len()];

/// Counts needs by the paths to their groups, of every length.
pub(super) struct Grouping<'a> {
    by: &'a [Dimension],
    counts: HashMap<Path, StatusCounts>,
    /// The paths of the need that is being counted, kept to save its memory.
    paths: HashSet<Path>,
}

impl<'a> Grouping<'a> {
    pub(super) fn new(by: &'a [Dimension]) -> Grouping<'a> {
        Grouping { by, counts: HashMap::new(), paths: HashSet::new() }
    }

    /// Counts a need once in every group that it belongs to: that of each of its components and of each municipality
    /// of its consultation.
    pub(super) fn add(&mut self, need: &Need, places: &Places) {
        self.paths.clear();
        let components = need.components.iter().copied().map(Some);
        let no_component = need.components.is_empty().then_some(None);
        for component in components.chain(no_component) {
            for (region, size) in places.regions_and_sizes() {
                let mut path = Path::default();
                for (dimension, step) in self.by.iter().zip(0..Dimension::ALL.len()) {
                    let value = match dimension {
                        Dimension::Component => GroupValue::Component(component),
                        Dimension::Region => GroupValue::Region(region),
                        Dimension::Size => GroupValue::Size(size),
                    };
                    if let Some(place) = path.get_mut(step) {
                        *place = Some(value);
                    }
                    self.paths.insert(path);
                }
            }
        }
        for path in &self.paths {
            self.counts.entry(*path).or_default().add(need.status);
        }
    }

    /// The groups, in every dimension those with most needs first.
    pub(super) fn finish(self) -> Vec<NeedGroup> {
        let counted: Vec<(Path, StatusCounts)> = self.counts.into_iter().collect();
        let all: Vec<&(Path, StatusCounts)> = counted.iter().collect();
        groups_at(&all, 0)
    }
}

/// The groups in the dimension `depth` of paths that have the same values before it.
fn groups_at(paths: &[&(Path, StatusCounts)], depth: usize) -> Vec<NeedGroup> {
    let value = |path: &Path| path.get(depth).copied().flatten();
    let ends_here = |path: &Path| path.get(depth + 1).copied().flatten().is_none();
    let mut within: HashMap<GroupValue, Vec<&(Path, StatusCounts)>> = HashMap::new();
    for entry in paths {
        if let Some(value) = value(&entry.0).filter(|_| !ends_here(&entry.0)) {
            within.entry(value).or_default().push(entry);
        }
    }
    let own = paths.iter().filter(|(path, _)| ends_here(path));
    let mut groups: Vec<NeedGroup> = own
        .filter_map(|(path, counts)| {
            let value = value(path)?;
            let within = within.get(&value).map(|paths| groups_at(paths, depth + 1)).unwrap_or_default();
            Some(NeedGroup { value, counts: *counts, within })
        })
        .collect();
    groups.sort_by(|one, other| {
        let more = other.counts.total().cmp(&one.counts.total());
        more.then_with(|| one.value.compare(other.value))
    });
    groups
}
