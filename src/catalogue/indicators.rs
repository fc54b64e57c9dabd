//! Indicators: the format of `data/indicators.json`. There are no values and no targets in it.

use super::concept::Concept;
use super::record::{Bilingual, Field, Record, RecordKind, Source};
use super::words::{Fields, newest, worded};
use crate::i18n::Language;
use crate::i18n::texts::catalogue::word;
use crate::model::Component;
use serde::Deserialize;

/// The indicators that ship with the program.
pub(super) const SHIPPED: &str = include_str!("../../data/indicators.json");
/// The name of the shipped file, for errors.
pub(super) const FILE: &str = "indicators.json";

/// The basis of an indicator that no standard contains.
const PROPOSAL: &str = "proposal";

/// The shipped file.
#[derive(Debug, Deserialize)]
pub(super) struct IndicatorsFile {
    pub(super) indicators: Vec<IndicatorRow>,
}

/// One indicator of `indicators.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorRow {
    /// Unique kebab-case ASCII slug.
    pub id: String,
    /// The code in the standard, where it was read.
    pub code: Option<String>,
    /// The standard or set of indicators.
    pub standard: String,
    /// The name in Czech.
    pub name_cs: String,
    /// The name in English.
    pub name_en: String,
    /// The unit as a code in the manner of UCUM.
    pub unit: String,
    /// `up`, `down` or `none`.
    pub direction: String,
    /// The component that it measures.
    pub component: Component,
    /// What is counted, in Czech.
    pub definition_cs: String,
    /// What is counted, in English.
    pub definition_en: String,
    /// Where values can be had, in Czech.
    pub public_source_cs: Option<String>,
    /// Where values can be had, in English.
    pub public_source_en: Option<String>,
    /// `standard-code`, `standard-name` or `proposal`.
    pub basis: String,
    /// Where it is known from; at least one.
    pub sources: Vec<Source>,
}

impl IndicatorRow {
    /// The record of the catalogue.
    pub(super) fn into_record(self, concept: &Concept) -> Record {
        let mut fields = Fields::default();
        let measurement =
            Bilingual { cs: self.measurement(Language::Czech), en: self.measurement(Language::English) };
        let basis = worded(|texts| word(texts.words.bases, &self.basis).to_owned());
        fields.add_pair(Field::Solution, Some(self.definition_cs), Some(self.definition_en));
        fields.add(Field::Measurement, measurement);
        fields.add(Field::Status, basis);
        fields.add_components(&[self.component], concept);
        let as_of = newest(&self.sources);
        Record {
            id: self.id,
            kind: RecordKind::Indicator,
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

    /// Unit, direction, standard and public data; a proposal of ours names no standard.
    fn measurement(&self, language: Language) -> String {
        let texts = &language.texts().catalogue;
        let public = match language {
            Language::Czech => &self.public_source_cs,
            Language::English => &self.public_source_en,
        };
        let standard =
            (self.basis != PROPOSAL).then(|| (texts.standard)(&self.standard, self.code.as_deref()));
        let parts = [
            Some((texts.unit)(word(texts.words.units, &self.unit))),
            Some(word(texts.words.directions, &self.direction).to_owned()),
            standard,
            public.as_deref().map(texts.public_source),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }
}
