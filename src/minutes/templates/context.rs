//! What a template sees. Every text is escaped for the format of the template; `docs/formats.md` describes the names.

use super::Format;
use super::centre::Centre;
use crate::minutes::document::{Document, Fact};
use crate::minutes::layout::{Block, Section};
use crate::minutes::{html, markdown};
use minijinja::Value;

/// The values of minutes with these sections for a template of this format.
pub(super) fn context(document: &Document, all: &[Section], format: Format, centre: &Centre) -> Value {
    let writer = Writer(format);
    let texts = &document.language.texts().minutes;
    let facts = |fact: &Fact| {
        Value::from_pairs([("label", writer.text(&fact.label)), ("value", writer.text(&fact.value))])
    };
    let facts_body =
        if document.facts.is_empty() { Vec::new() } else { vec![Block::Facts(document.facts.clone())] };
    let written: Vec<(&Section, Value)> = all.iter().map(|it| (it, writer.section(it))).collect();
    let said = written.iter().filter(|(section, _)| !section.blocks.is_empty());
    let mut values = vec![
        ("language", Value::from(document.language.code())),
        ("organisation", writer.text(&document.organisation)),
        ("heading", writer.text(&document.heading)),
        ("title", writer.text(&document.title)),
        ("sample", writer.text(if document.sample { texts.sample } else { "" })),
        ("facts", document.facts.iter().map(facts).collect()),
        ("facts_body", writer.body(&facts_body, &document.heading)),
        ("sections", said.map(|(_, value)| value.clone()).collect()),
        (
            "section",
            Value::from_pairs(written.iter().map(|(section, value)| (section.id.to_string(), value.clone()))),
        ),
        ("notices", document.notices.iter().map(|notice| writer.text(notice)).collect()),
        (
            "centre",
            Value::from_pairs([
                ("heading", writer.text(&centre.heading)),
                ("gdpr_notice", writer.text(&centre.gdpr_notice)),
                // Letters, digits and `+/=;:,` only.
                ("logo", Value::from_safe_string(centre.logo.clone())),
            ]),
        ),
    ];
    if format == Format::Html {
        values.push(("style", Value::from_safe_string(html::STYLE.trim_end().to_owned())));
    }
    Value::from_pairs(values)
}

/// The words as a format has them.
pub(super) fn text(words: &str, format: Format) -> String {
    match format {
        Format::Markdown => markdown::text(words),
        Format::Html => html::escape(words),
    }
}

/// Writes values as a format has them.
struct Writer(Format);

impl Writer {
    fn text(&self, words: &str) -> Value {
        Value::from_safe_string(text(words, self.0))
    }

    fn body(&self, blocks: &[Block], heading: &str) -> Value {
        Value::from_safe_string(match self.0 {
            Format::Markdown => markdown::body(blocks),
            Format::Html => html::body(blocks, heading),
        })
    }

    fn section(&self, section: &Section) -> Value {
        Value::from_pairs([
            ("id", Value::from(section.id.as_ref())),
            ("title", self.text(&section.title)),
            ("body", self.body(&section.blocks, &section.title)),
        ])
    }
}
