//! Minutes as one HTML file: no scripts, nothing from elsewhere, made for reading and for printing on A4.

use super::document::Document;
use super::layout::{Block, Entry, Layout, Span, layout};

const STYLE: &str = include_str!("style.css");

/// The minutes as an HTML document in UTF-8. Every text is escaped; links lead to addresses of the web only.
pub fn html(document: &Document) -> String {
    write(document, &layout(document))
}

/// The laid out minutes with the properties of `document`.
pub(super) fn write(document: &Document, Layout { header, main, footer }: &Layout) -> String {
    let title = escape(&format!("{}: {}", document.heading, document.title));
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        document.language.code()
    );
    html.push_str(&format!("<header>\n{}</header>\n", blocks(header)));
    html.push_str(&format!("<main>\n{}</main>\n", sections(main)));
    if !footer.is_empty() {
        html.push_str(&format!("<footer>\n{}</footer>\n", blocks(footer)));
    }
    html.push_str("</body>\n</html>\n");
    html
}

/// Every section heading opens a section that reaches to the next one.
fn sections(main: &[Block]) -> String {
    let mut html = String::new();
    for section in main.chunk_by(|_, next| !matches!(next, Block::Section(_))) {
        html.push_str(&format!("<section>\n{}</section>\n", blocks(section)));
    }
    html
}

fn blocks(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Organisation(text) => format!("<p class=\"organisation\">{}</p>\n", escape(text)),
        Block::Heading(text) => format!("<h1>{}</h1>\n", escape(text)),
        Block::Title(text) => format!("<p class=\"title\">{}</p>\n", escape(text)),
        Block::Section(text) => format!("<h2>{}</h2>\n", escape(text)),
        Block::Part(text) => format!("<h3>{}</h3>\n", escape(text)),
        Block::Paragraph(spans) => format!("<p>{}</p>\n", inline(spans)),
        Block::Notice(text) => format!("<p class=\"notice\">{}</p>\n", escape(text)),
        Block::Facts(facts) => {
            let row = |fact: &super::Fact| {
                format!(
                    "<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n",
                    escape(&fact.label),
                    escape(&fact.value)
                )
            };
            format!(
                "<table class=\"facts\">\n<tbody>\n{}</tbody>\n</table>\n",
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
        Block::Table { head, rows } => table(head, rows),
        Block::Break => "<hr style=\"border: 0; margin: 0; break-after: page\">\n".to_owned(),
        Block::Signature { role, name, word } => format!(
            "<div class=\"signature\"><p>{}: {}</p><p class=\"line\">{}</p></div>\n",
            escape(role),
            escape(name),
            escape(word)
        ),
    }
}

fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let head: String = head.iter().map(|cell| format!("<th scope=\"col\">{}</th>", escape(cell))).collect();
    let row = |cells: &Vec<String>| {
        let cells: String = cells.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect();
        format!("<tr>{cells}</tr>\n")
    };
    let rows: String = rows.iter().map(row).collect();
    format!("<table>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n")
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

fn escape(text: &str) -> String {
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
