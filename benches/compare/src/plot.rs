//! CPU p99 per keystroke by the number of records, both axes logarithmic, as SVG.

use crate::Failure;
use crate::engines::PORADA;
use crate::report::thousands;
use std::fmt::Write;

const WIDTH: f64 = 860.0;
const HEIGHT: f64 = 500.0;
const LEFT: f64 = 90.0;
const RIGHT: f64 = 640.0;
const TOP: f64 = 60.0;
const BOTTOM: f64 = 440.0;
/// The distance between labels that would otherwise lie on each other.
const LINE: f64 = 18.0;
const OURS: &str = "#b3261e";
/// Told apart without the colours too: every line has its label at its end.
const OTHERS: [&str; 6] = ["#1f5fa8", "#2e7d46", "#7a4fa3", "#8a6100", "#00707a", "#555555"];

/// A line from `low..=high` (powers of ten) onto pixels.
struct Axis {
    low: i32,
    high: i32,
    from: f64,
    to: f64,
}

impl Axis {
    fn new(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Axis {
        let (mut low, mut high) = (i32::MAX, i32::MIN);
        for power in values.filter(|value| *value > 0.0).map(f64::log10) {
            low = low.min((power + 1e-9).floor() as i32);
            high = high.max((power - 1e-9).ceil() as i32);
        }
        Axis { low, high: high.max(low.saturating_add(1)), from, to }
    }

    fn at(&self, value: f64) -> f64 {
        let share = (value.max(1e-9).log10() - f64::from(self.low)) / f64::from(self.high - self.low);
        self.from + share * (self.to - self.from)
    }

    fn ticks(&self) -> impl Iterator<Item = f64> {
        (self.low..=self.high).map(|power| 10_f64.powi(power))
    }
}

/// An engine and its points: records, milliseconds.
pub type Line = (String, Vec<(usize, f64)>);

/// The plot of some lines.
pub fn svg(lines: &[Line]) -> Result<String, Failure> {
    let points = || lines.iter().flat_map(|(_, points)| points);
    let x = Axis::new(points().map(|point| point.0 as f64), LEFT, RIGHT);
    let y = Axis::new(points().map(|point| point.1), BOTTOM, TOP);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" \
         font-size=\"14\" role=\"img\" aria-label=\"CPU per keystroke by the number of records\">\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>\n\
         <text x=\"{LEFT}\" y=\"30\" font-size=\"16\" font-weight=\"bold\" fill=\"#222222\">CPU per keystroke, p99 in \
         milliseconds, by the number of records</text>\n"
    );
    grid(&mut svg, &x, &y)?;
    draw(&mut svg, lines, &x, &y)?;
    svg.push_str("</svg>\n");
    Ok(svg)
}

fn grid(svg: &mut String, x: &Axis, y: &Axis) -> Result<(), Failure> {
    for value in y.ticks() {
        let (at, end) = (y.at(value), LEFT - 10.0);
        let label = if value >= 1.0 { thousands(value as usize) } else { format!("{value}") };
        writeln!(svg, "<path d=\"M{LEFT} {at:.1}H{RIGHT}\" stroke=\"#dddddd\"/>")?;
        let below = at + 5.0;
        writeln!(
            svg,
            "<text x=\"{end}\" y=\"{below:.1}\" text-anchor=\"end\" fill=\"#444444\">{label}</text>"
        )?;
    }
    for value in x.ticks() {
        let (at, below, label) = (x.at(value), BOTTOM + 24.0, thousands(value as usize));
        writeln!(svg, "<path d=\"M{at:.1} {TOP}V{BOTTOM}\" stroke=\"#dddddd\"/>")?;
        writeln!(
            svg,
            "<text x=\"{at:.1}\" y=\"{below}\" text-anchor=\"middle\" fill=\"#444444\">{label}</text>"
        )?;
    }
    Ok(())
}

/// The lines, each with its name at its end, moved down where two would lie on each other.
fn draw(svg: &mut String, lines: &[Line], x: &Axis, y: &Axis) -> Result<(), Failure> {
    let mut labels = Vec::new();
    let mut colours = OTHERS.iter().cycle();
    for (engine, points) in lines {
        let ours = engine == PORADA;
        let colour = if ours { OURS } else { colours.next().copied().unwrap_or(OURS) };
        let (width, weight) = if ours { (4.0, "bold") } else { (2.0, "normal") };
        let places: Vec<(f64, f64)> =
            points.iter().map(|point| (x.at(point.0 as f64), y.at(point.1))).collect();
        let path: Vec<String> = places.iter().map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
        let path = path.join("L");
        writeln!(svg, "<path d=\"M{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"/>")?;
        for (x, y) in &places {
            writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{}\" fill=\"{colour}\"/>", width + 1.0)?;
        }
        if let Some((x, y)) = places.last() {
            labels.push((*y, x + 12.0, engine, colour, weight));
        }
    }
    labels.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut free = TOP - LINE;
    for (y, x, engine, colour, weight) in labels {
        free = y.max(free + LINE);
        let below = free + 5.0;
        writeln!(
            svg,
            "<text x=\"{x:.1}\" y=\"{below:.1}\" fill=\"{colour}\" font-weight=\"{weight}\">{engine}</text>"
        )?;
    }
    Ok(())
}
