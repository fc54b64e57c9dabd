//! Names and labels of the catalogue's types in both languages.

use super::record::{Bilingual, Field, FieldText, RecordKind, Source, Stage};
use crate::i18n::Language;
use crate::i18n::texts::catalogue::{KindNames, Texts, word};
use crate::model::Component;

impl RecordKind {
    /// The name of the kind, its forms for counting, and a short form for lists.
    pub fn names(self, language: Language) -> &'static KindNames {
        let kinds = &language.texts().catalogue.kinds;
        match self {
            RecordKind::Practice => &kinds.practice,
            RecordKind::Caution => &kinds.caution,
            RecordKind::Measure => &kinds.measure,
            RecordKind::Funding => &kinds.funding,
            RecordKind::Indicator => &kinds.indicator,
            RecordKind::Partner => &kinds.partner,
        }
    }
}

impl Stage {
    /// The stage in words: `v provozu`.
    pub fn word(self, language: Language) -> &'static str {
        word(language.texts().catalogue.words.stages, self.key())
    }
}

impl Field {
    /// Whether the field names things (places, keywords, organisations) instead of saying something in sentences.
    pub fn is_name(self) -> bool {
        matches!(
            self,
            Field::Keywords
                | Field::Place
                | Field::Region
                | Field::Classification
                | Field::Partners
                | Field::Website
        )
    }

    /// The label of the field in a record of `kind`: what is the solution of a practice is what a partner offers.
    pub fn label(self, kind: RecordKind, language: Language) -> &'static str {
        let labels = &language.texts().catalogue.labels;
        match (self, kind) {
            (Field::Solution, RecordKind::Practice | RecordKind::Caution) => labels.solution,
            (Field::Solution, RecordKind::Partner) => labels.offers,
            (Field::Solution, _) => labels.description,
            (Field::Funding, RecordKind::Funding) => labels.amount,
            (Field::Partners, RecordKind::Funding) => labels.provider,
            (Field::Partners, RecordKind::Measure) => labels.gestor,
            (Field::Status, RecordKind::Measure | RecordKind::Indicator) => labels.origin,
            (Field::Status, RecordKind::Partner) => labels.network,
            (Field::Region, RecordKind::Partner) => labels.area,
            (Field::Title, _) => labels.title,
            (Field::Keywords, _) => labels.keywords,
            (Field::Place, _) => labels.place,
            (Field::Region, _) => labels.region,
            (Field::Classification, _) => labels.classification,
            (Field::Problem, _) => labels.problem,
            (Field::Result, _) => labels.result,
            (Field::Lesson, _) => labels.lesson,
            (Field::Stage, _) => labels.stage,
            (Field::Cost, _) => labels.cost,
            (Field::Funding, _) => labels.funding,
            (Field::Partners, _) => labels.partners,
            (Field::Recipients, _) => labels.recipients,
            (Field::Status, _) => labels.status,
            (Field::Measurement, _) => labels.measurement,
            (Field::Goal, _) => labels.goal,
            (Field::Components, _) => labels.components,
            (Field::Website, _) => labels.website,
        }
    }
}

/// The same statement in both languages.
pub(super) fn in_both(words: impl Fn(Language) -> String) -> Bilingual {
    Bilingual { cs: words(Language::Czech), en: words(Language::English) }
}

/// The same statement worded by the texts of both languages.
pub(super) fn worded(words: impl Fn(&'static Texts) -> String) -> Bilingual {
    in_both(|language| words(&language.texts().catalogue))
}

/// The most fields that a record has, so that their list is not moved while it grows.
const MOST_FIELDS: usize = 16;

/// The fields of a record as they are put together, in the order of the preview.
#[derive(Debug)]
pub(super) struct Fields(Vec<FieldText>);

impl Default for Fields {
    fn default() -> Fields {
        Fields(Vec::with_capacity(MOST_FIELDS))
    }
}

impl Fields {
    /// Adds `text`; nothing where it is empty in both languages. Equal texts are kept once.
    pub(super) fn add(&mut self, field: Field, mut text: Bilingual) {
        if text.en == text.cs {
            text.en = String::new();
        }
        if !(text.cs.is_empty() && text.en.is_empty()) {
            text.cs.shrink_to_fit();
            text.en.shrink_to_fit();
            self.0.push(FieldText { field, text });
        }
    }

    /// Adds a text that exists in both languages or in neither.
    pub(super) fn add_pair(&mut self, field: Field, cs: Option<String>, en: Option<String>) {
        self.add(field, Bilingual { cs: cs.unwrap_or_default(), en: en.unwrap_or_default() });
    }

    /// Adds a text that has no language.
    pub(super) fn add_same(&mut self, field: Field, text: Option<String>) {
        self.add(field, Bilingual::same(text.unwrap_or_default()));
    }

    /// Adds the codes and names of the components.
    pub(super) fn add_components(&mut self, components: &[Component], names: &super::concept::Concept) {
        let line = |language| {
            let named = components.iter().map(|component| {
                format!("{} {}", component.code(), names.component_name(*component).get(language))
            });
            named.collect::<Vec<_>>().join("; ")
        };
        self.add(Field::Components, in_both(line));
    }

    pub(super) fn into_vec(self) -> Vec<FieldText> {
        self.0
    }
}

/// The date of the newest of `sources`. The dates are well formed, so their order is that of the letters.
pub(super) fn newest(sources: &[Source]) -> Option<String> {
    sources.iter().filter_map(|source| source.published.as_deref()).max().map(str::to_owned)
}
