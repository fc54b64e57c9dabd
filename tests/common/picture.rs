//! A screen as an SVG picture, cell by cell as the program drew it.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write;

/// The width and height of a cell in the picture.
const CELL: (f32, f32) = (8.4, 18.0);

/// Ink and paper of the picture.
const INK: &str = "#1f2328";
const PAPER: &str = "#ffffff";

/// The whole buffer as an SVG document.
pub fn svg(buffer: &Buffer, title: &str) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let (width, height) = (f32::from(columns) * CELL.0 + 16.0, f32::from(rows) * CELL.1 + 16.0);
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\">\n\
         <title>{title}</title>\n<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{PAPER}\" stroke=\"#d0d7de\"/>\n\
         <g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\" xml:space=\"preserve\">\n",
    );
    for row in 0..rows {
        let mut column = 0;
        while column < columns {
            let look = look(&buffer[(column, row)]);
            let start = column;
            let mut text = String::new();
            while column < columns && self::look(&buffer[(column, row)]) == look {
                text.push_str(buffer[(column, row)].symbol());
                column += 1;
            }
            run(&mut picture, &text, look, start, column - start, row);
        }
    }
    picture.push_str("</g>\n</svg>\n");
    picture
}

/// What decides how a cell is drawn: ink, bold, underlined, reversed, dim.
type Look = (&'static str, bool, bool, bool, bool);

fn look(cell: &Cell) -> Look {
    let ink = match cell.fg {
        Color::Red => "#cf222e",
        Color::Green => "#116329",
        Color::Yellow => "#7d4e00",
        Color::Magenta => "#8250df",
        Color::Cyan => "#0b6b8a",
        _ => INK,
    };
    let has = |modifier| cell.modifier.contains(modifier);
    (ink, has(Modifier::BOLD), has(Modifier::UNDERLINED), has(Modifier::REVERSED), has(Modifier::DIM))
}

fn run(picture: &mut String, text: &str, look: Look, column: u16, length: u16, row: u16) {
    let (ink, bold, underlined, reversed, dim) = look;
    let (x, y) = (8.0 + f32::from(column) * CELL.0, 8.0 + f32::from(row) * CELL.1);
    let width = f32::from(length) * CELL.0;
    if reversed {
        let _ = writeln!(
            picture,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{ink}\"/>",
            CELL.1
        );
    }
    // Word by word: a viewer without the font then keeps the columns, which a stretched line would lose.
    let fill = if reversed { PAPER } else { ink };
    let weight = if bold { " font-weight=\"bold\"" } else { "" };
    let line = if underlined { " text-decoration=\"underline\"" } else { "" };
    let faint = if dim { " fill-opacity=\"0.6\"" } else { "" };
    for (start, word) in words(text) {
        let x = x + CELL.0 * start as f32;
        let width = CELL.0 * word.chars().count() as f32;
        let escaped = word.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let _ = writeln!(
            picture,
            "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{fill}\"{weight}{line}{faint}>{escaped}</text>",
            y + 13.5
        );
    }
}

/// The words of a run with their columns; a character outside the letters of the font (braille, arrows) is a word of
/// its own. Every character of a screen of ours is one column wide.
fn words(text: &str) -> Vec<(usize, String)> {
    let mut words: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (column, character) in text.chars().enumerate() {
        let alone =
            ('\u{2190}'..='\u{21ff}').contains(&character) || ('\u{2800}'..='\u{28ff}').contains(&character);
        if character == ' ' || character == '\u{2800}' {
            open = false;
        } else if let Some((_, word)) = words.last_mut().filter(|_| open && !alone) {
            word.push(character);
        } else {
            words.push((column, character.to_string()));
            open = !alone;
        }
    }
    words
}
