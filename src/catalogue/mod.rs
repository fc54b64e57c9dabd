//! The catalogue: practices, cautions, measures, funding, indicators, partners, the concept tree, the municipalities.

mod check;
mod concept;
mod find;
mod funding;
mod import;
mod indicators;
mod municipality;
mod partners;
mod practices;
mod problem;
mod record;
mod shape;
mod sharing;
mod similar;
mod words;

pub use check::{check_header, check_measure, check_practice, check_programme};
pub use concept::{ComponentNode, Concept, Goal, MeasureRow, PillarNode};
pub use funding::ProgrammeRow;
pub use import::{
    Checked, DOCUMENT_LIMIT, ImportReader, ImportedRow, check_foreign, parse_practices, read_import,
    shipped_lines,
};
pub use indicators::IndicatorRow;
pub use municipality::{Municipalities, Municipality, SizeBand};
pub use partners::PartnerRow;
pub use practices::{PlaceRow, PracticeRow};
pub use problem::{CheckError, Expected, Finding, Problem};
pub use record::{Bilingual, Field, FieldText, Place, Record, RecordKind, Source, Stage};
pub use sharing::{check_centre, check_shared};
pub use similar::{Facts, Figure, LandUse, Reason, Similar};

use crate::i18n::{Language, Localized};
use crate::model::Sharing;
use std::collections::HashMap;

/// All records in a stable order, the concept tree and the municipalities.
///
/// The order: practices and cautions as shipped (by primary component, then id), measures in the order of the concept,
/// funding, indicators, partners; then what was imported, in the order of its import.
#[derive(Debug)]
pub struct Catalogue {
    records: Vec<Record>,
    positions: HashMap<Box<str>, u32>,
    /// The positions of the records of each municipality, by its code.
    places: HashMap<Box<str>, Vec<u32>>,
    /// How many records there are of each kind, in the order of [`RecordKind::ALL`].
    kinds: [usize; RecordKind::ALL.len()],
    /// How many of the records ship; the others were imported and may be replaced.
    shipped: usize,
    /// Where shared records come from, by their positions.
    shared: HashMap<u32, Sharing>,
    concept: Concept,
    municipalities: Municipalities,
}

impl Catalogue {
    /// Reads the data that ships inside the program.
    ///
    /// # Errors
    /// [`CatalogueError`] if a file is damaged or an id occurs twice; the tests of the shipped data prevent both.
    pub fn shipped() -> Result<Catalogue, CatalogueError> {
        let municipalities = Municipalities::shipped()?;
        let (concept, measures) = Concept::shipped()?;
        let mut records = Vec::with_capacity(1_000);
        for (line, number) in practices::SHIPPED.lines().zip(1u32..) {
            let row: PracticeRow = serde_json::from_str(line)
                .map_err(|error| CatalogueError::shipped(practices::FILE, number, &error.to_string()))?;
            records.push(row.into_record(&concept));
        }
        records.extend(measures.into_iter().map(|row| row.into_record(&concept)));
        let file: funding::FundingFile = read(funding::FILE, funding::SHIPPED)?;
        records.extend(file.programmes.into_iter().map(|row| row.into_record(&concept)));
        let file: indicators::IndicatorsFile = read(indicators::FILE, indicators::SHIPPED)?;
        records.extend(file.indicators.into_iter().map(|row| row.into_record(&concept)));
        let file: partners::PartnersFile = read(partners::FILE, partners::SHIPPED)?;
        let krajs = municipalities.krajs();
        records.extend(file.partners.into_iter().map(|row| row.into_record(&concept, krajs)));

        let mut catalogue = Catalogue {
            shipped: 0,
            shared: HashMap::new(),
            records: Vec::with_capacity(records.len()),
            positions: HashMap::with_capacity(records.len()),
            places: HashMap::new(),
            kinds: [0; RecordKind::ALL.len()],
            concept,
            municipalities,
        };
        for record in records {
            if catalogue.position(&record.id).is_some() {
                return Err(CatalogueError::Repeated { id: record.id });
            }
            catalogue.push(record);
        }
        catalogue.shipped = catalogue.records.len();
        Ok(catalogue)
    }

    /// All records in the order of the catalogue.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The concept tree.
    pub fn concept(&self) -> &Concept {
        &self.concept
    }

    /// The municipalities.
    pub fn municipalities(&self) -> &Municipalities {
        &self.municipalities
    }

    /// The record with this id.
    pub fn record(&self, id: &str) -> Option<&Record> {
        self.records.get(self.position(id)?)
    }

    /// The position of the record with this id in the order of the catalogue.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.positions.get(id).map(|&position| position as usize)
    }

    /// The records whose place is the municipality with this code, in the order of the catalogue.
    pub fn records_in(&self, code: &str) -> impl Iterator<Item = &Record> {
        let positions = self.places.get(code).map(Vec::as_slice).unwrap_or_default();
        positions.iter().filter_map(|&position| self.records.get(position as usize))
    }

    /// How many records there are of this kind.
    pub fn count(&self, kind: RecordKind) -> usize {
        self.kinds.get(kind as usize).copied().unwrap_or(0)
    }

    /// Whether the record with this id ships with the program; `false` for an unknown one.
    pub fn is_shipped(&self, id: &str) -> bool {
        self.position(id).is_some_and(|position| position < self.shipped)
    }

    /// Adds imported records at the end; one that was imported before is replaced in its place. Measures are hung into
    /// the concept tree.
    ///
    /// # Errors
    /// [`CatalogueError::Taken`] if a shipped record has the id of one of them; nothing is added then.
    pub fn add(&mut self, records: Vec<Record>) -> Result<(), CatalogueError> {
        if let Some(record) = records.iter().find(|record| self.is_shipped(&record.id)) {
            return Err(CatalogueError::Taken { id: record.id.clone() });
        }
        for record in records {
            self.put(record);
        }
        Ok(())
    }

    /// Adds an imported record, or replaces the one of its id; `false` where that one ships.
    ///
    /// Nothing here looks at all records: a hundred thousand are added one after another.
    fn put(&mut self, mut record: Record) -> bool {
        // What was read from JSON has room for more, which nobody will add; over a whole catalogue that is a lot.
        record.components.shrink_to_fit();
        record.fields.shrink_to_fit();
        record.sources.shrink_to_fit();
        match self.position(&record.id) {
            Some(position) if position < self.shipped => return false,
            Some(position) => self.replace(position, record),
            None => {
                self.hang(&record);
                self.push(record);
            }
        }
        true
    }

    fn push(&mut self, record: Record) {
        // Four thousand million records do not fit into any memory.
        let position = u32::try_from(self.records.len()).unwrap_or(u32::MAX);
        self.positions.insert(record.id.as_str().into(), position);
        self.note(position, &record);
        self.records.push(record);
    }

    fn replace(&mut self, position: usize, record: Record) {
        let Some(old) = self.records.get(position) else { return };
        if old.kind == RecordKind::Measure {
            self.concept.remove_measure(&old.id);
        }
        if let Some(kind) = self.kinds.get_mut(old.kind as usize) {
            *kind -= 1;
        }
        let place = code_of(old).and_then(|code| self.places.get_mut(code));
        if let Some(place) = place {
            place.retain(|&known| known as usize != position);
        }
        self.hang(&record);
        self.note(position as u32, &record);
        if let Some(old) = self.records.get_mut(position) {
            *old = record;
        }
    }

    /// Hangs a measure under its components.
    fn hang(&mut self, record: &Record) {
        if record.kind == RecordKind::Measure {
            for component in &record.components {
                self.concept.add_measure(*component, &record.id);
            }
        }
    }

    /// Counts a record by kind and place.
    fn note(&mut self, position: u32, record: &Record) {
        if let Some(kind) = self.kinds.get_mut(record.kind as usize) {
            *kind += 1;
        }
        if let Some(code) = code_of(record) {
            match self.places.get_mut(code) {
                Some(place) => {
                    let at = place.partition_point(|&known| known < position);
                    place.insert(at, position);
                }
                None => {
                    self.places.insert(code.into(), vec![position]);
                }
            }
        }
    }
}

/// The code of the municipality where a record was realised.
fn code_of(record: &Record) -> Option<&str> {
    record.place.as_ref()?.municipality_code.as_deref()
}

fn read<T: serde::de::DeserializeOwned>(file: &'static str, text: &str) -> Result<T, CatalogueError> {
    serde_json::from_str(text).map_err(|error| CatalogueError::shipped_json(file, &error))
}

/// Why a catalogue cannot be put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CatalogueError {
    /// A shipped file is damaged: the program was built or changed wrongly.
    Shipped {
        /// The file of `data/`.
        file: &'static str,
        /// The line, from 1.
        line: u32,
        /// What is wrong, for whoever repairs the data.
        reason: String,
    },
    /// Two shipped records have the same id.
    Repeated {
        /// The id.
        id: String,
    },
    /// An imported record has the id of a shipped one.
    Taken {
        /// The id.
        id: String,
    },
}

impl CatalogueError {
    fn shipped(file: &'static str, line: u32, reason: &str) -> CatalogueError {
        CatalogueError::Shipped { file, line, reason: reason.to_owned() }
    }

    fn shipped_json(file: &'static str, error: &serde_json::Error) -> CatalogueError {
        CatalogueError::shipped(file, u32::try_from(error.line()).unwrap_or(u32::MAX), &error.to_string())
    }
}

impl Localized for CatalogueError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().catalogue;
        match self {
            CatalogueError::Shipped { file, line, reason } => (texts.shipped_damaged)(file, *line, reason),
            CatalogueError::Repeated { id } => (texts.id_repeats)(id),
            CatalogueError::Taken { id } => (texts.id_taken)(id),
        }
    }
}

impl std::fmt::Display for CatalogueError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

impl std::error::Error for CatalogueError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Component;

    fn renamed(catalogue: &Catalogue, id: &str, new_id: &str, title: &str) -> Record {
        let mut record = catalogue.record(id).cloned().unwrap();
        record.id = new_id.to_owned();
        record.title = Bilingual::same(title);
        record
    }

    #[test]
    fn every_record_is_found_at_its_position() {
        let catalogue = Catalogue::shipped().unwrap();
        for (position, record) in catalogue.records().iter().enumerate() {
            assert_eq!(catalogue.position(&record.id), Some(position));
            assert_eq!(catalogue.record(&record.id), Some(record));
            assert!(catalogue.is_shipped(&record.id));
        }
        assert_eq!(catalogue.record("unknown"), None);
    }

    #[test]
    fn an_imported_record_is_added_and_replaced_but_never_a_shipped_one() {
        let mut catalogue = Catalogue::shipped().unwrap();
        let shipped = catalogue.records().len();
        let first = renamed(&catalogue, "wifi4eu", "new-programme", "one");
        let second = renamed(&catalogue, "wifi4eu", "new-programme", "two");
        catalogue.add(vec![first]).unwrap();
        catalogue.add(vec![second]).unwrap();
        assert_eq!(catalogue.records().len(), shipped + 1);
        assert_eq!(catalogue.record("new-programme").unwrap().title.cs, "two");

        let taken = renamed(&catalogue, "wifi4eu", "wifi4eu", "mine");
        let fresh = renamed(&catalogue, "wifi4eu", "another", "another");
        assert_eq!(
            catalogue.add(vec![fresh, taken]),
            Err(CatalogueError::Taken { id: "wifi4eu".to_owned() })
        );
        assert_eq!(catalogue.records().len(), shipped + 1);
    }

    #[test]
    fn counts_by_kind_and_place_follow_what_is_added_and_replaced() {
        let mut catalogue = Catalogue::shipped().unwrap();
        let ids_in = |catalogue: &Catalogue, code: &str| -> Vec<String> {
            catalogue.records_in(code).map(|record| record.id.clone()).collect()
        };
        let scanned = |catalogue: &Catalogue, code: &str| -> Vec<String> {
            let records = catalogue.records().iter().filter(|record| code_of(record) == Some(code));
            records.map(|record| record.id.clone()).collect()
        };
        let mut record = renamed(&catalogue, "brno-urbact-onstage-hudebni-skoly", "mine", "one");
        catalogue.add(vec![record.clone()]).unwrap();
        assert_eq!(ids_in(&catalogue, "582786"), scanned(&catalogue, "582786"));
        assert_eq!(ids_in(&catalogue, "582786").last().unwrap(), "mine");
        record.kind = RecordKind::Caution;
        record.place.as_mut().unwrap().municipality_code = Some("500011".to_owned());
        let another = renamed(&catalogue, "brno-urbact-onstage-hudebni-skoly", "another", "two");
        catalogue.add(vec![another, record]).unwrap();
        for code in ["582786", "500011"] {
            assert_eq!(ids_in(&catalogue, code), scanned(&catalogue, code));
        }
        for kind in RecordKind::ALL {
            let counted = catalogue.records().iter().filter(|record| record.kind == kind).count();
            assert_eq!(catalogue.count(kind), counted);
        }
    }

    #[test]
    fn an_imported_measure_hangs_under_its_component_once() {
        let mut catalogue = Catalogue::shipped().unwrap();
        let mut record = renamed(&catalogue, "ZPO1.3-m1", "ZPO1.3-m9", "new");
        catalogue.add(vec![record.clone()]).unwrap();
        let component = Component::parse("B3").unwrap();
        record.components = vec![component];
        catalogue.add(vec![record]).unwrap();
        let holding: Vec<&str> = Component::all()
            .filter_map(|component| catalogue.concept().component(component))
            .filter(|node| node.measures.iter().any(|id| id == "ZPO1.3-m9"))
            .map(|node| node.component.code())
            .collect();
        assert_eq!(holding, ["B3"].as_slice());
    }

    #[test]
    fn a_measure_names_its_goal_and_component() {
        let catalogue = Catalogue::shipped().unwrap();
        let measure = catalogue.record("ZPO1.3-m1").unwrap();
        assert!(measure.text(Field::Goal, Language::Czech).unwrap().starts_with("ZPO1.3 "));
        assert!(
            measure.text(Field::Components, Language::English).unwrap().starts_with("ZPO1 Digital public")
        );
    }

    #[test]
    fn a_proposed_indicator_says_so_and_names_no_standard() {
        let catalogue = Catalogue::shipped().unwrap();
        let mut proposals = 0;
        for record in catalogue.records().iter().filter(|record| record.kind == RecordKind::Indicator) {
            let status = record.text(Field::Status, Language::Czech).unwrap();
            if status.starts_with("Náš návrh") {
                proposals += 1;
                assert!(!record.text(Field::Measurement, Language::Czech).unwrap().contains("návrh"));
            }
        }
        assert_eq!(proposals, 28);
    }

    #[test]
    fn an_ended_programme_says_so_first() {
        let catalogue = Catalogue::shipped().unwrap();
        let wifi = catalogue.record("wifi4eu").unwrap();
        assert!(wifi.text(Field::Status, Language::Czech).unwrap().starts_with("Program skončil."));
        let open = catalogue.record("npo-2-8-brownfieldy").unwrap();
        assert!(open.text(Field::Status, Language::Czech).unwrap().starts_with("Období 2021–2026."));
    }

    #[test]
    fn errors_say_what_to_do_in_both_languages() {
        let error = CatalogueError::Taken { id: "x".to_owned() };
        assert!(error.localized(Language::Czech).contains("Přejmenujte"));
        assert!(error.to_string().contains("Rename"));
    }
}
