//! Counts a report from digests.

use super::digest::{Digest, DueTask};
use super::groups::{Grouping, StatusCounts};
use super::report::{
    KindCounts, LateTask, LateTasks, Month, MonthRow, MunicipalityRow, RecordRow, RegionRow, Report, Request,
    SideRow, Totals, UnmetNeed,
};
use crate::catalogue::{Catalogue, Municipalities, Municipality, SizeBand};
use crate::i18n::sort_key;
use crate::model::{DocumentId, Side, Verdict};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

impl Report {
    /// The report that is asked for over these consultations. Their order does not matter.
    pub fn of<'a>(
        digests: impl IntoIterator<Item = &'a Digest>,
        catalogue: &Catalogue,
        request: &Request,
    ) -> Report {
        let mut counter = Counter::new(catalogue, request);
        let held = digests.into_iter().filter(|digest| request.period.holds(digest.day));
        held.for_each(|digest| counter.add(digest));
        counter.finish()
    }
}

/// The municipalities of a consultation.
pub(super) struct Places<'a> {
    known: Vec<&'a Municipality>,
}

impl<'a> Places<'a> {
    fn of(digest: &Digest, municipalities: &'a Municipalities) -> Places<'a> {
        let known = digest.municipalities.iter().filter_map(|code| municipalities.get(code));
        Places { known: known.collect() }
    }

    /// Region and size of each; one pair that is not known where none is.
    pub(super) fn regions_and_sizes(
        &self,
    ) -> impl Iterator<Item = (Option<&'static str>, Option<SizeBand>)> + use<'_> {
        let known = self.known.iter().map(|place| (Some(place.kraj), Some(place.size_band())));
        known.chain(self.known.is_empty().then_some((None, None)))
    }

    fn regions(&self) -> Vec<&'static str> {
        each_once(self.known.iter().map(|place| place.kraj))
    }

    fn sizes(&self) -> Vec<SizeBand> {
        each_once(self.known.iter().map(|place| place.size_band()))
    }
}

fn each_once<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut once = Vec::new();
    for value in values {
        if !once.contains(&value) {
            once.push(value);
        }
    }
    once
}

/// A record while its links are counted.
#[derive(Default)]
struct Linked<'a> {
    links: usize,
    /// Considered, chosen, rejected.
    verdicts: [usize; 3],
    without_reason: usize,
    consultations: usize,
    /// The consultation that was counted last.
    last: Option<DocumentId>,
    /// The title in the newest consultation that named it.
    title: &'a str,
    titled: (Option<Date>, Option<DocumentId>),
}

struct Counter<'a, 'r> {
    catalogue: &'a Catalogue,
    request: &'r Request,
    totals: Totals,
    grouping: Grouping<'r>,
    statuses: StatusCounts,
    unmet: Vec<UnmetNeed>,
    records: HashMap<&'a str, Linked<'a>>,
    late: LateTasks,
    sides: [usize; Side::ALL.len()],
    regions: HashMap<Option<&'static str>, usize>,
    months: BTreeMap<Month, KindCounts>,
    visited: HashMap<&'a str, usize>,
}

impl<'a, 'r> Counter<'a, 'r> {
    fn new(catalogue: &'a Catalogue, request: &'r Request) -> Counter<'a, 'r> {
        Counter {
            catalogue,
            request,
            totals: Totals::default(),
            grouping: Grouping::new(&request.by),
            statuses: StatusCounts::default(),
            unmet: Vec::new(),
            records: HashMap::new(),
            late: LateTasks::default(),
            sides: [0; Side::ALL.len()],
            regions: HashMap::new(),
            months: BTreeMap::new(),
            visited: HashMap::new(),
        }
    }
}

impl<'a> Counter<'a, '_> {
    fn add<'d: 'a>(&mut self, digest: &'d Digest) {
        let places = Places::of(digest, self.catalogue.municipalities());
        self.meeting(digest);
        self.needs(digest, &places);
        self.links(digest);
        self.totals.tasks += digest.tasks;
        self.totals.open_tasks += digest.open_tasks;
        for task in digest.due.iter().filter(|task| task.due < self.request.today) {
            self.late_task(digest, task, &places);
        }
    }

    fn meeting<'d: 'a>(&mut self, digest: &'d Digest) {
        self.totals.samples += usize::from(digest.is_sample);
        if digest.is_planned {
            self.totals.planned += 1;
            return;
        }
        self.totals.consultations += 1;
        if let Some(day) = digest.day {
            self.months.entry(Month::of(day)).or_default().add(digest.kind);
        }
        for code in &digest.municipalities {
            *self.visited.entry(code).or_default() += 1;
        }
    }

    fn needs(&mut self, digest: &Digest, places: &Places) {
        for need in &digest.needs {
            self.totals.needs += 1;
            self.totals.needs_with_record += usize::from(need.has_record);
            self.statuses.add(need.status);
            self.grouping.add(need, places);
            if let Some((id, text)) = &need.unmet {
                self.unmet.push(UnmetNeed {
                    text: text.to_string(),
                    components: need.components.clone(),
                    regions: places.regions(),
                    sizes: places.sizes(),
                    day: digest.day,
                    consultation: digest.id,
                    id: *id,
                });
            }
        }
    }

    fn links<'d: 'a>(&mut self, digest: &'d Digest) {
        self.totals.links += digest.links.len();
        let place = (digest.day, Some(digest.id));
        for link in &digest.links {
            let linked = self.records.entry(&link.record).or_default();
            linked.links += 1;
            if let Some(count) = linked.verdicts.get_mut(link.verdict as usize) {
                *count += 1;
            }
            let judged = link.verdict != Verdict::Considered;
            linked.without_reason += usize::from(judged && !link.has_reason);
            linked.consultations += usize::from(linked.last != Some(digest.id));
            linked.last = Some(digest.id);
            if linked.titled <= place {
                (linked.title, linked.titled) = (&link.title, place);
            }
        }
    }

    fn late_task(&mut self, digest: &Digest, task: &DueTask, places: &Places) {
        self.totals.late_tasks += 1;
        if let Some(count) = self.sides.get_mut(task.side as usize) {
            *count += 1;
        }
        let regions = places.regions();
        let unknown = regions.is_empty().then_some(None);
        for region in regions.iter().copied().map(Some).chain(unknown) {
            *self.regions.entry(region).or_default() += 1;
        }
        let name = |code: &str| {
            let known = self.catalogue.municipalities().get(code);
            known.map_or_else(|| code.to_owned(), Municipality::label)
        };
        self.late.tasks.push(LateTask {
            text: task.text.to_string(),
            side: task.side,
            due: task.due,
            municipalities: digest.municipalities.iter().map(|code| name(code)).collect(),
            regions,
            consultation: digest.id,
            id: task.id,
        });
    }

    fn finish(mut self) -> Report {
        let municipalities = self.municipalities();
        self.totals.municipalities = municipalities.len();
        let regions: HashSet<&str> = municipalities.iter().filter_map(|row| row.region).collect();
        self.totals.regions = regions.len();
        let records = self.records();
        let late = self.late_tasks();
        self.unmet.sort_by_key(|need| {
            let component = need.components.first().copied();
            (component.is_none(), component, Reverse((need.day, need.consultation)), need.id)
        });
        Report {
            made: self.request.today,
            since: self.request.period.since,
            until: self.request.period.until,
            by: self.request.by.clone(),
            totals: self.totals,
            needs: self.grouping.finish(),
            statuses: self.statuses,
            unmet: self.unmet,
            records,
            late,
            months: self.months.into_iter().map(|(month, kinds)| MonthRow { month, kinds }).collect(),
            municipalities,
        }
    }

    fn municipalities(&self) -> Vec<MunicipalityRow> {
        let row = |(code, consultations): (&&str, &usize)| {
            let known = self.catalogue.municipalities().get(code);
            MunicipalityRow {
                code: (*code).to_owned(),
                name: known.map_or_else(|| (*code).to_owned(), Municipality::label),
                region: known.map(|known| known.kraj),
                size: known.map(Municipality::size_band),
                consultations: *consultations,
            }
        };
        let mut rows: Vec<MunicipalityRow> = self.visited.iter().map(row).collect();
        rows.sort_by_cached_key(|row| (Reverse(row.consultations), sort_key(&row.name), row.code.clone()));
        rows
    }

    fn records(&self) -> Vec<RecordRow> {
        let row = |(id, linked): (&&str, &Linked)| {
            let known = self.catalogue.record(id);
            let [considered, chosen, rejected] = linked.verdicts;
            RecordRow {
                id: (*id).to_owned(),
                kind: known.map(|record| record.kind),
                title: known
                    .map_or(linked.title, |record| record.title.get(self.request.language))
                    .to_owned(),
                place: known.and_then(|record| record.place.as_ref()).map(|place| place.name.clone()),
                links: linked.links,
                consultations: linked.consultations,
                considered,
                chosen,
                rejected,
                without_reason: linked.without_reason,
            }
        };
        let mut rows: Vec<RecordRow> = self.records.iter().map(row).collect();
        rows.sort_by_cached_key(|row| {
            (Reverse((row.links, row.chosen, row.consultations)), sort_key(&row.title), row.id.clone())
        });
        rows
    }

    fn late_tasks(&mut self) -> LateTasks {
        let mut late = std::mem::take(&mut self.late);
        late.tasks.sort_by_key(|task| (task.due, task.consultation, task.id));
        let sides = Side::ALL.iter().zip(self.sides).filter(|(_, tasks)| *tasks > 0);
        late.by_side = sides.map(|(side, tasks)| SideRow { side: *side, tasks }).collect();
        late.by_region = self.regions.iter().map(|(&region, &tasks)| RegionRow { region, tasks }).collect();
        late.by_region
            .sort_by_cached_key(|row| (Reverse(row.tasks), row.region.is_none(), row.region.map(sort_key)));
        late
    }
}
