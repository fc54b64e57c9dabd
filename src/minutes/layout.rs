//! The order of sections and what stands in them, the same for every format.

use super::document::{AnnexRecord, Document, Evidence, Fact, NeedPoint, Person, Point, SourceLine};
use super::picture::Picture;
use super::templates::Centre;
use crate::i18n::texts::exports;
use crate::i18n::texts::minutes::Texts;
use std::borrow::Cow;

/// A piece of a line.
pub(super) enum Span {
    /// Text as it was typed; may hold line breaks.
    Plain(String),
    /// A label, a time or, where several minutes are one document, the heading of a need, emphasised. The last is typed
    /// by a person, so a format escapes it like any text.
    Label(String),
    /// A reference to an address of the web.
    Link {
        /// What is read.
        text: String,
        /// Where it leads.
        url: String,
    },
}

/// Pieces that are read as one.
pub(super) type Spans = Vec<Span>;

/// An item of a list, with items below it.
pub(super) struct Entry {
    /// The item.
    pub(super) spans: Spans,
    /// The items below it.
    pub(super) below: Vec<Spans>,
}

/// The largest width and height of a logo in points, the same as in the style sheet of HTML.
pub(super) const LARGEST_LOGO: (f32, f32) = (180.0, 60.0);

/// The logo of the centre.
pub(super) struct Logo {
    /// The picture.
    pub(super) picture: Picture,
    /// What those hear who cannot see it.
    pub(super) alternative: String,
}

/// A block of the document.
pub(super) enum Block {
    /// The logo of who publishes the document.
    Logo(Logo),
    /// Who publishes the document; lines.
    Organisation(String),
    /// What the document is.
    Heading(String),
    /// What it is about.
    Title(String),
    /// A section.
    Section(Cow<'static, str>),
    /// A part of a section.
    Part(String),
    /// A paragraph.
    Paragraph(Spans),
    /// What a reader must not overlook.
    Notice(String),
    /// Labels with values.
    Facts(Vec<Fact>),
    /// People of whom name, office and organisation are known or not; a list or a table.
    People(Vec<Person>),
    /// A list.
    Bullets(Vec<Entry>),
    /// A list whose numbers are referred to.
    Numbered(Vec<String>),
    /// A table; every row has as many cells as the head.
    Table {
        /// The names of the columns.
        head: Vec<&'static str>,
        /// The rows.
        rows: Vec<Vec<String>>,
    },
    /// The names of the minutes that follow, in their order.
    Contents(Vec<String>),
    /// The minutes of this place in the contents, from 0, follow; on a new page, where there are pages.
    Break(usize),
    /// A line to sign on.
    Signature {
        /// As what one signs.
        role: &'static str,
        /// Who signs, or empty.
        name: String,
        /// The word for the signature.
        word: &'static str,
    },
}

/// A section of what the document says.
pub(super) struct Section {
    /// The name by which a template knows it.
    pub(super) id: Cow<'static, str>,
    /// The heading.
    pub(super) title: Cow<'static, str>,
    /// What stands below the heading; nothing when there is nothing to say.
    pub(super) blocks: Vec<Block>,
}

/// The document in three parts.
pub(super) struct Layout {
    /// What the document is.
    pub(super) header: Vec<Block>,
    /// What it says.
    pub(super) main: Vec<Block>,
    /// What a reader must know about it.
    pub(super) footer: Vec<Block>,
}

/// People as a table, for the formats that write them as one.
pub(super) struct PeopleTable {
    /// The names of the columns.
    pub(super) head: Vec<&'static str>,
    /// How wide they are in proportion to each other.
    pub(super) weights: Vec<usize>,
    /// The rows.
    pub(super) rows: Vec<Vec<String>>,
}

impl PeopleTable {
    /// Name, office and organisation; a column that nobody fills, as names without personal data, is left out. Those
    /// present and those excused have columns of the same widths.
    pub(super) fn of(people: &[Person], texts: &exports::Texts) -> PeopleTable {
        type Part = fn(&Person) -> &str;
        let columns: [(&'static str, usize, Part); 3] = [
            (texts.name, 3, |person| &person.name),
            (texts.office, 4, |person| &person.office),
            (texts.organisation, 3, |person| &person.organisation),
        ];
        let filled = |(_, _, part): &&(&str, usize, Part)| people.iter().any(|it| !part(it).is_empty());
        let columns: Vec<&(&'static str, usize, Part)> = columns.iter().filter(filled).collect();
        let row = |person| columns.iter().map(|(_, _, part)| part(person).to_owned()).collect();
        PeopleTable {
            head: columns.iter().map(|(title, ..)| *title).collect(),
            weights: columns.iter().map(|(_, weight, _)| *weight).collect(),
            rows: people.iter().map(row).collect(),
        }
    }
}

/// Lays the minutes out, with what the centre says of itself.
pub(super) fn layout(document: &Document, centre: &Centre) -> Layout {
    whole(document, sections(document), centre)
}

fn whole(document: &Document, sections: Vec<Section>, centre: &Centre) -> Layout {
    let notices = document.notices.iter().chain([&centre.gdpr_notice]).filter(|words| !words.is_empty());
    Layout {
        header: header(document, centre),
        main: said(sections),
        footer: notices.cloned().map(Block::Notice).collect(),
    }
}

fn header(document: &Document, centre: &Centre) -> Vec<Block> {
    let texts = &document.language.texts().minutes;
    let mut blocks = Vec::new();
    let heading = if centre.heading.is_empty() { &document.organisation } else { &centre.heading };
    if let Some(picture) = &centre.picture {
        let whose = heading.lines().next().unwrap_or_default();
        let alternative = (document.language.texts().exports.logo)(whose);
        blocks.push(Block::Logo(Logo { picture: picture.clone(), alternative }));
    }
    if !heading.is_empty() {
        blocks.push(Block::Organisation(heading.clone()));
    }
    blocks.push(Block::Heading(document.heading.clone()));
    blocks.push(Block::Title(document.title.clone()));
    if document.sample {
        blocks.push(Block::Notice(texts.sample.to_owned()));
    }
    blocks.push(Block::Facts(document.facts.clone()));
    blocks
}

/// The sections in which something stands.
fn said(sections: Vec<Section>) -> Vec<Block> {
    let said = sections.into_iter().filter(|section| !section.blocks.is_empty());
    said.flat_map(|it| [Block::Section(it.title)].into_iter().chain(it.blocks)).collect()
}

/// All sections in their order, also those in which nothing stands.
pub(super) fn sections(document: &Document) -> Vec<Section> {
    let texts = &document.language.texts().minutes;
    let people = |people: &[Person]| {
        if people.is_empty() { Vec::new() } else { vec![Block::People(people.to_vec())] }
    };
    let next = [&document.next_meeting].into_iter().filter(|text| !text.is_empty());
    let signature =
        |role, name: &str| Block::Signature { role, name: name.to_owned(), word: texts.signature };
    let signatures = vec![
        signature(texts.written_by, &document.written_by),
        signature(texts.verified_by, &document.verified_by),
    ];
    let section = |id: &'static str, title: &'static str, blocks| Section {
        id: Cow::Borrowed(id),
        title: Cow::Borrowed(title),
        blocks,
    };
    vec![
        section("present", texts.present, people(&document.present)),
        section("excused", texts.excused, people(&document.excused)),
        section("agenda", texts.agenda, numbered(&document.agenda)),
        section("course", texts.course, document.course.iter().flat_map(|it| point(it, texts)).collect()),
        section("decisions", texts.decisions, numbered(&document.decisions)),
        section("tasks", texts.tasks, tasks(document, texts)),
        section(
            "next_meeting",
            texts.next_meeting,
            next.map(|text| Block::Paragraph(vec![Span::Plain(text.clone())])).collect(),
        ),
        section("annex", texts.annex, document.annex.iter().flat_map(|it| annex(it, texts)).collect()),
        section("signatures", texts.signatures, signatures),
    ]
}

/// Lays several minutes out as one document: a list of what it holds, then one after the other, each from a new page.
pub(super) fn layout_together(cover: &Document, documents: &[Document], centre: &Centre) -> Layout {
    whole(cover, sections_together(cover, documents), centre)
}

/// The sections of several minutes: the contents, and one for each. Their own sections become parts of it, and their
/// parts labels.
pub(super) fn sections_together(cover: &Document, documents: &[Document]) -> Vec<Section> {
    let texts = &cover.language.texts();
    let names: Vec<String> = documents.iter().map(name).collect();
    let contents = Section {
        id: Cow::Borrowed("contents"),
        title: Cow::Borrowed(texts.exports.contents),
        blocks: vec![Block::Contents(names.clone())],
    };
    let mut all = vec![contents];
    for (index, (document, name)) in documents.iter().zip(names).enumerate() {
        if let Some(before) = all.last_mut() {
            before.blocks.push(Block::Break(index));
        }
        let mut blocks = Vec::new();
        if document.sample {
            blocks.push(Block::Notice(texts.minutes.sample.to_owned()));
        }
        blocks.push(Block::Facts(document.facts.clone()));
        blocks.extend(said(sections(document)).into_iter().map(|block| match block {
            Block::Section(title) => Block::Part(title.into_owned()),
            Block::Part(title) => Block::Paragraph(vec![Span::Label(title)]),
            block => block,
        }));
        let id = Cow::Owned(format!("minutes-{}", index + 1));
        all.push(Section { id, title: Cow::Owned(name), blocks });
    }
    all
}

/// The name of minutes among others: day and title.
fn name(document: &Document) -> String {
    let date = document.date.map(|date| format!("{} – ", document.language.date(date))).unwrap_or_default();
    format!("{date}{}", document.title)
}

fn label(text: &str) -> Span {
    Span::Label(format!("{text}:"))
}

fn entry(spans: Spans) -> Entry {
    Entry { spans, below: Vec::new() }
}

fn bullets(entries: Vec<Entry>) -> Vec<Block> {
    if entries.is_empty() { Vec::new() } else { vec![Block::Bullets(entries)] }
}

fn numbered(lines: &[String]) -> Vec<Block> {
    if lines.is_empty() { Vec::new() } else { vec![Block::Numbered(lines.to_vec())] }
}

fn labelled(name: &str, value: impl Into<String>) -> Spans {
    vec![label(name), Span::Plain(format!(" {}", value.into()))]
}

fn point(point: &Point, texts: &Texts) -> Vec<Block> {
    match point {
        Point::Need(point) => need(point, texts),
        Point::Note(note) => vec![Block::Paragraph(vec![
            Span::Label(note.written.clone()),
            Span::Plain(format!(" {}", note.text)),
        ])],
    }
}

fn need(need: &NeedPoint, texts: &Texts) -> Vec<Block> {
    let number = (texts.need)(need.number);
    let heading = if need.text.is_empty() { number } else { format!("{number}: {}", need.text) };
    let mut blocks = vec![Block::Part(heading)];
    if !need.detail.is_empty() {
        blocks.push(Block::Paragraph(vec![Span::Plain(need.detail.clone())]));
    }
    let components = if need.components.len() > 1 { texts.components } else { texts.component };
    let facts = [
        (texts.written, Some(need.written.clone())),
        (components, Some(need.components.join("; ")).filter(|names| !names.is_empty())),
        (texts.priority, need.priority.clone()),
        (texts.status, need.status.clone()),
    ];
    let facts = facts.into_iter().filter_map(|(name, value)| Some(entry(labelled(name, value?))));
    blocks.extend(bullets(facts.collect()));
    if !need.evidence.is_empty() {
        blocks.push(Block::Paragraph(vec![label(texts.evidence)]));
        blocks.extend(bullets(need.evidence.iter().map(|it| evidence(it, texts)).collect()));
    }
    blocks
}

fn titled(title: &str, place: &str) -> String {
    if place.is_empty() { title.to_owned() } else { format!("{title} ({place})") }
}

fn evidence(evidence: &Evidence, texts: &Texts) -> Entry {
    let verdict = if evidence.why.is_empty() {
        evidence.verdict.clone()
    } else {
        format!("{} – {}", evidence.verdict, evidence.why)
    };
    let mut below = vec![labelled(texts.verdict, verdict)];
    if let Some(line) = &evidence.source {
        let mut spans = vec![label(texts.source), Span::Plain(" ".to_owned())];
        spans.extend(source(line));
        // "2021" after "5. 8. 2021" would say nothing new.
        if !line.date.ends_with(&evidence.as_of) {
            spans.push(Span::Plain(format!(" ({})", (texts.as_of)(&evidence.as_of))));
        }
        below.push(spans);
    }
    if let Some(id) = &evidence.missing {
        below.push(labelled(texts.source, (texts.missing)(id)));
    }
    Entry { spans: labelled(&evidence.kind, titled(&evidence.title, &evidence.place)), below }
}

/// Title (linked where it has an address), publisher, date.
fn source(source: &SourceLine) -> Spans {
    let rest: Vec<&str> = [&source.publisher, &source.date]
        .into_iter()
        .map(String::as_str)
        .filter(|it| !it.is_empty())
        .collect();
    let rest = if rest.is_empty() { String::new() } else { format!(", {}", rest.join(", ")) };
    match &source.url {
        Some(url) => {
            let text = if source.title.is_empty() { url } else { &source.title };
            vec![Span::Link { text: text.clone(), url: url.clone() }, Span::Plain(rest)]
        }
        None => vec![Span::Plain(format!("{}{rest}", source.title))],
    }
}

fn tasks(document: &Document, texts: &Texts) -> Vec<Block> {
    if document.tasks.is_empty() {
        return Vec::new();
    }
    // On the day of the meeting nothing is done, and a column of "no" would say nothing.
    let any_done = document.tasks.iter().any(|task| task.done);
    let head = [texts.task, texts.owner, texts.due].into_iter().chain(any_done.then_some(texts.done));
    let row = |task: &super::TaskRow| {
        let done = if task.done { texts.yes } else { texts.no };
        let cells = [&task.what, &task.who, &task.due].into_iter().cloned();
        cells.chain(any_done.then(|| done.to_owned())).collect()
    };
    vec![Block::Table { head: head.collect(), rows: document.tasks.iter().map(row).collect() }]
}

fn annex(record: &AnnexRecord, texts: &Texts) -> Vec<Block> {
    let heading = format!("{}: {}", record.kind, titled(&record.title, &record.place));
    let mut blocks = vec![Block::Part(heading)];
    if !record.facts.is_empty() {
        blocks.push(Block::Facts(record.facts.clone()));
    }
    if !record.sources.is_empty() {
        let name = if record.sources.len() > 1 { texts.sources } else { texts.source };
        blocks.push(Block::Paragraph(vec![label(name)]));
        blocks.extend(bullets(record.sources.iter().map(|it| entry(source(it))).collect()));
    }
    blocks
}
