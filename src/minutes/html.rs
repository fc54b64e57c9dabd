//! Minutes as one HTML file: no scripts, nothing from elsewhere, made for reading and for printing on A4.

use super::document::Document;
use super::layout::{Block, Entry, Span};
use super::templates::{self, Format, TemplateProblem, Templates};

/// The built-in style sheet.
pub(super) const STYLE: &str = include_str!("style.css");

/// The minutes as an HTML document in UTF-8. Every text is escaped; links lead to addresses of the web only.
pub fn html(document: &Document) -> String {
    html_with(document, &Templates::default()).0
}

/// The minutes as an HTML document by the template of the centre, and what is wrong with that; then they are by the
/// built-in one.
pub fn html_with(document: &Document, templates: &Templates) -> (String, Option<TemplateProblem>) {
    templates::write(document, Format::Html, templates)
}

/// Blocks below a heading, which is the caption of the tables among them until another heading follows.
pub(super) fn body(blocks: &[Block], heading: &str) -> String {
    let mut caption = heading;
    let mut html = String::new();
    for it in blocks {
        if let Block::Part(text) = it {
            caption = text;
        }
        html.push_str(&block(it, caption));
    }
    html.truncate(html.trim_end().len());
    html
}

fn block(block: &Block, caption: &str) -> String {
    match block {
        // The template writes them.
        Block::Logo(_) | Block::Organisation(_) | Block::Heading(_) | Block::Title(_) | Block::Section(_) => {
            String::new()
        }
        Block::Notice(text) => format!("<p class=\"notice\">{}</p>\n", escape(text)),
        Block::Part(text) => format!("<h3>{}</h3>\n", escape(text)),
        Block::Paragraph(spans) => format!("<p>{}</p>\n", inline(spans)),
        Block::Facts(facts) => {
            let row = |fact: &super::Fact| {
                format!(
                    "<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n",
                    escape(&fact.label),
                    escape(&fact.value)
                )
            };
            format!(
                "<table class=\"facts\">\n{}<tbody>\n{}</tbody>\n</table>\n",
                captioned(caption),
                facts.iter().map(row).collect::<String>()
            )
        }
        Block::People(people) => {
            let person = |person: &super::Person| format!("<li>{}</li>\n", escape(&person.line()));
            format!("<ul>\n{}</ul>\n", people.iter().map(person).collect::<String>())
        }
        Block::Bullets(entries) => {
            format!("<ul>\n{}</ul>\n", entries.iter().map(bullet).collect::<String>())
        }
        Block::Numbered(items) => {
            let item = |text: &String| format!("<li>{}</li>\n", escape(text));
            format!("<ol>\n{}</ol>\n", items.iter().map(item).collect::<String>())
        }
        Block::Table { head, rows } => table(caption, head, rows),
        Block::Contents(names) => contents(names),
        // The place that the contents lead to stands before the heading, wherever a template writes that.
        Block::Break(index) => format!("<hr class=\"break\" id=\"minutes-{}\">\n", index + 1),
        Block::Signature { role, name, word } => format!(
            "<div class=\"signature\"><p>{}: {}</p><p class=\"line\">{}</p></div>\n",
            escape(role),
            escape(name),
            escape(word)
        ),
    }
}

fn contents(names: &[String]) -> String {
    let name = |(index, name): (usize, &String)| {
        format!("<li><a href=\"#minutes-{}\">{}</a></li>\n", index + 1, escape(name))
    };
    format!("<ol>\n{}</ol>\n", names.iter().enumerate().map(name).collect::<String>())
}

/// What a table is about, for those who hear it; the heading above says it to those who see it.
fn captioned(caption: &str) -> String {
    format!("<caption>{}</caption>\n", escape(caption))
}

fn table(caption: &str, head: &[&str], rows: &[Vec<String>]) -> String {
    let head: String = head.iter().map(|cell| format!("<th scope=\"col\">{}</th>", escape(cell))).collect();
    let row = |cells: &Vec<String>| {
        let cells: String = cells.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect();
        format!("<tr>{cells}</tr>\n")
    };
    let rows: String = rows.iter().map(row).collect();
    let caption = captioned(caption);
    format!("<table>\n{caption}<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n")
}

fn bullet(entry: &Entry) -> String {
    let below: String = entry.below.iter().map(|spans| format!("<li>{}</li>\n", inline(spans))).collect();
    let below = if below.is_empty() { below } else { format!("\n<ul>\n{below}</ul>\n") };
    format!("<li>{}{below}</li>\n", inline(&entry.spans))
}

fn inline(spans: &[Span]) -> String {
    let span = |span: &Span| match span {
        Span::Plain(text) => escape(text),
        Span::Label(text) => format!("<strong>{}</strong>", escape(text)),
        Span::Link { text, url } => {
            format!("<a href=\"{}\" rel=\"noopener\">{}</a>", escape(url), escape(text))
        }
    };
    spans.iter().map(span).collect()
}

/// The text as HTML, harmless in an element and in a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' => escaped.push_str("<br>"),
            _ => escaped.push(character),
        }
    }
    escaped
}
