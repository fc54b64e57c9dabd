//! The thread that reads the keyboard, and how it lets go of it while another program has the terminal.

use crate::tui::input::{Input, from_terminal};
use ratatui::crossterm::event;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long the thread waits for a key before it looks whether somebody wants the keyboard: so long an editor waits to
/// start.
const LOOK: Duration = Duration::from_millis(100);

/// The keyboard; copies reach the same one.
#[derive(Debug, Clone, Default)]
pub(super) struct Keyboard(Arc<Lending>);

#[derive(Debug, Default)]
struct Lending {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Another program has the terminal, or is about to get it.
    lent: bool,
    /// The thread reads nothing; `true` for good when it has ended.
    parked: bool,
}

impl Keyboard {
    /// Reads in a thread of its own. `hear` takes each input, `None` when the keyboard is lost, and says whether anybody
    /// still listens.
    pub(super) fn start(hear: impl Fn(Option<Input>) -> bool + Send + 'static) -> Keyboard {
        let keyboard = Keyboard::default();
        let reading = keyboard.clone();
        std::thread::spawn(move || {
            loop {
                reading.wait_while_lent();
                let input = match next() {
                    Ok(Some(input)) => Some(input),
                    Ok(None) => continue,
                    Err(_) => None,
                };
                let lost = input.is_none();
                if !hear(input) || lost {
                    break;
                }
            }
            reading.state().parked = true;
            reading.0.changed.notify_all();
        });
        keyboard
    }

    /// Gives the keyboard away for as long as `run` takes: every key is for whoever has the terminal.
    pub(super) fn lend<T>(&self, run: impl FnOnce() -> T) -> T {
        let mut state = self.state();
        state.lent = true;
        while !state.parked {
            state = self.0.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        drop(state);
        let result = run();
        self.state().lent = false;
        self.0.changed.notify_all();
        result
    }

    /// Whether another program has the terminal.
    pub(super) fn is_lent(&self) -> bool {
        self.state().lent
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_while_lent(&self) {
        let mut state = self.state();
        while state.lent {
            state.parked = true;
            self.0.changed.notify_all();
            state = self.0.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.parked = false;
    }
}

/// The next input, if there is one soon.
fn next() -> io::Result<Option<Input>> {
    if event::poll(LOOK)? { Ok(from_terminal(event::read()?)) } else { Ok(None) }
}
