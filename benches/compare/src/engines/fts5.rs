//! SQLite FTS5 in memory: any of the words, each as a prefix, ranked by BM25 with weighted columns.

use super::{Engine, HITS};
use crate::Failure;
use crate::corpus::{columns, words};
use porada::catalogue::Catalogue;
use rusqlite::Connection;

const SCHEMA: &str = r#"
    CREATE VIRTUAL TABLE records USING fts5(
        title, keywords, place, body,
        content = '', tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3 4'
    );
    INSERT INTO records (records, rank) VALUES ('rank', 'bm25(4.0, 3.0, 4.0, 1.0)');
"#;

/// A database in memory.
pub struct Fts5(Connection);

impl Fts5 {
    /// Indexes the catalogue and merges the index into one piece, which is the fastest to search.
    pub fn new(catalogue: &Catalogue) -> Result<Fts5, Failure> {
        let mut connection = Connection::open_in_memory()?;
        connection.execute_batch(SCHEMA)?;
        let transaction = connection.transaction()?;
        {
            let mut insert = transaction.prepare(
                "INSERT INTO records (rowid, title, keywords, place, body) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            for (position, record) in catalogue.records().iter().enumerate() {
                let columns = columns(record);
                let number = i64::try_from(position)?;
                insert.execute((number, columns.title, columns.keywords, columns.place, columns.body))?;
            }
        }
        transaction.execute_batch("INSERT INTO records (records) VALUES ('optimize')")?;
        transaction.commit()?;
        Ok(Fts5(connection))
    }
}

impl Engine for Fts5 {
    fn search(&mut self, text: &str) -> Result<Vec<usize>, Failure> {
        let any: Vec<String> = words(text).map(|word| format!("\"{word}\"*")).collect();
        if any.is_empty() {
            return Ok(Vec::new());
        }
        let mut select = self
            .0
            .prepare_cached("SELECT rowid FROM records WHERE records MATCH ?1 ORDER BY rank LIMIT ?2")?;
        let numbers = select.query_map((any.join(" OR "), HITS as i64), |row| row.get::<_, i64>(0))?;
        numbers.map(|number| Ok(usize::try_from(number?)?)).collect()
    }
}
