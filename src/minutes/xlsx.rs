//! Tables as an Excel workbook.

use super::error::FormatError;
use super::plain::strict_address;
use super::tables::{Cell, ColumnKind, Table};
use crate::i18n::Language;
use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet,
    XlsxError,
};

/// The height of a line in points.
const LINE_HEIGHT: f64 = 15.0;
/// The most lines of a row; Excel allows 409 points.
const MOST_LINES: f64 = 27.0;

/// What a workbook says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Properties {
    /// The language in which days and amounts are shown.
    pub language: Language,
    /// The title, or empty.
    pub title: String,
    /// Who made it, or empty.
    pub author: String,
    /// When it was made; the same tables with the same moment give the same bytes. A moment that Excel does not know
    /// is written as [`Properties::NO_MOMENT`].
    pub created: DateTime,
}

impl Properties {
    /// The moment of a workbook that has none: a workbook must have one, and no clock is read.
    pub const NO_MOMENT: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
}

/// The most UTF-16 units that a cell of Excel holds.
const LONGEST_CELL: usize = 32_767;
/// The most characters that Excel allows in an address.
const LONGEST_ADDRESS: usize = 2_000;
/// The most links on a sheet of Excel.
const MOST_LINKS: usize = 65_000;
/// The narrowest and the widest column, in characters.
const WIDTHS: (f64, f64) = (9.0, 45.0);
/// The most characters beside each other on a printed page that can still be read.
const PAGE_WIDTH: f64 = 190.0;

/// The tables as the bytes of an `.xlsx` file, a sheet each: typed cells, a head that stays in sight and is repeated
/// in print, a filter. No text becomes a formula. A text longer than a cell of Excel ends with `…`.
///
/// # Errors
/// When a table has more rows than a sheet of Excel (1,048,576).
pub fn xlsx(tables: &[Table], properties: &Properties) -> Result<Vec<u8>, FormatError> {
    workbook(tables, properties).map_err(|error| FormatError::Workbook(error.to_string()))
}

fn workbook(tables: &[Table], properties: &Properties) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Excel knows nothing before 1900, a consultation that was typed or imported may.
    let created = excel_moment(properties.created).or_else(|_| excel_moment(Properties::NO_MOMENT))?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(properties.title.as_str())
            .set_author(properties.author.as_str())
            .set_creation_datetime(&created),
    );
    let formats = Formats::of(properties.language);
    for table in tables {
        sheet(workbook.add_worksheet(), table, &formats)?;
    }
    workbook.save_to_buffer()
}

/// How cells look.
struct Formats {
    head: Format,
    text: Format,
    date: Format,
    number: Format,
    money: Format,
    link: Format,
}

impl Formats {
    fn of(language: Language) -> Formats {
        let (date, money) = match language {
            Language::Czech => ("d\". \"m\". \"yyyy", "#,##0\" Kč\""),
            Language::English => ("d mmm yyyy", "\"CZK \"#,##0"),
        };
        let cell = || Format::new().set_align(FormatAlign::Top);
        Formats {
            head: cell()
                .set_bold()
                .set_text_wrap()
                .set_background_color(Color::RGB(0xE6_E6E6))
                .set_border_bottom(FormatBorder::Thin),
            text: cell().set_text_wrap(),
            date: cell().set_num_format(date).set_align(FormatAlign::Right).set_indent(1),
            number: cell().set_num_format("#,##0").set_align(FormatAlign::Right).set_indent(1),
            money: cell().set_num_format(money).set_align(FormatAlign::Right).set_indent(1),
            link: cell()
                .set_text_wrap()
                .set_font_color(Color::RGB(0x0B_4F8A))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
        }
    }
}

fn sheet(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(table.name)?;
    let last_column = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let last_row = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    let mut links = 0;
    let mut widths = Vec::new();
    for (column, index) in table.columns.iter().zip(0..) {
        let width = width(table, usize::from(index));
        widths.push(width);
        sheet.set_column_width(index, width)?;
        sheet.write_string_with_format(0, index, column.title, &formats.head)?;
    }
    for (cells, row) in table.rows.iter().zip(1..) {
        sheet.set_row_height(row, LINE_HEIGHT * lines(cells, &widths))?;
        for ((cell, column), index) in cells.iter().zip(&table.columns).zip(0..) {
            let linked = column.kind == ColumnKind::Link && links < MOST_LINKS;
            match (cell, linked.then(|| address(cell)).flatten()) {
                (Cell::Text(shown), Some(address)) => {
                    links += 1;
                    let url = Url::new(address).set_text(shortened(shown));
                    sheet.write_url_with_format(row, index, url, &formats.link)?;
                }
                _ => write(sheet, (row, index), cell, column.kind, formats)?,
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?.autofilter(0, 0, last_row, last_column)?;
    // In print: A4 across, as few pages beside each other as can be read, the head on every one.
    let total: f64 = widths.iter().sum();
    let across = (1..16).find(|pages| total <= PAGE_WIDTH * f64::from(*pages)).unwrap_or(16);
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(across, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    kind: ColumnKind,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string_with_format(row, column, shortened(text), &formats.text)?;
        }
        Cell::Date(date) => match excel_date(*date) {
            Some(day) => {
                sheet.write_datetime_with_format(row, column, &day, &formats.date)?;
            }
            None => {
                sheet.write_string_with_format(row, column, date.to_string(), &formats.text)?;
            }
        },
        Cell::Number(number) => {
            let format = if kind == ColumnKind::Money { &formats.money } else { &formats.number };
            #[expect(clippy::cast_precision_loss, reason = "Excel has no other numbers; exact to 2^53")]
            sheet.write_number_with_format(row, column, *number as f64, format)?;
        }
    }
    Ok(())
}

/// The address of a cell if Excel can follow it.
fn address(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Text(url) => strict_address(url).filter(|address| address.len() <= LONGEST_ADDRESS),
        Cell::Empty | Cell::Date(_) | Cell::Number(_) => None,
    }
}

/// The day, if Excel knows it: its first one is 1 January 1900.
fn excel_date(date: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok()?;
    ExcelDateTime::from_ymd(year, date.month().unsigned_abs(), date.day().unsigned_abs()).ok()
}

fn excel_moment(moment: DateTime) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(moment.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, moment.month().unsigned_abs(), moment.day().unsigned_abs())?.and_hms(
        u16::from(moment.hour().unsigned_abs()),
        moment.minute().unsigned_abs(),
        f64::from(moment.second()),
    )
}

/// The text as far as a cell holds it.
fn shortened(text: &str) -> String {
    if text.encode_utf16().count() <= LONGEST_CELL {
        return text.to_owned();
    }
    let mut units = 1;
    let fits = |character: &char| {
        units += character.len_utf16();
        units <= LONGEST_CELL
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// The width of a column: as wide as its longest line, within bounds.
fn width(table: &Table, column: usize) -> f64 {
    let of_text = |text: &str| text.lines().map(|line| line.chars().count() + 2).max().unwrap_or_default();
    let of_cell = |cell: &Cell| match cell {
        Cell::Empty => 0,
        Cell::Text(text) => of_text(text),
        Cell::Date(_) => 13,
        Cell::Number(number) => number.to_string().len() * 4 / 3 + 4,
    };
    // The button of the filter covers the end of a title.
    let title = table.columns.get(column).map_or(0, |column| column.title.chars().count() + 4);
    let cells = table.rows.iter().filter_map(|row| row.get(column)).map(of_cell);
    let widest = cells.chain([title]).max().unwrap_or_default();
    u32::try_from(widest).map_or(WIDTHS.1, f64::from).clamp(WIDTHS.0, WIDTHS.1)
}

/// How many lines the highest cell of a row takes. Not every program finds that out by itself.
fn lines(cells: &[Cell], widths: &[f64]) -> f64 {
    let of_line = |line: &str, width: f64| {
        let characters = u32::try_from(line.chars().count()).map_or(f64::MAX, f64::from);
        // Words that do not fit leave the end of a line empty.
        (characters / (width - 2.0)).ceil().max(1.0)
    };
    let of_cell = |(cell, width): (&Cell, &f64)| match cell {
        Cell::Text(text) => text.lines().map(|line| of_line(line, *width)).sum(),
        Cell::Empty | Cell::Date(_) | Cell::Number(_) => 1.0,
    };
    cells.iter().zip(widths).map(of_cell).fold(1.0, f64::max).min(MOST_LINES)
}
