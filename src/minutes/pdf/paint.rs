//! Writes laid-out pages into a PDF: text into its places in the structure, everything else as decoration.

use super::flow::{Flow, Goal, Link};
use super::lines::{Inline, Line, break_lines};
use super::strip::{Mark, Page, beginnings};
use super::style::{
    ACCENT, BODY, Colour, HAIRLINE, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, RULE, SMALL, SOFT, TEXT_WIDTH,
};
use super::tags::{SlotId, Tree};
use super::text::{Fonts, Shaped, Weight};
use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Quadrilateral, Rect, Size, Transform};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use std::collections::BTreeMap;

/// The upper edge of the running header.
const HEADER_TOP: f32 = 32.0;
/// The upper edge of the page number.
const FOOTER_TOP: f32 = PAGE_HEIGHT - 42.0;
/// How far the line under a link stands below its baseline.
const UNDERLINE: f32 = 1.8;

/// What stands on every page besides the text.
pub(super) struct Running {
    /// At the left of the header, from the second page on; or empty.
    pub(super) left: String,
    /// At its right.
    pub(super) right: String,
    /// The page number; takes the page and the number of pages.
    pub(super) number: fn(usize, usize) -> String,
}

/// Paints the pages; gives the structure with its content and the bookmarks.
pub(super) fn paint(
    pdf: &mut krilla::Document,
    flow: Flow,
    pages: &[Page],
    running: &Running,
) -> (Tree, Outline) {
    let Flow { fonts, mut tree, links, .. } = flow;
    let beginnings = beginnings(pages);
    let header = Header::of(fonts, running);
    for (index, page) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT).unwrap_or_default();
        let mut sheet = pdf.start_page_with(settings);
        let mut areas: BTreeMap<usize, Vec<Rect>> = BTreeMap::new();
        let mut surface = sheet.surface();
        let mut painter =
            Painter { surface: &mut surface, fonts: &mut *fonts, tree: &mut tree, beginnings: &beginnings };
        for mark in &page.marks {
            painter.mark(mark, &mut areas);
        }
        if index > 0 {
            painter.header(&header);
        }
        painter.footer(&(running.number)(index + 1, pages.len()));
        surface.finish();
        for (link, areas) in areas {
            let Some(link) = links.get(link) else { continue };
            let Some(target) = target(link, &beginnings) else { continue };
            let identifier = sheet.add_tagged_annotation(annotation(link, target, areas));
            tree.painted(link.slot, identifier);
        }
        sheet.finish();
    }
    (tree, outline(pages))
}

fn target(link: &Link, beginnings: &BTreeMap<usize, usize>) -> Option<Target> {
    match &link.goal {
        Goal::Web(url) => Some(Target::Action(LinkAction::new(url.clone()).into())),
        Goal::Minutes(minutes) => {
            let page = *beginnings.get(minutes)?;
            Some(Target::Destination(place(page, MARGIN).into()))
        }
    }
}

/// A little above the letters, so that they do not stick to the edge of the window.
fn place(page: usize, y: f32) -> XyzDestination {
    XyzDestination::new(page, Point::from_xy(MARGIN, (y - 6.0).max(0.0)))
}

fn annotation(link: &Link, target: Target, areas: Vec<Rect>) -> Annotation {
    let quads: Vec<Quadrilateral> = areas.into_iter().map(Quadrilateral::from).collect();
    Annotation::new_link(LinkAnnotation::new_with_quad_points(quads, target), Some(link.description.clone()))
}

/// Sections with their parts.
fn outline(pages: &[Page]) -> Outline {
    let mut sections: Vec<OutlineNode> = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        for (y, bookmark) in &page.bookmarks {
            let node = OutlineNode::new(bookmark.text.clone(), place(index, *y));
            match sections.last_mut() {
                Some(section) if bookmark.nested => section.push_child(node),
                _ => sections.push(node),
            }
        }
    }
    let mut outline = Outline::new();
    sections.into_iter().for_each(|section| outline.push_child(section));
    outline
}

/// The header of the pages from the second on, laid out once: a title may be long and the pages many.
struct Header {
    left: Line,
    right: Line,
    /// The left edge of the right one.
    x: f32,
}

impl Header {
    fn of(fonts: &mut Fonts, running: &Running) -> Header {
        let left = one_line(fonts, &running.left, 0.45 * TEXT_WIDTH);
        let taken = width(&left);
        let right = one_line(fonts, &running.right, TEXT_WIDTH - taken - 16.0);
        let x = if taken > 0.0 { MARGIN + TEXT_WIDTH - width(&right) } else { MARGIN };
        Header { left, right, x }
    }
}

struct Painter<'a, 's> {
    surface: &'a mut Surface<'s>,
    fonts: &'a mut Fonts,
    tree: &'a mut Tree,
    /// The pages from 0 on which minutes begin.
    beginnings: &'a BTreeMap<usize, usize>,
}

impl Painter<'_, '_> {
    fn mark(&mut self, mark: &Mark, areas: &mut BTreeMap<usize, Vec<Rect>>) {
        match mark {
            &Mark::Fill { x, y, width, height, colour } => {
                self.fill(Rect::from_xywh(x, y, width, height), colour);
            }
            Mark::Leader { x, y, minutes, slot } => self.leader(*x, *y, *minutes, *slot),
            Mark::Area { y, height, link } => {
                areas.entry(*link).or_default().extend(Rect::from_xywh(MARGIN, *y, TEXT_WIDTH, *height));
            }
            Mark::Picture { x, y, width, height, image, slot } => {
                let Some(size) = Size::from_wh(*width, *height) else { return };
                let identifier = self.surface.start_tagged(ContentTag::Other);
                self.surface.push_transform(&Transform::from_translate(*x, *y));
                self.surface.draw_image(image.clone(), size);
                self.surface.pop();
                self.surface.end_tagged();
                self.tree.painted(*slot, identifier);
            }
            Mark::Text { y, run } => {
                let tag = match run.slot {
                    Some(_) => ContentTag::Span(SpanTag::empty()),
                    None => decoration(ArtifactType::PaginationOther),
                };
                let identifier = self.surface.start_tagged(tag);
                self.set_fill(run.colour);
                let font = self.fonts.font(run.weight);
                let start = Point::from_xy(run.x, *y);
                let shaped = &run.shaped;
                self.surface.draw_glyphs(start, &shaped.glyphs, font, &shaped.text, run.size, false);
                self.surface.end_tagged();
                if let Some(slot) = run.slot {
                    self.tree.painted(slot, identifier);
                }
                if let Some(link) = run.link {
                    let width = run.visible_width();
                    self.fill(Rect::from_xywh(run.x, y + UNDERLINE, width, 0.5), ACCENT);
                    let area = Rect::from_xywh(run.x, y - 0.8 * run.size, width, 1.1 * run.size);
                    areas.entry(link).or_default().extend(area);
                }
            }
        }
    }

    /// Dots from `x` to the number of the page on which minutes begin. The space before the number keeps it apart from
    /// the name for those who listen.
    fn leader(&mut self, x: f32, y: f32, minutes: usize, slot: SlotId) {
        let Some(page) = self.beginnings.get(&minutes) else { return };
        let number = self.fonts.shape(Weight::Regular, &format!(" {}", page + 1));
        let right = MARGIN + TEXT_WIDTH - number.width * BODY.size;
        let dot = self.fonts.shape(Weight::Regular, " .");
        let step = dot.width * BODY.size;
        let mut dots = Shaped::default();
        let mut left = right;
        while left - step > x + step {
            dots.push(&dot);
            left -= step;
        }
        let regular = self.fonts.font(Weight::Regular);
        if !dots.glyphs.is_empty() {
            self.surface.start_tagged(decoration(ArtifactType::Layout));
            self.set_fill(SOFT);
            let start = Point::from_xy(left, y);
            self.surface.draw_glyphs(start, &dots.glyphs, regular.clone(), &dots.text, BODY.size, false);
            self.surface.end_tagged();
        }
        let identifier = self.surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        self.set_fill(BODY.colour);
        let start = Point::from_xy(right, y);
        self.surface.draw_glyphs(start, &number.glyphs, regular, &number.text, BODY.size, false);
        self.surface.end_tagged();
        self.tree.painted(slot, identifier);
    }

    fn set_fill(&mut self, Colour(red, green, blue): Colour) {
        let paint = rgb::Color::new(red, green, blue).into();
        self.surface.set_fill(Some(Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::NonZero }));
    }

    /// Fills a rectangle; one without an area is not there.
    fn fill(&mut self, area: Option<Rect>, colour: Colour) {
        let Some(area) = area else { return };
        let mut path = PathBuilder::new();
        path.push_rect(area);
        let Some(path) = path.finish() else { return };
        self.surface.start_tagged(decoration(ArtifactType::Layout));
        self.set_fill(colour);
        self.surface.draw_path(&path);
        self.surface.end_tagged();
    }

    /// Organisation and title above a rule.
    fn header(&mut self, header: &Header) {
        self.running_line(&header.left, MARGIN, HEADER_TOP, ArtifactType::Header);
        self.running_line(&header.right, header.x, HEADER_TOP, ArtifactType::Header);
        let y = HEADER_TOP + SMALL.leading + 2.0;
        self.fill(Rect::from_xywh(MARGIN, y, TEXT_WIDTH, HAIRLINE), RULE);
    }

    fn footer(&mut self, number: &str) {
        let line = one_line(self.fonts, number, TEXT_WIDTH);
        let x = MARGIN + TEXT_WIDTH - width(&line);
        self.running_line(&line, x, FOOTER_TOP, ArtifactType::Footer);
    }

    fn running_line(&mut self, line: &Line, x: f32, top: f32, kind: ArtifactType) {
        for run in &line.runs {
            self.surface.start_tagged(decoration(kind));
            self.set_fill(run.colour);
            let font = self.fonts.font(run.weight);
            let start = Point::from_xy(x + run.x, top + SMALL.baseline());
            self.surface.draw_glyphs(start, &run.shaped.glyphs, font, &run.shaped.text, run.size, false);
            self.surface.end_tagged();
        }
    }
}

/// The text in one line, cut with `…` where it is longer than `most` points.
fn one_line(fonts: &mut Fonts, text: &str, most: f32) -> Line {
    let inline = |text: String| [Inline { text, label: false, link: None, slot: None }];
    let mut lines = break_lines(fonts, &inline(text.to_owned()), SMALL, most).into_iter();
    let first = lines.next().unwrap_or_default();
    if lines.next().is_none() {
        return first;
    }
    let narrower = break_lines(fonts, &inline(text.to_owned()), SMALL, most - SMALL.size);
    let kept = narrower.into_iter().next().unwrap_or_default();
    let kept: String = kept.runs.iter().map(|run| run.shaped.text.as_str()).collect();
    let cut = format!("{}…", kept.trim_end());
    break_lines(fonts, &inline(cut), SMALL, most).into_iter().next().unwrap_or_default()
}

fn decoration(kind: ArtifactType) -> ContentTag<'static> {
    ContentTag::Artifact(Artifact::with_kind(kind))
}

fn width(line: &Line) -> f32 {
    line.runs.last().map_or(0.0, |run| run.x + run.width())
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Layout;
    use super::*;
    use crate::i18n::Language;

    /// How often a word of the title is asked for while this many pages are painted.
    fn asked(pages: usize) -> usize {
        let mut fonts = Fonts::load().unwrap();
        let layout = Layout { header: Vec::new(), main: Vec::new(), footer: Vec::new() };
        let texts = &Language::Czech.texts().exports;
        let flow = Flow::of(&mut fonts, &layout, texts, |_| String::new());
        let number = |page, pages| format!("{page}/{pages}");
        let running = Running { left: String::new(), right: "slovo ".repeat(1_000), number };
        let pages: Vec<Page> = (0..pages).map(|_| Page::default()).collect();
        paint(&mut krilla::Document::new(), flow, &pages, &running);
        fonts.asked("slovo")
    }

    #[test]
    fn a_long_title_is_laid_out_once_for_all_pages() {
        assert_eq!(asked(100), asked(2));
        assert!(asked(2) >= 1_000, "it is laid out");
    }
}
