//! The application: a stack of overlays over the current screen, and the one place that performs effects.

mod conflicts;
mod counting;
mod exporting;
mod own;
mod records;
mod restoring;
mod saving;
mod searching;
mod synchronising;
mod undoing;

pub use counting::{COUNT_APART_FROM, CountAnswer, CountJob};
pub use own::OwnReading;
pub use searching::{SearchAnswer, WORKER_FROM};

use super::action::{Action, Context};
use super::desk::Desk;
use super::frame;
use super::input::{Input, PASTE_LIMIT};
use super::key::{Key, KeyCode};
use super::overlays::{help::Help, palette::Palette};
use super::screens;
use super::services::Services;
use super::view::{Choice, Effect, Event, Message, Response, ScreenName, Tone, View};
use crate::i18n::{Language, Localized, truncate};
use crate::model::{
    Change, Consultation, DocumentId, EntityId, ItemField, NewConsultation, Status, VersionVector, schema,
};
use crate::store::{StoreError, TaskFilter};
use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Size;
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::PathBuf;

/// The state key of the consultation that was open when porada was left.
const LAST_CONSULTATION: &str = "last-consultation";

/// The state key of the language that was last chosen in the application.
pub(super) const LANGUAGE: &str = "language";

/// What a line feed is as a key.
pub(super) const LINE_FEED: Key = Key { ctrl: true, ..Key::plain(KeyCode::Char('j')) };

/// The key that types the character.
fn key_of(character: char) -> Key {
    if character == '\n' { LINE_FEED } else { Key::plain(KeyCode::Char(character)) }
}

/// What only the one who runs the application can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Leave.
    Quit,
    /// Give this text to the person's own editor and call [`App::edited`].
    Edit(String),
    /// Give this text to the clipboard of the terminal and say whether that could be done.
    Copy(String),
    /// Open this file with the system's program and say whether that could be done.
    Open(PathBuf),
}

/// An open overlay.
#[derive(Debug)]
struct Overlay {
    /// Tells it from others that stood or will stand in its place.
    number: u64,
    view: Box<dyn View>,
}

/// Which view an effect comes from and its answer goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asker {
    Screen(ScreenName),
    /// The overlay with this number.
    Overlay(u64),
}

/// The application without its terminal: inputs in, frames out.
#[derive(Debug)]
pub struct App {
    desk: Desk,
    services: Services,
    screens: HashMap<ScreenName, Box<dyn View>>,
    current: ScreenName,
    /// The screen before this one, for Esc.
    came_from: ScreenName,
    overlays: Vec<Overlay>,
    /// How many overlays there have been.
    overlays_opened: u64,
    searcher: Option<searching::Searcher>,
    message: Option<Message>,
    requests: Vec<Request>,
    /// The files that were written last.
    exported: Vec<PathBuf>,
    /// What another program's write changes; see [`crate::store::Store::data_version`].
    data_version: u64,
    /// What a write to the storages changes; see [`crate::store::Store::remotes_version`].
    remotes_version: u64,
    own_reader: Option<own::OwnReader>,
    synchroniser: Option<synchronising::Synchroniser>,
    sync_waiting: synchronising::Waiting,
    record_reader: Option<records::RecordReader>,
    saving: saving::Saving,
    counter: Option<counting::Counter>,
}

impl App {
    /// The application as it starts: the rows are read, the last consultation is open, unfinished text is back.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn new(desk: Desk, services: Services) -> Result<App, StoreError> {
        let screens = screens::all(&desk);
        let mut app = App {
            desk,
            services,
            screens,
            current: ScreenName::Home,
            came_from: ScreenName::Home,
            overlays: Vec::new(),
            overlays_opened: 0,
            searcher: None,
            message: None,
            requests: Vec::new(),
            exported: Vec::new(),
            data_version: 0,
            remotes_version: 0,
            own_reader: None,
            synchroniser: None,
            sync_waiting: synchronising::Waiting::default(),
            record_reader: None,
            saving: saving::Saving::default(),
            counter: None,
        };
        app.data_version = app.services.store.data_version()?;
        app.remotes_version = app.services.store.remotes_version()?;
        app.read_rows()?;
        let last = app.services.store.state(LAST_CONSULTATION)?.and_then(|id| id.parse().ok());
        if let Some(last) = last {
            app.desk.open = app.live_consultation(last)?;
        }
        app.refresh_views();
        app.restore_drafts()?;
        app.reopen_forms()?;
        Ok(app)
    }

    /// What lies on the desk.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// The store and the drafts.
    pub fn services(&self) -> &Services {
        &self.services
    }

    /// The screen that is shown below any overlays.
    pub fn current(&self) -> ScreenName {
        self.current
    }

    /// Tells the person something; see [`Message::text`] for which words get keys.
    pub fn tell(&mut self, text: impl Into<Cow<'static, str>>, tone: Tone) {
        let text = match text.into() {
            Cow::Borrowed(text) => self.desk.keyed(text),
            Cow::Owned(finished) => finished,
        };
        self.message = Some(Message { text: text.into(), tone });
    }

    /// The keys that do these actions, for a sentence with words of the person in it.
    fn keys<const N: usize>(&self, actions: [Action; N]) -> [String; N] {
        actions.map(|action| self.desk.keymap.shown(action, self.desk.language))
    }

    /// Tells that something did not work and writes it into the log, so that no error is silent.
    fn fail(&mut self, error: &StoreError) {
        tracing::error!("{error}");
        self.tell(error.localized(self.desk.language), Tone::Error);
    }

    /// The window has this size.
    pub fn resize(&mut self, size: Size) {
        if self.desk.size != size {
            self.desk.size = size;
            self.refresh_views();
        }
    }

    /// Takes an input at the moment `now`.
    pub fn handle(&mut self, input: Input, now: Timestamp) -> Vec<Request> {
        self.desk.now = now;
        match input {
            Input::Key(key) => self.key(key),
            Input::Paste { text, cut } => {
                self.message = None;
                if cut {
                    let text = (self.desk.texts().messages.paste_cut)(PASTE_LIMIT / 1024);
                    self.tell(text, Tone::Error);
                }
                self.send(Event::Paste(text));
            }
            Input::Wheel(lines) => {
                self.send(Event::Wheel(lines));
            }
            Input::FocusLost => drop(self.flush()),
            Input::Redraw => self.look_for_others(),
        }
        self.note_saving();
        std::mem::take(&mut self.requests)
    }

    /// Takes characters that came faster than frames, as from a terminal that types a text which is pasted into it. Where
    /// text is typed they are put in at once: a search for each of them would take minutes.
    pub fn type_run(&mut self, text: &str, now: Timestamp) -> Vec<Request> {
        self.desk.now = now;
        let (mut rest, mut refused) = (text, None);
        while let Some(character) = rest.chars().next() {
            let contexts = self.contexts();
            // What was refused is not offered again before something else is in sight: it may be a long text.
            if refused.as_ref() != Some(&contexts) {
                let words = self.plain_text(rest, &contexts);
                if words.chars().nth(1).is_some() {
                    self.message = None;
                    if self.send(Event::Paste(words.to_owned())) {
                        rest = rest.get(words.len()..).unwrap_or_default();
                        continue;
                    }
                    refused = Some(contexts);
                }
            }
            self.key(key_of(character));
            rest = rest.get(character.len_utf8()..).unwrap_or_default();
        }
        self.note_saving();
        std::mem::take(&mut self.requests)
    }

    /// The characters at the beginning of `run` that would all be typed as text.
    fn plain_text<'run>(&self, run: &'run str, contexts: &[Context]) -> &'run str {
        let means_something = |character| self.desk.keymap.action(contexts, key_of(character)).is_some();
        let words = run.find(means_something).and_then(|end| run.get(..end)).unwrap_or(run);
        // A line break at the end of what is pasted says nothing, here it stands before the next word.
        words.trim_end_matches('\n')
    }

    /// A minute passed, or another program may have written: reads everything again.
    pub fn tick(&mut self, now: Timestamp) {
        self.desk.now = now;
        self.look_for_others();
        self.note_saving();
    }

    /// Reads again what another porada (a command, say) has written meanwhile: everything after a change of a document, of
    /// storages only what is known of them.
    fn look_for_others(&mut self) {
        let looked = self.services.store.remotes_version().and_then(|remotes| {
            let changed = self.services.store.data_version()?;
            let other_remotes = std::mem::replace(&mut self.remotes_version, remotes) != remotes;
            let other_data = std::mem::replace(&mut self.data_version, changed) != changed;
            if other_remotes || other_data {
                self.survey();
            }
            if other_data {
                self.reload()?;
                self.read_own();
                self.look_for_imports()?;
            }
            Ok(())
        });
        if let Err(error) = looked {
            self.fail(&error);
        }
    }

    /// The text that [`Request::Edit`] gave away is back.
    pub fn edited(&mut self, text: String) {
        self.tell(self.desk.texts().messages.edited, Tone::Good);
        self.send(Event::Edited(text));
        self.note_saving();
    }

    /// The contexts whose keys are live.
    pub fn contexts(&self) -> Vec<Context> {
        let mut contexts = self.top().map(|view| view.contexts()).unwrap_or_default();
        contexts.push(Context::Global);
        contexts
    }

    fn top(&self) -> Option<&dyn View> {
        let overlay = self.overlays.last().map(|overlay| &overlay.view);
        overlay.or_else(|| self.screens.get(&self.current)).map(|view| view.as_ref())
    }

    fn key(&mut self, key: Key) {
        self.message = None;
        match self.desk.keymap.action(&self.contexts(), key) {
            Some(action) => self.action(action),
            // A line feed within a text that a terminal types would otherwise join two words.
            None if key == LINE_FEED => {
                self.send(Event::Paste("\n".to_owned()));
            }
            None => {
                self.send(Event::Key(key));
            }
        }
    }

    /// Does an action: the view first, then what holds everywhere.
    pub fn action(&mut self, action: Action) {
        if self.send(Event::Action(action)) {
            return;
        }
        let texts = &self.desk.texts().messages;
        match action {
            Action::Back => self.back(),
            Action::Home => self.go(ScreenName::Home),
            Action::Consultation => match self.likely_consultation() {
                Some(id) => self.open_consultation(id),
                None => self.go(ScreenName::Consultation),
            },
            Action::Catalogue => self.go(ScreenName::Catalogue),
            Action::Municipalities => self.go(ScreenName::Municipalities),
            Action::Tasks => self.go(ScreenName::Tasks),
            Action::Insights => self.go(ScreenName::Insights),
            Action::Sync => self.go(ScreenName::Sync),
            Action::Minutes if self.desk.open.is_some() => self.go_to_minutes(),
            Action::Minutes => self.tell(texts.no_consultation, Tone::Plain),
            Action::Palette => {
                let palette = Palette::new(&self.contexts(), &self.desk);
                self.open(Box::new(palette));
            }
            Action::Help => {
                let help = Help::new(&self.contexts(), &self.desk);
                self.open(Box::new(help));
            }
            Action::Conflicts => self.show_conflicts(None),
            Action::Undo | Action::Redo if self.covers_changes() => {
                self.tell(texts.undo_behind_window, Tone::Plain);
            }
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::Language => {
                let other = match self.desk.language {
                    Language::Czech => Language::English,
                    Language::English => Language::Czech,
                };
                self.set_language(other);
            }
            Action::Quit => self.quit(),
            Action::Editor => self.tell(texts.nothing_to_edit, Tone::Plain),
            _ => {}
        }
    }

    /// Shows the minutes, and says so when a line is still unwritten: it is not in them.
    fn go_to_minutes(&mut self) {
        self.go(ScreenName::Minutes);
        let key = self.desk.open.as_ref().map(|open| screens::consultation::draft_key(open.id));
        match key.map(|key| self.services.draft(&key)).transpose() {
            Ok(Some(Some(draft))) if !draft.text.trim().is_empty() => {
                let words = truncate(draft.text.trim(), 40).into_owned();
                let [consultation, enter] = self.keys([Action::Consultation, Action::Enter]);
                self.tell((self.desk.texts().messages.unwritten)(&words, &consultation, &enter), Tone::Plain);
            }
            Ok(_) => {}
            Err(error) => self.fail(&error),
        }
    }

    /// One step back: closes the overlay, or returns to the screen before this one.
    fn back(&mut self) {
        let closed = self.overlays.pop().is_some();
        if closed {
            self.refresh_views();
        } else if self.current != ScreenName::Home {
            let target = if self.came_from == self.current { ScreenName::Home } else { self.came_from };
            self.go(target);
            self.came_from = ScreenName::Home;
        }
    }

    /// Opens an overlay with what was kept of it. A form that could not be written when it was closed goes on there: a
    /// fresh one would write over its draft.
    fn open(&mut self, mut overlay: Box<dyn View>) {
        match overlay.draft_key().map(|key| self.services.draft(&key)).transpose() {
            Ok(kept) => {
                if let Some(draft) = kept.flatten() {
                    overlay.update(Event::Kept(draft), &self.desk);
                }
            }
            Err(error) => self.fail(&error),
        }
        self.overlays_opened += 1;
        self.overlays.push(Overlay { number: self.overlays_opened, view: overlay });
        self.refresh_views();
    }

    /// Closes every overlay as Esc would, so that a form keeps what was typed into it.
    fn close_overlays(&mut self) {
        while !self.overlays.is_empty() {
            let depth = self.overlays.len();
            if !self.send(Event::Action(Action::Back)) || self.overlays.len() >= depth {
                self.overlays.truncate(depth - 1);
            }
        }
    }

    fn go(&mut self, screen: ScreenName) {
        self.close_overlays();
        if screen != self.current {
            self.came_from = self.current;
        }
        self.current = screen;
        // The views are told even when the rows cannot be read: this one may be new in sight.
        if let Err(error) = self.read_rows() {
            self.fail(&error);
        }
        self.survey();
        self.refresh_views();
    }

    /// Gives an event to the view on top and performs what it answers; says whether the view took it.
    fn send(&mut self, event: Event) -> bool {
        let top = match self.overlays.last() {
            Some(overlay) => Asker::Overlay(overlay.number),
            None => Asker::Screen(self.current),
        };
        self.deliver(top, event)
    }

    /// The same for this view, if it is still there.
    fn deliver(&mut self, to: Asker, event: Event) -> bool {
        let view = match to {
            Asker::Screen(name) => self.screens.get_mut(&name),
            Asker::Overlay(number) => {
                let overlay = self.overlays.iter_mut().find(|overlay| overlay.number == number);
                overlay.map(|overlay| &mut overlay.view)
            }
        };
        match view.map(|view| view.update(event, &self.desk)) {
            None | Some(Response::Ignored) => false,
            Some(Response::Done(effects)) => {
                effects.into_iter().for_each(|effect| self.perform(effect, to));
                true
            }
        }
    }

    fn perform(&mut self, effect: Effect, from: Asker) {
        match effect {
            Effect::Search(order) => self.search(order, from),
            Effect::Sync(order) => self.synchronise(order, from),
            Effect::Count(order) => self.count(order, from),
            Effect::Go(screen) => self.go(screen),
            Effect::Open(overlay) => self.open(overlay),
            Effect::Close => {
                self.overlays.pop();
                self.refresh_views();
            }
            Effect::Choose(choice) => {
                self.overlays.pop();
                self.send(Event::Chosen(choice));
            }
            Effect::Do(action) => {
                self.overlays.pop();
                self.action(action);
            }
            Effect::OpenConsultation(id) => self.open_consultation(id),
            Effect::ShowItem { consultation, item } => self.show_item(consultation, item),
            Effect::Conflicts(first) => self.show_conflicts(first),
            Effect::Tell(message) => self.tell(message.text, message.tone),
            Effect::Export(order) => self.export(&order),
            Effect::CopyPath => self.copy_path(),
            Effect::OpenFile => self.open_file(),
            Effect::Edit(text) => self.requests.push(Request::Edit(text)),
            recorded => self.record(recorded),
        }
    }

    /// Performs the effects that write into the store.
    fn record(&mut self, effect: Effect) {
        let texts = self.desk.texts();
        let undo_key = self.desk.keymap.shown(Action::Undo, self.desk.language);
        match effect {
            Effect::Create(new) => self.create(new),
            Effect::Write { document, kind, change, context } => {
                let written = self.write(document, kind, &change, &context);
                self.send(if written { Event::Written } else { Event::NotWritten });
            }
            Effect::DeleteConsultation(id) => self.change_consultation(id, |consultation| {
                Some((consultation.delete(), (texts.home.deleted)(&undo_key)))
            }),
            Effect::SetDone { consultation, task, done } => self.change_consultation(consultation, |it| {
                let item = it.item(task)?;
                let words = if done { texts.tasks.done } else { texts.tasks.reopened };
                let message = words(&truncate(&item.text, 40), &undo_key);
                Some((it.edit_item(item, vec![ItemField::Done(done)]), message))
            }),
            Effect::DeleteTask { consultation, task } => self.change_consultation(consultation, |it| {
                Some((it.delete_item(it.item(task)?), (texts.tasks.deleted)(&undo_key)))
            }),
            Effect::DeleteDraft(id) => self.delete_draft(id),
            Effect::Erase { document, entity } => self.erase(document, entity),
            Effect::PutDraft(key, draft) => {
                self.services.drafts.put(&key, draft);
                self.desk.saved = false;
            }
            Effect::ClearDraft(key) => self.services.drafts.clear(&key),
            // Performed above; named here so that a new effect does not compile until it has a place.
            Effect::Go(_)
            | Effect::Open(_)
            | Effect::Close
            | Effect::Choose(_)
            | Effect::Do(_)
            | Effect::OpenConsultation(_)
            | Effect::ShowItem { .. }
            | Effect::Conflicts(_)
            | Effect::Tell(_)
            | Effect::Export(_)
            | Effect::CopyPath
            | Effect::OpenFile
            | Effect::Edit(_)
            | Effect::Search(_)
            | Effect::Count(_)
            | Effect::Sync(_) => {}
        }
    }

    fn set_language(&mut self, language: Language) {
        self.desk.language = language;
        if let Err(error) = self.services.store.set_state(LANGUAGE, language.code()) {
            self.fail(&error);
        }
        self.refresh_views();
    }

    fn write(&mut self, id: DocumentId, kind: &str, change: &Change, context: &VersionVector) -> bool {
        let written = self.services.store.apply(id, kind, change, context, self.desk.now);
        match written.and_then(|()| self.reload_after(id)) {
            Ok(()) => {
                self.desk.saved_at = Some(self.desk.now);
                true
            }
            Err(error) => {
                self.fail(&error);
                false
            }
        }
    }

    /// Loads a consultation that a view only knows by a row, writes the change that `change` makes of it and tells
    /// what was done. Where the row was older than the store, nothing is written and the rows are read again.
    fn change_consultation(
        &mut self,
        id: DocumentId,
        change: impl FnOnce(&Consultation) -> Option<(Change, String)>,
    ) {
        match self.live_consultation(id) {
            Ok(Some(consultation)) => {
                let Some((change, words)) = change(&consultation) else { return self.tick(self.desk.now) };
                if self.write(id, schema::CONSULTATION, &change, &consultation.seen) {
                    self.tell(words, Tone::Good);
                }
            }
            Ok(None) => self.tell(self.desk.texts().messages.consultation_gone, Tone::Error),
            Err(error) => self.tell(error.localized(self.desk.language), Tone::Error),
        }
    }

    fn create(&mut self, new: NewConsultation) {
        let id = DocumentId::generate(self.desk.now);
        let change = Consultation::create(id, new);
        if self.write(id, schema::CONSULTATION, &change, &VersionVector::default()) {
            self.open_consultation(id);
        }
    }

    fn open_consultation(&mut self, id: DocumentId) {
        let is_open = self.desk.open.as_ref().is_some_and(|open| open.id == id);
        match self.live_consultation(id) {
            Ok(Some(consultation)) => {
                self.desk.open = Some(consultation);
                self.go(ScreenName::Consultation);
                // Which one was open last is nothing that is recorded: on a full disk one can still be read.
                if let Err(error) = self.services.store.set_state(LAST_CONSULTATION, &id.to_string()) {
                    self.fail(&error);
                }
                // The one that is open already has its unfinished line.
                if !is_open && let Err(error) = self.restore_drafts() {
                    self.fail(&error);
                }
            }
            Ok(None) => self.tell(self.desk.texts().messages.consultation_gone, Tone::Error),
            Err(error) => self.fail(&error),
        }
    }

    fn show_item(&mut self, consultation: DocumentId, item: EntityId) {
        self.open_consultation(consultation);
        if self.current == ScreenName::Consultation {
            self.send(Event::Chosen(Choice::Item(item)));
        }
    }

    /// The consultation that is meant when none is open: the one that runs, else the newest that is over, else the
    /// one that comes.
    fn likely_consultation(&self) -> Option<DocumentId> {
        let rows = &self.desk.consultations;
        let with = |status| rows.iter().find(|row| row.status == status).map(|row| row.id);
        if self.desk.open.is_some() {
            return None;
        }
        with(Status::Running).or_else(|| with(Status::Closed)).or_else(|| with(Status::Planned))
    }

    fn live_consultation(&self, id: DocumentId) -> Result<Option<Consultation>, StoreError> {
        Ok(self.services.store.consultation(id)?.filter(|consultation| !consultation.deleted))
    }

    /// Reads the rows and the open consultation again and tells the views.
    fn reload(&mut self) -> Result<(), StoreError> {
        self.read_rows()?;
        self.refresh_views();
        Ok(())
    }

    /// The same after a write to this document.
    fn reload_after(&mut self, written: DocumentId) -> Result<(), StoreError> {
        self.read_rows()?;
        self.renew_own(written)?;
        self.refresh_views();
        Ok(())
    }

    fn read_rows(&mut self) -> Result<(), StoreError> {
        self.desk.conflicts = self.services.store.conflict_count()?;
        self.desk.consultations = self.services.store.consultations(false)?;
        self.desk.tasks = self.services.store.tasks(&TaskFilter::default())?;
        if let Some(id) = self.desk.open.as_ref().map(|open| open.id) {
            self.desk.open = self.live_consultation(id)?;
        }
        Ok(())
    }

    /// Tells the screen and the overlays in sight that something on the desk is new. The other screens hear it when
    /// they are gone to.
    fn refresh_views(&mut self) {
        let mut effects = Vec::new();
        let screen = self.screens.get_mut(&self.current).map(|view| (Asker::Screen(self.current), view));
        let overlays = self.overlays.iter_mut();
        let overlays = overlays.map(|overlay| (Asker::Overlay(overlay.number), &mut overlay.view));
        for (asker, view) in screen.into_iter().chain(overlays) {
            if let Response::Done(more) = view.update(Event::Refresh, &self.desk) {
                effects.extend(more.into_iter().map(|effect| (effect, asker)));
            }
        }
        effects.into_iter().for_each(|(effect, asker)| self.perform(effect, asker));
    }

    /// Draws the whole window.
    pub fn draw(&self, frame: &mut Frame) {
        let Some(top) = self.top() else { return };
        let hints = top.hints(&self.desk);
        let Some(area) =
            frame::draw(frame, &self.desk, self.current, self.message.as_ref(), &self.contexts(), &hints)
        else {
            return;
        };
        if let Some(screen) = self.screens.get(&self.current) {
            screen.draw(frame, area, &self.desk);
        }
        for overlay in &self.overlays {
            overlay.view.draw(frame, area, &self.desk);
        }
    }
}
