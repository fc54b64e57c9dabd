//! The figures that porada promises, measured on the release build: `cargo bench --bench promises`.
//!
//! Prints one table: start to first frame, keystroke to drawn frame, memory, one write of the store. Nothing is
//! asserted: machines are noisy, and a figure is for a person to read.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a measuring program"
)]

#[path = "support/synthetic.rs"]
#[expect(dead_code, reason = "lines are for files to import")]
mod synthetic;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use porada::catalogue::Catalogue;
use porada::i18n::Language;
use porada::model::{
    Consultation, DocumentId, EntityId, ItemField, ItemKind, NewConsultation, ReplicaId, VersionVector,
};
use porada::search::index_catalogue;
use porada::store::{DraftWriter, Store};
use porada::tui::app::App;
use porada::tui::desk::Desk;
use porada::tui::input::Input;
use porada::tui::key::{Key, KeyCode};
use porada::tui::keymap::Keymap;
use porada::tui::services::{Drafts, Services};
use porada::tui::theme::Theme;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Rect, Size};
use ratatui::{Terminal, TerminalOptions, Viewport};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What a broker types in a meeting, with and without accents and with typos.
const LINES: [&str; 8] = [
    "Přeplněné kontejnery na tříděný odpad",
    "parkovani u skoly",
    "senioři a doprava k lékaři",
    "verejne osvetlneí",
    "kybernetická bezpečnost úřadu",
    "lidé si stěžují na parkování u školy",
    "prázdná budova bývalé školy",
    "sucho a zadržování dešťové vody",
];

fn main() {
    println!("| what | p50 | p99 | most |");
    println!("| --- | --- | --- | --- |");
    start_to_first_frame();
    for records in [0, 100_000] {
        keystroke_to_frame(ScreenUnderTest::Consultation, records);
        keystroke_to_frame(ScreenUnderTest::Catalogue, records);
    }
    store_write();
}

fn row(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    let shown = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1000.0);
    println!(
        "| {what} ({} times) | {} | {} | {} |",
        times.len(),
        shown(at(0.5)),
        shown(at(0.99)),
        shown(at(1.0))
    );
}

/// From the start of the process until its first frame stands in the terminal; then the memory it holds.
fn start_to_first_frame() {
    let home = tempfile::tempdir().unwrap();
    let mut times = Vec::new();
    let mut most_memory = 0;
    for _ in 0..40 {
        let (time, memory) = start_once(home.path());
        times.push(time);
        most_memory = most_memory.max(memory);
    }
    row("start to first frame, shipped data", times);
    println!(
        "| memory with the index built (VmHWM, most of 40) | {:.1} MB | | |",
        most_memory as f64 / 1024.0
    );
}

fn start_once(home: &Path) -> (Duration, u64) {
    let pair = native_pty_system()
        .openpty(PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 })
        .unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_porada"));
    command.env("PORADA_HOME", home);
    command.env("TERM", "xterm-256color");
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut writer = pair.master.take_writer().unwrap();
    let begin = Instant::now();
    let mut child = pair.slave.spawn_command(command).unwrap();
    let mut seen = Vec::new();
    let mut buffer = [0; 8192];
    // The key line is the last thing of a frame.
    while !String::from_utf8_lossy(&seen).contains("F10") {
        let read = reader.read(&mut buffer).unwrap();
        assert!(read > 0, "porada ended: {}", String::from_utf8_lossy(&seen));
        seen.extend_from_slice(&buffer[..read]);
    }
    let time = begin.elapsed();
    // The index is built in the background within these moments; the memory is read after it.
    std::thread::sleep(Duration::from_millis(150));
    let status =
        std::fs::read_to_string(format!("/proc/{}/status", child.process_id().unwrap())).unwrap_or_default();
    let memory = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.split_whitespace().next().and_then(|kilobytes| kilobytes.parse().ok()));
    writer.write_all(b"\x1b[21~").unwrap();
    std::thread::spawn(move || std::io::copy(&mut reader, &mut std::io::sink()));
    child.wait().unwrap();
    (time, memory.unwrap_or(0))
}

#[derive(Clone, Copy)]
enum ScreenUnderTest {
    Consultation,
    Catalogue,
}

/// From a key to the bytes of its frame, with drafts written by their thread to a real file.
fn keystroke_to_frame(screen: ScreenUnderTest, imported: usize) {
    let home = tempfile::tempdir().unwrap();
    let mut app = application(home.path(), imported);
    let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, 120, 40)) };
    let mut terminal = Terminal::with_options(CrosstermBackend::new(std::io::sink()), options).unwrap();
    let go = match screen {
        ScreenUnderTest::Consultation => "F3",
        ScreenUnderTest::Catalogue => "F4",
    };
    app.handle(Input::Key(Key::parse(go).unwrap()), Timestamp::now());
    let mut times = Vec::new();
    for line in LINES.iter().cycle().take(40) {
        for character in line.chars() {
            let begin = Instant::now();
            app.handle(Input::Key(Key::plain(KeyCode::Char(character))), Timestamp::now());
            terminal.draw(|frame| app.draw(frame)).unwrap();
            times.push(begin.elapsed());
        }
        for _ in 0..line.chars().count() {
            app.handle(Input::Key(Key::plain(KeyCode::Backspace)), Timestamp::now());
        }
    }
    match screen {
        ScreenUnderTest::Consultation => {
            row(&format!("keystroke to frame, consultation 120×40, {imported} more records"), times)
        }
        ScreenUnderTest::Catalogue => {
            row(&format!("keystroke to frame, catalogue 120×40, {imported} more records"), times)
        }
    }
}

/// The application over what ships and `imported` synthetic records.
fn application(home: &Path, imported: usize) -> App {
    let database = home.join("porada.db");
    let mut store = Store::open(&database, ReplicaId::generate()).unwrap();
    let id = consultation_with_items(&mut store, 60);
    store.set_state("last-consultation", &id.to_string()).unwrap();
    let mut catalogue = Catalogue::shipped().unwrap();
    catalogue.add(synthetic::records(imported, 2026).collect()).unwrap();
    let catalogue = Arc::new(catalogue);
    let index = Arc::new(index_catalogue(&catalogue));
    let desk = Desk {
        language: Language::Czech,
        theme: Theme::Colours,
        now: Timestamp::now(),
        time_zone: TimeZone::UTC,
        size: Size::new(120, 40),
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
        broker_name: String::new(),
        organisation: String::new(),
        templates: porada::minutes::Templates::default(),
        exports: home.to_owned(),
        saved_at: None,
        saved: true,
        demo: false,
        sync: porada::tui::sync_desk::SyncDesk::default(),
    };
    let drafts = Drafts::Written(DraftWriter::start(&database).unwrap());
    let mut app = App::new(desk, Services { store, drafts }).unwrap();
    app.read_own();
    app
}

fn consultation_with_items(store: &mut Store, items: usize) -> DocumentId {
    let now = Timestamp::now();
    let id = DocumentId::generate(now);
    let new = NewConsultation { municipalities: vec!["536385".into()], ..NewConsultation::default() };
    store.apply(id, "consultation", &Consultation::create(id, new), &VersionVector::default(), now).unwrap();
    for number in 0..items {
        write_item(store, id, number);
    }
    id
}

fn write_item(store: &mut Store, id: DocumentId, number: usize) {
    let now = Timestamp::now();
    let consultation = store.consultation(id).unwrap().unwrap();
    let text = format!("{}: {number}", LINES[number % LINES.len()]);
    let kind = ItemKind::ALL[number % 4];
    let change = consultation.add_item(EntityId::generate(now), kind, vec![ItemField::Text(text)], now);
    store.apply(id, "consultation", &change, &consultation.seen, now).unwrap();
}

/// One item written down: read the consultation, write the change durably (WAL, synchronous=FULL).
fn store_write() {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::open(&home.path().join("porada.db"), ReplicaId::generate()).unwrap();
    let id = consultation_with_items(&mut store, 60);
    let mut times = Vec::new();
    for number in 0..500 {
        let begin = Instant::now();
        write_item(&mut store, id, number);
        times.push(begin.elapsed());
    }
    row("one item written down, durable", times);
}
