//! The loop: one thread each for the keyboard, the signals and the drafts, one that reads the imported records and builds
//! the index, one that reads all consultations, one for searches over very large catalogues; everything else in turn.
//!
//! Inputs are drained, the application updates, one frame is drawn, then the loop waits. It wakes by itself only at
//! the next full minute, for the clock of a running consultation, and once after typing, to show that it is saved.

mod keyboard;
mod outside;

use super::app::{
    App, COUNT_APART_FROM, CountAnswer, LINE_FEED, OwnReading, Request, SearchAnswer, WORKER_FROM,
};
use super::desk::{Desk, Loading};
use super::input::Input;
use super::key::Key;
use super::keymap::{self, Keymap};
use super::loading::{Loaded, OwnSynonyms, load};
use super::services::{Drafts, Services};
use super::sync_desk::{SyncDesk, SyncNews, SyncOrder};
use super::sync_worker;
use super::terminal::{Guard, give_back};
use super::theme::Theme;
use super::view::Tone;
use crate::catalogue::{Catalogue, CatalogueError};
use crate::config::{self, Environment, Paths, Settings};
use crate::i18n::{Language, Localized};
use crate::insights::Digests;
use crate::minutes;
use crate::model::ReplicaId;
use crate::search::{OwnIndex, Thesaurus};
use crate::store::{DraftWriter, InstanceLock, Store, StoreError, read_consultations, read_practice_drafts};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use keyboard::Keyboard;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use std::cell::Cell;
use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// How long a panic or a signal waits for the drafts to reach the disk.
const LAST_FLUSH: Duration = Duration::from_secs(2);

/// So many characters between two frames are not typed by hand.
const SHORTEST_RUN: usize = 16;

/// How soon after typing the frame is drawn again to show that it is saved.
const SAVED_CHECK: Duration = Duration::from_millis(350);

/// Where and how the application starts.
#[derive(Debug)]
pub struct Start {
    /// The environment.
    pub environment: Environment,
    /// The folders and files.
    pub paths: Paths,
    /// The settings.
    pub settings: Settings,
    /// What was wrong with the settings, for the first message.
    pub settings_problem: Option<String>,
    /// The language.
    pub language: Language,
    /// Whether an argument, a variable or the settings say it; otherwise the one that was last chosen is used.
    pub language_given: bool,
    /// Whether this is the sample home.
    pub demo: bool,
}

/// Why the application could not start or go on.
#[derive(Debug)]
pub enum RunError {
    /// The database.
    Store(StoreError),
    /// The shipped data.
    Catalogue(CatalogueError),
    /// The terminal.
    Terminal(std::io::Error),
}

impl Localized for RunError {
    fn localized(&self, language: Language) -> String {
        match self {
            RunError::Store(error) => error.localized(language),
            RunError::Catalogue(error) => error.localized(language),
            RunError::Terminal(error) => {
                let reason = (language.texts().common.io_reason)(error.kind());
                (language.texts().messages.no_terminal)(&reason)
            }
        }
    }
}

impl fmt::Display for RunError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

impl std::error::Error for RunError {}

impl From<StoreError> for RunError {
    fn from(error: StoreError) -> RunError {
        RunError::Store(error)
    }
}

impl From<std::io::Error> for RunError {
    fn from(error: std::io::Error) -> RunError {
        RunError::Terminal(error)
    }
}

/// What wakes the loop.
enum Wake {
    Input(Input),
    /// Characters that waited together.
    Run(String),
    Loaded(Box<Loaded>),
    Found(Box<SearchAnswer>),
    Sync(SyncNews),
    Counted(Box<CountAnswer>),
    /// All consultations for the search in own records and for reports, with the number of their reading.
    Own(u64, Box<Result<OwnReading, StoreError>>),
    Signal,
    InputLost,
}

/// Runs the application until it is left.
///
/// # Errors
/// When another porada has this home, the database cannot be opened, or there is no terminal.
pub fn run(mut start: Start) -> Result<(), RunError> {
    let _lock = InstanceLock::acquire(&start.paths.lock)?;
    let log = config::start_log(&start.paths.log_file);
    let store = Store::open(&start.paths.database, ReplicaId::generate())?;
    let remembered = store.state(super::app::LANGUAGE)?.and_then(|code| Language::from_locale(&code));
    if let Some(remembered) = remembered.filter(|_| !start.language_given) {
        start.language = remembered;
    }
    let writer = DraftWriter::start(&start.paths.database)?;
    let last_words = writer.handle();
    let shipped = Arc::new(Catalogue::shipped().map_err(RunError::Catalogue)?);
    let mut desk = desk(&start, Arc::clone(&shipped));
    // The first frame does not wait for records that may be a hundred thousand.
    desk.loading = store.has_imported()?.then(Loading::default);
    let mut app = App::new(desk, Services { store, drafts: Drafts::Written(writer) })?;
    let log_problem = log.err().map(|error| error.localized(start.language));
    let wrong_keys = keymap::problems(&start.settings, start.language);
    let wrong_keys = (!wrong_keys.is_empty()).then(|| wrong_keys.join(" "));
    if let Some(problem) = start.settings_problem.clone().or(wrong_keys).or(log_problem) {
        app.tell(problem, Tone::Error);
    }
    let (sender, wakes) = channel();
    report_panics(start.paths.home.clone(), start.language, move || {
        // There is nobody left to tell; what cannot be written now was told before.
        let _ = last_words.flush(LAST_FLUSH);
    });
    let mut terminal = Guard::take(start.settings.mouse)?;
    app.resize(terminal.screen.size()?);
    terminal.draw(|frame| app.draw(frame))?;
    let answers = sender.clone();
    app.search_in_background(WORKER_FROM, move |answer| {
        // The loop may have ended meanwhile; then nobody needs the answer.
        let _ = answers.send(Wake::Found(Box::new(answer)));
    });
    let reports = sender.clone();
    app.count_in_background(COUNT_APART_FROM, move |job| {
        let reports = reports.clone();
        std::thread::spawn(move || {
            // The loop may have ended meanwhile; then nobody reads the report.
            let _ = reports.send(Wake::Counted(Box::new(job.run())));
        });
    });
    let (database, own_sender, own_shipped) =
        (start.paths.database.clone(), sender.clone(), Arc::clone(&shipped));
    app.read_own_with(move |reading, thesaurus| {
        read_own(reading, thesaurus, &database, &own_shipped, &own_sender);
    });
    app.read_records_with(record_reader(&start, shipped, sender.clone()))?;
    if !start.demo {
        app.synchronise_with(synchroniser(&start, sender.clone()));
    }
    let keys = sender.clone();
    // The loop may have ended meanwhile; then nobody hears the keys any more.
    let keyboard =
        Keyboard::start(move |input| keys.send(input.map_or(Wake::InputLost, Wake::Input)).is_ok());
    hear_signals(keyboard.clone(), sender)?;
    let result = turn(&mut app, &mut terminal, &keyboard, &wakes, &start);
    let saved = app.flush();
    drop(terminal);
    result.and(saved.map_err(RunError::Store))
}

fn desk(start: &Start, catalogue: Arc<Catalogue>) -> Desk {
    let settings = &start.settings;
    let mono = start.environment.no_color || settings.theme == config::Theme::Mono;
    Desk {
        language: start.language,
        theme: if mono { Theme::Mono } else { Theme::Colours },
        now: now(),
        time_zone: TimeZone::system(),
        size: ratatui::layout::Size::new(80, 24),
        keymap: Keymap::configured(&settings.keys).0,
        // Without the thesaurus: reading it takes longer than all else before the first frame.
        own: OwnIndex::of_shipped(Arc::clone(&catalogue)),
        digests: Digests::default(),
        catalogue,
        index: None,
        loading: None,
        consultations: Vec::new(),
        tasks: Vec::new(),
        conflicts: 0,
        open: None,
        broker_name: settings.broker_name.clone().unwrap_or_default(),
        organisation: settings.organisation.clone().unwrap_or_default(),
        templates: minutes::Templates::gather(
            &start.paths.templates,
            &minutes::CentreWords {
                heading: settings.minutes.heading.clone(),
                gdpr_notice: settings.minutes.gdpr_notice.clone(),
                logo: settings.logo(&start.paths),
            },
            config::read_small_file,
        ),
        exports: settings.exports(&start.paths),
        saved_at: None,
        saved: true,
        sync: SyncDesk::default(),
        demo: start.demo,
    }
}

fn turn(
    app: &mut App,
    terminal: &mut Guard,
    keyboard: &Keyboard,
    wakes: &Receiver<Wake>,
    start: &Start,
) -> Result<(), RunError> {
    loop {
        let first = match wakes.recv_timeout(until_next_look(app)) {
            Ok(wake) => Some(wake),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        };
        if app.leaving_until().is_some_and(|until| now() >= until) {
            return Ok(());
        }
        if first.is_none() {
            if app.is_saving() { app.note_saving() } else { app.tick(now()) }
        }
        // Everything that waits is taken before one frame is drawn: pasted keys and a held arrow stay smooth.
        for wake in with_runs(first.into_iter().chain(wakes.try_iter())) {
            let mut requests = Vec::new();
            match wake {
                Wake::Run(text) => requests = app.type_run(&text, now()),
                Wake::Input(input) => requests = app.handle(input, now()),
                Wake::Sync(news) => requests = app.sync_news(news, now()),
                Wake::Loaded(loaded) => take_loaded(app, *loaded),
                Wake::Found(answer) => app.found(*answer),
                Wake::Counted(answer) => app.counted(*answer),
                Wake::Own(reading, found) => app.set_own(reading, *found),
                Wake::Signal | Wake::InputLost => return Ok(()),
            }
            for request in requests {
                match request {
                    Request::Quit => return Ok(()),
                    Request::Edit(text) => outside::edit(app, terminal, keyboard, start, &text)?,
                    Request::Copy(text) => outside::copy(app, terminal, start, &text)?,
                    Request::Open(path) => outside::open(app, start, &path),
                }
            }
        }
        app.resize(terminal.screen.size()?);
        terminal.draw(|frame| app.draw(frame))?;
    }
}

/// The same with typed characters that follow each other put together.
fn with_runs(wakes: impl Iterator<Item = Wake>) -> Vec<Wake> {
    let mut together = Vec::new();
    let mut keys: Vec<(Key, char)> = Vec::new();
    let end_run = |keys: &mut Vec<(Key, char)>, together: &mut Vec<Wake>| {
        if keys.len() < SHORTEST_RUN {
            together.extend(keys.drain(..).map(|(key, _)| Wake::Input(Input::Key(key))));
        } else {
            together.push(Wake::Run(keys.drain(..).map(|(_, character)| character).collect()));
        }
    };
    for wake in wakes {
        let typed = match &wake {
            Wake::Input(Input::Key(LINE_FEED)) => Some((LINE_FEED, '\n')),
            Wake::Input(Input::Key(key)) => key.typed().map(|character| (*key, character)),
            _ => None,
        };
        match typed {
            Some(typed) => keys.push(typed),
            None => {
                end_run(&mut keys, &mut together);
                together.push(wake);
            }
        }
    }
    end_run(&mut keys, &mut together);
    together
}

fn until_next_look(app: &App) -> Duration {
    if app.is_saving() {
        return SAVED_CHECK;
    }
    if let Some(until) = app.leaving_until() {
        return Duration::try_from(until.duration_since(now())).unwrap_or_default();
    }
    let second = u64::try_from(Zoned::second(&now().to_zoned(TimeZone::UTC))).unwrap_or(0);
    Duration::from_secs(60 - second.min(59))
}

fn now() -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "the runtime is where the clock comes from")]
    Timestamp::now()
}

/// The worker that synchronises in the background.
fn synchroniser(start: &Start, sender: Sender<Wake>) -> impl Fn(SyncOrder) + 'static {
    let place = sync_worker::Place {
        paths: start.paths.clone(),
        device_name: start.settings.broker_name.clone().unwrap_or_else(|| {
            let texts = &start.language.texts().sync_members;
            texts.this_computer.to_owned()
        }),
        passphrase: start.environment.porada_passphrase.clone(),
        language: start.language,
    };
    sync_worker::start(place, now, move |news| {
        // The loop may have ended meanwhile; what was done stays.
        let _ = sender.send(Wake::Sync(news));
    })
}

/// Reads the centre's own synonyms and then the imported records, each time that it is called.
fn record_reader(start: &Start, shipped: Arc<Catalogue>, sender: Sender<Wake>) -> impl Fn() + 'static {
    let (path, database) = (start.paths.thesaurus_file.clone(), start.paths.database.clone());
    let language = start.language;
    let (synonyms, read) = (Arc::new(OwnSynonyms::default()), Cell::new(false));
    move || {
        let again = read.replace(true);
        let (shipped, sender, synonyms) = (Arc::clone(&shipped), sender.clone(), Arc::clone(&synonyms));
        let (path, database) = (path.clone(), database.clone());
        std::thread::spawn(move || {
            let mut tell = |loaded| sender.send(Wake::Loaded(Box::new(loaded))).is_ok();
            let (thesaurus, problem) = synonyms.thesaurus(config::read_own_text(&path), &path, language);
            if tell(Loaded::Thesaurus(Arc::clone(&thesaurus), problem)) {
                load(&shipped, &thesaurus, &database, again, &mut tell);
            }
        });
    }
}

fn take_loaded(app: &mut App, loaded: Loaded) {
    match loaded {
        Loaded::Index(index) => app.set_index(index),
        Loaded::Progress(loading) => app.set_loading(loading),
        Loaded::Thesaurus(thesaurus, problem) => {
            app.set_thesaurus(&thesaurus);
            if let Some(problem) = problem {
                app.tell(problem, Tone::Error);
            }
        }
        Loaded::Catalogue(catalogue, index) => {
            // The end of the process frees it: taking a million records apart one by one would hold up leaving.
            std::mem::forget(Arc::clone(&catalogue));
            app.set_catalogue(catalogue, index);
        }
        Loaded::Failed(error) => app.loading_failed(&error),
    }
}

/// Reads all consultations for the search in own records and for reports, over a connection of its own.
fn read_own(
    reading: u64,
    thesaurus: Arc<Thesaurus>,
    database: &Path,
    catalogue: &Arc<Catalogue>,
    sender: &Sender<Wake>,
) {
    let (database, catalogue, sender) = (database.to_owned(), Arc::clone(catalogue), sender.clone());
    std::thread::spawn(move || {
        let read = read_consultations(&database);
        let read = read.and_then(|all| Ok((all, read_practice_drafts(&database)?)));
        let found = read.map(|(all, drafts)| OwnReading::of(&all, &drafts, &catalogue, thesaurus));
        // The loop may have ended meanwhile; then nobody searches any more.
        let _ = sender.send(Wake::Own(reading, Box::new(found)));
    });
}

/// SIGTERM and SIGHUP (a closed window, a shutdown) and SIGINT end the loop as F10 does: everything is saved. While the
/// terminal is lent SIGINT is for the program that has it.
fn hear_signals(keyboard: Keyboard, sender: Sender<Wake>) -> Result<(), RunError> {
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    std::thread::spawn(move || {
        for signal in signals.forever() {
            if signal == SIGINT && keyboard.is_lent() {
                continue;
            }
            if sender.send(Wake::Signal).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// On a panic: the drafts are flushed, the terminal is given back, a report without any text of the records is
/// written into the home and its place is told.
pub fn report_panics(home: PathBuf, language: Language, flush: impl Fn() + Send + Sync + 'static) {
    std::panic::set_hook(Box::new(move |panic| {
        flush();
        give_back();
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let trace = std::backtrace::Backtrace::force_capture();
        let report = format!("porada {}\n{place}\n\n{trace}\n", env!("CARGO_PKG_VERSION"));
        let path = home.join("crash.txt");
        let told = match write_private(&path, &report) {
            Ok(()) => path.display().to_string(),
            Err(_) => place,
        };
        // The terminal may be gone, and a panic within a panic is an abort.
        let _ = writeln!(std::io::stderr().lock(), "{}", (language.texts().messages.crashed)(&told));
        // A panic of a thread must end the whole program: drawing on would hide it.
        std::process::exit(70);
    }));
}

/// Writes a file anew that only its owner can read.
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = std::fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}
