//! Erasing something of the open consultation for good: first what, then a word that has to be typed.

use super::confirmed_choice::ConfirmedChoice;
use crate::i18n::{sanitize, truncate, wrap};
use crate::model::{Consultation, DocumentId, EntityId, entity_kind_words};
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::view::{Effect, Event, Response, View};
use crate::tui::widgets::text::chosen_line;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Paragraph};

/// The widest the overlay gets.
const WIDEST: u16 = 76;
/// The lines of the second step around what it says: borders, distances and the word.
const AROUND: usize = 6;

/// Something that can be erased.
#[derive(Debug)]
struct Candidate {
    entity: EntityId,
    /// What it is.
    words: String,
    /// What goes with it.
    with: Vec<String>,
}

/// The overlay.
#[derive(Debug)]
pub struct EraseOverlay {
    document: DocumentId,
    candidates: Vec<Candidate>,
    choice: ConfirmedChoice,
}

impl EraseOverlay {
    /// The overlay for a consultation, with this item chosen.
    pub fn new(open: &Consultation, chosen: Option<EntityId>, desk: &Desk) -> EraseOverlay {
        let candidates = candidates(open, desk);
        let selected = candidates.iter().position(|it| Some(it.entity) == chosen).unwrap_or(0);
        let mut overlay = EraseOverlay { document: open.id, candidates, choice: ConfirmedChoice::default() };
        overlay.choice.position.select(selected, overlay.candidates.len(), overlay.height(desk));
        overlay
    }

    fn chosen(&self) -> Option<&Candidate> {
        self.candidates.get(self.choice.position.selected)
    }

    /// How many candidates fit.
    fn height(&self, desk: &Desk) -> usize {
        usize::from(self.window(desk.screen_area(), desk).height.saturating_sub(4))
    }

    fn window(&self, area: Rect, desk: &Desk) -> Rect {
        let width = area.width.saturating_sub(2).min(WIDEST);
        let lines = match &self.choice.confirming {
            Some(_) => self.says(usize::from(width.saturating_sub(4)), desk).len() + AROUND,
            None => self.candidates.len() + 4,
        };
        let height = u16::try_from(lines).unwrap_or(u16::MAX).min(area.height);
        Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
    }

    /// What goes and what it means.
    fn says(&self, width: usize, desk: &Desk) -> Vec<Line<'static>> {
        let Some(chosen) = self.chosen() else { return Vec::new() };
        let mut goes = vec![chosen.words.clone()];
        goes.extend(chosen.with.iter().map(|with| format!("+ {with}")));
        let mut lines: Vec<Line> = Vec::new();
        for text in &goes {
            let words = sanitize(text);
            let words = wrap(&words, width.max(1)).into_iter().take(3);
            lines.extend(words.map(|line| Line::styled(line.to_owned(), desk.theme.title())));
        }
        lines.push(Line::default());
        let warning = wrap(desk.texts().conflicts.erase.warning, width.max(1));
        lines.extend(warning.into_iter().map(|line| Line::styled(line.to_owned(), desk.theme.warning())));
        lines
    }

    fn confirm(&self, desk: &Desk) -> Response {
        let word = desk.texts().conflicts.erase.word;
        let typed = self.choice.says(word);
        match self.chosen().filter(|_| typed) {
            Some(chosen) => {
                vec![Effect::Close, Effect::Erase { document: self.document, entity: chosen.entity }].into()
            }
            None => {
                let back = desk.keymap.shown(Action::Back, desk.language);
                Effect::tell((desk.texts().conflicts.erase.not_confirmed)(word, &back)).into()
            }
        }
    }
}

fn candidates(open: &Consultation, desk: &Desk) -> Vec<Candidate> {
    let texts = &desk.texts().conflicts.erase;
    let kept = open.sign_offs.iter().filter(|step| !step.text.is_empty()).count();
    let minutes = (kept > 0).then(|| (texts.with_minutes)(kept));
    let named = |entity, kind: &str, words: &str, links: usize| Candidate {
        entity,
        words: format!("{}: {words}", entity_kind_words(kind, desk.language)),
        with: (links > 0).then(|| (texts.with_links)(links)).into_iter().chain(minutes.clone()).collect(),
    };
    let title = desk.consultation_title(&open.title, open.kind, &open.municipalities);
    let mut all = vec![Candidate {
        entity: open.id.header(),
        words: format!("{}: {title}", texts.whole),
        with: Vec::new(),
    }];
    all.extend(open.participants.iter().map(|it| named(it.id, "participant", &it.name, 0)));
    for item in &open.items {
        let links: Vec<_> = open.links_of(item.id).collect();
        all.push(named(item.id, item.kind().key(), &item.text, links.len()));
        all.extend(links.into_iter().map(|link| named(link.id, "link", &link.title, 0)));
    }
    all
}

impl View for EraseOverlay {
    fn contexts(&self) -> Vec<Context> {
        self.choice.contexts()
    }

    fn update(&mut self, event: Event, desk: &Desk) -> Response {
        let (length, height) = (self.candidates.len(), self.height(desk));
        self.choice.update(event, length, height).unwrap_or_else(|| self.confirm(desk))
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().conflicts.erase;
        let window = self.window(area, desk);
        frame.render_widget(Clear, window);
        let block = Block::bordered()
            .border_style(desk.theme.border(true))
            .title(Line::styled(format!(" {} ", texts.title), desk.theme.title()));
        frame.render_widget(block, window);
        let inner = window.inner(Margin { horizontal: 2, vertical: 1 });
        let width = usize::from(inner.width);
        match &self.choice.confirming {
            Some(input) => {
                let parts = [Constraint::Fill(1), Constraint::Length(1), Constraint::Length(2)];
                let [says, prompt, word] = Layout::vertical(parts).areas(inner);
                frame.render_widget(Paragraph::new(self.says(width, desk)), says);
                let enter = desk.keymap.shown(Action::Enter, desk.language);
                frame.render_widget(
                    Line::styled((texts.confirm)(texts.word, &enter), desk.theme.text()),
                    prompt,
                );
                input.draw(frame, Rect { height: 1, ..word }.intersection(word), desk.theme, true);
            }
            None => {
                let [question, list] =
                    Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(inner);
                frame.render_widget(Line::styled(texts.question, desk.theme.text()), question);
                let visible = self.choice.position.visible(self.candidates.len(), usize::from(list.height));
                let lines: Vec<Line> = visible
                    .filter_map(|index| Some((index, self.candidates.get(index)?)))
                    .map(|(index, candidate)| {
                        let words = truncate(&sanitize(&candidate.words), width).into_owned();
                        let line = Line::styled(words, desk.theme.text());
                        match index == self.choice.position.selected {
                            true => chosen_line(line, width, desk.theme.selected()),
                            false => line,
                        }
                    })
                    .collect();
                frame.render_widget(Paragraph::new(lines), list);
            }
        }
    }

    fn hints(&self, _: &Desk) -> Vec<Action> {
        self.choice.hints()
    }
}
