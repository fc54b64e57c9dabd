//! The composer: the line that is being typed, its kind, and what will be linked when it is written.

use super::draft_key;
use super::typing::Typing;
use crate::i18n::{display_width, sanitize, truncate};
use crate::model::task_line::{self, TaskLine};
use crate::model::{
    Change, ChangeKind, Consultation, DocumentId, EntityId, Item, ItemBody, ItemField, ItemKind, NeedStatus,
};
use crate::store::Draft;
use crate::tui::desk::Desk;
use crate::tui::view::Effect;
use crate::tui::widgets::text_input::TextInput;
use crate::tui::words;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders};
use serde::{Deserialize, Serialize};

/// The most lines of text that the composer grows to.
const MOST_LINES: u16 = 6;

/// The columns of the title around the words of a need: border, dot and distances.
const AROUND_NEED: usize = 6;

/// Fewer columns than these would not tell one need from another.
const LEAST_NEED: usize = 12;

/// The unfinished line.
#[derive(Debug, Default)]
pub struct Composer {
    /// The words.
    pub input: TextInput,
    /// What it will be.
    pub kind: ItemKind,
    /// The item that is being edited, if the line is not a new one.
    pub editing: Option<EntityId>,
    /// Records that are linked to the need when it is written.
    pending: Vec<String>,
    /// Whether the new line will be internal when it is written.
    internal: bool,
    /// What the item that is being edited was before, as a line.
    original: String,
    /// The unfinished new line that waits while another item is edited.
    waiting: Option<Waiting>,
    /// What undo takes back of the line.
    typing: Typing,
}

/// An unfinished new line that waits.
#[derive(Debug)]
struct Waiting {
    input: TextInput,
    kind: ItemKind,
    pending: Vec<String>,
    internal: bool,
}

/// What a draft keeps besides the words and the caret.
#[derive(Debug, Serialize, Deserialize, Default)]
#[serde(default)]
struct DraftExtra {
    kind: String,
    editing: Option<EntityId>,
    pending: Vec<String>,
    internal: bool,
    original: String,
    waiting: Option<WaitingExtra>,
}

/// What a draft keeps of the line that waits.
#[derive(Debug, Serialize, Deserialize, Default)]
#[serde(default)]
struct WaitingExtra {
    text: String,
    kind: String,
    pending: Vec<String>,
    internal: bool,
}

impl Composer {
    /// The composer that a draft kept; `None` when there is nothing unfinished in it, or when its line was written down
    /// just before the end and only the draft was not yet forgotten.
    pub fn restored(draft: &Draft, open: &Consultation, desk: &Desk) -> Option<Composer> {
        let extra: DraftExtra = serde_json::from_str(&draft.extra).unwrap_or_default();
        let kind_of = |key: &str| ItemKind::parse(key).unwrap_or_default();
        let mut composer = Composer {
            input: TextInput::with_caret(draft.text.clone(), draft.caret),
            kind: kind_of(&extra.kind),
            editing: extra.editing.filter(|id| open.item(*id).is_some()),
            pending: extra.pending,
            internal: extra.internal,
            original: extra.original,
            waiting: extra.waiting.map(|waiting| Waiting {
                input: TextInput::new(waiting.text),
                kind: kind_of(&waiting.kind),
                pending: waiting.pending,
                internal: waiting.internal,
            }),
            typing: Typing::default(),
        };
        let last = open.items.iter().max_by_key(|item| item.written);
        let is_written = composer.editing.is_none() && last.is_some_and(|it| composer.says(it, open, desk));
        if composer.input.is_blank() || is_written {
            composer.finish();
        } else {
            composer.typing = Typing::since(&composer.original, &composer.input);
        }
        (!composer.input.is_blank()).then_some(composer)
    }

    /// Whether the line is what an item says.
    fn says(&self, item: &Item, open: &Consultation, desk: &Desk) -> bool {
        match &item.body {
            ItemBody::Task { side, owner, due, .. } if self.kind == ItemKind::Task => {
                let task = self.task(open, desk);
                (task.text == item.text && task.side == *side) && (task.owner == *owner && task.due == *due)
            }
            _ => item.text == self.input.text().trim(),
        }
    }

    /// Keeps the line as it is now.
    pub fn draft_effect(&self, consultation: DocumentId) -> Effect {
        if self.input.text().is_empty() && self.waiting.is_none() && self.pending.is_empty() {
            return Effect::ClearDraft(draft_key(consultation));
        }
        let extra = DraftExtra {
            kind: self.kind.key().to_owned(),
            editing: self.editing,
            pending: self.pending.clone(),
            internal: self.internal,
            original: self.original.clone(),
            waiting: self.waiting.as_ref().map(|waiting| WaitingExtra {
                text: waiting.input.text().to_owned(),
                kind: waiting.kind.key().to_owned(),
                pending: waiting.pending.clone(),
                internal: waiting.internal,
            }),
        };
        let draft = Draft {
            text: self.input.text().to_owned(),
            caret: self.input.caret(),
            extra: serde_json::to_string(&extra).unwrap_or_default(),
        };
        Effect::PutDraft(draft_key(consultation), draft)
    }

    /// Changes the words in a way that undo takes back; says what `edit` says.
    pub fn type_in<T>(&mut self, edit: impl FnOnce(&mut TextInput) -> T) -> T {
        let old = self.input.clone();
        let done = edit(&mut self.input);
        self.typing.note(old, &self.input);
        done
    }

    /// Takes the last step of typing back, or makes it again; `false` where there is none in this line.
    pub fn step_typing(&mut self, again: bool) -> bool {
        if again { self.typing.redo(&mut self.input) } else { self.typing.undo(&mut self.input) }
    }

    /// The next kind; an item that exists keeps its kind.
    pub fn step_kind(&mut self, step: isize) {
        if self.editing.is_none() {
            self.kind = self.kind.step(step);
        }
    }

    /// Whether a new need is being typed, to which evidence can be linked before it is written.
    pub fn is_new_need(&self) -> bool {
        self.kind == ItemKind::Need && self.editing.is_none() && !self.input.is_blank()
    }

    /// Notes or forgets a record to link.
    pub fn toggle_pending(&mut self, record: &str) {
        match self.pending.iter().position(|known| known == record) {
            Some(position) => {
                self.pending.remove(position);
            }
            None => self.pending.push(record.to_owned()),
        }
    }

    /// Whether a new line has words that a mark can be for.
    pub fn is_new_line(&self) -> bool {
        self.editing.is_none() && (self.internal || !self.input.is_blank())
    }

    /// Whether the new line will be internal.
    pub fn internal(&self) -> bool {
        self.internal
    }

    /// Marks the new line as internal or takes the mark away; says whether it is marked now. The mark outlives the words:
    /// a confidential sentence that is begun anew stays confidential.
    pub fn toggle_internal(&mut self) -> bool {
        self.internal = !self.internal;
        self.internal
    }

    /// Whether the record will be linked.
    pub fn is_pending(&self, record: &str) -> bool {
        self.is_new_need() && self.pending.iter().any(|known| known == record)
    }

    /// Takes an item's words for editing; an unfinished new line waits.
    pub fn edit(&mut self, item: &Item, desk: &Desk) {
        if self.editing.is_none() && !self.input.is_blank() {
            let (input, pending) = (std::mem::take(&mut self.input), std::mem::take(&mut self.pending));
            self.waiting = Some(Waiting { input, kind: self.kind, pending, internal: self.internal });
        }
        self.internal = false;
        self.editing = Some(item.id);
        self.kind = item.kind();
        self.original = line_of(item, desk);
        self.input = TextInput::new(self.original.clone());
        self.typing = Typing::default();
    }

    /// The line is written or given up: the waiting one comes back, or an empty one of the same kind.
    pub fn finish(&mut self) {
        let kind = self.kind;
        let empty = Waiting { input: TextInput::default(), kind, pending: Vec::new(), internal: false };
        let Waiting { input, kind, pending, internal } = self.waiting.take().unwrap_or(empty);
        let typing = Typing::since("", &input);
        *self = Composer { input, kind, pending, internal, typing, ..Composer::default() };
    }

    /// Follows what happened to the item that is being edited. One that was deleted meanwhile is edited no longer; its
    /// words become a new line. One that was changed elsewhere (its form, undo) is taken anew while nothing was typed.
    pub fn follow(&mut self, open: &Consultation, desk: &Desk) {
        let Some(id) = self.editing else { return };
        match open.item(id) {
            None => self.editing = None,
            Some(item) if self.input.text() == self.original => {
                let line = line_of(item, desk);
                if line != self.original {
                    self.input = TextInput::new(line.clone());
                    self.original = line;
                    self.typing = Typing::default();
                }
            }
            Some(_) => {}
        }
    }

    /// What the line asks the evidence for: its words, of a task without who and when.
    pub fn query(&self, desk: &Desk) -> String {
        match (self.kind, &desk.open) {
            (ItemKind::Task, Some(open)) => {
                let task = self.task(open, desk);
                let ends_open = self.input.text().ends_with(' ');
                format!("{}{}", task.text, if ends_open { " " } else { "" })
            }
            _ => self.input.text().to_owned(),
        }
    }

    fn task(&self, open: &Consultation, desk: &Desk) -> TaskLine {
        let known = match self.editing.and_then(|id| open.item(id)).map(|item| &item.body) {
            Some(ItemBody::Task { side, owner, .. }) => Some((*side, owner.as_str())),
            _ => None,
        };
        task_line::read(self.input.text(), desk.today(), open, &desk.broker_name, known)
    }

    /// What Enter writes; `None` when an edit changed nothing.
    pub fn change(&self, open: &Consultation, desk: &Desk) -> Option<Change> {
        self.change_with(Vec::new(), open, desk)
    }

    /// A new need as it is being typed, already unmet: nothing in the catalogue answers it.
    pub fn unmet_need(&self, open: &Consultation, desk: &Desk) -> Option<Change> {
        let unmet = vec![ItemField::NeedStatus(NeedStatus::Unmet)];
        self.is_new_need().then(|| self.change_with(unmet, open, desk)).flatten()
    }

    fn change_with(&self, more: Vec<ItemField>, open: &Consultation, desk: &Desk) -> Option<Change> {
        let mut fields = match self.kind {
            ItemKind::Task => self.task(open, desk).fields(),
            _ => vec![ItemField::Text(self.input.text().trim().to_owned())],
        };
        fields.extend(more);
        if let Some(item) = self.editing.and_then(|id| open.item(id)) {
            let same = self.input.text().trim() == line_of(item, desk).trim();
            return (!same).then(|| open.edit_item(item, fields));
        }
        fields.extend(self.internal.then_some(ItemField::Internal(true)));
        let id = EntityId::generate(desk.now);
        let mut change = open.add_item(id, self.kind, fields, desk.now);
        if self.kind == ItemKind::Need && !self.pending.is_empty() {
            let links = link_change(open, id, &self.pending, desk);
            for edit in links.edits {
                match change.edits.iter_mut().find(|known| known.entity == edit.entity) {
                    // What the person said of the new need goes before what a link says of it.
                    Some(known) => edit.fields.into_iter().for_each(|(field, value)| {
                        known.fields.entry(field).or_insert(value);
                    }),
                    None => change.edits.push(edit),
                }
            }
        }
        Some(change)
    }

    /// How high the composer is at this width, with its border.
    pub fn height(&self, width: u16) -> u16 {
        self.input.height(width.saturating_sub(5)).clamp(1, MOST_LINES) + 2
    }

    /// Draws the composer with what it understood and the need that evidence is linked to in its title.
    pub fn draw(
        &self,
        frame: &mut Frame,
        area: Rect,
        open: &Consultation,
        need: Option<&Item>,
        desk: &Desk,
        focused: bool,
    ) {
        let block = Block::new()
            .borders(Borders::ALL)
            .border_style(desk.theme.border(focused))
            .title(self.title(open, need, area.width, desk));
        let inner = block.inner(area);
        frame.render_widget(block, area);
        let inner = Rect { x: inner.x + 1.min(inner.width), width: inner.width.saturating_sub(2), ..inner };
        self.input.draw(frame, inner, desk.theme, focused);
    }

    fn title(&self, open: &Consultation, need: Option<&Item>, width: u16, desk: &Desk) -> Line<'static> {
        let texts = &desk.texts().consultation;
        let kind = words::item_kind(self.kind, desk.language);
        let name = if self.editing.is_some() { (texts.editing)(kind) } else { kind.to_owned() };
        let mut spans = vec![Span::styled(format!(" {name} "), desk.theme.need())];
        if self.editing.and_then(|id| open.item(id)).map_or(self.internal, |item| item.internal) {
            spans.push(Span::styled(format!("[{}] ", texts.internal), desk.theme.warning()));
        }
        if self.kind == ItemKind::Task && !self.input.is_blank() {
            let task = self.task(open, desk);
            let who = if task.owner.is_empty() {
                words::side(task.side, desk.language).to_owned()
            } else {
                sanitize(&task.owner).into_owned()
            };
            let due = task.due.map(|due| format!(" · {}", (texts.due)(&desk.language.weekday_date(due))));
            spans.push(Span::raw(format!("· {who}{} ", due.unwrap_or_default())));
            if let Some(words) = &task.puzzling {
                let told = (texts.puzzling_deadline)(&sanitize(words));
                spans.push(Span::styled(format!("· {told} "), desk.theme.warning()));
            }
        }
        if self.is_new_need() && !self.pending.is_empty() {
            spans
                .push(Span::styled(format!("· {} ", (texts.pending)(self.pending.len())), desk.theme.good()));
        }
        // A need that is typed or edited is its own target.
        let own = self.is_new_need() || self.editing.is_some() && self.kind == ItemKind::Need;
        if let Some(need) = need.filter(|_| !own) {
            let used: usize = spans.iter().map(|span| display_width(&span.content)).sum();
            let around = display_width(&(texts.for_need)("")) + AROUND_NEED;
            let room = usize::from(width).saturating_sub(used + around);
            if room >= LEAST_NEED {
                let words = truncate(&sanitize(&need.text), room).into_owned();
                spans.push(Span::styled(format!("· {} ", (texts.for_need)(&words)), desk.theme.muted()));
            }
        }
        Line::from(spans)
    }
}

/// The line that an item is edited as.
fn line_of(item: &Item, desk: &Desk) -> String {
    match &item.body {
        ItemBody::Task { side, owner, due, .. } => {
            let task = TaskLine {
                text: item.text.clone(),
                side: *side,
                owner: owner.clone(),
                due: *due,
                puzzling: None,
            };
            task_line::write(&task, desk.texts().consultation.by, words::side(*side, desk.language))
        }
        _ => item.text.clone(),
    }
}

/// Links records to a need. The first record's primary component becomes the need's, where it has none yet: the chain
/// of the catalogue's guide (problem, measure, component) starts filled in and can be corrected.
pub fn link_change(open: &Consultation, need: EntityId, records: &[String], desk: &Desk) -> Change {
    let mut change = Change { kind: ChangeKind::Link, edits: Vec::new() };
    let mut component = None;
    for id in records {
        let record = desk.catalogue.record(id);
        let title = record.map(|record| record.title.get(desk.language)).unwrap_or_default();
        component = component.or_else(|| record.and_then(|record| record.components.first().copied()));
        change.edits.extend(open.link(EntityId::generate(desk.now), need, id, title, desk.now).edits);
    }
    let classified = open.item(need).is_some_and(
        |item| matches!(&item.body, ItemBody::Need { components, .. } if !components.is_empty()),
    );
    if let Some(component) = component.filter(|_| !classified) {
        let edit = match open.item(need) {
            Some(item) => open.edit_item(item, vec![ItemField::Components(vec![component])]).edits,
            None => {
                Change::single(
                    ChangeKind::Link,
                    need,
                    ItemKind::Need.key(),
                    [("components", vec![component.code()].into())],
                )
                .edits
            }
        };
        change.edits.extend(edit);
    }
    change.edits.extend(open.status_by_new_link(need));
    change
}
