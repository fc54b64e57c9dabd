//! Records in and out: JSON lines, or the documents of measures and programmes in the shipped formats.
//!
//! An imported record is kept as the text that was imported, so that an export gives back exactly what came in.

mod pieces;

use super::check::{check_measure, check_practice, check_programme};
use super::concept::MeasureRow;
use super::funding::ProgrammeRow;
use super::practices::{self, PracticeRow};
use super::problem::{CheckError, Finding, Problem};
use super::record::{Record, RecordKind};
use super::shape::{self, Shape};
use super::{Catalogue, Concept};
use pieces::{Broken, Pieces, RECORD_LIMIT, lines};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::HashMap;
use std::io::{self, BufRead};

pub use pieces::DOCUMENT_LIMIT;

/// A checked record as it was imported; the caller keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedRow {
    /// The id of the record.
    pub id: String,
    /// Its kind: practice, caution, measure or funding.
    pub kind: RecordKind,
    /// The record as one line of JSON.
    pub json: String,
}

impl ImportedRow {
    /// The record as the catalogue has it.
    ///
    /// # Errors
    /// The finding, if the text is no longer of the format.
    pub fn record(&self, concept: &Concept) -> Result<Record, Finding> {
        parse_record(self.kind, &self.json, concept)
    }
}

impl Catalogue {
    /// Adds a record that was imported earlier, as a store kept it: id, kind and JSON. Says whether it was added; one is
    /// left out where a newer version of the program ships its id or no longer reads its form.
    pub fn add_imported(&mut self, id: &str, kind: &str, json: &str) -> bool {
        if self.is_shipped(id) {
            return false;
        }
        let record = RecordKind::parse(kind).map(|kind| parse_record(kind, json, self.concept()));
        match record {
            Some(Ok(record)) => self.put(record),
            _ => false,
        }
    }
}

/// The record of a kept row.
fn parse_record(kind: RecordKind, json: &str, concept: &Concept) -> Result<Record, Finding> {
    let damaged = |error: serde_json::Error| Finding::whole(Problem::Syntax(error.to_string()));
    match kind {
        RecordKind::Measure => serde_json::from_str::<MeasureRow>(json).map(|row| row.into_record(concept)),
        RecordKind::Funding => serde_json::from_str::<ProgrammeRow>(json).map(|row| row.into_record(concept)),
        _ => serde_json::from_str::<PracticeRow>(json).map(|row| row.into_record(concept)),
    }
    .map_err(damaged)
}

/// The practices and cautions that ship, as JSON lines byte for byte: how an export begins, which goes on with the
/// imported rows as they came in.
pub fn shipped_lines() -> &'static str {
    practices::SHIPPED
}

/// Parses the lines of a `practices.jsonl`; their types only, the rules are those of [`check_practice`].
///
/// # Errors
/// What is wrong, with line and field.
pub fn parse_practices(text: &str, file_name: &str) -> Result<Vec<PracticeRow>, Vec<CheckError>> {
    let mut rows = Vec::new();
    let mut errors = Vec::new();
    for (line, json) in lines(text) {
        match parse_row::<PracticeRow>(json, shape::PRACTICE) {
            Ok(row) => rows.push(row),
            Err(found) => errors.extend(found.into_iter().map(|finding| located(file_name, line, finding))),
        }
    }
    if rows.is_empty() && errors.is_empty() {
        errors.push(located(file_name, 1, Finding::whole(Problem::EmptyFile)));
    }
    if errors.is_empty() { Ok(rows) } else { Err(errors) }
}

/// What a record of a file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// A record to import.
    Row(ImportedRow),
    /// A record that ships with the program just so and is passed over.
    Shipped,
    /// Everything that is wrong with it, with line and field; then nothing of the file may be imported.
    Wrong(Vec<CheckError>),
}

/// Reads and checks a file to import: practices, cautions, measures and programmes as JSON lines or as a JSON list, or a
/// document `{"measures": [...]}` or `{"programmes": [...]}`. A record equal to a shipped one is passed over, so that an
/// export can be imported elsewhere.
///
/// It gives one record after another and holds no more than one of JSON lines. An `Err` says that the file cannot be
/// read any further ([`io::ErrorKind::FileTooLarge`]: that a list or document is too large to be read as a whole).
pub fn read_import<'a, R: BufRead>(
    input: R,
    file_name: &str,
    catalogue: &'a Catalogue,
) -> ImportReader<'a, R> {
    ImportReader {
        source: Source::New(input),
        file_name: file_name.to_owned(),
        catalogue,
        lines_of_ids: HashMap::new(),
        any: false,
    }
}

/// The records of a file, one after another; see [`read_import`].
#[derive(Debug)]
pub struct ImportReader<'a, R> {
    source: Source<R>,
    file_name: String,
    /// Knows what ships.
    catalogue: &'a Catalogue,
    /// Where each id was first.
    lines_of_ids: HashMap<Box<str>, u32>,
    any: bool,
}

/// How far the file is read.
#[derive(Debug)]
enum Source<R> {
    New(R),
    Open(Pieces<R>),
    Ended,
}

impl<R: BufRead> Iterator for ImportReader<'_, R> {
    type Item = io::Result<Checked>;

    fn next(&mut self) -> Option<io::Result<Checked>> {
        if matches!(self.source, Source::New(_))
            && let Source::New(input) = std::mem::replace(&mut self.source, Source::Ended)
        {
            match Pieces::of(input) {
                Ok(pieces) => self.source = Source::Open(pieces),
                Err(broken) => return Some(self.broken(broken)),
            }
        }
        let Source::Open(pieces) = &mut self.source else { return None };
        let (line, found) = match pieces.next() {
            Some(Ok((line, json))) => (line, check_piece(json, self.catalogue)),
            Some(Err(broken)) => {
                if matches!(broken, Broken::Unreadable(_)) {
                    self.source = Source::Ended;
                }
                return Some(self.broken(broken));
            }
            None => {
                self.source = Source::Ended;
                return (!self.any).then(|| self.broken(Broken::Wrong(1, Problem::EmptyFile)));
            }
        };
        self.any = true;
        let found = match found {
            Ok(None) => return Some(Ok(Checked::Shipped)),
            Ok(Some(row)) => match self.lines_of_ids.get(row.id.as_str()) {
                Some(&line) => vec![Finding::new("id", Problem::DuplicateId { id: row.id, line })],
                None => {
                    self.lines_of_ids.insert(row.id.as_str().into(), line);
                    return Some(Ok(Checked::Row(row)));
                }
            },
            Err(found) => found,
        };
        let found = found.into_iter().map(|finding| located(&self.file_name, line, finding));
        Some(Ok(Checked::Wrong(found.collect())))
    }
}

impl<R> ImportReader<'_, R> {
    fn broken(&mut self, broken: Broken) -> io::Result<Checked> {
        self.any = true;
        match broken {
            Broken::Unreadable(error) => Err(error),
            Broken::Wrong(line, problem) => {
                Ok(Checked::Wrong(vec![located(&self.file_name, line, Finding::whole(problem))]))
            }
        }
    }
}

/// A row that has been looked at: its id, its kind, and what is wrong with it.
type Examined = (String, RecordKind, Vec<Finding>);

/// Checks one record; `None` for one that ships already.
fn check_piece(json: &str, catalogue: &Catalogue) -> Result<Option<ImportedRow>, Vec<Finding>> {
    let (id, kind, found) = examine(json, catalogue)?;
    if !found.is_empty() {
        return Err(found);
    }
    let row = ImportedRow { id, kind, json: one_line(json) };
    if catalogue.is_shipped(&row.id) {
        let record = parse_record(kind, &row.json, catalogue.concept()).map_err(|finding| vec![finding])?;
        let known = catalogue.record(&row.id) == Some(&record);
        return if known { Ok(None) } else { Err(vec![Finding::new("id", Problem::TakenId(row.id))]) };
    }
    Ok(Some(row))
}

/// Checks a record that somebody else checked and keeps as one line; gives its id and kind. One that ships is no flaw: another version of the program may ship others.
///
/// # Errors
/// The first thing that is wrong.
pub fn check_foreign(json: &str, catalogue: &Catalogue) -> Result<(String, RecordKind), Finding> {
    if json.contains(['\n', '\r']) {
        return Err(Finding::whole(Problem::ControlCharacter));
    }
    let first = |found: Vec<Finding>| found.into_iter().next();
    match examine(json, catalogue) {
        Ok((id, kind, found)) => first(found).map_or(Ok((id, kind)), Err),
        Err(found) => Err(first(found).unwrap_or_else(|| Finding::whole(Problem::NotAnObject))),
    }
}

/// Parses and checks a row of any format. The formats refuse each other's keys, so the first that takes a row is its
/// own, and a right row is parsed once, or as far as its first foreign key.
fn examine(json: &str, catalogue: &Catalogue) -> Result<Examined, Vec<Finding>> {
    check_size(json)?;
    if let Ok(row) = serde_json::from_str(json) {
        return Ok(practice(row, catalogue));
    }
    if let Ok(row) = serde_json::from_str(json) {
        return Ok(measure(row, catalogue));
    }
    if let Ok(row) = serde_json::from_str(json) {
        return Ok(programme(row));
    }
    // No row is right: the findings are those of the format that it was meant for, told by a key that only one has.
    let value: Value = parse_value(json)?;
    let Value::Object(row) = value else { return Err(vec![Finding::whole(Problem::NotAnObject)]) };
    if row.contains_key("for_whom") {
        parse_row(json, shape::PROGRAMME).map(programme)
    } else if row.contains_key("goal") || row.contains_key("description_cs") {
        parse_row(json, shape::MEASURE).map(|row| measure(row, catalogue))
    } else {
        parse_row(json, shape::PRACTICE).map(|row| practice(row, catalogue))
    }
}

fn practice(row: PracticeRow, catalogue: &Catalogue) -> Examined {
    let found = check_practice(&row, catalogue.municipalities());
    (row.id, row.kind, found)
}

fn measure(row: MeasureRow, catalogue: &Catalogue) -> Examined {
    let found = check_measure(&row, catalogue.concept());
    (row.id, RecordKind::Measure, found)
}

fn programme(row: ProgrammeRow) -> Examined {
    let found = check_programme(&row);
    (row.id, RecordKind::Funding, found)
}

fn check_size(json: &str) -> Result<(), Vec<Finding>> {
    if json.len() <= RECORD_LIMIT {
        return Ok(());
    }
    Err(vec![Finding::whole(Problem::TooLarge { limit: RECORD_LIMIT, size: json.len() })])
}

/// Parses one row; where that fails, finds the fields that are wrong.
fn parse_row<Row: DeserializeOwned>(json: &str, shape: Shape) -> Result<Row, Vec<Finding>> {
    check_size(json)?;
    let error = match serde_json::from_str(json) {
        Ok(row) => return Ok(row),
        Err(error) => error,
    };
    let Value::Object(row) = parse_value(json)? else {
        return Err(vec![Finding::whole(Problem::NotAnObject)]);
    };
    let mut found = shape::findings(&row, shape);
    if found.is_empty() {
        // What the shapes do not see, for example a key that occurs twice.
        found.push(Finding::whole(Problem::Syntax(error.to_string())));
    }
    Err(found)
}

fn parse_value(json: &str) -> Result<Value, Vec<Finding>> {
    serde_json::from_str(json).map_err(|error| vec![Finding::whole(Problem::Syntax(error.to_string()))])
}

/// `json` without the line breaks and indentation between its values; a text in JSON has no raw line break.
fn one_line(json: &str) -> String {
    if !json.contains(['\n', '\r']) {
        return json.to_owned();
    }
    let pieces = json.lines().map(str::trim).filter(|line| !line.is_empty());
    pieces.collect::<Vec<_>>().join(" ")
}

fn located(file: &str, line: u32, finding: Finding) -> CheckError {
    CheckError { file: file.to_owned(), line, field: finding.field, problem: finding.problem }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn a_stored_row_that_cannot_be_read_does_not_keep_the_others_out() {
        let mut catalogue = Catalogue::shipped().unwrap();
        let shipped = practices::SHIPPED.lines().next().unwrap();
        assert!(!catalogue.add_imported("damaged", "practice", "{"));
        assert!(!catalogue.add_imported("brno-urbact-onstage-hudebni-skoly", "practice", shipped));
        assert!(!catalogue.add_imported("other", "unknown-kind", "{}"));
        assert!(catalogue.add_imported("my-practice", "practice", &practice("my-practice", "my-practice")));
        assert!(catalogue.record("my-practice").is_some());
    }

    /// A shipped practice under a new id, with one replacement.
    fn practice(from: &str, to: &str) -> String {
        let line = practices::SHIPPED.lines().next().unwrap();
        let line = line.replace("brno-urbact-onstage-hudebni-skoly", "my-practice");
        assert!(line.contains(from), "{from}");
        line.replacen(from, to, 1)
    }

    /// What is in a file: its rows and how many records ship, or everything that is wrong.
    fn read(bytes: &[u8]) -> Result<(Vec<ImportedRow>, usize), Vec<CheckError>> {
        let (mut rows, mut shipped, mut errors) = (Vec::new(), 0, Vec::new());
        for checked in read_import(bytes, "file", &Catalogue::shipped().unwrap()) {
            match checked.unwrap() {
                Checked::Row(row) => rows.push(row),
                Checked::Shipped => shipped += 1,
                Checked::Wrong(found) => errors.extend(found),
            }
        }
        if errors.is_empty() { Ok((rows, shipped)) } else { Err(errors) }
    }

    fn import(text: &str) -> Result<(Vec<ImportedRow>, usize), Vec<CheckError>> {
        read(text.as_bytes())
    }

    /// The errors as `line field problem` in English.
    fn errors(text: &str) -> Vec<String> {
        import(text).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[rstest]
    #[case::missing("\"year\": 2018, ", "", "field year: the field is required")]
    #[case::unknown(
        "\"year\": 2018",
        "\"jahr\": 1, \"year\": 2018",
        "field jahr: the format has no such field"
    )]
    #[case::type_of_text(
        "\"title_cs\": \"",
        "\"title_cs\": 5, \"x\": \"",
        "field title_cs: the value has another type"
    )]
    #[case::kind(
        "\"kind\": \"practice\"",
        "\"kind\": \"story\"",
        "field kind: the format has no value \"story\""
    )]
    #[case::foreign_kind(
        "\"kind\": \"practice\"",
        "\"kind\": \"partner\"",
        "field kind: the format has no value"
    )]
    #[case::stage(
        "\"stage\": \"running\"",
        "\"stage\": \"open\"",
        "field stage: the format has no value \"open\""
    )]
    #[case::component("\"A1\", ", "\"A.1\", ", "field components: the format has no value \"A.1\"")]
    #[case::component_twice("\"A1\", ", "\"ZPO2\", ", "field components: \"ZPO2\" is repeated")]
    #[case::id("my-practice", "My practice", "field id: an id may have only")]
    #[case::taken("my-practice", "wifi4eu", "field id: a record that ships with the program already has")]
    #[case::language(
        "\"result_en\": \"",
        "\"result_en\": null, \"x\": \"",
        "field x: the format has no such field"
    )]
    #[case::control(
        "Brno v evrops",
        "Brno\\u001b[2J v evrops",
        "field solution_cs: the text contains a control"
    )]
    #[case::region("\"Jihomoravský kraj\"", "\"Jižní Morava\"", "field place.region: there is no region")]
    #[case::other_region(
        "\"Jihomoravský kraj\"",
        "\"Zlínský kraj\"",
        "field place.region: the municipality Brno lies in"
    )]
    #[case::code("582786", "582787", "field place.municipality_code: there is no municipality")]
    #[case::abroad("\"CZ\"", "\"SK\"", "field place.region: a place abroad has no Czech region")]
    #[case::country("\"CZ\"", "\"Česko\"", "field place.country:")]
    #[case::level("\"statutarni-mesto\"", "\"velkoměsto\"", "field place.level: the format has no value")]
    #[case::keyword("\"urbact\"", "\"URBACT\"", "field keywords_cs: \"URBACT\" should be in lower case")]
    #[case::year("2018, \"cost", "1018, \"cost", "field year: the year 1018 is not within")]
    #[case::year_of_no_type("2018, \"cost", "201800, \"cost", "field year: the year 201800 is not within")]
    #[case::cost("\"cost_czk\": null", "\"cost_czk\": -1", "field cost_czk: the amount must not be negative")]
    #[case::date("2021-08-05", "5. 8. 2021", "field sources[0].published: \"5. 8. 2021\" is not a date")]
    #[case::address("https://onstage", "ftp://onstage", "field sources[1].url:")]
    #[case::twice(
        "\"year\": 2018",
        "\"year\": 2018, \"year\": 2019",
        "this is not valid JSON (duplicate field"
    )]
    fn says_line_and_field(#[case] from: &str, #[case] to: &str, #[case] expected: &str) {
        let good = practice("my-practice", "other-practice");
        let found = errors(&format!("{good}\n\n{}\n", practice(from, to)));
        let wanted = format!("file, line 3, {expected}");
        let wanted_whole = format!("file, line 3: {expected}");
        assert!(
            found.iter().any(|error| error.starts_with(&wanted) || error.starts_with(&wanted_whole)),
            "{found:#?}"
        );
    }

    #[test]
    fn a_text_in_one_language_is_refused_and_named() {
        let mut row: Value = serde_json::from_str(&practice("my-practice", "mine")).unwrap();
        row["result_en"] = Value::Null;
        assert_eq!(
            errors(&row.to_string()),
            ["file, line 1, field result_cs: the text is in one language only; fill in result_en too, or leave both null"]
                .as_slice()
        );
    }

    #[test]
    fn every_error_of_a_file_is_reported_and_nothing_is_imported() {
        let text = format!(
            "{}\n{}\nnonsense\n[]\n",
            practice("\"urbact\"", "\"URBACT\""),
            practice("my-practice", "fine")
        );
        let found = errors(&text);
        assert_eq!(found.len(), 3, "{found:#?}");
        assert!(found[1].starts_with("file, line 3: this is not valid JSON"));
        assert!(found[2].starts_with("file, line 4: a record should be a JSON object"));
    }

    #[test]
    fn an_id_that_repeats_names_the_first_line() {
        let line = practice("my-practice", "mine");
        let found = errors(&format!("{line}\n{line}\n"));
        assert_eq!(
            found,
            ["file, line 2, field id: the record on line 1 already has the id \"mine\""].as_slice()
        );
    }

    #[rstest]
    #[case::empty(b"".to_vec(), 1, Problem::EmptyFile)]
    #[case::blank(b" \n\n".to_vec(), 1, Problem::EmptyFile)]
    #[case::empty_list(b"[]".to_vec(), 1, Problem::EmptyFile)]
    #[case::not_utf8(b"\n\n{\"id\": \"\xff\"}".to_vec(), 3, Problem::NotUtf8)]
    #[case::no_list(b"{\"gaps\": []}".to_vec(), 1, Problem::UnknownDocument)]
    #[case::huge(
        [b"\n{\"id\": \"".to_vec(), vec![b'a'; RECORD_LIMIT]].concat(),
        2,
        Problem::TooLarge { limit: RECORD_LIMIT, size: RECORD_LIMIT + 8 }
    )]
    fn damaged_files_are_refused_with_a_line(
        #[case] bytes: Vec<u8>,
        #[case] line: u32,
        #[case] problem: Problem,
    ) {
        let found = read(&bytes).unwrap_err();
        assert_eq!(found, [CheckError { file: "file".to_owned(), line, field: None, problem }].as_slice());
    }

    #[test]
    fn nesting_without_end_is_refused() {
        assert!(import(&"[".repeat(100_000)).is_err());
        assert!(import(&format!("{{\"id\": {}", "[".repeat(100_000))).is_err());
    }

    const MEASURES: &str = r#"{
  "measures": [
    {
      "id": "A4.1-m9", "code": null, "component": "A4", "goal": "A4.1",
      "name_cs": "Nové opatření", "name_en": "New measure",
      "description_cs": "Popis.", "description_en": "Description.", "gestor": null, "origin": "concept",
      "sources": [{"url": null, "title": "Koncepce", "publisher": "MMR", "published": "2021"}]
    },
    {
      "id": "A4.2-m9", "code": null, "component": "A4", "goal": "B1.1",
      "name_cs": "Jiné", "name_en": "Other",
      "description_cs": "Popis.", "description_en": "Description.", "gestor": null, "origin": "concept",
      "sources": [{"url": null, "title": "Koncepce", "publisher": "MMR", "published": "2021"}]
    }
  ]
}"#;

    #[test]
    fn a_document_of_measures_is_checked_against_the_concept() {
        let goal = "file, line 9, field goal: the goal B1.1 belongs to the component B1";
        assert_eq!(errors(MEASURES), [goal].as_slice());
        let unknown = "file, line 9, field goal: the Concept has no goal \"B9.9\"";
        assert_eq!(errors(&MEASURES.replace("B1.1", "B9.9")), [unknown].as_slice());
    }

    #[test]
    fn an_imported_measure_becomes_a_record_and_one_line() {
        let mut catalogue = Catalogue::shipped().unwrap();
        let good = MEASURES.replace("B1.1", "A4.2");
        let (rows, shipped) = import(&good).unwrap();
        assert_eq!((rows.len(), shipped), (2, 0));
        for row in &rows {
            assert!(catalogue.add_imported(&row.id, row.kind.key(), &row.json));
        }
        assert_eq!(catalogue.record("A4.1-m9").unwrap().title.en, "New measure");

        let exported = rows.iter().map(|row| format!("{}\n", row.json)).collect::<String>();
        assert_eq!(import(&format!("{}{exported}", shipped_lines())).unwrap(), (rows, 356));
    }

    #[test]
    fn shipped_files_may_be_imported_without_effect() {
        assert_eq!(import(include_str!("../../data/funding.json")).unwrap(), (Vec::new(), 66));
    }

    #[test]
    fn quoted_values_cannot_command_the_terminal() {
        let text = practice("\"stage\": \"running\"", "\"stage\": \"\\u001b[2J\"");
        for error in import(&text).unwrap_err() {
            use crate::i18n::{Language, Localized};
            assert!(!error.localized(Language::Czech).contains('\u{1b}'));
        }
    }

    #[test]
    fn parsing_practices_reports_the_line_of_the_original() {
        assert_eq!(parse_practices(practices::SHIPPED, practices::FILE).unwrap().len(), 356);
        let found = parse_practices("\n{}\n", "my.jsonl").unwrap_err();
        assert!(found.iter().all(|error| error.line == 2 && error.problem == Problem::MissingField));
        assert_eq!(found.len(), shape::PRACTICE.len());
    }
}
