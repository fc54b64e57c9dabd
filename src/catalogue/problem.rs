//! What a check of records can find, and how it is said.

use super::CatalogueError;
use crate::i18n::{Language, Localized};

/// The type of value that the format wants in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A text.
    Text,
    /// A text or null.
    TextOrNull,
    /// A whole number or null.
    NumberOrNull,
    /// True or false.
    Flag,
    /// A list of texts.
    Texts,
    /// A list of component codes.
    Components,
    /// One component code.
    Component,
    /// The object of a place.
    Place,
    /// The list of sources.
    Sources,
}

/// What is wrong with a file, a record or a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The file has no record.
    EmptyFile,
    /// The text is not UTF-8.
    NotUtf8,
    /// A record is larger than an importable one may be, in bytes.
    TooLarge {
        /// The largest size.
        limit: usize,
        /// The size found.
        size: usize,
    },
    /// The text is not JSON; the parser's own words.
    Syntax(String),
    /// The record is another JSON value than an object.
    NotAnObject,
    /// The document is an object without a known list.
    UnknownDocument,
    /// The format has no such field.
    UnknownField,
    /// A required field is missing.
    MissingField,
    /// The value has another type.
    WrongType(Expected),
    /// The value is none of the codes.
    UnknownCode {
        /// The value.
        value: String,
        /// The codes that there are.
        allowed: String,
    },
    /// The id is not an ASCII kebab-case slug of at most 60 characters.
    BadId,
    /// The id of a measure has other characters than letters, digits, dots and hyphens, or more than 60.
    BadMeasureId,
    /// An earlier record of the file has the same id.
    DuplicateId {
        /// The id.
        id: String,
        /// The line of the earlier record.
        line: u32,
    },
    /// A shipped record has the same id.
    TakenId(String),
    /// The text is too long, in characters.
    TooLong {
        /// The greatest length.
        limit: usize,
        /// The length found.
        length: usize,
    },
    /// The text is empty.
    Blank,
    /// The text exists in one language only; the field that is missing.
    OneLanguage(String),
    /// The text contains a control character, which could command the terminal.
    ControlCharacter,
    /// A list is too short or too long.
    Count {
        /// The smallest number of items.
        least: usize,
        /// The greatest number of items.
        most: usize,
        /// The number found.
        found: usize,
    },
    /// There is no source.
    NoSource,
    /// A keyword is not in lower case.
    NotLowerCase(String),
    /// A list contains something twice.
    Repeated(String),
    /// No municipality has this code.
    UnknownMunicipality(String),
    /// The municipality lies in another region.
    WrongRegion {
        /// The label of the municipality.
        municipality: String,
        /// The region that it lies in.
        region: String,
    },
    /// There is no such region.
    UnknownRegion(String),
    /// A foreign place has a Czech region or code.
    RegionAbroad,
    /// Not a country code.
    BadCountry(String),
    /// Not a date.
    BadDate(String),
    /// Not a web address.
    BadAddress(String),
    /// Not a year of our times.
    BadYear(i64),
    /// A negative amount.
    Negative,
    /// The concept has no such goal.
    UnknownGoal(String),
    /// The goal belongs to another component.
    GoalElsewhere {
        /// The id of the goal.
        goal: String,
        /// The code of the component that it belongs to.
        component: &'static str,
    },
}

impl Localized for Problem {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().catalogue.problems;
        match self {
            Problem::EmptyFile => texts.empty_file.to_owned(),
            Problem::NotUtf8 => texts.not_utf8.to_owned(),
            Problem::TooLarge { limit, size } => (texts.too_large)(*limit, *size),
            Problem::Syntax(message) => (texts.syntax)(message),
            Problem::NotAnObject => texts.not_an_object.to_owned(),
            Problem::UnknownDocument => texts.unknown_document.to_owned(),
            Problem::UnknownField => texts.unknown_field.to_owned(),
            Problem::MissingField => texts.missing_field.to_owned(),
            Problem::WrongType(expected) => (texts.wrong_type)(expected.words(language)),
            Problem::UnknownCode { value, allowed } => (texts.unknown_code)(value, allowed),
            Problem::BadId => texts.bad_id.to_owned(),
            Problem::BadMeasureId => texts.bad_measure_id.to_owned(),
            Problem::DuplicateId { id, line } => (texts.duplicate_id)(id, *line),
            Problem::TakenId(id) => (texts.taken_id)(id),
            Problem::TooLong { limit, length } => (texts.too_long)(*limit, *length),
            Problem::Blank => texts.blank.to_owned(),
            Problem::OneLanguage(other) => (texts.one_language)(other),
            Problem::ControlCharacter => texts.control_character.to_owned(),
            Problem::Count { least, most, found } => (texts.count)(*least, *most, *found),
            Problem::NoSource => texts.no_source.to_owned(),
            Problem::NotLowerCase(value) => (texts.not_lower_case)(value),
            Problem::Repeated(value) => (texts.repeated)(value),
            Problem::UnknownMunicipality(code) => (texts.unknown_municipality)(code),
            Problem::WrongRegion { municipality, region } => (texts.wrong_region)(municipality, region),
            Problem::UnknownRegion(value) => (texts.unknown_region)(value),
            Problem::RegionAbroad => texts.region_abroad.to_owned(),
            Problem::BadCountry(value) => (texts.bad_country)(value),
            Problem::BadDate(value) => (texts.bad_date)(value),
            Problem::BadAddress(value) => (texts.bad_address)(value),
            Problem::BadYear(value) => (texts.bad_year)(*value),
            Problem::Negative => texts.negative.to_owned(),
            Problem::UnknownGoal(value) => (texts.unknown_goal)(value),
            Problem::GoalElsewhere { goal, component } => (texts.goal_elsewhere)(goal, component),
        }
    }
}

impl Expected {
    fn words(self, language: Language) -> &'static str {
        let types = &language.texts().catalogue.types;
        match self {
            Expected::Text => types.text,
            Expected::TextOrNull => types.text_or_null,
            Expected::NumberOrNull => types.number_or_null,
            Expected::Flag => types.flag,
            Expected::Texts => types.texts,
            Expected::Components => types.components,
            Expected::Component => types.component,
            Expected::Place => types.place,
            Expected::Sources => types.sources,
        }
    }
}

/// A problem and the field that has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The field, for example `title_cs`, `place.region`, `sources[0].url`; `None` for the record as a whole.
    pub field: Option<String>,
    /// What is wrong.
    pub problem: Problem,
}

impl Finding {
    /// A finding about one field.
    pub(super) fn new(field: impl Into<String>, problem: Problem) -> Finding {
        Finding { field: Some(field.into()), problem }
    }

    /// The record cannot be checked, because the shipped catalogue is damaged.
    pub fn unchecked(error: &CatalogueError) -> Finding {
        Finding::whole(Problem::Syntax(error.to_string()))
    }

    /// A finding about the record as a whole.
    pub(super) fn whole(problem: Problem) -> Finding {
        Finding { field: None, problem }
    }
}

/// A problem and where in which file it is.
///
/// Values of the file are quoted in it: control characters are taken out before a person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckError {
    /// The name of the file.
    pub file: String,
    /// The line, from 1, on which the record begins (of a syntax error: its own line).
    pub line: u32,
    /// The field, if the problem is that of one.
    pub field: Option<String>,
    /// What is wrong.
    pub problem: Problem,
}

impl Localized for CheckError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().catalogue;
        let text =
            (texts.at)(&self.file, self.line, self.field.as_deref(), &self.problem.localized(language));
        text.chars().filter(|letter| !letter.is_control()).collect()
    }
}

impl std::fmt::Display for CheckError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

impl std::error::Error for CheckError {}
