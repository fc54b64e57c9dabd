//! A form: fields below each other, written as one change when it is left. It has no Save and loses nothing.
//!
//! What was typed is kept as a draft until it is written, so that neither a killed terminal nor a failed write costs
//! a word. What the fields mean and which change they make is the [`Purpose`]'s.

use super::field::{Field, Kind, Understood};
use super::picker::{MunicipalityPicker, PickerPurpose};
use crate::i18n::{display_width, pad, sanitize, truncate, wrap};
use crate::model::{Change, DocumentId, Value, VersionVector};
use crate::store::Draft;
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::key::{Key, KeyCode};
use crate::tui::view::{Choice, Effect, Event, Response, View};
use jiff::civil::Date;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph};

/// The widest a form gets; longer lines are hard to read.
const WIDEST: u16 = 110;
/// Lines that tabs, keys and the longest message take from the window.
const AROUND: u16 = 5;

/// What leads to another screen, and closes the form on the way.
const SCREENS: [Action; 8] = [
    Action::Home,
    Action::Consultation,
    Action::Catalogue,
    Action::Municipalities,
    Action::Tasks,
    Action::Insights,
    Action::Sync,
    Action::Minutes,
];

/// What a form is for: what it is called and what its fields write.
pub trait Purpose: std::fmt::Debug {
    /// The title.
    fn title(&self, desk: &Desk) -> String;

    /// The key of its draft: `form:<purpose>:<id>`.
    fn draft_key(&self) -> String;

    /// What is to be written; `None` when nothing has to be.
    ///
    /// # Errors
    /// When the fields contradict each other.
    fn writing(&self, form: &Form, desk: &Desk) -> Result<Option<Writing>, FieldProblem>;

    /// What is asked for instead of a change of a document, once a field was changed. A form has one or the other. It
    /// stays until that is done; the application closes it then and forgets its draft.
    ///
    /// # Errors
    /// When the fields contradict each other.
    fn order(&self, _form: &Form, _desk: &Desk) -> Result<Option<Effect>, FieldProblem> {
        Ok(None)
    }

    /// What stands in the place of the fields where there are none.
    fn notice(&self, _desk: &Desk) -> &'static str {
        ""
    }

    /// What the person is told when it is written; empty where the screen shows it anyway.
    fn written(&self, _desk: &Desk) -> &'static str {
        ""
    }
}

/// One change of one document.
#[derive(Debug)]
pub struct Writing {
    /// The document.
    pub document: DocumentId,
    /// Its kind.
    pub kind: &'static str,
    /// The change.
    pub change: Change,
    /// What the author had seen.
    pub context: VersionVector,
    /// What the person is told besides when it is written.
    pub warning: Option<String>,
}

/// Why a form stays open.
#[derive(Debug)]
pub struct FieldProblem {
    /// The field to correct.
    pub field: &'static str,
    /// What to do.
    pub text: String,
}

/// A form.
#[derive(Debug)]
pub struct Form {
    purpose: Box<dyn Purpose>,
    fields: Vec<Field>,
    focus: usize,
    /// The first field in sight.
    first: usize,
    /// What is told besides once it is written.
    warning: Option<String>,
    /// Whether what it ordered is not done yet. Meanwhile nothing in it changes.
    ordered: bool,
    /// Whether the municipality that is being looked for takes the place of the last one.
    replacing: bool,
}

impl Form {
    /// A form with the focus in its first field.
    pub fn new(purpose: impl Purpose + 'static, fields: Vec<Field>) -> Form {
        Form {
            purpose: Box::new(purpose),
            fields,
            focus: 0,
            first: 0,
            warning: None,
            ordered: false,
            replacing: false,
        }
    }

    /// The form with the focus in the field `key`, if it has it.
    pub fn focused_on(mut self, key: &str) -> Form {
        self.focus_on(key);
        self
    }

    fn focus_on(&mut self, key: &str) {
        let place = self.fields.iter().position(|field| field.key == key);
        self.focus = place.unwrap_or(self.focus);
    }

    /// The form with these fields marked as written differently elsewhere.
    pub fn disputing(mut self, keys: &[String]) -> Form {
        self.fields
            .iter_mut()
            .filter(|field| keys.iter().any(|key| key == field.key))
            .for_each(Field::mark_disputed);
        self
    }

    /// The form with what a draft kept of it.
    pub fn with_draft(mut self, draft: &Draft) -> Form {
        self.restore(draft);
        self
    }

    fn restore(&mut self, draft: &Draft) {
        let Ok(Value::Object(kept)) = serde_json::from_str(&draft.text) else { return };
        let focused = serde_json::from_str::<String>(&draft.extra).unwrap_or_default();
        for field in &mut self.fields {
            if let Some(value) = kept.get(field.key) {
                let caret = if field.key == focused { draft.caret } else { usize::MAX };
                field.restore(value, caret);
            }
        }
        self.focus_on(&focused);
    }

    /// A field.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// A field, if it says something else than at the beginning.
    pub fn changed(&self, key: &str) -> Option<&Field> {
        self.field(key).filter(|field| field.is_changed())
    }

    /// Whether any field says something else than at the beginning.
    pub fn is_changed(&self) -> bool {
        self.fields.iter().any(Field::is_changed)
    }

    /// The day of a time that stands alone in the field at `index`: that of the moment above it, else today. Of the next
    /// meeting the day that it comes after: that of the first moment.
    pub fn day_of(&self, index: usize, desk: &Desk) -> Date {
        let today = desk.today();
        let above = self.fields.iter().take(index).filter(|field| matches!(field.kind(), Kind::Moment));
        let mut read = above.filter_map(|field| field.read_moment(today, today));
        // The next meeting follows the beginning of this one; the end may be a time alone.
        let is_meeting = self.fields.get(index).is_some_and(|field| matches!(field.kind(), Kind::Meeting));
        let moment = if is_meeting { read.next() } else { read.next_back() };
        moment.map_or(today, |moment| moment.date())
    }

    /// The moment that the field `key` means.
    pub fn moment(&self, key: &str, desk: &Desk) -> Option<jiff::civil::DateTime> {
        let index = self.fields.iter().position(|field| field.key == key)?;
        self.fields.get(index)?.read_moment(self.day_of(index, desk), desk.today())
    }

    /// What is to be written, or what has to be corrected first.
    fn outcome(&self, desk: &Desk) -> Result<Option<Writing>, FieldProblem> {
        for (index, field) in self.fields.iter().enumerate().filter(|(_, field)| field.is_changed()) {
            if let Understood::Not(text) = field.understood(self.day_of(index, desk), desk) {
                return Err(FieldProblem { field: field.key, text });
            }
        }
        if !self.is_changed() {
            return Ok(None);
        }
        self.purpose.writing(self, desk)
    }

    fn leave(&mut self, desk: &Desk) -> Response {
        match self.outcome(desk) {
            Ok(None) => match self.order(desk) {
                Ok(None) => vec![Effect::ClearDraft(self.purpose.draft_key()), Effect::Close].into(),
                Ok(Some(order)) => {
                    self.ordered = true;
                    order.into()
                }
                Err(problem) => self.refuse(problem, desk),
            },
            Ok(Some(Writing { document, kind, change, context, warning })) => {
                self.warning = warning;
                Effect::Write { document, kind, change, context }.into()
            }
            Err(problem) => self.refuse(problem, desk),
        }
    }

    fn order(&self, desk: &Desk) -> Result<Option<Effect>, FieldProblem> {
        if self.is_changed() { self.purpose.order(self, desk) } else { Ok(None) }
    }

    fn refuse(&mut self, problem: FieldProblem, desk: &Desk) -> Response {
        self.focus_on(problem.field);
        self.scroll(desk);
        Effect::error(problem.text).into()
    }

    /// After a change of the values: keeps them until they are written.
    fn kept(&mut self, desk: &Desk) -> Response {
        self.scroll(desk);
        let key = self.purpose.draft_key();
        if !self.is_changed() {
            return Effect::ClearDraft(key).into();
        }
        let changed = self.fields.iter().filter(|field| field.is_changed() && !field.is_secret());
        let values: serde_json::Map<String, Value> =
            changed.map(|field| (field.key.to_owned(), field.to_json())).collect();
        let focused = self.fields.get(self.focus);
        let draft = Draft {
            text: Value::Object(values).to_string(),
            caret: focused.map(Field::caret).unwrap_or_default(),
            extra: Value::from(focused.map(|field| field.key).unwrap_or_default()).to_string(),
        };
        Effect::PutDraft(key, draft).into()
    }

    fn moved(&mut self, steps: isize, desk: &Desk) -> Response {
        let last = self.fields.len().saturating_sub(1);
        self.focus = self.focus.saturating_add_signed(steps).min(last);
        self.scroll(desk);
        Response::done()
    }

    fn action(&mut self, action: Action, desk: &Desk) -> Response {
        let last = self.focus + 1 >= self.fields.len();
        let Some(field) = self.fields.get_mut(self.focus) else {
            return if action == Action::Back || action == Action::Enter {
                self.leave(desk)
            } else {
                Response::Ignored
            };
        };
        match action {
            Action::Back => self.leave(desk),
            Action::Enter if field.settle() => self.kept(desk),
            Action::Enter if matches!(field.kind(), Kind::Municipalities(_)) => self.pick(None, desk),
            Action::Enter if field.line_break() => self.kept(desk),
            Action::Enter if last => self.leave(desk),
            Action::Next if last => self.moved(isize::MIN, desk),
            Action::Previous if self.focus == 0 => self.moved(isize::MAX, desk),
            Action::Enter | Action::Next => self.moved(1, desk),
            Action::Previous => self.moved(-1, desk),
            Action::Up | Action::Down => {
                let down = action == Action::Down;
                if field.vertical(down) {
                    Response::done()
                } else {
                    self.moved(if down { 1 } else { -1 }, desk)
                }
            }
            Action::Left | Action::Right => {
                let right = action == Action::Right;
                if field.step(if right { 1 } else { -1 }) {
                    return self.kept(desk);
                }
                field.key(Key::plain(if right { KeyCode::Right } else { KeyCode::Left }));
                Response::done()
            }
            Action::Editor if matches!(field.kind(), Kind::Line | Kind::Lines) => {
                Effect::Edit(field.text().to_owned()).into()
            }
            Action::Undo | Action::Redo => self.take_back(action == Action::Redo, desk),
            elsewhere if SCREENS.contains(&elsewhere) => match self.outcome(desk) {
                // The application goes there, and closes the form on the way as Esc does.
                Ok(_) if self.order(desk).is_ok() => Response::Ignored,
                Ok(_) => self.leave(desk),
                Err(problem) => self.refuse(problem, desk),
            },
            _ => Response::Ignored,
        }
    }

    /// Undo and redo mean the words of the field: a change below the open form would be written over on leaving.
    fn take_back(&mut self, again: bool, desk: &Desk) -> Response {
        let texts = &desk.texts().forms;
        let Some(field) = self.fields.get_mut(self.focus) else { return Response::Ignored };
        if !(if again { field.unreset() } else { field.reset() }) {
            return Effect::tell(texts.field_unchanged).into();
        }
        let Response::Done(mut effects) = self.kept(desk) else { return Response::done() };
        if !again {
            let redo = desk.keymap.shown(Action::Redo, desk.language);
            effects.push(Effect::tell((texts.field_reset)(&redo)));
        }
        effects.into()
    }

    /// What an event means while the form waits for its order to be done: Esc leaves it and its draft to that.
    fn waiting(&mut self, event: Event) -> Response {
        match event {
            Event::NotWritten => {
                self.ordered = false;
                Response::done()
            }
            Event::Action(Action::Back) => Effect::Close.into(),
            Event::Action(Action::Quit | Action::Help | Action::Palette) => Response::Ignored,
            Event::Action(elsewhere) if SCREENS.contains(&elsewhere) => Response::Ignored,
            _ => Response::done(),
        }
    }

    /// Opens the search for a municipality; what was typed first goes into it.
    fn pick(&mut self, typed: Option<Key>, desk: &Desk) -> Response {
        self.replacing = false;
        let mut picker = MunicipalityPicker::new(PickerPurpose::AddTo, desk);
        if let Some(key) = typed {
            picker.update(Event::Key(key), desk);
        }
        Effect::Open(Box::new(picker)).into()
    }

    fn key(&mut self, key: Key, desk: &Desk) -> Response {
        let Some(field) = self.fields.get_mut(self.focus) else { return Response::Ignored };
        if matches!(field.kind(), Kind::Municipalities(_)) && key.typed().is_some() {
            return self.pick(Some(key), desk);
        }
        if field.needs_what_it_takes(key) {
            let picking = self.pick(None, desk);
            self.replacing = true;
            return picking.and(Effect::tell(desk.texts().forms.last_municipality));
        }
        match key.code {
            KeyCode::PageUp => self.moved(-5, desk),
            KeyCode::PageDown => self.moved(5, desk),
            _ if field.key(key) => self.kept(desk),
            _ => Response::Ignored,
        }
    }

    fn label_width(&self, desk: &Desk) -> u16 {
        let widest = self.fields.iter().map(|field| display_width(field.label(desk.language))).max();
        u16::try_from(widest.unwrap_or(0)).unwrap_or(20).min(20) + 4
    }

    fn height(&self, index: usize, width: u16, desk: &Desk) -> u16 {
        let day = self.day_of(index, desk);
        self.fields.get(index).map_or(0, |field| field.height(width, index == self.focus, day, desk))
    }

    /// How wide values are in an area of this width.
    fn value_width(&self, width: u16, desk: &Desk) -> u16 {
        width.min(WIDEST).saturating_sub(3 + self.label_width(desk)).max(1)
    }

    /// Keeps the focused field in sight, also below the longest message.
    fn scroll(&mut self, desk: &Desk) {
        let width = self.value_width(desk.size.width, desk);
        let height = desk.size.height.saturating_sub(AROUND + 2).max(1);
        self.first = self.first.min(self.focus);
        let mut used: u16 = 0;
        for index in (self.first..=self.focus).rev() {
            used = used.saturating_add(self.height(index, width, desk));
            if used > height {
                self.first = (index + 1).min(self.focus);
                break;
            }
        }
    }

    fn footer(desk: &Desk) -> String {
        let key = |action| desk.keymap.shown(action, desk.language);
        format!(" {} ", (desk.texts().forms.footer)(&key(Action::Next), &key(Action::Back)))
    }

    fn draw_fields(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let labels = self.label_width(desk);
        let width = self.value_width(area.width.saturating_add(2), desk);
        let total: u16 =
            (0..self.fields.len()).map(|index| self.height(index, width, desk)).fold(0, u16::saturating_add);
        let first = if total <= area.height { 0 } else { self.first };
        let mut y = area.y;
        for (index, field) in self.fields.iter().enumerate().skip(first) {
            let height = self.height(index, width, desk).min(area.bottom().saturating_sub(y));
            if height == 0 {
                break;
            }
            let focused = index == self.focus;
            let style = if focused { desk.theme.title() } else { desk.theme.muted() };
            let mark = if focused { ">" } else { " " };
            let label = format!("{mark} {}", pad(field.label(desk.language), usize::from(labels - 3)));
            frame.render_widget(Span::styled(label, style), Rect { y, height: 1, ..area }.intersection(area));
            let value = Rect { x: area.x.saturating_add(labels), y, width, height };
            field.draw(frame, value.intersection(area), focused, self.day_of(index, desk), desk);
            y += height;
        }
    }
}

impl View for Form {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Form, Context::Text]
    }

    fn draft_key(&self) -> Option<String> {
        Some(self.purpose.draft_key())
    }

    fn update(&mut self, event: Event, desk: &Desk) -> Response {
        if self.ordered && event != Event::Refresh {
            return self.waiting(event);
        }
        match event {
            Event::Action(action) => self.action(action, desk),
            Event::Key(key) => self.key(key, desk),
            Event::Paste(text) => match self.fields.get_mut(self.focus) {
                Some(field) if matches!(field.kind(), Kind::Municipalities(_) | Kind::Choice(_)) => {
                    Response::Ignored
                }
                Some(field) => {
                    field.paste(&text);
                    self.kept(desk)
                }
                None => Response::Ignored,
            },
            Event::Edited(text) => match self.fields.get_mut(self.focus) {
                Some(field) => {
                    field.replace(&text);
                    self.kept(desk)
                }
                None => Response::Ignored,
            },
            Event::Chosen(Choice::Municipality(code)) => {
                let replacing = std::mem::take(&mut self.replacing);
                match self.fields.get_mut(self.focus) {
                    Some(field) if replacing => field.replace_last_code(code),
                    Some(field) => field.add_code(code),
                    None => {}
                }
                self.kept(desk)
            }
            Event::Wheel(lines) => self.moved(isize::from(lines.signum()), desk),
            Event::Written => {
                let mut effects = vec![Effect::ClearDraft(self.purpose.draft_key()), Effect::Close];
                let words = self.purpose.written(desk);
                if let Some(warning) = self.warning.take() {
                    effects.push(Effect::error(warning));
                } else if !words.is_empty() {
                    effects.push(Effect::good(words));
                }
                effects.into()
            }
            Event::Refresh => {
                self.scroll(desk);
                Response::done()
            }
            Event::Kept(draft) => {
                self.restore(&draft);
                self.scroll(desk);
                Response::done()
            }
            Event::NotWritten | Event::Chosen(_) | Event::Found { .. } | Event::Counted { .. } => {
                Response::done()
            }
        }
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let width = area.width.min(WIDEST);
        let value_width = self.value_width(width, desk);
        let wanted = (0..self.fields.len())
            .map(|index| self.height(index, value_width, desk))
            .fold(0, u16::saturating_add);
        let notice = desk.keyed(self.purpose.notice(desk));
        let empty = wrap(&notice, usize::from(width.saturating_sub(4).max(1)));
        let wanted = if self.fields.is_empty() { u16::try_from(empty.len()).unwrap_or(3) } else { wanted };
        let height = wanted.saturating_add(2).min(area.height);
        let window = Rect {
            x: area.x + (area.width - width) / 2,
            y: area.y + (area.height - height) / 3,
            width,
            height,
        };
        let title = sanitize(&self.purpose.title(desk)).into_owned();
        let room = usize::from(width).saturating_sub(4);
        let block = Block::bordered()
            .border_style(desk.theme.border(true))
            .title(Span::styled(format!(" {} ", truncate(&title, room)), desk.theme.title()))
            .title_bottom(Span::styled(Form::footer(desk), desk.theme.muted()));
        let place = (desk.texts().forms.position)(self.focus + 1, self.fields.len());
        let block = if self.fields.len() > 1 && width >= 60 {
            block.title_bottom(Line::styled(format!(" {place} "), desk.theme.muted()).right_aligned())
        } else {
            block
        };
        let inner = block.inner(window);
        frame.render_widget(Clear, window);
        frame.render_widget(block, window);
        if self.fields.is_empty() {
            let lines: Vec<Line> = empty.into_iter().map(|line| Line::raw(format!(" {line}"))).collect();
            frame.render_widget(Paragraph::new(lines), inner);
        } else {
            self.draw_fields(frame, inner, desk);
        }
    }

    fn hints(&self, _desk: &Desk) -> Vec<Action> {
        vec![Action::Back, Action::Editor, Action::Undo]
    }
}
