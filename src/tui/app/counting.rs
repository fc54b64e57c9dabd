//! Reports that views ask for by [`Effect::Count`](crate::tui::view::Effect::Count): in turn while they are quick, in a
//! thread of their own over so many consultations that a key would wait for them.

use super::{App, Asker};
use crate::catalogue::Catalogue;
use crate::insights::{Digests, Report};
use crate::tui::view::{CountOrder, Event};
use std::fmt;
use std::sync::Arc;

/// From so many consultations on, reports are counted in the background.
pub const COUNT_APART_FROM: usize = 1_000;

/// A report that is to be counted, with all that it takes.
#[derive(Debug)]
pub struct CountJob {
    asker: Asker,
    order: CountOrder,
    digests: Digests,
    catalogue: Arc<Catalogue>,
}

impl CountJob {
    /// Counts; [`App::counted`] takes the answer.
    pub fn run(self) -> CountAnswer {
        let report = Report::of(self.digests.iter(), &self.catalogue, &self.order.request);
        CountAnswer { asker: self.asker, ticket: self.order.ticket, report: Box::new(report) }
    }
}

/// A report that was counted.
#[derive(Debug)]
pub struct CountAnswer {
    asker: Asker,
    ticket: u64,
    report: Box<Report>,
}

/// Counts in the background, one report after the other.
pub(super) struct Counter {
    /// From so many consultations on.
    from: usize,
    start: Box<dyn Fn(CountJob)>,
    busy: bool,
    /// The newest order that came meanwhile.
    next: Option<CountJob>,
}

impl fmt::Debug for Counter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Counter").field("from", &self.from).field("busy", &self.busy).finish()
    }
}

impl App {
    /// From now on `start` gets every report over at least `from` consultations and has to see to it that
    /// [`App::counted`] gets the answer. Without this reports are counted in turn.
    pub fn count_in_background(&mut self, from: usize, start: impl Fn(CountJob) + 'static) {
        self.counter = Some(Counter { from, start: Box::new(start), busy: false, next: None });
    }

    /// Begins to count what a view asks for.
    pub(super) fn count(&mut self, order: CountOrder, asker: Asker) {
        let (digests, catalogue) = (self.desk.digests.clone(), Arc::clone(&self.desk.catalogue));
        let size = digests.size();
        let job = CountJob { asker, order, digests, catalogue };
        match self.counter.as_mut().filter(|counter| size >= counter.from) {
            None => self.hear(job.run()),
            Some(counter) if counter.busy => counter.next = Some(job),
            Some(counter) => {
                counter.busy = true;
                (counter.start)(job);
            }
        }
    }

    /// A report was counted in the background.
    pub fn counted(&mut self, answer: CountAnswer) {
        if let Some(counter) = &mut self.counter {
            let next = counter.next.take();
            counter.busy = next.is_some();
            next.into_iter().for_each(|job| (counter.start)(job));
        }
        self.hear(answer);
    }

    fn hear(&mut self, answer: CountAnswer) {
        let CountAnswer { asker, ticket, report } = answer;
        self.deliver(asker, Event::Counted { ticket, report });
    }
}
