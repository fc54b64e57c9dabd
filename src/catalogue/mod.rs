//! The catalogue: practices, cautions, measures, funding, indicators, partners, the concept tree, the municipalities.

mod record;

pub use record::{Bilingual, Field, FieldText, Place, Record, RecordKind, Source, Stage};
