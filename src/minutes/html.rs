//! Minutes as one HTML file: no scripts, nothing from elsewhere, made for reading and for printing on A4.

use super::document::Document;
use super::layout::{Block, Entry, Layout, Span};
use super::templates::{self, Format, TemplateProblem, Templates};

/// The built-in style sheet.
pub(super) const STYLE: &str = include_str!("style.css");

/// The minutes as an HTML document in UTF-8. Every text is escaped; links lead to addresses of the web only.
pub fn html(document: &Document) -> String {
    html_with(document, &Templates::default()).0
}

/// Minutes laid out together, which no template of a centre is made for.
pub(super) fn write(document: &Document, Layout { header, main, footer }: &Layout) -> String {
    let title = escape(&format!("{}: {}", document.heading, document.title));
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        document.language.code()
    );
    html.push_str(&format!("<header>\n{}</header>\n<main>\n", whole(header)));
    for section in main.chunk_by(|_, next| !matches!(next, Block::Section(_))) {
        html.push_str(&format!("<section>\n{}</section>\n", whole(section)));
    }
    html.push_str("</main>\n");
    if !footer.is_empty() {
        html.push_str(&format!("<footer>\n{}</footer>\n", whole(footer)));
    }
    html.push_str("</body>\n</html>\n");
    html
}

/// Blocks with those that a template writes otherwise.
fn whole(blocks: &[Block]) -> String {
    let mut caption = "";
    let mut html = String::new();
    for it in blocks {
        match it {
            Block::Organisation(text) => {
                html.push_str(&format!("<p class=\"organisation\">{}</p>\n", escape(text)));
            }
            Block::Heading(text) => html.push_str(&format!("<h1>{}</h1>\n", escape(text))),
            Block::Title(text) => html.push_str(&format!("<p class=\"title\">{}</p>\n", escape(text))),
            Block::Section(text) => {
                caption = text;
                html.push_str(&format!("<h2>{}</h2>\n", escape(text)));
            }
            Block::Notice(text) => html.push_str(&format!("<p class=\"notice\">{}</p>\n", escape(text))),
            other => {
                if let Block::Part(text) = other {
                    caption = text;
                }
                html.push_str(&block(other, caption));
            }
        }
    }
    html
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
        Block::Organisation(_)
        | Block::Heading(_)
        | Block::Title(_)
        | Block::Section(_)
        | Block::Notice(_) => String::new(),
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
        Block::Break => "<hr style=\"border: 0; margin: 0; break-after: page\">\n".to_owned(),
        Block::Signature { role, name, word } => format!(
            "<div class=\"signature\"><p>{}: {}</p><p class=\"line\">{}</p></div>\n",
            escape(role),
            escape(name),
            escape(word)
        ),
    }
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
