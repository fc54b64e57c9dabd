//! The report: what was asked for and what it says.

#[cfg(test)]
use super::groups::NeedRow;
use super::groups::{Dimension, NeedGroup, StatusCounts, as_rows};
use crate::catalogue::{RecordKind, SizeBand};
use crate::i18n::Language;
use crate::model::{Component, ConsultationKind, DocumentId, EntityId, Side};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// Which consultations are counted: those that began on these days, both included. A consultation without a day is
/// counted only where the period is open on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// The first day.
    pub since: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
}

impl Period {
    /// The year of this day.
    pub fn year_of(today: Date) -> Period {
        Period { since: Some(today.first_of_year()), until: Some(today.last_of_year()) }
    }

    /// The twelve months that end with this day.
    pub fn twelve_months_to(today: Date) -> Period {
        Period { since: Some(today.saturating_sub(12.months()).saturating_add(1.day())), until: Some(today) }
    }

    /// Whether a consultation of this day is counted.
    pub fn holds(self, day: Option<Date>) -> bool {
        match day {
            None => self == Period::default(),
            Some(day) => {
                self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
            }
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What needs are grouped by, the outermost first, each once.
    pub by: Vec<Dimension>,
    /// Which consultations are counted.
    pub period: Period,
    /// The day on which tasks are late or not.
    pub today: Date,
    /// The language of the titles of records.
    pub language: Language,
}

/// What the consultations of a period say together. Nothing in it is a personal field or marked as internal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Report {
    /// The day on which it was made; it decides which tasks are late.
    pub made: Date,
    /// The first day of the period.
    pub since: Option<Date>,
    /// The last day of the period.
    pub until: Option<Date>,
    /// What the needs are grouped by, the outermost first.
    pub by: Vec<Dimension>,
    /// The numbers of everything.
    pub totals: Totals,
    /// The needs by what was asked for, most first. A need of several components or of several municipalities is
    /// counted once in the group of each, so the groups may add up to more than there are needs.
    #[serde(serialize_with = "as_rows")]
    #[cfg_attr(test, schemars(with = "Vec<NeedRow>"))]
    pub needs: Vec<NeedGroup>,
    /// The needs by how far they are.
    pub statuses: StatusCounts,
    /// The needs for which nothing was found, by their first component, the newest first.
    pub unmet: Vec<UnmetNeed>,
    /// The records of the catalogue that are linked to needs, most first.
    pub records: Vec<RecordRow>,
    /// The open tasks whose day has passed.
    pub late: LateTasks,
    /// The consultations by month, the earliest first; months without any are left out.
    pub months: Vec<MonthRow>,
    /// The municipalities that consultations were held with, most first.
    pub municipalities: Vec<MunicipalityRow>,
}

/// The numbers of everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Totals {
    /// Consultations that have begun. Months and municipalities count these only.
    pub consultations: usize,
    /// Consultations that are planned. What was written down for them is counted all the same.
    pub planned: usize,
    /// How many of both are marked samples.
    pub samples: usize,
    /// Municipalities that consultations were held with.
    pub municipalities: usize,
    /// Their regions.
    pub regions: usize,
    /// Needs.
    pub needs: usize,
    /// Needs that a record is linked to.
    pub needs_with_record: usize,
    /// Links of records to needs.
    pub links: usize,
    /// Tasks.
    pub tasks: usize,
    /// Tasks that are not done.
    pub open_tasks: usize,
    /// Open tasks whose day has passed.
    pub late_tasks: usize,
}

impl Totals {
    /// All numbers in the order of the fields, which is that of their labels.
    pub fn numbers(&self) -> [usize; 11] {
        [
            self.consultations,
            self.planned,
            self.samples,
            self.municipalities,
            self.regions,
            self.needs,
            self.needs_with_record,
            self.links,
            self.tasks,
            self.open_tasks,
            self.late_tasks,
        ]
    }
}

/// A need for which nothing was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UnmetNeed {
    /// Its words.
    pub text: String,
    /// Its components, the primary one first.
    pub components: Vec<Component>,
    /// The regions of the municipalities of its consultation.
    pub regions: Vec<&'static str>,
    /// Their sizes.
    pub sizes: Vec<SizeBand>,
    /// The day of the consultation.
    pub day: Option<Date>,
    /// The consultation.
    pub consultation: DocumentId,
    /// The need.
    pub id: EntityId,
}

/// A record of the catalogue that is linked to needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RecordRow {
    /// The id of the record.
    pub id: String,
    /// Its kind; null when this catalogue does not have it.
    pub kind: Option<RecordKind>,
    /// Its title; that at the time of the link when this catalogue does not have it.
    pub title: String,
    /// Where it is from.
    pub place: Option<String>,
    /// To how many needs it is linked.
    pub links: usize,
    /// In how many consultations.
    pub consultations: usize,
    /// How often it was only considered.
    pub considered: usize,
    /// How often it was chosen.
    pub chosen: usize,
    /// How often it was rejected.
    pub rejected: usize,
    /// How often it was chosen or rejected and nobody wrote down why.
    pub without_reason: usize,
}

/// The open tasks whose day has passed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LateTasks {
    /// Their number by the side that does them.
    pub by_side: Vec<SideRow>,
    /// Their number by region, most first; a task of municipalities in several regions counts once in each.
    pub by_region: Vec<RegionRow>,
    /// The tasks, the longest late first.
    pub tasks: Vec<LateTask>,
}

/// How many tasks a side does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SideRow {
    /// The side.
    pub side: Side,
    /// How many.
    pub tasks: usize,
}

/// How many tasks a region has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RegionRow {
    /// The region; null where the municipality is not known.
    pub region: Option<&'static str>,
    /// How many.
    pub tasks: usize,
}

/// An open task whose day has passed; who does it is personal and not here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LateTask {
    /// Its words.
    pub text: String,
    /// The side that does it.
    pub side: Side,
    /// Its day.
    pub due: Date,
    /// The names of the municipalities of its consultation.
    pub municipalities: Vec<String>,
    /// Their regions.
    pub regions: Vec<&'static str>,
    /// The consultation.
    pub consultation: DocumentId,
    /// The task.
    pub id: EntityId,
}

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// Its first day.
    pub first: Date,
}

impl Month {
    /// The month of this day.
    pub fn of(day: Date) -> Month {
        Month { first: day.first_of_month() }
    }

    /// The month after it; itself at the end of the calendar.
    pub fn next(self) -> Month {
        Month::of(self.first.saturating_add(1.month()))
    }

    /// `2026-11`.
    pub fn key(self) -> String {
        format!("{:04}-{:02}", self.first.year(), self.first.month())
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.key())
    }
}

/// Numbers of consultations by how they met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct KindCounts {
    /// Consultations with one municipality.
    pub consultation: usize,
    /// Workshops.
    pub workshop: usize,
    /// Visits.
    pub visit: usize,
    /// Calls.
    pub call: usize,
}

impl KindCounts {
    pub(super) fn add(&mut self, kind: ConsultationKind) {
        *match kind {
            ConsultationKind::Consultation => &mut self.consultation,
            ConsultationKind::Workshop => &mut self.workshop,
            ConsultationKind::Visit => &mut self.visit,
            ConsultationKind::Call => &mut self.call,
        } += 1;
    }

    /// The number of this kind.
    pub fn of(&self, kind: ConsultationKind) -> usize {
        match kind {
            ConsultationKind::Consultation => self.consultation,
            ConsultationKind::Workshop => self.workshop,
            ConsultationKind::Visit => self.visit,
            ConsultationKind::Call => self.call,
        }
    }

    /// The number of all.
    pub fn total(&self) -> usize {
        self.consultation + self.workshop + self.visit + self.call
    }
}

/// The consultations of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MonthRow {
    /// The month, `2026-11`.
    #[cfg_attr(test, schemars(with = "String", regex(pattern = r"^\d{4}-\d{2}$")))]
    pub month: Month,
    /// The consultations by how they met.
    #[serde(flatten)]
    pub kinds: KindCounts,
}

/// A municipality that consultations were held with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MunicipalityRow {
    /// The code.
    pub code: String,
    /// The name with what tells it from its namesakes; the code where it is not known.
    pub name: String,
    /// The region.
    pub region: Option<&'static str>,
    /// The band of size.
    pub size: Option<SizeBand>,
    /// How many consultations.
    pub consultations: usize,
}
