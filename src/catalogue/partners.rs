//! Organisations that a broker can refer to: the format of `data/partners.json`. It names no persons.

use super::concept::Concept;
use super::record::{Bilingual, Field, Record, RecordKind, Source};
use super::words::{Fields, newest, worded};
use crate::i18n::texts::catalogue::word;
use crate::model::Component;
use serde::Deserialize;

/// The partners that ship with the program.
pub(super) const SHIPPED: &str = include_str!("../../data/partners.json");
/// The name of the shipped file, for errors.
pub(super) const FILE: &str = "partners.json";

/// The shipped file.
#[derive(Debug, Deserialize)]
pub(super) struct PartnersFile {
    pub(super) partners: Vec<PartnerRow>,
}

/// One organisation of `partners.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartnerRow {
    /// Unique kebab-case ASCII slug.
    pub id: String,
    /// The name in Czech.
    pub name_cs: String,
    /// The name in English.
    pub name_en: String,
    /// The kind of organisation: `agency`, `university`, ...
    pub kind: String,
    /// The kraj where it works, `celá ČR`, or a place abroad.
    pub region: String,
    /// Its fields; may be empty where no source states them.
    pub components: Vec<Component>,
    /// What it offers, in Czech.
    pub offers_cs: String,
    /// What it offers, in English.
    pub offers_en: String,
    /// Its address on the web.
    pub url: Option<String>,
    /// Whether a source says that it belongs to the network; the note tells how.
    pub in_network: bool,
    /// What a source says about its part in the network, in Czech.
    pub network_note_cs: Option<String>,
    /// The same in English.
    pub network_note_en: Option<String>,
    /// Where it is known from; at least one.
    pub sources: Vec<Source>,
}

impl PartnerRow {
    /// The record of the catalogue; `krajs` tells a region of Czechia from a country.
    pub(super) fn into_record(self, concept: &Concept, krajs: &[&str]) -> Record {
        let as_of = newest(&self.sources);
        let mut fields = Fields::default();
        fields.add_pair(Field::Solution, Some(self.offers_cs), Some(self.offers_en));
        fields.add(Field::Region, worded(|texts| word(texts.words.areas, &self.region).to_owned()));
        fields.add(
            Field::Classification,
            worded(|texts| word(texts.words.partner_kinds, &self.kind).to_owned()),
        );
        fields.add_pair(Field::Status, self.network_note_cs, self.network_note_en);
        fields.add_components(&self.components, concept);
        fields.add_same(Field::Website, self.url);
        Record {
            id: self.id,
            kind: RecordKind::Partner,
            title: Bilingual { cs: self.name_cs, en: self.name_en },
            components: self.components,
            place: None,
            region: krajs.contains(&self.region.as_str()).then_some(self.region),
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
