//! Programmes and funds: the format of `data/funding.json`. Nothing here ever says that a call is open.

use super::concept::Concept;
use super::record::{Bilingual, Field, Record, RecordKind, Source};
use super::words::{Fields, newest, worded};
use crate::i18n::texts::catalogue::word;
use crate::model::Component;
use serde::Deserialize;

/// The programmes that ship with the program.
pub(super) const SHIPPED: &str = include_str!("../../data/funding.json");
/// The name of the shipped file, for errors.
pub(super) const FILE: &str = "funding.json";

/// The shipped file, or one of the same format.
#[derive(Debug, Deserialize)]
pub(super) struct FundingFile {
    pub(super) programmes: Vec<ProgrammeRow>,
}

/// One programme of `funding.json`. Amounts, rates and dates are those of the source and its year.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeRow {
    /// Unique kebab-case ASCII slug.
    pub id: String,
    /// The name in Czech.
    pub name_cs: String,
    /// The name in English.
    pub name_en: String,
    /// Who provides the money.
    pub provider: String,
    /// The first year.
    #[serde(deserialize_with = "Option::deserialize")]
    pub period_from: Option<i16>,
    /// The last year.
    #[serde(deserialize_with = "Option::deserialize")]
    pub period_to: Option<i16>,
    /// The components that it pays for.
    pub components: Vec<Component>,
    /// For whom: codes such as `obec`, `mesto`, `kraj`.
    pub for_whom: Vec<String>,
    /// What it supports, in Czech.
    pub supports_cs: String,
    /// What it supports, in English.
    pub supports_en: String,
    /// The amount as stated.
    #[serde(deserialize_with = "Option::deserialize")]
    pub amount_text: Option<String>,
    /// The rate of support as stated.
    #[serde(deserialize_with = "Option::deserialize")]
    pub rate_text: Option<String>,
    /// What a reader must know about the age of the facts, in Czech.
    pub status_note: String,
    /// The same in English.
    pub status_note_en: String,
    /// Whether the source's own deadline has passed or the source says that it ended.
    pub ended: bool,
    /// The year of the source of amount and rate.
    #[serde(deserialize_with = "Option::deserialize")]
    pub source_year: Option<i16>,
    /// The page of the programme.
    #[serde(deserialize_with = "Option::deserialize")]
    pub url: Option<String>,
    /// Where it is known from; at least one.
    pub sources: Vec<Source>,
}

impl ProgrammeRow {
    /// The record of the catalogue.
    pub(super) fn into_record(self, concept: &Concept) -> Record {
        let as_of = newest(&self.sources).or_else(|| self.source_year.map(|year| year.to_string()));
        let mut fields = Fields::default();
        fields.add_pair(Field::Solution, Some(self.supports_cs), Some(self.supports_en));
        fields.add(
            Field::Recipients,
            worded(|texts| {
                let words = self.for_whom.iter().map(|code| word(texts.words.recipients, code));
                words.collect::<Vec<_>>().join(", ")
            }),
        );
        if self.amount_text.is_some() || self.rate_text.is_some() {
            let (amount, rate) = (self.amount_text.as_deref(), self.rate_text.as_deref());
            fields.add(Field::Funding, worded(|texts| (texts.amount)(amount, rate, self.source_year)));
        }
        let mut status = worded(|texts| {
            let period = (texts.period)(self.period_from, self.period_to);
            if self.ended { format!("{} {period}", texts.ended) } else { period }
        });
        status.cs = format!("{} {}", status.cs, self.status_note);
        status.en = format!("{} {}", status.en, self.status_note_en);
        fields.add(Field::Status, status);
        fields.add_same(Field::Partners, Some(self.provider));
        fields.add_components(&self.components, concept);
        fields.add_same(Field::Website, self.url);
        Record {
            id: self.id,
            kind: RecordKind::Funding,
            title: Bilingual { cs: self.name_cs, en: self.name_en },
            components: self.components,
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
