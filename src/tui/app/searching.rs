//! Searches that views ask for by [`Effect::Search`](crate::tui::view::Effect::Search): in turn while they are quick,
//! in a worker's thread over catalogues so large that a key would wait for them.

use super::{App, Asker};
use crate::search::{Query, Results, SearchIndex};
use crate::tui::search_worker::LatestWins;
use crate::tui::view::{Event, SearchOrder};
use std::sync::Arc;

/// From this many records on a search is the worker's: below it takes a few milliseconds at most.
pub const WORKER_FROM: usize = 200_000;

/// The answer of the worker on its way to the view that asked; for [`App::found`].
#[derive(Debug)]
pub struct SearchAnswer {
    asker: Asker,
    ticket: u64,
    /// What was searched: positions mean nothing in another index.
    index: Arc<SearchIndex>,
    results: Results,
}

/// What the worker searches.
#[derive(Debug)]
struct Job {
    ticket: u64,
    index: Arc<SearchIndex>,
    query: Query,
}

/// The worker, and the size from which on it is used.
#[derive(Debug)]
pub(super) struct Searcher {
    worker: LatestWins<Asker, Job>,
    from: usize,
}

impl App {
    /// Gives searches over at least `from` records to a worker. `tell` gets its answers in the worker's thread and has
    /// to bring them to [`App::found`]. Without this every search is done in turn.
    pub fn search_in_background(&mut self, from: usize, mut tell: impl FnMut(SearchAnswer) + Send + 'static) {
        let work = |Job { ticket, index, query }: Job| {
            let results = index.search(&query);
            (ticket, index, results)
        };
        let worker = LatestWins::start(work, move |asker, (ticket, index, results)| {
            tell(SearchAnswer { asker, ticket, index, results });
        });
        self.searcher = Some(Searcher { worker, from });
    }

    /// Takes an answer of the worker to the view that asked. One from before a change of the index is dropped: the
    /// views have heard of the change and asked again.
    pub fn found(&mut self, answer: SearchAnswer) {
        let SearchAnswer { asker, ticket, index, results } = answer;
        if self.desk.index.as_ref().is_some_and(|current| Arc::ptr_eq(current, &index)) {
            self.deliver(asker, Event::Found { ticket, results });
        }
    }

    /// Searches for the view that asked. Without an index nothing is answered; the view hears when there is one.
    pub(super) fn search(&mut self, order: SearchOrder, asker: Asker) {
        let Some(index) = &self.desk.index else { return };
        let SearchOrder { ticket, query } = order;
        match &self.searcher {
            Some(searcher) if index.len() >= searcher.from => {
                searcher.worker.post(asker, Job { ticket, index: Arc::clone(index), query });
            }
            _ => {
                let results = index.search(&query);
                self.deliver(asker, Event::Found { ticket, results });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::i18n::Language;
    use crate::model::ReplicaId;
    use crate::search::index_catalogue;
    use crate::store::Store;
    use crate::tui::action::{Action, Context};
    use crate::tui::desk::Desk;
    use crate::tui::input::Input;
    use crate::tui::key::{Key, KeyCode};
    use crate::tui::keymap::Keymap;
    use crate::tui::services::{Drafts, Services};
    use crate::tui::theme::Theme;
    use crate::tui::view::{Effect, Response, ScreenName, View};
    use jiff::tz::TimeZone;
    use ratatui::Frame;
    use ratatui::layout::{Rect, Size};
    use std::collections::BTreeMap;
    use std::sync::Mutex;
    use std::sync::mpsc::{Receiver, channel};

    type Heard = Arc<Mutex<Vec<(u64, usize)>>>;

    /// A view that asks for the whole catalogue with every key and notes the answers: ticket and number of hits.
    #[derive(Debug)]
    struct Asking {
        ticket: u64,
        heard: Heard,
    }

    impl View for Asking {
        fn contexts(&self) -> Vec<Context> {
            vec![Context::Text]
        }

        fn update(&mut self, event: Event, _: &Desk) -> Response {
            match event {
                Event::Key(_) | Event::Paste(_) => {
                    self.ticket += 1;
                    let query = Query { limit: usize::MAX, ..Query::default() };
                    Effect::Search(SearchOrder { ticket: self.ticket, query }).into()
                }
                Event::Found { ticket, results } => {
                    self.heard.lock().unwrap().push((ticket, results.hits.len()));
                    Response::done()
                }
                Event::Action(Action::Back) => Response::Ignored,
                _ => Response::done(),
            }
        }

        fn draw(&self, _: &mut Frame, _: Rect, _: &Desk) {}

        fn hints(&self, _: &Desk) -> Vec<Action> {
            Vec::new()
        }
    }

    fn app() -> App {
        let catalogue = Arc::new(Catalogue::shipped().unwrap());
        let desk = Desk {
            language: Language::Czech,
            theme: Theme::Colours,
            now: "2026-11-21T13:01:00Z".parse().unwrap(),
            time_zone: TimeZone::UTC,
            size: Size::new(80, 24),
            keymap: Keymap::new(&BTreeMap::new()).unwrap(),
            index: Some(Arc::new(index_catalogue(&catalogue))),
            own: crate::search::OwnIndex::new(Arc::clone(&catalogue), crate::search::Thesaurus::shipped()),
            digests: crate::insights::Digests::default(),
            catalogue,
            loading: None,
            consultations: Vec::new(),
            tasks: Vec::new(),
            conflicts: 0,
            open: None,
            broker_name: String::new(),
            organisation: String::new(),
            templates: crate::minutes::Templates::default(),
            exports: "/dev/null/exports".into(),
            saved_at: None,
            saved: true,
            demo: false,
            sync: crate::tui::sync_desk::SyncDesk::default(),
        };
        let store = Store::open_in_memory(ReplicaId(1)).unwrap();
        App::new(desk, Services { store, drafts: Drafts::Memory(BTreeMap::new()) }).unwrap()
    }

    fn open(app: &mut App) -> Heard {
        let heard = Heard::default();
        let view = Asking { ticket: 0, heard: Arc::clone(&heard) };
        app.perform(Effect::Open(Box::new(view)), Asker::Screen(ScreenName::Home));
        heard
    }

    fn press(app: &mut App, key: KeyCode) {
        app.handle(Input::Key(Key::plain(key)), app.desk().now);
    }

    /// Gives every search to the worker; its answers come out here.
    fn with_worker(app: &mut App) -> Receiver<SearchAnswer> {
        let (sender, answers) = channel();
        app.search_in_background(0, move |answer| {
            let _ = sender.send(answer);
        });
        answers
    }

    fn all(app: &App) -> usize {
        app.desk().catalogue.records().len()
    }

    #[test]
    fn over_a_small_catalogue_the_view_has_its_answer_in_the_same_turn() {
        let mut app = app();
        let records = all(&app);
        let (sender, answers) = channel();
        app.search_in_background(records + 1, move |answer| sender.send(answer).unwrap());
        let heard = open(&mut app);
        press(&mut app, KeyCode::Char('x'));
        assert_eq!(*heard.lock().unwrap(), [(1, records)]);
        assert!(answers.try_recv().is_err());
    }

    #[test]
    fn characters_that_wait_together_are_searched_once() {
        let mut app = app();
        let heard = open(&mut app);
        app.type_run(&"slovo ".repeat(1_000), app.desk().now);
        assert_eq!(heard.lock().unwrap().len(), 1);
    }

    #[test]
    fn over_a_large_one_the_answer_comes_later_and_to_the_view_that_asked() {
        let mut app = app();
        let answers = with_worker(&mut app);
        let heard = open(&mut app);
        press(&mut app, KeyCode::Char('x'));
        let above = open(&mut app);
        let answer = answers.recv().unwrap();
        assert!(heard.lock().unwrap().is_empty(), "nothing is heard before the loop brings it");
        app.found(answer);
        assert_eq!(*heard.lock().unwrap(), [(1, all(&app))]);
        assert!(above.lock().unwrap().is_empty());
    }

    #[test]
    fn the_answer_to_a_closed_overlay_reaches_nobody() {
        let mut app = app();
        let answers = with_worker(&mut app);
        let closed = open(&mut app);
        press(&mut app, KeyCode::Char('x'));
        press(&mut app, KeyCode::Escape);
        let other = open(&mut app);
        app.found(answers.recv().unwrap());
        assert!(closed.lock().unwrap().is_empty() && other.lock().unwrap().is_empty());
    }

    #[test]
    fn an_answer_from_before_a_change_of_the_index_is_dropped() {
        let mut app = app();
        let answers = with_worker(&mut app);
        let heard = open(&mut app);
        press(&mut app, KeyCode::Char('x'));
        let answer = answers.recv().unwrap();
        let catalogue = Arc::clone(&app.desk().catalogue);
        let index = Arc::new(index_catalogue(&catalogue));
        app.set_catalogue(catalogue, index);
        app.found(answer);
        assert!(heard.lock().unwrap().is_empty());
    }
}
