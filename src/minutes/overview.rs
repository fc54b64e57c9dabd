//! A document of facts and tables that is no minutes: the report over many consultations.

use super::document::Fact;
use super::layout::{Block, Layout, Span};
use super::markdown;
use super::plain::{line, lines};
use super::tables::{Cell, ColumnKind, Table};
use crate::i18n::Language;

/// A document of facts and tables. Its texts may come from anywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// The heading.
    pub title: String,
    /// What stands below the heading.
    pub facts: Vec<Fact>,
    /// What a reader must know about all of it.
    pub notices: Vec<String>,
    /// The sections.
    pub sections: Vec<TableSection>,
}

/// A section with a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSection {
    /// Its heading.
    pub title: String,
    /// The table.
    pub table: Table,
    /// What stands below the table, or instead of one without rows; or empty.
    pub note: String,
}

/// The document as Markdown. No text can make or break a heading, list, table, link or HTML.
pub fn overview_markdown(overview: &Overview, language: Language) -> String {
    let clean = |fact: &Fact| Fact { label: line(&fact.label), value: lines(&fact.value) };
    let mut main = vec![Block::Facts(overview.facts.iter().map(clean).collect())];
    for section in &overview.sections {
        main.push(Block::Section(line(&section.title).into()));
        if !section.table.rows.is_empty() {
            main.push(table(&section.table, language));
        }
        if !section.note.is_empty() {
            main.push(Block::Paragraph(vec![Span::Plain(line(&section.note))]));
        }
    }
    let footer = overview.notices.iter().map(|notice| Block::Notice(line(notice))).collect();
    markdown::write(&Layout { header: vec![Block::Heading(line(&overview.title))], main, footer })
}

fn table(table: &Table, language: Language) -> Block {
    let shown = |(cell, kind): (&Cell, ColumnKind)| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => line(text),
        Cell::Date(date) => language.date(*date),
        Cell::Number(number) if kind == ColumnKind::Money => language.crowns(*number),
        Cell::Number(number) => language.number(*number),
    };
    let kinds = || table.columns.iter().map(|column| column.kind);
    Block::Table {
        head: table.columns.iter().map(|column| column.title).collect(),
        rows: table.rows.iter().map(|cells| cells.iter().zip(kinds()).map(shown).collect()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tables::Column;
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_overview_has_facts_tables_and_notices_and_no_text_breaks_them() {
        let columns = [("Co", ColumnKind::Text), ("Kdy", ColumnKind::Date), ("Kolik", ColumnKind::Number)];
        let columns: Vec<Column> = columns.map(|(title, kind)| Column { title, kind }).into();
        let rows = vec![
            vec![Cell::words("a | b\n# c"), Cell::Date(date(2026, 12, 5)), Cell::Number(1_234)],
            vec![Cell::Empty, Cell::Empty, Cell::Empty],
        ];
        let section = |title: &str, rows: Vec<Vec<Cell>>, note: &str| TableSection {
            title: title.to_owned(),
            table: Table { name: "t", columns: columns.clone(), rows },
            note: note.to_owned(),
        };
        let overview = Overview {
            title: "Souhrn".to_owned(),
            facts: vec![Fact { label: "Období".to_owned(), value: "*vše*".to_owned() }],
            notices: vec!["Pozor".to_owned()],
            sections: vec![section("Plná", rows, ""), section("Prázdná", Vec::new(), "Nic.")],
        };
        assert_eq!(
            overview_markdown(&overview, Language::Czech),
            "# Souhrn\n\n- **Období:** \\*vše\\*\n\n## Plná\n\n| Co | Kdy | Kolik |\n| --- | --- | --- |\n\
             | a &#124; b \\# c | 5. 12. 2026 | 1\u{a0}234 |\n|  |  |  |\n\n## Prázdná\n\nNic.\n\n---\n\nPozor\n"
        );
    }
}
