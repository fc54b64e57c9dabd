use super::*;
use crate::catalogue::{Catalogue, RecordKind, SizeBand};
use crate::i18n::Language;
use crate::model::{
    Component, Consultation, ConsultationKind, DocumentId, EntityId, Item, ItemBody, Link, NeedStatus,
    Priority, Side, Status, Verdict, VersionVector, Visibility,
};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use std::sync::OnceLock;

/// Jeseník, 5,001 to 20,000 inhabitants, Olomoucký kraj.
const JESENIK: &str = "536385";
/// Kolín, 20,001 to 100,000 inhabitants, Středočeský kraj.
const KOLIN: &str = "533165";
/// Šternberk, of the size and region of Jeseník.
const STERNBERK: &str = "505188";
const SENSORS: &str = "znojmo-senzory-v-kontejnerech";
const TODAY: Date = date(2026, 11, 21);

fn catalogue() -> &'static Catalogue {
    static SHIPPED: OnceLock<Catalogue> = OnceLock::new();
    SHIPPED.get_or_init(|| Catalogue::shipped().unwrap())
}

fn meeting(number: u128, day: Option<Date>, municipalities: &[&str]) -> Consultation {
    Consultation {
        id: DocumentId::from_u128(number),
        seen: VersionVector::default(),
        reader: None,
        kind: ConsultationKind::Consultation,
        title: String::new(),
        municipalities: municipalities.iter().map(|code| (*code).to_owned()).collect(),
        start: day.map(|day| day.at(9, 0, 0, 0)),
        end: None,
        place: String::new(),
        agenda: String::new(),
        status: Status::Closed,
        visibility: Visibility::Private,
        next_meeting: String::new(),
        written_by: String::new(),
        verified_by: String::new(),
        sample: false,
        deleted: false,
        participants: Vec::new(),
        items: Vec::new(),
        links: Vec::new(),
        sign_offs: Vec::new(),
        conflicts: Vec::new(),
    }
}

fn item(id: u128, text: &str, body: ItemBody) -> Item {
    Item {
        id: EntityId::from_u128(id),
        written: Timestamp::UNIX_EPOCH,
        text: text.to_owned(),
        body,
        internal: false,
        order: String::new(),
        placed_by: None,
        conflicts: Vec::new(),
    }
}

fn need(id: u128, codes: &[&str], status: NeedStatus) -> Item {
    let components = codes.iter().filter_map(|code| Component::parse(code)).collect();
    let body = ItemBody::Need { detail: String::new(), components, priority: Priority::Normal, status };
    item(id, &format!("potřeba {id}"), body)
}

fn task(id: u128, side: Side, due: Option<Date>, done: bool) -> Item {
    let body = ItemBody::Task { side, owner: String::new(), due, done };
    item(id, &format!("úkol {id}"), body)
}

fn link(id: u128, need: u128, record: &str, verdict: Verdict, why: &str) -> Link {
    Link {
        id: EntityId::from_u128(id),
        need: EntityId::from_u128(need),
        record: record.to_owned(),
        title: format!("kdysi {record}"),
        verdict,
        why: why.to_owned(),
        written: Timestamp::UNIX_EPOCH,
        internal: false,
        sets_status: false,
        conflicts: Vec::new(),
    }
}

fn request(by: &[Dimension]) -> Request {
    Request { by: by.to_vec(), period: Period::default(), today: TODAY, language: Language::Czech }
}

fn report(all: &[Consultation], request: &Request) -> Report {
    let digests: Vec<Digest> = all.iter().map(Digest::of).collect();
    Report::of(&digests, catalogue(), request)
}

/// Three needs in Jeseník, one in a workshop of Kolín and Šternberk.
fn year() -> Vec<Consultation> {
    let mut first = meeting(1, Some(date(2026, 11, 3)), &[JESENIK]);
    first.items = vec![
        need(1, &["B3"], NeedStatus::New),
        need(2, &["B3", "A1"], NeedStatus::Matched),
        need(3, &[], NeedStatus::Unmet),
    ];
    let mut second = meeting(2, Some(date(2026, 2, 10)), &[KOLIN, STERNBERK]);
    second.kind = ConsultationKind::Workshop;
    second.items = vec![need(4, &["B3"], NeedStatus::Unmet)];
    vec![first, second]
}

fn component(code: &str) -> GroupValue {
    GroupValue::Component(Component::parse(code))
}

#[test]
fn needs_stand_in_nested_groups_with_most_needs_first() {
    let report = report(&year(), &request(&Dimension::ALL));
    let outer: Vec<_> = report.needs.iter().map(|it| (it.value, it.counts.total())).collect();
    assert_eq!(outer, [(component("B3"), 3), (component("A1"), 1), (GroupValue::Component(None), 1)]);
    let waste = report.needs.first().unwrap();
    assert_eq!(waste.counts, StatusCounts { new: 1, matched: 1, unmet: 1, ..Default::default() });
    // The need of the workshop counts in both of its regions, the group around them counts it once.
    let regions: Vec<_> = waste.within.iter().map(|it| (it.value, it.counts.total())).collect();
    let region = |name| GroupValue::Region(Some(name));
    assert_eq!(regions, [(region("Olomoucký kraj"), 3), (region("Středočeský kraj"), 1)]);
    let sizes: Vec<_> = waste.within[1].within.iter().map(|it| it.value).collect();
    assert_eq!(sizes, [GroupValue::Size(Some(SizeBand::To100000))]);
    assert_eq!((report.totals.needs, rows(&report.needs).len()), (4, 4));
}

#[test]
fn a_region_and_a_size_in_one_row_are_of_the_same_municipality() {
    let report = report(&year()[1..], &request(&[Dimension::Region, Dimension::Size]));
    let pairs: Vec<_> = rows(&report.needs).iter().map(|row| (row.region, row.size, row.component)).collect();
    assert_eq!(
        pairs,
        [
            (Some(Some("Olomoucký kraj")), Some(Some(SizeBand::To20000)), None),
            (Some(Some("Středočeský kraj")), Some(Some(SizeBand::To100000)), None),
        ]
    );
}

#[test]
fn two_municipalities_of_one_region_count_a_need_once() {
    let mut both = meeting(1, Some(TODAY), &[JESENIK, STERNBERK, JESENIK]);
    both.items = vec![need(1, &["B3"], NeedStatus::New)];
    let report = report(&[both], &request(&[Dimension::Region]));
    assert_eq!(rows(&report.needs).iter().map(|row| row.needs).collect::<Vec<_>>(), [1]);
    assert_eq!((report.totals.municipalities, report.totals.regions), (2, 1));
}

#[test]
fn a_place_that_is_not_known_is_a_group_of_its_own() {
    let mut nowhere = meeting(1, Some(TODAY), &["000000"]);
    nowhere.items = vec![need(1, &["B3"], NeedStatus::New)];
    let report = report(&[nowhere], &request(&[Dimension::Region]));
    assert_eq!(report.needs[0].value, GroupValue::Region(None));
    let row = &report.municipalities[0];
    assert_eq!((row.name.as_str(), row.region, row.size), ("000000", None, None));
}

#[test]
fn unmet_needs_are_listed_with_component_region_and_size() {
    let report = report(&year(), &request(&[]));
    let listed: Vec<_> = report.unmet.iter().map(|need| need.text.as_str()).collect();
    assert_eq!(listed, ["potřeba 4", "potřeba 3"], "those without a component come last");
    let first = &report.unmet[0];
    assert_eq!(first.regions, ["Středočeský kraj", "Olomoucký kraj"]);
    assert_eq!(first.sizes, [SizeBand::To100000, SizeBand::To20000]);
    assert_eq!(first.day, Some(date(2026, 2, 10)));
    assert_eq!(report.statuses.unmet, 2);
}

#[test]
fn what_is_internal_is_counted_nowhere() {
    let mut one = meeting(1, Some(TODAY), &[JESENIK]);
    let hidden = |mut item: Item| {
        item.internal = true;
        item
    };
    let late = Some(date(2026, 11, 1));
    one.items = vec![
        hidden(need(1, &["B3"], NeedStatus::Unmet)),
        need(2, &["B3"], NeedStatus::New),
        hidden(task(3, Side::Broker, late, false)),
    ];
    let mut secret = link(5, 2, SENSORS, Verdict::Chosen, "");
    secret.internal = true;
    one.links = vec![link(4, 1, SENSORS, Verdict::Chosen, ""), secret];
    let report = report(&[one], &request(&Dimension::ALL));
    let expected = Totals { consultations: 1, municipalities: 1, regions: 1, needs: 1, ..Default::default() };
    assert_eq!(report.totals, expected);
    assert!(report.unmet.is_empty() && report.records.is_empty() && report.late.tasks.is_empty());
}

#[test]
fn records_are_ordered_by_links_and_count_verdicts_and_missing_reasons() {
    let mut all = year();
    all[0].links = vec![
        link(11, 1, SENSORS, Verdict::Chosen, "stejná svozová firma"),
        link(12, 2, SENSORS, Verdict::Chosen, " "),
        link(13, 2, "jinde", Verdict::Considered, ""),
        link(14, 99, SENSORS, Verdict::Rejected, ""),
    ];
    all[1].links = vec![link(15, 4, SENSORS, Verdict::Rejected, "drahé")];
    let report = report(&all, &request(&[]));
    let [first, second] = report.records.as_slice() else { panic!("{:?}", report.records) };
    assert_eq!((first.id.as_str(), first.kind), (SENSORS, Some(RecordKind::Practice)));
    assert_eq!((first.links, first.consultations), (3, 2), "a link to a deleted need says nothing");
    assert_eq!((first.considered, first.chosen, first.rejected, first.without_reason), (0, 2, 1, 1));
    assert!(first.title.contains("enzor") && first.place.as_deref() == Some("Znojmo"));
    assert_eq!((second.kind, second.title.as_str(), second.without_reason), (None, "kdysi jinde", 0));
    assert_eq!((report.totals.links, report.totals.needs_with_record), (4, 3));
}

#[test]
fn the_title_of_a_record_follows_the_language() {
    let mut all = year();
    all[0].links = vec![link(11, 1, SENSORS, Verdict::Chosen, "")];
    let title = |language| report(&all, &Request { language, ..request(&[]) }).records[0].title.clone();
    assert_ne!(title(Language::Czech), title(Language::English));
}

#[test]
fn a_task_is_late_from_the_day_after_its_date_until_it_is_done() {
    let mut all = year();
    all[0].items = vec![
        task(1, Side::Broker, Some(date(2026, 11, 20)), false),
        task(2, Side::Broker, Some(TODAY), false),
        task(3, Side::Broker, Some(date(2026, 11, 1)), true),
        task(4, Side::Partner, None, false),
    ];
    all[1].items = vec![task(5, Side::Municipality, Some(date(2026, 3, 1)), false)];
    let report = report(&all, &request(&[]));
    let late: Vec<_> = report.late.tasks.iter().map(|task| task.text.as_str()).collect();
    assert_eq!(late, ["úkol 5", "úkol 1"], "the longest late first");
    assert_eq!(report.late.tasks[0].municipalities, ["Kolín", "Šternberk"]);
    let sides: Vec<_> = report.late.by_side.iter().map(|row| (row.side, row.tasks)).collect();
    assert_eq!(sides, [(Side::Broker, 1), (Side::Municipality, 1)]);
    let regions: Vec<_> = report.late.by_region.iter().map(|row| (row.region, row.tasks)).collect();
    assert_eq!(regions, [(Some("Olomoucký kraj"), 2), (Some("Středočeský kraj"), 1)]);
    let totals = &report.totals;
    assert_eq!((totals.tasks, totals.open_tasks, totals.late_tasks), (5, 4, 2));
}

#[test]
fn months_count_what_was_held_by_kind() {
    let mut all = year();
    all.push(meeting(3, Some(date(2026, 11, 30)), &[JESENIK]));
    all.push(Consultation { status: Status::Planned, ..meeting(4, Some(date(2026, 12, 2)), &[STERNBERK]) });
    let report = report(&all, &request(&[]));
    let months: Vec<_> = report.months.iter().map(|row| (row.month.key(), row.kinds)).collect();
    assert_eq!(
        months,
        [
            ("2026-02".to_owned(), KindCounts { workshop: 1, ..Default::default() }),
            ("2026-11".to_owned(), KindCounts { consultation: 2, ..Default::default() }),
        ]
    );
    assert_eq!((report.totals.consultations, report.totals.planned), (3, 1));
    let visited: Vec<_> =
        report.municipalities.iter().map(|row| (row.name.as_str(), row.consultations)).collect();
    assert_eq!(visited, [("Jeseník", 2), ("Kolín", 1), ("Šternberk", 1)], "planned ones were not held");
}

#[test]
fn samples_are_counted_and_named() {
    let mut all = year();
    all[1].sample = true;
    let totals = report(&all, &request(&[])).totals;
    assert_eq!((totals.consultations, totals.samples, totals.needs), (2, 1, 4));
}

#[test]
fn the_period_chooses_consultations_by_their_day() {
    let mut all = year();
    all.push(meeting(3, None, &[JESENIK]));
    let held = |period| report(&all, &Request { period, ..request(&[]) }).totals.consultations;
    assert_eq!(held(Period::default()), 3);
    assert_eq!(held(Period { since: Some(date(2026, 2, 10)), until: None }), 2);
    assert_eq!(held(Period { since: None, until: Some(date(2026, 2, 10)) }), 1);
    assert_eq!(held(Period { since: Some(date(2027, 1, 1)), until: Some(date(2026, 1, 1)) }), 0);
    assert_eq!(held(Period::year_of(TODAY)), 2);
    let months = Period::twelve_months_to(TODAY);
    assert_eq!((months.since, months.until), (Some(date(2025, 11, 22)), Some(TODAY)));
}

#[test]
fn the_same_consultations_in_another_order_give_the_same_report() {
    let mut all = year();
    all[0].links = vec![link(11, 1, "a", Verdict::Chosen, ""), link(12, 2, "b", Verdict::Chosen, "")];
    all[1].links = vec![link(13, 4, "b", Verdict::Rejected, ""), link(14, 4, "a", Verdict::Considered, "")];
    let forwards = report(&all, &request(&Dimension::ALL));
    all.reverse();
    assert_eq!(report(&all, &request(&Dimension::ALL)), forwards);
}

#[test]
fn a_write_after_a_reading_began_hides_what_it_says() {
    let all = year();
    let base = || all.iter().map(Digest::of).collect::<Vec<_>>();
    let needs = |digests: &Digests| digests.iter().map(|it| it.needs.len()).sum::<usize>();
    let mut digests = Digests::default();
    digests.begin_reading(1);
    let mut changed = all[0].clone();
    changed.items.push(need(9, &["C1"], NeedStatus::New));
    digests.put(changed.id, Some(&changed));
    assert_eq!((digests.is_complete(), needs(&digests)), (false, 4));
    digests.set_base(1, base());
    assert_eq!((digests.is_complete(), needs(&digests)), (true, 5));
    digests.put(all[1].id, None);
    assert_eq!(needs(&digests), 4, "deleted");
    digests.put(all[1].id, Some(&all[1]));
    assert_eq!(needs(&digests), 5, "and brought back");
    digests.begin_reading(2);
    digests.set_base(2, base());
    assert_eq!(needs(&digests), 4, "a reading that began later knows better");
    digests.set_base(1, Vec::new());
    assert_eq!(needs(&digests), 4, "an older one is dropped");
}

#[test]
fn nothing_gives_an_empty_report() {
    let report = report(&[], &request(&Dimension::ALL));
    assert_eq!(report.totals, Totals::default());
    assert!(report.needs.is_empty() && report.months.is_empty());
}
