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
/// A text that a spreadsheet program would take for a formula gets an apostrophe before it (OWASP, CSV injection). That
/// holds for a telephone number with `+` too: better an apostrophe than a sum.
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
        // Both separators and a space at an end are quoted, so that a program that guesses wrong still keeps the value.
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
        Cell::Text(text) if begins_formula(text) => format!("'{text}"),
        Cell::Text(text) => text.clone(),
        Cell::Date(date) => date.to_string(),
        Cell::Number(number) => number.to_string(),
    }
}

/// Whether a spreadsheet program would calculate what begins so; the wide forms are those of East Asian programs.
fn begins_formula(text: &str) -> bool {
    let dangerous =
        |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    text.starts_with(dangerous)
}

#[cfg(test)]
mod tests {
    use super::super::tables::{Column, ColumnKind};
    use super::*;

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
        assert_eq!(one("\t=1"), "\"'\t=1\"");
        assert_eq!(one("=HYPERLINK(\"http://a.cz\",1)"), "\"'=HYPERLINK(\"\"http://a.cz\"\",1)\"");
        for harmless in ["a=b", "č. 5", "'x", "1-2"] {
            assert_eq!(one(harmless), harmless);
        }
        assert_eq!(written(&[Cell::Number(-5)], &CsvOptions::default()), "Název\r\n-5\r\n");
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
