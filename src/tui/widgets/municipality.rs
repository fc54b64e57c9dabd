//! What is known about a municipality: every figure with the day that it is valid for, and the source of all.

use crate::catalogue::{Facts, Figure, Municipality, Reason};
use crate::i18n::{display_width, pad, wrap};
use crate::tui::desk::Desk;
use crate::tui::overlays::picker::status;
use jiff::civil::{Date, date};
use ratatui::text::{Line, Span};

/// The day of the numbers of inhabitants in the list of municipalities.
const POPULATION_DATE: Date = date(2026, 1, 1);
/// The day of the areas in the list of municipalities.
const AREA_DATE: Date = date(2020, 12, 31);
/// The columns of the labels.
const LABEL: usize = 17;

/// A figure as it is shown: label, value, and where or when it is from.
type Fact = (&'static str, String, String);

/// Status, place in the country and every figure with its date; the source below them.
pub fn profile_lines(
    municipality: &Municipality,
    facts: Option<&Facts>,
    width: usize,
    desk: &Desk,
) -> Vec<Line<'static>> {
    let common = &desk.texts().common;
    let theme = desk.theme;
    let place = [
        status(municipality, desk.language).to_owned(),
        format!("{} {}", common.district, municipality.okres),
        format!("{} {}", common.extended_powers_short, municipality.orp),
        municipality.kraj.to_owned(),
    ];
    let mut lines = paragraph(&place.join(" · "), width, Line::raw);
    lines.push(Line::default());
    let own = own_facts(municipality, desk);
    let figures = facts.map(|facts| figures(facts, desk)).unwrap_or_default();
    for fact in own.into_iter().chain(figures).chain([position(municipality, desk)]) {
        lines.extend(fact_lines(&fact, width, desk));
    }
    lines.extend(paragraph(desk.texts().municipalities.source, width, |line| {
        Line::styled(line, theme.muted())
    }));
    lines
}

/// The reasons why two municipalities are alike, in words, the weightiest first.
pub fn reasons(reasons: &[Reason], desk: &Desk) -> String {
    let [size, status, region, age, change, density, land] = desk.texts().municipalities.reasons;
    let words: Vec<&str> = reasons
        .iter()
        .map(|reason| match reason {
            Reason::Size { .. } => size,
            Reason::SameStatus => status,
            Reason::SameRegion => region,
            Reason::Age { .. } => age,
            Reason::Change { .. } => change,
            Reason::Density { .. } => density,
            Reason::LandUse => land,
        })
        .collect();
    words.join(" · ")
}

fn paragraph(text: &str, width: usize, line: impl Fn(String) -> Line<'static>) -> Vec<Line<'static>> {
    wrap(text, width.max(1)).into_iter().map(|words| line(words.to_owned())).collect()
}

/// The facts of the list of municipalities.
fn own_facts(municipality: &Municipality, desk: &Desk) -> Vec<Fact> {
    let labels = &desk.texts().municipalities.facts;
    let as_of = |day| (desk.texts().common.as_of)(&desk.language.date(day));
    let area = format!("{}\u{a0}km²", desk.language.decimal(municipality.area_km2, 2));
    vec![
        (labels.population, desk.language.number(i64::from(municipality.population)), as_of(POPULATION_DATE)),
        (labels.area, area, as_of(AREA_DATE)),
    ]
}

fn figures(facts: &Facts, desk: &Desk) -> Vec<Fact> {
    let (texts, language) = (&desk.texts().municipalities, desk.language);
    let labels = &texts.facts;
    let as_of = |figure: Figure| (desk.texts().common.as_of)(&language.date(figure.date));
    let share = |label, figure: Figure| (label, language.percent(figure.value, 1), as_of(figure));
    let change = facts.population_change_pct;
    let sign = if change.value > 0.0 { "+" } else { "" };
    let shares =
        [facts.land.farmland, facts.land.forest, facts.land.water, facts.land.built_up, facts.land.other];
    let land: Vec<String> = texts
        .land
        .iter()
        .zip(shares)
        .map(|(name, figure)| format!("{name}\u{a0}{}", language.percent(figure.value, 1)))
        .collect();
    let unemployed = language.percent(facts.unemployed_pct.value, 2);
    vec![
        (
            labels.density,
            (texts.density)(&language.decimal(facts.density_per_km2.value, 1)),
            as_of(facts.density_per_km2),
        ),
        (labels.change, format!("{sign}{}", language.percent(change.value, 1)), texts.change_note.to_owned()),
        share(labels.children, facts.age_0_14_pct),
        share(labels.adults, facts.age_15_64_pct),
        share(labels.seniors, facts.age_65plus_pct),
        (labels.mean_age, (texts.years)(&language.decimal(facts.mean_age.value, 1)), as_of(facts.mean_age)),
        share(labels.women, facts.women_pct),
        (labels.unemployed, unemployed, format!("{}; {}", as_of(facts.unemployed_pct), texts.covid)),
        (labels.land, land.join(", "), as_of(facts.land.farmland)),
    ]
}

fn position(municipality: &Municipality, desk: &Desk) -> Fact {
    let texts = &desk.texts().municipalities;
    let degrees = |value: f64| desk.language.decimal(value, 4);
    let place = (texts.position)(&degrees(municipality.lat), &degrees(municipality.lon));
    (texts.facts.position, place, texts.position_note.to_owned())
}

/// The label, the value and the muted note: in one line where they fit, else the note hangs below the value.
fn fact_lines((label, value, note): &Fact, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let theme = desk.theme;
    let room = width.saturating_sub(LABEL).max(1);
    let label = Span::styled(pad(label, LABEL), theme.muted());
    if display_width(value) + display_width(note) + 2 <= room {
        let note = Span::styled(format!("  {note}"), theme.muted());
        return vec![Line::from(vec![label, Span::raw(value.clone()), note])];
    }
    let indent = " ".repeat(LABEL.min(width / 2));
    let values = wrap(value, room).into_iter().map(|words| Span::raw(words.to_owned()));
    let notes = wrap(note, room).into_iter().map(|words| Span::styled(words.to_owned(), theme.muted()));
    let lines = values.chain(notes).enumerate();
    lines
        .map(|(index, words)| {
            let before = if index == 0 { label.clone() } else { Span::raw(indent.clone()) };
            Line::from(vec![before, words])
        })
        .collect()
}
