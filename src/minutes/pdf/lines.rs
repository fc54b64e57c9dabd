//! Breaks text into lines: between words, in words only where one is longer than a line.

use super::style::{ACCENT, Colour, Style};
use super::tags::SlotId;
use super::text::{Fonts, Shaped, Weight, clean};
use std::rc::Rc;

/// A piece of a paragraph before it is broken into lines.
#[derive(Debug, Clone)]
pub(super) struct Inline {
    /// What is read; line breaks are kept.
    pub(super) text: String,
    /// Whether it is a label.
    pub(super) label: bool,
    /// The link that it belongs to.
    pub(super) link: Option<usize>,
    /// Where it belongs in the structure; nowhere if it is decoration.
    pub(super) slot: Option<SlotId>,
}

/// Text of one look in one line.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// Distance from the left edge of the line.
    pub(super) x: f32,
    /// The glyphs, in sizes of the letters.
    pub(super) shaped: Shaped,
    /// Size of the letters.
    pub(super) size: f32,
    /// The weight.
    pub(super) weight: Weight,
    /// The colour.
    pub(super) colour: Colour,
    /// The link that it belongs to.
    pub(super) link: Option<usize>,
    /// Where it belongs in the structure; nowhere if it is decoration.
    pub(super) slot: Option<SlotId>,
}

impl Run {
    /// Its width in points, trailing spaces included.
    pub(super) fn width(&self) -> f32 {
        self.shaped.width * self.size
    }

    /// Its width in points without spaces at its end.
    pub(super) fn visible_width(&self) -> f32 {
        let end = self.shaped.text.trim_end().len();
        let seen = self.shaped.glyphs.iter().take_while(|glyph| glyph.text_range.start < end);
        seen.map(|glyph| glyph.x_advance).sum::<f32>() * self.size
    }
}

/// A line of text.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Its runs from left to right.
    pub(super) runs: Vec<Run>,
}

/// A part of a word: glyphs and the piece of the paragraph that they come from.
type Part = (Rc<Shaped>, usize);

/// What stands between two places where a line may end.
#[derive(Default)]
struct Unit {
    parts: Vec<Part>,
    /// The space after it, which is drawn even at the end of a line: it keeps words apart for those who listen.
    space: Option<Part>,
    /// Whether the line ends here in any case.
    ends: bool,
}

impl Unit {
    fn width(&self) -> f32 {
        self.parts.iter().map(|(shaped, _)| shaped.width).sum()
    }

    fn text(&self) -> String {
        self.parts.iter().map(|(shaped, _)| shaped.text.as_str()).collect()
    }
}

/// The paragraph in lines of at most `width` points. A text without a visible letter has no lines.
pub(super) fn break_lines(fonts: &mut Fonts, inlines: &[Inline], style: Style, width: f32) -> Vec<Line> {
    let units = glue(units(fonts, inlines, style));
    let mut setter = Setter {
        inlines,
        style,
        most: width / style.size,
        lines: Vec::new(),
        line: Line::default(),
        x: 0.0,
        space: None,
    };
    for unit in units {
        setter.set(unit);
    }
    setter.end_line();
    setter.lines
}

/// The natural width of the text in one line, and that of its widest word, in points.
pub(super) fn widths(fonts: &mut Fonts, text: &str, style: Style) -> (f32, f32) {
    let inline = Inline { text: text.to_owned(), label: false, link: None, slot: None };
    let (mut line, mut widest_line, mut widest_word) = (0.0_f32, 0.0_f32, 0.0_f32);
    for unit in units(fonts, &[inline], style) {
        let word = unit.width();
        widest_word = widest_word.max(word);
        widest_line = widest_line.max(line + word);
        let space = unit.space.as_ref().map_or(0.0, |(shaped, _)| shaped.width);
        line = if unit.ends { 0.0 } else { line + word + space };
    }
    (widest_line * style.size, widest_word * style.size)
}

fn weight(inline: &Inline, style: Style) -> Weight {
    if inline.label { Weight::Bold } else { style.weight }
}

fn units(fonts: &mut Fonts, inlines: &[Inline], style: Style) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut unit = Unit::default();
    for (index, inline) in inlines.iter().enumerate() {
        let weight = weight(inline, style);
        let text = clean(&inline.text);
        for token in text.split_inclusive([' ', '\n']) {
            let word = token.trim_end_matches([' ', '\n']);
            if !word.is_empty() {
                if unit.space.is_some() {
                    units.push(std::mem::take(&mut unit));
                }
                unit.parts.push((fonts.shape(weight, word), index));
            }
            if token.len() > word.len() && !unit.parts.is_empty() && unit.space.is_none() {
                unit.space = Some((fonts.shape(weight, " "), index));
            }
            if token.ends_with('\n') && !unit.parts.is_empty() {
                unit.ends = true;
                units.push(std::mem::take(&mut unit));
            }
        }
    }
    unit.space = None;
    units.push(unit);
    units.retain(|unit| unit.parts.iter().any(|(shaped, _)| !shaped.glyphs.is_empty()));
    units
}

/// The most words that hold together, so that no typed text makes an endless one.
const LONGEST_CHAIN: usize = 4;

/// Puts together what good setting does not part: a preposition or conjunction of one letter and its word, a day,
/// month and year.
fn glue(units: Vec<Unit>) -> Vec<Unit> {
    let mut glued: Vec<Unit> = Vec::with_capacity(units.len());
    let mut last_word = String::new();
    let mut chain = 1;
    for unit in units {
        let word = unit.text();
        match glued.last_mut() {
            Some(before) if chain < LONGEST_CHAIN && !before.ends && hold_together(&last_word, &word) => {
                before.parts.extend(before.space.take());
                before.parts.extend(unit.parts);
                before.space = unit.space;
                before.ends = unit.ends;
                chain += 1;
            }
            _ => {
                glued.push(unit);
                chain = 1;
            }
        }
        last_word = word;
    }
    glued
}

fn hold_together(word: &str, next: &str) -> bool {
    let bare = word.trim_start_matches(['(', '„', '"']);
    let mut characters = bare.chars();
    let short = matches!(characters.next(), Some(first) if "kKsSvVzZoOuUaAiI".contains(first))
        && characters.next().is_none();
    let day = bare.strip_suffix('.').is_some_and(|number| {
        (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    short || (day && next.starts_with(|first: char| first.is_ascii_digit()))
}

/// The most glyphs of a run, more than a line holds: only heaps of accents, which have no width, get there, and a PDF
/// limits the length of a string.
const LONGEST_RUN: usize = 1_000;

/// Puts units into lines. Widths are in sizes of the letters.
struct Setter<'a> {
    inlines: &'a [Inline],
    style: Style,
    most: f32,
    lines: Vec<Line>,
    line: Line,
    x: f32,
    space: Option<Part>,
}

impl Setter<'_> {
    fn set(&mut self, unit: Unit) {
        let width = unit.width();
        let gap = self.space.as_ref().map_or(0.0, |(space, _)| space.width);
        if !self.line.runs.is_empty() && self.x + gap + width > self.most {
            self.end_line();
        }
        if let Some((space, index)) = self.space.take() {
            self.put(&space, index);
        }
        for (shaped, index) in &unit.parts {
            if width <= self.most && shaped.glyphs.len() <= LONGEST_RUN {
                self.put(shaped, *index);
                continue;
            }
            for cluster in shaped.clusters() {
                if self.x > 0.0 && self.x + cluster.width > self.most {
                    self.end_line();
                }
                self.put(&cluster, *index);
            }
        }
        self.space = unit.space;
        if unit.ends {
            self.end_line();
        }
    }

    fn put(&mut self, shaped: &Shaped, index: usize) {
        let Some(inline) = self.inlines.get(index) else { return };
        let (weight, size) = (weight(inline, self.style), self.style.size);
        let x = self.x * size;
        self.x += shaped.width;
        match self.line.runs.last_mut() {
            Some(last)
                if last.weight == weight
                    && last.slot == inline.slot
                    && last.link == inline.link
                    && last.shaped.glyphs.len() < LONGEST_RUN =>
            {
                last.shaped.push(shaped);
            }
            _ => self.line.runs.push(Run {
                x,
                shaped: shaped.clone(),
                size,
                weight,
                colour: if inline.link.is_some() { ACCENT } else { self.style.colour },
                link: inline.link,
                slot: inline.slot,
            }),
        }
    }

    fn end_line(&mut self) {
        if let Some((space, index)) = self.space.take()
            && !self.line.runs.is_empty()
        {
            self.put(&space, index);
        }
        if !self.line.runs.is_empty() {
            self.lines.push(std::mem::take(&mut self.line));
        }
        self.x = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::super::style::BODY;
    use super::*;

    fn inline(text: &str) -> Inline {
        Inline { text: text.into(), label: false, link: None, slot: None }
    }

    fn broken(text: &str, width: f32) -> Vec<String> {
        let mut fonts = Fonts::load().unwrap();
        let lines = break_lines(&mut fonts, &[inline(text)], BODY, width);
        lines.iter().map(|line| line.runs.iter().map(|run| run.shaped.text.as_str()).collect()).collect()
    }

    #[test]
    fn lines_end_between_words_and_keep_the_space() {
        assert_eq!(
            broken("Přeplněné kontejnery na tříděný odpad", 100.0),
            ["Přeplněné kontejnery ", "na tříděný odpad"]
        );
        assert_eq!(broken("první\ndruhý", 400.0), ["první ", "druhý"]);
        assert_eq!(broken(" \u{200b} \n ", 400.0), Vec::<String>::new());
    }

    #[test]
    fn a_preposition_stays_with_its_word_and_a_date_in_one_piece() {
        assert_eq!(broken("parkování u školy", 60.0), ["parkování ", "u školy"]);
        assert_eq!(broken("nejpozději 5. 12. 2026", 80.0), ["nejpozději ", "5. 12. 2026"]);
    }

    #[test]
    fn a_word_longer_than_the_line_is_broken_and_nothing_is_lost() {
        let word = "žluťoučký".repeat(200);
        let lines = broken(&word, 100.0);
        assert!(lines.len() > 50);
        assert_eq!(lines.concat(), word);
        assert_eq!(broken("👩‍👩‍👧👩‍👩‍👧", 1.0).len(), 2);
    }

    #[test]
    fn labels_and_links_are_runs_of_their_own() {
        let mut fonts = Fonts::load().unwrap();
        let label = Inline { label: true, ..inline("Zdroj:") };
        let link = Inline { link: Some(0), ..inline("stránka obce") };
        let lines = break_lines(&mut fonts, &[label, inline(" "), link, inline(", obec")], BODY, 400.0);
        let runs: Vec<&str> = lines[0].runs.iter().map(|run| run.shaped.text.as_str()).collect();
        assert_eq!(runs, ["Zdroj:", " ", "stránka obce", ", obec"]);
        assert_eq!(lines[0].runs[2].colour, ACCENT);
    }
}
