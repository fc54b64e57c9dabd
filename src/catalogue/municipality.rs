//! All Czech municipalities: the list that ships, names that repeat told apart, bands of size.

use super::CatalogueError;
use super::find::FindIndex;
use super::similar::{Facts, FactsTable, Similar};
use serde::Serialize;
use std::sync::OnceLock;

const LIST: &str = include_str!("../../data/municipalities.csv");
const LIST_FILE: &str = "municipalities.csv";
const LIST_HEADER: &str = "code,name,status,okres,okres_code,orp,orp_code,kraj,kraj_code,population,\
                           population_date,lat,lon,area_km2";

/// How much a name needs beside it to be the only one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Repeats {
    /// The name occurs once in the country.
    Nowhere,
    /// It occurs in several districts, once in each.
    InOtherDistricts,
    /// It occurs more than once in the same district.
    InTheSameDistrict,
}

/// A Czech municipality (obec). The key is `code`; names repeat.
#[derive(Debug, Clone, PartialEq)]
pub struct Municipality {
    /// The six-digit code of ČSÚ and RÚIAN.
    pub code: &'static str,
    /// The official name.
    pub name: &'static str,
    /// `obec`, `městys`, `město`, `statutární město`, `hlavní město`.
    pub status: &'static str,
    /// The district.
    pub okres: &'static str,
    /// The administrative district of the municipality with extended powers.
    pub orp: &'static str,
    /// The region, one of fourteen.
    pub kraj: &'static str,
    /// Inhabitants on 1 January 2026 (ČSÚ).
    pub population: u32,
    /// Latitude of the RÚIAN definition point, WGS84 degrees.
    pub lat: f64,
    /// Longitude of the RÚIAN definition point, WGS84 degrees.
    pub lon: f64,
    /// Area in square kilometres on 31 December 2020.
    pub area_km2: f64,
    repeats: Repeats,
}

impl Municipality {
    /// The name with just as much as it takes to be the only one: `Jeseník`, `Březina (okr. Rokycany)`,
    /// `Březina (okr. Brno-venkov, ORP Tišnov)`.
    ///
    /// The abbreviations are the customary Czech ones of both interface languages, like the names themselves.
    pub fn label(&self) -> String {
        match self.repeats {
            Repeats::Nowhere => self.name.to_owned(),
            Repeats::InOtherDistricts => format!("{} (okr. {})", self.name, self.okres),
            Repeats::InTheSameDistrict => format!("{} (okr. {}, ORP {})", self.name, self.okres, self.orp),
        }
    }

    /// The band of size by inhabitants.
    pub fn size_band(&self) -> SizeBand {
        SizeBand::of(self.population)
    }

    /// The code that the `level` of a practice has for this status: `obec`, `mestys`, `mesto`, `statutarni-mesto`,
    /// `hlavni-mesto`.
    pub fn level(&self) -> &'static str {
        match self.status {
            "městys" => "mestys",
            "město" => "mesto",
            "statutární město" => "statutarni-mesto",
            "hlavní město" => "hlavni-mesto",
            _ => "obec",
        }
    }
}

/// Bands of municipal size, by inhabitants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum SizeBand {
    /// At most 500.
    #[serde(rename = "to-500")]
    To500,
    /// 501 to 2,000.
    #[serde(rename = "to-2000")]
    To2000,
    /// 2,001 to 5,000.
    #[serde(rename = "to-5000")]
    To5000,
    /// 5,001 to 20,000.
    #[serde(rename = "to-20000")]
    To20000,
    /// 20,001 to 100,000.
    #[serde(rename = "to-100000")]
    To100000,
    /// More than 100,000.
    #[serde(rename = "over-100000")]
    Over100000,
}

impl SizeBand {
    /// All bands, the smallest first.
    pub const ALL: [SizeBand; 6] = [
        SizeBand::To500,
        SizeBand::To2000,
        SizeBand::To5000,
        SizeBand::To20000,
        SizeBand::To100000,
        SizeBand::Over100000,
    ];

    /// The band of a municipality with `population` inhabitants.
    pub fn of(population: u32) -> SizeBand {
        match population {
            0..=500 => SizeBand::To500,
            501..=2_000 => SizeBand::To2000,
            2_001..=5_000 => SizeBand::To5000,
            5_001..=20_000 => SizeBand::To20000,
            20_001..=100_000 => SizeBand::To100000,
            _ => SizeBand::Over100000,
        }
    }

    /// The word of JSON and of the command line.
    pub fn key(self) -> &'static str {
        match self {
            SizeBand::To500 => "to-500",
            SizeBand::To2000 => "to-2000",
            SizeBand::To5000 => "to-5000",
            SizeBand::To20000 => "to-20000",
            SizeBand::To100000 => "to-100000",
            SizeBand::Over100000 => "over-100000",
        }
    }

    /// The band with this key.
    pub fn parse(key: &str) -> Option<SizeBand> {
        SizeBand::ALL.into_iter().find(|band| band.key() == key)
    }
}

/// All 6,254 municipalities, ordered by code.
#[derive(Debug)]
pub struct Municipalities {
    rows: Vec<Municipality>,
    /// Positions in `rows`, ordered by name and code.
    by_name: Vec<u32>,
    krajs: Vec<&'static str>,
    find: OnceLock<FindIndex>,
    facts: OnceLock<FactsTable>,
}

impl Municipalities {
    /// Reads the list that ships. The folded names and the facts are prepared at their first use.
    ///
    /// # Errors
    /// [`CatalogueError::Shipped`] with the line, if the list is damaged.
    pub fn shipped() -> Result<Municipalities, CatalogueError> {
        let mut lines = LIST.lines().zip(1u32..);
        if lines.next().map(|(header, _)| header) != Some(LIST_HEADER) {
            return Err(CatalogueError::shipped(LIST_FILE, 1, "the header is not the expected one"));
        }
        let mut rows = Vec::with_capacity(6_300);
        for (line, number) in lines {
            let row = parse_row(line)
                .ok_or_else(|| CatalogueError::shipped(LIST_FILE, number, "a malformed row"))?;
            rows.push(row);
        }
        if !rows.is_sorted_by(|one, next| one.code < next.code) {
            return Err(CatalogueError::shipped(LIST_FILE, 1, "the rows are not sorted by unique codes"));
        }
        let by_name = index_names(&mut rows);
        let mut krajs: Vec<&'static str> = Vec::new();
        for row in &rows {
            if !krajs.contains(&row.kraj) {
                krajs.push(row.kraj);
            }
        }
        krajs.sort_by_cached_key(|kraj| crate::model::text::fold_letters(kraj));
        Ok(Municipalities { rows, by_name, krajs, find: OnceLock::new(), facts: OnceLock::new() })
    }

    /// All municipalities, ordered by code.
    pub fn all(&self) -> &[Municipality] {
        &self.rows
    }

    /// The municipality with this code.
    pub fn get(&self, code: &str) -> Option<&Municipality> {
        let position = self.rows.binary_search_by(|row| row.code.cmp(code)).ok()?;
        self.rows.get(position)
    }

    /// The municipalities that are called exactly `name`, ordered by code; several for 591 names.
    pub fn by_name(&self, name: &str) -> Vec<&Municipality> {
        let start = self.by_name.partition_point(|position| self.name_at(*position) < name);
        let positions =
            self.by_name.iter().skip(start).take_while(|position| self.name_at(**position) == name);
        positions.filter_map(|position| self.rows.get(*position as usize)).collect()
    }

    /// The fourteen regions in alphabetical order.
    pub fn krajs(&self) -> &[&'static str] {
        &self.krajs
    }

    /// The municipalities that a person may mean by `query`, best first; none for an empty query.
    ///
    /// Accents and case do not matter. Every word of the query begins a word of the name; further words may begin a
    /// word of its district, ORP or region (`brezina brno`). Order: the exact name, names that begin so, a word that
    /// begins so, one typing error; then by inhabitants. Digits find codes.
    pub fn find(&self, query: &str) -> Vec<&Municipality> {
        let index = self.find.get_or_init(|| FindIndex::new(&self.rows));
        index.find(query).into_iter().filter_map(|position| self.rows.get(position)).collect()
    }

    /// The figures known about the municipality with this code.
    pub fn facts(&self, code: &str) -> Option<Facts> {
        match self.facts.get() {
            Some(table) => table.get(code).cloned(),
            None => Facts::read_one(code),
        }
    }

    /// The `limit` municipalities most like the one with `code`, the most similar first, each with the reasons.
    ///
    /// The first call reads the figures of all municipalities (a few milliseconds).
    pub fn similar(&self, code: &str, limit: usize) -> Vec<Similar<'_>> {
        let table = self.facts.get_or_init(FactsTable::read);
        super::similar::rank(&self.rows, table, code, limit)
    }

    fn name_at(&self, position: u32) -> &'static str {
        self.rows.get(position as usize).map_or("", |row| row.name)
    }
}

/// Splits at every comma: the list has no quoted cell, which the tests of the shipped data prove.
fn parse_row(line: &'static str) -> Option<Municipality> {
    let mut cells = line.split(',');
    let mut cell = || cells.next().filter(|cell| !cell.is_empty());
    let (code, name, status) = (cell()?, cell()?, cell()?);
    let (okres, _okres_code, orp, _orp_code) = (cell()?, cell()?, cell()?, cell()?);
    let (kraj, _kraj_code, population, _date) = (cell()?, cell()?, cell()?, cell()?);
    let (lat, lon, area_km2) = (cell()?, cell()?, cell()?);
    Some(Municipality {
        code,
        name,
        status,
        okres,
        orp,
        kraj,
        population: population.parse().ok()?,
        lat: lat.parse().ok()?,
        lon: lon.parse().ok()?,
        area_km2: area_km2.parse().ok()?,
        repeats: Repeats::Nowhere,
    })
}

/// Orders the positions by name and tells every row how far its name repeats.
fn index_names(rows: &mut [Municipality]) -> Vec<u32> {
    let mut order: Vec<(&'static str, &'static str, u32)> =
        rows.iter().zip(0u32..).map(|(row, position)| (row.name, row.okres, position)).collect();
    order.sort_unstable();
    for group in order.chunk_by(|one, other| one.0 == other.0).filter(|group| group.len() > 1) {
        for in_district in group.chunk_by(|one, other| one.1 == other.1) {
            let repeats =
                if in_district.len() > 1 { Repeats::InTheSameDistrict } else { Repeats::InOtherDistricts };
            for (_, _, position) in in_district {
                if let Some(row) = rows.get_mut(*position as usize) {
                    row.repeats = repeats;
                }
            }
        }
    }
    let mut by_name: Vec<(&'static str, u32)> =
        order.into_iter().map(|(name, _, position)| (name, position)).collect();
    by_name.sort_unstable();
    by_name.into_iter().map(|(_, position)| position).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn municipalities() -> Municipalities {
        Municipalities::shipped().unwrap()
    }

    #[test]
    fn labels_are_unique_and_no_longer_than_needed() {
        let all = municipalities();
        let labels: HashSet<String> = all.all().iter().map(Municipality::label).collect();
        assert_eq!(labels.len(), all.all().len());
        assert_eq!(all.get("582786").unwrap().label(), "Brno");
        assert_eq!(all.get("559733").unwrap().label(), "Březina (okr. Rokycany)");
        assert!(all.get("581429").unwrap().label().starts_with("Březina (okr. Brno-venkov, ORP "));
    }

    #[test]
    fn finds_by_code_and_by_exact_name() {
        let all = municipalities();
        assert_eq!(all.get("554782").map(|row| row.name), Some("Praha"));
        assert_eq!(all.get("000000"), None);
        let codes: Vec<&str> = all.by_name("Březina").iter().map(|row| row.code).collect();
        assert_eq!(codes, ["507733", "535567", "549070", "559733", "577871", "581429", "582891"].as_slice());
        assert!(all.by_name("brezina").is_empty());
    }

    #[test]
    fn bands_of_size_meet_without_a_gap() {
        for (population, key) in [
            (0, "to-500"),
            (500, "to-500"),
            (501, "to-2000"),
            (2_001, "to-5000"),
            (5_001, "to-20000"),
            (20_000, "to-20000"),
            (100_000, "to-100000"),
            (100_001, "over-100000"),
        ] {
            assert_eq!(SizeBand::of(population).key(), key);
            assert_eq!(SizeBand::parse(key), Some(SizeBand::of(population)));
        }
    }

    #[test]
    fn there_are_fourteen_regions_in_alphabetical_order() {
        let all = municipalities();
        assert_eq!(all.krajs().len(), 14);
        assert_eq!(all.krajs().first(), Some(&"Hlavní město Praha"));
        assert_eq!(all.krajs().last(), Some(&"Zlínský kraj"));
    }
}
