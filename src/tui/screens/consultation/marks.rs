//! Links, marks, beginning and end: every message names what it is about and what was set.

use super::composer::link_change;
use super::{Awaited, ConsultationScreen, Focus};
use crate::i18n::truncate;
use crate::model::{Consultation, HeaderField, Item, ItemBody, ItemField, NeedStatus, Status, Visibility};
use crate::tui::action::Action;
use crate::tui::desk::Desk;
use crate::tui::view::{Effect, Response};
use crate::tui::words;

/// How many columns of an item's words a message repeats.
const NAME: usize = 40;

/// How many columns of a record's title.
const TITLE: usize = 60;

fn name(item: &Item) -> String {
    truncate(&item.text, NAME).into_owned()
}

impl ConsultationScreen {
    /// The need that evidence is linked to and that is marked, unless a new need is being typed.
    pub(super) fn need_in_question<'open>(&self, open: &'open Consultation) -> Option<&'open Item> {
        let chosen = self.composer.editing.or_else(|| self.chosen_item(open));
        open.need_for_link(chosen).and_then(|id| open.item(id))
    }

    /// Links the chosen evidence to the need being typed, or to the need in question; unlinks it if it is linked.
    pub(super) fn link(&mut self, open: &Consultation, desk: &Desk) -> Response {
        let texts = &desk.texts().consultation;
        let undo = desk.keymap.shown(Action::Undo, desk.language);
        if let Some(link) = self.chosen_link(open) {
            let need = open.item(link.need).map(name).unwrap_or_default();
            return self.tell_after(open, open.unlink(link), (texts.unlinked)(&link.title, &need, &undo));
        }
        let Some(selected) = self.evidence.selected(desk) else {
            return Effect::tell(texts.no_evidence).into();
        };
        let title = truncate(selected.title.get(desk.language), TITLE).into_owned();
        if self.composer.is_new_need() {
            self.composer.toggle_pending(&selected.id);
            return self.composer.draft_effect(open.id).into();
        }
        let Some(need) = self.need_in_question(open) else { return Effect::tell(texts.no_need).into() };
        if let Some(link) = open.links_of(need.id).find(|link| link.record == selected.id) {
            return self.tell_after(open, open.unlink(link), (texts.unlinked)(&title, &name(need), &undo));
        }
        let change = link_change(open, need.id, std::slice::from_ref(&selected.id), desk);
        self.tell_after(open, change, (texts.linked)(&title, &name(need)))
    }

    /// Marks the need being typed, else the need in question; again takes the mark away.
    pub(super) fn mark_unmet(&mut self, open: &Consultation, desk: &Desk) -> Response {
        let texts = &desk.texts().consultation;
        let key = desk.keymap.shown(Action::MarkUnmet, desk.language);
        let told = |words: &str, internal: bool| {
            let network = open.visibility == Visibility::Network && !internal;
            (texts.marked_unmet)(&truncate(words, NAME), network, &key)
        };
        if let Some(change) = self.composer.unmet_need(open, desk).filter(|_| self.focus == Focus::Composer) {
            let words = told(self.composer.input.text().trim(), self.composer.internal());
            return self.write(open, change, Some(Awaited::Line(Some(words)))).into();
        }
        let Some(need) = self.need_in_question(open) else { return Effect::tell(texts.no_need).into() };
        let unmet = matches!(need.body, ItemBody::Need { status: NeedStatus::Unmet, .. });
        let (status, words) = if unmet {
            let status = words::need_status(NeedStatus::New, desk.language);
            (NeedStatus::New, (texts.unmarked_unmet)(&name(need), status))
        } else {
            (NeedStatus::Unmet, told(&need.text, need.internal))
        };
        let change = open.edit_item(need, vec![ItemField::NeedStatus(status)]);
        self.tell_after(open, change, words)
    }

    /// Marks the line being typed, else the chosen item or link, else the item being edited or the last one, as
    /// internal; again takes it away.
    pub(super) fn mark_internal(&mut self, open: &Consultation, desk: &Desk) -> Response {
        let texts = &desk.texts().consultation;
        let key = desk.keymap.shown(Action::MarkInternal, desk.language);
        if self.focus == Focus::Composer && self.composer.is_new_line() {
            let marked = self.composer.toggle_internal();
            let tell = match marked {
                true => Effect::good((texts.line_internal)(&key)),
                false => Effect::good(texts.line_not_internal),
            };
            return vec![self.composer.draft_effect(open.id), tell].into();
        }
        let (change, internal, what) = match self.chosen_link(open) {
            Some(link) => {
                let title = truncate(&link.title, NAME);
                (open.mark_link(link, !link.internal), !link.internal, (texts.the_link)(&title))
            }
            None => {
                let chosen = self.composer.editing.or_else(|| self.chosen_item(open));
                let item = chosen.map_or_else(|| open.items.last(), |id| open.item(id));
                let Some(item) = item else { return Effect::tell(texts.nothing_chosen).into() };
                let change = open.edit_item(item, vec![ItemField::Internal(!item.internal)]);
                (change, !item.internal, (texts.the_item)(&name(item)))
            }
        };
        let words =
            if internal { (texts.marked_internal)(&what, &key) } else { (texts.unmarked_internal)(&what) };
        self.tell_after(open, change, words)
    }

    /// Begins the consultation now, unless it has an end that is over.
    pub(super) fn begin(&mut self, open: &Consultation, desk: &Desk) -> Response {
        let texts = &desk.texts().consultation;
        let now = desk.local_now().datetime();
        let shown = |moment| desk.language.date_time(moment);
        if let Some(end) = open.end.filter(|end| *end < now) {
            let header = desk.keymap.shown(Action::Header, desk.language);
            return Effect::tell((texts.over)(&shown(end), &header)).into();
        }
        let fields = vec![HeaderField::Start(Some(now)), HeaderField::Status(Status::Running)];
        self.tell_after(open, open.set_header(fields), (texts.begun)(&shown(now)))
    }

    /// Ends the consultation: at the end that was given, else now; never before its start.
    pub(super) fn close(&mut self, open: &Consultation, desk: &Desk) -> Response {
        let texts = &desk.texts().consultation;
        let now = desk.local_now().datetime();
        let shown = |moment| desk.language.date_time(moment);
        let header = desk.keymap.shown(Action::Header, desk.language);
        let closed = HeaderField::Status(Status::Closed);
        match (open.start, open.end) {
            (Some(start), _) if start > now => Effect::tell((texts.not_begun)(&shown(start), &header)).into(),
            (Some(start), Some(end)) if end < start => {
                Effect::tell((texts.end_before_start)(&shown(end), &shown(start), &header)).into()
            }
            (_, Some(end)) if open.status == Status::Closed => {
                Effect::tell((texts.already_closed)(&shown(end), &header)).into()
            }
            (_, Some(end)) => {
                let change = open.set_header(vec![closed]);
                self.tell_after(open, change, (texts.closed_with)(&shown(end), &header))
            }
            (_, None) => {
                let minutes = desk.keymap.shown(Action::Minutes, desk.language);
                let change = open.set_header(vec![HeaderField::End(Some(now)), closed]);
                self.tell_after(open, change, (texts.closed)(&shown(now), &minutes))
            }
        }
    }
}
