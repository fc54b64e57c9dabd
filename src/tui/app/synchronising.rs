//! Synchronisation from the window: orders go to a worker, what it tells comes back and lies on the desk.

use super::{App, Asker, Request};
use crate::i18n::Localized;
use crate::sync::engine::Outcome;
use crate::tui::action::Action;
use crate::tui::overlays::approve::ApproveDevice;
use crate::tui::overlays::forms;
use crate::tui::screens;
use crate::tui::sync_desk::{Running, Survey, SyncNews, SyncOrder, Task, Words};
use crate::tui::view::{Event, ScreenName, Tone};
use jiff::{SignedDuration, Timestamp};
use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

/// How long leaving waits for the last synchronisation.
const LAST_SYNC: SignedDuration = SignedDuration::from_secs(8);

/// How long leaving waits for a storage of which nothing is heard.
const SILENCE: SignedDuration = SignedDuration::from_secs(2);

/// Takes orders to whoever performs them.
pub(super) struct Synchroniser(Box<dyn Fn(SyncOrder)>);

impl fmt::Debug for Synchroniser {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Synchroniser")
    }
}

/// What the application waits for.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    /// The orders that are not answered yet, in the order in which the worker answers them.
    orders: VecDeque<Posted>,
    /// Whether the storages that want it are to be synchronised as soon as they are known.
    at_start: bool,
    /// Until when leaving waits at the most.
    leaving_until: Option<Timestamp>,
    /// Until when it waits if nothing is heard.
    silent_until: Option<Timestamp>,
}

/// An order that the worker answers, once.
#[derive(Debug)]
struct Posted {
    /// Whether a storage is asked, which may take long.
    works: bool,
    /// The form that issued it: the number of its overlay and the key of its draft.
    form: Option<(u64, String)>,
}

impl Posted {
    /// Nothing for what the worker does not answer by itself: news of storages come unasked, too, and a cancellation shows in the
    /// answer to what it ended.
    fn of(order: &SyncOrder) -> Option<Posted> {
        match order {
            SyncOrder::Survey | SyncOrder::Cancel => None,
            _ => Some(Posted { works: order.works(), form: None }),
        }
    }
}

impl App {
    /// From now on `order` gets what views ask of the synchronisation, and has to see to it that [`App::sync_news`] gets the
    /// answers. Without this nothing can be synchronised.
    pub fn synchronise_with(&mut self, order: impl Fn(SyncOrder) + 'static) {
        self.synchroniser = Some(Synchroniser(Box::new(order)));
        self.sync_waiting.at_start = true;
        self.post(SyncOrder::Survey);
    }

    /// Gives an order to the worker; says whether there is one.
    fn post(&mut self, order: SyncOrder) -> bool {
        let Some(Synchroniser(post)) = &self.synchroniser else { return false };
        self.sync_waiting.orders.extend(Posted::of(&order));
        post(order);
        true
    }

    /// Performs what a view asks of the synchronisation. One thing is done at a time. A form stays with its draft until its
    /// order is answered.
    pub(super) fn synchronise(&mut self, order: SyncOrder, from: Asker) {
        let counted = Posted::of(&order);
        let works = counted.as_ref().is_some_and(|posted| posted.works);
        if works && self.sync_waiting.orders.iter().any(|posted| posted.works) {
            return self.tell(self.desk.texts().sync_screen.running_already, Tone::Plain);
        }
        if order == SyncOrder::Cancel
            && let Some(running) = &mut self.desk.sync.running
        {
            running.cancelled = true;
        }
        let form = self.form_of(from);
        let waits = counted.is_some() && !self.sync_waiting.orders.is_empty();
        if !self.post(order) {
            self.form_done(form);
            return self.tell(self.desk.texts().sync_screen.no_worker, Tone::Plain);
        }
        if let Some(posted) = self.sync_waiting.orders.back_mut().filter(|_| counted.is_some()) {
            posted.form = form;
        }
        if waits {
            self.tell(self.desk.texts().sync_screen.after_this, Tone::Plain);
        }
    }

    /// The form that issues an order, if it is one.
    fn form_of(&self, from: Asker) -> Option<(u64, String)> {
        let Asker::Overlay(number) = from else { return None };
        let overlay = self.overlays.iter().find(|overlay| overlay.number == number)?;
        Some((number, overlay.view.draft_key()?))
    }

    /// What a form ordered is done: it closes, wherever it is, and its draft has served.
    fn form_done(&mut self, form: Option<(u64, String)>) {
        let Some((number, key)) = form else { return };
        self.services.drafts.clear(&key);
        self.overlays.retain(|overlay| overlay.number != number);
    }

    /// Takes what the worker tells; gives what only the one who runs the application can do.
    pub fn sync_news(&mut self, news: SyncNews, now: Timestamp) -> Vec<Request> {
        self.desk.now = now;
        self.sync_waiting.silent_until = Some(now + SILENCE);
        match news {
            SyncNews::Surveyed(survey) => self.surveyed(survey),
            SyncNews::SurveyFailed(words) => self.not_known(&words),
            SyncNews::Began(task, remote) => {
                let running = Running { remote, task, progress: None, cancelled: false };
                self.desk.sync.running = Some(running);
            }
            SyncNews::Progress(progress) => {
                if let Some(running) = &mut self.desk.sync.running {
                    running.progress = Some(progress);
                }
                return Vec::new();
            }
            SyncNews::Previewed(previewed) => {
                self.answered(true);
                self.desk.sync.preview = Some(previewed);
                self.show_preview();
            }
            SyncNews::Synced(remote, outcome) => self.synced(&remote, outcome),
            SyncNews::Stopped(remote, outcome, words) => {
                if let Some(storage) = self.desk.sync.of(&remote) {
                    storage.outcome = Some(outcome);
                }
                self.look_for_others();
                self.failed(Some(&remote), words);
            }
            SyncNews::Tested(remote, words) => {
                self.answered(true);
                if let Some(storage) = self.desk.sync.of(&remote) {
                    storage.tested = Some(words);
                }
            }
            SyncNews::Devices(remote) => self.show_waiting(&remote),
            SyncNews::Saved(name) => {
                self.answered(true);
                let [enter] = self.keys([Action::Enter]);
                self.tell((self.desk.texts().sync_screen.saved)(&name, &enter), Tone::Good);
            }
            SyncNews::Done(words) => {
                self.answered(true);
                self.tell(words.localized(self.desk.language), Tone::Good);
            }
            SyncNews::Failed(remote, words) => self.failed(remote.as_deref(), words),
            SyncNews::Locked => {
                self.desk.sync.locked = true;
                let locked = self.desk.texts().sync_members.locked;
                if self.answered(false) {
                    // The form cannot be written without the keys: the question for them lies upon it.
                    self.open(Box::new(forms::unlock()));
                }
                self.tell(locked, Tone::Plain);
            }
            SyncNews::Unlocked => {
                self.answered(true);
                self.desk.sync.locked = false;
                self.tell(self.desk.texts().sync_members.unlocked, Tone::Good);
            }
        }
        self.refresh_views();
        self.leave_when_done();
        std::mem::take(&mut self.requests)
    }

    fn synced(&mut self, remote: &str, outcome: Arc<Outcome>) {
        self.answered(true);
        let texts = &self.desk.texts().sync_screen;
        let mut words = (texts.synced)(remote, outcome.received.len(), outcome.sent);
        if let Some(verified) = &outcome.verified {
            words = format!("{remote}: {}", verified.localized(self.desk.language));
        }
        let attention = outcome.conflicts > 0 || !outcome.warnings.is_empty();
        if attention && self.current != ScreenName::Sync {
            let key = self.desk.keymap.shown(Action::Sync, self.desk.language);
            words = format!("{words} · {}", (texts.synced_attention)(&key));
        }
        if let Some(storage) = self.desk.sync.of(remote) {
            storage.outcome = Some(outcome);
            storage.problem = None;
        }
        self.tell(words, Tone::Good);
        self.look_for_others();
    }

    /// Shows which devices wait for approval, when the person is still there to see it.
    fn show_waiting(&mut self, remote: &str) {
        self.answered(true);
        if self.current != ScreenName::Sync || !self.overlays.is_empty() {
            return;
        }
        match self.desk.sync.storage(remote).and_then(ApproveDevice::of) {
            Some(overlay) => self.open(Box::new(overlay)),
            None => self.tell(self.desk.texts().sync_members.nobody_waits, Tone::Plain),
        }
    }

    fn failed(&mut self, remote: Option<&str>, words: Words) {
        self.answered(false);
        tracing::warn!("synchronisation: {words:?}");
        self.tell(words.localized(self.desk.language), Tone::Error);
        if let Some(storage) = remote.and_then(|remote| self.desk.sync.of(remote)) {
            storage.problem = Some(words);
        }
    }

    /// What was asked for is done, well or not. Says whether a form that is still open waits for another try.
    fn answered(&mut self, well: bool) -> bool {
        self.desk.sync.running = None;
        let form = self.sync_waiting.orders.pop_front().and_then(|posted| posted.form);
        if well {
            self.form_done(form);
            return false;
        }
        form.is_some_and(|(number, _)| self.deliver(Asker::Overlay(number), Event::NotWritten))
    }

    fn not_known(&mut self, words: &Words) {
        tracing::warn!("survey of the storages: {words:?}");
        self.tell(words.localized(self.desk.language), Tone::Error);
    }

    fn surveyed(&mut self, survey: Survey) {
        self.desk.sync.survey(survey);
        if std::mem::take(&mut self.sync_waiting.at_start) {
            self.synchronise_automatically();
        }
        self.show_preview();
    }

    /// Synchronises every storage that wants it and whose first synchronisation a person has confirmed; says whether there is any.
    fn synchronise_automatically(&mut self) -> bool {
        let storages = self.desk.sync.storages.iter();
        let wanted =
            storages.filter(|it| it.row.automatic && it.row.space.is_some() && it.row.last_sync.is_some());
        let names: Vec<String> = wanted.map(|it| it.row.name.clone()).collect();
        let posted = names.into_iter().map(|name| self.post(SyncOrder::Do(Task::Sync, name)));
        // Each of them, not only the first.
        posted.filter(|posted| *posted).count() > 0
    }

    /// Shows what would leave, when the person is still there to see it.
    fn show_preview(&mut self) {
        if self.current != ScreenName::Sync || !self.overlays.is_empty() {
            return;
        }
        if let Some(overlay) = screens::sync::preview(&self.desk) {
            self.desk.sync.preview = None;
            self.open(Box::new(overlay));
        }
    }

    /// Leaves: at once, or after a last synchronisation of bounded length. Asking a second time leaves at once.
    pub(super) fn quit_after_sync(&mut self) {
        let again = self.sync_waiting.leaving_until.is_some();
        // What the person has just described or removed is soon done.
        let keeps = self.sync_waiting.orders.iter().any(|posted| !posted.works);
        if again || !(self.synchronise_automatically() || keeps) {
            self.post(SyncOrder::Cancel);
            self.requests.push(Request::Quit);
            return;
        }
        self.sync_waiting.leaving_until = Some(self.desk.now + LAST_SYNC);
        self.sync_waiting.silent_until = Some(self.desk.now + SILENCE);
        self.tell(self.desk.texts().sync_screen.leaving, Tone::Plain);
    }

    fn leave_when_done(&mut self) {
        if self.sync_waiting.leaving_until.is_some() && self.sync_waiting.orders.is_empty() {
            self.requests.push(Request::Quit);
        }
    }

    /// Until when leaving waits for the last synchronisation, if nothing more is heard of it; `None` while nobody leaves.
    pub fn leaving_until(&self) -> Option<Timestamp> {
        let Waiting { leaving_until, silent_until, .. } = self.sync_waiting;
        leaving_until.map(|until| silent_until.map_or(until, |silent| until.min(silent)))
    }

    /// Asks again what is known of the storages, when the screen that shows it comes into sight or the records change.
    pub(super) fn survey(&mut self) {
        if self.current == ScreenName::Sync {
            self.post(SyncOrder::Survey);
        }
    }
}
