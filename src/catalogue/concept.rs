//! The Smart Cities Concept (MMR, approved 10 May 2021) as a tree: pillars, components, goals, typical measures.

use super::CatalogueError;
use super::record::{Bilingual, Field, Record, RecordKind, Source};
use super::words::{Fields, newest, worded};
use crate::i18n::texts::catalogue::word;
use crate::model::{Component, Pillar};
use serde::Deserialize;

const SHIPPED: &str = include_str!("../../data/concept.json");
const FILE: &str = "concept.json";

/// The tree of the concept, to browse and to filter by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// The four pillars in the order of the concept.
    pub pillars: Vec<PillarNode>,
    /// The names of the sixteen components, by [`Component::index`].
    component_names: Vec<Bilingual>,
}

/// A pillar and its components.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PillarNode {
    /// The pillar.
    pub pillar: Pillar,
    /// Its name.
    pub name: Bilingual,
    /// What it is about.
    pub summary: Bilingual,
    /// Its four components.
    pub components: Vec<ComponentNode>,
}

/// A component, its goals and its measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentNode {
    /// The component.
    pub component: Component,
    /// Its name.
    pub name: Bilingual,
    /// What it is about.
    pub summary: Bilingual,
    /// The responsible ministry, where a source states it.
    pub gestor: Option<String>,
    /// Its known goals; some components have none, see `data/README.md`.
    pub goals: Vec<Goal>,
    /// The ids of the records of its measures.
    pub measures: Vec<String>,
}

/// A goal of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// The stable id: the code, or one with `x` where no source states the code.
    pub id: String,
    /// The code in the concept, for example `A4.2`.
    pub code: Option<String>,
    /// The goal in short, in our words.
    pub short: Bilingual,
}

static NO_NAME: Bilingual = Bilingual { cs: String::new(), en: String::new() };

impl Concept {
    /// The name of `component`; empty only if the tree lacks it, which the loading of the shipped data refuses.
    pub fn component_name(&self, component: Component) -> &Bilingual {
        self.component_names.get(component.index()).unwrap_or(&NO_NAME)
    }

    /// The node of `component`.
    pub fn component(&self, component: Component) -> Option<&ComponentNode> {
        let mut nodes = self.pillars.iter().flat_map(|pillar| &pillar.components);
        nodes.find(|node| node.component == component)
    }

    /// The goal with this id and the component that it belongs to.
    pub fn goal(&self, id: &str) -> Option<(Component, &Goal)> {
        let nodes = self.pillars.iter().flat_map(|pillar| &pillar.components);
        nodes
            .flat_map(|node| node.goals.iter().map(|goal| (node.component, goal)))
            .find(|(_, goal)| goal.id == id)
    }

    /// Hangs a measure under its component; it must not hang there yet.
    pub(super) fn add_measure(&mut self, component: Component, id: &str) {
        let mut nodes = self.pillars.iter_mut().flat_map(|pillar| &mut pillar.components);
        if let Some(node) = nodes.find(|node| node.component == component) {
            node.measures.push(id.to_owned());
        }
    }

    /// Takes a measure away from where it hangs: an import may move it to another component.
    pub(super) fn remove_measure(&mut self, id: &str) {
        for node in self.pillars.iter_mut().flat_map(|pillar| &mut pillar.components) {
            node.measures.retain(|known| known != id);
        }
    }

    /// Reads the concept that ships: the tree, and its measures as rows.
    ///
    /// # Errors
    /// [`CatalogueError::Shipped`], if the file is damaged or lacks a pillar or component.
    pub(super) fn shipped() -> Result<(Concept, Vec<MeasureRow>), CatalogueError> {
        let file: ConceptFile =
            serde_json::from_str(SHIPPED).map_err(|error| CatalogueError::shipped_json(FILE, &error))?;
        let mut measures = Vec::new();
        let mut pillars = Vec::new();
        for row in file.pillars {
            let pillar = Pillar::ALL.into_iter().find(|pillar| pillar.code() == row.code);
            let pillar = pillar.ok_or_else(|| CatalogueError::shipped(FILE, 1, "an unknown pillar"))?;
            let components = row.components.into_iter().map(|component| component.into_node(&mut measures));
            pillars.push(PillarNode {
                pillar,
                name: Bilingual { cs: row.name_cs, en: row.name_en },
                summary: Bilingual { cs: row.summary_cs, en: row.summary_en },
                components: components.collect(),
            });
        }
        let nodes = pillars.iter().flat_map(|pillar| &pillar.components);
        if !nodes.clone().map(|node| node.component).eq(Component::all()) {
            return Err(CatalogueError::shipped(FILE, 1, "the sixteen components are not complete"));
        }
        let component_names = nodes.map(|node| node.name.clone()).collect();
        Ok((Concept { pillars, component_names }, measures))
    }
}

#[derive(Debug, Deserialize)]
struct ConceptFile {
    pillars: Vec<PillarRow>,
}

#[derive(Debug, Deserialize)]
struct PillarRow {
    code: String,
    name_cs: String,
    name_en: String,
    summary_cs: String,
    summary_en: String,
    components: Vec<ComponentRow>,
}

#[derive(Debug, Deserialize)]
struct ComponentRow {
    code: Component,
    name_cs: String,
    name_en: String,
    summary_cs: String,
    summary_en: String,
    gestor: Option<String>,
    goals: Vec<GoalRow>,
    measures: Vec<MeasureRow>,
}

#[derive(Debug, Deserialize)]
struct GoalRow {
    id: String,
    code: Option<String>,
    short_cs: String,
    short_en: String,
}

impl ComponentRow {
    fn into_node(self, measures: &mut Vec<MeasureRow>) -> ComponentNode {
        let ids = self.measures.iter().map(|measure| measure.id.clone()).collect();
        measures.extend(self.measures);
        let goals = self.goals.into_iter().map(|goal| Goal {
            id: goal.id,
            code: goal.code,
            short: Bilingual { cs: goal.short_cs, en: goal.short_en },
        });
        ComponentNode {
            component: self.code,
            name: Bilingual { cs: self.name_cs, en: self.name_en },
            summary: Bilingual { cs: self.summary_cs, en: self.summary_en },
            gestor: self.gestor,
            goals: goals.collect(),
            measures: ids,
        }
    }
}

/// One typical measure of `concept.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureRow {
    /// Unique id: the code of the goal or component, then a number of ours.
    pub id: String,
    /// The official code; no source read gives one.
    #[serde(deserialize_with = "Option::deserialize")]
    pub code: Option<String>,
    /// The component that it belongs to.
    pub component: Component,
    /// The id of the goal that it serves, where known.
    #[serde(deserialize_with = "Option::deserialize")]
    pub goal: Option<String>,
    /// The name in Czech.
    pub name_cs: String,
    /// The name in English.
    pub name_en: String,
    /// What is to be done, in Czech.
    pub description_cs: String,
    /// What is to be done, in English.
    pub description_en: String,
    /// The responsible ministry, where a source states it.
    #[serde(deserialize_with = "Option::deserialize")]
    pub gestor: Option<String>,
    /// `concept`, or where a direction comes from that is not a typical measure of the concept.
    pub origin: String,
    /// Where it is known from; at least one.
    pub sources: Vec<Source>,
}

impl MeasureRow {
    /// The record of the catalogue.
    pub(super) fn into_record(self, concept: &Concept) -> Record {
        let as_of = newest(&self.sources);
        let mut fields = Fields::default();
        fields.add_pair(Field::Solution, Some(self.description_cs), Some(self.description_en));
        if let Some((_, goal)) = self.goal.as_deref().and_then(|goal| concept.goal(goal)) {
            let coded = |text: &str| match &goal.code {
                Some(code) => format!("{code} {text}"),
                None => text.to_owned(),
            };
            fields.add(Field::Goal, Bilingual { cs: coded(&goal.short.cs), en: coded(&goal.short.en) });
        }
        fields.add_same(Field::Partners, self.gestor);
        fields.add(Field::Status, worded(|texts| word(texts.words.origins, &self.origin).to_owned()));
        fields.add_same(Field::Classification, self.code);
        fields.add_components(&[self.component], concept);
        Record {
            id: self.id,
            kind: RecordKind::Measure,
            title: Bilingual { cs: self.name_cs, en: self.name_en },
            components: vec![self.component],
            place: None,
            region: None,
            stage: None,
            year: None,
            cost_czk: None,
            has_result: false,
            fields: fields.into_vec(),
            sources: self.sources,
            as_of,
        }
    }
}
