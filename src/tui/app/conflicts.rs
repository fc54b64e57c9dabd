//! Competing values and erasure: what the overlays for them need from the store.

use super::App;
use crate::model::schema::{CONSULTATION, MUNICIPALITY, PRACTICE_DRAFT};
use crate::model::{
    Consultation, Document, DocumentId, EntityId, WriterNames, entity_kind_words, entity_words,
};
use crate::store::{Draft, StoreError};
use crate::tui::overlays::conflicts::{self, Case, Conflicts};
use crate::tui::screens::consultation::{ConsultationScreen, draft_key};
use crate::tui::view::{ScreenName, Tone};

impl App {
    /// Opens the overlay with everything that is to be settled. It begins with the entity `first`, else with what the
    /// open consultation has.
    pub(super) fn show_conflicts(&mut self, first: Option<EntityId>) {
        match self.cases() {
            Ok(cases) if cases.is_empty() => self.tell(self.desk.texts().conflicts.none, Tone::Plain),
            Ok(cases) => {
                let open = self.desk.open.as_ref().map(|open| open.id);
                let at_entity = cases.iter().position(|case| Some(case.conflict.entity) == first);
                let in_open = cases.iter().position(|case| Some(case.document) == open);
                match self.writers(&cases) {
                    Ok(names) => {
                        let overlay = Conflicts::new(cases, at_entity.or(in_open).unwrap_or(0), names);
                        self.open(Box::new(overlay));
                    }
                    Err(error) => self.fail(&error),
                }
            }
            Err(error) => self.fail(&error),
        }
    }

    /// Opens the overlay again with own words over which porada was killed, unless somebody has settled that conflict since.
    pub(super) fn reopen_conflicts(&mut self, draft: Draft) -> Result<(), StoreError> {
        if draft.extra.is_empty() {
            return Ok(());
        }
        if self.cases()?.iter().any(|case| case.place() == draft.extra) {
            self.show_conflicts(None);
        } else {
            self.services.drafts.put(conflicts::DRAFT, Draft { extra: String::new(), ..draft });
        }
        Ok(())
    }

    fn cases(&self) -> Result<Vec<Case>, StoreError> {
        let found = self.services.store.conflicts()?;
        let cases = found.into_iter().flat_map(|(document, conflicts)| {
            let title = self.title_of(&document);
            let cases: Vec<Case> = conflicts
                .into_iter()
                .map(|conflict| Case {
                    document: document.id,
                    document_kind: known_kind(&document.kind),
                    seen: document.seen().clone(),
                    title: title.clone(),
                    item: self.item_of(&document, conflict.entity, &conflict.entity_kind),
                    conflict,
                })
                .collect();
            cases
        });
        Ok(cases.collect())
    }

    fn title_of(&self, document: &Document) -> String {
        let Some(open) = Consultation::read(document) else {
            return entity_words(document, document.id.header());
        };
        let title = self.desk.consultation_title(&open.title, open.kind, &open.municipalities);
        match open.start {
            Some(start) => format!("{title} · {}", self.desk.language.date(start.date())),
            None => title,
        }
    }

    fn item_of(&self, document: &Document, entity: EntityId, kind: &str) -> String {
        let kind = entity_kind_words(kind, self.desk.language);
        match entity_words(document, entity) {
            _ if entity == document.id.header() => kind,
            words => format!("{kind}: {words}"),
        }
    }

    /// Who wrote what competes, as far as this home knows.
    fn writers(&self, cases: &[Case]) -> Result<WriterNames, StoreError> {
        let values = cases.iter().flat_map(|case| &case.conflict.values);
        let sessions = values.flat_map(|rival| &rival.writers).copied();
        self.services.store.writer_names(sessions, self.desk.language)
    }

    /// Erases an entity for good; the person has confirmed it.
    pub(super) fn erase(&mut self, document: DocumentId, entity: EntityId) {
        // What is still on its way to the disk would arrive there after the erasure.
        if self.flush().is_err() {
            return;
        }
        self.drop_line_of(document, entity);
        let erased = self.services.store.erase(document, &[entity], self.desk.now);
        match erased.and_then(|erased| self.reload_after(document).map(|()| erased)) {
            Ok(erased) => {
                let texts = &self.desk.texts().conflicts.erase;
                let done = (texts.done)(erased.entities);
                let more = if erased.scrubbed { "" } else { texts.not_scrubbed };
                self.tell(format!("{done} {more}").trim_end().to_owned(), Tone::Good);
                self.desk.saved_at = Some(self.desk.now);
            }
            Err(error) => self.fail(&error),
        }
    }

    /// Empties the composer if it edits what is erased: its words would come back as a new item. Own words for a conflict
    /// in it go too.
    fn drop_line_of(&mut self, document: DocumentId, entity: EntityId) {
        let key = draft_key(document);
        let whole = entity == document.header();
        let part = if whole { document.to_string() } else { entity.to_string() };
        match self.services.draft(conflicts::DRAFT) {
            Ok(Some(draft)) => match conflicts::draft_without(&draft, &part) {
                Some(others) => self.services.drafts.put(conflicts::DRAFT, others),
                None => self.services.drafts.clear(conflicts::DRAFT),
            },
            Ok(None) => {}
            Err(error) => self.fail(&error),
        }
        match self.services.draft(&key) {
            Ok(Some(draft)) if whole || draft.extra.contains(&entity.to_string()) => {
                self.services.drafts.clear(&key);
                self.screens.insert(ScreenName::Consultation, Box::new(ConsultationScreen::default()));
            }
            Ok(_) => {}
            Err(error) => self.fail(&error),
        }
    }
}

/// The kind of a document as effects name it; what this version does not know is never made new.
fn known_kind(kind: &str) -> &'static str {
    [MUNICIPALITY, PRACTICE_DRAFT].into_iter().find(|known| *known == kind).unwrap_or(CONSULTATION)
}
