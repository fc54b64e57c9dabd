//! A small map of the country: its shape is made of the municipalities themselves.

use crate::catalogue::{Municipalities, Municipality};
use crate::i18n::{display_width, sanitize, truncate};
use crate::tui::theme::Theme;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::widgets::canvas::{Canvas, Points};

/// The latitude in the middle of the country, in degrees: a degree of longitude is shorter by its cosine.
const MIDDLE_LATITUDE: f64 = 49.8;

/// The points of all municipalities on a plane, kept so that a frame does not project them again.
#[derive(Debug)]
pub struct CountryMap {
    points: Vec<(f64, f64)>,
    /// The least and the greatest x.
    x: [f64; 2],
    /// The least and the greatest y.
    y: [f64; 2],
}

/// A place on the map with its mark.
#[derive(Debug)]
pub struct Mark<'a> {
    /// The place.
    pub municipality: &'a Municipality,
    /// The one that the map is about: it gets its name and is drawn over the others.
    pub main: bool,
}

impl CountryMap {
    /// Projects the municipalities: the plane that touches the middle of the country is exact enough for dots.
    pub fn new(municipalities: &Municipalities) -> CountryMap {
        let points: Vec<(f64, f64)> = municipalities.all().iter().map(projected).collect();
        let bounds = |value: fn(&(f64, f64)) -> f64| {
            let values = || points.iter().map(value);
            [values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max)]
        };
        let (x, y) = (bounds(|point| point.0), bounds(|point| point.1));
        CountryMap { points, x, y }
    }

    /// The height in lines at which the country fills this width: a cell is about twice as high as wide.
    pub fn height(&self, width: u16) -> u16 {
        let ratio = (self.y[1] - self.y[0]) / (self.x[1] - self.x[0]);
        // `as` saturates, so an empty list gives a height of zero.
        (f64::from(width) * ratio / 2.0).ceil() as u16
    }

    /// Draws the country as muted dots, the marks over it, the names of the main ones beside their marks.
    pub fn draw(&self, frame: &mut Frame, area: Rect, marks: &[Mark<'_>], theme: Theme) {
        let area = self.fitted(area.intersection(frame.area()));
        if area.is_empty() || self.points.is_empty() {
            return;
        }
        let shape = Points { coords: &self.points, color: Color::Reset };
        let canvas = Canvas::default()
            .marker(Marker::Braille)
            .x_bounds(self.x)
            .y_bounds(self.y)
            .paint(|context| context.draw(&shape));
        frame.render_widget(canvas, area);
        frame.buffer_mut().set_style(area, theme.muted());
        let similar = marks.iter().filter(|mark| !mark.main);
        for mark in similar.chain(marks.iter().filter(|mark| mark.main)) {
            self.draw_mark(frame, area, mark, theme);
        }
    }

    /// The part of `area` that has the proportions of the country, in its middle.
    fn fitted(&self, area: Rect) -> Rect {
        let mut width = area.width;
        while width > 0 && self.height(width) > area.height {
            width -= 1;
        }
        let height = self.height(width).min(area.height);
        Rect { x: area.x + (area.width - width) / 2, y: area.y, width, height }
    }

    /// The cell of a place within `area`.
    fn cell(&self, municipality: &Municipality, area: Rect) -> (u16, u16) {
        let (x, y) = projected(municipality);
        let place = |value: f64, bounds: [f64; 2], cells: u16| {
            let part = (value - bounds[0]) / (bounds[1] - bounds[0]);
            // `as` saturates, also where the country is a single point.
            ((part * f64::from(cells)) as u16).min(cells.saturating_sub(1))
        };
        let column = place(x, self.x, area.width);
        let row = area.height.saturating_sub(1) - place(y, self.y, area.height);
        (area.x + column, area.y + row)
    }

    fn draw_mark(&self, frame: &mut Frame, area: Rect, mark: &Mark<'_>, theme: Theme) {
        let (x, y) = self.cell(mark.municipality, area);
        if !mark.main {
            frame.buffer_mut().set_string(x, y, "o", theme.key());
            return;
        }
        let name = sanitize(mark.municipality.name);
        let right = usize::from(area.right().saturating_sub(x + 1));
        let left = usize::from(x - area.x);
        let buffer = frame.buffer_mut();
        buffer.set_string(x, y, "X", theme.selected());
        if display_width(&name) + 2 <= right || right >= left {
            buffer.set_string(
                x + 1,
                y,
                format!(" {} ", truncate(&name, right.saturating_sub(2))),
                theme.title(),
            );
        } else {
            let name = truncate(&name, left.saturating_sub(2)).into_owned();
            let start = x.saturating_sub(u16::try_from(display_width(&name) + 2).unwrap_or(0)).max(area.x);
            buffer.set_string(start, y, format!(" {name} "), theme.title());
        }
    }
}

fn projected(municipality: &Municipality) -> (f64, f64) {
    (municipality.lon * MIDDLE_LATITUDE.to_radians().cos(), municipality.lat)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    fn drawn(width: u16, height: u16, name: &str) -> String {
        let all = Municipalities::shipped().unwrap();
        let map = CountryMap::new(&all);
        let place = all.by_name(name)[0];
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let marks = [Mark { municipality: place, main: true }];
        terminal.draw(|frame| map.draw(frame, frame.area(), &marks, Theme::Mono)).unwrap();
        terminal.backend().to_string()
    }

    #[test]
    fn the_place_is_marked_where_it_lies() {
        let column = |name: &str| {
            let map = drawn(60, 18, name);
            let (row, line) = map.lines().enumerate().find(|(_, line)| line.contains('X')).unwrap();
            (line.chars().position(|letter| letter == 'X').unwrap(), row)
        };
        let (west, _) = column("Cheb");
        let (middle, north) = column("Děčín");
        let (east, _) = column("Jablunkov");
        let (_, south) = column("Břeclav");
        assert!(west < middle && middle < east && north < south);
    }

    #[test]
    fn a_name_in_the_east_stands_left_of_its_mark() {
        assert!(drawn(60, 18, "Jablunkov").contains("Jablunkov X"));
        assert!(drawn(60, 18, "Cheb").contains("X Cheb"));
    }

    #[test]
    fn no_size_breaks_it() {
        for width in 1..12 {
            for height in 1..8 {
                drawn(width, height, "Frýdek-Místek");
            }
        }
    }
}
