//! A list from which one is chosen in a first step and confirmed by a typed word in a second: for what nothing takes back.

use crate::tui::action::{Action, Context};
use crate::tui::view::{Event, Response};
use crate::tui::widgets::list::ListPosition;
use crate::tui::widgets::text_input::TextInput;

/// Where the person is in the two steps.
#[derive(Debug, Default)]
pub(super) struct ConfirmedChoice {
    pub(super) position: ListPosition,
    /// The word that confirms, in the second step.
    pub(super) confirming: Option<TextInput>,
}

impl ConfirmedChoice {
    pub(super) fn contexts(&self) -> Vec<Context> {
        match self.confirming {
            Some(_) => vec![Context::Text, Context::List],
            None => vec![Context::List],
        }
    }

    pub(super) fn hints(&self) -> Vec<Action> {
        match self.confirming {
            Some(_) => vec![Action::Back],
            None => vec![Action::Down, Action::Enter, Action::Back],
        }
    }

    /// Whether the word in the second step is this one.
    pub(super) fn says(&self, word: &str) -> bool {
        self.confirming.as_ref().is_some_and(|input| input.text().trim() == word)
    }

    /// Takes an event of a list of so many lines, of which so many fit; `None` when the person means to have confirmed.
    pub(super) fn update(&mut self, event: Event, length: usize, height: usize) -> Option<Response> {
        Some(match (event, &mut self.confirming) {
            (Event::Action(Action::Enter), Some(_)) => return None,
            (Event::Action(Action::Enter), confirming) => {
                *confirming = Some(TextInput::default());
                Response::done()
            }
            (Event::Action(Action::Back), confirming @ Some(_)) => {
                *confirming = None;
                Response::done()
            }
            (Event::Key(key), Some(input)) => match input.key(key) {
                true => Response::done(),
                false => Response::Ignored,
            },
            (Event::Action(action), None) if self.position.action(action, length, height) => Response::done(),
            (Event::Wheel(lines), None) => {
                self.position.wheel(lines, length, height);
                Response::done()
            }
            (Event::Refresh, _) => {
                self.position.select(self.position.selected, length, height);
                Response::done()
            }
            _ => Response::Ignored,
        })
    }
}
