//! How far a long command is.

use std::io::{self, IsTerminal, Write};

/// After how many steps the line is written again: some ten times a second.
const EVERY: usize = 4_000;

/// A line on the standard error output that is written over as a command goes on; nothing where that is no terminal,
/// and nothing for a command that is done at once. It is gone when the command is.
pub(super) struct Progress<'a> {
    out: Option<&'a mut dyn Write>,
    words: fn(usize) -> String,
    done: usize,
}

impl<'a> Progress<'a> {
    /// Progress in steps, worded by `words`, on `out`; silent without.
    pub(super) fn new(out: Option<&'a mut dyn Write>, words: fn(usize) -> String) -> Progress<'a> {
        Progress { out, words, done: 0 }
    }

    /// One step more.
    pub(super) fn step(&mut self) {
        self.done += 1;
        if self.done.is_multiple_of(EVERY) {
            let words = (self.words)(self.done);
            self.write(&format!("\r{words}\u{1b}[K"));
        }
    }

    /// A command does not fail because its progress cannot be shown.
    fn write(&mut self, text: &str) {
        if let Some(out) = &mut self.out {
            let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        }
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        if self.done >= EVERY {
            self.write("\r\u{1b}[K");
        }
    }
}

/// The standard error output, if a person sees it.
pub(super) fn watched() -> Option<io::Stderr> {
    Some(io::stderr()).filter(IsTerminal::is_terminal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_written_over_and_gone_at_the_end() {
        let mut out = Vec::new();
        let mut progress = Progress::new(Some(&mut out), |done| format!("{done} read"));
        (0..2 * EVERY + 1).for_each(|_| progress.step());
        drop(progress);
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, format!("\r{EVERY} read\u{1b}[K\r{} read\u{1b}[K\r\u{1b}[K", 2 * EVERY));
    }

    #[test]
    fn what_is_done_at_once_shows_nothing() {
        let mut out = Vec::new();
        let mut progress = Progress::new(Some(&mut out), |done| done.to_string());
        (1..EVERY).for_each(|_| progress.step());
        drop(progress);
        assert!(out.is_empty());
    }
}
