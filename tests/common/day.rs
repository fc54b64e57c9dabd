//! A broker's day: consultations and tasks as rows that the start screen, the municipalities and the tasks show.

use jiff::Timestamp;
use porada::model::{
    Consultation, ConsultationKind, DocumentId, EntityId, ItemField, ItemKind, NewConsultation, ReplicaId,
    Status, VersionVector,
};
use porada::store::Store;

/// Jeseník: the consultation that runs.
pub const JESENIK: &str = "536385";
/// Kolín: a workshop held in October.
pub const KOLIN: &str = "533165";
/// Šternberk: a planned visit.
pub const STERNBERK: &str = "505188";

/// The id of the `number`-th consultation.
pub fn document(number: u128) -> DocumentId {
    DocumentId::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number)
}

/// Three consultations, six tasks: two late, one due today, one this week, one later, one without a date and done.
pub fn store() -> Store {
    let mut store = Store::open_in_memory(ReplicaId(1)).unwrap();
    let new = |kind, code: &str, start: &str, status| NewConsultation {
        kind,
        municipalities: vec![code.to_owned()],
        start: Some(start.parse().unwrap()),
        status,
        written_by: "Eva Brokerová".to_owned(),
        ..NewConsultation::default()
    };
    let workshop = NewConsultation {
        title: "Workshop k odpadům a energii".to_owned(),
        ..new(ConsultationKind::Workshop, KOLIN, "2026-10-14T09:00", Status::Closed)
    };
    create(&mut store, 1, workshop);
    create(&mut store, 2, new(ConsultationKind::Consultation, JESENIK, "2026-11-21T13:30", Status::Running));
    create(&mut store, 3, new(ConsultationKind::Visit, STERNBERK, "2026-12-02T10:00", Status::Planned));

    need(&mut store, 2, 1, "Přeplněné kontejnery na tříděný odpad");
    need(&mut store, 2, 2, "Rozcestník služeb pro seniory na webu města");
    need(&mut store, 2, 3, "Parkování v centru v turistické sezoně");
    need(&mut store, 1, 4, "Energetický management městských budov");

    task(
        &mut store,
        1,
        11,
        "Poslat přehled spotřeby energie za tři roky",
        "tajemník",
        Some("2026-11-04"),
        false,
    );
    task(&mut store, 1, 12, "Domluvit návštěvu dispečinku svozu", "", Some("2026-11-19"), false);
    task(
        &mut store,
        2,
        13,
        "Poslat mapu stanovišť kontejnerů",
        "vedoucí odboru životního prostředí",
        Some("2026-11-21"),
        false,
    );
    task(&mut store, 2, 14, "Ověřit výzvy na podporu třídění", "Eva Brokerová", Some("2026-11-22"), false);
    task(&mut store, 2, 15, "Připravit návrh pilotu na deseti stanovištích", "", Some("2026-12-05"), false);
    task(&mut store, 1, 16, "Poslat zápis účastníkům workshopu", "Eva Brokerová", None, true);
    store
}

fn now() -> Timestamp {
    super::NOW.parse().unwrap()
}

fn create(store: &mut Store, number: u128, new: NewConsultation) {
    let id = document(number);
    let seen = VersionVector::default();
    store.apply(id, "consultation", &Consultation::create(id, new), &seen, now()).unwrap();
}

fn add(store: &mut Store, number: u128, item: u128, kind: ItemKind, fields: Vec<ItemField>) {
    let consultation = store.consultation(document(number)).unwrap().unwrap();
    let change = consultation.add_item(EntityId::from_u128(item), kind, fields, now());
    store.apply(consultation.id, "consultation", &change, &consultation.seen, now()).unwrap();
}

fn need(store: &mut Store, number: u128, item: u128, text: &str) {
    add(store, number, item, ItemKind::Need, vec![ItemField::Text(text.to_owned())]);
}

fn task(store: &mut Store, number: u128, item: u128, text: &str, owner: &str, due: Option<&str>, done: bool) {
    let fields = vec![
        ItemField::Text(text.to_owned()),
        ItemField::Owner(owner.to_owned()),
        ItemField::Due(due.map(|due| due.parse().unwrap())),
        ItemField::Done(done),
    ];
    add(store, number, item, ItemKind::Task, fields);
}
