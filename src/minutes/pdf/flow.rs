//! Lays blocks out as strips, and builds the structure of the document on the way.

use super::lines::{Inline, Line, Run, break_lines, widths};
use super::strip::{Bookmark, Mark, Strip, keep_ends_together};
use super::style::{
    ACCENT, BODY, HAIRLINE, HEADING, INDENT, INK, MARGIN, ORGANISATION, PART, RULE, SECTION, SMALL, Style,
    TEXT_WIDTH, TINT, TITLE,
};
use super::table::{row, shared};
use super::tags::{ElementId, Tree};
use super::text::{Fonts, Weight};
use crate::i18n::texts::exports::Texts;
use crate::minutes::document::Person;
use crate::minutes::layout::{Block, Entry, LARGEST_LOGO, Layout, Logo, PeopleTable, Span};
use crate::minutes::picture::PictureKind;
use krilla::geom::Rect;
use krilla::image::Image;
use krilla::tagging::{BBox, ListNumbering, Tag};
use std::num::NonZeroU16;
use std::sync::Arc;

/// What the longest number of a page in the contents, and some dots before it, need.
const NUMBER_ROOM: f32 = 48.0;
/// The longest text of a bookmark, of a heading in the structure and of a description, in characters.
const LONGEST_NAME: usize = 200;
/// The longest address that a link may have, in bytes; a longer one is text only.
const LONGEST_ADDRESS: usize = 4_000;

/// Where a link leads.
pub(super) enum Goal {
    /// To an address of the web, in ASCII.
    Web(String),
    /// To the beginning of minutes, by their place among all.
    Minutes(usize),
}

/// A link.
pub(super) struct Link {
    /// Where it leads.
    pub(super) goal: Goal,
    /// What those hear who cannot see it.
    pub(super) description: String,
    /// Where its active area belongs in the structure.
    pub(super) slot: super::tags::SlotId,
}

/// The document while it is laid out.
pub(super) struct Flow<'a> {
    texts: &'static Texts,
    /// The fonts.
    pub(super) fonts: &'a mut Fonts,
    /// The structure.
    pub(super) tree: Tree,
    /// What is laid out.
    pub(super) strips: Vec<Strip>,
    /// Heads of tables, to be repeated.
    pub(super) heads: Vec<Vec<Strip>>,
    /// The links.
    pub(super) links: Vec<Link>,
    /// Whether the logo cannot be read.
    pub(super) refused_picture: bool,
    /// The element that blocks are added to.
    pub(super) section: ElementId,
}

/// A signature, until its neighbours are known.
type Signature<'b> = (&'b str, &'b str, &'b str);

impl<'a> Flow<'a> {
    /// Lays the whole document out. `replaced` words the notice about characters that the font does not have.
    pub(super) fn of(
        fonts: &'a mut Fonts,
        layout: &Layout,
        texts: &'static Texts,
        replaced: impl Fn(&[String]) -> String,
    ) -> Flow<'a> {
        let mut flow = Flow {
            texts,
            fonts,
            tree: Tree::new(),
            strips: Vec::new(),
            heads: Vec::new(),
            links: Vec::new(),
            refused_picture: false,
            section: Tree::ROOT,
        };
        flow.blocks(&layout.header);
        flow.blocks(&layout.main);
        flow.section = flow.tree.element(Tree::ROOT, Tag::Section);
        let notices = layout.footer.iter().filter_map(|block| match block {
            Block::Notice(text) => Some(text.clone()),
            _ => None,
        });
        let mut notices: Vec<String> = notices.collect();
        if !flow.fonts.replaced().is_empty() {
            notices.push(replaced(flow.fonts.replaced()));
        }
        flow.end_notices(&notices);
        flow
    }

    fn blocks(&mut self, blocks: &[Block]) {
        let mut signatures: Vec<Signature> = Vec::new();
        for block in blocks {
            if let Block::Signature { role, name, word } = block {
                signatures.push((role, name, word));
                continue;
            }
            self.signatures(&std::mem::take(&mut signatures));
            self.block(block);
        }
        self.signatures(&signatures);
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Logo(logo) => self.logo(logo),
            Block::Organisation(text) => self.text(text, ORGANISATION, 0.0),
            Block::Heading(text) => self.heading(text, 1, HEADING, 4.0),
            Block::Title(text) => self.title(text),
            Block::Section(text) => {
                self.section = self.tree.element(Tree::ROOT, Tag::Section);
                self.heading(text, 2, SECTION, 22.0);
                self.rule_below_last(RULE, HAIRLINE, 3.0);
            }
            Block::Part(text) => self.heading(text, 3, PART, 14.0),
            Block::Paragraph(spans) => self.paragraph(spans),
            Block::Notice(text) => self.notice(text),
            Block::Facts(facts) => self.facts(facts, 10.0),
            Block::People(people) => self.people(people),
            Block::Bullets(entries) => self.bullets(entries),
            Block::Numbered(items) => self.numbered(items),
            Block::Contents(names) => self.contents(names),
            Block::Table { head, rows } => self.table(head, rows, 8.0),
            Block::Break(minutes) => {
                let begins = Some(*minutes);
                self.strips.push(Strip { new_page: true, keep: true, begins, ..Strip::default() });
            }
            // Those that follow each other were put side by side.
            Block::Signature { .. } => {}
        }
    }

    /// Appends lines as strips; lone first and last lines are avoided.
    fn stack(&mut self, lines: Vec<Line>, x: f32, style: Style, before: f32) {
        let mut strips: Vec<Strip> = lines.into_iter().map(|line| Strip::of_line(line, x, style)).collect();
        keep_ends_together(&mut strips);
        if let Some(first) = strips.first_mut() {
            first.before = before;
        }
        self.strips.extend(strips);
    }

    fn text(&mut self, text: &str, style: Style, before: f32) {
        let slot = self.tree.leaf(self.section, Tag::P);
        let inline = Inline { text: text.to_owned(), label: false, link: None, slot: Some(slot) };
        let lines = break_lines(self.fonts, &[inline], style, TEXT_WIDTH);
        self.stack(lines, MARGIN, style, before);
    }

    /// The logo at the top of the first page. What is no picture after all is told by the one who writes the file.
    fn logo(&mut self, logo: &Logo) {
        let (width, height) = logo.picture.shown(LARGEST_LOGO);
        let data = Arc::clone(&logo.picture.bytes).into();
        // A PDF for the archive must not ask for smoothing.
        let image = match logo.picture.kind {
            PictureKind::Png => Image::from_png(data, false),
            PictureKind::Jpeg => Image::from_jpeg(data, false),
        };
        let Ok(image) = image else {
            self.refused_picture = true;
            return;
        };
        let place = Rect::from_xywh(MARGIN, MARGIN, width, height).map(|area| BBox::new(0, area));
        let slot = self.tree.leaf(self.section, Tag::Figure(Some(short(&logo.alternative))).with_bbox(place));
        let mark = Mark::Picture { x: MARGIN, y: 0.0, width, height, image, slot };
        self.strips.push(Strip { height: height + 8.0, keep: true, marks: vec![mark], ..Strip::default() });
    }

    fn title(&mut self, text: &str) {
        self.text(text, TITLE, 2.0);
        self.rule_below_last(ACCENT, 1.6, 8.0);
    }

    fn heading(&mut self, text: &str, level: u16, style: Style, before: f32) {
        // A heading that nobody can see would be none, and those who listen would miss a level.
        let seen = widths(self.fonts, text, style).0 > 0.0 && !short(text).is_empty();
        let text = if seen { text } else { "–" };
        let name = short(text);
        let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
        let slot = self.tree.leaf(self.section, Tag::Hn(level, Some(name.clone())));
        let inline = Inline { text: text.to_owned(), label: false, link: None, slot: Some(slot) };
        let lines = break_lines(self.fonts, &[inline], style, TEXT_WIDTH);
        let start = self.strips.len();
        self.stack(lines, MARGIN, style, before);
        let heading = self.strips.get_mut(start..).unwrap_or_default();
        heading.iter_mut().for_each(|strip| strip.keep = true);
        if let Some(first) = heading.first_mut().filter(|_| level.get() > 1) {
            first.bookmark = Some(Bookmark { nested: level.get() > 2, text: name });
        }
    }

    /// Paints a rule `space` below the last strip, which becomes as much higher.
    fn rule_below_last(&mut self, colour: super::style::Colour, thickness: f32, space: f32) {
        if let Some(last) = self.strips.last_mut() {
            let y = last.height + space;
            last.marks.push(Mark::Fill { x: MARGIN, y, width: TEXT_WIDTH, height: thickness, colour });
            last.height = y + thickness;
        }
    }

    fn paragraph(&mut self, spans: &[Span]) {
        let tag = self.tree.element(self.section, Tag::P);
        let inlines = self.inlines(spans, tag);
        let lines = break_lines(self.fonts, &inlines, BODY, TEXT_WIDTH);
        self.stack(lines, MARGIN, BODY, 6.0);
        // A paragraph of one label introduces what follows.
        if let ([Span::Label(_)], Some(last)) = (spans, self.strips.last_mut()) {
            last.keep = true;
        }
    }

    /// The spans with their places in `parent`.
    fn inlines(&mut self, spans: &[Span], parent: ElementId) -> Vec<Inline> {
        spans.iter().map(|span| self.inline(span, parent)).collect()
    }

    fn inline(&mut self, span: &Span, parent: ElementId) -> Inline {
        let plain = |text: &str, label, slot| Inline { text: text.to_owned(), label, link: None, slot };
        match span {
            Span::Plain(text) => plain(text, false, Some(self.tree.slot(parent))),
            Span::Label(text) => plain(text, true, Some(self.tree.slot(parent))),
            Span::Link { text, url } if url.len() > LONGEST_ADDRESS => {
                plain(text, false, Some(self.tree.slot(parent)))
            }
            Span::Link { text, url } => {
                let slot = self.tree.leaf(parent, Tag::Link);
                let link = self.links.len();
                let name = short(text);
                let description = if name.is_empty() { url.clone() } else { name };
                self.links.push(Link { goal: Goal::Web(ascii(url)), description, slot });
                Inline { text: text.clone(), label: false, link: Some(link), slot: Some(slot) }
            }
        }
    }

    /// A quiet box with a bar at its left edge.
    fn notice(&mut self, text: &str) {
        let slot = self.tree.leaf(self.section, Tag::P);
        let inline = Inline { text: text.to_owned(), label: true, link: None, slot: Some(slot) };
        let lines = break_lines(self.fonts, &[inline], BODY, TEXT_WIDTH - 24.0);
        let start = self.strips.len();
        self.stack(lines, MARGIN + 12.0, BODY, 10.0);
        let strips = self.strips.get_mut(start..).unwrap_or_default();
        if let Some(first) = strips.first_mut() {
            first.pad_top(5.0);
        }
        if let Some(last) = strips.last_mut() {
            last.height += 5.0;
        }
        for strip in strips {
            strip.back(MARGIN, 3.0, ACCENT);
            strip.back(MARGIN, TEXT_WIDTH, TINT);
        }
    }

    /// What a reader must know about the whole document, small, below a rule.
    fn end_notices(&mut self, notices: &[String]) {
        for (index, notice) in notices.iter().enumerate() {
            let start = self.strips.len();
            self.text(notice, SMALL, if index == 0 { 26.0 } else { 2.0 });
            if let Some(first) = self.strips.get_mut(start).filter(|_| index == 0) {
                first.pad_top(6.0);
                let (x, width, height) = (MARGIN, TEXT_WIDTH / 4.0, HAIRLINE);
                first.marks.push(Mark::Fill { x, y: 0.0, width, height, colour: RULE });
            }
        }
    }

    fn people(&mut self, people: &[Person]) {
        let PeopleTable { head, weights, rows } = PeopleTable::of(people, self.texts);
        self.table_of(&head, &rows, &shared(&weights), 8.0);
    }

    fn bullets(&mut self, entries: &[Entry]) {
        let list = self.tree.element(self.section, Tag::L(ListNumbering::Disc));
        for (index, entry) in entries.iter().enumerate() {
            let before = if index == 0 { 4.0 } else { 2.5 };
            let body = self.item(list, "•", &entry.spans, 0.0, before);
            if entry.below.is_empty() {
                continue;
            }
            if let Some(last) = self.strips.last_mut() {
                last.keep = true;
            }
            let nested = self.tree.element(body, Tag::L(ListNumbering::Disc));
            for spans in &entry.below {
                self.item(nested, "–", spans, INDENT, 1.0);
            }
        }
    }

    fn numbered(&mut self, items: &[String]) {
        let list = self.tree.element(self.section, Tag::L(ListNumbering::Decimal));
        for (index, text) in items.iter().enumerate() {
            let before = if index == 0 { 4.0 } else { 2.5 };
            self.item(list, &format!("{}.", index + 1), &[Span::Plain(text.clone())], 0.0, before);
        }
    }

    /// The names of minutes with dots and the numbers of their pages, which are known only when all pages are filled.
    fn contents(&mut self, names: &[String]) {
        let list = self.tree.element(self.section, Tag::TOC);
        for (minutes, name) in names.iter().enumerate() {
            let item = self.tree.element(list, Tag::TOCI);
            let paragraph = self.tree.element(item, Tag::P);
            let slot = self.tree.leaf(paragraph, Tag::Link);
            let link = self.links.len();
            self.links.push(Link { goal: Goal::Minutes(minutes), description: short(name), slot });
            let inline = Inline { text: name.clone(), label: false, link: None, slot: Some(slot) };
            let lines = break_lines(self.fonts, &[inline], BODY, TEXT_WIDTH - NUMBER_ROOM);
            let end = lines.last().and_then(|line| line.runs.last());
            let x = MARGIN + end.map_or(0.0, |run| run.x + run.visible_width());
            let start = self.strips.len();
            self.stack(lines, MARGIN, BODY, if minutes == 0 { 6.0 } else { 4.0 });
            let strips = self.strips.get_mut(start..).unwrap_or_default();
            for strip in &mut *strips {
                strip.marks.push(Mark::Area { y: 0.0, height: strip.height, link });
            }
            if let Some(last) = strips.last_mut() {
                last.marks.push(Mark::Leader { x, y: BODY.baseline(), minutes, slot });
            }
        }
    }

    /// An item with its marker in front; gives the element that items below it belong to.
    fn item(&mut self, list: ElementId, marker: &str, spans: &[Span], indent: f32, before: f32) -> ElementId {
        let item = self.tree.element(list, Tag::LI);
        let label = self.tree.leaf(item, Tag::Lbl);
        let body = self.tree.element(item, Tag::LBody);
        let inlines = self.inlines(spans, body);
        let shaped = self.fonts.shape(Weight::Regular, marker);
        // Numbers of three figures need more room than a bullet.
        let hang = INDENT.max((shaped.width * BODY.size + 5.0).ceil());
        let x = MARGIN + indent;
        let lines = break_lines(self.fonts, &inlines, BODY, TEXT_WIDTH - indent - hang);
        let start = self.strips.len();
        self.stack(lines, x + hang, BODY, before);
        let space = self.fonts.shape(Weight::Regular, " ");
        if let Some(first) = self.strips.get_mut(start) {
            let mut shaped = (*shaped).clone();
            // The space keeps the marker apart from the text for those who listen.
            shaped.push(&space);
            let run = Run {
                x,
                shaped,
                size: BODY.size,
                weight: Weight::Regular,
                colour: INK,
                link: None,
                slot: Some(label),
            };
            first.marks.insert(0, Mark::Text { y: BODY.baseline(), run });
        }
        body
    }

    /// Lines to sign on, two in a row, in one piece with the heading before them.
    fn signatures(&mut self, signatures: &[Signature]) {
        let width = (TEXT_WIDTH - 36.0) / 2.0;
        let x = |index: usize| MARGIN + index as f32 * (width + 36.0);
        for pair in signatures.chunks(2) {
            let mut line = Strip { before: 40.0, height: HAIRLINE, ..Strip::default() };
            let mut cells = Vec::new();
            for (index, (role, name, word)) in pair.iter().enumerate() {
                let tag = self.tree.element(self.section, Tag::P);
                let spans = [Span::Label(format!("{role}:")), Span::Plain(format!(" {name}"))];
                let inlines = self.inlines(&spans, tag);
                let lines = break_lines(self.fonts, &inlines, BODY, width);
                cells.push(super::table::Cell { lines, x: x(index), style: BODY });
                let fill = Mark::Fill { x: x(index), y: 0.0, width, height: HAIRLINE, colour: INK };
                line.marks.push(fill);
                let slot = self.tree.leaf(self.section, Tag::P);
                let under = self.cell(word, slot, x(index), width, SMALL);
                for below in under.lines {
                    line.add_line(below, x(index), 3.0, SMALL);
                }
                line.height = 3.0 + SMALL.leading;
            }
            let mut strips = row(cells);
            strips.iter_mut().for_each(|strip| strip.keep = true);
            if let Some(first) = strips.first_mut() {
                first.before = 10.0;
            }
            self.strips.extend(strips);
            self.strips.push(line);
        }
    }
}

/// The text in one line, cut where it is too long for a name.
pub(super) fn short(text: &str) -> String {
    let clean = super::text::clean(text).replace('\n', " ");
    let mut name: String = clean.trim().chars().take(LONGEST_NAME).collect();
    if clean.trim().chars().nth(LONGEST_NAME).is_some() {
        name.push('…');
    }
    name
}

/// The address in ASCII, as a PDF needs it: everything else percent-encoded.
fn ascii(url: &str) -> String {
    let mut address = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_graphic() {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_ascii_and_names_short() {
        assert_eq!(
            ascii("https://obec.cz/dětské hřiště"),
            "https://obec.cz/d%C4%9Btsk%C3%A9%20h%C5%99i%C5%A1t%C4%9B"
        );
        assert_eq!(short(" a\nb "), "a b");
        assert_eq!(short(&"č".repeat(300)).chars().count(), LONGEST_NAME + 1);
    }
}
