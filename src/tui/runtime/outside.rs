//! Programs and devices outside: the person's own editor, the clipboard, the system's program for a file.

use super::{Keyboard, RunError, Start};
use crate::tui::app::App;
use crate::tui::services::write_for_editor;
use crate::tui::terminal::Guard;
use crate::tui::view::Tone;
use std::path::Path;
use std::process::Stdio;

/// Terminals that answer OSC 52 with garbage or nothing at all.
const WITHOUT_CLIPBOARD: [&str; 3] = ["linux", "dumb", "vt100"];

/// Gives a text to the clipboard of the terminal, which works over SSH too. No terminal says whether it took it; of
/// those that are known to have none the person hears it.
pub(super) fn copy(app: &mut App, terminal: &mut Guard, start: &Start, text: &str) -> Result<(), RunError> {
    let texts = &app.desk().texts().messages;
    let term = start.environment.term.as_deref().unwrap_or("dumb");
    if WITHOUT_CLIPBOARD.contains(&term) {
        app.tell((texts.not_copied)(text), Tone::Plain);
        return Ok(());
    }
    terminal.copy(text)?;
    app.tell((texts.copied)(text), Tone::Good);
    Ok(())
}

/// The program that opens a file in the way the person is used to.
const OPENER: (&str, &[&str]) = if cfg!(windows) {
    ("cmd", &["/C", "start", ""])
} else if cfg!(target_os = "macos") {
    ("open", &[])
} else {
    ("xdg-open", &[])
};

/// Opens a file with the system's program, which keeps its hands off the terminal.
pub(super) fn open(app: &mut App, start: &Start, path: &Path) {
    let texts = app.desk().texts();
    let shown = path.display().to_string();
    if !cfg!(any(windows, target_os = "macos")) && !start.environment.desktop {
        return app.tell((texts.messages.no_desktop)(&shown), Tone::Plain);
    }
    let (program, arguments) = OPENER;
    let mut command = std::process::Command::new(program);
    command.args(arguments).arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.spawn() {
        Ok(mut child) => {
            // Somebody must wait for it, or it stays as a zombie as long as porada runs.
            std::thread::spawn(move || match child.wait() {
                Ok(status) if !status.success() => tracing::warn!("{program}: {status}"),
                Ok(_) => {}
                Err(error) => tracing::warn!("{program}: {error}"),
            });
            app.tell((texts.messages.opened)(&shown), Tone::Good);
        }
        Err(error) => {
            let reason = format!("{program}: {}", (texts.common.io_reason)(error.kind()));
            app.tell((texts.messages.not_opened)(&shown, &reason), Tone::Error);
        }
    }
}

/// Runs the person's own editor on a file in the home: it survives a crash, unlike one in /tmp. Meanwhile the keyboard is
/// the editor's.
pub(super) fn edit(
    app: &mut App,
    terminal: &mut Guard,
    keyboard: &Keyboard,
    start: &Start,
    text: &str,
) -> Result<(), RunError> {
    let command = start.environment.editor_command().unwrap_or(FALLBACK_EDITOR).to_owned();
    let texts = app.desk().texts();
    let path = match write_for_editor(&start.paths.home, text) {
        Ok(path) => path,
        Err(error) => {
            let reason = (texts.common.io_reason)(error.kind());
            let home = start.paths.home.display().to_string();
            app.tell((texts.messages.no_file_for_editor)(&home, &reason), Tone::Error);
            return Ok(());
        }
    };
    let outcome = keyboard.lend(|| terminal.lend(|| run_editor(&command, &path)))?;
    let texts = app.desk().texts();
    let problem = match outcome {
        Ok(Some(edited)) => {
            app.edited(edited);
            // The text is in its draft; the file would only leave a note lying about.
            let _ = std::fs::remove_file(&path);
            return Ok(());
        }
        Ok(None) => (texts.messages.editor_gave_up)(&command),
        Err(error) => {
            let reason = (texts.common.io_reason)(error.kind());
            (texts.messages.editor_failed)(&command, &reason)
        }
    };
    if is_unchanged(&path, text) {
        let _ = std::fs::remove_file(&path);
        app.tell(problem, Tone::Error);
    } else {
        let left = (texts.messages.editor_left)(&path.display().to_string());
        app.tell(format!("{problem} {left}"), Tone::Error);
    }
    Ok(())
}

/// Whether the file still says what was written into it, so that nobody will miss it.
fn is_unchanged(path: &Path, text: &str) -> bool {
    std::fs::read(path).is_ok_and(|found| found == text.as_bytes())
}

/// The editor where neither VISUAL nor EDITOR says one.
const FALLBACK_EDITOR: &str = if cfg!(windows) { "notepad" } else { "nano" };

/// The edited text, however long; `None` when the editor ended with an error, which is how one gives up (`:cq`).
fn run_editor(command: &str, path: &Path) -> std::io::Result<Option<String>> {
    let mut words = command.split_whitespace();
    let program = words.next().unwrap_or(FALLBACK_EDITOR);
    let status = std::process::Command::new(program).args(words).arg(path).status()?;
    if !status.success() {
        return Ok(None);
    }
    let bytes = std::fs::read(path)?;
    Ok(Some(crate::tui::input::composed(&String::from_utf8_lossy(&bytes))))
}
