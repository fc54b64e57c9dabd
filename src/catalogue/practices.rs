//! Practices and cautions: the format of `data/practices.jsonl`, one JSON object a line.

use super::concept::Concept;
use super::record::{Bilingual, Field, Place, Record, RecordKind, Source, Stage};
use super::words::{Fields, in_both, newest, worded};
use crate::i18n::texts::catalogue::word;
use crate::model::Component;
use serde::Deserialize;

/// The practices that ship with the program.
pub(super) const SHIPPED: &str = include_str!("../../data/practices.jsonl");
/// The name of the shipped file, for errors.
pub(super) const FILE: &str = "practices.jsonl";

/// One line of `practices.jsonl`, exactly as the format says: every key is present, unknown keys are refused.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeRow {
    /// Unique kebab-case ASCII slug.
    pub id: String,
    /// `practice` or `caution`.
    pub kind: RecordKind,
    /// What was done, in Czech.
    pub title_cs: String,
    /// What was done, in English.
    pub title_en: String,
    /// The need, in Czech.
    #[serde(deserialize_with = "Option::deserialize")]
    pub problem_cs: Option<String>,
    /// The need, in English.
    #[serde(deserialize_with = "Option::deserialize")]
    pub problem_en: Option<String>,
    /// What was built and who runs it, in Czech.
    pub solution_cs: String,
    /// What was built and who runs it, in English.
    pub solution_en: String,
    /// Results that a source states, in Czech.
    #[serde(deserialize_with = "Option::deserialize")]
    pub result_cs: Option<String>,
    /// Results that a source states, in English.
    #[serde(deserialize_with = "Option::deserialize")]
    pub result_en: Option<String>,
    /// Obstacles and advice, in Czech.
    #[serde(deserialize_with = "Option::deserialize")]
    pub lesson_cs: Option<String>,
    /// Obstacles and advice, in English.
    #[serde(deserialize_with = "Option::deserialize")]
    pub lesson_en: Option<String>,
    /// Where.
    pub place: PlaceRow,
    /// One to four components, the primary one first.
    pub components: Vec<Component>,
    /// What someone would type, in Czech.
    pub keywords_cs: Vec<String>,
    /// What someone would type, in English.
    pub keywords_en: Vec<String>,
    /// The stage as of the newest source.
    pub stage: Stage,
    /// Start of operation or of the project.
    #[serde(deserialize_with = "Option::deserialize")]
    pub year: Option<i16>,
    /// Cost of the whole project in Czech crowns.
    #[serde(deserialize_with = "Option::deserialize")]
    pub cost_czk: Option<i64>,
    /// The cost as stated.
    #[serde(deserialize_with = "Option::deserialize")]
    pub cost_text: Option<String>,
    /// Who paid, as stated.
    pub funding: Vec<String>,
    /// Organisations that took part.
    pub partners: Vec<String>,
    /// Where it is known from; at least one.
    pub sources: Vec<Source>,
}

/// The place of a [`PracticeRow`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceRow {
    /// The official name.
    pub name: String,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// The kind of place.
    pub level: String,
    /// The kraj.
    #[serde(deserialize_with = "Option::deserialize")]
    pub region: Option<String>,
    /// The code of the municipality.
    #[serde(deserialize_with = "Option::deserialize")]
    pub municipality_code: Option<String>,
}

impl PracticeRow {
    /// The record of the catalogue.
    pub(super) fn into_record(self, concept: &Concept) -> Record {
        let as_of = newest(&self.sources);
        let mut fields = Fields::default();
        let has_result = self.result_cs.is_some();
        fields.add_pair(Field::Problem, self.problem_cs, self.problem_en);
        fields.add_pair(Field::Solution, Some(self.solution_cs), Some(self.solution_en));
        fields.add_pair(Field::Result, self.result_cs, self.result_en);
        fields.add_pair(Field::Lesson, self.lesson_cs, self.lesson_en);
        match (self.cost_text, self.cost_czk) {
            (Some(text), _) => fields.add_same(Field::Cost, Some(text)),
            (None, Some(crowns)) => fields.add(Field::Cost, in_both(|language| language.crowns(crowns))),
            (None, None) => {}
        }
        fields.add(Field::Funding, payers(&self.funding));
        fields.add_same(Field::Partners, Some(self.partners.join(", ")));
        fields.add(Field::Stage, stage(self.stage, as_of.as_deref(), self.year));
        fields.add_same(Field::Place, Some(self.place.name.clone()));
        fields.add_same(Field::Region, self.place.region.clone());
        fields.add(Field::Classification, classification(&self.place));
        fields.add_components(&self.components, concept);
        fields.add_pair(
            Field::Keywords,
            Some(self.keywords_cs.join(", ")),
            Some(self.keywords_en.join(", ")),
        );
        Record {
            id: self.id,
            kind: self.kind,
            title: Bilingual { cs: self.title_cs, en: self.title_en },
            components: self.components,
            region: self.place.region.clone(),
            place: Some(Place {
                name: self.place.name,
                country: self.place.country,
                level: self.place.level,
                region: self.place.region,
                municipality_code: self.place.municipality_code,
            }),
            stage: Some(self.stage),
            year: self.year,
            cost_czk: self.cost_czk,
            has_result,
            fields: fields.into_vec(),
            sources: self.sources,
            as_of,
        }
    }
}

fn stage(stage: Stage, as_of: Option<&str>, year: Option<i16>) -> Bilingual {
    in_both(|language| {
        let texts = &language.texts().catalogue;
        let date = as_of.map(|date| language.partial_date(date));
        (texts.stage)(word(texts.words.stages, stage.key()), date.as_deref(), year)
    })
}

/// The kind of place, and the country of a foreign one.
fn classification(place: &PlaceRow) -> Bilingual {
    worded(|texts| {
        let level = word(texts.words.levels, &place.level);
        match place.country.as_str() {
            "CZ" => level.to_owned(),
            abroad => format!("{level}, {}", word(texts.words.countries, abroad)),
        }
    })
}

fn payers(funding: &[String]) -> Bilingual {
    worded(|texts| {
        let payers = funding.iter().map(|payer| (texts.proposed)(word(texts.words.payers, payer)));
        payers.collect::<Vec<_>>().join(", ")
    })
}
