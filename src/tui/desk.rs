//! What lies on the desk: everything that a view may read.

use super::action::ACTIONS;
use super::keymap::Keymap;
use super::sync_desk::SyncDesk;
use super::theme::Theme;
use crate::catalogue::{Catalogue, Municipality};
use crate::i18n::{Language, Texts};
use crate::insights::Digests;
use crate::minutes;
use crate::model::schema::{CATALOGUE_RECORD, CONSULTATION, MUNICIPALITY, PRACTICE_DRAFT};
use crate::model::{Consultation, ConsultationKind, DocumentId, Personal};
use crate::search::{Highlighter, Near, OwnIndex, SearchIndex};
use crate::store::{ConsultationRow, TaskRow};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use ratatui::layout::{Rect, Size};
use std::path::PathBuf;
use std::sync::Arc;

/// How many of the imported records are read. When all are, their index is being built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Loading {
    /// How many are read.
    pub done: usize,
    /// How many there are; 0 while they are not counted yet.
    pub total: usize,
}

/// Everything that a view may read while it updates and draws. Only the application writes it.
#[derive(Debug)]
pub struct Desk {
    /// The language of the interface.
    pub language: Language,
    /// How much colour.
    pub theme: Theme,
    /// The moment of this event.
    pub now: Timestamp,
    /// The time zone in which times are shown.
    pub time_zone: TimeZone,
    /// The size of the window.
    pub size: Size,
    /// The keys.
    pub keymap: Keymap,
    /// The catalogue.
    pub catalogue: Arc<Catalogue>,
    /// The search index; absent for the first moments after the start.
    pub index: Option<Arc<SearchIndex>>,
    /// How far the imported records are read; until then catalogue and index are those that ship.
    pub loading: Option<Loading>,
    /// The search in what was recorded in all consultations.
    pub own: OwnIndex,
    /// What reports count of all consultations.
    pub digests: Digests,
    /// All consultations that are not deleted, the newest first.
    pub consultations: Vec<ConsultationRow>,
    /// All tasks by due date.
    pub tasks: Vec<TaskRow>,
    /// How much there is to settle in all documents.
    pub conflicts: usize,
    /// The open consultation.
    pub open: Option<Consultation>,
    /// The broker's name, from the settings.
    pub broker_name: String,
    /// The broker's organisation, from the settings.
    pub organisation: String,
    /// The templates of minutes.
    pub templates: minutes::Templates,
    /// The folder that exports go to.
    pub exports: PathBuf,
    /// When something was last written to disk.
    pub saved_at: Option<Timestamp>,
    /// Whether everything that was typed is on disk.
    pub saved: bool,
    /// The storages and what is done with them.
    pub sync: SyncDesk,
    /// Whether this is the sample home of `porada --demo`.
    pub demo: bool,
}

impl Desk {
    /// The texts in the language of the interface.
    pub fn texts(&self) -> &'static Texts {
        self.language.texts()
    }

    /// The part of the window that a screen gets while no message is shown: without the tabs and the bottom line.
    pub fn screen_area(&self) -> Rect {
        Rect::new(0, 1, self.size.width, self.size.height.saturating_sub(2))
    }

    /// A sentence with `{action-id}` in it, with the keys that do those actions now in their places: a sentence must
    /// not name a key that somebody has given to something else.
    pub fn keyed(&self, text: &str) -> String {
        let mut text = text.to_owned();
        if !text.contains('{') {
            return text;
        }
        for rule in ACTIONS {
            text = text.replace(&format!("{{{}}}", rule.id), &self.keymap.shown(rule.action, self.language));
        }
        text
    }

    /// What the query of a search finds in the texts that are drawn; nothing while there is no index.
    pub fn highlighter(&self, query: &str) -> Highlighter {
        self.index.as_ref().map_or_else(Highlighter::default, |index| index.highlighter(query))
    }

    /// How far the imported records are read, in words; `None` when the catalogue is whole.
    pub fn loading_words(&self) -> Option<String> {
        let Loading { done, total } = self.loading?;
        let texts = &self.texts().messages;
        Some(if done < total || total == 0 {
            (texts.catalogue_loading)(done, total)
        } else {
            (texts.catalogue_indexing)(total)
        })
    }

    /// The same for the words of a consultation, see [`crate::search::Query::prose`].
    pub fn prose_highlighter(&self, text: &str) -> Highlighter {
        self.index.as_ref().map_or_else(Highlighter::default, |index| index.prose_highlighter(text))
    }

    /// The main municipality of the open consultation.
    pub fn municipality(&self) -> Option<&Municipality> {
        self.catalogue.municipalities().get(self.open.as_ref()?.municipalities.first()?)
    }

    /// That municipality, as searches are near to it.
    pub fn near(&self) -> Option<Near> {
        self.municipality().map(|municipality| Near {
            municipality_code: municipality.code.to_owned(),
            population: municipality.population,
            region: municipality.kraj.to_owned(),
        })
    }

    /// This moment in local time.
    pub fn local_now(&self) -> Zoned {
        self.now.to_zoned(self.time_zone.clone())
    }

    /// Today.
    pub fn today(&self) -> jiff::civil::Date {
        self.local_now().date()
    }

    /// A moment in local time.
    pub fn local(&self, moment: Timestamp) -> DateTime {
        moment.to_zoned(self.time_zone.clone()).datetime()
    }

    /// The name of a municipality with what is needed to tell it from its namesakes; the code where it is unknown.
    pub fn municipality_name(&self, code: &str) -> String {
        let municipalities = &self.catalogue.municipalities();
        municipalities.get(code).map_or_else(|| code.to_owned(), |it| it.label().to_string())
    }

    /// The title of a consultation: its own, or the customary one with the name of the municipality.
    pub fn consultation_title(
        &self,
        title: &str,
        kind: ConsultationKind,
        municipalities: &[String],
    ) -> String {
        if !title.is_empty() {
            return title.to_owned();
        }
        let names: Vec<String> = municipalities.iter().map(|code| self.municipality_name(code)).collect();
        format!("{} {}", super::words::consultation_kind(kind, self.language), names.join(", "))
    }

    /// What a person calls a document: its title, or what it is and where and when.
    pub fn document_title(&self, id: DocumentId, kind: &str, title: &str) -> String {
        if let Some(row) = self.consultations.iter().find(|row| row.id == id) {
            let named = self.consultation_title(&row.title, row.kind, &row.municipalities);
            let date = row.start.map(|start| format!(", {}", self.language.date(start.date())));
            return format!("{named}{}", date.unwrap_or_default());
        }
        let kinds = [CONSULTATION, MUNICIPALITY, PRACTICE_DRAFT, CATALOGUE_RECORD];
        let place = kinds.iter().position(|known| *known == kind);
        let word = place.and_then(|place| self.texts().sync_preview.kinds.get(place)).copied();
        match (word, title) {
            (Some(word), "") => word.to_owned(),
            (None, "") => self.texts().sync_preview.untitled.to_owned(),
            (Some(word), title) => format!("{word}: {title}"),
            (None, title) => title.to_owned(),
        }
    }

    /// Whether records that the consultation names are not read yet.
    pub fn lacks_records(&self, consultation: &Consultation) -> bool {
        let missing = |id: &str| self.catalogue.record(id).is_none();
        self.loading.is_some() && consultation.links.iter().any(|link| missing(&link.record))
    }

    /// How the minutes are to be written.
    pub fn minutes_options(
        &self,
        language: Language,
        personal: Personal,
        evidence: bool,
    ) -> minutes::Options {
        minutes::Options {
            language,
            personal,
            evidence,
            time_zone: self.time_zone.clone(),
            organisation: self.organisation.clone(),
        }
    }
}
