//! Strips: what is never cut by the end of a page, and how strips fill pages.

use super::lines::{Line, Run};
use super::style::{BOTTOM, Colour, MARGIN, Style};
use super::tags::SlotId;
use krilla::image::Image;
use std::collections::BTreeMap;

/// Something to paint. Its place is relative to the strip's top and the page's left edge.
#[derive(Debug, Clone)]
pub(super) enum Mark {
    /// Text; `run.x` is from the left edge of the page.
    Text {
        /// The baseline.
        y: f32,
        /// The text.
        run: Run,
    },
    /// A filled rectangle: a rule, a bar or a background.
    Fill {
        /// The left edge.
        x: f32,
        /// The upper edge.
        y: f32,
        /// The width.
        width: f32,
        /// The height.
        height: f32,
        /// The colour.
        colour: Colour,
    },
    /// A picture.
    Picture {
        /// The left edge.
        x: f32,
        /// The upper edge.
        y: f32,
        /// The width.
        width: f32,
        /// The height.
        height: f32,
        /// The picture.
        image: Image,
        /// Where it belongs in the structure.
        slot: SlotId,
    },
    /// Dots and the number of the page on which other minutes begin, at the right edge of the text.
    Leader {
        /// Where the text before it ends.
        x: f32,
        /// The baseline.
        y: f32,
        /// The place of the minutes among all.
        minutes: usize,
        /// Where the number belongs in the structure.
        slot: SlotId,
    },
    /// The active area of a link, as wide as the text.
    Area {
        /// The upper edge.
        y: f32,
        /// The height.
        height: f32,
        /// The link.
        link: usize,
    },
}

impl Mark {
    /// Moves it down.
    fn sink(&mut self, space: f32) {
        let (Mark::Text { y, .. }
        | Mark::Fill { y, .. }
        | Mark::Picture { y, .. }
        | Mark::Leader { y, .. }
        | Mark::Area { y, .. }) = self;
        *y += space;
    }
}

/// A place that readers can jump to.
#[derive(Debug, Clone)]
pub(super) struct Bookmark {
    /// Whether it belongs below the bookmark before it that does not.
    pub(super) nested: bool,
    /// What is read.
    pub(super) text: String,
}

/// A band as wide as the page that is never cut.
#[derive(Debug, Clone, Default)]
pub(super) struct Strip {
    /// Space above it, left out at the top of a page.
    pub(super) before: f32,
    /// Its height.
    pub(super) height: f32,
    /// Whether it stays on the page of the next one.
    pub(super) keep: bool,
    /// Whether it begins a page.
    pub(super) new_page: bool,
    /// What is painted, backgrounds first.
    pub(super) marks: Vec<Mark>,
    /// The head to repeat when a page begins with this strip.
    pub(super) head: Option<usize>,
    /// The bookmark that leads here.
    pub(super) bookmark: Option<Bookmark>,
    /// The minutes that begin here, by their place among all.
    pub(super) begins: Option<usize>,
}

impl Strip {
    /// A strip with one line of text, `x` from the left edge of the page.
    pub(super) fn of_line(line: Line, x: f32, style: Style) -> Strip {
        let mut strip = Strip { height: style.leading, ..Strip::default() };
        strip.add_line(line, x, 0.0, style);
        strip
    }

    /// Adds a line of text whose upper edge is `top` below that of the strip.
    pub(super) fn add_line(&mut self, line: Line, x: f32, top: f32, style: Style) {
        let y = top + style.baseline();
        self.marks
            .extend(line.runs.into_iter().map(|run| Mark::Text { y, run: Run { x: x + run.x, ..run } }));
    }

    /// Moves all of its marks down and grows by as much.
    pub(super) fn pad_top(&mut self, space: f32) {
        for mark in &mut self.marks {
            mark.sink(space);
        }
        self.height += space;
    }

    /// Paints a background below everything, as high as the strip is now.
    pub(super) fn back(&mut self, x: f32, width: f32, colour: Colour) {
        self.marks.insert(0, Mark::Fill { x, y: 0.0, width, height: self.height, colour });
    }

    /// The same strip as decoration: those who listen hear it once only.
    pub(super) fn as_decoration(&self) -> Strip {
        let mut strip = self.clone();
        for mark in &mut strip.marks {
            if let Mark::Text { run, .. } = mark {
                run.slot = None;
            }
        }
        strip
    }
}

/// Marks the strips of a paragraph that stay together, so that no line stands alone on a page.
pub(super) fn keep_ends_together(strips: &mut [Strip]) {
    let lines = strips.len();
    for (index, strip) in strips.iter_mut().enumerate() {
        let next = index + 1;
        strip.keep = next < lines && (index == 0 || next + 1 == lines);
    }
}

/// A page: what to paint, from its upper left corner.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// What is painted, in this order.
    pub(super) marks: Vec<Mark>,
    /// Where bookmarks lead, from the top of the page.
    pub(super) bookmarks: Vec<(f32, Bookmark)>,
    /// The minutes that begin on it.
    pub(super) begins: Vec<usize>,
}

/// Fills pages with the strips. `heads` are the heads that strips name.
pub(super) fn paginate(strips: Vec<Strip>, heads: &[Vec<Strip>]) -> Vec<Page> {
    let mut press = Press { heads, pages: vec![Page::default()], y: MARGIN };
    let mut group: Vec<Strip> = Vec::new();
    for strip in strips {
        let keep = strip.keep;
        group.push(strip);
        if !keep {
            press.group(std::mem::take(&mut group));
        }
    }
    press.group(group);
    press.pages
}

/// The page from 0 on which minutes begin, by their place among all.
pub(super) fn beginnings(pages: &[Page]) -> BTreeMap<usize, usize> {
    let of_page =
        |(page, it): (usize, &Page)| it.begins.iter().map(|minutes| (*minutes, page)).collect::<Vec<_>>();
    pages.iter().enumerate().flat_map(of_page).collect()
}

struct Press<'a> {
    heads: &'a [Vec<Strip>],
    pages: Vec<Page>,
    y: f32,
}

impl Press<'_> {
    /// Puts strips that stay together on one page, if a page is high enough for them.
    fn group(&mut self, group: Vec<Strip>) {
        let above: f32 = group.first().map_or(0.0, |strip| strip.before);
        let height = group.iter().map(|strip| strip.before + strip.height).sum::<f32>();
        let head = group.first().and_then(|strip| strip.head).map_or(0.0, |head| self.head_height(head));
        if group.first().is_some_and(|strip| strip.new_page) && self.y > MARGIN {
            self.next_page(None);
        }
        if self.y + height > BOTTOM && MARGIN + head + height - above <= BOTTOM {
            self.next_page(group.first().and_then(|strip| strip.head));
        }
        for strip in group {
            if self.y + strip.before + strip.height > BOTTOM && self.y > MARGIN {
                self.next_page(strip.head);
            }
            self.put(strip);
        }
    }

    fn head_height(&self, head: usize) -> f32 {
        self.heads.get(head).into_iter().flatten().map(|strip| strip.height).sum()
    }

    fn next_page(&mut self, head: Option<usize>) {
        self.pages.push(Page::default());
        self.y = MARGIN;
        for strip in head.and_then(|head| self.heads.get(head)).into_iter().flatten() {
            self.put(strip.as_decoration());
        }
    }

    fn put(&mut self, strip: Strip) {
        let at_top = self.y <= MARGIN;
        let top = if at_top { self.y } else { self.y + strip.before };
        self.y = top + strip.height;
        let Some(page) = self.pages.last_mut() else { return };
        page.begins.extend(strip.begins);
        page.bookmarks.extend(strip.bookmark.map(|bookmark| (top, bookmark)));
        for mut mark in strip.marks {
            mark.sink(top);
            if !page.extends_last_fill(&mark) {
                page.marks.push(mark);
            }
        }
    }
}

impl Page {
    /// Lets the last fill of the same width and colour grow down into this one: two that only touch would show a
    /// seam on screens.
    fn extends_last_fill(&mut self, mark: &Mark) -> bool {
        let &Mark::Fill { x, y, width, height, colour } = mark else { return false };
        let touching = self.marks.iter_mut().rev().take(64).find_map(|other| match other {
            Mark::Fill { x: x2, y: y2, width: width2, height: height2, colour: colour2 }
                if *x2 == x
                    && *width2 == width
                    && *colour2 == colour
                    && (*y2 + *height2 - y).abs() < 0.01 =>
            {
                Some(height2)
            }
            _ => None,
        });
        match touching {
            Some(grown) => {
                *grown += height;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::style::INK;
    use super::*;

    fn strip(height: f32, keep: bool) -> Strip {
        let fill = Mark::Fill { x: height, y: 0.0, width: 10.0, height, colour: INK };
        Strip { before: 10.0, height, keep, marks: vec![fill], ..Strip::default() }
    }

    fn counts(pages: &[Page]) -> Vec<usize> {
        pages.iter().map(|page| page.marks.len()).collect()
    }

    #[test]
    fn what_stays_together_moves_to_the_next_page_together() {
        let pages = paginate(vec![strip(600.0, false), strip(30.0, true), strip(90.0, false)], &[]);
        assert_eq!(counts(&pages), [1, 2]);
        let Mark::Fill { y, .. } = pages[1].marks[0] else { panic!() };
        assert_eq!(y, MARGIN, "no space above the first strip of a page");
    }

    #[test]
    fn a_group_higher_than_a_page_is_cut_rather_than_lost() {
        let pages = paginate((0..40).map(|n| strip(50.0 + n as f32, true)).collect(), &[]);
        assert_eq!(counts(&pages).iter().sum::<usize>(), 40);
        assert!(pages.len() > 2);
    }

    #[test]
    fn a_head_is_repeated_on_every_page_of_its_table() {
        let row = |n: u8| Strip { head: Some(0), ..strip(200.0 + f32::from(n), false) };
        let pages = paginate((0..6).map(row).collect(), &[vec![strip(20.0, true)]]);
        // Three rows fit on a page; the second page has the head in addition.
        assert_eq!(counts(&pages), [3, 4]);
    }

    #[test]
    fn fills_that_touch_become_one() {
        let bar = || Strip { before: 0.0, ..strip(20.0, false) };
        let pages = paginate(vec![bar(), bar(), bar()], &[]);
        assert_eq!(counts(&pages), [1]);
        let Mark::Fill { height, .. } = pages[0].marks[0] else { panic!() };
        assert_eq!(height, 60.0);
    }
}
