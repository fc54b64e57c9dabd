//! Minutes as Markdown: CommonMark with the tables of GitHub.

use super::document::Document;
use super::layout::{Block, Entry, Layout, Span};
use super::templates::{self, Format, TemplateProblem, Templates};

/// The dots that one signs on.
const SIGNATURE: &str = "..............................";

/// The minutes as Markdown. No typed text can make or break a heading, list, table, link or HTML.
pub fn markdown(document: &Document) -> String {
    markdown_with(document, &Templates::default()).0
}

/// The minutes as Markdown by the template of the centre, and what is wrong with that; then they are by the built-in
/// one.
pub fn markdown_with(document: &Document, templates: &Templates) -> (String, Option<TemplateProblem>) {
    templates::write(document, Format::Markdown, templates)
}

/// A whole document that no template of a centre is made for.
pub(super) fn write(Layout { header, main, footer }: &Layout) -> String {
    let line = |text: &str| typed(text, Place::OneLine, false);
    let whole = |it: &Block| match it {
        Block::Organisation(words) | Block::Title(words) | Block::Notice(words) => text(words),
        Block::Heading(words) => format!("# {}", line(words)),
        Block::Section(words) => format!("## {}", line(words)),
        other => block(other),
    };
    let mut blocks: Vec<String> = header.iter().chain(main).map(whole).collect();
    if !footer.is_empty() {
        blocks.push("---".to_owned());
        blocks.extend(footer.iter().map(whole));
    }
    blocks.join("\n\n") + "\n"
}

/// A text of one line or more, harmless wherever a template puts it, also at the start of a line.
pub(super) fn text(text: &str) -> String {
    typed(text, Place::Lines(0), true)
}

/// Blocks with an empty line between them.
pub(super) fn body(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join("\n\n")
}

/// Where text is written, which decides what a line break becomes and what has a meaning at the start of a line.
#[derive(Clone, Copy)]
enum Place {
    /// At the start of a line; lines that follow are indented by this many spaces.
    Lines(usize),
    /// In a heading or a cell of a table, which have one line.
    OneLine,
}

fn block(block: &Block) -> String {
    let line = |text: &str| typed(text, Place::OneLine, false);
    match block {
        // The template writes them.
        Block::Logo(_) | Block::Organisation(_) | Block::Heading(_) | Block::Title(_) | Block::Section(_) => {
            String::new()
        }
        Block::Notice(words) => text(words),
        Block::Part(text) => format!("### {}", line(text)),
        Block::Paragraph(spans) => inline(spans, Place::Lines(0)),
        Block::Facts(facts) => {
            let fact = |fact: &super::Fact| {
                format!("- **{}:** {}", line(&fact.label), typed(&fact.value, Place::Lines(2), false))
            };
            facts.iter().map(fact).collect::<Vec<_>>().join("\n")
        }
        Block::People(people) => {
            let person =
                |person: &super::Person| format!("- {}", typed(&person.line(), Place::Lines(2), true));
            people.iter().map(person).collect::<Vec<_>>().join("\n")
        }
        Block::Bullets(entries) => entries.iter().map(bullet).collect::<Vec<_>>().join("\n"),
        Block::Numbered(items) | Block::Contents(items) => numbered(items),
        Block::Table { head, rows } => {
            let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
            let mut lines = vec![row(head.iter().map(|cell| line(cell)).collect())];
            lines.push(row(vec!["---".to_owned(); head.len()]));
            lines.extend(rows.iter().map(|cells| row(cells.iter().map(|cell| line(cell)).collect())));
            lines.join("\n")
        }
        Block::Break(_) => "---".to_owned(),
        Block::Signature { role, name, word } => {
            let name = if name.is_empty() { String::new() } else { format!("{}, ", line(name)) };
            format!("**{role}:** {name}{word}: {SIGNATURE}")
        }
    }
}

fn numbered(items: &[String]) -> String {
    let item = |(index, text): (usize, &String)| {
        let marker = format!("{}. ", index + 1);
        format!("{marker}{}", typed(text, Place::Lines(marker.len()), true))
    };
    items.iter().enumerate().map(item).collect::<Vec<_>>().join("\n")
}

fn bullet(entry: &Entry) -> String {
    let mut text = format!("- {}", inline(&entry.spans, Place::Lines(2)));
    for below in &entry.below {
        text.push_str("\n  - ");
        text.push_str(&inline(below, Place::Lines(4)));
    }
    text
}

fn inline(spans: &[Span], place: Place) -> String {
    let mut text = String::new();
    for span in spans {
        match span {
            Span::Plain(plain) => text.push_str(&typed(plain, place, text.is_empty())),
            Span::Label(label) => text.push_str(&format!("**{}**", typed(label, Place::OneLine, false))),
            Span::Link { text: words, url } => {
                text.push_str(&format!("[{}]({})", typed(words, Place::OneLine, false), destination(url)));
            }
        }
    }
    text
}

/// An address, already percent-encoded, as the destination of a link. Only an entity could still mean something else.
fn destination(url: &str) -> String {
    if url.contains(';') { url.replace('&', "&amp;") } else { url.to_owned() }
}

/// The text so that it is read as it was typed. `starts` says that it begins a line.
fn typed(text: &str, place: Place, starts: bool) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            match place {
                Place::Lines(indent) => escaped.push_str(&format!("\\\n{}", " ".repeat(indent))),
                Place::OneLine => escaped.push(' '),
            }
        }
        let starts = matches!(place, Place::Lines(_)) && (starts || index > 0);
        escape_line(line, starts, &mut escaped);
    }
    escaped
}

fn escape_line(line: &str, starts: bool, escaped: &mut String) {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mut previous = None;
    let mut rest = line.char_indices().peekable();
    while let Some((index, character)) = rest.next() {
        let next = rest.peek().map(|&(_, next)| next);
        let first = starts && index == 0;
        let opens = match character {
            '\\' | '`' | '*' | '_' | '[' | ']' => true,
            // Common extensions: struck out, formula, superscript, attributes.
            '~' | '$' | '^' | '{' => true,
            // A heading closes with `#` after a space.
            '#' => first || previous.is_some_and(char::is_whitespace),
            '-' | '+' | '=' | ':' => first,
            // `1.` and `1)` begin a list.
            '.' | ')' => starts && digits > 0 && index == digits,
            _ => false,
        };
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '|' => escaped.push_str("&#124;"),
            '&' if next.is_some_and(|next| next == '#' || next.is_ascii_alphanumeric()) => {
                escaped.push_str("&amp;");
            }
            _ => {
                if opens {
                    escaped.push('\\');
                }
                escaped.push(character);
            }
        }
        previous = Some(character);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_would_obey_is_escaped_only_where_it_would() {
        for (text, expected) in [
            ("# nadpis", "\\# nadpis"),
            ("bod č. 5 #", "bod č. 5 \\#"),
            ("C#", "C#"),
            ("- odrážka", "\\- odrážka"),
            ("21. 11. 2026", "21\\. 11. 2026"),
            ("2) dva", "2\\) dva"),
            ("a | b", "a &#124; b"),
            ("<b>&copy; A & B", "&lt;b&gt;&amp;copy; A & B"),
            ("*a* _b_ `c` [d](e)", "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e)"),
            ("a\n- b\n===", "a\\\n\\- b\\\n\\==="),
        ] {
            assert_eq!(typed(text, Place::Lines(0), true), expected);
        }
        assert_eq!(typed("21. 11.\n- x", Place::OneLine, false), "21. 11. - x");
    }
}
