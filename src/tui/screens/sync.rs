//! Synchronisation: the storages, what waits, what happens now, what has to be known.

mod details;
mod nothing;

use crate::i18n::{display_width, pad, sanitize, truncate};
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::overlays::{
    approve::ApproveDevice, forms, preview::PreviewLeaving, remove_member::RemoveMember,
};
use crate::tui::sync_desk::{Storage, SyncOrder, Task};
use crate::tui::view::{Effect, Event, Response, View};
use crate::tui::widgets::list::ListPosition;
use crate::tui::widgets::text::{chosen_line, with_right};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph};

/// The width from which the details stand beside the list.
const BESIDE_FROM: u16 = 100;

/// The screen of synchronisation.
#[derive(Debug, Default)]
pub struct SyncScreen {
    position: ListPosition,
    /// The name of the chosen storage, so that it stays chosen when the list changes around it.
    chosen: Option<String>,
    /// The first line of the details in sight.
    scrolled: usize,
}

impl SyncScreen {
    fn selected<'desk>(&self, desk: &'desk Desk) -> Option<&'desk Storage> {
        desk.sync.storages.get(self.position.selected)
    }

    fn correct(&mut self, desk: &Desk) {
        let storages = &desk.sync.storages;
        let same = storages.iter().position(|it| Some(&it.row.name) == self.chosen.as_ref());
        let height = usize::from(parts(desk.screen_area(), desk).0.height.saturating_sub(2));
        self.position.select(same.unwrap_or(self.position.selected), storages.len(), height);
        self.chosen = self.selected(desk).map(|it| it.row.name.clone());
        self.scroll(0, desk);
    }

    fn moved(&mut self, action: Action, desk: &Desk) -> bool {
        let height = usize::from(parts(desk.screen_area(), desk).0.height.saturating_sub(2));
        if !self.position.action(action, desk.sync.storages.len(), height) {
            return false;
        }
        self.chosen = self.selected(desk).map(|it| it.row.name.clone());
        self.scrolled = 0;
        true
    }

    /// Moves the details by so many lines.
    fn scroll(&mut self, lines: isize, desk: &Desk) {
        let area = Block::bordered().inner(parts(desk.screen_area(), desk).1);
        let length =
            self.selected(desk).map_or(0, |it| details::lines(it, usize::from(area.width), desk).len());
        let last = length.saturating_sub(usize::from(area.height));
        self.scrolled = self.scrolled.saturating_add_signed(lines).min(last);
    }

    fn action(&mut self, action: Action, desk: &Desk) -> Response {
        let name = self.selected(desk).map(|it| it.row.name.clone());
        let order = |task| {
            name.clone().map_or_else(Response::done, |name| Effect::Sync(SyncOrder::Do(task, name)).into())
        };
        match action {
            Action::Back if desk.sync.running.is_some() => Effect::Sync(SyncOrder::Cancel).into(),
            Action::New => Effect::Open(Box::new(forms::new_remote(desk))).into(),
            Action::EditRemote => match self.selected(desk) {
                Some(storage) => Effect::Open(Box::new(forms::remote(storage))).into(),
                None => Response::done(),
            },
            Action::Delete => {
                name.map_or_else(Response::done, |name| Effect::Sync(SyncOrder::Remove(name)).into())
            }
            Action::Enter => match self.selected(desk) {
                // Nothing leaves before it was shown.
                Some(storage) if storage.row.last_sync.is_none() => order(Task::Preview),
                _ => order(Task::Sync),
            },
            Action::PreviewSync => order(Task::Preview),
            Action::VerifySync => order(Task::Verify),
            Action::TestRemote => order(Task::Test),
            Action::ApproveDevice => match self.selected(desk).and_then(ApproveDevice::of) {
                Some(overlay) => Effect::Open(Box::new(overlay)).into(),
                // Somebody may have joined since the storage was last asked.
                None => order(Task::Approve),
            },
            Action::RemoveMember => match self.selected(desk).and_then(RemoveMember::of) {
                Some(overlay) => Effect::Open(Box::new(overlay)).into(),
                None => Effect::tell(desk.texts().sync_members.nobody_to_remove).into(),
            },
            Action::UnlockKeys => Effect::Open(Box::new(forms::unlock())).into(),
            Action::PreviewUp => {
                self.scroll(-1, desk);
                Response::done()
            }
            Action::PreviewDown => {
                self.scroll(1, desk);
                Response::done()
            }
            action if self.moved(action, desk) => Response::done(),
            _ => Response::Ignored,
        }
    }

    fn draw_list(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().sync_screen;
        let storages = &desk.sync.storages;
        let block = Block::bordered()
            .title(Span::styled(format!(" {} ", (texts.title)(storages.len())), desk.theme.title()))
            .border_style(desk.theme.border(true));
        let inner = block.inner(area);
        frame.render_widget(block, area);
        let (width, height) = (usize::from(inner.width), usize::from(inner.height));
        let mut position = self.position;
        position.select(position.selected, storages.len(), height);
        let mut lines = Vec::new();
        for index in position.visible(storages.len(), height) {
            let Some(storage) = storages.get(index) else { continue };
            let line = row(storage, index == position.selected, width, desk);
            let chosen = index == position.selected;
            lines.push(if chosen { chosen_line(line, width, desk.theme.selected()) } else { line });
        }
        frame.render_widget(Paragraph::new(lines), inner);
    }

    fn draw_details(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let Some(storage) = self.selected(desk) else { return };
        let block = Block::bordered()
            .title(Span::styled(format!(" {} ", sanitize(&storage.row.name)), desk.theme.title()))
            .border_style(desk.theme.border(false));
        let inner = block.inner(area);
        frame.render_widget(block, area);
        let lines = details::lines(storage, usize::from(inner.width), desk);
        let shown: Vec<Line> = lines.into_iter().skip(self.scrolled).collect();
        frame.render_widget(Paragraph::new(shown), inner);
    }
}

impl View for SyncScreen {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Sync, Context::List]
    }

    fn update(&mut self, event: Event, desk: &Desk) -> Response {
        match event {
            Event::Action(action) => self.action(action, desk),
            Event::Wheel(lines) => {
                self.scroll(isize::from(lines), desk);
                Response::done()
            }
            Event::Refresh => {
                self.correct(desk);
                Response::done()
            }
            _ => Response::Ignored,
        }
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        if desk.sync.storages.is_empty() {
            return nothing::draw(frame, area, desk);
        }
        let (list, details) = parts(area, desk);
        self.draw_list(frame, list, desk);
        self.draw_details(frame, details, desk);
    }

    fn hints(&self, desk: &Desk) -> Vec<Action> {
        if desk.sync.running.is_some() {
            return vec![Action::Back];
        }
        let Some(storage) = self.selected(desk) else { return vec![Action::New] };
        let mut hints = vec![Action::Enter, Action::New, Action::PreviewSync, Action::EditRemote];
        if ApproveDevice::of(storage).is_some() {
            hints.insert(1, Action::ApproveDevice);
        }
        if desk.sync.locked {
            hints.insert(0, Action::UnlockKeys);
        }
        hints.extend([Action::TestRemote, Action::Delete]);
        hints
    }
}

/// The overlay that shows what would leave, when that has become known and nobody has seen it yet.
pub fn preview(desk: &Desk) -> Option<PreviewLeaving> {
    desk.sync.preview.clone().map(|previewed| PreviewLeaving::new(previewed, desk))
}

/// The list and, beside or below it, the details.
fn parts(area: Rect, desk: &Desk) -> (Rect, Rect) {
    let [list, details] = if area.width >= BESIDE_FROM {
        Layout::horizontal([Constraint::Percentage(45), Constraint::Fill(1)]).areas(area)
    } else {
        let wanted = u16::try_from(desk.sync.storages.len()).unwrap_or(u16::MAX).saturating_add(2);
        Layout::vertical([Constraint::Length(wanted.min(area.height / 3).max(3)), Constraint::Fill(1)])
            .areas(area)
    };
    (list, details)
}

/// A storage: its name, with whom it is shared, how it stands.
fn row(storage: &Storage, chosen: bool, width: usize, desk: &Desk) -> Line<'static> {
    let texts = &desk.texts().sync_screen;
    let mark = if chosen { ">" } else { " " };
    let longest = desk.sync.storages.iter().map(|it| display_width(&it.row.name)).max().unwrap_or(0);
    let name_width = longest.clamp(6, (width / 3).max(6));
    let name = pad(&truncate(&sanitize(&storage.row.name), name_width), name_width + 1);
    let mut line = Line::from(vec![Span::raw(format!("{mark} ")), Span::styled(name, desk.theme.title())]);
    let profile = details::profile_word(storage, desk);
    line.push_span(Span::raw(truncate(profile, width.saturating_sub(line.width())).into_owned()));
    let bad = storage.problem.is_some() || storage.row.last_result.is_some();
    let (state, style) = match desk.sync.running_with(&storage.row.name) {
        Some(_) => (texts.running.to_owned(), desk.theme.key()),
        None if storage.waits_for_approval().is_some() => {
            (desk.texts().sync_members.device_waits.to_owned(), desk.theme.warning())
        }
        None if bad => (texts.failed.to_owned(), desk.theme.error()),
        None => match storage.row.last_sync {
            Some(moment) => (details::moment(moment, desk), desk.theme.muted()),
            None => (texts.never.to_owned(), desk.theme.warning()),
        },
    };
    with_right(line, &format!("{state} "), width, style)
}
