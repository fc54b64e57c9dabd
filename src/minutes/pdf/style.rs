//! The look of a page: A4, sober sizes, one accent that stays dark in grey. All measures are points (1/72 inch).

use super::text::Weight;

/// Width of A4.
pub(super) const PAGE_WIDTH: f32 = 595.276;
/// Height of A4.
pub(super) const PAGE_HEIGHT: f32 = 841.89;
/// 2.2 cm on every side; the running header and footer stand inside it.
pub(super) const MARGIN: f32 = 62.36;
/// The width that text may fill.
pub(super) const TEXT_WIDTH: f32 = PAGE_WIDTH - 2.0 * MARGIN;
/// Where text ends at the bottom of a page.
pub(super) const BOTTOM: f32 = PAGE_HEIGHT - MARGIN;
/// How far the text of a list stands from its bullet's edge.
pub(super) const INDENT: f32 = 15.0;
/// The thickness of a thin rule.
pub(super) const HAIRLINE: f32 = 0.6;

/// A colour, red, green and blue from 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour(pub(super) u8, pub(super) u8, pub(super) u8);

/// Text.
pub(super) const INK: Colour = Colour(0x1a, 0x1a, 0x1a);
/// What may be read last: labels, the running header and footer. 7:1 on white.
pub(super) const SOFT: Colour = Colour(0x55, 0x55, 0x55);
/// Rules.
pub(super) const RULE: Colour = Colour(0xbb, 0xbb, 0xbb);
/// Background of a table's head and of a notice.
pub(super) const TINT: Colour = Colour(0xf2, 0xf2, 0xf2);
/// Headings of sections, links and the bar of a notice. 8:1 on white, so it stays dark in grey.
pub(super) const ACCENT: Colour = Colour(0x0b, 0x4f, 0x8a);

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    /// Size of the letters.
    pub(super) size: f32,
    /// From one baseline to the next.
    pub(super) leading: f32,
    /// The weight of text that is not a label.
    pub(super) weight: Weight,
    /// The colour of text that is not a link.
    pub(super) colour: Colour,
}

const fn style(size: f32, leading: f32, weight: Weight, colour: Colour) -> Style {
    Style { size, leading, weight, colour }
}

/// Running text: 10.5 points, 1.35 of that from line to line.
pub(super) const BODY: Style = style(10.5, 14.2, Weight::Regular, INK);
/// Labels of facts and of columns.
pub(super) const LABEL: Style = style(10.5, 14.2, Weight::Bold, SOFT);
/// The head of a table.
pub(super) const HEAD: Style = style(10.5, 14.2, Weight::Bold, INK);
/// The organisation above the heading.
pub(super) const ORGANISATION: Style = style(10.0, 13.5, Weight::Regular, SOFT);
/// What the document is.
pub(super) const HEADING: Style = style(21.0, 26.0, Weight::Bold, INK);
/// What it is about.
pub(super) const TITLE: Style = style(13.5, 18.0, Weight::Regular, INK);
/// The heading of a section.
pub(super) const SECTION: Style = style(13.5, 17.5, Weight::Bold, ACCENT);
/// The heading of a part.
pub(super) const PART: Style = style(11.25, 15.0, Weight::Bold, INK);
/// Notices at the end, the running header and footer, the word under a line to sign on.
pub(super) const SMALL: Style = style(8.8, 12.0, Weight::Regular, SOFT);

impl Style {
    /// Where the baseline stands below the top of a line: capitals in the middle of it. Capitals of the font are
    /// 0.66 of the size high.
    pub(super) fn baseline(self) -> f32 {
        (self.leading + 0.66 * self.size) / 2.0
    }
}
