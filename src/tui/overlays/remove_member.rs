//! Removing a member from an encrypted space: first who, then what it means and a word that has to be typed.

use super::confirmed_choice::ConfirmedChoice;
use crate::i18n::{sanitize, truncate, wrap};
use crate::sync::keys::{Device, Standing};
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::sync_desk::{Storage, SyncOrder};
use crate::tui::view::{Effect, Event, Response, View};
use crate::tui::widgets::text::chosen_line;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Paragraph};

/// The widest the overlay gets.
const WIDEST: u16 = 76;
/// The lines of either step around what it says: borders, distances, the question or the word.
const AROUND: usize = 6;

/// The overlay: the members that this device can remove.
#[derive(Debug)]
pub struct RemoveMember {
    remote: String,
    members: Vec<Device>,
    choice: ConfirmedChoice,
}

impl RemoveMember {
    /// The overlay for a storage; `None` where nobody else is a member or where nobody can be removed.
    pub fn of(storage: &Storage) -> Option<RemoveMember> {
        let is_other = |it: &&Device| matches!(it.standing, Standing::Member { .. }) && !it.own;
        let members: Vec<Device> = storage.devices.iter().filter(is_other).cloned().collect();
        let some = !members.is_empty() && storage.sealed == Some(true);
        some.then(|| RemoveMember {
            remote: storage.row.name.clone(),
            members,
            choice: ConfirmedChoice::default(),
        })
    }

    fn chosen(&self) -> Option<&Device> {
        self.members.get(self.choice.position.selected)
    }

    fn window(&self, area: Rect, desk: &Desk) -> Rect {
        let width = area.width.saturating_sub(2).min(WIDEST);
        let lines = match &self.choice.confirming {
            Some(_) => self.says(usize::from(width.saturating_sub(4)), desk).len(),
            None => self.members.len() * 2,
        };
        let height = u16::try_from(lines + AROUND).unwrap_or(u16::MAX).min(area.height);
        Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
    }

    /// How many members fit.
    fn height(&self, desk: &Desk) -> usize {
        usize::from(self.window(desk.screen_area(), desk).height.saturating_sub(4)) / 2
    }

    /// Who goes and what it means.
    fn says(&self, width: usize, desk: &Desk) -> Vec<Line<'static>> {
        let Some(device) = self.chosen() else { return Vec::new() };
        let width = width.max(1);
        let name = truncate(&sanitize(&device.name), width).into_owned();
        let mut lines = vec![
            Line::styled(name, desk.theme.title()),
            Line::styled(device.fingerprint.to_string(), desk.theme.muted()),
            Line::default(),
        ];
        let means = wrap(desk.texts().sync_members.remove_means, width);
        lines.extend(means.into_iter().map(|line| Line::styled(line.to_owned(), desk.theme.warning())));
        lines
    }

    fn confirm(&self, desk: &Desk) -> Response {
        let texts = &desk.texts().sync_members;
        let typed = self.choice.says(texts.remove_word);
        match self.chosen().filter(|_| typed) {
            Some(device) => {
                let (remote, device, name) = (self.remote.clone(), device.id, device.name.clone());
                vec![Effect::Close, Effect::Sync(SyncOrder::RemoveMember { remote, device, name })].into()
            }
            None => {
                let back = desk.keymap.shown(Action::Back, desk.language);
                Effect::tell((texts.remove_not_confirmed)(texts.remove_word, &back)).into()
            }
        }
    }

    fn draw_list(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let [question, list] = Layout::vertical([Constraint::Length(2), Constraint::Fill(1)]).areas(area);
        frame.render_widget(
            Line::styled(desk.texts().sync_members.remove_question, desk.theme.text()),
            question,
        );
        let width = usize::from(list.width);
        let mut lines = Vec::new();
        for index in self.choice.position.visible(self.members.len(), usize::from(list.height) / 2) {
            let Some(device) = self.members.get(index) else { continue };
            let name = Line::raw(truncate(&sanitize(&device.name), width).into_owned());
            let chosen = index == self.choice.position.selected;
            lines.push(if chosen { chosen_line(name, width, desk.theme.selected()) } else { name });
            lines.push(Line::styled(format!("  {}", device.fingerprint), desk.theme.muted()));
        }
        frame.render_widget(Paragraph::new(lines), list);
    }
}

impl View for RemoveMember {
    fn contexts(&self) -> Vec<Context> {
        self.choice.contexts()
    }

    fn update(&mut self, event: Event, desk: &Desk) -> Response {
        let (length, height) = (self.members.len(), self.height(desk));
        self.choice.update(event, length, height).unwrap_or_else(|| self.confirm(desk))
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().sync_members;
        let window = self.window(area, desk);
        frame.render_widget(Clear, window);
        let block = Block::bordered()
            .border_style(desk.theme.border(true))
            .title(Line::styled(format!(" {} ", texts.remove_title), desk.theme.title()));
        frame.render_widget(block, window);
        let inner = window.inner(Margin { horizontal: 2, vertical: 1 });
        let Some(input) = &self.choice.confirming else { return self.draw_list(frame, inner, desk) };
        let parts = [Constraint::Fill(1), Constraint::Length(1), Constraint::Length(2)];
        let [says, prompt, word] = Layout::vertical(parts).areas(inner);
        frame.render_widget(Paragraph::new(self.says(usize::from(inner.width), desk)), says);
        let enter = desk.keymap.shown(Action::Enter, desk.language);
        frame.render_widget(
            Line::styled((texts.remove_confirm)(texts.remove_word, &enter), desk.theme.text()),
            prompt,
        );
        input.draw(frame, Rect { height: 1, ..word }.intersection(word), desk.theme, true);
    }

    fn hints(&self, _: &Desk) -> Vec<Action> {
        self.choice.hints()
    }
}
