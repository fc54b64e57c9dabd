//! The part of one consultation that a report counts.

use crate::model::{
    Component, Consultation, ConsultationKind, DocumentId, EntityId, Item, ItemBody, ItemKind, NeedStatus,
    Side, Status, Verdict,
};
use jiff::civil::Date;

/// The part of one consultation that a report counts.
///
/// It is kept for every consultation of a home, so it has only the words that a report can show: those of unmet needs
/// and of open tasks with a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// The consultation.
    pub id: DocumentId,
    pub(super) kind: ConsultationKind,
    pub(super) is_planned: bool,
    pub(super) is_sample: bool,
    /// The day on which it began or will begin.
    pub(super) day: Option<Date>,
    /// Codes of the municipalities, each once.
    pub(super) municipalities: Vec<Box<str>>,
    pub(super) needs: Vec<Need>,
    pub(super) links: Vec<Link>,
    pub(super) tasks: usize,
    /// How many of the tasks are not done.
    pub(super) open_tasks: usize,
    /// Tasks that are late from the day after their date on.
    pub(super) due: Vec<DueTask>,
}

/// A need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Need {
    pub(super) components: Vec<Component>,
    pub(super) status: NeedStatus,
    /// Whether a record is linked to it.
    pub(super) has_record: bool,
    /// The words of an unmet one, with the entity.
    pub(super) unmet: Option<(EntityId, Box<str>)>,
}

/// A record that is linked to a need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    /// The id of the record.
    pub(super) record: Box<str>,
    /// Its title when it was linked.
    pub(super) title: Box<str>,
    pub(super) verdict: Verdict,
    /// Whether somebody wrote down why.
    pub(super) has_reason: bool,
}

/// An open task with a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DueTask {
    pub(super) id: EntityId,
    pub(super) text: Box<str>,
    pub(super) side: Side,
    pub(super) due: Date,
}

impl Digest {
    /// What a report counts of the consultation. What is marked as internal is not in it.
    pub fn of(consultation: &Consultation) -> Digest {
        let shown = consultation.without_internal();
        let mut municipalities: Vec<Box<str>> = Vec::new();
        for code in &shown.municipalities {
            if !municipalities.iter().any(|known| **known == **code) {
                municipalities.push(code.as_str().into());
            }
        }
        let tasks = || shown.items_of(ItemKind::Task);
        Digest {
            id: shown.id,
            kind: shown.kind,
            is_planned: shown.status == Status::Planned,
            is_sample: shown.sample,
            day: shown.start.map(|start| start.date()),
            municipalities,
            needs: shown.items.iter().filter_map(|item| need(item, &shown)).collect(),
            links: links(&shown),
            tasks: tasks().count(),
            open_tasks: tasks().filter(|it| matches!(it.body, ItemBody::Task { done: false, .. })).count(),
            due: tasks().filter_map(due_task).collect(),
        }
    }
}

fn need(item: &Item, consultation: &Consultation) -> Option<Need> {
    let ItemBody::Need { components, status, .. } = &item.body else { return None };
    let mut own: Vec<Component> = Vec::new();
    for component in components {
        if !own.contains(component) {
            own.push(*component);
        }
    }
    Some(Need {
        components: own,
        status: *status,
        has_record: consultation.links_of(item.id).next().is_some(),
        unmet: (*status == NeedStatus::Unmet).then(|| (item.id, item.text.as_str().into())),
    })
}

/// The links to needs that are there; a link to a deleted need says nothing any more.
fn links(consultation: &Consultation) -> Vec<Link> {
    let needs = consultation.items_of(ItemKind::Need);
    let links = needs.flat_map(|need| consultation.links_of(need.id));
    links
        .map(|link| Link {
            record: link.record.as_str().into(),
            title: link.title.as_str().into(),
            verdict: link.verdict,
            has_reason: !link.why.trim().is_empty(),
        })
        .collect()
}

fn due_task(item: &Item) -> Option<DueTask> {
    match &item.body {
        ItemBody::Task { side, due: Some(due), done: false, .. } => {
            Some(DueTask { id: item.id, text: item.text.as_str().into(), side: *side, due: *due })
        }
        _ => None,
    }
}
