//! Figures about municipalities, each with its reference date, and which municipalities are alike.

use super::municipality::Municipality;
use jiff::civil::{Date, date};

const FACTS: &str = include_str!("../../data/municipal_facts.csv");

/// Areas and land use (ČÚZK through ČSÚ), age groups and unemployment (ČSÚ).
const END_OF_2020: Date = date(2020, 12, 31);
const START_OF_2024: Date = date(2024, 1, 1);
const START_OF_2026: Date = date(2026, 1, 1);

/// A number and the day that it is valid for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// The number; its unit is told by the field that holds it.
    pub value: f64,
    /// The day that it is valid for.
    pub date: Date,
}

/// Shares of the total area in per cent; they add up to 100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LandUse {
    /// Farmland.
    pub farmland: Figure,
    /// Forest.
    pub forest: Figure,
    /// Water.
    pub water: Figure,
    /// Built-up area.
    pub built_up: Figure,
    /// Everything else.
    pub other: Figure,
}

/// The figures known about a municipality. Source: ČSÚ; ČÚZK – RÚIAN; own processing.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// Inhabitants on 1 January 2021 to 2026, oldest first (the series revised by the census).
    pub population: [(Date, u32); 6],
    /// Change of the population from 2021 to 2026 in per cent; contains the jump of 1 January 2023, when people under
    /// temporary protection were first counted.
    pub population_change_pct: Figure,
    /// Inhabitants of 2026 per square kilometre of 2020.
    pub density_per_km2: Figure,
    /// Mean age in years.
    pub mean_age: Figure,
    /// Share of women in per cent.
    pub women_pct: Figure,
    /// Share of children to 14 years in per cent.
    pub age_0_14_pct: Figure,
    /// Share of people of 15 to 64 years in per cent.
    pub age_15_64_pct: Figure,
    /// Share of people of 65 and more years in per cent.
    pub age_65plus_pct: Figure,
    /// Share of the unemployed among people of 15 to 64 years in per cent; a covid-year value, for comparison only.
    pub unemployed_pct: Figure,
    /// How the land is used.
    pub land: LandUse,
}

impl Facts {
    /// Reads the figures of one municipality by halving the sorted text: a profile must not wait for 6,254 rows.
    pub(super) fn read_one(code: &str) -> Option<Facts> {
        let mut rest = rows_text()?;
        while !rest.is_empty() {
            // The middle may fall inside a letter of two bytes; the row that it falls into is what counts.
            let middle = rest.len() / 2;
            let start =
                rest.as_bytes().get(..middle)?.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            let line = rest.get(start..)?.lines().next()?;
            match line.split(',').next()?.cmp(code) {
                std::cmp::Ordering::Equal => return parse_row(line).map(|(_, facts)| facts),
                std::cmp::Ordering::Less => rest = rest.get(start + line.len()..)?.trim_start_matches('\n'),
                std::cmp::Ordering::Greater => rest = rest.get(..start)?,
            }
        }
        None
    }
}

/// The figures of all municipalities, ordered by code.
#[derive(Debug)]
pub(super) struct FactsTable(Vec<(&'static str, Facts)>);

impl FactsTable {
    pub(super) fn read() -> FactsTable {
        FactsTable(rows_text().unwrap_or_default().lines().filter_map(parse_row).collect())
    }

    pub(super) fn get(&self, code: &str) -> Option<&Facts> {
        let position = self.0.binary_search_by(|(known, _)| (*known).cmp(code)).ok()?;
        self.0.get(position).map(|(_, facts)| facts)
    }
}

fn rows_text() -> Option<&'static str> {
    FACTS.split_once('\n').map(|(_, rows)| rows)
}

/// The columns stand in the order of `data/README.md`.
fn parse_row(line: &'static str) -> Option<(&'static str, Facts)> {
    let mut cells = line.split(',');
    let code = cells.next()?;
    let _name = cells.next()?;
    let mut population = [(START_OF_2026, 0); 6];
    for ((day, count), year) in population.iter_mut().zip(2021..) {
        *day = Date::new(year, 1, 1).ok()?;
        *count = cells.next()?.parse().ok()?;
    }
    let mut figure = |date: Date| Some(Figure { value: cells.next()?.parse().ok()?, date });
    let facts = Facts {
        population,
        population_change_pct: figure(START_OF_2026)?,
        density_per_km2: figure(START_OF_2026)?,
        mean_age: figure(START_OF_2024)?,
        women_pct: figure(START_OF_2024)?,
        age_0_14_pct: figure(END_OF_2020)?,
        age_15_64_pct: figure(END_OF_2020)?,
        age_65plus_pct: figure(END_OF_2020)?,
        unemployed_pct: figure(END_OF_2020)?,
        land: LandUse {
            farmland: figure(END_OF_2020)?,
            forest: figure(END_OF_2020)?,
            water: figure(END_OF_2020)?,
            built_up: figure(END_OF_2020)?,
            other: figure(END_OF_2020)?,
        },
    };
    Some((code, facts))
}

/// Why two municipalities are alike; the interface words it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reason {
    /// The numbers of inhabitants differ by at most a quarter.
    Size {
        /// Inhabitants of the municipality that was asked about.
        ours: u32,
        /// Inhabitants of the similar one.
        theirs: u32,
    },
    /// Both have the same status, for example both are towns.
    SameStatus,
    /// Both lie in the same region.
    SameRegion,
    /// The mean ages differ by at most one year.
    Age {
        /// Mean age in years of the municipality that was asked about.
        ours: f64,
        /// Mean age in years of the similar one.
        theirs: f64,
    },
    /// The changes of population since 2021 differ by at most two points.
    Change {
        /// Change in per cent of the municipality that was asked about.
        ours: f64,
        /// Change in per cent of the similar one.
        theirs: f64,
    },
    /// The densities differ by at most a quarter.
    Density {
        /// Inhabitants per square kilometre of the municipality that was asked about.
        ours: f64,
        /// Inhabitants per square kilometre of the similar one.
        theirs: f64,
    },
    /// At most a tenth of the land is used otherwise.
    LandUse,
}

/// A municipality that resembles another.
#[derive(Debug, Clone, PartialEq)]
pub struct Similar<'a> {
    /// The municipality.
    pub municipality: &'a Municipality,
    /// What is alike, the weightiest first; may be empty for the last of a long list.
    pub reasons: Vec<Reason>,
    /// 0 for twins; grows as they differ. Only the order matters.
    pub distance: f64,
}

/// A ratio of 1.28 in size weighs as much as one step of status, or as ages that differ by ten points. The weights are
/// our judgement: size decides what a municipality can afford and run, the region only who can visit whom.
mod weight {
    pub(super) const SIZE: f64 = 1.0;
    pub(super) const STATUS_STEP: f64 = 0.25;
    pub(super) const AGE_POINT: f64 = 0.025;
    pub(super) const CHANGE_POINT: f64 = 0.02;
    pub(super) const DENSITY: f64 = 0.2;
    pub(super) const LAND_POINT: f64 = 0.003;
    pub(super) const OTHER_REGION: f64 = 0.1;
}

/// Orders all other municipalities by distance from the one with `code`; equal distances by code.
pub(super) fn rank<'a>(
    rows: &'a [Municipality],
    table: &FactsTable,
    code: &str,
    limit: usize,
) -> Vec<Similar<'a>> {
    let Some(our_row) = rows.iter().find(|row| row.code == code) else { return Vec::new() };
    let Some(our_facts) = table.get(code) else { return Vec::new() };
    let mut measured: Vec<(f64, &Municipality, &Facts)> = rows
        .iter()
        .filter(|row| row.code != code)
        .filter_map(|row| {
            let facts = table.get(row.code)?;
            Some((distance((our_row, our_facts), (row, facts)), row, facts))
        })
        .collect();
    measured.sort_by(|one, other| one.0.total_cmp(&other.0).then_with(|| one.1.code.cmp(other.1.code)));
    let nearest = measured.into_iter().take(limit);
    nearest
        .map(|(distance, row, facts)| Similar {
            municipality: row,
            reasons: reasons((our_row, our_facts), (row, facts)),
            distance,
        })
        .collect()
}

fn distance(ours: (&Municipality, &Facts), theirs: (&Municipality, &Facts)) -> f64 {
    let ((our_row, our), (their_row, their)) = (ours, theirs);
    let apart = |one: Figure, other: Figure| (one.value - other.value).abs();
    let size = logarithm_apart(f64::from(our_row.population), f64::from(their_row.population));
    let status = f64::from(status_step(our_row).abs_diff(status_step(their_row)));
    let age = apart(our.age_0_14_pct, their.age_0_14_pct)
        + apart(our.age_65plus_pct, their.age_65plus_pct)
        + apart(our.mean_age, their.mean_age);
    let change = apart(our.population_change_pct, their.population_change_pct).min(20.0);
    let density = logarithm_apart(our.density_per_km2.value, their.density_per_km2.value);
    let region = if our_row.kraj == their_row.kraj { 0.0 } else { weight::OTHER_REGION };
    weight::SIZE * size
        + weight::STATUS_STEP * status
        + weight::AGE_POINT * age
        + weight::CHANGE_POINT * change
        + weight::DENSITY * density
        + weight::LAND_POINT * land_apart(&our.land, &their.land)
        + region
}

fn reasons(ours: (&Municipality, &Facts), theirs: (&Municipality, &Facts)) -> Vec<Reason> {
    let ((our_row, our), (their_row, their)) = (ours, theirs);
    let quarter = 1.25_f64.ln();
    let mut reasons = Vec::new();
    if logarithm_apart(f64::from(our_row.population), f64::from(their_row.population)) <= quarter {
        reasons.push(Reason::Size { ours: our_row.population, theirs: their_row.population });
    }
    if our_row.status == their_row.status {
        reasons.push(Reason::SameStatus);
    }
    if our_row.kraj == their_row.kraj {
        reasons.push(Reason::SameRegion);
    }
    let (ours, theirs) = (our.mean_age.value, their.mean_age.value);
    if (ours - theirs).abs() <= 1.0 {
        reasons.push(Reason::Age { ours, theirs });
    }
    let (ours, theirs) = (our.population_change_pct.value, their.population_change_pct.value);
    if (ours - theirs).abs() <= 2.0 {
        reasons.push(Reason::Change { ours, theirs });
    }
    let (ours, theirs) = (our.density_per_km2.value, their.density_per_km2.value);
    if logarithm_apart(ours, theirs) <= quarter {
        reasons.push(Reason::Density { ours, theirs });
    }
    if land_apart(&our.land, &their.land) <= 20.0 {
        reasons.push(Reason::LandUse);
    }
    reasons
}

/// The distance of two sizes on the scale of ratios; nobody lives in no municipality, but a zero must not spoil it.
fn logarithm_apart(one: f64, other: f64) -> f64 {
    (one.max(1.0).ln() - other.max(1.0).ln()).abs()
}

/// The sum of the differences in points; land that is used otherwise counts twice, once where it lacks.
fn land_apart(one: &LandUse, other: &LandUse) -> f64 {
    let apart = |one: Figure, other: Figure| (one.value - other.value).abs();
    apart(one.farmland, other.farmland)
        + apart(one.forest, other.forest)
        + apart(one.water, other.water)
        + apart(one.built_up, other.built_up)
        + apart(one.other, other.other)
}

/// The status as a step on the ladder from village to capital.
fn status_step(row: &Municipality) -> u8 {
    match row.level() {
        "mestys" => 1,
        "mesto" => 2,
        "statutarni-mesto" => 3,
        "hlavni-mesto" => 4,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::municipality::Municipalities;
    use super::*;

    #[test]
    fn one_row_read_alone_equals_the_row_of_the_table() {
        let all = Municipalities::shipped().unwrap();
        let table = FactsTable::read();
        assert_eq!(table.0.len(), all.all().len());
        for row in all.all() {
            assert_eq!(Facts::read_one(row.code).as_ref(), table.get(row.code), "{}", row.code);
            assert_eq!(table.get(row.code).map(|facts| facts.population[5].1), Some(row.population));
        }
        assert_eq!(Facts::read_one("000000"), None);
        assert_eq!(Facts::read_one("999999"), None);
        assert_eq!(Facts::read_one("550000x"), None);
    }

    #[test]
    fn figures_carry_their_dates() {
        let facts = Facts::read_one("500011").unwrap();
        assert_eq!(facts.population[0], (date(2021, 1, 1), 1854));
        assert_eq!(facts.mean_age, Figure { value: 45.4, date: date(2024, 1, 1) });
        assert_eq!(facts.unemployed_pct, Figure { value: 2.44, date: date(2020, 12, 31) });
        assert_eq!(facts.land.other, Figure { value: 6.7, date: date(2020, 12, 31) });
    }

    #[test]
    fn similar_municipalities_resemble_in_what_the_reasons_say() {
        let all = Municipalities::shipped().unwrap();
        let jesenik = all.by_name("Jeseník").first().copied().unwrap();
        let similar = all.similar(jesenik.code, 10);
        assert_eq!(similar.len(), 10);
        assert!(similar.is_sorted_by(|one, next| one.distance <= next.distance));
        for other in &similar {
            assert_ne!(other.municipality.code, jesenik.code);
            let ratio = f64::from(other.municipality.population) / f64::from(jesenik.population);
            assert!((0.5..2.0).contains(&ratio), "{}", other.municipality.name);
            assert!(!other.reasons.is_empty());
            let same_region = other.municipality.kraj == jesenik.kraj;
            assert_eq!(other.reasons.contains(&Reason::SameRegion), same_region);
        }
        assert_eq!(similar, all.similar(jesenik.code, 10));
    }

    #[test]
    fn nothing_is_similar_to_an_unknown_code() {
        assert!(Municipalities::shipped().unwrap().similar("000000", 5).is_empty());
    }
}
