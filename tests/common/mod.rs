//! A stage for scenarios: the application on a test backend, an in-memory store, a clock that stands still.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    reason = "every test binary uses its own part of the stage"
)]

pub mod day;

pub mod picture;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use porada::catalogue::Catalogue;
use porada::i18n::Language;
use porada::model::ReplicaId;
use porada::search::SearchIndex;
use porada::store::Store;
use porada::tui::app::{App, Request};
use porada::tui::desk::Desk;
use porada::tui::input::{Input, paste};
use porada::tui::key::Key;
use porada::tui::keymap::Keymap;
use porada::tui::services::{Drafts, Services};
use porada::tui::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use ratatui::style::Modifier;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// 21 November 2026, 14:01 in Prague.
pub const NOW: &str = "2026-11-21T13:01:00Z";

/// A folder that cannot be made, so that no scenario leaves a file behind.
pub const NO_FOLDER: &str = "/dev/null/exports";

/// The shipped catalogue and its index, built once for a test binary.
pub fn shipped() -> (Arc<Catalogue>, Arc<SearchIndex>) {
    static SHIPPED: OnceLock<(Arc<Catalogue>, Arc<SearchIndex>)> = OnceLock::new();
    SHIPPED
        .get_or_init(|| {
            let catalogue = Arc::new(Catalogue::shipped().unwrap());
            let index = porada::search::index_catalogue(&catalogue);
            (catalogue, Arc::new(index))
        })
        .clone()
}

/// The application on a stage.
pub struct Stage {
    pub app: App,
    pub terminal: Terminal<TestBackend>,
    pub now: Timestamp,
    pub requests: Vec<Request>,
}

impl Stage {
    /// An empty home in `language` and a window of this size.
    pub fn new(language: Language, width: u16, height: u16) -> Stage {
        Stage::with_store(language, width, height, Store::open_in_memory(ReplicaId(1)).unwrap())
    }

    /// The application over `store`.
    pub fn with_store(language: Language, width: u16, height: u16, store: Store) -> Stage {
        Stage::with_desk(language, width, height, store, |_| {})
    }

    /// The application over `store` with so much colour.
    pub fn with_theme(language: Language, width: u16, height: u16, store: Store, theme: Theme) -> Stage {
        Stage::with_desk(language, width, height, store, |desk| desk.theme = theme)
    }

    /// The application over `store` and a desk that `lay` changes.
    pub fn with_desk(
        language: Language,
        width: u16,
        height: u16,
        store: Store,
        lay: impl FnOnce(&mut Desk),
    ) -> Stage {
        let mut stage = Stage::laid(language, width, height, store, lay);
        stage.app.read_own();
        stage.draw();
        stage
    }

    /// The application over `store` before anybody has read the consultations for the search in own records.
    pub fn unread(language: Language, width: u16, height: u16, store: Store) -> Stage {
        Stage::laid(language, width, height, store, |_| {})
    }

    fn laid(language: Language, width: u16, height: u16, store: Store, lay: impl FnOnce(&mut Desk)) -> Stage {
        let (catalogue, index) = shipped();
        let now: Timestamp = NOW.parse().unwrap();
        let mut desk = Desk {
            language,
            theme: Theme::Colours,
            now,
            time_zone: TimeZone::get("Europe/Prague").unwrap_or(TimeZone::fixed(jiff::tz::offset(1))),
            size: Size::new(width, height),
            keymap: Keymap::new(&BTreeMap::new()).unwrap(),
            own: porada::search::OwnIndex::new(Arc::clone(&catalogue), porada::search::Thesaurus::shipped()),
            digests: porada::insights::Digests::default(),
            catalogue,
            index: Some(index),
            loading: None,
            consultations: Vec::new(),
            tasks: Vec::new(),
            conflicts: 0,
            open: None,
            broker_name: "Eva Brokerová".to_owned(),
            organisation: "Inovační centrum (ukázka)".to_owned(),
            templates: porada::minutes::Templates::default(),
            exports: PathBuf::from(NO_FOLDER),
            saved_at: None,
            saved: true,
            demo: false,
            sync: porada::tui::sync_desk::SyncDesk::default(),
        };
        lay(&mut desk);
        let services = Services { store, drafts: Drafts::Memory(BTreeMap::new()) };
        let app = App::new(desk, services).unwrap();
        let mut stage = Stage {
            app,
            terminal: Terminal::new(TestBackend::new(width, height)).unwrap(),
            now,
            requests: Vec::new(),
        };
        stage.draw();
        stage
    }

    /// Presses keys, written as `Ctrl+N Down Enter`.
    pub fn press(&mut self, keys: &str) -> &mut Stage {
        for text in keys.split_whitespace() {
            let key = Key::parse(text).unwrap_or_else(|| panic!("{text} is no key"));
            self.input(Input::Key(key));
        }
        self
    }

    /// Types a text, a key a character.
    pub fn type_text(&mut self, text: &str) -> &mut Stage {
        for character in text.chars() {
            self.input(Input::Key(Key::plain(porada::tui::key::KeyCode::Char(character))));
        }
        self
    }

    /// Pastes a text.
    pub fn paste(&mut self, text: &str) -> &mut Stage {
        self.input(paste(text));
        self
    }

    /// Lets minutes pass.
    pub fn wait_minutes(&mut self, minutes: i64) -> &mut Stage {
        self.now += jiff::SignedDuration::from_mins(minutes);
        self.app.tick(self.now);
        self.draw();
        self
    }

    /// Gives the window another size.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Stage {
        self.terminal.backend_mut().resize(width, height);
        self.app.resize(Size::new(width, height));
        self.draw();
        self
    }

    fn input(&mut self, input: Input) {
        let requests = self.app.handle(input, self.now);
        self.requests.extend(requests);
        self.draw();
    }

    /// Draws again, after something has reached the application that is no input.
    pub fn redraw(&mut self) -> &mut Stage {
        self.draw();
        self
    }

    fn draw(&mut self) {
        let app = &self.app;
        self.terminal.draw(|frame| app.draw(frame)).unwrap();
    }

    /// The text on the screen, without trailing spaces.
    pub fn screen(&self) -> String {
        let buffer = self.terminal.backend().buffer();
        let width = usize::from(buffer.area.width).max(1);
        let lines = buffer.content.chunks(width).map(|row| {
            let line: String = row.iter().map(|cell| cell.symbol()).collect();
            line.trim_end().to_owned()
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The screen with the styles under each line: R reversed, B bold, U underlined, D dim, letters of colours.
    pub fn styled_screen(&self) -> String {
        let buffer = self.terminal.backend().buffer();
        let width = usize::from(buffer.area.width).max(1);
        let mut dump = String::new();
        for row in buffer.content.chunks(width) {
            let text: String = row.iter().map(|cell| cell.symbol()).collect();
            let styles: String = row.iter().map(|cell| style_letter(cell.modifier, cell.fg)).collect();
            dump.push_str(text.trim_end());
            dump.push('\n');
            if !styles.trim().is_empty() {
                dump.push_str(&format!("~{}\n", styles.trim_end()));
            }
        }
        dump
    }

    /// Fails with the screen when `text` is not on it.
    pub fn assert_shows(&self, text: &str) {
        let screen = self.screen();
        assert!(screen.contains(text), "{text:?} is not on the screen:\n{screen}");
    }

    /// Fails with the screen when `text` is on it.
    pub fn assert_hides(&self, text: &str) {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} is on the screen:\n{screen}");
    }
}

fn style_letter(modifier: Modifier, colour: ratatui::style::Color) -> char {
    use ratatui::style::Color;
    let coloured = match colour {
        Color::Red => 'r',
        Color::Green => 'g',
        Color::Yellow => 'y',
        Color::Magenta => 'm',
        Color::Cyan => 'c',
        _ => ' ',
    };
    if modifier.contains(Modifier::REVERSED) {
        'R'
    } else if coloured != ' ' {
        coloured
    } else if modifier.contains(Modifier::BOLD) {
        'B'
    } else if modifier.contains(Modifier::DIM) {
        'D'
    } else {
        ' '
    }
}
