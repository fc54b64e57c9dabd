//! The records that all engines search.

use crate::{Failure, SEED, synthetic};
use porada::catalogue::{Catalogue, Field, Record};
use porada::search::fold;
use std::sync::Arc;

/// The shipped records, filled up with synthetic ones.
pub struct Corpus {
    /// The records, for the engines that see their fields.
    pub catalogue: Arc<Catalogue>,
    /// Everything that each record says as one folded line, for the engines that see lines.
    pub folded: Vec<String>,
}

/// What a record says, in the columns that full-text engines weigh differently.
pub struct Columns {
    /// The titles in both languages.
    pub title: String,
    /// The keywords in both languages.
    pub keywords: String,
    /// The place and its kraj.
    pub place: String,
    /// Everything else.
    pub body: String,
}

impl Corpus {
    /// `count` records in all; never fewer than are shipped.
    pub fn new(count: usize) -> Result<Corpus, Failure> {
        let catalogue = Arc::new(catalogue(count)?);
        let folded = catalogue.records().iter().map(|record| fold(&line(record))).collect();
        Ok(Corpus { catalogue, folded })
    }

    /// The number of records.
    pub fn len(&self) -> usize {
        self.folded.len()
    }

    /// How many bytes a record says on average.
    pub fn mean_bytes(&self) -> usize {
        self.folded.iter().map(String::len).sum::<usize>() / self.len()
    }

    /// How many distinct words the records say.
    pub fn distinct_words(&self) -> usize {
        let words = self.folded.iter().flat_map(|line| words(line));
        words.collect::<std::collections::HashSet<&str>>().len()
    }
}

/// The shipped catalogue and as many synthetic records as it takes to have `count`.
pub fn catalogue(count: usize) -> Result<Catalogue, Failure> {
    let mut catalogue = Catalogue::shipped()?;
    let missing = count.saturating_sub(catalogue.records().len());
    catalogue.add(synthetic::records(missing, SEED).collect())?;
    Ok(catalogue)
}

/// The words of a text.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The texts of a record with their fields, each once where both languages say the same.
fn texts(record: &Record) -> impl Iterator<Item = (Field, &str)> {
    let fields = record.fields.iter().map(|text| (text.field, &text.text));
    std::iter::once((Field::Title, &record.title)).chain(fields).flat_map(|(field, text)| {
        let english = (text.en != text.cs).then_some((field, text.en.as_str()));
        std::iter::once((field, text.cs.as_str())).chain(english)
    })
}

fn line(record: &Record) -> String {
    texts(record).map(|(_, text)| text).collect::<Vec<_>>().join(" ")
}

/// What a record says, in columns.
pub fn columns(record: &Record) -> Columns {
    let mut columns =
        Columns { title: String::new(), keywords: String::new(), place: String::new(), body: String::new() };
    for (field, text) in texts(record) {
        let column = match field {
            Field::Title => &mut columns.title,
            Field::Keywords => &mut columns.keywords,
            Field::Place | Field::Region => &mut columns.place,
            _ => &mut columns.body,
        };
        column.push_str(text);
        column.push(' ');
    }
    columns
}
