//! What a screen and an overlay are: state, keys and drawing in one place; effects out, values in.

use super::action::{Action, Context};
use super::desk::Desk;
use super::key::Key;
use crate::i18n::Language;
use crate::insights::{Report, Request};
use crate::minutes::Format;
use crate::model::{Change, DocumentId, EntityId, NewConsultation, Personal, VersionVector};
use crate::search::{Query, Results};
use crate::store::Draft;
use crate::tui::sync_desk::SyncOrder;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::borrow::Cow;

/// The screens, in the order of their function keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScreenName {
    /// F2.
    Home,
    /// F3.
    Consultation,
    /// F4.
    Catalogue,
    /// F5.
    Municipalities,
    /// F6.
    Tasks,
    /// F7.
    Insights,
    /// F8.
    Sync,
    /// F9; not a tab of its own.
    Minutes,
}

/// What happens to a view.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A key that means something in the live contexts, or a command of the palette.
    Action(Action),
    /// A key that means nothing there: typing and moving in a text.
    Key(Key),
    /// A pasted text.
    Paste(String),
    /// The wheel, lines down (negative: up).
    Wheel(i16),
    /// Something on the desk is new: data, language, size, the search index.
    Refresh,
    /// The write that this view asked for is on disk.
    Written,
    /// The write that this view asked for failed; the person was told.
    NotWritten,
    /// An overlay that this view opened gives its result.
    Chosen(Choice),
    /// What was kept of this view when it was last closed without being written.
    Kept(Draft),
    /// The text comes back from the person's own editor.
    Edited(String),
    /// The answer to an [`Effect::Search`] of this view. Older orders may go unanswered; an answer to another than the
    /// last one is to be ignored.
    Found {
        /// The ticket of the order.
        ticket: u64,
        /// What was found.
        results: Results,
    },
    /// The answer to an [`Effect::Count`] of this view, to the last one or to an earlier one.
    Counted {
        /// The ticket of the order.
        ticket: u64,
        /// What the consultations say.
        report: Box<Report>,
    },
}

/// What an overlay gives back to the view below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// A municipality, by code.
    Municipality(String),
    /// A record of the catalogue or a node of the concept, by id or code.
    Record(String),
    /// Filters of the search.
    Filters(crate::search::Filters),
    /// An item of the open consultation.
    Item(EntityId),
}

/// A line that tells the person something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The words. Borrowed ones are a text of the program, in which `{action-id}` stands for the key of that action; owned
    /// ones are finished and may have words of the person in them, so that they are said as they are.
    pub text: Cow<'static, str>,
    /// How it is shown.
    pub tone: Tone,
}

/// The tone of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Good,
    /// Something to know.
    Plain,
    /// Something did not work.
    Error,
}

/// Which minutes are to be written to files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportOrder {
    /// The consultation.
    pub document: DocumentId,
    /// The formats, a file each.
    pub formats: Vec<Format>,
    /// What goes with an e-mail.
    pub attachments: Vec<Format>,
    /// The language of the minutes.
    pub language: Language,
    /// With or without personal fields.
    pub personal: Personal,
    /// With or without the linked records.
    pub evidence: bool,
}

/// A search that a view asks for.
#[derive(Debug, Clone)]
pub struct SearchOrder {
    /// The number by which the view knows the answer as the one it waits for.
    pub ticket: u64,
    /// What is searched for.
    pub query: Query,
}

/// A report that a view asks for.
#[derive(Debug, Clone)]
pub struct CountOrder {
    /// The number by which the view knows the answer as the one it waits for.
    pub ticket: u64,
    /// What is to be counted.
    pub request: Request,
}

/// What leaves a view. Only the application performs effects.
#[derive(Debug)]
pub enum Effect {
    /// To another screen.
    Go(ScreenName),
    /// Opens an overlay.
    Open(Box<dyn View>),
    /// Closes the overlay that says it.
    Close,
    /// Closes the overlay that says it and gives its result to the view below.
    Choose(Choice),
    /// Closes the overlay that says it and does what the palette chose.
    Do(Action),
    /// Makes this consultation the open one and shows it.
    OpenConsultation(DocumentId),
    /// Makes this consultation the open one and shows it with one of its items chosen.
    ShowItem {
        /// The consultation.
        consultation: DocumentId,
        /// The item.
        item: EntityId,
    },
    /// Makes a consultation and shows it.
    Create(NewConsultation),
    /// Deletes a consultation that is only known by its row; undo brings it back.
    DeleteConsultation(DocumentId),
    /// Deletes a practice draft that is only known by what was found; undo brings it back.
    DeleteDraft(DocumentId),
    /// Marks a task as done or open that is only known by its row.
    SetDone {
        /// The consultation where it was agreed.
        consultation: DocumentId,
        /// The task.
        task: EntityId,
        /// Done, or open again.
        done: bool,
    },
    /// Deletes a task that is only known by its row; undo brings it back.
    DeleteTask {
        /// The consultation where it was agreed.
        consultation: DocumentId,
        /// The task.
        task: EntityId,
    },
    /// Writes a change; the view hears [`Event::Written`] or [`Event::NotWritten`].
    Write {
        /// The document.
        document: DocumentId,
        /// Its kind.
        kind: &'static str,
        /// The change.
        change: Change,
        /// What the author had seen.
        context: VersionVector,
    },
    /// Shows everything that is to be settled, beginning with this entity.
    Conflicts(Option<EntityId>),
    /// Erases an entity, with its document's header the whole document, for good.
    Erase {
        /// The document.
        document: DocumentId,
        /// The entity.
        entity: EntityId,
    },
    /// Keeps an unfinished text.
    PutDraft(String, Draft),
    /// Forgets an unfinished text.
    ClearDraft(String),
    /// Tells the person something.
    Tell(Message),
    /// Writes the minutes of a consultation to files.
    Export(ExportOrder),
    /// Gives the paths of the files that were written last to the clipboard.
    CopyPath,
    /// Opens the file that was written last with the system's program.
    OpenFile,
    /// Gives a text to the person's own editor; the view hears [`Event::Edited`].
    Edit(String),
    /// Asks something of the synchronisation; what comes of it lies on the desk.
    Sync(SyncOrder),
    /// Searches; the view hears [`Event::Found`], at once over a small catalogue. A newer order of the same view takes
    /// the place of an older one. Without an index there is no answer; [`Event::Refresh`] says when there is one.
    Search(SearchOrder),
    /// Counts what the consultations say; the view hears [`Event::Counted`], at once over a small home. Of orders that
    /// wait only the newest is answered.
    Count(CountOrder),
}

impl Effect {
    /// Tells that something was done.
    pub fn good(text: impl Into<Cow<'static, str>>) -> Effect {
        Effect::Tell(Message { text: text.into(), tone: Tone::Good })
    }

    /// Tells something to know.
    pub fn tell(text: impl Into<Cow<'static, str>>) -> Effect {
        Effect::Tell(Message { text: text.into(), tone: Tone::Plain })
    }

    /// Tells that something did not work.
    pub fn error(text: impl Into<Cow<'static, str>>) -> Effect {
        Effect::Tell(Message { text: text.into(), tone: Tone::Error })
    }
}

/// What a view made of an event.
#[derive(Debug)]
pub enum Response {
    /// Nothing; the application may do its own thing with it.
    Ignored,
    /// Something, with these effects.
    Done(Vec<Effect>),
}

impl Response {
    /// Something without an effect outside the view.
    pub fn done() -> Response {
        Response::Done(Vec::new())
    }
}

impl Response {
    /// This with one effect more.
    #[must_use]
    pub fn and(self, effect: Effect) -> Response {
        match self {
            Response::Ignored => effect.into(),
            Response::Done(mut effects) => {
                effects.push(effect);
                Response::Done(effects)
            }
        }
    }
}

impl From<Effect> for Response {
    fn from(effect: Effect) -> Response {
        Response::Done(vec![effect])
    }
}

impl From<Vec<Effect>> for Response {
    fn from(effects: Vec<Effect>) -> Response {
        Response::Done(effects)
    }
}

/// A screen or an overlay.
///
/// It reads the desk, never the store. Scroll positions are corrected in `update`, from the size on the desk: `draw`
/// takes `&self`, so that a frame is a function of the state.
pub trait View: std::fmt::Debug {
    /// The contexts whose keys are live, the most special first; the application adds [`Context::Global`].
    fn contexts(&self) -> Vec<Context>;

    /// The key of the draft in which an overlay keeps what is typed into it; it gets what was kept there when it opens.
    fn draft_key(&self) -> Option<String> {
        None
    }

    /// Takes an event.
    fn update(&mut self, event: Event, desk: &Desk) -> Response;

    /// Draws into `area`.
    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk);

    /// The four to six actions that matter now, for the bottom line.
    fn hints(&self, desk: &Desk) -> Vec<Action>;
}
