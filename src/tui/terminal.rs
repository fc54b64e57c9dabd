//! The terminal: taken over at the start, given back clean at every end: leaving, an error, a panic, a signal.

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::clipboard::CopyToClipboard;
use ratatui::crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste, EnableFocusChange,
    EnableMouseCapture,
};
use ratatui::crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, SetTitle, disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{cursor, execute, style};
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// The terminal that frames are drawn to. The buffer makes a frame one write, so that nothing tears.
pub type Screen = Terminal<CrosstermBackend<Frames>>;

/// What frames are written to. Once the terminal is given back, what still comes is for nobody: ratatui shows the cursor at
/// its end, and where the terminal is gone (a closed window) it would complain of that on an error output that is gone too,
/// which is a panic.
#[derive(Debug)]
pub struct Frames(BufWriter<Stdout>);

impl Write for Frames {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if TAKEN.load(Ordering::SeqCst) { self.0.write(bytes) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        if TAKEN.load(Ordering::SeqCst) { self.0.flush() } else { Ok(()) }
    }
}

/// Whether the terminal is taken over, so that it is given back exactly once whoever comes first.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal while the application has it. Dropping it gives it back.
pub struct Guard {
    /// Where frames are drawn.
    pub screen: Screen,
    mouse: bool,
}

impl std::fmt::Debug for Guard {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Guard").field("mouse", &self.mouse).finish_non_exhaustive()
    }
}

impl Guard {
    /// Takes the terminal over: raw mode, alternate screen, bracketed paste, focus events, the wheel if wanted.
    ///
    /// # Errors
    /// When there is no terminal.
    pub fn take(mouse: bool) -> io::Result<Guard> {
        // Without this crossterm 0.29 answers NO_COLOR with a full reset after each attribute, and the reversed
        // line of a list disappears; our own theme has no colour then.
        style::force_color_output(true);
        // Drawing into a pipe helps nobody, and keys from a file would be commands that nobody gave.
        if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
            return Err(io::ErrorKind::NotConnected.into());
        }
        enter(mouse)?;
        let backend = CrosstermBackend::new(Frames(BufWriter::with_capacity(64 * 1024, io::stdout())));
        let screen = Terminal::new(backend).inspect_err(|_| give_back())?;
        Ok(Guard { screen, mouse })
    }

    /// Draws a frame as one update, so that a terminal that can do so shows it whole.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn draw(&mut self, draw: impl FnOnce(&mut ratatui::Frame)) -> io::Result<()> {
        execute!(self.screen.backend_mut(), BeginSynchronizedUpdate)?;
        self.screen.draw(draw)?;
        execute!(self.screen.backend_mut(), EndSynchronizedUpdate)
    }

    /// Gives a text to the clipboard of the terminal (OSC 52).
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(self.screen.backend_mut(), CopyToClipboard::to_clipboard_from(text))
    }

    /// Gives the terminal to another program for as long as `run` takes.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn lend<T>(&mut self, run: impl FnOnce() -> T) -> io::Result<T> {
        give_back();
        let result = run();
        enter(self.mouse)?;
        // Clearing through ratatui would ask the terminal for its cursor and race with the input thread for the
        // answer; a resize to the same size redraws everything without asking.
        let area = self.screen.size()?.into();
        self.screen.resize(area)?;
        Ok(result)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

fn enter(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    let mut out = io::stdout();
    // After a program that was killed the terminal shows the alternate screen already, with its remains.
    execute!(out, EnterAlternateScreen, Clear(ClearType::All))
        .and_then(|()| execute!(out, EnableBracketedPaste, EnableFocusChange, SetTitle("porada")))
        .and_then(|()| if mouse { execute!(out, EnableMouseCapture) } else { Ok(()) })
        .inspect_err(|_| give_back())
}

/// Gives the terminal back as it was. Safe to call from a panic hook, from a signal's thread, and twice.
pub fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    // The terminal may be gone (SIGHUP); there is nobody left to tell.
    let _ = execute!(
        out,
        EndSynchronizedUpdate,
        DisableMouseCapture,
        DisableFocusChange,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    );
    let _ = out.flush();
    let _ = disable_raw_mode();
}
