//! Whole flows in a real pseudo-terminal.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::unreachable, reason = "a test fails by panicking")]

#[path = "common/pty.rs"]
mod pty;

use pty::Pty;
use std::path::Path;
use std::process::{Command, Output};

const F1: &str = "\u{1b}OP";
const F2: &str = "\u{1b}OQ";
const F9: &str = "\u{1b}[20~";
const F10: &str = "\u{1b}[21~";
const CTRL_D: &str = "\u{4}";
const CTRL_L: &str = "\u{c}";
const CTRL_N: &str = "\u{e}";
const DOWN: &str = "\u{1b}[B";

fn command(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_porada")).args(arguments).env("PORADA_HOME", home).output().unwrap()
}

fn consultation_json(home: &Path) -> serde_json::Value {
    let list = command(home, &["consultation", "list", "--json"]);
    let list: serde_json::Value = serde_json::from_slice(&list.stdout).unwrap();
    let id = list[0]["id"].as_str().unwrap().to_owned();
    serde_json::from_slice(&command(home, &["consultation", "show", &id, "--json"]).stdout).unwrap()
}

/// Starts, makes a consultation with Jeseník and waits for its composer.
fn jesenik(home: &Path) -> Pty {
    let mut porada = Pty::start(home, &["--lang", "cs"], &[], 120, 40);
    porada.wait_for("F2 Přehled");
    porada.send(CTRL_N).send("jesenik");
    porada.wait_for("10 324");
    porada.send("\r");
    porada.wait_for("ORP Jeseník");
    porada
}

#[test]
fn the_first_consultation_from_an_empty_home_to_the_minutes() {
    let home = tempfile::tempdir().unwrap();
    let mut porada = jesenik(home.path());
    porada.send("Přeplněné kontejnery na tříděný odpad");
    porada.wait_for("nálezů").wait_for("Senzory naplněnosti kontejnerů");
    porada.send(CTRL_L);
    porada.wait_for("připojeno: 1");
    for _ in 0..40 {
        if porada.screen().lines().any(|line| line.contains("riziko") && line.contains("│ ")) {
            break;
        }
        porada.send(DOWN);
    }
    porada.send("\r");
    porada.wait_for("POTŘEBA Přeplněné");
    porada.send("\t\t\t").wait_for("Úkol");
    porada.send("obec: poslat mapu stanovišť do 5. 12.").wait_for("sobota 5. 12.");
    porada.send("\r").wait_for("obec · do 5. 12.");
    porada.send("rozepsaná vě");
    porada.wait_for("rozepsaná vě").wait("saved", |screen| screen.contains("uloženo"));
    porada.signal("-KILL");
    porada.ended();
    drop(porada);

    let mut again = Pty::start(home.path(), &["--lang", "cs"], &[], 120, 40);
    again.wait_for("Obnoven rozepsaný text: rozepsaná vě").wait_for("obec · do 5. 12.");
    again.send(F9).wait_for("Zápis z konzultace");
    again.send("m").wait_for("Zapsáno do souboru");
    again.send(F10);
    assert_eq!(again.ended(), 0);

    let consultation = consultation_json(home.path());
    assert_eq!(consultation["municipalities"][0], "536385");
    assert_eq!(consultation["items"].as_array().unwrap().len(), 2);
    assert_eq!(consultation["items"][1]["due"], "2026-12-05".replace("2026", &year_of_fifth_of_december()));
    assert_eq!(consultation["links"].as_array().unwrap().len(), 1);
    let exports: Vec<_> = walk(home.path()).into_iter().filter(|path| path.ends_with("-zapis.md")).collect();
    assert_eq!(exports.len(), 1);
    let minutes = std::fs::read_to_string(&exports[0]).unwrap();
    assert!(minutes.contains("Přeplněné kontejnery") && minutes.contains("poslat mapu stanovišť"));
}

/// The fifth of December that comes next, as the date of the task was understood.
fn year_of_fifth_of_december() -> String {
    let output =
        Command::new("date").args(["-d", "now", "+%Y-%m-%d"]).env("TZ", "Europe/Prague").output().unwrap();
    let today = String::from_utf8(output.stdout).unwrap();
    let year: i32 = today[..4].parse().unwrap();
    if &today.trim()[5..] <= "12-05" { year.to_string() } else { (year + 1).to_string() }
}

fn walk(folder: &Path) -> Vec<String> {
    std::fs::read_dir(folder)
        .unwrap()
        .flat_map(|entry| {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path) } else { vec![path.display().to_string()] }
        })
        .collect()
}

#[test]
fn a_signal_leaves_the_terminal_clean_and_the_text_saved() {
    for signal in ["-TERM", "-HUP"] {
        let home = tempfile::tempdir().unwrap();
        let mut porada = jesenik(home.path());
        porada.send("sotva napsáno").wait_for("sotva napsáno");
        porada.signal(signal);
        assert_eq!(porada.ended(), 0, "{signal}");
        porada.wait("the terminal as it was", |_| true);
        let output = String::from_utf8_lossy(&porada.output()).into_owned();
        for given_back in ["\u{1b}[?1049l", "\u{1b}[?2004l", "\u{1b}[?25h"] {
            assert!(output.contains(given_back), "{signal} left {given_back:?} undone");
        }
        drop(porada);
        let again = Pty::start(home.path(), &["--lang", "cs"], &[], 120, 40);
        again.wait_for("sotva napsáno");
    }
}

#[test]
fn without_colour_the_chosen_line_is_still_reversed() {
    let home = tempfile::tempdir().unwrap();
    let mut porada = Pty::start(home.path(), &["--lang", "cs"], &[("NO_COLOR", "1")], 100, 30);
    porada.wait_for("F2 Přehled");
    porada.send("\u{1b}OS").wait_for("F4 Katalog");
    porada.wait("a reversed line", |_| {
        porada.look(|screen| (2..28).any(|row| screen.cell(row, 10).is_some_and(|cell| cell.inverse())))
    });
    let coloured = porada.look(|screen| {
        (0..30).any(|row| {
            (0..100).any(|column| {
                screen.cell(row, column).is_some_and(|cell| cell.fgcolor() != vt100::Color::Default)
            })
        })
    });
    assert!(!coloured, "NO_COLOR is set and something has a colour");
}

#[test]
fn the_cursor_stands_at_the_caret() {
    let home = tempfile::tempdir().unwrap();
    let mut porada = jesenik(home.path());
    porada.send("žluť").wait_for("žluť");
    porada.wait("the cursor behind the text", |_| {
        porada.look(|screen| {
            let (row, column) = screen.cursor_position();
            !screen.hide_cursor() && screen.contents_between(row, 0, row, column).ends_with("žluť")
        })
    });
}

#[test]
fn a_paste_is_text_and_never_commands() {
    let home = tempfile::tempdir().unwrap();
    let mut porada = jesenik(home.path());
    porada.send("\u{1b}[200~první řádek\nq\u{3}\u{1b}[31m druhý\u{1b}[201~");
    porada.wait_for("první řádek");
    porada.send("\r").wait_for("POTŘEBA první řádek");
    let items = consultation_json(home.path());
    assert!(items["items"][0]["text"].as_str().unwrap().starts_with("první řádek\nq"));
}

#[test]
fn a_text_that_the_terminal_types_keeps_its_words_apart() {
    let home = tempfile::tempdir().unwrap();
    let mut porada = jesenik(home.path());
    let words = "slovo ".repeat(1_000);
    porada.send(&format!("z mailu\nDruhý {words}\nkonec"));
    porada.wait_for("konec");
    porada.send("\r").wait_for("POTŘEBA z mailu");
    let items = consultation_json(home.path());
    assert_eq!(items["items"][0]["text"], format!("z mailu\nDruhý {words}\nkonec"));
}

#[test]
fn any_window_size_is_survived() {
    let home = tempfile::tempdir().unwrap();
    let mut porada = jesenik(home.path());
    for (columns, rows) in [(1, 1), (5, 2), (200, 60), (39, 9), (40, 10), (300, 3), (80, 24)] {
        porada.resize(columns, rows);
        porada.send("x");
    }
    porada.wait_for("xxxxxxx");
    porada.send(F10);
    assert_eq!(porada.ended(), 0);
}

#[test]
fn a_second_window_is_refused_with_one_clear_line() {
    let home = tempfile::tempdir().unwrap();
    let porada = jesenik(home.path());
    let mut second = Pty::start(home.path(), &["--lang", "cs"], &[], 120, 40);
    assert_eq!(second.ended(), 1);
    second.wait_for("porada:");
    assert!(
        !String::from_utf8_lossy(&second.output()).contains("\u{1b}[?1049h"),
        "it took the terminal over"
    );
    drop(porada);
}

#[test]
fn the_editor_gets_the_text_and_gives_it_back() {
    let home = tempfile::tempdir().unwrap();
    let editor = script(home.path(), "editor.sh", "#!/bin/sh\nprintf ' a dopsáno' >> \"$1\"\n");
    let mut porada = Pty::start(home.path(), &["--lang", "cs"], &[("EDITOR", &editor)], 120, 40);
    porada.wait_for("F2 Přehled");
    porada.send(CTRL_N).send("jesenik").wait_for("10 324");
    porada.send("\r").wait_for("ORP Jeseník");
    porada.send("napsáno").wait_for("napsáno");
    porada.send("\u{f}").wait_for("napsáno a dopsáno");
    porada.send(F1).wait_for("Nápověda");
    porada.send(F2).send(F10);
    assert_eq!(porada.ended(), 0);
}

/// Makes a program for the tests.
fn script(home: &Path, name: &str, text: &str) -> String {
    let path = home.join(name);
    std::fs::write(&path, text).unwrap();
    assert!(Command::new("chmod").arg("+x").arg(&path).status().unwrap().success());
    path.display().to_string()
}

#[test]
fn every_key_is_for_the_editor_while_it_runs() {
    let home = tempfile::tempdir().unwrap();
    let keys = "#!/bin/sh\nkept=$(stty -g)\nstty raw -echo isig\ntrap '' INT\nprintf 'EDITOR READY'\n\
                typed=$(dd bs=1 count=20 2>/dev/null)\nstty \"$kept\"\nprintf ' [%s]' \"$typed\" >> \"$1\"\n";
    let editor = script(home.path(), "editor.sh", keys);
    let mut porada = Pty::start(home.path(), &["--lang", "cs"], &[("EDITOR", &editor)], 120, 40);
    porada.wait_for("F2 Přehled");
    porada.send(CTRL_N).send("jesenik").wait_for("10 324");
    porada.send("\r").wait_for("ORP Jeseník");
    porada.send("napsáno").wait_for("napsáno");
    porada.send("\u{f}").wait_for("EDITOR READY");
    // Ctrl+C is the editor's too.
    porada.send("\u{3}");
    for _ in 0..20 {
        porada.send("a");
    }
    porada.wait_for(&format!("[{}]", "a".repeat(20)));
    porada.send(F2).send(F10);
    assert_eq!(porada.ended(), 0);
}

#[test]
fn a_long_text_comes_back_from_the_editor_whole_and_a_failed_one_leaves_its_file() {
    let home = tempfile::tempdir().unwrap();
    let editor = script(home.path(), "long.sh", "#!/bin/sh\nhead -c 90000 /dev/zero | tr '\\0' x > \"$1\"\n");
    let mut porada = Pty::start(home.path(), &["--lang", "cs"], &[("EDITOR", &editor)], 120, 40);
    porada.wait_for("F2 Přehled");
    porada.send(CTRL_N).send("jesenik").wait_for("10 324");
    porada.send("\r").wait_for("ORP Jeseník");
    porada.send("\u{f}").wait_for("Text je zpět z editoru");
    porada.send("\r").wait_for("xxx");
    porada.send(F10);
    assert_eq!(porada.ended(), 0);
    let text = consultation_json(home.path())["items"][0]["text"].as_str().unwrap().len();
    assert_eq!(text, 90_000);

    let failing = script(home.path(), "fails.sh", "#!/bin/sh\nprintf 'skoro hotovo' > \"$1\"\nexit 1\n");
    let mut again = Pty::start(home.path(), &["--lang", "cs"], &[("EDITOR", &failing)], 120, 40);
    again.wait_for("F2 Přehled");
    again.send("\u{1b}OR").wait_for("ORP Jeseník");
    again.send("slovo").wait_for("slovo");
    again.send("\u{f}").wait_for("skončil chybou");
    let kept = home.path().join("edit.txt");
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "skoro hotovo");
    std::fs::write(&kept, "jen tady").unwrap();
    again.send("\u{f}").wait_for("edit-2.txt");
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "jen tady", "the words that it told of");
    again.send(F10);
    assert_eq!(again.ended(), 0);
}

#[test]
fn porada_does_not_leave_before_the_last_words_are_on_the_disk() {
    let home = tempfile::tempdir().unwrap();
    let mut porada = jesenik(home.path());
    let other = rusqlite::Connection::open(home.path().join("porada.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    porada.send("poslední slova").wait_for("poslední slova");
    porada.send(F10).wait_for("porada neskončila");
    other.execute_batch("ROLLBACK").unwrap();
    drop(other);
    porada.wait("saved", |screen| screen.contains("uloženo"));
    porada.send(F10);
    assert_eq!(porada.ended(), 0);
    let again = Pty::start(home.path(), &["--lang", "cs"], &[], 120, 40);
    again.wait_for("poslední slova");
}

#[test]
fn a_form_killed_in_mid_word_comes_back() {
    let home = tempfile::tempdir().unwrap();
    let mut porada = jesenik(home.path());
    porada.send("\u{14}").wait_for("Hlavička");
    porada.send("Konzultace o odpad").wait_for("Konzultace o odpad");
    porada.wait("saved", |screen| screen.contains("uloženo"));
    porada.signal("-KILL");
    porada.ended();
    let mut again = Pty::start(home.path(), &["--lang", "cs"], &[], 120, 40);
    again.wait_for("Hlavička").wait_for("Konzultace o odpad");
    again.send("ech\u{1b}").wait("the form closed", |screen| !screen.contains("Hlavička konz"));
    again.send(F10);
    assert_eq!(again.ended(), 0);
    assert_eq!(consultation_json(home.path())["title"], "Konzultace o odpadech");
}

#[test]
fn own_words_for_a_conflict_survive_a_kill_and_esc() {
    let home = tempfile::tempdir().unwrap();
    assert!(command(home.path(), &["import", "tests/fixtures/version-1.json"]).status.success());
    let mut porada = Pty::start(home.path(), &["--lang", "cs"], &[], 120, 40);
    porada.wait_for("F2 Přehled");
    porada.send(CTRL_D).wait_for("kolegův název");
    porada.send("e").wait_for("Vlastní znění");
    porada.send(" společně").wait_for("název společně");
    porada.wait("saved", |screen| screen.contains("uloženo"));
    porada.signal("-KILL");
    porada.ended();
    let mut again = Pty::start(home.path(), &["--lang", "cs"], &[], 120, 40);
    again.wait_for("Vlastní znění").wait_for("název společně");
    again.send("\u{1b}").wait_for("Rozepsané znění zůstává");
    again.send("\u{1b}").wait("the overlay closed", |screen| !screen.contains("kolegův název"));
    again.send(CTRL_D).wait_for("kolegův název");
    again.send("e").wait_for("název společně");
    again.send("\r").wait("the overlay closed", |screen| !screen.contains("kolegův název"));
    again.send(F10);
    assert_eq!(again.ended(), 0);
    let title = consultation_json(home.path())["title"].clone();
    assert!(title.as_str().unwrap().ends_with("název společně"), "{title}");
}

#[test]
fn remains_of_a_killed_program_are_cleared_away() {
    let home = tempfile::tempdir().unwrap();
    let porada = jesenik(home.path());
    // A terminal in which a program was killed shows the alternate screen already; entering it again clears nothing.
    let output = String::from_utf8_lossy(&porada.output()).into_owned();
    let (_, entered) = output.split_once("\u{1b}[?1049h").unwrap();
    let clears = entered.find("\u{1b}[2J").expect("the screen is cleared");
    assert!(clears < entered.find("porada").unwrap());
}

/// The variable that makes this test program the child of the test below.
const CHILD_HOME: &str = "PORADA_TEST_CHILD_HOME";

#[test]
fn a_panic_gives_the_terminal_back_and_leaves_a_report() {
    let home = tempfile::tempdir().unwrap();
    let program = std::env::current_exe().unwrap();
    let arguments = ["child_that_panics", "--exact", "--nocapture"];
    let environment = [(CHILD_HOME, home.path().to_str().unwrap())];
    let mut child = Pty::start_program(&program, home.path(), &arguments, &environment, 80, 24);
    assert_eq!(child.ended(), 70);
    child.wait_for("porada spadla");
    let output = String::from_utf8_lossy(&child.output()).into_owned();
    let (_, after) = output.split_once("\u{1b}[?1049h").unwrap();
    for given_back in ["\u{1b}[?1049l", "\u{1b}[?2004l", "\u{1b}[?25h"] {
        assert!(after.contains(given_back), "{given_back:?} was not sent");
    }
    assert!(home.path().join("flushed").exists(), "the drafts were not flushed first");
    let report = home.path().join("crash.txt");
    assert!(std::fs::read_to_string(&report).unwrap().contains("pty.rs"));
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&report).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600, "others can read it");
}

/// The child of the test above: takes the terminal over, then a thread of it panics.
#[test]
fn child_that_panics() {
    let Some(home) = std::env::var_os(CHILD_HOME).map(std::path::PathBuf::from) else { return };
    let flushed = home.join("flushed");
    porada::tui::report_panics(home, porada::i18n::Language::Czech, move || {
        std::fs::write(&flushed, "").unwrap()
    });
    let _guard = porada::tui::terminal::Guard::take(false).unwrap();
    let ended = std::thread::spawn(|| panic!("on purpose")).join();
    unreachable!("the hook ends the program, {ended:?}");
}

/// The variable that makes this test program the terminal of the test below.
const TERMINAL_HOME: &str = "PORADA_TEST_TERMINAL_HOME";

#[test]
fn a_terminal_that_vanishes_ends_porada_as_leaving_it_does() {
    for is_cursor_hidden in [false, true] {
        let home = tempfile::tempdir().unwrap();
        let program = std::env::current_exe().unwrap();
        let arguments = ["child_that_is_a_terminal", "--exact", "--nocapture"];
        let environment = [(TERMINAL_HOME, home.path().to_str().unwrap())];
        let mut terminal = Pty::start_program(&program, home.path(), &arguments, &environment, 80, 24);
        terminal.wait_for("TERMINAL READY");
        let lock = std::fs::File::open(home.path().join("porada.lock")).unwrap();
        assert!(lock.try_lock().is_err(), "it does not run");
        if is_cursor_hidden {
            terminal.send("\r").wait_for("CURSOR HIDDEN");
        }
        // The system closes both ends that this process has: nobody reads what porada says, and it has a SIGHUP.
        terminal.signal("-KILL");
        terminal.ended();
        lock.lock().unwrap();
        drop(lock);
        assert!(!home.path().join("crash.txt").exists(), "it panicked");
        let database = rusqlite::Connection::open(home.path().join("porada.db")).unwrap();
        let left: i64 = database.query_row("SELECT count(*) FROM session", [], |row| row.get(0)).unwrap();
        assert_eq!(left, 0, "the session was not ended");
        drop(database);
        let mut again = Pty::start(home.path(), &["--lang", "cs"], &[], 120, 40);
        again.wait_for("F2 Přehled");
        again.send("\u{1b}OR").wait_for("rozepsaná věta");
    }
}

/// The child of the test above: the only one that holds the terminal of a porada. It is killed.
#[test]
fn child_that_is_a_terminal() {
    let Some(home) = std::env::var_os(TERMINAL_HOME).map(std::path::PathBuf::from) else { return };
    let mut porada = jesenik(&home);
    porada.send("rozepsaná věta").wait_for("rozepsaná věta");
    println!("TERMINAL READY");
    std::io::stdin().read_line(&mut String::new()).unwrap();
    porada.send(F2);
    porada.wait("a hidden cursor", |_| porada.look(vt100::Screen::hide_cursor));
    println!("CURSOR HIDDEN");
    loop {
        std::thread::park();
    }
}

#[test]
fn a_wrong_key_is_told_and_has_its_default() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("config.toml"), "[keys]\nfoo = [\"F3\"]\nquit = [\"F1\"]\n").unwrap();
    let mut porada = Pty::start(home.path(), &["--lang", "cs"], &[], 160, 40);
    porada.wait_for("F2 Přehled").wait_for("řádek 2: Akce „foo“ neexistuje");
    porada.send(F10);
    assert_eq!(porada.ended(), 0);
}

#[test]
fn the_first_synchronisation_asks_in_a_terminal_before_anything_leaves() {
    let folder = tempfile::tempdir().unwrap();
    let (home, storage) = (folder.path().join("home"), folder.path().join("storage"));
    std::fs::create_dir(&storage).unwrap();
    let succeeds = |arguments: &[&str]| assert!(command(&home, arguments).status.success(), "{arguments:?}");
    succeeds(&["consultation", "new", "--municipality", "536385", "--title", "Svoz"]);
    succeeds(&[
        "remote",
        "add",
        "usb",
        storage.to_str().unwrap(),
        "--found",
        "--encrypt",
        "no",
        "--profile",
        "own",
    ]);
    let files = || walk(&storage).len();
    let before = files();
    let ask = |answer: &str| {
        let mut porada = Pty::start(&home, &["--lang", "en", "sync"], &[], 120, 40);
        porada.wait_for("1 document will leave").wait_for("Send it?");
        porada.send(answer);
        assert_eq!(porada.ended(), 0);
        porada.screen()
    };
    assert!(ask("n\r").contains("Nothing was sent"));
    assert_eq!(files(), before);
    ask("y\r");
    assert!(files() > before);
    let mut later = Pty::start(&home, &["--lang", "en", "sync"], &[], 120, 40);
    assert_eq!(later.ended(), 0, "later ones do not ask");
}
