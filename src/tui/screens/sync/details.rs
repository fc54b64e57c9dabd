//! Everything that is known of one storage, in lines.

use crate::i18n::{Language, Localized, pad, sanitize, truncate, wrap};
use crate::sync::engine::{Erasure, Received};
use crate::sync::keys::Standing;
use crate::sync::profile::Profile;
use crate::tui::action::Action;
use crate::tui::desk::Desk;
use crate::tui::sync_desk::{Running, Storage, Task};
use jiff::Timestamp;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// How many titles of received documents are named.
const NAMED: usize = 5;
/// How many documents with erasures are named.
const ERASURES: usize = 3;
/// How many files that cannot be used are named.
const FILES: usize = 8;

/// With whom a storage is shared, in a word or two.
pub(super) fn profile_word(storage: &Storage, desk: &Desk) -> &'static str {
    let place = Profile::ALL.iter().position(|profile| profile.key() == storage.row.profile);
    place.and_then(|place| desk.texts().sync_screen.profiles.get(place)).copied().unwrap_or_default()
}

/// A moment as short as it can be told: today only the time.
pub(super) fn moment(moment: Timestamp, desk: &Desk) -> String {
    let local = desk.local(moment);
    let time = desk.language.time(local.time());
    if local.date() == desk.today() {
        return (desk.texts().sync_screen.today)(&time);
    }
    format!("{} {time}", desk.language.date(local.date()))
}

/// The lines of a storage in `width` columns.
pub(super) fn lines(storage: &Storage, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let mut page = Page { lines: Vec::new(), width, desk };
    page.now(storage);
    page.problem(storage);
    page.warnings(storage);
    page.settings(storage);
    page.result(storage);
    page.devices(storage);
    page.lines
}

struct Page<'desk> {
    lines: Vec<Line<'static>>,
    width: usize,
    desk: &'desk Desk,
}

impl Page<'_> {
    fn text(&mut self, text: &str, style: Style) {
        let room = self.width.saturating_sub(1).max(1);
        let clean = sanitize(text);
        self.lines.extend(wrap(&clean, room).into_iter().map(|line| Line::styled(format!(" {line}"), style)));
    }

    fn blank(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(Line::default());
        }
    }

    fn heading(&mut self, text: &str) {
        self.blank();
        self.text(text, self.desk.theme.title());
    }

    fn labelled(&mut self, label: &str, value: &str, style: Style) {
        let labels = 14.min(self.width / 2);
        let room = self.width.saturating_sub(labels + 2).max(1);
        let clean = sanitize(value);
        for (index, line) in wrap(&clean, room).into_iter().enumerate() {
            let label = if index == 0 { label } else { "" };
            let label =
                Span::styled(format!(" {}", pad(&truncate(label, labels), labels)), self.desk.theme.muted());
            self.lines.push(Line::from(vec![label, Span::raw(" "), Span::styled(line.to_owned(), style)]));
        }
    }

    /// What happens with the storage at this moment.
    fn now(&mut self, storage: &Storage) {
        let desk = self.desk;
        let Some(running) = desk.sync.running_with(&storage.row.name) else { return };
        let texts = &desk.texts().sync_screen;
        self.text(&running_words(running, desk), desk.theme.key());
        if let Some(bar) = bar(running, self.width.saturating_sub(4).min(60)) {
            self.text(&bar, desk.theme.key());
        }
        let words = if running.cancelled {
            texts.cancelling.to_owned()
        } else {
            (texts.cancel)(&desk.keymap.shown(Action::Back, desk.language))
        };
        self.text(&words, desk.theme.muted());
    }

    fn settings(&mut self, storage: &Storage) {
        let desk = self.desk;
        let texts = &desk.texts().sync_screen;
        let (plain, row) = (desk.theme.text(), &storage.row);
        self.blank();
        self.labelled(texts.address, &row.address, plain);
        let about = Profile::ALL.iter().position(|profile| profile.key() == row.profile);
        let about = about.and_then(|place| texts.about_profiles.get(place)).copied().unwrap_or_default();
        self.labelled(texts.circle, about, plain);
        let (sealed, style) = match storage.sealed {
            Some(true) => (texts.sealed, desk.theme.good()),
            Some(false) => (texts.open, desk.theme.warning()),
            None => (texts.unknown, desk.theme.muted()),
        };
        self.labelled(texts.encryption, sealed, style);
        let automatic = if row.automatic { texts.automatic_yes } else { texts.automatic_no };
        self.labelled(texts.automatic, automatic, plain);
        let waiting = match storage.waiting {
            Some(0) => texts.nothing_waits.to_owned(),
            Some(count) => (texts.documents)(count),
            None => texts.unknown.to_owned(),
        };
        self.labelled(texts.waiting, &waiting, plain);
        let last = row.last_sync.map_or_else(|| texts.never.to_owned(), |at| moment(at, desk));
        self.labelled(texts.last, &last, if row.last_sync.is_some() { plain } else { desk.theme.warning() });
        self.erasures(storage);
    }

    /// Who has confirmed which erasure: those that wait for a device, and those that the last synchronisation finished.
    fn erasures(&mut self, storage: &Storage) {
        let desk = self.desk;
        let texts = &desk.texts().sync;
        let done = storage.outcome.iter().flat_map(|it| &it.erasures).filter(|it| it.missing.is_empty());
        let waiting: Vec<&Erasure> = storage.erasures.iter().collect();
        // What was erased again since is among those that wait.
        let done = done.filter(|done| waiting.iter().all(|it| it.document != done.document));
        let all: Vec<&Erasure> = waiting.iter().copied().chain(done).collect();
        for (place, it) in all.iter().take(ERASURES).enumerate() {
            let title = match it.document {
                Some(id) if it.whole => format!("{} {id}", desk.document_title(id, &it.kind, &it.title)),
                Some(id) => desk.document_title(id, &it.kind, &it.title),
                None => desk.texts().sync_preview.untitled.to_owned(),
            };
            let style = if it.missing.is_empty() { desk.theme.good() } else { desk.theme.warning() };
            let label = if place == 0 { texts.erasures } else { "" };
            self.labelled(label, &format!("{title}: {}", it.localized(desk.language)), style);
        }
        if let Some(more) = all.len().checked_sub(ERASURES).filter(|more| *more > 0) {
            self.labelled("", &(texts.more_erasures)(more), desk.theme.muted());
        }
    }

    fn problem(&mut self, storage: &Storage) {
        let desk = self.desk;
        let problem = storage.problem.as_ref().map(|words| words.localized(desk.language));
        let mut problem = problem.or_else(|| storage.row.last_result.clone());
        if let Some(fingerprint) = storage.waits_for_approval() {
            // That nothing can be exchanged yet is no failure; what was kept of it may be in the other language.
            let waiting = Language::ALL.map(|language| language.texts().sync.not_approved);
            problem = problem.filter(|problem| !waiting.contains(&problem.as_str()));
            let words = (desk.texts().sync_members.joined_waiting)(fingerprint.as_str());
            self.text(&words, desk.theme.warning());
        }
        if let Some(problem) = problem {
            self.heading(desk.texts().sync_screen.problem);
            self.text(&problem, desk.theme.error());
        }
    }

    fn result(&mut self, storage: &Storage) {
        let desk = self.desk;
        let texts = &desk.texts().sync_screen;
        if let Some(outcome) = &storage.outcome {
            self.heading(texts.result);
            let title = |it: &Received| {
                let title = desk.document_title(it.document, &it.kind, &it.title);
                let took = it.took_away(desk.language).map(|words| format!(" · {words}"));
                format!("{title}{}", took.unwrap_or_default())
            };
            let received: Vec<String> = outcome.received.iter().map(title).collect();
            self.text(&(texts.exchanged)(received.len(), outcome.sent), desk.theme.text());
            for title in received.iter().take(NAMED) {
                self.text(&format!("- {title}"), desk.theme.muted());
            }
            if let Some(verified) = &outcome.verified {
                self.text(&verified.localized(desk.language), desk.theme.text());
            }
            let traffic = (texts.traffic)(
                outcome.requests,
                &desk.language.bytes(outcome.up),
                &desk.language.bytes(outcome.down),
            );
            self.text(&traffic, desk.theme.muted());
        }
        if let Some(tested) = &storage.tested {
            self.heading(texts.tested);
            tested.localized(desk.language).lines().for_each(|line| self.text(line, desk.theme.text()));
        }
    }

    fn warnings(&mut self, storage: &Storage) {
        let desk = self.desk;
        let texts = &desk.texts().sync_screen;
        let warnings = storage.outcome.as_ref().map(|it| it.warnings.clone()).unwrap_or_default();
        let conflicts = desk.conflicts;
        if warnings.is_empty() && conflicts == 0 && storage.quarantined.is_empty() {
            return;
        }
        self.heading(texts.attention);
        if conflicts > 0 {
            let key = desk.keymap.shown(Action::Conflicts, desk.language);
            self.text(&format!("! {}", (texts.conflicts)(conflicts, &key)), desk.theme.warning());
        }
        for warning in &warnings {
            self.text(&format!("! {}", warning.localized(desk.language)), desk.theme.warning());
        }
        for file in storage.quarantined.iter().take(FILES) {
            let why = (texts.unusable)(&file.reason);
            self.text(&format!("! {}: {why}", file.path), desk.theme.warning());
        }
        if let Some(more) = storage.quarantined.len().checked_sub(FILES).filter(|more| *more > 0) {
            self.text(&(texts.more_files)(more), desk.theme.muted());
        }
    }

    fn devices(&mut self, storage: &Storage) {
        if storage.devices.is_empty() {
            return;
        }
        let desk = self.desk;
        let texts = &desk.texts().sync_members;
        self.heading(texts.devices);
        for device in &storage.devices {
            let (state, style) = match device.standing {
                Standing::Waiting => (texts.device_waits, desk.theme.warning()),
                Standing::Member { .. } => (texts.device_member, desk.theme.text()),
                Standing::Removed { .. } => (texts.device_removed, desk.theme.muted()),
            };
            let own = if device.own { format!(" ({})", texts.own_device) } else { String::new() };
            self.text(&format!("{}{own} · {state}", device.name), style);
            if storage.sealed == Some(true) {
                self.text(&format!("  {}", device.fingerprint), desk.theme.muted());
            }
        }
    }
}

/// What is being done, with counts and bytes.
fn running_words(running: &Running, desk: &Desk) -> String {
    let texts = &desk.texts().sync_screen;
    let Some(progress) = &running.progress else {
        return match running.task {
            Task::Preview => texts.previewing,
            Task::Sync => texts.connecting,
            Task::Verify => texts.verifying,
            Task::Test => texts.testing,
            Task::Approve => texts.approving,
            Task::Remove => texts.removing,
        }
        .to_owned();
    };
    let step = progress.step.localized(desk.language);
    let bytes = desk.language.bytes(progress.bytes);
    match progress.total {
        0 => format!("{step} · {bytes}"),
        total => format!("{step} · {} · {bytes}", (desk.texts().common.n_of_total)(progress.done, total)),
    }
}

/// How far it is as a line of marks; nothing where that is not known.
fn bar(running: &Running, width: usize) -> Option<String> {
    let progress = running.progress.as_ref().filter(|progress| progress.total > 0)?;
    let room = width.checked_sub(2).filter(|room| *room >= 8)?;
    let done = (progress.done.min(progress.total) * room) / progress.total;
    Some(format!("[{}{}]", "#".repeat(done), ".".repeat(room - done)))
}
