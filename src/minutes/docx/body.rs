//! The blocks of the minutes as the body of a Word document.

use super::xml::escape;
use super::{contents, drawing};
use crate::i18n::texts::exports::Texts;
use crate::minutes::document::{Fact, Person};
use crate::minutes::layout::{Block, Entry, Layout, PeopleTable, Span};
use crate::minutes::plain::strict_address;

/// The width between the margins of A4 in twentieths of a point.
pub(super) const TEXT_WIDTH: usize = 9638;
/// The width of the labels beside facts.
const LABEL_WIDTH: usize = 2552;
/// The first id of a numbered list. Word and LibreOffice have lists of their own under 1, the bullets have 2.
const FIRST_NUMBERED: usize = 3;
/// How many relations the document has before its links.
const OWN_RELATIONS: usize = super::OWN_RELATIONS.len();
/// The narrowest and the widest that a column wants to be, and its margins, in characters: beside the widest ones a
/// date still has room in one line.
const COLUMN: (usize, usize, usize) = (14, 40, 4);
/// Rows with at most this many characters in a cell are kept on one page; longer ones may not fit on any.
const KEPT_ROW: usize = 600;

/// The body while it is written.
pub(super) struct Body<'a> {
    texts: &'a Texts,
    /// The XML of the blocks.
    pub(super) xml: String,
    /// The addresses that links lead to; the first has the relation after the document's own ones.
    pub(super) links: Vec<String>,
    numbered: usize,
    /// The heading above, by which tables are called.
    section: String,
    /// The pages on which minutes begin.
    pages: &'a [usize],
    /// The next paragraph begins a page.
    breaks: bool,
    /// The minutes that begin with the next heading.
    begins: Option<usize>,
    /// The list of contents follows.
    contents: bool,
    after_table: bool,
    after_list: bool,
}

impl<'a> Body<'a> {
    /// The body of the laid out minutes, which begin on these pages where they are several.
    pub(super) fn of(layout: &Layout, pages: &'a [usize], texts: &'a Texts) -> Body<'a> {
        let mut body = Body {
            texts,
            pages,
            begins: None,
            contents: false,
            xml: String::new(),
            links: Vec::new(),
            numbered: 0,
            section: String::new(),
            breaks: false,
            after_table: false,
            after_list: false,
        };
        let both_sign =
            |a: &Block, b: &Block| matches!((a, b), (Block::Signature { .. }, Block::Signature { .. }));
        for part in [&layout.header, &layout.main] {
            let mut groups = part.chunk_by(both_sign).peekable();
            while let Some(group) = groups.next() {
                body.contents = matches!(groups.peek(), Some([Block::Contents(_), ..]));
                match group {
                    [Block::Signature { .. }, ..] => body.signatures(group),
                    blocks => blocks.iter().for_each(|block| body.block(block, "IntenseQuote")),
                }
            }
        }
        body.separate_tables();
        layout.footer.iter().for_each(|block| body.block(block, "Quote"));
        body
    }

    /// The definitions of the numbered lists, each of which counts from 1. One is there in any case, for the style.
    pub(super) fn numbered_lists(&self) -> String {
        let list = |index: usize| {
            let id = FIRST_NUMBERED + index;
            format!(
                "<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"2\"/><w:lvlOverride w:ilvl=\"0\">\
                 <w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>\n"
            )
        };
        (0..self.numbered.max(1)).map(list).collect()
    }

    fn block(&mut self, block: &Block, notice: &str) {
        match block {
            Block::Logo(logo) => self.paragraph("Organisation", "<w:keepNext/>", &drawing::logo(logo)),
            Block::Organisation(text) => self.paragraph("Organisation", "", &run(text, "")),
            Block::Heading(text) => self.paragraph("Title", "", &run(text, "")),
            Block::Title(text) => self.paragraph("Subtitle", "", &run(text, "")),
            Block::Section(text) => {
                self.section = text.clone().into_owned();
                let words = run(text, "");
                let begins = self.begins.take();
                let words = begins.map_or(words.clone(), |minutes| contents::goal(minutes, &words));
                self.paragraph(if self.contents { "TOCHeading" } else { "Heading1" }, "", &words);
            }
            Block::Part(text) => {
                self.section.clone_from(text);
                self.paragraph("Heading2", "", &run(text, ""));
            }
            Block::Notice(text) => self.paragraph(notice, "", &run(text, "")),
            Block::Paragraph(spans) => self.plain_paragraph(spans),
            Block::Facts(facts) => self.facts(facts),
            Block::People(people) => self.people(people),
            Block::Bullets(entries) => entries.iter().for_each(|entry| self.bullet(entry)),
            Block::Contents(names) => {
                self.xml.push_str(&contents::entries(names, self.pages));
                (self.after_table, self.after_list) = (false, true);
            }
            Block::Numbered(items) => {
                let id = FIRST_NUMBERED + self.numbered;
                self.numbered += 1;
                let number = format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{id}\"/></w:numPr>");
                items.iter().for_each(|item| self.paragraph("ListNumber", &number, &run(item, "")));
            }
            Block::Table { head, rows } => self.table(head, rows, &shares(&weights(head, rows))),
            Block::Break(minutes) => {
                self.breaks = true;
                self.begins = Some(*minutes);
            }
            Block::Signature { .. } => self.signatures(std::slice::from_ref(block)),
        }
    }

    /// A paragraph; `properties` are what goes beyond its style.
    fn paragraph(&mut self, style: &str, properties: &str, runs: &str) {
        let style = if style.is_empty() { String::new() } else { format!("<w:pStyle w:val=\"{style}\"/>") };
        let page = if std::mem::take(&mut self.breaks) { "<w:pageBreakBefore/>" } else { "" };
        self.xml.push_str(&format!("<w:p><w:pPr>{style}{page}{properties}</w:pPr>{runs}</w:p>\n"));
        self.after_table = false;
        self.after_list = false;
    }

    /// A label that stands alone stays with what it names; tables and lists have no space below themselves.
    fn plain_paragraph(&mut self, spans: &[Span]) {
        let keep = if matches!(spans, [Span::Label(_)]) { "<w:keepNext/>" } else { "" };
        let space = if self.after_table || self.after_list { "<w:spacing w:before=\"120\"/>" } else { "" };
        let runs = self.runs(spans);
        self.paragraph("", &format!("{keep}{space}"), &runs);
    }

    fn bullet(&mut self, entry: &Entry) {
        let keep = if entry.below.is_empty() { "" } else { "<w:keepNext/>" };
        let runs = self.runs(&entry.spans);
        self.paragraph("ListBullet", keep, &runs);
        for below in &entry.below {
            let runs = self.runs(below);
            self.paragraph("ListBullet2", "", &runs);
        }
        self.after_list = true;
    }

    fn runs(&mut self, spans: &[Span]) -> String {
        spans.iter().map(|span| self.span(span)).collect()
    }

    fn span(&mut self, span: &Span) -> String {
        match span {
            Span::Plain(text) => run(text, ""),
            Span::Label(text) => run(text, "Strong"),
            // What is no strict address would make Word ask for a repair; the words stay.
            Span::Link { text, url } => match strict_address(url) {
                Some(address) => {
                    let id = self.relation(address);
                    format!(
                        "<w:hyperlink r:id=\"rId{id}\" w:history=\"1\">{}</w:hyperlink>",
                        run(text, "Hyperlink")
                    )
                }
                None => run(text, ""),
            },
        }
    }

    /// The number of the relation to an address; the same address has one.
    fn relation(&mut self, address: String) -> usize {
        let index = self.links.iter().position(|link| *link == address).unwrap_or_else(|| {
            self.links.push(address);
            self.links.len() - 1
        });
        OWN_RELATIONS + 1 + index
    }

    fn facts(&mut self, facts: &[Fact]) {
        let rows: Vec<Vec<&str>> =
            facts.iter().map(|fact| vec![fact.label.as_str(), fact.value.as_str()]).collect();
        let widths = [LABEL_WIDTH, TEXT_WIDTH - LABEL_WIDTH];
        self.begin_table("PlainTable4", "w:val=\"0680\" w:firstRow=\"0\" w:firstColumn=\"1\"", "", &widths);
        rows.iter().for_each(|row| self.row(row, &widths, false));
        self.end_table();
    }

    fn people(&mut self, people: &[Person]) {
        let PeopleTable { head, weights, rows } = PeopleTable::of(people, self.texts);
        self.table(&head, &rows, &shares(&weights));
    }

    /// A table with a head that is repeated on every page.
    fn table(&mut self, head: &[&str], rows: &[Vec<String>], widths: &[usize]) {
        let caption = format!("<w:tblCaption w:val=\"{}\"/>", escape(&self.section));
        self.begin_table(
            "TableGrid",
            "w:val=\"0620\" w:firstRow=\"1\" w:firstColumn=\"0\"",
            &caption,
            widths,
        );
        self.row(head, widths, true);
        for row in rows {
            let cells: Vec<&str> = row.iter().map(String::as_str).collect();
            self.row(&cells, widths, false);
        }
        self.end_table();
    }

    fn begin_table(&mut self, style: &str, look: &str, caption: &str, widths: &[usize]) {
        self.separate_tables();
        let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
        self.xml.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{TEXT_WIDTH}\" w:type=\"dxa\"/>\
             <w:tblLayout w:type=\"fixed\"/><w:tblLook {look} w:lastRow=\"0\" w:lastColumn=\"0\" \
             w:noHBand=\"1\" w:noVBand=\"1\"/>{caption}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>\n"
        ));
    }

    fn row(&mut self, cells: &[&str], widths: &[usize], head: bool) {
        let short = cells.iter().all(|cell| cell.chars().count() <= KEPT_ROW);
        let keep = if short { "<w:cantSplit/>" } else { "" };
        let repeat = if head { "<w:tblHeader/>" } else { "" };
        self.xml.push_str(&format!("<w:tr><w:trPr>{keep}{repeat}</w:trPr>"));
        for (text, width) in cells.iter().zip(widths) {
            let runs = run(text, "");
            self.xml.push_str(&cell(*width, &format!("<w:p>{runs}</w:p>")));
        }
        self.xml.push_str("</w:tr>\n");
    }

    fn end_table(&mut self) {
        self.xml.push_str("</w:tbl>\n");
        self.after_table = true;
    }

    /// Two tables without a paragraph between them are one, and a document may not end with a table.
    fn separate_tables(&mut self) {
        if self.after_table {
            self.xml.push_str("<w:p/>\n");
            self.after_table = false;
        }
    }

    /// Places to sign, side by side, never torn apart.
    fn signatures(&mut self, signatures: &[Block]) {
        let widths = vec![TEXT_WIDTH / signatures.len().max(1); signatures.len()];
        self.begin_table("PlainTable4", "w:val=\"0600\" w:firstRow=\"0\" w:firstColumn=\"0\"", "", &widths);
        self.xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (block, width) in signatures.iter().zip(&widths) {
            if let Block::Signature { role, name, word } = block {
                let (role, name) = (run(&format!("{role}:"), "Strong"), run(&format!(" {name}"), ""));
                let content = format!(
                    "<w:p>{role}{name}</w:p><w:p><w:pPr><w:pStyle w:val=\"Signature\"/></w:pPr>{}</w:p>",
                    run(word, "")
                );
                self.xml.push_str(&cell(*width, &content));
            }
        }
        self.xml.push_str("</w:tr>\n");
        self.end_table();
    }
}

fn cell(width: usize, content: &str) -> String {
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{content}</w:tc>")
}

/// The text in a character style or, where that is empty, as its paragraph has it.
fn run(text: &str, style: &str) -> String {
    let properties = if style.is_empty() {
        String::new()
    } else {
        format!("<w:rPr><w:rStyle w:val=\"{style}\"/></w:rPr>")
    };
    let line = |line: &str| format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(line));
    let lines: Vec<String> = text.split('\n').map(line).collect();
    format!("<w:r>{properties}{}</w:r>", lines.join("<w:br/>"))
}

/// How wide columns want to be, none too narrow to be read: as many characters as the longest text in them has.
fn weights(head: &[&str], rows: &[Vec<String>]) -> Vec<usize> {
    let longest = |(column, title): (usize, &&str)| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        let (narrowest, widest, margins) = COLUMN;
        let longest = cells.chain([title.chars().count()]).max().unwrap_or_default();
        (longest + margins).clamp(narrowest, widest)
    };
    head.iter().enumerate().map(longest).collect()
}

/// The width between the margins, shared out.
fn shares(weights: &[usize]) -> Vec<usize> {
    let total = weights.iter().sum::<usize>().max(1);
    weights.iter().map(|weight| TEXT_WIDTH * weight / total).collect()
}
