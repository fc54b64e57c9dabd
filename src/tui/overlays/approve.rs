//! Approving a device that wants to join: two people compare its fingerprint first.

use crate::i18n::{sanitize, truncate, wrap};
use crate::sync::keys::{Device, Standing};
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::sync_desk::{Storage, SyncOrder};
use crate::tui::view::{Effect, Event, Response, View};
use crate::tui::widgets::list::ListPosition;
use crate::tui::widgets::text::chosen_line;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph};

/// The widest the overlay gets.
const WIDEST: u16 = 76;

/// The overlay: the devices that wait for approval.
#[derive(Debug)]
pub struct ApproveDevice {
    remote: String,
    waiting: Vec<Device>,
    position: ListPosition,
}

impl ApproveDevice {
    /// The overlay for a storage; `None` where no device waits or where nobody needs approval.
    pub fn of(storage: &Storage) -> Option<ApproveDevice> {
        let waits = |device: &&Device| device.standing == Standing::Waiting && !device.own;
        let waiting: Vec<Device> = storage.devices.iter().filter(waits).cloned().collect();
        let some = !waiting.is_empty() && storage.sealed == Some(true);
        some.then(|| ApproveDevice {
            remote: storage.row.name.clone(),
            waiting,
            position: ListPosition::default(),
        })
    }
}

impl View for ApproveDevice {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Approve, Context::List]
    }

    fn update(&mut self, event: Event, _desk: &Desk) -> Response {
        let length = self.waiting.len();
        match event {
            Event::Action(Action::Enter) => {
                let Some(device) = self.waiting.get(self.position.selected) else {
                    return Effect::Close.into();
                };
                let order = SyncOrder::Approve {
                    remote: self.remote.clone(),
                    device: device.id,
                    fingerprint: device.fingerprint.clone(),
                };
                return vec![Effect::Close, Effect::Sync(order)].into();
            }
            Event::Action(action) if self.position.action(action, length, length) => {}
            Event::Wheel(lines) => self.position.wheel(lines, length, length),
            _ => return Response::Ignored,
        }
        Response::done()
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().sync_members;
        let width = area.width.min(WIDEST);
        let room = usize::from(width.saturating_sub(4)).max(1);
        let advice = wrap(texts.compare, room);
        let height =
            u16::try_from(self.waiting.len() * 2 + advice.len() + 3).unwrap_or(u16::MAX).min(area.height);
        let window = Rect {
            x: area.x + (area.width - width) / 2,
            y: area.y + (area.height - height) / 3,
            width,
            height,
        };
        let key = |action| desk.keymap.shown(action, desk.language);
        let block = Block::bordered()
            .border_style(desk.theme.border(true))
            .title(Span::styled(format!(" {} ", texts.approve_title), desk.theme.title()))
            .title_bottom(Span::styled(
                format!(" {} ", (texts.approve_footer)(&key(Action::Enter), &key(Action::Back))),
                desk.theme.muted(),
            ));
        let inner = block.inner(window);
        frame.render_widget(Clear, window);
        frame.render_widget(block, window);
        let mut lines: Vec<Line> = advice.into_iter().map(|line| Line::raw(format!(" {line}"))).collect();
        lines.push(Line::default());
        for (index, device) in self.waiting.iter().enumerate() {
            let name = Line::raw(format!(" {}", truncate(&sanitize(&device.name), room)));
            let chosen = index == self.position.selected;
            let width = usize::from(inner.width);
            lines.push(if chosen { chosen_line(name, width, desk.theme.selected()) } else { name });
            lines.push(Line::styled(format!("   {}", device.fingerprint), desk.theme.title()));
        }
        frame.render_widget(Paragraph::new(lines), inner);
    }

    fn hints(&self, _desk: &Desk) -> Vec<Action> {
        vec![Action::Enter, Action::Down, Action::Back]
    }
}
