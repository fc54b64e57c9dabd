//! The screen of synchronisation: what it shows, what it asks for, and that nothing leaves before it was shown.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it did not expect")]

mod common;

use common::{NOW, Stage, day};
use porada::config::Paths;
use porada::i18n::{Language, Localized};
use porada::model::schema::CONSULTATION;
use porada::model::{DocumentId, ReplicaId};
use porada::store::{Gone, Quarantined, RemoteRow, Store};
use porada::sync::engine::{Erasure, Leaving, Outcome, Preview, Progress, Received, Step, Verified, Warning};
use porada::sync::keys::{Device, DeviceKeys, Standing};
use porada::sync::random::Randomness;
use porada::sync::trust::DeviceId;
use porada::tui::app::Request;
use porada::tui::sync_desk::{Previewed, Storage, Survey, SyncNews, SyncOrder, Task, Words};
use porada::tui::sync_worker::{self, Place};
use rstest::rstest;
use std::cell::RefCell;
use std::net::{TcpListener, TcpStream};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

/// The stage with somebody who takes the orders down and answers nothing by itself.
struct Play {
    stage: Stage,
    orders: Rc<RefCell<Vec<SyncOrder>>>,
}

impl Play {
    fn new(language: Language, width: u16, height: u16) -> Play {
        let mut stage = Stage::with_store(language, width, height, day::store());
        let orders = Rc::new(RefCell::new(Vec::new()));
        let taken = Rc::clone(&orders);
        stage.app.synchronise_with(move |order| taken.borrow_mut().push(order));
        Play { stage, orders }
    }

    /// A home with three storages, on the screen.
    fn shown(language: Language, width: u16, height: u16) -> Play {
        let mut play = Play::new(language, width, height);
        play.news(SyncNews::Surveyed(Survey { storages: storages() }));
        play.stage.press("F8");
        play.orders.borrow_mut().clear();
        play
    }

    fn news(&mut self, news: SyncNews) -> Vec<Request> {
        let requests = self.stage.app.sync_news(news, self.stage.now);
        self.stage.redraw();
        requests
    }

    fn taken(&self) -> Vec<SyncOrder> {
        let all = std::mem::take(&mut *self.orders.borrow_mut());
        all.into_iter().filter(|order| *order != SyncOrder::Survey).collect()
    }
}

struct Counting(u8);

impl Randomness for Counting {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(31).wrapping_add(7);
            *byte = self.0;
        }
    }
}

fn device(name: &str, seed: u8, standing: Standing, own: bool) -> Device {
    let fingerprint = DeviceKeys::generate(&mut Counting(seed)).public().fingerprint();
    Device { id: DeviceId(u128::from(seed)), name: name.to_owned(), fingerprint, standing, own, founder: own }
}

fn storages() -> Vec<Storage> {
    let row = |name: &str, address: &str, profile: &str| RemoteRow {
        name: name.to_owned(),
        address: address.to_owned(),
        profile: profile.to_owned(),
        ..RemoteRow::default()
    };
    let synced = |row: RemoteRow| RemoteRow {
        space: Some("00112233445566778899aabbccddeeff".to_owned()),
        last_sync: Some("2026-11-21T12:40:00Z".parse().unwrap()),
        ..row
    };
    vec![
        Storage {
            row: synced(row("cloud", "https://cloud.example.cz/remote.php/dav/files/jana/porada", "team")),
            sealed: Some(true),
            waiting: Some(3),
            devices: vec![
                device("Jana, notebook", 1, Standing::Member { by: None }, true),
                device("Petr", 2, Standing::Waiting, false),
            ],
            ..Storage::default()
        },
        Storage {
            row: RemoteRow {
                last_result: Some("Úložiště neodpovídá.".to_owned()),
                ..synced(row("kraj", "/mnt/kraj/porada", "network"))
            },
            sealed: Some(false),
            waiting: Some(0),
            quarantined: vec![Quarantined {
                path: "heads/cizi.json".to_owned(),
                reason: "hash".to_owned(),
                bytes: 12,
                at: NOW.parse().unwrap(),
            }],
            ..Storage::default()
        },
        Storage { row: row("usb", "/media/jana/USB/porada", "own"), waiting: Some(2), ..Storage::default() },
    ]
}

fn preview() -> Preview {
    let leaving = |id: u128, title: &str, personal, bytes| Leaving {
        document: DocumentId::from_u128(id),
        kind: CONSULTATION.to_owned(),
        title: title.to_owned(),
        personal,
        bytes,
        naming: Vec::new(),
    };
    Preview {
        leaving: vec![leaving(71, "Svoz odpadu v Jeseníku", true, 12_400), leaving(72, "", false, 940)],
        coming: 4,
        warnings: Vec::new(),
    }
}

fn previewed(founding: bool, sealed: bool) -> SyncNews {
    let preview = Arc::new(preview());
    SyncNews::Previewed(Previewed { remote: "usb".to_owned(), preview, founding, sealed, first: true })
}

fn outcome() -> Outcome {
    let received = |id: u128, title: &str| Received {
        document: DocumentId::from_u128(id),
        kind: CONSULTATION.to_owned(),
        title: title.to_owned(),
        device: DeviceId(2),
        new: true,
        conflicts: 0,
        deleted: 0,
        erased: 0,
        gone: None,
    };
    Outcome {
        received: vec![received(81, "Parkování v Kolíně"), received(82, "")],
        sent: 3,
        requests: 9,
        up: 14_200,
        down: 3_400,
        warnings: vec![
            Warning::OlderState { device: "Petr".to_owned(), seen: 3, known: 5 },
            Warning::ClockAhead { device: "Petr".to_owned(), hours: 72 },
        ],
        ..Outcome::default()
    }
}

fn erasure(document: u128, missing: &[&str]) -> Erasure {
    Erasure {
        document: Some(DocumentId::from_u128(document)),
        kind: CONSULTATION.to_owned(),
        title: "Parkování v Kolíně".to_owned(),
        whole: false,
        erased: 2,
        devices: 5,
        missing: missing.iter().map(|&name| name.to_owned()).collect(),
    }
}

#[rstest]
#[case(
    Language::Czech,
    "potvrdila 4 z 5 zařízení; chybí: Petr",
    "potvrdilo 5 z 5 zařízení",
    "a výmaz v dalších záznamech: 2"
)]
#[case(
    Language::English,
    "confirmed by 4 of 5 devices; missing: Petr",
    "confirmed by 5 of 5 devices",
    "and erasures in 2 more"
)]
fn who_has_confirmed_an_erasure_is_seen_on_a_small_screen(
    #[case] language: Language,
    #[case] waits: &str,
    #[case] done: &str,
    #[case] more: &str,
) {
    let mut play = Play::new(language, 80, 24);
    let mut storage = storages().remove(0);
    storage.erasures = vec![erasure(81, &["Petr"])];
    play.news(SyncNews::Surveyed(Survey { storages: vec![storage.clone()] }));
    play.stage.press("F8");
    let screen = play.stage.screen().replace('\u{2502}', " ");
    let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(waits) && words.contains("Parkování v Kolíně: "), "{screen}");
    let name = size(80, 24, language);
    insta::assert_snapshot!(format!("erasure-{name}"), play.stage.styled_screen());
    // The last device confirms: it is said once, by the run that heard of it.
    storage.erasures.clear();
    play.news(SyncNews::Surveyed(Survey { storages: vec![storage.clone()] }));
    play.stage.assert_hides(language.texts().sync.erasures);
    let outcome = Outcome { erasures: vec![erasure(81, &[])], ..Outcome::default() };
    play.news(SyncNews::Synced("cloud".to_owned(), Arc::new(outcome)));
    play.stage.assert_shows(done);
    storage.erasures = (81..86).map(|document| erasure(document, &["Petr"])).collect();
    play.news(SyncNews::Surveyed(Survey { storages: vec![storage] }));
    play.stage.assert_hides(done);
    play.stage.assert_shows(more);
}

#[rstest]
#[case(
    Language::Czech,
    "· vymazáno natrvalo",
    "· vymazáno: 2 položky, smazáno: 1 položka",
    "chybí nebo je poškozeno: 2, znovu zapsáno: 1"
)]
#[case(
    Language::English,
    "· erased for good",
    "· erased: 2 items, deleted: 1 item",
    "missing or damaged: 2, written again: 1"
)]
fn what_came_as_a_deletion_and_what_a_check_found_is_named(
    #[case] language: Language,
    #[case] erased: &str,
    #[case] items: &str,
    #[case] verified: &str,
) {
    let mut play = Play::shown(language, 120, 40);
    let mut outcome = outcome();
    outcome.received[0].gone = Some(Gone::Erased);
    let items_of = &mut outcome.received[1];
    (items_of.new, items_of.erased, items_of.deleted) = (false, 2, 1);
    outcome.verified = Some(Verified { checked: 9, damaged: 2, rewritten: 1, left: 1 });
    play.news(SyncNews::Synced("cloud".to_owned(), Arc::new(outcome)));
    for words in [erased, items, verified] {
        play.stage.assert_shows(words);
    }
    insta::assert_snapshot!(format!("verified-{}", size(120, 40, language)), play.stage.styled_screen());
}

fn size(width: u16, height: u16, language: Language) -> String {
    format!("{}-{width}x{height}", language.code())
}

#[rstest]
fn the_screen_in_both_languages_and_sizes(
    #[values(Language::Czech, Language::English)] language: Language,
    #[values((80, 24), (120, 40))] (width, height): (u16, u16),
) {
    let name = size(width, height, language);
    let mut play = Play::new(language, width, height);
    play.stage.press("F8");
    insta::assert_snapshot!(format!("empty-{name}"), play.stage.styled_screen());
    let mut play = Play::shown(language, width, height);
    play.news(SyncNews::Synced("cloud".to_owned(), Arc::new(outcome())));
    insta::assert_snapshot!(format!("synced-{name}"), play.stage.styled_screen());
    play.stage.press("Down");
    play.news(SyncNews::Began(Task::Sync, "kraj".to_owned()));
    play.news(SyncNews::Progress(Progress { step: Step::Receive, done: 12, total: 40, bytes: 1_240_000 }));
    insta::assert_snapshot!(format!("running-{name}"), play.stage.styled_screen());
    let mut play = Play::shown(language, width, height);
    play.news(previewed(true, false));
    insta::assert_snapshot!(format!("preview-{name}"), play.stage.styled_screen());
    play.stage.press("Esc s");
    insta::assert_snapshot!(format!("approve-{name}"), play.stage.styled_screen());
    play.stage.press("Esc Ctrl+N");
    insta::assert_snapshot!(format!("new-{name}"), play.stage.styled_screen());
}

#[rstest]
fn a_device_that_waits_for_approval_is_told_its_fingerprint_first_and_of_no_failure(
    #[values(Language::Czech, Language::English)] language: Language,
    #[values(None, Some("Úložiště neodpovídá."))] failure: Option<&str>,
) {
    let mut play = Play::new(language, 80, 24);
    let own = device("Jana, notebook", 1, Standing::Waiting, true);
    let mut storage = storages().remove(0);
    // What was kept of the last attempt is in the language of that time.
    let kept = failure.unwrap_or(Language::English.texts().sync.not_approved);
    storage.row.last_result = Some(kept.to_owned());
    storage.devices = vec![device("Petr", 2, Standing::Member { by: None }, false), own.clone()];
    play.news(SyncNews::Surveyed(Survey { storages: vec![storage] }));
    play.stage.press("F8");
    let texts = &language.texts().sync_screen;
    let screen = play.stage.screen();
    let place = |words: &str| screen.find(words);
    assert!(place(own.fingerprint.as_str()).unwrap() < place(texts.address).unwrap(), "{screen}");
    assert!(
        place(language.texts().sync_members.device_waits).unwrap() < place(own.fingerprint.as_str()).unwrap(),
        "{screen}"
    );
    assert_eq!(place(texts.problem).is_some(), failure.is_some(), "{screen}");
    assert_eq!(place("neodpovídá").is_some(), failure.is_some(), "{screen}");
}

#[test]
fn nothing_leaves_for_the_first_time_before_it_was_shown_and_confirmed() {
    let mut play = Play::shown(Language::Czech, 120, 40);
    play.stage.press("Down Down Enter");
    assert_eq!(play.taken(), [SyncOrder::Do(Task::Preview, "usb".to_owned())]);
    play.news(previewed(true, false));
    play.stage.assert_shows("Odejde 2 dokumenty");
    play.stage.assert_shows("není šifrované");
    play.stage.assert_shows("založí nový prostor");
    play.stage.press("Esc");
    assert_eq!(play.taken(), []);
    play.stage.press("Enter");
    play.news(previewed(true, true));
    play.taken();
    play.stage.press("Enter");
    assert_eq!(play.taken(), [SyncOrder::Do(Task::Sync, "usb".to_owned())]);
}

#[test]
fn records_of_the_catalogue_that_would_leave_are_counted_and_named() {
    let mut play = Play::shown(Language::Czech, 120, 40);
    play.stage.press("Down Down Enter");
    let mut shown = preview();
    shown.leaving.push(Leaving {
        document: DocumentId::shared_record("mine"),
        kind: "catalogue-record".to_owned(),
        title: "Chytré popelnice".to_owned(),
        personal: false,
        bytes: 2_400,
        naming: Vec::new(),
    });
    let remote = "usb".to_owned();
    let previewed = Previewed { remote, preview: Arc::new(shown), founding: true, sealed: true, first: true };
    play.news(SyncNews::Previewed(previewed));
    play.stage.assert_shows("Odejde 3 dokumenty");
    play.stage.assert_shows("Z toho 1 záznam katalogu, který sdílíte se všemi.");
    play.stage.assert_shows("záznam katalogu: Chytré popelnice");
}

#[test]
fn texts_of_a_copy_that_name_somebody_are_shown_before_it_leaves() {
    let mut play = Play::shown(Language::Czech, 120, 40);
    play.stage.press("Down Enter");
    let mut shown = preview();
    shown.leaving[1].personal = true;
    shown.leaving[1].naming = vec![porada::model::Naming {
        entity: DocumentId::from_u128(72).header(),
        kind: CONSULTATION.to_owned(),
        text: "Schůzka s Janou Vzorovou".to_owned(),
        words: vec!["Janou Vzorovou".to_owned()],
    }];
    let remote = "kraj".to_owned();
    let previewed = Previewed { remote, preview: Arc::new(shown), founding: true, sealed: true, first: true };
    play.news(SyncNews::Previewed(previewed));
    play.stage.assert_shows("1 položka kopií pro síť jmenuje v textu osobu");
    play.stage.assert_shows("„Schůzka s Janou Vzorovou“ obsahuje: Janou Vzorovou");
    play.stage.assert_shows("s osobními údaji: 2");
}

#[test]
fn enter_synchronises_a_storage_that_is_known_and_esc_cancels_it() {
    let mut play = Play::shown(Language::Czech, 120, 40);
    play.stage.press("Enter");
    assert_eq!(play.taken(), [SyncOrder::Do(Task::Sync, "cloud".to_owned())]);
    play.news(SyncNews::Began(Task::Sync, "cloud".to_owned()));
    play.news(SyncNews::Progress(Progress { step: Step::Send, done: 3, total: 10, bytes: 52_000 }));
    play.stage.assert_shows("Odesílám");
    play.stage.assert_shows("3 z 10");
    play.stage.press("Down Enter");
    assert_eq!(play.taken(), [], "one thing at a time");
    play.stage.assert_shows("Jedna synchronizace už probíhá");
    // Everything else goes on meanwhile.
    play.stage.press("F2 F8 Esc");
    assert_eq!(play.taken(), [SyncOrder::Cancel]);
    let cancelled = porada::sync::runner::RunnerError::from(porada::sync::engine::SyncError::Cancelled);
    play.news(SyncNews::Failed(Some("cloud".to_owned()), Words::of(cancelled)));
    play.stage.press("Up");
    play.stage.assert_shows("přerušena");
    play.stage.press("Enter");
    assert_eq!(play.taken(), [SyncOrder::Do(Task::Sync, "cloud".to_owned())]);
}

#[test]
fn a_device_is_approved_with_the_fingerprint_that_was_shown() {
    let mut play = Play::shown(Language::Czech, 80, 24);
    play.stage.press("s");
    let waiting = device("Petr", 2, Standing::Waiting, false);
    play.stage.assert_shows(waiting.fingerprint.as_str());
    play.stage.press("Enter");
    let order = SyncOrder::Approve {
        remote: "cloud".to_owned(),
        device: waiting.id,
        fingerprint: waiting.fingerprint,
    };
    assert_eq!(play.taken(), [order]);
}

#[test]
fn a_member_is_removed_after_a_word_and_is_told_what_that_means() {
    for (language, word) in [(Language::Czech, "odebrat"), (Language::English, "remove")] {
        let mut play = Play::shown(language, 80, 24);
        play.stage.press("r");
        play.stage.assert_shows(language.texts().sync_members.nobody_to_remove);
        assert_eq!(play.taken(), [], "who waits is no member");
        let mut storages = storages();
        let member = |name, seed| device(name, seed, Standing::Member { by: None }, false);
        storages[0].devices.extend([member("Olga", 3), member("Karel, telefon", 4)]);
        play.news(SyncNews::Surveyed(Survey { storages }));
        play.stage.press("r");
        play.stage.press("Down Enter");
        insta::assert_snapshot!(format!("remove_{word}"), play.stage.screen());
        play.stage.type_text("ano").press("Enter");
        assert_eq!(play.taken(), [], "another word");
        play.stage.press("Esc Enter").type_text(word).press("Enter");
        let order = SyncOrder::RemoveMember {
            remote: "cloud".to_owned(),
            device: DeviceId(4),
            name: "Karel, telefon".to_owned(),
        };
        assert_eq!(play.taken(), [order]);
        play.stage.press("Enter");
        let running = language.texts().sync_screen.running_already;
        play.stage.assert_shows(&running.chars().take(20).collect::<String>());
    }
}

#[test]
fn the_storage_is_asked_who_waits_when_nobody_is_known_to() {
    let mut play = Play::shown(Language::Czech, 80, 24);
    play.stage.press("Down s");
    assert_eq!(play.taken(), [SyncOrder::Do(Task::Approve, "kraj".to_owned())]);
    play.news(SyncNews::Devices("kraj".to_owned()));
    play.stage.assert_shows("nečeká žádné zařízení");
    play.news(SyncNews::Devices("cloud".to_owned()));
    play.stage.assert_shows("Schválit zařízení");
}

#[test]
fn a_new_storage_is_described_in_a_form_and_its_password_is_never_kept_in_the_clear() {
    let mut play = Play::shown(Language::Czech, 120, 40);
    play.stage.press("Ctrl+N").type_text("úřad");
    play.stage.press("Tab").type_text("ftp://cloud.example.cz");
    play.stage.press("Esc");
    play.stage.assert_shows("ftp");
    assert_eq!(play.taken(), [], "an address that cannot be used stays in the form");
    play.stage.press("Ctrl+Z").type_text("https://cloud.example.cz/dav/");
    play.stage.press("Tab Right Tab Right Tab").type_text("jana");
    play.stage.press("Tab").type_text("sealed");
    play.stage.press("Tab").type_text("tajné heslo");
    play.stage.assert_hides("tajné");
    let drafts = format!("{:?}", play.stage.app.services().drafts);
    assert!(drafts.contains("cloud.example.cz") && !drafts.contains("tajné"), "{drafts}");
    play.stage.press("Esc");
    let orders = play.taken();
    let [SyncOrder::Save(new)] = orders.as_slice() else { panic!("{orders:?}") };
    assert_eq!((new.row.name.as_str(), new.row.profile.as_str()), ("úřad", "team"));
    assert_eq!((new.encrypted, new.row.credentials.as_deref()), (Some(false), Some("sealed")));
    assert!(!format!("{new:?}").contains("tajné"));
    assert_eq!(new.password.as_ref().unwrap().reveal(), "tajné heslo");
}

#[test]
fn a_storage_is_edited_tested_checked_and_removed() {
    let mut play = Play::shown(Language::English, 120, 40);
    play.stage.press("t");
    assert_eq!(play.taken(), [SyncOrder::Do(Task::Test, "cloud".to_owned())]);
    let test = porada::sync::runner::Test { reads: Ok(()), writes: Some(Ok(())), holds: None };
    assert!(!test.passed() && test.localized(Language::Czech).contains("v pořádku"));
    play.news(SyncNews::Tested("cloud".to_owned(), Words::of(test)));
    play.stage.assert_shows("connection and reading: well");
    play.stage.press("v");
    assert_eq!(play.taken(), [SyncOrder::Do(Task::Verify, "cloud".to_owned())]);
    play.news(SyncNews::Synced("cloud".to_owned(), Arc::new(Outcome::default())));
    play.stage.press("e Tab Tab");
    play.stage.assert_hides("[own devices]");
    play.stage.press("Esc Del");
    assert_eq!(play.taken(), [SyncOrder::Remove("cloud".to_owned())]);
}

#[test]
fn storages_that_want_it_are_synchronised_at_start_and_before_leaving_for_a_bounded_time() {
    let mut play = Play::new(Language::Czech, 80, 24);
    let mut storages = storages();
    storages.iter_mut().for_each(|storage| storage.row.automatic = true);
    play.news(SyncNews::Surveyed(Survey { storages }));
    let sync = |name: &str| SyncOrder::Do(Task::Sync, name.to_owned());
    assert_eq!(play.taken(), [sync("cloud"), sync("kraj")], "not the one that nobody has confirmed");
    for name in ["cloud", "kraj"] {
        play.news(SyncNews::Synced(name.to_owned(), Arc::new(Outcome::default())));
    }
    play.stage.press("F10");
    assert_eq!(play.taken(), [sync("cloud"), sync("kraj")]);
    assert!(play.stage.requests.is_empty() && play.stage.app.leaving_until().is_some());
    play.stage.assert_shows("F10 ukončí hned");
    assert!(play.news(SyncNews::Synced("cloud".to_owned(), Arc::new(Outcome::default()))).is_empty());
    let done = play.news(SyncNews::Synced("kraj".to_owned(), Arc::new(Outcome::default())));
    assert_eq!(done, [Request::Quit]);
}

#[test]
fn leaving_does_not_wait_for_a_storage_of_which_nothing_is_heard() {
    let mut play = Play::new(Language::Czech, 80, 24);
    let mut storages = storages();
    storages.iter_mut().for_each(|storage| storage.row.automatic = true);
    play.news(SyncNews::Surveyed(Survey { storages }));
    play.stage.press("F10");
    let begun = play.stage.now;
    let after = |play: &Play| play.stage.app.leaving_until().unwrap().duration_since(begun).as_secs();
    assert_eq!(after(&play), 2);
    let progress = Progress { step: Step::Send, done: 1, total: 10, bytes: 1 };
    for second in [1, 5, 7] {
        play.stage.now = begun + jiff::SignedDuration::from_secs(second);
        play.news(SyncNews::Progress(progress));
        assert_eq!(
            after(&play),
            (second + 2).min(8),
            "while it goes on it is waited for, up to eight seconds"
        );
    }
}

/// A server that accepts and then says nothing: its address, and the news of each connection.
fn silent_server() -> (String, Receiver<TcpStream>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://127.0.0.1:{}/dav/", listener.local_addr().unwrap().port());
    let (sender, connections) = channel();
    std::thread::spawn(move || listener.incoming().try_for_each(|it| sender.send(it.unwrap())));
    (address, connections)
}

#[test]
fn a_cancelled_synchronisation_ends_although_the_server_never_answers() {
    let (address, connections) = silent_server();
    let folder = tempfile::tempdir().unwrap();
    let paths = Paths::in_folder(folder.path().to_owned());
    paths.create().unwrap();
    let mut store = Store::open(&paths.database, ReplicaId::generate()).unwrap();
    let row = RemoteRow { name: "cloud".to_owned(), address, ..storages().remove(0).row };
    store.save_remote(&row).unwrap();
    store.close().unwrap();
    let place = Place { paths, device_name: "Jana".to_owned(), passphrase: None, language: Language::Czech };
    let (sender, news) = channel();
    let sender = std::sync::Mutex::new(sender);
    let order = sync_worker::start(
        place,
        || NOW.parse().unwrap(),
        move |said| {
            sender.lock().unwrap().send(said).unwrap();
        },
    );
    for task in [Task::Sync, Task::Preview, Task::Test] {
        order(SyncOrder::Do(task, "cloud".to_owned()));
        order(SyncOrder::Do(task, "cloud".to_owned()));
        let connection = connections.recv().unwrap();
        order(SyncOrder::Cancel);
        let mut ended = 0;
        while ended < 2 {
            let words = match news.recv().unwrap() {
                SyncNews::Failed(_, words) | SyncNews::Tested(_, words) => words.localized(Language::Czech),
                _ => continue,
            };
            assert!(words.contains("přerušena"), "{task:?}: {words}");
            ended += 1;
        }
        // Only now: it was there all the time.
        drop(connection);
        assert!(connections.try_recv().is_err(), "what waited behind it asked nothing");
    }
}

#[test]
fn a_second_f10_leaves_at_once() {
    let mut play = Play::new(Language::Czech, 80, 24);
    let mut storages = storages();
    storages.iter_mut().for_each(|storage| storage.row.automatic = true);
    play.news(SyncNews::Surveyed(Survey { storages }));
    play.stage.press("F10 F10");
    assert_eq!(play.stage.requests, [Request::Quit]);
}

#[test]
fn locked_keys_are_opened_with_their_passphrase() {
    let mut play = Play::shown(Language::Czech, 80, 24);
    play.stage.press("Enter");
    play.news(SyncNews::Locked);
    play.stage.assert_shows("zamčené heslem");
    play.taken();
    play.stage.press("o").type_text("klíč");
    play.stage.assert_shows("****");
    play.stage.press("Enter");
    let orders = play.taken();
    let [SyncOrder::Unlock(passphrase)] = orders.as_slice() else { panic!("{orders:?}") };
    assert_eq!(passphrase.reveal(), "klíč");
    play.news(SyncNews::Unlocked);
    play.stage.assert_shows("odemčené");
}

/// A form for a new storage, filled in and left.
fn describe(play: &mut Play) {
    play.stage.press("Ctrl+N").type_text("archiv");
    play.stage.press("Tab").type_text("https://cloud.example.cz/dav/");
    play.stage.press("Tab Tab Tab Tab").type_text("sealed");
    play.stage.press("Tab").type_text("tajné heslo").press("Esc");
}

fn saved(play: &Play) -> usize {
    play.taken().iter().filter(|order| matches!(order, SyncOrder::Save(_))).count()
}

fn done() -> SyncNews {
    SyncNews::Saved("archiv {undo}".to_owned())
}

#[test]
fn what_was_typed_stays_until_the_storage_is_kept() {
    let mut play = Play::shown(Language::Czech, 120, 40);
    describe(&mut play);
    assert_eq!(saved(&play), 1);
    play.news(SyncNews::Failed(None, Words::of(porada::sync::runner::RunnerError::Busy)));
    play.stage.assert_shows("Nové úložiště");
    play.stage.assert_shows("archiv");
    play.stage.assert_shows("***");
    assert!(format!("{:?}", play.stage.app.services().drafts).contains("cloud.example.cz"));
    play.stage.press("Esc");
    let orders = play.taken();
    let [SyncOrder::Save(again)] = orders.as_slice() else { panic!("{orders:?}") };
    assert_eq!(again.password.as_ref().unwrap().reveal(), "tajné heslo");
    // A key that comes before the answer changes nothing and leads nowhere.
    play.stage.type_text("x").press("Ctrl+Z Tab");
    assert_eq!(play.taken(), []);
    play.news(done());
    play.stage.assert_shows("archiv {undo} je uloženo · Enter ukáže");
    play.stage.assert_hides("Nové úložiště");
    assert!(!format!("{:?}", play.stage.app.services().drafts).contains("cloud.example.cz"));
    play.stage.press("Ctrl+N");
    play.stage.assert_hides("archiv");
}

#[test]
fn a_form_that_was_left_before_its_answer_comes_back_when_that_is_no() {
    let mut play = Play::shown(Language::Czech, 120, 40);
    describe(&mut play);
    play.stage.press("F2");
    assert_eq!(saved(&play), 1);
    play.news(SyncNews::Failed(None, Words::of(porada::sync::runner::RunnerError::Busy)));
    play.stage.press("F8 Ctrl+N");
    play.stage.assert_shows("archiv");
    play.stage.press("Esc Esc");
    play.stage.assert_hides("Nové úložiště");
    assert_eq!(saved(&play), 1, "the second Esc leaves it to the answer");
    play.news(done());
    play.stage.press("Ctrl+N");
    play.stage.assert_hides("archiv");
}

#[test]
fn locked_keys_are_asked_for_above_the_form_that_needs_them() {
    let mut play = Play::shown(Language::Czech, 120, 40);
    describe(&mut play);
    play.taken();
    play.news(SyncNews::Locked);
    play.stage.type_text("klíč").press("Enter");
    let orders = play.taken();
    assert!(matches!(orders.as_slice(), [SyncOrder::Unlock(_)]), "{orders:?}");
    play.news(SyncNews::Unlocked);
    play.stage.assert_shows("Nové úložiště");
    play.stage.press("Esc");
    assert_eq!(saved(&play), 1);
    play.news(done());
    play.stage.assert_hides("Nové úložiště");
}

#[test]
fn every_order_is_counted_and_answered_once() {
    let mut play = Play::new(Language::Czech, 120, 40);
    let mut storages = storages();
    storages.iter_mut().for_each(|storage| storage.row.automatic = storage.row.name == "kraj");
    play.stage.press("F8");
    play.news(SyncNews::Surveyed(Survey { storages }));
    play.news(SyncNews::Synced("kraj".to_owned(), Arc::new(Outcome::default())));
    play.taken();
    // The answer to the removal is none to the synchronisation that leaving waits for.
    play.stage.press("Del F10");
    let last = SyncOrder::Do(Task::Sync, "kraj".to_owned());
    assert_eq!(play.taken(), [SyncOrder::Remove("cloud".to_owned()), last]);
    assert_eq!(play.news(done()), []);
    let outcome = Arc::new(Outcome::default());
    assert_eq!(play.news(SyncNews::Synced("kraj".to_owned(), outcome)), [Request::Quit]);
}

#[test]
fn a_survey_that_fails_answers_no_order() {
    let mut play = Play::shown(Language::Czech, 120, 40);
    play.stage.press("Enter");
    play.news(SyncNews::SurveyFailed(Words::of(porada::sync::runner::RunnerError::Busy)));
    play.stage.assert_shows("synchronizuje jiné okno");
    play.taken();
    play.stage.press("Down Enter");
    assert_eq!(play.taken(), [], "one thing at a time");
    play.stage.assert_shows("už probíhá");
}

#[test]
fn leaving_waits_for_a_removal_that_was_just_asked_for() {
    let mut play = Play::shown(Language::Czech, 120, 40);
    play.stage.press("Del F10");
    assert!(play.stage.requests.is_empty());
    assert_eq!(play.news(done()), [Request::Quit]);
}

#[test]
fn editing_a_storage_says_nothing_of_the_encryption_that_was_chosen_before() {
    let mut play = Play::shown(Language::Czech, 120, 40);
    play.stage.press("Down Down e").type_text("-2").press("Esc");
    let orders = play.taken();
    let [SyncOrder::Save(new)] = orders.as_slice() else { panic!("{orders:?}") };
    assert_eq!((new.row.name.as_str(), new.replaces.as_deref()), ("usb-2", Some("usb")));
    assert_eq!(new.encrypted, None);
}

#[test]
fn a_kept_password_goes_to_another_address_only_when_it_is_typed_again() {
    let mut play = Play::shown(Language::Czech, 120, 40);
    let mut storages = storages();
    storages[0].row.credentials = Some("sealed".to_owned());
    play.news(SyncNews::Surveyed(Survey { storages }));
    play.stage.press("e Tab").type_text("/2").press("Esc");
    play.stage.assert_shows("napište heslo znovu");
    assert_eq!(play.taken(), []);
    play.stage.type_text("nové").press("Esc");
    assert_eq!(saved(&play), 1);
}
