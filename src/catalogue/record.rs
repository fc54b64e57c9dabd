//! The records of the catalogue: six kinds behind one header, and the fields that a person can read in each.

use crate::i18n::Language;
use crate::model::Component;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

/// The six kinds of record that are searched together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum RecordKind {
    /// Good practice: a real solution of one real place.
    Practice,
    /// Bad practice, a failed or problematic project, a risk that others should know.
    Caution,
    /// A typical measure of the Smart Cities concept.
    Measure,
    /// A programme or fund that pays for such projects. Never a statement that a call is open.
    Funding,
    /// An indicator to measure a solution or a goal.
    Indicator,
    /// An organisation that a broker can refer to.
    Partner,
}

impl RecordKind {
    /// All kinds in the order in which they are listed.
    pub const ALL: [RecordKind; 6] = [
        RecordKind::Practice,
        RecordKind::Caution,
        RecordKind::Measure,
        RecordKind::Funding,
        RecordKind::Indicator,
        RecordKind::Partner,
    ];

    /// The word of JSON and of the command line: `practice`, `caution`, ...
    pub fn key(self) -> &'static str {
        match self {
            RecordKind::Practice => "practice",
            RecordKind::Caution => "caution",
            RecordKind::Measure => "measure",
            RecordKind::Funding => "funding",
            RecordKind::Indicator => "indicator",
            RecordKind::Partner => "partner",
        }
    }

    /// The kind with this key.
    pub fn parse(key: &str) -> Option<RecordKind> {
        RecordKind::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// A text that exists in Czech and in English.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bilingual {
    /// The Czech text, or the only one.
    pub cs: String,
    /// The English text; empty where the text has no language, see [`Bilingual::same`].
    pub en: String,
}

impl Serialize for Bilingual {
    /// Writes both texts, also where they are kept once.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut texts = serializer.serialize_struct("Bilingual", 2)?;
        texts.serialize_field("cs", self.get(Language::Czech))?;
        texts.serialize_field("en", self.get(Language::English))?;
        texts.end()
    }
}

impl Bilingual {
    /// The text in `language`; the other language where this one is empty.
    pub fn get(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::Czech => (&self.cs, &self.en),
            Language::English => (&self.en, &self.cs),
        };
        if first.is_empty() { second } else { first }
    }

    /// The same text for both languages: names, amounts as stated. It is kept once.
    pub fn same(text: impl Into<String>) -> Bilingual {
        Bilingual { cs: text.into(), en: String::new() }
    }
}

/// Where a practice was realised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The official name of the municipality; of the city district, region, association or foreign place otherwise.
    pub name: String,
    /// ISO 3166 alpha-2 code of the country.
    pub country: String,
    /// The kind of place: `obec`, `mestys`, `mesto`, `statutarni-mesto`, `hlavni-mesto`, `mestska-cast`, `kraj`,
    /// `svazek-obci`, `mas`, `other`.
    pub level: String,
    /// The kraj, spelled as in the list of municipalities; `None` abroad and for nationwide things.
    pub region: Option<String>,
    /// The six-digit code of the municipality where the place is one (or a part of one) and the match is certain.
    pub municipality_code: Option<String>,
}

/// Where a statement comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The address; `None` for a document without a public one.
    pub url: Option<String>,
    /// The title of the page or document.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When: `YYYY-MM-DD`, `YYYY-MM`, `YYYY` or unknown.
    pub published: Option<String>,
}

/// The stage of a practice as of its newest source, not as of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Only planned when the source was written.
    Planned,
    /// A pilot.
    Pilot,
    /// In operation.
    Running,
    /// Ended.
    Ended,
}

impl Stage {
    /// All stages in the order of a project's life.
    pub const ALL: [Stage; 4] = [Stage::Planned, Stage::Pilot, Stage::Running, Stage::Ended];

    /// The word of JSON and of the command line: `planned`, `pilot`, `running`, `ended`.
    pub fn key(self) -> &'static str {
        match self {
            Stage::Planned => "planned",
            Stage::Pilot => "pilot",
            Stage::Running => "running",
            Stage::Ended => "ended",
        }
    }

    /// The stage with this key.
    pub fn parse(key: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.key() == key)
    }
}

/// What a field of a record is; decides its label, its weight in search and its place in the preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What was done, so that a mayor understands it; the name of a measure, programme, indicator, organisation.
    Title,
    /// What someone would type to find it.
    Keywords,
    /// The name of the place.
    Place,
    /// The kraj.
    Region,
    /// The country, level of the place and other classifying words.
    Classification,
    /// The need, or the purpose where the source gives no need.
    Problem,
    /// What was built, how it works, who runs it; the description of a measure or indicator; what a partner offers.
    Solution,
    /// Results or effects that a source states.
    Result,
    /// Obstacles, conditions, advice, what happened later.
    Lesson,
    /// The stage and the year.
    Stage,
    /// The cost as stated.
    Cost,
    /// Who paid; of a programme: the amount and the rate as its source says.
    Funding,
    /// Who took part; the provider of a programme; the responsible ministry of a measure.
    Partners,
    /// For whom a programme is.
    Recipients,
    /// What a reader must know about the age and validity of the statement.
    Status,
    /// The unit and direction of an indicator, its standard and public data source.
    Measurement,
    /// The goal of the concept that a measure belongs to.
    Goal,
    /// Codes and names of the components.
    Components,
    /// The address of the organisation or programme.
    Website,
}

impl Field {
    /// The stable name of the field in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Keywords => "keywords",
            Field::Place => "place",
            Field::Region => "region",
            Field::Classification => "classification",
            Field::Problem => "problem",
            Field::Solution => "solution",
            Field::Result => "result",
            Field::Lesson => "lesson",
            Field::Stage => "stage",
            Field::Cost => "cost",
            Field::Funding => "funding",
            Field::Partners => "partners",
            Field::Recipients => "recipients",
            Field::Status => "status",
            Field::Measurement => "measurement",
            Field::Goal => "goal",
            Field::Components => "components",
            Field::Website => "website",
        }
    }
}

/// One field of a record as a person reads it and as search indexes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldText {
    /// What the field is.
    pub field: Field,
    /// Its text in both languages; equal where it has no language (names, amounts).
    pub text: Bilingual,
}

/// A record of the catalogue: the header that all six kinds share, and its other fields as texts.
///
/// A closed set of typed bodies would make every reader match six ways for the same preview; the fields that rules
/// act on (`stage`, `year`, `cost_czk`, `place`, ...) are typed, everything that is only read is a [`FieldText`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The stable id, unique over all kinds.
    pub id: String,
    /// The kind.
    pub kind: RecordKind,
    /// The title in both languages.
    pub title: Bilingual,
    /// The components, the primary one first; may be empty for a partner.
    pub components: Vec<Component>,
    /// Where, for practices and cautions.
    pub place: Option<Place>,
    /// The kraj that the record belongs to, of any kind that has one (practices, cautions, partners).
    pub region: Option<String>,
    /// The stage as of the newest source, for practices and cautions.
    pub stage: Option<Stage>,
    /// Start of operation or of the project.
    pub year: Option<i16>,
    /// Cost of the whole project in Czech crowns.
    pub cost_czk: Option<i64>,
    /// Whether a source states results.
    pub has_result: bool,
    /// Everything a person can read except the title, in the order of the preview. A field without text is left out.
    pub fields: Vec<FieldText>,
    /// Where it comes from; at least one.
    pub sources: Vec<Source>,
    /// The date of the newest source, for "as of": `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub as_of: Option<String>,
}

impl Record {
    /// The text of `field` in `language`, if the record has it.
    pub fn text(&self, field: Field, language: Language) -> Option<&str> {
        if field == Field::Title {
            return Some(self.title.get(language));
        }
        self.fields.iter().find(|text| text.field == field).map(|text| text.text.get(language))
    }
}
