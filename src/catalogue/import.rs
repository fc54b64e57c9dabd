//! Records in and out: JSON lines, or the documents of measures and programmes in the shipped formats.
//!
//! An imported record is kept as the text that was imported, so that an export gives back exactly what came in.

use super::check::{check_measure, check_practice, check_programme};
use super::concept::MeasureRow;
use super::funding::ProgrammeRow;
use super::practices::{self, PracticeRow};
use super::problem::{CheckError, Finding, Problem};
use super::record::{Record, RecordKind};
use super::shape::{self, Shape};
use super::{Catalogue, Concept};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::HashMap;

/// The largest record that is accepted, in bytes; the largest shipped one has 4 kB.
const RECORD_LIMIT: usize = 256 * 1024;

/// A checked record as it was imported; the caller keeps it and adds [`ImportedRow::record`] to the catalogue.
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
    /// A row as a store kept it; `None` when its kind is not one that can be imported.
    pub fn from_parts(id: &str, kind: &str, json: &str) -> Option<ImportedRow> {
        let kind = RecordKind::parse(kind)?;
        Some(ImportedRow { id: id.to_owned(), kind, json: json.to_owned() })
    }

    /// The record for the catalogue.
    ///
    /// # Errors
    /// The finding, if the text is no longer of the format.
    pub fn record(&self, concept: &Concept) -> Result<Record, Finding> {
        let damaged = |error: serde_json::Error| Finding::whole(Problem::Syntax(error.to_string()));
        match self.kind {
            RecordKind::Measure => {
                serde_json::from_str::<MeasureRow>(&self.json).map(|row| row.into_record(concept))
            }
            RecordKind::Funding => {
                serde_json::from_str::<ProgrammeRow>(&self.json).map(|row| row.into_record(concept))
            }
            _ => serde_json::from_str::<PracticeRow>(&self.json).map(|row| row.into_record(concept)),
        }
        .map_err(damaged)
    }
}

impl Catalogue {
    /// Adds the records that were imported earlier, as a store kept them: id, kind and JSON. Returns the ids of those
    /// that are left out, because a newer version of the program ships their id or no longer reads their form.
    pub fn add_imported(&mut self, rows: impl IntoIterator<Item = (String, String, String)>) -> Vec<String> {
        let mut left_out = Vec::new();
        for (id, kind, json) in rows {
            let row = ImportedRow::from_parts(&id, &kind, &json);
            let record = row.and_then(|row| row.record(self.concept()).ok());
            if record.is_none_or(|record| self.add(vec![record]).is_err()) {
                left_out.push(id);
            }
        }
        left_out
    }
}

/// What a checked file contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The records to import, in the order of the file.
    pub rows: Vec<ImportedRow>,
    /// How many records of the file are passed over, because they ship with the program just so.
    pub shipped: usize,
}

/// All practices and cautions as JSON lines: the shipped ones byte for byte, then the imported rows as they came in.
pub fn export(imported: &[ImportedRow]) -> String {
    let mut text = practices::SHIPPED.to_owned();
    for row in imported {
        text.push_str(&row.json);
        text.push('\n');
    }
    text
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

/// Reads and checks a file to import: practices, cautions, measures and programmes as JSON lines or as a JSON list, or a
/// document `{"measures": [...]}` or `{"programmes": [...]}`. A record equal to a shipped one is passed over, so that an
/// [`export`] can be imported elsewhere.
///
/// # Errors
/// Everything that is wrong, with line and field; then nothing of the file may be imported.
pub fn read_import(bytes: &[u8], file_name: &str, catalogue: &Catalogue) -> Result<Import, Vec<CheckError>> {
    let fail = |line, problem| vec![located(file_name, line, Finding::whole(problem))];
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            return Err(fail(line_after(before), Problem::NotUtf8));
        }
    };
    let pieces = match document_kind(text) {
        DocumentKind::Lines => lines(text).collect(),
        DocumentKind::List => parse_list(text).map_err(|(line, problem)| fail(line, problem))?,
        DocumentKind::Object => parse_object(text).map_err(|(line, problem)| fail(line, problem))?,
    };
    if pieces.is_empty() {
        return Err(fail(1, Problem::EmptyFile));
    }
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut import = Import { rows: Vec::new(), shipped: 0 };
    let mut errors = Vec::new();
    for (line, json) in pieces {
        let found = match check_piece(json, catalogue) {
            Ok(None) => {
                import.shipped += 1;
                continue;
            }
            Ok(Some(row)) => match seen.insert(row.id.clone(), line) {
                Some(line) => vec![Finding::new("id", Problem::DuplicateId { id: row.id, line })],
                None => {
                    import.rows.push(row);
                    continue;
                }
            },
            Err(found) => found,
        };
        errors.extend(found.into_iter().map(|finding| located(file_name, line, finding)));
    }
    if errors.is_empty() { Ok(import) } else { Err(errors) }
}

/// Checks one record; `None` for one that ships already.
fn check_piece(json: &str, catalogue: &Catalogue) -> Result<Option<ImportedRow>, Vec<Finding>> {
    let (id, kind, found) = match kind_of(json)? {
        RowKind::Practice => {
            let row: PracticeRow = parse_row(json, shape::PRACTICE)?;
            let found = check_practice(&row, catalogue.municipalities());
            (row.id, row.kind, found)
        }
        RowKind::Measure => {
            let row: MeasureRow = parse_row(json, shape::MEASURE)?;
            let found = check_measure(&row, catalogue.concept());
            (row.id, RecordKind::Measure, found)
        }
        RowKind::Programme => {
            let row: ProgrammeRow = parse_row(json, shape::PROGRAMME)?;
            let found = check_programme(&row);
            (row.id, RecordKind::Funding, found)
        }
    };
    if !found.is_empty() {
        return Err(found);
    }
    let row = ImportedRow { id, kind, json: one_line(json) };
    if catalogue.is_shipped(&row.id) {
        let record = row.record(catalogue.concept()).map_err(|finding| vec![finding])?;
        let known = catalogue.record(&row.id) == Some(&record);
        return if known { Ok(None) } else { Err(vec![Finding::new("id", Problem::TakenId(row.id))]) };
    }
    Ok(Some(row))
}

/// The formats of rows that can be imported.
enum RowKind {
    Practice,
    Measure,
    Programme,
}

/// Tells the formats apart by a key that only one of them has.
fn kind_of(json: &str) -> Result<RowKind, Vec<Finding>> {
    if json.len() > RECORD_LIMIT {
        let problem = Problem::TooLarge { limit: RECORD_LIMIT, size: json.len() };
        return Err(vec![Finding::whole(problem)]);
    }
    let value: Value = parse_value(json)?;
    let Value::Object(row) = value else { return Err(vec![Finding::whole(Problem::NotAnObject)]) };
    Ok(if row.contains_key("for_whom") {
        RowKind::Programme
    } else if row.contains_key("goal") || row.contains_key("description_cs") {
        RowKind::Measure
    } else {
        RowKind::Practice
    })
}

/// Parses one row; where that fails, finds the fields that are wrong.
fn parse_row<Row: DeserializeOwned>(json: &str, shape: Shape) -> Result<Row, Vec<Finding>> {
    if json.len() > RECORD_LIMIT {
        let problem = Problem::TooLarge { limit: RECORD_LIMIT, size: json.len() };
        return Err(vec![Finding::whole(problem)]);
    }
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

/// What a file is, by how it begins.
enum DocumentKind {
    Lines,
    List,
    Object,
}

fn document_kind(text: &str) -> DocumentKind {
    let text = text.trim_start();
    if text.starts_with('[') {
        return DocumentKind::List;
    }
    let first_key = text.strip_prefix('{').and_then(|rest| rest.trim_start().strip_prefix('"'));
    let documents = ["measures\"", "programmes\"", "note_en\"", "note_cs\"", "gaps\""];
    match first_key {
        Some(key) if documents.iter().any(|known| key.starts_with(known)) => DocumentKind::Object,
        _ => DocumentKind::Lines,
    }
}

/// The lines that are not blank, with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    (1u32..)
        .zip(text.lines())
        .map(|(number, line)| (number, line.trim()))
        .filter(|(_, line)| !line.is_empty())
}

type Pieces<'a> = Vec<(u32, &'a str)>;

fn parse_list(text: &str) -> Result<Pieces<'_>, (u32, Problem)> {
    let items: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| document_error(&error))?;
    Ok(numbered(text, &items))
}

fn parse_object(text: &str) -> Result<Pieces<'_>, (u32, Problem)> {
    /// The notes and gaps of a shipped file are about that file and are not imported.
    #[derive(Deserialize)]
    struct Document<'a> {
        #[serde(borrow)]
        measures: Option<Vec<&'a RawValue>>,
        #[serde(borrow)]
        programmes: Option<Vec<&'a RawValue>>,
    }
    let document: Document<'_> = serde_json::from_str(text).map_err(|error| document_error(&error))?;
    if document.measures.is_none() && document.programmes.is_none() {
        return Err((1, Problem::UnknownDocument));
    }
    let items: Vec<&RawValue> = document.measures.into_iter().chain(document.programmes).flatten().collect();
    Ok(numbered(text, &items))
}

fn document_error(error: &serde_json::Error) -> (u32, Problem) {
    (u32::try_from(error.line()).unwrap_or(u32::MAX), Problem::Syntax(error.to_string()))
}

/// The items with the lines on which they begin. They are slices of `text`, so their addresses tell where they are.
fn numbered<'a>(text: &str, items: &[&'a RawValue]) -> Pieces<'a> {
    let start = text.as_ptr().addr();
    let mut line = 1;
    let mut counted = 0;
    let mut pieces = Vec::with_capacity(items.len());
    for item in items {
        let at = item.get().as_ptr().addr().saturating_sub(start);
        if let Some(between) = text.as_bytes().get(counted..at) {
            line += newlines(between);
            counted = at;
        } else {
            // The lists of a document may stand in another order than they are read.
            line = line_after(text.as_bytes().get(..at).unwrap_or_default());
            counted = at;
        }
        pieces.push((line, item.get()));
    }
    pieces
}

fn newlines(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// The number of the line that follows `before`.
fn line_after(before: &[u8]) -> u32 {
    newlines(before).saturating_add(1)
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
        let row = |id: &str, kind: &str, json: String| (id.to_owned(), kind.to_owned(), json);
        let shipped = practices::SHIPPED.lines().next().unwrap().to_owned();
        let rows = [
            row("damaged", "practice", "{".to_owned()),
            row("brno-urbact-onstage-hudebni-skoly", "practice", shipped),
            row("other", "unknown-kind", "{}".to_owned()),
            row("my-practice", "practice", practice("my-practice", "my-practice")),
        ];
        let left_out = catalogue.add_imported(rows);
        assert_eq!(left_out, ["damaged", "brno-urbact-onstage-hudebni-skoly", "other"]);
        assert!(catalogue.record("my-practice").is_some());
    }

    /// A shipped practice under a new id, with one replacement.
    fn practice(from: &str, to: &str) -> String {
        let line = practices::SHIPPED.lines().next().unwrap();
        let line = line.replace("brno-urbact-onstage-hudebni-skoly", "my-practice");
        assert!(line.contains(from), "{from}");
        line.replacen(from, to, 1)
    }

    fn import(text: &str) -> Result<Import, Vec<CheckError>> {
        read_import(text.as_bytes(), "file", &Catalogue::shipped().unwrap())
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
        let found = read_import(&bytes, "file", &Catalogue::shipped().unwrap()).unwrap_err();
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
        let import = read_import(good.as_bytes(), "file", &catalogue).unwrap();
        assert_eq!((import.rows.len(), import.shipped), (2, 0));
        let records = import.rows.iter().map(|row| row.record(catalogue.concept()).unwrap()).collect();
        catalogue.add(records).unwrap();
        assert_eq!(catalogue.record("A4.1-m9").unwrap().title.en, "New measure");

        let exported = export(&import.rows);
        assert!(exported.starts_with(practices::SHIPPED));
        let again = read_import(exported.as_bytes(), "file", &Catalogue::shipped().unwrap()).unwrap();
        assert_eq!(again, Import { rows: import.rows, shipped: 356 });
    }

    #[test]
    fn shipped_files_may_be_imported_without_effect() {
        let catalogue = Catalogue::shipped().unwrap();
        let text = include_str!("../../data/funding.json");
        assert_eq!(
            read_import(text.as_bytes(), "funding.json", &catalogue),
            Ok(Import { rows: Vec::new(), shipped: 66 })
        );
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
