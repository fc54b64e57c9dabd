//! A worker for answers that take longer than a frame: only the latest job of each asker counts.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

/// Works on jobs in a thread of its own. Of each asker one job waits at most: a newer one takes its place, and the
/// answer to one that is already being worked on is thrown away. So a person who types fast waits for one job, not for
/// all that she has left behind, and the job that was posted last is always answered. Askers do not displace each other.
#[derive(Debug)]
pub struct LatestWins<Asker, Job> {
    shared: Arc<Shared<Asker, Job>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared<Asker, Job> {
    state: Mutex<State<Asker, Job>>,
    /// A job was posted, or the worker is to end.
    changed: Condvar,
}

#[derive(Debug)]
struct State<Asker, Job> {
    /// At most one job of each asker, in the order in which the askers came.
    waiting: Vec<(Asker, Job)>,
    /// Whose job is being worked on.
    running: Option<Asker>,
    /// Whether that asker has posted another job since.
    outdated: bool,
    ended: bool,
}

impl<Asker, Job> Shared<Asker, Job> {
    fn lock(&self) -> MutexGuard<'_, State<Asker, Job>> {
        // Nothing that can panic happens while the lock is held: the state is whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<Asker, Job> LatestWins<Asker, Job>
where
    Asker: Copy + PartialEq + Send + 'static,
    Job: Send + 'static,
{
    /// Starts the worker. `work` answers a job, `deliver` takes the answer to the one who asked; both run in the
    /// worker's thread.
    pub fn start<Answer>(
        mut work: impl FnMut(Job) -> Answer + Send + 'static,
        mut deliver: impl FnMut(Asker, Answer) + Send + 'static,
    ) -> LatestWins<Asker, Job> {
        let state = State { waiting: Vec::new(), running: None, outdated: false, ended: false };
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new() });
        let worker = Arc::clone(&shared);
        let thread = std::thread::spawn(move || {
            while let Some((asker, job)) = worker.take() {
                let answer = work(job);
                if worker.is_wanted() {
                    deliver(asker, answer);
                }
            }
        });
        LatestWins { shared, thread: Some(thread) }
    }

    /// Posts a job; an older one of the same asker is forgotten.
    pub fn post(&self, asker: Asker, job: Job) {
        let mut state = self.shared.lock();
        if state.running == Some(asker) {
            state.outdated = true;
        }
        match state.waiting.iter_mut().find(|(other, _)| *other == asker) {
            Some((_, older)) => *older = job,
            None => state.waiting.push((asker, job)),
        }
        self.shared.changed.notify_one();
    }
}

impl<Asker, Job> Shared<Asker, Job> {
    /// Says that no job is to be begun any more.
    fn end(&self) {
        self.lock().ended = true;
        self.changed.notify_one();
    }
}

impl<Asker: Copy, Job> Shared<Asker, Job> {
    /// Waits for the next job; `None` at the end.
    fn take(&self) -> Option<(Asker, Job)> {
        let idle = |state: &mut State<Asker, Job>| state.waiting.is_empty() && !state.ended;
        let waited = self.changed.wait_while(self.lock(), idle);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        if state.ended {
            return None;
        }
        let next = state.waiting.remove(0);
        state.running = Some(next.0);
        state.outdated = false;
        Some(next)
    }

    /// Whether the answer to the job that was just done is still wanted.
    fn is_wanted(&self) -> bool {
        let mut state = self.lock();
        state.running = None;
        !state.outdated && !state.ended
    }
}

impl<Asker, Job> Drop for LatestWins<Asker, Job> {
    /// Waits for the job that is being worked on; what waits is forgotten.
    fn drop(&mut self) {
        self.shared.end();
        if let Some(thread) = self.thread.take() {
            // A panic of the worker has already ended the program through the panic hook.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;
    use std::sync::mpsc::{Receiver, Sender, channel};

    /// A worker whose every job says that it has begun and then waits to be let go on.
    struct Held {
        worker: LatestWins<char, u32>,
        begun: Receiver<u32>,
        go_on: Sender<()>,
        answers: Receiver<(char, u32)>,
    }

    fn held() -> Held {
        let (begin, begun) = channel();
        let (go_on, wait) = channel();
        let (answer, answers) = channel();
        let worker = LatestWins::start(
            move |job| {
                let _ = begin.send(job);
                let _ = wait.recv();
                job
            },
            move |asker, job| {
                let _ = answer.send((asker, job));
            },
        );
        Held { worker, begun, go_on, answers }
    }

    #[test]
    fn a_newer_job_takes_the_place_of_the_one_that_waits_and_outdates_the_one_at_work() {
        let Held { worker, begun, go_on, answers } = held();
        worker.post('a', 1);
        assert_eq!(begun.recv(), Ok(1));
        worker.post('a', 2);
        worker.post('a', 3);
        go_on.send(()).unwrap();
        assert_eq!(begun.recv(), Ok(3), "2 was never begun");
        go_on.send(()).unwrap();
        assert_eq!(answers.recv(), Ok(('a', 3)), "1 was not delivered");
    }

    #[test]
    fn askers_do_not_displace_each_other() {
        let Held { worker, begun, go_on, answers } = held();
        worker.post('a', 1);
        assert_eq!(begun.recv(), Ok(1));
        worker.post('b', 2);
        worker.post('c', 3);
        worker.post('b', 4);
        (0..3).for_each(|_| go_on.send(()).unwrap());
        let answered: Vec<_> = answers.iter().take(3).collect();
        assert_eq!(answered, [('a', 1), ('b', 4), ('c', 3)]);
    }

    #[test]
    fn it_ends_when_it_is_dropped_and_delivers_nothing_any_more() {
        let Held { worker, begun, go_on, answers } = held();
        worker.post('a', 1);
        assert_eq!(begun.recv(), Ok(1));
        worker.post('a', 2);
        // What a drop says first; the rest of it waits for the job at work, which waits for `go_on`.
        worker.shared.end();
        drop(go_on);
        drop(worker);
        assert_eq!(begun.recv().ok(), None);
        assert_eq!(answers.recv().ok(), None);
    }

    #[test]
    fn an_idle_worker_ends_when_it_is_dropped() {
        let Held { worker, answers, .. } = held();
        drop(worker);
        assert!(answers.recv().is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn the_last_job_of_every_asker_is_answered_and_answers_come_in_order(
            posts in proptest::collection::vec((prop_oneof![Just('a'), Just('b')], 0..3_u32), 1..60),
        ) {
            let (answer, answers) = channel();
            let worker = LatestWins::start(
                |(job, weight): (usize, u32)| {
                    // Work of different length, so that posts meet the worker idle and busy.
                    (0..weight * 2_000).for_each(|turn| { std::hint::black_box(turn); });
                    job
                },
                move |asker, job| { let _ = answer.send((asker, job)); },
            );
            let mut last = HashMap::new();
            for (job, &(asker, weight)) in posts.iter().enumerate() {
                worker.post(asker, (job, weight));
                last.insert(asker, job);
            }
            let mut newest: HashMap<char, usize> = HashMap::new();
            while newest != last {
                let (asker, job) = answers.recv().unwrap();
                prop_assert!(newest.insert(asker, job).is_none_or(|before| before < job));
            }
            drop(worker);
            prop_assert!(answers.recv().is_err(), "nothing comes after the last answers");
        }
    }
}
