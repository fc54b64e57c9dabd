//! A table as comma-separated values (RFC 4180), which no spreadsheet program can be made to calculate.

use super::tables::{Cell, Table};

/// How a spreadsheet program wants its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CsvOptions {
    /// Semicolons between values instead of commas: what Excel reads where, as in Czech, the comma is decimal.
    pub semicolon: bool,
    /// A byte order mark first, without which Excel does not take the file for UTF-8.
    pub byte_order_mark: bool,
}

/// The table with its titles as the first row, lines ending with CRLF. Days are written as `2026-11-21`, amounts as
/// digits.
///
/// What a spreadsheet program would take for a formula gets an apostrophe before it (OWASP, CSV injection), also inside
/// a text: a program that takes the other separator for the right one begins a value there. That holds for a telephone
/// number with `+` and for a list with `-` too: better an apostrophe than a sum.
pub fn csv(table: &Table, options: &CsvOptions) -> String {
    let separator = if options.semicolon { ';' } else { ',' };
    let mut csv = String::new();
    if options.byte_order_mark {
        csv.push('\u{feff}');
    }
    row(table.columns.iter().map(|column| column.title.to_owned()), separator, &mut csv);
    for cells in &table.rows {
        row(cells.iter().map(value), separator, &mut csv);
    }
    csv
}

fn row(values: impl Iterator<Item = String>, separator: char, csv: &mut String) {
    for (index, value) in values.enumerate() {
        if index > 0 {
            csv.push(separator);
        }
        // Both separators and a space at an end are quoted, so that a program that guesses wrong keeps a value that
        // begins its line. In the middle of a line the quotes would not help it: see `harmless`.
        let is_plain = !value.contains(['"', ',', ';', '\r', '\n', '\t']) && value.trim() == value;
        if is_plain {
            csv.push_str(&value);
        } else {
            csv.push('"');
            csv.push_str(&value.replace('"', "\"\""));
            csv.push('"');
        }
    }
    csv.push_str("\r\n");
}

fn value(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => harmless(text),
        Cell::Date(date) => date.to_string(),
        Cell::Number(number) => number.to_string(),
    }
}

/// The text with an apostrophe wherever a program, whatever it takes for a separator, could begin to calculate: at the
/// beginning and after a separator, a quote or a line break, spaces between left aside.
fn harmless(text: &str) -> String {
    let mut harmless = String::with_capacity(text.len() + 1);
    if text.starts_with(ends_value) {
        harmless.push('\'');
    }
    let mut begins = true;
    for character in text.chars() {
        if begins && is_dangerous(character) {
            harmless.push('\'');
        }
        harmless.push(character);
        begins = ends_value(character) || begins && character.is_whitespace();
    }
    harmless
}

/// What programs begin a formula with; the wide forms are those of East Asian programs.
fn is_dangerous(character: char) -> bool {
    matches!(character, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

/// What ends a value for some program.
fn ends_value(character: char) -> bool {
    matches!(character, ';' | ',' | '"' | '\t' | '\r' | '\n')
}

#[cfg(test)]
mod tests {
    use super::super::tables::{Column, ColumnKind};
    use super::*;
    use proptest::prelude::*;

    fn written(values: &[Cell], options: &CsvOptions) -> String {
        let column = |_: &Cell| Column { title: "Název", kind: ColumnKind::Text };
        let table =
            Table { name: "t", columns: values.iter().map(column).collect(), rows: vec![values.to_vec()] };
        csv(&table, options)
    }

    fn one(value: &str) -> String {
        let csv = written(&[Cell::Text(value.into())], &CsvOptions::default());
        csv.strip_prefix("Název\r\n").unwrap().strip_suffix("\r\n").unwrap().to_owned()
    }

    #[test]
    fn what_a_program_would_calculate_has_an_apostrophe() {
        for formula in
            ["=cmd|' /C calc'!A0", "+420 123 456 789", "-1+1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠A"]
        {
            assert_eq!(one(formula), format!("'{formula}"));
        }
        assert_eq!(one("\t=1"), "\"'\t'=1\"");
        assert_eq!(one("=HYPERLINK(\"http://a.cz\",1)"), "\"'=HYPERLINK(\"\"http://a.cz\"\",1)\"");
        for harmless in ["a=b", "č. 5", "'x", "1-2"] {
            assert_eq!(one(harmless), harmless);
        }
        assert_eq!(written(&[Cell::Number(-5)], &CsvOptions::default()), "Název\r\n-5\r\n");
    }

    /// Every value that a program reads which takes `separator` for the right one.
    fn read_with(separator: u8, csv: &str) -> Vec<String> {
        let mut reader = ::csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(csv.as_bytes());
        reader.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect()
    }

    #[test]
    fn a_program_that_guesses_the_separator_wrong_calculates_nothing() {
        assert_eq!(one("Odpady;=1+1;x"), "\"Odpady;'=1+1;x\"");
        assert_eq!(one("a\n =1"), "\"a\n '=1\"");
        assert_eq!(one("a\"=1"), "\"a\"\"'=1\"");
        assert_eq!(one(" =1"), "\" '=1\"");
        for harmless in ["a = b", "1 - 2", "jana@vzorova.cz", "a;b-c"] {
            assert_eq!(one(harmless).trim_matches('"'), harmless);
        }
    }

    proptest! {
        #[test]
        fn no_text_is_a_formula_whatever_a_program_takes_for_the_separator(
            texts in proptest::collection::vec("[=+@＝;,\"\t\r\n a'-]{0,8}", 1..4),
            semicolon: bool,
        ) {
            let values: Vec<Cell> = texts.into_iter().map(Cell::Text).collect();
            let options = CsvOptions { semicolon, byte_order_mark: false };
            let written = written(&values, &options);
            for separator in [b',', b';', b'\t'] {
                for value in read_with(separator, &written) {
                    prop_assert!(!value.trim_start().starts_with(is_dangerous), "{value:?} in {written:?}");
                }
            }
        }
    }

    #[test]
    fn separators_quotes_and_breaks_are_quoted() {
        assert_eq!(one("a,b"), "\"a,b\"");
        assert_eq!(one("a;b"), "\"a;b\"");
        assert_eq!(one("a \"b\""), "\"a \"\"b\"\"\"");
        assert_eq!(one("a\nb"), "\"a\nb\"");
        assert_eq!(one(" a"), "\" a\"");
    }

    #[test]
    fn values_of_all_kinds_stand_between_the_chosen_separators() {
        let date = jiff::civil::date(2026, 12, 5);
        let values = [Cell::Empty, Cell::Date(date), Cell::Number(1_250_000), Cell::Text("č".into())];
        assert_eq!(
            written(&values, &CsvOptions::default()),
            "Název,Název,Název,Název\r\n,2026-12-05,1250000,č\r\n"
        );
        let czech = CsvOptions { semicolon: true, byte_order_mark: true };
        assert_eq!(written(&values, &czech), "\u{feff}Název;Název;Název;Název\r\n;2026-12-05;1250000;č\r\n");
    }
}
